"""Whatever answers in place of a Hub, every method raises one of this package's errors and nothing else."""

from __future__ import annotations

import asyncio
import atexit
import json
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

import flame_hub
from flame_hub.auth import PasswordAuth
from flame_hub.errors import HubAPIError

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
TOKEN, PASSWORD = "the-access-token", "correct-horse-battery"
FILE = {"file_name": "a.csv", "content": b"a,b\n"}
#: A folder for what a hostile Hub may send.
PLACE = Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, PLACE)
LABELS = {"service": "hub-server-core"}

#: One method of each kind, and more where kinds differ by service. What they return is read to its end.
CALLS: dict[str, Callable[[Any], Any]] = {
    "get": lambda hub: hub.core.get_node(ID),
    "get with meta": lambda hub: hub.core.get_node(ID, meta=True),
    "get by name": lambda hub: hub.auth.get_user("ada"),
    "get many": lambda hub: hub.core.get_nodes(),
    "find": lambda hub: hub.core.find_projects(filter={"name": "x"}),
    "find with meta": lambda hub: hub.core.find_projects(meta=True),
    "count": lambda hub: hub.core.count_nodes(),
    "iter": lambda hub: hub.core.iter_nodes(),
    "create": lambda hub: hub.core.create_node("berlin"),
    "create user": lambda hub: hub.auth.create_user("ada", email="ada@example.com", password=PASSWORD),
    "update": lambda hub: hub.core.update_node(ID, hidden=True),
    "update user": lambda hub: hub.auth.update_user(ID, password=PASSWORD),
    "upsert": lambda hub: hub.auth.upsert_role("reader"),
    "delete": lambda hub: hub.core.delete_node(ID),
    "command": lambda hub: hub.core.send_analysis_command(ID, "configurationLock"),
    "credentials": lambda hub: hub.core.get_node_client_credentials(ID),
    "userinfo": lambda hub: hub.auth.get_userinfo(),
    "introspect": lambda hub: hub.auth.introspect_token(TOKEN),
    "revoke": lambda hub: hub.auth.revoke_token(TOKEN),
    "keys": lambda hub: hub.auth.get_jwks(),
    "version": lambda hub: hub.core.get_version(),
    "upload": lambda hub: hub.storage.upload_to_bucket(ID, FILE),
    "upload two": lambda hub: hub.storage.upload_to_bucket(ID, FILE, {**FILE, "file_name": "b.csv"}),
    "replace": lambda hub: hub.storage.upload_to_bucket(ID, FILE, overwrite=True),
    "download a file": lambda hub: hub.storage.download_bucket_file(ID, PLACE / "file"),
    "download a bucket": lambda hub: hub.storage.download_bucket(ID, PLACE),
    "download": lambda hub: hub.storage.stream_bucket_file(ID),
    "tarball": lambda hub: hub.storage.stream_bucket_tarball(ID),
    "analysis logs": lambda hub: hub.core.find_analysis_logs(filter={"analysis_id": ID}),
    "delete analysis logs": lambda hub: hub.core.delete_analysis_logs(ID),
    "logs": lambda hub: hub.telemetry.find_logs(LABELS),
    "iter logs": lambda hub: hub.telemetry.iter_logs(LABELS),
    "delete logs": lambda hub: hub.telemetry.delete_logs(LABELS),
    "events": lambda hub: hub.telemetry.find_events(),
    "send": lambda hub: hub.messenger.send_message([("client", ID)], "hello"),
    "receive": lambda hub: hub.messenger.receive_messages(),
    "acknowledge": lambda hub: hub.messenger.acknowledge_messages([ID]),
    "message events": lambda hub: hub.messenger.iter_message_events(),
}

#: The Hub says nothing of interest when these are done, so all that matters is that it does not refuse.
DONE = {"delete", "revoke", "delete analysis logs", "delete logs", "acknowledge"}
#: A file is whatever comes, as long as it is no page; a stream of events may say nothing.
STREAMS = {"download", "tarball", "message events"}
#: Of what is no record of a collection, everything may be missing.
FLAT = {"introspect", "keys", "version"}
#: Lines of logs have no ids, so that any object is one.
LOGS = {"logs", "iter logs", "analysis logs"}
MISSING = {"get", "get with meta", "get by name", "credentials"}

PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>...</body></html>"
NASTY = "a\x1b[31mb\r\nc\x00d\x9b2J\u202ee"
DEEP = b"[" * 100_000 + b"]" * 100_000
NESTED = b'{"data":' * 5_000 + b"{}" + b"}" * 5_000


def told(status: int, /, **body: Any) -> dict[str, Any]:
    return {
        "status_code": status,
        "content": json.dumps(body).encode(),
        "headers": {"content-type": "application/json"},
    }


def good(content: bytes, **headers: str) -> dict[str, Any]:
    return {"status_code": 200, "content": content, "headers": {"content-type": "application/json", **headers}}


def page(status: int, **headers: str) -> dict[str, Any]:
    return {"status_code": status, "content": PAGE, "headers": {"content-type": "text/html; charset=utf-8", **headers}}


#: What answers, and which calls may take it for a good answer.
ANSWERS: dict[str, tuple[dict[str, Any], set[str]]] = {
    **{f"a page with {status}": (page(status), set()) for status in (200, 302, 401, 403, 404, 407, 413, 502, 503, 511)},
    "a redirect": (page(302, location=f"https://login.test/?token={TOKEN}"), set()),
    "a redirect to itself": (page(307, location="/core/nodes"), set()),
    "a redirect to nothing": (page(301, location="::::"), set()),
    "an odd redirect": (page(308, location="http://[::1/\x1b[31m"), set()),
    "not modified": ({"status_code": 304}, set()),
    "an empty body": (good(b""), DONE | STREAMS),
    "no content": ({"status_code": 204}, DONE | STREAMS),
    "a list": (good(b"[1, 2]"), DONE | STREAMS),
    "an empty list": (good(b"[]"), DONE | STREAMS),
    "a text": (good(b'"text"'), DONE | STREAMS),
    "a number": (good(b"5"), DONE | STREAMS),
    "a huge number": (good(b"1" * 5_000), DONE | STREAMS),
    "null": (good(b"null"), DONE | STREAMS),
    "nothing that is JSON": (good(b'{"data": ['), DONE | STREAMS),
    "broken UTF-8": (good(b'{"data": {"id": "\xff\xfe", "name": "\xc3"}}'), DONE | STREAMS),
    "half a character": (
        good(b'{"data": [{"id": "\\ud800"}], "meta": {"total": "\\ud800"}}'),
        DONE | STREAMS | LOGS | {"send"},
    ),
    "deep lists": (good(DEEP), DONE | STREAMS),
    "deep objects": (good(NESTED), DONE | STREAMS),
    "no numbers": (good(b'{"data": NaN, "meta": Infinity}'), DONE | STREAMS | FLAT),
    "rows that are none": (good(b'{"data": [1, "x", null], "meta": {"total": 3}}'), DONE | STREAMS | FLAT | {"send"}),
    "another service's": (good(b'{"items": [], "kind": "List"}'), DONE | STREAMS | FLAT),
    "a huge body": (good(b'{"data": "' + b"x" * 3_000_000 + b'"}'), (DONE | STREAMS | FLAT) - {"message events"}),
    "a huge page": ({**page(500), "content": b"x" * 3_000_000}, set()),
    "garbage as gzip": (good(b"no gzip at all", **{"content-encoding": "gzip"}), set()),
    "no such route": (told(404, status=404, message="Not Found"), set()),
    "no such record": (told(404, code="entity_not_found", message="The node was not found."), MISSING),
    "nasty words": (told(400, code="bad_request", message=NASTY, issues=[{"path": [NASTY], "message": NASTY}]), set()),
    "nasty words of a failure": (told(500, code="internal_error", message=NASTY), set()),
    "a huge message": (told(409, code="entity_conflict", message="x" * 3_000_000), set()),
    "odd issues": (told(400, code="bad_request", message="No.", issues=["x", 5, None, [[]], {"path": {}}]), set()),
    "many issues": (told(400, code="bad_request", message="No.", issues=[{"path": ["p"]}] * 5_000), set()),
    "an echo": (told(400, code="bad_request", message=f'Cannot store {{"password": "{PASSWORD}"}}'), set()),
    "an odd code": (told(400, code=["x"], message={"a": 1}, issues={"b": 2}), set()),
    **{f"a status of {status}": (page(status), set()) for status in (100, 103, 199, 600, 999)},
}


def responder(content: dict[str, Any]) -> Callable[[httpx2.Request], httpx2.Response]:
    return lambda request: httpx2.Response(**content)


def judged(error: HubAPIError) -> None:
    """Fail unless an error is one that somebody may be shown."""
    assert error.message
    twin = pickle.loads(pickle.dumps(error))
    for text in (str(error), str(twin)):
        assert len(text) < 2_000
        assert all(line.isprintable() for line in text.split("\n")), ascii(text)
        assert TOKEN not in text
        assert PASSWORD not in text
    assert error.request is None or not error.request.content


def outcomes(hub: flame_hub.Hub) -> set[str]:
    """The calls that did not fail."""
    calm: set[str] = set()
    for name, call in CALLS.items():
        try:
            found = call(hub)
            if hasattr(found, "__next__"):
                list(found)
        except HubAPIError as error:
            judged(error)
        else:
            calm.add(name)
    return calm


async def async_outcomes(hub: flame_hub.AsyncHub) -> set[str]:
    calm: set[str] = set()
    for name, call in CALLS.items():
        try:
            found = call(hub)
            if hasattr(found, "__await__"):
                found = await found
            if hasattr(found, "__anext__"):
                async for _ in found:
                    pass
        except HubAPIError as error:
            judged(error)
        else:
            calm.add(name)
    return calm


pytestmark = [
    pytest.mark.filterwarnings("ignore::flame_hub.errors.UnreadableValueWarning"),
    pytest.mark.parametrize(("content", "calm"), ANSWERS.values(), ids=ANSWERS),
]


def hub_behind(client: httpx2.Client, login: Any = TOKEN, generation: str | None = "0.14") -> flame_hub.Hub:
    return flame_hub.Hub("http://hub.test/", login, client=client, generation=generation, retries=0)


def test_every_method_raises_an_error_of_this_package(content: dict[str, Any], calm: set[str]):
    with httpx2.Client(transport=httpx2.MockTransport(responder(content))) as client:
        assert outcomes(hub_behind(client)) == calm


def test_so_it_is_while_it_is_found_out_what_the_hub_speaks(content: dict[str, Any], calm: set[str]):
    with httpx2.Client(transport=httpx2.MockTransport(responder(content))) as client:
        assert outcomes(hub_behind(client, generation=None)) <= calm


def test_so_it_is_while_logging_in(content: dict[str, Any], calm: set[str]):
    with httpx2.Client(transport=httpx2.MockTransport(responder(content))) as client:
        hub = hub_behind(client, PasswordAuth("ada", PASSWORD))
        with pytest.raises(HubAPIError) as caught:
            hub.core.get_node(ID)
        judged(caught.value)


def test_every_asynchronous_method_raises_an_error_of_this_package(content: dict[str, Any], calm: set[str]):
    async def run() -> set[str]:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(responder(content))) as client:
            return await async_outcomes(
                flame_hub.AsyncHub("http://hub.test/", TOKEN, client=client, generation="0.14", retries=0)
            )

    assert asyncio.run(run()) == calm
