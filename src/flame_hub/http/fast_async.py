"""A transport of httpx2 that takes a fraction of the processor's time, for asynchronous clients."""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from typing import Any, TypeVar, cast

import anyio
import httpcore2
import httpx2

from .fast_asyncio import AsyncioStream
from .fast_wire import (
    FAILURES,
    NEXT,
    READ,
    READ_BYTES,
    Connect,
    Connection,
    Connections,
    Incoming,
    Proxy,
    Step,
    Timeouts,
    as_httpx2,
    encrypting,
    exchanging,
    key_of,
    opening,
    received,
)
from .messages import Received
from .steps import walk_async

_Result = TypeVar("_Result")
_BACKEND = cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())


class AsyncFastTransport(httpx2.AsyncBaseTransport):
    """Sends requests directly, or all of them through one proxy that speaks HTTP. As `FastTransport`, for asyncio and
    for trio.
    """

    def __init__(self, context: ssl.SSLContext, limits: httpx2.Limits, proxy: str | None = None) -> None:
        self._context = encrypting(context)
        self._proxy = None if proxy is None else Proxy.of(proxy)
        self._connections = Connections(limits)
        self._free = anyio.Semaphore(self._connections.most)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        timeouts: Timeouts = request.extensions.get("timeout") or {}
        connection, answer = await self._begun(request, timeouts)
        body: httpx2.AsyncByteStream
        if answer.complete:
            await self.end(connection, reusable=answer.reusable)
            body = httpx2.ByteStream(answer.take())
        else:
            body = _Body(self, connection, answer, timeouts)
        return httpx2.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    async def exchange(self, request: httpx2.Request) -> Received:
        """The answer to a request, read to its end."""
        timeouts: Timeouts = request.extensions.get("timeout") or {}
        connection, answer = await self._begun(request, timeouts)
        try:
            while not answer.complete:
                answer.feed(await connection.stream.read(READ_BYTES, timeouts.get("read")))
        except BaseException as failure:
            await self.end(connection, reusable=False)
            if isinstance(failure, FAILURES):
                raise as_httpx2(failure) from failure
            raise
        await self.end(connection, reusable=answer.reusable)
        return received(answer)

    async def _begun(self, request: httpx2.Request, timeouts: Timeouts) -> tuple[Connection, Incoming]:
        """The answer to a request as soon as its head is there, and on which connection the rest of it comes."""
        await self._admit(timeouts)
        connection, over = self._connections.take(key_of(request))
        try:
            for other in over:
                await _close(other)
            if connection.stream is None:
                await self._walk(connection, opening(request, self._proxy), timeouts)
            answer = await self._walk(connection, exchanging(request, self._proxy), timeouts, request)
        except BaseException as failure:
            await self.end(connection, reusable=False)
            if isinstance(failure, FAILURES):
                raise as_httpx2(failure) from failure
            raise
        return connection, answer

    async def end(self, connection: Connection, *, reusable: bool) -> None:
        """End the use of a connection."""
        closed = self._connections.give_back(connection, reusable=reusable)
        self._free.release()
        if closed is not None:
            await _close(closed)

    async def aclose(self) -> None:
        for connection in self._connections.take_all():
            await _close(connection)

    async def _admit(self, timeouts: Timeouts) -> None:
        try:
            self._free.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(timeouts.get("pool")) as waiting:
                await self._free.acquire()
            if waiting.cancelled_caught:
                raise httpx2.PoolTimeout("All connections are in use.") from None

    async def _connected(self, step: Connect, timeout: float | None) -> Any:
        opened = await _BACKEND.connect_tcp(step.host, step.port, timeout)
        if self._proxy is not None and self._proxy.encrypted:
            return opened  # asyncio of Python 3.10 has no TLS within TLS
        return await AsyncioStream.over(opened) or opened

    async def _walk(
        self,
        connection: Connection,
        steps: Generator[Step, Any, _Result],
        timeouts: Timeouts,
        request: httpx2.Request | None = None,
    ) -> _Result:
        body: list[AsyncIterator[bytes]] = []

        async def do(step: Step) -> bytes | None:
            if step is READ:
                return await connection.stream.read(READ_BYTES, timeouts.get("read"))
            if isinstance(step, bytes):
                await connection.stream.write(step, timeouts.get("write"))
            elif step is NEXT:
                if not body:
                    body.append(_pieces(request))
                return await anext(body[0], None)
            elif isinstance(step, Connect):
                connection.stream = await self._connected(step, timeouts.get("connect"))
            else:
                connection.stream = await connection.stream.start_tls(self._context, step.host, timeouts.get("connect"))
            return None

        try:
            return await walk_async(steps, do, httpcore2.WriteError)
        finally:
            for pieces in body:
                if isinstance(pieces, AsyncGenerator):
                    await cast("AsyncGenerator[bytes, None]", pieces).aclose()


def _pieces(request: httpx2.Request | None) -> AsyncIterator[bytes]:
    if request is None or not isinstance(request.stream, httpx2.AsyncByteStream):
        raise TypeError("An asynchronous client sends no synchronous body.")
    return aiter(request.stream)


async def _close(connection: Connection) -> None:
    if connection.stream is not None:
        with anyio.CancelScope(shield=True):
            await connection.stream.aclose()


class _Body(httpx2.AsyncByteStream):
    """The body of an answer, of which a part is still to come."""

    def __init__(
        self, transport: AsyncFastTransport, connection: Connection, answer: Incoming, timeouts: Timeouts
    ) -> None:
        self._transport = transport
        self._connection = connection
        self._answer = answer
        self._timeouts = timeouts
        self._ended = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        answer, stream = self._answer, self._connection.stream
        try:
            while True:
                if piece := answer.take():
                    yield piece
                if answer.complete:
                    break
                answer.feed(await stream.read(READ_BYTES, self._timeouts.get("read")))
        except FAILURES as failure:
            await self.aclose()
            raise as_httpx2(failure) from failure
        except BaseException:
            await self.aclose()
            raise
        await self.aclose()

    async def aclose(self) -> None:
        if not self._ended:
            self._ended = True
            answer = self._answer
            await self._transport.end(self._connection, reusable=answer.complete and answer.reusable)
