"""What happens between a client and the Hub, where clients are known to go wrong: see test_known_defects.py."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import anyio
import httpx2
import pytest

import flame_hub
from doors import Door
from flame_hub import errors, models
from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.http.inprocess import AsyncInProcessTransport, InProcessTransport
from flame_hub.http.proxies import AsyncRoutingTransport, RoutingTransport
from wire import Wire

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"

# -- logins -------------------------------------------------------------------------------------------------------


def test_an_answer_with_a_token_needs_nothing_but_the_token():
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/auth/token":
            return httpx2.Response(200, json={"access_token": "the-token"})
        return httpx2.Response(200, json={"data": [], "meta": {"total": 0, "token": request.headers["authorization"]}})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        hub = flame_hub.Hub("http://hub.test/", PasswordAuth("admin", "start123"), client=client, generation="0.14")
        assert hub.core.get_nodes().meta.token == "Bearer the-token"  # type: ignore[attr-defined]


def test_a_token_is_asked_for_through_the_client_that_makes_the_call(embedded: EmbeddedHub):
    seen: list[str] = []
    login = PasswordAuth(embedded.ADMIN_NAME, embedded.ADMIN_PASSWORD, "http://hub.test/auth/")

    async def note(request: httpx2.Request) -> None:
        seen.append(request.url.path)

    async def main() -> None:
        transport = AsyncInProcessTransport(embedded)
        async with httpx2.AsyncClient(transport=transport, event_hooks={"request": [note]}) as client:
            await flame_hub.AsyncCoreClient("http://hub.test/core/", login, client=client).get_nodes(include=())

    hooks: dict[str, list[Callable[..., Any]]] = {"request": [lambda request: seen.append(request.url.path)]}
    with httpx2.Client(transport=InProcessTransport(embedded), event_hooks=hooks) as client:
        flame_hub.CoreClient("http://hub.test/core/", login, client=client, generation="0.14").get_nodes()
    assert seen == ["/auth/token", "/core/nodes"]
    seen.clear()
    login = PasswordAuth(embedded.ADMIN_NAME, embedded.ADMIN_PASSWORD, "http://hub.test/auth/")
    anyio.run(main)
    assert seen == ["/core/", "/auth/token", "/core/nodes"]


# -- answers and errors -------------------------------------------------------------------------------------------


def test_a_missing_record_is_told_by_the_status_of_the_answer(hub: flame_hub.Hub, wire: Wire):
    gone = {"code": "entity_not_found", "message": "The node was not found."}
    wire.answer(404, {**gone, "statusCode": 500})
    assert hub.core.get_node(ID) is None
    wire.answer(404, gone)
    assert hub.core.get_node(ID) is None
    wire.answer(500, {**gone, "statusCode": 404})
    with pytest.raises(errors.ServerError) as caught:
        hub.core.get_node(ID)
    assert caught.value.status_code == 500
    wire.answer(404, content=b"<html>Not Found</html>", media_type="text/html")
    with pytest.raises(errors.WrongURLError):
        hub.core.get_node(ID)


@pytest.mark.parametrize("content", [b" ", b"[]", b"null", b'"text"', b'{"data": []}'])
def test_a_record_that_did_not_come_is_an_error(hub: flame_hub.Hub, wire: Wire, content: bytes):
    wire.answer(202, content=content)
    for call in (
        lambda: hub.core.create_node("a-node"),
        lambda: hub.core.update_node(ID, hidden=True),
        lambda: hub.core.get_node(ID),
        lambda: hub.core.get_node_client_credentials(ID),
        lambda: hub.core.find_nodes(),
    ):
        with pytest.raises(errors.UnreadableAnswerError, match=r"hub\.test.* answered 202"):
            call()


@pytest.mark.parametrize("status", [200, 201, 202, 203])
def test_any_status_of_success_is_a_success(hub: flame_hub.Hub, wire: Wire, status: int):
    wire.answer(status, {"data": {"id": ID}, "meta": {}, "id": ID})
    for call in (
        lambda: hub.core.create_node("a-node"),
        lambda: hub.core.update_node(ID, hidden=True),
        lambda: hub.core.get_node(ID),
        lambda: hub.core.update_node_client_credentials(ID),
    ):
        assert str(call().id) == ID  # type: ignore[union-attr]
    hub.core.delete_node(ID)
    wire.answer(status, {"data": [{"id": ID}], "meta": {"total": 1}})
    assert hub.core.find_nodes() == [models.Node.model_validate({"id": ID})]
    (stored,) = hub.storage.upload_to_bucket(ID, {"file_name": "a", "content": b"x"})
    assert str(stored.id) == ID


def test_errors_do_not_share_their_headers():
    headers: Any = errors.HubAPIError("one", None).response_headers
    headers["retry-after"] = "5"
    assert errors.HubAPIError("another", None).response_headers == {}


# -- connections --------------------------------------------------------------------------------------------------


def test_there_is_time_for_slow_answers(monkeypatch: pytest.MonkeyPatch):
    """Five seconds are too few for uploads, tar archives and what the Hub asks a registry for."""
    times: list[Mapping[str, float]] = []

    def handle(_: object, request: httpx2.Request) -> httpx2.Response:
        times.append(request.extensions["timeout"])
        return httpx2.Response(200, json={"data": [], "meta": {"total": 0}})

    async def handle_async(_: object, request: httpx2.Request) -> httpx2.Response:
        return handle(_, request)

    async def main() -> None:
        async with flame_hub.AsyncCoreClient("http://hub.test/", "token", generation="0.14") as core:
            await core.get_nodes()
        async with flame_hub.AsyncHub("http://hub.test/", "token", generation="0.14") as hub:
            await hub.core.get_nodes()

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", handle_async)
    with flame_hub.CoreClient("http://hub.test/", "token", generation="0.14") as core:
        core.get_nodes()
    with flame_hub.Hub("http://hub.test/", "token", generation="0.14") as hub:
        hub.core.get_nodes()
    anyio.run(main)
    assert len(times) == 4
    assert all(each["read"] >= 60 and each["write"] >= 60 and each["connect"] <= 30 for each in times)


def test_what_is_given_holds_over_what_an_httpx2_client_of_ones_own_has(wire: Wire):
    wire.answer(200, {"data": [], "meta": {"total": 0}})
    transport = httpx2.MockTransport(wire)
    with httpx2.Client(transport=transport, base_url="http://there.test/", auth=("name", "password")) as own:
        flame_hub.CoreClient("http://here.test/core/", "token", client=own, generation="0.14").get_nodes(include=())
        flame_hub.CoreClient(client=own, generation="0.14").get_nodes(include=())
    assert [(str(request.url), request.headers["authorization"].split()[0]) for request in wire.sent] == [
        ("http://here.test/core/nodes", "Bearer"),
        ("http://there.test/nodes", "Basic"),
    ]


def test_leaving_a_client_closes_its_connections(monkeypatch: pytest.MonkeyPatch):
    closed: list[object] = []

    async def aclose(transport: object) -> None:
        closed.append(transport)

    async def main() -> None:
        async with flame_hub.AsyncCoreClient("http://hub.test/", "token"):
            assert not closed
        assert closed

    monkeypatch.setattr(RoutingTransport, "close", lambda transport: closed.append(transport))
    monkeypatch.setattr(AsyncRoutingTransport, "aclose", aclose)
    for make in (flame_hub.CoreClient, flame_hub.Hub):
        with make("http://hub.test/", "token"):
            assert not closed
        assert closed
        closed.clear()
    anyio.run(main)


def test_relations_can_be_left_out_and_those_that_a_hub_has_not_are_not_asked_for(hub: flame_hub.Hub, wire: Wire):
    hub.core.get_analysis(ID)
    assert wire.sent[-1].url.params["include"] == "project,masterImage"
    hub.core.get_analysis(ID, include=())
    assert "include" not in wire.sent[-1].url.params
    with pytest.raises(errors.UnknownNameError, match="registry"):
        hub.core.get_analysis(ID, include="registry")


def test_a_download_comes_in_large_pieces(hub: flame_hub.Hub, wire: Wire):
    content = bytes(1024 * 1024)
    wire.answer(200, content=content, media_type="application/octet-stream")
    for call in (hub.storage.stream_bucket_file, hub.storage.stream_bucket_tarball):
        pieces = list(call(ID))
        assert b"".join(pieces) == content
        assert len(pieces) <= 16


# -- what is sent -------------------------------------------------------------------------------------------------


def test_every_change_of_credentials_makes_a_new_secret_and_says_so(door: Door):
    node = door.core.create_node("hospital")
    first = door.core.get_node_client_credentials(node).secret
    changes: tuple[dict[str, Any], ...] = ({}, {"secret": None}, {"display_name": "A Hospital"})
    secrets = [door.core.update_node_client_credentials(node, **change).secret for change in changes]
    assert len({first, *secrets}) == 4
    assert None not in secrets
    for client in (flame_hub.CoreClient, flame_hub.AsyncCoreClient):
        for method in (client.update_node_client_credentials, client.update_analysis_client_credentials):
            assert "every call changes the secret" in " ".join(str(method.__doc__).split())
        assert "takes no notice of names" in " ".join(str(client.update_analysis_client_credentials.__doc__).split())


def test_none_clears_the_arguments_of_an_image_and_a_list_of_them_is_left_alone(hub: flame_hub.Hub, wire: Wire):
    hub.core.update_analysis(ID, image_command_arguments=None)
    assert wire.body == {"imageCommandArguments": None}
    arguments: Any = [{"value": "--fast"}, {"value": "x", "position": "before"}]
    given = [dict(argument) for argument in arguments]
    hub.core.update_analysis(ID, image_command_arguments=arguments)
    assert wire.body == {"imageCommandArguments": given}
    hub.core.create_analysis(ID, image_command_arguments=arguments)
    assert wire.body["imageCommandArguments"] == given
    assert arguments == given


@pytest.mark.parametrize(
    ("call", "ignored"),
    [
        (
            lambda hub: hub.core.create_registry_project(
                "a-project", "default", ID, "external", account_name="robot", account_secret="s3cret"
            ),
            {"account_name", "account_secret"},
        ),
        (
            lambda hub: hub.core.update_registry_project(
                ID, registry_id=ID, registry_project_type="default", account_name="robot", account_secret="s3cret"
            ),
            {"registry_id", "registry_project_type", "account_name", "account_secret"},
        ),
        (lambda hub: hub.core.update_node(ID, realm_id=ID), {"realm_id"}),
        (lambda hub: hub.auth.update_permission(ID, realm_id=ID), {"realm_id"}),
    ],
    ids=["create_registry_project", "update_registry_project", "update_node", "update_permission"],
)
def test_who_gives_what_the_hub_ignores_is_warned(hub: flame_hub.Hub, wire: Wire, call: Any, ignored: set[str]):
    with pytest.warns(errors.IgnoredByHubWarning) as caught:
        call(hub)
    assert {str(warning.message).split("'")[1] for warning in caught} == ignored
    assert not {"accountName", "accountSecret", "realmId"} & wire.body.keys()


def test_importing_the_package_leaves_the_filters_of_warnings_alone():
    code = (
        f"import sys, warnings; sys.path[:0] = {sys.path!r}; warnings.simplefilter('error');"
        "before = [*warnings.filters];"
        "import flame_hub; [getattr(flame_hub, name) for name in flame_hub.__all__]; import flame_hub.embedded;"
        "assert warnings.filters == before, warnings.filters"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
