"""A transport of httpx2 that takes a fraction of the processor's time, for synchronous clients."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Generator, Iterator
from typing import Any, TypeVar, cast

import httpcore2
import httpx2

from .fast_wire import (
    FAILURES,
    NEXT,
    READ,
    READ_BYTES,
    Connect,
    Connection,
    Connections,
    Incoming,
    Plain,
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
from .steps import walk

_Result = TypeVar("_Result")
_BACKEND = httpcore2.SyncBackend()


class FastTransport(httpx2.BaseTransport):
    """Sends requests directly, or all of them through one proxy that speaks HTTP. Safe to share between threads.

    It speaks HTTP/1.1, and raises what the transport of httpx2 raises.

    context   for TLS
    limits    of its connections
    proxy     URL of the proxy
    """

    def __init__(self, context: ssl.SSLContext, limits: httpx2.Limits, proxy: str | None = None) -> None:
        self._context = encrypting(context)
        self._proxy = None if proxy is None else Proxy.of(proxy)
        self._connections = Connections(limits)
        self._free = threading.Semaphore(self._connections.most)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        timeouts: Timeouts = request.extensions.get("timeout") or {}
        connection, answer = self._begun(request, timeouts)
        body: httpx2.SyncByteStream
        if answer.complete:
            self.end(connection, reusable=answer.reusable)
            body = httpx2.ByteStream(answer.take())
        else:
            body = _Body(self, connection, answer, timeouts)
        return httpx2.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    def exchange(self, request: httpx2.Request, until: float | None = None) -> Received:
        """The answer to a request, read to its end.

        until   when it has to be over, on the steady clock; None: never
        """
        timeouts: Timeouts = request.extensions.get("timeout") or {}
        connection, answer = self._begun(request, timeouts)
        try:
            while not answer.complete:
                answer.feed(connection.stream.read(READ_BYTES, timeouts.get("read")))
                if until is not None and time.monotonic() > until:
                    raise httpx2.ReadTimeout("The answer came too slowly.")
        except BaseException as failure:
            self.end(connection, reusable=False)
            if isinstance(failure, FAILURES):
                raise as_httpx2(failure) from failure
            raise
        self.end(connection, reusable=answer.reusable)
        return received(answer)

    def _begun(self, request: httpx2.Request, timeouts: Timeouts) -> tuple[Connection, Incoming]:
        """The answer to a request as soon as its head is there, and on which connection the rest of it comes."""
        if not self._free.acquire(blocking=False) and not self._free.acquire(timeout=timeouts.get("pool")):
            raise httpx2.PoolTimeout("All connections are in use.")
        connection, over = self._connections.take(key_of(request))
        try:
            for other in over:
                other.stream.close()
            if connection.stream is None:
                self._walk(connection, opening(request, self._proxy), timeouts)
                if self._proxy is None or not self._proxy.encrypted:  # else it may be TLS within TLS
                    connection.stream = Plain(cast("httpcore2.NetworkStream", connection.stream))
            answer = self._walk(connection, exchanging(request, self._proxy), timeouts, request)
        except BaseException as failure:
            self.end(connection, reusable=False)
            if isinstance(failure, FAILURES):
                raise as_httpx2(failure) from failure
            raise
        return connection, answer

    def end(self, connection: Connection, *, reusable: bool) -> None:
        """End the use of a connection."""
        closed = self._connections.give_back(connection, reusable=reusable)
        self._free.release()
        if closed is not None and closed.stream is not None:
            closed.stream.close()

    def close(self) -> None:
        for connection in self._connections.take_all():
            if connection.stream is not None:
                connection.stream.close()

    def _walk(
        self,
        connection: Connection,
        steps: Generator[Step, Any, _Result],
        timeouts: Timeouts,
        request: httpx2.Request | None = None,
    ) -> _Result:
        pieces: Iterator[bytes] | None = None

        def do(step: Step) -> bytes | None:
            nonlocal pieces
            if step is READ:
                return connection.stream.read(READ_BYTES, timeouts.get("read"))
            if isinstance(step, bytes):
                connection.stream.write(step, timeouts.get("write"))
            elif step is NEXT:
                pieces = pieces or _pieces(request)
                return next(pieces, None)
            elif isinstance(step, Connect):
                connection.stream = _BACKEND.connect_tcp(step.host, step.port, timeouts.get("connect"))
            else:
                connection.stream = connection.stream.start_tls(self._context, step.host, timeouts.get("connect"))
            return None

        return walk(steps, do, httpcore2.WriteError)


def _pieces(request: httpx2.Request | None) -> Iterator[bytes]:
    if request is None or not isinstance(request.stream, httpx2.SyncByteStream):
        raise TypeError("A synchronous client sends no asynchronous body.")
    return iter(request.stream)


class _Body(httpx2.SyncByteStream):
    """The body of an answer, of which a part is still to come."""

    def __init__(self, transport: FastTransport, connection: Connection, answer: Incoming, timeouts: Timeouts) -> None:
        self._transport = transport
        self._connection = connection
        self._answer = answer
        self._timeouts = timeouts
        self._ended = False

    def __iter__(self) -> Iterator[bytes]:
        answer, stream = self._answer, self._connection.stream
        try:
            while True:
                if piece := answer.take():
                    yield piece
                if answer.complete:
                    break
                answer.feed(stream.read(READ_BYTES, self._timeouts.get("read")))
        except FAILURES as failure:
            self.close()
            raise as_httpx2(failure) from failure
        except BaseException:
            self.close()
            raise
        self.close()

    def close(self) -> None:
        if not self._ended:
            self._ended = True
            answer = self._answer
            self._transport.end(self._connection, reusable=answer.complete and answer.reusable)
