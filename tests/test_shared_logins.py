"""One login for many: threads, tasks and processes ask for one token together, and nobody is kept from a good one."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
import trustme

import flame_hub
from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.http.token_cache import StoredToken, TokenCache
from flame_hub.http.tokens import Moment, now

THREADS, TASKS = 100, 1_000


def token_requests(hub: EmbeddedHub) -> int:
    return sum(request.path == "/auth/token" for request in hub.requests)


def let_time_pass(hub: EmbeddedHub, login: PasswordAuth) -> None:
    """15 minutes, on the Hub's clock alone: so the client learns of it by being refused."""
    hub.clock.advance(901)


def let_time_pass_everywhere(hub: EmbeddedHub, login: PasswordAuth) -> None:
    """15 minutes, on the client's clock, too."""
    hub.clock.advance(901)
    present = now()
    login._purse.clock = lambda: Moment(present.steady + 901, present.wall + 901)


def revoke_the_session(hub: EmbeddedHub, login: PasswordAuth) -> None:
    hub.store.run("DELETE FROM sessions")


EVENTS = pytest.mark.parametrize("event", [let_time_pass, let_time_pass_everywhere, revoke_the_session])


@pytest.fixture
def login() -> PasswordAuth:
    return PasswordAuth("admin", "start123", "http://embedded.invalid/auth/")


@EVENTS
def test_threads_need_one_token_and_none_of_their_calls_fails(embedded: EmbeddedHub, login: PasswordAuth, event: Any):
    barrier = threading.Barrier(THREADS)

    with embedded.serve() as served:
        login.base_url = f"{served.base_url}/auth/"
        with flame_hub.Hub(served.base_url, login) as hub, ThreadPoolExecutor(THREADS) as pool:
            hub.core.get_nodes()
            embedded.requests.clear()
            event(embedded, login)

            def call(number: int) -> str:
                barrier.wait(30)
                return hub.core.create_node(f"node-{number}").name

            names = list(pool.map(call, range(THREADS)))
            assert token_requests(embedded) == 1
            assert hub.core.count_nodes() == len(set(names)) == THREADS


@pytest.mark.parametrize("event", [let_time_pass_everywhere, revoke_the_session])
def test_tasks_need_one_token_and_none_of_their_calls_fails(embedded: EmbeddedHub, login: PasswordAuth, event: Any):
    # More requests than are remembered: a fault that does no harm counts.
    token = embedded.faults.add(latency=0.01, path="token", skip=1, count=None)

    async def main() -> list[int]:
        async with flame_hub.AsyncHub.embedded(embedded, login) as hub:
            await hub.core.get_nodes()
            event(embedded, login)
            found: list[int] = []

            async def call() -> None:
                found.append(await hub.core.count_nodes())

            async with anyio.create_task_group() as tasks:
                for _ in range(TASKS):
                    tasks.start_soon(call)
            return found

    assert anyio.run(main) == [0] * TASKS
    assert token.applied == 1


def test_threads_and_tasks_of_several_loops_share_one_login(embedded: EmbeddedHub, login: PasswordAuth):
    """A login that is used in both colours at the same time asks once as well."""
    embedded.faults.add(latency=0.3, path="token", count=None)

    def in_a_loop() -> None:
        async def main() -> None:
            async with flame_hub.AsyncHub.embedded(embedded, login) as hub, anyio.create_task_group() as tasks:
                for _ in range(10):
                    tasks.start_soon(hub.core.get_nodes)

        anyio.run(main)

    def in_a_thread() -> None:
        with flame_hub.Hub.embedded(embedded, login) as hub:
            hub.core.get_nodes()

    with ThreadPoolExecutor(12) as pool:
        calls = [pool.submit(kind) for kind in [in_a_loop, in_a_thread, in_a_thread, in_a_thread] * 3]
        for call in calls:
            call.result(30)
    assert token_requests(embedded) == 1


def test_nobody_waits_for_a_renewal_while_the_token_is_good(embedded: EmbeddedHub, login: PasswordAuth):
    fault_done = threading.Event()
    with flame_hub.Hub.embedded(embedded, login) as hub, ThreadPoolExecutor(1) as pool:
        hub.core.get_nodes()
        present = now()
        login._purse.clock = lambda: Moment(present.steady + 900 - 60, present.wall)
        fault = embedded.faults.add(latency=30, path="token", count=None)
        renewing = pool.submit(hub.core.get_nodes)
        while not fault.applied:
            fault_done.wait(0.01)
        assert hub.core.get_nodes() == []  # at once, though the other one is waiting for its token
        assert not renewing.done()
        fault.remove()
        assert renewing.result(30) == []


def test_a_renewal_ahead_of_time_that_fails_is_nobodys_failure(embedded: EmbeddedHub, login: PasswordAuth):
    with flame_hub.Hub.embedded(embedded, login) as hub:
        hub.core.get_nodes()
        present = now()
        login._purse.clock = lambda: Moment(present.steady + 900 - 60, present.wall)
        fault = embedded.faults.add(status=500, path="token", count=None)
        for _ in range(5):
            assert hub.core.get_nodes() == []
        assert fault.applied == 1


def test_a_login_that_fails_fails_everybody_who_waited_for_it_at_once(embedded: EmbeddedHub):
    login = PasswordAuth("admin", "wrong", "http://embedded.invalid/auth/")
    embedded.faults.add(latency=0.3, path="token", count=1)

    async def main() -> list[type]:
        found: list[type] = []

        async def call() -> None:
            try:
                await hub.core.get_nodes()
            except flame_hub.HubAPIError as error:
                found.append(type(error))

        async with flame_hub.AsyncHub.embedded(embedded, login) as hub, anyio.create_task_group() as tasks:
            for _ in range(20):
                tasks.start_soon(call)
        return found

    assert anyio.run(main) == [flame_hub.errors.AuthenticationError] * 20
    assert token_requests(embedded) == 1


def test_hubs_with_the_same_login_have_one_token(embedded: EmbeddedHub):
    login = PasswordAuth("admin", "start123")
    with flame_hub.Hub.embedded(embedded, login) as one, flame_hub.Hub.embedded(embedded, login) as other:
        one.core.get_nodes()
        other.storage.get_buckets()
    assert token_requests(embedded) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This system does not fork.")
def test_a_child_process_has_connections_of_its_own_and_does_not_end_the_session_of_its_parent(embedded: EmbeddedHub):
    """In a process of its own, which has one thread: Python warns of forks that leave threads behind."""
    script = """
import os, sys
import flame_hub
hub = flame_hub.Hub(sys.argv[1], flame_hub.auth.PasswordAuth("admin", "start123"))
hub.core.create_node("of-the-parent")
children = []
for number in range(3):
    child = os.fork()
    if child == 0:
        hub.core.create_node(f"of-child-{number}")
        os._exit(0)
    children.append(child)
for number in range(20):
    hub.core.get_nodes()
assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
assert hub.core.count_nodes() == 4
"""
    with embedded.serve() as served:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", script, served.base_url], capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        embedded.clock.advance(901)
    assert token_requests(embedded) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This system does not fork.")
@pytest.mark.parametrize(
    "held",
    [
        "hub._driver._throttle._lock",
        "hub._login._purse._lock",
        "hub._login._cache._mutex",
        "hub.core._finding_out",
    ],
)
def test_a_child_does_not_wait_for_locks_that_a_thread_of_its_parent_held(
    embedded: EmbeddedHub, tmp_path: Path, held: str
):
    """Each child has a token to get and the dialect to find out."""
    script = f"""
import os, signal, sys, threading
import flame_hub
login = flame_hub.auth.PasswordAuth("admin", "start123", token_cache=sys.argv[2])
others = [flame_hub.Hub(sys.argv[1], login) for _ in range(5)]
hub = flame_hub.Hub(sys.argv[1], login, throttle=True)
holding, done = threading.Event(), threading.Event()
def hold():
    with {held}:
        holding.set()
        done.wait(60)
thread = threading.Thread(target=hold)
thread.start()
holding.wait(60)
child = os.fork()
if child == 0:
    signal.alarm(20)
    hub.core.create_node("of-the-child")
    os._exit(0)
status = os.waitpid(child, 0)[1]
done.set()
thread.join()
assert status == 0, status
hub.core.create_node("of-the-parent")
"""
    arguments = ["-W", "error", "-W", "ignore::DeprecationWarning", "-c", script]
    with embedded.serve() as served:
        done = subprocess.run(
            [sys.executable, *arguments, served.base_url, str(tmp_path / "tokens.json")],
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This system does not fork.")
def test_a_child_that_cannot_connect_anew_tells_so_and_leaves_others_alone(embedded: EmbeddedHub, tmp_path: Path):
    script = """
import os, pathlib, sys
import flame_hub
login = flame_hub.auth.PasswordAuth("admin", "start123")
hubs = [flame_hub.Hub(sys.argv[1], login) for _ in range(5)]
without_file = flame_hub.Hub(sys.argv[1], login, ca_file=sys.argv[2])
hubs += [flame_hub.Hub(sys.argv[1], login) for _ in range(5)]
for hub in [*hubs, without_file]:
    hub.core.get_nodes()
before = [hub._driver.client for hub in hubs]
pathlib.Path(sys.argv[2]).unlink()
child = os.fork()
if child == 0:
    assert all(hub._driver.client is not client for hub, client in zip(hubs, before))
    hubs[0].core.get_nodes()
    try:
        without_file.core.get_nodes()
    except flame_hub.errors.UsageError as error:
        os._exit(7 if "gone.pem" in str(error) else 8)
    os._exit(9)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
"""
    authority = tmp_path / "gone.pem"
    trustme.CA().cert_pem.write_to_path(str(authority))
    with embedded.serve() as served:
        done = subprocess.run(
            [sys.executable, "-c", script, served.base_url, str(authority)], capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("step", ["lock", "read", "write"])
def test_a_task_that_is_cancelled_while_its_thread_locks_the_file_keeps_nobody_from_it(
    embedded: EmbeddedHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    """`Task.cancel` of asyncio does not wait for the thread."""
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()
    original = getattr(TokenCache, step)

    def slow(cache: TokenCache, *arguments: Any) -> Any:
        begun.set()
        go_on.wait(30)
        try:
            return original(cache, *arguments)
        finally:
            done.set()

    monkeypatch.setattr(TokenCache, step, slow)
    cache = TokenCache(tmp_path / "tokens.json")

    async def main() -> None:
        login = PasswordAuth("admin", "start123", token_cache=cache)
        async with flame_hub.AsyncHub.embedded(embedded, login) as hub:
            call = asyncio.create_task(hub.core.get_nodes())
            while not begun.is_set():
                await asyncio.sleep(0.01)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            go_on.set()
            while not done.is_set():
                await asyncio.sleep(0.01)
            assert await asyncio.wait_for(hub.core.get_nodes(), 30) == []

    asyncio.run(main())
    monkeypatch.undo()
    assert TokenCache(cache.path).lock(10)


def test_a_full_disk_keeps_nobody_from_logging_in(
    embedded: EmbeddedHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise flame_hub.errors.UsageError("No space left.", None)

    login = PasswordAuth("admin", "start123", "http://embedded.invalid/auth/", token_cache=tmp_path / "tokens.json")
    with flame_hub.Hub.embedded(embedded, login) as hub:
        hub.core.get_nodes()
        let_time_pass_everywhere(embedded, login)
        monkeypatch.setattr("flame_hub.http.token_cache.replace_text", full)
        assert hub.core.get_nodes() == []


def test_a_renewal_whose_task_stands_still_for_ever_is_made_by_somebody_else(
    embedded: EmbeddedHub, login: PasswordAuth, monkeypatch: pytest.MonkeyPatch
):
    fault = embedded.faults.add(latency=60, path="token", count=1)
    loop = asyncio.new_event_loop()
    other = flame_hub.AsyncHub.embedded(embedded, login)

    async def until_it_asks() -> None:
        while not fault.applied:
            await asyncio.sleep(0.01)

    try:
        left = loop.create_task(other.core.get_nodes())
        loop.run_until_complete(until_it_asks())  # and then it stands still
        fault.remove()
        monkeypatch.setattr("flame_hub.http.tokens.PATIENCE", 0.5)
        monkeypatch.setattr("flame_hub.http.logins.PATIENCE", 0.5)
        with flame_hub.Hub.embedded(embedded, login) as hub:
            with pytest.raises(flame_hub.errors.HubTimeoutError):
                hub.core.get_nodes(deadline=0.1)
            assert hub.core.get_nodes() == []
        loop.run_until_complete(left)
        loop.run_until_complete(other.aclose())
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


WORKER = """
import sys, time
import flame_hub
url, cache, seconds = sys.argv[1:]
login = flame_hub.auth.PasswordAuth("admin", "start123", token_cache=cache)
ends = time.monotonic() + float(seconds)
with flame_hub.Hub(url, login, retries=0) as hub:
    number = 0
    while time.monotonic() < ends:
        hub.core.get_nodes()
        number += 1
print(number)
"""


def test_processes_that_share_a_stored_login_never_revoke_each_other(tmp_path: Path):
    """Tokens live for three seconds, so that each process meets the end of many; each refresh token is used once."""
    cache = tmp_path / "tokens.json"
    with EmbeddedHub(rate_limits=False) as embedded, embedded.serve() as served:
        embedded.tokens.access_life = 3
        workers = [
            subprocess.Popen(
                [sys.executable, "-W", "error", "-c", WORKER, served.base_url, str(cache), "6"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]
        outcomes = [worker.communicate(timeout=60) for worker in workers]
        assert [worker.returncode for worker in workers] == [0, 0, 0], outcomes
        assert all(int(calls) > 10 for calls, _ in outcomes)
        # One of them logged in, once; since then its session has been refreshed, and a replay would have ended it.
        (session,) = embedded.store.run("SELECT * FROM sessions")
        assert session["refreshed_at"] is not None
        with flame_hub.Hub(served.base_url, PasswordAuth("admin", "start123", token_cache=cache)) as hub:
            hub.core.get_nodes()
            assert len(embedded.store.run("SELECT * FROM sessions")) == 1
    assert cache.stat().st_mode & 0o077 == 0


def test_a_stored_token_of_tomorrow_is_not_believed(embedded: EmbeddedHub, tmp_path: Path):
    """The clock was put back since it was stored, and nobody knows how old it is."""
    cache = TokenCache(tmp_path / "tokens.json")
    login = PasswordAuth("admin", "start123", "http://embedded.invalid/auth/", token_cache=cache)
    cache.write(login._key, StoredToken("a-token-of-tomorrow", None, 900, now().wall + 86_400))
    with flame_hub.Hub.embedded(embedded, login) as hub:
        hub.core.get_nodes()
    assert {request.status for request in embedded.requests} == {200}
    assert cache.read(login._key).received <= now().wall
