"""The package itself: what importing it costs, what it exports, and that it agrees with its contract."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import typing

import httpx2
import pytest

import flame_hub
from flame_hub import models
from flame_hub.contract import TABLE
from flame_hub.contract.checks import Check
from flame_hub.contract.table import Field, Relation, Resource, Schema, Table, Type
from flame_hub.http.inprocess import InProcessTransport
from flame_hub.models import published


def imported_by(statement: str) -> set[str]:
    """The modules that a statement imports in a fresh interpreter."""
    code = (
        f"import sys, json; sys.path[:0] = {sys.path!r}; before = set(sys.modules); {statement}; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_importing_the_package_imports_nothing_that_is_not_used():
    assert imported_by("import flame_hub") - {"__future__"} == {"flame_hub"}


def test_using_the_clients_does_not_import_the_embedded_hub_or_the_command_line():
    imported = imported_by("import flame_hub; flame_hub.Hub('http://localhost').close()")
    assert "httpx2" in imported
    others = ("flame_hub.embedded", "flame_hub.cli.", "click", "rich", "starlette", "uvicorn", "jwt", "cryptography")
    assert [name for name in imported if name.startswith(others)] == []


@pytest.mark.parametrize("name", ["Hub", "CoreClient"])
def test_no_model_is_made_and_no_event_loop_is_imported_before_it_is_used(name: str):
    imported = imported_by(f"import flame_hub; flame_hub.{name}")
    assert [name for name in imported if name.startswith("flame_hub.models._generated.")] == [
        "flame_hub.models._generated.names"
    ]
    assert "asyncio" not in imported


def test_every_model_is_found_by_its_name_and_by_a_star():
    found: dict[str, object] = {}
    exec("from flame_hub.models import *", found)
    assert {name: getattr(models, name) for name in models.__all__} == {name: found[name] for name in models.__all__}
    assert set(models.__all__) <= set(dir(models))
    assert len(models.__all__) == len(set(models.__all__))
    assert set(published.__all__) <= set(models.__all__)
    with pytest.raises(AttributeError, match="NoSuchModel"):
        models.NoSuchModel  # noqa: B018


@pytest.mark.parametrize("name", [name for name in flame_hub.__all__ if name.endswith("Client")])
def test_the_type_hints_of_methods_can_be_had(name: str):
    kind = getattr(flame_hub, name)
    methods = [value for key, value in vars(kind).items() if callable(value) and not key.startswith("_")]
    assert [method for method in methods if "return" not in typing.get_type_hints(method)] == []
    assert methods


def test_every_public_name_is_there_and_an_unknown_one_is_an_attribute_error():
    for name in flame_hub.__all__:
        assert getattr(flame_hub, name) is not None
    assert set(flame_hub.__all__) <= set(dir(flame_hub))
    with pytest.raises(AttributeError, match="no_such_name"):
        flame_hub.no_such_name  # noqa: B018


def test_without_the_extra_the_embedded_hub_is_an_attribute_that_cannot_be_had():
    code = (
        "import sys; sys.modules['jwt'] = None; import flame_hub; from flame_hub import *; help(flame_hub);"
        "assert not hasattr(flame_hub, 'embedded');"
        "hub = flame_hub.Hub.embedded()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "UsageError: The embedded Hub needs more packages (jwt is missing)" in done.stderr


def test_create_node_has_the_published_signature():
    for client in (flame_hub.CoreClient, flame_hub.AsyncCoreClient):
        parameters = inspect.signature(client.create_node).parameters
        assert [(p.name, p.default) for p in parameters.values()][:7] == [
            ("self", inspect.Parameter.empty),
            ("name", inspect.Parameter.empty),
            ("realm_id", None),
            ("registry_id", None),
            ("external_name", None),
            ("node_type", "default"),
            ("hidden", False),
        ]
        assert "hidden:" in (client.create_node.__doc__ or "")


@pytest.mark.parametrize("resource", list(TABLE), ids=lambda r: r.name)
def test_every_resource_has_a_model_with_its_fields(resource: Resource):
    model = getattr(models, resource.model)
    expected = [row.name for row in resource.rows if isinstance(row, Relation) or not row.internal]
    assert list(model.model_fields) == expected
    today = tuple(resource.relations)
    assert flame_hub.get_includable_names(model)[: len(today)] == today
    assert set(flame_hub.get_includable_names(model)) == set(resource.all_relations)
    assert flame_hub.get_field_names(model) == tuple(resource.hidden)


@pytest.mark.parametrize("resource", [r for r in TABLE if r.verbs], ids=lambda r: r.name)
def test_every_verb_has_a_method_with_a_docstring_in_both_colours(resource: Resource):
    names = {
        "list": [f"get_{resource.plural}"] * (not resource.must_filter) + [f"find_{resource.plural}"],
        "get": [f"get_{resource.name}"],
        "create": [f"create_{resource.name}"] * bool(resource.create),
        "update": [f"update_{resource.name}"] * bool(resource.update),
        "upsert": [f"upsert_{resource.name}"],
        "delete": [f"delete_{resource.name}"],
    }
    wanted = [name for verb in resource.verbs for name in names[verb]] + [action.method for action in resource.actions]
    for prefix in ("", "Async"):
        client = getattr(flame_hub, f"{prefix}{resource.service.capitalize()}Client")
        for name in wanted:
            method = getattr(client, name)
            assert inspect.iscoroutinefunction(method) is (bool(prefix) and not name.startswith("iter_")), name
            assert method.__doc__, name


@pytest.mark.parametrize("resource", [r for r in TABLE if r.verbs and r.offered], ids=lambda r: r.name)
def test_every_verb_of_the_table_is_offered_by_the_embedded_hub(resource: Resource, embedded, caplog):
    login = flame_hub.auth.PasswordAuth("admin", "start123")
    identifier = "00000000-0000-4000-8000-000000000000"
    routes = {
        "list": ("GET", ""),
        "get": ("GET", f"/{identifier}"),
        "create": ("POST", ""),
        "update": ("POST", f"/{identifier}"),
        "upsert": ("PUT", f"/{identifier}"),
        "delete": ("DELETE", f"/{identifier}"),
    }
    login = login.for_hub("http://hub/auth/")
    with httpx2.Client(transport=InProcessTransport(embedded), auth=login) as client:
        for verb in resource.verbs:
            method, path = routes[verb]
            answer = client.request(method, f"http://hub/{resource.service}/{resource.path}{path}")
            # Attributes without a name fail inside, as in the Hub; a mistake of this one would be logged.
            assert answer.status_code in (200, 201, 400, 404, 500), (verb, answer.text)
            assert answer.json().get("message") != "Not Found", verb
    assert not caplog.records


def field(name: str, **more: object) -> Field:
    return Field(name, Type.TEXT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "row",
    [
        Resource("core", "x", "xs", "xs", "", (field("id"),), Schema(filters=("nam",))),
        Resource("core", "x", "xs", "xs", "", (field("id"),), Schema(sorts=("nam",))),
        Resource("core", "x", "xs", "xs", "", (field("id"), Relation("y", "y_id", "y"))),
        Resource("core", "x", "xs", "xs", "", (field("id"), field("y_id", refers_to="y"))),
        Resource("core", "x", "xs", "xs", "", (field("id"),), unique=(("name",),)),
    ],
)
def test_a_row_of_the_contract_that_names_what_is_not_there_is_refused(row: Resource):
    with pytest.raises(ValueError, match="x: "):
        Table((row,))


def test_two_resources_of_one_name_are_refused():
    row = Resource("core", "x", "xs", "xs", "", (field("id", accepts=Check("text")),))
    with pytest.raises(ValueError, match="share a name"):
        Table((row, row))
