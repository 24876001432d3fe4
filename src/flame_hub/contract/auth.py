"""What the auth service (Authup) offers: realms, users, clients."""

from __future__ import annotations

from .table import (
    BOOLEAN_CHECK,
    EMAIL_CHECK,
    REQUIRED,
    URL_CHECK,
    UUID_CHECK,
    Choices,
    Field,
    Parameter,
    Relation,
    Resource,
    Schema,
    Type,
    nullable,
    optional,
    required,
    slug,
    text,
)

AUTH_METHOD = Choices("AuthMethod", ("none", "secret", "tls"))
TOKEN_BINDING_METHOD = Choices("TokenBindingMethod", ("none", "tls"))

ID = Field("id", Type.UUID, "Identifier, given by the Hub.")
CREATED_AT = Field("created_at", Type.TIME, "When the record was created.")
UPDATED_AT = Field("updated_at", Type.TIME, "When the record was last changed.")

DISPLAY_NAME = Field(
    "display_name",
    Type.TEXT,
    "Name shown to people, 3 to 256 characters.",
    nullable=True,
    accepts=nullable(text(3, 256)),
)


def description(minimum: int = 5) -> Field:
    return Field(
        "description",
        Type.TEXT,
        f"What it is for, {minimum} to 4096 characters.",
        nullable=True,
        accepts=nullable(text(minimum, 4096)),
    )


def realm_id(*, owner: bool = True) -> Field:
    return Field(
        "realm_id",
        Type.UUID,
        "Realm it belongs to; the caller's own realm if not given. Cannot be changed later.",
        accepts=UUID_CHECK if owner else None,
        writable="create",
        refers_to="realm",
        on_delete="cascade",
    )


REALMS = Resource(
    service="auth",
    name="realm",
    plural="realms",
    path="realms",
    doc="A realm: the organisation, most often a hospital, that users, clients, nodes and projects belong to.",
    rows=(
        Field("name", Type.TEXT, "Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'.", accepts=required(slug())),
        DISPLAY_NAME,
        description(),
        ID,
        Field("built_in", Type.BOOLEAN, "Whether the Hub made it and it cannot be deleted.", default=False),
        CREATED_AT,
        UPDATED_AT,
    ),
    schema=Schema(
        fields=("id", "name", "display_name", "description", "built_in", "created_at", "updated_at"),
        style="allowed",
        filters=("id", "built_in", "display_name", "name"),
        sorts=("id", "name", "created_at", "updated_at"),
        indexes=(("id",), ("name",), ("built_in",), ("display_name",), ("created_at",), ("updated_at",)),
    ),
    create=(Parameter("name"), optional("display_name"), optional("description")),
    update=(Parameter("name"), Parameter("display_name"), Parameter("description")),
    unique=(("name",),),
    named=("get", "update"),
    public=("list", "get"),
)

USERS = Resource(
    service="auth",
    name="user",
    plural="users",
    path="users",
    doc="A person who can log in with a password.",
    rows=(
        Field(
            "name",
            Type.TEXT,
            "Login name, unique in its realm, 3 to 128 of a-z, 0-9, '-', '_', '.'.",
            accepts=required(slug()),
        ),
        DISPLAY_NAME,
        Field(
            "email", Type.TEXT, "E-mail address; read with fields='+email'.", hidden=True, accepts=required(EMAIL_CHECK)
        ),
        Field("active", Type.BOOLEAN, "Whether the user may log in.", default=True, accepts=BOOLEAN_CHECK),
        Field("name_locked", Type.BOOLEAN, "Whether the name is fixed.", default=True, accepts=BOOLEAN_CHECK),
        Field(
            "first_name", Type.TEXT, "Given name, 3 to 128 characters.", nullable=True, accepts=nullable(text(3, 128))
        ),
        Field(
            "last_name", Type.TEXT, "Family name, 3 to 128 characters.", nullable=True, accepts=nullable(text(3, 128))
        ),
        ID,
        Field("avatar", Type.TEXT, "Address of a picture.", nullable=True),
        Field("cover", Type.TEXT, "Address of a background picture.", nullable=True),
        Field("status", Type.TEXT, "Short status, 3 to 256 characters.", nullable=True, accepts=nullable(text(3, 256))),
        Field(
            "status_message",
            Type.TEXT,
            "Status in words, 3 to 256 characters.",
            nullable=True,
            accepts=nullable(text(3, 256)),
        ),
        realm_id(),
        Relation("realm", "realm_id", "realm", "The realm, if included."),
        CREATED_AT,
        UPDATED_AT,
        Field(
            "password",
            Type.TEXT,
            "New password, 10 to 512 characters. Never readable.",
            nullable=True,
            secret=True,
            internal=True,
            accepts=text(10, 512),
        ),
        Field("reset_hash", Type.TEXT, nullable=True, secret=True, internal=True),
        Field("reset_at", Type.TEXT, nullable=True, internal=True),
        Field("reset_expires", Type.TEXT, nullable=True, internal=True),
        Field("activate_hash", Type.TEXT, nullable=True, secret=True, internal=True),
    ),
    schema=Schema(
        fields=(
            *("id", "name", "name_locked", "first_name", "last_name", "display_name", "avatar", "cover", "active"),
            *("status", "status_message", "created_at", "updated_at", "realm_id"),
        ),
        style="hidden",
        filters=("id", "name", "display_name", "realm_id", "active"),
        sorts=("id", "name", "display_name", "created_at", "updated_at"),
        indexes=(
            *(("id",), ("name", "realm_id"), ("display_name",), ("realm_id",), ("active",)),
            *(("created_at",), ("updated_at",)),
        ),
        always=("realm_id",),
    ),
    create=(
        Parameter("name"),
        Parameter("email"),
        optional("display_name"),
        optional("active", default=True),
        optional("name_locked", default=False),
        optional("first_name"),
        optional("last_name"),
        optional("password"),
        optional("realm_id"),
        optional("status"),
        optional("status_message"),
    ),
    update=(
        Parameter("name"),
        Parameter("display_name"),
        Parameter("email"),
        Parameter("active"),
        Parameter("name_locked"),
        Parameter("first_name"),
        Parameter("last_name"),
        Parameter("password"),
        Parameter("status"),
        Parameter("status_message"),
    ),
    unique=(("name", "realm_id"),),
    named=("get", "update"),
)

CLIENTS = Resource(
    service="auth",
    name="client",
    plural="clients",
    path="clients",
    doc="A program that can log in with a secret: a service of the Hub, of a node or of an analysis.",
    rows=(
        ID,
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        Field("built_in", Type.BOOLEAN, "Whether the Hub made it.", default=False),
        DISPLAY_NAME,
        description(3),
        Field(
            "redirect_uri",
            Type.TEXT,
            "Comma separated patterns of URLs.",
            nullable=True,
            accepts=nullable(text(3, 2000)),
        ),
        Field("active", Type.BOOLEAN, "Whether the client may log in.", default=True, accepts=BOOLEAN_CHECK),
        Field(
            "is_confidential",
            Type.BOOLEAN,
            "Whether it can keep a secret; newer Hubs have auth_method instead.",
            default=True,
            until="beta.52",
            accepts=BOOLEAN_CHECK,
        ),
        Field(
            "secret_hashed", Type.BOOLEAN, "Whether the secret is stored hashed.", default=False, accepts=BOOLEAN_CHECK
        ),
        Field(
            "grant_types",
            Type.TEXT,
            "Comma separated OAuth 2 grants it may use.",
            nullable=True,
            accepts=nullable(text(3, 512)),
        ),
        Field(
            "secret_encrypted",
            Type.BOOLEAN,
            "Whether the secret is stored encrypted.",
            default=False,
            accepts=BOOLEAN_CHECK,
        ),
        Field(
            "backchannel_logout_uri",
            Type.TEXT,
            "Where logouts are announced.",
            nullable=True,
            since="beta.64",
            accepts=nullable(URL_CHECK),
        ),
        Field(
            "post_logout_redirect_uri",
            Type.TEXT,
            "Where a logout leads.",
            nullable=True,
            accepts=nullable(text(3, 2000)),
        ),
        Field("base_url", Type.TEXT, "Address of the program.", nullable=True, accepts=nullable(URL_CHECK)),
        Field(
            "root_url",
            Type.TEXT,
            "Address its other addresses are relative to.",
            nullable=True,
            until="beta.63",
            accepts=nullable(URL_CHECK),
        ),
        Field(
            "scope", Type.TEXT, "Scopes it may ask for.", nullable=True, until="beta.63", accepts=nullable(text(3, 512))
        ),
        Field(
            "auth_method",
            Type.TEXT,
            "How it proves who it is; only 'secret' has a secret.",
            default="none",
            since="beta.53",
            choices=AUTH_METHOD,
            accepts=AUTH_METHOD.check(),
        ),
        Field(
            "token_binding_method",
            Type.TEXT,
            "Whether its tokens are bound to a certificate.",
            default="none",
            since="beta.53",
            choices=TOKEN_BINDING_METHOD,
            accepts=TOKEN_BINDING_METHOD.check(),
        ),
        Field(
            "access_policy_id",
            Type.UUID,
            "Policy that its use is subject to.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            refers_to="policy",
            on_delete="set null",
        ),
        Relation("access_policy", "access_policy_id", "policy", "The policy, if included."),
        CREATED_AT,
        UPDATED_AT,
        realm_id(),
        Relation("realm", "realm_id", "realm", "The realm, if included."),
        Field(
            "secret",
            Type.TEXT,
            "Secret, 3 to 256 characters; the Hub makes one up if there must be one and none is given. "
            "Read with fields='+secret'.",
            nullable=True,
            hidden=True,
            secret=True,
            loaded=True,
            accepts=nullable(text(3, 256)),
        ),
    ),
    schema=Schema(
        fields=(
            *("id", "active", "built_in", "name", "display_name", "description", "secret_hashed", "secret_encrypted"),
            *("base_url", "root_url", "redirect_uri", "post_logout_redirect_uri", "grant_types", "scope"),
            *("auth_method", "token_binding_method", "access_policy_id", "realm_id", "updated_at", "created_at"),
        ),
        style="hidden",
        filters=("id", "name", "display_name", "realm_id", "active", "built_in"),
        sorts=("id", "created_at", "updated_at"),
        relations=("realm", "access_policy"),
        indexes=(
            *(("id",), ("name", "realm_id"), ("display_name",), ("realm_id",), ("active",), ("built_in",)),
            *(("created_at",), ("updated_at",)),
        ),
        always=("realm_id",),
    ),
    create=(
        Parameter("name"),
        Parameter("realm_id", default=REQUIRED),
        optional("secret"),
        optional("display_name"),
        optional("description"),
        optional("redirect_uri"),
        optional("active", default=True),
        optional("is_confidential", default=True),
        optional("secret_hashed", default=False),
        optional("grant_types"),
        optional("auth_method", default="secret"),
        optional("token_binding_method", default="none"),
        optional("post_logout_redirect_uri"),
        optional("backchannel_logout_uri"),
        optional("base_url"),
        optional("root_url"),
        optional("scope"),
        optional("access_policy_id"),
        optional("secret_encrypted"),
    ),
    update=(
        Parameter("name"),
        Parameter("secret"),
        Parameter("display_name"),
        Parameter("description"),
        Parameter("redirect_uri"),
        Parameter("active"),
        Parameter("is_confidential"),
        Parameter("secret_hashed"),
        Parameter("grant_types"),
        Parameter("auth_method"),
        Parameter("token_binding_method"),
        Parameter("post_logout_redirect_uri"),
        Parameter("backchannel_logout_uri"),
        Parameter("base_url"),
        Parameter("root_url"),
        Parameter("scope"),
        Parameter("access_policy_id"),
        Parameter("secret_encrypted"),
    ),
    unique=(("name", "realm_id"),),
    named=("get", "update"),
)

POLICIES = Resource(
    service="auth",
    name="policy",
    plural="policies",
    path="policies",
    doc="A rule that access can be made subject to. Known as a relation only.",
    verbs=(),
    rows=(
        ID,
        Field("built_in", Type.BOOLEAN, "Whether the Hub made it.", default=False),
        Field("type", Type.TEXT, "Kind of rule."),
        DISPLAY_NAME,
        Field("name", Type.TEXT, "Name.", accepts=required(slug())),
        description(),
        Field("invert", Type.BOOLEAN, "Whether the rule is turned around.", default=False),
        Field(
            "parent_id", Type.UUID, "Policy it is a part of.", nullable=True, refers_to="policy", on_delete="cascade"
        ),
        realm_id(),
        CREATED_AT,
        UPDATED_AT,
    ),
    schema=Schema(
        style="default",
        filters=("id", "name", "display_name", "type", "parent_id", "realm_id", "built_in"),
        sorts=("id", "created_at", "updated_at"),
        indexes=(
            *(("id",), ("name", "realm_id"), ("display_name",), ("type",), ("parent_id",), ("realm_id",)),
            *(("built_in",), ("created_at",), ("updated_at",)),
        ),
    ),
)

RESOURCES = (REALMS, USERS, CLIENTS, POLICIES)
