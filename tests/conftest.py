"""Fixtures that tests share: an embedded Hub, and the four ways to reach it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from doors import DOORS, Door, open_door
from flame_hub.embedded import EmbeddedHub


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
