"""Container registries and the projects in them."""

from __future__ import annotations

from dataclasses import replace

from ..auth import CREATED_AT, ID, UPDATED_AT
from ..checks import UUID_CHECK, nullable, required, text
from ..table import Action, Argument, Field, Parameter, Relation, Resource, Schema, Type, identified, optional
from .values import EXTERNAL_NAME_PATTERN, REGISTRY_COMMAND, REGISTRY_PROJECT_COMMAND, REGISTRY_PROJECT_TYPE

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
    actions=(
        Action(
            "send_registry_command",
            "POST",
            "services/registry/command",
            "Have the Hub set up a registry, clean it up or delete what it made in it. Returns when that is queued.",
            (
                replace(identified("registry", at="body"), wire="id"),
                Argument(Field("command", Type.TEXT, "What to do.", choices=REGISTRY_COMMAND)),
            ),
        ),
        Action(
            "send_registry_hook",
            "POST",
            "services/registry/hook",
            "Tell the Hub what happened in a registry, as the registry itself does.",
            (
                Argument(
                    Field(
                        "event", Type.JSON, "The registry's own message, a JSON object.", annotation="dict[str, Any]"
                    ),
                    "whole",
                ),
            ),
        ),
    ),
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
    actions=(
        Action(
            "send_registry_project_command",
            "POST",
            "services/registry/command",
            "Have the Hub make a project in its registry, or remove it from there. Returns when that is queued.",
            (
                replace(identified("registry_project", at="body"), wire="id"),
                Argument(Field("command", Type.TEXT, "What to do.", choices=REGISTRY_PROJECT_COMMAND)),
                Argument(
                    Field("secret", Type.TEXT, "Password for the account of the project.", secret=True), default=None
                ),
            ),
        ),
    ),
)
