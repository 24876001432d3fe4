"""A study on an embedded Hub, and people who look at it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.http.inprocess import InProcessTransport
from studies import AUTH, Person, Record, Study, admin_of, client_of, made


@pytest.fixture
def admin(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with admin_of(embedded) as client:
        yield client


@pytest.fixture
def study(admin: httpx2.Client) -> Study:
    return Study(admin)


@pytest.fixture
def realm(admin: httpx2.Client) -> Record:
    return made(admin.post("/auth/realms", json={"name": "clinic"}))


@pytest.fixture
def ada(embedded: EmbeddedHub, admin: httpx2.Client, realm: Record) -> Iterator[Person]:
    with client_of(embedded, PasswordAuth("ada", "correct-horse", AUTH, realm="clinic")) as client:
        yield Person(embedded, admin, realm, client)


@pytest.fixture(params=["in process", "socket"])
def anybody(request: pytest.FixtureRequest, embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    """A client that is not logged in, through either door, and waits no longer than half a second."""
    if request.param == "in process":
        with httpx2.Client(transport=InProcessTransport(embedded), base_url="http://hub", timeout=0.5) as client:
            yield client
    else:
        with embedded.serve() as served, httpx2.Client(base_url=served.base_url, timeout=0.5) as client:
            yield client
