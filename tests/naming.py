"""Names of tests. They have to be the same in all processes that tests are spread over."""

from __future__ import annotations

import re


def name_of(value: object) -> str:
    """What a value is called in the name of a test: as `repr` has it, with sets in order and without addresses."""
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(repr, value)))}}}"
    return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))
