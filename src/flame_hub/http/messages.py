"""Between httpx2 and the core: an answer as the core reads it, an httpx2 failure as one of our errors."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, cast

import anyio
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


class Received:
    """An answer whose body was read with its head, of which no more is made than is asked for.

    status_code   of the answer
    fields        its headers as they came
    content       its body as it came
    """

    __slots__ = ("content", "fields", "reason", "status_code", "version")

    def __init__(
        self, status_code: int, fields: list[tuple[bytes, bytes]], content: bytes, version: bytes, reason: bytes
    ) -> None:
        self.status_code = status_code
        self.fields = fields
        self.content = content
        self.version = version
        self.reason = reason

    @property
    def is_success(self) -> bool:
        return 200 <= self.status_code < 300

    @property
    def headers(self) -> Mapping[str, str]:
        return _Headers(self.fields)

    @property
    def plain(self) -> bool:
        """Whether it says nothing that httpx2 would have to heed: a refusal, a cookie, a packed body."""
        return self.is_success and not any(name.lower() in _HEEDED for name, _ in self.fields)

    def response(self) -> httpx2.Response:
        """All that httpx2 makes of it. Its body has to be read, which may fail."""
        return httpx2.Response(
            self.status_code,
            headers=self.fields,
            stream=httpx2.ByteStream(self.content),
            extensions={"http_version": self.version, "reason_phrase": self.reason},
        )


#: What comes of a request.
Reply: TypeAlias = "httpx2.Response | Received"

_HEEDED = frozenset({b"content-encoding", b"set-cookie"})


class _Headers(Mapping[str, str]):
    """Headers that are read when they are looked at: nobody looks at those of most good answers."""

    def __init__(self, fields: list[tuple[bytes, bytes]]) -> None:
        self._fields = fields

    @cached_property
    def _read(self) -> httpx2.Headers:
        return httpx2.Headers(self._fields)

    def __getitem__(self, name: str) -> str:
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def read_raw(response: httpx2.Response, until: float | None) -> Received:
    """An answer of a transport with its body as it came.

    until   when it has to be whole, on the steady clock: each piece may come in time, and all of them too late
    """
    pieces: list[bytes] = []
    try:
        for piece in cast("httpx2.SyncByteStream", response.stream):
            pieces.append(piece)
            if until is not None and time.monotonic() > until:
                raise httpx2.ReadTimeout("The answer came too slowly.")
    finally:
        response.close()
    return _received(response, pieces)


async def read_raw_async(response: httpx2.Response) -> Received:
    """An answer of a transport with its body as it came."""
    try:
        pieces = [piece async for piece in cast("httpx2.AsyncByteStream", response.stream)]
    finally:
        with anyio.CancelScope(shield=True):
            await response.aclose()
    return _received(response, pieces)


def _received(response: httpx2.Response, pieces: list[bytes]) -> Received:
    told = response.extensions
    version, reason = told.get("http_version", b"HTTP/1.1"), told.get("reason_phrase", b"")
    return Received(response.status_code, response.headers.raw, b"".join(pieces), version, reason)


def head_of(request: httpx2.Request, response: httpx2.Response) -> Answer:
    """The answer without its body."""
    return Answer(request.method, without_password(str(request.url)), response.status_code, response.headers, b"")


def answer_of(request: httpx2.Request, response: Reply, *, attempts: int = 1, maybe_done: bool = False) -> Answer:
    """The answer with its body, which must have been read."""
    url = str(request.url)
    if "@" in url:
        url = without_password(url)
    return Answer(request.method, url, response.status_code, response.headers, response.content, attempts, maybe_done)


#: What building, sending and reading with httpx2 may raise.
FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError)


#: Extension of a request: the proxy through which it is sent, without a password.
PROXY = "flame_hub.proxy"
#: Extension of a request that goes through a proxy: whether that made the way to the Hub. Not there: it is not known.
OPENED = "flame_hub.opened"


def error_from(failure: Exception, request: httpx2.Request) -> HubAPIError:
    """The error that a failure of httpx2 is, with what to do about it.

    request  what was to be sent; a failure that names another one, that for a token, is told of that
    """
    if isinstance(failure, httpx2.RequestError) and failure._request is not None:  # pyright: ignore[reportPrivateUsage]
        request = failure.request
    shown = httpx2.Request(request.method, without_password(str(request.url)))
    way = _Way(
        host=request.url.host or "the Hub",
        doing=f"{request.method} {str(shown.url).partition('?')[0]}",
        proxy=request.extensions.get(PROXY),
        encrypted=request.url.scheme == "https",
        at_proxy=_unopened(request),
    )
    kind, message, hint = _explain(failure, way)
    error = kind(message, shown)
    error.hint = hint
    return error


_HEADER_VALUE = re.compile(r"(Illegal header value) .*", re.DOTALL)


def without_header_values(failure: Exception) -> Exception:
    """A failure that does not tell what stood in a header, which may be secret."""
    if not isinstance(failure, httpx2.LocalProtocolError) or not _HEADER_VALUE.match(str(failure)):
        return failure
    return httpx2.LocalProtocolError(_HEADER_VALUE.sub(r"\1", str(failure)))


def was_sent(failure: BaseException) -> bool:
    """Whether the Hub may have received a request that failed so. False only if it has certainly not."""
    if isinstance(failure, httpx2.RequestError) and failure._request is not None and _unopened(failure.request):  # pyright: ignore[reportPrivateUsage]
        return False
    return not isinstance(failure, _UNSENT)


def _unopened(request: httpx2.Request) -> bool:
    return request.extensions.get(OPENED) is False


_UNSENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
    httpx2.LocalProtocolError,
    httpx2.InvalidURL,
)


@dataclass(frozen=True)
class _Way:
    """Where a request was to go: the host, what it asks for, the proxy on the way, and whether it is encrypted.

    at_proxy   whether it got no further than to the proxy
    """

    host: str
    doing: str
    proxy: str | None
    encrypted: bool
    at_proxy: bool = False

    @property
    def end(self) -> str:
        """Who is at the other end of the connection that failed."""
        return f"the proxy {self.proxy}" if self.at_proxy else self.host


_Told: TypeAlias = tuple[type[HubAPIError], str, str]


def _explain(failure: Exception, way: _Way) -> _Told:
    host, doing = way.host, way.doing
    causes = list(_causes(failure))
    reason = next((str(cause) for cause in causes if str(cause)), type(failure).__name__)
    if isinstance(failure, httpx2.TimeoutException):
        return HubTimeoutError, *_explain_timeout(failure, way)
    if isinstance(failure, httpx2.ProxyError):
        return _explain_proxy(reason, way)
    if isinstance(failure, httpx2.LocalProtocolError) and (illegal := _HEADER_VALUE.match(reason)):
        hint = "Look for a line end or a space at the end of a header of the httpx2 client, such as that of a key."
        return UsageError, f"This cannot be sent: {illegal[1]} ({doing})", hint
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(cause):
            return (
                TLSError,
                f"The certificate of {way.end} could not be verified: {reason}",
                _certificate_hint(str(cause)),
            )
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return TLSError, f"No encrypted connection to {way.end} could be made: {reason}", _tls_hint(str(cause))
    if isinstance(failure, (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)):
        return (
            UsageError,
            f"This cannot be sent: {reason} ({doing})",
            "Check base_url: it begins with http:// or https://.",
        )
    if isinstance(failure, httpx2.ConnectError):
        # An event loop says "All connection attempts failed", and why only in what that came from.
        system = next((c for c in reversed(causes) if isinstance(c, OSError) and c.errno), None)
        reason = reason if system is None else str(system)
        if way.proxy is not None:
            return (
                ProxyError,
                f"Cannot connect to the proxy {way.proxy}: {reason} ({doing})",
                "Check proxy= or HTTPS_PROXY. If the Hub is reached without a proxy, name it in no_proxy= or NO_PROXY.",
            )
        return HubConnectionError, f"Cannot connect to {host}: {reason} ({doing})", _connect_hint(reason, system)
    if isinstance(failure, httpx2.DecodingError):
        return (
            UnreadableAnswerError,
            f"The answer to {doing} is damaged: {reason}",
            "Something in between, most often a proxy, has changed or cut it. Check the network and the proxy.",
        )
    if isinstance(failure, httpx2.TooManyRedirects):
        return WrongURLError, f"{doing} leads in a circle of redirects.", "Check base_url."
    hint = "Check the network and the proxy if it goes on like this."
    if way.at_proxy:
        hint = "Check proxy= or HTTPS_PROXY: whether that is a proxy, its scheme and its port."
        return ProxyError, f"The proxy {way.proxy} ended the connection: {reason} ({doing})", hint
    # Some servers answer http on a port for https with an alert, others with nothing.
    if not way.encrypted and "illegal" in reason.lower():
        hint = "Perhaps https is spoken there: check whether base_url must begin with https://, and the port."
    elif not way.encrypted and "without sending a response" in reason:
        hint = (
            "If it goes on like this, check the network and the proxy, and whether base_url must begin with https://."
        )
    return HubConnectionError, f"The connection to {host} broke: {reason} ({doing})", hint


def _explain_timeout(failure: httpx2.TimeoutException, way: _Way) -> tuple[str, str]:
    host, doing = way.host, way.doing
    if isinstance(failure, httpx2.PoolTimeout):
        return (
            f"All connections of this client were busy for too long ({doing}).",
            "Your program makes too many calls at once: make fewer, or allow more connections with max_connections=.",
        )
    if isinstance(failure, httpx2.ConnectTimeout):
        target = host if way.proxy is None else f"the proxy {way.proxy}"
        return (
            f"It took too long{_limit(failure, 'connect')} to connect to {target} ({doing}).",
            "Check the address, the network and the proxy, or allow more time with timeout=.",
        )
    if isinstance(failure, httpx2.WriteTimeout):
        return (
            f"It took too long{_limit(failure, 'write')} to send the request to {host} ({doing}).",
            "Check the network and the proxy, or allow more time with timeout=.",
        )
    return (
        f"It took too long{_limit(failure, 'read')} to get an answer from {way.end} ({doing}).",
        "Check proxy= or HTTPS_PROXY: whether that is a proxy, and its scheme; or allow more time with timeout=."
        if way.at_proxy
        else "The Hub or something on the way to it is slow: try later, or allow more time with timeout=.",
    )


def _limit(failure: httpx2.TimeoutException, name: str) -> str:
    """The limit that was exceeded, in words; nothing if it is not known."""
    request = failure._request  # pyright: ignore[reportPrivateUsage]
    timeout: Mapping[str, float | None] = (request.extensions.get("timeout") or {}) if request is not None else {}
    seconds = timeout.get(name)
    return "" if seconds is None else f" (more than {seconds:.3g} s)"


def _explain_proxy(reason: str, way: _Way) -> _Told:
    told = f"The proxy {way.proxy or ''}".rstrip()
    if reason.startswith("407"):
        hint = "Set proxy= or HTTPS_PROXY to http://name:password@host:port, with @ written as %40 and : as %3A."
        return ProxyError, f"{told} wants a login for {way.doing}.", hint
    if reason.startswith("403"):
        hint = f"Ask those who run the proxy to let {way.host} pass, or name it in no_proxy= or NO_PROXY."
        return ProxyError, f"{told} does not allow {way.doing}: {reason}", hint
    if reason.startswith("5"):
        hint = "The proxy works, but does not reach the Hub: check the address, and whether the Hub is running."
        return ProxyError, f"{told} could not reach {way.host} for {way.doing}: {reason}", hint
    return ProxyError, f"{told} refused {way.doing}: {reason}", "Check proxy=, HTTPS_PROXY and NO_PROXY."


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    """The failure, what it came from, what that came from, and so on; of several, the first."""
    while failure is not None:
        yield failure
        group = cast("tuple[BaseException, ...]", getattr(failure, "exceptions", ()))
        failure = failure.__cause__ or failure.__context__ or (group[0] if group else None)


def _certificate_hint(reason: str) -> str:
    lowered = reason.lower()
    if "expired" in lowered:
        return "The certificate has expired: whoever runs the Hub or the proxy has to renew it. Check the clock, too."
    if "not yet valid" in lowered:
        return "The certificate is not valid yet: check this computer's clock."
    if "hostname mismatch" in lowered or "ip address mismatch" in lowered or "doesn't match" in lowered:
        return "The certificate is for another name: write base_url with the name that is in it."
    return "If your organisation or proxy signs with its own CA, give its certificate with ca_file= or SSL_CERT_FILE."


def _tls_hint(reason: str) -> str:
    lowered = reason.lower()
    if "certificate required" in lowered or "certificate_required" in lowered:
        return "The server wants a certificate of this client: give it with client_cert=."
    if (
        "unknown ca" in lowered
        or "unknown_ca" in lowered
        or "bad certificate" in lowered
        or "bad_certificate" in lowered
    ):
        return "The server does not accept the certificate of this client: check client_cert=."
    if "handshake failure" in lowered or "handshake_failure" in lowered:
        return "Perhaps the server wants a certificate of this client (client_cert=), or speaks an old TLS."
    if "wrong version number" in lowered or "wrong_version_number" in lowered or "record layer" in lowered:
        return "No TLS is spoken there: check the port, and whether proxy= (in tests base_url) begins with http://."
    return "Check the address, the port and the proxy, and tell those who run the Hub this message."


def _connect_hint(reason: str, system: OSError | None) -> str:
    lowered = reason.lower()
    if "refused" in lowered or isinstance(system, ConnectionRefusedError):
        return (
            "Nothing listens there, or a firewall refuses: check the address, the port, and whether the Hub is running."
        )
    if isinstance(system, socket.gaierror) or any(
        word in lowered for word in ("name or service", "nodename", "getaddrinfo", "name resolution", "no address")
    ):
        return "The name could not be looked up: check the spelling of base_url, and this computer's DNS."
    return "Check the address, the network and the proxy."
