"""What a filter means for the records of a collection: a tree of terms, in which only terms are negative.

Every name is looked up and every value made a text here. How a Hub is told is the business of `spelling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Literal, cast

from ..contract.table import Resource, Type
from .conditions import AllOf, AnyOf, Comparison, Negated
from .dialects import Dialect
from .errors import UsageError
from .identifiers import identifier
from .names import Found, find_field
from .options import FilterOperator
from .texts import brief, sendable
from .values import (
    Comparator,
    blank_free,
    choice,
    each_member,
    ids_of,
    read_marks,
    says_nothing,
    taken_otherwise,
    text_of,
)

#: How deep conditions may be nested in one another. The Hub takes 32 levels, and a term may need three of its own.
MAX_DEPTH = 28

_COMPARATORS: Mapping[str, Comparator] = {
    "equals": "is",
    "one_of": "is",
    "less_than": "lt",
    "less_than_equals": "lte",
    "greater_than": "gt",
    "greater_than_equals": "gte",
    "contains": "contains",
    "starts_with": "starts",
    "ends_with": "ends",
}
_CONTRARY: Mapping[Comparator, Comparator] = {"lt": "gte", "lte": "gt", "gt": "lte", "gte": "lt"}
_TEXTUAL = ("contains", "starts", "ends")


@dataclass(frozen=True)
class Term:
    """One field compared with a value, or with several of which one must be its.

    found       the field
    comparator  how it is compared
    values      with what, as the Hub reads it; None is null
    negative    the contrary holds, null included
    raw         the text of the caller that says this with the Hub's own marks, None if there is none
    own         the caller said it in the way of a pair or of such a text: what that means is the Hub's business
    """

    found: Found
    comparator: Comparator
    values: tuple[str | None, ...]
    negative: bool = False
    raw: str | None = None
    own: bool = False

    @property
    def nullable(self) -> bool:
        """Whether the field may have no value, be it because there is no related record."""
        return self.found.field is None or self.found.field.nullable or bool(self.found.relation)


@dataclass(frozen=True)
class Group:
    """Terms and groups of which all (`and`) or at least one (`or`) must hold."""

    operator: Literal["and", "or"]
    members: tuple[Tree, ...]


Tree = Term | Group


def terms_of(tree: Tree) -> Iterator[Term]:
    """All terms of a tree, from left to right."""
    if isinstance(tree, Term):
        yield tree
    else:
        for member in tree.members:
            yield from terms_of(member)


def conjuncts(tree: Tree) -> tuple[Term, ...] | None:
    """The terms that all must hold, None if the tree says more than that."""
    members = (tree,) if isinstance(tree, Term) else tree.members if tree.operator == "and" else ()
    terms = tuple(member for member in members if isinstance(member, Term))
    return terms if terms and len(terms) == len(members) else None


def read_filter(resource: Resource, given: object, dialect: Dialect) -> Tree | None:
    """The meaning of the argument `filter`, None if it demands nothing.

    Raises UnknownNameError for names that do not exist here, UsageError for what makes no sense.
    """
    if given is None or (isinstance(given, Mapping) and not given):
        return None
    return _Reader(resource, dialect).records(cast("object", given), negative=False, depth=0)


class _Reader:
    """Reads conditions on the records of one collection. `negative`: the contrary of the condition is asked for."""

    def __init__(self, resource: Resource, dialect: Dialect) -> None:
        self._resource = resource
        self._dialect = dialect

    def records(self, condition: object, *, negative: bool, depth: int) -> Tree:
        """The meaning of a condition on whole records."""
        _refuse_depth(depth)
        if isinstance(condition, Mapping):
            given = cast("Mapping[Any, Any]", condition)
            if not given:
                raise UsageError("An empty mapping among the conditions of a filter demands nothing.", None)
            return _grouped(
                "and", [self._field(name, value, negative, depth) for name, value in given.items()], negative
            )
        if isinstance(condition, Negated):
            return self.records(condition.member, negative=not negative, depth=depth)
        if isinstance(condition, (AllOf, AnyOf)):
            members = [self.records(member, negative=negative, depth=depth + 1) for member in condition.members]
            return _grouped("and" if isinstance(condition, AllOf) else "or", members, negative)
        if isinstance(condition, Comparison):
            raise UsageError(f"{condition!r} needs a field: filter={{'name': {condition!r}}}.", None)
        raise UsageError(
            "filter takes a mapping of field names to values, such as {'name': 'master'}, or conditions of such"
            f" mappings, not {brief(condition)}.",
            None,
        )

    def _field(self, name: object, value: object, negative: bool, depth: int) -> Tree:
        found = find_field(self._resource, name, lambda owner: owner.schema.filters, "filter", self._dialect)
        return self._condition(found, value, negative, depth)

    def _condition(self, found: Found, value: object, negative: bool, depth: int) -> Tree:
        _refuse_depth(depth)
        if isinstance(value, Negated):
            return self._condition(found, value.member, not negative, depth)
        if isinstance(value, (AllOf, AnyOf)):
            members = [self._condition(found, member, negative, depth + 1) for member in value.members]
            return _grouped("and" if isinstance(value, AllOf) else "or", members, negative)
        term = self._term(found, value)
        return self._contrary(term) if negative else term

    def _term(self, found: Found, value: object) -> Term:
        if isinstance(value, Comparison):
            several = cast("tuple[object, ...]", value.value) if value.operator == "one_of" else (value.value,)
            return self._compared(found, value.operator, _COMPARATORS[value.operator], several)
        if isinstance(value, tuple) and len(pair := cast("tuple[Any, ...]", value)) == 2:
            first, second = pair
            if isinstance(first, FilterOperator):
                return self._pair(found, first, second)
        if isinstance(value, (list, tuple, set, frozenset)):
            return self._compared(found, "one_of", "is", tuple(cast("list[object]", value)))
        if isinstance(value, str) and not isinstance(value, Enum):
            return self._marked(found, value)
        return self._compared(found, "equals", "is", (value,), own=True)

    def _pair(self, found: Found, operator: FilterOperator, value: object) -> Term:
        """The meaning of a published pair: its value is a value, its operator the Hub's own."""
        several = isinstance(value, (list, tuple, set, frozenset))
        values = tuple(cast("list[object]", value)) if several else (value,)
        if operator is FilterOperator.like:
            comparator: Comparator = "ends" if self._dialect.expressions else "starts"
        elif operator in (FilterOperator.equals, FilterOperator.not_equals):
            comparator = "is"
        else:
            comparator = _COMPARATORS[operator.name]
        if several and comparator != "is":
            raise UsageError(f"The filter {found.name!r}: {operator.name} takes one value, not several.", None)
        term = self._compared(found, operator.name, comparator, values, own=True)
        return replace(term, negative=True) if operator is FilterOperator.not_equals else term

    def _compared(
        self, found: Found, word: str, comparator: Comparator, values: tuple[object, ...], *, own: bool = False
    ) -> Term:
        """The term that compares with values that the caller gave as such. `word` is the caller's for it."""
        if not values:
            raise _empty(found)
        if word != "one_of" and len(values) == 1 and isinstance(values[0], (list, tuple, set, frozenset)):
            raise UsageError(f"The filter {found.name!r}: {word} takes one value, not several.", None)
        if comparator in _TEXTUAL:
            return Term(found, comparator, (self._sought(found, word, values[0]),), own=own)
        texts = tuple(self._value(found, value, own=own) for value in values)
        if comparator != "is" and None in texts:
            raise UsageError(f"The filter {found.name!r}: {word} takes a value, not None.", None)
        return Term(found, comparator, tuple(dict.fromkeys(texts)), own=own)

    def _value(self, found: Found, value: object, *, own: bool) -> str | None:
        value = value.value if isinstance(value, Enum) else value
        text = text_of(found, value, self._dialect)
        if not isinstance(value, str) or text is None:
            return text
        if not blank_free(text):
            raise _empty(found)
        if own:
            return blank_free(text)
        column = found.field.type if found.field is not None else Type.TEXT
        otherwise = taken_otherwise(text)
        if otherwise and (column is Type.TEXT or text.lower() == "null"):
            raise UsageError(f"The filter {found.name!r}: the Hub takes {brief(text)} for {otherwise}.", None)
        return blank_free(text)

    def _sought(self, found: Found, word: str, value: object) -> str:
        """The text that another is to contain, start with or end with."""
        if found.field is not None and found.field.type is not Type.TEXT:
            raise UsageError(
                f"The filter {found.name!r}: {word} looks into texts, and this field holds none"
                f" ({found.field.type.value}).",
                None,
            )
        text = text_of(found, value, self._dialect)
        if text is None or isinstance(value, bool):
            raise UsageError(f"The filter {found.name!r}: {word} takes a text, not {brief(value)}.", None)
        if not text:
            raise _empty(found)
        return text

    def _marked(self, found: Found, text: str) -> Term:
        """The meaning of a text that is sent as it stands: that of the Hub's own marks in it."""
        text = self._named_values(found, sendable(str(text), f"The filter {found.name!r}:"))
        if says_nothing(text):
            raise _empty(found)
        comparator, negative, members = read_marks(text, expressions=self._dialect.expressions)
        return Term(found, comparator, members, negative, text, own=True)

    def _named_values(self, found: Found, text: str) -> str:
        """The text with ids and values of closed sets as this Hub spells them."""
        wanted = ids_of(found.owner, found.field)
        if wanted is not None:
            return each_member(text, lambda m: m if m.lower() in ("null", "") else identifier(m, wanted))
        choices = found.field.choices if found.field is not None else None
        if choices is None:
            return text
        return each_member(text, lambda member: choice(member, choices, self._dialect))

    def _contrary(self, term: Term) -> Tree:
        """What holds for exactly the records for which the term does not."""
        opposite = replace(term, raw=None, own=False)
        order = _CONTRARY.get(term.comparator)
        opposite = replace(opposite, comparator=order) if order else replace(opposite, negative=not term.negative)
        # Hubs differ in whether "not less" includes records without a value, so that is said in so many words. The old
        # ones leave them out of "not equal" as well.
        left_out = order or (term.negative and term.own and not self._dialect.expressions)
        return Group("or", (opposite, Term(term.found, "is", (None,)))) if left_out and term.nullable else opposite


def _empty(found: Found) -> UsageError:
    return UsageError(
        f"The filter {found.name!r} has an empty value. The Hub ignores such a filter and answers with everything.",
        None,
    )


def _refuse_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise UsageError(f"The conditions of the filter are nested deeper than {MAX_DEPTH} levels.", None)


# -- logic --------------------------------------------------------------------------------------------------------


def _grouped(operator: Literal["and", "or"], members: list[Tree], negative: bool) -> Tree:
    """The group of members that are negated already if the group is (De Morgan's laws)."""
    if negative:
        operator = "or" if operator == "and" else "and"
    flat: list[Tree] = []
    for member in members:
        inner = member.members if isinstance(member, Group) and member.operator == operator else (member,)
        flat.extend(inner)
    merged = _merged(operator, flat)
    return merged[0] if len(merged) == 1 else Group(operator, tuple(merged))


def _merged(operator: Literal["and", "or"], members: list[Tree]) -> list[Tree]:
    """The members, of which those that say "this or that" or "neither this nor that" of one field are one."""
    merged: dict[object, Tree] = {}
    for number, member in enumerate(members):
        if not isinstance(member, Term) or member.comparator != "is" or member.negative is (operator == "or"):
            merged[number] = member
            continue
        key = (member.found.wire, member.negative and member.own)
        other = merged.get(key)
        if isinstance(other, Term):
            values = tuple(dict.fromkeys((*other.values, *member.values)))
            member = replace(other, values=values, raw=None)
        merged[key] = member
    return list(merged.values())
