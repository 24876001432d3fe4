"""32 clients at once that read, write and upload over a socket: how many requests a second, and how long they wait.

    python benchmarks/clients.py [--clients N] [--seconds S] [--data]

Half of the clients are threads, half are asynchronous tasks. --data keeps everything in a folder.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from multiprocessing.connection import Connection
from typing import Any

from flame_hub import AsyncHub, Hub
from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub

LOGIN = ("admin", "start123")


class Times:
    """How long each kind of request took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: defaultdict[str, list[float]] = defaultdict(list)
        self.made = 0

    def add(self, kind: str, seconds: float) -> None:
        with self._lock:
            self._taken[kind].append(seconds * 1000)
            self.made += kind == "create"

    def report(self, seconds: float) -> None:
        print(f"{'':10} {'requests/s':>10} {'p50':>8} {'p99':>8} {'worst':>8}")
        for kind, taken in sorted(self._taken.items()):
            cuts = statistics.quantiles(taken, n=100)
            print(f"{kind:10} {len(taken) / seconds:10.0f} {cuts[49]:8.1f} {cuts[98]:8.1f} {max(taken):8.1f} ms")
        total = sum(map(len, self._taken.values()))
        print(f"{'all':10} {total / seconds:10.0f}")


def steps(hub: Any, name: str, node: Any, bucket: Any) -> dict[str, Callable[[], Any]]:
    return {
        "get": lambda: hub.core.get_node(node),
        "find": lambda: hub.core.find_nodes(filter={"name": "~node~"}, page={"limit": 10}),
        "create": lambda: hub.core.create_node(name),
        "upload": lambda: hub.storage.upload_to_bucket(bucket, {"file_name": name, "content": b"x" * 100_000}),
    }


def in_thread(url: str, number: int, node: Any, bucket: Any, end: float, times: Times) -> None:
    with Hub(url, PasswordAuth(*LOGIN)) as hub:
        turn = 0
        while time.monotonic() < end:
            turn += 1
            for kind, step in steps(hub, f"node-{number}-{turn}", node, bucket).items():
                began = time.perf_counter()
                step()
                times.add(kind, time.perf_counter() - began)


async def in_task(url: str, number: int, node: Any, bucket: Any, end: float, times: Times) -> None:
    async with AsyncHub(url, PasswordAuth(*LOGIN)) as hub:
        turn = 0
        while time.monotonic() < end:
            turn += 1
            for kind, step in steps(hub, f"node-{number}-{turn}", node, bucket).items():
                began = time.perf_counter()
                await step()
                times.add(kind, time.perf_counter() - began)


def serve(folder: str | None, there: Connection) -> None:
    with EmbeddedHub(folder, rate_limits=False) as hub, hub.serve() as served:
        there.send(served.base_url)
        there.recv()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--data", action="store_true")
    chosen = parser.parse_args()
    here, there = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() if chosen.data else nullcontext(None) as folder:
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(folder, there))
        process.start()
        url = here.recv()
        times = Times()
        with Hub(url, PasswordAuth(*LOGIN)) as hub:
            node, bucket = hub.core.create_node("hospital"), hub.storage.create_bucket("results")
            end = time.monotonic() + chosen.seconds

            async def tasks() -> None:
                numbers = range(chosen.clients // 2, chosen.clients)
                await asyncio.gather(*(in_task(url, number, node, bucket, end, times) for number in numbers))

            with ThreadPoolExecutor(chosen.clients) as pool:
                threads = [
                    pool.submit(in_thread, url, number, node, bucket, end, times)
                    for number in range(chosen.clients // 2)
                ]
                asyncio.run(tasks())
                for thread in threads:
                    thread.result()
            times.report(chosen.seconds)
            total = hub.core.find_nodes(page={"limit": 1}).total
            assert total == times.made + 1, (total, times.made)
        here.send("stop")
        process.join()


if __name__ == "__main__":
    main()
