"""The fixtures that other people's tests get: run as they run them, by pytest, in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub
from flame_hub.testing.plugin import URL

pytest_plugins = ["pytester"]

#: What somebody would write. It says the same of an embedded and of a real Hub.
TESTS = """
import anyio
import httpx2
import pytest
import flame_hub
from flame_hub.errors import PermissionDeniedError

def test_admin(flame_hub_admin):
    assert flame_hub_admin.auth.find_users(filter={"name": "admin"}).one().name == "admin"

def test_async_admin(flame_hub_async_admin):
    async def main():
        async with flame_hub_async_admin as hub:
            return await hub.auth.count_users(filter={"name": "admin"})
    assert anyio.run(main) == 1

def test_user_may_do_what_it_was_permitted(flame_hub_user, flame_hub_realm):
    hub = flame_hub_user("project_create", "project_delete").hub
    project = hub.core.create_project("my-project")
    assert project.realm_id == flame_hub_realm.id
    with pytest.raises(PermissionDeniedError):
        hub.core.create_node("my-node")
    hub.core.delete_project(project)

def test_users_are_different(flame_hub_user):
    one, other = flame_hub_user(), flame_hub_user()
    assert one.user.id != other.user.id
    assert one.user.realm_id == other.user.realm_id

def test_what_a_user_has_works_with_other_clients(flame_hub_user, flame_hub_url):
    somebody = flame_hub_user()
    login = {"grant_type": "password", "username": somebody.user.name, "password": somebody.password,
             "realm_id": str(somebody.user.realm_id)}
    answer = httpx2.post(f"{flame_hub_url}/auth/token", data=login)
    assert answer.status_code == 200, answer.text
    with flame_hub.Hub(flame_hub_url, somebody.login) as hub:
        hub.core.find_projects()

def test_node(flame_hub_node, flame_hub_realm):
    hospital = flame_hub_node()
    assert hospital.node.realm_id == flame_hub_realm.id
    assert hospital.hub.core.get_node(hospital.node).name == hospital.node.name
    with pytest.raises(PermissionDeniedError):
        hospital.hub.core.create_project("my-project")

def test_hospitals(flame_hub_under_test, flame_hub_node, flame_hub_admin):
    realms = [flame_hub_under_test.new_realm() for _ in range(2)]
    nodes = [flame_hub_node(realm=realm).node for realm in realms]
    assert [node.realm_id for node in nodes] == [realm.id for realm in realms]
    flame_hub_admin.core.delete_node(nodes[0])

def test_async_node(flame_hub_node):
    hospital = flame_hub_node(node_type="aggregator")
    async def main():
        async with hospital.async_hub as hub:
            return await hub.core.get_node(hospital.node)
    assert anyio.run(main).type == "aggregator"

def test_no_such_permission(flame_hub_user):
    with pytest.raises(ValueError, match="no permission 'project_crate'"):
        flame_hub_user("project_create", "project_crate")
"""

COUNTED = ("realms", "users", "roles", "clients", "permissions")


@pytest.fixture
def own_run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    for name in (URL, "FLAME_HUB_TEST_USERNAME", "FLAME_HUB_TEST_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return pytester


def test_fixtures_of_an_embedded_hub(own_run: pytest.Pytester) -> None:
    own_run.makepyfile(TESTS)
    own_run.runpytest_inprocess("-W", "error").assert_outcomes(passed=9)


@pytest.mark.parametrize("generation", ["0.8", "0.12.2"])
def test_fixtures_of_an_older_hub(own_run: pytest.Pytester, generation: str) -> None:
    own_run.makepyfile(TESTS)
    own_run.runpytest_inprocess("-W", "error", "--flame-hub-generation", generation).assert_outcomes(passed=9)


def test_generation_in_the_settings(own_run: pytest.Pytester) -> None:
    own_run.makeini("[pytest]\nflame_hub_generation = 0.12.2")
    own_run.makepyfile("def test_it(flame_hub_embedded): assert flame_hub_embedded.generation == '0.12.2'")
    own_run.runpytest_inprocess().assert_outcomes(passed=1)


def test_each_test_has_a_hub_of_its_own(own_run: pytest.Pytester) -> None:
    own_run.makepyfile(
        """
        import pytest
        @pytest.mark.parametrize("time", [1, 2])
        def test_it(flame_hub_admin, flame_hub_embedded, time):
            assert flame_hub_admin.core.count_nodes() == 0
            flame_hub_admin.core.create_node("node")
        """
    )
    own_run.runpytest_inprocess().assert_outcomes(passed=2)


class TestARealHub:
    """An embedded Hub behind a socket, of which the plugin knows nothing but the URL."""

    @pytest.fixture
    def real(self, own_run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedHub]:
        with EmbeddedHub() as hub, hub.serve() as served:
            monkeypatch.setenv(URL, served.base_url)
            yield hub

    def test_same_tests_pass_and_leave_nothing(self, real: EmbeddedHub, own_run: pytest.Pytester) -> None:
        own_run.makepyfile(TESTS)
        with flame_hub.Hub.embedded(real) as hub:
            before = _counts(hub)
            result = own_run.runpytest_inprocess("-W", "error")
            result.assert_outcomes(passed=9)
            result.stdout.fnmatch_lines([f"FLAME Hub: the real one that {URL} names"])
            assert _counts(hub) == before

    def test_tests_of_the_embedded_hub_are_skipped(self, real: EmbeddedHub, own_run: pytest.Pytester) -> None:
        own_run.makepyfile("def test_it(flame_hub_embedded): pass")
        own_run.runpytest_inprocess("-rs").assert_outcomes(skipped=1)

    def test_a_wrong_password_is_said(
        self, real: EmbeddedHub, own_run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FLAME_HUB_TEST_PASSWORD", "wrong-password")
        own_run.makepyfile("def test_it(flame_hub_realm): pass")
        result = own_run.runpytest_inprocess()
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["*AuthenticationError*"])
        assert "wrong-password" not in result.stdout.str()


def _counts(hub: flame_hub.Hub) -> dict[str, int]:
    found = {name: getattr(hub.auth, f"count_{name}")() for name in COUNTED}
    return found | {"nodes": hub.core.count_nodes(), "projects": hub.core.count_projects()}
