"""A study on an embedded Hub: a project, its nodes and an analysis, made with plain requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.clock import Clock
from flame_hub.http.inprocess import InProcessTransport

AUTH = "http://hub/auth/"
NOWHERE = "00000000-0000-4000-8000-000000000000"

Record = dict[str, Any]


@contextmanager
def client_of(hub: EmbeddedHub, auth: httpx2.Auth) -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=InProcessTransport(hub), base_url="http://hub", auth=auth) as client:
        yield client


def admin_of(hub: EmbeddedHub) -> Any:
    return client_of(hub, PasswordAuth("admin", "start123", AUTH))


def made(answer: httpx2.Response) -> Any:
    assert answer.status_code in (200, 201, 202), answer.text
    return answer.json()["data"]


def refused(answer: httpx2.Response, status: int, message: str) -> None:
    assert (answer.status_code, answer.json()["message"]) == (status, message)


def not_permitted(answer: httpx2.Response, *permissions: str) -> None:
    refused(answer, 400, f"The evaluation of permissions {', '.join(permissions)} failed")


def post(client: httpx2.Client, path: str, /, **body: Any) -> httpx2.Response:
    return client.post(f"/core/{path}", json=body)


def found(client: httpx2.Client, path: str, /, **filters: str) -> list[Record]:
    return made(client.get(f"/core/{path}", params={f"filter[{name}]": value for name, value in filters.items()}))


def command(client: httpx2.Client, analysis: Record, name: str) -> httpx2.Response:
    return post(client, f"analyses/{analysis['id']}/command", command=name)


def read(client: httpx2.Client, path: str, record: Record) -> Record:
    return made(client.get(f"/core/{path}/{record['id']}"))


class SetClock(Clock):
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def now(self) -> float:
        return self.time


class Study:
    """A project of the master realm with two nodes, and an analysis that is ready to be locked."""

    def __init__(self, admin: httpx2.Client) -> None:
        image = found(admin, "master-images")[0]
        self.node = made(post(admin, "nodes", name="hospital"))
        self.aggregator = made(post(admin, "nodes", name="aggregator", type="aggregator"))
        self.project = made(post(admin, "projects", name="study", masterImageId=image["id"]))
        for node in (self.node, self.aggregator):
            made(post(admin, "project-nodes", projectId=self.project["id"], nodeId=node["id"]))
        self.analysis = made(post(admin, "analyses", projectId=self.project["id"]))
        for node in (self.node, self.aggregator):
            made(post(admin, "analysis-nodes", analysisId=self.analysis["id"], nodeId=node["id"]))
        self.upload(admin)

    def upload(self, admin: httpx2.Client) -> None:
        (code,) = found(admin, "analysis-buckets", analysisId=self.analysis["id"], type="CODE")
        files = {"file": ("main.py", b"print(1)\n")}
        (self.file,) = made(admin.post(f"/storage/buckets/{code['bucketId']}/upload", files=files))
        (self.noted,) = found(admin, "analysis-bucket-files", analysisId=self.analysis["id"])
        made(post(admin, f"analysis-bucket-files/{self.noted['id']}", root=True))

    def approve(self, admin: httpx2.Client) -> None:
        for member in found(admin, "analysis-nodes", analysisId=self.analysis["id"]):
            made(post(admin, f"analysis-nodes/{member['id']}", approvalStatus="approved"))


class Person:
    """A user of the realm "clinic" and what it may do."""

    def __init__(self, hub: EmbeddedHub, admin: httpx2.Client, realm: Record, client: httpx2.Client) -> None:
        self._hub = hub
        body = {"name": "ada", "email": "ada@example.com", "password": "correct-horse", "realmId": realm["id"]}
        self.id = made(admin.post("/auth/users", json=body))["id"]
        self.client = client

    def may(self, *permissions: str) -> httpx2.Client:
        self._hub.grant(self.id, permissions)
        return self.client
