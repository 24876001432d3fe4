from __future__ import annotations

from typing import Any

from ..contract.table import Resource

PREFETCH = 4


def stable_order(resource: Resource, sort: Any) -> Any:
    return sort


def needed_fields(resource: Resource, fields: Any) -> Any:
    return fields
