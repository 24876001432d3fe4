"""The errors of this package: what went wrong, in words, and what can be done.

All of them are `HubAPIError`, so one `except` catches whatever a call may raise. Their first line tells what happened,
the second, where there is something to do, what that is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2


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

    message   what happened, in one line
    request   method and URL of the request, without headers and body; None if nothing was sent
    headers   headers of the answer
    error     what the Hub wrote
    error_model_traceback   why an answer could not be read, for the developers of this package
    """

    #: What can be done about it; empty if nothing in general.
    hint: str = ""

    def __init__(
        self,
        message: str,
        request: httpx2.Request | None,
        headers: Mapping[str, str] | None = None,
        error: ErrorResponse | None = None,
        error_model_traceback: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.response_headers: Mapping[str, str] = dict(headers or {})
        self.error_response = error
        self.error_model_traceback = error_model_traceback
        self._request = request

    @property
    def request(self) -> httpx2.Request | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Method and URL of the request. None if nothing was sent, where an error of httpx2 itself would raise."""
        return self._request

    @request.setter
    def request(self, request: httpx2.Request | None) -> None:
        self._request = request

    @property
    def status_code(self) -> int | None:
        """HTTP status of the answer, None if there was none."""
        return self.error_response.status_code if self.error_response else None

    @property
    def code(self) -> str:
        """The Hub's name of the error, empty if it gave none."""
        return self.error_response.code if self.error_response else ""

    @property
    def issues(self) -> Sequence[Mapping[str, Any]]:
        """What is wrong with which property."""
        return self.error_response.issues if self.error_response else ()

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        sent = (self._request.method, str(self._request.url)) if self._request is not None else None
        arguments = (self.message, self.response_headers, self.error_response, self.error_model_traceback)
        return _rebuild, (type(self), sent, arguments, self.hint)


def _rebuild(
    kind: type[HubAPIError], sent: tuple[str, str] | None, arguments: tuple[Any, ...], hint: str
) -> HubAPIError:
    message, headers, error, trace = arguments
    rebuilt = kind(message, httpx2.Request(*sent) if sent else None, headers, error, trace)
    rebuilt.hint = hint
    return rebuilt


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


class PermissionDeniedError(HubAPIError):
    """The login is good, but may not do this."""


class ValidationError(HubAPIError):
    """The Hub found something wrong with what was sent; `issues` says what."""


class NotFoundError(HubAPIError):
    """There is no such record. Reading methods return None instead."""


class NotUniqueError(HubAPIError):
    """More than one record matches where one was expected."""

    hint = "Filter by something that only one record has, such as its id."


class WrongURLError(HubAPIError):
    """What answered is no FLAME Hub, or not the service that was meant."""


class ConflictError(HubAPIError):
    """There is such a record already."""


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds after which the Hub takes requests again, None if it does not say."""
    # `retry-after` is always the whole window; `ratelimit-reset` is what is left of it (measured on Hub 0.14).
    for name in ("ratelimit-reset", "retry-after"):
        text = headers.get(name, "").strip()
        if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
            return float(text)
    return None


class RateLimitError(HubAPIError):
    """Too many requests.

    `retry_after` holds the seconds to wait, None if the Hub did not say.
    """

    @property
    def retry_after(self) -> float | None:
        return seconds_to_wait(self.response_headers)


class ServerError(HubAPIError):
    """The Hub failed."""


class UnreadableAnswerError(HubAPIError):
    """What came back is not what a FLAME Hub answers: broken, cut off, or from something in between."""
