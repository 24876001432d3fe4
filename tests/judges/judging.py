"""A judge: a published client at work, and what is noted of each of its calls.

This runs in the environment of the published client, and knows nothing of this package.
"""

from __future__ import annotations

import base64
import importlib
import importlib.util
import inspect
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from unittest.mock import patch

from defects import DEFECTS, Defect

import flame_hub

NOWHERE = "00000000-0000-4000-8000-000000000000"
KINDS = {"auth": "AuthClient", "core": "CoreClient", "storage": "StorageClient"}

# The published clients are built on the one or the other.
http: Any = importlib.import_module("httpx2" if importlib.util.find_spec("httpx2") else "httpx")

_DEFAULT_TYPES = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class Unjust(AssertionError):
    """Something is not as the judge has it."""


@dataclass
class Note:
    """What is known of a method.

    parameters  those of its own, without `**params`
    given       parameters that have been given by a judge
    returned    how often it came to its result
    raised      how often it raised something
    """

    parameters: list[str]
    given: set[str] = field(default_factory=set)
    returned: int = 0
    raised: int = 0


@dataclass
class Report:
    """What a run has found.

    methods   a note of each public method of each client, by "core.get_nodes"
    flows     the flows that were run
    checks    how often something was compared with what it has to be
    defects   known defects that were seen, and the methods that they were seen in
    """

    methods: dict[str, Note] = field(default_factory=dict)
    flows: list[str] = field(default_factory=list)
    checks: int = 0
    defects: dict[str, set[str]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The report as JSON can write it, with the reasons of known defects and those that were not seen."""
        told = asdict(self)
        known = {key: defect for key, defect in DEFECTS.items() if flame_hub.__version__ in defect.releases}
        told["why"] = {key: defect.why for key, defect in known.items()}
        told["unseen"] = sorted(known.keys() - self.defects.keys())
        for note in told["methods"].values():
            note["given"] = sorted(note["given"])
        told["defects"] = {key: sorted(methods) for key, methods in self.defects.items()}
        return told


class Watched:
    """A published client, all calls of which are noted and made in one form."""

    def __init__(self, client: Any, kind: str, judge: Judge) -> None:
        self._client, self._kind, self._judge = client, kind, judge

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._client, name)
        note = self._judge.report.methods[f"{self._kind}.{name}"]

        def call(*args: Any, **kwargs: Any) -> Any:
            self._judge.last = f"{self._kind}.{name}"
            args, kwargs, given = in_form(self._judge.form, method, args, kwargs)
            note.given |= given
            try:
                result = method(*args, **kwargs)
            except Exception:
                note.raised += 1
                raise
            if inspect.isgenerator(result):
                return _noted(result, note)
            note.returned += 1
            return result

        return call


def _noted(pieces: Iterator[bytes], note: Note) -> Iterator[bytes]:
    """The pieces of a download; it came to its result when there are no more."""
    try:
        yield from pieces
    except Exception:
        note.raised += 1
        raise
    note.returned += 1


def in_form(
    form: str, method: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any], set[str]]:
    """The arguments of a call in the one form or the other, and the names of those that are given.

    By position all parameters are given, the defaults too.
    """
    bound = inspect.signature(method).bind(*args, **kwargs)
    parameters = bound.signature.parameters.values()
    further = next((p.name for p in parameters if p.kind is inspect.Parameter.VAR_KEYWORD), "")
    several = next((p.name for p in parameters if p.kind is inspect.Parameter.VAR_POSITIONAL), "")
    given = {name for name in bound.arguments if name != further}
    options = bound.arguments.get(further, {})
    if form == "positional" or bound.arguments.get(several):
        bound.apply_defaults()
        values = [bound.arguments[p.name] for p in parameters if p.kind in _DEFAULT_TYPES]
        return (*values, *bound.arguments.get(several, ())), dict(options), given
    return (), {**{name: bound.arguments[name] for name in given}, **options}, given


class Judge:
    """A published client that is logged in as the administrator of a Hub, and what it finds.

    release   of the published client
    auth, core, storage   its clients
    """

    ADMIN = ("admin", "start123")

    def __init__(self, base_url: str, form: str) -> None:
        self.base_url = base_url.rstrip("/")
        self.form = form
        self.release = flame_hub.__version__
        self.report = Report()
        self.last = ""
        for kind, name in KINDS.items():
            for method, function in inspect.getmembers(getattr(flame_hub, name), inspect.isfunction):
                if not method.startswith("_"):
                    self.report.methods[f"{kind}.{method}"] = Note(_own_parameters(function))
        self.login: Any = self.password(*self.ADMIN)
        self._plain = http.Client(base_url=self.base_url, auth=self.login)
        self.auth, self.core, self.storage = (self.client(kind) for kind in KINDS)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The release, as it can be compared."""
        return tuple(map(int, self.release.split(".")))

    def close(self) -> None:
        """Close the connections that are the judge's own."""
        self._plain.close()

    # Clients

    def client(self, kind: str, login: Any = None) -> Watched:
        """A client of a service, logged in as the administrator or otherwise."""
        build = getattr(flame_hub, KINDS[kind])
        return Watched(build(f"{self.base_url}/{kind}/", self.login if login is None else login), kind, self)

    def password(self, name: str, password: str) -> Any:
        """The login of a user."""
        return flame_hub.auth.PasswordAuth(name, password, f"{self.base_url}/auth/")

    def machine(self, identifier: object, secret: str) -> Any:
        """The login of a program: a client's, or a robot's of releases that know robots only."""
        login = getattr(flame_hub.auth, "ClientAuth", None) or flame_hub.auth.RobotAuth
        return login(str(identifier), secret, f"{self.base_url}/auth/")

    def offers(self, kind: str, method: str) -> bool:
        """Whether the release has a method."""
        return f"{kind}.{method}" in self.report.methods

    # Plain requests, for what the client does not offer or cannot read

    def plain(self, method: str, path: str, **options: Any) -> Any:
        """What the Hub answers to a request of the administrator, without the client."""
        answer = self._plain.request(method, path, **options)
        self.holds(answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    def record(self, path: str, **options: Any) -> dict[str, Any]:
        """A record as the Hub tells it, whether it is wrapped up or not."""
        found = self.plain("GET", path, **options)
        return found["data"] if isinstance(found.get("data"), dict) else found

    def id_of(self, path: str, name: str) -> str:
        """The id of the record of a collection with a name."""
        found = self.plain("GET", path, params={"filter[name]": name})["data"]
        self.same([record["name"] for record in found], [name])
        return found[0]["id"]

    def joined(self, path: str, **ids: object) -> str:
        """The id of the record that joins others, by their ids."""
        spelled = {camel_case(name) if self.numbers >= (0, 5) else name: value for name, value in ids.items()}
        found = self.plain("GET", path, params={f"filter[{name}]": str(value) for name, value in spelled.items()})
        self.same(len(found["data"]), 1)
        return found["data"][0]["id"]

    def claims(self, token: str) -> dict[str, Any]:
        """What a token says of its owner."""
        part = token.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))

    # What is found

    def holds(self, condition: object, what: str = "") -> None:
        """Raise if something does not hold."""
        self.report.checks += 1
        if not condition:
            raise Unjust(what or "does not hold")

    def same(self, found: object, wanted: object) -> None:
        """Raise if something is not what it has to be."""
        self.report.checks += 1
        if found != wanted:
            raise Unjust(f"{found!r} is not {wanted!r}")

    def tells(self, record: Any, **wanted: object) -> None:
        """Raise if the attributes of a record are not what they have to be."""
        self.same({name: getattr(record, name) for name in wanted}, wanted)

    def refused(self, status: int, message: str, call: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Raise unless a call is refused with a status and a message."""
        try:
            call(*args, **kwargs)
        except flame_hub.HubAPIError as error:
            told = error.error_response
            found = (told.status_code, told.message) if told is not None else (None, str(error))
            self.same(found, (status, message))
        else:
            raise Unjust(f"{self.last} was not refused")

    def fails(self, status: int | tuple[int, ...], call: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Whether a call is refused with a status."""
        try:
            call(*args, **kwargs)
        except flame_hub.HubAPIError as error:
            told = error.error_response
            return told is not None and told.status_code in (status if isinstance(status, tuple) else (status,))
        return False

    def despite(self, key: str, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The result of a call; None if it cannot be read because of a known defect of the client.

        Raises if the release has the defect and it does not show.
        """
        defect: Defect = DEFECTS[key]
        if self.release not in defect.releases:
            return call(*args, **kwargs)
        try:
            call(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is compared
            self.same(type(error).__name__, defect.raises)
            self.holds(re.search(defect.tells, str(error)), f"{key}: {error}")
        else:
            raise Unjust(f"{self.last}: the defect {key!r} does not show")
        self.shows(key)
        return None

    def shows(self, key: str) -> None:
        """Note that a known defect has been seen in the last call."""
        self.report.defects.setdefault(key, set()).add(self.last)

    def later(self, seconds: int) -> Any:
        """A context in which the client takes it to be later."""
        now = time.monotonic_ns
        return patch("time.monotonic_ns", lambda: now() + seconds * 10**9)


def camel_case(name: str) -> str:
    """A name as the services of today spell it."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _own_parameters(function: Callable[..., Any]) -> list[str]:
    parameters = inspect.signature(function).parameters.values()
    return [p.name for p in parameters if p.name != "self" and p.kind is not inspect.Parameter.VAR_KEYWORD]
