"""What the steps of a transfer may ask for, beside what http/steps.py has."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from ..contract.table import Resource
from ..core.bindings import Binding
from ..core.operations import Call
from ..core.query import Pairs
from ..http.steps import Step
from ..http.streams import Downloading


@dataclass(frozen=True)
class Do:
    """Make a call. Comes to its result, or raises."""

    operation: Callable[..., Call[Any]]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class FindAll:
    """Walk through all records that match. Comes to a list of them."""

    binding: Binding[Any]
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """Download a file, or a bucket as an archive. Comes to what `use` makes of it, in a thread that may wait.

    headers   further ones of the request
    """

    resource: Resource
    which: object
    options: Mapping[str, Any]
    use: Callable[[Downloading], Any]
    headers: Pairs = field(default_factory=list[tuple[str, str]])


@dataclass(frozen=True)
class Together:
    """Go through several sequences of steps at once, some at a time.

    Comes to what each came to, in their order: its result, the exception it ended with, or NOT_BEGUN.

    at_once   how many at a time
    ends_all  whether after this failure no further one is begun
    cancel    is called if nobody waits for the outcome any more: they shall end soon
    """

    flows: Sequence[Flow[Any]]
    at_once: int
    ends_all: Callable[[Exception], bool]
    cancel: Callable[[], None] = field(default=lambda: None)


class _NotBegun:
    def __repr__(self) -> str:
        return "NOT_BEGUN"


#: What comes of a sequence of steps that was not begun because another one failed.
NOT_BEGUN = _NotBegun()

TransferStep: TypeAlias = Do | FindAll | Read | Together | Step
_Result = TypeVar("_Result")
#: A sequence of steps and what it comes to. What ends it from outside is thrown into it, and it may clean up in steps.
Flow: TypeAlias = Generator[TransferStep, Any, _Result]
