"""The errors of this package: what went wrong, in words, and what can be done.

All of them are `HubAPIError`, so one `except` catches whatever a call may raise. Their first line tells what happened,
the second, where there is something to do, what that is.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timezone
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any, ClassVar, cast

import httpx2

from .redaction import cleaned, shown_headers, shown_url, without_password

#: Seconds that it may make sense to wait. What asks for more means something else, such as a point in time.
LONGEST_WAIT = 24 * 3600.0
#: What follows a failure of which nobody knows whether the Hub did what was asked.
LOOK_FIRST = "Whether the Hub did what was asked is unknown: look before you repeat it."


@dataclass(frozen=True)
class ErrorResponse:
    """What the Hub wrote about a refusal.

    status_code   HTTP status
    code          the Hub's own name of the error, such as "entity_conflict"; empty if it gave none
    message       the Hub's own sentence
    issues        what is wrong with which property, as the Hub lists it
    """

    status_code: int
    code: str = ""
    message: str = ""
    issues: Sequence[Mapping[str, Any]] = field(default_factory=tuple[Mapping[str, Any]])


class HubAPIError(httpx2.HTTPError):
    """Base of all errors of this package.

    Only the message has to be given to make one. `status_code`, `code` and `issues` are short for an `ErrorResponse`,
    and change the one that is given.

    message   what happened, in one line
    request   method and URL of the request, without headers, body and secrets in the URL; None if nothing was sent
    headers   headers of the answer; kept in `response_headers`, those that hold secrets by their name only
    error     what the Hub wrote
    error_model_traceback   why an answer could not be read, for the developers of this package
    hint      what can be done about it, if anything in general
    """

    #: What happened.
    message: str = ""
    #: What can be done about it; empty if nothing in general.
    hint: str = ""
    #: Whether the Hub may or may not have done what was asked. If so, look before you repeat it.
    outcome_unknown: bool = False
    #: How often it was tried.
    attempts: int = 1
    #: The records of the files that an upload stored all the same, or the paths of those that a download did.
    completed: Sequence[Any] = ()
    #: The failures of the other files by their paths in the bucket, with None for those that were not begun.
    failed: Mapping[str, Exception | None] = MappingProxyType({})
    #: What the Hub wrote, None if nothing came from it.
    error_response: ErrorResponse | None = None
    #: Why an answer could not be read.
    error_model_traceback: str = ""
    #: Headers of the answer, in any spelling of their names.
    response_headers: Mapping[str, str] = httpx2.Headers()

    #: Status of those that are made with a code and without a status.
    _usual_status: ClassVar[int] = 0
    _made_at: float = 0.0
    _request: httpx2.Request | None = None  # pyright: ignore[reportIncompatibleUnannotatedOverride]

    def __init__(
        self,
        message: str,
        request: httpx2.Request | None = None,
        headers: Mapping[str, str] | None = None,
        error: ErrorResponse | None = None,
        error_model_traceback: str = "",
        *,
        status_code: int | None = None,
        code: str = "",
        issues: Sequence[Mapping[str, Any]] = (),
        hint: str = "",
    ) -> None:
        message = cleaned(str(message))
        super().__init__(message)
        self.message = message
        self.response_headers = httpx2.Headers(shown_headers(headers or {}), encoding="utf-8")
        self.error_response = _error_response(error, message, status_code, code, issues, self._usual_status)
        self.error_model_traceback = cleaned(error_model_traceback)
        self.request = request
        self._made_at = time.time()
        if hint:
            self.hint = hint

    @property
    def request(self) -> httpx2.Request | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Method and URL of the request. None if nothing was sent, where an error of httpx2 itself would raise."""
        return self._request

    @request.setter
    def request(self, request: httpx2.Request | None) -> None:
        self._request = None if request is None else _shown_request(request.method, str(request.url))

    @property
    def status_code(self) -> int | None:
        """HTTP status of the answer, None if there was none."""
        return (self.error_response.status_code or None) if self.error_response else None

    @property
    def code(self) -> str:
        """The Hub's name of the error, empty if it gave none."""
        return self.error_response.code if self.error_response else ""

    @property
    def issues(self) -> Sequence[Mapping[str, Any]]:
        """What is wrong with which property."""
        return self.error_response.issues if self.error_response else ()

    def __str__(self) -> str:
        """What happened, how often it was tried if more than once, what can be done, and whether to look first."""
        first, *more = self.message.split("\n")
        lines = [f"{first} ({self.attempts} attempts)" if self.attempts > 1 else first, *more]
        if hint := cleaned(self.hint):
            lines.append(hint)
        if self.outcome_unknown and "before you repeat" not in hint:
            lines.append(LOOK_FIRST)
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        # Not through the constructor: those of others who make classes of their own may want other arguments.
        kept = dict(self.__dict__)
        if (sent := kept.get("_request")) is not None:
            kept["_request"] = (sent.method, str(sent.url))
        return _rebuild, (type(self), self.args), kept

    def __setstate__(self, state: Mapping[str, Any] | None) -> None:
        self.__dict__.update(state or {})
        sent: object = self.__dict__.get("_request")
        if isinstance(sent, tuple):
            self._request = httpx2.Request(*cast("tuple[str, str]", sent))


def _rebuild(kind: type[HubAPIError], arguments: tuple[Any, ...]) -> HubAPIError:
    made = kind.__new__(kind, *arguments)
    made.args = arguments
    return made


def _error_response(
    given: ErrorResponse | None,
    message: str,
    status_code: int | None,
    code: str,
    issues: Sequence[Mapping[str, Any]],
    usual: int,
) -> ErrorResponse | None:
    if status_code is None and not code and not issues:
        return given
    told = given or ErrorResponse(usual, message=message)
    return replace(
        told,
        status_code=told.status_code if status_code is None else status_code,
        code=code or told.code,
        issues=tuple(issues) or told.issues,
    )


def _shown_request(method: str, url: str) -> httpx2.Request:
    try:
        return httpx2.Request(method, shown_url(url))
    except httpx2.InvalidURL:
        # What stands for many short secrets is longer than they, and a URL must not be too long.
        return httpx2.Request(method, without_password(url).partition("#")[0].partition("?")[0])


class UsageError(HubAPIError, ValueError):
    """The call itself is wrong: an unknown name, an identifier that is none. Nothing was sent."""


class UnknownNameError(UsageError, TypeError):
    """A keyword, field, relation or filter that does not exist. Nothing was sent."""


class HubConnectionError(HubAPIError):
    """The Hub could not be reached, or the connection broke."""


class HubTimeoutError(HubConnectionError):
    """The Hub, or something on the way to it, took too long."""


class ProxyError(HubConnectionError):
    """The proxy could not be reached or refused."""


class TLSError(HubConnectionError):
    """The Hub's certificate could not be verified, or the encrypted connection failed."""


class AuthenticationError(HubAPIError):
    """Nobody is logged in, or the credentials were refused."""

    _usual_status = 401


class PermissionDeniedError(HubAPIError):
    """The login is good, but may not do this."""

    _usual_status = 403


class ValidationError(HubAPIError):
    """The Hub found something wrong with what was sent; `issues` and `by_field` say what."""

    _usual_status = 400

    @property
    def by_field(self) -> dict[str, list[str]]:
        """What is wrong with each property, by the Hub's name of it.

        Such as `{"displayName": ["Too small: …"]}`. Properties within others are told with dots
        ("imageCommandArguments.value"); what is about no property in particular stands under "". If the Hub told no
        issues, as older ones do, the properties are those that its sentence names.
        """
        found: dict[str, list[str]] = {}
        for place, said in _single_issues(self.issues):
            found.setdefault(place, []).append(said)
        if not found and self.error_response is not None:
            message = self.error_response.message[:_LONGEST_SENTENCE]
            if (named := _NAMED.match(message)) is not None:
                names = next(group for group in named.groups() if group is not None)
                found = {name: [cleaned(message)] for name in cleaned(names).split(", ")}
        return found


#: Sentences of the Hub that name the properties that they are about.
_NAMED = re.compile(r"Property (\S+) is|Properties (\S+(?:, \S+)*) are|Can't find \S+ entity by (\S+)")
_LONGEST_SENTENCE = 10_000
#: Groups of issues within groups. The Hub needs four.
_DEEPEST = 20


def _single_issues(issues: Sequence[object], above: Sequence[object] = (), depth: int = 0) -> Iterator[tuple[str, str]]:
    """Where each issue is and what it says; those of a group one by one."""
    for issue in issues:
        if not isinstance(issue, Mapping):
            continue
        told = cast("Mapping[str, object]", issue)
        given, inner = told.get("path"), told.get("issues")
        path = cast("list[object]", given) if given and isinstance(given, (list, tuple)) else above
        if inner and isinstance(inner, (list, tuple)) and depth < _DEEPEST:
            yield from _single_issues(cast("list[object]", inner), path, depth + 1)
        else:
            # Whatever else somebody may have put there is no name of a property.
            names = (str(part) for part in path if isinstance(part, (str, int)))
            said = told.get("message")
            yield cleaned(".".join(names)), cleaned(said) if isinstance(said, str) else ""


class StateError(HubAPIError):
    """What was asked is right in itself, but not possible as things are: the analysis is locked, a node has not
    approved, the record is built into the Hub. The Hub's reason is in the message.
    """

    _usual_status = 400


class NotFoundError(HubAPIError):
    """There is no such record. Reading methods return None instead."""

    _usual_status = 404


class NotUniqueError(HubAPIError):
    """More than one record matches where one was expected."""

    hint = "Filter by something that only one record has, such as its id."


class WrongURLError(HubAPIError):
    """What answered is no FLAME Hub, or not the service that was meant."""

    _usual_status = 404


class ConflictError(HubAPIError):
    """There is such a record already."""

    _usual_status = 409


def seconds_to_wait(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """The seconds after which the Hub takes requests again, None if it does not say or means more than a day.

    headers   of the answer, their names in lower case
    now       the time as `time.time()` tells it, None: that of this moment

    `retry-after` is a number of seconds or a date (RFC 9110); one that has passed is no time to wait.
    """
    # On Hub 0.14 `retry-after` is always the whole window and `ratelimit-reset` what is left of it (measured). Good
    # answers have the latter, too: who may still make requests is told to wait by something else.
    left = headers.get("ratelimit-remaining", "").strip()
    if left in ("", "0") and (reset := _seconds(headers.get("ratelimit-reset", ""))) is not None:
        return reset
    after = headers.get("retry-after", "")
    seconds = _seconds(after)
    return seconds if seconds is not None else _seconds_until(after, time.time() if now is None else now)


def _seconds(text: str) -> float | None:
    found = re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text.strip(), re.ASCII)
    return _sensible(float(found[0])) if found else None


def _seconds_until(date: str, now: float) -> float | None:
    try:
        moment = parsedate_to_datetime(date[:100])
        # A date without a zone is UTC.
        there = (moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):  # the parser is not made for anything whatever
        return None
    return _sensible(max(0.0, there - now))


def _sensible(seconds: float) -> float | None:
    return seconds if seconds <= LONGEST_WAIT else None


class RateLimitError(HubAPIError):
    """Too many requests, or too many failed logins.

    `retry_after` holds the seconds to wait, None if the Hub did not say.
    """

    _usual_status = 429

    @property
    def retry_after(self) -> float | None:
        # Since when the error was made: of a date, less would be left each time that one looks.
        return seconds_to_wait(self.response_headers, self._made_at)


class ServerError(HubAPIError):
    """The Hub failed, or what stands before it could not reach it."""

    _usual_status = 500


class UnreadableAnswerError(HubAPIError):
    """What came back is not what a FLAME Hub answers: broken, cut off, or from something in between."""


class IncompleteFileError(HubAPIError):
    """What came, or what was stored, is not as large as it has to be."""


class LocalFileError(HubAPIError):
    """A file or a folder of this computer could not be written."""


class TransferCancelledError(HubAPIError):
    """An upload or a download was cancelled by who is told of its progress."""
