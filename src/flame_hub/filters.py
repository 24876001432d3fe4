"""What narrows an answer: conditions on records for `filter=`, and `only` for `fields=`.

    from flame_hub.filters import any_of, contains, starts_with

    hub.core.find_nodes(filter={"name": starts_with("a") & ~contains("b"), "hidden": False})
    hub.core.find_nodes(filter=any_of({"name": "x"}, {"registry.name": "y", "online": True}))

A condition is about one field, as a value of a mapping, or about whole records, with mappings in it. `&`, `|` and `~`
join and negate both kinds. What the Hub cannot be asked is refused with a UsageError before anything is sent. Hubs
before 0.12.3 can be asked little more than one condition for each field.
"""

from __future__ import annotations

from .core.conditions import (
    Condition,
    all_of,
    any_of,
    between,
    contains,
    ends_with,
    equals,
    greater_than,
    greater_than_equals,
    is_null,
    less_than,
    less_than_equals,
    negate,
    none_of,
    not_equals,
    not_null,
    one_of,
    starts_with,
)
from .core.selection import Only, only

__all__ = [
    "Condition",
    "Only",
    "all_of",
    "any_of",
    "between",
    "contains",
    "ends_with",
    "equals",
    "greater_than",
    "greater_than_equals",
    "is_null",
    "less_than",
    "less_than_equals",
    "negate",
    "none_of",
    "not_equals",
    "not_null",
    "one_of",
    "only",
    "starts_with",
]
