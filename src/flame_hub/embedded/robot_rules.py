"""The rules of robots and of what they may do, for releases that have them: those of clients, under other names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..contract import TABLE
from .auth_rules import Clients
from .collection import Collection
from .join_rules import ClientPermissions, RoleJoins

_VERBS = ("create", "read", "update", "delete")


class Robots(Clients):
    """Robots, which are clients that log in with a secret."""

    entity = "robot"
    permissions: ClassVar[Mapping[str, str]] = {verb: f"robot_{verb}" for verb in (*_VERBS, "self_manage")}


class RobotPermissions(ClientPermissions):
    """Permissions that robots have of their own."""

    entity = "robot-permission"
    permissions: ClassVar[Mapping[str, str]] = {verb: f"robot_permission_{verb}" for verb in _VERBS}


class RobotRoles(RoleJoins):
    """Roles that robots have."""

    entity = "robot-role"
    permissions: ClassVar[Mapping[str, str]] = {verb: f"robot_role_{verb}" for verb in _VERBS}


def collections() -> dict[tuple[str, str], Collection]:
    """The collections of robots, by service and path."""
    return {
        ("auth", "robots"): Robots(TABLE["client"]),
        ("auth", "robot-permissions"): RobotPermissions(TABLE["client_permission"]),
        ("auth", "robot-roles"): RobotRoles(TABLE["client_role"]),
    }
