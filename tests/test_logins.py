"""Logging in, staying logged in, and being refused, against a Hub that issues real tokens."""

from __future__ import annotations

import threading
import time
from functools import partial

import anyio
import httpx2
import jwt
import pytest

import flame_hub
from doors import Door
from flame_hub import errors
from flame_hub.auth import ClientAuth, PasswordAuth, RobotAuth, StaticAuth
from flame_hub.contract.generations import releases_of
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.clock import Clock
from flame_hub.http import tokens
from flame_hub.http.inprocess import InProcessTransport


class MovedClock(Clock):
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return time.time() + self.ahead


class Watched(EmbeddedHub):
    """A Hub that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.clock = MovedClock()
        super().__init__(clock=self.clock)

    def handle(self, request):
        self.asked.append(f"{request.method} {request.target}")
        return super().handle(request)

    def token_requests(self) -> int:
        return self.asked.count("POST /auth/token")


@pytest.fixture
def watched():
    with Watched() as hub:
        yield hub


def token(hub: EmbeddedHub, **form: str) -> dict[str, object]:
    with httpx2.Client(transport=InProcessTransport(hub)) as client:
        answer = client.post("http://hub/auth/token", data=form)
        assert answer.status_code == 200, answer.text
        return answer.json()


def admin_token(hub: EmbeddedHub) -> dict[str, object]:
    return token(hub, grant_type="password", username="admin", password="start123")


@pytest.mark.parametrize(
    "login",
    [
        PasswordAuth("admin", "start123"),
        PasswordAuth("admin", "start123", realm="master"),
        ClientAuth("system", "start123"),
        ClientAuth("system", "start123", realm="master"),
    ],
    ids=["password", "password with realm", "client", "client with realm"],
)
def test_good_credentials_log_in(door: Door, login):
    with door.for_login(login) as somebody:
        assert somebody.core.find_nodes() == []


def test_a_token_logs_in_as_an_object_or_as_a_text(embedded):
    access = admin_token(embedded)["access_token"]
    for login in (StaticAuth(access), access):
        with flame_hub.Hub.embedded(embedded, login) as hub:
            assert hub.auth.find_realms()[0].name == "master"


def test_a_call_may_have_a_login_of_its_own(embedded):
    with flame_hub.Hub.embedded(embedded, "a-token-that-is-no-good") as hub:
        with pytest.raises(errors.AuthenticationError):
            hub.core.get_nodes()
        assert hub.core.get_nodes(auth=admin_token(embedded)["access_token"]) == []


@pytest.mark.parametrize(
    ("login", "advice"),
    [
        (PasswordAuth("admin", "wrong-password"), "password"),
        (PasswordAuth("nobody", "start123"), "password"),
        (ClientAuth("system", "wrong-secret"), "secret"),
        pytest.param(
            RobotAuth("3b3f3c3e-7a55-4c39-8a35-0d3f5c2a1b11", "secret"),
            "ClientAuth",
            marks=pytest.mark.hub(since="0.12.3"),
        ),
        pytest.param(
            RobotAuth("3b3f3c3e-7a55-4c39-8a35-0d3f5c2a1b11", "secret"), "secret", marks=pytest.mark.hub(until="0.12.2")
        ),
    ],
    ids=["wrong password", "nobody", "wrong secret", "robot", "no robot"],
)
def test_bad_credentials_say_what_to_check(door: Door, login, advice: str):
    with door.for_login(login) as somebody, pytest.raises(errors.AuthenticationError, match=advice) as caught:
        somebody.core.get_nodes()
    assert str(caught.value.request.url).endswith("/auth/token")
    assert "wrong-" not in repr(caught.value) + str(caught.value)


def test_logging_in_happens_once_for_many_calls_and_services(watched):
    with flame_hub.Hub.embedded(watched) as hub:
        for _ in range(3):
            hub.core.get_nodes()
            hub.storage.get_buckets()
            hub.auth.get_users()
    assert watched.token_requests() == 1


def test_a_token_is_refreshed_before_it_ends_and_the_login_used_when_the_refresh_token_is_gone(watched):
    with flame_hub.Hub.embedded(watched) as hub:
        hub.core.get_nodes()
        hub.core.create_node("hospital")
        for days in (0.5, 5):  # the refresh token is good for three days
            watched.clock.ahead = days * 86_400
            later = tokens.Moment(*(clock + watched.clock.ahead for clock in tokens.now()))
            hub._login._purse.clock = partial(lambda moment: moment, later)
            assert hub.core.get_nodes()[0].name == "hospital"
    # The login, a refresh, then a refresh that was refused and another login.
    assert watched.token_requests() == 4


def test_a_revoked_session_is_logged_in_again(door: Door):
    door.core.get_nodes()
    door.hub.store.run("DELETE FROM sessions")
    for call in (door.core.get_nodes, door.storage.get_buckets, door.auth.get_users):
        call()
        door.hub.store.run("DELETE FROM sessions")
    assert door.core.create_node("created-after-all").name == "created-after-all"


def test_a_token_that_cannot_be_renewed_says_so(watched):
    with flame_hub.Hub.embedded(watched, admin_token(watched)["access_token"]) as hub:
        hub.core.get_nodes()
        watched.clock.ahead = 901
        for call in (hub.core.get_nodes, hub.storage.get_buckets, hub.auth.get_users):
            with pytest.raises(errors.AuthenticationError, match=r"expired[\s\S]*new token"):
                call()


def test_without_a_login_realms_can_be_read_and_nothing_else(door: Door):
    with door.hub.serve() as served, flame_hub.Hub(served.base_url) as anonymous:
        assert anonymous.auth.find_realms()[0].name == "master"
        with pytest.raises(errors.AuthenticationError, match="Authentication required"):
            anonymous.core.get_nodes()


def test_threads_that_start_together_log_in_once(watched):
    failures: list[BaseException] = []
    with flame_hub.Hub.embedded(watched) as hub:
        start = threading.Barrier(16)

        def work() -> None:
            try:
                start.wait()
                hub.core.get_nodes()
            except BaseException as error:  # noqa: BLE001 - reported below
                failures.append(error)

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    assert watched.token_requests() == 1


def test_tasks_that_start_together_log_in_once(watched):
    async def work() -> None:
        async with flame_hub.AsyncHub.embedded(watched) as hub, anyio.create_task_group() as tasks:
            for _ in range(50):
                tasks.start_soon(hub.core.get_nodes)

    anyio.run(work)
    assert watched.token_requests() == 1


def test_a_login_works_with_any_httpx2_client(embedded):
    with embedded.serve() as served:
        auth_url, nodes_url = f"{served.base_url}/auth/", f"{served.base_url}/core/nodes"
        with httpx2.Client(auth=PasswordAuth("admin", "start123", auth_url)) as client:
            assert client.get(nodes_url).json()["data"] == []

        async def ask() -> object:
            async with httpx2.AsyncClient(auth=ClientAuth("system", "start123", auth_url)) as client:
                return (await client.get(nodes_url)).json()["data"]

        assert anyio.run(ask) == []


def test_an_httpx2_client_of_ones_own_is_used_and_left_open(embedded):
    with embedded.serve() as served:
        login = PasswordAuth("admin", "start123", f"{served.base_url}/auth/")
        with httpx2.Client(base_url=f"{served.base_url}/core/", auth=login) as own:
            with flame_hub.CoreClient(client=own) as core:
                assert core.base_url == f"{served.base_url}/core/"
                assert core.get_nodes() == []
            assert not own.is_closed


def test_tokens_are_signed_and_say_who_and_until_when(embedded):
    life = 900 if releases_of(embedded.generation)["core"] >= (0, 12, 2) else 3600
    answer = admin_token(embedded)
    with httpx2.Client(transport=InProcessTransport(embedded)) as client:
        (key,) = client.get("http://hub/auth/realms/master/jwks").json()["keys"]
    claims = jwt.decode(answer["access_token"], jwt.PyJWK(key), algorithms=["RS256"])
    assert claims["exp"] - claims["iat"] == answer["expires_in"] == life
    assert (claims["sub_kind"], claims["realm_name"]) == ("user", "master")
    assert answer["refresh_token_expires_in"] == 259_200


def test_a_forged_token_is_refused(embedded):
    claims = jwt.decode(admin_token(embedded)["access_token"], options={"verify_signature": False})
    for forged in (jwt.encode(claims, "x" * 32, algorithm="HS256"), jwt.encode(claims, "", algorithm="none")):
        with flame_hub.Hub.embedded(embedded, forged) as hub, pytest.raises(errors.AuthenticationError):
            hub.core.get_nodes()


def test_a_used_refresh_token_ends_its_session(embedded):
    first = admin_token(embedded)
    second = token(embedded, grant_type="refresh_token", refresh_token=first["refresh_token"])
    with pytest.raises(AssertionError, match="replay detected"):
        token(embedded, grant_type="refresh_token", refresh_token=first["refresh_token"])
    with pytest.raises(AssertionError, match="unknown"):
        token(embedded, grant_type="refresh_token", refresh_token=second["refresh_token"])
    with flame_hub.Hub.embedded(embedded, second["access_token"]) as hub, pytest.raises(errors.AuthenticationError):
        hub.core.get_nodes()


def test_an_inactive_account_cannot_log_in(door: Door):
    user = door.auth.create_user("ada", "ada@example.com", password="correct-horse")
    with door.for_login(PasswordAuth("ada", "correct-horse")) as ada:
        assert ada.auth.get_user(user).name == "ada"
        with pytest.raises(errors.PermissionDeniedError):
            ada.core.create_node("not-allowed")
        with pytest.raises(errors.PermissionDeniedError):
            ada.auth.create_realm("not-allowed")
    door.auth.update_user(user, active=False)
    with door.for_login(PasswordAuth("ada", "correct-horse")) as ada, pytest.raises(errors.AuthenticationError):
        ada.core.get_nodes()


def test_secrets_are_not_shown():
    for login in (
        PasswordAuth("admin", "hush-hush"),
        ClientAuth("system", "hush-hush"),
        RobotAuth("robot", "hush-hush"),
        StaticAuth("hush-hush"),
    ):
        assert "hush" not in repr(login)
        assert "hush" not in str(vars(login).get("_purse", ""))


@pytest.mark.hub(since="0.14")
def test_a_realm_is_told_by_its_name_its_id_or_its_record(embedded):
    with flame_hub.Hub.embedded(embedded) as hub:
        realm = hub.auth.create_realm("ward")
        hub.auth.create_user("ada", "ada@example.com", password="correct-horse", realm_id=realm)
    for told in ("ward", realm.id, str(realm.id), realm):
        with flame_hub.Hub.embedded(embedded, PasswordAuth("ada", "correct-horse", realm=told)) as hub:
            assert hub.auth.get_userinfo().name == "ada"
    with pytest.raises(errors.UsageError, match="realm"):
        PasswordAuth("ada", "correct-horse", realm=5)
