"""How records are shown: in a line, in a terminal and in a notebook. Secrets are not shown anywhere.

Works on any pydantic model, so that the models themselves can use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, cast

from pydantic import BaseModel

#: Properties that the contract does not know and that sound as if nobody should see them.
_SECRET_NAME = re.compile("secret|password|passwd|token|credential", re.IGNORECASE)
#: By what people tell records apart, and what they ask of them next.
_FOREMOST = ("name", "display_name", "path", "id")

_MOST_IN_LINE = 5
_LONGEST_IN_LINE = 60
_MOST_COLUMNS = 8
_LONGEST_IN_COLUMN = 40
_LONGEST_IN_CELL = 200

#: Set on each cell, since notebooks have a style of their own. Colours are the notebook's, dark or light.
_CELL = "text-align: left; vertical-align: top; padding: 0.2em 0.8em 0.2em 0"


class Written(str):
    """A text whose representation is the text itself, without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


# -- a line -------------------------------------------------------------------------------------------------------


def shown_in_line(record: BaseModel) -> Iterator[tuple[str | None, Any]]:
    """What a record's representation shows: by what it is told apart, and a few of the values that it has.

    An ellipsis at the end says that it has more.
    """
    held = {name: value for name, value in _properties(record) if value is not None}
    chosen = [name for name in _FOREMOST if name in held]
    chosen += [
        name for name, value in held.items() if name not in chosen and not ("id" in held and _aside(name, value))
    ]
    for name in chosen[:_MOST_IN_LINE]:
        yield name, _in_line(held[name])
    if len(held) > len(chosen[:_MOST_IN_LINE]):
        yield None, Written("...")


def _properties(record: BaseModel) -> Iterator[tuple[str, Any]]:
    """Names and values that were set and may be seen."""
    for name, f in type(record).model_fields.items():
        if f.repr and name in record.model_fields_set:
            yield name, _without_secrets(getattr(record, name))
    for name, value in (record.model_extra or {}).items():
        if not _SECRET_NAME.search(name):
            yield name, _without_secrets(value)


def _aside(name: str, value: object) -> bool:
    """Whether a value says little of the record itself: times, other records and their ids, long texts."""
    if isinstance(value, str):
        return len(value) > _LONGEST_IN_LINE
    return isinstance(value, (datetime, BaseModel, list, Mapping)) or name.endswith("_id")


def _without_secrets(value: object) -> object:
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value).items()
        return {key: _without_secrets(member) for key, member in members if not _SECRET_NAME.search(str(key))}
    if isinstance(value, list):
        return [_without_secrets(member) for member in cast("list[object]", value)]
    return value


def _in_line(value: object) -> object:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, datetime):
        return Written(_moment(value))
    if isinstance(value, BaseModel):
        return value
    text = repr(value[: _LONGEST_IN_LINE + 1] if isinstance(value, str) else value)
    return value if len(text) <= _LONGEST_IN_LINE else Written(f"{text[: _LONGEST_IN_LINE - 3]}...")


def _moment(value: datetime) -> str:
    return value.isoformat(" ", "seconds").replace("+00:00", "Z")


# -- cells --------------------------------------------------------------------------------------------------------


def cell(value: object, longest: int = _LONGEST_IN_CELL) -> str:
    """A value as text in a table, free of characters that a terminal would obey."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, datetime):
        return _moment(value)
    text = value[: longest + 1] if isinstance(value, str) else repr(value) if _nested(value) else str(value)
    if not text.isprintable():
        text = repr(text)[1:-1]
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def _nested(value: object) -> bool:
    return isinstance(value, (BaseModel, list, tuple, Mapping))


def table_of(records: Sequence[object]) -> tuple[list[str], list[list[str]]]:
    """Names of columns and rows of cells: what tells the records apart, short values, and when they were made."""
    models = [record for record in records if isinstance(record, BaseModel)]
    if len(models) < len(records):
        return ["value"], [[cell(record)] for record in records]
    rows = [dict(_properties(record)) for record in models]
    names = _columns(rows)
    return [cell(name) for name in names], [[cell(row.get(name)) for name in names] for row in rows]


def _columns(rows: Iterable[Mapping[str, object]]) -> list[str]:
    held: dict[str, list[object]] = {}
    for row in rows:
        for name, value in row.items():
            if value is not None:
                held.setdefault(name, []).append(value)
    first = [name for name in _FOREMOST if name in held]
    last = ["created_at"] if "created_at" in held else []
    others = [name for name, values in held.items() if name not in first and ("id" not in held or _terse(name, values))]
    return [*first, *others[: _MOST_COLUMNS - len(first) - len(last)], *last]


def _terse(name: str, values: Iterable[object]) -> bool:
    return not any(_aside(name, value) or len(cell(value)) > _LONGEST_IN_COLUMN for value in values)


# -- notebooks ----------------------------------------------------------------------------------------------------


def record_as_html(record: BaseModel) -> str:
    """A table of two columns: names and values of a record."""
    secrets = {name for name, f in type(record).model_fields.items() if not f.repr}
    secrets |= {name for name in record.model_extra or {} if _SECRET_NAME.search(name)}
    shown = {name: cell(value) for name, value in _properties(record)}
    shown |= {name: "(not shown)" for name in secrets if getattr(record, name) is not None}
    rows = [_row(("th", name), ("td", text)) for name, text in shown.items()]
    return _table(type(record).__name__, "", rows)


def list_as_html(records: Sequence[object], caption: str) -> str:
    """A table of records under a caption."""
    columns, rows = table_of(records)
    head = _row(*(("th", name) for name in columns)) if columns else ""
    return _table(caption, head, [_row(*(("td", text) for text in row)) for row in rows])


def _row(*cells: tuple[str, str]) -> str:
    from html import escape

    inner = "".join(f'<{tag} style="{_CELL}">{escape(text)}</{tag}>' for tag, text in cells)
    return f"<tr>{inner}</tr>"


def _table(caption: str, head: str, rows: Sequence[str]) -> str:
    from html import escape

    title = f'<caption style="{_CELL}; caption-side: top; opacity: 0.7">{escape(caption)}</caption>'
    header = f"<thead>{head}</thead>" if head else ""
    return f'<table style="border-collapse: collapse">{title}{header}<tbody>{"".join(rows)}</tbody></table>'
