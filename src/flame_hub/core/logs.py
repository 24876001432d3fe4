"""Logs of the telemetry service: lines that are found by their labels, and not by fields as records are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from ..contract.releases import Service
from ..models.base import HubModel
from .answers import Answer
from .bindings import Binding
from .dialects import NEWEST, Dialect
from .errors import UsageError
from .labels import spelled_label
from .names import refuse_unknown
from .operations import Call, sending
from .options import BaseKwargs, LabelKwargs
from .query import Pairs, page_pairs
from .reading import read_list, read_nothing
from .results import HubList, TruncatedListWarning
from .retries import Effect
from .texts import brief, sendable
from .warning import warn_caller

ModelT = TypeVar("ModelT", bound=HubModel)

SERVICE: Service = "telemetry"
#: Lines of a page that was not asked for in another size.
LINES = 100
#: What a store of logs takes for the name of a label.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
#: Marks that mean something in a filter in brackets.
_MARKS = re.compile(r"^[!~<>]|[~]$|,")
#: What the Hub reads as a number, and the form in which it writes it again.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|0[xXoObB][0-9a-fA-F]+|[+-]?Infinity", re.ASCII)
_WRITTEN = re.compile(r"0|-?[1-9]\d{0,14}|-?(0|[1-9]\d{0,5})\.\d{0,8}[1-9]", re.ASCII)


def find_logs(
    binding: Binding[ModelT], labels: Mapping[str, str], options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[HubList[ModelT]]:
    """A page of the lines that have these labels."""
    refuse_unknown(options, LabelKwargs.__optional_keys__, "keyword", "find_logs")
    page = cast("Mapping[str, Any] | None", options.get("page"))
    query = [*_filters(labels, binding, dialect, "find_logs"), *page_pairs(page)]

    def read(answer: Answer) -> HubList[ModelT]:
        found = _within(read_list(answer, binding.model, None, dialect or NEWEST[SERVICE]), page)
        if page is None and found.received >= LINES:
            warn_caller(
                f"find_logs answered with {len(found)} lines, and there may be more. "
                "Use iter_logs() for all, or page={...} for a part.",
                TruncatedListWarning,
            )
        return found

    return Call("GET", binding.resource.path, read, query, **sending(options))


def delete_logs(
    binding: Binding[ModelT], labels: Mapping[str, str], options: Mapping[str, Any], dialect: Dialect | None = None
) -> Call[None]:
    """Delete the lines that have these labels."""
    refuse_unknown(options, BaseKwargs.__optional_keys__, "keyword", "delete_logs")
    query = _filters(labels, binding, dialect, "delete_logs")
    return Call("DELETE", binding.resource.path, read_nothing, query, effect=Effect.SETTLES, **sending(options))


def _asked(labels: object, dialect: Dialect, method: str) -> dict[str, str]:
    """Labels to look for, as the Hub spells them. Raises UsageError for what are none."""
    if not isinstance(labels, Mapping):
        raise UsageError(f"{method}: labels is a mapping of names to texts, not {brief(labels)}.", None)
    asked: dict[str, str] = {}
    for name, value in cast("Mapping[object, object]", labels).items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise UsageError(f"{method}: {brief(name)} is no name of a label: give letters, digits and _.", None)
        if not isinstance(value, str):
            raise UsageError(f"{method}: the label {name} is a text, not {brief(value)}.", None)
        asked[spelled_label(name, dialect)] = sendable(value, f"The label {name}")
    if not asked:
        raise UsageError(f"{method} takes at least one label: the Hub does not tell all logs at once.", None)
    return asked


def _filters(labels: Mapping[str, str], binding: Binding[Any], dialect: Dialect | None, method: str) -> Pairs:
    spoken = dialect or NEWEST[SERVICE]
    if not spoken.has(binding.resource):
        raise UsageError(f"{spoken.lacks(binding.resource, 'logs')}.", None)
    asked = _asked(labels, spoken, method)
    if not spoken.expressions:
        return [(f"filter[labels.{name}]", value) for name, value in asked.items()]
    _refuse_unfindable(asked, method)
    if not any(_MARKS.search(value) for value in asked.values()):
        return [(f"filter[{name}]", value) for name, value in asked.items()]
    terms = ["eq({},'{}')".format(name, value.replace("'", "''")) for name, value in asked.items()]
    return [("filter", terms[0] if len(terms) == 1 else f"and({','.join(terms)})")]


def _refuse_unfindable(labels: Mapping[str, str], method: str) -> None:
    """Raise UsageError for texts that the Hub reads as something else, so that it would find nothing."""
    for name, value in labels.items():
        word = value.lower() in ("true", "false", "null") and value != value.lower()
        number = _NUMBER.fullmatch(value) and not _WRITTEN.fullmatch(value)
        if not value or value != value.strip() or word or number:
            raise UsageError(
                f"{method}: the Hub cannot look for the label {name} with the value {brief(value)}: it reads that as "
                "another one.",
                None,
            )


def _within(found: HubList[ModelT], page: Mapping[str, Any] | None) -> HubList[ModelT]:
    """The page that was asked for. A store that knows no pages answers with all lines."""
    limit, offset = ((page or {}).get(name) for name in ("limit", "offset"))
    limit = min(limit, LINES) if isinstance(limit, int) else LINES
    if found.received <= limit:
        return found
    start = offset if isinstance(offset, int) else 0
    return HubList(found[start : start + limit], found.meta)
