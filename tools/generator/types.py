"""The Python types of what the table describes."""

from __future__ import annotations

from collections.abc import Iterator

from flame_hub.contract import TABLE
from flame_hub.contract.table import Choices, Field, Type

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
        # Of a member and its text, reading tries the member first.
        read = f"EnumOrText[{f.choices.name}]" if f.choices.enum else f"{f.choices.name} | str"
        return f.choices.name if strict else read
    return f.annotation if f.type is Type.JSON else PYTHON_TYPES[f.type]


def all_choices() -> dict[str, Choices]:
    """The closed sets of values of fields and of arguments, by name."""
    actions = [a for r in TABLE for a in r.actions] + [a for service in TABLE.actions.values() for a in service]
    fields = [f for r in TABLE for f in r.fields.values()] + [g.field for a in actions for g in a.arguments]
    return {f.choices.name: f.choices for f in fields if f.choices is not None}


def choice_names() -> set[str]:
    return {*all_choices(), "MasterImageCommandArgument"}


def standard_imports(text: str, names: tuple[str, ...]) -> Iterator[str]:
    if "datetime" in names and "datetime" in text:
        yield "from datetime import datetime"
    if "Any" in names and "Any" in text:
        yield "from typing import Any"
    if "UUID" in names and "UUID" in text:
        yield "from uuid import UUID"
