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
    AuthMethod,
    DecisionStrategy,
    IdentityProviderProtocol,
    KeyStatus,
    KeyUse,
    MasterImageCommandArgument,
    NodeType,
    ProcessStatus,
    RealmScope,
    RegistryProjectType,
    SynchronizationMode,
    TokenBindingMethod,
)
from .models.unset import UNSET, UNSET_T

__all__ = [
    "UNSET",
    "UNSET_T",
    "AuthMethod",
    "AuthParam",
    "BaseKwargs",
    "DecisionStrategy",
    "FieldParams",
    "FilterOperator",
    "FilterParams",
    "FindAllKwargs",
    "GetKwargs",
    "HubList",
    "IdentityProviderProtocol",
    "IncludeParams",
    "KeyStatus",
    "KeyUse",
    "MasterImageCommandArgument",
    "NodeType",
    "PageParams",
    "ProcessStatus",
    "ReadableBinary",
    "RealmScope",
    "RegistryProjectType",
    "SortParams",
    "SynchronizationMode",
    "TokenBindingMethod",
    "UploadFile",
    "UuidIdentifiable",
    "UuidModel",
]
