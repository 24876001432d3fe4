"""Tokens: what a login holds, how long it is good for, and what the Hub's answer means. No input, no output."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple, cast

from ..core.answers import Answer, error_of, unreadable
from ..core.texts import is_token
from .flights import Flight

#: Seconds before its end from which on a token is renewed by one while the others still use it, at most.
ADVISORY = 120.0
#: Seconds before its end from which on a token is not used any more, at most: a request is under way for a while.
MANDATORY = 30.0
#: Seconds after which a renewal ahead of the end is tried again, if it failed.
REST = 10.0
#: Seconds after which whoever makes a renewal is taken to be gone, and so those that a login waits for others.
PATIENCE = 300.0
#: Seconds that are believed of a token's life: a hundred years.
LONGEST_LIFE = 100 * 365 * 86_400


class Moment(NamedTuple):
    """A time by two clocks, in seconds.

    The steady one cannot be set, but may stand still while a computer sleeps; the other one may be set. What either
    calls past is past.
    """

    steady: float
    wall: float


def now() -> Moment:
    """The present."""
    return Moment(_steady(), time.time())


def _steady() -> float:
    """Seconds on a clock that cannot be set, and that counts the computer's sleep where the system has such a one."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Standing(Enum):
    """How good a token is."""

    GOOD = "good"
    AGEING = "ageing"  # good, but to be renewed
    OVER = "over"  # not to be used


@dataclass(frozen=True)
class Token:
    """An access token with its times.

    life       seconds that it is good for; None: it does not say
    received   when it came
    refresh    refresh token that came with it; good for one use only
    """

    access: str = field(repr=False)
    received: Moment
    life: float | None = None
    refresh: str | None = field(default=None, repr=False)

    def standing(self, present: Moment) -> Standing:
        """How good it is at a time."""
        if self.life is None:
            return Standing.GOOD
        age = max(present.steady - self.received.steady, present.wall - self.received.wall, 0.0)
        left = self.life - age
        # Of a short life a part has to do, or the token would be over when it comes. But tokens tell their end in whole
        # seconds, so the last one is not to be relied on.
        mandatory = min(MANDATORY, max(self.life / 10, min(1.0, self.life / 2)))
        if left <= mandatory:
            return Standing.OVER
        return Standing.AGEING if left <= min(ADVISORY, max(self.life / 4, mandatory * 1.5)) else Standing.GOOD


class Purse:
    """What a login holds now. Safe to use from several threads; it never waits.

    The Hub takes a refresh token once: using it twice revokes the whole session. So a refresh token is taken out of
    the purse in the moment in which it is going to be sent, and nobody else can send it.
    """

    def __init__(self, clock: Callable[[], Moment] = now) -> None:
        self.clock = clock
        self._lock = threading.RLock()  # the garbage collector may end a renewal, which lands here, at any line
        self._token: Token | None = None
        self._flight: Flight | None = None
        self._rests_until = float("-inf")

    def look(self) -> tuple[Token | None, Standing]:
        """The token, and how good it is."""
        token = self._token
        return token, Standing.OVER if token is None else token.standing(self.clock())

    def join(self) -> tuple[Flight, bool]:
        """The renewal that is under way, and whether it is the caller's to make: then it is a new one."""
        with self._lock:
            left = self._flight
            if left is not None and time.monotonic() - left.began < PATIENCE:
                return left, False
            flight = self._flight = Flight()
        if left is not None:
            # A task whose event loop stands still never lands. It took the refresh token along, so none is sent twice.
            left.land()
        return flight, True

    def lead(self) -> Flight | None:
        """A new renewal ahead of the token's end; None if one is under way, or failed a moment ago."""
        with self._lock:
            if self._flight is not None or self.clock().steady < self._rests_until:
                return None
            self._flight = Flight()
            return self._flight

    def land(self, flight: Flight, access: str | None, failure: Any = None) -> None:
        """The end of a renewal: its token, or why there is none."""
        with self._lock:
            if self._flight is flight:
                self._flight = None
            if access is None:
                self._rests_until = self.clock().steady + REST
        flight.land(access, failure)

    def keep(self, token: Token) -> None:
        """Use this token from now on."""
        with self._lock:
            self._token = token
            self._rests_until = float("-inf")

    def discard(self, access: str) -> None:
        """Do not use this token again: the Hub refused it before its time. A newer one that is here by now stays.

        Most likely its session was ended, so its refresh token would be refused as well.
        """
        with self._lock:
            if self._token is not None and self._token.access == access:
                self._token = None

    def take_refresh(self) -> str | None:
        """The refresh token, which is the caller's alone from now on. The access token stays while it is good."""
        with self._lock:
            token = self._token
            if token is None or token.refresh is None:
                return None
            self._token = Token(token.access, token.received, token.life)
            return token.refresh

    def give_back(self, refresh: str) -> None:
        """Put back a refresh token that was certainly not sent, unless there is a newer token by now."""
        with self._lock:
            token = self._token
            if token is not None and token.refresh is None:
                self._token = Token(token.access, token.received, token.life, refresh)

    def after_fork(self) -> None:
        """In a child process: the refresh token is the parent's, and nobody is under way here."""
        self._lock = threading.RLock()
        self._flight = None
        if self._token is not None:
            self._token = Token(self._token.access, self._token.received, self._token.life)


def token_of(answer: Answer, received: Moment) -> Token:
    """The token in an answer of the token endpoint. `scope` and the rest may be missing.

    Raises AuthenticationError if the Hub refused, UnreadableAnswerError if the answer is no token.
    """
    if answer.status != 200:
        raise error_of(answer)
    try:
        body: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise unreadable(answer, "with something that is no token") from None
    found = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    access, refresh = found.get("access_token"), found.get("refresh_token")
    if not is_token(access):
        raise unreadable(answer, "without an access token")
    return Token(
        cast("str", access),
        received,
        _life(found.get("expires_in")),
        refresh if isinstance(refresh, str) and refresh else None,
    )


def _life(seconds: object) -> float | None:
    """The seconds that a token is good for. What makes no sense is none: the Hub says soon enough that it is over."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not abs(seconds) < LONGEST_LIFE:
        return None
    return float(seconds)
