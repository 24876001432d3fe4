"""Master images, on which analyses are built, and their groups."""

from __future__ import annotations

from dataclasses import replace

from ..auth import CREATED_AT, ID, UPDATED_AT
from ..table import Action, Field, Resource, Schema, Type, Verb, identified
from .values import PROCESS_STATUS

#: Of records that the Hub makes from a repository of images.
SYNCED_VERBS: tuple[Verb, ...] = ("list", "get", "delete")

MASTER_IMAGES = Resource(
    service="core",
    name="master_image",
    plural="master_images",
    path="master-images",
    doc="An image that analyses are built on.",
    verbs=SYNCED_VERBS,
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
    actions=(
        Action(
            "build_master_image",
            "POST",
            "master-images/command",
            "Build an image. The Hub answers when the build is queued; `build_status` tells how far it is.",
            (replace(identified("master_image", at="body"), wire="id"),),
            body=(("command", "build"),),
            returns="MasterImage",
            answer="record",
        ),
        Action(
            "sync_master_images",
            "POST",
            "master-images/command",
            "Have the Hub read the repository of master images again.",
            body=(("command", "sync"),),
            effect="settles",
        ),
    ),
)

MASTER_IMAGE_GROUPS = Resource(
    service="core",
    name="master_image_group",
    plural="master_image_groups",
    path="master-image-groups",
    doc="A group of master images, such as those of one programming language.",
    verbs=SYNCED_VERBS,
    rows=(
        ID,
        Field("name", Type.TEXT, "Name."),
        Field("path", Type.TEXT, "Where its files are."),
        Field("virtual_path", Type.TEXT, "Its name among the groups, such as 'python'."),
        CREATED_AT,
        UPDATED_AT,
    ),
    schema=Schema(
        fields=("id", "name", "path", "virtual_path", "created_at", "updated_at"),
        style="default",
        filters=("id", "name", "path", "virtual_path"),
        sorts=None,
    ),
)
