"""The rules of the storage service: buckets, the files in them, uploads and downloads."""

from __future__ import annotations

import secrets
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from ..contract import TABLE
from ..contract.generations import BUCKETS_OF_NOBODY
from .bucket_rules import file_removed, file_stored
from .collection import UUID_FORM, Collection, Context, find_record, whole, writing
from .media_types import attachment, media_type_of
from .messages import Request, Response, json_response
from .objects import PIECE
from .refusals import bad_request, internal, not_found
from .store import Row
from .uploads import IncomingFile, NoBody, NoMultipart, read_files

_BUCKETS, _FILES = TABLE["bucket"], TABLE["bucket_file"]

#: Characters that the name and the path of a file may have at the most.
_MAX_NAME, _MAX_PATH = 256, 512


class Buckets(Collection):
    """Buckets: found by name as well, unless one is read with a query; nothing of them can be changed."""

    def create(self, context: Context) -> Response:
        # Here the permission is asked for before the body is looked at.
        self.demand_permission(context, "create")
        return super().create(context)

    def demand_permission(self, context: Context, verb: Literal["create", "update", "delete"]) -> None:
        # Of a bucket that is there already it is asked for when the bucket is found.
        if verb == "create":
            super().demand_permission(context, verb)

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        context.demand("storage", self.permission(verb))
        super().demand_realm(context, row, verb)

    def get(self, context: Context, key: str) -> Response:
        _ = context.caller
        if context.request.query:
            self.read_get_query(context)
            find_record(context, _BUCKETS, key)
        return super().get(context, key)

    def find(self, context: Context, key: str, verb: Literal["get", "update", "delete"]) -> Row:
        if UUID_FORM.fullmatch(key):
            return super().find(context, key, verb)
        row = context.hub.store.first(_BUCKETS, {"name": key})
        if row is None:
            raise not_found("storage", "bucket")
        return row

    def prepare(self, context: Context, values: Row) -> None:
        if not context.hub.has(BUCKETS_OF_NOBODY, "storage"):
            values |= {"actor_type": context.caller.kind, "actor_id": context.caller.id}

    def delete(self, context: Context, key: str) -> Response:
        caller = context.caller
        with writing(context):
            row = context.hub.store.get(_BUCKETS, key.lower()) or context.hub.store.first(_BUCKETS, {"name": key})
            if row is not None and (row["actor_type"], row["actor_id"]) == (caller.kind, caller.id):
                # Its maker needs no permission, where it is kept who that is.
                answer = json_response(202, {"data": self.discard(context, row), "meta": {}})
            else:
                answer = None
        answer = answer or super().delete(context, key)
        context.hub.objects.clear_removed(context.hub.store)
        return answer

    def upload(self, context: Context, key: str) -> Response:
        """Store the files of a multipart request. Files before one that fails stay."""
        caller = context.caller
        bucket = self.find(context, key, "get")
        if not context.request.media_type.startswith("multipart/"):
            raise bad_request("A multipart content-type header is required.")
        stored: list[dict[str, Any]] = []
        failed = False
        try:
            for file in read_files(context.request):
                row = _store(context, bucket, file, caller.kind, caller.id, caller.realm_id)
                failed = failed or row is None
                if row is not None:
                    stored.append(whole(row, _FILES))
        except NoBody as error:
            raise bad_request(str(error)) from error
        except NoMultipart as error:
            # The Hub's parser fails, and nothing makes a refusal of that.
            raise internal(str(error)) from error
        if failed:
            raise internal("An error occurred")
        return json_response(201, {"data": stored, "meta": {"total": len(stored)}})

    def stream(self, context: Context, key: str) -> Response:
        """All files of a bucket as a tar archive."""
        _ = context.caller
        bucket = self.find(context, key, "get")
        headers = [
            ("content-type", "application/x-tar"),
            ("content-disposition", f'attachment; filename="{bucket["id"]}.tar"'),
        ]
        return Response(
            200, headers, _gathered(_tar(context, context.hub.store.walk(_FILES, {"bucket_id": bucket["id"]})))
        )


def _store(context: Context, bucket: Row, file: IncomingFile, kind: str, actor: str, realm: str) -> Row | None:
    """Store one file; None if the bucket has its path already or is gone, or the database cannot hold its path."""
    key = secrets.token_hex(32)
    size = 0
    done = False
    try:
        with context.hub.objects.create(bucket["id"], key) as target:
            for piece in file.pieces:
                size += target.write(piece)
        directory, _, name = (file.path.rstrip("/") or file.path).rpartition("/")
        values = {
            "name": name,
            "path": file.path,
            "hash": key,
            "directory": directory or ("/" if file.path.startswith("/") else "."),
            "size": size,
            "actor_type": kind,
            "actor_id": actor,
            "realm_id": realm,
            "bucket_id": bucket["id"],
        }
        taken = {"bucket_id": bucket["id"], "path": file.path}
        if len(name) > _MAX_NAME or len(file.path) > _MAX_PATH:
            return None
        with writing(context):
            if (
                context.hub.store.first(_FILES, taken) is not None
                or context.hub.store.get(_BUCKETS, bucket["id"]) is None
            ):
                return None
            row = context.hub.store.insert(_FILES, values, context.stamp)
        done = True
        context.hub.objects.place(bucket["id"], key)
        file_stored(context.hub, row)
        return row
    finally:
        # The bucket can have been deleted before the object was in its folder.
        if not done or context.hub.store.get(_BUCKETS, bucket["id"]) is None:
            context.hub.objects.remove(bucket["id"], key)


class BucketFiles(Collection):
    """Files: deleted by who uploaded them, or by those who may change buckets of the realm."""

    def delete(self, context: Context, key: str) -> Response:
        caller = context.caller
        with writing(context):
            row = self.find(context, key, "delete")
            owned = (row["actor_type"], row["actor_id"]) == (caller.kind, caller.id)
            if not owned:
                context.demand("storage", "bucket_update")
                self.demand_realm(context, row, "delete")
            bucket = context.hub.store.get(_BUCKETS, row["bucket_id"])
            answer = whole(row, _FILES)
            answer["bucket"] = whole(bucket, _BUCKETS) if bucket else None
            context.hub.store.delete(_FILES, row["id"])
        context.hub.objects.clear_removed(context.hub.store)
        file_removed(context.hub, row)
        return json_response(202, {"data": answer, "meta": {}})

    def stream(self, context: Context, key: str) -> Response:
        """The content of a file, with the media type that its name suggests."""
        _ = context.caller
        row = self.find(context, key, "get")
        try:
            pieces = context.hub.objects.pieces(row["bucket_id"], row["hash"])
        except FileNotFoundError:
            raise internal("An internal server error occurred.") from None
        headers = [("content-type", media_type_of(row["name"])), ("content-disposition", attachment(row["name"]))]
        if accepts_gzip(context.request):
            headers.append(("content-encoding", "gzip"))
            pieces = _gzip(pieces)
        return Response(200, headers, pieces)


def accepts_gzip(request: Request) -> bool:
    return any(
        part.partition(";")[0].strip() == "gzip" for part in request.headers.get("accept-encoding", "").split(",")
    )


def _gzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces: sending one costs more than putting small ones together."""
    gathered = bytearray()
    for piece in pieces:
        gathered += piece
        if len(gathered) >= PIECE:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _tar(context: Context, files: Iterable[Row]) -> Iterator[bytes]:
    """A tar archive, piece by piece. Ends in the middle at an object that is not there, as the Hub's does."""
    for row in files:
        member = tarfile.TarInfo(row["path"])
        member.size = row["size"]
        member.mtime = int(context.hub.clock.now())
        pieces = context.hub.objects.pieces(row["bucket_id"], row["hash"])
        yield member.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
        yield from pieces
        yield b"\0" * (-row["size"] % tarfile.BLOCKSIZE)
    yield b"\0" * (2 * tarfile.BLOCKSIZE)
