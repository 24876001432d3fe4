"""Let a published client judge a Hub: run all flows once, and write what was found as JSON.

    python run.py RELEASE BASE_URL FORM REPORT

Exit status 1 if something is not as it has to be; the flow and the call are told. `tools/judges.py` runs this.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import accounts
import analyses
import files
import images
import logins
import logs
import machines
import nodes
import queries
import refusals
import registries
from judging import Judge

import flame_hub

FLOWS: tuple[Callable[[Judge], None], ...] = tuple(
    flow
    for module in (accounts, machines, registries, nodes, images, analyses, files, logs, queries, refusals, logins)
    for flow in module.FLOWS
)


def main(release: str, base_url: str, form: str, report: str) -> int:
    """Run all flows. Returns the exit status."""
    if flame_hub.__version__ != release or sys.prefix not in flame_hub.__file__:
        raise SystemExit(f"{flame_hub.__file__} is {flame_hub.__version__}, not {release} of this environment.")
    judge = Judge(base_url, form)
    failed = 0
    for flow in FLOWS:
        name = f"{flow.__module__}.{flow.__name__}"
        try:
            flow(judge)
        except Exception:  # noqa: BLE001 - the other flows have something to tell, too
            failed += 1
            print(f"{name} failed at {judge.last}:\n{traceback.format_exc(limit=-6)}")
        judge.report.flows.append(name)
    judge.close()
    Path(report).write_text(json.dumps(judge.report.plain()), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
