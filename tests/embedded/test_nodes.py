"""Nodes that a test drives, and nodes that are simulated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from flame_hub.embedded import EmbeddedHub, NodeAgent, NodeError
from flame_hub.embedded.clock import Clock
from studies import Person, Record, Study, admin_of, command, found, made, post, read, refused


class SetClock(Clock):
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def now(self) -> float:
        return self.time


def member_of(admin: httpx2.Client, study: Study, node: Record) -> Record:
    (member,) = found(admin, "analysis-nodes", analysisId=study.analysis["id"], nodeId=node["id"])
    return member


def execution_of(admin: httpx2.Client, study: Study) -> tuple[str | None, int | None]:
    analysis = read(admin, "analyses", study.analysis)
    return analysis["executionStatus"], analysis["executionProgress"]


def distribute(admin: httpx2.Client, study: Study) -> None:
    """Lock, build and distribute, when all nodes have approved."""
    made(post(admin, "registries", name="harbor", host="harbor.example.com"))
    for name in ("configurationLock", "buildStart", "distributionStart"):
        made(command(admin, study.analysis, name))


def results_of(admin: httpx2.Client, study: Study) -> list[str]:
    (bucket,) = found(admin, "analysis-buckets", analysisId=study.analysis["id"], type="RESULT")
    return [file["path"] for file in found(admin, "analysis-bucket-files", analysisBucketId=bucket["id"])]


# -- nodes that are driven ----------------------------------------------------------------------------------------


@pytest.fixture
def node(embedded: EmbeddedHub, study: Study) -> NodeAgent:
    return embedded.node("hospital")


def test_a_node_is_found_by_its_name_its_id_and_its_record(embedded: EmbeddedHub, study: Study):
    for given in ("hospital", study.node["id"], study.node):
        assert embedded.node(given).id == study.node["id"]
    for given in ("clinic", "", study.analysis["id"], None, 5, {}, "\0"):
        with pytest.raises(NodeError, match="node"):
            embedded.node(given)


def test_a_node_approves_executes_and_uploads(embedded: EmbeddedHub, admin: httpx2.Client, study: Study):
    hospital, aggregator = embedded.node("hospital"), embedded.node("aggregator")
    approved = hospital.approve_project("study", comment="we take part")
    assert (approved["approvalStatus"], approved["comment"]) == ("approved", "we take part")
    assert hospital.approve_analysis(study.analysis)["approvalStatus"] == "approved"
    distribute(admin, study)

    reports = (
        hospital.start(study.analysis),
        hospital.progress(study.analysis, 40),
        aggregator.start(study.analysis["id"]),
        hospital.finish(study.analysis),
        aggregator.finish(study.analysis),
    )
    seen = [(report["executionStatus"], report["executionProgress"]) for report in reports]
    assert seen == [("started", 0), ("executing", 40), ("started", 0), ("executed", 100), ("executed", 100)]
    assert execution_of(admin, study) == ("executed", 100)

    stored = aggregator.upload_result(study.analysis, "means/ünï.csv", b"42\n")
    assert (stored["path"], stored["size"], stored["actorType"]) == ("means/ünï.csv", 3, "client")
    assert stored["actorId"] == study.analysis["clientId"]
    assert results_of(admin, study) == ["means/ünï.csv"]
    assert admin.get(f"/storage/bucket-files/{stored['id']}/stream").content == b"42\n"


def test_an_analysis_is_where_its_slowest_node_is(embedded: EmbeddedHub, admin: httpx2.Client, study: Study):
    hospital, aggregator = embedded.node("hospital"), embedded.node("aggregator")
    hospital.approve_analysis(study.analysis)
    hospital.finish(study.analysis)
    assert execution_of(admin, study) == ("executed", 50)  # nobody has heard of the other one
    aggregator.start(study.analysis)
    assert execution_of(admin, study) == ("started", 50)
    aggregator.progress(study.analysis, 51)
    assert execution_of(admin, study) == ("executing", 75)
    hospital.stop(study.analysis)
    assert execution_of(admin, study) == ("stopped", 75)
    aggregator.fail(study.analysis, "out of memory")
    assert execution_of(admin, study) == ("failed", 75)


def test_a_node_writes_into_its_log(admin: httpx2.Client, study: Study, node: NodeAgent):
    node.log(study.analysis, "reading the table", code="R100")
    node.fail(study.analysis, "out of memory")
    lines = found(admin, "analysis-node-logs", analysisId=study.analysis["id"], nodeId=study.node["id"])
    assert [(line["level"], line["message"]) for line in lines] == [
        ("info", "reading the table"),
        ("error", "out of memory"),
    ]
    assert lines[0]["labels"]["code"] == "R100"
    assert execution_of(admin, study)[0] == "failed"


def test_the_hub_refuses_a_node_what_it_refuses_everybody(
    embedded: EmbeddedHub, admin: httpx2.Client, study: Study, node: NodeAgent
):
    for held in made(admin.get("/auth/client-permissions", params={"filter[clientId]": study.node["clientId"]})):
        made(admin.delete(f"/auth/client-permissions/{held['id']}"))
    with pytest.raises(NodeError, match="You are not permitted to read the credentials") as refusal:
        node.upload_result(study.analysis, "mean.csv", b"42")
    assert (refusal.value.status, refusal.value.code) == (403, "permission_denied")
    with pytest.raises(NodeError, match="Permission denied") as refusal:
        node.start(study.analysis)
    assert refusal.value.status == 403
    embedded.store.run("UPDATE clients SET active = 0 WHERE id = ?", [study.node["clientId"]])
    with pytest.raises(NodeError, match="is inactive"):
        node.start(study.analysis)
    made(admin.delete(f"/core/nodes/{study.node['id']}"))
    with pytest.raises(NodeError, match="There is no node hospital any more"):
        node.start(study.analysis)


def test_what_the_hub_checks_is_checked(study: Study, node: NodeAgent):
    with pytest.raises(NodeError, match="Property executionProgress is invalid"):
        node.progress(study.analysis, 101)
    with pytest.raises(NodeError, match="Property message is invalid"):
        node.log(study.analysis, "")
    with pytest.raises(NodeError, match="Property level is invalid"):
        node.log(study.analysis, "a line", level="shout")
    with pytest.raises(NodeError, match="A file needs a path"):
        node.upload_result(study.analysis, "", b"42")
    with pytest.raises(NodeError, match="There is no analysis 'other'"):
        node.start("other")


def test_a_path_is_uploaded_once(study: Study, node: NodeAgent):
    node.approve_analysis(study.analysis)
    path = 'a "b"\r\nx: y;.csv'
    assert node.upload_result(study.analysis, path, b"")["path"] == path
    with pytest.raises(NodeError) as refusal:
        node.upload_result(study.analysis, path, b"42")
    assert refusal.value.status == 500


def test_a_node_that_takes_no_part_tells_nothing(embedded: EmbeddedHub, admin: httpx2.Client, study: Study):
    made(post(admin, "nodes", name="clinic"))
    for act in (embedded.node("clinic").approve_project, embedded.node("clinic").reject_project):
        with pytest.raises(NodeError, match="The node clinic takes no part in the project"):
            act(study.project)
    with pytest.raises(NodeError, match="The node clinic takes no part in the analysis"):
        embedded.node("clinic").finish(study.analysis)


def test_people_of_a_realm_speak_for_its_nodes(
    embedded: EmbeddedHub, admin: httpx2.Client, study: Study, ada: Person, realm: Record, node: NodeAgent
):
    made(post(admin, "nodes", name="clinic", realmId=realm["id"]))
    clinic = embedded.node("clinic")
    made(post(admin, "project-nodes", projectId=study.project["id"], nodeId=clinic.id))
    clinic.people = "ada"
    with pytest.raises(NodeError, match="The evaluation of permissions project_approve failed"):
        clinic.approve_project(study.project)
    ada.may("project_approve", "analysis_approve")
    assert clinic.reject_project(study.project, "not with us")["approvalStatus"] == "rejected"
    node.people = "ada"
    with pytest.raises(NodeError, match="You are not permitted to update this object"):
        node.approve_project(study.project)
    node.people = "nobody"
    with pytest.raises(NodeError, match="There is no user 'nobody'"):
        node.approve_project(study.project)


def test_driving_a_node_leaves_no_session(admin: httpx2.Client, study: Study, node: NodeAgent):
    before = made(admin.get("/auth/sessions"))
    node.approve_project(study.project)
    node.start(study.analysis)
    assert [session["id"] for session in made(admin.get("/auth/sessions"))] == [session["id"] for session in before]


def test_without_simulation_nothing_reports_for_a_node(admin: httpx2.Client, study: Study):
    study.approve(admin)
    distribute(admin, study)
    assert execution_of(admin, study) == (None, 0)
    assert results_of(admin, study) == []


# -- nodes that are simulated -------------------------------------------------------------------------------------


@pytest.fixture
def simulating() -> Iterator[EmbeddedHub]:
    with EmbeddedHub(simulate_nodes=True) as hub:
        yield hub


@pytest.fixture
def boss(simulating: EmbeddedHub) -> Iterator[httpx2.Client]:
    with admin_of(simulating) as client:
        yield client


def test_simulated_nodes_do_all_that_nodes_do(simulating: EmbeddedHub, boss: httpx2.Client):
    study = Study(boss)
    (member,) = found(boss, "project-nodes", projectId=study.project["id"], nodeId=study.node["id"])
    assert member["approvalStatus"] == "approved"
    assert read(boss, "analyses", study.analysis)["nodesApproved"] == 2
    distribute(boss, study)
    assert execution_of(boss, study) == ("executed", 100)
    assert results_of(boss, study) == ["result.json"]
    (file,) = found(boss, "analysis-bucket-files", path="result.json")
    result = json.loads(boss.get(f"/storage/bucket-files/{file['bucketFileId']}/stream").content)
    assert result == {"analysis": study.analysis["id"], "node": "aggregator"}
    lines = found(boss, "analysis-node-logs", analysisId=study.analysis["id"], nodeId=study.node["id"])
    assert [line["labels"]["status"] for line in lines] == ["started", "executed"]
    assert simulating.jobs.pending == 0


def test_simulated_nodes_take_the_time_that_they_are_given():
    clock = SetClock()
    with EmbeddedHub(clock=clock, simulate_nodes=True) as hub, admin_of(hub) as boss:
        study = Study(boss)
        hub.pace = 2
        distributing = ["configurationLock", "buildStart"]
        made(post(boss, "registries", name="harbor", host="harbor.example.com"))
        for name in distributing:
            made(command(boss, study.analysis, name))
        clock.time += 10
        made(command(boss, study.analysis, "distributionStart"))
        clock.time += 9.5
        seen: list[object] = []
        for _ in range(8):
            seen.append(execution_of(boss, study))
            clock.time += 2
        assert seen[:3] == [(None, 0), (None, 0), ("started", 0)]
        assert seen[3:] == [
            ("executing", 25),
            ("executing", 50),
            ("executing", 75),
            ("executed", 100),
            ("executed", 100),
        ]


def test_an_hour_later_everything_is_done():
    clock = SetClock()
    with EmbeddedHub(clock=clock, pace=60, simulate_nodes=True, skip_approvals=True) as hub, admin_of(hub) as boss:
        study = Study(boss)
        made(post(boss, "registries", name="harbor", host="harbor.example.com"))
        for name in ("configurationLock", "buildStart", "distributionStart"):
            clock.time += 600
            made(command(boss, study.analysis, name))
        clock.time += 3600
        assert execution_of(boss, study) == ("executed", 100)


def test_a_node_is_told_not_to_do_things_by_itself(simulating: EmbeddedHub, boss: httpx2.Client):
    made(post(boss, "nodes", name="hospital-two"))
    simulating.node("hospital-two").simulated = False
    study = Study(boss)
    by_hand = simulating.node("hospital-two")
    made(post(boss, "project-nodes", projectId=study.project["id"], nodeId=by_hand.id))
    made(post(boss, "analysis-nodes", analysisId=study.analysis["id"], nodeId=by_hand.id))
    assert read(boss, "analyses", study.analysis)["nodesApproved"] == 2
    by_hand.reject_analysis(study.analysis, "not with our data")
    made(command(boss, study.analysis, "configurationLock"))
    refused(command(boss, study.analysis, "buildStart"), 400, "All assigned nodes have to approve the analysis.")
    by_hand.approve_analysis(study.analysis)
    made(command(boss, study.analysis, "buildStart"))
    by_hand.simulated = True
    assert by_hand.simulated


def test_simulation_is_switched_on_and_off(embedded: EmbeddedHub, admin: httpx2.Client, study: Study):
    embedded.node("hospital").simulated = True
    assert read(admin, "analyses", study.analysis)["nodesApproved"] == 2
    distribute(admin, study)
    assert execution_of(admin, study) == ("executed", 50)  # the aggregator is no simulated one
    embedded.simulate_nodes = True
    assert execution_of(admin, study) == ("executed", 100)
    embedded.simulate_nodes = False
    embedded.node("hospital").simulated = False
    made(post(admin, f"analysis-nodes/{member_of(admin, study, study.node)['id']}", executionStatus="starting"))
    assert execution_of(admin, study)[0] == "starting"


def test_an_execution_fails_on_demand_and_is_started_again(simulating: EmbeddedHub, boss: httpx2.Client):
    study = Study(boss)
    simulating.jobs.fail("execution", analysis=study.analysis, node="hospital", message="no such column", at=50)
    distribute(boss, study)
    member = member_of(boss, study, study.node)
    assert (member["executionStatus"], member["executionProgress"]) == ("failed", 50)
    assert execution_of(boss, study) == ("failed", 75)
    *_, line = found(boss, "analysis-node-logs", analysisId=study.analysis["id"], nodeId=study.node["id"])
    assert (line["level"], line["message"]) == ("error", "The execution has failed: no such column")
    made(post(boss, f"analysis-nodes/{member['id']}", executionStatus="starting"))
    assert execution_of(boss, study) == ("executed", 100)
    made(post(boss, f"analysis-nodes/{member_of(boss, study, study.aggregator)['id']}", executionStatus="starting"))
    assert results_of(boss, study) == ["result.json", "result-2.json"]


def test_an_execution_is_stopped(simulating: EmbeddedHub, boss: httpx2.Client):
    study = Study(boss)
    simulating.pace = "step"
    distribute_by_steps(simulating, boss, study)
    simulating.jobs.step()
    simulating.jobs.step()
    member = member_of(boss, study, study.node)
    assert member["executionStatus"] == "executing"
    made(post(boss, f"analysis-nodes/{member['id']}", executionStatus="stopping"))
    simulating.jobs.finish()
    assert member_of(boss, study, study.node)["executionStatus"] == "stopped"
    assert member_of(boss, study, study.aggregator)["executionStatus"] == "executed"


def test_an_execution_ends_with_its_analysis_its_node_and_its_approval(
    simulating: EmbeddedHub, boss: httpx2.Client, caplog: pytest.LogCaptureFixture
):
    study = Study(boss)
    simulating.pace = "step"
    distribute_by_steps(simulating, boss, study)
    simulating.jobs.step()
    simulating.node("hospital").reject_analysis(study.analysis)
    made(boss.delete(f"/core/nodes/{study.aggregator['id']}"))
    simulating.jobs.finish()
    assert execution_of(boss, study) == ("started", 0)
    simulating.node("hospital").approve_analysis(study.analysis)
    made(boss.delete(f"/core/analyses/{study.analysis['id']}"))
    simulating.jobs.finish()
    assert simulating.jobs.pending == 0
    assert caplog.records == []


def test_a_simulated_node_that_is_refused_gives_up(
    simulating: EmbeddedHub, boss: httpx2.Client, caplog: pytest.LogCaptureFixture
):
    boss.get("/core/nodes")
    simulating.store.run("UPDATE users SET active = 0")
    made(post(boss, "projects", name="study"))
    node = made(post(boss, "nodes", name="hospital"))
    made(post(boss, "project-nodes", projectId=found(boss, "projects")[0]["id"], nodeId=node["id"]))
    made(post(boss, "nodes", name="another"))
    assert [record.getMessage() for record in caplog.records] == [
        "The simulated node hospital gives up: The user admin is inactive."
    ]
    simulating.store.run("UPDATE users SET active = 1")
    simulating.simulate_nodes = True
    assert found(boss, "project-nodes")[0]["approvalStatus"] == "approved"


def test_a_long_reason_fits_into_the_log_of_a_node(simulating: EmbeddedHub, boss: httpx2.Client):
    study = Study(boss)
    simulating.jobs.fail("execution", message="x" * 2000)
    distribute(boss, study)
    assert execution_of(boss, study)[0] == "failed"


def test_executions_go_on_when_the_hub_is_started_again(tmp_path: Any):
    with EmbeddedHub(tmp_path, simulate_nodes=True) as hub, admin_of(hub) as boss:
        study = Study(boss)
        hub.pace = "step"
        distribute_by_steps(hub, boss, study)
        hub.jobs.step()
        assert execution_of(boss, study) == ("started", 0)
    with EmbeddedHub(tmp_path, simulate_nodes=True) as hub, admin_of(hub) as boss:
        assert execution_of(boss, study) == ("executed", 100)


def distribute_by_steps(hub: EmbeddedHub, boss: httpx2.Client, study: Study) -> None:
    """Until nodes begin to execute."""
    made(post(boss, "registries", name="harbor", host="harbor.example.com"))
    for name in ("configurationLock", "buildStart", "distributionStart"):
        made(command(boss, study.analysis, name))
        while any(job.kind in ("build", "distribution") for job in hub.jobs.waiting):
            hub.jobs.step()
