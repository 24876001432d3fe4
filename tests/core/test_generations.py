"""Releases as texts, and what belongs to which of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from flame_hub.contract import TABLE
from flame_hub.contract.generations import AUTHUP_RELEASES, CAMEL_CASE, ENVELOPE, EXPRESSIONS, GENERATIONS, releases_of
from flame_hub.contract.releases import TODAY, covers, release_of
from flame_hub.contract.table import Action, Field, Relation
from flame_hub.core.dialects import Dialect, dialects_of

#: Services whose releases are those of the Hub.
OF_THE_HUB = ("core", "storage", "telemetry", "messenger")


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("0.14", (0, 14)),
        ("0.8.22", (0, 8, 22)),
        ("v0.8.22", (0, 8, 22)),
        (" 0.14.0\n", (0, 14, 0)),
        ("0.14.0-rc.1", (0, 14, 0)),
        ("0.14.0+sha.5", (0, 14, 0)),
        ("1.0.0", (1, 0, 0)),
        ("1.0.0-rc.1", (1, 0, 0)),
        ("10.20.30.40", (10, 20, 30, 40)),
        ("beta.53", (0, 53)),
        ("1.0.0-beta.53", (0, 53)),
        ("v1.0.0-beta.53", (0, 53)),
    ],
)
def test_a_release_can_be_compared(text: str, release: tuple[int, ...]):
    assert release_of(text) == release


@pytest.mark.parametrize(
    "text", ["", " ", "latest", "14", "v14", "0.", ".14", "1..2", "0.14.", "beta", "beta.", "beta.x", "x0.14", "٠.١٤"]
)
def test_a_text_that_is_no_release_is_told(text: str):
    with pytest.raises(ValueError, match=r"is no release, such as '0\.14'"):
        release_of(text)


@pytest.mark.parametrize(
    ("since", "until", "had"),
    [
        (None, None, {"0.8.21", "0.12", "0.12.0", "0.12.3", "0.13", "0.14.0"}),
        ("0.12", None, {"0.12", "0.12.0", "0.12.3", "0.13", "0.14.0"}),
        ("0.12.3", None, {"0.12.3", "0.13", "0.14.0"}),
        (None, "0.12", {"0.8.21", "0.12", "0.12.0", "0.12.3"}),
        (None, "0.12.0", {"0.8.21", "0.12", "0.12.0"}),
        ("0.12", "0.13", {"0.12", "0.12.0", "0.12.3", "0.13"}),
        ("0.14", None, {"0.14.0"}),
        ("0.15", None, set()),
        (None, "0.7", set()),
    ],
)
def test_the_last_release_includes_what_is_part_of_it(since: str | None, until: str | None, had: set[str]):
    releases = ("0.8.21", "0.12", "0.12.0", "0.12.3", "0.13", "0.14.0")
    assert {text for text in releases if covers(since, until, release_of(text))} == had


@pytest.mark.parametrize(
    ("generation", "hub", "authup"),
    [
        ("0.7", (0, 7), 24),
        ("0.8", (0, 8, 21), 27),
        ("0.8.0", (0, 8, 0), 24),
        ("0.8.13", (0, 8, 13), 26),
        ("0.8.22", (0, 8, 22), 28),
        ("0.8.25", (0, 8, 25), 28),
        ("0.8.29", (0, 8, 29), 30),
        ("0.8.36", (0, 8, 36), 35),
        ("0.9", (0, 8, 44), 36),
        ("0.10", (0, 10, 2), 42),
        ("0.11", (0, 11, 5), 48),
        ("0.12", (0, 12, 5), 56),
        ("0.12.2", (0, 12, 2), 52),
        ("0.12.3", (0, 12, 3), 54),
        ("0.13", (0, 13, 3), 59),
        ("0.13.0", (0, 13, 0), 57),
        ("0.14", (0, 14), 62),
        ("v0.14.0", (0, 14, 0), 62),
        ("0.15.1", (0, 15, 1), 62),
        ("1.0", (1, 0), 62),
    ],
)
def test_a_hub_runs_an_authup_of_its_time(generation: str, hub: tuple[int, ...], authup: int):
    assert releases_of(generation) == {"auth": (0, authup), **dict.fromkeys(OF_THE_HUB, hub)}
    assert dialects_of(generation)["core"] == Dialect("core", hub)


@pytest.mark.parametrize("generation", ["", "latest", "0.6", "0.0.1", "beta.62", "1.0.0-beta.62", "14"])
def test_what_is_no_release_of_the_hub_is_told(generation: str):
    with pytest.raises(ValueError, match="is no release"):
        releases_of(generation)


def test_releases_stand_in_their_order():
    for earlier, later in pairwise(AUTHUP_RELEASES):
        assert release_of(earlier[0]) < release_of(later[0])
        assert release_of(earlier[1]) < release_of(later[1])
    assert releases_of(list(GENERATIONS)[-1]) == TODAY
    for earlier, later in pairwise(GENERATIONS.values()):
        assert release_of(earlier) < release_of(later)


@pytest.mark.parametrize(
    ("generation", "traits"),
    [
        ("0.8", {}),
        ("0.12.2", {}),
        ("0.12.3", {"auth": "camel_case expressions", **dict.fromkeys(OF_THE_HUB, "expressions")}),
        ("0.13", dict.fromkeys(("auth", *OF_THE_HUB), "camel_case envelope expressions")),
        ("0.14", dict.fromkeys(("auth", *OF_THE_HUB), "camel_case envelope expressions")),
    ],
)
def test_each_service_changed_in_its_own_time(generation: str, traits: dict[str, str]):
    for service, dialect in dialects_of(generation).items():
        had = {name for name in ("camel_case", "envelope", "expressions") if getattr(dialect, name)}
        assert had == set(traits.get(service, "").split()), service
    assert {*CAMEL_CASE} == {*ENVELOPE} == {*EXPRESSIONS} == {*TODAY}


def spans() -> list[tuple[str, str | None, str | None]]:
    """The names, first and last releases of all rows of the contract, with those of their earlier names."""
    rows: list[Field | Relation | Action] = [row for r in TABLE for row in (*r.rows, *r.actions)]
    rows += [action for actions in TABLE.actions.values() for action in actions]
    found: list[tuple[str, str | None, str | None]] = [(r.name, r.since, r.until) for r in TABLE]
    found += [(getattr(row, "name", "") or getattr(row, "method", ""), row.since, row.until) for row in rows]
    for row in rows:
        choices = getattr(row, "choices", None)
        for old in (*getattr(row, "former", ()), *(choices.former if choices else ())):
            found.append((old.name, None, old.until))
    return found


def test_what_the_contract_says_of_releases_can_be_compared_and_begins_before_it_ends():
    for name, since, until in spans():
        releases = [release_of(text) for text in (since, until) if text is not None]
        assert releases == sorted(releases), name
        if since is not None:
            assert covers(since, until, release_of(since)), name


@pytest.mark.parametrize(
    ("service", "release", "shown"),
    [
        ("core", "0.14", "Hub 0.14"),
        ("storage", "0.8.36", "Hub 0.8.36"),
        ("auth", "beta.62", "Authup 1.0.0-beta.62"),
        ("auth", "1.0.0", "Authup 1.0.0"),
    ],
)
def test_a_release_is_shown_in_the_words_of_its_makers(service: str, release: str, shown: str):
    assert Dialect(service, release_of(release)).shown == shown  # type: ignore[arg-type]
