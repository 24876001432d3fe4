"""The embedded Hub behind httpx2, without a socket."""

from __future__ import annotations

import threading
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
    from ..embedded.messages import ConnectionCut, Response


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
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer))


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
        return httpx2.Response(answer.status, headers=answer.headers, stream=_AsyncBody(answer))


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
            patience=request.extensions.get("timeout", {}).get("read"),
        )
    )
    if failures:
        raise failures[0]  # it is the caller's, not the Hub's
    if answer.cut is not None:
        raise _as_on_a_wire(answer.cut, "Server disconnected without sending a response.")
    return answer


def _as_on_a_wire(cut: ConnectionCut, message: str) -> httpx2.TransportError:
    """What a client sees of a connection that ends, or of one on which nothing comes any more."""
    from ..embedded.messages import OutOfPatience

    if isinstance(cut, OutOfPatience):
        return httpx2.ReadTimeout("timed out")
    return httpx2.RemoteProtocolError(message)


async def _next_piece(pieces: AsyncIterator[bytes]) -> bytes | None:
    return await anext(pieces, None)


def _next(answer: Response) -> bytes | None:
    """The next piece of a body, None after the last."""
    from ..embedded.messages import ConnectionCut

    try:
        return next(answer.body, None)
    except ConnectionCut as cut:
        raise _as_on_a_wire(cut, "peer closed connection without sending complete message body") from None


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        while (piece := _next(self._answer)) is not None:
            yield piece

    def close(self) -> None:
        self._answer.close()


class _AsyncBody(httpx2.AsyncByteStream):
    def __init__(self, answer: Response) -> None:
        self._answer = answer
        self._reading = threading.Lock()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        # Events are waited for in a thread of their own, which closing them ends; one that reads a file is waited for.
        waits = not isinstance(self._answer.body, Generator)
        limiter = anyio.CapacityLimiter(1) if waits else None
        read = _next if waits else self._piece
        while True:
            piece = await anyio.to_thread.run_sync(read, self._answer, abandon_on_cancel=waits, limiter=limiter)
            if piece is None:
                return
            yield piece

    def _piece(self, answer: Response) -> bytes | None:
        with self._reading:
            return _next(answer)

    async def aclose(self) -> None:
        if not self._reading.locked():
            self._answer.close()
            return
        # A task that was cancelled has left its thread in the middle of a piece.
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(self._close)

    def _close(self) -> None:
        with self._reading:
            self._answer.close()
