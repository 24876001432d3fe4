"""The fast transport: what it makes of bytes, and that it keeps connections. The rest is where httpx2's is tested."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import flame_hub
from flame_hub.errors import HubConnectionError, HubTimeoutError, UsageError
from flame_hub.http.fast import FastTransport
from flame_hub.http.fast_wire import Incoming, head
from proxy import Served

HEAD = b"HTTP/1.1 200 OK\r\nX-Name:  a b \r\nX-Empty:\r\n"
BODY = b"0123456789" * 3


def by_length(body: bytes) -> bytes:
    return HEAD + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def in_chunks(body: bytes) -> bytes:
    pieces = [body[at : at + 7] for at in range(0, len(body), 7)]
    written = b"".join(b"%x;a=b\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + written + b"0\r\nX-Trailer: 1\r\n\r\n"


def by_the_end(body: bytes) -> bytes:
    return HEAD + b"Connection: close\r\n\r\n" + body


def after_another(body: bytes) -> bytes:
    return b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + by_length(body)


ANSWERS = (by_length, in_chunks, by_the_end, after_another)


def fed(written: bytes, cuts: set[int]) -> Incoming:
    """The answer, read in pieces that end where `cuts` says, and then the end of the connection."""
    answer = Incoming()
    at = sorted({0, len(written)} | {cut for cut in cuts if cut < len(written)})
    for begin, end in pairwise(at):
        answer.feed(written[begin:end])
    if not answer.complete:
        answer.feed(b"")
    return answer


@pytest.mark.parametrize("write", ANSWERS)
@given(body=st.binary(max_size=60), cuts=st.sets(st.integers(1, 250)))
def test_an_answer_is_the_same_in_whatever_pieces_it_comes(write: Any, body: bytes, cuts: set[int]):
    answer = fed(write(body), cuts)
    assert (answer.status, answer.reason) == (200, b"OK")
    assert answer.headers[:2] == [(b"X-Name", b"a b"), (b"X-Empty", b"")]
    assert len(answer.headers) == 3
    assert answer.take() == body
    assert answer.complete
    assert answer.reusable == (write is not by_the_end)


@pytest.mark.parametrize("write", [by_length, in_chunks, after_another])
@given(lost=st.integers(1, 200))
def test_an_answer_that_is_cut_is_an_error(write: Any, lost: int):
    written = write(BODY)
    with pytest.raises(httpx2.RemoteProtocolError):
        fed(written[: max(len(written) - lost, 0)], set())


@given(st.binary(min_size=1, max_size=40))
def test_what_comes_after_an_answer_makes_the_connection_useless(surplus: bytes):
    answer = Incoming()
    answer.feed(by_length(BODY) + surplus)
    assert (answer.status, answer.take(), answer.complete) == (200, BODY, True)
    assert not answer.reusable or not surplus.strip(b"\r\n")


@pytest.mark.parametrize(
    "written",
    [
        b"\x15\x03\x01\x00\x02\x02\x16",
        b"HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(written: bytes):
    with pytest.raises(httpx2.RemoteProtocolError, match="illegal head"):
        fed(written, set())


@pytest.mark.parametrize(
    ("begin", "more"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Name: ", b"x" * 90),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0;", b"x" * 90),
    ],
)
def test_a_head_without_an_end_is_refused(begin: bytes, more: bytes):
    with pytest.raises(httpx2.RemoteProtocolError, match="longer than"):
        fed(begin + more * 5000, set(range(1000, 500_000, 1000)))


@given(st.binary(max_size=20), st.sampled_from([b"\r\n", b"\n", b"\r", b"\0"]), st.binary(max_size=20))
def test_a_header_is_never_two(before: bytes, cut: bytes, after: bytes):
    with pytest.raises(httpx2.LocalProtocolError) as caught:
        head(b"GET", b"/", [(b"X-Key", before + cut + after)])
    assert str(caught.value) == "Illegal header value"


# On the wire


class Counting(BaseHTTPRequestHandler):
    """Answers every request with an empty list, in two pieces, and counts connections."""

    protocol_version = "HTTP/1.1"
    connections = 0

    def setup(self) -> None:
        type(self).connections += 1
        super().setup()

    def do_GET(self) -> None:
        body = b'{"data": [], "meta": {"total": 0}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:9])
        self.wfile.flush()
        self.wfile.write(body[9:])

    def log_message(self, *args: object) -> None:
        """Nothing goes to the terminal."""


@pytest.fixture
def counting() -> Iterator[tuple[type[Counting], str]]:
    kind = type("OwnCounting", (Counting,), {})
    with Served(kind) as served:
        yield kind, served.url


def call(url: str, times: int, **arguments: Any) -> None:
    with flame_hub.Hub(url, "token", transport="fast", generation="0.14", retries=0, **arguments) as hub:
        for _ in range(times):
            assert hub.core.get_nodes() == []


def call_async(url: str, times: int, **arguments: Any) -> None:
    async def main() -> None:
        async with flame_hub.AsyncHub(url, "token", transport="fast", generation="0.14", retries=0, **arguments) as hub:
            for _ in range(times):
                assert await hub.core.get_nodes() == []

    asyncio.run(main())


in_both_colours = pytest.mark.parametrize("calling", [call, call_async], ids=["sync", "async"])


@in_both_colours
def test_calls_one_after_the_other_use_the_same_connection(calling: Callable[..., None], counting: Any):
    kind, url = counting
    calling(url, 5)
    assert kind.connections == 1


def test_threads_share_no_connection_and_no_more_than_allowed(counting: Any):
    kind, url = counting
    with flame_hub.Hub(url, "token", transport="fast", generation="0.14", max_connections=2) as hub:
        threads = [threading.Thread(target=hub.core.get_nodes) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert 1 <= kind.connections <= 2


@contextmanager
def hanging_up() -> Iterator[str]:
    """Whoever connects is answered once, on a connection that is closed after it although that was not said."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for _ in range(2):
                client, _ = listener.accept()
                with client:
                    client.recv(65536)
                    client.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{"data":[],"meta":null}')

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def test_a_connection_that_the_server_closed_is_not_used_again():
    with hanging_up() as url, FastTransport(ssl.create_default_context(), httpx2.Limits()) as transport:
        for _ in range(2):
            response = transport.handle_request(httpx2.Request("GET", url))
            assert response.read() == b'{"data":[],"meta":null}'
            kept = transport._connections._kept  # pyright: ignore[reportPrivateUsage]
            for connection in kept:  # until the end of the connection has arrived
                connection.stream.get_extra_info("socket").recv(1, socket.MSG_PEEK)


def test_all_connections_are_busy():
    limits = httpx2.Limits(max_connections=1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        accepted: list[socket.socket] = []

        def serve() -> None:
            for body in (b"", b"all"):
                client, _ = listener.accept()
                accepted.append(client)
                client.recv(65536)
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + body)

        thread = threading.Thread(target=serve)
        thread.start()
        with FastTransport(ssl.create_default_context(), limits) as transport:
            busy = transport.handle_request(httpx2.Request("GET", url))
            with pytest.raises(httpx2.PoolTimeout):
                transport.handle_request(httpx2.Request("GET", url, extensions={"timeout": {"pool": 0.01}}))
            busy.close()
            assert transport.handle_request(httpx2.Request("GET", url)).read() == b"all"
        thread.join()
        for client in accepted:
            client.close()


@in_both_colours
def test_the_package_is_missing(calling: Callable[..., None], monkeypatch: pytest.MonkeyPatch):
    for name in ("fast", "fast_async", "fast_wire"):
        monkeypatch.delitem(sys.modules, f"flame_hub.http.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "httptools", None)
    with pytest.raises(UsageError, match=r'pip install "flame-hub-client\[fast\]"'):
        calling("http://hub.test", 1)


@in_both_colours
def test_nobody_answers(calling: Callable[..., None]):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        with pytest.raises(HubTimeoutError, match="get an answer"):
            calling(f"http://127.0.0.1:{listener.getsockname()[1]}", 1, timeout=0.1)
    with pytest.raises(HubConnectionError, match="Cannot connect"):
        calling("http://127.0.0.1:1", 1)
