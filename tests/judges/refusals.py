"""What a Hub refuses, and how it says so."""

from __future__ import annotations

from typing import Any

from accounts import NO_POLICY
from judging import NOWHERE, Judge

PASSWORD = "a long password"


def _somebody(judge: Judge, name: str) -> tuple[Any, Any]:
    """A user with a password, and the login."""
    user = judge.auth.create_user(name, email=f"{name}@example.org")
    judge.plain("POST", f"auth/users/{user.id}", json={"password": PASSWORD})
    return user, judge.password(name, PASSWORD)


def permissions(judge: Judge) -> None:
    """Who may not, may once it is permitted."""
    user, login = _somebody(judge, "nurse")
    refused = 400 if judge.numbers >= (0, 3) else 403
    core, auth = judge.client("core", login), judge.client("auth", login)
    judge.same(core.get_projects(), [])
    judge.refused(refused, "The evaluation of permissions project_create failed", core.create_project, "nursing")
    judge.holds(judge.fails(403, auth.create_realm, "nursing"))
    role = judge.auth.create_role("nurses")
    for name in ("project_create", "realm_create"):
        judge.despite(NO_POLICY, judge.auth.create_role_permission, role, judge.id_of("auth/permissions", name))
    judge.auth.create_user_role(user, role)
    login = judge.password("nurse", PASSWORD)
    project = judge.client("core", login).create_project("nursing")
    judge.tells(project, name="nursing", user_id=user.id)
    realm = judge.client("auth", login).create_realm("nursing")
    own = judge.auth.create_user("direct", email="direct@example.org")
    judge.plain("POST", f"auth/users/{own.id}", json={"password": PASSWORD})
    judge.despite(NO_POLICY, judge.auth.create_user_permission, own, judge.id_of("auth/permissions", "bucket_create"))
    bucket = judge.client("storage", judge.password("direct", PASSWORD)).create_bucket("direct-bucket")
    judge.storage.delete_bucket(bucket)
    judge.core.delete_project(project)
    judge.auth.delete_realm(realm)
    judge.auth.delete_role(role)
    for somebody in (user, own):
        judge.auth.delete_user(somebody)


def bodies(judge: Judge) -> None:
    """What a body may not say."""
    core = judge.core
    judge.holds(judge.fails(400, core.create_project, "no spaces"))
    judge.holds(judge.fails(400, core.create_node, ""))
    judge.holds(judge.fails(400, core.create_registry, "ab", host="harbor.example.org"))
    judge.holds(judge.fails(400, judge.storage.create_bucket, ""))
    judge.holds(judge.fails(400, judge.auth.create_user, "nobody", email=None))
    judge.holds(judge.fails(400, core.create_project_node, NOWHERE, NOWHERE))
    judge.holds(judge.fails(400, core.create_analysis, NOWHERE))


def unknown(judge: Judge) -> None:
    core = judge.core
    for name in ("node", "registry", "registry_project"):
        judge.same(getattr(core, f"get_{name}")(NOWHERE), None)
        judge.holds(judge.fails(404, getattr(core, f"delete_{name}"), NOWHERE))
    judge.holds(judge.fails(404, core.update_node, NOWHERE, hidden=True))
    judge.holds(judge.fails(404, judge.storage.delete_bucket_file, NOWHERE))


FLOWS = (permissions, bodies, unknown)
