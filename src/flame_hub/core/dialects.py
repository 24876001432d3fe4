"""Dialects: how a service of some release spells what this package calls by one name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..contract.generations import CAMEL_CASE, ENVELOPE, EXPRESSIONS, releases_of, since
from ..contract.releases import TODAY, Release, Service, covers, release_of
from ..contract.table import Action, Choices, Field, Relation, Resource
from ..contract.table import wire_name as camel_case


@dataclass(frozen=True)
class Dialect:
    """What one service of some release speaks.

    service  which service
    release  what it runs: a release of the Hub, or of Authup for auth
    """

    service: Service
    release: Release

    @cached_property
    def camel_case(self) -> bool:
        """Whether names are in camelCase, not in snake_case."""
        return since(CAMEL_CASE, self.service, self.release)

    @cached_property
    def envelope(self) -> bool:
        """Whether a single record comes as `{data, meta}`, and `meta.schema` with every answer to a GET."""
        return since(ENVELOPE, self.service, self.release)

    @cached_property
    def expressions(self) -> bool:
        """Whether filters are read by rapiq 2, with expressions, contains, starts with and ends with."""
        return since(EXPRESSIONS, self.service, self.release)

    @cached_property
    def newest(self) -> bool:
        """Whether it is that of the newest release known: answers can be read as they are."""
        return self.release >= TODAY[self.service]

    @property
    def shown(self) -> str:
        """The release as messages tell it."""
        numbers = ".".join(str(number) for number in self.release)
        if self.service != "auth":
            return f"Hub {numbers}"
        return f"Authup 1.0.0-beta.{self.release[1]}" if self.release[0] == 0 else f"Authup {numbers}"

    def has(self, row: Field | Relation | Resource | Action) -> bool:
        """Whether a service of this release has a field, a relation, a collection or a route."""
        return covers(row.since, row.until, self.release)

    def name(self, row: Field | Relation) -> str:
        """The name of a field or relation on the wire."""
        return self.spelled(self.former_name(row) or row.name)

    def former_name(self, row: Field | Relation) -> str | None:
        """The name of a field or relation in this release, where it is not that of today."""
        return next((old.name for old in row.former if covers(None, old.until, self.release)), None)

    def lacks(self, row: Field | Relation | Resource | Action, what: str) -> str:
        """The sentence that a service of this release has no `what`, which is what `row` describes."""
        older = row.since is not None and self.release < release_of(row.since)
        return f"{self.shown} has no {what} {'yet' if older else 'any more'}"

    def spelled(self, name: str) -> str:
        """A name in the case of this dialect."""
        return camel_case(name) if self.camel_case else name

    def value(self, choices: Choices | None, value: str) -> str:
        """The spelling of one of the values of a closed set."""
        for former in choices.former if choices is not None else ():
            if former.now == value and covers(None, former.until, self.release):
                return former.name
        return value


class AnyDialect(Dialect):
    """Stands for a dialect that is not known yet: what some release has is there."""

    def has(self, row: Field | Relation | Resource | Action) -> bool:
        return True


#: The dialects of the newest release known.
NEWEST: Mapping[Service, Dialect] = {service: Dialect(service, release) for service, release in TODAY.items()}


def dialects_of(generation: str) -> Mapping[Service, Dialect]:
    """The dialects of a Hub's services, by its generation ("0.8") or release ("0.8.36"). Raises ValueError."""
    return {service: Dialect(service, release) for service, release in releases_of(generation).items()}


#: What calls are checked against before it is known what the services speak.
UNKNOWN: Mapping[Service, Dialect] = {service: AnyDialect(service, release) for service, release in TODAY.items()}
