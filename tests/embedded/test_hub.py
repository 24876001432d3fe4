"""The embedded Hub as any HTTP client sees it: its rules, its refusals, and that nothing breaks it."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub, EmbeddedHubError
from flame_hub.http.inprocess import InProcessTransport

NOWHERE = "00000000-0000-4000-8000-000000000000"


def client_of(hub: EmbeddedHub, auth: httpx2.Auth | None = None) -> httpx2.Client:
    return httpx2.Client(transport=InProcessTransport(hub), base_url="http://hub", auth=auth)


def admin_of(hub: EmbeddedHub) -> httpx2.Client:
    return client_of(hub, PasswordAuth("admin", "start123", "http://hub/auth/"))


@pytest.fixture
def admin(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with admin_of(embedded) as client:
        yield client


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until it holds, for ten seconds at the most."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def made(answer: httpx2.Response) -> dict[str, Any]:
    assert answer.status_code in (201, 202), answer.text
    return answer.json()["data"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/core/socket.io/", 501),
        ("GET", "/core/metrics", 501),
        ("GET", "/auth/authorize", 501),
        ("GET", f"/auth/users/{NOWHERE}/authenticators", 501),
        ("PATCH", f"/auth/users/{NOWHERE}", 404),
        ("DELETE", "/auth/users", 404),
        ("GET", "/auth/robots", 404),
        ("GET", "/auth/realms/master/roles", 404),
        ("GET", "/telemetry/metrics", 501),
        ("GET", "/messenger/socket.io/", 501),
        ("PUT", "/telemetry/logs", 404),
        ("GET", "/telemetry/no-such-thing", 404),
        ("DELETE", "/messenger/messages", 404),
        ("GET", "/core/no-such-thing", 404),
        ("PATCH", f"/core/nodes/{NOWHERE}", 404),
        ("PUT", f"/core/nodes/{NOWHERE}", 404),
        ("POST", "/storage/bucket-files", 404),
        ("GET", "/no-such-service/", 404),
        ("GET", "/", 404),
    ],
)
def test_a_route_is_told_apart_from_one_that_no_hub_has(admin: httpx2.Client, method: str, path: str, status: int):
    answer = admin.request(method, path)
    assert answer.status_code == status
    if status == 501:
        assert f"{method} {path.rstrip('/')}" in answer.json()["message"]
    else:
        assert answer.json() == {"status": 404, "message": "Not Found"}


def test_nobody_reads_anything_but_what_is_public(embedded: EmbeddedHub):
    with client_of(embedded) as anonymous:
        for resource in TABLE:
            if "list" in resource.verbs and resource.offered:
                expected = 200 if "list" in resource.public else 403 if resource.name == "client" else 401
                for path in ("", f"/{NOWHERE}") if "get" in resource.verbs else ("",):
                    answer = anonymous.get(f"/{resource.service}/{resource.path}{path}")
                    assert answer.status_code in (expected, 404 if path and expected == 200 else expected)
        assert anonymous.get("/core/").json()["version"] == "0.14.0"


class TestRealms:
    """Who may write where: the master realm everywhere, others at home."""

    @pytest.fixture
    def clinic(self, embedded: EmbeddedHub, admin: httpx2.Client) -> dict[str, Any]:
        realm = made(admin.post("/auth/realms", json={"name": "clinic"}))
        body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse", "realmId": realm["id"]}
        user = made(admin.post("/auth/users", json=body))
        everything = ("node_create", "node_update", "node_delete", "bucket_create", "bucket_delete", "user_read")
        embedded.grant(user["id"], everything)
        return realm

    @pytest.fixture
    def ada(self, embedded: EmbeddedHub, clinic: dict[str, Any]) -> Iterator[httpx2.Client]:
        with client_of(embedded, PasswordAuth("ada", "correct-horse", "http://hub/auth/", realm="clinic")) as client:
            yield client

    def test_a_record_goes_to_the_callers_realm(self, ada: httpx2.Client, clinic: dict[str, Any]):
        assert made(ada.post("/core/nodes", json={"name": "hospital"}))["realmId"] == clinic["id"]
        assert made(ada.post("/storage/buckets", json={"name": "results"}))["realmId"] == clinic["id"]

    def test_another_realm_is_denied(self, ada: httpx2.Client, admin: httpx2.Client):
        node = made(admin.post("/core/nodes", json={"name": "hospital"}))
        answers = [
            ada.post("/core/nodes", json={"name": "elsewhere", "realmId": node["realmId"]}),
            ada.post(f"/core/nodes/{node['id']}", json={"hidden": True}),
            ada.delete(f"/core/nodes/{node['id']}"),
        ]
        assert [(a.status_code, a.json()["code"], a.json()["message"]) for a in answers] == [
            (403, "permission_denied", f"You are not permitted to {verb} this node.")
            for verb in ("create", "update", "delete")
        ]
        assert ada.get(f"/core/nodes/{node['id']}").status_code == 200

    def test_the_same_name_may_be_used_in_another_realm(self, ada: httpx2.Client, admin: httpx2.Client):
        made(admin.post("/core/nodes", json={"name": "hospital"}))
        made(ada.post("/core/nodes", json={"name": "hospital"}))
        assert ada.post("/core/nodes", json={"name": "hospital"}).status_code == 409

    def test_the_realm_of_a_login_is_the_master_one_unless_it_is_named(
        self, embedded: EmbeddedHub, clinic: dict[str, Any]
    ):
        with client_of(embedded) as anonymous:
            form = {"grant_type": "password", "username": "ada", "password": "correct-horse"}
            assert anonymous.post("/auth/token", data=form).status_code == 400
            for hint in ({"realm_name": "clinic"}, {"realm_id": clinic["id"]}, {"realm_name": clinic["id"]}):
                assert anonymous.post("/auth/token", data={**form, **hint}).status_code == 200


class TestUsers:
    def test_a_user_reads_itself_and_nobody_else(self, embedded: EmbeddedHub, admin: httpx2.Client):
        body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse"}
        user = made(admin.post("/auth/users", json=body))
        with client_of(embedded, PasswordAuth("ada", "correct-horse", "http://hub/auth/")) as ada:
            assert ada.get("/auth/users/@me").json()["data"]["id"] == user["id"]
            assert ada.get("/auth/userinfo").json()["email"] == "ada@example.com"
            assert ada.get("/auth/users").status_code == 403
            assert ada.get("/auth/users/admin").status_code == 403
            assert ada.get("/auth/clients").status_code == 403

    def test_passwords_are_hashed_and_never_read(self, embedded: EmbeddedHub, admin: httpx2.Client):
        body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse"}
        user = made(admin.post("/auth/users", json=body))
        assert "correct-horse" not in json.dumps(user)
        stored = embedded.store.get(TABLE["user"], user["id"])
        assert "correct-horse" not in str(stored)
        for fields in ("+password", "password", "+email,+password,+resetHash"):
            read = admin.get(f"/auth/users/{user['id']}", params={"fields": fields}).json()["data"]
            assert not {"password", "resetHash"} & read.keys()

    def test_a_changed_password_replaces_the_old_one(self, embedded: EmbeddedHub, admin: httpx2.Client):
        body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse"}
        user = made(admin.post("/auth/users", json=body))
        made(admin.post(f"/auth/users/{user['id']}", json={"password": "battery-staple"}))
        with client_of(embedded) as anonymous:
            for password, status in (("correct-horse", 400), ("battery-staple", 200)):
                form = {"grant_type": "password", "username": "Ada ", "password": password}
                assert anonymous.post("/auth/token", data=form).status_code == status

    def test_a_locked_name_stays_until_it_is_unlocked(self, admin: httpx2.Client):
        user = made(admin.post("/auth/users", json={"name": "ada", "email": "ada@example.com"}))
        url = f"/auth/users/{user['id']}"
        assert made(admin.post(url, json={"name": "countess"}))["name"] == "ada"
        assert made(admin.post(url, json={"name": "countess", "nameLocked": False}))["name"] == "countess"


class TestClients:
    def test_only_a_client_that_uses_a_secret_has_one(self, admin: httpx2.Client, embedded: EmbeddedHub):
        plain = made(admin.post("/auth/clients", json={"name": "plain", "secret": "ignored-secret"}))
        assert (plain["authMethod"], plain["secret"]) == ("none", None)
        kept = made(admin.post("/auth/clients", json={"name": "kept", "authMethod": "secret"}))
        assert kept["secret"]
        assert made(admin.post(f"/auth/clients/{kept['id']}", json={"authMethod": "none"}))["secret"] is None
        with client_of(embedded, ClientAuth("kept", kept["secret"], "http://hub/auth/")) as client:
            with pytest.raises(httpx2.HTTPError, match="refused the login"):
                client.get("/core/nodes")

    def test_a_hashed_secret_is_only_compared(self, admin: httpx2.Client, embedded: EmbeddedHub):
        body = {"name": "hashed", "authMethod": "secret", "secret": "my-own-secret", "secretHashed": True}
        assert made(admin.post("/auth/clients", json=body))["secret"] != "my-own-secret"
        with client_of(embedded, ClientAuth("hashed", "my-own-secret", "http://hub/auth/")) as client:
            assert client.get("/core/nodes").status_code == 200

    def test_credentials_may_come_in_a_basic_header_but_not_twice(self, embedded: EmbeddedHub):
        with client_of(embedded) as anonymous:
            basic = httpx2.BasicAuth("system", "start123")
            form = {"grant_type": "client_credentials"}
            assert anonymous.post("/auth/token", data=form, auth=basic).status_code == 200
            twice = {**form, "client_id": "system", "client_secret": "start123"}
            assert anonymous.post("/auth/token", data=twice, auth=basic).status_code == 400


class TestBuiltIn:
    def test_the_master_realm_stays(self, admin: httpx2.Client):
        realm = admin.get("/auth/realms/master").json()["data"]
        assert admin.delete(f"/auth/realms/{realm['id']}").status_code == 400
        assert admin.post(f"/auth/realms/{realm['id']}", json={"name": "other"}).status_code == 400
        assert admin.get("/auth/realms/master").status_code == 200


class TestRequests:
    def test_a_body_that_is_no_json_is_a_failure_as_on_the_real_hub(self, admin: httpx2.Client):
        headers = {"content-type": "application/json"}
        assert admin.post("/core/nodes", content=b"{", headers=headers).status_code == 500
        assert admin.post("/core/nodes", content=b"[" * 100_000, headers=headers).status_code == 500
        assert admin.post("/core/nodes", content=b'{"name": NaN}', headers=headers).status_code == 500

    def test_a_huge_body_is_refused(self, admin: httpx2.Client):
        headers = {"content-type": "application/json"}
        assert admin.post("/core/nodes", content=b" " * 9_000_000, headers=headers).status_code == 413

    @pytest.mark.parametrize(
        "body", [b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data; filename=a\r\n\r\nx"]
    )
    def test_a_broken_upload_is_refused_and_stores_nothing(
        self, admin: httpx2.Client, embedded: EmbeddedHub, body: bytes
    ):
        bucket = made(admin.post("/storage/buckets", json={"name": "results"}))
        headers = {"content-type": "multipart/form-data; boundary=x"}
        answer = admin.post(f"/storage/buckets/{bucket['id']}/upload", content=body, headers=headers)
        assert answer.status_code == (500 if body else 400), answer.text
        assert embedded.store.count(TABLE["bucket_file"], {}) == 0

    def test_a_client_that_sends_slowly_keeps_nobody_waiting(self, embedded: EmbeddedHub, admin: httpx2.Client):
        node = made(admin.post("/core/nodes", json={"name": "hospital"}))
        half, rest = threading.Event(), threading.Event()

        def slowly() -> Iterator[bytes]:
            yield b'{"hidden":'
            half.set()
            assert rest.wait(10)
            yield b"true}"

        def work() -> None:
            with admin_of(embedded) as client:
                client.get("/core/nodes")
                headers = {"content-type": "application/json"}
                made(client.post(f"/core/nodes/{node['id']}", content=slowly(), headers=headers))

        thread = threading.Thread(target=work)
        thread.start()
        try:
            assert half.wait(10)
            made(admin.post("/core/nodes", json={"name": "another"}))
        finally:
            rest.set()
            thread.join()
        assert admin.get(f"/core/nodes/{node['id']}").json()["data"]["hidden"] is True

    def test_an_upload_whose_client_hangs_up_stores_nothing(
        self, embedded: EmbeddedHub, caplog: pytest.LogCaptureFixture
    ):
        with embedded.serve() as served, admin_of(embedded) as admin:
            bucket = made(admin.post("/storage/buckets", json={"name": "results"}))
            request = admin.build_request("GET", "/core/nodes")
            admin.send(request)
            head = (
                f"POST /storage/buckets/{bucket['id']}/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"
                f"Authorization: {request.headers['authorization']}\r\n"
                "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
                '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nsome of it'
            )
            folder = embedded.objects.incoming
            with socket.create_connection((served.host, served.port)) as connection:
                connection.sendall(head.encode())
                eventually(lambda: folder.exists() and any(folder.iterdir()))
            eventually(lambda: not any(folder.iterdir()))
        assert embedded.store.count(TABLE["bucket_file"], {}) == 0
        assert caplog.records == []

    def test_an_upload_without_files_stores_none(self, admin: httpx2.Client):
        bucket = made(admin.post("/storage/buckets", json={"name": "results"}))
        url, headers = f"/storage/buckets/{bucket['id']}/upload", {"content-type": "multipart/form-data; boundary=x"}
        field = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
        for body in (field, b"--x--\r\n"):
            answer = admin.post(url, content=body, headers=headers)
            assert (answer.status_code, answer.json()) == (201, {"data": [], "meta": {"total": 0}})

    def test_a_failed_write_changes_nothing(self, admin: httpx2.Client, embedded: EmbeddedHub):
        registry = made(admin.post("/core/registries", json={"name": "harbor", "host": "r.example.com"}))
        made(admin.post("/core/nodes", json={"name": "hospital", "registryId": registry["id"]}))
        before = embedded.store.count(TABLE["client"], {})
        assert admin.post("/core/nodes", json={"name": "hospital", "registryId": registry["id"]}).status_code == 409
        assert embedded.store.count(TABLE["registry_project"], {}) == 1
        assert embedded.store.count(TABLE["client"], {}) == before

    def test_many_clients_at_once_get_all_their_answers(self, embedded: EmbeddedHub):
        failures: list[object] = []

        def work(number: int) -> None:
            with admin_of(embedded) as client:
                for turn in range(5):
                    answer = client.post("/core/nodes", json={"name": f"node-{number}-{turn}"})
                    if answer.status_code != 201:
                        failures.append(answer.text)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert embedded.store.count(TABLE["node"], {}) == 160


class TestData:
    def test_data_and_tokens_outlive_the_hub(self, tmp_path: Path):
        with EmbeddedHub(tmp_path / "deep" / "folder") as hub, admin_of(hub) as client:
            made(client.post("/core/nodes", json={"name": "hospital"}))
            token = client.build_request("GET", "/core/nodes")
            client.send(token)
            header = token.headers["authorization"]
        with EmbeddedHub(tmp_path / "deep" / "folder") as hub, client_of(hub) as client:
            answer = client.get("/core/nodes", headers={"authorization": header})
            assert [node["name"] for node in answer.json()["data"]] == ["hospital"]

    def test_one_process_does_not_open_a_folder_twice(self, tmp_path: Path):
        with EmbeddedHub(tmp_path), pytest.raises(EmbeddedHubError, match="in use"):
            EmbeddedHub(tmp_path)
        EmbeddedHub(tmp_path).close()

    def test_data_of_an_older_release_is_given_what_it_lacks(self, tmp_path: Path):
        with EmbeddedHub(tmp_path) as hub, admin_of(hub) as client:
            made(client.post("/core/nodes", json={"name": "hospital", "hidden": True}))
        with contextlib.closing(sqlite3.connect(tmp_path / "hub.sqlite3")) as database:
            database.execute('DROP INDEX "nodes_filter_hidden"')
            for column in ("hidden", "type", "public_key"):
                database.execute(f'ALTER TABLE "nodes" DROP COLUMN "{column}"')
        with EmbeddedHub(tmp_path) as hub, admin_of(hub) as client:
            (node,) = client.get("/core/nodes", params={"filter[hidden]": "false"}).json()["data"]
            assert (node["name"], node["hidden"], node["type"], node["publicKey"]) == (
                "hospital",
                False,
                "default",
                None,
            )

    def test_closing_twice_does_no_harm_and_leaves_nothing(self, embedded: EmbeddedHub):
        root = embedded.objects._root
        assert root.exists()
        embedded.close()
        embedded.close()
        assert not root.exists()


TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["tr-node", "", "null", "~x~", "!a,b", "a" * 300, NOWHERE, "true", "ü", "\x00", "__proto__"]),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)
RESOURCES = st.sampled_from([resource for resource in TABLE if resource.verbs and resource.offered])


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, dict[str, str], object]:
    """A request to one of the collections, sensible or not."""
    resource = draw(RESOURCES)
    names = [f.wire for f in resource.fields.values()]
    method = draw(st.sampled_from(["GET", "POST", "PUT", "DELETE"]))
    key = draw(st.sampled_from(["", f"/{NOWHERE}", "/not-a-uuid", "/master"]))
    parameters = draw(
        st.dictionaries(
            st.one_of(
                st.sampled_from(["fields", "include", "sort", "filter", "page[limit]", "page[offset]", "codec"]),
                st.sampled_from(names).map("filter[{}]".format),
            ),
            TEXTS,
            max_size=3,
        )
    )
    body = draw(st.one_of(VALUES, st.dictionaries(st.sampled_from(names), VALUES, max_size=5)))
    return method, f"/{resource.service}/{resource.path}{key}", parameters, body


@pytest.fixture(scope="module")
def used_hub() -> Iterator[tuple[httpx2.Client, list[str]]]:
    """A client of a Hub, and what went wrong inside that the Hub did not foresee."""
    crashes: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: crashes.append(record.getMessage())
    logger = logging.getLogger("flame_hub.embedded")
    logger.addHandler(handler)
    with EmbeddedHub() as hub, admin_of(hub) as client:
        yield client, crashes
    logger.removeHandler(handler)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(request=requests())
def test_whatever_is_asked_the_answer_is_json_of_the_documented_form(used_hub, request):
    client, crashes = used_hub
    method, path, parameters, body = request
    keywords = {} if method == "GET" else {"json": body}
    answer = client.request(method, path, params=parameters, **keywords)
    assert not crashes
    if answer.status_code == 202 and not answer.content:
        return  # logs are deleted without a word
    content = answer.json()
    if answer.is_success and (method, path) == ("DELETE", "/auth/sessions"):
        assert content.keys() == {"count"}
    elif answer.is_success:
        assert content["meta"].keys() <= {"total", "limit", "offset", "schema"}
        records = content["data"] if isinstance(content["data"], list) else [content["data"]]
        assert all(UUID(record["id"]) for record in records if "id" in record)
    else:
        assert content["message"]
        # The Hub's own failures: what its database says of an identifier, a value or a realm that it cannot use.
        expected = (
            "invalid",
            "Can't find",
            "value",
            "operator does not exist",
            "Malformed",
            "The embedded Hub does not",
            "An internal server error occurred.",
        )
        assert answer.status_code < 500 or content["message"].startswith(expected)
