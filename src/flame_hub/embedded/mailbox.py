"""The store of messages, which is apart from the records: they stay until their recipient has them, a day at most."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .clock import Clock, stamp_of
from .waiting import Party

if TYPE_CHECKING:
    from .store import Store

TABLES = """
CREATE TABLE IF NOT EXISTS _messages (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sender_type TEXT NOT NULL, sender_id TEXT NOT NULL,
    recipient_type TEXT NOT NULL, recipient_id TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL,
    created_at TEXT NOT NULL, expires_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS _messages_for ON _messages (recipient_id, recipient_type);
CREATE INDEX IF NOT EXISTS _messages_until ON _messages (expires_at);
"""
#: Seconds that a message is kept.
KEPT = 86_400


class Mailbox:
    """All messages that were sent and not acknowledged."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(self, sender: Party, recipients: Sequence[Party], data: Any, metadata: Any) -> list[str]:
        """Store a message for each of several; their ids."""
        now = self._clock.now()
        said = (json.dumps(data), json.dumps(metadata), stamp_of(now), stamp_of(now + KEPT))
        ids = [str(uuid4()) for _ in recipients]
        with self._store.transaction():
            self._forget_expired()
            for identifier, recipient in zip(ids, recipients, strict=True):
                self._store.run(
                    "INSERT INTO _messages (id, sender_type, sender_id, recipient_type, recipient_id, data, metadata, "
                    "created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [identifier, sender.kind, sender.id, recipient.kind, recipient.id, *said],
                )
        return ids

    def find(self, recipient: Party, limit: int) -> list[dict[str, Any]]:
        """The messages for somebody, the oldest first, as they are answered."""
        self._forget_expired()
        rows = self._store.run(
            "SELECT * FROM _messages WHERE recipient_id = ? AND recipient_type = ? ORDER BY created_at, number LIMIT ?",
            [recipient.id, recipient.kind, limit],
        )
        return [
            {
                "id": row["id"],
                "senderType": row["sender_type"],
                "senderId": row["sender_id"],
                "recipientType": row["recipient_type"],
                "recipientId": row["recipient_id"],
                "data": json.loads(row["data"]),
                "metadata": json.loads(row["metadata"]),
                "createdAt": row["created_at"],
                "expiresAt": row["expires_at"],
            }
            for row in rows
        ]

    def remove(self, recipient: Party, ids: Iterable[str]) -> None:
        """Forget messages of somebody. Those that are not there, or are somebody else's, are passed over."""
        with self._store.transaction():
            for identifier in ids:
                self._store.run(
                    "DELETE FROM _messages WHERE id = ? AND recipient_type = ? AND recipient_id = ?",
                    [identifier, recipient.kind, recipient.id],
                )

    def _forget_expired(self) -> None:
        self._store.run("DELETE FROM _messages WHERE expires_at < ?", [self._clock.stamp()])
