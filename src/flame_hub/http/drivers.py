"""The two drivers: they send what the core built and hand back what came. All decisions are elsewhere."""

from __future__ import annotations

import copy
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any, cast

import anyio
import anyio.to_thread
import httpx2

from ..core.answers import Answer, refusal_of
from ..core.errors import HubAPIError, UsageError
from ..core.operations import Call
from ..core.texts import without_password
from ..core.throttling import Throttle
from ..models.unset import UNSET
from .direct import AsyncDirectClient, DirectClient, request_for
from .forking import mind_forks
from .logins import ANYBODY, REPLAYABLE, Ask, HubAuth
from .messages import FAILURES, Reply, answer_of, error_from, head_of, without_header_values
from .sending import Login, Rest, Sent, Terms, Trial, sending
from .settings import Settings, open_async_client, open_client, timeouts_of, valid_deadline, valid_retries
from .steps import Step, perform, perform_async, walk, walk_async
from .streams import AsyncDownload, Download
from .watching import Attempt, Watch, log_as_told

_CLOSED = "This client is closed: make another, or close it later."
_OTHER_LOOP = "This client has connections of an event loop that has ended: make one client for each event loop."


class _Driver:
    """What both colours have.

    settings   how to connect, how long to wait, how often to try
    owned      whether the httpx2 client was made here, and is closed with the driver
    """

    owned: bool
    client: Any
    _open: Any

    def __init__(self, settings: Settings, watch: Watch) -> None:
        log_as_told()
        self.settings = settings
        self._watch = watch
        self._throttle = Throttle() if settings.throttle else None
        self._unusable: UsageError | None = None
        mind_forks(self)

    def after_fork(self) -> None:
        """In a child process: the connections are the parent's, so they are left alone, not closed."""
        self._throttle = Throttle() if self.settings.throttle else None
        if self.owned:
            self._left_behind = self.client
            try:
                self.client = self._open(self.settings)
            except UsageError as failure:  # a file is gone: whoever calls is told
                self._unusable = failure

    def until(self, call: Call[Any] | None, began: float) -> float | None:
        """When a call that began then has to be over, on the steady clock; None: never."""
        deadline = self._deadline(call)
        return None if deadline is None else began + deadline

    def _deadline(self, call: Call[Any] | None) -> float | None:
        return self.settings.deadline if call is None or call.deadline is UNSET else valid_deadline(call.deadline)

    def _prepare(
        self, client: httpx2.Client | httpx2.AsyncClient, base_url: str, call: Call[Any], auth: Login, body: Any
    ) -> httpx2.Request:
        if self._unusable is not None:
            raise copy.copy(self._unusable)
        if client.is_closed:
            raise UsageError(_CLOSED, None)
        if "@" in base_url and not (auth is httpx2.USE_CLIENT_DEFAULT and not isinstance(client.auth, HubAuth)):
            # Nobody logs in with that, and the log of httpx2 would show it.
            base_url = without_password(base_url)
        headers = {"accept": call.accepts}
        if body is not None:
            headers["content-type"] = call.content_type
        headers.update(call.headers)
        try:
            request = request_for(
                client,
                call.method,
                f"{base_url}{call.path}",
                call.query,
                content=body,
                headers=headers,
                timeout=_allowing(self._timeouts(call, client), call.patience),
            )
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as failure:
            message = f"The request to {without_password(base_url)} cannot be made: {failure}."
            raise UsageError(message, None) from failure
        if getattr(call.body, "rewindable", False):
            request.extensions[REPLAYABLE] = True
        return request

    def _login_seen(self, request: httpx2.Request) -> Attempt | None:
        """A request for a token as hooks and logs see it; None: nobody looks."""
        if not self._watch.active:
            return None
        return Attempt("auth", request.method, request.url.path, str(request.url), number=0, purpose="login")

    def _timeouts(self, call: Call[Any], client: httpx2.Client | httpx2.AsyncClient) -> httpx2.Timeout:
        if call.timeout is not UNSET:
            return timeouts_of(call.timeout)
        # A client of one's own has timeouts of its own, unless others were asked for.
        return self.settings.timeouts if self.owned or "timeout" in self.settings.given else client.timeout

    def _terms(
        self,
        client: httpx2.Client | httpx2.AsyncClient,
        service: str,
        base_url: str,
        call: Call[Any],
        auth: Login,
        began: float | None = None,
        *,
        stream: bool = False,
    ) -> Terms:
        own = client.auth
        deadline = self._deadline(call)
        return Terms(
            service=service,
            base_url=base_url,
            effect=call.effect,
            login=own if auth is httpx2.USE_CLIENT_DEFAULT and isinstance(own, HubAuth) else auth,
            stream=stream,
            retries=self.settings.retries if call.retries is UNSET else valid_retries(call.retries),
            deadline=deadline,
            until=None if deadline is None else (time.monotonic() if began is None else began) + deadline,
            throttle=self._throttle,
            watched=self._watch.active,
        )


class SyncDriver(_Driver):
    """Sends with an `httpx2.Client`. Safe to share between threads; a child process has connections of its own.

    client    an httpx2 client that somebody brought along; None: one is made, and closed with the driver
    """

    client: httpx2.Client
    _open = staticmethod(open_client)

    def __init__(self, settings: Settings, client: httpx2.Client | None = None) -> None:
        super().__init__(settings, Watch(settings.event_hooks))
        self.owned = client is None
        self.client = client or open_client(settings)

    def send(self, service: str, base_url: str, call: Call[Any], auth: Login, began: float | None = None) -> Answer:
        """The answer to `call`, whatever its status. Raises HubAPIError if there is none.

        began   when the call's deadline began to run, on the steady clock; None: now
        """
        client = self.client
        request = self._prepare(client, base_url, call, auth, call.body)
        terms = self._terms(client, service, base_url, call, auth, began)
        return _answer(request, walk(sending(request, terms), lambda step: self._do(client, step), HubAPIError))

    def download(
        self,
        service: str,
        base_url: str,
        call: Call[Any],
        auth: Login,
        chunk_size: int | None,
        began: float | None = None,
    ) -> Download:
        """The body of the answer, piece by piece. Raises HubAPIError if the Hub refuses, before the first piece.

        began   when the call's deadline began to run, on the steady clock; None: now
        """
        client = self.client
        request = self._prepare(client, base_url, call, auth, call.body)
        terms = self._terms(client, service, base_url, call, auth, began, stream=True)
        sent = walk(sending(request, terms), lambda step: self._do(client, step), HubAPIError)
        response = cast("httpx2.Response", sent.response)
        if (refusal := refusal_of(head_of(request, response))) is not None:
            with _told(client, request):
                _read(request, response, terms.until)
            raise refusal(_answer(request, sent))
        return Download(request, response, chunk_size, self)

    def _do(self, client: httpx2.Client, step: Trial | Ask | Step) -> Any:
        if isinstance(step, Trial):
            return self._seen(step.seen, step.request, lambda: _fetch(client, step))
        if isinstance(step, Ask):
            return self._seen(self._login_seen(step.request), step.request, lambda: _ask(step.client or client, step))
        if isinstance(step, Rest) and step.seen is not None:
            self._watch.waiting(step.seen)
        return perform(step)

    def _seen(self, seen: Attempt | None, request: httpx2.Request, send: Any) -> httpx2.Response:
        if seen is None:
            return send()
        self._watch.sending(seen, request.headers)
        began = time.perf_counter()
        answer: httpx2.Response | None = None
        try:
            response: httpx2.Response = send()
            answer = response
            seen.status = response.status_code
        except BaseException as error:
            seen.error = _without_trace(error)
            raise
        finally:
            seen.seconds = time.perf_counter() - began
            try:
                self._watch.ended(seen)
            except BaseException:
                if answer is not None:  # nobody else will
                    answer.close()
                raise
        return response

    def close(self) -> None:
        if self.owned:
            self.client.close()

    def __del__(self) -> None:
        # A script that never closes its client should not leave open sockets to the garbage collector.
        if "client" in vars(self):
            self.close()


def _fetch(client: httpx2.Client, step: Trial) -> Reply:
    request, until = step.request, step.until
    with _told(client, request):
        if isinstance(client, DirectClient) and step.auth is ANYBODY and step.alone:
            received = client.exchange(request, until)
            if received is not None:
                return received
        if until is None and not step.stream:
            return client.send(request, auth=step.auth)
        response = client.send(request, auth=step.auth, stream=True)
        if not (step.stream and response.is_success):
            _read(request, response, until)
    return response


def _read(request: httpx2.Request, response: httpx2.Response, until: float | None) -> None:
    """Read a body that must be whole in time: each piece may come in time, and all of them too late."""
    try:
        if until is None or response.is_stream_consumed:
            response.read()
            return
        pieces: list[bytes] = []
        for piece in response.iter_raw():
            pieces.append(piece)
            if time.monotonic() > until:
                raise httpx2.ReadTimeout("The answer came too slowly.", request=request)
    finally:
        response.close()
    _put_body(response, b"".join(pieces))


def _put_body(response: httpx2.Response, body: bytes) -> None:
    """Let a response have a body that was read as it came, before it was decompressed."""
    response.stream = httpx2.ByteStream(body)
    response.is_stream_consumed = False
    response.is_closed = False
    response.read()


def _ask(client: httpx2.Client, step: Ask) -> httpx2.Response:
    with _told(client, step.request):
        response = client.send(step.request, auth=ANYBODY, stream=True)
        _read(step.request, response, step.until)
    return response


class AsyncDriver(_Driver):
    """Sends with an `httpx2.AsyncClient`. Safe to share between the tasks of one event loop; a child process has
    connections of its own.

    client    an httpx2 client that somebody brought along; None: one is made, and closed with the driver
    """

    client: httpx2.AsyncClient
    _open = staticmethod(open_async_client)

    def __init__(self, settings: Settings, client: httpx2.AsyncClient | None = None) -> None:
        super().__init__(settings, Watch(settings.event_hooks, asynchronous=True))
        self.owned = client is None
        self.client = client or open_async_client(settings)

    async def send(
        self, service: str, base_url: str, call: Call[Any], auth: Login, began: float | None = None
    ) -> Answer:
        """The answer to `call`, whatever its status. Raises HubAPIError if there is none.

        began   when the call's deadline began to run, on the steady clock; None: now
        """
        client = self.client
        request = self._prepare(client, base_url, call, auth, _without_blocking(call.body))
        terms = self._terms(client, service, base_url, call, auth, began)
        return _answer(
            request, await walk_async(sending(request, terms), lambda step: self._do(client, step), HubAPIError)
        )

    async def download(
        self,
        service: str,
        base_url: str,
        call: Call[Any],
        auth: Login,
        chunk_size: int | None,
        began: float | None = None,
    ) -> AsyncDownload:
        """The body of the answer, piece by piece. Raises HubAPIError if the Hub refuses, before the first piece.

        began   when the call's deadline began to run, on the steady clock; None: now
        """
        client = self.client
        request = self._prepare(client, base_url, call, auth, None)
        terms = self._terms(client, service, base_url, call, auth, began, stream=True)
        sent = await walk_async(sending(request, terms), lambda step: self._do(client, step), HubAPIError)
        response = cast("httpx2.Response", sent.response)
        if (refusal := refusal_of(head_of(request, response))) is not None:
            with _told(client, request):
                await _aread(response)
            raise refusal(_answer(request, sent))
        return AsyncDownload(request, response, chunk_size, self)

    async def _do(self, client: httpx2.AsyncClient, step: Trial | Ask | Step) -> Any:
        if isinstance(step, Trial):
            return await self._seen(step.seen, step.request, lambda: _fetch_async(client, step))
        if isinstance(step, Ask):
            return await self._seen(self._login_seen(step.request), step.request, lambda: _ask_async(client, step))
        if isinstance(step, Rest) and step.seen is not None:
            await self._watch.awaiting(step.seen)
        return await perform_async(step)

    async def _seen(self, seen: Attempt | None, request: httpx2.Request, send: Any) -> httpx2.Response:
        if seen is None:
            return await send()
        await self._watch.asending(seen, request.headers)
        began = time.perf_counter()
        answer: httpx2.Response | None = None
        try:
            response: httpx2.Response = await send()
            answer = response
            seen.status = response.status_code
        except BaseException as error:
            seen.error = _without_trace(error)
            raise
        finally:
            seen.seconds = time.perf_counter() - began
            try:
                await self._watch.aended(seen)
            except BaseException:
                if answer is not None:  # nobody else will
                    with anyio.CancelScope(shield=True):
                        await answer.aclose()
                raise
        return response

    async def close(self) -> None:
        if self.owned:
            await self.client.aclose()


async def _fetch_async(client: httpx2.AsyncClient, step: Trial) -> Reply:
    request = step.request
    with _told(client, request):
        with _ending_at(step.until):
            if isinstance(client, AsyncDirectClient) and step.auth is ANYBODY and step.alone:
                received = await client.exchange(request)
                if received is not None:
                    return received
            response = await client.send(request, auth=step.auth, stream=step.stream)
            if step.stream and not response.is_success:
                await _aread(response)
            return response
        raise httpx2.ReadTimeout("The answer came too slowly.", request=request)


async def _ask_async(client: httpx2.AsyncClient, step: Ask) -> httpx2.Response:
    with _told(client, step.request):
        with _ending_at(step.until):
            return await client.send(step.request, auth=ANYBODY)
        raise httpx2.ReadTimeout("The answer came too slowly.", request=step.request)


async def _aread(response: httpx2.Response) -> None:
    try:
        await response.aread()
    finally:
        with anyio.CancelScope(shield=True):
            await response.aclose()


def _ending_at(until: float | None) -> AbstractContextManager[object]:
    if until is None:
        return _UNENDING
    return anyio.CancelScope(deadline=anyio.current_time() + until - time.monotonic())


_UNENDING = nullcontext()


class _told:  # noqa: N801 - a context manager, called as contextlib's are
    """What fails within is told in the words of this package.

    A class, because the frames of a generator would keep the failure alive, and with it this client.
    """

    def __init__(self, client: httpx2.Client | httpx2.AsyncClient, request: httpx2.Request) -> None:
        self._client = client
        self._request = request

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(failure, HubAPIError):
            return
        if isinstance(failure, FAILURES):
            raise error_from(failure, self._request) from without_header_values(failure)
        if isinstance(failure, UnicodeError) and "idna" in str(failure):
            message = "Name or service not known: a part of it is empty or too long"
            unknown = httpx2.ConnectError(message, request=self._request)
            raise error_from(unknown, self._request) from unknown
        if isinstance(failure, RuntimeError) and (self._client.is_closed or "loop is closed" in str(failure)):
            error = UsageError(_CLOSED if self._client.is_closed else _OTHER_LOOP, None)
            raise error from httpx2.LocalProtocolError(str(failure))  # which tells that nothing was sent


def _without_trace(error: BaseException) -> Exception | None:
    """An error for those who watch. Its traceback would keep the attempt alive that has it, and this client."""
    return copy.copy(error) if isinstance(error, HubAPIError) else error if isinstance(error, Exception) else None


def _answer(request: httpx2.Request, sent: Sent) -> Answer:
    return answer_of(request, sent.response, attempts=sent.attempts, maybe_done=sent.maybe_done)


def _allowing(timeout: httpx2.Timeout, patience: float) -> httpx2.Timeout:
    """The timeouts of a client with more time to read."""
    if not patience or timeout.read is None:
        return timeout
    return httpx2.Timeout(connect=timeout.connect, read=timeout.read + patience, write=timeout.write, pool=timeout.pool)


class _InThreads(AsyncIterator[bytes]):
    """Pieces of a body that are read from files: in a thread, so that the event loop goes on."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._iterator = iter(pieces)

    async def __anext__(self) -> bytes:
        piece = await anyio.to_thread.run_sync(next, self._iterator, None)
        if piece is None:
            raise StopAsyncIteration
        return piece


class _Body:
    """A body that can be iterated over again if its pieces can."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _InThreads(self._pieces)


def _without_blocking(body: bytes | Iterable[bytes] | None) -> bytes | _Body | None:
    return body if body is None or isinstance(body, bytes) else _Body(body)
