from __future__ import annotations

from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Walk(Generic[T]):
    def __init__(self, fetch: Any, *, prefetch: int, limit: int | None) -> None:
        self.fetch = fetch


class AsyncWalk(Generic[T]):
    def __init__(self, fetch: Any, *, prefetch: int, limit: int | None) -> None:
        self.fetch = fetch
