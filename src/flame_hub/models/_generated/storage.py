"""The models of the storage service. Generated from the contract by tools/generate.py."""

from datetime import datetime
from uuid import UUID

from ..base import HubModel, absent


class Bucket(HubModel):
    """A bucket: a named place for files.

    Attributes:
        name: Name, 3 to 256 characters. Need not be unique.
        region: Region, 3 to 256 characters.
        id: Identifier, given by the Hub.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        actor_id: Who created it, if the Hub noted it.
        actor_type: Whether that was a user, a client or a robot.
        realm_id: Realm it belongs to; the caller's own if not given.
    """

    name: str = absent()
    region: str | None = absent()
    id: UUID
    created_at: datetime = absent()
    updated_at: datetime = absent()
    actor_id: UUID | None = absent()
    actor_type: str | None = absent()
    realm_id: UUID | None = absent()


class BucketFile(HubModel):
    """A file in a bucket.

    Attributes:
        id: Identifier, given by the Hub.
        name: Last part of the path.
        path: Path in the bucket, as it was uploaded; unique in the bucket.
        hash: Key of the stored object. Not a digest of its content.
        directory: The path without its last part, '.' if there is no other.
        size: Size in bytes.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        actor_type: Whether a user, a client or a robot uploaded it.
        actor_id: Who uploaded it.
        realm_id: Realm of the one who uploaded it.
        bucket_id: Bucket it is in.
        bucket: The bucket, if included.
    """

    includable_names = ("bucket",)

    id: UUID
    name: str = absent()
    path: str = absent()
    hash: str = absent()
    directory: str = absent()
    size: int | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    actor_type: str | None = absent()
    actor_id: UUID | None = absent()
    realm_id: UUID | None = absent()
    bucket_id: UUID = absent()
    bucket: Bucket | None = absent()


__all__ = ["Bucket", "BucketFile"]
