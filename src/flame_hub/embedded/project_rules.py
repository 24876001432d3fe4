"""The rules of projects and of the nodes that take part in them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Literal

from ..contract import TABLE
from .collection import Collection, Context, whole
from .refusals import bad_request, conflict, denied, reference_refused
from .store import Row

_PROJECTS, _NODES, _IMAGES = TABLE["project"], TABLE["node"], TABLE["master_image"]

_ADJECTIVES = ("amber", "brave", "calm", "eager", "gentle", "keen", "lucid", "quiet", "steady", "vivid")
_NOUNS = ("beacon", "brook", "cedar", "ember", "harbor", "meadow", "ridge", "signal", "spark", "willow")


class Projects(Collection):
    """Projects: named by the Hub if by nobody else, owned by who creates them."""

    def prepare(self, context: Context, values: Row) -> None:
        store = context.hub.store
        if not values.get("name"):
            values["name"] = made_up_name()
        if store.first(self.resource, {"name": values["name"]}) is not None:
            raise conflict("A db entry with some unique attributes already exists.")
        values["realm_id"] = context.caller.realm_id
        values[f"{context.caller.kind}_id"] = context.caller.id

    def related(self, context: Context, values: Mapping[str, Any], verb: Literal["create", "update"]) -> dict[str, Any]:
        # The Hub looks for the image of a new project only.
        return super().related(context, values, verb) if verb == "create" else {}

    def change(self, context: Context, row: Row, values: Row) -> None:
        name = values.get("name", row["name"])
        if name != row["name"] and context.hub.store.first(self.resource, {"name": name}) is not None:
            raise conflict("A db entry with some unique attributes already exists.")
        image = values.get("master_image_id")
        if image is not None and context.hub.store.get(_IMAGES, image) is None:
            raise reference_refused(_PROJECTS, _PROJECTS.stored["master_image_id"])

    def remove(self, context: Context, row: Row) -> None:
        if row["analyses"] > 0:
            raise bad_request("The project still has associated analyses.")


def made_up_name() -> str:
    """A name for what nobody has named."""
    return f"{secrets.choice(_ADJECTIVES)}-{secrets.choice(_NOUNS)}-{secrets.token_hex(3)}"


class ProjectNodes(Collection):
    """Nodes of projects: aggregators approve at once, others when their people do."""

    def demand_permission(self, context: Context, verb: Literal["create", "update", "delete"]) -> None:
        if verb == "update":
            context.demand("core", "project_approve")
        else:
            context.demand("core", "project_create", "project_update")

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        if verb == "update" and not context.may_write_in(row["node_realm_id"]):
            raise denied("You are not permitted to update this object.")
        realms = (row["node_realm_id"], row["project_realm_id"])
        if verb == "delete" and not any(context.may_write_in(realm) for realm in realms):
            raise denied("You are not authorized to drop this relation object.")

    def prepare(self, context: Context, values: Row) -> None:
        store = context.hub.store
        project, node = store.existing(_PROJECTS, values["project_id"]), store.existing(_NODES, values["node_id"])
        if not context.may_write_in(project["realm_id"]):
            raise denied("The referenced project realm is not permitted.")
        approved = context.hub.skip_project_approval or node["type"] == "aggregator"
        values |= {
            "project_realm_id": project["realm_id"],
            "node_realm_id": node["realm_id"],
            "approval_status": "approved" if approved else None,
        }

    def created(self, context: Context, row: Row) -> None:
        _count_node(context, row, 1)

    def removed(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        _count_node(context, row, -1)
        answer["project"] = whole(context.hub.store.existing(_PROJECTS, row["project_id"]), _PROJECTS)


def _count_node(context: Context, row: Row, difference: int) -> None:
    """Add to the number of nodes of a project. It is no count of them: a node that is deleted does not change it."""
    store = context.hub.store
    nodes = store.existing(_PROJECTS, row["project_id"])["nodes"]
    store.update(_PROJECTS, row["project_id"], {"nodes": nodes + difference}, context.stamp)


RULES = {"project": Projects, "project_node": ProjectNodes}
