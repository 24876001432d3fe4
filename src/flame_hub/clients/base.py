"""What the clients of all services share."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, ClassVar, TypeVar, cast

import anyio
import httpx2
from typing_extensions import Self, Unpack

from ..contract.releases import Service
from ..core import operations
from ..core.answers import Answer
from ..core.bindings import Binding
from ..core.conversation import Asking, conversation, settled, speech_of
from ..core.dialects import UNKNOWN, Dialect
from ..core.discovery import version_call, version_text
from ..core.errors import HubTimeoutError, UsageError
from ..core.names import refuse_unknown
from ..core.operations import ANONYMOUS, Call, WalkPlan
from ..core.options import AuthParam
from ..core.results import HubList
from ..core.texts import brief, without_password
from ..http.auth import StaticAuth
from ..http.drivers import AsyncDriver, SyncDriver
from ..http.forking import mind_forks
from ..http.logins import ANYBODY
from ..http.sending import Login
from ..http.settings import ConnectionKwargs, Settings, warn_overridden
from ..models.base import HubModel
from ..models.unset import UNSET
from .walks import AsyncWalk, Walk

ModelT = TypeVar("ModelT", bound=HubModel)
T = TypeVar("T")
ClientT = TypeVar("ClientT", httpx2.Client, httpx2.AsyncClient)


class ClientKwargs(ConnectionKwargs, total=False):
    """Further arguments of a client, beside those that say how to connect.

    client      your own httpx2 client. Its TLS and proxy settings hold; its timeouts, its base URL and its login hold
                where none is given. It is not closed with the client that uses it.
    generation  what the Hub runs: its generation ("0.8", "0.14") or release ("0.8.36"). None: that is found out with
                the first call.
    """

    generation: str | None
    client: httpx2.Client | None


class AsyncClientKwargs(ConnectionKwargs, total=False):
    """Further arguments of an asynchronous client.

    client      your own asynchronous httpx2 client, see `ClientKwargs`.
    generation  what the Hub runs, see `ClientKwargs`
    """

    generation: str | None
    client: httpx2.AsyncClient | None


def settings_of(arguments: Mapping[str, Any], client: object) -> Settings:
    """How to connect, by the arguments of a client. Warns of those that have no effect on a client of one's own."""
    settings = Settings.of({name: value for name, value in arguments.items() if name not in ("client", "generation")})
    if client is not None:
        warn_overridden(settings)
    return settings


def service_url(url: object, what: str = "base_url") -> str:
    """The URL of a service with a slash at its end. Raises UsageError if it is none."""
    text = str(url).strip()
    shown = brief(without_password(text))
    try:
        parsed = httpx2.URL(text)
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise UsageError(f"{what} {shown} is not a URL: {error}.", None) from None
    if (parsed.port or 0) > 65535:
        raise UsageError(f"{what} {shown} is not a URL: its port is no number up to 65535.", None)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise UsageError(f"{what} {shown} is not a URL: it begins with http:// or https:// and a host.", None)
    return text.rstrip("/") + "/"


def as_login(auth: Any) -> Login:
    """What httpx2 takes for `auth`: a login, a bare token or a function that tells one, or None for the login of the
    httpx2 client itself.
    """
    if auth is None:
        return httpx2.USE_CLIENT_DEFAULT
    if isinstance(auth, httpx2.Auth):
        return auth
    if isinstance(auth, str) or (callable(auth) and not isinstance(auth, type)):
        return StaticAuth(cast("Any", auth))
    raise UsageError(f"auth takes a login of flame_hub.auth or an access token, not a {type(auth).__name__}.", None)


def own_client(client: Any, kind: type[ClientT]) -> ClientT | None:
    """An httpx2 client that somebody brought along. Raises UsageError if it is of another kind."""
    if client is not None and not isinstance(client, kind):
        raise UsageError(f"client takes an httpx2.{kind.__name__}, not a {type(client).__name__}.", None)
    return client


def sent_like(call: Call[T], like: Call[Any] | None) -> Call[T]:
    """The call, sent under the terms of another one; with a login of its own, if it has one."""
    if like is None:
        return call
    auth = like.auth if call.auth is None else call.auth
    return replace(call, auth=auth, timeout=like.timeout, deadline=like.deadline, retries=like.retries)


class ServiceClient:
    """What a client of one service has in both colours.

    base_url   URL of the service, with a slash at its end
    """

    service: ClassVar[Service]
    default_url: ClassVar[str]
    #: Whether the connections are a Hub's, which closes them.
    _shares = False

    _driver: Any
    #: Who holds it finds out the dialect.
    _finding_out: Any
    #: Makes a lock of this colour.
    _new_lock: ClassVar[Callable[..., Any]]

    def _aim(self, base_url: str, login: Login, generation: str | None) -> None:
        self._base_url = base_url
        self._login = login
        self._generation = generation
        self._speech = speech_of(self.service, generation)
        self._finding_out = type(self)._new_lock()
        mind_forks(self)

    def after_fork(self) -> None:
        """In a child process: whoever was finding out the dialect is not there any more."""
        self._finding_out = type(self)._new_lock()

    def __reduce__(self) -> tuple[Any, ...]:
        refuse_pickling(self._driver, type(self).__name__)
        login = None if self._login is httpx2.USE_CLIENT_DEFAULT else self._login
        return _connected_again, (type(self), self._base_url, login, self._generation, self._driver.settings)

    @classmethod
    def _url_of(cls, base_url: str, client: httpx2.Client | httpx2.AsyncClient | None) -> str:
        if client is not None and str(client.base_url) and base_url == cls.default_url:
            return service_url(client.base_url)
        return service_url(base_url)

    @property
    def base_url(self) -> str:
        """URL of the service."""
        return self._base_url

    def _login_for(self, call: Call[Any]) -> Login:
        if call.auth is ANONYMOUS:
            return ANYBODY
        return self._login if call.auth is None else as_login(call.auth)

    def _plan(self, binding: Binding[ModelT], options: Mapping[str, Any], method: str) -> WalkPlan:
        given = cast("dict[str, Any]", settled(dict(options)))
        return operations.walk(binding, given, method, self._speech.known or UNKNOWN[self.service])

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={without_password(self._base_url)!r})"


def _too_late() -> HubTimeoutError:
    message = "The time for the call was over while somebody else found out what the Hub runs."
    return HubTimeoutError(message, None, hint="Allow more time with deadline=.")


def _on_terms_of_its_own(like: Call[Any] | None, until: float | None) -> bool:
    """Whether others may succeed where a call failed, because they have more time or more attempts."""
    return until is not None or (like is not None and not (like.timeout is UNSET and like.retries is UNSET))


def refuse_pickling(driver: SyncDriver | AsyncDriver, what: str) -> None:
    """Raise UsageError for what has connections that cannot be opened anew elsewhere."""
    if not driver.owned:
        raise UsageError(f"A {what} with an httpx2 client of its own cannot be pickled: leave out client=.", None)


def _connected_again(
    kind: Any, base_url: str, login: Any, generation: str | None, settings: Settings
) -> SyncClient | AsyncClient:
    """A client like one that was pickled, with connections of its own."""
    made = kind.sharing(kind.driver_kind(settings), base_url, as_login(login), generation)
    made._shares = False
    return made


class SyncClient(ServiceClient):
    """A client of one service. Use it as a context manager, or close it."""

    driver_kind = SyncDriver
    _driver: SyncDriver
    _new_lock = threading.Lock

    def __init__(self, base_url: str, auth: AuthParam = None, **kwargs: Unpack[ClientKwargs]) -> None:
        refuse_unknown(kwargs, ClientKwargs.__optional_keys__, "keyword", type(self).__name__)
        client = own_client(kwargs.get("client"), httpx2.Client)
        self._aim(self._url_of(base_url, client), as_login(auth), kwargs.get("generation"))
        self._driver = SyncDriver(settings_of(kwargs, client), client)

    @classmethod
    def sharing(cls, driver: SyncDriver, base_url: str, login: Login, generation: str | None = None) -> Self:
        """A client that sends with a driver that it does not own."""
        made = cls.__new__(cls)
        made._aim(base_url, login, generation)
        made._driver = driver
        made._shares = True
        return made

    def _call(self, operation: Callable[..., Call[T]], *arguments: Any) -> T:
        return self._follow(conversation(self._speech, operation, arguments))

    def _follow(
        self, steps: Generator[Call[Any] | Asking, Any, T], like: Call[Any] | None = None, began: float | None = None
    ) -> T:
        """Send what the steps ask for, under the terms of the call `like`, and return what they come to.

        began   when the call began that all this is for, on the steady clock; None: now
        """
        began = time.monotonic() if began is None else began
        answer: Any = None
        while True:
            try:
                call = steps.send(answer)
            except StopIteration as done:
                return done.value
            if isinstance(call, Asking):
                answer = self._dialect(call.like, began)
            else:
                answer = self._send(sent_like(call, like), began)

    def _send(self, call: Call[Any], began: float | None = None) -> Answer:
        return self._driver.send(self.service, self._base_url, call, self._login_for(call), began)

    def _dialect(self, like: Call[Any] | None = None, began: float | None = None) -> Dialect:
        """What the service speaks, found out once however many ask. Who waits shares a failure, too."""
        speech = self._speech
        if (known := speech.known) is not None:
            return known
        failures = speech.failures
        until = self._driver.until(like, time.monotonic() if began is None else began)
        if not self._finding_out.acquire(timeout=-1 if until is None else max(until - time.monotonic(), 0.0)):
            raise _too_late()
        try:
            with speech.sharing_failures(failures, alone=_on_terms_of_its_own(like, until)):
                return speech.known or speech.learn(self._follow(speech.discovery(), like, began))
        finally:
            self._finding_out.release()

    def _prepared(self, operation: Callable[..., Call[T]], *arguments: Any) -> Call[T]:
        """A call whose answer is not read in one piece."""
        like = operation(*arguments, dialect=UNKNOWN[self.service])
        return operation(*arguments, dialect=self._dialect(like))

    def _walk(self, binding: Binding[ModelT], options: Mapping[str, Any], method: str) -> Walk[ModelT]:
        plan = self._plan(binding, options, method)

        def fetch(offset: int, limit: int) -> HubList[ModelT]:
            return self._call(operations.find, binding, plan.page(offset, limit), method)

        return Walk(fetch, order=plan.order, counted=plan.counted, **plan.pace)

    def shown_version(self) -> str:
        """The version that the service tells, or what it seems to be by its answers."""
        return version_text(self._send(version_call())) or f"about {self._dialect().shown}"

    def close(self) -> None:
        """Close the connections, unless they belong to a Hub or to an httpx2 client that was given."""
        if not self._shares:
            self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(ServiceClient):
    """An asynchronous client of one service. Use it with `async with`, or close it with `aclose()`."""

    driver_kind = AsyncDriver
    _driver: AsyncDriver

    @staticmethod
    def _new_lock() -> anyio.Lock:
        return anyio.Lock()

    def __init__(self, base_url: str, auth: AuthParam = None, **kwargs: Unpack[AsyncClientKwargs]) -> None:
        refuse_unknown(kwargs, AsyncClientKwargs.__optional_keys__, "keyword", type(self).__name__)
        client = own_client(kwargs.get("client"), httpx2.AsyncClient)
        self._aim(self._url_of(base_url, client), as_login(auth), kwargs.get("generation"))
        self._driver = AsyncDriver(settings_of(kwargs, client), client)

    @classmethod
    def sharing(cls, driver: AsyncDriver, base_url: str, login: Login, generation: str | None = None) -> Self:
        """A client that sends with a driver that it does not own."""
        made = cls.__new__(cls)
        made._aim(base_url, login, generation)
        made._driver = driver
        made._shares = True
        return made

    async def _call(self, operation: Callable[..., Call[T]], *arguments: Any) -> T:
        return await self._follow(conversation(self._speech, operation, arguments))

    async def _follow(
        self, steps: Generator[Call[Any] | Asking, Any, T], like: Call[Any] | None = None, began: float | None = None
    ) -> T:
        """Send what the steps ask for, under the terms of the call `like`, and return what they come to.

        began   when the call began that all this is for, on the steady clock; None: now
        """
        began = time.monotonic() if began is None else began
        answer: Any = None
        while True:
            try:
                call = steps.send(answer)
            except StopIteration as done:
                return done.value
            if isinstance(call, Asking):
                answer = await self._dialect(call.like, began)
            else:
                answer = await self._send(sent_like(call, like), began)

    async def _send(self, call: Call[Any], began: float | None = None) -> Answer:
        return await self._driver.send(self.service, self._base_url, call, self._login_for(call), began)

    async def _dialect(self, like: Call[Any] | None = None, began: float | None = None) -> Dialect:
        """What the service speaks, found out once however many ask. Who waits shares a failure, too."""
        speech = self._speech
        if (known := speech.known) is not None:
            return known
        failures = speech.failures
        until = self._driver.until(like, time.monotonic() if began is None else began)
        with anyio.move_on_after(None if until is None else max(until - time.monotonic(), 0.0)) as waiting:
            await self._finding_out.acquire()
        if waiting.cancelled_caught:
            raise _too_late()
        try:
            with speech.sharing_failures(failures, alone=_on_terms_of_its_own(like, until)):
                return speech.known or speech.learn(await self._follow(speech.discovery(), like, began))
        finally:
            self._finding_out.release()

    async def _prepared(self, operation: Callable[..., Call[T]], *arguments: Any) -> Call[T]:
        """A call whose answer is not read in one piece."""
        like = operation(*arguments, dialect=UNKNOWN[self.service])
        return operation(*arguments, dialect=await self._dialect(like))

    def _walk(self, binding: Binding[ModelT], options: Mapping[str, Any], method: str) -> AsyncWalk[ModelT]:
        plan = self._plan(binding, options, method)

        async def fetch(offset: int, limit: int) -> HubList[ModelT]:
            return await self._call(operations.find, binding, plan.page(offset, limit), method)

        return AsyncWalk(fetch, order=plan.order, counted=plan.counted, **plan.pace)

    async def shown_version(self) -> str:
        """The version that the service tells, or what it seems to be by its answers."""
        return version_text(await self._send(version_call())) or f"about {(await self._dialect()).shown}"

    async def aclose(self) -> None:
        """Close the connections, unless they belong to a Hub or to an httpx2 client that was given."""
        if not self._shares:
            await self._driver.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
