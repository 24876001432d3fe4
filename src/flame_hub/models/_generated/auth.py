"""The models of the auth service. Generated from the contract by tools/generate.py."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ..base import HubModel, SelectiveModel, absent
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


class Realm(HubModel):
    """A realm: the organisation, most often a hospital, that users, clients, nodes and projects belong to.

    Attributes:
        name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
        display_name: Name shown to people, 3 to 256 characters.
        description: What it is for, 5 to 4096 characters.
        id: Identifier, given by the Hub.
        built_in: Whether the Hub made it and it cannot be deleted.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    name: str = absent()
    display_name: str | None = absent()
    description: str | None = absent()
    id: UUID
    built_in: bool = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()


class User(SelectiveModel):
    """A person who can log in with a password.

    Attributes:
        name: Login name, unique in its realm, 3 to 128 of a-z, 0-9, '-', '_', '.'.
        display_name: Name shown to people, 3 to 256 characters.
        email: E-mail address; read with fields='+email'.
        active: Whether the user may log in.
        name_locked: Whether the name is fixed.
        first_name: Given name, 3 to 128 characters.
        last_name: Family name, 3 to 128 characters.
        id: Identifier, given by the Hub.
        avatar: Address of a picture.
        cover: Address of a background picture.
        status: Short status, 3 to 256 characters.
        status_message: Status in words, 3 to 256 characters.
        realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
        realm: The realm, if included.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    includable_names = ("realm",)
    hidden_names = ("email",)
    dropped_properties = frozenset(
        [
            "activateHash",
            "activate_hash",
            "password",
            "resetAt",
            "resetExpires",
            "resetHash",
            "reset_at",
            "reset_expires",
            "reset_hash",
        ]
    )

    name: str = absent()
    display_name: str | None = absent()
    email: str | None = absent()
    active: bool = absent()
    name_locked: bool = absent()
    first_name: str | None = absent()
    last_name: str | None = absent()
    id: UUID
    avatar: str | None = absent()
    cover: str | None = absent()
    status: str | None = absent()
    status_message: str | None = absent()
    realm_id: UUID = absent()
    realm: Realm | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()


class Policy(HubModel):
    """A rule that access can be made subject to.

    Attributes:
        name: Name, unique in its realm.
        type: Kind of rule: composite, identity, permissionBinding, realmMatch, attributes, attributeNames, date,
            time.
        display_name: Name shown to people, 3 to 256 characters.
        description: What it is for, 5 to 4096 characters.
        id: Identifier, given by the Hub.
        built_in: Whether the Hub made it.
        invert: Whether the rule is turned around.
        parent_id: Policy it is a part of.
        realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
        decision_strategy: How many parts have to agree (composite, realmMatch).
        names: Attributes that may be touched (attributeNames).
        query: Condition that attributes must meet (attributes).
        types: Kinds of accounts (identity).
        attribute_name: Attributes that hold a realm's id (realmMatch).
        attribute_name_strict: Whether the name must fit entirely (realmMatch).
        attribute_null_match_all: Whether null is every realm (realmMatch).
        identity_master_match_all: Whether master is every realm (realmMatch).
        start: First date or time (date, time).
        end: Last date or time (date, time).
        interval: How often: daily, weekly, monthly, yearly (time).
        day_of_week: 0, Sunday, to 6 (time).
        day_of_month: 1 to 31 (time).
        day_of_year: 1 to 366 (time).
        created_at: When the record was created.
        updated_at: When the record was last changed.
        children: Its parts, if included.
        realm: The realm, if included.
    """

    includable_names = ("children", "realm")

    name: str = absent()
    type: str = absent()
    display_name: str | None = absent()
    description: str | None = absent()
    id: UUID
    built_in: bool = absent()
    invert: bool = absent()
    parent_id: UUID | None = absent()
    realm_id: UUID | None = absent()
    decision_strategy: DecisionStrategy | str | None = absent()
    names: list[str] | None = absent()
    query: dict[str, Any] | None = absent()
    types: list[str] | None = absent()
    attribute_name: Any | None = absent()
    attribute_name_strict: bool | None = absent()
    attribute_null_match_all: bool | None = absent()
    identity_master_match_all: bool | None = absent()
    start: str | None = absent()
    end: str | None = absent()
    interval: str | None = absent()
    day_of_week: int | None = absent()
    day_of_month: int | None = absent()
    day_of_year: int | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    children: "list[Policy] | None" = absent()
    realm: Realm | None = absent()


class Client(HubModel):
    """A program that can log in with a secret: a service of the Hub, of a node or of an analysis.

    Attributes:
        id: Identifier, given by the Hub.
        name: Name, unique in its realm.
        built_in: Whether the Hub made it.
        display_name: Name shown to people, 3 to 256 characters.
        description: What it is for, 3 to 4096 characters.
        redirect_uri: Comma separated patterns of URLs.
        active: Whether the client may log in.
        is_confidential: Whether it can keep a secret; newer Hubs have auth_method instead.
        secret_hashed: Whether the secret is stored hashed.
        grant_types: Comma separated OAuth 2 grants it may use.
        secret_encrypted: Whether the secret is stored encrypted.
        backchannel_logout_uri: Where logouts are announced.
        post_logout_redirect_uri: Where a logout leads.
        base_url: Address of the program.
        root_url: Address its other addresses are relative to.
        scope: Scopes it may ask for.
        auth_method: How it proves who it is; only 'secret' has a secret.
        token_binding_method: Whether its tokens are bound to a certificate.
        access_policy_id: Policy that its use is subject to.
        access_policy: The policy, if included.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
        realm: The realm, if included.
        secret: Secret, 3 to 256 characters; the Hub makes one up if there must be one and none is given. Read
            with fields='+secret'.
    """

    includable_names = ("realm", "access_policy")
    hidden_names = ("secret",)
    varying_fields = frozenset(
        ["auth_method", "backchannel_logout_uri", "is_confidential", "root_url", "scope", "token_binding_method"]
    )

    id: UUID
    name: str = absent()
    built_in: bool = absent()
    display_name: str | None = absent()
    description: str | None = absent()
    redirect_uri: str | None = absent()
    active: bool = absent()
    is_confidential: bool | None = absent()
    secret_hashed: bool = absent()
    grant_types: str | None = absent()
    secret_encrypted: bool = absent()
    backchannel_logout_uri: str | None = absent()
    post_logout_redirect_uri: str | None = absent()
    base_url: str | None = absent()
    root_url: str | None = absent()
    scope: str | None = absent()
    auth_method: AuthMethod | str | None = absent()
    token_binding_method: TokenBindingMethod | str | None = absent()
    access_policy_id: UUID | None = absent()
    access_policy: Policy | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm_id: UUID = absent()
    realm: Realm | None = absent()
    secret: str | None = absent(show=False)


class Role(HubModel):
    """A role: permissions that are given together.

    Attributes:
        name: Name, unique in its realm.
        display_name: Name shown to people, 3 to 256 characters.
        description: What it is for, 5 to 4096 characters.
        id: Identifier, given by the Hub.
        built_in: Whether the Hub made it.
        target: Kind of account it is for.
        client_id: Client it is a role of.
        realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)

    name: str = absent()
    display_name: str | None = absent()
    description: str | None = absent()
    id: UUID
    built_in: bool = absent()
    target: str | None = absent()
    client_id: UUID | None = absent()
    realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class Permission(HubModel):
    """A permission: what it takes to do something. Its name is what the Hub's services ask for.

    Attributes:
        name: Name, unique in its realm.
        display_name: Name shown to people, 3 to 256 characters.
        description: What it is for, 5 to 4096 characters.
        realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
        policy_id: Policy it is subject to; newer Hubs have permission policies instead.
        id: Identifier, given by the Hub.
        built_in: Whether the Hub made it.
        client_id: Client it is a permission of.
        decision_strategy: How many of its policies have to agree.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)
    varying_fields = frozenset(["policy_id", "realm"])

    name: str = absent()
    display_name: str | None = absent()
    description: str | None = absent()
    realm_id: UUID | None = absent()
    policy_id: UUID | None = absent()
    id: UUID
    built_in: bool = absent()
    client_id: UUID | None = absent()
    decision_strategy: DecisionStrategy | str | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class Scope(HubModel):
    """A scope: what a program may learn and do in the name of a user.

    Attributes:
        name: Name, unique in its realm.
        display_name: Name shown to people, 3 to 256 characters.
        description: What it is for, 5 to 4096 characters.
        id: Identifier, given by the Hub.
        built_in: Whether the Hub made it.
        realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)

    name: str = absent()
    display_name: str | None = absent()
    description: str | None = absent()
    id: UUID
    built_in: bool = absent()
    realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class UserRole(HubModel):
    """A role that a user has.

    Attributes:
        user_id: The user that has it.
        role_id: The role.
        id: Identifier, given by the Hub.
        user_realm_id: Realm of the user.
        role_realm_id: Realm of the role.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        user: The user, if included.
        role: The role, if included.
        user_realm: Realm of the user.
        role_realm: Realm of the role.
    """

    includable_names = ("user", "role", "user_realm", "role_realm")
    varying_fields = frozenset(["role_realm", "user_realm"])

    user_id: UUID = absent()
    role_id: UUID = absent()
    id: UUID
    user_realm_id: UUID | None = absent()
    role_realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    user: User | None = absent()
    role: Role | None = absent()
    user_realm: Realm | None = absent()
    role_realm: Realm | None = absent()


class UserPermission(HubModel):
    """A permission that a user has.

    Attributes:
        user_id: The user that has it.
        permission_id: The permission.
        id: Identifier, given by the Hub.
        user_realm_id: Realm of the user.
        permission_realm_id: Realm of the permission.
        policy_id: Policy that it is subject to here.
        realm_scope: In which realms it counts.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        permission: The permission, if included.
        user: The user, if included.
        permission_realm: Realm of the permission.
        user_realm: Realm of the user.
    """

    includable_names = ("user", "permission", "permission_realm", "user_realm")
    varying_fields = frozenset(["permission_realm", "user_realm"])

    user_id: UUID = absent()
    permission_id: UUID = absent()
    id: UUID
    user_realm_id: UUID | None = absent()
    permission_realm_id: UUID | None = absent()
    policy_id: UUID | None = absent()
    realm_scope: RealmScope | str = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    permission: Permission | None = absent()
    user: User | None = absent()
    permission_realm: Realm | None = absent()
    user_realm: Realm | None = absent()


class RolePermission(HubModel):
    """A permission that a role has.

    Attributes:
        role_id: The role that has it.
        permission_id: The permission.
        id: Identifier, given by the Hub.
        role_realm_id: Realm of the role.
        permission_realm_id: Realm of the permission.
        policy_id: Policy that it is subject to here.
        realm_scope: In which realms it counts.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        role: The role, if included.
        role_realm: Realm of the role.
        permission: The permission, if included.
        permission_realm: Realm of the permission.
    """

    includable_names = ("role", "permission", "role_realm", "permission_realm")
    varying_fields = frozenset(["permission_realm", "role_realm"])

    role_id: UUID = absent()
    permission_id: UUID = absent()
    id: UUID
    role_realm_id: UUID | None = absent()
    permission_realm_id: UUID | None = absent()
    policy_id: UUID | None = absent()
    realm_scope: RealmScope | str = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    role: Role | None = absent()
    role_realm: Realm | None = absent()
    permission: Permission | None = absent()
    permission_realm: Realm | None = absent()


class ClientRole(HubModel):
    """A role that a client has.

    Attributes:
        client_id: The client that has it.
        role_id: The role.
        id: Identifier, given by the Hub.
        client_realm_id: Realm of the client.
        role_realm_id: Realm of the role.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        client: The client, if included.
        role: The role, if included.
        client_realm: Realm of the client.
        role_realm: Realm of the role.
    """

    includable_names = ("client", "role", "client_realm", "role_realm")
    varying_fields = frozenset(["client_realm", "role_realm"])

    client_id: UUID = absent()
    role_id: UUID = absent()
    id: UUID
    client_realm_id: UUID | None = absent()
    role_realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    client: Client | None = absent()
    role: Role | None = absent()
    client_realm: Realm | None = absent()
    role_realm: Realm | None = absent()


class ClientPermission(HubModel):
    """A permission that a client has.

    Attributes:
        client_id: The client that has it.
        permission_id: The permission.
        id: Identifier, given by the Hub.
        client_realm_id: Realm of the client.
        permission_realm_id: Realm of the permission.
        policy_id: Policy that it is subject to here.
        realm_scope: In which realms it counts.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        client: The client, if included.
        client_realm: Realm of the client.
        permission: The permission, if included.
        permission_realm: Realm of the permission.
    """

    includable_names = ("client", "permission", "client_realm", "permission_realm")
    varying_fields = frozenset(["client_realm", "permission_realm"])

    client_id: UUID = absent()
    permission_id: UUID = absent()
    id: UUID
    client_realm_id: UUID | None = absent()
    permission_realm_id: UUID | None = absent()
    policy_id: UUID | None = absent()
    realm_scope: RealmScope | str = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    client: Client | None = absent()
    client_realm: Realm | None = absent()
    permission: Permission | None = absent()
    permission_realm: Realm | None = absent()


class ClientScope(HubModel):
    """A scope that a client may ask for.

    Attributes:
        client_id: The client that may ask for it.
        scope_id: The scope.
        id: Identifier, given by the Hub.
        client_realm_id: Realm of the client.
        scope_realm_id: Realm of the scope.
        default: Whether the client has it without asking.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        client: The client, if included.
        scope: The scope, if included.
        client_realm: Realm of the client.
        scope_realm: Realm of the scope.
    """

    includable_names = ("client", "scope", "client_realm", "scope_realm")
    varying_fields = frozenset(["client_realm", "scope_realm"])

    client_id: UUID = absent()
    scope_id: UUID = absent()
    id: UUID
    client_realm_id: UUID | None = absent()
    scope_realm_id: UUID | None = absent()
    default: bool = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    client: Client | None = absent()
    scope: Scope | None = absent()
    client_realm: Realm | None = absent()
    scope_realm: Realm | None = absent()


class PermissionPolicy(HubModel):
    """A policy that a permission is subject to.

    Attributes:
        permission_id: The permission.
        policy_id: The policy that it is subject to.
        id: Identifier, given by the Hub.
        permission_realm_id: Realm of the permission.
        policy_realm_id: Realm of the policy.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        permission: The permission, if included.
        policy: The policy, if included.
        permission_realm: Realm of the permission.
        policy_realm: Realm of the policy.
    """

    includable_names = ("permission", "policy", "permission_realm", "policy_realm")
    varying_fields = frozenset(["permission_realm", "policy_realm"])

    permission_id: UUID = absent()
    policy_id: UUID = absent()
    id: UUID
    permission_realm_id: UUID | None = absent()
    policy_realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    permission: Permission | None = absent()
    policy: Policy | None = absent()
    permission_realm: Realm | None = absent()
    policy_realm: Realm | None = absent()


class UserAttribute(HubModel):
    """A further property of a user.

    Attributes:
        user_id: The user that has it.
        name: Name, unique for the user.
        value: Value.
        id: Identifier, given by the Hub.
        realm_id: Realm of the user.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        user: The user, if included.
        realm: The realm, if included.
    """

    includable_names = ("user", "realm")

    user_id: UUID = absent()
    name: str = absent()
    value: str | None = absent()
    id: UUID
    realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    user: User | None = absent()
    realm: Realm | None = absent()


class RoleAttribute(HubModel):
    """A further property of a role.

    Attributes:
        role_id: The role that has it.
        name: Name, unique for the role.
        value: Value.
        id: Identifier, given by the Hub.
        realm_id: Realm of the role.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        role: The role, if included.
        realm: The realm, if included.
    """

    includable_names = ("role", "realm")

    role_id: UUID = absent()
    name: str = absent()
    value: str | None = absent()
    id: UUID
    realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    role: Role | None = absent()
    realm: Realm | None = absent()


class Session(HubModel):
    """A login that is still good. Deleting it ends it, and with it its tokens.

    Attributes:
        id: Identifier, given by the Hub.
        sub: Who logged in: id of a user or a client.
        sub_kind: What that is: user or client.
        ip_address: From which address.
        user_agent: With which program.
        expires_at: When it ends.
        refreshed_at: When it was last refreshed.
        seen_at: When it was last used.
        user_id: The user.
        client_id: The client.
        realm_id: Realm it belongs to.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)

    id: UUID
    sub: UUID = absent()
    sub_kind: str = absent()
    ip_address: str = absent()
    user_agent: str = absent()
    expires_at: datetime = absent()
    refreshed_at: datetime | None = absent()
    seen_at: datetime | None = absent()
    user_id: UUID | None = absent()
    client_id: UUID | None = absent()
    realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class SessionToken(HubModel):
    """A token of a session: that it was issued, not the token itself.

    Attributes:
        id: Identifier, given by the Hub.
        session_id: The session.
        client_id: Client it was issued to.
        kind: access_token or refresh_token.
        parent_id: Refresh token it was exchanged for.
        refresh_token_id: Refresh token that was issued with it.
        ip_address: To which address.
        user_agent: To which program.
        consumed_at: When it was exchanged for others.
        revoked_at: When it was revoked.
        expires_at: When it ends.
        created_at: When the record was created.
        session: The session, if included.
    """

    includable_names = ("session",)

    id: UUID
    session_id: UUID = absent()
    client_id: UUID | None = absent()
    kind: str = absent()
    parent_id: UUID | None = absent()
    refresh_token_id: UUID | None = absent()
    ip_address: str | None = absent()
    user_agent: str | None = absent()
    consumed_at: datetime | None = absent()
    revoked_at: datetime | None = absent()
    expires_at: datetime = absent()
    created_at: datetime = absent()
    session: Session | None = absent()


class Key(SelectiveModel):
    """A key with which a realm signs or encrypts.

    Attributes:
        id: Identifier, given by the Hub.
        name: Name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
        type: Kind of key: RSA, EC, oct.
        use: What it is for.
        priority: The highest one is used first.
        status: Whether it signs (active), is good for what it signed before (passive) or not at all (disabled).
        signature_algorithm: How it signs, such as RS256.
        encryption_key: The public key; read with fields='+encryption_key'.
        certificate: Its certificate; read with fields='+certificate'.
        realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)
    hidden_names = ("encryption_key", "certificate")
    dropped_properties = frozenset(["decryptionKey", "decryption_key"])

    id: UUID
    name: str | None = absent()
    type: str = absent()
    use: KeyUse | str = absent()
    priority: int = absent()
    status: KeyStatus | str = absent()
    signature_algorithm: str | None = absent()
    encryption_key: str | None = absent()
    certificate: str | None = absent()
    realm_id: UUID = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class Event(HubModel):
    """Something that happened at the auth service, such as a login.

    Attributes:
        id: Identifier, given by the Hub.
        scope: Group of events, such as identity.
        name: What happened, such as login.
        ref_type: Kind of record it happened to.
        ref_id: Its id.
        client_id: Client that was involved.
        actor_type: Who did it: user or client.
        actor_id: Id of who did it.
        actor_name: Name of who did it.
        request_path: Path of the request.
        request_method: Method of the request.
        request_ip_address: Where the request came from.
        request_user_agent: Program that made the request.
        realm_id: Realm it belongs to.
        data: More about it.
        expiring: Whether it is deleted one day.
        expires_at: When it is deleted.
        created_at: When the record was created.
    """

    id: UUID
    scope: str = absent()
    name: str = absent()
    ref_type: str | None = absent()
    ref_id: UUID | None = absent()
    client_id: UUID | None = absent()
    actor_type: str | None = absent()
    actor_id: UUID | None = absent()
    actor_name: str | None = absent()
    request_path: str | None = absent()
    request_method: str | None = absent()
    request_ip_address: str | None = absent()
    request_user_agent: str | None = absent()
    realm_id: UUID | None = absent()
    data: dict[str, Any] | None = absent()
    expiring: bool = absent()
    expires_at: datetime | None = absent()
    created_at: datetime = absent()


class Consent(HubModel):
    """That somebody let a program act in their name.

    Attributes:
        id: Identifier, given by the Hub.
        client_id: The program.
        realm_id: Realm it belongs to.
        user_id: The user.
        sub: Who agreed: id of a user or a client.
        sub_kind: What that is: user or client.
        scope: To what they agreed.
        expires_at: When it ends.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)

    id: UUID
    client_id: UUID = absent()
    realm_id: UUID | None = absent()
    user_id: UUID | None = absent()
    sub: UUID = absent()
    sub_kind: str = absent()
    scope: str = absent()
    expires_at: datetime | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class TrustAnchor(HubModel):
    """A certificate that those of clients must go back to.

    Attributes:
        id: Identifier, given by the Hub.
        name: Name, unique in its realm.
        certificate: The certificate, in PEM. Cannot be changed later.
        enabled: Whether it counts.
        realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)

    id: UUID
    name: str = absent()
    certificate: str = absent()
    enabled: bool = absent()
    realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class IdentityProvider(HubModel):
    """Another service with whose accounts people can log in.

    Attributes:
        name: Name, unique in its realm.
        display_name: Name shown to people, 3 to 256 characters.
        protocol: Language it speaks.
        preset: Well-known service that it is.
        enabled: Whether it can be used.
        id: Identifier, given by the Hub.
        realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
        client_id: The Hub's id there (oauth2, oidc).
        client_secret: The Hub's secret there (oauth2, oidc).
        token_url: Where tokens are issued (oauth2, oidc).
        token_revoke_url: Where tokens are revoked (oauth2, oidc).
        authorize_url: Where people log in (oauth2, oidc).
        user_info_url: Where people are described (oauth2, oidc).
        scope: Scopes to ask for (oauth2, oidc).
        url: Address of the directory (ldap).
        timeout: How long to wait for it (ldap).
        start_tls: Whether to encrypt the connection (ldap).
        tls: How to encrypt it (ldap).
        base_dn: Where to search (ldap).
        user: Who searches (ldap).
        password: With which password (ldap).
        user_base_dn: Where users are (ldap).
        user_filter: Which they are (ldap).
        user_name_attribute: What holds a user's name (ldap).
        user_mail_attribute: What holds a user's e-mail address (ldap).
        user_display_name_attribute: What holds a user's shown name (ldap).
        group_base_dn: Where groups are (ldap).
        group_filter: Which they are (ldap).
        group_name_attribute: What holds a group's name (ldap).
        group_class: Class of groups (ldap).
        group_member_attribute: What holds a group's members (ldap).
        group_member_user_attribute: What of a user stands there (ldap).
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm: The realm, if included.
    """

    includable_names = ("realm",)

    name: str = absent()
    display_name: str | None = absent()
    protocol: IdentityProviderProtocol | str = absent()
    preset: str | None = absent()
    enabled: bool = absent()
    id: UUID
    realm_id: UUID = absent()
    client_id: str | None = absent()
    client_secret: str | None = absent(show=False)
    token_url: str | None = absent()
    token_revoke_url: str | None = absent()
    authorize_url: str | None = absent()
    user_info_url: str | None = absent()
    scope: str | None = absent()
    url: str | None = absent()
    timeout: int | None = absent()
    start_tls: bool | None = absent()
    tls: Any | None = absent()
    base_dn: str | None = absent()
    user: str | None = absent()
    password: str | None = absent(show=False)
    user_base_dn: str | None = absent()
    user_filter: str | None = absent()
    user_name_attribute: str | None = absent()
    user_mail_attribute: str | None = absent()
    user_display_name_attribute: str | None = absent()
    group_base_dn: str | None = absent()
    group_filter: str | None = absent()
    group_name_attribute: str | None = absent()
    group_class: str | None = absent()
    group_member_attribute: str | None = absent()
    group_member_user_attribute: str | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm: Realm | None = absent()


class IdentityProviderRoleMapping(HubModel):
    """A role that users of an identity provider get.

    Attributes:
        provider_id: The identity provider.
        role_id: The role.
        name: Claim that is looked at, up to 64 characters.
        value: Value that it must have, up to 128 characters.
        value_is_regex: Whether that is a regular expression.
        synchronization_mode: When it is looked at.
        id: Identifier, given by the Hub.
        provider_realm_id: Realm of the identity provider.
        role_realm_id: Realm of the role.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        role: The role, if included.
        provider: The identity provider, if included.
    """

    includable_names = ("role", "provider")

    provider_id: UUID = absent()
    role_id: UUID = absent()
    name: str | None = absent()
    value: str | None = absent()
    value_is_regex: bool = absent()
    synchronization_mode: SynchronizationMode | str | None = absent()
    id: UUID
    provider_realm_id: UUID | None = absent()
    role_realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    role: Role | None = absent()
    provider: IdentityProvider | None = absent()


class IdentityProviderAccount(HubModel):
    """The account of a user at an identity provider.

    Attributes:
        id: Identifier, given by the Hub.
        provider_user_id: Id of the account there.
        provider_user_name: Name of the account there.
        provider_user_email: E-mail address of the account there.
        user_id: The user.
        user_realm_id: Realm of the user.
        provider_id: The identity provider.
        provider_realm_id: Realm of the identity provider.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        provider: The identity provider, if included.
    """

    includable_names = ("provider",)

    id: UUID
    provider_user_id: str = absent()
    provider_user_name: str | None = absent()
    provider_user_email: str | None = absent()
    user_id: UUID = absent()
    user_realm_id: UUID | None = absent()
    provider_id: UUID = absent()
    provider_realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    provider: IdentityProvider | None = absent()


class Robot(HubModel):
    """A program that can log in with its id and a secret.

    Attributes:
        name: Name, unique in its realm.
        realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
        secret: Secret, 3 to 256 characters; read with fields='+secret'.
        display_name: Name shown to people, 3 to 256 characters.
        id: Identifier, given by the Hub.
        description: What it is for, 5 to 4096 characters.
        active: Whether the robot may log in.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        user_id: User it belongs to.
        user: The user, if included.
        realm: The realm, if included.
    """

    includable_names = ("user", "realm")
    hidden_names = ("secret",)

    name: str = absent()
    realm_id: UUID = absent()
    secret: str | None = absent(show=False)
    display_name: str | None = absent()
    id: UUID
    description: str | None = absent()
    active: bool = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    user_id: UUID | None = absent()
    user: User | None = absent()
    realm: Realm | None = absent()


class RobotPermission(HubModel):
    """A permission that a robot has.

    Attributes:
        robot_id: The robot that has it.
        permission_id: The permission.
        id: Identifier, given by the Hub.
        robot_realm_id: Realm of the robot.
        permission_realm_id: Realm of the permission.
        policy_id: Policy that it is subject to here.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        robot: The robot, if included.
        permission: The permission, if included.
        robot_realm: Realm of the robot.
        permission_realm: Realm of the permission.
    """

    includable_names = ("robot", "permission", "robot_realm", "permission_realm")
    varying_fields = frozenset(["permission_realm", "robot_realm"])

    robot_id: UUID = absent()
    permission_id: UUID = absent()
    id: UUID
    robot_realm_id: UUID | None = absent()
    permission_realm_id: UUID | None = absent()
    policy_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    robot: Robot | None = absent()
    permission: Permission | None = absent()
    robot_realm: Realm | None = absent()
    permission_realm: Realm | None = absent()


class RobotRole(HubModel):
    """A role that a robot has.

    Attributes:
        robot_id: The robot that has it.
        role_id: The role.
        id: Identifier, given by the Hub.
        robot_realm_id: Realm of the robot.
        role_realm_id: Realm of the role.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        robot: The robot, if included.
        role: The role, if included.
        robot_realm: Realm of the robot.
        role_realm: Realm of the role.
    """

    includable_names = ("robot", "role", "robot_realm", "role_realm")
    varying_fields = frozenset(["robot_realm", "role_realm"])

    robot_id: UUID = absent()
    role_id: UUID = absent()
    id: UUID
    robot_realm_id: UUID | None = absent()
    role_realm_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    robot: Robot | None = absent()
    role: Role | None = absent()
    robot_realm: Realm | None = absent()
    role_realm: Realm | None = absent()


class TokenIntrospection(HubModel):
    """What a token says, and what its owner may do.

    Attributes:
        active: Whether it is good.
        permissions: What its owner may do: name, client_id and realm_id of each permission.
        sub: Who it was issued to: id of a user or a client.
        sub_kind: What that is: user or client.
        name: Name of a user.
        email: E-mail address of a user.
        realm_id: Realm of its owner.
        realm_name: Name of that realm.
        client_id: Client it was issued to.
        session_id: The session.
        scope: What it is good for.
        kind: access_token or refresh_token.
        iss: Who issued it.
        jti: Its id.
        iat: When it was issued, in seconds since 1970.
        exp: When it ends, in seconds since 1970.
    """

    active: bool = absent()
    permissions: list[dict[str, Any]] | None = absent()
    sub: str | None = absent()
    sub_kind: str | None = absent()
    name: str | None = absent()
    email: str | None = absent()
    realm_id: str | None = absent()
    realm_name: str | None = absent()
    client_id: str | None = absent()
    session_id: str | None = absent()
    scope: str | None = absent()
    kind: str | None = absent()
    iss: str | None = absent()
    jti: str | None = absent()
    iat: int | None = absent()
    exp: int | None = absent()


class OpenIDConfiguration(HubModel):
    """Where the endpoints of a realm are.

    Attributes:
        issuer: Name under which the realm issues tokens.
        authorization_endpoint: Where people log in.
        token_endpoint: Where tokens are issued.
        introspection_endpoint: Where tokens are looked at.
        revocation_endpoint: Where tokens are revoked.
        userinfo_endpoint: Where the caller's own record is.
        end_session_endpoint: Where people log out.
        jwks_uri: Where the keys are that tokens are checked with.
        token_endpoint_auth_methods_supported: How a client can prove who it is.
    """

    issuer: str | None = absent()
    authorization_endpoint: str | None = absent()
    token_endpoint: str | None = absent()
    introspection_endpoint: str | None = absent()
    revocation_endpoint: str | None = absent()
    userinfo_endpoint: str | None = absent()
    end_session_endpoint: str | None = absent()
    jwks_uri: str | None = absent()
    token_endpoint_auth_methods_supported: list[str] | None = absent()


class JSONWebKeySet(HubModel):
    """Keys with which tokens can be checked.

    Attributes:
        keys: The keys, as RFC 7517 has them.
    """

    keys: list[dict[str, Any]] = absent()


class CheckResult(HubModel):
    """Whether somebody may do something.

    Attributes:
        status: success or error.
        data: Why not.
    """

    status: str = absent()
    data: dict[str, Any] | None = absent()


class DeletedCount(HubModel):
    """How many records were deleted.

    Attributes:
        count: How many.
    """

    count: int = absent()


class ServiceVersion(HubModel):
    """What a service runs.

    Attributes:
        version: Release of the service: the Hub's, or of auth Authup's.
        timestamp: Time there, in milliseconds since 1970.
        date: Time there.
        features: What is switched on.
    """

    version: str = absent()
    timestamp: int | None = absent()
    date: str | None = absent()
    features: Any | None = absent()


__all__ = [
    "CheckResult",
    "Client",
    "ClientPermission",
    "ClientRole",
    "ClientScope",
    "Consent",
    "DeletedCount",
    "Event",
    "IdentityProvider",
    "IdentityProviderAccount",
    "IdentityProviderRoleMapping",
    "JSONWebKeySet",
    "Key",
    "OpenIDConfiguration",
    "Permission",
    "PermissionPolicy",
    "Policy",
    "Realm",
    "Robot",
    "RobotPermission",
    "RobotRole",
    "Role",
    "RoleAttribute",
    "RolePermission",
    "Scope",
    "ServiceVersion",
    "Session",
    "SessionToken",
    "TokenIntrospection",
    "TrustAnchor",
    "User",
    "UserAttribute",
    "UserPermission",
    "UserRole",
]
