"""Lists of records: plain lists that know which part of the whole they are."""

from __future__ import annotations

import copy
import pickle

import pytest

from flame_hub.models import ResourceListMeta
from flame_hub.types import HubList

META = ResourceListMeta(total=10, limit=3, offset=6)


def test_a_list_is_a_list():
    found = HubList(["a", "b", "c"], META)
    assert found == ["a", "b", "c"]
    assert isinstance(found, list)
    assert repr(found) == "['a', 'b', 'c']"
    assert [*reversed(found)] == ["c", "b", "a"]


def test_a_part_of_a_list_is_a_plain_list():
    found = HubList(["a", "b"], META)
    for part in (found[:1], found + found, found * 2, found.copy()):
        assert type(part) is list


def test_a_list_knows_its_page():
    found = HubList(["a", "b", "c"], META)
    assert (found.total, found.limit, found.offset) == (10, 3, 6)
    assert found.meta is META


@pytest.mark.parametrize(
    ("records", "total", "offset", "truncated"),
    [
        (3, 10, 6, True),
        (3, 9, 6, False),
        (0, 0, 0, False),
        (0, 10, 20, False),
        (50, 51, None, True),
        (50, 50, None, False),
    ],
)
def test_a_list_knows_whether_there_are_more_records(records: int, total: int, offset: int | None, truncated: bool):
    found = HubList(range(records), ResourceListMeta(total=total, offset=offset))
    assert found.truncated is truncated
    assert found.offset == (offset or 0)


def test_a_list_that_nobody_sent_is_the_whole():
    found = HubList("ab")
    assert (found.total, found.limit, found.offset, found.truncated) == (2, None, 0, False)
    assert HubList() == []


@pytest.mark.parametrize("twin_of", [copy.copy, copy.deepcopy, lambda found: pickle.loads(pickle.dumps(found))])
def test_a_copied_list_knows_the_same(twin_of):
    found = HubList(["a", "b", "c"], META)
    twin = twin_of(found)
    assert type(twin) is HubList
    assert (twin, twin.meta, twin.truncated) == (found, META, True)
