"""Registries of container images, and the projects in them."""

from __future__ import annotations

from judging import Judge


def registries(judge: Judge) -> None:
    core = judge.core
    made = core.create_registry("harbor", host="harbor.example.org", account_name="hub", account_secret="a long secret")
    told = {"name": "harbor", "host": "harbor.example.org", "account_name": "hub"}
    judge.tells(made, **told)
    judge.tells(core.get_registry(made), id=made.id, account_secret=None, **told)
    judge.same(core.get_registry(made.id, fields="account_secret").account_secret, "a long secret")
    judge.same([registry.id for registry in core.get_registries()], [made.id])
    judge.same([registry.id for registry in core.find_registries(filter={"name": "harbor"})], [made.id])
    changed = core.update_registry(
        made, name="port", host="port.example.org", account_name=None, account_secret="another secret"
    )
    judge.tells(changed, id=made.id, name="port", host="port.example.org", account_name=None)
    judge.same(core.get_registry(made, fields=["account_secret"]).account_secret, "another secret")
    judge.same(core.send_registry_command(made, "setup"), None)
    found = core.find_registry_projects(filter={"registry_id": made.id})
    judge.same(
        {(project.name, project.type, project.public) for project in found},
        {("incoming", "incoming", False), ("master", "masterImages", True), ("outgoing", "outgoing", False)},
    )
    judge.same({project.registry.name for project in found}, {"port"})
    judge.same(core.send_registry_command(made, "cleanup"), None)
    core.delete_registry(made)
    judge.same(core.get_registry(made), None)
    judge.same(core.find_registry_projects(filter={"registry_id": made.id}), [])


def registry_projects(judge: Judge) -> None:
    core = judge.core
    registry = core.create_registry("harbor", "harbor.example.org")
    further = {}
    if judge.numbers >= (0, 3):
        further = {"account_name": "puller", "account_secret": "a long secret"}
    made = core.create_registry_project(
        "study-images", registry_project_type="default", registry_id=registry, external_name="study_images", **further
    )
    told = {"type": "default", "registry_id": registry.id, "public": True, "realm_id": None}
    judge.tells(made, name="study-images", external_name="study_images", **told)
    found = core.get_registry_project(made)
    judge.tells(found, id=made.id, name="study-images", external_name="study_images", **told)
    judge.same(found.registry.name, "harbor")
    judge.same([project.id for project in core.get_registry_projects()], [made.id])
    judge.same([project.id for project in core.find_registry_projects(filter={"name": "study-images"})], [made.id])
    if further:
        further = {"account_name": "pusher", "account_secret": "another secret"}
    changed = core.update_registry_project(
        made,
        name="images-of-studies",
        registry_project_type="default",
        registry_id=registry,
        external_name="images",
        **further,
    )
    judge.tells(changed, id=made.id, name="images-of-studies", external_name="images", **told)
    # No account is taken from a body: that is a matter between the Hub and the registry.
    judge.same(core.get_registry_project(made, fields=("account_name", "account_secret")).account_name, None)
    core.delete_registry_project(made)
    judge.same(core.get_registry_project(made), None)
    core.delete_registry(registry)


FLOWS = (registries, registry_projects)
