"""The tables of what is still to be done: jobs that are queued, and failures that are planned."""

from __future__ import annotations

TABLES = """
CREATE TABLE IF NOT EXISTS _jobs (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, data TEXT NOT NULL, paced INTEGER NOT NULL,
    due REAL
);
CREATE INDEX IF NOT EXISTS _jobs_due ON _jobs (due, id);
CREATE INDEX IF NOT EXISTS _jobs_about ON _jobs (kind, about);
CREATE TABLE IF NOT EXISTS _failures (
    id INTEGER PRIMARY KEY, process TEXT NOT NULL, about TEXT, node TEXT, message TEXT, at INTEGER NOT NULL,
    times INTEGER NOT NULL
);
"""
