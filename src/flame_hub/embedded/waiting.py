"""Waiting for messages: bells that ring for a user or a client, and streams of events that come with them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from weakref import WeakSet

#: How many requests may wait at a time: each of them holds a thread.
MOST = 64
#: Seconds after which a stream says that it is still there.
HEARTBEAT = 15.0


@dataclass(frozen=True)
class Party:
    """Who sends or receives: a user, a client or a robot.

    kind  which of these
    id    its id, in lower case
    """

    kind: str
    id: str


class Bells:
    """The bells of all who wait. Safe to use from several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        # Weak: whoever forgets to hang up a bell must not be rung for ever.
        self._bells: WeakSet[Bell] = WeakSet()
        self._closed = False

    @property
    def closed(self) -> bool:
        return self._closed

    @property
    def count(self) -> int:
        """How many wait."""
        with self._changed:
            return len(self._bells)

    def ring(self, parties: Iterable[Party]) -> None:
        """Tell those who wait that there is a message for each of these."""
        with self._changed:
            for party in parties:
                for bell in self._bells:
                    bell.rung += bell.party == party
            self._changed.notify_all()

    def hang(self, party: Party) -> Bell | None:
        """A bell that rings for somebody from now on; None if too many wait already."""
        with self._changed:
            if self._closed or len(self._bells) >= MOST:
                return None
            bell = Bell(party, self._changed)
            self._bells.add(bell)
            return bell

    def take_down(self, bell: Bell) -> None:
        """Nobody waits for a bell any more."""
        with self._changed:
            bell.over = True
            self._bells.discard(bell)
            self._changed.notify_all()

    @contextmanager
    def hung(self, party: Party) -> Generator[Bell | None]:
        """A bell while the context lasts."""
        bell = self.hang(party)
        try:
            yield bell
        finally:
            if bell is not None:
                self.take_down(bell)

    def release(self, *, close: bool = False) -> None:
        """End all waiting; with `close` for ever."""
        with self._changed:
            self._closed = self._closed or close
            for bell in self._bells:
                bell.over = True
            self._bells.clear()
            self._changed.notify_all()


class Bell:
    """A bell for somebody.

    rung  how often it rang and nobody took notice yet
    over  nobody needs to wait for it any more
    """

    def __init__(self, party: Party, changed: threading.Condition) -> None:
        self.party = party
        self.rung = 0
        self.over = False
        self._changed = changed

    def wait(self, seconds: float) -> bool:
        """Wait until it rings, which is taken notice of. False if it did not within this time, or waiting is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.rung or self.over, seconds)
            if self.over or not self.rung:
                return False
            self.rung -= 1
            return True


class EventStream(Iterator[bytes]):
    """Server-sent events: `messagePending` at once and whenever the bell rings, `ping` when it is silent for long.

    It ends when it is closed, from whichever thread, or when all waiting ends.
    """

    def __init__(self, bells: Bells, bell: Bell) -> None:
        self._bells = bells
        self._bell = bell
        self._ping_at = time.monotonic() + HEARTBEAT
        bell.rung = 1

    def __next__(self) -> bytes:
        while not self._bell.over:
            if self._bell.wait(self._ping_at - time.monotonic()):
                recipient = {"type": self._bell.party.kind, "id": self._bell.party.id}
                return _event("messagePending", json.dumps({"recipient": recipient}, separators=(",", ":")))
            if not self._bell.over and time.monotonic() >= self._ping_at:
                self._ping_at += HEARTBEAT
                return _event("ping", str(int(time.time() * 1000)))
        self.close()
        raise StopIteration

    def close(self) -> None:
        """End the stream. Doing so twice does no harm."""
        self._bells.take_down(self._bell)


def _event(name: str, data: str) -> bytes:
    return f"event: {name}\ndata: {data}\n\n".encode()
