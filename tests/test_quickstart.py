"""The quickstart, word for word as it is described, and what it prints."""

from __future__ import annotations

import json

import pytest

import flame_hub
from doors import Door

NODE_FIELDS = [
    *("external_name", "hidden", "name", "realm_id", "registry_id", "type", "id", "public_key", "online", "registry"),
    *("registry_project_id", "registry_project", "client_id", "robot_id", "created_at", "updated_at"),
]


def test_the_quickstart_runs_with_clients_that_share_a_login(embedded):
    with embedded.serve() as served:
        auth_url, core_url = f"{served.base_url}/auth/", f"{served.base_url}/core/"
        auth = flame_hub.auth.PasswordAuth(username="admin", password="start123", base_url=auth_url)
        auth_client = flame_hub.AuthClient(base_url=auth_url, auth=auth)

        master_realms = auth_client.find_realms(filter={"name": "master"})
        assert len(master_realms) == 1
        master_realm = master_realms.pop()

        core_client = flame_hub.CoreClient(base_url=core_url, auth=auth)
        my_node = core_client.create_node(name="my-node", realm_id=master_realm)
        assert my_node.realm_id == master_realm.id

        core_client.update_node(my_node, hidden=True)
        assert core_client.get_node(my_node.id).hidden is True

        core_client.delete_node(my_node)
        assert core_client.get_node(my_node.id) is None
        auth_client.close()
        core_client.close()


def test_a_realm_prints_as_described(door: Door):
    realm = door.auth.find_realms(filter={"name": "master"}).pop()
    printed = json.loads(realm.model_dump_json(indent=2))
    assert list(printed) == ["name", "display_name", "description", "id", "built_in", "created_at", "updated_at"]
    assert (printed["name"], printed["built_in"]) == ("master", True)


@pytest.mark.hub(since="0.8.22")
def test_a_node_prints_in_snake_case_and_in_the_described_order(door: Door):
    node = door.core.create_node(name="my-node")
    assert list(json.loads(node.model_dump_json(indent=2))) == NODE_FIELDS
    assert json.loads(node.model_dump_json(by_alias=True))["realmId"] == str(node.realm_id)


def test_hiding_and_deleting_a_node(door: Door):
    node = door.core.create_node(name="my-node")
    assert door.core.update_node(node, hidden=True).hidden is True
    assert door.core.get_node(node.id).hidden is True
    assert door.core.delete_node(node) is None
    assert door.core.get_node(node.id) is None
