"""Walks through a list that others change: nothing left out, nothing twice, and an end."""

from __future__ import annotations

import random
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame_hub.contract import TABLE
from flame_hub.core.paging import Paging, Span, needed_fields, sort_keys, stable_order
from flame_hub.errors import HubAPIError, UnknownNameError, UsageError
from flame_hub.models import ResourceListMeta
from flame_hub.types import HubList


@dataclass
class Table:
    """A collection of the Hub, and those who write to it.

    order   what it is sorted by; records that are alike in this come in any order, another one each time, unless `calm`
    rows    the records, by id
    """

    order: tuple[str, ...]
    seed: int = 0
    calm: bool = False
    clamp: int = 50
    counted: bool = True
    rows: dict[int, SimpleNamespace] = field(default_factory=dict)
    asked: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self._next_id = 0

    def add(self, *, created_at: int, name: int = 0) -> SimpleNamespace:
        self._next_id += 1
        row = SimpleNamespace(id=self._next_id * 7919 % 100_003, created_at=created_at, name=name)
        self.rows[row.id] = row
        return row

    def fill(self, count: int, *, ties: int = 1) -> Table:
        for number in range(count):
            self.add(created_at=number // ties, name=self.chance.randrange(count + 1))
        return self

    def page(self, span: Span) -> HubList[Any]:
        self.asked.append(span)
        rows = sorted(self.rows.values(), key=lambda row: row.id)
        if not self.calm:
            self.chance.shuffle(rows)
        for key in reversed(self.order):
            rows.sort(key=lambda row, key=key: getattr(row, key.removeprefix("-")), reverse=key.startswith("-"))
        limit = min(span.limit, self.clamp)
        page = [SimpleNamespace(**vars(row)) for row in rows[span.offset : span.offset + limit]]
        total = len(rows) if self.counted else len(page)
        return HubList(page, ResourceListMeta(total=total, limit=limit, offset=span.offset))


def walk(
    table: Table, paging: Paging[Any], between: Callable[[], None] = lambda: None, *, stale: int = 1
) -> Iterator[Any]:
    """Walk as the clients do: `stale` requests under way, in whatever order their answers come."""
    under_way: dict[int, HubList[Any]] = {}
    while not paging.done:
        wanted = paging.wanted()
        assert len(wanted) <= stale
        assert len({span.offset for span in wanted}) == len(wanted)
        under_way = {span.offset: under_way[span.offset] for span in wanted if span.offset in under_way}
        missing = [span for span in wanted if span.offset not in under_way]
        table.chance.shuffle(missing)
        for span in missing:
            between()
            under_way[span.offset] = table.page(span)
        between()
        yield from paging.take(wanted[0], under_way.pop(wanted[0].offset))


def ids(records: Any) -> list[int]:
    return [record.id for record in records]


# -- the promise ---------------------------------------------------------------------------------------------------


class Writers:
    """Others, who write between requests: `budget` records in all."""

    def __init__(self, table: Table, budget: int, kinds: str) -> None:
        self.table = table
        self.budget = budget
        self.kinds = kinds
        self.gone: set[int] = set()
        self.moved: set[int] = set()

    def __call__(self) -> None:
        chance, table = self.table.chance, self.table
        for _ in range(min(self.budget, chance.choice([0, 0, 1, 1, 2, 5, 20, 70]))):
            self.budget -= 1
            kind = chance.choice(self.kinds)
            if kind == "a":  # at the end, as new records are
                table.add(created_at=max((row.created_at for row in table.rows.values()), default=0) + 1)
            elif kind == "i":  # anywhere
                table.add(created_at=chance.randrange(200), name=chance.randrange(200))
            elif table.rows:
                # Those near the front are in the way most.
                some = sorted(table.rows)
                which = some[int(len(some) * chance.random() ** 2)]
                if kind == "d":
                    self.gone.add(which)
                    del table.rows[which]
                else:
                    self.moved.add(which)
                    table.rows[which].name = chance.randrange(200)


CASES = [
    # what it is sorted by, how many records share a place, what others do, whether ties keep their order
    (("created_at", "id"), 1, "aid", False),
    (("created_at", "id"), 7, "aid", False),
    (("-created_at", "id"), 3, "aid", False),
    (("created_at",), 1, "aid", False),
    (("created_at",), 9, "aid", False),
    (("created_at", "name"), 5, "ad", False),
    (("name", "id"), 1, "aidu", False),
    (("name", "created_at"), 1, "aidu", False),
    (("-name", "created_at", "id"), 1, "aidu", False),
    ((), 1, "aid", True),
    (("created_at",), 10_000, "aid", True),
]


@pytest.mark.parametrize("ahead", [1, 4])
@pytest.mark.parametrize(("order", "ties", "kinds", "calm"), CASES)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 600), budget=st.sampled_from([0, 10, 100, 1000]))
def test_who_stays_is_given_once(
    order: tuple[str, ...], ties: int, kinds: str, calm: bool, ahead: int, seed: int, count: int, budget: int
):
    table = Table(order, seed, calm).fill(count, ties=ties)
    there = set(table.rows)
    writers = Writers(table, budget, kinds)
    found = Counter(ids(walk(table, Paging(order, ahead=ahead), writers, stale=ahead)))
    assert set(found.values()) <= {1}
    moved = writers.moved if "name" in {key.removeprefix("-") for key in order} else set[int]()
    assert there - writers.gone - moved <= found.keys()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 300), budget=st.sampled_from([0, 100]), counted=st.booleans())
def test_a_list_in_no_order_at_all_ends_and_gives_nothing_twice(seed: int, count: int, budget: int, counted: bool):
    table = Table((), seed, counted=counted).fill(count)
    writers = Writers(table, budget, "aid")
    found = Counter(ids(walk(table, Paging((), ahead=3, counted=counted), writers, stale=3)))
    assert set(found.values()) <= {1}
    assert budget or count >= 50 or len(found) == count


def test_a_list_in_no_order_is_walked_again_until_the_count_is_right():
    table = Table((), seed=5).fill(120)
    assert len(set(ids(walk(table, Paging())))) == 120


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 300), budget=st.sampled_from([0, 100]))
def test_what_the_hub_does_not_count_is_given_too(seed: int, count: int, budget: int):
    table = Table(("created_at", "id"), seed, counted=False).fill(count)
    there = set(table.rows)
    writers = Writers(table, budget, "aid")
    paging: Paging[Any] = Paging(table.order, ahead=4, counted=False)
    found = Counter(ids(walk(table, paging, writers, stale=1)))
    assert set(found.values()) <= {1}
    assert there - writers.gone <= found.keys()
    assert paging.total is None


@pytest.mark.parametrize("clamp", [1, 2, 3, 20])
@pytest.mark.parametrize("order", [("created_at", "id"), ("created_at",), ()])
def test_a_hub_with_smaller_pages_is_walked_too(order: tuple[str, ...], clamp: int):
    table = Table(order, calm=True, clamp=clamp).fill(90)
    assert sorted(ids(walk(table, Paging(order, ahead=3), stale=3))) == sorted(table.rows)


@pytest.mark.parametrize("limit", [0, 1, 10, 49, 50, 51, 120, 200])
@pytest.mark.parametrize("ahead", [1, 4])
def test_no_more_is_given_or_asked_for_than_was_wanted(limit: int, ahead: int):
    table = Table(("created_at", "id")).fill(150)
    found = ids(walk(table, Paging(table.order, ahead=ahead, limit=limit), stale=ahead))
    assert found == ids(table.rows.values())[:limit]
    assert len(table.asked) == (
        0 if limit == 0 else 1 if limit <= 50 else 2 if limit == 51 else 3 if limit == 120 else 4
    )
    assert limit >= 50 or all(span.limit == limit for span in table.asked)


def test_rows_that_are_hidden_from_a_login_leave_gaps_in_pages():
    class Auth(Table):
        def page(self, span: Span) -> HubList[Any]:
            whole = super().page(span)
            seen = [row for row in whole if row.created_at % 3 and not 60 <= row.created_at < 115]
            whole.meta.total -= len(whole) - len(seen)
            return HubList(seen, whole.meta)

    table = Auth(("created_at", "id")).fill(200)
    found = [row.created_at for row in walk(table, Paging(table.order))]
    assert found == [n for n in range(200) if n % 3 and not 60 <= n < 115]
    found = [row.created_at for row in walk(table, Paging(table.order, limit=6))]
    assert found == [1, 2, 4, 5, 7, 8]
    assert table.asked[-1].limit == 50


# -- requests ------------------------------------------------------------------------------------------------------


def test_pages_overlap_by_one_record_where_no_two_share_a_place():
    table = Table(("created_at", "id")).fill(120)
    assert len(ids(walk(table, Paging(table.order)))) == 120
    assert table.asked == [(0, 50), (49, 50), (98, 50)]


def test_pages_overlap_by_two_where_records_may_share_a_place():
    table = Table(("created_at",)).fill(120)
    assert len(ids(walk(table, Paging(table.order)))) == 120
    assert table.asked == [(0, 50), (48, 50), (96, 50)]


def test_nothing_is_asked_for_ahead_that_is_not_known_to_be_there():
    paging: Paging[Any] = Paging(("created_at", "id"), ahead=10)
    table = Table(("created_at", "id")).fill(120)
    assert paging.wanted() == [(0, 50)]
    paging.take(Span(0, 50), table.page(Span(0, 50)))
    assert paging.wanted() == [(49, 50), (98, 50)]
    assert paging.total == 120


def test_a_page_that_does_not_join_is_asked_for_again_after_the_one_before():
    table = Table(("created_at", "id")).fill(120)
    paging: Paging[Any] = Paging(table.order)
    first = paging.take(Span(0, 50), table.page(Span(0, 50)))
    for record in first[:10]:
        del table.rows[record.id]
    assert paging.take(Span(49, 50), table.page(Span(49, 50))) == []
    assert paging.wanted() == [(0, 50)]
    rest = [*paging.take(Span(0, 50), table.page(Span(0, 50))), *walk(table, paging)]
    assert [row.created_at for row in rest] == list(range(50, 120))


def test_records_that_share_a_place_are_not_torn_apart():
    table = Table(("created_at",), seed=3).fill(40)
    for _ in range(30):
        table.add(created_at=40)
    assert len(ids(walk(table, Paging(table.order)))) == 70
    assert table.asked == [(0, 50), (39, 50)]


@pytest.mark.parametrize("count", [0, 1, 49])
def test_a_list_of_one_page_takes_one_request(count: int):
    table = Table(("created_at", "id")).fill(count)
    assert len(ids(walk(table, Paging(table.order, ahead=4), stale=4))) == count
    assert table.asked == [(0, 50)]


def test_a_full_page_is_not_believed_to_be_the_last():
    class Racing(Table):
        """Records are deleted between its counting and its reading."""

        def page(self, span: Span) -> HubList[Any]:
            page = super().page(span)
            page.meta.total -= 20
            return page

    table = Racing(("created_at", "id")).fill(110)
    assert len(ids(walk(table, Paging(table.order)))) == 110


def test_a_hub_that_ignores_offsets_is_noticed():
    class Deaf(Table):
        def page(self, span: Span) -> HubList[Any]:
            return super().page(Span(0, span.limit))

    table = Deaf(("created_at", "id")).fill(60)
    with pytest.raises(HubAPIError, match="changes faster"):
        ids(walk(table, Paging(table.order)))
    table = Deaf((), calm=True).fill(60)
    assert len(ids(walk(table, Paging()))) == 50


def test_records_without_ids_are_told_apart_by_what_they_say():
    lines = [SimpleNamespace(time=n // 2, message="beat") for n in range(120)]
    paging: Paging[Any] = Paging(counted=False)
    found: list[Any] = []
    while not paging.done:
        (span,) = paging.wanted()
        part = lines[span.offset : span.offset + span.limit]
        found += paging.take(span, HubList(part, ResourceListMeta(total=len(part), limit=50)))
    assert [line.time for line in found] == [line.time for line in lines]


def test_memory_stays_small():
    count = 20_000  # 100 000 take 3 MB
    paging: Paging[Any] = Paging(("created_at", "id"))
    tracemalloc.start()
    try:
        given_records = 0
        while not paging.done:
            (span,) = paging.wanted()
            rows = [SimpleNamespace(id=n, created_at=n // 3) for n in range(span.offset, min(span.offset + 50, count))]
            given_records += len(paging.take(span, HubList(rows, ResourceListMeta(total=count, limit=50))))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert given_records == count
    assert most < 2_500_000


# -- the order and the fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "sort", "order"),
    [
        ("project", None, ["created_at", "id"]),
        ("node", None, ["created_at", "name"]),
        ("master_image", None, ["path"]),
        ("project", "name", ["name", "id"]),
        ("project", "-createdAt", ["-created_at", "id"]),
        ("project", {"by": "display_name", "order": "descending"}, ["-display_name", "id"]),
        ("project", ["-display_name", {"by": "name"}], ["-display_name", "name", "id"]),
        ("project", "-id", ["-id"]),
        ("node", "-updated_at", ["-updated_at", "created_at", "name"]),
        ("node", {"by": "registry.createdAt"}, ["registry.created_at", "created_at", "name"]),
    ],
)
def test_what_an_order_leaves_open_is_settled(resource: str, sort: object, order: list[str]):
    assert stable_order(TABLE[resource], sort) == order


def test_every_list_has_an_order_that_its_collection_can_be_sorted_by():
    for resource in TABLE:
        assert {name.removeprefix("-") for name in stable_order(resource)} <= set(resource.schema.sorts or ())


@pytest.mark.parametrize("sort", [5, {"by": "name", "order": "up"}, {"order": "ascending"}, [None, 3.5]])
def test_an_order_that_is_none_is_refused(sort: object):
    with pytest.raises(UsageError):
        sort_keys(sort)


def test_an_unknown_field_to_sort_by_is_refused():
    with pytest.raises(UnknownNameError, match="name"):
        stable_order(TABLE["node"], "naem")


@pytest.mark.parametrize(
    ("fields", "needed"),
    [
        (None, None),
        ("+account_secret", ["+account_secret"]),
        (["-createdAt", "-host"], ["-host"]),
        ("-created_at", []),
        ("name,host", ["name", "host", "id", "created_at"]),
        (["createdAt"], ["createdAt", "id"]),
        ("-id", ["-id"]),
        (5, 5),
    ],
)
def test_a_walk_reads_what_it_needs(fields: object, needed: object):
    assert needed_fields(TABLE["registry"], fields, ["created_at", "id"]) == needed
