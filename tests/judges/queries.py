"""Filters, orders, pages, fields and relations."""

from __future__ import annotations

from judging import Judge

import flame_hub

Operator = flame_hub.types.FilterOperator
LATER = (0, 3)


def _names(records: list[object]) -> list[str]:
    return [record.name for record in records]


def lists(judge: Judge) -> None:
    core = judge.core
    made = [core.create_node(f"node-{letter}", hidden=letter == "c") for letter in "abcd"]
    a, b, c, d = (node.name for node in made)
    by_name = {"by": "name"}
    judge.same(_names(core.find_nodes(sort=by_name)), [a, b, c, d])
    judge.same(_names(core.find_nodes(sort={"by": "name", "order": "descending"})), [d, c, b, a])
    judge.same(_names(core.find_nodes(sort={"by": "created_at", "order": "ascending"})), [a, b, c, d])
    judge.same(_names(core.find_nodes(sort=by_name, page={"limit": 2})), [a, b])
    judge.same(_names(core.find_nodes(sort=by_name, page={"limit": 2, "offset": 3})), [d])
    found, meta = core.find_nodes(sort=by_name, page={"limit": 1, "offset": 1}, meta=True)
    judge.same((_names(found), meta.total), ([b], 4))
    found, meta = core.get_nodes(meta=True)
    judge.same((len(found), meta.total), (4, 4))
    judge.same(_names(core.find_nodes(filter={"name": b})), [b])
    judge.same(_names(core.find_nodes(filter={"name": (Operator.eq, b)})), [b])
    judge.same(_names(core.find_nodes(filter={"name": (Operator.neq, b)}, sort=by_name)), [a, c, d])
    judge.same(_names(core.find_nodes(filter={"name": ("!", b)}, sort=by_name)), [a, c, d])
    judge.same(_names(core.find_nodes(filter={"hidden": True})), [c])
    judge.same(_names(core.find_nodes(filter={"hidden": False, "name": f"{a},{c}"})), [a])
    # "like" looks for how a text begins at a Hub of its time, for how it ends at one since 0.12.3.
    begins, ends = (Operator.like, "node-"), (Operator.like, "-d")
    later = judge.numbers >= LATER
    judge.same(_names(core.find_nodes(filter={"name": begins}, sort=by_name)), [] if later else [a, b, c, d])
    judge.same(_names(core.find_nodes(filter={"name": ends}, sort=by_name)), [d] if later else [])
    judge.same(_names(core.find_nodes(filter={"id": made[0].id, "name": b})), [])
    for node in made:
        core.delete_node(node)


def comparisons(judge: Judge) -> None:
    storage = judge.storage
    bucket = storage.create_bucket("comparisons")
    storage.upload_to_bucket(bucket, *({"file_name": f"{n}.txt", "content": b"x" * n} for n in (1, 2, 3)))
    at = {"bucket_id": bucket.id}
    order = {"by": "name"}
    judge.same(_names(storage.find_bucket_files(filter=at, sort=order)), ["1.txt", "2.txt", "3.txt"])
    for operator, wanted in ((Operator.lt, "1"), (Operator.le, "12"), (Operator.gt, "3"), (Operator.ge, "23")):
        found = storage.find_bucket_files(filter={**at, "name": (operator, "2.txt")}, sort=order)
        judge.same(_names(found), [f"{n}.txt" for n in wanted])
    storage.delete_bucket(bucket)


def relations(judge: Judge) -> None:
    core = judge.core
    # Where there are registries, a node gets one.
    there = core.create_node("there")
    registry = core.create_registry("harbor", host="harbor.example.org")
    here = core.create_node("here", registry_id=registry)
    project = core.create_project("relations")
    core.create_project_node(project, core.create_node("sum", node_type="aggregator"))
    if judge.release != "0.5.5":
        # 0.5.5 turns the point into a letter; see its changes for 1.0.
        found = core.find_project_nodes(filter={"project.name": "relations"})
        judge.same([join.project.name for join in found], ["relations"])
        judge.same(core.find_project_nodes(filter={"project.name": "another"}), [])
    judge.same({node.name: node.registry and node.registry.name for node in core.get_nodes()}["there"], None)
    judge.same(core.get_node(here).registry.name, "harbor")
    judge.same(core.get_node(there).registry, None)
    core.delete_project(project)
    for node in core.get_nodes():
        core.delete_node(node)
    core.delete_registry(registry)


def fields(judge: Judge) -> None:
    core = judge.core
    made = core.create_registry("hidden", host="hidden.example.org", account_name="puller", account_secret="a secret")
    judge.same(core.find_registries(filter={"id": made.id})[0].account_secret, None)
    judge.same(core.find_registries(filter={"id": made.id}, fields="account_secret")[0].account_secret, "a secret")
    judge.holds("a secret" in {found.account_secret for found in core.get_registries(fields=["account_secret"])})
    judge.holds("account_secret" in flame_hub.get_field_names(flame_hub.models.Registry))
    judge.same(set(flame_hub.get_includable_names(flame_hub.models.Node)), {"registry", "registry_project"})
    core.delete_registry(made)


def many(judge: Judge) -> None:
    """A page has no more than fifty records."""
    auth = judge.auth
    made = [auth.create_role(f"role-{number:02}") for number in range(60)]
    found, meta = auth.find_roles(page={"limit": 100}, sort={"by": "name"}, meta=True)
    judge.same(len(found), 50)
    judge.holds(meta.total >= 60)
    rest = auth.find_roles(page={"limit": 50, "offset": 50}, sort={"by": "name"})
    judge.same(len(rest), meta.total - 50)
    judge.holds({role.id for role in made} <= {role.id for role in (*found, *rest)})
    for role in made:
        auth.delete_role(role)


FLOWS = (lists, comparisons, relations, fields, many)
