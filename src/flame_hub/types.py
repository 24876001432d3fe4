"""Types of arguments and values, for annotations of your own."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from .core.identifiers import UuidIdentifiable, UuidModel
from .core.names import Unchecked
from .core.options import (
    AuthParam,
    BaseKwargs,
    CountKwargs,
    FieldParams,
    FilterOperator,
    FilterParams,
    FindAllKwargs,
    GetKwargs,
    IncludeParams,
    IterKwargs,
    PageParams,
    SortParams,
    TimeoutParam,
    UntimedKwargs,
    UntimedWriteKwargs,
    WriteKwargs,
)
from .core.results import HubList
from .http.settings import ConnectionKwargs
from .models._generated import choices
from .models._generated.choices import *
from .models.base import HubModel, ResourceListMeta, SingleResourceMeta
from .models.published import AnalysisBuildStatus, AnalysisNodeRunStatus, AnalysisRunStatus
from .models.unset import UNSET, UNSET_T
from .transfers.options import BucketDownloadKwargs, TransferKwargs, UploadKwargs
from .transfers.sources import FileContent, ReadableBinary, UploadFile, UploadSource

ResourceT = TypeVar("ResourceT", bound=HubModel)
#: What a method that reads one record returns: the record, with `meta=True` a pair, None if there is none.
SingleResourceResult: TypeAlias = ResourceT | tuple[ResourceT, SingleResourceMeta] | None
#: What a method that reads a list returns: the list, with `meta=True` a pair.
ResourceListResult: TypeAlias = list[ResourceT] | tuple[list[ResourceT], ResourceListMeta]

__all__ = [
    "UNSET",
    "UNSET_T",
    "AnalysisBuildStatus",
    "AnalysisNodeRunStatus",
    "AnalysisRunStatus",
    "AuthParam",
    "BaseKwargs",
    "BucketDownloadKwargs",
    "ConnectionKwargs",
    "CountKwargs",
    "FieldParams",
    "FileContent",
    "FilterOperator",
    "FilterParams",
    "FindAllKwargs",
    "GetKwargs",
    "HubList",
    "IncludeParams",
    "IterKwargs",
    "PageParams",
    "ReadableBinary",
    "ResourceListResult",
    "ResourceT",
    "SingleResourceResult",
    "SortParams",
    "TimeoutParam",
    "TransferKwargs",
    "Unchecked",
    "UntimedKwargs",
    "UntimedWriteKwargs",
    "UploadFile",
    "UploadKwargs",
    "UploadSource",
    "UuidIdentifiable",
    "UuidModel",
    "WriteKwargs",
]
__all__ += choices.__all__
