"""What was measured as a page of the documentation."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from . import plot
from .profiling import Line
from .results import NAMES, Row, shown, spread, verdict
from .works import Bench

_COMPARED = ("former", "bare", "floor")
_PACKAGES = ("httpx2", "httpcore2", "h11", "pydantic", "pydantic-core")

_HEAD = """# Speed

How fast this client is beside the published one (1.1.0), beside a loop around httpx2 that does nothing but decode the
JSON, and beside the floor: bytes that were made before, sent through a socket, and `json.loads`. This page is written
by `python benchmarks/speed.py --write`, which measures all of them in one run, in turns, each in processes of its own.

These are the calls:

```python
import flame_hub

hub = flame_hub.Hub.embedded()
node = hub.core.create_node("hospital")
hub.core.get_node(node).name  # -> 'hospital'
len(hub.core.find_nodes())  # -> 1
[node.name for node in hub.core.iter_nodes()]  # -> ['hospital']
hub.close()
```
"""

_LEFT = """## What is not reached, and what it would take

- **A call with the default transport.** httpx2 alone takes about as much of the processor's time as the targets leave
  for all of a call; this client is as fast as a bare loop around it, although it logs in, retries and validates. h11,
  which reads answers in Python, and the pool of httpcore2 are most of it. It would take another HTTP library, which
  is what `transport="fast"` is for.
- **A call with the fast transport.** Validating a page of 50 records takes pydantic alone nearly as long as the
  target allows: it would take records that are validated when they are looked at. Of `get_node`, half is the socket
  and pydantic; the rest is spread over the layers that make every decision once for both colours, from the query to
  the retries. It would take a first attempt that goes past them.
- **A thousand calls at once.** The pool of httpcore2 looks at every connection with each request, and asynchronous
  httpx2 alone is no faster. The fast transport has a pool of its own and is two to three times as fast as threads;
  beyond that, one core is busy with the calls themselves.
- **Large downloads with the default transport** are bound by h11, as those of bare httpx2 are: about three seconds of
  the processor's time for a GiB. With the fast transport they take about as much as curl.
- **A page of 50 in process** is read by the embedded Hub from its database, written as JSON and read again.
"""

_HOW = """## How it is measured

- Figures are medians of the rounds, ratios medians of the ratios within a round; the spread is over the rounds.
- CPU time is the process's own time (`time.process_time`), of all its threads, per call, after a warm-up and with an
  access token that is not renewed.
- The canned server is a process of its own that sends bytes it made before: answers as a real Hub 0.14 gave them,
  lists with `meta.schema`. The embedded Hub is `flame-hub serve` in a process of its own; it needs more time for an
  answer than most clients do.
- The walk is `iter_nodes` here, and `find_nodes` page by page for 1.1.0 and httpx2. The server answers after 20 ms.
- Many calls at once are tasks of `AsyncHub` here, and threads that share a client with 1.1.0, which is given several
  numbers of threads: the best one counts.
- Files are files in memory. The canned server swallows what is uploaded, and sends in chunks of 64 KiB without a
  length, as a real Hub does. The embedded Hub, again as a real one, compresses a download for those who take gzip, as
  httpx2 does unless told otherwise; curl and the floor do not. 1.1.0 downloads in pieces of 1 KiB unless told
  otherwise. curl uploads with `-F` and downloads with `-o`. Growth of memory is the most that the process held over
  what it held before.
- `import` is measured in fresh interpreters with compiled modules, from the import on. `import flame_hub` alone loads
  next to nothing here, so what comes after it is told as well.
"""


def write(docs: Path, rows: Sequence[Row], profiles: Mapping[str, Sequence[Line]], bench: Bench) -> None:
    """Write the page, and its picture if that can be drawn."""
    picture = docs / "_static" / "speed.svg"
    if not plot.draw(picture, rows):
        print("Without the picture: matplotlib is not installed.")
    parts = [_HEAD, "## Targets\n", _table(*_targets(rows))]
    if picture.exists():
        parts.append("![Bars of the medians, of each candidate](_static/speed.svg)\n")
    parts += [
        _LEFT,
        _HOW,
        _counts(bench),
        "## The machine\n",
        _machine(bench),
        "## All figures\n",
        _table(*_figures(rows)),
    ]
    parts += ["## Where the time goes\n", _PROFILED]
    for call, lines in profiles.items():
        parts += [f"`{call}`:\n", _table(("function", "calls", "in itself, µs", "in all, µs"), _profile(lines))]
    (docs / "speed.md").write_text("\n".join(parts), encoding="utf-8")


_PROFILED = """The functions that a call of this client spends most time in, as cProfile tells against the canned
server, the waiting for it included. What it looks at takes longer than without it, small functions most of all.
"""


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _targets(rows: Sequence[Row]) -> tuple[Sequence[str], list[Sequence[str]]]:
    lines: list[Sequence[str]] = []
    for row in rows:
        for goal in row.goals:
            found = verdict(row, goal)
            reached = {True: "yes", False: "no", None: "not measured"}[found.reached]
            figures = [_figure(row, name) for name in (goal.candidate, *_COMPARED)]
            work = row.work if goal.candidate in ("this", "embedded") else f"{row.work} ({NAMES[goal.candidate]})"
            lines.append((work, *figures, found.measured, found.aimed, reached))
    head = ("work", "this client", *(NAMES[name] for name in _COMPARED), "measured", "target", "reached")
    return head, lines


def _figure(row: Row, candidate: str) -> str:
    value = row.middle(candidate)
    return "" if value is None else f"{shown(value)} {row.unit}"


def _figures(rows: Sequence[Row]) -> tuple[Sequence[str], list[Sequence[str]]]:
    lines: list[Sequence[str]] = []
    for row in rows:
        work = f"{row.work}, {row.unit}"
        for name in (name for name in NAMES if row.figures.get(name)):
            found = row.figures[name]
            times = row.times(name, "former")
            beside = "" if times is None else f"{shown(times)} x"
            clock = f"{shown(median(row.taken[name]))} ms" if name in row.taken else ""
            who = f"{NAMES[name]}: {row.notes[name]}" if name in row.notes else NAMES[name]
            lines.append((work, who, shown(median(found)), spread(found), beside, clock))
            work = ""
    head = ("work", "who", "median", "lowest to highest", "as good as 1.1.0", "by the clock")
    return head, lines


def _counts(bench: Bench) -> str:
    plan = bench.plan
    return (
        f"Counts: {plan.rounds} rounds of {plan.finds} `find_nodes` and of {plan.gets} `get_node`; "
        f"walks through {plan.walked} rows: {max(plan.rounds // 3, 1)}; "
        f"{plan.crowds} rounds of {plan.many} calls at once; "
        f"{plan.starts} fresh interpreters; files up and down: {plan.transfers} times.\n"
    )


def _machine(bench: Bench) -> str:
    versions = {name: bench.pythons.versions(name, *_PACKAGES) for name in ("this", "former")}
    told = {name: ", ".join(f"{package} {one}" for package, one in found.items()) for name, found in versions.items()}
    lines = [
        ("CPU", f"{_cpu()}, {os.cpu_count()} cores"),
        ("system", platform.system()),
        ("Python", platform.python_version()),
        ("this client and httpx2", told["this"]),
        ("1.1.0", told["former"]),
    ]
    if curl := shutil.which("curl"):
        lines.append(
            ("curl", subprocess.run([curl, "-V"], capture_output=True, text=True, check=True).stdout.split()[1])
        )
    return _table(("", ""), lines)


def _cpu() -> str:
    told = Path("/proc/cpuinfo")
    found = (
        re.search(r"^model name\s*:\s*(.+)$", told.read_text(encoding="utf-8"), re.MULTILINE) if told.exists() else None
    )
    return found[1].strip() if found else platform.processor() or platform.machine()


def _profile(lines: Sequence[Line]) -> Iterator[Sequence[str]]:
    for function, calls, own, whole in lines:
        yield f"`{function}`", f"{calls:.3g}", f"{own:.0f}", f"{whole:.0f}"


def profiles_text(profiles: Mapping[str, Sequence[Line]]) -> str:
    """The profiles as a table for a terminal."""
    lines: list[str] = []
    for call, found in profiles.items():
        lines.append(f"\n{call}: µs a call in itself, and in all; calls of it")
        lines += [f"  {own:8.0f} {whole:8.0f} {calls:7g}  {function}" for function, calls, own, whole in found]
    return "\n".join(lines)
