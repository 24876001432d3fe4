"""What is measured, and what was aimed at."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from . import files, recorded
from .processes import Pythons, Served, Worker, canned, embedded
from .results import Goal, Row

MIB = 1024 * 1024
#: How many threads the published client is given for many calls at once; the best of them counts.
WIDTHS = (32, 100, 1000)
#: Threads of this client, and connections of the floor (as many as httpx2 opens), for many calls at once.
_THREADS, _CONNECTIONS = 32, 100
#: Of the file that is sent before anything is measured.
_SMALL = "small"
#: What is done in a fresh interpreter, see starting.py.
STARTS = ("import flame_hub", "import and flame_hub.CoreClient", "import, login with a password and first get_node")
#: MiB by which memory may grow and is still called flat.
_FLAT = 5


@dataclass(frozen=True)
class Plan:
    """How much of everything.

    rounds   in each, every candidate has its turn
    finds, gets   calls a round
    walked   rows of a walk
    many, crowds   calls at once, and rounds of them
    starts   fresh interpreters
    size, hub_size   bytes of the large file, and of that for the embedded Hub
    transfers   rounds of it
    """

    rounds: int = 9
    finds: int = 200
    gets: int = 300
    walked: int = 10_000
    many: int = 1000
    crowds: int = 5
    starts: int = 15
    size: int = 1024 * MIB
    hub_size: int = 128 * MIB
    transfers: int = 3


QUICK = Plan(
    rounds=3,
    finds=40,
    gets=60,
    walked=2_000,
    many=300,
    crowds=3,
    starts=5,
    size=128 * MIB,
    hub_size=32 * MIB,
    transfers=1,
)


@dataclass(frozen=True)
class Bench:
    """What all measurements need.

    scratch   a folder for large files
    fast      whether there is a fast transport
    tell      is told what is going on
    """

    pythons: Pythons
    plan: Plan
    scratch: Path
    fast: bool
    tell: Callable[[str], None]

    def present(self, *candidates: str) -> list[str]:
        return [name for name in candidates if self.fast or not name.startswith("fast")]

    def turns(self, rounds: int, candidates: Sequence[str]) -> Iterator[str]:
        """The candidates, interleaved, and each round begins with another one."""
        for turn in range(rounds):
            first = turn % len(candidates)
            yield from [*candidates[first:], *candidates[:first]]


def calls(bench: Bench) -> Iterator[Row]:
    """Single calls to the canned server."""
    with canned(bench.scratch) as served:
        yield from _calls(bench, _with_nodes(served), "canned server", aimed=True)


def _with_nodes(served: Served) -> Served:
    """The canned server as a Hub whose nodes are all on one page."""
    return replace(served, url=f"{served.url}/has{recorded.PAGE}")


def hub_calls(bench: Bench) -> Iterator[Row]:
    """Single calls to an embedded Hub."""
    with embedded(bench.scratch, recorded.PAGE) as served:
        yield from _calls(bench, served, "embedded Hub", aimed=False)


def _calls(bench: Bench, served: Served, where: str, *, aimed: bool) -> Iterator[Row]:
    candidates = bench.present("this", "this async", "fast", "fast async", "former", "bare", "floor")
    finding = [Goal("this", "former", 2.5), Goal("this", "bare", within=2), Goal("fast", "former", 5)]
    getting = [Goal("this", "former", 1.5), Goal("fast", "former", 5)]
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(Worker(bench.pythons, name, url=served.url, token=served.token, node=served.node))
            for name in candidates
        }
        for do, count, work, goals, expected in (
            ("find", bench.plan.finds, f"CPU time of find_nodes, {recorded.PAGE} rows", finding, recorded.PAGE),
            ("get", bench.plan.gets, "CPU time of get_node", getting, served.node),
        ):
            bench.tell(f"{work}, {where}")
            own, taken = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
            for worker in workers.values():
                worker.do(do, count=max(count // 4, 10))
            for name in bench.turns(bench.plan.rounds, candidates):
                found = workers[name].do(do, count=count)
                assert found["result"] == expected, (name, found)
                own[name].append(found["own"] * 1000 / count)
                taken[name].append(found["taken"] * 1000 / count)
            yield Row("calls", f"{work}, {where}", "ms", own, goals if aimed else (), taken=taken)


def walk(bench: Bench) -> Iterator[Row]:
    """A walk through a long list whose server takes 20 ms for every answer."""
    rows = bench.plan.walked
    candidates = bench.present("this", "this async", "fast", "fast async", "former", "bare")
    taken, growth = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    work = f"walking {rows} rows at 20 ms latency"
    bench.tell(work)
    with canned(bench.scratch) as served:
        for name in bench.turns(max(bench.plan.rounds // 3, 1), candidates):
            with Worker(bench.pythons, name, url=f"{served.url}/late20/has{rows}", token=served.token) as worker:
                worker.do("walk", rows=3 * recorded.PAGE)
                found = worker.do("walk", rows=rows)
                assert found["result"] == rows, (name, found)
                taken[name].append(found["taken"])
                if found["growth"] is not None:
                    growth[name].append(found["growth"])
    yield Row("walk", work, "s", taken, [Goal("this", "former", 5), Goal("this async", "former", 5)])
    flat = [Goal("this", most=_FLAT), Goal("this async", most=_FLAT)]
    yield Row("walk", f"{work}: growth of memory", "MiB", growth, flat)


def many(bench: Bench) -> Iterator[Row]:
    """Many calls at once: tasks of this client, threads of the published one."""
    count = bench.plan.many
    candidates = bench.present("this async", "this", "fast async", "former", "bare async", "floor")
    with canned(bench.scratch) as served:
        for latency, goals in ((0, [Goal("this async", "former", 4)]), (20, [])):
            work = f"{count} get_node at once, {f'{latency} ms' if latency else 'no'} latency"
            bench.tell(work)
            url = f"{served.url}/late{latency}/has{recorded.PAGE}"
            rates = defaultdict[str, list[float]](list)
            with ExitStack() as stack:
                workers = {
                    name: stack.enter_context(
                        Worker(bench.pythons, name, url=url, token=served.token, node=served.node)
                    )
                    for name in candidates
                }
                for worker in workers.values():
                    worker.do("many", count=100, width=_THREADS)
                for name in bench.turns(bench.plan.crowds, candidates):
                    usual = _CONNECTIONS if name == "floor" else _THREADS
                    widths = WIDTHS if name == "former" else (usual,)
                    for width in widths:
                        found = workers[name].do("many", count=count, width=width)
                        assert found["result"] == count, (name, found)
                        rates[f"{name} {width}" if name == "former" else name].append(count / found["taken"])
            best = max(WIDTHS, key=lambda width: median(rates[f"former {width}"]))
            others = ", ".join(f"{width}: {median(rates[f'former {width}']):.0f}" for width in WIDTHS)
            figures = {name: rates[f"former {best}"] if name == "former" else rates[name] for name in candidates}
            notes = {"former": f"{best} threads, the best of {others}", "this": f"{_THREADS} threads"}
            yield Row("many", work, "calls/s", figures, goals, more=True, notes=notes)


def starts(bench: Bench) -> Iterator[Row]:
    """Fresh interpreters."""
    bench.tell("import flame_hub")
    script = str(Path(__file__).with_name("starting.py"))
    candidates = ["this", "former"]
    own = [defaultdict[str, list[float]](list) for _ in STARTS]
    taken = [defaultdict[str, list[float]](list) for _ in STARTS]
    with canned(bench.scratch) as served:
        for number, name in enumerate(bench.turns(bench.plan.starts + 1, candidates)):
            done = bench.pythons.run(name, script, f"{served.url}/has1", served.node)
            if done.returncode:
                raise SystemExit(f"{done.stderr}\n{name} could not start.")
            if number < len(candidates):
                continue  # the first of each may have had to compile
            for step, line in enumerate(done.stdout.splitlines()):
                for figures, seconds in zip((own, taken), line.split(), strict=True):
                    figures[step][name].append(float(seconds) * 1000)
    for step, work in enumerate(STARTS):
        goals = [] if step else [Goal("this", "former", 5)]
        yield Row("start", f"CPU time of {work}", "ms", own[step], goals, taken=taken[step])


def transfers(bench: Bench) -> Iterator[Row]:
    """A large file up and down."""
    file = bench.scratch / files.FILE
    (bench.scratch / _SMALL).write_bytes(b"small")
    _fill(file, bench.plan.size)
    with canned(bench.scratch) as served:
        yield from _transfers(bench, served, _CannedFiles(), file, "canned server", aimed=True)
    _fill(file, bench.plan.hub_size)
    with embedded(bench.scratch, 1) as served:
        yield from _transfers(bench, served, _HubFiles(served), file, "embedded Hub", aimed=False)
    file.unlink()


def _fill(path: Path, size: int) -> None:
    """Write a file that the canned server can send from memory: each MiB of it is like the others."""
    some = os.urandom(MIB)
    with path.open("wb") as file:
        for _ in range(size // MIB):
            file.write(some)


class _CannedFiles:
    """Every bucket and every file is there."""

    def bucket(self) -> str:
        return recorded.BUCKET_ID

    def file(self, path: Path) -> str:
        return recorded.FILE_ID

    def clear(self) -> None:
        """There is nothing to clear."""


class _HubFiles:
    """A bucket for each upload, so that a path is free and nothing is kept."""

    def __init__(self, served: Served) -> None:
        from flame_hub import Hub
        from flame_hub.auth import PasswordAuth

        self._hub = Hub(served.url, PasswordAuth("admin", "start123"))
        self._made = 0

    def bucket(self) -> str:
        self._made += 1
        return str(self._hub.storage.create_bucket(f"bucket-{self._made}").id)

    def file(self, path: Path) -> str:
        with path.open("rb") as content:
            (stored,) = self._hub.storage.upload_to_bucket(self.bucket(), {"file_name": "file", "content": content})
        return str(stored.id)

    def clear(self) -> None:
        for bucket in self._hub.storage.find_buckets():
            self._hub.storage.delete_bucket(bucket)


def _transfers(
    bench: Bench, served: Served, there: _CannedFiles | _HubFiles, file: Path, where: str, *, aimed: bool
) -> Iterator[Row]:
    size = file.stat().st_size / MIB
    candidates = bench.present("this", "fast", "former", "bare", "floor")
    if shutil.which("curl"):
        candidates.append("curl")
    for way in ("up", "down"):
        work = f"{size:g} MiB {way}, {where}"
        bench.tell(work)
        rates, own, growth = (defaultdict[str, list[float]](list) for _ in range(3))
        known = there.file(file) if way == "down" else ""
        for name in bench.turns(bench.plan.transfers, candidates):
            if name == "curl":
                found = _curl(served, way, file, there, known)
            else:
                found = _transfer(bench, name, served, way, file, there, known)
            rates[name].append(size / found["taken"])
            own[name].append(found["own"] / size * 1024)
            if found["growth"] is not None:
                growth[name].append(found["growth"])
            if way == "up":
                there.clear()
        there.clear()
        goals = [Goal("this", "curl", 0.8)] if aimed else []
        yield Row("files", work, "MiB/s", rates, goals, more=True)
        yield Row("files", f"{work}: CPU time of a GiB", "s", own)
        yield Row("files", f"{work}: growth of memory", "MiB", growth, [Goal("this", most=40)] if aimed else [])


def _transfer(
    bench: Bench, name: str, served: Served, way: str, file: Path, there: _CannedFiles | _HubFiles, known: str
) -> Mapping[str, Any]:
    size = file.stat().st_size
    with Worker(bench.pythons, name, url=served.files_url, token=served.token) as worker:
        worker.do("upload", path=str(bench.scratch / _SMALL), bucket=there.bucket())
        if way == "up":
            found = worker.do("upload", path=str(file), bucket=there.bucket())
            assert found["result"][1] == size, (name, found)
        else:
            got = bench.scratch / "got"
            found = worker.do("download", file=known, path=str(got))
            assert got.stat().st_size == size, name
            got.unlink()
        return found


def _curl(
    served: Served, way: str, file: Path, there: _CannedFiles | _HubFiles, known: str
) -> Mapping[str, float | None]:
    """Seconds as curl itself tells, and as the system tells of it."""
    got = file.with_name("got")
    storage = f"{served.files_url}/storage"
    if way == "up":
        asks = ["-F", f"file=@{file}", "-o", os.devnull, f"{storage}/buckets/{there.bucket()}/upload"]
    else:
        asks = ["-o", str(got), f"{storage}/bucket-files/{known}/stream"]
    told = ["-w", "%{time_total} %{http_code}", "-H", f"Authorization: Bearer {served.token}"]
    before = os.times()
    done = subprocess.run(["curl", "-sS", *told, *asks], capture_output=True, text=True, check=True)
    after = os.times()
    seconds, status = done.stdout.split()
    assert status in ("200", "201"), done.stdout
    if way == "down":
        assert got.stat().st_size == file.stat().st_size
        got.unlink()
    own = after.children_user + after.children_system - before.children_user - before.children_system
    return {"taken": float(seconds), "own": own, "growth": None}


def in_process(bench: Bench) -> Iterator[Row]:
    """Calls to an embedded Hub without a socket."""
    bench.tell("calls in process")
    rows, count = recorded.PAGE, bench.plan.finds
    works: tuple[tuple[str, str, dict[str, int]], ...] = (
        ("get_node", "get", {}),
        ("find_nodes, 1 row", "find", {"limit": 1}),
        (f"find_nodes, {rows} rows", "find", {"limit": rows}),
    )
    own, taken = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    with Worker(bench.pythons, "embedded", rows=rows) as worker:
        for _, do, arguments in works:
            worker.do(do, count=50, **arguments)
        for _ in range(bench.plan.rounds):
            for work, do, arguments in works:
                found = worker.do(do, count=count, **arguments)
                own[work].append(found["own"] * 1000 / count)
                taken[work].append(found["taken"] * 1000 / count)
    for work, figures in own.items():
        beside = {"embedded": taken[work]}
        work = f"CPU time of {work}, embedded in process"
        yield Row("in process", work, "ms", {"embedded": figures}, [Goal("embedded", most=1)], taken=beside)


#: What can be asked for with --only.
WORKS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "calls": calls,
    "hub": hub_calls,
    "walk": walk,
    "many": many,
    "start": starts,
    "files": transfers,
    "inprocess": in_process,
}


def profiles(bench: Bench, top: int) -> dict[str, list[tuple[str, float, float, float]]]:
    """The functions that most of the time of a call is spent in, by the call."""
    with (
        canned(bench.scratch) as served,
        Worker(bench.pythons, "this", url=_with_nodes(served).url, token=served.token, node=served.node) as worker,
    ):
        for do in ("find", "get"):
            worker.do(do, count=50)
        return {
            "find_nodes": worker.do("profile", do="find", count=20, top=top)["result"],
            "get_node": worker.do("profile", do="get", count=20, top=top)["result"],
        }
