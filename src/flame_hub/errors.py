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
    PermissionDeniedError,
    ProxyError,
    RateLimitError,
    ServerError,
    TLSError,
    UnknownNameError,
    UnreadableAnswerError,
    UsageError,
    ValidationError,
    WrongURLError,
)
from .core.reading import UnreadableValueWarning

__all__ = [
    "AuthenticationError",
    "ConflictError",
    "ErrorResponse",
    "HubAPIError",
    "HubConnectionError",
    "HubTimeoutError",
    "IgnoredByHubWarning",
    "NotFoundError",
    "PermissionDeniedError",
    "ProxyError",
    "RateLimitError",
    "ServerError",
    "TLSError",
    "UnknownNameError",
    "UnreadableAnswerError",
    "UnreadableValueWarning",
    "UsageError",
    "ValidationError",
    "WrongURLError",
]
