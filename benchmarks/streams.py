"""A large file and a large bucket, up and down: how fast, and by how much the Hub's memory grows.

    python benchmarks/streams.py [--size MIB] [--files N]

Through a socket, and in this process, where the memory is that of the Hub and its client. Needs twice the size on the
disk, and Linux, which tells the memory of a process in /proc.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path

from flame_hub import Hub
from flame_hub.auth import PasswordAuth
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub

MIB = 1024 * 1024
LOGIN = PasswordAuth("admin", "start123")


class Zeros(io.RawIOBase):
    """So many bytes, made when they are read."""

    def __init__(self, size: int) -> None:
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        taken = min(len(buffer), self._left)
        buffer[:taken] = bytes(taken)
        self._left -= taken
        return taken


def memory(process: int) -> float:
    """What a process holds, in MiB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) / 1024


def watched(name: str, process: int, work: Callable[[], int]) -> None:
    """Print how fast `work` moved bytes, and by how much the process grew meanwhile."""
    before, most, done = memory(process), 0.0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, memory(process))

    watching = threading.Thread(target=watch)
    watching.start()
    began = time.perf_counter()
    try:
        moved = work()
    finally:
        done.set()
        watching.join()
    seconds = time.perf_counter() - began
    growth = max(0.0, most - before)
    print(f"{name:34} {moved / MIB:8.0f} MiB {moved / MIB / seconds:8.0f} MiB/s  grew by {growth:6.1f} MiB", flush=True)


def read(pieces: Iterable[bytes]) -> int:
    return sum(map(len, pieces))


def fill(hub: EmbeddedHub, bucket: str, number: int) -> None:
    """Many small files in a bucket, past the requests."""
    rows = [{"name": f"{n}", "path": f"{n}", "hash": f"{n}", "directory": ".", "size": 5} for n in range(number)]
    folder = hub.objects.incoming
    folder.mkdir(exist_ok=True)
    for row in rows:
        (folder / f"{bucket}.{row['hash']}").write_bytes(b"hello")
        hub.objects.place(bucket, row["hash"])
    hub.store.insert_all(TABLE["bucket_file"], [{**row, "bucket_id": bucket} for row in rows], hub.clock.stamp())


def measure(door: str, hub: Hub, process: int, size: int, small: object) -> None:
    bucket = hub.storage.create_bucket("large")

    def upload() -> int:
        hub.storage.upload_to_bucket(bucket, {"file_name": "zeros", "content": io.BufferedReader(Zeros(size))})
        return size

    hub.storage.upload_to_bucket(bucket, {"file_name": "first", "content": b"x"})
    watched(f"{door}, upload", process, upload)
    (file,) = hub.storage.find_bucket_files(filter={"bucket_id": bucket, "name": "zeros"})
    watched(f"{door}, download", process, lambda: read(hub.storage.stream_bucket_file(file)))
    watched(f"{door}, tar of a large file", process, lambda: read(hub.storage.stream_bucket_tarball(bucket)))
    watched(f"{door}, tar of many files", process, lambda: read(hub.storage.stream_bucket_tarball(small)))
    hub.storage.delete_bucket(bucket)


def serve(folder: str, files: int, there: Connection) -> None:
    with EmbeddedHub(folder, rate_limits=False) as hub, hub.serve() as served:
        there.send(served.base_url)
        fill(hub, there.recv(), files)
        there.send("filled")
        there.recv()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=2048, help="Of the file, in MiB.")
    parser.add_argument("--files", type=int, default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(folder, chosen.files, there))
        process.start()
        with Hub(here.recv(), LOGIN) as hub:
            small = hub.storage.create_bucket("small")
            here.send(str(small.id))
            here.recv()
            assert process.pid is not None
            measure("socket", hub, process.pid, chosen.size * MIB, small)
        here.send("stop")
        process.join()
    with EmbeddedHub() as embedded, Hub.embedded(embedded) as hub:
        import os

        small = hub.storage.create_bucket("small")
        fill(embedded, str(small.id), chosen.files)
        measure("in process", hub, os.getpid(), chosen.size * MIB, small)


if __name__ == "__main__":
    main()
