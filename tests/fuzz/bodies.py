"""Random bodies and query strings, good and bad, for the collections of the contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from flame_hub.contract.checks import Check
from flame_hub.contract.table import Field, Resource, Type

Draw = Callable[[st.SearchStrategy[Any]], Any]
#: An id of a record of a collection, by the collection's name.
Pick = Callable[[str], str]

NONSENSE = st.sampled_from(
    [None, "", " ", "x", 0, -1, 1.5, 10**30, True, [], [1], {}, {"a": None}, "x" * 600, "a\0b", "\ud800", "ü", "NaN"]
)
_LETTERS = st.text(st.sampled_from("abcXYZ019 -_.ü€😀'\"\\%~,()!"), max_size=12)
_NAMES = st.sampled_from(["one", "two", "three", "Four", " five ", "six.six", "seven_7", "eight-8"])
_KEYS = st.sampled_from(["ES256", "ES384", "HS256", ""])
#: Which collection an id is of, where the contract does not say.
_REFERS = {"bucket_id": "bucket", "bucket_file_id": "bucket_file"}


def body(draw: Draw, resource: Resource, verb: str, pick: Pick) -> dict[str, Any]:
    """A body that is good as far as its own properties are, or mostly so."""
    found: dict[str, Any] = {}
    spoilt = draw(st.integers(0, 9)) == 0
    for f in resource.body.values():
        if f.accepts is None or f.writable not in (verb, "both"):
            continue
        required = f.accepts.required and verb == "create"
        if required or draw(st.booleans()):
            found[resource.wire_of(f)] = draw(NONSENSE) if spoilt and draw(st.booleans()) else _good(draw, f, pick)
    if resource.name == "key":
        # Keys of RSA take a second to be made.
        found |= {"signatureAlgorithm": draw(_KEYS)} if found.get("use") == "sig" else {}
        found.pop("decryptionKey", None)
    return found


def _good(draw: Draw, f: Field, pick: Pick) -> Any:
    check = f.accepts or Check("any")
    if check.nullable and draw(st.integers(0, 4)) == 0:
        return None
    if check.kind == "uuid":
        return pick(f.refers_to or _REFERS.get(f.name, ""))
    if check.kind == "any":
        return draw(st.sampled_from([None, {}, {"name": {"$eq": "x"}}, ["name"], ["name", 1], "x", 5]))
    return draw(_of(check))


def _of(check: Check) -> st.SearchStrategy[Any]:
    if check.kind == "text":
        least = check.minimum or 0
        return _LETTERS.map(lambda text: text + "x" * (least - len(text)))
    if check.kind == "integer":
        return st.integers(max(check.minimum or -5, -5), min(check.maximum or 105, 105))
    if check.kind == "one_of":
        return st.sampled_from(check.options)
    if check.kind == "arguments":
        return st.lists(st.fixed_dictionaries({"value": st.just("--x")}), max_size=2)
    return {
        "slug": _NAMES,
        "boolean": st.booleans(),
        "email": st.sampled_from(["a@b.example", "A.B@c.example"]),
        "urls": st.sampled_from(["http://a.example/x", "http://a.example,https://b.example"]),
        "ipv4": st.sampled_from(["10.0.0.1", "255.255.255.255"]),
        "datetime": st.sampled_from(["2026-01-02T03:04:05Z", "2024-02-29T23:59:59.999Z", "2099-01-01T00:00Z"]),
        "object": st.dictionaries(st.sampled_from(["a", "", "b.c"]), NONSENSE, max_size=2),
        "url": st.sampled_from(["http://a.example/x", "https://b.example:8080"]),
        "labels": st.dictionaries(st.sampled_from(["a", "nodeId", "level", ""]), _LETTERS, max_size=2),
    }[check.kind]


def query(draw: Draw, resource: Resource, pick: Pick) -> str:
    """A query string for a list or a record."""
    wires = [resource.wire_of(f) for f in resource.stored.values()]
    relations = [resource.wire_of(row) for row in resource.relations.values()]
    names = st.sampled_from([*wires, *relations, "nonsense", "", *(f"{name}.id" for name in relations)])
    pairs: list[tuple[str, str]] = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["filter", "expression", "sort", "include", "fields", "limit", "offset", "codec"]))
        name = draw(names)
        if kind == "filter":
            pairs.append((f"filter[{name}]", _sought(draw, resource, name, pick)))
        elif kind == "expression":
            operator = draw(st.sampled_from(["eq", "ne", "gt", "contains", "in", "nonsense"]))
            pairs.append(("filter", f"{operator}({name},'{_sought(draw, resource, name, pick)}')"))
        elif kind in ("limit", "offset"):
            pairs.append((f"page[{kind}]", draw(st.sampled_from(["0", "1", "2", "50", "51", "-1", "x", "9" * 30]))))
        elif kind == "codec":
            pairs.append((kind, draw(st.sampled_from(["url-simple", "url-expression", "x"]))))
        else:
            sign = draw(st.sampled_from(["", "-", "+"]))
            pairs.append((kind, sign + ",".join([name, draw(names)])))
    return "?" + urlencode(pairs, errors="surrogatepass") if pairs else ""


def _sought(draw: Draw, resource: Resource, wire: str, pick: Pick) -> str:
    f = resource.by_wire_of_today.get(wire)
    mark = draw(st.sampled_from(["", "", "!", "~", ">", "<=", "!~"]))
    if f is not None and f.type is Type.UUID and draw(st.booleans()):
        return mark + pick(f.refers_to or "")
    return mark + draw(st.one_of(_LETTERS, _NAMES, st.sampled_from(["null", "true", "1", "2026", "a\0", "a,b", "%_"])))
