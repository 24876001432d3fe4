"""What of the Hub is missing is declared, with a reason, and what is declared is missing."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from congruence import traces
from flame_hub.contract.gaps import GAPS
from flame_hub.embedded import EmbeddedHub
from generator.coverage import Row, answers, coverage, declared


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return coverage()


def test_every_gap_is_declared_and_every_declared_gap_is_one(rows: list[Row]):
    found = {(row.service, row.route): row.lacks for row in rows if row.lacks}
    assert found == {key: gap.lacks for key, gap in declared().items()}


def test_no_gap_is_declared_twice_and_each_has_a_reason():
    assert [key for key, count in Counter((gap.service, gap.route) for gap in GAPS).items() if count > 1] == []
    assert [gap for gap in GAPS if not gap.reason.endswith(".")] == []


def test_every_route_that_a_real_hub_answered_is_known(rows: list[Row]):
    known = [re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(row.shown))) for row in rows]
    asked = {
        f"{exchange['request']['method']} /{exchange['request']['service']}{path_of(exchange['request'])}"
        for trace in traces()
        for exchange in trace.exchanges
        if exchange["response"]["status"] != 404
    }
    assert sorted(route for route in asked if not any(pattern.fullmatch(route) for pattern in known)) == []


def path_of(asked: dict[str, Any]) -> str:
    """The path of a recorded request; a collection of a realm is the collection."""
    return re.sub(r"^/realms/[^/]+/(?!\.well-known|jwks)", "/", asked["path"].partition("?")[0])


def test_an_answer_is_told_from_the_lack_of_a_route(embedded: EmbeddedHub):
    assert answers(embedded, "core", "GET nodes/{id}")
    assert not answers(embedded, "core", "PUT nodes/{id}")
    assert answers(embedded, "telemetry", "GET events")
    assert not answers(embedded, "messenger", "GET socket.io")
    assert not answers(embedded, "nothing", "GET events")
