"""What the auth service (Authup) offers."""

from __future__ import annotations

from ..common import SERVICE_VERSION
from . import access, accounts, joins, others, protocol, providers, robots
from .fields import CREATED_AT, DISPLAY_NAME, ID, UPDATED_AT, description, realm_id

RESOURCES = (
    *accounts.RESOURCES,
    *access.RESOURCES,
    *joins.RESOURCES,
    *others.RESOURCES,
    *providers.RESOURCES,
    *robots.RESOURCES,
)
RECORDS = (*protocol.RECORDS, SERVICE_VERSION)
ACTIONS = protocol.ACTIONS

__all__ = [
    "ACTIONS",
    "CREATED_AT",
    "DISPLAY_NAME",
    "ID",
    "RECORDS",
    "RESOURCES",
    "UPDATED_AT",
    "description",
    "realm_id",
]
