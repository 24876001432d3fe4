"""Bodies: what the Hub accepts of them, and its words for what it does not accept.

Checks, their order and their sentences follow the Hub's validators (validup on zod). Properties that no check knows
are dropped without a word, as the Hub does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, cast
from urllib.parse import urlsplit
from uuid import UUID

from ..contract.checks import Check
from ..contract.table import Resource
from .refusals import Refusal, bad_request, internal

EMAIL = re.compile(r"^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}\Z")
SLUG = re.compile(r"[a-z0-9\-_.]+")
_BYTE = r"(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
IPV4 = re.compile(rf"{_BYTE}(\.{_BYTE}){{3}}")
DATETIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?Z")
WHITESPACE = re.compile(r"\s")
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
#: The largest integer that JavaScript's numbers tell from its neighbours: whole numbers beyond it are refused.
MAX_SAFE = 2**53 - 1
#: "Not in the body", which the Hub tells from null.
MISSING = object()

#: What is wrong, and where.
Faults = list[tuple[list[str], dict[str, Any]]]


def read_body(resource: Resource, body: Mapping[str, Any], verb: Literal["create", "update"]) -> dict[str, Any]:
    """The accepted values of `body`, by field name. Raises Refusal naming every property that is wrong."""
    accepted: dict[str, Any] = {}
    wrong: list[tuple[str, dict[str, Any]]] = []
    for f in resource.body.values():
        if f.accepts is None or f.writable not in (verb, "both"):
            continue
        wire = resource.wire_of(f)
        value = body.get(wire, MISSING)
        must = f.accepts.required and verb == "create"
        if value is MISSING and not must:
            continue
        if f.accepts.falsy and verb == "create" and not value and not isinstance(value, (list, dict)):
            continue
        if value is None and (f.accepts.nullable or (f.accepts.emptied and verb == "update")):
            accepted[f.name] = None
            continue
        value, faults = _faults(f.accepts, wire, value)
        if faults:
            issue = _one_issue(wire, faults, optional=not must)
            wrong.append((".".join(issue["path"]), issue))
        else:
            accepted[f.name] = value
    if wrong:
        raise refusal_of(wrong)
    return accepted


def refusal_of(wrong: list[tuple[str, dict[str, Any]]]) -> Refusal:
    """The refusal of a body in which these properties are wrong."""
    names = [name for name, _ in wrong]
    several = f"Properties {', '.join(names)} are invalid."
    return bad_request(f"Property {names[0]} is invalid" if len(names) == 1 else several, [issue for _, issue in wrong])


def _one_issue(wire: str, faults: Faults, *, optional: bool) -> dict[str, Any]:
    """What the Hub tells of a property: what is wrong with it, or all of that together."""
    note = {"meta": {"optional": True}} if optional else {}
    items = [{"type": "item", "path": path, **issue, **note} for path, issue in faults]
    if len(items) == 1:
        return items[0]
    message = f"Property {wire} is invalid"
    return {"type": "group", "message": message, "data": {"name": wire}, "path": [wire], "issues": items, **note}


def _faults(check: Check, wire: str, value: Any) -> tuple[Any, Faults]:
    """The value of a property as it is stored, and what is wrong with it or with parts of it."""
    if check.kind == "arguments":
        return _arguments(check, wire, value)
    if check.kind == "labels":
        return value, list(_wrong_labels(wire, value))
    if check.kind == "object":
        return value, [] if isinstance(value, dict) else [([wire], _wrong_type("record", value))]
    value, issues = _check(check, value)
    return value, [([wire], issue) for issue in issues]


def _arguments(check: Check, wire: str, value: Any) -> tuple[Any, Faults]:
    """The arguments of a command. The Hub tells what is wrong with the first that is."""
    if not isinstance(value, list):
        return None, [([wire], {"message": f"{wire} must be an array.", "code": "value_invalid"})]
    accepted: list[dict[str, Any]] = []
    for member in cast("list[object]", value):
        argument = cast("dict[str, Any]", member) if isinstance(member, dict) else {}
        text, issues = _check(
            Check("text", minimum=check.minimum, maximum=check.maximum), argument.get("value", MISSING)
        )
        faults: Faults = [([wire, "value"], issue) for issue in issues]
        accepted.append({"value": text})
        if "position" in argument:
            position = accepted[-1]["position"] = argument["position"]
            if position not in (None, "before", "after"):
                # One of several kinds of values, each of which has failed; the Hub does not tell which they are.
                faults.append(([wire, "position"], {"message": "Invalid input", "code": "value_invalid"}))
        if faults:
            return None, faults
    return accepted, []


def _wrong_labels(wire: str, value: Any) -> Iterator[tuple[list[str], dict[str, Any]]]:
    if not isinstance(value, dict):
        yield [wire], _wrong_type("record", value)
        return
    for name, text in cast("dict[str, Any]", value).items():
        if not isinstance(text, str):
            yield [wire, name], _wrong_type("string", text)


def _kind(value: object) -> str:
    """What JavaScript's validators call a value."""
    if value is MISSING:
        return "undefined"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, (int, float)):
        return "number"
    return "array" if isinstance(value, list) else "object"


def _wrong_type(expected: str, value: object) -> dict[str, Any]:
    return {
        "message": f"Invalid input: expected {expected}, received {_kind(value)}",
        "code": "required" if value is MISSING else "value_invalid",
        "expected": expected,
    }


def _check(check: Check, value: Any) -> tuple[Any, list[dict[str, Any]]]:
    """The value as it is stored, and what is wrong with it."""
    if check.kind == "any":
        return value, []
    if check.kind == "boolean":
        return value, [] if isinstance(value, bool) else [_wrong_type("boolean", value)]
    if check.kind == "integer":
        return _integer(check, value)
    if check.kind == "one_of":
        if isinstance(value, str) and value in check.options:
            return value, []
        options = "|".join(f'"{option}"' for option in check.options)
        return value, [{"message": f"Invalid option: expected one of {options}", "code": "one_of_failed"}]
    if not isinstance(value, str):
        issues = [_wrong_type("string", value)]
        if isinstance(value, list) and check.kind in ("text", "slug"):
            issues += _length(check, len(cast("list[object]", value)), "array", "items")
        return None, issues
    return _check_text(check, value)


def _integer(check: Check, value: Any) -> tuple[Any, list[dict[str, Any]]]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value, [_wrong_type("number", value)]
    if isinstance(value, float) and not value.is_integer():
        return value, [_wrong_type("int", value)]
    if abs(value) > MAX_SAFE:
        small = value < 0
        limit = -MAX_SAFE if small else MAX_SAFE
        message = f"Too {'small' if small else 'big'}: expected int to be {'>' if small else '<'}={limit}"
        name = "min" if small else "max"
        return value, [{"message": message, "code": f"{name}_value", "data": {name: limit}}]
    if check.minimum is not None and value < check.minimum:
        message = f"Too small: expected number to be >={check.minimum}"
        return value, [{"message": message, "code": "min_value", "data": {"min": check.minimum}}]
    if check.maximum is not None and value > check.maximum:
        message = f"Too big: expected number to be <={check.maximum}"
        return value, [{"message": message, "code": "max_value", "data": {"max": check.maximum}}]
    return int(value), []


def _check_text(check: Check, value: str) -> tuple[str, list[dict[str, Any]]]:
    if "\0" in value:
        raise internal('invalid byte sequence for encoding "UTF8": 0x00')
    if check.kind == "uuid":
        return value.lower(), [] if _is_uuid(value, check.version) else [{"message": "Invalid UUID", "code": "uuid"}]
    if check.kind == "ipv4":
        return value, [] if IPV4.fullmatch(value) else [{"message": "Invalid IPv4 address", "code": "ip_address"}]
    if check.kind == "datetime":
        return value, [] if _is_datetime(value) else [{"message": "Invalid ISO datetime", "code": "date"}]
    if check.kind == "email":
        return value.lower(), [] if EMAIL.match(value) else [{"message": "Invalid email address", "code": "email"}]
    if check.kind == "url":
        return value, [] if _is_url(value) else [{"message": "Invalid URL", "code": "url"}]
    if check.kind == "urls":
        wrong = sum(not _is_url(url) for url in value.split(","))
        return value, [{"message": _NOT_A_URL, "code": "value_invalid"}] * wrong
    if check.kind == "slug":
        value = value.strip().lower()
    issues = _length(check, len(value.encode("utf-16-le")) // 2, "string", "characters")
    if check.kind == "slug":
        issues += _slug(value, check.reserved)
    elif check.pattern is not None and not re.search(check.pattern.strip("/").replace("$", r"\Z"), value):
        pattern = check.pattern
        message = f"Invalid string: must match pattern {pattern}"
        issues.append({"message": message, "code": "pattern", "data": {"pattern": pattern}})
    return value, issues


def _length(check: Check, length: int, kind: str, unit: str) -> list[dict[str, Any]]:
    if check.minimum is not None and length < check.minimum:
        message = f"Too small: expected {kind} to have >={check.minimum} {unit}"
        return [{"message": message, "code": "min_length", "data": {"min": check.minimum}}]
    if check.maximum is not None and length > check.maximum:
        message = f"Too big: expected {kind} to have <={check.maximum} {unit}"
        return [{"message": message, "code": "max_length", "data": {"max": check.maximum}}]
    return []


#: What the Hub's validator says of one of several URLs: its own list of what is wrong, as a text.
_NOT_A_URL = json.dumps(
    [{"code": "invalid_format", "format": "url", "path": [], "message": "Invalid URL"}],
    indent=2,
    separators=(",", ": "),
)


def _slug(value: str, reserved: tuple[str, ...]) -> list[dict[str, Any]]:
    if WHITESPACE.search(value):
        return [{"message": "Whitespace character is not allowed.", "code": "value_invalid"}]
    if not SLUG.fullmatch(value):
        return [{"message": "Only the characters [a-z0-9-_.]+ are allowed.", "code": "value_invalid"}]
    if value.startswith(reserved):
        return [{"message": f"{value} is a reserved name.", "code": "value_invalid"}]
    return []


def _is_uuid(value: str, version: int | None) -> bool:
    """RFC 9562 as zod reads it: versions 1 to 8, or all zeros, or all ones; or just the version that is asked for."""
    if not UUID_TEXT.fullmatch(value):
        return False
    if version is not None:
        return value[14] == str(version) and value[19].lower() in "89ab"
    number = UUID(value).int
    return number in (0, (1 << 128) - 1) or (value[14] in "12345678" and value[19].lower() in "89ab")


def _is_datetime(value: str) -> bool:
    """ISO 8601 as zod reads it: in UTC with a Z; seconds and their fractions may be left out."""
    found = DATETIME.fullmatch(value)
    try:
        return found is not None and bool(date.fromisoformat(found[1]))
    except ValueError:
        return False


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme) and not WHITESPACE.search(value) and bool(parts.netloc or parts.path)
