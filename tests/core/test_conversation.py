"""A call from its arguments to its result: asked for once, repeated where that can do no harm, never half believed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest

import flame_hub
from flame_hub.core.conversation import KEPT_FOR, Speech, settled, speech_of
from flame_hub.core.dialects import Dialect
from flame_hub.core.discovery import Finding
from flame_hub.errors import (
    AuthenticationError,
    HubAPIError,
    HubConnectionError,
    HubTimeoutError,
    ServerError,
    UnknownNameError,
    UnreadableAnswerError,
    UsageError,
)
from flame_hub.filters import one_of
from releases import ID, SORT, SORTS, Release, hub_at

THREADS = 8
TASKS = 200


# -- many at once -------------------------------------------------------------------------------------------------


def test_threads_that_call_together_ask_once_what_the_service_speaks():
    release = Release("0.14.0", SORTS)
    gathered = threading.Barrier(THREADS)

    def call(hub: flame_hub.Hub) -> int:
        gathered.wait(timeout=30)
        return len(hub.core.find_nodes())

    with hub_at(release) as hub, ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(call, [hub] * THREADS)) == [1] * THREADS
    assert sorted(release.asked) == ["GET /core/"] + ["GET /core/nodes"] * THREADS


def in_tasks(release: Release, backend: str, rounds: int = 1) -> list[list[Any]]:
    """What tasks come to that call at the same time, round by round. Every answer comes after all have called."""

    async def answer(request: httpx2.Request) -> httpx2.Response:
        await anyio.wait_all_tasks_blocked()
        return release(request)

    async def call(hub: flame_hub.AsyncHub, outcomes: list[Any]) -> None:
        try:
            outcomes.append(await hub.core.find_nodes())
        except HubAPIError as error:
            outcomes.append(error)

    async def main() -> list[list[Any]]:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as client:
            hub = flame_hub.AsyncHub("http://hub.test/", "token", client=client, retries=0)
            everything: list[list[Any]] = []
            for _ in range(rounds):
                outcomes: list[Any] = []
                async with anyio.create_task_group() as group:
                    for _ in range(TASKS):
                        group.start_soon(call, hub, outcomes)
                everything.append(outcomes)
            return everything

    return anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks_that_call_together_ask_once_what_the_service_speaks(backend: str):
    release = Release("0.14.0", SORTS)
    (outcomes,) = in_tasks(release, backend)
    assert [len(nodes) for nodes in outcomes] == [1] * TASKS
    assert release.asked.count("GET /core/") == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks_that_wait_share_a_failure_and_the_next_ones_try_again(backend: str):
    release = Release("0.14.0", SORTS)
    release.fails = httpx2.ConnectTimeout("Too late.")
    first, second = in_tasks(release, backend, rounds=2)
    for outcomes in (first, second):
        assert len(outcomes) == TASKS
        assert {type(outcome) for outcome in outcomes} == {HubTimeoutError}
        assert len({str(outcome) for outcome in outcomes}) == 1
    assert first[0] is not second[0]
    assert release.asked == ["GET /core/"] * 2


class CountedLock:
    """A lock that can be asked to wait until so many want it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = threading.Semaphore(0)

    def acquire(self, timeout: float = -1) -> bool:
        self._wanted.release()
        return self._lock.acquire(timeout=timeout)

    def release(self) -> None:
        self._lock.release()

    def wait_for(self, people: int) -> None:
        assert all(self._wanted.acquire(timeout=30) for _ in range(people))


def test_threads_that_wait_share_a_failure_and_the_next_call_tries_again():
    release, lock = Release("0.14.0", SORTS), CountedLock()
    release.fails = httpx2.ConnectError("Nobody listens.")

    def answer(request: httpx2.Request) -> httpx2.Response:
        if len(release.sent) == 0:
            lock.wait_for(THREADS)
        return release(request)

    with hub_at(answer) as hub, ThreadPoolExecutor(THREADS) as pool:
        hub.core._finding_out = lock  # type: ignore[assignment]
        errors = [call.exception(timeout=60) for call in [pool.submit(hub.core.find_nodes) for _ in range(THREADS)]]
        assert {type(error) for error in errors} == {HubConnectionError}
        assert len({str(error) for error in errors}) == 1
        assert release.asked == ["GET /core/"]
        with pytest.raises(HubConnectionError) as caught:
            hub.core.find_nodes()
        assert caught.value is not errors[0]
        release.fails = None
        assert len(hub.core.find_nodes()) == 1
    assert release.asked == ["GET /core/"] * 3 + ["GET /core/nodes"]


def test_who_waits_does_not_share_the_refused_login_of_somebody_else():
    release, lock, begun = Release(None), CountedLock(), threading.Event()

    def answer(request: httpx2.Request) -> httpx2.Response:
        if not begun.is_set():
            begun.set()
            lock.wait_for(2)
        if request.headers.get("authorization") == "Bearer bad":
            return httpx2.Response(401, json={"code": "identity_unauthorized", "message": "Authentication required."})
        return release(request)

    with hub_at(answer) as hub, ThreadPoolExecutor(2) as pool:
        hub.core._finding_out = lock  # type: ignore[assignment]
        refused = pool.submit(hub.core.find_nodes, auth="bad")
        assert begun.wait(timeout=30)
        waiting = pool.submit(hub.core.find_nodes, auth="good")
        assert isinstance(refused.exception(timeout=60), AuthenticationError)
        assert len(waiting.result(timeout=60)) == 1


# -- what is wrong in itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        lambda hub: hub.core.find_nodes(filter={"nmae": "x"}),
        lambda hub: hub.core.find_nodes(sort={"by": "nmae"}),
        lambda hub: hub.core.find_nodes(fields="nmae"),
        lambda hub: hub.core.find_nodes(include="nmae"),
        lambda hub: hub.core.find_nodes(nmae=1),
        lambda hub: hub.core.iter_nodes(filter={"nmae": "x"}).__next__(),
        lambda hub: hub.core.count_nodes(nmae=1),
        lambda hub: hub.core.get_node("no id"),
        lambda hub: hub.core.get_node(ID, nmae=1),
        lambda hub: hub.core.create_node(5),
        lambda hub: hub.core.create_node("a-node", node_type="defualt"),
        lambda hub: hub.core.update_node(ID, hidden="yes"),
        lambda hub: hub.core.delete_node(None),
        lambda hub: hub.core.send_analysis_command(ID, "buildStrat"),
        lambda hub: hub.auth.upsert_role("a-role", nmae=1),
        lambda hub: hub.storage.upload_to_bucket(ID),
    ],
)
def test_what_is_wrong_in_itself_is_refused_before_anything_is_sent(call: Callable[[flame_hub.Hub], Any]):
    release = Release("0.14.0", SORTS)
    with hub_at(release) as hub, pytest.raises((UsageError, UnknownNameError)):
        call(hub)
    assert release.sent == []


def test_what_only_other_releases_have_is_refused_when_the_release_is_known():
    release = Release("1.0.0-beta.62", SORTS)
    with hub_at(release) as hub, pytest.raises(UsageError, match="no robots any more"):
        hub.auth.find_robots()
    assert release.asked == ["GET /auth/"]


# -- what can be iterated over once -------------------------------------------------------------------------------


def once(*values: Any) -> Iterator[Any]:
    yield from values


ONE_SHOT: dict[str, tuple[Callable[[], dict[str, Any]], dict[str, str]]] = {
    "fields": (lambda: {"fields": once("+name", "+hidden")}, {"fields": "+name,+hidden"}),
    "include": (lambda: {"include": once("registry", "registry_project")}, {"include": "registry,registryProject"}),
    "sort": (
        lambda: {"sort": once({"by": "name"}, {"by": "created_at", "order": "descending"})},
        {"sort": "name,-createdAt"},
    ),
    "filter": (lambda: {"filter": {"name": once("a", "b")}}, {"filter[name]": "a,b"}),
    "condition": (lambda: {"filter": {"name": one_of(once("a", "b"))}}, {"filter[name]": "a,b"}),
}


@pytest.mark.parametrize("told", ["0.14.0", None], ids=["found out", "release known"])
@pytest.mark.parametrize("name", ONE_SHOT)
def test_what_can_be_iterated_over_once_is_sent_whole(name: str, told: str | None):
    make, expected = ONE_SHOT[name]
    release = Release(told, SORTS)
    with hub_at(release, None if told else "0.14") as hub:
        hub.core.find_nodes(**make())
        sent = release.sent[-1].url.params
        assert {key: sent.get(key) for key in expected} == expected
        release.sent.clear()
    with hub_at(release, None if told else "0.14") as hub:
        assert len(list(hub.core.iter_nodes(**make()))) == 1
        walked = release.sent[-1].url.params
        for key, value in expected.items():
            assert walked[key].startswith(value)


def test_what_a_body_is_made_of_may_be_iterated_over_once():
    release = Release("0.14.0", SORTS)
    with hub_at(release) as hub:
        hub.core.update_analysis(ID, image_command_arguments=once({"value": "--fast"}))
    assert release.bodies == [{"imageCommandArguments": [{"value": "--fast"}]}]


def test_files_are_not_read_before_they_are_sent():
    with Path(__file__).open("rb") as reader:
        assert settled(reader) is reader
        assert reader.tell() == 0
    assert settled({"a": once(1), "b": "text", "c": [1]}) == {"a": (1,), "b": "text", "c": [1]}


# -- upgrades -----------------------------------------------------------------------------------------------------

NODE = f"/core/nodes/{ID}"


def test_reading_goes_on_after_an_upgrade():
    release = Release("0.12.2")
    with hub_at(release) as hub:
        assert hub.core.get_node(ID).name == "a-node"
        release.become("0.14.0", SORTS)
        assert hub.core.get_node(ID).name == "a-node"
        assert release.asked == ["GET /core/", f"GET {NODE}", f"GET {NODE}", "GET /core/", f"GET {NODE}"]
        assert [r.url.params.get("include") for r in release.sent if r.url.path == NODE] == [
            *["registry_project,registry"] * 2,
            "registryProject,registry",
        ]
        release.sent.clear()
        hub.core.get_node(ID)
        assert release.asked == [f"GET {NODE}"]


def test_a_list_and_a_count_go_on_after_an_upgrade_and_after_its_contrary():
    release = Release("0.12.2")
    with hub_at(release) as hub:
        for told, schema, sort in (("0.12.2", None, "created_at"), ("0.13.1", SORT, "createdAt")) * 2:
            release.become(told, schema)
            assert len(hub.core.find_nodes(sort={"by": "created_at"})) == 1
            assert release.sent[-1].url.params["sort"] == sort
            assert hub.core.count_nodes(filter={"realm_id": ID}) == 1
            assert f"filter[{'realmId' if schema else 'realm_id'}]" in release.sent[-1].url.params


def test_a_change_is_repeated_after_an_upgrade():
    release = Release("0.12.2")
    with hub_at(release) as hub:
        hub.core.update_node(ID, external_name="one")
        release.become("0.14.0", SORTS)
        assert hub.core.update_node(ID, external_name="two").name == "a-node"
    assert release.bodies == [{"external_name": "one"}, {"external_name": "two"}, {"externalName": "two"}]


def test_a_record_is_not_created_twice_after_an_upgrade():
    release = Release("0.12.2")
    with hub_at(release) as hub:
        hub.core.create_node("one", external_name="a")
        release.become("0.14.0", SORTS)
        with pytest.raises(UnreadableAnswerError, match=r"Hub 0\.14\.0.*may have created a record"):
            hub.core.create_node("two", external_name="b")
        assert [body["name"] for body in release.bodies] == ["one", "two"]
        hub.core.create_node("three", external_name="c")
    assert release.bodies[-1]["externalName"] == "c"


def test_an_upgrade_that_changes_no_form_goes_unnoticed_until_it_is_asked_again():
    release, now = Release("0.13.1", SORT), [1000.0]
    with hub_at(release) as hub:
        hub.core._speech.clock = lambda: now[0]
        hub.core.find_nodes()
        release.become("0.14.0", SORTS)
        now[0] += KEPT_FOR - 1
        hub.core.find_nodes()
        assert release.asked.count("GET /core/") == 1
        now[0] += 2
        hub.core.find_nodes()
        assert release.asked.count("GET /core/") == 2
        hub.core.find_nodes()
        assert release.asked.count("GET /core/") == 2


def test_upgrades_are_noticed_by_asynchronous_clients_too():
    release = Release("0.12.2")

    async def main() -> None:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(release.answer_later)) as client:
            hub = flame_hub.AsyncHub("http://hub.test/", "token", client=client, retries=0)
            await hub.core.update_node(ID, external_name="one")
            release.become("0.14.0", SORTS)
            await hub.core.update_node(ID, external_name="two")
            assert (await hub.core.get_node(ID)).name == "a-node"

    anyio.run(main)
    assert release.bodies[1:] == [{"external_name": "two"}, {"externalName": "two"}]
    assert release.asked.count("GET /core/") == 2


# -- who is believed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("generation", "schema"), [("0.12.2", SORTS), ("0.14", None), ("0.13", SORTS)])
def test_a_generation_that_is_given_is_never_asked_for_and_never_doubted(generation: str, schema: Any):
    release = Release("0.14.0", schema)
    with hub_at(release, generation) as hub:
        for _ in range(2):
            hub.core.find_nodes()
            hub.core.get_node(ID)
            hub.core.create_node("a-node")
            hub.core.update_node(ID, external_name="x")
    assert release.asked == ["GET /core/nodes", f"GET {NODE}", "POST /core/nodes", f"POST {NODE}"] * 2
    assert release.bodies[-1] == {"external_name" if generation == "0.12.2" else "externalName": "x"}


@pytest.mark.parametrize(
    ("told", "schema", "sort"),
    [("0.12.2", SORTS, "createdAt"), ("0.8.21", SORT, "createdAt"), ("0.14.0", None, "created_at")],
)
def test_the_version_of_a_gateway_is_not_believed_against_the_form_of_lists(told: str, schema: Any, sort: str):
    release = Release(told, schema)
    with hub_at(release) as hub:
        for _ in range(3):
            hub.core.find_nodes(sort={"by": "created_at"})
            assert release.sent[-1].url.params["sort"] == sort
        assert release.asked.count("GET /core/") == 2
        hub.core.update_node(ID, external_name="x")
        assert release.bodies == [{"externalName" if sort == "createdAt" else "external_name": "x"}]


def test_a_service_without_a_version_is_asked_with_the_login_of_the_call():
    release = Release(None)
    with httpx2.Client(transport=httpx2.MockTransport(release)) as client:
        core = flame_hub.CoreClient("http://hub.test/core/", client=client, retries=0)
        core.find_nodes(auth="a-token")
        core.create_node("a-node", auth="another-token")
    sent = [request.headers.get("authorization") for request in release.sent]
    assert sent == [None, "Bearer a-token", "Bearer a-token", "Bearer a-token", "Bearer another-token"]


def test_answers_from_which_a_proxy_takes_what_they_say_of_themselves_are_believed():
    row = {"id": ID, "name": "a-node", "createdAt": "2026-01-01T00:00:00.000Z"}
    release = Release("0.14.0", rows=(row,))
    with hub_at(release) as hub:
        for _ in range(3):
            hub.core.find_nodes(sort="created_at")
    assert [params["sort"] for sent in release.sent if "sort" in (params := sent.url.params)] == ["createdAt"] * 3
    assert release.asked.count("GET /core/") == 2


def test_an_answer_that_only_looks_like_another_form_is_believed_once():
    """A record of an old Hub may have a property `meta`."""
    release = Release("0.12.2", rows=({"id": ID, "name": "a-node", "client_id": None, "meta": {}},))
    with hub_at(release) as hub:
        for _ in range(3):
            assert hub.core.get_node(ID).name == "a-node"
    assert release.asked.count("GET /core/") == 2
    assert release.asked.count(f"GET {NODE}") == 3


def test_services_are_found_out_one_by_one():
    def answer(request: httpx2.Request) -> httpx2.Response:
        return (auth if request.url.path.startswith("/auth/") else core)(request)

    auth, core = Release("1.0.0-beta.52"), Release("0.14.0", SORTS)
    with hub_at(answer) as hub:
        hub.auth.find_realms(sort={"by": "created_at"})
        hub.core.find_nodes(sort={"by": "created_at"})
    assert (auth.asked[0], core.asked[0]) == ("GET /auth/", "GET /core/")
    assert [service.sent[-1].url.params["sort"] for service in (auth, core)] == ["created_at", "createdAt"]


def test_what_is_uncertain_is_not_kept():
    speech = Speech("core")
    guess = Dialect("core", (0, 12, 2))
    assert speech.learn(Finding(guess, certain=False)) == guess
    assert speech.known is None
    assert speech.learn(Finding(guess)) == speech.known == guess


@pytest.mark.parametrize("generation", ["", "0.6", "latest", "1.0.0-beta.62", "beta.62", 5, 0.14, ["0.14"]], ids=repr)
def test_what_is_no_generation_is_refused(generation: Any):
    with pytest.raises(UsageError, match="generation takes a release"):
        speech_of("core", generation)


# -- versions -----------------------------------------------------------------------------------------------------


def test_versions_are_those_that_the_services_tell():
    release = Release("0.14.0-rc.1", SORTS)
    with hub_at(release) as hub:
        assert hub.versions() == dict.fromkeys(("auth", "core", "storage"), "0.14.0-rc.1")
    assert release.asked == ["GET /auth/", "GET /core/", "GET /storage/"]


def test_services_that_tell_no_version_are_judged_by_their_lists():
    def answer(request: httpx2.Request) -> httpx2.Response:
        return release(request)

    release = Release(None, SORT)
    with hub_at(answer) as hub:
        assert hub.versions() == {
            "auth": "about Authup 1.0.0-beta.57",
            "core": "about Hub 0.13",
            "storage": "about Hub 0.13",
        }
    release = Release(None, reads_expressions=True)
    with hub_at(answer) as hub:
        assert hub.versions()["core"] == "about Hub 0.12.5"
    release.fails = httpx2.Response(500, json={"code": "internal", "message": "No."})
    with hub_at(answer) as hub, pytest.raises(ServerError):
        hub.versions()


def test_asynchronous_clients_tell_versions_too():
    release = Release("0.14.0", SORTS)

    async def main() -> dict[str, str]:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(release.answer_later)) as client:
            return await flame_hub.AsyncHub("http://hub.test/", client=client, retries=0).versions()

    assert anyio.run(main) == dict.fromkeys(("auth", "core", "storage"), "0.14.0")
