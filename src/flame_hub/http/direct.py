"""The httpx2 clients that this package makes itself: a request goes straight to their transport.

What an httpx2 client can be given beside that (a base URL, parameters, hooks, a login) costs time with every request,
given or not. These have none of it. A client that somebody brought along is used as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import httpx2

from .logins import ANYBODY
from .messages import Received

_Fields: TypeAlias = "tuple[tuple[bytes, bytes], ...]"
_LOGGER = logging.getLogger("httpx2")
_NO_LOGIN = {"auth": ANYBODY}


class DirectClient(httpx2.Client):
    """A synchronous client for the requests that `request_for` makes.

    transport   what sends them
    timeout     where a request has none of its own
    """

    def __init__(self, transport: httpx2.BaseTransport, timeout: httpx2.Timeout | float = 5.0) -> None:
        super().__init__(transport=transport, timeout=timeout, trust_env=False)
        self._straight = transport
        self._exchange = getattr(transport, "exchange", None)
        self.usual_headers = _usual_headers(self)

    def exchange(self, request: httpx2.Request, until: float | None) -> httpx2.Response | Received | None:
        """The answer to a request without a login, read to its end; None: it has to be sent with `send`.

        until   when it has to be over, on the steady clock; None: never
        """
        if self._exchange is None or not _goes_straight(self, _NO_LOGIN):
            return None
        try:
            received: Received = self._exchange(request, until)
        except httpx2.RequestError as failure:
            failure.request = request
            raise
        if received.plain:
            return received
        response = _with_cookies(self, request, received)
        response.read()
        return response

    def send(self, request: httpx2.Request, *, stream: bool = False, **options: Any) -> httpx2.Response:
        if not _goes_straight(self, options):
            return super().send(request, stream=stream, **options)
        try:
            response = self._straight.handle_request(request)
        except httpx2.RequestError as failure:
            failure.request = request
            raise
        response.request = request
        try:
            self.cookies.extract_cookies(response)
            if not stream:
                response.read()
        except BaseException:
            response.close()
            raise
        return response


class AsyncDirectClient(httpx2.AsyncClient):
    """The asynchronous twin of `DirectClient`."""

    def __init__(self, transport: httpx2.AsyncBaseTransport, timeout: httpx2.Timeout | float = 5.0) -> None:
        super().__init__(transport=transport, timeout=timeout, trust_env=False)
        self._straight = transport
        self._exchange = getattr(transport, "exchange", None)
        self.usual_headers = _usual_headers(self)

    async def exchange(self, request: httpx2.Request) -> httpx2.Response | Received | None:
        """The answer to a request without a login, read to its end; None: it has to be sent with `send`."""
        if self._exchange is None or not _goes_straight(self, _NO_LOGIN):
            return None
        try:
            received: Received = await self._exchange(request)
        except httpx2.RequestError as failure:
            failure.request = request
            raise
        if received.plain:
            return received
        response = _with_cookies(self, request, received)
        await response.aread()
        return response

    async def send(self, request: httpx2.Request, *, stream: bool = False, **options: Any) -> httpx2.Response:
        if not _goes_straight(self, options):
            return await super().send(request, stream=stream, **options)
        try:
            response = await self._straight.handle_async_request(request)
        except httpx2.RequestError as failure:
            failure.request = request
            raise
        response.request = request
        try:
            self.cookies.extract_cookies(response)
            if not stream:
                await response.aread()
        except BaseException:
            await response.aclose()
            raise
        return response


def request_for(
    client: httpx2.Client | httpx2.AsyncClient,
    method: str,
    url: str,
    query: Iterable[tuple[str, str]],
    *,
    content: Any,
    headers: Mapping[str, str],
    timeout: httpx2.Timeout,
) -> httpx2.Request:
    """A request to an absolute URL, with what the client adds to it. Raises what httpx2 does for a URL that is none."""
    pairs = tuple(query)
    if not isinstance(client, (DirectClient, AsyncDirectClient)):
        return client.build_request(
            method, url, params=pairs or None, content=content, headers=headers, timeout=timeout
        )
    target = _url(url, pairs)
    given = tuple(headers.items())
    extensions = {"timeout": timeout.as_dict()}
    if content is None and method in _BODILESS and not client.cookies:
        # Most are so, and their headers are the same with each.
        head = _usual_head(client.usual_headers, given, target.netloc)
        return httpx2.Request(method, target, headers=head, stream=httpx2.ByteStream(b""), extensions=extensions)
    head = _headers(client.usual_headers, given)
    return httpx2.Request(method, target, headers=head, cookies=client.cookies, content=content, extensions=extensions)


#: Their requests tell no length of a body if they have none.
_BODILESS = frozenset({"GET", "DELETE"})


def _headers(usual: _Fields, given: tuple[tuple[str, str], ...]) -> list[tuple[bytes, bytes]]:
    named = {name.encode(): value.encode() for name, value in given}
    instead = b"accept-encoding" in named
    kept = [row for row in usual if not (instead and row[0].lower() == b"accept-encoding")]
    return [*kept, *named.items()]


@lru_cache(maxsize=256)
def _usual_head(usual: _Fields, given: tuple[tuple[str, str], ...], host: bytes) -> httpx2.Headers:
    return httpx2.Headers([(b"Host", host), *_headers(usual, given)])


@lru_cache(maxsize=256)
def _url(url: str, query: tuple[tuple[str, str], ...]) -> httpx2.URL:
    if not query or "?" in url or "#" in url:
        return httpx2.URL(url, params=query) if query else httpx2.URL(url)
    # The same, and read once: httpx2 looks at every character.
    return httpx2.URL(f"{url}?{_query_text(query)}")


@lru_cache(maxsize=256)
def _query_text(query: tuple[tuple[str, str], ...]) -> str:
    return str(httpx2.QueryParams(query))


def _usual_headers(client: httpx2.Client | httpx2.AsyncClient) -> _Fields:
    # What is accepted is told with each request.
    return tuple((name, value) for name, value in client.headers.raw if name.lower() != b"accept")


def _with_cookies(
    client: httpx2.Client | httpx2.AsyncClient, request: httpx2.Request, received: Received
) -> httpx2.Response:
    """All that httpx2 makes of an answer. The client keeps its cookies."""
    response = received.response()
    response.request = request
    client.cookies.extract_cookies(response)
    return response


def _goes_straight(client: httpx2.Client | httpx2.AsyncClient, options: Mapping[str, Any]) -> bool:
    """Whether nobody misses what httpx2 does beside sending: a login, a line in its log, the word that it is closed."""
    return options == _NO_LOGIN and not client.is_closed and not _LOGGER.isEnabledFor(logging.INFO)
