"""The steps of an upload: look what is in the way, send the files in few requests, tell what came of it."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from .. import models
from ..core import operations
from ..core.bindings import Binding
from ..core.errors import (
    AuthenticationError,
    ConflictError,
    HubAPIError,
    IncompleteFileError,
    NotFoundError,
    UsageError,
)
from ..core.identifiers import identifier, is_id
from ..core.multipart import Multipart, Part
from ..core.redaction import cleaned
from ..http.steps import Work
from .outcomes import ends_all, named, say, say_what_was_done, summed_up
from .progress import Meter
from .sources import Opened
from .steps import NOT_BEGUN, Do, FindAll, Flow, Read, Together
from .writing import cannot_write

_LOGGER = logging.getLogger("flame_hub.transfers")

#: Files of a request at the most, and bytes of it if it has more than one.
_MOST_FILES, _MOST_BYTES = 100, 64 * 1024 * 1024
#: Bytes of a single file of which it is not asked beforehand whether its path is taken: sending it costs less.
_LITTLE = 1024 * 1024
#: Names that are asked for in one request, and the length of a query for them.
_MOST_NAMES, _MOST_LETTERS = 40, 3000
#: Bytes of a replaced file that are kept in memory until the new one is stored.
_KEPT = 8 * 1024 * 1024


@dataclass
class Upload:
    """An upload that is asked for.

    buckets, files   bindings of the collections
    bucket           which bucket
    options          how the calls are to be sent
    overwrite        whether files that are in the way are replaced
    at_once          requests at a time
    meter            counts the bytes
    """

    buckets: Binding[models.Bucket]
    files: Binding[models.BucketFile]
    bucket: Any
    options: Mapping[str, Any]
    overwrite: bool
    at_once: int
    meter: Meter
    stored: dict[str, models.BucketFile] = field(default_factory=dict[str, models.BucketFile])

    def steps(self, look: Callable[[], list[Part]]) -> Flow[list[models.BucketFile]]:
        """Comes to the records of the stored files, in their order.

        look   finds the files, which may take a while
        """
        try:
            parts: list[Part] = yield Work(look)
            sizes = [part.content.size for part in parts]
            known = [size for size in sizes if size is not None]
            name = parts[0].path if len(parts) == 1 else f"{len(parts)} files"
            self.meter.begin(name, len(parts), sum(known) if len(known) == len(sizes) else None)
            found = yield from self._send_all(parts)
        except BaseException as failure:
            said = f"Stored before that: {named(list(self.stored))}."
            say_what_was_done(failure, list(self.stored.values()), said)
            self.meter.end(failure)
            raise
        self.meter.end(None)
        return found

    def _send_all(self, parts: list[Part]) -> Flow[list[models.BucketFile]]:
        before: dict[str, models.BucketFile] | None = None
        size = parts[0].content.size
        if self.overwrite or len(parts) > 1 or size is None or size > _LITTLE:
            before = yield from self._find([part.path for part in parts])
        if before and not self.overwrite:
            raise _in_the_way(list(before))
        old = before or {}
        fresh = [part for part in parts if part.path not in old]
        flows: list[tuple[list[Part], Flow[None]]] = [(batch, self._send(batch, before)) for batch in _batches(fresh)]
        flows += [([part], self._replace(part, old[part.path])) for part in parts if part.path in old]
        outcomes: list[Any]
        if len(flows) == 1:
            outcomes = [None]
            try:
                yield from flows[0][1]
            except Exception as failure:  # noqa: BLE001 - raised below, with what was done
                outcomes = [failure]
        else:
            together = Together([flow for _, flow in flows], self.at_once, ends_all, self.meter.transfer.cancel)
            outcomes = yield together
        failed: dict[str, Exception | None] = {}
        for (batch, _), outcome in zip(flows, outcomes, strict=True):
            if isinstance(outcome, Exception) or outcome is NOT_BEGUN:
                why = outcome if isinstance(outcome, Exception) else None
                failed |= {part.path: why for part in batch if part.path not in self.stored}
                if isinstance(outcome, Exception) and all(part.path in self.stored for part in batch):
                    failed[batch[0].path] = outcome
        if failed:
            done = [self.stored[part.path] for part in parts if part.path in self.stored]
            raise summed_up("stored", done, failed, total=len(parts))
        return [self.stored[part.path] for part in parts]

    def _send(self, parts: Sequence[Part], before: Mapping[str, models.BucketFile] | None) -> Flow[None]:
        """Send files in one request. If it fails, find out which of them are stored all the same."""
        body = Multipart(parts, self.meter.count)
        try:
            self.meter.check()
            found: list[models.BucketFile] = yield Do(
                operations.upload, (self.files, self.buckets.resource, self.bucket, body, self.options)
            )
        except HubAPIError as failure:
            if isinstance(failure, AuthenticationError) and body.begun and not body.rewindable:
                failure.hint = (
                    "The content can be read only once, so it was not sent again with a new token: call again."
                )
            elif body.begun and (failure.status_code in (None, 500) or failure.outcome_unknown):
                yield from self._look(failure, body, before)
            if failure.status_code is None and all(part.path in self.stored for part in parts):
                return  # all that was lost is the answer
            raise
        by_path = {file.path: file for file in found}
        for number, part in enumerate(parts):
            # An answer without paths is in the order of the request.
            file = by_path.get(part.path) or (found[number] if len(found) == len(parts) else None)
            if file is None:
                message = f"The Hub does not say that it has stored {part.path!r}."
                raise IncompleteFileError(message, None, hint="Look whether it is in the bucket.")
            if file.size is not None and file.size != body.sent[number]:
                raise _incomplete(part.path, file.size, body.sent[number])
            self.stored[part.path] = file
        self.meter.file_done(len(parts))

    def _look(
        self, failure: HubAPIError, body: Multipart, before: Mapping[str, models.BucketFile] | None
    ) -> Flow[None]:
        """Find out what a request did that failed, and let the failure say so."""
        try:
            now = yield from self._find([part.path for part in body.parts])
        except HubAPIError:
            return  # so it stays unknown
        refused = failure.status_code == 500 and not failure.outcome_unknown
        if before is None:
            # The request was made without looking first, so nobody knows since when something is there.
            if now and refused:
                raise _in_the_way(list(now), failure) from failure
            if now:
                say(failure, f"There is a file at {named(list(now))}: whether it is this one is unknown.")
            return
        new = {
            number: now[part.path] for number, part in enumerate(body.parts) if part.path in now.keys() - before.keys()
        }
        if refused and len(new) == len(body.parts):
            # The Hub refuses a path that it has; so somebody else was as fast.
            raise _in_the_way([file.path for file in new.values()], failure, at_once=True) from failure
        partly: list[str] = []
        for number, file in new.items():
            if number < body.whole and file.size == body.sent[number]:
                self.stored[file.path] = file
                self.meter.file_done()
            else:
                partly.append(f"{file.path!r} with {file.size} bytes")
        if isinstance(failure, UsageError):
            failure.outcome_unknown = False  # the request was never complete, and what came of it is known now
        if partly:
            told = f"In the bucket, and not as they were sent: {', '.join(partly)}."
            say(failure, f"{told} Look at them, delete them, or upload with overwrite=True.")

    def _replace(self, part: Part, old: models.BucketFile) -> Flow[None]:
        """Put a new file in the place of an old one, which is kept until the new one is stored."""
        if (probe := getattr(part.content, "probe", None)) is not None:
            yield Work(probe)
        with tempfile.SpooledTemporaryFile(_KEPT) as kept:
            try:
                yield Read(
                    self.files.resource, old.id, self.options, lambda pieces: _keep(pieces, kept, old, self.meter)
                )
            except NotFoundError:  # somebody else was faster, and nothing is in the way
                yield from self._send([part], {})
                return
            try:
                with suppress(NotFoundError):
                    yield Do(operations.delete, (self.files, old.id, self.options))
                yield from self._send([part], {})
            except BaseException as failure:
                yield from self._restore(part.path, old, kept, failure)
                raise

    def _restore(self, path: str, old: models.BucketFile, kept: IO[bytes], failure: BaseException) -> Flow[None]:
        """Put the old file back where the new one could not be stored; or else keep it on this computer."""
        if path in self.stored:
            return
        # It has as much time as it needs: without it, something would be lost.
        options = {**self.options, "deadline": None}
        why = ""
        try:
            now = yield from self._find([path], options)
            if path in now:
                if now[path].id == old.id:
                    return  # it was not even deleted
                # What somebody else, or half an upload, has left.
                why = f"There is another one now, with {now[path].size} bytes."
            else:
                kept.seek(0)
                body = Multipart([Part(path, Opened(kept, path), "application/octet-stream")])
                yield Do(operations.upload, (self.files, self.buckets.resource, self.bucket, body, options))
                say(failure, f"What was at {path!r} before is there again.")
                return
        except HubAPIError as again:
            why = again.message
        except BaseException:
            _leave(failure, path, kept, "")
            raise
        _leave(failure, path, kept, why)

    def _find(
        self, paths: Sequence[str], options: Mapping[str, Any] | None = None
    ) -> Flow[dict[str, models.BucketFile]]:
        """Those of the paths that the bucket has, in their order.

        options   how to send the requests, None: as the upload
        """
        options = self.options if options is None else options
        key = identifier(self.bucket, "bucket", named=True)
        if not is_id(key):
            found: models.Bucket | None = yield Do(operations.get, (self.buckets, key, options))
            if found is None:
                raise NotFoundError(f"There is no bucket {key!r}.", None)
            key = str(found.id)
        wanted = set(paths)
        in_bucket: dict[str, Any] = {"bucket_id": key}
        first: Any = yield Do(operations.find, (self.files, {**options, "filter": in_bucket, "page": {"limit": 50}}))
        files: list[models.BucketFile] = list(first)
        if first.truncated:
            asked = list(_asked(paths))
            try:
                if len(asked) * 50 >= first.total or any("," in path for path in paths):
                    asked = []
                files = []
                for names in asked:
                    files += yield FindAll(self.files, {**options, "filter": {**in_bucket, "name": names}})
            except UsageError:  # the Hub cannot be asked for some of them, such as "007"
                asked = []
            if not asked:
                files = yield FindAll(self.files, {**options, "filter": in_bucket})
        there = {file.path: file for file in files if file.path in wanted}
        return {path: there[path] for path in paths if path in there}


def _asked(paths: Sequence[str]) -> Iterator[list[str]]:
    """The names of files, as many at a time as a query may tell."""
    names: dict[str, None] = {}
    length = 0
    for path in paths:
        name = path.rstrip("/").rpartition("/")[2]
        if names and (len(names) >= _MOST_NAMES or length + len(name) * 3 > _MOST_LETTERS):
            yield list(names)
            names, length = {}, 0
        names[name] = None
        length += len(name) * 3
    if names:
        yield list(names)


def _batches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The files of each request: many small ones, or a large one."""
    batch: list[Part] = []
    size = 0
    for part in parts:
        more = part.content.size
        if more is None:
            yield [part]
            continue
        if batch and (len(batch) >= _MOST_FILES or size + more > _MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += more
    if batch:
        yield batch


def _in_the_way(paths: list[str], failure: HubAPIError | None = None, *, at_once: bool = False) -> ConflictError:
    are, them = ("is", "it") if len(paths) == 1 else ("are", "them")
    told = f"{named(paths)} {are} in the bucket already"
    if at_once:
        told = f"{named(paths)} {are} in the bucket since a moment ago: somebody else was as fast"
    return ConflictError(
        # What a request did that was sent is known less well.
        f"{told}." if failure else f"{told}. Nothing was stored.",
        failure.request if failure else None,
        failure.response_headers if failure else None,
        failure.error_response if failure else None,
        hint=f"Replace {them} with overwrite=True, delete {them} first, or upload under another path.",
    )


def _incomplete(path: str, stored: int, sent: int) -> IncompleteFileError:
    return IncompleteFileError(
        f"The Hub has stored {stored} bytes of {path!r}, and {sent} were sent.",
        None,
        hint="Delete it, or upload it again with overwrite=True.",
    )


def _keep(pieces: Iterable[bytes], kept: IO[bytes], old: models.BucketFile, meter: Meter) -> None:
    size = 0
    for piece in pieces:
        meter.check()
        try:
            size += kept.write(piece)
        except OSError as error:
            raise cannot_write(Path(tempfile.gettempdir()), error) from error
    if old.size is not None and size != old.size:
        message = f"{old.path!r} cannot be replaced: only {size} of its {old.size} bytes could be read to keep them."
        raise IncompleteFileError(message, None, hint="Delete it first if it is not needed.")


def _leave(failure: BaseException, path: str, kept: IO[bytes], why: str) -> None:
    """Keep a file on this computer that was in the bucket, and let everybody know."""
    try:
        kept.seek(0)
        with tempfile.NamedTemporaryFile(prefix="flame-hub-", delete=False) as saved:
            shutil.copyfileobj(kept, saved)
        told = f"What was at {path!r} is not there any more: it is kept in '{saved.name}'. {why}"
    except OSError as error:
        told = f"What was at {path!r} is lost: it could not be kept on this computer ({error}). {why}"
    say(failure, told.rstrip())
    # Not everybody looks at what interrupted a program.
    _LOGGER.warning("%s", cleaned(told.rstrip()))
