"""What a service of an older release calls what this Hub keeps: names, values, and what it does not have.

Inside, everything is as it is today. A record of an older release is a record of today in other words, with one
exception: its robots are clients here, as they became when robots were given up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from ..contract import TABLE
from ..contract.generations import CAMEL_CASE, since
from ..contract.releases import Release, Service, covers, release_of
from ..contract.table import Choices, Field, Relation, Resource, wire_name

Path = tuple[str, ...]

#: A value that no closed set has: what a value becomes that the release does not have, so that it is refused.
NO_VALUE = False

#: What keeps the records of collections that are given up.
_KEPT_BY = {"robot": "client", "robot_permission": "client_permission", "robot_role": "client_role"}
#: Keys of the labels of logs, which were spelt with the rest.
_LABELS = {"refType": "ref_type", "refId": "ref_id"}
_LABELS_NOW = {then: now for now, then in _LABELS.items()}
#: Where a query string names them: within the brackets of a key, and as a field of an expression.
_SPELLED_KEY = re.compile(r"(?<=[\[.])ref_(type|id)(?=\])")
_SPELLED_FIELD = re.compile(r"(?<=\()ref_(type|id)(?=,)")


@dataclass(frozen=True)
class Words:
    """The words of one service for the records of one collection.

    releases   what each service of the Hub runs
    resource   the collection as the contract has it
    """

    releases: Mapping[Service, Release]
    resource: Resource
    _others: dict[str, Words] = field(default_factory=dict[str, "Words"], repr=False, compare=False)

    @property
    def release(self) -> Release:
        return self.releases[self.resource.service]

    @cached_property
    def inside(self) -> Resource:
        """The collection of today that keeps the records."""
        return TABLE[_KEPT_BY.get(self.resource.key, self.resource.key)]

    @cached_property
    def camel_case(self) -> bool:
        return since(CAMEL_CASE, self.resource.service, self.release)

    def of(self, resource: Resource) -> Words:
        """The words for the records of another collection."""
        if resource.key not in self._others:
            self._others[resource.key] = Words(self.releases, resource, self._others)
        return self._others[resource.key]

    def has(self, row: Field | Relation) -> bool:
        if not covers(row.since, row.until, self.release):
            return False
        if isinstance(row, Field):
            return True
        target = TABLE[row.to]
        return covers(target.since, target.until, self.releases[target.service])

    def spelled(self, name: str) -> str:
        return wire_name(name) if self.camel_case else name

    @cached_property
    def rows(self) -> Mapping[str, Field | Relation]:
        """The fields and relations that the release has, by what it calls them."""
        found: dict[str, Field | Relation] = {}
        for row in self.resource.rows:
            if self.has(row):
                former = next((old.name for old in row.former if covers(None, old.until, self.release)), row.name)
                found[self.spelled(former)] = row
        return found

    @cached_property
    def _of_other_releases(self) -> frozenset[str]:
        """Names that mean something to other releases, and nothing to this one."""
        rows = (*self.resource.rows, *self.inside.rows)
        names = {name for row in rows for name in (row.name, *(old.name for old in row.former))}
        return frozenset({*names, *map(wire_name, names)} - self.rows.keys())

    # Inside

    def kept_as(self, row: Field | Relation) -> Field | Relation | None:
        """What keeps a field or relation of the release, None for what is kept no more."""
        name = row.name if self.inside is self.resource else row.name.replace("robot", "client")
        fields = self.inside.fields
        if name == "robot_id" and "client_id" in fields and not self.has(fields["client_id"]):
            name = "client_id"
        kept = fields.get(name) or self.inside.all_relations.get(name)
        return kept if kept is not None and self.inside.current(kept) else None

    @cached_property
    def _by_wire(self) -> Mapping[str, tuple[str, Field | Relation]]:
        """What the release calls what is called so today, and which row it is."""
        found: dict[str, tuple[str, Field | Relation]] = {}
        for name, row in self.rows.items():
            kept = self.kept_as(row)
            if kept is not None:
                found[self.inside.wire_of(kept)] = (name, row)
        return found

    @cached_property
    def _wires(self) -> frozenset[str]:
        return frozenset(self.inside.wire_of(row) for row in self.inside.rows if self.inside.current(row))

    def told(self, wire: str) -> str | None:
        """What the release calls what is called so today, None for what it does not have."""
        found = self._by_wire.get(wire)
        return found[0] if found is not None else None

    def lead(self, parts: Sequence[str]) -> tuple[Words, Field | Relation, Path, Path] | None:
        """Where a path of the release's names leads.

        Returns the words there, the row, and the path in Python's names and in today's; None if it leads nowhere.
        """
        if len(parts) > 1 and parts[0] == self.spelled(self.resource.name):
            parts = parts[1:]
        words: Words = self
        names: list[str] = []
        wires: list[str] = []
        for number, part in enumerate(parts, start=1):
            row = words.rows.get(part)
            kept = words.kept_as(row) if row is not None else None
            if row is None or kept is None:
                return None
            names.append(kept.name)
            wires.append(words.inside.wire_of(kept))
            if number == len(parts):
                return words, row, tuple(names), tuple(wires)
            if isinstance(row, Field):
                return None
            words = words.of(TABLE[row.to])
        return None

    # Bodies

    def body(self, given: Mapping[str, Any], *, creates: bool) -> dict[str, Any]:
        """The properties of a body in today's words, without those that the release does not know."""
        body: dict[str, Any] = {}
        for name, value in given.items():
            row = self.rows.get(name)
            kept = self.kept_as(row) if row is not None else None
            if isinstance(row, Field) and kept is not None:
                body[self.inside.wire_of(kept)] = self._body_value(row, value)
            elif row is None and name not in self._of_other_releases and (self.camel_case or name == name.lower()):
                # Attributes that depend on the kind of a record are in no table.
                body[wire_name(name)] = value
        if self.inside.name == "client" and (login := self._login(given, creates=creates)) is not None:
            body["authMethod"] = login
        return body

    def _body_value(self, row: Field, value: Any) -> Any:
        if row.name == "labels" and isinstance(value, dict) and not self.camel_case:
            labels = cast("dict[str, Any]", value)
            return {_LABELS_NOW.get(key, key): label for key, label in labels.items()}
        return value_now(row.choices, value, self.release)

    def _login(self, given: Mapping[str, Any], *, creates: bool) -> str | None:
        """How a client is to log in, None if that is said in today's words or not at all."""
        if self.resource.name == "robot":
            return "secret" if creates else None
        name = self.spelled("is_confidential")
        if name not in self.rows or not (creates or name in given):
            return None
        return "secret" if given.get(name, True) else "none"

    def labelled(self, query: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """A query string that filters by labels, with those that the Hub itself writes in today's words."""
        if self.camel_case:
            return list(query)
        return [
            (_SPELLED_KEY.sub(_label_now, name), _SPELLED_FIELD.sub(_label_now, text) if name == "filter" else text)
            for name, text in query
        ]

    # Answers

    def record(self, found: Mapping[str, Any], robots: Mapping[str, str | None]) -> dict[str, Any]:
        """A record of today in the words of the release.

        robots   the clients that are robots to this release: the user of each
        """
        told: dict[str, Any] = {}
        for wire, value in found.items():
            if wire in self._by_wire:
                name, row = self._by_wire[wire]
                told[name] = self._value(row, value, robots)
            elif wire not in self._wires:
                told[wire if self.camel_case else snake_case(wire)] = value
        told.update(self._given_up(found, robots))
        return told

    def _value(self, row: Field | Relation, value: Any, robots: Mapping[str, str | None]) -> Any:
        if isinstance(row, Field):
            if row.name == "labels" and isinstance(value, dict) and not self.camel_case:
                labels = cast("dict[str, Any]", value)
                return {_LABELS.get(key, key): label for key, label in labels.items()}
            return value_then(row.choices, value, self.release)
        words = self.of(TABLE[row.to])
        if isinstance(value, list):
            return [words.record(item, robots) for item in cast("list[dict[str, Any]]", value)]
        return words.record(cast("dict[str, Any]", value), robots) if isinstance(value, dict) else value

    def _given_up(self, found: Mapping[str, Any], robots: Mapping[str, str | None]) -> Iterator[tuple[str, Any]]:
        """What a record of today has no property for, or another one."""
        whole = "updatedAt" in found
        for name, row in self.rows.items():
            if row.name == "is_confidential" and "authMethod" in found:
                yield name, found["authMethod"] != "none"
            elif self.resource.name == "robot" and row.name == "user_id":
                yield name, robots.get(str(found.get("id")))
            elif isinstance(row, Field) and self.kept_as(row) is None and row.name != "is_confidential" and whole:
                yield name, None
        client = found.get("clientId")
        if client in robots and self.resource.name in ("node", "project", "analysis_bucket_file"):
            yield self.spelled("robot_id"), client
            if (name := self.spelled("client_id")) in self.rows:
                yield name, None
        if found.get("actorType") == "client" and found.get("actorId") in robots:
            yield self.spelled("actor_type"), "robot"

    def related(self, name: str) -> Relation | None:
        """A relation of the release that today's records do not have, by what the release calls it."""
        row = self.rows.get(name)
        return row if isinstance(row, Relation) and not row.many and self.kept_as(row) is None else None


def _label_now(found: re.Match[str]) -> str:
    return _LABELS_NOW[found[0]]


def value_then(choices: Choices | None, value: Any, release: Release) -> Any:
    """What a release calls a value of today."""
    for old in choices.former if choices is not None else ():
        if old.now == value and value is not None and covers(None, old.until, release):
            return old.name
    return value


def value_now(choices: Choices | None, value: Any, release: Release) -> Any:
    """What is called today what a release calls so; `NO_VALUE` for a value that the release does not have."""
    if choices is None or not isinstance(value, str):
        return value
    former = [old for old in choices.former if covers(None, old.until, release)]
    for old in former:
        if old.name == value:
            return old.now or value
    renamed = any(old.now == value for old in former)
    early = any(value == later and release < release_of(first) for later, first in choices.later)
    return NO_VALUE if renamed or early else value


def snake_case(name: str) -> str:
    """A name of today as it was spelt before there was camelCase."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()
