"""What can be set in the environment and in a profile: one table, from which both are read."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from ..contract.generations import releases_of
from ..core.texts import brief
from .private_files import whole_path
from .settings import TRANSPORTS
from .token_cache import TokenCache

PREFIX = "FLAME_HUB_"

#: Reads the text of a setting; paths in it are relative to the folder. Raises ValueError with what it takes.
Parse = Callable[[str, Path], Any]


@dataclass(frozen=True)
class Setting:
    """Something that can be set.

    name     of the argument and of the key in a profile
    parse    what its text means
    secret   whether its value must not be shown; it can be in a file of its own then
    late     whether it is read anew at every log-in
    """

    name: str
    parse: Parse
    secret: bool = False
    late: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys in a profile: the second names a file that holds the value."""
        return (self.name, f"{self.name}_file") if self.secret else (self.name,)


def variable_of(key: str) -> str:
    """The environment variable of a key."""
    return f"{PREFIX}{key.upper()}"


def _text(text: str, folder: Path) -> str:
    del folder
    return text.strip()


def _as_it_is(text: str, folder: Path) -> str:
    del folder
    return text


def _url(text: str, folder: Path) -> str:
    del folder
    expected = "takes a URL, which begins with http:// or https:// and a host"
    try:
        url = httpx2.URL(text.strip())
    except httpx2.InvalidURL:
        raise ValueError(expected) from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError(expected)
    return text.strip()


def _seconds(text: str, folder: Path) -> float | None:
    del folder
    if text.strip().lower() == "none":
        return None
    return _number(text, "takes a number of seconds above 0, or none for no limit")


def _number(text: str, expected: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{expected}, not {brief(text)}") from None
    if not 0 < number < math.inf:
        raise ValueError(f"{expected}, not {brief(text)}")
    return number


def _count(least: int) -> Parse:
    def parse(text: str, folder: Path) -> int:
        del folder
        expected = f"takes a whole number, {least} or more, not {brief(text)}"
        try:
            number = int(text)
        except ValueError:
            raise ValueError(expected) from None
        if number < least:
            raise ValueError(expected)
        return number

    return parse


_WORDS = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}


def _switch(text: str, folder: Path) -> bool:
    del folder
    try:
        return _WORDS[text.strip().lower()]
    except KeyError:
        raise ValueError(f"takes yes or no, not {brief(text)}") from None


def _generation(text: str, folder: Path) -> str:
    del folder
    try:
        releases_of(text.strip())
    except ValueError:
        raise ValueError(f"takes a release of the Hub, such as 0.14, 0.8 or 0.8.36, not {brief(text)}") from None
    return text.strip()


def _transport(text: str, folder: Path) -> str:
    del folder
    if text.strip() not in TRANSPORTS:
        raise ValueError(f"takes {' or '.join(TRANSPORTS)}, not {brief(text)}")
    return text.strip()


def _path(text: str, folder: Path) -> str:
    return str(whole_path(text.strip(), folder))


def _paths(text: str, folder: Path) -> list[str]:
    return [_path(part, folder) for part in text.split(os.pathsep) if part.strip()]


def _hosts(text: str, folder: Path) -> list[str]:
    del folder
    return [part.strip() for part in text.split(",") if part.strip()]


def _token_cache(text: str, folder: Path) -> TokenCache:
    return TokenCache(_path(text, folder))


#: Where the Hub and its single services are.
URLS = ("url", "auth_url", "core_url", "storage_url", "telemetry_url", "messenger_url")

#: The kinds of logins: what says who logs in, and what proves it. A token does both.
LOGINS: Mapping[str, tuple[str, ...]] = {
    "token": ("token",),
    "user": ("username", "password"),
    "client": ("client_id", "client_secret"),
    "robot": ("robot_id", "robot_secret"),
}

#: The certificate with which this side proves who it is.
CERTIFICATE = ("client_cert", "client_key", "client_key_password")

#: How calls are made, whoever sends them.
CALLS = ("deadline", "retries", "throttle")
#: How connections are made. An httpx2 client of one's own has its own settings for these.
TRANSPORT = ("timeout", "ca_file", "proxy", "no_proxy", "trust_env", "max_connections", "transport")

SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        *(Setting(name, _url) for name in URLS),
        Setting("token", _as_it_is, secret=True, late=True),
        Setting("username", _text),
        Setting("password", _as_it_is, secret=True, late=True),
        Setting("client_id", _text),
        Setting("client_secret", _as_it_is, secret=True, late=True),
        Setting("robot_id", _text),
        Setting("robot_secret", _as_it_is, secret=True, late=True),
        Setting("realm", _text),
        Setting("token_cache", _token_cache),
        Setting("generation", _generation),
        Setting("timeout", _seconds),
        Setting("deadline", _seconds),
        Setting("retries", _count(0)),
        Setting("throttle", _switch),
        Setting("ca_file", _paths),
        Setting("client_cert", _path),
        Setting("client_key", _path),
        Setting("client_key_password", _as_it_is, secret=True),
        # A proxy's URL often has a password in it.
        Setting("proxy", _text, secret=True),
        Setting("no_proxy", _hosts),
        Setting("trust_env", _switch),
        Setting("max_connections", _count(1)),
        Setting("transport", _transport),
    )
}

#: All keys of a profile.
KEYS = tuple(key for setting in SETTINGS.values() for key in setting.keys)
