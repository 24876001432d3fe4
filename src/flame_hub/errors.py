"""The errors. All of them are `HubAPIError`; catch that to catch every failure of a call."""

from __future__ import annotations

from .core.bodies import IgnoredByHubWarning
from .core.errors import (
    AuthenticationError,
    ConflictError,
    ErrorResponse,
    HubAPIError,
    HubConnectionError,
    HubTimeoutError,
    NotFoundError,
    NotUniqueError,
    PermissionDeniedError,
    ProxyError,
    RateLimitError,
    ServerError,
    StateError,
    TLSError,
    UnknownNameError,
    UnreadableAnswerError,
    UsageError,
    ValidationError,
    WrongURLError,
)
from .core.reading import UnreadableValueWarning
from .core.results import TruncatedListWarning
from .http.settings import OverriddenArgumentWarning

__all__ = [
    "AuthenticationError",
    "ConflictError",
    "ErrorResponse",
    "HubAPIError",
    "HubConnectionError",
    "HubTimeoutError",
    "IgnoredByHubWarning",
    "NotFoundError",
    "NotUniqueError",
    "OverriddenArgumentWarning",
    "PermissionDeniedError",
    "ProxyError",
    "RateLimitError",
    "ServerError",
    "StateError",
    "TLSError",
    "TruncatedListWarning",
    "UnknownNameError",
    "UnreadableAnswerError",
    "UnreadableValueWarning",
    "UsageError",
    "ValidationError",
    "WrongURLError",
]
