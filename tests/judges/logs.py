"""What is told of an analysis while it is built and executed."""

from __future__ import annotations

from analyses import Study
from judging import Judge


def node_logs(judge: Judge) -> None:
    core = judge.core
    study = Study(judge, "node-logs")
    core.create_analysis_node(study.analysis, study.node)
    made = core.create_analysis_node_log(
        study.analysis, study.node, level="warn", message="Low on disk.", status="running", code="disk_low"
    )
    if made is not None:
        judge.tells(made, level="warn", message="Low on disk.", service="hub-server-core", channel="http")
    where = {"analysis_id": study.analysis.id, "node_id": study.node.id}
    (found,) = core.find_analysis_node_logs(filter=where)
    judge.tells(found, level="warn", message="Low on disk.")
    judge.same((found.labels["status"], found.labels["code"]), ("running", "disk_low"))
    core.create_analysis_node_log(study.analysis.id, study.node.id, "error", "No space left.")
    found = core.find_analysis_node_logs(filter=where)
    judge.same({(line.level, line.message) for line in found}, {("warn", "Low on disk."), ("error", "No space left.")})
    judge.holds(judge.fails(400, core.find_analysis_node_logs, filter={"analysis_id": study.analysis.id}))
    judge.same(core.delete_analysis_node_logs(study.analysis, study.node), None)
    study.remove(judge)


def logs(judge: Judge) -> None:
    core = judge.core
    study = Study(judge, "logs")
    judge.same(core.find_analysis_logs(filter={"analysis_id": study.analysis.id}), [])
    judge.holds(judge.fails(400, core.find_analysis_logs))
    judge.same(core.delete_analysis_logs(study.analysis), None)
    study.remove(judge)


FLOWS = (node_logs, logs)
