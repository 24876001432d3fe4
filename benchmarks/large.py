"""Lists of a Hub with 100 000 nodes and 1 000 000 files: how long each takes.

    python benchmarks/large.py [--data FOLDER]

The folder is filled if it is new, which takes about a minute, and used again if it is not.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from flame_hub.contract import TABLE
from flame_hub.contract.table import Resource
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.messages import Request

NODES, FILES, BUCKETS, REALMS = 100_000, 1_000_000, 1_000, 100
STAMP = "2026-01-01T00:{:02}:{:02}.{:03}Z"
#: The bucket that has half of all files.
LARGE = UUID(int=0)


def rows_of_nodes(realms: list[str], registry: str) -> Iterator[dict[str, object]]:
    for number in range(NODES):
        yield {
            "id": str(UUID(int=number * 7919 + 1)),
            "name": f"Knoten-{number}-{'Süd' if number % 3 else 'Nord'}",
            "type": "aggregator" if number % 50 == 0 else "default",
            "hidden": number % 7 == 0,
            "external_name": f"ext{number * 31 % NODES}" if number % 2 else None,
            "registry_id": registry if number % 4 == 0 else None,
            "realm_id": realms[number % REALMS],
            "created_at": STAMP.format(number // 60_000 % 60, number // 1000 % 60, number % 1000),
        }


def rows_of_files(buckets: list[str], realm: str) -> Iterator[dict[str, object]]:
    for number in range(FILES):
        yield {
            "name": f"part-{number:07}.csv",
            "path": f"data/{number % 100}/part-{number:07}.csv",
            "hash": f"{number:064x}",
            "directory": f"data/{number % 100}",
            "size": number % 1000,
            "actor_type": "user",
            "actor_id": str(UUID(int=number % 10)),
            "realm_id": realm,
            "bucket_id": buckets[0] if number % 2 else buckets[number // 2 % BUCKETS],
            "created_at": STAMP.format(number // 60_000 % 60, number // 1000 % 60, number % 1000),
        }


def fill(hub: EmbeddedHub) -> None:
    """The records, past the requests: a Hub would need an hour for them."""
    store = hub.store
    with store.transaction():
        realms = store.insert_all(TABLE["realm"], [{"name": f"realm-{n}"} for n in range(REALMS)], hub.clock.stamp())
        of_realms = [realm["id"] for realm in realms]
        registry = store.insert(TABLE["registry"], {"name": "harbor", "host": "registry.example"}, hub.clock.stamp())
        add_all(hub, TABLE["node"], rows_of_nodes(of_realms, registry["id"]))
        named = [{"id": str(UUID(int=n)), "name": f"bucket-{n}", "realm_id": of_realms[0]} for n in range(BUCKETS)]
        buckets = store.insert_all(TABLE["bucket"], named, hub.clock.stamp())
        add_all(hub, TABLE["bucket_file"], rows_of_files([bucket["id"] for bucket in buckets], of_realms[0]))


def add_all(hub: EmbeddedHub, resource: Resource, rows: Iterator[dict[str, object]]) -> None:
    portion: list[dict[str, object]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == 10_000:
            hub.store.insert_all(resource, portion, hub.clock.stamp())
            portion = []


NODE = str(UUID(int=5_000 * 7919 + 1))
QUERIES: dict[str, str] = {
    "all": "core/nodes",
    "= name": "core/nodes?filter[name]=knoten-777-nord",
    "= hidden, many match": "core/nodes?filter[hidden]=false",
    "!= hidden": "core/nodes?filter[hidden]=!true",
    "!= name": "core/nodes?filter[name]=!knoten-777-nord",
    "= hidden": "core/nodes?filter[hidden]=true",
    "= realm": "core/nodes?filter[realmId]={realm}",
    "null": "core/nodes?filter[robotId]=null",
    "not null": "core/nodes?filter[clientId]=!null",
    "in": "core/nodes?filter[name]=knoten-1-süd,knoten-99999-nord,knoten-5-süd",
    "not in": "core/nodes?filter[name]=!knoten-1-süd,knoten-99999-nord",
    "contains, few match": "core/nodes?filter[name]=~9999~",
    "contains, many match": "core/nodes?filter[name]=~SÜD~",
    "contains, none match": "core/nodes?filter[name]=~nowhere~",
    "contains, one letter": "core/nodes?filter[name]=~7~",
    "starts with": "core/nodes?filter[name]=knoten-99~",
    "starts with, all match": "core/nodes?filter[name]=KNOTEN~",
    "ends with": "core/nodes?filter[name]=~99-süd",
    "< name": "core/nodes?filter=lt(name,'Knoten-5')",
    "> name": "core/nodes?filter=gt(name,'Knoten-5')",
    "two fields": "core/nodes?filter[hidden]=true&filter[name]=~99~",
    "or": "core/nodes?filter=or(contains(name,'777'),eq(hidden,'true'))",
    "relation": "storage/bucket-files?include=bucket&filter[bucket.name]=bucket-5",
    "relation, many match": "storage/bucket-files?include=bucket&filter[bucket.name]=bucket-0",
    "relation contains": "storage/bucket-files?include=bucket&filter[bucket.name]=~ket-99~",
    "sort name": "core/nodes?sort=name",
    "sort -updatedAt": "core/nodes?sort=-updatedAt",
    "sort, filter": "core/nodes?sort=-name&filter[hidden]=false",
    "sort, contains": "core/nodes?sort=-name&filter[name]=~süd~",
    "include": "core/nodes?include=registry",
    "offset, deep": "core/nodes?page[offset]=99900",
    "offset, deep and sorted": "core/nodes?sort=name&page[offset]=99900",
    "offset, deep and filtered": "core/nodes?filter[hidden]=false&sort=-createdAt&page[offset]=90000",
    "one record": "core/nodes/" + NODE,
    "files": "storage/bucket-files",
    "files of a bucket": "storage/bucket-files?filter[bucketId]=00000000-0000-0000-0000-000000000005",
    "files of a large bucket": "storage/bucket-files?filter[bucketId]=00000000-0000-0000-0000-000000000000",
    "files, sorted": "storage/bucket-files?sort=-createdAt",
    "files of a large bucket, sorted": "storage/bucket-files?sort=name&filter[bucketId]=" + str(LARGE),
    "files, name": "storage/bucket-files?filter[name]=part-0500000.csv",
    "files, name starts": "storage/bucket-files?filter[name]=part-09~",
    "files, name contains": "storage/bucket-files?filter[name]=~99999~",
    "files, directory": "storage/bucket-files?filter[directory]=data/7",
    "files, include bucket": "storage/bucket-files?include=bucket",
    "files, deep offset": "storage/bucket-files?page[offset]=999900",
}


def report(name: str, work: Callable[[], object], times: int = 5) -> None:
    """Print the median and the worst of so many runs, and the processor's part of the median."""
    taken: list[tuple[float, float]] = []
    for _ in range(times):
        gc.collect()
        began, worked = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - began, time.process_time() - worked))
    real, processor = ([1000 * one for one in column] for column in zip(*taken, strict=True))
    print(
        f"{name:34} {statistics.median(real):9.1f} {max(real):9.1f} {statistics.median(processor):9.1f} ms", flush=True
    )


class Asking:
    """The Hub as its administrator asks it, without a client's own time."""

    def __init__(self, hub: EmbeddedHub) -> None:
        self.hub = hub
        login = b"username=admin&password=start123"
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = hub.handle(Request("POST", "/auth/token", headers, iter((login,))))
        import json

        self.headers = {"authorization": f"Bearer {json.loads(b''.join(answer.body))['access_token']}"}

    def __call__(self, target: str, method: str = "GET") -> bytes:
        from urllib.parse import quote

        written = quote(target, safe="/?&=[]~!,()'$%")
        answer = self.hub.handle(Request(method, f"/{written}", self.headers, iter(())))
        body = b"".join(answer.body)
        assert answer.status < 300, body
        return body


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", default="", help="Part of the name of what to measure.")
    chosen = parser.parse_args()
    folder = chosen.data or Path(tempfile.mkdtemp(prefix="flame-hub-large-"))
    try:
        if not (folder / "hub.sqlite3").exists():
            with EmbeddedHub(folder) as hub:
                began = time.perf_counter()
                fill(hub)
                print(f"filled with {NODES} nodes and {FILES} files in {time.perf_counter() - began:.0f} s")
        print(f"{'':34} {'median':>9} {'worst':>9} {'processor':>9}")
        if not chosen.only:
            report("start and stop", lambda: EmbeddedHub(folder).close(), 3)
        with EmbeddedHub(folder) as hub:
            asking = Asking(hub)
            realm = hub.store.run("SELECT id FROM realms WHERE name = 'realm-7'")[0]["id"]
            for name, target in QUERIES.items():
                if chosen.only in name:
                    report(name, lambda target=target: asking(target.replace("{realm}", realm)))
            if not chosen.data and not chosen.only:
                report("delete 500 000 files", lambda: asking(f"storage/buckets/{LARGE}", "DELETE"), 1)
    finally:
        if not chosen.data:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
