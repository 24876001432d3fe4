"""A Hub of another release that is not there: it answers in the form of that release, and can be upgraded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

import flame_hub

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
#: What its lists say of themselves.
SORT, SORTS = {"schema": {"name": "node", "sort": {}}}, {"schema": {"name": "node", "sorts": {}}}


class Release:
    """Answers as a release does, and keeps what is sent.

    told     what it says its version is; None: nothing
    schema   what its answers say of themselves: `SORT`, `SORTS`; None: it has no envelope either
    rows     its records, as they are sent
    reads_expressions   whether filters may be expressions
    """

    def __init__(
        self,
        told: object,
        schema: dict[str, Any] | None = None,
        rows: tuple[dict[str, Any], ...] = ({"id": ID, "name": "a-node", "client_id": None},),
        *,
        reads_expressions: bool = False,
    ) -> None:
        self.told, self.schema, self.rows, self.reads_expressions = told, schema, list(rows), reads_expressions
        self.sent: list[httpx2.Request] = []
        self.fails: httpx2.Response | Exception | None = None

    def become(self, told: object, schema: dict[str, Any] | None = None) -> None:
        """It is upgraded, or is set back."""
        self.told, self.schema = told, schema

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        if isinstance(self.fails, Exception):
            raise self.fails
        if self.fails is not None:
            return self.fails
        _, _, *below = request.url.path.split("/")
        if below == [""]:
            return httpx2.Response(200, json={"version": self.told}) if self.told is not None else gone()
        if request.method == "GET" and len(below) == 1:
            empty = self.reads_expressions and "filter" in request.url.params
            rows = [] if empty else self.rows
            return httpx2.Response(200, json={"data": rows, "meta": {"total": len(rows), **(self.schema or {})}})
        record = self.rows[0] if self.rows else {"id": ID}
        body = record if self.schema is None else {"data": record, "meta": self.schema}
        return httpx2.Response(200 if request.method == "GET" else 202, json=body)

    async def answer_later(self, request: httpx2.Request) -> httpx2.Response:
        """The same for an asynchronous client."""
        return self(request)

    @property
    def asked(self) -> list[str]:
        """Methods and paths of what was sent."""
        return [f"{request.method} {request.url.path}" for request in self.sent]

    @property
    def bodies(self) -> list[Any]:
        """What was written."""
        return [json.loads(request.content) for request in self.sent if request.method == "POST"]


def gone() -> httpx2.Response:
    return httpx2.Response(404, json={"status": 404, "message": "Not Found"})


@contextmanager
def hub_at(
    answer: Callable[[httpx2.Request], httpx2.Response], generation: str | None = None
) -> Iterator[flame_hub.Hub]:
    """The clients of a Hub that answers so."""
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        yield flame_hub.Hub("http://hub.test/", "token", client=client, generation=generation, retries=0)
