"""The embedded Hub behind a socket: ASGI in front, uvicorn below."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import anyio
import anyio.from_thread
import anyio.to_thread
import uvicorn
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HTTPRequest
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from . import page
from .control import PATH as CONTROL
from .control import Control
from .messages import MAX_BODY, ConnectionCut, Request, Response
from .waiting import MOST, EventStream

if TYPE_CHECKING:
    from .hub import EmbeddedHub


class Application:
    """The embedded Hub as an ASGI application. Each request is worked on in a thread.

    control  what answers below `/_control`, None: nothing does
    """

    def __init__(self, hub: EmbeddedHub, control: Control | None = None) -> None:
        self._hub = hub
        self._control = control
        # Threads of their own: an upload waits in one for its body, and answers are sent in the usual ones.
        self._threads = anyio.CapacityLimiter(256)
        self._waiting_threads = anyio.CapacityLimiter(MOST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _acknowledge(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        incoming = HTTPRequest(scope, receive)
        try:
            body = _pieces(incoming) if _streams(incoming) else iter([await _whole(incoming)])
        except ClientDisconnect:
            return
        request = Request(
            incoming.method,
            _target(scope),
            dict(incoming.headers.items()),
            body,
            client_address=incoming.client.host if incoming.client else "",
            over_socket=True,
        )
        answer = await anyio.to_thread.run_sync(self._handle, request, limiter=self._threads)
        if answer.cut is not None:
            await _hang_up(scope, receive)
            return
        if incoming.method == "HEAD":
            body: Iterator[bytes] | AsyncIterator[bytes] = iter(())
        elif isinstance(answer.body, EventStream):
            body = self._events(answer.body)
        else:
            body = _sent(answer.body, scope, receive)
        response = StreamingResponse(body, answer.status)
        response.raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
        try:
            await response(scope, receive, send)
        finally:
            answer.close()

    async def _events(self, stream: EventStream) -> AsyncIterator[bytes]:
        """Events as they come. Who hangs up is let go at once: the thread that waits finds out by itself."""
        while True:
            piece = await anyio.to_thread.run_sync(
                next, stream, None, limiter=self._waiting_threads, abandon_on_cancel=True
            )
            if piece is None:
                return
            yield piece

    def _handle(self, request: Request) -> Response:
        """The answer of the Hub, or of what is served beside it and is neither recorded nor disturbed."""
        segments = request.segments
        if self._hub.closed:
            return self._hub.handle(request)
        if not segments and request.method in ("GET", "HEAD"):
            return page.answer(self._hub, request)
        if self._control is not None and segments[:1] == (CONTROL,):
            return self._control.handle(request)
        return self._hub.handle(request)


async def _sent(body: Iterator[bytes], scope: Scope, receive: Receive) -> AsyncIterator[bytes]:
    """The body of an answer, fetched by worker threads; hangs up where it is cut."""
    try:
        async for piece in iterate_in_threadpool(body):
            yield piece
    except ConnectionCut:
        await _hang_up(scope, receive)


async def _hang_up(scope: Scope, receive: Receive) -> None:
    """End the connection, whatever has been said on it."""
    scope["state"][_TRANSPORT].abort()
    # Until the server knows, it would complain that the answer is not complete.
    while (await receive())["type"] != "http.disconnect":
        continue


#: Where a connection's transport is in the state of its requests.
_TRANSPORT = "flame_hub.transport"


class _Protocol(H11Protocol):
    """HTTP as uvicorn speaks it, on a connection that the application can cut and whose end can be waited for."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, _TRANSPORT: transport}
        self.gone = self.loop.create_future()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.gone.set_result(None)


async def _acknowledge(receive: Receive, send: Send) -> None:
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


def _target(scope: Scope) -> str:
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope["query_string"]
    return (path.partition(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")


def _streams(request: HTTPRequest) -> bool:
    """Whether the body is an upload, which is stored while it arrives. Others are small and taken whole."""
    return request.headers.get("content-type", "").lower().startswith("multipart/")


async def _whole(request: HTTPRequest) -> bytes:
    """The body; of one that is too large as much as shows it."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            break
    return bytes(body)


def _pieces(request: HTTPRequest) -> Iterator[bytes]:
    """The body for a worker thread: each piece is fetched from the event loop."""
    stream: AsyncIterator[bytes] = request.stream()

    async def pull() -> bytes | None:
        try:
            return await anext(stream, None)
        except ClientDisconnect:
            raise ConnectionAbortedError("The client hung up.") from None

    while (piece := anyio.from_thread.run(pull)) is not None:
        if piece:
            yield piece


@dataclass(frozen=True)
class Served:
    """A Hub that is being served.

    host, port   where it listens
    """

    host: str
    port: int

    @property
    def base_url(self) -> str:
        """URL below which the services are, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def open_socket(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises EmbeddedHubError if that is not possible."""
    from .hub import EmbeddedHubError

    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # With the protocol named, asyncio switches off Nagle's algorithm, which would cost 40 ms an answer.
        opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, OverflowError) as error:
        raise EmbeddedHubError(f"Cannot listen at {host}: {_reason(error)}. Give another --host.") from error
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(2048)
    except (OSError, OverflowError) as error:
        opened.close()
        raise EmbeddedHubError(
            f"Cannot listen at {host}:{port}: {_reason(error)}. Give another port, or 0 for one that is free."
        ) from error
    return opened


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


class _NoCancellations(logging.Filter):
    """A request that is cut off because the server stops is no failure that anybody has to see."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


_NO_CANCELLATIONS = _NoCancellations()


def configure(application: Application) -> uvicorn.Config:
    logging.getLogger("uvicorn.error").addFilter(_NO_CANCELLATIONS)
    return uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        lifespan="on",
        http=_Protocol,
        ws="none",  # the Hub has none, whichever packages are installed
    )


@contextmanager
def serve(hub: EmbeddedHub, host: str, port: int, *, control: bool = False) -> Generator[Served]:
    """Serve in a thread of its own while the context lasts."""
    opened = open_socket(host, port)
    server = _Server(configure(Application(hub, Control(hub, host) if control else None)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, name="embedded-hub", daemon=True)
    try:
        thread.start()
        server.ready.wait()
        yield Served(host, opened.getsockname()[1])
    finally:
        server.stop()
        while thread.is_alive():
            # Again and again: until the server closes the door, others may come in and wait.
            hub.bells.release()
            thread.join(0.05)
        opened.close()


#: Turns of the event loop in which a connection that was accepted becomes one that can be closed: asyncio takes three.
_TURNS = 10


class _Server(uvicorn.Server):
    """A server that tells other threads when it answers, and stops when they say so.

    uvicorn's own looks every tenth of a second whether it should stop, and then whether everybody has gone.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Have it stop, from whichever thread."""
        self.should_exit = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: it has stopped already
                self._loop.call_soon_threadsafe(self._stopping.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready.set()

    async def main_loop(self) -> None:
        # Tick 0 is the one at which uvicorn renews what is to be renewed once a second.
        while not await self.on_tick(0):
            with anyio.move_on_after(1):
                await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        loop = asyncio.get_running_loop()
        # Nobody comes in any more; asyncio would lose those who are in the door when it is closed.
        for listening in (listening for server in self.servers for listening in server.sockets):
            with suppress(NotImplementedError):  # by the loop of Windows
                loop.remove_reader(listening.fileno())
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        connections, tasks = cast("set[_Protocol]", self.server_state.connections), self.server_state.tasks
        with anyio.move_on_after(self.config.timeout_graceful_shutdown):
            while connections or tasks:
                for connection in list(connections):
                    connection.shutdown()
                await asyncio.wait([*tasks, *(connection.gone for connection in connections)])
        # Who is still there hears no more. Threads notice that and tidy up; a task that is cancelled would leave them.
        for connection in list(connections):
            connection.transport.abort()
        with anyio.move_on_after(self.config.timeout_graceful_shutdown):
            while tasks:
                await asyncio.wait(list(tasks))
        for task in tasks:
            task.cancel()
        await self.lifespan.shutdown()
