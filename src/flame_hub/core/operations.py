"""The operations: what each method sends, and what it makes of the answer. Plain functions of their inputs."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from ..contract.table import UNGIVEN, Action, Field, Parameter, Resource, Type, Verb
from ..models.base import HubModel, ResourceList, WrappedResource
from ..models.unset import UNSET
from .answers import Answer, error_of, missing_record, read_error, read_with, unreadable
from .errors import UsageError
from .identifiers import identifier, is_id, segment
from .multipart import UploadFile, encode_files
from .names import refuse_unknown
from .options import BaseKwargs, FindAllKwargs, GetKwargs
from .query import Pairs, build_query, timestamp
from .results import HubList
from .texts import brief

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=HubModel)


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request and how its answer is read.

    method        HTTP method
    path          below the service's URL, quoted
    query         decoded
    body          what is sent: bytes, or pieces of it to be read one after the other; None: no body
    content_type  media type of the body
    auth          login for this call, None: the client's own
    read          makes the result of the answer, or raises
    """

    method: str
    path: str
    read: Callable[[Answer], T]
    query: Pairs = field(default_factory=list[tuple[str, str]])
    body: bytes | Iterable[bytes] | None = None
    content_type: str = "application/json"
    auth: Any = None


class IgnoredByHubWarning(UserWarning):
    """An argument that the Hub takes no notice of."""


@dataclass(frozen=True)
class Binding(Generic[ModelT]):
    """A resource of the contract with the class of its records."""

    resource: Resource
    model: type[ModelT]

    @cached_property
    def one(self) -> Callable[[bytes], WrappedResource[ModelT]]:
        return WrappedResource[self.model].model_validate_json

    @cached_property
    def many(self) -> Callable[[bytes], ResourceList[ModelT]]:
        return ResourceList[self.model].model_validate_json


@dataclass(frozen=True)
class ActionBinding:
    """A route that is none of the verbs, with the class of its answer; None for no answer."""

    action: Action
    model: type[HubModel] | None

    @cached_property
    def validate(self) -> Callable[[bytes], Any]:
        """Makes the result of the body of an answer."""
        model = self.model
        if model is None:
            return lambda body: None
        if self.action.answer == "record":
            one = WrappedResource[model].model_validate_json
            return lambda body: one(body).data
        if self.action.answer == "list":
            many = ResourceList[model].model_validate_json
            return lambda body: HubList((page := many(body)).data, page.meta)
        return model.model_validate_json


def find(binding: Binding[ModelT], options: Mapping[str, Any]) -> Call[Any]:
    """List records. The result is a `HubList`, or with `meta` a pair of it and the Hub's `ResourceListMeta`."""
    resource = binding.resource
    refuse_unknown(options, FindAllKwargs.__optional_keys__, "keyword", f"find_{resource.plural}")

    def read(answer: Answer) -> Any:
        page = read_with(answer, binding.many)
        found = HubList(page.data, page.meta)
        return (found, page.meta) if options.get("meta") else found

    query = build_query(resource, options, search=True)
    return Call("GET", resource.path, read, query, auth=options.get("auth"))


def get(binding: Binding[ModelT], which: object, options: Mapping[str, Any]) -> Call[Any]:
    """Read a record. The result is None if there is none; with `meta` it is a pair."""
    resource = binding.resource
    refuse_unknown(options, GetKwargs.__optional_keys__, "keyword", f"get_{resource.name}")

    def read(answer: Answer) -> Any:
        if missing_record(answer, read_error(answer)):
            return None
        found = read_with(answer, binding.one)
        return (found.data, found.meta) if options.get("meta") else found.data

    query = build_query(resource, options, search=False)
    path = _path(resource, which, "get")
    if query and resource.service == "storage" and not is_id(path.rpartition("/")[2]):
        raise UsageError(f"The Hub finds a {resource.name} by its name only if no fields are asked for.", None)
    return Call("GET", path, read, query, auth=options.get("auth"))


def create(binding: Binding[ModelT], values: Mapping[str, Any], options: Mapping[str, Any]) -> Call[ModelT]:
    """Create a record of `values`, by parameter name; None means not given unless the Hub tells it from null."""
    resource = binding.resource
    method = f"create_{resource.name}"
    refuse_unknown(options, BaseKwargs.__optional_keys__ | values.keys(), "keyword", method)
    body: dict[str, Any] = {}
    for parameter in resource.create:
        value = values[parameter.name]
        given = value is not UNSET if parameter.default is UNGIVEN else value is not None or parameter.null
        if given:
            _set(body, resource, parameter, value, "create", given=value != parameter.default)
    return _write(binding, resource.path, body, options)


def update(
    binding: Binding[ModelT], which: object, values: Mapping[str, Any], options: Mapping[str, Any]
) -> Call[ModelT]:
    """Change a record; values that are UNSET stay as they are."""
    resource = binding.resource
    refuse_unknown(options, BaseKwargs.__optional_keys__ | values.keys(), "keyword", f"update_{resource.name}")
    body: dict[str, Any] = {}
    for parameter in resource.update:
        value = values[parameter.name]
        if value is not UNSET:
            _set(body, resource, parameter, value, "update", given=True)
    return _write(binding, _path(resource, which, "update"), body, options)


def delete(binding: Binding[ModelT], which: object, options: Mapping[str, Any]) -> Call[None]:
    """Delete a record. A record that is not there is a NotFoundError."""
    resource = binding.resource
    refuse_unknown(options, BaseKwargs.__optional_keys__, "keyword", f"delete_{resource.name}")
    return Call("DELETE", _path(resource, which, "delete"), _read_nothing, auth=options.get("auth"))


def act(binding: ActionBinding, values: Mapping[str, Any], options: Mapping[str, Any]) -> Call[Any]:
    """A route that is none of the verbs, with the values of its arguments."""
    action = binding.action
    refuse_unknown(options, BaseKwargs.__optional_keys__ | values.keys(), "keyword", action.method)
    segments: dict[str, str] = {}
    query: Pairs = []
    body: dict[str, Any] = dict(action.body)
    for argument in action.arguments:
        f, value = argument.field, values[argument.field.name]
        if argument.at == "path":
            segments[f.name] = segment(
                identifier(value, (f.refers_to or f.name).replace("_", " "), named=argument.named)
            )
        elif value is not UNSET and (value is not None or argument.default is not None):
            wire = argument.wire or f.wire
            if argument.at == "properties":
                body.update(_properties(f.name, value))
                continue
            sent = wire_value(f, f.name, value)
            if argument.at == "body":
                body[wire] = sent
            else:
                query.append((wire if argument.at == "query" else f"filter[{wire}]", str(sent)))

    def read(answer: Answer) -> Any:
        if action.missing == "none" and missing_record(answer, read_error(answer)):
            return None
        if binding.model is None:
            return _read_nothing(answer)
        return read_with(answer, binding.validate)

    content = encode(body) if action.http == "POST" else None
    return Call(action.http, action.path.format(**segments), read, query, content, auth=options.get("auth"))


def _path(resource: Resource, which: object, verb: Verb) -> str:
    named = verb in resource.named
    return f"{resource.path}/{segment(identifier(which, resource.name.replace('_', ' '), named=named))}"


def _set(
    body: dict[str, Any], resource: Resource, parameter: Parameter, value: object, verb: Verb, *, given: bool
) -> None:
    f = resource.fields[parameter.sets]
    if f.accepts is None or f.writable not in (verb, "both"):
        if given:
            # Four frames up: this function, the operation, the client's method, the caller.
            warnings.warn(
                f"The Hub takes no notice of {parameter.name!r} when a {resource.name.replace('_', ' ')} is {verb}d.",
                IgnoredByHubWarning,
                stacklevel=4,
            )
        return
    body[f.wire] = wire_value(f, parameter.name, value)


def wire_value(f: Field, name: str, value: object) -> object:
    """A value as JSON can hold it: records and UUIDs become ids, times texts."""
    if f.type is Type.UUID and value is not None:
        return identifier(value, (f.refers_to or name).replace("_", " "))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, UUID):
        return str(value)
    return value


def _properties(name: str, value: object) -> Mapping[str, Any]:
    """The properties of a body that are given as one mapping."""
    if not isinstance(value, Mapping):
        raise UsageError(f"{name} is a mapping of names to values, not {brief(value)}.", None)
    return cast("Mapping[str, Any]", value)


def encode(body: Mapping[str, Any]) -> bytes:
    """`body` as JSON. Raises UsageError for what JSON cannot hold."""
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(f"The Hub cannot be sent this: {error}.", None) from None


def _write(binding: Binding[ModelT], path: str, body: Mapping[str, Any], options: Mapping[str, Any]) -> Call[ModelT]:
    def read(answer: Answer) -> ModelT:
        return read_with(answer, binding.one).data

    return Call("POST", path, read, body=encode(body), auth=options.get("auth"))


def _read_nothing(answer: Answer) -> None:
    """Nothing of the answer is needed, but it must be the Hub's: a proxy's page does not mean that anything is done."""
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    if answer.media_type == "text/html":
        raise unreadable(answer, "with text/html in place of JSON")


def upload(
    binding: Binding[ModelT],
    bucket: Resource,
    which: object,
    files: Sequence[UploadFile],
    options: Mapping[str, Any],
) -> Call[list[ModelT]]:
    """Store files in a bucket. `binding` is that of the files' records."""
    refuse_unknown(options, BaseKwargs.__optional_keys__, "keyword", "upload_to_bucket")
    if not files:
        raise UsageError("There is no file to upload.", None)
    content_type, body = encode_files(files)

    def read(answer: Answer) -> list[ModelT]:
        return read_with(answer, binding.many).data

    # The bucket is named in the same way as for reading, its name included.
    path = f"{_path(bucket, which, 'get')}/upload"
    return Call("POST", path, read, body=body, content_type=content_type, auth=options.get("auth"))


def download(resource: Resource, which: object, chunk_size: int, options: Mapping[str, Any]) -> Call[None]:
    """The stored bytes of a file, or of all files of a bucket as a tar archive."""
    refuse_unknown(options, BaseKwargs.__optional_keys__ | {"chunk_size"}, "keyword", "A download")
    if not isinstance(chunk_size, int) or chunk_size < 1:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"chunk_size is a number of bytes, not {brief(chunk_size)}.", None)
    return Call("GET", f"{_path(resource, which, 'get')}/stream", _read_nothing, auth=options.get("auth"))
