"""The pytest plugin. It is loaded with every run of pytest, so it imports what it needs when a fixture needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..embedded import EmbeddedHub
    from ..hub import AsyncHub, Hub
    from ..models import Realm
    from . import HubUnderTest, TestNode, TestUser

#: URL of a real Hub to run against; its services are at /auth/, /core/ and so on below it.
URL = "FLAME_HUB_TEST_URL"
#: How its administrator logs in.
USERNAME = "FLAME_HUB_TEST_USERNAME"
PASSWORD = "FLAME_HUB_TEST_PASSWORD"  # noqa: S105 - the name of a variable


def pytest_addoption(parser: pytest.Parser) -> None:
    about = "Which Hub the embedded Hub of the flame_hub fixtures is, such as 0.8 or 0.14 (default: the newest)."
    parser.getgroup("flame_hub").addoption("--flame-hub-generation", metavar="RELEASE", help=about)
    parser.addini("flame_hub_generation", about)


def pytest_report_header(config: pytest.Config) -> str | None:
    del config
    return f"FLAME Hub: the real one that {URL} names" if os.environ.get(URL) else None


@pytest.fixture
def flame_hub_under_test(request: pytest.FixtureRequest) -> Iterator[HubUnderTest]:
    """The Hub of this test: a fresh embedded one or, if FLAME_HUB_TEST_URL is set, the real one there."""
    from ..auth import PasswordAuth
    from ..contract.releases import HUB_RELEASE
    from ..embedded import EmbeddedHub
    from ..testing import HubUnderTest

    if url := os.environ.get(URL):
        name = os.environ.get(USERNAME) or EmbeddedHub.ADMIN_NAME
        password = os.environ.get(PASSWORD) or EmbeddedHub.ADMIN_PASSWORD
        with HubUnderTest(url=url, login=PasswordAuth(name, password)) as subject:
            yield subject
        return
    generation = request.config.getoption("--flame-hub-generation") or request.config.getini("flame_hub_generation")
    with EmbeddedHub(generation=generation or HUB_RELEASE) as embedded, HubUnderTest(embedded) as subject:
        yield subject


@pytest.fixture
def flame_hub_embedded(flame_hub_under_test: HubUnderTest) -> EmbeddedHub:
    """The embedded Hub itself: its clock, faults, jobs and requests. Tests that use it are skipped on a real Hub."""
    if flame_hub_under_test.embedded is None:
        pytest.skip(f"It needs an embedded Hub, and {URL} names a real one.")
    return flame_hub_under_test.embedded


@pytest.fixture
def flame_hub_url(flame_hub_under_test: HubUnderTest) -> str:
    """URL of the Hub; an embedded one is served on a free port of this machine while the test runs."""
    return flame_hub_under_test.url


@pytest.fixture
def flame_hub_admin(flame_hub_under_test: HubUnderTest) -> Hub:
    """A client that is logged in as the administrator."""
    return flame_hub_under_test.admin.hub


@pytest.fixture
def flame_hub_async_admin(flame_hub_under_test: HubUnderTest) -> AsyncHub:
    """The asynchronous client of the administrator: `async with flame_hub_async_admin as hub: ...`."""
    return flame_hub_under_test.admin.async_hub


@pytest.fixture
def flame_hub_realm(flame_hub_under_test: HubUnderTest) -> Realm:
    """A realm of this test's own, in which its users and nodes are."""
    return flame_hub_under_test.realm


@pytest.fixture
def flame_hub_user(flame_hub_under_test: HubUnderTest) -> Callable[..., TestUser]:
    """Makes users: `flame_hub_user("project_create").hub` is the client of a new user who may create projects."""
    return flame_hub_under_test.new_user


@pytest.fixture
def flame_hub_node(flame_hub_under_test: HubUnderTest) -> Callable[..., TestNode]:
    """Makes nodes: `flame_hub_node().hub` is the client of a new node, `flame_hub_node().node` its record."""
    return flame_hub_under_test.new_node
