"""The canned server: a process that answers with bytes that it made before, as fast as Python can.

    python -m measuring.canned SCRATCH

It prints its two addresses: for small answers, and for files. Below /late20/ an answer comes after 20 ms, below /has50/
is a Hub with 50 nodes, and the two can be combined: /late20/has50/.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

from . import files, recorded

_TARGET = re.compile(r"(?:/late(\d+))?(?:/has(\d+))?(/.*)")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NOT_THERE = b'{"statusCode":404,"code":"entity_not_found","message":"The node was not found.","issues":[]}'


def answer(status: bytes, body: bytes, more: bytes = b"") -> bytes:
    """An answer with the headers of a Hub."""
    return (
        b"HTTP/1.1 %s\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\n%s"
        b"Date: Sun, 22 Nov 2026 17:50:01 GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n"
        b"RateLimit-Limit: 6000\r\nRateLimit-Remaining: 5999\r\nRateLimit-Reset: 60\r\n\r\n%s"
    ) % (status, len(body), more, body)


class Canned(asyncio.Protocol):
    """One connection, with one request at a time."""

    #: Answers, and after how many seconds they are sent, by the first line of their requests.
    made: dict[bytes, tuple[float, bytes]] = {}  # noqa: RUF012 - all connections share them

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._came = b""

    def data_received(self, data: bytes) -> None:
        came = self._came + data if self._came else data
        end = came.find(b"\r\n\r\n")
        length = _LENGTH.search(came, 0, end) if came.startswith(b"POST") and end >= 0 else None
        if end < 0 or (length and len(came) < end + 4 + int(length[1])):
            self._came = came
            return
        self._came = b""
        line = came[: came.index(b"\r\n")]
        found = self.made.get(line)
        if found is None:
            found = self.made[line] = _made(line)
        delay, reply = found
        if delay:
            asyncio.get_running_loop().call_later(delay, self._transport.write, reply)
        else:
            self._transport.write(reply)


def _made(line: bytes) -> tuple[float, bytes]:
    method, target, _ = line.decode().split(" ")
    found = _TARGET.fullmatch(target)
    assert found
    delay, nodes, path = found.groups()
    body = recorded.body_of(method, path, int(nodes or 0))
    reply = answer(b"404 Not Found", _NOT_THERE) if body is None else answer(b"200 OK", body)
    return int(delay or 0) / 1000, reply


async def serve(scratch: Path) -> None:
    server = await asyncio.get_running_loop().create_server(Canned, "127.0.0.1", 0, backlog=2048)
    small = server.sockets[0].getsockname()[1]
    large = files.serve(scratch)
    print(json.dumps({"url": f"http://127.0.0.1:{small}", "files_url": f"http://127.0.0.1:{large}"}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
