"""What a caller asks for is what the Hub answers with, through the embedded Hub and every kind of client."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from doors import TWO_DOORS, Door
from flame_hub import errors
from flame_hub.filters import (
    all_of,
    any_of,
    between,
    contains,
    ends_with,
    equals,
    greater_than,
    is_null,
    less_than_equals,
    negate,
    none_of,
    not_equals,
    not_null,
    one_of,
    only,
    starts_with,
)
from flame_hub.models import Node
from flame_hub.types import FilterOperator, Unchecked
from naming import name_of

THROUGH = TWO_DOORS


@pytest.fixture
def nodes(door: Door) -> dict[str, Node]:
    """Three nodes without a registry, of which one is hidden, and one with."""
    made = {name: door.core.create_node(name, hidden=name == "beta") for name in ("alpha", "beta", "a,b")}
    registry = door.core.create_registry("harbor", "harbor.test", account_name="robot", account_secret="s3cret")
    return made | {"gamma": door.core.create_node("gamma", registry_id=registry, external_name="ext-gamma")}


EVERYTHING = {"alpha", "beta", "a,b", "gamma"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"hidden": True}, {"beta"}),
        ({"hidden": not_equals(True)}, EVERYTHING - {"beta"}),
        ({"hidden": [True, False]}, EVERYTHING),
        ({"registry.name": None}, EVERYTHING - {"gamma"}),
        ({"registry.name": is_null()}, EVERYTHING - {"gamma"}),
        ({"registry.name": not_null()}, {"gamma"}),
        ({"client_id": not_null(), "robot_id": None}, EVERYTHING),
        ({"name": equals("A,B")}, {"a,b"}),
        ({"name": "alpha,beta"}, {"alpha", "beta"}),
        ({"name": one_of("a,b", "gamma")}, {"a,b", "gamma"}),
        ({"name": none_of(["a,b", "gamma"])}, {"alpha", "beta"}),
        ({"registry.name": none_of("other")}, EVERYTHING),
        ({"registry.name": none_of("harbor", None)}, set()),
        ({"name": between("alpha", "beta")}, {"alpha", "beta"}),
        ({"name": greater_than("beta")}, {"gamma"}),
        ({"name": less_than_equals("alpha")}, {"alpha", "a,b"}),
        ({"registry.name": ~greater_than("a")}, EVERYTHING - {"gamma"}),
        ({"name": starts_with("a") & ~contains(",")}, {"alpha"}),
        ({"name": ends_with("TA") | equals("gamma")}, {"beta", "gamma"}),
        ({"name": any_of(contains("m"), "~ta", (FilterOperator.like, "xx"))}, {"gamma", "beta"}),
        (any_of({"name": "alpha"}, {"hidden": True}), {"alpha", "beta"}),
        (any_of({"name": "alpha"}, {"registry.name": "harbor", "hidden": False}), {"alpha", "gamma"}),
        (any_of({"name": "alpha", "hidden": True}, {"registry_project.external_name": "ext~"}), {"gamma"}),
        (all_of({"name": contains("a")}, negate({"name": "alpha"}), {"hidden": False}), {"a,b", "gamma"}),
        (negate(any_of({"name": "alpha"}, {"hidden": True})), {"a,b", "gamma"}),
        ({"hidden": False} & negate({"registry.name": "harbor", "name": "gamma"}), {"alpha", "a,b"}),
    ],
    ids=name_of,
)
@pytest.mark.usefixtures("nodes")
def test_nodes_are_found_that_meet_a_condition(door: Door, condition: Any, expected: set[str]):
    found = door.core.find_nodes(filter=condition)
    assert {node.name for node in found} == expected
    assert found.total == len(expected)


def test_records_and_ids_stand_in_conditions(door: Door, nodes: dict[str, Node]):
    some = [nodes["alpha"], nodes["gamma"].id, str(nodes["beta"].id)]
    for condition in (one_of(*some), one_of(door.core.find_nodes(filter={"id": some})), any_of(*map(equals, some))):
        assert {node.name for node in door.core.find_nodes(filter={"id": condition})} == {"alpha", "beta", "gamma"}
    assert {node.name for node in door.core.find_nodes(filter={"id": none_of(some)})} == {"a,b"}
    with pytest.raises(errors.UsageError, match="does not identify a node"):
        door.core.find_nodes(filter=any_of({"id": "alpha"}, {"hidden": True}))


def test_users_buckets_and_projects_are_found_by_conditions(door: Door):
    door.auth.create_user("ada", "ada@example.com", display_name="Ada Lovelace")
    door.auth.create_user("grace", "grace@example.com")
    condition = any_of({"name": "grace", "active": True}, {"display_name": contains("love")})
    assert {user.name for user in door.auth.find_users(filter=condition)} == {"ada", "grace"}

    buckets = [door.storage.create_bucket(name) for name in ("raw-data", "results, raw", "results")]
    found = door.storage.find_buckets(filter={"name": contains("raw") & ~starts_with("raw")})
    assert [bucket.name for bucket in found] == ["results, raw"]
    found = door.storage.find_buckets(filter={"id": one_of(buckets)} & negate({"name": equals("results, raw")}))
    assert {bucket.name for bucket in found} == {"raw-data", "results"}

    door.core.create_project("heart", display_name="Heart failure")
    door.core.create_project("lung")
    found = door.core.find_projects(filter={"display_name": negate("heart~"), "name": between("heart", "lung")})
    assert [project.name for project in found] == ["lung"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["a,b", "alpha", "beta", "gamma"]),
        ("-name", ["gamma", "beta", "alpha", "a,b"]),
        ({"name": "descending"}, ["gamma", "beta", "alpha", "a,b"]),
        (["-name", "registry.created_at"], ["gamma", "beta", "alpha", "a,b"]),
        ([{"by": "registry.created_at"}, {"by": "registry.id", "order": "descending"}], None),
    ],
    ids=name_of,
)
@pytest.mark.usefixtures("nodes")
def test_nodes_are_sorted_by_one_key_or_several(door: Door, sort: Any, expected: list[str] | None):
    found = [node.name for node in door.core.find_nodes(sort=sort)]
    assert found == expected if expected else found[0] == "gamma"


def test_the_second_key_sorts_what_the_first_leaves_together(door: Door):
    for name in ("same", "other"):
        bucket = door.storage.create_bucket(name)
        files = [{"file_name": f"{folder}/{file}", "content": b"x"} for folder in "ab" for file in ("1", "2")]
        door.storage.upload_to_bucket(bucket, *files)
    found = door.storage.find_bucket_files(sort=["-directory", "name"], filter={"bucket.name": "same"})
    assert [file.path for file in found] == ["b/1", "b/2", "a/1", "a/2"]
    with pytest.raises(errors.UsageError, match="fields of the record first"):
        door.core.find_nodes(sort=["registry.created_at", "name"])


@pytest.mark.usefixtures("nodes")
def test_fields_are_answered_as_they_were_selected(door: Door):
    node = door.core.find_nodes(filter={"name": "gamma"}, fields=only("name", "registry.host"))[0]
    assert node.model_fields_set == {"id", "name", "registry"}
    assert node.registry.model_fields_set == {"id", "host"}

    node = door.core.get_node(node, fields="registry_project.account_secret,-public_key")
    assert "account_secret" in node.registry_project.model_fields_set
    assert "name" in node.registry_project.model_fields_set
    assert "public_key" not in node.model_fields_set
    assert node.registry.host == "harbor.test"

    registry = door.core.get_registry(node.registry, fields=only("account_secret"))
    assert (registry.model_fields_set, registry.account_secret) == ({"id", "account_secret"}, "s3cret")


@pytest.mark.usefixtures("nodes")
def test_a_filter_of_a_name_that_the_hub_does_not_know_is_never_passed_over(door: Door):
    assert [n.name for n in door.core.find_nodes(filter={Unchecked("name"): "beta"})] == ["beta"]
    with pytest.raises(errors.ValidationError, match="rejected") as caught:
        door.core.find_nodes(filter={Unchecked("newField"): "beta"})
    assert caught.value.issues[0]["code"] == "keyNotAllowed"


def test_a_condition_without_a_field_is_refused_before_anything_is_sent(door: Door):
    with pytest.raises(errors.UsageError, match="needs a field"):
        door.core.find_nodes(filter=starts_with("a"))
    with pytest.raises(errors.UsageError, match="neither true nor false"):
        door.core.find_nodes(filter={"name": starts_with("a") and ends_with("b")})
    assert door.core.find_nodes(filter={"id": uuid4()}) == []
