"""Requests to a Hub by several people, whose answers have to be ones that the OpenAPI document knows."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import quote

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from flame_hub.contract import TABLE
from flame_hub.contract.table import Resource
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.messages import Request
from openapi import operation_of

NOWHERE = "00000000-0000-4000-8000-000000000000"
#: Who makes a request: the administrator most of the time.
WHO = st.sampled_from(["admin", "admin", "admin", "admin", "chief", "guest", "node", "nobody", "bad"])
RESOURCES = [resource for resource in TABLE if resource.offered]
KEYED = {resource.key for resource in RESOURCES if resource.keyed}
_ABOUT = {"url": "http://hub/auth/", "user_agent": "test", "address": "127.0.0.1", "grant": "password"}


class Failures(logging.Handler):
    """What the Hub writes down."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter().format(record))


class Asking(RuleBasedStateMachine):
    """A Hub, and several people who make requests."""

    def __init__(self) -> None:
        super().__init__()
        self.hub = EmbeddedHub()
        self.failures = Failures()
        self.steps = 0
        logging.getLogger("flame_hub.embedded").addHandler(self.failures)
        #: The id of the account of each, its table, and its kind.
        self.people: dict[str, tuple[str, str, Any]] = {}
        self.tokens: dict[str, tuple[str, str]] = {}

    def teardown(self) -> None:
        logging.getLogger("flame_hub.embedded").removeHandler(self.failures)
        self.hub.close()

    # -- requests

    def ask(
        self,
        who: str,
        method: str,
        target: str,
        content: object = None,
        *,
        raw: bytes | None = None,
        media_type: str = "application/json",
    ) -> tuple[int, Any]:
        """The status and the JSON of an answer, which has to be one that is documented."""
        self.steps += 1
        sent = raw if raw is not None else b"" if content is None else json.dumps(content).encode()
        headers = {"content-type": media_type}
        if (token := self.token(who)) is not None:
            headers["authorization"] = f"Bearer {token}"
        answer = self.hub.handle(Request(method, target, headers, iter([sent])))
        received = b"".join(answer.body)
        note(f"  {who}: {method} {target} {content!r} -> {answer.status} {received[:200]!r}")
        kind = dict(answer.headers).get("content-type", "").partition(";")[0]
        assert self.failures.lines == [], self.failures.lines[0]
        told = json.loads(received) if kind == "application/json" else None
        operation = operation_of(method, target.partition("?")[0])
        if operation is None:
            assert (answer.status, told) == (404, {"status": 404, "message": "Not Found"}), (method, target, told)
        else:
            faults = list(operation.faults(answer.status, kind, told))
            assert faults == [], (method, target, content, answer.status, faults[:3])
        return answer.status, told

    def token(self, who: str) -> str | None:
        if who == "nobody":
            return None
        if who == "bad":
            return "x" * 20
        name, table, kind = self.people[who]
        found = self.hub.store.run(f"SELECT * FROM {table} WHERE id = ?", [name])
        if not found:
            return None
        row = dict(found[0])
        if who in self.tokens and self.hub.store.run(
            "SELECT 1 FROM session_tokens WHERE id = ? AND revoked_at IS NULL", [self.tokens[who][0]]
        ):
            return self.tokens[who][1]
        token = self.hub.tokens.log_in(row, kind, _ABOUT)["access_token"]
        identifier = self.hub.store.run(
            "SELECT id FROM session_tokens WHERE kind = 'access_token' ORDER BY rowid DESC LIMIT 1"
        )
        self.tokens[who] = (identifier[0]["id"], token)
        return token

    def made(self, path: str, **values: Any) -> dict[str, Any]:
        status, told = self.ask("admin", "POST", path, values)
        assert status in (201, 202), told
        return told["data"]

    def ids(self, name: str, limit: str = "6") -> list[str]:
        """The ids of the records of a collection, the newest first."""
        if name not in KEYED:
            return []
        found = self.hub.store.run(f'SELECT id FROM "{TABLE[name].stored_as}" ORDER BY rowid DESC LIMIT {limit}')
        return [row["id"] for row in found]

    def picker(self, data: st.DataObject) -> Any:
        def pick(name: str) -> str:
            known = self.ids(name)
            chosen = data.draw(st.integers(-1, max(3 * len(known) - 1, 3)))
            if chosen == -1:
                return data.draw(st.sampled_from([NOWHERE, "x", ""]))
            return known[chosen % len(known)] if known else NOWHERE

        return pick

    def key(self, data: st.DataObject, resource: Resource) -> str:
        """What a path says which record is meant."""
        if data.draw(st.integers(0, 19)) == 0:
            return quote(data.draw(st.sampled_from(["x", "@me", "ü", "a/b", "%", "\0", "1" * 300, NOWHERE])), safe="")
        return quote(self.picker(data)(resource.key) or NOWHERE, safe="")
