"""The embedded Hub behind httpx2, without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import anyio
import anyio.from_thread
import anyio.to_thread
import httpx2

from ..core.errors import UsageError

if TYPE_CHECKING:
    from ..embedded import EmbeddedHub
    from ..embedded.messages import Response


def open_embedded(data: str | Path | EmbeddedHub | None) -> tuple[EmbeddedHub, bool]:
    """An embedded Hub, and whether it was started here. Raises UsageError if that is not possible."""
    try:
        from ..embedded import EmbeddedHub, EmbeddedHubError
    except ImportError as missing:
        raise UsageError(str(missing), None) from missing
    if isinstance(data, EmbeddedHub):
        return data, False
    try:
        return EmbeddedHub(data), True
    except EmbeddedHubError as error:
        raise UsageError(str(error), None) from error


class InProcessTransport(httpx2.BaseTransport):
    """Hands requests to an embedded Hub in the calling thread."""

    def __init__(self, hub: EmbeddedHub) -> None:
        self._hub = hub

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = _ask(self._hub, request, iter(cast("httpx2.SyncByteStream", request.stream)))
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer.body))


class AsyncInProcessTransport(httpx2.AsyncBaseTransport):
    """Hands requests to an embedded Hub in a worker thread, so that the event loop goes on."""

    def __init__(self, hub: EmbeddedHub) -> None:
        self._hub = hub
        # Threads of their own: a request waits for its body, whose pieces are read in the usual threads.
        self._threads = anyio.CapacityLimiter(256)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        pieces = aiter(cast("httpx2.AsyncByteStream", request.stream))

        def pull() -> Iterator[bytes]:
            while (piece := anyio.from_thread.run(_next_piece, pieces)) is not None:
                yield piece

        # What only reads may go on unnoticed when nobody waits for it any more.
        reads = request.method == "GET"
        answer = await anyio.to_thread.run_sync(
            _ask, self._hub, request, pull(), limiter=self._threads, abandon_on_cancel=reads
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=_AsyncBody(answer.body))


def _ask(hub: EmbeddedHub, request: httpx2.Request, body: Iterator[bytes]) -> Response:
    from ..embedded.messages import Request

    failures: list[Exception] = []

    def pieces() -> Iterator[bytes]:
        try:
            yield from body
        except Exception as failure:
            failures.append(failure)
            raise ConnectionAbortedError("The body broke off.") from failure

    answer = hub.handle(
        Request(
            request.method,
            request.url.raw_path.decode("ascii"),
            {name.lower(): value for name, value in request.headers.items()},
            pieces(),
            client_address="127.0.0.1",
        )
    )
    if failures:
        raise failures[0]  # it is the caller's, not the Hub's
    return answer


async def _next_piece(pieces: AsyncIterator[bytes]) -> bytes | None:
    return await anext(pieces, None)


class _Body(httpx2.SyncByteStream):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        _close(self._pieces)


class _AsyncBody(httpx2.AsyncByteStream):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        # Events are waited for in a thread of their own, which closing them ends; one that reads a file is waited for.
        waits = not isinstance(self._pieces, Generator)
        limiter = anyio.CapacityLimiter(1) if waits else None
        while True:
            piece = await anyio.to_thread.run_sync(next, self._pieces, None, abandon_on_cancel=waits, limiter=limiter)
            if piece is None:
                return
            yield piece

    async def aclose(self) -> None:
        _close(self._pieces)


def _close(pieces: Iterator[bytes]) -> None:
    """Let a body that is not read to its end give back what it comes from."""
    if (close := getattr(pieces, "close", None)) is not None:
        close()
