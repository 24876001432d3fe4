"""The vocabulary of the contract: what a row of the table can say.

A `Resource` describes one collection of the Hub: where it lives, what its records hold, which of it can be
filtered, sorted, included or hidden, what bodies it takes and which Python methods it gets. Models, both clients,
the embedded Hub's tables, checks and schema answers, and the tests of completeness are all derived from these rows,
so nothing here may know about HTTP libraries, pydantic or SQL.

Names are snake_case throughout; `wire_name` gives the Hub's camelCase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import Enum
from functools import cached_property
from typing import Literal, TypeVar

from .checks import Check
from .releases import TODAY, Former, Service, covers
from .rows import row_class

Verb = Literal["list", "get", "create", "update", "upsert", "delete"]

ALL_VERBS: tuple[Verb, ...] = ("list", "get", "create", "update", "delete")
READ_VERBS: tuple[Verb, ...] = ("list", "get")
#: Of those of auth's collections that also take PUT: change the record of that id or name, or create it.
UPSERT_VERBS: tuple[Verb, ...] = ("list", "get", "create", "update", "upsert", "delete")
#: Of records that join two others and have nothing to change.
JOIN_VERBS: tuple[Verb, ...] = ("list", "get", "create", "delete")

#: The largest page of every collection; a larger or missing limit is clamped to it (rapiq's `maxLimit`).
MAX_LIMIT = 50


class Type(str, Enum):
    """What a field holds on the wire."""

    UUID = "uuid"
    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    TIME = "time"
    JSON = "json"


def wire_name(name: str) -> str:
    """The Hub's spelling of a Python name: `realm_id` becomes `realmId`, dotted paths keep their dots."""
    return ".".join(_camel(part) for part in name.split("."))


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)


@row_class
class Choices:
    """A closed set of texts. `name` is the alias under which Python knows it (`flame_hub.types.NodeType`).

    Reading accepts other values too: a newer Hub may send some.

    former   values of older Hubs
    later    values that older Hubs do not have: the value, and the first release that has it
    enum     the alias is an enumeration, not a set of literals
    """

    name: str
    values: tuple[str, ...]
    former: tuple[Former, ...] = ()
    later: tuple[tuple[str, str], ...] = ()
    enum: bool = False

    def check(self) -> Check:
        return Check("one_of", options=self.values)


@row_class
class Field:
    """One property of a record.

    nullable      the Hub may store and send null
    default       what the Hub stores when a body does not say
    hidden        left out of every answer unless asked for by name (`fields="+secret"`)
    secret        never shown in a representation
    internal      in the Hub's answer to a write only, never readable (a password's hash)
    since, until  first and last release of the service known to have the field, None: all of them; a field that not
                  every Hub has is not printed when it was not sent. Releases of core and storage are the Hub's
                  ("0.8.22"), those of auth are Authup's ("beta.53")
    former        earlier names, the oldest first
    annotation    Python type of a JSON field
    accepts       what a body may say of it; None: the Hub sets it and bodies cannot
    writable      which bodies take it: "create", "update" or "both"
    refers_to     name of the resource whose id it holds
    on_delete     what becomes of this record when the other one is deleted
    loaded        hidden, but part of the Hub's answer to an update all the same
    sparse        only records of some types have it: answered where it has a value, whatever fields are asked for
    """

    name: str
    type: Type
    doc: str = ""
    nullable: bool = False
    default: object = None
    hidden: bool = False
    secret: bool = False
    internal: bool = False
    since: str | None = None
    until: str | None = None
    former: tuple[Former, ...] = ()
    annotation: str = "Any"
    choices: Choices | None = None
    accepts: Check | None = None
    writable: Literal["create", "update", "both"] = "both"
    refers_to: str | None = None
    on_delete: Literal["cascade", "set null", "keep"] = "keep"
    loaded: bool = False
    sparse: bool = False

    @property
    def wire(self) -> str:
        return wire_name(self.name)

    @property
    def varies(self) -> bool:
        """Whether some Hubs or records have the field and others have not."""
        return self.since is not None or self.until is not None or self.sparse


@row_class
class Relation:
    """Another record that comes along when asked for with `include`.

    name   property that holds it
    via    the field of this record that holds its id; of a list, the field of the others that holds this one's
    to     name of the resource it is a record of
    since, until   first and last release of the service that has it
    former  earlier names, the oldest first
    many   it is a list of records
    """

    name: str
    via: str
    to: str
    doc: str = ""
    since: str | None = None
    until: str | None = None
    former: tuple[Former, ...] = ()
    many: bool = False

    @property
    def wire(self) -> str:
        return wire_name(self.name)


_Row = TypeVar("_Row", Field, Relation)


class _Required:
    """Marks a parameter that has no default."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED = _Required()


@row_class
class Parameter:
    """A parameter of a create or update method.

    name     in Python
    field    the property it sets, where that has another name (`node_type` sets `type`)
    default  of a create method; REQUIRED: none; UNGIVEN: left out unless given, where None means null. Update methods
             default to UNSET, "leave as it is".
    doc      only where the field's own text does not fit
    null     a None of a create method is sent as null, because the Hub tells it from "not given"
    """

    name: str
    field: str = ""
    default: object = REQUIRED
    doc: str = ""
    null: bool = False

    @property
    def sets(self) -> str:
        return self.field or self.name


def optional(name: str, field: str = "", default: object = None, *, null: bool = False) -> Parameter:
    return Parameter(name, field, default, null=null)


@row_class
class Argument:
    """A parameter of the method of an `Action`.

    field    what is known of it: its Python name, type, choices, which record's id it is (`refers_to`)
    at       where it goes: a name in braces of the path, a property of the body, the whole body, a parameter of the
             query, an equality filter
    default  REQUIRED: none. UNGIVEN: left out unless given, where None means null
    wire     its name in the request, where that is not the field's
    named    a name does in place of an id
    ignored  the Hub takes no notice of it: it is not sent
    """

    field: Field
    at: Literal["path", "body", "whole", "query", "filter"] = "body"
    default: object = REQUIRED
    wire: str = ""
    named: bool = False
    ignored: bool = False


class _Ungiven:
    """Marks an argument that is left out of the request unless it is given."""

    def __repr__(self) -> str:
        return "UNGIVEN"


UNGIVEN = _Ungiven()


@row_class
class Action:
    """A route that is none of the verbs of a collection, and its Python method.

    method      name of the Python method
    http        HTTP method
    path        below the URL of the service, with the names of path arguments in braces: "nodes/{node_id}/client"
    doc         what it does, in one or two sentences
    arguments   parameters of the method, in order
    body        further properties of the body that are always the same
    returns     name of the class of the answer: a `Record` or a resource's model; None for nothing
    answer      the form of the answer: "flat" the object itself, "record" one in an envelope, "list" a page of a list
    missing     what a 404 becomes: None, or an error
    since, until   first and last release of the service that has it
    public      needs no login
    effect      what sending it does, and so whether it may be sent twice: "reads" nothing, "settles" the same as once,
                "once" it would be done twice; by default what its HTTP method says, and "once" for POST
    """

    method: str
    http: Literal["GET", "POST", "DELETE"]
    path: str
    doc: str
    arguments: tuple[Argument, ...] = ()
    body: tuple[tuple[str, str], ...] = ()
    returns: str | None = None
    answer: Literal["flat", "record", "list"] = "flat"
    missing: Literal["none", "error"] = "error"
    since: str | None = None
    until: str | None = None
    public: bool = False
    effect: Literal["reads", "settles", "once", ""] = ""

    @property
    def does(self) -> Literal["reads", "settles", "once"]:
        """What sending it does."""
        if self.effect:
            return self.effect
        return "reads" if self.http == "GET" else "settles" if self.http == "DELETE" else "once"


def identified(resource: str, *, named: bool = False, doc: str = "", at: Literal["path", "body"] = "path") -> Argument:
    """The argument that says which record an action is about: `node_id` for "node"."""
    words = resource.replace("_", " ")
    told = doc or f"The {words}, its id or its name." if named else doc or f"The {words} or its id."
    return Argument(Field(f"{resource}_id", Type.UUID, told, refers_to=resource), at, named=named)


@row_class
class Record:
    """A flat answer that is no record of a collection.

    service   whose module of models it is in
    """

    service: Service
    name: str
    doc: str
    fields: tuple[Field, ...]


FieldStyle = Literal["both", "default", "hidden", "allowed", "none"]


@row_class
class Schema:
    """What a collection says of itself in `meta.schema`, where the order of names is the Hub's own.

    fields        order of the default fields; fields of the resource that are not named follow
    style         how the lists `default` and `allowed` are given: "both" (allowed repeats the defaults and adds the
                  hidden), "default" (allowed is null), "hidden" (allowed holds the hidden only), "allowed" (default
                  is null), "none" (both are null)
    filters       fields that can be filtered
    sorts         fields that can be sorted, None: the collection declares none
    default_sort  (field, "ASC" or "DESC"), None: undefined order
    relations     order of the relations; relations that are not named follow
    indexes       auth only: the indexes its filters must start with
    always        fields that an answer contains however few were asked for (auth adds `realmId`)
    """

    fields: tuple[str, ...] = ()
    style: FieldStyle = "both"
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] | None = ()
    default_sort: tuple[str, Literal["ASC", "DESC"]] | None = None
    relations: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] | None = None
    always: tuple[str, ...] = ()


@row_class
class Resource:
    """One collection of the Hub.

    service      which service serves it
    name         singular, snake_case: `get_NAME`
    plural       `find_PLURAL`
    path         of the collection below the service's URL
    doc          one sentence: what a record is
    rows         fields and relations, in the order a printed model shows them
    schema       see `Schema`
    verbs        the routes it has
    create       parameters of `create_NAME`, the published ones first and in their published order
    update       parameters of `update_NAME` after the identifier
    unique       sets of fields that no two records share
    named        the verbs that take a name in place of an id
    body_order   order in which the Hub checks a body, where it is not that of `schema.fields`
    public       verbs that need no login
    actions      further routes that belong to it
    since, until first and last release of the service that has it
    model_name   name of the class of its records, where it is not made of `name`; resources of one name share a class
    keyed        whether its records have ids
    must_filter  fields that a list has to be filtered by, or the Hub refuses it
    counted      whether a list's `meta.total` counts the records of all pages
    in_realms    whether auth has its routes below `realms/{realm}`, too
    alias        name by which the table knows it, where another service has records of that name
    """

    service: Service
    name: str
    plural: str
    path: str
    doc: str
    rows: tuple[Field | Relation, ...]
    schema: Schema = field(default_factory=Schema)
    verbs: tuple[Verb, ...] = ALL_VERBS
    create: tuple[Parameter, ...] = ()
    update: tuple[Parameter, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    named: tuple[Verb, ...] = ()
    body_order: tuple[str, ...] = ()
    public: tuple[Verb, ...] = ()
    actions: tuple[Action, ...] = ()
    since: str | None = None
    until: str | None = None
    model_name: str = ""
    keyed: bool = True
    must_filter: tuple[str, ...] = ()
    counted: bool = True
    in_realms: bool = False
    alias: str = ""

    @property
    def key(self) -> str:
        """The name by which the table knows it, which no other resource has."""
        return self.alias or self.name

    @property
    def stored_as(self) -> str:
        """The plural of that name."""
        return f"{self.alias}s" if self.alias else self.plural

    @property
    def model(self) -> str:
        """Name of the model class: `bucket_file` has `BucketFile`."""
        return self.model_name or self.class_stem

    @property
    def class_stem(self) -> str:
        """What the classes of bodies are named after: `bucket_file` has `CreateBucketFile`."""
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def offered(self) -> bool:
        """Whether a Hub of `HUB_RELEASE` has it."""
        return covers(self.since, self.until, TODAY[self.service])

    def current(self, row: Field | Relation) -> bool:
        """Whether a Hub of `HUB_RELEASE` has the row."""
        return covers(row.since, row.until, TODAY[self.service])

    @property
    def wire(self) -> str:
        """The Hub's name of the schema: `bucketFile`."""
        return wire_name(self.name)

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The fields by name, in printing order."""
        return {row.name: row for row in self.rows if isinstance(row, Field)}

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """The relations that a Hub of today has, by name, in the schema's order."""
        found = {name: row for name, row in self.all_relations.items() if self.current(row)}
        return _ordered(self.schema.relations, found)

    @cached_property
    def all_relations(self) -> Mapping[str, Relation]:
        """The relations of Hubs of all times, by name."""
        return {row.name: row for row in self.rows if isinstance(row, Relation)}

    def means_otherwise(self, name: str) -> bool:
        """Whether an earlier name of one row is the present name of another."""
        return name in self.fields or name in self.all_relations

    @cached_property
    def answered(self) -> Mapping[str, Field]:
        """The fields of an answer in which none were asked for, in the schema's order."""
        shown = {name: f for name, f in self.fields.items() if self.current(f) and not f.hidden}
        usual = {name: f for name, f in shown.items() if not f.internal and not f.sparse}
        return _ordered(self.schema.fields, usual)

    @cached_property
    def hidden(self) -> Mapping[str, Field]:
        """The fields that have to be asked for."""
        return {name: f for name, f in self.fields.items() if self.current(f) and f.hidden and not f.internal}

    @cached_property
    def sparse(self) -> Mapping[str, Field]:
        """The fields that are answered where they have a value."""
        return {name: f for name, f in self.fields.items() if self.current(f) and f.sparse and not f.internal}

    @cached_property
    def stored(self) -> Mapping[str, Field]:
        """Every field that a Hub of today keeps for a record."""
        return {name: f for name, f in self.fields.items() if self.current(f)}

    @cached_property
    def by_wire(self) -> Mapping[str, Field]:
        return {f.wire: f for f in self.fields.values()}

    def wire_of(self, row: Field | Relation) -> str:
        """What a Hub of `HUB_RELEASE` calls the row on the wire, by its former name if that still holds."""
        return self._wires[row.name]

    @cached_property
    def _wires(self) -> Mapping[str, str]:
        today = TODAY[self.service]
        return {
            row.name: wire_name(next((old.name for old in row.former if covers(None, old.until, today)), row.name))
            for row in self.rows
        }

    @cached_property
    def by_wire_of_today(self) -> Mapping[str, Field]:
        """The fields that a Hub of `HUB_RELEASE` has, by what it calls them on the wire."""
        return {self.wire_of(f): f for f in self.stored.values()}

    @cached_property
    def body(self) -> Mapping[str, Field]:
        """The fields that bodies can set, in the order in which the Hub checks them."""
        accepted = {name: f for name, f in self.stored.items() if f.accepts is not None}
        return _ordered(self.body_order or self.schema.fields, accepted)


def _ordered(order: tuple[str, ...], found: Mapping[str, _Row]) -> dict[str, _Row]:
    names = [*(name for name in order if name in found), *(name for name in found if name not in order)]
    return {name: found[name] for name in names}


class Table:
    """All resources, records and actions, looked up by service and name. Refuses rows that contradict each other.

    actions   routes that belong to a service and to none of its collections
    """

    def __init__(
        self,
        resources: tuple[Resource, ...],
        records: tuple[Record, ...] = (),
        actions: Mapping[Service, tuple[Action, ...]] | None = None,
    ) -> None:
        self.resources = resources
        self.records = records
        self.actions = actions or {}
        self._by_name = {resource.key: resource for resource in resources}
        self._by_path: dict[tuple[str, str], Resource] = {(r.service, r.path): r for r in resources}
        if len(self._by_name) != len(resources):
            raise ValueError("Two resources of the contract share a name.")
        for resource in resources:
            _audit(resource, self._by_name)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)

    def __getitem__(self, name: str) -> Resource:
        return self._by_name[name]

    def at(self, service: str, path: str) -> Resource | None:
        """The resource whose collection has this path, None if there is none."""
        return self._by_path.get((service, path))

    def of(self, service: Service) -> tuple[Resource, ...]:
        return tuple(resource for resource in self.resources if resource.service == service)


def _audit(resource: Resource, known: Mapping[str, Resource]) -> None:
    """Fail at import on a row that names something which is not there: a typing slip must not become a silent gap."""

    def demand(names: tuple[str, ...], among: Mapping[str, object], what: str) -> None:
        for name in names:
            if name not in among:
                raise ValueError(f"{resource.name}: {what} names {name!r}, which is not a row of the resource.")

    schema = resource.schema
    demand(schema.fields, resource.fields, "schema.fields")
    demand(schema.filters, resource.fields, "schema.filters")
    demand(schema.sorts or (), resource.fields, "schema.sorts")
    demand(schema.relations, resource.relations, "schema.relations")
    demand(resource.body_order, resource.fields, "body_order")
    for unique in resource.unique:
        demand(unique, resource.fields, "unique")
    for parameter in (*resource.create, *resource.update):
        demand((parameter.sets,), resource.fields, f"parameter {parameter.name}")
    for relation in resource.all_relations.values():
        if not relation.many:
            demand((relation.via,), resource.fields, f"relation {relation.name}")
        if relation.to not in known:
            raise ValueError(
                f"{resource.name}: relation {relation.name} leads to {relation.to!r}, which is no resource."
            )
    for f in resource.fields.values():
        if f.refers_to is not None and f.refers_to not in known:
            raise ValueError(f"{resource.name}: {f.name} refers to {f.refers_to!r}, which is no resource.")
