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
from jwt.algorithms import RSAAlgorithm

from ..contract import TABLE
from .clock import Clock
from .credentials import signing_key
from .refusals import Refusal, bad_token, oauth2
from .store import Row, Store

#: Seconds that an access token and a refresh token are good for, as Authup has them by default.
ACCESS_TOKEN_LIFE = 900
REFRESH_TOKEN_LIFE = 259_200
ALGORITHM = "RS256"

_REALMS, _USERS, _CLIENTS = TABLE["realm"], TABLE["user"], TABLE["client"]


@dataclass(frozen=True)
class Identity:
    """Who makes a request: a user or a client, with its realm."""

    id: str
    kind: Literal["user", "client"]
    realm_id: str
    realm_name: str

    @property
    def is_master(self) -> bool:
        """Whether it belongs to the realm that may write everywhere."""
        return self.realm_name == "master"


class Tokens:
    """Issues and checks tokens. Signed with one key, so that a Hub that is started again still knows its tokens."""

    def __init__(self, store: Store, clock: Clock, folder: Path | None) -> None:
        self._store = store
        self._clock = clock
        self._key = signing_key(folder)
        self._public: rsa.RSAPublicKey = self._key.public_key()
        self._known: dict[str, dict[str, Any]] = {}

    # Issuing

    def log_in(self, account: Row, kind: Literal["user", "client"], request: Mapping[str, str]) -> dict[str, Any]:
        """The token endpoint's answer to a good login: a new session. Clients get no refresh token."""
        session = str(uuid4())
        with self._store.transaction():
            self._store.run(
                "INSERT INTO _sessions (id, subject, kind) VALUES (?, ?, ?)", [session, account["id"], kind]
            )
            return self._answer(account, kind, session, request)

    def refresh(self, token: str, request: Mapping[str, str]) -> dict[str, Any]:
        """The token endpoint's answer to a refresh token, which is spent by it.

        A token that was spent before ends its session: somebody else has a copy of it.
        """
        claims = self._read(token, "refresh_token")
        with self._store.transaction():
            found = self._store.run(
                "SELECT r.used, s.subject, s.kind FROM _refresh_tokens r JOIN _sessions s ON s.id = r.session "
                "WHERE r.id = ? AND s.revoked = 0",
                [claims["jti"]],
            )
            if found and not found[0]["used"]:
                self._store.run("UPDATE _refresh_tokens SET used = 1 WHERE id = ?", [claims["jti"]])
                account = self._account(found[0]["subject"], found[0]["kind"])
                if account is not None and account["active"]:
                    return self._answer(account, found[0]["kind"], claims["session_id"], request)
            replayed = bool(found) and bool(found[0]["used"])
            if replayed:
                self._end(claims["session_id"])
        message = "refresh token replay detected; session revoked" if replayed else "refresh token is unknown"
        raise oauth2("OAuth2GrantError", 400, "invalid_grant", message)

    def _answer(self, account: Row, kind: str, session: str, request: Mapping[str, str]) -> dict[str, Any]:
        now = int(self._clock.now())
        common = {"session_id": session, "iat": now, "sub": account["id"], "sub_kind": kind}
        access = {**common, **self._claims(account, kind, request), "kind": "access_token", "jti": str(uuid4())}
        answer: dict[str, Any] = {
            "access_token": self._sign({**access, "exp": now + ACCESS_TOKEN_LIFE}),
            "expires_in": ACCESS_TOKEN_LIFE,
            "token_type": "Bearer",
            "scope": "global",
        }
        if kind == "user":
            refresh = {**common, "kind": "refresh_token", "jti": str(uuid4()), "exp": now + REFRESH_TOKEN_LIFE}
            self._store.run("INSERT INTO _refresh_tokens (id, session) VALUES (?, ?)", [refresh["jti"], session])
            answer |= {"refresh_token": self._sign(refresh), "refresh_token_expires_in": REFRESH_TOKEN_LIFE}
        return answer

    def _claims(self, account: Row, kind: str, request: Mapping[str, str]) -> dict[str, Any]:
        realm = self._store.get(_REALMS, account["realm_id"]) or {"name": ""}
        by_password = {"amr": ["pwd"], "acr": "urn:authup:pwd"} if kind == "user" else {"client_id": account["id"]}
        return {
            "iss": f"{request['url']}realms/{realm['name']}",
            "scope": "global",
            "realm_id": account["realm_id"],
            "realm_name": realm["name"],
            "user_agent": request["user_agent"],
            "remote_address": request["address"],
            "realm_access": {"roles": []},
            "global_access": {"roles": []},
            **by_password,
        }

    def _sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"kid": self.key_id})

    # Checking

    def identify(self, token: str) -> Identity:
        """Whose token it is. Raises the Refusal that Authup answers a bad one with."""
        claims = self.inspect(token)
        kind: Literal["user", "client"] = claims["sub_kind"]
        if self._account(claims["sub"], kind) is None:
            raise bad_token("inactive_token", "The JWT is not active.")
        return Identity(claims["sub"], kind, claims["realm_id"], claims["realm_name"])

    def inspect(self, token: str) -> dict[str, Any]:
        """What an access token says. Raises the Refusal that Authup answers a bad one with."""
        claims = self._known.get(token)
        if claims is None:
            claims = self._read(token, "access_token")
            if len(self._known) >= 4096:
                self._known.clear()
            self._known[token] = claims
        if claims["exp"] <= self._clock.now():
            raise bad_token("expired_token", "The JWT has expired.")
        if self._store.run("SELECT revoked FROM _sessions WHERE id = ? AND revoked = 0", [claims["session_id"]]):
            return claims
        raise bad_token("inactive_token", "The JWT is not active.")

    def _read(self, token: str, kind: str) -> dict[str, Any]:
        try:
            # The Hub's own clock decides, not the machine's, so the library must not look at the times.
            claims: dict[str, Any] = jwt.decode(
                token,
                self._public,
                algorithms=[ALGORITHM],
                options={"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False},
            )
        except jwt.InvalidTokenError:
            raise bad_token("invalid_token", "The JWT is invalid.") from None
        if claims.get("kind") != kind:
            raise bad_token("invalid_token", "The JWT is invalid.")
        if claims["exp"] <= self._clock.now():
            raise bad_token("expired_token", "The JWT has expired.")
        return claims

    def _account(self, identifier: str, kind: str) -> Row | None:
        return self._store.get(_USERS if kind == "user" else _CLIENTS, identifier)

    # Ending

    def revoke(self, token: str) -> None:
        """End the session of a token of either kind. One that is no good has none."""
        for kind in ("access_token", "refresh_token"):
            with suppress(Refusal):
                self._end(self._read(token, kind)["session_id"])

    def _end(self, session: str) -> None:
        self._store.run("UPDATE _sessions SET revoked = 1 WHERE id = ?", [session])

    # The key

    @property
    def key_id(self) -> str:
        return "embedded"

    def public_keys(self) -> dict[str, Any]:
        """The key with which others can check tokens, as a JSON Web Key Set."""
        key = RSAAlgorithm.to_jwk(self._public, as_dict=True)
        return {"keys": [{**key, "kid": self.key_id, "use": "sig", "alg": ALGORITHM}]}
