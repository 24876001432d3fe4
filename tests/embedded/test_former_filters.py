"""Filters as releases read them that know no expressions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flame_hub.contract import TABLE
from flame_hub.contract.generations import releases_of
from flame_hub.embedded.former_filters import FormerQuery, read_former_bracket
from flame_hub.embedded.former_words import Words
from flame_hub.embedded.query import read_query
from flame_hub.embedded.store import Store

REALMS, NODES = TABLE["realm"], TABLE["node"]
STAMP = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(None)
    realm = store.insert(REALMS, {"name": "master"}, STAMP)
    for name in ("Alpha", "alpha", "al_ha", "beta"):
        store.insert(NODES, {"name": name, "realm_id": realm["id"]}, STAMP)
    yield store
    store.close()


def names(store: Store, *pairs: tuple[str, str]) -> list[str]:
    words = Words(releases_of("0.8"), NODES)
    query = read_query(TABLE, NODES, FormerQuery(words).read(pairs).asked())
    return [row["name"] for row in store.search(NODES, query)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alpha", ["alpha"]),
        ("!alpha", ["Alpha", "al_ha", "beta"]),
        ("alpha,beta", ["alpha", "beta"]),
        ("!alpha,beta", ["Alpha", "al_ha"]),
        ("~al", ["alpha", "al_ha"]),
        ("~al_h", ["alpha", "al_ha"]),
        ("~al\\_h", ["al_ha"]),
        ("~%h", ["Alpha", "alpha", "al_ha"]),
        ("!~al", ["Alpha", "beta"]),
        ("al~", []),
        ("null", []),
        ("!null", ["Alpha", "alpha", "al_ha", "beta"]),
        (">alpha", ["beta"]),
        ("<=alpha", ["Alpha", "alpha", "al_ha"]),
        ("", ["Alpha", "alpha", "al_ha", "beta"]),
        ("~", ["Alpha", "alpha", "al_ha", "beta"]),
    ],
)
def test_a_bracket_compares_as_the_database_does(store: Store, text: str, expected: list[str]):
    assert names(store, ("filter[name]", text)) == expected


def test_expressions_and_unknown_names_are_dropped(store: Store):
    everybody = ["Alpha", "alpha", "al_ha", "beta"]
    assert names(store, ("filter", "eq(name,'nobody')"), ("codec", "no-such-codec")) == everybody
    for name in ("filter[publicKey]", "filter[client_id]", "filter[createdAt]", "filter[no.such]", "filter[registry]"):
        assert names(store, (name, "nobody")) == everybody


def test_related_records_are_looked_at_unless_others_are_included(store: Store):
    assert names(store, ("filter[registry.name]", "nobody")) == []
    assert len(names(store, ("filter[registry.name]", "nobody"), ("include", "registry_project"))) == 4
    assert names(store, ("sort", "-name"), ("page[limit]", "1")) == ["beta"]
    assert names(store, ("sort", "-createdAt,name"))[0] == "Alpha"


@pytest.mark.parametrize("name", ["x*y", "x?y", "x[y]"])
def test_only_the_wildcards_of_like_are_some(store: Store, name: str):
    realm = store.all(REALMS, {})[0]["id"]
    for made in (name, "x-y", "xy"):
        store.insert(NODES, {"name": made, "realm_id": realm}, STAMP)
    assert names(store, ("filter[name]", f"~{name}")) == [name]


def test_of_a_list_nothing_and_false_are_dropped():
    assert read_former_bracket(["a", "false", "0", "null", ""]) == ("in", ("a", 0.0, None))
    assert read_former_bracket(["!a,b"]) == ("nin", ("a", "b"))
    assert read_former_bracket(["!,"]) is None
    assert read_former_bracket(["!<5"]) == ("lt", 5.0)
    assert read_former_bracket(["<"]) is None
