"""The httpx2 clients that this package makes itself: a request goes straight to their transport.

What an httpx2 client can be given beside that (a base URL, parameters, hooks, a login) costs time with every request,
given or not. These have none of it. A client that somebody brought along is used as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import httpx2

from .logins import ANYBODY

_LOGGER = logging.getLogger("httpx2")


class DirectClient(httpx2.Client):
    """A synchronous client for the requests that `request_for` makes.

    transport   what sends them
    timeout     where a request has none of its own
    """

    def __init__(self, transport: httpx2.BaseTransport, timeout: httpx2.Timeout | float = 5.0) -> None:
        super().__init__(transport=transport, timeout=timeout, trust_env=False)
        self._straight = transport
        self.usual_headers = _usual_headers(self)

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
        self.usual_headers = _usual_headers(self)

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
    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    usual = client.usual_headers
    if "accept-encoding" in headers:
        usual = [(name, value) for name, value in usual if name.lower() != b"accept-encoding"]
    return httpx2.Request(
        method,
        _url(url, pairs),
        headers=[*usual, *given],
        cookies=client.cookies,
        content=content,
        extensions={"timeout": timeout.as_dict()},
    )


@lru_cache(maxsize=256)
def _url(url: str, query: tuple[tuple[str, str], ...]) -> httpx2.URL:
    if not query or "?" in url or "#" in url:
        return httpx2.URL(url, params=query) if query else httpx2.URL(url)
    # The same, and read once: httpx2 looks at every character.
    return httpx2.URL(f"{url}?{_query_text(query)}")


@lru_cache(maxsize=256)
def _query_text(query: tuple[tuple[str, str], ...]) -> str:
    return str(httpx2.QueryParams(query))


def _usual_headers(client: httpx2.Client | httpx2.AsyncClient) -> list[tuple[bytes, bytes]]:
    # What is accepted is told with each request.
    return [(name, value) for name, value in client.headers.raw if name.lower() != b"accept"]


def _goes_straight(client: httpx2.Client | httpx2.AsyncClient, options: Mapping[str, Any]) -> bool:
    """Whether nobody misses what httpx2 does beside sending: a login, a line in its log, the word that it is closed."""
    return options == {"auth": ANYBODY} and not client.is_closed and not _LOGGER.isEnabledFor(logging.INFO)
