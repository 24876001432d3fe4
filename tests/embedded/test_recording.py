"""What a Hub remembers of the last requests."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.recording import MAX_RECORDED_BODY, REDACTED, REMEMBERED, redacted
from studies import AUTH, admin_of, client_of, made

SECRET = "correct-horse-battery"


def test_a_request_is_recorded_with_its_outcome(embedded: EmbeddedHub, anybody: httpx2.Client):
    embedded.clock.freeze("2030-01-01")
    answer = anybody.post("/core/nodes?include=realm&page[limit]=3", json={"name": "berlin"})
    (found,) = embedded.requests
    assert (found.method, found.service, found.path, found.status) == (
        "POST",
        "core",
        "/core/nodes",
        answer.status_code,
    )
    assert found.query == (("include", "realm"), ("page[limit]", "3"))
    assert (found.body, found.actor, found.fault) == ({"name": "berlin"}, None, None)
    assert found.headers["content-type"] == "application/json"
    assert found.time == "2030-01-01T00:00:00.000Z"
    assert 0 < found.milliseconds < 60_000
    json.dumps(found.describe())
    embedded.requests.clear()
    assert list(embedded.requests) == []


def test_it_tells_who_made_a_request(embedded: EmbeddedHub, admin: httpx2.Client):
    me = made(admin.get("/auth/users/@me"))
    who = {"kind": "user", "name": "admin", "id": me["id"], "realm": "master"}
    assert embedded.requests[-1].actor == who
    client = made(admin.post("/auth/clients", json={"name": "robot", "secret": SECRET, "authMethod": "secret"}))
    with client_of(embedded, ClientAuth(client["id"], SECRET, AUTH)) as robot:
        robot.get("/core/nodes")
    actor = embedded.requests[-1].actor
    assert actor == {"kind": "client", "name": "robot", "id": client["id"], "realm": "master"}


def test_it_tells_who_made_a_request_to_an_older_hub():
    with EmbeddedHub(generation="0.8") as hub, admin_of(hub) as admin:
        admin.post("/core/nodes", json={"name": "berlin"})
        found = hub.requests[-1]
        assert (found.actor or {})["name"] == "admin"
        assert found.body == {"name": "berlin"}


def test_it_tells_what_went_wrong_on_demand(embedded: EmbeddedHub, anybody: httpx2.Client):
    embedded.faults.add(cut="before")
    with pytest.raises(httpx2.RemoteProtocolError):
        anybody.post("/core/nodes", json={"name": "berlin"})
    found = embedded.requests[-1]
    assert (found.status, found.fault, found.body) == (None, "cut before", {"name": "berlin"})
    embedded.faults.add(status=503)
    anybody.get("/core/nodes")
    assert (embedded.requests[-1].status, embedded.requests[-1].fault) == (503, "status 503")


def test_no_secret_is_recorded(embedded: EmbeddedHub, anybody: httpx2.Client):
    login = {"grant_type": "password", "username": "admin", "password": embedded.ADMIN_PASSWORD}
    tokens = anybody.post("/auth/token", data=login).json()
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    user: dict[str, Any] = {"name": "ada", "email": "ada@clinic.example", "password": SECRET}
    made(anybody.post("/auth/users", json=user, headers=bearer))
    made(anybody.post("/auth/clients", json={"name": "robot", "secret": SECRET}, headers=bearer))
    anybody.post(
        "/auth/users", json=[{"deep": {"accountSecret": SECRET, "list": [{"apiKey": SECRET}]}}], headers=bearer
    )
    anybody.post("/auth/token", data={"refresh_token": tokens["refresh_token"]})
    anybody.get("/auth/token/introspect", params={"token": tokens["access_token"]})
    anybody.get("/auth/users/@me", headers={"cookie": f"access_token={tokens['access_token']}", "x-api-key": SECRET})
    anybody.post("/auth/token", auth=("robot", SECRET))
    registry = {"name": "r", "host": f"https://me:{SECRET}@registry.example/v2", "accountSecret": SECRET}
    anybody.post("/core/registries", json=registry, headers=bearer)
    anybody.post("/auth/users", content=f'{{"password": "{SECRET}"', headers={"content-type": "application/json"})
    anybody.post("/auth/users", content=SECRET, headers={"content-type": "text/plain"})
    told = repr(list(embedded.requests)) + json.dumps([found.describe() for found in embedded.requests])
    for secret in (SECRET, embedded.ADMIN_PASSWORD, tokens["access_token"], tokens["refresh_token"]):
        assert secret not in told
    assert told.count(REDACTED) > 10
    assert embedded.requests[0].body == {"grant_type": "password", "username": "admin", "password": REDACTED}
    assert embedded.requests[1].headers["authorization"] == f"Bearer {REDACTED}"
    assert embedded.requests[1].body == {**user, "password": REDACTED}


def test_nulls_and_flags_are_no_secrets():
    told = {"secret": None, "secret_hashed": True, "password": 5, "tokens": ["a"], "name": "secret"}
    assert redacted(told) == {**told, "password": REDACTED, "tokens": REDACTED}


def test_large_bodies_are_not_kept(embedded: EmbeddedHub, admin: httpx2.Client):
    for size, kept in ((MAX_RECORDED_BODY - 100, True), (MAX_RECORDED_BODY + 1, False)):
        admin.post("/core/nodes", json={"name": "x" * size})
        assert (embedded.requests[-1].body is not None) is kept
    assert len(embedded.requests[-2].body["name"]) < 10_000


def test_the_body_of_a_request_that_tells_no_length_is_left_alone(embedded: EmbeddedHub, admin: httpx2.Client):
    def body() -> Iterator[bytes]:
        yield b'{"name": "berlin"}'

    made(admin.post("/core/nodes", content=body(), headers={"content-type": "application/json"}))
    assert embedded.requests[-1].body is None


def test_hostile_bodies_are_no_trouble(embedded: EmbeddedHub, anybody: httpx2.Client):
    json_body = {"content-type": "application/json"}
    for content in (b"[" * 30_000, b'{"a":' * 10_000, b"\xff\xfe", b"NaN", b'"\\ud800"', b"[" * 200 + b"]" * 200):
        answer = anybody.post("/core/nodes", content=content, headers=json_body)
        assert answer.status_code in (401, 500)
    assert len(embedded.requests) == 6
    json.dumps([found.describe() for found in embedded.requests])


def test_the_last_thousand_are_remembered(embedded: EmbeddedHub, anybody: httpx2.Client):
    for number in range(REMEMBERED + 5):
        embedded.requests.add(_numbered(embedded, number))
    assert len(embedded.requests) == REMEMBERED
    assert embedded.requests[0].path == "/5"
    assert [found.path for found in embedded.requests.last(2)] == ["/1003", "/1004"]
    assert [found.path for found in embedded.requests[-1:]] == ["/1004"]
    assert embedded.requests.last(0) == []


def _numbered(hub: EmbeddedHub, number: int) -> Any:
    from flame_hub.embedded.messages import Request, Response
    from flame_hub.embedded.recording import Exchange

    return Exchange(Request("GET", f"/{number}", {}, iter(())), hub.clock).recorded(Response(200), None)


def test_uploads_are_not_held_in_memory(embedded: EmbeddedHub, admin: httpx2.Client):
    bucket = made(admin.post("/storage/buckets", json={"name": "results"}))
    tracemalloc.start()
    try:
        for name in ("a", "b"):
            made(admin.post(f"/storage/buckets/{bucket['id']}/upload", files={"file": (name, _Zeros(8_000_000))}))
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()
    assert embedded.requests[-1].body is None


class _Zeros:
    """A file of zeros that is nowhere."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        size = min(size if size >= 0 else self._size, self._size - self._at)
        self._at += size
        return bytes(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def tell(self) -> int:
        return self._at


def test_a_login_that_fails_is_recorded_without_its_password(embedded: EmbeddedHub):
    with client_of(embedded, PasswordAuth("admin", SECRET, AUTH)) as client, pytest.raises(Exception, match="refused"):
        client.get("/core/nodes")
    assert embedded.requests[-1].body["username"] == "admin"
    assert SECRET not in repr(embedded.requests[-1])
