"""What a process takes along when it forks: what must not be shared with the parent is made anew in the child."""

from __future__ import annotations

import logging
import os
from typing import Protocol
from weakref import WeakSet


class Forked(Protocol):
    """Something with connections, locks or tokens that a child process must not use as they are."""

    def after_fork(self) -> None:
        """Called once in the child, before anything else of it runs."""


_LOGGER = logging.getLogger("flame_hub.http")

_living: WeakSet[Forked] = WeakSet()


def mind_forks(thing: Forked) -> None:
    """Have `thing.after_fork` called in every child of this process, as long as the thing lives."""
    _living.add(thing)


def _in_child() -> None:
    for thing in list(_living):
        try:
            thing.after_fork()
        except Exception:
            # The others have to be told in any case, or they would wait for threads that are not here.
            _LOGGER.exception("A %s cannot be used in this child process.", type(thing).__name__)


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_in_child)
