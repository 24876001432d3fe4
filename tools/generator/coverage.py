"""What of the Hub is covered: each route, asked of the clients' classes and of an embedded Hub."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

import flame_hub
from flame_hub.contract import TABLE
from flame_hub.contract.gaps import GAPS, HANDWRITTEN, Gap, Side
from flame_hub.contract.releases import TODAY, Service, covers
from flame_hub.contract.table import Action, Resource, Verb
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.messages import Request

ROUTES: dict[Verb, str] = {
    "list": "GET {path}",
    "get": "GET {path}/{{id}}",
    "create": "POST {path}",
    "update": "POST {path}/{{id}}",
    "upsert": "PUT {path}/{{id}}",
    "delete": "DELETE {path}/{{id}}",
}
_NOBODY = "00000000-0000-4000-8000-000000000000"
_NO_ROUTE = {"status": 404, "message": "Not Found"}


@dataclass(frozen=True)
class Row:
    """A route and where it is covered.

    service   which service has it
    route     HTTP method and path below the service
    resource  the collection, if it is a verb of one
    verb      which verb
    method    name of what calls it, empty if there is nothing
    doc       what it does
    offered   a Hub of today has it
    synchronous, asynchronous   the clients have it
    embedded  the embedded Hub answers it
    """

    service: str
    route: str
    resource: Resource | None = None
    verb: Verb | None = None
    method: str = ""
    doc: str = ""
    offered: bool = True
    synchronous: bool = False
    asynchronous: bool = False
    embedded: bool = False

    @property
    def shown(self) -> str:
        """The route as it is written down: "GET /core/nodes/{id}"."""
        http, _, path = self.route.partition(" ")
        return f"{http} /{self.service}/{path}"

    @property
    def lacks(self) -> tuple[Side, ...]:
        """Where it is missing."""
        client: tuple[Side, ...] = () if self.synchronous and self.asynchronous else ("client",)
        return client if self.embedded or not self.offered else (*client, "embedded")


def method_of(resource: Resource, verb: Verb) -> str:
    """Name of the method of a verb."""
    return f"find_{resource.plural}" if verb == "list" else f"{verb}_{resource.name}"


def coverage() -> list[Row]:
    """Every route that is known, those that no table describes last."""
    with EmbeddedHub() as hub:
        rows = [*_rows_of_table(hub), *_rows_by_hand(hub)]
        known = {(row.service, row.route) for row in rows}
        rows += [
            Row(gap.service, gap.route, doc=gap.reason, embedded=answers(hub, gap.service, gap.route))
            for gap in GAPS
            if (gap.service, gap.route) not in known
        ]
    return rows


def declared() -> dict[tuple[str, str], Gap]:
    return {(gap.service, gap.route): gap for gap in GAPS}


def answers(hub: EmbeddedHub, service: str, route: str) -> bool:
    """Whether a Hub has a route: it answers anything but that it has none."""
    verb, _, path = route.partition(" ")
    answer = hub.handle(Request(verb, f"/{service}/{re.sub(r'{[^}]*}', _NOBODY, path)}", {}, iter(())))
    body = b"".join(answer.body)
    return answer.status != 501 and not (answer.status == 404 and json.loads(body) == _NO_ROUTE)


def _rows_of_table(hub: EmbeddedHub) -> Iterator[Row]:
    for resource in TABLE:
        for verb in resource.verbs:
            route = ROUTES[verb].format(path=resource.path)
            yield _row(hub, resource.service, route, method_of(resource, verb), "", resource.offered, resource, verb)
        for action in resource.actions:
            yield _row_of_action(hub, resource.service, action, offered=resource.offered)
    for service, actions in TABLE.actions.items():
        for action in actions:
            yield _row_of_action(hub, service, action, offered=True)


def _row_of_action(hub: EmbeddedHub, service: Service, action: Action, *, offered: bool) -> Row:
    offered = offered and covers(action.since, action.until, TODAY[service])
    return _row(hub, service, f"{action.http} {action.path}", action.method, action.doc, offered)


def _row(
    hub: EmbeddedHub,
    service: str,
    route: str,
    method: str,
    doc: str,
    offered: bool,
    resource: Resource | None = None,
    verb: Verb | None = None,
) -> Row:
    client = f"{service.capitalize()}Client"
    synchronous, asynchronous = (hasattr(getattr(flame_hub, prefix + client), method) for prefix in ("", "Async"))
    return Row(
        service, route, resource, verb, method, doc, offered, synchronous, asynchronous, answers(hub, service, route)
    )


def _rows_by_hand(hub: EmbeddedHub) -> Iterator[Row]:
    for one in HANDWRITTEN:
        yield Row(
            one.service,
            one.route,
            method=one.synchronous.rpartition(".")[2] if "Client." in one.synchronous else "",
            doc=one.doc,
            synchronous=callable(attrgetter(one.synchronous)(flame_hub)),
            asynchronous=callable(attrgetter(one.asynchronous)(flame_hub)),
            embedded=answers(hub, one.service, one.route),
        )
