"""An archive of a bucket becomes files, while it comes."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO, cast

from .. import models
from ..core.multipart import PIECE
from .writing import PartFile

#: Bytes that what is no content may take between two files: their headers, with long names in them.
_MOST_OF_HEADERS = 1024 * 1024


class _Incoming:
    """Pieces as a file that can be read, but for no more than is due."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.due = 0

    def read(self, size: int) -> bytes:
        if self.due <= 0:
            raise tarfile.ReadError("There are no ends to its headers.")
        if not self._rest:
            self._rest = next(self._pieces, b"")
        given, self._rest = self._rest[:size], self._rest[size:]
        self.due -= len(given)
        return given


def unpack(
    pieces: Iterator[bytes], wanted: Mapping[str, models.BucketFile], place: Callable[[models.BucketFile], PartFile]
) -> Iterator[str]:
    """Write the files of an archive; yields the path of each that is whole.

    wanted   records of the files, by path: what else is in the archive is passed over, whatever it is, and so is what
             has another size. So nothing is written elsewhere, and no more than is known of
    place    where a file is written

    Ends early where the archive is cut or damaged. Raises LocalFileError if something cannot be written.
    """
    incoming = _Incoming(pieces)
    incoming.due = _MOST_OF_HEADERS
    try:
        # A reader of our own keeps the archive from being read ahead of what is due.
        with tarfile.open(fileobj=cast("IO[bytes]", incoming), mode="r|", bufsize=tarfile.BLOCKSIZE * 128) as archive:
            while (member := _following(archive)) is not None:
                record = wanted.get(member.name) if member.isreg() and not member.issparse() else None
                incoming.due = member.size + _MOST_OF_HEADERS
                if record is None or record.size != member.size:
                    continue
                content = archive.extractfile(member)
                if content is None:
                    continue
                part = place(record)
                try:
                    part.write(_read(content))
                finally:
                    part.discard()
                yield record.path
    except tarfile.TarError:
        return


def _following(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    """The next file, None at the end or where the archive is damaged."""
    try:
        return archive.next()
    except (tarfile.TarError, ValueError, RecursionError):
        return None


def _read(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
