"""Routes that are none of the verbs of a collection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from .messages import Response


@dataclass(frozen=True)
class Route:
    """A method and a path, and what answers them.

    service  which service
    method   of HTTP
    path     below the service, "{}" for a segment that is any: "analyses/{}/command"
    of       name of the resource whose collection the answer is a method of, "" for a plain function
    answer   called with the collection, if it is a method of one, the context, and the segments that are any
    """

    service: str
    method: str
    path: str
    of: str
    answer: Callable[..., Response]

    @cached_property
    def _parts(self) -> list[str]:
        return self.path.split("/")

    def match(self, service: str, method: str, path: tuple[str, ...]) -> tuple[str, ...] | None:
        """The segments that are any, None if the route is another one."""
        if (service, method, len(path)) != (self.service, self.method, len(self._parts)):
            return None
        pairs = list(zip(self._parts, path, strict=True))
        if any(part not in ("{}", given) for part, given in pairs):
            return None
        return tuple(given for part, given in pairs if part == "{}")


def find_route(
    routes: Iterable[Route], service: str, method: str, path: tuple[str, ...]
) -> tuple[Route, tuple[str, ...]] | None:
    """The route of a method and a path, with the segments that are any."""
    for route in routes:
        values = route.match(service, method, path)
        if values is not None:
            return route, values
    return None
