"""The mark of a value that was not given, where None has a meaning of its own."""

from __future__ import annotations

from typing import TypeAlias


class UNSET:
    """Default of every parameter of an update method: leave the property as it is. The class itself is the mark."""


UNSET_T: TypeAlias = type[UNSET]
