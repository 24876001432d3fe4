"""Projects and the nodes that take part in them."""

from __future__ import annotations

from dataclasses import replace

from ..auth import CREATED_AT, DISPLAY_NAME, ID, UPDATED_AT, description
from ..checks import UUID_CHECK, nullable, required, slug, text
from ..table import Field, Parameter, Relation, Resource, Schema, Type, optional
from .values import PROJECT_NODE_APPROVAL_STATUS, ROBOT_ID

PROJECTS = Resource(
    service="core",
    name="project",
    plural="projects",
    path="projects",
    doc="A project: the analyses that some nodes have agreed to execute together.",
    rows=(
        description(),
        Field(
            "master_image_id",
            Type.UUID,
            "Image that its analyses are built on unless they say otherwise.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            refers_to="master_image",
            on_delete="set null",
        ),
        Field(
            "name",
            Type.TEXT,
            "Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.",
            accepts=replace(slug(), falsy=True),
        ),
        replace(DISPLAY_NAME, since="0.10"),
        ID,
        Field("analyses", Type.INTEGER, "How many analyses it has.", default=0),
        Field("nodes", Type.INTEGER, "How many nodes take part.", default=0),
        Relation("master_image", "master_image_id", "master_image", "The image, if included."),
        CREATED_AT,
        UPDATED_AT,
        Field(
            "realm_id",
            Type.UUID,
            "Realm of the one who created it.",
            refers_to="realm",
            on_delete="cascade",
        ),
        Field("user_id", Type.UUID, "User who created it.", nullable=True, refers_to="user", on_delete="set null"),
        Field("client_id", Type.UUID, "Client that created it.", nullable=True, since="0.8.26"),
        ROBOT_ID,
    ),
    schema=Schema(
        fields=(
            *("id", "name", "display_name", "description", "nodes", "analyses", "created_at", "updated_at"),
            *("realm_id", "client_id", "robot_id", "user_id", "master_image_id"),
        ),
        filters=("id", "name", "display_name", "realm_id", "user_id"),
        sorts=("id", "name", "display_name", "updated_at", "created_at"),
    ),
    create=(Parameter("name"), optional("display_name"), optional("master_image_id"), optional("description")),
    update=(Parameter("description"), Parameter("master_image_id"), Parameter("name"), Parameter("display_name")),
    unique=(("name",),),
)

PROJECT_NODES = Resource(
    service="core",
    name="project_node",
    plural="project_nodes",
    path="project-nodes",
    doc="A node that takes part in a project, if its people approve.",
    rows=(
        Field(
            "node_id",
            Type.UUID,
            "The node.",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="node",
            on_delete="cascade",
        ),
        Field(
            "project_id",
            Type.UUID,
            "The project.",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="project",
            on_delete="cascade",
        ),
        ID,
        Field(
            "approval_status",
            Type.TEXT,
            "What the people of the node say to it; None: nothing yet.",
            nullable=True,
            choices=PROJECT_NODE_APPROVAL_STATUS,
            accepts=nullable(PROJECT_NODE_APPROVAL_STATUS.check()),
            writable="update",
        ),
        Field(
            "comment",
            Type.TEXT,
            "What they say about it, 3 to 4096 characters.",
            nullable=True,
            accepts=nullable(text(3, 4096)),
            writable="update",
        ),
        CREATED_AT,
        UPDATED_AT,
        Relation("node", "node_id", "node", "The node, if included."),
        Relation("project", "project_id", "project", "The project, if included."),
        Field("project_realm_id", Type.UUID, "Realm of the project."),
        Field("node_realm_id", Type.UUID, "Realm of the node."),
    ),
    schema=Schema(
        fields=(
            *("id", "approval_status", "comment", "created_at", "updated_at"),
            *("project_id", "project_realm_id", "node_id", "node_realm_id"),
        ),
        style="default",
        filters=("approval_status", "project_realm_id", "project_id", "node_realm_id", "node_id"),
        sorts=("created_at", "updated_at"),
        relations=("node", "project"),
    ),
    create=(Parameter("project_id"), Parameter("node_id")),
    update=(Parameter("comment"), Parameter("approval_status")),
    unique=(("project_id", "node_id"),),
)
