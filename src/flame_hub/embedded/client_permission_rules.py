"""What the client of an analysis may do: its capabilities, records of the auth service that core keeps for it."""

from __future__ import annotations

from typing import Any

from ..contract import TABLE
from .analysis_rules import CAPABILITIES, Analyses
from .collection import UUID_FORM, Context, whole, writing
from .messages import Response, json_response
from .provisioning import client_of, give
from .refusals import bad_request, denied, not_found
from .routes import Route
from .store import Row

_CLIENTS, _PERMISSIONS, _GRANTED = (TABLE[name] for name in ("client", "permission", "client_permission"))


def find(collection: Analyses, context: Context, key: str) -> Response:
    """The capabilities that the client has."""
    context.demand("core", "analysis_update")
    analysis = collection.find(context, key, "get")
    client = client_of(context, analysis)
    rows = context.hub.store.all(_GRANTED, {"client_id": client["id"]}) if client is not None else []
    return json_response(200, {"data": [_with_permission(context, row) for row in rows], "meta": {"total": len(rows)}})


def create(collection: Analyses, context: Context, key: str) -> Response:
    """Give the client a capability."""
    analysis = _changeable(collection, context, key)
    identifier = context.request.values.get("permissionId")
    if not isinstance(identifier, str) or not identifier:
        raise bad_request("A permissionId is required.")
    _demand_unlocked(analysis)
    client = collection.own_client(context, analysis)
    permission = context.hub.store.get(_PERMISSIONS, identifier.lower()) if UUID_FORM.fullmatch(identifier) else None
    if permission is None or permission["name"] not in CAPABILITIES:
        raise denied("Only analysis self-capabilities can be assigned to an analysis client.")
    with writing(context):
        row = give(context, client, permission)
    answer = {**_with_permission(context, row), "client": whole(client, _CLIENTS)}
    return json_response(201, {"data": answer, "meta": {}})


def delete(collection: Analyses, context: Context, key: str, permission_id: str) -> Response:
    """Take a capability from the client."""
    analysis = _changeable(collection, context, key)
    _demand_unlocked(analysis)
    client = collection.own_client(context, analysis)
    granted = {"client_id": client["id"], "permission_id": permission_id.lower()}
    with writing(context):
        row = context.hub.store.first(_GRANTED, granted)
        if row is None:
            raise not_found("core", "clientPermission")
        context.hub.store.delete(_GRANTED, row["id"])
    return json_response(202, {"data": whole(row, _GRANTED), "meta": {}})


def _changeable(collection: Analyses, context: Context, key: str) -> Row:
    """The analysis, if the caller may change it."""
    context.demand("core", "analysis_update")
    analysis = collection.find(context, key, "update")
    collection.demand_realm(context, analysis, "update")
    return analysis


def _demand_unlocked(analysis: Row) -> None:
    if analysis["configuration_locked"]:
        raise bad_request("The capabilities cannot be changed while the analysis configuration is locked.")


def _with_permission(context: Context, row: Row) -> dict[str, Any]:
    permission = context.hub.store.existing(_PERMISSIONS, row["permission_id"])
    return {**whole(row, _GRANTED), "permission": whole(permission, _PERMISSIONS)}


ROUTES = (
    Route("core", "GET", "analyses/{}/client/permissions", "analysis", find),
    Route("core", "POST", "analyses/{}/client/permissions", "analysis", create),
    Route("core", "DELETE", "analyses/{}/client/permissions/{}", "analysis", delete),
)
