"""Uploads and downloads: what the storage service has beside records."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from typing_extensions import Unpack

from .. import models
from ..contract import TABLE
from ..core.bindings import Binding
from ..core.options import BaseKwargs
from ..http.streams import AsyncDownload, Download
from ..transfers.downloads import Downloads
from ..transfers.options import (
    MAX_CONCURRENCY,
    BucketDownloadKwargs,
    TransferKwargs,
    UploadKwargs,
    checked,
)
from ..transfers.progress import Meter
from ..transfers.sources import UploadSource, parts_of
from ..transfers.steps import Flow
from ..transfers.uploads import Upload
from .transfers import AsyncTransfers, SyncTransfers

_BUCKET: Binding[models.Bucket] = Binding(TABLE["bucket"])
_BUCKET_FILE: Binding[models.BucketFile] = Binding(TABLE["bucket_file"])

#: Bytes that an iteration over a download gives at a time.
CHUNK_SIZE = 64 * 1024


def _upload(
    bucket: object, given: tuple[UploadSource, ...], params: UploadKwargs, *, asynchronous: bool
) -> Flow[list[models.BucketFile]]:
    options = checked(params, UploadKwargs.__optional_keys__, "upload_to_bucket")
    meter = Meter("upload", params.get("progress"))
    upload = Upload(
        buckets=_BUCKET,
        files=_BUCKET_FILE,
        bucket=bucket,
        options=options,
        overwrite=params.get("overwrite", False),
        at_once=params.get("max_concurrency", MAX_CONCURRENCY),
        meter=meter,
    )
    return upload.steps(lambda: parts_of(given, asynchronous=asynchronous))


def _downloads(
    params: TransferKwargs | BucketDownloadKwargs, known: frozenset[str], method: str, retries: int
) -> Downloads:
    options = checked(params, known, method)
    meter = Meter("download", params.get("progress"))
    return Downloads(_BUCKET, _BUCKET_FILE, options, options.get("retries", retries), meter)


class SyncFiles(SyncTransfers):
    """The storage client's uploads and downloads."""

    def upload_to_bucket(
        self, bucket_id: models.Bucket | UUID | str, *upload_file: UploadSource, **params: Unpack[UploadKwargs]
    ) -> list[models.BucketFile]:
        """Upload files and folders to a bucket, whatever their size, in few requests.

        A path on this computer is uploaded under its name, the files of a folder under their paths in the folder. A
        mapping says more: see `flame_hub.types.UploadFile`. What comes piece by piece is sent as it comes.

        Args:
            bucket_id: The bucket, its id or its name.
            upload_file: Paths, open files that have names, or mappings with `file_name` and `content`.
            overwrite: Replace files that the bucket has under the same paths. The Hub can only delete and store, so the
                old file is kept until the new one is stored, and stored again if that fails. Core takes the new one for
                another file: whether it is the entrypoint of an analysis has to be said again.
            progress: True shows the progress in a terminal or a notebook; or something that is called with a
                `flame_hub.progress.Transfer`.
            max_concurrency: Requests at a time.
            auth: Login for this call alone. Likewise `timeout` and `retries`, for each request, and `deadline`.

        Returns:
            The records of the stored files, in their order.

        Raises:
            UsageError: a file is not there, cannot be read, or has a name that the Hub cannot keep.
            ConflictError: the bucket has files under some of the paths; the message names them.
            HubAPIError: what the Hub refused and why, or that it could not be reached. `completed` has the records of
                the files that are stored all the same, `failed` tells which are not and why.
        """
        return self._transfer(_upload(bucket_id, upload_file, params, asynchronous=False))

    def download_bucket_file(
        self,
        bucket_file_id: models.BucketFile | UUID | str,
        path: str | os.PathLike[str],
        **params: Unpack[TransferKwargs],
    ) -> Path:
        """Download a file to this computer.

        It is written beside its place, compared with the size in its record, and then put where it belongs; a file
        that is there is replaced. If the connection breaks, it is begun anew as often as `retries` says.

        Args:
            bucket_file_id: The bucket file or its id.
            path: Where it is to be, or a folder, in which it gets its name in the bucket.
            progress: True shows the progress in a terminal or a notebook; or something that is called with a
                `flame_hub.progress.Transfer`.
            auth: Login for this call alone. Likewise `timeout`, `deadline` (until the first piece is there) and
                `retries`.

        Returns:
            Where it is.

        Raises:
            IncompleteFileError: what came is not as large as the record says, however often it was tried.
            LocalFileError: it could not be written.
            HubAPIError: what the Hub refused and why, or that it could not be reached.
        """
        downloads = _downloads(
            params, TransferKwargs.__optional_keys__, "download_bucket_file", self._driver.settings.retries
        )
        return self._transfer(downloads.file(bucket_file_id, path))

    def download_bucket(
        self,
        bucket_id: models.Bucket | UUID | str,
        folder: str | os.PathLike[str],
        **params: Unpack[BucketDownloadKwargs],
    ) -> list[Path]:
        """Download all files of a bucket to a folder, which is made if it is not there.

        Each file gets the path that it has in the bucket, below the folder; files that are there are replaced. Small
        files come as one archive; what is missing or cut in it is fetched file by file.

        Args:
            bucket_id: The bucket, its id or its name.
            folder: Where the files are to be.
            max_size: Bytes that they may have together; None: as many as there is room for.
            progress: True shows the progress in a terminal or a notebook; or something that is called with a
                `flame_hub.progress.Transfer`.
            max_concurrency: Requests at a time.
            auth: Login for this call alone. Likewise `timeout` and `retries`, for each request, and `deadline`.

        Returns:
            Where the files are, sorted by their paths in the bucket.

        Raises:
            UsageError: a path in the bucket leads out of the folder, or the bucket is larger than `max_size`.
            LocalFileError: something could not be written, or there is no room.
            HubAPIError: what the Hub refused and why, or that it could not be reached. `completed` has the paths of the
                files that are there all the same, `failed` tells which are not and why.
        """
        downloads = _downloads(
            params, BucketDownloadKwargs.__optional_keys__, "download_bucket", self._driver.settings.retries
        )
        at_once = params.get("max_concurrency", MAX_CONCURRENCY)
        steps = downloads.bucket(bucket_id, folder, max_size=params.get("max_size"), at_once=at_once)
        return self._transfer(steps)

    def stream_bucket_file(
        self,
        bucket_file_id: models.BucketFile | UUID | str,
        chunk_size: int | None = CHUNK_SIZE,
        **params: Unpack[BaseKwargs],
    ) -> Download:
        """Download a file piece by piece.

        Its name and size are in its record, see `get_bucket_file`: the Hub sends no size with the content.

        Args:
            bucket_file_id: The bucket file or its id.
            chunk_size: Size of a piece in bytes, None: as they come.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An iterator over the content. Close it, or use it as a context manager, if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        return self._downloading(_BUCKET_FILE.resource, bucket_file_id, chunk_size, params)

    def stream_bucket_tarball(
        self, bucket_id: models.Bucket | UUID | str, chunk_size: int | None = CHUNK_SIZE, **params: Unpack[BaseKwargs]
    ) -> Download:
        """Download all files of a bucket as one tar archive, piece by piece.

        The Hub ends it early, without a word, where it lacks the content of a file: look for its end, or use
        `download_bucket`.

        Args:
            bucket_id: The bucket, its id or its name.
            chunk_size: Size of a piece in bytes, None: as they come.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An iterator over the archive. Close it, or use it as a context manager, if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        return self._downloading(_BUCKET.resource, bucket_id, chunk_size, params)


class AsyncFiles(AsyncTransfers):
    """The asynchronous storage client's uploads and downloads."""

    async def upload_to_bucket(
        self, bucket_id: models.Bucket | UUID | str, *upload_file: UploadSource, **params: Unpack[UploadKwargs]
    ) -> list[models.BucketFile]:
        """Upload files and folders to a bucket, whatever their size, in few requests.

        A path on this computer is uploaded under its name, the files of a folder under their paths in the folder. A
        mapping says more: see `flame_hub.types.UploadFile`. What comes piece by piece is sent as it comes, and
        files are read in threads.

        Args:
            bucket_id: The bucket, its id or its name.
            upload_file: Paths, open files that have names, or mappings with `file_name` and `content`.
            overwrite: Replace files that the bucket has under the same paths. The Hub can only delete and store, so the
                old file is kept until the new one is stored, and stored again if that fails. Core takes the new one for
                another file: whether it is the entrypoint of an analysis has to be said again.
            progress: True shows the progress in a terminal or a notebook; or something that is called with a
                `flame_hub.progress.Transfer`.
            max_concurrency: Requests at a time.
            auth: Login for this call alone. Likewise `timeout` and `retries`, for each request, and `deadline`.

        Returns:
            The records of the stored files, in their order.

        Raises:
            UsageError: a file is not there, cannot be read, or has a name that the Hub cannot keep.
            ConflictError: the bucket has files under some of the paths; the message names them.
            HubAPIError: what the Hub refused and why, or that it could not be reached. `completed` has the records of
                the files that are stored all the same, `failed` tells which are not and why.
        """
        return await self._transfer(_upload(bucket_id, upload_file, params, asynchronous=True))

    async def download_bucket_file(
        self,
        bucket_file_id: models.BucketFile | UUID | str,
        path: str | os.PathLike[str],
        **params: Unpack[TransferKwargs],
    ) -> Path:
        """Download a file to this computer.

        It is written beside its place, compared with the size in its record, and then put where it belongs; a file
        that is there is replaced. If the connection breaks, it is begun anew as often as `retries` says.

        Args:
            bucket_file_id: The bucket file or its id.
            path: Where it is to be, or a folder, in which it gets its name in the bucket.
            progress: True shows the progress in a terminal or a notebook; or something that is called with a
                `flame_hub.progress.Transfer`.
            auth: Login for this call alone. Likewise `timeout`, `deadline` (until the first piece is there) and
                `retries`.

        Returns:
            Where it is.

        Raises:
            IncompleteFileError: what came is not as large as the record says, however often it was tried.
            LocalFileError: it could not be written.
            HubAPIError: what the Hub refused and why, or that it could not be reached.
        """
        downloads = _downloads(
            params, TransferKwargs.__optional_keys__, "download_bucket_file", self._driver.settings.retries
        )
        return await self._transfer(downloads.file(bucket_file_id, path))

    async def download_bucket(
        self,
        bucket_id: models.Bucket | UUID | str,
        folder: str | os.PathLike[str],
        **params: Unpack[BucketDownloadKwargs],
    ) -> list[Path]:
        """Download all files of a bucket to a folder, which is made if it is not there.

        Each file gets the path that it has in the bucket, below the folder; files that are there are replaced. Small
        files come as one archive; what is missing or cut in it is fetched file by file.

        Args:
            bucket_id: The bucket, its id or its name.
            folder: Where the files are to be.
            max_size: Bytes that they may have together; None: as many as there is room for.
            progress: True shows the progress in a terminal or a notebook; or something that is called with a
                `flame_hub.progress.Transfer`.
            max_concurrency: Requests at a time.
            auth: Login for this call alone. Likewise `timeout` and `retries`, for each request, and `deadline`.

        Returns:
            Where the files are, sorted by their paths in the bucket.

        Raises:
            UsageError: a path in the bucket leads out of the folder, or the bucket is larger than `max_size`.
            LocalFileError: something could not be written, or there is no room.
            HubAPIError: what the Hub refused and why, or that it could not be reached. `completed` has the paths of the
                files that are there all the same, `failed` tells which are not and why.
        """
        downloads = _downloads(
            params, BucketDownloadKwargs.__optional_keys__, "download_bucket", self._driver.settings.retries
        )
        at_once = params.get("max_concurrency", MAX_CONCURRENCY)
        steps = downloads.bucket(bucket_id, folder, max_size=params.get("max_size"), at_once=at_once)
        return await self._transfer(steps)

    async def stream_bucket_file(
        self,
        bucket_file_id: models.BucketFile | UUID | str,
        chunk_size: int | None = CHUNK_SIZE,
        **params: Unpack[BaseKwargs],
    ) -> AsyncDownload:
        """Download a file piece by piece.

        Its name and size are in its record, see `get_bucket_file`: the Hub sends no size with the content.

        Args:
            bucket_file_id: The bucket file or its id.
            chunk_size: Size of a piece in bytes, None: as they come.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An asynchronous iterator over the content. Use it with `async with` if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        return await self._downloading(_BUCKET_FILE.resource, bucket_file_id, chunk_size, params)

    async def stream_bucket_tarball(
        self, bucket_id: models.Bucket | UUID | str, chunk_size: int | None = CHUNK_SIZE, **params: Unpack[BaseKwargs]
    ) -> AsyncDownload:
        """Download all files of a bucket as one tar archive, piece by piece.

        The Hub ends it early, without a word, where it lacks the content of a file: look for its end, or use
        `download_bucket`.

        Args:
            bucket_id: The bucket, its id or its name.
            chunk_size: Size of a piece in bytes, None: as they come.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An asynchronous iterator over the archive. Use it with `async with` if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        return await self._downloading(_BUCKET.resource, bucket_id, chunk_size, params)
