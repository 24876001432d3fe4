"""Uploads as multipart/form-data, built piece by piece so that no file is held in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Protocol, cast
from urllib.parse import quote
from uuid import uuid4

from typing_extensions import NotRequired, TypedDict

from .errors import UsageError
from .names import refuse_unknown
from .texts import brief, sendable

#: Bytes that are read from a file at a time.
PIECE = 256 * 1024
#: File names that mean the same to every reader of a quoted text; others are sent as RFC 5987 has it.
PLAIN_NAME = re.compile(r"[A-Za-z0-9 ._/()+,=@~-]+")


class ReadableBinary(Protocol):
    """Anything that gives its bytes with `read(size)`."""

    def read(self, size: int = -1, /) -> bytes: ...


class UploadFile(TypedDict):
    """One file to upload.

    file_name      path in the bucket, slashes included
    content        the bytes, a text (sent as UTF-8), or an open binary file, which is read from where it stands
    content_type   media type, application/octet-stream if not given
    """

    file_name: str
    content: bytes | str | IO[bytes] | ReadableBinary
    content_type: NotRequired[str]


class Pieces(Iterable[bytes]):
    """A body that is made while it is sent. It can be sent again if all its files can be read again from where they
    stood.
    """

    def __init__(self, boundary: str, files: Sequence[UploadFile]) -> None:
        self._boundary = boundary
        self._files = files
        self._starts = [_position(file["content"]) for file in files]
        self._begun = False

    @property
    def rewindable(self) -> bool:
        """Whether it can be iterated over again."""
        return all(start is not None for start in self._starts)

    def __iter__(self) -> Iterator[bytes]:
        if self._begun:
            for file, start in zip(self._files, self._starts, strict=True):
                _rewind(file, start)
        self._begun = True
        return _pieces(self._boundary, self._files)


def _position(content: object) -> int | None:
    """Where an open file stands, if it can be put back there; 0 for what is no file."""
    if isinstance(content, (bytes, str)):
        return 0
    try:
        seekable: object = getattr(content, "seekable", lambda: False)()
        return cast("IO[bytes]", content).tell() if seekable else None
    except (OSError, ValueError):
        return None


def _rewind(file: UploadFile, start: int | None) -> None:
    content = file["content"]
    if isinstance(content, (bytes, str)):
        return
    if start is None:
        raise UsageError(f"{file['file_name']!r} cannot be read again from its beginning.", None)
    try:
        cast("IO[bytes]", content).seek(start)
    except (OSError, ValueError) as error:
        raise UsageError(f"{file['file_name']!r} could not be read again: {error}.", None) from error


def encode_files(files: Sequence[UploadFile]) -> tuple[str, bytes | Pieces]:
    """The media type and the body of a request that uploads `files`; a body in memory if all of them are.

    Raises UsageError for a file that cannot be sent.
    """
    for file in files:
        _check(file)
    boundary = uuid4().hex
    pieces = Pieces(boundary, files)
    in_memory = all(isinstance(file["content"], (bytes, str)) for file in files)
    return f"multipart/form-data; boundary={boundary}", b"".join(pieces) if in_memory else pieces


def _check(file: UploadFile) -> None:
    found = cast("Mapping[str, object]", file if isinstance(file, Mapping) else {})  # pyright: ignore
    name, content, media_type = found.get("file_name"), found.get("content"), found.get("content_type") or ""
    if not isinstance(name, str) or not name:
        raise UsageError("A file to upload needs a 'file_name', its path in the bucket, and 'content'.", None)
    refuse_unknown(found, ("file_name", "content", "content_type"), "key", f"The file {name!r}")
    sendable(name, "The file name")
    if isinstance(content, str):
        sendable(content, f"The content of {name!r}:")
    if not isinstance(media_type, str) or not media_type.isascii() or not media_type.isprintable():
        raise UsageError(f"The content_type of {name!r} is no media type: {brief(media_type)}.", None)
    if not isinstance(content, (bytes, str)) and not callable(getattr(content, "read", None)):
        raise UsageError(
            f"The content of {name!r} must be bytes, a text or an open binary file, not a {type(content).__name__}.",
            None,
        )


def _pieces(boundary: str, files: Sequence[UploadFile]) -> Iterator[bytes]:
    for file in files:
        media_type = file.get("content_type") or "application/octet-stream"
        disposition = f'form-data; name="file"; {_file_name(file["file_name"])}'
        head = f"Content-Disposition: {disposition}\r\nContent-Type: {media_type}"
        yield f"--{boundary}\r\n{head}\r\n\r\n".encode()
        yield from _content(file)
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def _content(file: UploadFile) -> Iterator[bytes]:
    content = file["content"]
    if isinstance(content, str):
        yield content.encode()
    elif isinstance(content, bytes):
        yield content
    else:
        while piece := _read(content, file["file_name"]):
            if not isinstance(piece, bytes):  # pyright: ignore[reportUnnecessaryIsInstance] - a text file gives str
                raise UsageError(f"{file['file_name']!r} is open as text: open it with mode 'rb'.", None)
            yield piece


def _read(content: IO[bytes] | ReadableBinary, name: str) -> bytes:
    try:
        return content.read(PIECE)
    except (OSError, ValueError) as error:
        raise UsageError(f"{name!r} could not be read: {error}.", None) from error


def _file_name(name: str) -> str:
    # The Hub reads a plain file name as Latin-1 and does not undo percent signs in it (measured on Hub 0.14).
    return f'filename="{name}"' if PLAIN_NAME.fullmatch(name) else f"filename*=UTF-8''{quote(name, safe='')}"
