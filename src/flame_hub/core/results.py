"""Lists that know which part of the whole they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from reprlib import recursive_repr
from typing import TYPE_CHECKING, TypeVar, cast

from ..contract import TABLE
from ..contract.table import MAX_LIMIT, Resource
from ..models.base import ResourceListMeta
from ..models.shows import list_as_html, table_of
from .errors import NotFoundError, NotUniqueError

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

T = TypeVar("T")

#: Records that are shown in a line, and in a table.
_FEW = 3
_MANY = 50


class TruncatedListWarning(UserWarning):
    """A list is only the first page of what matches, and nobody asked for a page."""


class HubList(list[T]):
    """A list of records, with what the Hub said of it.

    It is a plain list in every other respect, but for how it is shown: slices and sums of it are plain lists.
    """

    __slots__ = ("meta", "received")

    def __init__(
        self, records: Iterable[T] = (), meta: ResourceListMeta | None = None, received: int | None = None
    ) -> None:
        super().__init__(records)
        self.meta = meta if meta is not None else ResourceListMeta(total=len(self))
        #: Number of rows that the Hub sent, those that are no records included.
        self.received = len(self) if received is None else received

    @property
    def total(self) -> int:
        """Number of records that match, on all pages. If the Hub did not say, as far as is known."""
        return self.meta.total if "total" in self.meta.model_fields_set else self.offset + self.received

    @property
    def limit(self) -> int | None:
        """Largest number of records a page could hold, None if the Hub did not say."""
        return self.meta.limit

    @property
    def offset(self) -> int:
        """Number of matching records before this page."""
        return self.meta.offset or 0

    @property
    def truncated(self) -> bool:
        """Whether there are matching records after this page."""
        return self.offset + self.received < self.total

    def first(self) -> T | None:
        """The first record of the page, None if there is none."""
        return self[0] if self else None

    def one(self) -> T:
        """The only record that matches, on all pages.

        Raises NotFoundError if there is none, NotUniqueError if there are several.
        """
        matching = max(self.total, len(self))
        if matching > 1:
            found = f": {_few(self, matching)}" if self else "."
            raise NotUniqueError(f"There are {matching} {_noun(self)}, not one{found}", None)
        if not self:
            where = f" after the first {self.offset}" if self.offset else ""
            raise NotFoundError(f"There are no {_noun(self)}{where}.", None)
        return self[0]

    @recursive_repr("HubList(...)")
    def __repr__(self) -> str:
        records = f": {_few(self, len(self))}" if self else ""
        return f"{type(self).__name__}({_part(self)}{records})"

    def _repr_html_(self) -> str:
        return list_as_html(self[:_MANY], _caption(self))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        from rich.table import Table
        from rich.text import Text

        columns = _fitting(*table_of(self[:_MANY]), options.max_width)
        # Rich shows nothing of a table without columns, not even its title.
        if not columns:
            yield Text(_caption(self))
            return
        table = Table(title=Text(_caption(self)), title_justify="left")
        for name, *_ in columns:
            # An id is there to be copied.
            table.add_column(Text(name), no_wrap=name == "id", overflow="fold")
        for row in zip(*(cells for _, *cells in columns), strict=True):
            table.add_row(*map(Text, row))
        yield table


def _fitting(names: list[str], rows: list[list[str]], width: int) -> list[list[str]]:
    """The columns, each with its name and cells, that there is room for; the first one in any case."""
    fitting: list[list[str]] = []
    left = width - 1
    for column in map(list, zip(names, *rows, strict=True)):
        # Beside its text, a column has two blanks and a line.
        needed = max(map(len, column)) + 3
        if needed <= left or not fitting:
            fitting.append(column)
            left -= needed
    return fitting


def _few(records: list[T], count: int) -> str:
    return ", ".join([*map(repr, islice(records, _FEW)), *(["..."] if count > _FEW or count > len(records) else [])])


def _part(found: HubList[T]) -> str:
    """Which part of the whole a list is: "50 of 310 after 100"."""
    return f"{len(found)} of {max(found.total, len(found))}" + (f" after {found.offset}" if found.offset else "")


def _caption(found: HubList[T]) -> str:
    before = f" after {found.offset}" if found.offset else ""
    shown = f", {_MANY} shown" if len(found) > _MANY else ""
    return f"{len(found)} of {max(found.total, len(found))} {_noun(found)}{before}{shown}"


def _noun(found: HubList[T]) -> str:
    """What the records are, in the plural. Of a list without records, newer Hubs say so."""
    model = type(found[0]).__name__ if found else ""
    wire = (found.meta.response_schema or {}).get("name")
    return next((_plural(r) for r in TABLE if r.model == model or (not found and r.wire == wire)), "records")


def _plural(resource: Resource) -> str:
    return resource.plural.replace("_", " ")


def _asked_for_too_much(page: object) -> bool:
    """Whether somebody asked for more records than a page holds, and may think that they are all there is."""
    limit = cast("Mapping[str, object]", page).get("limit") if isinstance(page, Mapping) else None
    return isinstance(limit, int) and limit > MAX_LIMIT


def truncation_notice(resource: Resource, found: HubList[T], page: object, method: str = "") -> str | None:
    """What to warn of if `found` is not all that matches and its reader may think so; None if there is nothing.

    page    the caller's own page option: who asks for a page knows that there are others, unless it is none
    method  the client's method that was called
    """
    if page is not None and not _asked_for_too_much(page):
        return None
    method = method or f"find_{resource.plural}"
    advice = f"Use iter_{resource.plural}() for all, or page={{...}} for a part."
    if found.truncated:
        return f"{method} answered with {_part(found)} {_plural(resource)}. {advice}"
    if not resource.counted and found.received >= (found.limit or MAX_LIMIT):
        return f"{method} answered with {len(found)} {_plural(resource)}, and there may be more. {advice}"
    return None
