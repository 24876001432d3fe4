"""The candidates that are this package: blocking, asynchronous, with the fast transport, and the embedded Hub."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flame_hub

from . import profiling

#: What asks for the fast transport. A package that does not know it refuses.
FAST = {"transport": "fast"}


class Blocking:
    """`flame_hub.Hub`."""

    options: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def __init__(self, url: str, token: str, node: str = "") -> None:
        self._hub = flame_hub.Hub(url, token, **self.options)
        self._node = node

    def find(self, count: int) -> int:
        for _ in range(count):
            found = self._hub.core.find_nodes()
        return len(found)

    def get(self, count: int) -> str:
        for _ in range(count):
            found = self._hub.core.get_node(self._node)
        return str(found.id)

    def many(self, count: int, width: int) -> int:
        """So many gets, in `width` threads."""
        with ThreadPoolExecutor(width) as pool:
            return len(list(pool.map(self._hub.core.get_node, [self._node] * count)))

    def walk(self, rows: int) -> int:
        return sum(1 for _ in self._hub.core.iter_nodes(limit=rows))

    def upload(self, path: str, bucket: str) -> tuple[str, int]:
        """The id of the stored file, and its size."""
        (stored,) = self._hub.storage.upload_to_bucket(bucket, path)
        return str(stored.id), stored.size

    def download(self, file: str, path: str) -> None:
        self._hub.storage.download_bucket_file(file, path)

    def profile(self, do: str, count: int, top: int) -> list[profiling.Line]:
        return profiling.profile(lambda: getattr(self, do)(count), count, top)


class Asynchronous:
    """`flame_hub.AsyncHub`, one call after the other but in `many`."""

    options: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def __init__(self, url: str, token: str, node: str = "") -> None:
        self._loop = asyncio.new_event_loop()
        self._hub = flame_hub.AsyncHub(url, token, **self.options)
        self._node = node

    async def _repeat(self, count: int, call: Callable[[], Awaitable[Any]]) -> Any:
        for _ in range(count):
            found = await call()
        return found

    def find(self, count: int) -> int:
        return len(self._loop.run_until_complete(self._repeat(count, self._hub.core.find_nodes)))

    def get(self, count: int) -> str:
        found = self._loop.run_until_complete(self._repeat(count, lambda: self._hub.core.get_node(self._node)))
        return str(found.id)

    def many(self, count: int, width: int) -> int:
        """So many gets at once; `width` is for those who need threads."""

        async def all_at_once() -> int:
            found = await asyncio.gather(*(self._hub.core.get_node(self._node) for _ in range(count)))
            return len(found)

        return self._loop.run_until_complete(all_at_once())

    def walk(self, rows: int) -> int:
        async def count() -> int:
            return sum([1 async for _ in self._hub.core.iter_nodes(limit=rows)])

        return self._loop.run_until_complete(count())


class FastBlocking(Blocking):
    """`flame_hub.Hub` with the fast transport."""

    options = FAST


class FastAsynchronous(Asynchronous):
    """`flame_hub.AsyncHub` with the fast transport."""

    options = FAST


class Embedded:
    """`flame_hub.Hub.embedded()`: no socket, the Hub answers in the same thread."""

    def __init__(self, rows: int) -> None:
        self._hub = flame_hub.Hub.embedded()
        for number in range(rows):
            self._node = self._hub.core.create_node(f"node-{number:05}")

    def find(self, count: int, limit: int) -> int:
        for _ in range(count):
            found = self._hub.core.find_nodes(page={"limit": limit})
        return len(found)

    def get(self, count: int) -> str:
        for _ in range(count):
            found = self._hub.core.get_node(self._node)
        return found.name
