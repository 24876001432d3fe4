"""Finding out which dialect a service speaks: what to ask it, and what its answers mean."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ..contract.releases import TODAY, Release, Service, release_of
from .answers import Answer, error_of, parsed, unreadable
from .dialects import NEWEST, Dialect
from .operations import ANONYMOUS, Call

#: A collection of each service that every release has. The messenger has none, and tells no version.
_COLLECTIONS: Mapping[Service, str] = {"auth": "realms", "core": "nodes", "storage": "buckets", "telemetry": "events"}
#: Finds nothing where filters may be expressions, and everything where they may not.
_EXPRESSION = ("filter", "eq(id,'00000000-0000-4000-8000-000000000000')")


@dataclass(frozen=True)
class Finding:
    """The dialect of a service, and whether that is certain; else it is the safest guess, for now."""

    dialect: Dialect
    certain: bool = True


def discover(
    service: Service, before: Dialect | None = None, *, doubted: bool = False
) -> Generator[Call[Any], Answer, Finding]:
    """Yields requests, is sent the answers, returns what they come to.

    A service tells its version without a login, but not every release does, and not through every proxy. Then the form
    of a list tells the generation.

    before   what the service spoke when it was asked before; without a version it is believed to go on with that
    doubted  it does not answer in the form of that any more: then the same version is not believed

    Raises HubAPIError if the service refuses, or if what answers is none.
    """
    if service not in _COLLECTIONS:
        return Finding(NEWEST[service])  # whatever it runs, it takes the same
    release = version_of((yield version_call()))
    if release is not None and not (doubted and before is not None and release == before.release):
        return Finding(Dialect(service, release))
    body = yield from _list(service)
    if (generation := _generation_told(service, body)) is not None:
        return Finding(before if before is not None and before.envelope else Dialect(service, generation))
    if before is not None and (not body["data"] or before.camel_case is _in_camel_case(body)):
        return Finding(before)  # if it has an envelope, something on the way takes it off
    filtered = yield from _list(service, _EXPRESSION)
    return _generation_shown(service, body, filtered)


def _in_camel_case(body: Mapping[str, Any]) -> bool:
    rows = cast("list[object]", body["data"])
    return any("createdAt" in cast("dict[str, Any]", row) for row in rows if isinstance(row, dict))


def _list(service: Service, *query: tuple[str, str]) -> Generator[Call[Any], Answer, Mapping[str, Any]]:
    answer = yield Call("GET", _COLLECTIONS[service], _itself, [*query, ("page[limit]", "1")])
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    body = parsed(answer.body)
    if not isinstance(body.get("data"), list):
        raise unreadable(answer, "with something else than a list of the Hub's")
    return body


def version_call() -> Call[Answer]:
    """The request for the version of a service."""
    return Call("GET", "", _itself, auth=ANONYMOUS)


def version_text(answer: Answer) -> str | None:
    """The version that a service tells, None if it does not."""
    found = parsed(answer.body).get("version") if answer.status == 200 else None
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


def _generation_told(service: Service, body: Mapping[str, Any]) -> Release | None:
    """The generation of a service that says what its collections offer."""
    meta = body.get("meta")
    schema = cast("dict[str, Any]", meta).get("schema") if isinstance(meta, dict) else None
    if not isinstance(schema, dict):
        return None
    if "sort" in schema:
        return release_of("beta.57" if service == "auth" else "0.13")
    return TODAY[service]


def _generation_shown(service: Service, body: Mapping[str, Any], filtered: Mapping[str, Any]) -> Finding:
    """The generation of a service that says nothing of itself, by its records and whether it knows expressions."""
    rows = cast("list[object]", body["data"])
    names = set(cast("dict[str, Any]", rows[0])) if rows and isinstance(rows[0], dict) else set[str]()
    if service == "auth":
        camel_case = any(name != name.lower() for name in names)
        return Finding(Dialect(service, release_of("beta.54" if camel_case else "beta.52")), certain=bool(names))
    release = "0.12.2"
    if names and filtered["data"] == []:
        release = "0.12.5"
    elif service == "core" and names and "client_id" not in names:
        release = "0.8.21"
    # Without a record there is nothing to tell them apart by.
    return Finding(Dialect(service, release_of(release)), certain=bool(names))
