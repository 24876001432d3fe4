"""The contract: what the Hub offers, written down once, as data.

`TABLE` holds every resource that this package knows. Clients, models, the embedded Hub and the reference are derived
from it; `tools/generate.py` writes the parts that an editor has to see as source.
"""

from __future__ import annotations

from . import auth, core, messenger, storage, telemetry
from .table import Table

TABLE = Table(
    resources=(*auth.RESOURCES, *core.RESOURCES, *storage.RESOURCES, *telemetry.RESOURCES),
    records=(*auth.RECORDS, *core.RECORDS, *messenger.RECORDS),
    actions={
        "auth": auth.ACTIONS,
        "core": core.ACTIONS,
        "storage": storage.ACTIONS,
        "telemetry": telemetry.ACTIONS,
        "messenger": messenger.ACTIONS,
    },
)

__all__ = ["TABLE"]
