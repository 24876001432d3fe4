"""The SQL of conditions and sort keys, run by SQLite and held against recorded answers and a naive evaluation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame_hub.contract import TABLE
from flame_hub.contract.table import Field, Resource, Type
from flame_hub.embedded.filters import MAX_CONDITIONS, MAX_DEPTH, Comparison, Condition, Group, Negation, negate
from flame_hub.embedded.query import Query, QueryRejected, read_query
from flame_hub.embedded.sql import InvalidLiteral, compile_filter, compile_sort, joins

TRACES = Path(__file__).parent.parent / "congruence" / "traces"
NODE = TABLE["node"]
COLUMNS = {Type.BOOLEAN: "INTEGER", Type.INTEGER: "INTEGER"}
IDS = tuple(f"{digit * 8}-0000-4000-8000-abcdefabcdef" for digit in "0123456789")

Row = dict[str, Any]


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.create_function("fold", 1, lambda text: None if text is None else text.lower(), deterministic=True)
    for resource in TABLE:
        columns = ", ".join(f'"{f.name}" {COLUMNS.get(f.type, "TEXT")}' for f in resource.stored.values())
        key = ', PRIMARY KEY ("id")' if resource.keyed else ""
        connection.execute(f'CREATE TABLE "{resource.stored_as}" ({columns}{key})')
    connection.execute('CREATE INDEX "nodes_name" ON "nodes" (fold("name"))')
    yield connection
    connection.close()


def fill(database: sqlite3.Connection, resource: Resource, rows: Sequence[Row]) -> None:
    database.execute(f'DELETE FROM "{resource.stored_as}"')
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        database.execute(f'INSERT INTO "{resource.stored_as}" ({names}) VALUES ({marks})', list(row.values()))


def select(
    database: sqlite3.Connection,
    resource: Resource,
    condition: Condition | None,
    sort: Sequence[tuple[tuple[str, ...], bool]] = (),
    end: str = "",
) -> list[str]:
    """The ids of the records that meet the condition, in order."""
    where, order = compile_filter(TABLE, resource, condition), compile_sort(TABLE, resource, sort)
    joined = joins(TABLE, resource, (*where.joins, *order.joins))
    by = f"ORDER BY {order.sql}" if order.sql else f'ORDER BY "{resource.stored_as}".rowid'
    sql = f'SELECT "{resource.stored_as}"."id" FROM "{resource.stored_as}" {joined} WHERE {where.sql} {by} {end}'
    return [row[0] for row in database.execute(sql, where.parameters)]


def run(database: sqlite3.Connection, resource: Resource, *pairs: tuple[str, str]) -> list[str]:
    query: Query = read_query(TABLE, resource, pairs)
    return select(database, resource, query.filter, query.sort, f"LIMIT {query.limit} OFFSET {query.offset}")


# -- the real Hub -------------------------------------------------------------------------------------------------


def recorded(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TRACES / f"{name}.jsonl").read_text("utf-8").splitlines()[1:]]


def test_finds_what_the_hub_found(database: sqlite3.Connection) -> None:
    exchanges = recorded("core-queries")
    created = [
        row["response"]["json"]["data"]
        for row in exchanges
        if row["request"]["path"] == "/nodes" and "json" in row["request"]
    ]
    fill(database, NODE, [{NODE.by_wire[wire].name: value for wire, value in record.items()} for record in created])
    compared = 0
    for exchange in exchanges:
        request, answer = exchange["request"], exchange["response"]["json"]
        if request["method"] == "GET" and exchange["response"]["status"] == 200:
            pairs = [(name, text) for name, text in request["query"]]
            assert run(database, NODE, *pairs) == [record["id"] for record in answer["data"]], pairs
            condition = read_query(TABLE, NODE, pairs).filter
            assert len(select(database, NODE, condition)) == answer["meta"]["total"]
            compared += 1
    assert compared == 31


# -- small tables -------------------------------------------------------------------------------------------------


@pytest.fixture
def nodes(database: sqlite3.Connection) -> Callable[..., list[str]]:
    """Finds nodes named like their letters; of a to e the first three have a registry."""
    fill(database, TABLE["registry"], [{"id": IDS[1], "name": "North"}, {"id": IDS[2], "name": None}])
    names = ["100%", "a_b", "Ärzte", "x\\y", None]
    registries = [IDS[1], IDS[1], IDS[2], None, None]
    fill(
        database,
        NODE,
        [
            {"id": IDS[number], "name": name, "hidden": number % 2, "registry_id": registry, "realm_id": IDS[9]}
            for number, (name, registry) in enumerate(zip(names, registries, strict=True))
        ],
    )
    return lambda *pairs: "".join("abcde"[IDS.index(found)] for found in run(database, NODE, *pairs))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A_B", "b"),
        ("ÄRZTE", "c"),
        ("!a_b", "acde"),
        ("a_b,ärzte", "bc"),
        ("a_b,null", "be"),
        ("!a_b,ärzte", "ade"),
        ("!a_b,null", "acd"),
        ("null", "e"),
        ("!null", "abcd"),
        ("null,null", "e"),
        (",", ""),
        ("~%~", "a"),
        ("~_~", "b"),
        ("~\\~", "d"),
        ("!~_~", "acde"),
        ("är~", "c"),
        ("!är~", "abde"),
        ("~TE", "c"),
        ("~0%", "a"),
        ("~ and more than that%", ""),
        ("!~te", "abde"),
        ("<a", "a"),
        (">=a", "bcd"),
        ("<null", ""),
    ],
)
def test_bracket_filters_find(nodes: Callable[..., list[str]], text: str, expected: str) -> None:
    assert nodes(("filter[name]", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not(lt(name,'a'))", "bcde"),
        ("not(lt(name,null))", "abcde"),
        ("not(and(eq(name,'a_b'),eq(hidden,'true')))", "acde"),
        ("not(or(lt(name,'a'),gt(name,'x')))", "be"),
        ("in(name)", ""),
        ("nin(name)", "abcde"),
        ("and(gte(name,'a'),lt(name,'b'))", "b"),
        ("contains(name,'')", "abcd"),
        ("startsWith(name,'')", "abcd"),
        ("endsWith(name,'')", "abcd"),
        ("eq(registry.name,'north')", "ab"),
        ("not(eq(registry.name,'north'))", "cde"),
        ("eq(registry.name,null)", "cde"),
        ("or(eq(registry.name,'north'),eq(name,'ärzte'))", "abc"),
        (f"eq(registry.id,'{IDS[2].upper()}')", "c"),
    ],
)
def test_expressions_find(nodes: Callable[..., list[str]], text: str, expected: str) -> None:
    assert nodes(("filter", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", "bd"),
        ("FALSE", "ace"),
        ("1", "bd"),
        ("yes", "bd"),
        ("of", "ace"),
        ("!true", "ace"),
        ("true,false", "abcde"),
        ("<true", "ace"),
        ("null", ""),
    ],
)
def test_booleans(nodes: Callable[..., list[str]], text: str, expected: str) -> None:
    assert nodes(("filter[hidden]", text)) == expected


@pytest.mark.parametrize(
    "text", [IDS[2], IDS[2].upper(), IDS[2].replace("-", ""), "{" + IDS[2] + "}", f"{IDS[2]},{IDS[2]}"]
)
def test_uuids(nodes: Callable[..., list[str]], text: str) -> None:
    assert nodes(("filter[id]", text)) == "c"
    assert nodes(("filter[id]", "!" + text)) == "abde"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ([("name", False)], "abdce"),
        ([("name", True)], "ecdba"),
        ([("registry.id", False), ("id", False)], "abcde"),
        ([("registry.id", True), ("id", False)], "decab"),
        ([("registry.name", False), ("id", True)], "baedc"),
    ],
)
@pytest.mark.usefixtures("nodes")
def test_null_is_sorted_as_the_largest(
    database: sqlite3.Connection, sort: list[tuple[str, bool]], expected: str
) -> None:
    rows = tuple(replace(row, nullable=True) if isinstance(row, Field) else row for row in NODE.rows)
    keys = [(tuple(name.split(".")), descending) for name, descending in sort]
    found = select(database, replace(NODE, rows=rows), None, keys)
    assert "".join("abcde"[IDS.index(node)] for node in found) == expected


def test_order_of_a_required_field_can_use_an_index() -> None:
    assert compile_sort(TABLE, NODE, [(("name",), True)]).sql == '"nodes"."name" DESC'
    assert compile_sort(TABLE, NODE, []).sql == ""


# -- values that a column cannot have -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("id", "x", 'invalid input syntax for type uuid: "x"'),
        ("id", "!X", 'invalid input syntax for type uuid: "X"'),
        ("id", f"{IDS[0]},x", 'invalid input syntax for type uuid: "x"'),
        ("id", "<5.50", 'invalid input syntax for type uuid: "5.5"'),
        ("id", "true", 'invalid input syntax for type uuid: "true"'),
        ("id", f"{IDS[0]}0", f'invalid input syntax for type uuid: "{IDS[0]}0"'),
        ("id", "{" + IDS[0], 'invalid input syntax for type uuid: "{' + IDS[0] + '"'),
        ("id", "1" * 32, 'invalid input syntax for type uuid: "1.1111111111111112e+31"'),
        ("id", "abc~", "operator does not exist: uuid ~~ text"),
        ("hidden", "x", 'invalid input syntax for type boolean: "x"'),
        ("hidden", "o", 'invalid input syntax for type boolean: "o"'),
        ("hidden", "2", 'invalid input syntax for type boolean: "2"'),
        ("hidden", "~t~", "operator does not exist: boolean ~~ text"),
        ("name", "a\0b", 'invalid byte sequence for encoding "UTF8": 0x00'),
        ("name", "~a\0", 'invalid byte sequence for encoding "UTF8": 0x00'),
    ],
)
def test_invalid_literals(field: str, text: str, message: str) -> None:
    query = read_query(TABLE, NODE, [(f"filter[{field}]", text)])
    with pytest.raises(InvalidLiteral) as caught:
        compile_filter(TABLE, NODE, query.filter)
    assert caught.value.message == str(caught.value) == message


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("x", 'invalid input syntax for type integer: "x"'),
        (1.5, 'invalid input syntax for type integer: "1.5"'),
        (True, 'invalid input syntax for type integer: "true"'),
        (3e9, 'value "3000000000" is out of range for type integer'),
        (1e20, 'value "100000000000000000000" is out of range for type integer'),
    ],
)
def test_invalid_integers(value: Any, message: str) -> None:
    with pytest.raises(InvalidLiteral) as caught:
        compile_filter(TABLE, TABLE["bucket_file"], Comparison(("size",), "eq", value))
    assert caught.value.message == message
    assert compile_filter(TABLE, TABLE["bucket_file"], Comparison(("size",), "gt", 5.0)).parameters == (5,)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (-1.25, "-1.25"),
        (1e20, "100000000000000000000"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (0.000001, "0.000001"),
        (1.5e-7, "1.5e-7"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (True, "true"),
        (False, "false"),
    ],
)
def test_texts_are_compared_with_what_javascript_writes(value: Any, text: str) -> None:
    assert compile_filter(TABLE, NODE, Comparison(("name",), "gt", value)).parameters == (text,)
    assert compile_filter(TABLE, NODE, Comparison(("name",), "eq", value)).parameters == (text.lower(),)
    assert compile_filter(TABLE, NODE, Comparison(("name",), "in", (value,))).parameters == (
        json.dumps([text.lower()]),
    )


# -- size ---------------------------------------------------------------------------------------------------------


def test_long_lists(database: sqlite3.Connection, nodes: Callable[..., list[str]]) -> None:
    names = [f"name {number}" for number in range(20_000)]
    assert nodes(("filter[name]", ",".join([*names, "Ärzte"]))) == "c"
    assert nodes(("filter[name]", ",".join(["!a_b", *names, "Ärzte"]))) == "ade"


LEAF = Comparison(("name",), "eq", "a_b")
NOT_LEAF = Negation(Comparison(("name",), "lt", "a"))


def chain(first: bool, fill_up: int) -> Condition:
    """As deep as can be, with further members before or after the deep one."""
    condition: Condition = LEAF
    for depth in range(MAX_DEPTH):
        others = (LEAF,) * fill_up
        members = (condition, *others) if first else (*others, condition)
        condition = Group("and" if depth % 2 else "or", members)
        condition = Negation(condition) if depth % 3 == 2 else condition
    return condition


def bush(depth: int) -> Condition:
    return LEAF if depth == 0 else Group("and" if depth % 2 else "or", (bush(depth - 1), bush(depth - 1)))


def comb() -> Condition:
    """Deep members beside deep members."""
    condition: Condition = LEAF
    for depth in range(MAX_DEPTH):
        other: Condition = LEAF
        for inner in range(min(depth, 20)):
            other = Group("or" if inner % 2 else "and", (NOT_LEAF, other))
        condition = Group("and" if depth % 2 else "or", (other, condition))
    return condition


@pytest.mark.parametrize(
    "condition",
    [
        Group("or", (LEAF,) * MAX_CONDITIONS),
        Group("and", (NOT_LEAF,) * MAX_CONDITIONS),
        *(chain(first, fill_up) for first in (True, False) for fill_up in (1, 15, 16, 17, 30)),
        bush(9),
        comb(),
    ],
)
def test_large_conditions_are_not_too_large_for_sqlite(
    database: sqlite3.Connection, nodes: Callable[..., list[str]], condition: Condition
) -> None:
    found = select(database, NODE, condition)
    assert sorted([*found, *select(database, NODE, negate(condition))]) == sorted(select(database, NODE, None))


def test_names_are_looked_up_in_the_index(database: sqlite3.Connection) -> None:
    for condition in (LEAF, Comparison(("name",), "in", ("a", "b"))):
        clause = compile_filter(TABLE, NODE, condition)
        plan = database.execute(f'EXPLAIN QUERY PLAN SELECT * FROM "nodes" WHERE {clause.sql}', clause.parameters)
        assert "USING INDEX nodes_name" in " ".join(str(step) for step in plan)


# -- properties ---------------------------------------------------------------------------------------------------

NAMES = ["", "a", "A", "ab", "äB", "5", "true", "%", "_", "b\\", "'; DROP TABLE nodes --", "ß"]
TEXTS = st.one_of(st.none(), st.sampled_from(NAMES))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXTS,
            "hidden": st.sampled_from([None, 0, 1]),
            "realm_id": st.sampled_from([None, *IDS[:3]]),
            "registry_id": st.sampled_from([None, *IDS[:4]]),
        }
    ),
    max_size=6,
)
REGISTRIES = st.lists(TEXTS, max_size=3)

TEXT_VALUES = st.one_of(st.sampled_from(NAMES), st.just(5.0), st.booleans(), st.none())
KINDS: list[tuple[tuple[str, ...], st.SearchStrategy[Any]]] = [
    (("name",), TEXT_VALUES),
    (("registry", "name"), TEXT_VALUES),
    (("hidden",), st.one_of(st.booleans(), st.none())),
    (("realm_id",), st.one_of(st.sampled_from(IDS[:4]), st.none())),
]


def comparisons() -> st.SearchStrategy[Condition]:
    strategies: list[st.SearchStrategy[Condition]] = []
    for path, values in KINDS:
        operators = st.sampled_from(["eq", "ne", "lt", "lte", "gt", "gte"])
        strategies.append(st.builds(Comparison, st.just(path), operators, values))
        lists = st.lists(values, max_size=3).map(tuple)
        strategies.append(st.builds(Comparison, st.just(path), st.sampled_from(["in", "nin"]), lists))
    matches = st.sampled_from(["contains", "starts", "ends", "not_contains", "not_starts", "not_ends"])
    paths = st.sampled_from([("name",), ("registry", "name")])
    strategies.append(st.builds(Comparison, paths, matches, st.sampled_from(NAMES)))
    return st.one_of(strategies)


def trees() -> st.SearchStrategy[Condition]:
    def larger(members: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        groups = st.builds(Group, st.sampled_from(["and", "or"]), st.lists(members, max_size=3).map(tuple))
        return st.one_of(groups, st.builds(Negation, members))

    return st.recursive(comparisons(), larger, max_leaves=8)


OPPOSITES = {"ne": "eq", "nin": "in", "not_contains": "contains", "not_starts": "starts", "not_ends": "ends"}


def holds(condition: Condition, row: Row) -> bool:
    """The naive evaluation: false where SQL would know no answer."""
    if isinstance(condition, Group):
        return (all if condition.operator == "and" else any)(holds(member, row) for member in condition.members)
    if isinstance(condition, Negation):
        return not holds(condition.member, row)
    operator, value = condition.operator, condition.value
    if operator in OPPOSITES:
        return not holds(Comparison(condition.path, OPPOSITES[operator], value), row)
    stored = row[".".join(condition.path)]

    def as_stored(value: Any) -> Any:
        if value is None or condition.path == ("hidden",):
            return value
        return {5.0: "5", True: "true", False: "false"}.get(value, value)

    def folded(text: Any) -> Any:
        return text.lower() if isinstance(text, str) else text

    if operator == "eq":
        return folded(stored) == folded(as_stored(value))
    if isinstance(value, tuple):
        return folded(stored) in [folded(as_stored(member)) for member in value]
    if stored is None or value is None:
        return False
    if operator in ("contains", "starts", "ends"):
        sought, text = folded(value), folded(stored)
        return {"contains": sought in text, "starts": text.startswith(sought), "ends": text.endswith(sought)}[operator]
    compared = as_stored(value)
    left, right = (stored.encode(), compared.encode()) if isinstance(stored, str) else (stored, compared)
    return {"lt": left < right, "lte": left <= right, "gt": left > right, "gte": left >= right}[operator]


@given(ROWS, REGISTRIES, trees())
@settings(max_examples=300, deadline=None)
def test_sql_finds_what_python_finds(
    database: sqlite3.Connection, rows: list[Row], registries: list[str | None], condition: Condition
) -> None:
    rows = [{"id": IDS[number], **row} for number, row in enumerate(rows)]
    fill(database, TABLE["registry"], [{"id": IDS[number], "name": name} for number, name in enumerate(registries)])
    fill(database, NODE, rows)
    names = dict(zip(IDS, registries, strict=False))
    expected = [row["id"] for row in rows if holds(condition, {**row, "registry.name": names.get(row["registry_id"])})]
    assert select(database, NODE, condition, [(("id",), False)]) == expected
    complement = select(database, NODE, negate(condition), [(("id",), False)])
    assert sorted([*expected, *complement]) == [row["id"] for row in rows]


FIELDS = st.sampled_from(["id", "name", "hidden", "realmId", "registry.name", "registry][id", "nothing"])
HOSTILE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["' OR 1=1 --", '"; DROP TABLE "nodes"', "?", ":1", "%", "a" * 1000, "\0", "\ud800", "[", '["', "{}"]
    ),
    st.text("!~<>=,%_'\"\\ab1-", max_size=10),
)


@given(st.lists(st.tuples(FIELDS, HOSTILE), max_size=3), st.sampled_from(["", "name", "-registry.id,createdAt"]))
@settings(max_examples=300, deadline=None)
def test_hostile_texts_stay_values(database: sqlite3.Connection, filters: list[tuple[str, str]], sort: str) -> None:
    pairs = [(f"filter[{field}]", text) for field, text in filters]
    with suppress(QueryRejected, InvalidLiteral):
        run(database, NODE, *pairs, ("sort", sort))
    quoted = ",".join(f"eq({field},'" + text.replace("'", "''") + "')" for field, text in filters if "[" not in field)
    with suppress(QueryRejected, InvalidLiteral):
        run(database, NODE, ("filter", f"and({quoted})"))
    assert database.execute('SELECT count(*) FROM "nodes"').fetchone()[0] >= 0


@settings(deadline=None)
@given(st.lists(HOSTILE, max_size=4), st.sampled_from(["eq", "gt", "in", "contains"]))
def test_no_value_gets_into_the_sql(texts: list[str], operator: str) -> None:
    marked = [f"<<{text}>>" for text in texts if "\0" not in text] or ["<<>>"]
    value: Any = tuple(marked) if operator == "in" else marked[0]
    clause = compile_filter(TABLE, NODE, Comparison(("name",), operator, value))
    assert "<<" not in clause.sql
    assert clause.sql.count("?") == len(clause.parameters)
