"""The quickstart, step by step, each with its call, its answer and the time it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import Any

from rich.console import Console
from rich.text import Text

from ..clients._generated.auth import AuthClient
from ..clients._generated.core import CoreClient
from ..embedded import EmbeddedHub
from ..errors import HubAPIError
from ..http.auth import PasswordAuth
from ..models import HubModel, Node, Realm


@dataclass(frozen=True)
class Step:
    """One step.

    title   what it does, for people
    code    the call as one would write it
    call    does it
    holds   whether its answer is what it should be
    """

    title: str
    code: str
    call: Callable[[], Any]
    holds: Callable[[Any], bool]


def quickstart(base_url: str) -> Generator[Step, Any, None]:
    """The steps in order; each is sent the answer of the one before."""
    auth = PasswordAuth(EmbeddedHub.ADMIN_NAME, EmbeddedHub.ADMIN_PASSWORD, base_url=f"{base_url}/auth/")
    with AuthClient(f"{base_url}/auth/", auth) as auth_client, CoreClient(f"{base_url}/core/", auth) as core_client:
        realm: Realm = yield Step(
            "Log in and find the master realm",
            'master_realm = auth_client.find_realms(filter={"name": "master"}).pop()',
            lambda: auth_client.find_realms(filter={"name": "master"}).pop(),
            lambda found: found.name == "master" and found.built_in,
        )
        node: Node = yield Step(
            "Create a node in it",
            'my_node = core_client.create_node(name="my-node", realm_id=master_realm)',
            lambda: core_client.create_node(name="my-node", realm_id=realm),
            lambda made: made.name == "my-node" and made.realm_id == realm.id and made.hidden is False,
        )
        yield Step(
            "Hide it",
            "core_client.update_node(my_node, hidden=True)",
            lambda: core_client.update_node(node, hidden=True),
            lambda changed: changed.id == node.id and changed.hidden is True,
        )
        yield Step(
            "See that the Hub keeps it hidden",
            "core_client.get_node(my_node.id).hidden",
            lambda: getattr(core_client.get_node(node.id), "hidden", None),
            lambda hidden: hidden is True,
        )
        yield Step(
            "Delete it",
            "core_client.delete_node(my_node)",
            lambda: core_client.delete_node(node),
            lambda nothing: nothing is None,
        )
        yield Step(
            "See that it is gone",
            "core_client.get_node(my_node.id)",
            lambda: core_client.get_node(node.id),
            lambda nothing: nothing is None,
        )


def run_demo(console: Console | None = None) -> bool:
    """Run the quickstart against an embedded Hub that is started for it; whether every step did what it should.

    Raises EmbeddedHubError if that Hub cannot be started.
    """
    console = console or Console(highlight=False, soft_wrap=True)
    started = time.perf_counter()
    with EmbeddedHub() as hub, hub.serve() as served:
        console.print(Text(f"An embedded FLAME Hub listens at {served.base_url}/  ({_since(started)})", "bold"))
        with closing(quickstart(served.base_url)) as steps:
            step = next(steps)
            for number in count(1):
                answer, good = _show(console, number, step)
                if not good:
                    return False
                try:
                    step = steps.send(answer)
                except StopIteration:
                    break
    console.print(Text("\nEvery step did what it should. The Hub is stopped and nothing of it is left.", "bold green"))
    return True


def _show(console: Console, number: int, step: Step) -> tuple[Any, bool]:
    """Do a step and print it: its answer, and whether it is what it should be."""
    console.print(Text.assemble("\n", (f"{number}. {step.title}", "bold")))
    console.print(Text(f"   >>> {step.code}", "cyan"))
    started = time.perf_counter()
    try:
        answer = step.call()
    except HubAPIError as error:
        console.print(Text(f"   failed after {_since(started)}: {error}", "bold red"))
        return None, False
    taken = _since(started)
    for line in _printed(answer).splitlines():
        console.print(Text(f"   {line}"))
    if not step.holds(answer):
        console.print(Text(f"   wrong answer after {taken}", "bold red"))
        return answer, False
    console.print(Text(f"   ok, {taken}", "green"))
    return answer, True


def _printed(answer: object) -> str:
    return answer.model_dump_json(indent=2) if isinstance(answer, HubModel) else repr(answer)


def _since(start: float) -> str:
    return f"{(time.perf_counter() - start) * 1000:.0f} ms"
