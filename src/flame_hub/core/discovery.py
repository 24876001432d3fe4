"""Finding out which dialect a service speaks: what to ask it, and what its answers mean."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from typing import Any, cast

from ..contract.table import TODAY, Release, Service, release_of
from .answers import Answer, error_of
from .dialects import Dialect
from .operations import ANONYMOUS, Call

#: A collection of each service that every release has.
_COLLECTIONS: Mapping[Service, str] = {"auth": "realms", "core": "nodes", "storage": "buckets"}
#: Finds nothing where filters may be expressions, and everything where they may not.
_EXPRESSION = ("filter", "eq(id,'00000000-0000-4000-8000-000000000000')")


def discover(service: Service) -> Generator[Call[Answer], Answer, Dialect]:
    """Yields requests, is sent the answers, returns the dialect.

    A service tells its version without a login, but not every release does, and not through every proxy. Then the form
    of a list tells the generation. Raises HubAPIError if that is refused.
    """
    release = version_of((yield version_call()))
    if release is not None:
        return Dialect(service, release)
    answer = yield Call("GET", _COLLECTIONS[service], _itself, [("page[limit]", "1")])
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    body = _object(answer.body)
    if (generation := _generation_told(service, body)) is not None:
        return Dialect(service, generation)
    filtered = yield Call("GET", _COLLECTIONS[service], _itself, [_EXPRESSION, ("page[limit]", "1")])
    return Dialect(service, _generation_shown(service, body, _object(filtered.body)))


def version_call() -> Call[Answer]:
    """The request for the version of a service."""
    return Call("GET", "", _itself, auth=ANONYMOUS)


def version_text(answer: Answer) -> str | None:
    """The version that a service tells, None if it does not."""
    found = _object(answer.body).get("version") if answer.status == 200 else None
    return found if isinstance(found, str) else None


def version_of(answer: Answer) -> Release | None:
    """The release that a service tells, None if it tells none that can be compared."""
    text = version_text(answer)
    try:
        release = release_of(text) if text is not None else None
    except ValueError:
        return None
    return release if release is not None and release > (0, 0, 0) else None


def _itself(answer: Answer) -> Answer:
    return answer


def _object(body: bytes) -> dict[str, Any]:
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _generation_told(service: Service, body: Mapping[str, Any]) -> Release | None:
    """The generation of a service that says what its collections offer."""
    meta = body.get("meta")
    schema = cast("dict[str, Any]", meta).get("schema") if isinstance(meta, dict) else None
    if not isinstance(schema, dict):
        return None
    if "sort" in schema:
        return release_of("beta.57" if service == "auth" else "0.13")
    return TODAY[service]


def _generation_shown(service: Service, body: Mapping[str, Any], filtered: Mapping[str, Any]) -> Release:
    """The generation of a service that says nothing of itself, by its records and whether it knows expressions."""
    rows = body.get("data")
    first = cast("list[object]", rows)[0] if isinstance(rows, list) and rows else None
    names = set(cast("dict[str, Any]", first)) if isinstance(first, dict) else set[str]()
    if service == "auth":
        return release_of("beta.54" if any(name != name.lower() for name in names) else "beta.52")
    if names and filtered.get("data") == []:
        return release_of("0.12.5")
    if service == "core" and names and "client_id" not in names:
        return release_of("0.8.21")
    return release_of("0.12.2")
