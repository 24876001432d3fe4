"""The models of the messenger service. Generated from the contract by tools/generate.py."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ..base import HubModel, absent
from .choices import PartyType


class Message(HubModel):
    """A message to a user or a client, which stays at the Hub until it is acknowledged, for a day at most.

    Attributes:
        id: Its id, to acknowledge it with.
        sender_type: Who sent it.
        sender_id: Id of who sent it.
        recipient_type: Whom it is for.
        recipient_id: Id of whom it is for.
        data: What it says. The Hub does not look into it.
        metadata: What is said beside it.
        created_at: When it was sent.
        expires_at: When the Hub drops it.
    """

    id: UUID
    sender_type: PartyType | str = absent()
    sender_id: UUID = absent()
    recipient_type: PartyType | str = absent()
    recipient_id: UUID = absent()
    data: Any | None = absent(show=False)
    metadata: dict[str, Any] | None = absent()
    created_at: datetime = absent()
    expires_at: datetime | None = absent()


class MessagePending(HubModel):
    """That there may be new messages. They have to be asked for.

    Attributes:
        recipient: Whom they are for: `type` and `id`.
    """

    recipient: dict[str, Any] = absent()


class MessengerStatus(HubModel):
    """What the messenger tells of itself. It tells no version.

    Attributes:
        timestamp: Time there, in milliseconds since 1970.
    """

    timestamp: int = absent()


__all__ = ["Message", "MessagePending", "MessengerStatus"]
