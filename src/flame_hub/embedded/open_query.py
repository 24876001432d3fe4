"""What a request asks for of a collection without a schema: its filters may have any name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .filters import Comparison, Condition, Negation, Value
from .query import PARAMETERS, read_codec, read_filter, read_page, read_parameters


@dataclass(frozen=True)
class OpenQuery:
    """What a request asks for.

    filters  the value that each name was last compared with, however it was compared, as JavaScript writes it
    limit    number of records of a page
    offset   number of records before it
    """

    filters: Mapping[str, str]
    limit: int
    offset: int


def read_open_query(pairs: Sequence[tuple[str, str]], most: int) -> OpenQuery:
    """Read the query string of a request. Pages hold `most` at most, which is what they hold if nothing is said.

    Raises `QueryRejected` for what the Hub answers with status 400: a filter expression that is wrong, a codec that
    does not exist, keys that name parts of a JavaScript prototype.
    """
    read = read_parameters(pairs)
    expression = read_codec(read.get("codec"))
    for name in ("filter", "page"):
        if name in read:
            read[name].refuse_unsafe(PARAMETERS[name], values=False)
    condition = read_filter(_as_written, read.get("filter"), expression=expression)
    filters = {".".join(found.path): _javascript(found.value) for found in _comparisons(condition)}
    limit, offset = read_page(read.get("page"), most)
    return OpenQuery(filters, limit, offset)


def _as_written(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts


def _comparisons(condition: Condition | None) -> Iterator[Comparison]:
    if isinstance(condition, Comparison):
        yield condition
    elif isinstance(condition, Negation):
        yield from _comparisons(condition.member)
    elif condition is not None:
        for member in condition.members:
            yield from _comparisons(member)


def _javascript(value: Value | tuple[Value, ...]) -> str:
    if isinstance(value, tuple):
        return ",".join("" if member is None else _javascript(member) for member in value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
