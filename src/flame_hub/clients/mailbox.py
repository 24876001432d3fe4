"""The messenger's mailbox: messages to users and clients, and events that tell of new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from typing_extensions import Unpack

from .. import models
from ..core import mailbox
from ..core.options import BaseKwargs
from ..http.events import AsyncMessageEvents, MessageEvents
from .base import AsyncClient, SyncClient

#: Whom a message is for: a user, a client, a node or an analysis, which have clients; or a pair of the kind and an id.
Recipient: TypeAlias = (
    "models.User | models.Client | models.Node | models.Analysis | tuple[models.PartyType, UUID | str]"
)

#: Messages of an answer, unless another number is asked for.
PAGE = 50


class SyncMailbox(SyncClient):
    """The messenger client's mailbox."""

    def send_message(
        self,
        recipients: Recipient | Iterable[Recipient],
        data: str | Mapping[str, Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
        **params: Unpack[BaseKwargs],
    ) -> list[str]:
        """Leave a message for one or several. The Hub keeps it for a day.

        Whether there is such a user or client is not checked.

        Args:
            recipients: Whom it is for: a user, a client, a node, an analysis, or a pair such as `("client", id)`.
            data: What it says. The Hub does not look into it: encrypt what it must not know.
            metadata: What is said beside it, such as the id of an analysis.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ids of the messages, one for each recipient.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(mailbox.send_message, recipients, data, metadata, params)

    def receive_messages(
        self, limit: int = PAGE, wait: float = 0, **params: Unpack[BaseKwargs]
    ) -> list[models.Message]:
        """Read the messages for oneself, the oldest first. They are there until they are acknowledged.

        Args:
            limit: So many at most, up to 100.
            wait: Seconds to wait for a message if there is none, up to 30.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The messages, none if there are none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(mailbox.receive_messages, models.Message, limit, wait, params)

    def acknowledge_messages(
        self, ids: models.Message | UUID | str | Iterable[models.Message | UUID | str], **params: Unpack[BaseKwargs]
    ) -> None:
        """Tell the Hub that messages have arrived, so that it forgets them.

        Args:
            ids: The messages or their ids. What is none of the caller's is passed over.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(mailbox.acknowledge_messages, ids, params)

    def iter_message_events(self, **params: Unpack[BaseKwargs]) -> MessageEvents:
        """Wait for messages: an event when there may be some, one of them at once.

        The events do not say what the messages are: ask for these with `receive_messages`.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An iterator that waits for the next event. Close it, or use it as a context manager. It ends when the Hub
            ends the connection.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        call = self._prepared(mailbox.message_events, params)
        return MessageEvents(self._driver.download(self.service, self._base_url, call, self._login_for(call), None))


class AsyncMailbox(AsyncClient):
    """The asynchronous messenger client's mailbox."""

    async def send_message(
        self,
        recipients: Recipient | Iterable[Recipient],
        data: str | Mapping[str, Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
        **params: Unpack[BaseKwargs],
    ) -> list[str]:
        """Leave a message for one or several. The Hub keeps it for a day.

        Whether there is such a user or client is not checked.

        Args:
            recipients: Whom it is for: a user, a client, a node, an analysis, or a pair such as `("client", id)`.
            data: What it says. The Hub does not look into it: encrypt what it must not know.
            metadata: What is said beside it, such as the id of an analysis.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ids of the messages, one for each recipient.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(mailbox.send_message, recipients, data, metadata, params)

    async def receive_messages(
        self, limit: int = PAGE, wait: float = 0, **params: Unpack[BaseKwargs]
    ) -> list[models.Message]:
        """Read the messages for oneself, the oldest first. They are there until they are acknowledged.

        Args:
            limit: So many at most, up to 100.
            wait: Seconds to wait for a message if there is none, up to 30.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The messages, none if there are none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(mailbox.receive_messages, models.Message, limit, wait, params)

    async def acknowledge_messages(
        self, ids: models.Message | UUID | str | Iterable[models.Message | UUID | str], **params: Unpack[BaseKwargs]
    ) -> None:
        """Tell the Hub that messages have arrived, so that it forgets them.

        Args:
            ids: The messages or their ids. What is none of the caller's is passed over.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(mailbox.acknowledge_messages, ids, params)

    async def iter_message_events(self, **params: Unpack[BaseKwargs]) -> AsyncMessageEvents:
        """Wait for messages: an event when there may be some, one of them at once.

        The events do not say what the messages are: ask for these with `receive_messages`.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            An asynchronous iterator that waits for the next event: `async with await …, async for …`. It ends when the
            Hub ends the connection.

        Raises:
            HubAPIError: what the Hub refused and why, at once; a broken connection, while iterating.
        """
        call = await self._prepared(mailbox.message_events, params)
        return AsyncMessageEvents(
            await self._driver.download(self.service, self._base_url, call, self._login_for(call), None)
        )
