"""What the telemetry service offers: events, which tell what happened to records, and logs."""

from __future__ import annotations

from dataclasses import replace

from .auth import CREATED_AT, ID, UPDATED_AT
from .checks import BOOLEAN_CHECK, DATETIME_CHECK, IPV4_CHECK, OBJECT_CHECK, UUID4_CHECK, nullable, required, text
from .common import GET_VERSION
from .core.logs import log_rows
from .core.values import LOG_CHANNEL
from .table import Field, Parameter, Resource, Schema, Type, optional

EVENTS = Resource(
    service="telemetry",
    name="event",
    alias="telemetry_event",
    plural="events",
    path="events",
    doc="Something that happened, such as the change of a record.",
    verbs=("list", "get", "create", "delete"),
    model_name="TelemetryEvent",
    since="0.8.16",
    rows=(
        Field("name", Type.TEXT, "What happened, 3 to 64 characters.", accepts=required(text(3, 128))),
        Field("scope", Type.TEXT, "Group of events, 3 to 64 characters.", accepts=required(text(3, 128))),
        ID,
        Field(
            "ref_type",
            Type.TEXT,
            "Kind of record it happened to, 3 to 64 characters.",
            accepts=required(text(3, 128)),
        ),
        Field("ref_id", Type.UUID, "Its id.", nullable=True, accepts=nullable(UUID4_CHECK)),
        Field(
            "data",
            Type.JSON,
            "More about it, a JSON object.",
            nullable=True,
            annotation="dict[str, Any]",
            accepts=nullable(OBJECT_CHECK),
        ),
        Field(
            "expiring",
            Type.BOOLEAN,
            "Whether it is deleted after `expires_at`.",
            default=False,
            accepts=nullable(BOOLEAN_CHECK),
        ),
        Field("expires_at", Type.TIME, "When it is out of date.", nullable=True, accepts=nullable(DATETIME_CHECK)),
        Field("request_path", Type.TEXT, "Path of the request.", nullable=True, accepts=nullable(text(3, 256))),
        Field("request_method", Type.TEXT, "Method of the request.", nullable=True, accepts=nullable(text(3, 10))),
        Field(
            "request_ip_address",
            Type.TEXT,
            "Where the request came from, an IPv4 address.",
            nullable=True,
            accepts=nullable(IPV4_CHECK),
        ),
        Field(
            "request_user_agent",
            Type.TEXT,
            "Program that made the request.",
            nullable=True,
            accepts=nullable(text(3, 512)),
        ),
        Field(
            "actor_type", Type.TEXT, "Who did it: user, client or robot.", nullable=True, accepts=nullable(text(3, 64))
        ),
        Field("actor_id", Type.UUID, "Id of who did it.", nullable=True, accepts=nullable(UUID4_CHECK)),
        Field("actor_name", Type.TEXT, "Name of who did it.", nullable=True, accepts=nullable(text(3, 64))),
        Field(
            "realm_id",
            Type.UUID,
            "Realm it belongs to; the caller's own if not given.",
            nullable=True,
            accepts=nullable(UUID4_CHECK),
            refers_to="realm",
        ),
        CREATED_AT,
        UPDATED_AT,
    ),
    schema=Schema(
        fields=("id", "scope", "name", "ref_type", "ref_id", "data", "expiring"),
        style="none",
        filters=("scope", "name", "ref_type", "ref_id", "realm_id", "created_at", "updated_at"),
        sorts=("expires_at", "created_at", "updated_at"),
    ),
    create=(
        Parameter("name"),
        Parameter("scope"),
        Parameter("ref_type"),
        optional("ref_id"),
        optional("data"),
        optional("expiring"),
        optional("expires_at"),
        optional("request_path"),
        optional("request_method"),
        optional("request_ip_address"),
        optional("request_user_agent"),
        optional("actor_type"),
        optional("actor_id"),
        optional("actor_name"),
        optional("realm_id"),
    ),
    body_order=(
        *("ref_type", "ref_id", "scope", "name", "data", "expiring"),
        *("request_path", "request_method", "request_ip_address", "request_user_agent"),
        *("actor_type", "actor_id", "actor_name", "realm_id", "expires_at"),
    ),
)

LOGS = Resource(
    service="telemetry",
    name="log",
    plural="logs",
    path="logs",
    doc="A line of a log.",
    # Lists are found by labels, not by fields: see `clients/logs.py`.
    verbs=("create",),
    model_name="Log",
    keyed=False,
    counted=False,
    since="0.8.16",
    rows=log_rows(
        {
            "time": DATETIME_CHECK,
            "message": required(text(3, 4096)),
            "service": required(text(3, 64)),
            "channel": required(LOG_CHANNEL.check()),
        }
    ),
    schema=Schema(style="none", sorts=None),
    create=(
        Parameter("service"),
        Parameter("channel"),
        Parameter("level"),
        Parameter("message"),
        optional("labels"),
        optional("time"),
    ),
    body_order=("time", "message", "service", "level", "channel", "labels"),
)

#: Labels that the Hub itself writes, which a Hub spells as it spells names.
SPELLED_LABELS = ("ref_type", "ref_id")

RESOURCES = (EVENTS, LOGS)
ACTIONS = (replace(GET_VERSION, since="0.8.35"),)
