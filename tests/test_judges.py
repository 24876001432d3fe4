"""The published clients as judges of the embedded Hub: that what `tools/judges.py` runs is complete.

The judges themselves need the package index, so they run on their own.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import flame_hub
import judges
import lock

HERE = Path(__file__).parent
FOLDER = HERE / "judges"
SURFACES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (HERE / "published").glob("*.json")}


def load(name: str) -> ModuleType:
    """A module of the judges."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def judging() -> Iterator[ModuleType]:
    load("defects")
    yield load("judging")
    for name in ("judging", "defects"):
        del sys.modules[name]


def called() -> set[str]:
    """The names of all methods that the flows call."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.py")]
    return {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("release", sorted(SURFACES))
def test_every_published_method_is_called(release: str):
    clients = SURFACES[release]["clients"].values()
    assert {method for methods in clients for method in methods} - {"__init__"} - called() == set()


def test_every_flow_is_run():
    sources = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
    modules = {name for name, text in sources.items() if re.search(r"^FLOWS = ", text, re.MULTILINE)}
    assert modules == {name for name in modules if re.search(rf"^import {name}$", sources["run"], re.MULTILINE)}
    for name in modules:
        tree = ast.parse(sources[name])
        flows = {
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef)
            and [argument.arg for argument in node.args.args] == ["judge"]
            and not node.name.startswith("_")
        }
        (listed,) = [node.value for node in tree.body if isinstance(node, ast.Assign) and _target(node) == "FLOWS"]
        assert isinstance(listed, ast.Tuple)
        assert {flow.id for flow in listed.elts if isinstance(flow, ast.Name)} == flows


def _target(node: ast.Assign) -> str:
    return node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""


def test_every_judge_is_pinned():
    assert set(judges.JUDGES) == set(lock.JUDGES)
    for release in judges.JUDGES:
        text = (FOLDER / f"{release}.lock").read_text(encoding="utf-8")
        assert f"flame-hub-client=={release} \\" in text
        assert "://" not in text
        pinned = re.findall(r"^\S+==\S+.*\n((?:    --hash=sha256:\w+(?: \\)?\n)*)", text, re.MULTILINE)
        assert len(pinned) > 10
        assert all(pinned)


def test_every_known_defect_is_of_a_judge_and_looked_for():
    source = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py") if path.stem != "defects")
    for key, defect in load("defects").DEFECTS.items():
        assert set(defect.releases) <= set(judges.JUDGES)
        assert f'"{key}"' in source
        assert defect.why.endswith(".")
        assert defect.tells


class Client:
    """Methods of all kinds."""

    def find(self, name: str, limit: int = 5, **params: Any) -> Any:
        return name, limit, params

    def upload(self, bucket: str, *files: str) -> Any:
        return bucket, files


@pytest.mark.parametrize(
    ("form", "args", "kwargs"),
    [("positional", ("a", 5), {"meta": True}), ("keyword", (), {"name": "a", "meta": True})],
)
def test_a_call_is_made_in_the_form_that_is_asked_for(
    judging: ModuleType, form: str, args: tuple[Any, ...], kwargs: dict[str, Any]
):
    method = Client().find
    for call in (((), {"name": "a", "meta": True}), (("a",), {"meta": True})):
        assert judging.in_form(form, method, *call) == (args, kwargs, {"name"})
    assert judging.in_form(form, Client().upload, ("b", "x", "y"), {})[:2] == (("b", "x", "y"), {})
    with pytest.raises(TypeError):
        judging.in_form(form, method, (), {})


def report(**changes: Any) -> dict[str, Any]:
    """A report of a client with two methods, of which all is well."""
    note = {"parameters": ["name"], "given": ["name"], "returned": 1, "raised": 0}
    methods = {"core.get_nodes": dict(note), "core.create_node": dict(note)}
    return {"methods": methods, "flows": ["nodes.nodes"], "checks": 3, "defects": {}, "unseen": [], **changes}


def test_a_judge_that_found_nothing_wrong_is_content():
    found = judges.verdict({form: report() for form in judges.FORMS})
    assert (found.methods, found.driven, found.passed, found.checks, found.faults) == (2, 2, 2, 6, ())


def test_a_known_defect_is_no_fault_but_nothing_passed():
    broken = report(defects={"no policy": ["core.get_nodes"]})
    broken["methods"]["core.get_nodes"]["returned"] = 0
    found = judges.verdict(dict.fromkeys(judges.FORMS, broken))
    assert (found.driven, found.passed, found.faults) == (2, 1, ())
    assert found.defects == {"no policy": ("core.get_nodes",)}


def test_what_was_not_driven_given_or_seen_is_a_fault():
    wanting = report(unseen=["no policy"])
    wanting["methods"]["core.get_nodes"] |= {"returned": 0, "raised": 1}
    wanting["methods"]["core.create_node"]["given"] = []
    found = judges.verdict({"positional": report(), "keyword": wanting})
    assert (found.methods, found.driven) == (2, 1)
    assert found.faults == (
        "keyword: core.create_node: name was never given",
        "keyword: core.get_nodes was not driven",
        "keyword: the defect 'no policy' did not show",
    )


def test_a_judge_does_not_take_a_refusal_or_another_value_for_right(judging: ModuleType, embedded: Any):
    with embedded.serve() as served:
        judge = judging.Judge(served.base_url, "keyword")
        judge.same(1, 1)
        with pytest.raises(judging.Unjust):
            judge.same(1, 2)
        with pytest.raises(judging.Unjust, match="was not refused"):
            judge.refused(404, "The node was not found.", judge.core.get_nodes)
        judge.refused(404, "The node was not found.", judge.core.delete_node, node_id=judging.NOWHERE)
        with pytest.raises(flame_hub.HubAPIError):
            judge.core.delete_node(judging.NOWHERE)
        assert judge.report.methods["core.delete_node"].raised == 2
        judge.close()
