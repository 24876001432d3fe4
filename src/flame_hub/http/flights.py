"""A request that one makes and many wait for, be they threads or tasks of any event loop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import anyio

from ..core.errors import HubAPIError


class Flight:
    """A request under way. Who made it lands it; the others wait for that, and share what came of it.

    access    the access token that came of it; None: none did
    failure   why none did; None while it is under way, and if whoever made the request gave up: then somebody else may
    began     when it began, on the steady clock
    """

    def __init__(self) -> None:
        self.access: str | None = None
        self.failure: HubAPIError | None = None
        self.began = time.monotonic()
        self._lock = threading.RLock()  # the garbage collector may end a renewal at any line
        self._landed = threading.Event()
        self._wakers: list[Callable[[], None]] = []

    def land(self, access: str | None = None, failure: HubAPIError | None = None) -> None:
        """Tell everybody who waits. Only the first call counts."""
        with self._lock:
            if self._landed.is_set():
                return
            self.access, self.failure = access, failure
            self._landed.set()
            wakers, self._wakers = self._wakers, []
        for wake in wakers:
            wake()

    def wait(self, seconds: float | None) -> bool:
        """Wait in this thread; whether it has landed."""
        return self._landed.wait(seconds)

    async def wait_async(self, seconds: float | None) -> bool:
        """Wait in this task; whether it has landed."""
        event, wake = _waker()
        with self._lock:
            if self._landed.is_set():
                return True
            self._wakers.append(wake)
        try:
            with anyio.move_on_after(seconds):
                await event.wait()
        finally:
            with self._lock:
                if wake in self._wakers:
                    self._wakers.remove(wake)
        return self._landed.is_set()


def _waker() -> tuple[anyio.Event, Callable[[], None]]:
    """An event of this event loop, and a function that sets it from any thread."""
    import asyncio  # here, because threads can do without and it takes long to import

    event = anyio.Event()
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        from trio.lowlevel import current_trio_token

        soon = current_trio_token().run_sync_soon
    else:
        soon = loop.call_soon_threadsafe

    def wake() -> None:
        with suppress(RuntimeError):  # the loop has ended, and with it the task that waited
            soon(event.set)

    return event, wake
