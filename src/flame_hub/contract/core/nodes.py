"""Nodes."""

from __future__ import annotations

from dataclasses import replace

from ..auth import CREATED_AT, ID, UPDATED_AT
from ..checks import BOOLEAN_CHECK, UUID_CHECK, nullable, required, text
from ..table import Action, Field, Parameter, Record, Relation, Resource, Schema, Type, identified, optional
from .values import EXTERNAL_NAME_PATTERN, NODE_TYPE, ROBOT_ID, new_credentials

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
        Field(
            "name",
            Type.TEXT,
            "Name, 3 to 128 characters, unique in its realm.",
            accepts=replace(required(text(3, 128)), emptied=True),
        ),
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
    body_order=("name", "type", "hidden", "public_key", "external_name", "registry_id", "client_id", "realm_id"),
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
