"""Uploads as multipart/form-data, built piece by piece so that no file is held in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote
from uuid import uuid4

#: Bytes that are read and sent at a time.
PIECE = 1024 * 1024
#: File names that mean the same to every reader of a quoted text; others are sent as RFC 5987 has it.
PLAIN_NAME = re.compile(r"[A-Za-z0-9 ._/()+,=@~-]+")


class Content(Protocol):
    """What a file holds.

    size        in bytes; None: that is not known before it has been read
    rewindable  whether it can be read more than once
    in_memory   whether nothing is waited for when it is read
    """

    @property
    def size(self) -> int | None: ...
    @property
    def rewindable(self) -> bool: ...
    @property
    def in_memory(self) -> bool: ...
    def pieces(self) -> Iterator[bytes]:
        """The bytes from the beginning, no more than `size` of them. Raises UsageError if they cannot be read."""
        ...


@dataclass(frozen=True)
class Part:
    """A file of an upload.

    path        in the bucket, slashes included
    media_type  what its content is
    """

    path: str
    content: Content
    media_type: str


class Multipart(Iterable[bytes]):
    """A body that is made while it is sent. It can be sent again if all its files can be read again.

    content_type  media type of the body
    parts         the files
    sent          how many bytes of each file have been made since the last beginning
    whole         how many files have been made to their ends since then
    begun         whether anything has been made

    watch   is told how many bytes come next; a negative number: that so many are to come again
    """

    def __init__(self, parts: Sequence[Part], watch: Callable[[int], None] | None = None) -> None:
        self._boundary = uuid4().hex
        self._watch = watch
        self.content_type = f"multipart/form-data; boundary={self._boundary}"
        self.parts = tuple(parts)
        self.sent = [0] * len(self.parts)
        self.whole = 0
        self.begun = False

    @property
    def rewindable(self) -> bool:
        """Whether it can be iterated over again."""
        return all(part.content.rewindable for part in self.parts)

    @property
    def length(self) -> int | None:
        """Bytes of the body, None if that is not known before it is sent."""
        length = len(self._end())
        for part in self.parts:
            if part.content.size is None:
                return None
            length += len(self._head(part)) + part.content.size + 2
        return length

    def body(self) -> bytes | Multipart:
        """What is to be sent: the bytes if they are few and in memory, otherwise this."""
        small = all(part.content.in_memory for part in self.parts) and (self.length or 0) <= PIECE
        return b"".join(self) if small else self

    def __iter__(self) -> Iterator[bytes]:
        self.begun = True
        self.whole = 0
        for number in range(len(self.parts)):
            if self._watch is not None and self.sent[number]:
                self._watch(-self.sent[number])
            self.sent[number] = 0
        for number, part in enumerate(self.parts):
            yield self._head(part)
            for piece in part.content.pieces():
                if piece:
                    if self._watch is not None:
                        self._watch(len(piece))
                    self.sent[number] += len(piece)
                    yield piece
            self.whole = number + 1
            yield b"\r\n"
        yield self._end()

    def _head(self, part: Part) -> bytes:
        disposition = f'form-data; name="file"; {_file_name(part.path)}'
        head = f"Content-Disposition: {disposition}\r\nContent-Type: {part.media_type}"
        return f"--{self._boundary}\r\n{head}\r\n\r\n".encode()

    def _end(self) -> bytes:
        return f"--{self._boundary}--\r\n".encode()


def _file_name(name: str) -> str:
    # The Hub reads a plain file name as Latin-1 and does not undo percent signs in it (measured on Hub 0.14).
    return f'filename="{name}"' if PLAIN_NAME.fullmatch(name) else f"filename*=UTF-8''{quote(name, safe='')}"
