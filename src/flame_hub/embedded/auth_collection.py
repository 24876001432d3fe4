"""How the collections of the auth service behave, where that is not how core and storage do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Literal
from uuid import UUID

from ..contract import TABLE
from ..contract.table import wire_name
from .checks import UUID_TEXT, read_body
from .collection import UUID_FORM, Collection, Context, writing
from .filters import Comparison, Group
from .messages import Response, json_response
from .query import Query, read_query
from .refusals import Refusal, conflict, not_found
from .store import Row

Verb = Literal["create", "update", "delete"]


class AuthCollection(Collection):
    """A collection of auth: permissions count in realms, records are found by name, PUT makes or changes one.

    A record that is read by its id or name is answered as a whole: what is asked of its fields and relations is not
    looked at. Users and clients are other ones, see `reads_query`.
    """

    #: Whether reading one record looks at `fields` and `include`.
    reads_query: ClassVar[bool] = False
    #: What of a record can be read with, besides being told by `permissions`.
    readers: ClassVar[tuple[str, ...]] = ("read", "update", "delete")
    #: The field by which a list below a realm holds the records of that realm only; None: it holds all.
    listed_by: ClassVar[str | None] = None
    #: Whether Authup itself looks for another record with what is unique, before its database does.
    looks_for_twins: ClassVar[bool] = False

    # Who may

    @property
    def reading(self) -> tuple[str, ...]:
        """The permissions of which one is enough to read."""
        return tuple(dict.fromkeys(self.permission(verb) for verb in self.readers))

    def realm_of(self, row: Mapping[str, Any]) -> str | None:
        """The realm in which a permission for the record has to count."""
        return row.get("realm_id")

    def may_read(self, context: Context, row: Row | None) -> None:
        context.demand_one("auth", *self.reading)

    def may_write(self, context: Context, verb: Verb, row: Row | None) -> None:
        """Raise the refusal unless the caller may write at all; `demand_realm` looks at the realm."""
        context.demand("auth", self.permission(verb))

    def is_own_key(self, context: Context, key: str) -> bool:
        """Whether a path names what the caller may read without a permission."""
        return False

    def may_delete(self, context: Context) -> None:
        """Raise the refusal unless the caller may delete anything of the kind."""
        self.may_write(context, "delete", None)

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        """Raise the refusal unless the caller's permission counts in the record's realm."""
        name = self.permission(verb)
        attributes = {wire_name(key): value for key, value in row.items()}
        if not context.hub.access.allows(context.caller, name, self.realm_of(row), attributes):
            raise context.out_of_reach([name])

    # Which record

    def by_name(self, context: Context, name: str) -> Row | None:
        """The record of a name: that of the realm in the path or the body, else the caller's own, else any."""
        store, folded = context.hub.store, name.strip().lower()
        if "realm_id" not in self.resource.stored:
            return store.first(self.resource, {"name": folded})
        realm = self._named_realm(context)
        if realm is not None:
            return store.first(self.resource, {"name": folded, "realm_id": realm})
        own = context.identity.realm_id if context.identity is not None else None
        found = store.first(self.resource, {"name": folded, "realm_id": own}) if own is not None else None
        return found or store.first(self.resource, {"name": folded})

    def _named_realm(self, context: Context) -> str | None:
        if context.realm is not None:
            return context.realm["id"]
        named = context.body.get("realmId") if context.request.method in ("POST", "PUT") else None
        return named.lower() if isinstance(named, str) and UUID_TEXT.fullmatch(named) else None

    def find(self, context: Context, key: str, verb: Literal["get", "update", "delete"]) -> Row:
        row = super().find(context, key, verb)
        if context.realm is not None and "realm_id" in row and row["realm_id"] != context.realm["id"]:
            raise not_found("auth", self._entity)
        return row

    # Verbs

    def get(self, context: Context, key: str) -> Response:
        # Who may read nothing is not told either what there is.
        if "get" not in self.resource.public and not self.is_own_key(context, key):
            self.may_read(context, None)
        return super().get(context, key)

    def read_list_query(self, context: Context) -> Query:
        query = super().read_list_query(context)
        if context.realm is None or self.listed_by is None:
            return query
        inside = Comparison((self.listed_by,), "eq", context.realm["id"])
        return replace(query, filter=inside if query.filter is None else Group("and", (inside, query.filter)))

    def read_get_query(self, context: Context) -> Query:
        return (
            super().read_get_query(context) if self.reads_query else read_query(TABLE, self.resource, (), single=True)
        )

    def create(self, context: Context) -> Response:
        _ = context.caller
        self.may_write(context, "create", None)
        return json_response(201, {"data": self.add(context, context.body), "meta": {}})

    def update(self, context: Context, key: str) -> Response:
        _ = context.caller
        body = context.body
        with writing(context):
            row = self.find(context, key, "update")
            self.may_write(context, "update", row)
            answer = self.modify(context, row, body)
        return json_response(202, {"data": answer, "meta": {}})

    def upsert(self, context: Context, key: str) -> Response:
        """Change the record of this id or name, or make one."""
        _ = context.caller
        body = context.body
        with writing(context):
            found = self._found(context, key)
            if found is None:
                self.may_write(context, "create", None)
                return json_response(201, {"data": self.add(context, body), "meta": {}})
            self.may_write(context, "update", found)
            return json_response(202, {"data": self.modify(context, found, body), "meta": {}})

    def _found(self, context: Context, key: str) -> Row | None:
        try:
            return self.find(context, key, "update")
        except Refusal as refusal:
            if refusal.code != "entity_not_found":
                raise
            return None

    def delete(self, context: Context, key: str) -> Response:
        self.may_delete(context)
        with writing(context):
            row = self.find(context, key, "delete")
            self.may_write(context, "delete", row)
            self.demand_realm(context, row, "delete")
            answer = self.discard(context, row)
        return json_response(202, {"data": answer, "meta": {}})

    # Parts of the verbs

    def add(self, context: Context, body: Mapping[str, Any]) -> dict[str, Any]:
        """Make a record of a body; what is answered."""
        return self.insert(context, read_body(self.resource, body, "create"))

    def modify(self, context: Context, row: Row, body: Mapping[str, Any]) -> dict[str, Any]:
        """Change a record, within a transaction; what is answered."""
        self.demand_realm(context, row, "update")
        values = read_body(self.resource, body, "update")
        return self.apply(context, row, values, self.related(context, values, "update"))

    def _settle_realm(self, context: Context, values: Row) -> None:
        """Put a new record into the caller's realm; a null that was sent stays where it can."""
        realm = self.resource.stored.get("realm_id")
        if realm is None or realm.accepts is None:
            return
        if values.get("realm_id") is None and not ("realm_id" in values and realm.nullable):
            values["realm_id"] = context.caller.realm_id

    def prepare(self, context: Context, values: Row) -> None:
        self.demand_realm(context, {**self._defaults(), **values}, "create")
        self.refuse_twins(context, values, None)

    def change(self, context: Context, row: Row, values: Row) -> None:
        self.refuse_twins(context, values, row["id"])

    def _defaults(self) -> Row:
        return {name: f.default for name, f in self.resource.stored.items()}

    def refuse_twins(self, context: Context, values: Mapping[str, Any], own: str | None) -> None:
        """Raise the refusal if another record has the same of what no two share, null included.

        Authup looks at the properties that were sent only, and takes null for the others; the twins that it overlooks
        so are found by its database, in other words.
        """
        if not self.looks_for_twins:
            return
        for names in self.resource.unique:
            twin = context.hub.store.first(self.resource, {name: values.get(name) for name in names})
            if twin is not None and twin["id"] != own:
                raise self.twin()

    def twin(self) -> Refusal:
        return conflict("A db entry with some unique attributes already exists.", name="DatabaseConflictError")


def realm_named(context: Context, key: str) -> Row:
    """The realm of an id or a name in a path. Raises the refusal if there is none."""
    store, realms = context.hub.store, TABLE["realm"]
    row = store.get(realms, str(UUID(key))) if UUID_FORM.fullmatch(key) else None
    row = row or store.first(realms, {"name": key.strip().lower()})
    if row is None:
        raise not_found("auth", "realm")
    return row
