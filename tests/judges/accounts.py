"""Realms, users, roles, permissions, and who has which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from judging import NOWHERE, Judge

NO_POLICY = "permission without policy"


def realms(judge: Judge) -> None:
    auth = judge.auth
    made = auth.create_realm("ward", display_name="The ward", description="A realm for the ward")
    judge.tells(made, name="ward", display_name="The ward", description="A realm for the ward", built_in=False)
    judge.same(auth.get_realm(made.id), made)
    judge.same(auth.get_realm(str(made.id)), made)
    judge.same(auth.get_realm(made), made)
    judge.same({realm.name for realm in auth.get_realms()}, {"master", "ward"})
    judge.same(auth.find_realms(filter={"name": "ward"}), [made])
    changed = auth.update_realm(made, name="clinic", display_name="The clinic", description=None)
    judge.tells(changed, id=made.id, name="clinic", display_name="The clinic", description=None)
    judge.holds(changed.updated_at >= made.updated_at)
    judge.same(auth.get_realm(made), changed)
    judge.same(auth.update_realm(made).name, "clinic")
    judge.tells(auth.find_realms(filter={"name": "master"})[0], built_in=True)
    judge.same(auth.delete_realm(made), None)
    judge.same(auth.get_realm(made), None)
    judge.same(auth.find_realms(filter={"name": "clinic"}), [])


def users(judge: Judge) -> None:
    auth = judge.auth
    made = auth.create_user(
        name="ada",
        email="ada@example.org",
        display_name="Ada",
        active=True,
        name_locked=False,
        first_name="Ada",
        last_name="Lovelace",
    )
    told = {"display_name": "Ada", "active": True, "name_locked": False, "first_name": "Ada", "last_name": "Lovelace"}
    judge.tells(made, name="ada", avatar=None, cover=None, **told)
    found = auth.get_user(made.id)
    judge.tells(found, id=made.id, name="ada", email=None, realm_id=made.realm_id, **told)
    judge.same(found.realm.name, "master")
    judge.same(auth.get_user(made.id, fields="email").email, "ada@example.org")
    judge.same([user.name for user in auth.find_users(filter={"name": "ada"}, sort={"by": "name"})], ["ada"])
    judge.same([user.email for user in auth.find_users(filter={"id": made.id}, fields=("email",))], ["ada@example.org"])
    judge.same({user.name for user in auth.get_users()}, {"admin", "ada"})
    changed = auth.update_user(
        made,
        name="grace",
        display_name="Grace",
        email="grace@example.org",
        active=False,
        name_locked=False,
        first_name=None,
        last_name="Hopper",
    )
    told = {"display_name": "Grace", "active": False, "first_name": None, "last_name": "Hopper"}
    judge.tells(changed, id=made.id, name="grace", name_locked=False, **told)
    judge.tells(auth.update_user(made, name_locked=True), name_locked=True)
    judge.tells(auth.update_user(made, name="hopper"), name="grace")
    judge.tells(auth.get_user(made, fields=["email"]), name="grace", email="grace@example.org", **told)
    judge.holds(judge.fails(409, auth.create_user, "admin", email="a@example.org"))
    auth.delete_user(made)
    judge.same(auth.get_user(made), None)


def roles(judge: Judge) -> None:
    auth = judge.auth
    made = auth.create_role("reader", display_name="Readers", description="Those who read")
    told = {"name": "reader", "display_name": "Readers", "description": "Those who read", "target": None}
    judge.tells(made, **told)
    judge.tells(auth.get_role(made.id), id=made.id, realm_id=made.realm_id, **told)
    (found,) = auth.find_roles(filter={"name": "reader"})
    judge.tells(found, id=made.id, **told)
    judge.same(found.realm and found.realm.name, "master")
    judge.holds({"admin", "reader"} <= {role.name for role in auth.get_roles()})
    changed = auth.update_role(made, name="writer", display_name=None, description="Those who write")
    judge.tells(changed, id=made.id, name="writer", display_name=None, description="Those who write")
    auth.delete_role(made)
    judge.same(auth.get_role(made), None)


def permissions(judge: Judge) -> None:
    auth = judge.auth
    realm = auth.create_realm("archive")
    # Those whose client can read none: the Hub has the permission all the same.
    made = judge.despite(
        NO_POLICY, auth.create_permission, "shelve", display_name="Shelve", description="Put on a shelf", realm_id=realm
    )
    made_id = judge.id_of("auth/permissions", "shelve")
    told = {"name": "shelve", "description": "Put on a shelf", "display_name": "Shelve", "built_in": False}
    if made is not None:
        judge.same(str(made.id), made_id)
        judge.tells(made, realm_id=realm.id, policy_id=made.policy_id, client_id=None, **told)
    found = judge.despite(NO_POLICY, auth.get_permission, made_id)
    if found is not None:
        judge.tells(found, realm_id=realm.id, **told)
    listed = judge.despite(NO_POLICY, auth.find_permissions, filter={"name": "shelve"})
    if listed is not None:
        judge.same([str(permission.id) for permission in listed], [made_id])
        judge.same(listed[0].realm and listed[0].realm.name, "archive")
    everything = judge.despite(NO_POLICY, auth.get_permissions)
    if everything is not None:
        judge.same(len(everything), 50)
    changed = judge.despite(
        NO_POLICY,
        auth.update_permission,
        made_id,
        name="unshelve",
        display_name=None,
        description="Take from a shelf",
        realm_id=realm,
    )
    told = {"name": "unshelve", "description": "Take from a shelf"}
    if changed is not None:
        judge.tells(changed, display_name=None, realm_id=realm.id, **told)
    record = judge.record(f"auth/permissions/{made_id}")
    judge.same({name: record[name] for name in told}, told)
    auth.delete_permission(made_id)
    judge.same(auth.get_permission(made_id), None)
    auth.delete_realm(realm)


Method = Callable[..., Any]


def joined(
    judge: Judge, side: str, owner: Any, create: Method, get: Method, find: Method, everything: Method, delete: Method
) -> None:
    """The permissions of a user, role or robot: given, read, found and taken, with the methods for that."""
    permission_id = judge.id_of("auth/permissions", "realm_create")
    made = judge.despite(NO_POLICY, create, owner, permission_id)
    made_id = judge.joined(f"auth/{side}-permissions", **{f"{side}_id": owner.id})
    by_owner = {f"{side}_id": owner.id}
    for found in (
        made,
        *(judge.despite(NO_POLICY, find, filter=by_owner) or ()),
        *(join for join in judge.despite(NO_POLICY, everything) or () if getattr(join, f"{side}_id") == owner.id),
    ):
        if found is not None:
            judge.same((str(found.id), str(found.permission_id)), (made_id, permission_id))
            judge.tells(found, permission_realm_id=None)
            judge.same((getattr(found, f"{side}_id"), getattr(found, f"{side}_realm_id")), (owner.id, owner.realm_id))
            judge.same((getattr(found, side).name, found.permission.name), (owner.name, "realm_create"))
    # Auth takes no notice of relations that are asked for here, so there is no permission that could not be read.
    judge.same((str(get(made_id).id), str(get(made_id).permission_id)), (made_id, permission_id))
    judge.holds(judge.fails(409, create, owner.id, permission_id))
    delete(made_id)
    judge.same(get(made_id), None)
    judge.same(find(filter=by_owner), [])


def joins(judge: Judge) -> None:
    auth = judge.auth
    user = auth.create_user("joined", email="joined@example.org")
    role = auth.create_role("joining")
    joined(
        judge,
        "user",
        user,
        auth.create_user_permission,
        auth.get_user_permission,
        auth.find_user_permissions,
        auth.get_user_permissions,
        auth.delete_user_permission,
    )
    joined(
        judge,
        "role",
        role,
        auth.create_role_permission,
        auth.get_role_permission,
        auth.find_role_permissions,
        auth.get_role_permissions,
        auth.delete_role_permission,
    )
    made = auth.create_user_role(user, role)
    judge.tells(made, user_id=user.id, role_id=role.id, user_realm_id=user.realm_id, role_realm_id=role.realm_id)
    found = auth.get_user_role(made)
    judge.tells(found, id=made.id, user_id=user.id, role_id=role.id)
    (listed,) = auth.find_user_roles(filter={"user_id": user.id})
    judge.same(listed.id, made.id)
    if judge.numbers < (0, 3):
        # Later ones do not ask for them.
        judge.same((listed.user.name, listed.role.name), ("joined", "joining"))
    judge.holds(made.id in {join.id for join in auth.get_user_roles()})
    auth.delete_user_role(made.id)
    judge.same(auth.get_user_role(made), None)
    auth.delete_role(role)
    auth.delete_user(user)


def unknown(judge: Judge) -> None:
    auth = judge.auth
    for name in ("realm", "user", "role", "permission", "user_role", "user_permission", "role_permission"):
        judge.same(getattr(auth, f"get_{name}")(NOWHERE), None)
        judge.holds(judge.fails(404, getattr(auth, f"delete_{name}"), NOWHERE))


FLOWS = (realms, users, roles, permissions, joins, unknown)
