"""What a caller gives to be uploaded becomes the parts of uploads, and is looked at before anything is sent."""

from __future__ import annotations

import io
import mimetypes
import os
import stat
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol, TypeAlias, cast

from typing_extensions import NotRequired, TypedDict

from ..core.errors import HubAPIError, UsageError
from ..core.multipart import PIECE, Content, Part
from ..core.names import refuse_unknown
from ..core.texts import brief, sendable

#: Characters that the name and the path of a file may have at the most (Hub 0.14; beyond them it fails).
MAX_NAME, MAX_PATH = 256, 512

_OCTETS = "application/octet-stream"
#: Media types of what is packed, whatever is in it.
_PACKED = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}


class ReadableBinary(Protocol):
    """Anything that gives its bytes with `read(size)`."""

    def read(self, size: int = -1, /) -> bytes: ...


#: What a file may hold that is to be uploaded.
FileContent: TypeAlias = (
    bytes
    | bytearray
    | memoryview
    | str
    | os.PathLike[str]
    | IO[bytes]
    | ReadableBinary
    | Iterable[bytes]
    | AsyncIterable[bytes]
)


class UploadFile(TypedDict):
    """One file to upload, or a folder.

    file_name      path in the bucket, slashes included; of a folder, that below which its files come
    content        the bytes; a text (sent as UTF-8); a `Path` of a file or a folder; an open binary file, which is read
                   from where it stands; or something that gives bytes piece by piece, with an asynchronous client also
                   asynchronously
    content_type   media type; without it, the one that the name suggests
    """

    file_name: str
    content: FileContent
    content_type: NotRequired[str]


#: A path of a file or a folder on this computer, an open file that has a name, or a mapping that says more.
UploadSource: TypeAlias = "UploadFile | str | os.PathLike[str] | IO[bytes]"


def parts_of(given: Sequence[UploadSource], *, asynchronous: bool) -> list[Part]:
    """The files that are to be uploaded, in their order; those of a folder sorted by path.

    Raises UsageError for what is not there, cannot be read, or cannot be stored under its name.
    """
    parts: list[Part] = []
    opened: list[object] = []
    for source in given:
        parts += _parts_of(source, opened, asynchronous=asynchronous)
    if not parts:
        raise UsageError("There is no file to upload.", None)
    seen: set[str] = set()
    for part in parts:
        if part.path in seen:
            raise UsageError(f"{part.path!r} is given twice: a bucket has each path once.", None)
        seen.add(part.path)
    return parts


def _parts_of(source: object, opened: list[object], *, asynchronous: bool) -> list[Part]:
    if isinstance(source, (str, os.PathLike)):
        return _from_disk(_local(cast("str | os.PathLike[str]", source)), None, None)
    if _is_file(source) and isinstance(name := getattr(source, "name", None), str) and name:
        return [_part(os.path.basename(name), _content(name, source, opened, asynchronous=asynchronous), None)]  # noqa: PTH119
    found = cast("Mapping[str, object]", source if isinstance(source, Mapping) else {})
    name, content, media_type = found.get("file_name"), found.get("content"), found.get("content_type") or None
    if not isinstance(name, str) or not name:
        told = (
            "A file to upload is a path on this computer, or needs a 'file_name', its path in the bucket, and content"
        )
        raise UsageError(f"{told}.", None)
    refuse_unknown(found, ("file_name", "content", "content_type"), "key", f"The file {name!r}")
    if media_type is not None and (
        not isinstance(media_type, str) or not media_type.isascii() or not media_type.isprintable()
    ):
        raise UsageError(f"The content_type of {name!r} is no media type: {brief(media_type)}.", None)
    if isinstance(content, os.PathLike):
        return _from_disk(_local(cast("os.PathLike[str]", content)), name, media_type)
    return [_part(name, _content(name, content, opened, asynchronous=asynchronous), media_type)]


def _part(path: str, content: Content, media_type: str | None) -> Part:
    sendable(path, "The file name")
    name = path.rstrip("/").rpartition("/")[2]
    if len(path) > MAX_PATH or len(name) > MAX_NAME:
        raise UsageError(
            f"The path {brief(path)} is too long: a file's name has at most {MAX_NAME} characters, its path "
            f"{MAX_PATH}.",
            None,
        )
    if "\0" in path:
        raise UsageError(f"The path {brief(path)} has a character that the Hub cannot keep.", None)
    if ".." in path.split("/"):
        raise UsageError(f"The path {brief(path)} leads out of the bucket: give one without '..'.", None)
    if all(part in ("", ".") for part in path.split("/")):
        raise UsageError(f"The path {brief(path)} is none of a file.", None)
    return Part(path, content, media_type or media_type_of(path))


def media_type_of(path: str) -> str:
    """The media type that the end of a name suggests, application/octet-stream if none."""
    # Only the end: the rest of a name may look like a URL.
    guessed, packed = mimetypes.guess_type("x" + "".join(PurePosixPath(path).suffixes[-2:]))
    return _PACKED.get(packed, _OCTETS) if packed else guessed or _OCTETS


def _local(path: str | os.PathLike[str]) -> Path:
    text = os.fspath(path)
    if not isinstance(text, str) or not text or "\0" in text:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{brief(text)} is no path of a file on this computer.", None)
    return Path(text)


# -- on disk ------------------------------------------------------------------------------------------------------


def _from_disk(path: Path, name: str | None, media_type: str | None) -> list[Part]:
    """A file under a name, its own if None; or the files of a folder, below that name if there is one."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            prefix = f"{name.rstrip('/')}/" if name else ""
            parts = [_part(prefix + below, content, media_type) for below, content in _below(path)]
            if not parts:
                raise UsageError(f"There is no file in the folder '{path}'.", None)
            return parts
        return [_part(name or path.name, _file(path, found), media_type)]
    except OSError as error:
        raise _unreadable(path, error) from error


def _below(folder: Path) -> list[tuple[str, OnDisk]]:
    """The files of a folder and of the folders in it, by their path below it."""
    found: list[tuple[str, OnDisk]] = []
    left = [folder]
    while left:
        with os.scandir(left.pop()) as entries:
            for entry in entries:
                path = Path(entry.path)
                if entry.is_symlink():
                    raise UsageError(
                        f"'{path}' is a link, and what it leads to may be outside of the folder or lead back into it.\n"
                        "Replace it by what it leads to, or give the files one by one.",
                        None,
                    )
                if entry.is_dir():
                    left.append(path)
                else:
                    found.append((path.relative_to(folder).as_posix(), _file(path, entry.stat())))
    return sorted(found, key=lambda item: item[0])


def _file(path: Path, found: os.stat_result) -> OnDisk:
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"'{path}' is no file that could be uploaded, but a device, a pipe or a socket.", None)
    if not os.access(path, os.R_OK):
        raise UsageError(f"'{path}' may not be read by you: ask its owner, or change its permissions.", None)
    if not found.st_size:
        with path.open("rb", buffering=0) as opened:
            if opened.read(1):  # such as those of the system, below /proc
                return OnDisk(path, None)
    return OnDisk(path, found.st_size)


def _unreadable(path: object, error: Exception) -> UsageError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return UsageError(f"'{path}' could not be read: {reason}.", None)


def _limited(read: Any, size: int | None, name: object) -> Iterator[bytes]:
    """The pieces that `read(size)` gives, up to `size` bytes in all: as many as there were when it was looked at."""
    left = size
    while left is None or left > 0:
        try:
            piece = read(PIECE if left is None else min(PIECE, left))
        except HubAPIError:
            raise
        except Exception as error:  # what unpacks while it reads has errors of its own
            raise _unreadable(name, error) from error
        if piece is None:
            raise UsageError(f"'{name}' has nothing to read yet: open it so that reading waits for it.", None)
        if not isinstance(piece, bytes):
            if not isinstance(piece, (bytearray, memoryview)):
                raise UsageError(f"'{name}' is open as text: open it with mode 'rb'.", None)
            piece = bytes(cast("bytes", piece))
        if not piece:
            if left is None:
                return
            raise UsageError(f"'{name}' became shorter while it was read: {left} bytes are missing.", None)
        if left is not None:
            left -= len(piece)
        yield piece


class OnDisk:
    """A file on this computer, opened when its turn comes."""

    rewindable = True
    in_memory = False

    def __init__(self, path: Path, size: int | None) -> None:
        self._path = path
        self.size = size

    def probe(self) -> None:
        """Raise UsageError if it cannot be opened any more."""
        self._open().close()

    def _open(self) -> io.FileIO:
        try:
            return self._path.open("rb", buffering=0)
        except OSError as error:
            raise _unreadable(self._path, error) from error

    def pieces(self) -> Iterator[bytes]:
        with self._open() as opened:
            yield from _limited(opened.read, self.size, self._path)


# -- everything else ----------------------------------------------------------------------------------------------


def _is_file(content: object) -> bool:
    return callable(getattr(content, "read", None))


def _content(name: str, content: object, opened: list[object], *, asynchronous: bool) -> Content:
    if isinstance(content, str):
        return InMemory(sendable(content, f"The content of {name!r}:").encode())
    if isinstance(content, (bytes, bytearray, memoryview)):
        return InMemory(bytes(cast("bytes", content)))
    if any(other is content for other in opened):
        raise UsageError(f"The content of {name!r} is that of another file of the call, too.", None)
    opened.append(content)
    if _is_file(content):
        return Opened(cast("IO[bytes]", content), name)
    if isinstance(content, Iterable) and not isinstance(content, Mapping):
        return Iterated(cast("Iterable[bytes]", content), name)
    if isinstance(content, AsyncIterable) and asynchronous:
        return AsyncIterated(cast("AsyncIterable[bytes]", content), name)
    if isinstance(content, AsyncIterable):
        raise UsageError(f"The content of {name!r} comes asynchronously: upload it with an asynchronous client.", None)
    raise UsageError(
        f"The content of {name!r} must be bytes, a text, a Path, an open binary file or something that gives bytes, "
        f"not a {type(cast('object', content)).__name__}.",
        None,
    )


class InMemory:
    """Bytes."""

    rewindable = True
    in_memory = True

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def pieces(self) -> Iterator[bytes]:
        if self.size <= PIECE:
            yield self._data
            return
        for start in range(0, self.size, PIECE):
            yield self._data[start : start + PIECE]


class Opened:
    """An open file, read from where it stands."""

    in_memory = False

    def __init__(self, file: IO[bytes] | ReadableBinary, name: str) -> None:
        self._file = file
        self._name = name
        self._start = _position(file)
        self._begun = False
        self.rewindable = self._start is not None
        self.size = None if self._start is None else _size_after(file, self._start)

    def pieces(self) -> Iterator[bytes]:
        if self._begun:
            self._rewind()
        self._begun = True
        yield from _limited(self._file.read, self.size, self._name)

    def _rewind(self) -> None:
        if self._start is None:
            raise UsageError(f"{self._name!r} cannot be read again from its beginning.", None)
        try:
            cast("IO[bytes]", self._file).seek(self._start)
        except (OSError, ValueError) as error:
            raise UsageError(f"{self._name!r} could not be read again: {error}.", None) from error


def _position(file: object) -> int | None:
    """Where an open file stands, if it can be put back there."""
    try:
        seekable: object = getattr(file, "seekable", lambda: False)()
        return cast("IO[bytes]", file).tell() if seekable else None
    except (OSError, ValueError):
        return None


def _size_after(file: object, start: int) -> int | None:
    """The bytes from there on to the end, if that can be told without reading them."""
    try:
        if type(file) is io.BytesIO:
            return max(file.getbuffer().nbytes - start, 0)
        buffered = type(file) in (io.BufferedReader, io.BufferedRandom)
        raw: object = cast("Any", file).raw if buffered else file
        # Of others, such as one that unpacks what it reads, the file below tells another size.
        if type(raw) is io.FileIO and stat.S_ISREG((found := os.fstat(raw.fileno())).st_mode):
            return max(found.st_size - start, 0)
    except (OSError, ValueError):
        return None
    return None


class Iterated:
    """Bytes that come piece by piece."""

    size = None
    in_memory = False

    def __init__(self, pieces: Iterable[bytes], name: str) -> None:
        self._pieces = pieces
        self._name = name
        self.rewindable = not isinstance(pieces, Iterator)

    def pieces(self) -> Iterator[bytes]:
        try:
            for piece in self._pieces:
                yield _as_bytes(piece, self._name)
        except OSError as error:  # or it would be taken for the network's
            raise _unreadable(self._name, error) from error


class AsyncIterated:
    """Bytes that come piece by piece from the event loop, where the driver reads bodies in worker threads."""

    size = None
    in_memory = False

    def __init__(self, pieces: AsyncIterable[bytes], name: str) -> None:
        self._pieces = pieces
        self._name = name
        self.rewindable = not isinstance(pieces, AsyncIterator)

    def pieces(self) -> Iterator[bytes]:
        from anyio import from_thread

        iterator = aiter(self._pieces)

        async def following() -> bytes | None:
            return await anext(iterator, None)

        try:
            while (piece := from_thread.run(following)) is not None:
                yield _as_bytes(piece, self._name)
        except OSError as error:  # or it would be taken for the network's
            raise _unreadable(self._name, error) from error


def _as_bytes(piece: object, name: str) -> bytes:
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, (bytearray, memoryview)):
        return bytes(cast("bytes", piece))
    raise UsageError(f"The content of {name!r} gives a {type(piece).__name__} in place of bytes.", None)
