"""Random messages and lines of logs: what was told is there, in the order in which it was told, until it is taken."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from hypothesis.stateful import rule

from flame_hub.embedded.messages import Request
from fuzz.asking import NOWHERE, WHO, Asking
from fuzz.bodies import NONSENSE

_LABEL = st.sampled_from(["step", "node.id", "a b", "ü", "", "refType"])
_VALUE = st.sampled_from(["1", "x,y", "!x", "~x", "", "ü", "null", "true", "1.0"])
# What is not half a character, which becomes another one.
_ODD_VALUE = NONSENSE.filter(lambda value: value != "\ud800")
_LIMITS: dict[str, int] = {"": 50, "1": 1, "2": 2, "100": 100, "101": 100, "0": 50, "-1": 50, "x": 50, "1e400": 50}


class Telling(Asking):
    """A Hub whose people send each other messages and write logs."""

    def __init__(self) -> None:
        super().__init__()
        #: The messages for somebody, by kind and id.
        self.mail: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        #: The texts of the lines with certain labels.
        self.lines: defaultdict[str, list[str]] = defaultdict(list)

    def party(self, who: str) -> tuple[str, str]:
        """Who somebody is to the messenger."""
        name, _, kind = self.people[who]
        return kind, name

    @rule(data=st.data(), who=WHO, told=NONSENSE, beside=NONSENSE)
    def send(self, data: st.DataObject, who: str, told: object, beside: object) -> None:
        parties = [self.party(name) for name in self.people]
        known = st.sampled_from([{"type": kind, "id": name} for kind, name in parties])
        odd = st.sampled_from([{"type": "robot", "id": NOWHERE}, {"type": "pigeon", "id": NOWHERE}, {"id": "x"}, "x"])
        recipients = data.draw(st.one_of(*[st.lists(known, min_size=1, max_size=3)] * 3, st.lists(odd), NONSENSE))
        content = {"recipients": recipients, "data": told, "metadata": beside}
        status, answer = self.ask(who, "POST", "/messenger/messages", content)
        if status == 202:
            assert len(answer["data"]) == len(recipients)
            for identifier, one in zip(answer["data"], recipients, strict=True):
                sender = dict(zip(("senderType", "senderId"), self.party(who), strict=True))
                self.mail[one["type"], one["id"]].append({"id": identifier, **sender})

    @rule(who=WHO, limit=st.sampled_from(sorted(_LIMITS)), wait=st.sampled_from(["", "0", "-1", "x"]))
    def receive(self, who: str, limit: str, wait: str) -> None:
        status, answer = self.ask(who, "GET", f"/messenger/messages?{urlencode({'limit': limit, 'wait': wait})}")
        if status == 200:
            expected = self.mail[self.party(who)][: _LIMITS[limit]]
            assert [{name: one[name] for name in ("id", "senderType", "senderId")} for one in answer["messages"]] == (
                expected
            )

    @rule(data=st.data(), who=WHO)
    def acknowledge(self, data: st.DataObject, who: str) -> None:
        every = [one["id"] for mail in self.mail.values() for one in mail]
        ids = st.lists(st.sampled_from([*every, NOWHERE]), min_size=1, max_size=3)
        chosen = data.draw(st.one_of(*[ids] * 3, NONSENSE, st.just(["x"])))
        status, answer = self.ask(who, "POST", "/messenger/messages/ack", {"ids": chosen})
        if status == 202:
            assert answer == {"data": chosen}
            own = self.mail[self.party(who)]
            own[:] = [one for one in own if one["id"] not in chosen]

    @rule(who=st.sampled_from(["admin", "chief", "node"]))
    def listen(self, who: str) -> None:
        """The first event of a stream, which comes at once."""
        token = self.token(who)
        if token is None:
            return
        headers = {"authorization": f"Bearer {token}"}
        answer = self.hub.handle(Request("GET", "/messenger/messages/stream", headers, iter(())))
        kind, name = self.party(who)
        said = json.dumps({"recipient": {"type": kind, "id": name}}, separators=(",", ":"))
        assert (answer.status, next(answer.body)) == (200, f"event: messagePending\ndata: {said}\n\n".encode())
        answer.close()
        assert next(answer.body, None) is None
        assert self.hub.bells.count == 0

    @rule(who=WHO, labels=st.dictionaries(_LABEL, st.one_of(_VALUE, _VALUE, _ODD_VALUE), min_size=1, max_size=2))
    def log(self, who: str, labels: dict[str, Any]) -> None:
        line = {"message": f"line {self.steps}", "service": "fuzz", "level": "info", "channel": "system"}
        # Nobody else writes this label, so that the lines with it are known.
        marked = {**labels, "fuzz": self.steps % 2 * "odd" or "even"}
        status, answer = self.ask(who, "POST", "/telemetry/logs", {**line, "labels": marked})
        if status == 201:
            assert answer["data"] == {**line, "labels": marked, "time": answer["data"]["time"]}
            self.lines[marked["fuzz"]].append(line["message"])

    @rule(who=WHO, mark=st.sampled_from(["odd", "even", "none"]), limit=st.sampled_from([1, 3, 100]))
    def find(self, who: str, mark: str, limit: int) -> None:
        page = urlencode({"filter[labels.fuzz]": mark, "page[limit]": limit, "page[offset]": 1})
        status, answer = self.ask(who, "GET", f"/telemetry/logs?{page}")
        if status == 200:
            assert [line["message"] for line in answer["data"]] == self.lines[mark][1 : 1 + limit]

    @rule(data=st.data(), who=WHO, method=st.sampled_from(["GET", "DELETE"]))
    def find_oddly(self, data: st.DataObject, who: str, method: str) -> None:
        label = st.sampled_from(["step", "labels.step", "labels][step", "", "a]b", "__proto__", "time", ".", "x.y.z"])
        value = st.one_of(_VALUE, st.sampled_from(["1e3", "a\0", "x" * 600, "-1", "NaN"]))
        pairs = data.draw(st.lists(st.tuples(label, value), max_size=3))
        named = [(f"filter[{name}]", text) for name, text in pairs]
        odd = st.sampled_from([("filter", "eq(step,'1')"), ("filter", "or("), ("page[limit]", "x"), ("codec", "x")])
        query = urlencode([*named, *data.draw(st.lists(odd, max_size=1))])
        self.ask(who, method, f"/telemetry/logs?{query}")
