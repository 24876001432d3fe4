"""The commands to analyses: what each demands, what it does at once, and what it leaves to the Hub's workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..contract import TABLE
from . import analysis_flags
from .analysis_rules import Analyses
from .collection import Context, writing
from .messages import Response, json_response
from .processes import BUILD, DISTRIBUTION, Process
from .refusals import Refusal, bad_request
from .routes import Route
from .store import Row

_ANALYSES, _ANALYSIS_NODES, _REGISTRIES = (TABLE[name] for name in ("analysis", "analysis_node", "registry"))

#: States from which a process can be started.
_IDLE = (None, "failed", "stopped")

Changes = dict[str, Any]


@dataclass(frozen=True)
class Commands:
    """The commands that a release has.

    changes         what each does to an analysis at once, and queues, or why it is refused
    find_out_first  those before which it is found out anew what an analysis has
    """

    changes: Mapping[str, Callable[[Context, Row], Changes]]
    find_out_first: Collection[str]


def command(collection: Analyses, context: Context, key: str) -> Response:
    """Do what a command says, or refuse it and say why."""
    _ = context.caller
    name = str(context.request.values.get("command"))
    commands = context.hub.commands
    do = commands.changes.get(name)
    if do is None:
        raise bad_request("Invalid command.")
    analysis = collection.find(context, key, "update")
    collection.demand_realm(context, analysis, "update")
    if name in commands.find_out_first:
        # What is found out is kept, even if the command is then refused.
        with writing(context):
            analysis_flags.find_all(context.hub, analysis["id"])
    with writing(context):
        analysis = context.hub.store.existing(_ANALYSES, analysis["id"])
        changes = do(context, analysis)
        if changes:
            context.hub.store.update(_ANALYSES, analysis["id"], changes, context.stamp)
        if name == "configurationUnlock":
            analysis_flags.find_all(context.hub, analysis["id"])
        analysis = context.hub.store.existing(_ANALYSES, analysis["id"])
    return json_response(202, {"data": collection.written(analysis, set()), "meta": {}})


def _refused(message: str) -> Refusal:
    return Refusal(400, "ANALYSIS_ERROR", message)


def _lock(context: Context, analysis: Row) -> Changes:
    if analysis["configuration_locked"]:
        raise _refused("The analysis configuration is locked.")
    if analysis["build_status"] is not None:
        raise _refused("The analysis build process has already been initialized.")
    if not analysis["configuration_node_default_valid"]:
        raise _refused("At least one default node must be selected.")
    if not analysis["configuration_node_aggregator_valid"]:
        raise _refused("An aggregator node node must be selected.")
    if not analysis["configuration_entrypoint_valid"]:
        raise _refused("An entrypoint must be selected.")
    if not analysis["configuration_image_valid"]:
        raise _refused("A master image must be assigned to the analysis.")
    return {"configuration_locked": True}


def _unlock(context: Context, analysis: Row) -> Changes:
    if not analysis["configuration_locked"]:
        raise _refused("The analysis configuration is already unlocked.")
    if analysis["build_status"] not in (*_IDLE, "stopping"):
        raise _refused("The analysis configuration can not be unlocked.")
    if not context.hub.skip_analysis_approval:
        # Every node has to approve again what may be changed now, an aggregator too.
        for member in context.hub.store.all(_ANALYSIS_NODES, {"analysis_id": analysis["id"]}):
            context.hub.store.update(_ANALYSIS_NODES, member["id"], {"approval_status": None}, context.stamp)
    return {"configuration_locked": False, "build_status": None}


def _start_build(context: Context, analysis: Row) -> Changes:
    if not analysis["configuration_locked"]:
        raise _refused("The analysis configuration is not locked.")
    if not analysis["distribution_nodes_valid"]:
        raise _refused("All assigned nodes have to approve the analysis.")
    if analysis["build_status"] not in _IDLE:
        raise _refused("The analysis build can not be started.")
    BUILD.start(context.hub, analysis["id"])
    return {}


def _check_build(context: Context, analysis: Row) -> Changes:
    if not analysis["configuration_locked"]:
        raise _refused("The analysis configuration must be locked before checking the build status.")
    if analysis["build_status"] is None:
        raise _refused("The analysis build process has not been initialized.")
    look_for(BUILD, context, analysis)
    return {}


def _start_distribution(context: Context, analysis: Row) -> Changes:
    if analysis["build_status"] != "executed":
        raise _refused("The analysis is not built yet.")
    if analysis["distribution_status"] not in _IDLE:
        raise _refused(f"The analysis can not be distributed in state {analysis['distribution_status']}")
    registry_id = analysis["registry_id"]
    if registry_id is None:
        registries = context.hub.store.all(_REGISTRIES, {}, limit=1)
        if not registries:
            raise bad_request("No docker registry is defined.")
        registry_id = registries[0]["id"]
    DISTRIBUTION.start(context.hub, analysis["id"])
    return {"registry_id": registry_id}


def _check_distribution(context: Context, analysis: Row) -> Changes:
    if analysis["build_status"] is None:
        raise _refused("The analysis build process has not been initialized.")
    if analysis["build_status"] != "executed":
        raise _refused("The analysis build process has not been finished.")
    if analysis["distribution_status"] is None:
        raise _refused("The analysis distribution process has not been initialized.")
    look_for(DISTRIBUTION, context, analysis)
    return {}


def look_for(process: Process, context: Context, analysis: Row) -> None:
    """Queue a look whether a worker is at a process: one that nobody is at has failed."""
    context.hub.jobs.add(f"{process.name}Check", analysis["id"])


def with_buckets(job: str, context: Context, analysis: Row) -> Changes:
    """Queue the job that makes or removes the buckets of an analysis."""
    context.hub.jobs.add(job, analysis["id"])
    return {}


COMMANDS = Commands(
    changes={
        "configurationLock": _lock,
        "configurationUnlock": _unlock,
        "buildStart": _start_build,
        "buildCheck": _check_build,
        "distributionStart": _start_distribution,
        "distributionCheck": _check_distribution,
        "storageCheck": partial(with_buckets, "makeBuckets"),
    },
    find_out_first=("configurationLock", "buildStart", "distributionStart"),
)

ROUTES = (Route("core", "POST", "analyses/{}/command", "analysis", command),)
