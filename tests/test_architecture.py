"""The example in ARCHITECTURE.md is a row that the table takes."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from flame_hub.contract import auth, checks, table
from flame_hub.contract.auth import fields
from flame_hub.contract.table import Table

PAGE = Path(__file__).resolve().parent.parent / "ARCHITECTURE.md"


def test_the_example_of_a_resource_is_a_good_row():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names = {**vars(checks), **vars(table), **vars(fields)}
    exec(textwrap.dedent(code), names)
    others = [resource for resource in auth.RESOURCES if resource.name != "role"]
    role = Table((*others, names["ROLES"]))["role"]
    assert role.model == "Role"
    assert list(role.body) == ["name", "display_name", "description", "client_id", "realm_id"]
