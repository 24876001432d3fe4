"""Requests as a watch is told of them, and what tests of it share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest

import flame_hub
from flame_hub.errors import HubConnectionError
from flame_hub.http.watching import Attempt, Watch

SOURCE = Path(flame_hub.__file__).parent.parent


def attempt(**changes: Any) -> Attempt:
    url = changes.pop("url", "https://hub.test/core/nodes")
    path = changes.pop("path", "/core/nodes")
    return Attempt("core", changes.pop("method", "GET"), path, url, **{"number": 7, **changes})


def answered(status: int = 200, **changes: Any) -> Attempt:
    return attempt(status=status, seconds=0.0123, **changes)


def failed(message: str = "Cannot connect to hub.test: refused (GET https://hub.test/core/nodes)") -> Attempt:
    return attempt(error=HubConnectionError(message, None), seconds=0.5)


def call(watch: Watch, made: Attempt, *, asynchronous: bool = False) -> dict[str, str]:
    """All that a driver tells of a request; the headers that came of it."""
    headers: dict[str, str] = {}
    if not asynchronous:
        watch.sending(made, headers)
        watch.ended(made)
        watch.waiting(made)
        return headers

    async def tell() -> None:
        await watch.asending(made, headers)
        await watch.aended(made)
        await watch.awaiting(made)

    anyio.run(tell)
    return headers


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "flame_hub.http"]


def run(source: str, **environ: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), **environ}
    command = [sys.executable, "-W", "error", "-c", source]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=60)
