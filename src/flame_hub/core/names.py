"""Names that a caller writes: looked up in the contract, refused with the nearest right one."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping

from ..contract import TABLE
from ..contract.table import Field, Resource
from .errors import UnknownNameError
from .texts import brief


class Unchecked(str):
    pass


def refuse_unknown(given: Iterable[str], known: Collection[str], what: str, where: str) -> None:
    """Raise UnknownNameError for the first of `given` that is not `known`.

    what   what kind of name it is ("keyword", "filter")
    where  what does not know it ("find_nodes", "a node")
    """
    for name in given:
        if name not in known:
            raise unknown(name, known, what, where)


def unknown(name: object, known: Iterable[str], what: str, where: str) -> UnknownNameError:
    choices = sorted(known)
    near = difflib.get_close_matches(str(name), choices, n=1, cutoff=0.6) if isinstance(name, str) else []
    advice = f"Did you mean {near[0]!r}? " if near else ""
    listing = f"There are: {', '.join(choices)}." if choices else "There are none."
    return UnknownNameError(f"{where} has no {what} {brief(name)}. {advice}{listing}", None)


def find_field(resource: Resource, name: object, known: Collection[str], what: str, *, reach: str = "") -> str:
    """The wire name of the field that a caller calls `name`, in either spelling, through relations too.

    known  the fields of the resource that can be used for this
    reach  "filters" or "sorts": which fields of a related resource can be
    """
    owner = f"A {resource.name.replace('_', ' ')}"
    if not isinstance(name, str):
        raise unknown(name, known, what, owner)
    head, dot, rest = name.partition(".")
    if dot and reach:
        relation = _spelled(head, {r.name: r.wire for r in resource.relations.values()})
        if relation is None:
            raise unknown(head, resource.relations, "relation", owner)
        target = TABLE[resource.relations[relation].to]
        names = target.schema.filters if reach == "filters" else (target.schema.sorts or ())
        return f"{resource.relations[relation].wire}.{find_field(target, rest, names, what, reach=reach)}"
    field = _spelled(name, {known_name: resource.fields[known_name].wire for known_name in known})
    if field is None:
        raise unknown(name, known, what, owner)
    return resource.fields[field].wire


def field_at(resource: Resource, wire: str) -> tuple[Resource, Field]:
    """The field that a wire name found by `find_field` leads to, and the resource that has it."""
    *relations, name = wire.split(".")
    for part in relations:
        resource = TABLE[next(r.to for r in resource.relations.values() if r.wire == part)]
    return resource, resource.by_wire[name]


def find_relation(resource: Resource, name: str) -> str:
    """The wire name of the relation that a caller calls `name`, nested ones (`project.master_image`) included."""
    head, dot, rest = name.partition(".")
    relation = _spelled(head, {r.name: r.wire for r in resource.relations.values()})
    if relation is None:
        raise unknown(head, resource.relations, "relation", f"A {resource.name.replace('_', ' ')}")
    found = resource.relations[relation]
    return f"{found.wire}.{find_relation(TABLE[found.to], rest)}" if dot else found.wire


def _spelled(name: str, spellings: Mapping[str, str]) -> str | None:
    if name in spellings:
        return name
    return next((python for python, wire in spellings.items() if wire == name), None)
