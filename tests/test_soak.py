"""Many mixed calls to a Hub that fails all the time: no call fails that could succeed, and nothing is made twice.

`FLAME_HUB_SOAK=20000` makes so many calls; without it there are fewer, so that the tests end soon.
"""

from __future__ import annotations

import gc
import os
import random
import threading
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest

import flame_hub
from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.errors import HubAPIError
from serving import serving

CALLS = int(os.environ.get("FLAME_HUB_SOAK", "1200"))
THREADS, TASKS = 12, 60
#: Enough that a call which the Hub answers nine times out of ten does not fail by chance.
RETRIES = 12
#: Seconds between two revocations of everybody's session.
REVOKED_EVERY = 2.0

FAULTS: list[dict[str, Any]] = [
    {"status": 503, "chance": 0.05, "seed": 1},
    {"cut": "before", "chance": 0.01, "seed": 2},
    {"cut": "after", "chance": 0.01, "seed": 3},
    {"status": 429, "headers": {"ratelimit-reset": "0", "retry-after": "60"}, "chance": 0.01, "seed": 4},
    {"latency": 0.02, "chance": 0.1, "seed": 5},
    {"latency": 0.1, "chance": 0.01, "seed": 6},
    # Enough of what would be made twice that few calls show it.
    {"cut": "after", "method": "POST", "path": "buckets", "chance": 0.05, "seed": 7},
]


class Ledger:
    """What was asked for, and what came of it. Names of buckets are not unique at a Hub, so one made twice is seen."""

    def __init__(self) -> None:
        self.made: set[str] = set()
        self.unknown: set[str] = set()
        self.deleted: set[str] = set()
        self.failures: list[HubAPIError] = []
        self.calls = 0
        self._lock = threading.Lock()

    def next_call(self) -> int | None:
        """The number of the next call to make, None after the last."""
        with self._lock:
            if self.calls >= CALLS:
                return None
            self.calls += 1
            return self.calls


#: What to call on a Hub, and whether it must not be done twice.
Step = tuple[Callable[[Any], Any], bool]


def script(ledger: Ledger, number: int, dice: random.Random) -> Generator[Step, Any, None]:
    """A round of work: yields what to call, is sent what came of it."""
    name = f"bucket-{number}"
    bucket = yield (lambda hub: hub.storage.create_bucket(name)), True
    if bucket is None:
        ledger.unknown.add(name)
        return
    ledger.made.add(name)
    for _ in range(dice.randrange(4)):
        found = yield (lambda hub: hub.storage.get_bucket(bucket.id)), False
        assert found.name == name
    found = yield (lambda hub: hub.storage.find_buckets(filter={"name": name})), False
    assert [one.id for one in found] == [bucket.id]
    upload = {"file_name": "größe.txt", "content": name.encode()}
    files = yield (lambda hub: hub.storage.upload_to_bucket(bucket, upload)), True
    if files is not None:
        assert files[0].path == "größe.txt"
        count = yield (lambda hub: hub.storage.count_bucket_files(filter={"bucket_id": bucket})), False
        assert count == 1
    if dice.random() < 0.5:
        yield (lambda hub: hub.storage.delete_bucket(bucket)), False
        ledger.deleted.add(name)
        assert (yield (lambda hub: hub.storage.get_bucket(bucket.id)), False) is None
    yield (lambda hub: hub.core.find_nodes(filter={"name": name})), False


def note(ledger: Ledger, error: HubAPIError, once: bool) -> None:
    """A call failed. Only one that must not be done twice may, and has to say that it may have been done."""
    if not (once and error.outcome_unknown):
        ledger.failures.append(error)
        raise error


def following(steps: Generator[Step, Any, None], result: Any) -> Step | None:
    """The next step of a round after the result of the last one, None after the last."""
    try:
        return steps.send(result)
    except StopIteration:
        return None


def by_threads(url: str, ledger: Ledger, login: PasswordAuth) -> None:
    def work(seed: int) -> None:
        dice = random.Random(seed)
        while (number := ledger.next_call()) is not None:
            steps = script(ledger, number, dice)
            step: Step | None = next(steps)
            while step is not None:
                call, once = step
                result = None
                try:
                    result = call(hub)
                except HubAPIError as error:
                    note(ledger, error, once)
                step = following(steps, result)
                if step is not None:
                    ledger.next_call()

    with flame_hub.Hub(url, login, retries=RETRIES) as hub, ThreadPoolExecutor(THREADS) as pool:
        for future in [pool.submit(work, seed) for seed in range(THREADS)]:
            future.result()


def by_tasks(url: str, ledger: Ledger, login: PasswordAuth) -> None:
    async def work(hub: flame_hub.AsyncHub, seed: int) -> None:
        dice = random.Random(1000 + seed)
        while (number := ledger.next_call()) is not None:
            steps = script(ledger, number, dice)
            step: Step | None = next(steps)
            while step is not None:
                call, once = step
                result = None
                try:
                    result = await call(hub)
                except HubAPIError as error:
                    note(ledger, error, once)
                step = following(steps, result)
                if step is not None:
                    ledger.next_call()

    async def main() -> None:
        async with flame_hub.AsyncHub(url, login, retries=RETRIES) as hub, anyio.create_task_group() as tasks:
            for seed in range(TASKS):
                tasks.start_soon(work, hub, seed)

    anyio.run(main)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def resident() -> int:
    """Bytes of memory that this process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="Open files are counted in /proc.")
def test_calls_survive_a_hub_that_fails_all_the_time():
    with serving("--port", "0", "--control", "--no-rate-limits") as (_, url):
        url = url.rstrip("/")
        # Both colours share one login, so that a revocation strikes them together.
        login = PasswordAuth("admin", "start123")
        ledger = Ledger()
        done = threading.Event()
        measured: list[tuple[int, int, int]] = []

        def disturb() -> None:
            """End the sessions of everybody again and again, and measure."""
            with flame_hub.Hub(url, ClientAuth("system", "start123"), retries=RETRIES) as system:
                while not done.wait(REVOKED_EVERY):
                    for session in system.auth.find_sessions(filter={"sub_kind": "user"}):
                        system.auth.delete_session(session)
                    measured.append((ledger.calls, open_files(), resident()))

        with httpx2.Client(base_url=f"{url}/_control") as control, ThreadPoolExecutor(3) as pool:
            for fault in FAULTS:
                control.post("/faults", json={"count": None, **fault}).raise_for_status()
            disturbing = pool.submit(disturb)
            working = [pool.submit(kind, url, ledger, login) for kind in (by_threads, by_tasks)]
            try:
                for work in working:
                    work.result()
            finally:
                done.set()
            disturbing.result()
            applied = {fault["number"]: fault["applied"] for fault in control.get("/faults").json()["faults"]}
            control.delete("/faults").raise_for_status()

        assert ledger.calls == CALLS
        assert ledger.failures == []
        assert len(applied) == len(FAULTS)
        assert all(applied.values()), applied
        with flame_hub.Hub(url, login) as hub:
            there = Counter(bucket.name for bucket in hub.storage.iter_buckets())
        assert not [name for name, number in there.items() if number > 1]
        assert there.keys() >= ledger.made - ledger.deleted
        assert not there.keys() & ledger.deleted
        assert there.keys() <= (ledger.made | ledger.unknown) - ledger.deleted
        assert ledger.made
        if len(measured) > 4:  # the first of them see how pools and caches fill
            quarter = len(measured) // 4
            first, last = measured[quarter], measured[-1]
            assert max(files for _, files, _ in measured[quarter:]) <= 2 * (THREADS + TASKS) + 120
            assert last[2] - first[2] < 40 * 2**20, measured
