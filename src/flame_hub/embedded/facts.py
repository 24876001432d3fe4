"""What there is to know of a running Hub at a glance: what it is, what it holds, what it did last."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..contract import TABLE
from ..contract.releases import TODAY, Service
from . import protocol
from .store import Store

if TYPE_CHECKING:
    from .hub import EmbeddedHub
    from .messages import Request

SERVICES: tuple[Service, ...] = tuple(TODAY)
#: How many of the last requests are told.
_LAST = 50


def facts(hub: EmbeddedHub, request: Request) -> dict[str, Any]:
    """The facts as plain data. Query strings, bodies and headers of requests are not among them.

    request  tells how the Hub was reached
    """
    root = protocol.reached_at(request)
    return {
        "name": "FLAME Hub (embedded)",
        "version": _version(),
        "generation": hub.generation,
        "since": hub.since,
        "now": hub.clock.stamp(),
        "clock": "stands still" if hub.clock.frozen else "goes",
        "data": str(hub.folder.resolve()) if hub.folder is not None else None,
        "services": {name: {"url": f"{root}{name}/", "release": hub.version_of(name)} for name in SERVICES},
        "records": hub.census.counts(),
        "requests": [
            {
                "time": found.time,
                "method": found.method,
                "path": found.path,
                "query": [name for name, _ in found.query],
                "actor": found.actor["name"] if found.actor is not None else None,
                "status": found.status,
                "milliseconds": found.milliseconds,
                "fault": found.fault,
            }
            for found in reversed(hub.requests.last(_LAST))
        ],
        "faults": [{**fault.describe(), "does": str(fault)} for fault in hub.faults.in_force],
        "jobs": hub.jobs.pending,
    }


def shown_path(request: Mapping[str, Any]) -> str:
    """The path of a request with the names of its parameters, without their values."""
    names = "&".join(f"{quote(name, safe='[]')}=…" for name in request["query"])
    return f"{request['path']}?{names}" if names else str(request["path"])


def _version() -> str:
    try:
        return version("flame-hub-client")
    except PackageNotFoundError:
        return "unknown"


class Census:
    """How many records there are. Counted again only where something was written since; safe for several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._counted: dict[str, tuple[tuple[int, int], int]] = {}

    def counts(self) -> dict[str, dict[str, int]]:
        """Numbers of records by service and collection."""
        with self._lock:
            # A deletion may take records of other collections with it.
            deletes = sum(self._store.deletes.values())
            found: dict[str, dict[str, int]] = {name: {} for name in SERVICES}
            for resource in TABLE:
                if resource.offered and resource.keyed:
                    known = (self._store.writes[resource.key], deletes)
                    if self._counted.get(resource.key, (None, 0))[0] != known:
                        self._counted[resource.key] = (known, self._store.count(resource, {}))
                    found[resource.service][resource.plural] = self._counted[resource.key][1]
            return found
