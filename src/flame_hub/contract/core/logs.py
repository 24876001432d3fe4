"""The logs of analyses, which the Hub keeps apart from its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..checks import UUID4_CHECK, Check, nullable, required, text
from ..table import Action, Argument, Field, Parameter, Resource, Schema, Type, identified, optional
from .values import LOG_CHANNEL, LOG_LEVEL

_DOC = "A line of a log."
_LEVEL = Field("level", Type.TEXT, "How much it matters.", choices=LOG_LEVEL, accepts=required(LOG_LEVEL.check()))
_LABELS = Field(
    "labels",
    Type.JSON,
    "Further texts by name, such as what it is about.",
    annotation="dict[str, str | None]",
    accepts=Check("labels"),
)


def log_rows(accepts: Mapping[str, Check]) -> tuple[Field, ...]:
    """The fields of a line of a log, as models show them.

    accepts  what a body may say of those that not every collection of logs takes
    """
    return (
        Field("time", Type.TEXT, "When it was written, in ISO 8601.", accepts=accepts.get("time")),
        Field("message", Type.TEXT, "What happened.", nullable=True, accepts=accepts.get("message")),
        Field("service", Type.TEXT, "Service that wrote it.", nullable=True, accepts=accepts.get("service")),
        Field(
            "channel",
            Type.TEXT,
            "How it reached the Hub.",
            nullable=True,
            choices=LOG_CHANNEL,
            accepts=accepts.get("channel"),
        ),
        _LEVEL,
        _LABELS,
    )


_MESSAGE = {"message": required(text(3, 2048))}


def _about(name: str, doc: str) -> Field:
    """What a log is about: among its labels, and a filter."""
    return Field(f"{name}_id", Type.UUID, doc, internal=True, refers_to=name, accepts=required(UUID4_CHECK))


def _level_filter() -> Argument:
    return Argument(Field("level", Type.TEXT, "Only logs of this level.", choices=LOG_LEVEL), "filter", default=None)


def _filtered(resource: str) -> Argument:
    return replace(identified(resource), at="filter")


ANALYSIS_LOGS = Resource(
    service="core",
    name="analysis_log",
    plural="analysis_logs",
    path="analysis-logs",
    doc=_DOC,
    verbs=("list",),
    model_name="Log",
    keyed=False,
    counted=False,
    must_filter=("analysis_id",),
    rows=(*log_rows(_MESSAGE), _about("analysis", "The analysis.")),
    schema=Schema(style="none", filters=("level", "analysis_id"), sorts=("time",)),
    actions=(
        Action(
            "delete_analysis_logs",
            "DELETE",
            "analysis-logs",
            "Delete the logs of an analysis. A Hub whose store of logs cannot delete keeps them, and does not say so.",
            (_filtered("analysis"), _level_filter()),
            since="0.8.15",
        ),
    ),
)

ANALYSIS_NODE_LOGS = Resource(
    service="core",
    name="analysis_node_log",
    plural="analysis_node_logs",
    path="analysis-node-logs",
    doc=_DOC,
    verbs=("list", "create"),
    model_name="Log",
    keyed=False,
    counted=False,
    must_filter=("analysis_id", "node_id"),
    since="0.8.14",
    rows=(
        *log_rows(_MESSAGE),
        _about("analysis", "The analysis."),
        _about("node", "The node."),
        Field(
            "status",
            Type.TEXT,
            "State that the execution is in, 3 to 64 characters; becomes a label.",
            nullable=True,
            internal=True,
            accepts=nullable(text(3, 64)),
        ),
        Field(
            "code",
            Type.TEXT,
            "Code of the error, 3 to 64 characters; becomes a label.",
            nullable=True,
            internal=True,
            accepts=nullable(text(3, 64)),
        ),
    ),
    schema=Schema(style="none", filters=("level", "analysis_id", "node_id"), sorts=("time",)),
    create=(
        Parameter("analysis_id"),
        Parameter("node_id"),
        Parameter("level"),
        Parameter("message"),
        optional("status"),
        optional("code"),
        optional("labels"),
    ),
    body_order=("node_id", "analysis_id", "status", "message", "code", "level", "labels"),
    actions=(
        Action(
            "delete_analysis_node_logs",
            "DELETE",
            "analysis-node-logs",
            "Delete the logs that a node wrote for an analysis. A Hub whose store of logs cannot delete keeps them, "
            "and does not say so.",
            (_filtered("analysis"), _filtered("node"), _level_filter()),
            since="0.8.14",
        ),
    ),
)
