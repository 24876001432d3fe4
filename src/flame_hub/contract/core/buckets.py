"""The buckets of an analysis, and the files in them."""

from __future__ import annotations

from ..auth import CREATED_AT, ID, UPDATED_AT
from ..checks import BOOLEAN_CHECK, UUID_CHECK, required, text
from ..releases import Former
from ..table import Field, Parameter, Relation, Resource, Schema, Type, optional
from .values import ANALYSIS_BUCKET_TYPE, ROBOT_ID

ANALYSIS_BUCKETS = Resource(
    service="core",
    name="analysis_bucket",
    plural="analysis_buckets",
    path="analysis-buckets",
    doc="A bucket of the storage service that belongs to an analysis: for its code, its results or for in between.",
    verbs=("list", "get", "create", "update", "delete"),
    rows=(
        Field(
            "type",
            Type.TEXT,
            "What it is for.",
            choices=ANALYSIS_BUCKET_TYPE,
            accepts=required(ANALYSIS_BUCKET_TYPE.check()),
            writable="create",
        ),
        Field(
            "bucket_id",
            Type.UUID,
            "The bucket of the storage service.",
            nullable=True,
            former=(Former("external_id", "0.8.21"),),
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="bucket",
        ),
        Field(
            "analysis_id",
            Type.UUID,
            "The analysis.",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="analysis",
            on_delete="cascade",
        ),
        ID,
        CREATED_AT,
        UPDATED_AT,
        Relation("analysis", "analysis_id", "analysis", "The analysis, if included."),
        Field("realm_id", Type.UUID, "Realm of the analysis.", refers_to="realm"),
    ),
    schema=Schema(
        fields=("id", "type", "bucket_id", "analysis_id", "realm_id", "created_at", "updated_at"),
        filters=("analysis_id", "type"),
        sorts=("type", "created_at", "updated_at"),
    ),
    create=(Parameter("bucket_type", "type"), Parameter("bucket_id"), Parameter("analysis_id")),
    unique=(("bucket_id", "analysis_id"),),
    body_order=("analysis_id", "bucket_id", "type"),
)

ANALYSIS_BUCKET_FILES = Resource(
    service="core",
    name="analysis_bucket_file",
    plural="analysis_bucket_files",
    path="analysis-bucket-files",
    doc="A file in a bucket of an analysis; the Hub notes those that are uploaded there.",
    rows=(
        Field(
            "path",
            Type.TEXT,
            "Path in the bucket, unique in the analysis.",
            former=(Former("name", "0.8.21"),),
            accepts=required(text()),
        ),
        Field(
            "bucket_file_id",
            Type.UUID,
            "The file of the storage service.",
            former=(Former("external_id", "0.8.21"),),
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="bucket_file",
        ),
        Field(
            "bucket_id",
            Type.UUID,
            "The bucket of the storage service.",
            since="0.8.22",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="bucket",
        ),
        Field(
            "analysis_bucket_id",
            Type.UUID,
            "The bucket of the analysis.",
            former=(Former("bucket_id", "0.8.21"),),
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="analysis_bucket",
            on_delete="cascade",
        ),
        Field(
            "root",
            Type.BOOLEAN,
            "Whether it is the file to start with.",
            default=False,
            accepts=BOOLEAN_CHECK,
        ),
        ID,
        CREATED_AT,
        UPDATED_AT,
        Relation(
            "analysis_bucket",
            "analysis_bucket_id",
            "analysis_bucket",
            "The bucket of the analysis, if included.",
            former=(Former("bucket", "0.8.21"),),
        ),
        Field("realm_id", Type.UUID, "Realm of the one who uploaded it.", refers_to="realm"),
        Field("user_id", Type.UUID, "User who uploaded it.", nullable=True),
        Field("client_id", Type.UUID, "Client that uploaded it.", nullable=True, since="0.8.22"),
        ROBOT_ID,
        Field("analysis_id", Type.UUID, "The analysis.", refers_to="analysis", on_delete="cascade"),
        Relation("analysis", "analysis_id", "analysis", "The analysis, if included."),
    ),
    schema=Schema(
        fields=(
            *("id", "path", "root", "bucket_id", "bucket_file_id", "client_id", "robot_id", "user_id", "realm_id"),
            *("analysis_id", "analysis_bucket_id", "created_at", "updated_at"),
        ),
        filters=("path", "root", "analysis_bucket_id", "analysis_id"),
        sorts=("path", "created_at", "updated_at"),
        relations=("analysis", "analysis_bucket"),
    ),
    create=(
        Parameter("path"),
        Parameter("bucket_file_id"),
        Parameter("bucket_id"),
        Parameter("analysis_bucket_id"),
        optional("is_entrypoint", "root", False),
    ),
    update=(Parameter("is_entrypoint", "root"), Parameter("path")),
    unique=(("analysis_id", "path"),),
    body_order=("analysis_bucket_id", "path", "bucket_id", "bucket_file_id", "root"),
)
