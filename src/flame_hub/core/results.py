"""Lists that know which part of the whole they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ..models.base import ResourceListMeta

T = TypeVar("T")


class HubList(list[T]):
    """A list of records, with what the Hub said of it.

    It is a plain list in every other respect: slices and sums of it are plain lists.
    """

    __slots__ = ("meta",)

    def __init__(self, records: Iterable[T] = (), meta: ResourceListMeta | None = None) -> None:
        super().__init__(records)
        self.meta = meta if meta is not None else ResourceListMeta(total=len(self))

    @property
    def total(self) -> int:
        """Number of records that match, on all pages."""
        return self.meta.total

    @property
    def limit(self) -> int | None:
        """Largest number of records a page could hold, None if the Hub did not say."""
        return self.meta.limit

    @property
    def offset(self) -> int:
        """Number of matching records before this page."""
        return self.meta.offset or 0

    @property
    def truncated(self) -> bool:
        """Whether there are matching records after this page."""
        return self.offset + len(self) < self.total
