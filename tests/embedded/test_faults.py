"""Faults on demand, as clients meet them over a socket and in process."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
import httpx2
import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.faults import Fault, Faults
from flame_hub.http.inprocess import AsyncInProcessTransport
from studies import made

NODES = "/core/nodes"
DISCONNECTED = "Server disconnected without sending a response"
INCOMPLETE = "peer closed connection without sending complete message body"


@pytest.fixture
def somebody(anybody: httpx2.Client, embedded: EmbeddedHub) -> httpx2.Client:
    """The administrator, through either door."""
    login = {"username": "admin", "password": embedded.ADMIN_PASSWORD}
    token = anybody.post("/auth/token", data=login).json()["access_token"]
    anybody.headers["authorization"] = f"Bearer {token}"
    return anybody


def nodes(hub: EmbeddedHub) -> int:
    return int(hub.store.run("SELECT count(*) FROM nodes")[0][0])


def test_an_error_is_the_hubs_own(somebody: httpx2.Client, embedded: EmbeddedHub):
    fault = embedded.faults.add(status=503, headers={"Retry-After": "2"}, path="nodes")
    answer = somebody.post(NODES, json={"name": "berlin"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.json() == {
        "statusCode": 503,
        "code": "service_unavailable",
        "message": "Service Unavailable.",
        "issues": [],
    }
    assert (fault.applied, nodes(embedded)) == (1, 0)
    made(somebody.post(NODES, json={"name": "berlin"}))
    assert (fault.applied, fault.in_force) == (1, False)
    embedded.faults.add(status=429, code="slow_down", message="Not so fast.", service="auth")
    answer = somebody.get("/auth/users/@me").json()
    assert (answer["name"], answer["code"], answer["message"]) == ("AuthupError", "slow_down", "Not so fast.")


@pytest.mark.parametrize("status", [502, 503, 407, 200])
def test_a_proxy_answers_with_a_page(somebody: httpx2.Client, embedded: EmbeddedHub, status: int):
    embedded.faults.add(html=True, status=status)
    answer = somebody.get(NODES)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "<html>" in answer.text
    embedded.faults.add(html="<p>Bitte anmelden, größe</p>")
    answer = somebody.get(NODES)
    assert (answer.status_code, answer.text) == (502, "<p>Bitte anmelden, größe</p>")


def test_a_connection_is_cut_before_or_after_the_request_is_carried_out(somebody: httpx2.Client, embedded: EmbeddedHub):
    embedded.faults.add(cut="before", method="post")
    with pytest.raises(httpx2.RemoteProtocolError, match=DISCONNECTED):
        somebody.post(NODES, json={"name": "berlin"})
    assert nodes(embedded) == 0
    embedded.faults.add(cut="after", method="POST")
    with pytest.raises(httpx2.RemoteProtocolError, match=DISCONNECTED):
        somebody.post(NODES, json={"name": "berlin"})
    assert nodes(embedded) == 1
    assert somebody.get(NODES).status_code == 200


def test_a_connection_is_cut_within_an_answer(somebody: httpx2.Client, embedded: EmbeddedHub):
    embedded.faults.add(cut="within")
    with somebody.stream("GET", NODES) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx2.RemoteProtocolError, match=INCOMPLETE):
            answer.read()
    embedded.faults.add(cut="within", status=500)
    with pytest.raises(httpx2.RemoteProtocolError, match=INCOMPLETE):
        somebody.get(NODES)
    assert somebody.get(NODES).status_code == 200


def test_a_truncated_answer_ends_as_if_it_was_complete(somebody: httpx2.Client, embedded: EmbeddedHub):
    whole = somebody.get(NODES).content
    for size in (0, 10, len(whole), len(whole) + 10):
        embedded.faults.add(truncate=size)
        assert somebody.get(NODES).content == whole[:size]


def test_files_are_disturbed_like_other_answers(somebody: httpx2.Client, embedded: EmbeddedHub):
    content = bytes(range(256)) * 4096
    somebody.headers["accept-encoding"] = "identity"
    bucket = made(somebody.post("/storage/buckets", json={"name": "results"}))
    upload = f"/storage/buckets/{bucket['id']}/upload"
    embedded.faults.add(cut="before", path="buckets/*/upload")
    with pytest.raises(httpx2.TransportError):
        somebody.post(upload, files={"file": ("a.bin", content)})
    (file,) = made(somebody.post(upload, files={"file": ("a.bin", content)}))
    for path in (f"/storage/bucket-files/{file['id']}/stream", f"/storage/buckets/{bucket['id']}/stream"):
        embedded.faults.add(truncate=300_000)
        assert len(somebody.get(path).content) == 300_000
        embedded.faults.add(cut="within")
        with pytest.raises(httpx2.RemoteProtocolError, match=INCOMPLETE):
            somebody.get(path)
        embedded.faults.add(cut="after")
        with pytest.raises(httpx2.RemoteProtocolError, match=DISCONNECTED):
            somebody.get(path)
    assert somebody.get(f"/storage/bucket-files/{file['id']}/stream").content == content


def took(call: Callable[[], Any]) -> float:
    began = time.monotonic()
    call()
    return time.monotonic() - began


def test_answers_are_late_and_slow(somebody: httpx2.Client, embedded: EmbeddedHub):
    usual = somebody.get(NODES).content
    embedded.faults.add(latency=0.1)
    assert took(lambda: somebody.get(NODES)) >= 0.1
    embedded.faults.add(pause=0.1)
    assert took(lambda: somebody.get(NODES)) >= 0.1
    embedded.faults.add(bytes_per_second=len(usual) * 5)
    assert took(lambda: somebody.get(NODES)) >= 0.15
    embedded.faults.add(bytes_per_second=1e9, pause=0.001, latency=0.001)
    assert somebody.get(NODES).content == usual


def test_a_client_whose_patience_ends_times_out(somebody: httpx2.Client, embedded: EmbeddedHub):
    embedded.faults.add(latency=3600)
    with pytest.raises(httpx2.ReadTimeout):
        somebody.post(NODES, json={"name": "berlin"}, timeout=0.1)
    embedded.faults.add(pause=3600)
    with somebody.stream("GET", NODES, timeout=0.1) as answer, pytest.raises(httpx2.ReadTimeout):
        answer.read()
    embedded.faults.clear()
    assert somebody.get(NODES).status_code == 200


class Watched(threading.Event):
    """What lifts a fault, and tells when somebody waits for that."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.awaited.set()
        return super().wait(timeout)


def watched(fault: Fault) -> threading.Event:
    """Set as soon as a request is delayed by the fault."""
    fault._lifted = Watched()
    return fault._lifted.awaited


def test_what_is_delayed_goes_on_when_the_fault_is_removed(somebody: httpx2.Client, embedded: EmbeddedHub):
    for end in (embedded.faults.clear, embedded.reset):
        delayed = watched(embedded.faults.add(latency=3600, count=None))
        answers: list[int] = []
        asks = threading.Thread(target=lambda: answers.append(somebody.get(NODES, timeout=60).status_code))  # noqa: B023
        asks.start()
        assert delayed.wait(30)
        end()
        asks.join(30)
        assert len(answers) == 1


def test_a_server_stops_although_an_answer_is_delayed(embedded: EmbeddedHub):
    delayed = watched(embedded.faults.add(latency=3600))
    with embedded.serve() as served:
        asks = threading.Thread(target=_ask_in_vain, args=[served.base_url + NODES])
        asks.start()
        assert delayed.wait(30)
        began = time.monotonic()
    asks.join(30)
    assert time.monotonic() - began < 20


def _ask_in_vain(url: str) -> None:
    with contextlib.suppress(httpx2.TransportError):
        assert httpx2.get(url, timeout=60).status_code == 500


def test_a_task_that_waits_for_a_delayed_answer_can_be_cancelled(embedded: EmbeddedHub):
    async def ask() -> bool:
        async with httpx2.AsyncClient(transport=AsyncInProcessTransport(embedded), timeout=None) as client:
            with anyio.move_on_after(0.05) as scope:
                await client.get("http://hub" + NODES)
            return scope.cancelled_caught

    embedded.faults.add(latency=3600)
    began = time.monotonic()
    assert anyio.run(ask)
    assert time.monotonic() - began < 20


def struck(hub: EmbeddedHub, client: httpx2.Client, count: int) -> list[bool]:
    return [client.get("/core/").status_code == 500 for _ in range(count)]


def test_a_fault_strikes_as_often_as_it_is_told_to(anybody: httpx2.Client, embedded: EmbeddedHub):
    embedded.faults.add(status=500)
    assert struck(embedded, anybody, 3) == [True, False, False]
    embedded.faults.add(status=500, skip=1, count=2)
    assert struck(embedded, anybody, 4) == [False, True, True, False]
    fault = embedded.faults.add(status=500, count=None)
    assert struck(embedded, anybody, 3) == [True, True, True]
    fault.remove()
    fault.remove()
    assert struck(embedded, anybody, 2) == [False, False]
    with embedded.faults.add(status=500, count=None):
        assert struck(embedded, anybody, 1) == [True]
    assert struck(embedded, anybody, 1) == [False]
    assert [(fault.number, fault.applied) for fault in embedded.faults] == [(1, 1), (2, 2)]
    assert embedded.faults.in_force == []
    embedded.faults.clear()
    assert len(embedded.faults) == 0


def test_chance_is_the_same_for_the_same_seed(anybody: httpx2.Client, embedded: EmbeddedHub):
    runs: list[list[bool]] = []
    for seed in (1, 1, 2):
        with embedded.faults.add(status=500, count=None, chance=0.5, seed=seed) as fault:
            runs.append(struck(embedded, anybody, 40))
            assert fault.applied == sum(runs[-1]) in range(5, 36)
    assert runs[0] == runs[1] != runs[2]
    with embedded.faults.add(status=500, count=None, chance=0):
        assert not any(struck(embedded, anybody, 20))


@pytest.mark.parametrize(
    ("said", "matches"),
    [
        ({}, True),
        ({"service": "core"}, True),
        ({"service": "auth"}, False),
        ({"method": "get"}, True),
        ({"method": "POST"}, False),
        ({"path": "nodes/*"}, True),
        ({"path": "/nodes/*/"}, True),
        ({"path": "core/nodes/*"}, True),
        ({"path": "/core/*"}, True),
        ({"path": "*/größe"}, True),
        ({"path": "nodes/gr??e"}, True),
        ({"path": "nodes"}, False),
        ({"path": "odes*"}, False),
        ({"path": "nodes/*", "service": "storage"}, False),
    ],
)
def test_a_fault_is_about_requests_that_match(embedded: EmbeddedHub, said: dict[str, Any], matches: bool):
    with flame_hub.Hub.embedded(embedded) as hub:
        hub.core.get_nodes()
        with embedded.faults.add(status=500, count=None, **said) as fault:
            client = httpx2.Client(transport=flame_hub.http.inprocess.InProcessTransport(embedded))
            with client:
                client.get("http://hub/core/nodes/größe?filter[name]=nodes")
            assert (fault.applied == 1) is matches


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"count": 1},
        {"status": 99},
        {"status": "500"},
        {"status": True},
        {"status": 204},
        {"status": 500, "service": "Core"},
        {"status": 500, "method": ""},
        {"status": 500, "method": 5},
        {"status": 500, "path": ""},
        {"status": 500, "path": None},
        {"status": 500, "count": 0},
        {"status": 500, "count": 1.5},
        {"status": 500, "skip": -1},
        {"status": 500, "skip": None},
        {"status": 500, "chance": 1.1},
        {"status": 500, "chance": float("nan")},
        {"status": 500, "seed": None},
        {"status": 500, "headers": ["retry-after"]},
        {"status": 500, "headers": {"retry after": "1"}},
        {"status": 500, "headers": {"x": "1\r\ny: 2"}},
        {"status": 500, "headers": {"Content-Length": "1"}},
        {"status": 500, "message": 5},
        {"headers": {"retry-after": "1"}, "latency": 1},
        {"html": "page", "message": "no"},
        {"html": None, "status": 500},
        {"latency": -1},
        {"latency": 1e9},
        {"latency": "1"},
        {"cut": "sometimes"},
        {"cut": "within", "truncate": 5},
        {"cut": "before", "pause": 5},
        {"truncate": -1},
        {"bytes_per_second": 0},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(said: dict[str, Any]):
    faults = Faults()
    with pytest.raises(ValueError, match=r"^[a-z_]+: .+\.$|:|cut before"):
        faults.add(**said)
    assert len(faults) == 0


def test_a_fault_tells_what_it_is():
    faults = Faults()
    fault = faults.add(latency=0.5, status=503, path="nodes*", headers={"Retry-After": "1"}, skip=2)
    assert str(fault) == "0.5 s later, status 503"
    assert fault.describe() == {
        "number": 1,
        "path": "nodes*",
        "skip": 2,
        "status": 503,
        "headers": {"retry-after": "1"},
        "latency": 0.5,
        "applied": 0,
        "in_force": True,
    }
    said = ({"html": True}, {"cut": "within"}, {"truncate": 5}, {"bytes_per_second": 9, "pause": 2})
    assert [str(faults.add(**each)) for each in said] == [
        "status 502 as a page",
        "cut within the answer",
        "only 5 bytes",
        "9 bytes a second, pauses of 2 s",
    ]


def test_threads_share_the_count_of_a_fault(embedded: EmbeddedHub):
    fault = embedded.faults.add(status=500, count=100)
    statuses: list[int] = []
    transport = flame_hub.http.inprocess.InProcessTransport(embedded)

    def ask() -> None:
        with httpx2.Client(transport=transport, base_url="http://hub") as client:
            statuses.extend(client.get("/core/").status_code for _ in range(25))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (fault.applied, statuses.count(500), statuses.count(200)) == (100, 100, 100)


def test_a_fault_does_not_outlive_the_hub():
    with EmbeddedHub() as hub:
        fault: Fault = hub.faults.add(latency=3600, count=None)
    assert not fault.in_force
