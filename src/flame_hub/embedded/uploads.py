"""Multipart uploads, read file by file while they arrive."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, MultipartState, parse_options_header

from .messages import Request

#: A parameter of a header: its name, a star if its value is encoded, and the value, quoted or not.
_PARAMETER = re.compile(r';\s*([\w!#$%&+^`{}~-]+)(\*?)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')


class NoMultipart(Exception):
    """The body is not what its media type says, or that is not one for files."""


class NoBody(NoMultipart):
    """There is no body."""


@dataclass
class IncomingFile:
    """One file of an upload.

    path    the file name as it was sent, slashes and all
    pieces  its content, to be read before the next file is asked for
    """

    path: str
    pieces: Iterator[bytes]


def read_files(request: Request) -> Iterator[IncomingFile]:
    """The files of a multipart request; parts without a file name are passed over.

    Raises NoBody for a body that is empty, NoMultipart for one that is broken, cut off or of another kind.
    """
    return _Reader(request).files()


class _Reader:
    """Turns the parser's calls into files whose pieces are asked for."""

    def __init__(self, request: Request) -> None:
        media_type = request.headers.get("content-type", "")
        if request.media_type != "multipart/form-data":
            raise NoMultipart(f"Unsupported content type: {media_type}")
        _, options = parse_options_header(media_type)
        boundary = options.get(b"boundary")
        if not boundary:
            raise NoMultipart("Multipart: Boundary not found")
        self._chunks = iter(request.body)
        self._events: deque[tuple[str, bytes]] = deque()
        self._header = (bytearray(), bytearray())
        self._disposition = b""
        self._received = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
                "on_header_end": self._header_end,
                "on_headers_finished": lambda: self._events.append(("part", self._disposition)),
                "on_part_data": lambda data, start, end: self._events.append(("data", data[start:end])),
                "on_part_end": lambda: self._events.append(("end", b"")),
            },
        )

    def _begin(self) -> None:
        self._disposition = b""
        self._header = (bytearray(), bytearray())

    def _header_end(self) -> None:
        name, value = self._header
        if bytes(name).lower() == b"content-disposition":
            self._disposition = bytes(value)
        self._header = (bytearray(), bytearray())

    def _next(self) -> tuple[str, bytes] | None:
        """The next event, None after the last. Reads more of the body if there is none."""
        while not self._events:
            chunk = next(self._chunks, None)
            try:
                if chunk is None:
                    if not self._received:
                        raise NoBody("The request body is empty.")
                    if self._parser.state is not MultipartState.END:
                        raise NoMultipart("Unexpected end of form")
                    return None
                self._received = self._received or bool(chunk)
                self._parser.write(chunk)
            except FormParserError as error:
                raise NoMultipart("Unexpected end of form") from error
        return self._events.popleft()

    def files(self) -> Iterator[IncomingFile]:
        while (event := self._next()) is not None:
            path = file_name(event[1]) if event[0] == "part" else None
            if path is not None:
                pieces = self._content()
                yield IncomingFile(path, pieces)
                for _ in pieces:
                    """The caller left some: the next file comes after it."""

    def _content(self) -> Iterator[bytes]:
        while (event := self._next()) is not None:
            if event[0] == "end":
                return
            yield event[1]
        raise NoMultipart("Unexpected end of form")


def file_name(disposition: bytes) -> str | None:
    """The file name of a part, None if it has none.

    A plain `filename` is read as Latin-1 and its percent signs stay; `filename*` is read as RFC 5987 has it and wins.
    """
    found = {name.lower() + star: value for name, star, value in _PARAMETER.findall(disposition.decode("latin-1"))}
    encoding, quote, encoded = found.get("filename*", "").strip().partition("'")
    if quote:
        encoded = encoded.partition("'")[2]
        try:
            return unquote(encoded, encoding=encoding or "utf-8", errors="replace")
        except LookupError:
            return unquote(encoded, errors="replace")
    plain = found.get("filename", "").strip()
    if plain.startswith('"'):
        plain = re.sub(r"\\(.)", r"\1", plain[1:-1])
    return plain or None
