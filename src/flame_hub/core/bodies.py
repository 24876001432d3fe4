"""The bodies of requests: what a caller gives becomes JSON in the Hub's spelling."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Literal, cast

from ..contract.releases import covers
from ..contract.table import Choices, Field, Parameter, Resource, Type
from ..models.unset import UNSET
from .dialects import AnyDialect, Dialect
from .errors import UsageError
from .identifiers import identifier
from .labels import spelled_labels
from .names import Unchecked, refuse_unknown, unknown
from .options import WriteKwargs
from .query import timestamp
from .texts import brief
from .warning import warn_caller


class IgnoredByHubWarning(UserWarning):
    """An argument that the Hub takes no notice of."""


class Body:
    """The body of a request that writes a record.

    resource   whose record
    dialect    what the service speaks
    verb       what is done
    method     name of the client's method, for messages
    """

    def __init__(
        self, resource: Resource, dialect: Dialect, verb: Literal["create", "update", "upsert"], method: str
    ) -> None:
        self.resource = resource
        self.dialect = dialect
        self._verb = verb
        self._method = method
        self._values: dict[str, Any] = {}

    def with_former_names(
        self, parameters: Sequence[Parameter], values: Mapping[str, Any], options: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The values with those that `options` has under a parameter's earlier name.

        Raises UnknownNameError for a keyword that no method has.
        """
        earlier = {
            old.name: parameter.name
            for parameter in parameters
            for old in self.resource.fields[parameter.sets].former
            if not self.resource.means_otherwise(old.name)
        }
        known = WriteKwargs.__optional_keys__ | values.keys()
        refuse_unknown((name for name in options if name not in earlier), known, "keyword", self._method)
        given: dict[str, Any] = {}
        defaults = {parameter.name: parameter.default for parameter in parameters}
        for name, value in options.items():
            if name not in earlier or value is UNSET:
                continue
            now = earlier[name]
            if now in given or values[now] is not (UNSET if self._verb != "create" else defaults[now]):
                raise UsageError(f"{self._method}: {name} is an earlier name of {now}, give one of them.", None)
            given[now] = value
        return {**values, **given}

    def set(self, parameter: Parameter, value: object, *, given: bool) -> None:
        """Say what a property shall be. `given`: the caller said so, it is no default."""
        f = self.resource.fields[parameter.sets]
        kept = self._verb if self._verb == "update" else "create"
        if f.accepts is None or f.writable not in (kept, "both"):
            done = f"{self._verb}{'ed' if self._verb == 'upsert' else 'd'}"
            self._ignored(parameter, f"when a {self.resource.name.replace('_', ' ')} is {done}", given=given)
        elif not self.dialect.has(f):
            self._ignored(parameter, f"({self.dialect.lacks(f, f.name)})", given=given)
        else:
            self._values[self.dialect.name(f)] = wire_value(f, parameter.name, value, self.dialect)

    def _ignored(self, parameter: Parameter, where: str, *, given: bool) -> None:
        if given and not isinstance(self.dialect, AnyDialect):
            warn_caller(f"The Hub takes no notice of {parameter.name!r} {where}.", IgnoredByHubWarning)

    def encoded(self, extra: object) -> bytes:
        """The body as bytes, with the properties of the option `extra_body`, which are sent as they stand."""
        if extra is None:
            return encode(self._values)
        if not isinstance(extra, Mapping):
            raise UsageError("extra_body takes a mapping of the Hub's own names to values.", None)
        return encode({**self._values, **cast("Mapping[str, Any]", extra)})


def wire_value(f: Field, name: str, value: object, dialect: Dialect) -> object:
    """A value as JSON can hold it: records and UUIDs become ids, times texts.

    Raises UsageError for a value of another kind than the field's, and for one that is not among its choices.
    """
    if value is None:
        return None
    if f.name == "labels":
        return spelled_labels(value, dialect)
    if f.type is Type.UUID:
        return identifier(value, (f.refers_to or name).replace("_", " "))
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, datetime):
        value = timestamp(value)
    if f.choices is not None and isinstance(value, str) and not isinstance(value, Unchecked):
        return _choice(f.choices, name, value, dialect)
    kinds = _KINDS.get(f.type)
    if kinds is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
        raise UsageError(f"{name} takes {_WORDS[f.type]}, not {brief(value)}.", None)
    return value


_KINDS: Mapping[Type, tuple[type, ...]] = {
    Type.TEXT: (str,),
    Type.TIME: (str,),
    Type.INTEGER: (int,),
    Type.BOOLEAN: (bool,),
}
_WORDS = {
    Type.TEXT: "a text",
    Type.TIME: "a time",
    Type.INTEGER: "a whole number",
    Type.BOOLEAN: "True or False",
}


def _choice(choices: Choices, name: str, value: str, dialect: Dialect) -> str:
    """The Hub's spelling of one of the values that a field can have. An earlier spelling is understood too."""
    now = next((old.now or old.name for old in choices.former if old.name == value), value)
    if now in choices.values:
        came = dict(choices.later).get(now)
        if came is not None and not covers(came, None, dialect.release):
            raise UsageError(f"{name}: {dialect.shown} has no {value!r} yet.", None)
        return dialect.value(choices, now)
    for old in choices.former:
        if old.name == value:
            if covers(None, old.until, dialect.release):
                return value
            raise UsageError(f"{name}: {dialect.shown} has no {value!r} any more.", None)
    raise unknown(value, choices.values, "value", name)


def encode(body: object) -> bytes:
    """`body` as JSON. Raises UsageError for what JSON cannot hold."""
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(f"The Hub cannot be sent this: {error}.", None) from None
