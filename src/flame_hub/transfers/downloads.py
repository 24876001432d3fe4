"""The steps of downloads: a file to its place, all files of a bucket to a folder."""

from __future__ import annotations

import itertools
import random
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import models
from ..core import operations
from ..core.bindings import Binding
from ..core.errors import (
    HubAPIError,
    HubConnectionError,
    IncompleteFileError,
    LocalFileError,
    NotFoundError,
    UnreadableAnswerError,
    UsageError,
)
from ..core.identifiers import identifier
from ..core.retries import Effect, Ending, pause_before_next
from ..core.texts import brief
from ..http.steps import Pause, Work
from ..http.streams import Downloading
from .outcomes import ends_all, say_what_was_done, summed_up
from .progress import Meter
from .steps import Do, FindAll, Flow, Read, Together
from .unpacking import unpack
from .writing import PartFile, cannot_write, is_of_the_name, local_path, name_of, safe_target, target_of

#: Bytes of a file from which on it pays to ask for it alone.
_LARGE = 8 * 1024 * 1024


@dataclass
class Downloads:
    """Downloads that are asked for.

    buckets, files   bindings of the collections
    options          how the calls are to be sent
    retries          further attempts for a file whose connection broke
    meter            counts the bytes
    """

    buckets: Binding[models.Bucket]
    files: Binding[models.BucketFile]
    options: Mapping[str, Any]
    retries: int
    meter: Meter
    done: dict[str, Path] = field(default_factory=dict[str, Path])

    def file(self, which: Any, path: object) -> Flow[Path]:
        """Comes to the path of the downloaded file."""
        try:
            record = (
                which if isinstance(which, models.BucketFile) and {"size", "path"} <= which.model_fields_set else None
            )
            record = record or (yield Do(operations.get, (self.files, which, self.options)))
            if record is None:
                raise NotFoundError(f"There is no file {brief(str(identifier(which, 'bucket file')))}.", None)
            _demand_path(record)
            target: Path = yield Work(lambda: target_of(path, record))
            self.meter.begin(name_of(record), 1, record.size)
            yield from self._receive(record, target)
        except BaseException as failure:
            self.meter.end(failure)
            raise
        self.meter.end(None)
        return target

    def bucket(self, which: Any, folder: object, *, max_size: int | None, at_once: int) -> Flow[list[Path]]:
        """Comes to the paths of the files of a bucket, sorted by their paths in it."""
        try:
            found = yield from self._bucket(which, local_path(folder), max_size, at_once)
        except BaseException as failure:
            said = f"{len(self.done)} files were downloaded before that."
            say_what_was_done(failure, list(self.done.values()), said)
            self.meter.end(failure)
            raise
        self.meter.end(None)
        return found

    def _bucket(self, which: Any, folder: Path, max_size: int | None, at_once: int) -> Flow[list[Path]]:
        key = identifier(which, "bucket", named=True)
        # Of one that is gone, too, the Hub would list no file.
        bucket: models.Bucket | None = yield Do(operations.get, (self.buckets, key, self.options))
        if bucket is None:
            raise NotFoundError(f"There is no bucket {key!r}.", None)
        key = str(bucket.id)
        records: list[models.BucketFile] = yield FindAll(self.files, {**self.options, "filter": {"bucket_id": key}})
        for record in records:
            _demand_path(record)
        records.sort(key=lambda record: record.path)
        total = sum(record.size or 0 for record in records)
        if max_size is not None and total > max_size:
            raise UsageError(f"The files of the bucket have {total} bytes, and max_size allows {max_size}.", None)
        yield Work(lambda: _make_room(folder, total))
        failed: dict[str, Exception | None] = {}
        targets = _places(folder, records, failed)
        wanted = {record.path: record for record in records if record.path in targets}
        known = all(record.size is not None for record in records)
        self.meter.limit = max_size
        self.meter.begin(
            f"{len(records)} files" if len(records) != 1 else records[0].path, len(records), total if known else None
        )
        if len(wanted) > 1 and total < _LARGE * len(wanted):
            yield from self._unpack(key, wanted, targets)
        left = [record for path, record in wanted.items() if path not in self.done]
        flows = [self._into_folder(record, targets[record.path]) for record in left]
        together = Together(flows, at_once, _ends_all, self.meter.transfer.cancel)
        outcomes: list[Any] = (yield together) if flows else []
        for record, outcome in zip(left, outcomes, strict=True):
            if record.path not in self.done:
                failed[record.path] = outcome if isinstance(outcome, Exception) else None
        found = [self.done[record.path] for record in records if record.path in self.done]
        if failed:
            raise summed_up("downloaded", found, failed, total=len(records))
        return found

    def _unpack(self, key: str, wanted: Mapping[str, models.BucketFile], targets: Mapping[str, Path]) -> Flow[None]:
        """Take what comes of the archive of the bucket. What does not is asked for file by file."""

        def place(record: models.BucketFile) -> PartFile:
            _make_folder_of(targets[record.path])
            return PartFile(targets[record.path], record, self.meter)

        def use(download: Downloading) -> None:
            for path in unpack(iter(download), wanted, place):
                self.done[path] = targets[path]

        try:
            yield Read(self.buckets.resource, key, self.options, use)
        except HubAPIError as failure:
            if isinstance(failure, NotFoundError) or (_ends_all(failure) and type(failure) is not HubConnectionError):
                raise

    def _into_folder(self, record: models.BucketFile, target: Path) -> Flow[None]:
        yield Work(lambda: _make_folder_of(target))
        yield from self._receive(record, target)
        self.done[record.path] = target

    def _receive(self, record: models.BucketFile, target: Path) -> Flow[None]:
        part = PartFile(target, record, self.meter)
        try:
            for attempt in itertools.count(1):
                part.begun = False
                try:
                    self.meter.check()
                    yield Read(self.files.resource, record.id, self.options, part.receive, part.headers())
                except (HubConnectionError, IncompleteFileError) as failure:
                    # If nothing came, the call has been tried as often as it may.
                    pause = self._pause(attempt) if part.begun and not part.hopeless else None
                    if pause is None:
                        failure.attempts = max(failure.attempts, attempt)
                        raise
                    yield Pause(pause)
                else:
                    return
        finally:
            part.discard()

    def _pause(self, attempt: int) -> float | None:
        return pause_before_next(
            Ending(),
            effect=Effect.READS,
            rewindable=True,
            attempt=attempt,
            retries=self.retries,
            left=None,
            now=time.time(),
            chance=random.random(),  # noqa: S311 - it decides nothing secret
        )


def _demand_path(record: models.BucketFile) -> None:
    if not record.path:
        raise UnreadableAnswerError(f"The Hub's record of the file {record.id} has no path.", None)


def _ends_all(failure: Exception) -> bool:
    return ends_all(failure) and not is_of_the_name(failure)


def _places(folder: Path, records: list[models.BucketFile], failed: dict[str, Exception | None]) -> dict[str, Path]:
    """Where each file belongs, by its path. Those that belong nowhere go to `failed`."""
    targets: dict[str, Path] = {}
    for record in records:
        try:
            targets[record.path] = safe_target(folder, record.path)
        except UsageError as failure:
            failed[record.path] = failure
    folders = {parent for target in targets.values() for parent in target.parents}
    taken: set[Path] = set()
    for path, target in list(targets.items()):
        if target in folders or target in taken:
            del targets[path]
            message = f"The path {brief(path)} is that of another file or of a folder, too."
            failed[path] = UsageError(message, None, hint="Download it alone, with download_bucket_file.")
        taken.add(target)
    return targets


def _make_room(folder: Path, size: int) -> None:
    """Make the folder, and see whether there is room in it. Raises LocalFileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise cannot_write(folder, error) from error
    if size > free:
        message = f"The files have {size} bytes, and there is room for {free} in '{folder}'."
        raise LocalFileError(message, None, hint="Make room, or give another folder.")


def _make_folder_of(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(target, error) from error
