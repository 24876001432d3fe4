"""The asynchronous client of the core service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing import Any, Literal, overload
from uuid import UUID

from typing_extensions import Unpack

from ... import models
from ...contract import TABLE
from ...core import operations
from ...core.bindings import ActionBinding, Binding
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
from ...models.unset import UNSET, UNSET_T
from ..base import AsyncClient, AsyncClientKwargs
from ..walks import AsyncWalk

_REGISTRY: Binding[models.Registry] = Binding(TABLE["registry"])
_REGISTRY_PROJECT: Binding[models.RegistryProject] = Binding(TABLE["registry_project"])
_NODE: Binding[models.Node] = Binding(TABLE["node"])
_MASTER_IMAGE: Binding[models.MasterImage] = Binding(TABLE["master_image"])
_MASTER_IMAGE_GROUP: Binding[models.MasterImageGroup] = Binding(TABLE["master_image_group"])
_PROJECT: Binding[models.Project] = Binding(TABLE["project"])
_PROJECT_NODE: Binding[models.ProjectNode] = Binding(TABLE["project_node"])
_ANALYSIS: Binding[models.Analysis] = Binding(TABLE["analysis"])
_ANALYSIS_NODE: Binding[models.AnalysisNode] = Binding(TABLE["analysis_node"])
_ANALYSIS_NODE_EVENT: Binding[models.AnalysisNodeEvent] = Binding(TABLE["analysis_node_event"])
_ANALYSIS_BUCKET: Binding[models.AnalysisBucket] = Binding(TABLE["analysis_bucket"])
_ANALYSIS_BUCKET_FILE: Binding[models.AnalysisBucketFile] = Binding(TABLE["analysis_bucket_file"])
_ANALYSIS_LOG: Binding[models.Log] = Binding(TABLE["analysis_log"])
_ANALYSIS_NODE_LOG: Binding[models.Log] = Binding(TABLE["analysis_node_log"])
_SEND_REGISTRY_COMMAND = ActionBinding(TABLE["registry"].actions[0], "core")
_SEND_REGISTRY_HOOK = ActionBinding(TABLE["registry"].actions[1], "core")
_SEND_REGISTRY_PROJECT_COMMAND = ActionBinding(TABLE["registry_project"].actions[0], "core")
_GET_NODE_CLIENT_CREDENTIALS = ActionBinding(TABLE["node"].actions[0], "core")
_UPDATE_NODE_CLIENT_CREDENTIALS = ActionBinding(TABLE["node"].actions[1], "core")
_GET_NODE_REGISTRY_CREDENTIALS = ActionBinding(TABLE["node"].actions[2], "core")
_BUILD_MASTER_IMAGE = ActionBinding(TABLE["master_image"].actions[0], "core", TABLE["master_image"])
_SYNC_MASTER_IMAGES = ActionBinding(TABLE["master_image"].actions[1], "core")
_SEND_ANALYSIS_COMMAND = ActionBinding(TABLE["analysis"].actions[0], "core", TABLE["analysis"])
_GET_ANALYSIS_CLIENT_CREDENTIALS = ActionBinding(TABLE["analysis"].actions[1], "core")
_UPDATE_ANALYSIS_CLIENT_CREDENTIALS = ActionBinding(TABLE["analysis"].actions[2], "core")
_GET_ANALYSIS_CLIENT_PERMISSIONS = ActionBinding(TABLE["analysis"].actions[3], "core", TABLE["client_permission"])
_CREATE_ANALYSIS_CLIENT_PERMISSION = ActionBinding(TABLE["analysis"].actions[4], "core", TABLE["client_permission"])
_DELETE_ANALYSIS_CLIENT_PERMISSION = ActionBinding(TABLE["analysis"].actions[5], "core")
_DELETE_ANALYSIS_LOGS = ActionBinding(TABLE["analysis_log"].actions[0], "core")
_DELETE_ANALYSIS_NODE_LOGS = ActionBinding(TABLE["analysis_node_log"].actions[0], "core")
_GET_VERSION = ActionBinding(TABLE.actions["core"][0], "core")


class AsyncCoreClient(AsyncClient):
    """Client of the core service: nodes, projects, analyses, images, registries. Every method is a coroutine."""

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
            kwargs: Further: how to connect, how long to wait, how often to try. See
                flame_hub.types.ConnectionKwargs.
        """
        super().__init__(base_url, auth, **kwargs)

    @overload
    async def get_registries(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Registry], models.ResourceListMeta]: ...

    @overload
    async def get_registries(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Registry]: ...

    async def get_registries(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Registry] | tuple[HubList[models.Registry], models.ResourceListMeta]:
        """List registries: the first page, at most 50. `find_registries` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of registries.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY, params, "get_registries")

    @overload
    async def find_registries(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Registry], models.ResourceListMeta]: ...

    @overload
    async def find_registries(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Registry]: ...

    async def find_registries(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Registry] | tuple[HubList[models.Registry], models.ResourceListMeta]:
        """Find registries, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name.
            sort: A field, or several, with '-' before those that descend: id, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching registries; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY, params, "find_registries")

    def iter_registries(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.Registry]:
        """Walk through all registries, page after page, as `async for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name.
            sort: A field, or several, with '-' before those that descend: id, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
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
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _REGISTRY, params)

    @overload
    async def get_registry(
        self, registry_id: models.Registry | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Registry, models.SingleResourceMeta] | None: ...

    @overload
    async def get_registry(
        self, registry_id: models.Registry | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Registry | None: ...

    async def get_registry(
        self, registry_id: models.Registry | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Registry | tuple[models.Registry, models.SingleResourceMeta] | None:
        """Get one registry.

        Args:
            registry_id: The registry or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
    ) -> models.Registry:
        """Create a registry. A container registry from which nodes pull the images of analyses.

        Args:
            name: Unique name, 3 to 128 characters.
            host: Host name; of a URL the Hub keeps the host only.
            account_name: Account, 3 to 256 characters.
            account_secret: Its password, 3 to 256 characters; read with fields='+account_secret'.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
        registry_id: models.Registry | UUID | str,
        name: str | UNSET_T = UNSET,
        host: str | UNSET_T = UNSET,
        account_name: str | UNSET_T | None = UNSET,
        account_secret: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Registry:
        """Change a registry. What is not given stays as it is.

        Args:
            registry_id: The registry or its id.
            name: Unique name, 3 to 128 characters.
            host: Host name; of a URL the Hub keeps the host only.
            account_name: Account, 3 to 256 characters.
            account_secret: Its password, 3 to 256 characters; read with fields='+account_secret'.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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

    async def delete_registry(self, registry_id: models.Registry | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a registry.

        Args:
            registry_id: The registry or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _REGISTRY, registry_id, params)

    async def send_registry_command(
        self, registry_id: models.Registry | UUID | str, command: models.RegistryCommand, **params: Unpack[BaseKwargs]
    ) -> None:
        """Have the Hub set up a registry, clean it up or delete what it made in it. Returns when that is queued.

        Args:
            registry_id: The registry or its id.
            command: What to do.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act, _SEND_REGISTRY_COMMAND, {"registry_id": registry_id, "command": command}, params
        )

    async def send_registry_hook(self, event: dict[str, Any], **params: Unpack[BaseKwargs]) -> None:
        """Tell the Hub what happened in a registry, as the registry itself does.

        Args:
            event: The registry's own message, a JSON object.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _SEND_REGISTRY_HOOK, {"event": event}, params)

    @overload
    async def get_registry_projects(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.RegistryProject], models.ResourceListMeta]: ...

    @overload
    async def get_registry_projects(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.RegistryProject]: ...

    async def get_registry_projects(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.RegistryProject] | tuple[HubList[models.RegistryProject], models.ResourceListMeta]:
        """List registry projects: the first page, at most 50. `find_registry_projects` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
            include: Relations to send along, all if not given: registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of registry projects.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY_PROJECT, params, "get_registry_projects")

    @overload
    async def find_registry_projects(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.RegistryProject], models.ResourceListMeta]: ...

    @overload
    async def find_registry_projects(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.RegistryProject]: ...

    async def find_registry_projects(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.RegistryProject] | tuple[HubList[models.RegistryProject], models.ResourceListMeta]:
        """Find registry projects, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, registry_id, external_name, type.
            sort: A field, or several, with '-' before those that descend: id, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
            include: Relations to send along, all if not given: registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching registry projects; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REGISTRY_PROJECT, params, "find_registry_projects")

    def iter_registry_projects(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.RegistryProject]:
        """Walk through all registry projects, page after page, as `async for` asks for them. Every one that is there
        all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, registry_id, external_name, type.
            sort: A field, or several, with '-' before those that descend: id, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
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
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _REGISTRY_PROJECT, params)

    @overload
    async def get_registry_project(
        self,
        registry_project_id: models.RegistryProject | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.RegistryProject, models.SingleResourceMeta] | None: ...

    @overload
    async def get_registry_project(
        self,
        registry_project_id: models.RegistryProject | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.RegistryProject | None: ...

    async def get_registry_project(
        self, registry_project_id: models.RegistryProject | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.RegistryProject | tuple[models.RegistryProject, models.SingleResourceMeta] | None:
        """Get one registry project.

        Args:
            registry_project_id: The registry project or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: account_secret.
            include: Relations to send along, all if not given: registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The registry project, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _REGISTRY_PROJECT, registry_project_id, params)

    async def create_registry_project(
        self,
        name: str,
        registry_project_type: models.RegistryProjectType,
        registry_id: models.Registry | UUID | str,
        external_name: str,
        account_name: str | None = None,
        account_secret: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.RegistryProject:
        """Create a registry project. A project of a container registry, most often that of one node.

        Args:
            name: Name, 5 to 128 characters, unique in its registry.
            registry_project_type: What it is for.
            registry_id: Registry it is in.
            external_name: Its name in the registry, 3 to 64 of a-z, 0-9, '-', '_'.
            account_name: Account that may use it; set by the Hub.
            account_secret: Password of the account; set by the Hub, read with fields='+account_secret'.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
        registry_project_id: models.RegistryProject | UUID | str,
        name: str | UNSET_T = UNSET,
        registry_project_type: models.RegistryProjectType | UNSET_T = UNSET,
        registry_id: models.Registry | UUID | str | UNSET_T = UNSET,
        external_name: str | UNSET_T = UNSET,
        account_name: str | UNSET_T | None = UNSET,
        account_secret: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.RegistryProject:
        """Change a registry project. What is not given stays as it is.

        Args:
            registry_project_id: The registry project or its id.
            name: Name, 5 to 128 characters, unique in its registry.
            registry_project_type: What it is for.
            registry_id: Registry it is in.
            external_name: Its name in the registry, 3 to 64 of a-z, 0-9, '-', '_'.
            account_name: Account that may use it; set by the Hub.
            account_secret: Password of the account; set by the Hub, read with fields='+account_secret'.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
        self, registry_project_id: models.RegistryProject | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a registry project.

        Args:
            registry_project_id: The registry project or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _REGISTRY_PROJECT, registry_project_id, params)

    async def send_registry_project_command(
        self,
        registry_project_id: models.RegistryProject | UUID | str,
        command: models.RegistryProjectCommand,
        secret: str | None = None,
        **params: Unpack[BaseKwargs],
    ) -> None:
        """Have the Hub make a project in its registry, or remove it from there. Returns when that is queued.

        Args:
            registry_project_id: The registry project or its id.
            command: What to do.
            secret: Password for the account of the project.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act,
            _SEND_REGISTRY_PROJECT_COMMAND,
            {"registry_project_id": registry_project_id, "command": command, "secret": secret},
            params,
        )

    @overload
    async def get_nodes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Node], models.ResourceListMeta]: ...

    @overload
    async def get_nodes(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Node]: ...

    async def get_nodes(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Node] | tuple[HubList[models.Node], models.ResourceListMeta]:
        """List nodes: the first page, at most 50. `find_nodes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: registry_project, registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of nodes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _NODE, params, "get_nodes")

    @overload
    async def find_nodes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Node], models.ResourceListMeta]: ...

    @overload
    async def find_nodes(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Node]: ...

    async def find_nodes(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Node] | tuple[HubList[models.Node], models.ResourceListMeta]:
        """Find nodes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, online, hidden, client_id, realm_id, robot_id.
            sort: A field, or several, with '-' before those that descend: name, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: registry_project, registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching nodes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _NODE, params, "find_nodes")

    def iter_nodes(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.Node]:
        """Walk through all nodes, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, online, hidden, client_id, realm_id, robot_id.
            sort: A field, or several, with '-' before those that descend: name, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
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
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _NODE, params)

    @overload
    async def get_node(
        self, node_id: models.Node | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Node, models.SingleResourceMeta] | None: ...

    @overload
    async def get_node(
        self, node_id: models.Node | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Node | None: ...

    async def get_node(
        self, node_id: models.Node | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Node | tuple[models.Node, models.SingleResourceMeta] | None:
        """Get one node.

        Args:
            node_id: The node or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: registry_project, registry.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The node, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _NODE, node_id, params)

    async def create_node(
        self,
        name: str,
        realm_id: models.Realm | UUID | str | None = None,
        registry_id: models.Registry | UUID | str | None = None,
        external_name: str | None = None,
        node_type: models.NodeType = "default",
        hidden: bool = False,
        public_key: str | None = None,
        client_id: UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Node:
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
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
        node_id: models.Node | UUID | str,
        external_name: str | UNSET_T | None = UNSET,
        hidden: bool | UNSET_T | None = UNSET,
        node_type: models.NodeType | UNSET_T | None = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        registry_id: models.Registry | UUID | str | UNSET_T | None = UNSET,
        public_key: str | UNSET_T | None = UNSET,
        name: str | UNSET_T = UNSET,
        client_id: UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Node:
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
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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

    async def delete_node(self, node_id: models.Node | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a node.

        Args:
            node_id: The node or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _NODE, node_id, params)

    async def get_node_client_credentials(
        self, node_id: models.Node | UUID | str, **params: Unpack[BaseKwargs]
    ) -> models.ClientCredentials | None:
        """The id and secret with which the node logs in; for the node itself and for those who may change it.

        Args:
            node_id: The node or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ClientCredentials, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_NODE_CLIENT_CREDENTIALS, {"node_id": node_id}, params)

    async def update_node_client_credentials(
        self,
        node_id: models.Node | UUID | str,
        secret: str | UNSET_T | None = UNSET,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T = UNSET,
        **params: Unpack[BaseKwargs],
    ) -> models.ClientCredentials:
        """Give the node a new secret. The Hub makes one up where none is given, so every call changes the secret.

        Args:
            node_id: The node or its id.
            secret: The new secret.
            name: New name of the client.
            display_name: New name shown to people.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
        self, node_id: models.Node | UUID | str, **params: Unpack[BaseKwargs]
    ) -> models.NodeRegistryCredentials | None:
        """With what the node pulls images from its registry.

        Args:
            node_id: The node or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The NodeRegistryCredentials, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_NODE_REGISTRY_CREDENTIALS, {"node_id": node_id}, params)

    @overload
    async def get_master_images(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.MasterImage], models.ResourceListMeta]: ...

    @overload
    async def get_master_images(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.MasterImage]: ...

    async def get_master_images(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.MasterImage] | tuple[HubList[models.MasterImage], models.ResourceListMeta]:
        """List master images: the first page, at most 50. `find_master_images` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of master images.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _MASTER_IMAGE, params, "get_master_images")

    @overload
    async def find_master_images(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.MasterImage], models.ResourceListMeta]: ...

    @overload
    async def find_master_images(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.MasterImage]: ...

    async def find_master_images(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.MasterImage] | tuple[HubList[models.MasterImage], models.ResourceListMeta]:
        """Find master images, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, path, virtual_path, group_virtual_path.
            sort: A field, or several, with '-' before those that descend: path.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching master images; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _MASTER_IMAGE, params, "find_master_images")

    def iter_master_images(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.MasterImage]:
        """Walk through all master images, page after page, as `async for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, path, virtual_path, group_virtual_path.
            sort: A field, or several, with '-' before those that descend: path.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
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
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _MASTER_IMAGE, params)

    @overload
    async def get_master_image(
        self, master_image_id: models.MasterImage | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.MasterImage, models.SingleResourceMeta] | None: ...

    @overload
    async def get_master_image(
        self,
        master_image_id: models.MasterImage | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.MasterImage | None: ...

    async def get_master_image(
        self, master_image_id: models.MasterImage | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.MasterImage | tuple[models.MasterImage, models.SingleResourceMeta] | None:
        """Get one master image.

        Args:
            master_image_id: The master image or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The master image, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _MASTER_IMAGE, master_image_id, params)

    async def delete_master_image(
        self, master_image_id: models.MasterImage | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a master image.

        Args:
            master_image_id: The master image or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _MASTER_IMAGE, master_image_id, params)

    async def build_master_image(
        self, master_image_id: models.MasterImage | UUID | str, **params: Unpack[BaseKwargs]
    ) -> models.MasterImage:
        """Build an image. The Hub answers when the build is queued; `build_status` tells how far it is.

        Args:
            master_image_id: The master image or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The MasterImage.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _BUILD_MASTER_IMAGE, {"master_image_id": master_image_id}, params)

    async def sync_master_images(self, **params: Unpack[BaseKwargs]) -> None:
        """Have the Hub read the repository of master images again.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _SYNC_MASTER_IMAGES, {}, params)

    @overload
    async def get_master_image_groups(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.MasterImageGroup], models.ResourceListMeta]: ...

    @overload
    async def get_master_image_groups(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.MasterImageGroup]: ...

    async def get_master_image_groups(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.MasterImageGroup] | tuple[HubList[models.MasterImageGroup], models.ResourceListMeta]:
        """List master image groups: the first page, at most 50. `find_master_image_groups` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of master image groups.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _MASTER_IMAGE_GROUP, params, "get_master_image_groups")

    @overload
    async def find_master_image_groups(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.MasterImageGroup], models.ResourceListMeta]: ...

    @overload
    async def find_master_image_groups(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.MasterImageGroup]: ...

    async def find_master_image_groups(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.MasterImageGroup] | tuple[HubList[models.MasterImageGroup], models.ResourceListMeta]:
        """Find master image groups, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, path, virtual_path.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching master image groups; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _MASTER_IMAGE_GROUP, params, "find_master_image_groups")

    def iter_master_image_groups(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.MasterImageGroup]:
        """Walk through all master image groups, page after page, as `async for` asks for them. Every one that is
        there all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, path, virtual_path.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many master image groups, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the master image groups. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_MASTER_IMAGE_GROUP, params, "iter_master_image_groups")

    async def count_master_image_groups(self, **params: Unpack[CountKwargs]) -> int:
        """Count master image groups.

        Args:
            filter: Conditions by field: id, name, path, virtual_path.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _MASTER_IMAGE_GROUP, params)

    @overload
    async def get_master_image_group(
        self,
        master_image_group_id: models.MasterImageGroup | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.MasterImageGroup, models.SingleResourceMeta] | None: ...

    @overload
    async def get_master_image_group(
        self,
        master_image_group_id: models.MasterImageGroup | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.MasterImageGroup | None: ...

    async def get_master_image_group(
        self, master_image_group_id: models.MasterImageGroup | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.MasterImageGroup | tuple[models.MasterImageGroup, models.SingleResourceMeta] | None:
        """Get one master image group.

        Args:
            master_image_group_id: The master image group or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The master image group, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _MASTER_IMAGE_GROUP, master_image_group_id, params)

    async def delete_master_image_group(
        self, master_image_group_id: models.MasterImageGroup | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a master image group.

        Args:
            master_image_group_id: The master image group or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _MASTER_IMAGE_GROUP, master_image_group_id, params)

    @overload
    async def get_projects(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Project], models.ResourceListMeta]: ...

    @overload
    async def get_projects(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Project]: ...

    async def get_projects(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Project] | tuple[HubList[models.Project], models.ResourceListMeta]:
        """List projects: the first page, at most 50. `find_projects` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of projects.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _PROJECT, params, "get_projects")

    @overload
    async def find_projects(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Project], models.ResourceListMeta]: ...

    @overload
    async def find_projects(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Project]: ...

    async def find_projects(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Project] | tuple[HubList[models.Project], models.ResourceListMeta]:
        """Find projects, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, user_id.
            sort: A field, or several, with '-' before those that descend: id, name, display_name, updated_at,
                created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching projects; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _PROJECT, params, "find_projects")

    def iter_projects(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.Project]:
        """Walk through all projects, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, user_id.
            sort: A field, or several, with '-' before those that descend: id, name, display_name, updated_at,
                created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
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
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _PROJECT, params)

    @overload
    async def get_project(
        self, project_id: models.Project | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Project, models.SingleResourceMeta] | None: ...

    @overload
    async def get_project(
        self, project_id: models.Project | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Project | None: ...

    async def get_project(
        self, project_id: models.Project | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Project | tuple[models.Project, models.SingleResourceMeta] | None:
        """Get one project.

        Args:
            project_id: The project or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
        master_image_id: models.MasterImage | UUID | str | None = None,
        description: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Project:
        """Create a project. A project: the analyses that some nodes have agreed to execute together.

        Args:
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
            display_name: Name shown to people, 3 to 256 characters.
            master_image_id: Image that its analyses are built on unless they say otherwise.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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
        project_id: models.Project | UUID | str,
        description: str | UNSET_T | None = UNSET,
        master_image_id: models.MasterImage | UUID | str | UNSET_T | None = UNSET,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Project:
        """Change a project. What is not given stays as it is.

        Args:
            project_id: The project or its id.
            description: What it is for, 5 to 4096 characters.
            master_image_id: Image that its analyses are built on unless they say otherwise.
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
            display_name: Name shown to people, 3 to 256 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

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

    async def delete_project(self, project_id: models.Project | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a project.

        Args:
            project_id: The project or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _PROJECT, project_id, params)

    @overload
    async def get_project_nodes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.ProjectNode], models.ResourceListMeta]: ...

    @overload
    async def get_project_nodes(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.ProjectNode]: ...

    async def get_project_nodes(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.ProjectNode] | tuple[HubList[models.ProjectNode], models.ResourceListMeta]:
        """List project nodes: the first page, at most 50. `find_project_nodes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, project.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of project nodes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _PROJECT_NODE, params, "get_project_nodes")

    @overload
    async def find_project_nodes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.ProjectNode], models.ResourceListMeta]: ...

    @overload
    async def find_project_nodes(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.ProjectNode]: ...

    async def find_project_nodes(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.ProjectNode] | tuple[HubList[models.ProjectNode], models.ResourceListMeta]:
        """Find project nodes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: approval_status, project_realm_id, project_id, node_realm_id, node_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, project.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching project nodes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _PROJECT_NODE, params, "find_project_nodes")

    def iter_project_nodes(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.ProjectNode]:
        """Walk through all project nodes, page after page, as `async for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: approval_status, project_realm_id, project_id, node_realm_id, node_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, project.
            limit: At most so many project nodes, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the project nodes. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_PROJECT_NODE, params, "iter_project_nodes")

    async def count_project_nodes(self, **params: Unpack[CountKwargs]) -> int:
        """Count project nodes.

        Args:
            filter: Conditions by field: approval_status, project_realm_id, project_id, node_realm_id, node_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _PROJECT_NODE, params)

    @overload
    async def get_project_node(
        self, project_node_id: models.ProjectNode | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.ProjectNode, models.SingleResourceMeta] | None: ...

    @overload
    async def get_project_node(
        self,
        project_node_id: models.ProjectNode | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.ProjectNode | None: ...

    async def get_project_node(
        self, project_node_id: models.ProjectNode | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.ProjectNode | tuple[models.ProjectNode, models.SingleResourceMeta] | None:
        """Get one project node.

        Args:
            project_node_id: The project node or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, project.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The project node, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _PROJECT_NODE, project_node_id, params)

    async def create_project_node(
        self, project_id: models.Project | UUID | str, node_id: models.Node | UUID | str, **params: Unpack[WriteKwargs]
    ) -> models.ProjectNode:
        """Create a project node. A node that takes part in a project, if its people approve.

        Args:
            project_id: The project.
            node_id: The node.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The project node as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create, _PROJECT_NODE, {"project_id": project_id, "node_id": node_id}, params
        )

    async def update_project_node(
        self,
        project_node_id: models.ProjectNode | UUID | str,
        comment: str | UNSET_T | None = UNSET,
        approval_status: models.ProjectNodeApprovalStatus | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.ProjectNode:
        """Change a project node. What is not given stays as it is.

        Args:
            project_node_id: The project node or its id.
            comment: What they say about it, 3 to 4096 characters.
            approval_status: What the people of the node say to it; None: nothing yet.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The project node as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _PROJECT_NODE,
            project_node_id,
            {"comment": comment, "approval_status": approval_status},
            params,
        )

    async def delete_project_node(
        self, project_node_id: models.ProjectNode | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a project node.

        Args:
            project_node_id: The project node or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _PROJECT_NODE, project_node_id, params)

    @overload
    async def get_analyses(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Analysis], models.ResourceListMeta]: ...

    @overload
    async def get_analyses(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Analysis]: ...

    async def get_analyses(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Analysis] | tuple[HubList[models.Analysis], models.ResourceListMeta]:
        """List analyses: the first page, at most 50. `find_analyses` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: project, master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of analyses.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS, params, "get_analyses")

    @overload
    async def find_analyses(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Analysis], models.ResourceListMeta]: ...

    @overload
    async def find_analyses(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Analysis]: ...

    async def find_analyses(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Analysis] | tuple[HubList[models.Analysis], models.ResourceListMeta]:
        """Find analyses, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, description, project_id, realm_id, build_status,
                execution_status, configuration_locked.
            sort: A field, or several, with '-' before those that descend: name, display_name, created_at,
                updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: project, master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching analyses; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS, params, "find_analyses")

    def iter_analyses(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.Analysis]:
        """Walk through all analyses, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, description, project_id, realm_id, build_status,
                execution_status, configuration_locked.
            sort: A field, or several, with '-' before those that descend: name, display_name, created_at,
                updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: project, master_image.
            limit: At most so many analyses, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the analyses. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ANALYSIS, params, "iter_analyses")

    async def count_analyses(self, **params: Unpack[CountKwargs]) -> int:
        """Count analyses.

        Args:
            filter: Conditions by field: id, name, display_name, description, project_id, realm_id, build_status,
                execution_status, configuration_locked.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _ANALYSIS, params)

    @overload
    async def get_analysis(
        self, analysis_id: models.Analysis | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Analysis, models.SingleResourceMeta] | None: ...

    @overload
    async def get_analysis(
        self, analysis_id: models.Analysis | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Analysis | None: ...

    async def get_analysis(
        self, analysis_id: models.Analysis | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Analysis | tuple[models.Analysis, models.SingleResourceMeta] | None:
        """Get one analysis.

        Args:
            analysis_id: The analysis or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: project, master_image.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _ANALYSIS, analysis_id, params)

    async def create_analysis(
        self,
        project_id: models.Project | UUID | str,
        name: str | None = None,
        display_name: str | None = None,
        description: str | None = None,
        master_image_id: models.MasterImage | UUID | str | None = None,
        registry_id: models.Registry | UUID | str | None = None,
        image_command_arguments: list[models.MasterImageCommandArgument] | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Analysis:
        """Create an analysis. An analysis: code that is built into an image and executed where the data is, on the
        nodes of a project.

        Args:
            project_id: Project it belongs to.
            name: Name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            master_image_id: Image it is built on; that of the project if not given.
            registry_id: Registry it is distributed from; cannot be changed once it is set.
            image_command_arguments: Arguments of the image's command: texts of 2 to 512 characters, each before
                or after the image's own.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _ANALYSIS,
            {
                "project_id": project_id,
                "name": name,
                "display_name": display_name,
                "description": description,
                "master_image_id": master_image_id,
                "registry_id": registry_id,
                "image_command_arguments": image_command_arguments,
            },
            params,
        )

    async def update_analysis(
        self,
        analysis_id: models.Analysis | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        master_image_id: models.MasterImage | UUID | str | UNSET_T | None = UNSET,
        image_command_arguments: list[models.MasterImageCommandArgument] | UNSET_T | None = UNSET,
        registry_id: models.Registry | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Analysis:
        """Change an analysis. What is not given stays as it is.

        Args:
            analysis_id: The analysis or its id.
            name: Name, 3 to 128 of a-z, 0-9, '-', '_', '.'; the Hub makes one up for an empty one.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            master_image_id: Image it is built on; that of the project if not given.
            image_command_arguments: Arguments of the image's command: texts of 2 to 512 characters, each before
                or after the image's own.
            registry_id: Registry it is distributed from; cannot be changed once it is set.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _ANALYSIS,
            analysis_id,
            {
                "name": name,
                "display_name": display_name,
                "description": description,
                "master_image_id": master_image_id,
                "image_command_arguments": image_command_arguments,
                "registry_id": registry_id,
            },
            params,
        )

    async def delete_analysis(self, analysis_id: models.Analysis | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete an analysis.

        Args:
            analysis_id: The analysis or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _ANALYSIS, analysis_id, params)

    async def send_analysis_command(
        self, analysis_id: models.Analysis | UUID | str, command: models.AnalysisCommand, **params: Unpack[BaseKwargs]
    ) -> models.Analysis:
        """Lock or unlock the configuration of an analysis, build it, distribute it. What takes time is queued:
        `build_status` and `distribution_status` tell how far it is.

        Args:
            analysis_id: The analysis or its id.
            command: What to do.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The Analysis.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act, _SEND_ANALYSIS_COMMAND, {"analysis_id": analysis_id, "command": command}, params
        )

    async def get_analysis_client_credentials(
        self, analysis_id: models.Analysis | UUID | str, **params: Unpack[BaseKwargs]
    ) -> models.ClientCredentials | None:
        """The id and secret with which the containers of an analysis log in; for the nodes that have approved it and
        for those who may change it.

        Args:
            analysis_id: The analysis or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ClientCredentials, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_ANALYSIS_CLIENT_CREDENTIALS, {"analysis_id": analysis_id}, params)

    async def update_analysis_client_credentials(
        self,
        analysis_id: models.Analysis | UUID | str,
        secret: str | UNSET_T | None = UNSET,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T = UNSET,
        **params: Unpack[BaseKwargs],
    ) -> models.ClientCredentials:
        """Give the client of an analysis a new secret. The Hub makes one up where none is given, so every call
        changes the secret; it takes no notice of names.

        Args:
            analysis_id: The analysis or its id.
            secret: The new secret.
            name: New name of the client.
            display_name: New name shown to people.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ClientCredentials.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act,
            _UPDATE_ANALYSIS_CLIENT_CREDENTIALS,
            {"analysis_id": analysis_id, "secret": secret, "name": name, "display_name": display_name},
            params,
        )

    async def get_analysis_client_permissions(
        self, analysis_id: models.Analysis | UUID | str, **params: Unpack[BaseKwargs]
    ) -> HubList[models.ClientPermission]:
        """What the client of an analysis may do.

        Args:
            analysis_id: The analysis or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of ClientPermission.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_ANALYSIS_CLIENT_PERMISSIONS, {"analysis_id": analysis_id}, params)

    async def create_analysis_client_permission(
        self,
        analysis_id: models.Analysis | UUID | str,
        permission_id: models.Permission | UUID | str,
        **params: Unpack[BaseKwargs],
    ) -> models.ClientPermission:
        """Permit something to the client of an analysis: using the storage or the message broker for itself.

        Args:
            analysis_id: The analysis or its id.
            permission_id: The permission or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ClientPermission.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act,
            _CREATE_ANALYSIS_CLIENT_PERMISSION,
            {"analysis_id": analysis_id, "permission_id": permission_id},
            params,
        )

    async def delete_analysis_client_permission(
        self,
        analysis_id: models.Analysis | UUID | str,
        permission_id: models.Permission | UUID | str,
        **params: Unpack[BaseKwargs],
    ) -> None:
        """Take a permission from the client of an analysis.

        Args:
            analysis_id: The analysis or its id.
            permission_id: The permission or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act,
            _DELETE_ANALYSIS_CLIENT_PERMISSION,
            {"analysis_id": analysis_id, "permission_id": permission_id},
            params,
        )

    @overload
    async def get_analysis_nodes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.AnalysisNode], models.ResourceListMeta]: ...

    @overload
    async def get_analysis_nodes(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.AnalysisNode]: ...

    async def get_analysis_nodes(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.AnalysisNode] | tuple[HubList[models.AnalysisNode], models.ResourceListMeta]:
        """List analysis nodes: the first page, at most 50. `find_analysis_nodes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, analysis.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of analysis nodes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_NODE, params, "get_analysis_nodes")

    @overload
    async def find_analysis_nodes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.AnalysisNode], models.ResourceListMeta]: ...

    @overload
    async def find_analysis_nodes(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.AnalysisNode]: ...

    async def find_analysis_nodes(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.AnalysisNode] | tuple[HubList[models.AnalysisNode], models.ResourceListMeta]:
        """Find analysis nodes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: execution_status, approval_status, analysis_id, analysis_realm_id,
                node_id, node_realm_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, analysis.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching analysis nodes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_NODE, params, "find_analysis_nodes")

    def iter_analysis_nodes(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.AnalysisNode]:
        """Walk through all analysis nodes, page after page, as `async for` asks for them. Every one that is there
        all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: execution_status, approval_status, analysis_id, analysis_realm_id,
                node_id, node_realm_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, analysis.
            limit: At most so many analysis nodes, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the analysis nodes. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ANALYSIS_NODE, params, "iter_analysis_nodes")

    async def count_analysis_nodes(self, **params: Unpack[CountKwargs]) -> int:
        """Count analysis nodes.

        Args:
            filter: Conditions by field: execution_status, approval_status, analysis_id, analysis_realm_id,
                node_id, node_realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _ANALYSIS_NODE, params)

    @overload
    async def get_analysis_node(
        self, analysis_node_id: models.AnalysisNode | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.AnalysisNode, models.SingleResourceMeta] | None: ...

    @overload
    async def get_analysis_node(
        self,
        analysis_node_id: models.AnalysisNode | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.AnalysisNode | None: ...

    async def get_analysis_node(
        self, analysis_node_id: models.AnalysisNode | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.AnalysisNode | tuple[models.AnalysisNode, models.SingleResourceMeta] | None:
        """Get one analysis node.

        Args:
            analysis_node_id: The analysis node or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: node, analysis.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis node, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _ANALYSIS_NODE, analysis_node_id, params)

    async def create_analysis_node(
        self,
        analysis_id: models.Analysis | UUID | str,
        node_id: models.Node | UUID | str,
        comment: str | None = None,
        approval_status: models.AnalysisNodeApprovalStatus | None = None,
        execution_status: models.ProcessStatus | None = None,
        execution_progress: int | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.AnalysisNode:
        """Create an analysis node. A node that is to execute an analysis, if its people approve.

        Args:
            analysis_id: The analysis.
            node_id: The node.
            comment: What the people of the node say about it.
            approval_status: What the people of the node say to it; None: nothing yet.
            execution_status: How far the execution on the node is.
            execution_progress: The execution on the node, in percent.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis node as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _ANALYSIS_NODE,
            {
                "analysis_id": analysis_id,
                "node_id": node_id,
                "comment": comment,
                "approval_status": approval_status,
                "execution_status": execution_status,
                "execution_progress": execution_progress,
            },
            params,
        )

    async def update_analysis_node(
        self,
        analysis_node_id: models.AnalysisNode | UUID | str,
        comment: str | UNSET_T | None = UNSET,
        approval_status: models.AnalysisNodeApprovalStatus | UNSET_T | None = UNSET,
        execution_status: models.ProcessStatus | UNSET_T | None = UNSET,
        execution_progress: int | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.AnalysisNode:
        """Change an analysis node. What is not given stays as it is.

        Args:
            analysis_node_id: The analysis node or its id.
            comment: What the people of the node say about it.
            approval_status: What the people of the node say to it; None: nothing yet.
            execution_status: How far the execution on the node is.
            execution_progress: The execution on the node, in percent.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis node as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _ANALYSIS_NODE,
            analysis_node_id,
            {
                "comment": comment,
                "approval_status": approval_status,
                "execution_status": execution_status,
                "execution_progress": execution_progress,
            },
            params,
        )

    async def delete_analysis_node(
        self, analysis_node_id: models.AnalysisNode | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete an analysis node.

        Args:
            analysis_node_id: The analysis node or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _ANALYSIS_NODE, analysis_node_id, params)

    @overload
    async def get_analysis_node_events(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.AnalysisNodeEvent], models.ResourceListMeta]: ...

    @overload
    async def get_analysis_node_events(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.AnalysisNodeEvent]: ...

    async def get_analysis_node_events(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.AnalysisNodeEvent] | tuple[HubList[models.AnalysisNodeEvent], models.ResourceListMeta]:
        """List analysis node events: the first page, at most 50. `find_analysis_node_events` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, node.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of analysis node events.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_NODE_EVENT, params, "get_analysis_node_events")

    @overload
    async def find_analysis_node_events(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.AnalysisNodeEvent], models.ResourceListMeta]: ...

    @overload
    async def find_analysis_node_events(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.AnalysisNodeEvent]: ...

    async def find_analysis_node_events(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.AnalysisNodeEvent] | tuple[HubList[models.AnalysisNodeEvent], models.ResourceListMeta]:
        """Find analysis node events, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: analysis_id, node_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, node.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching analysis node events; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_NODE_EVENT, params, "find_analysis_node_events")

    def iter_analysis_node_events(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.AnalysisNodeEvent]:
        """Walk through all analysis node events, page after page, as `async for` asks for them. Every one that is
        there all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: analysis_id, node_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, node.
            limit: At most so many analysis node events, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the analysis node events. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ANALYSIS_NODE_EVENT, params, "iter_analysis_node_events")

    async def count_analysis_node_events(self, **params: Unpack[CountKwargs]) -> int:
        """Count analysis node events.

        Args:
            filter: Conditions by field: analysis_id, node_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _ANALYSIS_NODE_EVENT, params)

    @overload
    async def get_analysis_node_event(
        self,
        analysis_node_event_id: models.AnalysisNodeEvent | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.AnalysisNodeEvent, models.SingleResourceMeta] | None: ...

    @overload
    async def get_analysis_node_event(
        self,
        analysis_node_event_id: models.AnalysisNodeEvent | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.AnalysisNodeEvent | None: ...

    async def get_analysis_node_event(
        self, analysis_node_event_id: models.AnalysisNodeEvent | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.AnalysisNodeEvent | tuple[models.AnalysisNodeEvent, models.SingleResourceMeta] | None:
        """Get one analysis node event.

        Args:
            analysis_node_event_id: The analysis node event or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, node.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis node event, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _ANALYSIS_NODE_EVENT, analysis_node_event_id, params)

    @overload
    async def get_analysis_buckets(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.AnalysisBucket], models.ResourceListMeta]: ...

    @overload
    async def get_analysis_buckets(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.AnalysisBucket]: ...

    async def get_analysis_buckets(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.AnalysisBucket] | tuple[HubList[models.AnalysisBucket], models.ResourceListMeta]:
        """List analysis buckets: the first page, at most 50. `find_analysis_buckets` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of analysis buckets.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_BUCKET, params, "get_analysis_buckets")

    @overload
    async def find_analysis_buckets(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.AnalysisBucket], models.ResourceListMeta]: ...

    @overload
    async def find_analysis_buckets(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.AnalysisBucket]: ...

    async def find_analysis_buckets(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.AnalysisBucket] | tuple[HubList[models.AnalysisBucket], models.ResourceListMeta]:
        """Find analysis buckets, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: analysis_id, type.
            sort: A field, or several, with '-' before those that descend: type, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching analysis buckets; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_BUCKET, params, "find_analysis_buckets")

    def iter_analysis_buckets(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.AnalysisBucket]:
        """Walk through all analysis buckets, page after page, as `async for` asks for them. Every one that is there
        all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: analysis_id, type.
            sort: A field, or several, with '-' before those that descend: type, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis.
            limit: At most so many analysis buckets, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the analysis buckets. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ANALYSIS_BUCKET, params, "iter_analysis_buckets")

    async def count_analysis_buckets(self, **params: Unpack[CountKwargs]) -> int:
        """Count analysis buckets.

        Args:
            filter: Conditions by field: analysis_id, type.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _ANALYSIS_BUCKET, params)

    @overload
    async def get_analysis_bucket(
        self,
        analysis_bucket_id: models.AnalysisBucket | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.AnalysisBucket, models.SingleResourceMeta] | None: ...

    @overload
    async def get_analysis_bucket(
        self,
        analysis_bucket_id: models.AnalysisBucket | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.AnalysisBucket | None: ...

    async def get_analysis_bucket(
        self, analysis_bucket_id: models.AnalysisBucket | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.AnalysisBucket | tuple[models.AnalysisBucket, models.SingleResourceMeta] | None:
        """Get one analysis bucket.

        Args:
            analysis_bucket_id: The analysis bucket or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis bucket, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _ANALYSIS_BUCKET, analysis_bucket_id, params)

    async def create_analysis_bucket(
        self,
        bucket_type: models.AnalysisBucketType | Literal["CODE", "RESULT", "TEMP"],
        bucket_id: models.Bucket | UUID | str,
        analysis_id: models.Analysis | UUID | str,
        **params: Unpack[WriteKwargs],
    ) -> models.AnalysisBucket:
        """Create an analysis bucket. A bucket of the storage service that belongs to an analysis: for its code, its
        results or for in between.

        Args:
            bucket_type: What it is for.
            bucket_id: The bucket of the storage service.
            analysis_id: The analysis.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis bucket as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _ANALYSIS_BUCKET,
            {"bucket_type": bucket_type, "bucket_id": bucket_id, "analysis_id": analysis_id},
            params,
        )

    async def delete_analysis_bucket(
        self, analysis_bucket_id: models.AnalysisBucket | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete an analysis bucket.

        Args:
            analysis_bucket_id: The analysis bucket or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _ANALYSIS_BUCKET, analysis_bucket_id, params)

    @overload
    async def get_analysis_bucket_files(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.AnalysisBucketFile], models.ResourceListMeta]: ...

    @overload
    async def get_analysis_bucket_files(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.AnalysisBucketFile]: ...

    async def get_analysis_bucket_files(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.AnalysisBucketFile] | tuple[HubList[models.AnalysisBucketFile], models.ResourceListMeta]:
        """List analysis bucket files: the first page, at most 50. `find_analysis_bucket_files` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, analysis_bucket.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of analysis bucket files.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_BUCKET_FILE, params, "get_analysis_bucket_files")

    @overload
    async def find_analysis_bucket_files(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.AnalysisBucketFile], models.ResourceListMeta]: ...

    @overload
    async def find_analysis_bucket_files(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.AnalysisBucketFile]: ...

    async def find_analysis_bucket_files(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.AnalysisBucketFile] | tuple[HubList[models.AnalysisBucketFile], models.ResourceListMeta]:
        """Find analysis bucket files, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: path, root, analysis_bucket_id, analysis_id.
            sort: A field, or several, with '-' before those that descend: path, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, analysis_bucket.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching analysis bucket files; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_BUCKET_FILE, params, "find_analysis_bucket_files")

    def iter_analysis_bucket_files(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.AnalysisBucketFile]:
        """Walk through all analysis bucket files, page after page, as `async for` asks for them. Every one that is
        there all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: path, root, analysis_bucket_id, analysis_id.
            sort: A field, or several, with '-' before those that descend: path, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, analysis_bucket.
            limit: At most so many analysis bucket files, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the analysis bucket files. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ANALYSIS_BUCKET_FILE, params, "iter_analysis_bucket_files")

    async def count_analysis_bucket_files(self, **params: Unpack[CountKwargs]) -> int:
        """Count analysis bucket files.

        Args:
            filter: Conditions by field: path, root, analysis_bucket_id, analysis_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _ANALYSIS_BUCKET_FILE, params)

    @overload
    async def get_analysis_bucket_file(
        self,
        analysis_bucket_file_id: models.AnalysisBucketFile | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.AnalysisBucketFile, models.SingleResourceMeta] | None: ...

    @overload
    async def get_analysis_bucket_file(
        self,
        analysis_bucket_file_id: models.AnalysisBucketFile | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.AnalysisBucketFile | None: ...

    async def get_analysis_bucket_file(
        self, analysis_bucket_file_id: models.AnalysisBucketFile | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.AnalysisBucketFile | tuple[models.AnalysisBucketFile, models.SingleResourceMeta] | None:
        """Get one analysis bucket file.

        Args:
            analysis_bucket_file_id: The analysis bucket file or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: analysis, analysis_bucket.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis bucket file, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _ANALYSIS_BUCKET_FILE, analysis_bucket_file_id, params)

    async def create_analysis_bucket_file(
        self,
        path: str,
        bucket_file_id: models.BucketFile | UUID | str,
        bucket_id: models.Bucket | UUID | str,
        analysis_bucket_id: models.AnalysisBucket | UUID | str,
        is_entrypoint: bool = False,
        **params: Unpack[WriteKwargs],
    ) -> models.AnalysisBucketFile:
        """Create an analysis bucket file. A file in a bucket of an analysis; the Hub notes those that are uploaded
        there.

        Args:
            path: Path in the bucket, unique in the analysis.
            bucket_file_id: The file of the storage service.
            bucket_id: The bucket of the storage service.
            analysis_bucket_id: The bucket of the analysis.
            is_entrypoint: Whether it is the file to start with.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis bucket file as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _ANALYSIS_BUCKET_FILE,
            {
                "path": path,
                "bucket_file_id": bucket_file_id,
                "bucket_id": bucket_id,
                "analysis_bucket_id": analysis_bucket_id,
                "is_entrypoint": is_entrypoint,
            },
            params,
        )

    async def update_analysis_bucket_file(
        self,
        analysis_bucket_file_id: models.AnalysisBucketFile | UUID | str,
        is_entrypoint: bool | UNSET_T = UNSET,
        path: str | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.AnalysisBucketFile:
        """Change an analysis bucket file. What is not given stays as it is.

        Args:
            analysis_bucket_file_id: The analysis bucket file or its id.
            is_entrypoint: Whether it is the file to start with.
            path: Path in the bucket, unique in the analysis.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis bucket file as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _ANALYSIS_BUCKET_FILE,
            analysis_bucket_file_id,
            {"is_entrypoint": is_entrypoint, "path": path},
            params,
        )

    async def delete_analysis_bucket_file(
        self, analysis_bucket_file_id: models.AnalysisBucketFile | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete an analysis bucket file.

        Args:
            analysis_bucket_file_id: The analysis bucket file or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _ANALYSIS_BUCKET_FILE, analysis_bucket_file_id, params)

    @overload
    async def find_analysis_logs(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Log], models.ResourceListMeta]: ...

    @overload
    async def find_analysis_logs(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Log]: ...

    async def find_analysis_logs(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Log] | tuple[HubList[models.Log], models.ResourceListMeta]:
        """Find analysis logs, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: level, analysis_id. Needed: analysis_id.
            sort: A field, or several, with '-' before those that descend: time.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching analysis logs; `.total` counts those of this page.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_LOG, params, "find_analysis_logs")

    def iter_analysis_logs(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.Log]:
        """Walk through all analysis logs, page after page, as `async for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: level, analysis_id. Needed: analysis_id.
            sort: A field, or several, with '-' before those that descend: time.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many analysis logs, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the analysis logs. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ANALYSIS_LOG, params, "iter_analysis_logs")

    async def delete_analysis_logs(
        self,
        analysis_id: models.Analysis | UUID | str,
        level: models.LogLevel | None = None,
        **params: Unpack[BaseKwargs],
    ) -> None:
        """Delete the logs of an analysis. A Hub whose store of logs cannot delete keeps them, and does not say so.

        Args:
            analysis_id: The analysis or its id.
            level: Only logs of this level.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act, _DELETE_ANALYSIS_LOGS, {"analysis_id": analysis_id, "level": level}, params
        )

    @overload
    async def find_analysis_node_logs(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Log], models.ResourceListMeta]: ...

    @overload
    async def find_analysis_node_logs(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Log]: ...

    async def find_analysis_node_logs(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Log] | tuple[HubList[models.Log], models.ResourceListMeta]:
        """Find analysis node logs, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: level, analysis_id, node_id. Needed: analysis_id, node_id.
            sort: A field, or several, with '-' before those that descend: time.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching analysis node logs; `.total` counts those of this page.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _ANALYSIS_NODE_LOG, params, "find_analysis_node_logs")

    def iter_analysis_node_logs(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.Log]:
        """Walk through all analysis node logs, page after page, as `async for` asks for them. Every one that is
        there all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: level, analysis_id, node_id. Needed: analysis_id, node_id.
            sort: A field, or several, with '-' before those that descend: time.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many analysis node logs, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the analysis node logs. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ANALYSIS_NODE_LOG, params, "iter_analysis_node_logs")

    async def create_analysis_node_log(
        self,
        analysis_id: models.Analysis | UUID | str,
        node_id: models.Node | UUID | str,
        level: models.LogLevel,
        message: str,
        status: str | None = None,
        code: str | None = None,
        labels: dict[str, str | None] | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Log:
        """Create an analysis node log. A line of a log.

        Args:
            analysis_id: The analysis.
            node_id: The node.
            level: How much it matters.
            message: What happened.
            status: State that the execution is in, 3 to 64 characters; becomes a label.
            code: Code of the error, 3 to 64 characters; becomes a label.
            labels: Further texts by name, such as what it is about.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The analysis node log as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _ANALYSIS_NODE_LOG,
            {
                "analysis_id": analysis_id,
                "node_id": node_id,
                "level": level,
                "message": message,
                "status": status,
                "code": code,
                "labels": labels,
            },
            params,
        )

    async def delete_analysis_node_logs(
        self,
        analysis_id: models.Analysis | UUID | str,
        node_id: models.Node | UUID | str,
        level: models.LogLevel | None = None,
        **params: Unpack[BaseKwargs],
    ) -> None:
        """Delete the logs that a node wrote for an analysis. A Hub whose store of logs cannot delete keeps them, and
        does not say so.

        Args:
            analysis_id: The analysis or its id.
            node_id: The node or its id.
            level: Only logs of this level.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.act,
            _DELETE_ANALYSIS_NODE_LOGS,
            {"analysis_id": analysis_id, "node_id": node_id, "level": level},
            params,
        )

    async def get_version(self, **params: Unpack[BaseKwargs]) -> models.ServiceVersion:
        """Ask which release the service runs. Needs no login.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ServiceVersion.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.act, _GET_VERSION, {}, params)
