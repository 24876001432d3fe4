"""Commands to analyses, and what the Hub does after it has answered them."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.jobs import Jobs
from studies import (
    NOWHERE,
    Person,
    SetClock,
    Study,
    admin_of,
    command,
    found,
    made,
    read,
    refused,
)


def test_commands_need_the_realm_and_no_permission(study: Study, ada: Person):
    refused(command(ada.client, study.analysis, "configurationLock"), 403, "Permission denied.")
    refused(command(ada.client, study.analysis, "dance"), 400, "Invalid command.")
    refused(command(ada.client, {"id": NOWHERE}, "storageCheck"), 404, "The analysis was not found.")


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


def test_a_build_can_be_watched_step_by_step(embedded: EmbeddedHub, admin: httpx2.Client):
    study = ready(admin)
    embedded.jobs = Jobs(embedded.clock, pace=None)
    made(command(admin, study.analysis, "buildStart"))
    seen: list[tuple[str, int | None]] = []
    for _ in range(3):
        analysis = read(admin, "analyses", study.analysis)
        seen.append((analysis["buildStatus"], analysis["buildProgress"]))
        refused(command(admin, study.analysis, "buildStart"), 400, "The analysis build can not be started.")
        embedded.jobs.step()
    assert seen == [("starting", None), ("started", 0), ("executed", 100)]
    assert embedded.jobs.pending == 0


def test_a_build_takes_time_where_it_is_told_to():
    clock = SetClock()
    with EmbeddedHub(clock=clock) as hub, admin_of(hub) as admin:
        study = ready(admin)
        hub.jobs = Jobs(clock, pace=5)
        made(command(admin, study.analysis, "buildStart"))
        seen: list[str] = []
        for _ in range(4):
            seen.append(read(admin, "analyses", study.analysis)["buildStatus"])
            clock.time += 4
        assert seen == ["starting", "starting", "started", "executed"]


def test_a_build_that_nobody_is_at_any_more_has_failed_and_can_be_started_again(tmp_path: Path):
    with EmbeddedHub(tmp_path) as hub, admin_of(hub) as admin:
        study = ready(admin)
        hub.jobs = Jobs(hub.clock, pace=None)
        made(command(admin, study.analysis, "buildStart"))
    with EmbeddedHub(tmp_path) as hub, admin_of(hub) as admin:
        assert read(admin, "analyses", study.analysis)["buildStatus"] == "starting"
        made(command(admin, study.analysis, "buildCheck"))
        assert read(admin, "analyses", study.analysis)["buildStatus"] == "failed"
        made(command(admin, study.analysis, "buildStart"))
        assert read(admin, "analyses", study.analysis)["buildStatus"] == "executed"


def test_a_build_whose_code_is_lost_fails(embedded: EmbeddedHub, admin: httpx2.Client):
    study = ready(admin)
    embedded.objects.remove(study.file["bucketId"], study.file["hash"])
    made(command(admin, study.analysis, "buildStart"))
    assert read(admin, "analyses", study.analysis)["buildStatus"] == "failed"
    (_, line) = found(admin, "analysis-logs", analysisId=study.analysis["id"])
    assert (line["level"], line["message"]) == ("error", "The build of the analysis has failed.")


def test_a_job_that_goes_wrong_does_not_stop_the_others(
    embedded: EmbeddedHub, admin: httpx2.Client, caplog: pytest.LogCaptureFixture
):
    done: list[str] = []

    def broken() -> None:
        raise RuntimeError("the disk is full")

    embedded.jobs.add(broken, lambda: done.append("never"))
    embedded.jobs.add(lambda: done.append("always"))
    assert admin.get("/core/nodes").status_code == 200
    assert done == ["always"]
    assert "the disk is full" in caplog.text


def test_buckets_that_are_gone_are_made_again(admin: httpx2.Client, study: Study):
    of_analysis = {"analysisId": study.analysis["id"]}
    (temporary,) = found(admin, "analysis-buckets", **of_analysis, type="TEMP")
    made(admin.delete(f"/core/analysis-buckets/{temporary['id']}"))
    made(command(admin, study.analysis, "storageCheck"))
    assert [bucket["type"] for bucket in found(admin, "analysis-buckets", **of_analysis)] == ["CODE", "RESULT", "TEMP"]
