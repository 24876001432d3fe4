"""The documentation's code runs as it stands there, and does what stands there."""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise
from pathlib import Path

import pytest

from flame_hub.contract.generations import GENERATIONS, releases_of
from flame_hub.embedded import EmbeddedHub
from pages import Page, blocks

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = sorted(DOCS.glob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_code_of_a_page_does_what_the_page_says(path: Path, embedded: EmbeddedHub):
    with embedded.serve() as served:
        page = Page(path, served.base_url)
        page.run()
    assert page.ran, "no block of the page runs"


def test_every_page_is_in_the_table_of_contents():
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [path.stem for path in PAGES if path.stem != "index" and f"\n{path.stem}\n" not in index] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_output_stands_behind_the_code_that_it_comes_from(path: Path):
    found = blocks(path)
    for before, block in pairwise(found):
        if block.language in ("text", "json"):
            assert before.language == "python", f"line {block.line}"
            assert not before.not_run, f"line {block.line}"


def test_the_page_of_generations_tells_what_they_stand_for():
    text = (DOCS / "generations.md").read_text(encoding="utf-8")
    told = re.findall(r'^\| `"(0\.\d+)"` \| (\S+) \| beta\.(\d+) \|$', text, re.MULTILINE)
    assert told == [(name, hub, str(releases_of(name)["auth"][1])) for name, hub in GENERATIONS.items()]


GOOD = """
<!-- python
hidden = 1
-->

```python
hidden + 1  # -> 2
print("http://localhost:3000")
```

```text
http://localhost:3000
```

```python
import asyncio
await asyncio.sleep(0, "later")  # -> 'later'
```

```python
1 / 0
```

```text
ZeroDivisionError: division by zero
```

<!-- not run: there is nothing there -->
```python
import no_such_module
```

```python
import warnings
warnings.warn("look")
"00000000-0000-0000-0000-000000000001"  # -> '00000000-0000-0000-0000-000000000002'
"2026-01-01T00:00:00Z"  # -> '2027-02-02T10:00:00.123Z'
```

```text
UserWarning: look
```
"""


def page(folder: Path, text: str) -> Page:
    path = folder / "page.md"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return Page(path, "http://127.0.0.1:4711")


def test_blocks_run_in_order_and_are_compared_with_what_they_say(tmp_path: Path):
    good = page(tmp_path, GOOD)
    good.run()
    assert (good.ran, good.compared) == (5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "```python\n1 + 1  # -> 3\n```",
        "```python\nif True:\n    1 + 1  # -> 3\n```",
        "```python\nx = 1  # -> 1\n```",
        "```python\n# -> 1\n```",
        "```python\nprint(1)\n```\n\n```text\n2\n```",
        "```python\nimport warnings\nwarnings.warn('look')\n```",
    ],
)
def test_a_page_that_says_otherwise_fails(tmp_path: Path, text: str):
    with pytest.raises(AssertionError):
        page(tmp_path, text).run()


def test_an_error_that_is_not_shown_fails(tmp_path: Path):
    with pytest.raises(ZeroDivisionError):
        page(tmp_path, "```python\n1 / 0\n```").run()


def test_a_block_that_does_not_run_is_python_all_the_same(tmp_path: Path):
    with pytest.raises(SyntaxError):
        page(tmp_path, "<!-- not run: no Hub -->\n```python\nimport\n```").run()
