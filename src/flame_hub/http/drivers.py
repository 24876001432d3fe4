"""The two drivers: they send what the core built and hand back what came. All decisions are elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any, TypeAlias

import anyio.to_thread
import httpx2
from httpx2._client import UseClientDefault

from ..core.answers import Answer, refusal_of
from ..core.errors import HubAPIError, UsageError
from ..core.operations import Call
from ..core.texts import without_password
from .messages import FAILURES, answer_of, error_from, head_of
from .streams import AsyncDownload, Download

#: Seconds: to connect, between two pieces of an answer, to send a piece, to wait for a free connection.
TIMEOUT = httpx2.Timeout(connect=10.0, read=60.0, write=60.0, pool=60.0)


#: A login, or the one that the httpx2 client itself has.
Login: TypeAlias = "httpx2.Auth | UseClientDefault"
#: No login at all, not even that of the httpx2 client.
ANYBODY: Login = httpx2.Auth()


class SyncDriver:
    """Sends with an `httpx2.Client`. Safe to share between threads.

    owned   whether closing the driver closes the client
    """

    def __init__(self, client: httpx2.Client, *, owned: bool) -> None:
        self.client = client
        self._owned = owned

    def send(self, base_url: str, call: Call[Any], auth: Login) -> Answer:
        """The answer to `call`, whatever its status. Raises HubAPIError if there is none."""
        request = _build(self.client, base_url, call, call.body)
        try:
            return answer_of(request, self.client.send(request, auth=auth))
        except HubAPIError:
            raise
        except FAILURES as failure:
            raise error_from(failure, request) from failure

    def download(self, base_url: str, call: Call[Any], auth: Login, chunk_size: int | None) -> Download:
        """The body of the answer, piece by piece. Raises HubAPIError if the Hub refuses, before the first piece."""
        request = _build(self.client, base_url, call, call.body)
        try:
            response = self.client.send(request, auth=auth, stream=True)
            if (refusal := refusal_of(head_of(request, response))) is not None:
                response.read()
                raise refusal(answer_of(request, response))
        except HubAPIError:
            raise
        except FAILURES as failure:
            raise error_from(failure, request) from failure
        return Download(request, response, chunk_size, self)

    def close(self) -> None:
        if self._owned:
            self.client.close()

    def __del__(self) -> None:
        # A script that never closes its client should not leave open sockets to the garbage collector.
        self.close()


class AsyncDriver:
    """Sends with an `httpx2.AsyncClient`. Safe to share between the tasks of one event loop.

    owned   whether closing the driver closes the client
    """

    def __init__(self, client: httpx2.AsyncClient, *, owned: bool) -> None:
        self.client = client
        self._owned = owned

    async def send(self, base_url: str, call: Call[Any], auth: Login) -> Answer:
        """The answer to `call`, whatever its status. Raises HubAPIError if there is none."""
        request = _build(self.client, base_url, call, _without_blocking(call.body))
        try:
            return answer_of(request, await self.client.send(request, auth=auth))
        except HubAPIError:
            raise
        except FAILURES as failure:
            raise error_from(failure, request) from failure

    async def download(self, base_url: str, call: Call[Any], auth: Login, chunk_size: int | None) -> AsyncDownload:
        """The body of the answer, piece by piece. Raises HubAPIError if the Hub refuses, before the first piece."""
        request = _build(self.client, base_url, call, None)
        try:
            response = await self.client.send(request, auth=auth, stream=True)
            if (refusal := refusal_of(head_of(request, response))) is not None:
                await response.aread()
                raise refusal(answer_of(request, response))
        except HubAPIError:
            raise
        except FAILURES as failure:
            raise error_from(failure, request) from failure
        return AsyncDownload(request, response, chunk_size, self)

    async def close(self) -> None:
        if self._owned:
            await self.client.aclose()


def _build(
    client: httpx2.Client | httpx2.AsyncClient,
    base_url: str,
    call: Call[Any],
    body: bytes | Iterable[bytes] | AsyncIterator[bytes] | None,
) -> httpx2.Request:
    if client.is_closed:
        raise UsageError("This client is closed: make another, or close it later.", None)
    headers = {"accept": call.accepts}
    if body is not None:
        headers["content-type"] = call.content_type
    url = f"{base_url}{call.path}"
    try:
        return client.build_request(
            call.method,
            url,
            params=tuple(call.query) or None,
            content=body,
            headers=headers,
            timeout=_allowing(client.timeout, call.patience),
        )
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as failure:
        raise UsageError(f"The request to {without_password(base_url)} cannot be made: {failure}.", None) from failure


def _allowing(timeout: httpx2.Timeout, patience: float) -> httpx2.Timeout:
    """The timeouts of a client with more time to read."""
    if not patience or timeout.read is None:
        return timeout
    return httpx2.Timeout(connect=timeout.connect, read=timeout.read + patience, write=timeout.write, pool=timeout.pool)


def _without_blocking(body: bytes | Iterable[bytes] | None) -> bytes | AsyncIterator[bytes] | None:
    """Pieces of a body are read from files: in a thread, so that the event loop goes on."""
    return body if body is None or isinstance(body, bytes) else _in_threads(body)


async def _in_threads(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    iterator = iter(pieces)
    while (piece := await anyio.to_thread.run_sync(next, iterator, None)) is not None:
        yield piece
