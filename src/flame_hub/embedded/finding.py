"""Finds the record that somebody means who uses the Hub from Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from ..contract.table import Resource
from .collection import UUID_FORM

if TYPE_CHECKING:
    from .store import Row, Store


def record_of(store: Store, resource: Resource, given: object) -> Row:
    """The record that an id, a name, or a record of any make means.

    Raises ValueError if there is none, or if several have the name.
    """
    words = resource.name.replace("_", " ")
    key = _key(given)
    if key is None:
        raise ValueError(f"{given!r} is no {words}. Give its id, its name, or its record.")
    if UUID_FORM.fullmatch(key) and (row := store.get(resource, str(UUID(key)))) is not None:
        return row
    named = [
        row
        for name in ("name", "virtual_path")
        if name in resource.stored
        for row in store.all(resource, {name: key}, limit=2)
    ]
    if len(named) > 1:
        raise ValueError(f"Several records are called {key!r}. Give the id of the {words}.")
    if not named:
        raise ValueError(f"There is no {words} {key!r}.")
    return named[0]


def identifier_of(store: Store, resource: Resource, given: object) -> str:
    """The id of the record that is meant. Raises ValueError."""
    return cast("str", record_of(store, resource, given)["id"])


def _key(given: object) -> str | None:
    if isinstance(given, Mapping):
        given = cast("Mapping[str, Any]", given).get("id")
    elif not isinstance(given, (str, UUID)):
        given = getattr(given, "id", None)
    return str(given) if isinstance(given, (str, UUID)) else None
