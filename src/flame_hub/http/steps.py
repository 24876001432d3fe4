"""What a sequence of steps may ask for beside sending a request, and how both colours do it.

Decisions are written as generators that yield steps and are sent what came of them, so that they are written once. The
synchronous and the asynchronous walkers differ in how they wait, and in nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import anyio

from .flights import Flight


@dataclass(frozen=True)
class Pause:
    """Let so many seconds pass."""

    seconds: float


@dataclass(frozen=True)
class Landing:
    """Wait until a flight has landed, so many seconds at most (None: without a limit). Comes to whether it has."""

    flight: Flight
    seconds: float | None


@dataclass(frozen=True)
class Work:
    """Do something that may take a while, such as reading a file. Comes to its result, or raises what it raises."""

    function: Callable[[], Any]


Step: TypeAlias = Pause | Landing | Work
_Result = TypeVar("_Result")


def walk(
    steps: Generator[Any, Any, _Result], do: Callable[[Any], Any], caught: type[BaseException] = BaseException
) -> _Result:
    """Do one step after the other, and return what they come to.

    do       does a step; comes to what the generator is sent
    caught   what of that is raised within the generator, which may go on; anything else ends it
    """
    reply, failure = None, None
    try:
        while True:
            try:
                step = steps.send(reply) if failure is None else steps.throw(failure)
            except StopIteration as done:
                return done.value
            reply, failure = None, None
            try:
                reply = do(step)
            except caught as error:
                failure = error
    finally:
        failure = None  # or it would keep itself alive, and all that the steps used
        steps.close()  # whoever waits for something that was to be done here goes on


async def walk_async(
    steps: Generator[Any, Any, _Result],
    do: Callable[[Any], Awaitable[Any]],
    caught: type[BaseException] = BaseException,
) -> _Result:
    """The asynchronous twin of `walk`."""
    reply, failure = None, None
    try:
        while True:
            try:
                step = steps.send(reply) if failure is None else steps.throw(failure)
            except StopIteration as done:
                return done.value
            reply, failure = None, None
            try:
                reply = await do(step)
            except caught as error:
                failure = error
    finally:
        failure = None  # or it would keep itself alive, and all that the steps used
        steps.close()  # whoever waits for something that was to be done here goes on


def perform(step: Step) -> Any:
    """Do a step in this thread."""
    if isinstance(step, Pause):
        return time.sleep(step.seconds)
    if isinstance(step, Landing):
        return step.flight.wait(step.seconds)
    return step.function()


async def perform_async(step: Step) -> Any:
    """Do a step without holding up the event loop."""
    if isinstance(step, Pause):
        return await anyio.sleep(step.seconds)
    if isinstance(step, Landing):
        return await step.flight.wait_async(step.seconds)
    from anyio import to_thread

    return await to_thread.run_sync(step.function)
