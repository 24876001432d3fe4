"""Commands to analyses that Hubs up to 0.8.21 have."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from flame_hub.embedded import EmbeddedHub
from studies import Record, Study, admin_of, command, found, made, post


@pytest.fixture
def former() -> Iterator[EmbeddedHub]:
    """A Hub that becomes one of 0.8 when there is a study on it."""
    with EmbeddedHub(skip_approvals=True) as hub:
        yield hub


@pytest.fixture
def client(former: EmbeddedHub) -> Iterator[httpx2.Client]:
    with admin_of(former) as client:
        yield client


@pytest.fixture
def study(former: EmbeddedHub, client: httpx2.Client) -> Study:
    study = Study(client)
    registry = made(post(client, "registries", name="harbor", host="harbor.example.org"))
    for node in found(client, "nodes"):
        made(client.post(f"/core/nodes/{node['id']}", json={"registryId": registry["id"]}))
    former.generation = "0.8"
    return study


def told(answer: httpx2.Response) -> Record:
    assert answer.status_code == 202, answer.text
    return answer.json()


def refused(answer: httpx2.Response, message: str) -> None:
    assert (answer.status_code, answer.json()["message"]) == (400, message)


def status_of(client: httpx2.Client, study: Study) -> str | None:
    return client.get(f"/core/analyses/{study.analysis['id']}").json()["build_status"]


def test_a_build_is_stopped_in_the_middle(former: EmbeddedHub, client: httpx2.Client, study: Study):
    refused(
        command(client, study.analysis, "buildStop"),
        "The analysis configuration must be locked before stopping the build.",
    )
    told(command(client, study.analysis, "configurationLock"))
    refused(command(client, study.analysis, "buildStop"), "The analysis build process has not been initialized.")
    former.pace = "step"
    for steps in range(3):
        assert told(command(client, study.analysis, "buildStart"))["build_status"] == "starting"
        for _ in range(steps):
            former.jobs.step()
        assert told(command(client, study.analysis, "buildStop"))["build_status"] == "stopping"
        former.jobs.step()
        assert status_of(client, study) == "stopped"
        assert former.jobs.pending == 0
    # Who cannot wait says it twice.
    told(command(client, study.analysis, "buildStart"))
    told(command(client, study.analysis, "buildStop"))
    assert told(command(client, study.analysis, "buildStop"))["build_status"] == "stopped"
    told(command(client, study.analysis, "buildStart"))
    told(command(client, study.analysis, "buildStatus"))
    former.jobs.finish()
    assert status_of(client, study) == "finished"
    refused(
        command(client, study.analysis, "buildStop"),
        'The current analysis build status "finished" does not allow a build stop.',
    )


def test_a_build_that_is_stopping_can_be_unlocked(former: EmbeddedHub, client: httpx2.Client, study: Study):
    told(command(client, study.analysis, "configurationLock"))
    former.pace = "step"
    told(command(client, study.analysis, "buildStart"))
    told(command(client, study.analysis, "buildStop"))
    assert told(command(client, study.analysis, "configurationUnlock"))["build_status"] is None
    former.jobs.finish()
    assert status_of(client, study) is None


def test_buckets_are_taken_down_and_set_up(former: EmbeddedHub, client: httpx2.Client, study: Study):
    told(command(client, study.analysis, "tearDown"))
    assert client.get("/storage/buckets").json()["data"] == []
    assert client.get("/core/analysis-buckets").json()["data"] == []
    former.generation = "0.14"
    assert made(client.get(f"/core/analyses/{study.analysis['id']}"))["configurationEntrypointValid"] is False
    former.generation = "0.8"
    told(command(client, study.analysis, "spinUp"))
    assert client.get("/core/analysis-buckets").json()["meta"]["total"] == 3


def test_simulated_nodes_execute_what_is_built_where_nothing_is_distributed(
    former: EmbeddedHub, client: httpx2.Client, study: Study
):
    former.simulate_nodes = True
    told(command(client, study.analysis, "configurationLock"))
    told(command(client, study.analysis, "buildStart"))
    assert client.get(f"/core/analyses/{study.analysis['id']}").json()["run_status"] == "finished"


@pytest.mark.parametrize("generation", ["0.8.22", "0.9", "0.14"])
@pytest.mark.parametrize("name", ["spinUp", "tearDown", "buildStop"])
def test_they_are_given_up(former: EmbeddedHub, client: httpx2.Client, study: Study, generation: str, name: str):
    former.generation = generation
    refused(command(client, study.analysis, name), "Invalid command.")
    former.generation = "0.14"
    assert len(found(client, "analysis-buckets", analysisId=study.analysis["id"])) == 3
