"""How the classes of rows are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from typing_extensions import dataclass_transform

KindT = TypeVar("KindT")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def row_class(kind: type[KindT]) -> type[KindT]:
    """Make a dataclass that type checkers hold for frozen, and of which no two objects are equal.

    A frozen one with comparison takes three times as long to make, and so do its objects. All of that would be done
    each time that the package is imported.
    """
    return dataclass(eq=False)(kind)
