"""Records: what is read from an answer, what is kept of it, and what is shown."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

import flame_hub
from flame_hub import models
from flame_hub.contract import TABLE
from flame_hub.models import Client, ClientCredentials, Node, NodeRegistryCredentials, Registry, RegistryProject, User
from flame_hub.models.base import HubModel, ResourceListMeta, SingleResourceMeta, WrappedResource

TRACES = Path(__file__).parent.parent / "congruence" / "traces"
ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
RECORDS: list[type[HubModel]] = [getattr(models, resource.model) for resource in TABLE if resource.keyed]


def recorded() -> Iterator[tuple[type[HubModel], dict[str, Any]]]:
    """Every record in the recorded answers of a real Hub."""
    for file in sorted(TRACES.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            exchange = json.loads(line)
            request, response = exchange.get("request", {}), exchange.get("response", {})
            collection, _, rest = request.get("path", "").strip("/").partition("/")
            resource = TABLE.at(request.get("service", ""), collection)
            body = response.get("json")
            if resource and resource.verbs and "/" not in rest and isinstance(body, dict) and "data" in body:
                records = body["data"] if isinstance(body["data"], list) else [body["data"]]
                yield from ((getattr(models, resource.model), record) for record in records if "id" in record)


RECORDED = list(recorded())


#: Those of which no record was recorded: hardly anybody uses them with a FLAME Hub.
UNRECORDED = {
    *("IdentityProvider", "IdentityProviderRoleMapping", "IdentityProviderAccount", "PermissionPolicy"),
    *("Session", "SessionToken", "Key", "Event", "Consent", "TrustAnchor", "AnalysisNodeEvent"),
}


def test_there_are_recorded_records_of_nearly_every_collection():
    offered = {resource.model for resource in TABLE if resource.verbs and resource.offered and resource.keyed}
    assert {model.__name__ for model, _ in RECORDED} == offered - UNRECORDED


def test_recorded_records_are_read_and_written_as_they_were():
    for model, record in RECORDED:
        read = model.model_validate(record)
        written = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
        if "distributionNodesValid" in written:  # as it is called since that Hub
            written["buildNodesValid"] = written.pop("distributionNodesValid")
        assert written.keys() == record.keys() - model.dropped_properties
        assert not read.model_extra, "the contract knows everything that a Hub of today sends"
        for by_alias in (True, False):
            assert model.model_validate_json(read.model_dump_json(by_alias=by_alias, exclude_unset=True)) == read


@pytest.mark.parametrize("model", RECORDS)
def test_nothing_but_the_id_is_needed(model: type[HubModel]):
    record = model.model_validate({"id": ID})
    assert record.id == UUID(ID)
    assert all(getattr(record, name) is None for name in model.model_fields if name != "id")
    assert record.model_fields_set == {"id"}
    with pytest.raises(ValidationError):
        model.model_validate({})


@pytest.mark.parametrize("name", ["realm_id", "realmId"])
def test_both_spellings_are_read(name: str):
    node = Node.model_validate({"id": ID, name: ID})
    assert node.realm_id == UUID(ID)
    assert Node(**{"id": ID, name: ID}) == node


@pytest.mark.parametrize("model", RECORDS)
def test_names_are_snake_case_unless_the_spelling_of_the_hub_is_asked_for(model: type[HubModel]):
    record = model.model_validate({"id": ID})
    assert not any(name != name.lower() for name in record.model_dump())
    assert not any("_" in name for name in record.model_dump(by_alias=True))


def test_a_node_is_printed_in_its_published_order():
    node = Node.model_validate({"createdAt": "2026-01-01T00:00:00Z", "robotId": None, "clientId": None, "id": ID})
    assert list(json.loads(node.model_dump_json())) == [
        *("external_name", "hidden", "name", "realm_id", "registry_id", "type", "id", "public_key", "online"),
        *("registry", "registry_project_id", "registry_project", "client_id", "robot_id", "created_at", "updated_at"),
    ]


# -- what differs from Hub to Hub ---------------------------------------------------------------------------------


def test_unknown_properties_are_kept():
    node = Node.model_validate_json(f'{{"id": "{ID}", "newProperty": {{"a": [1]}}, "model_config": 5}}')
    assert node.newProperty == {"a": [1]}
    for by_alias in (True, False):
        assert node.model_dump(by_alias=by_alias)["newProperty"] == {"a": [1]}


def test_a_value_that_is_new_to_a_set_of_choices_is_kept():
    assert Node.model_validate({"id": ID, "type": "brand-new"}).type == "brand-new"


@pytest.mark.parametrize("by_alias", [False, True])
@pytest.mark.parametrize("model", [model for model in RECORDS if model.varying_fields])
def test_a_field_that_not_every_hub_has_is_printed_only_if_it_was_sent(model: type[HubModel], by_alias: bool):
    shown = {name: model.model_fields[name].alias if by_alias else name for name in model.varying_fields}
    without = model.model_validate({"id": ID}).model_dump(by_alias=by_alias)
    assert without.keys().isdisjoint(shown.values())
    for name in model.varying_fields:
        sent = model.model_validate({"id": ID, model.model_fields[name].alias: None})
        printed = json.loads(sent.model_dump_json(by_alias=by_alias))
        assert printed.keys() & set(shown.values()) == {shown[name]}


def test_a_field_that_not_every_hub_has_is_left_out_of_included_records_too():
    registry_project = {"id": ID, "registry": {"id": ID}}
    project = models.Project.model_validate({"id": ID, "masterImage": {"id": ID}})
    assert "build_hash" not in project.model_dump()["master_image"]
    assert "robot_id" not in WrappedResource[Node].model_validate({"data": {"id": ID}}).model_dump()["data"]
    assert RegistryProject.model_validate(registry_project).model_dump()["registry"]["id"] == UUID(ID)


def test_a_dump_can_be_narrowed_as_with_any_model():
    node = Node(id=UUID(ID), name="a")
    assert node.model_dump(include={"name", "robot_id"}) == {"name": "a"}
    assert node.model_dump(exclude_unset=True) == {"id": UUID(ID), "name": "a"}
    assert node.model_dump(mode="json", exclude_none=True) == {"id": ID, "name": "a"}


# -- what is not shown, and what is not even kept -----------------------------------------------------------------

HASH = "$2b$10$abcdefghijklmnopqrstuv"


@pytest.mark.parametrize("spelling", [*sorted(User.dropped_properties), "reset_hash"])
def test_what_nobody_must_see_is_not_kept(spelling: str):
    body = {"id": ID, "name": "a", spelling: HASH}
    wrapped = WrappedResource[User].model_validate_json(json.dumps({"data": body, "meta": {}}))
    for user in (User.model_validate(body), User(**body), wrapped.data, copy.deepcopy(wrapped.data)):
        assert HASH not in repr(user) + str(user) + user.model_dump_json() + repr(vars(user)) + repr(user.model_extra)
        assert HASH.encode() not in pickle.dumps(user)
        assert not hasattr(user, spelling)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Client, "secret"),
        (Registry, "account_secret"),
        (RegistryProject, "account_secret"),
        (ClientCredentials, "secret"),
        (NodeRegistryCredentials, "account_secret"),
    ],
)
def test_secrets_are_kept_but_not_shown(model: type[HubModel], name: str):
    record = model.model_validate({"id": ID, name: HASH})
    assert getattr(record, name) == HASH
    assert record.model_dump()[name] == HASH
    assert HASH not in repr(record) + str(record) + repr([record])


def test_secrets_of_included_records_are_not_shown():
    node = Node.model_validate({"id": ID, "registryProject": {"id": ID, "accountSecret": HASH}})
    assert node.registry_project.account_secret == HASH
    assert HASH not in repr(node)


# -- copies -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "twin_of", [copy.copy, copy.deepcopy, Node.model_copy, lambda node: pickle.loads(pickle.dumps(node))]
)
def test_a_copy_is_printed_like_the_original(twin_of: Any):
    node = Node.model_validate({"id": ID, "clientId": None, "newProperty": 5})
    twin = twin_of(node)
    assert twin == node
    assert twin.model_dump_json() == node.model_dump_json()


def test_models_tell_what_can_be_asked_for():
    assert flame_hub.get_field_names(Client) == ("secret",)
    assert flame_hub.get_field_names(Node) == ()
    assert set(flame_hub.get_includable_names(Node)) == {"registry", "registry_project"}


def test_what_a_hub_says_beside_records_may_be_missing():
    assert WrappedResource[Node].model_validate({"data": {"id": ID}}).meta == SingleResourceMeta()
    meta = ResourceListMeta.model_validate({"total": 3, "schema": {"name": "node"}, "new": 1})
    assert (meta.total, meta.limit, meta.offset, meta.response_schema) == (3, None, None, {"name": "node"})
    assert "schema" not in repr(meta).replace("response_schema", "schema")
