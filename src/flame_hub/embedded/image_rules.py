"""The rules of master images and their groups, and the repository that they come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ..contract import TABLE
from .checks import MISSING
from .collection import Collection, Context, find_record, writing
from .messages import Response, json_response
from .refusals import bad_request
from .routes import Route
from .store import Row, Store

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_IMAGES, _GROUPS = TABLE["master_image"], TABLE["master_image_group"]

#: The repository of master images: the names of the images by the names of their groups.
REPOSITORY = {"python": ("base", "nlp")}


class MasterImages(Collection):
    """Images that come from a repository and are built by the Hub."""

    permissions = dict.fromkeys(("delete",), "master_image_manage")

    def command(self, context: Context) -> Response:
        """Read the repository again, or build an image."""
        context.demand("core", "master_image_manage")
        name = context.request.values.get("command", MISSING)
        if name == "sync":
            context.hub.jobs.add(partial(_sync, context.hub))
            return json_response(202, {"data": None, "meta": {}})
        if name == "build":
            return self._build(context)
        raise bad_request(f"Unknown command: {javascript(name)}")

    def _build(self, context: Context) -> Response:
        identifier = context.request.values.get("id")
        if not isinstance(identifier, str) or not identifier:
            raise bad_request("A valid master image id is required.")
        with writing(context):
            row = find_record(context, _IMAGES, identifier)
            # The progress stays that of the build before, until this one has some.
            started = {"build_status": "starting"}
            context.hub.store.update(_IMAGES, row["id"], started, context.stamp)
            row = context.hub.store.existing(_IMAGES, row["id"])
        context.hub.jobs.add(*_building(context.hub, row["id"]))
        return json_response(202, {"data": self.written(row, set()), "meta": {}})


class MasterImageGroups(Collection):
    """Groups of images."""

    permissions = dict.fromkeys(("delete",), "master_image_group_manage")


def read_repository(store: Store, stamp: str) -> None:
    """Make the images and groups of the repository that are not there."""
    for group, names in REPOSITORY.items():
        if store.first(_GROUPS, {"virtual_path": group}) is None:
            store.insert(_GROUPS, {"name": group, "path": f"data/{group}", "virtual_path": group}, stamp)
        for name in names:
            if store.first(_IMAGES, {"virtual_path": f"{group}/{name}"}) is None:
                store.insert(_IMAGES, _image(group, name), stamp)


def _image(group: str, name: str) -> Row:
    """An image as a Hub shows it after it has read the repository of master images."""
    return {
        "name": name,
        "path": f"data/{group}/{name}",
        "virtual_path": f"{group}/{name}",
        "group_virtual_path": group,
        "command": "python",
        "command_arguments": [{"value": "main.py"}],
        "build_status": "executed",
    }


def _sync(hub: EmbeddedHub) -> None:
    with hub.store.transaction():
        read_repository(hub.store, hub.clock.stamp())


def _building(hub: EmbeddedHub, identifier: str) -> tuple[Callable[[], None], ...]:
    """The steps of the build of an image."""

    def step(status: str, progress: int) -> None:
        with hub.store.transaction():
            row = hub.store.get(_IMAGES, identifier)
            if row is None or row["build_status"] not in ("starting", "started"):
                return
            done: Row = {"build_status": status, "build_progress": progress}
            if status == "executed":
                # Nothing is built here: the digest and the size are those of what an image would be built of.
                content = json.dumps([row["virtual_path"], row["command"], row["command_arguments"]]).encode()
                done |= {"build_hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "build_size": len(content)}
            hub.store.update(_IMAGES, identifier, done, hub.clock.stamp())

    return partial(step, "started", 0), partial(step, "executed", 100)


def javascript(value: object) -> str:
    """A value as JavaScript writes it into a text."""
    if value is MISSING:
        return "undefined"
    return value if isinstance(value, str) else json.dumps(value)


RULES = {"master_image": MasterImages, "master_image_group": MasterImageGroups}
ROUTES = (Route("core", "POST", "master-images/command", "master_image", MasterImages.command),)
