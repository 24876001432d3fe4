"""Closed sets of values, and what several collections of the core service share."""

from __future__ import annotations

from ..releases import Former
from ..table import UNGIVEN, Argument, Choices, Field, Record, Type

NODE_TYPE = Choices("NodeType", ("aggregator", "default"))
REGISTRY_PROJECT_TYPE = Choices(
    "RegistryProjectType", ("default", "aggregator", "incoming", "outgoing", "masterImages", "node")
)
REGISTRY_COMMAND = Choices("RegistryCommand", ("setup", "cleanup", "delete"))
REGISTRY_PROJECT_COMMAND = Choices("RegistryProjectCommand", ("projectLink", "projectUnlink"))
PROCESS_STATUS = Choices(
    "ProcessStatus",
    ("starting", "started", "stopping", "stopped", "executing", "executed", "failed"),
    former=(Former("running", "0.8.26", now="executing"), Former("finished", "0.8.26", now="executed")),
)
PROJECT_NODE_APPROVAL_STATUS = Choices("ProjectNodeApprovalStatus", ("rejected", "approved"))
ANALYSIS_NODE_APPROVAL_STATUS = Choices("AnalysisNodeApprovalStatus", ("rejected", "approved"))
ANALYSIS_COMMAND = Choices(
    "AnalysisCommand",
    (
        *("buildStart", "buildCheck", "configurationLock", "configurationUnlock"),
        *("distributionStart", "distributionCheck", "storageCheck"),
    ),
    former=(
        Former("buildStatus", "0.8.21", now="buildCheck"),
        Former("buildStop", "0.8.21"),
        Former("spinUp", "0.8.21"),
        Former("tearDown", "0.8.21"),
    ),
    later=(("distributionStart", "0.8.22"), ("distributionCheck", "0.8.22"), ("storageCheck", "0.8.24")),
)
ANALYSIS_BUCKET_TYPE = Choices("AnalysisBucketType", ("CODE", "RESULT", "TEMP"), enum=True)
LOG_LEVEL = Choices("LogLevel", ("emerg", "alert", "crit", "error", "warn", "notice", "info", "debug"))
LOG_CHANNEL = Choices("LogChannel", ("http", "websocket", "background", "system"))

#: Names that a container registry accepts.
EXTERNAL_NAME_PATTERN = "/^[a-z0-9-_]*$/"

ROBOT_ID = Field("robot_id", Type.UUID, "Robot of a Hub that still has robots.", nullable=True, until="0.14")

CLIENT_CREDENTIALS = Record(
    service="core",
    name="ClientCredentials",
    doc="With what a client of a node or an analysis logs in.",
    fields=(
        Field("id", Type.UUID, "The client's id."),
        Field("secret", Type.TEXT, "Its secret.", nullable=True, secret=True),
        Field("name", Type.TEXT, "Its name."),
        Field("display_name", Type.TEXT, "Its name shown to people.", nullable=True),
    ),
)


def new_credentials(*, names_ignored: bool = False) -> tuple[Argument, ...]:
    """What can be said of new credentials, and whether the Hub takes notice of more than the secret."""
    return (
        Argument(Field("secret", Type.TEXT, "The new secret.", nullable=True, secret=True), default=UNGIVEN),
        Argument(Field("name", Type.TEXT, "New name of the client."), default=UNGIVEN, ignored=names_ignored),
        Argument(Field("display_name", Type.TEXT, "New name shown to people."), default=UNGIVEN, ignored=names_ignored),
    )
