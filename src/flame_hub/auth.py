"""The logins. Each works with the clients of this package and, as an `httpx2.Auth`, with any httpx2 client.

`EnvironmentSecret`, `FileSecret` and `ProfileSecret` take the place of a secret in a login, `TokenCache` shares tokens
between processes.
"""

from __future__ import annotations

from .http.auth import DEFAULT_AUTH_URL, ClientAuth, PasswordAuth, RobotAuth, StaticAuth
from .http.logins import HubAuth
from .http.secrets import EnvironmentSecret, FileSecret, ProfileSecret
from .http.token_cache import TokenCache

__all__ = [
    "DEFAULT_AUTH_URL",
    "ClientAuth",
    "EnvironmentSecret",
    "FileSecret",
    "HubAuth",
    "PasswordAuth",
    "ProfileSecret",
    "RobotAuth",
    "StaticAuth",
    "TokenCache",
]
