"""Telemetry and the messenger of Hubs of every generation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

import httpx2
import pytest

import flame_hub
from flame_hub import errors
from flame_hub.auth import PasswordAuth
from flame_hub.contract.releases import release_of
from flame_hub.embedded import EmbeddedHub
from studies import admin_of
from wire import Wire

RELEASES = ("0.8.21", "0.8.36", "0.11.5", "0.12.5", "0.13.3", "0.14")


@pytest.fixture(params=RELEASES)
def embedded(request: pytest.FixtureRequest) -> Iterator[EmbeddedHub]:
    with EmbeddedHub(generation=request.param) as hub:
        yield hub


@pytest.fixture
def hub(embedded: EmbeddedHub) -> Iterator[flame_hub.Hub]:
    """Clients that are not told what they talk to."""
    with embedded.serve() as served, flame_hub.Hub(served.base_url, PasswordAuth("admin", "start123")) as clients:
        yield clients


def test_events_are_alike_in_all_releases(hub: flame_hub.Hub):
    realm = hub.auth.get_realms()[0]
    until = datetime(2040, 1, 1, tzinfo=timezone.utc)
    event = hub.telemetry.create_event(
        "happened",
        "my-scope",
        "thing",
        ref_id=realm,
        data={"camelCase": 1},
        expires_at=until,
        request_path="/somewhere",
    )
    assert (event.ref_type, event.ref_id, event.data, event.expires_at) == ("thing", realm.id, {"camelCase": 1}, until)
    assert (event.request_path, event.realm_id) == ("/somewhere", realm.id)
    assert hub.telemetry.find_events(filter={"ref_type": "thing", "ref_id": realm}, sort="-created_at") == [event]
    assert hub.telemetry.find_events(filter={"ref_type": "other"}) == []
    assert hub.telemetry.get_event(event) == event
    hub.telemetry.delete_event(event)
    assert list(hub.telemetry.iter_events()) == []


def test_logs_are_alike_in_all_releases(hub: flame_hub.Hub, embedded: EmbeddedHub):
    line = hub.telemetry.create_log("my-service", "http", "info", "a line", labels={"ref_type": "thing", "a": "b"})
    spelled = "refType" if release_of(embedded.generation) >= (0, 13) else "ref_type"
    assert line.labels == {spelled: "thing", "a": "b"}
    assert hub.telemetry.find_logs({"ref_type": "thing"}) == [line]
    assert list(hub.telemetry.iter_logs({"refType": "thing", "a": "b"})) == [line]
    assert hub.telemetry.find_logs({"ref_type": "x,y"}) == []
    hub.telemetry.delete_logs({"ref_type": "thing"})


def test_messages_are_alike_in_all_releases_that_keep_them(hub: flame_hub.Hub, embedded: EmbeddedHub):
    (admin,) = hub.auth.find_users(filter={"name": "admin"})
    if release_of(embedded.generation) < (0, 11, 5):
        with pytest.raises(errors.HubAPIError):
            hub.messenger.receive_messages()
        return
    hub.messenger.send_message(admin, "hello", {"analysisId": "x"})
    (message,) = hub.messenger.receive_messages()
    assert (message.sender_id, message.data, message.metadata) == (admin.id, "hello", {"analysisId": "x"})
    with hub.messenger.iter_message_events() as events:
        assert next(events).recipient["id"] == str(admin.id)
    hub.messenger.acknowledge_messages(message)


def test_older_hubs_spell_in_snake_case():
    with EmbeddedHub(generation="0.12.5") as embedded, admin_of(embedded) as admin:
        body = {"name": "happened", "scope": "my-scope", "ref_type": "thing", "refId": "ignored"}
        event = admin.post("/telemetry/events", json=body).json()
        assert (event["ref_type"], event["ref_id"]) == ("thing", None)
        answer = admin.get("/telemetry/events?filter[ref_type]=other").json()
        assert (answer["data"], answer["meta"]) == ([], {"total": 0, "limit": 50, "offset": 0})
        answer = admin.post("/telemetry/events", json={"name": "happened", "scope": "my-scope"})
        assert answer.json()["message"] == "Property ref_type is invalid"
        line = {"message": "a line", "service": "my-service", "level": "info", "channel": "http"}
        labels = {"ref_type": "thing", "ref_id": "1"}
        assert admin.post("/telemetry/logs", json={**line, "labels": labels}).json()["labels"] == labels
        for query in (
            "filter[ref_type]=thing",
            "filter[labels.ref_id]=1",
            "filter=and(eq(ref_type,'thing'),eq(ref_id,'1'))",
        ):
            assert [row["labels"] for row in admin.get(f"/telemetry/logs?{query}").json()["data"]] == [labels]
        user = admin.get("/auth/users?filter[name]=admin").json()["data"][0]["id"]
        admin.post("/messenger/messages", json={"recipients": [{"type": "user", "id": user}], "metadata": {"aB": 1}})
        (message,) = admin.get("/messenger/messages").json()["messages"]
        assert (message["sender_id"], message["recipient_type"], message["metadata"]) == (user, "user", {"aB": 1})


@pytest.mark.parametrize(
    ("generation", "path", "status"),
    [
        ("0.8.15", "/telemetry/", 404),
        ("0.8.15", "/telemetry/events", 404),
        ("0.8.15", "/telemetry/logs?filter[a]=b", 404),
        ("0.8.16", "/telemetry/", 404),
        ("0.8.16", "/telemetry/events", 200),
        ("0.8.16", "/telemetry/logs?filter[a]=b", 200),
        ("0.8.35", "/telemetry/", 200),
        ("0.11.4", "/messenger/messages", 404),
        ("0.11.4", "/messenger/", 200),
        ("0.11.5", "/messenger/messages", 200),
    ],
)
def test_a_hub_has_no_services_that_came_later(generation: str, path: str, status: int):
    with EmbeddedHub(generation=generation) as embedded, admin_of(embedded) as admin:
        assert admin.get(path).status_code == status


def test_a_release_without_them_is_refused_before_anything_is_sent(wire: Wire):
    with httpx2.Client(transport=httpx2.MockTransport(wire)) as client:
        hub = flame_hub.Hub("http://hub.test", "token", client=client, generation="0.8.15")
        for call in (
            hub.telemetry.find_events,
            lambda: hub.telemetry.find_logs({"a": "b"}),
            lambda: hub.telemetry.create_log("my-service", "http", "info", "a line"),
            hub.messenger.receive_messages,
        ):
            with pytest.raises(errors.UsageError, match=r"Hub 0\.8\.15 has no .* yet"):
                call()
        assert wire.sent == []
