"""Types of arguments and values, for annotations of your own."""

from __future__ import annotations

from .core.identifiers import UuidIdentifiable, UuidModel
from .core.multipart import ReadableBinary, UploadFile
from .core.names import Unchecked
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
    AuthMethod,
    MasterImageCommandArgument,
    NodeType,
    ProcessStatus,
    RegistryProjectType,
    TokenBindingMethod,
)
from .models.unset import UNSET, UNSET_T

__all__ = [
    "UNSET",
    "UNSET_T",
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
    "MasterImageCommandArgument",
    "NodeType",
    "PageParams",
    "ProcessStatus",
    "ReadableBinary",
    "RegistryProjectType",
    "SortParams",
    "TokenBindingMethod",
    "Unchecked",
    "UploadFile",
    "UuidIdentifiable",
    "UuidModel",
]
