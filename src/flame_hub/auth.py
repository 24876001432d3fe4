"""The logins. Each works with the clients of this package and, as an `httpx2.Auth`, with any httpx2 client."""

from __future__ import annotations

from .http.auth import DEFAULT_AUTH_URL, ClientAuth, HubAuth, PasswordAuth, RobotAuth, StaticAuth

__all__ = ["DEFAULT_AUTH_URL", "ClientAuth", "HubAuth", "PasswordAuth", "RobotAuth", "StaticAuth"]
