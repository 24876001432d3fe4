"""The README's code runs as it stands there, and prints what stands there."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import textwrap
from pathlib import Path

from congruence import recorded, traces
from flame_hub.embedded import EmbeddedHub

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
PRIVATE = {"id", "realm_id", "client_id", "created_at", "updated_at"}


def blocks() -> list[tuple[str, str]]:
    text = README.read_text(encoding="utf-8")
    return [(found[2], textwrap.dedent(found[3])) for found in BLOCK.finditer(text)]


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
    printed = ""
    names: dict[str, object] = {}
    shown = 0
    with embedded.serve() as served:
        for language, text in blocks():
            if language == "python":
                output = io.StringIO()
                with contextlib.redirect_stdout(output):
                    exec(text.replace("http://localhost:3000", served.base_url), names)
                printed = output.getvalue()
            elif language == "json":
                assert blurred(printed) == blurred(text)
                shown += 1
            elif language == "text":
                assert re.sub(r"\[\w+ \d+\]", "[Errno 111]", printed) == text or sys.platform == "win32"
                shown += 1
        for name in ("auth_client", "core_client", "hub"):
            names[name].close()  # type: ignore[attr-defined]
    assert shown == 3


def blurred(text: str) -> str:
    """A printed record with the values that differ each time left out, in its order."""
    return json.dumps({name: "…" if name in PRIVATE else value for name, value in json.loads(text).items()})
