"""The rules of master images and their groups, and the repository that they come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..contract import TABLE
from .checks import MISSING
from .collection import Collection, Context, find_record, writing
from .jobs import Job, Kind
from .messages import Response, json_response
from .processes import IMAGE
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
            context.hub.jobs.add("syncImages")
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
            IMAGE.start(context.hub, row["id"])
            row = context.hub.store.existing(_IMAGES, row["id"])
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


def _sync(hub: EmbeddedHub, job: Job) -> None:
    del job
    with hub.store.transaction():
        read_repository(hub.store, hub.clock.stamp())


def javascript(value: object) -> str:
    """A value as JavaScript writes it into a text."""
    if value is MISSING:
        return "undefined"
    return value if isinstance(value, str) else json.dumps(value)


RULES = {"master_image": MasterImages, "master_image_group": MasterImageGroups}
ROUTES = (Route("core", "POST", "master-images/command", "master_image", MasterImages.command),)
KINDS = {"syncImages": Kind(_sync, paced=False)}
