"""A Hub that is not there: requests are kept, answers are made up."""

from __future__ import annotations

import json
from typing import Any

import httpx2

RECORD = {"id": "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"}


class Wire:
    """Keeps what is sent, and answers with what it was told to."""

    def __init__(self) -> None:
        self.sent: list[httpx2.Request] = []
        self.answer(202, {"data": RECORD, "meta": {}} | RECORD)

    def answer(self, status: int, body: object = None, *, content: bytes = b"", media_type: str = "application/json"):
        self._status = status
        self._content = content or json.dumps(body).encode()
        self._headers = {"content-type": media_type}

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        return httpx2.Response(self._status, content=self._content, headers=self._headers)

    @property
    def target(self) -> str:
        """Method and path of the last request, as they go over the wire."""
        return f"{self.sent[-1].method} {self.sent[-1].url.raw_path.decode()}"

    @property
    def body(self) -> Any:
        return json.loads(self.sent[-1].content)
