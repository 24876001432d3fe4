"""What the methods send, and what they make of the answer."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import anyio
import pytest

import flame_hub
from flame_hub.errors import (
    IgnoredByHubWarning,
    NotFoundError,
    TruncatedListWarning,
    UnknownNameError,
    UsageError,
    WrongURLError,
)
from flame_hub.models import Node, Registry, ResourceListMeta, SingleResourceMeta
from flame_hub.types import UNSET, HubList

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
GONE = {"statusCode": 404, "code": "entity_not_found", "message": "The node was not found.", "issues": []}
NO_ROUTE = {"status": 404, "message": "Not Found"}


@pytest.fixture(scope="module")
def embedded() -> Iterator[flame_hub.Hub]:
    with flame_hub.Hub.embedded() as hub:
        yield hub


# -- what is sent -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "target"),
    [
        (lambda hub: hub.core.get_node(ID, include=[]), f"GET /core/nodes/{ID}"),
        (lambda hub: hub.core.create_node("a-node"), "POST /core/nodes"),
        (lambda hub: hub.core.update_node(ID, hidden=True), f"POST /core/nodes/{ID}"),
        (lambda hub: hub.core.delete_node(ID), f"DELETE /core/nodes/{ID}"),
        (lambda hub: hub.core.get_node_client_credentials(ID), f"GET /core/nodes/{ID}/client/credentials"),
        (lambda hub: hub.core.update_node_client_credentials(ID), f"POST /core/nodes/{ID}/client/credentials"),
        (lambda hub: hub.core.get_registry_project(ID, include=[]), f"GET /core/registry-projects/{ID}"),
        (lambda hub: hub.auth.get_realm("master"), "GET /auth/realms/master"),
        (lambda hub: hub.storage.get_bucket("results"), "GET /storage/buckets/results"),
    ],
)
def test_every_method_has_its_route(hub: flame_hub.Hub, wire: Any, call: Callable[[flame_hub.Hub], Any], target: str):
    call(hub)
    assert wire.target == target


@pytest.mark.parametrize("method", ["find_nodes", "get_nodes"])
def test_lists_come_from_the_route_of_the_collection(hub: flame_hub.Hub, wire: Any, method: str):
    wire.answer(200, {"data": [], "meta": {"total": 0}})
    getattr(hub.core, method)(include=[])
    assert wire.target == "GET /core/nodes"


def test_creating_leaves_out_what_is_not_given(hub: flame_hub.Hub, wire: Any):
    hub.core.create_node("a-node", realm_id=None, hidden=True, node_type="aggregator")
    assert wire.body == {"name": "a-node", "type": "aggregator", "hidden": True}


def test_updating_sends_what_is_given_and_none_as_null(hub: flame_hub.Hub, wire: Any):
    hub.core.update_node(ID, external_name=None, hidden=False, name=UNSET, registry_id=Registry(id=UUID(ID)))
    assert wire.body == {"externalName": None, "hidden": False, "registryId": ID}


def test_updating_nothing_sends_an_empty_object(hub: flame_hub.Hub, wire: Any):
    hub.core.update_node(ID)
    assert wire.body == {}


def test_a_body_is_json_in_utf_8(hub: flame_hub.Hub, wire: Any):
    hub.core.create_registry("Größe 日本 \N{GRINNING FACE}\0", "host")
    assert wire.sent[-1].headers["content-type"] == "application/json"
    assert "Größe 日本 😀".encode() in wire.sent[-1].content
    assert wire.body["name"] == "Größe 日本 😀\0"


def test_a_login_for_one_call_stands_in_for_the_other(hub: flame_hub.Hub, wire: Any):
    hub.core.get_node(ID, auth="another-token")
    hub.core.get_node(ID, auth=flame_hub.auth.StaticAuth("a-third-token"))
    hub.core.get_node(ID, auth=None)
    sent = [request.headers["authorization"] for request in wire.sent]
    assert sent == ["Bearer another-token", "Bearer a-third-token", "Bearer access-token"]


def nested(depth: int) -> list[Any]:
    outer: list[Any] = []
    for _ in range(depth):
        outer = [outer]
    return outer


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), {"a"}, object(), b"bytes", "\ud800", UNSET, {1j: 2}, nested(100_000)],
    ids=["nan", "inf", "set", "object", "bytes", "half a character", "UNSET", "complex key", "deep"],
)
def test_what_json_cannot_hold_is_refused(hub: flame_hub.Hub, wire: Any, value: Any):
    with pytest.raises(UsageError, match="cannot be sent"):
        hub.core.create_registry("harbor", "host", extra_body={"more": value})
    assert not wire.sent


@pytest.mark.parametrize(
    "value",
    [5, True, b"bytes", ["list"], object(), UNSET, nested(100_000)],
    ids=["number", "bool", "bytes", "list", "object", "UNSET", "deep"],
)
def test_a_value_of_another_kind_is_refused(hub: flame_hub.Hub, wire: Any, value: Any):
    with pytest.raises(UsageError, match="name takes a text"):
        hub.core.create_registry(value, "host")
    assert not wire.sent


@pytest.mark.parametrize(
    "call",
    [
        lambda hub: hub.core.find_nodes(filter={"name": "\ud800"}),
        lambda hub: hub.core.find_nodes(filter={"name": "x" * 100_000}),
        lambda hub: hub.auth.get_realm("\ud800"),
        lambda hub: hub.auth.get_realm("x" * 100_000),
        lambda hub: hub.core.get_node(ID, auth=5),
        lambda hub: hub.core.get_node(ID, auth="two words"),
        lambda hub: hub.core.get_node(ID, auth=b"bytes"),
        lambda hub: hub.storage.stream_bucket_file(ID, chunk_size=0),
        lambda hub: hub.storage.stream_bucket_file(ID, chunk_size=-1),
        lambda hub: hub.storage.stream_bucket_file(ID, chunk_size="1"),
    ],
    ids=[
        *("half a character in a filter", "a long filter", "half a character in a name", "a long name"),
        *("auth=5", "auth of two words", "auth of bytes", "pieces of nothing", "pieces of less", "a text"),
    ],
)
def test_what_cannot_be_sent_is_refused(hub: flame_hub.Hub, wire: Any, call: Callable[[flame_hub.Hub], Any]):
    with pytest.raises(UsageError):
        call(hub)
    assert not wire.sent


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda hub: hub.core.find_nodes(filtre={}), "find_nodes has no keyword 'filtre'. Did you mean 'filter'?"),
        (lambda hub: hub.core.get_nodes(include_="x"), "Did you mean 'include'?"),
        (lambda hub: hub.core.get_node(ID, field="x"), "get_node has no keyword 'field'. Did you mean 'fields'?"),
        (lambda hub: hub.core.get_node(ID, filter={}), "get_node has no keyword 'filter'."),
        (
            lambda hub: hub.core.create_node("a-node", aut=None),
            "create_node has no keyword 'aut'. Did you mean 'auth'?",
        ),
        (lambda hub: hub.core.create_node("a-node", realmid=ID), "Did you mean 'realm_id'?"),
        (lambda hub: hub.core.create_node("a-node", type="default"), "Did you mean 'node_type'?"),
        (
            lambda hub: hub.core.update_node(ID, hiden=True),
            "update_node has no keyword 'hiden'. Did you mean 'hidden'?",
        ),
        (lambda hub: hub.core.delete_node(ID, force=True), "delete_node has no keyword 'force'."),
        (lambda hub: hub.core.get_node_client_credentials(ID, x=1), "get_node_client_credentials has no keyword 'x'."),
        (lambda hub: hub.core.update_node_client_credentials(ID, secrets="x"), "Did you mean 'secret'?"),
        (lambda hub: hub.storage.upload_to_bucket(ID, x=1), "upload_to_bucket has no keyword 'x'."),
        (lambda hub: hub.storage.stream_bucket_file(ID, chunksize=1), "Did you mean 'chunk_size'?"),
        (lambda hub: flame_hub.CoreClient("http://hub.test", timeouts=5), "Did you mean 'timeout'?"),
    ],
)
def test_an_unknown_keyword_is_refused_with_the_nearest_right_one(
    hub: flame_hub.Hub, wire: Any, call: Callable[[flame_hub.Hub], Any], told: str
):
    with pytest.raises(UnknownNameError) as caught:
        call(hub)
    assert told in str(caught.value)
    assert not wire.sent


# -- what the Hub takes no notice of ------------------------------------------------------------------------------


def test_an_argument_without_effect_is_warned_of_where_it_is_given(embedded: flame_hub.Hub):
    node = embedded.core.create_node("warned-node")
    with pytest.warns(IgnoredByHubWarning, match="no notice of 'realm_id' when a node is updated") as caught:
        embedded.core.update_node(node, realm_id=node.realm_id)
    assert [warning.filename for warning in caught] == [__file__]


def test_an_argument_without_effect_is_warned_of_in_coroutines_too():
    async def main() -> list[str]:
        async with flame_hub.AsyncHub.embedded() as hub:
            node = await hub.core.create_node("warned-node")
            with pytest.warns(IgnoredByHubWarning, match="'realm_id'") as caught:
                await hub.core.update_node(node, realm_id=node.realm_id)
            return [warning.filename for warning in caught]

    assert anyio.run(main) == [__file__]


def test_an_argument_without_effect_is_not_sent(hub: flame_hub.Hub, wire: Any):
    with pytest.warns(IgnoredByHubWarning, match="'account_name' when a registry project is created") as caught:
        hub.core.create_registry_project("a-project", "default", ID, "external", account_name="robot")
    assert caught[0].filename == __file__
    assert wire.body == {"name": "a-project", "type": "default", "registryId": ID, "externalName": "external"}
    with pytest.warns(IgnoredByHubWarning, match="'realm_id'"):
        hub.core.update_node(ID, realm_id=None, hidden=True)
    assert wire.body == {"hidden": True}


def test_nobody_is_warned_of_what_was_not_given(hub: flame_hub.Hub):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hub.core.create_registry_project("a-project", "default", ID, "external", account_name=None)
        hub.auth.create_client("a-client", ID)
        hub.core.update_node(ID, realm_id=UNSET)


# -- what is made of the answer -----------------------------------------------------------------------------------


def test_a_list_knows_what_the_hub_said_of_it(hub: flame_hub.Hub, wire: Any):
    wire.answer(200, {"data": [{"id": ID}], "meta": {"total": 7, "limit": 1, "offset": 3}})
    with pytest.warns(TruncatedListWarning, match="find_nodes answered with 1 of 7 after 3 nodes"):
        found = hub.core.find_nodes()
    assert type(found) is HubList
    assert found == [Node(id=UUID(ID))]
    assert (found.total, found.limit, found.offset, found.truncated) == (7, 1, 3, True)
    again, meta = hub.core.find_nodes(meta=True, page={"offset": 3})
    assert (again, type(meta)) == (found, ResourceListMeta)
    assert meta is again.meta


def test_a_record_comes_alone_or_with_what_the_hub_said_of_it(hub: flame_hub.Hub, wire: Any):
    wire.answer(200, {"data": {"id": ID}, "meta": {"schema": {"name": "node"}}})
    node = hub.core.get_node(ID)
    assert node == Node(id=UUID(ID))
    again, meta = hub.core.get_node(ID, meta=True)
    assert (again, type(meta), meta.response_schema) == (node, SingleResourceMeta, {"name": "node"})


def test_a_missing_record_is_none_when_read_and_an_error_when_needed(hub: flame_hub.Hub, wire: Any):
    wire.answer(404, GONE)
    assert hub.core.get_node(ID) is None
    assert hub.core.get_node(ID, meta=True) is None
    assert hub.core.get_node_client_credentials(ID) is None
    for call in (hub.core.update_node, hub.core.delete_node, hub.core.update_node_client_credentials):
        with pytest.raises(NotFoundError):
            call(ID)


def test_a_missing_route_is_an_error_for_everything(hub: flame_hub.Hub, wire: Any):
    wire.answer(404, NO_ROUTE)
    for call in (hub.core.get_node, hub.core.delete_node, hub.core.get_node_client_credentials):
        with pytest.raises(WrongURLError, match="no such route"):
            call(ID)
    with pytest.raises(WrongURLError):
        hub.core.find_nodes()


def test_deleting_gives_nothing_whatever_the_hub_says(hub: flame_hub.Hub, wire: Any):
    for body in (b"", b"<html>", b'{"data": {"id": "' + ID.encode() + b'"}}'):
        wire.answer(202, content=body or b" ")
        assert hub.core.delete_node(ID) is None


@pytest.mark.parametrize("fields", ["-id", ["-id", "-name"], "name"])
def test_a_choice_of_fields_never_makes_an_answer_unreadable(embedded: flame_hub.Hub, fields: Any):
    for find in (embedded.core.find_master_images, embedded.auth.find_realms, embedded.auth.find_users):
        try:
            assert find(fields=fields)
        except UsageError:
            """Saying so before anything is sent would be as good."""
