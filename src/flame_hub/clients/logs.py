"""Logs of all services: what the telemetry service has beside records."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import Unpack

from .. import models
from ..contract import TABLE
from ..core import logs
from ..core.bindings import Binding
from ..core.names import refuse_unknown
from ..core.options import BaseKwargs, LabelKwargs, PageParams, WalkKwargs
from ..core.results import HubList
from .base import AsyncClient, SyncClient
from .walks import PREFETCH, AsyncWalk, Walk

_LOG: Binding[models.Log] = Binding(TABLE["log"])


class SyncLogs(SyncClient):
    """The telemetry client's logs."""

    def find_logs(self, labels: Mapping[str, str], **params: Unpack[LabelKwargs]) -> HubList[models.Log]:
        """Find lines of logs by their labels.

        Args:
            labels: Labels that the lines have, at least one: `{"ref_type": "analysis", "ref_id": "…"}`. The level of a
                line, its service and its channel are none, but for a Hub that keeps its logs in VictoriaLogs.
            page: {'limit': at most 100, 'offset': lines to skip}.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The lines. Their `total` counts those of this page alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(logs.find_logs, _LOG, labels, params)

    def iter_logs(self, labels: Mapping[str, str], **params: Unpack[WalkKwargs]) -> Walk[models.Log]:
        """Walk through all lines that have labels.

        Args:
            labels: Labels that the lines have, at least one.
            limit: So many lines at most, None for all.
            prefetch: Pages that are asked for ahead, in threads.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An iterator over the lines. Nothing is sent before its first step.

        Raises:
            HubAPIError: while iterating, what the Hub refused and why, or that it could not be reached.
        """
        refuse_unknown(params, WalkKwargs.__optional_keys__, "keyword", "iter_logs")
        asked: LabelKwargs = {"auth": params.get("auth")}
        logs.find_logs(_LOG, labels, asked)
        ends = _Ends()

        def fetch(offset: int, limit: int) -> HubList[models.Log]:
            page: PageParams = {"limit": limit, "offset": offset}
            return ends.checked(offset, self._call(logs.find_logs, _LOG, labels, {**asked, "page": page}))

        return Walk(fetch, counted=False, prefetch=params.get("prefetch", PREFETCH), limit=params.get("limit"))

    def delete_logs(self, labels: Mapping[str, str], **params: Unpack[BaseKwargs]) -> None:
        """Ask the Hub to delete the lines that have labels.

        A Hub whose store of logs cannot delete keeps them, and does not say so; up to 0.14 none can.

        Args:
            labels: Labels that the lines have, at least one.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(logs.delete_logs, _LOG, labels, params)


class AsyncLogs(AsyncClient):
    """The asynchronous telemetry client's logs."""

    async def find_logs(self, labels: Mapping[str, str], **params: Unpack[LabelKwargs]) -> HubList[models.Log]:
        """Find lines of logs by their labels.

        Args:
            labels: Labels that the lines have, at least one: `{"ref_type": "analysis", "ref_id": "…"}`. The level of a
                line, its service and its channel are none, but for a Hub that keeps its logs in VictoriaLogs.
            page: {'limit': at most 100, 'offset': lines to skip}.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The lines. Their `total` counts those of this page alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(logs.find_logs, _LOG, labels, params)

    def iter_logs(self, labels: Mapping[str, str], **params: Unpack[WalkKwargs]) -> AsyncWalk[models.Log]:
        """Walk through all lines that have labels.

        Args:
            labels: Labels that the lines have, at least one.
            limit: So many lines at most, None for all.
            prefetch: Pages that are asked for ahead, in tasks.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An asynchronous iterator over the lines. Nothing is sent before its first step.

        Raises:
            HubAPIError: while iterating, what the Hub refused and why, or that it could not be reached.
        """
        refuse_unknown(params, WalkKwargs.__optional_keys__, "keyword", "iter_logs")
        asked: LabelKwargs = {"auth": params.get("auth")}
        logs.find_logs(_LOG, labels, asked)
        ends = _Ends()

        async def fetch(offset: int, limit: int) -> HubList[models.Log]:
            page: PageParams = {"limit": limit, "offset": offset}
            return ends.checked(offset, await self._call(logs.find_logs, _LOG, labels, {**asked, "page": page}))

        return AsyncWalk(fetch, counted=False, prefetch=params.get("prefetch", PREFETCH), limit=params.get("limit"))

    async def delete_logs(self, labels: Mapping[str, str], **params: Unpack[BaseKwargs]) -> None:
        """Ask the Hub to delete the lines that have labels.

        A Hub whose store of logs cannot delete keeps them, and does not say so; up to 0.14 none can.

        Args:
            labels: Labels that the lines have, at least one.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(logs.delete_logs, _LOG, labels, params)


class _Ends:
    """Notices a store of logs that knows no pages and answers with the same lines again and again."""

    def __init__(self) -> None:
        self._first: HubList[models.Log] | None = None

    def checked(self, offset: int, page: HubList[models.Log]) -> HubList[models.Log]:
        """The page, or an empty one in place of the first page once more."""
        if offset == 0:
            self._first = page
        elif len(page) > 1 and page == self._first:
            return HubList()
        return page
