"""Events that tell of new messages, as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator
from types import TracebackType

from typing_extensions import Self

from .. import models
from ..core.mailbox import Events
from .streams import AsyncDownload, Download


class MessageEvents(Iterator["models.MessagePending"]):
    """An iterator over the events of a stream, which waits for the next. Close it, or use it as a context manager.

    Raises HubConnectionError while iterating if the connection breaks, and UnreadableAnswerError if what comes are no
    events.
    """

    def __init__(self, pieces: Download) -> None:
        self._pieces = pieces
        self._events = Events(models.MessagePending)
        self._ready: deque[models.MessagePending] = deque()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> models.MessagePending:
        while not self._ready:
            self._ready.extend(self._events.read(next(self._pieces)))
        return self._ready.popleft()

    def close(self) -> None:
        """End the waiting and give the connection back. Doing so twice does no harm."""
        self._pieces.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncMessageEvents(AsyncIterator["models.MessagePending"]):
    """The asynchronous twin of `MessageEvents`: leave it with `async with` or `aclose()`."""

    def __init__(self, pieces: AsyncDownload) -> None:
        self._pieces = pieces
        self._events = Events(models.MessagePending)
        self._ready: deque[models.MessagePending] = deque()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> models.MessagePending:
        while not self._ready:
            self._ready.extend(self._events.read(await anext(self._pieces)))
        return self._ready.popleft()

    async def aclose(self) -> None:
        """End the waiting and give the connection back. Doing so twice does no harm."""
        await self._pieces.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
