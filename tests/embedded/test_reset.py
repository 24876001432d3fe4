"""A Hub that goes back to what it was when it was new."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub, EmbeddedHubError
from flame_hub.embedded.store import Emptied
from studies import Study, admin_of, command, made, refused

EVERYTHING = "SELECT name FROM sqlite_master WHERE type = 'table'"


@pytest.fixture(params=["memory", "folder"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedHub]:
    with EmbeddedHub(tmp_path / "data" if request.param == "folder" else None) as hub:
        yield hub


def counts(hub: EmbeddedHub) -> dict[str, int]:
    """How many rows each table has."""
    names = [row["name"] for row in hub.store.run(EVERYTHING)]
    return {name: hub.store.run(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}


def use(hub: EmbeddedHub) -> dict[str, Any]:
    """Do some of everything; a user who is there no more after a reset."""
    with admin_of(hub) as admin:
        study = Study(admin)
        log = {"analysisId": study.analysis["id"], "nodeId": study.node["id"], "level": "info", "message": "hi"}
        admin.post("/core/analysis-node-logs", json=log)
        hub.pace = 1000
        made(command(admin, study.analysis, "storageCheck"))
        hub.clock.advance(100)
        hub.faults.add(status=500, path="nowhere", count=None)
        return made(
            admin.post("/auth/users", json={"name": "ada", "email": "a@b.example", "password": "correct-horse"})
        )


def test_a_reset_hub_is_a_fresh_one(hub: EmbeddedHub, tmp_path: Path):
    fresh = counts(hub)
    realm = hub.store.run("SELECT id FROM realms")[0]["id"]
    use(hub)
    hub.generation = "0.8"
    hub.skip_approvals = True
    assert counts(hub) != fresh
    assert any(path.is_file() for path in hub.objects._root.rglob("*"))
    hub.reset()
    hub.reset()
    assert counts(hub) == {**fresh, "_robots": 0}
    assert hub.store.run("SELECT id FROM realms")[0]["id"] != realm
    assert not any(path.is_file() for path in hub.objects._root.rglob("*"))
    assert (hub.jobs.pending, len(hub.requests), len(hub.faults), hub.clock.frozen) == (0, 0, 0, False)
    assert (hub.generation, hub.skip_approvals) == ("0.14", False)
    assert abs(hub.clock.now() - time.time()) < 5
    use(hub)
    assert hub.store.run("PRAGMA foreign_key_check") == []
    assert hub.store.run("PRAGMA foreign_keys")[0][0] == 1


def test_a_reset_data_folder_stays_so(tmp_path: Path):
    with EmbeddedHub(tmp_path) as hub:
        use(hub)
        hub.reset()
        fresh = counts(hub)
    with EmbeddedHub(tmp_path) as hub:
        assert counts(hub) == fresh


def test_logins_of_before_are_refused(hub: EmbeddedHub):
    with admin_of(hub) as admin:
        me = made(admin.get("/auth/users/@me"))
        bearer = admin.build_request("GET", "/auth/users/@me")
        bearer.headers["authorization"] = admin.auth and _token(hub)
        assert admin.send(bearer, auth=None).status_code == 200
        hub.reset()
        refused(admin.send(bearer, auth=None), 400, "The JWT has expired.")
        bearer.url = bearer.url.join("/core/nodes")
        refused(admin.send(bearer, auth=None), 500, "The JWT has expired.")
        # A client that can log in does so again.
        assert made(admin.get("/auth/users/@me"))["id"] != me["id"]


def _token(hub: EmbeddedHub) -> str:
    with flame_hub.Hub.embedded(hub):
        pass
    login = {"username": "admin", "password": hub.ADMIN_PASSWORD}
    with httpx2.Client(transport=flame_hub.http.inprocess.InProcessTransport(hub), base_url="http://hub") as client:
        return "Bearer " + client.post("/auth/token", data=login).json()["access_token"]


def test_a_request_is_carried_out_before_a_reset_or_fails(hub: EmbeddedHub):
    """What has begun before a reset leaves nothing behind."""
    with admin_of(hub) as admin:
        bucket = made(admin.post("/storage/buckets", json={"name": "results"}))

        def body() -> Iterator[bytes]:
            yield b'--x\r\ncontent-disposition: form-data; name=f; filename="a"\r\n\r\nabc'
            hub.reset()
            yield b"def\r\n--x--\r\n"

        headers = {"content-type": "multipart/form-data; boundary=x"}
        answer = admin.post(f"/storage/buckets/{bucket['id']}/upload", content=body(), headers=headers)
        refused(answer, 500, "The embedded Hub was reset while it worked on this.")
    assert hub.store.run("SELECT * FROM bucket_files") == []
    assert not any(path.is_file() for path in hub.objects._root.rglob("*"))


def test_a_visit_ends_with_what_was_visited(hub: EmbeddedHub):
    with hub.store.visit(), hub.store.visit():
        hub.store.run("SELECT 1")
        other = threading.Thread(target=hub.reset)
        other.start()
        other.join()
        for work in (lambda: hub.store.run("SELECT 1"), lambda: hub.store.transaction().__enter__()):
            with pytest.raises(Emptied):
                work()
    hub.store.run("SELECT 1")


def test_a_failed_reset_changes_nothing(hub: EmbeddedHub, monkeypatch: pytest.MonkeyPatch):
    use(hub)
    before = counts(hub)
    monkeypatch.setattr(hub, "_provision", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hub.reset()
    monkeypatch.undo()
    assert counts(hub) == before
    assert hub.store.run("PRAGMA foreign_keys")[0][0] == 1
    with hub.store.transaction(), pytest.raises(RuntimeError, match="within a transaction"):
        hub.reset()


def test_a_hub_is_reset_while_threads_use_it(hub: EmbeddedHub):
    done = threading.Event()
    odd: list[str] = []

    def work() -> None:
        with admin_of(hub) as admin:
            while not done.is_set():
                try:
                    answer = admin.post("/core/projects", json={"name": "x"})
                except flame_hub.HubAPIError:
                    continue
                if answer.status_code not in (201, 400, 401, 409, 500):
                    odd.append(answer.text)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        hub.reset()
    done.set()
    for thread in threads:
        thread.join()
    assert odd == []
    hub.reset()
    assert hub.store.run("SELECT * FROM projects") == []
    assert hub.store.run("PRAGMA foreign_key_check") == []


def test_a_reset_takes_no_time_to_speak_of(hub: EmbeddedHub):
    """The limit is ten times what it takes, for machines that do other things as well."""
    use(hub)
    times: list[float] = []
    for _ in range(5):
        began = time.process_time()
        hub.reset()
        times.append(time.process_time() - began)
    assert min(times) < 0.1


def test_a_closed_hub_is_not_reset():
    hub = EmbeddedHub()
    hub.close()
    with pytest.raises(EmbeddedHubError, match="closed"):
        hub.reset()
