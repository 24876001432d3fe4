"""Conditions and sort keys as SQLite understands them.

The tables are those of the store: one per resource, named by its plural, columns named by Python's field names, UUIDs
in lower case, booleans as 0 and 1. The connection must know `fold`, which lowers a text as `str.lower` does.

The Hub keeps its records in PostgreSQL. What that makes of a value that does not fit a column, and of null, is done
here too. Values never become part of the SQL text, they are always bound.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from ..contract.table import Field, Resource, Table, Type
from .filters import Comparison, Condition, Group, Negation, Operator, Value

Path = tuple[str, ...]


class InvalidLiteral(Exception):
    """A value that the Hub's database refuses to compare with a column: the Hub answers with status 500.

    message   the database's, such as `invalid input syntax for type uuid: "x"`
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Clause:
    """A piece of SQL.

    sql          with a `?` for every parameter; empty for no order
    parameters   to bind, in order
    joins        paths of the relations that the SQL refers to, see `joins`
    counted      the same condition in the form in which what meets it is counted fastest
    """

    sql: str
    parameters: tuple[object, ...] = ()
    joins: tuple[Path, ...] = ()
    counted: str = ""


def compile_filter(table: Table, resource: Resource, condition: Condition | None, *, indexed: bool = True) -> Clause:
    """The condition for a WHERE; one that always holds if there is none.

    indexed   use the indexes of the columns; if not, it is checked row by row, and the order can decide on the index

    Raises `InvalidLiteral` if a value cannot be compared with its column.
    """
    if condition is None:
        return Clause("1", counted="1")
    compiler = _Compiler(table, resource, indexed=indexed)
    sql = compiler.compile(condition)
    return Clause(sql.text, sql.parameters, tuple(compiler.joins), sql.counted or sql.text)


def compile_sort(table: Table, resource: Resource, sort: Iterable[tuple[Path, bool]]) -> Clause:
    """The keys for an ORDER BY, null being larger than every value as in the Hub's database."""
    keys: list[str] = []
    joins: dict[Path, None] = {}
    for path, descending in sort:
        column = column_of(resource, path)
        direction = " DESC" if descending else ""
        if len(path) > 1:
            joins[path[:-1]] = None
        if len(path) > 1 or field_at(table, resource, path).nullable:
            keys.append(f"{column} IS NULL{direction}")
        keys.append(column + direction)
    return Clause(", ".join(keys), joins=tuple(joins))


def joins(table: Table, resource: Resource, paths: Iterable[Path]) -> str:
    """The LEFT JOINs that bring in the relations at the paths, and those on the way to them, each once.

    A record that has no related record stays, with nothing but nulls in the related columns.
    """
    needed = dict.fromkeys(path[:length] for path in paths for length in range(1, len(path) + 1))
    clauses: list[str] = []
    for path in needed:
        *parents, name = path
        relation = _resource_at(table, resource, tuple(parents)).relations[name]
        related = f"{quote(table[relation.to].stored_as)} AS {_alias(resource, path)}"
        here, there = ("id", relation.via) if relation.many else (relation.via, "id")
        source, target = column_of(resource, (*parents, here)), column_of(resource, (*path, there))
        clauses.append(f"LEFT JOIN {related} ON {target} = {source}")
    return " ".join(clauses)


def leads_to_many(table: Table, resource: Resource, paths: Iterable[Path]) -> bool:
    """Whether one of the relations on the way to the paths is a list of records."""
    steps = {path[:length] for path in paths for length in range(1, len(path) + 1)}
    return any(_resource_at(table, resource, path[:-1]).relations[path[-1]].many for path in steps)


def column_of(resource: Resource, path: Path) -> str:
    """The column that holds the field at the path, as it is called in a query for records of the resource."""
    return f"{_alias(resource, path[:-1])}.{quote(path[-1])}"


def field_at(table: Table, resource: Resource, path: Path) -> Field:
    """The field at the path."""
    return _resource_at(table, resource, path[:-1]).fields[path[-1]]


def quote(name: str) -> str:
    """The name of a table or column as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _alias(resource: Resource, path: Path) -> str:
    return quote(".".join((resource.stored_as, *path)))


def _resource_at(table: Table, resource: Resource, path: Path) -> Resource:
    for name in path:
        resource = table[resource.relations[name].to]
    return resource


# -- conditions ---------------------------------------------------------------------------------------------------

# SQLite's parser can remember about a hundred open brackets and operators, and its trees can be a thousand deep. Both
# are kept by putting the deepest member of a group first, where it leaves no operator open, and by joining the members
# of long groups in portions.
_PORTION = 16

# One parameter for all values of a list: SQLite limits the number of parameters.
_VALUES = "(SELECT value FROM json_each(?))"

_ORDERS: dict[Operator, str] = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_MATCHES: dict[Operator, Operator] = {"not_contains": "contains", "not_starts": "starts", "not_ends": "ends"}


@dataclass(frozen=True)
class _Sql:
    text: str
    parameters: tuple[object, ...] = ()
    depth: int = 0
    closed: bool = False  # within brackets
    counted: str = ""  # the same in another form


class _Compiler:
    """Compiles one condition and notes the relations it refers to."""

    def __init__(self, table: Table, resource: Resource, *, indexed: bool) -> None:
        self._table = table
        self._resource = resource
        self._indexed = indexed
        self.joins: dict[Path, None] = {}

    def compile(self, condition: Condition) -> _Sql:
        if isinstance(condition, Comparison):
            return self._comparison(condition)
        if isinstance(condition, Negation):
            member = self.compile(condition.member)
            text = member.text if member.closed else f"({member.text})"
            return _Sql(f"{text} IS NOT TRUE", member.parameters, member.depth + 1)
        return self._group(condition)

    def _group(self, group: Group) -> _Sql:
        operator = " AND " if group.operator == "and" else " OR "
        parts = sorted((self.compile(member) for member in group.members), key=lambda part: -part.depth)
        if not parts:
            return _Sql("1" if group.operator == "and" else "0")
        while len(parts) > 1:
            parts = [_join(operator, parts[start : start + _PORTION]) for start in range(0, len(parts), _PORTION)]
        return parts[0]

    def _comparison(self, comparison: Comparison) -> _Sql:
        path, operator, value = comparison.path, comparison.operator, comparison.value
        if len(path) > 1 and not self._resource.relations[path[0]].many:
            return self._related(comparison)
        if len(path) > 1:
            self.joins[path[:-1]] = None
        kind = field_at(self._table, self._resource, path).type
        # A sign keeps SQLite from using an index.
        column = f"{'' if self._indexed else '+'}{column_of(self._resource, path)}"
        if self._indexed and kind is Type.TEXT and not comparison.exact:
            found = self._searched(path, operator, value)
            if found is not None:
                return found
        if isinstance(value, tuple):
            members = _exact_membership if comparison.exact else _membership
            return members(column, kind, value, negative=operator == "nin")
        if operator in _ORDERS:
            # Nothing is smaller or larger than null.
            return _Sql("0") if value is None else _Sql(f"{column} {_ORDERS[operator]} ?", (_literal(kind, value),))
        if operator in ("like", "not_like"):
            return _like(column, kind, _text(value), negative=operator == "not_like")
        if comparison.exact and value is not None:
            return _Sql(f"{column} {'<>' if operator == 'ne' else '='} ?", (_literal(kind, value),))
        if operator in ("eq", "ne"):
            return _equality(column, kind, value, negative=operator == "ne")
        return _match(column, kind, _MATCHES.get(operator, operator), _text(value), negative=operator in _MATCHES)

    def _related(self, comparison: Comparison) -> _Sql:
        """A condition on a related record, which is looked for first: there are fewer of those, or none that match."""
        relation = self._resource.relations[comparison.path[0]]
        there = self._table[relation.to]
        inner: Condition = replace(comparison, path=comparison.path[1:])
        # Of a record that there is not, all is null.
        negative = _holds_for_null(comparison)
        found = compile_filter(self._table, there, Negation(inner) if negative else inner)
        source = f"{quote(there.stored_as)} {joins(self._table, there, found.joins)}"
        via = f"{'' if self._indexed else '+'}{column_of(self._resource, (relation.via,))}"
        text = f"{via} IN (SELECT {column_of(there, ('id',))} FROM {source} WHERE {found.counted})"
        return _Sql(f"({text}) IS NOT TRUE" if negative else text, found.parameters, 1)

    def _searched(self, path: Path, operator: Operator, value: Value | tuple[Value, ...]) -> _Sql | None:
        """A condition on a folded text for which no row has to be folded; None for others.

        The index of the folded texts is gone through in a query of its own: SQLite would rather read all records and
        fold them anew.
        """
        column = f"fold({quote(path[-1])})"
        negative = operator in _MATCHES
        if operator in ("contains", "ends", *_MATCHES):
            sought = _sought(value)
            # The first half is always true, and what makes SQLite look into the index.
            text, parameters = _matching(column, _MATCHES.get(operator, operator), sought)
            inner = f"{column} >= '' AND {text}"
        elif operator == "starts":
            return _starting(f"fold({column_of(self._resource, path)})", _sought(value))
        elif operator == "ne" and value is not None:
            negative, inner, parameters = True, f"{column} = ?", (_folded_literal(Type.TEXT, cast("Value", value)),)
        elif operator == "nin" and isinstance(value, tuple) and value and None not in value:
            literals = [_folded_literal(Type.TEXT, member) for member in value]
            negative, inner, parameters = True, f"{column} IN {_VALUES}", (json.dumps(literals),)
        else:
            return None
        table = quote(_resource_at(self._table, self._resource, path[:-1]).stored_as)
        text = f"{_alias(self._resource, path[:-1])}.rowid IN (SELECT rowid FROM {table} WHERE {inner})"
        if negative:
            return _Sql(f"({text}) IS NOT TRUE", parameters)
        return _Sql(text, parameters, counted=inner if len(path) == 1 else "")


def _holds_for_null(comparison: Comparison) -> bool:
    """Whether a comparison of null is true."""
    operator, value = comparison.operator, comparison.value
    if isinstance(value, tuple):
        never = operator == "nin" and (not comparison.exact or not value)
        return never if None not in value else operator == "in"
    if operator == "ne":
        return value is not None and not comparison.exact
    return value is None if operator == "eq" else operator in _MATCHES


def _join(operator: str, parts: list[_Sql]) -> _Sql:
    if len(parts) == 1:
        return parts[0]
    text = operator.join(part.text for part in parts)
    parameters = tuple(parameter for part in parts for parameter in part.parameters)
    return _Sql(f"({text})", parameters, 1 + max(part.depth for part in parts), closed=True)


def _equality(column: str, kind: Type, value: Value, *, negative: bool) -> _Sql:
    if value is None:
        return _Sql(f"{column} IS NOT NULL" if negative else f"{column} IS NULL")
    # Of two values of which one is null, "IS NOT" says that they are not the same, where "<>" says nothing.
    return _Sql(f"{_folded(column, kind)} {'IS NOT' if negative else '='} ?", (_folded_literal(kind, value),))


def _membership(column: str, kind: Type, values: tuple[Value, ...], *, negative: bool) -> _Sql:
    literals = [_folded_literal(kind, value) for value in values if value is not None]
    with_null = len(literals) < len(values)
    if not literals:
        if with_null:
            return _equality(column, kind, None, negative=negative)
        return _Sql("1" if negative else "0")
    text = f"{_folded(column, kind)} {'NOT IN' if negative else 'IN'} {_VALUES}"
    if with_null:
        text = f"({text} AND {column} IS NOT NULL)" if negative else f"({text} OR {column} IS NULL)"
    elif negative:
        text = f"({text} OR {column} IS NULL)"
    return _Sql(text, (json.dumps(literals),))


def _match(column: str, kind: Type, operator: Operator, text: str, *, negative: bool) -> _Sql:
    if kind in _POSTGRES:
        raise InvalidLiteral(f"operator does not exist: {_POSTGRES[kind]} ~~ text")
    sql, parameters = _matching(_folded(column, kind), operator, _sought(text))
    return _Sql(f"({sql}) IS NOT TRUE" if negative else sql, parameters)


def _matching(folded: str, operator: Operator, sought: str) -> tuple[str, tuple[object, ...]]:
    # LIKE would give "%" and "_" a meaning and ignores case for ASCII only.
    if operator == "contains":
        return f"instr({folded}, ?) > 0", (sought,)
    if operator == "starts":
        return f"substr({folded}, 1, ?) = ?", (len(sought), sought)
    return f"substr({folded}, ?, ?) = ?", (-len(sought), len(sought), sought)


def _starting(folded: str, sought: str) -> _Sql:
    """That a folded text starts so, as a range."""
    shortened = sought.rstrip(chr(sys.maxunicode))
    if not shortened:
        return _Sql(f"{folded} >= ?", (sought,))
    following = ord(shortened[-1]) + 1
    # No text has halves of characters.
    last = chr(0xE000 if 0xD800 <= following < 0xE000 else following)
    return _Sql(f"{folded} >= ? AND {folded} < ?", (sought, shortened[:-1] + last))


def _sought(value: Value | tuple[Value, ...]) -> str:
    return _storable(_text(value)).lower()


def _exact_membership(column: str, kind: Type, values: tuple[Value, ...], *, negative: bool) -> _Sql:
    literals = [_literal(kind, value) for value in values if value is not None]
    if not literals:
        return _membership(column, kind, values, negative=negative)
    text = f"{column} {'NOT IN' if negative else 'IN'} {_VALUES}"
    if len(literals) < len(values) and not negative:
        text = f"({text} OR {column} IS NULL)"
    return _Sql(text, (json.dumps(literals),))


def _like(column: str, kind: Type, pattern: str, *, negative: bool) -> _Sql:
    if kind in _POSTGRES:
        raise InvalidLiteral(f"operator does not exist: {_POSTGRES[kind]} ~~ text")
    # SQLite's LIKE ignores case, its GLOB does not.
    return _Sql(f"{column} {'NOT GLOB' if negative else 'GLOB'} ?", (_glob(_storable(pattern)),))


def _glob(pattern: str) -> str:
    """A pattern of LIKE, with a backslash before what is no wildcard, as GLOB writes it."""
    parts = re.findall(r"\\?.", pattern, re.DOTALL)
    return "".join({"%": "*", "_": "?"}.get(part) or _literally(part[-1]) for part in parts)


def _literally(character: str) -> str:
    return f"[{character}]" if character in "*?[" else character


def _folded(column: str, kind: Type) -> str:
    return f"fold({column})" if kind is Type.TEXT else column


# -- values -------------------------------------------------------------------------------------------------------

_POSTGRES = {
    Type.UUID: "uuid",
    Type.BOOLEAN: "boolean",
    Type.INTEGER: "integer",
    Type.TIME: "timestamp without time zone",
    Type.JSON: "json",
}
_UUID = re.compile(r"(\{)?([0-9a-f]{4}(?:-?[0-9a-f]{4}){7})(?(1)\})")
_TRUE = ("1", "on", "t", "tr", "tru", "true", "y", "ye", "yes")
_FALSE = ("0", "of", "off", "f", "fa", "fal", "fals", "false", "n", "no")


def _folded_literal(kind: Type, value: Value) -> str | int:
    literal = _literal(kind, value)
    return literal.lower() if kind is Type.TEXT and isinstance(literal, str) else literal


def _literal(kind: Type, value: Value) -> str | int:
    """The value as a column of the kind holds it."""
    text = _storable(_text(value))
    read = _READERS.get(kind)
    if read is None:
        return text
    literal = read(text)
    if literal is None:
        raise InvalidLiteral(f'invalid input syntax for type {_POSTGRES[kind]}: "{text}"')
    return literal


def _uuid(text: str) -> str | None:
    found = _UUID.fullmatch(text.lower())
    if found is None:
        return None
    digits = found[2].replace("-", "")
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _boolean(text: str) -> int | None:
    word = text.strip().lower()
    return 1 if word in _TRUE else 0 if word in _FALSE else None


def _integer(text: str) -> int | None:
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        return None
    if len(text) > 11 or not -(2**31) <= int(text) < 2**31:
        raise InvalidLiteral(f'value "{text}" is out of range for type integer')
    return int(text)


_READERS: dict[Type, Callable[[str], str | int | None]] = {
    Type.UUID: _uuid,
    Type.BOOLEAN: _boolean,
    Type.INTEGER: _integer,
}


def _storable(text: str) -> str:
    if "\0" in text:
        raise InvalidLiteral('invalid byte sequence for encoding "UTF8": 0x00')
    return text


def _text(value: Value | tuple[Value, ...]) -> str:
    """The value as the Hub hands it to its database."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number_text(float(value))
    return str(value)


def _number_text(number: float) -> str:
    """The number as JavaScript writes it."""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    figures = "".join(map(str, digits))
    point = len(figures) + int(exponent)
    if number == 0:
        return "0"
    if 0 < point <= 21:
        written = figures.ljust(point, "0")
        written = written[:point] + ("." + written[point:] if len(written) > point else "")
    elif -6 < point <= 0:
        written = "0." + "0" * -point + figures
    else:
        written = figures[0] + ("." + figures[1:] if len(figures) > 1 else "") + f"e{point - 1:+d}"
    return "-" + written if sign else written
