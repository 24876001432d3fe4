"""A connection of an asyncio event loop, with as few turns of the loop as a request needs."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from collections import deque
from typing import Any, Final, cast

import anyio
import anyio.lowlevel
import httpcore2

#: Bytes that may have come unasked for before the other side is made to wait.
_MOST_AHEAD: Final = 256 * 1024


class AsyncioStream(asyncio.Protocol):
    """A connection in place of httpcore2's, which has a turn of the event loop with each call and a scope with each
    timeout.
    """

    def __init__(self, own: socket.socket) -> None:
        self._socket = own
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._pieces = deque[bytes]()
        self._ahead = 0
        self._ended = False
        self._full = False
        self._encrypted = False
        self._failure: Exception | None = None
        self._waiter: asyncio.Future[bool] | None = None

    @classmethod
    async def over(cls, stream: httpcore2.AsyncNetworkStream) -> AsyncioStream | None:
        """Take over a connection that httpcore2 has opened; None: it is not one of asyncio."""
        try:
            if asyncio.current_task() is None or sys.platform == "win32":
                return None  # another library in this loop; Windows ties a connection to the loop for good
        except RuntimeError:
            return None
        opened = cast("socket.socket", stream.get_extra_info("socket"))
        own = socket.fromfd(opened.fileno(), opened.family, opened.type)
        try:
            await stream.aclose()
            own.setblocking(False)
            _, protocol = await asyncio.get_running_loop().create_connection(lambda: cls(own), sock=own)
        except BaseException:
            own.close()
            raise
        return protocol

    # asyncio calls these.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(0)  # a write is over when the system has taken it

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        self._ahead += len(data)
        if self._ahead > _MOST_AHEAD and self._transport is not None:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self._ended = True
        self._wake()
        return not self._encrypted  # what is still to be written may be, but TLS has no such state

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        self._failure = exc
        self._full = False
        self._wake()

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._wake()

    # The transport calls these, one at a time.

    async def read(self, most: int, timeout: float | None) -> bytes:
        del most  # the event loop says how much is read at once
        if self._pieces:
            # There is nothing to wait for, and so nothing else that would end a task that is cancelled.
            with anyio.CancelScope():
                await anyio.lowlevel.checkpoint()
        while not self._pieces:
            if self._failure is not None:
                raise httpcore2.ReadError(str(self._failure)) from self._failure
            if self._ended:
                return b""
            if not await self._woken(timeout):
                raise httpcore2.ReadTimeout
        piece = self._pieces.popleft()
        if self._ahead > _MOST_AHEAD >= self._ahead - len(piece) and self._transport is not None:
            self._transport.resume_reading()
        self._ahead -= len(piece)
        return piece

    async def write(self, data: bytes, timeout: float | None) -> None:
        if self._loop.is_closed():
            raise RuntimeError("Event loop is closed")  # before anything is sent
        if self._transport is None or self._transport.is_closing():
            raise httpcore2.WriteError(str(self._failure or "")) from self._failure
        self._transport.write(data)
        while self._full:
            if not await self._woken(timeout):
                raise httpcore2.WriteTimeout
        if self._failure is not None:
            raise httpcore2.WriteError(str(self._failure)) from self._failure

    async def start_tls(self, context: ssl.SSLContext, host: str, timeout: float | None) -> AsyncioStream:
        """Speak TLS from here on. Closes the connection if that fails."""
        transport = self._transport
        try:
            if transport is None or self._ended or self._pieces:
                raise httpcore2.ConnectError("The connection is not in the state for TLS.")
            self._encrypted = True
            with anyio.fail_after(timeout):
                self._transport = await self._loop.start_tls(transport, self, context, server_hostname=host)
        except TimeoutError as error:
            await self.aclose()
            raise httpcore2.ConnectTimeout(str(error)) from error
        except OSError as error:
            await self.aclose()
            raise httpcore2.ConnectError(str(error)) from error
        except BaseException:
            await self.aclose()
            raise
        return self

    async def aclose(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return bool(self._pieces) or self._ended or self._has_more()
        return None if self._transport is None else self._transport.get_extra_info(info)

    def _has_more(self) -> bool:
        """Whether something has come that the event loop has not seen yet."""
        try:
            self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    async def _woken(self, timeout: float | None) -> bool:
        """Wait until something happens; False if nothing does in so many seconds."""
        self._waiter = waiter = self._loop.create_future()
        timer = None if timeout is None else self._loop.call_later(timeout, _settle, waiter, False)
        try:
            return await waiter
        finally:
            self._waiter = None
            if timer is not None:
                timer.cancel()

    def _wake(self) -> None:
        if self._waiter is not None:
            _settle(self._waiter, True)


def _settle(waiter: asyncio.Future[bool], woken: bool) -> None:
    if not waiter.done():
        waiter.set_result(woken)
