"""The query of a request: filters, order, page, fields and relations as the Hub spells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from ..contract.table import Resource
from .dialects import NEWEST, Dialect
from .errors import UsageError
from .names import Found, Unchecked, find_field, find_relation, refuse_unknown, relations_of
from .selection import Only
from .spelling import Pairs, demand_filter, spell_filter
from .terms import read_filter, terms_of
from .texts import brief
from .values import timestamp

__all__ = ["LARGEST_NUMBER", "Pairs", "build_query", "timestamp"]

#: The largest number of records that can be skipped or asked for.
LARGEST_NUMBER = 2**63 - 1

_DIRECTIONS = ("ascending", "descending")


def build_query(
    resource: Resource, options: Mapping[str, Any], *, search: bool, dialect: Dialect | None = None
) -> Pairs:
    """The query string for `options`.

    search   the request answers with a list; else only `fields` and `include` mean something
    dialect  what the Hub speaks, None: as the newest release does

    Raises UnknownNameError or UsageError before anything is sent: the Hub drops what it does not know, and a dropped
    filter answers with everything.
    """
    dialect = dialect or NEWEST[resource.service]
    if all(options.get(name) is None for name in _ASKING):
        return list(_usual(resource, dialect, search))
    return _query(resource, options, search, dialect)


#: What the query is made of.
_ASKING = ("filter", "sort", "fields", "include", "page")


@cache
def _usual(resource: Resource, dialect: Dialect, search: bool) -> Pairs:
    """The query of who asks for nothing in particular."""
    return _query(resource, {}, search, dialect)


def _query(resource: Resource, options: Mapping[str, Any], search: bool, dialect: Dialect) -> Pairs:
    filters: Pairs = []
    keys: list[tuple[Found, bool]] = []
    reached: list[str] = []
    if search:
        tree = read_filter(resource, options.get("filter"), dialect)
        if tree is not None:
            filters = spell_filter(resource, tree, dialect)
            reached = [term.found.relation for term in terms_of(tree)]
        demand_filter(resource, tree)
        keys = _sorted_by(resource, options.get("sort"), dialect)
        reached += [found.relation for found, _ in keys]
    fields = options.get("fields")
    groups = _selected(resource, fields, dialect)
    return [
        *filters,
        *_fields(groups, dialect),
        *_include(resource, options.get("include"), groups, reached, dialect, everything=not isinstance(fields, Only)),
        *([("sort", ",".join("-" * descending + found.wire for found, descending in keys))] if keys else []),
        *(page_pairs(options.get("page")) if search else []),
    ]


def _names(value: object, what: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Unchecked):
        return [value]
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, Iterable):
        names = list(cast("Iterable[Any]", value))
        if all(isinstance(name, str) for name in names):
            return cast("list[str]", names)
    raise UsageError(f"{what} takes a name or several, not {brief(cast('object', value))}.", None)


def _signed(name: str, marks: str) -> tuple[str, str]:
    """The mark before a name, if it has one of these, and the name."""
    if not name.startswith(tuple(marks)):
        return "", name
    return name[0], type(name)(name[1:])


# -- fields and relations -----------------------------------------------------------------------------------------


def _readable(resource: Resource) -> list[str]:
    return [f.name for f in resource.fields.values() if not f.internal]


def _selected(resource: Resource, wanted: object, dialect: Dialect) -> dict[str, list[str]]:
    """The fields asked for as the Hub spells them, by the path of the relation that has them, empty for the record's.

    No entry means the usual ones.
    """
    exact = isinstance(wanted, Only)
    asked: dict[str, list[tuple[str, Found]]] = {"": []} if exact else {}
    names = [part for name in wanted.names for part in _names(name, "only")] if exact else _names(wanted, "fields")
    for name in names:
        mark, bare = ("", name) if exact else _signed(name, "+-")
        found = find_field(resource, bare, _readable, "field", dialect)
        if mark == "-" and found.field is not None and found.field.name == "id":
            raise UsageError("The id cannot be left out: it is what a record is known by.", None)
        asked.setdefault(found.relation, []).append((mark, found))
    groups: dict[str, list[str]] = {}
    for path, marked in asked.items():
        owner = resource if not path else next((found.owner for _, found in marked if found.owner), None)
        selected = _exactly(marked) if exact else _adding(owner, marked, dialect)
        if selected:
            groups[path] = selected
    return groups


def _exactly(marked: Iterable[tuple[str, Found]]) -> list[str]:
    return list(dict.fromkeys(["id", *(_leaf(found) for _, found in marked)]))


def _adding(owner: Resource | None, marked: Iterable[tuple[str, Found]], dialect: Dialect) -> list[str]:
    """The usual fields, more those with "+" or without a mark, less those with "-"."""
    if owner is None or owner.schema.style != "allowed":
        return [(mark or "+") + _leaf(found) for mark, found in marked]
    # Such a collection has no usual fields that others could be added to: what is named is all that is answered.
    without = {_leaf(found) for mark, found in marked if mark == "-"}
    more = [_leaf(found) for mark, found in marked if mark != "-" and found.field is None]
    usual = [dialect.name(f) for f in owner.fields.values() if dialect.has(f) and not f.hidden and not f.internal]
    return [wire for wire in (*usual, *more) if wire not in without] if without or more else []


def _leaf(found: Found) -> str:
    return found.wire.rpartition(".")[2]


def _fields(groups: Mapping[str, list[str]], dialect: Dialect) -> Pairs:
    if list(groups) == [""]:
        return [("fields", ",".join(groups[""]))]
    root = "$root" if dialect.expressions else "__DEFAULT__"
    return [(f"fields[{path or root}]", ",".join(selected)) for path, selected in groups.items()]


def _include(
    resource: Resource,
    wanted: object,
    groups: Mapping[str, list[str]],
    reached: Iterable[str],
    dialect: Dialect,
    *,
    everything: bool,
) -> Pairs:
    """The relations to answer with.

    groups      the fields asked for: their relations come along
    reached     the relations that filters and sort keys go through
    everything  all relations come along if nobody says otherwise
    """
    if wanted is None:
        wire = list(_all_relations(resource, dialect)) if everything else []
    else:
        wire = [find_relation(resource, name, dialect) for name in _names(wanted, "include")]
    wire += [path for path in groups if path]
    if wire:
        # The Hub drops conditions and sort keys of relations that are not among the included ones, if any are.
        wire += [path for path in reached if path]
    return [("include", ",".join(dict.fromkeys(wire)))] if wire else []


@cache
def _all_relations(resource: Resource, dialect: Dialect) -> tuple[str, ...]:
    """The Hub's names of the relations of a resource."""
    return tuple(dialect.name(row) for row in relations_of(resource, dialect))


# -- order and page -----------------------------------------------------------------------------------------------


def _sorted_by(resource: Resource, order: object, dialect: Dialect) -> list[tuple[Found, bool]]:
    """The keys to sort by, the most significant first, and whether each descends."""
    keys: list[tuple[Found, bool]] = []
    for name, descending in sort_keys(order):
        found = find_field(resource, name, lambda owner: owner.schema.sorts or (), "sort field", dialect)
        if any(found.wire == other.wire for other, _ in keys):
            raise UsageError(f"sort names {found.name!r} twice.", None)
        keys.append((found, descending))
    if len(keys) > 1:
        _demand_own_first([found for found, _ in keys])
        _demand_index(resource, [found for found, _ in keys], dialect)
    return keys


def sort_keys(order: object) -> list[tuple[object, bool]]:
    """The names of the keys, and whether each descends."""
    if order is None:
        return []
    if isinstance(order, Mapping):
        return _ordered_by(cast("Mapping[Any, Any]", order))
    if isinstance(order, str):
        parts = [order] if isinstance(order, Unchecked) else [part.strip() for part in order.split(",")]
        return [(bare, mark == "-") for mark, bare in (_signed(part, "-") for part in parts)]
    if isinstance(order, Iterable) and not isinstance(order, bytes):
        keys: list[tuple[object, bool]] = []
        for one in cast("Iterable[object]", order):
            if not isinstance(one, (str, Mapping)):
                raise UsageError(f"sort takes names and mappings, not {brief(one)}.", None)
            keys += sort_keys(cast("object", one))
        return keys
    raise UsageError(
        "sort takes a name, '-name' for descending, a mapping such as {'by': 'name', 'order': 'descending'} or"
        f" {{'name': 'descending'}}, or several of them, not {brief(order)}.",
        None,
    )


def _ordered_by(asked: Mapping[Any, Any]) -> list[tuple[object, bool]]:
    if "by" in asked or "order" in asked or not asked:
        refuse_unknown(asked, ("by", "order"), "key", "sort")
        if "by" not in asked:
            raise UsageError("sort takes 'by', a field, and 'order', which is 'ascending' or 'descending'.", None)
        asked = {asked["by"]: asked.get("order", "ascending")} if isinstance(asked["by"], str) else {None: "ascending"}
    for direction in asked.values():
        if direction not in _DIRECTIONS:
            raise UsageError(f"The order of a sort is 'ascending' or 'descending', not {brief(direction)}.", None)
    return [(name, direction == "descending") for name, direction in asked.items()]


def _demand_own_first(keys: list[Found]) -> None:
    """Raise UsageError for keys in an order that the Hub would not keep."""
    heads = [found.relation.partition(".")[0] for found in keys]
    if sorted(heads, key=lambda head: (head != "", heads.index(head))) != heads:
        raise UsageError(
            "The Hub sorts by the fields of the record first, and then by those of one relation after the other:"
            f" {', '.join(repr(found.name) for found in keys)} are in another order.",
            None,
        )


def _demand_index(resource: Resource, keys: list[Found], dialect: Dialect) -> None:
    """Raise UsageError for several keys that the Hub would drop, because no index of its database has them."""
    if resource.schema.indexes is None or not dialect.expressions:
        return
    names = tuple(found.field.name if found.field is not None else found.wire for found in keys)
    own = not any(found.relation for found in keys)
    if not own or not any(index[: len(names)] == names for index in resource.schema.indexes):
        raise UsageError(
            f"The Hub does not sort {resource.plural.replace('_', ' ')} by {' and '.join(names)} together: give one.",
            None,
        )


def page_pairs(page: object) -> Pairs:
    if page is None:
        return []
    if not isinstance(page, Mapping):
        raise UsageError("page takes a mapping such as {'limit': 50, 'offset': 100}.", None)
    asked = cast("Mapping[str, Any]", page)
    refuse_unknown(asked, ("limit", "offset"), "key", "page")
    pairs: Pairs = []
    for key, least in (("limit", 1), ("offset", 0)):
        number = asked.get(key)
        if number is None:
            continue
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= LARGEST_NUMBER:
            raise UsageError(f"page {key!r} must be a whole number of at least {least}, not {brief(number)}.", None)
        pairs.append((f"page[{key}]", str(int(number))))
    return pairs
