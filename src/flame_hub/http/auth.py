"""Logins: with a password, as a client, as a robot, or with a token.

Each is an `httpx2.Auth`, so it works with the clients of this package and with any httpx2 client, synchronous and
asynchronous. Those that log in ask for their token through the client that makes the call, so that its proxy, TLS and
timeout settings hold for both, and log in again by themselves when the Hub no longer accepts it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

import httpx2

from ..core.errors import ErrorResponse, HubAPIError, RateLimitError, ServerError, UsageError
from ..core.identifiers import realm_text
from ..core.texts import is_token, without_password
from .logins import Ask, HubAuth, Limits, RenewingAuth, Secret, Steps, checked, told
from .messages import answer_of, was_sent
from .steps import Pause, Work
from .token_cache import StoredToken, TokenCache, Turn, login_key
from .tokens import Moment, Standing, Token, token_of

#: Where the public FLAME Hub has its auth service: the default of every login that is not told another.
DEFAULT_AUTH_URL = "https://auth.privateaim.dev"
#: Seconds between two looks at whether another process is done with the file of tokens.
_GLANCE = 0.05

_LOGGER = logging.getLogger("flame_hub.auth")


class StaticAuth(RenewingAuth):
    """An access token that somebody else got.

    access_token   the token, without the word Bearer; or a function that tells it, which is called when a token is
                   needed and again when the Hub no longer accepts the one it told. A token that is given as a text
                   cannot be renewed: when it ends, calls raise AuthenticationError
    """

    def __init__(self, access_token: Secret) -> None:
        self._access_token = access_token if callable(access_token) else _as_token(access_token)
        if callable(access_token):
            super().__init__()

    def __repr__(self) -> str:
        return "StaticAuth(access_token=...)"

    def __reduce__(self) -> tuple[Any, ...]:
        if not callable(self._access_token):
            raise _unpicklable("an access token")
        return StaticAuth, (self._access_token,)

    def access(self, limits: Limits) -> Steps[str]:
        if not callable(self._access_token):
            return self._access_token
        return (yield from super().access(limits))

    def refused(self, access: str, error: ErrorResponse) -> bool:
        return callable(self._access_token) and super().refused(access, error)

    def _renewed(self, limits: Limits, *, ahead: bool) -> Steps[str | None]:
        del limits, ahead
        text = (yield from told(self._access_token, "access token")).strip()
        return self._keep(Token(_as_token(text), self._purse.clock()))


class LoginAuth(RenewingAuth):
    """A login that asks the Hub for its tokens.

    login        the form that asks for a token; the secrets in it may be functions
    base_url     URL of the auth service
    client       httpx2 client that asks for tokens; the one that makes the call if none is given. Asynchronous calls
                 always use their own
    token_cache  file in which several processes share the tokens of a login: its path, or a `TokenCache`
    """

    #: The property of the form that tells who logs in, and the one that is secret.
    account: str
    secret: str

    def __init__(
        self,
        login: Mapping[str, Any],
        base_url: str,
        client: httpx2.Client | None,
        token_cache: TokenCache | str | os.PathLike[str] | None,
    ) -> None:
        super().__init__()
        for name, value in login.items():
            if name != self.secret or not callable(value):
                checked(value, name)
        self.base_url = _with_a_port(checked(str(base_url), "base_url"))
        self._login = dict(login)
        self._client = client
        self._cache = token_cache if isinstance(token_cache, (TokenCache, type(None))) else TokenCache(token_cache)
        self._refused: str | None = None
        self._twins: dict[str, LoginAuth] = {}

    @property
    def _shown_url(self) -> str:
        return repr(without_password(self.base_url))

    def __reduce__(self) -> tuple[Any, ...]:
        if not callable(self._login[self.secret]):
            raise _unpicklable(f"a {self.secret.replace('_', ' ')}")
        if self._client is not None:
            raise UsageError("A login with an httpx2 client of its own cannot be pickled.", None)
        return _login_again, (type(self), self._login, self.base_url, self._cache)

    def for_hub(self, auth_url: str) -> HubAuth:
        if self.base_url != DEFAULT_AUTH_URL:
            return self
        if auth_url not in self._twins:
            twin = _login_again(type(self), self._login, auth_url, self._cache, self._client)
            self._twins.setdefault(auth_url, twin)  # of two threads one comes first, and both use that
        return self._twins[auth_url]

    def refused(self, access: str, error: ErrorResponse) -> bool:
        self._refused = access
        return super().refused(access, error)

    def _renewed(self, limits: Limits, *, ahead: bool) -> Steps[str | None]:
        if self._cache is not None:
            return (yield from self._shared(self._cache, limits, ahead=ahead))
        refresh = self._purse.take_refresh()
        if refresh is not None:
            try:
                token = yield from self._refreshed(refresh, limits)
            except HubAPIError as failure:
                if _is_unspent(failure):
                    self._purse.give_back(refresh)
                raise
            if token is not None:
                return self._keep(token)
        return self._keep((yield from self._logged_in(limits)))

    def _refreshed(self, refresh: str, limits: Limits) -> Steps[Token | None]:
        """The token that a refresh token gives; None if the Hub refuses it."""
        form = {"grant_type": "refresh_token", "refresh_token": refresh}
        try:
            return (yield from self._granted(form, limits))
        except (RateLimitError, ServerError):
            raise
        except HubAPIError as failure:
            if failure.status_code is None or not 400 <= failure.status_code < 600:
                raise
            return None  # used, ended or revoked: the login is used instead

    def _logged_in(self, limits: Limits) -> Steps[Token]:
        form = dict(self._login)
        form[self.secret] = yield from told(form[self.secret], self.secret)
        return (yield from self._granted(form, limits))

    def _granted(self, form: Mapping[str, str], limits: Limits) -> Steps[Token]:
        limits.left()
        request = httpx2.Request(
            "POST",
            f"{without_password(self.base_url).rstrip('/')}/token",
            headers={"content-type": "application/x-www-form-urlencoded", "accept": "application/json"},
            content=urlencode(form).encode(),
            extensions={"timeout": limits.timeout} if limits.timeout else None,
        )
        asked = self._purse.clock()  # its life began before it came
        response: httpx2.Response = yield Ask(request, self._client, limits.until)
        return token_of(answer_of(request, response), asked)

    # With other processes

    @property
    def _key(self) -> str:
        login = self._login
        return login_key(self.base_url, login["grant_type"], login[self.account], login.get("realm_name"))

    def _shared(self, cache: TokenCache, limits: Limits, *, ahead: bool) -> Steps[str | None]:
        """A token from the file, or a new one that is put there. One process at a time asks the Hub."""
        turn = Turn(cache)
        try:
            while not (yield Work(turn.take)):
                _, token = yield Work(lambda: self._stored(cache, ahead=ahead))
                if token is not None:
                    return self._keep(token)
                if ahead:
                    return None
                limits.left()
                yield Pause(_GLANCE)
            return (yield from self._renewed_alone(cache, limits, ahead=ahead))
        finally:
            turn.end()

    def _renewed_alone(self, cache: TokenCache, limits: Limits, *, ahead: bool) -> Steps[str]:
        stored, token = yield Work(lambda: self._stored(cache, ahead=ahead))
        if token is not None:
            return self._keep(token)
        if stored is not None and stored.refresh is not None:
            token = yield from self._refreshed_from(cache, stored, stored.refresh, limits)
        if token is None:
            token = yield from self._logged_in(limits)
        kept = StoredToken(token.access, token.refresh, token.life, token.received.wall)
        try:
            yield Work(lambda: cache.write(self._key, kept))
        except UsageError as failure:
            _LOGGER.warning("A new token could not be shared with other processes: %s", failure)
        # The refresh token stays in the file, whose lock tells whose turn it is.
        return self._keep(replace(token, refresh=None))

    def _refreshed_from(
        self, cache: TokenCache, stored: StoredToken, refresh: str, limits: Limits
    ) -> Steps[Token | None]:
        """The token that the stored refresh token gives; None if it cannot be used."""
        try:
            # A process that is killed now must not leave a refresh token behind that was sent already.
            yield Work(lambda: cache.write(self._key, replace(stored, refresh=None)))
        except UsageError:
            return None  # the disk is full; the login is used instead
        try:
            return (yield from self._refreshed(refresh, limits))
        except HubAPIError as failure:
            if _is_unspent(failure):
                yield Work(lambda: cache.write(self._key, stored))
            raise

    def _stored(self, cache: TokenCache, *, ahead: bool) -> tuple[StoredToken | None, Token | None]:
        """What the file has, and that as a token if it is good; with `ahead`, if it need not be renewed either."""
        stored = cache.read(self._key)
        if stored is None:
            return None, None
        if stored.access == self._refused:
            return replace(stored, refresh=None), None  # its session was ended
        present = self._purse.clock()
        age = present.wall - stored.received
        token = Token(stored.access, Moment(present.steady - age, stored.received), stored.lifetime)
        # What came tomorrow tells of a clock that was put back, and nobody knows how old it is.
        standing = Standing.OVER if age < 0 else token.standing(present)
        return stored, token if standing is Standing.GOOD or (standing is Standing.AGEING and not ahead) else None


def _is_unspent(failure: HubAPIError) -> bool:
    """Whether the Hub has certainly not taken the refresh token."""
    cause = failure.__cause__
    return isinstance(failure, RateLimitError) or (isinstance(cause, Exception) and not was_sent(cause))


class PasswordAuth(LoginAuth):
    """Log in as a user.

    username     the user's name
    password     the user's password, or a function that tells it and is called at each login
    base_url     URL of the auth service; a `Hub` fills in its own if none is given
    client       httpx2 client that asks for tokens; the one that makes the call if none is given
    realm        the user's realm, its name or its id; the Hub takes "master" if none is given
    token_cache  file in which several processes share the tokens of this login
    """

    account = "username"
    secret = "password"

    def __init__(
        self,
        username: str,
        password: Secret,
        base_url: str = DEFAULT_AUTH_URL,
        client: httpx2.Client | None = None,
        *,
        realm: Any = None,
        token_cache: TokenCache | str | os.PathLike[str] | None = None,
    ) -> None:
        login = {"grant_type": "password", "username": username, "password": password, **_realm(realm)}
        super().__init__(login, base_url, client, token_cache)

    def __repr__(self) -> str:
        return f"PasswordAuth(username={self._login['username']!r}, password=..., base_url={self._shown_url})"


class ClientAuth(LoginAuth):
    """Log in as a client: a service, a node, an analysis.

    client_id       id or name of the client
    client_secret   its secret, or a function that tells it and is called at each login
    base_url        URL of the auth service; a `Hub` fills in its own if none is given
    client          httpx2 client that asks for tokens; the one that makes the call if none is given
    realm           the client's realm, its name or its id, needed when several realms have a client of that name
    token_cache     file in which several processes share the tokens of this login
    """

    account = "client_id"
    secret = "client_secret"

    def __init__(
        self,
        client_id: UUID | str,
        client_secret: Secret,
        base_url: str = DEFAULT_AUTH_URL,
        client: httpx2.Client | None = None,
        *,
        realm: Any = None,
        token_cache: TokenCache | str | os.PathLike[str] | None = None,
    ) -> None:
        login = {
            "grant_type": "client_credentials",
            "client_id": _identifier(client_id),
            "client_secret": client_secret,
            **_realm(realm),
        }
        super().__init__(login, base_url, client, token_cache)

    def __repr__(self) -> str:
        return f"ClientAuth(client_id={self._login['client_id']!r}, client_secret=..., base_url={self._shown_url})"


class RobotAuth(LoginAuth):
    """Log in as a robot, at Hubs before 0.12.3. Newer Hubs have clients in their place: use `ClientAuth`.

    robot_id       id of the robot
    robot_secret   its secret, or a function that tells it and is called at each login
    base_url       URL of the auth service; a `Hub` fills in its own if none is given
    client         httpx2 client that asks for tokens; the one that makes the call if none is given
    token_cache    file in which several processes share the tokens of this login
    """

    account = "id"
    secret = "secret"

    def __init__(
        self,
        robot_id: UUID | str,
        robot_secret: Secret,
        base_url: str = DEFAULT_AUTH_URL,
        client: httpx2.Client | None = None,
        *,
        token_cache: TokenCache | str | os.PathLike[str] | None = None,
    ) -> None:
        login = {"grant_type": "robot_credentials", "id": _identifier(robot_id), "secret": robot_secret}
        super().__init__(login, base_url, client, token_cache)

    def __repr__(self) -> str:
        return f"RobotAuth(robot_id={self._login['id']!r}, robot_secret=..., base_url={self._shown_url})"


def _login_again(
    kind: type[LoginAuth],
    login: Mapping[str, Any],
    base_url: str,
    token_cache: TokenCache | str | os.PathLike[str] | None,
    client: httpx2.Client | None = None,
) -> LoginAuth:
    """A login with the form of another one."""
    made = kind.__new__(kind)
    LoginAuth.__init__(made, login, base_url, client, token_cache)
    return made


def _as_token(text: object) -> str:
    if not is_token(text):
        raise UsageError("An access token is one word of ASCII characters, without 'Bearer' before it.", None)
    return cast("str", text)


def _unpicklable(what: str) -> UsageError:
    return UsageError(
        f"A login with {what} in it cannot be pickled, or the secret would be in the pickle: give a function that "
        "tells it, or let each process log in with Hub.from_env().",
        None,
    )


def _with_a_port(url: str) -> str:
    """The URL. Raises UsageError if its port is none."""
    try:
        port = httpx2.URL(url).port or 0
    except httpx2.InvalidURL:
        return url  # it may be replaced until it is used, and is told then
    if port > 65535:
        message = f"The base_url {without_password(url)!r} of a login is not a URL: its port is no number up to 65535."
        raise UsageError(message, None)
    return url


def _identifier(value: UUID | str) -> str:
    return str(value) if isinstance(value, UUID) else value


def _realm(realm: Any) -> dict[str, str]:
    # The Hub takes a name or an id under either key.
    return {"realm_name": realm_text(realm)} if realm is not None else {}
