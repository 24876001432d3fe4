"""The Python types of what the table describes."""

from __future__ import annotations

from collections.abc import Iterator

from flame_hub.contract import TABLE
from flame_hub.contract.table import Field, Type

HEADER = '"""{about} Generated from the contract by tools/generate.py."""\n'
PYTHON_TYPES = {
    Type.UUID: "UUID",
    Type.TEXT: "str",
    Type.INTEGER: "int",
    Type.BOOLEAN: "bool",
    Type.TIME: "datetime",
}


def python_type(f: Field, *, strict: bool) -> str:
    """The type of a field's value; not strict: what may be read, a newer Hub's choices included."""
    if f.choices is not None:
        return f.choices.name if strict else f"{f.choices.name} | str"
    return f.annotation if f.type is Type.JSON else PYTHON_TYPES[f.type]


def choice_names() -> set[str]:
    found = {f.choices.name for r in TABLE for f in r.fields.values() if f.choices is not None}
    return found | {"MasterImageCommandArgument"}


def standard_imports(text: str, names: tuple[str, ...]) -> Iterator[str]:
    if "datetime" in names and "datetime" in text:
        yield "from datetime import datetime"
    if "Any" in names and "Any" in text:
        yield "from typing import Any"
    if "UUID" in names and "UUID" in text:
        yield "from uuid import UUID"
