"""The auth service's protocol endpoints, one by one: what is asked, what is answered, in which words."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from flame_hub.embedded import EmbeddedHub
from flame_hub.http.inprocess import InProcessTransport
from studies import NOWHERE, admin_of, made

SECRET = "a-secret-of-its-own"
Tokens = dict[str, Any]
Ask = Callable[..., httpx2.Response]


@pytest.fixture
def anonymous(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=InProcessTransport(embedded), base_url="http://hub/auth/") as client:
        yield client


@pytest.fixture
def admin(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with admin_of(embedded) as client:
        client.base_url = "http://hub/auth/"
        yield client


@pytest.fixture
def ask(anonymous: httpx2.Client) -> Ask:
    def ask(headers: dict[str, str] | None = None, /, **form: str) -> httpx2.Response:
        return anonymous.post("token", data=form, headers=headers)

    return ask


@pytest.fixture
def importer(admin: httpx2.Client) -> dict[str, Any]:
    return made(admin.post("clients", json={"name": "importer", "authMethod": "secret", "secret": SECRET}))


@pytest.fixture
def ada(admin: httpx2.Client, ask: Ask) -> Tokens:
    body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse", "displayName": "Countess"}
    made(admin.post("users", json=body))
    return ask(username="ada", password="correct-horse").json()


def basic(name: str, secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def refused(answer: httpx2.Response, status: int, name: str, code: str, message: str) -> None:
    content = answer.json()
    assert (answer.status_code, content["name"], content["code"]) == (status, name, code)
    assert content["message"].startswith(message)


# -- the token endpoint -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grant", ["refresh_token", "authorization_code"])
def test_a_grant_without_what_it_takes_is_malformed(ask: Ask, grant: str):
    answer = ask(grant_type=grant)
    refused(answer, 400, "OAuth2RequestError", "invalid_request", "The request is missing a required parameter")
    assert answer.json()["hint"] == "Check that all parameters have been provided correctly"


def test_a_code_that_nobody_gave_out_is_no_grant(ask: Ask, importer):
    known = {"grant_type": "authorization_code", "code": "made-up"}
    refused(ask(**known), 401, "OAuth2ClientError", "invalid_client", "Client authentication failed")
    answer = ask(**known, client_id="importer", client_secret=SECRET)
    refused(answer, 400, "OAuth2GrantError", "invalid_grant", "The provided authorization grant (e.g.")


def test_a_client_proves_in_one_way_who_it_is(ask: Ask, importer):
    form = {"grant_type": "client_credentials"}
    assert ask(basic("importer", SECRET), **form).status_code == 200
    assert ask(basic("importer", SECRET)).status_code == 200  # guessed from the header
    both = ask(basic("importer", SECRET), **form, client_id="importer", client_secret=SECRET)
    refused(both, 400, "OAuth2RequestError", "invalid_request", "Client credentials must be provided either via Basic")
    answer = ask(**form, client_secret=SECRET)
    refused(answer, 400, "OAuth2RequestError", "invalid_request", "client_secret was provided without client_id.")
    answer = ask({"authorization": "Basic !!!"}, **form)
    refused(answer, 400, "OAuth2RequestError", "invalid_request", "Malformed Authorization header.")


def test_a_client_that_may_not_log_in_is_told_so_whatever_its_secret(ask: Ask, admin: httpx2.Client, importer):
    made(admin.post(f"clients/{importer['id']}", json={"active": False}))
    answer = ask(grant_type="client_credentials", client_id="importer", client_secret="wrong")
    refused(answer, 401, "OAuth2ClientError", "invalid_client", "Client is inactive")


def test_a_client_without_a_secret_gets_no_token_of_its_own(ask: Ask, admin: httpx2.Client):
    made(admin.post("clients", json={"name": "page"}))
    for given in ({}, {"client_secret": "any"}):
        answer = ask(grant_type="client_credentials", client_id="page", **given)
        refused(answer, 401, "OAuth2ClientError", "invalid_client", "Client authentication failed")


def test_a_client_uses_the_grants_that_it_names(ask: Ask, admin: httpx2.Client, importer):
    url, proof = f"clients/{importer['id']}", {"client_id": "importer", "client_secret": SECRET}
    made(admin.post(url, json={"grantTypes": "password, refresh_token"}))
    answer = ask(grant_type="client_credentials", **proof)
    refused(
        answer,
        400,
        "OAuth2ClientUnauthorizedError",
        "unauthorized_client",
        "The client is not authorized to use the 'client_credentials' grant type",
    )
    assert answer.json()["error"] == "unauthorized_client"
    form = {"grant_type": "password", "username": "admin", "password": "start123"}
    assert ask(**form, **proof).status_code == 200
    made(admin.post(url, json={"grantTypes": "client_credentials"}))
    assert ask(**form, **proof).json()["code"] == "unauthorized_client"
    assert ask(grant_type="client_credentials", **proof).status_code == 200


def test_the_name_of_a_client_is_looked_up_in_the_realm_that_is_told(ask: Ask, admin: httpx2.Client, importer):
    realm = made(admin.post("realms", json={"name": "clinic"}))
    proof = {"grant_type": "client_credentials", "client_secret": SECRET}
    assert ask(**proof, client_id="importer", realm_id="master").status_code == 200
    for elsewhere in ("clinic", realm["id"], "no-such-realm"):
        assert ask(**proof, client_id="importer", realm_id=elsewhere).json()["code"] == "invalid_client"
        assert ask(**proof, client_id=importer["id"], realm_id=elsewhere).status_code == 200


def test_a_login_by_way_of_a_client_is_bound_to_it(ask: Ask, admin: httpx2.Client, importer):
    form = {"grant_type": "password", "username": "admin", "password": "start123", "client_id": "importer"}
    for wrong in ({}, {"client_secret": "wrong"}):
        refused(ask(**form, **wrong), 401, "OAuth2ClientError", "invalid_client", "Client authentication failed")
    tokens = ask(**form, client_secret=SECRET).json()
    claims = admin.post("token/introspect", data={"token": tokens["access_token"]}).json()
    assert claims["client_id"] == importer["id"]
    made(admin.post("clients", json={"name": "other", "authMethod": "secret", "secret": SECRET}))
    renewed = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert ask(**renewed).json()["code"] == "invalid_client"
    assert ask(**renewed, client_id="other", client_secret=SECRET).json()["code"] == "invalid_grant"
    assert ask(**renewed, client_id="importer", client_secret=SECRET).status_code == 200


def test_an_access_token_refreshes_nothing(ask: Ask, ada: Tokens):
    answer = ask(grant_type="refresh_token", refresh_token=ada["access_token"])
    refused(answer, 400, "OAuth2GrantError", "invalid_grant", "refresh token is unknown")


# -- introspection and revocation ---------------------------------------------------------------------------------


def test_claims_are_those_of_the_account(admin: httpx2.Client, ask: Ask, ada: Tokens, importer):
    for kind in ("access_token", "refresh_token"):
        said = admin.post("token/introspect", json={"token": ada[kind]}).json()
        names = {name: said[name] for name in ("active", "kind", "name", "nickname", "preferred_username")}
        assert names == {
            "active": True,
            "kind": kind,
            "name": "ada",
            "nickname": "Countess",
            "preferred_username": "Countess",
        }
    token = ask(grant_type="client_credentials", client_id="importer", client_secret=SECRET).json()["access_token"]
    said = admin.post("token/introspect", json={"token": token}).json()
    assert {said[name] for name in ("name", "nickname", "preferred_username")} == {"importer"}
    assert "email" not in said


def test_what_is_no_token_is_not_looked_at(anonymous: httpx2.Client, ada: Tokens):
    for path in ("token/introspect", "token/revoke"):
        for given in ({}, {"token": "short"}):
            answer = anonymous.post(path, json=given)
            refused(answer, 400, "OAuth2Error", "bad_request", "Property token is invalid")
            assert answer.json()["error"] == "invalid_request"
        answer = anonymous.post(path, json={"token": "garbage-that-is-long-enough"})
        refused(answer, 400, "OAuth2Error", "invalid_token", "The JWT is invalid.")
    # One that is too short counts as none, so that the request's own token is looked at.
    own = anonymous.post("token/introspect", json={"token": "short"}, headers=bearer(ada["access_token"]))
    assert own.json()["name"] == "ada"


def test_one_token_is_revoked_and_not_its_session(anonymous: httpx2.Client, ask: Ask, ada: Tokens):
    head = bearer(ada["access_token"])
    assert anonymous.post("token/revoke", data={"token": ada["access_token"]}).status_code == 202
    refused(anonymous.get("userinfo", headers=head), 400, "JWTError", "inactive_token", "The JWT is not active.")
    assert anonymous.post("token/introspect", json={"token": ada["access_token"]}).json()["active"] is False
    renewed = ask(grant_type="refresh_token", refresh_token=ada["refresh_token"]).json()
    head = bearer(renewed["access_token"])
    assert anonymous.post("token/revoke", data={"token": renewed["refresh_token"]}, headers=head).status_code == 202
    assert anonymous.get("userinfo", headers=head).status_code == 200
    answer = ask(grant_type="refresh_token", refresh_token=renewed["refresh_token"])
    refused(answer, 400, "OAuth2GrantError", "invalid_grant", "refresh token has been revoked")


def test_a_spent_refresh_token_is_not_active_and_its_replay_ends_all(anonymous: httpx2.Client, ask: Ask, ada: Tokens):
    form = {"grant_type": "refresh_token", "refresh_token": ada["refresh_token"]}
    fresh = ask(**form).json()
    assert anonymous.post("token/introspect", json={"token": ada["refresh_token"]}).json()["active"] is False
    assert ask(**form).json()["message"] == "refresh token replay detected; session revoked"
    for tokens in (ada, fresh):
        answer = anonymous.get("userinfo", headers=bearer(tokens["access_token"]))
        refused(answer, 400, "JWTError", "inactive_token", "The JWT is not active.")
    assert ask(**form | {"refresh_token": fresh["refresh_token"]}).json()["message"] == "refresh token is unknown"


def test_tokens_of_a_deleted_session_or_user_have_expired(admin: httpx2.Client, anonymous: httpx2.Client, ada: Tokens):
    said = admin.post("token/introspect", json={"token": ada["access_token"]}).json()
    made(admin.delete(f"sessions/{said['session_id']}"))
    answer = anonymous.get("userinfo", headers=bearer(ada["access_token"]))
    refused(answer, 400, "JWTError", "expired_token", "The JWT has expired.")
    made(admin.delete(f"users/{said['sub']}"))
    answer = admin.post("token/introspect", json={"token": ada["access_token"]})
    refused(answer, 400, "OAuth2RequestError", "invalid_request", "The identity is not valid.")


def test_a_refresh_token_opens_no_door(anonymous: httpx2.Client, ada: Tokens):
    answer = anonymous.get("userinfo", headers=bearer(ada["refresh_token"]))
    refused(answer, 400, "JWTError", "invalid_token", "The token payload property kind is invalid.")


# -- userinfo and keys --------------------------------------------------------------------------------------------


def test_userinfo_answers_what_is_asked_for(anonymous: httpx2.Client, ada: Tokens):
    head = bearer(ada["access_token"])
    assert anonymous.get("userinfo", headers=head).json()["email"] == "ada@example.com"
    assert anonymous.get("userinfo?fields=id,name", headers=head).json().keys() == {"id", "name", "realmId"}
    assert anonymous.get("userinfo?include=realm", headers=head).json()["realm"]["name"] == "master"


def test_userinfo_is_of_users(anonymous: httpx2.Client, ask: Ask, importer):
    form = {"grant_type": "client_credentials", "client_id": "importer", "client_secret": SECRET}
    answer = anonymous.get("userinfo", headers=bearer(ask(**form).json()["access_token"]))
    message = "The evaluation of permissions user_read, user_update, user_delete failed"
    refused(answer, 403, "PermissionError", "permission_evaluation_failed", message)
    system = ask(grant_type="client_credentials", client_id="system", client_secret="start123").json()
    answer = anonymous.get("userinfo", headers=bearer(system["access_token"]))
    refused(answer, 404, "EntityNotFoundError", "entity_not_found", "Entity not found.")


def test_a_single_key_is_read(anonymous: httpx2.Client):
    (key,) = anonymous.get("jwks").json()["keys"]
    for path in (f"jwks/{key['kid']}", f"realms/master/jwks/{key['kid']}"):
        assert anonymous.get(path).json() == key
    answer = anonymous.get(f"jwks/{NOWHERE}")
    refused(answer, 404, "JWKError", "jwk_not_found", f"The JWK {NOWHERE} could not be found.")
