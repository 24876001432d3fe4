"""The ways to reach an embedded Hub, all of which look alike to a test.

A test that takes the fixture `door` runs four times: in process and over a socket, through the synchronous and the
asynchronous clients. The asynchronous ones run in an event loop of their own, and their coroutines are waited for.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

import flame_hub
from flame_hub.auth import HubAuth, PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.http.events import AsyncMessageEvents
from flame_hub.http.streams import AsyncDownload

SERVICES = ("auth", "core", "storage", "telemetry", "messenger")


class Waiting:
    """An asynchronous object whose coroutines are run to their end, so that it can be used like its twin."""

    def __init__(self, portal: BlockingPortal, target: Any) -> None:
        self._portal = portal
        self._target = target

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        return self._waiting(found) if inspect.iscoroutinefunction(found) else found

    def _waiting(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            answer = self._portal.call(partial(method, *arguments, **keywords))
            if isinstance(answer, AsyncMessageEvents):
                return WaitingEvents(self._portal, answer)
            return self._pieces(answer) if isinstance(answer, AsyncDownload) else answer

        return call

    def _pieces(self, download: AsyncDownload) -> Iterator[bytes]:
        async def piece() -> bytes | None:
            return await anext(download, None)

        while (found := self._portal.call(piece)) is not None:
            yield found


class WaitingEvents:
    """Asynchronous events that are waited for, so that they can be used like their twin."""

    def __init__(self, portal: BlockingPortal, events: AsyncMessageEvents) -> None:
        self._portal = portal
        self._events = events

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        async def following() -> Any:
            return await anext(self._events, None)

        if (found := self._portal.call(following)) is None:
            raise StopIteration
        return found

    def close(self) -> None:
        self._portal.call(self._events.aclose)

    def __enter__(self) -> WaitingEvents:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class Door:
    """One way to reach a Hub.

    hub   the embedded Hub behind it
    auth, core, storage, telemetry, messenger   the clients of its services
    kind  which way it is, to open the same one for somebody else
    """

    hub: EmbeddedHub
    auth: flame_hub.AuthClient
    core: flame_hub.CoreClient
    storage: flame_hub.StorageClient
    telemetry: flame_hub.TelemetryClient
    messenger: flame_hub.MessengerClient
    kind: Callable[..., AbstractContextManager[Any]]

    def for_login(self, login: HubAuth) -> AbstractContextManager[Door]:
        """The same way to the same Hub for somebody else."""
        return open_door(self.kind, self.hub, login)


@contextmanager
def open_door(
    kind: Callable[..., AbstractContextManager[Any]], hub: EmbeddedHub, login: HubAuth | None = None
) -> Iterator[Door]:
    """Reach `hub` in one of the ways of `DOORS`, as its administrator unless another login is given."""
    login = login or PasswordAuth(hub.ADMIN_NAME, hub.ADMIN_PASSWORD)
    with kind(hub, login) as clients:
        yield Door(hub, *(getattr(clients, name) for name in SERVICES), kind)


@contextmanager
def in_process(hub: EmbeddedHub, login: HubAuth) -> Iterator[flame_hub.Hub]:
    with flame_hub.Hub.embedded(hub, login) as clients:
        yield clients


@contextmanager
def socket(hub: EmbeddedHub, login: HubAuth) -> Iterator[flame_hub.Hub]:
    with hub.serve() as served, flame_hub.Hub(served.base_url, login) as clients:
        yield clients


@contextmanager
def async_in_process(hub: EmbeddedHub, login: HubAuth) -> Iterator[Any]:
    with _waiting(lambda: flame_hub.AsyncHub.embedded(hub, login)) as clients:
        yield clients


@contextmanager
def async_socket(hub: EmbeddedHub, login: HubAuth) -> Iterator[Any]:
    with hub.serve() as served, _waiting(lambda: flame_hub.AsyncHub(served.base_url, login)) as clients:
        yield clients


@contextmanager
def fast_socket(hub: EmbeddedHub, login: HubAuth) -> Iterator[flame_hub.Hub]:
    pytest.importorskip("httptools")
    with hub.serve() as served, flame_hub.Hub(served.base_url, login, transport="fast") as clients:
        yield clients


@contextmanager
def fast_async_socket(hub: EmbeddedHub, login: HubAuth) -> Iterator[Any]:
    pytest.importorskip("httptools")
    with hub.serve() as served:
        with _waiting(lambda: flame_hub.AsyncHub(served.base_url, login, transport="fast")) as clients:
            yield clients


@contextmanager
def _waiting(make: Callable[[], flame_hub.AsyncHub]) -> Iterator[Any]:
    with start_blocking_portal() as portal:
        clients = portal.call(make)
        try:
            services = {name: Waiting(portal, getattr(clients, name)) for name in SERVICES}
            yield SimpleNamespace(**services)
        finally:
            portal.call(clients.aclose)


DOORS = (in_process, socket, async_in_process, async_socket)
#: Both colours and both ways, each once: enough where the wire is not what is tested.
TWO_DOORS = (in_process, async_socket)
#: Through the fast transport: for tests of what a transport has a part in.
FAST_DOORS = (fast_socket, fast_async_socket)
