"""Labels of logs: texts by name, of which the Hub writes some itself and spells those as it spells its names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ..contract.table import wire_name
from ..contract.telemetry import SPELLED_LABELS
from .dialects import Dialect

_KNOWN = {spelling: name for name in SPELLED_LABELS for spelling in (name, wire_name(name))}


def spelled_label(name: str, dialect: Dialect) -> str:
    """The name of a label: `ref_type` is `refType` today, and was `ref_type` before there was camelCase."""
    return dialect.spelled(_KNOWN[name]) if name in _KNOWN else name


def spelled_labels(labels: object, dialect: Dialect) -> object:
    """Labels with their names as the Hub spells them. What are no labels stays as it is, for the Hub to refuse."""
    if not isinstance(labels, Mapping):
        return labels
    given = cast("Mapping[object, Any]", labels)
    return {spelled_label(name, dialect) if isinstance(name, str) else name: value for name, value in given.items()}
