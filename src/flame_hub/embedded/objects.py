"""Stored files: the bytes behind the records of the storage service."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

#: Bytes that are read or written at a time.
PIECE = 256 * 1024


class Objects:
    """A folder a bucket, a file an object, named by keys that the Hub makes up.

    folder   where they are kept; None: a temporary folder that goes with the Hub
    """

    def __init__(self, folder: Path | None) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="flame-hub-") if folder is None else None
        self._root = Path(self._temporary.name) if self._temporary else Path(folder or "")
        self._root.mkdir(parents=True, exist_ok=True)

    def create(self, bucket: str, key: str) -> BinaryIO:
        """A new object, open for writing."""
        path = self._root / bucket / key
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")

    def pieces(self, bucket: str, key: str) -> Iterator[bytes]:
        """The bytes of an object. Raises FileNotFoundError at once if there is none."""
        return _Pieces((self._root / bucket / key).open("rb"))

    def remove(self, bucket: str, key: str) -> None:
        """Remove an object, if it is there."""
        (self._root / bucket / key).unlink(missing_ok=True)

    def remove_bucket(self, bucket: str) -> None:
        """Remove all objects of a bucket."""
        shutil.rmtree(self._root / bucket, ignore_errors=True)

    def clear(self) -> None:
        """Remove all objects."""
        for bucket in self._root.iterdir():
            shutil.rmtree(bucket, ignore_errors=True)

    def close(self) -> None:
        if self._temporary is not None:
            self._temporary.cleanup()


class _Pieces(Iterator[bytes]):
    """The content of a file, which is closed at its end and when nobody wants more of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __next__(self) -> bytes:
        piece = b"" if self._file.closed else self._file.read(PIECE)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._file.close()

    def __del__(self) -> None:
        self.close()
