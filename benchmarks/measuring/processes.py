"""Starts what runs in processes of its own: the servers, and the candidates in their environments."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[1]
SOURCE = BENCHMARKS.parent / "src"
_FAST = """
import flame_hub
from measuring.this_subject import FAST
flame_hub.Hub("http://127.0.0.1:9", "token", **FAST).close()
"""


@dataclass(frozen=True)
class Pythons:
    """The Python that has this checkout's needs, and that of the published client's environment."""

    this: str
    former: str

    def command(self, candidate: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
        """What to run for a candidate, and with which variables."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        if candidate == "former":
            return [self.former, "-s", *arguments], kept
        return [self.this, "-s", *arguments], {**kept, "PYTHONPATH": str(SOURCE)}

    def run(self, candidate: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command, environment = self.command(candidate, *arguments)
        return subprocess.run(
            command, env=environment, cwd=BENCHMARKS, capture_output=True, text=True, check=False, timeout=600
        )

    def refusal_of_fast(self) -> str:
        """Why there is no fast transport, empty if there is."""
        done = self.run("fast", "-c", _FAST)
        return "" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]

    def versions(self, candidate: str, *packages: str) -> dict[str, str]:
        code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
        return dict(zip(packages, self.run(candidate, "-c", code, *packages).stdout.split(), strict=True))


class Worker:
    """A candidate in a process of its own, see `worker.py`."""

    def __init__(self, pythons: Pythons, candidate: str, **setup: Any) -> None:
        command, environment = pythons.command(candidate, "-m", "measuring.worker", candidate, json.dumps(setup))
        self._candidate = candidate
        self._process = subprocess.Popen(
            command, env=environment, cwd=BENCHMARKS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def do(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """What calling a method of the candidate took: `own`, `taken`, `growth` and `result`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": method, "with": arguments}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self._candidate} could not {method}; its own words are above.")
        return json.loads(line)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Served:
    """A server.

    url        below it are the services
    files_url  the same for storage
    token      is taken as a login
    node       id of a node
    """

    url: str
    files_url: str
    token: str
    node: str


@contextmanager
def canned(scratch: Path) -> Iterator[Served]:
    """The canned server."""
    from . import recorded

    command = [sys.executable, "-m", "measuring.canned", str(scratch)]
    with _process(command) as (process, line):
        told = json.loads(line)
        yield Served(told["url"], told["files_url"], recorded.ACCESS_TOKEN, str(recorded.FIRST_ID))
        if process.poll() is not None:
            raise SystemExit("The canned server has ended.")


@contextmanager
def embedded(scratch: Path, rows: int) -> Iterator[Served]:
    """An embedded Hub behind a socket, with so many nodes."""
    import httpx2

    from flame_hub import Hub
    from flame_hub.auth import PasswordAuth

    data = tempfile.mkdtemp(dir=scratch)
    command = [sys.executable, "-m", "flame_hub", "serve", "--port", "0", "--no-rate-limits", "--data", data]
    with _process(command, PYTHONPATH=str(SOURCE)) as (_, line):
        found = re.search(r"http://\S+?(?=/?\s)", line)
        assert found, line
        url = found[0]
        with Hub(url, PasswordAuth("admin", "start123")) as hub:
            for number in range(rows):
                node = hub.core.create_node(f"node-{number:05}")
        form = {"grant_type": "password", "username": "admin", "password": "start123"}
        token = httpx2.post(f"{url}/auth/token", json=form).raise_for_status().json()["access_token"]
        yield Served(url, url, token, str(node.id))


@contextmanager
def _process(command: list[str], **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server, and the first line that it prints."""
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, cwd=BENCHMARKS, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline()
    finally:
        process.terminate()
        process.communicate()
