"""A FLAME Hub in one process, to try, test and teach with: `EmbeddedHub`."""

from __future__ import annotations

from .hub import EmbeddedHub, EmbeddedHubError

__all__ = ["EmbeddedHub", "EmbeddedHubError"]
