"""What an editor and a type checker see of the package: read by pyright and mypy, never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import httpx2
from typing_extensions import assert_type

import flame_hub
from flame_hub import AsyncHub, CoreClient, Hub
from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.errors import HubAPIError, RateLimitError
from flame_hub.filters import Condition, any_of, contains, equals, negate, only, starts_with
from flame_hub.models import Analysis, BucketFile, Node, Realm, Registry, ResourceListMeta, SingleResourceMeta
from flame_hub.progress import RichProgress, Transfer
from flame_hub.types import UNSET, FilterOperator, FilterParams, HubList, Unchecked


def reading(hub: Hub, node: Node, key: UUID) -> None:
    assert_type(hub.core, CoreClient)
    assert_type(hub.core.get_nodes(), HubList[Node])
    assert_type(hub.core.find_nodes(filter={"name": "x"}, sort="-name", page={"limit": 5}), HubList[Node])
    assert_type(hub.core.find_nodes(meta=True), tuple[HubList[Node], ResourceListMeta])
    assert_type(hub.core.find_nodes(meta=False), HubList[Node])
    assert_type(hub.core.get_node(node), Node | None)
    assert_type(hub.core.get_node(key, meta=True), tuple[Node, SingleResourceMeta] | None)
    assert_type(hub.core.get_node(str(key), fields="public_key", include=()), Node | None)
    assert_type(hub.core.count_nodes(filter={"hidden": True}), int)
    assert_type(hub.auth.find_realms().one(), Realm)
    assert_type(hub.auth.find_realms().first(), Realm | None)
    assert_type(hub.versions(), dict[str, str])


def a_list(hub: Hub) -> None:
    nodes = hub.core.find_nodes()
    assert_type(nodes[0], Node)
    assert_type(nodes[:2], list[Node])
    assert_type([node.name for node in nodes], list[str])
    assert_type(nodes.total, int)
    assert_type(nodes.truncated, bool)
    assert_type(nodes.limit, int | None)


def walking(hub: Hub) -> None:
    walk = hub.core.iter_nodes(filter={"hidden": False}, limit=10, prefetch=0)
    iterator: Iterator[Node] = walk
    assert_type(next(iterator), Node)
    assert_type([node for node in walk], list[Node])  # noqa: C416
    with hub.core.iter_nodes() as closing:
        assert_type(next(closing), Node)
        assert_type(closing.total, int | None)


def a_record(node: Node, analysis: Analysis) -> None:
    assert_type(node.id, UUID)
    assert_type(node.name, str)
    assert_type(node.hidden, bool)
    assert_type(node.public_key, str | None)
    assert_type(node.created_at, datetime)
    assert_type(node.registry, Registry | None)
    assert_type(analysis.nodes, int)


def writing(hub: Hub, realm: Realm, registry: Registry) -> None:
    node = hub.core.create_node("x", realm, registry.id, node_type="aggregator", extra_body={"newField": 1})
    assert_type(node, Node)
    assert_type(hub.core.update_node(node, hidden=True, public_key=None, registry_id=UNSET), Node)
    assert_type(hub.core.delete_node(node), None)


def wrong(hub: Hub, node: Node) -> None:
    # What is wrong is refused: the comments are errors themselves where it is not.
    hub.core.create_node()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    hub.core.create_node("x", node_type="quantum")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    hub.core.find_nodes(filtr={})  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    hub.core.update_node(node, hidden="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    hub.core.get_node(5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


def filters(hub: Hub) -> None:
    condition = contains("a") & ~starts_with("b") | equals("c")
    assert_type(condition, Condition)
    assert_type(negate(any_of({"name": condition}, {"hidden": True})), Condition)
    asked: FilterParams = {"name": (FilterOperator.equals, "x"), Unchecked("newField"): 5}
    hub.core.find_nodes(filter=asked, fields=only("name", "registry.host"))
    hub.core.find_nodes(filter=any_of({"name": "x"}, {"hidden": True}), sort=["name", {"created_at": "descending"}])
    hub.core.find_nodes(sort={"by": "name", "order": "descending"})


def tell(transfer: Transfer) -> None:
    assert_type(transfer.seconds_left, float | None)


def files(hub: Hub, file: BucketFile) -> None:
    assert_type(hub.storage.upload_to_bucket("results", {"file_name": "a", "content": b"a"}), list[BucketFile])
    assert_type(hub.storage.upload_to_bucket("results", "a.csv", Path("folder"), overwrite=True), list[BucketFile])
    assert_type(hub.storage.download_bucket_file(file, "a.csv", progress=RichProgress()), Path)
    assert_type(hub.storage.download_bucket("results", Path("folder"), progress=tell), list[Path])
    with hub.storage.stream_bucket_file(file) as download:
        assert_type(next(download), bytes)


def logins(client: httpx2.Client) -> None:
    login = PasswordAuth("admin", "start123", realm="master")
    Hub("http://localhost:3000", auth=login, client=client, generation="0.14")
    CoreClient("http://localhost:3000/core/", auth=ClientAuth("id", "secret"), client=client)
    Hub("http://localhost:3000", auth="a-token").core.get_nodes(auth=login)
    with Hub.embedded() as hub:
        assert_type(hub, Hub)


def failing(error: HubAPIError, busy: RateLimitError) -> None:
    assert_type(error.status_code, int | None)
    assert_type(error.code, str)
    assert_type(busy.retry_after, float | None)


async def asynchronous(hub: AsyncHub, node: Node) -> None:
    assert_type(await hub.core.get_nodes(), HubList[Node])
    assert_type(await hub.core.find_nodes(meta=True), tuple[HubList[Node], ResourceListMeta])
    assert_type(await hub.core.get_node(node), Node | None)
    assert_type(await hub.core.create_node("x"), Node)
    assert_type(await hub.core.count_nodes(), int)
    assert_type((await hub.core.find_nodes()).one(), Node)
    walk: AsyncIterator[Node] = hub.core.iter_nodes()
    assert_type([found async for found in walk], list[Node])
    async with hub.core.iter_nodes() as closing:
        assert_type(await anext(closing), Node)
    async for piece in await hub.storage.stream_bucket_file("file"):
        assert_type(piece, bytes)


def names() -> None:
    assert_type(flame_hub.__version__, str)
    assert_type(flame_hub.get_includable_names(Node), tuple[str, ...])
    kind: Literal["default", "aggregator"] | str = "default"
    dumped: dict[str, Any] = {"type": kind}
    assert_type(Node.model_validate(dumped), Node)
