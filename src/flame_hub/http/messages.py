"""Between httpx2 and the core: an answer as the core reads it, an httpx2 failure as one of our errors."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace

import httpx2

from ..core.answers import Answer
from ..core.errors import (
    HubAPIError,
    HubConnectionError,
    HubTimeoutError,
    ProxyError,
    TLSError,
    UnreadableAnswerError,
    UsageError,
    WrongURLError,
)
from ..core.texts import without_password


def head_of(request: httpx2.Request, response: httpx2.Response) -> Answer:
    """The answer without its body."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(request.method, without_password(str(request.url)), response.status_code, headers, b"")


def answer_of(request: httpx2.Request, response: httpx2.Response) -> Answer:
    """The answer with its body, which must have been read."""
    return replace(head_of(request, response), body=response.content)


#: What building, sending and reading with httpx2 may raise.
FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError)


def error_from(failure: Exception, request: httpx2.Request) -> HubAPIError:
    """The error that a failure of httpx2 is, with what to do about it.

    request  what was to be sent; a failure that names another one, that for a token, is told of that
    """
    if isinstance(failure, httpx2.RequestError) and failure._request is not None:  # pyright: ignore[reportPrivateUsage]
        request = failure.request
    host = request.url.host or "the Hub"
    shown = httpx2.Request(request.method, without_password(str(request.url)))
    kind, message, hint = _explain(failure, host, f"{request.method} {str(shown.url).partition('?')[0]}")
    error = kind(message, shown)
    error.hint = hint
    return error


def _explain(failure: Exception, host: str, doing: str) -> tuple[type[HubAPIError], str, str]:
    reason = str(failure) or type(failure).__name__
    if isinstance(failure, httpx2.TimeoutException):
        what = "connect to" if isinstance(failure, httpx2.ConnectTimeout) else "get an answer from"
        return (
            HubTimeoutError,
            f"It took too long to {what} {host} ({doing}).",
            "Check the address and the proxy, or allow more time: client=httpx2.Client(timeout=120).",
        )
    if isinstance(failure, httpx2.ProxyError):
        return (
            ProxyError,
            f"The proxy refused {doing}: {reason}",
            "Check HTTPS_PROXY and NO_PROXY, or the proxy's login.",
        )
    causes = list(_causes(failure))
    if any(isinstance(c, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(c) for c in causes):
        return (
            TLSError,
            f"The certificate of {host} could not be verified: {reason}",
            "If your organisation has a CA of its own, set SSL_CERT_FILE to a file that holds its certificate.",
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return (
            TLSError,
            f"No encrypted connection to {host} could be made: {reason}",
            "Check whether base_url must begin with http:// in place of https://, and the port.",
        )
    if isinstance(failure, (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)):
        return (
            UsageError,
            f"This cannot be sent: {reason} ({doing})",
            "Check base_url: it begins with http:// or https://.",
        )
    if isinstance(failure, httpx2.ConnectError):
        return HubConnectionError, f"Cannot connect to {host}: {reason} ({doing})", _connect_hint(reason)
    if isinstance(failure, httpx2.DecodingError):
        return UnreadableAnswerError, f"The answer to {doing} is damaged: {reason}", "Try again; check the proxy."
    if isinstance(failure, httpx2.TooManyRedirects):
        return WrongURLError, f"{doing} leads in a circle of redirects.", "Check base_url."
    return (
        HubConnectionError,
        f"The connection to {host} broke: {reason} ({doing})",
        "Whether the Hub received the request is unknown if it changes something: look before you repeat it.",
    )


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    """The failure, what it came from, what that came from, and so on."""
    while failure is not None:
        yield failure
        failure = failure.__cause__ or failure.__context__


def _connect_hint(reason: str) -> str:
    lowered = reason.lower()
    if "refused" in lowered:
        return "Nothing listens there: check the address and the port, and whether the Hub is running."
    if any(word in lowered for word in ("name or service", "nodename", "getaddrinfo", "name resolution", "no address")):
        return "There is no such host: check the spelling of base_url, the network and the proxy."
    return "Check the address, the network and the proxy."
