"""The rules of registries and nodes."""

from __future__ import annotations

import re
from typing import Any, Literal
from urllib.parse import urlsplit

from ..contract import TABLE
from .collection import Collection, Context
from .credentials import random_text
from .messages import Response, json_response
from .provisioning import client_of, credentials, demand_client, make_client, new_secret, permit, remove_client
from .query import Query
from .refusals import bad_request, denied, null_refused
from .store import Row

_NODES, _REGISTRIES, _REGISTRY_PROJECTS = (TABLE[name] for name in ("node", "registry", "registry_project"))
HEXADECIMAL = re.compile(r"[A-Fa-f0-9]+")

#: What a node's client may do (the Hub keeps it to exactly this).
NODE_PERMISSIONS = ("analysis_update",)


class Registries(Collection):
    """Registries: of a URL, the host is kept."""

    permissions = dict.fromkeys(("create", "update", "delete"), "registry_manage")

    def read_list_query(self, context: Context) -> Query:
        self._demand_secret(context)
        return super().read_list_query(context)

    def read_get_query(self, context: Context) -> Query:
        self._demand_secret(context)
        return super().read_get_query(context)

    def _demand_secret(self, context: Context) -> None:
        """Raise the refusal if the secret is so much as named without the permission, be it to leave it out."""
        texts = [text for name, text in context.request.query if name.partition("[")[0] == "fields"]
        if any(name.strip().lstrip("+-") == "accountSecret" for text in texts for name in text.split(",")):
            context.demand("core", "registry_manage")

    def prepare(self, context: Context, values: Row) -> None:
        values["host"] = host_of(values["host"])

    def change(self, context: Context, row: Row, values: Row) -> None:
        if "host" in values:
            values["host"] = host_of(values["host"])


def host_of(text: str) -> str:
    """The host of a URL; a text that is no URL stays as it is."""
    if "://" not in text:
        return text
    try:
        return urlsplit(text).hostname or text
    except ValueError:
        return text


class RegistryProjects(Collection):
    """Projects of registries."""

    permissions = dict.fromkeys(("create", "update", "delete"), "registry_project_manage")

    def may_select(self, context: Context, query: Query, rows: list[Row]) -> None:
        if "account_secret" not in query.fields[()] or not context.lacks(["registry_manage"]):
            return
        # A node reads the secret of its own project.
        own = context.hub.store.first(_NODES, {"client_id": context.caller.id})
        if len(rows) == 1 and own is not None and own["registry_project_id"] == rows[0]["id"]:
            return
        if any(row["account_secret"] for row in rows):
            raise denied()


class Nodes(Collection):
    """Nodes: each has a client of its own, and one with a registry a project there."""

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        if not context.may_write_in(row["realm_id"]):
            raise denied(f"You are not permitted to {verb} this node.")

    def prepare(self, context: Context, values: Row) -> None:
        _refuse_null(values)
        _fold_key(values)
        if values.get("registry_id") is None:
            registries = context.hub.store.all(_REGISTRIES, {}, limit=2)
            values["registry_id"] = registries[0]["id"] if len(registries) == 1 else None
        if values["registry_id"] is not None:
            _give_registry_project(context, values, values["name"], values["realm_id"])

    def created(self, context: Context, row: Row) -> None:
        client = client_of(context, row)
        if client is not None:
            permit(context, client, NODE_PERMISSIONS)
            return
        client = make_client(context, row["id"], row["realm_id"], NODE_PERMISSIONS)
        context.hub.store.update(_NODES, row["id"], {"client_id": client["id"]}, row["updated_at"])

    def changed(self, context: Context, row: Row) -> None:
        self.created(context, row)

    def change(self, context: Context, row: Row, values: Row) -> None:
        _refuse_null(values)
        _fold_key(values)
        registry = values.get("registry_id", row["registry_id"])
        if registry == row["registry_id"]:
            if registry is None:
                return
            if row["registry_project_id"] is not None:
                self._rename_registry_project(context, row, values)
                return
        if row["registry_project_id"] is not None:
            context.hub.store.delete(_REGISTRY_PROJECTS, row["registry_project_id"])
            values["registry_project_id"] = None
        if registry is not None:
            values.setdefault("external_name", row["external_name"])
            values["registry_id"] = registry
            _give_registry_project(context, values, values.get("name", row["name"]), row["realm_id"])

    def _rename_registry_project(self, context: Context, row: Row, values: Row) -> None:
        """Have the project in the registry called as the node is there, which has a name there at any rate."""
        store = context.hub.store
        name = values.get("external_name", row["external_name"]) or random_text(21)
        if name != store.existing(_REGISTRY_PROJECTS, row["registry_project_id"])["external_name"]:
            changed = {"external_name": name, "realm_id": row["realm_id"]}
            store.update(_REGISTRY_PROJECTS, row["registry_project_id"], changed, context.stamp)
        if name != row["external_name"]:
            values["external_name"] = name

    def removed(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        if row["registry_project_id"] is not None:
            context.hub.store.delete(_REGISTRY_PROJECTS, row["registry_project_id"])
        remove_client(context, row)
        # The client goes first, and takes its id out of the record that is then answered.
        answer["clientId"] = None

    # Routes below a node

    def get_client_credentials(self, context: Context, key: str) -> Response:
        return json_response(200, credentials(self._client_of(context, key, "read")))

    def update_client_credentials(self, context: Context, key: str) -> Response:
        return json_response(200, new_secret(context, self._client_of(context, key, "write"), "name", "displayName"))

    def _client_of(self, context: Context, key: str, doing: Literal["read", "write"]) -> Row:
        caller = context.caller
        node = self.find(context, key, "get")
        own = caller.id == node["client_id"]
        if not own and (context.lacks(["node_update"]) or not context.may_write_in(node["realm_id"])):
            raise denied(f"You are not permitted to {doing} the credentials of this node client.")
        return demand_client(context, node, "node")

    def get_registry_credentials(self, context: Context, key: str) -> Response:
        caller = context.caller
        node = self.find(context, key, "get")
        if caller.id != node["client_id"] and context.lacks(["registry_manage"]):
            raise denied("You are not permitted to read the registry credentials of this node.")
        store = context.hub.store
        if node["registry_project_id"] is None:
            raise bad_request("The node has no registry project provisioned yet.")
        project = store.get(_REGISTRY_PROJECTS, node["registry_project_id"])
        if project is None:
            raise bad_request("The registry project of the node could not be found.")
        registry = store.get(_REGISTRIES, project["registry_id"])
        if registry is None:
            raise bad_request("The registry of the node could not be found.")
        return json_response(
            200,
            {
                "host": registry["host"],
                "externalName": project["external_name"],
                "accountName": project["account_name"],
                "accountSecret": project["account_secret"],
            },
        )


def _refuse_null(values: Row) -> None:
    """The Hub's checks accept null for what its database cannot hold."""
    for name in ("name", "hidden", "type"):
        if name in values and values[name] is None:
            raise null_refused(_NODES, _NODES.stored[name])


def _fold_key(values: Row) -> None:
    key = values.get("public_key")
    if key is not None and not HEXADECIMAL.fullmatch(key):
        values["public_key"] = key.encode("utf-8", "surrogatepass").hex()


def _give_registry_project(context: Context, values: Row, name: str, realm_id: str) -> None:
    """Make the project in the registry that a node's record is going to refer to."""
    external_name = values.get("external_name") or random_text(21)
    project = context.hub.store.insert(
        _REGISTRY_PROJECTS,
        {
            "name": name,
            "type": "node",
            "public": False,
            "external_name": external_name,
            "registry_id": values["registry_id"],
            "realm_id": realm_id,
        },
        context.stamp,
    )
    values |= {"external_name": external_name, "registry_project_id": project["id"]}
