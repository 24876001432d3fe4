"""What a login holds: when a token is used, what is asked for next, and what the Hub's answer means."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame_hub.core.answers import Answer
from flame_hub.errors import (
    AuthenticationError,
    HubAPIError,
    RateLimitError,
    ServerError,
    UnreadableAnswerError,
    WrongURLError,
)
from flame_hub.http.tokens import LEEWAY, Grant, Purse, Token, read_token

LOGIN = {"grant_type": "password", "username": "admin", "password": "start123"}


def answer(body: object, status: int = 200) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer("POST", "http://hub.test/auth/token", status, {"content-type": "application/json"}, content)


def token(access: str, refresh: str | None = None, seconds: float | None = 900) -> Answer:
    return answer({"access_token": access, "refresh_token": refresh, "expires_in": seconds, "token_type": "Bearer"})


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def purse(clock: Clock) -> Purse:
    return Purse(LOGIN, clock)


def test_an_empty_purse_asks_for_a_login(purse: Purse):
    assert purse.usable() is None
    assert purse.next_grant() == Grant(LOGIN)


def test_a_token_is_used_until_shortly_before_its_end(purse: Purse, clock: Clock):
    assert purse.keep(token("one", seconds=900)) == "one"
    clock.now += 900 - LEEWAY - 1
    assert purse.usable() == "one"
    clock.now += 1
    assert purse.usable() is None


@pytest.mark.parametrize("seconds", [None, "900", []])
def test_a_token_that_does_not_say_when_it_ends_is_used(purse: Purse, clock: Clock, seconds: object):
    purse.keep(answer({"access_token": "one", "expires_in": seconds}))
    clock.now += 1e9
    assert purse.usable() == "one"


@pytest.mark.parametrize("seconds", [0, -5, LEEWAY])
def test_a_token_that_ends_at_once_is_good_for_the_call_that_asked_for_it(purse: Purse, seconds: float):
    assert purse.keep(token("one", seconds=seconds)) == "one"
    assert purse.usable() is None


def test_an_ended_token_is_refreshed(purse: Purse, clock: Clock):
    purse.keep(token("one", "refresh-one"))
    clock.now += 900
    grant = purse.next_grant()
    assert grant == Grant({"grant_type": "refresh_token", "refresh_token": "refresh-one"}, refreshes=True)


def test_a_refresh_token_is_handed_out_once(purse: Purse):
    purse.keep(token("one", "refresh-one"))
    assert purse.next_grant().refreshes
    assert purse.next_grant() == Grant(LOGIN)


def test_a_refresh_token_is_handed_out_once_among_threads(purse: Purse):
    number = 16
    for _ in range(50):
        purse.keep(token("one", "refresh-one"))
        barrier = Barrier(number)

        def ask(barrier: Barrier = barrier) -> bool:
            barrier.wait(10)
            return purse.next_grant().refreshes

        with ThreadPoolExecutor(number) as pool:
            grants = [future.result(10) for future in [pool.submit(ask) for _ in range(number)]]
        assert sum(grants) == 1


def test_nobody_uses_a_token_that_is_being_renewed(purse: Purse):
    purse.keep(token("one", "refresh-one"))
    purse.next_grant()
    assert purse.usable() is None


@pytest.mark.parametrize("refresh", [None, "", 5])
def test_without_a_refresh_token_the_login_is_used_again(purse: Purse, refresh: object):
    purse.keep(answer({"access_token": "one", "refresh_token": refresh}))
    assert purse.next_grant() == Grant(LOGIN)


def test_a_discarded_token_is_refreshed(purse: Purse):
    purse.keep(token("one", "refresh-one"))
    purse.discard("one")
    assert purse.usable() is None
    assert purse.next_grant().refreshes


@pytest.mark.parametrize("seconds", [None, 900])
def test_a_discarded_token_is_never_used_again(purse: Purse, seconds: float | None):
    purse.keep(token("one", seconds=seconds))
    purse.discard("one")
    assert purse.usable() is None
    assert purse.next_grant() == Grant(LOGIN)


def test_discarding_an_old_token_keeps_the_new_one(purse: Purse):
    purse.keep(token("one", "refresh-one"))
    purse.keep(token("two", "refresh-two"))
    purse.discard("one")
    assert purse.usable() == "two"


def test_discarding_from_an_empty_purse_does_nothing(purse: Purse):
    purse.discard("one")
    assert purse.next_grant() == Grant(LOGIN)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"code": "invalid_credentials", "message": "The user credentials are invalid."}, AuthenticationError),
        (400, {"code": "invalid_grant", "message": "refresh token is unknown"}, AuthenticationError),
        (401, {"code": "invalid_client", "message": "Client authentication failed"}, AuthenticationError),
        (401, {}, AuthenticationError),
        (404, {"status": 404, "message": "Not Found"}, WrongURLError),
        (429, b"Too many requests", RateLimitError),
        (500, {"code": "internal_error", "message": "An internal server error occurred."}, ServerError),
        (502, b"<html>", ServerError),
        (302, b"", UnreadableAnswerError),
    ],
)
def test_a_refused_login_is_the_error_that_it_means(purse: Purse, status: int, body: object, kind: type[HubAPIError]):
    with pytest.raises(kind) as caught:
        purse.keep(answer(body, status))
    assert type(caught.value) is kind
    assert purse.usable() is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Sign in</html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b'"token"',
        b"[]",
        b"{}",
        b'{"access_token": null}',
        b'{"access_token": ""}',
        b'{"access_token": 5}',
        '{"access_token": "tökén"}'.encode(),
        b'{"access_token": "one\\r\\nX-Header: two"}',
        b'{"access_token": "one two"}',
    ],
    ids=lambda body: body[:40].decode("latin-1"),
)
def test_an_answer_that_is_no_token_is_unreadable(purse: Purse, body: bytes):
    with pytest.raises(UnreadableAnswerError, match=r"POST http://hub\.test/auth/token answered 200") as caught:
        purse.keep(answer(body))
    assert caught.value.hint
    assert purse.usable() is None


@pytest.mark.parametrize("seconds", ["1" + "0" * 400, "1e999", "NaN", "true"])
def test_an_odd_lifetime_does_not_spoil_a_token(purse: Purse, seconds: str):
    assert purse.keep(answer(f'{{"access_token": "one", "expires_in": {seconds}}}'.encode())) == "one"


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2)


@given(
    status=st.just(200) | st.integers(100, 599),
    body=st.binary()
    | st.dictionaries(st.sampled_from(["access_token", "refresh_token", "expires_in", "code", "message"]), VALUES),
)
@settings(deadline=None)
def test_any_answer_is_a_token_or_an_error(status: int, body: object):
    purse = Purse(LOGIN, Clock())
    with suppress(HubAPIError):
        access = purse.keep(answer(body, status))
        f"Bearer {access}".encode("ascii")
    purse.usable()
    purse.next_grant()


def test_nothing_that_a_purse_gives_shows_what_is_secret(purse: Purse):
    purse.keep(token("access-one", "refresh-one"))
    shown = repr(purse) + repr(purse.next_grant()) + repr(read_token(token("access-one", "refresh-one"), 0.0))
    shown += repr(Grant(LOGIN)) + str(Token("access-one", None, "refresh-one"))
    for secret in ("access-one", "refresh-one", "start123"):
        assert secret not in shown
