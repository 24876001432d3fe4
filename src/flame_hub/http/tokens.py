"""Tokens: what a login holds, what to ask the Hub for next, and what its answer means. No input, no output."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from ..core.answers import Answer, error_of, unreadable
from ..core.texts import is_token

#: Seconds before its end at which a token is no longer used: a request is under way for a while.
LEEWAY = 30.0


#: Seconds that are believed of a token's life: a hundred years.
LONGEST_LIFE = 100 * 365 * 86_400


@dataclass(frozen=True)
class Grant:
    """One request for a token, as OAuth 2 has it: the form to send, and whether it spends a refresh token."""

    form: Mapping[str, str] = field(repr=False)
    refreshes: bool = False


@dataclass(frozen=True)
class Token:
    """An access token with its times.

    expires     seconds on the clock that was given to the purse; None: it does not say
    refresh     refresh token that came with it; good for one use only
    """

    access: str = field(repr=False)
    expires: float | None = None
    refresh: str | None = field(default=None, repr=False)


class Purse:
    """What a login holds now. Safe to use from several threads; it never waits.

    The Hub takes a refresh token once: using it twice revokes the whole session. So a refresh token is taken out of
    the purse in the moment in which it is going to be sent, and nobody else can send it.
    """

    def __init__(self, login: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        self._login = login
        self._clock = clock
        self._lock = threading.Lock()
        self._token: Token | None = None

    def usable(self) -> str | None:
        """The access token, None if there is none or it ends within `LEEWAY`."""
        token = self._token
        if token is None or (token.expires is not None and token.expires - LEEWAY <= self._clock()):
            return None
        return token.access

    def discard(self, access: str) -> None:
        """Do not use this token again: the Hub refused it. A newer one that is here by now stays."""
        with self._lock:
            if self._token is not None and self._token.access == access:
                # The session may be revoked; its refresh token is then refused, and the login is used.
                self._token = Token("", expires=float("-inf"), refresh=self._token.refresh)

    def next_grant(self) -> Grant:
        """What to ask the Hub for: a refresh if that is possible, else a login."""
        with self._lock:
            token, self._token = self._token, None
        if token is not None and token.refresh:
            return Grant({"grant_type": "refresh_token", "refresh_token": token.refresh}, refreshes=True)
        return Grant(self._login)

    def keep(self, answer: Answer) -> str:
        """Take the token out of the Hub's answer and keep it.

        Raises AuthenticationError if the Hub refused, UnreadableAnswerError if the answer is no token.
        """
        if answer.status != 200:
            raise error_of(answer)
        token = read_token(answer, self._clock())
        with self._lock:
            self._token = token
        return token.access


def read_token(answer: Answer, now: float) -> Token:
    """The token in an answer of the token endpoint, received at `now`. `scope` and the rest may be missing."""
    try:
        body: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise unreadable(answer, "with something that is no token") from None
    found = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    access, refresh, seconds = found.get("access_token"), found.get("refresh_token"), found.get("expires_in")
    if not is_token(access):
        raise unreadable(answer, "without an access token")
    # A lifetime that makes no sense counts as none: the Hub says soon enough when the token is no longer good.
    lasts = seconds if isinstance(seconds, (int, float)) and abs(seconds) < LONGEST_LIFE else None
    return Token(
        cast("str", access),
        None if lasts is None else now + lasts,
        refresh if isinstance(refresh, str) and refresh else None,
    )
