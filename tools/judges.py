"""Let the published clients judge the embedded Hub: each in an environment of its own, through all of its methods.

    python tools/judges.py                  all of them
    python tools/judges.py 0.2.10           one
    python tools/judges.py --cache FOLDER   keep the environments in a folder, and use those that are there

A judge is a release of the published client, installed from the package index as `tests/judges/RELEASE.lock` pins it.
It calls all of its methods, with arguments by position and by keyword, and checks what it gets. It fails if something
is not as it has to be, if a method was not called or a parameter not given, if the Hub failed (5xx), and if a known
defect of the client, see `tests/judges/defects.py`, does not show any more.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.messages import Request, Response

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "judges"
#: The published clients, and the generation of Hubs that each was made for.
JUDGES: Mapping[str, str] = {"1.1.0": "0.14", "0.5.5": "0.14", "0.2.10": "0.8"}
#: How the arguments of calls are given.
FORMS = ("positional", "keyword")
#: Seconds that a judge may take for all its flows.
PATIENCE = 300
#: Settings of pip for other installations, which would send the packages elsewhere or refuse to install them.
_PIP = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

Report = dict[str, Any]


class WatchedHub(EmbeddedHub):
    """An embedded Hub that remembers where it failed.

    failures  method, path and status of each answer that was a 5xx
    """

    def __init__(self, generation: str) -> None:
        super().__init__(generation=generation)
        self.failures: list[str] = []

    def handle(self, request: Request) -> Response:
        answer = super().handle(request)
        if answer.status >= 500:
            self.failures.append(f"{request.method} {request.target.partition('?')[0]}: {answer.status}")
        return answer


class Verdict(NamedTuple):
    """What a judge has found, in both forms.

    methods    how many public methods the client has
    driven     how many of them were called and answered, or showed a known defect
    defects    which of them showed a known defect, by the defect
    flows, checks   how many flows were run, and how often something was compared
    faults     what is not as it has to be
    """

    methods: int
    driven: int
    defects: Mapping[str, tuple[str, ...]]
    flows: int
    checks: int
    faults: tuple[str, ...]

    @property
    def passed(self) -> int:
        """How many methods did what they have to do, and nothing else."""
        return self.driven - len({method for methods in self.defects.values() for method in methods})


def verdict(reports: Mapping[str, Report]) -> Verdict:
    """What the reports of a judge's runs, by their form, amount to."""
    faults: list[str] = []
    defects: dict[str, set[str]] = {}
    driven: set[str] = set()
    for form, report in reports.items():
        shown = {method for methods in report["defects"].values() for method in methods}
        ran = {name for name, note in report["methods"].items() if note["returned"] or name in shown}
        driven = ran if form == FORMS[0] else driven & ran
        faults += [f"{form}: {name} was not driven" for name in report["methods"].keys() - ran]
        faults += [
            f"{form}: {name}: {parameter} was never given"
            for name, note in report["methods"].items()
            for parameter in note["parameters"]
            if parameter not in note["given"]
        ]
        faults += [f"{form}: the defect {key!r} did not show" for key in report["unseen"]]
        for key, methods in report["defects"].items():
            defects.setdefault(key, set()).update(methods)
    some = next(iter(reports.values()))
    return Verdict(
        methods=len(some["methods"]),
        driven=len(driven),
        defects={key: tuple(sorted(methods)) for key, methods in sorted(defects.items())},
        flows=len(some["flows"]),
        checks=sum(report["checks"] for report in reports.values()),
        faults=tuple(sorted(faults)),
    )


def environment(release: str, cache: Path) -> Path:
    """The Python of the environment of a published client, which is made unless it is there."""
    lock = FOLDER / f"{release}.lock"
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = cache / f"{release}-{wanted}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as scratch:
            made = Path(scratch) / "environment"
            venv.create(made, symlinks=os.name != "nt")
            arguments = ["install", "--quiet", "--require-hashes", "--requirement", str(lock)]
            command = [sys.executable, "-m", "pip", "--python", str(_python(made)), *arguments]
            done = subprocess.run(command, env={**os.environ, **_PIP}, stdin=subprocess.DEVNULL, check=False)
            if done.returncode:
                raise SystemExit(f"pip could not install the published client {release}; its own words are above.")
            # It is there as a whole or not at all; another run may have been faster.
            if not folder.is_dir():
                made.rename(folder)
    return _python(folder)


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(release: str, python: Path, form: str, scratch: Path) -> tuple[Report, list[str]]:
    """A judge's report of one run on a fresh Hub, and what went wrong in it."""
    path = scratch / f"{release}-{form}.json"
    # Nothing of this environment must help: neither settings nor this package.
    command = [str(python), "-E", "-s", "-B", str(FOLDER / "run.py")]
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    hub = WatchedHub(JUDGES[release])
    with hub, hub.serve() as served:
        done = subprocess.run(
            [*command, release, served.base_url, form, str(path)],
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    if not path.is_file():
        raise SystemExit(f"{done.stdout}\nThe judge {release} told nothing.")
    wrong = [f"{form}: the Hub failed at {failure}" for failure in hub.failures]
    if done.returncode:
        wrong.append(f"{form}:\n{done.stdout.rstrip()}")
    return json.loads(path.read_text(encoding="utf-8")), wrong


def judge(release: str, cache: Path) -> bool:
    """Let one of the published clients judge, and print what it found. Whether all is as it has to be."""
    python = environment(release, cache)
    reports: dict[str, Report] = {}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        for form in FORMS:
            reports[form], faults = run(release, python, form, Path(scratch))
            wrong += faults
    found = verdict(reports)
    wrong += found.faults
    print(
        f"{release} on a Hub {JUDGES[release]}: {found.methods} methods, {found.driven} driven, {found.passed} passed, "
        f"{found.driven - found.passed} with a known defect; {found.flows} flows, {found.checks} checks"
    )
    for key, methods in found.defects.items():
        print(f"  {key}: {', '.join(methods)}\n    {reports[FORMS[0]]['why'][key]}")
    for fault in wrong:
        print(f"  WRONG {fault}")
    return not wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="Let the published clients judge the embedded Hub.")
    parser.add_argument("releases", nargs="*", metavar="RELEASE", help=f"of {', '.join(JUDGES)}; all if none is named")
    parser.add_argument("--cache", type=Path, help="folder in which the environments are kept")
    arguments = parser.parse_args()
    if unknown := set(arguments.releases) - JUDGES.keys():
        parser.error(f"{', '.join(sorted(unknown))}: no judge, there are {', '.join(JUDGES)}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        cache = (arguments.cache or Path(scratch)).resolve()
        fine = [judge(release, cache) for release in arguments.releases or JUDGES]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
