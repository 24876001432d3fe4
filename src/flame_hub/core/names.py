"""Names that a caller writes: looked up in the contract, refused with the nearest right one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ..contract import TABLE
from ..contract.releases import release_of
from ..contract.table import Field, Relation, Resource
from ..contract.table import wire_name as camel_case
from .dialects import Dialect
from .errors import UnknownNameError
from .texts import brief

_Row = TypeVar("_Row", Field, Relation)

#: Which fields of a resource can be used for something, by name.
Known = Callable[[Resource], Collection[str]]


class Unchecked(str):
    """A name that is sent as it stands: of a field or relation that this package does not know yet.

        hub.core.find_nodes(filter={Unchecked("newField"): 1}, fields=Unchecked("newField"))

    It has to be spelt as the Hub spells it, through relations too ("registry.newField"). Filters, sort, fields and
    include take it.
    """

    __slots__ = ()


@dataclass(frozen=True)
class Found:
    """Where the name of a field leads.

    name    as the caller wrote it
    wire    the Hub's name of the field, through relations too
    owner   the resource that has the field, None for a name that is not known
    field   the field, None for a name that is not known
    path    the attributes that lead to its value in a record
    """

    name: str
    wire: str
    owner: Resource | None = None
    field: Field | None = None
    path: str = ""

    @property
    def relation(self) -> str:
        """The Hub's path of the relations that lead to the field, empty for a field of the record itself."""
        return self.wire.rpartition(".")[0]


def refuse_unknown(given: Iterable[str], known: Collection[str], what: str, where: str) -> None:
    """Raise UnknownNameError for the first of `given` that is not `known`.

    what   what kind of name it is ("keyword", "filter")
    where  what does not know it ("find_nodes", "a node")
    """
    for name in given:
        if name not in known:
            raise unknown(name, known, what, where)


def unknown(name: object, known: Iterable[str], what: str, where: str) -> UnknownNameError:
    import difflib  # mistakes are rare

    choices = sorted(known)
    near = difflib.get_close_matches(str(name), choices, n=1, cutoff=0.6) if isinstance(name, str) else []
    advice = f"Did you mean {near[0]!r}? " if near else ""
    listing = f"There are: {', '.join(choices)}." if choices else "There are none."
    return UnknownNameError(f"{where} has no {what} {brief(name)}. {advice}{listing}", None)


def find_field(resource: Resource, name: object, known: Known, what: str, dialect: Dialect) -> Found:
    """The field that a caller calls `name`, through relations too.

    The name may be today's or a former one, in snake_case or in camelCase, whatever the Hub's is.

    known  the fields that can be used for this
    what   what it would be used as, for the message

    Raises UnknownNameError for a name that does not exist, and for a field that this Hub does not have.
    """
    if isinstance(name, Unchecked):
        return Found(str(name), str(name), path=str(name))
    owner = f"A {resource.name.replace('_', ' ')}"
    if isinstance(name, str):
        head, dot, rest = name.partition(".")
        if dot:
            relation = _relation(resource, head, dialect)
            found = find_field(TABLE[relation.to], rest, known, what, dialect)
            path = f"{relation.name}.{found.path}"
            return Found(name, f"{dialect.name(relation)}.{found.wire}", found.owner, found.field, path)
        field = _look_up(resource.fields, name)
        if field is not None and field.name in known(resource):
            _demand(field, name, dialect)
            return Found(name, dialect.name(field), resource, field, field.name)
    had = [other for other in known(resource) if dialect.has(resource.fields[other])]
    raise unknown(name, had, what, owner)


def find_relation(resource: Resource, name: str, dialect: Dialect) -> str:
    """The Hub's name of the relation that a caller calls `name`, nested ones (`project.master_image`) included.

    Raises UnknownNameError for a name that does not exist, and for a relation that this Hub does not have.
    """
    if isinstance(name, Unchecked):
        return str(name)
    head, dot, rest = name.partition(".")
    relation = _relation(resource, head, dialect)
    wire = dialect.name(relation)
    return f"{wire}.{find_relation(TABLE[relation.to], rest, dialect)}" if dot else wire


def relations_of(resource: Resource, dialect: Dialect) -> list[Relation]:
    """The relations that this Hub has, in the order of its schema."""
    rows = {**resource.relations, **resource.all_relations}
    return [row for row in rows.values() if dialect.has(row) and dialect.has(TABLE[row.to])]


def _relation(resource: Resource, name: str, dialect: Dialect) -> Relation:
    relation = _look_up(resource.all_relations, name)
    if relation is None:
        had = [row.name for row in relations_of(resource, dialect)]
        raise unknown(name, had, "relation", f"A {resource.name.replace('_', ' ')}")
    _demand(relation, name, dialect)
    return relation


def _look_up(rows: Mapping[str, _Row], name: str) -> _Row | None:
    """The row of this name. What is called so now comes before what was called so once."""
    for row in rows.values():
        if name in (row.name, camel_case(row.name)):
            return row
    for row in rows.values():
        if any(name in (old.name, camel_case(old.name)) for old in row.former):
            return row
    return None


def _demand(row: Field | Relation, name: str, dialect: Dialect) -> None:
    """Raise UnknownNameError for a row that this Hub does not have."""
    if dialect.has(row):
        return
    if row.since is not None and dialect.release < release_of(row.since):
        came = Dialect(dialect.service, release_of(row.since)).shown
        raise UnknownNameError(f"{dialect.shown} does not have {name} yet: it came with {came}.", None)
    went = Dialect(dialect.service, release_of(row.until or "")).shown
    raise UnknownNameError(f"{dialect.shown} has no {name} any more: {went} was the last to have it.", None)
