"""Commands to analyses, and what the Hub does after it has answered them."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest

from flame_hub.embedded import EmbeddedHub, EmbeddedHubError
from flame_hub.embedded.jobs import Job, Kind
from studies import (
    NOWHERE,
    Person,
    SetClock,
    Study,
    admin_of,
    command,
    found,
    made,
    post,
    read,
    refused,
)


def test_commands_need_the_realm_and_no_permission(study: Study, ada: Person):
    refused(command(ada.client, study.analysis, "configurationLock"), 403, "Permission denied.")
    refused(command(ada.client, study.analysis, "dance"), 400, "Invalid command.")
    refused(command(ada.client, {"id": NOWHERE}, "storageCheck"), 404, "The analysis was not found.")


def test_projects_are_approved_apart_from_analyses():
    with EmbeddedHub(skip_project_approval=True) as hub, admin_of(hub) as admin:
        study = Study(admin)
        members = found(admin, "project-nodes", projectId=study.project["id"])
        assert {member["approvalStatus"] for member in members} == {"approved"}
        assert read(admin, "analyses", study.analysis)["nodesApproved"] == 1
        made(command(admin, study.analysis, "configurationLock"))
        refused(command(admin, study.analysis, "buildStart"), 400, "All assigned nodes have to approve the analysis.")
        assert hub.skip_approvals is False


def test_analyses_are_approved_apart_from_projects():
    with EmbeddedHub(skip_analysis_approval=True) as hub, admin_of(hub) as admin:
        study = Study(admin)
        (member,) = found(admin, "project-nodes", projectId=study.project["id"], nodeId=study.node["id"])
        assert member["approvalStatus"] is None
        assert read(admin, "analyses", study.analysis)["nodesApproved"] == 2
        made(command(admin, study.analysis, "configurationLock"))
        made(command(admin, study.analysis, "configurationUnlock"))
        assert read(admin, "analyses", study.analysis)["nodesApproved"] == 2
        # What a node has said does not count.
        (member,) = found(admin, "analysis-nodes", analysisId=study.analysis["id"], nodeId=study.node["id"])
        made(post(admin, f"analysis-nodes/{member['id']}", approvalStatus="rejected"))
        analysis = read(admin, "analyses", study.analysis)
        assert (analysis["nodesApproved"], analysis["buildNodesValid"]) == (1, True)
        made(command(admin, study.analysis, "configurationLock"))
        made(command(admin, study.analysis, "buildStart"))
        assert progress_of(admin, study) == ("executed", 100)


def test_without_approvals_nobody_has_to_approve():
    with EmbeddedHub(skip_approvals=True) as hub, admin_of(hub) as admin:
        study = Study(admin)
        members = found(admin, "project-nodes", projectId=study.project["id"])
        assert {member["approvalStatus"] for member in members} == {"approved"}
        assert made(command(admin, study.analysis, "configurationLock"))["buildNodesValid"] is True
        assert made(command(admin, study.analysis, "configurationUnlock"))["nodesApproved"] == 2
        made(command(admin, study.analysis, "configurationLock"))
        made(command(admin, study.analysis, "buildStart"))
        assert read(admin, "analyses", study.analysis)["buildStatus"] == "executed"


def ready(admin: httpx2.Client) -> Study:
    """A study whose analysis can be built."""
    study = Study(admin)
    made(command(admin, study.analysis, "configurationLock"))
    study.approve(admin)
    return study


def progress_of(admin: httpx2.Client, study: Study, process: str = "build") -> tuple[str | None, int | None]:
    analysis = read(admin, "analyses", study.analysis)
    return analysis[f"{process}Status"], analysis[f"{process}Progress"]


def told(admin: httpx2.Client, study: Study) -> list[str]:
    """What the log of the analysis tells."""
    return [line["message"] for line in found(admin, "analysis-logs", analysisId=study.analysis["id"])]


# -- the pace -----------------------------------------------------------------------------------------------------


def test_a_build_can_be_watched_step_by_step(embedded: EmbeddedHub, admin: httpx2.Client):
    embedded.pace = "step"
    study = ready(admin)  # buckets are there at every pace
    made(command(admin, study.analysis, "buildStart"))
    seen = [progress_of(admin, study)]
    while embedded.jobs.step():
        refused(command(admin, study.analysis, "buildStart"), 400, "The analysis build can not be started.")
        seen.append(progress_of(admin, study))
    states = [("starting", None), ("started", 0), ("started", 25), ("started", 50), ("started", 75), ("executed", 100)]
    assert seen == states
    assert embedded.jobs.pending == 0


def test_a_build_takes_time_where_it_is_told_to():
    clock = SetClock()
    with EmbeddedHub(clock=clock, pace=5) as hub, admin_of(hub) as admin:
        study = ready(admin)
        made(command(admin, study.analysis, "buildStart"))
        seen: list[object] = []
        for _ in range(8):
            seen.append(progress_of(admin, study)[1])
            clock.time += 4
        assert seen == [None, None, 0, 25, 50, 75, 75, 100]
        assert hub.pace == 5


def test_what_nobody_saw_happened_in_time_nevertheless():
    clock = SetClock()
    with EmbeddedHub(clock=clock, pace=5) as hub, admin_of(hub) as admin:
        study = ready(admin)
        started = made(command(admin, study.analysis, "buildStart"))["updatedAt"]
        assert hub.jobs.next_due == clock.time + 5
        clock.time += 600
        assert progress_of(admin, study) == ("executed", 100)
        assert started == "2027-01-15T08:00:00.000Z"
        assert read(admin, "analyses", study.analysis)["updatedAt"] == "2027-01-15T08:00:25.000Z"
        lines = found(admin, "analysis-logs", analysisId=study.analysis["id"])
        assert [line["time"][17:19] for line in lines] == ["05", "10", "15", "20", "25"]
        assert hub.jobs.next_due is None


def test_the_pace_is_changed_while_the_hub_runs():
    clock = SetClock()
    with EmbeddedHub(clock=clock, pace="step") as hub, admin_of(hub) as admin:
        study = ready(admin)
        made(command(admin, study.analysis, "buildStart"))
        clock.time += 3600
        assert progress_of(admin, study) == ("starting", None)
        hub.pace = 10
        clock.time += 10
        assert progress_of(admin, study) == ("started", 0)
        hub.pace = "step"
        clock.time += 3600
        assert progress_of(admin, study) == ("started", 0)
        hub.pace = "instant"
        assert progress_of(admin, study) == ("executed", 100)


@pytest.mark.parametrize("pace", ["", "fast", "-1", -1, float("nan"), "inf", 10**400, True, None, [1], "1e999"])
def test_what_is_no_pace_is_refused(embedded: EmbeddedHub, pace: Any):
    with pytest.raises(EmbeddedHubError, match=r'Give "instant", "step", or a number of seconds\.'):
        embedded.pace = pace
    with pytest.raises(EmbeddedHubError, match="is no pace"):
        EmbeddedHub(pace=pace)
    assert embedded.pace == "instant"


def test_a_number_of_seconds_may_be_a_text(embedded: EmbeddedHub):
    embedded.jobs.pace = "2.5"
    assert embedded.pace == 2.5
    embedded.jobs.pace = "0"
    assert embedded.pace == "instant"


def test_everything_can_be_done_at_once(embedded: EmbeddedHub, admin: httpx2.Client):
    embedded.pace = "step"
    study = ready(admin)
    made(command(admin, study.analysis, "buildStart"))
    embedded.jobs.finish()
    assert progress_of(admin, study) == ("executed", 100)


# -- failures on demand -------------------------------------------------------------------------------------------


def test_a_build_fails_on_demand_and_can_be_started_again(embedded: EmbeddedHub, admin: httpx2.Client):
    study = ready(admin)
    embedded.jobs.fail("build", analysis=study.analysis["id"], message="no space left on device", at=50)
    made(command(admin, study.analysis, "buildStart"))
    assert progress_of(admin, study) == ("failed", 50)
    *_, line = found(admin, "analysis-logs", analysisId=study.analysis["id"])
    assert (line["level"], line["message"]) == (
        "error",
        "The build of the analysis has failed: no space left on device",
    )
    assert read(admin, "analyses", study.analysis)["buildHash"] is None
    assert made(command(admin, study.analysis, "buildStart"))["buildProgress"] is None
    assert progress_of(admin, study) == ("executed", 100)


def test_a_distribution_fails_twice_for_whomever_it_is(embedded: EmbeddedHub, admin: httpx2.Client):
    study = ready(admin)
    made(post(admin, "registries", name="harbor", host="harbor.example.com"))
    made(command(admin, study.analysis, "buildStart"))
    embedded.jobs.fail("distribution", times=2)
    for outcome in (("failed", 0), ("failed", 0), ("executed", 100)):
        made(command(admin, study.analysis, "distributionStart"))
        assert progress_of(admin, study, "distribution") == outcome
    assert told(admin, study).count("The distribution of the analysis has failed.") == 2


def test_a_build_that_is_going_on_can_be_made_fail(embedded: EmbeddedHub, admin: httpx2.Client):
    embedded.pace = "step"
    study = ready(admin)
    made(command(admin, study.analysis, "buildStart"))
    embedded.jobs.step()
    embedded.jobs.step()
    embedded.jobs.fail("build", at=99)
    embedded.jobs.fail("build", at=0)  # it is further than that
    embedded.jobs.finish()
    assert progress_of(admin, study) == ("failed", 75)
    assert [failure["at"] for failure in embedded.jobs.failures.all()] == [0]
    embedded.jobs.failures.clear()
    made(command(admin, study.analysis, "buildStart"))
    embedded.jobs.finish()
    assert progress_of(admin, study) == ("executed", 100)


def test_an_image_fails_to_be_built(embedded: EmbeddedHub, admin: httpx2.Client):
    base, nlp = (found(admin, "master-images", virtualPath=f"python/{name}")[0] for name in ("base", "nlp"))
    embedded.jobs.fail("image", analysis="python/nlp")
    for image, status in ((base, "executed"), (nlp, "failed"), (nlp, "executed")):
        made(post(admin, "master-images/command", command="build", id=image["id"]))
        assert read(admin, "master-images", image)["buildStatus"] == status


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"process": "lunch"}, "'lunch' cannot fail. What can: build, distribution, execution, image."),
        ({"process": ""}, "'' cannot fail"),
        ({"process": "build", "analysis": NOWHERE}, f"There is no analysis '{NOWHERE}'."),
        ({"process": "build", "analysis": ""}, "There is no analysis ''."),
        ({"process": "build", "analysis": 5}, "5 is no analysis. Give its id, its name, or its record."),
        ({"process": "build", "node": "hospital"}, "A build is not done by a node."),
        ({"process": "execution", "node": "hospital"}, "There is no node 'hospital'."),
        ({"process": "build", "at": 100}, "at=100 is no whole number from 0 to 99."),
        ({"process": "build", "at": -1}, "at=-1 is no whole number"),
        ({"process": "build", "at": 0.5}, "at=0.5 is no whole number"),
        ({"process": "build", "times": 0}, "times=0 is no whole number from 1 to 1000000."),
        ({"process": "build", "message": 5}, "5 is no text."),
        ({"process": "build", "message": "x" * 2001}, "A message has at most 2000 characters, this one has 2001."),
    ],
)
def test_a_failure_that_cannot_be_is_refused(embedded: EmbeddedHub, values: dict[str, Any], message: str):
    with pytest.raises(ValueError, match=re.escape(message)):
        embedded.jobs.fail(**values)
    assert embedded.jobs.failures.all() == []


# -- stops, restarts, deletions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", range(6))
def test_a_build_goes_on_where_it_was_when_the_hub_is_started_again(tmp_path: Path, steps: int):
    with EmbeddedHub(tmp_path, pace="step") as hub, admin_of(hub) as admin:
        study = ready(admin)
        made(command(admin, study.analysis, "buildStart"))
        for _ in range(steps):
            hub.jobs.step()
        before = progress_of(admin, study)
    with EmbeddedHub(tmp_path, pace="step") as hub, admin_of(hub) as admin:
        assert progress_of(admin, study) == before
        hub.pace = "instant"
        assert progress_of(admin, study) == ("executed", 100)
        assert told(admin, study).count("The build of the analysis is started.") == 1


def test_a_build_in_a_data_folder_of_an_older_release_goes_on(tmp_path: Path):
    with EmbeddedHub(tmp_path, pace="step") as hub, admin_of(hub) as admin:
        study = ready(admin)
        made(command(admin, study.analysis, "buildStart"))
        hub.store.run("DROP TABLE _jobs")
    with EmbeddedHub(tmp_path) as hub, admin_of(hub) as admin:
        assert progress_of(admin, study) == ("executed", 100)


def test_buckets_are_made_though_the_hub_was_killed_before(tmp_path: Path):
    with EmbeddedHub(tmp_path) as hub, admin_of(hub) as admin:
        study = Study(admin)
        hub.jobs.close()
        analysis = made(post(admin, "analyses", projectId=study.project["id"]))
        assert found(admin, "analysis-buckets", analysisId=analysis["id"]) == []
    with EmbeddedHub(tmp_path) as hub, admin_of(hub) as admin:
        assert len(found(admin, "analysis-buckets", analysisId=analysis["id"])) == 3


def test_a_job_of_a_later_release_is_no_obstacle(tmp_path: Path):
    with EmbeddedHub(tmp_path) as hub:
        hub.store.run("INSERT INTO _jobs (kind, about, data, paced, due) VALUES ('dance', '', '{}', 0, 0)")
    with EmbeddedHub(tmp_path) as hub, admin_of(hub) as admin:
        made(admin.get("/core/nodes"))
        assert hub.jobs.pending == 0


def test_a_build_that_nobody_is_at_any_more_has_failed_and_can_be_started_again(
    embedded: EmbeddedHub, admin: httpx2.Client
):
    embedded.pace = "step"
    study = ready(admin)
    made(command(admin, study.analysis, "buildStart"))
    made(command(admin, study.analysis, "buildCheck"))
    assert progress_of(admin, study) == ("starting", None)
    embedded.jobs.withdraw("build", study.analysis["id"])
    made(command(admin, study.analysis, "buildCheck"))
    assert progress_of(admin, study) == ("failed", None)
    embedded.pace = "instant"
    made(command(admin, study.analysis, "buildStart"))
    assert progress_of(admin, study) == ("executed", 100)


def test_an_analysis_is_deleted_while_it_is_built(
    embedded: EmbeddedHub, admin: httpx2.Client, caplog: pytest.LogCaptureFixture
):
    embedded.pace = "step"
    study = ready(admin)
    made(command(admin, study.analysis, "buildStart"))
    embedded.jobs.step()
    made(admin.delete(f"/core/analyses/{study.analysis['id']}"))
    embedded.jobs.finish()
    assert embedded.jobs.pending == 0
    assert caplog.records == []
    assert made(admin.get("/storage/buckets")) == []


def test_what_a_refused_request_queued_is_not_done(embedded: EmbeddedHub, admin: httpx2.Client):
    study = Study(admin)

    def refuse() -> None:
        with embedded.store.transaction():
            embedded.jobs.add("removeBuckets", study.analysis["id"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        refuse()
    made(admin.get("/core/nodes"))
    assert len(found(admin, "analysis-buckets", analysisId=study.analysis["id"])) == 3


def test_eight_threads_build_eight_analyses(embedded: EmbeddedHub, admin: httpx2.Client):
    study = ready(admin)
    ids = [study.analysis["id"]]
    for _ in range(7):
        study.analysis = made(post(admin, "analyses", projectId=study.project["id"]))
        for node in (study.node, study.aggregator):
            made(post(admin, "analysis-nodes", analysisId=study.analysis["id"], nodeId=node["id"]))
        study.upload(admin)
        made(command(admin, study.analysis, "configurationLock"))
        study.approve(admin)
        ids.append(study.analysis["id"])

    def build(identifier: str) -> str:
        with admin_of(embedded) as client:
            made(command(client, {"id": identifier}, "buildStart"))
            return read(client, "analyses", {"id": identifier})["buildStatus"]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(build, ids)) == ["executed"] * 8
    assert embedded.jobs.pending == 0
    for identifier in ids:
        lines = [line["message"] for line in found(admin, "analysis-logs", analysisId=identifier)]
        assert len(lines) == len(set(lines)) == 5


def test_a_queue_that_cannot_be_written_to_stops_no_request(
    embedded: EmbeddedHub, admin: httpx2.Client, caplog: pytest.LogCaptureFixture
):
    study = ready(admin)
    embedded.jobs.add("makeBuckets", study.analysis["id"])
    embedded.store.run("PRAGMA query_only = ON")
    assert admin.get("/core/nodes").status_code == 200
    assert "attempt to write a readonly database" in caplog.text
    embedded.store.run("PRAGMA query_only = OFF")
    assert admin.get("/core/nodes").status_code == 200
    assert embedded.jobs.pending == 0


def test_closing_waits_for_the_step_that_is_being_done(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    began, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def slow(hub: EmbeddedHub, job: Job) -> dict[str, Any]:
        began.set()
        assert go_on.wait(10)
        done.append(job.kind)
        return {}

    hub = EmbeddedHub(tmp_path)
    hub.jobs.kinds["slow"] = Kind(slow)
    hub.jobs.add("slow")
    with ThreadPoolExecutor(2) as threads:
        threads.submit(hub.jobs.run_pending)
        assert began.wait(10)
        closing = threads.submit(hub.close)
        assert not done
        go_on.set()
        closing.result(10)
    assert done == ["slow"]
    hub.jobs.run_pending()
    assert hub.jobs.step() == 0
    assert caplog.records == []
    with EmbeddedHub(tmp_path) as again:
        assert [job.kind for job in again.jobs.waiting] == ["slow"]


def test_a_build_whose_code_is_lost_fails(embedded: EmbeddedHub, admin: httpx2.Client):
    study = ready(admin)
    embedded.objects.remove(study.file["bucketId"], study.file["hash"])
    made(command(admin, study.analysis, "buildStart"))
    assert read(admin, "analyses", study.analysis)["buildStatus"] == "failed"
    *_, line = found(admin, "analysis-logs", analysisId=study.analysis["id"])
    assert (line["level"], line["message"]) == ("error", "The build of the analysis has failed.")


def test_a_job_that_goes_wrong_does_not_stop_the_others(
    embedded: EmbeddedHub, admin: httpx2.Client, caplog: pytest.LogCaptureFixture
):
    done: list[str] = []

    def broken(hub: EmbeddedHub, job: Job) -> None:
        raise RuntimeError("the disk is full")

    embedded.jobs.kinds |= {"broken": Kind(broken), "good": Kind(lambda hub, job: done.append(job.about))}
    embedded.jobs.add("broken")
    embedded.jobs.add("good", "always")
    assert admin.get("/core/nodes").status_code == 200
    assert done == ["always"]
    assert "the disk is full" in caplog.text
    assert embedded.jobs.pending == 0


def test_buckets_that_are_gone_are_made_again(admin: httpx2.Client, study: Study):
    of_analysis = {"analysisId": study.analysis["id"]}
    (temporary,) = found(admin, "analysis-buckets", **of_analysis, type="TEMP")
    made(admin.delete(f"/core/analysis-buckets/{temporary['id']}"))
    made(command(admin, study.analysis, "storageCheck"))
    assert [bucket["type"] for bucket in found(admin, "analysis-buckets", **of_analysis)] == ["CODE", "RESULT", "TEMP"]


def test_a_file_that_is_removed_before_it_is_noted_is_forgotten(
    embedded: EmbeddedHub, admin: httpx2.Client, monkeypatch: pytest.MonkeyPatch
):
    study = Study(admin)
    (code,) = found(admin, "analysis-buckets", analysisId=study.analysis["id"], type="CODE")
    upload = partial(admin.post, f"/storage/buckets/{code['bucketId']}/upload", files={"file": ("new.py", b"1")})
    with monkeypatch.context() as busy:
        busy.setattr(embedded.jobs, "run_pending", lambda: None)
        (gone,) = made(upload())
        made(admin.delete(f"/storage/bucket-files/{gone['id']}"))
        (file,) = made(upload())
    noted = found(admin, "analysis-bucket-files", analysisId=study.analysis["id"])
    assert [one["bucketFileId"] for one in noted if one["path"] == "new.py"] == [file["id"]]
