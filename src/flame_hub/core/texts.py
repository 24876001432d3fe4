"""Texts that go into messages and requests."""

from __future__ import annotations

import re

from .errors import UsageError

#: User name and password before the host of a URL.
_USER_INFO = re.compile(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)


def brief(value: object, limit: int = 60) -> str:
    """A value as a message shows it: its representation, cut where it becomes long."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, a list within itself
        return f"a huge {type(value).__name__}"
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def without_password(url: str) -> str:
    """A URL as messages and representations show it: without a user name and password in it."""
    return _USER_INFO.sub(r"\1", url)


def is_token(text: object) -> bool:
    """Whether a value can be an access token: one word of printable ASCII characters."""
    return isinstance(text, str) and text.isascii() and text.isprintable() and text.split() == [text]


def one_line(text: str) -> str:
    return " ".join(text.split())


def sendable(text: str, what: str) -> str:
    """The text itself. Raises UsageError if it cannot be sent: it holds half a character (a lone surrogate)."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{what} {brief(text)} holds half a character at position {error.start}.", None) from None
    return text
