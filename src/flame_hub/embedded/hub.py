"""The embedded Hub: its parts, what it knows from the start, and what happens to a request."""

from __future__ import annotations

import copy
import logging
import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..contract import TABLE
from ..contract.generations import BUILDS_APART, since
from ..contract.releases import AUTHUP_RELEASE, HUB_RELEASE, TODAY, Release, Service
from ..contract.routes import OTHER_PATHS
from . import (
    analysis_commands,
    former_commands,
    image_rules,
    processes,
    protocol,
    robot_rules,
    rules,
    seeding,
    telemetry_rules,
)
from .access import Access
from .clock import Clock
from .collection import Context
from .credentials import hash_password
from .eras import Era, era_of
from .facts import Census
from .faults import Faults
from .filters import QueryRejected
from .finding import record_of
from .jobs import Jobs, Pace, read_pace
from .mailbox import Mailbox
from .messages import MalformedBody, Request, Response, TooLarge, json_response
from .nodes import NodeAgent, NodeError
from .objects import Objects
from .openapi import document
from .permissions import EVERYTHING, OF_ROBOTS
from .rate_limits import RateLimits
from .recording import Exchange, Recording
from .refusals import Refusal, bad_request, internal, no_route, not_kept
from .router import Router
from .simulation import Simulation
from .sql import InvalidLiteral
from .store import Emptied, Row, Store, StoreError
from .tokens import ACCESS_TOKEN_LIFE, Identity, Tokens, nobody
from .waiting import Bells

if TYPE_CHECKING:
    from .server import Served

logger = logging.getLogger("flame_hub.embedded")

#: Where the OpenAPI document is, below the Hub's root: a real Hub has nothing there.
DOCUMENT = "openapi.json"
AUTHUP_VERSION = f"1.0.0-{AUTHUP_RELEASE}"

_REALMS, _USERS, _CLIENTS = (TABLE[name] for name in ("realm", "user", "client"))


#: What a reset sets back to what the Hub was made with.
_SETTINGS = ("generation", "pace", "simulate_nodes", "skip_project_approval", "skip_analysis_approval")


class EmbeddedHubError(Exception):
    """The embedded Hub cannot be started; the message says why and what to do."""


class EmbeddedHub:
    """A FLAME Hub in this process: its services on one SQLite database.

    It knows the user `admin` with the password `start123` in the realm `master`, and the client `system` with the
    secret `start123`. Use it as a context manager, or close it. Safe to use from several threads.

    Args:
        data: Folder that keeps everything; made if it is not there. None: everything goes when the Hub is closed.
        clock: Tells the time.
        skip_approvals: Nodes need not approve projects and analyses: both of the next two.
        skip_project_approval: Nodes need not approve projects, as a Hub's setting SKIP_PROJECT_APPROVAL has it.
        skip_analysis_approval: Nodes need not approve analyses, as a Hub's setting SKIP_ANALYSIS_APPROVAL has it.
        pace: How fast builds, distributions and simulated nodes get on: "instant", a number of seconds before each of
            their steps, by the Hub's clock, or "step", for whenever `jobs.step()` is called. A text may be a number.
        simulate_nodes: Nodes approve, execute what is distributed to them, and upload a result, all by themselves.
        generation: Which Hub it is: a generation ("0.8") or a release ("0.8.36") from 0.8 on. It can be changed while
            the Hub runs, as if the Hub was upgraded.
        rate_limits: Whether requests are refused for being too many of a minute, as a Hub does. None: those over a
            socket are, those in this process are not. What is left is told in every answer's headers.

    Raises:
        EmbeddedHubError: the folder cannot be used, or another process uses it; or there is no such generation or pace.
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
        skip_project_approval: bool = False,
        skip_analysis_approval: bool = False,
        pace: Pace | str = "instant",
        simulate_nodes: bool = False,
        generation: str = HUB_RELEASE,
        rate_limits: bool | None = None,
    ) -> None:
        _known_pace(pace)
        #: The folder that keeps everything, None: memory.
        self.folder = folder = _folder(data)
        self.clock = clock or Clock()
        #: When it was started.
        self.since = self.clock.stamp()
        #: What goes wrong on demand.
        self.faults = Faults()
        #: The last requests.
        self.requests = Recording()
        self.skip_project_approval = skip_approvals or skip_project_approval
        self.skip_analysis_approval = skip_approvals or skip_analysis_approval
        self._closed = False
        self._era: Era | None = None
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
        self.rate_limits = RateLimits(self.clock, self.tokens, refuses=rate_limits)
        self.mailbox = Mailbox(self.store, self.clock)
        self.bells = Bells()
        self.retention = telemetry_rules.Retention(self.store, self.clock)
        self.census = Census(self.store)
        self._collections = rules.collections()
        self.simulation = Simulation(self, everywhere=simulate_nodes)
        self.jobs = Jobs(self, rules.KINDS, self.simulation, pace)
        self._provision()
        self.retention.sweep()
        if folder is not None:
            processes.resume_all(self)
        try:
            self.generation = generation
        except EmbeddedHubError:
            self.close()
            raise
        self._made_as = self.settings()

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
        self.tokens.is_robot = self._era.robots.has if self._era is not None else nobody
        collections = self._collections
        if self._era is not None and self._era.robots.known:
            collections = {**collections, **robot_rules.collections()}
            with self.store.transaction():
                self.access.provide(OF_ROBOTS)
        self.router = Router(collections, rules.ROUTES, self._version)
        self.commands = analysis_commands.COMMANDS if self.has(BUILDS_APART, "core") else former_commands.COMMANDS

    def settings(self) -> dict[str, Any]:
        """What can be set while it runs, and what it is now: `generation`, `pace`, `simulate_nodes`,
        `skip_project_approval` and `skip_analysis_approval`."""
        return {name: getattr(self, name) for name in _SETTINGS}

    def set(self, settings: Mapping[str, Any]) -> None:
        """Change settings, all that are given or none.

        Raises:
            EmbeddedHubError: there is no such setting, generation or pace, or a switch is neither on nor off.
        """
        before = self.settings()
        for name, value in settings.items():
            if name not in before:
                raise EmbeddedHubError(f"There is no setting {name!r}, only {', '.join(before)}.")
            if isinstance(before[name], bool) and not isinstance(value, bool):
                raise EmbeddedHubError(f"{name} is true or false, not {value!r}.")
        try:
            for name, value in settings.items():
                setattr(self, name, value)
        except EmbeddedHubError:
            for name, value in before.items():
                setattr(self, name, value)
            raise

    def has(self, trait: Mapping[Service, str], service: Service) -> bool:
        """Whether a service of the generation has a trait, one of `contract.generations`."""
        return since(trait, service, self.release(service))

    def release(self, service: Service) -> Release:
        """What a service of the generation runs."""
        return TODAY[service] if self._era is None else self._era.releases[service]

    @property
    def releases(self) -> Mapping[Service, Release]:
        """What each of its services runs."""
        return TODAY if self._era is None else self._era.releases

    @property
    def skip_approvals(self) -> bool:
        """Whether nodes need approve neither projects nor analyses."""
        return self.skip_project_approval and self.skip_analysis_approval

    @skip_approvals.setter
    def skip_approvals(self, skip: bool) -> None:
        self.skip_project_approval = self.skip_analysis_approval = skip

    @property
    def pace(self) -> Pace:
        """How fast builds, distributions and simulated nodes get on. It can be changed while the Hub runs."""
        return self.jobs.pace

    @pace.setter
    def pace(self, pace: Pace | str) -> None:
        _known_pace(pace)
        self.jobs.pace = pace

    @property
    def simulate_nodes(self) -> bool:
        """Whether nodes approve, execute and upload results by themselves. It can be changed while the Hub runs."""
        return self.simulation.everywhere

    @simulate_nodes.setter
    def simulate_nodes(self, simulate: bool) -> None:
        self.simulation.everywhere = simulate

    def node(self, node: object) -> NodeAgent:
        """What drives a node, as its software and its people would.

        Args:
            node: The node, its id or its name.

        Raises:
            NodeError: there is no such node.
        """
        try:
            return NodeAgent(self, record_of(self.store, TABLE["node"], node))
        except ValueError as error:
            raise NodeError(str(error)) from None

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
        settings that it was made with.

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
            self.objects.clear()
            self._provision()
            self.set(self._made_as)
        self.simulation.forget_exceptions()
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
        if self._closed or self.store.forked:
            what = "is closed" if self._closed else "was opened before this process was forked"
            return internal(f"The embedded Hub {what}.").answer(service)
        return self.rate_limits.answered(service, request, lambda: self._worked_on(service, exchange))

    def _worked_on(self, service: str, exchange: Exchange) -> Response:
        request = exchange.request

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
            return refusal.kept_quiet(service).answer(service)
        except QueryRejected as rejected:
            return bad_request(rejected.message, rejected.issues).answer(service)
        except InvalidLiteral as error:
            return internal(error.message).kept_quiet(service).answer(service)
        except MalformedBody as error:
            return internal(f"Malformed JSON: {error}").kept_quiet(service).answer(service)
        except TooLarge:
            return Refusal(413, "bad_request", "The request body is too large.").answer(service)
        except ConnectionAbortedError:
            # The client is gone, so nobody reads this; what it had not sent completely was not stored.
            return bad_request("Request aborted").answer(service)
        except Emptied:
            return internal("The embedded Hub was reset while it worked on this.").answer(service)
        except (OSError, sqlite3.Error) as error:
            if self._closed:  # while this was worked on
                return internal("The embedded Hub is closed.").answer(service)
            logger.exception("%s %s failed", request.method, request.target.partition("?")[0])
            return not_kept(error).answer(service)
        except Exception:
            logger.exception("%s %s failed", request.method, request.target.partition("?")[0])
            return internal("An internal server error occurred.").answer(service)

    def _answer(self, service: str, request: Request, exchange: Exchange) -> Response:
        if (request.method, request.segments) == ("GET", (DOCUMENT,)) and self._era is None:
            return json_response(200, document())
        if service not in OTHER_PATHS:
            return no_route()
        context = Context(self, request, exchange.identity)
        known = cast("Service", service)
        route = self.router.find(known, request.method, request.segments[1:], context)
        if route is None:
            return self._not_offered(service, request)
        if context.identity is None:
            protocol.identify(context, known)
            exchange.identity = context.identity
        return route()

    def _not_offered(self, service: str, request: Request) -> Response:
        below = request.segments[1:]
        if below[:1] and below[0] in OTHER_PATHS[service] and not self.router.is_described(service, below):
            path = "/".join(request.segments)
            message = f"The embedded Hub does not offer {request.method} /{path}."
            return Refusal(501, "not_implemented", message).answer(service)
        return no_route()

    def version_of(self, service: Service) -> str:
        """What a service says that it is a release of."""
        if self._era is not None:
            return self._era.version(service)["version"]
        return AUTHUP_VERSION if service == "auth" else f"{HUB_RELEASE}.0"

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI 3.1 document of what the Hub offers, as it is served at `/openapi.json`; a copy.

        Raises:
            EmbeddedHubError: it is a Hub of an earlier release, of which there is no document.
        """
        if self._era is not None:
            raise EmbeddedHubError(f"There is no OpenAPI document of a Hub {self._generation}, only of {HUB_RELEASE}.")
        return copy.deepcopy(dict(document()))

    def _version(self, service: Service) -> Response:
        if service == "auth":
            return json_response(200, {"version": AUTHUP_VERSION, "date": self.clock.stamp(), "features": {}})
        timestamp = int(self.clock.now() * 1000)
        if service == "messenger":
            return json_response(200, {"timestamp": timestamp})
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
        """Release the database and, without a data folder, all that was stored. Doing so twice does no harm.

        Requests that wait for something are answered.
        """
        self._closed = True
        self.faults.clear()
        self.bells.release(close=True)
        self.jobs.close()
        self.store.close()
        self.objects.close()

    def __enter__(self) -> EmbeddedHub:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _known_pace(pace: object) -> None:
    try:
        read_pace(pace)
    except ValueError as error:
        raise EmbeddedHubError(str(error)) from None


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
