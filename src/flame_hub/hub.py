"""The whole Hub as one object: all services on one connection pool and one login."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import httpx2
from typing_extensions import Self, Unpack

from .clients.base import as_login, own_client, refuse_pickling, service_url, settings_of
from .core.errors import UsageError
from .core.options import AuthParam
from .core.texts import without_password
from .http.auth import HubAuth, PasswordAuth
from .http.drivers import AsyncDriver, SyncDriver
from .http.sending import Login
from .http.settings import ConnectionKwargs, Settings

if TYPE_CHECKING:
    # Each is imported when it is first used: none is needed by everybody.
    from .clients._generated.messenger import MessengerClient
    from .clients._generated.messenger_async import AsyncMessengerClient
    from .clients._generated.telemetry import TelemetryClient
    from .clients._generated.telemetry_async import AsyncTelemetryClient
    from .embedded import EmbeddedHub
else:
    # For those who ask for type hints at run time: the embedded Hub is an extra that may not be installed.
    EmbeddedHub = Any

#: Base URL of an embedded Hub that is reached without a socket.
EMBEDDED_URL = "http://embedded.invalid/"


class _HubBase:
    """What a Hub has in both colours: where its services are and how it logs in."""

    _driver: Any
    _generation: str | None

    def _aim(
        self,
        base_url: str | None,
        auth: AuthParam,
        urls: Mapping[str, str | None],
        others: Mapping[str, str | None],
    ) -> None:
        if base_url is None:
            others = {name: url for name, url in others.items() if url is not None}
        self._urls = _service_urls(base_url, {**urls, **others})
        login = as_login(auth)
        self._login: Login = login.for_hub(self._urls["auth"]) if isinstance(login, HubAuth) else login
        self._embedded: EmbeddedHub | None = None

    def _url_of(self, service: str) -> str:
        """The URL of a service that not every Hub has."""
        if service not in self._urls:
            raise UsageError(f"It is not known where the {service} service is: give {service}_url or base_url.", None)
        return self._urls[service]

    def __reduce__(self) -> tuple[Any, ...]:
        refuse_pickling(self._driver, type(self).__name__)
        login = None if self._login is httpx2.USE_CLIENT_DEFAULT else self._login
        return _connected_again, (type(self), self._urls, login, self._generation, self._driver.settings)

    def __repr__(self) -> str:
        urls = ", ".join(f"{name}={without_password(url)!r}" for name, url in self._urls.items())
        return f"{type(self).__name__}({urls})"


class Hub(_HubBase):
    """A FLAME Hub: `hub.auth`, `hub.core`, `hub.storage`, `hub.telemetry` and `hub.messenger` are the clients of its
    services.

    Use it as a context manager, or close it. It may be shared between threads.

    Args:
        base_url: Where the Hub is. Its services are at /auth/, /core/, /storage/, /telemetry/ and /messenger/ below it.
        auth: A login of flame_hub.auth, or an access token. A login that was given no URL logs in at this Hub.
        auth_url, core_url, storage_url: URL of a service that is elsewhere. If all three are given, `base_url` may be
            left out.
        telemetry_url, messenger_url: Likewise. Without them and `base_url`, the Hub is used without these services.
        client: An httpx2 client of your own, for its TLS, proxy and timeout settings. It is not closed with the Hub.
        generation: What the Hub runs: its generation ("0.8", "0.14") or release ("0.8.36"). None: each service is asked
            before its first call.
        connection: How to connect, how long to wait and how often to try: see flame_hub.types.ConnectionKwargs.

    Raises:
        UsageError: a URL is none, the URL of a service is missing, or a file of certificates cannot be used.
    """

    driver_kind = SyncDriver
    _driver: SyncDriver

    def __init__(
        self,
        base_url: str | None = None,
        auth: AuthParam = None,
        *,
        auth_url: str | None = None,
        core_url: str | None = None,
        storage_url: str | None = None,
        telemetry_url: str | None = None,
        messenger_url: str | None = None,
        client: httpx2.Client | None = None,
        generation: str | None = None,
        **connection: Unpack[ConnectionKwargs],
    ) -> None:
        urls = {"auth": auth_url, "core": core_url, "storage": storage_url}
        self._aim(base_url, auth, urls, {"telemetry": telemetry_url, "messenger": messenger_url})
        own = own_client(client, httpx2.Client)
        self._open(SyncDriver(settings_of(connection, own), own), generation)

    def _open(self, driver: SyncDriver, generation: str | None) -> None:
        from .clients._generated.auth import AuthClient
        from .clients._generated.core import CoreClient
        from .clients._generated.storage import StorageClient

        self._driver = driver
        self._generation = generation
        self.auth = AuthClient.sharing(driver, self._urls["auth"], self._login, generation)
        self.core = CoreClient.sharing(driver, self._urls["core"], self._login, generation)
        self.storage = StorageClient.sharing(driver, self._urls["storage"], self._login, generation)

    @cached_property
    def telemetry(self) -> TelemetryClient:
        """The client of the telemetry service. Raises UsageError if it is not known where that is."""
        from .clients._generated.telemetry import TelemetryClient

        return TelemetryClient.sharing(self._driver, self._url_of("telemetry"), self._login, self._generation)

    @cached_property
    def messenger(self) -> MessengerClient:
        """The client of the messenger. Raises UsageError if it is not known where that is."""
        from .clients._generated.messenger import MessengerClient

        return MessengerClient.sharing(self._driver, self._url_of("messenger"), self._login, self._generation)

    @classmethod
    def from_env(cls, profile: str | None = None, **arguments: Any) -> Self:
        """A Hub that is described by environment variables, and by a profile in a file of the user's configuration.

        What is given here comes before variables such as FLAME_HUB_URL, FLAME_HUB_USERNAME and FLAME_HUB_PASSWORD, and
        these before the profile. The page on logins of the documentation lists them all.

        Args:
            profile: Name of the profile. None: that which FLAME_HUB_PROFILE names, else "default" if there is one.
            arguments: Those of `Hub`.

        Raises:
            UsageError: something is missing or contradicts something else, or others may read the file.
        """
        from .http.credentials import hub_arguments

        return cls(**hub_arguments(arguments, profile))

    @classmethod
    def embedded(
        cls,
        data: str | Path | EmbeddedHub | None = None,
        auth: AuthParam = None,
        **connection: Unpack[ConnectionKwargs],
    ) -> Self:
        """A Hub in this process, without a socket, logged in as its administrator.

        Args:
            data: Folder that keeps the Hub's data, None for memory; or an `EmbeddedHub` of your own, which is not
                closed with this object.
            auth: Another login than the administrator's.
            connection: How long to wait and how often to try: `timeout`, `deadline`, `retries`, `throttle`,
                `event_hooks`.

        Raises:
            UsageError: the package was installed without the embedded Hub, or the folder cannot be used.
        """
        from .http.direct import DirectClient
        from .http.inprocess import InProcessTransport, open_embedded

        served, owned = open_embedded(data)
        login = PasswordAuth(served.ADMIN_NAME, served.ADMIN_PASSWORD) if auth is None else auth
        hub = cls(
            EMBEDDED_URL,
            login,
            client=DirectClient(InProcessTransport(served)),
            generation=served.generation,
            **connection,
        )
        hub._embedded = served if owned else None
        return hub

    def versions(self) -> dict[str, str]:
        """What auth, core and storage run: `{"auth": "1.0.0-beta.62", "core": "0.14.0", "storage": "0.14.0"}`.

        The others run what core does, where there are such services.

        A service that does not tell is asked for a list, and judged by its form ("about Hub 0.12.2").

        Raises:
            HubAPIError: a service could not be reached, or refused.
        """
        return {client.service: client.shown_version() for client in (self.auth, self.core, self.storage)}

    def close(self) -> None:
        """Close the connections, and the embedded Hub if this object started it."""
        self._driver.close()
        if self._embedded is not None:
            self._embedded.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncHub(_HubBase):
    """A FLAME Hub whose methods are coroutines: the asynchronous twin of `Hub`, with the same arguments.

    Use it with `async with`, or close it with `aclose()`. It may be shared between the tasks of one event loop.
    """

    driver_kind = AsyncDriver
    _driver: AsyncDriver

    def __init__(
        self,
        base_url: str | None = None,
        auth: AuthParam = None,
        *,
        auth_url: str | None = None,
        core_url: str | None = None,
        storage_url: str | None = None,
        telemetry_url: str | None = None,
        messenger_url: str | None = None,
        client: httpx2.AsyncClient | None = None,
        generation: str | None = None,
        **connection: Unpack[ConnectionKwargs],
    ) -> None:
        urls = {"auth": auth_url, "core": core_url, "storage": storage_url}
        self._aim(base_url, auth, urls, {"telemetry": telemetry_url, "messenger": messenger_url})
        own = own_client(client, httpx2.AsyncClient)
        self._open(AsyncDriver(settings_of(connection, own), own), generation)

    def _open(self, driver: AsyncDriver, generation: str | None) -> None:
        from .clients._generated.auth_async import AsyncAuthClient
        from .clients._generated.core_async import AsyncCoreClient
        from .clients._generated.storage_async import AsyncStorageClient

        self._driver = driver
        self._generation = generation
        self.auth = AsyncAuthClient.sharing(driver, self._urls["auth"], self._login, generation)
        self.core = AsyncCoreClient.sharing(driver, self._urls["core"], self._login, generation)
        self.storage = AsyncStorageClient.sharing(driver, self._urls["storage"], self._login, generation)

    @cached_property
    def telemetry(self) -> AsyncTelemetryClient:
        """The client of the telemetry service. Raises UsageError if it is not known where that is."""
        from .clients._generated.telemetry_async import AsyncTelemetryClient

        return AsyncTelemetryClient.sharing(self._driver, self._url_of("telemetry"), self._login, self._generation)

    @cached_property
    def messenger(self) -> AsyncMessengerClient:
        """The client of the messenger. Raises UsageError if it is not known where that is."""
        from .clients._generated.messenger_async import AsyncMessengerClient

        return AsyncMessengerClient.sharing(self._driver, self._url_of("messenger"), self._login, self._generation)

    @classmethod
    def from_env(cls, profile: str | None = None, **arguments: Any) -> Self:
        """A Hub that is described by environment variables and a profile. See `Hub.from_env`."""
        from .http.credentials import hub_arguments

        return cls(**hub_arguments(arguments, profile))

    @classmethod
    def embedded(
        cls,
        data: str | Path | EmbeddedHub | None = None,
        auth: AuthParam = None,
        **connection: Unpack[ConnectionKwargs],
    ) -> Self:
        """A Hub in this process, without a socket, logged in as its administrator. See `Hub.embedded`."""
        from .http.direct import AsyncDirectClient
        from .http.inprocess import AsyncInProcessTransport, open_embedded

        served, owned = open_embedded(data)
        login = PasswordAuth(served.ADMIN_NAME, served.ADMIN_PASSWORD) if auth is None else auth
        hub = cls(
            EMBEDDED_URL,
            login,
            client=AsyncDirectClient(AsyncInProcessTransport(served)),
            generation=served.generation,
            **connection,
        )
        hub._embedded = served if owned else None
        return hub

    async def versions(self) -> dict[str, str]:
        """What each service runs. See `Hub.versions`."""
        return {client.service: await client.shown_version() for client in (self.auth, self.core, self.storage)}

    async def aclose(self) -> None:
        """Close the connections, and the embedded Hub if this object started it."""
        await self._driver.close()
        if self._embedded is not None:
            self._embedded.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def _connected_again(
    kind: Any, urls: dict[str, str], login: Any, generation: str | None, settings: Settings
) -> Hub | AsyncHub:
    """A Hub like one that was pickled, with connections of its own."""
    made = kind.__new__(kind)
    made._urls, made._login, made._embedded = urls, as_login(login), None
    made._open(kind.driver_kind(settings), generation)
    return made


def _service_urls(base_url: str | None, given: Mapping[str, str | None]) -> dict[str, str]:
    """The URL of every service: its own if it was given, else its place below the base URL."""
    found: dict[str, Any] = {name: service_url(url, f"{name}_url") for name, url in given.items() if url is not None}
    missing = [name for name in given if name not in found]
    if missing and base_url is None:
        raise UsageError(f"Give base_url, or {' and '.join(f'{name}_url' for name in missing)} as well.", None)
    if base_url is not None:
        base = service_url(base_url)
        found |= {name: f"{base}{name}/" for name in missing}
    return {name: found[name] for name in given}
