"""The embedded Hub's own OpenAPI document: every route that it offers today, made from the contract.

The document is about a Hub of `HUB_RELEASE`. Where a real Hub answers 500 the document says for which reasons, by the
messages: a 500 with another message is a fault of the embedded Hub.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..contract import TABLE
from ..contract.releases import HUB_RELEASE, TODAY, Service, covers
from ..contract.table import MAX_LIMIT, REQUIRED, Action, Resource, Verb
from . import openapi_schemas as schemas
from .openapi_routes import BY_HAND, JSON, Operation
from .openapi_schemas import Schema, exactly, ref
from .refusals import already_there, reference_refused

#: The verbs of collections: HTTP method, path below the collection, status of the answer.
_VERBS: Mapping[Verb, tuple[str, str, tuple[int, ...]]] = {
    "list": ("get", "", (200,)),
    "get": ("get", "/{id}", (200,)),
    "create": ("post", "", (201,)),
    "update": ("post", "/{id}", (202,)),
    "upsert": ("put", "/{id}", (201, 202)),
    "delete": ("delete", "/{id}", (202,)),
}
#: Statuses that are not those of all collections.
_STATUSES: Mapping[tuple[str, Verb], tuple[int, ...]] = {
    ("key", "update"): (200,),
    ("analysis_node_log", "create"): (202,),
}
_DONE: Mapping[Verb, str] = {
    "list": "A page of {words}.",
    "get": "One of the {words}.",
    "create": "Make one of the {words}.",
    "update": "Change one of the {words}.",
    "upsert": "Change one of the {words}, or make it.",
    "delete": "Delete one of the {words}.",
}

_PARAMETER = re.compile(r"{\w+}")
#: Statuses of the good answers of other routes, and those that are not usual.
_USUAL = {"get": 200, "post": 202, "delete": 202}
_ACTION_STATUSES: Mapping[str, int] = {
    "update_node_client_credentials": 200,
    "update_analysis_client_credentials": 200,
    "create_analysis_client_permission": 201,
}
#: What they answer with, where clients take no notice of it.
_ACTION_ANSWERS: Mapping[str, str] = {"delete_analysis_client_permission": "ClientPermission"}
_REFUSALS: Mapping[int, str] = {
    400: "Something of the request is wrong, or, at core and storage, a permission is missing.",
    401: "Nobody is logged in.",
    403: "Not permitted.",
    404: "There is no such record.",
    409: "What must be unique is there already.",
    413: "The body is too large.",
    503: "Too many others wait.",
}

# What core and storage say with status 500 where others would say 400, 401 or 404.
_ANY = r"[\s\S]*"
_BAD_LOGIN = (
    *(exactly(f"The JWT {what}.") for what in ("has expired", "is not active", "is invalid")),
    "Property token is invalid",
    exactly("Only Bearer tokens are accepted as authentication method."),
)
_NUL = 'invalid byte sequence for encoding "UTF8": 0x00'
_BAD_BODY = (f"Malformed JSON: {_ANY}", _NUL)
_BAD_FILTER = (
    f'invalid input syntax for type [a-z ]+: "{_ANY}"',
    "operator does not exist: [a-z ]+ ~~ text",
    f'value "{_ANY}" is out of range for type integer',
    _NUL,
)
_TOO_LONG = r"value too long for type character varying\([0-9]+\)"
_BAD_CLIENT = rf"Property {_ANY} is invalid|Properties {_ANY} are invalid\."
_NO_CLIENT = exactly("Entity not found.")


def _null(table: str, *columns: str) -> str:
    known = "|".join(columns)
    return f'null value in column "(?:{known})" of relation "{table}" violates not-null constraint'


#: The messages of single operations that a real Hub answers with status 500, as patterns.
_UNUSUAL: Mapping[str, tuple[str, ...]] = {
    "create_node": (_null("nodes", "name", "hidden", "type"),),
    "update_node": (_null("nodes", "name", "hidden", "type"),),
    "update_project": (
        exactly(reference_refused(TABLE["project"], TABLE["project"].stored["master_image_id"]).message),
    ),
    "create_analysis_bucket_file": (_TOO_LONG,),
    "update_analysis_bucket_file": (_TOO_LONG,),
    "get_node_client_credentials": (_NO_CLIENT,),
    "update_node_client_credentials": (_NO_CLIENT, _BAD_CLIENT),
    "get_analysis_client_credentials": (_NO_CLIENT,),
    "update_analysis_client_credentials": (_NO_CLIENT, _BAD_CLIENT),
    "create_analysis_client_permission": (_NO_CLIENT, exactly(already_there("client-permission").message)),
    "delete_analysis_client_permission": (_NO_CLIENT,),
    # Its name will do only if nothing else is asked.
    "get_bucket": (schemas.NO_UUID,),
    "upload_to_bucket": (
        "An error occurred",
        "Unexpected end of form",
        "Multipart: Boundary not found",
        f"Unsupported content type: {_ANY}",
    ),
    "create_telemetry_event": (_TOO_LONG, _null("events", "expiring")),
}


@cache
def document() -> Mapping[str, Any]:
    """The document, of OpenAPI 3.1. It is made once: whoever changes it takes a copy."""
    operations = list(_operations())
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _written(operation, operations)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Embedded FLAME Hub",
            "version": HUB_RELEASE,
            "description": "The services of a FLAME Hub. Unknown properties and parameters are dropped.",
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": [{"name": service} for service in dict.fromkeys(operation.service for operation in operations)],
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
            "schemas": dict(_schemas()),
            "headers": {
                "limit": _header("How many requests of a minute are answered."),
                "remaining": _header("How many are left."),
                "reset": _header("Seconds until counting starts anew."),
                "retry": _header("Seconds to wait."),
            },
        },
    }


def _schemas() -> Iterator[tuple[str, Schema]]:
    yield from schemas.SHARED.items()
    for resource in TABLE:
        if resource.offered:
            yield from schemas.schemas_of(resource)
    for described in TABLE.records:
        yield described.name, schemas.flat(described)


def _header(doc: str) -> Schema:
    return {"description": doc, "required": True, "schema": {"type": "integer", "minimum": 0}}


# -- the operations -----------------------------------------------------------------------------------------------


def _operations() -> Iterator[Operation]:
    by_hand = {(operation.method, operation.path) for operation in BY_HAND}
    yield from BY_HAND
    for resource in TABLE:
        if not resource.offered:
            continue
        for verb in resource.verbs:
            yield _of_verb(resource, verb, f"/{resource.service}/{resource.path}")
            if resource.in_realms:
                yield _of_verb(resource, verb, f"/{resource.service}/realms/{{realm}}/{resource.path}")
        yield from _of_actions(resource, resource.service, resource.actions, by_hand)
    for service, actions in TABLE.actions.items():
        yield from _of_actions(None, service, actions, by_hand)


def _of_verb(resource: Resource, verb: Verb, path: str) -> Operation:
    method, below, usual = _VERBS[verb]
    words = resource.plural.replace("_", " ")
    name = f"find_{resource.stored_as}" if verb == "list" else f"{verb}_{resource.key}"
    return Operation(
        service=resource.service,
        method=method,
        path=path + below,
        name=f"{name}_of_realm" if "{realm}" in path else name,
        doc=_DONE[verb].format(words=words),
        answers=dict.fromkeys(_STATUSES.get((resource.key, verb), usual), _answer(resource, verb)),
        parameters=_read_parameters(resource, verb) if verb in ("list", "get") else (),
        body=schemas.body(resource, verb) if verb in ("create", "update", "upsert") else None,
        public=verb in resource.public,
        resource=resource,
        verb=verb,
    )


def _answer(resource: Resource, verb: Verb) -> Schema:
    if verb == "list":
        return schemas.page(resource)
    if verb == "get":
        return schemas.enveloped(ref(schemas.read_name(resource)), "CollectionMeta")
    return schemas.enveloped(ref(schemas.written_name(resource)))


def _of_actions(
    resource: Resource | None, service: Service, actions: Iterable[Action], by_hand: set[tuple[str, str]]
) -> Iterator[Operation]:
    for action in actions:
        # The root of a service has a slash at its end.
        path = f"/{service}/{_PARAMETER.sub('{id}', action.path, count=1) if resource else action.path}"
        method = action.http.lower()
        if (method, path) not in by_hand and covers(action.since, action.until, TODAY[service]):
            yield _of_action(resource, service, action, method, path)


def _of_action(resource: Resource | None, service: Service, action: Action, method: str, path: str) -> Operation:
    filtered = any(argument.at == "filter" for argument in action.arguments)
    return Operation(
        service=service,
        method=method,
        path=path,
        name=action.method if action.path else f"{action.method}_of_{service}",
        doc=action.doc,
        answers={_ACTION_STATUSES.get(action.method, _USUAL[method]): _answer_of_action(action)},
        parameters=tuple(_filters(resource)) if resource is not None and filtered else (),
        body=_body_of_action(action) if method == "post" else None,
        must=any(argument.default is REQUIRED for argument in action.arguments if argument.at == "body"),
        public=action.public,
        resource=resource,
    )


def _answer_of_action(action: Action) -> Schema | None:
    name = _ACTION_ANSWERS.get(action.method, action.returns)
    if name is None:
        return None
    resource = next((resource for resource in TABLE if resource.offered and resource.model == name), None)
    if resource is None:
        return ref(name)
    if action.answer == "list":
        return schemas.enveloped({"type": "array", "items": ref(schemas.read_name(resource))}, "SomeMeta")
    if action.http == "GET":
        found = ref(schemas.read_name(resource))
        return found if action.answer == "flat" else schemas.enveloped(found, "CollectionMeta")
    return schemas.enveloped(ref(schemas.written_name(resource)))


def _body_of_action(action: Action) -> Schema:
    if any(argument.at == "whole" for argument in action.arguments):
        return {"type": "object"}
    members = [argument for argument in action.arguments if argument.at == "body" and not argument.ignored]
    properties = {argument.wire or argument.field.wire: schemas.value(argument.field) for argument in members}
    required = [argument.wire or argument.field.wire for argument in members if argument.default is REQUIRED]
    return schemas.record(properties, required, closed=False)


# -- parameters ---------------------------------------------------------------------------------------------------


def _read_parameters(resource: Resource, verb: Verb) -> tuple[Schema, ...]:
    """What a list or a record can be asked for with. Values that mean nothing are dropped."""
    return (*_selection(resource), *(_paging(resource) if verb == "list" else ()))


def _selection(resource: Resource) -> Iterator[Schema]:
    known = [*resource.answered, *resource.hidden]
    fields = [resource.wire_of(resource.fields[name]) for name in known]
    yield _list_of("fields", "Fields to answer with, +field for one more, -field for one less.", fields, "+", "-")
    if resource.relations:
        relations = [resource.wire_of(row) for row in resource.relations.values()]
        yield _list_of("include", "Related records to answer with; with a dot between them, theirs.", relations)


def _paging(resource: Resource) -> Iterator[Schema]:
    largest = f"the largest one of {MAX_LIMIT} for anything that is no number from 1 to {MAX_LIMIT}"
    yield _query("page[limit]", f"Size of a page; {largest}.", {"type": ["integer", "string"]})
    yield _query("page[offset]", "How many records to skip.", {"type": ["integer", "string"]})
    if resource.schema.sorts:
        sorts = [resource.wire_of(resource.fields[name]) for name in resource.schema.sorts]
        yield _list_of("sort", "What to sort by, -field for the largest first.", sorts, "-")
    yield from _filters(resource)


def _filters(resource: Resource) -> Iterator[Schema]:
    told = "Records to answer with, as an expression: `and(eq(name,'a'),gt(createdAt,'2026'))`."
    names = [resource.wire_of(resource.fields[name]) for name in resource.schema.filters]
    if not names:
        return
    examples = [f"eq({name},'a')" for name in names]
    yield _query("filter", told, {"anyOf": [{"enum": examples}, {"type": "string"}]})
    for name in names:
        what = f"Value of `{name}`; `!value`: any other; `a,b`: one of them; `~part~`, `~end`, `begin~`."
        yield _query(f"filter[{name}]", what, {"type": "string"})


def _list_of(name: str, doc: str, members: list[str], *marks: str) -> Schema:
    several = [",".join(members[:2])] if len(members) > 1 else []
    known = [*members, *(mark + member for mark in marks for member in members), *several]
    return _query(name, f"{doc} Separated by commas.", {"anyOf": [{"enum": known}, {"type": "string"}]})


def _query(name: str, doc: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": doc, "schema": schema}


def _path_parameters(operation: Operation) -> Iterator[Schema]:
    named = operation.resource is not None and (
        operation.verb in operation.resource.named or operation.service == "auth"
    )
    for name in re.findall(r"{(\w+)}", operation.path):
        text: Schema = {"type": "string", "minLength": 1}
        doc = "Id or name." if name == "realm" or named else "Id."
        yield {"name": name, "in": "path", "required": True, "description": doc, "schema": text}


# -- one operation ------------------------------------------------------------------------------------------------


def _written(operation: Operation, operations: Sequence[Operation]) -> dict[str, Any]:
    """The operation as the document has it."""
    written: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.service],
        "description": operation.doc,
        "responses": {str(status): {**answer, "headers": _headers(status)} for status, answer in _answers(operation)},
    }
    if parameters := [*_path_parameters(operation), *operation.parameters]:
        written["parameters"] = parameters
    if operation.public:
        written["security"] = [{}, {"bearer": []}]
    media = {**({JSON: operation.body} if operation.body is not None else {}), **operation.media}
    if media:
        content = {kind: {"schema": schema} for kind, schema in media.items()}
        must = operation.must or bool(operation.body and operation.body.get("required"))
        written["requestBody"] = {"required": must, "content": content}
    if links := dict(_links(operation, operations)):
        good = next(iter(operation.answers))
        written["responses"][str(good)]["links"] = links
    return written


def _answers(operation: Operation) -> Iterator[tuple[int, Schema]]:
    for status, schema in operation.answers.items():
        answer: Schema = {"description": "Done."}
        if schema is not None:
            answer["content"] = {operation.answered: {"schema": schema}}
        yield status, answer
    for status, doc in _REFUSALS.items():
        if _may_refuse(operation, status):
            yield status, _refused(doc, schemas.error(operation.service, status))
    yield 429, {"description": "Too many requests of a minute.", "content": {"text/plain": {"schema": {}}}}
    if reasons := list(dict.fromkeys(_reasons(operation))):
        yield (
            500,
            _refused(
                "What the Hub does not tell from its own failures.", schemas.error(operation.service, 500, reasons)
            ),
        )


def _headers(status: int) -> Schema:
    """Those that tell how many requests are left."""
    names = ("limit", "remaining", "reset")
    headers: Schema = {f"ratelimit-{name}": {"$ref": f"#/components/headers/{name}"} for name in names}
    return {**headers, "retry-after": {"$ref": "#/components/headers/retry"}} if status == 429 else headers


def _refused(doc: str, schema: Schema) -> Schema:
    return {"description": doc, "content": {JSON: {"schema": schema}}}


def _may_refuse(operation: Operation, status: int) -> bool:
    if operation.refused is not None:
        return status in operation.refused
    takes_body = operation.body is not None or bool(operation.media)
    if status == 400:
        return operation.service == "auth" or not operation.public
    if status == 401:
        return not operation.public or operation.name == "log_in"
    if status == 403:
        secrets = operation.resource is not None and any(f.secret for f in operation.resource.hidden.values())
        return not operation.public and (
            operation.service == "auth" or operation.method != "get" or secrets or operation.verb is None
        )
    if status == 404:
        return (
            "{" in operation.path or (operation.verb is None and takes_body) or operation.name == "create_analysis_node"
        )
    if status == 409:
        return takes_body and not operation.public
    return status == 413 and takes_body


def _reasons(operation: Operation) -> Iterator[str]:
    """The messages with which a real Hub answers 500, as patterns."""
    found = list(_failures(operation))
    if operation.service != "auth":
        yield from (*_BAD_LOGIN, *found)
    elif found:
        # Auth does not tell what went wrong inside.
        yield exactly("An internal server error occurred.")


def _failures(operation: Operation) -> Iterator[str]:
    """What a Hub fails on, once it knows who asks."""
    yield from operation.unusual
    yield from _UNUSUAL.get(operation.name, ())
    resource = operation.resource
    named = resource is not None and (operation.verb in resource.named or (operation.verb is None and resource.named))
    if "{" in operation.path and resource is not None and not named:
        yield schemas.NO_UUID
    if any(parameter["name"].startswith("filter") for parameter in operation.parameters):
        yield from _BAD_FILTER
    if operation.body is not None:
        yield from _BAD_BODY
    if operation.service == "core" and resource is not None and operation.verb in ("create", "update"):
        for f in resource.body.values():
            if f.refers_to is not None and TABLE[f.refers_to].service == "auth":
                yield exactly(f"Can't find {TABLE[f.refers_to].wire} entity by {resource.wire_of(f)}")


def _links(operation: Operation, operations: Sequence[Operation]) -> Iterator[tuple[str, Schema]]:
    """What can be done with a record that was made: read, change and delete it, and refer to it."""
    made = operation.resource
    if operation.verb != "create" or made is None or not made.keyed or "{" in operation.path:
        return
    identifier = "$response.body#/data/id"
    for other in operations:
        if "{realm}" in other.path or other.resource is None:
            continue
        if other.resource is made and other.path.count("{") == 1:
            yield other.name, {"operationId": other.name, "parameters": {"path.id": identifier}}
        for f in other.resource.body.values() if other.verb == "create" else ():
            if f.refers_to == made.name:
                wire = other.resource.wire_of(f)
                yield f"{other.name}_{f.name}", {"operationId": other.name, "requestBody": {wire: identifier}}
