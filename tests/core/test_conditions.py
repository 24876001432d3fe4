"""Conditions as objects, and what Hubs read in what is made of them.

Every condition is made together with a plain Python function that says for which records it holds. What is sent is
read back, by the embedded Hub's reader for today's Hubs and by a small one below for those before 0.12.3, and must
hold for the same records.
"""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import flame_hub
from flame_hub.contract import TABLE
from flame_hub.contract.releases import release_of
from flame_hub.contract.table import Resource, wire_name
from flame_hub.core.dialects import NEWEST, Dialect
from flame_hub.core.query import build_query
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.filters import Comparison, Condition, Group, Negation
from flame_hub.embedded.query import read_query
from flame_hub.errors import UsageError
from flame_hub.filters import (
    all_of,
    any_of,
    between,
    contains,
    ends_with,
    equals,
    greater_than,
    greater_than_equals,
    is_null,
    less_than,
    less_than_equals,
    negate,
    none_of,
    not_equals,
    not_null,
    one_of,
    starts_with,
)
from flame_hub.types import FilterOperator

NODE = TABLE["node"]
#: The last Hub that read filters in the old way.
OLD = Dialect("core", release_of("0.12.2"))
#: It reads them in the new way, but has its names in snake_case.
BETWEEN_THE_TWO = Dialect("core", release_of("0.12.5"))


# -- the objects --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (equals("a"), "equals('a')"),
        (not_equals(5), "not_equals(5)"),
        (one_of("a", None), "one_of('a', None)"),
        (none_of(["a", "b"]), "none_of('a', 'b')"),
        (is_null(), "is_null()"),
        (not_null(), "not_null()"),
        (between(1, 5), "all_of(greater_than_equals(1), less_than_equals(5))"),
        (~starts_with("a"), "~starts_with('a')"),
        (negate("x~"), "~'x~'"),
        (starts_with("a") & ~contains("b"), "all_of(starts_with('a'), ~contains('b'))"),
        (any_of(ends_with("a"), "c~"), "any_of(ends_with('a'), 'c~')"),
        (any_of({"name": "x"}, {"hidden": True}), "any_of({'name': 'x'}, {'hidden': True})"),
        (negate({"name": greater_than("x")}), "negate({'name': greater_than('x')})"),
    ],
    ids=str,
)
def test_a_condition_shows_how_it_was_made(condition: object, text: str):
    assert repr(condition) == text


@pytest.mark.parametrize(
    "make",
    [
        lambda: equals("a"),
        lambda: one_of(value for value in ("a", "b")),
        lambda: starts_with("a") & ~contains("b") & not_null(),
        lambda: any_of({"name": "x", "hidden": True}, negate({"name": "y"})),
    ],
)
def test_conditions_that_say_the_same_are_equal(make: Callable[[], Any]):
    assert make() == make()
    assert hash(make()) == hash(make())
    assert {make(), make(), equals("z")} == {equals("z"), make()}
    assert copy.deepcopy(make()) == pickle.loads(pickle.dumps(make())) == make()
    assert make() != equals("z")


def test_operators_and_functions_make_the_same():
    a, b, c = equals("a"), contains("b"), less_than("c")
    assert a & b & c == all_of(a, b, c) == a & (b & c)
    assert a | b | c == any_of(a, b, c) == a | (b | c)
    assert ~a == negate(a) == not_equals("a")
    assert ~~a == a
    assert all_of(a) == any_of(a) == a
    assert any_of({"x": a}) & {"y": b} == all_of(any_of({"x": a}), {"y": b})
    assert {"y": b} | negate({"x": a}) == any_of({"y": b}, negate({"x": a}))
    assert {"y": b} & negate({"x": a}) == all_of({"y": b}, negate({"x": a}))
    assert one_of(["a", "b"]) == one_of("a", "b") == one_of(iter("ab"))
    assert one_of("ab") != one_of("a", "b")


def test_a_condition_cannot_be_changed_from_outside():
    mapping = {"name": "x"}
    condition = any_of(mapping, {"hidden": True})
    mapping["name"] = "y"
    assert condition == any_of({"name": "x"}, {"hidden": True})
    with pytest.raises(AttributeError):
        condition.members = ()  # pyright: ignore[reportAttributeAccessIssue]


def test_a_condition_has_no_truth_of_its_own():
    for join in (lambda a, b: a and b, lambda a, b: a or b, lambda a, _: not a):
        with pytest.raises(UsageError, match=r"with &, \| and ~"):
            join(starts_with("a"), ends_with("b"))
    for senseless in (5, "a", None):
        with pytest.raises(TypeError):
            starts_with("a") & senseless  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]


@pytest.mark.parametrize("make", [all_of, any_of])
def test_nothing_is_not_combined(make: Callable[[], object]):
    with pytest.raises(UsageError, match="at least one"):
        make()


# -- conditions with what they mean -------------------------------------------------------------------------------

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """What a caller asks for, and for which it holds: the values of a field, or records."""

    condition: Any
    holds: Callable[[Any], bool]

    def __repr__(self) -> str:
        return repr(self.condition)


def known(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """What holds for no field without a value."""
    return lambda value: value is not None and holds(value)


def contrary(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: not holds(value)


def both(*holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: all(one(value) for one in holds)


def either(*holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: any(one(value) for one in holds)


def among(*texts: str | None) -> Callable[[Any], bool]:
    return lambda value: (value if value is None else value.lower()) in [t if t is None else t.lower() for t in texts]


WORDS = ("a", "ab", "abc", "b", "ba", "c")
#: Texts in which Hubs find marks, words and numbers of their own, or SQL finds wildcards.
TRICKY = (
    "a,b",
    "!a",
    "a~",
    "~a",
    "~a~",
    "<a",
    ">=a",
    "=a",
    " a",
    "12",
    "007",
    "1e3",
    "null",
    "true",
    "a_c",
    "a%",
    "it's",
)
WORD = st.sampled_from(WORDS)
TEXT = st.one_of(WORD, st.sampled_from(TRICKY), st.text(alphabet="ab,!~<'1_", min_size=1, max_size=3))


@cache
def single_texts(*, old: bool) -> st.SearchStrategy[Case]:
    """Conditions on a text. An old Hub's own "is not" leaves records without a value out."""
    unlike = (lambda holds: known(contrary(holds))) if old else contrary
    literal = st.one_of(
        TEXT.map(lambda t: Case(equals(t), among(t))),
        TEXT.map(lambda t: Case(not_equals(t), contrary(among(t)))),
        TEXT.map(lambda t: Case(contains(t), known(lambda v: t.lower() in v.lower()))),
        TEXT.map(lambda t: Case(starts_with(t), known(lambda v: v.lower().startswith(t.lower())))),
        TEXT.map(lambda t: Case(ends_with(t), known(lambda v: v.lower().endswith(t.lower())))),
        TEXT.map(lambda t: Case(less_than(t), known(lambda v: v < t))),
        TEXT.map(lambda t: Case(less_than_equals(t), known(lambda v: v <= t))),
        TEXT.map(lambda t: Case(greater_than(t), known(lambda v: v > t))),
        TEXT.map(lambda t: Case(greater_than_equals(t), known(lambda v: v >= t))),
        st.tuples(TEXT, TEXT).map(lambda p: Case(between(*p), known(lambda v: p[0] <= v <= p[1]))),
        st.lists(TEXT | st.none(), min_size=1, max_size=3).map(lambda ts: Case(one_of(*ts), among(*ts))),
        st.lists(TEXT | st.none(), min_size=1, max_size=3).map(lambda ts: Case(none_of(ts), contrary(among(*ts)))),
        st.lists(TEXT | st.none(), min_size=1, max_size=3).map(lambda ts: Case(ts, among(*ts))),
        st.sampled_from([None, is_null()]).map(lambda n: Case(n, among(None))),
        st.just(Case(not_null(), contrary(among(None)))),
    )
    pairs = st.one_of(
        WORD.map(lambda w: Case((FilterOperator.equals, w), among(w))),
        WORD.map(lambda w: Case((FilterOperator.not_equals, w), unlike(among(w)))),
        WORD.map(lambda w: Case((FilterOperator.less_than, w), known(lambda v: v < w))),
        WORD.map(
            lambda w: Case((FilterOperator.like, w), known(lambda v: v.startswith(w) if old else v.lower().endswith(w)))
        ),
    )
    marked = st.one_of(
        WORD.map(lambda w: Case(w, among(w))),
        WORD.map(lambda w: Case(f"!{w}", unlike(among(w)))),
        WORD.map(lambda w: Case(f">={w}", known(lambda v: v >= w))),
        WORD.map(lambda w: Case(f"~{w}", known(lambda v: v.startswith(w) if old else v.lower().endswith(w)))),
        st.tuples(WORD, WORD).map(lambda p: Case(",".join(p), among(*p))),
        st.tuples(WORD, WORD).map(lambda p: Case("!" + ",".join(p), unlike(among(*p)))),
        st.sampled_from(["null", "NULL"]).map(lambda n: Case(n, among(None))),
        st.just(Case("!null", contrary(among(None)))),
    )
    new_marks = st.one_of(
        WORD.map(lambda w: Case(f"{w}~", known(lambda v: v.lower().startswith(w)))),
        WORD.map(lambda w: Case(f"~{w}~", known(lambda v: w in v.lower()))),
        WORD.map(lambda w: Case(f"!~{w}~", contrary(known(lambda v: w in v.lower())))),
        WORD.map(lambda w: Case(f"!~{w}", contrary(known(lambda v: v.lower().endswith(w))))),
    )
    return st.one_of(literal, pairs, marked) if old else st.one_of(literal, pairs, marked, new_marks)


@cache
def flags() -> st.SearchStrategy[Case]:
    return st.one_of(
        st.booleans().map(lambda flag: Case(flag, lambda v: v is flag)),
        st.booleans().map(lambda flag: Case(equals(flag), lambda v: v is flag)),
        st.booleans().map(lambda flag: Case(not_equals(flag), lambda v: v is not flag)),
        st.booleans().map(lambda flag: Case([flag], lambda v: v is flag)),
        st.just(Case([True, False], lambda v: v is not None)),
        st.booleans().map(lambda flag: Case("true" if flag else "false", lambda v: v is flag)),
    )


def joined(cases: st.SearchStrategy[Case]) -> st.SearchStrategy[Case]:
    """Cases, joined by functions and operators."""
    few = st.lists(cases, min_size=1, max_size=3)
    return st.one_of(
        few.map(lambda cs: Case(all_of(*(c.condition for c in cs)), both(*(c.holds for c in cs)))),
        few.map(lambda cs: Case(any_of(*(c.condition for c in cs)), either(*(c.holds for c in cs)))),
        cases.map(opposite),
    )


@cache
def conditions(*, text: bool, old: bool) -> st.SearchStrategy[Case]:
    """Conditions on one field. There is little that old Hubs can be asked but single ones and their contraries."""
    simple = single_texts(old=old) if text else flags()
    return simple | simple.map(opposite) if old else st.recursive(simple, joined, max_leaves=3)


def opposite(case: Case) -> Case:
    return Case(negate(case.condition), contrary(case.holds))


def fields_of(resource: Resource) -> dict[str, bool]:
    """Paths of fields that conditions are made on, and whether they are texts."""
    return {
        "node": {"name": True, "hidden": False, "registry.name": True, "registry_project.external_name": True},
        "project": {"name": True, "display_name": True, "master_image.virtual_path": True},
        "bucket_file": {"name": True, "directory": True, "bucket.name": True},
        "user": {"name": True, "display_name": True, "active": False},
    }[resource.name]


@st.composite
def records(draw: st.DrawFn, resource: Resource, *, old: bool = False) -> Case:
    """A mapping of fields to conditions."""
    fields = fields_of(resource)
    names = draw(st.lists(st.sampled_from(list(fields)), unique=True, min_size=1, max_size=3))
    spelt = draw(st.sampled_from([str, wire_name]))
    cases: dict[str, Case] = {}
    for name in names:
        cases[name] = draw(conditions(text=fields[name], old=old))
    return Case(
        {spelt(name): case.condition for name, case in cases.items()},
        both(*((lambda row, n=name, c=case: c.holds(row[n])) for name, case in cases.items())),
    )


@st.composite
def filters(draw: st.DrawFn, names: tuple[str, ...], *, old: bool = False) -> tuple[Resource, Case, list[Row]]:
    """A collection, a filter for it, and records that it may hold for."""
    resource = TABLE[draw(st.sampled_from(names))]
    whole = records(resource, old=old)
    case = draw(whole if old else st.recursive(whole, joined, max_leaves=4))
    fields = fields_of(resource)
    # Old Hubs look at upper and lower case: there is only the one here.
    texts = st.none() | WORD | st.sampled_from(TRICKY) if old else st.none() | TEXT | TEXT.map(str.upper)
    row = st.fixed_dictionaries({name: texts if text else st.booleans() for name, text in fields.items()})
    required = {n for n in fields if "." not in n and not resource.fields[n].nullable}
    rows = draw(st.lists(row, min_size=3, max_size=6))
    return resource, case, [{n: "x" if v is None and n in required else v for n, v in r.items()} for r in rows]


# -- today's Hubs -------------------------------------------------------------------------------------------------


def found(condition: Condition | None, row: Row) -> bool:
    """Whether a Hub finds a record with what its reader made of a query."""
    if condition is None:
        return True
    # Whether records without a value are among those of a negated group is for the query to say.
    assert not isinstance(condition, Negation)
    if isinstance(condition, Group):
        return (all if condition.operator == "and" else any)(found(member, row) for member in condition.members)
    operator, value = condition.operator, condition.value
    actual = as_column(row[".".join(condition.path)])
    if operator in ("ne", "nin", "not_contains", "not_starts", "not_ends"):
        return not found(Comparison(condition.path, POSITIVE[operator], value), row)
    if isinstance(value, tuple):
        return any(found(Comparison(condition.path, "eq", member), row) for member in value)
    if actual is None or value is None:
        return operator == "eq" and actual is value
    return OPERATORS[operator](actual, as_column(value))


POSITIVE: Mapping[str, Any] = {
    "ne": "eq",
    "nin": "in",
    "not_contains": "contains",
    "not_starts": "starts",
    "not_ends": "ends",
}
OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "eq": lambda actual, value: actual.lower() == value.lower(),
    "lt": lambda actual, value: actual < value,
    "lte": lambda actual, value: actual <= value,
    "gt": lambda actual, value: actual > value,
    "gte": lambda actual, value: actual >= value,
    "contains": lambda actual, value: value.lower() in actual.lower(),
    "starts": lambda actual, value: actual.lower().startswith(value.lower()),
    "ends": lambda actual, value: actual.lower().endswith(value.lower()),
}


def as_column(value: object) -> str | None:
    """A value as the Hub hands it to its database: as a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value  # pyright: ignore[reportReturnType]


@given(asked=filters(("node", "project", "bucket_file", "user")))
@settings(max_examples=250, deadline=None)
def test_a_hub_finds_what_was_asked_for(asked: tuple[Resource, Case, list[Row]]):
    resource, case, rows = asked
    try:
        pairs = build_query(resource, {"filter": case.condition}, search=True)
    except UsageError:
        assume(False)
        return
    read = read_query(TABLE, resource, pairs).filter
    assert [found(read, row) for row in rows] == [case.holds(row) for row in rows]


@given(text=TEXT | st.text(min_size=1, max_size=4))
@settings(deadline=None)
@pytest.mark.parametrize("make", [contains, starts_with, ends_with], ids=lambda make: make.__name__)
def test_a_text_is_looked_for_as_it_stands_whatever_it_is(make: Callable[[str], Any], text: str):
    for condition, operator in ((make(text), "{}"), (~make(text), "not_{}")):
        read = read_query(TABLE, NODE, build_query(NODE, {"filter": {"name": condition}}, search=True)).filter
        word = {contains: "contains", starts_with: "starts", ends_with: "ends"}[make]
        assert read == Comparison(("name",), operator.format(word), text)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("condition", "sent"),
    [
        ({"name": equals("x"), "hidden": equals(True)}, "filter[name]=x&filter[hidden]=true"),
        ({"name": equals("x")} & any_of({"hidden": True}), "filter[name]=x&filter[hidden]=true"),
        ({"name": starts_with("x")}, "filter[name]=x~"),
        ({"name": ~starts_with("x")}, "filter[name]=!x~"),
        ({"name": ends_with("x")}, "filter[name]=~x"),
        ({"name": ~contains("x")}, "filter[name]=!~x~"),
        ({"name": none_of("x", None)}, "filter[name]=!x,null"),
        ({"name": not_null()}, "filter[name]=!null"),
        ({"name": negate("x~")}, "filter[name]=!x~"),
        ({"name": ~less_than("x")}, "filter[name]=>=x"),
        ({"name": any_of("x", equals("y"))}, "filter[name]=x,y"),
        (any_of({"name": "x"}, {"name": ["y", "z"]}), "filter[name]=x,y,z"),
        ({"name": not_equals("x") & not_equals("y")}, "filter[name]=!x,y"),
        ({"name": equals("x,y")}, "filter=eq(name,'x,y')"),
        ({"name": less_than("=x")}, "filter=lt(name,'=x')"),
        (any_of({"name": "!<b"}, {"hidden": True}), "filter=or(lt(name,'b'),eq(hidden,'true'))"),
        (any_of({"name": "!~b"}, {"name": "! <b"}), "filter=or(not(endsWith(name,'b')),not(eq(name,'<b')))"),
        ({"name": ["x,y", "z"]}, "filter=in(name,'x,y','z')"),
        ({"name": (FilterOperator.not_equals, "x~")}, "filter=not(eq(name,'x~'))"),
        ({"name": contains(" x'")}, "filter=contains(name,' x''')"),
        ({"name": starts_with("a") & ~contains("b")}, "filter=and(startsWith(name,'a'),not(contains(name,'b')))"),
        ({"name": between("a", "b")}, "filter=and(gte(name,'a'),lte(name,'b'))"),
        ({"hidden": [True, False]}, "filter=in(hidden,'true','false')"),
        (any_of({"name": "x~"}, {"hidden": True}), "filter=or(startsWith(name,'x'),eq(hidden,'true'))"),
        (any_of({"name": "a,b"}, {"hidden": None}), "filter=or(in(name,'a','b'),eq(hidden,null))"),
        (negate({"name": "x", "hidden": True}), "filter=or(not(eq(name,'x')),not(eq(hidden,'true')))"),
        ({"registry.name": ~less_than("x")}, "filter=or(gte(registry.name,'x'),eq(registry.name,null))"),
    ],
    ids=str,
)
def test_brackets_are_used_where_they_can_say_it_and_expressions_else(condition: object, sent: str):
    pairs = build_query(NODE, {"filter": condition, "include": []}, search=True)
    assert "&".join("=".join(pair) for pair in pairs).removesuffix("&codec=url-expression") == sent
    assert (("codec", "url-expression") in pairs) is ("filter=" in sent)


def nested(levels: int) -> Any:
    condition: Any = {"registry.name": "a"}
    for level in range(levels):
        other = {"name": any_of(less_than("b"), starts_with("c") & ~less_than("d"))}
        condition = (any_of if level % 2 else all_of)(condition, other)
    return condition


def test_the_hub_takes_conditions_as_deep_as_they_may_be_nested():
    deepest = max(levels for levels in range(1, 60) if builds(nested(levels)))
    assert 20 < deepest < 32
    assert read_query(TABLE, NODE, build_query(NODE, {"filter": nested(deepest)}, search=True)).filter is not None
    for levels in (deepest + 1, 300):
        with pytest.raises(UsageError, match="nested deeper"):
            build_query(NODE, {"filter": nested(levels)}, search=True)


def builds(condition: object) -> bool:
    try:
        build_query(NODE, {"filter": condition}, search=True)
    except UsageError:
        return False
    return True


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"name": equals("null")}, "takes 'null' for no value at all: give None"),
        ({"name": not_equals("True")}, "takes 'True' for a truth value: give True or False"),
        ({"name": one_of("x", "007")}, "takes '007' for a number"),
        ({"name": less_than(" x")}, "takes ' x' for the same text without the blanks"),
        ({"hidden": equals("null")}, "takes 'null' for no value at all"),
        ({"name": equals("")}, "'name' has an empty value"),
        ({"name": contains("")}, "'name' has an empty value"),
        ({"name": one_of()}, "'name' has an empty value"),
        ({"name": one_of(x for x in ())}, "'name' has an empty value"),
        ({"name": equals(["a", "b"])}, "equals takes one value, not several"),
        ({"name": less_than(None)}, "less_than takes a value, not None"),
        ({"name": contains(None)}, "contains takes a text, not None"),  # pyright: ignore[reportArgumentType]
        ({"hidden": starts_with("t")}, "'hidden': starts_with looks into texts"),
        ({"client_id": (FilterOperator.like, "t")}, "'client_id': like looks into texts"),
        ({"client_id": equals("x")}, "'x' does not identify a client"),
        ({"name": {"first": "x"}}, "'name' cannot be compared with a dict"),
        ({"name": all_of("x", {"first": "x"})}, "'name' cannot be compared with a"),
        (starts_with("a"), "starts_with('a') needs a field: filter={'name': starts_with('a')}"),
        (any_of({"name": "a"}, equals("b")), "equals('b') needs a field"),
        (any_of({"name": "a"}, "b"), "not 'b'"),
        (any_of({"name": "a"}, {}), "An empty mapping"),
        (negate({}), "An empty mapping"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(condition: object, told: str):
    with pytest.raises(UsageError, match=re.escape(told)):
        build_query(NODE, {"filter": condition}, search=True)


@pytest.mark.parametrize("text", ["12", "-1", "1.5", "0", "x12", "1,2", "0.5.1", "nullable", "Infinite"])
def test_texts_that_look_like_numbers_are_found_if_the_hub_writes_them_so(text: str):
    read = read_query(TABLE, NODE, build_query(NODE, {"filter": {"name": equals(text)}}, search=True)).filter
    assert found(read, {"name": text})
    assert not found(read, {"name": text + "0"})


@pytest.mark.parametrize("text", ["1.0", "-0", "1e5", "0x10", "Infinity", "+1", ".5", "00", "9007199254740993"])
def test_texts_that_the_hub_would_write_otherwise_are_refused(text: str):
    with pytest.raises(UsageError, match="for a number, which it writes in another way"):
        build_query(NODE, {"filter": {"name": equals(text)}}, search=True)


@pytest.mark.parametrize("number", [2**53 + 1, 10**400])
def test_numbers_that_the_hub_has_not_are_refused(number: int):
    with pytest.raises(UsageError, match="no number"):
        build_query(NODE, {"filter": {"name": number}}, search=True)


# -- Hubs before 0.12.3 -------------------------------------------------------------------------------------------


def old_reading(text: str) -> Callable[[Any], bool]:
    """What a Hub before 0.12.3 finds with a text in brackets. Its SQL leaves null out of every comparison."""
    negative = text.startswith("!")
    rest = text.removeprefix("!")
    if rest.startswith("~"):
        pattern = str(as_column(old_value(rest[1:]))) + "%"
        like = re.compile("".join({"%": ".*", "_": "."}.get(c, re.escape(c)) for c in pattern), re.DOTALL)
        return known(lambda actual: (like.fullmatch(actual) is not None) is not negative)
    for mark, operator in (("<=", "lte"), ("<", "lt"), (">=", "gte"), (">", "gt")):
        if rest.startswith(mark):
            limit = as_column(old_value(rest[len(mark) :]))
            return known(partial(lambda compare, limit, actual: compare(actual, limit), OPERATORS[operator], limit))
    if "," in rest:
        # Some releases drop these two from lists.
        members = [as_column(v) for v in map(old_value, rest.split(",")) if v is not None and v is not False]
        return known(lambda actual: (as_column(actual) in members) is not negative)
    value = as_column(old_value(rest))
    if value is None:
        return lambda actual: (actual is None) is not negative
    return known(lambda actual: (as_column(actual) == value) is not negative)


def old_value(text: str) -> str | float | bool | None:
    words: dict[str, bool | None] = {"true": True, "false": False, "null": None}
    if text.strip().lower() in words:
        return words[text.strip().lower()]
    try:
        return float(text)
    except ValueError:
        return text


def old_brackets(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, Callable[[Any], bool]]]:
    for key, text in pairs:
        assert key != "codec"
        if key.startswith("filter"):
            yield key.removeprefix("filter[").removesuffix("]"), old_reading(text)


@given(asked=filters(("node", "project"), old=True))
@settings(max_examples=250, deadline=None)
def test_an_old_hub_finds_what_was_asked_for(asked: tuple[Resource, Case, list[Row]]):
    resource, case, rows = asked
    try:
        pairs = build_query(resource, {"filter": case.condition}, search=True, dialect=OLD)
    except UsageError:
        assume(False)
        return
    read = list(old_brackets(pairs))
    assert [all(holds(row[name]) for name, holds in read) for row in rows] == [case.holds(row) for row in rows]


@pytest.mark.parametrize(
    ("condition", "sent"),
    [
        ({"name": "~x"}, "~x"),
        ({"name": "x~"}, "x~"),
        ({"name": (FilterOperator.like, "a_b%")}, "~a_b%"),
        ({"name": starts_with("x")}, "~x"),
        ({"name": ~starts_with("x")}, "!~x"),
        ({"name": contains("x")}, "~%x"),
        ({"name": ~contains("12")}, "!~%12"),
        ({"name": ["x", "y"]}, "x,y"),
        ({"name": none_of("x", "y")}, "!x,y"),
        ({"name": any_of("x", "y")}, "x,y"),
        ({"name": None}, "null"),
        ({"name": ~is_null()}, "!null"),
        ({"name": ~less_than("x")}, ">=x"),
        ({"name": negate("!x")}, "x"),
    ],
    ids=str,
)
def test_an_old_hub_is_asked_in_its_own_way(condition: object, sent: str):
    assert build_query(NODE, {"filter": condition, "include": []}, search=True, dialect=OLD) == [("filter[name]", sent)]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (any_of({"name": "x"}, {"hidden": True}), "cannot be asked for this or that"),
        (negate({"name": "x", "hidden": True}), "nor for the contrary of several conditions"),
        ({"name": between("a", "b")}, "two conditions on one field ('name')"),
        ({"name": ends_with("x")}, "that end with something ('name').\nLook for `contains`"),
        ({"name": starts_with("a_b")}, "'_' stands for other characters there.\nGive the text '~a_b'"),
        ({"name": contains("100%")}, "'%' stands for other characters there"),
        ({"name": starts_with("007")}, "'007', which it takes for something else"),
        ({"name": equals("a,b")}, "'a,b' ('name'), in which it would find marks of its own"),
        ({"name": contains("x~")}, "marks of its own"),
        ({"name": equals("null")}, "takes 'null' for no value at all"),
        ({"client_id": not_equals("0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11")}, "leaves such records out"),
        ({"registry.name": ~contains("x")}, "leaves such records out"),
        ({"registry.name": all_of("!x", negate("y"))}, "two conditions on one field"),
        ({"registry.name": negate("!x")}, "cannot be asked for this or that"),
        ({"name": one_of("x", None)}, "with None or False among them"),
        ({"hidden": [True, False]}, "with None or False among them"),
    ],
    ids=str,
)
def test_what_an_old_hub_cannot_be_asked_is_refused(condition: object, told: str):
    with pytest.raises(UsageError, match=re.escape(told)) as caught:
        build_query(NODE, {"filter": condition}, search=True, dialect=OLD)
    if "cannot be asked" in str(caught.value):
        assert str(caught.value).startswith("Hub 0.12.2 cannot")
    # A Hub of today, and the first that knows expressions, can be asked it unless the Hub takes the text for a word.
    if "takes 'null'" not in told:
        for dialect in (NEWEST["core"], BETWEEN_THE_TWO):
            assert build_query(NODE, {"filter": condition}, search=True, dialect=dialect)


def test_an_expression_has_the_names_of_the_hub():
    condition = any_of({"realm_id": None}, {"registryProject.externalName": "x"})
    sent = dict(build_query(NODE, {"filter": condition}, search=True, dialect=BETWEEN_THE_TWO))
    assert sent["filter"] == "or(eq(realm_id,null),eq(registry_project.external_name,'x'))"


# -- through the embedded Hub -------------------------------------------------------------------------------------

NAMES = ("abc", "ABC-b", "b,a", "!abc", "abc~", "~abc", "a_c", "a%c", "it's", "12345", "<abc", "c c")


@pytest.fixture(scope="module")
def stocked() -> Iterator[tuple[flame_hub.Hub, list[Row]]]:
    """A Hub with nodes, of which some have a registry, and what the conditions see of them."""
    with EmbeddedHub() as embedded, flame_hub.Hub.embedded(embedded) as hub:
        rows: list[Row] = []
        for number, name in enumerate(NAMES):
            hub.core.create_node(name, hidden=number % 3 == 0)
        registry = hub.core.create_registry("abcab", "registry.test")
        for number, name in enumerate(("bab", "cab")):
            hub.core.create_node(name, hidden=bool(number), registry_id=registry, external_name=f"{name}{number}")
        for node in hub.core.find_nodes():
            project = node.registry_project
            rows.append(
                {
                    "id": node.id,
                    "name": node.name,
                    "hidden": node.hidden,
                    "registry.name": node.registry.name if node.registry else None,
                    "registry_project.external_name": project.external_name if project else None,
                }
            )
        yield hub, rows


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_the_embedded_hub_finds_what_was_asked_for(stocked: tuple[flame_hub.Hub, list[Row]], data: st.DataObject):
    hub, rows = stocked
    case = data.draw(st.recursive(records(NODE), joined, max_leaves=4))
    try:
        nodes = hub.core.find_nodes(filter=case.condition)
    except UsageError:
        assume(False)
        return
    assert {node.id for node in nodes} == {row["id"] for row in rows if case.holds(row)}
