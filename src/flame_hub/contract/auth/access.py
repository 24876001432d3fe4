"""What may be done: roles, permissions, scopes, policies."""

from __future__ import annotations

from ..checks import ANY_CHECK, BOOLEAN_CHECK, INTEGER_CHECK, UUID_CHECK, Check, nullable, required, slug, text
from ..table import (
    UNGIVEN,
    UPSERT_VERBS,
    Action,
    Argument,
    Choices,
    Field,
    Parameter,
    Relation,
    Resource,
    Schema,
    Type,
    identified,
    optional,
)
from .fields import BUILT_IN, CREATED_AT, DISPLAY_NAME, ID, REALM, UPDATED_AT, description, realm_id_or_none

DECISION_STRATEGY = Choices("DecisionStrategy", ("affirmative", "unanimous", "consensus"))

#: The realm of what is made in the caller's own realm unless another one, or None, is given.
OWN_REALM = Parameter(
    "realm_id",
    default=UNGIVEN,
    doc="Realm it belongs to: the caller's own if not given, None for all realms.",
    null=True,
)

CHECKED = Argument(
    Field(
        "data",
        Type.JSON,
        "What policies look at, by their kind: {'attributes': {'realmId': …}}.",
        annotation="dict[str, Any]",
    ),
    "whole",
    default=None,
)


def _client_id(what: str) -> Field:
    return Field(
        "client_id",
        Type.UUID,
        f"Client it is a {what} of.",
        nullable=True,
        accepts=nullable(UUID_CHECK),
        refers_to="client",
        on_delete="cascade",
    )


ROLES = Resource(
    service="auth",
    name="role",
    plural="roles",
    path="roles",
    doc="A role: permissions that are given together.",
    verbs=UPSERT_VERBS,
    rows=(
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        DISPLAY_NAME,
        description(),
        ID,
        BUILT_IN,
        Field("target", Type.TEXT, "Kind of account it is for.", nullable=True),
        _client_id("role"),
        realm_id_or_none(),
        CREATED_AT,
        UPDATED_AT,
        REALM,
    ),
    schema=Schema(
        fields=(
            *("id", "built_in", "name", "display_name", "target", "description"),
            *("client_id", "realm_id", "created_at", "updated_at"),
        ),
        style="allowed",
        filters=("id", "built_in", "name", "display_name", "target", "client_id", "realm_id"),
        sorts=("id", "name", "updated_at", "created_at"),
        indexes=(
            *(("id",), ("name", "client_id", "realm_id"), ("display_name",), ("built_in",), ("target",)),
            *(("client_id",), ("realm_id",), ("created_at",), ("updated_at",)),
        ),
    ),
    create=(Parameter("name"), optional("display_name"), optional("description"), optional("client_id"), OWN_REALM),
    update=(Parameter("name"), Parameter("display_name"), Parameter("description"), Parameter("client_id")),
    unique=(("name", "client_id", "realm_id"),),
    named=("get", "update", "upsert"),
)

PERMISSIONS = Resource(
    service="auth",
    name="permission",
    plural="permissions",
    path="permissions",
    doc="A permission: what it takes to do something. Its name is what the Hub's services ask for.",
    verbs=UPSERT_VERBS,
    in_realms=True,
    rows=(
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        DISPLAY_NAME,
        description(),
        realm_id_or_none(),
        Field(
            "policy_id",
            Type.UUID,
            "Policy it is subject to; newer Hubs have permission policies instead.",
            nullable=True,
            until="beta.30",
            accepts=nullable(UUID_CHECK),
            refers_to="policy",
        ),
        ID,
        BUILT_IN,
        _client_id("permission"),
        Field(
            "decision_strategy",
            Type.TEXT,
            "How many of its policies have to agree.",
            nullable=True,
            choices=DECISION_STRATEGY,
            accepts=nullable(DECISION_STRATEGY.check()),
        ),
        CREATED_AT,
        UPDATED_AT,
        Relation("realm", "realm_id", "realm", "The realm, if included.", until="beta.53"),
    ),
    schema=Schema(
        fields=(
            *("id", "built_in", "name", "display_name", "description", "decision_strategy"),
            *("client_id", "realm_id", "created_at", "updated_at"),
        ),
        style="allowed",
        filters=("id", "display_name", "name", "built_in", "realm_id", "client_id"),
        sorts=("id", "name", "created_at", "updated_at"),
        indexes=(
            *(("id",), ("name", "client_id", "realm_id"), ("display_name",), ("built_in",), ("realm_id",)),
            *(("client_id",), ("created_at",), ("updated_at",)),
        ),
    ),
    create=(
        Parameter("name"),
        optional("display_name"),
        optional("description"),
        optional("realm_id", null=True),
        optional("client_id"),
        optional("decision_strategy"),
        optional("policy_id"),
    ),
    update=(
        Parameter("name"),
        Parameter("display_name"),
        Parameter("description"),
        Parameter("realm_id"),
        Parameter("client_id"),
        Parameter("decision_strategy"),
        Parameter("policy_id"),
    ),
    unique=(("name", "client_id", "realm_id"),),
    named=("get", "update", "upsert"),
    actions=(
        Action(
            "check_permission",
            "POST",
            "permissions/{permission_id}/check",
            "Ask whether the caller may do what a permission is for.",
            (identified("permission", named=True), CHECKED),
            returns="CheckResult",
            effect="reads",
        ),
    ),
)

SCOPES = Resource(
    service="auth",
    name="scope",
    plural="scopes",
    path="scopes",
    doc="A scope: what a program may learn and do in the name of a user.",
    verbs=UPSERT_VERBS,
    rows=(
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        DISPLAY_NAME,
        description(),
        ID,
        BUILT_IN,
        realm_id_or_none(),
        CREATED_AT,
        UPDATED_AT,
        REALM,
    ),
    schema=Schema(
        fields=("id", "built_in", "name", "display_name", "description", "realm_id", "created_at", "updated_at"),
        style="allowed",
        filters=("id", "built_in", "name", "display_name", "realm_id"),
        sorts=("id", "name", "updated_at", "created_at"),
        indexes=(
            *(("id",), ("name", "realm_id"), ("display_name",), ("built_in",), ("realm_id",)),
            *(("created_at",), ("updated_at",)),
        ),
    ),
    create=(Parameter("name"), optional("display_name"), optional("description"), OWN_REALM),
    update=(Parameter("name"), Parameter("display_name"), Parameter("description")),
    unique=(("name", "realm_id"),),
    named=("get", "update", "upsert"),
    public=("list", "get"),
)


def _of_some(name: str, kind: Type, doc: str, check: Check, *, annotation: str = "Any") -> Field:
    """A property that only policies of some types have."""
    return Field(name, kind, doc, nullable=True, accepts=nullable(check), annotation=annotation, sparse=True)


#: What policies of some types have beside the properties of all.
_RULES = (
    Field(
        "decision_strategy",
        Type.TEXT,
        "How many parts have to agree (composite, realmMatch).",
        nullable=True,
        choices=DECISION_STRATEGY,
        accepts=nullable(DECISION_STRATEGY.check()),
        sparse=True,
    ),
    _of_some("names", Type.JSON, "Attributes that may be touched (attributeNames).", ANY_CHECK, annotation="list[str]"),
    _of_some(
        "query", Type.JSON, "Condition that attributes must meet (attributes).", ANY_CHECK, annotation="dict[str, Any]"
    ),
    _of_some("types", Type.JSON, "Kinds of accounts (identity).", ANY_CHECK, annotation="list[str]"),
    _of_some("attribute_name", Type.JSON, "Attributes that hold a realm's id (realmMatch).", ANY_CHECK),
    _of_some("attribute_name_strict", Type.BOOLEAN, "Whether the name must fit entirely (realmMatch).", BOOLEAN_CHECK),
    _of_some("attribute_null_match_all", Type.BOOLEAN, "Whether null is every realm (realmMatch).", BOOLEAN_CHECK),
    _of_some("identity_master_match_all", Type.BOOLEAN, "Whether master is every realm (realmMatch).", BOOLEAN_CHECK),
    _of_some("start", Type.TEXT, "First date or time (date, time).", text()),
    _of_some("end", Type.TEXT, "Last date or time (date, time).", text()),
    _of_some("interval", Type.TEXT, "How often: daily, weekly, monthly, yearly (time).", text()),
    _of_some("day_of_week", Type.INTEGER, "0, Sunday, to 6 (time).", INTEGER_CHECK),
    _of_some("day_of_month", Type.INTEGER, "1 to 31 (time).", INTEGER_CHECK),
    _of_some("day_of_year", Type.INTEGER, "1 to 366 (time).", INTEGER_CHECK),
)

POLICIES = Resource(
    service="auth",
    name="policy",
    plural="policies",
    path="policies",
    doc="A rule that access can be made subject to.",
    verbs=UPSERT_VERBS,
    in_realms=True,
    rows=(
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        Field(
            "type",
            Type.TEXT,
            "Kind of rule: composite, identity, permissionBinding, realmMatch, attributes, attributeNames, date, time.",
            accepts=required(text(3, 128)),
            writable="create",
        ),
        DISPLAY_NAME,
        description(),
        ID,
        BUILT_IN,
        Field("invert", Type.BOOLEAN, "Whether the rule is turned around.", default=False, accepts=BOOLEAN_CHECK),
        Field(
            "parent_id",
            Type.UUID,
            "Policy it is a part of.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            refers_to="policy",
            on_delete="cascade",
        ),
        realm_id_or_none(),
        *_RULES,
        CREATED_AT,
        UPDATED_AT,
        Relation("children", "parent_id", "policy", "Its parts, if included.", many=True),
        REALM,
    ),
    schema=Schema(
        fields=(
            *("id", "built_in", "type", "display_name", "name", "description", "invert", "parent_id"),
            *("realm_id", "created_at", "updated_at"),
        ),
        style="default",
        filters=("id", "name", "display_name", "type", "parent_id", "realm_id", "built_in"),
        sorts=("id", "created_at", "updated_at"),
        relations=("children", "realm"),
        indexes=(
            *(("id",), ("name", "realm_id"), ("display_name",), ("type",), ("parent_id",), ("realm_id",)),
            *(("built_in",), ("created_at",), ("updated_at",)),
        ),
    ),
    create=(
        Parameter("name"),
        Parameter("policy_type", "type"),
        optional("display_name"),
        optional("description"),
        optional("invert", default=False),
        optional("parent_id"),
        OWN_REALM,
        *(optional(field.name) for field in _RULES),
    ),
    update=(
        Parameter("name"),
        Parameter("display_name"),
        Parameter("description"),
        Parameter("invert"),
        Parameter("parent_id"),
        *(Parameter(field.name) for field in _RULES),
    ),
    unique=(("name", "realm_id"),),
    named=("get", "update", "upsert"),
    body_order=("name", "display_name", "description", "invert", "type", "parent_id", "realm_id"),
    actions=(
        Action(
            "get_expanded_policy",
            "GET",
            "policies/{policy_id}/expanded",
            "Get a policy with its parts and theirs.",
            (identified("policy", named=True),),
            returns="Policy",
            answer="record",
            missing="none",
        ),
        Action(
            "check_policy",
            "POST",
            "policies/{policy_id}/check",
            "Ask whether what is described would pass a policy.",
            (identified("policy", named=True), CHECKED),
            returns="CheckResult",
            effect="reads",
        ),
    ),
)

RESOURCES = (ROLES, PERMISSIONS, SCOPES, POLICIES)
