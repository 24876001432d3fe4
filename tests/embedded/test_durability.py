"""What a Hub with a data folder keeps: through kills, forks, full disks, and against a second Hub."""

from __future__ import annotations

import hashlib
import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub, EmbeddedHubError
from flame_hub.embedded.objects import Objects
from studies import SetClock, Study, admin_of, found, made

ROUNDS = 2


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "flame_hub", "serve", "--port", "0", "--no-rate-limits", "--data", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+/", line)
        assert found, (line, process.communicate())
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def content_of(path: str) -> bytes:
    """What a file of this path holds: up to 200 kB that nobody else has."""
    seed = hashlib.sha256(path.encode()).digest()
    return seed * (1 + int.from_bytes(seed[:2], "big") % 6000)


class Writers:
    """Clients that write until their Hub dies, and remember what was acknowledged."""

    def __init__(self, url: str, number: int) -> None:
        self.url = url
        self.number = number
        self.changing = ""
        self.nodes: dict[str, str] = {}
        self.names: dict[str, set[str]] = {}
        self.files: dict[str, str] = {}
        self.deleted: set[str] = set()
        self.access: list[str] = []
        #: Refresh tokens that nobody has tried to use.
        self.refresh: list[str] = []

    def run(self, process: subprocess.Popen[str], seconds: float) -> None:
        works: list[Callable[[httpx2.Client, int], None]] = [
            self.make,
            self.make,
            self.change,
            self.upload,
            self.upload,
        ]
        self.begun = threading.Semaphore(0)
        with ThreadPoolExecutor(len(works) + 2) as pool:
            done = [pool.submit(self.until_killed, self.logged_in(work)) for work in works]
            done += [pool.submit(self.until_killed, self.refresh_on) for _ in range(2)]
            begun = [self.begun.acquire(timeout=20) for _ in done]
            threading.Event().wait(seconds)
            process.kill()
            assert all(begun)
            for one in done:
                one.result()

    def until_killed(self, work: Callable[[httpx2.Client], None]) -> None:
        with httpx2.Client(base_url=self.url, timeout=30) as client:
            try:
                work(client)
            except httpx2.TransportError:
                return

    def login(self, client: httpx2.Client) -> dict[str, Any]:
        return client.post("auth/token", data={"username": "admin", "password": "start123"}).json()

    def logged_in(self, work: Callable[[httpx2.Client, int], None]) -> Callable[[httpx2.Client], None]:
        def working(client: httpx2.Client) -> None:
            client.headers["authorization"] = f"Bearer {self.login(client)['access_token']}"
            for turn in range(100_000):
                work(client, turn)
                if turn == 0:
                    self.begun.release()

        return working

    def make(self, client: httpx2.Client, turn: int) -> None:
        name = f"node-{self.number}-{threading.get_ident()}-{turn}"
        self.nodes[made(client.post("core/nodes", json={"name": name}))["id"]] = name

    def change(self, client: httpx2.Client, turn: int) -> None:
        if turn == 0:
            self.changing = made(client.post("core/nodes", json={"name": f"changing-{self.number}"}))["id"]
        name = f"changed-{self.number}-{turn}"
        # Until the answer is there it can be either.
        self.names[self.changing] = {*self.names.get(self.changing, ()), name}
        made(client.post(f"core/nodes/{self.changing}", json={"name": name}))
        self.names[self.changing] = {name}

    def upload(self, client: httpx2.Client, turn: int) -> None:
        if turn % 10 == 0:
            client.headers["x-bucket"] = made(client.post("storage/buckets", json={"name": "bucket"}))["id"]
        paths = [f"{self.number}/{threading.get_ident()}/{turn}-{part}" for part in "ab"]
        files = [(path, (path, content_of(path))) for path in paths]
        bucket = client.headers["x-bucket"]
        for file in made(client.post(f"storage/buckets/{bucket}/upload", files=files)):
            self.files[file["id"]] = file["path"]
        if turn % 4 == 3:
            gone, _ = self.files.popitem()
            made(client.delete(f"storage/bucket-files/{gone}"))
            self.deleted.add(gone)

    def refresh_on(self, client: httpx2.Client) -> None:
        held = self.login(client)
        self.begun.release()
        for _ in range(100_000):
            self.access.append(held["access_token"])
            self.refresh.append(held["refresh_token"])
            client.get("core/", headers={"authorization": f"Bearer {held['access_token']}"})
            self.refresh.remove(held["refresh_token"])
            form = {"grant_type": "refresh_token", "refresh_token": held["refresh_token"]}
            answer = client.post("auth/token", data=form)
            assert answer.status_code == 200, answer.text
            held = answer.json()

    def check(self, hub: EmbeddedHub) -> None:
        """Nothing that was acknowledged is missing."""
        with admin_of(hub) as admin:
            for node, name in self.nodes.items():
                assert made(admin.get(f"/core/nodes/{node}"))["name"] == name
            for node, names in self.names.items():
                assert made(admin.get(f"/core/nodes/{node}"))["name"] in names
            for file, path in self.files.items():
                assert made(admin.get(f"/storage/bucket-files/{file}"))["path"] == path
            for file in self.deleted:
                assert admin.get(f"/storage/bucket-files/{file}").status_code == 404
            for token in self.access:
                admin.headers["authorization"] = f"Bearer {token}"
                assert admin.get("/core/nodes", params={"page[limit]": "1"}, auth=None).status_code == 200
            for token in self.refresh:
                answer = admin.post("/auth/token", data={"grant_type": "refresh_token", "refresh_token": token})
                assert answer.status_code == 200, answer.text


def objects_in(folder: Path) -> set[tuple[str, str]]:
    return {(path.parent.name, path.name) for path in (folder / "objects").glob("*/*")}


def check_files(hub: EmbeddedHub, folder: Path) -> None:
    """Every record has its object, whole, and there are no others."""
    rows = hub.store.all(TABLE["bucket_file"], {})
    for row in rows:
        content = b"".join(hub.objects.pieces(row["bucket_id"], row["hash"]))
        assert (len(content), content) == (row["size"], content_of(row["path"]))
    assert objects_in(folder) == {(row["bucket_id"], row["hash"]) for row in rows}


def test_nothing_acknowledged_is_lost_when_the_hub_is_killed(tmp_path: Path):
    folder = tmp_path / "data"
    rounds: list[Writers] = []
    for number in range(ROUNDS):
        with serving(folder) as (process, url):
            rounds.append(Writers(url, number))
            rounds[-1].run(process, random.random() / 2)
        assert rounds[-1].nodes
        with closing(sqlite3.connect(folder / "hub.sqlite3")) as database:
            database.create_function("fold", 1, lambda text: text and text.lower(), deterministic=True)
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        with EmbeddedHub(folder) as hub:
            check_files(hub, folder)
            rounds[-1].check(hub)
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        for writers in rounds:
            for node, name in writers.nodes.items():
                assert made(admin.get(f"/core/nodes/{node}"))["name"] == name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def upload(admin: httpx2.Client, bucket: str, *paths: str) -> httpx2.Response:
    return admin.post(f"/storage/buckets/{bucket}/upload", files=[(path, (path, content_of(path))) for path in paths])


def test_what_a_kill_left_of_uploads_is_finished_or_forgotten(folder: Path):
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        bucket = made(admin.post("/storage/buckets", json={"name": "results"}))["id"]
        stored, other = made(upload(admin, bucket, "a", "b"))
    # As if the Hub had been killed between storing the record and moving its object, and in the middle of another one.
    incoming = folder / "objects" / ".incoming"
    (folder / "objects" / bucket / stored["hash"]).rename(incoming / f"{bucket}.{stored['hash']}")
    (incoming / f"{bucket}.{'0' * 64}").write_bytes(b"half of it")
    with EmbeddedHub(folder) as hub:
        check_files(hub, folder)
    assert objects_in(folder) == {(bucket, stored["hash"]), (bucket, other["hash"])}


def test_an_object_that_is_not_moved_yet_can_be_read_and_deleted(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Objects, "place", lambda *_: None)
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        bucket = made(admin.post("/storage/buckets", json={"name": "results"}))["id"]
        (stored,) = made(upload(admin, bucket, "a"))
        assert admin.get(f"/storage/bucket-files/{stored['id']}/stream").content == content_of("a")
        made(admin.delete(f"/storage/bucket-files/{stored['id']}"))
        assert list(hub.objects.incoming.iterdir()) == []


def test_objects_that_were_to_be_removed_are_removed_at_the_next_start(folder: Path):
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        buckets = [made(admin.post("/storage/buckets", json={"name": "results"}))["id"] for _ in range(2)]
        files = [made(upload(admin, bucket, "a", "b"))[0] for bucket in buckets]
        hub.store.delete(TABLE["bucket"], buckets[0])
        hub.store.delete(TABLE["bucket_file"], files[1]["id"])
        assert len(objects_in(folder)) == 4
    with EmbeddedHub(folder) as hub:
        check_files(hub, folder)
        assert len(objects_in(folder)) == 1


def test_a_bucket_whose_deletion_fails_keeps_its_objects(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        bucket = made(admin.post("/storage/buckets", json={"name": "results"}))["id"]
        made(upload(admin, bucket, "a"))
        hub.store.run("CREATE TRIGGER full AFTER DELETE ON buckets BEGIN SELECT raise(ROLLBACK, 'full'); END")
        assert admin.delete(f"/storage/buckets/{bucket}").status_code == 500
        check_files(hub, folder)
        assert len(objects_in(folder)) == 1
        hub.store.run("DROP TRIGGER full")
        made(admin.delete(f"/storage/buckets/{bucket}"))
        assert objects_in(folder) == set()
        assert not (folder / "objects" / bucket).exists()


@pytest.fixture
def no_space() -> Iterator[Callable[[int], None]]:
    """Sets how large files can grow; the whole disk when the test is over."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size if size >= 0 else before[0], before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_loses_nothing_and_is_got_over(folder: Path, no_space: Callable[[int], None]):
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        bucket = made(admin.post("/storage/buckets", json={"name": "results"}))["id"]
        kept = made(upload(admin, bucket, "small"))
        hub.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
        no_space(200_000)
        answer = admin.post(f"/storage/buckets/{bucket}/upload", files={"f": ("large", b"x" * 8_000_000)})
        assert (answer.status_code, answer.json()["message"][:35]) == (507, "The disk with the Hub's data is ful")
        answers = [admin.post("/core/nodes", json={"name": f"node-{number}"}) for number in range(20)]
        nodes = [made(answer) for answer in answers if answer.status_code == 201]
        refused = [answer for answer in answers if answer.status_code != 201]
        assert nodes
        assert {answer.status_code for answer in refused} <= {500, 507}
        assert "disk" in refused[0].json()["message"]
        assert admin.get("/core/nodes").json()["meta"]["total"] == len(nodes)
        no_space(-1)
        nodes += [made(admin.post("/core/nodes", json={"name": f"node-{number}-more"})) for number in range(20)]
        kept += made(upload(admin, bucket, "large"))
    with EmbeddedHub(folder) as hub:
        check_files(hub, folder)
        assert {row["id"] for row in hub.store.all(TABLE["node"], {})} == {node["id"] for node in nodes}
        assert {row["id"] for row in hub.store.all(TABLE["bucket_file"], {})} == {file["id"] for file in kept}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="There are no forks here.")
def test_a_fork_of_the_process_leaves_the_data_alone(folder: Path):
    script = f"""
import os, sys
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.messages import Request
hub, other = EmbeddedHub({str(folder)!r}), EmbeddedHub()
child = os.fork()
if child == 0:
    answer = hub.handle(Request("GET", "/core/nodes", {{}}, iter(())))
    assert answer.status == 500 and b"forked" in b"".join(answer.body), answer
    hub.close()
    del hub, other
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
assert other.objects._root.exists()
hub.access.provision()
assert os.path.exists({str(folder / "hub.sqlite3-wal")!r})
hub.store.run("UPDATE realms SET description = 'after the fork'")
sys.stdout.write("done")
sys.stdout.flush()
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("done", "")
    with EmbeddedHub(folder) as hub:
        assert hub.store.all(TABLE["realm"], {})[0]["description"] == "after the fork"


def test_only_one_of_those_who_open_a_folder_at_once_gets_it(folder: Path):
    def opened(_: int) -> EmbeddedHub | None:
        try:
            return EmbeddedHub(folder)
        except EmbeddedHubError as error:
            assert "in use by another process" in str(error)  # noqa: PT017 - one of them must not fail
            return None

    with ThreadPoolExecutor(4) as pool:
        hubs = [hub for hub in pool.map(opened, range(4)) if hub is not None]
    assert len(hubs) == 1
    hubs[0].close()
    EmbeddedHub(folder).close()


@pytest.mark.skipif(os.name == "nt", reason="There are no such permissions.")
def test_only_the_owner_reads_the_data(folder: Path):
    before = os.umask(0)
    try:
        with EmbeddedHub(folder / "deeper") as hub, admin_of(hub) as admin:
            made(admin.post("/storage/buckets", json={"name": "results"}))
            modes = {path.name: path.stat().st_mode & 0o777 for path in (folder / "deeper").iterdir()}
            assert (folder / "deeper").stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)
    assert modes.pop("objects") == 0o700
    assert set(modes) >= {"hub.sqlite3", "hub.sqlite3-wal", "key.pem"}
    assert set(modes.values()) == {0o600}


def test_an_analysis_whose_buckets_were_not_made_yet_gets_them_at_the_next_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        study = Study(admin)
        monkeypatch.setattr(hub.jobs, "run_pending", lambda: None)
        analysis = made(admin.post("/core/analyses", json={"projectId": study.project["id"]}))
    with EmbeddedHub(folder) as hub, admin_of(hub) as admin:
        for each in (study.analysis, analysis):
            assert len(found(admin, "analysis-buckets", analysisId=each["id"])) == 3
        assert hub.store.count(TABLE["bucket"], {}) == 6


def test_a_job_for_which_there_is_no_space_is_done_when_there_is(monkeypatch: pytest.MonkeyPatch):
    clock = SetClock()
    with EmbeddedHub(clock=clock) as hub, admin_of(hub) as admin:
        study = Study(admin)
        monkeypatch.setattr(hub.store, "transaction", _failing_once(hub.store.transaction))
        hub.jobs.add("removeBuckets", study.analysis["id"])
        hub.jobs.run_pending()
        assert (hub.jobs.pending, hub.store.count(TABLE["bucket"], {})) == (1, 3)
        clock.time += 2
        hub.jobs.run_pending()
        assert (hub.jobs.pending, hub.store.count(TABLE["bucket"], {})) == (0, 0)


def _failing_once(works: Callable[[], Any]) -> Callable[[], Any]:
    failures = [sqlite3.OperationalError("database or disk is full")]

    def transaction() -> Any:
        if failures:
            raise failures.pop()
        return works()

    return transaction
