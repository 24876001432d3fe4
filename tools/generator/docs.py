"""Docstrings of generated code."""

from __future__ import annotations

import textwrap
from typing import Protocol

from flame_hub.contract.table import Action, Resource, Verb


class Colour(Protocol):
    """Whether the methods are coroutines."""

    asynchronous: bool


RAISES = "HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors."
OPTION_DOCS = {
    "page": "{'limit': at most 50, 'offset': rows to skip}.",
    "meta": "Return a pair of the result and what the Hub says beside it.",
    "auth": "Login for this call alone. Likewise `timeout`, `deadline` and `retries`.",
}


def words(resource: Resource) -> str:
    return resource.name.replace("_", " ")


def article(resource: Resource) -> str:
    return f"{'an' if words(resource)[0] in 'aeio' else 'a'} {words(resource)}"


def identifier_doc(resource: Resource, verb: Verb = "get") -> str:
    if verb in resource.named or verb == "upsert":
        return f"The {words(resource)}, its id or its name."
    return f"The {words(resource)} or its id."


def options_doc(resource: Resource, *names: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name in names:
        if name == "filter":
            needed = f" Needed: {', '.join(resource.must_filter)}." if resource.must_filter else ""
            found.append((name, f"Conditions by field: {', '.join(resource.schema.filters)}.{needed}"))
        elif name == "sort" and resource.schema.sorts:
            found.append(
                (name, f"A field, or several, with '-' before those that descend: {', '.join(resource.schema.sorts)}.")
            )
        elif name == "fields":
            extra = f"; hidden unless named: {', '.join(resource.hidden)}" if resource.hidden else ""
            found.append(
                (name, f"Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...){extra}.")
            )
        elif name == "include" and resource.relations:
            found.append((name, f"Relations to send along, all if not given: {', '.join(resource.relations)}."))
        elif name in ("page", "meta", "auth"):
            found.append((name, OPTION_DOCS[name]))
    return found


def get_all_doc(resource: Resource) -> str:
    return docstring(
        f"List {words_plural(resource)}: the first page, at most 50. `find_{resource.plural}` gives the others.",
        options_doc(resource, "fields", "include", "meta", "auth"),
        f"The list of {words_plural(resource)}.",
        RAISES,
        8,
    )


def words_plural(resource: Resource) -> str:
    return resource.plural.replace("_", " ")


def find_doc(resource: Resource) -> str:
    return docstring(
        f"Find {words_plural(resource)}, a page of at most 50 at a time.",
        options_doc(resource, "filter", "sort", "page", "fields", "include", "meta", "auth"),
        f"The list of matching {words_plural(resource)}; `.total` counts "
        + ("those on all pages." if resource.counted else "those of this page."),
        RAISES,
        8,
    )


def iter_doc(resource: Resource, colour: Colour) -> str:
    loop = "async for" if colour.asynchronous else "for"
    return docstring(
        f"Walk through all {words_plural(resource)}, page after page, as `{loop}` asks for them. Every one that is "
        "there all the while comes once, though others write meanwhile.",
        [
            *options_doc(resource, "filter", "sort", "fields", "include"),
            ("limit", f"At most so many {words_plural(resource)}, None: all there are."),
            ("prefetch", "Pages that are asked for ahead, 0: none."),
            ("auth", "Login for these calls alone."),
        ],
        f"An iterator over the {words_plural(resource)}. Nothing is sent before its first step.",
        RAISES,
        8,
    )


def count_doc(resource: Resource) -> str:
    return docstring(
        f"Count {words_plural(resource)}.",
        options_doc(resource, "filter", "auth"),
        "How many match.",
        RAISES,
        8,
    )


def upsert_doc(resource: Resource) -> str:
    arguments = [(p.name, p.doc or resource.fields[p.sets].doc) for p in resource.create]
    return docstring(
        f"Change the {words(resource)} of this id or name, or create it if there is none.",
        [(f"{resource.name}_id", identifier_doc(resource, "upsert")), *arguments, ("auth", OPTION_DOCS["auth"])],
        f"The {words(resource)} as it is now.",
        RAISES,
        8,
    )


def get_doc(resource: Resource) -> str:
    return docstring(
        f"Get one {words(resource)}.",
        [
            (f"{resource.name}_id", identifier_doc(resource)),
            *options_doc(resource, "fields", "include", "meta", "auth"),
        ],
        f"The {words(resource)}, None if there is none.",
        RAISES,
        8,
    )


def create_doc(resource: Resource) -> str:
    arguments = [(p.name, p.doc or resource.fields[p.sets].doc) for p in resource.create]
    return docstring(
        f"Create {article(resource)}. {resource.doc}",
        [*arguments, ("auth", OPTION_DOCS["auth"])],
        f"The {words(resource)} as the Hub made it.",
        RAISES,
        8,
    )


def update_doc(resource: Resource) -> str:
    arguments = [(p.name, p.doc or resource.fields[p.sets].doc) for p in resource.update]
    return docstring(
        f"Change {article(resource)}. What is not given stays as it is.",
        [(f"{resource.name}_id", identifier_doc(resource, "update")), *arguments, ("auth", OPTION_DOCS["auth"])],
        f"The {words(resource)} as it is now.",
        RAISES,
        8,
    )


def delete_doc(resource: Resource) -> str:
    return docstring(
        f"Delete {article(resource)}.",
        [(f"{resource.name}_id", identifier_doc(resource, "delete")), ("auth", OPTION_DOCS["auth"])],
        "",
        RAISES,
        8,
    )


def returned(action: Action) -> str:
    """What the method of an action returns, in words."""
    if action.returns is None:
        return ""
    words = action.returns if action.answer != "list" else f"list of {action.returns}"
    return f"The {words}{', None if there is none' if action.missing == 'none' else ''}."


def docstring(text: str, items: list[tuple[str, str]], returns: str = "", raises: str = "", indent: int = 4) -> str:
    """A docstring: the text, then the items, as arguments of a method or as attributes of a class."""
    pad = " " * indent
    parts = [textwrap.fill(text, 114 - indent)] if text else ["Make the client. Nothing is sent yet."]
    described = [(name, doc) for name, doc in items if doc]
    if described:
        heading = "Args" if indent == 8 else "Attributes"
        lines = [
            textwrap.fill(f"{name}: {doc}", 114 - indent, initial_indent="    ", subsequent_indent="        ")
            for name, doc in described
        ]
        parts.append("\n".join([f"{heading}:", *lines]))
    if returns:
        parts.append(f"Returns:\n    {returns}")
    if raises:
        parts.append(f"Raises:\n    {raises}")
    body = "\n\n".join(parts)
    if "\n" not in body:
        return f'{pad}"""{body}"""'
    return textwrap.indent(f'"""{body}\n"""', pad, lambda line: bool(line.strip()))
