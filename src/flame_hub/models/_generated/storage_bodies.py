"""The bodies of requests to the storage service. Generated from the contract by tools/generate.py."""

from ..base import NewRecord, Reference


class CreateBucket(NewRecord):
    """What a bucket is created of."""

    name: str
    region: str | None = None
    realm_id: Reference | None = None


__all__ = ["CreateBucket"]
