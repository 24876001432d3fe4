"""Whether and when a call is tried again."""

from __future__ import annotations

from datetime import datetime, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flame_hub.core.retries import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    LONGEST_WAIT,
    RETRIES,
    Effect,
    Ending,
    may_have_been_done,
    pause_before_next,
)

NOW = 1_800_000_000.0
UNSENT, LOST = Ending(sent=False), Ending()
PASSING = [408, 425, 429, 502, 503, 504]


def pause(ending: Ending, effect: Effect = Effect.READS, **given: object) -> float | None:
    terms = {"rewindable": True, "attempt": 1, "retries": RETRIES, "left": None, "now": NOW, "chance": 0.5, **given}
    return pause_before_next(ending, effect=effect, **terms)  # type: ignore[arg-type]


endings = st.builds(
    Ending,
    status=st.none() | st.integers(100, 599),
    headers=st.dictionaries(
        st.sampled_from(["retry-after", "ratelimit-reset"]),
        st.text(max_size=5) | st.floats().map(str) | st.integers(-10, 10**6).map(str),
    ),
    sent=st.booleans(),
    hopeless=st.booleans(),
)
terms = st.fixed_dictionaries(
    {
        "effect": st.sampled_from(Effect),
        "rewindable": st.booleans(),
        "attempt": st.integers(1, 1000),
        "retries": st.integers(0, 1000),
        "left": st.none() | st.floats(-10, 1000),
        "chance": st.floats(0, 1),
    }
)


@given(endings, terms)
def test_a_pause_is_short_and_ends_before_the_deadline(ending, terms):
    seconds = pause_before_next(ending, now=NOW, **terms)
    if seconds is not None:
        assert 0 <= seconds <= LONGEST_WAIT + 1
        assert terms["left"] is None or seconds < terms["left"]
        assert terms["attempt"] <= terms["retries"]
        assert not ending.hopeless


@given(endings, terms)
def test_what_must_not_be_done_twice_is_sent_again_only_if_it_was_certainly_not_done(ending, terms):
    if pause_before_next(ending, now=NOW, **{**terms, "effect": Effect.ONCE}) is not None:
        assert not ending.sent or ending.status in (408, 425, 429)
        assert not may_have_been_done(Effect.ONCE, ending)


@given(endings, terms)
def test_a_body_that_is_gone_is_not_sent_again(ending, terms):
    if pause_before_next(ending, now=NOW, **{**terms, "rewindable": False}) is not None:
        assert not ending.sent


@given(endings)
def test_reading_does_nothing(ending):
    assert not may_have_been_done(Effect.READS, ending, foreign=True)


@pytest.mark.parametrize("status", PASSING)
def test_what_passes_is_tried_again(status: int):
    assert pause(Ending(status)) is not None
    assert pause(Ending(status), Effect.SETTLES) is not None


@pytest.mark.parametrize("status", [200, 202, 301, 400, 401, 403, 404, 405, 409, 422, 500, 501, 505, 507])
def test_what_does_not_pass_is_not(status: int):
    assert pause(Ending(status)) is None


@pytest.mark.parametrize(
    ("ending", "again"),
    [
        (UNSENT, True),
        (LOST, False),
        (Ending(429), True),
        (Ending(503), False),
        (Ending(502), False),
        (Ending(429, sent=False), True),
        (Ending(503, sent=False), True),
    ],
    ids=["not connected", "no answer", "429", "503", "502", "429 for the token", "503 for the token"],
)
def test_a_record_is_made_once(ending: Ending, again: bool):
    assert (pause(ending, Effect.ONCE) is not None) is again
    assert may_have_been_done(Effect.ONCE, ending) is not again


@pytest.mark.parametrize(
    ("ending", "foreign", "unknown"),
    [(Ending(500), False, False), (Ending(500), True, True), (Ending(400), True, False), (Ending(202), False, False)],
)
def test_what_the_hub_says_of_a_failure_itself_is_believed(ending: Ending, foreign: bool, unknown: bool):
    assert may_have_been_done(Effect.ONCE, ending, foreign=foreign) is unknown


def test_pauses_grow_and_are_not_the_same_for_everybody():
    longest = [pause(LOST, attempt=number, retries=99, chance=1.0) for number in range(1, 12)]
    assert longest[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert longest[-1] == LONGEST_PAUSE
    assert pause(LOST, chance=0.0) == FIRST_PAUSE / 2


def test_the_number_of_attempts_has_an_end():
    assert pause(LOST, attempt=RETRIES) is not None
    assert pause(LOST, attempt=RETRIES + 1) is None
    assert pause(LOST, retries=0) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "60", "ratelimit-reset": "29"}, 29),
        ({"retry-after": format_datetime(datetime.fromtimestamp(NOW + 30, timezone.utc), usegmt=True)}, 30),
        ({"retry-after": format_datetime(datetime.fromtimestamp(NOW - 30, timezone.utc), usegmt=True)}, 0),
        ({"retry-after": "0"}, 0),
    ],
    ids=["seconds", "what is left of the window", "date", "past date", "at once"],
)
@pytest.mark.parametrize("status", [429, 503])
def test_what_the_hub_says_of_waiting_is_done(status: int, headers: dict[str, str], seconds: float):
    assert pause(Ending(status, headers), chance=0.0) == seconds
    assert seconds < pause(Ending(status, headers), chance=1.0) <= seconds + 1


def test_nobody_waits_for_an_hour():
    assert pause(Ending(429, {"retry-after": "3600"})) is None
    assert pause(Ending(429, {"retry-after": str(LONGEST_WAIT)})) is not None


@pytest.mark.parametrize("garbage", ["", "soon", "-5", "nan", "inf", "1e400", "١٢"])
def test_what_cannot_be_understood_of_waiting_is_passed_over(garbage: str):
    assert 0 <= pause(Ending(503, {"retry-after": garbage})) <= FIRST_PAUSE


def test_a_call_that_would_be_too_late_is_not_tried_again():
    ending = Ending(429, {"retry-after": "5"})
    assert pause(ending, left=10.0) is not None
    assert pause(ending, left=5.0) is None
    assert pause(LOST, left=-1.0) is None
