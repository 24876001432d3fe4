"""Storage options that must not be told apart by their text, nor shown: secrets and objects.

fsspec keeps the options of a filesystem as its `storage_options`, makes the key of its cache of instances from their
`repr`, and puts them into pickles and JSON. A secret has no business in any of these, and two logins of one user look
alike. So each of them is kept in a `Held`, which has a name of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import weakref
from collections.abc import Mapping
from typing import Any

from ..core.errors import UsageError
from ..core.texts import without_password
from ..http.secrets import EnvironmentSecret, FileSecret, ProfileSecret
from ..http.variables import SETTINGS, URLS

#: Options whose text is secret. The URL of a proxy is so if there is a login in it.
_SECRET = frozenset({"auth", *(name for name, setting in SETTINGS.items() if setting.secret)}) - {"proxy"}
_TEXTS: tuple[Any, ...] = (str, os.PathLike, list, tuple, Mapping)
#: What can be told apart by its text, if that is not secret. The sources of secrets have none in themselves.
_SHOWN: tuple[Any, ...] = (*_TEXTS, int, float, EnvironmentSecret, FileSecret, ProfileSecret)
#: With it the names of secrets are made, so that nobody can find out a password by trying.
_KEY = secrets.token_bytes(32)
#: The names of objects, for as long as these live.
_NAMES: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()


class Held:
    """An option that is shown by a name only.

    value    the option
    name     the same for the same object, or for the same secret in this process
    secret   whether it is a secret, which is not pickled
    """

    def __init__(self, value: Any, name: str, *, secret: bool = False) -> None:
        self.value = value
        self.name = name
        self.secret = secret

    def __repr__(self) -> str:
        return f"<held {self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __deepcopy__(self, memo: object) -> Held:
        del memo
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        if self.secret:
            raise UsageError(
                "A HubFileSystem that was given a secret as text cannot be pickled, or the secret would be in the "
                "pickle: set FLAME_HUB_USERNAME and FLAME_HUB_PASSWORD (or a profile) where it is to be used and leave "
                "the login out here, or give a flame_hub.auth.EnvironmentSecret or FileSecret.",
                None,
            )
        # Under its name, so that each process has one filesystem of it, however often it is sent there.
        return Held, (self.value, self.name)


def hold(name: str, value: Any) -> Any:
    """An option as fsspec may keep it: itself, or held."""
    if _is_secret(name, value):
        return Held(value, _name_of_secret(value), secret=True)
    return value if value is None or isinstance(value, (*_SHOWN, Held)) else Held(value, _name_of(value))


def let_go(value: Any) -> Any:
    """The option itself."""
    return value.value if isinstance(value, Held) else value


def _is_secret(name: str, value: Any) -> bool:
    if not isinstance(value, _TEXTS):
        return False
    if name == "proxy":
        return "@" in str(value)
    if name == "client_cert":
        return isinstance(value, (list, tuple)) and len(value) > 2  # pyright: ignore[reportUnknownArgumentType]
    if name in (*URLS, "base_url"):
        return without_password(str(value)) != str(value)
    return name in _SECRET


def _name_of_secret(value: Any) -> str:
    return hmac.new(_KEY, repr(value).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _name_of(value: Any) -> str:
    try:
        return _NAMES.setdefault(value, secrets.token_hex(16))
    except TypeError:  # of what cannot be hashed or referred to, nobody knows whether it is the same
        return secrets.token_hex(16)
