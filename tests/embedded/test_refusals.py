"""Which refusal core and storage answer with where several would do, and its words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx2
import pytest

from studies import NOWHERE, Person, Record, Study, found, made, not_permitted, post, read, refused

WRONG: list[tuple[str, Record]] = [
    ("nodes", {"name": "ab"}),
    ("projects", {"name": "ab"}),
    ("project-nodes", {}),
    ("analyses", {}),
    ("analysis-nodes", {}),
    ("registries", {}),
    ("registry-projects", {}),
]


def invalid(answer: httpx2.Response, *names: str) -> list[Record]:
    """The issues of a body that is refused for these properties."""
    several = f"Properties {', '.join(names)} are invalid."
    refused(answer, 400, f"Property {names[0]} is invalid" if len(names) == 1 else several)
    return answer.json()["issues"]


# -- the order of the checks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "route",
    [
        *(f"GET core/{path}" for path in ("nodes", "analysis-logs", f"projects/{NOWHERE}", "nodes/no-id")),
        *(f"GET core/nodes/{NOWHERE}/{kind}/credentials" for kind in ("client", "registry")),
        *(f"POST core/{path}" for path in ("nodes", "analysis-node-logs", f"analyses/{NOWHERE}/command")),
        *(f"POST core/{path}" for path in ("master-images/command", "services/registry/command", "analysis-buckets")),
        *(f"{method} core/analyses/{NOWHERE}/client/credentials" for method in ("GET", "POST")),
        *(f"{method} core/analyses/{NOWHERE}/client/permissions" for method in ("GET", "POST")),
        f"DELETE core/analyses/{NOWHERE}/client/permissions/{NOWHERE}",
        *(f"DELETE core/{path}/{NOWHERE}" for path in ("registries", "analysis-bucket-files", "master-images")),
        *("GET storage/buckets", "GET storage/buckets/no-id", "POST storage/buckets", "POST storage/buckets/no-id"),
        *("GET storage/buckets/no-id/stream", "POST storage/buckets/no-id/upload", "DELETE storage/bucket-files/no-id"),
        *("GET storage/bucket-files?fields=__proto__", "GET storage/bucket-files/no-id/stream"),
    ],
)
def test_a_login_is_asked_for_before_anything_else(admin: httpx2.Client, route: str):
    method, _, path = route.partition(" ")
    answer = admin.request(method, f"/{path}", json={"name": 5} if method == "POST" else None, auth=None)
    refused(answer, 401, "Authentication required.")
    assert answer.json()["code"] == "identity_unauthorized"


@pytest.mark.parametrize(("path", "body"), WRONG)
def test_core_looks_at_a_new_record_before_it_looks_at_permissions(ada: Person, path: str, body: Record):
    answer = post(ada.client, path, **body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert answer.json()["message"].startswith("Propert")


def test_storage_looks_at_permissions_before_it_looks_at_a_new_bucket(ada: Person):
    not_permitted(ada.client.post("/storage/buckets", json={}), "bucket_create")
    invalid(ada.may("bucket_create").post("/storage/buckets", json={}), "name")


def test_permissions_come_before_ids_of_nothing(ada: Person):
    not_permitted(post(ada.client, "analyses", projectId=NOWHERE), "analysis_create")
    client = ada.may("analysis_create")
    refused(post(client, "analyses", projectId=NOWHERE), 400, "Can't find project entity by projectId")


def test_ids_of_nothing_come_before_records_that_are_not_there(admin: httpx2.Client):
    answer = post(admin, f"nodes/{NOWHERE}", registryId=NOWHERE)
    refused(answer, 400, "Can't find registry entity by registryId")
    invalid(post(admin, f"nodes/{NOWHERE}", name="ab"), "name")
    refused(post(admin, f"nodes/{NOWHERE}", name="abc"), 404, "The node was not found.")


def test_ids_of_nothing_come_before_the_realm(admin: httpx2.Client, study: Study, ada: Person):
    master = study.node["realmId"]
    client = ada.may("node_create")
    body = {"name": "abc", "realmId": master}
    refused(post(client, "nodes", **body, registryId=NOWHERE), 400, "Can't find registry entity by registryId")
    refused(post(client, "nodes", **body), 403, "You are not permitted to create this node.")
    # The realm itself is looked for last: Authup has it.
    refused(post(client, "nodes", name="abc", realmId=NOWHERE), 403, "You are not permitted to create this node.")
    refused(post(admin, "nodes", name="abc", realmId=NOWHERE), 500, "Can't find realm entity by realmId")


def test_of_two_ids_of_nothing_the_first_column_is_told(admin: httpx2.Client):
    for path in ("project-nodes", "analysis-nodes"):
        owner = path.partition("-")[0]
        answer = post(admin, path, **{"nodeId": NOWHERE, f"{owner}Id": NOWHERE})
        refused(answer, 400, f"Can't find {owner} entity by {owner}Id")


def test_only_people_make_analyses_but_others_are_told_first_what_is_not_there(admin: httpx2.Client, study: Study):
    secret = "a-secret-of-the-client"
    client = made(admin.post("/auth/clients", json={"name": "robot", "authMethod": "secret", "secret": secret}))
    (permission,) = made(admin.get("/auth/permissions", params={"filter[name]": "analysis_create"}))
    granted = {"clientId": client["id"], "permissionId": permission["id"]}
    made(admin.post("/auth/client-permissions", json=granted))
    login = {"grant_type": "client_credentials", "client_id": client["id"], "client_secret": secret}
    token = admin.post("/auth/token", json=login, auth=None).json()["access_token"]

    def create(project: str) -> httpx2.Response:
        headers = {"authorization": f"Bearer {token}"}
        return admin.post("/core/analyses", json={"projectId": project}, headers=headers, auth=None)

    refused(create(NOWHERE), 400, "Can't find project entity by projectId")
    refused(create(study.project["id"]), 403, "Only user accounts are permitted to create an analysis.")


def test_a_bad_query_is_told_before_a_record_that_is_not_there(admin: httpx2.Client):
    answer = admin.get(f"/core/nodes/{NOWHERE}", params={"fields": "__proto__"})
    refused(answer, 400, "The input was rejected: 1 violation.")


# -- permissions and realms ---------------------------------------------------------------------------------------


def test_of_several_permissions_the_first_that_is_missing_is_told(study: Study, ada: Person):
    body = {"projectId": study.project["id"], "nodeId": study.node["id"]}

    def missing() -> list[Any]:
        answer = post(ada.client, "project-nodes", **body)
        not_permitted(answer, "project_create", "project_update")
        return [issue["path"] for issue in answer.json()["issues"]]

    assert missing() == [["project_create"]]
    ada.may("project_create")
    assert missing() == [["project_update"]]
    refused(
        post(ada.may("project_update"), "project-nodes", **body), 403, "The referenced project realm is not permitted."
    )


def test_if_one_of_several_permissions_would_do_all_are_told(study: Study, ada: Person, admin: httpx2.Client):
    member = found(admin, "analysis-nodes", analysisId=study.analysis["id"])[0]
    answer = ada.client.delete(f"/core/analysis-nodes/{member['id']}")
    not_permitted(answer, "analysis_update", "analysis_approve")
    assert [issue["path"] for issue in answer.json()["issues"]] == [["analysis_update"], ["analysis_approve"]]


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_most_records_of_another_realm_are_refused_without_further_words(
    admin: httpx2.Client, study: Study, ada: Person, method: str
):
    client = ada.may(*(f"{kind}_{verb}" for kind in ("project", "analysis", "node") for verb in ("update", "delete")))
    bucket = found(admin, "analysis-buckets", analysisId=study.analysis["id"])[0]
    for path in (
        f"projects/{study.project['id']}",
        f"analyses/{study.analysis['id']}",
        f"analysis-buckets/{bucket['id']}",
        f"analysis-bucket-files/{study.noted['id']}",
    ):
        refused(client.request(method, f"/core/{path}", json={}), 403, "Permission denied.")
    verb = {"POST": "update", "DELETE": "delete"}[method]
    answer = client.request(method, f"/core/nodes/{study.node['id']}", json={})
    refused(answer, 403, f"You are not permitted to {verb} this node.")


# -- what the database says ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "value"), [("type", None), ("hidden", None)])
def test_null_passes_the_checks_of_a_node_but_not_its_table(admin: httpx2.Client, study: Study, name: str, value: None):
    message = f'null value in column "{name}" of relation "nodes" violates not-null constraint'
    refused(post(admin, "nodes", **{"name": "fresh", name: value}), 500, message)
    refused(post(admin, f"nodes/{study.node['id']}", **{name: value}), 500, message)
    assert read(admin, "nodes", study.node)["type"] == "default"


def test_the_name_of_a_node_is_checked_for_null_when_it_is_new_only(admin: httpx2.Client, study: Study):
    invalid(post(admin, "nodes", name=None), "name")
    message = 'null value in column "name" of relation "nodes" violates not-null constraint'
    refused(post(admin, f"nodes/{study.node['id']}", name=None), 500, message)


def test_the_image_of_a_project_is_looked_for_when_it_is_new_only(admin: httpx2.Client, study: Study):
    refused(post(admin, "projects", masterImageId=NOWHERE), 400, "Can't find masterImage entity by masterImageId")
    path = f"projects/{study.project['id']}"
    message = 'insert or update on table "projects" violates foreign key constraint "FK_9334a5beb56029a11fc212664dd"'
    refused(post(admin, path, masterImageId=NOWHERE), 500, message)
    answer = made(post(admin, path, masterImageId=study.project["masterImageId"]))
    assert "masterImage" not in answer


def test_a_path_that_is_too_long_reaches_the_database(admin: httpx2.Client, study: Study):
    message = "value too long for type character varying(256)"
    path = f"analysis-bucket-files/{study.noted['id']}"
    refused(post(admin, path, path="x" * 257), 500, message)
    assert made(post(admin, path, path="x" * 256))["path"] == "x" * 256
    fields = ("analysisBucketId", "bucketId")
    body = {name: study.noted[name] for name in fields} | {"bucketFileId": str(UUID(int=1))}
    assert post(admin, "analysis-bucket-files", **body, path="y" * 257).status_code == 400
    body["bucketFileId"] = study.noted["bucketFileId"]
    refused(post(admin, "analysis-bucket-files", **body, path="y" * 257), 500, message)


# -- issues -------------------------------------------------------------------------------------------------------


def test_the_order_of_issues_is_that_of_the_hubs_checks(admin: httpx2.Client):
    wrong = dict.fromkeys(
        ("realmId", "clientId", "registryId", "externalName", "publicKey", "hidden", "type", "name"), 5
    )
    invalid(post(admin, "nodes", **wrong), *reversed(wrong))
    names = ("registryId", "masterImageId", "description", "displayName", "name", "projectId")
    invalid(post(admin, "analyses", **dict.fromkeys(names, 5)), *reversed(names))
    names = ("labels", "level", "code", "message", "status", "analysisId", "nodeId")
    invalid(post(admin, "analysis-node-logs", **dict.fromkeys(names, 5)), *reversed(names))


def test_several_issues_of_what_need_not_be_given_are_all_noted_as_such(admin: httpx2.Client, study: Study):
    (group,) = invalid(post(admin, f"projects/{study.project['id']}", name=""), "name")
    assert (group["type"], group["path"], group["data"], group["meta"]) == (
        "group",
        ["name"],
        {"name": "name"},
        {"optional": True},
    )
    assert [issue["message"] for issue in group["issues"]] == [
        "Too small: expected string to have >=3 characters",
        "Only the characters [a-z0-9-_.]+ are allowed.",
    ]
    assert all(issue["meta"] == {"optional": True} for issue in group["issues"])


def test_what_is_wrong_within_one_property_is_told_together(admin: httpx2.Client, study: Study):
    arguments = [{"value": "x", "position": "inside"}]
    body = {"projectId": study.project["id"], "imageCommandArguments": arguments}
    (group,) = invalid(post(admin, "analyses", **body), "imageCommandArguments")
    paths = [issue["path"] for issue in group["issues"]]
    assert paths == [["imageCommandArguments", "value"], ["imageCommandArguments", "position"]]
    log = {"analysisId": study.analysis["id"], "nodeId": study.node["id"], "message": "hello", "level": "info"}
    invalid(post(admin, "analysis-node-logs", **log, labels={"a": 1}), "labels.a")
    (group,) = invalid(post(admin, "analysis-node-logs", **log, labels={"a": 1, "b": None}), "labels")
    assert [issue["path"] for issue in group["issues"]] == [["labels", "a"], ["labels", "b"]]


def test_labels_are_no_null_and_ids_of_logs_are_of_version_4(admin: httpx2.Client, study: Study):
    log = {"analysisId": study.analysis["id"], "nodeId": study.node["id"], "message": "hello", "level": "info"}
    (issue,) = invalid(post(admin, "analysis-node-logs", **log, labels=None), "labels")
    assert (issue["message"], issue["expected"]) == ("Invalid input: expected record, received null", "record")
    of_time = "7e57d004-2b97-1e7a-b45f-5387367791cd"
    (issue,) = invalid(post(admin, "analysis-node-logs", **{**log, "nodeId": of_time}), "nodeId")
    assert (issue["message"], issue["code"]) == ("Invalid UUID", "uuid")


@pytest.mark.parametrize("name", ["", None, 0, False])
def test_a_name_that_javascript_takes_for_none_is_made_up(admin: httpx2.Client, study: Study, name: object):
    assert len(made(post(admin, "projects", name=name))["name"]) > 3
    assert len(made(post(admin, "analyses", name=name, projectId=study.project["id"]))["name"]) > 3
