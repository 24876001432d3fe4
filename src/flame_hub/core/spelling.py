"""How a Hub is told what a filter means.

Brackets, `filter[name]=a,b`, say one thing of one field each, and all of them must hold. Expressions,
`filter=or(eq(name,'a'),lt(nodes,'5'))`, say everything else, to Hubs that know them. What neither can say is refused:
nothing is sent that means something else.
"""

from __future__ import annotations

import re

from ..contract.table import Resource
from .dialects import Dialect
from .errors import UsageError
from .terms import Group, Term, Tree, conjuncts
from .texts import brief
from .values import ORDERS, Comparator, blank_free, taken_otherwise

#: The decoded query string, in order.
Pairs = list[tuple[str, str]]

#: How an expression calls a comparison with one value.
_WORDS: dict[Comparator, str] = {"is": "eq", "contains": "contains", "starts": "startsWith", "ends": "endsWith"}
_MARKS: dict[Comparator, str] = {comparator: mark for mark, comparator in ORDERS}
_PATH = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?", re.ASCII)


def spell_filter(resource: Resource, tree: Tree, dialect: Dialect) -> Pairs:
    """The parameters that tell a Hub of this dialect to look for what the tree means.

    Raises UsageError for what this Hub cannot be told.
    """
    if resource.must_filter:
        _demand_equality(resource, tree)
    if dialect.expressions:
        return _in_brackets(tree) or [("filter", _expression(tree)), ("codec", "url-expression")]
    return _in_old_brackets(tree, dialect)


def demand_filter(resource: Resource, tree: Tree | None) -> None:
    """Raise UsageError if a collection that is only listed by some field is asked for without it."""
    terms = (conjuncts(tree) if tree is not None else None) or ()
    given = {term.found.field.name for term in terms if term.found.field is not None}
    missing = [name for name in resource.must_filter if name not in given]
    if missing:
        names = " and ".join(repr(name) for name in missing)
        example = ", ".join(f"{name!r}: ..." for name in resource.must_filter)
        raise UsageError(
            f"The Hub lists {resource.plural.replace('_', ' ')} only with a filter for {names}: filter={{{example}}}.",
            None,
        )


def _demand_equality(resource: Resource, tree: Tree) -> None:
    terms = conjuncts(tree)
    if terms is None or not _one_each(terms) or not all(_is_equality(term) for term in terms):
        raise UsageError(
            f"The Hub compares {resource.plural.replace('_', ' ')} for equality only: one value for each field.", None
        )


def _is_equality(term: Term) -> bool:
    return term.comparator == "is" and not term.negative and len(term.values) == 1 and term.values[0] is not None


def _one_each(terms: tuple[Term, ...]) -> bool:
    return len({term.found.wire for term in terms}) == len(terms)


# -- brackets -----------------------------------------------------------------------------------------------------


def _in_brackets(tree: Tree) -> Pairs:
    """The filter in brackets; nothing if they cannot say it exactly."""
    terms = conjuncts(tree)
    if terms is None or not _one_each(terms):
        return []
    pairs: Pairs = []
    for term in terms:
        text = _bracketed(term)
        # A filter in brackets of a name that the Hub does not have would be dropped; an expression is refused.
        if text is None or term.found.field is None:
            return []
        pairs.append((f"filter[{term.found.wire}]", text))
    return pairs


def _bracketed(term: Term) -> str | None:
    """The text that says the term, None if there is none."""
    if term.raw is not None:
        return term.raw
    # Not every release keeps a "false" in a list.
    if not all(map(_is_plain, term.values)) or _lists_false(term):
        return None
    text = ",".join("null" if value is None else value for value in term.values)
    mark = "!" if term.negative else ""
    if term.comparator in _MARKS:
        return _MARKS[term.comparator] + text
    before = "~" if term.comparator in ("contains", "ends") else ""
    behind = "~" if term.comparator in ("contains", "starts") else ""
    return mark + before + text + behind


def _is_plain(text: str | None) -> bool:
    """Whether the Hub finds nothing in a text, wherever in brackets it stands, but the text."""
    if text is None:
        return True
    return blank_free(text) == text != "" and "," not in text and text[0] not in "!~<>=" and text[-1] != "~"


def _lists_false(term: Term) -> bool:
    return len(term.values) > 1 and any(value is not None and value.lower() == "false" for value in term.values)


def _in_old_brackets(tree: Tree, dialect: Dialect) -> Pairs:
    terms = conjuncts(tree)
    if terms is None:
        raise _impossible(dialect, "for this or that, nor for the contrary of several conditions")
    for number, term in enumerate(terms):
        if any(term.found.wire == other.found.wire for other in terms[:number]):
            raise _impossible(dialect, f"with two conditions on one field ({term.found.name!r})")
    return [(f"filter[{term.found.wire}]", _old_bracketed(term, dialect)) for term in terms]


def _old_bracketed(term: Term, dialect: Dialect) -> str:
    """The text that says the term to a Hub that knows "~" before a text only, for LIKE with "%" behind it."""
    if term.raw is not None:
        return term.raw
    name = term.found.name
    if term.comparator == "ends":
        raise _impossible(dialect, f"for texts that end with something ({name!r})", "look for `contains` instead and")
    unclear = next((value for value in term.values if not _is_plain(value)), None)
    if unclear is not None:
        raise _impossible(dialect, f"for {brief(unclear)} ({name!r}), in which it would find marks of its own")
    if term.negative and term.nullable and None not in term.values and not term.own:
        raise _impossible(
            dialect,
            f"for the contrary of a condition on {name!r} where there may be no value: it leaves such records out",
            "give (FilterOperator.not_equals, value) or the text '!value' for the records with another value, or",
        )
    if _lists_false(term) or (len(term.values) > 1 and None in term.values):
        raise _impossible(dialect, f"for one of several values of {name!r} with None or False among them")
    if term.comparator in ("contains", "starts") and not term.own:
        _demand_no_wildcard(term, dialect)
    text = ",".join("null" if value is None else value for value in term.values)
    if term.comparator in _MARKS:
        return _MARKS[term.comparator] + text
    likeness = {"contains": "~%", "starts": "~"}.get(term.comparator, "")
    return ("!" if term.negative else "") + likeness + text


def _demand_no_wildcard(term: Term, dialect: Dialect) -> None:
    text = term.values[0] or ""
    found = next((mark for mark in "%_\\" if mark in text), None)
    if found is not None:
        raise _impossible(
            dialect,
            f"for {brief(text)} ({term.found.name!r}): {found!r} stands for other characters there",
            f"give the text {'~' + text!r} if it may, or",
        )
    if term.comparator == "starts" and taken_otherwise(text):
        raise _impossible(dialect, f"for texts that start with {brief(text)}, which it takes for something else")


def _impossible(dialect: Dialect, what: str, instead: str = "") -> UsageError:
    remedy = f"{instead} choose among the records yourself".strip()
    return UsageError(f"{dialect.shown} cannot be asked {what}.\n{remedy[0].upper()}{remedy[1:]}.", None)


# -- expressions --------------------------------------------------------------------------------------------------


def _expression(tree: Tree) -> str:
    if isinstance(tree, Group):
        return f"{tree.operator}({','.join(map(_expression, tree.members))})"
    wire = tree.found.wire
    if _PATH.fullmatch(wire) is None:
        raise UsageError(f"The filter {wire!r} is no name that the Hub can have in an expression.", None)
    word = _WORDS.get(tree.comparator, tree.comparator)
    if tree.comparator == "is" and len(tree.values) != 1:
        word = "in"
    said = f"{word}({','.join((wire, *map(_quoted, tree.values)))})"
    return f"not({said})" if tree.negative else said


def _quoted(value: str | None) -> str:
    return "null" if value is None else "'" + value.replace("'", "''") + "'"
