"""How many requests an address may make in a minute, and what it is told of that."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

import flame_hub
from flame_hub import errors
from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub, rate_limits
from flame_hub.embedded.messages import Request, Response
from studies import SetClock, admin_of


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def hub(clock: SetClock) -> Iterator[EmbeddedHub]:
    with EmbeddedHub(clock=clock) as hub:
        yield hub


def ask(
    hub: EmbeddedHub, path: str = "/core/", token: str = "", address: str = "192.0.2.1", *, over_socket: bool = True
) -> Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return hub.handle(Request("GET", path, headers, iter(()), address, over_socket=over_socket))


def told(answer: Response) -> tuple[int, int, int]:
    """Limit, what is left of it, and the seconds until it is whole again."""
    headers = dict(answer.headers)
    return tuple(int(headers[f"ratelimit-{name}"]) for name in ("limit", "remaining", "reset"))  # type: ignore[return-value]


def exhaust(hub: EmbeddedHub, path: str = "/core/") -> None:
    assert [ask(hub, path).status for _ in range(1200)] == [200] * 1200


def token_of(hub: EmbeddedHub, **form: str) -> str:
    with httpx2.Client(transport=flame_hub.http.inprocess.InProcessTransport(hub)) as client:
        return client.post("http://hub/auth/token", data=form).json()["access_token"]


@pytest.mark.parametrize("path", ["/core/", "/auth/", "/storage/"])
def test_whoever_asks_too_often_without_a_login_is_refused(hub: EmbeddedHub, clock: SetClock, path: str):
    clock.time += 31
    exhaust(hub, path)
    answer = ask(hub, path)
    assert (answer.status, b"".join(answer.body)) == (429, b"Too many requests, please try again later.")
    assert sorted(answer.headers) == [
        ("content-length", "42"),
        ("content-type", "text/plain"),
        ("ratelimit-limit", "1200"),
        ("ratelimit-remaining", "0"),
        ("ratelimit-reset", "29"),
        ("retry-after", "60"),
    ]
    clock.time += 29
    assert told(ask(hub, path)) == (1200, 1199, 60)


def test_services_and_addresses_are_counted_apart_and_those_who_are_logged_in_go_on(hub: EmbeddedHub):
    token = token_of(hub, username="admin", password="start123")
    exhaust(hub)
    assert ask(hub).status == 429
    assert ask(hub, "/storage/").status == 200
    assert ask(hub, address="192.0.2.2").status == 200
    assert (ask(hub, "/core/nodes", token).status, ask(hub, "/core/nodes").status) == (200, 429)


@pytest.mark.parametrize(
    ("form", "service", "limit"),
    [
        ({"username": "admin", "password": "start123"}, "core", 6_000),
        ({"username": "admin", "password": "start123"}, "auth", 6_000),
        ({"client_id": "system", "client_secret": "start123"}, "core", 60_000),
        ({"client_id": "system", "client_secret": "start123"}, "storage", 60_000),
        ({"client_id": "system", "client_secret": "start123"}, "auth", 300_000),
    ],
)
def test_the_limit_is_that_of_who_asks(hub: EmbeddedHub, form: dict[str, str], service: str, limit: int):
    token = token_of(hub, **form)
    assert told(ask(hub, f"/{service}/", token)) == (limit, limit - 1, 60)
    assert told(ask(hub, f"/{service}/", token)) == (limit, limit - 2, 60)


def test_every_answer_of_a_service_tells_refusals_included(hub: EmbeddedHub):
    for path, status in (("/core/nodes", 401), ("/core/nothing", 404), ("/auth/users/x", 401)):
        answer = ask(hub, path)
        assert (answer.status, told(answer)[0]) == (status, 1200)
    bad = ask(hub, "/core/nodes", "no-token-at-all-of-anybody")
    assert (bad.status, told(bad)[0]) == (500, 1200)
    assert "ratelimit-limit" not in dict(ask(hub, "/nothing").headers)


def test_the_token_endpoint_counts_as_without_a_login(hub: EmbeddedHub):
    token = token_of(hub, username="admin", password="start123")
    assert told(ask(hub, "/auth/token", token))[0] == 1200


def test_older_releases_tell_it_as_well(clock: SetClock):
    with EmbeddedHub(clock=clock, generation="0.8") as hub:
        assert told(ask(hub, "/core/nodes")) == (1200, 1199, 60)


def test_calls_in_the_process_are_told_but_not_refused_unless_asked_for(clock: SetClock):
    for refuses, last in ((None, 401), (True, 429)):
        with EmbeddedHub(clock=clock, rate_limits=refuses) as hub:
            answers = [ask(hub, "/core/nodes", over_socket=False) for _ in range(1201)]
            assert (answers[-1].status, told(answers[-1])) == (last, (1200, 0, 60))
            assert ask(hub, "/core/nodes").status == 401


def test_refusing_can_be_switched_off(clock: SetClock):
    with EmbeddedHub(clock=clock, rate_limits=False) as hub:
        exhaust(hub)
        answer = ask(hub)
        assert (answer.status, told(answer)) == (200, (1200, 0, 60))


def test_a_clock_that_is_set_back_begins_a_new_window(hub: EmbeddedHub, clock: SetClock):
    exhaust(hub)
    clock.time -= 3600
    assert told(ask(hub)) == (1200, 1199, 60)


def test_many_addresses_are_forgotten_rather_than_kept(hub: EmbeddedHub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rate_limits, "MAX_COUNTS", 3)
    left = [told(ask(hub, address=f"192.0.2.{number}"))[1] for number in (1, 2, 3, 3, 4, 1, 4)]
    assert left == [1199, 1199, 1199, 1198, 1199, 1199, 1198]


def test_requests_at_once_are_all_counted(hub: EmbeddedHub):
    with ThreadPoolExecutor(8) as pool:
        left = list(pool.map(lambda _: told(ask(hub))[1], range(400)))
    assert sorted(left) == list(range(800, 1200))


def test_a_client_hears_of_it_over_a_socket(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(rate_limits.LIMITS, "user", 2)
    with EmbeddedHub() as hub, hub.serve() as served:
        login = PasswordAuth("admin", "start123")
        with flame_hub.Hub(served.base_url, login, generation="0.14", retries=0) as clients:
            clients.core.find_nodes()
            clients.core.find_nodes()
            with pytest.raises(errors.RateLimitError) as refused:
                clients.core.find_nodes()
        assert 0 < refused.value.retry_after <= 60
        with admin_of(hub) as client:
            assert [client.get("/core/nodes").status_code for _ in range(4)] == [200] * 4
