"""The models of the core service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ..base import Change, HubModel, NewRecord, Reference, absent
from ..unset import UNSET, UNSET_T
from .choices import MasterImageCommandArgument, NodeType, ProcessStatus, RegistryProjectType


class Registry(HubModel):
    """A container registry from which nodes pull the images of analyses.

    Attributes:
        name: Unique name, 3 to 128 characters.
        host: Host name; of a URL the Hub keeps the host only.
        account_name: Account, 3 to 256 characters.
        account_secret: Its password, 3 to 256 characters; read with fields='+account_secret'.
        id: Identifier, given by the Hub.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    hidden_names = ("account_secret",)

    name: str = absent()
    host: str = absent()
    account_name: str | None = absent()
    account_secret: str | None = absent(show=False)
    id: UUID
    created_at: datetime = absent()
    updated_at: datetime = absent()


class CreateRegistry(NewRecord):
    """What a registry is created of."""

    name: str
    host: str
    account_name: str | None = None
    account_secret: str | None = None


class UpdateRegistry(Change):
    """What of a registry is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    host: str | UNSET_T = UNSET
    account_name: str | UNSET_T | None = UNSET
    account_secret: str | UNSET_T | None = UNSET


class RegistryProject(HubModel):
    """A project of a container registry, most often that of one node.

    Attributes:
        name: Name, 5 to 128 characters, unique in its registry.
        type: What it is for.
        registry_id: Registry it is in.
        external_name: Its name in the registry, 3 to 64 of a-z, 0-9, '-', '_'.
        account_name: Account that may use it; set by the Hub.
        account_secret: Password of the account; set by the Hub, read with fields='+account_secret'.
        id: Identifier, given by the Hub.
        public: Whether everybody may pull from it.
        external_id: Its number in the registry.
        account_id: Number of the account in the registry.
        webhook_name: Webhook that tells the Hub of pushes.
        webhook_exists: Whether the webhook is there.
        realm_id: Realm of the node it is for.
        registry: The registry, if included.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    includable_names = ("registry",)
    hidden_names = ("account_secret",)

    name: str = absent()
    type: RegistryProjectType | str = absent()
    registry_id: UUID = absent()
    external_name: str = absent()
    account_name: str | None = absent()
    account_secret: str | None = absent(show=False)
    id: UUID
    public: bool = absent()
    external_id: str | None = absent()
    account_id: str | None = absent()
    webhook_name: str | None = absent()
    webhook_exists: bool = absent()
    realm_id: UUID | None = absent()
    registry: Registry | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()


class CreateRegistryProject(NewRecord):
    """What a registry project is created of."""

    name: str
    type: RegistryProjectType | str
    registry_id: Reference
    external_name: str
    account_name: str | None = None
    account_secret: str | None = None


class UpdateRegistryProject(Change):
    """What of a registry project is changed; what is UNSET stays as it is."""

    name: str | UNSET_T = UNSET
    type: RegistryProjectType | str | UNSET_T = UNSET
    registry_id: Reference | UNSET_T = UNSET
    external_name: str | UNSET_T = UNSET
    account_name: str | UNSET_T | None = UNSET
    account_secret: str | UNSET_T | None = UNSET


class Node(HubModel):
    """A node: the place, most often a hospital, where the data is and where analyses are executed.

    Attributes:
        external_name: Name in the registry, 1 to 64 of a-z, 0-9, '-', '_'; the Hub makes one up if it needs one.
        hidden: Whether the node is kept out of the lists that people choose from.
        name: Name, 3 to 128 characters, unique in its realm.
        realm_id: Realm it belongs to; the caller's own if not given. Cannot be changed later.
        registry_id: Registry it pulls from; if there is just one registry, the Hub takes that.
        type: Whether it holds data or puts results together.
        id: Identifier, given by the Hub.
        public_key: Public key, 5 to 4096 characters; of one that is not hexadecimal the Hub keeps the bytes in
            hexadecimal.
        online: Whether the node is connected.
        registry: The registry, if included.
        registry_project_id: Project of the registry that is the node's own.
        registry_project: The registry's project, if included.
        client_id: Client as which the node logs in; the Hub makes it.
        robot_id: Robot of a Hub that still has robots.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    includable_names = ("registry_project", "registry")
    varying_fields = frozenset(["client_id", "robot_id"])

    external_name: str | None = absent()
    hidden: bool = absent()
    name: str = absent()
    realm_id: UUID = absent()
    registry_id: UUID | None = absent()
    type: NodeType | str = absent()
    id: UUID
    public_key: str | None = absent()
    online: bool = absent()
    registry: Registry | None = absent()
    registry_project_id: UUID | None = absent()
    registry_project: RegistryProject | None = absent()
    client_id: UUID | None = absent()
    robot_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()


class CreateNode(NewRecord):
    """What a node is created of."""

    name: str
    realm_id: Reference | None = None
    registry_id: Reference | None = None
    external_name: str | None = None
    type: NodeType | str | None = "default"
    hidden: bool | None = False
    public_key: str | None = None
    client_id: Reference | None = None


class UpdateNode(Change):
    """What of a node is changed; what is UNSET stays as it is."""

    external_name: str | UNSET_T | None = UNSET
    hidden: bool | UNSET_T | None = UNSET
    type: NodeType | str | UNSET_T | None = UNSET
    realm_id: Reference | UNSET_T | None = UNSET
    registry_id: Reference | UNSET_T | None = UNSET
    public_key: str | UNSET_T | None = UNSET
    name: str | UNSET_T = UNSET
    client_id: Reference | UNSET_T | None = UNSET


class MasterImage(HubModel):
    """An image that analyses are built on.

    Attributes:
        id: Identifier, given by the Hub.
        path: Where its files are.
        virtual_path: Its name among the images, such as 'python/base'.
        group_virtual_path: Name of its group, such as 'python'.
        build_status: How far its build is.
        build_progress: Its build, in percent.
        name: Name.
        command: Command that is run in it.
        command_arguments: Arguments of the command.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        build_hash: Digest of the built image.
        build_size: Size of the built image in bytes.
    """

    varying_fields = frozenset(["build_hash", "build_progress", "build_size", "build_status"])

    id: UUID
    path: str | None = absent()
    virtual_path: str = absent()
    group_virtual_path: str = absent()
    build_status: ProcessStatus | str | None = absent()
    build_progress: int | None = absent()
    name: str = absent()
    command: str | None = absent()
    command_arguments: list[MasterImageCommandArgument] | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    build_hash: str | None = absent()
    build_size: int | None = absent()


class Project(HubModel):
    """A project: the analyses that some nodes have agreed to execute together.

    Attributes:
        description: What it is for, 5 to 4096 characters.
        master_image_id: Image that its analyses are built on unless they say otherwise.
        name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
        display_name: Name shown to people, 3 to 256 characters.
        id: Identifier, given by the Hub.
        analyses: How many analyses it has.
        nodes: How many nodes take part.
        master_image: The image, if included.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        realm_id: Realm of the one who created it.
        user_id: User who created it.
        client_id: Client that created it.
        robot_id: Robot of a Hub that still has robots.
    """

    includable_names = ("master_image",)
    varying_fields = frozenset(["client_id", "display_name", "robot_id"])

    description: str | None = absent()
    master_image_id: UUID | None = absent()
    name: str = absent()
    display_name: str | None = absent()
    id: UUID
    analyses: int = absent()
    nodes: int = absent()
    master_image: MasterImage | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    realm_id: UUID = absent()
    user_id: UUID | None = absent()
    client_id: UUID | None = absent()
    robot_id: UUID | None = absent()


class CreateProject(NewRecord):
    """What a project is created of."""

    name: str
    display_name: str | None = None
    master_image_id: Reference | None = None
    description: str | None = None


class UpdateProject(Change):
    """What of a project is changed; what is UNSET stays as it is."""

    description: str | UNSET_T | None = UNSET
    master_image_id: Reference | UNSET_T | None = UNSET
    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T | None = UNSET


class ClientCredentials(HubModel):
    """With what a client of a node or an analysis logs in.

    Attributes:
        id: The client's id.
        secret: Its secret.
        name: Its name.
        display_name: Its name shown to people.
    """

    id: UUID
    secret: str | None = absent(show=False)
    name: str = absent()
    display_name: str | None = absent()


class NodeRegistryCredentials(HubModel):
    """With what a node pulls images from its registry.

    Attributes:
        host: Host name of the registry.
        external_name: The node's project in the registry.
        account_name: Account.
        account_secret: Password of the account.
    """

    host: str = absent()
    external_name: str = absent()
    account_name: str | None = absent()
    account_secret: str | None = absent(show=False)


__all__ = [
    "ClientCredentials",
    "CreateNode",
    "CreateProject",
    "CreateRegistry",
    "CreateRegistryProject",
    "MasterImage",
    "Node",
    "NodeRegistryCredentials",
    "Project",
    "Registry",
    "RegistryProject",
    "UpdateNode",
    "UpdateProject",
    "UpdateRegistry",
    "UpdateRegistryProject",
]
