"""The vocabulary of the contract: what a row of the table can say.

A `Resource` describes one collection of the Hub: where it lives, what its records hold, which of it can be
filtered, sorted, included or hidden, what bodies it takes and which Python methods it gets. Models, both clients,
the embedded Hub's tables, checks and schema answers, and the tests of completeness are all derived from these rows,
so nothing here may know about HTTP libraries, pydantic or SQL.

Names are snake_case throughout; `wire_name` gives the Hub's camelCase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Literal, TypeVar

Service = Literal["auth", "core", "storage"]
Verb = Literal["list", "get", "create", "update", "delete"]

ALL_VERBS: tuple[Verb, ...] = ("list", "get", "create", "update", "delete")
READ_VERBS: tuple[Verb, ...] = ("list", "get")

#: The Hub release that the embedded Hub is, and against which `Field.since` and `Field.until` are read.
HUB_RELEASE = "0.14"

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


@dataclass(frozen=True)
class Check:
    """What the Hub demands of one property of a body.

    kind        which test: a text, a slug (lower case name), a UUID, a boolean, an integer, an e-mail address,
                a URL, one of several options
    required    must be present when a record is created (never when it is updated)
    nullable    null is a value of its own, not an error
    falsy       an empty text or null counts as not given when a record is created
    minimum, maximum   length of a text in characters
    pattern     regular expression a text must match, in the Hub's own spelling
    options     the values of `one_of`, in the order the Hub names them
    """

    kind: Literal["text", "slug", "uuid", "boolean", "integer", "email", "url", "one_of"]
    required: bool = False
    nullable: bool = False
    falsy: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    options: tuple[str, ...] = ()


def text(minimum: int | None = None, maximum: int | None = None, *, pattern: str | None = None) -> Check:
    return Check("text", minimum=minimum, maximum=maximum, pattern=pattern)


def slug() -> Check:
    """A name that is trimmed and folded to lower case, 3 to 128 of the characters `a-z0-9-_.`."""
    return Check("slug", minimum=3, maximum=128)


UUID_CHECK = Check("uuid")
BOOLEAN_CHECK = Check("boolean")
EMAIL_CHECK = Check("email")
URL_CHECK = Check("url")


def required(check: Check) -> Check:
    return replace(check, required=True)


def nullable(check: Check) -> Check:
    return replace(check, nullable=True)


@dataclass(frozen=True)
class Choices:
    """A closed set of texts. `name` is the alias under which Python knows it (`flame_hub.types.NodeType`).

    Reading accepts other values too: a newer Hub may send some.
    """

    name: str
    values: tuple[str, ...]

    def check(self) -> Check:
        return Check("one_of", options=self.values)


@dataclass(frozen=True)
class Field:
    """One property of a record.

    nullable      the Hub may store and send null
    default       what the Hub stores when a body does not say
    hidden        left out of every answer unless asked for by name (`fields="+secret"`)
    secret        never shown in a representation
    internal      in the Hub's answer to a write only, never readable (a password's hash)
    since, until  first and last Hub release known to have the field, None: all of them; a field that not every Hub
                  has is not printed when it was not sent
    annotation    Python type of a JSON field
    accepts       what a body may say of it; None: the Hub sets it and bodies cannot
    writable      which bodies take it: "create", "update" or "both"
    refers_to     name of the resource whose id it holds
    on_delete     what becomes of this record when the other one is deleted
    loaded        hidden, but part of the Hub's answer to an update all the same
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
    annotation: str = "Any"
    choices: Choices | None = None
    accepts: Check | None = None
    writable: Literal["create", "update", "both"] = "both"
    refers_to: str | None = None
    on_delete: Literal["cascade", "set null", "keep"] = "keep"
    loaded: bool = False

    @property
    def wire(self) -> str:
        return wire_name(self.name)

    @property
    def varies(self) -> bool:
        """Whether some Hubs have the field and others have not."""
        return self.since is not None or self.until is not None

    @property
    def current(self) -> bool:
        """Whether a Hub of `HUB_RELEASE` has the field."""
        today = _release(HUB_RELEASE)
        return (self.since is None or _release(self.since) <= today) and (
            self.until is None or today <= _release(self.until)
        )


def _release(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2])


@dataclass(frozen=True)
class Relation:
    """Another record that comes along when asked for with `include`.

    name   property that holds it
    via    the field of this record that holds its id
    to     name of the resource it is a record of
    """

    name: str
    via: str
    to: str
    doc: str = ""

    @property
    def wire(self) -> str:
        return wire_name(self.name)


_Row = TypeVar("_Row", Field, Relation)


class _Required:
    """Marks a parameter that has no default."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED = _Required()


@dataclass(frozen=True)
class Parameter:
    """A parameter of a create or update method.

    name     in Python
    field    the property it sets, where that has another name (`node_type` sets `type`)
    default  of a create method; REQUIRED: none. Update methods default to UNSET, "leave as it is".
    doc      only where the field's own text does not fit
    null     an explicit None of a create method is sent as null, because the Hub tells it from "not given"
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


@dataclass(frozen=True)
class Action:
    """A route below a record that is none of the five verbs, and its Python method.

    method    name of the Python method
    http      HTTP method
    path      what follows `/<collection>/<id>/`
    returns   name of the `Record` in the answer, None for nothing
    takes     properties of the body
    missing   what a 404 becomes: None, or an error
    """

    method: str
    http: Literal["GET", "POST"]
    path: str
    doc: str
    returns: str | None = None
    takes: tuple[Field, ...] = ()
    missing: Literal["none", "error"] = "error"


@dataclass(frozen=True)
class Record:
    """A flat answer that is no record of a collection."""

    service: Service
    name: str
    doc: str
    fields: tuple[Field, ...]


FieldStyle = Literal["both", "default", "hidden", "allowed"]


@dataclass(frozen=True)
class Schema:
    """What a collection says of itself in `meta.schema`, where the order of names is the Hub's own.

    fields        order of the default fields; fields of the resource that are not named follow
    style         how the lists `default` and `allowed` are given: "both" (allowed repeats the defaults and adds the
                  hidden), "default" (allowed is null), "hidden" (allowed holds the hidden only), "allowed" (default
                  is null)
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


@dataclass(frozen=True)
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
    actions      further routes below a record
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

    @property
    def model(self) -> str:
        """Name of the model class: `bucket_file` has `BucketFile`."""
        return "".join(part.capitalize() for part in self.name.split("_"))

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
        """The relations by name, in the schema's order."""
        found = {row.name: row for row in self.rows if isinstance(row, Relation)}
        return _ordered(self.schema.relations, found)

    @cached_property
    def answered(self) -> Mapping[str, Field]:
        """The fields of an answer in which none were asked for, in the schema's order."""
        shown = {name: f for name, f in self.fields.items() if f.current and not f.hidden and not f.internal}
        return _ordered(self.schema.fields, shown)

    @cached_property
    def hidden(self) -> Mapping[str, Field]:
        """The fields that have to be asked for."""
        return {name: f for name, f in self.fields.items() if f.current and f.hidden and not f.internal}

    @cached_property
    def stored(self) -> Mapping[str, Field]:
        """Every field that a Hub of today keeps for a record."""
        return {name: f for name, f in self.fields.items() if f.current}

    @cached_property
    def by_wire(self) -> Mapping[str, Field]:
        return {f.wire: f for f in self.fields.values()}

    @cached_property
    def body(self) -> Mapping[str, Field]:
        """The fields that bodies can set, in the order in which the Hub checks them."""
        accepted = {name: f for name, f in self.stored.items() if f.accepts is not None}
        return _ordered(self.body_order or self.schema.fields, accepted)


def _ordered(order: tuple[str, ...], found: Mapping[str, _Row]) -> dict[str, _Row]:
    names = [*(name for name in order if name in found), *(name for name in found if name not in order)]
    return {name: found[name] for name in names}


class Table:
    """All resources and records, looked up by service and name. Refuses rows that contradict each other."""

    def __init__(self, resources: tuple[Resource, ...], records: tuple[Record, ...] = ()) -> None:
        self.resources = resources
        self.records = records
        self._by_name = {resource.name: resource for resource in resources}
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
    for relation in resource.relations.values():
        demand((relation.via,), resource.fields, f"relation {relation.name}")
        if relation.to not in known:
            raise ValueError(
                f"{resource.name}: relation {relation.name} leads to {relation.to!r}, which is no resource."
            )
    for f in resource.fields.values():
        if f.refers_to is not None and f.refers_to not in known:
            raise ValueError(f"{resource.name}: {f.name} refers to {f.refers_to!r}, which is no resource.")
