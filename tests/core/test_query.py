"""What a call asks for, as the Hub's query string. Whatever is built is read back by the embedded Hub."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from enum import Enum, IntEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame_hub.contract import TABLE
from flame_hub.contract.releases import release_of
from flame_hub.contract.table import Resource, Type, wire_name
from flame_hub.core.dialects import Dialect
from flame_hub.core.query import build_query, timestamp
from flame_hub.embedded.filters import Comparison, Group
from flame_hub.embedded.query import MAX_OFFSET, Query, read_query
from flame_hub.errors import HubAPIError, UnknownNameError, UsageError
from flame_hub.filters import all_of, any_of, contains, equals, less_than, negate, one_of, only
from flame_hub.models import Node
from flame_hub.types import FilterOperator, Unchecked
from naming import name_of

NODE = TABLE["node"]
ID = UUID("0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11")
LISTED = [resource for resource in TABLE if "list" in resource.verbs and resource.keyed and resource.offered]


class Colour(Enum):
    RED = "red"


class Number(IntEnum):
    TWO = 2


def query(resource: Resource = NODE, **options: Any) -> list[tuple[str, str]]:
    """What is sent for `options`, without the relations that are asked for if nobody says otherwise."""
    return build_query(resource, {"include": [], **options}, search=True)


def meant(resource: Resource, options: Mapping[str, Any]) -> Query:
    """What the Hub makes of `options`."""
    return read_query(TABLE, resource, build_query(resource, options, search=True))


# -- filters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("master", "master"),
        ("Größe & mehr", "Größe & mehr"),
        (5, "5"),
        (-1.5, "-1.5"),
        (Number.TWO, "2"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
        (ID, str(ID)),
        (Node(id=ID), str(ID)),
        (Colour.RED, "red"),
        (datetime(2026, 3, 4, 5, 6, 7, 891_234, tzinfo=timezone.utc), "2026-03-04T05:06:07.891Z"),
        (date(2026, 3, 4), "2026-03-04"),
        (["a", "b"], "a,b"),
        (("a", "b"), "a,b"),
        (("a", "b", "c"), "a,b,c"),
        ({"a"}, "a"),
        (frozenset({ID}), str(ID)),
        ([None, True, 3, Node(id=ID), Colour.RED], f"null,true,3,{ID},red"),
        ((FilterOperator.equals, "x"), "x"),
        ((FilterOperator.not_equals, "x"), "!x"),
        ((FilterOperator.not_equals, None), "!null"),
        ((FilterOperator.not_equals, ["a", "b"]), "!a,b"),
        ((FilterOperator.like, "x"), "~x"),
        ((FilterOperator.less_than, 3), "<3"),
        ((FilterOperator.less_than_equals, 3), "<=3"),
        ((FilterOperator.greater_than, 3), ">3"),
        ((FilterOperator.greater_than_equals, date(2026, 1, 1)), ">=2026-01-01"),
    ],
    ids=name_of,
)
def test_a_value_is_spelt_as_the_hub_reads_it(value: object, text: str):
    assert query(filter={"name": value}) == [("filter[name]", text)]


@pytest.mark.parametrize(
    ("text", "operator", "value"),
    [
        ("tr-~", "starts", "tr-"),
        ("~-node", "ends", "-node"),
        ("~ode~", "contains", "ode"),
        ("!x", "ne", "x"),
        ("<5", "lt", 5.0),
    ],
)
def test_the_marks_of_the_hub_work_in_a_text(text: str, operator: str, value: object):
    assert meant(NODE, {"filter": {"name": text}}).filter == Comparison(("name",), operator, value)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("realm_id", "realmId"),
        ("realmId", "realmId"),
        ("registry.name", "registry.name"),
        ("registry_project.registry_id", "registryProject.registryId"),
        ("registryProject.externalName", "registryProject.externalName"),
        ("registry_project.registry.name", "registryProject.registry.name"),
    ],
)
def test_a_filter_is_named_in_either_spelling_and_through_relations(name: str, key: str):
    assert query(filter={name: str(ID)}) == [(f"filter[{key}]", str(ID))]


def test_filters_are_sent_in_the_order_in_which_they_are_given():
    sent = query(filter={"name": "x", "hidden": False, "id": ID})
    assert sent == [("filter[name]", "x"), ("filter[hidden]", "false"), ("filter[id]", str(ID))]


@pytest.mark.parametrize("nothing", [None, {}])
def test_no_filter_is_no_filter(nothing: object):
    assert query(filter=nothing) == []


@pytest.mark.parametrize(
    "value",
    ["", [], (), set(), (FilterOperator.equals, ""), (FilterOperator.like, ""), (FilterOperator.not_equals, [])],
    ids=name_of,
)
def test_an_empty_value_is_refused_because_the_hub_would_answer_with_everything(value: object):
    with pytest.raises(UsageError, match=r"'name' has an empty value.*everything"):
        query(filter={"name": value})


def holds(options: Mapping[str, Any]) -> bool:
    """Whether the Hub takes notice of the filter; True as well if the filter is refused before it is sent."""
    with suppress(UsageError):
        return meant(NODE, options).filter is not None
    return True


@pytest.mark.parametrize(
    "value",
    [" ", "\t\n", "!", "!!", "~~", "!~~", "<", ">=", (FilterOperator.less_than, " "), (FilterOperator.like, "~")],
)
def test_a_value_that_the_hub_would_drop_is_refused(value: object):
    assert holds({"filter": {"name": value}})


@given(text=st.text(alphabet=st.sampled_from("!~<>=, \ta\u00a0\ufeff"), max_size=4))
@settings(deadline=None)
def test_no_text_is_dropped(text: str):
    assert holds({"filter": {"name": text}})


@pytest.mark.parametrize("value", [["", ""], ["a", ""], {" "}], ids=name_of)
def test_an_empty_member_of_a_list_is_refused(value: object):
    with pytest.raises(UsageError, match="empty"):
        query(filter={"name": value})


@pytest.mark.parametrize(
    "value",
    [(FilterOperator.like, "a,b"), (FilterOperator.like, ["a", "b"]), (FilterOperator.less_than, [1, 2])],
    ids=name_of,
)
def test_an_operator_that_takes_one_value_is_not_turned_into_is_one_of(value: object):
    with suppress(UsageError):
        found = meant(NODE, {"filter": {"name": value}}).filter
        assert isinstance(found, Comparison)
        assert found.operator != "in"


@pytest.mark.parametrize(
    ("name", "include"),
    [
        ("registry.name", None),
        ("registry.name", []),
        ("registry.name", "registry"),
        ("registry.name", "registry_project"),
        ("registry_project.registry.name", None),
        ("registry_project.registry.name", "registry_project.registry"),
    ],
)
def test_a_filter_through_a_relation_holds_whatever_is_included(name: str, include: object):
    assert holds({"filter": {name: "x"}, "include": include})


@pytest.mark.parametrize("include", [None, [], "registry", "registry_project"], ids=name_of)
def test_an_order_through_a_relation_holds_whatever_is_included(include: object):
    with suppress(UsageError):
        asked = meant(NODE, {"sort": {"by": "registry.created_at"}, "include": include})
        assert asked.sort == ((("registry", "created_at"), False),)


@pytest.mark.parametrize("value", [b"x", object(), {"a": 1}, [["a"]], (FilterOperator.like, object()), 1j], ids=name_of)
def test_a_value_that_is_no_value_is_refused(value: object):
    with pytest.raises(UsageError, match="'name' cannot be compared with a"):
        query(filter={"name": value})


def test_a_text_with_half_a_character_is_refused():
    with pytest.raises(UsageError):
        query(filter={"name": "\ud800"})


# -- times --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 2, 3, 4, 5), "2026-01-02T03:04:05.000Z"),  # noqa: DTZ001 - that it has no zone is the point
        (datetime(2026, 1, 2, 3, 4, 5, 999_999, tzinfo=timezone.utc), "2026-01-02T03:04:05.999Z"),
        (datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2025-12-31T23:00:00.000Z"),
        (datetime(999, 1, 1, tzinfo=timezone.utc), "0999-01-01T00:00:00.000Z"),
    ],
    ids=name_of,
)
def test_a_time_is_sent_in_utc_with_milliseconds(moment: datetime, text: str):
    assert timestamp(moment) == text


@pytest.mark.parametrize("name", ["min", "max"])
def test_a_time_that_has_no_utc_is_refused(name: str):
    hours = 14 if name == "min" else -12
    with pytest.raises(UsageError):
        query(filter={"name": getattr(datetime, name).replace(tzinfo=timezone(timedelta(hours=hours)))})


# -- fields, relations, order, pages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        (None, []),
        ("", []),
        ([], []),
        ("name", "+name"),
        ("+external_name", "+externalName"),
        ("-publicKey", "-publicKey"),
        ("name, -hidden ,+online", "+name,-hidden,+online"),
        (["name", "-hidden"], "+name,-hidden"),
        (("realm_id",), "+realmId"),
        ({"name": "a mapping's names"}, "+name"),
        (iter(["name"]), "+name"),
    ],
    ids=name_of,
)
def test_fields_are_named_with_or_without_a_sign(fields: object, sent: object):
    assert query(fields=fields) == ([("fields", sent)] if sent else [])


@pytest.mark.parametrize("resource", LISTED, ids=lambda resource: resource.name)
def test_a_field_comes_in_addition_to_the_usual_ones(resource: Resource):
    usual = set(resource.answered)
    for name in (next(iter(resource.answered)), *resource.hidden):
        assert set(meant(resource, {"fields": name}).fields[()]) == usual | {name}


@pytest.mark.parametrize(
    ("include", "sent"),
    [
        (None, "registryProject,registry"),
        ("", ""),
        ([], ""),
        ("registry", "registry"),
        ("registry_project, registry", "registryProject,registry"),
        (["registryProject"], "registryProject"),
        ("registry_project.registry", "registryProject.registry"),
        ({"registry"}, "registry"),
    ],
    ids=name_of,
)
def test_all_relations_come_along_unless_some_are_named(include: object, sent: str):
    assert build_query(NODE, {"include": include}, search=True) == ([("include", sent)] if sent else [])


def test_nothing_is_asked_for_where_there_is_nothing_to_ask_for():
    assert build_query(TABLE["realm"], {}, search=True) == []


@pytest.mark.parametrize(
    ("sort", "sent"),
    [
        (None, ""),
        ({"by": "name"}, "name"),
        ({"by": "name", "order": "ascending"}, "name"),
        ({"by": "updated_at", "order": "descending"}, "-updatedAt"),
        ({"by": "createdAt"}, "createdAt"),
        ({"by": "registry.created_at", "order": "descending"}, "-registry.createdAt"),
    ],
    ids=name_of,
)
def test_a_list_is_ordered_by_a_field(sort: object, sent: str):
    assert query(sort=sort) == ([("sort", sent)] if sent else [])


@pytest.mark.parametrize(
    ("sort", "sent"),
    [
        ("name", "name"),
        ("-created_at", "-createdAt"),
        ("name,-created_at", "name,-createdAt"),
        (["-name", "registry.created_at"], "-name,registry.createdAt"),
        ({"name": "ascending", "updatedAt": "descending"}, "name,-updatedAt"),
        ([{"by": "name"}, {"by": "created_at", "order": "descending"}, "updated_at"], "name,-createdAt,updatedAt"),
        ([{"name": "descending"}, {"created_at": "ascending"}], "-name,createdAt"),
        ((name for name in ("name", "-updated_at")), "name,-updatedAt"),
        (
            ["registry.created_at", "registry.id", "registry_project.id"],
            "registry.createdAt,registry.id,registryProject.id",
        ),
        ([], ""),
    ],
    ids=name_of,
)
def test_a_list_is_ordered_by_several_fields(sort: object, sent: str):
    assert query(sort=sort) == ([("sort", sent)] if sent else [])


@pytest.mark.parametrize(
    "sort",
    [["registry.id", "name"], ["registry.id", "registry_project.id", "registry.created_at"]],
    ids=name_of,
)
def test_keys_that_the_hub_would_put_in_another_order_are_refused(sort: list[str]):
    with pytest.raises(UsageError, match="The Hub sorts by the fields of the record first"):
        query(sort=sort)


def test_several_keys_of_which_the_hub_has_no_index_are_refused_because_it_would_drop_them():
    user = TABLE["user"]
    with pytest.raises(UsageError, match="does not sort users by name and created_at together"):
        query(user, sort=["name", "-created_at"])
    assert query(user, sort="-created_at") == [("sort", "-createdAt")]
    old = Dialect("auth", release_of("beta.50"))
    asked = build_query(user, {"sort": ["name", "-created_at"], "include": ()}, search=True, dialect=old)
    assert asked == [("sort", "name,-created_at")]


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        (only("id", "name"), {"fields": "id,name"}),
        (only("name"), {"fields": "id,name"}),
        (only("name,external_name", ["online"]), {"fields": "id,name,externalName,online"}),
        (only(), {"fields": "id"}),
        (
            "registry_project.account_secret",
            {"fields[registryProject]": "+accountSecret", "include": "registryProject"},
        ),
        (
            ["public_key", "-registryProject.name"],
            {"fields[$root]": "+publicKey", "fields[registryProject]": "-name", "include": "registryProject"},
        ),
        (
            only("name", "registry.host"),
            {"fields[$root]": "id,name", "fields[registry]": "id,host", "include": "registry"},
        ),
        (
            only("registry_project.registry.name"),
            {
                "fields[$root]": "id",
                "fields[registryProject.registry]": "id,name",
                "include": "registryProject.registry",
            },
        ),
    ],
    ids=name_of,
)
def test_fields_are_selected_exactly_and_in_relations(fields: object, sent: dict[str, str]):
    assert dict(query(fields=fields)) == sent


def test_an_exact_selection_is_answered_exactly():
    read = meant(NODE, {"fields": only("name", "registry_project.account_secret")})
    assert read.fields == {(): ("id", "name"), ("registry_project",): ("id", "account_secret")}
    read = meant(NODE, {"fields": only("name"), "include": "registry"})
    assert read.fields == {(): ("id", "name"), ("registry",): tuple(TABLE["registry"].answered)}
    assert meant(TABLE["realm"], {"fields": only("name")}).fields == {(): ("id", "name")}
    assert meant(TABLE["user"], {"fields": only("email")}).fields == {(): ("id", "realm_id", "email")}


def test_a_hidden_field_of_a_relation_comes_in_addition_to_its_usual_ones():
    read = meant(NODE, {"fields": "registry_project.account_secret"})
    assert set(read.fields["registry_project",]) == {*TABLE["registry_project"].answered, "account_secret"}
    assert set(read.fields[()]) == set(NODE.answered)
    assert read.include == (("registry_project",), ("registry",))


def test_a_selection_shows_how_it_was_made_and_takes_nothing_but_names():
    assert repr(only("id", ["name"])) == "only('id', 'name')"
    assert only("id", "name") == only(["id", "name"])
    with pytest.raises(UsageError, match="names of fields, not 5"):
        only(5)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        (None, []),
        ({}, []),
        ({"limit": 1}, [("page[limit]", "1")]),
        ({"limit": 50, "offset": 100}, [("page[limit]", "50"), ("page[offset]", "100")]),
        ({"offset": 0}, [("page[offset]", "0")]),
        ({"limit": None, "offset": None}, []),
        ({"limit": Number.TWO}, [("page[limit]", "2")]),
    ],
    ids=name_of,
)
def test_a_page_has_a_limit_and_an_offset(page: object, sent: list[tuple[str, str]]):
    assert query(page=page) == sent


def test_a_single_record_takes_fields_and_relations_only():
    options = {"filter": {"name": "x"}, "sort": {"by": "name"}, "page": {"limit": 1}, "fields": "name", "include": []}
    assert build_query(NODE, options, search=False) == [("fields", "+name")]


# -- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"filter": {"nam": "x"}}, "A node has no filter 'nam'. Did you mean 'name'? There are: client_id,"),
        ({"filter": {"realm": "x"}}, "Did you mean 'realm_id'?"),
        ({"filter": {"created_at": "x"}}, "A node has no filter 'created_at'"),
        ({"filter": {"registri.name": "x"}}, "no relation 'registri'. Did you mean 'registry'?"),
        ({"filter": {"registry.nam": "x"}}, "A registry has no filter 'nam'. Did you mean 'name'?"),
        ({"filter": {"": "x"}}, "A node has no filter ''"),
        ({"sort": {"by": "crated_at"}}, "no sort field 'crated_at'. Did you mean 'created_at'?"),
        ({"sort": {"by": "id"}}, "no sort field 'id'"),
        ({"sort": {"by": "-name"}}, "Did you mean 'name'?"),
        ({"sort": {"by": "name", "ordre": "descending"}}, "no key 'ordre'. Did you mean 'order'?"),
        ({"page": {"limits": 5}}, "no key 'limits'. Did you mean 'limit'?"),
        ({"fields": "externalname"}, "no field 'externalname'. Did you mean 'external_name'?"),
        ({"fields": ["+"]}, "no field ''"),
        ({"fields": [""]}, "no field ''"),
        ({"fields": "registry.nam"}, "A registry has no field 'nam'. Did you mean 'name'?"),
        ({"fields": "registri.name"}, "no relation 'registri'. Did you mean 'registry'?"),
        ({"fields": only("nam")}, "no field 'nam'. Did you mean 'name'?"),
        ({"fields": only("+name")}, "no field '+name'. Did you mean 'name'?"),
        ({"sort": "nam"}, "no sort field 'nam'. Did you mean 'name'?"),
        ({"sort": ""}, "no sort field ''"),
        ({"sort": ["name", "-registri.name"]}, "no relation 'registri'. Did you mean 'registry'?"),
        ({"sort": {"nam": "descending"}}, "no sort field 'nam'. Did you mean 'name'?"),
        ({"filter": any_of({"name": "x"}, {"nam": "x"})}, "no filter 'nam'. Did you mean 'name'?"),
        ({"include": "registy"}, "no relation 'registy'. Did you mean 'registry'?"),
        ({"include": "registry.realm"}, "A registry has no relation 'realm'. There are none."),
        ({"include": [""]}, "no relation ''"),
    ],
    ids=name_of,
)
def test_an_unknown_name_is_refused_with_the_nearest_right_one(options: dict[str, Any], told: str):
    with pytest.raises(UnknownNameError, match=re.escape(told)):
        query(**options)


NONSENSE = {
    "filters that are a list": {"filter": []},
    "filters that are a text": {"filter": "name=x"},
    "a filter named by a number": {"filter": {1: "x"}},
    "a filter without a name": {"filter": {None: "x"}},
    "a number of thousands of digits": {"filter": {"name": 10**5000}},
    "an order that is a number": {"sort": 5},
    "an order that is bytes": {"sort": b"name"},
    "an order with a number among its keys": {"sort": ["name", 5]},
    "an order with a list among its keys": {"sort": [["name"]]},
    "an order of no direction": {"sort": {"name": None}},
    "an order with a shortened direction": {"sort": {"name": "desc"}},
    "an order that names a field twice": {"sort": ["name", "-name"]},
    "an order that names a field twice in two spellings": {"sort": "created_at,createdAt"},
    "an order without a field": {"sort": {}},
    "an order with a direction only": {"sort": {"order": "descending"}},
    "an order with an unknown direction": {"sort": {"by": "name", "order": "down"}},
    "an order by nothing": {"sort": {"by": None}},
    "an order by a list": {"sort": {"by": ["name"]}},
    "an order with a number as a key": {"sort": {1: "name", "by": "name"}},
    "a page that is a number": {"page": 5},
    "a page of nothing": {"page": {"limit": 0}},
    "a page of less than nothing": {"page": {"limit": -1}},
    "a page of True": {"page": {"limit": True}},
    "a limit that is a text": {"page": {"limit": "5"}},
    "a limit that is no whole number": {"page": {"limit": 1.5}},
    "an offset below zero": {"page": {"offset": -1}},
    "an offset far below zero": {"page": {"offset": -(10**5000)}},
    "a page with a key of None": {"page": {None: 5}},
    "fields that are a number": {"fields": 5},
    "fields that are bytes": {"fields": b"name"},
    "fields with None among them": {"fields": ["name", None]},
    "relations that are a number": {"include": 5},
    "relations that are bytes": {"include": b"registry"},
    "relations with a number among them": {"include": [5]},
}


@pytest.mark.parametrize("options", NONSENSE.values(), ids=NONSENSE)
def test_what_makes_no_sense_is_refused(options: dict[str, Any]):
    with pytest.raises(UsageError):
        query(**options)


def test_an_offset_of_thousands_of_digits_is_refused_or_leads_past_the_end():
    with suppress(UsageError):
        assert meant(NODE, {"page": {"offset": 10**5000}}).offset == MAX_OFFSET


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(),
        st.sampled_from(["name", "by", "order", "limit", "offset", "registry.name", "+name", "ascending", "\ud800"]),
        st.binary(),
        st.uuids(),
        st.dates(),
        st.datetimes(timezones=st.none() | st.just(timezone(timedelta(hours=14)))),
        st.sampled_from(FilterOperator),
        st.complex_numbers(),
        st.builds(object),
        st.text(max_size=5).map(Unchecked),
        st.lists(st.text(max_size=5) | st.just("name"), max_size=2).map(only),
    ),
    lambda inner: st.one_of(
        inner.map(equals),
        inner.map(less_than),
        inner.map(contains),
        inner.map(one_of),
        inner.map(negate),
        st.lists(inner, min_size=1, max_size=3).map(lambda members: all_of(*members)),
        st.lists(inner, min_size=1, max_size=3).map(lambda members: any_of(*members)),
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.none() | st.integers() | st.text() | st.sampled_from(["name", "by", "limit"]), inner),
    ),
    max_leaves=6,
)


@given(
    options=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("filter", "sort", "page", "fields", "include"), ANYTHING)
    ),
    search=st.booleans(),
    dialect=st.sampled_from([None, Dialect("core", release_of("0.12.5")), Dialect("core", release_of("0.8.21"))]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_asked_for_is_refused_or_can_be_sent(options: dict[str, Any], search: bool, dialect: Any):
    with suppress(HubAPIError):
        for name, text in build_query(NODE, options, search=search, dialect=dialect):
            (name + text).encode()


# -- there and back -----------------------------------------------------------------------------------------------

WORDS = st.from_regex(r"[a-z][a-z0-9_.-]{0,20}", fullmatch=True).filter(
    lambda word: word not in ("true", "false", "null")
)
NUMBERS = st.integers(-(2**53), 2**53)
#: What a caller writes, and what the Hub compares with.
SINGLE = st.one_of(
    WORDS.map(lambda word: (word, word)),
    NUMBERS.map(lambda number: (number, float(number))),
    st.booleans().map(lambda flag: (flag, flag)),
    st.none().map(lambda nothing: (nothing, nothing)),
    st.uuids().map(lambda key: (key, str(key))),
    st.uuids().map(lambda key: (Node(id=key), str(key))),
    st.datetimes(min_value=datetime(1000, 1, 1)).map(lambda moment: (moment, timestamp(moment))),  # noqa: DTZ001
)
SEVERAL = st.lists(SINGLE, min_size=2, max_size=4, unique_by=lambda pair: str(pair[1])).map(
    lambda pairs: tuple(zip(*pairs, strict=True))
)
ORDERED = {
    FilterOperator.less_than: "lt",
    FilterOperator.less_than_equals: "lte",
    FilterOperator.greater_than: "gt",
    FilterOperator.greater_than_equals: "gte",
}
#: What a caller writes, and the operator and the value that the Hub makes of it.
LIKENESSES = WORDS.map(lambda word: ((FilterOperator.like, word), "ends", word))
CONDITIONS = st.one_of(
    SINGLE.map(lambda pair: (pair[0], "eq", pair[1])),
    SINGLE.map(lambda pair: ([pair[0]], "eq", pair[1])),
    SINGLE.map(lambda pair: ((FilterOperator.equals, pair[0]), "eq", pair[1])),
    SINGLE.map(lambda pair: ((FilterOperator.not_equals, pair[0]), "ne", pair[1])),
    SEVERAL.map(lambda pair: (list(pair[0]), "in", pair[1])),
    SEVERAL.map(lambda pair: ((FilterOperator.not_equals, pair[0]), "nin", pair[1])),
    st.builds(
        lambda operator, number: ((operator, number), ORDERED[operator], float(number)),
        st.sampled_from(list(ORDERED)),
        NUMBERS,
    ),
)


def comparable(resource: Resource) -> list[str]:
    """The fields that can be filtered by any value: ids are compared with ids only."""
    return [name for name in resource.schema.filters if resource.fields[name].type is not Type.UUID]


def is_text(resource: Resource, path: tuple[str, ...]) -> bool:
    for name in path[:-1]:
        resource = TABLE[resource.relations[name].to]
    return resource.fields[path[-1]].type is Type.TEXT


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, dict[str, Any], Query]:
    """The name of a resource, options for it, and what they mean."""
    resource = TABLE[draw(st.sampled_from([resource.name for resource in LISTED]))]
    spelt = draw(st.sampled_from([str, wire_name]))
    near = [(name,) for name in comparable(resource)]
    far = [(r.name, name) for r in resource.relations.values() for name in comparable(TABLE[r.to])]
    paths = draw(st.lists(st.sampled_from(near + far), unique=True, max_size=3))
    conditions = [(path, *draw(CONDITIONS | LIKENESSES if is_text(resource, path) else CONDITIONS)) for path in paths]
    options: dict[str, Any] = {"filter": {spelt(".".join(path)): value for path, value, _, _ in conditions}}
    comparisons = tuple(Comparison(path, operator, value) for path, _, operator, value in conditions)

    default = resource.schema.default_sort
    sort = ((((default[0],), default[1] == "DESC"),)) if default else ()
    if resource.schema.sorts and draw(st.booleans()):
        by, descending = draw(st.sampled_from(resource.schema.sorts)), draw(st.booleans())
        options["sort"] = {"by": spelt(by), "order": "descending" if descending else "ascending"}
        sort = (((by,), descending),)

    limit, offset = draw(st.integers(1, 200)), draw(st.integers(0, 2**60))
    options["page"] = {"limit": limit, "offset": offset}

    fields = set(resource.answered)
    if resource.schema.style != "allowed":
        more, less = draw(st.sets(st.sampled_from([*resource.hidden, "id"]))), draw(st.sets(st.just("created_at")))
        options["fields"] = [f"+{spelt(name)}" for name in more] + [f"-{spelt(name)}" for name in less]
        fields = (fields | more) - less
    known = (*resource.answered, *resource.hidden)
    relations = {(name,): tuple(TABLE[row.to].answered) for name, row in resource.relations.items()}
    selected = {(): tuple(name for name in known if name in fields), **relations}

    meaning = Query(
        given=True,
        fields=selected,
        include=tuple(relations),
        filter=comparisons[0] if len(comparisons) == 1 else Group("and", comparisons) if comparisons else None,
        sort=sort,
        limit=min(limit, 50),
        offset=min(offset, MAX_OFFSET),
    )
    return resource.name, options, meaning


@given(asked=asked())
@settings(max_examples=200, deadline=None)
def test_the_hub_reads_what_was_meant(asked: tuple[str, dict[str, Any], Query]):
    name, options, meaning = asked
    assert meant(TABLE[name], options) == meaning


@pytest.mark.parametrize("number", [0.1, -1e300, 1e-7, 2**53])
def test_the_hub_reads_a_number_as_that_number(number: float):
    assert meant(NODE, {"filter": {"name": number}}).filter == Comparison(("name",), "eq", number)


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_a_number_that_is_none_is_refused(number: float):
    with pytest.raises(UsageError):
        query(filter={"name": number})
