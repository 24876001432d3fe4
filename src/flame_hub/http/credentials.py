"""Where a Hub is and how to log in there, from where people keep it.

Places are asked in this order: arguments, environment variables, a profile. Each setting comes from the first place
that has it, with three exceptions, which keep together what belongs together:

* A login comes as a whole from the first place that has a part of one. What it lacks there is taken from the next place
  that has a login of the same kind and of the same name, or of no name.
* A login goes to no other Hub than that of its place: if the place of its secret names a URL, and another one is used,
  that is an error.
* Where a URL of the Hub is overruled, the URLs of single services beside it are, too.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import httpx2

from ..core.errors import UsageError
from ..core.identifiers import realm_text
from ..core.texts import brief, without_password
from .auth import ClientAuth, HubAuth, PasswordAuth, RobotAuth, StaticAuth
from .places import (
    PROFILE,
    Given,
    Place,
    ProfileFile,
    in_arguments,
    in_environment,
    in_profile,
    open_profiles,
)
from .private_files import refused
from .secrets import EnvironmentSecret, FileSecret, ProfileSecret
from .variables import CALLS, CERTIFICATE, KEYS, LOGINS, PREFIX, SETTINGS, TRANSPORT, URLS, variable_of

__all__ = ["EnvironmentSecret", "FileSecret", "Found", "ProfileSecret", "find", "hub_arguments", "realm_text"]


@dataclass(frozen=True)
class Found:
    """What was found.

    url          base URL of the Hub; None if the URLs of its services are all there
    urls         URLs of single services: `{"auth_url": ...}`
    auth         login, None if there is none
    connection   how to connect: `{"timeout": 5.0, "client_cert": (certificate, key, password), ...}`
    generation   what the Hub runs, None if that is to be found out
    where        where each setting came from, for messages: `{"url": "FLAME_HUB_URL"}`
    """

    url: str | None
    urls: Mapping[str, str]
    auth: HubAuth | None
    connection: Mapping[str, Any] = field(repr=False)
    generation: str | None
    where: Mapping[str, str]

    def __repr__(self) -> str:
        url = None if self.url is None else without_password(self.url)
        return f"Found(url={url!r}, auth={self.auth!r}, where={dict(self.where)!r})"


def find(
    arguments: Mapping[str, Any], *, profile: str | None = None, environ: Mapping[str, str] | None = None
) -> Found:
    """Where the Hub is and how to log in there.

    arguments   settings by name, see `SETTINGS`; `base_url` is `url`, and `auth` is a login that is there already. None
                counts as not given. A secret may be a function that returns it. Others are not looked at.
    profile     name of the profile; FLAME_HUB_PROFILE if not given, and else "default", which may be missing
    environ     environment variables, `os.environ` if not given

    Raises UsageError for what is wrong, incomplete or contradictory, with the names of variables and files and without
    any secret; and if it is not found where the Hub is.
    """
    variables = os.environ if environ is None else environ
    file = open_profiles(profile, variables)
    places = (in_arguments(arguments), in_environment(variables), in_profile(file))
    where: dict[str, str] = {}
    urls = _find_urls(places, where)
    if "url" not in urls:
        _demand_all(urls, file, variables)
    auth = _find_login(arguments.get("auth"), places, urls, where, variables)
    # An httpx2 client of one's own connects as it was told to when it was made.
    nearest = places[:1] if arguments.get("client") is not None else places
    connection = {**_first(CALLS, places, where), **_first(TRANSPORT, nearest, where)}
    certificate = _find_certificate(nearest, where)
    if certificate is not None:
        connection["client_cert"] = certificate
    return Found(
        url=urls.pop("url", None),
        urls=urls,
        auth=auth,
        connection=connection,
        generation=_first(("generation",), places, where).get("generation"),
        where=where,
    )


def hub_arguments(arguments: Mapping[str, Any], profile: str | None) -> dict[str, Any]:
    """The keyword arguments of a `Hub`, from arguments, environment variables and a profile.

    Arguments that are no settings (`client`) are handed on as they are. Raises UsageError, see `find`.
    """
    found = find(arguments, profile=profile)
    settings = (*SETTINGS, "base_url", "auth")
    others = {name: value for name, value in arguments.items() if name not in settings}
    named = {"base_url": found.url, "auth": found.auth, "generation": found.generation}
    return {
        **others,
        **{name: value for name, value in named.items() if value is not None},
        **found.urls,
        **found.connection,
    }


def _first(names: Sequence[str], places: Sequence[Place], where: dict[str, str]) -> dict[str, Any]:
    """The settings of these names, each from the first place that has it."""
    found: dict[str, Any] = {}
    for name in names:
        given = next((place.given[name] for place in places if name in place.given), None)
        if given is not None:
            found[name], where[name] = given.value, given.where
    return found


# Where the Hub is


def _find_urls(places: Sequence[Place], where: dict[str, str]) -> dict[str, str]:
    nearest = next((number for number, place in enumerate(places) if "url" in place.given), len(places))
    # Behind the place of the URL, the services of another Hub are not this one's.
    others = [place for number, place in enumerate(places) if number <= nearest or "url" not in place.given]
    return _first(URLS, others, where)


def _demand_all(urls: Mapping[str, str], file: ProfileFile, variables: Mapping[str, str]) -> None:
    """Raise UsageError if no URL of the Hub is there and one of a service is missing."""
    missing = [name for name in ("auth_url", "core_url", "storage_url") if name not in urls]
    if not missing:
        return
    message = "It is not known where the Hub is."
    if len(missing) < 3:
        message = f"It is not known where all of the Hub is: there is neither url nor {' and '.join(missing)}."
    hint = f"Set the environment variable {variable_of('url')}"
    if file.path is not None:
        hint = (
            f"{hint}, or write into {file.path} (chmod 600): [{file.profile}] and, on the next line, url = https://..."
        )
    if file.profiles and file.profile not in file.profiles:
        hint = f"{hint}. That file has other profiles: name one with {PROFILE} ({', '.join(sorted(file.profiles))})"
    raise refused(message, f"{hint}.{_similar(('url', *missing), variables)}")


def _similar(keys: Iterable[str], variables: Mapping[str, str]) -> str:
    """The sentence that a variable is set that may be one of these, misspelt; empty if there is none."""
    known = {variable_of(key) for key in KEYS}
    wanted = [variable_of(key) for key in keys]
    for name in variables:
        if name.startswith(PREFIX) and name not in known and (near := difflib.get_close_matches(name, wanted, 1, 0.85)):
            return f" {name} is set: did you mean {near[0]}?"
    return ""


# How to log in


def _find_login(
    auth: Any, places: Sequence[Place], urls: Mapping[str, str], where: dict[str, str], variables: Mapping[str, str]
) -> HubAuth | None:
    if auth is not None:
        _demand_alone(places[0])
        where["auth"] = "the argument auth"
        return StaticAuth(auth) if isinstance(auth, str) else auth
    base = next((number for number, place in enumerate(places) if _kinds_in(place)), None)
    if base is None:
        realms = [place.given["realm"].where for place in places if "realm" in place.given]
        if realms:
            raise refused(f"There is {realms[0]}, but nobody to log in.", _ways(places[1]))
        return None
    kind = _only_kind_in(places[base])
    names = LOGINS[kind]
    realmless = kind in ("token", "robot")
    alike = [place for place in places if _kinds_in(place).keys() <= {kind}]
    parts = _together(alike, names if realmless else (*names, "realm"))
    realm = next((place.given["realm"] for place in places[: base + 1] if "realm" in place.given), None)
    if realmless and realm is not None:
        message = _sentence(f"{realm.where} is of no use: a {kind} is of one realm as it is.")
        raise refused(message, f"Leave it out, or log in otherwise than with {next(iter(parts.values())).where}.")
    missing = [name for name in names if name not in parts]
    if missing:
        raise _incomplete(parts, missing[0], places, base, variables)
    _stay_home(parts[names[-1]], names[-1], places, urls)
    where.update({name: given.where for name, given in parts.items()})
    extra: dict[str, Any] = {} if kind == "token" else _first(("token_cache",), places, where)
    if "realm" in parts:
        extra["realm"] = parts["realm"].value
    values = [parts[name].value for name in names]
    return _KINDS[kind](*values, **extra)


_KINDS: Mapping[str, Callable[..., HubAuth]] = {
    "token": StaticAuth,
    "user": PasswordAuth,
    "client": ClientAuth,
    "robot": RobotAuth,
}


def _kinds_in(place: Place) -> dict[str, Given]:
    """The kinds of logins of which a place has a part, each with one of its parts."""
    return {kind: place.given[name] for kind, names in LOGINS.items() for name in names if name in place.given}


def _only_kind_in(place: Place) -> str:
    kinds = _kinds_in(place)
    if len(kinds) > 1:
        told = " and ".join(given.where for given in kinds.values())
        raise refused(_sentence(f"{told} are parts of different logins."), "Keep one of them.")
    return next(iter(kinds))


def _demand_alone(arguments: Place) -> None:
    """Raise UsageError for arguments of a login beside the login itself."""
    names = [name for parts in LOGINS.values() for name in parts]
    for name in (*names, "realm", "token_cache"):
        if name in arguments.given:
            message = f"The argument auth is a whole login, so {arguments.given[name].where} has no place beside it."
            raise refused(message, "Give one of them, or make the login with it.")


def _together(places: Sequence[Place], names: Sequence[str]) -> dict[str, Given]:
    """The parts of one thing, each from the first place that has it and belongs to the thing.

    names   of the parts; the first tells which thing it is
    """
    identity = names[0]
    found: dict[str, Given] = {}
    for place in places:
        there = {name: place.given[name] for name in names if name in place.given}
        if identity in found and identity in there and str(found[identity].value) != str(there[identity].value):
            continue
        found = {**there, **found}
    return found


def _incomplete(
    parts: Mapping[str, Given], missing: str, places: Sequence[Place], base: int, variables: Mapping[str, str]
) -> UsageError:
    there = next(given.where for name, given in parts.items() if name != "realm")
    hint = f"Give {places[base].ways(missing)}."
    other = next((place.given[missing].where for place in places if missing in place.given), None)
    if other is not None:
        hint = f"{hint} There is {other}, but that is somebody else's."
    message = f"There is {there}, but no {missing} to it."
    return refused(message, f"{hint}{_similar(SETTINGS[missing].keys, variables)}")


def _ways(environment: Place) -> str:
    pairs = [" and ".join(environment.spelled(name) for name in names) for names in LOGINS.values()]
    return f"Give {', or '.join(pairs)}."


def _stay_home(secret: Given, name: str, places: Sequence[Place], urls: Mapping[str, str]) -> None:
    """Raise UsageError if a secret would be sent to another Hub than that which stands beside it."""
    place = next(place for place in places if place.given.get(name) is secret)
    for key in ("url", "auth_url"):
        own = place.given.get(key)
        used = urls.get(key)
        if own is not None and used is not None and _origin(str(own.value)) != _origin(str(used)):
            used_text, own_text = (without_password(str(url)) for url in (used, own.value))
            message = _sentence(f"{secret.where} is for {own_text} ({own.where}), so it is not sent to {used_text}.")
            raise refused(message, "Give the login where that URL is given, or make a profile with both.")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _origin(url: str) -> tuple[str, str, int | None]:
    try:
        parsed = httpx2.URL(url.strip())
    except httpx2.InvalidURL:
        raise UsageError(f"{brief(without_password(url))} is no URL.", None) from None
    return parsed.scheme, parsed.host, parsed.port


# How to connect


def _find_certificate(places: Sequence[Place], where: dict[str, str]) -> Any:
    """The certificate of this side: its file, or a tuple with the file of its key and the key's password."""
    pair = places[0].given.get("client_cert")
    value: object = None if pair is None else pair.value
    if pair is not None and isinstance(value, (tuple, list)):
        if any(name in places[0].given for name in CERTIFICATE[1:]):
            raise UsageError("A client_cert that names its key takes no client_key or client_key_password.", None)
        where["client_cert"] = pair.where
        return tuple(cast("Sequence[object]", value))
    parts = _together(places, CERTIFICATE)
    if not parts:
        return None
    if "client_cert" not in parts:
        place = next(place for place in places if any(name in place.given for name in CERTIFICATE))
        given = next(place.given[name] for name in CERTIFICATE if name in place.given)
        raise refused(f"There is {given.where}, but no client_cert to it.", f"Give {place.ways('client_cert')}.")
    where.update({name: given.where for name, given in parts.items()})
    certificate, key, password = (parts[name].value if name in parts else None for name in CERTIFICATE)
    if password is not None:
        # One file may hold both.
        return certificate, certificate if key is None else key, password
    return certificate if key is None else (certificate, key)
