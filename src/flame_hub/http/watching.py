"""Seeing what happens: hooks, log lines and spans of requests.

The drivers tell a `Watch` of each request before it is sent, when it ended, and before a pause. Whatever the watch does
with that, a call gives the same.
"""

from __future__ import annotations

import inspect
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from ..core.errors import HubAPIError, UsageError
from ..core.names import unknown
from ..core.texts import brief, one_line, without_password
from .spans import Spans

if TYPE_CHECKING:
    from opentelemetry.trace import Span, TracerProvider

logger = logging.getLogger("flame_hub.http")

#: What hooks can be given for.
EVENTS = ("request", "response", "retry")
#: What FLAME_HUB_LOG can be.
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}
#: Characters of a path or of a reason that a line shows.
LONGEST = 500

#: ASCII characters that stand in a line as they are; all others are written as percent and number.
_PLAIN = "".join(chr(code) for code in range(0x21, 0x7F))
_USER_INFO = re.compile(r"://[^/?#\s]*@")
_QUERY = re.compile(r"(://[^\s?#]*)[?#]\S*")
_BEARER = re.compile(r"\b(Bearer|Basic) +[^\s,;]+", re.IGNORECASE)


@dataclass
class Attempt:
    """One request of a call, as hooks, logs and spans see it. Printed it is the line of the log.

    service   of the Hub, such as "core"
    method    HTTP method
    path      below the host, without the query
    url       without user name, password and query
    number    counts the calls of the process: the attempts of one call share it
    attempt   1 for the first
    purpose   "call", or "login": a request for a token
    status    of the answer, None if there is none
    seconds   until the whole answer was there, of a download its head; or until it was clear that none comes
    error     the HubAPIError that it ended with, if there was no answer
    retry_in  seconds until the next attempt, if there is one
    """

    service: str
    method: str
    path: str
    url: str
    number: int
    attempt: int = 1
    purpose: str = "call"
    status: int | None = None
    seconds: float | None = None
    error: Exception | None = None
    retry_in: float | None = None

    def __post_init__(self) -> None:
        self.path = _without_query(self.path)
        self.url = without_password(_without_query(self.url))
        # No field of the dataclass: copies are of other requests, and have no span yet.
        self._span: Span | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_span": None}

    @property
    def reason(self) -> str:
        """What the error says, in one line; empty without one."""
        if self.error is None:
            return ""
        text = self.error.message if isinstance(self.error, HubAPIError) else str(self.error)
        return _one_safe_line(text)

    @property
    def outcome(self) -> str:
        """The status of the answer, the name of the error, or "unanswered"."""
        if self.error is not None:
            return type(self.error).__name__
        return "unanswered" if self.status is None else str(self.status)

    def __str__(self) -> str:
        ended = self.status is not None or self.error is not None or self.seconds is not None
        outcome = f" {self.outcome}" if ended else ""
        took = "" if self.seconds is None else f" in {self.seconds * 1000:.0f} ms"
        again = "" if self.retry_in is None else f", again in {_seconds(self.retry_in)} s"
        reason = f": {self.reason}" if self.error is not None else ""
        where = f"{self.method} {_shown(self.path)}"
        return f"{where}{outcome}{took} (request {self.number}, attempt {self.attempt}{again}){reason}"


Hook = Callable[[Attempt], Any]


class Watch:
    """Tells hooks, logs and traces of requests. Safe to share between threads and tasks.

    hooks            functions that take the `Attempt`, one or several each for "request" (before each request),
                     "response" (after it, also if no answer came) and "retry" (before the pause that comes ahead of
                     another attempt)
    asynchronous     whether hooks may be coroutine functions; then use the methods that begin with "a"
    tracer_provider  makes the spans; the application's own if none is given

    What hooks return is ignored, and an error in one is logged. Raises UsageError for hooks that cannot be called.
    """

    def __init__(
        self,
        hooks: Mapping[str, Hook | Iterable[Hook]] | None,
        *,
        asynchronous: bool = False,
        tracer_provider: TracerProvider | None = None,
    ) -> None:
        self._hooks = _checked(hooks, asynchronous=asynchronous)
        self._spans = Spans(tracer_provider)

    @property
    def active(self) -> bool:
        """Whether anybody watches; if not, nothing needs to be told."""
        return bool(self._hooks) or logger.isEnabledFor(logging.INFO) or self._spans.there

    def sending(self, attempt: Attempt, headers: MutableMapping[str, str]) -> None:
        """Tell that a request is about to be sent, and write into its headers which trace it belongs to."""
        self._call("request", attempt)
        self._begin(attempt, headers)

    def ended(self, attempt: Attempt) -> None:
        """Tell that a request ended, with or without an answer."""
        try:
            self._call("response", attempt)
        finally:
            self._end(attempt)

    def waiting(self, attempt: Attempt) -> None:
        """Tell that there is another attempt in `retry_in` seconds."""
        self._call("retry", attempt)
        self._pause(attempt)

    async def asending(self, attempt: Attempt, headers: MutableMapping[str, str]) -> None:
        """The asynchronous twin of `sending`."""
        await self._acall("request", attempt)
        self._begin(attempt, headers)

    async def aended(self, attempt: Attempt) -> None:
        """The asynchronous twin of `ended`."""
        try:
            await self._acall("response", attempt)
        finally:
            self._end(attempt)

    async def awaiting(self, attempt: Attempt) -> None:
        """The asynchronous twin of `waiting`."""
        await self._acall("retry", attempt)
        self._pause(attempt)

    def _call(self, event: str, attempt: Attempt) -> None:
        for hook in self._hooks.get(event, ()):
            with _harmless(f"The {event} hook {_name(hook)}"):
                result = hook(attempt)
                if inspect.isawaitable(result):
                    if inspect.iscoroutine(result):
                        result.close()
                    raise TypeError("It wants to be awaited, which a synchronous client cannot do.")

    async def _acall(self, event: str, attempt: Attempt) -> None:
        for hook in self._hooks.get(event, ()):
            with _harmless(f"The {event} hook {_name(hook)}"):
                result = hook(attempt)
                if inspect.isawaitable(result):
                    await result

    def _begin(self, attempt: Attempt, headers: MutableMapping[str, str]) -> None:
        if logger.isEnabledFor(logging.DEBUG):
            with _harmless("The log line"):
                what = "to log in" if attempt.purpose == "login" else f"to {attempt.service}"
                numbers = (attempt.number, attempt.attempt)
                logger.debug(
                    "sending %s %s %s (request %s, attempt %s)", attempt.method, _shown(attempt.url), what, *numbers
                )
        if self._spans.there:
            with _harmless("The span"):
                attempt._span = self._spans.start(attempt)  # pyright: ignore[reportPrivateUsage]
            with _harmless("The trace context"):
                self._spans.inject(headers, attempt._span)  # pyright: ignore[reportPrivateUsage]

    def _end(self, attempt: Attempt) -> None:
        level = _level(attempt)
        if logger.isEnabledFor(level):
            with _harmless("The log line"):
                # As it is now: the attempt may have changed when a handler comes to write the line.
                logger.log(level, "%s", str(attempt))
        span, attempt._span = attempt._span, None  # pyright: ignore[reportPrivateUsage]
        if span is not None:
            with _harmless("The span"):
                self._spans.end(span, attempt)

    def _pause(self, attempt: Attempt) -> None:
        level = _level(attempt)
        if logger.isEnabledFor(level):
            with _harmless("The log line"):
                seconds, following = _seconds(attempt.retry_in or 0), attempt.attempt + 1
                where = (attempt.method, _shown(attempt.path))
                logger.log(
                    level, "%s %s again in %s s (request %s, attempt %s)", *where, seconds, attempt.number, following
                )


def _level(attempt: Attempt) -> int:
    return logging.DEBUG if attempt.purpose == "login" else logging.INFO


@contextmanager
def _harmless(what: str) -> Generator[None]:
    """Log an error of somebody who watches, in place of letting it end the call."""
    try:
        yield
    except Exception:
        logger.exception("%s failed; the call goes on.", what)


def _checked(hooks: object, *, asynchronous: bool) -> dict[str, tuple[Hook, ...]]:
    """The hooks as they are called, by event."""
    if hooks is None:
        return {}
    if not isinstance(hooks, Mapping):
        message = f"event_hooks is a mapping such as {{'retry': print}}, not {brief(hooks)}."
        raise UsageError(message, None)
    checked: dict[str, tuple[Hook, ...]] = {}
    for event, given in cast("Mapping[Any, Any]", hooks).items():
        if event not in EVENTS:
            raise unknown(event, EVENTS, "event", "event_hooks")
        functions = _functions(event, given)
        if not asynchronous and (late := next(filter(_is_coroutine_function, functions), None)) is not None:
            message = (
                f"The {event} hook {_name(late)} is a coroutine function, which a synchronous client cannot await: "
                "make it a plain function, or use AsyncHub."
            )
            raise UsageError(message, None)
        if functions:
            checked[event] = functions
    return checked


def _functions(event: str, given: object) -> tuple[Hook, ...]:
    several = not callable(given) and isinstance(given, Iterable)
    functions: tuple[object, ...] = tuple(cast("Iterable[object]", given)) if several else (cast("object", given),)
    for function in functions:
        if not callable(function):
            raise UsageError(f"A {event} hook is a function that takes an attempt, not {brief(function)}.", None)
    return cast("tuple[Hook, ...]", functions)


def _is_coroutine_function(hook: object) -> bool:
    while isinstance(hook, partial):
        hook = cast("partial[object]", hook).func
    return inspect.iscoroutinefunction(hook) or inspect.iscoroutinefunction(getattr(hook, "__call__", None))  # noqa: B004


def _name(hook: object) -> str:
    # Not its representation, which may show what it holds.
    return str(getattr(hook, "__qualname__", type(hook).__qualname__))


def _without_query(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


def _seconds(pause: float) -> str:
    """A pause, to the millisecond."""
    return f"{round(pause, 3):g}"


def _shown(text: str) -> str:
    """A path or URL as a line shows it: what could end the line, or pass for another part of it, as numbers."""
    shown = quote(text, safe=_PLAIN, errors="surrogatepass")
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 3]}..."


def _one_safe_line(text: str) -> str:
    """A sentence as a line shows it, without passwords, queries and tokens in it."""
    line = _BEARER.sub(r"\1 ...", _QUERY.sub(r"\1", _USER_INFO.sub("://", one_line(text))))
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line[:LONGEST])
    return shown if len(line) <= LONGEST else f"{shown[:-3]}..."


_told = threading.Lock()


def log_as_told(environ: Mapping[str, str] = os.environ) -> None:
    """Print the log of this package on stderr if FLAME_HUB_LOG asks for it: debug, info or warning.

    It does so once in a process, and leaves the loggers of others alone: those of httpx2 and httpcore2 would show whole
    URLs. Lines that the application itself prints on stderr or stdout are not printed twice.

    Raises UsageError if FLAME_HUB_LOG is something else.
    """
    wanted = environ.get("FLAME_HUB_LOG", "").strip().lower()
    if not wanted:
        return
    level = LEVELS.get(wanted)
    if level is None:
        raise UsageError(f"FLAME_HUB_LOG is debug, info or warning, not {brief(wanted)}.", None)
    package = logging.getLogger("flame_hub")
    with _told:
        if any(isinstance(handler, _ToStderr) for handler in package.handlers):
            return
        handler = _ToStderr(level)
        formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
        formatter.default_msec_format = "%s.%03d"
        handler.setFormatter(formatter)
        package.addHandler(handler)
        # The application may want more of it for handlers of its own.
        package.setLevel(min(level, package.getEffectiveLevel()))


class _ToStderr(logging.Handler):
    """Prints records on whatever stderr is at that time, unless another handler prints them as well."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            # There is no stderr in a process without a console.
            if sys.stderr is not None and not _printed_by_another(record):  # pyright: ignore[reportUnnecessaryComparison]
                print(self.format(record), file=sys.stderr, flush=True)  # noqa: T201
        except Exception:  # noqa: BLE001  (what all handlers of logging do: a broken pipe must not end a call)
            self.handleError(record)


def _printed_by_another(record: logging.LogRecord) -> bool:
    consoles = (sys.stderr, sys.stdout, sys.__stderr__, sys.__stdout__)
    found: logging.Logger | None = logging.getLogger(record.name)
    while found is not None:
        for handler in found.handlers:
            if not isinstance(handler, _ToStderr) and record.levelno >= handler.level:
                stream = _stream_of(handler)
                if stream is not None and any(stream is console for console in consoles):
                    return True
        found = found.parent if found.propagate else None
    return False


def _stream_of(handler: logging.Handler) -> object:
    """The stream that a handler writes to, of rich's too."""
    return getattr(handler, "stream", None) or getattr(getattr(handler, "console", None), "file", None)
