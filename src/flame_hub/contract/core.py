"""What the core service offers: nodes, projects, registries, master images."""

from __future__ import annotations

from dataclasses import replace

from .auth import CREATED_AT, DISPLAY_NAME, ID, UPDATED_AT, description
from .table import (
    BOOLEAN_CHECK,
    READ_VERBS,
    UNGIVEN,
    UUID_CHECK,
    Action,
    Argument,
    Choices,
    Field,
    Parameter,
    Record,
    Relation,
    Resource,
    Schema,
    Type,
    identified,
    nullable,
    optional,
    required,
    slug,
    text,
)

NODE_TYPE = Choices("NodeType", ("aggregator", "default"))
REGISTRY_PROJECT_TYPE = Choices(
    "RegistryProjectType", ("default", "aggregator", "incoming", "outgoing", "masterImages", "node")
)
PROCESS_STATUS = Choices(
    "ProcessStatus", ("starting", "started", "stopping", "stopped", "executing", "executed", "failed")
)

#: Names that a container registry accepts.
EXTERNAL_NAME_PATTERN = "/^[a-z0-9-_]*$/"

ROBOT_ID = Field("robot_id", Type.UUID, "Robot of a Hub that still has robots.", nullable=True, until="0.14")


def new_credentials() -> tuple[Argument, ...]:
    """What can be said of new credentials."""
    return (
        Argument(Field("secret", Type.TEXT, "The new secret.", nullable=True, secret=True), default=UNGIVEN),
        Argument(Field("name", Type.TEXT, "New name of the client."), default=UNGIVEN),
        Argument(Field("display_name", Type.TEXT, "New name shown to people."), default=UNGIVEN),
    )


REGISTRIES = Resource(
    service="core",
    name="registry",
    plural="registries",
    path="registries",
    doc="A container registry from which nodes pull the images of analyses.",
    rows=(
        Field("name", Type.TEXT, "Unique name, 3 to 128 characters.", accepts=required(text(3, 128))),
        Field("host", Type.TEXT, "Host name; of a URL the Hub keeps the host only.", accepts=required(text(3, 512))),
        Field(
            "account_name", Type.TEXT, "Account, 3 to 256 characters.", nullable=True, accepts=nullable(text(3, 256))
        ),
        Field(
            "account_secret",
            Type.TEXT,
            "Its password, 3 to 256 characters; read with fields='+account_secret'.",
            nullable=True,
            hidden=True,
            secret=True,
            accepts=nullable(text(3, 256)),
        ),
        ID,
        CREATED_AT,
        UPDATED_AT,
    ),
    schema=Schema(
        fields=("id", "name", "host", "account_name", "created_at", "updated_at"),
        filters=("id", "name"),
        sorts=("id", "updated_at", "created_at"),
    ),
    create=(Parameter("name"), Parameter("host"), optional("account_name"), optional("account_secret")),
    update=(Parameter("name"), Parameter("host"), Parameter("account_name"), Parameter("account_secret")),
    unique=(("name",), ("host",)),
)

REGISTRY_PROJECTS = Resource(
    service="core",
    name="registry_project",
    plural="registry_projects",
    path="registry-projects",
    doc="A project of a container registry, most often that of one node.",
    rows=(
        Field("name", Type.TEXT, "Name, 5 to 128 characters, unique in its registry.", accepts=required(text(5, 128))),
        Field(
            "type",
            Type.TEXT,
            "What it is for.",
            default="default",
            choices=REGISTRY_PROJECT_TYPE,
            accepts=required(REGISTRY_PROJECT_TYPE.check()),
            writable="create",
        ),
        Field(
            "registry_id",
            Type.UUID,
            "Registry it is in.",
            accepts=required(UUID_CHECK),
            writable="create",
            refers_to="registry",
            on_delete="cascade",
        ),
        Field(
            "external_name",
            Type.TEXT,
            "Its name in the registry, 3 to 64 of a-z, 0-9, '-', '_'.",
            accepts=required(text(3, 64, pattern=EXTERNAL_NAME_PATTERN)),
        ),
        Field("account_name", Type.TEXT, "Account that may use it; set by the Hub.", nullable=True),
        Field(
            "account_secret",
            Type.TEXT,
            "Password of the account; set by the Hub, read with fields='+account_secret'.",
            nullable=True,
            hidden=True,
            secret=True,
        ),
        ID,
        Field("public", Type.BOOLEAN, "Whether everybody may pull from it.", default=True),
        Field("external_id", Type.TEXT, "Its number in the registry.", nullable=True),
        Field("account_id", Type.TEXT, "Number of the account in the registry.", nullable=True),
        Field("webhook_name", Type.TEXT, "Webhook that tells the Hub of pushes.", nullable=True),
        Field("webhook_exists", Type.BOOLEAN, "Whether the webhook is there.", default=False),
        Field(
            "realm_id", Type.UUID, "Realm of the node it is for.", nullable=True, refers_to="realm", on_delete="cascade"
        ),
        Relation("registry", "registry_id", "registry", "The registry, if included."),
        CREATED_AT,
        UPDATED_AT,
    ),
    schema=Schema(
        fields=(
            *("id", "name", "type", "public", "external_name", "external_id", "account_id", "account_name"),
            *("webhook_name", "webhook_exists", "registry_id", "realm_id", "created_at", "updated_at"),
        ),
        filters=("id", "name", "registry_id", "external_name", "type"),
        sorts=("id", "updated_at", "created_at"),
    ),
    create=(
        Parameter("name"),
        Parameter("registry_project_type", "type"),
        Parameter("registry_id"),
        Parameter("external_name"),
        optional("account_name"),
        optional("account_secret"),
    ),
    update=(
        Parameter("name"),
        Parameter("registry_project_type", "type"),
        Parameter("registry_id"),
        Parameter("external_name"),
        Parameter("account_name"),
        Parameter("account_secret"),
    ),
    unique=(("name", "registry_id"), ("external_name", "registry_id"), ("external_id", "registry_id")),
    body_order=("registry_id", "name", "external_name", "type"),
)

NODES = Resource(
    service="core",
    name="node",
    plural="nodes",
    path="nodes",
    doc="A node: the place, most often a hospital, where the data is and where analyses are executed.",
    rows=(
        Field(
            "external_name",
            Type.TEXT,
            "Name in the registry, 1 to 64 of a-z, 0-9, '-', '_'; the Hub makes one up if it needs one.",
            nullable=True,
            accepts=nullable(text(1, 64, pattern=EXTERNAL_NAME_PATTERN)),
        ),
        Field(
            "hidden",
            Type.BOOLEAN,
            "Whether the node is kept out of the lists that people choose from.",
            default=False,
            accepts=nullable(BOOLEAN_CHECK),
        ),
        Field("name", Type.TEXT, "Name, 3 to 128 characters, unique in its realm.", accepts=required(text(3, 128))),
        Field(
            "realm_id",
            Type.UUID,
            "Realm it belongs to; the caller's own if not given. Cannot be changed later.",
            accepts=nullable(UUID_CHECK),
            writable="create",
            refers_to="realm",
            on_delete="cascade",
        ),
        Field(
            "registry_id",
            Type.UUID,
            "Registry it pulls from; if there is just one registry, the Hub takes that.",
            nullable=True,
            accepts=nullable(UUID_CHECK),
            refers_to="registry",
            on_delete="set null",
        ),
        Field(
            "type",
            Type.TEXT,
            "Whether it holds data or puts results together.",
            default="default",
            choices=NODE_TYPE,
            accepts=nullable(NODE_TYPE.check()),
        ),
        ID,
        Field(
            "public_key",
            Type.TEXT,
            "Public key, 5 to 4096 characters; of one that is not hexadecimal the Hub keeps the bytes in hexadecimal.",
            nullable=True,
            accepts=nullable(text(5, 4096)),
        ),
        Field("online", Type.BOOLEAN, "Whether the node is connected.", default=False),
        Relation("registry", "registry_id", "registry", "The registry, if included."),
        Field(
            "registry_project_id",
            Type.UUID,
            "Project of the registry that is the node's own.",
            nullable=True,
            refers_to="registry_project",
            on_delete="set null",
        ),
        Relation("registry_project", "registry_project_id", "registry_project", "The registry's project, if included."),
        Field(
            "client_id",
            Type.UUID,
            "Client as which the node logs in; the Hub makes it.",
            nullable=True,
            since="0.8.22",
            accepts=nullable(UUID_CHECK),
        ),
        ROBOT_ID,
        CREATED_AT,
        UPDATED_AT,
    ),
    schema=Schema(
        fields=(
            *("id", "name", "client_id", "external_name", "hidden", "type", "online", "public_key", "robot_id"),
            *("realm_id", "registry_id", "registry_project_id", "created_at", "updated_at"),
        ),
        filters=("id", "name", "online", "hidden", "client_id", "realm_id", "robot_id"),
        sorts=("name", "updated_at", "created_at"),
        relations=("registry_project", "registry"),
    ),
    create=(
        Parameter("name"),
        optional("realm_id"),
        optional("registry_id"),
        optional("external_name"),
        optional("node_type", "type", "default"),
        optional("hidden", default=False),
        optional("public_key"),
        optional("client_id"),
    ),
    update=(
        Parameter("external_name"),
        Parameter("hidden"),
        Parameter("node_type", "type"),
        Parameter("realm_id"),
        Parameter("registry_id"),
        Parameter("public_key"),
        Parameter("name"),
        Parameter("client_id"),
    ),
    unique=(("external_name", "registry_id"), ("name", "realm_id")),
    actions=(
        Action(
            "get_node_client_credentials",
            "GET",
            "nodes/{node_id}/client/credentials",
            "The id and secret with which the node logs in; for the node itself and for those who may change it.",
            (identified("node"),),
            returns="ClientCredentials",
            missing="none",
            since="0.11.4",
        ),
        Action(
            "update_node_client_credentials",
            "POST",
            "nodes/{node_id}/client/credentials",
            "Give the node a new secret. The Hub makes one up where none is given, so every call changes the secret.",
            (identified("node"), *new_credentials()),
            returns="ClientCredentials",
            since="0.11.4",
        ),
        Action(
            "get_node_registry_credentials",
            "GET",
            "nodes/{node_id}/registry/credentials",
            "With what the node pulls images from its registry.",
            (identified("node"),),
            returns="NodeRegistryCredentials",
            missing="none",
            since="0.11.5",
        ),
    ),
)

MASTER_IMAGES = Resource(
    service="core",
    name="master_image",
    plural="master_images",
    path="master-images",
    doc="An image that analyses are built on.",
    verbs=READ_VERBS,
    rows=(
        ID,
        Field("path", Type.TEXT, "Where its files are.", nullable=True),
        Field("virtual_path", Type.TEXT, "Its name among the images, such as 'python/base'."),
        Field("group_virtual_path", Type.TEXT, "Name of its group, such as 'python'."),
        Field(
            "build_status", Type.TEXT, "How far its build is.", nullable=True, since="0.8.22", choices=PROCESS_STATUS
        ),
        Field("build_progress", Type.INTEGER, "Its build, in percent.", nullable=True, since="0.8.22"),
        Field("name", Type.TEXT, "Name."),
        Field("command", Type.TEXT, "Command that is run in it.", nullable=True),
        Field(
            "command_arguments",
            Type.JSON,
            "Arguments of the command.",
            nullable=True,
            annotation="list[MasterImageCommandArgument]",
        ),
        CREATED_AT,
        UPDATED_AT,
        Field("build_hash", Type.TEXT, "Digest of the built image.", nullable=True, since="0.8.28"),
        Field("build_size", Type.INTEGER, "Size of the built image in bytes.", nullable=True, since="0.8.28"),
    ),
    schema=Schema(
        fields=(
            *("id", "name", "path", "virtual_path", "group_virtual_path", "command", "command_arguments"),
            *("build_status", "build_progress", "build_hash", "build_size", "created_at", "updated_at"),
        ),
        style="default",
        filters=("id", "name", "path", "virtual_path", "group_virtual_path"),
        sorts=("path",),
        default_sort=("path", "ASC"),
    ),
)

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

CLIENT_CREDENTIALS = Record(
    service="core",
    name="ClientCredentials",
    doc="With what a client of a node or an analysis logs in.",
    fields=(
        Field("id", Type.UUID, "The client's id."),
        Field("secret", Type.TEXT, "Its secret.", nullable=True, secret=True),
        Field("name", Type.TEXT, "Its name."),
        Field("display_name", Type.TEXT, "Its name shown to people.", nullable=True),
    ),
)

NODE_REGISTRY_CREDENTIALS = Record(
    service="core",
    name="NodeRegistryCredentials",
    doc="With what a node pulls images from its registry.",
    fields=(
        Field("host", Type.TEXT, "Host name of the registry."),
        Field("external_name", Type.TEXT, "The node's project in the registry."),
        Field("account_name", Type.TEXT, "Account.", nullable=True),
        Field("account_secret", Type.TEXT, "Password of the account.", nullable=True, secret=True),
    ),
)

RESOURCES = (REGISTRIES, REGISTRY_PROJECTS, NODES, MASTER_IMAGES, PROJECTS)
RECORDS = (CLIENT_CREDENTIALS, NODE_REGISTRY_CREDENTIALS)
