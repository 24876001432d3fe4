"""Query strings of older releases, put into today's words.

Names are looked up in the words of the release; those that it does not have are dropped, as it did. Filters that are
read otherwise than today, and orders that today's collection does not have, become conditions and sort keys at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..contract.generations import EXPRESSIONS, since
from ..contract.table import Field, Relation
from .filters import Comparison, Condition, Group, Operator, Value, read_expression, rejected, scalar, trim
from .former_words import NO_VALUE, Path, Words, value_now
from .query import Asked

_KEY_PART = re.compile(r"\[([^\[\]]*)\]")
_LIST_PART = re.compile(r"[0-9]*")
_ROOTS = ("$root", "__DEFAULT__")
_MARKS: tuple[tuple[str, Operator], ...] = (("<=", "lte"), ("<", "lt"), (">=", "gte"), (">", "gt"))


@dataclass
class FormerQuery:
    """A query string, as it is read.

    robots     the clients that are robots to this release: the user of each
    pairs      parameters in today's words
    related    relations to answer with that today's records do not have
    terms      conditions that are no filters of the request
    """

    words: Words
    robots: Mapping[str, str | None] = field(default_factory=dict[str, "str | None"])
    pairs: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    related: list[Relation] = field(default_factory=list[Relation])
    terms: list[Comparison] = field(default_factory=list[Comparison])
    _expression: str | None = None
    _brackets: dict[Path, list[str]] = field(default_factory=dict[Path, "list[str]"])
    _sort: list[tuple[Path, bool]] = field(default_factory=list[tuple[Path, bool]])
    _open: frozenset[Path] | None = None

    @property
    def _sorts_itself(self) -> bool:
        return self.words.inside is not self.words.resource

    def asked(self) -> Asked:
        """The query string of today."""
        return Asked(self.pairs, self._condition, tuple(self._sort) if self._sort else None)

    def _condition(self) -> Condition | None:
        members: list[Condition] = list(self.terms)
        if self._expression is not None:
            members.append(read_expression(self._expression, self._resolve))
        for key, texts in self._brackets.items():
            members += self._bracket(key, texts)
        return members[0] if len(members) == 1 else Group("and", tuple(members)) if members else None

    # Filters

    def _bracket(self, key: Path, texts: list[str]) -> Iterable[Comparison]:
        read = read_former_bracket(texts)
        if read is None:
            return
        operator, value = read
        if self.words.resource.name == "robot" and key == (self.words.spelled("user_id"),):
            yield self._of_users(operator, value)
            return
        found = self._filterable(key)
        if found is None:
            return
        f, path, _ = found
        if f.choices is not None:
            choices, release = f.choices, self.words.release
            several = value if isinstance(value, tuple) else (value,)
            spelt = tuple(value_now(choices, member, release) for member in several)
            # A value that the release does not have is none that a record can have.
            spelt = tuple("" if member is NO_VALUE else member for member in spelt)
            value = spelt if isinstance(value, tuple) else spelt[0]
        yield Comparison(path, operator, value, exact=True)

    def _of_users(self, operator: Operator, value: Value | tuple[Value, ...]) -> Comparison:
        """The robots of some users: clients have none, so they are looked up."""
        users = value if isinstance(value, tuple) else (value,)
        positive = operator in ("eq", "in")
        return Comparison(("id",), "in", tuple(key for key, user in self.robots.items() if (user in users) is positive))

    def _filterable(self, key: Path) -> tuple[Field, Path, Path] | None:
        found = self.words.lead(key)
        if found is None:
            return None
        words, row, path, wires = found
        if not isinstance(row, Field) or row.name not in words.resource.schema.filters:
            return None
        closed = self._open is not None and len(path) > 1 and path[:-1] not in self._open
        return None if closed else (row, path, wires)

    def _resolve(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        found = self._filterable(parts)
        if found is None:
            raise rejected("keyNotAllowed", f"The key {parts[-1]} is not permitted.", path=parts, key=".".join(parts))
        return found[1]

    # Parameters

    def read(self, pairs: Iterable[tuple[str, str]]) -> FormerQuery:
        """Read the parameters of a query string."""
        expressions = since(EXPRESSIONS, self.words.resource.service, self.words.release)
        given = [(name, text, *_key_of(name)) for name, text in pairs]
        for _, text, root, key, _ in given:
            if root == "include":
                self._include(".".join((*key, text)))
        for name, text, root, key, listed in given:
            if root == "filter":
                self._filter(key, text, listed=listed, expressions=expressions)
            elif root == "sort":
                self._sort_by(key, text)
            elif root == "fields":
                self._fields(key, text)
            elif root not in ("include", *(() if expressions else ("codec",))):
                self.pairs.append((name, text))
        return self

    def _filter(self, key: Path, text: str, *, listed: bool, expressions: bool) -> None:
        if not key:
            # A release that knows no expressions looks for keys only.
            self._expression = text if expressions else None
        elif not expressions and not self._compares_as_today(key):
            self._brackets.setdefault(key, []).append(text)
        elif found := self._filterable(key):
            self.pairs.append((f"filter[{'.'.join(found[2])}]{'[]' if listed else ''}", text))

    def _compares_as_today(self, key: Path) -> bool:
        """Whether the filter is one of a collection that compares for equality only, and reads that itself."""
        return bool(self.words.resource.must_filter) and len(key) == 1

    def _include(self, text: str) -> None:
        wires: list[str] = []
        opened: set[Path] = set(self._open or ())
        for name in text.split(","):
            if relation := self.words.related(name):
                self.related.append(relation)
            found = self.words.lead(name.split("."))
            if found is not None and isinstance(found[1], Relation):
                wires.append(".".join(found[3]))
                opened |= {found[2][:length] for length in range(1, len(found[2]) + 1)}
        self._open = frozenset(opened)
        self.pairs.append(("include", ",".join(wires)))

    def _fields(self, key: Path, text: str) -> None:
        parts = key[1:] if key[:1] and key[0] in _ROOTS else key
        wires: list[str] = []
        for name in text.split(","):
            sign = name[:1] if name[:1] in ("+", "-") else ""
            path = (*parts, *name[len(sign) :].split("."))
            found = self.words.lead(path)
            if found is not None and isinstance(found[1], Field):
                wires += [sign + wire for wire in _needed(found[0], found[1], found[3][-1])]
            elif path == (self.words.spelled("is_confidential"),):
                wires.append(f"{sign}authMethod")
        relation = self.words.lead(parts) if parts else None
        if parts and relation is None:
            return
        under = f"[{'.'.join(relation[3])}]" if relation is not None else f"[{key[0]}]" if key else ""
        self.pairs.append((f"fields{under}", ",".join(wires)))

    def _sort_by(self, key: Path, text: str) -> None:
        keyed = bool(key) and text.lower() in ("asc", "desc")
        names = ["-" * (text.lower() == "desc") + ".".join(key)] if keyed else text.split(",")
        wires: list[str] = []
        for name in names:
            descending = name.startswith("-")
            path = (*(() if keyed else key), *name.removeprefix("-").split("."))
            found = self.words.lead(path)
            if found is None or found[1].name not in (found[0].resource.schema.sorts or ()):
                continue
            wires.append("-" * descending + ".".join(found[3]))
            if self._sorts_itself:
                self._sort.append((found[2], descending))
        if wires:
            self.pairs.append(("sort", ",".join(wires)))


def _needed(words: Words, row: Field, wire: str) -> list[str]:
    """What has to be read to tell a field: a robot may be kept as a client."""
    if row.name == "robot_id" and wire == "robotId" and "client_id" in words.inside.fields:
        return [wire, "clientId"]
    return [wire]


def _key_of(name: str) -> tuple[str, Path, bool]:
    """The parameter that a name in a query string is of, the key in its brackets, and whether it is a list."""
    parts: list[str] = _KEY_PART.findall(name)
    listed = bool(parts) and _LIST_PART.fullmatch(parts[-1]) is not None
    if listed:
        parts.pop()
    return name.partition("[")[0], tuple(".".join(parts).split(".")) if parts else (), listed


def read_former_bracket(texts: Sequence[str]) -> tuple[Operator, Value | tuple[Value, ...]] | None:
    """The comparison that `filter[name]=text` means to a release that knows no expressions; None for one of nothing.

    "~" is for LIKE with "%" behind the text, and so for "starts with"; "!" for the contrary.
    """
    text = trim(",".join(texts))
    negative = text.startswith("!")
    rest = trim(text[1:] if negative else text)
    if rest.startswith("~"):
        pattern = rest[1:]
        return ("not_like" if negative else "like", f"{pattern}%") if pattern else None
    for mark, operator in _MARKS:
        if rest.startswith(mark):
            bound = trim(rest[len(mark) :])
            return (operator, scalar(bound)) if bound else None
    if "," not in rest and len(texts) == 1:
        return ("ne" if negative else "eq", scalar(rest)) if rest else None
    # Of a list, what is nothing or false to JavaScript is dropped; zero is kept.
    members = tuple(m for m in map(scalar, rest.split(",")) if m is not False and m != "")
    return ("nin" if negative else "in", members) if members else None
