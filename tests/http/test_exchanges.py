"""Answers that are read whole say what they said before: in both colours, with both transports, over a socket."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx2
import pytest

import flame_hub
from flame_hub.errors import HubConnectionError, HubTimeoutError
from flame_hub.http.fast_async import AsyncFastTransport
from proxy import Served

EMPTY = b'{"data": [], "meta": {"total": 0}}'
LARGE = bytes(range(256)) * 16 * 1024


class Odd(BaseHTTPRequestHandler):
    """Gives a cookie with each answer, packs every answer, and has one path that sends much."""

    protocol_version = "HTTP/1.1"
    seen: list[str | None]
    cut = False

    def do_GET(self) -> None:
        self.seen.append(self.headers["Cookie"])
        if self.path == "/large":
            body, packed = LARGE, False
        else:
            body, packed = gzip.compress(EMPTY), True
        self.send_response(200, "Fine")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "way=2")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.cut:
            self.close_connection = True
            body = body[:-4]
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing goes to the terminal."""


@pytest.fixture
def odd() -> Iterator[tuple[type[Odd], str]]:
    kind = type("OwnOdd", (Odd,), {"seen": []})
    with Served(kind) as served:
        yield kind, served.url


def call(url: str, times: int, **arguments: Any) -> None:
    with flame_hub.Hub(url, "token", generation="0.14", retries=0, **arguments) as hub:
        for _ in range(times):
            assert hub.core.get_nodes() == []


def call_async(url: str, times: int, **arguments: Any) -> None:
    async def main() -> None:
        async with flame_hub.AsyncHub(url, "token", generation="0.14", retries=0, **arguments) as hub:
            for _ in range(times):
                assert await hub.core.get_nodes() == []

    asyncio.run(main())


everyhow = pytest.mark.parametrize(
    ("calling", "transport"),
    [(calling, transport) for calling in (call, call_async) for transport in ("httpx2", "fast")],
    ids=["sync", "sync-fast", "async", "async-fast"],
)


@everyhow
def test_a_packed_body_is_read_and_a_cookie_comes_back(calling: Callable[..., None], transport: str, odd: Any):
    kind, url = odd
    calling(url, 3, transport=transport)
    assert kind.seen == [None, "way=2", "way=2"]


@everyhow
def test_a_deadline_that_is_met_changes_nothing(calling: Callable[..., None], transport: str, odd: Any):
    kind, url = odd
    calling(url, 2, transport=transport, deadline=60)
    assert kind.seen == [None, "way=2"]


@everyhow
def test_an_answer_that_breaks_off_is_an_error(calling: Callable[..., None], transport: str, odd: Any):
    kind, url = odd
    kind.cut = True
    with pytest.raises(HubConnectionError, match="broke: peer closed connection"):
        calling(url, 1, transport=transport)


class Dripping(Odd):
    """An answer whose pieces all come in time, and never come to an end."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000000000")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 64)
        except OSError:
            self.close_connection = True


@everyhow
def test_an_answer_that_takes_too_long_ends_with_the_deadline(calling: Callable[..., None], transport: str):
    with Served(Dripping) as served, pytest.raises(HubTimeoutError) as caught:
        calling(served.url, 1, transport=transport, deadline=0.3)
    assert "deadline" in caught.value.hint


def test_who_reads_slowly_gets_all_of_a_large_body(odd: Any):
    _, url = odd

    async def main() -> bytes:
        async with AsyncFastTransport(ssl.create_default_context(), httpx2.Limits()) as transport:
            response = await transport.handle_async_request(httpx2.Request("GET", f"{url}/large"))
            pieces: list[bytes] = []
            async for piece in response.aiter_raw():
                pieces.append(piece)
                await asyncio.sleep(0)
            await response.aclose()
            return b"".join(pieces)

    assert asyncio.run(main()) == LARGE
