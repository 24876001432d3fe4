"""Which fields an answer is to have, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .errors import UsageError
from .texts import brief


@dataclass(frozen=True)
class Only:
    """Names of the fields that an answer is to have. Made by `only`."""

    names: tuple[str, ...]

    def __repr__(self) -> str:
        return f"only({', '.join(map(repr, self.names))})"


def only(*names: str | Iterable[str]) -> Only:
    """These fields and no others, where `fields` alone adds to the usual ones. The id is always among them.

        hub.core.find_nodes(fields=only("name", "online"))
        hub.core.find_nodes(fields=only("name", "registry.host"))

    The names are given one by one or as lists. Relations come along if one of their fields is named, or as `include`
    says. Models read the fields that were left out as None.
    """
    found: list[str] = []
    for name in names:
        if not isinstance(name, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"only takes names of fields, not {brief(name)}.", None)
        found.extend([name] if isinstance(name, str) else name)
    return Only(tuple(found))
