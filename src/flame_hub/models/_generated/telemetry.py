"""The models of the telemetry service. Generated from the contract by tools/generate.py."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ..base import HubModel, absent


class TelemetryEvent(HubModel):
    """Something that happened, such as the change of a record.

    Attributes:
        name: What happened, 3 to 64 characters.
        scope: Group of events, 3 to 64 characters.
        id: Identifier, given by the Hub.
        ref_type: Kind of record it happened to, 3 to 64 characters.
        ref_id: Its id.
        data: More about it, a JSON object.
        expiring: Whether it is deleted after `expires_at`.
        expires_at: When it is out of date.
        request_path: Path of the request.
        request_method: Method of the request.
        request_ip_address: Where the request came from, an IPv4 address.
        request_user_agent: Program that made the request.
        actor_type: Who did it: user, client or robot.
        actor_id: Id of who did it.
        actor_name: Name of who did it.
        realm_id: Realm it belongs to; the caller's own if not given.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    name: str = absent()
    scope: str = absent()
    id: UUID
    ref_type: str = absent()
    ref_id: UUID | None = absent()
    data: dict[str, Any] | None = absent()
    expiring: bool = absent()
    expires_at: datetime | None = absent()
    request_path: str | None = absent()
    request_method: str | None = absent()
    request_ip_address: str | None = absent()
    request_user_agent: str | None = absent()
    actor_type: str | None = absent()
    actor_id: UUID | None = absent()
    actor_name: str | None = absent()
    realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()


__all__ = ["TelemetryEvent"]
