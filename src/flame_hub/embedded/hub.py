"""The embedded Hub: its parts, its routes, and what it knows from the start."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from ..contract import TABLE
from ..contract.releases import AUTHUP_RELEASE, HUB_RELEASE, Service
from ..contract.routes import OTHER_PATHS
from . import (
    access_rules,
    analysis_commands,
    analysis_rules,
    bucket_rules,
    client_permission_rules,
    image_rules,
    join_rules,
    log_rules,
    other_rules,
    project_rules,
    protocol,
    registry_commands,
    seeding,
)
from .access import Access
from .auth_collection import AuthCollection
from .auth_rules import Clients, Realms, Users
from .clock import Clock
from .collection import Collection, Context
from .core_rules import Nodes, Registries, RegistryProjects
from .credentials import hash_password
from .eras import era_of
from .facts import Census
from .faults import Faults
from .filters import QueryRejected
from .jobs import Jobs
from .messages import MalformedBody, Request, Response, TooLarge, json_response
from .objects import Objects
from .permissions import EVERYTHING
from .recording import Exchange, Recording
from .refusals import Refusal, bad_request, internal, no_route
from .router import Router
from .sql import InvalidLiteral
from .storage_rules import BucketFiles, Buckets
from .store import Emptied, Row, Store, StoreError
from .tokens import ACCESS_TOKEN_LIFE, Identity, Tokens

if TYPE_CHECKING:
    from .server import Served

logger = logging.getLogger("flame_hub.embedded")

AUTHUP_VERSION = f"1.0.0-{AUTHUP_RELEASE}"

_REALMS, _USERS, _CLIENTS = (TABLE[name] for name in ("realm", "user", "client"))
_RULES: dict[str, type[Collection]] = {
    "realm": Realms,
    "user": Users,
    "client": Clients,
    "role": access_rules.Roles,
    "permission": access_rules.Permissions,
    "scope": access_rules.Scopes,
    "policy": access_rules.Policies,
    "user_role": join_rules.UserRoles,
    "user_permission": join_rules.PermissionJoins,
    "role_permission": join_rules.RolePermissions,
    "client_role": join_rules.RoleJoins,
    "client_permission": join_rules.ClientPermissions,
    "client_scope": join_rules.ClientScopes,
    "permission_policy": join_rules.PermissionPolicies,
    "identity_provider_role_mapping": join_rules.RoleMappings,
    "user_attribute": other_rules.UserAttributes,
    "role_attribute": other_rules.RoleAttributes,
    "identity_provider": other_rules.IdentityProviders,
    "identity_provider_account": other_rules.ProviderAccounts,
    "session": other_rules.Sessions,
    "session_token": other_rules.SessionTokens,
    "key": other_rules.Keys,
    "event": other_rules.Events,
    "consent": other_rules.Consents,
    "trust_anchor": other_rules.TrustAnchors,
    "registry": Registries,
    "registry_project": RegistryProjects,
    "node": Nodes,
    "bucket": Buckets,
    "bucket_file": BucketFiles,
    **project_rules.RULES,
    **analysis_rules.RULES,
    **bucket_rules.RULES,
    **image_rules.RULES,
    **log_rules.RULES,
}
_ROUTES = (
    *analysis_rules.ROUTES,
    *analysis_commands.ROUTES,
    *client_permission_rules.ROUTES,
    *image_rules.ROUTES,
    *log_rules.ROUTES,
    *registry_commands.ROUTES,
)


class EmbeddedHubError(Exception):
    """The embedded Hub cannot be started; the message says why and what to do."""


class EmbeddedHub:
    """A FLAME Hub in this process: auth, core and storage on one SQLite database.

    It knows the user `admin` with the password `start123` in the realm `master`, and the client `system` with the
    secret `start123`. Use it as a context manager, or close it. Safe to use from several threads.

    Args:
        data: Folder that keeps everything; made if it is not there. None: everything goes when the Hub is closed.
        clock: Tells the time.
        skip_approvals: Nodes need not approve projects and analyses.
        generation: Which Hub it is: a generation ("0.8") or a release ("0.8.36") from 0.8 on. It can be changed while
            the Hub runs, as if the Hub was upgraded.

    Raises:
        EmbeddedHubError: the folder cannot be used, or another process uses it; or there is no such generation.
    """

    ADMIN_NAME = "admin"
    ADMIN_PASSWORD = "start123"
    SYSTEM_NAME = "system"
    SYSTEM_SECRET = "start123"

    def __init__(
        self,
        data: str | Path | None = None,
        *,
        clock: Clock | None = None,
        skip_approvals: bool = False,
        generation: str = HUB_RELEASE,
    ) -> None:
        #: The folder that keeps everything, None: memory.
        self.folder = folder = _folder(data)
        self.clock = clock or Clock()
        #: When it was started.
        self.since = self.clock.stamp()
        #: What goes wrong on demand.
        self.faults = Faults()
        #: The last requests.
        self.requests = Recording()
        self.skip_approvals = skip_approvals
        self.jobs = Jobs(self.clock)
        self._made_as = (generation, skip_approvals, self.jobs)
        self._closed = False
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self.store = Store(folder)
        except (OSError, StoreError) as error:
            raise EmbeddedHubError(_why_not(error, folder)) from error
        try:
            self.tokens = Tokens(self.store, self.clock, folder)
            self.objects = Objects(folder / "objects" if folder is not None else None)
        except (OSError, ValueError) as error:
            self.store.close()
            raise EmbeddedHubError(_why_not(error, folder)) from error
        self.access = Access(self.store, self.clock)
        self.census = Census(self.store)
        collections = {
            (r.service, r.path): _RULES.get(r.name, AuthCollection if r.service == "auth" else Collection)(r)
            for r in TABLE
            if r.offered
        }
        self.router = Router(collections, _ROUTES, self._version)
        self._provision()
        try:
            self.generation = generation
        except EmbeddedHubError:
            self.close()
            raise

    @property
    def generation(self) -> str:
        """The generation or release of Hubs that it is one of."""
        return self._generation

    @generation.setter
    def generation(self, generation: str) -> None:
        try:
            self._era = era_of(self, generation)
        except ValueError as error:
            raise EmbeddedHubError(f"There is no such generation of Hubs. {error}") from None
        self._generation = generation
        self.tokens.access_life = self._era.access_life if self._era is not None else ACCESS_TOKEN_LIFE

    def _provision(self) -> None:
        """Make what every Hub has from the start, unless it is there."""
        with self.store.transaction():
            accounts = [] if self.store.first(_REALMS, {"name": "master"}) is not None else self._make_accounts()
            self.access.provision()
            for account in accounts:
                self.grant(account["id"], [EVERYTHING])

    def _make_accounts(self) -> list[Row]:
        """The administrator and the services' client, in the realm that there is first; and the images."""
        stamp = self.clock.stamp()
        realm = self.store.insert(_REALMS, {"name": "master", "built_in": True}, stamp)
        owned = {"realm_id": realm["id"]}
        admin = {"name": self.ADMIN_NAME, "display_name": self.ADMIN_NAME, "email": "admin@example.com"}
        hashed = _hashed_once(self.ADMIN_PASSWORD)
        user = self.store.insert(_USERS, {**owned, **admin, "password": hashed}, stamp)
        system = {"name": self.SYSTEM_NAME, "built_in": True, "auth_method": "secret", "secret": self.SYSTEM_SECRET}
        client = self.store.insert(_CLIENTS, {**owned, **system}, stamp)
        image_rules.read_repository(self.store, stamp)
        return [user, client]

    # Permissions

    def grant(self, account_id: str, permissions: Iterable[str]) -> None:
        """Permit a user or a client to do what these permissions name, in its realm or, from the master realm, in all.

        A name that there is no permission of becomes one.

        Raises:
            ValueError: there is no such account.
        """
        self.access.grant(account_id, permissions)

    def permissions_of(self, identity: Identity) -> frozenset[str]:
        """The names of what a user or a client may do, by permissions of its own and of its roles."""
        return self.access.names_of(identity)

    # Control

    def reset(self) -> None:
        """Go back to a fresh Hub: its records, files and logs, logins, jobs, clock, faults, recorded requests, and the
        generation that it was made with.

        What is kept in a data folder is deleted as well. A request that is being worked on is carried out before it,
        or fails; tokens of before are refused.

        Raises:
            EmbeddedHubError: the Hub is closed.
        """
        if self._closed:
            raise EmbeddedHubError("The embedded Hub is closed.")
        self.faults.clear()
        self.clock.reset()
        with self.store.emptied():
            for jobs in (self.jobs, self._made_as[2]):
                jobs.clear()
            self.objects.clear()
            self._provision()
        self.generation, self.skip_approvals, self.jobs = self._made_as
        self.requests.clear()

    def seed(self, state: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Make records that are described as plain data, all of them or none.

        Args:
            state: Entries by the name of their collection and a label: `{"realms": {"clinic": {}}, "users": {"ada":
                {"realm": "clinic", "password": "correct-horse", "permissions": ["node_create"]}}}`. Entries refer to
                others by their label.

        Returns:
            The new records, as the Hub answered them, by collection and label.

        Raises:
            SeedError: something in it is wrong, or the Hub refused it; the message says which entry, and why.
        """
        return seeding.seed(self, state)

    # Requests

    def handle(self, request: Request) -> Response:
        """The answer to a request. It never raises: what goes wrong is an answer too."""
        exchange = Exchange(request, self.clock)
        fault = self.faults.take(request)
        if fault is None:
            answer = self._carry_out(exchange)
        else:
            answer = fault.disturb(request, lambda: self._carry_out(exchange))
        self.requests.add(exchange.recorded(answer, fault))
        return answer

    def _carry_out(self, exchange: Exchange) -> Response:
        request = exchange.request
        service = request.segments[0] if request.segments else ""
        if self._closed:
            return internal("The embedded Hub is closed.").answer(service)

        def inside(service: str, request: Request) -> Response:
            return self._answer(service, request, exchange)

        with self.store.visit():
            self.jobs.run_pending()
            if self._era is not None:
                answer = self._era.handle(service, request, inside, self._guarded)
            else:
                answer = self._guarded(service, request, inside)
            self.jobs.run_pending()
        return answer

    def answer_to(self, identity: Identity, request: Request) -> Response:
        """The answer to a request of somebody who is known, as a Hub of today gives it. It comes through no door: it is
        not recorded, and nothing goes wrong with it on demand."""
        exchange = Exchange(request, self.clock)
        exchange.identity = identity
        return self._guarded(request.segments[0], request, lambda service, of: self._answer(service, of, exchange))

    def _guarded(self, service: str, request: Request, answer: Callable[[str, Request], Response]) -> Response:
        try:
            return answer(service, request)
        except Refusal as refusal:
            return refusal.answer(service)
        except QueryRejected as rejected:
            return bad_request(rejected.message, rejected.issues).answer(service)
        except InvalidLiteral as error:
            return internal(error.message).answer(service)
        except MalformedBody as error:
            return internal(f"Malformed JSON: {error}").answer(service)
        except TooLarge:
            return Refusal(413, "bad_request", "The request body is too large.").answer(service)
        except ConnectionAbortedError:
            # The client is gone, so nobody reads this; what it had not sent completely was not stored.
            return bad_request("Request aborted").answer(service)
        except Emptied:
            return internal("The embedded Hub was reset while it worked on this.").answer(service)
        except Exception:
            logger.exception("%s %s failed", request.method, request.target.partition("?")[0])
            return internal("An internal server error occurred.").answer(service)

    def _answer(self, service: str, request: Request, exchange: Exchange) -> Response:
        if service not in OTHER_PATHS:
            return no_route()
        context = Context(self, request, exchange.identity)
        known = cast("Literal['auth', 'core', 'storage']", service)
        route = self.router.find(known, request.method, request.segments[1:], context)
        if route is None:
            return self._not_offered(service, request)
        if context.identity is None and not (service == "auth" and request.segments[1:2] == ("token",)):
            protocol.identify(context, known)
            exchange.identity = context.identity
        return route()

    def _not_offered(self, service: str, request: Request) -> Response:
        others = OTHER_PATHS[service]
        head = request.segments[1] if len(request.segments) > 1 else ""
        if "*" in others or head in others:
            path = "/".join(request.segments)
            message = f"The embedded Hub does not offer {request.method} /{path}."
            return Refusal(501, "not_implemented", message).answer(service)
        return no_route()

    def version_of(self, service: Service) -> str:
        """What a service says that it is a release of."""
        if self._era is not None:
            return self._era.version(service)["version"]
        return AUTHUP_VERSION if service == "auth" else f"{HUB_RELEASE}.0"

    def _version(self, service: Service) -> Response:
        if service == "auth":
            return json_response(200, {"version": AUTHUP_VERSION, "date": self.clock.stamp(), "features": {}})
        timestamp = int(self.clock.now() * 1000)
        return json_response(200, {"version": f"{HUB_RELEASE}.0", "timestamp": timestamp})

    # Serving

    @contextmanager
    def serve(self, host: str = "127.0.0.1", port: int = 0, *, control: bool = False) -> Generator[Served]:
        """Serve over HTTP while the context lasts; besides its services a page for people, at `/`.

        Args:
            host: Address to listen at.
            port: Port to listen at, 0 for one that is free.
            control: Serve `reset`, `seed`, `clock`, `faults` and `requests` as well, below `/_control`. Whoever
                reaches the Hub can use them without a login.

        Yields:
            An object with the `base_url` of the Hub.

        Raises:
            EmbeddedHubError: the port is in use or may not be used.
        """
        from .server import serve

        with serve(self, host, port, control=control) as served:
            yield served

    @property
    def closed(self) -> bool:
        """Whether it has been closed: it answers nothing but that."""
        return self._closed

    def close(self) -> None:
        """Release the database and, without a data folder, all that was stored. Doing so twice does no harm."""
        self._closed = True
        self.faults.clear()
        self.store.close()
        self.objects.close()

    def __enter__(self) -> EmbeddedHub:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _folder(data: object) -> Path | None:
    if data is None:
        return None
    if not isinstance(data, (str, Path)) or not str(data) or "\0" in str(data):
        raise EmbeddedHubError(f"{data!r} is no folder for the Hub's data. Give its path, or None for memory.")
    return Path(data)


@lru_cache(maxsize=1)
def _hashed_once(password: str) -> str:
    """The hash of the published password: hashing is slow on purpose, and every fresh Hub starts with it."""
    return hash_password(password)


def _why_not(error: Exception, folder: Path | None) -> str:
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"The data folder {folder} cannot be used: {reason}. Give a folder that you may write to."
    return str(error)
