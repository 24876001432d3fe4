"""Where a request leads that is made of an older release: which of its routes that is, if it has the route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..contract import TABLE
from ..contract.releases import Service
from ..contract.table import Action, Resource

#: What a route does. `other`: something in which the releases do not differ.
#: `labels`: a list that is found by labels, not by fields. `messages`: those of a mailbox.
Kind = Literal[
    "version",
    "token",
    "list",
    "get",
    "create",
    "update",
    "upsert",
    "delete",
    "upload",
    "action",
    "labels",
    "messages",
    "other",
]

_VERBS: dict[tuple[str, int], Kind] = {
    ("GET", 0): "list",
    ("POST", 0): "create",
    ("GET", 1): "get",
    ("POST", 1): "update",
    ("PUT", 1): "upsert",
    ("DELETE", 1): "delete",
}


@dataclass(frozen=True)
class Place:
    """Where a request leads.

    kind      what the route does
    resource  the collection that it belongs to, None: to none
    action    the row of a route that is none of the verbs
    head      segments of the path before that of the collection
    rest      segments of the path after it
    """

    kind: Kind
    resource: Resource | None = None
    action: Action | None = None
    head: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def find_place(service: Service, method: str, path: tuple[str, ...]) -> Place:
    """Where a method and a path below a service lead, in releases of all times."""
    if not path:
        return Place("version")
    if service == "auth" and path == ("token",):
        return Place("token")
    if service == "messenger":
        return Place("messages" if (method, *path) == ("GET", "messages") else "other")
    for resource in (None, *TABLE.of(service)):
        for action in resource.actions if resource is not None else TABLE.actions[service]:
            if action.http == method and _fits(action.path, path):
                return Place("action", resource, action, rest=path[1:])
    within = 2 if service == "auth" and path[0] == "realms" and len(path) > 2 else 0
    head, rest = path[:within], path[within + 1 :]
    resource = TABLE.at(service, path[within])
    if resource is None or (head and not resource.in_realms):
        return Place("other")
    if resource.name == "log" and method in ("GET", "DELETE") and not rest:
        return Place("labels", resource)
    if resource.name == "bucket" and method == "POST" and rest[1:] == ("upload",):
        return Place("upload", resource, rest=rest)
    return Place(_VERBS.get((method, len(rest)), "other"), resource, head=head, rest=rest)


def _fits(pattern: str, path: tuple[str, ...]) -> bool:
    parts = pattern.split("/")
    return len(parts) == len(path) and all(
        part.startswith("{") or part == given for part, given in zip(parts, path, strict=True)
    )
