"""Texts that go into messages and requests."""

from __future__ import annotations

from .errors import UsageError
from .redaction import cleaned
from .redaction import without_password as without_password


def brief(value: object, limit: int = 60) -> str:
    """A value as a message shows it: its representation, cut where it becomes long."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, a list within itself
        return f"a huge {type(value).__name__}"
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def is_token(text: object) -> bool:
    """Whether a value can be an access token: one word of printable ASCII characters."""
    return isinstance(text, str) and text.isascii() and text.isprintable() and text.split() == [text]


def one_line(text: str, limit: int = 500) -> str:
    """A text of somebody else as a message shows it: in one line, cut where it becomes long, nothing but characters."""
    # What cannot be seen in the end need not be looked at, however much of it there is.
    line = " ".join(cleaned(text[: 4 * limit]).split())
    return line if len(line) <= limit and len(text) <= 4 * limit else f"{line[: limit - 3]}..."


def sendable(text: str, what: str) -> str:
    """The text itself. Raises UsageError if it cannot be sent: it holds half a character (a lone surrogate)."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{what} {brief(text)} holds half a character at position {error.start}.", None) from None
    return text
