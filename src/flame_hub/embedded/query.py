"""What a request for the records of one resource asks for, read from its query string.

The Hub is forgiving in everything but filter expressions: names and values that it does not know are dropped, and so
are they here. `read_query` gives names in Python's spelling and in the order in which an answer has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..contract.table import MAX_LIMIT, Relation, Resource, Table, wire_name
from .filters import (
    Comparison,
    Condition,
    Group,
    QueryRejected,
    Resolve,
    read_bracket,
    read_expression,
    rejected,
    trim,
)

__all__ = ["Asked", "Query", "QueryRejected", "describe", "read_query"]

Path = tuple[str, ...]
Sort = tuple[Path, bool]

#: Further parameters of a query string are not looked at.
MAXPARAMETERS = 1000

#: The largest number of records that can be skipped: beyond it the Hub's numbers are no longer exact.
MAX_OFFSET = 2**53 - 1

_ROOT = ("$root", "__DEFAULT__")
_UNSAFE = frozenset({"__proto__", "constructor", "prototype"})
PARAMETERS = {"fields": "fields", "filter": "filters", "include": "relations", "page": "pagination", "sort": "sorts"}
_MAX_RELATIONS = 32


@dataclass(frozen=True)
class Query:
    """What a request asks for.

    given     whether the request had any query parameter at all
    fields    fields to answer with: `()` those of the record itself, `("registry",)` those of an included relation
    include   paths of the relations to answer with, parents first
    filter    the condition that the records must meet, None if all do
    sort      (path of a field, whether descending), the most significant first
    limit     how many records at most
    offset    how many records to skip
    """

    given: bool
    fields: Mapping[Path, Path]
    include: tuple[Path, ...]
    filter: Condition | None
    sort: tuple[Sort, ...]
    limit: int
    offset: int


class Asked(list[tuple[str, str]]):
    """The parameters of a query string, of which a part was read already because today's words cannot say it.

    condition  called for a condition that the records must meet as well, None if there is none. Raises `QueryRejected`.
    order      the keys to sort by, None if they are among the parameters
    """

    def __init__(
        self,
        pairs: Iterable[tuple[str, str]],
        condition: Callable[[], Condition | None],
        order: tuple[Sort, ...] | None = None,
    ) -> None:
        super().__init__(pairs)
        self.condition = condition
        self.order = order


def read_query(table: Table, resource: Resource, pairs: Sequence[tuple[str, str]], *, single: bool = False) -> Query:
    """Read the query string of a request.

    table      where the related resources are found
    resource   the one whose records are asked for
    pairs      the decoded parameters, in order
    single     one record is asked for by its id: of the parameters only `fields` and `include` count

    Raises `QueryRejected` for what the Hub answers with status 400: a filter expression that is wrong, a codec that
    does not exist, keys that name parts of a JavaScript prototype.
    """
    read = read_parameters(pairs)
    expression = read_codec(read.get("codec"))
    for name in ("fields", "include") if single else PARAMETERS:
        if name in read:
            read[name].refuse_unsafe(PARAMETERS[name], values=name in ("fields", "include", "sort"))

    include = _include(table, resource, read.get("include"))
    scope = _Scope(table, resource, frozenset(include) if "include" in read else None)
    query = Query(
        given=any(name for name, _ in pairs),
        fields=_fields(scope, include, read.get("fields")),
        include=include,
        filter=None,
        sort=(),
        limit=MAX_LIMIT,
        offset=0,
    )
    if single:
        return query
    limit, offset = read_page(read.get("page"), MAX_LIMIT)
    query = replace(
        query,
        filter=read_filter(scope.filterable, read.get("filter"), expression=expression),
        sort=_sort(scope, read.get("sort")),
        limit=limit,
        offset=offset,
    )
    return _completed(query, pairs) if isinstance(pairs, Asked) else query


def _completed(query: Query, asked: Asked) -> Query:
    members = tuple(member for member in (query.filter, asked.condition()) if member is not None)
    condition = members[0] if len(members) == 1 else Group("and", members) if members else None
    return replace(query, filter=condition, sort=query.sort if asked.order is None else asked.order)


# -- the parameters -----------------------------------------------------------------------------------------------


@dataclass
class _Values:
    """The values of one spelling of a parameter; `listed` if they are a list even if there is just one."""

    texts: list[str]
    listed: bool = False

    def add(self, text: str, *, listed: bool) -> None:
        self.texts.append(text)
        self.listed = self.listed or listed or len(self.texts) > 1

    def names(self) -> list[str]:
        """The names in the values; the Hub does not look for commas in a list."""
        return self.texts if self.listed else self.texts[0].split(",")


class Parameter:
    """All values of one parameter.

    plain   those given without a key (`sort=name`)
    keyed   those given with one (`sort[name]=asc`), by the key's parts

    Where a request has both, the Hub looks at those only that came first.
    """

    def __init__(self) -> None:
        self.plain: _Values | None = None
        self.keyed: dict[Path, _Values] = {}
        self.mixed = False

    def add(self, key: Path, text: str, *, listed: bool) -> None:
        if not key and not self.keyed:
            self.plain = self.plain or _Values([])
            self.plain.add(text, listed=listed)
        elif key and self.plain is None:
            self.keyed.setdefault(key, _Values([])).add(text, listed=listed)
        else:
            self.mixed = True

    def refuse_unsafe(self, parameter: str, *, values: bool) -> None:
        """Refuse keys, and names in values if these are names, that could reach the prototype of an object."""
        written = [".".join(key) for key in self.keyed]
        if values:
            for given in (self.plain, *self.keyed.values()):
                written += [name.lstrip("+-") for name in given.names()] if given else []
        for key in written:
            parts = key.split(".")
            if not _UNSAFE.isdisjoint(parts):
                raise rejected("keyInvalid", f"The key {key} is invalid.", parameter=parameter, path=parts, key=key)


_KEY_PART = re.compile(r"\[([^\[\]]*)\]")
_LIST_PART = re.compile(r"|1?[0-9]|20")
_MAX_KEY_PARTS = 5


def read_parameters(pairs: Iterable[tuple[str, str]]) -> dict[str, Parameter]:
    """The parameters of a query string, by name."""
    read: dict[str, Parameter] = {}
    for number, (name, text) in enumerate(pairs):
        if number == MAXPARAMETERS:
            break
        first = _KEY_PART.search(name)
        parts: list[str] = _KEY_PART.findall(name)
        root = name[: first.start()] if first else name
        listed = bool(parts) and _LIST_PART.fullmatch(parts[-1]) is not None
        if listed:
            parts.pop()
        if len(parts) > _MAX_KEY_PARTS:
            continue
        key = tuple(_unicode(".".join(parts)).split(".")) if parts else ()
        read.setdefault(root, Parameter()).add(key, _unicode(text), listed=listed)
    return read


def _unicode(text: str) -> str:
    """The text without halves of characters, which neither a database nor an answer can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_codec(given: Parameter | None) -> bool | None:
    """Whether filters are expressions; None if the request leaves that to be seen."""
    if given is None:
        return None
    if given.plain is None or given.plain.listed or given.mixed:
        raise QueryRejected("No codec could be resolved.")
    name = given.plain.texts[0]
    if name not in ("", "url-expression", "url-simple"):
        raise QueryRejected(f"The codec {name} could not be resolved.")
    return name == "url-expression" if name else None


# -- names --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Scope:
    """Where a name is looked up.

    open    the relations that filters, sorts and fields may go through, None: all
    trail   the relations that were gone through to get here
    """

    table: Table
    resource: Resource
    open: frozenset[Path] | None = None
    trail: Path = ()

    def relation(self, wire: str) -> Relation | None:
        return next((row for row in self.resource.relations.values() if self.resource.wire_of(row) == wire), None)

    def enter(self, wire: str) -> _Scope | None:
        """The scope of a relation, None if there is no such relation or it is not open."""
        relation = self.relation(wire)
        if relation is None or len(self.trail) == _MAX_RELATIONS:
            return None
        trail = (*self.trail, relation.name)
        if self.open is not None and trail not in self.open:
            return None
        return replace(self, resource=self.table[relation.to], trail=trail)

    def own(self, parts: Path) -> Path:
        """The parts of a key without the name of the resource itself, with which it may start."""
        return parts[1:] if len(parts) > 1 and parts[0] == self.resource.wire else parts

    def filterable(self, parts: Path) -> Path:
        """The path of a field that can be filtered; raises `QueryRejected` if there is none of that name."""
        raw = ".".join(parts)
        scope, wires = self, self.own(parts)
        for depth, wire in enumerate(wires[:-1], start=1):
            inner = scope.enter(wire)
            if inner is None:
                code, fault = (
                    ("keyPathInvalid", "invalid") if self.open is None else ("keyPathNotAllowed", "not permitted")
                )
                raise rejected(code, f"The key path {wire} is {fault}.", path=wires[:depth], key=raw)
            scope = inner
        field = scope.resource.by_wire_of_today.get(wires[-1])
        if field is None or field.name not in scope.resource.schema.filters:
            raise rejected("keyNotAllowed", f"The key {wires[-1]} is not permitted.", path=wires, key=raw)
        return (*scope.trail, field.name)


def _include(table: Table, resource: Resource, given: Parameter | None) -> tuple[Path, ...]:
    if given is None:
        return ()
    asked = given.plain.names() if given.plain else ()
    keyed = (".".join((*key, values.texts[0])) for key, values in given.keyed.items() if not values.listed)
    found: dict[Path, None] = {}
    for name in (*asked, *keyed):
        scope = _Scope(table, resource)
        for wire in name.split("."):
            inner = scope.enter(wire)
            if inner is None:
                break
            scope = inner
            found[scope.trail] = None
    return tuple(found)


# -- fields -------------------------------------------------------------------------------------------------------


def _fields(scope: _Scope, include: tuple[Path, ...], given: Parameter | None) -> dict[Path, Path]:
    asked: dict[Path, list[str]] = {}
    for group, names in _field_groups(scope, given):
        for name in names:
            *relations, leaf = name.split(".")
            inner: _Scope | None = scope
            for wire in (*group, *relations):
                inner = inner and inner.enter(wire)
            if inner is not None:
                asked.setdefault(inner.trail, []).append(leaf)

    resource = scope.resource
    selected: dict[Path, Path] = {(): _select(resource, asked.get((), []), always=resource.schema.always)}
    for path in include:
        related = resource
        for name in path:
            related = scope.table[related.relations[name].to]
        # Without its id the Hub could not tell a related record without values from no related record.
        selected[path] = _select(related, asked.get(path, []), always=("id",))
    return selected


def _field_groups(scope: _Scope, given: Parameter | None) -> list[tuple[Path, list[str]]]:
    if given is None:
        return []
    if given.plain:
        return [((), given.plain.names())]
    roots = (*_ROOT, scope.resource.wire)
    return [(key[1:] if key[0] in roots else key, values.names()) for key, values in given.keyed.items()]


def _select(resource: Resource, asked: Sequence[str], *, always: Sequence[str]) -> Path:
    """The fields that `asked` (`name`, `+name`, `-name`) chooses, in the schema's order."""
    if resource.schema.style == "none":
        return tuple(resource.answered)  # nothing can be asked for, so all is answered
    known = [*resource.answered, *resource.hidden]
    wires = {resource.wire_of(resource.fields[name]): name for name in known}
    named: dict[str, set[str]] = {"": set(), "+": set(), "-": set()}
    for text in asked:
        sign = text[:1] if text[:1] in ("+", "-") else ""
        if name := wires.get(text[len(sign) :]):
            named[sign].add(name)
    # A resource without declared defaults starts from nothing, so that "+name" alone chooses just the name.
    defaults = () if resource.schema.style == "allowed" else resource.answered
    chosen = (named[""] or set(defaults)) | named["+"]
    chosen = (chosen or set(resource.answered)) - named["-"]
    chosen = (chosen or set(resource.answered)) | set(always)
    return tuple(name for name in known if name in chosen)


# -- filters ------------------------------------------------------------------------------------------------------


def read_filter(resolve: Resolve, given: Parameter | None, *, expression: bool | None) -> Condition | None:
    """The condition that a request sets; `expression` is what its codec says."""
    if given is None:
        return None
    texts = given.plain.texts if given.plain else []
    if expression is None:
        expression = bool(texts) and all(texts) and not given.mixed
    if expression:
        if given.plain is None or given.plain.listed or given.mixed:
            raise rejected("inputInvalid", "The shape of the input is not valid.")
        return read_expression(texts[0], resolve)
    members = tuple(_brackets(resolve, given))
    return members[0] if len(members) == 1 else Group("and", members) if members else None


def _brackets(resolve: Resolve, given: Parameter) -> Iterable[Comparison]:
    for key, values in given.keyed.items():
        try:
            path = resolve(key)
        except QueryRejected:
            continue
        if comparison := read_bracket(path, values.texts, listed=values.listed):
            yield comparison


# -- sorting and paging -------------------------------------------------------------------------------------------


def _sort(scope: _Scope, given: Parameter | None) -> tuple[Sort, ...]:
    asked: dict[Path, bool] = {}
    if given is not None and given.plain:
        asked = _sort_names((), given.plain)
    elif given is not None:
        for key, values in given.keyed.items():
            direction = values.texts[0].lower()
            if direction in ("asc", "desc") and not values.listed:
                asked[key] = direction == "desc"
            else:
                asked.update(_sort_names(key, values))
    return tuple(_sorts(scope, asked))


def _sort_names(key: Path, values: _Values) -> dict[Path, bool]:
    return {
        (*key, *name.removeprefix("-").split(".")): name.startswith("-") for name in values.names() if name.strip("-")
    }


def _sorts(scope: _Scope, asked: Mapping[Path, bool]) -> list[Sort]:
    """The keys of the resource itself, or its default order, and then those of each of its relations."""
    schema = scope.resource.schema
    found: dict[Path, bool] = {}
    related: dict[str, dict[Path, bool]] = {}
    for parts, descending in asked.items():
        head, *rest = scope.own(parts)
        if rest:
            related.setdefault(head, {})[tuple(rest)] = descending
        elif (field := scope.resource.by_wire_of_today.get(head)) and field.name in (schema.sorts or ()):
            found[(*scope.trail, field.name)] = descending
    sorts = list(found.items())
    if not sorts and schema.default_sort:
        name, direction = schema.default_sort
        sorts.append(((*scope.trail, name), direction == "DESC"))
    for wire, rest in related.items():
        if inner := scope.enter(wire):
            sorts += _sorts(inner, rest)
    return sorts


_NUMBER = re.compile(r"[+]?0*([0-9]+)")


def read_page(given: Parameter | None, most: int) -> tuple[int, int]:
    """How many records a request asks for, `most` at most, and how many are skipped."""
    keyed = given.keyed if given else {}
    limit = _count(keyed.get(("limit",)))
    offset = _count(keyed.get(("offset",)))
    return min(limit or most, most), min(offset or 0, MAX_OFFSET)


def _count(values: _Values | None) -> int | None:
    """The number that the value starts with, None if there is none or it is negative."""
    found = _NUMBER.match(trim(values.texts[0])) if values else None
    if found is None:
        return None
    # Python refuses to read numbers of thousands of digits.
    return int(found[1]) if len(found[1]) < 20 else MAX_OFFSET


# -- the schema ---------------------------------------------------------------------------------------------------


def describe(resource: Resource, *, single: bool = False) -> dict[str, object]:
    """What the Hub says of the resource in `meta.schema`, of a list or of a single record, ready to be sent as JSON."""
    schema = resource.schema
    auth = resource.service == "auth"
    answered = _wires(resource, resource.answered)
    hidden = _wires(resource, resource.hidden)
    allowed = {"both": [*answered, *hidden], "default": None, "hidden": hidden, "allowed": answered, "none": None}[
        schema.style
    ]
    relations = {resource.wire_of(row): wire_name(row.to) for row in resource.relations.values()}
    undeclared = not relations and not auth
    description: dict[str, object] = {
        "name": resource.wire,
        "strict": not auth,
        "indexes": None if schema.indexes is None else [_wires(resource, index) for index in schema.indexes],
        "fields": {"default": None if schema.style in ("allowed", "none") else answered, "allowed": allowed},
    }
    if not single:
        description["filters"] = {
            "allowed": _wires(resource, schema.filters),
            "caseSensitive": None,
            "indexed": "anchor" if auth else False,
        }
        description["pagination"] = {"maxLimit": MAX_LIMIT}
    description["relations"] = {
        "allowed": None if undeclared else list(relations),
        "schemas": None if undeclared else relations,
    }
    if not single:
        default = schema.default_sort
        description["sorts"] = {
            "allowed": None if schema.sorts is None else _wires(resource, schema.sorts),
            "default": default and {_wires(resource, default[:1])[0]: default[1]},
            "indexed": auth,
        }
    return description


def _wires(resource: Resource, names: Iterable[str]) -> list[str]:
    return [resource.wire_of(resource.fields[name]) for name in names]
