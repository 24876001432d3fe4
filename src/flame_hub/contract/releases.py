"""Releases of the Hub and of its services, and what was called otherwise in some of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from .rows import row_class

Service = Literal["auth", "core", "storage", "telemetry", "messenger"]

Release = tuple[int, ...]

#: The release that the embedded Hub is, and the Authup that comes with it.
HUB_RELEASE = "0.14"
AUTHUP_RELEASE = "beta.62"


@row_class
class Former:
    """How something was called up to a release of the service that has it.

    name   what it was called, a field in snake_case, a value as it stands
    until  last release that called it so
    now    of a value: what it is called now, empty if there is nothing in its place
    """

    name: str
    until: str
    now: str = ""


def release_of(text: str) -> Release:
    """A release as it can be compared: "0.8.22" is (0, 8, 22), Authup's "1.0.0-beta.53" and "beta.53" are (0, 53).

    Raises ValueError for a text that is none.
    """
    if beta := re.fullmatch(r"(?:v?1\.0\.0-)?beta\.(\d+)", text.strip(), re.ASCII):
        return (0, int(beta[1]))
    found = re.match(r"v?(\d+(?:\.\d+)+)(?![\d.])", text.strip(), re.ASCII)
    if found is None:
        raise ValueError(f"{text!r} is no release, such as '0.14' or '0.8.22'.")
    return tuple(int(part) for part in found[1].split("."))


#: What a Hub of `HUB_RELEASE` runs.
TODAY: Mapping[Service, Release] = {
    "auth": release_of(AUTHUP_RELEASE),
    "core": release_of(HUB_RELEASE),
    "storage": release_of(HUB_RELEASE),
    "telemetry": release_of(HUB_RELEASE),
    "messenger": release_of(HUB_RELEASE),
}


def covers(since: str | None, until: str | None, release: Release) -> bool:
    """Whether a release is one of those from `since` to `until`. An `until` of "0.12" includes 0.12.3."""
    if since is not None and release < release_of(since):
        return False
    if until is None:
        return True
    last = release_of(until)
    return release[: len(last)] <= last
