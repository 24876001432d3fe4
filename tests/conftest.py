"""Fixtures that tests share: an embedded Hub with the four ways to reach it, and a Hub that is not there."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

import flame_hub
from doors import DOORS, Door, open_door
from flame_hub.embedded import EmbeddedHub
from wire import Wire


@pytest.fixture
def embedded() -> Iterator[EmbeddedHub]:
    """A fresh Hub in memory."""
    with EmbeddedHub() as hub:
        yield hub


@pytest.fixture(params=DOORS, ids=lambda kind: kind.__name__)
def door(request: pytest.FixtureRequest, embedded: EmbeddedHub) -> Iterator[Door]:
    """The Hub as its administrator sees it: in process and over a socket, synchronous and asynchronous."""
    with open_door(request.param, embedded) as opened:
        yield opened


@pytest.fixture
def wire() -> Wire:
    """What is between the clients of `hub` and a Hub that is not there."""
    return Wire()


@pytest.fixture
def hub(wire: Wire) -> Iterator[flame_hub.Hub]:
    """Clients whose requests end in `wire`."""
    with httpx2.Client(transport=httpx2.MockTransport(wire)) as client:
        yield flame_hub.Hub("http://hub.test/", "access-token", client=client, generation="0.14")
