"""States that are described by hand and made by the Hub's own rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

import flame_hub
from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub, SeedError
from studies import found, made

STATE: dict[str, Any] = {
    # The order of collections does not matter.
    "analyses": {"first": {"project": "trial", "nodes": ["berlin"], "as": "ada"}},
    "projects": {"trial": {"master_image": "base", "nodes": {"berlin": {"approval_status": "approved"}}, "as": "ada"}},
    "nodes": {"berlin": {"realm": "clinic"}, "hub-node": {"type": "aggregator"}},
    "users": {
        "ada": {
            "realm": "clinic",
            "password": "correct-horse",
            "permissions": [
                "project_create",
                "analysis_create",
                "analysis_update",
                "project_update",
                "project_approve",
                "bucket_create",
            ],
        },
        "root": {"name": "second-admin", "password": "correct-horse", "roles": ["admin"]},
    },
    "realms": {"clinic": {"display_name": "The clinic"}},
    "clients": {"service": {"secret": "correct-horse", "permissions": ["node_create"]}},
    "buckets": {"results": {"as": "ada", "files": {"a.csv": "a,b\n1,2\n", "dir/größe.bin": {"base64": "AAEC"}}}},
    "roles": ["reader"],
    "role_permissions": [{"role": "reader", "permission": "log_read"}],
    "user-roles": [{"user": "ada", "role": "reader"}],
}


def test_a_state_is_made(embedded: EmbeddedHub, admin: httpx2.Client):
    records = embedded.seed(STATE)
    assert records["realms"]["clinic"]["displayName"] == "The clinic"
    assert {label: node["type"] for label, node in records["nodes"].items()} == {
        "berlin": "default",
        "hub-node": "aggregator",
    }
    assert records["nodes"]["berlin"]["realmId"] == records["realms"]["clinic"]["id"]
    project = records["projects"]["trial"]
    assert (project["userId"], project["name"]) == (records["users"]["ada"]["id"], "trial")
    assert records["project_nodes"]["trial/berlin"]["approvalStatus"] == "approved"
    (member,) = found(admin, "project-nodes", projectId=project["id"])
    assert member["approvalStatus"] == "approved"
    assert len(found(admin, "analysis-nodes", analysisId=records["analyses"]["first"]["id"])) == 1
    # What the Hub's workers do is done.
    assert len(found(admin, "analysis-buckets", analysisId=records["analyses"]["first"]["id"])) == 3
    with flame_hub.Hub.embedded(embedded, PasswordAuth("ada", "correct-horse", realm="clinic")) as hub:
        contents = {
            file.path: b"".join(hub.storage.stream_bucket_file(file)) for file in hub.storage.get_bucket_files()
        }
        assert contents == {"a.csv": b"a,b\n1,2\n", "dir/größe.bin": b"\0\1\2"}
    held = {name for name, _ in embedded.access.held(_identity(embedded, records["users"]["ada"]["id"]))}
    assert {"log_read", "project_create"} <= held
    with flame_hub.Hub.embedded(embedded, ClientAuth(records["clients"]["service"]["id"], "correct-horse")) as hub:
        hub.core.create_node("paris")
    with flame_hub.Hub.embedded(embedded, PasswordAuth("second-admin", "correct-horse")) as hub:
        hub.auth.create_realm("elsewhere")


def _identity(hub: EmbeddedHub, user: str) -> Any:
    from flame_hub.embedded.tokens import Identity

    row = hub.store.existing(TABLE["user"], user)
    return Identity(user, "user", row["realm_id"], "clinic")


def test_nobody_logs_in_and_nothing_is_recorded(embedded: EmbeddedHub):
    embedded.faults.add(status=500, count=None)
    embedded.seed(STATE)
    assert len(embedded.requests) == 0
    assert embedded.store.run("SELECT * FROM sessions") == []


def test_names_are_spelled_in_any_way(embedded: EmbeddedHub):
    clinic = embedded.seed({"realms": ["clinic"]})["realms"]["clinic"]
    embedded.seed(
        {
            "nodes": {
                "node-a": {"realm": "clinic"},
                "node-b": {"realm_id": UUID(clinic["id"])},
                "node-c": {"realmId": clinic["id"], "node_type": "aggregator"},
                "node-d": {"realm": "CLINIC"},
                "node-e": None,
            },
            "project-nodes": [],
            "projects": [{"label": "p", "name": "trial"}, {"name": "quest", "nodes": ("node-a", "node-b")}],
        }
    )
    realms = [row["realm_id"] == clinic["id"] for row in embedded.store.run("SELECT realm_id FROM nodes ORDER BY name")]
    assert realms == [True, True, True, True, False]
    assert [row["name"] for row in embedded.store.run("SELECT name FROM projects ORDER BY name")] == ["quest", "trial"]


def test_an_empty_state_is_nothing(embedded: EmbeddedHub):
    assert embedded.seed({}) == {}


WRONG: dict[str, tuple[Any, str]] = {
    "no object": ([], "A state is an object: "),
    "no collection": ({"node": {"a": {}}}, "'node' is no collection of the Hub. Did you mean 'nodes'?"),
    "made by the Hub": ({"sessions": {"a": {}}}, "sessions: the Hub makes sessions itself."),
    "no entries": ({"nodes": "a"}, "nodes: give the entries by their labels, or a list of entries."),
    "no label": ({"nodes": {"": {}}}, "nodes: '' is no label. Give a text."),
    "label of a number": ({"nodes": {5: {}}}, "nodes: 5 is no label. Give a text."),
    "no record": ({"users": {"a": "correct-horse"}}, "users.a: give an object with the properties of the record."),
    "two of a label": ({"nodes": ["a", "a"]}, "nodes.a: there are two of this label."),
    "no property": (
        {"nodes": {"a": {"realmm": "x"}}},
        "nodes.a: 'realmm' is nothing that can be said of it. Did you mean 'realm'?",
    ),
    "said twice": ({"nodes": {"a": {"realm": "x", "realm_id": "x"}}}, "nodes.a: 'realm_id' is said twice."),
    "no other record": (
        {"realms": ["clinic"], "nodes": {"a": {"realm": "clinc"}}},
        "nodes.a: realm_id: there is no realm 'clinc'. Did you mean 'clinic'?",
    ),
    "no user": ({"nodes": {"a": {"as": "ada"}}}, "nodes.a: as: there is no user and no client 'ada'."),
    "no name of a user": ({"nodes": {"a": {"as": 5}}}, "nodes.a: as: give the label of a user or client."),
    "no label of another": ({"nodes": {"a": {"realm": 5}}}, "nodes.a: realm_id: give a label, a name or an id."),
    "no list": ({"projects": {"p": {"nodes": "a"}}}, "projects.p: nodes: give a list of labels."),
    "in a circle": (
        {"policies": {"a": {"type": "composite", "parent": "b"}, "b": {"type": "composite", "parent": "a"}}},
        "policies.a: it refers to itself, through what it refers to.",
    ),
    "what the Hub refuses": (
        {"users": {"ada": {"email": "nobody"}}},
        "users.ada: Property email is invalid (email: Invalid email address)",
    ),
    "a conflict": (
        {"realms": {"master": {}}},
        "realms.master: An entry with some unique attributes already exists.",
    ),
    "without permission": (
        {"users": {"ada": {}}, "nodes": {"berlin": {"as": "ada"}}},
        "nodes.berlin: The evaluation of permissions node_create failed",
    ),
    "permissions": ({"users": {"a": {"permissions": [5]}}}, "users.a: permissions: give a list of names"),
    "no content": ({"buckets": {"b": {"files": {"a": 5}}}}, "buckets.b: files: the content of 'a' is neither a text"),
    "no base64": (
        {"buckets": {"b": {"files": {"a": {"base64": "%"}}}}},
        "buckets.b: files: the content of 'a' is no base64.",
    ),
    "no files": ({"buckets": {"b": {"files": ["a"]}}}, "buckets.b: files: give their contents by their paths"),
    "no plain data": ({"nodes": {"a": {"hidden": object()}}}, "nodes.a: it holds what is no plain data: "),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_made(embedded: EmbeddedHub, case: str):
    state, message = WRONG[case]
    before = _rows(embedded)
    with pytest.raises(SeedError) as raised:
        embedded.seed(
            {"realms": {"zoo": {}}, **state} if case not in ("no object", "a conflict", "no other record") else state
        )
    assert str(raised.value).startswith(message)
    assert "correct-horse" not in str(raised.value)
    assert _rows(embedded) == before


def _rows(hub: EmbeddedHub) -> dict[str, int]:
    return {r.plural: hub.store.count(r, {}) for r in TABLE if r.offered and r.keyed}


def test_files_of_a_state_that_fails_are_removed(embedded: EmbeddedHub, tmp_path: Path):
    with EmbeddedHub(tmp_path) as hub, pytest.raises(SeedError, match=r"buckets\.worse"):
        hub.seed({"buckets": {"results": {"files": {"a": "content"}}, "worse": {"files": {"a": "b"}, "name": 5}}})
    assert not [path for path in (tmp_path / "objects").rglob("*") if path.is_file()]


def test_a_chain_that_is_too_long_is_told(embedded: EmbeddedHub):
    chain = {f"p{n}": {"type": "composite", "parent": f"p{n + 1}"} for n in range(5000)}
    with pytest.raises(SeedError, match=r"too many steps|there is no policy 'p5000'"):
        embedded.seed({"policies": chain})


def test_every_collection_that_takes_new_records_is_known(embedded: EmbeddedHub, admin: httpx2.Client):
    """The Hub refuses the empty records in its own words, or makes them; no collection is one too many."""
    for resource in (r for r in TABLE if r.offered and "create" in r.verbs):
        try:
            (made_or_refused,) = (
                f"{name}.{label}" for name, of in embedded.seed({resource.path: ["some-label"]}).items() for label in of
            )
        except SeedError as error:
            made_or_refused = str(error).partition(":")[0]
        assert made_or_refused == f"{resource.plural}.some-label"


def test_a_seeded_hub_of_an_older_generation_has_the_records():
    with EmbeddedHub(generation="0.8") as hub:
        hub.seed({"nodes": {"berlin": {}}})
        with flame_hub.Hub.embedded(hub) as client:
            assert [node.name for node in client.core.get_nodes()] == ["berlin"]


def test_more_can_be_seeded_later(embedded: EmbeddedHub, admin: httpx2.Client):
    embedded.seed({"realms": ["clinic"]})
    embedded.seed({"nodes": {"berlin": {"realm": "clinic"}}})
    made(admin.get("/core/nodes"))
    with pytest.raises(SeedError, match=r"nodes\.berlin: An entry with some unique attributes already exists\."):
        embedded.seed({"nodes": {"paris": {}, "berlin": {"realm": "clinic"}}})
    assert embedded.store.count(TABLE["node"], {}) == 1
