"""Identity providers: other services with whose accounts people can log in."""

from __future__ import annotations

from dataclasses import replace

from ..checks import ANY_CHECK, BOOLEAN_CHECK, INTEGER_CHECK, URL_CHECK, Check, nullable, required, slug, text
from ..table import ALL_VERBS, Choices, Field, Parameter, Relation, Resource, Schema, Type, optional
from .fields import CREATED_AT, DISPLAY_NAME, ID, OWNED_VERBS, REALM, UPDATED_AT, realm_id
from .joins import related, side, side_realm

PROTOCOL = Choices("IdentityProviderProtocol", ("ldap", "oauth2", "oidc"))
SYNCHRONIZATION_MODE = Choices("SynchronizationMode", ("once", "always", "inherit"))


def _of_some(name: str, kind: Type, doc: str, check: Check, *, secret: bool = False) -> Field:
    """A property that only identity providers of some protocols have."""
    return Field(name, kind, doc, nullable=True, accepts=nullable(check), secret=secret, sparse=True)


#: What an identity provider has beside the properties of all, by its protocol.
_CONNECTION = (
    _of_some("client_id", Type.TEXT, "The Hub's id there (oauth2, oidc).", text(3, 128)),
    _of_some("client_secret", Type.TEXT, "The Hub's secret there (oauth2, oidc).", text(3, 128), secret=True),
    _of_some("token_url", Type.TEXT, "Where tokens are issued (oauth2, oidc).", URL_CHECK),
    _of_some("token_revoke_url", Type.TEXT, "Where tokens are revoked (oauth2, oidc).", URL_CHECK),
    _of_some("authorize_url", Type.TEXT, "Where people log in (oauth2, oidc).", URL_CHECK),
    _of_some("user_info_url", Type.TEXT, "Where people are described (oauth2, oidc).", URL_CHECK),
    _of_some("scope", Type.TEXT, "Scopes to ask for (oauth2, oidc).", text(3, 2000)),
    _of_some("url", Type.TEXT, "Address of the directory (ldap).", URL_CHECK),
    _of_some("timeout", Type.INTEGER, "How long to wait for it (ldap).", INTEGER_CHECK),
    _of_some("start_tls", Type.BOOLEAN, "Whether to encrypt the connection (ldap).", BOOLEAN_CHECK),
    _of_some("tls", Type.JSON, "How to encrypt it (ldap).", ANY_CHECK),
    _of_some("base_dn", Type.TEXT, "Where to search (ldap).", text(3, 2000)),
    _of_some("user", Type.TEXT, "Who searches (ldap).", text(3)),
    _of_some("password", Type.TEXT, "With which password (ldap).", text(3), secret=True),
    _of_some("user_base_dn", Type.TEXT, "Where users are (ldap).", text()),
    _of_some("user_filter", Type.TEXT, "Which they are (ldap).", text()),
    _of_some("user_name_attribute", Type.TEXT, "What holds a user's name (ldap).", text()),
    _of_some("user_mail_attribute", Type.TEXT, "What holds a user's e-mail address (ldap).", text()),
    _of_some("user_display_name_attribute", Type.TEXT, "What holds a user's shown name (ldap).", text()),
    _of_some("group_base_dn", Type.TEXT, "Where groups are (ldap).", text()),
    _of_some("group_filter", Type.TEXT, "Which they are (ldap).", text()),
    _of_some("group_name_attribute", Type.TEXT, "What holds a group's name (ldap).", text()),
    _of_some("group_class", Type.TEXT, "Class of groups (ldap).", text()),
    _of_some("group_member_attribute", Type.TEXT, "What holds a group's members (ldap).", text()),
    _of_some("group_member_user_attribute", Type.TEXT, "What of a user stands there (ldap).", text()),
)

IDENTITY_PROVIDERS = Resource(
    service="auth",
    name="identity_provider",
    plural="identity_providers",
    path="identity-providers",
    doc="Another service with whose accounts people can log in.",
    in_realms=True,
    rows=(
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        replace(DISPLAY_NAME, accepts=text(3, 256)),
        Field(
            "protocol",
            Type.TEXT,
            "Language it speaks.",
            choices=PROTOCOL,
            accepts=required(PROTOCOL.check()),
        ),
        Field("preset", Type.TEXT, "Well-known service that it is.", nullable=True, accepts=nullable(text())),
        Field("enabled", Type.BOOLEAN, "Whether it can be used.", accepts=required(BOOLEAN_CHECK)),
        ID,
        realm_id(),
        *_CONNECTION,
        CREATED_AT,
        UPDATED_AT,
        REALM,
    ),
    schema=Schema(
        fields=(
            *("id", "name", "display_name", "protocol", "preset", "enabled"),
            *("realm_id", "created_at", "updated_at"),
        ),
        style="default",
        filters=("name", "display_name", "protocol", "enabled", "realm_id", "id"),
        sorts=("id", "created_at", "updated_at"),
        indexes=(
            *(("id",), ("name", "realm_id"), ("display_name",), ("protocol",), ("enabled",), ("realm_id",)),
            *(("created_at",), ("updated_at",)),
        ),
    ),
    create=(
        Parameter("name"),
        Parameter("protocol"),
        optional("enabled", default=True),
        optional("display_name"),
        optional("preset"),
        optional("realm_id"),
        *(optional(field.name) for field in _CONNECTION),
    ),
    update=(
        Parameter("name"),
        Parameter("protocol"),
        Parameter("enabled"),
        Parameter("display_name"),
        Parameter("preset"),
        *(Parameter(field.name) for field in _CONNECTION),
    ),
    unique=(("name", "realm_id"),),
    named=("get",),
    public=("list", "get"),
    body_order=("name", "display_name", "enabled", "realm_id", "protocol", "preset"),
)

_PROVIDER = replace(side("identity_provider", "The identity provider."), name="provider_id")
_PROVIDER_REALM = Field(
    "provider_realm_id",
    Type.UUID,
    "Realm of the identity provider.",
    nullable=True,
    refers_to="realm",
    on_delete="cascade",
)
_PROVIDER_RELATION = Relation("provider", "provider_id", "identity_provider", "The identity provider, if included.")

IDENTITY_PROVIDER_ROLE_MAPPINGS = Resource(
    service="auth",
    name="identity_provider_role_mapping",
    plural="identity_provider_role_mappings",
    path="identity-provider-role-mappings",
    doc="A role that users of an identity provider get.",
    verbs=ALL_VERBS,
    rows=(
        _PROVIDER,
        side("role", "The role."),
        Field(
            "name",
            Type.TEXT,
            "Claim that is looked at, up to 64 characters.",
            nullable=True,
            accepts=nullable(text(None, 64)),
        ),
        Field(
            "value",
            Type.TEXT,
            "Value that it must have, up to 128 characters.",
            nullable=True,
            accepts=nullable(text(None, 128)),
        ),
        Field(
            "value_is_regex",
            Type.BOOLEAN,
            "Whether that is a regular expression.",
            default=False,
            accepts=BOOLEAN_CHECK,
        ),
        Field(
            "synchronization_mode",
            Type.TEXT,
            "When it is looked at.",
            nullable=True,
            choices=SYNCHRONIZATION_MODE,
            accepts=nullable(SYNCHRONIZATION_MODE.check()),
        ),
        ID,
        _PROVIDER_REALM,
        side_realm("role"),
        CREATED_AT,
        UPDATED_AT,
        related("role")[0],
        _PROVIDER_RELATION,
    ),
    schema=Schema(
        fields=(
            *("id", "name", "value", "value_is_regex", "synchronization_mode", "provider_id", "provider_realm_id"),
            *("role_id", "role_realm_id", "created_at", "updated_at"),
        ),
        style="default",
        filters=("role_id", "provider_id", "id", "provider_realm_id", "role_realm_id"),
        sorts=("id", "created_at", "updated_at"),
        relations=("role", "provider"),
        indexes=(
            *(("id",), ("provider_id", "role_id"), ("role_id",), ("provider_realm_id",), ("role_realm_id",)),
            *(("created_at",), ("updated_at",)),
        ),
    ),
    create=(
        Parameter("provider_id"),
        Parameter("role_id"),
        optional("name"),
        optional("value"),
        optional("value_is_regex", default=False),
        optional("synchronization_mode"),
    ),
    update=(
        Parameter("name"),
        Parameter("value"),
        Parameter("value_is_regex"),
        Parameter("synchronization_mode"),
    ),
    unique=(("provider_id", "role_id"),),
    body_order=("provider_id", "role_id", "name", "value", "value_is_regex", "synchronization_mode"),
)

IDENTITY_PROVIDER_ACCOUNTS = Resource(
    service="auth",
    name="identity_provider_account",
    plural="identity_provider_accounts",
    path="identity-provider-accounts",
    doc="The account of a user at an identity provider.",
    verbs=OWNED_VERBS,
    in_realms=True,
    rows=(
        ID,
        Field("provider_user_id", Type.TEXT, "Id of the account there."),
        Field("provider_user_name", Type.TEXT, "Name of the account there.", nullable=True),
        Field("provider_user_email", Type.TEXT, "E-mail address of the account there.", nullable=True),
        replace(side("user", "The user."), accepts=None),
        side_realm("user"),
        replace(_PROVIDER, accepts=None),
        _PROVIDER_REALM,
        CREATED_AT,
        UPDATED_AT,
        _PROVIDER_RELATION,
    ),
    schema=Schema(
        fields=(
            *("id", "provider_user_id", "provider_user_name", "provider_user_email", "created_at", "updated_at"),
            *("user_id", "user_realm_id", "provider_id", "provider_realm_id"),
        ),
        style="default",
        filters=("id", "user_id", "provider_id", "user_realm_id", "provider_user_id", "provider_realm_id"),
        sorts=("created_at", "updated_at"),
        indexes=(
            *(("id",), ("provider_id", "user_id"), ("user_id",), ("user_realm_id",)),
            *(("provider_user_id", "provider_id"), ("provider_realm_id",), ("created_at",), ("updated_at",)),
        ),
    ),
    unique=(("provider_user_id", "provider_id"),),
)

RESOURCES = (IDENTITY_PROVIDERS, IDENTITY_PROVIDER_ROLE_MAPPINGS, IDENTITY_PROVIDER_ACCOUNTS)
