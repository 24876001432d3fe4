"""Pin every dependency: write uv.lock and the requirements.lock here, of docs, examples, benchmarks and tests/fuzz.

The published clients that judge the embedded Hub are pinned too, with what they need: tests/judges/*.lock.

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
    ROOT / "examples" / "requirements.lock": Export("what the examples need", ("--only-group", "examples")),
    ROOT / "benchmarks" / "requirements.lock": Export("what draws the benchmarks' picture", ("--only-group", "bench")),
    ROOT / "tests" / "fuzz" / "requirements.lock": Export(
        "what sends random requests to an embedded Hub", ("--only-group", "fuzz")
    ),
}


#: The published clients that `tools/judges.py` installs.
JUDGES = {release: ROOT / "tests" / "judges" / f"{release}.lock" for release in ("1.1.0", "0.5.5", "0.2.10")}


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


def heading(release: str) -> str:
    return f"# Written by tools/lock.py: the published client {release}, and what it needs."


def published(scratch: Path, release: str, *, upgrade: bool) -> str:
    """What pip installs to have a published client, for every Python that is supported."""
    wanted, found = scratch / "published.in", scratch / "published.lock"
    wanted.write_text(f"flame-hub-client=={release}\n", encoding="utf-8")
    found.unlink(missing_ok=True)
    if JUDGES[release].is_file() and not upgrade:
        shutil.copy(JUDGES[release], found)
    options = ("--universal", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet")
    run = uv(
        scratch,
        *("pip", "compile", *options, "--python-version", "3.10", "--output-file", found.name, wanted.name),
    )
    if run.returncode != 0:
        raise SystemExit(f"{run.stderr.strip()}\nuv could not pin the published client {release}")
    pins = found.read_text(encoding="utf-8").removeprefix(f"{heading(release)}\n")
    return f"{heading(release)}\n{pins}"


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
    for release, path in JUDGES.items():
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        if lines[:1] != [heading(release)] or f"flame-hub-client=={release} \\" not in lines:
            return f"{path.relative_to(ROOT)} is missing, or pins another release"
    return None


def write(scratch: Path, *, upgrade: bool) -> None:
    run = uv(scratch, "lock", *(["--upgrade"] if upgrade else []))
    sys.stderr.write(run.stderr)
    if run.returncode != 0:
        raise SystemExit("uv found no set of versions, nothing was written")
    lock = without_hosts((scratch / UV_LOCK.name).read_text(encoding="utf-8"))
    (scratch / UV_LOCK.name).write_text(lock, encoding="utf-8", newline="\n")
    requirements = {path: exported(scratch, export) for path, export in EXPORTS.items()}
    judges = {path: published(scratch, release, upgrade=upgrade) for release, path in JUDGES.items()}
    for path, text in {UV_LOCK: lock, **requirements, **judges}.items():
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
