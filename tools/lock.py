"""Pin every dependency: write uv.lock, requirements.lock and docs/requirements.lock from pyproject.toml.

    python tools/lock.py            add what pyproject.toml newly asks for, keep the other pins
    python tools/lock.py --upgrade  pin the newest versions that pyproject.toml allows
    python tools/lock.py --check    write nothing, exit status 1 if a file is stale; needs no network

All of them name packages by version and hash and no index they came from, so pip's own settings decide where to get
them. uv reads its lock the same way, from a folder: `pip download -r requirements.lock -d wheelhouse`, then `uv sync`.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
UV_LOCK = ROOT / "uv.lock"
WHEELHOUSE = "wheelhouse"


class Export(NamedTuple):
    """What pip installs, written from uv.lock.

    about    what it is for, in the first line
    options  which part of uv.lock it is
    """

    about: str
    options: tuple[str, ...]


EXPORTS = {
    ROOT / "requirements.lock": Export(
        "the package with all its extras, and the development tools", ("--all-extras", "--group", "dev")
    ),
    ROOT / "docs" / "requirements.lock": Export("what builds the documentation", ("--only-group", "docs")),
}


def without_hosts(lock: str) -> str:
    """The lock with every index replaced by the wheelhouse folder, and every address by the file's name in it."""
    lock = re.sub(r'(\bregistry = )"[^"]*"', rf'\1"{WHEELHOUSE}"', lock)
    lock = re.sub(
        r'\burl = "[^"]*/([^"/]+)"(, hash = "[^"]+")(?:, size = \d+)?(?:, upload-time = "[^"]*")?',
        lambda found: f'path = "{unquote(found[1])}"{found[2]}',
        lock,
    )
    if address := re.search(r'"[^"]*://[^"]*"', lock):
        raise SystemExit(f"uv.lock: a dependency comes from {address[0]}, only packages from an index can be locked")
    return lock


def uv(scratch: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Without the interpreter named, uv looks for one and may fetch one.
    command = [sys.executable, "-m", "uv", *arguments, "--directory", str(scratch), "--python", sys.executable]
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def exported(scratch: Path, export: Export) -> str:
    run = uv(scratch, "export", "--frozen", *export.options, "--no-emit-project", "--no-header")
    if run.returncode != 0:
        raise SystemExit(f"{run.stderr.strip()}\nuv could not export uv.lock")
    return f"# Written by tools/lock.py from uv.lock: {export.about}.\n{run.stdout}"


def check(scratch: Path) -> str | None:
    """What is stale, if anything."""
    if not UV_LOCK.is_file():
        return "uv.lock is missing"
    if UV_LOCK.read_text(encoding="utf-8") != without_hosts(UV_LOCK.read_text(encoding="utf-8")):
        return "uv.lock names package indexes"
    if uv(scratch, "lock", "--check", "--offline").returncode != 0:
        return "uv.lock is stale against pyproject.toml"
    for path, export in EXPORTS.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != exported(scratch, export):
            return f"{path.relative_to(ROOT)} is missing, or stale against uv.lock"
    return None


def write(scratch: Path, *, upgrade: bool) -> None:
    run = uv(scratch, "lock", *(["--upgrade"] if upgrade else []))
    sys.stderr.write(run.stderr)
    if run.returncode != 0:
        raise SystemExit("uv found no set of versions, nothing was written")
    lock = without_hosts((scratch / UV_LOCK.name).read_text(encoding="utf-8"))
    (scratch / UV_LOCK.name).write_text(lock, encoding="utf-8", newline="\n")
    requirements = {path: exported(scratch, export) for path, export in EXPORTS.items()}
    for path, text in {UV_LOCK: lock, **requirements}.items():
        path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the locks from pyproject.toml.")
    parser.add_argument("--upgrade", action="store_true", help="pin the newest versions that are allowed")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a file is stale")
    arguments = parser.parse_args()
    if importlib.util.find_spec("uv") is None:
        raise SystemExit("uv is missing here: run it as 'python3 bootstrap.py python tools/lock.py'")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for file in (ROOT / "pyproject.toml", UV_LOCK):
            if file.is_file():
                shutil.copy(file, scratch)
        if not arguments.check:
            write(scratch, upgrade=arguments.upgrade)
        elif problem := check(scratch):
            print(f"{problem}: run 'python tools/lock.py'")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
