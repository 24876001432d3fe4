"""Who may do what: permissions that accounts have of their own, and those of their roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..contract import TABLE
from .clock import Clock
from .permissions import (
    ABOUT_REALMS,
    BUILT_IN,
    EVERYTHING,
    IN_OWN_REALM_ONLY,
    OF_HUB,
    OF_ROBOTS,
    OWN_OF_CLIENTS,
    OWN_OF_USERS,
)
from .policies import Facts, decide, passes
from .store import Row, Store
from .tokens import Identity

_PERMISSIONS, _PERMISSION_POLICIES, _POLICIES, _ROLES, _ROLE_PERMISSIONS, _SCOPES = (
    TABLE[name] for name in ("permission", "permission_policy", "policy", "role", "role_permission", "scope")
)
_USERS, _CLIENTS = TABLE["user"], TABLE["client"]

Kind = Literal["user", "client", "role"]

#: Resources whose records decide what somebody of a kind may do, and those with which such records are deleted.
_DECISIVE: Mapping[Kind, tuple[str, ...]] = {
    "role": ("permission", "permission_policy", "role_permission"),
    "user": ("permission", "permission_policy", "role_permission", "user_permission", "user_role"),
    "client": ("permission", "permission_policy", "role_permission", "client_permission", "client_role"),
}
_DELETING = ("client", "policy", "realm", "role", "user")

ADMIN, REALM_ADMIN, DEFAULT_POLICY = "admin", "realm_admin", "system.default"
SCOPES = ("global", "openid", "email", "roles", "identity")

#: From the narrowest to the widest.
REACHES = ("none", "own", "ownOrNull", "any")

#: Permissions that are subject to policies other than the default one.
_SPECIAL = f"""
SELECT j.permission_id FROM permission_policies j JOIN policies p ON p.id = j.policy_id
WHERE NOT (p.name = '{DEFAULT_POLICY}' AND p.realm_id IS NULL)
"""
_OF_ONES_OWN = """
SELECT p.name, p.id, j.realm_scope, j.policy_id
FROM {kind}_permissions j JOIN permissions p ON p.id = j.permission_id WHERE j.{kind}_id = ?1
"""
_OF_ROLES = """
UNION ALL SELECT p.name, p.id, j.realm_scope, j.policy_id
FROM {kind}_roles r JOIN role_permissions j ON j.role_id = r.role_id
JOIN permissions p ON p.id = j.permission_id WHERE r.{kind}_id = ?1
"""
_HELD: Mapping[Kind, str] = {
    "role": _OF_ONES_OWN.format(kind="role"),
    "user": (_OF_ONES_OWN + _OF_ROLES).format(kind="user"),
    "client": (_OF_ONES_OWN + _OF_ROLES).format(kind="client"),
}


@dataclass(frozen=True)
class Grant:
    """A permission that somebody has.

    permission_id  its record
    reach          in which realms, one of `REACHES`
    policy_id      policy that it is subject to here
    special        whether the permission is subject to more than the default policy
    """

    permission_id: str
    reach: str
    policy_id: str | None
    special: bool


@dataclass(frozen=True)
class _Held:
    grants: Mapping[str, tuple[Grant, ...]]
    names: frozenset[str]


class Access:
    """What accounts and roles may do. What was looked up is kept until a record changes that decides on it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        # What is known of each kind and since when, in one piece: other threads look things up, too.
        self._states: dict[Kind, tuple[tuple[int, ...], dict[str, _Held]]] = {}

    # Questions

    def names_of(self, identity: Identity) -> frozenset[str]:
        """The names of what an account may do."""
        return self._held_by(identity.kind, identity.id).names

    def grants_of(self, identity: Identity, name: str) -> tuple[Grant, ...]:
        """What an account has of the permissions of a name."""
        return self._held_by(identity.kind, identity.id).grants.get(name, ())

    def held(self, identity: Identity) -> Iterator[tuple[str, Row]]:
        """What an account may do: names of permissions and their records, by name."""
        for name, grants in sorted(self._held_by(identity.kind, identity.id).grants.items()):
            for permission_id in dict.fromkeys(grant.permission_id for grant in grants):
                if (permission := self._store.get(_PERMISSIONS, permission_id)) is not None:
                    yield name, permission

    def _held_by(self, kind: Kind, owner: str) -> _Held:
        known = self._current(kind)
        found = known.get(owner)
        if found is None:
            held: dict[str, list[Grant]] = {}
            special = {row["permission_id"] for row in self._store.run(_SPECIAL)}
            for row in self._store.run(_HELD[kind], [owner]):
                held.setdefault(row["name"], []).append(
                    Grant(row["id"], row["realm_scope"], row["policy_id"], row["id"] in special)
                )
            found = known[owner] = _Held({name: tuple(grants) for name, grants in held.items()}, frozenset(held))
        return found

    def _current(self, kind: Kind) -> dict[str, _Held]:
        """What is known and still true. What a transaction has changed is kept for nobody until it is done."""
        writes, deletes = self._store.writes, self._store.deletes
        stamp = (*[writes[name] for name in _DECISIVE[kind]], *[deletes[name] for name in _DELETING])
        since, known = self._states.get(kind, ((), {}))
        if stamp == since:
            return known
        fresh: dict[str, _Held] = {}
        if not self._store.in_transaction:
            self._states[kind] = (stamp, fresh)
        return fresh

    def allows(
        self, identity: Identity, name: str, realm_id: str | None, attributes: Mapping[str, Any] | None = None
    ) -> bool:
        """Whether somebody may use a permission on a record of a realm, None being what belongs to all realms."""
        for grant in self.grants_of(identity, name):
            if reaches(grant.reach, identity.realm_id, realm_id) and self._agreed(identity, grant, attributes):
                return True
        return False

    def allows_somewhere(self, identity: Identity, name: str, attributes: Mapping[str, Any] | None) -> bool:
        """Whether somebody may use a permission on what has these attributes, whatever realm it is in."""
        return any(self._agreed(identity, grant, attributes) for grant in self.grants_of(identity, name))

    def _agreed(self, identity: Identity, grant: Grant, attributes: Mapping[str, Any] | None) -> bool:
        """Whether the policies agree that a grant and its permission are subject to."""
        if grant.policy_id is None and not grant.special:
            return True
        facts = Facts(identity, bound=True, attributes=attributes, now=self._clock.now())
        policy = self._store.get(_POLICIES, grant.policy_id) if grant.policy_id is not None else None
        if policy is not None and not passes(self._store, policy, facts):
            return False
        return not grant.special or self.permission_passes(grant.permission_id, facts)

    def permission_passes(self, permission_id: str, facts: Facts) -> bool:
        """Whether facts pass the policies of a permission, as many as it wants to agree. Without any, all pass."""
        permission = self._store.get(_PERMISSIONS, permission_id)
        joined = self._store.all(_PERMISSION_POLICIES, {"permission_id": permission_id})
        policies = [self._store.get(_POLICIES, join["policy_id"]) for join in joined]
        votes = [passes(self._store, policy, facts) for policy in policies if policy is not None]
        return not votes or decide(permission["decision_strategy"] if permission else None, votes)

    def best(self, identity: Identity, permission: Row, reach: str) -> Grant | None:
        """The grant of a permission with which an account can give it to somebody else with that reach."""
        grants = [
            grant for grant in self.grants_of(identity, permission["name"]) if grant.permission_id == permission["id"]
        ]
        return max(grants, key=lambda g: (rank(narrower(g.reach, reach)), g.policy_id is None), default=None)

    def covers(self, identity: Identity, role_id: str) -> bool:
        """Whether an account may do all that a role permits."""
        for name, grants in self._held_by("role", role_id).grants.items():
            own = self.grants_of(identity, name)
            for grant in grants:
                if not any(
                    mine.permission_id == grant.permission_id
                    and rank(mine.reach) >= rank(grant.reach)
                    and mine.policy_id in (None, grant.policy_id)
                    for mine in own
                ):
                    return False
        return True

    # Changes

    def grant(self, account_id: str, names: Iterable[str]) -> None:
        """Permit an account to do what permissions name: in its own realm, one of the master realm everywhere."""
        store, stamp = self._store, self._clock.stamp()
        owner = "user" if store.get(_USERS, account_id) is not None else "client"
        account = store.get(TABLE[owner], account_id)
        if account is None:
            raise ValueError(f"There is no user and no client {account_id!r}.")
        realm = store.get(TABLE["realm"], account["realm_id"])
        reach = "any" if realm is not None and realm["name"] == "master" else "own"
        sides = {f"{owner}_id": account_id, f"{owner}_realm_id": account["realm_id"]}
        with store.transaction():
            for name in self._each(names):
                role = store.first(_ROLES, {"name": ADMIN, "realm_id": None}) if name == EVERYTHING else None
                if role is not None:
                    self._join(f"{owner}_role", {**sides, "role_id": role["id"]}, stamp)
                    continue
                permission = store.first(_PERMISSIONS, {"name": name}) or self.add_permission({"name": name}, stamp)
                join = {**sides, "permission_id": permission["id"], "permission_realm_id": permission["realm_id"]}
                self._join(f"{owner}_permission", join, stamp, realm_scope=reach)

    def _each(self, names: Iterable[str]) -> Iterator[str]:
        """The names; where the administrators' role is gone, those of all permissions for everything."""
        for name in names:
            gone = name == EVERYTHING and self._store.first(_ROLES, {"name": ADMIN, "realm_id": None}) is None
            yield from [row["name"] for row in self._store.all(_PERMISSIONS, {})] if gone else [name]

    def _join(self, name: str, values: Row, stamp: str, **more: Any) -> None:
        """Make a record that joins two others, unless it is there."""
        ids = {key: value for key, value in values.items() if not key.endswith("_realm_id")}
        if self._store.first(TABLE[name], ids) is None:
            self._store.insert(TABLE[name], {**values, **more}, stamp)

    def add_permission(self, values: Row, stamp: str) -> Row:
        """Store a new permission and give it to those who have all."""
        permission = self._store.insert(_PERMISSIONS, values, stamp)
        self.spread(permission, stamp)
        return permission

    def spread(self, permission: Row, stamp: str) -> None:
        """Make a new permission subject to the default policy and give it to the administrators."""
        side = {"permission_id": permission["id"], "permission_realm_id": permission["realm_id"]}
        if (policy := self._store.first(_POLICIES, {"name": DEFAULT_POLICY, "realm_id": None})) is not None:
            self._join("permission_policy", {**side, "policy_id": policy["id"]}, stamp)
        if (role := self._store.first(_ROLES, {"name": ADMIN, "realm_id": None})) is not None:
            self._join("role_permission", {**side, "role_id": role["id"]}, stamp, realm_scope="any")
        # Administrators of realms get what is new in a role of their own realm only, if that has one.
        realm_id = permission["realm_id"]
        role = self._store.first(_ROLES, {"name": REALM_ADMIN, "realm_id": realm_id}) if realm_id is not None else None
        if role is not None:
            join = {**side, "role_id": role["id"], "role_realm_id": realm_id}
            self._join("role_permission", join, stamp, realm_scope="ownOrNull")

    def provision(self) -> None:
        """Make the policies, permissions, roles and scopes that every Hub has, unless they are there."""
        store, stamp = self._store, self._clock.stamp()
        if store.first(_ROLES, {"name": ADMIN, "realm_id": None}) is not None:
            return
        policies = _make_policies(store, stamp)
        roles = store.insert_all(_ROLES, [{"name": name, "built_in": True} for name in (ADMIN, REALM_ADMIN)], stamp)
        self._provide((*BUILT_IN, *OF_HUB), policies, roles, stamp)
        store.insert_all(_SCOPES, [{"name": name, "built_in": True} for name in SCOPES], stamp)
        self._take_over_grants()

    def provide(self, names: Iterable[str]) -> None:
        """Make built-in permissions that only some releases have, unless they are there."""
        store, stamp = self._store, self._clock.stamp()
        missing = [name for name in names if store.first(_PERMISSIONS, {"name": name}) is None]
        policy = store.first(_POLICIES, {"name": DEFAULT_POLICY, "realm_id": None})
        roles = [store.first(_ROLES, {"name": name, "realm_id": None}) for name in (ADMIN, REALM_ADMIN)]
        policies = {DEFAULT_POLICY: policy["id"]} if policy is not None else {}
        self._provide(missing, policies, [role for role in roles if role is not None], stamp)

    def _provide(self, names: Iterable[str], policies: Mapping[str, str], roles: Iterable[Row], stamp: str) -> None:
        """Make permissions, subject to their policies, and give them to the roles of administrators."""
        store = self._store
        permissions = store.insert_all(
            _PERMISSIONS,
            [
                {
                    "name": name,
                    "built_in": name in BUILT_IN or name in OF_ROBOTS,
                    # All policies have to agree where one of them says what can be changed.
                    "decision_strategy": "unanimous" if len(_policies_of(name)) > 1 else None,
                }
                for name in names
            ],
            stamp,
        )
        subject = [
            {"permission_id": permission["id"], "policy_id": policies[policy]}
            for permission in permissions
            for policy in _policies_of(permission["name"])
            if policy in policies
        ]
        store.insert_all(_PERMISSION_POLICIES, subject, stamp)
        given = [
            (role, permission, _reach(role["name"], permission["name"]))
            for role in roles
            for permission in permissions
            if role["name"] == ADMIN or permission["name"] not in ABOUT_REALMS
        ]
        store.insert_all(
            _ROLE_PERMISSIONS,
            [
                {"role_id": role["id"], "permission_id": permission["id"], "realm_scope": reach}
                for role, permission, reach in given
            ],
            stamp,
        )

    def _take_over_grants(self) -> None:
        """Make records of what was granted in a data folder of an older release."""
        if not self._store.run("SELECT 1 FROM sqlite_master WHERE name = '_grants'"):
            return
        for row in self._store.run("SELECT subject, permission FROM _grants"):
            known = any(self._store.get(resource, row["subject"]) is not None for resource in (_USERS, _CLIENTS))
            if known:
                self.grant(row["subject"], [row["permission"]])
        self._store.run("DROP TABLE _grants")


def reaches(reach: str, own: str, realm_id: str | None) -> bool:
    """Whether a grant counts in a realm.

    own       realm of who has it
    realm_id  realm of the record in question, None: it belongs to all
    """
    if reach == "any":
        return True
    return (reach in ("own", "ownOrNull") and realm_id == own) or (reach == "ownOrNull" and realm_id is None)


def rank(reach: str) -> int:
    return REACHES.index(reach)


def narrower(one: str, other: str) -> str:
    return min(one, other, key=rank)


def _reach(role: str, permission: str) -> str:
    """How far a permission reaches that a built-in role has."""
    if role == ADMIN:
        return "any"
    return "own" if permission in IN_OWN_REALM_ONLY else "ownOrNull"


def _policies_of(name: str) -> tuple[str, ...]:
    """The policies that a permission is subject to from the start."""
    own = {"user_self_manage": "user-names-self-manage", "client_self_manage": "client-names-self-manage"}
    return (DEFAULT_POLICY, f"system.{own[name]}") if name in own else (DEFAULT_POLICY,)


def _make_policies(store: Store, stamp: str) -> dict[str, str]:
    """The ids of the policies that every Hub has, by name."""
    names = {"user": OWN_OF_USERS, "client": OWN_OF_CLIENTS}
    made = store.insert_all(
        _POLICIES,
        [
            {"name": DEFAULT_POLICY, "type": "composite", "decision_strategy": "unanimous", "built_in": True},
            *(
                {
                    "name": f"system.{kind}-names-self-manage",
                    "type": "attributeNames",
                    "names": list(own),
                    "built_in": True,
                }
                for kind, own in names.items()
            ),
        ],
        stamp,
    )
    parts = {"identity": "identity", "permission-binding": "permissionBinding"}
    store.insert_all(
        _POLICIES,
        [
            {"name": f"system.{name}", "type": kind, "built_in": True, "parent_id": made[0]["id"]}
            for name, kind in parts.items()
        ],
        stamp,
    )
    return {policy["name"]: policy["id"] for policy in made}
