"""What the messenger offers over HTTP: a mailbox. Its methods are written by hand, see `clients/mailbox.py`."""

from __future__ import annotations

from .table import Action, Choices, Field, Record, Type

PARTY_TYPE = Choices("PartyType", ("user", "client", "robot"))

MESSAGE = Record(
    service="messenger",
    name="Message",
    doc="A message to a user or a client, which stays at the Hub until it is acknowledged, for a day at most.",
    fields=(
        Field("id", Type.UUID, "Its id, to acknowledge it with."),
        Field("sender_type", Type.TEXT, "Who sent it.", choices=PARTY_TYPE),
        Field("sender_id", Type.UUID, "Id of who sent it."),
        Field("recipient_type", Type.TEXT, "Whom it is for.", choices=PARTY_TYPE),
        Field("recipient_id", Type.UUID, "Id of whom it is for."),
        Field("data", Type.JSON, "What it says. The Hub does not look into it.", nullable=True, secret=True),
        Field("metadata", Type.JSON, "What is said beside it.", nullable=True, annotation="dict[str, Any]"),
        Field("created_at", Type.TIME, "When it was sent."),
        Field("expires_at", Type.TIME, "When the Hub drops it.", nullable=True),
    ),
)

MESSENGER_STATUS = Record(
    service="messenger",
    name="MessengerStatus",
    doc="What the messenger tells of itself. It tells no version.",
    fields=(Field("timestamp", Type.INTEGER, "Time there, in milliseconds since 1970."),),
)

MESSAGE_PENDING = Record(
    service="messenger",
    name="MessagePending",
    doc="That there may be new messages. They have to be asked for.",
    fields=(Field("recipient", Type.JSON, "Whom they are for: `type` and `id`.", annotation="dict[str, Any]"),),
)

RECORDS = (MESSAGE, MESSAGE_PENDING, MESSENGER_STATUS)
ACTIONS = (
    Action(
        "get_status",
        "GET",
        "",
        "Ask whether the messenger is there. Needs no login.",
        returns="MessengerStatus",
        public=True,
    ),
)
