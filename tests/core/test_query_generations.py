"""Queries for Hubs of other times, for names that nobody checks, and for collections that have to be filtered."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from flame_hub.contract import TABLE
from flame_hub.contract.releases import Former, release_of
from flame_hub.contract.table import Choices, Field, Relation, Resource, Schema, Type
from flame_hub.core.dialects import Dialect
from flame_hub.core.query import build_query
from flame_hub.errors import UnknownNameError, UsageError
from flame_hub.filters import all_of, any_of, equals, less_than, negate, only
from flame_hub.models import Node
from flame_hub.types import FilterOperator, Unchecked

NODE = TABLE["node"]
ID = UUID("0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11")


def query(resource: Resource = NODE, **options: Any) -> list[tuple[str, str]]:
    """What is sent for `options`, without the relations that are asked for if nobody says otherwise."""
    return build_query(resource, {"include": [], **options}, search=True)


# -- Hubs of other times ------------------------------------------------------------------------------------------

STATUS = Choices(
    "Status", ("started", "executed"), (Former("finished", "0.8.26", "executed"), Former("lost", "0.8.26"))
)
#: A collection that had another face in earlier Hubs.
RUN = Resource(
    service="core",
    name="run",
    plural="runs",
    path="runs",
    doc="A run.",
    rows=(
        Field("id", Type.UUID),
        Field("execution_status", Type.TEXT, choices=STATUS, former=(Former("run_status", "0.8.21"),)),
        Field("node_id", Type.UUID, nullable=True, refers_to="node", since="0.8.22"),
        Field("step", Type.INTEGER, until="0.12"),
        Relation("node", "node_id", "node", former=(Former("old_node", "0.10"),)),
        Relation("robot_node", "node_id", "node", until="0.12"),
        Relation("new_node", "node_id", "node", since="0.13"),
    ),
    schema=Schema(
        filters=("id", "execution_status", "node_id", "step"),
        sorts=("execution_status", "step"),
        relations=("new_node", "node"),
    ),
)


def hub(release: str) -> Dialect:
    return Dialect("core", release_of(release))


@pytest.mark.parametrize(
    ("release", "field", "value"),
    [
        ("0.8.21", "run_status", "finished"),
        ("0.8.26", "execution_status", "finished"),
        ("0.8.27", "execution_status", "executed"),
        ("0.14", "executionStatus", "executed"),
    ],
)
@pytest.mark.parametrize("name", ["execution_status", "executionStatus", "run_status", "runStatus"])
def test_names_and_values_are_those_of_the_hub_whatever_the_caller_calls_them(
    release: str, field: str, value: str, name: str
):
    for said, sent in (
        ("executed", value),
        ("finished", value),
        ("started", "started"),
        ("!executed", f"!{value}"),
        ("started,executed", f"started,{value}"),
        (["started", "finished"], f"started,{value}"),
        (equals("executed"), value),
        (negate(equals("finished")), f"!{value}"),
        ((FilterOperator.not_equals, "executed"), f"!{value}"),
        ("lost", "lost"),
    ):
        asked = {"filter": {name: said}, "sort": f"-{name}", "fields": f"-{name}", "include": ()}
        assert build_query(RUN, asked, search=True, dialect=hub(release)) == [
            (f"filter[{field}]", sent),
            ("fields", f"-{field}"),
            ("sort", f"-{field}"),
        ]


@pytest.mark.parametrize(
    ("release", "sent"),
    [
        ("0.10", "old_node,robot_node"),
        ("0.12.3", "node,robot_node"),
        ("0.13", "newNode,node"),
    ],
)
def test_the_relations_that_come_along_are_those_that_the_hub_has(release: str, sent: str):
    assert build_query(RUN, {}, search=True, dialect=hub(release)) == [("include", sent)]


@pytest.mark.parametrize(
    ("release", "options", "told"),
    [
        ("0.8.21", {"filter": {"node_id": None}}, "Hub 0.8.21 does not have node_id yet: it came with Hub 0.8.22."),
        ("0.14", {"filter": {"step": 1}}, "Hub 0.14 has no step any more: Hub 0.12 was the last to have it."),
        ("0.14", {"sort": "step"}, "Hub 0.14 has no step any more"),
        ("0.14", {"fields": only("step")}, "Hub 0.14 has no step any more"),
        ("0.14", {"include": "robot_node"}, "Hub 0.14 has no robot_node any more: Hub 0.12 was the last to have it."),
        ("0.12", {"include": "newNode"}, "Hub 0.12 does not have newNode yet: it came with Hub 0.13."),
        ("0.12", {"filter": {"newNode.name": "x"}}, "Hub 0.12 does not have newNode yet"),
        ("0.8.21", {"filter": {"node.client_id": None}}, "Hub 0.8.21 does not have client_id yet"),
        ("0.14", {"filter": {"stepp": 1}}, "A run has no filter 'stepp'. There are: execution_status, id, node_id."),
        ("0.15", {"filter": {"node.robot_id": None}}, "Hub 0.15 has no robot_id any more: Hub 0.14 was the last"),
    ],
    ids=str,
)
def test_what_a_hub_does_not_have_is_refused_by_name(release: str, options: dict[str, Any], told: str):
    with pytest.raises(UnknownNameError, match=re.escape(told)):
        build_query(RUN, options, search=True, dialect=hub(release))


def test_an_authup_is_told_by_its_own_release():
    with pytest.raises(
        UnknownNameError, match=r"^Authup 1.0.0-beta.62 has no is_confidential any more: Authup 1.0.0-b"
    ):
        query(TABLE["client"], fields="is_confidential")


@pytest.mark.parametrize(
    ("release", "sent"),
    [
        (
            "0.12.2",
            {
                "filter[registry_project.external_name]": "x",
                "fields[__DEFAULT__]": "+public_key",
                "fields[registry_project]": "+account_secret",
                "include": "registry_project,registry",
                "sort": "-created_at",
            },
        ),
        (
            "0.12.3",
            {
                "filter[registry_project.external_name]": "x",
                "fields[$root]": "+public_key",
                "fields[registry_project]": "+account_secret",
                "include": "registry_project,registry",
                "sort": "-created_at",
            },
        ),
        (
            "0.13",
            {
                "filter[registryProject.externalName]": "x",
                "fields[$root]": "+publicKey",
                "fields[registryProject]": "+accountSecret",
                "include": "registryProject,registry",
                "sort": "-createdAt",
            },
        ),
    ],
)
def test_everything_is_spelt_in_the_way_of_the_hub(release: str, sent: dict[str, str]):
    options = {
        "filter": {"registryProject.external_name": "x"},
        "fields": "public_key,registry_project.account_secret",
        "include": "registry_project,registry",
        "sort": "-createdAt",
    }
    assert dict(build_query(NODE, options, search=True, dialect=hub(release))) == sent


# -- names that are not checked -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({"filter": {Unchecked("new_field"): 1}}, {"filter": "eq(new_field,'1')", "codec": "url-expression"}),
        (
            {"filter": {Unchecked("newField"): "x~", "name": "y"}},
            {"filter": "and(startsWith(newField,'x'),eq(name,'y'))", "codec": "url-expression"},
        ),
        ({"filter": {Unchecked("a.newField"): None}}, {"filter": "eq(a.newField,null)", "codec": "url-expression"}),
        ({"sort": Unchecked("-newField")}, {"sort": "-newField"}),
        ({"sort": [{"by": Unchecked("newField"), "order": "descending"}, "name"]}, {"sort": "-newField,name"}),
        ({"sort": {Unchecked("newField"): "descending"}}, {"sort": "-newField"}),
        ({"include": Unchecked("new_node.Registry")}, {"include": "new_node.Registry"}),
        ({"include": ["registry", Unchecked("newNode")]}, {"include": "registry,newNode"}),
        ({"fields": Unchecked("newField")}, {"fields": "+newField"}),
        ({"fields": [Unchecked("-newField"), "-name"]}, {"fields": "-newField,-name"}),
        ({"fields": only("name", Unchecked("newField"))}, {"fields": "id,name,newField"}),
        (
            {"fields": Unchecked("newNode.newField")},
            {"fields[newNode]": "+newField", "include": "newNode"},
        ),
    ],
    ids=str,
)
def test_a_name_that_is_not_to_be_checked_is_sent_as_it_stands(options: dict[str, Any], sent: dict[str, str]):
    assert dict(query(**options)) == sent


def test_a_name_that_is_not_checked_is_in_brackets_where_there_is_nothing_else():
    asked = {"filter": {Unchecked("new_field"): 1}, "include": ()}
    assert build_query(NODE, asked, search=True, dialect=hub("0.12")) == [("filter[new_field]", "1")]


def test_a_name_that_no_expression_can_have_is_refused():
    with pytest.raises(UsageError, match="no name that the Hub can have"):
        query(filter={Unchecked("name,'x'),eq(name"): 1})


# -- collections that have to be filtered -------------------------------------------------------------------------

LOG = Resource(
    service="core",
    name="node_log",
    plural="node_logs",
    path="node-logs",
    doc="A log.",
    rows=(
        Field("node_id", Type.UUID, refers_to="node"),
        Field("registry_id", Type.UUID, refers_to="registry"),
        Field("level", Type.TEXT, nullable=True),
    ),
    schema=Schema(filters=("node_id", "registry_id", "level")),
    must_filter=("node_id", "registry_id"),
)


@pytest.mark.parametrize("given_filter", [None, {}, {"level": "error"}, {"level": "error", "registry_id": ID}], ids=str)
def test_a_field_that_has_to_be_filtered_by_is_demanded(given_filter: Any):
    with pytest.raises(
        UsageError, match=r"lists node logs only with a filter for 'node_id'.*filter=\{'node_id': \.\.\."
    ) as caught:
        query(LOG, filter=given_filter)
    assert "'registry_id': ..." in str(caught.value)


@pytest.mark.parametrize(
    "condition",
    [
        {"level": "!error"},
        {"level": "error,warn"},
        {"level": ["error", "warn"]},
        {"level": "~err"},
        {"level": None},
        {"level": (FilterOperator.not_equals, "error")},
        {"level": less_than("m")},
        {"level": all_of("error", "warn")},
        any_of({"level": "error"}, {"node_id": ID}),
    ],
    ids=str,
)
def test_what_is_compared_for_equality_only_is_compared_for_equality_only(condition: Any):
    with pytest.raises(UsageError, match="compares node logs for equality only"):
        query(LOG, filter=all_of({"node_id": ID, "registry_id": ID}, condition))


def test_a_collection_is_listed_with_the_filters_that_it_demands():
    sent = query(LOG, filter={"node_id": ID, "registry_id": Node.model_construct(id=ID).id, "level": ["error"]})
    assert sent == [("filter[nodeId]", str(ID)), ("filter[registryId]", str(ID)), ("filter[level]", "error")]
    assert build_query(LOG, {}, search=False) == []
