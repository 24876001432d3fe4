"""The models of the auth service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ..base import Change, HubModel, NewRecord, Reference, absent
from ..unset import UNSET, UNSET_T
from .choices import AuthMethod, TokenBindingMethod


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


class User(HubModel):
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


class CreateUser(NewRecord):
    """What a user is created of."""

    name: str
    email: str
    display_name: str | None = None
    active: bool = True
    name_locked: bool = False
    first_name: str | None = None
    last_name: str | None = None
    password: str | None = None
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
    password: str | UNSET_T = UNSET
    status: str | UNSET_T | None = UNSET
    status_message: str | UNSET_T | None = UNSET


class Policy(HubModel):
    """A rule that access can be made subject to. Known as a relation only.

    Attributes:
        id: Identifier, given by the Hub.
        built_in: Whether the Hub made it.
        type: Kind of rule.
        display_name: Name shown to people, 3 to 256 characters.
        name: Name.
        description: What it is for, 5 to 4096 characters.
        invert: Whether the rule is turned around.
        parent_id: Policy it is a part of.
        realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    id: UUID
    built_in: bool = absent()
    type: str = absent()
    display_name: str | None = absent()
    name: str = absent()
    description: str | None = absent()
    invert: bool = absent()
    parent_id: UUID | None = absent()
    realm_id: UUID = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()


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


class CreateClient(NewRecord):
    """What a client is created of."""

    name: str
    realm_id: Reference
    secret: str | None = None
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
    secret: str | UNSET_T | None = UNSET
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


__all__ = [
    "Client",
    "CreateClient",
    "CreateRealm",
    "CreateUser",
    "Policy",
    "Realm",
    "UpdateClient",
    "UpdateRealm",
    "UpdateUser",
    "User",
]
