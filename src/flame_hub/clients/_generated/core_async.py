"""The asynchronous client of the core service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing import Any, Literal, overload
from uuid import UUID

from typing_extensions import Unpack

from ...contract import TABLE
from ...core import operations
from ...core.operations import ActionBinding, Binding
from ...core.options import (
    AuthParam,
    BaseKwargs,
    CountKwargs,
    FindAllKwargs,
    FindOptions,
    GetKwargs,
    GetOptions,
    IterKwargs,
    WriteKwargs,
)
from ...core.results import HubList
from ...models import (
    ClientCredentials,
    MasterImage,
    Node,
    NodeRegistryCredentials,
    NodeType,
    Project,
    Realm,
    Registry,
    RegistryProject,
    RegistryProjectType,
    ResourceListMeta,
    SingleResourceMeta,
)
from ...models.unset import UNSET, UNSET_T
from ..base import AsyncClient, AsyncClientKwargs
from ..walks import AsyncWalk

_REGISTRY = Binding(TABLE["registry"], Registry)
_REGISTRY_PROJECT = Binding(TABLE["registry_project"], RegistryProject)
_NODE = Binding(TABLE["node"], Node)
_MASTER_IMAGE = Binding(TABLE["master_image"], MasterImage)
_PROJECT = Binding(TABLE["project"], Project)
_GET_NODE_CLIENT_CREDENTIALS = ActionBinding(TABLE["node"].actions[0], ClientCredentials)
_UPDATE_NODE_CLIENT_CREDENTIALS = ActionBinding(TABLE["node"].actions[1], ClientCredentials)
_GET_NODE_REGISTRY_CREDENTIALS = ActionBinding(TABLE["node"].actions[2], NodeRegistryCredentials)


class AsyncCoreClient(AsyncClient):
    """Client of the core service: nodes, projects, registries. Every method is a coroutine."""

    service = "core"
    default_url = "https://core.privateaim.dev"

    def __init__(
        self, base_url: str = "https://core.privateaim.dev", auth: AuthParam = None, **kwargs: Unpack[AsyncClientKwargs]
    ) -> None:
        """Make the client. Nothing is sent yet.

        Args:
            base_url: URL of the service.
            auth: A login of flame_hub.auth, or an access token.
            client: An httpx2 client of your own; it is not closed with this one.
            generation: What the Hub runs ('0.8', '0.14', '0.8.36'), if that need not be found out.
        """
        super().__init__(base_url, auth, **kwargs)

    @overload
    async def get_registries(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[Registry], ResourceListMeta]: ...

    @overload
    async def get_registries(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[Registry]: ...

    async def get_registries(self, **params: Unpack[GetKwargs]) -> Any:
        """List registries: the first page, at most 50. `find_registries` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of registries.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY, params, "get_registries")

    @overload
    async def find_registries(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[Registry], ResourceListMeta]: ...

    @overload
    async def find_registries(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[Registry]: ...

    async def find_registries(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find registries, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching registries; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY, params, "find_registries")

    def iter_registries(self, **params: Unpack[IterKwargs]) -> AsyncWalk[Registry]:
        """Walk through all registries, page after page, as `async for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            limit: At most so many registries, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the registries. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_REGISTRY, params, "iter_registries")

    async def count_registries(self, **params: Unpack[CountKwargs]) -> int:
        """Count registries.

        Args:
            filter: Conditions by field: id, name.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _REGISTRY, params)

    @overload
    async def get_registry(
        self, registry_id: Registry | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[Registry, SingleResourceMeta] | None: ...

    @overload
    async def get_registry(
        self, registry_id: Registry | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> Registry | None: ...

    async def get_registry(self, registry_id: Registry | UUID | str, **params: Unpack[GetKwargs]) -> Any:
        """Get one registry.

        Args:
            registry_id: The registry or its id.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The registry, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _REGISTRY, registry_id, params)

    async def create_registry(
        self,
        name: str,
        host: str,
        account_name: str | None = None,
        account_secret: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> Registry:
        """Create a registry. A container registry from which nodes pull the images of analyses.

        Args:
            name: Unique name, 3 to 128 characters.
            host: Host name; of a URL the Hub keeps the host only.
            account_name: Account, 3 to 256 characters.
            account_secret: Its password, 3 to 256 characters; read with fields='+account_secret'.
            auth: Login for this call alone.

        Returns:
            The registry as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _REGISTRY,
            {"name": name, "host": host, "account_name": account_name, "account_secret": account_secret},
            params,
        )

    async def update_registry(
        self,
        registry_id: Registry | UUID | str,
        name: str | UNSET_T = UNSET,
        host: str | UNSET_T = UNSET,
        account_name: str | UNSET_T | None = UNSET,
        account_secret: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> Registry:
        """Change a registry. What is not given stays as it is.

        Args:
            registry_id: The registry or its id.
            name: Unique name, 3 to 128 characters.
            host: Host name; of a URL the Hub keeps the host only.
            account_name: Account, 3 to 256 characters.
            account_secret: Its password, 3 to 256 characters; read with fields='+account_secret'.
            auth: Login for this call alone.

        Returns:
            The registry as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _REGISTRY,
            registry_id,
            {"name": name, "host": host, "account_name": account_name, "account_secret": account_secret},
            params,
        )

    async def delete_registry(self, registry_id: Registry | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a registry.

        Args:
            registry_id: The registry or its id.
            auth: Login for this call alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _REGISTRY, registry_id, params)

    @overload
    async def get_registry_projects(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[RegistryProject], ResourceListMeta]: ...

    @overload
    async def get_registry_projects(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[RegistryProject]: ...

    async def get_registry_projects(self, **params: Unpack[GetKwargs]) -> Any:
        """List registry projects: the first page, at most 50. `find_registry_projects` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            include: Relations to send along, all if not given: registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of registry projects.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY_PROJECT, params, "get_registry_projects")

    @overload
    async def find_registry_projects(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[RegistryProject], ResourceListMeta]: ...

    @overload
    async def find_registry_projects(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[RegistryProject]: ...

    async def find_registry_projects(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find registry projects, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, registry_id, external_name, type.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            include: Relations to send along, all if not given: registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching registry projects; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY_PROJECT, params, "find_registry_projects")

    def iter_registry_projects(self, **params: Unpack[IterKwargs]) -> AsyncWalk[RegistryProject]:
        """Walk through all registry projects, page after page, as `async for` asks for them. Every one that is there
        all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, registry_id, external_name, type.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            include: Relations to send along, all if not given: registry.
            limit: At most so many registry projects, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the registry projects. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_REGISTRY_PROJECT, params, "iter_registry_projects")

    async def count_registry_projects(self, **params: Unpack[CountKwargs]) -> int:
        """Count registry projects.

        Args:
            filter: Conditions by field: id, name, registry_id, external_name, type.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _REGISTRY_PROJECT, params)

    @overload
    async def get_registry_project(
        self, registry_project_id: RegistryProject | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[RegistryProject, SingleResourceMeta] | None: ...

    @overload
    async def get_registry_project(
        self,
        registry_project_id: RegistryProject | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> RegistryProject | None: ...

    async def get_registry_project(
        self, registry_project_id: RegistryProject | UUID | str, **params: Unpack[GetKwargs]
    ) -> Any:
        """Get one registry project.

        Args:
            registry_project_id: The registry project or its id.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: account_secret.
            include: Relations to send along, all if not given: registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The registry project, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _REGISTRY_PROJECT, registry_project_id, params)

    async def create_registry_project(
        self,
        name: str,
        registry_project_type: RegistryProjectType,
        registry_id: Registry | UUID | str,
        external_name: str,
        account_name: str | None = None,
        account_secret: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> RegistryProject:
        """Create a registry project. A project of a container registry, most often that of one node.

        Args:
            name: Name, 5 to 128 characters, unique in its registry.
            registry_project_type: What it is for.
            registry_id: Registry it is in.
            external_name: Its name in the registry, 3 to 64 of a-z, 0-9, '-', '_'.
            account_name: Account that may use it; set by the Hub.
            account_secret: Password of the account; set by the Hub, read with fields='+account_secret'.
            auth: Login for this call alone.

        Returns:
            The registry project as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _REGISTRY_PROJECT,
            {
                "name": name,
                "registry_project_type": registry_project_type,
                "registry_id": registry_id,
                "external_name": external_name,
                "account_name": account_name,
                "account_secret": account_secret,
            },
            params,
        )

    async def update_registry_project(
        self,
        registry_project_id: RegistryProject | UUID | str,
        name: str | UNSET_T = UNSET,
        registry_project_type: RegistryProjectType | UNSET_T = UNSET,
        registry_id: Registry | UUID | str | UNSET_T = UNSET,
        external_name: str | UNSET_T = UNSET,
        account_name: str | UNSET_T | None = UNSET,
        account_secret: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> RegistryProject:
        """Change a registry project. What is not given stays as it is.

        Args:
            registry_project_id: The registry project or its id.
            name: Name, 5 to 128 characters, unique in its registry.
            registry_project_type: What it is for.
            registry_id: Registry it is in.
            external_name: Its name in the registry, 3 to 64 of a-z, 0-9, '-', '_'.
            account_name: Account that may use it; set by the Hub.
            account_secret: Password of the account; set by the Hub, read with fields='+account_secret'.
            auth: Login for this call alone.

        Returns:
            The registry project as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _REGISTRY_PROJECT,
            registry_project_id,
            {
                "name": name,
                "registry_project_type": registry_project_type,
                "registry_id": registry_id,
                "external_name": external_name,
                "account_name": account_name,
                "account_secret": account_secret,
            },
            params,
        )

    async def delete_registry_project(
        self, registry_project_id: RegistryProject | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a registry project.

        Args:
            registry_project_id: The registry project or its id.
            auth: Login for this call alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _REGISTRY_PROJECT, registry_project_id, params)

    @overload
    async def get_nodes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[Node], ResourceListMeta]: ...

    @overload
    async def get_nodes(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[Node]: ...

    async def get_nodes(self, **params: Unpack[GetKwargs]) -> Any:
        """List nodes: the first page, at most 50. `find_nodes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: registry_project, registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of nodes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _NODE, params, "get_nodes")

    @overload
    async def find_nodes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[Node], ResourceListMeta]: ...

    @overload
    async def find_nodes(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[Node]: ...

    async def find_nodes(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find nodes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, online, hidden, client_id, realm_id, robot_id.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: name, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: registry_project, registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching nodes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _NODE, params, "find_nodes")

    def iter_nodes(self, **params: Unpack[IterKwargs]) -> AsyncWalk[Node]:
        """Walk through all nodes, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, online, hidden, client_id, realm_id, robot_id.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: name, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: registry_project, registry.
            limit: At most so many nodes, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the nodes. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_NODE, params, "iter_nodes")

    async def count_nodes(self, **params: Unpack[CountKwargs]) -> int:
        """Count nodes.

        Args:
            filter: Conditions by field: id, name, online, hidden, client_id, realm_id, robot_id.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _NODE, params)

    @overload
    async def get_node(
        self, node_id: Node | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[Node, SingleResourceMeta] | None: ...

    @overload
    async def get_node(
        self, node_id: Node | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> Node | None: ...

    async def get_node(self, node_id: Node | UUID | str, **params: Unpack[GetKwargs]) -> Any:
        """Get one node.

        Args:
            node_id: The node or its id.
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: registry_project, registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The node, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _NODE, node_id, params)

    async def create_node(
        self,
        name: str,
        realm_id: Realm | UUID | str | None = None,
        registry_id: Registry | UUID | str | None = None,
        external_name: str | None = None,
        node_type: NodeType = "default",
        hidden: bool = False,
        public_key: str | None = None,
        client_id: UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> Node:
        """Create a node. A node: the place, most often a hospital, where the data is and where analyses are
        executed.

        Args:
            name: Name, 3 to 128 characters, unique in its realm.
            realm_id: Realm it belongs to; the caller's own if not given. Cannot be changed later.
            registry_id: Registry it pulls from; if there is just one registry, the Hub takes that.
            external_name: Name in the registry, 1 to 64 of a-z, 0-9, '-', '_'; the Hub makes one up if it needs
                one.
            node_type: Whether it holds data or puts results together.
            hidden: Whether the node is kept out of the lists that people choose from.
            public_key: Public key, 5 to 4096 characters; of one that is not hexadecimal the Hub keeps the bytes
                in hexadecimal.
            client_id: Client as which the node logs in; the Hub makes it.
            auth: Login for this call alone.

        Returns:
            The node as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _NODE,
            {
                "name": name,
                "realm_id": realm_id,
                "registry_id": registry_id,
                "external_name": external_name,
                "node_type": node_type,
                "hidden": hidden,
                "public_key": public_key,
                "client_id": client_id,
            },
            params,
        )

    async def update_node(
        self,
        node_id: Node | UUID | str,
        external_name: str | UNSET_T | None = UNSET,
        hidden: bool | UNSET_T | None = UNSET,
        node_type: NodeType | UNSET_T | None = UNSET,
        realm_id: Realm | UUID | str | UNSET_T | None = UNSET,
        registry_id: Registry | UUID | str | UNSET_T | None = UNSET,
        public_key: str | UNSET_T | None = UNSET,
        name: str | UNSET_T = UNSET,
        client_id: UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> Node:
        """Change a node. What is not given stays as it is.

        Args:
            node_id: The node or its id.
            external_name: Name in the registry, 1 to 64 of a-z, 0-9, '-', '_'; the Hub makes one up if it needs
                one.
            hidden: Whether the node is kept out of the lists that people choose from.
            node_type: Whether it holds data or puts results together.
            realm_id: Realm it belongs to; the caller's own if not given. Cannot be changed later.
            registry_id: Registry it pulls from; if there is just one registry, the Hub takes that.
            public_key: Public key, 5 to 4096 characters; of one that is not hexadecimal the Hub keeps the bytes
                in hexadecimal.
            name: Name, 3 to 128 characters, unique in its realm.
            client_id: Client as which the node logs in; the Hub makes it.
            auth: Login for this call alone.

        Returns:
            The node as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _NODE,
            node_id,
            {
                "external_name": external_name,
                "hidden": hidden,
                "node_type": node_type,
                "realm_id": realm_id,
                "registry_id": registry_id,
                "public_key": public_key,
                "name": name,
                "client_id": client_id,
            },
            params,
        )

    async def delete_node(self, node_id: Node | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a node.

        Args:
            node_id: The node or its id.
            auth: Login for this call alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _NODE, node_id, params)

    async def get_node_client_credentials(
        self, node_id: Node | UUID | str, **params: Unpack[BaseKwargs]
    ) -> ClientCredentials | None:
        """The id and secret with which the node logs in; for the node itself and for those who may change it.

        Args:
            node_id: The node or its id.
            auth: Login for this call alone.

        Returns:
            The ClientCredentials, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_NODE_CLIENT_CREDENTIALS, {"node_id": node_id}, params)

    async def update_node_client_credentials(
        self,
        node_id: Node | UUID | str,
        secret: str | UNSET_T | None = UNSET,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T = UNSET,
        **params: Unpack[BaseKwargs],
    ) -> ClientCredentials:
        """Give the node a new secret. The Hub makes one up where none is given, so every call changes the secret.

        Args:
            node_id: The node or its id.
            secret: The new secret.
            name: New name of the client.
            display_name: New name shown to people.
            auth: Login for this call alone.

        Returns:
            The ClientCredentials.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act,
            _UPDATE_NODE_CLIENT_CREDENTIALS,
            {"node_id": node_id, "secret": secret, "name": name, "display_name": display_name},
            params,
        )

    async def get_node_registry_credentials(
        self, node_id: Node | UUID | str, **params: Unpack[BaseKwargs]
    ) -> NodeRegistryCredentials | None:
        """With what the node pulls images from its registry.

        Args:
            node_id: The node or its id.
            auth: Login for this call alone.

        Returns:
            The NodeRegistryCredentials, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_NODE_REGISTRY_CREDENTIALS, {"node_id": node_id}, params)

    @overload
    async def get_master_images(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[MasterImage], ResourceListMeta]: ...

    @overload
    async def get_master_images(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[MasterImage]: ...

    async def get_master_images(self, **params: Unpack[GetKwargs]) -> Any:
        """List master images: the first page, at most 50. `find_master_images` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of master images.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _MASTER_IMAGE, params, "get_master_images")

    @overload
    async def find_master_images(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[MasterImage], ResourceListMeta]: ...

    @overload
    async def find_master_images(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[MasterImage]: ...

    async def find_master_images(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find master images, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, path, virtual_path, group_virtual_path.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: path.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching master images; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _MASTER_IMAGE, params, "find_master_images")

    def iter_master_images(self, **params: Unpack[IterKwargs]) -> AsyncWalk[MasterImage]:
        """Walk through all master images, page after page, as `async for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, path, virtual_path, group_virtual_path.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: path.
            fields: Fields to answer with in addition to the usual ones.
            limit: At most so many master images, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the master images. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_MASTER_IMAGE, params, "iter_master_images")

    async def count_master_images(self, **params: Unpack[CountKwargs]) -> int:
        """Count master images.

        Args:
            filter: Conditions by field: id, name, path, virtual_path, group_virtual_path.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _MASTER_IMAGE, params)

    @overload
    async def get_master_image(
        self, master_image_id: MasterImage | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[MasterImage, SingleResourceMeta] | None: ...

    @overload
    async def get_master_image(
        self, master_image_id: MasterImage | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> MasterImage | None: ...

    async def get_master_image(self, master_image_id: MasterImage | UUID | str, **params: Unpack[GetKwargs]) -> Any:
        """Get one master image.

        Args:
            master_image_id: The master image or its id.
            fields: Fields to answer with in addition to the usual ones.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The master image, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _MASTER_IMAGE, master_image_id, params)

    @overload
    async def get_projects(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[Project], ResourceListMeta]: ...

    @overload
    async def get_projects(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[Project]: ...

    async def get_projects(self, **params: Unpack[GetKwargs]) -> Any:
        """List projects: the first page, at most 50. `find_projects` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of projects.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _PROJECT, params, "get_projects")

    @overload
    async def find_projects(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[Project], ResourceListMeta]: ...

    @overload
    async def find_projects(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[Project]: ...

    async def find_projects(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find projects, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, user_id.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, name, display_name, updated_at,
                created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching projects; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _PROJECT, params, "find_projects")

    def iter_projects(self, **params: Unpack[IterKwargs]) -> AsyncWalk[Project]:
        """Walk through all projects, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, user_id.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, name, display_name, updated_at,
                created_at.
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: master_image.
            limit: At most so many projects, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the projects. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_PROJECT, params, "iter_projects")

    async def count_projects(self, **params: Unpack[CountKwargs]) -> int:
        """Count projects.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, user_id.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _PROJECT, params)

    @overload
    async def get_project(
        self, project_id: Project | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[Project, SingleResourceMeta] | None: ...

    @overload
    async def get_project(
        self, project_id: Project | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> Project | None: ...

    async def get_project(self, project_id: Project | UUID | str, **params: Unpack[GetKwargs]) -> Any:
        """Get one project.

        Args:
            project_id: The project or its id.
            fields: Fields to answer with in addition to the usual ones.
            include: Relations to send along, all if not given: master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The project, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _PROJECT, project_id, params)

    async def create_project(
        self,
        name: str,
        display_name: str | None = None,
        master_image_id: MasterImage | UUID | str | None = None,
        description: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> Project:
        """Create a project. A project: the analyses that some nodes have agreed to execute together.

        Args:
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
            display_name: Name shown to people, 3 to 256 characters.
            master_image_id: Image that its analyses are built on unless they say otherwise.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone.

        Returns:
            The project as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _PROJECT,
            {
                "name": name,
                "display_name": display_name,
                "master_image_id": master_image_id,
                "description": description,
            },
            params,
        )

    async def update_project(
        self,
        project_id: Project | UUID | str,
        description: str | UNSET_T | None = UNSET,
        master_image_id: MasterImage | UUID | str | UNSET_T | None = UNSET,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> Project:
        """Change a project. What is not given stays as it is.

        Args:
            project_id: The project or its id.
            description: What it is for, 5 to 4096 characters.
            master_image_id: Image that its analyses are built on unless they say otherwise.
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
            display_name: Name shown to people, 3 to 256 characters.
            auth: Login for this call alone.

        Returns:
            The project as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _PROJECT,
            project_id,
            {
                "description": description,
                "master_image_id": master_image_id,
                "name": name,
                "display_name": display_name,
            },
            params,
        )

    async def delete_project(self, project_id: Project | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a project.

        Args:
            project_id: The project or its id.
            auth: Login for this call alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _PROJECT, project_id, params)
