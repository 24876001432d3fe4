"""Robots: what services and nodes logged in with before there were clients for that.

To this Hub they are clients, as which they were kept when robots were given up. Which clients are robots is noted
beside them, with the user that a robot can belong to. The client that is made with a node is its robot to a release
whose nodes have robots, and that of the services to one whose services log in as a robot.
"""

from __future__ import annotations

from typing import Any

from ..contract import TABLE
from ..contract.auth.robots import UNTIL
from ..contract.generations import CLIENTS, since
from ..contract.releases import Release, Service, covers
from ..contract.table import Resource
from .collection import UUID_FORM
from .refusals import unknown_relation
from .store import Store

_CLIENTS, _NODES, _USERS = TABLE["client"], TABLE["node"], TABLE["user"]
_NOTED = """
CREATE TABLE IF NOT EXISTS _robots (
    id TEXT PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE
)
"""
_ALL = "SELECT id, user_id FROM _robots"
_OF_NODES = "SELECT client_id, NULL FROM nodes WHERE client_id IS NOT NULL"
#: What the services log in with.
_OF_SERVICES = "SELECT id, NULL FROM clients WHERE name = 'system' AND built_in"

#: Collections that robots have part in, and the field with the id of the robot or client.
_OWNERS = {"client": "id", "client_permission": "client_id", "client_role": "client_id"}
#: An id that no record has.
NOBODY = "00000000-0000-4000-8000-000000000000"


class Robots:
    """The clients that are robots to a Hub of some releases."""

    def __init__(self, store: Store, releases: dict[Service, Release]) -> None:
        self._store = store
        self.known = covers(None, UNTIL, releases["auth"])
        client = _NODES.fields["client_id"]
        self._of_nodes = not covers(client.since, client.until, releases["core"])
        self._of_services = not since(CLIENTS, "core", releases["core"])
        if self.known:
            store.run(_NOTED)

    def all(self) -> dict[str, str | None]:
        """The users of all robots, by the robot's id."""
        if not self.known:
            return {}
        parts = [_ALL, _OF_NODES if self._of_nodes else "", _OF_SERVICES if self._of_services else ""]
        rows = self._store.run(" UNION ".join(filter(None, parts)))
        # A robot of a node that has been noted as well is told twice.
        users: dict[str, str | None] = {row["id"]: None for row in rows}
        return users | {row["id"]: row["user_id"] for row in rows if row["user_id"] is not None}

    def has(self, identifier: str) -> bool:
        """Whether a client is a robot, by its id."""
        return identifier in self.all()

    def note(self, identifier: str, user_id: str | None) -> None:
        """Make a client a robot, and say whose it is."""
        self._store.run("INSERT OR REPLACE INTO _robots (id, user_id) VALUES (?, ?)", [identifier, user_id])

    def check_user(self, user_id: Any) -> None:
        """Raise the refusal for an id of no user."""
        if user_id is not None and (not isinstance(user_id, str) or self._store.get(_USERS, user_id) is None):
            raise unknown_relation("user", "user_id")

    def owner(self, resource: Resource) -> str | None:
        """The field that tells robots from clients in a collection of today; None: it has neither."""
        return _OWNERS.get(resource.name) if self.known else None

    def key(self, resource: Resource, inside: Resource, key: str) -> str:
        """The key with which a record is found inside: that of nobody for a client among robots, and vice versa."""
        owner = self.owner(inside)
        if owner is None:
            return key
        row = self._store.get(inside, key.lower()) if UUID_FORM.fullmatch(key) else None
        if row is None:
            return key if resource is inside else NOBODY
        return key if (row[owner] in self.all()) is (resource is not inside) else NOBODY
