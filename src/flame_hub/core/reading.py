"""Reading records: what an answer holds becomes models, whichever Hub wrote it and whatever is odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args

import pydantic

from ..contract.table import Resource
from ..models.base import HubModel, ResourceList, ResourceListMeta, SingleResourceMeta, WrappedResource
from .answers import Answer, error_of, missing_record, parsed, read_with, unreadable
from .dialects import Dialect
from .identifiers import is_id
from .results import HubList
from .translation import needs_translation, translated
from .warning import warn_caller

ModelT = TypeVar("ModelT", bound=HubModel)

#: Stands in for an id that cannot be read, while the rest is.
NOBODY = "00000000-0000-0000-0000-000000000000"

#: What an answer holds: records of a collection that says of itself what it offers, a record, or anything else.
Form = Literal["list", "record", "other"]


class UnreadableValueWarning(UserWarning):
    """A record of the Hub has a value that does not fit. It is kept as it came."""


def speaks_otherwise(answer: Answer, form: Form, dialect: Dialect) -> bool:
    """Whether a good answer is not in the form of this dialect, so that the Hub may be of another release by now."""
    if form == "other" or not 200 <= answer.status < 300:
        return False
    mark = b'"schema":' if form == "list" else b'"meta":'
    own, foreign = ("createdAt", "created_at") if dialect.camel_case else ("created_at", "createdAt")
    # As expected, nearly always, so it is not read a second time. Even looking through all of a page would take a tenth
    # of the time that reading it does: what the Hub says beside it stands at its end, and one record is as good as all.
    told = answer.body.rfind(mark) >= 0
    before_own = answer.body[: answer.body.find(f'"{own}":'.encode())]
    if told is dialect.envelope and f'"{foreign}":'.encode() not in before_own:
        return False
    found = parsed(answer.body)
    meta, data = found.get("meta"), found.get("data", found)
    told = isinstance(meta, dict) and (form != "list" or "schema" in meta)
    first: object = cast("list[object]", data)[0] if isinstance(data, list) and data else cast("object", data)
    return told is not dialect.envelope or (isinstance(first, dict) and foreign in first)


def read_list(answer: Answer, model: type[ModelT], resource: Resource | None, dialect: Dialect) -> HubList[ModelT]:
    """The records of a page. Values that do not fit are kept as they came, with a warning.

    Raises the error that a refusing answer is, or UnreadableAnswerError.
    """
    return read_with(answer, lambda body: _page(body, model, resource, dialect))


def _page(body: bytes, model: type[ModelT], resource: Resource | None, dialect: Dialect) -> HubList[ModelT]:
    expected: type[ResourceList[ModelT]] = _listing(model)
    what = resource.path if resource is not None else model.__name__
    if resource is None or not _differs(resource, dialect):
        try:
            page = expected.model_validate_json(body)
        except pydantic.ValidationError:
            pass  # more slowly, for the sake of a single odd value
        else:
            return _list(page.data, page.meta, len(page.data), what)
    found = parsed(body)
    rows: object = found.get("data")
    if not isinstance(rows, list) or not isinstance(found.get("meta"), dict):
        return HubList(expected.model_validate_json(body).data)  # which tells what is wrong
    known = [_today(row, resource, dialect) for row in cast("list[object]", rows)]
    if rows and not any(_is_record(row, model) for row in known):
        return HubList(expected.model_validate_json(body).data)  # not one record: this is no list of the Hub's
    kept = [record for row in known if (record := lenient(model, row, what)) is not None]
    meta = lenient(ResourceListMeta, found["meta"], f"{what}: meta", keep=False)
    return _list(kept, meta or ResourceListMeta(), len(known), what)


def _list(records: list[ModelT], meta: ResourceListMeta, received: int, what: str) -> HubList[ModelT]:
    if "total" not in meta.model_fields_set:
        warn_caller(f"{what}: the answer does not say how many there are.", UnreadableValueWarning)
    return HubList(records, meta, received)


def read_record(answer: Answer, model: type[ModelT], resource: Resource, dialect: Dialect) -> WrappedResource[ModelT]:
    """A single record and what the Hub says beside it, in an envelope or not.

    Raises the error that a refusing answer is, or UnreadableAnswerError.
    """
    return read_with(answer, lambda body: _record(body, model, resource, dialect))


def _record(body: bytes, model: type[ModelT], resource: Resource | None, dialect: Dialect) -> WrappedResource[ModelT]:
    expected: type[WrappedResource[ModelT]] = _envelope(model)
    if resource is not None and dialect.envelope and not _differs(resource, dialect):
        try:
            return expected.model_validate_json(body)
        except pydantic.ValidationError:
            pass  # more slowly, for the sake of a single odd value
    found = parsed(body)
    enveloped = isinstance(found.get("data"), dict) and "id" not in found
    row: object = _today(found["data"] if enveloped else found, resource, dialect)
    what = resource.path if resource is not None else model.__name__
    # Of what is no record of a collection, such as new credentials, nothing must get lost, not even without an id.
    good = _is_record(row, model) if resource is not None else not _names_of(model).keys().isdisjoint(_keys(row))
    record = lenient(model, row, what) if good else None
    if record is None:
        return expected.model_validate_json(body)  # which tells what is wrong
    meta = lenient(SingleResourceMeta, found.get("meta"), "meta", keep=False) if enveloped else None
    return expected.model_construct(data=record, meta=meta or SingleResourceMeta())


def read_action(
    answer: Answer,
    model: type[HubModel] | None,
    resource: Resource | None,
    form: Literal["flat", "record", "list"],
    dialect: Dialect,
) -> Any:
    """What the answer of a route that is none of the verbs holds."""
    if model is None:
        return read_nothing(answer)
    if form == "list":
        return read_list(answer, model, resource, dialect)
    if form == "record" and resource is not None:
        return read_record(answer, model, resource, dialect).data
    return read_with(answer, lambda body: _flat(body, model, dialect))


def _flat(body: bytes, model: type[ModelT], dialect: Dialect) -> ModelT:
    try:
        return model.model_validate_json(body)
    except pydantic.ValidationError:
        return _record(body, model, None, dialect).data


def read_nothing(answer: Answer) -> None:
    """Nothing of the answer is needed, but it must be the Hub's: a proxy's page does not mean that anything is done."""
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    if answer.media_type == "text/html":
        raise unreadable(answer, "with text/html in place of JSON")


def read_deleted(answer: Answer) -> None:
    """Likewise. Where an earlier attempt may have deleted the record, a record that is not there is what was wanted."""
    if not (answer.maybe_done and missing_record(answer)):
        read_nothing(answer)


def lenient(model: type[ModelT], row: object, what: str, *, keep: bool = True) -> ModelT | None:
    """The record that a row is, with the values that do not fit as they came; None if it is no record at all.

    what   where it was found, for the warning
    keep   whether to keep such values
    """
    try:
        return model.model_validate(row)
    except pydantic.ValidationError as error:
        odd = {str(part["loc"][0]) for part in error.errors(include_url=False, include_input=False) if part["loc"]}
    if not isinstance(row, dict):
        warn_caller(f"{what}: a row that is no record was left out.", UnreadableValueWarning)
        return None
    values = cast("dict[str, Any]", row)
    spelled = _names_of(model)
    odd_names = {spelled.get(key, key) for key in odd}
    told = ", ".join(sorted(odd_names))
    done = "kept as they came" if keep else "left out"
    warn_caller(f"{what}: values that do not fit were {done}: {told}.", UnreadableValueWarning)
    fitting = {key: value for key, value in values.items() if spelled.get(key, key) not in odd_names}
    unidentified = "id" in model.model_fields and "id" not in fitting
    record = model.model_validate({**fitting, **({"id": NOBODY} if unidentified else {})})
    if not keep:
        return record
    as_they_came = {spelled.get(key, key): value for key, value in values.items() if key not in fitting}
    if unidentified:
        as_they_came.setdefault("id", None)
    # Assigning does not check again, and tells the model that the field was sent.
    for name, value in as_they_came.items():
        setattr(record, name, _related(model, name, value, f"{what}: {name}"))
    return record


def _related(model: type[HubModel], name: str, value: object, what: str) -> object:
    """An odd value of a field: a related record is read as leniently as the one that holds it."""
    related = _models_in(model).get(name)
    if related is not None and isinstance(value, list):
        return [_related(model, name, item, what) for item in cast("list[object]", value)]
    if related is not None and isinstance(value, dict):
        return lenient(related, cast("object", value), what)
    return value


# pydantic forgets such a class, and all that it made of it, when nobody holds it.


@cache
def _listing(model: type[HubModel]) -> type[ResourceList[Any]]:
    return ResourceList[model]


@cache
def _envelope(model: type[HubModel]) -> type[WrappedResource[Any]]:
    return WrappedResource[model]


def _today(row: object, resource: Resource | None, dialect: Dialect) -> object:
    return translated(row, resource, dialect) if resource is not None and _differs(resource, dialect) else row


def _differs(resource: Resource, dialect: Dialect) -> bool:
    # Another service's records, which come along here and there, are in that service's words.
    return resource.service == dialect.service and needs_translation(resource, dialect)


def _keys(row: object) -> set[str]:
    return set(cast("dict[str, object]", row)) if isinstance(row, dict) else set()


def _is_record(row: object, model: type[HubModel]) -> bool:
    """Whether a row has what makes it a record: its id, if records of this kind have one."""
    if not isinstance(row, dict):
        return False
    found = cast("dict[str, object]", row).get("id")
    return "id" not in model.model_fields or (isinstance(found, str) and is_id(found))


@cache
def _names_of(model: type[HubModel]) -> dict[str, str]:
    """The attribute that each spelling of a property becomes."""
    found: dict[str, str] = {}
    for name, info in model.model_fields.items():
        found |= {name: name, info.alias or name: name}
        if isinstance(info.validation_alias, pydantic.AliasChoices):
            found |= {str(choice): name for choice in info.validation_alias.choices}
    return found


@cache
def _models_in(model: type[HubModel]) -> dict[str, type[HubModel]]:
    """The classes of related records, by the attribute that holds them."""
    found: dict[str, type[HubModel]] = {}
    for name, info in model.model_fields.items():
        for kind in _kinds(info.annotation):
            if isinstance(kind, type) and issubclass(kind, HubModel):
                found[name] = kind
    return found


def _kinds(annotation: Any) -> Iterator[Any]:
    """The classes within an annotation: `list[Node] | None` has Node."""
    inner = get_args(annotation)
    yield from (kind for part in inner for kind in _kinds(part)) if inner else (annotation,)
