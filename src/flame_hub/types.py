"""Types of arguments and values, for annotations of your own."""

from __future__ import annotations

from .core.identifiers import UuidIdentifiable, UuidModel
from .core.multipart import ReadableBinary, UploadFile
from .core.options import (
    AuthParam,
    BaseKwargs,
    FieldParams,
    FilterOperator,
    FilterParams,
    FindAllKwargs,
    GetKwargs,
    IncludeParams,
    PageParams,
    SortParams,
)
from .core.results import HubList
from .models._generated.choices import (
    AnalysisBucketType,
    AnalysisCommand,
    AnalysisNodeApprovalStatus,
    AuthMethod,
    LogChannel,
    LogLevel,
    MasterImageCommandArgument,
    NodeType,
    ProcessStatus,
    ProjectNodeApprovalStatus,
    RegistryCommand,
    RegistryProjectCommand,
    RegistryProjectType,
    TokenBindingMethod,
)
from .models.unset import UNSET, UNSET_T

__all__ = [
    "UNSET",
    "UNSET_T",
    "AnalysisBucketType",
    "AnalysisCommand",
    "AnalysisNodeApprovalStatus",
    "AuthMethod",
    "AuthParam",
    "BaseKwargs",
    "FieldParams",
    "FilterOperator",
    "FilterParams",
    "FindAllKwargs",
    "GetKwargs",
    "HubList",
    "IncludeParams",
    "LogChannel",
    "LogLevel",
    "MasterImageCommandArgument",
    "NodeType",
    "PageParams",
    "ProcessStatus",
    "ProjectNodeApprovalStatus",
    "ReadableBinary",
    "RegistryCommand",
    "RegistryProjectCommand",
    "RegistryProjectType",
    "SortParams",
    "TokenBindingMethod",
    "UploadFile",
    "UuidIdentifiable",
    "UuidModel",
]
