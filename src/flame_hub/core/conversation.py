"""A call from its arguments to its result: in the service's dialect, which is found out first if it is not known."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

from ..contract.table import Service
from .dialects import UNKNOWN, Dialect, dialects_of
from .errors import UnreadableAnswerError, UsageError
from .operations import Call
from .reading import speaks_otherwise

T = TypeVar("T")


@dataclass
class Speech:
    """What is known of the dialect of one service.

    service  which service
    dialect  what it speaks, None: that has to be found out
    fixed    it is not found out again, whatever the answers look like
    """

    service: Service
    dialect: Dialect | None = None
    fixed: bool = False


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


def conversation(
    speech: Speech, operation: Callable[..., Call[T]], arguments: tuple[Any, ...]
) -> Generator[Call[Any] | None, Any, T]:
    """Yields a call to be sent, is sent its answer, and returns the result. None in its place asks for the dialect.

    A service that was changed to another release while it was in use is noticed by the form of its answers.
    """
    spoken = speech.dialect
    if spoken is None:
        operation(*arguments, dialect=UNKNOWN[speech.service])  # what is wrong in itself is refused at once
        spoken = yield None
    call = operation(*arguments, dialect=spoken)
    answer = yield call
    result = call.read(answer)
    if speech.fixed or not speaks_otherwise(answer, call.form, spoken):
        return result
    if speech.dialect is spoken:
        speech.dialect = None
    found: Dialect = yield None
    if found == spoken:
        speech.fixed = True  # its answers just lack what others say
        return result
    if call.creates:
        raise UnreadableAnswerError(
            f"The {speech.service} service was changed to another release ({found.shown}) while this client was in "
            f"use. {call.method} {call.path} may have created a record without some of its values.",
            None,
        )
    call = operation(*arguments, dialect=found)
    return call.read((yield call))
