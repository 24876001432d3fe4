"""Nodes that are simulated: they approve, execute what is distributed to them, and upload a result."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from ..contract import TABLE
from ..contract.releases import covers
from ..contract.table import Resource
from .jobs import Data, Job, Kind
from .nodes import NodeAgent, NodeError
from .store import Row

if TYPE_CHECKING:
    from .hub import EmbeddedHub

logger = logging.getLogger("flame_hub.embedded")

_ANALYSES, _FILES, _NODES = TABLE["analysis"], TABLE["analysis_bucket_file"], TABLE["node"]
#: The records that give nodes something to do.
_WATCHED = ("analysis", "analysis_node", "project_node", "node")
#: Percent that a step of an execution gets on.
_STEP = 25
#: States in which an execution is begun or goes on.
_GOING_ON = (None, "starting", "started", "executing")

#: What nodes have to do: the kind of the job, and the memberships that it is about.
_TO_DO = (
    ("approveProject", "SELECT id, node_id FROM project_nodes WHERE approval_status IS NULL ORDER BY rowid"),
    ("approveAnalysis", "SELECT id, node_id FROM analysis_nodes WHERE approval_status IS NULL ORDER BY rowid"),
)
_EXECUTIONS = """
SELECT m.id, m.node_id FROM analysis_nodes m JOIN analyses a ON a.id = m.analysis_id
WHERE m.execution_status = 'stopping' OR (m.approval_status = 'approved'
    AND (m.execution_status IS NULL OR m.execution_status = 'starting')
    AND (a.distribution_status = 'executed' OR (?1 AND a.build_status = 'executed')))
ORDER BY m.rowid
"""


class Simulation:
    """Gives nodes to do what they would find to do.

    everywhere  whether all nodes are simulated, but for those that it was said of that they are not
    """

    def __init__(self, hub: EmbeddedHub, *, everywhere: bool) -> None:
        self._hub = hub
        self._everywhere = everywhere
        self._exceptions: dict[str, bool] = {}
        self._seen = -1
        self._given_up: set[tuple[str, str]] = set()

    @property
    def everywhere(self) -> bool:
        """Whether nodes are simulated of which nothing else was said."""
        return self._everywhere

    @everywhere.setter
    def everywhere(self, everywhere: bool) -> None:
        self._everywhere = everywhere
        self._begin_anew()

    def include(self, node: str, simulated: bool) -> None:
        """Say of one node whether it is simulated."""
        self._exceptions[node] = simulated
        self._begin_anew()

    def forget_exceptions(self) -> None:
        """Treat all nodes alike again."""
        self._exceptions.clear()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._seen = -1
        self._given_up.clear()

    def give_up(self, job: Job) -> None:
        """Try something no more: it would be refused again, and every refusal counts as a write."""
        self._given_up.add((job.kind, job.about))

    def includes(self, node: str) -> bool:
        """Whether a node is simulated."""
        return self._exceptions.get(node, self._everywhere)

    def changed(self) -> bool:
        """Whether nodes may have found something to do."""
        return (self._everywhere or any(self._exceptions.values())) and self._seen != self._written()

    def _written(self) -> int:
        return sum(self._hub.store.writes[name] for name in _WATCHED)

    def look(self) -> None:
        """Queue what nodes have to do."""
        self._seen = self._written()
        jobs, store = self._hub.jobs, self._hub.store
        distribution = _ANALYSES.fields["distribution_status"]
        undistributed = not covers(distribution.since, distribution.until, self._hub.releases["core"])
        found = [(kind, row) for kind, statement in _TO_DO for row in store.run(statement)]
        found += [("execution", row) for row in store.run(_EXECUTIONS, [undistributed])]
        for kind, row in found:
            wanted = self.includes(row["node_id"]) and (kind, row["id"]) not in self._given_up
            if wanted and not jobs.has(kind, row["id"]):
                jobs.add(kind, row["id"])


def _as_node(resource: Resource, work: Callable[[EmbeddedHub, NodeAgent, Job, Row], Data | None]) -> Kind:
    """A kind of jobs in which the node of a membership does something, as long as it is a simulated one."""

    def step(hub: EmbeddedHub, job: Job) -> Data | None:
        member = hub.store.get(resource, job.about)
        node = hub.store.get(_NODES, member["node_id"]) if member is not None else None
        if member is None or node is None or not hub.simulation.includes(node["id"]):
            return None
        try:
            return work(hub, NodeAgent(hub, node), job, member)
        except NodeError as error:
            logger.warning("The simulated node %s gives up: %s", node["name"], error)
            hub.simulation.give_up(job)
            return None

    return Kind(step)


def _approve_project(hub: EmbeddedHub, node: NodeAgent, job: Job, member: Row) -> None:
    if member["approval_status"] is None:
        node.approve_project(member["project_id"])


def _approve_analysis(hub: EmbeddedHub, node: NodeAgent, job: Job, member: Row) -> None:
    if member["approval_status"] is None:
        node.approve_analysis(member["analysis_id"])


def _execute(hub: EmbeddedHub, node: NodeAgent, job: Job, member: Row) -> Data | None:
    """Get on with an execution, unless somebody has stopped it."""
    analysis = member["analysis_id"]
    if member["execution_status"] == "stopping":
        node.log(analysis, "The execution is stopped.", status="stopped")
        node.stop(analysis)
    if member["approval_status"] != "approved" or member["execution_status"] not in _GOING_ON:
        return None
    reached: int | None = job.data.get("reached")
    if reached is None:
        node.start(analysis)
        node.log(analysis, "The execution is started.", status="started")
        return {"reached": 0}
    following = reached + _STEP
    failure = hub.jobs.failures.take("execution", analysis, reached, following, node.id)
    if failure is not None:
        node.fail(analysis, f"The execution has failed: {failure}" if failure else "The execution has failed.")
        return None
    if following < 100:
        node.progress(analysis, following)
        return {"reached": following}
    if hub.store.existing(_NODES, node.id)["type"] == "aggregator":
        content = json.dumps({"analysis": analysis, "node": node.name}) + "\n"
        node.upload_result(analysis, _free_path(hub, analysis), content.encode())
    node.log(analysis, "The execution is done.", status="executed")
    node.finish(analysis)
    return None


def _free_path(hub: EmbeddedHub, analysis: str) -> str:
    """A path of a result that no file of the analysis has."""
    taken = {file["path"] for file in hub.store.all(_FILES, {"analysis_id": analysis})}
    paths = ("result.json" if number == 1 else f"result-{number}.json" for number in count(1))
    return next(path for path in paths if path not in taken)


SIMULATED = {
    "approveProject": _as_node(TABLE["project_node"], _approve_project),
    "approveAnalysis": _as_node(TABLE["analysis_node"], _approve_analysis),
    "execution": _as_node(TABLE["analysis_node"], _execute),
}
