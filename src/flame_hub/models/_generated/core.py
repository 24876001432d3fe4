"""The models of the core service. Generated from the contract by tools/generate.py."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ..base import HubModel, SelectiveModel, absent
from .choices import (
    AnalysisNodeApprovalStatus,
    AnyAnalysisBucketType,
    LogChannel,
    LogLevel,
    MasterImageCommandArgument,
    NodeType,
    ProcessStatus,
    ProjectNodeApprovalStatus,
    RegistryProjectType,
)


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


class MasterImageGroup(HubModel):
    """A group of master images, such as those of one programming language.

    Attributes:
        id: Identifier, given by the Hub.
        name: Name.
        path: Where its files are.
        virtual_path: Its name among the groups, such as 'python'.
        created_at: When the record was created.
        updated_at: When the record was last changed.
    """

    id: UUID
    name: str = absent()
    path: str = absent()
    virtual_path: str = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()


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


class ProjectNode(HubModel):
    """A node that takes part in a project, if its people approve.

    Attributes:
        node_id: The node.
        project_id: The project.
        id: Identifier, given by the Hub.
        approval_status: What the people of the node say to it; None: nothing yet.
        comment: What they say about it, 3 to 4096 characters.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        node: The node, if included.
        project: The project, if included.
        project_realm_id: Realm of the project.
        node_realm_id: Realm of the node.
    """

    includable_names = ("node", "project")

    node_id: UUID = absent()
    project_id: UUID = absent()
    id: UUID
    approval_status: ProjectNodeApprovalStatus | str | None = absent()
    comment: str | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    node: Node | None = absent()
    project: Project | None = absent()
    project_realm_id: UUID = absent()
    node_realm_id: UUID = absent()


class Analysis(HubModel):
    """An analysis: code that is built into an image and executed where the data is, on the nodes of a project.

    Attributes:
        description: What it is for, 5 to 4096 characters.
        name: Name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
        display_name: Name shown to people, 3 to 256 characters.
        project_id: Project it belongs to.
        master_image_id: Image it is built on; that of the project if not given.
        registry_id: Registry it is distributed from; cannot be changed once it is set.
        image_command_arguments: Arguments of the image's command: texts of 2 to 512 characters, each before or
            after the image's own.
        id: Identifier, given by the Hub.
        nodes: How many nodes execute it.
        nodes_approved: How many of them have approved it.
        configuration_locked: Whether its configuration is fixed, which is needed to build it.
        configuration_entrypoint_valid: Whether a file of its code is the one to start with.
        configuration_image_valid: Whether it has an image to be built on.
        configuration_node_aggregator_valid: Whether one of its nodes is an aggregator.
        configuration_node_default_valid: Whether one of its nodes holds data.
        configuration_nodes_valid: Whether it has all kinds of nodes that it needs.
        build_status: How far its image is built.
        distribution_nodes_valid: Whether all its nodes have approved it.
        build_progress: Its build, in percent.
        build_hash: Digest of its image.
        build_os: Operating system of its image.
        build_size: Size of its image in bytes.
        distribution_status: How far its image is distributed to its nodes.
        distribution_progress: Its distribution, in percent.
        execution_status: How far its execution is, of all nodes that tell: failed if one has failed, else the
            least.
        execution_progress: Its execution, in percent.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        registry: The registry, if included.
        realm_id: Realm of its project.
        user_id: User who created it.
        client_id: Client as which its containers log in; the Hub makes it.
        project: The project, if included.
        master_image: The image, if included.
    """

    includable_names = ("project", "master_image", "registry")
    varying_fields = frozenset(
        [
            "build_hash",
            "build_os",
            "build_progress",
            "build_size",
            "client_id",
            "configuration_entrypoint_valid",
            "configuration_image_valid",
            "configuration_node_aggregator_valid",
            "configuration_node_default_valid",
            "configuration_nodes_valid",
            "display_name",
            "distribution_nodes_valid",
            "distribution_progress",
            "distribution_status",
            "execution_progress",
            "nodes_approved",
            "registry",
        ]
    )

    description: str | None = absent()
    name: str | None = absent()
    display_name: str | None = absent()
    project_id: UUID = absent()
    master_image_id: UUID | None = absent()
    registry_id: UUID | None = absent()
    image_command_arguments: list[MasterImageCommandArgument] | None = absent()
    id: UUID
    nodes: int = absent()
    nodes_approved: int | None = absent()
    configuration_locked: bool = absent()
    configuration_entrypoint_valid: bool | None = absent()
    configuration_image_valid: bool | None = absent()
    configuration_node_aggregator_valid: bool | None = absent()
    configuration_node_default_valid: bool | None = absent()
    configuration_nodes_valid: bool | None = absent()
    build_status: ProcessStatus | str | None = absent()
    distribution_nodes_valid: bool | None = absent(name="distribution_nodes_valid", former=("build_nodes_valid",))
    build_progress: int | None = absent()
    build_hash: str | None = absent()
    build_os: str | None = absent()
    build_size: int | None = absent()
    distribution_status: ProcessStatus | str | None = absent()
    distribution_progress: int | None = absent()
    execution_status: ProcessStatus | str | None = absent(name="execution_status", former=("run_status",))
    execution_progress: int | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    registry: Registry | None = absent()
    realm_id: UUID = absent()
    user_id: UUID | None = absent()
    client_id: UUID | None = absent()
    project: Project | None = absent()
    master_image: MasterImage | None = absent()

    @property
    def build_nodes_valid(self) -> bool | None:
        """Earlier name of `distribution_nodes_valid`."""
        return self.distribution_nodes_valid

    @property
    def run_status(self) -> ProcessStatus | str | None:
        """Earlier name of `execution_status`."""
        return self.execution_status


class AnalysisNode(HubModel):
    """A node that is to execute an analysis, if its people approve.

    Attributes:
        analysis_id: The analysis.
        node_id: The node.
        id: Identifier, given by the Hub.
        approval_status: What the people of the node say to it; None: nothing yet.
        execution_status: How far the execution on the node is.
        execution_progress: The execution on the node, in percent.
        comment: What the people of the node say about it.
        artifact_tag: Tag of the image for the node.
        artifact_digest: Digest of the image for the node.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        analysis: The analysis, if included.
        node: The node, if included.
        analysis_realm_id: Realm of the analysis.
        node_realm_id: Realm of the node.
    """

    includable_names = ("node", "analysis")
    varying_fields = frozenset(["execution_progress"])

    analysis_id: UUID = absent()
    node_id: UUID = absent()
    id: UUID
    approval_status: AnalysisNodeApprovalStatus | str | None = absent()
    execution_status: ProcessStatus | str | None = absent(name="execution_status", former=("run_status",))
    execution_progress: int | None = absent()
    comment: str | None = absent()
    artifact_tag: str | None = absent()
    artifact_digest: str | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    analysis: Analysis | None = absent()
    node: Node | None = absent()
    analysis_realm_id: UUID = absent()
    node_realm_id: UUID = absent()

    @property
    def run_status(self) -> ProcessStatus | str | None:
        """Earlier name of `execution_status`."""
        return self.execution_status


class AnalysisNodeEvent(HubModel):
    """An event that concerns a node's part in an analysis.

    Attributes:
        id: Identifier, given by the Hub.
        event_id: The event.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        analysis_id: The analysis.
        analysis_realm_id: Realm of the analysis.
        analysis: The analysis, if included.
        node_id: The node.
        node_realm_id: Realm of the node.
        node: The node, if included.
    """

    includable_names = ("analysis", "node")

    id: UUID
    event_id: UUID | None = absent()
    created_at: datetime = absent()
    updated_at: datetime = absent()
    analysis_id: UUID = absent()
    analysis_realm_id: UUID = absent()
    analysis: Analysis | None = absent()
    node_id: UUID = absent()
    node_realm_id: UUID = absent()
    node: Node | None = absent()


class AnalysisBucket(HubModel):
    """A bucket of the storage service that belongs to an analysis: for its code, its results or for in between.

    Attributes:
        type: What it is for.
        bucket_id: The bucket of the storage service.
        analysis_id: The analysis.
        id: Identifier, given by the Hub.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        analysis: The analysis, if included.
        realm_id: Realm of the analysis.
    """

    includable_names = ("analysis",)

    type: AnyAnalysisBucketType = absent()
    bucket_id: UUID | None = absent(name="bucket_id", former=("external_id",))
    analysis_id: UUID = absent()
    id: UUID
    created_at: datetime = absent()
    updated_at: datetime = absent()
    analysis: Analysis | None = absent()
    realm_id: UUID = absent()

    @property
    def external_id(self) -> UUID | None:
        """Earlier name of `bucket_id`."""
        return self.bucket_id


class AnalysisBucketFile(HubModel):
    """A file in a bucket of an analysis; the Hub notes those that are uploaded there.

    Attributes:
        path: Path in the bucket, unique in the analysis.
        bucket_file_id: The file of the storage service.
        bucket_id: The bucket of the storage service.
        analysis_bucket_id: The bucket of the analysis.
        root: Whether it is the file to start with.
        id: Identifier, given by the Hub.
        created_at: When the record was created.
        updated_at: When the record was last changed.
        analysis_bucket: The bucket of the analysis, if included.
        realm_id: Realm of the one who uploaded it.
        user_id: User who uploaded it.
        client_id: Client that uploaded it.
        robot_id: Robot of a Hub that still has robots.
        analysis_id: The analysis.
        analysis: The analysis, if included.
    """

    includable_names = ("analysis", "analysis_bucket")
    varying_fields = frozenset(["bucket_id", "client_id", "robot_id"])

    path: str = absent(name="path", former=("name",))
    bucket_file_id: UUID = absent(name="bucket_file_id", former=("external_id",))
    bucket_id: UUID | None = absent()
    analysis_bucket_id: UUID = absent()
    root: bool = absent()
    id: UUID
    created_at: datetime = absent()
    updated_at: datetime = absent()
    analysis_bucket: AnalysisBucket | None = absent(name="analysis_bucket", former=("bucket",))
    realm_id: UUID = absent()
    user_id: UUID | None = absent()
    client_id: UUID | None = absent()
    robot_id: UUID | None = absent()
    analysis_id: UUID = absent()
    analysis: Analysis | None = absent()

    @property
    def name(self) -> str | None:
        """Earlier name of `path`."""
        return self.path

    @property
    def external_id(self) -> UUID | None:
        """Earlier name of `bucket_file_id`."""
        return self.bucket_file_id

    @property
    def bucket(self) -> Any:
        """Earlier name of `analysis_bucket`."""
        return self.analysis_bucket


class Log(SelectiveModel):
    """A line of a log.

    Attributes:
        time: When it was written, in ISO 8601.
        message: What happened.
        service: Service that wrote it.
        channel: How it reached the Hub.
        level: How much it matters.
        labels: Further texts by name, such as what it is about.
    """

    dropped_properties = frozenset(["analysisId", "analysis_id"])

    time: str = absent()
    message: str | None = absent()
    service: str | None = absent()
    channel: LogChannel | str | None = absent()
    level: LogLevel | str = absent()
    labels: dict[str, str | None] = absent()


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
    "Analysis",
    "AnalysisBucket",
    "AnalysisBucketFile",
    "AnalysisNode",
    "AnalysisNodeEvent",
    "ClientCredentials",
    "Log",
    "MasterImage",
    "MasterImageGroup",
    "Node",
    "NodeRegistryCredentials",
    "Project",
    "ProjectNode",
    "Registry",
    "RegistryProject",
]
