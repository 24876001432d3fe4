"""Messages of the messenger: what is sent for them, what the answers mean, and the events that tell of new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar, cast

from ..contract.generations import CAME_WITH
from ..contract.messenger import PARTY_TYPE
from ..contract.releases import Service, covers
from ..models.base import HubModel
from .answers import Answer, error_of, parsed, unreadable
from .bodies import encode
from .dialects import NEWEST, AnyDialect, Dialect
from .errors import UnreadableAnswerError, UsageError
from .identifiers import identifier
from .names import refuse_unknown, unknown
from .operations import Call, sending
from .options import BaseKwargs
from .reading import lenient, read_nothing
from .retries import Effect
from .texts import brief

ModelT = TypeVar("ModelT", bound=HubModel)

SERVICE: Service = "messenger"
#: Seconds that the Hub waits for a message at most, and after which a stream of events says that it is still there.
LONGEST_WAIT, HEARTBEAT = 30, 15
#: Messages that the Hub answers with at most.
LARGEST_PAGE = 100
#: What a record's class tells of whom it is.
_KINDS = {"User": "user", "Client": "client", "Robot": "robot", "Node": "client", "Analysis": "client"}


def send_message(
    recipients: object, data: object, metadata: object, options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[list[str]]:
    """Leave a message for each of several; the result are the messages' ids."""
    _demand_mailbox(dialect, options, "send_message")
    parties = [_recipient(one) for one in _each(recipients)]
    if not parties:
        raise UsageError("send_message takes at least one recipient.", None)
    if not isinstance(data, (str, Mapping, type(None))):
        raise UsageError(f"data is a text or a mapping, not {brief(data)}.", None)
    if not isinstance(metadata, (Mapping, type(None))):
        raise UsageError(f"metadata is a mapping, not {brief(metadata)}.", None)
    body = encode({"recipients": parties, "data": cast("object", data), "metadata": cast("object", metadata)})
    return Call("POST", "messages", _ids, body=body, effect=Effect.ONCE, **sending(options))


def receive_messages(
    model: type[ModelT], limit: int, wait: float, options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[list[ModelT]]:
    """The caller's messages, the oldest first."""
    _demand_mailbox(dialect, options, "receive_messages")
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= LARGEST_PAGE:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"limit is a whole number from 1 to {LARGEST_PAGE}, not {brief(limit)}.", None)
    if isinstance(wait, bool) or not isinstance(wait, (int, float)) or not 0 <= wait <= LONGEST_WAIT:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"wait is a number of seconds from 0 to {LONGEST_WAIT}, not {brief(wait)}.", None)

    def read(answer: Answer) -> list[ModelT]:
        rows = _list(answer, "messages")
        found = [lenient(model, row, "messages") for row in rows]
        return [message for message in found if message is not None]

    query = [("limit", str(limit)), *([("wait", str(int(wait * 1000)))] if wait else [])]
    return Call("GET", "messages", read, query, patience=wait, **sending(options))


def acknowledge_messages(ids: object, options: Mapping[str, Any], dialect: Dialect | None = None) -> Call[None]:
    """Tell the Hub that messages need not be kept any longer."""
    _demand_mailbox(dialect, options, "acknowledge_messages")
    given = [identifier(one, "message") for one in _each(ids)]
    if not given:
        raise UsageError("acknowledge_messages takes at least one message.", None)
    body = encode({"ids": given})
    return Call("POST", "messages/ack", read_nothing, body=body, effect=Effect.SETTLES, **sending(options))


def message_events(options: Mapping[str, Any], dialect: Dialect | None = None) -> Call[None]:
    """The stream of events that tell of new messages."""
    _demand_mailbox(dialect, options, "iter_message_events")
    return Call(
        "GET",
        "messages/stream",
        read_nothing,
        patience=HEARTBEAT,
        accepts="text/event-stream",
        **sending(options),
    )


def _demand_mailbox(dialect: Dialect | None, options: Mapping[str, Any], method: str) -> None:
    """Raise UsageError for a keyword that is none, and for a Hub that keeps no messages yet."""
    refuse_unknown(options, BaseKwargs.__optional_keys__, "keyword", method)
    spoken = dialect or NEWEST[SERVICE]
    if not isinstance(spoken, AnyDialect) and not covers(CAME_WITH[SERVICE], None, spoken.release):
        raise UsageError(f"{spoken.shown} has no mailbox yet.", None)


def _each(given: object) -> Iterable[object]:
    """What was given, be it one or several. A pair that begins with a text is one."""
    pair = isinstance(given, tuple) and len(cast("tuple[object, ...]", given)) > 0 and isinstance(given[0], str)
    if pair or isinstance(given, (HubModel, Mapping, str)) or not isinstance(given, Iterable):
        return [cast("object", given)]
    return cast("Iterable[object]", given)


def _recipient(given: object) -> dict[str, str]:
    """Whom a record, a pair of kind and id, or a mapping of these stands for."""
    if isinstance(given, HubModel):
        kind = _KINDS.get(type(given).__name__, "")
        has_account = type(given).__name__ in ("Node", "Analysis")
        found: object = getattr(given, "client_id", None) if has_account else given
        if not kind or found is None:
            raise UsageError(f"A {type(given).__name__} without an account cannot be sent a message.", None)
        return {"type": kind, "id": identifier(found, kind)}
    if isinstance(given, Mapping):
        values = cast("Mapping[str, object]", given)
        given = (values.get("type"), values.get("id"))
    pair = cast("tuple[object, ...]", given) if isinstance(given, tuple) else ()
    if len(pair) != 2:
        shown = brief(cast("object", given))
        raise UsageError(f"A recipient is a user, a client or a pair such as ('client', id), not {shown}.", None)
    kind, which = pair
    if kind not in PARTY_TYPE.values:
        raise unknown(str(kind), PARTY_TYPE.values, "value", "recipient")
    return {"type": str(kind), "id": identifier(which, str(kind))}


def _list(answer: Answer, name: str) -> list[object]:
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    rows = parsed(answer.body).get(name)
    if not isinstance(rows, list):
        raise unreadable(answer, f"without {name}")
    return cast("list[object]", rows)


def _ids(answer: Answer) -> list[str]:
    return [str(one) for one in _list(answer, "data")]


class Events(Generic[ModelT]):
    """Reads server-sent events out of pieces of a stream, wherever these are cut.

    model  class of the events that tell of messages; others, which tell that the Hub is there, are passed over
    """

    #: Bytes of an event at most. What is larger is none of the Hub's.
    LARGEST = 1024 * 1024

    def __init__(self, model: type[ModelT]) -> None:
        self._model = model
        self._rest = b""
        self._size = 0
        self._name = ""
        self._data: list[str] = []

    def read(self, piece: bytes) -> list[ModelT]:
        """The events that are complete with this piece. Raises UnreadableAnswerError for what are none."""
        self._size += len(piece)
        if self._size > self.LARGEST:
            raise UnreadableAnswerError("The messenger sent something else than events.", None)
        text = self._rest + piece
        # A piece may end between the two characters of a line's end.
        held = text.endswith(b"\r")
        lines = (text[:-1] if held else text).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._rest = lines.pop() + (b"\r" if held else b"")
        return [event for line in lines for event in self._line(line.decode("utf-8", "replace"))]

    def _line(self, line: str) -> Iterator[ModelT]:
        if not line:
            if self._name == "messagePending" and (event := self._event("\n".join(self._data))) is not None:
                yield event
            self._name, self._data, self._size = "", [], len(self._rest)
            return
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            self._name = value
        elif name == "data":
            self._data.append(value)

    def _event(self, data: str) -> ModelT | None:
        return lenient(self._model, parsed(data.encode()), "messages/stream")
