"""Uploads and downloads: what the storage service has beside records."""

from __future__ import annotations

from uuid import UUID

from typing_extensions import Unpack

from ..contract import TABLE
from ..core import operations
from ..core.multipart import UploadFile
from ..core.operations import Binding
from ..core.options import BaseKwargs
from ..http.streams import AsyncDownload, Download
from ..models import Bucket, BucketFile
from .base import AsyncClient, SyncClient

_BUCKET = TABLE["bucket"]
_BUCKET_FILE = Binding(TABLE["bucket_file"], BucketFile)

#: Bytes that an iteration over a download gives at a time.
CHUNK_SIZE = 64 * 1024


class SyncFiles(SyncClient):
    """The storage client's uploads and downloads."""

    def upload_to_bucket(
        self, bucket_id: Bucket | UUID | str, *upload_file: UploadFile, **params: Unpack[BaseKwargs]
    ) -> list[BucketFile]:
        """Upload files to a bucket.

        Args:
            bucket_id: The bucket, its id or its name.
            upload_file: The files. A path that the bucket has already is refused by the Hub; the other files of the
                call may be stored all the same.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The records of the stored files.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.upload, _BUCKET_FILE, _BUCKET, bucket_id, upload_file, params)

    def stream_bucket_file(
        self, bucket_file_id: BucketFile | UUID | str, chunk_size: int = CHUNK_SIZE, **params: Unpack[BaseKwargs]
    ) -> Download:
        """Download a file piece by piece.

        Its name and size are in its record, see `get_bucket_file`: the Hub sends no size with the content.

        Args:
            bucket_file_id: The bucket file or its id.
            chunk_size: Size of a piece in bytes.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An iterator over the content. Close it, or use it as a context manager, if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        call = self._prepared(operations.download, _BUCKET_FILE.resource, bucket_file_id, chunk_size, params)
        return self._driver.download(self.service, self._base_url, call, self._login_for(call), chunk_size)

    def stream_bucket_tarball(
        self, bucket_id: Bucket | UUID | str, chunk_size: int = CHUNK_SIZE, **params: Unpack[BaseKwargs]
    ) -> Download:
        """Download all files of a bucket as one tar archive, piece by piece.

        Args:
            bucket_id: The bucket, its id or its name.
            chunk_size: Size of a piece in bytes.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An iterator over the archive. Close it, or use it as a context manager, if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        call = self._prepared(operations.download, _BUCKET, bucket_id, chunk_size, params)
        return self._driver.download(self.service, self._base_url, call, self._login_for(call), chunk_size)


class AsyncFiles(AsyncClient):
    """The asynchronous storage client's uploads and downloads."""

    async def upload_to_bucket(
        self, bucket_id: Bucket | UUID | str, *upload_file: UploadFile, **params: Unpack[BaseKwargs]
    ) -> list[BucketFile]:
        """Upload files to a bucket.

        Args:
            bucket_id: The bucket, its id or its name.
            upload_file: The files. A path that the bucket has already is refused by the Hub; the other files of the
                call may be stored all the same. Open files are read in a thread.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The records of the stored files.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.upload, _BUCKET_FILE, _BUCKET, bucket_id, upload_file, params)

    async def stream_bucket_file(
        self, bucket_file_id: BucketFile | UUID | str, chunk_size: int = CHUNK_SIZE, **params: Unpack[BaseKwargs]
    ) -> AsyncDownload:
        """Download a file piece by piece.

        Its name and size are in its record, see `get_bucket_file`: the Hub sends no size with the content.

        Args:
            bucket_file_id: The bucket file or its id.
            chunk_size: Size of a piece in bytes.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An asynchronous iterator over the content. Use it with `async with` if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        call = await self._prepared(operations.download, _BUCKET_FILE.resource, bucket_file_id, chunk_size, params)
        return await self._driver.download(self.service, self._base_url, call, self._login_for(call), chunk_size)

    async def stream_bucket_tarball(
        self, bucket_id: Bucket | UUID | str, chunk_size: int = CHUNK_SIZE, **params: Unpack[BaseKwargs]
    ) -> AsyncDownload:
        """Download all files of a bucket as one tar archive, piece by piece.

        Args:
            bucket_id: The bucket, its id or its name.
            chunk_size: Size of a piece in bytes.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An asynchronous iterator over the archive. Use it with `async with` if you do not read to the end.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        call = await self._prepared(operations.download, _BUCKET, bucket_id, chunk_size, params)
        return await self._driver.download(self.service, self._base_url, call, self._login_for(call), chunk_size)
