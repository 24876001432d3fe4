"""How the routes of a collection behave: the rules that all collections share.

A collection with rules of its own has a subclass in one of the `*_rules` that overrides the hooks below.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal
from uuid import UUID

from ..contract import TABLE
from ..contract.table import Resource
from .checks import read_body
from .messages import Request, Response, json_response
from .query import Query, describe, read_query
from .refusals import (
    Refusal,
    conflict,
    denied,
    internal,
    login_required,
    not_found,
    not_permitted,
    unknown_relation,
)
from .store import MissingReference, Row, Store, UniqueViolation
from .tokens import Identity

if TYPE_CHECKING:
    from .hub import EmbeddedHub

UUID_FORM = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


@dataclass
class Context:
    """One request on its way through the rules.

    identity  who makes it, None: nobody is logged in
    realm     the realm below whose path it is, None: below none
    """

    hub: EmbeddedHub
    request: Request
    identity: Identity | None
    realm: Row | None = None

    @property
    def caller(self) -> Identity:
        """Who makes the request. Raises the refusal for nobody."""
        if self.identity is None:
            raise login_required()
        return self.identity

    @property
    def body(self) -> dict[str, Any]:
        """The properties that the request sets; a realm in its path outdoes one in its body."""
        values = self.request.values
        return values if self.realm is None else {**values, "realmId": self.realm["id"]}

    @property
    def stamp(self) -> str:
        return self.hub.clock.stamp()

    def demand(self, service: str, *permissions: str) -> None:
        """Raise the refusal unless the caller has all of these permissions. It tells of the first that is missing."""
        if lacking := self.lacks(permissions):
            raise not_permitted(service, permissions, lacking[:1])

    def demand_one(self, service: str, *permissions: str) -> None:
        """Raise the refusal unless the caller has one of these permissions."""
        if len(self.lacks(permissions)) == len(permissions):
            raise not_permitted(service, permissions)

    def out_of_reach(self, permissions: Sequence[str]) -> Refusal:
        """The refusal of auth for a record that none of these permissions of the caller is good for."""
        lacking = self.lacks(permissions)
        return not_permitted("auth", permissions, held=[name for name in permissions if name not in lacking])

    def lacks(self, permissions: Iterable[str]) -> list[str]:
        held = self.hub.permissions_of(self.caller)
        return [name for name in permissions if name not in held]

    def may_write_in(self, realm_id: str | None) -> bool:
        """The Hub's realm rule: the master realm writes everywhere, others in their own."""
        return self.caller.is_master or self.caller.realm_id == realm_id


class Collection:
    """The five verbs of one resource, with the hooks that its own rules override."""

    #: Permissions of the writing verbs, where they are not `<name>_create` and so on.
    permissions: ClassVar[Mapping[str, str]] = {}
    #: How core and storage call the entity in their messages, where it is not the name with dashes.
    entity: ClassVar[str | None] = None

    def __init__(self, resource: Resource) -> None:
        self.resource = resource

    # Hooks

    def prepare(self, context: Context, values: Row) -> None:
        """Complete and check the values of a new record."""

    def already(self, context: Context, values: Row) -> Row | None:
        """The record that is answered in place of a new one."""
        return None

    def created(self, context: Context, row: Row) -> None:
        """A record was stored."""

    def finish(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        """A record was stored, and `answer` is what is answered: what happens now shows in later answers."""

    def change(self, context: Context, row: Row, values: Row) -> None:
        """Complete and check the changes of a record."""

    def changed(self, context: Context, row: Row) -> None:
        """A record was changed."""

    def remove(self, context: Context, row: Row) -> None:
        """A record is about to be deleted."""

    def removed(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        """A record was deleted; `answer` is what is answered."""

    def may_read(self, context: Context, row: Row | None) -> None:
        """Raise the refusal unless the caller may read the record, or with None the list."""

    def sees(self, context: Context, row: Row) -> bool:
        """Whether a list shows the caller a record."""
        return True

    def may_select(self, context: Context, query: Query, rows: list[Row]) -> None:
        """Raise the refusal unless the caller may see the fields that were asked for."""

    def find(self, context: Context, key: str, verb: Literal["get", "update", "delete"]) -> Row:
        """The record that a path names. Raises the refusal if there is none."""
        if verb in self.resource.named and not UUID_FORM.fullmatch(key):
            row = self.by_name(context, key)
            if row is None:
                raise not_found("auth", self._entity)
            return row
        return find_record(context, self.resource, key, self._entity)

    def by_name(self, context: Context, name: str) -> Row | None:
        return context.hub.store.first(self.resource, {"name": name.strip().lower()})

    def demand_permission(self, context: Context, verb: Literal["create", "update", "delete"]) -> None:
        """Raise the refusal unless the caller has the permission of a writing verb."""
        context.demand(self.resource.service, self.permission(verb))

    def permission(self, verb: str) -> str:
        return self.permissions.get(verb, f"{self.resource.name}_{verb}")

    @property
    def _entity(self) -> str:
        return self.entity or self.resource.name.replace("_", "-")

    # Verbs

    def list(self, context: Context) -> Response:
        if "list" not in self.resource.public:
            _ = context.caller
            self.may_read(context, None)
        query = self.read_list_query(context)
        found, total = context.hub.store.search(self.resource, query)
        rows = [row for row in found if self.sees(context, row)]
        total -= len(found) - len(rows)
        self.may_select(context, query, rows)
        meta = {"total": total, "limit": query.limit, "offset": query.offset, "schema": describe(self.resource)}
        return json_response(200, {"data": [self.present(context, row, query) for row in rows], "meta": meta})

    def get(self, context: Context, key: str) -> Response:
        if "get" not in self.resource.public:
            _ = context.caller
        query = self.read_get_query(context)
        row = self.find(context, key, "get")
        if "get" not in self.resource.public:
            self.may_read(context, row)
        self.may_select(context, query, [row])
        meta = {"schema": describe(self.resource, single=True)}
        return json_response(200, {"data": self.present(context, row, query), "meta": meta})

    def create(self, context: Context) -> Response:
        # Of several things that are wrong the Hub tells the first: the body, the permission, ids of nothing, the realm.
        _ = context.caller
        values = read_body(self.resource, context.body, "create")
        self.demand_permission(context, "create")
        return json_response(201, {"data": self.insert(context, values), "meta": {}})

    def update(self, context: Context, key: str) -> Response:
        _ = context.caller
        # The body is read before the database is held: a slow client must not keep the others waiting.
        values = read_body(self.resource, context.body, "update")
        self.demand_permission(context, "update")
        with writing(context):
            related = self.related(context, values, "update")
            row = self.find(context, key, "update")
            self.demand_realm(context, row, "update")
            answer = self.apply(context, row, values, related)
        return json_response(202, {"data": answer, "meta": {}})

    def delete(self, context: Context, key: str) -> Response:
        _ = context.caller
        self.demand_permission(context, "delete")
        with writing(context):
            row = self.find(context, key, "delete")
            self.demand_realm(context, row, "delete")
            answer = self.discard(context, row)
        return json_response(202, {"data": answer, "meta": {}})

    # Parts of the verbs

    def present(self, context: Context, row: Row, query: Query) -> dict[str, Any]:
        """A record as it is answered to who reads it."""
        return selected(context.hub.store, self.resource, row, query)

    def read_list_query(self, context: Context) -> Query:
        return read_query(TABLE, self.resource, context.request.query)

    def read_get_query(self, context: Context) -> Query:
        return read_query(TABLE, self.resource, context.request.query, single=True)

    def insert(self, context: Context, values: Row) -> dict[str, Any]:
        """Make a record of what a body set; what is answered."""
        sent = dict(values)
        related = self.related(context, sent, "create")
        self._settle_realm(context, values)
        self._demand_elsewhere(context, sent)
        with writing(context):
            self.prepare(context, values)
            row = self.already(context, values)
            if row is not None:
                return self.written(row)
            row = context.hub.store.insert(self.resource, values, context.stamp)
            self.created(context, row)
            row = context.hub.store.existing(self.resource, row["id"])
            answer = {**self.written(row), **related}
            self.finish(context, row, answer)
        return answer

    def apply(self, context: Context, row: Row, values: Row, related: Mapping[str, Any]) -> dict[str, Any]:
        """Change a record, within a transaction; what is answered.

        related  what is answered besides its columns
        """
        sent = set(values)
        self.change(context, row, values)
        changes = self._changes(row, values)
        if changes:
            context.hub.store.update(self.resource, row["id"], changes, context.stamp)
        row = context.hub.store.get(self.resource, row["id"]) or row
        self.changed(context, row)
        row = context.hub.store.get(self.resource, row["id"]) or row
        return {**self.written(row, sent), **related}

    def _changes(self, row: Row, values: Row) -> Row:
        """Those values that are other ones: a record in which none is keeps the time of its last change.

        The Hub does not load hidden columns, so that to it these are always other ones.
        """
        hidden = self.resource.hidden
        return {name: value for name, value in values.items() if name in hidden or row[name] != value}

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        """Raise the refusal unless the caller may write in the record's realm."""
        if "realm_id" in row and not context.may_write_in(row["realm_id"]):
            raise denied()

    def _settle_realm(self, context: Context, values: Row) -> None:
        realm = self.resource.stored.get("realm_id")
        if realm is None:
            return
        if realm.accepts is not None and values.get("realm_id") is None:
            values["realm_id"] = context.caller.realm_id
        if "realm_id" in values and not context.may_write_in(values["realm_id"]):
            words = self.resource.name.replace("_", " ")
            raise denied(f"You are not permitted to create this {words}.")

    def related(self, context: Context, values: Mapping[str, Any], verb: Literal["create", "update"]) -> dict[str, Any]:
        """The records that ids in a body lead to, as they are answered. Raises the refusal for an id of nothing."""
        related: dict[str, Any] = {}
        relations = {relation.via: relation for relation in self.resource.relations.values() if not relation.many}
        for name, target in self._references(values):
            if target.service != self.resource.service:
                continue
            row = context.hub.store.get(target, values[name])
            if row is None:
                raise unknown_relation(target.wire, self.resource.wire_of(self.resource.fields[name]))
            if name in relations:
                related[self.resource.wire_of(relations[name])] = whole(row, target)
        return related

    def _demand_elsewhere(self, context: Context, values: Mapping[str, Any]) -> None:
        """Raise the refusal for an id of nothing in Authup, which core asks for it at last, and fails on the answer."""
        if self.resource.service != "core":
            return  # storage knows nothing of realms but their ids
        for name, target in self._references(values):
            if target.service == "auth" and context.hub.store.get(target, values[name]) is None:
                wire = self.resource.wire_of(self.resource.fields[name])
                raise internal(unknown_relation(target.wire, wire).message)

    def _references(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Resource]]:
        """The fields of a body with ids of other records, in the order of the Hub's columns, and what these are of."""
        columns = self.resource.schema.fields
        for name in sorted(values, key=lambda name: columns.index(name) if name in columns else len(columns)):
            refers_to = self.resource.fields[name].refers_to
            if values[name] is not None and refers_to is not None:
                yield name, TABLE[refers_to]

    def discard(self, context: Context, row: Row) -> dict[str, Any]:
        """Delete a record, within a transaction; what is answered."""
        self.remove(context, row)
        answer = whole(row, self.resource)
        context.hub.store.delete(self.resource, row["id"])
        self.removed(context, row, answer)
        return answer

    def written(self, row: Row, sent: set[str] | None = None) -> dict[str, Any]:
        """A record as the answer to a write has it: hidden columns too, as far as they were loaded.

        sent  the properties that an update set; None: the record is new

        An update loads a record without its hidden columns; where those can be null the Hub writes null in their
        place, whatever is stored.
        """
        answer = whole(row, self.resource)
        for name, f in self.resource.stored.items():
            if not f.hidden and not f.internal:
                continue
            if sent is None or name in sent or f.loaded:
                answer[self.resource.wire_of(f)] = row[name]
            elif f.nullable:
                answer[self.resource.wire_of(f)] = None
        return answer


def find_record(context: Context, resource: Resource, key: str, entity: str = "") -> Row:
    """The record of an id that a request names. Raises the refusal if there is none.

    entity  what the Hub calls it in that case, where it is not its name with dashes
    """
    if not UUID_FORM.fullmatch(key):
        raise internal(f'invalid input syntax for type uuid: "{key}"')
    row = context.hub.store.get(resource, str(UUID(key)))
    if row is None:
        raise not_found(resource.service, entity or resource.name.replace("_", "-"))
    return row


@contextmanager
def writing(context: Context) -> Generator[None]:
    """A transaction in which a violation of the database's constraints becomes the Hub's refusal."""
    try:
        with context.hub.store.transaction():
            yield
    except UniqueViolation as violation:
        raise conflict() from violation
    except MissingReference as violation:
        raise internal(str(violation)) from violation


def shown(row: Row, resource: Resource, names: Iterable[str]) -> dict[str, Any]:
    """Columns of a record in the Hub's spelling."""
    return {resource.wire_of(resource.fields[name]): row[name] for name in names}


def whole(row: Row, resource: Resource) -> dict[str, Any]:
    """A record as it is answered where nothing in particular was asked for."""
    return {**shown(row, resource, resource.answered), **_sparse(row, resource)}


def _sparse(row: Row, resource: Resource) -> dict[str, Any]:
    return {resource.wire_of(f): row[name] for name, f in resource.sparse.items() if row[name] is not None}


def selected(store: Store, resource: Resource, row: Row, query: Query) -> dict[str, Any]:
    """A record with the fields and related records that were asked for."""
    return _selected(store, resource, row, query, ())


def _selected(store: Store, resource: Resource, row: Row, query: Query, path: tuple[str, ...]) -> dict[str, Any]:
    answer = {**shown(row, resource, query.fields[path]), **_sparse(row, resource)}
    for relation in resource.relations.values():
        below = (*path, relation.name)
        if below not in query.include:
            continue
        target = TABLE[relation.to]
        if relation.many:
            found = store.all(target, {relation.via: row["id"]})
            answer[resource.wire_of(relation)] = [_selected(store, target, member, query, below) for member in found]
        else:
            identifier = row[relation.via]
            other = store.get(target, identifier) if identifier is not None else None
            answer[resource.wire_of(relation)] = (
                _selected(store, target, other, query, below) if other is not None else None
            )
    return answer
