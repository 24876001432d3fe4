"""What the Hub finds out about an analysis from what belongs to it.

Each part is found out when something of it changes, so that an analysis that never had a node has no progress either.
A record whose findings are the same keeps the time of its last change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import TABLE
from .store import Row

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_ANALYSES, _ANALYSIS_NODES, _NODES = (TABLE[name] for name in ("analysis", "analysis_node", "node"))
_BUCKETS, _FILES = TABLE["analysis_bucket"], TABLE["analysis_bucket_file"]

#: The states of an execution: of an analysis whose nodes are in several, it is in the first of them.
_EXECUTION = ("failed", "starting", "started", "stopping", "stopped", "executing", "executed")


def find_all(hub: EmbeddedHub, analysis_id: str) -> None:
    """Find out everything."""
    for find in (find_image, find_entrypoint, find_nodes):
        find(hub, analysis_id)


def find_image(hub: EmbeddedHub, analysis_id: str) -> None:
    """Find out whether there is an image to build on."""
    analysis = hub.store.existing(_ANALYSES, analysis_id)
    _keep(hub, analysis, {"configuration_image_valid": analysis["master_image_id"] is not None})


def find_entrypoint(hub: EmbeddedHub, analysis_id: str) -> None:
    """Find out whether a file of the code is the one to start with."""
    store = hub.store
    buckets = store.all(_BUCKETS, {"analysis_id": analysis_id, "type": "CODE"})
    starts = [store.first(_FILES, {"analysis_bucket_id": bucket["id"], "root": True}) for bucket in buckets]
    _keep(hub, store.existing(_ANALYSES, analysis_id), {"configuration_entrypoint_valid": any(starts)})


def find_nodes(hub: EmbeddedHub, analysis_id: str) -> None:
    """Find out what its nodes are and say, and how far they are."""
    members = hub.store.all(_ANALYSIS_NODES, {"analysis_id": analysis_id})
    kinds = {hub.store.existing(_NODES, member["node_id"])["type"] for member in members}
    approved = sum(member["approval_status"] == "approved" for member in members)
    states = [member["execution_status"] for member in members if member["execution_status"] is not None]
    progress = sum(member["execution_progress"] or 0 for member in members)
    found = {
        "nodes": len(members),
        "nodes_approved": approved,
        "configuration_node_aggregator_valid": "aggregator" in kinds,
        "configuration_node_default_valid": "default" in kinds,
        "configuration_nodes_valid": {"aggregator", "default"} <= kinds,
        "distribution_nodes_valid": bool(members) and (hub.skip_analysis_approval or approved == len(members)),
        "execution_status": min(states, key=_EXECUTION.index, default=None),
        "execution_progress": progress // len(members) if members else 0,
    }
    _keep(hub, hub.store.existing(_ANALYSES, analysis_id), found)


def _keep(hub: EmbeddedHub, analysis: Row, found: dict[str, Any]) -> None:
    new = {name: value for name, value in found.items() if analysis[name] != value}
    if new:
        hub.store.update(_ANALYSES, analysis["id"], new, hub.clock.stamp())
