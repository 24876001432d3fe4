"""How many requests an address may make in a minute.

Each service counts the requests of an address, whoever they are of, and starts anew every sixty seconds. How many it
takes depends on who makes the request that is looked at: somebody who is not logged in is refused first.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..contract.routes import OTHER_PATHS
from .clock import Clock
from .messages import Request, Response
from .protocol import bearer
from .refusals import Refusal
from .tokens import Tokens

Kind = Literal["user", "client", "anonymous"]

#: Seconds of a window.
WINDOW = 60

#: Requests of a window that are not refused.
LIMITS: dict[Kind, int] = {"user": 6_000, "client": 60_000, "anonymous": 1_200}
#: The same of services that have limits of their own.
LIMITS_OF: dict[str, dict[Kind, int]] = {"auth": {**LIMITS, "client": 300_000}}

#: Counts that are kept; beyond them the oldest one is forgotten, so that many addresses do not fill the memory.
MAX_COUNTS = 10_000


@dataclass(frozen=True)
class Allowance:
    """What a service lets an address do.

    limit    requests of a window that are not refused
    used     requests of this window, this one included
    seconds  what is left of the window
    """

    limit: int
    used: int
    seconds: int

    @property
    def exhausted(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.limit

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [
            ("ratelimit-limit", str(self.limit)),
            ("ratelimit-remaining", str(max(0, self.limit - self.used))),
            ("ratelimit-reset", str(self.seconds)),
        ]

    def refusal(self) -> Response:
        """The answer to a request that is one too many."""
        content = b"Too many requests, please try again later."
        # The Hub tells the whole window there, whatever is left of it.
        headers = [("content-type", "text/plain"), ("content-length", str(len(content))), ("retry-after", str(WINDOW))]
        return Response(429, headers, iter((content,)))


class RateLimits:
    """Counts requests by service and address. Safe to use from several threads.

    clock    tells when a window is over
    tokens   tell who makes a request
    refuses  whether a request too many is refused: True, False, or None: if it came over a socket
    """

    def __init__(self, clock: Clock, tokens: Tokens, *, refuses: bool | None) -> None:
        self._clock = clock
        self._tokens = tokens
        self._refuses = refuses
        self._lock = threading.Lock()
        self._began = clock.now()
        self._counts: dict[tuple[str, str, bool], int] = {}

    def answered(self, service: str, request: Request, answer: Callable[[], Response]) -> Response:
        """What `answer` gives, or the refusal in its place, with the headers that tell what is left."""
        if service not in OTHER_PATHS:
            return answer()
        allowance = self._count(service, request)
        refuses = request.over_socket if self._refuses is None else self._refuses
        answered = allowance.refusal() if refuses and allowance.exhausted else answer()
        answered.headers += allowance.headers
        return answered

    def _count(self, service: str, request: Request) -> Allowance:
        limit = LIMITS_OF.get(service, LIMITS)[self._kind(service, request)]
        # Calls in the process have no address, so they do not count for whoever is at the socket.
        key = (service, request.client_address, request.over_socket)
        with self._lock:
            passed = self._clock.now() - self._began
            if not 0 <= passed < WINDOW:
                self._began += WINDOW * (passed // WINDOW)
                self._counts.clear()
            used = self._counts[key] = self._counts.get(key, 0) + 1
            if len(self._counts) > MAX_COUNTS:
                del self._counts[next(iter(self._counts))]
            seconds = math.ceil(self._began + WINDOW - self._clock.now())
        return Allowance(limit, used, max(0, min(WINDOW, seconds)))

    def _kind(self, service: str, request: Request) -> Kind:
        """Who makes a request; who logs in or has a bad token is nobody."""
        token = None if (service, *request.segments[1:2]) == ("auth", "token") else bearer(request)
        if not token:
            return "anonymous"
        try:
            return "user" if self._tokens.read(token)["sub_kind"] == "user" else "client"
        except Refusal:
            return "anonymous"
