"""What was requested of the Hub: the last requests, without their secrets."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast, overload
from urllib.parse import parse_qsl

from ..contract import TABLE
from .messages import Request, Response, TooLarge

if TYPE_CHECKING:
    from .clock import Clock
    from .faults import Fault
    from .tokens import Identity

#: How many requests are remembered, and how large a body may be to be remembered with them.
REMEMBERED = 1000
MAX_RECORDED_BODY = 64 * 1024
#: What stands in place of a secret.
REDACTED = "***"

#: Deeper than any body of the Hub; what is below is left out.
_DEPTH = 32
_LONGEST_TEXT = 8192
_FORMS = ("application/json", "application/x-www-form-urlencoded")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


_SECRETS = frozenset(_plain(f.name) for resource in TABLE for f in resource.fields.values() if f.secret)
_SOUNDS_SECRET = re.compile(r"password|passwd|secret|token|credential|apikey|privatekey|authorization|cookie|assertion")
#: A user's name and password within a URL.
_USER_INFO = re.compile(r"(?<=://)[^/?#\s@]+(?=@)")


@dataclass(frozen=True)
class RecordedRequest:
    """One request and what became of it. Secrets are replaced by asterisks.

    time          when it came, on the Hub's clock
    method        of HTTP
    service       first segment of the path, "" if it has none
    path          without the query string
    query         parameters of the query string, in order
    headers       by name in lower case
    body          of a JSON or form request, if it is not larger than 64 KiB; else None
    actor         who made it: `kind` ("user" or "client"), `name`, `id`, `realm`; None for nobody, or if that was not
                  found out
    status        of the answer; None if there was none, because the connection was cut
    milliseconds  until there was an answer, without the time that its body took
    fault         what went wrong on demand, None: nothing
    """

    time: str
    method: str
    service: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: Any
    actor: Mapping[str, str] | None
    status: int | None
    milliseconds: float
    fault: str | None

    def describe(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)


class Exchange:
    """A request that is being worked on.

    identity  who makes it, as soon as that is known
    """

    def __init__(self, request: Request, clock: Clock) -> None:
        self.request = request
        self.identity: Identity | None = None
        self._time = clock.stamp()
        self._began = time.perf_counter()

    def recorded(self, answer: Response, fault: Fault | None) -> RecordedRequest:
        """It and its outcome, without secrets."""
        took = time.perf_counter() - self._began
        path, _, query = self.request.target.partition("?")
        return RecordedRequest(
            self._time,
            self.request.method,
            path.strip("/").partition("/")[0][:_LONGEST_TEXT],
            _text(path),
            _query(query),
            {name: _header(name, value) for name, value in self.request.headers.items()},
            _body(self.request),
            _actor(self.identity),
            None if answer.cut is not None else answer.status,
            round(took * 1000, 3),
            str(fault) if fault is not None else None,
        )


class Recording(Sequence[RecordedRequest]):
    """The last 1,000 requests, the newest last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: deque[RecordedRequest] = deque(maxlen=REMEMBERED)

    def add(self, request: RecordedRequest) -> None:
        with self._lock:
            self._found.append(request)

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._found.clear()

    def last(self, count: int) -> list[RecordedRequest]:
        """The last so many of them."""
        return self._all()[-count:] if count > 0 else []

    def _all(self) -> list[RecordedRequest]:
        with self._lock:
            return list(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[RecordedRequest]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> RecordedRequest: ...

    @overload
    def __getitem__(self, index: slice) -> list[RecordedRequest]: ...

    def __getitem__(self, index: int | slice) -> RecordedRequest | list[RecordedRequest]:
        return self._all()[index]

    def __repr__(self) -> str:
        return f"<{len(self)} recorded requests>"


def is_secret(name: str) -> bool:
    """Whether what has this name, in a body or a query string, is nobody's business."""
    # The same few names come with every request.
    return _is_known_secret(name) if len(name) < 64 else _is_secret(name)


def _is_secret(name: str) -> bool:
    plain = _plain(name)
    return plain in _SECRETS or _SOUNDS_SECRET.search(plain) is not None


_is_known_secret = lru_cache(maxsize=1024)(_is_secret)


def redacted(value: Any, depth: int = _DEPTH) -> Any:
    """Plain data without its secrets."""
    if isinstance(value, str):
        return _text(value)
    if depth == 0:
        return "…" if isinstance(value, (dict, list)) else value
    if isinstance(value, list):
        return [redacted(member, depth - 1) for member in cast("list[Any]", value)]
    if isinstance(value, dict):
        found = cast("dict[str, Any]", value)
        return {key: _member(key, member, depth - 1) for key, member in found.items()}
    return value


def _member(key: str, value: Any, depth: int) -> Any:
    if is_secret(key) and value is not None and not isinstance(value, bool):
        return REDACTED
    return redacted(value, depth)


def _text(value: str) -> str:
    if "://" in value and "@" in value:
        value = _USER_INFO.sub(REDACTED, value)
    return value if len(value) <= _LONGEST_TEXT else value[:_LONGEST_TEXT] + "…"


def _query(query: str) -> tuple[tuple[str, str], ...]:
    if not query:
        return ()
    pairs = parse_qsl(query[:_LONGEST_TEXT], keep_blank_values=True)
    return tuple((name, REDACTED if is_secret(name) else _text(value)) for name, value in pairs)


def _header(name: str, value: str) -> str:
    if name in ("authorization", "proxy-authorization"):
        return f"{value.partition(' ')[0]} {REDACTED}" if " " in value else REDACTED
    return REDACTED if is_secret(name) else _text(value)


def _actor(identity: Identity | None) -> dict[str, str] | None:
    if identity is None:
        return None
    return {"kind": identity.kind, "name": identity.name, "id": identity.id, "realm": identity.realm_name}


def _body(request: Request) -> Any:
    """The body of a JSON or form request, None if it has none that can be read, or a large one."""
    if request.media_type not in _FORMS:
        return None
    length = request.headers.get("content-length", "")
    # What tells no length may never end; what is too large has not been read by anybody.
    if not length.isdecimal() or len(length) > 9 or not 0 < int(length) <= MAX_RECORDED_BODY:
        return None
    try:
        content = request.content
        if request.media_type == "application/json":
            return redacted(json.loads(content))
        return redacted(dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True)))
    except (ValueError, RecursionError, TooLarge, ConnectionAbortedError):
        return None
