"""What a Hub has beside accounts and permissions: attributes, sessions, keys, events, consents, trust anchors."""

from __future__ import annotations

from dataclasses import replace

from ..checks import BOOLEAN_CHECK, INTEGER_CHECK, UUID_CHECK, nullable, required, slug, text
from ..table import (
    READ_VERBS,
    UNGIVEN,
    Action,
    Argument,
    Choices,
    Field,
    Parameter,
    Relation,
    Resource,
    Schema,
    Type,
    optional,
)
from .fields import CREATED_AT, ID, OWNED_VERBS, REALM, UPDATED_AT, realm_id, realm_id_or_none
from .joins import side

KEY_USE = Choices("KeyUse", ("sig", "enc"))
KEY_STATUS = Choices("KeyStatus", ("active", "passive", "disabled"))

_OWNER_REALM = Field(
    "realm_id", Type.UUID, "Realm it belongs to.", nullable=True, refers_to="realm", on_delete="cascade"
)


def _attribute(owner: str) -> Resource:
    """Attributes of users and of roles are alike."""
    return Resource(
        service="auth",
        name=f"{owner}_attribute",
        plural=f"{owner}_attributes",
        path=f"{owner}-attributes",
        doc=f"A further property of a {owner}.",
        rows=(
            replace(side(owner, f"The {owner} that has it."), accepts=UUID_CHECK),
            Field("name", Type.TEXT, f"Name, unique for the {owner}.", accepts=text()),
            Field("value", Type.TEXT, "Value.", nullable=True, accepts=nullable(text())),
            ID,
            replace(_OWNER_REALM, doc=f"Realm of the {owner}."),
            CREATED_AT,
            UPDATED_AT,
            Relation(owner, f"{owner}_id", owner, f"The {owner}, if included."),
            REALM,
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


SESSIONS = Resource(
    service="auth",
    name="session",
    plural="sessions",
    path="sessions",
    doc="A login that is still good. Deleting it ends it, and with it its tokens.",
    verbs=OWNED_VERBS,
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
        REALM,
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
                Argument(Field("user_id", Type.UUID, "The user.", refers_to="user"), "filter", default=UNGIVEN),
                Argument(Field("client_id", Type.UUID, "The client.", refers_to="client"), "filter", default=UNGIVEN),
                Argument(Field("realm_id", Type.UUID, "The realm.", refers_to="realm"), "filter", default=UNGIVEN),
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
    verbs=OWNED_VERBS,
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
        REALM,
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
    verbs=OWNED_VERBS,
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
        REALM,
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
        REALM,
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
    SESSIONS,
    SESSION_TOKENS,
    KEYS,
    EVENTS,
    CONSENTS,
    TRUST_ANCHORS,
)
