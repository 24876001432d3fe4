"""How a record looks: short in a line, whole in a notebook, and without its secrets."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console
from rich.pretty import pretty_repr

from flame_hub import models
from flame_hub.contract import TABLE
from flame_hub.models import Client, ClientCredentials, Node, Project, ResourceListMeta
from flame_hub.models.base import HubModel
from flame_hub.models.shows import cell, table_of
from flame_hub.types import HubList

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
HUSH = "do-not-show-me"


def node(**values: Any) -> Node:
    return Node.model_validate({"id": ID, **values})


def everywhere(record: HubModel) -> str:
    """All that is shown of a record."""
    console = Console(width=1000, color_system=None)
    with console.capture() as capture:
        console.print(record, HubList([record]))
    found = HubList([record])
    shown = [repr(record), str(record), record._repr_html_(), pretty_repr(record), capture.get()]
    return "\n".join([*shown, repr(found), found._repr_html_(), f"{record}"])


# -- a line --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({}, f"Node(id=UUID('{ID}'))"),
        ({"name": "a", "robotId": None}, f"Node(name='a', id=UUID('{ID}'))"),
        ({"name": "a", "online": False}, f"Node(name='a', id=UUID('{ID}'), online=False)"),
        ({"name": "a", "realmId": ID, "createdAt": "2026-01-01T00:00:00Z"}, f"Node(name='a', id=UUID('{ID}'), ...)"),
        ({"name": "a", "registry": {"id": ID}}, f"Node(name='a', id=UUID('{ID}'), ...)"),
        ({"name": "a", "publicKey": "ab" * 100}, f"Node(name='a', id=UUID('{ID}'), ...)"),
        ({"name": "a", "newProperty": 5}, f"Node(name='a', id=UUID('{ID}'), newProperty=5)"),
    ],
)
def test_a_record_is_shown_by_what_tells_it_apart(values: dict[str, Any], shown: str):
    assert repr(node(**values)) == shown
    assert pretty_repr(node(**values), max_width=1000) == shown


@pytest.mark.parametrize("resource", tuple(TABLE), ids=lambda resource: resource.name)
def test_a_line_stays_short(resource: Any):
    model: type[HubModel] = getattr(models, resource.model)
    values = {name: "x" * 5000 for name, f in resource.fields.items() if f.type == "text"}
    record = model.model_validate({**values, "id": ID, "created_at": "2026-01-01T00:00:00Z"})
    assert len(repr(record)) < 450
    assert len(str(record)) < 450


def test_a_record_without_an_id_shows_its_times():
    class Line(HubModel):
        time: Any = None
        message: str = ""

    line = Line.model_validate({"time": "2026-01-01T00:00:00Z", "message": "y" * 100})
    assert repr(line) == f"Line(time='2026-01-01T00:00:00Z', message='{'y' * 56}...)"
    assert repr(ResourceListMeta(total=3)) == "ResourceListMeta(total=3)"


# -- secrets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "record",
    [
        Client.model_validate({"id": ID, "name": "a", "secret": HUSH}),
        ClientCredentials.model_validate({"id": ID, "secret": HUSH}),
        node(registryProject={"id": ID, "accountSecret": HUSH}),
        node(newSecret=HUSH),
        node(api_token=HUSH),
        node(userPassword=HUSH),
        node(settings={"name": "a", "clientSecret": HUSH, "more": [{"token": HUSH}]}),
    ],
    ids=repr,
)
def test_secrets_are_shown_nowhere(record: HubModel):
    assert HUSH not in everywhere(record)
    assert HUSH in record.model_dump_json()


def test_a_notebook_says_that_there_is_a_secret():
    assert "(not shown)" in Client.model_validate({"id": ID, "secret": HUSH})._repr_html_()
    assert "(not shown)" not in Client.model_validate({"id": ID, "secret": None})._repr_html_()


# -- notebooks -----------------------------------------------------------------------------------------------------


def test_a_record_is_a_table_of_two_columns():
    shown = node(name="a", createdAt="2026-01-01T00:00:00Z", online=True, clientId=None)._repr_html_()
    for text in ("Node", "name", "2026-01-01 00:00:00Z", "True", ID, "client_id"):
        assert f">{text}<" in shown
    assert "robot_id" not in shown
    assert shown.count("<tr>") == 5


def test_a_notebook_obeys_no_record():
    evil = "<script>alert(1)</script>\"'&"
    shown = everywhere(node(**{"name": evil, evil: evil, "registry": {"id": ID, "name": evil}}))
    html = node(**{"name": evil, evil: evil})._repr_html_() + HubList([node(name=evil)])._repr_html_()
    assert "<script>alert(1)</script>" in shown  # as text, in a terminal
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "http" not in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("plain é 日本", "plain é 日本"),
        ("two\nlines", r"two\nlines"),
        ("\x1b[31m\u202e\ud800", r"\x1b[31m\u202e\ud800"),
        ("z" * 300, "z" * 197 + "..."),
        (True, "True"),
        ({"a": [1]}, "{'a': [1]}"),
    ],
)
def test_a_cell_is_plain_text(value: object, shown: str):
    assert cell(value) == shown


# -- columns -------------------------------------------------------------------------------------------------------


def test_columns_are_what_is_short_and_tells_records_apart():
    record = {"id": ID, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "realmId": ID}
    projects = [
        Project.model_validate({**record, "name": "one", "displayName": None, "nodes": 3, "description": "d" * 50}),
        Project.model_validate({**record, "name": "two", "displayName": "Two", "nodes": 0, "description": "d"}),
    ]
    columns, rows = table_of(projects)
    assert columns == ["name", "display_name", "id", "nodes", "created_at"]
    assert rows[0] == ["one", "", ID, "3", "2026-01-01 00:00:00Z"]
    assert rows[1][:2] == ["two", "Two"]


def test_there_are_not_too_many_columns():
    client = {name: "x" for name in Client.model_fields if name not in {"realm", "access_policy", "active"}}
    values = {"built_in": True, "secret_hashed": True, "secret_encrypted": True, "is_confidential": True}
    ids = {"id": ID, "realm_id": ID, "access_policy_id": ID}
    times = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    columns, _ = table_of([Client.model_validate({**client, **values, **ids, **times})])
    assert len(columns) == 8
    assert columns[:3] == ["name", "display_name", "id"]
    assert columns[-1] == "created_at"
