"""What the Hub does after it has answered: builds, distributions, buckets, simulated nodes.

A real Hub has workers for that, which take their jobs from a queue of messages. Here the queue is a table beside the
records, so that it is as lasting as they are, and goes with them. It is worked off by the threads that make requests,
at the beginning and the end of each. Nothing runs behind anybody's back, and nobody can tell: whoever looks is told
what would have happened until then, with the times at which it would have happened.
"""

from __future__ import annotations

import json
import logging
import math
import sqlite3
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, Protocol

from .clock import Clock
from .failures import Failures
from .store import Emptied

if TYPE_CHECKING:
    from .hub import EmbeddedHub

logger = logging.getLogger("flame_hub.embedded")

#: How fast jobs get on: at once, when they are told to, or with so many seconds before each of their steps.
Pace = float | Literal["instant", "step"]
Data = dict[str, Any]
#: Seconds after which a step is tried again that could not be done for want of space on the disk.
_RETRY = 1.0
#: What a step comes to that has to be tried again.
_LATER: Data = {}


@dataclass(frozen=True)
class Job:
    """Work that is waiting for its next step.

    kind   what is done
    about  the id of the record that it is about, "" for none
    data   how far it is
    due    time on the Hub's clock from which the next step is done; None: when it is told to
    """

    number: int
    kind: str
    about: str
    data: Data
    due: float | None


@dataclass(frozen=True)
class Kind:
    """What is done in jobs of a kind.

    step   does one step, in transactions of its own, and finds out by itself whether it still has to be done. What it
           returns are the job's data for another step, or None: the job is done. A step that the Hub was killed in is
           done again when the Hub is started again.
    paced  whether it takes time; what is done within a moment on a real Hub is done at once at every pace
    """

    step: Callable[[EmbeddedHub, Job], Data | None]
    paced: bool = True


class _Moment(Clock):
    """A clock that tells one time."""

    def __init__(self, moment: float) -> None:
        self._moment = moment

    def now(self) -> float:
        return self._moment


class Watch(Protocol):
    """What looks whether something is to be done that nobody has queued."""

    def changed(self) -> bool:
        """Whether there may be something new to be seen."""
        ...

    def look(self) -> None:
        """Queue what is to be done."""
        ...


class Jobs:
    """The queue of jobs. Safe to use from several threads: one works on it at a time.

    hub    whose jobs they are
    kinds  what is done, by name
    watch  what jobs come from as well
    pace   as `read_pace` understands it
    """

    def __init__(self, hub: EmbeddedHub, kinds: Mapping[str, Kind], watch: Watch, pace: object = "instant") -> None:
        self._hub = hub
        self.kinds = dict(kinds)
        # No number is given out twice, so that the outcome of a step is never taken for that of a later job.
        self._numbers = count(1 + (hub.store.run("SELECT max(id) FROM _jobs")[0][0] or 0))
        self.failures = Failures(hub.store)
        self._watch = watch
        # Never taken by who holds the database, which steps need themselves.
        self._working = threading.RLock()
        self._now = threading.local()
        self._closed = False
        self.pace = pace

    # The pace

    @property
    def pace(self) -> Pace:
        """How fast jobs get on, "instant", "step", or the seconds before each step. It may be changed at any time."""
        if self._seconds is None:
            return "step"
        return self._seconds or "instant"

    @pace.setter
    def pace(self, pace: object) -> None:
        self._seconds = read_pace(pace)
        self._hub.store.run("UPDATE _jobs SET due = ? WHERE paced", [self._later()])

    def _later(self) -> float | None:
        """When a step that follows now is due."""
        return None if self._seconds is None else self.now() + self._seconds

    def now(self) -> float:
        """The time on the Hub's clock; within a step, the time at which that was due."""
        moment: float | None = getattr(self._now, "moment", None)
        return self._hub.clock.now() if moment is None else moment

    def stamp(self) -> str:
        """`now` as the Hub writes it."""
        return _Moment(self.now()).stamp()

    # The queue

    def add(self, kind: str, about: str = "", data: Data | None = None) -> None:
        """Queue a job, also within a transaction, with which it comes or does not come to be."""
        paced = self.kinds[kind].paced
        row = [next(self._numbers), kind, about, json.dumps(data or {}), paced, self._later() if paced else 0.0]
        self._hub.store.run("INSERT INTO _jobs (id, kind, about, data, paced, due) VALUES (?, ?, ?, ?, ?, ?)", row)

    def withdraw(self, kind: str, about: str) -> None:
        """Forget the jobs of a kind that are about a record."""
        self._hub.store.run("DELETE FROM _jobs WHERE kind = ? AND about = ?", [kind, about])

    def has(self, kind: str, about: str) -> bool:
        """Whether there is a job of a kind that is about a record."""
        return bool(self._hub.store.run("SELECT 1 FROM _jobs WHERE kind = ? AND about = ?", [kind, about]))

    @property
    def waiting(self) -> list[Job]:
        """The jobs that have steps to do, in the order in which they were queued."""
        return [_job(row) for row in self._hub.store.run("SELECT * FROM _jobs ORDER BY id")]

    @property
    def pending(self) -> int:
        """How many jobs have steps to do."""
        return int(self._hub.store.run("SELECT count(*) FROM _jobs")[0][0])

    @property
    def next_due(self) -> float | None:
        """When the next step is due, by the Hub's clock. None if there is none, or only when told to."""
        found: float | None = self._hub.store.run("SELECT min(due) FROM _jobs")[0][0]
        return found

    def fail(
        self,
        process: str,
        *,
        analysis: object = None,
        node: object = None,
        message: str | None = None,
        at: int = 0,
        times: int = 1,
    ) -> None:
        """Have the next process fail, as a real Hub and a real node show it. It can be started again.

        Args:
            process: "build", "distribution", "execution" by a simulated node, or "image", the build of a master image.
            analysis: The analysis that it is of, or its id; for "image", the master image. None: of any.
            node: The node that executes, its name or its id. None: any.
            message: Why, as the log tells it.
            at: How far it gets: the last progress in percent that is reached, from 0 to 99.
            times: How often that happens.

        Raises:
            ValueError: there is no such process, analysis, image or node, or a number is out of its range.
        """
        self.failures.add(process, analysis=analysis, node=node, message=message, at=at, times=times)

    # Working

    def run_pending(self) -> None:
        """Do all steps that are due, those that follow from them included. Never raises for what goes wrong in one."""
        if getattr(self._now, "moment", None) is not None:
            return  # a step that makes requests is worked on by who began to work
        with suppress(Emptied):  # what was queued is gone with the rest
            if self._is_due():
                with self._working:
                    while self._run_next():
                        pass

    def _is_due(self) -> bool:
        return self._watch.changed() or self._next() is not None

    def _run_next(self) -> bool:
        """Do the step that is due for the longest time; False if there is none."""
        if self._closed:
            return False
        try:
            self._look()
            job = self._next()
            if job is not None:
                self._do(job)
        except sqlite3.Error:
            # The database cannot be written to. Whoever makes a request is told; what is queued waits.
            logger.exception("The queue of jobs cannot be worked off")
            return False
        return job is not None

    def _look(self) -> None:
        if self._watch.changed():
            self._watch.look()

    def _next(self) -> Job | None:
        statement = "SELECT * FROM _jobs WHERE due <= ? ORDER BY due, id LIMIT 1"
        try:
            found = self._hub.store.run(statement, [self._hub.clock.now()])
        except sqlite3.Error:
            if not self._closed:
                logger.exception("The queue of jobs cannot be read")
            return None
        return _job(found[0]) if found else None

    def step(self) -> int:
        """Do the next step of every job that is waiting, due or not. Returns how many that were."""
        done = 0
        with self._working:
            if self._closed:
                return done
            self._look()
            for job in self.waiting:
                # A step of another job may have withdrawn it.
                if self._hub.store.run("SELECT 1 FROM _jobs WHERE id = ?", [job.number]):
                    self._do(job)
                    done += 1
        return done

    def finish(self) -> None:
        """Do all steps of all jobs, due or not, those that follow from them included."""
        while self.step():
            pass

    def _do(self, job: Job) -> None:
        now = self._hub.clock.now()
        self._now.moment = min(now, job.due) if job.due else now
        try:
            data = self._step(job)
            if data is _LATER:
                # When it is told to do the next step, if that is how it gets on.
                again = None if job.due is None else now + _RETRY
                self._hub.store.run("UPDATE _jobs SET due = ? WHERE id = ?", [again, job.number])
            elif data is None:
                self._hub.store.run("DELETE FROM _jobs WHERE id = ?", [job.number])
            else:
                statement = "UPDATE _jobs SET data = ?, due = ? WHERE id = ?"
                self._hub.store.run(statement, [json.dumps(data), self._later(), job.number])
            # What follows from the step follows at its time, whenever it is looked at.
            self._look()
        finally:
            self._now.moment = None

    def _step(self, job: Job) -> Data | None:
        kind = self.kinds.get(job.kind)
        try:
            # A kind that is not known comes from a later release's data folder.
            return kind.step(self._hub, job) if kind is not None else None
        except (OSError, sqlite3.OperationalError):
            logger.exception("A job failed, and is tried again later")
            return _LATER
        except Emptied:
            return None  # the record that it was about is gone, and so is the job
        except Exception:
            # Nobody waits for an answer: the worker of a real Hub writes down what went wrong, too, and goes on.
            logger.exception("A job failed")
            return None

    def close(self) -> None:
        """Do nothing more, and wait for the step that is being done."""
        self._closed = True
        with self._working:
            pass


def read_pace(pace: object) -> float | None:
    """The seconds before each step, None: steps are done when it is said. A number may be a text.

    Raises ValueError for what is no pace.
    """
    if pace == "step":
        return None
    if pace == "instant":
        return 0.0
    seconds = math.nan
    if isinstance(pace, (int, float, str)) and not isinstance(pace, bool):
        try:
            seconds = float(pace)
        except (ValueError, OverflowError):
            seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise ValueError(f'{pace!r} is no pace. Give "instant", "step", or a number of seconds.')
    return seconds


def _job(row: sqlite3.Row) -> Job:
    return Job(row["id"], row["kind"], row["about"], json.loads(row["data"]), row["due"])
