"""How a login gets its tokens: one renewal at a time, whoever asks. No input, no output: what it needs, it yields."""

from __future__ import annotations

import copy
import time
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, TypeVar

import httpx2
from typing_extensions import Self

from ..core.answers import read_error, refuses_token
from ..core.errors import ErrorResponse, HubAPIError, HubTimeoutError, UsageError
from .forking import mind_forks
from .messages import FAILURES, answer_of, error_from
from .steps import Landing, Step, Work, perform, perform_async
from .tokens import PATIENCE, Purse, Standing, Token

#: No login at all, neither that of an httpx2 client nor what may be in a URL before an @.
ANYBODY = httpx2.Auth()
#: Extension of a request: its body can be read again from the beginning.
REPLAYABLE = "flame_hub.replayable"

#: A secret, or what tells it when it is needed: a function that is called at each login.
Secret: TypeAlias = str | Callable[[], str]


@dataclass(frozen=True)
class Ask:
    """A request for a token to be sent; comes to its answer, which has been read. Raises HubAPIError if there is none.

    client   the httpx2 client to send it with; None: the one that makes the call
    until    when it has to be over, on the steady clock; None: never
    """

    request: httpx2.Request
    client: httpx2.Client | None = None
    until: float | None = None


class Limits(NamedTuple):
    """How long a call may take.

    timeout   those of a single request, as httpx2 has them in a request's extensions
    until     when the call has to be over, on the steady clock; None: never
    """

    timeout: Mapping[str, Any] | None = None
    until: float | None = None

    def left(self) -> float | None:
        """Seconds that are left. Raises HubTimeoutError if none are."""
        if self.until is None:
            return None
        left = self.until - time.monotonic()
        if left <= 0:
            raise HubTimeoutError("The deadline of the call was over before it could be sent.", None)
        return left


class Remaining(dict[str, "float | None"]):
    """Timeouts of a single request, none of which is longer than what is left to the call when it is looked at.

    timeout   as httpx2 has them in a request's extensions
    until     when the call has to be over, on the steady clock
    """

    def __init__(self, timeout: Mapping[str, float | None], until: float) -> None:
        super().__init__(timeout)
        self._until = until

    def lift(self) -> None:
        """The deadline is met: from now on only silence is limited."""
        self._until = float("inf")

    def get(self, name: str, default: Any = None) -> Any:
        # httpx2 looks at each when it begins to wait: for a connection, to send, for the head, for the body. None of
        # them is 0, which would mean not to wait for what is there already.
        value = super().get(name, default)
        if self._until == float("inf"):
            return value
        left = max(self._until - time.monotonic(), 0.001)
        return left if value is None else min(value, left)


_Result = TypeVar("_Result")
Steps: TypeAlias = Generator["Ask | Step", Any, _Result]


class HubAuth(httpx2.Auth):
    """A login to the Hub."""

    def for_hub(self, auth_url: str) -> HubAuth:
        """This login at the auth service of one Hub. A login that was made for a certain service stays there."""
        del auth_url
        return self

    def access(self, limits: Limits) -> Steps[str]:
        """The steps that come to an access token which is good now. Raises HubAPIError if none is to be had."""
        raise NotImplementedError

    def refused(self, access: str, error: ErrorResponse) -> bool:
        """Take notice that the Hub refused a token; whether `access` may come to another one."""
        del access, error
        return False

    def __copy__(self) -> Self:
        return self  # a login is shared, whoever has it

    def __deepcopy__(self, memo: Any) -> Self:
        del memo
        return self

    # As the login of any httpx2 client

    def sync_auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        steps = self._flow(request)
        step = next(steps, None)
        try:
            while step is not None:
                failure = reply = None
                if isinstance(step, httpx2.Request):
                    reply = yield step
                    if may_refuse_token(reply):
                        reply.read()
                elif not isinstance(step, Ask):
                    reply, failure = _outcome(step)
                elif step.client is None:
                    reply = yield step.request
                    reply.read()
                else:
                    reply, failure = send_with(step.client, step.request)
                step = _next(steps, reply, failure)
        finally:
            steps.close()

    async def async_auth_flow(self, request: httpx2.Request) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        steps = self._flow(request)
        step = next(steps, None)
        try:
            while step is not None:
                failure = reply = None
                if isinstance(step, httpx2.Request):
                    reply = yield step
                    if may_refuse_token(reply):
                        await reply.aread()
                elif isinstance(step, Ask):
                    reply = yield step.request
                    await reply.aread()
                else:
                    try:
                        reply = await perform_async(step)
                    except HubAPIError as error:
                        failure = error
                step = _next(steps, reply, failure)
        finally:
            steps.close()

    def _flow(self, request: httpx2.Request) -> Generator[httpx2.Request | Ask | Step, Any, None]:
        """All of a call: get a token if there is none, send, and once more with a new token if that was refused."""
        limits = Limits(request.extensions.get("timeout"))
        access = yield from self.access(limits)
        sign(request, access)
        response: httpx2.Response = yield request
        if not may_refuse_token(response):
            return
        error = read_error(answer_of(request, response))
        if not refuses_token(error) or not self.refused(access, error) or not replayable(request):
            return
        renewed = yield from self.access(limits)
        if renewed != access:
            sign(request, renewed)
            yield request


def _next(steps: Generator[Any, Any, None], reply: Any, failure: HubAPIError | None) -> Any:
    try:
        return steps.send(reply) if failure is None else steps.throw(failure)
    except StopIteration:
        return None


def _outcome(step: Step) -> tuple[Any, HubAPIError | None]:
    try:
        return perform(step), None
    except HubAPIError as error:
        return None, error


def send_with(client: httpx2.Client, request: httpx2.Request) -> tuple[httpx2.Response | None, HubAPIError | None]:
    """The answer to a request for a token that is sent with a client of its own, or why there is none."""
    try:
        return client.send(request, auth=ANYBODY), None
    except FAILURES as failure:
        error = error_from(failure, request)
        error.__cause__ = failure
        return None, error


def sign(request: httpx2.Request, access: str) -> None:
    """Send this access token with a request."""
    request.headers["authorization"] = f"Bearer {access}"


def may_refuse_token(response: httpx2.Response) -> bool:
    """Whether the answer has a status with which the Hub refuses tokens (measured on Hub 0.14), so it must be read."""
    return response.status_code in (400, 401, 500)


def replayable(request: httpx2.Request) -> bool:
    """Whether the body can be sent again. One from an iterator is gone."""
    return isinstance(request.stream, httpx2.ByteStream) or bool(request.extensions.get(REPLAYABLE))


class RenewingAuth(HubAuth):
    """A login that gets its tokens itself, renews them ahead of their end, and once when the Hub refuses one.

    Objects are shared freely: by several clients, by threads and by tasks. One of them at a time asks for a token. As
    long as there is one that is good, nobody waits for that; else the others wait and share what comes of it.
    """

    def __init__(self) -> None:
        self._purse = Purse()
        mind_forks(self._purse)

    def access(self, limits: Limits) -> Steps[str]:
        token, standing = self._purse.look()
        if token is not None and standing is Standing.GOOD:
            return token.access
        if token is not None and standing is Standing.AGEING:
            if (flight := self._purse.lead()) is None:
                return token.access
            try:
                return (yield from self._led(flight, limits, ahead=True)) or token.access
            except HubAPIError:
                return token.access  # it is good yet; who finds it over is told why there is no other
        return (yield from self._awaited(limits))

    def refused(self, access: str, error: ErrorResponse) -> bool:
        del error
        self._purse.discard(access)
        return True

    def _awaited(self, limits: Limits) -> Steps[str]:
        """A new token, that of somebody else's renewal if there is one under way."""
        while True:
            flight, own = self._purse.join()
            if own:
                token, standing = self._purse.look()  # it may have been renewed since
                if token is not None and standing is not Standing.OVER:
                    self._purse.land(flight, token.access)
                    return token.access
                access = yield from self._led(flight, limits, ahead=False)
                if access is not None:
                    return access
                continue
            left = limits.left()
            rest = max(flight.began + PATIENCE - time.monotonic(), 0.0)
            if not (yield Landing(flight, rest if left is None else min(left, rest))):
                continue  # either the time for the call is over, or whoever asks for a token is taken to be gone
            if flight.failure is not None:
                raise copy.copy(flight.failure)
            if flight.access is not None:
                return flight.access

    def _led(self, flight: Any, limits: Limits, *, ahead: bool) -> Steps[str | None]:
        access: str | None = None
        shared: HubAPIError | None = None
        try:
            access = yield from self._renewed(limits, ahead=ahead)
        except HubAPIError as failure:
            # That one caller had no time left is not the others' failure. And they get it without its traceback, which
            # would keep alive whatever the call used.
            if not (isinstance(failure, HubTimeoutError) and limits.until is not None):
                shared = copy.copy(failure)
            raise
        finally:
            self._purse.land(flight, access, shared)
        return access

    def _renewed(self, limits: Limits, *, ahead: bool) -> Steps[str | None]:
        """The steps that come to a new token. None: there is none to be had just now, and no need (`ahead`)."""
        raise NotImplementedError

    def _keep(self, token: Token) -> str:
        self._purse.keep(token)
        return token.access


def told(secret: Any, what: str) -> Generator[Step, Any, str]:
    """The text of a secret. Raises UsageError for what is none, or if the function that should tell it fails."""
    return checked((yield Work(lambda: _asked(secret, what))) if callable(secret) else secret, what)


def checked(value: Any, what: str) -> str:
    """The text itself. Raises UsageError for what is none, or cannot be sent."""
    # None is what a missing environment variable gives; it must not be sent as a text.
    if not isinstance(value, str):
        raise UsageError(f"The {what} of a login must be a text, not {type(value).__name__}.", None)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"The {what} of a login holds half a character.", None) from None
    return value


def _asked(secret: Callable[[], object], what: str) -> object:
    try:
        return secret()
    except HubAPIError:
        raise
    except Exception as failure:
        # Its text is left out: it may hold what it should not.
        message = f"The {what} of a login could not be had: its function raised {type(failure).__name__}."
        raise UsageError(message, None) from failure
