"""The models and the closed sets of values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from flame_hub.contract import TABLE
from flame_hub.contract.releases import Service
from flame_hub.contract.table import REQUIRED, UNGIVEN, Choices, Field, Record, Relation, Resource, Type

from .docs import article, docstring
from .types import HEADER, all_choices, choice_names, python_type


def choices_module() -> str:
    found = dict(sorted({choices.name: choices for choices in all_choices()}.items()))
    lines = [
        HEADER.format(about="The closed sets of values that the Hub has."),
        "from __future__ import annotations\n",
        "from enum import Enum",
        "from typing import Annotated, Literal\n",
        "from pydantic import Field",
        "from typing_extensions import TypeAlias, TypedDict\n",
        *(line for choices in found.values() for line in choices_lines(choices)),
        textwrap.dedent('''

        class MasterImageCommandArgument(TypedDict, total=False):
            """An argument of the command of an image: its text and whether it comes before or after the Hub's own."""

            value: str
            position: Literal["before", "after"] | None
        '''),
    ]
    lines.append(f"__all__ = {sorted([*found, 'MasterImageCommandArgument'])!r}")
    return "\n".join(lines)


def choices_lines(choices: Choices) -> Iterator[str]:
    if not choices.enum:
        yield f"{choices.name}: TypeAlias = Literal[{', '.join(map(repr, choices.values))}]"
        return
    yield f"\n\nclass {choices.name}(str, Enum):"
    yield f'    """One of {", ".join(choices.values)}."""\n'
    for value in choices.values:
        yield f"    {value} = {value!r}"
    yield "\n"
    yield f"Any{choices.name}: TypeAlias = Annotated[{choices.name} | str, Field(union_mode='left_to_right')]"


def models_module(service: Service) -> str:
    resources = in_order_of_reference(list(TABLE.of(service)))
    records = [r for r in TABLE.records if r.service == service]
    body: list[str] = []
    names: list[str] = []
    # A class that services share is the first one's.
    elsewhere = {r.model for r in TABLE if next(o for o in TABLE if o.model == r.model).service != service}
    for resource in resources:
        for name, lines in (
            (resource.model, model_class(resource)),
            (f"Create{resource.class_stem}", create_class(resource)),
            (f"Update{resource.class_stem}", update_class(resource)),
        ):
            if name not in names and name not in elsewhere and (written := list(lines)):
                names.append(name)
                body += written
    for record in records:
        names.append(record.name)
        body += record_class(record)
    text = "\n".join(body)
    choices = sorted(
        {w for w in choice_names() if w in text} | {f"Any{c.name}" for c in all_choices() if f"Any{c.name}" in text}
    )
    lines = [
        HEADER.format(about=f"The models of the {service} service."),
        "from __future__ import annotations\n",
        "from datetime import datetime",
        "from typing import Any",
        "from uuid import UUID\n",
        *([f"from .choices import {', '.join(choices)}"] if choices else []),
        "from ..base import Change, HubModel, NewRecord, Reference, SelectiveModel, absent",
        "from ..unset import UNSET, UNSET_T\n",
        text,
        f"\n\n__all__ = {sorted(names)!r}",
    ]
    return "\n".join(lines)


def in_order_of_reference(resources: list[Resource]) -> list[Resource]:
    """A class that another one holds comes first."""
    ordered: list[Resource] = []

    def visit(resource: Resource) -> None:
        if resource in ordered:
            return
        for relation in resource.all_relations.values():
            if relation.to != resource.name and TABLE[relation.to] in resources:
                visit(TABLE[relation.to])
        ordered.append(resource)

    for resource in resources:
        visit(resource)
    return ordered


def model_class(resource: Resource) -> Iterator[str]:
    dropped = sorted({name for f in resource.fields.values() if f.internal for name in (f.wire, f.name)})
    yield f"\n\nclass {resource.model}({'SelectiveModel' if dropped else 'HubModel'}):"
    yield docstring(resource.doc, [(row.name, row.doc) for row in resource.rows if shown(row)])
    rows = [row for row in resource.rows if shown(row)]
    varying = sorted(row.name for row in rows if row.since is not None or row.until is not None)
    if resource.all_relations:
        today = [name for name in resource.all_relations if name not in resource.relations]
        yield f"    includable_names = {(*resource.relations, *today)!r}"
    if resource.hidden:
        yield f"    hidden_names = {tuple(resource.hidden)!r}"
    if varying:
        yield f"    varying_fields = frozenset({varying!r})"
    if dropped:
        yield f"    dropped_properties = frozenset({dropped!r})"
    yield ""
    for row in rows:
        yield model_field(row, resource)
    for row in rows:
        yield from former_property(row, resource)


def shown(row: Field | Relation) -> bool:
    return not (isinstance(row, Field) and row.internal)


def model_field(row: Field | Relation, resource: Resource | None = None) -> str:
    if row.name == "id" and isinstance(row, Field):
        return "    id: UUID"
    options: list[str] = []
    if earlier := former_names(row, resource):
        options.append(f"name={row.name!r}, former={earlier!r}")
    if isinstance(row, Relation):
        kind = f"list[{TABLE[row.to].model}]" if row.many else TABLE[row.to].model
        return f"    {row.name}: {kind} | None = absent({', '.join(options)})"
    if row.secret:
        options.append("show=False")
    optional = " | None" if row.nullable or row.hidden or row.varies else ""
    return f"    {row.name}: {python_type(row, strict=False)}{optional} = absent({', '.join(options)})"


def former_names(row: Field | Relation, resource: Resource | None) -> tuple[str, ...]:
    """The earlier names of a row by which nothing else is meant today."""
    return tuple(old.name for old in row.former if resource is None or not resource.means_otherwise(old.name))


def former_property(row: Field | Relation, resource: Resource, *, changed: bool = False) -> Iterator[str]:
    for old in former_names(row, resource):
        kind = "Any" if isinstance(row, Relation) else python_type(row, strict=False)
        kind += " | UNSET_T | None" if changed else " | None" if kind != "Any" else ""
        yield f"\n    @property\n    def {old}(self) -> {kind}:"
        yield f'        """Earlier name of `{row.name}`."""'
        yield f"        return self.{row.name}"


def create_class(resource: Resource) -> Iterator[str]:
    if not resource.create:
        return
    yield f"\n\nclass Create{resource.class_stem}(NewRecord):"
    yield f'    """What {article(resource)} is created of."""\n'
    if hidden := tuple(p.sets for p in resource.create if p.sets in resource.hidden):
        yield f"    hidden_names = {hidden!r}\n"
    for p in resource.create:
        f = resource.fields[p.sets]
        null = " | None" if (f.accepts is not None and f.accepts.nullable) or p.default is None else ""
        default = "..." if p.default is REQUIRED else "UNSET" if p.default is UNGIVEN else repr(p.default)
        null = " | UNSET_T | None" if p.default is UNGIVEN else null
        earlier = former_names(f, resource)
        value = body_default(f, default, earlier)
        yield f"    {f.name}: {body_type(f)}{null}" + ("" if value == "..." else f" = {value}")
    for p in resource.create:
        yield from former_property(resource.fields[p.sets], resource)


def update_class(resource: Resource) -> Iterator[str]:
    if not resource.update:
        return
    yield f"\n\nclass Update{resource.class_stem}(Change):"
    yield f'    """What of {article(resource)} is changed; what is UNSET stays as it is."""\n'
    for p in resource.update:
        f = resource.fields[p.sets]
        null = " | None" if f.accepts is None or f.accepts.nullable else ""
        earlier = former_names(f, resource)
        value = body_default(f, "UNSET", earlier)
        yield f"    {f.name}: {body_type(f)} | UNSET_T{null} = {value}"
    for p in resource.update:
        yield from former_property(resource.fields[p.sets], resource, changed=True)


def body_default(f: Field, default: str, earlier: tuple[str, ...]) -> str:
    """The default of a field of a body, with what has to be said beside it."""
    options = [f"default={default}"]
    if earlier:
        options.append(f"name={f.name!r}, former={earlier!r}")
    if f.secret:
        options.append("show=False")
    return f"absent({', '.join(options)})" if len(options) > 1 else default


def body_type(f: Field) -> str:
    return "Reference" if f.type is Type.UUID else python_type(f, strict=False)


def record_class(record: Record) -> Iterator[str]:
    yield f"\n\nclass {record.name}(HubModel):"
    yield docstring(record.doc, [(f.name, f.doc) for f in record.fields])
    yield ""
    for f in record.fields:
        yield model_field(f)
