"""Fixtures that tests share: an embedded Hub with the four ways to reach it, and a Hub that is not there."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

import flame_hub
from doors import DOORS, Door, open_door
from flame_hub.contract.generations import releases_of
from flame_hub.contract.releases import HUB_RELEASE, covers
from flame_hub.embedded import EmbeddedHub
from wire import Wire


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--generation", default=HUB_RELEASE, help="Which Hub the fixture `embedded` is, such as 0.8 or 0.12.2."
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "hub(since=None, until=None): the first and the last release of the Hub that a test makes sense for."
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Whoever names tests wants to see a few of them: they are done sooner in this process than others start."""
    return 0 if config.args_source is config.ArgsSource.ARGS else None


@pytest.fixture
def generation(request: pytest.FixtureRequest) -> str:
    """Which Hub to test. Skips what that release does not have."""
    wanted: str = request.config.getoption("generation")
    for marker in request.node.iter_markers("hub"):
        since, until = marker.kwargs.get("since"), marker.kwargs.get("until")
        if not covers(since, until, releases_of(wanted)["core"]):
            pytest.skip(f"A Hub {wanted} does not have it ({since or 'always'} to {until or 'now'}).")
    return wanted


@pytest.fixture
def embedded(generation: str) -> Iterator[EmbeddedHub]:
    """A fresh Hub in memory."""
    with EmbeddedHub(generation=generation) as hub:
        yield hub


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "door" in metafunc.fixturenames:
        # A module may say with which doors its tests are content.
        doors = getattr(metafunc.module, "THROUGH", DOORS)
        metafunc.parametrize("door", doors, indirect=True, ids=lambda kind: kind.__name__)


@pytest.fixture
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
        yield flame_hub.Hub("http://hub.test/", "access-token", client=client, generation="0.14", retries=0)
