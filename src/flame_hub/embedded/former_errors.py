"""Errors as older releases tell them."""

from __future__ import annotations

import re
from typing import Any

from ..contract.generations import ERRORS_WITHOUT_STATUS, PLAIN_CODES
from ..contract.releases import Release, release_of
from .former_words import Words, snake_case

#: What a Hub that passes auth's errors on tells of a bad token: auth's code.
_TOKEN_CODES = {
    "The JWT has expired.": "EXPIRED_TOKEN",
    "The JWT is not active.": "INACTIVE_TOKEN",
    "The JWT is invalid.": "INVALID_TOKEN",
    "Property token is invalid": "INVALID_TOKEN",
}
_NAMED = re.compile(r"(?<=^Property )\S+(?= )|(?<=^Properties ).+(?= are )|(?<= entity by )\S+")


def former_error(
    status: int, error: dict[str, Any], service: str, release: Release, words: Words | None
) -> tuple[int, dict[str, Any]]:
    """The status and the body of an error of today in the form of a release.

    words   those of the collection that it is about, None: of none
    """
    told = {**error, "message": _spelled(str(error.get("message", "")), words)}
    if service == "auth":
        if release < release_of(ERRORS_WITHOUT_STATUS):
            kept = {name: value for name, value in told.items() if name not in ("name", "@instanceof", "issues")}
            return status, {"statusCode": status, **kept}
        return status, told
    if release >= release_of(PLAIN_CODES):
        return status, told
    code, message = str(error.get("code", "")).upper(), str(told["message"])
    if code == "BAD_REQUEST" and message.startswith("The evaluation of permission"):
        status, code = 403, "PERMISSION_DENIED"
    elif code == "INTERNAL_ERROR" and message in _TOKEN_CODES:
        status, code = 400, _TOKEN_CODES[message]
    return status, {"statusCode": status, "code": code, "message": message}


def _spelled(message: str, words: Words | None) -> str:
    """A message that names properties, in the words of the release."""
    if words is None:
        return message

    def names(found: re.Match[str]) -> str:
        return ", ".join(
            words.told(name) or (name if words.camel_case else snake_case(name)) for name in found[0].split(", ")
        )

    return _NAMED.sub(names, message)
