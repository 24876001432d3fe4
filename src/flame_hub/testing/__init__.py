"""Testing what uses a Hub: a pytest plugin with a fresh Hub for every test.

The plugin is there as soon as the package is installed; `pytest --fixtures` lists what begins with `flame_hub`. The
fixtures run against an embedded Hub or, if `FLAME_HUB_TEST_URL` is set, against a real one.
"""

from __future__ import annotations

from .subject import Connections, HubUnderTest, TestNode, TestUser

__all__ = ["Connections", "HubUnderTest", "TestNode", "TestUser"]
