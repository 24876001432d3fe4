"""What a Hub of an older release does that one of today does not: what it keeps and refuses, not how it says that."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.http.inprocess import InProcessTransport
from studies import AUTH, Record, client_of


@pytest.fixture
def hub() -> Iterator[EmbeddedHub]:
    with EmbeddedHub(generation="0.8") as hub:
        yield hub


@pytest.fixture
def admin(hub: EmbeddedHub) -> Iterator[httpx2.Client]:
    with client_of(hub, PasswordAuth("admin", "start123", AUTH)) as client:
        yield client


def done(answer: httpx2.Response) -> Any:
    assert answer.status_code in (200, 201, 202), answer.text
    return answer.json()


def found(client: httpx2.Client, path: str, **filters: str) -> list[Record]:
    return done(client.get(path, params={f"filter[{name}]": value for name, value in filters.items()}))["data"]


def refused(answer: httpx2.Response, status: int, message: str) -> None:
    body = answer.json()
    assert (answer.status_code, body["statusCode"], body["message"]) == (status, status, message)


@contextmanager
def robot_of(hub: EmbeddedHub, identifier: str, secret: str) -> Iterator[httpx2.Client]:
    """A client that is logged in as a robot."""
    with httpx2.Client(transport=InProcessTransport(hub), base_url="http://hub") as client:
        login = {"grant_type": "robot_credentials", "id": identifier, "secret": secret}
        token = done(client.post("/auth/token", json=login))["access_token"]
        client.headers["authorization"] = f"Bearer {token}"
        yield client


def claims(client: httpx2.Client) -> Record:
    part = client.headers["authorization"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


# -- robots -------------------------------------------------------------------------------------------------------


def test_a_robot_is_one_in_its_token_and_to_who_looks_the_token_up(hub: EmbeddedHub, admin: httpx2.Client):
    robot = done(admin.post("/auth/robots", json={"name": "robbie", "secret": "a secret"}))
    with robot_of(hub, robot["id"], "a secret") as client:
        said = claims(client)
        assert (said["sub"], said["sub_kind"]) == (robot["id"], "robot")
        assert "client_id" not in said
        looked_up = done(client.post("/auth/token/introspect", json={}))
        assert (looked_up["sub_kind"], looked_up["active"]) == ("robot", True)
        # A Hub that is upgraded meanwhile knows the token still.
        hub.generation = "0.14"
        assert client.get("/core/nodes").status_code == 200


def test_robots_have_permissions_of_their_own(hub: EmbeddedHub, admin: httpx2.Client):
    robot = done(admin.post("/auth/robots", json={"name": "robbie", "secret": "a secret"}))
    wanted = ("robot_create", "robot_delete")
    for name in wanted:
        (permission,) = found(admin, "/auth/permissions", name=name)
        ids = {"robot_id": robot["id"], "permission_id": permission["id"]}
        assert done(admin.post("/auth/robot-permissions", json=ids))["robot_id"] == robot["id"]
    with robot_of(hub, robot["id"], "a secret") as client:
        made = done(client.post("/auth/robots", json={"name": "marvin", "secret": "another secret"}))
        assert client.post(f"/auth/robots/{made['id']}", json={"display_name": "M"}).status_code == 403
        assert client.post("/auth/clients", json={"name": "not-permitted"}).status_code == 403
        done(client.delete(f"/auth/robots/{made['id']}"))
    # What somebody may do with clients is no permission for robots.
    user = done(admin.post("/auth/users", json={"name": "nurse", "email": "nurse@example.org"}))
    done(admin.post(f"/auth/users/{user['id']}", json={"password": "a long password"}))
    (permission,) = found(admin, "/auth/permissions", name="client_create")
    done(admin.post("/auth/user-permissions", json={"user_id": user["id"], "permission_id": permission["id"]}))
    with client_of(hub, PasswordAuth("nurse", "a long password", AUTH)) as nurse:
        refusal = nurse.post("/auth/robots", json={"name": "mine", "secret": "a secret"})
        assert (refusal.status_code, "robot_create" in refusal.text) == (403, True)


@pytest.mark.parametrize("generation", ["0.12.5", "0.14"])
def test_a_hub_without_robots_has_no_door_to_them(hub: EmbeddedHub, admin: httpx2.Client, generation: str):
    hub.generation = generation
    for path in ("robots", "robot-permissions", "robot-roles"):
        assert admin.get(f"/auth/{path}").status_code == 404


def test_the_services_are_a_robot(hub: EmbeddedHub, admin: httpx2.Client):
    (robot,) = found(admin, "/auth/robots", name="system")
    with robot_of(hub, robot["id"], "start123") as client:
        assert done(client.post("/storage/buckets", json={"name": "of-the-services"}))["actor_type"] == "robot"


def test_who_made_a_bucket_is_kept_and_may_delete_it(hub: EmbeddedHub, admin: httpx2.Client):
    user = done(admin.post("/auth/users", json={"name": "nurse", "email": "nurse@example.org"}))
    done(admin.post(f"/auth/users/{user['id']}", json={"password": "a long password"}))
    (permission,) = found(admin, "/auth/permissions", name="bucket_create")
    done(admin.post("/auth/user-permissions", json={"user_id": user["id"], "permission_id": permission["id"]}))
    other = done(admin.post("/storage/buckets", json={"name": "of-the-admin"}))
    with client_of(hub, PasswordAuth("nurse", "a long password", AUTH)) as nurse:
        bucket = done(nurse.post("/storage/buckets", json={"name": "of-the-nurse"}))
        assert (bucket["actor_type"], bucket["actor_id"]) == ("user", user["id"])
        assert nurse.delete(f"/storage/buckets/{other['id']}").status_code == 403
        done(nurse.delete(f"/storage/buckets/{bucket['id']}"))
    hub.generation = "0.14"
    assert done(admin.post("/storage/buckets", json={"name": "today"}))["data"]["actorId"] is None


# -- analyses -----------------------------------------------------------------------------------------------------


class FormerStudy:
    """An analysis of a Hub 0.8 that has a node, an aggregator and code."""

    def __init__(self, admin: httpx2.Client) -> None:
        self.admin = admin
        (image, *_) = found(admin, "/core/master-images")
        self.nodes = [
            self.post("nodes", name="hospital"),
            self.post("nodes", name="center", type="aggregator"),
        ]
        self.project = self.post("projects", name="study", master_image_id=image["id"])
        for node in self.nodes:
            self.post("project-nodes", project_id=self.project["id"], node_id=node["id"])
        for member in found(admin, "/core/project-nodes", project_id=self.project["id"]):
            self.post(f"project-nodes/{member['id']}", approval_status="approved")
        self.analysis = self.post("analyses", name="analysis", project_id=self.project["id"])
        self.members = [
            self.post("analysis-nodes", analysis_id=self.analysis["id"], node_id=node["id"]) for node in self.nodes
        ]
        (code,) = found(admin, "/core/analysis-buckets", analysis_id=self.analysis["id"], type="CODE")
        done(admin.post(f"/storage/buckets/{code['external_id']}/upload", files={"file": ("main.py", b"print()")}))
        (noted,) = found(admin, "/core/analysis-bucket-files", analysis_id=self.analysis["id"])
        self.post(f"analysis-bucket-files/{noted['id']}", root=True)

    def post(self, path: str, /, **body: Any) -> Record:
        return done(self.admin.post(f"/core/{path}", json=body))

    def approve(self) -> None:
        self.post(f"analysis-nodes/{self.members[0]['id']}", approval_status="approved")

    def register(self) -> None:
        """Make a registry and give it to the nodes."""
        registry = self.post("registries", name="harbor", host="harbor.example.org")
        for node in self.nodes:
            self.post(f"nodes/{node['id']}", registry_id=registry["id"])

    def command(self, name: str) -> httpx2.Response:
        return self.admin.post(f"/core/analyses/{self.analysis['id']}/command", json={"command": name})

    def read(self) -> Record:
        return done(self.admin.get(f"/core/analyses/{self.analysis['id']}"))


@pytest.fixture
def study(admin: httpx2.Client) -> FormerStudy:
    return FormerStudy(admin)


def test_an_analysis_is_locked_after_its_nodes_have_approved(study: FormerStudy):
    refused(study.command("configurationLock"), 400, "At least one node has not approved the analysis.")
    study.approve()
    assert done(study.command("configurationLock"))["configuration_locked"] is True
    refused(study.command("configurationLock"), 400, "The analysis configuration is locked.")
    assert done(study.command("configurationUnlock"))["configuration_locked"] is False
    approvals = {row["node_id"]: row["approval_status"] for row in found(study.admin, "/core/analysis-nodes")}
    # An aggregator has approved for good.
    assert approvals == {study.nodes[0]["id"]: None, study.nodes[1]["id"]: "approved"}


def test_an_analysis_has_one_aggregator(study: FormerStudy):
    study.approve()
    other = study.post("nodes", name="second-center", type="aggregator")
    study.post("project-nodes", project_id=study.project["id"], node_id=other["id"])
    study.post("analysis-nodes", analysis_id=study.analysis["id"], node_id=other["id"])
    refused(study.command("configurationLock"), 400, "Only one aggregator node can be part of the analysis.")


def test_an_analysis_is_built_for_the_registries_of_its_nodes(study: FormerStudy):
    study.approve()
    refused(study.command("buildStart"), 400, "The analysis configuration must be locked before starting the build.")
    done(study.command("configurationLock"))
    refused(study.command("buildStart"), 400, "The node hospital is not assigned to a registry yet.")
    study.register()
    assert done(study.command("buildStart"))["build_status"] == "starting"
    assert study.read()["build_status"] == "finished"
    refused(study.command("buildStatus"), 400, "The analysis build process has already been successfully completed.")


def test_a_build_is_stopped(hub: EmbeddedHub, study: FormerStudy):
    study.approve()
    study.register()
    refused(study.command("buildStop"), 400, "The analysis configuration must be locked before stopping the build.")
    done(study.command("configurationLock"))
    refused(study.command("buildStop"), 400, "The analysis build process has not been initialized.")
    hub.pace = "step"
    done(study.command("buildStart"))
    hub.jobs.step()
    assert study.read()["build_status"] == "started"
    assert done(study.command("buildStop"))["build_status"] == "stopping"
    hub.jobs.step()
    assert study.read()["build_status"] == "stopped"
    refused(study.command("buildStop"), 400, 'The current analysis build status "stopped" does not allow a build stop.')
    assert done(study.command("buildStart"))["build_status"] == "starting"


def test_buckets_are_made_and_removed_when_told_to(study: FormerStudy):
    analysis = {"analysis_id": study.analysis["id"]}
    assert len(found(study.admin, "/core/analysis-buckets", **analysis)) == 3
    done(study.command("tearDown"))
    assert found(study.admin, "/core/analysis-buckets", **analysis) == []
    assert found(study.admin, "/storage/buckets") == []
    done(study.command("spinUp"))
    assert len(found(study.admin, "/core/analysis-buckets", **analysis)) == 3


@pytest.mark.parametrize("command", ["buildCheck", "distributionStart", "distributionCheck", "storageCheck", "dance"])
def test_commands_of_later_are_unknown(study: FormerStudy, command: str):
    refused(study.command(command), 400, "Invalid command.")


def test_commands_of_before_are_unknown_later(hub: EmbeddedHub, study: FormerStudy):
    hub.generation = "0.8.22"
    for command in ("spinUp", "tearDown", "buildStop", "buildStatus", "storageCheck"):
        refused(study.command(command), 400, "Invalid command.")


def test_a_node_takes_part_when_it_is_added_and_only_once(study: FormerStudy):
    body = {"analysis_id": study.analysis["id"], "node_id": study.nodes[0]["id"]}
    refused(
        study.admin.post("/core/analysis-nodes", json=body),
        409,
        "An entry with some unique attributes already exists.",
    )
    another = study.post("analyses", name="another", project_id=study.project["id"])
    assert found(study.admin, "/core/analysis-nodes", analysis_id=another["id"]) == []


def test_a_route_that_only_the_real_hub_has_is_named(hub: EmbeddedHub, admin: httpx2.Client):
    answer = admin.get("/core/analysis-permissions")
    assert (answer.status_code, answer.json()["message"]) == (
        501,
        "The embedded Hub does not offer GET /core/analysis-permissions.",
    )
    hub.generation = "0.11.4"
    assert admin.get("/core/analysis-permissions").status_code == 404
