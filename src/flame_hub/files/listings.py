"""What is where: buckets by name or id, and directories, which the Hub does not have, made of paths."""

# fsspec has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from uuid import UUID

from fsspec.dircache import DirCache

from ..clients._generated.storage import StorageClient
from ..core.conditions import equals, starts_with
from ..core.errors import NotUniqueError, UsageError
from ..core.identifiers import is_id
from ..models import Bucket, BucketFile
from .refusals import missing, told_of

#: An entry of a directory, as fsspec has it; its name is the path in the bucket.
Entry = dict[str, Any]
#: A directory: files by their path, directories by theirs with a slash at the end, since one path may be both.
Directory = dict[str, Entry]

RecordT = TypeVar("RecordT")


class Listings:
    """The buckets and directories of a Hub, remembered for a while.

    cache     directories by "BUCKET ID/path"
    buckets   buckets by the name or id that somebody used
    """

    def __init__(self, storage: StorageClient, options: Mapping[str, Any]) -> None:
        self._storage = storage
        self.cache = DirCache(**options)
        self.buckets = DirCache(**options)

    def bucket(self, name: str, *, refresh: bool = False) -> Bucket:
        """The bucket of this name or id. Raises FileNotFoundError, or NotUniqueError if several have the name."""
        known = None if refresh else remembered(self.buckets, name)
        if known is None:
            with told_of(name):
                known = self._find_bucket(name)
            self.buckets[name] = known
        return known

    def _find_bucket(self, name: str) -> Bucket:
        if is_id(name):
            found = self._storage.get_bucket(UUID(name))
            if found is None:
                raise missing(name)
            return found
        alike = asked(self._storage.iter_buckets, {}, {"name": equals(name)})
        # The Hub compares without regard to upper and lower case.
        named = [bucket for bucket in alike if bucket.name == name]
        if not named:
            raise missing(name)
        if len(named) > 1:
            ids = ", ".join(sorted(str(bucket.id) for bucket in named))
            raise NotUniqueError(f"{len(named)} buckets are called {name!r}: {ids}.", None, hint="Use one of the ids.")
        return named[0]

    def all_buckets(self) -> dict[str, Bucket]:
        """All buckets by what they are called here: their names, or their ids where a name does not tell which."""
        with told_of(""):
            found = list(self._storage.iter_buckets())
        names = Counter(bucket.name for bucket in found)

        def called(bucket: Bucket) -> str:
            name = bucket.name
            return name if names[name] == 1 and "/" not in name and not is_id(name) else str(bucket.id)

        return {called(bucket): bucket for bucket in found}

    def directory(self, bucket: UUID, path: str, *, refresh: bool = False) -> Directory:
        """The entries of a directory; none if it is not there."""
        place = f"{bucket}/{path}"
        known = None if refresh else remembered(self.cache, place)
        if known is None:
            tree = self._tree(bucket, path)
            known = tree[path]
            # A directory that is not there may be so in a moment, and an empty bucket may be no more.
            if known:
                for below, entries in tree.items():
                    self.cache[f"{bucket}/{below}"] = entries
        return known

    def known(self, bucket: UUID, path: str) -> Entry | None:
        """The file or directory of this path if it is remembered."""
        beside: Directory = remembered(self.cache, f"{bucket}/{parent_of(path)}") or {}
        return beside.get(path) or beside.get(f"{path}/")

    def file(self, bucket: UUID, path: str) -> Entry | None:
        """The file of this path, as the Hub tells it now."""
        wishes: dict[str, Any] = {"name": equals(path.rpartition("/")[2])}
        if "//" not in path:  # of such paths Hubs tell the directory in different ways
            wishes["directory"] = equals(_directory_of(path))
        found: dict[str, BucketFile] = {file.path: file for file in self._files(bucket, wishes)}
        # A path with a slash at its end cannot be written here, so it has none.
        record = found.get(path) or next((file for file in found.values() if file.path.rstrip("/") == path), None)
        return None if record is None else _file_entry(record)

    def has_directory(self, bucket: UUID, path: str) -> bool:
        """Whether there are files below this path."""
        if remembered(self.cache, f"{bucket}/{path}") is not None:
            return True
        return any(file.path.startswith(f"{path}/") for file in self._files(bucket, _below(path)))

    def _tree(self, bucket: UUID, top: str) -> dict[str, Directory]:
        """All directories at and below `top`, since the Hub tells none of them without telling their files."""
        tree: dict[str, Directory] = {top: {}}
        for file in self._files(bucket, _below(top)):
            entry = _file_entry(file)
            path = entry["name"]
            if top and not path.startswith(f"{top}/"):
                continue
            parent = parent_of(path)
            tree.setdefault(parent, {}).setdefault(path, entry)
            while parent != top:
                above = parent_of(parent)
                entries = tree.setdefault(above, {})
                if f"{parent}/" in entries:
                    break
                entries[f"{parent}/"] = directory_entry(parent)
                parent = above
        return tree

    def _files(self, bucket: UUID, wishes: Mapping[str, Any]) -> Iterator[BucketFile]:
        return asked(self._storage.iter_bucket_files, {"bucket_id": bucket}, wishes, include=())

    def forget(self, bucket: str) -> None:
        """Forget the directories of a bucket."""
        known: Bucket | None = remembered(self.buckets, bucket)
        for place in list(self.cache):
            if known is None or place.startswith(f"{known.id}/"):
                self.cache.pop(place, None)


def remembered(cache: DirCache, key: str) -> Any:
    """What a cache has, None if it has it not, or no more."""
    try:
        return cache[key]
    except KeyError:
        return None


def asked(
    walk: Callable[..., Iterable[RecordT]], demands: Mapping[str, Any], wishes: Mapping[str, Any], **options: Any
) -> Iterator[RecordT]:
    """The records that meet the demands and, as far as the Hub can be asked that, the wishes.

    Not every text can be asked for: Hubs take some for numbers, and old ones find marks of their own in others. Such a
    wish is left out; so the caller has to look which of the records are meant.
    """
    for left_out in ("", *wishes):
        wanted = {name: wish for name, wish in wishes.items() if name != left_out}
        try:
            yield from walk(filter={**demands, **wanted}, **options)
        except UsageError:  # raised before anything was sent
            continue
        return
    yield from walk(filter=dict(demands), **options)


def _below(path: str) -> dict[str, Any]:
    return {"directory": starts_with(path)} if path else {}


def _directory_of(path: str) -> str:
    head, slash, _ = path.rpartition("/")
    return head or slash or "."


def parent_of(path: str) -> str:
    """The directory that fsspec looks for a path in, empty for that of the bucket."""
    return path.rpartition("/")[0].rstrip("/")


def _file_entry(file: BucketFile) -> Entry:
    return {
        "name": file.path.rstrip("/") or file.path,
        "size": file.size,
        "type": "file",
        "id": str(file.id),
        "created": file.created_at,
        "mtime": file.updated_at,
    }


def directory_entry(path: str) -> Entry:
    return {"name": path, "size": 0, "type": "directory"}
