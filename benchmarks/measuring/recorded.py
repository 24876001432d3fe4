"""What the canned server says: the answers that were recorded from a real Hub, with more rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

_TRACES = Path(__file__).resolve().parents[2] / "tests" / "congruence" / "traces"
#: Rows that a page has at most.
PAGE = 50


def _exchanges(trace: str) -> Iterator[tuple[dict[str, Any], Any]]:
    for line in (_TRACES / f"{trace}.jsonl").read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        if "request" in found:
            yield found["request"], found["response"].get("json")


def _recorded(trace: str, method: str, path: str, **request: Any) -> Any:
    """The first answer to such a request. `path` may end in an asterisk."""
    for asked, answer in _exchanges(trace):
        fits = asked["path"].startswith(path[:-1]) if path.endswith("*") else asked["path"] == path
        if fits and asked["method"] == method and all(asked.get(name) == value for name, value in request.items()):
            return answer
    raise SystemExit(f"The trace {trace} has no {method} {path}.")


_ONE = _recorded("core-nodes", "GET", "/nodes/*", query=[["include", "registry,registryProject"]])
_SCHEMA = _recorded("schemas", "GET", "/nodes")["meta"]["schema"]
_TOKEN = _recorded("root", "POST", "/token")
_VERSION = _recorded("root", "GET", "/")
_UPLOAD = _recorded("storage-files", "POST", "/buckets/*")

#: The id of the first row.
FIRST_ID = UUID(_ONE["data"]["id"])
#: A bucket and a file that are there.
BUCKET_ID = _UPLOAD["data"][0]["bucketId"]
FILE_ID = _UPLOAD["data"][0]["id"]
ACCESS_TOKEN = _TOKEN["access_token"]


@cache
def _row(number: int) -> dict[str, Any]:
    """A node. Whichever field they are sorted by, they stand in the order of their numbers."""
    seconds, thousandths = divmod(number, 1000)
    moment = f"2026-11-22T17:{seconds // 60:02}:{seconds % 60:02}.{thousandths:03}Z"
    return {
        **_ONE["data"],
        "id": str(UUID(int=FIRST_ID.int + number)),
        "name": f"node-{number:05}",
        "createdAt": moment,
        "updatedAt": moment,
    }


def _compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _page(query: dict[str, list[str]], total: int) -> bytes:
    limit = min(int(query.get("page[limit]", [str(PAGE)])[0]), PAGE)
    offset = int(query.get("page[offset]", ["0"])[0])
    if any(name.startswith("-") for name in query.get("sort", [""])[0].split(",")):
        raise ValueError("It sorts in one direction.")
    rows = [_row(number) for number in range(offset, min(offset + limit, total))]
    return _compact({"data": rows, "meta": {"total": total, "limit": limit, "offset": offset, "schema": _SCHEMA}})


def uploaded(size: int) -> bytes:
    """What follows an upload of so many bytes."""
    return _compact({**_UPLOAD, "data": [{**_UPLOAD["data"][0], "size": size}]})


def record_of(target: str, size: int) -> bytes:
    """What is told of a file of this size, of the files of a bucket that has none, and of the service."""
    if target.endswith("/bucket-files"):
        return _compact({"data": [], "meta": {"total": 0, "limit": PAGE, "offset": 0, "schema": _SCHEMA}})
    if "/bucket-files/" in target:
        return _compact({"data": {**_UPLOAD["data"][0], "size": size}, "meta": {}})
    return _compact(_VERSION)


def body_of(method: str, target: str, nodes: int = 0) -> bytes | None:
    """The body of the answer of a Hub with so many nodes, None if there is none."""
    url = urlsplit(target)
    service, _, path = url.path.strip("/").partition("/")
    if (method, service, path) == ("POST", "auth", "token"):
        return _compact(_TOKEN)
    if method != "GET":
        return None
    if not path:
        return _compact(_VERSION)
    if (service, path) == ("core", "nodes"):
        return _page(parse_qs(url.query), nodes)
    if service == "core" and path.startswith("nodes/"):
        number = UUID(path.removeprefix("nodes/")).int - FIRST_ID.int
        return _compact({**_ONE, "data": _row(number)}) if 0 <= number < nodes else None
    return None
