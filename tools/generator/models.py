"""The models and the closed sets of values."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Mapping
from typing import cast

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
    """The records of a service, and its flat answers."""
    # A class that services share is the first one's.
    firsts = {resource.model: resource for resource in reversed(list(TABLE))}
    resources = [resource for resource in TABLE.of(service) if firsts[resource.model].service == service]
    written = {r.model: list(model_class(firsts[r.model])) for r in in_order_of_reference(resources)}
    written |= {r.name: list(record_class(r)) for r in TABLE.records if r.service == service}
    return module_of(f"The models of the {service} service.", written)


def bodies_module(service: Service) -> str | None:
    """What records of a service are created of and changed with, None if there is no such class.

    A module of its own, because the clients do not need them.
    """
    written: dict[str, list[str]] = {}
    for resource in TABLE.of(service):
        written.setdefault(f"Create{resource.class_stem}", list(create_class(resource)))
        written.setdefault(f"Update{resource.class_stem}", list(update_class(resource)))
    written = {name: lines for name, lines in written.items() if lines}
    return module_of(f"The bodies of requests to the {service} service.", written) if written else None


def names_module(homes: Mapping[str, str]) -> str:
    """Where each class and set of values is, so that it can be found without importing the others.

    homes   the sources by the name of their module
    """
    found: dict[str, str] = {}
    for home, source in homes.items():
        listed = source.rpartition("__all__ = ")[2]
        found |= dict.fromkeys(cast("list[str]", ast.literal_eval(listed)), home)
    return "\n".join(
        [
            HEADER.format(about="The module of each model and set of values."),
            "from __future__ import annotations\n",
            f"HOMES = {dict(sorted(found.items()))!r}",
        ]
    )


def module_of(about: str, classes: Mapping[str, list[str]]) -> str:
    text = "\n".join(line for lines in classes.values() for line in lines)
    choices = sorted(
        {w for w in choice_names() if w in text} | {f"Any{c.name}" for c in all_choices() if f"Any{c.name}" in text}
    )
    lines = [
        # Without `from __future__ import annotations`: pydantic would have to evaluate the texts.
        HEADER.format(about=about),
        "from datetime import datetime",
        "from typing import Any",
        "from uuid import UUID\n",
        *([f"from .choices import {', '.join(choices)}"] if choices else []),
        "from ..base import Change, HubModel, NewRecord, Reference, SelectiveModel, absent",
        "from ..unset import UNSET, UNSET_T\n",
        text,
        f"\n\n__all__ = {sorted(classes)!r}",
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
        kind = f"{kind} | None"
        if resource is TABLE[row.to]:
            kind = repr(kind)  # not yet there while the class is made
        return f"    {row.name}: {kind} = absent({', '.join(options)})"
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
