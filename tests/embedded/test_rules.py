"""Rules of the embedded Hub that are easy to get wrong, one by one."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest

import flame_hub
from flame_hub import errors
from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub
from flame_hub.http.inprocess import InProcessTransport

AUTH = "http://hub/auth/"


@contextlib.contextmanager
def client_of(hub: EmbeddedHub, auth: httpx2.Auth) -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=InProcessTransport(hub), base_url="http://hub", auth=auth) as client:
        yield client


@pytest.fixture
def admin(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with client_of(embedded, PasswordAuth("admin", "start123", AUTH)) as client:
        yield client


def made(answer: httpx2.Response) -> dict[str, Any]:
    assert answer.status_code in (201, 202), answer.text
    return answer.json()["data"]


@pytest.fixture
def clinic(embedded: EmbeddedHub, admin: httpx2.Client) -> Iterator[httpx2.Client]:
    """A user of another realm, who may do much, but in that realm only."""
    realm = made(admin.post("/auth/realms", json={"name": "clinic"}))
    body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse", "realmId": realm["id"]}
    user = made(admin.post("/auth/users", json=body))
    embedded.grant(user["id"], ("node_create", "node_update", "bucket_update", "registry_project_manage"))
    with client_of(embedded, PasswordAuth("ada", "correct-horse", AUTH, realm="Clinic")) as client:
        yield client


def test_a_write_that_fails_late_undoes_what_it_did_before(embedded: EmbeddedHub, admin: httpx2.Client):
    first, second = (
        made(admin.post("/core/registries", json={"name": f"reg-{n}", "host": f"{n}.example.com"})) for n in (1, 2)
    )
    made(admin.post("/core/nodes", json={"name": "hospital", "registryId": first["id"]}))
    again = admin.post("/core/nodes", json={"name": "hospital", "registryId": second["id"]})
    assert again.status_code == 409
    projects = admin.get("/core/registry-projects").json()["data"]
    assert [project["registryId"] for project in projects] == [first["id"]]


def test_a_change_is_dated(admin: httpx2.Client):
    node = made(admin.post("/core/nodes", json={"name": "hospital"}))
    changed, tries = node, 0
    while changed["updatedAt"] == node["updatedAt"] and tries < 1000:  # the Hub's times have milliseconds
        tries += 1
        changed = made(admin.post(f"/core/nodes/{node['id']}", json={"hidden": True}))
    assert changed["createdAt"] == node["createdAt"]
    assert changed["updatedAt"] > node["updatedAt"]


def test_the_secret_of_a_registry_is_for_those_who_manage_it(admin: httpx2.Client, clinic: httpx2.Client):
    body = {"name": "harbor", "host": "r.example.com", "accountSecret": "s3cret"}
    registry = made(admin.post("/core/registries", json=body))
    for url in ("/core/registries", f"/core/registries/{registry['id']}"):
        answer = clinic.get(url, params={"fields": "+accountSecret"})
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
        assert "registry_manage" in answer.json()["message"]
        assert clinic.get(url).status_code == 200


def test_a_node_of_another_realm_keeps_its_credentials(admin: httpx2.Client, clinic: httpx2.Client):
    node = made(admin.post("/core/nodes", json={"name": "hospital"}))
    url = f"/core/nodes/{node['id']}/client/credentials"
    assert (clinic.get(url).status_code, clinic.post(url, json={}).status_code) == (403, 403)


def test_a_file_of_another_realm_stays(admin: httpx2.Client, clinic: httpx2.Client):
    bucket = made(admin.post("/storage/buckets", json={"name": "results"}))
    upload = admin.post(f"/storage/buckets/{bucket['id']}/upload", files={"f": ("a.txt", b"x")})
    (file,) = upload.json()["data"]
    assert clinic.delete(f"/storage/bucket-files/{file['id']}").status_code == 403


def test_an_unknown_realm_is_denied_to_those_who_may_not_write_there(clinic: httpx2.Client, admin: httpx2.Client):
    body = {"name": "hospital", "realmId": "00000000-0000-4000-8000-000000000000"}
    assert clinic.post("/core/nodes", json=body).status_code == 403
    assert admin.post("/core/nodes", json=body).status_code == 500


def test_a_node_whose_client_is_gone_gets_another(embedded: EmbeddedHub, admin: httpx2.Client):
    node = made(admin.post("/core/nodes", json={"name": "hospital"}))
    assert admin.delete(f"/auth/clients/{node['clientId']}").status_code == 202
    made(admin.post(f"/core/nodes/{node['id']}", json={"hidden": True}))
    credentials = admin.get(f"/core/nodes/{node['id']}/client/credentials").json()
    with client_of(embedded, ClientAuth(credentials["id"], credentials["secret"], AUTH)) as own:
        assert own.get(f"/core/nodes/{node['id']}").status_code == 200


def test_a_client_can_be_hashed_later_and_gets_a_new_secret_when_it_is_not(embedded: EmbeddedHub, admin: httpx2.Client):
    body = {"name": "importer", "authMethod": "secret", "secret": "my-own-secret"}
    url = f"/auth/clients/{made(admin.post('/auth/clients', json=body))['id']}"

    def logs_in(secret: str) -> bool:
        with client_of(embedded, ClientAuth("importer", secret, AUTH)) as client:
            try:
                return client.get("/core/nodes").status_code == 200
            except errors.AuthenticationError:
                return False

    hashed = made(admin.post(url, json={"secretHashed": True}))["secret"]
    assert hashed != "my-own-secret"
    assert logs_in("my-own-secret")
    assert not logs_in(hashed)
    fresh = made(admin.post(url, json={"secretHashed": False}))["secret"]
    assert fresh not in ("my-own-secret", hashed)
    assert logs_in(fresh)
    assert not logs_in("my-own-secret")
    assert not logs_in(hashed)


def test_a_reserved_name_is_refused_later_too(admin: httpx2.Client):
    client = made(admin.post("/auth/clients", json={"name": "importer"}))
    assert admin.post(f"/auth/clients/{client['id']}", json={"name": "System"}).status_code == 400


def test_a_project_is_not_renamed_to_a_taken_name(admin: httpx2.Client):
    made(admin.post("/core/projects", json={"name": "first"}))
    second = made(admin.post("/core/projects", json={"name": " Second "}))
    assert second["name"] == "second"
    answer = admin.post(f"/core/projects/{second['id']}", json={"name": "first"})
    assert answer.json()["message"] == "A db entry with some unique attributes already exists."


def test_an_account_that_was_made_inactive_cannot_refresh(embedded: EmbeddedHub, admin: httpx2.Client):
    body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse"}
    user = made(admin.post("/auth/users", json=body))
    with httpx2.Client(transport=InProcessTransport(embedded), base_url="http://hub") as anonymous:
        form = {"grant_type": "password", "username": "ada", "password": "correct-horse"}
        token = anonymous.post("/auth/token", data=form).json()["refresh_token"]
        made(admin.post(f"/auth/users/{user['id']}", json={"active": False}))
        answer = anonymous.post("/auth/token", data={"grant_type": "refresh_token", "refresh_token": token})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_grant")


def test_a_closed_hub_says_so(embedded: EmbeddedHub, caplog: pytest.LogCaptureFixture):
    with flame_hub.Hub.embedded(embedded) as hub:
        embedded.close()
        with pytest.raises(errors.ServerError, match="The embedded Hub is closed"):
            hub.core.get_nodes()
    assert not [record for record in caplog.records if record.exc_info]


def test_deleting_a_bucket_deletes_its_objects(embedded: EmbeddedHub, admin: httpx2.Client):
    bucket = made(admin.post("/storage/buckets", json={"name": "results"}))
    admin.post(f"/storage/buckets/{bucket['id']}/upload", files={"f": ("a.txt", b"x")})
    folder = embedded.objects._root / bucket["id"]
    assert any(folder.iterdir())
    assert admin.delete(f"/storage/buckets/{bucket['id']}").status_code == 202
    assert not folder.exists()


@pytest.mark.parametrize("text", ["abc\n", "abc\0"])
def test_a_text_is_checked_to_its_end(admin: httpx2.Client, text: str):
    answer = admin.post("/core/nodes", json={"name": "hospital", "externalName": text})
    assert answer.status_code in (400, 500)
    assert answer.json()["message"].startswith(("Property externalName", "invalid byte sequence"))


def test_half_a_character_becomes_the_replacement_character(admin: httpx2.Client):
    headers = {"content-type": "application/json"}
    node = made(admin.post("/core/nodes", content=b'{"name": "half \\ud800 and \\ud83d\\ude00"}', headers=headers))
    assert node["name"] == "half \N{REPLACEMENT CHARACTER} and \N{GRINNING FACE}"


@pytest.mark.parametrize(
    ("disposition", "path"),
    [
        ('form-data; name="filename=evil.txt"', None),
        ('form-data; name="f"; filename="a; filename*=UTF-8\'\'b.txt"', "a; filename*=UTF-8''b.txt"),
        ('form-data; name="f"; filename=""', None),
        ('form-data; name="f"; filename="dir/sub/"', "dir/sub/"),
    ],
)
def test_the_parameters_of_a_part_are_told_apart(admin: httpx2.Client, disposition: str, path: str | None):
    bucket = made(admin.post("/storage/buckets", json={"name": "results"}))
    body = f"--x\r\nContent-Disposition: {disposition}\r\n\r\nb\r\n--x--\r\n".encode()
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = admin.post(f"/storage/buckets/{bucket['id']}/upload", content=body, headers=headers)
    assert [file["path"] for file in answer.json()["data"]] == ([path] if path else [])


def test_a_file_of_an_odd_name_can_be_had_again(embedded: EmbeddedHub):
    with embedded.serve() as served, flame_hub.Hub(served.base_url, PasswordAuth("admin", "start123")) as hub:
        bucket = hub.storage.create_bucket("results")
        for name in ("a\r\nX-Evil: yes.txt", "bell\x07", 'quo"te'):
            (file,) = hub.storage.upload_to_bucket(bucket, {"file_name": name, "content": b"x"})
            assert file.path == name
            assert b"".join(hub.storage.stream_bucket_file(file)) == b"x"


def test_a_download_lives_longer_than_the_client_that_began_it(embedded: EmbeddedHub):
    with embedded.serve() as served:
        login = PasswordAuth("admin", "start123", f"{served.base_url}/auth/")

        def begin() -> Iterator[bytes]:
            storage = flame_hub.StorageClient(f"{served.base_url}/storage/", login)
            bucket = storage.create_bucket("results")
            (file,) = storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"x" * 3_000_000})
            return storage.stream_bucket_file(file)

        assert sum(map(len, begin())) == 3_000_000


def test_a_client_of_a_hub_leaves_its_connections_open(embedded: EmbeddedHub):
    login = PasswordAuth("admin", "start123")
    with embedded.serve() as served, flame_hub.Hub(served.base_url, login) as hub:
        with hub.core as core:
            core.get_nodes()
        assert hub.auth.find_realms()[0].name == "master"


def test_a_hundred_uploads_of_open_files_at_once(embedded: EmbeddedHub, tmp_path: Path):
    path = tmp_path / "data"
    path.write_bytes(b"x" * 600_000)

    async def work() -> int:
        async with flame_hub.AsyncHub.embedded(embedded) as hub:
            bucket = await hub.storage.create_bucket("results")

            async def upload(number: int) -> None:
                with path.open("rb") as opened:
                    await hub.storage.upload_to_bucket(bucket, {"file_name": str(number), "content": opened})

            with anyio.fail_after(60):
                async with anyio.create_task_group() as tasks:
                    for number in range(100):
                        tasks.start_soon(upload, number)
            return await hub.storage.count_bucket_files()

    assert anyio.run(work) == 100


def test_slow_bodies_leave_the_server_free(embedded: EmbeddedHub):
    with embedded.serve() as served, contextlib.ExitStack() as connections:
        for _ in range(60):
            connection = connections.enter_context(socket.create_connection((served.host, served.port)))
            connection.sendall(b"POST /auth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        with flame_hub.Hub(served.base_url, PasswordAuth("admin", "start123")) as hub, ThreadPoolExecutor() as pool:
            assert pool.submit(hub.core.get_nodes).result(timeout=20) == []


def test_what_a_caller_cannot_send_is_the_callers_error_in_process_too(embedded: EmbeddedHub, tmp_path: Path):
    path = tmp_path / "data"
    path.write_text("text")
    with flame_hub.Hub.embedded(embedded) as hub, path.open() as opened:
        bucket = hub.storage.create_bucket("results")
        with pytest.raises(errors.UsageError, match="open as text"):
            hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": opened})  # type: ignore[typeddict-item]
        assert embedded.store.count(TABLE["bucket_file"], {}) == 0


def test_a_data_folder_is_for_its_owner(tmp_path: Path):
    EmbeddedHub(tmp_path).close()
    assert (tmp_path / "hub.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (2**53, "Too big: expected int to be <=9007199254740991"),
        (-(10**30), "Too small: expected int to be >=-9007199254740991"),
    ],
)
def test_numbers_that_javascript_cannot_count_are_refused(admin: httpx2.Client, number: int, message: str):
    answer = admin.post("/auth/keys", json={"use": "enc", "priority": number})
    assert (answer.status_code, answer.json()["issues"][0]["message"]) == (400, message)
    assert admin.post("/auth/keys", json={"use": "enc", "priority": 2**53 - 1}).status_code == 201
