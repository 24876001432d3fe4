"""Reading records: what an answer holds becomes models, whichever Hub wrote it and whatever is odd about it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Literal, TypeVar, cast

import pydantic

from ..contract.table import Resource
from ..models.base import HubModel, ResourceList, ResourceListMeta, SingleResourceMeta, WrappedResource
from .answers import Answer, error_of, read_with, unreadable
from .dialects import Dialect
from .identifiers import is_id
from .results import HubList
from .translation import needs_translation, translated
from .warning import warn_caller

ModelT = TypeVar("ModelT", bound=HubModel)

#: What an answer holds: records of a collection that says of itself what it offers, a record, or anything else.
Form = Literal["list", "record", "other"]


class UnreadableValueWarning(UserWarning):
    """A record of the Hub has a value that does not fit. It is kept as it came."""


def speaks_otherwise(answer: Answer, form: Form, dialect: Dialect) -> bool:
    """Whether a good answer is not in the form of this dialect, so that the Hub may be of another release by now.

    Told by its bytes alone: a wrong guess costs a request, a right one needs no second reading of every answer.
    """
    if form == "other" or not 200 <= answer.status < 300:
        return False
    if (b'"created_at":' if dialect.camel_case else b'"createdAt":') in answer.body:
        return True
    if form == "list":
        return (b'"schema":' in answer.body) is not dialect.envelope
    return (b'"data":' in answer.body and b'"meta":' in answer.body) is not dialect.envelope


def read_list(answer: Answer, model: type[ModelT], resource: Resource | None, dialect: Dialect) -> HubList[ModelT]:
    """The records of a page. Values that do not fit are kept as they came, with a warning.

    Raises the error that a refusing answer is, or UnreadableAnswerError.
    """
    page = read_with(answer, lambda body: _page(body, model, resource, dialect))
    return HubList(page.data, page.meta)


def _page(body: bytes, model: type[ModelT], resource: Resource | None, dialect: Dialect) -> ResourceList[ModelT]:
    expected = _list_of(model)
    if resource is None or not _differs(resource, dialect):
        try:
            return expected.model_validate_json(body)
        except pydantic.ValidationError:
            if resource is None:
                raise
    found = _parsed(body)
    rows: object = found.get("data")
    if not isinstance(rows, list) or not isinstance(found.get("meta"), dict):
        return expected.model_validate_json(body)
    known = [translated(row, resource, dialect) for row in cast("list[object]", rows)]
    if rows and not any(_is_record(row, resource) for row in known):
        return expected.model_validate_json(body)  # not one record: this is no list of the Hub's
    kept = [record for row in known if (record := lenient(model, row, resource)) is not None]
    return expected(data=kept, meta=ResourceListMeta.model_validate(found["meta"]))


def read_record(answer: Answer, model: type[ModelT], resource: Resource, dialect: Dialect) -> WrappedResource[ModelT]:
    """A single record and what the Hub says beside it, in an envelope or not.

    Raises the error that a refusing answer is, or UnreadableAnswerError.
    """
    return read_with(answer, lambda body: _record(body, model, resource, dialect))


def _record(body: bytes, model: type[ModelT], resource: Resource, dialect: Dialect) -> WrappedResource[ModelT]:
    expected = _one_of(model)
    if dialect.envelope and not _differs(resource, dialect):
        try:
            return expected.model_validate_json(body)
        except pydantic.ValidationError:
            pass  # more slowly, for the sake of a single odd value
    found = _parsed(body)
    enveloped = isinstance(found.get("data"), dict) and not (resource.keyed and "id" in found)
    row = translated(found["data"] if enveloped else found, resource, dialect)
    record = lenient(model, row, resource) if _is_record(row, resource) else None
    if record is None:
        return expected.model_validate_json(body)
    meta = SingleResourceMeta.model_validate(found.get("meta", {})) if enveloped else SingleResourceMeta()
    return expected(data=record, meta=meta)


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
    return read_with(answer, model.model_validate_json)


def read_nothing(answer: Answer) -> None:
    """Nothing of the answer is needed, but it must be the Hub's: a proxy's page does not mean that anything is done."""
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    if answer.media_type == "text/html":
        raise unreadable(answer, "with text/html in place of JSON")


def lenient(model: type[ModelT], row: object, resource: Resource) -> ModelT | None:
    """The record that a row is, with the values that do not fit as they came; None if it is no record at all."""
    try:
        return model.model_validate(row)
    except pydantic.ValidationError as error:
        odd = {str(part["loc"][0]) for part in error.errors(include_url=False, include_input=False) if part["loc"]}
    if not isinstance(row, dict):
        warn_caller(f"{resource.path}: a row that is no record was left out.", UnreadableValueWarning)
        return None
    values = cast("dict[str, Any]", row)
    told = ", ".join(sorted(odd))
    warn_caller(f"{resource.path}: values that do not fit were kept as they came: {told}.", UnreadableValueWarning)
    names = _names_of(model)
    as_they_came = {names.get(key, key): value for key, value in values.items() if {key, names.get(key)} & odd}
    try:
        record = model.model_validate(
            {key: value for key, value in values.items() if names.get(key, key) not in as_they_came}
        )
    except pydantic.ValidationError:
        return model.model_construct(None, **{names.get(key, key): value for key, value in values.items()})
    # Assigning does not check again, and tells the model that the field was sent.
    for name, value in as_they_came.items():
        setattr(record, name, value)
    return record


def _differs(resource: Resource, dialect: Dialect) -> bool:
    # Another service's records, which come along here and there, are in that service's words.
    return resource.service == dialect.service and needs_translation(resource, dialect)


def _is_record(row: object, resource: Resource) -> bool:
    """Whether a row has what makes it a record: its id."""
    if not isinstance(row, dict):
        return False
    found = cast("dict[str, object]", row).get("id")
    return not resource.keyed or (isinstance(found, str) and is_id(found))


@cache
def _names_of(model: type[HubModel]) -> dict[str, str]:
    """The attribute that each spelling of a property becomes."""
    found: dict[str, str] = {}
    for name, info in model.model_fields.items():
        found |= {name: name, info.alias or name: name}
        if isinstance(info.validation_alias, pydantic.AliasChoices):
            found |= {str(choice): name for choice in info.validation_alias.choices}
    return found


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


@cache
def _list_of(model: type[ModelT]) -> type[ResourceList[ModelT]]:
    return ResourceList[model]


@cache
def _one_of(model: type[ModelT]) -> type[WrappedResource[ModelT]]:
    return WrappedResource[model]
