"""The embedded Hub answers like the real one, as far as its answers were recorded."""

from __future__ import annotations

import pytest

from congruence import Trace, recorded, replay, traces

KNOWN = recorded()


@pytest.mark.parametrize("trace", traces(), ids=lambda trace: trace.name)
def test_a_recorded_trace_is_answered_alike(trace: Trace):
    different = replay(trace)
    known = set(KNOWN[trace.name])
    worse = {number: found for number, found in different.items() if number not in known}
    assert worse == {}
    assert known == set(different), "more is alike than was recorded: run tools/congruence.py --update"
