"""The files of a Hub as a filesystem of fsspec: `flamehub://BUCKET/path`."""

# fsspec has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from fsspec.callbacks import DEFAULT_CALLBACK
from fsspec.config import apply_config
from fsspec.spec import AbstractFileSystem
from fsspec.utils import isfilelike

from ..core.errors import ConflictError, LocalFileError, NotFoundError, UsageError
from ..core.identifiers import is_id
from ..hub import Hub
from ..models import BucketFile
from ..transfers.sources import UploadFile
from . import refusals
from .held import Held, hold, let_go
from .listings import Entry, Listings, directory_entry
from .refusals import told_of
from .spool import PIECE, Compressed, Content, HubReader, HubWriter, Text, spool, whole

#: Seconds that a listing is remembered: others store files in the same buckets.
LISTINGS_EXPIRY = 60.0

_POSITIONAL = ("hub", "base_url", "auth", "profile")
_OF_FSSPEC = ("use_listings_cache", "listings_expiry_time", "max_paths", "asynchronous", "loop", "batch_size")


T = TypeVar("T")


class _Holding(type(AbstractFileSystem)):
    """Makes instances whose options show no secret. See `held`."""

    def __call__(cls, *args: Any, **options: Any) -> Any:
        given = [hold(name, value) for name, value in zip(_POSITIONAL, args, strict=False)]
        # Before fsspec adds what is in its own configuration.
        options = apply_config(cls, options)
        return super().__call__(
            *given, *args[len(given) :], **{name: hold(name, value) for name, value in options.items()}
        )


class HubFileSystem(AbstractFileSystem, metaclass=_Holding):
    """The buckets of a Hub and the files in them.

    A path is `BUCKET/path/of/file`; as a URL it has `flamehub://` before it. BUCKET is the id of a bucket, or its name
    if only one is called so. Directories are what the paths of files have in common: an empty one does not exist, and
    making one does nothing.

    The Hub hands out and takes whole files. An open file is downloaded once, as far as it is read, into a temporary
    file; what is written is stored when the file is closed, and not at all if a `with` block is left by an error. What
    is not there, is there already or is not permitted raises FileNotFoundError, FileExistsError, PermissionError;
    everything else a HubAPIError.

    It may be shared between threads, and pickled if the login can be found elsewhere: in variables, in a profile, in a
    source of secrets of flame_hub.auth. A secret that was given as text is not pickled.

    Args:
        hub: A `Hub` of your own, which stays yours to close.
        base_url, auth, profile: If there is no `hub`: the arguments of `Hub.from_env`. What is not given is taken from
            the environment variables FLAME_HUB_URL, FLAME_HUB_USERNAME, FLAME_HUB_PASSWORD and so on, or the profile.
        use_listings_cache: Whether listings are remembered.
        listings_expiry_time: For how many seconds, 60 if not given; None: until `invalidate_cache`.
        max_paths: How many directories are remembered.
        options: Further arguments of `Hub.from_env`, such as `username`, `password`, `timeout` and `ca_file`.

    Raises:
        UsageError: it is not known where the Hub is, or an argument makes no sense.
    """

    protocol = "flamehub"
    root_marker = ""

    def __init__(
        self,
        hub: Hub | None = None,
        base_url: str | None = None,
        auth: Any = None,
        profile: str | None = None,
        **options: Any,
    ) -> None:
        if getattr(self, "_hub", None) is not None:  # fsspec's cache gave an instance that is made already
            return
        own = {name: value for name, value in options.items() if name in _OF_FSSPEC}
        own.setdefault("listings_expiry_time", LISTINGS_EXPIRY)
        super().__init__(**own)
        arguments = {name: let_go(value) for name, value in options.items() if name not in _OF_FSSPEC}
        arguments |= {"base_url": let_go(base_url), "auth": let_go(auth)}
        self._hub = _hub_of(let_go(hub), profile, {k: v for k, v in arguments.items() if v is not None})
        self._storage = self._hub.storage
        self._listings = Listings(self._storage, own)
        self.dircache = self._listings.cache

    # -- what there is ----------------------------------------------------------------------------------------------

    @classmethod
    def _strip_protocol(cls, path: Any) -> Any:
        stripped = super()._strip_protocol(path)
        return stripped if isinstance(stripped, list) else stripped.lstrip("/")

    def ls(self, path: str, detail: bool = True, refresh: bool = False, **kwargs: Any) -> list[Any]:
        """List a directory, or the buckets if the path is empty.

        Args:
            path: Of the directory, or of a file, which is listed alone.
            detail: Whether to return what `info` tells, or paths only.
            refresh: Whether to ask the Hub whatever is remembered.
            kwargs: Not used.

        Raises:
            FileNotFoundError: there are neither files below the path nor a file of this path.
        """
        del kwargs
        path = self._strip_protocol(path)
        name, _, key = path.partition("/")
        if not name:
            found = [_bucket_entry(shown, bucket) for shown, bucket in self._listings.all_buckets().items()]
        else:
            found = self._entries(name, key, refresh=refresh)
            if not found:
                found = [self._info_of_file(path)] if key else []
        return found if detail else [entry["name"] for entry in found]

    def _entries(self, name: str, key: str, *, refresh: bool) -> list[Entry]:
        """The entries of a directory by their whole paths; none if it is not there, or a bucket is empty."""
        bucket = self._listings.bucket(name, refresh=refresh)
        with told_of(name):
            found = self._listings.directory(bucket.id, key, refresh=refresh)
            if not found and self._storage.get_bucket(bucket.id) is None:
                # Another one may have its name meanwhile.
                bucket = self._listings.bucket(name, refresh=True)
                found = self._listings.directory(bucket.id, key, refresh=True)
        return [{**entry, "name": f"{name}/{entry['name']}"} for entry in found.values()]

    def info(self, path: str, refresh: bool = False, **kwargs: Any) -> dict[str, Any]:
        """What is known of a path: its `name`, `type` ("file" or "directory") and `size` in bytes (None if the Hub does
        not know it), of a file and a bucket also its `id` and when it was `created` and changed (`mtime`).

        Raises FileNotFoundError. With `refresh` the Hub is asked whatever is remembered.
        """
        del kwargs
        path = self._strip_protocol(path)
        name, _, key = path.partition("/")
        if not name:
            return directory_entry("")
        if not key:
            return _bucket_entry(name, self._listings.bucket(name, refresh=refresh))
        bucket = self._listings.bucket(name, refresh=refresh)
        known = None if refresh else self._listings.known(bucket.id, key)
        if known is not None:
            return {**known, "name": path}
        try:
            return self._info_of_file(path)
        except FileNotFoundError:
            with told_of(path):
                if self._listings.has_directory(bucket.id, key):
                    return directory_entry(path)
            raise

    def _info_of_file(self, path: str) -> Entry:
        name, _, key = path.partition("/")
        bucket = self._listings.bucket(name)
        with told_of(path):
            found = self._listings.file(bucket.id, key)
        if found is None:
            raise refusals.missing(path)
        return {**found, "name": path}

    def _file(self, path: str, *, refresh: bool = False) -> Entry:
        entry = self.info(path, refresh=refresh)
        if entry["type"] == "directory":
            raise refusals.directory(path)
        return entry

    def exists(self, path: str, **kwargs: Any) -> bool:
        """Whether there is a file or a directory. Raises HubAPIError if that cannot be found out."""
        try:
            self.info(path, **kwargs)
        except FileNotFoundError:
            return False
        return True

    def isdir(self, path: str) -> bool:
        """Whether there is a directory. Raises HubAPIError if that cannot be found out."""
        return self._type_of(path) == "directory"

    def isfile(self, path: str) -> bool:
        """Whether there is a file. Raises HubAPIError if that cannot be found out."""
        return self._type_of(path) == "file"

    def _type_of(self, path: str) -> str | None:
        try:
            return self.info(path)["type"]
        except FileNotFoundError:
            return None

    def created(self, path: str) -> datetime:
        """When a file or bucket was created. Raises FileNotFoundError, IsADirectoryError."""
        return self._dated(path)["created"]

    def modified(self, path: str) -> datetime:
        """When a file or bucket was last changed. Raises FileNotFoundError, IsADirectoryError."""
        return self._dated(path)["mtime"]

    def _dated(self, path: str) -> Entry:
        entry = self.info(path)
        if "mtime" not in entry:
            raise refusals.directory(path, ", and the Hub keeps no times of directories")
        return entry

    def ukey(self, path: str) -> str:
        """A text that is another one when the file is another one. Raises FileNotFoundError, IsADirectoryError."""
        entry = self._file(self._strip_protocol(path), refresh=True)
        return hashlib.sha256(f"{entry['id']} {entry['mtime']}".encode()).hexdigest()

    def checksum(self, path: str) -> int:
        """`ukey` as a number. It tells a changed file, but nothing of the content: the Hub has no digests."""
        return int(self.ukey(path), 16)

    def invalidate_cache(self, path: str | None = None) -> None:
        """Forget the listings of the bucket of this path, or all."""
        super().invalidate_cache(path)
        if path is None:
            self._listings.cache.clear()
        else:
            self._listings.forget(self._strip_protocol(path).partition("/")[0])
        self._listings.buckets.clear()

    # -- reading ----------------------------------------------------------------------------------------------------

    def _current(self, path: str, entry: Entry, use: Callable[[Entry], T]) -> T:
        """What comes of a file, also if it was replaced since the entry was made."""
        with told_of(path):
            try:
                return use(entry)
            except NotFoundError:
                self.invalidate_cache(path)
                return use(self._info_of_file(path))

    def _content(self, path: str, entry: Entry) -> Content:
        """The size and the content of a file."""

        def ask(current: Entry) -> Content:
            pieces = self._storage.stream_bucket_file(current["id"], PIECE)
            return current["size"], whole(pieces, current["size"], path)

        return self._current(path, entry, ask)

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **kwargs: Any) -> bytes:
        """The content of a file, or the part from `start` to before `end`, which count from the end if negative.

        The file is downloaded up to the end of the part.
        """
        del kwargs
        path = self._strip_protocol(path)
        if start is None and end is None:
            return b"".join(self._content(path, self._file(path))[1])
        with self._open(path) as file:
            begin = _position(file, start or 0)
            stop = None if end is None else _position(file, end)
            file.seek(begin)
            return file.read() if stop is None else file.read(max(stop - begin, 0))

    def get_file(
        self, rpath: str, lpath: Any = None, callback: Any = DEFAULT_CALLBACK, outfile: Any = None, **kwargs: Any
    ) -> None:
        """Download a file. A local file of that name is replaced when the download is complete."""
        del kwargs
        rpath = self._strip_protocol(rpath)
        target: Any = outfile if outfile is not None else lpath if _is_open(lpath) else None
        entry = self.info(rpath)
        if entry["type"] == "directory":
            os.makedirs(lpath, exist_ok=True)  # noqa: PTH103 - fsspec's paths are texts
            return
        callback.set_size(entry["size"])
        if target is not None:
            _pour(self._content(rpath, entry)[1], target, callback)
            return
        local = os.path.abspath(os.fspath(lpath))  # noqa: PTH100
        if os.path.isdir(local):  # noqa: PTH112
            raise refusals.directory(local)
        os.makedirs(os.path.dirname(local), exist_ok=True)  # noqa: PTH103, PTH120
        try:
            self._current(rpath, entry, lambda current: self._download(current, local, callback))
        except LocalFileError as error:
            raise error.__cause__ if isinstance(error.__cause__, OSError) else error from error

    def _download(self, entry: Entry, local: str, callback: Any) -> None:
        record = BucketFile(id=UUID(entry["id"]), path=entry["name"], size=entry["size"])
        self._storage.download_bucket_file(
            record, local, progress=lambda transfer: callback.absolute_update(transfer.done)
        )

    def get(
        self,
        rpath: Any,
        lpath: Any,
        recursive: bool = False,
        callback: Any = DEFAULT_CALLBACK,
        maxdepth: int | None = None,
        **kwargs: Any,
    ) -> None:
        """Download files. See fsspec.

        Raises ValueError if the path of one has ".." in it and would lead out of the folder: the Hub takes any path.
        """
        if not (isinstance(rpath, list) and isinstance(lpath, list)):
            for path in self.expand_path(rpath, recursive=recursive, maxdepth=maxdepth):
                if ".." in path.replace(os.sep, "/").split("/"):
                    raise ValueError(f"{path!r} would lead out of the folder: download it with get_file.")
        super().get(rpath, lpath, recursive=recursive, callback=callback, maxdepth=maxdepth, **kwargs)

    # -- writing ----------------------------------------------------------------------------------------------------

    def _store(self, path: str, content: Any, *, overwrite: bool = True, callback: Any = DEFAULT_CALLBACK) -> None:
        """Store a whole file: the only place where something is stored.

        Raises FileExistsError if there is a file and it is not to be replaced.
        """
        name, _, key = path.partition("/")
        if not key:
            raise refusals.directory(path)
        file: UploadFile = {"file_name": key, "content": content}
        try:
            with told_of(path):
                self._storage.upload_to_bucket(
                    self._listings.bucket(name).id,
                    file,
                    overwrite=overwrite,
                    progress=lambda transfer: callback.absolute_update(transfer.done),
                )
        except ConflictError as error:
            raise refusals.taken(path) from error
        except FileNotFoundError:  # the bucket is gone; another one may have its name meanwhile
            self._listings.buckets.clear()
            raise
        finally:
            self._listings.forget(name)

    def pipe_file(self, path: str, value: Any, mode: str = "overwrite", **kwargs: Any) -> None:
        """Store bytes as a file. With mode "create" a file that is there already is not replaced: FileExistsError."""
        del kwargs
        self._store(self._strip_protocol(path), bytes(value), overwrite=mode != "create")

    def put_file(
        self, lpath: Any, rpath: str, callback: Any = DEFAULT_CALLBACK, mode: str = "overwrite", **kwargs: Any
    ) -> None:
        """Upload a file. With mode "create" a file that is there already is not replaced: FileExistsError."""
        del kwargs
        if os.path.isdir(lpath):  # noqa: PTH112
            return
        local = Path(lpath)
        callback.set_size(local.stat().st_size)
        self._store(self._strip_protocol(rpath), local, overwrite=mode != "create", callback=callback)

    def cp_file(self, path1: str, path2: str, **kwargs: Any) -> None:
        """Copy a file, through this computer: the Hub has no copies. Raises shutil.SameFileError."""
        del kwargs
        path1, path2 = self._strip_protocol(path1), self._strip_protocol(path2)
        entry = self.info(path1)
        if entry["type"] == "directory":
            return
        if self._place(path1) == self._place(path2):
            raise shutil.SameFileError(f"{path1!r} and {path2!r} are the same file.")
        with spool() as between:
            _pour(self._content(path1, entry)[1], between, DEFAULT_CALLBACK)
            between.seek(0)
            self._store(path2, between)

    def _place(self, path: str) -> tuple[UUID, str]:
        name, _, key = path.partition("/")
        return self._listings.bucket(name).id, key

    # -- deleting, buckets ------------------------------------------------------------------------------------------

    def rm_file(self, path: str) -> None:
        """Delete a file. Raises FileNotFoundError, IsADirectoryError."""
        self.rm(path)

    def _rm(self, path: str) -> None:
        self.rm(path)

    def rm(self, path: Any, recursive: bool = False, maxdepth: int | None = None) -> None:
        """Delete files, and with `recursive` all files below directories, or whole buckets.

        Args:
            path: One or several, patterns included.
            recursive: Whether directories and buckets may be deleted.
            maxdepth: How deep to go into directories.

        Raises:
            FileNotFoundError: one of them is not there.
            IsADirectoryError: one is a directory and `recursive` is not given. Nothing was deleted then.
        """
        files: dict[str, Entry] = {}
        buckets: list[str] = []
        for one in self.expand_path(path):
            self.invalidate_cache(one)
            entry = self.info(one, refresh=True)
            if entry["type"] == "file":
                files[one] = entry
            elif not recursive:
                raise refusals.directory(one, ", which is deleted with recursive=True only")
            elif "/" not in one and maxdepth is None:
                buckets.append(one)
            else:
                files |= self.find(one, maxdepth=maxdepth, detail=True)
        for one, entry in files.items():
            with told_of(one):
                self._storage.delete_bucket_file(entry["id"])
            self._listings.forget(one.partition("/")[0])
        for one in buckets:
            self._delete_bucket(one)

    def _delete_bucket(self, name: str) -> None:
        with told_of(name):
            self._storage.delete_bucket(self._listings.bucket(name).id)
        self.invalidate_cache(name)

    def mkdir(self, path: str, create_parents: bool = True, **kwargs: Any) -> None:
        """Create a bucket. A directory in a bucket needs no making; with `create_parents` its bucket is created if it
        is missing.

        Raises FileExistsError if there is the bucket already, FileNotFoundError if it is missing.
        """
        del kwargs
        path = self._strip_protocol(path)
        name, _, key = path.partition("/")
        if self.exists(name):
            if not key:
                raise refusals.taken(path)
        elif (key and not create_parents) or is_id(name):
            raise refusals.missing(name)
        elif name:
            with told_of(name):
                self._storage.create_bucket(name)
            self.invalidate_cache(name)

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """Create a bucket if it is missing. See `mkdir`."""
        try:
            self.mkdir(path)
        except FileExistsError:
            if not exist_ok:
                raise

    def rmdir(self, path: str) -> None:
        """Delete an empty bucket. A directory in a bucket is never empty, so it cannot be deleted so.

        Raises FileNotFoundError; OSError (ENOTEMPTY) if there are files in it.
        """
        path = self._strip_protocol(path)
        if self.info(path)["type"] == "file":
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        if "/" in path or self.ls(path, refresh=True):
            raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), path)
        self._delete_bucket(path)

    # -- open files -------------------------------------------------------------------------------------------------

    def open(
        self,
        path: str,
        mode: str = "rb",
        block_size: int | None = None,
        cache_options: Any = None,
        compression: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Open a file: to read it ("r"), to write it anew ("w"), to write one that must not be there ("x"), or to write
        on ("a", which downloads and stores it as a whole); as bytes with "b". See fsspec.
        """
        texts = {name: kwargs.pop(name) for name in ("encoding", "errors", "newline") if name in kwargs}
        binary = mode if "b" in mode else f"{mode.replace('t', '')}b"
        opened: Any = super().open(path, binary, block_size=block_size, cache_options=cache_options, **kwargs)
        if compression is not None:
            from fsspec.compression import compr
            from fsspec.core import get_compression

            method = get_compression(self._strip_protocol(path), compression)
            if method is not None:
                opened = Compressed(compr[method](opened, mode=binary[0]), opened)
        return opened if "b" in mode else Text(opened, **texts)

    def _open(
        self,
        path: str,
        mode: str = "rb",
        block_size: int | None = None,
        autocommit: bool = True,
        cache_options: Any = None,
        **kwargs: Any,
    ) -> Any:
        del block_size, cache_options, kwargs
        if mode == "rb":
            entry = self._file(path)
            return HubReader(self, path, entry, lambda: self._content(path, entry))
        if mode not in ("wb", "xb", "ab"):
            raise NotImplementedError(f"Files of a Hub are opened with mode r, w, x or a, not {mode!r}.")
        name, _, key = path.partition("/")
        if not key:
            raise refusals.directory(path)
        self._listings.bucket(name)
        if mode == "xb" and self.isfile(path):
            raise refusals.taken(path)
        writer = HubWriter(
            self, path, mode, lambda file: self._store(path, file, overwrite=mode != "xb"), autocommit=autocommit
        )
        if mode == "ab" and self.isfile(path):
            _pour(self._content(path, self._info_of_file(path))[1], writer, DEFAULT_CALLBACK)
        return writer

    # -- what others keep of it -------------------------------------------------------------------------------------

    def to_dict(self, **kwargs: Any) -> dict[str, Any]:
        """The filesystem as a mapping. Raises UsageError if a secret or an object was given."""
        self._demand_plain()
        return super().to_dict(**kwargs)

    def to_json(self, **kwargs: Any) -> str:
        """The filesystem as JSON. Raises UsageError if a secret or an object was given."""
        self._demand_plain()
        return super().to_json(**kwargs)

    def _demand_plain(self) -> None:
        if any(isinstance(value, Held) for value in (*self.storage_args, *self.storage_options.values())):
            raise UsageError(
                "A HubFileSystem that was given a Hub, a login or a secret cannot be written as JSON: set the "
                "FLAME_HUB_ variables or a profile where it is read, and leave these out here.",
                None,
            )


def _hub_of(hub: Any, profile: str | None, arguments: dict[str, Any]) -> Hub:
    if hub is None:
        return Hub.from_env(profile, **arguments)
    if not isinstance(hub, Hub):
        raise UsageError(f"hub takes a flame_hub.Hub, not a {type(hub).__name__}.", None)
    if arguments or profile is not None:
        named = ", ".join(sorted({*arguments, *(["profile"] if profile is not None else [])}))
        raise UsageError(f"A hub is connected already: leave out {named}.", None)
    return hub


def _bucket_entry(shown: str, bucket: Any) -> Entry:
    entry = {**directory_entry(shown), "id": str(bucket.id)}
    return {**entry, "created": bucket.created_at, "mtime": bucket.updated_at}


def _is_open(local: Any) -> bool:
    return isfilelike(local)


def _position(file: HubReader, index: int) -> int:
    return index if index >= 0 else max(file.seek(0, os.SEEK_END) + index, 0)


def _pour(pieces: Any, target: Any, callback: Any) -> None:
    for piece in pieces:
        target.write(piece)
        callback.relative_update(len(piece))
