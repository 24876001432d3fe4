"""What programs log in with: clients, and robots before there were clients."""

from __future__ import annotations

from accounts import joined
from judging import Judge

NO_LOGOUT = "client without back-channel logout"


def clients(judge: Judge) -> None:
    if not judge.offers("auth", "create_client"):
        return
    auth = judge.auth
    realm = auth.find_realms(filter={"name": "master"})[0]
    further = {}
    if judge.numbers >= (1,):
        further = {"post_logout_redirect_uri": "https://app.example.org/bye", "backchannel_logout_uri": None}
    made = judge.despite(
        NO_LOGOUT,
        auth.create_client,
        "pipeline",
        realm,
        secret="a secret of the pipeline",
        display_name="The pipeline",
        description="Feeds the register",
        redirect_uri="https://app.example.org/**",
        active=True,
        is_confidential=True,
        secret_hashed=False,
        grant_types="client_credentials",
        auth_method="secret",
        token_binding_method="none",
        **further,
    )
    key = judge.id_of("auth/clients", "pipeline")
    told = {
        "name": "pipeline",
        "display_name": "The pipeline",
        "description": "Feeds the register",
        "redirect_uri": "https://app.example.org/**",
        "active": True,
        "built_in": False,
        "secret_hashed": False,
        "grant_types": "client_credentials",
        "auth_method": "secret",
        "token_binding_method": "none",
    }
    for found in (
        made,
        judge.despite(NO_LOGOUT, auth.get_client, key),
        *(judge.despite(NO_LOGOUT, auth.find_clients, filter={"name": "pipeline"}) or ()),
        *(client for client in judge.despite(NO_LOGOUT, auth.get_clients) or () if client.name == "pipeline"),
    ):
        if found is not None:
            judge.same(str(found.id), key)
            judge.tells(found, realm_id=realm.id, **told)
    judge.same(judge.record(f"auth/clients/{key}", params={"fields": "+secret"})["secret"], "a secret of the pipeline")
    judge.same(judge.client("core", judge.machine(key, "a secret of the pipeline")).get_nodes(), [])
    changed = judge.despite(
        NO_LOGOUT,
        auth.update_client,
        key,
        name="pipe",
        secret="another secret of the pipeline",
        display_name=None,
        description=None,
        redirect_uri=None,
        active=True,
        is_confidential=True,
        secret_hashed=False,
        grant_types=None,
        auth_method="secret",
        token_binding_method="none",
        **({"post_logout_redirect_uri": None, "backchannel_logout_uri": None} if further else {}),
    )
    told |= {"name": "pipe", "display_name": None, "description": None, "redirect_uri": None, "grant_types": None}
    if changed is not None:
        judge.tells(changed, **told)
    record = judge.record(f"auth/clients/{key}")
    judge.same((record["name"], record["description"], record["grantTypes"]), ("pipe", None, None))
    judge.same(judge.client("core", judge.machine(key, "another secret of the pipeline")).get_nodes(), [])
    refused = judge.client("core", judge.machine(key, "a secret of the pipeline"))
    judge.refused(401, "Client authentication failed", refused.get_nodes)
    auth.delete_client(key)
    judge.same(auth.get_client(key), None)


def robots(judge: Judge) -> None:
    if not judge.offers("auth", "create_robot"):
        return
    auth = judge.auth
    realm = auth.find_realms(filter={"name": "master"})[0]
    made = auth.create_robot("robbie", realm, secret="a secret of robbie", display_name="Robbie")
    told = {"name": "robbie", "display_name": "Robbie", "description": None, "active": True, "user_id": None}
    judge.tells(made, realm_id=realm.id, **told)
    found = auth.get_robot(made)
    judge.tells(found, id=made.id, realm_id=realm.id, user=None, **told)
    judge.same(found.realm.name, "master")
    judge.same(auth.get_robot(made.id, fields="secret").secret, "a secret of robbie")
    judge.same([robot.id for robot in auth.find_robots(filter={"name": "robbie"})], [made.id])
    judge.holds(made.id in {robot.id for robot in auth.get_robots()})
    login = judge.machine(made.id, "a secret of robbie")
    judge.same([node.name for node in judge.client("core", login).get_nodes()], [])
    # A robot is what it is to everybody: in its token, and to who looks the token up.
    token = judge.plain(
        "POST",
        "auth/token",
        json={"grant_type": "robot_credentials", "id": str(made.id), "secret": "a secret of robbie"},
    )
    judge.same(sorted(token), ["access_token", "expires_in", "scope", "token_type"])
    looked_up = judge.plain("POST", "auth/token/introspect", json={"token": token["access_token"]})
    judge.same(
        {name: looked_up.get(name) for name in ("active", "sub", "sub_kind", "realm_name")},
        {"active": True, "sub": str(made.id), "sub_kind": "robot", "realm_name": "master"},
    )
    judge.same(judge.claims(token["access_token"])["sub_kind"], "robot")
    buckets = judge.client("storage", login)
    judge.refused(403, "The evaluation of permissions bucket_create failed", buckets.create_bucket, "robot-bucket")
    joined(
        judge,
        "robot",
        made,
        auth.create_robot_permission,
        auth.get_robot_permission,
        auth.find_robot_permissions,
        auth.get_robot_permissions,
        auth.delete_robot_permission,
    )
    permission_id = judge.id_of("auth/permissions", "bucket_create")
    auth.create_robot_permission(made, permission_id)
    bucket = judge.client("storage", judge.machine(made.id, "a secret of robbie")).create_bucket("robot-bucket")
    judge.tells(bucket, name="robot-bucket", actor_type="robot", actor_id=made.id, realm_id=realm.id)
    judge.storage.delete_bucket(bucket)
    role = auth.create_role("robots-role")
    join = auth.create_robot_role(made, role)
    judge.tells(join, robot_id=made.id, role_id=role.id, robot_realm_id=realm.id)
    judge.same(auth.get_robot_role(join).id, join.id)
    (listed,) = auth.find_robot_roles(filter={"robot_id": made.id})
    judge.same((listed.id, listed.robot.name, listed.role.name), (join.id, "robbie", "robots-role"))
    judge.holds(join.id in {other.id for other in auth.get_robot_roles()})
    auth.delete_robot_role(join)
    judge.same(auth.get_robot_role(join), None)
    auth.delete_role(role)
    ward = auth.create_realm("robots-ward")
    changed = auth.update_robot(
        made, name="marvin", display_name=None, realm_id=made.realm_id, secret="a secret of marvin"
    )
    judge.tells(changed, id=made.id, name="marvin", display_name=None, realm_id=realm.id)
    auth.delete_realm(ward)
    judge.same(judge.client("core", judge.machine(made.id, "a secret of marvin")).get_nodes(), [])
    refused = judge.client("core", judge.machine(made.id, "a secret of robbie"))
    judge.holds(judge.fails((400, 401), refused.get_nodes))
    auth.delete_robot(made)
    judge.same(auth.get_robot(made), None)


FLOWS = (clients, robots)
