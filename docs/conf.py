"""How Sphinx builds the documentation: python -m sphinx -W -n docs docs/_build. Needs no network."""

from __future__ import annotations

import re
from importlib.metadata import version as installed
from typing import Any

project = "flame-hub-client"
author = "the maintainers of flame-hub-client"
release = installed("flame-hub-client")
version = release
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "FLAME Hub Python client"
html_show_copyright = False
html_copy_source = False

myst_heading_anchors = 3
default_role = "literal"
#: Blocks are run by the tests, which know which of them are Python.
highlight_language = "none"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autodoc_type_aliases = {"AuthParam": "AuthParam"}
napoleon_numpy_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True

nitpicky = True
#: What other packages, the models and the inside of this one are called in signatures has no page here.
nitpick_ignore_regex = [
    (r"py:.*", r"(httpx2|pydantic|anyio|uuid|datetime|os|pathlib|types|typing|typing_extensions|collections)\..*"),
    (r"py:.*", r"flame_hub\.(core|http|clients|models|embedded|contract|transfers)\..*"),
    (r"py:class", r"Path|UUID|rich_progress\..*|Served|Row|Kind|Watch|Recipient|models\..*"),
]


_ITEM = re.compile(r"(?P<names>\w+(?:, \w+)*) {2,}(?P<text>\S.*)")


def list_items(app: object, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Make a list of the lines "name   what it is" of a docstring, which may go on in indented lines."""
    within = False
    for number, line in enumerate(lines):
        found = _ITEM.fullmatch(line)
        if found:
            lines[number] = f"* **{found['names']}** – {found['text']}"
        elif within and line.startswith(" "):
            lines[number] = f"  {line.strip()}"
        within = bool(found) or (within and line.startswith(" "))


def without_arguments(
    app: object, what: str, name: str, obj: object, options: object, signature: str | None, returned: object
) -> tuple[str, None] | None:
    """All errors are made with the same arguments, which stand at `HubAPIError`, and warnings with a message."""
    return ("", None) if what == "exception" and signature and "__init__" not in vars(obj) else None


def setup(app: Any) -> None:
    app.connect("autodoc-process-signature", without_arguments)
    app.connect("autodoc-process-docstring", list_items)
