"""The rules of the auth service's collections: realms, users, clients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from .auth_collection import AuthCollection, Verb
from .collection import Context, whole
from .credentials import hash_password, random_text
from .messages import Response, json_response
from .query import describe
from .refusals import against_rule, nobody_permitted, not_permitted
from .store import Row

#: Names of clients that Authup keeps for itself.
RESERVED_CLIENTS = ("system", "admin-console", "account-console")


#: What stands for the caller's own account in a path.
_ONESELF = ("@me", "@self")


class Realms(AuthCollection):
    """Everybody reads realms; the built-in one stays."""

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        """A realm is in no realm: who may change one may change all."""

    def change(self, context: Context, row: Row, values: Row) -> None:
        if row["name"] == "master" and values.get("name", "master") != "master":
            raise against_rule("The name of the master can not be changed.")

    def remove(self, context: Context, row: Row) -> None:
        if row["built_in"]:
            raise against_rule("A built-in realm can not be deleted.")


class _Accounts(AuthCollection):
    """What users and clients share: one sees oneself, others with a permission that counts in their realm."""

    reads_query = True

    def may_read(self, context: Context, row: Row | None) -> None:
        if row is None:
            context.demand_one("auth", *self.reading)
        elif not self.sees(context, row):
            raise context.out_of_reach(self.reading)

    def is_own_key(self, context: Context, key: str) -> bool:
        caller = context.caller
        if caller.kind != self.resource.name:
            return False
        own = context.hub.store.get(self.resource, caller.id)
        return key in (*_ONESELF, caller.id, own["name"] if own is not None else caller.id)

    def sees(self, context: Context, row: Row) -> bool:
        caller, access = context.caller, context.hub.access
        return row["id"] == caller.id or any(access.allows(caller, name, row["realm_id"]) for name in self.reading)

    def may_write(self, context: Context, verb: Verb, row: Row | None) -> None:
        context.demand("auth", self._writing(context, verb, row))

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        # What somebody changes of themselves is looked at in `change`, when it is known.
        if not self._writing(context, verb, row).endswith("_self_manage"):
            super().demand_realm(context, row, verb)

    def change(self, context: Context, row: Row, values: Row) -> None:
        name = self._writing(context, "update", row)
        if name.endswith("_self_manage"):
            attributes = {self.resource.fields[key].wire: value for key, value in values.items()}
            if not context.hub.access.allows_somewhere(context.caller, name, attributes):
                raise not_permitted("auth", [name])

    def _writing(self, context: Context, verb: str, row: Row | None) -> str:
        """The permission that it takes. To change oneself, a smaller one is enough."""
        name = self.permission(verb)
        own = verb == "update" and row is not None and row.get("id") == context.caller.id
        return self.permission("self_manage") if own and context.lacks([name]) else name


class Users(_Accounts):
    """Users: `@me` is the caller, passwords are hashed, a locked name stays, nobody deletes themselves."""

    def find(self, context: Context, key: str, verb: Literal["get", "update", "delete"]) -> Row:
        if verb == "get" and key in _ONESELF and context.caller.kind == "user":
            key = context.caller.id
        return super().find(context, key, verb)

    def prepare(self, context: Context, values: Row) -> None:
        super().prepare(context, values)
        values.setdefault("display_name", values["name"])
        if "password" in values:
            values["password"] = hash_password(values["password"])

    def change(self, context: Context, row: Row, values: Row) -> None:
        super().change(context, row, values)
        if "password" in values:
            values["password"] = hash_password(values["password"])
        if values.get("name_locked", row["name_locked"]):
            values.pop("name", None)

    def remove(self, context: Context, row: Row) -> None:
        if row["id"] == context.caller.id:
            raise against_rule("The own user can not be deleted.")


class Clients(_Accounts):
    """Clients: reserved names, and a secret for those that log in with one."""

    looks_for_twins = True

    def list(self, context: Context) -> Response:
        self._demand_somebody(context)
        return super().list(context)

    def get(self, context: Context, key: str) -> Response:
        self._demand_somebody(context)
        caller = context.caller
        if caller.kind == "client" and key in (*_ONESELF, caller.id):
            row = super().find(context, caller.id, "get")
            meta = {"schema": describe(self.resource, single=True)}
            return json_response(200, {"data": whole(row, self.resource), "meta": meta})
        return super().get(context, key)

    def _demand_somebody(self, context: Context) -> None:
        """Raise the refusal for nobody: it is not for a login, as elsewhere, but for a permission."""
        if context.identity is None:
            raise nobody_permitted(self.reading)

    def prepare(self, context: Context, values: Row) -> None:
        super().prepare(context, values)
        if values["name"] in RESERVED_CLIENTS:
            raise against_rule(f"The client name '{values['name']}' is reserved.")
        values.setdefault("display_name", values["name"])
        _settle_secret(values, {})

    def refuse_twins(self, context: Context, values: Mapping[str, Any], own: str | None) -> None:
        # Authup looks for them before it puts the client into the caller's realm.
        sent = context.body.get("realmId") is not None
        super().refuse_twins(context, values if sent else {**values, "realm_id": None}, own)

    def change(self, context: Context, row: Row, values: Row) -> None:
        super().change(context, row, values)
        self.refuse_twins(context, values, row["id"])
        if values.get("name") in RESERVED_CLIENTS and values["name"] != row["name"]:
            raise against_rule(f"The client name '{values['name']}' is reserved.")
        _settle_secret(values, row)


def _settle_secret(values: Row, before: Mapping[str, Any]) -> None:
    """Give a client that logs in with a secret one, hashed if it wants that, and take it from one that does not.

    before  the client as it is stored, nothing for a new one
    """
    client = {**before, **values}
    if client.get("auth_method", "none") != "secret":
        values["secret"] = None
        return
    hashed, was_hashed = bool(client.get("secret_hashed")), bool(before.get("secret_hashed"))
    secret = values.pop("secret", None)
    if secret is None and before.get("secret") is not None:
        if hashed == was_hashed:
            return  # it stays as it is
        # What is hashed cannot be had back, so that a client that is hashed no more gets a new secret.
        secret = before["secret"] if hashed else None
    secret = secret or random_text(64)
    values["secret"] = hash_password(secret) if hashed else secret
