"""Nodes, and what they log in with."""

from __future__ import annotations

from judging import Judge


def nodes(judge: Judge) -> None:
    core, auth = judge.core, judge.auth
    realm = auth.create_realm("hospital")
    registry = core.create_registry("harbor", host="harbor.example.org")
    made = core.create_node(
        "cardiology", realm_id=realm, registry_id=registry, external_name="cardio", node_type="default", hidden=True
    )
    told = {"name": "cardiology", "realm_id": realm.id, "type": "default", "hidden": True, "online": False}
    judge.tells(made, registry_id=registry.id, public_key=None, **told)
    found = core.get_node(made.id)
    judge.tells(found, id=made.id, registry_id=registry.id, **told)
    judge.same(found.registry.name, "harbor")
    judge.same([node.id for node in core.find_nodes(filter={"name": "cardiology"})], [made.id])
    judge.same([node.id for node in core.get_nodes()], [made.id])
    changed = core.update_node(
        made,
        external_name="heart",
        hidden=False,
        node_type="aggregator",
        realm_id=realm,
        registry_id=None,
        public_key="00ff" * 16,
    )
    judge.tells(changed, id=made.id, hidden=False, type="aggregator", registry_id=None, public_key="00ff" * 16)
    judge.tells(core.get_node(made), realm_id=realm.id, external_name=changed.external_name, registry=None)
    judge.refused(
        409, "An entry with some unique attributes already exists.", core.create_node, "cardiology", realm_id=realm
    )
    core.delete_node(made)
    judge.same(core.get_node(made), None)
    core.delete_registry(registry)
    auth.delete_realm(realm)


def credentials(judge: Judge) -> None:
    """What a node logs in with, given by the Hub."""
    core = judge.core
    if not judge.offers("core", "get_node_client_credentials"):
        return
    registry = core.create_registry("harbor", host="harbor.example.org")
    node = core.create_node("oncology", registry_id=registry)
    first = core.get_node_client_credentials(node)
    judge.tells(first, id=node.client_id, name=str(node.id), display_name=str(node.id))
    judge.holds(first.secret)
    judge.holds(core.update_node_client_credentials(node).secret != first.secret)
    changed = core.update_node_client_credentials(
        node, secret="a secret of the node", name="oncology-client", display_name="Oncology"
    )
    told = {"id": node.client_id, "name": "oncology-client", "display_name": "Oncology"}
    judge.tells(changed, secret="a secret of the node", **told)
    judge.tells(core.get_node_client_credentials(node), secret="a secret of the node", **told)
    own = judge.client("core", judge.machine(node.client_id, "a secret of the node"))
    judge.tells(own.get_node(node), name="oncology", client_id=node.client_id)
    judge.tells(own.get_node_client_credentials(node), **told)
    judge.tells(own.get_node_registry_credentials(node), host="harbor.example.org")
    rotated = own.update_node_client_credentials(node, secret=None)
    judge.same(len(rotated.secret), 64)
    again = judge.client("core", judge.machine(node.client_id, rotated.secret))
    judge.same(again.get_node(node).name, "oncology")
    core.delete_node(node)
    core.delete_registry(registry)


def robot(judge: Judge) -> None:
    """The robot of a node, whose secret is set with the robot's other properties."""
    core, auth = judge.core, judge.auth
    if not judge.offers("auth", "update_robot"):
        return
    node = core.create_node("oncology")
    made = auth.get_robot(node.robot_id)
    judge.tells(made, id=node.robot_id, realm_id=node.realm_id, active=True)
    judge.holds(made.id in {robot.id for robot in auth.get_robots()})
    auth.update_robot(made, secret="a secret of the node")
    own = judge.client("core", judge.machine(made.id, "a secret of the node"))
    judge.tells(own.get_node(node), id=node.id, name="oncology", robot_id=made.id)
    judge.same([found.id for found in core.find_nodes(filter={"robot_id": made.id})], [node.id])
    core.delete_node(node)
    judge.same(auth.get_robot(made), None)


FLOWS = (nodes, credentials, robot)
