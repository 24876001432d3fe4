"""Failures on demand: builds, distributions and executions that fail because somebody wants to see that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import TABLE
from .finding import identifier_of

if TYPE_CHECKING:
    from .store import Store

#: What can fail, and what it is of.
PROCESSES = {
    "build": TABLE["analysis"],
    "distribution": TABLE["analysis"],
    "execution": TABLE["analysis"],
    "image": TABLE["master_image"],
}
_NODES = TABLE["node"]
#: Failures that can be planned at a time: more than anybody wants, and less than a memory holds.
_MOST = 10_000
#: Characters of a message: with a few words before them they fit into a line of a node's log.
_LONGEST = 2000


class Failures:
    """The failures that are planned, kept with the records."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, process: str, *, analysis: object, node: object, message: object, at: object, times: object) -> None:
        """Plan a failure. What is meant by it is told by `Jobs.fail`. Raises ValueError."""
        if process not in PROCESSES:
            raise ValueError(f"{process!r} cannot fail. What can: {', '.join(PROCESSES)}.")
        if node is not None and process != "execution":
            raise ValueError(f"A {process} is not done by a node.")
        if message is not None and not isinstance(message, str):
            raise ValueError(f"{message!r} is no text.")
        if message is not None and len(message) > _LONGEST:
            raise ValueError(f"A message has at most {_LONGEST} characters, this one has {len(message)}.")
        _demand_number("at", at, 99)
        _demand_number("times", times, 1_000_000, least=1)
        if self._store.run("SELECT count(*) FROM _failures")[0][0] >= _MOST:
            raise ValueError(f"There are {_MOST} failures planned already.")
        about = identifier_of(self._store, PROCESSES[process], analysis) if analysis is not None else None
        by = identifier_of(self._store, _NODES, node) if node is not None else None
        self._store.run(
            "INSERT INTO _failures (process, about, node, message, at, times) VALUES (?, ?, ?, ?, ?, ?)",
            [process, about, by, message, at, times],
        )

    def all(self) -> list[dict[str, Any]]:
        """The failures that are planned, as plain data, in the order in which they were."""
        statement = "SELECT process, about, node, message, at, times FROM _failures ORDER BY id"
        return [dict(row) for row in self._store.run(statement)]

    def clear(self) -> None:
        """Let nothing fail that has not failed yet."""
        self._store.run("DELETE FROM _failures")

    def take(self, process: str, about: str, reached: int, following: int, node: str | None = None) -> str | None:
        """Whether a process fails between two percentages of its progress, and why: None if it does not."""
        with self._store.transaction():
            found = self._store.run(
                "SELECT id, message, times FROM _failures WHERE process = ? AND at >= ? AND at < ? "
                "AND (about IS NULL OR about = ?) AND (node IS NULL OR node = ?) ORDER BY id LIMIT 1",
                [process, reached, following, about, node],
            )
            for failure in found:
                if failure["times"] > 1:
                    self._store.run("UPDATE _failures SET times = times - 1 WHERE id = ?", [failure["id"]])
                else:
                    self._store.run("DELETE FROM _failures WHERE id = ?", [failure["id"]])
                return failure["message"] or ""
        return None


def _demand_number(name: str, given: object, most: int, *, least: int = 0) -> None:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise ValueError(f"{name}={given!r} is no whole number from {least} to {most}.")
