"""Tokens of the embedded Hub: issued, verified, refreshed once, revoked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
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
from .refusals import Refusal, bad_token, oauth2
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
        #: Seconds that new access tokens are good for.
        self.access_life = ACCESS_TOKEN_LIFE
        self._key_writes = 0

    # Issuing

    def log_in(self, account: Row, kind: Literal["user", "client"], request: Mapping[str, str]) -> dict[str, Any]:
        """The token endpoint's answer to a good login: a new session. Clients get no refresh token."""
        stamp = self._clock.stamp()
        with self._store.transaction():
            self._store.run("DELETE FROM sessions WHERE expires_at < ?", [stamp])
            session = self._store.insert(
                _SESSIONS,
                {
                    "sub": account["id"],
                    "sub_kind": kind,
                    f"{kind}_id": account["id"],
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
            return self._answer(account, kind, session["id"], request)

    def refresh(self, token: str, request: Mapping[str, str]) -> dict[str, Any]:
        """The token endpoint's answer to a refresh token, which is spent by it.

        A token that was spent before ends its session: somebody else has a copy of it.
        """
        claims = self._read(token, "refresh_token")
        with self._store.transaction():
            found = self._store.get(_SESSION_TOKENS, claims["jti"])
            session = self._store.get(_SESSIONS, found["session_id"]) if found and not found["revoked_at"] else None
            replayed = found is not None and session is not None and found["consumed_at"] is not None
            if replayed and session is not None:
                account = self._account(session["sub"], session["sub_kind"])
                actor = _actor(account, session["sub_kind"]) if account is not None else {}
                about = {"ref_type": "session", "ref_id": session["id"], **actor}
                record(self._store, self._clock, "refreshReplayDetected", request, about, {})
                self._end(session["id"])
            elif session is not None:
                stamp = self._clock.stamp()
                seen = {"refreshed_at": stamp, "seen_at": stamp, "expires_at": self._clock.stamp(REFRESH_TOKEN_LIFE)}
                self._store.run("DELETE FROM session_tokens WHERE expires_at < ?", [stamp])
                self._store.update(_SESSION_TOKENS, claims["jti"], {"consumed_at": stamp}, stamp)
                self._store.update(_SESSIONS, session["id"], seen, stamp)
                account = self._account(session["sub"], session["sub_kind"])
                if account is not None and account["active"]:
                    return self._answer(account, session["sub_kind"], session["id"], request, parent=claims["jti"])
        message = "refresh token replay detected; session revoked" if replayed else "refresh token is unknown"
        raise oauth2("OAuth2GrantError", 400, "invalid_grant", message)

    def _answer(
        self, account: Row, kind: str, session: str, request: Mapping[str, str], parent: str | None = None
    ) -> dict[str, Any]:
        now = int(self._clock.now())
        common = {"session_id": session, "iat": now, "sub": account["id"], "sub_kind": kind}
        access = {**common, **self._claims(account, kind, request), "kind": "access_token", "jti": str(uuid4())}
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
                "session_id": session,
                "client_id": account["id"] if kind == "client" else None,
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
        roles = self._store.run(_ROLES_HELD, [account["id"]])
        by_password = {"amr": ["pwd"], "acr": "urn:authup:pwd"} if kind == "user" else {"client_id": account["id"]}
        return {
            "iss": f"{request['url']}realms/{realm['name']}",
            "scope": "global",
            "realm_id": account["realm_id"],
            "realm_name": realm["name"],
            "user_agent": request["user_agent"],
            "remote_address": request["address"],
            "realm_access": {"roles": [role["name"] for role in roles if role["realm_id"] is not None]},
            "global_access": {"roles": [role["name"] for role in roles if role["realm_id"] is None]},
            **by_password,
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
        kind: Literal["user", "client"] = claims["sub_kind"]
        if self._account(claims["sub"], kind) is None:
            raise bad_token("inactive_token", "The JWT is not active.")
        return Identity(claims["sub"], kind, claims["realm_id"], claims["realm_name"], claims["session_id"])

    def inspect(self, token: str) -> dict[str, Any]:
        """What an access token says. Raises the Refusal that Authup answers a bad one with."""
        claims = self.read(token)
        if self._store.run("SELECT 1 FROM session_tokens WHERE id = ? AND revoked_at IS NULL", [claims["jti"]]):
            return claims
        raise bad_token("inactive_token", "The JWT is not active.")

    def read(self, token: str) -> dict[str, Any]:
        """What an access token says, be it revoked or not. Raises the Refusal for one that is no good or too old."""
        if self._key_writes != self._store.writes["key"]:
            self._key_writes = self._store.writes["key"]
            self._known.clear()
        claims = self._known.get(token)
        if claims is None:
            claims = self._read(token, "access_token")
            if len(self._known) >= 4096:
                self._known.clear()
            self._known[token] = claims
        if claims["exp"] <= self._clock.now():
            raise bad_token("expired_token", "The JWT has expired.")
        return claims

    def _read(self, token: str, kind: str) -> dict[str, Any]:
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
        if claims.get("kind") != kind:
            raise bad_token("invalid_token", "The JWT is invalid.")
        if claims["exp"] <= self._clock.now():
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
        """End the session of a token of either kind. One that is no good has none."""
        for kind in ("access_token", "refresh_token"):
            with suppress(Refusal):
                self._end(self._read(token, kind)["session_id"])

    def _end(self, session: str) -> None:
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
