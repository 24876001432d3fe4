"""Requests and answers of the embedded Hub, whichever door they come through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, unquote

#: Largest JSON or form body in bytes; a larger one is refused before it is held in memory.
MAX_BODY = 8 * 1024 * 1024


@dataclass
class Request:
    """One HTTP request.

    method          in capitals
    target          path and query string as they stood in the request line
    headers         by name in lower case
    body            pieces of the body, to be read once
    client_address  IP address of the peer
    patience        seconds after which the client gives up waiting, None: it tells nobody, or waits for ever
    over_socket     whether it came over a socket, not from this process
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: Iterator[bytes]
    client_address: str = ""
    patience: float | None = field(default=None, kw_only=True)
    over_socket: bool = field(default=False, kw_only=True)
    # Kept by hand: before Python 3.12 a cached_property holds one lock for all requests, here while a body arrives.
    _content: bytes | None = field(default=None, init=False, repr=False)
    _values: dict[str, Any] | None = field(default=None, init=False, repr=False)

    @property
    def segments(self) -> tuple[str, ...]:
        """The path's segments, decoded. A trailing slash makes no difference."""
        return tuple(unquote(part) for part in self.target.partition("?")[0].split("/") if part)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query string, decoded, in order."""
        text = self.target.partition("?")[2]
        return parse_qsl(text, keep_blank_values=True) if text else []

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def content(self) -> bytes:
        """The whole body. Raises TooLarge beyond `MAX_BODY`."""
        if self._content is None:
            self._content = self._read()
        return self._content

    def _read(self) -> bytes:
        pieces: list[bytes] = []
        size = 0
        for piece in self.body:
            size += len(piece)
            if size > MAX_BODY:
                raise TooLarge
            pieces.append(piece)
        return b"".join(pieces)

    @property
    def values(self) -> dict[str, Any]:
        """The body of a JSON or form request; anything that is no object counts as an empty one.

        Raises MalformedBody for JSON that is none.
        """
        if self._values is None:
            self._values = self._parse()
        return self._values

    def _parse(self) -> dict[str, Any]:
        if self.media_type == "application/x-www-form-urlencoded":
            return dict(parse_qsl(self.content.decode("utf-8", "replace"), keep_blank_values=True))
        if not self.content.strip():
            return {}
        try:
            body: object = json.loads(self.content, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise MalformedBody(str(error)) from error
        return _whole_characters(cast("dict[str, Any]", body)) if isinstance(body, dict) else {}


def _whole_characters(value: Any) -> Any:
    """The value with the replacement character for every half of one, as the Hub's texts become UTF-8."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole_characters(member) for member in cast("list[Any]", value)]
    if isinstance(value, dict):
        found = cast("dict[str, Any]", value)
        return {_whole_characters(key): _whole_characters(member) for key, member in found.items()}
    return value


def _refuse_constant(name: str) -> None:
    # Python reads NaN and Infinity, which are no JSON.
    raise ValueError(f"Unexpected token {name}")


class TooLarge(Exception):
    """The body is larger than `MAX_BODY`."""


class MalformedBody(Exception):
    """The body is not what its media type says."""


class ConnectionCut(Exception):
    """The connection ends here. Raised in the middle of a body, and by who would send an answer that there is not."""


class OutOfPatience(ConnectionCut):
    """The client has given up waiting."""


@dataclass
class Response:
    """One HTTP answer.

    headers  names in lower case
    body     pieces of the body; raises ConnectionCut where the connection ends before it is complete
    cut      why nothing is sent at all, None: it is sent
    """

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    body: Iterator[bytes] = field(default_factory=lambda: iter(()))
    cut: ConnectionCut | None = None

    def close(self) -> None:
        """Let a body that is not read to its end give back what it comes from."""
        close_body(self.body)


def close_body(body: Iterator[bytes]) -> None:
    """Let a body that is not read to its end give back what it comes from."""
    close = getattr(body, "close", None)
    if close is not None:
        close()


def json_response(status: int, body: object) -> Response:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    headers = [("content-type", "application/json; charset=utf-8"), ("content-length", str(len(content)))]
    return Response(status, headers, iter((content,)))


def empty_response(status: int) -> Response:
    return Response(status, [("content-length", "0")])
