"""Routes of the Hub that the table does not describe.

The embedded Hub answers these with 501 and a name, and every other unknown path with the 404 of the Hub's own router:
the one means "not here", the other "nowhere".
"""

from __future__ import annotations

from collections.abc import Mapping

#: First segments of paths, by service; of a collection of the table, where it has routes that the table lacks.
OTHER_PATHS: Mapping[str, frozenset[str]] = {
    "auth": frozenset(
        {
            *("account", "activate", "authenticators", "authorize", "identity-providers", "logout"),
            *("password-forgot", "password-reset", "register", "session-tokens", "users"),
        }
    ),
    "core": frozenset({"docs", "metrics", "socket.io"}),
    "storage": frozenset({"docs", "metrics"}),
    "telemetry": frozenset({"docs", "metrics"}),
    "messenger": frozenset({"metrics", "socket.io"}),
}

#: The same of older releases: the last release that had the routes.
FORMER_PATHS: Mapping[str, Mapping[str, str]] = {"core": {"analysis-permissions": "0.11.3"}}
