"""The commands to analyses before builds and distributions were apart.

All nodes had to approve before an analysis was locked. One command built it and gave it to the nodes' registries; one
stopped that, and two made and removed the buckets of an analysis. They have today's names here, where there are such.
"""

from __future__ import annotations

from functools import partial

from ..contract import TABLE
from . import analysis_flags
from .analysis_commands import COMMANDS as TODAYS
from .analysis_commands import Changes, Commands, look_for, with_buckets
from .collection import Context
from .former_words import value_then
from .processes import BUILD
from .refusals import Refusal, bad_request
from .store import Row

_ANALYSES, _ANALYSIS_BUCKETS, _ANALYSIS_NODES, _NODES, _REGISTRIES = (
    TABLE[name] for name in ("analysis", "analysis_bucket", "analysis_node", "node", "registry")
)


def _lock(context: Context, analysis: Row) -> Changes:
    # What a release of today looks at first was looked at here, too.
    changes = _plainly("configurationLock", context, analysis)
    members = _members(context, analysis)
    if not context.hub.skip_analysis_approval and any(member["approval_status"] != "approved" for member, _ in members):
        raise bad_request("At least one node has not approved the analysis.")
    if sum(node["type"] == "aggregator" for _, node in members) > 1:
        raise bad_request("Only one aggregator node can be part of the analysis.")
    return changes


def _plainly(command: str, context: Context, analysis: Row) -> Changes:
    """What a command of today does; its refusals had no code of their own."""
    try:
        return TODAYS.changes[command](context, analysis)
    except Refusal as refusal:
        raise bad_request(refusal.message) from None


def _unlock(context: Context, analysis: Row) -> Changes:
    if not analysis["configuration_locked"]:
        raise bad_request("The analysis configuration is already unlocked.")
    if analysis["build_status"] not in (None, "failed", "stopped", "stopping"):
        raise _not_now(context, analysis, "unlocking the configuration")
    if not context.hub.skip_analysis_approval:
        for member, node in _members(context, analysis):
            if node["type"] != "aggregator":
                context.hub.store.update(_ANALYSIS_NODES, member["id"], {"approval_status": None}, context.stamp)
    return {"configuration_locked": False, "build_status": None}


def _start(context: Context, analysis: Row) -> Changes:
    if not analysis["configuration_locked"]:
        raise bad_request("The analysis configuration must be locked before starting the build.")
    if analysis["build_status"] not in (None, "failed", "stopped"):
        raise _not_now(context, analysis, "a build start")
    for member, node in _members(context, analysis):
        if member["approval_status"] != "approved":
            raise bad_request("Not all nodes have approved the analysis yet.")
        if node["registry_id"] is None:
            raise bad_request(f"The node {node['name']} is not assigned to a registry yet.")
    registry_id = analysis["registry_id"]
    if registry_id is None:
        registries = context.hub.store.all(_REGISTRIES, {}, limit=1)
        if not registries:
            raise bad_request("No registry is registered.")
        registry_id = registries[0]["id"]
    BUILD.start(context.hub, analysis["id"])
    return {"registry_id": registry_id}


def _stop(context: Context, analysis: Row) -> Changes:
    _demand_build(analysis, "stopping the build")
    if analysis["build_status"] not in ("starting", "started", "stopping"):
        raise _not_now(context, analysis, "a build stop")
    return {"build_status": "stopped" if analysis["build_status"] == "stopping" else "stopping"}


def _check(context: Context, analysis: Row) -> Changes:
    _demand_build(analysis, "checking the build status")
    if analysis["build_status"] == "executed":
        raise bad_request("The analysis build process has already been successfully completed.")
    look_for(BUILD, context, analysis)
    return {}


def _tear_down(context: Context, analysis: Row) -> Changes:
    for bucket in context.hub.store.all(_ANALYSIS_BUCKETS, {"analysis_id": analysis["id"]}):
        context.hub.store.delete(_ANALYSIS_BUCKETS, bucket["id"])
    analysis_flags.find_all(context.hub, analysis["id"])
    return with_buckets("removeBuckets", context, analysis)


def _demand_build(analysis: Row, to_what: str) -> None:
    """Raise the refusal unless an analysis is locked and being built."""
    if not analysis["configuration_locked"]:
        raise bad_request(f"The analysis configuration must be locked before {to_what}.")
    if analysis["build_status"] is None:
        raise bad_request("The analysis build process has not been initialized.")


def _not_now(context: Context, analysis: Row, what: str) -> Refusal:
    status = value_then(_ANALYSES.fields["build_status"].choices, analysis["build_status"], context.hub.release("core"))
    return bad_request(f'The current analysis build status "{status}" does not allow {what}.')


def _members(context: Context, analysis: Row) -> list[tuple[Row, Row]]:
    """The nodes of an analysis: that they take part, and they themselves."""
    store = context.hub.store
    members = store.all(_ANALYSIS_NODES, {"analysis_id": analysis["id"]})
    return [(member, store.existing(_NODES, member["node_id"])) for member in members]


COMMANDS = Commands(
    changes={
        "configurationLock": _lock,
        "configurationUnlock": _unlock,
        "buildStart": _start,
        "buildStop": _stop,
        "buildCheck": _check,
        "spinUp": partial(with_buckets, "makeBuckets"),
        "tearDown": _tear_down,
    },
    find_out_first=("configurationLock",),
)
