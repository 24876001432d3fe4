"""What the client of an analysis may do: its capabilities, records of the auth service that core keeps for it."""

from __future__ import annotations

from typing import Any

from ..contract import TABLE
from ..contract.table import MAX_LIMIT
from .analysis_rules import CAPABILITIES, Analyses
from .collection import UUID_FORM, Context, whole, writing
from .messages import Response, json_response
from .provisioning import demand_client, give
from .query import describe
from .refusals import already_there, bad_request, denied, internal, not_found
from .routes import Route
from .store import Row

_CLIENTS, _PERMISSIONS, _GRANTED = (TABLE[name] for name in ("client", "permission", "client_permission"))


def find(collection: Analyses, context: Context, key: str) -> Response:
    """The capabilities that the client has."""
    _ = context.caller
    analysis = collection.find(context, key, "get")
    context.demand("core", "analysis_update")
    if analysis["client_id"] is None:
        return json_response(200, {"data": [], "meta": {"total": 0}})
    rows = context.hub.store.all(_GRANTED, {"client_id": analysis["client_id"]})
    # What Authup says of its list is handed on.
    meta = {"total": len(rows), "limit": MAX_LIMIT, "offset": 0, "schema": describe(_GRANTED)}
    return json_response(200, {"data": [_with_permission(context, row) for row in rows], "meta": meta})


def create(collection: Analyses, context: Context, key: str) -> Response:
    """Give the client a capability."""
    _ = context.caller
    identifier = context.request.values.get("permissionId")
    if not isinstance(identifier, str) or not identifier:
        raise bad_request("A permissionId is required.")
    client = _changeable(collection, context, key)
    permission = _permission(context, identifier)
    if permission["name"] not in CAPABILITIES:
        raise denied("Only analysis self-capabilities can be assigned to an analysis client.")
    with writing(context):
        granted = {"client_id": client["id"], "permission_id": permission["id"]}
        if context.hub.store.first(_GRANTED, granted) is not None:
            raise internal(already_there("client-permission").message)
        row = give(context, client, permission)
    answer = {**_with_permission(context, row), "client": whole(client, _CLIENTS)}
    return json_response(201, {"data": answer, "meta": {}})


def delete(collection: Analyses, context: Context, key: str, permission_id: str) -> Response:
    """Take a capability from the client."""
    _ = context.caller
    client = _changeable(collection, context, key)
    granted = {"client_id": client["id"], "permission_id": permission_id.lower()}
    with writing(context):
        row = context.hub.store.first(_GRANTED, granted)
        if row is None:
            raise not_found("core", "clientPermission")
        context.hub.store.delete(_GRANTED, row["id"])
    return json_response(202, {"data": whole(row, _GRANTED), "meta": {}})


def _changeable(collection: Analyses, context: Context, key: str) -> Row:
    """The client of an analysis whose capabilities the caller may change."""
    analysis = collection.find(context, key, "update")
    context.demand("core", "analysis_update")
    collection.demand_realm(context, analysis, "update")
    if analysis["configuration_locked"]:
        raise bad_request("The capabilities cannot be changed while the analysis configuration is locked.")
    return demand_client(context, analysis, "analysis")


def _permission(context: Context, key: str) -> Row:
    """The permission of an id or a name. Core asks Authup for it, and fails on the answer that there is none."""
    store = context.hub.store
    row = store.get(_PERMISSIONS, key.lower()) if UUID_FORM.fullmatch(key) else store.first(_PERMISSIONS, {"name": key})
    if row is None:
        raise internal(not_found("auth", "permission").message)
    return row


def _with_permission(context: Context, row: Row) -> dict[str, Any]:
    permission = context.hub.store.existing(_PERMISSIONS, row["permission_id"])
    return {**whole(row, _GRANTED), "permission": whole(permission, _PERMISSIONS)}


ROUTES = (
    Route("core", "GET", "analyses/{}/client/permissions", "analysis", find),
    Route("core", "POST", "analyses/{}/client/permissions", "analysis", create),
    Route("core", "DELETE", "analyses/{}/client/permissions/{}", "analysis", delete),
)
