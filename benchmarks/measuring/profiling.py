"""Where the time of a call goes."""

from __future__ import annotations

import cProfile
import pstats
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

_RUNS = 20
_HERE = Path(__file__).parent
_PACKAGES = ("flame_hub", "httpx2", "httpcore2", "h11", "pydantic", "anyio")

#: Function, calls of it a call, microseconds in itself and with what it calls.
Line = tuple[str, float, float, float]


def profile(work: Callable[[], Any], count: int, top: int) -> list[Line]:
    """The functions that most time is spent in, if `work` makes `count` calls: of each the least of several runs, for
    whatever was interrupted is too much.
    """
    runs = [_run(work).stats for _ in range(_RUNS)]
    lines: list[Line] = []
    for where in set(runs[0]).intersection(*runs[1:]):
        _, calls, own, whole = (min(figures) for figures in zip(*(run[where][:4] for run in runs), strict=True))
        if Path(where[0]).parent != _HERE:
            lines.append((_shown(*where), calls / count, own * 1e6 / count, whole * 1e6 / count))
    return sorted(lines, key=lambda line: -line[2])[:top]


def _run(work: Callable[[], Any]) -> Any:
    profiler = cProfile.Profile()
    profiler.runcall(work)
    return pstats.Stats(profiler)


def _shown(file: str, line: int, name: str) -> str:
    """A function without the folders of this machine."""
    if file == "~":
        method = re.fullmatch(r"<method '(\w+)' of '(?:_\w+\.)?([\w.]+)' objects>", name)
        return f"{method[2]}.{method[1]}" if method else name.strip("<>").removeprefix("built-in method ")
    parts = Path(file).parts
    packages = [part for part in parts if part in _PACKAGES]
    shown = parts[parts.index(packages[-1]) :] if packages else parts[-1:]
    return f"{'/'.join(shown)}:{line}({name})"
