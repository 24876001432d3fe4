"""Calls that survive: what passes is tried again, what must not be done twice is not, and errors tell which it was."""

from __future__ import annotations

import gc
import io
import pickle
import socket
import subprocess
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import anyio
import httpx2
import pytest

import flame_hub
from doors import TWO_DOORS, Door
from flame_hub import errors
from flame_hub.auth import PasswordAuth, StaticAuth
from flame_hub.embedded import EmbeddedHub

THROUGH = TWO_DOORS
#: A pause that is over at once, told by the Hub itself.
SOON = {"retry-after": "0"}


def asked(hub: EmbeddedHub, method: str, path: str) -> int:
    """How often the Hub was asked for this, the attempts that failed included."""
    return sum(request.method == method and request.path == path for request in hub.requests)


@pytest.fixture
def nodes(door: Door) -> Door:
    """A Hub that has been asked before, so that only what a test does is counted."""
    door.core.get_nodes()
    door.hub.requests.clear()
    return door


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_tried_again(nodes: Door, status: int):
    nodes.hub.faults.add(status=status, headers=SOON, path="nodes", count=2)
    assert nodes.core.get_nodes() == []
    assert asked(nodes.hub, "GET", "/core/nodes") == 3


@pytest.mark.parametrize("cut", ["before", "after", "within"])
def test_a_connection_that_breaks_is_made_again(nodes: Door, cut: Any):
    nodes.hub.faults.add(cut=cut, path="nodes", count=1)
    assert nodes.core.get_nodes() == []
    assert asked(nodes.hub, "GET", "/core/nodes") == 2


def test_attempts_have_an_end_and_the_error_tells_how_many_they_were(nodes: Door):
    nodes.hub.faults.add(status=503, headers=SOON, path="nodes", count=None)
    with pytest.raises(errors.ServerError, match=r"\(3 attempts\)") as caught:
        nodes.core.get_nodes(retries=2)
    assert caught.value.attempts == 3
    assert not caught.value.outcome_unknown
    assert asked(nodes.hub, "GET", "/core/nodes") == 3


@pytest.mark.parametrize("retries", [-1, 1.5, "2", True, None])
def test_a_number_of_attempts_that_is_none_is_refused(nodes: Door, retries: Any):
    with pytest.raises(errors.UsageError, match="retries"):
        nodes.core.get_nodes(retries=retries)
    assert len(nodes.hub.requests) == 0


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
def test_what_does_not_pass_is_not_tried_again(nodes: Door, status: int):
    nodes.hub.faults.add(status=status, path="nodes", count=None)
    with pytest.raises(errors.HubAPIError) as caught:
        nodes.core.get_nodes()
    assert caught.value.attempts == 1
    assert asked(nodes.hub, "GET", "/core/nodes") == 1


# -- what must not be done twice ----------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_record_is_never_made_twice_and_the_error_says_that_it_may_have_been_made(nodes: Door, cut: Any):
    nodes.hub.faults.add(cut=cut, method="POST", path="nodes", count=1)
    with pytest.raises(errors.HubConnectionError) as caught:
        nodes.core.create_node("one")
    assert caught.value.outcome_unknown
    assert "before you repeat" in str(caught.value)
    assert [node.name for node in nodes.core.get_nodes()] == (["one"] if cut == "after" else [])
    assert asked(nodes.hub, "POST", "/core/nodes") == 1


def test_a_record_that_a_gateway_refused_may_have_been_made(nodes: Door):
    nodes.hub.faults.add(status=503, headers=SOON, method="POST", path="nodes")
    with pytest.raises(errors.ServerError) as caught:
        nodes.core.create_node("one")
    assert caught.value.outcome_unknown
    assert asked(nodes.hub, "POST", "/core/nodes") == 1


def test_a_record_that_was_certainly_not_made_is_made_later(nodes: Door):
    nodes.hub.faults.add(status=429, headers=SOON, method="POST", path="nodes", count=2)
    assert nodes.core.create_node("one").name == "one"
    assert [node.name for node in nodes.core.get_nodes()] == ["one"]


def test_what_the_hub_refuses_has_certainly_not_been_done(nodes: Door):
    with pytest.raises(errors.HubAPIError) as caught:
        nodes.core.create_node("")
    assert not caught.value.outcome_unknown


def test_a_change_is_sent_again_because_it_comes_to_the_same(nodes: Door):
    node = nodes.core.create_node("one")
    nodes.hub.faults.add(cut="after", method="POST", path="nodes/*", count=1)
    assert nodes.core.update_node(node, hidden=True).hidden


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_record_that_the_first_attempt_deleted_is_deleted(nodes: Door, cut: Any):
    node = nodes.core.create_node("one")
    nodes.hub.faults.add(cut=cut, method="DELETE", count=1)
    nodes.core.delete_node(node)
    assert nodes.core.get_node(node) is None
    with pytest.raises(errors.NotFoundError):
        nodes.core.delete_node(node)


def test_a_command_is_given_once(nodes: Door):
    project = nodes.core.create_project("one")
    analysis = nodes.core.create_analysis(project, "one")
    nodes.hub.faults.add(cut="after", method="POST", path="analyses/*/command", count=1)
    with pytest.raises(errors.HubConnectionError) as caught:
        nodes.core.send_analysis_command(analysis, "configurationLock")
    assert caught.value.outcome_unknown
    assert asked(nodes.hub, "POST", f"/core/analyses/{analysis.id}/command") == 1


def test_a_question_that_is_posted_is_asked_again(nodes: Door):
    nodes.hub.faults.add(cut="after", method="POST", path="permissions/*/check", count=1)
    assert nodes.auth.check_permission("node_create") is not None


def test_a_good_answer_that_cannot_be_read_leaves_unknown_what_was_done(nodes: Door):
    nodes.hub.faults.add(truncate=5, method="POST", path="nodes", count=1)
    with pytest.raises(errors.UnreadableAnswerError) as caught:
        nodes.core.create_node("one")
    assert caught.value.outcome_unknown


# -- uploads ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"content", io.BytesIO(b"--content")], ids=["bytes", "file"])
def test_an_upload_whose_token_is_refused_is_sent_again_from_the_beginning(door: Door, content: Any):
    bucket = door.storage.create_bucket("results")
    if isinstance(content, io.BytesIO):
        content.seek(2)
    door.hub.clock.advance(901)  # the Hub's tokens are over, and the client does not know
    (file,) = door.storage.upload_to_bucket(bucket, {"file_name": "a.txt", "content": content})
    assert b"".join(door.storage.stream_bucket_file(file)) == b"content"


def test_an_upload_that_cannot_be_read_again_is_not_sent_again(door: Door):
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self._pieces = [b"content", b""]

        def read(self, size: int = -1, /) -> bytes:
            return self._pieces.pop(0)

    bucket = door.storage.create_bucket("results")
    over = {"method": "POST", "path": "buckets/*/upload", "status": 500, "message": "The JWT has expired."}
    door.hub.faults.add(**over)
    upload = {"file_name": "a.txt", "content": Pipe()}
    with pytest.raises(errors.AuthenticationError):
        door.storage.upload_to_bucket(bucket, upload)
    # By now the client has another token.
    assert len(door.storage.upload_to_bucket(bucket, {"file_name": "a.txt", "content": Pipe()})) == 1


def test_an_upload_is_not_sent_twice_if_the_first_may_have_arrived(door: Door):
    bucket = door.storage.create_bucket("results")
    door.hub.faults.add(cut="after", method="POST", path="buckets/*/upload", count=1)
    with pytest.raises(errors.HubConnectionError) as caught:
        door.storage.upload_to_bucket(bucket, {"file_name": "a.txt", "content": b"content"})
    assert caught.value.outcome_unknown


# -- how long it takes --------------------------------------------------------------------------------------------


def test_a_call_ends_with_its_deadline(nodes: Door):
    nodes.hub.faults.add(latency=30.0, path="nodes", count=None)
    began = time.monotonic()
    with pytest.raises(errors.HubTimeoutError, match="deadline") as caught:
        nodes.core.get_nodes(deadline=0.3)
    assert time.monotonic() - began < 5
    assert caught.value.attempts >= 1


def test_a_deadline_holds_for_an_answer_that_drips(embedded: EmbeddedHub):
    embedded.faults.add(bytes_per_second=40, path="nodes", count=None)
    with embedded.serve() as served, flame_hub.Hub(served.base_url, PasswordAuth("admin", "start123")) as hub:
        began = time.monotonic()
        with pytest.raises(errors.HubTimeoutError):
            hub.core.get_nodes(deadline=0.5)
        assert time.monotonic() - began < 5


def test_a_wait_that_is_longer_than_the_deadline_is_not_begun(nodes: Door):
    nodes.hub.faults.add(status=429, headers={"ratelimit-reset": "29", "retry-after": "60"}, path="nodes")
    began = time.monotonic()
    with pytest.raises(errors.RateLimitError, match="29") as caught:
        nodes.core.get_nodes(deadline=10)
    assert caught.value.retry_after == 29
    assert time.monotonic() - began < 5


def test_a_timeout_of_one_call_is_its_own(nodes: Door):
    nodes.hub.faults.add(latency=30.0, path="nodes", count=1)
    with pytest.raises(errors.HubTimeoutError):
        nodes.core.get_nodes(timeout=0.2, retries=0)
    assert nodes.core.get_nodes() == []


@pytest.mark.parametrize("name", ["timeout", "deadline"])
@pytest.mark.parametrize("value", [0, -1, "5", float("nan"), True])
def test_a_time_that_is_none_is_refused(nodes: Door, name: str, value: Any):
    with pytest.raises(errors.UsageError, match=name):
        nodes.core.get_nodes(**{name: value})
    assert len(nodes.hub.requests) == 0


def test_a_client_has_terms_of_its_own(embedded: EmbeddedHub):
    embedded.faults.add(status=503, headers=SOON, path="nodes", count=None)
    with flame_hub.Hub.embedded(embedded, retries=1) as hub, pytest.raises(errors.ServerError) as caught:
        hub.core.get_nodes()
    assert caught.value.attempts == 2


# -- tokens -------------------------------------------------------------------------------------------------------


def test_a_token_endpoint_that_fails_for_a_while_fails_no_call(door: Door):
    door.hub.faults.add(status=503, headers=SOON, path="token", count=2)
    with door.for_login(PasswordAuth("admin", "start123")) as somebody:
        assert somebody.core.create_node("one").name == "one"


def test_a_token_that_is_refreshed_without_an_answer_is_had_with_the_password(door: Door):
    door.core.get_nodes()
    door.hub.clock.advance(901)
    door.hub.faults.add(cut="after", path="token", count=1)
    assert door.core.create_node("one").name == "one"


def test_a_wrong_password_is_sent_once(door: Door):
    door.hub.requests.clear()
    with door.for_login(PasswordAuth("admin", "wrong")) as somebody, pytest.raises(errors.AuthenticationError):
        somebody.core.get_nodes()
    assert asked(door.hub, "POST", "/auth/token") == 1


def test_a_token_from_a_function_is_asked_for_again_when_it_is_refused(embedded: EmbeddedHub):
    tokens = ["no-good", _access_token(embedded)]
    with flame_hub.Hub.embedded(embedded, lambda: f"{tokens.pop(0)}\n") as hub:
        assert hub.core.get_nodes() == []
        assert hub.core.get_nodes() == []
    assert tokens == []


def test_a_function_that_tells_the_same_bad_token_again_is_not_asked_for_ever(embedded: EmbeddedHub):
    told: list[str] = []

    def tell() -> str:
        told.append("no-good")
        return told[-1]

    with flame_hub.Hub.embedded(embedded, tell) as hub, pytest.raises(errors.AuthenticationError):
        hub.core.get_nodes()
    assert len(told) == 2


@pytest.mark.parametrize("result", [None, 5, "", "two words", "tökén"])
def test_a_function_that_tells_no_token_is_told_so(embedded: EmbeddedHub, result: Any):
    with flame_hub.Hub.embedded(embedded, StaticAuth(lambda: result)) as hub, pytest.raises(errors.UsageError):
        hub.core.get_nodes()


def test_a_function_that_fails_is_told_without_what_it_says(embedded: EmbeddedHub):
    def fail() -> str:
        raise KeyError("hush-hush")

    login = PasswordAuth("admin", fail)
    with flame_hub.Hub.embedded(embedded, login) as hub, pytest.raises(errors.UsageError) as caught:
        hub.core.get_nodes()
    assert "KeyError" in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_function_that_tells_the_password_does_not_hold_up_the_event_loop(embedded: EmbeddedHub):
    went_on = threading.Event()

    def tell() -> str:
        assert went_on.wait(10)
        return "start123"

    async def main() -> None:
        async with flame_hub.AsyncHub.embedded(embedded, PasswordAuth("admin", tell)) as hub:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(hub.core.get_nodes)
                await anyio.wait_all_tasks_blocked()
                went_on.set()

    anyio.run(main)
    assert went_on.is_set()


def _access_token(hub: EmbeddedHub) -> str:
    with hub.serve() as served:
        form = {"grant_type": "password", "username": "admin", "password": "start123"}
        return httpx2.post(f"{served.base_url}/auth/token", data=form).json()["access_token"]


# -- elsewhere ----------------------------------------------------------------------------------------------------


def the_password() -> str:
    return "start123"


@pytest.mark.parametrize("make", [flame_hub.Hub, flame_hub.AsyncHub])
def test_a_hub_whose_password_is_told_by_a_function_can_be_pickled(make: Any):
    hub = make("http://localhost:1", PasswordAuth("admin", the_password), retries=1)
    copy = pickle.loads(pickle.dumps(hub))
    assert repr(copy) == repr(hub)
    assert pickle.loads(pickle.dumps(hub.core)).base_url == "http://localhost:1/core/"


def test_a_pickled_hub_works(embedded: EmbeddedHub):
    with embedded.serve() as served, flame_hub.Hub(served.base_url, PasswordAuth("admin", the_password)) as hub:
        hub.core.create_node("one")
        with pickle.loads(pickle.dumps(hub)) as copy:
            assert [node.name for node in copy.core.get_nodes()] == ["one"]
        with pickle.loads(pickle.dumps(hub.core)) as core:
            assert core.count_nodes() == 1


@pytest.mark.parametrize(
    "login", [PasswordAuth("admin", "hush-hush"), StaticAuth("hush-hush")], ids=lambda login: type(login).__name__
)
def test_a_secret_is_never_in_a_pickle(login: Any):
    for thing in (login, flame_hub.Hub("http://localhost:1", login)):
        with pytest.raises(errors.UsageError, match="cannot be pickled"):
            pickle.dumps(thing)


# -- what has ended, and what comes in pieces ----------------------------------------------------------------------


@contextmanager
def answering(script: Callable[[socket.socket], None]) -> Iterator[str]:
    """The URL of a server that does with each connection what `script` says."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        connections: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                connections.append(connection)
                with suppress(OSError):
                    connection.recv(65536)
                    script(connection)

        serving = threading.Thread(target=serve)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            for connection in connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                connection.close()
            serving.join(10)


def test_a_deadline_holds_if_the_answer_begins_just_before_it_and_does_not_go_on():
    gone = threading.Event()

    def script(connection: socket.socket) -> None:
        gone.wait(0.8)
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{")

    with answering(script) as url, flame_hub.Hub(url, "token", generation="0.14") as hub:
        began = time.monotonic()
        with pytest.raises(errors.HubTimeoutError, match="deadline"):
            hub.core.get_nodes(deadline=1.0)
        assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("make", [flame_hub.Hub, flame_hub.AsyncHub])
def test_a_deadline_holds_for_a_token_that_drips(make: Any):
    slow = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n")
        for _ in range(60):
            connection.sendall(b" ")
            slow.wait(0.1)

    async def main(hub: Any) -> None:
        async with hub:
            await hub.core.get_nodes(deadline=0.5)

    with answering(script) as url:
        hub = make(url, PasswordAuth("admin", "start123"), generation="0.14")
        began = time.monotonic()
        with pytest.raises(errors.HubTimeoutError, match="deadline"):
            anyio.run(main, hub) if make is flame_hub.AsyncHub else hub.core.get_nodes(deadline=0.5)
        assert time.monotonic() - began < 2
        if make is flame_hub.Hub:
            hub.close()


def test_a_call_with_a_deadline_works_with_a_transport_that_has_the_whole_answer():
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json={"data": [], "meta": {"total": 0}}))
    with httpx2.Client(transport=transport) as client:
        hub = flame_hub.Hub("http://hub.test", "token", client=client, generation="0.14", deadline=5.0)
        assert hub.core.get_nodes() == []


def beside(hub: flame_hub.Hub) -> flame_hub.CoreClient:
    """A client that has to find out the dialect first."""
    login: Any = hub.core._login
    return flame_hub.CoreClient(hub.core.base_url, login, client=hub._driver.client)


def test_who_waits_for_somebody_else_to_find_out_the_dialect_waits_no_longer_than_its_deadline(embedded: EmbeddedHub):
    fault = embedded.faults.add(latency=60.0, service="core", method="GET", count=None)
    with flame_hub.Hub.embedded(embedded) as served, ThreadPoolExecutor(1) as pool:
        core = beside(served)
        first = pool.submit(core.get_nodes)
        while not fault.applied:
            threading.Event().wait(0.01)
        began = time.monotonic()
        with pytest.raises(errors.HubTimeoutError, match="somebody else"):
            core.get_nodes(deadline=0.3)
        assert time.monotonic() - began < 5
        fault.remove()
        assert first.result(30) == []


def test_that_one_call_had_no_time_to_find_out_the_dialect_is_not_the_failure_of_others(embedded: EmbeddedHub):
    fault = embedded.faults.add(latency=60.0, service="core", method="GET", count=1)
    with flame_hub.Hub.embedded(embedded) as served, ThreadPoolExecutor(2) as pool:
        core = beside(served)
        hasty = pool.submit(core.get_nodes, deadline=0.5)
        while not fault.applied:
            threading.Event().wait(0.01)
        patient = pool.submit(core.get_nodes)
        assert isinstance(hasty.exception(30), errors.HubTimeoutError)
        assert patient.result(30) == []


def test_a_client_that_is_closed_during_a_call_is_told_so(embedded: EmbeddedHub):
    """Closed while the call pauses between two attempts: nothing of it has been done."""
    embedded.faults.add(status=429, headers=SOON, method="POST", path="nodes", count=2)
    login = PasswordAuth("admin", "start123")

    async def main(url: str) -> None:
        async def close(attempt: object) -> None:
            await hub.aclose()

        hub = flame_hub.AsyncHub(url, login, event_hooks={"retry": close})
        with pytest.raises(errors.UsageError, match="closed") as caught:
            await hub.core.create_node("one")
        assert not caught.value.outcome_unknown

    with embedded.serve() as served:
        hub = flame_hub.Hub(served.base_url, login, event_hooks={"retry": lambda attempt: hub.close()})
        with pytest.raises(errors.UsageError, match="closed") as caught:
            hub.core.create_node("one")
        assert not caught.value.outcome_unknown
        anyio.run(main, served.base_url)


def test_a_client_of_an_event_loop_that_has_ended_is_told_so(embedded: EmbeddedHub):
    """In a process of its own, for what is left of such a loop is a warning later."""
    script = """
import sys
import anyio, flame_hub
hub = flame_hub.AsyncHub(sys.argv[1], flame_hub.auth.PasswordAuth("admin", "start123"))
anyio.run(hub.core.get_nodes)
try:
    anyio.run(hub.core.create_node, "one")
except flame_hub.errors.UsageError as error:
    print(error.outcome_unknown, error)
"""
    with embedded.serve() as served:
        done = subprocess.run(
            [sys.executable, "-c", script, served.base_url], capture_output=True, text=True, timeout=60
        )
    assert done.stdout.startswith("False This client has connections of an event loop that has ended"), done


@pytest.mark.parametrize("host", ["hub..test", f"{'h' * 64}.test"])
def test_a_host_that_cannot_be_one_is_not_reached(host: str):
    with flame_hub.Hub(f"http://{host}", "token", retries=0) as hub, pytest.raises(errors.HubConnectionError):
        hub.core.get_nodes()


def test_a_header_that_cannot_be_sent_is_not_shown(embedded: EmbeddedHub):
    with embedded.serve() as served, httpx2.Client(headers={"x-api-key": "hush-hush\n"}) as client:
        hub = flame_hub.Hub(served.base_url, "token", client=client, generation="0.14")
        with pytest.raises(errors.UsageError, match="line end") as caught:
            hub.core.create_node("one")
    assert not caught.value.outcome_unknown
    assert "hush" not in "".join(traceback.format_exception(caught.value))


def test_half_a_character_in_a_url_is_refused():
    with pytest.raises(errors.UsageError, match="not a URL"):
        flame_hub.Hub("http://localhost/\udc80")
    with pytest.raises(errors.UsageError, match="half a character"):
        PasswordAuth("admin", "start123", "http://localhost/\udc80")


def a_login_at(url: str) -> PasswordAuth:
    return PasswordAuth("admin", "start123", url)


@pytest.mark.parametrize("make", [flame_hub.Hub, flame_hub.AsyncHub, flame_hub.CoreClient, a_login_at])
def test_a_port_that_cannot_be_one_is_refused(make: Any):
    with pytest.raises(errors.UsageError, match="65535"):
        make("http://localhost:65536")


@pytest.mark.parametrize("login", [PasswordAuth("admin", "start123"), "token"], ids=["password", "token"])
def test_a_user_in_the_url_does_not_take_the_place_of_the_login(login: Any):
    sent: list[str | None] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        assert "hush" not in str(request.url)
        sent.append(request.headers.get("authorization"))
        if request.url.path.endswith("/token"):
            return httpx2.Response(200, json={"access_token": "token", "expires_in": 900})
        return httpx2.Response(200, json={"data": [], "meta": {"total": 0}})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        hub = flame_hub.Hub("http://somebody:hush@hub.test", login, client=client, generation="0.14")
        assert hub.core.get_nodes() == []
    assert sent[-1] == "Bearer token"
    assert sent[:-1] in ([], [None])


@pytest.mark.parametrize("hooks", [None, {"response": str}], ids=["", "hooks"])
@pytest.mark.parametrize("status", [None, 500, 401])
def test_a_failure_does_not_keep_a_client_alive(status: int | None, hooks: Any):
    def answer(request: httpx2.Request) -> httpx2.Response:
        if status is None:
            raise httpx2.ConnectError("Nobody listens.", request=request)
        return httpx2.Response(status, json={"code": "internal_error", "message": "No."})

    client = httpx2.Client(transport=httpx2.MockTransport(answer))
    login = PasswordAuth("admin", "start123")
    hub = flame_hub.Hub("http://hub.test", login, client=client, retries=1, event_hooks=hooks)
    there = weakref.ref(hub.core)
    gc.collect()
    gc.disable()
    try:
        with suppress(errors.HubAPIError):
            hub.core.get_nodes()
        del hub
        assert there() is None
    finally:
        gc.enable()
        client.close()


def test_a_download_whose_hook_is_cancelled_gives_its_connection_back(embedded: EmbeddedHub):
    """With one connection, the next call would wait for it in vain."""

    async def main(url: str) -> None:
        waiting = anyio.Event()

        async def hook(attempt: Any) -> None:
            if attempt.path.endswith("/stream") and not waiting.is_set():
                waiting.set()
                await anyio.sleep_forever()

        hooks = {"response": hook}
        login = PasswordAuth("admin", "start123")
        async with flame_hub.AsyncHub(url, login, event_hooks=hooks, max_connections=1, timeout=5) as hub:
            bucket = await hub.storage.create_bucket("results")
            content = b"x" * 5_000_000
            (file,) = await hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": content})
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(hub.storage.stream_bucket_file, file)
                await waiting.wait()
                tasks.cancel_scope.cancel()
            assert await hub.storage.count_buckets() == 1

    with embedded.serve() as served:
        anyio.run(main, served.base_url)


def test_a_deadline_of_a_download_is_over_when_it_begins(embedded: EmbeddedHub):
    """However long it takes from then on: only silence is limited."""
    embedded.faults.add(pause=1.5, path="bucket-files/*/stream", count=None)
    login = PasswordAuth("admin", "start123")

    async def main(url: str, file: Any) -> bytes:
        async with flame_hub.AsyncHub(url, login) as hub:
            download = await hub.storage.stream_bucket_file(file, deadline=1, retries=0)
            return b"".join([piece async for piece in download])

    with embedded.serve() as served, flame_hub.Hub(served.base_url, login) as hub:
        bucket = hub.storage.create_bucket("results")
        (file,) = hub.storage.upload_to_bucket(bucket, {"file_name": "a.bin", "content": b"content"})
        assert b"".join(hub.storage.stream_bucket_file(file, deadline=1, retries=0)) == b"content"
        assert anyio.run(main, served.base_url, file) == b"content"
