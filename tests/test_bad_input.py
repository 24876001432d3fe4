"""What cannot work gives one clear error of this package that says what to do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import httpx2
import pytest

import flame_hub
from doors import Door
from flame_hub import errors
from flame_hub.types import FilterOperator


@contextmanager
def answering(status: int, media_type: str, body: bytes, *, cut: bool = False) -> Iterator[str]:
    """A server that gives every request the same answer, as a proxy or something else in between would."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(status)
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(body) + 100 * cut))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is printed."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_refused_connection_says_that_nothing_listens():
    with flame_hub.Hub(f"http://127.0.0.1:{free_port()}", auth="token", retries=0) as hub:
        with pytest.raises(errors.HubConnectionError, match=r"127\.0\.0\.1[\s\S]*Nothing listens there"):
            hub.core.get_nodes()


def test_an_unknown_host_says_that_there_is_none():
    with flame_hub.Hub("http://no-such-host.invalid", auth="token", retries=0) as hub:
        with pytest.raises(errors.HubConnectionError, match=r"no-such-host\.invalid[\s\S]*base_url"):
            hub.core.get_nodes()


@pytest.mark.parametrize("url", ["localhost:3000", "ftp://localhost", "", "http://", "/core", "http://[::1"])
def test_what_is_no_url_is_refused_at_once(url: str):
    for make in (lambda: flame_hub.Hub(url), lambda: flame_hub.CoreClient(url), lambda: flame_hub.AsyncHub(url)):
        with pytest.raises(errors.UsageError, match="not a URL"):
            make()


def test_single_urls_may_be_given_and_all_are_needed():
    hub = flame_hub.Hub(auth_url="http://a", core_url="http://c:1/x", storage_url="http://s")
    assert (hub.auth.base_url, hub.core.base_url, hub.storage.base_url) == ("http://a/", "http://c:1/x/", "http://s/")
    hub.close()
    hub = flame_hub.Hub("http://hub", storage_url="http://s")
    assert (hub.core.base_url, hub.storage.base_url) == ("http://hub/core/", "http://s/")
    hub.close()
    with pytest.raises(errors.UsageError, match="storage_url"):
        flame_hub.Hub(auth_url="http://a", core_url="http://c")


def test_a_wrong_base_url_is_not_a_missing_record(embedded):
    with embedded.serve() as served:
        login = flame_hub.auth.PasswordAuth("admin", "start123", f"{served.base_url}/auth/")
        with flame_hub.CoreClient(f"{served.base_url}/", login) as core:
            for call in (lambda: core.get_node(uuid4()), core.get_nodes):
                with pytest.raises(errors.WrongURLError, match=r"404[\s\S]*base_url"):
                    call()
        with flame_hub.StorageClient(f"{served.base_url}/core/", login) as storage:
            with pytest.raises(errors.WrongURLError):
                storage.get_bucket(uuid4())


@pytest.mark.parametrize(
    ("status", "media_type", "body", "kind"),
    [
        (200, "text/html", b"<html><h1>Please log in to the network</h1></html>", errors.UnreadableAnswerError),
        (503, "text/html", b"<html>Service Unavailable</html>", errors.ServerError),
        (404, "text/html", b"<html>Not Found</html>", errors.WrongURLError),
        (403, "text/html", b"<html>Blocked by policy</html>", errors.UnreadableAnswerError),
        (302, "text/html", b"", errors.UnreadableAnswerError),
        (200, "application/json", b"", errors.UnreadableAnswerError),
        (200, "application/json", b"[1, 2]", errors.UnreadableAnswerError),
        (200, "application/json", b"\xff\xfe{", errors.UnreadableAnswerError),
        (500, "application/json", b'"text"', errors.ServerError),
    ],
)
@pytest.mark.parametrize("call", ["get_nodes", "get_node", "create_node", "delete_node"])
def test_what_a_proxy_answers_is_an_error_that_says_so(status, media_type, body, kind, call):
    arguments = {"get_node": [uuid4()], "delete_node": [uuid4()], "create_node": ["name"]}.get(call, [])
    with (
        answering(status, media_type, body) as url,
        flame_hub.CoreClient(url, "token", generation="0.14", retries=0) as core,
    ):
        if call == "delete_node" and status == 200 and media_type != "text/html":
            assert core.delete_node(*arguments) is None  # it was deleted; what else was said does not matter
            return
        with pytest.raises(kind) as caught:
            getattr(core, call)(*arguments)
        assert caught.value.status_code == status
        assert "base_url" in str(caught.value)


def test_a_token_endpoint_that_is_a_proxy_page_is_told_apart_from_a_wrong_password():
    with answering(200, "text/html", b"<html>Hotel WLAN</html>") as url:
        with flame_hub.Hub(url, flame_hub.auth.PasswordAuth("admin", "start123")) as hub:
            with pytest.raises(errors.UnreadableAnswerError, match="/auth/token"):
                hub.core.get_nodes()


def test_a_page_in_place_of_a_file_is_not_taken_for_its_content():
    with answering(200, "text/html", b"<html>Hotel WLAN</html>") as url:
        with flame_hub.StorageClient(url, auth="token", generation="0.14") as storage:
            for call in (storage.stream_bucket_file, storage.stream_bucket_tarball):
                with pytest.raises(errors.UnreadableAnswerError, match="in place of a file"):
                    call(uuid4())


def test_a_login_that_cannot_be_reached_is_named(embedded):
    login = flame_hub.auth.PasswordAuth("admin", "start123", "http://no-such-host.invalid/auth/")
    with embedded.serve() as served, flame_hub.CoreClient(f"{served.base_url}/core/", login) as core:
        with pytest.raises(errors.HubConnectionError, match=r"connect to no-such-host\.invalid.*/auth/token"):
            core.get_nodes()


def test_a_closed_client_says_so(door: Door):
    with door.hub.serve() as served:
        hub = flame_hub.Hub(served.base_url, "token")
        hub.close()
        hub.close()
        with pytest.raises(errors.UsageError, match="closed"):
            hub.core.get_nodes()


def test_a_client_of_another_kind_is_refused():
    with httpx2.Client() as own:
        for make in (
            lambda: flame_hub.AsyncHub("http://hub", client=own),
            lambda: flame_hub.AsyncCoreClient("http://hub", client=own),
            lambda: flame_hub.Hub("http://hub", client="x"),
        ):
            with pytest.raises(errors.UsageError, match="client takes an httpx2"):
                make()


@pytest.mark.parametrize(
    "call",
    [
        lambda door, realm: door.core.find_nodes(filter={"id": "abc"}),
        lambda door, realm: door.core.find_nodes(filter={"realm_id": ["abc"]}),
        lambda door, realm: door.core.find_nodes(filter={"registry.id": "abc"}),
        lambda door, realm: door.core.find_nodes(filter={"id": realm}),
        lambda door, realm: door.core.get_node(realm),
        lambda door, realm: door.core.create_node("hospital", registry_id=realm),
        lambda door, realm: door.core.create_node("hospital", realm_id="abc"),
    ],
)
def test_an_id_of_something_else_is_refused_before_anything_is_sent(door: Door, call):
    realm = door.auth.find_realms()[0]
    with pytest.raises(errors.UsageError, match="does not identify a"):
        call(door, realm)


def test_an_answer_that_is_cut_off_is_an_error():
    with answering(200, "application/json", b'{"data": [', cut=True) as url:
        with (
            flame_hub.CoreClient(url, auth="token", retries=0) as core,
            pytest.raises(errors.HubConnectionError, match="broke"),
        ):
            core.get_nodes()


@pytest.mark.parametrize(
    ("call", "name", "advice"),
    [
        (lambda core: core.find_nodes(filtr={"name": "x"}), "filtr", "filter"),
        (lambda core: core.find_nodes(filter={"nmae": "x"}), "nmae", "name"),
        (lambda core: core.find_nodes(filter={"type": "default"}), "type", "hidden"),
        (lambda core: core.find_nodes(sort={"by": "hidden"}), "hidden", "created_at"),
        (lambda core: core.get_nodes(fields="publik_key"), "publik_key", "public_key"),
        (lambda core: core.get_node(uuid4(), include="registri"), "registri", "registry"),
        (lambda core: core.create_node("x", hiden=True), "hiden", "hidden"),
        (lambda core: core.update_node(uuid4(), hiden=True), "hiden", "hidden"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_right_one(door: Door, call, name: str, advice: str):
    with pytest.raises(errors.UnknownNameError, match=rf"{name}.*{advice}") as caught:
        call(door.core)
    assert caught.value.request is None


@pytest.mark.parametrize(
    "identifier", ["../../auth/users", "not-a-uuid", "", "?x=1", "%2e%2e", 5, None, b"x", object()]
)
def test_an_identifier_that_is_none_is_refused_before_anything_is_sent(identifier: object):
    with flame_hub.CoreClient(f"http://127.0.0.1:{free_port()}", auth="token", retries=0) as core:
        for call in (core.get_node, core.update_node, core.delete_node, core.get_node_client_credentials):
            with pytest.raises(errors.UsageError, match=r"does not identify a node.*UUID"):
                call(identifier)


def test_a_name_in_place_of_an_id_stays_one_segment_of_the_path(door: Door):
    for name in ("../users", "a/b?c#d", "ü", "%2f"):
        assert door.auth.get_realm(name) is None


@pytest.mark.parametrize("value", ["!xx", "xx~", "<55", "a,b"])
def test_a_value_that_the_hub_would_take_apart_is_found_where_it_is_meant_as_it_stands(door: Door, value: str):
    node = door.core.create_node(value)
    door.core.create_node("another")
    for condition in ((FilterOperator.equals, value), [value, "other"]):
        assert door.core.find_nodes(filter={"name": condition}) == [node]


@pytest.mark.parametrize("value", ["null", "TRUE", "007", " x"])
def test_a_text_that_the_hub_would_take_for_something_else_is_refused(door: Door, value: str):
    with pytest.raises(errors.UsageError, match="the Hub takes"):
        door.core.find_nodes(filter={"name": [value, "other"]})


def test_a_name_in_place_of_an_id_is_refused_where_the_hub_would_not_find_it(door: Door):
    door.storage.create_bucket("results")
    assert door.storage.get_bucket("results").name == "results"
    with pytest.raises(errors.UsageError, match="only if no fields are asked for"):
        door.storage.get_bucket("results", fields="name")


@pytest.mark.parametrize("value", [[], "", set()])
def test_an_empty_filter_is_refused_because_the_hub_would_drop_it(door: Door, value: object):
    with pytest.raises(errors.UsageError, match="empty"):
        door.core.find_nodes(filter={"name": value})


@pytest.mark.parametrize(
    "page", [{"limit": 0}, {"limit": -1}, {"limit": "5"}, {"offset": -1}, {"limit": True}, {"size": 5}, 5]
)
def test_a_page_that_is_none_is_refused(door: Door, page: object):
    with pytest.raises(errors.UsageError, match="page"):
        door.core.find_nodes(page=page)


def test_an_argument_that_the_hub_ignores_warns_at_the_line_of_the_call(embedded):
    with flame_hub.Hub.embedded(embedded) as hub:
        node = hub.core.create_node("hospital")
        with pytest.warns(errors.IgnoredByHubWarning, match="realm_id") as caught:
            hub.core.update_node(node, realm_id=uuid4())
        assert caught[0].filename == __file__


def test_what_the_hub_refuses_is_told_with_its_reasons(door: Door):
    with pytest.raises(errors.ValidationError, match="name: Too small") as caught:
        door.core.create_node("ab")
    assert (caught.value.status_code, caught.value.code) == (400, "bad_request")
    assert caught.value.issues[0]["path"] == ["name"]
    assert caught.value.request.method == "POST"
    with pytest.raises(errors.ValidationError, match="Can't find registry"):
        door.core.create_node("hospital", registry_id=uuid4())
    door.core.create_node("hospital")
    with pytest.raises(errors.ConflictError, match="already exists"):
        door.core.create_node("hospital")
    for call in (door.core.delete_node, door.core.update_node):
        with pytest.raises(errors.NotFoundError, match="node was not found"):
            call(uuid4())


def test_every_error_is_a_hub_api_error_and_an_httpx2_error():
    found = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    kinds = [kind for kind in found if not issubclass(kind, Warning)]
    assert len(kinds) >= 15
    assert all(issubclass(kind, flame_hub.HubAPIError) and issubclass(kind, httpx2.HTTPError) for kind in kinds)
