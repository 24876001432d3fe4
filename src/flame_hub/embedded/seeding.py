"""Records that are there before a test begins: described as plain data, made by the Hub's own rules."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote
from uuid import UUID

from ..contract import TABLE
from ..contract.table import Field, Resource
from .collection import UUID_FORM
from .messages import Request, Response
from .tokens import Identity

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_COLLECTIONS = {name: r for r in TABLE if r.offered for name in (r.plural, r.path)}
#: What can be said of a record besides its own properties.
_AS, _PERMISSIONS, _FILES, _LABEL = "as", "permissions", "files", "label"
_ACCOUNTS = ("user", "client")
#: Lists of labels in place of records that join two others: the record that joins, and its ids of both.
_JOINS = {
    ("user", "roles"): ("user_role", "user_id", "role_id"),
    ("client", "roles"): ("client_role", "client_id", "role_id"),
    ("project", "nodes"): ("project_node", "project_id", "node_id"),
    ("analysis", "nodes"): ("analysis_node", "analysis_id", "node_id"),
}


class SeedError(ValueError):
    """A described state cannot be made; the message says which entry is wrong, and why."""


def seed(hub: EmbeddedHub, state: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Make the records of a described state, all of them or none; the records by collection and label.

    Raises SeedError.
    """
    entries = _read(state)
    seeding = _Seeding(hub, entries)
    try:
        with hub.store.transaction():
            for entry in entries.values():
                seeding.make(entry)
    except BaseException as error:
        for bucket in seeding.buckets:
            hub.objects.remove_bucket(bucket)
        if isinstance(error, RecursionError):
            raise SeedError("The entries refer to each other over too many steps.") from None
        raise
    hub.jobs.run_pending()
    return seeding.answered()


# What is described


@dataclass
class _Entry:
    """One record that is to be made.

    at       where it stands: name of its collection and label
    values   what is said of it, by field name
    actor    label of who makes it, None: the administrator
    """

    resource: Resource
    label: str
    values: dict[str, Any]
    actor: str | None = None
    permissions: list[str] = field(default_factory=list[str])
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    begun: bool = False
    record: dict[str, Any] | None = None

    @property
    def at(self) -> str:
        return f"{self.resource.plural}.{self.label}"

    def wrong(self, why: str) -> SeedError:
        return SeedError(f"{self.at}: {why}")


_Entries = dict[tuple[str, str], _Entry]


def _read(state: Mapping[str, Any]) -> _Entries:
    """The entries of a state, in the order in which they are made unless they refer to each other."""
    if not isinstance(state, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise SeedError("A state is an object: the names of collections, and in each the entries by their labels.")
    found: list[_Entry] = []
    for name, members in state.items():
        resource = _COLLECTIONS.get(name)
        if resource is None:
            raise SeedError(f"{name!r} is no collection of the Hub.{_nearest(str(name), _COLLECTIONS)}")
        if "create" not in resource.verbs:
            raise SeedError(f"{name}: the Hub makes {resource.plural.replace('_', ' ')} itself.")
        for label, values in _members(str(name), members):
            found += _entries(resource, label, values)
    order = {resource.name: number for number, resource in enumerate(TABLE)}
    found.sort(key=lambda entry: order[entry.resource.name])
    entries: _Entries = {}
    for entry in found:
        if entries.setdefault((entry.resource.name, entry.label), entry) is not entry:
            raise entry.wrong("there are two of this label.")
    return entries


def _members(name: str, members: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of a collection with their labels."""
    if isinstance(members, Mapping):
        pairs: Iterable[tuple[Any, Any]] = cast("Mapping[Any, Any]", members).items()
    elif isinstance(members, (list, tuple)):
        pairs = [_labelled(member, number) for number, member in enumerate(cast("list[Any]", members), 1)]
    else:
        raise SeedError(f"{name}: give the entries by their labels, or a list of entries.")
    for label, values in pairs:
        if not isinstance(label, str) or not label:
            raise SeedError(f"{name}: {label!r} is no label. Give a text.")
        if values is None:
            values = {}
        if not isinstance(values, Mapping):
            raise SeedError(f"{name}.{label}: give an object with the properties of the record.")
        yield label, dict(cast("Mapping[str, Any]", values))


def _labelled(member: Any, number: int) -> tuple[Any, Any]:
    """A member of a list with its label: what it says, or its name, or its number in the list."""
    if isinstance(member, str):
        return member, {}
    if not isinstance(member, Mapping):
        return str(number), member
    values = dict(cast("Mapping[str, Any]", member))
    label = values.pop(_LABEL, None)
    return label if label is not None else values.get("name", str(number)), values


def _entries(resource: Resource, label: str, said: dict[str, Any]) -> list[_Entry]:
    """The entry of a record, and those of the records that join it with others."""
    entry = _Entry(resource, label, {})
    actor = said.pop(_AS, None)
    if actor is not None and not isinstance(actor, str):
        raise entry.wrong("as: give the label of a user or client.")
    entry.actor = actor
    if resource.name in _ACCOUNTS:
        entry.permissions = _permissions(entry, said.pop(_PERMISSIONS, ()))
    if resource.name == "bucket":
        entry.files = _files(entry, said.pop(_FILES, {}))
    joined = [join for name in list(said) for join in _joined(entry, name, said)]
    known = _known(resource)
    for name, value in said.items():
        f = known.get(name)
        if f is None:
            raise entry.wrong(f"{name!r} is nothing that can be said of it.{_nearest(str(name), known)}")
        if f.name in entry.values:
            raise entry.wrong(f"{name!r} is said twice.")
        entry.values[f.name] = str(value) if isinstance(value, UUID) else value
    _complete(entry)
    return [entry, *joined]


def _complete(entry: _Entry) -> None:
    """Add what need not be said: the label is the name, users have an address, and what the client sends by itself."""
    if "name" in entry.resource.body:
        entry.values.setdefault("name", entry.label)
    if entry.resource.name == "user":
        entry.values.setdefault("email", f"{entry.values['name']}@example.com")
    for parameter in entry.resource.create:
        if parameter.sets in entry.resource.body and isinstance(parameter.default, (str, bool, int)):
            entry.values.setdefault(parameter.sets, parameter.default)


def _known(resource: Resource) -> dict[str, Field]:
    """What can be said of a record, by all its names: Python's, the Hub's, and without `_id` what another record is."""
    known: dict[str, Field] = {}
    for f in resource.body.values():
        if f.refers_to is not None and f.name.endswith("_id"):
            known[f.name.removesuffix("_id")] = f
        known |= {f.name: f, resource.wire_of(f): f}
    aliases = {p.name: p.sets for p in (*resource.create, *resource.update) if p.sets in resource.body}
    return {**{alias: resource.body[name] for alias, name in aliases.items()}, **known}


def _permissions(entry: _Entry, given: Any) -> list[str]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in cast("list[Any]", names)):
        raise entry.wrong('permissions: give a list of names such as ["node_create"], or "*" for all.')
    return list(cast("list[str]", names))


def _files(entry: _Entry, given: Any) -> dict[str, bytes]:
    if not isinstance(given, Mapping):
        raise entry.wrong('files: give their contents by their paths, such as {"data/a.csv": "a,b"}.')
    return {str(path): _content(entry, path, content) for path, content in cast("Mapping[Any, Any]", given).items()}


def _content(entry: _Entry, path: Any, content: Any) -> bytes:
    if not isinstance(path, str) or not path:
        raise entry.wrong(f"files: {path!r} is no path.")
    if isinstance(content, str):
        return content.encode("utf-8", "surrogatepass")
    if isinstance(content, (bytes, bytearray)):
        return bytes(content)
    if isinstance(content, Mapping):
        encoded = cast("Mapping[str, Any]", content)
        if set(encoded) == {"base64"} and isinstance(encoded["base64"], str):
            try:
                return base64.b64decode(encoded["base64"], validate=True)
            except (binascii.Error, ValueError):
                raise entry.wrong(f"files: the content of {path!r} is no base64.") from None
    raise entry.wrong(f'files: the content of {path!r} is neither a text nor {{"base64": "..."}}.')


def _joined(entry: _Entry, name: str, said: dict[str, Any]) -> Iterator[_Entry]:
    """The records that join a record with others, which are named in a list; takes the list out of what is said."""
    join = _JOINS.get((entry.resource.name, name))
    if join is None:
        return
    others = said.pop(name)
    if isinstance(others, (list, tuple)):
        others = dict.fromkeys(cast("list[Any]", others))
    if not isinstance(others, Mapping):
        raise entry.wrong(f"{name}: give a list of labels.")
    resource, own, other = join
    for label, more in cast("Mapping[Any, Any]", others).items():
        if not isinstance(label, str) or not isinstance(more, (Mapping, type(None))):
            raise entry.wrong(f"{name}: {label!r} is no label.")
        values = {**cast("Mapping[str, Any]", more or {}), own: entry.label, other: label, _AS: entry.actor}
        yield from _entries(TABLE[resource], f"{entry.label}/{label}", values)


def _nearest(name: str, known: Iterable[str]) -> str:
    found = get_close_matches(name, known, 1, 0.6)
    return f" Did you mean {found[0]!r}?" if found else ""


# What is made


class _Seeding:
    """A state on its way into a Hub.

    buckets  the ids of the new ones
    """

    def __init__(self, hub: EmbeddedHub, entries: _Entries) -> None:
        self._hub = hub
        self._entries = entries
        self.buckets: list[str] = []

    def answered(self) -> dict[str, dict[str, Any]]:
        """The records by collection and label."""
        found: dict[str, dict[str, Any]] = {}
        for entry in self._entries.values():
            found.setdefault(entry.resource.plural, {})[entry.label] = entry.record
        return found

    def make(self, entry: _Entry) -> None:
        """Make a record, unless that is done, and those before it that it refers to."""
        if entry.record is not None:
            return
        if entry.begun:
            raise entry.wrong("it refers to itself, through what it refers to.")
        entry.begun = True
        actor = self._actor(entry)
        values = {name: self._value(entry, name, value) for name, value in entry.values.items()}
        body = entry.resource.body
        later = {name: value for name, value in values.items() if body[name].writable == "update"}
        first = {name: value for name, value in values.items() if name not in later}
        record = self._ask(entry, actor, entry.resource.path, first)
        if later:
            changed = self._ask(entry, actor, f"{entry.resource.path}/{record['id']}", later)
            record |= {name: changed[name] for name in self._wire(entry, later) if name in changed}
        # Logs are answered with nothing.
        entry.record = record or {}
        if entry.permissions:
            self._hub.grant(record["id"], entry.permissions)
        if entry.resource.name == "bucket":
            self.buckets.append(record["id"])
            if entry.files:
                self._upload(entry, actor, record["id"])

    def _actor(self, entry: _Entry) -> Identity:
        """Who makes a record."""
        if entry.actor is None:
            return self._identity("user", self._found("user", self._hub.ADMIN_NAME) or {})
        for kind in _ACCOUNTS:
            account = self._referred(kind, entry.actor)
            if account is not None:
                return self._identity(kind, account)
        raise entry.wrong(f"as: there is no user and no client {entry.actor!r}.{self._like(_ACCOUNTS, entry.actor)}")

    def _identity(self, kind: Any, account: Mapping[str, Any]) -> Identity:
        if not account:
            raise SeedError('The Hub has no administrator any more: name a user with "as".')
        row = self._hub.store.existing(TABLE[kind], account["id"])
        realm = self._hub.store.existing(TABLE["realm"], row["realm_id"])
        return Identity(row["id"], kind, realm["id"], realm["name"], name=row["name"])

    def _value(self, entry: _Entry, name: str, value: Any) -> Any:
        target = entry.resource.body[name].refers_to
        if target is None or value is None:
            return value
        if not isinstance(value, str):
            raise entry.wrong(f"{name}: give a label, a name or an id.")
        record = self._referred(target, value)
        if record is None:
            what = target.replace("_", " ")
            raise entry.wrong(f"{name}: there is no {what} {value!r}.{self._like((target,), value)}")
        return record["id"]

    def _referred(self, target: str, label: str) -> Mapping[str, Any] | None:
        """The record that a label stands for: a new one, or one that is there by its id or name."""
        entry = self._entries.get((target, label))
        if entry is not None:
            self.make(entry)
            return entry.record
        return self._found(target, label)

    def _found(self, target: str, label: str) -> Mapping[str, Any] | None:
        store, resource = self._hub.store, TABLE[target]
        if UUID_FORM.fullmatch(label):
            return store.get(resource, str(UUID(label)))
        column = next((name for name in ("name", "path") if name in resource.stored), None)
        if column is None:
            return None
        return store.first(resource, {column: label}) or store.first(resource, {column: label.lower()})

    def _like(self, targets: Iterable[str], label: str) -> str:
        labels = [known for target, known in self._entries if target in targets]
        for target in targets:
            if "name" in TABLE[target].stored:
                labels += [row["name"] for row in self._hub.store.all(TABLE[target], {}, limit=100) if row["name"]]
        return _nearest(label, labels)

    def _wire(self, entry: _Entry, values: Mapping[str, Any]) -> dict[str, Any]:
        return {entry.resource.wire_of(entry.resource.body[name]): value for name, value in values.items()}

    def _ask(self, entry: _Entry, actor: Identity, path: str, values: Mapping[str, Any]) -> dict[str, Any]:
        try:
            content = json.dumps(self._wire(entry, values)).encode()
        except (TypeError, ValueError) as error:
            raise entry.wrong(f"it holds what is no plain data: {error}.") from None
        return self._send(entry, actor, path, "application/json", content)

    def _upload(self, entry: _Entry, actor: Identity, bucket: str) -> None:
        boundary = secrets.token_hex(16)
        parts = [
            f"--{boundary}\r\ncontent-disposition: form-data; name=file; "
            f"filename*=UTF-8''{quote(path, safe='', errors='replace')}\r\n\r\n".encode()
            + content
            + b"\r\n"
            for path, content in entry.files.items()
        ]
        body = b"".join((*parts, f"--{boundary}--\r\n".encode()))
        self._send(entry, actor, f"buckets/{bucket}/upload", f"multipart/form-data; boundary={boundary}", body)

    def _send(self, entry: _Entry, actor: Identity, path: str, media_type: str, content: bytes) -> Any:
        """What the Hub answers to a request of the actor."""
        target = f"/{entry.resource.service}/{path}"
        answer = self._hub.answer_to(actor, Request("POST", target, {"content-type": media_type}, iter((content,))))
        body = json.loads(b"".join(answer.body) or b"{}")
        if answer.status >= 400:
            raise entry.wrong(_refusal(answer, body))
        return body.get("data")


def _refusal(answer: Response, body: Mapping[str, Any]) -> str:
    """What the Hub said against it."""
    told = str(body.get("message") or answer.status)
    reasons = "; ".join(dict.fromkeys(_reasons(body.get("issues"))))
    return f"{told.rstrip('.')} ({reasons})" if reasons and reasons not in told else told


def _reasons(issues: Any) -> Iterator[str]:
    for issue in cast("list[dict[str, Any]]", issues or ()):
        if issue.get("issues"):
            yield from _reasons(issue["issues"])
        else:
            path = ".".join(str(part) for part in issue.get("path") or ())
            yield f"{path}: {issue.get('message')}" if path else str(issue.get("message"))
