"""How both colours walk through the steps of a transfer."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any, TypeVar

import anyio

from ..core import operations
from ..core.conversation import conversation
from ..core.operations import Call
from ..core.results import HubList
from ..http.steps import perform, perform_async, walk, walk_async
from ..http.streams import AsyncDownload, Download
from ..transfers.steps import NOT_BEGUN, Do, FindAll, Flow, Read, Together, TransferStep
from .base import AsyncClient, SyncClient
from .walks import AsyncWalk, Walk

T = TypeVar("T")

#: Bytes that are handed from the event loop to a worker thread at a time: each time costs something.
_HANDED = 1024 * 1024


class SyncTransfers(SyncClient):
    """Walks through transfers in the calling thread, and in others where several things are done at once."""

    def _transfer(self, steps: Flow[T], began: float | None = None) -> T:
        began = time.monotonic() if began is None else began
        # What interrupts it, too, is raised within it: it has something to clean up.
        return walk(steps, lambda step: self._step(step, began))

    def _step(self, step: TransferStep, began: float) -> Any:
        if isinstance(step, Do):
            return self._made(step.operation, step.arguments, began)
        if isinstance(step, FindAll):
            plan = self._plan(step.binding, step.options, "find")

            def fetch(offset: int, limit: int) -> HubList[Any]:
                return self._made(operations.find, (step.binding, plan.page(offset, limit)), began)

            with Walk(fetch, order=plan.order, counted=plan.counted) as walk:
                return list(walk)
        if isinstance(step, Read):
            arguments = (step.resource, step.which, None, step.options, step.headers)
            with self._downloading(*arguments, began=began) as download:
                return step.use(download)
        if isinstance(step, Together):
            return self._together(step, began)
        return perform(step)

    def _made(self, operation: Callable[..., Call[T]], arguments: tuple[Any, ...], began: float | None) -> T:
        return self._follow(conversation(self._speech, operation, arguments), None, began)

    def _downloading(self, *arguments: Any, began: float | None = None) -> Download:
        call = self._prepared(operations.download, *arguments)
        login = self._login_for(call)
        return self._driver.download(self.service, self._base_url, call, login, arguments[2], began)

    def _together(self, step: Together, began: float) -> list[Any]:
        outcomes: list[Any] = [NOT_BEGUN] * len(step.flows)
        over = False

        def work(number: int) -> None:
            nonlocal over
            if over:
                return
            try:
                outcomes[number] = self._transfer(step.flows[number], began)
            except Exception as failure:  # noqa: BLE001 - it is the outcome
                outcomes[number] = failure
                over = over or step.ends_all(failure)
            except BaseException:
                over = True
                raise

        with ThreadPoolExecutor(min(step.at_once, len(step.flows)), "flame_hub-transfer") as pool:
            try:
                begun = [pool.submit(copy_context().run, work, number) for number in range(len(step.flows))]
                wait(begun)
            except BaseException:
                over = True
                step.cancel()
                raise
        for one in begun:
            one.result()  # what ends a program, and not only a file, ends it here
        return outcomes


class AsyncTransfers(AsyncClient):
    """Walks through transfers in the calling task, and in others where several things are done at once."""

    async def _transfer(self, steps: Flow[T], began: float | None = None) -> T:
        began = time.monotonic() if began is None else began
        with anyio.CancelScope() as scope:

            async def do(step: TransferStep) -> Any:
                try:
                    return await self._step(step, began)
                except anyio.get_cancelled_exc_class():
                    scope.shield = True  # what is done after a cancellation is cleaning up
                    raise

            return await walk_async(steps, do)
        raise AssertionError("unreachable")

    async def _step(self, step: TransferStep, began: float) -> Any:
        if isinstance(step, Do):
            return await self._made(step.operation, step.arguments, began)
        if isinstance(step, FindAll):
            plan = self._plan(step.binding, step.options, "find")

            async def fetch(offset: int, limit: int) -> HubList[Any]:
                return await self._made(operations.find, (step.binding, plan.page(offset, limit)), began)

            async with AsyncWalk(fetch, order=plan.order, counted=plan.counted) as walk:
                return [record async for record in walk]
        if isinstance(step, Read):
            from anyio import to_thread

            arguments = (step.resource, step.which, _HANDED, step.options, step.headers)
            download = await self._downloading(*arguments, began=began)
            try:
                return await to_thread.run_sync(step.use, _Handed(download))
            finally:
                with anyio.CancelScope(shield=True):
                    await download.aclose()
        if isinstance(step, Together):
            return await self._together(step, began)
        return await perform_async(step)

    async def _made(self, operation: Callable[..., Call[T]], arguments: tuple[Any, ...], began: float | None) -> T:
        return await self._follow(conversation(self._speech, operation, arguments), None, began)

    async def _downloading(self, *arguments: Any, began: float | None = None) -> AsyncDownload:
        call = await self._prepared(operations.download, *arguments)
        login = self._login_for(call)
        return await self._driver.download(self.service, self._base_url, call, login, arguments[2], began)

    async def _together(self, step: Together, began: float) -> list[Any]:
        outcomes: list[Any] = [NOT_BEGUN] * len(step.flows)
        numbers = iter(range(len(step.flows)))
        over = False

        async def work() -> None:
            nonlocal over
            for number in numbers:
                if over:
                    return
                try:
                    outcomes[number] = await self._transfer(step.flows[number], began)
                except Exception as failure:  # noqa: BLE001 - it is the outcome
                    outcomes[number] = failure
                    over = over or step.ends_all(failure)

        async with anyio.create_task_group() as tasks:
            for _ in range(min(step.at_once, len(step.flows))):
                tasks.start_soon(work)
        return outcomes


class _Handed:
    """A download of the event loop for a worker thread."""

    def __init__(self, download: AsyncDownload) -> None:
        self._download = download
        self.status_code: int = download.status_code
        self.headers: Mapping[str, str] = download.headers

    def __iter__(self) -> Iterator[bytes]:
        from anyio import from_thread

        while (piece := from_thread.run(_following, self._download)) is not None:
            yield piece


async def _following(pieces: AsyncIterator[bytes]) -> bytes | None:
    return await anext(pieces, None)
