"""The places where settings are kept, each read into the same form: arguments, environment variables, a profile."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..core.errors import UsageError
from ..core.identifiers import realm_text
from ..core.texts import brief
from . import profiles
from .private_files import refused, whole_path
from .secrets import EnvironmentSecret, FileSecret, ProfileSecret
from .token_cache import TokenCache
from .variables import KEYS, SETTINGS, Setting, variable_of

#: Which profile is used, and in which file.
PROFILE = variable_of("profile")
CONFIG = variable_of("config")


@dataclass(frozen=True)
class Given:
    """A setting in one place: what it is there, and how a message calls it."""

    value: Any = field(repr=False)
    where: str


@dataclass(frozen=True)
class Place:
    """One of the places.

    given     what it has, by setting
    spelled   how a message calls a key of it
    filed     whether a secret can be in a file that the place names
    """

    given: Mapping[str, Given]
    spelled: Callable[[str], str]
    filed: bool = True

    def ways(self, name: str) -> str:
        """How a setting can be given here, for messages."""
        return " or ".join(self.spelled(key) for key in SETTINGS[name].keys) if self.filed else self.spelled(name)


@dataclass(frozen=True)
class ProfileFile:
    """The profile file and the profile in it.

    path      None if this user has no folder for it
    profile   its name
    profiles  all there are in the file
    """

    path: Path | None
    profile: str
    profiles: Mapping[str, Mapping[str, str]]


def open_profiles(profile: str | None, variables: Mapping[str, str]) -> ProfileFile:
    """The profile file that is named or the user's own, with the profile that is named or the default one.

    Only what was not named may be missing. Raises UsageError if it cannot be used.
    """
    if profile is not None and (not isinstance(profile, str) or not profile.strip()):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"A profile is the name of a section of the profile file, not {brief(profile)}.", None)
    named = (profile or variables.get(PROFILE, "")).strip()
    config = variables.get(CONFIG, "").strip()
    path = whole_path(config, Path.cwd()) if config else profiles.default_path()
    if path is None:
        if named:
            raise refused("This user has no home folder to keep profiles in.", f"Name the profile file with {CONFIG}.")
        return ProfileFile(None, profiles.DEFAULT, {})
    found = profiles.read_profiles(path) if named or config or _can_be_there(path) else None
    if found is not None:
        if named:
            profiles.profile_of(path, named, found)
    elif named or config:
        by = f" {CONFIG if config else PROFILE} names it: make it, or unset that." if config or profile is None else ""
        raise refused(f"There is no profile file {path}.", by.strip() or "Make it, for yourself alone (chmod 600).")
    return ProfileFile(path, named or profiles.DEFAULT, found or {})


def _can_be_there(path: Path) -> bool:
    """Whether there can be a file. A service often runs as a user who may not even look into its home folder."""
    try:
        path.stat()
    except PermissionError:
        return False
    except OSError:
        return True
    return True


def in_arguments(arguments: Mapping[str, Any]) -> Place:
    """The settings among the arguments of a call. Raises UsageError for what cannot be one."""
    given = {name: value for name, value in arguments.items() if value is not None}
    if "base_url" in given and "url" in given:
        raise UsageError("base_url and url are the same: give one of them.", None)
    words = {name: "base_url" if name == "url" and "base_url" in given else name for name in SETTINGS}
    found = {
        name: Given(_argument(word, SETTINGS[name], given[word]), f"the argument {word}")
        for name, word in words.items()
        if word in given
    }
    return Place(found, lambda name: f"the argument {name}", filed=False)


def _argument(word: str, setting: Setting, value: Any) -> Any:
    if isinstance(value, str) and not value.strip() and setting.name != "no_proxy":
        raise UsageError(f"The argument {word} is empty.", None)
    if setting.name == "realm":
        return realm_text(value)
    if setting.name == "token_cache":
        return value if isinstance(value, TokenCache) else TokenCache(value)
    if setting.late or setting.name == "client_key_password":
        if not callable(value) and not isinstance(value, str):
            raise UsageError(f"{word} takes a text or a function that returns one, not {type(value).__name__}.", None)
        if not setting.late and callable(value):
            text = value()
            if not isinstance(text, str):
                kind = type(text).__name__
                raise UsageError(f"The function that was given for {word} returned {kind} and no text.", None)
            return text
    return value


def in_environment(variables: Mapping[str, str]) -> Place:
    """The settings among environment variables. Raises UsageError for one that makes no sense."""
    # A reference to the environment itself would be pickled as that of another process.
    other = None if variables is os.environ else variables
    found = _read(
        lambda key: variables.get(variable_of(key), ""),
        variable_of,
        lambda key: EnvironmentSecret(variable_of(key), other),
        Path.cwd,
    )
    return Place(found, variable_of)


def in_profile(file: ProfileFile) -> Place:
    """The settings of the profile. Raises UsageError for one that makes no sense, and for a key that is none."""

    def spelled(key: str) -> str:
        return f"{key} in profile {brief(file.profile)} of {file.path}"

    keys = file.profiles.get(file.profile)
    if keys is None or file.path is None:
        return Place({}, spelled)
    path = file.path
    profiles.check_keys(path, file.profile, keys, KEYS)
    found = _read(
        lambda key: profiles.one_line(keys.get(key, ""), path, file.profile, key),
        spelled,
        lambda key: ProfileSecret(str(path), file.profile, key),
        lambda: path.parent,
    )
    return Place(found, spelled)


def _read(
    text_of: Callable[[str], str],
    spelled: Callable[[str], str],
    source_of: Callable[[str], Callable[[], str]],
    folder: Callable[[], Path],
) -> dict[str, Given]:
    """What a place of texts has. An empty text counts as none: that is what an unset variable becomes in many tools."""
    found: dict[str, Given] = {}
    for setting in SETTINGS.values():
        keys = [key for key in setting.keys if text_of(key).strip()]
        if len(keys) > 1:
            raise refused(f"{spelled(keys[0])} and {spelled(keys[1])} are both set.", "Keep one of them.")
        if not keys:
            continue
        key = keys[0]
        filed = key != setting.name
        source = FileSecret(whole_path(text_of(key).strip(), folder())) if filed else source_of(key)
        found[setting.name] = Given(_value(setting, source, text_of(key), filed, spelled(key), folder), spelled(key))
    return found


def _value(
    setting: Setting, source: Callable[[], str], text: str, filed: bool, where: str, folder: Callable[[], Path]
) -> Any:
    if setting.late:
        return source
    try:
        return setting.parse(source() if filed else text, folder())
    except ValueError as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{where} {error}.", None) from None
