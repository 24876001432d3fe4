"""The rules of analyses and of the nodes that execute them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..contract import TABLE
from ..contract.generations import CAMEL_CASE, NODES_COME_ALONG
from . import analysis_flags
from .collection import Collection, Context, whole
from .messages import Response, json_response
from .project_rules import made_up_name
from .provisioning import credentials, demand_client, make_client, new_secret, remove_client
from .refusals import Refusal, bad_request, denied
from .routes import Route
from .store import Row

_ANALYSES, _ANALYSIS_NODES, _NODES, _PROJECTS, _PROJECT_NODES, _REGISTRIES = (
    TABLE[name] for name in ("analysis", "analysis_node", "node", "project", "project_node", "registry")
)

#: Of these, one is needed to change or delete a node of an analysis.
_CHANGING = ("analysis_update", "analysis_approve")
#: What an analysis's client may do.
CAPABILITIES = ("analysis_self_storage_use", "analysis_self_message_broker_use")


class Analyses(Collection):
    """Analyses: made by people, with the nodes that approved the project, three buckets and a client."""

    def related(self, context: Context, values: Mapping[str, Any], verb: Literal["create", "update"]) -> dict[str, Any]:
        found = super().related(context, values, verb)
        if values.get("registry_id") is not None and context.hub.has(CAMEL_CASE, "core"):
            # It cannot be included any more, but who names one is still answered with it.
            found["registry"] = whole(context.hub.store.existing(_REGISTRIES, values["registry_id"]), _REGISTRIES)
        return found

    def prepare(self, context: Context, values: Row) -> None:
        if context.caller.kind != "user":
            raise denied("Only user accounts are permitted to create an analysis.")
        project = context.hub.store.existing(_PROJECTS, values["project_id"])
        values["name"] = values.get("name") or made_up_name()
        values["master_image_id"] = values.get("master_image_id") or project["master_image_id"]
        values |= {"realm_id": project["realm_id"], "user_id": context.caller.id}

    def created(self, context: Context, row: Row) -> None:
        client = make_client(context, row["id"], row["realm_id"], CAPABILITIES)
        context.hub.store.update(_ANALYSES, row["id"], {"client_id": client["id"]}, row["updated_at"])

    def finish(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        hub = context.hub
        answer["project"] = _count_analyses(context, row["project_id"])
        come_along = hub.has(NODES_COME_ALONG, "core")
        for node in _approving(context, row["project_id"]) if come_along else ():
            hub.store.insert(_ANALYSIS_NODES, _membership(context, row, node), context.stamp)
            analysis_flags.find_nodes(hub, row["id"])
        analysis_flags.find_image(hub, row["id"])
        hub.jobs.add("makeBuckets", row["id"])

    def change(self, context: Context, row: Row, values: Row) -> None:
        if row["registry_id"] is not None and values.get("registry_id") not in (None, row["registry_id"]):
            raise bad_request("The registry can not be changed after it is specified.")
        if values.get("master_image_id", row["master_image_id"]) != row["master_image_id"]:
            # The arguments are those of the other image's command.
            values["image_command_arguments"] = None

    def changed(self, context: Context, row: Row) -> None:
        analysis_flags.find_image(context.hub, row["id"])

    def removed(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        remove_client(context, row)
        context.hub.jobs.add("removeBuckets", row["id"])
        answer["project"] = _count_analyses(context, row["project_id"])
        # The client goes first, and takes its id out of the record that is then answered.
        answer["clientId"] = None

    # Routes below an analysis

    def get_client_credentials(self, context: Context, key: str) -> Response:
        _ = context.caller
        analysis = self.find(context, key, "get")
        if context.lacks(["analysis_update"]) and not _executes(context, analysis):
            raise denied("You are not permitted to read the credentials of this analysis client.")
        return json_response(200, credentials(demand_client(context, analysis, "analysis")))

    def update_client_credentials(self, context: Context, key: str) -> Response:
        context.demand("core", "analysis_update")
        analysis = self.find(context, key, "update")
        if not context.may_write_in(analysis["realm_id"]):
            raise denied("You are not permitted to write the credentials of this analysis client.")
        return json_response(200, new_secret(context, demand_client(context, analysis, "analysis")))


def _approving(context: Context, project_id: str) -> list[Row]:
    """The nodes that have approved a project.

    The Hub asks for no order, and its database gives the records in that of their last change. Of those of the same
    millisecond, what was approved from the start was made before another one was changed.
    """
    store = context.hub.store
    members = store.all(_PROJECT_NODES, {"project_id": project_id, "approval_status": "approved"})
    found = [(member, store.existing(_NODES, member["node_id"])) for member in members]
    found.sort(key=lambda pair: (pair[0]["updated_at"], pair[1]["type"] != "aggregator"))
    return [node for _, node in found]


def _executes(context: Context, analysis: Row) -> bool:
    """Whether the caller is a node that has approved the analysis."""
    node = context.hub.store.first(_NODES, {"client_id": context.caller.id})
    if node is None:
        return False
    approved = {"analysis_id": analysis["id"], "node_id": node["id"], "approval_status": "approved"}
    return context.hub.store.first(_ANALYSIS_NODES, approved) is not None


def _count_analyses(context: Context, project_id: str) -> dict[str, Any]:
    """Count the analyses of a project, and return it as it is answered."""
    store = context.hub.store
    count = store.count(_ANALYSES, {"project_id": project_id})
    store.update(_PROJECTS, project_id, {"analyses": count}, context.stamp)
    return whole(store.existing(_PROJECTS, project_id), _PROJECTS)


def _membership(context: Context, analysis: Row, node: Row, **values: Any) -> Row:
    """The record of a node that takes part in an analysis. Aggregators approve at once."""
    membership = {
        **values,
        "analysis_id": analysis["id"],
        "analysis_realm_id": analysis["realm_id"],
        "node_id": node["id"],
        "node_realm_id": node["realm_id"],
    }
    if context.hub.skip_analysis_approval or node["type"] == "aggregator":
        membership["approval_status"] = "approved"
    return membership


class AnalysisNodes(Collection):
    """Nodes of analyses: their people approve, and they tell how far they are."""

    def demand_permission(self, context: Context, verb: Literal["create", "update", "delete"]) -> None:
        if verb == "create":
            context.demand("core", "analysis_update")
        elif verb == "delete":
            context.demand_one("core", *_CHANGING)

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        if not any(context.may_write_in(row[name]) for name in ("node_realm_id", "analysis_realm_id")):
            update = "You are neither part of the node nor analysis realm."
            raise denied(update) if verb == "update" else denied()
        if verb == "update" and len(context.lacks(_CHANGING)) == len(_CHANGING):
            # The one place where a missing permission is told as other services tell it.
            raise denied()

    def prepare(self, context: Context, values: Row) -> None:
        store = context.hub.store
        analysis = store.existing(_ANALYSES, values["analysis_id"])
        if analysis["configuration_locked"]:
            raise bad_request("The analysis has already been locked and can therefore no longer be modified.")
        if store.first(_PROJECT_NODES, {"project_id": analysis["project_id"], "node_id": values["node_id"]}) is None:
            raise Refusal(404, "entity_not_found", "The referenced node is not part of the analysis project.")
        values |= _membership(context, analysis, store.existing(_NODES, values["node_id"]), **values)

    def already(self, context: Context, values: Row) -> Row | None:
        if not context.hub.has(NODES_COME_ALONG, "core"):
            return None
        same = {name: values[name] for name in ("analysis_id", "node_id")}
        return context.hub.store.first(_ANALYSIS_NODES, same)

    def change(self, context: Context, row: Row, values: Row) -> None:
        needed = {
            "analysis_approve": values.keys() & {"approval_status", "comment"},
            "analysis_update": values.keys() & {"execution_status"},
        }
        asked = [permission for permission, names in needed.items() if names]
        if asked and (not context.may_write_in(row["node_realm_id"]) or context.lacks(asked)):
            raise bad_request("You are either no authority of the node or you don't have the required permissions.")

    def created(self, context: Context, row: Row) -> None:
        analysis_flags.find_nodes(context.hub, row["analysis_id"])

    def changed(self, context: Context, row: Row) -> None:
        analysis_flags.find_nodes(context.hub, row["analysis_id"])

    def removed(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        analysis_flags.find_nodes(context.hub, row["analysis_id"])


RULES = {"analysis": Analyses, "analysis_node": AnalysisNodes}
ROUTES = (
    Route("core", "GET", "analyses/{}/client/credentials", "analysis", Analyses.get_client_credentials),
    Route("core", "POST", "analyses/{}/client/credentials", "analysis", Analyses.update_client_credentials),
)
