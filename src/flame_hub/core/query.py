"""The query of a request: filters, order, page, fields and relations as the Hub spells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone
from enum import Enum
from typing import Any, cast
from uuid import UUID

from ..contract.table import Resource
from .errors import UsageError
from .names import find_field, find_relation, refuse_unknown
from .options import FilterOperator

#: The decoded query string, in order.
Pairs = list[tuple[str, str]]


def build_query(resource: Resource, options: Mapping[str, Any], *, search: bool) -> Pairs:
    """The query string for `options`.

    search  the request answers with a list; else only `fields` and `include` mean something

    Raises UnknownNameError or UsageError before anything is sent: the Hub drops what it does not know, and a dropped
    filter answers with everything.
    """
    pairs: Pairs = []
    if search:
        pairs += _filter(resource, options.get("filter"))
    pairs += _fields(resource, options.get("fields"))
    pairs += _include(resource, options.get("include"))
    if search:
        pairs += _sort(resource, options.get("sort"))
        pairs += _page(options.get("page"))
    return pairs


def _filter(resource: Resource, conditions: object) -> Pairs:
    if conditions is None:
        return []
    if not isinstance(conditions, Mapping):
        raise UsageError("filter takes a mapping of field names to values, such as {'name': 'master'}.", None)
    pairs: Pairs = []
    for name, value in cast("Mapping[str, Any]", conditions).items():
        wire = find_field(resource, name, resource.schema.filters, "filter", reach="filters")
        pairs.append((f"filter[{wire}]", _condition(name, value)))
    return pairs


def _condition(name: str, value: object) -> str:
    operator = ""
    if isinstance(value, tuple) and len(pair := cast("tuple[Any, ...]", value)) == 2:
        first, second = pair
        if isinstance(first, FilterOperator):
            operator = "" if first is FilterOperator.equals else first.value
            value = second
    if isinstance(value, (list, tuple, set, frozenset)):
        members = cast("Iterable[object]", value)
        text = ",".join(_value(name, member) for member in members)
    else:
        text = _value(name, value)
    if not text:
        raise UsageError(
            f"The filter {name!r} has an empty value. The Hub ignores such a filter and answers with everything.", None
        )
    return operator + text


def _value(name: str, value: object) -> str:
    """The text of one value of a filter."""
    if isinstance(value, Enum):
        value = value.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float, UUID)):
        return str(value)
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    found = getattr(value, "id", None)
    if isinstance(found, UUID):
        return str(found)
    raise UsageError(f"The filter {name!r} cannot be compared with a {type(value).__name__}.", None)


def timestamp(moment: datetime) -> str:
    """A time as the Hub writes it: UTC, milliseconds, "Z". A time without a zone is taken as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    utc = moment.astimezone(timezone.utc)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"


def _names(value: object, what: str) -> list[str]:
    kind = type(value).__name__
    if value is None:
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, Iterable):
        names = list(cast("Iterable[Any]", value))
        if all(isinstance(name, str) for name in names):
            return cast("list[str]", names)
    raise UsageError(f"{what} takes a name or several, not a {kind}.", None)


def _fields(resource: Resource, wanted: object) -> Pairs:
    selected: list[str] = []
    for name in _names(wanted, "fields"):
        mark, bare = (name[0], name[1:]) if name[:1] in "+-" else ("+", name)
        known = {**resource.answered, **resource.hidden}
        selected.append(mark + find_field(resource, bare, tuple(known), "field"))
    return [("fields", ",".join(selected))] if selected else []


def _include(resource: Resource, wanted: object) -> Pairs:
    names = list(resource.relations) if wanted is None else _names(wanted, "include")
    wire = [find_relation(resource, name) for name in names]
    return [("include", ",".join(wire))] if wire else []


def _sort(resource: Resource, order: object) -> Pairs:
    if order is None:
        return []
    if not isinstance(order, Mapping):
        raise UsageError("sort takes a mapping such as {'by': 'name', 'order': 'descending'}.", None)
    asked = cast("Mapping[str, Any]", order)
    refuse_unknown(asked, ("by", "order"), "key", "sort")
    direction = asked.get("order", "ascending")
    if "by" not in asked or direction not in ("ascending", "descending"):
        raise UsageError("sort takes 'by', a field, and 'order', which is 'ascending' or 'descending'.", None)
    wire = find_field(resource, asked["by"], resource.schema.sorts or (), "sort field", reach="sorts")
    return [("sort", f"-{wire}" if direction == "descending" else wire)]


def _page(page: object) -> Pairs:
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
        if not isinstance(number, int) or isinstance(number, bool) or number < least:
            raise UsageError(f"page {key!r} must be a whole number of at least {least}, not {number!r}.", None)
        pairs.append((f"page[{key}]", str(number)))
    return pairs
