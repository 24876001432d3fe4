"""Commands to registries, and what registries tell the Hub.

There is no registry here to be reached. What a command does to the Hub's own records is done; what it would do in the
registry is not, as on a real Hub that cannot reach it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import TABLE
from .checks import MISSING
from .collection import Context, find_record
from .credentials import random_text
from .image_rules import javascript
from .jobs import Job, Kind
from .messages import Response, empty_response
from .refusals import bad_request, not_found
from .routes import Route

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_REGISTRIES, _PROJECTS = TABLE["registry"], TABLE["registry_project"]

#: What a command is about.
_SUBJECTS = {
    "setup": _REGISTRIES,
    "cleanup": _REGISTRIES,
    "delete": _REGISTRIES,
    "projectLink": _PROJECTS,
    "projectUnlink": _PROJECTS,
}

#: The projects that the Hub needs in a registry: name, type, whether everybody may pull from it.
_NEEDED = (("incoming", "incoming", False), ("outgoing", "outgoing", False), ("master", "masterImages", True))


def command(context: Context, service: str) -> Response:
    """Have a registry set up, cleaned up or deleted, or a project linked with its registry."""
    _ = context.caller
    if service != "registry":
        raise not_found("core", "service")
    context.demand("core", "registry_manage")
    body = context.request.values
    name = body.get("command", MISSING)
    subject = _SUBJECTS.get(name) if isinstance(name, str) else None
    if subject is None:
        raise bad_request(f"Unknown command: {javascript(name)}")
    row = find_record(context, subject, javascript(body.get("id", MISSING)))
    if name == "setup":
        context.hub.jobs.add("setUpRegistry", row["id"])
    return empty_response(202)


def hook(context: Context) -> Response:
    """A registry tells what happened in it."""
    _ = context.caller
    _ = context.request.values
    return empty_response(202)


def _set_up(hub: EmbeddedHub, job: Job) -> None:
    registry_id = job.about
    with hub.store.transaction():
        if hub.store.get(_REGISTRIES, registry_id) is None:
            return
        for name, kind, public in _NEEDED:
            if hub.store.first(_PROJECTS, {"registry_id": registry_id, "type": kind}) is None:
                project: dict[str, Any] = {"name": name, "type": kind, "public": public, "registry_id": registry_id}
                project["external_name"] = name if public else random_text(21)
                hub.store.insert(_PROJECTS, project, hub.clock.stamp())


ROUTES = (
    Route("core", "POST", "services/{}/command", "", command),
    Route("core", "POST", "services/registry/hook", "", hook),
)
KINDS = {"setUpRegistry": Kind(_set_up, paced=False)}
