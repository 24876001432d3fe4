"""Events of the auth service: that somebody logged in or could not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..contract import TABLE
from .clock import Clock
from .store import Row, Store

_EVENTS = TABLE["event"]

#: Seconds that events are kept.
KEPT = 90 * 86_400


def record(
    store: Store,
    clock: Clock,
    name: Literal["login", "loginFailed", "refreshReplayDetected"],
    request: Mapping[str, str],
    about: Row,
    data: Mapping[str, Any],
) -> None:
    """Note that something happened at the token endpoint, and forget what was long ago.

    about  who did it and to what: further fields of the event
    data   more about it, nothing secret
    """
    stamp = clock.stamp()
    with store.transaction():
        store.run("DELETE FROM events WHERE expires_at < ?", [stamp])
        event = {
            "scope": "oauth2",
            "name": name,
            "request_path": "/token",
            "request_method": "POST",
            "request_ip_address": request["address"],
            "request_user_agent": request["user_agent"],
            "data": dict(data),
            "expiring": True,
            "expires_at": clock.stamp(KEPT),
        }
        store.insert(_EVENTS, {**event, **about}, stamp)
