"""The rules of the messenger, as plain requests meet them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded import waiting as waiting_module
from studies import NOWHERE, Person, SetClock, refused


def sent(client: httpx2.Client, *recipients: dict[str, Any], **more: Any) -> list[str]:
    answer = client.post("/messenger/messages", json={"recipients": recipients, **more})
    assert answer.status_code == 202
    return answer.json()["data"]


def received(client: httpx2.Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/messenger/messages{query}")
    assert answer.status_code == 200
    return answer.json()["messages"]


def test_a_message_is_answered_as_it_is_kept(ada: Person, admin: httpx2.Client):
    (identifier,) = sent(admin, {"type": "user", "id": ada.id.upper()}, data=7)
    (message,) = received(ada.client)
    assert {**message, "createdAt": "", "expiresAt": "", "senderId": ""} == {
        "id": identifier,
        "senderType": "user",
        "senderId": "",
        "recipientType": "user",
        "recipientId": ada.id,
        "data": 7,
        "metadata": None,
        "createdAt": "",
        "expiresAt": "",
    }
    answer = ada.client.post("/messenger/messages/ack", json={"ids": [identifier.upper(), NOWHERE]})
    assert (answer.status_code, answer.json()) == (202, {"data": [identifier.upper(), NOWHERE]})
    assert received(ada.client) == []


@pytest.mark.parametrize(
    ("recipients", "message"),
    [
        (None, "At least one recipient is required."),
        ([], "At least one recipient is required."),
        ({"type": "user", "id": NOWHERE}, "At least one recipient is required."),
        ([None], "Each recipient must define a type and an id."),
        ([{"type": "user"}], "Each recipient must define a type and an id."),
        ([{"type": 1, "id": NOWHERE}], "Each recipient must define a type and an id."),
        ([{"type": "nobody", "id": "admin"}], "Each recipient id must be a uuid."),
        ([{"type": "nobody", "id": NOWHERE}], "Each recipient type must be one of user, robot or client."),
    ],
)
def test_a_message_for_nobody_is_refused(admin: httpx2.Client, recipients: object, message: str):
    refused(admin.post("/messenger/messages", json={"recipients": recipients}), 400, message)


def test_acknowledging_nothing_is_refused(admin: httpx2.Client):
    for body in ({}, {"ids": []}, {"ids": NOWHERE}):
        answer = admin.post("/messenger/messages/ack", json=body)
        refused(answer, 400, "At least one message id is required to acknowledge.")
    answer = admin.post("/messenger/messages/ack", json={"ids": ["x"]})
    refused(answer, 500, 'invalid input syntax for type uuid: "x"')


def test_without_a_login_there_is_no_mailbox(embedded: EmbeddedHub, admin: httpx2.Client):
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/ack"), ("GET", "/stream")):
        answer = admin.request(method, f"/messenger/messages{path}", auth=httpx2.Auth())
        refused(answer, 401, "Authentication required.")
    assert admin.get("/messenger/", auth=httpx2.Auth()).json().keys() == {"timestamp"}
    assert embedded.bells.count == 0


@pytest.mark.parametrize(
    ("query", "count"),
    [
        *(("", 50), ("?limit=3", 3), ("?limit=2.9", 2), ("?limit=0", 50), ("?limit=-1", 50), ("?limit=x", 50)),
        *(("?limit=1000", 100), ("?limit=Infinity", 50), ("?limit=", 50), ("?limit=1&limit=2", 50)),
        *(("?page[limit]=3", 50), ("?limit=5&wait=30000", 5), ("?limit=5&wait=x", 5)),
    ],
)
def test_a_limit_that_is_none_is_fifty(ada: Person, query: str, count: int):
    sent(ada.client, *[{"type": "user", "id": ada.id}] * 110)
    assert len(received(ada.client, query)) == count


def test_messages_go_after_a_day():
    clock = SetClock()
    with EmbeddedHub(clock=clock) as embedded, flame_hub.Hub.embedded(embedded) as hub:
        (admin,) = hub.auth.find_users(filter={"name": "admin"})
        hub.messenger.send_message(admin, "hello")
        clock.time += 86_400
        assert len(hub.messenger.receive_messages()) == 1
        clock.time += 1
        assert hub.messenger.receive_messages() == []


def test_messages_stay_in_the_data_folder(tmp_path: Path):
    for expected in ([], ["kept"]):
        with EmbeddedHub(tmp_path) as embedded, flame_hub.Hub.embedded(embedded) as hub:
            assert [message.data for message in hub.messenger.receive_messages()] == expected
            hub.messenger.send_message(hub.auth.find_users(filter={"name": "admin"}), "kept")


def test_a_stream_says_that_it_is_still_there(admin: httpx2.Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(waiting_module, "HEARTBEAT", 0.01)
    with admin.stream("GET", "/messenger/messages/stream") as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        lines = answer.iter_lines()
        found = [next(lines) for _ in range(6)]
    assert found[0] == "event: messagePending"
    assert (found[2], found[3]) == ("", "event: ping")
    assert found[4].removeprefix("data: ").isdigit()


def test_a_stream_that_is_forgotten_is_not_waited_for(embedded: EmbeddedHub, admin: httpx2.Client):
    answer = admin.send(admin.build_request("GET", "/messenger/messages/stream"), stream=True)
    assert embedded.bells.count == 1
    answer.close()
    assert embedded.bells.count == 0


def test_a_hub_that_is_closed_under_a_request_says_so(
    embedded: EmbeddedHub, admin: httpx2.Client, monkeypatch: pytest.MonkeyPatch
):
    received(admin)  # logs in
    find = embedded.mailbox.find

    def close_first(*arguments: Any) -> Any:
        embedded.close()
        return find(*arguments)

    monkeypatch.setattr(embedded.mailbox, "find", close_first)
    refused(admin.get("/messenger/messages"), 500, "The embedded Hub is closed.")
