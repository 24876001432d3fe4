"""The telemetry service: events, which tell what happened, and the logs of all services."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any
from uuid import uuid4

import anyio
import pytest

import flame_hub
from doors import Door
from flame_hub import errors, models
from flame_hub.auth import PasswordAuth
from flame_hub.core.results import TruncatedListWarning
from flame_hub.embedded import EmbeddedHub
from wire import Wire


def test_an_event_is_noted_found_and_deleted(door: Door):
    telemetry = door.telemetry
    about = uuid4()
    event = telemetry.create_event("happened", "my-scope", "thing", ref_id=about, data={"a": [1, {"b": None}]})
    assert isinstance(event, models.TelemetryEvent)
    assert (event.name, event.ref_id, event.data, event.expiring) == ("happened", about, {"a": [1, {"b": None}]}, False)
    (master,) = door.auth.find_realms(filter={"name": "master"})
    assert event.realm_id == master.id
    telemetry.create_event("happened", "other-scope", "thing")
    assert telemetry.find_events(filter={"scope": "my-scope"}, sort="-created_at") == [event]
    assert telemetry.count_events(filter={"name": "happened"}) == 2
    assert telemetry.get_event(event) == event
    telemetry.delete_event(event)
    assert telemetry.get_event(event) is None
    assert telemetry.get_version().version == "0.14.0"


def test_what_happened_at_the_auth_service_is_another_kind_of_event(door: Door):
    event = door.telemetry.create_event("login", "my-scope", "thing")
    assert door.auth.get_event(event.id) is None
    with pytest.raises(errors.UsageError, match="does not identify a"):
        door.auth.get_event(event)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "ab"}, "Property name is invalid"),
        ({"ref_type": "ab", "scope": "x" * 129}, "Properties refType, scope are invalid"),
        ({"request_ip_address": "256.0.0.1"}, "Property requestIpAddress is invalid"),
        ({"request_method": "A-METHOD-TOO-LONG"}, "Property requestMethod is invalid"),
        ({"data": ["no", "object"]}, "Property data is invalid"),
        ({"ref_id": "00000000-0000-1000-8000-000000000000"}, "Property refId is invalid"),
    ],
)
def test_an_event_that_says_what_none_says_is_refused(door: Door, given: dict, message: str):
    with pytest.raises(errors.ValidationError, match=message):
        door.telemetry.create_event(**{"name": "happened", "scope": "my-scope", "ref_type": "thing", **given})


def test_who_may_not_read_events_and_logs_is_told_so(door: Door):
    door.auth.create_user("ada", password="correct-horse", email="ada@example.com")
    with door.for_login(PasswordAuth("ada", "correct-horse")) as ada:
        for refused in (
            ada.telemetry.find_events,
            lambda: ada.telemetry.create_event("happened", "my-scope", "thing"),
            lambda: ada.telemetry.find_logs({"step": "fit"}),
            lambda: ada.telemetry.create_log("my-service", "http", "info", "hello"),
            lambda: ada.telemetry.delete_logs({"step": "fit"}),
        ):
            with pytest.raises(errors.PermissionDeniedError, match="The evaluation of permissions"):
                refused()


def test_a_line_of_a_log_is_found_by_its_labels(door: Door):
    telemetry = door.telemetry
    first = telemetry.create_log("my-service", "background", "info", "begun", labels={"step": "fit", "run": "7"})
    later = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    second = telemetry.create_log(
        "my-service", "system", "error", "failed", {"step": "fit"}, later.isoformat()[:19] + "Z"
    )
    assert isinstance(first, models.Log)
    assert (second.time, second.labels) == ("2026-01-02T03:04:05Z", {"step": "fit"})
    assert telemetry.create_log("my-service", "http", "debug", "without labels").labels == {}
    assert telemetry.find_logs({"step": "fit"}) == [first, second]
    assert telemetry.find_logs({"step": "fit", "run": "7"}) == [first]
    assert telemetry.find_logs({"step": "fit"}, page={"limit": 1, "offset": 1}) == [second]
    # The level is no label.
    assert telemetry.find_logs({"step": "fit", "level": "error"}) == []


@pytest.mark.parametrize("value", ["a,b", "!not", "~tilde~", "it's", "<5", "plain", "true", "12", "x y", "a'),eq(b,'c"])
def test_a_label_may_say_anything_that_the_hub_does_not_read_otherwise(door: Door, value: str):
    line = door.telemetry.create_log("my-service", "http", "info", "a line", labels={"about": value})
    door.telemetry.create_log("my-service", "http", "info", "another", labels={"about": f"{value}x"})
    assert door.telemetry.find_logs({"about": value}) == [line]


def test_labels_that_the_hub_itself_writes_are_named_as_everything_else(door: Door):
    about = str(uuid4())
    line = door.telemetry.create_log(
        "my-service", "http", "info", "a line", labels={"ref_type": "analysis", "ref_id": about}
    )
    assert line.labels == {"refType": "analysis", "refId": about}
    assert door.telemetry.find_logs({"ref_id": about}) == door.telemetry.find_logs({"refId": about}) == [line]


def written(hub: EmbeddedHub, count: int) -> list[str]:
    with flame_hub.Hub.embedded(hub) as clients:
        return [
            clients.telemetry.create_log("my-service", "http", "info", f"line {n}", labels={"step": "fit"}).message
            or ""
            for n in range(count)
        ]


def test_all_lines_are_walked_through_in_both_colours(embedded: EmbeddedHub):
    messages = written(embedded, 120)

    async def walk() -> list[str | None]:
        async with flame_hub.AsyncHub.embedded(embedded) as hub:
            return [line.message async for line in hub.telemetry.iter_logs({"step": "fit"})]

    with flame_hub.Hub.embedded(embedded) as hub:
        assert [line.message for line in hub.telemetry.iter_logs({"step": "fit"})] == messages
        assert [line.message for line in hub.telemetry.iter_logs({"step": "fit"}, limit=70)] == messages[:70]
        assert list(hub.telemetry.iter_logs({"step": "predict"})) == []
        with pytest.warns(TruncatedListWarning, match=r"find_logs answered with 100 lines.*iter_logs"):
            assert len(hub.telemetry.find_logs({"step": "fit"})) == 100
    assert anyio.run(walk) == messages


@pytest.mark.parametrize("count", [30, 50, 51, 120])
def test_a_store_of_logs_that_knows_no_pages_is_walked_through_once(wire: Wire, hub: flame_hub.Hub, count: int):
    """A Hub without VictoriaLogs answers with all lines, whatever page it is asked for."""
    rows = [{"time": "2026-01-01T00:00:00.000Z", "message": f"line {n}", "labels": {}} for n in range(count)]
    wire.answer(200, {"data": rows, "meta": {"total": count}})
    assert [line.message for line in hub.telemetry.iter_logs({"step": "fit"})] == [row["message"] for row in rows]
    assert hub.telemetry.find_logs({"step": "fit"}, page={"limit": 10, "offset": 5})[0].message == "line 5"


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({}, "at least one label"),
        ("step", "a mapping of names to texts"),
        ({"no name": "x"}, "no name of a label"),
        ({"step": 1}, "the label step is a text"),
        ({"step": "007"}, "reads that as another one"),
        ({"step": "TRUE"}, "reads that as another one"),
        ({"step": " x"}, "reads that as another one"),
        ({"step": ""}, "reads that as another one"),
    ],
)
def test_labels_that_cannot_be_found_are_refused_before_anything_is_sent(hub: flame_hub.Hub, labels: Any, message: str):
    for method in (hub.telemetry.find_logs, hub.telemetry.iter_logs, hub.telemetry.delete_logs):
        with pytest.raises(errors.UsageError, match=message):
            method(labels)


def test_what_core_writes_of_an_analysis_is_in_telemetry_and_the_other_way_round(door: Door):
    project = door.core.create_project("my-project")
    node = door.core.create_node("my-node")
    analysis = door.core.create_analysis(project, "my-analysis")
    line = door.core.create_analysis_node_log(analysis, node, "info", "it runs", labels={"step": "fit"})
    assert door.telemetry.find_logs({"ref_type": "analysisNode", "analysisId": str(analysis.id)}) == [line]
    told = door.telemetry.create_log(
        "my-builder", "background", "info", "built", labels={"ref_type": "analysis", "ref_id": str(analysis.id)}
    )
    assert door.core.find_analysis_logs(filter={"analysis_id": analysis}) == [told]


def test_a_hub_whose_services_have_addresses_may_be_used_without_telemetry():
    hub = flame_hub.Hub(auth_url="http://a", core_url="http://c", storage_url="http://s", telemetry_url="http://t/logs")
    assert hub.telemetry.base_url == "http://t/logs/"
    with pytest.raises(errors.UsageError, match="give messenger_url or base_url"):
        hub.messenger  # noqa: B018
    assert flame_hub.Hub("http://hub").messenger.base_url == "http://hub/messenger/"
