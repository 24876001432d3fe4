"""Staying under the Hub's limits: with a clock that is turned by hand, and against a Hub that counts."""

from __future__ import annotations

import heapq
import itertools
import math
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame_hub.core.throttling import LOST, MAX_KEYS, Announcement, Throttle, read_announcement
from flame_hub.errors import UsageError

KEY = "http://hub.test/core/ admin"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def told(left: int, reset: float, limit: int = 1200) -> dict[str, str]:
    return {"ratelimit-limit": str(limit), "ratelimit-remaining": str(left), "ratelimit-reset": f"{reset:g}"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(0, clock)


def knowing(throttle: Throttle, left: int, reset: float, limit: int = 1200) -> None:
    """Let the Hub tell with the answer to one request what is left."""
    assert throttle.admit(KEY) == 0
    throttle.learn(KEY, 200, told(left, reset, limit))


def admitted(throttle: Throttle, most: int = 5000) -> int:
    """How many requests may be sent now, one after the other and without an answer."""
    return next(number for number in itertools.count() if number == most or throttle.admit(KEY))


def test_what_a_hub_tells_is_read():
    assert read_announcement(told(1199, 29)) == Announcement(1200, 1199, 29)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ratelimit-limit": "1200"},
        told(1201, 29),
        told(0, 29, limit=0),
        told(5, 3601),
        {**told(5, 29), "ratelimit-remaining": "-1"},
        {**told(5, 29), "ratelimit-remaining": "٣"},
        {**told(5, 29), "ratelimit-limit": "1200, 1200;w=60"},
        {**told(5, 29), "ratelimit-limit": "9" * 5000},
        {**told(5, 29), "ratelimit-reset": "nan"},
        {**told(5, 29), "ratelimit-reset": "1e9"},
        {**told(5, 29), "ratelimit-reset": ""},
    ],
)
def test_what_makes_no_sense_is_as_good_as_nothing(throttle: Throttle, headers: dict[str, str]):
    assert read_announcement(headers) is None
    throttle.admit(KEY)
    throttle.learn(KEY, 200, headers)
    assert admitted(throttle) == 5000


def test_nonsense_does_not_undo_what_was_told(throttle: Throttle):
    knowing(throttle, 0, 30)
    throttle.learn(KEY, 200, {"ratelimit-limit": "x"})
    assert throttle.admit(KEY) == 30


def test_a_hub_that_announces_nothing_is_never_throttled(throttle: Throttle, clock: Clock):
    for status in (200, 404, 500, None) * 2000:
        assert throttle.admit(KEY) == 0
        throttle.learn(KEY, status, {})
        clock.now += 0.001


@pytest.mark.parametrize("reserve", [-0.1, 1, 5, math.nan])
def test_a_reserve_is_a_part(reserve: float):
    with pytest.raises(UsageError, match=r"from 0 to less than 1"):
        Throttle(reserve)


def test_half_of_a_window_is_sent_at_once(throttle: Throttle):
    knowing(throttle, 1199, 60)
    assert 598 <= admitted(throttle) <= 601


def test_the_other_half_is_spread_over_the_window(throttle: Throttle, clock: Clock):
    knowing(throttle, 1199, 60)
    first = admitted(throttle)
    seconds, end = [], clock.now + 60
    while first + len(seconds) < 1199:
        while (wait := throttle.admit(KEY)) > 0:
            assert wait < 0.2
            clock.now += wait
        seconds.append(clock.now)
    assert clock.now <= end
    # Evenly: in each ten seconds a sixth of them.
    per = Counter(int((second - end + 60) // 10) for second in seconds)
    assert all(95 <= per[tenth] <= 105 for tenth in range(6)), per


def test_late_in_a_window_all_that_is_left_may_be_sent_at_once(throttle: Throttle):
    knowing(throttle, 900, 3)
    assert admitted(throttle) > 860


def test_what_is_reserved_is_left_alone(clock: Clock):
    throttle = Throttle(0.05, clock)
    knowing(throttle, 61, 0.01)
    assert admitted(throttle) == 1


def test_a_tiny_limit_lets_through_what_it_can(clock: Clock):
    throttle = Throttle(0.9, clock)
    for _ in range(3):
        knowing(throttle, 0, 60, limit=1)
        wait = throttle.admit(KEY)
        assert 0 < wait <= 60
        clock.now += wait


def test_who_waits_gets_places_one_after_the_other(throttle: Throttle):
    knowing(throttle, 100, 60)
    waits = [throttle.admit(KEY) for _ in range(100)]
    assert min(waits) > 0
    assert waits == sorted(waits)
    assert len(set(waits[:90])) == 90
    assert throttle.admit(KEY) == 60


def test_places_of_those_who_did_not_come_back_are_given_to_others(throttle: Throttle, clock: Clock):
    knowing(throttle, 100, 60)
    for _ in range(100):
        throttle.admit(KEY)
    clock.now += 59.99
    assert admitted(throttle) == 100


def test_when_nothing_is_left_everybody_waits_for_the_end_of_the_window(throttle: Throttle, clock: Clock):
    knowing(throttle, 0, 20)
    assert [throttle.admit(KEY) for _ in range(3)] == [20, 20, 20]
    clock.now += 20
    assert throttle.admit(KEY) == 0


def test_a_refusal_stops_everybody_until_the_reset(throttle: Throttle, clock: Clock):
    knowing(throttle, 900, 50)
    throttle.admit(KEY)
    throttle.learn(KEY, 429, {**told(0, 29), "retry-after": "60"})
    assert throttle.admit(KEY) == 29
    clock.now += 29
    assert throttle.admit(KEY) == 0


def test_a_refusal_of_something_in_between_counts_too(throttle: Throttle, clock: Clock):
    throttle.admit(KEY)
    throttle.learn(KEY, 429, {"retry-after": "7"})
    assert throttle.admit(KEY) == 7
    clock.now += 7
    assert admitted(throttle) == 5000


def test_a_refusal_that_does_not_say_until_when_ends_with_the_window(throttle: Throttle):
    throttle.admit(KEY)
    throttle.learn(KEY, 429, {})
    assert throttle.admit(KEY) == 0
    throttle.learn(KEY, 200, told(900, 50))
    throttle.learn(KEY, 429, {})
    assert throttle.admit(KEY) == 50


def test_a_request_without_an_answer_counts(throttle: Throttle):
    knowing(throttle, 2, 0.01)
    for _ in range(2):
        assert throttle.admit(KEY) == 0
        throttle.learn(KEY, None, {})
    assert throttle.admit(KEY) > 0


def test_answers_that_overtake_each_other_do_not_raise_what_is_left(throttle: Throttle):
    for _ in range(3):
        throttle.admit(KEY)
    for left in (5, 7, 6):
        throttle.learn(KEY, 200, told(left, 0.01))
    assert admitted(throttle) == 5


def test_a_late_answer_tells_nothing_of_the_window_that_began_since(throttle: Throttle, clock: Clock):
    knowing(throttle, 100, 60)
    throttle.admit(KEY)
    clock.now += 60
    knowing(throttle, 1199, 60)
    throttle.learn(KEY, 200, told(0, 1))
    assert admitted(throttle) > 500


def test_a_new_window_is_seen_before_the_old_one_seems_to_end(throttle: Throttle, clock: Clock):
    throttle.admit(KEY)
    clock.now += 2
    throttle.learn(KEY, 200, told(3, 60))  # two seconds late: this window ends earlier than it seems
    clock.now += 59
    for _ in range(2):
        throttle.admit(KEY)
    throttle.learn(KEY, 200, told(1190, 60))
    throttle.learn(KEY, 200, told(1, 1))  # of the old one
    assert admitted(throttle) > 500


def test_what_is_on_its_way_counts_in_the_next_window_too(throttle: Throttle, clock: Clock):
    knowing(throttle, 1199, 1, limit=1200)
    assert admitted(throttle, 1000) == 1000
    clock.now += 1
    assert admitted(throttle) == 0


def test_another_limit_is_taken_as_it_is_told(throttle: Throttle):
    knowing(throttle, 0, 30, limit=10)
    throttle.learn(KEY, 200, told(5999, 30, limit=6000))
    assert throttle.admit(KEY) == 0


def test_a_hub_that_stops_announcing_is_throttled_no_more(throttle: Throttle, clock: Clock):
    knowing(throttle, 9, 60, limit=10)
    for _ in range(2):
        clock.now += 60
        throttle.admit(KEY)
        throttle.learn(KEY, 200, {})
    clock.now += 60
    assert admitted(throttle) == 5000


def test_what_was_never_told_is_taken_for_lost_after_a_while(throttle: Throttle, clock: Clock):
    knowing(throttle, 10, 1, limit=10)
    for _ in range(9):
        throttle.admit(KEY)
    for _ in range(int(LOST)):
        clock.now += 1
        throttle.learn("another", 200, told(10, 60, limit=10))
    clock.now += 1
    assert admitted(throttle) >= 5


def test_outcomes_that_nobody_asked_for_do_no_harm(throttle: Throttle):
    throttle.learn(KEY, None, {})
    throttle.learn(KEY, 200, told(5, 0.01))
    assert admitted(throttle) == 5


def test_keys_do_not_count_for_each_other_and_do_not_fill_the_memory(throttle: Throttle):
    knowing(throttle, 0, 30)
    assert throttle.admit("another") == 0
    for number in range(MAX_KEYS - 2):
        throttle.admit(f"{number}")
    assert throttle.admit(KEY) == 30
    for number in range(MAX_KEYS):
        throttle.admit(f"{number}")
    assert throttle.admit(KEY) == 0


@pytest.mark.parametrize("left", [0, 1, 37, 99])
def test_a_hundred_threads_do_not_send_more_than_is_left(throttle: Throttle, left: int):
    knowing(throttle, left, 0.01, limit=1000)
    barrier = Barrier(100)

    def ask() -> bool:
        barrier.wait(10)
        return throttle.admit(KEY) == 0

    with ThreadPoolExecutor(100) as pool:
        answers = [future.result(10) for future in [pool.submit(ask) for _ in range(100)]]
    assert sum(answers) == left


class CountingHub:
    """Counts in windows as a Hub does: of the clock, or from the first request of an address on."""

    def __init__(self, limit: int, *, begins: float, from_first: bool) -> None:
        self.limit = limit
        self.ends = begins
        self.from_first = from_first
        self.used = 0
        self.most = 0

    def answer(self, now: float) -> tuple[int, dict[str, str]]:
        if now >= self.ends:
            self.ends = now + 60 if self.from_first else self.ends + 60 * ((now - self.ends) // 60 + 1)
            self.used = 0
        self.used += 1
        self.most = max(self.most, self.used)
        headers = told(max(0, self.limit - self.used), math.ceil(self.ends - now), self.limit)
        return (429 if self.used > self.limit else 200), headers


class Simulation:
    """Callers that make one request after the other, with a throttle, at a Hub that is some way off."""

    def __init__(self, throttle: Throttle, clock: Clock, hub: CountingHub, seconds: Callable[[], float]) -> None:
        self.throttle, self.clock, self.hub, self.seconds = throttle, clock, hub, seconds
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        self.number = itertools.count()
        self.longest_wait = 0.0

    def later(self, seconds: float, event: Callable[[], None]) -> None:
        heapq.heappush(self.events, (self.clock.now + seconds, next(self.number), event))

    def call(self, left: int) -> None:
        """Send as soon as that is allowed, and after the answer so many more."""
        wait = self.throttle.admit(KEY)
        self.longest_wait = max(self.longest_wait, wait)
        if wait:
            self.later(wait, lambda: self.call(left))
        else:
            self.later(self.seconds(), lambda: self.arrive(left))

    def arrive(self, left: int) -> None:
        status, headers = self.hub.answer(self.clock.now)
        self.later(self.seconds(), lambda: self.learn(left, status, headers))

    def learn(self, left: int, status: int, headers: dict[str, str]) -> None:
        self.throttle.learn(KEY, status, headers)
        if left:
            self.call(left - 1)

    def run(self) -> None:
        while self.events:
            self.clock.now, _, event = heapq.heappop(self.events)
            event()


@settings(deadline=None, max_examples=150)
@given(
    limit=st.integers(1, 150),
    callers=st.integers(1, 60),
    each=st.integers(0, 12),
    begins=st.floats(0, 60),
    from_first=st.booleans(),
    slowest=st.sampled_from([0.0, 0.01, 0.5, 2.0]),
    reserve=st.sampled_from([0.0, 0.05, 0.5]),
    seed=st.integers(0, 2**32),
)
def test_callers_stay_under_the_limit_and_all_get_through(
    limit: int, callers: int, each: int, begins: float, from_first: bool, slowest: float, reserve: float, seed: int
):
    clock, chance = Clock(), random.Random(seed)
    hub = CountingHub(limit, begins=clock.now + begins, from_first=from_first)
    simulation = Simulation(Throttle(reserve, clock), clock, hub, lambda: chance.uniform(0, slowest))
    simulation.call(0)  # before anything was told, nothing can be known
    simulation.run()
    for _ in range(callers):
        simulation.later(chance.uniform(0, slowest), lambda: simulation.call(each))
    began = clock.now
    simulation.run()
    assert hub.most <= limit
    assert simulation.longest_wait <= 61 + 2 * slowest
    usable = limit - math.floor(limit * reserve)
    assert clock.now - began <= (61 + 4 * slowest) * (callers * (each + 1) / usable + 2) + 2 * slowest * (each + 1)


@settings(deadline=None, max_examples=100)
@given(
    events=st.lists(
        st.tuples(
            st.sampled_from(["admit", "learn", "lose", "garbage"]),
            st.one_of(st.floats(0, 90), st.floats(-1e9, 1e9), st.just(0.0)),
            st.integers(0, 20),
            st.integers(0, 60),
        ),
        max_size=60,
    )
)
def test_whatever_the_clock_does_nobody_waits_longer_than_a_window(events: list[tuple[str, float, int, int]]):
    clock = Clock()
    throttle = Throttle(0, clock)
    for kind, step, left, reset in events:
        clock.now += step
        if kind == "admit":
            assert 0 <= throttle.admit(KEY) <= 60
        elif kind == "learn":
            throttle.learn(KEY, 429 if left == 0 else 200, told(left, reset, limit=20))
        else:
            throttle.learn(KEY, None if kind == "lose" else 200, {"ratelimit-reset": "soon"})
    clock.now += LOST + 61
    throttle.admit(KEY)
    clock.now += 61
    assert throttle.admit(KEY) == 0
