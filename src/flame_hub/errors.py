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
    IncompleteFileError,
    LocalFileError,
    NotFoundError,
    NotUniqueError,
    PermissionDeniedError,
    ProxyError,
    RateLimitError,
    ServerError,
    StateError,
    TLSError,
    TransferCancelledError,
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
    "IncompleteFileError",
    "LocalFileError",
    "NotFoundError",
    "NotUniqueError",
    "OverriddenArgumentWarning",
    "PermissionDeniedError",
    "ProxyError",
    "RateLimitError",
    "ServerError",
    "StateError",
    "TLSError",
    "TransferCancelledError",
    "TruncatedListWarning",
    "UnknownNameError",
    "UnreadableAnswerError",
    "UnreadableValueWarning",
    "UsageError",
    "ValidationError",
    "WrongURLError",
]
