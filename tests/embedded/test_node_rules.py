"""Nodes, their projects in registries, and commands to registries and master images."""

from __future__ import annotations

import httpx2
import pytest

from studies import NOWHERE, Person, Record, Study, found, made, not_permitted, post, read, refused


@pytest.fixture
def registry(admin: httpx2.Client) -> Record:
    return made(post(admin, "registries", name="first", host="first.example.com"))


def project_of(admin: httpx2.Client, node: Record) -> Record:
    return read(admin, "registry-projects", {"id": read(admin, "nodes", node)["registryProjectId"]})


def test_the_project_in_the_registry_is_called_as_the_node_is_there(admin: httpx2.Client, registry: Record):
    node = made(post(admin, "nodes", name="hospital", registryId=registry["id"], externalName="old"))
    before = project_of(admin, node)
    assert made(post(admin, f"nodes/{node['id']}", externalName="new"))["externalName"] == "new"
    after = project_of(admin, node)
    assert (after["id"], after["externalName"]) == (before["id"], "new")
    made(post(admin, f"nodes/{node['id']}", hidden=True))
    assert project_of(admin, node)["updatedAt"] == after["updatedAt"]


def test_a_node_with_a_registry_has_a_name_there_at_any_rate(admin: httpx2.Client, registry: Record):
    node = made(post(admin, "nodes", name="hospital", registryId=registry["id"], externalName="old"))
    changed = made(post(admin, f"nodes/{node['id']}", externalName=None))
    assert len(changed["externalName"]) == 21
    assert project_of(admin, node)["externalName"] == changed["externalName"]


def test_a_node_that_changes_the_registry_has_a_new_project_of_the_same_name(admin: httpx2.Client, registry: Record):
    node = made(post(admin, "nodes", name="hospital", externalName="mine"))
    before = project_of(admin, node)
    other = made(post(admin, "registries", name="second", host="second.example.com"))
    changed = made(post(admin, f"nodes/{node['id']}", registryId=other["id"]))
    after = project_of(admin, node)
    assert (changed["registry"]["id"], after["registryId"], after["externalName"]) == (other["id"], other["id"], "mine")
    refused(admin.get(f"/core/registry-projects/{before['id']}"), 404, "The registry-project was not found.")


def test_a_record_in_which_nothing_is_another_keeps_its_time(admin: httpx2.Client, study: Study):
    for path, record, same in (
        ("nodes", study.node, {"hidden": False, "name": "hospital", "unknown": 1}),
        ("projects", study.project, {"masterImageId": study.project["masterImageId"]}),
        ("analyses", study.analysis, {"imageCommandArguments": None}),
    ):
        before = read(admin, path, record)
        made(post(admin, f"{path}/{record['id']}", **same))
        made(post(admin, f"{path}/{record['id']}"))
        assert read(admin, path, record)["updatedAt"] == before["updatedAt"]


def test_the_secret_of_a_registry_is_not_even_left_out_without_permission(
    admin: httpx2.Client, ada: Person, registry: Record
):
    path = f"/core/registries/{registry['id']}"
    for asked in ({"fields": "+accountSecret"}, {"fields": "-accountSecret"}, {"fields[registry]": "id,accountSecret"}):
        for where in (path, "/core/registries", f"/core/registries/{NOWHERE}"):
            not_permitted(ada.client.get(where, params=asked), "registry_manage")
    assert "accountSecret" not in made(ada.client.get(path, params={"fields": "+accountName"}))
    assert made(ada.may("registry_manage").get(path, params={"fields": "accountSecret"})) == {"accountSecret": None}


def test_commands_to_registries_are_told_as_javascript_writes_them(admin: httpx2.Client):
    for body, name in (({}, "undefined"), ({"command": None}, "null"), ({"command": 5}, "5")):
        refused(post(admin, "services/registry/command", **body), 400, f"Unknown command: {name}")
        refused(post(admin, "master-images/command", **body), 400, f"Unknown command: {name}")


def test_an_image_is_built_whose_id_is_one(admin: httpx2.Client, study: Study):
    refused(post(admin, "master-images/command", command="build", id=""), 400, "A valid master image id is required.")
    message = 'invalid input syntax for type uuid: "python/base"'
    refused(post(admin, "master-images/command", command="build", id="python/base"), 500, message)
    answer = post(admin, "master-images/command", command="build", id=NOWHERE)
    refused(answer, 404, "The master-image was not found.")
    image = found(admin, "master-images")[0]
    made(post(admin, "master-images/command", command="build", id=image["id"]))
    again = made(post(admin, "master-images/command", command="build", id=image["id"]))
    # The progress is that of the build before.
    assert (again["buildStatus"], again["buildProgress"]) == ("starting", 100)


def test_a_distribution_without_registries_is_no_error_of_the_analysis(admin: httpx2.Client, study: Study):
    study.approve(admin)
    for name in ("configurationLock", "buildStart"):
        if name == "buildStart":
            study.approve(admin)
        made(post(admin, f"analyses/{study.analysis['id']}/command", command=name))
    answer = post(admin, f"analyses/{study.analysis['id']}/command", command="distributionStart")
    refused(answer, 400, "No docker registry is defined.")
    assert answer.json()["code"] == "bad_request"
