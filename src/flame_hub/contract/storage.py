"""What the storage service offers: buckets and the files in them."""

from __future__ import annotations

from dataclasses import replace

from .auth import CREATED_AT, ID, UPDATED_AT
from .checks import UUID_CHECK, nullable, required, text
from .common import GET_VERSION
from .table import Field, Parameter, Relation, Resource, Schema, Type, optional

BUCKETS = Resource(
    service="storage",
    name="bucket",
    plural="buckets",
    path="buckets",
    doc="A bucket: a named place for files.",
    rows=(
        Field(
            "name",
            Type.TEXT,
            "Name, 3 to 256 characters. Need not be unique.",
            accepts=required(text(3, 256)),
            writable="create",
        ),
        Field(
            "region",
            Type.TEXT,
            "Region, 3 to 256 characters.",
            nullable=True,
            accepts=nullable(text(3, 256)),
            writable="create",
        ),
        ID,
        CREATED_AT,
        UPDATED_AT,
        Field("actor_id", Type.UUID, "Who created it, if the Hub noted it.", nullable=True),
        Field("actor_type", Type.TEXT, "Whether that was a user, a client or a robot.", nullable=True),
        Field(
            "realm_id",
            Type.UUID,
            "Realm it belongs to; the caller's own if not given.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            writable="create",
            refers_to="realm",
        ),
    ),
    schema=Schema(
        fields=("id", "name", "region", "created_at", "updated_at", "realm_id", "actor_id", "actor_type"),
        style="default",
        filters=("id", "name", "realm_id", "actor_type", "actor_id"),
        sorts=("id", "updated_at", "created_at"),
    ),
    create=(Parameter("name"), optional("region"), optional("realm_id")),
    named=("get", "update", "delete"),
)

BUCKET_FILES = Resource(
    service="storage",
    name="bucket_file",
    plural="bucket_files",
    path="bucket-files",
    doc="A file in a bucket.",
    verbs=("list", "get", "delete"),
    rows=(
        ID,
        Field("name", Type.TEXT, "Last part of the path."),
        Field("path", Type.TEXT, "Path in the bucket, as it was uploaded; unique in the bucket."),
        Field("hash", Type.TEXT, "Key of the stored object. Not a digest of its content."),
        Field("directory", Type.TEXT, "The path without its last part, '.' if there is no other."),
        Field("size", Type.INTEGER, "Size in bytes.", nullable=True),
        CREATED_AT,
        UPDATED_AT,
        Field("actor_type", Type.TEXT, "Whether a user, a client or a robot uploaded it.", nullable=True),
        Field("actor_id", Type.UUID, "Who uploaded it.", nullable=True),
        Field("realm_id", Type.UUID, "Realm of the one who uploaded it.", nullable=True, refers_to="realm"),
        Field("bucket_id", Type.UUID, "Bucket it is in.", refers_to="bucket", on_delete="cascade"),
        Relation("bucket", "bucket_id", "bucket", "The bucket, if included."),
    ),
    schema=Schema(
        fields=(
            *("id", "name", "path", "directory", "size", "hash", "created_at", "updated_at"),
            *("realm_id", "actor_type", "actor_id", "bucket_id"),
        ),
        style="default",
        filters=("id", "name", "directory", "realm_id", "actor_type", "actor_id", "bucket_id"),
        sorts=("id", "directory", "name", "updated_at", "created_at"),
    ),
    unique=(("bucket_id", "path"),),
)

RESOURCES = (BUCKETS, BUCKET_FILES)
ACTIONS = (replace(GET_VERSION, since="0.8.35"),)
