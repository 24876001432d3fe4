"""The models and the closed sets of values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from flame_hub.contract import TABLE
from flame_hub.contract.table import Field, Record, Relation, Resource, Service

from .docs import docstring
from .types import HEADER, all_choices, choice_names, python_type, standard_imports


def choices_module() -> str:
    found = all_choices()
    lines = [
        HEADER.format(about="The closed sets of values that the Hub has."),
        "from __future__ import annotations\n",
        "from enum import Enum",
        "from typing import Literal\n",
        "from typing_extensions import TypeAlias, TypedDict\n",
    ]
    for name, choices in sorted(found.items()):
        if choices.enum:
            members = [f"    {value} = {value!r}" for value in choices.values]
            about = f'    """One of {", ".join(choices.values)}; a text as well."""\n'
            lines += [f"\n\nclass {name}(str, Enum):", about, *members, "\n"]
            continue
        lines.append(f"{name}: TypeAlias = Literal[{', '.join(map(repr, choices.values))}]")
    lines.append(
        textwrap.dedent('''

        class MasterImageCommandArgument(TypedDict, total=False):
            """An argument of the command of an image: its text and whether it comes before or after the Hub's own."""

            value: str
            position: Literal["before", "after"] | None
        ''')
    )
    names = sorted([*found, "MasterImageCommandArgument"])
    lines.append(f"__all__ = {names!r}")
    return "\n".join(lines)


def models_module(service: Service) -> str:
    resources = in_order_of_reference(list({r.model: r for r in TABLE.of(service)}.values()))
    records = [r for r in TABLE.records if r.service == service]
    body = [line for r in resources for line in model_class(r)] + [line for r in records for line in record_class(r)]
    names = sorted([*(r.model for r in resources), *(r.name for r in records)])
    text = "\n".join(body)
    choices = sorted({w for w in choice_names() if w in text})
    lines = [
        HEADER.format(about=f"The models of the {service} service."),
        "from __future__ import annotations\n",
        *standard_imports(text, ("Any", "datetime", "UUID")),
        *([f"from .choices import {', '.join(choices)}"] if choices else []),
        "from ..base import EnumOrText, HubModel, absent\n",
        text,
        f"\n\n__all__ = {names!r}",
    ]
    return "\n".join(lines)


def in_order_of_reference(resources: list[Resource]) -> list[Resource]:
    """A class that another one holds comes first."""
    ordered: list[Resource] = []

    def visit(resource: Resource) -> None:
        if resource in ordered:
            return
        for relation in resource.relations.values():
            if relation.to != resource.name and TABLE[relation.to] in resources:
                visit(TABLE[relation.to])
        ordered.append(resource)

    for resource in resources:
        visit(resource)
    return ordered


def model_class(resource: Resource) -> Iterator[str]:
    yield f"\n\nclass {resource.model}(HubModel):"
    yield docstring(resource.doc, [(row.name, row.doc) for row in resource.rows if shown(row)])
    rows = [row for row in resource.rows if shown(row)]
    varying = sorted(f.name for f in resource.fields.values() if f.varies and not f.internal)
    dropped = sorted({name for f in resource.fields.values() if f.internal for name in (f.wire, f.name)})
    if resource.relations:
        yield f"    includable_names = {tuple(resource.relations)!r}"
    if resource.hidden:
        yield f"    hidden_names = {tuple(resource.hidden)!r}"
    if varying:
        yield f"    varying_fields = frozenset({varying!r})"
    if dropped:
        yield f"    dropped_properties = frozenset({dropped!r})"
    yield ""
    for row in rows:
        yield model_field(row)


def shown(row: Field | Relation) -> bool:
    return not (isinstance(row, Field) and row.internal)


def model_field(row: Field | Relation) -> str:
    if isinstance(row, Relation):
        model = TABLE[row.to].model
        return f"    {row.name}: {f'list[{model}]' if row.many else model} | None = None"
    if row.name == "id":
        return "    id: UUID"
    optional = " | None" if row.nullable or row.hidden or row.varies else ""
    return f"    {row.name}: {python_type(row, strict=False)}{optional} = absent({'show=False' if row.secret else ''})"


def record_class(record: Record) -> Iterator[str]:
    yield f"\n\nclass {record.name}(HubModel):"
    yield docstring(record.doc, [(f.name, f.doc) for f in record.fields])
    yield ""
    for f in record.fields:
        yield model_field(f)
