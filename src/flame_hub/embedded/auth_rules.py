"""The rules of the auth service's collections: realms, users, clients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from .collection import Collection, Context
from .credentials import hash_password, random_text
from .refusals import bad_request, reserved
from .store import Row

#: Names of clients that Authup keeps for itself.
RESERVED_CLIENTS = ("system", "admin-console", "account-console")


class Realms(Collection):
    """Everybody reads realms; the built-in one stays."""

    def change(self, context: Context, row: Row, values: Row) -> None:
        if row["name"] == "master" and values.get("name", "master") != "master":
            raise bad_request("The name of the master realm can not be changed.")

    def remove(self, context: Context, row: Row) -> None:
        if row["built_in"]:
            raise bad_request("A built-in realm can not be deleted.")


class _Accounts(Collection):
    """What users and clients share: one sees oneself, others only with a permission."""

    def may_read(self, context: Context, row: Row | None) -> None:
        if row is None or row["id"] != context.caller.id:
            name = self.resource.name
            context.demand_one("auth", f"{name}_read", f"{name}_update", f"{name}_delete")

    def by_name(self, context: Context, name: str) -> Row | None:
        store, folded = context.hub.store, name.strip().lower()
        own = store.first(self.resource, {"name": folded, "realm_id": context.caller.realm_id})
        return own or store.first(self.resource, {"name": folded})


class Users(_Accounts):
    """Users: `@me` is the caller, passwords are hashed, a locked name stays."""

    def find(self, context: Context, key: str, verb: Literal["get", "update", "delete"]) -> Row:
        if key in ("@me", "@self") and context.caller.kind == "user":
            key = context.caller.id
        return super().find(context, key, verb)

    def prepare(self, context: Context, values: Row) -> None:
        values.setdefault("display_name", values["name"])
        if "password" in values:
            values["password"] = hash_password(values["password"])

    def change(self, context: Context, row: Row, values: Row) -> None:
        if "password" in values:
            values["password"] = hash_password(values["password"])
        if values.get("name_locked", row["name_locked"]):
            values.pop("name", None)


class Clients(_Accounts):
    """Clients: reserved names, and a secret for those that log in with one."""

    def prepare(self, context: Context, values: Row) -> None:
        if values["name"] in RESERVED_CLIENTS:
            raise reserved(f"The client name '{values['name']}' is reserved.")
        values.setdefault("display_name", values["name"])
        _settle_secret(values, {})

    def change(self, context: Context, row: Row, values: Row) -> None:
        if values.get("name") in RESERVED_CLIENTS and values["name"] != row["name"]:
            raise reserved(f"The client name '{values['name']}' is reserved.")
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
