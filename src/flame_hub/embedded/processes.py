"""Builds and distributions: how they get on, what they write into the log, and how they stop and fail.

No image is made here. What is told of one is that of what it would be made of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..contract import TABLE
from ..contract.table import Resource
from .jobs import Data, Job, Kind
from .logs import add_line
from .store import Row

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_ANALYSES, _MASTER_IMAGES = TABLE["analysis"], TABLE["master_image"]
_BUCKETS, _FILES = TABLE["analysis_bucket"], TABLE["bucket_file"]

#: States in which a worker is at a process.
OPEN = ("starting", "started")
#: Percent that a step gets on.
_STEP = 25


@dataclass(frozen=True)
class Process:
    """What the Hub's workers do to a record.

    name      of the process, which is that of its job too
    resource  what the record is one of
    columns   how the names of its columns begin
    result    what is known of the record when it is done
    lines     what is written into the log on the way, by the progress in percent
    forgets   whether the progress of the time before is forgotten at once, not only when there is some again
    """

    name: str
    resource: Resource
    columns: str
    result: Callable[[EmbeddedHub, Row], Row] | None = None
    lines: Mapping[int, str] = field(default_factory=dict[int, str])
    forgets: bool = False

    def start(self, hub: EmbeddedHub, identifier: str) -> None:
        """Mark the process of a record as starting, within a transaction, and queue it."""
        state: Row = {f"{self.columns}_status": "starting"}
        if self.forgets:
            state[f"{self.columns}_progress"] = None
        hub.store.update(self.resource, identifier, state, hub.clock.stamp())
        hub.jobs.withdraw(self.name, identifier)
        hub.jobs.add(self.name, identifier)

    def step(self, hub: EmbeddedHub, job: Job) -> Data | None:
        """Get on with the process of a record, unless it is gone or somebody has stopped it."""
        reached: int | None = job.data.get("reached")
        with hub.store.transaction():
            record = hub.store.get(self.resource, job.about)
            if record is None or not self._is_at(hub, record):
                return None
        following = 0 if reached is None else reached + _STEP
        failure = hub.jobs.failures.take(self.name, job.about, reached, following) if reached is not None else None
        if failure is not None:
            self._fail(hub, job.about, failure)
            return None
        try:
            # Before the database is held: the code is read for it.
            found = self.result(hub, record) if self.result is not None and following == 100 else {}
        except OSError:
            self._fail(hub, job.about)
            return None
        return {"reached": following} if self._advance(hub, job.about, following, found) else None

    def _is_at(self, hub: EmbeddedHub, record: Row) -> bool:
        """Whether the worker goes on, within a transaction. It sees that it is to stop, and stops."""
        status = record[f"{self.columns}_status"]
        if status == "stopping":
            self._end(hub, record["id"], "stopped", f"The {self._called} is stopped.")
        return status in OPEN

    def _advance(self, hub: EmbeddedHub, identifier: str, progress: int, found: Row) -> bool:
        """Write down how far a process is; whether it goes on."""
        done = progress == 100
        with hub.store.transaction():
            record = hub.store.get(self.resource, identifier)
            if record is None or not self._is_at(hub, record):
                return False
            status = "executed" if done else "started"
            changes = {f"{self.columns}_status": status, f"{self.columns}_progress": progress, **found}
            hub.store.update(self.resource, identifier, changes, hub.jobs.stamp())
            if progress == 0 or done:
                self._tell(hub, identifier, f"The {self._called} is {status}.")
            elif progress in self.lines:
                self._tell(hub, identifier, self.lines[progress])
        return not done

    def _fail(self, hub: EmbeddedHub, identifier: str, why: str = "") -> None:
        """Write down that a process has failed, if it is still going on."""
        with hub.store.transaction():
            record = hub.store.get(self.resource, identifier)
            if record is not None and self._is_at(hub, record):
                told = f"The {self._called} has failed" + (f": {why}" if why else ".")
                self._end(hub, identifier, "failed", told, "error")

    def _end(self, hub: EmbeddedHub, identifier: str, status: str, message: str, level: str = "info") -> None:
        hub.store.update(self.resource, identifier, {f"{self.columns}_status": status}, hub.jobs.stamp())
        self._tell(hub, identifier, message, level)

    @property
    def _called(self) -> str:
        return f"{self.columns} of the {self.resource.name.replace('_', ' ')}"

    def _tell(self, hub: EmbeddedHub, identifier: str, message: str, level: str = "info") -> None:
        line: dict[str, Any] = {
            "time": hub.jobs.stamp(),
            "level": level,
            "message": message,
            "service": "hub-server-core-worker",
            "channel": "background",
            "labels": {"refType": self.resource.wire, "refId": identifier},
        }
        add_line(hub.store, line)

    def check(self, hub: EmbeddedHub, job: Job) -> None:
        """Look for the process of a record: one that nobody is at any more has failed."""
        if not hub.jobs.has(self.name, job.about):
            self._fail(hub, job.about)

    def resume(self, hub: EmbeddedHub) -> None:
        """Queue what was begun and is in no queue, as in a data folder of an older release."""
        for status in (*OPEN, "stopping"):
            for record in hub.store.all(self.resource, {f"{self.columns}_status": status}):
                if not hub.jobs.has(self.name, record["id"]):
                    hub.jobs.add(self.name, record["id"])


def _built(hub: EmbeddedHub, analysis: Row) -> Row:
    """What is told of the image of an analysis."""
    digest = hashlib.sha256()
    image = hub.store.get(_MASTER_IMAGES, analysis["master_image_id"]) if analysis["master_image_id"] else None
    digest.update(json.dumps([image and image["virtual_path"], analysis["image_command_arguments"]]).encode())
    size = 0
    for bucket in hub.store.all(_BUCKETS, {"analysis_id": analysis["id"], "type": "CODE"}):
        for file in sorted(hub.store.all(_FILES, {"bucket_id": bucket["bucket_id"]}), key=lambda file: file["path"]):
            digest.update(json.dumps([file["path"], file["size"]]).encode())
            for piece in hub.objects.pieces(file["bucket_id"], file["hash"]):
                digest.update(piece)
                size += len(piece)
    return {"build_hash": f"sha256:{digest.hexdigest()}", "build_os": "linux", "build_size": size}


def _image_built(hub: EmbeddedHub, image: Row) -> Row:
    """What is told of a master image."""
    content = json.dumps([image["virtual_path"], image["command"], image["command_arguments"]]).encode()
    return {"build_hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "build_size": len(content)}


BUILD = Process(
    "build",
    _ANALYSES,
    "build",
    _built,
    {
        25: "The image of the analysis is built on its master image.",
        50: "A container of the image is created.",
        75: "The code is packed into the container.",
    },
    forgets=True,
)
DISTRIBUTION = Process(
    "distribution",
    _ANALYSES,
    "distribution",
    lines={25: "The image is tagged for the nodes.", 75: "The image is pushed to the registry."},
)
IMAGE = Process("image", _MASTER_IMAGES, "build", _image_built)

_ALL = (BUILD, DISTRIBUTION, IMAGE)
KINDS = {
    **{process.name: Kind(process.step) for process in _ALL},
    **{f"{process.name}Check": Kind(process.check, paced=False) for process in _ALL},
}


def resume_all(hub: EmbeddedHub) -> None:
    """Go on with what was begun before the Hub was stopped."""
    for process in _ALL:
        process.resume(hub)
