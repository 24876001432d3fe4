"""Operations of the OpenAPI document, and those of them that no row of the contract describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..contract import TABLE
from ..contract.messenger import PARTY_TYPE
from ..contract.table import Resource, Verb
from . import openapi_schemas as schemas
from .openapi_schemas import Schema, ref

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
_TEXT: Schema = {"type": "string"}


@dataclass(frozen=True)
class Operation:
    """A route and what it takes and answers.

    method      of HTTP, in small letters
    path        below the Hub's root, with the names of path parameters in braces
    name        its operationId
    answers     the schema of a good answer by status, None: an empty one
    parameters  those of the query string
    body        the schema of the JSON body, None: it takes none
    must        a body must be sent
    media       further media types of the body, with their schemas
    answered    media type of a good answer; "*/*": any
    public      needs no login
    resource, verb   the collection it belongs to, and which of its verbs it is
    unusual     patterns of the messages of further answers with status 500
    refused     statuses of its refusals, None: the usual ones of such a route
    """

    service: str
    method: str
    path: str
    name: str
    doc: str
    answers: Mapping[int, Schema | None]
    parameters: tuple[Schema, ...] = ()
    body: Schema | None = None
    must: bool = False
    media: Mapping[str, Schema] = field(default_factory=dict[str, Schema])
    answered: str = JSON
    public: bool = False
    resource: Resource | None = None
    verb: Verb | None = None
    unusual: tuple[str, ...] = ()
    refused: tuple[int, ...] | None = None


def _login(**required: Any) -> Schema:
    return schemas.record({**_OF_LOGINS, **required}, required, closed=False)


_OF_LOGINS: Mapping[str, Schema] = {
    "realm_id": {**_TEXT, "description": "Realm of the account, its id or its name; the master realm if not given."},
    "realm_name": {**_TEXT, "description": "The same."},
}
_LOGINS: Schema = {
    "anyOf": [
        _login(grant_type={"const": "password"}, username=_TEXT, password=_TEXT),
        _login(grant_type={"const": "client_credentials"}, client_id=_TEXT, client_secret=_TEXT),
        _login(grant_type={"const": "refresh_token"}, refresh_token=_TEXT),
    ]
}
_TOKEN: Schema = schemas.record(
    {"token": {"type": "string", "description": "The token; that of the request itself if not given."}}, closed=False
)
_REGISTRY: Schema = {
    "anyOf": [
        schemas.record(
            {"command": {"enum": list(commands)}, "id": {"type": "string", "format": "uuid"}},
            ["command", "id"],
            doc,
            closed=False,
        )
        for commands, doc in (
            (("setup", "cleanup", "delete"), "To a registry."),
            (("projectLink", "projectUnlink"), "To a project of a registry."),
        )
    ]
}
_IMAGES: Schema = {
    "anyOf": [
        schemas.record({"command": {"const": "sync"}}, ["command"], "Read the repository again.", closed=False),
        schemas.record(
            {"command": {"const": "build"}, "id": {"type": "string", "format": "uuid"}},
            ["command", "id"],
            "Build an image.",
            closed=False,
        ),
    ]
}
_UPLOAD: Schema = {
    "type": "object",
    "additionalProperties": {"type": "string", "contentMediaType": "application/octet-stream"},
}
#: A key as RFC 7517 has it.
_KEY: Schema = schemas.record({"kid": _TEXT, "kty": _TEXT}, ["kid", "kty"], closed=False)
_LABELS: tuple[Schema, ...] = (
    {
        "name": "filter",
        "in": "query",
        "style": "deepObject",
        "explode": True,
        "required": True,
        "description": "Labels that lines must have: `filter[step]=x`. At least one.",
        "schema": {"type": "object", "minProperties": 1, "additionalProperties": _TEXT},
    },
)
_PAGE: tuple[Schema, ...] = tuple(
    {"name": f"page[{name}]", "in": "query", "description": doc, "schema": {"type": ["integer", "string"]}}
    for name, doc in (
        ("limit", "Size of a page; the largest one of 100 for anything that is no number from 1 to 100."),
        ("offset", "How many lines to skip."),
    )
)
_PARTY: Schema = schemas.record(
    {"type": {"enum": list(PARTY_TYPE.values)}, "id": {"type": "string", "format": "uuid"}},
    ["type", "id"],
    closed=False,
)
_SENT: Schema = schemas.record(
    {
        "recipients": {"type": "array", "minItems": 1, "items": _PARTY},
        "data": {"description": "What it says."},
        "metadata": {"description": "What is said beside it."},
    },
    ["recipients"],
    closed=False,
)
_OF_MESSAGES = (400, 401, 413)
_IDS: Schema = {"type": "array", "items": {"type": "string", "format": "uuid"}}
_BUCKETS, _FILES, _IMAGE, _LOG = (TABLE[name] for name in ("bucket", "bucket_file", "master_image", "log"))

BY_HAND: tuple[Operation, ...] = (
    Operation(
        "auth",
        "post",
        "/auth/token",
        "log_in",
        "Log in. The grant is guessed from the other properties if it is not named.",
        {200: ref("Tokens")},
        body=_LOGINS,
        must=True,
        media={FORM: _LOGINS},
        public=True,
    ),
    Operation(
        "auth",
        "get",
        "/auth/token/introspect",
        "introspect_own_token",
        "Ask what a token says and what its owner may do.",
        {200: ref("TokenIntrospection")},
        parameters=({"name": "token", "in": "query", "schema": _TEXT, "description": "That of the request, if none."},),
    ),
    Operation(
        "auth",
        "post",
        "/auth/token/introspect",
        "introspect_token",
        "Ask what a token says and what its owner may do.",
        {200: ref("TokenIntrospection")},
        body=_TOKEN,
        media={FORM: _TOKEN},
    ),
    Operation(
        "auth",
        "post",
        "/auth/token/revoke",
        "revoke_token",
        "End the session of a token. One that is no good has none.",
        {202: None},
        body=_TOKEN,
        media={FORM: _TOKEN},
        public=True,
    ),
    Operation(
        "auth",
        "get",
        "/auth/jwks",
        "get_all_jwks",
        "The keys of all realms.",
        {200: ref("JSONWebKeySet")},
        public=True,
    ),
    Operation(
        "auth",
        "get",
        "/auth/.well-known/openid-configuration",
        "get_default_openid_configuration",
        "Leads to that of the master realm.",
        {302: None},
        public=True,
    ),
    Operation(
        "core",
        "post",
        "/core/services/registry/command",
        "send_registry_command",
        "Have a registry set up, cleaned up or deleted, or a project linked with its registry.",
        {202: None},
        body=_REGISTRY,
        must=True,
        unusual=(schemas.NO_UUID,),
    ),
    Operation(
        "core",
        "post",
        "/core/master-images/command",
        "send_master_image_command",
        "Read the repository of images again, or build an image.",
        {202: schemas.enveloped(schemas.nullable(ref(schemas.written_name(_IMAGE))))},
        body=_IMAGES,
        must=True,
        resource=_IMAGE,
    ),
    Operation(
        "storage",
        "post",
        "/storage/buckets/{id}/upload",
        "upload_to_bucket",
        "Store files. 500 if the bucket has a file of a path already; the others may have been stored.",
        {201: schemas.enveloped({"type": "array", "items": ref(schemas.whole_name(_FILES))}, "TotalMeta")},
        media={"multipart/form-data": _UPLOAD},
        must=True,
        resource=_BUCKETS,
    ),
    Operation(
        "storage",
        "get",
        "/storage/buckets/{id}/stream",
        "stream_bucket_tarball",
        "All files of a bucket as a tar archive.",
        {200: {}},
        answered="application/x-tar",
        resource=_BUCKETS,
    ),
    Operation(
        "storage",
        "get",
        "/storage/bucket-files/{id}/stream",
        "stream_bucket_file",
        "The content of a file, with the media type that its name suggests.",
        {200: {}},
        answered="*/*",
        resource=_FILES,
    ),
    Operation(
        "auth",
        "get",
        "/auth/jwks/{id}",
        "get_any_jwk",
        "One of the keys of all realms.",
        {200: _KEY},
        public=True,
    ),
    Operation(
        "auth",
        "get",
        "/auth/realms/{realm}/jwks/{id}",
        "get_jwk",
        "One of the keys of a realm.",
        {200: _KEY},
        public=True,
    ),
    Operation(
        "telemetry",
        "get",
        "/telemetry/logs",
        "find_logs",
        "Lines of logs that have these labels, in the order in which they were written.",
        {200: schemas.enveloped({"type": "array", "items": ref(schemas.read_name(_LOG)), "maxItems": 100}, "LogMeta")},
        parameters=(*_LABELS, *_PAGE),
        refused=(400, 401),
    ),
    Operation(
        "telemetry",
        "delete",
        "/telemetry/logs",
        "delete_logs",
        "Delete lines of logs; no store that a Hub has does so. A filter `time` tells since when.",
        {202: None},
        parameters=_LABELS,
        refused=(400, 401),
    ),
    Operation(
        "messenger",
        "post",
        "/messenger/messages",
        "send_message",
        "Leave a message for each of several users and clients.",
        {202: schemas.record({"data": _IDS}, ["data"])},
        body=_SENT,
        must=True,
        refused=_OF_MESSAGES,
    ),
    Operation(
        "messenger",
        "get",
        "/messenger/messages",
        "receive_messages",
        "The messages for who asks, the oldest first. They stay until they are acknowledged, for a day at most.",
        {200: schemas.record({"messages": {"type": "array", "items": ref("Message"), "maxItems": 100}}, ["messages"])},
        parameters=(
            {
                "name": "limit",
                "in": "query",
                "description": "How many at most, up to 100; 50 for anything that is no number from 1 on.",
                "schema": {"type": ["integer", "string"]},
            },
            {
                "name": "wait",
                "in": "query",
                "description": "Milliseconds to wait for a message if there is none, up to 30000.",
                "schema": {"type": ["integer", "string"]},
            },
        ),
        refused=_OF_MESSAGES,
    ),
    Operation(
        "messenger",
        "post",
        "/messenger/messages/ack",
        "acknowledge_messages",
        "Say that messages have arrived, so that the Hub drops them. Those that it does not know are passed over.",
        {202: schemas.record({"data": _IDS}, ["data"])},
        body=schemas.record({"ids": {**_IDS, "minItems": 1}}, ["ids"], closed=False),
        must=True,
        unusual=(schemas.NO_UUID,),
        refused=_OF_MESSAGES,
    ),
    Operation(
        "messenger",
        "get",
        "/messenger/messages/stream",
        "stream_message_events",
        "Server-sent events for as long as the connection lasts: `messagePending`, first at once and then whenever "
        "there may be new messages, and `ping` every 15 seconds.",
        {200: {}},
        answered="text/event-stream",
        refused=(401, 503),
    ),
)
