"""The rules of attributes, identity providers, sessions and their tokens, keys, events, consents, trust anchors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Literal

from ..contract import TABLE
from .auth_collection import AuthCollection, Verb
from .collection import UUID_FORM, Context, whole, writing
from .credentials import key_pair, private_key, public_part, random_text
from .filters import Comparison, Condition, Group
from .messages import Response, json_response
from .query import Query
from .refusals import against_rule, internal
from .store import Row

_SESSIONS = TABLE["session"]
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")


class _Attributes(AuthCollection):
    """What attributes of users and of roles share: Authup hands them to its database as they come."""

    owner: ClassVar[Literal["user", "role"]]

    def add(self, context: Context, body: Mapping[str, Any]) -> dict[str, Any]:
        identifier = body.get(f"{self.owner}Id")
        if isinstance(identifier, str) and not UUID_FORM.fullmatch(identifier):
            raise internal(f'invalid input syntax for type uuid: "{identifier}"')
        return super().add(context, body)

    def prepare(self, context: Context, values: Row) -> None:
        self._demand_name(values.get("name"))
        owner = context.hub.store.get(TABLE[self.owner], values.get(f"{self.owner}_id") or "")
        if owner is None:
            raise internal(f"An attribute of no {self.owner}.")
        values["realm_id"] = owner["realm_id"]
        super().prepare(context, values)

    def change(self, context: Context, row: Row, values: Row) -> None:
        if "name" in values:
            self._demand_name(values["name"])
        super().change(context, row, values)

    def _demand_name(self, name: str | None) -> None:
        """Raise the refusal unless an attribute can have this name."""
        if name is None:
            raise internal("An attribute without a name.")
        if name in {f.wire for f in TABLE[self.owner].stored.values()}:
            what = f"The {self.owner}-attribute name '{name}' collides with a {self.owner.capitalize()} entity column."
            raise against_rule(what)


class UserAttributes(_Attributes):
    """Attributes of users: who may change the user may change them, and users with a smaller permission their own."""

    owner = "user"

    permissions: ClassVar[Mapping[str, str]] = dict.fromkeys(("create", "read", "update", "delete"), "user_update")

    @property
    def reading(self) -> tuple[str, ...]:
        return ("user_update", "user_self_manage")

    def may_read(self, context: Context, row: Row | None) -> None:
        context.demand_one("auth", *self.reading)
        if row is not None and not self.sees(context, row):
            raise context.out_of_reach(["user_update"])

    def sees(self, context: Context, row: Row) -> bool:
        caller = context.caller
        return row["user_id"] == caller.id or context.hub.access.allows(caller, "user_update", row["realm_id"])

    def may_delete(self, context: Context) -> None:
        context.demand_one("auth", *self.reading)

    def may_write(self, context: Context, verb: Verb, row: Row | None) -> None:
        user = row["user_id"] if row is not None else context.body.get("userId", context.caller.id)
        own = user == context.caller.id
        context.demand_one("auth", "user_update", *(["user_self_manage"] if own else []))

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        if row["user_id"] != context.caller.id:
            super().demand_realm(context, row, verb)

    def prepare(self, context: Context, values: Row) -> None:
        if "user_id" not in values:
            if context.caller.kind != "user":
                raise against_rule("Property userId is invalid")
            values["user_id"] = context.caller.id
        super().prepare(context, values)


class RoleAttributes(_Attributes):
    """Attributes of roles: who may change the role may change them."""

    owner = "role"
    permissions: ClassVar[Mapping[str, str]] = {
        "read": "role_read",
        **dict.fromkeys(("create", "update", "delete"), "role_update"),
    }

    @property
    def reading(self) -> tuple[str, ...]:
        return ("role_read", "role_update", "role_delete")


class IdentityProviders(AuthCollection):
    """Identity providers: everybody sees that they are there, not how the Hub speaks with them."""

    def present(self, context: Context, row: Row, query: Query) -> dict[str, Any]:
        answer = super().present(context, row, query)
        trusted = context.identity is not None and len(context.lacks(self.reading)) < len(self.reading)
        private = () if trusted else [f.wire for f in self.resource.sparse.values()]
        return {name: value for name, value in answer.items() if name not in private}


class Owned(AuthCollection):
    """What somebody has of their own: they read and delete it, others with a permission that counts in its realm."""

    readers: ClassVar[tuple[str, ...]] = ("read",)

    def own(self, context: Context) -> Condition:
        """The condition for what belongs to the caller."""
        caller = context.caller
        return Group("and", (Comparison(("sub",), "eq", caller.id), Comparison(("sub_kind",), "eq", caller.kind)))

    def is_own(self, context: Context, row: Row) -> bool:
        return row["sub"] == context.caller.id and row["sub_kind"] == context.caller.kind

    def may_read(self, context: Context, row: Row | None) -> None:
        if row is not None and not self.sees(context, row):
            raise context.out_of_reach(self.reading)

    def sees(self, context: Context, row: Row) -> bool:
        name = self.permission("read")
        return self.is_own(context, row) or context.hub.access.allows(context.caller, name, self.realm_of(row))

    def read_list_query(self, context: Context) -> Query:
        query = super().read_list_query(context)
        if not context.lacks([self.permission("read")]):
            return query
        own = self.own(context)
        return replace(query, filter=own if query.filter is None else Group("and", (own, query.filter)))

    def may_write(self, context: Context, verb: Verb, row: Row | None) -> None:
        if row is None or not self.is_own(context, row):
            super().may_write(context, verb, row)

    def may_delete(self, context: Context) -> None:
        _ = context.caller  # whose it is decides

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        if not self.is_own(context, row):
            super().demand_realm(context, row, verb)


class Sessions(Owned):
    """Sessions: `@me` is the caller's own one."""

    def find(self, context: Context, key: str, verb: Literal["get", "update", "delete"]) -> Row:
        return super().find(context, context.caller.session_id if key in ("@me", "@self") else key, verb)

    def delete_many(self, context: Context) -> Response:
        """`DELETE /sessions`: end those that the filter finds; without one, the caller's others."""
        asked = AuthCollection.read_list_query(self, context)
        if asked.filter is not None:
            context.demand("auth", "session_delete")
        query = replace(asked, filter=asked.filter or self.own(context), limit=-1)
        ended = 0
        with writing(context):
            for row in context.hub.store.search(self.resource, query)[0]:
                if self._may_end(context, row, asked.filter is not None):
                    context.hub.store.delete(self.resource, row["id"])
                    ended += 1
        return json_response(202, {"count": ended})

    def _may_end(self, context: Context, row: Row, asked_for: bool) -> bool:
        caller = context.caller
        if self.is_own(context, row):
            return asked_for or row["id"] != caller.session_id
        return context.hub.access.allows(caller, "session_delete", row["realm_id"])


class SessionTokens(Owned):
    """Tokens of sessions: they belong to whom the session belongs to; to delete one is to revoke it."""

    permissions: ClassVar[Mapping[str, str]] = {"read": "session_read", "delete": "session_delete"}

    def own(self, context: Context) -> Condition:
        caller = context.caller
        of_caller = Comparison(("session", "sub"), "eq", caller.id)
        return Group("and", (of_caller, Comparison(("session", "sub_kind"), "eq", caller.kind)))

    def is_own(self, context: Context, row: Row) -> bool:
        session = context.hub.store.get(_SESSIONS, row["session_id"])
        return session is not None and super().is_own(context, session)

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        session = context.hub.store.get(_SESSIONS, row["session_id"]) or {}
        super().demand_realm(context, {**row, "realm_id": session.get("realm_id")}, verb)

    def sees(self, context: Context, row: Row) -> bool:
        session = context.hub.store.get(_SESSIONS, row["session_id"]) or {}
        return super().sees(context, {**row, "realm_id": session.get("realm_id")})

    def discard(self, context: Context, row: Row) -> dict[str, Any]:
        context.hub.store.update(self.resource, row["id"], {"revoked_at": context.stamp}, context.stamp)
        return whole(row, self.resource)


class Consents(Owned):
    """What people let programs do."""


class ProviderAccounts(Owned):
    """Accounts of users at identity providers."""

    listed_by = "user_realm_id"

    def own(self, context: Context) -> Condition:
        return Comparison(("user_id",), "eq", context.caller.id)

    def is_own(self, context: Context, row: Row) -> bool:
        return row["user_id"] == context.caller.id

    def realm_of(self, row: Mapping[str, Any]) -> str | None:
        return row["user_realm_id"]


class Events(AuthCollection):
    """What happened: for those who may read it in the realm where it did."""

    readers: ClassVar[tuple[str, ...]] = ("read",)

    def sees(self, context: Context, row: Row) -> bool:
        return context.hub.access.allows(context.caller, "event_read", row["realm_id"])


class Keys(AuthCollection):
    """Keys: made by the Hub, or brought along with their private part, which nobody ever reads."""

    looks_for_twins = True
    listed_by = "realm_id"

    def prepare(self, context: Context, values: Row) -> None:
        use = values["use"]
        values["name"] = values.get("name") or f"{use}-{random_text(10)}"
        super().prepare(context, values)
        if "priority" not in values:
            same = context.hub.store.all(self.resource, {"realm_id": values["realm_id"], "use": use})
            values["priority"] = max((row["priority"] + 1 for row in same), default=0)
        if values.get("certificate") is not None and (values.get("decryption_key") is None or use != "sig"):
            raise against_rule("A certificate requires imported signature key material.")
        values |= _material(values)

    def written(self, row: Row, sent: set[str] | None = None) -> dict[str, Any]:
        return {**super().written(row, sent), "decryptionKey": None}

    def update(self, context: Context, key: str) -> Response:
        answer = super().update(context, key)
        answer.status = 200  # of all collections, this one only
        return answer


def _material(values: Row) -> Row:
    """The kind, the algorithm and both parts of a new key."""
    given, algorithm = values.get("decryption_key"), values.get("signature_algorithm")
    if values["use"] == "enc":
        if algorithm is not None:
            raise against_rule("An encryption key can not carry a signature algorithm.")
        return {"type": "oct", "encryption_key": None, "decryption_key": given or random_text(43)}
    algorithm = algorithm or "RS256"
    if algorithm not in _ALGORITHMS:
        raise against_rule(f"A key can not sign with {algorithm}.")
    if given is None:
        private, public = key_pair(algorithm)
    else:
        private = re.sub(r"-----[A-Z ]+-----|\s", "", given)
        try:
            public = public_part(private_key(private))
        except ValueError:
            raise against_rule("The private key can not be read.") from None
    kind = "EC" if algorithm.startswith("ES") else "RSA"
    return {"type": kind, "signature_algorithm": algorithm, "decryption_key": private, "encryption_key": public}


class TrustAnchors(AuthCollection):
    """Trust anchors: who may change keys may change them."""

    permissions: ClassVar[Mapping[str, str]] = {verb: f"key_{verb}" for verb in ("create", "read", "update", "delete")}
