"""Robots: what services and nodes logged in with before there were clients."""

from __future__ import annotations

from dataclasses import replace

from ..checks import BOOLEAN_CHECK, UUID_CHECK, nullable, required, slug, text
from ..table import JOIN_VERBS, Field, Parameter, Relation, Resource, Schema, Type, optional
from .fields import CREATED_AT, DISPLAY_NAME, ID, REALM, UPDATED_AT, description, realm_id
from .joins import POLICY_ID, alternating, related, side, side_realm

#: The last release that has robots.
UNTIL = "beta.53"

ROBOTS = Resource(
    service="auth",
    name="robot",
    plural="robots",
    path="robots",
    doc="A program that can log in with its id and a secret.",
    until=UNTIL,
    rows=(
        Field("name", Type.TEXT, "Name, unique in its realm.", accepts=required(slug())),
        replace(realm_id(), writable="both"),
        Field(
            "secret",
            Type.TEXT,
            "Secret, 3 to 256 characters; read with fields='+secret'.",
            hidden=True,
            secret=True,
            accepts=text(3, 256),
        ),
        DISPLAY_NAME,
        ID,
        description(),
        Field("active", Type.BOOLEAN, "Whether the robot may log in.", default=True, accepts=BOOLEAN_CHECK),
        CREATED_AT,
        UPDATED_AT,
        Field(
            "user_id",
            Type.UUID,
            "User it belongs to.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            refers_to="user",
            on_delete="cascade",
        ),
        Relation("user", "user_id", "user", "The user, if included."),
        REALM,
    ),
    schema=Schema(
        filters=("id", "name", "realm_id", "user_id"),
        sorts=("id", "name", "realm_id", "user_id", "updated_at", "created_at"),
        relations=("user", "realm"),
    ),
    create=(
        Parameter("name"),
        Parameter("realm_id"),
        Parameter("secret"),
        optional("display_name"),
        optional("description"),
        optional("active", default=True),
        optional("user_id"),
    ),
    update=(
        Parameter("name"),
        Parameter("display_name"),
        Parameter("realm_id"),
        Parameter("secret"),
        Parameter("description"),
        Parameter("active"),
        Parameter("user_id"),
    ),
    unique=(("name", "realm_id"),),
)

ROBOT_PERMISSIONS = Resource(
    service="auth",
    name="robot_permission",
    plural="robot_permissions",
    path="robot-permissions",
    doc="A permission that a robot has.",
    verbs=JOIN_VERBS,
    until=UNTIL,
    rows=(
        side("robot", "The robot that has it."),
        side("permission", "The permission."),
        ID,
        side_realm("robot"),
        side_realm("permission"),
        POLICY_ID,
        CREATED_AT,
        UPDATED_AT,
        *alternating(related("robot"), related("permission")),
    ),
    schema=Schema(
        filters=("robot_id", "permission_id"),
        sorts=("id", "created_at", "updated_at"),
        relations=("robot", "permission"),
    ),
    create=(Parameter("robot_id"), Parameter("permission_id"), optional("policy_id")),
    unique=(("permission_id", "robot_id"),),
)

ROBOT_ROLES = Resource(
    service="auth",
    name="robot_role",
    plural="robot_roles",
    path="robot-roles",
    doc="A role that a robot has.",
    verbs=JOIN_VERBS,
    until=UNTIL,
    rows=(
        side("robot", "The robot that has it."),
        side("role", "The role."),
        ID,
        side_realm("robot"),
        side_realm("role"),
        CREATED_AT,
        UPDATED_AT,
        *alternating(related("robot"), related("role")),
    ),
    schema=Schema(
        filters=("robot_id", "role_id"),
        sorts=("id", "created_at", "updated_at"),
        relations=("robot", "role"),
    ),
    create=(Parameter("robot_id"), Parameter("role_id")),
    unique=(("role_id", "robot_id"),),
)

RESOURCES = (ROBOTS, ROBOT_PERMISSIONS, ROBOT_ROLES)
