"""Analyses, from a project to their results, whichever way the Hub is reached."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import pytest

import flame_hub
from doors import TWO_DOORS, Door
from flame_hub import errors
from flame_hub.auth import ClientAuth
from flame_hub.models import Analysis, AnalysisBucketFile, AnalysisNode, Node, Project
from flame_hub.types import AnalysisBucketType

THROUGH = TWO_DOORS


@dataclass
class Study:
    """A project of two nodes, both of which take part, and an analysis in it."""

    clinic: Node
    aggregator: Node
    project: Project
    analysis: Analysis


@pytest.fixture
def study(door: Door) -> Study:
    core = door.core
    clinic, aggregator = core.create_node("clinic"), core.create_node("aggregator", node_type="aggregator")
    image = core.find_master_images(filter={"virtual_path": "python/base"})[0]
    project = core.create_project("study", master_image_id=image)
    member = core.create_project_node(project, clinic)
    assert member.approval_status is None
    assert core.create_project_node(project, aggregator).approval_status == "approved"
    core.update_project_node(member, approval_status="approved", comment="we take part")
    return Study(clinic, aggregator, project, core.create_analysis(project, "mean-age"))


def upload_code(door: Door, study: Study, name: str = "main.py", content: bytes = b"print(1)\n") -> AnalysisBucketFile:
    """Upload a file of the analysis's code, and choose it as the one to start with."""
    (code,) = door.core.find_analysis_buckets(filter={"analysis_id": study.analysis, "type": AnalysisBucketType.CODE})
    door.storage.upload_to_bucket(code.bucket_id, {"file_name": name, "content": content})
    (file,) = door.core.find_analysis_bucket_files(filter={"analysis_id": study.analysis, "path": name})
    return door.core.update_analysis_bucket_file(file, is_entrypoint=True)


def member_of(door: Door, study: Study, node: Node) -> AnalysisNode:
    (found,) = door.core.find_analysis_nodes(filter={"analysis_id": study.analysis, "node_id": node})
    return found


def build(door: Door, study: Study) -> None:
    upload_code(door, study)
    door.core.send_analysis_command(study.analysis, "configurationLock")
    door.core.update_analysis_node(member_of(door, study, study.clinic), approval_status="approved")
    assert door.core.send_analysis_command(study.analysis, "buildStart").build_status == "starting"


def test_an_analysis_from_project_to_result(door: Door, study: Study):
    core = door.core
    analysis = core.get_analysis(study.analysis)
    assert (analysis.nodes, analysis.nodes_approved) == (2, 1)
    assert analysis.project.analyses == 1
    assert analysis.master_image.virtual_path == "python/base"
    assert analysis.configuration_entrypoint_valid is False

    upload_code(door, study)
    assert core.get_analysis(study.analysis).configuration_entrypoint_valid is True
    assert core.send_analysis_command(study.analysis, "configurationLock").configuration_locked is True
    core.update_analysis_node(member_of(door, study, study.clinic), approval_status="approved")
    core.send_analysis_command(study.analysis, "buildStart")
    built = core.get_analysis(study.analysis)
    assert (built.build_status, built.build_progress, built.build_os) == ("executed", 100, "linux")
    assert built.build_size == len(b"print(1)\n")

    registry = core.create_registry("harbor", "harbor.example.com")
    assert core.send_analysis_command(study.analysis, "distributionStart").registry_id == registry.id
    assert core.get_analysis(study.analysis).distribution_status == "executed"

    for node in (study.clinic, study.aggregator):
        member = member_of(door, study, node)
        core.update_analysis_node(member, execution_status="executing", execution_progress=50)
        core.update_analysis_node(member, execution_status="executed", execution_progress=100)
    done = core.get_analysis(study.analysis)
    assert (done.execution_status, done.execution_progress) == ("executed", 100)

    (results,) = core.find_analysis_buckets(filter={"analysis_id": analysis, "type": "RESULT"})
    (stored,) = door.storage.upload_to_bucket(results.bucket_id, {"file_name": "mean.csv", "content": b"42\n"})
    (noted,) = core.find_analysis_bucket_files(filter={"analysis_bucket_id": results})
    assert (noted.path, noted.bucket_file_id, noted.root) == ("mean.csv", stored.id, False)
    assert b"".join(door.storage.stream_bucket_file(noted.bucket_file_id)) == b"42\n"
    assert [line.message for line in core.find_analysis_logs(filter={"analysis_id": analysis})] == [
        "The build of the analysis is started.",
        "The image of the analysis is built on its master image.",
        "A container of the image is created.",
        "The code is packed into the container.",
        "The build of the analysis is executed.",
        "The distribution of the analysis is started.",
        "The image is tagged for the nodes.",
        "The image is pushed to the registry.",
        "The distribution of the analysis is executed.",
    ]


def test_the_digest_of_an_image_tells_whether_its_code_has_changed(door: Door, study: Study):
    build(door, study)
    first = door.core.get_analysis(study.analysis)
    other = door.core.create_analysis(study.project, "other")
    second = Study(study.clinic, study.aggregator, study.project, other)
    build(door, second)
    assert door.core.get_analysis(other).build_hash == first.build_hash
    third = Study(study.clinic, study.aggregator, study.project, door.core.create_analysis(study.project, "third"))
    upload_code(door, third, "more.py", b"print(2)\n")
    build(door, third)
    assert door.core.get_analysis(third.analysis).build_hash != first.build_hash


def test_commands_are_refused_with_their_reasons(door: Door, study: Study):
    core = door.core

    def refused(command: str, reason: str) -> None:
        with pytest.raises(errors.StateError, match=reason):
            core.send_analysis_command(study.analysis, command)

    refused("configurationLock", "An entrypoint must be selected")
    refused("configurationUnlock", "already unlocked")
    refused("buildStart", "is not locked")
    refused("buildCheck", "must be locked before")
    refused("distributionStart", "is not built yet")
    refused("distributionCheck", "build process has not been initialized")
    upload_code(door, study)
    core.send_analysis_command(study.analysis, "configurationLock")
    refused("configurationLock", "The analysis configuration is locked")
    refused("buildCheck", "has not been initialized")
    refused("buildStart", "All assigned nodes have to approve")
    with pytest.raises(errors.StateError, match="can therefore no longer be modified"):
        core.create_analysis_node(study.analysis, study.clinic)
    core.update_analysis_node(member_of(door, study, study.clinic), approval_status="approved")
    core.send_analysis_command(study.analysis, "buildStart")
    refused("buildStart", "build can not be started")
    refused("configurationUnlock", "can not be unlocked")
    refused("distributionCheck", "distribution process has not been initialized")
    refused("distributionStart", "No docker registry is defined")
    core.create_registry("harbor", "harbor.example.com")
    core.send_analysis_command(study.analysis, "distributionStart")
    refused("distributionStart", "can not be distributed in state executed")
    core.send_analysis_command(study.analysis, "distributionCheck")
    core.send_analysis_command(study.analysis, "buildCheck")


def test_an_analysis_needs_both_kinds_of_nodes_and_an_image(door: Door):
    core = door.core
    project = core.create_project("bare")
    analysis = core.create_analysis(project)
    study = Study(core.create_node("clinic"), core.create_node("agg", node_type="aggregator"), project, analysis)
    reasons = ["At least one default node", "An aggregator node", "An entrypoint", "A master image must be assigned"]
    remedies = [
        lambda: core.create_analysis_node(analysis, study.clinic),
        lambda: core.create_analysis_node(analysis, study.aggregator),
        lambda: upload_code(door, study),
        lambda: core.update_analysis(analysis, master_image_id=core.get_master_images()[0]),
    ]
    for node in (study.clinic, study.aggregator):
        with pytest.raises(errors.HubAPIError, match="not part of the analysis project"):
            core.create_analysis_node(analysis, node)
        core.create_project_node(project, node)
    for reason, remedy in zip(reasons, remedies, strict=True):
        with pytest.raises(errors.StateError, match=reason):
            core.send_analysis_command(analysis, "configurationLock")
        remedy()
    assert core.send_analysis_command(analysis, "configurationLock").configuration_locked


def test_unlocking_takes_back_every_approval(door: Door, study: Study):
    core = door.core
    upload_code(door, study)
    core.send_analysis_command(study.analysis, "configurationLock")
    core.update_analysis_node(member_of(door, study, study.clinic), approval_status="approved")
    assert core.get_analysis(study.analysis).nodes_approved == 2
    unlocked = core.send_analysis_command(study.analysis, "configurationUnlock")
    assert (unlocked.configuration_locked, unlocked.nodes_approved) == (False, 0)
    assert member_of(door, study, study.aggregator).approval_status is None


def test_a_node_takes_part_in_an_analysis_once(door: Door, study: Study):
    first = member_of(door, study, study.clinic)
    again = door.core.create_analysis_node(study.analysis, study.clinic)
    assert again.id == first.id
    door.core.delete_analysis_node(first)
    assert door.core.get_analysis(study.analysis).nodes == 1
    assert door.core.create_analysis_node(study.analysis, study.clinic).id != first.id


def test_other_arguments_belong_to_other_images(door: Door, study: Study):
    arguments = [{"value": "--fast"}, {"value": "-v", "position": "after"}]
    analysis = door.core.create_analysis(study.project, "args", image_command_arguments=arguments)
    assert analysis.image_command_arguments == arguments
    (nlp,) = door.core.find_master_images(filter={"virtual_path": "python/nlp"})
    assert door.core.update_analysis(analysis, master_image_id=nlp).image_command_arguments is None
    with pytest.raises(errors.ValidationError, match="imageCommandArguments"):
        door.core.update_analysis(analysis, image_command_arguments=[{"value": "-"}])


def test_an_unnamed_analysis_gets_a_name(door: Door, study: Study):
    assert len(door.core.create_analysis(study.project).name.split("-")) == 3


def test_a_project_with_analyses_stays(door: Door, study: Study):
    with pytest.raises(errors.StateError, match="still has associated analyses"):
        door.core.delete_project(study.project)
    door.core.delete_analysis(study.analysis)
    assert door.core.get_project(study.project).analyses == 0
    door.core.delete_project(study.project)
    assert list(door.core.find_project_nodes(filter={"node_id": study.clinic})) == []


def test_what_was_made_for_an_analysis_goes_with_it(door: Door, study: Study):
    upload_code(door, study)
    buckets = door.core.find_analysis_buckets(filter={"analysis_id": study.analysis})
    names = {door.storage.get_bucket(bucket.bucket_id).name for bucket in buckets}
    assert names == {f"analysis-{kind}-files.{study.analysis.id}" for kind in ("code", "temp", "result")}
    door.core.delete_analysis(study.analysis)
    assert [door.storage.get_bucket(bucket.bucket_id) for bucket in buckets] == [None, None, None]
    assert door.auth.get_client(study.analysis.client_id) is None
    for find in (door.core.find_analysis_buckets, door.core.find_analysis_bucket_files, door.core.find_analysis_nodes):
        assert list(find(filter={"analysis_id": study.analysis})) == []


def test_files_of_an_analysis_follow_those_in_its_buckets(door: Door, study: Study):
    file = upload_code(door, study)
    assert file.user_id == study.analysis.user_id
    assert file.analysis_bucket is None
    door.storage.delete_bucket_file(file.bucket_file_id)
    assert door.core.get_analysis_bucket_file(file) is None
    assert door.core.get_analysis(study.analysis).configuration_entrypoint_valid is False


def test_a_bucket_of_ones_own_becomes_one_of_an_analysis(door: Door, study: Study):
    bucket = door.storage.create_bucket("my-data")
    (early,) = door.storage.upload_to_bucket(bucket, {"file_name": "early.csv", "content": b"1"})
    linked = door.core.create_analysis_bucket(AnalysisBucketType.TEMP, bucket, study.analysis)
    assert (linked.type, linked.realm_id) == (AnalysisBucketType.TEMP, study.analysis.realm_id)
    with pytest.raises(errors.ConflictError):
        door.core.create_analysis_bucket("RESULT", bucket, study.analysis)
    noted = door.core.create_analysis_bucket_file("early.csv", early, bucket, linked, is_entrypoint=True)
    assert (noted.root, noted.analysis_id) == (True, study.analysis.id)
    # What is no code cannot be started with.
    assert door.core.get_analysis(study.analysis).configuration_entrypoint_valid is False
    door.storage.upload_to_bucket(bucket, {"file_name": "late.csv", "content": b"2"})
    paths = [file.path for file in door.core.find_analysis_bucket_files(filter={"analysis_bucket_id": linked})]
    assert sorted(paths) == ["early.csv", "late.csv"]
    door.core.delete_analysis(study.analysis)
    assert door.storage.get_bucket(bucket).name == "my-data"


def test_credentials_of_an_analysis_are_for_nodes_that_have_approved_it(door: Door, study: Study):
    node = door.core.get_node_client_credentials(study.clinic)
    own = door.core.get_analysis_client_credentials(study.analysis)
    assert (own.id, own.name) == (study.analysis.client_id, str(study.analysis.id))
    assert own.secret not in repr(own)
    with door.for_login(ClientAuth(str(node.id), node.secret)) as clinic:
        # A node's client may change analyses, and so it reads the credentials of all of them, approved or not.
        assert clinic.core.get_analysis_client_credentials(study.analysis) == own
    with door.for_login(ClientAuth(str(own.id), own.secret)) as container:
        with pytest.raises(errors.PermissionDeniedError, match="credentials of this analysis client"):
            container.core.get_analysis_client_credentials(study.analysis)
        with pytest.raises(errors.PermissionDeniedError):
            container.core.update_analysis_client_credentials(study.analysis)


def test_every_new_secret_replaces_the_one_before(door: Door, study: Study):
    first = door.core.update_analysis_client_credentials(study.analysis, secret="chosen-by-somebody")
    assert first.secret == "chosen-by-somebody"
    second = door.core.update_analysis_client_credentials(study.analysis)
    assert second.secret not in (None, first.secret)
    with door.for_login(ClientAuth(str(first.id), first.secret)) as late, pytest.raises(errors.AuthenticationError):
        late.core.get_analysis(study.analysis)
    with door.for_login(ClientAuth(str(second.id), second.secret)) as container:
        assert container.core.get_analysis(study.analysis).id == study.analysis.id


def test_what_an_analysis_may_do_is_given_and_taken(door: Door, study: Study):
    core = door.core
    held = core.get_analysis_client_permissions(study.analysis)
    names = {granted.permission.name: granted.permission for granted in held}
    assert set(names) == {"analysis_self_storage_use", "analysis_self_message_broker_use"}
    storage = names["analysis_self_storage_use"]
    core.delete_analysis_client_permission(study.analysis, storage)
    assert core.get_analysis_client_permissions(study.analysis).total == 1
    granted = core.create_analysis_client_permission(study.analysis, storage)
    assert (granted.client_id, granted.permission.name) == (study.analysis.client_id, storage.name)
    (other,) = door.auth.find_permissions(filter={"name": "node_create"})
    with pytest.raises(errors.PermissionDeniedError, match="Only analysis self-capabilities"):
        core.create_analysis_client_permission(study.analysis, other)
    with pytest.raises(errors.NotFoundError):
        core.delete_analysis_client_permission(study.analysis, other)


def test_a_node_writes_logs_about_an_analysis(door: Door, study: Study):
    core = door.core
    about = {"analysis_id": study.analysis, "node_id": study.clinic}
    line = core.create_analysis_node_log(
        study.analysis, study.clinic, "error", "out of memory", status="failed", code="E137", labels={"step": "fit"}
    )
    assert (line.level, line.channel, line.service) == ("error", "http", "hub-server-core")
    labels = {"refType": "analysisNode", "analysisId": str(study.analysis.id), "nodeId": str(study.clinic.id)}
    assert line.labels == {**labels, "step": "fit", "status": "failed", "code": "E137"}
    core.create_analysis_node_log(study.analysis, study.clinic, "info", "once more")
    assert [found.message for found in core.find_analysis_node_logs(filter=about)] == ["out of memory", "once more"]
    assert [found.message for found in core.find_analysis_node_logs(filter=about, page={"limit": 1, "offset": 1})] == [
        "once more"
    ]
    assert list(core.find_analysis_node_logs(filter={**about, "node_id": study.aggregator})) == []
    with pytest.raises(errors.UsageError, match="only with a filter for 'node_id'"):
        core.find_analysis_node_logs(filter={"analysis_id": study.analysis})
    with pytest.raises(errors.ValidationError, match="nodeId"):
        core.create_analysis_node_log(study.analysis, uuid4(), "info", "from nowhere")
    with pytest.raises(errors.UsageError, match="only with a filter for 'analysis_id'"):
        core.find_analysis_logs()
    core.delete_analysis_node_logs(study.analysis, study.clinic)
    assert len(core.find_analysis_node_logs(filter=about)) == 2


def test_who_polls_sees_a_build_a_distribution_and_an_execution_get_on(door: Door, study: Study):
    core, hub = door.core, door.hub
    core.create_registry("harbor", "harbor.example.com")
    upload_code(door, study)
    hub.simulate_nodes = True
    hub.pace = "step"

    def watch(process: str) -> list[tuple[str | None, int | None]]:
        """The states of a process until it is done, each once."""
        seen: list[tuple[str | None, int | None]] = []
        while not seen or seen[-1][0] != "executed":
            analysis = core.get_analysis(study.analysis)
            state = getattr(analysis, f"{process}_status"), getattr(analysis, f"{process}_progress")
            seen += [state] if state not in seen else []
            hub.jobs.step()
        return seen

    core.send_analysis_command(study.analysis, "configurationLock")
    hub.jobs.step()
    core.send_analysis_command(study.analysis, "buildStart")
    states = [("starting", None), ("started", 0), ("started", 25), ("started", 50), ("started", 75), ("executed", 100)]
    assert watch("build") == states
    core.send_analysis_command(study.analysis, "distributionStart")
    assert watch("distribution") == states
    executing = [("executing", 25), ("executing", 50), ("executing", 75)]
    assert watch("execution") == [("started", 0), *executing, ("executed", 100)]
    (results,) = core.find_analysis_buckets(filter={"analysis_id": study.analysis, "type": "RESULT"})
    (result,) = core.find_analysis_bucket_files(filter={"analysis_bucket_id": results})
    assert str(study.analysis.id).encode() in b"".join(door.storage.stream_bucket_file(result.bucket_file_id))


def test_a_build_gets_on_in_real_time_for_who_polls(door: Door, study: Study):
    door.hub.pace = 0.05
    build(door, study)
    deadline = time.monotonic() + 30
    while door.core.get_analysis(study.analysis).build_status != "executed":
        assert time.monotonic() < deadline
    lines = door.core.find_analysis_logs(filter={"analysis_id": study.analysis})
    first, last = (datetime.fromisoformat(lines[i].time.replace("Z", "+00:00")) for i in (0, -1))
    assert 0.19 < (last - first).total_seconds() < 0.21


def test_a_failure_on_demand_is_seen_as_a_failure(door: Door, study: Study):
    door.hub.jobs.fail("build", analysis=study.analysis, message="no space left on device", at=25)
    build(door, study)
    failed = door.core.get_analysis(study.analysis)
    assert (failed.build_status, failed.build_progress, failed.build_hash) == ("failed", 25, None)
    *_, line = door.core.find_analysis_logs(filter={"analysis_id": study.analysis})
    assert (line.level, line.message) == ("error", "The build of the analysis has failed: no space left on device")
    door.core.send_analysis_command(study.analysis, "buildStart")
    assert door.core.get_analysis(study.analysis).build_status == "executed"


def test_a_node_is_driven_by_hand(door: Door, study: Study):
    node = door.hub.node(study.clinic)
    node.approve_analysis(study.analysis)
    node.start(study.analysis)
    node.progress(study.analysis, 40)
    member = member_of(door, study, study.clinic)
    assert (member.approval_status, member.execution_status, member.execution_progress) == ("approved", "executing", 40)
    node.fail(study.analysis, "out of memory")
    assert door.core.get_analysis(study.analysis).execution_status == "failed"


def test_logs_of_builds_are_kept_whoever_deletes_them(door: Door, study: Study):
    """As with the real Hub, whose stores of logs cannot delete."""
    build(door, study)
    assert door.core.find_analysis_logs(filter={"analysis_id": study.analysis}).total == 5
    door.core.delete_analysis_logs(study.analysis)
    assert door.core.find_analysis_logs(filter={"analysis_id": study.analysis}).total == 5


def test_images_are_built_deleted_and_found_again(door: Door):
    (image,) = door.core.find_master_images(filter={"virtual_path": "python/base"})
    assert door.core.build_master_image(image).build_status == "starting"
    built = door.core.get_master_image(image)
    assert (built.build_status, built.build_progress) == ("executed", 100)
    assert built.build_hash.startswith("sha256:")
    (group,) = door.core.get_master_image_groups()
    assert group.virtual_path == "python"
    door.core.delete_master_image(image)
    door.core.delete_master_image_group(group)
    door.core.sync_master_images()
    assert door.core.get_master_image(image) is None
    assert {found.virtual_path for found in door.core.get_master_images()} == {"python/base", "python/nlp"}
    assert len(door.core.get_master_image_groups()) == 1
    with pytest.raises(errors.NotFoundError):
        door.core.build_master_image(image)


def test_a_registry_is_set_up_once(door: Door):
    registry = door.core.create_registry("harbor", "harbor.example.com")
    for _ in range(2):
        door.core.send_registry_command(registry, "setup")
    found = door.core.find_registry_projects(filter={"registry_id": registry})
    assert {(project.type, project.public) for project in found} == {
        ("incoming", False),
        ("outgoing", False),
        ("masterImages", True),
    }
    assert len(found) == 3
    door.core.send_registry_project_command(found[0], "projectLink")
    door.core.send_registry_hook({"type": "PUSH_ARTIFACT", "event_data": {}})
    with pytest.raises(errors.NotFoundError):
        door.core.send_registry_project_command(uuid4(), "projectUnlink")


def test_services_tell_their_release_without_a_login(door: Door):
    for service in (door.core, door.storage):
        assert service.get_version().version == "0.14.0"


def test_only_people_create_analyses(door: Door, study: Study):
    client = door.auth.create_client("importer", door.auth.get_realm("master"), secret="a-secret-of-mine")
    door.hub.grant(str(client.id), ["analysis_create"])
    with door.for_login(ClientAuth(str(client.id), "a-secret-of-mine")) as importer:
        with pytest.raises(errors.PermissionDeniedError, match="Only user accounts"):
            importer.core.create_analysis(study.project)


def test_a_text_does_for_a_type_of_buckets(door: Door, study: Study):
    found = door.core.find_analysis_buckets(filter={"analysis_id": study.analysis}, sort={"by": "type"})
    assert [bucket.type for bucket in found] == ["CODE", "RESULT", "TEMP"]
    assert found[0].type is flame_hub.types.AnalysisBucketType.CODE
