"""The floor: bytes that were made before go through a socket, and what comes is decoded and no more."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_INCLUDE = "include=registry,registryProject"
_PIECE = 256 * 1024
_BOUNDARY = "----------------------------0123456789"


class Floor:
    """A socket, and the standard library's JSON."""

    def __init__(self, url: str, token: str, node: str = "") -> None:
        found = urlsplit(url)
        assert found.hostname is not None
        assert found.port is not None
        self._address = (found.hostname, found.port)
        self._prefix = found.path
        self._token = token
        self._node = node

    def _request(self, path: str) -> bytes:
        head = f"GET {self._prefix}{path} HTTP/1.1\r\nHost: {self._address[0]}:{self._address[1]}\r\n"
        return f"{head}Authorization: Bearer {self._token}\r\nAccept: application/json\r\n\r\n".encode()

    def _repeat(self, count: int, request: bytes) -> Any:
        # The server closes a connection that was not used for a while, such as while others have their turns.
        with socket.create_connection(self._address) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(count):
                found = _ask(connection, request)
        return found["data"]

    def find(self, count: int) -> int:
        return len(self._repeat(count, self._request(f"/core/nodes?{_INCLUDE}")))

    def get(self, count: int) -> str:
        return self._repeat(count, self._request(f"/core/nodes/{self._node}?{_INCLUDE}"))["id"]

    def many(self, count: int, width: int) -> int:
        """So many gets, through `width` connections."""
        request = self._request(f"/core/nodes/{self._node}?{_INCLUDE}")
        left = iter(range(count))

        async def one() -> int:
            reader, writer = await asyncio.open_connection(*self._address)
            made = 0
            for _ in left:
                writer.write(request)
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                assert length
                json.loads(await reader.readexactly(int(length[1])))
                made += 1
            writer.close()
            return made

        async def all_of_them() -> int:
            return sum(await asyncio.gather(*(one() for _ in range(width))))

        return asyncio.run(all_of_them())

    def upload(self, path: str, bucket: str) -> tuple[str, int]:
        """The id of the stored file, and its size."""
        before = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{Path(path).name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        after = f"\r\n--{_BOUNDARY}--\r\n".encode()
        size = os.path.getsize(path)  # noqa: PTH202
        connection = http.client.HTTPConnection(*self._address)
        connection.putrequest("POST", f"{self._prefix}/storage/buckets/{bucket}/upload")
        connection.putheader("Authorization", f"Bearer {self._token}")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")
        connection.putheader("Content-Length", str(len(before) + size + len(after)))
        connection.endheaders(before)
        with Path(path).open("rb") as content:
            connection.sock.sendfile(content)
        connection.send(after)
        (stored,) = json.loads(connection.getresponse().read())["data"]
        connection.close()
        return stored["id"], stored["size"]

    def download(self, file: str, path: str) -> None:
        connection = http.client.HTTPConnection(*self._address)
        headers = {"Authorization": f"Bearer {self._token}"}
        connection.request("GET", f"{self._prefix}/storage/bucket-files/{file}/stream", headers=headers)
        coming = connection.getresponse()
        buffer = memoryview(bytearray(_PIECE))
        with Path(path).open("wb") as kept:
            while taken := coming.readinto(buffer):
                kept.write(buffer[:taken])
        connection.close()


def _ask(connection: socket.socket, request: bytes) -> Any:
    connection.sendall(request)
    came = b""
    while (whole := _whole(came)) is None:
        some = connection.recv(_PIECE)
        if not some:
            raise ConnectionResetError("The server hung up.")
        came += some
    return json.loads(whole)


def _whole(came: bytes) -> bytes | None:
    """The body of an answer, None if it is not all there."""
    end = came.find(b"\r\n\r\n")
    length = _LENGTH.search(came, 0, end) if end >= 0 else None
    if length is None:
        return None
    start = end + 4
    return came[start:] if len(came) >= start + int(length[1]) else None
