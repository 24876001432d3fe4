"""The clients, in both colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flame_hub.contract import TABLE
from flame_hub.contract.releases import Service
from flame_hub.contract.table import REQUIRED, UNGIVEN, Action, Argument, Field, Parameter, Resource, Type

from .docs import (
    OPTION_DOCS,
    RAISES,
    count_doc,
    create_doc,
    delete_doc,
    docstring,
    find_doc,
    get_all_doc,
    get_doc,
    iter_doc,
    returned,
    update_doc,
    upsert_doc,
)
from .types import HEADER, choice_names, python_type

#: Modules of clients with methods that are written by hand, each with a class of that name in both colours.
BY_HAND: Mapping[Service, str] = {"storage": "files", "telemetry": "logs", "messenger": "mailbox"}


class Colour:
    """What differs between the synchronous and the asynchronous client."""

    def __init__(self, *, asynchronous: bool) -> None:
        self.asynchronous = asynchronous
        self.prefix = "Async" if asynchronous else ""
        self.definition = "async def" if asynchronous else "def"
        self.call = "await self._call" if asynchronous else "self._call"
        self.walk = "AsyncWalk" if asynchronous else "Walk"

    def base(self, service: Service) -> str:
        return f"{self.prefix or 'Sync'}{BY_HAND.get(service, 'client').capitalize()}"


def client_module(service: Service, colour: Colour) -> str:
    resources = [r for r in TABLE.of(service) if r.verbs]
    lines_of_methods = [line for r in resources for line in resource_methods(r, colour)]
    lines_of_methods += [line for a in TABLE.actions.get(service, ()) for line in action_method(a, colour)]
    methods = "\n".join(lines_of_methods)
    bindings = [f"_{r.name.upper()}: Binding[models.{r.model}] = Binding(TABLE[{r.key!r}])" for r in resources]
    bindings += [
        f"_{a.method.upper()} = ActionBinding(TABLE[{r.key!r}].actions[{i}], {answered_by(a, service)})"
        for r in resources
        for i, a in enumerate(r.actions)
    ]
    bindings += [
        f"_{a.method.upper()} = ActionBinding(TABLE.actions[{service!r}][{i}], {answered_by(a, service)})"
        for i, a in enumerate(TABLE.actions.get(service, ()))
    ]
    keywords = "AsyncClientKwargs" if colour.asynchronous else "ClientKwargs"
    kind = "asynchronous" if colour.asynchronous else "synchronous"
    lines = [
        HEADER.format(about=f"The {kind} client of the {service} service."),
        "from __future__ import annotations\n",
        "from datetime import datetime",
        "from typing import Any, Literal, overload",
        "from uuid import UUID",
        "from typing_extensions import Unpack\n",
        "from ...contract import TABLE",
        "from ...core import operations",
        "from ...core.bindings import ActionBinding, Binding",
        "from ...core.options import AuthParam, BaseKwargs, CountKwargs, FindAllKwargs, FindOptions, GetKwargs",
        "from ...core.options import GetOptions, IterKwargs, UntimedWriteKwargs, WriteKwargs",
        "from ...core.results import HubList",
        "from ... import models",
        "from ...models.unset import UNSET, UNSET_T",
        f"from ..base import {keywords}",
        f"from ..{BY_HAND.get(service, 'base')} import {colour.base(service)}",
        f"from ..walks import {colour.walk}",
        "",
        *bindings,
        f"\n\nclass {colour.prefix}{service.capitalize()}Client({colour.base(service)}):",
        docstring(client_doc(service, colour), []),
        "",
        f"    service = {service!r}",
        f"    default_url = {default_url(service)!r}\n",
        "    def __init__(",
        f"        self, base_url: str = {default_url(service)!r}, auth: AuthParam = None, **kwargs: Unpack[{keywords}]",
        "    ) -> None:",
        docstring("", CONSTRUCTOR_DOCS, indent=8),
        "        super().__init__(base_url, auth, **kwargs)",
        methods,
    ]
    return "\n".join(lines)


CONSTRUCTOR_DOCS = [
    ("base_url", "URL of the service."),
    ("auth", "A login of flame_hub.auth, or an access token."),
    ("client", "An httpx2 client of your own; it is not closed with this one."),
    ("generation", "What the Hub runs ('0.8', '0.14', '0.8.36'), if that need not be found out."),
    ("kwargs", "Further: how to connect, how long to wait, how often to try. See flame_hub.types.ConnectionKwargs."),
]


def default_url(service: Service) -> str:
    """Where the public FLAME Hub has the service."""
    return f"https://{service}.privateaim.dev"


def client_doc(service: Service, colour: Colour) -> str:
    text = {
        "auth": "Client of the auth service: realms, accounts, and what they may do.",
        "core": "Client of the core service: nodes, projects, analyses, images, registries.",
        "storage": "Client of the storage service: buckets and files.",
        "telemetry": "Client of the telemetry service: events and logs.",
        "messenger": "Client of the messenger: messages to users and clients.",
    }[service]
    return f"{text} Every method is a coroutine." if colour.asynchronous else text


def write_options(resource: Resource) -> str:
    """The class of the further keywords of a method that writes: without those that are its parameters' names."""
    own = {p.name for p in (*resource.create, *resource.update)}
    return "UntimedWriteKwargs" if "timeout" in own else "WriteKwargs"


def resource_methods(resource: Resource, colour: Colour) -> Iterator[str]:
    constant = f"_{resource.name.upper()}"
    identifier = f"{resource.name}_id: {resource.model} | UUID | str"
    if "list" in resource.verbs:
        methods = [(f"get_{resource.plural}", "GetOptions", get_all_doc(resource))] * (not resource.must_filter)
        for name, options, doc in (*methods, (f"find_{resource.plural}", "FindOptions", find_doc(resource))):
            yield from overloaded(
                colour,
                name,
                "",
                options,
                f"HubList[{resource.model}]",
                "ResourceListMeta",
                doc,
                f"operations.find, {constant}, params, {name!r}",
            )
        yield walker(resource, colour)
        if resource.counted:
            yield method(
                colour,
                f"count_{resource.plural}",
                [],
                "int",
                count_doc(resource),
                f"operations.count, {constant}, params",
                options="CountKwargs",
            )
    if "get" in resource.verbs:
        yield from overloaded(
            colour,
            f"get_{resource.name}",
            identifier,
            "GetOptions",
            resource.model,
            "SingleResourceMeta",
            get_doc(resource),
            f"operations.get, {constant}, {resource.name}_id, params",
            missing=True,
        )
    if "create" in resource.verbs and resource.create:
        values = ", ".join(f"{p.name!r}: {p.name}" for p in resource.create)
        yield method(
            colour,
            f"create_{resource.name}",
            [parameter(resource, p) for p in resource.create],
            resource.model,
            create_doc(resource),
            f"operations.create, {constant}, {{{values}}}, params",
            options=write_options(resource),
        )
    if "update" in resource.verbs and resource.update:
        values = ", ".join(f"{p.name!r}: {p.name}" for p in resource.update)
        yield method(
            colour,
            f"update_{resource.name}",
            [identifier, *(parameter(resource, p, update=True) for p in resource.update)],
            resource.model,
            update_doc(resource),
            f"operations.update, {constant}, {resource.name}_id, {{{values}}}, params",
            options=write_options(resource),
        )
    if "upsert" in resource.verbs:
        values = ", ".join(f"{p.name!r}: {p.name}" for p in resource.create)
        yield method(
            colour,
            f"upsert_{resource.name}",
            [identifier, *(parameter(resource, p, update=True) for p in resource.create)],
            resource.model,
            upsert_doc(resource),
            f"operations.upsert, {constant}, {resource.name}_id, {{{values}}}, params",
            options=write_options(resource),
        )
    if "delete" in resource.verbs:
        yield method(
            colour,
            f"delete_{resource.name}",
            [identifier],
            "None",
            delete_doc(resource),
            f"operations.delete, {constant}, {resource.name}_id, params",
        )
    for action in resource.actions:
        yield from action_method(action, colour)


def walker(resource: Resource, colour: Colour) -> str:
    """The method that walks all pages. It is no coroutine in either colour: nothing is sent before the first record."""
    name = f"iter_{resource.plural}"
    head = qualified(f"\n    def {name}(self, **params: Unpack[IterKwargs]) -> {colour.walk}[{resource.model}]:")
    return (
        f"{head}\n{iter_doc(resource, colour)}\n        return self._walk(_{resource.name.upper()}, params, {name!r})"
    )


def parameter(resource: Resource, p: Parameter, *, update: bool = False) -> str:
    f = resource.fields[p.sets]
    kind = value_type(f)
    # A parameter that the Hub does not take is typed as it was published: it is accepted and warned about.
    takes_null = f.accepts.nullable if f.accepts is not None else f.nullable
    if update:
        return f"{p.name}: {kind} | UNSET_T{' | None' if takes_null else ''} = UNSET"
    if p.default is REQUIRED:
        return f"{p.name}: {kind}"
    if p.default is UNGIVEN:
        return f"{p.name}: {kind} | UNSET_T | None = UNSET"
    return f"{p.name}: {kind}{' | None' if p.default is None else ''} = {p.default!r}"


def value_type(f: Field) -> str:
    if f.type is Type.UUID:
        model = f"{TABLE[f.refers_to].model} | " if f.refers_to and TABLE[f.refers_to].verbs else ""
        return f"{model}UUID | str"
    return python_type(f, strict=True)


def method(
    colour: Colour,
    name: str,
    parameters: list[str],
    result: str,
    doc: str,
    operation: str,
    options: str = "BaseKwargs",
) -> str:
    signature = ", ".join(["self", *parameters, f"**params: Unpack[{options}]"])
    head = f"\n    {colour.definition} {name}({signature}) -> {result}:"
    return f"{qualified(head)}\n{doc}\n        return {colour.call}({operation})"


def overloaded(
    colour: Colour,
    name: str,
    identifier: str,
    options: str,
    result: str,
    meta: str,
    doc: str,
    operation: str,
    *,
    missing: bool = False,
) -> Iterator[str]:
    start = f"self, {identifier}{', ' if identifier else ''}"
    suffix = " | None" if missing else ""
    for flag, answer in (
        ("meta: Literal[True]", f"tuple[{result}, {meta}]"),
        ("meta: Literal[False] = False", result),
    ):
        yield "\n    @overload"
        head = f"    {colour.definition} {name}({start}*, {flag}, **params: Unpack[{options}]) -> {answer}{suffix}: ..."
        yield qualified(head)
    whole = {"GetOptions": "GetKwargs", "FindOptions": "FindAllKwargs"}[options]
    either = f"{result} | tuple[{result}, {meta}]{suffix}"
    yield qualified(f"\n    {colour.definition} {name}({start}**params: Unpack[{whole}]) -> {either}:")
    yield f"{doc}\n        return {colour.call}({operation})"


def qualified(head: str) -> str:
    """The head of a method with the models by their full names: so none is imported before it is used, and whoever
    asks for the type hints still finds all of them.
    """
    return _MODEL_NAME.sub(r"models.\1", head)


_MODEL_NAMES = {
    *(r.model for r in TABLE),
    *(r.name for r in TABLE.records),
    *choice_names(),
    "ResourceListMeta",
    "SingleResourceMeta",
}
#: Not those within quotes, which are values.
_MODEL_NAME = re.compile(rf"(?<![\w'.])({'|'.join(sorted(_MODEL_NAMES))})(?![\w'])")


def answered_by(action: Action, service: Service) -> str:
    """The arguments that say which service answers, and with whose records."""
    resource = next((r for r in TABLE if r.model == action.returns), None)
    return repr(service) + (f", TABLE[{resource.key!r}]" if resource else "")


def action_method(action: Action, colour: Colour) -> Iterator[str]:
    result = action.returns or "None"
    if action.answer == "list":
        result = f"HubList[{result}]"
    if action.missing == "none":
        result += " | None"
    values = ", ".join(f"{a.field.name!r}: {a.field.name}" for a in action.arguments)
    documented = [(a.field.name, a.field.doc) for a in action.arguments] + [("auth", OPTION_DOCS["auth"])]
    yield method(
        colour,
        action.method,
        [argument(a) for a in action.arguments],
        result,
        docstring(action.doc, documented, returned(action), RAISES, 8),
        f"operations.act, _{action.method.upper()}, {{{values}}}, params",
    )


def argument(a: Argument) -> str:
    f = a.field
    null = " | None" if f.nullable or a.default is None else ""
    if a.default is REQUIRED:
        return f"{f.name}: {value_type(f)}{null}"
    if a.default is UNGIVEN:
        return f"{f.name}: {value_type(f)} | UNSET_T{null} = UNSET"
    return f"{f.name}: {value_type(f)}{null} = {a.default!r}"
