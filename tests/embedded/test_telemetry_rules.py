"""The rules of the telemetry service, as plain requests meet them."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import httpx2
import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub
from studies import Person, Record, SetClock, made, refused


def moment(day: int, hour: int, minute: int = 0) -> float:
    return datetime(2026, 1, day, hour, minute, tzinfo=timezone.utc).timestamp()


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("filter[step]=fit", 1),
        ("filter[labels.step]=fit", 1),
        ("filter[labels][step]=fit", 1),
        ("filter[step]=!fit", 1),
        ("filter[step]=~fit~", 1),
        ("filter=not(eq(step,'fit'))", 1),
        ("filter=or(eq(step,'fit'),eq(run,'7'))", 1),
        ("filter[step]=Fit", 0),
        ("filter[step]=fit&page[limit]=200&page[offset]=1", 0),
    ],
)
def test_whatever_a_filter_says_a_label_is_compared_for_equality(admin: httpx2.Client, path: str, found: int):
    line = {"message": "a line", "service": "my-service", "level": "info", "channel": "http"}
    assert admin.post("/telemetry/logs", json={**line, "labels": {"step": "fit", "run": "7"}}).status_code == 201
    answer = admin.get(f"/telemetry/logs?{path}").json()
    assert len(answer["data"]) == found
    assert answer["meta"] == {"total": found, "limit": 100, "offset": int("offset" in path)}


def test_a_line_that_is_none_is_told_in_the_words_of_the_validator(admin: httpx2.Client):
    answer = admin.post("/telemetry/logs", json={"message": "a line", "service": "x", "level": "info", "time": "now"})
    assert answer.status_code == 400
    assert answer.json()["message"] == "Properties time, service, channel are invalid."
    time, service, channel = answer.json()["issues"]
    assert (time["message"], time["code"], time["meta"]) == ("Invalid ISO datetime", "date", {"optional": True})
    assert service["message"] == "Too small: expected string to have >=3 characters"
    assert channel["code"] == "one_of_failed"


def test_logs_are_kept_whoever_deletes_them(admin: httpx2.Client):
    """As with the real Hub, none of whose stores of logs can delete."""
    line = {"message": "a line", "service": "my-service", "level": "info", "channel": "http", "labels": {"a": "b"}}
    admin.post("/telemetry/logs", json=line)
    for path, message in (
        ("", "Filter labels must be specified."),
        ("?filter[time]=0", "Filter labels must be specified."),
        ("?filter[a]=b&filter[time]=yesterday", "Filter time must be a finite unix timestamp."),
    ):
        refused(admin.delete(f"/telemetry/logs{path}"), 400, message)
    assert admin.delete("/telemetry/logs?filter[a]=b&filter[time]=1767225600").status_code == 202
    assert admin.get("/telemetry/logs?filter[a]=b").json()["meta"]["total"] == 1


def test_all_fields_of_an_event_are_answered_whatever_is_asked_for(admin: httpx2.Client):
    event = made(admin.post("/telemetry/events", json={"name": "happened", "scope": "my-scope", "refType": "thing"}))
    assert made(admin.get(f"/telemetry/events/{event['id']}?fields=id&include=realm")) == event
    assert made(admin.get("/telemetry/events?fields=id&filter[scope]=my-scope")) == [event]


def test_the_realm_of_an_event_decides_who_may_write_it(ada: Person, admin: httpx2.Client, realm: Record):
    ada.may("event_create", "event_delete")
    foreign = made(admin.post("/telemetry/events", json={"name": "happened", "scope": "my-scope", "refType": "thing"}))
    body = {"name": "happened", "scope": "my-scope", "refType": "thing", "realmId": foreign["realmId"]}
    refused(ada.client.post("/telemetry/events", json=body), 403, "You are not permitted to create this event.")
    path = f"/telemetry/events/{foreign['id']}"
    refused(ada.client.delete(path), 403, "You are not permitted to delete this event.")
    own = made(ada.client.post("/telemetry/events", json={**body, "realmId": None}))
    assert own["realmId"] == realm["id"]
    assert ada.client.get(path).status_code == 200  # who may delete events may read them
    assert ada.client.delete(f"/telemetry/events/{own['id']}").status_code == 202


def test_events_that_are_out_of_date_go_at_one_o_clock():
    clock = SetClock()
    clock.time = moment(1, 12)
    with EmbeddedHub(clock=clock) as embedded, flame_hub.Hub.embedded(embedded) as hub:
        soon = datetime(2026, 1, 1, 13, tzinfo=timezone.utc)
        expiring = hub.telemetry.create_event("gone", "my-scope", "thing", expiring=True, expires_at=soon)
        kept = hub.telemetry.create_event("kept", "my-scope", "thing", expires_at=soon)
        clock.time = moment(2, 0, 59)
        assert hub.telemetry.find_events(sort="created_at") == [expiring, kept]
        clock.time = moment(2, 1)
        assert hub.telemetry.find_events() == [kept]


def test_events_and_logs_stay_in_the_data_folder(tmp_path: Path):
    with EmbeddedHub(tmp_path) as embedded, flame_hub.Hub.embedded(embedded) as hub:
        event = hub.telemetry.create_event(
            "happened", "my-scope", "thing", expires_at=datetime(2020, 1, 1, tzinfo=timezone.utc), expiring=True
        )
        line = hub.telemetry.create_log("my-service", "http", "info", "a line", labels={"a": "b"})
        assert hub.telemetry.get_event(event) is not None
    with EmbeddedHub(tmp_path) as embedded, flame_hub.Hub.embedded(embedded) as hub:
        assert hub.telemetry.get_event(event) is None  # swept when the Hub started
        assert hub.telemetry.find_logs({"a": "b"}) == [line]
