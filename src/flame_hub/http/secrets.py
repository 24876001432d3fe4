"""Where secrets are kept: each source is called for its secret, which it reads anew every time.

Sources have no secret in themselves, so they can be shown, compared, pickled and sent to other processes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..core.errors import UsageError
from ..core.texts import brief
from . import profiles
from .private_files import read_text, refused, whole_path


@dataclass(frozen=True)
class EnvironmentSecret:
    """A secret in an environment variable.

    name      of the variable
    environ   where it is looked up, `os.environ` if not given. It is not pickled.

    A call raises UsageError if the variable is not set.
    """

    name: str
    environ: Mapping[str, str] | None = field(default=None, repr=False, compare=False)

    def __call__(self) -> str:
        text = (os.environ if self.environ is None else self.environ).get(self.name)
        if not text:
            raise refused(f"The environment variable {self.name} is not set.", "It has to hold a secret.")
        return _whole(text, f"The environment variable {self.name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return EnvironmentSecret, (self.name,)


@dataclass(frozen=True)
class FileSecret:
    """A secret in a file of its own, as Docker and Kubernetes mount them.

    path   of the file, in UTF-8; `~` is the home folder, and a relative path is relative to the working directory of
           this moment. One line end after the secret is cut.

    Others may be able to read the file: whoever mounts secrets decides on that. A call raises UsageError if the file is
    missing or empty, cannot be read, or holds more than one line.
    """

    path: str

    def __init__(self, path: str | os.PathLike[str]) -> None:
        if not isinstance(path, (str, os.PathLike)) or not str(path).strip():  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"A secret's file is the path of a file, not {brief(path)}.", None)
        object.__setattr__(self, "path", str(whole_path(os.fspath(path), Path.cwd())))

    def __call__(self) -> str:
        what = "The secret's file"
        text = read_text(Path(self.path), what, owner_only=False)
        if text is None:
            raise refused(f"There is no file {self.path}.", "It has to hold a secret: mount or write it there.")
        secret = text.removesuffix("\n").removesuffix("\r")
        if not secret:
            raise refused(f"{what} {self.path} is empty.", "Write the secret into it, and nothing else.")
        if "\n" in secret:
            raise refused(f"{what} {self.path} has more than one line.", "It has to hold the secret and nothing else.")
        return secret


@dataclass(frozen=True)
class ProfileSecret:
    """A secret in a profile file.

    path      of the file
    profile   name of the profile
    key       of the secret in it, such as "password"

    A call raises UsageError if it is not there any more, or if others can read the file.
    """

    path: str
    profile: str
    key: str

    def __call__(self) -> str:
        return profiles.text_of(Path(self.path), self.profile, self.key)


def _whole(text: str, what: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise refused(f"{what} holds what is no text in UTF-8.", "Set it again.") from None
    return text
