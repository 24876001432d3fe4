"""Warnings that point to the line of the caller who can do something about it."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

#: Directory of this package, with a separator at its end.
_HERE = f"{Path(__file__).parent.parent}{os.sep}"
#: What drives coroutines and threads, and writes no calls of its own.
_DRIVERS = frozenset(["asyncio", "anyio", "trio", "uvloop", "concurrent", "threading", "contextvars", "selectors"])


def warn_caller(message: str, category: type[Warning]) -> None:
    """Warn at the line outside of this package from which it was called.

    By Python's usual rules a line is warned of once for each text. A coroutine's caller is who awaits it. Where it runs
    as a task of its own, there is no such caller: then it is who started the event loop.
    """
    frame = _caller()
    warnings.warn_explicit(
        message,
        category,
        filename=frame.f_code.co_filename,
        lineno=frame.f_lineno,
        module=frame.f_globals.get("__name__", "<unknown>"),
        registry=frame.f_globals.setdefault("__warningregistry__", {}),
    )


def _caller() -> FrameType:
    own = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    for frame in _outwards(own):
        if frame.f_code.co_filename.startswith(_HERE):
            own = frame
        elif frame.f_globals.get("__name__", "").partition(".")[0] not in _DRIVERS:
            return frame
    return own


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
