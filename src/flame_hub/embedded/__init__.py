"""A FLAME Hub in one process, to try, test and teach with: `EmbeddedHub`."""

from __future__ import annotations

try:
    from .hub import EmbeddedHub, EmbeddedHubError
    from .nodes import NodeAgent, NodeError
    from .seeding import SeedError
except ModuleNotFoundError as missing:
    raise ImportError(
        f'The embedded Hub needs more packages ({missing.name} is missing): pip install "flame-hub-client[hub]"',
        name=missing.name,
    ) from missing

__all__ = ["EmbeddedHub", "EmbeddedHubError", "NodeAgent", "NodeError", "SeedError"]
