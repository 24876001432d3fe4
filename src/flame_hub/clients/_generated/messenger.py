"""The synchronous client of the messenger service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing_extensions import Unpack

from ... import models
from ...contract import TABLE
from ...core import operations
from ...core.bindings import ActionBinding
from ...core.options import (
    AuthParam,
    BaseKwargs,
)
from ..base import ClientKwargs
from ..mailbox import SyncMailbox

_GET_STATUS = ActionBinding(TABLE.actions["messenger"][0], "messenger")


class MessengerClient(SyncMailbox):
    """Client of the messenger: messages to users and clients."""

    service = "messenger"
    default_url = "https://messenger.privateaim.dev"

    def __init__(
        self, base_url: str = "https://messenger.privateaim.dev", auth: AuthParam = None, **kwargs: Unpack[ClientKwargs]
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

    def get_status(self, **params: Unpack[BaseKwargs]) -> models.MessengerStatus:
        """Ask whether the messenger is there. Needs no login.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The MessengerStatus.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _GET_STATUS, {}, params)
