"""The messenger's mailbox: messages that stay until their recipient acknowledges them.

What is sent over socket.io is never stored, and there is none here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from .checks import UUID_TEXT
from .collection import UUID_FORM, Context
from .filters import scalar
from .messages import Response, json_response
from .refusals import Refusal, bad_request, internal
from .routes import Route
from .waiting import EventStream, Party

KINDS = ("user", "robot", "client")
PAGE, LARGEST_PAGE = 50, 100
#: Milliseconds that a request may wait for a message.
LONGEST_WAIT = 30_000


def send(context: Context) -> Response:
    """`POST /messages`: a message for each of several."""
    sender = _party(context)
    body = context.request.values
    recipients = _recipients(body.get("recipients"))
    ids = context.hub.mailbox.add(sender, recipients, body.get("data"), body.get("metadata"))
    # Not before all is stored, so that who wakes up finds it.
    context.hub.bells.ring(recipients)
    return json_response(202, {"data": ids})


def receive(context: Context) -> Response:
    """`GET /messages`: the caller's messages, the oldest first; if there is none, as soon as there is one."""
    recipient = _party(context)
    limit, wait = _pull(context)
    with context.hub.bells.hung(recipient) as bell:
        found = context.hub.mailbox.find(recipient, limit)
        if not found and wait and bell is not None:
            bell.wait(wait / 1000)
            if context.hub.bells.closed:
                raise internal("The embedded Hub is closed.")
            found = context.hub.mailbox.find(recipient, limit)
    return json_response(200, {"messages": found})


def acknowledge(context: Context) -> Response:
    """`POST /messages/ack`: the caller has these messages and needs them no more."""
    recipient = _party(context)
    given = context.request.values.get("ids")
    if not isinstance(given, list) or not given:
        raise bad_request("At least one message id is required to acknowledge.")
    ids = cast("list[object]", given)
    for one in ids:
        if not isinstance(one, str) or not UUID_FORM.fullmatch(one):
            raise internal(f'invalid input syntax for type uuid: "{one}"')
    context.hub.mailbox.remove(recipient, [str(UUID(str(one))) for one in ids])
    return json_response(202, {"data": ids})


def stream(context: Context) -> Response:
    """`GET /messages/stream`: an event when there may be messages for the caller."""
    bell = context.hub.bells.hang(_party(context))
    if bell is None:
        raise Refusal(503, "internal_error", "Too many requests wait for messages. Close some.")
    headers = [
        ("content-type", "text/event-stream"),
        ("cache-control", "private, no-cache, no-store, no-transform, must-revalidate, max-age=0"),
        ("x-accel-buffering", "no"),
    ]
    return Response(200, headers, EventStream(context.hub.bells, bell))


def _party(context: Context) -> Party:
    return Party(context.caller.kind, context.caller.id)


def _recipients(given: object) -> list[Party]:
    if not isinstance(given, list) or not given:
        raise bad_request("At least one recipient is required.")
    return [_recipient(one) for one in cast("list[object]", given)]


def _recipient(given: object) -> Party:
    values: Mapping[str, object] = cast("dict[str, object]", given) if isinstance(given, dict) else {}
    kind, identifier = values.get("type"), values.get("id")
    if not isinstance(kind, str) or not isinstance(identifier, str):
        raise bad_request("Each recipient must define a type and an id.")
    if not UUID_TEXT.fullmatch(identifier):
        raise bad_request("Each recipient id must be a uuid.")
    if kind not in KINDS:
        raise bad_request("Each recipient type must be one of user, robot or client.")
    return Party(kind, identifier.lower())


def _pull(context: Context) -> tuple[int, int]:
    """How many messages at most, and how many milliseconds to wait for one."""
    given: dict[str, list[str]] = {}
    for name, text in context.request.query:
        given.setdefault(name, []).append(text)
    limit, wait = _number(given.get("limit", ())), _number(given.get("wait", ()))
    return (min(limit, LARGEST_PAGE) if limit > 0 else PAGE), min(max(wait, 0), LONGEST_WAIT)


def _number(texts: Sequence[str]) -> int:
    """The whole part of a number, 0 for what is none."""
    value = scalar(texts[0]) if len(texts) == 1 else None
    return math.floor(value) if isinstance(value, float) and math.isfinite(value) else 0


ROUTES = (
    Route("messenger", "POST", "messages", "", send),
    Route("messenger", "GET", "messages", "", receive),
    Route("messenger", "POST", "messages/ack", "", acknowledge),
    Route("messenger", "GET", "messages/stream", "", stream),
)
