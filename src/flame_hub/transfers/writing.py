"""Files that are written under another name until they are whole, and where they may be written."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from .. import models
from ..core.errors import IncompleteFileError, LocalFileError, UsageError
from ..core.texts import brief
from ..http.streams import Downloading
from .progress import Meter

#: What is wrong with one name, where others can be written.
_OF_THE_NAME = (errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL, errno.ENOTDIR, errno.EISDIR, errno.EEXIST)


class PartFile:
    """A file that is written beside its place and moved there when it is whole. Removed if that does not happen.

    Raises LocalFileError if something cannot be written.

    begun     whether bytes were there to be written since the last look
    hopeless  whether it would be the same if it were begun anew
    """

    def __init__(self, target: Path, record: models.BucketFile, meter: Meter) -> None:
        self.begun = False
        self.hopeless = False
        self._target = target
        self._size = record.size
        self._path = record.path
        self._meter = meter
        # Short, whatever the name is: a file system limits its length.
        self._part = target.with_name(f".{secrets.token_hex(8)}.part")
        self._written = 0
        self._etag = ""
        self._kept = False

    def headers(self) -> list[tuple[str, str]]:
        """What is asked for: the rest, if the Hub can send parts and the file is still the same; otherwise all."""
        if not self._written or not self._etag:
            return []
        return [("range", f"bytes={self._written}-"), ("if-range", self._etag)]

    def receive(self, download: Downloading) -> None:
        """Write what comes, after what is there if it is the rest of it. Puts the file where it belongs.

        Raises IncompleteFileError if it is not as large as it has to be.
        """
        self.begun = True
        told = download.headers
        rest = download.status_code == 206 and told.get("content-range", "").startswith(f"bytes {self._written}-")
        if not rest:
            self._forget()
        tag = told.get("etag", "")
        self._etag = tag if told.get("accept-ranges") == "bytes" and tag and not tag.startswith("W/") else ""
        self.write(download)

    def write(self, pieces: Iterable[bytes]) -> None:
        """Write the pieces after what is there, and put the file where it belongs. Raises like `receive`."""
        try:
            with self._part.open("ab", buffering=0) as opened:
                for piece in pieces:
                    self._append(opened, piece)
            if self._size is None or self._written == self._size:
                self._part.replace(self._target)
                self._kept = True
        except OSError as error:
            raise cannot_write(self._target, error) from error
        if not self._kept:
            raise IncompleteFileError(
                f"Only {self._written} of the {self._size} bytes of {self._path!r} came.",
                None,
                hint="The connection was cut, or the Hub has not all of it: try again, or upload the file anew.",
            )
        self._meter.file_done()

    def _append(self, opened: IO[bytes], piece: bytes) -> None:
        if self._size is not None and self._written + len(piece) > self._size:
            self.hopeless = True
            raise IncompleteFileError(
                f"More than the {self._size} bytes of {self._path!r} came.",
                None,
                hint="The record of the file is an old one, or wrong: read it anew.",
            )
        left = memoryview(piece)
        while left:
            left = left[opened.write(left) :]
        self._written += len(piece)
        self._meter.count(len(piece))

    def _forget(self) -> None:
        if self._written:
            with suppress(FileNotFoundError):
                self._part.unlink()
            self._meter.take_back(self._written)
        self._written = 0

    def discard(self) -> None:
        """Remove what is not whole."""
        if self._kept:
            return
        self._meter.take_back(self._written)
        self._written = 0
        with suppress(OSError):  # whatever it is, there is an error already
            self._part.unlink()


def cannot_write(path: os.PathLike[str], error: OSError) -> LocalFileError:
    hint = "Check the folder, its permissions, and how much room there is."
    return LocalFileError(f"'{path}' could not be written: {error.strerror or error}.", None, hint=hint)


def is_of_the_name(failure: BaseException) -> bool:
    """Whether a file could not be written because of its name, so that others can."""
    return isinstance(failure, LocalFileError) and getattr(failure.__cause__, "errno", None) in _OF_THE_NAME


def local_path(path: object) -> Path:
    """A path on this computer. Raises UsageError for what is none."""
    text: object = os.fspath(cast("str", path)) if isinstance(path, (str, os.PathLike)) else path
    if not isinstance(text, str) or not text or "\0" in text:
        raise UsageError(f"{brief(text)} is no path on this computer.", None)
    return Path(text)


def target_of(path: object, record: models.BucketFile) -> Path:
    """Where a file is to be written: at the path, or in it if that is a folder.

    Raises UsageError if it cannot be, LocalFileError if that cannot be found out.
    """
    given = local_path(path)
    try:
        if str(path).endswith(("/", os.sep)) and not given.is_dir():
            raise UsageError(f"There is no folder '{given}'.", None, hint="Make it, or give another path.")
        return _target_of(given, record)
    except OSError as error:
        raise cannot_write(given, error) from error


def _target_of(given: Path, record: models.BucketFile) -> Path:
    if given.is_dir():
        given = safe_target(given, name_of(record))
    elif not given.parent.is_dir():
        raise UsageError(f"There is no folder '{given.parent}'.", None, hint="Make it, or give another path.")
    # What a link leads to is replaced, not the link.
    target = Path(os.path.realpath(given)) if given.is_symlink() else given
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise UsageError(f"'{given}' is there, and no file that could be replaced.", None)
    return target


def name_of(record: models.BucketFile) -> str:
    """The last part of a file's path. A record that was asked for in part may have no name."""
    return record.path.rstrip("/").rpartition("/")[2]


def safe_target(folder: Path, path: str) -> Path:
    """Where a file of a bucket belongs in a folder. Raises UsageError for a path that leads elsewhere, or nowhere."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    foreign = ("\\", ":") if os.sep == "\\" else ()
    if not parts or ".." in parts or any(mark in path for mark in ("\0", *foreign)) or not _encodable(path):
        raise UsageError(
            f"The path {brief(path)} of a file in the bucket does not lead to a place in the folder.",
            None,
            hint="Download it alone, with download_bucket_file, to a path of your own.",
        )
    return folder.joinpath(*parts)


def _encodable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
