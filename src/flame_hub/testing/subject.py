"""The Hub that a test runs against, embedded or real, and who uses it there."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import TypeVar
from uuid import UUID

from typing_extensions import Self

from ..embedded import EmbeddedHub
from ..errors import NotFoundError
from ..http.auth import ClientAuth, HubAuth, PasswordAuth, RobotAuth
from ..hub import AsyncHub, Hub
from ..models import Node, Realm, User
from ..types import NodeType

Found = TypeVar("Found")

#: Seconds in which a real Hub makes what it makes after its answer, such as the client of a node.
PATIENCE = 30.0


class Connections:
    """Somebody's way to the Hub under test.

    login  with which they log in; give it to a client of your own
    """

    def __init__(self, subject: HubUnderTest, login: HubAuth) -> None:
        self._subject = subject
        self.login = login

    @cached_property
    def hub(self) -> Hub:
        """A client that is logged in as them. It is closed with the test."""
        return self._subject.connect(self.login)

    @cached_property
    def async_hub(self) -> AsyncHub:
        """Its asynchronous twin. Close it where it was used: `async with node.async_hub as hub: ...`."""
        return self._subject.connect_async(self.login)


class TestUser(Connections):
    """A user made for a test.

    user      the record
    password  with which the user logs in
    """

    __test__ = False  # for pytest: it is no test

    def __init__(self, subject: HubUnderTest, login: HubAuth, user: User, password: str) -> None:
        super().__init__(subject, login)
        self.user = user
        self.password = password

    def __repr__(self) -> str:
        return f"<TestUser {self.user.name!r}>"


class TestNode(Connections):
    """A node made for a test, which logs in as a node's own services do.

    node  the record
    """

    __test__ = False

    def __init__(self, subject: HubUnderTest, login: HubAuth, node: Node) -> None:
        super().__init__(subject, login)
        self.node = node

    def __repr__(self) -> str:
        return f"<TestNode {self.node.name!r}>"


class HubUnderTest:
    """A Hub for one test: a fresh embedded one, or a real one that is left as it was found.

    Use it as a context manager. What was made through its methods is deleted at the end; what a test makes by itself
    on a real Hub it deletes by itself, unless it lies in `realm`, which goes with all that is in it in auth.

    Args:
        embedded: An embedded Hub, which is not closed with this object.
        url: URL of a real Hub, if there is no embedded one.
        login: How the administrator logs in. An embedded Hub's own, if not given.
    """

    def __init__(self, embedded: EmbeddedHub | None = None, url: str = "", login: HubAuth | None = None) -> None:
        self.embedded = embedded
        self._url = url
        self._login = login or PasswordAuth(EmbeddedHub.ADMIN_NAME, EmbeddedHub.ADMIN_PASSWORD)
        self._used = ExitStack()

    @cached_property
    def url(self) -> str:
        """Where the Hub is; an embedded one is served from now on, on a free port of this machine."""
        if self.embedded is None:
            return self._url
        return self._used.enter_context(self.embedded.serve()).base_url

    def connect(self, login: HubAuth) -> Hub:
        """A client that logs in like this, in process if the Hub is embedded. It is closed with the test."""
        hub = Hub(self._url, login) if self.embedded is None else Hub.embedded(self.embedded, login)
        return self._used.enter_context(hub)

    def connect_async(self, login: HubAuth) -> AsyncHub:
        """An asynchronous client that logs in like this. Whoever uses it closes it."""
        return AsyncHub(self._url, login) if self.embedded is None else AsyncHub.embedded(self.embedded, login)

    @cached_property
    def admin(self) -> Connections:
        """The administrator."""
        return Connections(self, self._login)

    @cached_property
    def realm(self) -> Realm:
        """A realm of the test's own, in which its users and nodes are. It is deleted at the end."""
        return self.new_realm()

    def new_realm(self) -> Realm:
        """One more realm, for tests with several hospitals."""
        auth = self.admin.hub.auth
        realm = auth.create_realm(_name("realm"))
        self._at_end(lambda: auth.delete_realm(realm))
        return realm

    def new_user(self, *permissions: str, realm: Realm | UUID | str | None = None) -> TestUser:
        """A new user, logged in.

        Args:
            *permissions: Names of what the user may do, such as "project_create". None: what everybody may.
            realm: Where the user is; the test's own realm if not given.

        Raises:
            ValueError: there is no such permission.
        """
        auth = self.admin.hub.auth
        wanted = list(dict.fromkeys(permissions))
        found = {found.name: found for found in auth.iter_permissions(filter={"name": wanted})} if wanted else {}
        if missing := [name for name in wanted if name not in found]:
            raise ValueError(f"This Hub has no permission {', '.join(map(repr, missing))}.")
        name, password = _name("user"), secrets.token_urlsafe(24)
        where = self.realm if realm is None else realm
        user = auth.create_user(name, f"{name}@example.org", password=password, realm_id=where)
        self._at_end(lambda: auth.delete_user(user))
        for permission in found.values():
            auth.create_user_permission(user, permission)
        return TestUser(self, PasswordAuth(name, password, realm=str(user.realm_id)), user, password)

    def new_node(
        self, name: str | None = None, *, node_type: NodeType = "default", realm: Realm | UUID | str | None = None
    ) -> TestNode:
        """A new node, logged in with its own credentials: as a client, or as a robot on a Hub that has robots.

        Args:
            name: Its name; one that no other node has if not given.
            node_type: "default", or "aggregator".
            realm: Where the node is; the test's own realm if not given.
        """
        core = self.admin.hub.core
        where = self.realm if realm is None else realm
        node = core.create_node(name or _name("node"), realm_id=where, node_type=node_type)
        self._at_end(lambda: core.delete_node(node))
        return TestNode(self, self._node_login(node), node)

    def _node_login(self, node: Node) -> HubAuth:
        """Login of a node with a secret of the test's: one way for every generation of Hubs."""
        auth, core = self.admin.hub.auth, self.admin.hub.core
        secret = secrets.token_urlsafe(32)

        def login() -> HubAuth | None:
            found = core.get_node(node) or node
            if found.client_id is not None:
                auth.update_client(found.client_id, secret=secret)
                return ClientAuth(found.client_id, secret)
            if found.robot_id is not None:
                auth.update_robot(found.robot_id, secret=secret)
                return RobotAuth(found.robot_id, secret)
            return None

        return _until(login, f"an account of the node {node.name!r}")

    def _at_end(self, delete: Callable[[], None]) -> None:
        """Delete something when the test is over. On an embedded Hub that goes anyway nothing has to be."""
        if self.embedded is None:
            self._used.callback(_unless_gone, delete)

    def close(self) -> None:
        """Delete what was made here, newest first, and close the connections. All of it is tried."""
        self._used.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _unless_gone(delete: Callable[[], None]) -> None:
    try:
        delete()
    except NotFoundError:
        return  # the test deleted it itself


def _name(kind: str) -> str:
    """A name that nobody else has, by which people see where it comes from."""
    return f"pytest-{kind}-{secrets.token_hex(6)}"


def _until(ask: Callable[[], Found | None], what: str) -> Found:
    """Ask until there is something. Raises TimeoutError if there is nothing in time."""
    deadline = time.monotonic() + PATIENCE
    pause = 0.05
    while (found := ask()) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"The Hub has still not made {what} after {PATIENCE:.0f} seconds.")
        time.sleep(pause)
        pause = min(2 * pause, 1.0)
    return found
