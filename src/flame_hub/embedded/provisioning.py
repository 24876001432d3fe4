"""The clients that the Hub makes for nodes and analyses, and their credentials."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from ..contract import TABLE
from .checks import read_body
from .collection import Context, writing
from .credentials import hash_password, random_text
from .refusals import Refusal, bad_request, internal, not_found
from .store import Row

_CLIENTS, _PERMISSIONS, _CLIENT_PERMISSIONS = (TABLE[name] for name in ("client", "permission", "client_permission"))


def make_client(context: Context, name: str, realm_id: str, permissions: Iterable[str]) -> Row:
    """Make a client that can log in with a secret and do what these permissions name."""
    client = context.hub.store.insert(
        _CLIENTS,
        {
            "name": name,
            "display_name": name,
            "auth_method": "secret",
            "secret": random_text(64),
            "realm_id": realm_id,
        },
        context.stamp,
    )
    permit(context, client, permissions)
    return client


def permit(context: Context, client: Row, permissions: Iterable[str]) -> None:
    """Have a client do what these permissions name, in its own realm, and nothing else."""
    store = context.hub.store
    wanted = [store.first(_PERMISSIONS, {"name": name}) for name in permissions]
    ids = {permission["id"]: permission for permission in wanted if permission is not None}
    held = {row["permission_id"]: row for row in store.all(_CLIENT_PERMISSIONS, {"client_id": client["id"]})}
    for identifier in held.keys() - ids.keys():
        store.delete(_CLIENT_PERMISSIONS, held[identifier]["id"])
    for identifier in [identifier for identifier in ids if identifier not in held]:
        give(context, client, ids[identifier])


def give(context: Context, client: Row, permission: Row) -> Row:
    """Give a client a permission that it has not. Returns the record that joins the two."""
    return context.hub.store.insert(
        _CLIENT_PERMISSIONS,
        {
            "client_id": client["id"],
            "client_realm_id": client["realm_id"],
            "permission_id": permission["id"],
            "permission_realm_id": permission["realm_id"],
        },
        context.stamp,
    )


def client_of(context: Context, row: Row) -> Row | None:
    """The client of a node or an analysis, None if it has none."""
    return context.hub.store.get(_CLIENTS, row["client_id"]) if row["client_id"] else None


def demand_client(context: Context, row: Row, what: str) -> Row:
    """The client of a node or an analysis. Raises the refusal if it has none, or has one that Authup does not know."""
    if row["client_id"] is None:
        raise bad_request(f"The {what} has no client provisioned yet.")
    client = client_of(context, row)
    if client is None:
        raise internal(not_found("auth", "client").message)
    return client


def remove_client(context: Context, row: Row) -> None:
    """Delete the client of a node or an analysis."""
    if row["client_id"] is not None:
        context.hub.store.delete(_CLIENTS, row["client_id"])


def credentials(client: Row) -> dict[str, Any]:
    """With what a client logs in, as the Hub answers it."""
    return {
        "id": client["id"],
        "name": client["name"],
        "displayName": client["display_name"],
        "secret": client["secret"],
    }


def new_secret(context: Context, client: Row, *names: str) -> dict[str, Any]:
    """Give a client the secret that the body names, or one that is made up. Returns the new credentials.

    names  further properties of the client that the body may change, in the Hub's words

    Raises the refusal for what Authup does not accept: the Hub leaves the checks to it, and fails on its answer.
    """
    body = context.request.values
    given = body.get("secret")
    asked = {"secret": secrets.token_hex(32) if given is None else given, **{k: body[k] for k in names if k in body}}
    try:
        changes = read_body(_CLIENTS, asked, "update")
    except Refusal as refusal:
        raise internal(refusal.message) from refusal
    secret = changes["secret"]
    if client["secret_hashed"]:
        changes["secret"] = hash_password(secret)
    with writing(context):
        context.hub.store.update(_CLIENTS, client["id"], changes, context.stamp)
    return credentials({**client, **changes, "secret": secret})
