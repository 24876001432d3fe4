"""Whether a call is tried again, and when: plain functions of how an attempt ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from .errors import seconds_to_wait

#: Further attempts after the first, unless another number is asked for.
RETRIES = 4
#: Seconds before the second attempt; each further pause is twice as long as the one before, up to the longest.
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 20.0
#: Seconds that a call waits at most where the Hub or a proxy says how long to wait. A window of the Hub's lasts 60.
LONGEST_WAIT = 120.0

#: Statuses that tell of something that passes, before which the Hub has not begun to do what was asked.
_NOT_BEGUN = frozenset({408, 425, 429})
#: Statuses that tell of something that passes, and not whether the Hub has received the request.
_GATEWAYS = frozenset({502, 503, 504})


class Effect(str, Enum):
    """What a call does to the Hub, and so whether it may be sent twice.

    READS     nothing
    SETTLES   sending it twice comes to the same as sending it once: a change to given values, a deletion
    ONCE      sending it twice would do it twice: a record more, a message more, a command that the first one made wrong
    """

    READS = "reads"
    SETTLES = "settles"
    ONCE = "once"


@dataclass(frozen=True)
class Ending:
    """How an attempt ended.

    status      of the answer; None: there was none
    headers     of the answer, names in lower case
    sent        False: the Hub has certainly not received the request, because it was not sent or somebody before the
                Hub refused it
    hopeless    another attempt would end the same way: a certificate that nobody knows, a login that was refused
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    sent: bool = True
    hopeless: bool = False

    @property
    def passing(self) -> bool:
        """Whether it may end otherwise next time."""
        if self.hopeless:
            return False
        return self.status is None or self.status in _NOT_BEGUN or self.status in _GATEWAYS

    @property
    def certainly_not_done(self) -> bool:
        """Whether the Hub has certainly not begun to do what was asked."""
        return not self.sent or self.status in _NOT_BEGUN


def may_have_been_done(effect: Effect, ending: Ending, *, foreign: bool = False) -> bool:
    """Whether the Hub may have done what was asked although the attempt ended like this.

    foreign   the answer is not in the Hub's own words
    """
    if effect is Effect.READS or ending.certainly_not_done:
        return False
    return ending.status is None or ending.status in _GATEWAYS or (ending.status >= 500 and foreign)


def pause_before_next(
    ending: Ending,
    *,
    effect: Effect,
    rewindable: bool,
    attempt: int,
    retries: int,
    left: float | None,
    now: float,
    chance: float,
) -> float | None:
    """Seconds to wait before the call is tried again; None: it is not.

    ending       how the last attempt ended
    effect       what the call does
    rewindable   whether its body can be sent again
    attempt      number of the last attempt, from 1
    retries      further attempts after the first, at most
    left         seconds that are left to the call; None: as many as it takes
    now          the time, in seconds since 1970, to which the dates in headers are compared
    chance       a random number from 0 to 1, so that not everybody who waits comes back at the same moment
    """
    if attempt > retries or not ending.passing:
        return None
    if effect is Effect.ONCE and not ending.certainly_not_done:
        return None
    if ending.sent and not rewindable:
        return None
    announced = None if ending.status is None else seconds_to_wait(ending.headers, now)
    if announced is None:
        longest = min(FIRST_PAUSE * 2 ** min(attempt - 1, 30), LONGEST_PAUSE)
        pause = longest * (0.5 + chance / 2)
    elif announced > LONGEST_WAIT:
        return None
    else:
        # A little more, so that those who were told the same do not come together.
        pause = announced + chance * min(1.0, 0.05 + announced / 10)
    return pause if left is None or pause < left else None
