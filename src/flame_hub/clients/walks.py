"""Walks: iterators over all records of a list, which ask for pages as they go, some of them ahead."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import anyio
from typing_extensions import Self

from ..core.errors import UsageError
from ..core.paging import Paging, Span
from ..core.results import HubList
from ..core.texts import brief

if TYPE_CHECKING:
    # Not while the package is imported: threads can do without, and it takes long.
    import asyncio

T = TypeVar("T")
PageT = TypeVar("PageT", Future[Any], "asyncio.Task[Any]")

#: Asks for `limit` records after `offset`.
Fetch: TypeAlias = Callable[[int, int], HubList[T]]
AsyncFetch: TypeAlias = Callable[[int, int], Coroutine[Any, Any, HubList[T]]]

#: Pages that are asked for ahead unless the caller says otherwise.
PREFETCH = 8


class _Walking(Generic[T]):
    """What both colours share."""

    def __init__(self, order: Sequence[str], prefetch: int, limit: int | None, *, counted: bool) -> None:
        _demand_number(prefetch, "prefetch")
        if limit is not None:
            _demand_number(limit, "limit")
        self._paging: Paging[T] = Paging(order, ahead=prefetch, limit=limit, counted=counted)
        self._prefetch = prefetch
        self._ready: deque[T] = deque()
        self._closed = False

    @property
    def total(self) -> int | None:
        """Number of matching records when last heard of; None before the first page, and where the Hub counts none."""
        return self._paging.total

    @property
    def _loads_ahead(self) -> bool:
        return bool(self._prefetch) and self._paging.started and not (self._closed or self._paging.done)


class Walk(_Walking[T], Iterator[T]):
    """An iterator over all records that match; gives each of them once, whatever others write meanwhile.

    Nothing is sent before the first step. From the second page on, pages are loaded ahead, in threads. An error is
    raised where the page that it befell is due, and does not end the walk: the next step asks again. Threads may share
    a walk; each record goes to one of them.

    Close a walk that you leave early, or use it as a context manager: else requests that are under way are left to
    themselves. Of the records that appear or disappear meanwhile, some are given and some are not.
    """

    def __init__(
        self,
        fetch: Fetch[T],
        *,
        order: Sequence[str] = (),
        prefetch: int = PREFETCH,
        limit: int | None = None,
        counted: bool = True,
    ) -> None:
        super().__init__(order, prefetch, limit, counted=counted)
        self._fetch = fetch
        self._pages: dict[int, Future[HubList[T]]] = {}
        self._pool: ThreadPoolExecutor | None = None
        # A signal handler may close the walk in the midst of a step.
        self._lock = threading.RLock()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        with self._lock:
            while not self._closed:
                if self._ready:
                    return self._ready.popleft()
                if self._paging.done:
                    break
                self._turn_page()
        raise StopIteration

    def _turn_page(self) -> None:
        due = self._paging.wanted()[0]
        self._load_ahead()
        loading = self._pages.get(due.offset)
        try:
            page = self._fetch(*due) if loading is None else loading.result()
        except CancelledError:
            return  # by a signal handler that closed the walk
        finally:
            if loading is not None and loading.done():
                self._pages.pop(due.offset, None)
        self._ready.extend(self._paging.take(due, page))
        self._load_ahead()

    def _load_ahead(self) -> None:
        if self._paging.done:
            self._let_go(wait=False)
        if not self._loads_ahead:
            return
        for span in _missing(self._pages, self._paging.wanted()):
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._prefetch, "flame_hub-walk")
                weakref.finalize(self, self._pool.shutdown, wait=False, cancel_futures=True)
            self._pages[span.offset] = self._pool.submit(copy_context().run, self._fetch, *span)

    def _let_go(self, *, wait: bool) -> None:
        self._pages.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=True)

    def close(self) -> None:
        """End the walk. Waits for requests that are under way."""
        with self._lock:
            self._closed = True
            self._let_go(wait=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncWalk(_Walking[T], AsyncIterator[T]):
    """An asynchronous iterator over all records that match; gives each of them once, whatever others write meanwhile.

    Nothing is sent before the first step. Under asyncio, pages are loaded ahead from the second one on, in tasks; under
    trio, one after the other. An error is raised where the page that it befell is due, and does not end the walk: the
    next step asks again. Tasks of one event loop may share a walk; each record goes to one of them.

    Close a walk that you leave early, or use it with `async with`: else its requests are cancelled some time later. Of
    the records that appear or disappear meanwhile, some are given and some are not.
    """

    def __init__(
        self,
        fetch: AsyncFetch[T],
        *,
        order: Sequence[str] = (),
        prefetch: int = PREFETCH,
        limit: int | None = None,
        counted: bool = True,
    ) -> None:
        super().__init__(order, prefetch, limit, counted=counted)
        self._fetch = fetch
        self._pages: dict[int, asyncio.Task[HubList[T]]] = {}
        self._lock = anyio.Lock()
        weakref.finalize(self, _abandon, self._pages).atexit = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        if not self._ready:
            async with self._lock:
                while not self._ready and not self._closed and not self._paging.done:
                    await self._turn_page()
        if self._closed or not self._ready:
            raise StopAsyncIteration
        return self._ready.popleft()

    async def _turn_page(self) -> None:
        import asyncio

        due = self._paging.wanted()[0]
        self._load_ahead()
        task = self._pages.get(due.offset)
        if task is not None:
            # Unlike `await task`, this leaves the request alone if the waiting is cancelled.
            await asyncio.wait([task])
            self._pages.pop(due.offset, None)
            if task.cancelled():
                return  # the walk was closed, or somebody cancels whatever runs: then the page is asked for again
        page = task.result() if task is not None else await self._fetch(*due)
        self._ready.extend(self._paging.take(due, page))
        if self._paging.done:
            await self._let_go()
        self._load_ahead()

    def _load_ahead(self) -> None:
        if not self._loads_ahead or not _in_asyncio_task():
            return
        import asyncio

        for span in _missing(self._pages, self._paging.wanted()):
            task = asyncio.create_task(self._fetch(*span))
            # An error of a page that nobody comes to need is nobody's.
            task.add_done_callback(_look_at_error)
            self._pages[span.offset] = task

    async def _let_go(self) -> None:
        import asyncio

        tasks = list(self._pages.values())
        self._pages.clear()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def aclose(self) -> None:
        """End the walk. Requests that are under way are cancelled."""
        self._closed = True
        await self._let_go()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def _demand_number(value: object, what: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UsageError(f"{what} takes a whole number that is not negative, not {brief(value)}.", None)


def _missing(pages: dict[int, PageT], wanted: Sequence[Span]) -> list[Span]:
    """What is wanted and not under way. What is under way and no longer wanted is dropped."""
    for offset in pages.keys() - {span.offset for span in wanted}:
        pages.pop(offset).cancel()
    return [span for span in wanted if span.offset not in pages]


def _in_asyncio_task() -> bool:
    import asyncio

    try:
        return asyncio.current_task() is not None
    except RuntimeError:  # another event loop than asyncio's
        return False


def _look_at_error(task: asyncio.Task[Any]) -> None:
    """Without this, asyncio complains of errors that nobody looked at."""
    if not task.cancelled():
        task.exception()


def _abandon(pages: dict[int, asyncio.Task[Any]]) -> None:
    """Cancel what a walk that is gone has under way. Runs wherever the garbage collector does."""
    for task in pages.values():
        # Where the loop is never run again, the task can only be forgotten: asyncio need not complain of that.
        task._log_destroy_pending = False  # pyright: ignore[reportAttributeAccessIssue]
        # The loop may be closed.
        with suppress(RuntimeError):
            task.get_loop().call_soon_threadsafe(task.cancel)
