"""The arguments that say how a client connects, how long it waits and how often it tries."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import httpx2
import pytest

import flame_hub
from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub, rate_limits
from flame_hub.errors import HubTimeoutError, OverriddenArgumentWarning, ProxyError, UnknownNameError, UsageError
from flame_hub.http.settings import MAX_CONNECTIONS, TIMEOUT, Settings, open_async_client, open_client
from proxy import Proxy

MAKERS = (flame_hub.Hub, flame_hub.AsyncHub, flame_hub.CoreClient, flame_hub.AsyncCoreClient)


def make(kind: Any, **arguments: Any) -> Any:
    return kind("http://localhost:1", "token", **arguments)


def test_without_arguments_all_is_as_usual():
    settings = Settings.of({})
    assert settings.timeouts == TIMEOUT
    assert (settings.retries, settings.deadline, settings.throttle) == (4, None, False)
    assert settings.limits.max_connections == MAX_CONNECTIONS
    assert settings.given == frozenset()


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"timeout": 0}, "timeout is a number of seconds"),
        ({"timeout": "5"}, "timeout is a number of seconds"),
        ({"timeout": True}, "timeout is a number of seconds"),
        ({"timeout": float("nan")}, "timeout is a number of seconds"),
        ({"timeout": httpx2.Timeout(5, connect=-1)}, "connect timeout is a number of seconds"),
        ({"deadline": -1}, "deadline is a number of seconds"),
        ({"deadline": float("inf")}, "deadline is a number of seconds"),
        ({"retries": -1}, "retries is a whole number"),
        ({"retries": 1.5}, "retries is a whole number"),
        ({"throttle": "yes"}, "throttle is True or False"),
        ({"trust_env": 1}, "trust_env is True or False"),
        ({"max_connections": 0}, "max_connections is a whole number, 1 or more"),
        ({"transport": "slow"}, "transport is 'httpx2' or 'fast'"),
        ({"transport": None}, "transport is 'httpx2' or 'fast'"),
        ({"ca_file": 5}, "ca_file takes paths"),
        ({"ca_file": ["a.pem", ""]}, "ca_file takes paths"),
        ({"ca_file": "no-such-file.pem"}, "no-such-file.pem"),
        ({"client_cert": ("only-one.pem",)}, "client_cert takes a file, or a certificate, its key"),
        ({"client_cert": "no-such-file.pem"}, "no-such-file.pem"),
        ({"proxy": 5}, "proxy takes a URL"),
        ({"proxy": {"https": 5}}, "proxy takes a URL"),
        ({"proxy": "gopher://proxy"}, "gopher"),
        ({"no_proxy": 5}, "no_proxy takes hosts"),
        ({"no_proxy": [5]}, "no_proxy takes hosts"),
        ({"event_hooks": {"request": 5}}, "request"),
        ({"event_hooks": {"requests": print}}, "requests"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_an_argument_that_makes_no_sense_is_refused_when_the_client_is_made(kind: Any, arguments: Any, told: str):
    with pytest.raises(UsageError) as caught:
        make(kind, **arguments)
    assert told in str(caught.value)


@pytest.mark.parametrize("kind", MAKERS)
def test_an_argument_that_there_is_not_is_refused_with_the_nearest_right_one(kind: Any):
    with pytest.raises(UnknownNameError, match="Did you mean 'ca_file'"):
        make(kind, ca_fle="ca.pem")


def test_a_timeout_is_for_all_or_for_each():
    assert Settings.of({"timeout": 7}).timeouts == httpx2.Timeout(7)
    assert Settings.of({"timeout": None}).timeouts == httpx2.Timeout(None)
    each = httpx2.Timeout(5, connect=1)
    assert Settings.of({"timeout": each}).timeouts == each


def test_an_httpx2_client_is_made_so():
    settings = Settings.of({"timeout": 7, "max_connections": 3})
    with open_client(settings) as client:
        assert client.timeout == httpx2.Timeout(7)
    assert open_async_client(settings).timeout == httpx2.Timeout(7)


@pytest.mark.parametrize("kind", [flame_hub.Hub, flame_hub.CoreClient])
def test_what_a_client_of_ones_own_decides_is_told(kind: Any):
    with httpx2.Client() as own:
        with pytest.warns(OverriddenArgumentWarning, match="Without effect: proxy, trust_env") as caught:
            make(kind, client=own, proxy="http://localhost:1", trust_env=False, timeout=5, retries=1)
        assert caught[0].filename == __file__
        make(kind, client=own, timeout=5, deadline=5, retries=1, throttle=True)


def test_timeouts_of_a_client_of_ones_own_hold_unless_others_are_given(embedded: EmbeddedHub):
    embedded.faults.add(latency=20, path="nodes", count=None)
    with embedded.serve() as served, httpx2.Client(timeout=0.2) as own:
        login = PasswordAuth("admin", "start123")
        hub = flame_hub.Hub(served.base_url, login, client=own, retries=0, generation="0.14")
        with pytest.raises(HubTimeoutError):
            hub.core.get_nodes()
        embedded.faults.clear()
        embedded.faults.add(latency=0.4, path="nodes", count=None)
        assert flame_hub.Hub(served.base_url, login, client=own, retries=0, timeout=20).core.get_nodes() == []


def test_a_hub_is_reached_through_its_proxy_tokens_included(embedded: EmbeddedHub):
    with embedded.serve() as served, Proxy() as proxy:
        url = served.base_url.replace("127.0.0.1", "hub.test")
        with flame_hub.Hub(url, PasswordAuth("admin", "start123"), proxy=proxy.url) as hub:
            assert hub.core.get_nodes() == []
        assert any("/auth/token" in line for line in map(str, proxy.seen)), proxy.seen
        with flame_hub.Hub(url, "token", proxy=proxy.url, no_proxy=["hub.test"], retries=0) as hub:
            with pytest.raises(flame_hub.errors.HubConnectionError, match=r"Cannot connect to hub\.test"):
                hub.core.get_nodes()


def test_the_proxy_of_the_environment_is_used_unless_told_otherwise(
    embedded: EmbeddedHub, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://localhost:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with embedded.serve() as served:
        login = PasswordAuth("admin", "start123")
        with flame_hub.Hub(served.base_url, login, retries=0) as hub, pytest.raises(ProxyError, match="localhost:1"):
            hub.core.get_nodes()
        for arguments in ({"trust_env": False}, {"no_proxy": ["127.0.0.1"]}, {"no_proxy": "*"}):
            with flame_hub.Hub(served.base_url, login, **arguments) as hub:
                assert hub.core.get_nodes() == []


def test_secrets_are_neither_shown_nor_pickled(tmp_path: Path):
    for arguments in ({"proxy": "http://ada:hush-hush@proxy:3128"}, {"client_cert": ("a", "b", "hush-hush")}):
        settings = Settings.of(arguments)
        assert "hush" not in repr(settings)
        with pytest.raises(UsageError, match="cannot be pickled"):
            pickle.dumps(settings)
    settings = Settings.of({"timeout": 7, "proxy": {"https": "http://proxy:3128"}, "client_cert": ("a", "b")})
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_a_throttle_keeps_under_the_limit_that_the_hub_announces(
    embedded: EmbeddedHub, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(rate_limits.LIMITS, "user", 20)
    login = PasswordAuth("admin", "start123")
    with embedded.serve() as served, flame_hub.Hub(served.base_url, login, throttle=True, generation="0.14") as hub:
        made = 0

        def make_many() -> None:
            nonlocal made
            for made in range(40):  # noqa: B007 - how many were made before it ended is looked at below
                hub.core.get_nodes(deadline=1)

        with pytest.raises(HubTimeoutError, match="takes no further requests"):
            make_many()
        assert 5 <= made <= 20
        assert all(request.status == 200 for request in embedded.requests)


@pytest.mark.parametrize(
    "arguments",
    [
        {"client_cert": ["node.pem", "node.key", "the-password"]},
        {"client_cert": {"password": "the-password"}},
        {"client_cert": "-----BEGIN PRIVATE KEY-----\nthe-password\n"},
        {"ca_file": "-----BEGIN PRIVATE KEY-----\nthe-password\n"},
        {"ca_file": b"the-password"},
    ],
    ids=str,
)
def test_what_is_given_in_place_of_a_path_is_not_shown(arguments: Any):
    with pytest.raises(UsageError, match="takes paths of files") as caught:
        make(flame_hub.Hub, **arguments)
    assert "the-password" not in str(caught.value)


@pytest.mark.parametrize("seconds", [2_000_001, 1e10, 10**400])
def test_more_than_can_be_waited_for_is_refused(seconds: float):
    with pytest.raises(UsageError, match="up to 2000000"):
        make(flame_hub.Hub, timeout=seconds)


@pytest.mark.filterwarnings("error")
def test_none_beside_a_client_is_not_warned_of():
    with httpx2.Client() as client:
        make(flame_hub.Hub, client=client, proxy=None, ca_file=None, client_cert=None, no_proxy=None)
