"""What may be shown: texts of others without commands to a terminal, and URLs, headers and texts without secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote_plus

import httpx2

#: What stands where a secret stood.
HIDDEN = "***"

#: User name and password before the host of a URL.
_USER_INFO = re.compile(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
#: What the name of a parameter or header that holds a secret has in it, without its punctuation.
_SECRET_PARTS = (
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "signature",
    "assertion",
    "apikey",
)
#: Names that hold a secret only if they are no part of a longer one.
_SECRET_NAMES = frozenset({"authorization", "code", "cookie", "key", "otp", "pass", "pwd", "setcookie", "sig"})
#: Headers that tell how to log in: the scheme may be shown, what follows may be a token.
_SCHEMES = re.compile(r"(?:[a-z]+-)?(?:authenticate|authorization|authentication-info)", re.IGNORECASE)

#: What terminals take for a command: colours, titles, links, movements.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
)
#: Characters that change the order in which others are shown.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Characters without an image of their own that words of some languages need.
_JOINING = frozenset("\u200c\u200d")

#: Secrets that are known by their form: tokens (JWT), what an authorization header says, hashes of passwords, and what
#: is said to be one. The quantities are limited, so that no text takes long.
_SECRETS = (
    re.compile(r"()eyJ[\w-]{8,4096}(?:\.[\w-]{1,4096}){1,4}", re.ASCII),
    re.compile(r"(\b(?:bearer|basic)\s{1,4})(?=\S*[\d=])[\w.~+/=-]{12,4096}", re.ASCII | re.IGNORECASE),
    re.compile(r"()\$(?:2[abxy]?|argon2\w{1,2}|scrypt|pbkdf2[\w-]{0,16})\$[^\s\"']{8,512}"),
    re.compile(
        r"(\b\w{0,32}(?:password|secret|token)\w{0,8}[\"']?\s{0,4}(?:=|(?<=[\"']):)\s{0,4}[\"']?)[^\s\"',;&#)}]{1,4096}",
        re.IGNORECASE,
    ),
)


def cleaned(text: str) -> str:
    """A text of somebody else as it may be printed: without commands to a terminal and without half characters.

    Lines stay apart; what cannot be shown is a question mark in a diamond.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in _SEQUENCE.sub("", text))


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINING or character in "\n\t":
        return character
    if character in _TURNING:
        return ""
    return " " if character.isspace() else "\ufffd"


def without_password(url: str) -> str:
    """A URL as messages and representations show it: without a user name and password in it."""
    return _USER_INFO.sub(r"\1", url)


def shown_url(url: str) -> str:
    """A URL without a user name and password, and without the values of parameters that are secrets by their name."""
    whole, hash_mark, fragment = without_password(url).partition("#")
    path, question_mark, query = whole.partition("?")
    return f"{path}{question_mark}{_shown_query(query)}{hash_mark}{_shown_query(fragment)}"


def _shown_query(query: str) -> str:
    pairs = (pair.partition("=") for pair in query.split("&"))
    return "&".join(
        f"{name}={HIDDEN}" if value and _is_secret(name) else f"{name}{sign}{value}" for name, sign, value in pairs
    )


def _is_secret(name: str) -> bool:
    plain = re.sub(r"[\W_]", "", unquote_plus(name)).lower()
    return plain in _SECRET_NAMES or any(part in plain for part in _SECRET_PARTS)


def shown_headers(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer without secrets, as httpx2 takes them, whatever characters are in them."""
    pairs = headers.multi_items() if isinstance(headers, httpx2.Headers) else headers.items()
    return [(name.encode("utf-8", "replace"), _shown_value(name, value)) for name, value in pairs]


def _shown_value(name: str, value: str) -> bytes:
    if _SCHEMES.fullmatch(name):
        scheme = re.match(r"(?:basic|bearer|digest|negotiate|ntlm|kerberos)\b", value.strip(), re.IGNORECASE)
        value = f"{scheme[0]} {HIDDEN}" if scheme else HIDDEN
    elif _is_secret(name):
        value = HIDDEN
    elif name.lower() in ("location", "content-location", "refresh", "link"):
        value = shown_url(value)
    return value.encode("utf-8", "replace")


def without_secrets(text: str) -> str:
    """A text of somebody else without what is a secret by its form."""
    for secret in _SECRETS:
        text = secret.sub(rf"\1{HIDDEN}", text)
    return text
