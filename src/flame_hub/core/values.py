"""Values of filters as texts, and what the Hub makes of such texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timezone
from enum import Enum
from math import isfinite
from typing import Literal
from uuid import UUID

from ..contract.table import Choices, Field, Resource, Type
from .dialects import Dialect
from .errors import UsageError
from .identifiers import identifier
from .names import Found
from .texts import brief, sendable

#: How a Hub compares. "is" compares with one value or several.
Comparator = Literal["is", "lt", "lte", "gt", "gte", "contains", "starts", "ends"]
#: The marks of the Hub before a value that is compared in order, those of two characters first.
ORDERS: tuple[tuple[str, Comparator], ...] = (("<=", "lte"), ("<", "lt"), (">=", "gte"), (">", "gt"))

_NUMBER = re.compile(
    r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?Infinity|0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)", re.ASCII
)
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", re.ASCII)


def timestamp(moment: datetime) -> str:
    """A time as the Hub writes it: UTC, milliseconds, "Z". A time without a zone is taken as UTC.

    Raises UsageError for the first and last hours of the calendar, where that may not be possible.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    try:
        utc = moment.astimezone(timezone.utc)
    except OverflowError:
        raise UsageError(f"{moment} cannot be given in UTC.", None) from None
    return f"{utc.year:04}-{utc:%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"


# -- what a caller gives ------------------------------------------------------------------------------------------


def ids_of(owner: Resource | None, f: Field | None) -> str | None:
    """What a field holds the id of, None for a field that holds none."""
    if owner is None or f is None or f.type is not Type.UUID:
        return None
    return (f.refers_to or (owner.name if f.name == "id" else f.name.removesuffix("_id"))).replace("_", " ")


def text_of(found: Found, value: object, dialect: Dialect) -> str | None:
    """The text of one value of a filter, None for null.

    Raises UsageError for what cannot be compared with.
    """
    if isinstance(value, Enum):
        value = value.value
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    wanted = ids_of(found.owner, found.field)
    if wanted is not None and (isinstance(value, str) or hasattr(value, "id")):
        return identifier(value, wanted)
    if isinstance(value, str):
        choices = found.field.choices if found.field is not None else None
        return choice(sendable(value, f"The filter {found.name!r}:"), choices, dialect)
    if isinstance(value, (int, float)):
        return _number(found.name, value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    key = getattr(value, "id", None)
    if isinstance(key, UUID):
        return str(key)
    raise UsageError(f"The filter {found.name!r} cannot be compared with a {type(value).__name__}.", None)


def _number(name: str, value: float) -> str:
    with suppress(OverflowError):
        # The Hub reads numbers as JavaScript does: not every large whole number is one of its own.
        if isfinite(value) and float(value) == value:
            return str(value)
    raise UsageError(f"The filter {name!r}: {brief(value)} is no number that the Hub can compare with.", None)


def choice(text: str, choices: Choices | None, dialect: Dialect) -> str:
    """The Hub's spelling of a value of a closed set, by its present or a former name; any other text as it is."""
    if choices is None:
        return text
    if text not in choices.values:
        text = next((old.now for old in choices.former if old.name == text and old.now), text)
    return dialect.value(choices, text)


def taken_otherwise(text: str) -> str:
    """What the Hub takes a text for when it compares a column of texts with it; empty if just for that text."""
    word = blank_free(text)
    if word != text:
        return "the same text without the blanks at its ends"
    if word.lower() == "null":
        return "no value at all: give None for that"
    if word.lower() in ("true", "false"):
        return "a truth value: give True or False for that"
    if _NUMBER.fullmatch(text) is None or _is_plain_number(text):
        return ""
    return "a number, which it writes in another way"


def _is_plain_number(text: str) -> bool:
    """Whether JavaScript writes the number in just these characters."""
    if _PLAIN_NUMBER.fullmatch(text) is None or text == "-0" or len(text) > 15:
        return False
    return "." not in text or repr(float(text)) == text


def blank_free(text: str) -> str:
    """The text without blanks at its ends. JavaScript counts the byte order mark among the blanks."""
    return text.strip("\ufeff \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + _SPACES)


_SPACES = "".join(map(chr, range(0x2000, 0x200B)))


# -- texts with the Hub's own marks -------------------------------------------------------------------------------


def says_nothing(text: str) -> bool:
    """Whether nothing is left of a text when the Hub has taken its marks for negation, likeness and order from it."""
    left = blank_free(text).lstrip("!").lstrip("<>").removeprefix("=").strip("~")
    return not blank_free(left)


def each_member(text: str, spell: Callable[[str], str]) -> str:
    """A text with marks, of which each of its members, "!" and commas aside, is spelt by `spell`."""
    mark = "!" if text.startswith("!") else ""
    return mark + ",".join(spell(member.strip()) for member in text.removeprefix("!").split(","))


def read_marks(text: str, *, expressions: bool) -> tuple[Comparator, bool, tuple[str, ...]]:
    """What the Hub reads in a text with its own marks: how it compares, whether the contrary, and with what.

    expressions  whether it is a Hub that knows expressions; the others know "~" before a text only, "starts with"
    """
    text = blank_free(text)
    if expressions and "," in text:
        return _read_members(text)
    negative = text.startswith("!")
    rest = text[1:] if negative else text
    if rest.startswith("~") or (expressions and rest.endswith("~")):
        return _read_likeness(rest, expressions=expressions), negative, (_without_marks(rest, expressions),)
    for mark, comparator in ORDERS:
        if rest.startswith(mark):
            # The Hub passes over a "!" before these.
            return comparator, False, (blank_free(rest[len(mark) :]),)
    return "is", negative, tuple(blank_free(member) for member in rest.split(","))


def _read_members(text: str) -> tuple[Comparator, bool, tuple[str, ...]]:
    members = [word for part in text.split(",") if (word := blank_free(part))]
    if members and members[0].startswith("!"):
        comparator, negative, (first,) = read_marks(members[0], expressions=True)
        if comparator == "is" and negative:
            return "is", True, (first, *members[1:])
    return "is", False, tuple(members)


def _read_likeness(marked: str, *, expressions: bool) -> Comparator:
    if not expressions:
        return "starts"
    return "contains" if marked[0] == marked[-1] == "~" else "ends" if marked[0] == "~" else "starts"


def _without_marks(marked: str, expressions: bool) -> str:
    text = marked.removeprefix("~")
    return text.removesuffix("~") if expressions else text
