"""Where the time of a call goes."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PACKAGES = ("flame_hub", "httpx2", "httpcore2", "h11", "pydantic", "anyio")

#: Function, calls of it a call, microseconds in itself and with what it calls.
Line = tuple[str, float, float, float]


def profile(work: Callable[[], Any], count: int, top: int) -> list[Line]:
    """The functions that most time is spent in, if `work` makes `count` calls."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    found: Any = pstats.Stats(profiler)
    lines = [
        (_shown(*where), calls / count, own * 1e6 / count, whole * 1e6 / count)
        for where, (_, calls, own, whole, _) in found.stats.items()
    ]
    return sorted(lines, key=lambda line: -line[2])[:top]


def _shown(file: str, line: int, name: str) -> str:
    """A function without the folders of this machine."""
    if file == "~":
        return name.strip("<>").removeprefix("built-in method ")
    parts = Path(file).parts
    packages = [part for part in parts if part in _PACKAGES]
    shown = parts[parts.index(packages[-1]) :] if packages else parts[-1:]
    return f"{'/'.join(shown)}:{line}({name})"
