"""Figures, what was aimed at, and whether it was reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

#: How the candidates are called in tables, in the order of the columns.
NAMES = {
    "this": "this client",
    "this async": "this client, async",
    "fast": "fast transport",
    "fast async": "fast transport, async",
    "embedded": "in process",
    "former": "1.1.0",
    "bare": "bare httpx2",
    "bare async": "bare httpx2, async",
    "floor": "floor",
    "curl": "curl",
}


@dataclass(frozen=True)
class Goal:
    """What was aimed at: one of `times`, `within` and `most`.

    candidate, against   whose figure is compared with whose
    times    it has to be so many times as good
    within   it has to be at most so many times as bad
    most     it may be so much, whatever others are
    """

    candidate: str
    against: str = ""
    times: float = 0.0
    within: float = 0.0
    most: float = 0.0


@dataclass
class Row:
    """One kind of work.

    group     what it belongs to
    work      what was done
    unit      of the figures
    more      whether a larger figure is the better one
    figures   of each candidate, one a round
    taken     likewise: milliseconds by the clock, where the figures are something else
    notes     of single candidates
    """

    group: str
    work: str
    unit: str
    figures: Mapping[str, Sequence[float]]
    goals: Sequence[Goal] = ()
    more: bool = False
    taken: Mapping[str, Sequence[float]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def middle(self, candidate: str) -> float | None:
        found = self.figures.get(candidate)
        return median(found) if found else None

    def times(self, candidate: str, against: str) -> float | None:
        """How many times as good one candidate is as another: the median of the rounds, each compared in itself."""
        ours, theirs = self.figures.get(candidate), self.figures.get(against)
        if not ours or not theirs or self.unit == "MiB":  # what grows by nothing is not so many times as good
            return None
        pairs = list(zip(ours, theirs, strict=True))
        return median(mine / other if self.more else other / mine for mine, other in pairs)


@dataclass(frozen=True)
class Verdict:
    """What became of a goal: its words, what was measured in the same words, and whether that is enough."""

    row: Row
    goal: Goal
    aimed: str
    measured: str
    reached: bool | None


def verdict(row: Row, goal: Goal) -> Verdict:
    who = f"{NAMES[goal.candidate]}: " if goal.candidate.startswith("fast") else ""
    other = NAMES.get(goal.against, "")
    if goal.most:
        aimed = f"{who}at most {goal.most:g} {row.unit}"
    elif goal.within:
        aimed = f"{who}within {goal.within:g} x of {other}"
    elif goal.times < 1:
        aimed = f"{who}{goal.times:g} of {other}"
    else:
        aimed = f"{who}{goal.times:g} x {'the' if row.more else 'less than'} {other}{chr(39) + 's' if row.more else ''}"
    value, times = row.middle(goal.candidate), row.times(goal.candidate, goal.against)
    if value is None or (times is None and not goal.most):
        return Verdict(row, goal, aimed, "not measured", None)
    if goal.most:
        return Verdict(row, goal, aimed, f"{shown(value)} {row.unit}", value <= goal.most)
    assert times is not None
    if goal.within:
        return Verdict(row, goal, aimed, f"{shown(1 / times)} x", 1 / times <= goal.within)
    return Verdict(row, goal, aimed, f"{shown(times)} x", times >= goal.times)


def shown(value: float) -> str:
    """A figure with three digits that count."""
    if value == 0:
        return "0"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 3
    return f"{value:.{digits}f}"


def spread(figures: Sequence[float]) -> str:
    return f"{shown(min(figures))} to {shown(max(figures))}"


def text_of(rows: Sequence[Row]) -> str:
    """All figures as a table for a terminal."""
    lines: list[str] = []
    for row in rows:
        lines.append(f"\n{row.work}, {row.unit}{' (more is better)' if row.more else ''}")
        for candidate in (name for name in NAMES if row.figures.get(name)):
            figures = row.figures[candidate]
            times = row.times(candidate, "former")
            beside = f"{times:6.2f} x 1.1.0" if times is not None and candidate != "former" else " " * 14
            clock = f"  {shown(median(row.taken[candidate])):>8} ms by the clock" if candidate in row.taken else ""
            note = f"  {row.notes[candidate]}" if candidate in row.notes else ""
            lines.append(
                f"  {NAMES[candidate]:24}{shown(median(figures)):>9}  ({spread(figures)})".ljust(58)
                + f"{beside}{clock}{note}"
            )
        for goal in row.goals:
            found = verdict(row, goal)
            mark = {True: "reached", False: "NOT REACHED", None: "-"}[found.reached]
            lines.append(f"  -> {found.aimed}: {found.measured}, {mark}")
    return "\n".join(lines)
