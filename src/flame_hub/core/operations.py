"""The operations: what each method sends, and what it makes of the answer. Plain functions of their inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar, cast

from ..contract.table import REQUIRED, Resource, Verb
from ..models.base import HubModel
from ..models.unset import UNSET
from .answers import Answer, missing_record, unreadable
from .bindings import ActionBinding, Binding
from .bodies import Body, IgnoredByHubWarning, encode, wire_value
from .dialects import NEWEST, AnyDialect, Dialect
from .errors import UsageError
from .identifiers import identifier, is_id, segment
from .multipart import Multipart
from .names import refuse_unknown
from .options import BaseKwargs, CountKwargs, FindAllKwargs, GetKwargs, IterKwargs
from .paging import needed_fields, stable_order
from .query import Pairs, build_query
from .reading import Form, read_action, read_deleted, read_list, read_nothing, read_record
from .results import TruncatedListWarning, truncation_notice
from .retries import Effect
from .texts import brief
from .warning import warn_caller

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=HubModel)


class _Anonymous:
    """Marks a call that needs no login."""


ANONYMOUS = _Anonymous()


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request and how its answer is read.

    method        HTTP method
    path          below the service's URL, quoted
    query         decoded
    body          what is sent: bytes, or pieces of it to be read one after the other; None: no body
    content_type  media type of the body
    headers       further headers of the request
    auth          login for this call, None: the client's own; ANONYMOUS: none
    read          makes the result of the answer, or raises
    form          what a good answer holds
    effect        what it does to the Hub, and so whether it may be sent twice
    patience      seconds that the Hub may be silent on purpose before it answers, or between two pieces of its answer
    accepts       media type of the answer
    timeout       in place of the client's; UNSET: the client's
    deadline      seconds in all for the call, in place of the client's; UNSET: the client's
    retries       further attempts after the first, in place of the client's; UNSET: the client's
    """

    method: str
    path: str
    read: Callable[[Answer], T]
    query: Pairs = field(default_factory=list[tuple[str, str]])
    body: bytes | Iterable[bytes] | None = None
    content_type: str = "application/json"
    headers: Pairs = field(default_factory=list[tuple[str, str]])
    auth: Any = None
    form: Form = "other"
    effect: Effect = Effect.READS
    patience: float = 0.0
    accepts: str = "application/json"
    timeout: Any = UNSET
    deadline: Any = UNSET
    retries: Any = UNSET


def sending(options: Mapping[str, Any]) -> dict[str, Any]:
    """How a call is to be sent, out of the keyword arguments of a method: its login, and how long it may take."""
    return {name: options[name] for name in _SENDING if name in options}


_SENDING = ("auth", "timeout", "deadline", "retries")


def find(
    binding: Binding[ModelT], options: Mapping[str, Any], method: str = "", dialect: Dialect | None = None
) -> Call[Any]:
    """List records. The result is a `HubList`, or with `meta` a pair of it and the Hub's `ResourceListMeta`.

    method   the client's method that was called, for messages
    """
    resource = binding.resource
    spoken = _spoken(resource, dialect)
    refuse_unknown(options, FindAllKwargs.__optional_keys__, "keyword", method or f"find_{resource.plural}")

    def read(answer: Answer) -> Any:
        found = read_list(answer, binding.model, resource, spoken)
        if (notice := truncation_notice(resource, found, options.get("page"), method)) is not None:
            warn_caller(notice, TruncatedListWarning)
        return (found, found.meta) if options.get("meta") else found

    query = build_query(resource, options, search=True, dialect=spoken)
    return Call("GET", resource.path, read, query, form="list", **sending(options))


@dataclass(frozen=True)
class WalkPlan:
    """How to walk through all pages.

    options   those of each request, but for the page
    order     what the list is sorted by
    counted   whether the Hub counts the records of all pages
    pace      what the caller said of it: pages ahead, and records at most
    """

    options: Mapping[str, Any]
    order: list[str]
    counted: bool
    pace: Mapping[str, Any]

    def page(self, offset: int, limit: int) -> dict[str, Any]:
        """The options of the request for one page."""
        return {**self.options, "page": {"offset": offset, "limit": limit}}


def walk(binding: Binding[ModelT], options: Mapping[str, Any], method: str, dialect: Dialect) -> WalkPlan:
    """How to walk through all records. Raises UsageError for what a page could not be asked for with."""
    resource = binding.resource
    refuse_unknown(options, IterKwargs.__optional_keys__, "keyword", method)
    pace = {name: value for name, value in options.items() if name in ("prefetch", "limit")}
    asked = {name: value for name, value in options.items() if name not in pace}
    order = stable_order(resource, asked.get("sort"))
    asked["sort"] = order
    asked["fields"] = needed_fields(resource, asked.get("fields"), order)
    find(binding, asked, method, dialect)
    return WalkPlan(asked, order, resource.counted, pace)


def count(binding: Binding[ModelT], options: Mapping[str, Any], dialect: Dialect | None = None) -> Call[int]:
    """Count records: the smallest page, of which only the total is read."""
    resource = binding.resource
    spoken = _spoken(resource, dialect)
    refuse_unknown(options, CountKwargs.__optional_keys__, "keyword", f"count_{resource.plural}")
    smallest = {**options, "page": {"limit": 1}, "include": ()}

    def read(answer: Answer) -> int:
        found = read_list(answer, binding.model, resource, spoken)
        if "total" not in found.meta.model_fields_set:
            raise unreadable(answer, "does not say how many there are")
        return found.total

    query = build_query(resource, smallest, search=True, dialect=spoken)
    return Call("GET", resource.path, read, query, form="list", **sending(options))


def get(
    binding: Binding[ModelT], which: object, options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[Any]:
    """Read a record. The result is None if there is none; with `meta` it is a pair."""
    resource = binding.resource
    spoken = _spoken(resource, dialect)
    refuse_unknown(options, GetKwargs.__optional_keys__, "keyword", f"get_{resource.name}")

    def read(answer: Answer) -> Any:
        if missing_record(answer):
            return None
        found = read_record(answer, binding.model, resource, spoken)
        return (found.data, found.meta) if options.get("meta") else found.data

    query = build_query(resource, options, search=False, dialect=spoken)
    path = _path(resource, which, "get")
    if query and resource.service == "storage" and not is_id(path.rpartition("/")[2]):
        raise UsageError(f"The Hub finds a {resource.name} by its name only if no fields are asked for.", None)
    return Call("GET", path, read, query, form="record", **sending(options))


def create(
    binding: Binding[ModelT], values: Mapping[str, Any], options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[ModelT]:
    """Create a record of `values`, by parameter name; None means not given unless the Hub tells it from null."""
    resource = binding.resource
    body = Body(resource, _spoken(resource, dialect), "create", f"create_{resource.name}")
    values = body.with_former_names(resource.create, values, options)
    for parameter in resource.create:
        value = values[parameter.name]
        if value is UNSET and parameter.default is not REQUIRED:
            continue
        if value is not None or parameter.null:
            # What has to be given is not told to be ignored: nobody could leave it out.
            body.set(parameter, value, given=parameter.default is not REQUIRED and value != parameter.default)
    return replace(_write("POST", binding, resource.path, body, options), effect=Effect.ONCE)


def update(
    binding: Binding[ModelT],
    which: object,
    values: Mapping[str, Any],
    options: Mapping[str, Any],
    dialect: Dialect | None = None,
) -> Call[ModelT]:
    """Change a record; values that are UNSET stay as they are."""
    resource = binding.resource
    body = Body(resource, _spoken(resource, dialect), "update", f"update_{resource.name}")
    values = body.with_former_names(resource.update, values, options)
    for parameter in resource.update:
        if values[parameter.name] is not UNSET:
            body.set(parameter, values[parameter.name], given=True)
    return _write("POST", binding, _path(resource, which, "update"), body, options)


def upsert(
    binding: Binding[ModelT],
    which: object,
    values: Mapping[str, Any],
    options: Mapping[str, Any],
    dialect: Dialect | None = None,
) -> Call[ModelT]:
    """Change the record of this id or name, or create it. If it is identified by name, that is its name by default."""
    resource = binding.resource
    body = Body(resource, _spoken(resource, dialect), "upsert", f"upsert_{resource.name}")
    path = _path(resource, which, "upsert")
    values = body.with_former_names(resource.create, values, options)
    if values.get("name", UNSET) is UNSET and isinstance(which, str) and not is_id(which):
        values = {**values, "name": which}
    for parameter in resource.create:
        if values[parameter.name] is not UNSET:
            body.set(parameter, values[parameter.name], given=True)
    return _write("PUT", binding, path, body, options)


def delete(
    binding: Binding[ModelT], which: object, options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[None]:
    """Delete a record. A record that is not there is a NotFoundError."""
    resource = binding.resource
    _spoken(resource, dialect)
    refuse_unknown(options, BaseKwargs.__optional_keys__, "keyword", f"delete_{resource.name}")
    path = _path(resource, which, "delete")
    return Call("DELETE", path, read_deleted, effect=Effect.SETTLES, **sending(options))


def act(
    binding: ActionBinding, values: Mapping[str, Any], options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[Any]:
    """A route that is none of the verbs, with the values of its arguments."""
    action = binding.action
    spoken = dialect or NEWEST[binding.service]
    if not spoken.has(action):
        raise UsageError(f"{spoken.lacks(action, action.method)}.", None)
    refuse_unknown(options, BaseKwargs.__optional_keys__ | values.keys(), "keyword", action.method)
    segments: dict[str, str] = {}
    query: Pairs = []
    body: dict[str, Any] = dict(action.body)
    for argument in action.arguments:
        f, value = argument.field, values[argument.field.name]
        if argument.ignored:
            if value is not UNSET and not isinstance(spoken, AnyDialect):
                warn_caller(f"{action.method}: the Hub takes no notice of {f.name!r}.", IgnoredByHubWarning)
            continue
        if value is None and argument.at != "path" and argument.default is not None and not f.nullable:
            raise UsageError(f"{action.method}: {f.name} is None.", None)
        if argument.at == "path":
            segments[f.name] = segment(
                identifier(value, (f.refers_to or f.name).replace("_", " "), named=argument.named)
            )
        elif value is not UNSET and (value is not None or argument.default is not None):
            wire = argument.wire or spoken.name(f)
            sent = wire_value(f, f.name, value, spoken)
            if argument.at == "body":
                body[wire] = sent
            elif argument.at == "whole":
                body |= _properties(f.name, sent)
            else:
                text = str(sent).lower() if isinstance(sent, bool) else str(sent)
                query.append((wire if argument.at == "query" else f"filter[{wire}]", text))

    def read(answer: Answer) -> Any:
        if action.missing == "none" and missing_record(answer):
            return None
        return read_action(answer, binding.model, binding.resource, action.answer, spoken)

    content = encode(body) if action.http == "POST" else None
    path = action.path.format(**segments)
    call = Call(action.http, path, read, query, content, effect=Effect(action.does), **sending(options))
    return replace(call, auth=ANONYMOUS) if action.public and not call.auth else call


def _spoken(resource: Resource, dialect: Dialect | None) -> Dialect:
    """The dialect of a call. Raises UsageError if the Hub does not have the resource."""
    spoken = dialect or NEWEST[resource.service]
    if not spoken.has(resource):
        instead = " Clients log in in their place: see create_client." if "robot" in resource.name else ""
        raise UsageError(f"{spoken.lacks(resource, resource.plural.replace('_', ' '))}.{instead}", None)
    return spoken


def _properties(name: str, value: object) -> Mapping[str, Any]:
    """The properties of a body that are given as one mapping."""
    if not isinstance(value, Mapping):
        raise UsageError(f"{name} is a mapping of names to values, not {brief(value)}.", None)
    return cast("Mapping[str, Any]", value)


def _path(resource: Resource, which: object, verb: Verb) -> str:
    named = verb in resource.named
    return f"{resource.path}/{segment(identifier(which, resource.key.replace('_', ' '), named=named))}"


def _write(method: str, binding: Binding[ModelT], path: str, body: Body, options: Mapping[str, Any]) -> Call[ModelT]:
    def read(answer: Answer) -> ModelT:
        return read_record(answer, binding.model, binding.resource, body.dialect).data

    content = body.encoded(options.get("extra_body"))
    return Call(method, path, read, body=content, form="record", effect=Effect.SETTLES, **sending(options))


def upload(
    binding: Binding[ModelT],
    bucket: Resource,
    which: object,
    files: Multipart,
    options: Mapping[str, Any],
    dialect: Dialect | None = None,
) -> Call[list[ModelT]]:
    """Store files in a bucket. `binding` is that of the files' records."""
    spoken = _spoken(bucket, dialect)

    def read(answer: Answer) -> list[ModelT]:
        return read_list(answer, binding.model, binding.resource, spoken)

    # The bucket is named in the same way as for reading, its name included.
    path = f"{_path(bucket, which, 'get')}/upload"
    # Some proxies refuse a body that does not tell its length.
    headers = [] if (length := files.length) is None else [("content-length", str(length))]
    return Call(
        "POST", path, read, [], files.body(), files.content_type, headers, effect=Effect.ONCE, **sending(options)
    )


def download(
    resource: Resource,
    which: object,
    chunk_size: int | None,
    options: Mapping[str, Any],
    headers: Iterable[tuple[str, str]] = (),
    dialect: Dialect | None = None,
) -> Call[None]:
    """The stored bytes of a file, or of all files of a bucket as a tar archive.

    chunk_size   bytes of a piece, None: as they come
    headers      further ones of the request
    """
    refuse_unknown(options, BaseKwargs.__optional_keys__ | {"chunk_size"}, "keyword", "A download")
    if chunk_size is not None and (not isinstance(chunk_size, int) or chunk_size < 1):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"chunk_size is a number of bytes, not {brief(chunk_size)}.", None)
    path = f"{_path(resource, which, 'get')}/stream"
    return Call("GET", path, read_nothing, headers=[*_AS_STORED, *headers], **sending(options))


#: The Hub would pack each file anew while it sends it, which takes longer than sending it as it is (and of what is
#: packed, no part can be asked for).
_AS_STORED = [("accept-encoding", "identity")]
