"""The models: what the Hub sends.

Every collection has one class, named after its records (`Node`, `BucketFile`). They are generated from the contract.
"""

from __future__ import annotations

from . import published
from ._generated import auth, choices, core, messenger, storage, telemetry
from ._generated.auth import *
from ._generated.choices import *
from ._generated.core import *
from ._generated.messenger import *
from ._generated.storage import *
from ._generated.telemetry import *
from .base import HubModel, ResourceList, ResourceListMeta, SingleResourceMeta, WrappedResource
from .published import *
from .unset import UNSET

__all__ = ["UNSET", "HubModel", "ResourceList", "ResourceListMeta", "SingleResourceMeta", "WrappedResource"]
__all__ += auth.__all__
__all__ += choices.__all__
__all__ += core.__all__
__all__ += messenger.__all__
__all__ += storage.__all__
__all__ += telemetry.__all__
__all__ += published.__all__
