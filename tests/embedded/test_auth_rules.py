"""Rules that collections of the auth service share: who is told what, names, twins, attributes, identifiers."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.http.inprocess import InProcessTransport
from studies import AUTH, NOWHERE, client_of, made, refused

User = dict[str, Any]


@pytest.fixture
def user(admin: httpx2.Client) -> User:
    return made(admin.post("/auth/users", json={"name": "ada", "email": "a@example.com", "password": "correct-horse"}))


def issue(answer: httpx2.Response) -> dict[str, Any]:
    assert answer.status_code == 400, answer.text
    (issue,) = answer.json()["issues"]
    return issue


# -- who may ------------------------------------------------------------------------------------------------------


def test_who_may_not_read_is_not_told_what_there_is(embedded: EmbeddedHub, user: User):
    with client_of(embedded, PasswordAuth("ada", "correct-horse", AUTH)) as own:
        for path in ("users", "roles", "clients", "user-roles", "role-attributes"):
            for answer in (own.get(f"/auth/{path}/{NOWHERE}"), own.delete(f"/auth/{path}/{NOWHERE}")):
                assert (answer.status_code, answer.json()["code"]) == (403, "permission_evaluation_failed")
        for key in ("ada", user["id"], "@me"):
            assert made(own.get(f"/auth/users/{key}"))["id"] == user["id"]
        refused(own.post(f"/auth/users/{NOWHERE}", json={}), 404, "Entity not found.")


def innermost(answer: httpx2.Response) -> dict[str, Any]:
    """What is said of the policies that a permission is subject to."""
    assert answer.status_code == 403
    (permission,) = answer.json()["issues"]
    (any_of_them,) = permission["issues"]
    (this_one,) = any_of_them["issues"]
    (all_of_its_parts,) = this_one["issues"]
    return all_of_its_parts


def test_a_permission_that_does_not_reach_is_told_from_one_that_is_lacking(
    embedded: EmbeddedHub, admin: httpx2.Client, realm: dict[str, Any]
):
    body = {"name": "ada", "email": "a@example.com", "password": "correct-horse", "realmId": realm["id"]}
    user = made(admin.post("/auth/users", json=body))
    role = made(admin.get("/auth/roles/realm_admin"))
    made(admin.post("/auth/user-roles", json={"userId": user["id"], "roleId": role["id"]}))
    master = made(admin.get("/auth/realms/master"))
    with client_of(embedded, PasswordAuth("ada", "correct-horse", AUTH, realm="clinic")) as own:
        assert made(own.post("/auth/roles", json={"name": "reader"}))["realmId"] == realm["id"]
        beyond = {
            "type": "group",
            "message": "The evaluation of child policy permissionBinding failed",
            "issues": [],
            "path": ["composite", "permissionBinding"],
        }
        assert innermost(own.post("/auth/roles", json={"name": "spy", "realmId": master["id"]}))["issues"] == [beyond]
        assert innermost(own.delete(f"/auth/roles/{role['id']}"))["issues"] == [beyond]
        assert innermost(own.post("/auth/realms", json={"name": "branch"}))["issues"] == []


def test_what_it_takes_to_read_attributes(embedded: EmbeddedHub, user: User):
    with client_of(embedded, PasswordAuth("ada", "correct-horse", AUTH)) as own:
        names = "user_update, user_self_manage"
        refused(own.get("/auth/user-attributes"), 403, f"The evaluation of permissions {names} failed")
        names = "role_read, role_update, role_delete"
        refused(own.get("/auth/role-attributes"), 403, f"The evaluation of permissions {names} failed")


def test_administrators_of_realms_do_not_get_new_permissions_of_all(admin: httpx2.Client):
    permission = made(admin.post("/auth/permissions", json={"name": "image_read", "realmId": None}))
    joins = made(admin.get(f"/auth/role-permissions?filter[permissionId]={permission['id']}&include=role"))
    assert [(join["role"]["name"], join["realmScope"]) for join in joins] == [("admin", "any")]


def test_administrators_of_a_realm_get_what_is_new_in_it(admin: httpx2.Client, realm: dict[str, Any]):
    role = made(admin.post("/auth/roles", json={"name": "realm_admin", "realmId": realm["id"]}))
    permission = made(admin.post("/auth/permissions", json={"name": "image_read", "realmId": realm["id"]}))
    joins = made(admin.get(f"/auth/role-permissions?filter[permissionId]={permission['id']}"))
    assert {join["roleId"]: join["realmScope"] for join in joins}[role["id"]] == "ownOrNull"


@pytest.mark.parametrize(
    ("path", "name", "message"),
    [
        ("realms", "master", "A built-in realm can not be deleted."),
        ("roles", "admin", "The default admin role can not be deleted."),
        ("permissions", "user_read", "A built-in permission can not be deleted."),
        ("policies", "system.default", "A built-in policy can not be deleted."),
        ("users", "admin", "The own user can not be deleted."),
    ],
)
def test_what_stays_is_kept_by_a_rule(admin: httpx2.Client, path: str, name: str, message: str):
    record = made(admin.get(f"/auth/{path}/{name}"))
    answer = admin.delete(f"/auth/{path}/{record['id']}")
    refused(answer, 400, message)
    assert answer.json()["name"] == "ValidationError"
    assert answer.json()["@instanceof"][-1] == "@authup/errors/ValidationError"


def test_the_master_realm_keeps_its_name(admin: httpx2.Client):
    answer = admin.post("/auth/realms/master", json={"name": "other"})
    refused(answer, 400, "The name of the master can not be changed.")
    assert answer.json()["name"] == "ValidationError"


def test_nobody_is_asked_for_a_permission_to_read_clients(embedded: EmbeddedHub):
    with httpx2.Client(transport=InProcessTransport(embedded), base_url="http://hub") as anonymous:
        for path in ("clients", "clients/system", f"clients/{NOWHERE}"):
            answer = anonymous.get(f"/auth/{path}")
            refused(answer, 403, "The evaluation of permissions client_read, client_update, client_delete failed")
            assert "The data property identity is missing" in answer.text
        refused(anonymous.post("/auth/clients", json={}), 401, "Authentication required.")


def test_a_client_reads_itself_without_its_secret(embedded: EmbeddedHub, admin: httpx2.Client):
    body = {"name": "importer", "authMethod": "secret", "secret": "a-secret-of-its-own"}
    client, secret = made(admin.post("/auth/clients", json=body)), {"fields": "+secret"}
    with client_of(embedded, ClientAuth("importer", "a-secret-of-its-own", AUTH)) as own:
        for key in ("@me", client["id"]):
            found = made(own.get(f"/auth/clients/{key}", params=secret))
            assert found["name"] == "importer"
            assert "secret" not in found
        assert made(own.get("/auth/clients/importer", params=secret))["secret"] == "a-secret-of-its-own"


def test_oneself_is_read_and_not_written_by_a_word(admin: httpx2.Client):
    assert made(admin.get("/auth/users/@me"))["name"] == "admin"
    refused(admin.post("/auth/users/@me", json={"displayName": "Chief"}), 404, "Entity not found.")
    refused(admin.delete("/auth/users/@me"), 500, "An internal server error occurred.")


# -- identifiers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "user-roles/not-a-uuid"),
        ("DELETE", "realms/master"),
        ("DELETE", "users/nobody"),
        ("GET", "users?filter[id]=not-a-uuid"),
    ],
)
def test_an_identifier_that_is_none_fails_without_a_word(admin: httpx2.Client, method: str, path: str):
    answer = admin.request(method, f"/auth/{path}")
    refused(answer, 500, "An internal server error occurred.")
    assert answer.json()["code"] == "internal_error"


# -- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bot-one", "System.user", "everyone", "hereafter"])
def test_users_are_not_called_like_a_machine_or_a_crowd(admin: httpx2.Client, name: str):
    answer = admin.post("/auth/users", json={"name": name, "email": "b@example.com"})
    message = f"{name.lower()} is a reserved name."
    assert issue(answer) == {"type": "item", "path": ["name"], "message": message, "code": "value_invalid"}


def test_others_are_called_so(admin: httpx2.Client):
    assert made(admin.post("/auth/roles", json={"name": "system-role"}))["name"] == "system-role"


@pytest.mark.parametrize("name", ["redirectUri", "postLogoutRedirectUri"])
def test_each_of_several_urls_is_checked(admin: httpx2.Client, name: str):
    good = {"name": "page", name: "https://a.example/**,https://b.example"}
    assert made(admin.post("/auth/clients", json=good))[name] == good[name]
    found = issue(admin.post("/auth/clients", json={"name": "other", name: "https://a.example,no url"}))
    assert (found["path"], found["code"], found["meta"]) == ([name], "value_invalid", {"optional": True})
    assert '"message": "Invalid URL"' in found["message"]
    assert issue(admin.post("/auth/clients", json={"name": "other", name: "no url,nor this"}))["type"] == "group"


# -- twins --------------------------------------------------------------------------------------------------------

BY_AUTHUP = ("DatabaseConflictError", "A db entry with some unique attributes already exists.")
BY_ITS_DATABASE = ("AuthupError", "An entry with some unique attributes already exists.")


def taken(answer: httpx2.Response) -> tuple[str, str]:
    assert (answer.status_code, answer.json()["code"]) == (409, "entity_conflict")
    return answer.json()["name"], answer.json()["message"]


def test_twins_of_clients_are_seen_if_the_realm_is_told(admin: httpx2.Client):
    client = made(admin.post("/auth/clients", json={"name": "importer"}))
    assert taken(admin.post("/auth/clients", json={"name": "importer"})) == BY_ITS_DATABASE
    body = {"name": "importer", "realmId": client["realmId"]}
    assert taken(admin.post("/auth/clients", json=body)) == BY_AUTHUP
    assert taken(admin.post("/auth/realms/master/clients", json={"name": "importer"})) == BY_AUTHUP


def renamed(admin: httpx2.Client, path: str) -> httpx2.Response:
    made(admin.post(f"/auth/{path}", json={"name": "first"}))
    second = made(admin.post(f"/auth/{path}", json={"name": "second"}))
    return admin.post(f"/auth/{path}/{second['id']}", json={"name": "first"})


@pytest.mark.parametrize("path", ["scopes", "clients"])
def test_a_change_that_makes_twins_is_left_to_the_database(admin: httpx2.Client, path: str):
    assert taken(renamed(admin, path)) == BY_ITS_DATABASE


@pytest.mark.parametrize("path", ["roles", "permissions"])
def test_the_database_sees_no_twins_where_one_property_is_null(admin: httpx2.Client, path: str):
    assert made(renamed(admin, path))["name"] == "first"


# -- attributes ---------------------------------------------------------------------------------------------------


def test_attributes_are_stored_as_they_come(admin: httpx2.Client, user: User):
    made(admin.post("/auth/user-attributes", json={"userId": user["id"], "name": "x", "value": ""}))
    other = made(admin.post("/auth/user-attributes", json={"userId": user["id"], "name": "y", "value": "1"}))
    assert made(admin.post(f"/auth/user-attributes/{other['id']}", json={"name": "z"}))["name"] == "z"
    assert taken(admin.post(f"/auth/user-attributes/{other['id']}", json={"name": "x"})) == BY_ITS_DATABASE
    for lacking in ({}, {"userId": user["id"]}, {"userId": "nobody", "name": "w"}):
        refused(admin.post("/auth/user-attributes", json=lacking), 500, "An internal server error occurred.")
    refused(admin.post("/auth/role-attributes", json={"name": "w"}), 500, "An internal server error occurred.")


def test_attributes_of_nobody_are_ones_own(admin: httpx2.Client):
    mine = made(admin.post("/auth/user-attributes", json={"name": "color", "value": "blue"}))
    assert mine["userId"] == made(admin.get("/auth/users/@me"))["id"]
    answer = admin.post("/auth/user-attributes", json={"userId": NOWHERE, "name": "color"})
    refused(answer, 400, "Can't find user entity by userId")


def test_attributes_are_not_called_like_what_an_account_has_anyway(admin: httpx2.Client, user: User):
    answer = admin.post("/auth/user-attributes", json={"userId": user["id"], "name": "email", "value": "x"})
    refused(answer, 400, "The user-attribute name 'email' collides with a User entity column.")
    assert answer.json()["name"] == "ValidationError"
    role = made(admin.post("/auth/roles", json={"name": "reader"}))
    answer = admin.post("/auth/role-attributes", json={"roleId": role["id"], "name": "target", "value": "x"})
    refused(answer, 400, "The role-attribute name 'target' collides with a Role entity column.")
