"""Identifiers: a model, a UUID or a text becomes what goes into a path or a body."""

from __future__ import annotations

import re
from typing import Protocol, TypeAlias, runtime_checkable
from urllib.parse import quote
from uuid import UUID

from ..contract import TABLE
from ..models.base import HubModel
from .errors import UsageError
from .texts import brief, sendable

#: Names of the classes of records.
RESOURCE_MODELS = frozenset(resource.model for resource in TABLE)

#: The forms that `uuid.UUID` reads, without the others that it happens to read as well.
_FORM = re.compile(r"(urn:uuid:)?\{?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?", re.IGNORECASE | re.ASCII)


@runtime_checkable
class UuidModel(Protocol):
    """A record that has an id."""

    id: UUID


UuidIdentifiable: TypeAlias = UuidModel | UUID | str


def identifier(value: object, what: str, *, named: bool = False) -> str:
    """The id that `value` holds or is.

    value  a record, a UUID, or the text of one
    what   what it is the id of, for the message
    named  a text that is no UUID is a name

    Raises UsageError if it is none of these: the Hub answers such an id with a failure of its database, or, if the
    text has slashes, with another resource.
    """
    found = getattr(value, "id", value)
    if isinstance(value, HubModel) and not _is_a(value, what):
        found = None
    if isinstance(found, UUID):
        return str(found)
    if isinstance(found, str):
        if is_id(found):
            return str(UUID(found))
        if named and found.strip() and found not in (".", ".."):
            return sendable(found, "The name")
    expected = "its id (a UUID) or its name" if named else "its id (a UUID)"
    raise UsageError(f"{brief(value)} does not identify a {what}: give a {what} of the Hub, {expected}.", None)


def realm_text(realm: object) -> str:
    """A realm as the token endpoint takes it: its id or its name.

    realm   a realm of the Hub, its id (UUID or text) or its name

    Raises UsageError for anything else.
    """
    return identifier(realm, "realm", named=True)


def _is_a(record: HubModel, what: str) -> bool:
    """Whether a record is one of these, by the name of its class. What is no resource's class is not looked at."""
    names = {kind.__name__ for kind in type(record).__mro__} & RESOURCE_MODELS
    wanted = what.title().replace(" ", "")
    return not names or wanted in names or wanted not in RESOURCE_MODELS


def is_id(text: str) -> bool:
    """Whether a text is an id and not a name."""
    return _FORM.fullmatch(text) is not None


def segment(text: str) -> str:
    """`text` as one segment of a path, with everything quoted that could lead elsewhere."""
    return quote(text, safe="")
