"""How lists are found among many records: without reading them all, and in the same order whichever way is taken."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub, store
from flame_hub.embedded.query import read_query

NODE, FILE = TABLE["node"], TABLE["bucket_file"]
NAMES = ["Straße", "straSSE", "ÄRZTE", "ärzte-2", "İstanbul", "a\U0010ffff", "a\U0010ffffb", "b", "hospital", "a%b_c"]


@pytest.fixture(scope="module")
def hub() -> Iterator[EmbeddedHub]:
    with EmbeddedHub() as hub:
        realms = hub.store.insert_all(TABLE["realm"], [{"name": f"realm-{n}"} for n in range(3)], hub.clock.stamp())
        hub.store.insert_all(
            NODE,
            [
                {
                    "name": f"{name}{'' if turn == 0 else turn}",
                    "hidden": turn % 2 == 1,
                    "realm_id": realms[turn % 3]["id"],
                }
                for turn, name in itertools.product(range(20), NAMES)
            ],
            hub.clock.stamp(),
        )
        buckets = hub.store.insert_all(
            TABLE["bucket"], [{"name": name, "region": None} for name in NAMES], hub.clock.stamp()
        )
        hub.store.insert_all(
            FILE,
            [
                {"name": f"{n % 7}.txt", "path": str(n), "hash": str(n), "directory": ".", "bucket_id": bucket["id"]}
                for n, bucket in enumerate(buckets * 20)
            ],
            hub.clock.stamp(),
        )
        yield hub


def ids(hub: EmbeddedHub, resource: Any, *pairs: tuple[str, str], limit: int, offset: int = 0) -> tuple[list[str], int]:
    found = [*pairs, ("page[limit]", str(limit)), ("page[offset]", str(offset))]
    rows, total = hub.store.search(resource, read_query(TABLE, resource, found))
    return [row["id"] for row in rows], total


FILTERS = [
    (),
    *(
        (("filter[name]", value),)
        for value in ("~straße~", "~STRASSE~", "~ä~", "ä~", "!~ä~", "a\U0010ffff~", "~1", "!b")
    ),
    *((("filter[name]", value),) for value in ("b,hospital", "!b,hospital", "~%~", "~_~", "i̇~", "~nothing~")),
    (("filter[hidden]", "true"),),
    (("filter[hidden]", "true"), ("filter[name]", "~a~")),
]
SORTS = [(), (("sort", "name"),), (("sort", "-name"),), (("sort", "-updatedAt,name"),)]


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("conditions", FILTERS, ids=str)
def test_pages_are_parts_of_one_order(hub: EmbeddedHub, conditions: Any, few: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "_FEW", few)
    for sort in SORTS:
        asked = (*conditions, *sort)
        everything = []
        for offset in range(0, 250, 50):
            page, total = ids(hub, NODE, *asked, limit=50, offset=offset)
            everything += page
        assert len(everything) == len(set(everything)) == total
        pages = [ids(hub, NODE, *asked, limit=7, offset=offset)[0] for offset in range(0, total + 7, 7)]
        assert [one for page in pages for one in page] == everything
        names = [hub.store.existing(NODE, one)["name"] for one in everything]
        if sort and sort[0][1].lstrip("-") == "name":
            assert names == sorted(names, reverse=sort[0][1].startswith("-"))


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ärzte", {"ÄRZTE"}),
        ("!ärzte", set(NAMES) - {"ÄRZTE"}),
        ("~ss~", {"straSSE"}),
        ("ärzte,b", {"ÄRZTE", "b"}),
        ("!ärzte,b", set(NAMES) - {"ÄRZTE", "b"}),
        ("null", set()),
        ("!null", set(NAMES)),
    ],
)
def test_a_condition_on_a_related_record_finds_what_belongs_to_it(
    hub: EmbeddedHub, value: str, expected: set[str], few: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(store, "_FEW", few)
    buckets = {row["id"]: row["name"] for row in hub.store.all(TABLE["bucket"], {})}
    asked = [("include", "bucket"), ("filter[bucket.name]", value), ("sort", "name")]
    rows, total = hub.store.search(FILE, read_query(TABLE, FILE, asked))
    assert {buckets[row["bucket_id"]] for row in rows} <= expected
    assert total == 20 * len(expected)


def test_a_way_that_turns_out_to_be_long_is_left(hub: EmbeddedHub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "_FEW", 0)
    asked = (("filter[name]", "~ä~"), ("sort", "-name"))
    expected = ids(hub, NODE, *asked, limit=50)
    monkeypatch.setattr(store, "_BUDGET", 1)
    assert ids(hub, NODE, *asked, limit=50) == expected


def test_texts_are_searched_without_folding_them_anew(hub: EmbeddedHub):
    folded: list[str] = []

    def fold(text: str) -> str:
        folded.append(text)
        return text.lower()

    database = hub.store._db
    database.create_function("fold", 1, fold, deterministic=True)
    try:
        for value in ("~ä~", "ä~", "~1", "!~ä~", "!b", "!b,hospital", "ärzte"):
            ids(hub, NODE, ("filter[name]", value), limit=50)
    finally:
        database.create_function("fold", 1, store._fold, deterministic=True)
    assert folded == []


def test_a_bucket_is_walked_through_few_files_at_a_time(hub: EmbeddedHub, monkeypatch: pytest.MonkeyPatch):
    bucket = hub.store.all(TABLE["bucket"], {})[0]["id"]
    expected = hub.store.all(FILE, {"bucket_id": bucket})
    monkeypatch.setattr(store, "_FEW", 3)
    assert list(hub.store.walk(FILE, {"bucket_id": bucket})) == expected
    assert list(hub.store.walk(FILE, {"bucket_id": "none"})) == []
