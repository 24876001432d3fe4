"""Master images: what analyses are built on."""

from __future__ import annotations

from judging import NOWHERE, Judge


def images(judge: Judge) -> None:
    core = judge.core
    judge.same(core.sync_master_images(), None)
    found = core.get_master_images()
    judge.holds(found)
    image = core.find_master_images(
        filter={"path": found[0].path} if judge.numbers < (0, 3) else {"name": found[0].name}
    )[0]
    judge.same(image, core.get_master_image(image.id))
    judge.same(image.virtual_path, f"{image.group_virtual_path}/{image.name}")
    judge.same(core.get_master_image(NOWHERE), None)
    groups = core.get_master_image_groups()
    (group,) = core.find_master_image_groups(filter={"virtual_path": image.group_virtual_path})
    judge.holds(group in groups)
    judge.same(core.get_master_image_group(group), group)
    judge.same(group.virtual_path, image.group_virtual_path)
    judge.same(core.get_master_image_group(NOWHERE), None)
    if judge.offers("core", "build_master_image"):
        core.build_master_image(image)
        judge.tells(core.get_master_image(image), build_status="executed", build_progress=100)


FLOWS = (images,)
