"""What the Hub does after it has answered: builds, distributions, buckets.

A real Hub has workers for that, which take their jobs from a queue of messages. Here the queue is worked off by the
threads that make requests, at the end of each, so that nothing runs behind anybody's back.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from .clock import Clock

logger = logging.getLogger("flame_hub.embedded")

#: One piece of work, done in a transaction of its own. It finds out by itself whether it still has to be done.
Step = Callable[[], None]

#: Seconds that pass before a step: none, so that all is done when a request is answered.
AT_ONCE = 0.0
#: Seconds after which a step is tried again that could not be done for want of space on the disk.
_RETRY = 1.0


@dataclass
class _Job:
    """Steps that are done one after the other.

    about  what they are for
    due    time on the Hub's clock from which the first of them is done
    """

    about: str
    steps: deque[Step]
    due: float


class Jobs:
    """The queue of jobs. Safe to use from several threads: one works on it at a time.

    clock  tells when a step is due
    pace   seconds that pass before every step of a job; None: steps are done when `step` says so
    """

    def __init__(self, clock: Clock, pace: float | None = AT_ONCE) -> None:
        self._clock = clock
        self._pace = pace
        self._queue: list[_Job] = []
        # Held for a moment only, so that jobs can be queued by who holds the database; the other one is held while
        # steps are done, which need the database themselves.
        self._changing = threading.Lock()
        self._working = threading.RLock()

    def add(self, *steps: Step, about: str = "") -> None:
        """Queue a job, also within a transaction."""
        job = _Job(about, deque(steps), self._clock.now() + (self._pace or 0.0))
        with self._changing:
            self._queue.append(job)

    def has(self, about: str) -> bool:
        """Whether there is a job that is about this."""
        return any(job.about == about for job in self._jobs())

    def _jobs(self) -> list[_Job]:
        with self._changing:
            return list(self._queue)

    @property
    def pending(self) -> int:
        """How many jobs have steps to do."""
        return len(self._jobs())

    def run_pending(self) -> None:
        """Do all steps that are due, those that follow from them included."""
        if self._pace is None or not self._queue:
            return
        with self._working:
            while self._run_due(self._pace):
                pass

    def _run_due(self, pace: float) -> bool:
        """Do one step that is due; False if there is none."""
        now = self._clock.now()
        job = next((job for job in self._jobs() if job.due <= now), None)
        if job is None:
            return False
        self._advance(job)
        job.due += pace
        return True

    def step(self) -> None:
        """Do the next step of every job that is in the queue, due or not."""
        with self._working:
            for job in self._jobs():
                self._advance(job)

    def _advance(self, job: _Job) -> None:
        step = job.steps.popleft()
        try:
            step()
        except (OSError, sqlite3.OperationalError):
            logger.exception("A job failed, and is tried again later")
            job.steps.appendleft(step)
            job.due = max(job.due, self._clock.now()) + _RETRY
        except Exception:
            # Nobody waits for an answer: the worker of a real Hub writes down what went wrong, too, and goes on.
            logger.exception("A job failed")
            job.steps.clear()
        if not job.steps:
            with self._changing:
                self._queue = [other for other in self._queue if other is not job]
