"""Who has what: the records that join two others."""

from __future__ import annotations

from ..checks import BOOLEAN_CHECK, UUID_CHECK, nullable, required
from ..releases import Former
from ..table import JOIN_VERBS, Choices, Field, Parameter, Relation, Resource, Schema, Type, optional
from .fields import CREATED_AT, ID, UPDATED_AT

REALM_SCOPE = Choices(
    "RealmScope", ("none", "own", "ownOrNull", "any"), former=(Former("own_or_null", "beta.53", "ownOrNull"),)
)

#: The release up to which the realms of the two sides could be included.
_REALMS_UNTIL = "beta.53"


def side(name: str, doc: str) -> Field:
    """The id of one of the two that are joined."""
    return Field(
        f"{name}_id",
        Type.UUID,
        doc,
        accepts=required(UUID_CHECK),
        writable="create",
        refers_to=name,
        on_delete="cascade",
    )


def side_realm(name: str) -> Field:
    """The realm of one of the two, which the Hub fills in."""
    return Field(
        f"{name}_realm_id",
        Type.UUID,
        f"Realm of the {name}.",
        nullable=True,
        refers_to="realm",
        on_delete="cascade",
    )


def related(name: str) -> tuple[Relation, Relation]:
    """The record of one side and its realm, as they can be included."""
    return (
        Relation(name, f"{name}_id", name, f"The {name}, if included."),
        Relation(f"{name}_realm", f"{name}_realm_id", "realm", f"Realm of the {name}.", until=_REALMS_UNTIL),
    )


POLICY_ID = Field(
    "policy_id",
    Type.UUID,
    "Policy that it is subject to here.",
    nullable=True,
    accepts=nullable(UUID_CHECK),
    refers_to="policy",
    on_delete="set null",
)
_SCOPE = Field(
    "realm_scope",
    Type.TEXT,
    "In which realms it counts.",
    default="own",
    choices=REALM_SCOPE,
    accepts=REALM_SCOPE.check(),
)


def alternating(
    first: tuple[Relation, Relation], second: tuple[Relation, Relation]
) -> tuple[Relation, Relation, Relation, Relation]:
    """Both records, then both realms."""
    return first[0], second[0], first[1], second[1]


def _granted(owner: str, schema: Schema, relations: tuple[Relation, ...]) -> Resource:
    """Permissions of users, roles and clients are alike but for the order in which things are told."""
    return Resource(
        service="auth",
        name=f"{owner}_permission",
        plural=f"{owner}_permissions",
        path=f"{owner}-permissions",
        doc=f"A permission that a {owner} has.",
        rows=(
            side(owner, f"The {owner} that has it."),
            side("permission", "The permission."),
            ID,
            side_realm(owner),
            side_realm("permission"),
            POLICY_ID,
            _SCOPE,
            CREATED_AT,
            UPDATED_AT,
            *relations,
        ),
        schema=schema,
        create=(Parameter(f"{owner}_id"), Parameter("permission_id"), optional("policy_id"), optional("realm_scope")),
        update=(Parameter("policy_id"), Parameter("realm_scope")),
        unique=(("permission_id", f"{owner}_id"),),
        body_order=(f"{owner}_id", "permission_id", "policy_id", "realm_scope"),
    )


def _granted_schema(owner: str, indexes: tuple[tuple[str, ...], ...]) -> Schema:
    return Schema(
        fields=(
            *("id", "policy_id", "realm_scope", "permission_id", "permission_realm_id"),
            *(f"{owner}_id", f"{owner}_realm_id", "created_at", "updated_at"),
        ),
        style="default",
        filters=(f"{owner}_id", "permission_id", "id", f"{owner}_realm_id", "permission_realm_id", "policy_id"),
        sorts=("id", "created_at", "updated_at"),
        relations=(owner, "permission"),
        indexes=(
            *(("id",), *indexes, (f"{owner}_realm_id",), ("permission_realm_id",), ("policy_id",)),
            *(("created_at",), ("updated_at",)),
        ),
    )


USER_PERMISSIONS = _granted(
    "user",
    _granted_schema("user", (("permission_id", "user_id"), ("user_id",))),
    alternating(related("permission"), related("user")),
)
ROLE_PERMISSIONS = _granted(
    "role",
    _granted_schema("role", (("permission_id", "role_id"), ("role_id",))),
    (*related("role"), *related("permission")),
)
CLIENT_PERMISSIONS = _granted(
    "client",
    _granted_schema("client", (("client_id", "permission_id"), ("permission_id",))),
    (*related("client"), *related("permission")),
)

USER_ROLES = Resource(
    service="auth",
    name="user_role",
    plural="user_roles",
    path="user-roles",
    doc="A role that a user has.",
    verbs=JOIN_VERBS,
    rows=(
        side("user", "The user that has it."),
        side("role", "The role."),
        ID,
        side_realm("user"),
        side_realm("role"),
        CREATED_AT,
        UPDATED_AT,
        *alternating(related("user"), related("role")),
    ),
    schema=Schema(
        fields=("id", "role_id", "role_realm_id", "user_id", "user_realm_id", "created_at", "updated_at"),
        style="default",
        filters=("role_id", "user_id", "id", "role_realm_id", "user_realm_id"),
        sorts=("id", "created_at", "updated_at"),
        relations=("user", "role"),
        indexes=(
            *(("id",), ("role_id", "user_id"), ("user_id",), ("role_realm_id",), ("user_realm_id",)),
            *(("created_at",), ("updated_at",)),
        ),
    ),
    create=(Parameter("user_id"), Parameter("role_id")),
    unique=(("role_id", "user_id"),),
    body_order=("user_id", "role_id"),
)

CLIENT_ROLES = Resource(
    service="auth",
    name="client_role",
    plural="client_roles",
    path="client-roles",
    doc="A role that a client has.",
    verbs=JOIN_VERBS,
    rows=(
        side("client", "The client that has it."),
        side("role", "The role."),
        ID,
        side_realm("client"),
        side_realm("role"),
        CREATED_AT,
        UPDATED_AT,
        *alternating(related("client"), related("role")),
    ),
    schema=Schema(
        fields=("id", "client_id", "client_realm_id", "role_id", "role_realm_id", "created_at", "updated_at"),
        style="default",
        filters=("client_id", "role_id", "id", "client_realm_id", "role_realm_id"),
        sorts=("id", "created_at", "updated_at"),
        relations=("client", "role"),
        indexes=(
            *(("id",), ("role_id", "client_id"), ("client_id",), ("client_realm_id",), ("role_realm_id",)),
            *(("created_at",), ("updated_at",)),
        ),
    ),
    create=(Parameter("client_id"), Parameter("role_id")),
    unique=(("role_id", "client_id"),),
    body_order=("client_id", "role_id"),
)

CLIENT_SCOPES = Resource(
    service="auth",
    name="client_scope",
    plural="client_scopes",
    path="client-scopes",
    doc="A scope that a client may ask for.",
    verbs=JOIN_VERBS,
    rows=(
        side("client", "The client that may ask for it."),
        side("scope", "The scope."),
        ID,
        side_realm("client"),
        side_realm("scope"),
        Field(
            "default",
            Type.BOOLEAN,
            "Whether the client has it without asking.",
            default=False,
            accepts=BOOLEAN_CHECK,
            writable="create",
        ),
        CREATED_AT,
        UPDATED_AT,
        *alternating(related("client"), related("scope")),
    ),
    schema=Schema(
        fields=(
            *("id", "default", "client_id", "client_realm_id", "scope_id", "scope_realm_id"),
            *("created_at", "updated_at"),
        ),
        style="default",
        filters=("client_id", "scope_id", "default", "id", "client_realm_id", "scope_realm_id"),
        sorts=(
            *("id", "default", "client_id", "client_realm_id", "scope_id", "scope_realm_id"),
            *("created_at", "updated_at"),
        ),
        relations=("client", "scope"),
        indexes=(
            *(("id",), ("client_id", "scope_id"), ("scope_id",), ("default",), ("client_realm_id",)),
            *(("scope_realm_id",), ("created_at",), ("updated_at",)),
        ),
    ),
    create=(Parameter("client_id"), Parameter("scope_id"), optional("default", default=False)),
    unique=(("client_id", "scope_id"),),
    body_order=("client_id", "scope_id", "default"),
)

PERMISSION_POLICIES = Resource(
    service="auth",
    name="permission_policy",
    plural="permission_policies",
    path="permission-policies",
    doc="A policy that a permission is subject to.",
    verbs=JOIN_VERBS,
    since="beta.31",
    rows=(
        side("permission", "The permission."),
        side("policy", "The policy that it is subject to."),
        ID,
        side_realm("permission"),
        side_realm("policy"),
        CREATED_AT,
        UPDATED_AT,
        *alternating(related("permission"), related("policy")),
    ),
    schema=Schema(
        fields=(
            *("id", "permission_id", "permission_realm_id", "policy_id", "policy_realm_id"),
            *("created_at", "updated_at"),
        ),
        style="default",
        filters=("permission_id", "policy_id", "id", "permission_realm_id", "policy_realm_id"),
        sorts=("id", "created_at", "updated_at"),
        relations=("permission", "policy"),
        indexes=(
            *(("id",), ("permission_id", "policy_id"), ("policy_id",), ("permission_realm_id",)),
            *(("policy_realm_id",), ("created_at",), ("updated_at",)),
        ),
    ),
    create=(Parameter("permission_id"), Parameter("policy_id")),
    unique=(("permission_id", "policy_id"),),
    body_order=("permission_id", "policy_id"),
)

RESOURCES = (
    USER_ROLES,
    USER_PERMISSIONS,
    ROLE_PERMISSIONS,
    CLIENT_ROLES,
    CLIENT_PERMISSIONS,
    CLIENT_SCOPES,
    PERMISSION_POLICIES,
)
