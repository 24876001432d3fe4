"""The embedded Hub's clock."""

from __future__ import annotations

import time
from datetime import datetime, timezone


class Clock:
    """Tells the time. All times of the Hub come from here."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def stamp(self, later: float = 0) -> str:
        """The time, or that many seconds later, as the Hub writes it: UTC, milliseconds, "Z"."""
        moment = datetime.fromtimestamp(self.now() + later, timezone.utc)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
