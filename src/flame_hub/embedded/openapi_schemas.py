"""JSON Schemas of what the Hub takes and answers, made from the contract: bodies, records, lists, errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from ..contract import TABLE
from ..contract.checks import Check
from ..contract.table import Field, Record, Resource, Type, wire_name
from .checks import EMAIL

Schema = dict[str, Any]

#: Pattern of the message for what is no id.
NO_UUID = r'invalid input syntax for type uuid: "[\s\S]*"'
_UUID = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"
#: Blanks around a name are taken off, capitals folded.
_SLUG = r"^\s*[A-Za-z0-9\-_.]{%d,%d}\s*$"
_TYPES: Mapping[Type, Schema] = {
    Type.UUID: {"type": "string", "format": "uuid"},
    Type.TEXT: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.BOOLEAN: {"type": "boolean"},
    Type.TIME: {"type": "string", "format": "date-time"},
}


def ref(name: str) -> Schema:
    """A reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def told(doc: str) -> Schema:
    """A description, where there is one."""
    return {"description": doc} if doc else {}


def nullable(schema: Schema) -> Schema:
    """The schema with null as a further value."""
    if "type" in schema and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


def record(
    properties: Mapping[str, Any], required: Iterable[str] = (), doc: str = "", *, closed: bool = True
) -> Schema:
    """The schema of an object. `closed`: it has no other properties."""
    schema: Schema = {"type": "object", **told(doc), "properties": dict(properties)}
    if names := list(required):
        schema["required"] = names
    return {**schema, "additionalProperties": False} if closed else schema


# -- bodies -------------------------------------------------------------------------------------------------------


def body(resource: Resource, verb: Literal["create", "update", "upsert"]) -> Schema:
    """The schema of the body of a verb. The Hub drops properties that it does not know."""
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for f in resource.body.values():
        if f.accepts is None or (verb != "upsert" and f.writable not in (verb, "both")):
            continue
        wire = resource.wire_of(f)
        properties[wire] = {**_accepted(f.accepts, creates=verb == "create"), **told(f.doc)}
        if f.accepts.required and verb == "create":
            required.append(wire)
    return record(properties, required, closed=False)


def _accepted(check: Check, *, creates: bool) -> Schema:
    schema = _checked(check)
    if check.nullable:
        schema = nullable(schema)
    return {"anyOf": [schema, {"enum": ["", None]}]} if check.falsy and creates else schema


def _checked(check: Check) -> Schema:
    """What a check lets pass. Lengths of texts are counted in UTF-16."""
    if check.kind == "text":
        pattern = {"pattern": check.pattern.strip("/")} if check.pattern is not None else {}
        return {"type": "string", **_limits("Length", check), **pattern}
    if check.kind == "integer":
        return {"type": "integer", **_limits("imum", check)}
    if check.kind == "slug":
        return {"type": "string", "pattern": _SLUG % (check.minimum or 0, check.maximum or 0)}
    if check.kind == "one_of":
        return {"enum": list(check.options)}
    if check.kind == "arguments":
        position = {"enum": ["before", "after", None]}
        text = {"type": "string", **_limits("Length", check)}
        return {"type": "array", "items": record({"value": text, "position": position}, ["value"], closed=False)}
    if check.kind == "labels":
        return {"type": "object", "additionalProperties": {"type": "string"}}
    return dict(_PLAIN[check.kind])


_PLAIN: Mapping[str, Schema] = {
    "uuid": {"type": "string", "format": "uuid", "pattern": _UUID},
    "boolean": {"type": "boolean"},
    "email": {"type": "string", "format": "email", "pattern": EMAIL.pattern.replace(r"\Z", "$")},
    "url": {"type": "string", "format": "uri"},
    "urls": {"type": "string", "description": "Several URLs, separated by commas."},
    "ipv4": {"type": "string", "format": "ipv4"},
    "datetime": {"type": "string", "format": "date-time", "pattern": "Z$"},
    "object": {"type": "object"},
    "any": {},
}


def _limits(what: str, check: Check) -> Schema:
    limits = {f"min{what}": check.minimum, f"max{what}": check.maximum}
    return {name: limit for name, limit in limits.items() if limit is not None}


# -- records ------------------------------------------------------------------------------------------------------


def value(f: Field) -> Schema:
    """What a field of a record can hold."""
    schema: Schema = {"enum": list(f.choices.values)} if f.choices is not None else dict(_TYPES.get(f.type, {}))
    if f.type is Type.JSON:
        schema = {"type": "array"} if f.annotation.startswith("list[") else {}
        schema = {"type": "object"} if f.annotation.startswith("dict[") else schema
    return {**(nullable(schema) if f.nullable else schema), **told(f.doc)}


def read_name(resource: Resource) -> str:
    return "".join(part.capitalize() for part in resource.key.split("_"))


def written_name(resource: Resource) -> str:
    return f"Written{read_name(resource)}"


def whole_name(resource: Resource) -> str:
    return f"Whole{read_name(resource)}"


def schemas_of(resource: Resource) -> Iterator[tuple[str, Schema]]:
    """The schemas of the records of a collection, by name: as they are read, are written, and are by themselves."""
    shown = _values(resource, [*resource.answered, *resource.sparse])
    always = [resource.wire_of(resource.fields[name]) for name in resource.answered]
    asked = _values(resource, resource.hidden)
    written = _values(resource, [name for name, f in resource.stored.items() if f.hidden or f.internal])
    related = dict(_related(resource))
    # What a body refers to is still answered where it cannot be included any more.
    named = {
        resource.wire_of(row): nullable(ref(read_name(TABLE[row.to])))
        for row in resource.all_relations.values()
        if row.via in resource.body and not row.many
    }
    least = [resource.wire_of(resource.fields[name]) for name in resource.schema.always]
    yield read_name(resource), record({**shown, **asked, **related}, least, resource.doc)
    yield (
        written_name(resource),
        record({**shown, **written, **named, **related}, always, f"{resource.doc} After a write."),
    )
    yield whole_name(resource), record(shown, always, f"{resource.doc} As part of another answer.")


def _values(resource: Resource, names: Iterable[str]) -> dict[str, Schema]:
    return {resource.wire_of(resource.fields[name]): value(resource.fields[name]) for name in names}


def _related(resource: Resource) -> Iterator[tuple[str, Schema]]:
    for row in resource.relations.values():
        related = ref(read_name(TABLE[row.to]))
        yield resource.wire_of(row), {"type": "array", "items": related} if row.many else nullable(related)


#: What a Hub hands on from senders to recipients without a look at it.
_UNSEEN = {("Message", "metadata")}


def flat(described: Record) -> Schema:
    """The schema of an answer that is no record of a collection; it may tell more than is known here."""
    # Records of auth are those of OAuth 2, with its spelling.
    spelled = str if described.service == "auth" else wire_name
    properties = {spelled(f.name): value(f) for f in described.fields if (described.name, f.name) not in _UNSEEN}
    required = [spelled(f.name) for f in described.fields if not f.nullable]
    return record(properties, required, described.doc, closed=False)


def enveloped(data: Schema, meta: str = "Nothing") -> Schema:
    """A record in its envelope."""
    return record({"data": data, "meta": ref(meta)}, ["data", "meta"])


def page(resource: Resource) -> Schema:
    """A page of a list."""
    data: Schema = {"type": "array", "items": ref(read_name(resource)), "maxItems": 50}
    return enveloped(data, "PageMeta")


# -- errors -------------------------------------------------------------------------------------------------------

_ISSUE = record(
    {
        "type": {"enum": ["item", "group"]},
        "message": {"type": "string"},
        "code": {"type": "string"},
        "path": {"type": "array"},
        "issues": {"type": "array", "items": ref("Issue")},
    },
    ["type", "message"],
    "One of the things that are wrong.",
    closed=False,
)
_ISSUES = {"type": "array", "items": ref("Issue")}
_NAMES = {"type": "array", "items": {"type": "string"}}

#: Schemas that belong to no collection.
SHARED: Mapping[str, Schema] = {
    "Issue": _ISSUE,
    "Nothing": record({}, doc="Nothing more is told."),
    "CollectionMeta": record({"schema": ref("CollectionSchema")}, ["schema"]),
    "PageMeta": record(
        {
            "total": {"type": "integer", "minimum": 0, "description": "How many records there are on all pages."},
            "limit": {"type": "integer", "minimum": 1, "maximum": 50},
            "offset": {"type": "integer", "minimum": 0},
            "schema": ref("CollectionSchema"),
        },
        ["total", "limit", "offset", "schema"],
    ),
    "TotalMeta": record({"total": {"type": "integer", "minimum": 0}}, ["total"]),
    # Of what was found in another service, whose word is handed on, and of what it was not asked for.
    "SomeMeta": {"anyOf": [ref("PageMeta"), ref("TotalMeta")]},
    "LogMeta": record(
        {
            "total": {"type": "integer", "minimum": 0, "description": "How many lines are on this page."},
            "limit": {"type": "integer", "minimum": 1, "maximum": 100},
            "offset": {"type": "integer", "minimum": 0},
        },
        ["total", "limit", "offset"],
    ),
    "CollectionSchema": record(
        {
            "name": {"type": "string"},
            "strict": {"type": "boolean"},
            "indexes": {"type": ["array", "null"], "items": _NAMES},
            "fields": {"type": "object"},
            "filters": {"type": "object"},
            "pagination": {"type": "object"},
            "relations": {"type": "object"},
            "sorts": {"type": "object"},
        },
        ["name", "strict", "indexes", "fields", "relations"],
        "What a collection says of itself: what can be filtered, sorted, included, asked for.",
    ),
    "HubError": record(
        {
            "statusCode": {"type": "integer", "minimum": 400},
            "code": {"type": "string"},
            "message": {"type": "string"},
            "issues": _ISSUES,
        },
        ["statusCode", "code", "message", "issues"],
        "A refusal of core or storage.",
    ),
    "AuthError": record(
        {
            "name": {"type": "string"},
            "message": {"type": "string"},
            "code": {"type": "string"},
            "issues": _ISSUES,
            "@instanceof": _NAMES,
            "error": {"type": "string", "description": "OAuth 2's code."},
            "error_description": {"type": "string"},
            "hint": {"type": "string"},
        },
        ["name", "message", "code", "@instanceof"],
        "A refusal of auth.",
    ),
    "Tokens": record(
        {
            "access_token": {"type": "string"},
            "expires_in": {"type": "integer", "minimum": 0},
            "token_type": {"const": "Bearer"},
            "scope": {"type": "string"},
            "refresh_token": {"type": "string", "description": "Clients get none."},
            "refresh_token_expires_in": {"type": "integer", "minimum": 0},
        },
        ["access_token", "expires_in", "token_type"],
        "A login. A refresh token is good for one use.",
    ),
}


def error(service: str, status: int, messages: Iterable[str] = ()) -> Schema:
    """The schema of a refusal; with `messages`, patterns of which its message matches one."""
    schema = ref("AuthError" if service == "auth" else "HubError")
    limits: Schema = {} if service == "auth" else {"statusCode": {"const": status}}
    if patterns := list(messages):
        known = "|".join(f"(?:{pattern})" for pattern in patterns)
        limits |= {"code": {"const": "internal_error"}, "message": {"type": "string", "pattern": f"^(?:{known})$"}}
    return {"allOf": [schema, {"type": "object", "properties": limits}]} if limits else schema


def exactly(message: str) -> str:
    """The pattern of a message that is always the same."""
    return re.sub(r"([.\\+*?\[\]^$(){}|])", r"\\\1", message)
