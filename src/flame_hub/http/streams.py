"""Downloads: the body of an answer, piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

import httpx2
from typing_extensions import Self

from ..core.errors import HubAPIError
from .messages import FAILURES, error_from

if TYPE_CHECKING:
    # Not while the package is imported: threads can do without, and it takes long.
    import asyncio


class Downloading(Protocol):
    """An answer whose body comes piece by piece.

    status_code   of the answer
    headers       of the answer, in any spelling of their names
    """

    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    def __iter__(self) -> Iterator[bytes]: ...


class _Answered:
    """What both colours know of the answer."""

    _response: httpx2.Response

    @property
    def status_code(self) -> int:
        """Status of the answer."""
        return self._response.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers of the answer, in any spelling of their names."""
        return self._response.headers


class Download(_Answered, Iterator[bytes]):
    """An iterator over the pieces of a body. The connection is free again when it ended, failed, or was closed.

    Raises HubConnectionError while iterating if the connection breaks before the body is whole.
    """

    def __init__(
        self, request: httpx2.Request, response: httpx2.Response, chunk_size: int | None, owner: object
    ) -> None:
        # A client that nobody else holds is closed when it goes, and this download with it.
        self._owner = owner
        self._request = request
        self._response = response
        self._pieces = response.iter_bytes(chunk_size)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            self.close()
            raise
        except HubAPIError:
            raise
        except FAILURES as failure:
            self.close()
            raise error_from(failure, self._request) from failure

    def close(self) -> None:
        """Give the connection back. Doing so twice does no harm."""
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


class AsyncDownload(_Answered, AsyncIterator[bytes]):
    """The asynchronous twin of `Download`: leave it with `async with` or `aclose()` if you do not read to the end.

    Under asyncio the connection of one that is just forgotten is free again some time later.
    """

    def __init__(
        self, request: httpx2.Request, response: httpx2.Response, chunk_size: int | None, owner: object
    ) -> None:
        import asyncio

        # A client that nobody else holds is closed when it goes, and this download with it.
        self._owner = owner
        self._request = request
        self._response = response
        self._pieces = response.aiter_bytes(chunk_size)
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:  # another event loop than asyncio's
            self._loop = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            return await self._pieces.__anext__()
        except StopAsyncIteration:
            await self.aclose()
            raise
        except HubAPIError:
            raise
        except FAILURES as failure:
            await self.aclose()
            raise error_from(failure, self._request) from failure

    async def aclose(self) -> None:
        """Give the connection back. Doing so twice does no harm."""
        await self._response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __del__(self) -> None:
        # Runs wherever the garbage collector does.
        if self._loop is not None and not self._response.is_closed:
            with suppress(RuntimeError):  # the loop is closed, and its connections with it
                self._loop.call_soon_threadsafe(_close, self._loop, self._response)


def _close(loop: asyncio.AbstractEventLoop, response: httpx2.Response) -> None:
    task = loop.create_task(response.aclose())
    _CLOSING.add(task)  # an event loop itself does not keep its tasks alive
    task.add_done_callback(_CLOSING.discard)


_CLOSING: set[asyncio.Task[None]] = set()
