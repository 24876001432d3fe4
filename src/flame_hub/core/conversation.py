"""A call from its arguments to its result: in the service's dialect, which is found out first if it is not known."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from ..contract.releases import Service
from .answers import Answer
from .dialects import UNKNOWN, Dialect, dialects_of
from .discovery import Finding, discover
from .errors import AuthenticationError, HubAPIError, PermissionDeniedError, UnreadableAnswerError, UsageError
from .operations import Call
from .reading import speaks_otherwise
from .retries import Effect

T = TypeVar("T")


#: Seconds after which a service is asked again what it runs: it may have been upgraded meanwhile.
KEPT_FOR = 600.0


@dataclass
class Speech:
    """What is known of the dialect of one service.

    service  which service
    dialect  what it speaks, None: that has to be found out
    fixed    it is not found out again, whatever the answers look like
    found    when it was found out, by `clock`, which tells seconds
    doubted  a dialect in whose form the service does not answer
    failure  why it could not be found out the last time, and how often that was so
    """

    service: Service
    dialect: Dialect | None = None
    fixed: bool = False
    found: float = 0.0
    doubted: Dialect | None = None
    failure: HubAPIError | None = None
    failures: int = 0
    clock: Callable[[], float] = time.monotonic

    @property
    def known(self) -> Dialect | None:
        """What the service speaks, unless that is not known, or too old to be relied on."""
        return self.dialect if self.fixed or self.clock() - self.found < KEPT_FOR else None

    @property
    def before(self) -> Dialect | None:
        """What it spoke when it was asked the last time."""
        return self.doubted or self.dialect

    def discovery(self) -> Generator[Call[Any], Answer, Finding]:
        """The steps that find out what it speaks."""
        return discover(self.service, self.before, doubted=self.doubted is not None)

    @contextmanager
    def sharing_failures(self, seen: int, *, alone: bool = False) -> Generator[None]:
        """Within it the dialect is found out, by one caller after the other.

        seen   `failures` when the caller began to wait: what failed since then is raised again, not tried again
        alone  the caller has less time or fewer attempts than others, so its failure is nobody else's

        A refused login is nobody's failure but its own.
        """
        if self.known is None and self.failures > seen and self.failure is not None:
            raise copy.copy(self.failure)
        try:
            yield
        except (AuthenticationError, PermissionDeniedError):
            raise
        except HubAPIError as failure:
            if not alone:
                # Without its traceback, which would keep alive whatever the call used.
                self.failure = copy.copy(failure)
                self.failures += 1
            raise

    def learn(self, finding: Finding) -> Dialect:
        """Keep what was found out, if it is certain; the dialect."""
        if finding.certain:
            self.dialect, self.found = finding.dialect, self.clock()
        if self.doubted is not None:
            # Its answers just lack what those of others say.
            self.fixed = self.doubted == finding.dialect
            self.doubted = None
        return finding.dialect

    def doubt(self, dialect: Dialect) -> None:
        """The service does not answer in the form of this dialect."""
        self.doubted = dialect
        if self.dialect == dialect:
            self.dialect = None


def speech_of(service: Service, generation: str | None) -> Speech:
    """What is known of a service of a Hub of this generation or release; None: nothing.

    Raises UsageError for what is neither.
    """
    if generation is None:
        return Speech(service)
    try:
        return Speech(service, dialects_of(generation)[service], fixed=True)
    except (ValueError, TypeError, AttributeError):
        message = f"generation takes a release of the Hub, such as '0.14', '0.8' or '0.8.36', not {generation!r}."
        raise UsageError(message, None) from None


@dataclass(frozen=True)
class Asking:
    """Stands for a call where the dialect has to be found out first.

    like   the call that needs it: it is found out with its login and its timeouts
    """

    like: Call[Any]


def conversation(
    speech: Speech, operation: Callable[..., Call[T]], arguments: tuple[Any, ...]
) -> Generator[Call[Any] | Asking, Any, T]:
    """Yields a call to be sent, is sent its answer, and returns the result. `Asking` is sent the dialect.

    A service that was changed to another release while it was in use is noticed by the form of its answers.
    """
    arguments = tuple(settled(argument) for argument in arguments)
    spoken = speech.known
    if spoken is None:
        # What is wrong in itself is refused at once.
        spoken = yield Asking(operation(*arguments, dialect=UNKNOWN[speech.service]))
    call = operation(*arguments, dialect=spoken)
    answer = yield call
    result = call.read(answer)
    if speech.fixed or not speaks_otherwise(answer, call.form, spoken):
        return result
    speech.doubt(spoken)
    found: Dialect = yield Asking(call)
    if found == spoken:
        return result
    if call.effect is Effect.ONCE:
        raise UnreadableAnswerError(
            f"The {speech.service} service was changed to another release ({found.shown}) while this client was in "
            f"use. {call.method} {call.path} may have created a record without some of its values.",
            None,
        )
    call = operation(*arguments, dialect=found)
    return call.read((yield call))


def settled(argument: object) -> object:
    """An argument that can be looked at more than once: what can be iterated over only once becomes a tuple."""
    if isinstance(argument, dict):
        return {key: settled(value) for key, value in cast("dict[object, object]", argument).items()}
    if not isinstance(argument, Iterator) or hasattr(cast("object", argument), "read"):
        return cast("object", argument)
    return tuple(cast("Iterator[object]", argument))
