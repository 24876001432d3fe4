"""Projects and analyses, from their creation to the results."""

from __future__ import annotations

from typing import Any

from judging import NOWHERE, Judge

NOT_APPROVED = "node that has not approved"
TAKEN = "An entry with some unique attributes already exists."


def _image(judge: Judge) -> Any:
    return judge.core.find_master_images(filter={"name": "base"})[0]


def projects(judge: Judge) -> None:
    core = judge.core
    image = _image(judge)
    shown = {"display_name": "Heart failure"} if judge.numbers >= (0, 3) else {}
    made = core.create_project("heart-failure", master_image_id=image, description="Who comes back?", **shown)
    told = {"name": "heart-failure", "description": "Who comes back?", "master_image_id": image.id, **shown}
    judge.tells(made, analyses=0, nodes=0, **told)
    found = core.get_project(made.id)
    judge.tells(found, id=made.id, user_id=made.user_id, realm_id=made.realm_id, **told)
    judge.same(found.master_image.virtual_path, image.virtual_path)
    judge.same([project.id for project in core.get_projects()], [made.id])
    judge.same([project.id for project in core.find_projects(filter={"name": "heart-failure"})], [made.id])
    if shown:
        shown = {"display_name": None}
    changed = core.update_project(made, description=None, master_image_id=None, name="kidney-failure", **shown)
    judge.tells(changed, id=made.id, name="kidney-failure", description=None, master_image_id=None, **shown)
    judge.same(core.get_project(made).master_image, None)
    core.delete_project(made)
    judge.same(core.get_project(made), None)


def project_nodes(judge: Judge) -> None:
    core = judge.core
    node, aggregator = core.create_node("ward"), core.create_node("adder", node_type="aggregator")
    project = core.create_project("nodes-of-a-project")
    made = judge.despite(NOT_APPROVED, core.create_project_node, project, node)
    if made is not None:
        judge.tells(made, project_id=project.id, node_id=node.id, approval_status=None, comment=None)
        judge.tells(core.get_project_node(made), id=made.id, approval_status=None)
    member = judge.joined("core/project-nodes", node_id=node.id)
    judge.despite(NOT_APPROVED, core.get_project_node, member)
    judge.despite(NOT_APPROVED, core.get_project_nodes)
    judge.despite(NOT_APPROVED, core.find_project_nodes, filter={"node_id": node.id})
    changed = core.update_project_node(member, comment="We have the data.", approval_status="approved")
    judge.tells(changed, comment="We have the data.", approval_status="approved", node_id=node.id)
    at_once = core.create_project_node(project.id, str(aggregator.id))
    judge.tells(at_once, approval_status="approved", project_realm_id=project.realm_id, node_realm_id=node.realm_id)
    found = core.get_project_node(at_once)
    judge.same((found.node.name, found.project.name), ("adder", "nodes-of-a-project"))
    judge.same(len(core.get_project_nodes()), 2)
    judge.same([join.id for join in core.find_project_nodes(filter={"node_id": aggregator.id})], [at_once.id])
    judge.same(core.get_project(project).nodes, 2)
    judge.refused(409, TAKEN, core.create_project_node, project, node)
    judge.same(core.update_project_node(member, approval_status="rejected").approval_status, "rejected")
    core.delete_project_node(at_once)
    core.delete_project_node(member)
    judge.same(core.get_project_node(at_once), None)
    judge.same(core.get_project(project).nodes, 0)
    core.delete_project(project)
    for other in (node, aggregator):
        core.delete_node(other)


class Study:
    """A project with a node and an aggregator that have approved it, and an analysis."""

    def __init__(self, judge: Judge, name: str, *, shown: bool = False) -> None:
        core = judge.core
        self.image = _image(judge)
        self.registry = core.create_registry(f"{name}-registry", host=f"{name}.example.org")
        self.node = core.create_node(f"{name}-node", registry_id=self.registry)
        self.aggregator = core.create_node(f"{name}-aggregator", node_type="aggregator", registry_id=self.registry)
        self.project = core.create_project(name, master_image_id=self.image)
        judge.despite(NOT_APPROVED, core.create_project_node, self.project, self.node)
        core.update_project_node(judge.joined("core/project-nodes", node_id=self.node.id), approval_status="approved")
        core.create_project_node(self.project, self.aggregator)
        self.analysis = core.create_analysis(
            self.project,
            name=f"{name}-analysis",
            description="What does the data say?",
            master_image_id=self.image,
            registry_id=self.registry,
            image_command_arguments=[{"value": "--fast", "position": "after"}, {"value": "--quiet"}],
            **({"display_name": "The analysis"} if shown else {}),
        )

    def remove(self, judge: Judge) -> None:
        """Delete all of it."""
        core = judge.core
        core.delete_analysis(self.analysis)
        core.delete_project(self.project)
        for node in (self.node, self.aggregator):
            core.delete_node(node)
        core.delete_registry(self.registry)


def analyses(judge: Judge) -> None:
    core = judge.core
    modern = judge.numbers >= (0, 3)
    study = Study(judge, "analyses", shown=modern)
    made = study.analysis
    arguments = [{"value": "--fast", "position": "after"}, {"value": "--quiet", "position": None}]
    told = {
        "name": "analyses-analysis",
        "description": "What does the data say?",
        "project_id": study.project.id,
        "master_image_id": study.image.id,
        "registry_id": study.registry.id,
        "configuration_locked": False,
        "build_status": None,
        "image_command_arguments": arguments,
    }
    judge.tells(made, **told)
    found = core.get_analysis(made.id)
    judge.tells(found, id=made.id, user_id=made.user_id, configuration_image_valid=True, **told)
    judge.same((found.project.name, found.master_image.virtual_path), ("analyses", study.image.virtual_path))
    judge.same(found.registry and found.registry.id, None if modern else study.registry.id)
    judge.same([analysis.id for analysis in core.get_analyses()], [made.id])
    judge.same([analysis.id for analysis in core.find_analyses(filter={"project_id": study.project.id})], [made.id])
    judge.same(core.get_project(study.project).analyses, 1)
    further = {"display_name": "Another"} if modern else {}
    changed = core.update_analysis(
        made,
        name="renamed-analysis",
        description=None,
        master_image_id=study.image,
        image_command_arguments=[{"value": "--slow"}],
        **further,
    )
    arguments = [{"value": "--slow", "position": None}]
    judge.tells(changed, name="renamed-analysis", description=None, image_command_arguments=arguments, **further)
    judge.tells(core.get_analysis(made), name="renamed-analysis", image_command_arguments=arguments)
    judge.same(core.create_analysis(study.project).master_image_id, study.image.id)
    (other,) = [analysis for analysis in core.get_analyses() if analysis.id != made.id]
    core.delete_analysis(other)
    judge.same(core.get_analysis(other), None)
    study.remove(judge)


def analysis_nodes(judge: Judge) -> None:
    core = judge.core
    study = Study(judge, "analysis-nodes")
    modern = judge.numbers >= (0, 3)
    # Since Hub 0.10.1 an analysis has the nodes of its project from the start.
    judge.same(len(core.find_analysis_nodes(filter={"analysis_id": study.analysis.id})), 2 if modern else 0)
    made = core.create_analysis_node(study.analysis, study.node)
    told = {"analysis_id": study.analysis.id, "node_id": study.node.id, "approval_status": None, "comment": None}
    judge.tells(made, artifact_tag=None, artifact_digest=None, **told)
    found = core.get_analysis_node(made)
    judge.tells(found, id=made.id, node_realm_id=study.node.realm_id, **told)
    judge.same((found.node.name, found.analysis.name), ("analysis-nodes-node", "analysis-nodes-analysis"))
    if modern:
        judge.same(core.create_analysis_node(study.analysis, study.node).id, made.id)
    else:
        judge.refused(409, TAKEN, core.create_analysis_node, study.analysis, study.node)
    at_once = core.create_analysis_node(study.analysis.id, study.aggregator.id)
    judge.same(at_once.approval_status, "approved")
    judge.same({member.id for member in core.get_analysis_nodes()}, {made.id, at_once.id})
    judge.same([member.id for member in core.find_analysis_nodes(filter={"node_id": study.node.id})], [made.id])
    told = {"execution_status": "started", "execution_progress": 10} if modern else {"run_status": "started"}
    changed = core.update_analysis_node(made, comment="Go ahead.", approval_status="approved", **told)
    judge.tells(changed, comment="Go ahead.", approval_status="approved", **told)
    judge.same(core.get_analysis(study.analysis).nodes, 2)
    core.delete_analysis_node(at_once)
    judge.same(core.get_analysis_node(at_once), None)
    judge.same(core.get_analysis(study.analysis).nodes, 1)
    other = core.create_node("not-of-the-project")
    judge.refused(
        404,
        "The referenced node is not part of the analysis project.",
        core.create_analysis_node,
        study.analysis,
        other,
    )
    core.delete_node(other)
    study.remove(judge)


def _code(judge: Judge, study: Study) -> Any:
    """The code of the analysis, uploaded into its bucket and said to be what it starts with."""
    core = judge.core
    modern = judge.numbers >= (0, 3)
    buckets = core.find_analysis_buckets(filter={"analysis_id": study.analysis.id})
    judge.same(
        sorted(str(getattr(bucket.type, "value", bucket.type)) for bucket in buckets), ["CODE", "RESULT", "TEMP"]
    )
    code = next(bucket for bucket in buckets if bucket.type == "CODE")
    at = code.bucket_id if modern else code.external_id
    (uploaded,) = judge.storage.upload_to_bucket(at, {"file_name": "main.py", "content": b"print(1)\n"})
    (noted,) = core.find_analysis_bucket_files(filter={"analysis_id": study.analysis.id})
    judge.tells(noted, root=False, analysis_id=study.analysis.id)
    if modern:
        judge.tells(noted, path="main.py", bucket_file_id=uploaded.id, bucket_id=at, analysis_bucket_id=code.id)
        judge.same(noted.analysis_bucket.id, code.id)
    else:
        judge.tells(noted, name="main.py", external_id=uploaded.id, bucket_id=code.id)
        judge.same(noted.bucket.id, code.id)
    changed = core.update_analysis_bucket_file(noted, is_entrypoint=True)
    judge.tells(changed, id=noted.id, root=True)
    return changed


def lifecycle(judge: Judge) -> None:
    """An analysis is locked, built, sent to its nodes, executed, and its results are read."""
    core = judge.core
    modern = judge.numbers >= (0, 3)
    study = Study(judge, "lifecycle")
    analysis = study.analysis

    def send(command: str) -> Any:
        return core.send_analysis_command(analysis, command)

    def refuses(message: str, command: str) -> None:
        judge.refused(400, message, core.send_analysis_command, analysis, command)

    if not modern:
        # Of today's analyses, the nodes of the project are part from the start.
        refuses("At least one default node must be selected.", "configurationLock")
    members = [core.create_analysis_node(analysis, node) for node in (study.node, study.aggregator)]
    refuses("An entrypoint must be selected.", "configurationLock")
    _code(judge, study)
    refuses("The analysis configuration is already unlocked.", "configurationUnlock")
    told = ("configuration_entrypoint_valid", "configuration_image_valid", "configuration_nodes_valid")
    judge.tells(core.get_analysis(analysis), **dict.fromkeys(told, True))
    if not modern:
        # It was locked only after all had approved; now it is locked first.
        refuses("At least one node has not approved the analysis.", "configurationLock")
        core.update_analysis_node(members[0], approval_status="approved")
    locked = send("configurationLock")
    judge.tells(locked, id=analysis.id, configuration_locked=True, build_status=None)
    refuses("The analysis configuration is locked.", "configurationLock")
    refuses("The analysis build process has not been initialized.", "buildCheck" if modern else "buildStatus")
    judge.tells(send("configurationUnlock"), configuration_locked=False)
    judge.same(core.get_analysis_node(members[0]).approval_status, None)
    if modern:
        _distribute(judge, study, members, send, refuses)
    else:
        _distribute_in_one(judge, study, members, send, refuses)
    _execute(judge, study)
    study.remove(judge)


def _distribute(judge: Judge, study: Study, members: list[Any], send: Any, refuses: Any) -> None:
    core, analysis = judge.core, study.analysis
    judge.same(send("storageCheck").id, analysis.id)
    send("configurationLock")
    refuses("All assigned nodes have to approve the analysis.", "buildStart")
    for member in members:
        core.update_analysis_node(member, approval_status="approved")
    refuses("The analysis is not built yet.", "distributionStart")
    judge.tells(send("buildStart"), build_status="starting", distribution_status=None)
    built = core.get_analysis(analysis)
    judge.tells(built, build_status="executed", build_progress=100, build_os="linux", nodes_approved=2)
    judge.holds(built.build_size > 0)
    judge.holds(built.build_hash)
    judge.tells(send("buildCheck"), build_status="executed")
    refuses("The analysis distribution process has not been initialized.", "distributionCheck")
    judge.tells(send("distributionStart"), distribution_status="starting", registry_id=study.registry.id)
    judge.tells(core.get_analysis(analysis), distribution_status="executed", distribution_progress=100)
    judge.tells(send("distributionCheck"), distribution_status="executed")
    refuses("The analysis configuration can not be unlocked.", "configurationUnlock")


def _distribute_in_one(judge: Judge, study: Study, members: list[Any], send: Any, refuses: Any) -> None:
    core, analysis = judge.core, study.analysis
    core.update_analysis_node(members[0], approval_status="approved")
    judge.same(core.get_analysis_node(members[1]).approval_status, "approved")
    refuses("The analysis configuration must be locked before starting the build.", "buildStart")
    refuses("The analysis configuration must be locked before stopping the build.", "buildStop")
    send("configurationLock")
    refuses("The analysis build process has not been initialized.", "buildStop")
    judge.same(send("spinUp").id, analysis.id)
    judge.tells(send("buildStart"), build_status="starting", registry_id=study.registry.id)
    judge.tells(core.get_analysis(analysis), build_status="finished", run_status=None)
    refuses("The analysis build process has already been successfully completed.", "buildStatus")
    refuses('The current analysis build status "finished" does not allow a build start.', "buildStart")
    refuses('The current analysis build status "finished" does not allow a build stop.', "buildStop")
    refuses(
        'The current analysis build status "finished" does not allow unlocking the configuration.',
        "configurationUnlock",
    )


def _execute(judge: Judge, study: Study) -> None:
    core, analysis = judge.core, study.analysis
    modern = judge.numbers >= (0, 3)
    if modern:
        secret = core.update_node_client_credentials(study.node, display_name="The node").secret
        own = judge.machine(study.node.client_id, secret)
    else:
        judge.auth.update_robot(study.node.robot_id, secret="a secret of the node")
        own = judge.machine(study.node.robot_id, "a secret of the node")
    there, shelf = judge.client("core", own), judge.client("storage", own)
    (member,) = there.find_analysis_nodes(filter={"analysis_id": analysis.id, "node_id": study.node.id})
    bucket = next(b for b in there.find_analysis_buckets(filter={"analysis_id": analysis.id}) if b.type == "RESULT")
    (code,) = there.find_analysis_bucket_files(filter={"analysis_id": analysis.id, "root": True})
    judge.same(b"".join(shelf.stream_bucket_file(code.bucket_file_id if modern else code.external_id)), b"print(1)\n")
    running, done = ("executing", "executed") if modern else ("running", "finished")
    field = "execution_status" if modern else "run_status"
    for status in (running, done):
        judge.tells(there.update_analysis_node(member, **{field: status}), **{field: status})
    at = bucket.bucket_id if modern else bucket.external_id
    (result,) = shelf.upload_to_bucket(at, {"file_name": "result.csv", "content": b"mean,3.5\n"})
    judge.tells(result, path="result.csv", size=9)
    noted = [file for file in core.find_analysis_bucket_files(filter={"analysis_id": analysis.id}) if not file.root]
    judge.same([file.path if modern else file.name for file in noted], ["result.csv"])
    judge.same(b"".join(judge.storage.stream_bucket_file(result)), b"mean,3.5\n")


def credentials(judge: Judge) -> None:
    """What the containers of an analysis log in with."""
    if not judge.offers("core", "get_analysis_client_credentials"):
        return
    core = judge.core
    study = Study(judge, "credentials")
    analysis = core.get_analysis(study.analysis)
    first = core.get_analysis_client_credentials(analysis)
    judge.same(first.id, analysis.client_id)
    # The Hub takes no notice of names.
    given = core.update_analysis_client_credentials(analysis, secret="the secret", name="mine", display_name="Mine")
    judge.tells(given, id=first.id, secret="the secret", name=first.name, display_name=first.display_name)
    judge.same(core.get_analysis_client_credentials(analysis), given)
    own = judge.client("storage", judge.machine(analysis.client_id, "the secret"))
    judge.same([bucket.name for bucket in own.find_buckets(filter={"name": "nothing"})], [])
    study.remove(judge)


def buckets(judge: Judge) -> None:
    """The buckets of an analysis, and what is noted of their files."""
    core = judge.core
    modern = judge.numbers >= (0, 3)
    study = Study(judge, "buckets")
    found = core.find_analysis_buckets(filter={"analysis_id": study.analysis.id})
    judge.same(len(found), 3)
    judge.same({bucket.id for bucket in core.get_analysis_buckets()}, {bucket.id for bucket in found})
    code = core.get_analysis_bucket(next(bucket for bucket in found if bucket.type == "CODE"))
    judge.tells(code, type="CODE", analysis_id=study.analysis.id, realm_id=study.analysis.realm_id)
    at = code.bucket_id if modern else code.external_id
    judge.same(judge.storage.get_bucket(at).name, f"analysis-code-files.{study.analysis.id}")
    judge.same(code.analysis and code.analysis.id, None if modern else study.analysis.id)
    _code(judge, study)
    # A file that the Hub has not noted by itself: one that is in another bucket of the storage.
    other = judge.storage.create_bucket("other-bucket")
    (file,) = judge.storage.upload_to_bucket(other, {"file_name": "lib.py", "content": b"x = 1\n"})
    if modern:
        noted = core.create_analysis_bucket_file(
            "lib.py", bucket_file_id=file, bucket_id=other, analysis_bucket_id=code, is_entrypoint=False
        )
        judge.tells(noted, path="lib.py", bucket_file_id=file.id, bucket_id=other.id, analysis_bucket_id=code.id)
        made = core.create_analysis_bucket("TEMP", bucket_id=other, analysis_id=study.analysis)
        judge.tells(made, bucket_id=other.id, analysis_id=study.analysis.id, realm_id=study.analysis.realm_id)
        core.delete_analysis_bucket(made)
        judge.same(core.get_analysis_bucket(made), None)
    else:
        noted = core.create_analysis_bucket_file(
            "lib.py", bucket_file_id=file, analysis_bucket_id=code, is_entrypoint=False
        )
        judge.tells(noted, name="lib.py", external_id=file.id, bucket_id=code.id, robot_id=None)
    judge.tells(noted, root=False, analysis_id=study.analysis.id, realm_id=study.analysis.realm_id)
    judge.same(noted.user_id, study.analysis.user_id)
    read = core.get_analysis_bucket_file(noted)
    judge.tells(read, id=noted.id, root=False)
    judge.same(read.analysis.id, study.analysis.id)
    judge.same(len(core.get_analysis_bucket_files()), 2)
    core.delete_analysis_bucket_file(noted)
    judge.same(core.get_analysis_bucket_file(noted), None)
    judge.storage.delete_bucket(other)
    study.remove(judge)


def unknown(judge: Judge) -> None:
    core = judge.core
    for name in ("project", "project_node", "analysis", "analysis_node", "analysis_bucket", "analysis_bucket_file"):
        judge.same(getattr(core, f"get_{name}")(NOWHERE), None)
    judge.holds(judge.fails(404, core.delete_project, NOWHERE))
    judge.holds(judge.fails(404, core.delete_analysis, NOWHERE))
    judge.holds(judge.fails(404, core.send_analysis_command, NOWHERE, "configurationLock"))


FLOWS = (projects, project_nodes, analyses, analysis_nodes, lifecycle, credentials, buckets, unknown)
