"""The pages of the reference: each service with its collections, and what of the Hub is covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flame_hub.contract import TABLE
from flame_hub.contract.gaps import GAPS
from flame_hub.contract.generations import AUTHUP_RELEASES, CAME_WITH
from flame_hub.contract.releases import AUTHUP_RELEASE, HUB_RELEASE, TODAY, Former, Service, release_of
from flame_hub.contract.table import (
    REQUIRED,
    UNGIVEN,
    Action,
    Argument,
    Field,
    Parameter,
    Record,
    Relation,
    Resource,
    Verb,
)

from .clients import Colour, client_doc, default_url
from .coverage import Row, coverage
from .docs import article, returned, words_plural
from .types import python_type

MARK = "<!-- Written by tools/generate.py from the contract. -->\n"
VERBS: tuple[Verb, ...] = ("list", "get", "create", "update", "upsert", "delete")


def service_page(service: Service) -> str:
    """The page of a service."""
    name = service.capitalize()
    parts = [
        f"# The {service} service",
        MARK.rstrip(),
        f"{client_doc(service, Colour(asynchronous=False))} `flame_hub.{name}Client`, its twin with coroutines "
        f"`flame_hub.Async{name}Client`, and `hub.{service}` of a `Hub` or an `AsyncHub`. "
        f"{'It is looked for' if service in CAME_WITH else 'The public FLAME Hub has it'} at `{default_url(service)}`"
        f"{' unless told otherwise' if service in CAME_WITH else ''}.",
    ]
    if service == "auth":
        parts.append(
            f"It is Authup, which has releases of its own: a Hub {HUB_RELEASE} comes with 1.0.0-{AUTHUP_RELEASE}. "
            "Releases on this page are Authup's, and the first Hub that came with them."
        )
    for resource in TABLE.of(service):
        parts += resource_section(resource)
    if actions := TABLE.actions.get(service):
        parts += ["## Other methods", *methods_table(action_rows(actions, service))]
    records = [record for record in TABLE.records if record.service == service]
    if records:
        parts += ["## Other answers", *(part for record in records for part in record_section(record))]
    return "\n\n".join(parts) + "\n"


def resource_section(resource: Resource) -> Iterator[str]:
    yield f"## {words_plural(resource).capitalize()}"
    yield resource.doc
    facts = [f"Path `/{resource.service}/{resource.path}`", f"model `{resource.model}`"]
    if span := releases(resource):
        facts.append(span)
    yield ", ".join(facts) + "."
    yield from methods_table([*verb_rows(resource), *action_rows(resource.actions, resource.service)])
    yield from listing_of(resource)
    yield from fields_table([row for row in resource.rows if not (isinstance(row, Field) and row.internal)], resource)


def record_section(record: Record) -> Iterator[str]:
    yield f"### {record.name}"
    yield record.doc
    yield from fields_table(record.fields)


# -- methods ------------------------------------------------------------------------------------------------------


def verb_rows(resource: Resource) -> Iterator[tuple[str, str]]:
    one, many, name = resource.model, f"HubList[{resource.model}]", resource.name
    options = ["filter", *(["sort"] if resource.schema.sorts else []), "fields"]
    options += ["include"] if resource.relations else []
    reading = [option for option in options if option not in ("filter", "sort")]
    if "list" in resource.verbs:
        if not resource.must_filter:
            yield called(f"get_{resource.plural}", [*reading, "meta"], many), "The first page of all of them."
        yield called(f"find_{resource.plural}", [*options, "page", "meta"], many), "A page of those that match."
        yield called(f"iter_{resource.plural}", [*options, "limit", "prefetch"], f"Walk[{one}]"), "All that match."
        if resource.counted:
            yield called(f"count_{resource.plural}", ["filter"], "int"), "How many match."
    if "get" in resource.verbs:
        yield (
            called(f"get_{name}", [f"{name}_id", *reading, "meta"], f"{one} | None"),
            named("One of them", resource, "get"),
        )
    if "create" in resource.verbs and resource.create:
        yield called(f"create_{name}", [spelled(p) for p in resource.create], one), f"Create {article(resource)}."
    if "update" in resource.verbs and resource.update:
        changes = [f"{name}_id", *(f"{p.name}=…" for p in resource.update)]
        yield called(f"update_{name}", changes, one), named("Change what is given", resource, "update")
    if "upsert" in resource.verbs:
        changes = [f"{name}_id", *(f"{p.name}=…" for p in resource.create)]
        yield called(f"upsert_{name}", changes, one), "Change the one of this id or name, or create it."
    if "delete" in resource.verbs:
        yield called(f"delete_{name}", [f"{name}_id"], "None"), named("Delete it", resource, "delete")


def named(text: str, resource: Resource, verb: Verb) -> str:
    return f"{text}, by its id{' or its name' if verb in resource.named else ''}."


def action_rows(actions: Iterable[Action], service: Service) -> Iterator[tuple[str, str]]:
    for action in actions:
        about = " ".join(part for part in (action.doc, returned(action)) if part)
        if span := releases(action, service):
            about += f" {span[0].upper()}{span[1:]}."
        result = action.returns or "None"
        result = f"HubList[{result}]" if action.answer == "list" else result
        result += " | None" if action.missing == "none" else ""
        yield called(action.method, [spelled_argument(a) for a in action.arguments], result), about


def called(name: str, parameters: Sequence[str], result: str) -> str:
    return f"`{name}({', '.join(parameters)})` → `{result}`"


def spelled(p: Parameter) -> str:
    return p.name if p.default is REQUIRED else f"{p.name}=…" if p.default is UNGIVEN else f"{p.name}={p.default!r}"


def spelled_argument(a: Argument) -> str:
    name = a.field.name
    return name if a.default is REQUIRED else f"{name}=…" if a.default is UNGIVEN else f"{name}={a.default!r}"


def methods_table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    lines = [f"| {cell(call)} | {cell(doc)} |" for call, doc in rows]
    if lines:
        yield "\n".join(["| method | |", "|---|---|", *lines])


# -- what can be asked for ----------------------------------------------------------------------------------------


def listing_of(resource: Resource) -> Iterator[str]:
    schema = resource.schema
    facts = [
        ("Filters", schema.filters),
        ("Needs the filters", resource.must_filter),
        ("Sorts by", schema.sorts or ()),
        ("Includes", tuple(resource.relations)),
        ("Only with `fields=`", tuple(resource.hidden)),
    ]
    lines = [f"* {what}: {', '.join(f'`{name}`' for name in names)}" for what, names in facts if names]
    if resource.public:
        lines.append("* Can be read without a login.")
    if lines:
        yield "\n".join(lines)


def fields_table(rows: Iterable[Field | Relation], resource: Resource | None = None) -> Iterator[str]:
    service = resource.service if resource else None
    lines = [f"| `{row.name}` | {cell(type_of(row))} | {cell(about(row, service))} |" for row in rows]
    yield "\n".join(["| field | type | |", "|---|---|---|", *lines])


def type_of(row: Field | Relation) -> str:
    if isinstance(row, Relation):
        return f"`{'list[' if row.many else ''}{TABLE[row.to].model}{']' if row.many else ''} | None`"
    kind = row.choices.name if row.choices is not None else python_type(row, strict=True)
    return f"`{kind}{' | None' if row.nullable else ''}`"


def about(row: Field | Relation, service: Service | None) -> str:
    parts = [row.doc]
    if isinstance(row, Field):
        if row.choices is not None:
            parts.append(f"One of {', '.join(f'`{value}`' for value in row.choices.values)}.")
        if row.hidden:
            parts.append("Only if asked for with `fields`.")
        if row.secret:
            parts.append("Not shown when printed.")
        if row.sparse:
            parts.append("Not of every kind.")
    if service is not None and (span := releases(row, service)):
        parts.append(f"{span[0].upper()}{span[1:]}.")
    parts += [f"{former_text(old)}." for old in row.former]
    return " ".join(part for part in parts if part)


def former_text(old: Former) -> str:
    return f"Up to {shown_release(old.until)} called `{old.name}`"


def releases(row: Field | Relation | Resource | Action, service: Service | None = None) -> str:
    """Which releases have it, empty for all."""
    if isinstance(row, Resource):
        service = row.service
    parts: list[str] = []
    if row.since:
        came = next((f" (Hub {hub})" for hub, authup in AUTHUP_RELEASES if _at_least(authup, row.since)), "")
        parts.append(f"since {shown_release(row.since)}{came if service == 'auth' else ''}")
    if row.until:
        parts.append(f"until {shown_release(row.until)}")
    return " ".join(parts)


def _at_least(authup: str, release: str) -> bool:
    return release_of(authup) >= release_of(release)


def shown_release(release: str) -> str:
    return f"{'Authup' if release.startswith('beta') else 'Hub'} {release}"


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# -- coverage -----------------------------------------------------------------------------------------------------


def coverage_page() -> str:
    """The page that tells what of the Hub is covered."""
    rows = coverage()
    verbs = [row for row in rows if row.resource is not None]
    others = [row for row in rows if row.resource is None and (row.method or row.synchronous)]
    offered = [row for row in rows if row.offered]
    with_method = sum(row.synchronous and row.asynchronous for row in offered)
    parts = [
        "# Coverage",
        MARK.rstrip(),
        f"Of the {len(offered)} routes of a Hub {HUB_RELEASE} that are known here, the clients have methods for "
        f"{with_method}, and the embedded Hub answers {sum(row.embedded for row in offered)}. What is missing stands "
        "[below](#what-is-missing), with the reason.",
        "**S** the synchronous client has it, **A** the asynchronous one, **E** the embedded Hub answers it; "
        "**–** is missing. An empty cell: the Hub does not offer it.",
    ]
    for service in TODAY:
        parts += [f"## {service.capitalize()}", verbs_table([row for row in verbs if row.service == service])]
        parts.append(others_table([row for row in others if row.service == service]))
    parts += ["## What is missing", gaps_table(rows)]
    return "\n\n".join(parts) + "\n"


def verbs_table(rows: Sequence[Row]) -> str:
    lines = [f"| | {' | '.join(VERBS)} |", "|---" * (len(VERBS) + 1) + "|"]
    for resource in TABLE:
        found = {row.verb: row for row in rows if row.resource is resource}
        if found:
            cells = [letters(found[verb]) if verb in found else "" for verb in VERBS]
            span = f" ({releases(resource)})" if releases(resource) else ""
            lines.append(f"| {words_plural(resource)}{span} | {' | '.join(cells)} |")
    return "\n".join(lines)


def others_table(rows: Sequence[Row]) -> str:
    lines = ["| other routes | method | |", "|---|---|---|"]
    for row in rows:
        method = f"`{row.method}`" if row.method else cell(row.doc)
        lines.append(f"| `{row.shown}` | {method} | {letters(row)} |")
    return "\n".join(lines)


def letters(row: Row) -> str:
    marks = [("S", row.synchronous), ("A", row.asynchronous)]
    # An embedded Hub need not have what Hubs of its generation have no more.
    marks += [("E", row.embedded)] if row.offered else []
    return " ".join(letter if there else "–" for letter, there in marks)


def gaps_table(rows: Sequence[Row]) -> str:
    where = {"client": "clients", "embedded": "embedded Hub"}
    found = {(row.service, row.route): row for row in rows}
    groups: dict[tuple[str, str], list[str]] = {}
    for gap in GAPS:
        row = found[gap.service, gap.route]
        groups.setdefault((", ".join(where[side] for side in row.lacks), gap.reason), []).append(f"`{row.shown}`")
    lines = [f"| {', '.join(routes)} | {lacking} | {cell(why)} |" for (lacking, why), routes in groups.items()]
    return "\n".join(["| routes | missing in | why |", "|---|---|---|", *lines])
