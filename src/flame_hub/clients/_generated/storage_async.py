"""The asynchronous client of the storage service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing import Literal, overload
from uuid import UUID

from typing_extensions import Unpack

from ... import models
from ...contract import TABLE
from ...core import operations
from ...core.bindings import ActionBinding, Binding
from ...core.options import (
    AuthParam,
    BaseKwargs,
    CountKwargs,
    FindAllKwargs,
    FindOptions,
    GetKwargs,
    GetOptions,
    IterKwargs,
    WriteKwargs,
)
from ...core.results import HubList
from ..base import AsyncClientKwargs
from ..files import AsyncFiles
from ..walks import AsyncWalk

_BUCKET: Binding[models.Bucket] = Binding(TABLE["bucket"])
_BUCKET_FILE: Binding[models.BucketFile] = Binding(TABLE["bucket_file"])
_GET_VERSION = ActionBinding(TABLE.actions["storage"][0], "storage")


class AsyncStorageClient(AsyncFiles):
    """Client of the storage service: buckets and files. Every method is a coroutine."""

    service = "storage"
    default_url = "https://storage.privateaim.dev"

    def __init__(
        self,
        base_url: str = "https://storage.privateaim.dev",
        auth: AuthParam = None,
        **kwargs: Unpack[AsyncClientKwargs],
    ) -> None:
        """Make the client. Nothing is sent yet.

        Args:
            base_url: URL of the service.
            auth: A login of flame_hub.auth, or an access token.
            client: An httpx2 client of your own; it is not closed with this one.
            generation: What the Hub runs ('0.8', '0.14', '0.8.36'), if that need not be found out.
            kwargs: Further: how to connect, how long to wait, how often to try. See
                flame_hub.types.ConnectionKwargs.
        """
        super().__init__(base_url, auth, **kwargs)

    @overload
    async def get_buckets(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Bucket], models.ResourceListMeta]: ...

    @overload
    async def get_buckets(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Bucket]: ...

    async def get_buckets(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Bucket] | tuple[HubList[models.Bucket], models.ResourceListMeta]:
        """List buckets: the first page, at most 50. `find_buckets` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of buckets.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _BUCKET, params, "get_buckets")

    @overload
    async def find_buckets(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Bucket], models.ResourceListMeta]: ...

    @overload
    async def find_buckets(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Bucket]: ...

    async def find_buckets(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Bucket] | tuple[HubList[models.Bucket], models.ResourceListMeta]:
        """Find buckets, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, realm_id, actor_type, actor_id.
            sort: A field, or several, with '-' before those that descend: id, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching buckets; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _BUCKET, params, "find_buckets")

    def iter_buckets(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.Bucket]:
        """Walk through all buckets, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, realm_id, actor_type, actor_id.
            sort: A field, or several, with '-' before those that descend: id, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many buckets, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the buckets. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_BUCKET, params, "iter_buckets")

    async def count_buckets(self, **params: Unpack[CountKwargs]) -> int:
        """Count buckets.

        Args:
            filter: Conditions by field: id, name, realm_id, actor_type, actor_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _BUCKET, params)

    @overload
    async def get_bucket(
        self, bucket_id: models.Bucket | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Bucket, models.SingleResourceMeta] | None: ...

    @overload
    async def get_bucket(
        self, bucket_id: models.Bucket | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Bucket | None: ...

    async def get_bucket(
        self, bucket_id: models.Bucket | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Bucket | tuple[models.Bucket, models.SingleResourceMeta] | None:
        """Get one bucket.

        Args:
            bucket_id: The bucket, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The bucket, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _BUCKET, bucket_id, params)

    async def create_bucket(
        self,
        name: str,
        region: str | None = None,
        realm_id: models.Realm | UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Bucket:
        """Create a bucket. A bucket: a named place for files.

        Args:
            name: Name, 3 to 256 characters. Need not be unique.
            region: Region, 3 to 256 characters.
            realm_id: Realm it belongs to; the caller's own if not given.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The bucket as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create, _BUCKET, {"name": name, "region": region, "realm_id": realm_id}, params
        )

    async def delete_bucket(self, bucket_id: models.Bucket | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a bucket.

        Args:
            bucket_id: The bucket, its id or its name.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _BUCKET, bucket_id, params)

    @overload
    async def get_bucket_files(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.BucketFile], models.ResourceListMeta]: ...

    @overload
    async def get_bucket_files(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.BucketFile]: ...

    async def get_bucket_files(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.BucketFile] | tuple[HubList[models.BucketFile], models.ResourceListMeta]:
        """List bucket files: the first page, at most 50. `find_bucket_files` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: bucket.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of bucket files.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _BUCKET_FILE, params, "get_bucket_files")

    @overload
    async def find_bucket_files(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.BucketFile], models.ResourceListMeta]: ...

    @overload
    async def find_bucket_files(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.BucketFile]: ...

    async def find_bucket_files(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.BucketFile] | tuple[HubList[models.BucketFile], models.ResourceListMeta]:
        """Find bucket files, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, directory, realm_id, actor_type, actor_id, bucket_id.
            sort: A field, or several, with '-' before those that descend: id, directory, name, updated_at,
                created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: bucket.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching bucket files; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _BUCKET_FILE, params, "find_bucket_files")

    def iter_bucket_files(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.BucketFile]:
        """Walk through all bucket files, page after page, as `async for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, directory, realm_id, actor_type, actor_id, bucket_id.
            sort: A field, or several, with '-' before those that descend: id, directory, name, updated_at,
                created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: bucket.
            limit: At most so many bucket files, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the bucket files. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_BUCKET_FILE, params, "iter_bucket_files")

    async def count_bucket_files(self, **params: Unpack[CountKwargs]) -> int:
        """Count bucket files.

        Args:
            filter: Conditions by field: id, name, directory, realm_id, actor_type, actor_id, bucket_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _BUCKET_FILE, params)

    @overload
    async def get_bucket_file(
        self, bucket_file_id: models.BucketFile | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.BucketFile, models.SingleResourceMeta] | None: ...

    @overload
    async def get_bucket_file(
        self,
        bucket_file_id: models.BucketFile | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.BucketFile | None: ...

    async def get_bucket_file(
        self, bucket_file_id: models.BucketFile | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.BucketFile | tuple[models.BucketFile, models.SingleResourceMeta] | None:
        """Get one bucket file.

        Args:
            bucket_file_id: The bucket file or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: bucket.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The bucket file, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _BUCKET_FILE, bucket_file_id, params)

    async def delete_bucket_file(
        self, bucket_file_id: models.BucketFile | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a bucket file.

        Args:
            bucket_file_id: The bucket file or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _BUCKET_FILE, bucket_file_id, params)

    async def get_version(self, **params: Unpack[BaseKwargs]) -> models.ServiceVersion:
        """Ask which release the service runs. Needs no login.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ServiceVersion.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_VERSION, {}, params)
