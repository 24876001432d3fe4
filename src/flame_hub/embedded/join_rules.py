"""The rules of records that join two others: nobody gives away more than they have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from ..contract import TABLE
from ..contract.table import Field, Resource
from .access import narrower
from .auth_collection import AuthCollection
from .collection import Context
from .refusals import already_there, too_much
from .store import Row

_PERMISSIONS = TABLE["permission"]


class Joins(AuthCollection):
    """Records that join two others: the realms of both are kept, and two are joined once."""

    @cached_property
    def sides(self) -> tuple[Field, Field]:
        """The fields with the ids of the two, that of the owner first."""
        one, other, *_ = [f for f in self.resource.body.values() if f.refers_to and f.accepts and f.accepts.required]
        return one, other

    def realm_of(self, row: Mapping[str, Any]) -> str | None:
        """A record that joins two is in the realm of the one that has the other."""
        return row.get(_realm_field(self.sides[0]))

    def prepare(self, context: Context, values: Row) -> None:
        store = context.hub.store
        if store.first(self.resource, {side.name: values[side.name] for side in self.sides}) is not None:
            raise already_there(self._entity)
        for side in self.sides:
            row = store.get(_target(side), values[side.name])
            values[_realm_field(side)] = row["realm_id"] if row is not None else None
        self.limit(context, values)
        super().prepare(context, values)

    def limit(self, context: Context, values: Row) -> None:
        """Raise the refusal if the caller would give away more than they have, or reduce it to that."""


def _target(side: Field) -> Resource:
    return TABLE[side.refers_to or ""]


def _realm_field(side: Field) -> str:
    return f"{side.name.removesuffix('_id')}_realm_id"


class RoleJoins(Joins):
    """Roles of users and clients: who gives a role away has all that it permits."""

    def limit(self, context: Context, values: Row) -> None:
        if not context.hub.access.covers(context.caller, values["role_id"]):
            raise too_much()


class PermissionJoins(Joins):
    """Permissions of users, clients and roles: they reach as far as those of who gives them away, at the most."""

    def limit(self, context: Context, values: Row) -> None:
        permission = self._demand_own(context, values)
        wanted = values.setdefault("realm_scope", "own")
        grant = context.hub.access.best(context.caller, permission, wanted)
        if grant is not None:
            values["realm_scope"] = narrower(wanted, grant.reach)
            if grant.reach != "any" or grant.policy_id is not None:
                values["policy_id"] = grant.policy_id

    def change(self, context: Context, row: Row, values: Row) -> None:
        permission = self._demand_own(context, row)
        wanted = values.get("realm_scope", row["realm_scope"])
        grant = context.hub.access.best(context.caller, permission, wanted)
        if grant is None or not values:
            return
        if grant.reach != "any" or grant.policy_id is not None:
            values["policy_id"] = grant.policy_id
            values["realm_scope"] = narrower(wanted, grant.reach)

    def _demand_own(self, context: Context, values: Mapping[str, Any]) -> Row:
        """The permission in question. Raises the refusal unless the caller has it."""
        permission = context.hub.store.get(_PERMISSIONS, values["permission_id"])
        if permission is None:
            raise too_much()
        context.demand("auth", permission["name"])
        return permission


class ClientPermissions(PermissionJoins):
    readers: ClassVar[tuple[str, ...]] = ("create", "delete")


class RolePermissions(PermissionJoins):
    readers: ClassVar[tuple[str, ...]] = ("delete", "read")


class UserRoles(RoleJoins):
    readers: ClassVar[tuple[str, ...]] = ("read", "create", "update")


class ClientScopes(Joins):
    readers: ClassVar[tuple[str, ...]] = ("read", "create", "delete")


class PermissionPolicies(Joins):
    """Policies of permissions: who may change permissions may change them."""

    permissions: ClassVar[Mapping[str, str]] = {
        "read": "permission_read",
        **dict.fromkeys(("create", "update", "delete"), "permission_update"),
    }
    readers: ClassVar[tuple[str, ...]] = ("read", "update")


class RoleMappings(Joins):
    """Roles that users of an identity provider get."""

    permissions: ClassVar[Mapping[str, str]] = {
        verb: f"identity_provider_role_{verb}" for verb in ("create", "read", "update", "delete")
    }
