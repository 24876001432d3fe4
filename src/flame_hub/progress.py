"""Progress of uploads and downloads: what `progress=` is called with, and what shows it."""

from __future__ import annotations

from .transfers.progress import Progress, RichProgress, TqdmProgress, Transfer

__all__ = ["Progress", "RichProgress", "TqdmProgress", "Transfer"]
