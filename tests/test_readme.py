"""The README's code runs as it stands there, and prints what stands there."""

from __future__ import annotations

import re
from pathlib import Path

from congruence import recorded, traces
from flame_hub.embedded import EmbeddedHub
from pages import Page

README = Path(__file__).resolve().parent.parent / "README.md"


def test_the_two_commands_stand_alone_in_their_section():
    section = re.split(r"^## ", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (commands,) = [part for part in section if part.startswith("Two commands")]
    assert re.findall(r"```console\n(.*?)```", commands, re.DOTALL) == [
        "python3 bootstrap.py flame-hub demo\n",
        "python3 bootstrap.py pytest\n",
    ]


def test_the_measure_of_truth_is_todays():
    total = sum(len(trace.exchanges) for trace in traces())
    alike = total - sum(map(len, recorded().values()))
    assert f"of {total} exchanges recorded from a real Hub 0.14 it answers {alike} alike" in " ".join(
        README.read_text(encoding="utf-8").split()
    )


def test_the_code_runs_and_prints_what_it_says(embedded: EmbeddedHub):
    with embedded.serve() as served:
        page = Page(README, served.base_url)
        page.run()
    assert page.compared == 3
