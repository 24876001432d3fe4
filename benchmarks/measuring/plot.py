"""The picture of the documentation's page: bars, a panel for each kind of work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .results import NAMES, Row, shown

_OURS, _OTHERS = "#2a6f97", "#b0b7bd"
_COLUMNS = 2


def draw(path: Path, rows: Sequence[Row]) -> bool:
    """Draw the rows that compare candidates, into an SVG. False if matplotlib is missing."""
    try:
        import matplotlib as mpl
    except ModuleNotFoundError:
        return False
    mpl.use("svg")
    from matplotlib import pyplot

    shown_rows = [
        row
        for row in rows
        if "former" in row.figures and row.unit != "MiB" and "embedded" not in row.work and "GiB" not in row.work
    ]
    lines = -(-len(shown_rows) // _COLUMNS)
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "speed", "font.size": 9}):
        figure, panels = pyplot.subplots(lines, _COLUMNS, figsize=(13, 2.1 * lines), squeeze=False)
        for panel in panels.flat[len(shown_rows) :]:
            panel.set_visible(False)
        for panel, row in zip(panels.flat, shown_rows, strict=False):
            names = [name for name in reversed(NAMES) if row.figures.get(name)]
            values = [row.middle(name) or 0.0 for name in names]
            colours = [_OURS if name.startswith(("this", "fast")) else _OTHERS for name in names]
            bars = panel.barh([NAMES[name] for name in names], values, color=colours)
            panel.bar_label(bars, [f" {shown(value)}" for value in values])
            panel.set_title(f"{row.work}, {row.unit}{' (more is better)' if row.more else ''}", loc="left", fontsize=9)
            panel.margins(x=0.15)
            panel.spines[["top", "right"]].set_visible(False)
        figure.tight_layout()
        path.parent.mkdir(exist_ok=True)
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        pyplot.close(figure)
    return True
