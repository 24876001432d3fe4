"""Conditions on records, and the two dialects in which a request writes them.

Brackets, `filter[name]=a,b`, say one thing of one field each and drop what they cannot read. Expressions,
`filter=and(eq(name,'a'),not(in(id,'b','c')))`, are trees and are refused at the first thing that is wrong with them.
Both are read into the same tree of `Comparison`, `Group` and `Negation`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Operator = Literal[
    "eq",
    "ne",
    "lt",
    "lte",
    "gt",
    "gte",
    "in",
    "nin",
    "contains",
    "not_contains",
    "starts",
    "not_starts",
    "ends",
    "not_ends",
    "like",
    "not_like",
]

#: A compared value. Numbers are floats because the Hub reads them as JavaScript does.
Value = str | float | bool | None

#: Reads the Hub's names of a field, relations first, into Python's; raises `QueryRejected` for a name it has not.
Resolve = Callable[[tuple[str, ...]], tuple[str, ...]]

#: How deep an expression may be nested.
MAX_DEPTH = 32

#: How many conditions an expression may consist of, groups included.
MAX_CONDITIONS = 1000


class QueryRejected(Exception):
    """A query string that the Hub answers with status 400.

    message   of the answer, such as "The input was rejected: 1 violation."
    issues    what is wrong, in the Hub's own form
    """

    def __init__(self, message: str, issues: list[dict[str, object]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.issues: list[dict[str, object]] = issues or []


def rejected(
    code: str, message: str, *, parameter: str = "filters", path: Sequence[str] = (), key: str | None = None
) -> QueryRejected:
    """The rejection of a query string for one reason.

    parameter   one of filters, fields, relations, sorts, pagination
    path        where in the parameter, in the Hub's names
    key         what the request wrote there, None if it is not one key that is wrong
    """
    meta = {"parameter": parameter} if key is None else {"parameter": parameter, "key": key}
    issue: dict[str, object] = {"type": "item", "code": code, "path": list(path), "message": message, "meta": meta}
    return QueryRejected("The input was rejected: 1 violation.", [issue])


@dataclass(frozen=True)
class Comparison:
    """One field compared with a value, or with several (`in`, `nin`).

    path   of the field in Python's names, relations first: `("registry", "name")`
    exact  as the database compares: with regard to case, and no value is neither equal nor unequal to anything.
           `like` and `not_like`, with the database's own wildcards, are always exact
    """

    path: tuple[str, ...]
    operator: Operator
    value: Value | tuple[Value, ...]
    exact: bool = False


@dataclass(frozen=True)
class Group:
    """Conditions of which all (`and`) or at least one (`or`) must hold."""

    operator: Literal["and", "or"]
    members: tuple[Condition, ...]


@dataclass(frozen=True)
class Negation:
    """Holds for every record for which the other condition does not, be it false or unknown."""

    member: Condition


Condition = Comparison | Group | Negation

_COMPLEMENTS: dict[Operator, Operator] = {
    "eq": "ne",
    "in": "nin",
    "contains": "not_contains",
    "starts": "not_starts",
    "ends": "not_ends",
}
_COMPLEMENTS.update({negative: positive for positive, negative in list(_COMPLEMENTS.items())})


def negate(condition: Condition) -> Condition:
    """The condition that holds for exactly the other records, in its simplest form."""
    if isinstance(condition, Negation):
        return condition.member
    if isinstance(condition, Comparison) and condition.operator in _COMPLEMENTS:
        return Comparison(condition.path, _COMPLEMENTS[condition.operator], condition.value)
    return Negation(condition)


# -- values -------------------------------------------------------------------------------------------------------

# JavaScript's white space, which is not Python's: U+FEFF is, U+0085 and U+001C to U+001F are not.
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PREFIXED = re.compile(r"0(?:[xX](?P<x>[0-9a-fA-F]+)|[oO](?P<o>[0-7]+)|[bB](?P<b>[01]+))")
_INFINITE = {"Infinity": math.inf, "+Infinity": math.inf, "-Infinity": -math.inf}
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}


def trim(text: str) -> str:
    """The text without white space around it, as JavaScript sees white space."""
    return text.strip(_SPACE)


def scalar(text: str) -> Value:
    """What a value in a request means: true, false and null in any case, a number, else the trimmed text."""
    text = trim(text)
    lowered = text.lower()
    if lowered in _WORDS:
        return _WORDS[lowered]
    number = _number(text)
    return text if number is None else number


def _number(text: str) -> float | None:
    if _DECIMAL.fullmatch(text):
        return float(text)
    if text in _INFINITE:
        return _INFINITE[text]
    if found := _PREFIXED.fullmatch(text):
        base = {"x": 16, "o": 8, "b": 2}[found.lastgroup or ""]
        try:
            return float(int(text[2:], base))
        except OverflowError:
            return math.inf
    return None


# -- brackets -----------------------------------------------------------------------------------------------------

_MARKS: tuple[tuple[str, Operator], ...] = (("<=", "lte"), ("<", "lt"), (">=", "gte"), (">", "gt"))


def read_bracket(path: tuple[str, ...], texts: Sequence[str], *, listed: bool) -> Comparison | None:
    """The condition that `filter[path]=text` sets; None where the value says nothing and is dropped.

    texts    the values of the parameter, in order
    listed   whether they are a list, however many they are (`filter[name][]=a`)
    """
    value = _members(texts) if listed or len(texts) != 1 else _value(texts[0])
    if isinstance(value, list):
        if value and isinstance(value[0], str):
            operator, first = _token(value[0])
            if operator == "ne":
                return Comparison(path, "nin", (first, *value[1:]))
        return Comparison(path, "in", tuple(value))
    if not isinstance(value, str):
        return Comparison(path, "eq", value)
    operator, operand = _token(value)
    return None if operand == "" else Comparison(path, operator, operand)


def _value(text: str) -> Value | list[Value]:
    return _members(text.split(",")) if "," in text else scalar(text)


def _members(texts: Sequence[str]) -> list[Value]:
    values = [scalar(part) for text in texts for part in text.split(",")]
    return [value for value in values if value != ""]


def _token(text: str) -> tuple[Operator, Value]:
    negative = text.startswith("!")
    marked = text[1:] if negative else text
    operator: Operator = "eq"
    operand: Value
    if marked == "~":  # the one text in which the first and the last mark are the same character
        operator, operand = "contains", "~"
    elif marked.startswith("~") and marked.endswith("~"):
        operator, operand = "contains", marked[1:-1]
    elif marked.startswith("~"):
        operator, operand = "ends", marked[1:]
    elif marked.endswith("~"):
        operator, operand = "starts", marked[:-1]
    else:
        mark, operator = next((row for row in _MARKS if marked.startswith(row[0])), ("", operator))
        operand = scalar(marked[len(mark) :])
    # Where there is no opposite the "!" is dropped, as the Hub does: "!<5" is "<5".
    return (_COMPLEMENTS.get(operator, operator) if negative else operator), operand


# -- expressions --------------------------------------------------------------------------------------------------

_TOKENS = re.compile(
    f"(?P<space>[{_SPACE}]+)"
    r"|(?P<mark>[().,])"
    r"|(?P<text>'(?:''|[^'])*')"
    r"|(?P<marker>\$[A-Za-z0-9_]*)"
    r"|(?P<word>[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)"
)
_MARK_KINDS = {"(": "LPAREN", ")": "RPAREN", ",": "COMMA", ".": "DOT"}
# The kinds are spelt as the Hub names them in its messages.
_KEYWORDS = {
    "not": "NOT",
    "and": "AND",
    "or": "OR",
    "contains": "like",
    "null": "NULL",
    **{
        word: word
        for word in ("eq", "gt", "gte", "lt", "lte", "in", "nin", "startsWith", "endsWith", "elemMatch", "size")
    },
}
_COMPARISONS: dict[str, Operator] = {"eq": "eq", "gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte"}
_MATCHES: dict[str, Operator] = {"like": "contains", "startsWith": "starts", "endsWith": "ends"}
_MEMBERSHIPS: dict[str, Operator] = {"in": "in", "nin": "nin"}


def read_expression(text: str, resolve: Resolve) -> Condition:
    """The tree that a filter expression describes.

    Raises `QueryRejected` at the first thing that is wrong: a character or a word that does not fit, a field that
    `resolve` refuses, more nesting or more conditions than allowed, `size` and `elemMatch`.
    """
    parser = _Parser(_tokens(text), resolve)
    condition = parser.condition(0)
    parser.end()
    return condition


def _syntax(details: str) -> QueryRejected:
    return rejected("syntaxInvalid", f"The input syntax is invalid: {details}")


def _unexpected_character(text: str, position: int) -> QueryRejected:
    units = len(text[:position].encode("utf-16-le")) // 2
    return _syntax(f"Unexpected character at position {units}.")


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        found = _TOKENS.match(text, position)
        if found is None:
            raise _unexpected_character(text, position)
        position = found.end()
        written = found.group()
        if found.lastgroup == "mark":
            tokens.append((_MARK_KINDS[written], written))
        elif found.lastgroup == "text":
            tokens.append(("ESCAPED_TEXT", written[1:-1].replace("''", "'")))
        elif found.lastgroup == "word":
            tokens.append((_KEYWORDS.get(written, "FIELD"), written))
        elif found.lastgroup == "marker":
            if written != "$this":
                raise _syntax(f"The marker {written} is unknown.")
            tokens.append(("ITSELF", written))
    return tokens


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, tokens: list[tuple[str, str]], resolve: Resolve) -> None:
        self._tokens = tokens
        self._resolve = resolve
        self._position = 0
        self._conditions = 0

    def end(self) -> None:
        if self._next() != "EOF":
            raise _syntax(f"Unexpected token: {self._next()}")

    def condition(self, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise rejected("limitExceeded", f"The filter must not be nested deeper than {MAX_DEPTH} levels.")
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            raise rejected("limitExceeded", f"The filter must not have more than {MAX_CONDITIONS} conditions.")
        kind = self._next()
        if kind == "NOT":
            return self._negation(depth)
        if kind in ("AND", "OR"):
            return self._group(depth)
        if kind in _COMPARISONS:
            return self._comparison(_COMPARISONS[kind])
        if kind in _MATCHES:
            return self._match(_MATCHES[kind])
        if kind in _MEMBERSHIPS:
            return self._membership(_MEMBERSHIPS[kind])
        if kind in ("size", "elemMatch"):
            raise self._unsupported(kind)
        raise _syntax(f"Unexpected token in filter expression: {kind}")

    def _next(self) -> str:
        return self._tokens[self._position][0] if self._position < len(self._tokens) else "EOF"

    def _take(self, expected: str) -> str:
        if self._next() != expected:
            raise _syntax(f"Expected {expected}, got {self._next()}")
        self._position += 1
        return self._tokens[self._position - 1][1]

    def _open(self) -> None:
        self._position += 1
        self._take("LPAREN")

    def _negation(self, depth: int) -> Condition:
        self._open()
        member = self.condition(depth + 1)
        self._take("RPAREN")
        return negate(member)

    def _group(self, depth: int) -> Condition:
        operator = "and" if self._next() == "AND" else "or"
        self._open()
        members = [self.condition(depth + 1)]
        while self._next() == "COMMA":
            self._take("COMMA")
            members.append(self.condition(depth + 1))
        self._take("RPAREN")
        return Group(operator, tuple(members))

    def _comparison(self, operator: Operator) -> Condition:
        self._open()
        path = self._resolve(self._field())
        self._take("COMMA")
        value = self._value()
        self._take("RPAREN")
        return Comparison(path, operator, value)

    def _match(self, operator: Operator) -> Condition:
        self._open()
        path = self._resolve(self._field())
        self._take("COMMA")
        text = self._take("ESCAPED_TEXT")
        self._take("RPAREN")
        return Comparison(path, operator, text)

    def _membership(self, operator: Operator) -> Condition:
        self._open()
        path = self._resolve(self._field())
        values: list[Value] = []
        while self._next() == "COMMA":
            self._take("COMMA")
            values.append(self._value())
        self._take("RPAREN")
        return Comparison(path, operator, tuple(values))

    def _unsupported(self, kind: str) -> QueryRejected:
        self._open()
        self._resolve(self._field())
        return rejected("featureUnsupported", f"The feature filters:{kind} is not supported.")

    def _field(self) -> tuple[str, ...]:
        if self._next() == "ITSELF":
            raise rejected("keyInvalid", "The key $this is invalid.")
        names = [self._take("FIELD")]
        while self._next() == "DOT":
            self._take("DOT")
            names.append(self._take("FIELD"))
        return tuple(names)

    def _value(self) -> Value:
        kind = self._next()
        if kind == "NULL":
            self._position += 1
            return None
        if kind != "ESCAPED_TEXT":
            raise _syntax(f"Unexpected token in value: {kind}")
        return scalar(self._take("ESCAPED_TEXT"))
