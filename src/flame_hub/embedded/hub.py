"""The embedded Hub: its parts, its routes, and what it knows from the start."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

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
)
from .access import Access
from .auth_collection import AuthCollection, realm_named
from .auth_rules import Clients, Realms, Users
from .clock import Clock
from .collection import Collection, Context
from .core_rules import Nodes, Registries, RegistryProjects
from .credentials import hash_password
from .eras import era_of
from .filters import QueryRejected
from .jobs import Jobs
from .messages import MalformedBody, Request, Response, TooLarge, empty_response, json_response
from .objects import Objects
from .permissions import EVERYTHING
from .rate_limits import RateLimits
from .refusals import Refusal, bad_request, internal, no_route, not_kept
from .routes import find_route
from .sql import InvalidLiteral
from .storage_rules import BucketFiles, Buckets
from .store import Row, Store, StoreError
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
        rate_limits: Whether requests are refused for being too many of a minute, as a Hub does. None: those over a
            socket are, those in this process are not. What is left is told in every answer's headers.

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
        rate_limits: bool | None = None,
    ) -> None:
        folder = _folder(data)
        self.clock = clock or Clock()
        self.skip_approvals = skip_approvals
        self.jobs = Jobs(self.clock)
        self._closed = False
        try:
            if folder is not None:
                _make_private(folder)
            self.store = Store(folder)
        except (OSError, StoreError) as error:
            raise EmbeddedHubError(_why_not(error, folder)) from error
        try:
            self.tokens = Tokens(self.store, self.clock, folder)
            self.objects = Objects(folder / "objects" if folder is not None else None)
            self.objects.recover(self.store)
        except (OSError, ValueError) as error:
            self.store.close()
            raise EmbeddedHubError(_why_not(error, folder)) from error
        self.access = Access(self.store, self.clock)
        self._rate_limits = RateLimits(self.clock, self.tokens, refuses=rate_limits)
        self._collections = {
            (r.service, r.path): _RULES.get(r.name, AuthCollection if r.service == "auth" else Collection)(r)
            for r in TABLE
            if r.offered
        }
        self._seed()
        bucket_rules.make_missing_buckets(self)
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

    def _seed(self) -> None:
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

    # Requests

    def handle(self, request: Request) -> Response:
        """The answer to a request. It never raises: what goes wrong is an answer too."""
        service = request.segments[0] if request.segments else ""
        if self._closed or self.store.forked:
            what = "is closed" if self._closed else "was opened before this process was forked"
            return internal(f"The embedded Hub {what}.").answer(service)
        return self._rate_limits.answered(service, request, partial(self._worked_on, service, request))

    def _worked_on(self, service: str, request: Request) -> Response:
        self.jobs.run_pending()
        if self._era is not None:
            answer = self._era.handle(service, request, self._answer, self._guarded)
        else:
            answer = self._guarded(service, request, self._answer)
        self.jobs.run_pending()
        return answer

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
        except (OSError, sqlite3.Error) as error:
            logger.exception("%s %s failed", request.method, request.target.partition("?")[0])
            return not_kept(error).answer(service)
        except Exception:
            logger.exception("%s %s failed", request.method, request.target.partition("?")[0])
            return internal("An internal server error occurred.").answer(service)

    def _answer(self, service: str, request: Request) -> Response:
        if service not in OTHER_PATHS:
            return no_route()
        context = Context(self, request, None)
        known = cast("Literal['auth', 'core', 'storage']", service)
        route = self._route(known, request.method, request.segments[1:], context)
        if route is None:
            return self._not_offered(service, request)
        if not (service == "auth" and request.segments[1:2] == ("token",)):
            protocol.identify(context, known)
        return route()

    def _not_offered(self, service: str, request: Request) -> Response:
        others = OTHER_PATHS[service]
        head = request.segments[1] if len(request.segments) > 1 else ""
        if "*" in others or head in others:
            path = "/".join(request.segments)
            message = f"The embedded Hub does not offer {request.method} /{path}."
            return Refusal(501, "not_implemented", message).answer(service)
        return no_route()

    def _route(
        self, service: Service, method: str, path: tuple[str, ...], context: Context
    ) -> Callable[[], Response] | None:
        """What answers a method and a path below a service; None if nothing does."""
        if service == "auth" and (found := _protocol_route(method, path, context)):
            return found
        if not path:
            return partial(self._version, service) if method == "GET" and "*" not in OTHER_PATHS[service] else None
        if special := find_route(_ROUTES, service, method, path):
            route, values = special
            of = (self._collections[service, TABLE[route.of].path],) if route.of else ()
            return partial(route.answer, *of, context, *values)
        collection = self._collections.get((service, path[0]))
        if service == "auth" and path[0] == "realms" and path[2:]:
            return self._route_in_realm(method, path[1], path[2:], context)
        return _collection_route(collection, method, path[1:], context) if collection is not None else None

    def _route_in_realm(
        self, method: str, realm: str, path: tuple[str, ...], context: Context
    ) -> Callable[[], Response] | None:
        """What answers below `realms/<id or name>`."""
        collection = self._collections.get(("auth", path[0]))
        if collection is None or not collection.resource.in_realms:
            return None
        route = _collection_route(collection, method, path[1:], context)

        def answer(found: Callable[[], Response]) -> Response:
            context.realm = realm_named(context, realm)
            return found()

        return partial(answer, route) if route is not None else None

    def _version(self, service: Service) -> Response:
        if service == "auth":
            return json_response(200, {"version": AUTHUP_VERSION, "date": self.clock.stamp(), "features": {}})
        timestamp = int(self.clock.now() * 1000)
        return json_response(200, {"version": f"{HUB_RELEASE}.0", "timestamp": timestamp})

    # Serving

    @contextmanager
    def serve(self, host: str = "127.0.0.1", port: int = 0) -> Generator[Served]:
        """Serve over HTTP while the context lasts.

        Args:
            host: Address to listen at.
            port: Port to listen at, 0 for one that is free.

        Yields:
            An object with the `base_url` of the Hub.

        Raises:
            EmbeddedHubError: the port is in use or may not be used.
        """
        from .server import serve

        with serve(self, host, port) as served:
            yield served

    def close(self) -> None:
        """Release the database and, without a data folder, all that was stored. Doing so twice does no harm."""
        self._closed = True
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


def _make_private(folder: Path) -> None:
    """Make the folder, for its owner only, if it is not there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        folder.chmod(0o700)  # not left to the umask


@lru_cache(maxsize=1)
def _hashed_once(password: str) -> str:
    """The hash of the published password: hashing is slow on purpose, and every fresh Hub starts with it."""
    return hash_password(password)


def _why_not(error: Exception, folder: Path | None) -> str:
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"The data folder {folder} cannot be used: {reason}. Give a folder that you may write to."
    return str(error)


def _protocol_route(method: str, path: tuple[str, ...], context: Context) -> Callable[[], Response] | None:
    """Authup's endpoints that belong to no collection."""
    fixed: dict[tuple[str, ...], Callable[[Context], Response]] = {
        ("POST", "token"): protocol.token,
        ("POST", "token", "introspect"): protocol.introspect,
        ("GET", "token", "introspect"): protocol.introspect,
        ("POST", "token", "revoke"): protocol.revoke,
        ("GET", "userinfo"): protocol.userinfo,
        ("GET", "jwks"): protocol.keys,
    }
    if found := fixed.get((method, *path)):
        return lambda: found(context)
    if method == "GET" and path == (".well-known", "openid-configuration"):
        target = "realms/master/.well-known/openid-configuration"
        return lambda: _redirect(protocol.base_url(context.request) + target)
    if method == "GET" and len(path) >= 3 and path[0] == "realms":
        if path[2:] == (".well-known", "openid-configuration"):
            return lambda: protocol.discovery(context, path[1])
        if path[2:] == ("jwks",):
            return lambda: protocol.keys(context, path[1])
    return None


def _redirect(url: str) -> Response:
    answer = empty_response(302)
    answer.headers.append(("location", url))
    return answer


def _collection_route(
    collection: Collection, method: str, path: tuple[str, ...], context: Context
) -> Callable[[], Response] | None:
    verbs = collection.resource.verbs
    if not path:
        if method == "GET" and "list" in verbs:
            return lambda: collection.list(context)
        if method == "POST" and "create" in verbs:
            return lambda: collection.create(context)
        whole = _ROUTES_OF_ALL.get((collection.resource.name, method))
        return (lambda: whole(collection, context)) if whole is not None else None
    key = path[0]
    if len(path) == 1:
        if method == "GET" and "get" in verbs:
            return lambda: collection.get(context, key)
        if method == "POST" and "update" in verbs:
            return lambda: collection.update(context, key)
        if method == "PUT" and "upsert" in verbs and isinstance(collection, AuthCollection):
            return lambda: collection.upsert(context, key)
        return (lambda: collection.delete(context, key)) if method == "DELETE" and "delete" in verbs else None
    below = _ROUTES_BELOW.get((collection.resource.name, method, "/".join(path[1:])))
    return (lambda: below(collection, context, key)) if below is not None else None


#: Routes of a collection as a whole that are none of its verbs.
_ROUTES_OF_ALL: dict[tuple[str, str], Callable[..., Response]] = {
    ("session", "DELETE"): other_rules.Sessions.delete_many,
}

#: Routes below a record.
_ROUTES_BELOW: dict[tuple[str, str, str], Callable[..., Response]] = {
    ("permission", "POST", "check"): access_rules.Permissions.check,
    ("policy", "POST", "check"): access_rules.Policies.check,
    ("policy", "GET", "expanded"): access_rules.Policies.expanded,
    ("node", "GET", "client/credentials"): Nodes.get_client_credentials,
    ("node", "POST", "client/credentials"): Nodes.update_client_credentials,
    ("node", "GET", "registry/credentials"): Nodes.get_registry_credentials,
    ("bucket", "POST", "upload"): Buckets.upload,
    ("bucket", "GET", "stream"): Buckets.stream,
    ("bucket_file", "GET", "stream"): BucketFiles.stream,
}
