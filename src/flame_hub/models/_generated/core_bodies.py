"""The bodies of requests to the core service. Generated from the contract by tools/generate.py."""

from uuid import UUID

from ..base import Change, NewRecord, Reference, absent
from ..unset import UNSET, UNSET_T
from .choices import (
    AnalysisNodeApprovalStatus,
    AnyAnalysisBucketType,
    LogLevel,
    MasterImageCommandArgument,
    NodeType,
    ProcessStatus,
    ProjectNodeApprovalStatus,
    RegistryProjectType,
)


class CreateRegistry(NewRecord):
    """What a registry is created of."""

    hidden_names = ("account_secret",)

    name: str
    host: str
    account_name: str | None = None
    account_secret: str | None = absent(default=None, show=False)


class UpdateRegistry(Change):
    """What of a registry is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    host: str | UNSET_T = UNSET
    account_name: str | UNSET_T | None = UNSET
    account_secret: str | UNSET_T | None = absent(default=UNSET, show=False)


class CreateRegistryProject(NewRecord):
    """What a registry project is created of."""

    hidden_names = ("account_secret",)

    name: str
    type: RegistryProjectType | str
    registry_id: Reference
    external_name: str
    account_name: str | None = None
    account_secret: str | None = absent(default=None, show=False)


class UpdateRegistryProject(Change):
    """What of a registry project is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    type: RegistryProjectType | str | UNSET_T = UNSET
    registry_id: Reference | UNSET_T = UNSET
    external_name: str | UNSET_T = UNSET
    account_name: str | UNSET_T | None = UNSET
    account_secret: str | UNSET_T | None = absent(default=UNSET, show=False)


class CreateNode(NewRecord):
    """What a node is created of."""

    name: str
    realm_id: Reference | None = None
    registry_id: Reference | None = None
    external_name: str | None = None
    type: NodeType | str | None = "default"
    hidden: bool | None = False
    public_key: str | None = None
    client_id: Reference | None = None


class UpdateNode(Change):
    """What of a node is changed; what is UNSET stays as it is."""

    external_name: str | UNSET_T | None = UNSET
    hidden: bool | UNSET_T | None = UNSET
    type: NodeType | str | UNSET_T | None = UNSET
    realm_id: Reference | UNSET_T | None = UNSET
    registry_id: Reference | UNSET_T | None = UNSET
    public_key: str | UNSET_T | None = UNSET
    name: str | UNSET_T = UNSET
    client_id: Reference | UNSET_T | None = UNSET


class CreateProject(NewRecord):
    """What a project is created of."""

    name: str
    display_name: str | None = None
    master_image_id: Reference | None = None
    description: str | None = None


class UpdateProject(Change):
    """What of a project is changed; what is UNSET stays as it is."""

    description: str | UNSET_T | None = UNSET
    master_image_id: Reference | UNSET_T | None = UNSET
    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET


class CreateProjectNode(NewRecord):
    """What a project node is created of."""

    project_id: Reference
    node_id: Reference


class UpdateProjectNode(Change):
    """What of a project node is changed; what is UNSET stays as it is."""

    comment: str | UNSET_T | None = UNSET
    approval_status: ProjectNodeApprovalStatus | str | UNSET_T | None = UNSET


class CreateAnalysis(NewRecord):
    """What an analysis is created of."""

    project_id: Reference
    name: str | None = None
    display_name: str | None = None
    description: str | None = None
    master_image_id: Reference | None = None
    registry_id: Reference | None = None
    image_command_arguments: list[MasterImageCommandArgument] | None = None


class UpdateAnalysis(Change):
    """What of an analysis is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    description: str | UNSET_T | None = UNSET
    master_image_id: Reference | UNSET_T | None = UNSET
    image_command_arguments: list[MasterImageCommandArgument] | UNSET_T | None = UNSET
    registry_id: Reference | UNSET_T | None = UNSET


class CreateAnalysisNode(NewRecord):
    """What an analysis node is created of."""

    analysis_id: Reference
    node_id: Reference
    comment: str | None = None
    approval_status: AnalysisNodeApprovalStatus | str | None = None
    execution_status: ProcessStatus | str | None = absent(default=None, name="execution_status", former=("run_status",))
    execution_progress: int | None = None

    @property
    def run_status(self) -> ProcessStatus | str | None:
        """Earlier name of `execution_status`."""
        return self.execution_status


class UpdateAnalysisNode(Change):
    """What of an analysis node is changed; what is UNSET stays as it is."""

    comment: str | UNSET_T | None = UNSET
    approval_status: AnalysisNodeApprovalStatus | str | UNSET_T | None = UNSET
    execution_status: ProcessStatus | str | UNSET_T | None = absent(
        default=UNSET, name="execution_status", former=("run_status",)
    )
    execution_progress: int | UNSET_T | None = UNSET

    @property
    def run_status(self) -> ProcessStatus | str | UNSET_T | None:
        """Earlier name of `execution_status`."""
        return self.execution_status


class CreateAnalysisBucket(NewRecord):
    """What an analysis bucket is created of."""

    type: AnyAnalysisBucketType
    bucket_id: Reference = absent(default=..., name="bucket_id", former=("external_id",))
    analysis_id: Reference

    @property
    def external_id(self) -> UUID | None:
        """Earlier name of `bucket_id`."""
        return self.bucket_id


class CreateAnalysisBucketFile(NewRecord):
    """What an analysis bucket file is created of."""

    path: str = absent(default=..., name="path", former=("name",))
    bucket_file_id: Reference = absent(default=..., name="bucket_file_id", former=("external_id",))
    bucket_id: Reference
    analysis_bucket_id: Reference
    root: bool = False

    @property
    def name(self) -> str | None:
        """Earlier name of `path`."""
        return self.path

    @property
    def external_id(self) -> UUID | None:
        """Earlier name of `bucket_file_id`."""
        return self.bucket_file_id


class UpdateAnalysisBucketFile(Change):
    """What of an analysis bucket file is changed; what is UNSET stays as it is."""

    root: bool | UNSET_T = UNSET
    path: str | UNSET_T = absent(default=UNSET, name="path", former=("name",))

    @property
    def name(self) -> str | UNSET_T | None:
        """Earlier name of `path`."""
        return self.path


class CreateAnalysisNodeLog(NewRecord):
    """What an analysis node log is created of."""

    analysis_id: Reference
    node_id: Reference
    level: LogLevel | str
    message: str
    status: str | None = None
    code: str | None = None
    labels: dict[str, str | None] | None = None


__all__ = [
    "CreateAnalysis",
    "CreateAnalysisBucket",
    "CreateAnalysisBucketFile",
    "CreateAnalysisNode",
    "CreateAnalysisNodeLog",
    "CreateNode",
    "CreateProject",
    "CreateProjectNode",
    "CreateRegistry",
    "CreateRegistryProject",
    "UpdateAnalysis",
    "UpdateAnalysisBucketFile",
    "UpdateAnalysisNode",
    "UpdateNode",
    "UpdateProject",
    "UpdateProjectNode",
    "UpdateRegistry",
    "UpdateRegistryProject",
]
