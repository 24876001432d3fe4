"""Python client for the FLAME Hub.

    import flame_hub

    auth = flame_hub.auth.PasswordAuth("admin", "start123")
    with flame_hub.Hub("http://localhost:3000", auth=auth) as hub:
        for node in hub.core.find_nodes(filter={"hidden": False}):
            print(node.name)

Names are imported when they are first used: `import flame_hub` itself costs next to nothing.
"""

from __future__ import annotations

# Not from typing: importing that costs more than all the rest of this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import auth as auth
    from . import embedded as embedded
    from . import errors as errors
    from . import filters as filters
    from . import models as models
    from . import progress as progress
    from . import types as types
    from .clients._generated.auth import AuthClient
    from .clients._generated.auth_async import AsyncAuthClient
    from .clients._generated.core import CoreClient
    from .clients._generated.core_async import AsyncCoreClient
    from .clients._generated.messenger import MessengerClient
    from .clients._generated.messenger_async import AsyncMessengerClient
    from .clients._generated.storage import StorageClient
    from .clients._generated.storage_async import AsyncStorageClient
    from .clients._generated.telemetry import TelemetryClient
    from .clients._generated.telemetry_async import AsyncTelemetryClient
    from .errors import HubAPIError
    from .hub import AsyncHub, Hub
    from .models.base import get_field_names, get_includable_names

    __version__: str
    __version_info__: tuple[int | str, ...]

#: Where each public name lives; an empty text stands for a module of that name.
_HOMES = {
    "AsyncAuthClient": "clients._generated.auth_async",
    "AsyncCoreClient": "clients._generated.core_async",
    "AsyncHub": "hub",
    "AsyncMessengerClient": "clients._generated.messenger_async",
    "AsyncStorageClient": "clients._generated.storage_async",
    "AsyncTelemetryClient": "clients._generated.telemetry_async",
    "AuthClient": "clients._generated.auth",
    "CoreClient": "clients._generated.core",
    "Hub": "hub",
    "HubAPIError": "errors",
    "MessengerClient": "clients._generated.messenger",
    "StorageClient": "clients._generated.storage",
    "TelemetryClient": "clients._generated.telemetry",
    "auth": "",
    "embedded": "",
    "errors": "",
    "filters": "",
    "get_field_names": "models.base",
    "get_includable_names": "models.base",
    "models": "",
    "progress": "",
    "types": "",
}

__all__ = [
    "AsyncAuthClient",
    "AsyncCoreClient",
    "AsyncHub",
    "AsyncMessengerClient",
    "AsyncStorageClient",
    "AsyncTelemetryClient",
    "AuthClient",
    "CoreClient",
    "Hub",
    "HubAPIError",
    "MessengerClient",
    "StorageClient",
    "TelemetryClient",
    "__version__",
    "__version_info__",
    "auth",
    "errors",
    "filters",
    "get_field_names",
    "get_includable_names",
    "models",
    "progress",
    "types",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("flame-hub-client")
    elif name == "__version_info__":
        value = tuple(int(part) if part.isdigit() else part for part in __getattr__("__version__").split("."))
    elif name in _HOMES:
        home = _HOMES[name]
        from importlib import import_module

        try:
            module = import_module(f".{home or name}", __name__)
        except ImportError as missing:
            # An attribute that cannot be had is no reason for hasattr() and help() to fail.
            raise AttributeError(str(missing)) from missing
        value = getattr(module, name) if home else module
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
