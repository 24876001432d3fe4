"""Policies: whether something passes a rule.

A policy of a type that is not known passes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, cast

from ..contract import TABLE
from .store import Row, Store
from .tokens import Identity

_POLICIES = TABLE["policy"]


@dataclass(frozen=True)
class Facts:
    """What policies look at.

    identity    who wants to do something
    bound       whether they have the permission that it takes
    attributes  properties of the record in question, in the Hub's spelling; None: there is none
    now         seconds since 1970
    """

    identity: Identity | None
    bound: bool
    attributes: Mapping[str, Any] | None
    now: float


def passes(store: Store, policy: Row, facts: Facts) -> bool:
    """Whether the facts pass a policy."""
    test = _TESTS.get(policy["type"])
    passed = test is not None and test(store, policy, facts)
    return not passed if policy["invert"] else passed


def decide(strategy: str | None, votes: list[bool]) -> bool:
    """What several policies come to: all of them have to agree (unanimous), one (affirmative), more than not."""
    if strategy == "unanimous":
        return all(votes)
    if strategy == "consensus":
        return sum(votes) * 2 > len(votes)
    return any(votes)


def _composite(store: Store, policy: Row, facts: Facts) -> bool:
    parts = store.all(_POLICIES, {"parent_id": policy["id"]})
    return decide(policy["decision_strategy"], [passes(store, part, facts) for part in parts])


def _identity(store: Store, policy: Row, facts: Facts) -> bool:
    types = _texts(policy["types"])
    return facts.identity is not None and (not types or facts.identity.kind in types)


def _attribute_names(store: Store, policy: Row, facts: Facts) -> bool:
    return facts.attributes is not None and facts.attributes.keys() <= set(_texts(policy["names"]))


def _realm_match(store: Store, policy: Row, facts: Facts) -> bool:
    if facts.identity is None or facts.attributes is None:
        return False
    if policy["identity_master_match_all"] and facts.identity.is_master:
        return True
    names = _texts(policy["attribute_name"]) or ["realmId"]
    if policy["attribute_name_strict"] is False:
        names = [key for key in facts.attributes if any(key.lower().endswith(name.lower()) for name in names)]
    own = (facts.identity.realm_id, facts.identity.realm_name)
    votes = [
        value in own or (value is None and bool(policy["attribute_null_match_all"]))
        for value in (facts.attributes.get(name) for name in names)
    ]
    return bool(votes) and decide(policy["decision_strategy"], votes)


def _attributes(store: Store, policy: Row, facts: Facts) -> bool:
    return facts.attributes is not None and _meets(facts.attributes, policy["query"])


def _texts(value: object) -> list[str]:
    """The texts of a property that is a list of them, or one."""
    members = cast("list[object]", value) if isinstance(value, list) else [value]
    return [member for member in members if isinstance(member, str)]


def _meets(attributes: Mapping[str, Any], query: object) -> bool:
    """Whether attributes meet a condition in MongoDB's spelling. What is no condition nothing meets."""
    if not isinstance(query, dict):
        return False
    return all(_meets_one(attributes, key, wanted) for key, wanted in cast("dict[str, object]", query).items())


def _meets_one(attributes: Mapping[str, Any], key: str, wanted: object) -> bool:
    if key in ("$and", "$or", "$nor"):
        members = cast("list[object]", wanted) if isinstance(wanted, list) else []
        votes = [_meets(attributes, member) for member in members]
        return all(votes) if key == "$and" else any(votes) is (key == "$or")
    value = attributes.get(key)
    operators = cast("dict[str, object]", wanted) if isinstance(wanted, dict) else {"$eq": wanted}
    return all(_compares(value, operator, operand, key in attributes) for operator, operand in operators.items())


def _compares(value: Any, operator: str, operand: object, given: bool) -> bool:
    if operator in _ORDERS:
        comparable = type(value) is type(operand) and isinstance(value, (str, int, float))
        return comparable and _ORDERS[operator](value, operand)
    if operator in ("$in", "$nin"):
        return isinstance(operand, list) and (value in operand) is (operator == "$in")
    if operator == "$exists":
        return given is bool(operand)
    return operator in ("$eq", "$ne") and (value == operand) is (operator == "$eq")


_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "$gt": lambda a, b: a > b,
    "$gte": lambda a, b: a >= b,
    "$lt": lambda a, b: a < b,
    "$lte": lambda a, b: a <= b,
}


def _date(store: Store, policy: Row, facts: Facts) -> bool:
    today = f"{datetime.fromtimestamp(facts.now, timezone.utc):%Y-%m-%d}"
    start, end = policy["start"], policy["end"]
    return (start is None or start[:10] <= today) and (end is None or today <= end[:10])


def _time(store: Store, policy: Row, facts: Facts) -> bool:
    now = datetime.fromtimestamp(facts.now, timezone.utc)
    time, start, end = f"{now:%H:%M}", policy["start"], policy["end"]
    if (start is not None and time < _clock_time(start)) or (end is not None and time > _clock_time(end)):
        return False
    interval = policy["interval"]
    if interval == "weekly":
        return now.isoweekday() % 7 == policy["day_of_week"]
    if interval == "monthly":
        return now.day == policy["day_of_month"]
    return interval != "yearly" or now.timetuple().tm_yday == policy["day_of_year"]


def _clock_time(text: str) -> str:
    return text[text.find("T") + 1 :][:5]


_TESTS: Mapping[str, Callable[[Store, Row, Facts], bool]] = {
    "composite": _composite,
    "identity": _identity,
    "permissionBinding": lambda store, policy, facts: facts.bound,
    "attributeNames": _attribute_names,
    "attributes": _attributes,
    "realmMatch": _realm_match,
    "date": _date,
    "time": _time,
}
