"""The models: what the Hub sends.

Every collection has one class, named after its records (`Node`, `BucketFile`). They are generated from the contract.

Classes are made when they are first used: there are many, and few programs need more than some of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._generated.names import HOMES

if TYPE_CHECKING:
    from . import published
    from ._generated import (
        auth,
        auth_bodies,
        choices,
        core,
        core_bodies,
        messenger,
        storage,
        storage_bodies,
        telemetry,
        telemetry_bodies,
    )
    from ._generated.auth import *
    from ._generated.auth_bodies import *
    from ._generated.choices import *
    from ._generated.core import *
    from ._generated.core_bodies import *
    from ._generated.messenger import *
    from ._generated.storage import *
    from ._generated.storage_bodies import *
    from ._generated.telemetry import *
    from ._generated.telemetry_bodies import *
    from .base import HubModel, ResourceList, ResourceListMeta, SingleResourceMeta, WrappedResource
    from .published import *
    from .unset import UNSET

#: The names that were not generated, by the module that has them.
_BY_HAND = {
    "base": ("HubModel", "ResourceList", "ResourceListMeta", "SingleResourceMeta", "WrappedResource"),
    "published": (
        "AccessToken",
        "AnalysisBuildStatus",
        "AnalysisNodeRunStatus",
        "AnalysisRunStatus",
        "AuthBaseModel",
        "ConfigBaseModel",
        "CoreBaseModel",
        "IsIncludable",
        "IsOptionalField",
        "RefreshToken",
        "StorageBaseModel",
        "UpdateClientCredentials",
    ),
    "unset": ("UNSET",),
}

if TYPE_CHECKING:
    __all__ = ["UNSET", "HubModel", "ResourceList", "ResourceListMeta", "SingleResourceMeta", "WrappedResource"]
    __all__ += auth.__all__
    __all__ += auth_bodies.__all__
    __all__ += choices.__all__
    __all__ += core.__all__
    __all__ += core_bodies.__all__
    __all__ += messenger.__all__
    __all__ += storage.__all__
    __all__ += storage_bodies.__all__
    __all__ += telemetry.__all__
    __all__ += telemetry_bodies.__all__
    __all__ += published.__all__
else:
    _HOMES = {name: home for home, names in _BY_HAND.items() for name in names}
    _HOMES |= {name: f"_generated.{home}" for name, home in HOMES.items()}
    __all__ = list(_HOMES)

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
