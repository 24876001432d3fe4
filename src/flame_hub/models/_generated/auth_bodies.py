"""The bodies of requests to the auth service. Generated from the contract by tools/generate.py."""

from typing import Any

from ..base import Change, NewRecord, Reference, absent
from ..unset import UNSET, UNSET_T
from .choices import (
    AuthMethod,
    DecisionStrategy,
    IdentityProviderProtocol,
    KeyStatus,
    KeyUse,
    RealmScope,
    SynchronizationMode,
    TokenBindingMethod,
)


class CreateRealm(NewRecord):
    """What a realm is created of."""

    name: str
    display_name: str | None = None
    description: str | None = None


class UpdateRealm(Change):
    """What of a realm is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    description: str | UNSET_T | None = UNSET


class CreateUser(NewRecord):
    """What a user is created of."""

    hidden_names = ("email",)

    name: str
    email: str
    display_name: str | None = None
    active: bool = True
    name_locked: bool = False
    first_name: str | None = None
    last_name: str | None = None
    password: str | None = absent(default=None, show=False)
    realm_id: Reference | None = None
    status: str | None = None
    status_message: str | None = None


class UpdateUser(Change):
    """What of a user is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    email: str | UNSET_T = UNSET
    active: bool | UNSET_T = UNSET
    name_locked: bool | UNSET_T = UNSET
    first_name: str | UNSET_T | None = UNSET
    last_name: str | UNSET_T | None = UNSET
    password: str | UNSET_T = absent(default=UNSET, show=False)
    status: str | UNSET_T | None = UNSET
    status_message: str | UNSET_T | None = UNSET


class CreateClient(NewRecord):
    """What a client is created of."""

    hidden_names = ("secret",)

    name: str
    realm_id: Reference
    secret: str | None = absent(default=None, show=False)
    display_name: str | None = None
    description: str | None = None
    redirect_uri: str | None = None
    active: bool = True
    is_confidential: bool = True
    secret_hashed: bool = False
    grant_types: str | None = None
    auth_method: AuthMethod | str = "secret"
    token_binding_method: TokenBindingMethod | str = "none"
    post_logout_redirect_uri: str | None = None
    backchannel_logout_uri: str | None = None
    base_url: str | None = None
    root_url: str | None = None
    scope: str | None = None
    access_policy_id: Reference | None = None
    secret_encrypted: bool | None = None


class UpdateClient(Change):
    """What of a client is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    secret: str | UNSET_T | None = absent(default=UNSET, show=False)
    display_name: str | UNSET_T | None = UNSET
    description: str | UNSET_T | None = UNSET
    redirect_uri: str | UNSET_T | None = UNSET
    active: bool | UNSET_T = UNSET
    is_confidential: bool | UNSET_T = UNSET
    secret_hashed: bool | UNSET_T = UNSET
    grant_types: str | UNSET_T | None = UNSET
    auth_method: AuthMethod | str | UNSET_T = UNSET
    token_binding_method: TokenBindingMethod | str | UNSET_T = UNSET
    post_logout_redirect_uri: str | UNSET_T | None = UNSET
    backchannel_logout_uri: str | UNSET_T | None = UNSET
    base_url: str | UNSET_T | None = UNSET
    root_url: str | UNSET_T | None = UNSET
    scope: str | UNSET_T | None = UNSET
    access_policy_id: Reference | UNSET_T | None = UNSET
    secret_encrypted: bool | UNSET_T = UNSET


class CreateRole(NewRecord):
    """What a role is created of."""

    name: str
    display_name: str | None = None
    description: str | None = None
    client_id: Reference | None = None
    realm_id: Reference | UNSET_T | None = UNSET


class UpdateRole(Change):
    """What of a role is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    description: str | UNSET_T | None = UNSET
    client_id: Reference | UNSET_T | None = UNSET


class CreatePermission(NewRecord):
    """What a permission is created of."""

    name: str
    display_name: str | None = None
    description: str | None = None
    realm_id: Reference | None = None
    client_id: Reference | None = None
    decision_strategy: DecisionStrategy | str | None = None
    policy_id: Reference | None = None


class UpdatePermission(Change):
    """What of a permission is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    description: str | UNSET_T | None = UNSET
    realm_id: Reference | UNSET_T | None = UNSET
    client_id: Reference | UNSET_T | None = UNSET
    decision_strategy: DecisionStrategy | str | UNSET_T | None = UNSET
    policy_id: Reference | UNSET_T | None = UNSET


class CreateScope(NewRecord):
    """What a scope is created of."""

    name: str
    display_name: str | None = None
    description: str | None = None
    realm_id: Reference | UNSET_T | None = UNSET


class UpdateScope(Change):
    """What of a scope is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    description: str | UNSET_T | None = UNSET


class CreatePolicy(NewRecord):
    """What a policy is created of."""

    name: str
    type: str
    display_name: str | None = None
    description: str | None = None
    invert: bool = False
    parent_id: Reference | None = None
    realm_id: Reference | UNSET_T | None = UNSET
    decision_strategy: DecisionStrategy | str | None = None
    names: list[str] | None = None
    query: dict[str, Any] | None = None
    types: list[str] | None = None
    attribute_name: Any | None = None
    attribute_name_strict: bool | None = None
    attribute_null_match_all: bool | None = None
    identity_master_match_all: bool | None = None
    start: str | None = None
    end: str | None = None
    interval: str | None = None
    day_of_week: int | None = None
    day_of_month: int | None = None
    day_of_year: int | None = None


class UpdatePolicy(Change):
    """What of a policy is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    description: str | UNSET_T | None = UNSET
    invert: bool | UNSET_T = UNSET
    parent_id: Reference | UNSET_T | None = UNSET
    decision_strategy: DecisionStrategy | str | UNSET_T | None = UNSET
    names: list[str] | UNSET_T | None = UNSET
    query: dict[str, Any] | UNSET_T | None = UNSET
    types: list[str] | UNSET_T | None = UNSET
    attribute_name: Any | UNSET_T | None = UNSET
    attribute_name_strict: bool | UNSET_T | None = UNSET
    attribute_null_match_all: bool | UNSET_T | None = UNSET
    identity_master_match_all: bool | UNSET_T | None = UNSET
    start: str | UNSET_T | None = UNSET
    end: str | UNSET_T | None = UNSET
    interval: str | UNSET_T | None = UNSET
    day_of_week: int | UNSET_T | None = UNSET
    day_of_month: int | UNSET_T | None = UNSET
    day_of_year: int | UNSET_T | None = UNSET


class CreateUserRole(NewRecord):
    """What a user role is created of."""

    user_id: Reference
    role_id: Reference


class CreateUserPermission(NewRecord):
    """What a user permission is created of."""

    user_id: Reference
    permission_id: Reference
    policy_id: Reference | None = None
    realm_scope: RealmScope | str | None = None


class UpdateUserPermission(Change):
    """What of a user permission is changed; what is UNSET stays as it is."""

    policy_id: Reference | UNSET_T | None = UNSET
    realm_scope: RealmScope | str | UNSET_T = UNSET


class CreateRolePermission(NewRecord):
    """What a role permission is created of."""

    role_id: Reference
    permission_id: Reference
    policy_id: Reference | None = None
    realm_scope: RealmScope | str | None = None


class UpdateRolePermission(Change):
    """What of a role permission is changed; what is UNSET stays as it is."""

    policy_id: Reference | UNSET_T | None = UNSET
    realm_scope: RealmScope | str | UNSET_T = UNSET


class CreateClientRole(NewRecord):
    """What a client role is created of."""

    client_id: Reference
    role_id: Reference


class CreateClientPermission(NewRecord):
    """What a client permission is created of."""

    client_id: Reference
    permission_id: Reference
    policy_id: Reference | None = None
    realm_scope: RealmScope | str | None = None


class UpdateClientPermission(Change):
    """What of a client permission is changed; what is UNSET stays as it is."""

    policy_id: Reference | UNSET_T | None = UNSET
    realm_scope: RealmScope | str | UNSET_T = UNSET


class CreateClientScope(NewRecord):
    """What a client scope is created of."""

    client_id: Reference
    scope_id: Reference
    default: bool = False


class CreatePermissionPolicy(NewRecord):
    """What a permission policy is created of."""

    permission_id: Reference
    policy_id: Reference


class CreateUserAttribute(NewRecord):
    """What a user attribute is created of."""

    user_id: Reference
    name: str
    value: str | None = None


class UpdateUserAttribute(Change):
    """What of a user attribute is changed; what is UNSET stays as it is."""

    value: str | UNSET_T | None = UNSET


class CreateRoleAttribute(NewRecord):
    """What a role attribute is created of."""

    role_id: Reference
    name: str
    value: str | None = None


class UpdateRoleAttribute(Change):
    """What of a role attribute is changed; what is UNSET stays as it is."""

    value: str | UNSET_T | None = UNSET


class CreateKey(NewRecord):
    """What a key is created of."""

    hidden_names = ("encryption_key", "certificate")

    use: KeyUse | str
    name: str | None = None
    signature_algorithm: str | None = None
    priority: int | None = None
    status: KeyStatus | str | None = None
    realm_id: Reference | None = None
    encryption_key: str | None = None
    decryption_key: str | None = absent(default=None, show=False)
    certificate: str | None = None


class UpdateKey(Change):
    """What of a key is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    priority: int | UNSET_T = UNSET
    status: KeyStatus | str | UNSET_T = UNSET


class CreateTrustAnchor(NewRecord):
    """What a trust anchor is created of."""

    name: str
    certificate: str
    enabled: bool = True
    realm_id: Reference | None = None


class UpdateTrustAnchor(Change):
    """What of a trust anchor is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    enabled: bool | UNSET_T = UNSET


class CreateIdentityProvider(NewRecord):
    """What an identity provider is created of."""

    name: str
    protocol: IdentityProviderProtocol | str
    enabled: bool = True
    display_name: str | None = None
    preset: str | None = None
    realm_id: Reference | None = None
    client_id: str | None = None
    client_secret: str | None = absent(default=None, show=False)
    token_url: str | None = None
    token_revoke_url: str | None = None
    authorize_url: str | None = None
    user_info_url: str | None = None
    scope: str | None = None
    url: str | None = None
    timeout: int | None = None
    start_tls: bool | None = None
    tls: Any | None = None
    base_dn: str | None = None
    user: str | None = None
    password: str | None = absent(default=None, show=False)
    user_base_dn: str | None = None
    user_filter: str | None = None
    user_name_attribute: str | None = None
    user_mail_attribute: str | None = None
    user_display_name_attribute: str | None = None
    group_base_dn: str | None = None
    group_filter: str | None = None
    group_name_attribute: str | None = None
    group_class: str | None = None
    group_member_attribute: str | None = None
    group_member_user_attribute: str | None = None


class UpdateIdentityProvider(Change):
    """What of an identity provider is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    protocol: IdentityProviderProtocol | str | UNSET_T = UNSET
    enabled: bool | UNSET_T = UNSET
    display_name: str | UNSET_T = UNSET
    preset: str | UNSET_T | None = UNSET
    client_id: str | UNSET_T | None = UNSET
    client_secret: str | UNSET_T | None = absent(default=UNSET, show=False)
    token_url: str | UNSET_T | None = UNSET
    token_revoke_url: str | UNSET_T | None = UNSET
    authorize_url: str | UNSET_T | None = UNSET
    user_info_url: str | UNSET_T | None = UNSET
    scope: str | UNSET_T | None = UNSET
    url: str | UNSET_T | None = UNSET
    timeout: int | UNSET_T | None = UNSET
    start_tls: bool | UNSET_T | None = UNSET
    tls: Any | UNSET_T | None = UNSET
    base_dn: str | UNSET_T | None = UNSET
    user: str | UNSET_T | None = UNSET
    password: str | UNSET_T | None = absent(default=UNSET, show=False)
    user_base_dn: str | UNSET_T | None = UNSET
    user_filter: str | UNSET_T | None = UNSET
    user_name_attribute: str | UNSET_T | None = UNSET
    user_mail_attribute: str | UNSET_T | None = UNSET
    user_display_name_attribute: str | UNSET_T | None = UNSET
    group_base_dn: str | UNSET_T | None = UNSET
    group_filter: str | UNSET_T | None = UNSET
    group_name_attribute: str | UNSET_T | None = UNSET
    group_class: str | UNSET_T | None = UNSET
    group_member_attribute: str | UNSET_T | None = UNSET
    group_member_user_attribute: str | UNSET_T | None = UNSET


class CreateIdentityProviderRoleMapping(NewRecord):
    """What an identity provider role mapping is created of."""

    provider_id: Reference
    role_id: Reference
    name: str | None = None
    value: str | None = None
    value_is_regex: bool = False
    synchronization_mode: SynchronizationMode | str | None = None


class UpdateIdentityProviderRoleMapping(Change):
    """What of an identity provider role mapping is changed; what is UNSET stays as it is."""

    name: str | UNSET_T | None = UNSET
    value: str | UNSET_T | None = UNSET
    value_is_regex: bool | UNSET_T = UNSET
    synchronization_mode: SynchronizationMode | str | UNSET_T | None = UNSET


class CreateRobot(NewRecord):
    """What a robot is created of."""

    hidden_names = ("secret",)

    name: str
    realm_id: Reference
    secret: str = absent(default=..., show=False)
    display_name: str | None = None
    description: str | None = None
    active: bool = True
    user_id: Reference | None = None


class UpdateRobot(Change):
    """What of a robot is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET
    realm_id: Reference | UNSET_T = UNSET
    secret: str | UNSET_T = absent(default=UNSET, show=False)
    description: str | UNSET_T | None = UNSET
    active: bool | UNSET_T = UNSET
    user_id: Reference | UNSET_T | None = UNSET


class CreateRobotPermission(NewRecord):
    """What a robot permission is created of."""

    robot_id: Reference
    permission_id: Reference
    policy_id: Reference | None = None


class CreateRobotRole(NewRecord):
    """What a robot role is created of."""

    robot_id: Reference
    role_id: Reference


__all__ = [
    "CreateClient",
    "CreateClientPermission",
    "CreateClientRole",
    "CreateClientScope",
    "CreateIdentityProvider",
    "CreateIdentityProviderRoleMapping",
    "CreateKey",
    "CreatePermission",
    "CreatePermissionPolicy",
    "CreatePolicy",
    "CreateRealm",
    "CreateRobot",
    "CreateRobotPermission",
    "CreateRobotRole",
    "CreateRole",
    "CreateRoleAttribute",
    "CreateRolePermission",
    "CreateScope",
    "CreateTrustAnchor",
    "CreateUser",
    "CreateUserAttribute",
    "CreateUserPermission",
    "CreateUserRole",
    "UpdateClient",
    "UpdateClientPermission",
    "UpdateIdentityProvider",
    "UpdateIdentityProviderRoleMapping",
    "UpdateKey",
    "UpdatePermission",
    "UpdatePolicy",
    "UpdateRealm",
    "UpdateRobot",
    "UpdateRole",
    "UpdateRoleAttribute",
    "UpdateRolePermission",
    "UpdateScope",
    "UpdateTrustAnchor",
    "UpdateUser",
    "UpdateUserAttribute",
    "UpdateUserPermission",
]
