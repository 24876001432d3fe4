"""What names a record: whatever is given ends as one segment of a path, or is refused before anything is sent."""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flame_hub
from flame_hub.core.identifiers import identifier, segment
from flame_hub.errors import HubAPIError, UsageError
from flame_hub.models import Node, Registry
from flame_hub.types import UuidModel
from naming import name_of

TEXT = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
ID = UUID(TEXT)
UNNAMED = ["", " ", "\t", "\u00a0", 5, 0, None, True, b"", TEXT.encode(), [], [TEXT], {"id": TEXT}, Node, object()]
UNNAMED += [".", "..", SimpleNamespace(id=5), SimpleNamespace(id=None)]
NAMES = [
    "master",
    "my-realm",
    "Größe",
    "a/b",
    "../../auth/users",
    "a?b=c",
    "a#b",
    "a%2Fb",
    "%2e%2e",
    "...",
    "a b",
    "\0",
]


@pytest.mark.parametrize(
    "value",
    [
        ID,
        TEXT,
        TEXT.upper(),
        TEXT.replace("-", ""),
        f"{{{TEXT}}}",
        f"urn:uuid:{TEXT}",
        Node(id=ID),
        SimpleNamespace(id=ID),
        SimpleNamespace(id=TEXT.upper()),
    ],
    ids=name_of,
)
@pytest.mark.parametrize("named", [False, True])
def test_a_record_is_named_by_itself_or_its_id_in_any_form(value: object, named: bool):
    assert identifier(value, "node", named=named) == TEXT


def test_a_record_is_something_with_an_id():
    assert isinstance(Node(id=ID), UuidModel)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_taken_where_the_hub_knows_names(name: str):
    assert identifier(name, "realm", named=True) == name


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_refused_where_the_hub_knows_ids_only(name: str):
    with pytest.raises(UsageError, match=r"does not identify a node: give a node of the Hub, its id \(a UUID\)\.$"):
        identifier(name, "node")


@pytest.mark.parametrize("value", UNNAMED, ids=name_of)
@pytest.mark.parametrize("named", [False, True])
def test_what_names_nothing_is_refused(value: object, named: bool):
    with pytest.raises(UsageError, match="does not identify a node: give a node of the Hub"):
        identifier(value, "node", named=named)


@pytest.mark.parametrize("name", ["2024_0101_1200_0000_1111_2222_33", "0x" + "0" * 30])
def test_a_name_that_python_takes_for_a_number_is_still_a_name(name: str):
    assert identifier(name, "bucket", named=True) == name


def test_a_refusal_quotes_the_beginning_only_of_what_is_long():
    with pytest.raises(UsageError) as caught:
        identifier("x" * 100_000, "node")
    assert len(str(caught.value)) < 200


@given(name=st.text())
@settings(deadline=None)
def test_a_name_stays_one_segment_of_the_path(name: str):
    try:
        found = identifier(name, "realm", named=True)
    except UsageError:
        return
    path = httpx2.URL(f"http://hub.test/auth/realms/{segment(found)}/x").raw_path.decode()
    head, collection, last, tail = path.removeprefix("/").split("/")
    assert (head, collection, tail) == ("auth", "realms", "x")
    assert unquote(last) == found
    assert last not in ("", ".", "..")
    assert "?" not in last


@given(value=st.one_of(st.text(), st.text(alphabet=st.characters(categories=["Cs"])), st.binary(), st.integers()))
@settings(deadline=None)
def test_any_value_is_taken_or_refused(value: object):
    with suppress(HubAPIError):
        segment(identifier(value, "realm", named=True))


@pytest.mark.parametrize(
    ("service", "method", "more"),
    [
        ("auth", "get_user", ()),
        ("auth", "delete_realm", ()),
        ("core", "get_node", ()),
        ("core", "update_node", ()),
        ("core", "delete_node", ()),
        ("core", "get_node_client_credentials", ()),
        ("core", "update_node_client_credentials", ()),
        ("storage", "get_bucket", ()),
        ("storage", "delete_bucket_file", ()),
        ("storage", "stream_bucket_tarball", ()),
        ("storage", "upload_to_bucket", ({"file_name": "a.txt", "content": b""},)),
    ],
)
def test_nothing_is_sent_for_what_names_nothing(
    hub: flame_hub.Hub, wire: Any, service: str, method: str, more: tuple[Any, ...]
):
    call = getattr(getattr(hub, service), method)
    for value in ("..", "", None, 5):
        with pytest.raises(UsageError):
            call(value, *more)
    assert not wire.sent


def test_a_name_is_quoted_on_its_way(hub: flame_hub.Hub, wire: Any):
    hub.auth.get_realm("../../core/nodes?a=b#c")
    assert wire.target == "GET /auth/realms/..%2F..%2Fcore%2Fnodes%3Fa%3Db%23c"


def test_a_reference_to_another_record_is_sent_as_its_id(hub: flame_hub.Hub, wire: Any):
    hub.core.create_node("a-node", realm_id=f"{{{TEXT.upper()}}}", registry_id=Registry(id=ID))
    assert (wire.body["realmId"], wire.body["registryId"]) == (TEXT, TEXT)


def test_a_reference_to_another_record_must_be_one(hub: flame_hub.Hub, wire: Any):
    with pytest.raises(UsageError, match="'master' does not identify a realm: give a realm of the Hub"):
        hub.core.create_node("a-node", realm_id="master")
    assert not wire.sent
