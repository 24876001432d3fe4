"""The store of logs, which is apart from the records: lines that are found by their labels, and never deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .store import Store

Labels = Mapping[str, str]
Line = dict[str, Any]

TABLES = """
CREATE TABLE IF NOT EXISTS _logs (
    id INTEGER PRIMARY KEY, time TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL, service TEXT NOT NULL,
    channel TEXT NOT NULL, labels TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS _log_labels (
    name TEXT NOT NULL, value TEXT NOT NULL, log INTEGER NOT NULL REFERENCES _logs (id) ON DELETE CASCADE,
    PRIMARY KEY (name, value, log)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _log_labels_of ON _log_labels (log);
"""
_COLUMNS = ("time", "level", "message", "service", "channel")


def add_line(store: Store, line: Mapping[str, Any]) -> None:
    """Write down a line: its time, level, message, service, channel and labels."""
    values = [line[name] for name in _COLUMNS]
    with store.transaction():
        store.run(
            f"INSERT INTO _logs ({', '.join(_COLUMNS)}, labels) VALUES (?, ?, ?, ?, ?, ?)",
            [*values, json.dumps(line["labels"])],
        )
        (log,) = store.run("SELECT last_insert_rowid() AS id")
        for name, value in line["labels"].items():
            store.run("INSERT INTO _log_labels (name, value, log) VALUES (?, ?, ?)", [name, value, log["id"]])


def find_lines(store: Store, labels: Labels, limit: int, offset: int) -> list[Line]:
    """The lines that have these labels, in the order in which they were written."""
    where, parameters = _having(labels)
    rows = store.run(
        f"SELECT {', '.join(_COLUMNS)}, labels FROM _logs WHERE {where} ORDER BY id LIMIT ? OFFSET ?",
        [*parameters, limit, offset],
    )
    return [{**dict(row), "labels": json.loads(row["labels"])} for row in rows]


def _having(labels: Labels) -> tuple[str, list[str]]:
    having = "id IN (SELECT log FROM _log_labels WHERE name = ? AND value = ?)"
    conditions = " AND ".join(having for _ in labels) or "1"
    return conditions, [text for pair in labels.items() for text in pair]
