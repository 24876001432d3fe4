"""What is odd about an answer: nothing of it is lost, nothing of it breaks the caller, and no secret gets out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from uuid import UUID

import httpx2
import pydantic
import pytest

import flame_hub
from flame_hub import models
from flame_hub.contract import TABLE
from flame_hub.core.answers import Answer
from flame_hub.core.dialects import Dialect
from flame_hub.core.reading import NOBODY, lenient, read_record
from flame_hub.errors import HubAPIError, TruncatedListWarning, UnreadableAnswerError, UnreadableValueWarning
from flame_hub.models.base import HubModel
from wire import Wire

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
OTHER = "5266df51-12f1-4897-854a-23bc7bbf5720"
SECRET = "s3cret-of-the-test"
ROW = {"id": ID, "name": "a-node"}
MODELS = sorted({r.model for r in TABLE} | {record.name for record in TABLE.records})


def shown(record: Any) -> str:
    """All that is shown of a record without being asked for."""
    return f"{record!r}{record!s}{record._repr_html_()}"


def answer_with(wire: Wire, *rows: object, **meta: object) -> None:
    wire.answer(200, {"data": list(rows), "meta": {"total": len(rows), **meta}})


def odd(told: str) -> Any:
    return pytest.warns(UnreadableValueWarning, match=told)


# -- one odd value ------------------------------------------------------------------------------------------------


def test_one_odd_value_is_kept_as_it_came_and_the_rest_is_read(hub: flame_hub.Hub, wire: Wire):
    answer_with(wire, {**ROW, "hidden": "perhaps", "createdAt": "2026-01-01T00:00:00Z"}, {"id": OTHER, "name": "b"})
    with odd("^nodes: values that do not fit were kept as they came: hidden.$"):
        first, second = hub.core.find_nodes()
    assert (first.hidden, first.id, first.name) == ("perhaps", UUID(ID), "a-node")
    assert (first.created_at.year, second.name) == (2026, "b")
    assert first.model_fields_set == {"id", "name", "hidden", "created_at"}
    assert json.loads(first.model_dump_json(by_alias=True, exclude_unset=True))["hidden"] == "perhaps"


@pytest.mark.parametrize("spelling", ["publicKey", "public_key"])
def test_an_odd_value_is_read_in_a_single_record_too(hub: flame_hub.Hub, wire: Wire, spelling: str):
    wire.answer(202, {"data": {**ROW, spelling: 5}, "meta": {}})
    for call in (
        lambda: hub.core.get_node(ID),
        lambda: hub.core.create_node("a-node"),
        lambda: hub.core.update_node(ID, hidden=True),
    ):
        with odd("nodes: .*: public_key"):
            node = call()
        assert node is not None
        assert (node.public_key, node.name, node.model_extra) == (5, "a-node", {})


def test_a_record_that_came_along_is_read_with_its_own_model_whatever_is_odd_about_it(hub: flame_hub.Hub, wire: Wire):
    registry = {"id": OTHER, "name": 5, "accountSecret": SECRET}
    answer_with(wire, {**ROW, "registry": registry, "registryProject": {"id": OTHER, "registry": registry}})
    with pytest.warns(UnreadableValueWarning) as caught:
        (node,) = hub.core.find_nodes()
    assert {str(warning.message).partition(": values")[0] for warning in caught} == {
        *("nodes", "nodes: registry", "nodes: registry_project", "nodes: registry_project: registry"),
    }
    for found in (node.registry, node.registry_project.registry):
        assert isinstance(found, models.Registry)
        assert (found.name, found.id, found.account_secret) == (5, UUID(OTHER), SECRET)
    assert SECRET not in shown(node) + shown(node.registry) + shown(node.registry_project) + repr([node])
    assert node.model_dump()["registry"]["account_secret"] == SECRET


def test_of_a_list_of_records_that_came_along_each_is_read(hub: flame_hub.Hub, wire: Wire):
    answer_with(wire, {"id": ID, "children": [{"id": OTHER, "builtIn": "perhaps"}, {"id": ID}]})
    with pytest.warns(UnreadableValueWarning):
        (policy,) = hub.auth.find_policies()
    assert [(type(child), child.id, child.built_in) for child in policy.children] == [
        (models.Policy, UUID(OTHER), "perhaps"),
        (models.Policy, UUID(ID), None),
    ]


def test_what_nobody_must_see_is_not_kept_of_an_odd_record(hub: flame_hub.Hub, wire: Wire):
    user = {"id": ID, "active": "perhaps", "resetHash": SECRET, "password": SECRET, "activateHash": SECRET}
    answer_with(wire, user)
    with odd("active"):
        (found,) = hub.auth.find_users()
    answer_with(wire, {"id": ID, "user": user})
    with pytest.warns(UnreadableValueWarning):
        (joined,) = hub.auth.find_user_roles()
    for kept in (found, joined, joined.user):
        assert SECRET not in shown(kept) + kept.model_dump_json() + repr(vars(kept)) + repr(kept.model_extra)


# -- ids ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unread", [{}, {"id": None}, {"id": 5}, {"id": "no id"}], ids=str)
def test_a_row_without_an_id_is_kept_among_others_and_is_nothing_alone(
    hub: flame_hub.Hub, wire: Wire, unread: dict[str, Any]
):
    row = {"name": "nameless", **unread}
    answer_with(wire, ROW, row)
    with odd("nodes: .*: id"):
        nodes = hub.core.find_nodes()
    assert [node.name for node in nodes] == ["a-node", "nameless"]
    assert nodes[1].id == unread.get("id")
    assert str(nodes[1].id) != NOBODY
    assert "nameless" in shown(nodes[1]) + nodes._repr_html_()
    assert nodes[1].model_dump(mode="json")["id"] == unread.get("id")
    answer_with(wire, row)
    with pytest.raises(UnreadableAnswerError):
        hub.core.find_nodes()
    wire.answer(200, {"data": row, "meta": {}})
    with pytest.raises(UnreadableAnswerError):
        hub.core.get_node(ID)


# -- rows that are no records -------------------------------------------------------------------------------------


def test_rows_that_are_no_records_are_left_out_and_counted(hub: flame_hub.Hub, wire: Wire):
    answer_with(wire, None, ROW, 5)
    with odd("^nodes: a row that is no record was left out.$"):
        nodes = hub.core.find_nodes()
    assert [node.name for node in nodes] == ["a-node"]
    assert (nodes.received, nodes.total, nodes.truncated) == (3, 3, False)
    answer_with(wire, None, ROW, total=5)
    with odd("no record"), pytest.warns(TruncatedListWarning):
        nodes = hub.core.find_nodes()
    assert nodes.truncated


@contextmanager
def hub_that(answer: Callable[[httpx2.Request], httpx2.Response]) -> Iterator[flame_hub.Hub]:
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        yield flame_hub.Hub("http://hub.test/", "token", client=client, generation="0.14")


@pytest.mark.parametrize("prefetch", [0, 4])
def test_a_walk_passes_rows_that_are_no_records_and_ends(prefetch: int):
    rows: list[Any] = [{"id": str(UUID(int=number)), "createdAt": "2026-01-01T00:00:00Z"} for number in range(120)]
    rows[3] = rows[60] = rows[119] = None
    asked: list[int] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        offset, limit = (int(request.url.params[f"page[{name}]"]) for name in ("offset", "limit"))
        asked.append(offset)
        assert len(asked) < 20, "the walk does not end"
        page = rows[offset : offset + limit]
        return httpx2.Response(200, json={"data": page, "meta": {"total": len(rows), "offset": offset}})

    with hub_that(answer) as hub, odd("no record"):
        with hub.core.iter_nodes(prefetch=prefetch) as walk:
            found = [node.id.int for node in walk]
    assert sorted(found) == [number for number in range(120) if number not in (3, 60, 119)]


# -- what is said beside the records ------------------------------------------------------------------------------


@pytest.mark.parametrize("meta", [{}, {"total": None}, {"total": "many"}, {"total": {}}, {"limit": 50}], ids=str)
def test_a_list_that_does_not_say_how_many_there_are_is_read_and_cannot_be_counted(
    hub: flame_hub.Hub, wire: Wire, meta: dict[str, Any]
):
    wire.answer(200, {"data": [ROW], "meta": meta})
    with pytest.warns(UnreadableValueWarning) as caught:
        nodes = hub.core.find_nodes()
    assert str(caught[-1].message) == "nodes: the answer does not say how many there are."
    assert ([node.name for node in nodes], nodes.total, nodes.truncated) == (["a-node"], 1, False)
    with pytest.warns(UnreadableValueWarning), pytest.raises(UnreadableAnswerError, match="not say how many"):
        hub.core.count_nodes()


@pytest.mark.parametrize("meta", [{"limit": "all"}, {"offset": []}, {"schema": 5}], ids=str)
def test_what_is_odd_beside_the_records_is_left_out(hub: flame_hub.Hub, wire: Wire, meta: dict[str, Any]):
    answer_with(wire, ROW, **meta)
    with odd("^nodes: meta: values that do not fit were left out") as caught:
        nodes = hub.core.find_nodes()
    assert len(caught) == 1
    assert (nodes.total, nodes.limit, nodes.offset, nodes.meta.response_schema) == (1, None, 0, None)
    with odd("meta"):
        assert hub.core.count_nodes() == 1


@pytest.mark.parametrize("beside", [{}, {"meta": None}, {"meta": []}, {"meta": "none"}], ids=str)
def test_a_list_with_nothing_beside_it_is_not_the_hubs(hub: flame_hub.Hub, wire: Wire, beside: dict[str, Any]):
    wire.answer(200, {"data": [ROW], **beside})
    for call in (hub.core.find_nodes, hub.core.count_nodes):
        with pytest.raises(UnreadableAnswerError, match=r"http://hub\.test/core/nodes answered 200.*meta"):
            call()


@pytest.mark.parametrize("meta", [None, [], "none", {"schema": 5}, {"schema": []}], ids=str)
def test_a_created_record_is_not_lost_to_what_is_odd_beside_it(hub: flame_hub.Hub, wire: Wire, meta: Any):
    wire.answer(201, {"data": ROW, "meta": meta})
    with odd("meta"):
        assert hub.core.create_node("a-node").id == UUID(ID)
    with odd("meta"):
        found, told = hub.core.get_node(ID, meta=True)
    assert (found.name, told.response_schema) == ("a-node", None)


def test_a_record_needs_no_meta_and_no_envelope(hub: flame_hub.Hub, wire: Wire):
    for body in ({"data": ROW}, ROW):
        wire.answer(201, body)
        assert hub.core.create_node("a-node").id == UUID(ID)


def test_data_of_a_record_without_an_envelope_is_its_own():
    """Events have a property of that name."""
    body = json.dumps({"id": ID, "data": {"id": OTHER}}).encode()
    answer = Answer("GET", "http://hub.test/auth/events", 200, {"content-type": "application/json"}, body)
    found = read_record(answer, models.Event, TABLE["event"], Dialect("auth", (0, 56)))
    assert (found.data.id, found.data.data) == (UUID(ID), {"id": OTHER})


# -- credentials --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("enveloped", [False, True], ids=["flat", "in an envelope"])
@pytest.mark.parametrize("more", [{}, {"name": 5}, {"displayName": ["a"]}, {"name": None}], ids=str)
@pytest.mark.parametrize("owner", ["node", "analysis"])
def test_a_new_secret_is_not_lost(hub: flame_hub.Hub, wire: Wire, owner: str, more: dict[str, Any], enveloped: bool):
    body = {"id": ID, "name": "a-client", "secret": SECRET, **more}
    wire.answer(202, {"data": body, "meta": {}} if enveloped else body)
    with odd("ClientCredentials: ") if more else nullcontext():
        found = getattr(hub.core, f"update_{owner}_client_credentials")(ID)
    assert (found.id, found.secret) == (UUID(ID), SECRET)
    assert SECRET not in shown(found)


def test_a_new_secret_is_not_lost_over_an_id_that_is_none(hub: flame_hub.Hub, wire: Wire):
    wire.answer(202, {"id": 5, "name": "a-client", "secret": SECRET})
    with odd("ClientCredentials: .*id"):
        assert hub.core.update_node_client_credentials(ID).secret == SECRET


def test_the_credentials_of_a_registry_have_no_id_and_are_read_all_the_same(hub: flame_hub.Hub, wire: Wire):
    wire.answer(200, {"host": 5, "externalName": "x", "accountName": "robot", "accountSecret": SECRET})
    with odd("NodeRegistryCredentials: .*host"):
        found = hub.core.get_node_registry_credentials(ID)
    assert found is not None
    assert (found.host, found.account_secret) == (5, SECRET)
    assert SECRET not in shown(found)


# -- newer Hubs ---------------------------------------------------------------------------------------------------


def test_what_only_newer_hubs_have_is_kept_without_a_word(hub: flame_hub.Hub, wire: Wire):
    answer_with(wire, {**ROW, "type": "brand-new", "newProperty": {"a": [1]}, "newSecret": SECRET})
    (node,) = hub.core.find_nodes()
    assert (node.type, node.newProperty, node.newSecret) == ("brand-new", {"a": [1]}, SECRET)
    assert SECRET not in shown(node)
    with odd("hidden"):
        answer_with(wire, {**ROW, "hidden": 5, "newProperty": {"a": [1]}, "newSecret": SECRET})
        (node,) = hub.core.find_nodes()
    assert (node.newProperty, node.newSecret) == ({"a": [1]}, SECRET)
    assert SECRET not in shown(node)


# -- every model, every field -------------------------------------------------------------------------------------

ODD_VALUES: list[Any] = [
    *(None, True, 5, -1.5, "no id", "", [], [5, None], {}),
    {"id": "odd", "secret": SECRET, "accountSecret": SECRET, "password": SECRET},
    [{"id": ID, "secret": SECRET}, {"id": None, "clientSecret": SECRET}],
]
SECRETS: list[Any] = [SECRET, [SECRET], {"is": SECRET}, [{"is": [SECRET]}]]


def spellings(model: type[HubModel]) -> Iterator[tuple[str, list[Any]]]:
    """The names of all fields as they may stand in an answer, with values that hardly any of them has."""
    for name, info in model.model_fields.items():
        for spelling in {name, info.alias or name}:
            yield spelling, ODD_VALUES if info.repr else SECRETS


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.filterwarnings("ignore::flame_hub.errors.UnreadableValueWarning")
def test_whatever_a_field_holds_a_record_comes_out_that_can_be_shown_and_printed(name: str):
    model: type[HubModel] = getattr(models, name)
    keyed = "id" in model.model_fields
    for spelling, values in spellings(model):
        for value in values:
            row = {**({"id": ID} if keyed else {}), "name": "a-name", spelling: value}
            record = lenient(model, row, name)
            assert isinstance(record, model)
            assert SECRET not in shown(record), (spelling, value)
            for by_alias in (True, False):
                record.model_dump(by_alias=by_alias)
                assert isinstance(json.loads(record.model_dump_json(by_alias=by_alias)), dict)
            assert str(getattr(record, "id", None)) != NOBODY


LISTS = [r for r in TABLE if "list" in r.verbs and r.keyed and r.offered]


@pytest.mark.parametrize("resource", LISTS, ids=lambda r: r.name)
@pytest.mark.filterwarnings("ignore::flame_hub.errors.UnreadableValueWarning")
def test_nothing_of_pydantic_gets_out_of_a_list_with_odd_values(hub: flame_hub.Hub, wire: Wire, resource: Any):
    model: type[HubModel] = getattr(models, resource.model)
    find = getattr(getattr(hub, resource.service), f"find_{resource.plural}")
    rows = [{"id": ID, spelling: values[-1]} for spelling, values in spellings(model) if spelling != "id"]
    answer_with(wire, *rows)
    filters: dict[str, Any] = dict.fromkeys(resource.must_filter, ID)
    found = find(filter=filters) if filters else find()
    assert len(found) == len(rows)
    assert SECRET not in repr(found) + found._repr_html_()


@pytest.mark.parametrize("content", [b'{"data": [{"id": "x"}], "meta": 5}', b'{"data": {"secret": 5}}', b"{", b"5"])
def test_what_cannot_be_read_is_an_error_of_this_package(hub: flame_hub.Hub, wire: Wire, content: bytes):
    wire.answer(200, content=content)
    for call in (hub.core.find_nodes, lambda: hub.core.get_node(ID), lambda: hub.core.create_node("a-node")):
        with pytest.raises(HubAPIError) as caught:
            call()
        assert not isinstance(caught.value, pydantic.ValidationError)
        assert caught.value.__cause__ is None


def test_the_text_of_an_error_has_no_secret(hub: flame_hub.Hub, wire: Wire):
    wire.answer(200, {"data": {"name": SECRET, "accountSecret": [SECRET]}, "meta": SECRET})
    with pytest.raises(UnreadableAnswerError) as caught:
        hub.core.get_registry(ID)
    assert SECRET not in str(caught.value) + repr(caught.value) + repr(vars(caught.value))
