"""The query of a request: filters, order, page, fields and relations as the Hub spells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timezone
from enum import Enum
from math import isfinite
from typing import Any, cast
from uuid import UUID

from ..contract.table import Field, Resource, Type
from .errors import UsageError
from .identifiers import identifier
from .names import field_at, find_field, find_relation, refuse_unknown
from .options import FilterOperator
from .texts import brief, sendable

#: The largest number of records that can be skipped or asked for.
LARGEST_NUMBER = 2**63 - 1

#: The decoded query string, in order.
Pairs = list[tuple[str, str]]


def build_query(resource: Resource, options: Mapping[str, Any], *, search: bool, dialect: object = None) -> Pairs:
    """The query string for `options`.

    search  the request answers with a list; else only `fields` and `include` mean something

    Raises UnknownNameError or UsageError before anything is sent: the Hub drops what it does not know, and a dropped
    filter answers with everything.
    """
    filters = _filter(resource, options.get("filter")) if search else []
    order = _sort(resource, options.get("sort")) if search else []
    # The Hub drops conditions and sort keys of relations that are not among the included ones, if any are.
    reached = [path.rpartition(".")[0] for path in (*(name[7:-1] for name, _ in filters), *(key for _, key in order))]
    return [
        *filters,
        *_fields(resource, options.get("fields")),
        *_include(resource, options.get("include"), [path.lstrip("-") for path in reached if path]),
        *order,
        *(_page(options.get("page")) if search else []),
    ]


def _filter(resource: Resource, conditions: object) -> Pairs:
    if conditions is None:
        return []
    if not isinstance(conditions, Mapping):
        raise UsageError("filter takes a mapping of field names to values, such as {'name': 'master'}.", None)
    pairs: Pairs = []
    for name, value in cast("Mapping[Any, Any]", conditions).items():
        wire = find_field(resource, name, resource.schema.filters, "filter", reach="filters")
        pairs.append((f"filter[{wire}]", _condition(name, _ids_of(*field_at(resource, wire)), value)))
    return pairs


def _ids_of(resource: Resource, f: Field) -> str | None:
    """What a field holds the id of, None for a field that holds none."""
    if f.type is not Type.UUID:
        return None
    owner = resource.name if f.name == "id" else f.name.removesuffix("_id")
    return (f.refers_to or owner).replace("_", " ")


def _condition(name: str, ids_of: str | None, value: object) -> str:
    """The text of one condition. `ids_of` is what the field holds the id of, if it holds one."""
    operator = FilterOperator.equals
    explicit = False
    if isinstance(value, tuple) and len(pair := cast("tuple[Any, ...]", value)) == 2:
        first, second = pair
        if isinstance(first, FilterOperator):
            operator, value, explicit = first, second, True
    if isinstance(value, (list, tuple, set, frozenset)):
        if operator not in (FilterOperator.equals, FilterOperator.not_equals):
            raise UsageError(f"The filter {name!r}: {operator.name} takes one value, not several.", None)
        texts = [_value(name, ids_of, member) for member in cast("Iterable[object]", value)]
        explicit = True
    else:
        texts = [_value(name, ids_of, value)]
    if not texts or any(_says_nothing(text) for text in texts):
        raise UsageError(
            f"The filter {name!r} has an empty value. The Hub ignores such a filter and answers with everything.", None
        )
    if explicit and any("," in text for text in texts):
        raise UsageError(f"The filter {name!r}: the Hub takes a comma for the start of another value.", None)
    if explicit and any(text[0] in "!~<>" or text[-1] == "~" for text in texts):
        raise UsageError(
            f"The filter {name!r}: the Hub takes '!', '~', '<' and '>' at the ends of a value for marks of its own.",
            None,
        )
    return ("" if operator is FilterOperator.equals else operator.value) + ",".join(texts)


def _says_nothing(text: str) -> bool:
    """Whether nothing is left of a value when the Hub has taken its marks for negation, likeness and order from it."""
    # JavaScript counts the byte order mark among the blanks.
    text = text.replace("\ufeff", " ").strip()
    return not text.lstrip("!").lstrip("<>").removeprefix("=").strip("~").strip()


def _value(name: str, ids_of: str | None, value: object) -> str:
    """The text of one value of a filter."""
    if isinstance(value, Enum):
        value = value.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if ids_of is not None and (isinstance(value, str) or hasattr(value, "id")):
        return _ids(ids_of, value)
    if isinstance(value, str):
        return sendable(value, f"The filter {name!r}:")
    if isinstance(value, (int, float)):
        with suppress(OverflowError):
            if isfinite(value):
                return str(value)
        raise UsageError(f"The filter {name!r}: {brief(value)} is no number that the Hub can compare with.", None)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    found = getattr(value, "id", None)
    if isinstance(found, UUID):
        return str(found)
    raise UsageError(f"The filter {name!r} cannot be compared with a {type(value).__name__}.", None)


def _ids(what: str, value: object) -> str:
    """The id or ids that a filter compares with. A text may have the Hub's marks: "!" before it, commas, null."""
    if not isinstance(value, str):
        return identifier(value, what)
    mark = "!" if value.startswith("!") else ""
    members = [member.strip() for member in value.removeprefix("!").split(",")]
    return mark + ",".join(m if m.lower() in ("null", "") else identifier(m, what) for m in members)


def timestamp(moment: datetime) -> str:
    """A time as the Hub writes it: UTC, milliseconds, "Z". A time without a zone is taken as UTC.

    Raises UsageError for the first and last hours of the calendar, where that may not be possible.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    try:
        utc = moment.astimezone(timezone.utc)
    except OverflowError:
        raise UsageError(f"{moment} cannot be given in UTC.", None) from None
    return f"{utc.year:04}-{utc:%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"


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
    known = (*resource.answered, *resource.hidden)
    marked: list[tuple[str, str]] = []
    for name in _names(wanted, "fields"):
        mark, bare = (name[0], name[1:]) if name.startswith(("+", "-")) else ("+", name)
        marked.append((mark, find_field(resource, bare, known, "field")))
    without = {wire for mark, wire in marked if mark == "-"}
    if "id" in without:
        raise UsageError("The id cannot be left out: it is what a record is known by.", None)
    if resource.schema.style != "allowed":
        selected = [mark + wire for mark, wire in marked]
    else:
        # Such a collection has no usual fields that others could be added to: what is named is all that is answered.
        usual = [resource.fields[name].wire for name in resource.answered]
        selected = [wire for wire in usual if wire not in without] if without else []
    return [("fields", ",".join(selected))] if selected else []


def _include(resource: Resource, wanted: object, reached: Sequence[str]) -> Pairs:
    names = list(resource.relations) if wanted is None else _names(wanted, "include")
    wire = [find_relation(resource, name) for name in names]
    if wire:
        wire += [path for path in dict.fromkeys(reached) if path not in wire]
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
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= LARGEST_NUMBER:
            raise UsageError(f"page {key!r} must be a whole number of at least {least}, not {brief(number)}.", None)
        pairs.append((f"page[{key}]", str(int(number))))
    return pairs
