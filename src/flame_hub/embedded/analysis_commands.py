"""The commands to analyses: what each demands, what it does at once, and what the Hub's workers do later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..contract import TABLE
from . import analysis_flags
from .analysis_rules import Analyses
from .bucket_rules import make_buckets
from .collection import Context, writing
from .logs import add_line
from .messages import Response, json_response
from .refusals import Refusal, bad_request
from .routes import Route
from .store import Row

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_ANALYSES, _ANALYSIS_NODES, _REGISTRIES = (TABLE[name] for name in ("analysis", "analysis_node", "registry"))
_BUCKETS, _FILES, _MASTER_IMAGES = (TABLE[name] for name in ("analysis_bucket", "bucket_file", "master_image"))

#: States from which a process can be started.
_IDLE = (None, "failed", "stopped")
#: States in which a worker is at a process.
_OPEN = ("starting", "started")

Changes = dict[str, Any]
#: What is known of an analysis when a process is done.
Result = Callable[["EmbeddedHub", Row], Changes]


@dataclass(frozen=True)
class Commands:
    """The commands that a release has.

    changes         what each does to an analysis at once, or why it is refused
    find_out_first  those before which it is found out anew what an analysis has
    work            what each queues
    """

    changes: Mapping[str, Callable[[Context, Row], Changes]]
    find_out_first: Collection[str]
    work: Mapping[str, Callable[[EmbeddedHub, str], None]]


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
    if queue := commands.work.get(name):
        queue(context.hub, analysis["id"])
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
    if not context.hub.skip_approvals:
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
    return {"build_status": "starting", "build_progress": None}


def _check_build(context: Context, analysis: Row) -> Changes:
    if not analysis["configuration_locked"]:
        raise _refused("The analysis configuration must be locked before checking the build status.")
    if analysis["build_status"] is None:
        raise _refused("The analysis build process has not been initialized.")
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
            raise _refused("No docker registry is defined.")
        registry_id = registries[0]["id"]
    return {"registry_id": registry_id, "distribution_status": "starting", "distribution_progress": None}


def _check_distribution(context: Context, analysis: Row) -> Changes:
    if analysis["build_status"] is None:
        raise _refused("The analysis build process has not been initialized.")
    if analysis["build_status"] != "executed":
        raise _refused("The analysis build process has not been finished.")
    if analysis["distribution_status"] is None:
        raise _refused("The analysis distribution process has not been initialized.")
    return {}


def _check_storage(context: Context, analysis: Row) -> Changes:
    return {}


_COMMANDS: dict[str, Callable[[Context, Row], Changes]] = {
    "configurationLock": _lock,
    "configurationUnlock": _unlock,
    "buildStart": _start_build,
    "buildCheck": _check_build,
    "distributionStart": _start_distribution,
    "distributionCheck": _check_distribution,
    "storageCheck": _check_storage,
}
_FIND_OUT_FIRST = ("configurationLock", "buildStart", "distributionStart")


# -- the workers --------------------------------------------------------------------------------------------------


def _work_at(process: str, result: Result | None, hub: EmbeddedHub, analysis_id: str) -> None:
    """Queue a process: it starts, and it is done."""
    begin = partial(_advance, hub, analysis_id, process, "started", 0)
    end = partial(_advance, hub, analysis_id, process, "executed", 100, result)
    hub.jobs.add(begin, end, about=f"{process} {analysis_id}")


def _advance(
    hub: EmbeddedHub,
    analysis_id: str,
    process: str,
    status: str,
    progress: int,
    result: Result | None = None,
) -> None:
    """A process of an analysis gets on, unless somebody has stopped it."""
    with hub.store.transaction():
        analysis = hub.store.get(_ANALYSES, analysis_id)
        if analysis is None or analysis[f"{process}_status"] not in _OPEN:
            return
        changes: Changes = {f"{process}_status": status, f"{process}_progress": progress}
        try:
            changes |= result(hub, analysis) if result is not None else {}
        except OSError:
            _fail(hub, analysis_id, process)
            return
        hub.store.update(_ANALYSES, analysis_id, changes, hub.clock.stamp())
        _tell(hub, analysis_id, f"The {process} of the analysis is {status}.")


def _fail(hub: EmbeddedHub, analysis_id: str, process: str) -> None:
    hub.store.update(_ANALYSES, analysis_id, {f"{process}_status": "failed"}, hub.clock.stamp())
    _tell(hub, analysis_id, f"The {process} of the analysis has failed.", "error")


def _built(hub: EmbeddedHub, analysis: Row) -> Changes:
    """What is told of an image. None is made here: its digest and size are those of what it would be made of."""
    digest = hashlib.sha256()
    image = hub.store.get(_MASTER_IMAGES, analysis["master_image_id"])
    digest.update(json.dumps([image and image["virtual_path"], analysis["image_command_arguments"]]).encode())
    size = 0
    for bucket in hub.store.all(_BUCKETS, {"analysis_id": analysis["id"], "type": "CODE"}):
        for file in sorted(hub.store.all(_FILES, {"bucket_id": bucket["bucket_id"]}), key=lambda file: file["path"]):
            digest.update(json.dumps([file["path"], file["size"]]).encode())
            for piece in hub.objects.pieces(file["bucket_id"], file["hash"]):
                digest.update(piece)
                size += len(piece)
    return {"build_hash": f"sha256:{digest.hexdigest()}", "build_os": "linux", "build_size": size}


def _look_for(process: str, hub: EmbeddedHub, analysis_id: str) -> None:
    """Queue a look for a process: one that nobody is at has failed, as after the Hub was stopped in the middle."""

    def look() -> None:
        with hub.store.transaction():
            analysis = hub.store.get(_ANALYSES, analysis_id)
            idle = not hub.jobs.has(f"{process} {analysis_id}")
            if analysis is not None and analysis[f"{process}_status"] in _OPEN and idle:
                _fail(hub, analysis_id, process)

    hub.jobs.add(look)


def _tell(hub: EmbeddedHub, analysis_id: str, message: str, level: str = "info") -> None:
    """Write into the log of an analysis."""
    line = {
        "time": hub.clock.stamp(),
        "level": level,
        "message": message,
        "service": "hub-server-core-worker",
        "channel": "background",
        "labels": {"refType": "analysis", "refId": analysis_id},
    }
    add_line(hub.store, line)


def _look_for_buckets(hub: EmbeddedHub, analysis_id: str) -> None:
    hub.jobs.add(partial(make_buckets, hub, analysis_id))


_WORK: dict[str, Callable[[EmbeddedHub, str], None]] = {
    "buildStart": partial(_work_at, "build", _built),
    "buildCheck": partial(_look_for, "build"),
    "distributionStart": partial(_work_at, "distribution", None),
    "distributionCheck": partial(_look_for, "distribution"),
    "storageCheck": _look_for_buckets,
}

COMMANDS = Commands(_COMMANDS, _FIND_OUT_FIRST, _WORK)

ROUTES = (Route("core", "POST", "analyses/{}/command", "analysis", command),)
