"""Answers of older Hubs, put into the words of today before they become models.

Most of what changed needs no translation, as models read names in either case and earlier names that mean nothing
else today. What is left: a name that means something else today, and values that were renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from ..contract import TABLE
from ..contract.releases import covers
from ..contract.table import Choices, Field, Relation, Resource
from .dialects import Dialect


def translated(data: object, resource: Resource, dialect: Dialect) -> object:
    """A record, or a list of records, with the names and values of today. What is not known stays as it is."""
    if isinstance(data, list):
        return [translated(item, resource, dialect) for item in cast("list[object]", data)]
    if not isinstance(data, dict):
        return data
    found = cast("dict[str, Any]", data)
    rows = _rows_by_wire(resource, dialect)
    result: dict[str, Any] = {}
    for key, value in found.items():
        row = rows.get(key)
        if row is not None and dialect.former_name(row) is not None and dialect.spelled(row.name) in found:
            row = None  # it has today's name for it: of this record, today's names are meant
        if row is None:
            result[key] = value
        elif isinstance(row, Relation):
            result[row.name] = translated(value, TABLE[row.to], dialect)
        else:
            result[row.name] = _values_of(row.choices, dialect).get(value, value) if isinstance(value, str) else value
    return result


@cache
def needs_translation(resource: Resource, dialect: Dialect) -> bool:
    """Whether the records of a resource, or records that come along with them, read otherwise than today's."""
    reached: set[str] = set()
    waiting = [resource]
    while waiting:
        found = waiting.pop()
        if found.name in reached:
            continue
        reached.add(found.name)
        waiting += [TABLE[relation.to] for relation in found.all_relations.values()]
        for row in found.rows:
            name = dialect.former_name(row)
            if name is not None and found.means_otherwise(name):
                return True
            if isinstance(row, Field) and _values_of(row.choices, dialect):
                return True
    return False


@cache
def _rows_by_wire(resource: Resource, dialect: Dialect) -> Mapping[str, Field | Relation]:
    return {dialect.name(row): row for row in resource.rows if dialect.has(row)}


@cache
def _values_of(choices: Choices | None, dialect: Dialect) -> Mapping[str, str]:
    """What values of this release are called today, where that is another name."""
    former = choices.former if choices is not None else ()
    return {old.name: old.now for old in former if old.now and covers(None, old.until, dialect.release)}
