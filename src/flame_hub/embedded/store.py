"""The embedded Hub's memory: one SQLite database, its tables made from the contract.

Every resource has a table, `Resource.stored_as`, with a column a field. Values are kept as the wire has them: ids and
times as texts, booleans as 0 and 1. Rows come out as dictionaries by field name.
"""

from __future__ import annotations

import ctypes
import json
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4
from weakref import WeakSet

from ..contract import TABLE
from ..contract.table import Field, Resource, Type
from . import backlog, logs, mailbox, objects
from .query import Query
from .sql import compile_filter, compile_sort, joins, leads_to_many, quote

Row = dict[str, Any]

#: So many records are sorted in no time.
_FEW = 1_000
#: Steps of SQLite's machine that a statement may take which is only tried.
_BUDGET = 200_000

_COLUMN_TYPES = {Type.INTEGER: "INTEGER", Type.BOOLEAN: "INTEGER"}

#: Tables of older releases that are none any more. Who was logged in with such a release logs in again.
_FORMER_TABLES = ("_refresh_tokens", "_sessions")


class StoreError(Exception):
    """The database cannot be opened or used; the message says what to do."""


class UniqueViolation(Exception):
    """Two records would share what must be unique."""


class MissingReference(Exception):
    """A record would refer to one that does not exist."""


class Emptied(Exception):
    """The store was emptied while somebody worked with what was in it."""


class Store:
    """The database. Safe to use from several threads: one works with it at a time.

    folder   where it is kept, None: in memory
    """

    def __init__(self, folder: Path | None) -> None:
        self._lock = threading.RLock()
        #: Whether this process was made by a fork since: the database is the other one's.
        self.forked = False
        self._depth = 0
        self._emptied = 0
        self._visits = threading.local()
        #: How often records of each resource were written, and how often they were deleted; more, if that was undone.
        self.writes: Counter[str] = Counter()
        self.deletes: Counter[str] = Counter()
        path = ":memory:" if folder is None else str(folder / "hub.sqlite3")
        if folder is not None and not (folder / "hub.sqlite3").exists():
            (folder / "hub.sqlite3").touch(mode=0o600)  # it holds the secrets of clients
        try:
            self._db = sqlite3.connect(
                path, check_same_thread=False, isolation_level=None, cached_statements=512, timeout=0.5
            )
        except sqlite3.OperationalError as error:
            raise StoreError(_why_not(error, path)) from error
        self._db.row_factory = sqlite3.Row
        self._db.create_function("fold", 1, _fold, deterministic=True)
        try:
            if folder is not None:
                self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._db.execute("PRAGMA journal_mode = WAL")
                # What was answered outlives a loss of power, at the price of a write to the disk for each change.
                self._db.execute("PRAGMA synchronous = FULL")
                _define_all(self._db)
            else:
                with _template_lock:
                    _template().backup(self._db)
            self._db.execute("PRAGMA foreign_keys = ON")
        except sqlite3.OperationalError as error:
            self._db.close()
            raise StoreError(_why_not(error, path)) from error
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise StoreError(f"{path} is not a database of the embedded Hub: {error}.") from error
        if folder is not None:
            _open_stores.add(self)

    def leave(self) -> None:
        """Let go of the database without touching it. Its files are shared with the process this one was forked from.

        Closing it here, or at exit, would remove the journal into which that process goes on to write.
        """
        self.forked = True
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._db))
        self._lock = threading.RLock()  # whoever held the other one is not here
        self._db = sqlite3.connect(":memory:", check_same_thread=False)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @property
    def in_transaction(self) -> bool:
        """Whether somebody's changes may still be undone."""
        return self._depth > 0

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All changes within happen together or not at all. Transactions may be nested; the outermost counts."""
        with self._lock:
            self._admit()
            if self._depth:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                # Within the try: a commit can fail on a deferred check or a full disk, and then all is undone.
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                for counter in (self.writes, self.deletes):
                    counter.update(counter.keys())
                raise
            finally:
                self._depth = 0

    @contextmanager
    def visit(self) -> Generator[None]:
        """While it lasts, this thread works with what is in the store now. If that is emptied, it is refused the rest.

        Everything within raises Emptied from then on. Visits may be nested; the outermost counts.
        """
        if getattr(self._visits, "began", None) is not None:
            yield
            return
        self._visits.began = self._emptied
        try:
            yield
        finally:
            self._visits.began = None

    def _admit(self) -> None:
        """Raise Emptied for a visit to what is no more. To be called with the lock held."""
        began = getattr(self._visits, "began", None)
        if began is not None and began != self._emptied:
            raise Emptied("The store was emptied.")

    @contextmanager
    def emptied(self) -> Generator[None]:
        """Delete everything, and what happens within with it, or nothing of both. Other threads' visits end with it.

        Raises RuntimeError within a transaction.
        """
        with self._lock:
            if self._depth:
                raise RuntimeError("The store cannot be emptied within a transaction.")
            # Else every row would be deleted for itself, for the sake of those that refer to it.
            self._db.execute("PRAGMA foreign_keys = OFF")
            try:
                with self.transaction():
                    tables = self.run(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                    )
                    for table in tables:
                        self._db.execute(f"DELETE FROM {quote(table['name'])}")
                    for counter in (self.writes, self.deletes):
                        counter.update(resource.key for resource in TABLE)
                    yield
                self._emptied += 1
            finally:
                self._db.execute("PRAGMA foreign_keys = ON")

    # Records

    def get(self, resource: Resource, identifier: str) -> Row | None:
        """The record of this id with all its columns, hidden ones included."""
        return self.first(resource, {"id": identifier})

    def existing(self, resource: Resource, identifier: str) -> Row:
        """The record of this id, which is known to be there."""
        return self.all(resource, {"id": identifier}, limit=1)[0]

    def first(self, resource: Resource, where: Mapping[str, Any]) -> Row | None:
        """The first record whose columns have these values."""
        found = self.all(resource, where, limit=1)
        return found[0] if found else None

    def all(self, resource: Resource, where: Mapping[str, Any], *, limit: int = -1) -> list[Row]:
        """The records whose columns have these values; None matches null. In order of creation."""
        conditions = " AND ".join(f'"{name}" IS ?' for name in where) or "1"
        statement = f'SELECT * FROM "{resource.stored_as}" WHERE {conditions} ORDER BY rowid LIMIT {int(limit)}'
        return [_row(resource, found) for found in self.run(statement, list(where.values()))]

    def walk(self, resource: Resource, where: Mapping[str, Any]) -> Iterator[Row]:
        """The records that `all` finds, few at a time: those that there are now, less what is deleted meanwhile."""
        table, conditions = quote(resource.stored_as), "".join(f'"{name}" IS ? AND ' for name in where)
        last = self.run(f"SELECT max(rowid) FROM {table}")[0][0] or 0
        condition = f"{conditions} rowid > ? AND rowid <= ? ORDER BY rowid LIMIT {_FEW}"
        statement = f'SELECT rowid AS "rowid", * FROM {table} WHERE {condition}'
        reached = 0
        while found := self.run(statement, [*where.values(), reached, last]):
            yield from (_row(resource, row) for row in found)
            reached = found[-1]["rowid"]

    def count(self, resource: Resource, where: Mapping[str, Any]) -> int:
        """Number of records whose columns have these values."""
        conditions = " AND ".join(f'"{name}" IS ?' for name in where) or "1"
        statement = f'SELECT count(*) FROM "{resource.stored_as}" WHERE {conditions}'
        return int(self.run(statement, list(where.values()))[0][0])

    def search(self, resource: Resource, query: Query) -> tuple[list[Row], int]:
        """The records of the page that `query` asks for, and how many match on all pages."""
        with self._lock:
            self._admit()
            total = self._total(resource, query)
            keys = self._page(resource, query, total) if query.offset < total else []
            marks = ", ".join("?" * len(keys))
            statement = f'SELECT rowid AS "rowid", * FROM {quote(resource.stored_as)} WHERE rowid IN ({marks})'
            found = {row["rowid"]: row for row in self.run(statement, keys)}
        return [_row(resource, found[key]) for key in keys], total

    def _total(self, resource: Resource, query: Query) -> int:
        """How many records meet the filter."""
        where = compile_filter(TABLE, resource, query.filter)
        table = quote(resource.stored_as)
        # A relation to many records brings in a record once for each of them.
        counted = f"DISTINCT {table}.rowid" if leads_to_many(TABLE, resource, where.joins) else "*"
        source = f"{table} {joins(TABLE, resource, where.joins)}"
        statement = f"SELECT count({counted}) FROM {source} WHERE {where.counted}"
        return int(self.run(statement, where.parameters)[0][0])

    def _page(self, resource: Resource, query: Query, total: int) -> list[int]:
        """The keys of the records of a page, in order. Whole records are not needed to find out which they are."""
        table = quote(resource.stored_as)
        if query.filter is None and not query.sort and (first := self._unbroken(table, total)) is not None:
            return [*range(first + query.offset, first + min(query.offset + query.limit, total))]
        if query.sort and query.filter is not None and total > _FEW:
            # If those that meet the filter are spread evenly, going through all in order finds the page at once.
            with self._budget(), suppress(sqlite3.OperationalError):
                return self._ordered(resource, query, total, indexed=False)
        return self._ordered(resource, query, total, indexed=True)

    def _ordered(self, resource: Resource, query: Query, total: int, *, indexed: bool) -> list[int]:
        table = quote(resource.stored_as)
        where = compile_filter(TABLE, resource, query.filter, indexed=indexed)
        many = leads_to_many(TABLE, resource, (*where.joins, *(path[:-1] for path, _ in query.sort)))
        limit, offset, sort = min(query.limit, total - query.offset), query.offset, query.sort
        # The database of a real Hub leaves rows of equal rank in any order. Here it is that of their creation, so that
        # records of the same millisecond are sorted by their age as well.
        last = bool(sort) and sort[-1][1]
        backwards = not many and offset > total // 2  # the end is nearer
        if backwards:
            sort, last = tuple((path, not descending) for path, descending in sort), not last
            offset = total - offset - limit
        order = compile_sort(TABLE, resource, sort)
        # Without a sign SQLite would rather read all records than sort the keys in an index.
        alone = not sort and where.counted != where.sql
        ranks = [*([order.sql] if order.sql else []), f"{'+' if alone else ''}{table}.rowid{' DESC' if last else ''}"]
        condition = where.counted if alone else where.sql
        source = f"{table} {joins(TABLE, resource, (*where.joins, *order.joins))} WHERE {condition}"
        # A relation to many records brings in a record once for each of them.
        grouped = f"GROUP BY {table}.rowid" if many else ""
        statement = f"SELECT {table}.rowid FROM {source} {grouped} ORDER BY {', '.join(ranks)} LIMIT ? OFFSET ?"
        keys = [row[0] for row in self.run(statement, [*where.parameters, limit, offset])]
        return keys[::-1] if backwards else keys

    @contextmanager
    def _budget(self) -> Generator[None]:
        """While it lasts, a statement that takes more than some ten milliseconds raises OperationalError."""
        self._db.set_progress_handler(lambda: 1, _BUDGET)
        try:
            yield
        finally:
            self._db.set_progress_handler(None, 0)

    def _unbroken(self, table: str, total: int) -> int | None:
        """The first key of a table without gaps; None if there are some."""
        first, last = self.run(f"SELECT (SELECT min(rowid) FROM {table}), (SELECT max(rowid) FROM {table})")[0]
        return first if last - first + 1 == total else None

    def insert(self, resource: Resource, values: Mapping[str, Any], stamp: str) -> Row:
        """Store a new record. Columns that are not given get their default, the id is made up.

        Raises UniqueViolation, MissingReference.
        """
        row = _new_row(resource, values, stamp)
        self._change(resource, _insertion(resource), _bound(resource, row))
        return row

    def insert_all(self, resource: Resource, rows: Iterable[Mapping[str, Any]], stamp: str) -> list[Row]:
        """Store several new records at once. Raises UniqueViolation, MissingReference."""
        made = [_new_row(resource, values, stamp) for values in rows]
        with self._lock:
            self._admit()
            self._db.executemany(_insertion(resource), [_bound(resource, row) for row in made])
            self.writes[resource.key] += 1
        return made

    def update(self, resource: Resource, identifier: str, values: Mapping[str, Any], stamp: str) -> None:
        """Change columns of a record. Raises UniqueViolation, MissingReference."""
        changed = {**values, "updated_at": stamp} if "updated_at" in resource.stored else values
        columns = ", ".join(f'"{name}" = ?' for name in changed)
        statement = f'UPDATE "{resource.stored_as}" SET {columns} WHERE id = ?'
        self._change(resource, statement, [*_bound(resource, changed), identifier])

    def delete(self, resource: Resource, identifier: str) -> None:
        """Delete a record, and what the contract deletes with it."""
        self.deletes[resource.key] += 1
        self._change(resource, f'DELETE FROM "{resource.stored_as}" WHERE id = ?', [identifier])

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows of a statement of one's own."""
        with self._lock:
            self._admit()
            return self._db.execute(statement, parameters).fetchall()

    def _change(self, resource: Resource, statement: str, parameters: Sequence[Any]) -> None:
        try:
            with self._lock:
                self._admit()
                self._db.execute(statement, parameters)
                self.writes[resource.key] += 1
        except sqlite3.IntegrityError as error:
            if str(error).startswith("UNIQUE"):
                raise UniqueViolation(str(error)) from error
            raise MissingReference(str(error)) from error


_open_stores: WeakSet[Store] = WeakSet()


def _leave_all() -> None:
    for store in list(_open_stores):
        store.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_all)


_template_lock = threading.Lock()


@cache
def _template() -> sqlite3.Connection:
    """An empty database, made once: copying it takes a tenth of the time that it takes to define all tables anew."""
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.create_function("fold", 1, _fold, deterministic=True)
    _define_all(db)
    return db


def _define_all(db: sqlite3.Connection) -> None:
    """Make the tables and indexes of all resources, or give those of an older release what they lack."""
    for table in _FORMER_TABLES:
        db.execute(f'DROP TABLE IF EXISTS "{table}"')
    db.executescript(logs.TABLES + mailbox.TABLES + backlog.TABLES)
    for resource in TABLE:
        # Records without ids are no rows: logs are kept apart.
        if resource.offered and resource.keyed:
            _define(db, resource)
    db.executescript(objects.TABLES)


def _define(db: sqlite3.Connection, resource: Resource) -> None:
    columns = {name: _column(f) for name, f in resource.stored.items()}
    # A rowid table: rows without an order of their own come in the order of their creation.
    db.execute(f'CREATE TABLE IF NOT EXISTS "{resource.stored_as}" ({", ".join(columns.values())})')
    present = {row["name"] for row in db.execute(f'PRAGMA table_info("{resource.stored_as}")')}
    for name in columns.keys() - present:
        # Rows that are there already have no value for it.
        added = columns[name] if " DEFAULT " in columns[name] else columns[name].replace(" NOT NULL", "")
        db.execute(f'ALTER TABLE "{resource.stored_as}" ADD COLUMN {added}')
    for statement in _indexes(resource):
        db.execute(statement)


def _new_row(resource: Resource, values: Mapping[str, Any], stamp: str) -> Row:
    """All columns of a new record, with defaults for those that are not given."""
    row: Row = {name: f.default for name, f in resource.stored.items()}
    row |= {"id": str(uuid4()), **{name: stamp for name in ("created_at", "updated_at") if name in row}, **values}
    return row


def _insertion(resource: Resource) -> str:
    columns = ", ".join(f'"{name}"' for name in resource.stored)
    marks = ", ".join("?" for _ in resource.stored)
    return f'INSERT INTO "{resource.stored_as}" ({columns}) VALUES ({marks})'


def _fold(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


def _why_not(error: sqlite3.OperationalError, path: str) -> str:
    if "locked" in str(error):
        return f"{path} is in use by another process. Stop that one, or give this one another folder."
    return f"{path} cannot be opened: {error}. Check that the folder can be written to and the disk is not full."


def _column(f: Field) -> str:
    """The definition of the column of a field. What is missing in a row of an older release gets its default."""
    column = f'"{f.name}" {_COLUMN_TYPES.get(f.type, "TEXT")}'
    if f.name == "id":
        return f"{column} PRIMARY KEY"
    if not f.nullable:
        column += " NOT NULL"
        if isinstance(f.default, int):
            column += f" DEFAULT {int(f.default)}"
        elif isinstance(f.default, str):
            column += f" DEFAULT '{f.default}'"
    return column + _reference(f)


def _indexes(resource: Resource) -> Iterator[str]:
    """The statements that make the indexes: what is unique, and what can be filtered and sorted."""
    for fields in resource.unique:
        yield _index(resource, "unique", [f'"{name}"' for name in fields], unique=True, label=fields)
    for name in resource.schema.filters:
        f = resource.fields[name]
        if name != "id" and resource.current(f):
            folded = f.type is Type.TEXT
            yield _index(resource, "filter", [f'fold("{name}")' if folded else f'"{name}"'], label=(name,))
    for name in resource.schema.sorts or ():
        if name != "id":
            yield _index(resource, "sort", [f'"{name}"'], label=(name,))


def _index(resource: Resource, kind: str, parts: list[str], label: tuple[str, ...], *, unique: bool = False) -> str:
    name = f"{resource.stored_as}_{kind}_{'_'.join(label)}"
    made = "CREATE UNIQUE INDEX" if unique else "CREATE INDEX"
    return f'{made} IF NOT EXISTS "{name}" ON "{resource.stored_as}" ({", ".join(parts)})'


def _reference(f: Field) -> str:
    if f.refers_to is None or f.on_delete == "keep":
        return ""
    return f' REFERENCES "{TABLE[f.refers_to].stored_as}" (id) ON DELETE {f.on_delete.upper()}'


def _bound(resource: Resource, values: Mapping[str, Any]) -> list[Any]:
    return [
        json.dumps(value) if resource.fields[name].type is Type.JSON and value is not None else value
        for name, value in values.items()
    ]


def _row(resource: Resource, found: sqlite3.Row) -> Row:
    row: Row = dict(zip(found.keys(), found, strict=True))
    row.pop("rowid", None)
    for name, f in resource.stored.items():
        if f.type is Type.BOOLEAN and row[name] is not None:
            row[name] = bool(row[name])
        elif f.type is Type.JSON and row[name] is not None:
            row[name] = json.loads(row[name])
    return row
