"""The half of the canned server for files: swallows uploads, and sends the file that it finds.

It uses threads and plain sockets, so that it is never what is waited for. A download comes in chunks, as from a real
Hub, which tells no length.
"""

from __future__ import annotations

import re
import socket
import threading
from functools import cache
from io import BufferedReader
from pathlib import Path

from . import recorded

#: The file that is sent, in the folder that the server was given.
FILE = "file"
_CHUNK = 64 * 1024
_SOME = 1024 * 1024


def serve(scratch: Path) -> int:
    """Serve in threads until the process ends. The port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            connection, _ = listening.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_answer_all, args=(connection, scratch / FILE), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listening.getsockname()[1]


def _answer_all(connection: socket.socket, file: Path) -> None:
    with connection, connection.makefile("rb", buffering=_SOME) as coming:
        try:
            while head := _head(coming):
                if head.startswith("POST"):
                    if "100-continue" in head:
                        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                    _reply(connection, b"201 Created", recorded.uploaded(_swallow(coming, head)))
                elif re.match(r"GET \S+/stream ", head):
                    _send(connection, file)
                else:
                    target = head.split(" ")[1].partition("?")[0]
                    _reply(connection, b"200 OK", recorded.record_of(target, file.stat().st_size))
        except ConnectionError:
            return  # the other side has what it wanted


def _head(coming: BufferedReader) -> str:
    """The head of the next request, empty at the end."""
    lines: list[bytes] = []
    while (line := coming.readline()) not in (b"\r\n", b""):
        lines.append(line)
    return b"".join(lines).decode("latin-1")


def _reply(connection: socket.socket, status: bytes, body: bytes) -> None:
    from .canned import answer

    connection.sendall(answer(status, body))


def _swallow(coming: BufferedReader, head: str) -> int:
    """Read the body of an upload to its end. How many bytes the file in it had."""
    buffer = memoryview(bytearray(_SOME))
    boundary = re.search(r"^content-type:.*boundary=\"?([^\"\s;]+)", head, re.IGNORECASE | re.MULTILINE)
    assert boundary, head
    around = len(f"\r\n--{boundary[1]}--\r\n")
    told = re.search(r"^content-length: *(\d+)", head, re.IGNORECASE | re.MULTILINE)
    if told:
        left = int(told[1])
        while (line := coming.readline()) != b"\r\n":
            left -= len(line)
        left -= len(line)
        return _swallow_some(coming, left, buffer) - around
    # What comes before the content is in the first chunk.
    first = coming.read(int(coming.readline(), 16))
    coming.readline()
    size = len(first) - (first.index(b"\r\n\r\n") + 4)
    while length := int(coming.readline(), 16):
        size += _swallow_some(coming, length, buffer)
        coming.readline()
    coming.readline()
    return size - around


def _swallow_some(coming: BufferedReader, size: int, buffer: memoryview) -> int:
    left = size
    while left:
        taken = coming.readinto1(buffer[: min(left, len(buffer))])
        if not taken:
            raise ConnectionResetError("The upload ended too early.")
        left -= taken
    return size


def _send(connection: socket.socket, file: Path) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n"
        b'Content-Disposition: attachment; filename="file"\r\nConnection: keep-alive\r\n\r\n'
    )
    some, times = _framed(file)
    for _ in range(times):
        connection.sendall(some)
    connection.sendall(b"0\r\n\r\n")


@cache
def _framed(file: Path) -> tuple[bytes, int]:
    """The first MiB of the file as chunks, and how many MiB it has: they are all alike."""
    with file.open("rb") as opened:
        some = opened.read(_SOME)
    pieces = [some[start : start + _CHUNK] for start in range(0, len(some), _CHUNK)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces), file.stat().st_size // _SOME
