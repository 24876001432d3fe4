"""The Python types of what the table describes."""

from __future__ import annotations

from collections.abc import Iterator

from flame_hub.contract import TABLE
from flame_hub.contract.table import Action, Choices, Field, Type

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
    if f.choices is not None and f.choices.enum:
        literals = ", ".join(map(repr, f.choices.values))
        return f"{f.choices.name} | Literal[{literals}]" if strict else f"Any{f.choices.name}"
    if f.choices is not None:
        return f.choices.name if strict else f"{f.choices.name} | str"
    return f.annotation if f.type is Type.JSON else PYTHON_TYPES[f.type]


def all_choices() -> Iterator[Choices]:
    """The closed sets of the table, some of them more than once."""
    for resource in TABLE:
        yield from (f.choices for f in resource.fields.values() if f.choices is not None)
    for record in TABLE.records:
        yield from (f.choices for f in record.fields if f.choices is not None)
    for action in all_actions():
        yield from (a.field.choices for a in action.arguments if a.field.choices is not None)


def all_actions() -> Iterator[Action]:
    for resource in TABLE:
        yield from resource.actions
    for actions in TABLE.actions.values():
        yield from actions


def choice_names() -> set[str]:
    return {choices.name for choices in all_choices()} | {"MasterImageCommandArgument"}
