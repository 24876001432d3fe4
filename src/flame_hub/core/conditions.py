"""Conditions: what a filter demands of one field, or of whole records, as objects that can be combined.

They know neither fields nor Hubs: `terms` finds out what they mean for a collection, `spelling` how a Hub is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, cast

from .errors import UsageError

#: How a field is compared. The names are those of the functions below.
Operator = Literal[
    "equals",
    "one_of",
    "less_than",
    "less_than_equals",
    "greater_than",
    "greater_than_equals",
    "contains",
    "starts_with",
    "ends_with",
]


class Condition:
    """What the values of one field, or whole records, must meet.

    Made by the functions of `flame_hub.filters`. `a & b` is `all_of(a, b)`, `a | b` is `any_of(a, b)`, `~a` is
    `negate(a)`; a mapping of fields may stand on either side. Conditions cannot be changed, and two that say the same
    in the same words are equal. They have no truth of their own, so `and`, `or` and `not` are refused.
    """

    def __and__(self, other: Condition | Mapping[str, Any]) -> Condition:
        return all_of(self, other) if _joins(other) else NotImplemented

    def __rand__(self, other: Mapping[str, Any]) -> Condition:
        return all_of(other, self) if _joins(other) else NotImplemented

    def __or__(self, other: Condition | Mapping[str, Any]) -> Condition:
        return any_of(self, other) if _joins(other) else NotImplemented

    def __ror__(self, other: Mapping[str, Any]) -> Condition:
        return any_of(other, self) if _joins(other) else NotImplemented

    def __invert__(self) -> Condition:
        return negate(self)

    def __bool__(self) -> bool:
        # "a and b" would be b alone.
        raise UsageError(f"{self!r} is neither true nor false: join conditions with &, | and ~.", None)


def _joins(other: object) -> bool:
    return isinstance(other, (Condition, Mapping))


@dataclass(frozen=True, repr=False)
class Comparison(Condition):
    """A field compared with a value; `one_of` has a tuple of them."""

    operator: Operator
    value: Any

    def __repr__(self) -> str:
        if self.operator == "equals" and self.value is None:
            return "is_null()"
        values = cast("tuple[Any, ...]", self.value) if self.operator == "one_of" else (self.value,)
        return f"{self.operator}({', '.join(map(repr, values))})"


@dataclass(frozen=True, repr=False)
class AllOf(Condition):
    """Conditions all of which must hold: values and conditions of one field, or mappings and conditions of records."""

    members: tuple[Any, ...]

    def __repr__(self) -> str:
        return f"all_of({', '.join(map(repr, self.members))})"


@dataclass(frozen=True, repr=False)
class AnyOf(Condition):
    """Conditions of which at least one must hold."""

    members: tuple[Any, ...]

    def __repr__(self) -> str:
        return f"any_of({', '.join(map(repr, self.members))})"


@dataclass(frozen=True, repr=False)
class Negated(Condition):
    """Holds wherever the other condition does not."""

    member: Any

    def __repr__(self) -> str:
        member = self.member
        if isinstance(member, Comparison) and member.operator in ("equals", "one_of"):
            word = "not_null" if member == _NULL else "not_equals" if member.operator == "equals" else "none_of"
            return word + repr(member)[repr(member).index("(") :]
        return f"negate({member!r})" if isinstance(member, Fields) else f"~{member!r}"


class Fields(Mapping[str, Any]):
    """Conditions by field, all of which must hold: a mapping that cannot be changed any more."""

    def __init__(self, conditions: Mapping[str, Any]) -> None:
        self._conditions = dict(conditions)

    def __getitem__(self, name: str) -> Any:
        return self._conditions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._conditions)

    def __len__(self) -> int:
        return len(self._conditions)

    def __hash__(self) -> int:
        return hash(frozenset(self._conditions.items()))

    def __repr__(self) -> str:
        return repr(self._conditions)


_NULL = Comparison("equals", None)


def equals(value: object) -> Condition:
    """The field has this value; of texts, in upper or lower case (Hubs before 0.12.3: in this very case).

    In contrast to a bare value, a text is taken literally, whatever marks of the Hub it holds:

        filter={"name": equals("a,b")}

    None is "has no value". A text that the Hub takes for something else (`"null"`, `"true"`, `"007"`, blanks at the
    ends) is refused with a UsageError when the filter is used.
    """
    return Comparison("equals", value)


def not_equals(value: object) -> Condition:
    """The field has another value, or none.

    filter={"name": not_equals("master")}
    """
    return negate(equals(value))


def less_than(value: object) -> Condition:
    """The field has a smaller value; of texts, one that the Hub's database sorts before it.

    filter={"name": less_than("m")}
    """
    return Comparison("less_than", value)


def less_than_equals(value: object) -> Condition:
    """The field has this value or a smaller one.

    filter={"name": less_than_equals("m")}
    """
    return Comparison("less_than_equals", value)


def greater_than(value: object) -> Condition:
    """The field has a larger value.

    filter={"name": greater_than("m")}
    """
    return Comparison("greater_than", value)


def greater_than_equals(value: object) -> Condition:
    """The field has this value or a larger one.

    filter={"name": greater_than_equals("m")}
    """
    return Comparison("greater_than_equals", value)


def between(low: object, high: object) -> Condition:
    """The field has one of the values from `low` to `high`, both included. Hubs before 0.12.3 cannot be asked this.

    filter={"name": between("a", "f")}
    """
    return all_of(greater_than_equals(low), less_than_equals(high))


def one_of(*values: object) -> Condition:
    """The field has one of the values, which are given one by one or as one list, set or other iterable.

        filter={"name": one_of("alpha", "beta")}
        filter={"registry_id": one_of(registries)}

    None among them is "or no value". An empty list is refused with a UsageError when the filter is used.
    """
    if len(values) == 1 and _is_several(values[0]):
        values = tuple(cast("Iterable[object]", values[0]))
    return Comparison("one_of", values)


def _is_several(value: object) -> bool:
    # Records can be iterated over too.
    return (
        isinstance(value, Iterable)
        and not isinstance(value, (str, bytes, Enum, Mapping))
        and not hasattr(cast("object", value), "id")
    )


def none_of(*values: object) -> Condition:
    """The field has none of the values, given as for `one_of`; it may have no value at all.

    filter={"name": none_of("alpha", "beta")}
    """
    return negate(one_of(*values))


def contains(text: str) -> Condition:
    """The field holds the text somewhere, in upper or lower case.

        filter={"name": contains("heart")}

    Every character stands for itself. On Hubs before 0.12.3 case matters, and texts with "%", "_" or a backslash are
    refused, which mean other characters there.
    """
    return Comparison("contains", text)


def starts_with(text: str) -> Condition:
    """The field starts with the text, as in `contains`.

    filter={"name": starts_with("my-")}
    """
    return Comparison("starts_with", text)


def ends_with(text: str) -> Condition:
    """The field ends with the text, as in `contains`. Hubs before 0.12.3 cannot be asked this.

    filter={"name": ends_with("-test")}
    """
    return Comparison("ends_with", text)


def is_null() -> Condition:
    """The field has no value.

    filter={"registry_project.name": is_null()}
    """
    return _NULL


def not_null() -> Condition:
    """The field has a value.

    filter={"client_id": not_null()}
    """
    return negate(_NULL)


def all_of(*conditions: object) -> Condition:
    """All of the conditions hold: on one field, or on records.

        filter={"name": all_of(starts_with("a"), negate(contains("b")))}
        filter=all_of({"hidden": False}, any_of({"name": "x"}, {"online": True}))

    Hubs before 0.12.3 take one condition for each field, all of which must hold, and nothing else.
    """
    return _group(AllOf, conditions)


def any_of(*conditions: object) -> Condition:
    """At least one of the conditions holds: on one field, or on records. Not for Hubs before 0.12.3.

    filter=any_of({"name": "x"}, {"hidden": True})
    """
    return _group(AnyOf, conditions)


def _group(kind: type[AllOf | AnyOf], conditions: tuple[object, ...]) -> Condition:
    if not conditions:
        raise UsageError("all_of and any_of take at least one condition.", None)
    members: list[object] = []
    for condition in conditions:
        if isinstance(condition, (AllOf, AnyOf)) and type(condition) is kind:
            members.extend(condition.members)
        else:
            members.append(_frozen(condition))
    only = members[0]
    return only if len(members) == 1 and isinstance(only, Condition) else kind(tuple(members))


def negate(condition: object) -> Condition:
    """The condition does not hold: on one field, or on records. Exactly the other records are found.

        filter={"name": negate(starts_with("a"))}
        filter=negate({"name": "x", "hidden": True})

    Records without a value are among the others: `negate(less_than(5))` is "5 or more, or none".
    """
    if isinstance(condition, Negated) and isinstance(condition.member, Condition):
        return condition.member
    return Negated(_frozen(condition))


def _frozen(condition: object) -> object:
    return Fields(cast("Mapping[str, Any]", condition)) if isinstance(condition, Mapping) else condition
