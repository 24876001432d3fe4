"""How fast this client is beside the published one, httpx2 alone and a socket, in one run.

    python benchmarks/speed.py [--quick] [--only WORK ...] [--profile] [--write] [--cache FOLDER]

The published client is installed from the package index into an environment of its own. --write makes docs/speed.md and
its picture of what was measured; the picture needs matplotlib. Memory is told on Linux alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import judges  # noqa: E402
from measuring import page, results, works  # noqa: E402
from measuring.processes import Pythons  # noqa: E402

FORMER = "1.1.0"
_MEMORY = Path("/dev/shm")


def scratch_parent(size: int) -> Path | None:
    """A folder in memory if it has the room, so that no disk is measured; None: the usual one."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 5 * size else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few rounds with a small file")
    parser.add_argument("--only", nargs="+", choices=works.WORKS, metavar="WORK", help=f"of {', '.join(works.WORKS)}")
    parser.add_argument("--profile", action="store_true", help="print where the time of find_nodes and get_node goes")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    parser.add_argument("--cache", type=Path, help="folder in which the published client's environment is kept")
    parser.add_argument("--scratch", type=Path, help="folder for large files; in memory if there is room")
    chosen = parser.parse_args()
    if chosen.write and chosen.only:
        parser.error("--write needs all the figures: leave --only out")
    plan = works.QUICK if chosen.quick else works.Plan()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as environments,
        tempfile.TemporaryDirectory(dir=chosen.scratch or scratch_parent(plan.size)) as scratch,
    ):
        former = judges.environment(FORMER, (chosen.cache or Path(environments)).resolve())
        pythons = Pythons(sys.executable, str(former))
        refusal = pythons.refusal_of_fast()
        if refusal:
            print(f"Without the fast transport: {refusal}")
        bench = works.Bench(pythons, plan, Path(scratch), not refusal, lambda what: print(f"… {what}", flush=True))
        rows: list[results.Row] = []
        for name in chosen.only or works.WORKS:
            for row in works.WORKS[name](bench):
                print(results.text_of([row]), flush=True)
                rows.append(row)
        profiles = works.profiles(bench, 12) if chosen.profile or chosen.write else {}
        if chosen.profile:
            print(page.profiles_text(profiles))
        if chosen.write:
            page.write(ROOT / "docs", rows, profiles, bench)


if __name__ == "__main__":
    main()
