"""What a Hub has beside accounts and permissions: attributes, identity providers, sessions, keys, events, consents."""

from __future__ import annotations

from dataclasses import replace

from ..table import (
    ALL_VERBS,
    ANY_CHECK,
    BOOLEAN_CHECK,
    INTEGER_CHECK,
    READ_VERBS,
    URL_CHECK,
    UUID_CHECK,
    Action,
    Argument,
    Check,
    Choices,
    Field,
    Parameter,
    Relation,
    Resource,
    Schema,
    Type,
    Verb,
    nullable,
    optional,
    required,
    slug,
    text,
)
from .fields import CREATED_AT, DISPLAY_NAME, ID, UPDATED_AT, realm_id, realm_id_or_none
from .joins import related, side, side_realm

PROTOCOL = Choices("IdentityProviderProtocol", ("ldap", "oauth2", "oidc"))
SYNCHRONIZATION_MODE = Choices("SynchronizationMode", ("once", "always", "inherit"))
KEY_USE = Choices("KeyUse", ("sig", "enc"))
KEY_STATUS = Choices("KeyStatus", ("active", "passive", "disabled"))

_ENDED: tuple[Verb, ...] = ("list", "get", "delete")
_OWNER_REALM = Field(
    "realm_id", Type.UUID, "Realm it belongs to.", nullable=True, refers_to="realm", on_delete="cascade"
)
_REALM = Relation("realm", "realm_id", "realm", "The realm, if included.")


def _attribute(owner: str) -> Resource:
    """Attributes of users and of roles are alike."""
    return Resource(
        service="auth",
        name=f"{owner}_attribute",
        plural=f"{owner}_attributes",
        path=f"{owner}-attributes",
        doc=f"A further property of a {owner}.",
        rows=(
            side(owner, f"The {owner} that has it."),
            Field(
                "name",
                Type.TEXT,
                f"Name, 3 to 255 characters, unique for the {owner}. Cannot be changed later.",
                accepts=required(text(3, 255)),
                writable="create",
            ),
            Field("value", Type.TEXT, "Value, 3 to 512 characters.", nullable=True, accepts=nullable(text(3, 512))),
            ID,
            replace(_OWNER_REALM, doc=f"Realm of the {owner}."),
            CREATED_AT,
            UPDATED_AT,
            Relation(owner, f"{owner}_id", owner, f"The {owner}, if included."),
            _REALM,
        ),
        schema=Schema(
            fields=("id", "name", "value", f"{owner}_id", "realm_id", "created_at", "updated_at"),
            style="default",
            filters=("id", "name", f"{owner}_id", "realm_id"),
            sorts=("id", "name", f"{owner}_id", "realm_id", "created_at", "updated_at"),
            relations=(owner, "realm"),
            indexes=(
                *(("id",), ("name", f"{owner}_id"), (f"{owner}_id",), ("realm_id",)),
                *(("created_at",), ("updated_at",)),
            ),
        ),
        create=(Parameter(f"{owner}_id"), Parameter("name"), optional("value")),
        update=(Parameter("value"),),
        unique=(("name", f"{owner}_id"),),
        body_order=("name", f"{owner}_id", "value"),
    )


USER_ATTRIBUTES = _attribute("user")
ROLE_ATTRIBUTES = _attribute("role")


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
        _REALM,
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
    verbs=_ENDED,
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

SESSIONS = Resource(
    service="auth",
    name="session",
    plural="sessions",
    path="sessions",
    doc="A login that is still good. Deleting it ends it, and with it its tokens.",
    verbs=_ENDED,
    in_realms=True,
    rows=(
        ID,
        Field("sub", Type.UUID, "Who logged in: id of a user or a client."),
        Field("sub_kind", Type.TEXT, "What that is: user or client."),
        Field("ip_address", Type.TEXT, "From which address."),
        Field("user_agent", Type.TEXT, "With which program."),
        Field("expires_at", Type.TIME, "When it ends."),
        Field("refreshed_at", Type.TIME, "When it was last refreshed.", nullable=True),
        Field("seen_at", Type.TIME, "When it was last used.", nullable=True),
        Field("user_id", Type.UUID, "The user.", nullable=True, refers_to="user", on_delete="cascade"),
        Field("client_id", Type.UUID, "The client.", nullable=True, refers_to="client", on_delete="cascade"),
        _OWNER_REALM,
        CREATED_AT,
        UPDATED_AT,
        _REALM,
    ),
    schema=Schema(
        fields=(
            *("id", "sub", "sub_kind", "ip_address", "user_agent", "expires_at", "refreshed_at", "seen_at"),
            *("created_at", "updated_at", "user_id", "client_id", "realm_id"),
        ),
        style="allowed",
        filters=("id", "sub", "sub_kind", "user_id", "client_id", "realm_id"),
        sorts=("seen_at", "expires_at", "created_at", "updated_at"),
        indexes=(
            *(("id",), ("sub",), ("sub_kind",), ("user_id",), ("client_id",), ("realm_id",)),
            *(("seen_at",), ("expires_at",), ("created_at",), ("updated_at",)),
        ),
    ),
    actions=(
        Action(
            "delete_sessions",
            "DELETE",
            "sessions",
            "End all sessions of a user, a client or a realm; the caller's other ones if nothing is given.",
            (
                Argument(Field("user_id", Type.UUID, "The user.", refers_to="user"), "filter", default=None),
                Argument(Field("client_id", Type.UUID, "The client.", refers_to="client"), "filter", default=None),
                Argument(Field("realm_id", Type.UUID, "The realm.", refers_to="realm"), "filter", default=None),
            ),
            returns="DeletedCount",
        ),
    ),
)

SESSION_TOKENS = Resource(
    service="auth",
    name="session_token",
    plural="session_tokens",
    path="session-tokens",
    doc="A token of a session: that it was issued, not the token itself.",
    verbs=_ENDED,
    rows=(
        ID,
        Field("session_id", Type.UUID, "The session.", refers_to="session", on_delete="cascade"),
        Field(
            "client_id", Type.UUID, "Client it was issued to.", nullable=True, refers_to="client", on_delete="cascade"
        ),
        Field("kind", Type.TEXT, "access_token or refresh_token."),
        Field("parent_id", Type.UUID, "Refresh token it was exchanged for.", nullable=True),
        Field("refresh_token_id", Type.UUID, "Refresh token that was issued with it.", nullable=True),
        Field("ip_address", Type.TEXT, "To which address.", nullable=True),
        Field("user_agent", Type.TEXT, "To which program.", nullable=True),
        Field("consumed_at", Type.TIME, "When it was exchanged for others.", nullable=True),
        Field("revoked_at", Type.TIME, "When it was revoked.", nullable=True),
        Field("expires_at", Type.TIME, "When it ends."),
        CREATED_AT,
        Relation("session", "session_id", "session", "The session, if included."),
    ),
    schema=Schema(
        fields=(
            *("id", "session_id", "client_id", "kind", "parent_id", "refresh_token_id", "ip_address", "user_agent"),
            *("consumed_at", "revoked_at", "expires_at", "created_at"),
        ),
        style="allowed",
        filters=("id", "session_id", "client_id", "kind", "expires_at"),
        sorts=("created_at", "expires_at"),
        indexes=(
            *(("id",), ("session_id",), ("client_id",), ("kind",), ("expires_at",)),
            *(("session_id", "created_at"), ("created_at",)),
        ),
    ),
)


def _material(name: str, doc: str, minimum: int, *, secret: bool = False) -> Field:
    return Field(
        name,
        Type.TEXT,
        doc,
        nullable=True,
        hidden=not secret,
        secret=secret,
        internal=secret,
        accepts=nullable(text(minimum, 16384)),
        writable="create",
    )


KEYS = Resource(
    service="auth",
    name="key",
    plural="keys",
    path="keys",
    doc="A key with which a realm signs or encrypts.",
    in_realms=True,
    rows=(
        ID,
        Field("name", Type.TEXT, "Name, 3 to 128 of a-z, 0-9, '-', '_', '.'.", nullable=True, accepts=slug()),
        Field("type", Type.TEXT, "Kind of key: RSA, EC, oct."),
        Field(
            "use", Type.TEXT, "What it is for.", choices=KEY_USE, accepts=required(KEY_USE.check()), writable="create"
        ),
        Field("priority", Type.INTEGER, "The highest one is used first.", default=0, accepts=INTEGER_CHECK),
        Field(
            "status",
            Type.TEXT,
            "Whether it signs (active), is good for what it signed before (passive) or not at all (disabled).",
            default="active",
            choices=KEY_STATUS,
            accepts=KEY_STATUS.check(),
        ),
        Field(
            "signature_algorithm",
            Type.TEXT,
            "How it signs, such as RS256.",
            nullable=True,
            accepts=nullable(text()),
            writable="create",
        ),
        _material("encryption_key", "The public key; read with fields='+encryption_key'.", 16),
        _material("certificate", "Its certificate; read with fields='+certificate'.", 64),
        _material("decryption_key", "The private key. Never readable.", 16, secret=True),
        replace(realm_id(), accepts=nullable(UUID_CHECK)),
        CREATED_AT,
        UPDATED_AT,
        _REALM,
    ),
    schema=Schema(
        fields=(
            *("id", "name", "type", "use", "priority", "status", "signature_algorithm"),
            *("realm_id", "created_at", "updated_at"),
        ),
        style="hidden",
        filters=("id", "name", "type", "use", "status", "realm_id"),
        sorts=("id", "name", "priority", "use", "status", "created_at", "updated_at"),
        indexes=(
            *(("id",), ("name", "realm_id"), ("type",), ("use",), ("priority",), ("status",), ("realm_id",)),
            *(("created_at",), ("updated_at",)),
        ),
    ),
    create=(
        Parameter("use"),
        optional("name"),
        optional("signature_algorithm"),
        optional("priority"),
        optional("status"),
        optional("realm_id"),
        optional("encryption_key"),
        optional("decryption_key"),
        optional("certificate"),
    ),
    update=(Parameter("name"), Parameter("priority"), Parameter("status")),
    unique=(("name", "realm_id"),),
    named=("get", "update"),
    body_order=("name", "use", "signature_algorithm", "priority", "status", "realm_id"),
)

EVENTS = Resource(
    service="auth",
    name="event",
    plural="events",
    path="events",
    doc="Something that happened at the auth service, such as a login.",
    verbs=READ_VERBS,
    in_realms=True,
    rows=(
        ID,
        Field("scope", Type.TEXT, "Group of events, such as identity."),
        Field("name", Type.TEXT, "What happened, such as login."),
        Field("ref_type", Type.TEXT, "Kind of record it happened to.", nullable=True),
        Field("ref_id", Type.UUID, "Its id.", nullable=True),
        Field("client_id", Type.UUID, "Client that was involved.", nullable=True, refers_to="client"),
        Field("actor_type", Type.TEXT, "Who did it: user or client.", nullable=True),
        Field("actor_id", Type.UUID, "Id of who did it.", nullable=True),
        Field("actor_name", Type.TEXT, "Name of who did it.", nullable=True),
        Field("request_path", Type.TEXT, "Path of the request.", nullable=True),
        Field("request_method", Type.TEXT, "Method of the request.", nullable=True),
        Field("request_ip_address", Type.TEXT, "Where the request came from.", nullable=True),
        Field("request_user_agent", Type.TEXT, "Program that made the request.", nullable=True),
        _OWNER_REALM,
        Field("data", Type.JSON, "More about it.", nullable=True, annotation="dict[str, Any]"),
        Field("expiring", Type.BOOLEAN, "Whether it is deleted one day.", default=False),
        Field("expires_at", Type.TIME, "When it is deleted.", nullable=True),
        CREATED_AT,
    ),
    schema=Schema(
        fields=(
            *("id", "scope", "name", "ref_type", "ref_id", "client_id", "actor_type", "actor_id", "actor_name"),
            *("request_path", "request_method", "request_ip_address", "request_user_agent", "realm_id", "data"),
            *("expiring", "expires_at", "created_at"),
        ),
        style="allowed",
        filters=(
            *("id", "scope", "name", "ref_type", "ref_id", "client_id", "actor_type", "actor_id", "actor_name"),
            *("request_ip_address", "realm_id", "expiring", "created_at"),
        ),
        sorts=("created_at",),
        indexes=(("id",), ("scope", "name"), ("ref_type", "ref_id"), ("client_id",), ("realm_id",), ("created_at",)),
    ),
)

CONSENTS = Resource(
    service="auth",
    name="consent",
    plural="consents",
    path="consents",
    doc="That somebody let a program act in their name.",
    verbs=_ENDED,
    in_realms=True,
    rows=(
        ID,
        Field("client_id", Type.UUID, "The program.", refers_to="client", on_delete="cascade"),
        _OWNER_REALM,
        Field("user_id", Type.UUID, "The user.", nullable=True, refers_to="user", on_delete="cascade"),
        Field("sub", Type.UUID, "Who agreed: id of a user or a client."),
        Field("sub_kind", Type.TEXT, "What that is: user or client."),
        Field("scope", Type.TEXT, "To what they agreed."),
        Field("expires_at", Type.TIME, "When it ends.", nullable=True),
        CREATED_AT,
        UPDATED_AT,
        _REALM,
    ),
    schema=Schema(
        fields=(
            *("id", "client_id", "realm_id", "user_id", "sub", "sub_kind", "scope", "expires_at"),
            *("created_at", "updated_at"),
        ),
        style="default",
        filters=(
            *("id", "client_id", "realm_id", "sub", "sub_kind", "scope"),
            *("created_at", "updated_at", "user_id"),
        ),
        sorts=("created_at", "updated_at", "scope"),
        indexes=(
            *(("id",), ("client_id", "sub", "sub_kind", "scope"), ("sub",), ("sub_kind",), ("scope",)),
            *(("realm_id",), ("user_id",), ("created_at",), ("updated_at",)),
        ),
    ),
    unique=(("client_id", "sub", "sub_kind", "scope"),),
)

TRUST_ANCHORS = Resource(
    service="auth",
    name="trust_anchor",
    plural="trust_anchors",
    path="trust-anchors",
    doc="A certificate that those of clients must go back to.",
    since="beta.53",
    in_realms=True,
    rows=(
        ID,
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        Field(
            "certificate",
            Type.TEXT,
            "The certificate, in PEM. Cannot be changed later.",
            accepts=required(text(64, 65536)),
            writable="create",
        ),
        Field("enabled", Type.BOOLEAN, "Whether it counts.", default=True, accepts=BOOLEAN_CHECK),
        realm_id_or_none(),
        CREATED_AT,
        UPDATED_AT,
        _REALM,
    ),
    schema=Schema(
        fields=("id", "name", "certificate", "enabled", "realm_id", "created_at", "updated_at"),
        style="allowed",
        filters=("id", "name", "enabled", "realm_id"),
        sorts=("id", "name", "enabled", "created_at", "updated_at"),
        indexes=(("id",), ("name", "realm_id"), ("enabled",), ("realm_id",), ("created_at",), ("updated_at",)),
    ),
    create=(Parameter("name"), Parameter("certificate"), optional("enabled", default=True), optional("realm_id")),
    update=(Parameter("name"), Parameter("enabled")),
    unique=(("name", "realm_id"),),
    body_order=("name", "certificate", "enabled", "realm_id"),
)

RESOURCES = (
    USER_ATTRIBUTES,
    ROLE_ATTRIBUTES,
    IDENTITY_PROVIDERS,
    IDENTITY_PROVIDER_ROLE_MAPPINGS,
    IDENTITY_PROVIDER_ACCOUNTS,
    SESSIONS,
    SESSION_TOKENS,
    KEYS,
    EVENTS,
    CONSENTS,
    TRUST_ANCHORS,
)
