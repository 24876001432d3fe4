"""The bodies of requests to the telemetry service. Generated from the contract by tools/generate.py."""

from datetime import datetime
from typing import Any

from ..base import NewRecord, Reference
from .choices import LogChannel, LogLevel


class CreateEvent(NewRecord):
    """What an event is created of."""

    name: str
    scope: str
    ref_type: str
    ref_id: Reference | None = None
    data: dict[str, Any] | None = None
    expiring: bool | None = None
    expires_at: datetime | None = None
    request_path: str | None = None
    request_method: str | None = None
    request_ip_address: str | None = None
    request_user_agent: str | None = None
    actor_type: str | None = None
    actor_id: Reference | None = None
    actor_name: str | None = None
    realm_id: Reference | None = None


class CreateLog(NewRecord):
    """What a log is created of."""

    service: str
    channel: LogChannel | str
    level: LogLevel | str
    message: str
    labels: dict[str, str | None] | None = None
    time: str | None = None


__all__ = ["CreateEvent", "CreateLog"]
