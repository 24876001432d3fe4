"""The asynchronous client of the telemetry service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from datetime import datetime
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
from ..base import AsyncClientKwargs
from ..logs import AsyncLogs
from ..walks import AsyncWalk

_EVENT: Binding[models.TelemetryEvent] = Binding(TABLE["telemetry_event"])
_LOG: Binding[models.Log] = Binding(TABLE["log"])
_GET_VERSION = ActionBinding(TABLE.actions["telemetry"][0], "telemetry")


class AsyncTelemetryClient(AsyncLogs):
    """Client of the telemetry service: events and logs. Every method is a coroutine."""

    service = "telemetry"
    default_url = "https://telemetry.privateaim.dev"

    def __init__(
        self,
        base_url: str = "https://telemetry.privateaim.dev",
        auth: AuthParam = None,
        **kwargs: Unpack[AsyncClientKwargs],
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
    async def get_events(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.TelemetryEvent], models.ResourceListMeta]: ...

    @overload
    async def get_events(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.TelemetryEvent]: ...

    async def get_events(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.TelemetryEvent] | tuple[HubList[models.TelemetryEvent], models.ResourceListMeta]:
        """List events: the first page, at most 50. `find_events` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of events.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _EVENT, params, "get_events")

    @overload
    async def find_events(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.TelemetryEvent], models.ResourceListMeta]: ...

    @overload
    async def find_events(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.TelemetryEvent]: ...

    async def find_events(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.TelemetryEvent] | tuple[HubList[models.TelemetryEvent], models.ResourceListMeta]:
        """Find events, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: scope, name, ref_type, ref_id, realm_id, created_at, updated_at.
            sort: A field, or several, with '-' before those that descend: expires_at, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching events; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _EVENT, params, "find_events")

    def iter_events(self, **params: Unpack[IterKwargs]) -> AsyncWalk[models.TelemetryEvent]:
        """Walk through all events, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: scope, name, ref_type, ref_id, realm_id, created_at, updated_at.
            sort: A field, or several, with '-' before those that descend: expires_at, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many events, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the events. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_EVENT, params, "iter_events")

    async def count_events(self, **params: Unpack[CountKwargs]) -> int:
        """Count events.

        Args:
            filter: Conditions by field: scope, name, ref_type, ref_id, realm_id, created_at, updated_at.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _EVENT, params)

    @overload
    async def get_event(
        self, event_id: models.TelemetryEvent | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.TelemetryEvent, models.SingleResourceMeta] | None: ...

    @overload
    async def get_event(
        self,
        event_id: models.TelemetryEvent | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.TelemetryEvent | None: ...

    async def get_event(
        self, event_id: models.TelemetryEvent | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.TelemetryEvent | tuple[models.TelemetryEvent, models.SingleResourceMeta] | None:
        """Get one event.

        Args:
            event_id: The event or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The event, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _EVENT, event_id, params)

    async def create_event(
        self,
        name: str,
        scope: str,
        ref_type: str,
        ref_id: UUID | str | None = None,
        data: dict[str, Any] | None = None,
        expiring: bool | None = None,
        expires_at: datetime | None = None,
        request_path: str | None = None,
        request_method: str | None = None,
        request_ip_address: str | None = None,
        request_user_agent: str | None = None,
        actor_type: str | None = None,
        actor_id: UUID | str | None = None,
        actor_name: str | None = None,
        realm_id: models.Realm | UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.TelemetryEvent:
        """Create an event. Something that happened, such as the change of a record.

        Args:
            name: What happened, 3 to 64 characters.
            scope: Group of events, 3 to 64 characters.
            ref_type: Kind of record it happened to, 3 to 64 characters.
            ref_id: Its id.
            data: More about it, a JSON object.
            expiring: Whether it is deleted after `expires_at`.
            expires_at: When it is out of date.
            request_path: Path of the request.
            request_method: Method of the request.
            request_ip_address: Where the request came from, an IPv4 address.
            request_user_agent: Program that made the request.
            actor_type: Who did it: user, client or robot.
            actor_id: Id of who did it.
            actor_name: Name of who did it.
            realm_id: Realm it belongs to; the caller's own if not given.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The event as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _EVENT,
            {
                "name": name,
                "scope": scope,
                "ref_type": ref_type,
                "ref_id": ref_id,
                "data": data,
                "expiring": expiring,
                "expires_at": expires_at,
                "request_path": request_path,
                "request_method": request_method,
                "request_ip_address": request_ip_address,
                "request_user_agent": request_user_agent,
                "actor_type": actor_type,
                "actor_id": actor_id,
                "actor_name": actor_name,
                "realm_id": realm_id,
            },
            params,
        )

    async def delete_event(self, event_id: models.TelemetryEvent | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete an event.

        Args:
            event_id: The event or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _EVENT, event_id, params)

    async def create_log(
        self,
        service: str,
        channel: models.LogChannel,
        level: models.LogLevel,
        message: str,
        labels: dict[str, str | None] | None = None,
        time: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Log:
        """Create a log. A line of a log.

        Args:
            service: Service that wrote it.
            channel: How it reached the Hub.
            level: How much it matters.
            message: What happened.
            labels: Further texts by name, such as what it is about.
            time: When it was written, in ISO 8601.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The log as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create,
            _LOG,
            {
                "service": service,
                "channel": channel,
                "level": level,
                "message": message,
                "labels": labels,
                "time": time,
            },
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
