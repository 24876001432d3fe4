"""What a login holds: when a token is used, who renews it, and what the Hub's answer means."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flame_hub.core.answers import Answer
from flame_hub.errors import (
    AuthenticationError,
    HubAPIError,
    RateLimitError,
    ServerError,
    UnreadableAnswerError,
    WrongURLError,
)
from flame_hub.http.tokens import ADVISORY, MANDATORY, REST, Moment, Purse, Standing, Token, token_of

LIFE = 900.0


def answer(body: object, status: int = 200) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer("POST", "http://hub.test/auth/token", status, {"content-type": "application/json"}, content)


class Clock:
    """A steady clock, and one that can be set."""

    def __init__(self) -> None:
        self.steady = 1000.0
        self.wall = 1.8e9

    def __call__(self) -> Moment:
        return Moment(self.steady, self.wall)

    def pass_(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def purse(clock: Clock) -> Purse:
    return Purse(clock)


def token(clock: Clock, access: str = "one", refresh: str | None = "refresh-one", life: float | None = LIFE) -> Token:
    return Token(access, clock(), life, refresh)


def test_an_empty_purse_has_nothing(purse: Purse):
    assert purse.look() == (None, Standing.OVER)
    assert purse.take_refresh() is None


def test_a_token_is_good_then_ageing_then_over(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    standings = []
    for seconds in (0, LIFE - ADVISORY - 1, 1, ADVISORY - MANDATORY - 1, 1, LIFE):
        clock.pass_(seconds)
        standings.append(purse.look()[1].value)
    assert standings == ["good", "good", "ageing", "ageing", "over", "over"]


@pytest.mark.parametrize("life", [10.0, 60.0, 300.0])
def test_a_short_life_is_used_for_the_most_part(purse: Purse, clock: Clock, life: float):
    purse.keep(token(clock, life=life))
    clock.pass_(life * 0.7)
    assert purse.look()[1] is Standing.GOOD
    clock.pass_(life * 0.1)
    assert purse.look()[1] is Standing.AGEING
    clock.pass_(life * 0.15)
    assert purse.look()[1] is Standing.OVER


def test_the_last_second_of_a_life_is_not_relied_on(purse: Purse, clock: Clock):
    """Tokens tell their end in whole seconds."""
    purse.keep(token(clock, life=3.0))
    standings = [purse.look()[1].value]
    for _ in range(2):
        clock.pass_(1.0)
        standings.append(purse.look()[1].value)
    assert standings == ["good", "good", "over"]


@pytest.mark.parametrize("life", [0.0, -5.0])
def test_a_token_that_ends_at_once_is_over(purse: Purse, clock: Clock, life: float):
    purse.keep(token(clock, life=life))
    assert purse.look()[1] is Standing.OVER


def test_a_token_that_does_not_say_when_it_ends_is_good(purse: Purse, clock: Clock):
    purse.keep(token(clock, life=None))
    clock.pass_(1e9)
    assert purse.look()[1] is Standing.GOOD


def test_a_computer_that_slept_finds_its_token_over(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    clock.wall += 8 * 3600  # the steady clock stands still meanwhile
    assert purse.look()[1] is Standing.OVER


def test_a_clock_that_is_put_back_does_not_make_a_token_last(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    clock.wall -= 365 * 86_400
    assert purse.look()[1] is Standing.GOOD
    clock.steady += LIFE
    assert purse.look()[1] is Standing.OVER


def test_one_renews_while_the_others_use_what_there_is(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    clock.pass_(LIFE - ADVISORY)
    flight = purse.lead()
    assert flight is not None
    assert purse.lead() is None
    assert purse.take_refresh() == "refresh-one"
    assert purse.look()[0].access == "one"
    purse.keep(token(clock, "two"))
    purse.land(flight, "two")
    assert purse.look()[0].access == "two"


def test_a_renewal_ahead_of_time_that_failed_is_tried_again_a_little_later(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    clock.pass_(LIFE - ADVISORY)
    purse.land(purse.lead(), None)
    assert purse.lead() is None
    clock.pass_(REST)
    assert purse.lead() is not None


def test_who_needs_a_token_at_once_does_not_rest(purse: Purse):
    flight, own = purse.join()
    purse.land(flight, None)
    assert own
    assert purse.join()[1]


def test_a_refresh_token_is_handed_out_once(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    assert [purse.take_refresh(), purse.take_refresh()] == ["refresh-one", None]


def test_of_many_threads_one_renews_and_has_the_refresh_token(purse: Purse, clock: Clock):
    number = 16
    for _ in range(50):
        purse.keep(token(clock))
        barrier = Barrier(number)

        def ask(barrier: Barrier = barrier) -> tuple[bool, bool]:
            barrier.wait(10)
            return purse.take_refresh() is not None, purse.join()[1]

        with ThreadPoolExecutor(number) as pool:
            found = [future.result(10) for future in [pool.submit(ask) for _ in range(number)]]
        assert [sum(column) for column in zip(*found, strict=True)] == [1, 1]
        purse.land(purse.join()[0], "one")


def test_a_refresh_token_that_was_not_sent_is_put_back(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    refresh = purse.take_refresh()
    purse.give_back(refresh)
    assert purse.take_refresh() == refresh
    purse.keep(token(clock, "two", "refresh-two"))
    purse.give_back(refresh)
    assert purse.take_refresh() == "refresh-two"


@pytest.mark.parametrize("life", [None, LIFE])
def test_a_discarded_token_is_never_used_again_and_nothing_of_its_session(
    purse: Purse, clock: Clock, life: float | None
):
    purse.keep(token(clock, life=life))
    purse.discard("one")
    assert purse.look() == (None, Standing.OVER)
    assert purse.take_refresh() is None


def test_discarding_an_old_token_keeps_the_new_one(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    purse.keep(token(clock, "two"))
    purse.discard("one")
    assert purse.look()[0].access == "two"


def test_discarding_from_an_empty_purse_does_nothing(purse: Purse):
    purse.discard("one")
    assert purse.look() == (None, Standing.OVER)


def test_a_child_process_uses_the_token_and_leaves_the_refresh_token_to_its_parent(purse: Purse, clock: Clock):
    purse.keep(token(clock))
    purse.join()  # a thread that the child does not have
    purse.after_fork()
    assert purse.look()[0].access == "one"
    assert purse.take_refresh() is None
    assert purse.join()[1]


class Hub(RuleBasedStateMachine):
    """A purse in use by several at once, with clocks that jump, against what the Hub would say of each token."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.purse = Purse(self.clock)
        self.made = 0
        self.was_set = self.slept = False
        self.ends: dict[str, float] = {}
        self.spent: set[str] = set()
        self.discarded: set[str] = set()
        self.leading: list[tuple[object, str | None]] = []

    @rule(seconds=st.floats(0, 2 * LIFE))
    def time_passes(self, seconds: float) -> None:
        self.clock.pass_(seconds)

    # A clock that was put back cannot tell how long a computer slept whose other clock stood still.
    @precondition(lambda self: not self.slept)
    @rule(seconds=st.floats(-1e6, 1e6))
    def the_clock_is_set(self, seconds: float) -> None:
        self.was_set = True
        self.clock.wall += seconds

    @precondition(lambda self: not self.was_set)
    @rule(seconds=st.floats(0, 1e6))
    def the_computer_sleeps(self, seconds: float) -> None:
        self.slept = True
        self.clock.wall += seconds
        self.ends = {name: end - seconds for name, end in self.ends.items()}

    @rule(ahead=st.booleans())
    def somebody_wants_to_renew(self, ahead: bool) -> None:
        flight = self.purse.lead() if ahead else next(iter([f for f, own in [self.purse.join()] if own]), None)
        if flight is not None:
            assert not self.leading
            refresh = self.purse.take_refresh()
            assert refresh not in self.spent
            self.leading.append((flight, refresh))

    @precondition(lambda self: self.leading)
    @rule(answer=st.sampled_from(["token", "refused", "unsent", "lost"]), life=st.sampled_from([LIFE, 10.0]))
    def an_answer_comes(self, answer: str, life: float) -> None:
        flight, refresh = self.leading.pop()
        if refresh is not None and answer != "unsent":
            self.spent.add(refresh)
        elif refresh is not None:
            self.purse.give_back(refresh)
        if answer != "token":
            self.purse.land(flight, None)
            return
        self.made += 1
        name = f"access-{self.made}"
        self.ends[name] = self.clock.steady + life
        self.purse.keep(Token(name, self.clock(), life, f"refresh-{self.made}"))
        self.purse.land(flight, name)

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def the_hub_refuses_a_token(self, data: st.DataObject) -> None:
        name = f"access-{data.draw(st.integers(1, self.made))}"
        self.discarded.add(name)
        self.purse.discard(name)

    @invariant()
    def what_is_used_is_good(self) -> None:
        found, standing = self.purse.look()
        if standing is not Standing.OVER:
            assert found.access not in self.discarded
            assert self.clock.steady < self.ends[found.access]


TestPurseInUse = Hub.TestCase
TestPurseInUse.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)


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
def test_a_refused_login_is_the_error_that_it_means(clock: Clock, status: int, body: object, kind: type[HubAPIError]):
    with pytest.raises(kind) as caught:
        token_of(answer(body, status), clock())
    assert type(caught.value) is kind


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
def test_an_answer_that_is_no_token_is_unreadable(clock: Clock, body: bytes):
    with pytest.raises(UnreadableAnswerError, match=r"POST http://hub\.test/auth/token answered 200") as caught:
        token_of(answer(body), clock())
    assert caught.value.hint


@pytest.mark.parametrize("seconds", ["1" + "0" * 400, "1e999", "NaN", "true"])
def test_an_odd_lifetime_does_not_spoil_a_token(clock: Clock, seconds: str):
    found = token_of(answer(f'{{"access_token": "one", "expires_in": {seconds}}}'.encode()), clock())
    assert (found.access, found.life) == ("one", None)


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2)


@given(
    status=st.just(200) | st.integers(100, 599),
    body=st.binary()
    | st.dictionaries(st.sampled_from(["access_token", "refresh_token", "expires_in", "code", "message"]), VALUES),
)
@settings(deadline=None)
def test_any_answer_is_a_token_or_an_error(status: int, body: object):
    clock = Clock()
    purse = Purse(clock)
    with suppress(HubAPIError):
        found = token_of(answer(body, status), clock())
        f"Bearer {found.access}".encode("ascii")
        purse.keep(found)
    purse.look()
    purse.take_refresh()


@pytest.mark.parametrize("refresh", [None, "", 5])
def test_a_refresh_token_that_is_none_is_passed_over(clock: Clock, refresh: object):
    found = token_of(answer({"access_token": "one", "refresh_token": refresh, "expires_in": 900}), clock())
    assert (found.refresh, found.life) == (None, 900)


def test_nothing_that_a_purse_gives_shows_what_is_secret(purse: Purse, clock: Clock):
    purse.keep(token(clock, "access-one", "refresh-one"))
    shown = repr(purse) + repr(purse.look()) + str(token(clock, "access-one", "refresh-one"))
    assert "access-one" not in shown
    assert "refresh-one" not in shown
