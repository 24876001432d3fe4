"""The published clients' surface is here: whoever uses one of them can use this package in its place.

`tests/published/` lists the names, parameters, defaults and fields of two releases. What is different on purpose stands
in docs/migrating.md, and this module holds the page to it: no difference without a line, no line without a difference.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import flame_hub
from flame_hub import auth, models, types
from flame_hub.models import UNSET

HERE = Path(__file__).parent
RELEASES = ("1.1.0", "0.2.10")
PAGE = HERE.parent / "docs" / "migrating.md"
KINDS = {"": inspect.Parameter.POSITIONAL_OR_KEYWORD, "*": inspect.Parameter.VAR_POSITIONAL}


@cache
def published(release: str) -> Any:
    return json.loads((HERE / "published" / f"{release}.json").read_text(encoding="utf-8"))


def told_on_the_page(release: str) -> set[str]:
    """The first column of the page's table of differences from a release."""
    text = PAGE.read_text(encoding="utf-8").split(f"## Different from {release}", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def shown(default: object) -> str:
    return "UNSET" if default is UNSET else repr(default)


def difference_of_signatures(expected: list[list[str]], function: Any) -> bool:
    """Whether a call that the published signature allows means something else, or nothing, here."""
    found = [p for p in inspect.signature(function).parameters.values() if p.name != "self"]
    named = [p for p in found if p.kind is not inspect.Parameter.VAR_KEYWORD]
    wanted = [parameter for parameter in expected if parameter[1] != "**"]
    for parameter, p in zip(wanted, named, strict=False):
        name, kind, *default = parameter
        has = [shown(p.default)] if p.default is not inspect.Parameter.empty else []
        if (name, KINDS[kind], default) != (p.name, p.kind, has):
            return True
    further = named[len(wanted) :]
    return len(named) < len(wanted) or any(
        p.default is inspect.Parameter.empty and p.kind is KINDS[""] for p in further
    )


def differences(release: str) -> Iterator[str]:
    surface = published(release)
    for name in surface["exports"]:
        if not hasattr(flame_hub, name):
            yield f"flame_hub.{name}"
    for owner, module in (("clients", flame_hub), ("auth", auth), ("exceptions", flame_hub)):
        for kind, methods in surface[owner].items():
            found = getattr(module, kind, None)
            if owner == "exceptions":
                methods = {"__init__": methods}
            for method, parameters in methods.items():
                function = getattr(found, method, None)
                if function is None or difference_of_signatures(parameters, function):
                    yield f"{kind}.{method}"
    for kind, wanted in surface["models"].items():
        yield from differences_of_models(kind, wanted)
    for kind in surface["other_models"]:
        if not hasattr(models, kind):
            yield f"models.{kind}"
    for kind, members in surface["types"].items():
        if not hasattr(types, kind) or not set(members) <= members_of(getattr(types, kind)):
            yield f"types.{kind}"


def differences_of_models(kind: str, wanted: Any) -> Iterator[str]:
    model = getattr(models, kind, None)
    if model is None:
        yield f"models.{kind}"
        return
    names = set(getattr(model, "model_fields", {})) | {n for n, v in vars(model).items() if isinstance(v, property)}
    for field in wanted["fields"]:
        if field not in names:
            yield f"models.{kind}.{field}"
    if not set(wanted["includable"]) <= set(flame_hub.get_includable_names(model) if wanted["includable"] else ()):
        yield f"get_includable_names({kind})"
    if not set(wanted["optional"]) <= set(flame_hub.get_field_names(model) if wanted["optional"] else ()):
        yield f"get_field_names({kind})"


def members_of(kind: Any) -> set[str]:
    if literals := {value for value in get_args(kind) if isinstance(value, str)}:
        return literals
    if isinstance(kind, type) and issubclass(kind, str):
        return {member.value for member in kind}  # type: ignore[attr-defined]
    return set(get_type_hints(kind)) if isinstance(kind, type) else set()


@pytest.mark.parametrize("release", RELEASES)
def test_every_difference_from_a_published_release_is_told(release: str):
    assert sorted(set(differences(release)) - told_on_the_page(release)) == []


@pytest.mark.parametrize("release", RELEASES)
def test_every_difference_that_is_told_is_one(release: str):
    assert sorted(told_on_the_page(release) - set(differences(release))) == []


@pytest.mark.parametrize("release", RELEASES)
def test_the_asynchronous_clients_have_the_same_methods(release: str):
    for kind, methods in published(release)["clients"].items():
        ours, theirs = getattr(flame_hub, kind), getattr(flame_hub, f"Async{kind}")
        for method in methods:
            if method in ("close", "__init__"):
                continue
            parameters = [
                (p.name, p.kind, shown(p.default)) for p in inspect.signature(getattr(ours, method)).parameters.values()
            ]
            assert parameters == [
                (p.name, p.kind, shown(p.default))
                for p in inspect.signature(getattr(theirs, method)).parameters.values()
            ], method
