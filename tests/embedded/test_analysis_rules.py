"""The embedded Hub's rules of projects, analyses, their files and logs, one by one."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from flame_hub.auth import ClientAuth
from flame_hub.embedded import EmbeddedHub
from studies import (
    AUTH,
    NOWHERE,
    Person,
    Record,
    Study,
    client_of,
    command,
    found,
    made,
    not_permitted,
    post,
    read,
    refused,
)

# -- projects -----------------------------------------------------------------------------------------------------


def test_nodes_of_projects_need_two_permissions_and_the_realm_of_the_project(
    admin: httpx2.Client, study: Study, ada: Person, realm: Record
):
    node = made(post(admin, "nodes", name="clinic-node", realmId=realm["id"]))
    body = {"projectId": study.project["id"], "nodeId": node["id"]}
    client = ada.may("project_create")
    not_permitted(post(client, "project-nodes", **body), "project_create", "project_update")
    ada.may("project_update")
    refused(post(client, "project-nodes", **body), 403, "The referenced project realm is not permitted.")
    own = made(post(client, "projects", name="own"))
    assert made(post(client, "project-nodes", projectId=own["id"], nodeId=node["id"]))["nodeRealmId"] == realm["id"]


def test_a_node_is_approved_by_its_own_realm_and_dropped_by_either(
    admin: httpx2.Client, study: Study, ada: Person, realm: Record
):
    client = ada.may("project_create", "project_update", "project_approve")
    foreign = found(admin, "project-nodes", nodeId=study.node["id"])[0]
    path = f"project-nodes/{foreign['id']}"
    refused(post(client, path, approvalStatus="approved"), 403, "You are not permitted to update this object.")
    refused(client.delete(f"/core/{path}"), 403, "You are not authorized to drop this relation object.")
    node = made(post(admin, "nodes", name="clinic-node", realmId=realm["id"]))
    member = made(post(admin, "project-nodes", projectId=study.project["id"], nodeId=node["id"]))
    assert (
        made(post(client, f"project-nodes/{member['id']}", approvalStatus="rejected"))["approvalStatus"] == "rejected"
    )
    assert read(admin, "projects", study.project)["nodes"] == 3
    assert made(client.delete(f"/core/project-nodes/{member['id']}"))["project"]["nodes"] == 2


def test_the_number_of_nodes_of_a_project_is_no_count(admin: httpx2.Client, study: Study):
    made(admin.delete(f"/core/nodes/{study.node['id']}"))
    assert found(admin, "project-nodes", nodeId=study.node["id"]) == []
    assert found(admin, "analysis-nodes", nodeId=study.node["id"]) == []
    assert read(admin, "projects", study.project)["nodes"] == 2


# -- analyses -----------------------------------------------------------------------------------------------------


def test_an_analysis_belongs_to_the_realm_of_its_project(admin: httpx2.Client, study: Study, ada: Person):
    client = ada.may("analysis_create", "analysis_update", "analysis_delete")
    analysis = made(post(client, "analyses", projectId=study.project["id"]))
    assert (analysis["realmId"], analysis["userId"]) == (study.project["realmId"], ada.id)
    refused(post(client, f"analyses/{analysis['id']}", description="changed"), 403, "Permission denied.")
    refused(client.delete(f"/core/analyses/{analysis['id']}"), 403, "Permission denied.")
    made(admin.delete(f"/auth/users/{ada.id}"))
    assert read(admin, "analyses", analysis)["userId"] is None


def test_what_is_found_out_is_found_out_when_something_of_it_changes(admin: httpx2.Client):
    project = made(post(admin, "projects", name="bare"))
    analysis = made(post(admin, "analyses", projectId=project["id"]))
    assert read(admin, "analyses", analysis)["executionProgress"] is None
    image = found(admin, "master-images")[0]
    changed = made(post(admin, f"analyses/{analysis['id']}", masterImageId=image["id"]))
    assert changed["configurationImageValid"] is True
    assert changed["executionProgress"] is None
    refused(command(admin, analysis, "configurationLock"), 400, "At least one default node must be selected.")
    # A command finds out everything, and what was found stays although the command was refused.
    assert read(admin, "analyses", analysis)["executionProgress"] == 0


def test_an_execution_is_as_far_as_the_node_that_is_least_far(admin: httpx2.Client, study: Study):
    first, second = found(admin, "analysis-nodes", analysisId=study.analysis["id"])

    def told(member: Record, **values: Any) -> tuple[str | None, int]:
        made(post(admin, f"analysis-nodes/{member['id']}", **values))
        analysis = read(admin, "analyses", study.analysis)
        return analysis["executionStatus"], analysis["executionProgress"]

    assert told(first, executionStatus="executed", executionProgress=100) == ("executed", 50)
    assert told(second, executionStatus="started", executionProgress=25) == ("started", 62)
    assert told(second, executionStatus="executing") == ("executing", 62)
    assert told(first, executionStatus="failed") == ("failed", 62)


def test_a_registry_is_chosen_once(admin: httpx2.Client, study: Study):
    first, second = (made(post(admin, "registries", name=f"reg-{n}", host=f"{n}.example.com")) for n in (1, 2))
    path = f"analyses/{study.analysis['id']}"
    chosen = made(post(admin, path, registryId=first["id"]))
    assert (chosen["registryId"], chosen["registry"]["name"]) == (first["id"], "reg-1")
    assert "accountSecret" not in chosen["registry"]
    made(post(admin, path, registryId=first["id"], description="the same again"))
    message = "The registry can not be changed after it is specified."
    refused(post(admin, path, registryId=second["id"]), 400, message)
    made(admin.delete(f"/core/registries/{first['id']}"))
    assert read(admin, "analyses", study.analysis)["registryId"] is None
    # A registry can be taken away, and then it is not chosen.
    assert made(post(admin, path, registryId=second["id"]))["registryId"] == second["id"]
    assert made(post(admin, path, registryId=None))["registryId"] is None


def test_a_hub_of_today_calls_a_field_by_its_former_name(admin: httpx2.Client, study: Study):
    path = f"/core/analyses/{study.analysis['id']}"
    assert made(admin.get(path, params={"fields": "buildNodesValid"})) == {"buildNodesValid": False}
    assert len(made(admin.get(path, params={"fields": "distributionNodesValid"}))) > 20


@pytest.mark.parametrize(
    ("arguments", "name", "message"),
    [
        ({}, "imageCommandArguments", "imageCommandArguments must be an array."),
        (["--fast"], "imageCommandArguments.value", "Invalid input: expected string, received undefined"),
        (
            [{"value": "ok"}, {"value": 5}],
            "imageCommandArguments.value",
            "Invalid input: expected string, received number",
        ),
        (
            [{"value": "ok", "position": "inside"}],
            "imageCommandArguments.position",
            "Invalid input",
        ),
    ],
)
def test_arguments_of_a_command_are_checked(
    admin: httpx2.Client, study: Study, arguments: object, name: str, message: str
):
    answer = post(admin, "analyses", projectId=study.project["id"], imageCommandArguments=arguments)
    refused(answer, 400, f"Property {name} is invalid")
    (issue,) = answer.json()["issues"]
    assert (issue["message"], issue["path"]) == (message, name.split("."))


def test_arguments_keep_what_belongs_to_them(admin: httpx2.Client, study: Study):
    sent = [{"value": "--a", "position": None, "more": 1}, {"value": "--b", "position": "before"}]
    analysis = made(post(admin, "analyses", projectId=study.project["id"], imageCommandArguments=sent))
    assert analysis["imageCommandArguments"] == [
        {"value": "--a", "position": None},
        {"value": "--b", "position": "before"},
    ]


# -- nodes of analyses --------------------------------------------------------------------------------------------


def test_who_approves_and_who_tells_of_the_execution(admin: httpx2.Client, study: Study, ada: Person, realm: Record):
    node = made(post(admin, "nodes", name="clinic-node", realmId=realm["id"]))
    made(post(admin, "project-nodes", projectId=study.project["id"], nodeId=node["id"]))
    member = made(post(admin, "analysis-nodes", analysisId=study.analysis["id"], nodeId=node["id"]))
    other = found(admin, "analysis-nodes", nodeId=study.node["id"])[0]
    path = f"analysis-nodes/{member['id']}"
    refused(post(ada.client, path, comment="hello"), 403, "Permission denied.")
    not_permitted(ada.client.delete(f"/core/{path}"), "analysis_update", "analysis_approve")
    client = ada.may("analysis_approve")
    assert made(post(client, path, approvalStatus="approved", comment="good"))["approvalStatus"] == "approved"
    message = "You are either no authority of the node or you don't have the required permissions."
    refused(post(client, path, executionStatus="started"), 400, message)
    ada.may("analysis_update")
    assert made(post(client, path, executionStatus="started"))["executionStatus"] == "started"
    message = "You are neither part of the node nor analysis realm."
    refused(post(client, f"analysis-nodes/{other['id']}", comment="hello"), 403, message)
    refused(client.delete(f"/core/analysis-nodes/{other['id']}"), 403, "Permission denied.")


def test_the_realm_of_an_analysis_does_not_approve_for_a_node(
    admin: httpx2.Client, study: Study, ada: Person, realm: Record
):
    client = ada.may("project_create", "project_update", "analysis_create", "analysis_update", "analysis_approve")
    project = made(post(client, "projects", name="own"))
    made(post(client, "project-nodes", projectId=project["id"], nodeId=study.node["id"]))
    analysis = made(post(client, "analyses", projectId=project["id"]))
    member = made(post(client, "analysis-nodes", analysisId=analysis["id"], nodeId=study.node["id"]))
    message = "You are either no authority of the node or you don't have the required permissions."
    refused(post(client, f"analysis-nodes/{member['id']}", approvalStatus="approved"), 400, message)
    made(client.delete(f"/core/analysis-nodes/{member['id']}"))


# -- buckets and files --------------------------------------------------------------------------------------------


def test_buckets_of_analyses_need_no_permission_but_the_realm(
    admin: httpx2.Client, study: Study, ada: Person, realm: Record
):
    body = {"type": "TEMP", "bucketId": NOWHERE, "analysisId": study.analysis["id"]}
    bucket = made(post(ada.client, "analysis-buckets", **body))
    assert bucket["realmId"] == study.analysis["realmId"]
    refused(ada.client.delete(f"/core/analysis-buckets/{bucket['id']}"), 403, "Permission denied.")
    body = {"path": "x.csv", "bucketId": NOWHERE, "bucketFileId": NOWHERE, "analysisBucketId": bucket["id"]}
    file = made(post(ada.client, "analysis-bucket-files", **body))
    assert (file["realmId"], file["userId"], file["analysisId"]) == (realm["id"], ada.id, study.analysis["id"])
    assert file["analysisBucket"]["id"] == bucket["id"]
    refused(
        post(ada.client, "analysis-bucket-files", **body), 409, "An entry with some unique attributes already exists."
    )
    refused(post(ada.client, f"analysis-bucket-files/{study.noted['id']}", root=False), 403, "Permission denied.")
    made(ada.client.delete(f"/core/analysis-bucket-files/{file['id']}"))


def test_who_uploads_is_noted_if_it_is_a_user(embedded: EmbeddedHub, admin: httpx2.Client, study: Study):
    credentials = admin.get(f"/core/analyses/{study.analysis['id']}/client/credentials").json()
    (results,) = found(admin, "analysis-buckets", analysisId=study.analysis["id"], type="RESULT")
    with client_of(embedded, ClientAuth(credentials["id"], credentials["secret"], AUTH)) as container:
        path = f"/storage/buckets/{results['bucketId']}/upload"
        made(container.post(path, files={"file": ("mean.csv", b"42\n")}))
    (file,) = found(admin, "analysis-bucket-files", analysisBucketId=results["id"])
    assert (file["path"], file["userId"], file["clientId"]) == ("mean.csv", None, None)


def test_a_path_is_noted_once(admin: httpx2.Client, study: Study):
    (results,) = found(admin, "analysis-buckets", analysisId=study.analysis["id"], type="RESULT")
    files = {"file": ("main.py", b"the same path in another bucket")}
    made(admin.post(f"/storage/buckets/{results['bucketId']}/upload", files=files))
    assert [file["id"] for file in found(admin, "analysis-bucket-files", path="main.py")] == [study.noted["id"]]


# -- the client of an analysis ------------------------------------------------------------------------------------


def test_nodes_that_have_approved_read_the_credentials(embedded: EmbeddedHub, admin: httpx2.Client, study: Study):
    path = f"/core/analyses/{study.analysis['id']}/client/credentials"
    node = admin.get(f"/core/nodes/{study.node['id']}/client/credentials").json()
    for held in admin.get("/auth/client-permissions", params={"filter[clientId]": node["id"]}).json()["data"]:
        made(admin.delete(f"/auth/client-permissions/{held['id']}"))
    with client_of(embedded, ClientAuth(node["id"], node["secret"], AUTH)) as client:
        refused(client.get(path), 403, "You are not permitted to read the credentials of this analysis client.")
        study.approve(admin)
        assert client.get(path).json() == admin.get(path).json()
        not_permitted(client.post(path), "analysis_update")


def test_who_may_change_analyses_writes_the_credentials_of_those_of_the_realm(study: Study, ada: Person):
    path = f"/core/analyses/{study.analysis['id']}/client/credentials"
    message = "You are not permitted to write the credentials of this analysis client."
    refused(ada.may("analysis_update").post(path), 403, message)
    assert ada.client.get(path).json()["name"] == study.analysis["id"]


def test_capabilities_of_an_analysis_are_given_and_taken(admin: httpx2.Client, study: Study):
    path = f"/core/analyses/{study.analysis['id']}/client/permissions"
    held = admin.get(path).json()
    assert (held["meta"]["total"], held["meta"]["schema"]["name"]) == (2, "clientPermission")
    names = {row["permission"]["name"]: row["permissionId"] for row in held["data"]}
    assert set(names) == {"analysis_self_storage_use", "analysis_self_message_broker_use"}
    one = names["analysis_self_storage_use"]
    # What Authup refuses is a failure of core.
    refused(admin.post(path, json={"permissionId": one}), 500, "The client-permission already exists.")
    refused(admin.post(path, json={"permissionId": NOWHERE}), 500, "Entity not found.")
    assert made(admin.delete(f"{path}/{one}"))["realmScope"] == "own"
    refused(admin.delete(f"{path}/{one}"), 404, "The clientPermission was not found.")
    for key in (one, "analysis_self_storage_use"):
        assert made(admin.post(path, json={"permissionId": key}))["permission"]["name"] == "analysis_self_storage_use"
        made(admin.delete(f"{path}/{one}"))
    made(command(admin, study.analysis, "configurationLock"))
    message = "The capabilities cannot be changed while the analysis configuration is locked."
    refused(admin.post(path, json={"permissionId": one}), 400, message)
    refused(admin.delete(f"{path}/{one}"), 400, message)


def test_the_refusals_of_capabilities_have_their_order(admin: httpx2.Client, study: Study, ada: Person):
    path = f"/core/analyses/{study.analysis['id']}/client/permissions"
    nowhere = f"/core/analyses/{NOWHERE}/client/permissions"
    given = {"permissionId": NOWHERE}
    refused(ada.client.post(nowhere, json={}), 400, "A permissionId is required.")
    refused(ada.client.post(nowhere, json=given), 404, "The analysis was not found.")
    refused(ada.client.get(nowhere), 404, "The analysis was not found.")
    not_permitted(ada.client.get(path), "analysis_update")
    not_permitted(ada.client.post(path, json=given), "analysis_update")
    client = ada.may("analysis_update")
    assert client.get(path).json()["meta"]["total"] == 2
    refused(client.post(path, json=given), 403, "Permission denied.")
    refused(client.delete(f"{path}/{NOWHERE}"), 403, "Permission denied.")


def test_a_client_that_was_deleted_is_a_failure_of_core(admin: httpx2.Client, study: Study):
    made(admin.delete(f"/auth/clients/{study.analysis['clientId']}"))
    path = f"/core/analyses/{study.analysis['id']}/client"
    refused(admin.get(f"{path}/credentials"), 500, "Entity not found.")
    refused(admin.post(f"{path}/credentials"), 500, "Entity not found.")
    assert admin.get(f"{path}/permissions").json()["meta"]["total"] == 0


def test_secrets_that_authup_refuses_are_a_failure_of_core(admin: httpx2.Client, study: Study):
    path = f"/core/nodes/{study.node['id']}/client/credentials"
    before = admin.get(path).json()
    refused(admin.post(path, json={"secret": 5}), 500, "Property secret is invalid")
    refused(admin.post(path, json={"secret": ""}), 500, "Property secret is invalid")
    refused(admin.post(path, json={"name": "with space"}), 500, "Property name is invalid")
    assert admin.get(path).json() == before
    changed = admin.post(path, json={"name": "Renamed", "displayName": None, "secret": None}).json()
    assert (changed["name"], changed["displayName"], len(changed["secret"])) == ("renamed", None, 64)
    # The client of an analysis keeps its name, whatever is said of it.
    path = f"/core/analyses/{study.analysis['id']}/client/credentials"
    assert admin.post(path, json={"name": "Renamed"}).json()["name"] == study.analysis["id"]


def test_a_node_is_kept_to_its_permissions(embedded: EmbeddedHub, admin: httpx2.Client, study: Study):
    embedded.grant(study.node["clientId"], ["node_delete"])
    made(post(admin, f"nodes/{study.node['id']}", hidden=True))
    params = {"filter[clientId]": study.node["clientId"], "include": "permission"}
    held = admin.get("/auth/client-permissions", params=params).json()["data"]
    assert [row["permission"]["name"] for row in held] == ["analysis_update"]


# -- logs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (
            "and(eq(analysisId,'{0}'),in(level,'info','error'))",
            "The filter operator 'in' on 'level' is not supported here; only equality (eq) filters are allowed.",
        ),
        (
            "not(eq(analysisId,'{0}'))",
            "The filter operator 'ne' on 'analysisId' is not supported here; only equality (eq) filters are allowed.",
        ),
        (
            "and(eq(analysisId,'{0}'),startsWith(level,'i'))",
            "The filter operator 'startsWith' on 'level' is not supported here; "
            "only equality (eq) filters are allowed.",
        ),
        (
            "or(eq(analysisId,'{0}'),eq(level,'info'))",
            "The filter compound operator 'or' is not supported here; only 'and' of equality filters is allowed.",
        ),
    ],
)
def test_logs_are_found_by_equality_only(admin: httpx2.Client, expression: str, message: str):
    for answer in (
        admin.get("/core/analysis-logs", params={"filter": expression.format(NOWHERE)}),
        admin.delete("/core/analysis-logs", params={"filter": expression.format(NOWHERE)}),
    ):
        refused(answer, 400, message)


def test_a_level_is_none_of_the_labels_that_logs_are_found_by(admin: httpx2.Client, study: Study):
    about = {"analysisId": study.analysis["id"], "nodeId": study.node["id"]}
    for labels in ({}, {"level": "info"}):
        line = post(admin, "analysis-node-logs", **about, level="info", message="a line", labels=labels)
        assert line.status_code == 202
    assert len(found(admin, "analysis-node-logs", **about)) == 2
    (line,) = found(admin, "analysis-node-logs", **about, level="info")
    assert line["labels"]["level"] == "info"


@pytest.mark.parametrize(
    ("labels", "name", "message"),
    [
        ("step", "labels", "Invalid input: expected record, received string"),
        ({"step": 5}, "labels.step", "Invalid input: expected string, received number"),
    ],
)
def test_labels_are_texts_by_name(admin: httpx2.Client, study: Study, labels: object, name: str, message: str):
    about = {"analysisId": study.analysis["id"], "nodeId": study.node["id"]}
    answer = post(admin, "analysis-node-logs", **about, level="info", message="a line", labels=labels)
    refused(answer, 400, f"Property {name} is invalid")
    assert answer.json()["issues"][0]["message"] == message


def test_a_node_writes_its_own_logs(study: Study, ada: Person):
    body = {"analysisId": study.analysis["id"], "nodeId": study.node["id"], "level": "info", "message": "a line"}
    refused(post(ada.client, "analysis-node-logs", **body), 403, "You are not an actor of the node realm.")


# -- images and registries ----------------------------------------------------------------------------------------


def test_images_and_registries_are_for_who_may_manage_them(admin: httpx2.Client, ada: Person):
    image, group = found(admin, "master-images")[0], found(admin, "master-image-groups")[0]
    not_permitted(ada.client.delete(f"/core/master-images/{image['id']}"), "master_image_manage")
    not_permitted(ada.client.delete(f"/core/master-image-groups/{group['id']}"), "master_image_group_manage")
    not_permitted(post(ada.client, "master-images/command", command="sync"), "master_image_manage")
    not_permitted(post(ada.client, "services/registry/command", command="setup", id=NOWHERE), "registry_manage")
    refused(post(ada.client, "services/pigeon/command"), 404, "The service was not found.")
    assert post(ada.client, "services/registry/hook", type="PUSH_ARTIFACT").status_code == 202
    assert post(ada.may("master_image_manage"), "master-images/command", command="sync").json()["data"] is None


def test_an_image_that_analyses_are_built_on_can_be_deleted(admin: httpx2.Client, study: Study):
    made(admin.delete(f"/core/master-images/{study.project['masterImageId']}"))
    assert read(admin, "analyses", study.analysis)["masterImageId"] is None
    refused(
        command(admin, study.analysis, "configurationLock"), 400, "A master image must be assigned to the analysis."
    )
