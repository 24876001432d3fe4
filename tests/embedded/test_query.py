"""Reading query strings, held against recorded answers of a real Hub."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame_hub.contract import TABLE
from flame_hub.contract.table import Resource
from flame_hub.embedded.filters import (
    MAX_CONDITIONS,
    MAX_DEPTH,
    Comparison,
    Condition,
    Group,
    Negation,
    read_expression,
    scalar,
)
from flame_hub.embedded.query import MAX_OFFSET, Query, QueryRejected, describe, read_query

TRACES = Path(__file__).parent.parent / "congruence" / "traces"
NODE = TABLE["node"]
MISSING = {"limit": 50, "offset": 0}


def exchanges() -> Iterator[tuple[str, Resource, bool, dict[str, Any], dict[str, Any]]]:
    """(name, resource, single record, request, response) of every recorded reading of a resource in the table."""
    for file in sorted(TRACES.glob("*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").splitlines()):
            exchange = json.loads(line)
            request = exchange.get("request", {})
            collection, _, rest = request.get("path", "").strip("/").partition("/")
            resource = TABLE.at(request.get("service", ""), collection)
            if request.get("method") == "GET" and resource and "list" in resource.verbs and "/" not in rest:
                yield f"{file.stem}-{number}", resource, bool(rest), request, exchange["response"]


RECORDED = list(exchanges())


def pairs_of(request: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, text) for name, text in request.get("query") or []]


def read(*pairs: tuple[str, str], resource: Resource = NODE, single: bool = False) -> Query:
    return read_query(TABLE, resource, pairs, single=single)


def refusal(*pairs: tuple[str, str], resource: Resource = NODE) -> dict[str, Any]:
    """The one issue of a rejected query."""
    with pytest.raises(QueryRejected) as caught:
        read(*pairs, resource=resource)
    assert caught.value.message == "The input was rejected: 1 violation."
    (issue,) = caught.value.issues
    assert issue["type"] == "item"
    return dict(issue)


def filtered(*pairs: tuple[str, str], resource: Resource = NODE) -> Condition | None:
    return read(*pairs, resource=resource).filter


def comparison(text: str, field: str = "name") -> tuple[str, Any] | None:
    found = filtered((f"filter[{field}]", text))
    assert found is None or isinstance(found, Comparison)
    return found and (found.operator, found.value)


# -- the real Hub -------------------------------------------------------------------------------------------------


#: Collections of auth that nobody recorded.
UNRECORDED = {
    *("identity_provider_account", "session", "session_token", "key", "event", "consent", "trust_anchor"),
}


def test_traces_cover_every_resource() -> None:
    lists = {resource.key for _, resource, single, _, response in RECORDED if not single and response["status"] == 200}
    assert lists == {resource.key for resource in TABLE if "list" in resource.verbs and resource.offered} - UNRECORDED


@pytest.mark.parametrize(
    ("resource", "single", "response"),
    [pytest.param(*row[1:3], row[4], id=row[0]) for row in RECORDED if "schema" in str(row[4].get("json"))],
)
def test_schema_is_as_recorded(resource: Resource, single: bool, response: dict[str, Any]) -> None:
    recorded = response["json"]["meta"]["schema"]
    described = describe(resource, single=single)
    assert described == recorded
    assert json.dumps(described) == json.dumps(recorded)


@pytest.mark.parametrize(
    ("resource", "single", "request_", "response"), [pytest.param(*row[1:], id=row[0]) for row in RECORDED]
)
def test_reads_recorded_requests(
    resource: Resource, single: bool, request_: dict[str, Any], response: dict[str, Any]
) -> None:
    pairs = pairs_of(request_)
    answer = response["json"]
    if response["status"] == 400 and "parameter" in json.dumps(answer.get("issues")):
        with pytest.raises(QueryRejected) as caught:
            read_query(TABLE, resource, pairs, single=single)
        assert caught.value.message == answer["message"]
        assert caught.value.issues == answer["issues"]
        return
    if single and resource.service == "auth" and resource.name not in ("user", "client"):
        pairs = []  # the Hub does not look at them there, see `AuthCollection`
    query = read_query(TABLE, resource, pairs, single=single)
    assert query.given == bool(pairs)
    if response["status"] != 200:
        return
    if not single:
        assert {"limit": query.limit, "offset": query.offset} == {key: answer["meta"][key] for key in MISSING}
    for record in [answer["data"]] if single else answer["data"]:
        expect_record(resource, query, (), record)


def expect_record(resource: Resource, query: Query, path: tuple[str, ...], record: dict[str, Any]) -> None:
    relations = {name[-1] for name in query.include if name[:-1] == path}
    fields = {resource.wire_of(resource.fields[name]) for name in query.fields[path]}
    fields |= {f.wire for f in resource.sparse.values() if f.wire in record}
    assert set(record) == fields | {resource.wire_of(resource.relations[name]) for name in relations}
    for name in relations:
        relation = resource.relations[name]
        if record[resource.wire_of(relation)] is not None:
            expect_record(TABLE[relation.to], query, (*path, name), record[resource.wire_of(relation)])


# -- bracket filters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", ("eq", "x")),
        ("  x ", ("eq", "x")),
        ("!x", ("ne", "x")),
        ("! x", ("ne", "x")),
        ("a,b", ("in", ("a", "b"))),
        (" a , ,b,", ("in", ("a", "b"))),
        ("!a,b", ("nin", ("a", "b"))),
        ("a,!b", ("in", ("a", "!b"))),
        ("!a,!b", ("nin", ("a", "!b"))),
        ("null,a", ("in", (None, "a"))),
        ("!null,a", ("nin", (None, "a"))),
        ("~a~,b", ("in", ("~a~", "b"))),
        (",", ("in", ())),
        ("~x~", ("contains", "x")),
        ("!~x~", ("not_contains", "x")),
        ("x~", ("starts", "x")),
        ("!x~", ("not_starts", "x")),
        ("~x", ("ends", "x")),
        ("!~x", ("not_ends", "x")),
        ("~5~", ("contains", "5")),
        ("~ x~", ("contains", " x")),
        ("~<5", ("ends", "<5")),
        ("~", ("contains", "~")),
        ("!~", ("not_contains", "~")),
        ("<5", ("lt", 5)),
        ("<=5", ("lte", 5)),
        (">5", ("gt", 5)),
        (">=5", ("gte", 5)),
        ("!<5", ("lt", 5)),
        ("< 5", ("lt", 5)),
        (">=a", ("gte", "a")),
        ("null", ("eq", None)),
        ("NULL", ("eq", None)),
        ("!null", ("ne", None)),
        ("true", ("eq", True)),
        ("False", ("eq", False)),
        ("!true", ("ne", True)),
        ("5", ("eq", 5)),
        ("007", ("eq", 7)),
        ("1e3", ("eq", 1000)),
        ("-.5", ("eq", -0.5)),
        ("0x1f", ("eq", 31)),
        ("1_000", ("eq", "1_000")),
        ("٣", ("eq", "٣")),
        ("0", ("eq", 0)),
        ("Infinity", ("eq", math.inf)),
        ("0x" + "f" * 400, ("eq", math.inf)),
        ("infinity", ("eq", "infinity")),
        ("nan", ("eq", "nan")),
        ("", None),
        ("   ", None),
        ("!", None),
        ("~~", None),
        ("!~~", None),
        ("<=", None),
    ],
)
def test_bracket_value(text: str, expected: tuple[str, Any] | None) -> None:
    found = comparison(text)
    assert found == expected
    assert repr(found and isinstance(found[1], bool)) == repr(expected and isinstance(expected[1], bool))


def test_bracket_filters_must_all_hold() -> None:
    assert filtered(("filter[name]", "a"), ("filter[hidden]", "true")) == Group(
        "and", (Comparison(("name",), "eq", "a"), Comparison(("hidden",), "eq", True))
    )


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("filter[name]", "a"), ("filter[name]", "b,c")], ("in", ("a", "b", "c"))),
        ([("filter[name]", "!a"), ("filter[name]", "b")], ("nin", ("a", "b"))),
        ([("filter[name][]", "a")], ("in", ("a",))),
        ([("filter[name][0]", "a"), ("filter[name][1]", "")], ("in", ("a",))),
    ],
)
def test_repeated_brackets_are_a_list(pairs: list[tuple[str, str]], expected: tuple[str, Any]) -> None:
    found = filtered(*pairs)
    assert isinstance(found, Comparison)
    assert (found.operator, found.value) == expected


@pytest.mark.parametrize(
    "name", ["noSuchField", "realm_id", "type", "registry", "name.x", "registry.host", "x.name", "."]
)
def test_bracket_filters_that_nobody_knows_are_dropped(name: str) -> None:
    assert filtered((f"filter[{name}]", "x")) is None
    assert filtered((f"filter[{name}]", "x"), ("filter[id]", "null")) == Comparison(("id",), "eq", None)


@pytest.mark.parametrize("key", ["filter[registry.name]", "filter[registry][name]", "filter[node.registry.name]"])
def test_relation_filter(key: str) -> None:
    assert filtered((key, "x")) == Comparison(("registry", "name"), "eq", "x")


def test_relation_filter_of_a_relation() -> None:
    expected = Comparison(("registry_project", "registry", "id"), "eq", None)
    assert filtered(("filter[registryProject.registry.id]", "null")) == expected
    assert filtered(("filter", "eq(registryProject.registry.id,null)")) == expected
    assert filtered(("filter[node.name]", "x")) == Comparison(("name",), "eq", "x")


def test_include_closes_the_other_relations() -> None:
    pairs = [("filter[registry.name]", "x"), ("sort", "registry.id"), ("fields[registry]", "name")]
    query = read(*pairs, ("include", "registryProject"))
    assert query.filter is None
    assert query.sort == ()
    assert set(query.fields) == {(), ("registry_project",)}
    query = read(*pairs, ("include", "registry"))
    assert query.filter == Comparison(("registry", "name"), "eq", "x")
    assert query.sort == ((("registry", "id"), False),)
    assert query.fields["registry",] == ("id", "name")
    assert read(pairs[0], ("include", "")).filter is None
    issue = refusal(("filter", "eq(registry.name,'x')"), ("include", "registryProject"))
    assert (issue["code"], issue["path"]) == ("keyPathNotAllowed", ["registry"])
    assert issue["message"] == "The key path registry is not permitted."
    assert issue["meta"] == {"parameter": "filters", "key": "registry.name"}


# -- expressions --------------------------------------------------------------------------------------------------

UUID = "5266df51-12f1-4897-854a-23bc7bbf5720"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eq(name,'a')", Comparison(("name",), "eq", "a")),
        (" eq ( name ,\n'a' ) ", Comparison(("name",), "eq", "a")),
        ("eq(name,'it''s')", Comparison(("name",), "eq", "it's")),
        ("eq(name,'a,b')", Comparison(("name",), "eq", "a,b")),
        ("eq(name,'!a')", Comparison(("name",), "eq", "!a")),
        ("eq(name,'')", Comparison(("name",), "eq", "")),
        ("eq(name,null)", Comparison(("name",), "eq", None)),
        ("eq(name,'null')", Comparison(("name",), "eq", None)),
        ("eq(hidden,'TRUE')", Comparison(("hidden",), "eq", True)),
        ("gte(name,'5')", Comparison(("name",), "gte", 5.0)),
        ("contains(name,' 5 ')", Comparison(("name",), "contains", " 5 ")),
        ("startsWith(name,'true')", Comparison(("name",), "starts", "true")),
        ("endsWith(name,'''')", Comparison(("name",), "ends", "'")),
        ("in(name,'a','1',null)", Comparison(("name",), "in", ("a", 1.0, None))),
        ("in(name)", Comparison(("name",), "in", ())),
        ("nin(name,'a')", Comparison(("name",), "nin", ("a",))),
        ("not(eq(name,'a'))", Comparison(("name",), "ne", "a")),
        ("not(in(name,'a'))", Comparison(("name",), "nin", ("a",))),
        ("not(nin(name,'a'))", Comparison(("name",), "in", ("a",))),
        ("not(contains(name,'a'))", Comparison(("name",), "not_contains", "a")),
        ("not(lt(name,'a'))", Negation(Comparison(("name",), "lt", "a"))),
        ("not(not(lt(name,'a')))", Comparison(("name",), "lt", "a")),
        ("and(eq(name,'a'))", Group("and", (Comparison(("name",), "eq", "a"),))),
        (f"eq(registry.id,'{UUID}')", Comparison(("registry", "id"), "eq", UUID)),
        ("eq(node.name,'a')", Comparison(("name",), "eq", "a")),
    ],
)
def test_expression(text: str, expected: Condition) -> None:
    assert filtered(("filter", text)) == expected
    assert filtered(("codec", "url-expression"), ("filter", text)) == expected


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("eq(name,'unclosed", "Unexpected character at position 8."),
        ("eq(name,'a''b", "Unexpected character at position 11."),
        ("eq(näme,'a')", "Unexpected character at position 4."),
        ("eq(name,'\U0001f600')!", "Unexpected character at position 13."),
        ("eq(-name,'a')", "Unexpected character at position 3."),
        ("name", "Unexpected token in filter expression: FIELD"),
        ("EQ(name,'a')", "Unexpected token in filter expression: FIELD"),
        ("ne(name,'a')", "Unexpected token in filter expression: FIELD"),
        ("eq name", "Expected LPAREN, got FIELD"),
        ("eq(", "Expected FIELD, got EOF"),
        ("eq(name 'a')", "Expected COMMA, got ESCAPED_TEXT"),
        ("eq(name,a)", "Unexpected token in value: FIELD"),
        ("eq(name,'a'", "Expected RPAREN, got EOF"),
        ("eq(name,'a'))", "Unexpected token: RPAREN"),
        ("eq(contains,'a')", "Expected FIELD, got like"),
        ("eq(registry.,'a')", "Expected FIELD, got COMMA"),
        ("contains(name,null)", "Expected ESCAPED_TEXT, got NULL"),
        ("and()", "Unexpected token in filter expression: RPAREN"),
        ("and(eq(name,'a')", "Expected RPAREN, got EOF"),
        ("not eq(name,'a')", "Expected LPAREN, got eq"),
        ("eq($that,'a')", "The marker $that is unknown."),
    ],
)
def test_expression_syntax(text: str, details: str) -> None:
    issue = refusal(("filter", text))
    assert issue["message"] == f"The input syntax is invalid: {details}"
    assert (issue["code"], issue["path"], issue["meta"]) == ("syntaxInvalid", [], {"parameter": "filters"})


@pytest.mark.parametrize(
    ("text", "code", "path", "message"),
    [
        ("eq(type,'x')", "keyNotAllowed", ["type"], "The key type is not permitted."),
        ("eq(realm_id,'x')", "keyNotAllowed", ["realm_id"], "The key realm_id is not permitted."),
        ("eq(__proto__,'x')", "keyNotAllowed", ["__proto__"], "The key __proto__ is not permitted."),
        ("eq(registry.host,'x')", "keyNotAllowed", ["registry", "host"], "The key host is not permitted."),
        ("eq(nothing.name,'x')", "keyPathInvalid", ["nothing"], "The key path nothing is invalid."),
        ("and(eq(a,'x'),eq(b,'x'))", "keyNotAllowed", ["a"], "The key a is not permitted."),
    ],
)
def test_expression_names(text: str, code: str, path: list[str], message: str) -> None:
    issue = refusal(("filter", text))
    assert (issue["code"], issue["path"], issue["message"]) == (code, path, message)
    assert issue["meta"]["parameter"] == "filters"
    assert issue["meta"]["key"] in text


@pytest.mark.parametrize("text", ["size(name,'1')", "elemMatch(name,eq(id,'x'))"])
def test_expression_features_that_a_database_has_not(text: str) -> None:
    assert refusal(("filter", text))["code"] == "featureUnsupported"
    assert refusal(("filter", "eq($this,'x')"))["code"] == "keyInvalid"


def test_expression_may_be_as_deep_as_allowed() -> None:
    leaf = "lt(name,'a')"
    assert filtered(("filter", "and(" * MAX_DEPTH + leaf + ")" * MAX_DEPTH)) is not None
    for depth in (MAX_DEPTH + 1, 100_000):
        issue = refusal(("filter", "and(" * depth + leaf + ")" * depth))
        assert (issue["code"], issue["path"]) == ("limitExceeded", [])
    assert refusal(("filter", "not(" * 100_000))["code"] == "limitExceeded"
    assert refusal(("filter", "(" * 100_000))["code"] == "syntaxInvalid"


def test_expression_may_be_as_long_as_allowed() -> None:
    leaf = "eq(name,'a')"
    assert filtered(("filter", f"or({','.join([leaf] * (MAX_CONDITIONS - 1))})")) is not None
    assert refusal(("filter", f"or({','.join([leaf] * MAX_CONDITIONS)})"))["code"] == "limitExceeded"
    values = ",".join(f"'{number}'" for number in range(20_000))
    found = filtered(("filter", f"in(name,{values})"))
    assert isinstance(found, Comparison)
    assert isinstance(found.value, tuple)
    assert len(found.value) == 20_000


@pytest.mark.parametrize(
    "text", ["a" + "-" * 200_000, "'" * 200_001, " " * 200_000 + "?", "eq(name,'" + "''" * 100_000, "[" * 200_000]
)
def test_long_nonsense_is_refused_quickly(text: str) -> None:
    assert refusal(("filter", text))["code"] == "syntaxInvalid"
    assert filtered(("filter[name]", text)) is not None
    assert filtered((f"filter[{text}", "x")) is None


# -- the choice of a dialect --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nonsense", "URL-SIMPLE", "url-mongo"])
def test_unknown_codec(name: str) -> None:
    for single in (False, True):
        with pytest.raises(QueryRejected) as caught:
            read(("codec", name), single=single)
        assert caught.value.message == f"The codec {name} could not be resolved."
        assert caught.value.issues == []


def test_codec_is_one_text() -> None:
    for pairs in ([("codec[]", "url-simple")], [("codec", ""), ("codec", "")], [("codec[a]", "b")]):
        with pytest.raises(QueryRejected, match="No codec could be resolved"):
            read(*pairs)


def test_codec_decides() -> None:
    assert filtered(("codec", "url-simple"), ("filter", "eq(name,'a')")) is None
    assert filtered(("codec", "url-simple"), ("filter[name]", "a")) == Comparison(("name",), "eq", "a")
    assert filtered(("codec", ""), ("filter[name]", "a")) == Comparison(("name",), "eq", "a")
    assert filtered(("codec", "url-expression")) is None
    assert refusal(("codec", "url-expression"), ("filter[name]", "a"))["code"] == "inputInvalid"
    assert refusal(("codec", "url-expression"), ("filter", ""))["code"] == "syntaxInvalid"


def test_filter_decides() -> None:
    assert filtered(("filter", "")) is None
    assert filtered(("filter", ""), ("filter[name]", "a")) is None
    assert filtered(("filter[name]", "a"), ("filter", "eq(id,null)")) == Comparison(("name",), "eq", "a")
    for name in ("filter", "filter[]"):
        issue = refusal((name, "eq(name,'a')"), (name, "eq(name,'b')"))
        assert (issue["code"], issue["message"]) == ("inputInvalid", "The shape of the input is not valid.")


# -- fields -------------------------------------------------------------------------------------------------------

REGISTRY = ("id", "name", "host", "account_name", "created_at", "updated_at")


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], REGISTRY),
        ([("fields", "")], REGISTRY),
        ([("fields", "name,id")], ("id", "name")),
        ([("fields", "name")], ("name",)),
        ([("fields", "name,nothing,account_name")], ("name",)),
        ([("fields", "nothing")], REGISTRY),
        ([("fields", " name")], REGISTRY),
        ([("fields", "+accountSecret")], (*REGISTRY, "account_secret")),
        ([("fields", "accountSecret")], ("account_secret",)),
        ([("fields", "-host,-name")], ("id", "account_name", "created_at", "updated_at")),
        ([("fields", "id,name,+accountSecret,-name")], ("id", "account_secret")),
        ([("fields", "id,-id")], REGISTRY),
        ([("fields", "id"), ("fields", "name")], ("id", "name")),
        ([("fields[]", "id"), ("fields[]", "name,host")], ("id",)),
        ([("fields[$root]", "id")], ("id",)),
        ([("fields[__DEFAULT__]", "id")], ("id",)),
        ([("fields[registry]", "id")], ("id",)),
        ([("fields", "id"), ("fields[$root]", "name")], ("id",)),
        ([("fields[$root]", "name"), ("fields", "id")], ("name",)),
    ],
)
def test_fields(pairs: list[tuple[str, str]], expected: tuple[str, ...]) -> None:
    for single in (False, True):
        assert read(*pairs, resource=TABLE["registry"], single=single).fields == {(): expected}


def test_fields_of_auth() -> None:
    users, realms = TABLE["user"], TABLE["realm"]
    assert read(("fields", "id,name"), resource=users).fields[()] == ("id", "name", "realm_id")
    assert read(("fields", "-realmId"), resource=users).fields[()] == tuple(users.answered)
    assert read(("fields", "+email"), resource=users).fields[()] == (*users.answered, "email")
    for secret in ("password", "resetHash", "activateHash"):
        assert read(("fields", f"+{secret}"), resource=users).fields[()] == tuple(users.answered)
    assert read(("fields", "+name"), resource=realms).fields[()] == ("name",)


@pytest.mark.parametrize("key", ["fields[registryProject]", "fields[node.registryProject]"])
def test_fields_of_a_relation(key: str) -> None:
    project = TABLE["registry_project"]
    query = read(("include", "registryProject"), (key, "+accountSecret"), ("fields[$root]", "id"))
    expected = (*project.answered, "account_secret")
    if key == "fields[registryProject]":
        assert query.fields == {(): ("id",), ("registry_project",): expected}
    query = read(
        ("include", "registryProject.registry"), ("fields", "id,registryProject.name,registryProject.registry.host")
    )
    assert query.fields == {
        (): ("id",),
        ("registry_project",): ("id", "name"),
        ("registry_project", "registry"): ("id", "host"),
    }
    assert read(("fields[registryProject]", "name")).fields == {(): tuple(NODE.answered)}


# -- include ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], ()),
        ([("include", "")], ()),
        ([("include", "registry")], (("registry",),)),
        ([("include", "registry,registry,nothing")], (("registry",),)),
        ([("include", "registry_project")], ()),
        ([("include", "registry"), ("include", "registryProject")], (("registry",), ("registry_project",))),
        ([("include[]", "registryProject")], (("registry_project",),)),
        ([("include[registryProject]", "registry")], (("registry_project",), ("registry_project", "registry"))),
        ([("include", "registryProject.registry")], (("registry_project",), ("registry_project", "registry"))),
        ([("include", "registryProject.nothing.registry")], (("registry_project",),)),
        ([("include", "nothing.registry")], ()),
        ([("include", "registry." * 10_000)], (("registry",),)),
    ],
)
def test_include(pairs: list[tuple[str, str]], expected: tuple[tuple[str, ...], ...]) -> None:
    for single in (False, True):
        query = read(*pairs, single=single)
        assert query.include == expected
        assert set(query.fields) == {(), *expected}


# -- sorting and paging -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], []),
        ([("sort", "name")], [("name", False)]),
        ([("sort", "-name")], [("name", True)]),
        ([("sort", "-name,createdAt")], [("name", True), ("created_at", False)]),
        ([("sort", "name"), ("sort", "-updatedAt")], [("name", False), ("updated_at", True)]),
        ([("sort", "name,createdAt,-name")], [("name", True), ("created_at", False)]),
        ([("sort", "id,created_at,,-,--name")], []),
        ([("sort[name]", "DESC"), ("sort[createdAt]", "asc")], [("name", True), ("created_at", False)]),
        ([("sort[name]", "sideways")], []),
        ([("sort", "registry.id,name")], [("name", False), ("registry.id", False)]),
        ([("sort", "-registry.id")], [("registry.id", True)]),
        ([("sort[registry]", "-id")], [("registry.id", True)]),
        ([("sort[registry.id]", "desc")], [("registry.id", True)]),
        ([("sort", "node.name,registry.host")], [("name", False)]),
        ([("sort", "registryProject.registry.id")], [("registry_project.registry.id", False)]),
        ([("sort", "registry." * 10_000 + "id")], []),
    ],
)
def test_sort(pairs: list[tuple[str, str]], expected: list[tuple[str, bool]]) -> None:
    assert [(".".join(path), descending) for path, descending in read(*pairs).sort] == expected


def test_default_sort() -> None:
    images, projects = TABLE["master_image"], TABLE["project"]
    for pairs in ([], [("sort", "")], [("sort", "nothing")]):
        assert read(*pairs, resource=images).sort == ((("path",), False),)
    assert read(("sort", "-path"), resource=images).sort == ((("path",), True),)
    assert read(("sort", "masterImage.nothing"), resource=projects).sort == ((("master_image", "path"), False),)


@pytest.mark.parametrize(
    ("limit", "offset", "expected"),
    [
        ("1", "2", (1, 2)),
        ("50", "0", (50, 0)),
        ("51", "-1", (50, 0)),
        ("0", "", (50, 0)),
        ("-5", "x", (50, 0)),
        (" 7x", "3.9", (7, 3)),
        ("+7", "007", (7, 7)),
        ("1e3", "0x10", (1, 0)),
        ("9" * 10_000, "9" * 10_000, (50, MAX_OFFSET)),
    ],
)
def test_page(limit: str, offset: str, expected: tuple[int, int]) -> None:
    query = read(("page[limit]", limit), ("page[offset]", offset))
    assert (query.limit, query.offset) == expected


def test_page_needs_names() -> None:
    query = read(("page", "5"), ("limit", "5"), ("page[size]", "5"))
    assert (query.limit, query.offset) == (50, 0)


# -- the whole ----------------------------------------------------------------------------------------------------


def test_given() -> None:
    assert not read().given
    assert read(("anything", "")).given
    assert replace(read(("anything", "")), given=False) == read()


def test_single_record_looks_at_fields_and_include_only() -> None:
    query = read(
        ("filter", "eq("),
        ("sort", "-name"),
        ("page[limit]", "1"),
        ("filter[__proto__]", ""),
        ("fields", "id"),
        single=True,
    )
    assert query == Query(True, {(): ("id",)}, (), None, (), 50, 0)


@pytest.mark.parametrize("part", ["__proto__", "constructor", "prototype"])
@pytest.mark.parametrize(
    ("name", "text", "parameter"),
    [
        ("filter[{}]", "x", "filters"),
        ("filter[registry][{}]", "x", "filters"),
        ("filter[registry.{}.name]", "x", "filters"),
        ("fields", "id,+{}", "fields"),
        ("fields[{}]", "id", "fields"),
        ("fields[$root]", "{}.name", "fields"),
        ("include", "registry,{}", "relations"),
        ("include[]", "registry.{}", "relations"),
        ("sort", "-{}", "sorts"),
        ("sort[{}]", "asc", "sorts"),
        ("page[{}]", "1", "pagination"),
    ],
)
def test_prototype_is_out_of_bounds(part: str, name: str, text: str, parameter: str) -> None:
    issue = refusal((name.format(part), text.format(part)))
    assert issue["code"] == "keyInvalid"
    assert issue["meta"]["parameter"] == parameter
    assert part in issue["path"]


def test_prototype_is_a_fine_value() -> None:
    assert comparison("__proto__") == ("eq", "__proto__")


def test_only_so_many_parameters_are_read() -> None:
    assert filtered(*[("x", "")] * 999, ("filter[name]", "a")) is not None
    assert filtered(*[("x", "")] * 1000, ("filter[name]", "a")) is None


def test_only_so_many_parts_of_a_key_are_read() -> None:
    assert filtered(("filter" + "[registry]" * 5 + "[name]", "a"), ("filter[" * 1000 + "]" * 1000, "a")) is None


def test_half_characters_are_replaced() -> None:
    assert comparison("a\ud83db") == ("eq", "a\ufffdb")
    assert comparison("\ud83d\ude00") == ("eq", "\U0001f600")


# -- properties ---------------------------------------------------------------------------------------------------

PATHS = st.sampled_from([("name",), ("hidden",), ("registry", "name"), ("registry_project", "external_name")])
WIRES = {
    ("name",): "name",
    ("hidden",): "hidden",
    ("registry", "name"): "registry.name",
    ("registry_project", "external_name"): "registryProject.externalName",
}
KEYWORDS = {"contains": "contains", "starts": "startsWith", "ends": "endsWith"}
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
VALUES = st.one_of(
    TEXTS.filter(lambda text: scalar(text) == text),
    st.booleans(),
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
)


def comparisons() -> st.SearchStrategy[Comparison]:
    return st.one_of(
        st.builds(Comparison, PATHS, st.sampled_from(["eq", "ne", "lt", "lte", "gt", "gte"]), VALUES),
        st.builds(Comparison, PATHS, st.sampled_from(["in", "nin"]), st.lists(VALUES, max_size=3).map(tuple)),
        st.builds(
            Comparison,
            PATHS,
            st.sampled_from([f"{no}{match}" for no in ("", "not_") for match in KEYWORDS]),
            TEXTS,
        ),
    )


def trees() -> st.SearchStrategy[Condition]:
    def larger(members: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        groups = st.builds(Group, st.sampled_from(["and", "or"]), st.lists(members, min_size=1, max_size=3).map(tuple))
        orders = st.builds(Comparison, PATHS, st.sampled_from(["lt", "gte"]), VALUES)
        return st.one_of(groups, st.builds(Negation, st.one_of(groups, orders)))

    return st.recursive(comparisons(), larger, max_leaves=10)


def quoted(value: Any) -> str:
    if value is None:
        return "null"
    text = str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else repr(value)
    return "'" + text.replace("'", "''") + "'"


def rendered(condition: Condition) -> str:
    if isinstance(condition, Group):
        return f"{condition.operator}({','.join(map(rendered, condition.members))})"
    if isinstance(condition, Negation):
        return f"not({rendered(condition.member)})"
    field, operator, value = WIRES[condition.path], condition.operator, condition.value
    if operator == "ne":
        return f"not(eq({field},{quoted(value)}))"
    if isinstance(value, tuple):
        return f"{operator}({','.join([field, *map(quoted, value)])})"
    positive = operator.removeprefix("not_")
    written = f"{KEYWORDS.get(positive, positive)}({field},{quoted(value)})"
    return written if positive == operator else f"not({written})"


@given(trees())
@settings(deadline=None)
def test_expression_is_read_back(condition: Condition) -> None:
    assert filtered(("filter", rendered(condition))) == condition


WORDS = ["and", "or", "not", "eq", "lt", "in", "contains", "size", "null", "name", "registry", "__proto__", "é"]
MARKS = ["(", ")", ",", ".", "'a'", "''", "'", "$this", "$x"]
SOUP = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=12).map(" ".join)
NAMES = st.one_of(
    st.sampled_from(["filter", "fields", "include", "sort", "page[limit]", "page[offset]", "codec", "filter[]"]),
    st.lists(
        st.sampled_from(
            [
                "filter",
                "fields",
                "sort",
                "include",
                "[name]",
                "[",
                "]",
                "[]",
                "[registry]",
                ".",
                "[1]",
                "[id]",
                "[registry.id]",
            ]
        ),
        max_size=5,
    ).map("".join),
    st.text(max_size=10),
)
ANYTHING = st.one_of(st.text(max_size=20), SOUP, st.text("!~<>=,-+.ab '()", max_size=12))


@given(st.lists(st.tuples(NAMES, ANYTHING), max_size=5), st.booleans())
@settings(max_examples=300, deadline=None)
def test_anything_is_read_or_rejected(pairs: list[tuple[str, str]], single: bool) -> None:
    try:
        query = read(*pairs, single=single)
    except QueryRejected as rejection:
        json.dumps([rejection.message, rejection.issues]).encode()
        return
    assert 1 <= query.limit <= 50
    assert query.offset >= 0
    assert set(query.fields) == {(), *query.include}
    assert all(path[:-1] in {(), *query.include[:number]} for number, path in enumerate(query.include))
    assert all(set(names) <= {*NODE.answered} for path, names in query.fields.items() if not path)


@given(SOUP)
@settings(deadline=None)
def test_any_expression_is_read_or_rejected(text: str) -> None:
    with suppress(QueryRejected):
        assert isinstance(read_expression(text, lambda names: names), (Comparison, Group, Negation))
