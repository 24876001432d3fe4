"""Open files: what is read comes once, piece by piece, into a temporary file; what is written waits in one.

The Hub hands out whole files only and takes whole files only. A temporary file gives both what programs want, seeking
and small pieces, with little memory however large the file is.
"""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Callable, Generator, Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, cast

from typing_extensions import Buffer, Self

from ..core.errors import IncompleteFileError
from ..http.streams import Download

#: Bytes that are kept in memory before a temporary file is made.
IN_MEMORY = 4 * 1024 * 1024
#: Bytes that are read or written at a time.
PIECE = 256 * 1024

#: The size of a file, None if the Hub does not know it, and its content.
Content = tuple["int | None", Generator[bytes, None, None]]


def spool() -> IO[bytes]:
    """A temporary file, which is in memory as long as it is small."""
    return cast("IO[bytes]", _Spool(max_size=IN_MEMORY))


class _Spool(SpooledTemporaryFile[bytes]):
    def seekable(self) -> bool:
        # That of Python 3.10 does not say so.
        return True


def whole(download: Download, size: int | None, path: str) -> Generator[bytes, None, None]:
    """The pieces of a file; the connection is free again when nobody wants more of them.

    Raises IncompleteFileError at their end if there were fewer bytes or more than `size`: nothing else would tell, as
    the Hub sends no size with the content.
    """
    seen = 0
    with download:
        for piece in download:
            seen += len(piece)
            yield piece
    if size is not None and seen != size:
        raise IncompleteFileError(
            f"Of {path!r} came {seen} bytes, and the Hub says that it has {size}.", None, hint="Try it again."
        )


class _Coming(io.RawIOBase):
    """A file that is being downloaded, as far as somebody wants to read it.

    begin   asks for the content; it is called when something is read for the first time
    """

    mode = "rb"

    def __init__(self, path: str, size: int | None, begin: Callable[[], Content]) -> None:
        self.name = path
        self._size = size
        self._begin = begin
        self._pieces: Generator[bytes, None, None] | None = None
        self._spool = spool()
        self._there = 0
        self._ended = False
        self._position = 0

    @property
    def size(self) -> int | None:
        return self._there if self._ended else self._size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        if whence == os.SEEK_CUR:
            offset += self._position
        elif whence == os.SEEK_END:
            offset += self._end()
        elif whence != os.SEEK_SET:
            raise ValueError(f"whence is 0, 1 or 2, not {whence}")
        if offset < 0:
            raise ValueError("A file has no position before its beginning.")
        self._position = offset
        return offset

    def readinto(self, buffer: Buffer, /) -> int:
        target = memoryview(buffer).cast("B")
        self._fetch(self._position + len(target))
        self._spool.seek(self._position)
        piece = self._spool.read(len(target))
        target[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def readall(self) -> bytes:
        self._fetch(None)
        self._spool.seek(self._position)
        rest = self._spool.read()
        self._position += len(rest)
        return rest

    def _end(self) -> int:
        if self.size is None:
            self._fetch(None)
        return self.size or 0

    def _fetch(self, until: int | None) -> None:
        """Have the content up to this position, None: all of it."""
        if self._ended or (until is not None and until <= self._there):
            return
        if self._pieces is None:
            self._size, self._pieces = self._begin()
        self._spool.seek(self._there)
        while until is None or self._there < until:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
                return
            self._spool.write(piece)
            self._there += len(piece)

    def close(self) -> None:
        if self.closed:
            return
        try:
            if self._pieces is not None:
                self._pieces.close()
            self._spool.close()
        finally:
            super().close()


class HubReader(io.BufferedReader):
    """A file of the Hub, open for reading.

    path   in the filesystem
    size   in bytes; None as long as neither the Hub nor the content has told it
    """

    def __init__(self, fs: Any, path: str, info: dict[str, Any], begin: Callable[[], Content]) -> None:
        coming = _Coming(path, info["size"], begin)
        super().__init__(coming, PIECE)
        self._coming = coming
        self._info = info
        self.fs = fs
        self.path = path

    @property
    def size(self) -> int | None:
        return self._coming.size

    def info(self) -> dict[str, Any]:
        """What the filesystem told of the file when it was opened."""
        return self._info

    def discard(self) -> None:
        """Nothing: there is nothing to take back."""


class HubWriter(io.BufferedIOBase):
    """A file of the Hub, open for writing: it is stored as a whole when it is closed.

    If a `with` block is left by an error, nothing is stored. Likewise if nobody closes it, which is warned of.

    store   stores what was written
    """

    def __init__(
        self, fs: Any, path: str, mode: str, store: Callable[[IO[bytes]], Any], *, autocommit: bool = True
    ) -> None:
        self.fs = fs
        self.path = self.name = path
        self.mode = mode
        self._store = store
        self._autocommit = autocommit
        self._spool = spool()
        self._discarded = False
        self._handled = sys.exc_info()[1]

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        self._demand_open()
        # What wraps this file may have something left to write after the file was given up.
        return memoryview(data).nbytes if self._discarded else self._spool.write(data)

    def tell(self) -> int:
        self._demand_open()
        return 0 if self._discarded else self._spool.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._demand_open()
        if not self._discarded:
            self._spool.seek(offset, whence)
        return self.tell()

    def flush(self) -> None:
        """Nothing is stored before the file is closed."""
        self._demand_open()

    def _demand_open(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def commit(self) -> None:
        """Store what was written. `close` does so, but for a file in a transaction."""
        if self._discarded:
            return
        try:
            self._spool.seek(0)
            self._store(self._spool)
        finally:
            self.discard()

    def discard(self) -> None:
        """Forget what was written."""
        self._discarded = True
        self._spool.close()

    def close(self) -> None:
        if self.closed:
            return
        try:
            if self._left_by_error():
                self.discard()
            if self._autocommit:
                self.commit()
        finally:
            super().close()

    def _left_by_error(self) -> bool:
        """Whether a `with` block around this file is being left by an error.

        What wraps files, such as fsspec.open() and pandas, closes them then as if all had gone well.
        """
        if sys.exc_info()[1] in (None, self._handled):
            return False
        frame = sys._getframe(2)  # pyright: ignore[reportPrivateUsage]
        while frame.f_code.co_name == "close" and frame.f_back is not None:
            frame = frame.f_back
        return frame.f_code.co_name == "__exit__"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.discard()
        self.close()

    def __del__(self) -> None:
        if self.closed or self._discarded:
            return
        if self._autocommit:
            warnings.warn(f"{self.path!r} was not closed: nothing was stored.", ResourceWarning, stacklevel=1)
        self.discard()
        super().close()


class Compressed:
    """A file that is compressed on its way, and the file below, which libraries of compression leave open."""

    def __init__(self, outer: Any, inner: HubReader | HubWriter) -> None:
        self._outer = outer
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outer, name)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._outer)

    def discard(self) -> None:
        self._inner.discard()

    def close(self) -> None:
        # Also if the end of the compressed data cannot be written: then it is no whole file.
        try:
            self._outer.close()
        except BaseException:
            self._inner.discard()
            raise
        finally:
            self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.discard()
        self.close()


class Text(io.TextIOWrapper):
    """A file of the Hub as text, of which nothing is stored if a `with` block is left by an error."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            cast("HubWriter", self.buffer).discard()
        self.close()
