"""The embedded Hub's clock, which can be stopped and put forward."""

from __future__ import annotations

import math
import threading
import time
from datetime import datetime, timedelta, timezone

#: The times that a clock can be set to: tokens and sessions that are issued then still end in a year that there is.
_EARLIEST, _LATEST = 0.0, datetime(9000, 1, 1, tzinfo=timezone.utc).timestamp()


class Clock:
    """Tells the time. All times of the Hub come from here.

    It goes as the machine's clock does, until it is stopped or put forward. Safe to use from several threads. A
    subclass that tells times of its own overrides `now`.
    """

    # On the class, so that a subclass need not call `__init__`. Changed as a whole: who reads it needs no lock.
    _lock = threading.Lock()
    #: The time at which it stands still, None: it goes; and the seconds that it is ahead of the machine's clock.
    _state: tuple[float | None, float] = (None, 0.0)

    def now(self) -> float:
        """Seconds since 1970."""
        standing, ahead = self._state
        return time.time() + ahead if standing is None else standing

    def stamp(self, later: float = 0) -> str:
        """The time, or that many seconds later, as the Hub writes it: UTC, milliseconds, "Z"."""
        return stamp_of(self.now() + later)

    @property
    def frozen(self) -> bool:
        """Whether it stands still."""
        return self._state[0] is not None

    def freeze(self, at: datetime | str | float | None = None) -> None:
        """Stop the clock.

        Args:
            at: When it shall be: seconds since 1970, a time, or its text in ISO 8601; a time without a zone is one of
                UTC. None: now.

        Raises:
            ValueError: that is no time, or one before 1970 or after 8999.
        """
        moment = None if at is None else _seconds(at)
        with self._lock:
            self._state = (self.now() if moment is None else moment, self._state[1])

    def advance(self, by: float | timedelta) -> None:
        """Put the clock forward, whether it goes or not. Jobs that are due then are done with the next request.

        Args:
            by: How far, in seconds or as a difference of times.

        Raises:
            ValueError: that is no number of seconds, a negative one, or one that leads beyond the year 8999.
        """
        seconds = by.total_seconds() if isinstance(by, timedelta) else _number(by)
        if seconds < 0:
            raise ValueError(f"The clock is put forward, so {by!r} must not be negative. Set it back with freeze(at).")
        with self._lock:
            _in_range(self.now() + seconds, by)
            standing, ahead = self._state
            self._state = (None, ahead + seconds) if standing is None else (standing + seconds, ahead)

    def resume(self) -> None:
        """Let the clock go on from the time that it shows."""
        with self._lock:
            standing, _ = self._state
            if standing is not None:
                self._state = (None, standing - time.time())

    def reset(self) -> None:
        """Let it show the machine's time again."""
        with self._lock:
            self._state = (None, 0.0)


def stamp_of(moment: float) -> str:
    """A time in seconds since 1970 as the Hub writes it."""
    found = datetime.fromtimestamp(moment, timezone.utc)
    return found.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _seconds(at: datetime | str | float) -> float:
    if isinstance(at, str):
        try:
            # Python before 3.11 does not read the "Z" of UTC.
            at = datetime.fromisoformat(at.strip().replace("Z", "+00:00").replace("z", "+00:00"))
        except ValueError:
            raise ValueError(f'{at!r} is no time. Write it as "2030-01-31T12:00:00Z".') from None
    if isinstance(at, datetime):
        moment = at if at.tzinfo is not None else at.replace(tzinfo=timezone.utc)
        return _in_range(moment.timestamp(), at)
    return _in_range(_number(at), at)


def _number(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        raise ValueError(f"{given!r} is no number of seconds.")  # noqa: TRY004 - one kind of error for all bad input
    try:
        number = float(given)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{given!r} is no number of seconds.")
    return number


def _in_range(moment: float, given: object) -> float:
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError(f"{given!r} leads out of the years 1970 to 8999.")
    return moment
