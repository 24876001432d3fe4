"""Who may do what: roles, permissions, policies and what joins them to accounts, whichever way the Hub is reached."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

import flame_hub
from doors import TWO_DOORS, Door
from flame_hub import errors
from flame_hub.auth import PasswordAuth
from flame_hub.models import User

THROUGH = TWO_DOORS

LOGIN = PasswordAuth("ada", "correct-horse")


@pytest.fixture
def ada(door: Door) -> User:
    return door.auth.create_user("ada", "ada@example.com", password="correct-horse")


@pytest.fixture
def own(door: Door, ada: User) -> Iterator[Door]:
    """The Hub as Ada sees it, who may do nothing in particular."""
    with door.for_login(LOGIN) as opened:
        yield opened


def test_a_role_lives_and_dies(door: Door):
    role = door.auth.create_role("Data-Steward", display_name="Steward", description="looks after data")
    assert (role.name, role.built_in, role.client_id) == ("data-steward", False, None)
    assert door.auth.get_role("data-steward").id == role.id
    assert door.auth.find_roles(filter={"name": "data~"})[0].realm.name == "master"
    assert door.auth.update_role(role, description=None).description is None
    with pytest.raises(errors.ConflictError, match="unique attributes"):
        door.auth.create_role("data-steward")
    door.auth.delete_role(role)
    assert door.auth.get_role(role.id) is None


def test_a_role_belongs_to_a_realm_or_to_all(door: Door):
    clinic = door.auth.create_realm("clinic")
    assert door.auth.create_role("steward").realm_id == door.auth.get_realm("master").id
    assert door.auth.create_role("steward", realm_id=clinic).realm_id == clinic.id
    assert door.auth.create_role("steward", realm_id=None).realm_id is None


def test_what_a_role_permits_its_users_may_do(door: Door, ada: User, own: Door):
    with pytest.raises(errors.PermissionDeniedError):
        own.core.create_node("hospital")
    role = door.auth.create_role("steward")
    permission = door.auth.get_permission("node_create")
    granted = door.auth.create_role_permission(role, permission)
    joined = door.auth.create_user_role(ada, role)
    assert (granted.role_realm_id, granted.permission_realm_id) == (role.realm_id, None)
    assert (joined.user.name, joined.role.name) == ("ada", "steward")
    assert own.core.create_node("hospital").name == "hospital"
    door.auth.delete_user_role(joined)
    with pytest.raises(errors.PermissionDeniedError):
        own.core.create_node("second")


def test_a_permission_of_ones_own_counts_and_goes_with_the_permission(door: Door, ada: User, own: Door):
    permission = door.auth.create_permission("report_write", description="to write reports")
    assert (permission.built_in, permission.realm_id) == (False, None)
    door.auth.create_user_permission(ada, permission)
    assert own.auth.check_permission("report_write").status == "success"
    found = door.auth.find_user_permissions(filter={"user_id": ada})
    assert [(join.permission.name, join.user.name, join.realm_scope) for join in found] == [
        ("report_write", "ada", "own")
    ]
    door.auth.delete_permission(permission)
    assert door.auth.find_user_permissions(filter={"user_id": ada}) == []
    refused = own.auth.check_permission("report_write")
    assert (refused.status, refused.data["code"]) == ("error", "entity_not_found")


def test_a_client_has_permissions_roles_and_scopes(door: Door):
    client = door.auth.create_client("importer", door.auth.get_realm("master"), secret="a-secret-of-mine")
    permission, role = door.auth.get_permission("project_create"), door.auth.create_role("importers")
    granted = door.auth.create_client_permission(client, permission, realm_scope="any")
    assert granted.realm_scope == "any"
    assert door.auth.update_client_permission(granted, realm_scope="own").realm_scope == "own"
    assert door.auth.create_client_role(client, role).role_id == role.id
    scope = door.auth.create_scope("reports", description="to read reports")
    assert door.auth.create_client_scope(client, scope, default=True).default is True
    assert door.auth.find_client_scopes(filter={"default": True})[0].scope.name == "reports"
    with door.for_login(flame_hub.auth.ClientAuth("importer", "a-secret-of-mine")) as service:
        assert service.core.create_project("trial").client_id == client.id
    door.auth.delete_client(client)
    assert door.auth.find_client_roles(filter={"role_id": role}) == []


def test_two_are_joined_once(door: Door, ada: User):
    role = door.auth.create_role("steward")
    door.auth.create_user_role(ada, role)
    with pytest.raises(errors.ConflictError, match="The user-role already exists"):
        door.auth.create_user_role(ada, role)


def test_nobody_gives_away_more_than_they_have(door: Door, ada: User, own: Door):
    for name in ("user_role_create", "user_permission_create", "role_read", "permission_read"):
        door.auth.create_user_permission(ada, door.auth.get_permission(name))
    with pytest.raises(errors.PermissionDeniedError, match="You don't own the required permissions"):
        own.auth.create_user_role(ada, own.auth.get_role("admin"))
    with pytest.raises(errors.PermissionDeniedError, match="node_create"):
        own.auth.create_user_permission(ada, own.auth.get_permission("node_create"))
    empty = door.auth.create_role("empty")
    assert own.auth.create_user_role(ada, empty).role_id == empty.id


def test_policies_have_parts_and_say_what_passes(door: Door):
    group = door.auth.create_policy("office-rules", "composite", decision_strategy="unanimous")
    part = door.auth.create_policy("own-files", "attributes", parent_id=group, query={"owner": "ada"})
    assert (group.decision_strategy, group.query, part.query) == ("unanimous", None, {"owner": "ada"})
    assert [child.name for child in door.auth.get_expanded_policy("office-rules").children] == ["own-files"]
    found = door.auth.find_policies(filter={"name": "office-rules"}, include="children")
    assert [child.id for child in found[0].children] == [part.id]
    assert door.auth.check_policy(group, {"attributes": {"owner": "ada"}}).status == "success"
    assert door.auth.check_policy(group, {"attributes": {"owner": "bob"}}).status == "error"
    door.auth.delete_policy(group)
    assert door.auth.get_policy(part.id) is None


def test_a_policy_narrows_a_permission(door: Door, ada: User, own: Door):
    policy = door.auth.create_policy("drafts-only", "attributes", query={"state": "draft"})
    permission = door.auth.create_permission("report_write")
    door.auth.create_user_permission(ada, permission, policy_id=policy)
    assert own.auth.check_permission(permission, {"attributes": {"state": "draft"}}).status == "success"
    assert own.auth.check_permission(permission, {"attributes": {"state": "final"}}).status == "error"
    joined = door.auth.find_permission_policies(filter={"permission_id": permission})
    assert [join.policy.name for join in joined] == ["system.default"]


def test_attributes_of_users_and_roles(door: Door, ada: User):
    orcid = door.auth.create_user_attribute(ada, "orcid", "0000-0001")
    assert orcid.realm_id == ada.realm_id
    assert door.auth.update_user_attribute(orcid, value="0000-0002").value == "0000-0002"
    assert door.auth.find_user_attributes(filter={"user_id": ada})[0].user.name == "ada"
    role = door.auth.create_role("steward")
    color = door.auth.create_role_attribute(role, "color", "blue")
    assert door.auth.get_role_attribute(color).value == "blue"
    door.auth.delete_user(ada)
    assert door.auth.get_user_attribute(orcid) is None


def test_sessions_are_seen_and_ended(door: Door, ada: User, own: Door):
    own.core.get_nodes()
    (session,) = own.auth.get_sessions()
    assert (session.sub, session.sub_kind, session.user_id) == (ada.id, "user", ada.id)
    assert {token.kind for token in own.auth.get_session_tokens()} == {"access_token", "refresh_token"}
    assert door.auth.find_sessions(filter={"user_id": ada}).total == 1
    assert door.auth.delete_sessions(user_id=ada).count == 1
    assert door.auth.get_session(session) is None
    own.core.get_nodes()  # it logs in again
    assert own.auth.get_sessions()[0].id != session.id


def test_logins_are_events(door: Door, ada: User, own: Door):
    own.core.get_nodes()
    wrong = PasswordAuth("ada", "wrong-password")
    with door.for_login(wrong) as stranger, pytest.raises(errors.AuthenticationError):
        stranger.core.get_nodes()
    found = door.auth.find_events(filter={"actor_name": "ada"}, sort={"by": "created_at", "order": "ascending"})
    assert [(event.name, event.data) for event in found] == [
        ("login", {"grantType": "password"}),
        ("loginFailed", {"error_code": "invalid_credentials"}),
    ]
    assert "wrong-password" not in str([event.model_dump() for event in found])


def test_keys_are_made_and_their_private_part_stays(door: Door):
    key = door.auth.create_key("sig", name="fresh", signature_algorithm="ES256")
    assert (key.type, key.priority, key.status) == ("EC", 0, "active")
    assert not hasattr(key, "decryption_key")
    assert door.auth.get_key("fresh").id == key.id
    assert door.auth.find_keys(fields="encryption_key")[0].encryption_key
    assert str(key.id) in {known["kid"] for known in door.auth.get_jwks().keys}
    assert door.auth.update_key(key, status="disabled").status == "disabled"
    assert str(key.id) not in {known["kid"] for known in door.auth.get_jwks().keys}


def test_identity_providers_and_what_their_users_get(door: Door):
    provider = door.auth.create_identity_provider(
        "university", "oidc", client_id="hub", client_secret="s3cret", token_url="https://login.example.com/token"
    )
    assert "s3cret" not in repr(provider)
    assert door.auth.find_identity_providers(filter={"protocol": "oidc"})[0].client_secret == "s3cret"
    role = door.auth.create_role("students")
    mapping = door.auth.create_identity_provider_role_mapping(provider, role, name="groups", value="students")
    assert door.auth.find_identity_provider_role_mappings(filter={"provider_id": provider})[0].provider.name == (
        "university"
    )
    assert door.auth.update_identity_provider_role_mapping(mapping, value_is_regex=True).value_is_regex is True
    door.auth.delete_identity_provider(provider)
    assert door.auth.get_identity_provider_role_mapping(mapping) is None


def test_trust_anchors_have_a_certificate(door: Door):
    anchor = door.auth.create_trust_anchor("root-ca", "-----BEGIN CERTIFICATE-----" + "A" * 64)
    assert (anchor.enabled, door.auth.get_trust_anchor(anchor).name) == (True, "root-ca")
    assert door.auth.update_trust_anchor(anchor, enabled=False).enabled is False
    with pytest.raises(errors.ValidationError, match="certificate"):
        door.auth.create_trust_anchor("another-ca", "too short")


def test_there_are_no_consents_and_accounts_until_somebody_logs_in_through_a_program(door: Door):
    assert (door.auth.get_consents(), door.auth.get_identity_provider_accounts()) == ([], [])


def test_what_the_service_says_of_itself_and_of_the_caller(door: Door, ada: User, own: Door):
    assert door.auth.get_version().version == "1.0.0-beta.62"
    assert own.auth.get_userinfo().email == "ada@example.com"
    said = own.auth.introspect_token()
    assert (said.active, said.sub, said.sub_kind, said.permissions) == (True, str(ada.id), "user", [])
    assert door.auth.introspect_token().permissions[0].keys() == {"name", "client_id", "realm_id"}
    assert door.auth.get_openid_configuration().token_endpoint.endswith("/auth/token")
    assert door.auth.get_openid_configuration(door.auth.get_realm("master")).issuer.endswith("/realms/master")
    with pytest.raises(errors.NotFoundError):
        door.auth.get_openid_configuration("no-such-realm")
    own.auth.revoke_token()
    assert UUID(own.auth.introspect_token().sub) == ada.id  # by a token of another session


def test_robots_are_of_older_hubs(door: Door):
    with pytest.raises(errors.HubAPIError):
        door.auth.create_robot("importer", door.auth.get_realm("master"), "a-secret-of-mine")
