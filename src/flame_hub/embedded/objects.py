"""Stored files: the bytes behind the records of the storage service.

An object comes in at a place of its own, and is moved to its bucket's folder when its record is stored. What a crash
leaves of an upload is there and nowhere else, so that a start has to look at few files however many are stored. What
is to be removed because its record is gone is written down with the record's deletion, by a trigger of the database.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from .store import Store

#: Bytes that are read or written at a time.
PIECE = 256 * 1024

#: What is still to be removed: objects, or without a key all of a bucket.
TABLES = """
CREATE TABLE IF NOT EXISTS _removed_objects (bucket TEXT NOT NULL, key TEXT);
CREATE TRIGGER IF NOT EXISTS _bucket_removed AFTER DELETE ON buckets BEGIN
    INSERT INTO _removed_objects VALUES (OLD.id, NULL);
END;
CREATE TRIGGER IF NOT EXISTS _file_removed AFTER DELETE ON bucket_files
WHEN EXISTS (SELECT 1 FROM buckets WHERE id = OLD.bucket_id) BEGIN
    INSERT INTO _removed_objects VALUES (OLD.bucket_id, OLD.hash);
END;
"""


class Objects:
    """A folder a bucket, a file an object, named by keys that the Hub makes up.

    folder   where they are kept; None: a temporary folder that goes with the Hub

    What is kept outlives a loss of power: an object is on the disk before its record is.
    """

    def __init__(self, folder: Path | None) -> None:
        self._lasting = folder is not None
        self._root = folder if folder is not None else Path(tempfile.mkdtemp(prefix="flame-hub-"))
        self._finish = weakref.finalize(self, _forget, None if self._lasting else self._root, os.getpid())
        #: Where uploads arrive, and where folders of buckets go that are gone.
        self.incoming, self._removed = self._root / ".incoming", self._root / ".removed"
        _make(self._root)

    @contextmanager
    def create(self, bucket: str, key: str) -> Generator[BinaryIO]:
        """A new object, open for writing. It is kept when the context ends, and moved to its bucket by `place`."""
        _make(self.incoming)
        with self._arriving(bucket, key).open("xb") as file:
            yield file
            if self._lasting:
                file.flush()
                os.fsync(file.fileno())
        if self._lasting:
            _sync_folder(self.incoming)

    def place(self, bucket: str, key: str) -> None:
        """Move a new object to its bucket. Where that is not possible it is found where it is."""
        with suppress(OSError):
            _make(self._root / bucket)
            self._arriving(bucket, key).replace(self._root / bucket / key)

    def pieces(self, bucket: str, key: str) -> Iterator[bytes]:
        """The bytes of an object. Raises FileNotFoundError at once if there is none."""
        return _Pieces(self._open(bucket, key))

    def _open(self, bucket: str, key: str) -> BinaryIO:
        # It may be moved between two looks, and then it is where the first one was.
        for path in (self._root / bucket / key, self._arriving(bucket, key)):
            with suppress(FileNotFoundError):
                return path.open("rb")
        return (self._root / bucket / key).open("rb")

    def remove(self, bucket: str, key: str) -> None:
        """Remove an object, if it is there."""
        for path in (self._arriving(bucket, key), self._root / bucket / key):
            path.unlink(missing_ok=True)

    def remove_bucket(self, bucket: str) -> None:
        """Remove all objects of a bucket."""
        # Moved first: whoever comes now finds none of them, however long it takes to remove them.
        _make(self._removed)
        moved = self._removed / f"{bucket}.{secrets.token_hex(4)}"
        with suppress(FileNotFoundError):
            (self._root / bucket).replace(moved)
            shutil.rmtree(moved, ignore_errors=True)

    def clear_removed(self, store: Store) -> None:
        """Remove the objects of records that were deleted."""
        for row in store.run("SELECT rowid, bucket, key FROM _removed_objects"):
            if row["key"] is None:
                self.remove_bucket(row["bucket"])
            else:
                self.remove(row["bucket"], row["key"])
            store.run("DELETE FROM _removed_objects WHERE rowid = ?", [row["rowid"]])

    def recover(self, store: Store) -> None:
        """Finish or forget what a Hub that was killed was at."""
        if self.incoming.exists():
            self._sort_out(store)
        self.clear_removed(store)
        if self._removed.exists():
            for folder in self._removed.iterdir():
                shutil.rmtree(folder, ignore_errors=True)

    def _sort_out(self, store: Store) -> None:
        """Move what came in to its bucket if it is recorded, and forget the rest."""
        left = [(path, *path.name.partition(".")[::2]) for path in self.incoming.iterdir()]
        if left:
            kept = _recorded(store, [key for _, _, key in left])
            for path, bucket, key in left:
                if key in kept:
                    self.place(bucket, key)
                else:
                    path.unlink()

    def clear(self) -> None:
        """Remove all objects."""
        for folder in self._root.iterdir():
            if folder != self.incoming:
                shutil.rmtree(folder, ignore_errors=True)
                continue
            # An upload that is on its way finds the folder, and then that its bucket is gone.
            for path in folder.iterdir():
                path.unlink(missing_ok=True)

    def close(self) -> None:
        self._finish()

    def _arriving(self, bucket: str, key: str) -> Path:
        return self.incoming / f"{bucket}.{key}"


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)


def _forget(temporary: Path | None, process: int) -> None:
    """Remove a temporary folder, but not that of the process this one was forked from."""
    if temporary is not None and os.getpid() == process:
        shutil.rmtree(temporary, ignore_errors=True)


def _recorded(store: Store, keys: list[str]) -> set[str]:
    rows = store.run("SELECT hash FROM bucket_files WHERE hash IN (SELECT value FROM json_each(?))", [json.dumps(keys)])
    return {row["hash"] for row in rows}


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system offers that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
