"""What the Hub demands of the properties of bodies."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from .rows import row_class


@row_class
class Check:
    """What the Hub demands of one property of a body.

    kind        which test: a text, a slug (lower case name), a UUID, a boolean, an integer, an e-mail
                address, a URL, several URLs with commas between them, an IPv4 address, a time in ISO 8601, one of
                several options, a list of a command's arguments, an object of texts, any object, anything
    required    must be present when a record is created (never when it is updated)
    nullable    null is a value of its own, not an error
    emptied     null is no error when a record is changed, though its column cannot be null
    falsy       an empty text or null counts as not given when a record is created
    minimum, maximum   length of a text or of the text of an argument in characters, value of an integer
    pattern     regular expression a text must match, in the Hub's own spelling
    options     the values of `one_of`, in the order the Hub names them
    reserved    how a slug must not begin
    version     the version that a UUID must be of, None: any
    """

    kind: Literal[
        "text",
        "slug",
        "uuid",
        "boolean",
        "integer",
        "email",
        "url",
        "urls",
        "ipv4",
        "datetime",
        "one_of",
        "arguments",
        "labels",
        "object",
        "any",
    ]
    required: bool = False
    nullable: bool = False
    emptied: bool = False
    falsy: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    options: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    version: int | None = None


def text(minimum: int | None = None, maximum: int | None = None, *, pattern: str | None = None) -> Check:
    return Check("text", minimum=minimum, maximum=maximum, pattern=pattern)


def slug(*reserved: str) -> Check:
    """A name that is trimmed and folded to lower case, 3 to 128 of the characters `a-z0-9-_.`.

    reserved  how it must not begin
    """
    return Check("slug", minimum=3, maximum=128, reserved=reserved)


def number(minimum: int, maximum: int) -> Check:
    return Check("integer", minimum=minimum, maximum=maximum)


UUID_CHECK = Check("uuid")
UUID4_CHECK = Check("uuid", version=4)
BOOLEAN_CHECK = Check("boolean")
EMAIL_CHECK = Check("email")
URL_CHECK = Check("url")
IPV4_CHECK = Check("ipv4")
DATETIME_CHECK = Check("datetime")
OBJECT_CHECK = Check("object")
URLS_CHECK = Check("urls")
INTEGER_CHECK = Check("integer")
ANY_CHECK = Check("any")


def required(check: Check) -> Check:
    return replace(check, required=True)


def nullable(check: Check) -> Check:
    return replace(check, nullable=True)
