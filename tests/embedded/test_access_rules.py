"""Rules of the embedded Hub's auth service, one by one, as a plain HTTP client meets them."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import httpx2
import jwt
import pytest

from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.policies import Facts, decide, passes
from flame_hub.embedded.tokens import Identity
from flame_hub.http.inprocess import InProcessTransport

AUTH = "http://hub/auth/"
NOWHERE = "00000000-0000-4000-8000-000000000000"


@contextlib.contextmanager
def client_of(hub: EmbeddedHub, auth: httpx2.Auth | None = None) -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=InProcessTransport(hub), base_url=AUTH, auth=auth) as client:
        yield client


@pytest.fixture
def admin(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with client_of(embedded, PasswordAuth("admin", "start123", AUTH)) as client:
        yield client


def made(answer: httpx2.Response) -> dict[str, Any]:
    assert answer.status_code in (201, 202), answer.text
    return answer.json()["data"]


def read(answer: httpx2.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def refused(answer: httpx2.Response, status: int, message: str = "") -> None:
    assert answer.status_code == status, answer.text
    assert message in answer.json()["message"]


@pytest.fixture
def ada(admin: httpx2.Client) -> dict[str, Any]:
    return made(admin.post("users", json={"name": "ada", "email": "ada@example.com", "password": "correct-horse"}))


@pytest.fixture
def own(embedded: EmbeddedHub, ada: dict[str, Any]) -> Iterator[httpx2.Client]:
    with client_of(embedded, PasswordAuth("ada", "correct-horse", AUTH)) as client:
        yield client


@pytest.fixture
def clinic(admin: httpx2.Client) -> dict[str, Any]:
    return made(admin.post("realms", json={"name": "clinic"}))


@pytest.fixture
def chief(embedded: EmbeddedHub, admin: httpx2.Client, clinic: dict[str, Any]) -> Iterator[httpx2.Client]:
    """The administrator of the clinic's realm."""
    body = {"name": "chief", "email": "chief@example.com", "password": "correct-horse", "realmId": clinic["id"]}
    user = made(admin.post("users", json=body))
    role = read(admin.get("roles/realm_admin"))
    made(admin.post("user-roles", json={"userId": user["id"], "roleId": role["id"]}))
    with client_of(embedded, PasswordAuth("chief", "correct-horse", AUTH, realm="clinic")) as client:
        yield client


# -- what is there from the start, and stays


def test_administrators_have_every_permission_that_there_is(embedded: EmbeddedHub, admin: httpx2.Client):
    made(admin.post("permissions", json={"name": "report_write"}))
    with client_of(embedded, ClientAuth("system", "start123", AUTH)) as system:
        for client in (admin, system):
            held = {permission["name"] for permission in client.post("token/introspect").json()["permissions"]}
            assert held >= {"report_write", "node_create", "realm_create", "user_self_manage"}
            assert len(held) == embedded.store.count(TABLE["permission"], {})


@pytest.mark.parametrize("name", ["global", "openid", "email", "roles", "identity"])
def test_scopes_are_there_and_read_by_everybody(embedded: EmbeddedHub, name: str):
    with client_of(embedded) as anonymous:
        scope = read(anonymous.get(f"scopes/{name}"))
        assert (scope["builtIn"], scope["realmId"]) == (True, None)


def test_built_in_permissions_keep_their_names_and_stay(admin: httpx2.Client):
    permission = read(admin.get("permissions/user_create"))
    url = f"permissions/{permission['id']}"
    refused(admin.post(url, json={"name": "renamed"}), 400, "The name of a built-in permission can not be changed.")
    refused(admin.delete(url), 400, "A built-in permission can not be deleted.")
    assert made(admin.post(url, json={"displayName": "Create users"}))["displayName"] == "Create users"
    added = read(admin.get("permissions/node_create"))
    assert made(admin.delete(f"permissions/{added['id']}"))["builtIn"] is False


def test_the_administrators_role_and_built_in_policies_stay(admin: httpx2.Client):
    role, policy = read(admin.get("roles/admin")), read(admin.get("policies/system.default"))
    refused(admin.delete(f"roles/{role['id']}"), 400, "The default admin role can not be deleted.")
    refused(admin.delete(f"policies/{policy['id']}"), 400, "A built-in policy can not be deleted.")
    refused(admin.post(f"policies/{policy['id']}", json={"invert": True}), 400, "can not be updated")


def test_nobody_deletes_themselves(admin: httpx2.Client):
    me = read(admin.get("users/@me"))
    refused(admin.delete(f"users/{me['id']}"), 400, "The own user can not be deleted.")


# -- PUT, names, realms in paths


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("realms", {}),
        ("users", {"email": "a@example.com"}),
        ("clients", {"authMethod": "secret"}),
        ("roles", {}),
        ("permissions", {}),
        ("scopes", {}),
        ("policies", {"type": "composite"}),
    ],
)
def test_put_makes_a_record_and_then_changes_it(admin: httpx2.Client, path: str, body: dict[str, Any]):
    first = admin.put(f"{path}/a-name", json={"name": "a-name", **body})
    assert first.status_code == 201, first.text
    second = admin.put(f"{path}/a-name", json={"name": "a-name", "displayName": "Shown", **body})
    assert second.status_code == 202
    assert second.json()["data"]["id"] == first.json()["data"]["id"]
    assert read(admin.get(f"{path}/a-name"))["displayName"] == "Shown"
    refused(admin.put(f"{path}/{NOWHERE}", json={}), 400, "name")


def test_put_takes_the_permission_that_it_needs(embedded: EmbeddedHub, ada: dict[str, Any], own: httpx2.Client):
    embedded.grant(ada["id"], ["role_create"])
    assert own.put("roles/steward", json={"name": "steward"}).status_code == 201
    refused(own.put("roles/steward", json={"name": "steward"}), 403, "role_update")


def test_a_realm_in_the_path_outdoes_the_body(admin: httpx2.Client, clinic: dict[str, Any]):
    body = {"name": "bob", "email": "bob@example.com", "realmId": read(admin.get("realms/master"))["id"]}
    bob = made(admin.post("realms/clinic/users", json=body))
    assert bob["realmId"] == clinic["id"]
    assert read(admin.get(f"realms/{clinic['id']}/users/bob"))["id"] == bob["id"]
    refused(admin.get(f"realms/master/users/{bob['id']}"), 404)
    refused(admin.get("realms/no-such-realm/users"), 404)
    assert admin.put("realms/clinic/users/bob", json={"displayName": "Bob B."}).status_code == 202


def test_a_name_is_that_of_the_callers_realm_before_others(admin: httpx2.Client, chief: httpx2.Client):
    for client in (admin, chief):
        made(client.post("roles", json={"name": "steward"}))
    own, other = read(admin.get("roles/steward")), read(chief.get("roles/steward"))
    assert own["id"] != other["id"]
    assert own["realmId"] == read(admin.get("realms/master"))["id"]


def test_a_record_read_by_its_id_is_answered_as_a_whole(admin: httpx2.Client):
    role = made(admin.post("roles", json={"name": "steward"}))
    assert read(admin.get(f"roles/{role['id']}", params={"fields": "name", "include": "realm"})) == role
    listed = read(admin.get("roles", params={"filter[name]": "steward", "fields": "name", "include": "realm"}))
    assert [(row["name"], row["realm"]["name"]) for row in listed] == [("steward", "master")]


def test_unique_means_null_too(admin: httpx2.Client):
    made(admin.post("scopes", json={"name": "reports", "realmId": None}))
    twin = admin.post("scopes", json={"name": "reports", "realmId": None})
    refused(twin, 409, "A db entry with some unique attributes already exists.")
    assert twin.json()["name"] == "DatabaseConflictError"
    made(admin.post("scopes", json={"name": "reports"}))
    other = made(admin.post("scopes", json={"name": "figures"}))
    refused(admin.post(f"scopes/{other['id']}", json={"name": "reports"}), 409)


# -- realms


def test_the_administrator_of_a_realm_rules_there_only(admin: httpx2.Client, chief: httpx2.Client, ada: dict[str, Any]):
    bob = made(chief.post("users", json={"name": "bob", "email": "bob@example.com"}))
    assert {user["name"] for user in read(chief.get("users"))} == {"chief", "bob"}
    answer = chief.get("users", params={"page[limit]": "50"}).json()
    assert answer["meta"]["total"] == 2
    refused(chief.get(f"users/{ada['id']}"), 403)
    refused(chief.post(f"users/{ada['id']}", json={"active": False}), 403, "user_update")
    refused(chief.delete(f"users/{ada['id']}"), 403, "user_delete")
    refused(chief.post("users", json={"name": "eve", "email": "e@example.com", "realmId": ada["realmId"]}), 403)
    refused(chief.post("roles", json={"name": "for-all", "realmId": None}), 403, "role_create")
    refused(chief.post("realms", json={"name": "another"}), 403, "realm_create")
    assert made(chief.delete(f"users/{bob['id']}"))["name"] == "bob"


def test_what_is_given_away_reaches_no_further_than_ones_own(admin: httpx2.Client, chief: httpx2.Client):
    role = made(chief.post("roles", json={"name": "steward"}))
    for name, reach in (("user_create", "own"), ("user_read", "ownOrNull")):
        permission = read(chief.get(f"permissions/{name}"))
        body = {"roleId": role["id"], "permissionId": permission["id"], "realmScope": "any"}
        join = made(chief.post("role-permissions", json=body))
        assert join["realmScope"] == reach
        assert made(chief.post(f"role-permissions/{join['id']}", json={"realmScope": "any"}))["realmScope"] == reach
        wide = made(admin.post(f"role-permissions/{join['id']}", json={"realmScope": "any"}))
        assert wide["realmScope"] == "any"


def test_a_role_that_reaches_further_is_not_given_away(admin: httpx2.Client, chief: httpx2.Client):
    bob = made(chief.post("users", json={"name": "bob", "email": "bob@example.com"}))
    role = made(admin.post("roles", json={"name": "far", "realmId": None}))
    permission = read(admin.get("permissions/user_create"))
    made(
        admin.post(
            "role-permissions", json={"roleId": role["id"], "permissionId": permission["id"], "realmScope": "any"}
        )
    )
    refused(chief.post("user-roles", json={"userId": bob["id"], "roleId": role["id"]}), 403, "You don't own")


def test_what_belongs_to_a_realm_goes_with_it(embedded: EmbeddedHub, admin: httpx2.Client, chief: httpx2.Client):
    role = made(chief.post("roles", json={"name": "steward"}))
    me = read(chief.get("users/@me"))
    made(chief.post("user-roles", json={"userId": me["id"], "roleId": role["id"]}))
    made(admin.delete(f"realms/{read(admin.get('realms/clinic'))['id']}"))
    for name in ("user", "role", "user_role", "session"):
        assert embedded.store.count(TABLE[name], {}) == {"user": 1, "role": 2, "user_role": 1, "session": 1}[name]
    assert embedded.permissions_of(Identity(me["id"], "user", NOWHERE, "")) == frozenset()


# -- oneself


def test_what_users_may_change_of_themselves(embedded: EmbeddedHub, ada: dict[str, Any], own: httpx2.Client):
    url = f"users/{ada['id']}"
    refused(own.post(url, json={"displayName": "Ada L."}), 403, "user_self_manage")
    embedded.grant(ada["id"], ["user_self_manage"])
    assert made(own.post(url, json={"displayName": "Ada L."}))["displayName"] == "Ada L."
    refused(own.post(url, json={"active": False}), 403, "user_self_manage")
    made(own.post("user-attributes", json={"userId": ada["id"], "name": "orcid", "value": "0000-0001"}))


def test_what_is_ones_own_is_read_without_a_permission(admin: httpx2.Client, own: httpx2.Client, ada: dict[str, Any]):
    assert read(own.get(f"users/{ada['id']}"))["name"] == "ada"
    refused(own.get("users"), 403, "user_read")
    other = read(admin.get("users/admin"))
    refused(own.get(f"users/{other['id']}"), 403)
    theirs = read(admin.get("sessions", params={"filter[userId]": other["id"]}))[0]
    assert [session["sub"] for session in read(own.get("sessions"))] == [ada["id"]]
    refused(own.get(f"sessions/{theirs['id']}"), 403, "session_read")
    refused(own.delete(f"sessions/{theirs['id']}"), 403, "session_delete")
    refused(own.delete("sessions", params={"filter[userId]": other["id"]}), 403, "session_delete")


@pytest.mark.parametrize("path", ["roles", "permissions", "policies", "user-roles", "client-permissions", "keys"])
def test_other_collections_are_not_for_everybody(own: httpx2.Client, path: str):
    refused(own.get(path), 403)
    refused(own.post(path, json={"name": "x"}), 403)


def test_how_the_hub_speaks_with_an_identity_provider_is_nobodys_business(embedded: EmbeddedHub, admin: httpx2.Client):
    body = {"name": "university", "protocol": "oidc", "enabled": True, "clientSecret": "s3cret"}
    provider = made(admin.post("identity-providers", json=body))
    assert provider["clientSecret"] == "s3cret"
    with client_of(embedded) as anonymous:
        for answer in (anonymous.get("identity-providers"), anonymous.get(f"identity-providers/{provider['id']}")):
            assert read(answer)
            assert "s3cret" not in answer.text


# -- looking up what somebody may do


def test_a_grant_that_is_undone_was_never_there(embedded: EmbeddedHub, ada: dict[str, Any], own: httpx2.Client):
    identity = Identity(ada["id"], "user", ada["realmId"], "master")
    with contextlib.suppress(RuntimeError), embedded.store.transaction():
        embedded.grant(ada["id"], ["node_create"])
        assert embedded.permissions_of(identity) == {"node_create"}
        raise RuntimeError
    assert embedded.permissions_of(identity) == frozenset()


def test_everything_is_granted_without_the_administrators_role(
    embedded: EmbeddedHub, admin: httpx2.Client, ada: dict[str, Any]
):
    assert admin.post("roles/admin", json={"name": "chief"}).status_code == 202
    embedded.grant(ada["id"], ["*"])
    names = {row["name"] for row in embedded.store.run("SELECT name FROM permissions")}
    assert embedded.permissions_of(Identity(ada["id"], "user", ada["realmId"], "master")) == names


def test_whoever_is_no_account_can_be_granted_nothing(embedded: EmbeddedHub):
    with pytest.raises(ValueError, match="no user and no client"):
        embedded.grant(NOWHERE, ["node_create"])


def test_what_somebody_may_do_is_looked_up_once(embedded: EmbeddedHub, own: httpx2.Client, ada: dict[str, Any]):
    embedded.grant(ada["id"], ["user_read"])
    read(own.get("users"))
    statements: list[str] = []
    embedded.store._db.set_trace_callback(statements.append)
    read(own.get("users"))
    assert statements
    assert not [statement for statement in statements if "_permissions" in statement]


def test_all_policies_of_a_permission_have_to_agree_if_it_wants_that(
    embedded: EmbeddedHub, admin: httpx2.Client, ada: dict[str, Any], own: httpx2.Client
):
    body = {"name": "report_write", "decisionStrategy": "unanimous"}
    permission = made(admin.post("permissions", json=body))
    policy = made(admin.post("policies", json={"name": "drafts", "type": "attributes", "query": {"state": "draft"}}))
    embedded.grant(ada["id"], ["report_write"])
    url = "permissions/report_write/check"
    assert own.post(url, json={"attributes": {"state": "final"}}).json() == {"status": "success"}
    made(admin.post("permission-policies", json={"permissionId": permission["id"], "policyId": policy["id"]}))
    assert own.post(url, json={"attributes": {"state": "final"}}).json()["status"] == "error"
    assert own.post(url, json={"attributes": {"state": "draft"}}).json() == {"status": "success"}
    made(admin.post(f"permissions/{permission['id']}", json={"decisionStrategy": "affirmative"}))
    assert own.post(url, json={"attributes": {"state": "final"}}).json() == {"status": "success"}


def test_a_check_looks_at_the_realm(chief: httpx2.Client, clinic: dict[str, Any]):
    url = "permissions/user_create/check"
    for realm, status in ((clinic["id"], "success"), (NOWHERE, "error"), (None, "error")):
        answer = chief.post(url, json={"attributes": {"realmId": realm}})
        assert (answer.status_code, answer.json()["status"]) == (202, status)


# -- policies

NOON = datetime(2026, 3, 4, 12, 30, tzinfo=timezone.utc).timestamp()  # a Wednesday


@pytest.mark.parametrize(
    ("policy", "attributes", "expected"),
    [
        ({"type": "identity"}, None, True),
        ({"type": "identity", "types": ["client"]}, None, False),
        ({"type": "identity", "types": ["client"], "invert": True}, None, True),
        ({"type": "permissionBinding"}, None, True),
        ({"type": "attributeNames", "names": ["name"]}, {"name": "x"}, True),
        ({"type": "attributeNames", "names": ["name"]}, {"name": "x", "active": True}, False),
        ({"type": "attributes", "query": {"age": {"$gte": 18, "$lt": 65}}}, {"age": 64}, True),
        ({"type": "attributes", "query": {"age": {"$gte": 18}}}, {"age": "old"}, False),
        ({"type": "attributes", "query": {"state": {"$in": ["a", "b"]}}}, {"state": "b"}, True),
        ({"type": "attributes", "query": {"state": {"$nin": ["a", "b"]}}}, {"state": "b"}, False),
        ({"type": "attributes", "query": {"$or": [{"a": 1}, {"b": {"$exists": False}}]}}, {"a": 2}, True),
        ({"type": "attributes", "query": {"$nor": [{"a": 1}, {"a": {"$ne": 2}}]}}, {"a": 2}, True),
        ({"type": "attributes", "query": "no condition"}, {"a": 2}, False),
        ({"type": "attributes", "query": {"a": 1}}, None, False),
        ({"type": "realmMatch"}, {"realmId": "home"}, True),
        ({"type": "realmMatch"}, {"realmId": None}, False),
        ({"type": "realmMatch", "attributeNullMatchAll": True}, {"realmId": None}, True),
        ({"type": "realmMatch", "attributeName": ["a", "b"], "decisionStrategy": "unanimous"}, {"a": "home"}, False),
        (
            {"type": "realmMatch", "attributeName": "realmId", "attributeNameStrict": False},
            {"userRealmId": "home"},
            True,
        ),
        ({"type": "date", "start": "2026-03-01", "end": "2026-03-04"}, None, True),
        ({"type": "date", "end": "2026-03-03"}, None, False),
        ({"type": "time", "start": "08:00", "end": "12:30"}, None, True),
        ({"type": "time", "start": "13:00"}, None, False),
        ({"type": "time", "interval": "weekly", "dayOfWeek": 3}, None, True),
        ({"type": "time", "interval": "monthly", "dayOfMonth": 5}, None, False),
        ({"type": "time", "interval": "yearly", "dayOfYear": 63}, None, True),
        ({"type": "astrology"}, None, False),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else str(value),
)
def test_what_passes_a_policy(
    embedded: EmbeddedHub,
    admin: httpx2.Client,
    policy: dict[str, Any],
    attributes: dict[str, Any] | None,
    expected: bool,
):
    stored = embedded.store.get(
        TABLE["policy"], made(admin.post("policies", json={"name": "a-policy", **policy}))["id"]
    )
    assert stored is not None
    somebody = Identity(NOWHERE, "user", "home", "clinic")
    assert passes(embedded.store, stored, Facts(somebody, True, attributes, NOON)) is expected


@pytest.mark.parametrize(
    ("strategy", "votes", "expected"),
    [
        ("unanimous", [True, False], False),
        ("affirmative", [True, False], True),
        (None, [False, False], False),
        ("consensus", [True, True, False], True),
        ("consensus", [True, False], False),
    ],
)
def test_how_several_policies_decide(strategy: str | None, votes: list[bool], expected: bool):
    assert decide(strategy, votes) is expected


def test_a_policy_is_made_with_its_parts_and_keeps_what_its_type_has(admin: httpx2.Client):
    body = {
        "name": "group",
        "type": "composite",
        "names": ["dropped"],
        "decisionStrategy": "affirmative",
        "children": [{"name": "first", "type": "identity"}, {"name": "second", "type": "date", "start": "2026-01-01"}],
    }
    group = made(admin.post("policies", json=body))
    assert "names" not in group
    tree = read(admin.get("policies/group/expanded"))
    assert [(part["name"], part["parentId"]) for part in tree["children"]] == [
        ("first", group["id"]),
        ("second", group["id"]),
    ]
    part = tree["children"][0]["id"]
    refused(
        admin.post("policies", json={"name": "third", "type": "date", "parentId": part}), 400, "must be of type group"
    )
    found = read(admin.get("policies", params={"filter[children.name]": "first", "include": "children"}))
    assert [policy["name"] for policy in found] == ["group"]


# -- sessions and keys


def test_ending_a_session_ends_its_tokens(embedded: EmbeddedHub, admin: httpx2.Client):
    with client_of(embedded) as anonymous:
        form = {"username": "admin", "password": "start123"}
        tokens = [anonymous.post("token", data=form).json() for _ in range(2)]
        heads = [{"authorization": f"Bearer {token['access_token']}"} for token in tokens]
        current = read(anonymous.get("sessions/@me", headers=heads[0]))
        assert anonymous.delete("sessions", headers=heads[0]).json()["count"] == 1
        assert read(anonymous.get("sessions", headers=heads[0])) == [current]
        refused(anonymous.get("userinfo", headers=heads[1]), 400, "The JWT has expired.")


def test_a_single_token_is_revoked(embedded: EmbeddedHub, admin: httpx2.Client):
    with client_of(embedded) as anonymous:
        answer = anonymous.post("token", data={"username": "admin", "password": "start123"}).json()
        claims = jwt.decode(answer["access_token"], options={"verify_signature": False})
        head = {"authorization": f"Bearer {answer['access_token']}"}
        assert made(admin.delete(f"session-tokens/{claims['jti']}"))["revokedAt"] is None
        assert read(admin.get(f"session-tokens/{claims['jti']}"))["revokedAt"] is not None
        refused(anonymous.get("userinfo", headers=head), 400, "not active")
        renewed = {"grant_type": "refresh_token", "refresh_token": answer["refresh_token"]}
        assert anonymous.post("token", data=renewed).status_code == 200


@pytest.mark.parametrize("algorithm", ["RS256", "ES384"])
def test_a_realms_key_signs_its_tokens_while_it_is_active(embedded: EmbeddedHub, admin: httpx2.Client, algorithm: str):
    key = made(admin.post("keys", json={"use": "sig", "signatureAlgorithm": algorithm}))
    assert key["decryptionKey"] is None
    second = made(admin.post("keys", json={"use": "sig", "status": "passive"}))
    assert second["priority"] == key["priority"] + 1
    with client_of(embedded) as anonymous:
        token = anonymous.post("token", data={"username": "admin", "password": "start123"}).json()["access_token"]
        assert jwt.get_unverified_header(token)["kid"] == key["id"]
        known = {known["kid"]: known for known in anonymous.get("realms/master/jwks").json()["keys"]}
        jwt.decode(token, jwt.PyJWK(known[key["id"]]).key, algorithms=[algorithm])
        head = {"authorization": f"Bearer {token}"}
        assert anonymous.get("userinfo", headers=head).status_code == 200
        assert admin.post(f"keys/{key['id']}", json={"status": "disabled"}).status_code == 200
        refused(anonymous.get("userinfo", headers=head), 400, "The JWT is invalid.")


def test_a_key_can_be_brought_along(admin: httpx2.Client):
    refused(admin.post("keys", json={"use": "sig", "decryptionKey": "no key at all, but long"}), 400, "can not be read")
    refused(admin.post("keys", json={"use": "sig", "signatureAlgorithm": "none"}), 400, "can not sign")
    refused(admin.post("keys", json={"use": "sig", "certificate": "A" * 64}), 400, "requires imported")
    refused(admin.post("keys", json={"use": "enc", "signatureAlgorithm": "RS256"}), 400, "signature algorithm")
    assert made(admin.post("keys", json={"use": "enc"}))["type"] == "oct"


# -- data folders


def test_a_data_folder_of_an_older_release_keeps_what_was_granted(tmp_path: Path):
    with EmbeddedHub(tmp_path) as hub, client_of(hub, PasswordAuth("admin", "start123", AUTH)) as admin:
        ada = made(admin.post("users", json={"name": "ada", "email": "a@example.com", "password": "correct-horse"}))
        accounts = [(row["id"], "*") for row in hub.store.all(TABLE["client"], {})]
        accounts += [(read(admin.get("users/@me"))["id"], "*"), (ada["id"], "node_create"), (NOWHERE, "gone")]
    database = sqlite3.connect(tmp_path / "hub.sqlite3")
    kept = {"realms", "users", "clients", "nodes", "projects", "registries", "registry_projects", "master_images"}
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in tables:
        if name not in (*kept, "buckets", "bucket_files"):
            database.execute(f'DROP TABLE "{name}"')
    database.execute("CREATE TABLE _grants (subject TEXT, permission TEXT, PRIMARY KEY (subject, permission))")
    database.execute("CREATE TABLE _sessions (id TEXT PRIMARY KEY, subject TEXT)")
    database.executemany("INSERT INTO _grants VALUES (?, ?)", accounts)
    database.commit()
    database.close()
    for name in ("clinic", "hospital"):
        with EmbeddedHub(tmp_path) as hub, client_of(hub, PasswordAuth("admin", "start123", AUTH)) as admin:
            assert hub.permissions_of(Identity(ada["id"], "user", NOWHERE, "")) == {"node_create"}
            made(admin.post("realms", json={"name": name}))
            with client_of(hub, ClientAuth("system", "start123", AUTH)) as system:
                assert read(system.get("users/ada"))["id"] == ada["id"]
