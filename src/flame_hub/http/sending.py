"""A call on its way to the Hub: logged in, sent, tried again. All decisions of the two drivers; no input, no output."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx2
from httpx2._client import UseClientDefault

from ..core.answers import read_error, refuses_token
from ..core.errors import (
    HubAPIError,
    HubConnectionError,
    HubTimeoutError,
    ProxyError,
    TLSError,
    UnreadableAnswerError,
)
from ..core.retries import Effect, Ending, may_have_been_done, pause_before_next
from ..core.texts import without_password
from ..core.throttling import Throttle
from .logins import ANYBODY, Ask, HubAuth, Limits, Remaining, may_refuse_token, replayable, sign
from .messages import Received, Reply, answer_of, was_sent
from .steps import Pause, Step
from .watching import Attempt

#: A login, or the one that the httpx2 client itself has.
Login: TypeAlias = "httpx2.Auth | UseClientDefault"

_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Trial:
    """A request of the call to be sent; comes to its answer. Raises HubAPIError if there is none.

    The body of the answer has been read, unless the answer is good and `stream` is true.

    auth     login that httpx2 has to care for
    until    when it has to be over, on the steady clock; None: never
    seen     as hooks and logs see it; None: nobody looks
    """

    request: httpx2.Request
    auth: Login
    stream: bool
    until: float | None
    seen: Attempt | None

    @property
    def alone(self) -> bool:
        """Whether nobody looks at the answer but the call itself, which wants all of it."""
        return self.seen is None and not self.stream


@dataclass(frozen=True)
class Rest(Pause):
    """A pause before the next attempt.

    seen   the attempt before it, as hooks and logs see it; None: nobody looks
    """

    seen: Attempt | None


@dataclass(frozen=True)
class Sent:
    """What came of a call.

    attempts     how often it was tried
    maybe_done   whether the Hub may have done what was asked, be it by an attempt that came to no answer
    """

    response: Reply
    attempts: int
    maybe_done: bool


@dataclass(frozen=True)
class Terms:
    """Under which a call is sent.

    service, base_url   which service, and where it is
    effect              what the call does
    login               who makes it
    stream              whether the body of a good answer is left for the caller to read
    retries             further attempts after the first
    deadline            seconds in all; None: as long as it takes
    until               when these are over, on the steady clock
    throttle            what keeps under the Hub's limits, if anything does
    watched             whether anybody looks at attempts
    """

    service: str
    base_url: str
    effect: Effect
    login: Login
    stream: bool
    retries: int
    deadline: float | None
    until: float | None
    throttle: Throttle | None
    watched: bool


Steps: TypeAlias = Generator["Trial | Ask | Step", Any, Sent]


def sending(request: httpx2.Request, terms: Terms) -> Steps:
    """The steps of a call. Raises HubAPIError if no attempt came to an answer."""
    call = _Call(request, terms)
    for attempt in itertools.count(1):
        failure: HubAPIError | None = None
        response: Reply | None = None
        try:
            response = yield from call.attempt(attempt)
            if response.is_success:
                return Sent(response, attempt, call.maybe_done or terms.effect is not Effect.READS)
            ending = Ending(response.status_code, _lowered(response.headers))
        except HubAPIError as error:
            failure = error
            ending = call.ending_of(error)
        call.maybe_done |= _maybe_done(terms.effect, ending, request, response)
        pause = pause_before_next(
            ending,
            effect=terms.effect,
            rewindable=replayable(request),
            attempt=attempt,
            retries=terms.retries,
            left=call.left(),
            now=time.time(),
            chance=random.random(),  # noqa: S311 - it decides nothing secret
        )
        if pause is not None:
            if call.seen is not None:
                call.seen.retry_in = pause
            yield Rest(pause, call.seen)
        elif response is not None:
            return Sent(response, attempt, call.maybe_done)
        elif failure is not None:
            try:
                raise call.told(failure, attempt)
            finally:
                failure = None  # or it would keep itself alive, and all that the call used
    raise AssertionError("unreachable")


class _Call:
    """One call with its attempts."""

    def __init__(self, request: httpx2.Request, terms: Terms) -> None:
        self.request = request
        self.terms = terms
        self.maybe_done = False
        self.timeout: Mapping[str, float | None] = request.extensions.get("timeout") or {}
        self.until = terms.until
        self._number = next(_NUMBERS)
        self._under_way = False
        self._attempt = 1
        self.seen = self._see()

    def left(self) -> float | None:
        """Seconds that are left to the call; None: as many as it takes."""
        return None if self.until is None else self.until - time.monotonic()

    def attempt(self, number: int) -> Generator[Trial | Ask | Step, Any, Reply]:
        """The steps of one attempt: with a token that is good, and once more if the Hub refuses it."""
        self._under_way = False
        self._attempt = number
        if number > 1:
            self.seen = self._see()
        login, request = self.terms.login, self.request
        if not isinstance(login, HubAuth):
            return (yield from self._tried(login))
        access = yield from login.access(self._limits())
        sign(request, access)
        response = yield from self._tried(ANYBODY)
        if isinstance(response, Received) or not may_refuse_token(response):
            return response
        error = read_error(answer_of(request, response))
        if not refuses_token(error) or not login.refused(access, error) or not replayable(request):
            return response
        renewed = yield from login.access(self._limits())
        if renewed == access:
            return response
        sign(request, renewed)
        return (yield from self._tried(ANYBODY))

    def _tried(self, auth: Login) -> Generator[Trial | Ask | Step, Any, Reply]:
        """Send the request once."""
        yield from self._admitted()
        throttle = self.terms.throttle
        told: tuple[int | None, dict[str, str]] = (None, {})
        try:
            timeout = self._limits().timeout or {}
            self.request.extensions["timeout"] = timeout
            self.seen = self._see()
            self._under_way = True
            response: Reply = yield Trial(self.request, auth, self.terms.stream, self.until, self.seen)
            self._under_way = False
            if self.terms.stream and isinstance(timeout, Remaining):
                timeout.lift()
            if throttle is not None:
                told = response.status_code, _lowered(response.headers)
            return response
        finally:
            if throttle is not None:
                throttle.learn(self.terms.base_url, *told)

    def _admitted(self) -> Generator[Step, Any, None]:
        """Waits as long as the Hub's limits ask for it."""
        throttle = self.terms.throttle
        while throttle is not None and (pause := throttle.admit(self.terms.base_url)) > 0:
            left = self.left()
            if left is not None and pause >= left:
                message = (
                    f"The Hub takes no further requests for {pause:.0f} seconds, and the call's deadline is earlier."
                )
                error = HubTimeoutError(message, self._shown())
                error.hint = "Allow more time with deadline=, or do without throttle=True."
                raise error
            yield Pause(pause)

    def _limits(self) -> Limits:
        """The timeouts of a single request, none of which is longer than what is left to the call."""
        if self.until is None:
            return Limits(self.timeout, None)
        Limits(None, self.until).left()
        return Limits(Remaining(self.timeout, self.until), self.until)

    def ending_of(self, failure: HubAPIError) -> Ending:
        """How an attempt ended that came to no answer of its own."""
        cause = failure.__cause__
        sent = self._under_way and (cause is None or was_sent(cause))
        if failure.status_code is not None:  # the token endpoint's; the call itself was not sent
            return Ending(failure.status_code, _lowered(failure.response_headers), sent=sent)
        return Ending(sent=sent, hopeless=_is_hopeless(failure))

    def told(self, failure: HubAPIError, attempts: int) -> HubAPIError:
        """The failure with which the call ends."""
        failure.attempts = attempts
        failure.outcome_unknown = self.maybe_done
        left = self.left()
        if left is not None and left <= 0 and isinstance(failure, HubTimeoutError):
            failure.hint = f"The deadline of the call is over ({self.terms.deadline:g} s): allow more with deadline=."
        return failure

    def _see(self) -> Attempt | None:
        if not self.terms.watched:
            return None
        request = self.request
        return Attempt(
            service=self.terms.service,
            method=request.method,
            path=request.url.path,
            url=str(request.url),
            number=self._number,
            attempt=self._attempt,
        )

    def _shown(self) -> httpx2.Request:
        return httpx2.Request(self.request.method, without_password(str(self.request.url)))


def _is_hopeless(failure: HubAPIError) -> bool:
    """Whether a failure without an answer would be the same next time."""
    if isinstance(failure, ProxyError) and isinstance(failure.__cause__, httpx2.ProxyError):
        return not str(failure.__cause__).startswith("5")  # it refused; 502 and the like may pass
    return isinstance(failure, TLSError) or not isinstance(failure, (HubConnectionError, UnreadableAnswerError))


def _lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _maybe_done(effect: Effect, ending: Ending, request: httpx2.Request, response: Reply | None) -> bool:
    foreign = response is not None and response.status_code >= 500 and not _is_the_hubs(request, response)
    return may_have_been_done(effect, ending, foreign=foreign)


def _is_the_hubs(request: httpx2.Request, response: Reply) -> bool:
    """Whether a refusal is in the Hub's own words, and not a proxy's."""
    return bool(read_error(answer_of(request, response)).code)
