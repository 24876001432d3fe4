"""Each error as a real exchange raises it: over a socket, with the words that a person reads.

In the texts of this table HUB stands for the address of the embedded Hub, ID for an id, and [Errno] for the number of
an error of the system. What is not in the texts is the error of its row.
"""

from __future__ import annotations

import pickle
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import pytest

import flame_hub
from flame_hub import errors
from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.core.errors import LOOK_FIRST
from flame_hub.embedded import EmbeddedHub
from flame_hub.errors import HubAPIError

NOWHERE = "00000000-0000-4000-8000-000000000000"


@dataclass
class World:
    """A served Hub, the client of its administrator, and a port at which nobody listens."""

    embedded: EmbeddedHub
    url: str
    hub: flame_hub.Hub
    closed_port: int

    def fault(self, **what: Any) -> flame_hub.Hub:
        """The administrator's client, to whose next request this happens."""
        self.hub.core.get_nodes()  # so that it is the next request that it happens to
        self.embedded.faults.add(**what)
        return self.hub

    @contextmanager
    def user(self) -> Iterator[flame_hub.Hub]:
        """A new user who may do nothing."""
        self.embedded.seed({"users": {"ada": {"password": "correct-horse"}}})
        with flame_hub.Hub(self.url, PasswordAuth("ada", "correct-horse")) as hub:
            yield hub

    def analysis(self) -> Any:
        """A new analysis."""
        return self.hub.core.create_analysis(self.hub.core.create_project("study"), "mean")

    def locked_analysis(self) -> tuple[Any, Any]:
        """A new analysis, locked and not approved, and a node of its project that takes no part in it."""
        core = self.hub.core
        project = core.create_project("study", master_image_id=core.find_master_images().first())
        nodes = [
            core.create_node("clinic"),
            core.create_node("center", node_type="aggregator"),
            core.create_node("another"),
        ]
        for node in nodes:
            core.update_project_node(core.create_project_node(project, node), approval_status="approved")
        analysis = core.create_analysis(project, "mean")
        core.delete_analysis_node(core.find_analysis_nodes(filter={"analysis_id": analysis, "node_id": nodes[2]}).one())
        code = core.find_analysis_buckets(filter={"analysis_id": analysis, "type": "CODE"}).one()
        self.hub.storage.upload_to_bucket(code.bucket_id, {"file_name": "main.py", "content": b"print(42)\n"})
        main = core.find_analysis_bucket_files(filter={"analysis_id": analysis}).one()
        core.update_analysis_bucket_file(main, is_entrypoint=True)
        core.send_analysis_command(analysis, "configurationLock")
        return analysis, nodes[2]


@pytest.fixture
def world(embedded: EmbeddedHub) -> Iterator[World]:
    with (
        embedded.serve() as served,
        flame_hub.Hub(
            served.base_url, PasswordAuth("admin", embedded.ADMIN_PASSWORD), generation="0.14", retries=0
        ) as hub,
        closing(socket.socket()) as nobody,
    ):
        # Bound and not listening: who connects is refused, and nobody else gets the port.
        nobody.bind(("127.0.0.1", 0))
        yield World(embedded, served.base_url, hub, nobody.getsockname()[1])


def ask(url: str, auth: Any = "a-token", **options: Any) -> None:
    """Ask for the nodes of the Hub at this address, through a client with these options."""
    with httpx2.Client(**options) as client:
        flame_hub.Hub(url, auth, client=client, generation="0.14", retries=0).core.get_nodes()


# -- files --------------------------------------------------------------------------------------------------------


def stored_file(world: World) -> Any:
    bucket = world.hub.storage.create_bucket("results")
    (file,) = world.hub.storage.upload_to_bucket(bucket, {"file_name": "a.csv", "content": b"content"})
    return file


def path_in_use(world: World) -> None:
    file = stored_file(world)
    world.hub.storage.upload_to_bucket(file.bucket_id, {"file_name": "a.csv", "content": b"content"})


def shorter_than_it_says(world: World) -> None:
    file = stored_file(world)
    file.size = 10
    with TemporaryDirectory() as folder:
        world.hub.storage.download_bucket_file(file, folder)


def no_place(world: World) -> None:
    with TemporaryDirectory() as folder:
        try:
            world.hub.storage.download_bucket_file(stored_file(world), Path(folder) / ("x" * 300))
        except errors.LocalFileError as failure:
            failure.message = failure.message.replace(folder, "FOLDER").replace("x" * 300, "LONG")
            raise


def cancelled_download(world: World) -> None:
    with TemporaryDirectory() as folder:
        world.hub.storage.download_bucket_file(stored_file(world), folder, progress=lambda transfer: transfer.cancel())


# -- what is asked for --------------------------------------------------------------------------------------------


def refused_connection(world: World) -> None:
    ask(f"http://127.0.0.1:{world.closed_port}")


def cut_before(world: World) -> None:
    world.fault(cut="before").core.create_node("berlin")


def slow_answer(world: World) -> None:
    world.embedded.faults.add(latency=30, count=None)
    ask(world.url, timeout=0.2)


def proxy_with_a_login(world: World) -> None:
    world.fault(status=407, html=True).core.get_nodes()


def no_tls_there(world: World) -> None:
    ask(world.url.replace("http:", "https:"))


def nobody_logged_in(world: World) -> None:
    with flame_hub.Hub(world.url, generation="0.14", retries=0) as hub:
        hub.core.create_node("berlin")


def wrong_password(world: World) -> None:
    ask(world.url, PasswordAuth("admin", "wrong-password"))


def wrong_client(world: World) -> None:
    ask(world.url, ClientAuth("nobody", "wrong-secret"))


def bad_token(world: World) -> None:
    ask(world.url, "garbage-that-is-no-token")


def not_permitted_by_core(world: World) -> None:
    with world.user() as hub:
        hub.core.create_node("berlin")


def not_permitted_by_auth(world: World) -> None:
    with world.user() as hub:
        hub.auth.create_realm("clinic")


def wrong_value(world: World) -> None:
    world.hub.core.create_registry("x", "y")


def wrong_relation(world: World) -> None:
    world.hub.core.create_node("berlin", registry_id=NOWHERE)


def nothing_to_delete(world: World) -> None:
    world.hub.core.delete_node(NOWHERE)


def no_such_node(world: World) -> None:
    world.hub.core.find_nodes(filter={"name": "nobody"}).one()


def two_nodes(world: World) -> None:
    for name in ("berlin", "paris"):
        world.hub.core.create_node(name)
    world.hub.core.find_nodes(fields=["id"], sort="name").one()


def taken_name(world: World) -> None:
    for _ in range(2):
        world.hub.core.create_node("berlin")


def command_too_early(world: World) -> None:
    world.hub.core.send_analysis_command(world.analysis(), "buildStart")


def command_without_approvals(world: World) -> None:
    analysis, _ = world.locked_analysis()
    world.hub.core.send_analysis_command(analysis, "buildStart")


def locked_configuration(world: World) -> None:
    world.hub.core.create_analysis_node(*world.locked_analysis())


def built_in_record(world: World) -> None:
    world.hub.auth.delete_realm(world.hub.auth.get_realm("master"))


def still_in_use(world: World) -> None:
    world.hub.core.delete_project(world.analysis().project_id)


def too_many_requests(world: World) -> None:
    world.fault(status=429, headers={"retry-after": "60", "ratelimit-reset": "29"}).core.get_nodes()


def too_many_logins(world: World) -> None:
    world.embedded.faults.add(status=429, code="login_attempt_throttled", service="auth", path="token")
    wrong_password(world)


def failure(status: int, **more: Any) -> Callable[[World], None]:
    def failing(world: World) -> None:
        world.fault(status=status, **more).core.get_nodes()

    failing.__name__ = f"failure with {status}" + ("".join(f" {name}" for name in more))
    return failing


def wrong_base_url(world: World) -> None:
    ask(f"{world.url}/hub")


def redirect(world: World) -> None:
    world.fault(status=302, html=True, headers={"location": "https://user:pw@login.test/?token=x"}).core.get_nodes()


def page_in_between(world: World) -> None:
    world.fault(status=200, html=True).core.get_nodes()


def cut_answer(world: World) -> None:
    world.fault(truncate=30).core.get_nodes()


def no_uuid(world: World) -> None:
    world.hub.core.get_node("no-uuid")


def unknown_filter(world: World) -> None:
    world.hub.core.find_nodes(filter={"nam": "berlin"})


# -- what is raised -----------------------------------------------------------------------------------------------

CHECK_URL = "Check base_url and the proxy settings: this is not what a FLAME Hub answers."
PERMISSION = "Ask an administrator of the Hub for the permission, or log in as somebody who has it."

#: The class, what was asked for, the line that tells what happened, and the one that tells what to do.
CASES: list[tuple[type[HubAPIError], Callable[[World], None], str, str]] = [
    (
        errors.HubConnectionError,
        refused_connection,
        "Cannot connect to 127.0.0.1: [Errno] Connection refused (GET NOBODY/core/nodes)",
        "Nothing listens there, or a firewall refuses: check the address, the port, and whether the Hub is running.",
    ),
    (
        errors.HubConnectionError,
        cut_before,
        "The connection to 127.0.0.1 broke: Server disconnected without sending a response. (POST HUB/core/nodes)",
        "If it goes on like this, check the network and the proxy, and whether base_url must begin with https://.",
    ),
    (
        errors.HubTimeoutError,
        slow_answer,
        "It took too long (more than 0.2 s) to get an answer from 127.0.0.1 (GET HUB/core/nodes).",
        "The Hub or something on the way to it is slow: try later, or allow more time with timeout=.",
    ),
    (
        errors.ProxyError,
        proxy_with_a_login,
        "The proxy wants a login for GET HUB/core/nodes.",
        "Set proxy= or HTTPS_PROXY to http://name:password@host:port, with @ written as %40 and : as %3A.",
    ),
    (
        errors.TLSError,
        no_tls_there,
        "No encrypted connection to 127.0.0.1 could be made: [SSL]",
        "No TLS is spoken there: check the port, and whether proxy= (in tests base_url) begins with http://.",
    ),
    (
        errors.AuthenticationError,
        nobody_logged_in,
        "Login needed for POST HUB/core/nodes: Authentication required.",
        "Give the client an auth (flame_hub.auth.PasswordAuth, ClientAuth).",
    ),
    (
        errors.AuthenticationError,
        wrong_password,
        "The Hub refused the login: The user credentials are invalid.",
        "Check user name and password, and the realm of the account.",
    ),
    (
        errors.AuthenticationError,
        wrong_client,
        "The Hub refused the login: Client authentication failed",
        "Check the client's id and secret, and its realm.",
    ),
    (
        errors.AuthenticationError,
        bad_token,
        "The Hub does not accept the login for GET HUB/core/nodes: The JWT is invalid.",
        "Get a new token, or use a login that renews it (flame_hub.auth.PasswordAuth, ClientAuth).",
    ),
    (
        errors.PermissionDeniedError,
        not_permitted_by_core,
        "Not permitted: POST HUB/core/nodes. The Hub says: The evaluation of permissions node_create failed",
        PERMISSION,
    ),
    (
        errors.PermissionDeniedError,
        not_permitted_by_auth,
        "Not permitted: POST HUB/auth/realms. The Hub says: The evaluation of permission realm_create failed",
        PERMISSION,
    ),
    (
        errors.ValidationError,
        wrong_value,
        "The Hub refused POST HUB/core/registries: Properties name, host are invalid. "
        "(name: Too small: expected string to have >=3 characters; "
        "host: Too small: expected string to have >=3 characters)",
        "",
    ),
    (
        errors.ValidationError,
        wrong_relation,
        "The Hub refused POST HUB/core/nodes: Can't find registry entity by registryId",
        "The record that it names does not exist, or not any more: check the id.",
    ),
    (
        errors.NotFoundError,
        nothing_to_delete,
        "The node was not found. (DELETE HUB/core/nodes/ID)",
        "It was deleted, or the id is that of something else.",
    ),
    (errors.NotFoundError, no_such_node, "There are no nodes.", ""),
    (
        errors.NotUniqueError,
        two_nodes,
        "There are 2 nodes, not one: "
        "Node(name='berlin', id=UUID('ID'), hidden=False, type='default', online=False, ...), "
        "Node(name='paris', id=UUID('ID'), hidden=False, type='default', online=False, ...)",
        "Filter by something that only one record has, such as its id.",
    ),
    (
        errors.ConflictError,
        taken_name,
        "An entry with some unique attributes already exists. (POST HUB/core/nodes)",
        "Look at the record that is there: it may be of an earlier attempt. Else choose another name.",
    ),
    (
        errors.StateError,
        command_too_early,
        "Not possible now: POST HUB/core/analyses/ID/command. The Hub says: The analysis configuration is not locked.",
        'Lock it first: send_analysis_command(analysis, "configurationLock").',
    ),
    (
        errors.StateError,
        command_without_approvals,
        "Not possible now: POST HUB/core/analyses/ID/command. "
        "The Hub says: All assigned nodes have to approve the analysis.",
        'Wait for the nodes: find_analysis_nodes(filter={"analysis_id": analysis}) tells the approval_status of each.',
    ),
    (
        errors.StateError,
        locked_configuration,
        "Not possible now: POST HUB/core/analysis-nodes. "
        "The Hub says: The analysis has already been locked and can therefore no longer be modified.",
        'To change the analysis, unlock it: send_analysis_command(analysis, "configurationUnlock"). '
        "All nodes then have to approve it again.",
    ),
    (
        errors.StateError,
        built_in_record,
        "Not possible now: DELETE HUB/auth/realms/ID. The Hub says: A built-in realm can not be deleted.",
        "It belongs to the Hub itself, and stays as it is.",
    ),
    (
        errors.StateError,
        still_in_use,
        "Not possible now: DELETE HUB/core/projects/ID. The Hub says: The project still has associated analyses.",
        "Its analyses have to go first: check that nobody needs them.",
    ),
    (
        errors.RateLimitError,
        too_many_requests,
        "Too many requests: the Hub refused GET HUB/core/nodes.",
        "Wait 29 seconds.",
    ),
    (
        errors.RateLimitError,
        too_many_logins,
        "Too many failed logins: the Hub refused POST HUB/auth/token.",
        "Wait a quarter of an hour. Check name and password before that.",
    ),
    (
        errors.ServerError,
        failure(500),
        "The Hub failed at GET HUB/core/nodes: 500 Internal Server Error.",
        "If it happens again, tell the operator of the Hub this message and the time: the Hub's log says more.",
    ),
    (errors.ServerError, failure(501), "The Hub failed at GET HUB/core/nodes: 501 Not Implemented.", ""),
    (
        errors.ServerError,
        failure(502),
        "The Hub failed at GET HUB/core/nodes: 502 Bad Gateway.",
        "The Hub does not reach a service that it needs: try again in a minute.",
    ),
    (
        errors.ServerError,
        failure(502, html=True),
        "GET HUB/core/nodes answered 502 with text/html, which comes from a proxy or gateway and not from the Hub.",
        "The gateway does not reach the Hub, which may be restarting: try again in a minute. "
        "If that stays so, check base_url and the proxy settings.",
    ),
    (
        errors.ServerError,
        failure(503),
        "The Hub failed at GET HUB/core/nodes: 503 Service Unavailable.",
        "The Hub, or something that it needs, is down or busy: try again in a minute.",
    ),
    (
        errors.ServerError,
        failure(503, headers={"retry-after": "2"}),
        "The Hub failed at GET HUB/core/nodes: 503 Service Unavailable.",
        "Wait 2 seconds.",
    ),
    (
        errors.ServerError,
        failure(504, html=True),
        "GET HUB/core/nodes answered 504 with text/html, which comes from a proxy or gateway and not from the Hub.",
        "The gateway stopped waiting for the Hub: ask for less at once, or try again later. "
        "If that stays so, check base_url and the proxy settings.",
    ),
    (
        errors.ServerError,
        failure(507),
        "The Hub failed at GET HUB/core/nodes: 507 Insufficient Storage.",
        "The Hub has no room left: its operator has to make some. Trying again does not help until then.",
    ),
    (
        errors.ServerError,
        failure(511, html=True),
        "GET HUB/core/nodes answered 511 with text/html, which comes from a proxy or gateway and not from the Hub.",
        "The network wants a login: open a page in a browser on this computer, or ask those who run the network.",
    ),
    (
        errors.WrongURLError,
        wrong_base_url,
        "There is no such route: GET HUB/hub/core/nodes answered 404: Not Found.",
        "Check base_url: for a Hub it is the URL above all services, for a CoreClient it ends with /core/.",
    ),
    (
        errors.WrongURLError,
        redirect,
        "GET HUB/core/nodes answered 302 and leads to https://login.test/?token=***.",
        "If that is the Hub, give its URL as base_url; if it is a login page, the network wants you to log in.",
    ),
    (
        errors.UnreadableAnswerError,
        page_in_between,
        "GET HUB/core/nodes answered 200, but with text/html in place of JSON.",
        CHECK_URL,
    ),
    (
        errors.UnreadableAnswerError,
        cut_answer,
        "GET HUB/core/nodes answered 200, but with a body that cannot be read "
        "(Invalid JSON: EOF while parsing a string at line 1 column 30).",
        "The answer was cut off or damaged on the way: check the network and the proxy if it goes on like this.",
    ),
    (
        errors.ConflictError,
        path_in_use,
        "'a.csv' is in the bucket already.",
        "Replace it with overwrite=True, delete it first, or upload under another path.",
    ),
    (
        errors.IncompleteFileError,
        shorter_than_it_says,
        "Only 7 of the 10 bytes of 'a.csv' came.",
        "The connection was cut, or the Hub has not all of it: try again, or upload the file anew.",
    ),
    (
        errors.LocalFileError,
        no_place,
        "'FOLDER/LONG' could not be written: File name too long.",
        "Check the folder, its permissions, and how much room there is.",
    ),
    (
        errors.TransferCancelledError,
        cancelled_download,
        "The download of a.csv was cancelled.",
        "",
    ),
    (
        errors.UsageError,
        no_uuid,
        "'no-uuid' does not identify a node: give a node of the Hub, its id (a UUID).",
        "",
    ),
    (
        errors.UnknownNameError,
        unknown_filter,
        "A node has no filter 'nam'. Did you mean 'name'? "
        "There are: client_id, hidden, id, name, online, realm_id, robot_id.",
        "",
    ),
]


def blurred(text: str, world: World) -> str:
    """A text without what differs each time."""
    text = text.replace(world.url, "HUB").replace(f"http://127.0.0.1:{world.closed_port}", "NOBODY")
    text = re.sub(r"\[Errno -?\d+\]", "[Errno]", text)
    text = re.sub(r"\[SSL[^\n]*\)", "[SSL]", text)
    return re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)


@pytest.mark.parametrize(
    ("kind", "exchange", "told", "hint"),
    CASES,
    ids=[f"{kind.__name__} {exchange.__name__}" for kind, exchange, *_ in CASES],
)
def test_an_exchange_raises_this_error_in_these_words(
    world: World, kind: type[HubAPIError], exchange: Callable[[World], None], told: str, hint: str
):
    with pytest.raises(HubAPIError) as caught:
        exchange(world)
    error = caught.value
    assert type(error) is kind
    assert blurred(error.message, world) == told
    assert blurred(error.hint, world) == hint
    lines = [told, hint, LOOK_FIRST if error.outcome_unknown else ""]
    assert blurred(str(error), world) == "\n".join(line for line in lines if line)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_every_class_of_errors_has_its_exchange():
    kinds = {found for name in errors.__all__ if isinstance(found := getattr(errors, name), type)}
    leaves = {kind for kind in kinds if issubclass(kind, HubAPIError) and kind is not HubAPIError}
    assert {kind for kind, *_ in CASES} == leaves


def test_a_proxy_that_is_not_there_is_a_connection_that_fails(world: World):
    with pytest.raises(errors.HubConnectionError) as caught:
        ask(world.url, proxy=f"http://127.0.0.1:{world.closed_port}")
    assert caught.value.hint
    assert len(world.embedded.requests) == 0


def test_what_a_refusal_says_is_there_to_be_read_by_programs(world: World):
    with pytest.raises(errors.ValidationError) as caught:
        wrong_value(world)
    error = caught.value
    assert (error.status_code, error.code) == (400, "bad_request")
    too_small = "Too small: expected string to have >=3 characters"
    assert error.by_field == {"name": [too_small], "host": [too_small]}
    assert error.request is not None
    assert (error.request.method, blurred(str(error.request.url), world)) == ("POST", "HUB/core/registries")
    assert error.response_headers["Content-Type"].startswith("application/json")


def test_an_error_of_a_new_user_does_not_tell_the_password(world: World):
    password = "correct-horse-battery"
    world.hub.auth.create_user("ada", email="ada@example.com", password=password)
    for name in ("ada", "!"):
        with pytest.raises(HubAPIError) as caught:
            world.hub.auth.create_user(name, email="ada@example.com", password=password)
        assert password.encode() not in pickle.dumps(caught.value)
        assert password not in str(caught.value) + repr(caught.value.error_response)
