"""Walking through all pages of a list that others change meanwhile. No input, no output: it says what to ask for.

The Hub pages by offset: a record that is deleted on a page that was read moves all later ones forward, past the place
where the next page begins. So pages overlap, and a page counts only if it joins what was read.

A list has an order, and every record has a place in it: the values that it is sorted by. A place is settled once every
record up to it was given. A page joins if it has a record at a settled place: whatever was before that record was
given, and what follows on the page follows in the list. Records may share the last place of a page, and more of them
may follow, in an order that differs from request to request: that place is not settled, and the next page begins before
it.

From this follows, with any number of writers and however late a page comes: a record that exists during the whole walk
and keeps its place is given exactly once, and no record is given twice. Where there are more records of one place than
a page holds (or the collection cannot be sorted at all), this needs an order that does not change by itself.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar, cast

from ..contract.table import MAX_LIMIT, Resource
from ..models.base import HubModel
from .dialects import UNKNOWN
from .errors import HubAPIError
from .names import find_field
from .query import sort_keys
from .results import HubList
from .selection import Only, only

T = TypeVar("T")

#: Pages without a new record after which a page is taken that seems not to join, if its order is not known.
_PATIENCE = 4
#: Pages without a new record after which something is wrong, beside those that going back and forth again takes.
_LIMIT_OF_PATIENCE = 64


class Span(NamedTuple):
    """What to ask for: `limit` records after `offset`."""

    offset: int
    limit: int


class Paging(Generic[T]):
    """Which pages to ask for next, and which of their records to give.

    order    what the list is sorted by, as `stable_order` gives it; empty if it cannot be sorted
    size     records of a page
    ahead    how many requests may be under way at a time
    limit    how many records to give in all, None: as many as there are
    counted  whether the Hub counts the records of all pages

    Ask for the first of `wanted()`, and for the others too if you like; hand the answer to the first to `take()`, which
    says what to give, until it is `done`. Answers to the others may be kept as long as they are wanted. Memory: some 30
    bytes a record.
    """

    def __init__(
        self,
        order: Sequence[str] = (),
        *,
        size: int = MAX_LIMIT,
        ahead: int = 1,
        limit: int | None = None,
        counted: bool = True,
    ) -> None:
        names = [_bare(name) for name in order]
        self._place_of = [attrgetter(name) for name in names]
        #: Whether no two records can have the same place.
        self._distinct = "id" in names
        self._overlap = 2 if names and not self._distinct else 1
        self._size = size
        self._ahead = max(ahead, 1)
        self._left = limit
        self._counted = counted
        self._given = _Digests()
        self._settled = _Digests()
        self._due = 0
        self._started = False
        self._done = limit == 0
        #: Whether the last page was taken up by one place, which says nothing of what comes next.
        self._blind = False
        self._unsure = False
        self._barren = 0
        self._given_before_pass = 0
        self._total: int | None = None

    @property
    def total(self) -> int | None:
        """Number of records of the list when last heard of, None if that is not known."""
        return self._total

    @property
    def done(self) -> bool:
        """Whether there is nothing left to give."""
        return self._done

    @property
    def started(self) -> bool:
        """Whether the first page has come, before which there is nothing to ask for ahead."""
        return self._started

    @property
    def _step(self) -> int:
        return max(self._size - self._overlap, 1)

    def wanted(self) -> list[Span]:
        """What to ask for, first what is due. Until the first page has come nothing else is known to exist."""
        if self._done:
            return []
        if not self._started:
            return [Span(0, self._size if self._left is None else min(self._size, self._left))]
        end = (self._total or 0) - self._overlap
        if self._left is not None:
            end = min(end, self._due + self._left + self._overlap)
        following = range(self._due - self._due % self._step + self._step, end, self._step)
        return [Span(offset, self._size) for offset in (self._due, *following[: self._ahead - 1])]

    def take(self, span: Span, page: HubList[T]) -> list[T]:
        """The records of the page that was due that were not given before; none if the page does not join.

        Raises HubAPIError if the list changes so fast, or so strangely, that there is no getting on.
        """
        self._started = True
        if self._counted:
            self._total = page.total
        if page.limit and page.limit < span.limit:
            self._size = page.limit
        places = [_digest([_at(get, record) for get in self._place_of]) for record in page]
        marks = _marks(page)
        if not self._blind and self._at_a_loss():
            raise HubAPIError("The list changes faster than its pages can be read.", None)
        if not self._joins(span, places, marks):
            self._barren += 1
            self._due = (span.offset - 1) // self._step * self._step
            return []
        fresh = [record for record, mark in zip(page, marks, strict=True) if self._given.add(mark)]
        self._barren = 0 if fresh else self._barren + 1
        last = self._is_last(span, page)
        needed = self._settle(span.offset, places, last=last)
        aligned = needed // self._step * self._step
        self._due = aligned if aligned > span.offset else needed
        if last:
            self._end_pass()
        return self._within_limit(fresh)

    def _joins(self, span: Span, places: Sequence[int], marks: Sequence[int]) -> bool:
        if span.offset == 0 or any(place in self._settled for place in places):
            return True
        return self._blind and (self._barren >= _PATIENCE or any(mark in self._given for mark in marks))

    def _at_a_loss(self) -> bool:
        """Whether there was nothing new for longer than it takes to go all the way back and forth again."""
        most = max(len(self._given), self._total or 0)
        return self._barren > _LIMIT_OF_PATIENCE + 4 * (most // self._step)

    def _is_last(self, span: Span, page: HubList[T]) -> bool:
        # A full page is never taken for the last: the Hub counts and reads one after the other, and records that are
        # deleted in between would make the count too small. Nor is a short one if the Hub knows of more: auth leaves
        # out of a page what the login may not see.
        short = page.received < min(span.limit, page.limit or span.limit)
        whole = not self._counted or span.offset + page.received >= page.total
        return (short and whole) or (self._blind and self._at_a_loss())

    def _settle(self, offset: int, places: Sequence[int], *, last: bool) -> int:
        """Note up to where everything was given. Returns the offset at which the next page must begin at the latest."""
        tail = places[-1] if places else 0
        whole = last or self._distinct or tail in self._settled
        settled = len(places) if whole else places.index(tail) if places else 0
        for place in dict.fromkeys(places[:settled]):
            self._settled.add(place)
        self._blind = settled <= 1 and not last
        if not self._blind:
            return offset + settled - 1
        self._unsure = True
        return offset + (len(places) - 1 if len(places) > 1 else self._step)

    def _end_pass(self) -> None:
        # Where the order says nothing, records may have been missed; the count tells. Each further pass gives some.
        count, before = len(self._given), self._given_before_pass
        self._done = not (self._unsure and self._total is not None and before < count < self._total)
        self._settled = _Digests()
        self._due, self._blind, self._barren, self._given_before_pass = 0, False, 0, count

    def _within_limit(self, fresh: list[T]) -> list[T]:
        if self._left is None:
            return fresh
        fresh = fresh[: self._left]
        self._left -= len(fresh)
        self._done = self._done or self._left == 0
        return fresh


class _Digests:
    """A set of numbers of 80 bits, of which it keeps 76, in a tenth of the memory of a set.

    In 100 000 of them, two different ones are taken for the same with a probability of 1 in 10**13.
    """

    def __init__(self) -> None:
        self._shelves: dict[int, array[int]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, digest: int) -> bool:
        shelf = self._shelves.get(digest & 0xFFF)
        if shelf is None:
            return False
        at = bisect_left(shelf, digest >> 16)
        return at < len(shelf) and shelf[at] == digest >> 16

    def add(self, digest: int) -> bool:
        """Whether it was not there."""
        if digest in self:
            return False
        shelf = self._shelves.setdefault(digest & 0xFFF, array("Q"))
        shelf.insert(bisect_left(shelf, digest >> 16), digest >> 16)
        self._count += 1
        return True


def _digest(value: object) -> int:
    return int.from_bytes(blake2b(repr(value).encode("utf-8", "backslashreplace"), digest_size=10).digest(), "big")


def _at(get: attrgetter[Any], record: object) -> Any:
    try:
        return get(record)
    except AttributeError:  # a relation that is null or was not included
        return None


def _marks(page: Iterable[object]) -> list[int]:
    """By what records are known again: their ids; of records without, what they say and how often the page says so."""
    marks: list[int] = []
    counts: Counter[int] = Counter()
    for record in page:
        found = getattr(record, "id", None)
        if found is not None:
            marks.append(_digest(found))
            continue
        content = _digest(record.model_dump() if isinstance(record, HubModel) else record)
        counts[content] += 1
        marks.append(_digest((content, counts[content])))
    return marks


# -- the order ----------------------------------------------------------------------------------------------------


def stable_order(resource: Resource, sort: object = None) -> list[str]:
    """What to sort by to walk through all pages: names, with a "-" before those that descend.

    sort  the caller's own sort option. What it leaves open is settled by fields that do not change, if the collection
          can be sorted by such fields. Without one, records come in the order in which they were created, so that new
          ones come at the end. Empty if the collection cannot be sorted.

    Raises UnknownNameError for a field that the collection cannot be sorted by.
    """
    sortable = resource.schema.sorts or ()
    chosen = {_path(resource, name): descending for name, descending in sort_keys(sort)}
    if resource.schema.indexes is not None:
        # It sorts by what one index of its database has, which leaves no room for ties.
        chosen = chosen or dict.fromkeys([name for name in ("id",) if name in sortable], False)
    elif "id" in sortable:
        chosen = dict.fromkeys(("created_at", "id") if not chosen else (), False) | chosen
        chosen.setdefault("id", False)
    else:
        # The next best: what a record is made with, and what tells it from others.
        ties = ("created_at", *(name for names in resource.unique for name in names), "path")
        chosen = chosen | {name: False for name in ties if name in sortable and name not in chosen}
    return [f"-{name}" if descending else name for name, descending in chosen.items()]


def needed_fields(resource: Resource, fields: object, order: Sequence[str] = ()) -> object:
    """The fields option of a walk: what the walk itself reads is not left out.

    fields  the caller's own option: None, a text of names or a sequence of them
    order   what the walk sorts by
    """
    if fields is None:
        return None
    if isinstance(fields, Only):
        return only(fields.names, [_bare(name) for name in order])
    text = isinstance(fields, str)
    if not text and not isinstance(fields, Iterable):
        return fields  # refused where queries are built, with a message
    names = [name.strip() for name in fields.split(",")] if isinstance(fields, str) else list(cast("Any", fields))
    own = [name for name in dict.fromkeys(("id", *map(_bare, order))) if name in resource.answered]
    # That the id cannot be left out is said where queries are built.
    left_out = {f"-{spelling}" for name in own for spelling in (name, resource.fields[name].wire)} - {"-id"}
    kept = [name for name in names if name not in left_out]
    if any(isinstance(name, str) and name[:1] not in ("+", "-", "") for name in kept):
        kept += [name for name in own if name not in kept and resource.fields[name].wire not in kept]
    return kept


def _bare(name: str) -> str:
    return name.removeprefix("-")


def _path(resource: Resource, name: object) -> str:
    """The attributes that lead to what the collection is sorted by, in any Hub."""
    spoken = UNKNOWN[resource.service]
    return find_field(resource, name, lambda owner: owner.schema.sorts or (), "sort field", spoken).path
