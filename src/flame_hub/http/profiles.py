"""The profile file: an INI file whose sections are profiles, for its owner alone."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from ..core.errors import UsageError
from ..core.texts import brief
from .private_files import read_text, refused

#: The profile that is used if none is named.
DEFAULT = "default"
_WHAT = "The profile file"
_HEADER = re.compile(r"\[(?P<name>.+)\]")


def default_path() -> Path | None:
    """Where the profile file of this user is looked for, None if the user has no home folder."""
    import platformdirs

    try:
        return Path(platformdirs.user_config_dir("flame-hub", appauthor=False), "profiles.ini")
    except RuntimeError:
        return None


def read_profiles(path: Path) -> Mapping[str, Mapping[str, str]] | None:
    """The profiles of a file by name, each with its keys in lower case and their texts. None: there is no such file.

    Raises UsageError if the file cannot be read, if others could read it, or if it is no INI file. Nothing of what
    stands in it is shown but the names of profiles.
    """
    text = read_text(path, _WHAT, owner_only=True)
    if text is None:
        return None
    import configparser

    # [DEFAULT] is a profile like others here, so no section holds for all: none can have a line break for a name.
    parser = configparser.ConfigParser(
        interpolation=None, delimiters=("=",), default_section="\n", empty_lines_in_values=False
    )
    try:
        parser.read_string(text)
    except configparser.DuplicateSectionError as error:
        raise _broken(path, error.lineno, f"begins the profile {brief(error.section)} a second time") from None
    except configparser.DuplicateOptionError as error:
        raise _broken(path, error.lineno, f"sets a key a second time in profile {brief(error.section)}") from None
    except configparser.MissingSectionHeaderError as error:
        raise _broken(
            path, error.lineno, "stands before any profile: one begins with a line such as [default]"
        ) from None
    except configparser.ParsingError as error:
        lines = [line for line, _ in error.errors]
        raise _broken(path, lines[0] if lines else None, "is neither [profile] nor key = value") from None
    except configparser.Error:
        raise _broken(path, None, "is no INI file") from None
    return {name.strip(): dict(parser.items(name)) for name in parser.sections()}


def _broken(path: Path, line: int | None, what: str) -> UsageError:
    where = f"{_WHAT} {path}" if line is None else f"Line {line} of the profile file {path}"
    return refused(f"{where} {what}.", "Comments begin with # on a line of their own.")


def profile_of(path: Path, profile: str, profiles: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The profile of this name. Raises UsageError with those that there are if there is none."""
    if profile in profiles:
        return profiles[profile]
    near = difflib.get_close_matches(profile, profiles, n=1)
    advice = f"Did you mean {near[0]!r}? " if near else ""
    names = ", ".join(sorted(profiles))
    listing = f"There are: {names}." if names else "There are none."
    raise refused(f"There is no profile {brief(profile)} in {path}.", f"{advice}{listing}")


def check_keys(path: Path, profile: str, keys: Collection[str], known: Collection[str]) -> None:
    """Raise UsageError for a key that is not known, with the nearest right one."""
    for key in keys:
        if key in known:
            continue
        near = difflib.get_close_matches(key, known, n=1)
        line = _line_of(path, profile, key)
        where = f"Line {line} of the profile file {path}" if line else f"Profile {brief(profile)} of {path}"
        # A key that resembles none may be half of a secret with an equals sign in it.
        named = f" {brief(key)}" if near else ""
        advice = f"Did you mean {near[0]!r}? " if near else ""
        raise refused(f"{where} has a key{named} that does not exist.", f"{advice}There are: {', '.join(known)}.")


def _line_of(path: Path, profile: str, key: str) -> int | None:
    section = ""
    for number, line in enumerate((read_text(path, _WHAT, owner_only=True) or "").splitlines(), 1):
        if header := _HEADER.match(line.strip()):
            section = header["name"].strip()
        elif section == profile and line.partition("=")[0].strip().lower() == key:
            return number
    return None


def text_of(path: Path, profile: str, key: str) -> str:
    """What a profile says for a key now. Raises UsageError if that is nothing."""
    profiles = read_profiles(path)
    if profiles is None:
        raise refused(f"There is no profile file {path} any more.", f"It had the {key} of profile {brief(profile)}.")
    text = one_line(profile_of(path, profile, profiles).get(key, ""), path, profile, key)
    if not text:
        raise refused(f"{key} is missing in profile {brief(profile)} of {path}.", f"Write: {key} = ...")
    return text


def one_line(text: str, path: Path, profile: str, key: str) -> str:
    """The text of a key. Raises UsageError if it spans lines, which is no more than a slip in indentation."""
    if "\n" in text:
        message = f"{key} in profile {brief(profile)} of {path} goes on over several lines."
        raise refused(message, "A line that begins with a space continues the one before it: take the space away.")
    return text
