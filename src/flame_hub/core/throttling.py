"""Staying under the limits that a Hub announces: when a request may be sent. No input, no output.

The Hub counts the requests of an address in windows of a minute and tells with each answer how many are left and when
the window ends (measured on Hub 0.14). Who goes beyond is refused until then.

Up to half of a window's requests may be sent at any pace: most who send many at once have fewer than that, and
slowing them down would help nobody. Of the other half so much is kept as there is time left, which spreads it evenly:
who runs into the limit is slowed to half its pace, and does not stand still for most of a minute. Shortly before the
end of the window all of it may be used.
"""

from __future__ import annotations

import heapq
import math
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .errors import UsageError, seconds_to_wait

#: Seconds of a window (measured on Hub 0.14). One that is announced to last longer is believed.
WINDOW = 60.0
#: Seconds until the end of a window that are believed.
LONGEST = 3600.0
#: Seconds after which a request counts as lost that nobody told the outcome of. It is on the wire, and counted by the
#: Hub, long before: waiting for a connection and connecting take 70 s at the most.
LOST = 120.0
#: Seconds that are waited at least: less is gone in the noise of clocks.
SHORTEST_WAIT = 0.001
#: Keys that are remembered; beyond them the one that was not used for longest is forgotten.
MAX_KEYS = 1000

_NUMBER = re.compile(r"[0-9]{1,9}")
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True)
class Announcement:
    """What the headers of an answer tell.

    limit   requests of a window
    left    requests of this window that are not refused
    reset   seconds that are left of it
    """

    limit: int
    left: int
    reset: float


def read_announcement(headers: Mapping[str, str]) -> Announcement | None:
    """What the headers (names in lower case) tell; None if they tell nothing, or nothing that makes sense."""
    limit, left = (_NUMBER.fullmatch(headers.get(f"ratelimit-{name}", "").strip()) for name in ("limit", "remaining"))
    reset = _SECONDS.fullmatch(headers.get("ratelimit-reset", "").strip())
    if limit is None or left is None or reset is None:
        return None
    told = Announcement(int(limit[0]), int(left[0]), float(reset[0]))
    return told if told.left <= told.limit and told.limit > 0 and told.reset <= LONGEST else None


class Throttle:
    """Tells when requests may be sent. Safe to use from several threads; it never waits itself.

    reserve  part of the limit that is left alone, from 0 to less than 1: others may share the address
    clock    seconds that go on steadily

    A key stands for whom the Hub counts where: the service and the login. Raises UsageError for a reserve out of range.
    """

    def __init__(self, reserve: float = 0.05, clock: Callable[[], float] = time.monotonic) -> None:
        if not 0 <= reserve < 1:
            raise UsageError(f"The reserve is a part of the limit, from 0 to less than 1, not {reserve!r}.", None)
        self._reserve = reserve
        self._clock = clock
        self._lock = threading.Lock()
        self._accounts: dict[str, _Account] = {}

    def admit(self, key: str) -> float:
        """Seconds to wait before a request may be sent; then ask again, for somebody may have been faster.

        0.0: send it now. It is counted, so tell the outcome to `learn`, whatever it is. Nobody waits longer than a
        window, and nobody at all as long as the Hub announces nothing.
        """
        with self._lock:
            now = self._clock()
            return self._account(key, now).admit(now)

    def learn(self, key: str, status: int | None, headers: Mapping[str, str]) -> None:
        """Take note of the outcome of a request that was admitted.

        status   of the answer, None if there was none
        headers  of the answer, names in lower case
        """
        with self._lock:
            now = self._clock()
            self._account(key, now).learn(now, status, headers)

    def _account(self, key: str, now: float) -> _Account:
        # Taken out and put back, the keys are in the order of their last use.
        account = self._accounts.pop(key, None)
        if account is None:
            account = _Account(self._reserve, now)
            if len(self._accounts) >= MAX_KEYS:
                del self._accounts[next(iter(self._accounts))]
        self._accounts[key] = account
        account.go_on(now)
        return account


@dataclass
class _Account:
    """What is known of one key.

    reserve    part of the limit that is left alone
    seen       when it was looked at last
    on_way     when the requests were admitted whose outcome is not known
    promised   when those may ask again who wait for a place of this window, as a heap
    limit      requests of a window, 0 if the Hub announced nothing
    left       the fewest that the Hub said were left of this window; those that are on their way may come on top
    ends       when the window ends, at the latest
    confirmed  whether the Hub said so of this window; else it is taken to be like the one before
    before     when the window before this one ended
    longest    the most seconds that the Hub said were left of a window
    blocked    until when everybody waits
    """

    reserve: float
    seen: float
    on_way: deque[float] = field(default_factory=deque[float])
    promised: list[float] = field(default_factory=list[float])
    limit: int = 0
    left: int = 0
    ends: float = 0.0
    confirmed: bool = False
    before: float = -math.inf
    longest: float = 0.0
    blocked: float = -math.inf

    @property
    def _length(self) -> float:
        return max(WINDOW, self.longest)

    @property
    def _margin(self) -> float:
        """Seconds by which two ends of windows differ that are not of the same one."""
        # Answers take a while and tell whole seconds, so the ends that they mean differ a little.
        return min(max(self.longest, 10.0), WINDOW) / 2

    def go_on(self, now: float) -> None:
        """Let the time pass: windows end, and what is lost is no longer waited for."""
        if now < self.seen:
            # The clock was put back, so none of the times that are noted can be compared with it.
            self._forget()
            self.on_way = deque([now] * len(self.on_way))
        self.seen = now
        while self.on_way and self.on_way[0] < now - LOST:
            self.on_way.popleft()
        if self.limit and now >= self.ends:
            if self.confirmed:
                self.before, self.left, self.ends, self.confirmed = self.ends, self.limit, now + self._length, False
                self.promised.clear()
            else:
                self._forget()

    def _forget(self) -> None:
        self.limit, self.before, self.longest, self.blocked = 0, -math.inf, 0.0, -math.inf
        self.promised.clear()

    def admit(self, now: float) -> float:
        if now < self.blocked:
            return max(self.blocked - now, SHORTEST_WAIT)
        if self.limit and (seconds := self._seconds_until_free(now)):
            return seconds
        self.on_way.append(now)
        return 0.0

    def _seconds_until_free(self, now: float) -> float:
        usable = self.limit - math.floor(self.limit * self.reserve)
        # Those on their way may or may not be in what the Hub said was left.
        free = self.left - len(self.on_way) - (self.limit - usable)
        # So many requests are kept for each second that is left of the window.
        pace = usable / 2 / self._length
        if free >= 1 and free - 1 >= math.floor(pace * (self.ends - now)):
            return 0.0
        while self.promised and self.promised[0] <= now:
            heapq.heappop(self.promised)
        # Those who wait get places one after the other, so that they do not all come back for the same one.
        places = free - len(self.promised)
        if places < 1:
            return max(self.ends - now, SHORTEST_WAIT)
        at = min(max(self.ends - places / pace, now) + SHORTEST_WAIT, self.ends)
        heapq.heappush(self.promised, at)
        return max(at - now, SHORTEST_WAIT)

    def learn(self, now: float, status: int | None, headers: Mapping[str, str]) -> None:
        if self.on_way:
            # Whichever it was: the youngest remain, so that none is taken for lost too early.
            self.on_way.popleft()
        told = None if status is None else read_announcement(headers)
        if told is not None:
            self._take(now, told)
        elif self.limit:
            # The Hub may have counted it.
            self.left = max(0, self.left - 1)
        if status == 429:
            seconds = seconds_to_wait(headers)
            if seconds is not None:
                self.blocked = max(self.blocked, now + min(seconds, LONGEST))
            elif self.limit:
                self.left = 0

    def _take(self, now: float, told: Announcement) -> None:
        """Of answers to requests that overtook each other, the one that tells the least of a window is the latest."""
        until = now + told.reset
        self.longest = max(self.longest, told.reset)
        if until < self.before + self._margin:
            return  # a late answer, of the window before
        later = until > self.ends + self._margin
        if not self.limit or told.limit != self.limit or later:
            if self.limit and self.confirmed and later:
                self.before = self.ends
            self.left, self.ends = told.left, until
            self.promised.clear()
        else:
            self.left = min(self.left, told.left)
            self.ends = min(self.ends, until) if self.confirmed else until
        self.limit, self.confirmed = told.limit, True
