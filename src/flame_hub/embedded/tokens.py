"""Tokens of the embedded Hub: issued, verified, refreshed once, revoked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from ..contract import TABLE
from .clock import Clock
from .credentials import PublicKey, private_key, public_key, signing_key
from .events import record
from .refusals import bad_token, oauth2
from .store import Row, Store

#: Seconds that an access token and a refresh token are good for, as Authup has them by default.
ACCESS_TOKEN_LIFE = 900
REFRESH_TOKEN_LIFE = 259_200
ALGORITHM = "RS256"

_REALMS, _USERS, _CLIENTS, _KEYS = TABLE["realm"], TABLE["user"], TABLE["client"], TABLE["key"]
_SESSIONS, _SESSION_TOKENS = TABLE["session"], TABLE["session_token"]
_ROLES_HELD = """
SELECT r.name, r.realm_id FROM user_roles j JOIN roles r ON r.id = j.role_id WHERE j.user_id = ?1
UNION ALL SELECT r.name, r.realm_id FROM client_roles j JOIN roles r ON r.id = j.role_id WHERE j.client_id = ?1
"""


@dataclass(frozen=True)
class Identity:
    """Who makes a request: a user or a client, with its realm and the session it is logged in with."""

    id: str
    kind: Literal["user", "client"]
    realm_id: str
    realm_name: str
    session_id: str = ""
    name: str = ""

    @property
    def is_master(self) -> bool:
        """Whether it belongs to the realm that may write everywhere."""
        return self.realm_name == "master"


class Tokens:
    """Issues and checks tokens.

    They are signed with the Hub's own key, which it keeps, so that a Hub that is started again still knows its tokens;
    or with that of its owner's realm, if that has a key of its own.
    """

    def __init__(self, store: Store, clock: Clock, folder: Path | None) -> None:
        self._store = store
        self._clock = clock
        self._key = signing_key(folder)
        self._public: rsa.RSAPublicKey = self._key.public_key()
        self._known: dict[str, dict[str, Any]] = {}
        #: When what is known of the tokens of a replayed session can be forgotten, by their ids.
        self._revoked: dict[str, float] = {}
        #: Seconds that new access tokens are good for.
        self.access_life = ACCESS_TOKEN_LIFE
        #: Whether a client is told to be a robot, by its id.
        self.is_robot: Callable[[str], bool] = nobody
        self._key_writes = 0

    # Issuing

    def log_in(
        self, account: Row, kind: Literal["user", "client"], request: Mapping[str, str], client_id: str | None = None
    ) -> dict[str, Any]:
        """The token endpoint's answer to a good login: a new session. Clients get no refresh token.

        client_id  client with which a user logs in
        """
        client_id = account["id"] if kind == "client" else client_id
        stamp = self._clock.stamp()
        with self._store.transaction():
            self._store.run("DELETE FROM sessions WHERE expires_at < ?", [stamp])
            session = self._store.insert(
                _SESSIONS,
                {
                    "sub": account["id"],
                    "sub_kind": kind,
                    "user_id": account["id"] if kind == "user" else None,
                    "client_id": client_id,
                    "realm_id": account["realm_id"],
                    "ip_address": request["address"],
                    "user_agent": request["user_agent"],
                    "expires_at": self._clock.stamp(REFRESH_TOKEN_LIFE if kind == "user" else self.access_life),
                    "seen_at": stamp,
                },
                stamp,
            )
            about = {"ref_type": "session", "ref_id": session["id"], **_actor(account, kind)}
            record(self._store, self._clock, "login", request, about, {"grantType": request["grant"]})
            return self._answer(account, kind, session, request)

    def refresh(self, token: str, request: Mapping[str, str]) -> dict[str, Any]:
        """The token endpoint's answer to a refresh token, which is spent by it.

        A token that was spent before ends its session: somebody else has a copy of it.
        """
        claims = self._read(token)
        message = "refresh token is unknown"
        with self._store.transaction():
            found = self._store.get(_SESSION_TOKENS, claims["jti"])
            session = self._store.get(_SESSIONS, found["session_id"]) if found is not None else None
            if found is None or session is None or found["kind"] != "refresh_token":
                pass  # unknown
            elif found["revoked_at"] is not None:
                message = "refresh token has been revoked"
            elif found["consumed_at"] is not None:
                message = "refresh token replay detected; session revoked"
                about = {"ref_type": "session", "ref_id": session["id"], "realm_id": session["realm_id"]}
                record(self._store, self._clock, "refreshReplayDetected", request, about, {"jti": claims["jti"]})
                self._end(session["id"])
            else:
                stamp = self._clock.stamp()
                seen = {"refreshed_at": stamp, "seen_at": stamp, "expires_at": self._clock.stamp(REFRESH_TOKEN_LIFE)}
                self._store.run("DELETE FROM session_tokens WHERE expires_at < ?", [stamp])
                self._store.update(_SESSION_TOKENS, claims["jti"], {"consumed_at": stamp}, stamp)
                self._store.update(_SESSIONS, session["id"], seen, stamp)
                account = self._account(session["sub"], session["sub_kind"])
                if account is not None and account["active"]:
                    return self._answer(account, session["sub_kind"], session, request, parent=claims["jti"])
        raise oauth2("OAuth2GrantError", 400, "invalid_grant", message)

    def _answer(
        self, account: Row, kind: str, session: Row, request: Mapping[str, str], parent: str | None = None
    ) -> dict[str, Any]:
        now = int(self._clock.now())
        told = "robot" if kind == "client" and self.is_robot(account["id"]) else kind
        common = {"session_id": session["id"], "iat": now, "sub": account["id"], "sub_kind": told}
        common |= self._claims(account, told, request)
        if session["client_id"] is not None and told != "robot":
            common["client_id"] = session["client_id"]
        access = {**common, **self._roles(account), "kind": "access_token", "jti": str(uuid4())}
        answer: dict[str, Any] = {
            "access_token": self._sign({**access, "exp": now + self.access_life}, account["realm_id"]),
            "expires_in": self.access_life,
            "token_type": "Bearer",
            "scope": "global",
        }
        issued = [(access, self.access_life)]
        if kind == "user":
            refresh = {**common, "kind": "refresh_token", "jti": str(uuid4()), "exp": now + REFRESH_TOKEN_LIFE}
            answer |= {
                "refresh_token": self._sign(refresh, account["realm_id"]),
                "refresh_token_expires_in": REFRESH_TOKEN_LIFE,
            }
            issued.append((refresh, REFRESH_TOKEN_LIFE))
        rows = [
            {
                "id": claims["jti"],
                "session_id": session["id"],
                "client_id": session["client_id"],
                "kind": claims["kind"],
                "parent_id": parent,
                "refresh_token_id": issued[-1][0]["jti"] if claims is access and kind == "user" else None,
                "ip_address": request["address"],
                "user_agent": request["user_agent"],
                "expires_at": self._clock.stamp(life),
            }
            for claims, life in issued
        ]
        self._store.insert_all(_SESSION_TOKENS, rows, self._clock.stamp())
        return answer

    def _claims(self, account: Row, kind: str, request: Mapping[str, str]) -> dict[str, Any]:
        realm = self._store.get(_REALMS, account["realm_id"]) or {"name": ""}
        by_password = {"amr": ["pwd"], "acr": "urn:authup:pwd"} if kind == "user" else {}
        return {
            "iss": f"{request['url']}realms/{realm['name']}",
            "scope": "global",
            "realm_id": account["realm_id"],
            "realm_name": realm["name"],
            "user_agent": request["user_agent"],
            "remote_address": request["address"],
            **by_password,
        }

    def _roles(self, account: Row) -> dict[str, Any]:
        roles = self._store.run(_ROLES_HELD, [account["id"]])
        return {
            "realm_access": {"roles": [role["name"] for role in roles if role["realm_id"] is not None]},
            "global_access": {"roles": [role["name"] for role in roles if role["realm_id"] is None]},
        }

    def _sign(self, claims: dict[str, Any], realm_id: str) -> str:
        own = self._store.run(
            "SELECT id, signature_algorithm, decryption_key FROM keys WHERE realm_id = ? AND \"use\" = 'sig' "
            "AND status = 'active' AND decryption_key IS NOT NULL ORDER BY priority DESC LIMIT 1",
            [realm_id],
        )
        if not own:
            return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"kid": self.key_id})
        key, algorithm = private_key(own[0]["decryption_key"]), own[0]["signature_algorithm"]
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": own[0]["id"]})

    # Checking

    def identify(self, token: str) -> Identity:
        """Whose token it is. Raises the Refusal that Authup answers a bad one with."""
        claims = self.inspect(token)
        kind: Literal["user", "client"] = "user" if claims["sub_kind"] == "user" else "client"
        account = self._account(claims["sub"], kind)
        if account is None:
            raise bad_token("inactive_token", "The JWT is not active.")
        realm_id, realm_name, session_id = claims["realm_id"], claims["realm_name"], claims["session_id"]
        return Identity(claims["sub"], kind, realm_id, realm_name, session_id, account["name"])

    def inspect(self, token: str) -> dict[str, Any]:
        """What an access token says. Raises the Refusal that Authup answers a bad one with."""
        claims = self.read(token)
        found = self._store.run("SELECT revoked_at FROM session_tokens WHERE id = ?", [claims["jti"]])
        if claims["jti"] in self._revoked or (found and found[0]["revoked_at"] is not None):
            raise bad_token("inactive_token", "The JWT is not active.")
        if not found:
            # Its session is gone: deleted, or with its owner.
            raise bad_token("expired_token", "The JWT has expired.")
        return claims

    def read(self, token: str) -> dict[str, Any]:
        """What an access token says, be it revoked or not. Raises the Refusal for one that is no good or too old."""
        if self._key_writes != self._store.writes["key"]:
            self._key_writes = self._store.writes["key"]
            self._known.clear()
        claims = self._known.get(token)
        if claims is None:
            claims = self._read(token)
            if claims["kind"] != "access_token":
                raise bad_token("invalid_token", "The token payload property kind is invalid.")
            if len(self._known) >= 4096:
                self._known.clear()
            self._known[token] = claims
        if claims["exp"] <= self._clock.now():
            raise bad_token("expired_token", "The JWT has expired.")
        return claims

    def look_at(self, token: str) -> tuple[dict[str, Any], bool]:
        """What a token of either kind says, and whether it was neither revoked nor spent.

        Raises the Refusal that Authup answers one with that it cannot read, or that has expired.
        """
        claims = self._read(token)
        found = self._store.get(_SESSION_TOKENS, claims["jti"])
        ended = found is not None and (found["revoked_at"] is not None or found["consumed_at"] is not None)
        return claims, not ended and claims["jti"] not in self._revoked

    def bound_to(self, token: str) -> str | None:
        """The id of the client with which a token was got by somebody else, None: with none."""
        claims = self._read(token)
        return claims.get("client_id") if claims["sub_kind"] == "user" else None

    def _read(self, token: str, *, expired: bool = False) -> dict[str, Any]:
        """What a token says that this Hub has signed. Raises the Refusal for others, and for one that has expired.

        expired  whether one that has expired is good as well
        """
        try:
            key, algorithm = self._verification(jwt.get_unverified_header(token).get("kid"))
            # The Hub's own clock decides, not the machine's, so the library must not look at the times.
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                options={"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False},
            )
        except jwt.InvalidTokenError:
            raise bad_token("invalid_token", "The JWT is invalid.") from None
        if not expired and claims["exp"] <= self._clock.now():
            raise bad_token("expired_token", "The JWT has expired.")
        return claims

    def _verification(self, key_id: object) -> tuple[PublicKey, str]:
        """The key that checks a token, and its algorithm. Raises InvalidTokenError for a key that is good no more."""
        if key_id == self.key_id:
            return self._public, ALGORITHM
        row = self._store.get(_KEYS, key_id) if isinstance(key_id, str) else None
        if row is None or row["status"] == "disabled" or row["encryption_key"] is None:
            raise jwt.InvalidTokenError("signed with an unknown key")
        return public_key(row["encryption_key"]), row["signature_algorithm"]

    def _account(self, identifier: str, kind: str) -> Row | None:
        return self._store.get(_USERS if kind == "user" else _CLIENTS, identifier)

    # Ending

    def revoke(self, token: str) -> None:
        """End a token of either kind, also if it has expired. Raises the Refusal for one that is none of this Hub."""
        stamp = self._clock.stamp()
        self._store.update(_SESSION_TOKENS, self._read(token, expired=True)["jti"], {"revoked_at": stamp}, stamp)

    def _end(self, session: str) -> None:
        """End a session. What is said of its tokens later is that they were revoked, as long as this Hub runs."""
        now = self._clock.now()
        for old in [jti for jti, until in list(self._revoked.items()) if until <= now]:
            self._revoked.pop(old, None)
        for found in self._store.all(_SESSION_TOKENS, {"session_id": session}):
            self._revoked[found["id"]] = now + REFRESH_TOKEN_LIFE
        self._store.delete(_SESSIONS, session)

    # The keys

    @property
    def key_id(self) -> str:
        return "embedded"

    def public_keys(self, realm_id: str | None = None) -> dict[str, Any]:
        """The keys with which others can check tokens of a realm, or of all, as a JSON Web Key Set."""
        keys = [_jwk(self._public, self.key_id, ALGORITHM)]
        where = {"use": "sig"} if realm_id is None else {"use": "sig", "realm_id": realm_id}
        keys += [
            _jwk(public_key(row["encryption_key"]), row["id"], row["signature_algorithm"])
            for row in self._store.all(_KEYS, where)
            if row["status"] != "disabled" and row["encryption_key"] is not None
        ]
        return {"keys": keys}


def nobody(identifier: str) -> bool:
    """Whether a client is a robot, where there are none."""
    return False


def _actor(account: Row, kind: str) -> Row:
    """Who did something, as an event has it."""
    actor = {"actor_type": kind, "actor_id": account["id"], "actor_name": account["name"]}
    return {**actor, "realm_id": account["realm_id"], "client_id": account["id"] if kind == "client" else None}


def _jwk(key: PublicKey, key_id: str, algorithm: str) -> dict[str, Any]:
    jwk = (
        RSAAlgorithm.to_jwk(key, as_dict=True)
        if isinstance(key, rsa.RSAPublicKey)
        else ECAlgorithm.to_jwk(key, as_dict=True)
    )
    return {**jwk, "kid": key_id, "use": "sig", "alg": algorithm}
