"""A Hub behind a socket stops, whoever is still connected to it."""

from __future__ import annotations

import contextlib
import gc
import socket
import threading
import time
from typing import Any
from unittest import mock

import httpx2
import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.server import Served

REQUEST = b"GET /core/ HTTP/1.1\r\nHost: hub\r\n\r\n"
UPLOAD = (
    "POST /storage/buckets/{bucket}/upload HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\n"
    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n"
    '--x\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n\r\nthe first of it'
)
DOWNLOAD = "GET /storage/bucket-files/{file}/stream HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\n\r\n"


def connected(served: Served) -> socket.socket:
    return socket.create_connection((served.host, served.port), timeout=30)


def read_answer(connection: socket.socket) -> bytes:
    """The one answer that is there, a JSON object."""
    received = b""
    while not received.endswith(b"}"):
        piece = connection.recv(65536)
        assert piece, received
        received += piece
    return received


def read_to_the_end(connection: socket.socket) -> bytes:
    """What comes until the connection is closed."""
    received = b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received


@pytest.mark.parametrize("sent", [b"", REQUEST[:10], REQUEST], ids=["silent", "beginning", "idle"])
def test_whoever_waits_for_nothing_is_let_go(embedded: EmbeddedHub, sent: bytes):
    with embedded.serve() as served:
        connection = connected(served)
        connection.sendall(sent)
        if sent == REQUEST:
            assert read_answer(connection).startswith(b"HTTP/1.1 200 ")
        # The server has taken those in who came before.
        with connected(served) as later:
            later.sendall(REQUEST)
            assert read_answer(later).startswith(b"HTTP/1.1 200 ")
    with connection:
        assert read_to_the_end(connection) == b""
    with pytest.raises(OSError, match="refused"):
        connected(served)


def test_whoever_is_in_the_middle_of_something_has_a_moment_and_is_cut_off_then(embedded: EmbeddedHub):
    content = b"x" * 20_000_000  # more than the system takes for one who does not read
    with flame_hub.Hub.embedded(embedded) as hub:
        bucket = hub.storage.create_bucket("results")
        (file,) = hub.storage.upload_to_bucket(bucket, {"file_name": "b.txt", "content": content})
    login = {"username": embedded.ADMIN_NAME, "password": embedded.ADMIN_PASSWORD}
    with embedded.serve() as served:
        token = httpx2.post(f"{served.base_url}/auth/token", data=login).json()["access_token"]
        sends, reads = connected(served), connected(served)
        reads.sendall(DOWNLOAD.format(token=token, file=file.id).encode())
        assert reads.recv(15) == b"HTTP/1.1 200 OK"
        sends.sendall(UPLOAD.format(token=token, bucket=bucket.id).encode())
        deadline = time.monotonic() + 10
        while not any(embedded.objects.incoming.iterdir()):
            assert time.monotonic() < deadline
    with sends, reads:
        assert not read_to_the_end(sends).startswith(b"HTTP/1.1 2")
        assert 0 < len(read_to_the_end(reads)) < len(content)
    assert not any(embedded.objects.incoming.iterdir())


def test_answers_tell_the_time_while_it_passes(embedded: EmbeddedHub):
    with embedded.serve() as served, connected(served) as connection:

        def date() -> bytes:
            connection.sendall(REQUEST)
            return read_answer(connection).partition(b"date: ")[2].partition(b"\r\n")[0]

        first, deadline = date(), time.monotonic() + 10
        assert first.endswith(b" GMT")
        while date() == first:
            assert time.monotonic() < deadline


@pytest.mark.filterwarnings("error")
def test_who_comes_in_at_the_last_moment_is_not_lost(embedded: EmbeddedHub):
    """A connection that nobody closes would be complained of some time later, in another test."""
    lost: list[Any] = []
    with mock.patch("sys.unraisablehook", lost.append):
        for _ in range(10):
            came: list[socket.socket] = []

            def come(address: tuple[str, int], came: list[socket.socket] = came) -> None:
                with contextlib.suppress(OSError):
                    for _ in range(20):
                        came.append(socket.create_connection(address, timeout=1))  # noqa: PERF401 - until it fails

            with embedded.serve() as served:
                thread = threading.Thread(target=come, args=((served.host, served.port),))
                thread.start()
            thread.join()
            for connection in came:
                connection.close()
            gc.collect()
    assert lost == []
