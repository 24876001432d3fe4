"""Faults on demand: errors, delays and broken connections, to see how a client takes them."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http import HTTPStatus
from itertools import chain
from typing import Any, Literal

from anyio.from_thread import check_cancelled

from .fault_checks import check
from .messages import ConnectionCut, OutOfPatience, Request, Response, close_body
from .refusals import Refusal

Cut = Literal["before", "after", "within"]

#: How many faults are remembered that have been applied as often as they should.
_REMEMBERED = 1000
#: Seconds after which a wait looks whether anybody still waits.
_GLANCE = 0.05
#: How often a slow body is continued in a second.
_PIECES_A_SECOND = 20

#: The Hub's codes of errors, where they are not the words of the status.
_CODES = {500: "internal_error", 401: "identity_unauthorized", 403: "permission_denied", 404: "entity_not_found"}
_PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head>\n<body><h1>{0}</h1><hr>proxy</body></html>\n"


@dataclass(eq=False)
class Fault:
    """What goes wrong, with which requests, and how often. Made by `Faults.add`, which tells what each of it means.

    Used as a context manager, it is in force while the context lasts.

    number   counts the faults of a Hub
    applied  how often it was applied
    """

    number: int
    service: str | None
    method: str | None
    path: str
    count: int | None
    skip: int
    chance: float
    seed: int
    status: int | None
    code: str | None
    message: str | None
    headers: dict[str, str]
    html: str | bool
    latency: float
    cut: Cut | None
    truncate: int | None
    bytes_per_second: float | None
    pause: float
    applied: int = 0
    _passed: int = 0
    _dice: random.Random = field(init=False, repr=False)
    _lifted: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _removal: Callable[[Fault], None] = field(default=lambda _: None, repr=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - it decides nothing secret

    def __enter__(self) -> Fault:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Take it out of force. What it delays goes on at once. Doing so twice does no harm."""
        self._removal(self)

    @property
    def in_force(self) -> bool:
        """Whether it waits for requests."""
        return not self._lifted.is_set() and (self.count is None or self.applied < self.count)

    def describe(self) -> dict[str, Any]:
        """What was said of it where that is not the default, its number, and how often it was applied."""
        told = {name: getattr(self, name) for name in _DEFAULTS if getattr(self, name) != _DEFAULTS[name]}
        return {"number": self.number, **told, "applied": self.applied, "in_force": self.in_force}

    def __str__(self) -> str:
        """What goes wrong, in a few words."""
        words = [f"{self.latency:g} s later"] if self.latency else []
        if self.cut is not None:
            words.append({"before": "cut before", "after": "cut after", "within": "cut within the answer"}[self.cut])
        if self.status is not None:
            words.append(f"status {self.status}" + (" as a page" if self.html else ""))
        if self.truncate is not None:
            words.append(f"only {self.truncate} bytes")
        if self.bytes_per_second is not None:
            words.append(f"{self.bytes_per_second:g} bytes a second")
        if self.pause:
            words.append(f"pauses of {self.pause:g} s")
        return ", ".join(words)

    # Which requests

    def matches(self, request: Request) -> bool:
        """Whether it is about such requests."""
        if self.method is not None and request.method != self.method:
            return False
        service, _, below = "/".join(request.segments).partition("/")
        if self.service is not None and service != self.service:
            return False
        pattern = self.path.strip("/")
        return fnmatchcase(below, pattern) or fnmatchcase(f"{service}/{below}", pattern)

    def strikes(self) -> bool:
        """Whether it is applied to this one of the requests that it is about. To be asked by one thread at a time."""
        self._passed += 1
        if self._passed <= self.skip or (self.chance < 1 and self._dice.random() >= self.chance):
            return False
        self.applied += 1
        return True

    def lift(self) -> None:
        """Let what it delays go on."""
        self._lifted.set()

    # What goes wrong

    def disturb(self, request: Request, carry_out: Callable[[], Response]) -> Response:
        """The answer to a request to which it is applied.

        carry_out   makes the answer that there would be without it
        """
        late = self._delay(self.latency, request.patience)
        answer = self._answer(request, carry_out)
        if late:
            answer.close()
            return Response(0, cut=OutOfPatience("The answer is delayed."))
        return answer

    def _answer(self, request: Request, carry_out: Callable[[], Response]) -> Response:
        if self.cut == "before":
            return Response(0, cut=ConnectionCut("before the request was carried out"))
        answer = self._error(request) if self.status is not None else carry_out()
        if self.cut == "after":
            answer.close()
            return Response(0, cut=ConnectionCut("after the request was carried out"))
        return self._with_body(answer, request.patience)

    def _error(self, request: Request) -> Response:
        status = self.status or 500
        try:
            words = HTTPStatus(status).phrase
        except ValueError:
            words = "Unknown"
        if self.html:
            page = self.html if isinstance(self.html, str) else _PAGE.format(f"{status} {words}")
            content = page.encode("utf-8", "replace")
            length = ("content-length", str(len(content)))
            answer = Response(status, [("content-type", "text/html; charset=utf-8"), length], iter((content,)))
        else:
            code = self.code or _CODES.get(status) or words.lower().replace(" ", "_").replace("-", "_")
            refusal = Refusal(status, code, self.message or f"{words}.")
            answer = refusal.answer(request.segments[0] if request.segments else "")
        answer.headers = [*(pair for pair in answer.headers if pair[0] not in self.headers), *self.headers.items()]
        return answer

    def _with_body(self, answer: Response, patience: float | None) -> Response:
        body = answer.body
        if self.cut == "within":
            body = _broken(body)
        elif self.truncate is not None:
            # Without its length the answer ends properly wherever it ends.
            answer.headers = [pair for pair in answer.headers if pair[0] != "content-length"]
            body = _first(body, self.truncate)
        if self.bytes_per_second is not None:
            body = self._slow(body, self.bytes_per_second)
        if self.pause:
            body = self._with_pauses(body, patience)
        answer.body = body
        return answer

    def _slow(self, body: Iterator[bytes], rate: float) -> Iterator[bytes]:
        size = max(1, int(rate / _PIECES_A_SECOND))
        try:
            for piece in body:
                for start in range(0, len(piece), size):
                    part = piece[start : start + size]
                    self._wait(len(part) / rate)
                    yield part
        finally:
            close_body(body)

    def _with_pauses(self, body: Iterator[bytes], patience: float | None) -> Iterator[bytes]:
        try:
            first = next(body, b"")
            half = (len(first) + 1) // 2
            if first:
                yield first[:half]
            for piece in chain((first[half:],), body):
                if piece:
                    if self._delay(self.pause, patience):
                        raise OutOfPatience("The answer pauses.")
                    yield piece
        finally:
            close_body(body)

    def _delay(self, seconds: float, patience: float | None) -> bool:
        """Let time pass. Whether that was more than the client has patience for; it has not been waited for longer."""
        self._wait(seconds if patience is None else min(seconds, patience))
        return patience is not None and seconds >= patience and not self._lifted.is_set()

    def _wait(self, seconds: float) -> None:
        """Let time pass, until the fault is lifted or nobody waits for the answer any more."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._lifted.wait(min(left, _GLANCE)):
            try:
                check_cancelled()
            except RuntimeError:
                # A thread of the caller's own: it cannot be told to stop.
                continue


def _broken(body: Iterator[bytes]) -> Iterator[bytes]:
    """The first half of the first piece, and then nothing more."""
    try:
        piece = next(body, b"")
        if len(piece) > 1:
            yield piece[: len(piece) // 2]
        raise ConnectionCut("in the middle of the answer")
    finally:
        close_body(body)


def _first(body: Iterator[bytes], size: int) -> Iterator[bytes]:
    try:
        for piece in body:
            yield piece[:size]
            size -= len(piece)
            if size <= 0:
                return
    finally:
        close_body(body)


_DEFAULTS: dict[str, Any] = {
    "service": None,
    "method": None,
    "path": "*",
    "count": 1,
    "skip": 0,
    "chance": 1.0,
    "seed": 0,
    "status": None,
    "code": None,
    "message": None,
    "headers": {},
    "html": False,
    "latency": 0.0,
    "cut": None,
    "truncate": None,
    "bytes_per_second": None,
    "pause": 0.0,
}


class Faults:
    """The faults of a Hub, in the order in which they were added. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._in_force: list[Fault] = []
        self._spent: deque[Fault] = deque(maxlen=_REMEMBERED)

    def __iter__(self) -> Iterator[Fault]:
        """Those that are in force and those that have been applied as often as they should."""
        with self._lock:
            return iter(sorted((*self._spent, *self._in_force), key=lambda fault: fault.number))

    def __len__(self) -> int:
        with self._lock:
            return len(self._spent) + len(self._in_force)

    @property
    def in_force(self) -> list[Fault]:
        """Those that wait for requests."""
        with self._lock:
            return list(self._in_force)

    def add(
        self,
        *,
        service: str | None = None,
        method: str | None = None,
        path: str = "*",
        count: int | None = 1,
        skip: int = 0,
        chance: float = 1.0,
        seed: int = 0,
        status: int | None = None,
        code: str | None = None,
        message: str | None = None,
        headers: Mapping[str, str] | None = None,
        html: str | bool = False,
        latency: float = 0.0,
        cut: Cut | None = None,
        truncate: int | None = None,
        bytes_per_second: float | None = None,
        pause: float = 0.0,
    ) -> Fault:
        """Let something go wrong with requests from now on. The first fault that strikes a request is applied to it.

        Args:
            service: "auth", "core" or "storage". None: any.
            method: Of HTTP. None: any.
            path: Of the request, below its service ("nodes/*") or with it ("core/nodes"), without the query string;
                `*` stands for any text, slashes included, `?` for one character, `[ab]` for one of these.
            count: To how many requests it is applied. None: to all until it is removed.
            skip: How many requests it lets pass first.
            chance: How probable it is that it strikes a request, from 0 to 1.
            seed: Of the random numbers that decide that: the same seed strikes the same requests.
            status: Answer this status in place of carrying out the request, with an error in the Hub's words.
            code: The code of that error, if not the usual one.
            message: Its message, if not the usual one.
            headers: Further headers of that answer, such as `{"retry-after": "2"}`.
            html: Answer a proxy's page in place of the Hub's error (status 502 unless told otherwise): True, or the
                page itself.
            latency: Seconds to wait before the request is carried out.
            cut: Cut the connection: "before" the request is carried out, "after" it was and before the answer, or
                "within" the answer.
            truncate: End the answer properly after this many bytes, as if it was no longer.
            bytes_per_second: How fast the body of the answer comes.
            pause: Seconds of silence in the body of the answer: in the middle of its first piece, and before each
                further one.

        Raises:
            ValueError: nothing would go wrong, or what is given contradicts itself or is none of these.
        """
        said = check({name: value for name, value in locals().items() if name in _DEFAULTS})
        fault = Fault(number=0, **said, _removal=self._remove)
        with self._lock:
            self._number += 1
            fault.number = self._number
            self._in_force.append(fault)
        return fault

    def take(self, request: Request) -> Fault | None:
        """The fault that is applied to a request, None for none."""
        if not self._in_force:
            return None
        with self._lock:
            for fault in self._in_force:
                if fault.matches(request) and fault.strikes():
                    if not fault.in_force:
                        self._in_force.remove(fault)
                        self._spent.append(fault)
                    return fault
        return None

    def remove(self, number: int) -> bool:
        """Remove the fault of this number; False if there is none."""
        found = next((fault for fault in self if fault.number == number), None)
        if found is not None:
            found.remove()
        return found is not None

    def _remove(self, fault: Fault) -> None:
        fault.lift()
        with self._lock:
            self._in_force = [other for other in self._in_force if other is not fault]
            self._spent = deque((other for other in self._spent if other is not fault), maxlen=_REMEMBERED)

    def clear(self) -> None:
        """Remove all. What they delay goes on at once."""
        for fault in self:
            fault.lift()
        with self._lock:
            self._in_force = [fault for fault in self._in_force if fault.in_force]
            self._spent.clear()
