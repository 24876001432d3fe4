"""The clock that can be stopped and put forward, and what of the Hub goes by it."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta, timezone

import httpx2
import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.clock import Clock
from flame_hub.embedded.tokens import ACCESS_TOKEN_LIFE, REFRESH_TOKEN_LIFE
from flame_hub.http.inprocess import InProcessTransport
from studies import made, refused

NEW_YEAR = datetime(2030, 1, 1, tzinfo=timezone.utc)


def test_a_clock_goes_until_it_is_stopped():
    clock = Clock()
    assert abs(clock.now() - time.time()) < 5
    clock.freeze()
    assert clock.frozen
    assert clock.now() == clock.now()
    clock.advance(60)
    clock.advance(timedelta(minutes=1))
    assert clock.now() - time.time() > 100
    stopped = clock.now()
    clock.resume()
    assert not clock.frozen
    assert stopped <= clock.now() < stopped + 5
    clock.resume()
    clock.advance(60)
    assert stopped + 60 <= clock.now() < stopped + 65
    clock.reset()
    assert abs(clock.now() - time.time()) < 5


@pytest.mark.parametrize(
    "at",
    [
        NEW_YEAR,
        NEW_YEAR.replace(tzinfo=None),
        NEW_YEAR.timestamp(),
        "2030-01-01T00:00:00Z",
        "2030-01-01",
        "2030-01-01T01:00:00+01:00",
    ],
)
def test_a_clock_is_stopped_at_a_time_however_it_is_written(at: datetime | str | float):
    clock = Clock()
    clock.freeze(at)
    assert clock.stamp() == "2030-01-01T00:00:00.000Z"


@pytest.mark.parametrize("at", ["", "noon", True, float("nan"), -1, 10**400, "0001-01-01", "9999-12-31", [], b"2030"])
def test_what_is_no_time_is_refused_and_changes_nothing(at: object):
    clock = Clock()
    clock.freeze(NEW_YEAR)
    with pytest.raises(ValueError, match=r"is no|leads out of the years"):
        clock.freeze(at)  # type: ignore[arg-type]
    assert clock.now() == NEW_YEAR.timestamp()


@pytest.mark.parametrize("by", [-1, timedelta(seconds=-1), float("inf"), float("nan"), "60", None, True, 1e300])
def test_a_clock_is_not_put_back_nor_out_of_the_calendar(by: object):
    clock = Clock()
    clock.freeze(NEW_YEAR)
    with pytest.raises(ValueError, match=r"is no|must not be negative|leads out of the years"):
        clock.advance(by)  # type: ignore[arg-type]
    assert clock.now() == NEW_YEAR.timestamp()


def test_no_step_forward_is_lost_between_threads():
    clock = Clock()
    clock.freeze(NEW_YEAR)
    threads = [threading.Thread(target=lambda: [clock.advance(1) for _ in range(500)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.now() == NEW_YEAR.timestamp() + 4000


def test_records_tell_the_time_of_the_clock(embedded: EmbeddedHub, admin: httpx2.Client):
    embedded.clock.freeze("2030-01-01")
    made(admin.get("/auth/users/@me"))
    node = made(admin.post("/core/nodes", json={"name": "berlin"}))
    assert node["createdAt"] == "2030-01-01T00:00:00.000Z"


def test_tokens_end_without_waiting(embedded: EmbeddedHub):
    login = {"grant_type": "password", "username": "admin", "password": embedded.ADMIN_PASSWORD}
    with httpx2.Client(transport=InProcessTransport(embedded), base_url="http://hub") as client:
        tokens = client.post("/auth/token", data=login).json()
        bearer = {"authorization": f"Bearer {tokens['access_token']}"}
        embedded.clock.freeze()
        embedded.clock.advance(ACCESS_TOKEN_LIFE - 5)
        assert client.get("/auth/users/@me", headers=bearer).status_code == 200
        embedded.clock.advance(5)
        refused(client.get("/auth/users/@me", headers=bearer), 400, "The JWT has expired.")
        again = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
        embedded.clock.advance(REFRESH_TOKEN_LIFE)
        refused(client.post("/auth/token", data=again), 400, "The JWT has expired.")


def test_a_client_renews_a_login_that_has_ended(embedded: EmbeddedHub):
    with flame_hub.Hub.embedded(embedded) as hub:
        hub.core.get_nodes()
        for life in (ACCESS_TOKEN_LIFE, REFRESH_TOKEN_LIFE):
            embedded.clock.advance(life + 1)
            embedded.requests.clear()
            hub.core.get_nodes()
            assert "/auth/token" in [request.path for request in embedded.requests]
