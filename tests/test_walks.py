"""Walks: all records of a list, page after page, some pages ahead; and nothing that stays behind."""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import anyio
import pytest
import trio

import flame_hub
from flame_hub.clients.walks import AsyncWalk, Walk
from flame_hub.core.options import PageParams
from flame_hub.embedded import EmbeddedHub
from flame_hub.errors import AuthenticationError, NotFoundError, UsageError
from flame_hub.models import ResourceListMeta
from flame_hub.types import HubList

#: For what must happen, so that a test that waits in vain fails.
SOON = 10.0


class Shelf:
    """Numbers in pages. Requests beyond the first page wait until `open` says so."""

    def __init__(self, count: int) -> None:
        self.numbers = list(range(count))
        self.asked: list[int] = []
        self.under_way = 0
        self.most_under_way = 0
        self.failing: dict[int, list[Exception]] = {}
        self.open = threading.Event()
        self.open.set()
        self._lock = threading.Lock()

    def fetch(self, offset: int, limit: int) -> HubList[Any]:
        with self._lock:
            self.asked.append(offset)
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            assert offset == 0 or self.open.wait(SOON)
            return self.page(offset, limit)
        finally:
            with self._lock:
                self.under_way -= 1

    async def fetch_async(self, offset: int, limit: int) -> HubList[Any]:
        self.asked.append(offset)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            while offset and not self.open.is_set():
                await anyio.lowlevel.checkpoint()
            return self.page(offset, limit)
        finally:
            self.under_way -= 1

    def page(self, offset: int, limit: int) -> HubList[Any]:
        if self.failing.get(offset):
            raise self.failing[offset].pop(0)
        rows = self.numbers[offset : offset + limit]
        return HubList(rows, ResourceListMeta(total=len(self.numbers), limit=limit, offset=offset))


def threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("flame_hub-walk")}


@pytest.fixture(autouse=True)
def nothing_stays_behind() -> Iterator[None]:
    """No thread of a walk outlives its walk."""
    yield
    gc.collect()
    for thread in threads():
        thread.join(SOON)
        assert not thread.is_alive()


async def collect(walk: AsyncIterator[Any]) -> list[Any]:
    return [record async for record in walk]


def walk_sync(shelf: Shelf, **options: Any) -> list[Any]:
    return list(Walk(shelf.fetch, **options))


def walk_async(shelf: Shelf, **options: Any) -> list[Any]:
    async def main() -> list[Any]:
        return await collect(AsyncWalk(shelf.fetch_async, **options))

    return asyncio.run(main())


@pytest.fixture(params=[walk_sync, walk_async])
def walked(request: pytest.FixtureRequest) -> Callable[..., list[Any]]:
    """All records that a walk gives."""
    return request.param


# -- both colours --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefetch", [0, 1, 4])
@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 99, 100, 500])
def test_all_records_are_given_in_order(walked: Callable[..., list[Any]], count: int, prefetch: int):
    shelf = Shelf(count)
    assert walked(shelf, prefetch=prefetch) == shelf.numbers
    assert shelf.most_under_way <= max(prefetch, 1)
    assert sorted(set(shelf.asked)) == sorted(shelf.asked)


@pytest.mark.parametrize("limit", [0, 1, 50, 70, 1000])
def test_no_more_records_are_given_than_wanted(walked: Callable[..., list[Any]], limit: int):
    shelf = Shelf(500)
    assert walked(shelf, limit=limit) == shelf.numbers[:limit]
    assert len(shelf.asked) == {0: 0, 1: 1, 50: 1, 70: 2, 1000: 11}[limit]


def test_an_error_of_a_page_that_is_not_needed_is_not_heard_of(walked: Callable[..., list[Any]]):
    shelf = Shelf(500)
    shelf.failing[98] = [NotFoundError("gone", None)]
    assert walked(shelf, limit=90) == shelf.numbers[:90]


@pytest.mark.parametrize("kind", [Walk, AsyncWalk])
@pytest.mark.parametrize("options", [{"prefetch": -1}, {"prefetch": True}, {"limit": "5"}, {"limit": -1}])
def test_numbers_that_are_none_are_refused(kind: Any, options: dict[str, Any]):
    with pytest.raises(UsageError, match=next(iter(options))):
        kind(Shelf(5).fetch, **options)


def test_what_the_hub_does_not_count_is_walked_too(walked: Callable[..., list[Any]]):
    class Uncounted(Shelf):
        def page(self, offset: int, limit: int) -> HubList[Any]:
            rows = self.numbers[offset : offset + limit]
            return HubList(rows, ResourceListMeta(total=len(rows), limit=limit, offset=offset))

    shelf = Uncounted(120)
    assert walked(shelf, counted=False) == shelf.numbers
    assert shelf.most_under_way == 1


# -- threads -------------------------------------------------------------------------------------------------------


def test_nothing_is_sent_before_the_first_step_and_no_thread_started_for_one_page():
    shelf = Shelf(49)
    walk = Walk(shelf.fetch)
    assert (shelf.asked, walk.total) == ([], None)
    assert list(walk) == shelf.numbers
    assert walk.total == 49
    assert not threads()
    with pytest.raises(StopIteration):
        next(walk)


def test_pages_are_loaded_while_records_are_used():
    shelf = Shelf(500)
    with Walk(shelf.fetch, prefetch=3) as walk:
        assert next(walk) == 0
        assert threads()
        shelf.open.clear()
        assert [next(walk) for _ in range(49)] == shelf.numbers[1:50]
        shelf.open.set()
        assert next(walk) == 50
    assert not threads()
    assert not shelf.under_way


def test_a_walk_that_is_closed_is_over():
    shelf = Shelf(500)
    walk = Walk(shelf.fetch)
    next(walk)
    walk.close()
    assert list(walk) == []
    assert not threads()
    walk.close()


def test_a_walk_that_is_forgotten_leaves_no_threads():
    shelf = Shelf(500)
    for record in Walk(shelf.fetch, prefetch=2):
        if record == 60:
            break
    del record
    gc.collect()
    for thread in threads():
        thread.join(SOON)
    assert not threads()
    assert len(shelf.asked) < 6


def test_an_error_is_raised_when_its_page_is_due_and_the_walk_goes_on():
    shelf = Shelf(200)
    shelf.failing[98] = [NotFoundError("first", None), NotFoundError("second", None)]
    found: list[int] = []
    messages: list[str] = []
    with Walk(shelf.fetch) as walk:
        while len(found) < 200:
            try:
                found.append(next(walk))
            except NotFoundError as error:
                messages.append(f"{error.message} after {len(found)}")
    assert found == shelf.numbers
    assert messages == ["first after 99", "second after 99"]


def test_an_error_of_the_first_page_is_raised_too():
    shelf = Shelf(20)
    shelf.failing[0] = [NotFoundError("gone", None)]
    walk = Walk(shelf.fetch)
    with pytest.raises(NotFoundError):
        next(walk)
    assert list(walk) == shelf.numbers


def test_an_interrupt_loses_nothing():
    shelf = Shelf(120)
    hit = iter([True])

    def fetch(offset: int, limit: int) -> HubList[int]:
        if offset == 49 and next(hit, False):
            raise KeyboardInterrupt
        return shelf.fetch(offset, limit)

    walk = Walk(fetch, prefetch=0)
    found = [next(walk) for _ in range(50)]
    with pytest.raises(KeyboardInterrupt):
        next(walk)
    assert [*found, *walk] == shelf.numbers


def test_threads_share_a_walk():
    shelf = Shelf(1000)
    found: list[list[int]] = [[] for _ in range(8)]
    with Walk(shelf.fetch) as walk:
        workers = [threading.Thread(target=mine.extend, args=(walk,)) for mine in found]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sorted(number for mine in found for number in mine) == shelf.numbers


# -- tasks ---------------------------------------------------------------------------------------------------------


def other_tasks() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}  # pyright: ignore[reportReturnType]


def test_pages_are_loaded_in_tasks_and_closed_with_the_walk():
    async def main() -> None:
        shelf = Shelf(500)
        shelf.open.clear()
        async with AsyncWalk(shelf.fetch_async, prefetch=3) as walk:
            assert (shelf.asked, walk.total) == ([], None)
            assert [await anext(walk) for _ in range(50)] == shelf.numbers[:50]
            assert walk.total == 500
            assert len(other_tasks()) == 3
        assert not other_tasks()
        assert await collect(walk) == []
        await walk.aclose()

    asyncio.run(main())


def test_an_asynchronous_walk_that_is_forgotten_leaves_no_tasks():
    async def main() -> None:
        shelf = Shelf(500)
        shelf.open.clear()
        async for _ in AsyncWalk(shelf.fetch_async):
            break
        gc.collect()
        while other_tasks():
            await asyncio.wait(other_tasks(), timeout=SOON)
        assert shelf.under_way == 0

    asyncio.run(main())


def test_asyncio_does_not_complain_of_a_walk_that_outlives_its_loop():
    complaints: list[Any] = []
    shelf = Shelf(500)
    shelf.open.clear()
    shelf.failing[49] = [NotFoundError("never looked at", None)]
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: complaints.append(context))
    walk = AsyncWalk(shelf.fetch_async)

    async def first(walk: AsyncWalk[Any]) -> int:
        return await anext(walk)

    assert loop.run_until_complete(first(walk)) == 0
    del walk
    loop.close()
    del loop
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gc.collect()
    assert not complaints


def test_an_error_that_nobody_waits_for_is_not_complained_of():
    complaints: list[Any] = []

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: complaints.append(context))
        shelf = Shelf(500)
        shelf.failing[98] = [NotFoundError("gone", None)]
        walk = AsyncWalk(shelf.fetch_async)
        await anext(walk)
        while shelf.under_way or len(shelf.asked) < 5:
            await asyncio.wait(other_tasks(), timeout=SOON)
        await walk.aclose()
        del walk
        gc.collect()

    asyncio.run(main())
    assert not complaints


def test_an_asynchronous_error_is_raised_when_its_page_is_due():
    async def main() -> None:
        shelf = Shelf(200)
        shelf.failing[98] = [NotFoundError("first", None)]
        walk = AsyncWalk(shelf.fetch_async)
        found = [await anext(walk) for _ in range(99)]
        with pytest.raises(NotFoundError, match="first"):
            await anext(walk)
        assert [*found, *await collect(walk)] == shelf.numbers

    asyncio.run(main())


def test_waiting_that_is_given_up_loses_nothing():
    async def main() -> None:
        shelf = Shelf(120)
        shelf.open.clear()
        walk = AsyncWalk(shelf.fetch_async)
        found = [await anext(walk) for _ in range(50)]
        waiting = asyncio.create_task(anext(walk))  # pyright: ignore[reportArgumentType]
        await asyncio.wait([waiting], timeout=0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        shelf.open.set()
        assert [*found, *await collect(walk)] == shelf.numbers
        assert len(shelf.asked) == 3

    asyncio.run(main())


def test_tasks_share_a_walk():
    async def main() -> None:
        shelf = Shelf(1000)
        walk = AsyncWalk(shelf.fetch_async)
        found = await asyncio.gather(*(collect(walk) for _ in range(8)))
        assert sorted(number for mine in found for number in mine) == shelf.numbers

    asyncio.run(main())


def test_trio_walks_one_page_after_the_other():
    shelf = Shelf(120)

    async def main() -> list[int]:
        return await collect(AsyncWalk(shelf.fetch_async))

    assert trio.run(main) == shelf.numbers
    assert shelf.most_under_way == 1


# -- the Hub -------------------------------------------------------------------------------------------------------


@pytest.fixture
def hub(embedded: EmbeddedHub) -> Iterator[flame_hub.Hub]:
    """A Hub with 500 nodes."""
    with flame_hub.Hub.embedded(embedded) as hub:
        for number in range(500):
            hub.core.create_node(name=f"node-{number:03}")
        yield hub


def nodes(hub: flame_hub.Hub, **options: Any) -> Walk[Any]:
    def fetch(offset: int, limit: int) -> HubList[Any]:
        return hub.core.find_nodes(page={"offset": offset, "limit": limit}, sort={"by": "created_at"}, include=())

    return Walk(fetch, order=["created_at"], **options)


def test_all_nodes_are_walked_while_some_are_deleted_and_some_made(hub: flame_hub.Hub):
    gone: set[str] = set()
    found: list[str] = []
    for node in nodes(hub):
        found.append(node.name)
        if len(found) % 20 == 1:
            hub.core.delete_node(node)
            gone.add(node.name)
            hub.core.create_node(name=f"late-{len(found):03}")
    assert len(set(found)) == len(found)
    assert {f"node-{number:03}" for number in range(500)} <= set(found)
    assert hub.core.count_nodes() == 500


def test_an_error_of_the_hub_comes_where_it_is_and_the_walk_goes_on(hub: flame_hub.Hub):
    tokens = {144: "no-token-of-this-hub"}

    def fetch(offset: int, limit: int) -> HubList[Any]:
        page: PageParams = {"offset": offset, "limit": limit}
        return hub.core.find_nodes(page=page, sort={"by": "name"}, auth=tokens.pop(offset, None))

    walk = Walk(fetch, order=["name"])
    found = [next(walk).name for _ in range(146)]
    with pytest.raises(AuthenticationError):
        next(walk)
    assert [*found, *(node.name for node in walk)] == [f"node-{number:03}" for number in range(500)]


def test_all_nodes_are_walked_asynchronously(hub: flame_hub.Hub, embedded: EmbeddedHub):
    async def main() -> list[str]:
        async with flame_hub.AsyncHub.embedded(embedded) as other:

            async def fetch(offset: int, limit: int) -> HubList[Any]:
                return await other.core.find_nodes(
                    page={"offset": offset, "limit": limit}, sort={"by": "name", "order": "descending"}
                )

            return [node.name async for node in AsyncWalk(fetch, order=["-name"])]

    assert asyncio.run(main()) == [f"node-{number:03}" for number in reversed(range(500))]
