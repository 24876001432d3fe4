"""Logins: every call has a good token, and the Hub is asked for as few of them as possible."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qsl

import anyio
import httpx2
import pytest

import flame_hub
from flame_hub.auth import DEFAULT_AUTH_URL, ClientAuth, HubAuth, PasswordAuth, RobotAuth, StaticAuth
from flame_hub.errors import (
    AuthenticationError,
    HubAPIError,
    RateLimitError,
    ServerError,
    UnreadableAnswerError,
    UsageError,
    WrongURLError,
)

AUTH_URL = "http://hub.test/auth"
NODES = "http://hub.test/core/nodes"

#: The forms in which the services of a Hub refuse a token.
REFUSALS = {
    "401": (401, "identity_unauthorized", "Authentication required."),
    "400 expired": (400, "expired_token", "The JWT has expired."),
    "400 inactive": (400, "inactive_token", "The JWT is not active."),
    "400 invalid": (400, "invalid_token", "The JWT is invalid."),
    "500 expired": (500, "internal_error", "The JWT has expired."),
    "500 inactive": (500, "internal_error", "The JWT is not active."),
    "500 garbage": (500, "internal_error", "Property token is invalid"),
}


class FakeHub:
    """What a login meets of a Hub: tokens are given out for a password, and calls are answered to who has one.

    grants   forms of the token requests, in order
    calls    (token, body) of the other requests
    """

    def __init__(self) -> None:
        self.password = "start123"
        self.lifetime: float = 900
        self.refusal = REFUSALS["401"]
        self.token_answer: httpx2.Response | Exception | None = None
        self.answer: httpx2.Response | None = None
        self.token_requests: list[httpx2.Request] = []
        self.grants: list[dict[str, str]] = []
        self.calls: list[tuple[str, bytes]] = []
        self.accepts_nothing = False
        self._good: set[str] = set()
        self._refresh: set[str] = set()
        self._lock = threading.Lock()

    @property
    def grant_types(self) -> list[str]:
        return [form["grant_type"] for form in self.grants]

    def revoke(self, *, session: bool = False) -> None:
        """Accept no token that was given out, and with `session` no refresh token either."""
        self._good.clear()
        if session:
            self._refresh.clear()

    def accepts(self, request: httpx2.Request) -> bool:
        return not self.accepts_nothing and request.headers["authorization"].removeprefix("Bearer ") in self._good

    def handle(self, request: httpx2.Request, body: bytes) -> httpx2.Response:
        with self._lock:
            if request.url.path.endswith("/token"):
                return self._token(request, body)
            self.calls.append((request.headers["authorization"].removeprefix("Bearer "), body))
            if not self.accepts(request):
                status, code, message = self.refusal
                return httpx2.Response(status, json={"code": code, "message": message})
            return self.answer or httpx2.Response(200, json={"data": [], "meta": {"total": 0}})

    def _token(self, request: httpx2.Request, body: bytes) -> httpx2.Response:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
        self.token_requests.append(request)
        self.grants.append(form)
        if isinstance(self.token_answer, Exception):
            raise self.token_answer
        if self.token_answer is not None:
            return self.token_answer
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] not in self._refresh:
                return httpx2.Response(400, json={"code": "invalid_grant", "message": "refresh token is unknown"})
            self._refresh.remove(form["refresh_token"])
        elif form.get("password", self.password) != self.password:
            return httpx2.Response(400, json={"code": "invalid_credentials", "message": "The credentials are invalid."})
        number = len(self.grants)
        self._good.add(f"access-{number}")
        self._refresh.add(f"refresh-{number}")
        return httpx2.Response(
            200,
            json={
                "access_token": f"access-{number}",
                "refresh_token": f"refresh-{number}",
                "expires_in": self.lifetime,
                "token_type": "Bearer",
            },
        )


Pause = Callable[[httpx2.Request], Any]


class Line(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """The way to a hub, for both colours. A body is taken once, as from a socket.

    pause   called, or awaited, with every request before the hub gets it
    """

    def __init__(self, hub: FakeHub, pause: Pause = lambda request: None) -> None:
        self.hub = hub
        self.pause = pause

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = b"".join(request.stream)
        self.pause(request)
        return self.hub.handle(request, body)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = b"".join([piece async for piece in request.stream])
        waiting = self.pause(request)
        if isinstance(waiting, Awaitable):
            await waiting
        return self.hub.handle(request, body)


async def async_pieces(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def sync_send(
    hub: FakeHub, auth: httpx2.Auth, times: int = 1, content: Any = None, **given: Any
) -> list[httpx2.Response]:
    with httpx2.Client(transport=Line(hub), **given) as client:
        return [client.post(NODES, content=content, auth=auth) for _ in range(times)]


def async_send(
    hub: FakeHub, auth: httpx2.Auth, times: int = 1, content: Any = None, **given: Any
) -> list[httpx2.Response]:
    async def main() -> list[httpx2.Response]:
        body = async_pieces(content) if isinstance(content, Iterator) else content
        async with httpx2.AsyncClient(transport=Line(hub), **given) as client:
            return [await client.post(NODES, content=body, auth=auth) for _ in range(times)]

    return anyio.run(main)


Send = Callable[..., list[httpx2.Response]]


@pytest.fixture(params=[sync_send, async_send], ids=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Send:
    """Sends requests with a fresh client of httpx2, and gives the answers."""
    return request.param


@pytest.fixture
def hub() -> FakeHub:
    return FakeHub()


@pytest.fixture
def auth() -> PasswordAuth:
    return PasswordAuth("admin", "start123", AUTH_URL)


def statuses(answers: list[httpx2.Response]) -> list[int]:
    return [answer.status_code for answer in answers]


# -- logging in ---------------------------------------------------------------------------------------------------


def test_many_calls_need_one_login(hub: FakeHub, auth: PasswordAuth, send: Send):
    assert statuses(send(hub, auth, times=5)) == [200] * 5
    assert hub.grant_types == ["password"]
    assert [token for token, _ in hub.calls] == ["access-1"] * 5


def test_clients_share_a_login_in_both_colours(hub: FakeHub, auth: PasswordAuth):
    for send in (sync_send, async_send, async_send, sync_send):
        assert statuses(send(hub, auth)) == [200]
    assert len(hub.grants) == 1


@pytest.mark.parametrize(
    ("kind", "given", "form"),
    [
        (
            PasswordAuth,
            ("admin", "p&ss wörd+", AUTH_URL),
            {"grant_type": "password", "username": "admin", "password": "p&ss wörd+"},
        ),
        (
            ClientAuth,
            ("system", "s3cret", AUTH_URL),
            {"grant_type": "client_credentials", "client_id": "system", "client_secret": "s3cret"},
        ),
        (
            RobotAuth,
            ("an-id", "s3cret", AUTH_URL),
            {"grant_type": "robot_credentials", "id": "an-id", "secret": "s3cret"},
        ),
    ],
)
def test_a_login_is_sent_as_a_form(hub: FakeHub, send: Send, kind: Any, given: tuple[str, ...], form: dict[str, str]):
    hub.password = form.get("password", "")
    send(hub, kind(*given))
    assert hub.grants == [form]
    (request,) = hub.token_requests
    assert (request.method, str(request.url)) == ("POST", "http://hub.test/auth/token")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert "authorization" not in request.headers


@pytest.mark.parametrize("kind", [PasswordAuth, ClientAuth])
def test_a_realm_is_sent_if_one_is_given(hub: FakeHub, send: Send, kind: Any):
    send(hub, kind("name", "start123", AUTH_URL, realm="my-realm"))
    assert hub.grants[0]["realm_name"] == "my-realm"


@pytest.mark.parametrize("url", ["http://hub.test/auth", "http://hub.test/auth/", "http://hub.test/auth//"])
def test_the_url_of_a_login_may_end_with_a_slash(hub: FakeHub, send: Send, url: str):
    send(hub, ClientAuth("system", "s3cret", url))
    assert str(hub.token_requests[0].url) == "http://hub.test/auth/token"


def test_a_token_is_asked_for_with_the_timeout_of_the_call(hub: FakeHub, auth: PasswordAuth, send: Send):
    timeout = httpx2.Timeout(connect=1.0, read=2.0, write=3.0, pool=4.0)
    send(hub, auth, timeout=timeout)
    assert hub.token_requests[0].extensions["timeout"] == timeout.as_dict()


def test_a_token_is_asked_for_through_a_client_of_its_own_if_there_is_one(hub: FakeHub):
    other = FakeHub()
    with httpx2.Client(transport=Line(other)) as client:
        sync_send(hub, PasswordAuth("admin", "start123", AUTH_URL, client))
    assert other.grants
    assert not hub.grants


def test_a_login_can_be_the_login_of_a_client(hub: FakeHub, auth: PasswordAuth):
    with httpx2.Client(transport=Line(hub), auth=auth) as client:
        assert client.get(NODES).status_code == 200
        with client.stream("GET", NODES) as response:
            assert response.read() == b'{"data":[],"meta":{"total":0}}'

    async def main() -> None:
        async with httpx2.AsyncClient(transport=Line(hub), auth=auth) as client:
            assert (await client.get(NODES)).status_code == 200
            async with client.stream("GET", NODES) as response:
                assert await response.aread() == b'{"data":[],"meta":{"total":0}}'

    anyio.run(main)
    assert len(hub.grants) == 1


# -- refused logins -----------------------------------------------------------------------------------------------


def test_a_wrong_password_is_told_once_and_nothing_else_is_sent(hub: FakeHub, send: Send):
    with pytest.raises(AuthenticationError, match="The Hub refused the login: The credentials are invalid") as caught:
        send(hub, PasswordAuth("admin", "wrong", AUTH_URL))
    assert "password" in caught.value.hint
    assert (hub.grant_types, hub.calls) == (["password"], [])


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda: httpx2.Response(404, json={"status": 404, "message": "Not Found"}), WrongURLError),
        (lambda: httpx2.Response(429, text="Too many requests", headers={"retry-after": "5"}), RateLimitError),
        (lambda: httpx2.Response(500, json={"code": "internal_error", "message": "Failed."}), ServerError),
        (lambda: httpx2.Response(502, html="<html>"), ServerError),
        (lambda: httpx2.Response(302, headers={"location": "http://elsewhere.test/"}), WrongURLError),
        (lambda: httpx2.Response(200, html="<html>Sign in</html>"), UnreadableAnswerError),
        (lambda: httpx2.Response(200, json={"token": "x"}), UnreadableAnswerError),
        (lambda: httpx2.Response(200, json={"access_token": "tökén"}), HubAPIError),
        (lambda: httpx2.ConnectError("Connection refused"), httpx2.ConnectError),
        (lambda: httpx2.ReadTimeout("timed out"), httpx2.ReadTimeout),
    ],
    ids=["404", "429", "500", "502", "redirect", "html", "no token", "no ascii", "no connection", "no answer"],
)
def test_a_failed_login_is_told_and_the_next_call_tries_again(
    hub: FakeHub, auth: PasswordAuth, send: Send, answer: Callable[[], Any], kind: type[Exception]
):
    hub.token_answer = answer()
    with pytest.raises(kind):
        send(hub, auth)
    assert (len(hub.grants), len(hub.calls)) == (1, 0)
    hub.token_answer = None
    assert statuses(send(hub, auth)) == [200]


def test_a_login_that_cannot_be_sent_is_refused(hub: FakeHub, send: Send):
    with pytest.raises(UsageError):
        send(hub, PasswordAuth("admin", "\ud800", AUTH_URL))
    assert not hub.grants


# -- renewal ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_refused_token_is_renewed_once_and_the_call_repeated(
    hub: FakeHub, auth: PasswordAuth, send: Send, refusal: tuple[int, str, str]
):
    hub.refusal = refusal
    send(hub, auth)
    hub.revoke()
    assert statuses(send(hub, auth, content=b"the body")) == [200]
    assert hub.grant_types == ["password", "password"]
    assert hub.calls[1:] == [("access-1", b"the body"), ("access-2", b"the body")]


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_hub_that_accepts_no_token_is_not_asked_for_ever(
    hub: FakeHub, auth: PasswordAuth, send: Send, refusal: tuple[int, str, str]
):
    hub.refusal = refusal
    hub.accepts_nothing = True
    assert statuses(send(hub, auth)) == [refusal[0]]
    assert hub.grant_types == ["password", "password"]
    assert [token for token, _ in hub.calls] == ["access-1", "access-2"]


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (400, "bad_request", "Property name is invalid"),
        (401, "invalid_client", "Client authentication failed"),
        (403, "permission_denied", "No."),
        (404, "entity_not_found", "The node was not found."),
        (409, "entity_conflict", "There is one."),
        (429, "", ""),
        (500, "internal_error", "An internal server error occurred."),
        (503, "", ""),
    ],
)
def test_other_refusals_are_none_of_the_tokens_fault(
    hub: FakeHub, auth: PasswordAuth, send: Send, status: int, code: str, message: str
):
    hub.refusal = (status, code, message)
    hub.accepts_nothing = True
    (answer,) = send(hub, auth)
    assert (answer.status_code, answer.json()) == (status, {"code": code, "message": message})
    assert (len(hub.grants), len(hub.calls)) == (1, 1)


def test_a_token_that_is_over_is_renewed_before_it_is_used(hub: FakeHub, auth: PasswordAuth, send: Send):
    hub.lifetime = 0
    assert statuses(send(hub, auth, times=3)) == [200] * 3
    assert hub.grant_types == ["password", "refresh_token", "refresh_token"]
    assert [token for token, _ in hub.calls] == ["access-1", "access-2", "access-3"]


def test_a_refused_refresh_falls_back_to_the_password(hub: FakeHub, auth: PasswordAuth, send: Send):
    hub.lifetime = 0
    send(hub, auth)
    hub.revoke(session=True)
    assert statuses(send(hub, auth)) == [200]
    assert hub.grant_types == ["password", "refresh_token", "password"]
    assert [token for token, _ in hub.calls] == ["access-1", "access-3"]


def test_a_password_that_was_changed_meanwhile_is_told(hub: FakeHub, auth: PasswordAuth, send: Send):
    hub.lifetime = 0
    send(hub, auth)
    hub.revoke(session=True)
    hub.password = "changed"
    with pytest.raises(AuthenticationError):
        send(hub, auth)
    assert hub.grant_types == ["password", "refresh_token", "password"]


def test_a_refresh_that_fails_on_the_way_is_not_sent_again(hub: FakeHub, auth: PasswordAuth, send: Send):
    hub.lifetime = 0
    send(hub, auth)
    hub.revoke()
    hub.token_answer = httpx2.ReadError("reset by peer")
    with pytest.raises(httpx2.ReadError):
        send(hub, auth)
    hub.token_answer = None
    assert statuses(send(hub, auth)) == [200]
    assert hub.grant_types == ["password", "refresh_token", "password"]


def test_a_body_that_can_be_read_once_only_is_not_sent_again(hub: FakeHub, auth: PasswordAuth, send: Send):
    send(hub, auth)
    hub.revoke()
    assert statuses(send(hub, auth, content=iter([b"one ", b"piece"]))) == [401]
    assert hub.calls[1:] == [("access-1", b"one piece")]


def test_after_a_body_that_can_be_read_once_only_the_next_call_has_a_new_token(
    hub: FakeHub, auth: PasswordAuth, send: Send
):
    send(hub, auth)
    hub.revoke()
    send(hub, auth, content=iter([b"one ", b"piece"]))
    assert statuses(send(hub, auth, content=iter([b"once ", b"more"]))) == [200]
    assert hub.calls[2:] == [("access-2", b"once more")]


# -- many at a time -----------------------------------------------------------------------------------------------

THREADS, TASKS = 100, 1_000


class Crowd:
    """Calls that are made at the same time, by threads or by tasks.

    The requests that `held` names wait until all calls have begun or, with `everybody`, until all of them are held.
    """

    def __init__(self, hub: FakeHub, auth: httpx2.Auth, held: Callable[[httpx2.Request], bool], *, everybody: bool):
        self.hub = hub
        self.auth = auth
        self.held = held
        self.everybody = everybody
        self._arrived = 0
        self._lock = threading.Lock()

    def _complete(self, number: int) -> bool:
        with self._lock:
            self._arrived += 1
            return self._arrived == number

    def threads(self) -> list[int]:
        """Statuses of the answers to `THREADS` calls."""
        complete = threading.Event()

        def arrive() -> None:
            if self._complete(THREADS):
                complete.set()

        def pause(request: httpx2.Request) -> None:
            if self.held(request):
                if self.everybody:
                    arrive()
                assert complete.wait(10)

        def call() -> int:
            if not self.everybody:
                arrive()
            return client.get(NODES, auth=self.auth).status_code

        with httpx2.Client(transport=Line(self.hub, pause)) as client, ThreadPoolExecutor(THREADS) as pool:
            return [future.result(20) for future in [pool.submit(call) for _ in range(THREADS)]]

    def tasks(self) -> list[int]:
        """Statuses of the answers to `TASKS` calls."""
        found: list[int] = []

        async def main() -> None:
            complete = anyio.Event()

            def arrive() -> None:
                if self._complete(TASKS):
                    complete.set()

            async def pause(request: httpx2.Request) -> None:
                if self.held(request):
                    if self.everybody:
                        arrive()
                    await complete.wait()

            async def call() -> None:
                if not self.everybody:
                    arrive()
                found.append((await client.get(NODES, auth=self.auth)).status_code)

            async with httpx2.AsyncClient(transport=Line(self.hub, pause)) as client:
                with anyio.fail_after(20):
                    async with anyio.create_task_group() as group:
                        for _ in range(TASKS):
                            group.start_soon(call)

        anyio.run(main)
        return found


CROWDS = pytest.mark.parametrize(
    ("calls", "number"), [(Crowd.threads, THREADS), (Crowd.tasks, TASKS)], ids=["threads", "tasks"]
)


@CROWDS
def test_calls_that_begin_together_need_one_login(hub: FakeHub, auth: PasswordAuth, calls: Any, number: int):
    def is_token_request(request: httpx2.Request) -> bool:
        return request.url.path == "/auth/token"

    assert calls(Crowd(hub, auth, is_token_request, everybody=False)) == [200] * number
    assert hub.grant_types == ["password"]
    assert len(hub.calls) == number


@CROWDS
@pytest.mark.parametrize("refusal", [REFUSALS["400 expired"], REFUSALS["500 inactive"]], ids=["expired", "inactive"])
def test_calls_that_are_refused_together_need_one_token_request(
    hub: FakeHub, auth: PasswordAuth, calls: Any, number: int, refusal: tuple[int, str, str]
):
    def is_first_try(request: httpx2.Request) -> bool:
        return request.headers.get("authorization") == "Bearer access-1"

    hub.refusal = refusal
    sync_send(hub, auth)
    hub.revoke()
    assert calls(Crowd(hub, auth, is_first_try, everybody=True)) == [200] * number
    assert hub.grant_types == ["password", "password"]
    assert len(hub.calls) == 1 + 2 * number


def test_a_task_that_is_cancelled_while_it_logs_in_lets_the_others_log_in(hub: FakeHub, auth: PasswordAuth):
    async def main() -> int:
        asked = anyio.Event()

        async def never(request: httpx2.Request) -> None:
            asked.set()
            await anyio.sleep_forever()

        line = Line(hub, never)
        async with httpx2.AsyncClient(transport=line) as client:

            async def call() -> None:
                await client.get(NODES, auth=auth)

            async with anyio.create_task_group() as group:
                group.start_soon(call)
                group.start_soon(call)
                await asked.wait()
                group.cancel_scope.cancel()
            line.pause = lambda request: None
            with anyio.fail_after(10):
                return (await client.get(NODES, auth=auth)).status_code

    assert anyio.run(main) == 200


# -- which Hub ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [PasswordAuth, ClientAuth, RobotAuth])
def test_a_login_without_a_url_logs_in_at_the_hub_that_it_is_used_for(kind: Any):
    login = kind("admin", "start123")
    there = login.for_hub("http://hub.test/auth/")
    assert type(there) is kind
    assert there is not login
    assert (there.base_url, login.base_url) == ("http://hub.test/auth/", DEFAULT_AUTH_URL)


@pytest.mark.parametrize("kind", [PasswordAuth, ClientAuth, RobotAuth])
def test_a_login_with_a_url_stays_there(kind: Any):
    login = kind("admin", "start123", "http://elsewhere.test/")
    assert login.for_hub("http://hub.test/auth/") is login


def test_a_token_is_good_for_any_hub():
    login = StaticAuth("token")
    assert login.for_hub("http://hub.test/auth/") is login


def test_a_hub_logs_in_at_its_own_auth_service_once_for_all_services(hub: FakeHub):
    with httpx2.Client(transport=Line(hub)) as client:
        clients = flame_hub.Hub("http://hub.test/", PasswordAuth("admin", "start123"), client=client, generation="0.14")
        clients.core.get_nodes()
        clients.auth.get_users()
        clients.storage.get_buckets()
    assert [str(request.url) for request in hub.token_requests] == ["http://hub.test/auth/token"]


def test_a_client_tells_a_failed_login_in_the_words_of_the_package(hub: FakeHub, auth: PasswordAuth):
    hub.token_answer = httpx2.ConnectError("Connection refused")
    with httpx2.Client(transport=Line(hub)) as client:
        core = flame_hub.CoreClient("http://hub.test/core/", auth, client=client, generation="0.14", retries=0)
        with pytest.raises(flame_hub.errors.HubConnectionError, match="Connection refused"):
            core.get_nodes()
        hub.token_answer = None
        assert core.get_nodes() == []


# -- tokens of somebody else --------------------------------------------------------------------------------------


def test_a_token_is_sent_as_it_is_and_never_renewed(hub: FakeHub, send: Send):
    assert statuses(send(hub, StaticAuth("somebody.elses-token_~+/="))) == [401]
    assert (hub.calls, hub.grants) == ([("somebody.elses-token_~+/=", b"")], [])


@pytest.mark.parametrize(
    "token",
    [
        "",
        " ",
        "Bearer token",
        "to ken",
        " token",
        "token\n",
        "token\r\nX-Header: a",
        "tökén",
        "to\0ken",
        None,
        5,
        b"token",
    ],
    ids=repr,
)
def test_a_token_that_cannot_be_one_is_refused(token: Any):
    with pytest.raises(UsageError, match="An access token is one word"):
        StaticAuth(token)


# -- what is shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("auth", "shown"),
    [
        (
            PasswordAuth("admin", "s3cret", AUTH_URL),
            f"PasswordAuth(username='admin', password=..., base_url='{AUTH_URL}')",
        ),
        (ClientAuth("cl", "s3cret", AUTH_URL), f"ClientAuth(client_id='cl', client_secret=..., base_url='{AUTH_URL}')"),
        (RobotAuth("rob", "s3cret", AUTH_URL), f"RobotAuth(robot_id='rob', robot_secret=..., base_url='{AUTH_URL}')"),
        (StaticAuth("s3cret"), "StaticAuth(access_token=...)"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_login_shows_who_logs_in_but_no_secret(auth: HubAuth, shown: str):
    assert repr(auth) == str(auth) == shown


@pytest.mark.parametrize("kind", [PasswordAuth, ClientAuth, RobotAuth])
def test_a_login_is_shown_without_the_password_of_its_url(kind: Any):
    assert "pass-in-url" not in repr(kind("admin", "start123", "http://user:pass-in-url@hub.test/auth"))


@pytest.mark.parametrize("kind", [PasswordAuth, ClientAuth, RobotAuth])
def test_a_secret_that_was_not_found_is_refused(kind: Any):
    with pytest.raises(UsageError):
        kind("admin", None)
