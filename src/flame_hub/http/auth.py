"""Logins: with a password, as a client, as a robot, or with a token.

Each is an `httpx2.Auth`, so it works with the clients of this package and with any httpx2 client, synchronous and
asynchronous. Those that log in ask for their token through the client that makes the call, so that its proxy, TLS and
timeout settings hold for both, and log in again by themselves when the Hub no longer accepts it.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Generator, Mapping
from enum import Enum
from typing import TypeAlias, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID

import anyio
import httpx2
from anyio.lowlevel import RunVar

from ..core.answers import read_error, refuses_token
from ..core.errors import AuthenticationError, UsageError
from ..core.texts import is_token, without_password
from .messages import answer_of
from .tokens import Grant, Purse

#: Where the public FLAME Hub has its auth service: the default of every login that is not told another.
DEFAULT_AUTH_URL = "https://auth.privateaim.dev"


class HubAuth(httpx2.Auth):
    """A login to the Hub."""

    def for_hub(self, auth_url: str) -> HubAuth:
        """This login at the auth service of one Hub. A login that was made for a certain service stays there."""
        del auth_url
        return self


class StaticAuth(HubAuth):
    """An access token that somebody else got. It cannot be renewed: when it ends, calls raise AuthenticationError.

    access_token   the token, without the word Bearer
    """

    def __init__(self, access_token: str) -> None:
        if not is_token(access_token):
            raise UsageError("An access token is one word of ASCII characters, without 'Bearer' before it.", None)
        self._access_token = access_token

    def __repr__(self) -> str:
        return "StaticAuth(access_token=...)"

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        _sign(request, self._access_token)
        yield request


class _Turn(Enum):
    """Steps of a flow that are not requests: from TAKE to END nobody else renews the token."""

    TAKE = "take"
    END = "end"


class LoginAuth(HubAuth):
    """A login that gets its tokens itself, renews them ahead of their end, and once when the Hub refuses one.

    Objects are shared freely: by several clients, by threads and by tasks. One of them at a time asks for a token, the
    others wait for it.
    """

    def __init__(self, login: Mapping[str, str], base_url: str, client: httpx2.Client | None) -> None:
        for name, value in login.items():
            # None is what a missing environment variable gives; it must not be sent as a text.
            if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise UsageError(f"The {name} of a login must be a text, not {type(value).__name__}.", None)
            try:
                value.encode()
            except UnicodeEncodeError:
                raise UsageError(f"The {name} of a login holds half a character.", None) from None
        self.base_url = str(base_url)
        self._login = dict(login)
        self._client = client
        self._purse = Purse(self._login)
        self._turn = threading.Lock()
        self._async_turn: RunVar[anyio.Lock] = RunVar("flame_hub.auth.turn")

    @property
    def _shown_url(self) -> str:
        return repr(without_password(self.base_url))

    def for_hub(self, auth_url: str) -> HubAuth:
        if self.base_url != DEFAULT_AUTH_URL:
            return self
        twin = type(self).__new__(type(self))
        LoginAuth.__init__(twin, self._login, auth_url, self._client)
        return twin

    def sync_auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        steps = self._steps(request)
        held = False
        step = next(steps, None)
        try:
            while step is not None:
                reply = None
                if step is _Turn.TAKE:
                    held = self._turn.acquire()
                elif step is _Turn.END:
                    self._turn.release()
                    held = False
                elif self._client is not None and step is not request:
                    reply = self._client.send(step, auth=None)
                else:
                    reply = yield step
                    if step is not request or _may_refuse_token(reply):
                        reply.read()
                step = _next(steps, reply)
        finally:
            if held:
                self._turn.release()

    async def async_auth_flow(self, request: httpx2.Request) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        steps = self._steps(request)
        turn = self._turn_of_this_loop()
        held = False
        step = next(steps, None)
        try:
            while step is not None:
                reply = None
                if step is _Turn.TAKE:
                    await turn.acquire()
                    held = True
                elif step is _Turn.END:
                    turn.release()
                    held = False
                else:
                    reply = yield step
                    if step is not request or _may_refuse_token(reply):
                        await reply.aread()
                step = _next(steps, reply)
        finally:
            if held:
                turn.release()

    def _turn_of_this_loop(self) -> anyio.Lock:
        turn = self._async_turn.get(None)
        if turn is None:
            turn = anyio.Lock()
            self._async_turn.set(turn)
        return turn

    def _steps(self, request: httpx2.Request) -> _Steps[None]:
        """All of a call: get a token if there is none, send, and once more with a new token if that was refused."""
        access = self._purse.usable() or (yield from self._renewed(request))
        _sign(request, access)
        response = cast("httpx2.Response", (yield request))
        if not _may_refuse_token(response) or not refuses_token(read_error(answer_of(request, response))):
            return
        self._purse.discard(access)
        if not isinstance(request.stream, httpx2.ByteStream):
            return  # the body came from a file or an iterator and is gone: the refusal goes to the caller
        _sign(request, self._purse.usable() or (yield from self._renewed(request)))
        yield request

    def _renewed(self, request: httpx2.Request) -> _Steps[str]:
        yield _Turn.TAKE
        access = self._purse.usable()  # somebody else may have renewed it meanwhile
        while access is None:
            grant = self._purse.next_grant()
            message = self._token_request(grant, request)
            response = cast("httpx2.Response", (yield message))
            try:
                access = self._purse.keep(answer_of(message, response))
            except AuthenticationError:
                if not grant.refreshes:
                    raise
        yield _Turn.END
        return access

    def _token_request(self, grant: Grant, request: httpx2.Request) -> httpx2.Request:
        timeout = request.extensions.get("timeout")
        return httpx2.Request(
            "POST",
            f"{self.base_url.rstrip('/')}/token",
            headers={"content-type": "application/x-www-form-urlencoded", "accept": "application/json"},
            content=urlencode(grant.form).encode(),
            extensions={"timeout": timeout} if timeout else None,
        )


_Result = TypeVar("_Result")
_Steps: TypeAlias = Generator["httpx2.Request | _Turn", "httpx2.Response | None", _Result]


def _next(steps: _Steps[None], reply: httpx2.Response | None) -> httpx2.Request | _Turn | None:
    try:
        return steps.send(reply)
    except StopIteration:
        return None


def _sign(request: httpx2.Request, access: str) -> None:
    request.headers["authorization"] = f"Bearer {access}"


def _may_refuse_token(response: httpx2.Response) -> bool:
    """Whether the answer has a status with which the Hub refuses tokens (measured on Hub 0.14), so it must be read."""
    return response.status_code in (400, 401, 500)


class PasswordAuth(LoginAuth):
    """Log in as a user.

    username   the user's name
    password   the user's password
    base_url   URL of the auth service; a `Hub` fills in its own if none is given
    client     httpx2 client that asks for tokens; the one that makes the call if none is given
    realm      name or id of the user's realm; the Hub takes "master" if none is given
    """

    def __init__(
        self,
        username: str,
        password: str,
        base_url: str = DEFAULT_AUTH_URL,
        client: httpx2.Client | None = None,
        *,
        realm: str | None = None,
    ) -> None:
        login = {"grant_type": "password", "username": username, "password": password, **_realm(realm)}
        super().__init__(login, base_url, client)

    def __repr__(self) -> str:
        return f"PasswordAuth(username={self._login['username']!r}, password=..., base_url={self._shown_url})"


class ClientAuth(LoginAuth):
    """Log in as a client: a service, a node, an analysis.

    client_id       id or name of the client
    client_secret   its secret
    base_url        URL of the auth service; a `Hub` fills in its own if none is given
    client          httpx2 client that asks for tokens; the one that makes the call if none is given
    realm           name or id of the client's realm, needed when several realms have a client of that name
    """

    def __init__(
        self,
        client_id: UUID | str,
        client_secret: str,
        base_url: str = DEFAULT_AUTH_URL,
        client: httpx2.Client | None = None,
        *,
        realm: str | None = None,
    ) -> None:
        login = {
            "grant_type": "client_credentials",
            "client_id": _identifier(client_id),
            "client_secret": client_secret,
            **_realm(realm),
        }
        super().__init__(login, base_url, client)

    def __repr__(self) -> str:
        return f"ClientAuth(client_id={self._login['client_id']!r}, client_secret=..., base_url={self._shown_url})"


class RobotAuth(LoginAuth):
    """Log in as a robot, at Hubs before 0.12.3. Newer Hubs have clients in their place: use `ClientAuth`.

    robot_id       id of the robot
    robot_secret   its secret
    base_url       URL of the auth service; a `Hub` fills in its own if none is given
    client         httpx2 client that asks for tokens; the one that makes the call if none is given
    """

    def __init__(
        self,
        robot_id: UUID | str,
        robot_secret: str,
        base_url: str = DEFAULT_AUTH_URL,
        client: httpx2.Client | None = None,
    ) -> None:
        login = {"grant_type": "robot_credentials", "id": _identifier(robot_id), "secret": robot_secret}
        super().__init__(login, base_url, client)

    def __repr__(self) -> str:
        return f"RobotAuth(robot_id={self._login['id']!r}, robot_secret=..., base_url={self._shown_url})"


def _identifier(value: UUID | str) -> str:
    return str(value) if isinstance(value, UUID) else value


def _realm(realm: str | None) -> dict[str, str]:
    # The Hub takes a name or an id under either key.
    return {"realm_name": realm} if realm is not None else {}
