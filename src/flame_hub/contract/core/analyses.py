"""Analyses, the nodes that execute them, and what happens there."""

from __future__ import annotations

from dataclasses import replace

from ..auth import CREATED_AT, DISPLAY_NAME, ID, UPDATED_AT, description
from ..checks import UUID_CHECK, Check, nullable, number, required, slug, text
from ..releases import Former
from ..table import (
    READ_VERBS,
    Action,
    Argument,
    Field,
    Parameter,
    Relation,
    Resource,
    Schema,
    Type,
    identified,
    optional,
)
from .values import ANALYSIS_COMMAND, ANALYSIS_NODE_APPROVAL_STATUS, PROCESS_STATUS, new_credentials


def status(
    name: str, doc: str, *, since: str | None = None, accepts: Check | None = None, former: tuple[Former, ...] = ()
) -> Field:
    """How far a process is."""
    known = Field(name, Type.TEXT, doc, nullable=True, choices=PROCESS_STATUS)
    return replace(known, since=since, accepts=accepts, former=former)


def flag(name: str, doc: str, *, since: str | None = None) -> Field:
    """Whether a part of the configuration is complete; the Hub finds it out."""
    return Field(name, Type.BOOLEAN, doc, default=False, since=since)


def realm(of: str) -> Field:
    """The realm of something that is referred to."""
    return Field(f"{of}_realm_id", Type.UUID, f"Realm of the {of}.")


ANALYSES = Resource(
    service="core",
    name="analysis",
    plural="analyses",
    path="analyses",
    doc="An analysis: code that is built into an image and executed where the data is, on the nodes of a project.",
    rows=(
        description(),
        Field(
            "name",
            Type.TEXT,
            "Name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.",
            nullable=True,
            accepts=replace(slug(), falsy=True),
        ),
        replace(DISPLAY_NAME, since="0.10"),
        Field(
            "project_id",
            Type.UUID,
            "Project it belongs to.",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="project",
            on_delete="cascade",
        ),
        Field(
            "master_image_id",
            Type.UUID,
            "Image it is built on; that of the project if not given.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            refers_to="master_image",
            on_delete="set null",
        ),
        Field(
            "registry_id",
            Type.UUID,
            "Registry it is distributed from; cannot be changed once it is set.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            refers_to="registry",
            on_delete="set null",
        ),
        Field(
            "image_command_arguments",
            Type.JSON,
            "Arguments of the image's command: texts of 2 to 512 characters, each before or after the image's own.",
            nullable=True,
            annotation="list[MasterImageCommandArgument]",
            accepts=nullable(Check("arguments", minimum=2, maximum=512)),
        ),
        ID,
        Field("nodes", Type.INTEGER, "How many nodes execute it.", default=0),
        Field("nodes_approved", Type.INTEGER, "How many of them have approved it.", default=0, since="0.8.22"),
        flag("configuration_locked", "Whether its configuration is fixed, which is needed to build it."),
        flag("configuration_entrypoint_valid", "Whether a file of its code is the one to start with.", since="0.8.20"),
        flag("configuration_image_valid", "Whether it has an image to be built on.", since="0.8.20"),
        flag("configuration_node_aggregator_valid", "Whether one of its nodes is an aggregator.", since="0.8.20"),
        flag("configuration_node_default_valid", "Whether one of its nodes holds data.", since="0.8.20"),
        flag("configuration_nodes_valid", "Whether it has all kinds of nodes that it needs.", since="0.8.20"),
        status("build_status", "How far its image is built."),
        replace(
            flag("distribution_nodes_valid", "Whether all its nodes have approved it.", since="0.8.22"),
            former=(Former("build_nodes_valid", "0.14"),),
        ),
        Field("build_progress", Type.INTEGER, "Its build, in percent.", nullable=True, since="0.8.22"),
        Field("build_hash", Type.TEXT, "Digest of its image.", nullable=True, since="0.8.22"),
        Field("build_os", Type.TEXT, "Operating system of its image.", nullable=True, since="0.8.22"),
        Field("build_size", Type.INTEGER, "Size of its image in bytes.", nullable=True, since="0.8.22"),
        status("distribution_status", "How far its image is distributed to its nodes.", since="0.8.22"),
        Field("distribution_progress", Type.INTEGER, "Its distribution, in percent.", nullable=True, since="0.8.22"),
        status(
            "execution_status",
            "How far its execution is, of all nodes that tell: failed if one has failed, else the least.",
            former=(Former("run_status", "0.8.21"),),
        ),
        Field("execution_progress", Type.INTEGER, "Its execution, in percent.", nullable=True, since="0.8.22"),
        CREATED_AT,
        UPDATED_AT,
        Relation("registry", "registry_id", "registry", "The registry, if included.", until="0.12"),
        Field("realm_id", Type.UUID, "Realm of its project.", refers_to="realm", on_delete="cascade"),
        Field("user_id", Type.UUID, "User who created it.", nullable=True, refers_to="user", on_delete="set null"),
        Field(
            "client_id",
            Type.UUID,
            "Client as which its containers log in; the Hub makes it.",
            nullable=True,
            since="0.11.4",
        ),
        Relation("project", "project_id", "project", "The project, if included."),
        Relation("master_image", "master_image_id", "master_image", "The image, if included."),
    ),
    schema=Schema(
        fields=(
            *("id", "name", "display_name", "description", "nodes", "nodes_approved", "configuration_locked"),
            *("configuration_entrypoint_valid", "configuration_image_valid", "configuration_node_aggregator_valid"),
            *("configuration_node_default_valid", "configuration_nodes_valid", "distribution_status"),
            *("distribution_progress", "distribution_nodes_valid", "build_status", "build_progress", "build_hash"),
            *("build_os", "build_size", "execution_status", "execution_progress", "created_at", "updated_at"),
            *("registry_id", "client_id", "realm_id", "user_id", "project_id", "master_image_id"),
            "image_command_arguments",
        ),
        filters=(
            *("id", "name", "display_name", "description", "project_id", "realm_id", "build_status"),
            *("execution_status", "configuration_locked"),
        ),
        sorts=("name", "display_name", "created_at", "updated_at"),
        default_sort=("updated_at", "DESC"),
        relations=("project", "master_image"),
    ),
    create=(
        Parameter("project_id"),
        optional("name"),
        optional("display_name"),
        optional("description"),
        optional("master_image_id"),
        optional("registry_id"),
        optional("image_command_arguments"),
    ),
    update=(
        Parameter("name"),
        Parameter("display_name"),
        Parameter("description"),
        Parameter("master_image_id"),
        Parameter("image_command_arguments"),
        Parameter("registry_id"),
    ),
    body_order=(
        *("project_id", "name", "display_name", "description", "master_image_id", "registry_id"),
        "image_command_arguments",
    ),
    actions=(
        Action(
            "send_analysis_command",
            "POST",
            "analyses/{analysis_id}/command",
            "Lock or unlock the configuration of an analysis, build it, distribute it. What takes time is queued: "
            "`build_status` and `distribution_status` tell how far it is.",
            (
                identified("analysis"),
                Argument(Field("command", Type.TEXT, "What to do.", choices=ANALYSIS_COMMAND)),
            ),
            returns="Analysis",
            answer="record",
        ),
        Action(
            "get_analysis_client_credentials",
            "GET",
            "analyses/{analysis_id}/client/credentials",
            "The id and secret with which the containers of an analysis log in; for the nodes that have approved it "
            "and for those who may change it.",
            (identified("analysis"),),
            returns="ClientCredentials",
            missing="none",
            since="0.11.4",
        ),
        Action(
            "update_analysis_client_credentials",
            "POST",
            "analyses/{analysis_id}/client/credentials",
            "Give the client of an analysis a new secret. The Hub makes one up where none is given, so every call "
            "changes the secret; it takes no notice of names.",
            (identified("analysis"), *new_credentials(names_ignored=True)),
            returns="ClientCredentials",
            since="0.11.4",
        ),
        Action(
            "get_analysis_client_permissions",
            "GET",
            "analyses/{analysis_id}/client/permissions",
            "What the client of an analysis may do.",
            (identified("analysis"),),
            returns="ClientPermission",
            answer="list",
            since="0.11.4",
        ),
        Action(
            "create_analysis_client_permission",
            "POST",
            "analyses/{analysis_id}/client/permissions",
            "Permit something to the client of an analysis: using the storage or the message broker for itself.",
            (identified("analysis"), identified("permission", at="body")),
            returns="ClientPermission",
            answer="record",
            since="0.11.4",
        ),
        Action(
            "delete_analysis_client_permission",
            "DELETE",
            "analyses/{analysis_id}/client/permissions/{permission_id}",
            "Take a permission from the client of an analysis.",
            (identified("analysis"), identified("permission")),
            since="0.11.4",
        ),
    ),
)

ANALYSIS_NODES = Resource(
    service="core",
    name="analysis_node",
    plural="analysis_nodes",
    path="analysis-nodes",
    doc="A node that is to execute an analysis, if its people approve.",
    rows=(
        Field(
            "analysis_id",
            Type.UUID,
            "The analysis.",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="analysis",
            on_delete="cascade",
        ),
        Field(
            "node_id",
            Type.UUID,
            "The node.",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="node",
            on_delete="cascade",
        ),
        ID,
        Field(
            "approval_status",
            Type.TEXT,
            "What the people of the node say to it; None: nothing yet.",
            nullable=True,
            choices=ANALYSIS_NODE_APPROVAL_STATUS,
            accepts=nullable(ANALYSIS_NODE_APPROVAL_STATUS.check()),
        ),
        status(
            "execution_status",
            "How far the execution on the node is.",
            accepts=nullable(PROCESS_STATUS.check()),
            former=(Former("run_status", "0.8.21"),),
        ),
        Field(
            "execution_progress",
            Type.INTEGER,
            "The execution on the node, in percent.",
            nullable=True,
            since="0.8.22",
            accepts=nullable(number(0, 100)),
        ),
        Field(
            "comment",
            Type.TEXT,
            "What the people of the node say about it.",
            nullable=True,
            accepts=nullable(text(3, 4096)),
        ),
        Field("artifact_tag", Type.TEXT, "Tag of the image for the node.", nullable=True),
        Field("artifact_digest", Type.TEXT, "Digest of the image for the node.", nullable=True),
        CREATED_AT,
        UPDATED_AT,
        Relation("analysis", "analysis_id", "analysis", "The analysis, if included."),
        Relation("node", "node_id", "node", "The node, if included."),
        realm("analysis"),
        realm("node"),
    ),
    schema=Schema(
        fields=(
            *("id", "approval_status", "execution_status", "execution_progress", "comment", "artifact_tag"),
            *("artifact_digest", "created_at", "updated_at", "analysis_id", "analysis_realm_id", "node_id"),
            "node_realm_id",
        ),
        style="default",
        filters=(
            *("execution_status", "approval_status", "analysis_id", "analysis_realm_id", "node_id", "node_realm_id"),
        ),
        sorts=("created_at", "updated_at"),
        relations=("node", "analysis"),
    ),
    create=(
        Parameter("analysis_id"),
        Parameter("node_id"),
        optional("comment"),
        optional("approval_status"),
        optional("execution_status"),
        optional("execution_progress"),
    ),
    update=(
        Parameter("comment"),
        Parameter("approval_status"),
        Parameter("execution_status"),
        Parameter("execution_progress"),
    ),
    unique=(("node_id", "analysis_id"),),
    body_order=("node_id", "analysis_id", "execution_status", "execution_progress", "approval_status", "comment"),
)

ANALYSIS_NODE_EVENTS = Resource(
    service="core",
    name="analysis_node_event",
    plural="analysis_node_events",
    path="analysis-node-events",
    doc="An event that concerns a node's part in an analysis.",
    verbs=READ_VERBS,
    since="0.8.14",
    rows=(
        ID,
        Field("event_id", Type.UUID, "The event.", nullable=True),
        CREATED_AT,
        UPDATED_AT,
        Field("analysis_id", Type.UUID, "The analysis.", refers_to="analysis", on_delete="cascade"),
        realm("analysis"),
        Relation("analysis", "analysis_id", "analysis", "The analysis, if included."),
        Field("node_id", Type.UUID, "The node.", refers_to="node", on_delete="cascade"),
        realm("node"),
        Relation("node", "node_id", "node", "The node, if included."),
    ),
    schema=Schema(
        fields=(
            *("id", "event_id", "created_at", "updated_at"),
            *("analysis_id", "analysis_realm_id", "node_id", "node_realm_id"),
        ),
        style="default",
        filters=("analysis_id", "node_id"),
        sorts=("created_at", "updated_at"),
        relations=("analysis", "node"),
    ),
)
