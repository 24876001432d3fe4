"""A process that makes calls as one candidate, and tells what they took.

    python -m measuring.worker CANDIDATE SETUP

SETUP is JSON: what the candidate is made with. Then each line of the input is an order, {"do": NAME, "with": {...}},
and each line of the output what came of it: seconds of the process's own time and of the clock, by how many MiB the
memory grew at most, and the result of the method.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

#: Where each candidate is, imported in the environment that has it.
CANDIDATES = {
    "this": ("this_subject", "Blocking"),
    "this async": ("this_subject", "Asynchronous"),
    "fast": ("this_subject", "FastBlocking"),
    "fast async": ("this_subject", "FastAsynchronous"),
    "embedded": ("this_subject", "Embedded"),
    "former": ("former_subject", "Former"),
    "bare": ("bare_subject", "Bare"),
    "bare async": ("bare_subject", "BareAsynchronous"),
    "floor": ("floor_subject", "Floor"),
}


def _memory(what: str) -> float | None:
    """VmRSS, what the process holds, or VmHWM, the most that it held, in MiB. None where it is not told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    (line,) = (line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith(f"{what}:"))
    return int(line.split()[1]) / 1024


def _forget_most() -> None:
    """Let VmHWM begin anew."""
    switch = Path("/proc/self/clear_refs")
    if switch.exists():
        switch.write_text("5", encoding="ascii")


def measured(method: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    _forget_most()
    before = _memory("VmRSS")
    began, own = time.perf_counter(), time.process_time()
    result = method(**arguments)
    own, taken = time.process_time() - own, time.perf_counter() - began
    most = _memory("VmHWM")
    growth = None if before is None or most is None else max(0.0, most - before)
    return {"own": own, "taken": taken, "growth": growth, "result": result}


def main() -> None:
    module, name = CANDIDATES[sys.argv[1]]
    subject = getattr(importlib.import_module(f"{__package__}.{module}"), name)(**json.loads(sys.argv[2]))
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(measured(getattr(subject, order["do"]), order["with"])), flush=True)


if __name__ == "__main__":
    main()
