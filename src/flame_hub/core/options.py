"""The keyword arguments that methods share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, Literal, TypeAlias

import httpx2
from typing_extensions import TypedDict

from .conditions import Condition
from .selection import Only


class FilterOperator(str, Enum):
    """How a field is compared with a value, as in `filter={"name": (FilterOperator.equals, "x")}`.

    `like` is the Hub's `~value`: the field ends with the value (Hubs before 0.12.3: it starts with it).
    """

    equals = "="
    not_equals = "!"
    like = "~"
    less_than = "<"
    less_than_equals = "<="
    greater_than = ">"
    greater_than_equals = ">="


#: Conditions by field, all of which must hold, or a condition of `flame_hub.filters` that is made of such mappings.
#: A value is compared for equality, of texts without regard to case (Hubs before 0.12.3: with regard to it); None
#: means "is null", a list means "is one of". The conditions of `flame_hub.filters` compare otherwise, and so does a
#: pair of a `FilterOperator` and a value. A text is taken as it stands, so the Hub's own marks in it work: "tr-~"
#: starts with, "~-node" ends with, "!x" is not (Hubs before 0.12.3 know "~tr-", starts with, and no end).
FilterParams: TypeAlias = Mapping[str, Any] | Condition
#: Names of fields that come in addition to the usual ones; "-name" leaves one out, "registry.account_name" is one of a
#: relation's. `flame_hub.filters.only` selects exactly.
FieldParams: TypeAlias = str | Iterable[str] | Only
IncludeParams: TypeAlias = str | Iterable[str]
#: A login (flame_hub.auth), a bare access token or a function that tells one, or None for the client's own.
AuthParam: TypeAlias = "httpx2.Auth | str | Callable[[], str] | None"
#: Seconds for each of connecting, sending, reading and waiting for a free connection; None: no limit.
TimeoutParam: TypeAlias = float | httpx2.Timeout | None


class PageParams(TypedDict, total=False):
    """Part of a list: `limit` records, 50 at the most, after skipping `offset`."""

    limit: int
    offset: int


class SortParams(TypedDict, total=False):
    """Order of a list. `order` is ascending if not given."""

    by: str
    order: Literal["ascending", "descending"]


Direction: TypeAlias = Literal["ascending", "descending"]
#: One or several keys to sort by, the most significant first: a name, "-name" for descending, or a mapping.
SortKeys: TypeAlias = str | SortParams | Mapping[str, Direction] | Iterable[str | SortParams | Mapping[str, Direction]]


class UntimedKwargs(TypedDict, total=False):
    """What every method takes, for this call alone and in place of what the client was told.

    auth       login
    deadline   seconds for all of the call, with all its attempts; None: as long as it takes. Of a download, until its
               first piece is there; of a walk through pages, for each page
    retries    further attempts after the first, if that failed with something that passes
    """

    auth: AuthParam
    deadline: float | None
    retries: int


class BaseKwargs(UntimedKwargs, total=False):
    """What every method takes that has no `timeout` of another meaning, beside what `UntimedKwargs` has.

    timeout    seconds to wait for a connection, for an answer or the next piece of it, and to send a piece; an
               `httpx2.Timeout` tells them apart; None: as long as it takes
    """

    timeout: TimeoutParam


class LabelKwargs(BaseKwargs, total=False):
    """What methods that search by labels take. A page has 100 lines at most."""

    page: PageParams | None


class WalkKwargs(BaseKwargs, total=False):
    """What methods that walk all pages of what has labels take.

    limit      at most so many in all, None: all there are
    prefetch   pages that are asked for ahead of the one that is read
    """

    limit: int | None
    prefetch: int


class WriteKwargs(BaseKwargs, total=False):
    """What methods that create or change a record take.

    extra_body   further properties, under the Hub's own names: what a newer Hub takes and this package does not know
    """

    extra_body: Mapping[str, Any] | None


class UntimedWriteKwargs(UntimedKwargs, total=False):
    """What methods take that create or change a record with a `timeout` of its own.

    extra_body   as in `WriteKwargs`
    """

    extra_body: Mapping[str, Any] | None


class GetOptions(BaseKwargs, total=False):
    """What methods that read take, apart from `meta`."""

    fields: FieldParams | None
    include: IncludeParams | None


class CountKwargs(BaseKwargs, total=False):
    """What methods that count take."""

    filter: FilterParams | None


class IterKwargs(GetOptions, total=False):
    """What methods that walk all pages take.

    limit      at most so many records in all, None: all there are
    prefetch   pages that are asked for ahead of the one that is read
    """

    filter: FilterParams | None
    sort: SortParams | None
    limit: int | None
    prefetch: int


class FindOptions(GetOptions, total=False):
    """What methods that search take, apart from `meta`."""

    filter: FilterParams | None
    page: PageParams | None
    sort: SortKeys | None


class GetKwargs(GetOptions, total=False):
    """What methods that read take."""

    meta: bool


class FindAllKwargs(FindOptions, total=False):
    """What methods that search take."""

    meta: bool
