"""Records of every collection: created, read, found, changed and deleted, whichever way the Hub is reached."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest

import flame_hub
from doors import Door
from flame_hub import errors
from flame_hub.models import Node
from flame_hub.types import FilterOperator
from naming import name_of


def realm_of(door: Door) -> flame_hub.models.Realm:
    return door.auth.find_realms(filter={"name": "master"})[0]


def test_a_realm_lives_and_dies(door: Door):
    realm = door.auth.create_realm("Clinic-One", display_name="Klinik für Ärzte", description="a test realm")
    assert (realm.name, realm.display_name, realm.built_in) == ("clinic-one", "Klinik für Ärzte", False)
    assert isinstance(realm.id, UUID)
    assert isinstance(realm.created_at, datetime)
    assert realm.created_at.tzinfo is not None
    assert door.auth.get_realm(realm).name == door.auth.get_realm("clinic-one").name == "clinic-one"
    assert door.auth.update_realm(realm, display_name=None).display_name is None
    assert door.auth.delete_realm(realm.id) is None
    assert door.auth.get_realm(str(realm.id)) is None


def test_a_user_has_a_hidden_email_and_no_readable_password(door: Door):
    user = door.auth.create_user("ada", "Ada@Example.com", password="correct-horse", first_name="Ada")
    assert "password" not in user.model_dump()
    assert not hasattr(user, "password")
    assert door.auth.get_user(user).email is None
    assert door.auth.get_user(user, fields="email").email == "ada@example.com"
    assert door.auth.find_users(filter={"name": "ada"}, fields=["+email"])[0].email == "ada@example.com"
    assert door.auth.get_user(user).realm.name == "master"
    assert door.auth.get_user(user, include=()).realm is None
    assert door.auth.update_user(user, last_name="Lovelace").last_name == "Lovelace"
    door.auth.delete_user(user)
    assert door.auth.get_user(user) is None


def test_a_client_has_a_secret_that_is_shown_when_asked_for(door: Door):
    client = door.auth.create_client("importer", realm_of(door), secret="a-secret-of-mine")
    assert (client.name, client.active) == ("importer", True)
    assert "a-secret-of-mine" not in repr(client)
    assert door.auth.get_client(client).secret is None
    assert door.auth.get_client(client, fields="secret").secret == "a-secret-of-mine"
    made_up = door.auth.create_client("exporter", realm_of(door))
    assert len(made_up.secret) >= 32
    assert door.auth.update_client(client, active=False).active is False
    assert {found.name for found in door.auth.get_clients()} >= {"importer", "exporter"}


@pytest.mark.hub(since="0.12.3")
def test_a_client_says_how_it_logs_in(door: Door):
    assert door.auth.create_client("importer", realm_of(door)).auth_method == "secret"


def test_a_registry_keeps_the_host_of_a_url_and_hides_its_secret(door: Door):
    registry = door.core.create_registry(
        "harbor", "https://registry.example.com:8443/v2", account_name="robot", account_secret="s3cret"
    )
    assert registry.host == "registry.example.com"
    assert "s3cret" not in repr(registry)
    assert door.core.get_registry(registry).account_secret is None
    assert door.core.get_registry(registry, fields="account_secret").account_secret == "s3cret"
    door.core.update_registry(registry, name="harbor-two")
    assert door.core.get_registry(registry, fields="account_secret").account_secret == "s3cret"
    with pytest.raises(errors.ConflictError):
        door.core.create_registry("harbor-two", "other.example.com")
    door.core.delete_registry(registry)
    assert door.core.get_registries() == []


def test_a_node_with_a_registry_gets_a_project_there(door: Door):
    registry = door.core.create_registry("harbor", "registry.example.com")
    node = door.core.create_node("hospital", registry_id=registry)
    assert node.external_name
    assert node.registry.host == "registry.example.com"
    read = door.core.get_node(node)
    assert read.registry_project.name == "hospital"
    assert read.registry_project.type == "node"
    door.core.update_node(node, registry_id=None)
    assert door.core.get_node(node).registry_project_id is None
    assert door.core.find_registry_projects(filter={"type": "node"}) == []


@pytest.mark.hub(since="0.11.5")
def test_a_node_has_credentials_for_its_registry(door: Door):
    registry = door.core.create_registry("harbor", "registry.example.com")
    node = door.core.create_node("hospital", registry_id=registry)
    credentials = door.core.get_node_registry_credentials(node)
    assert (credentials.host, credentials.external_name) == ("registry.example.com", node.external_name)
    door.core.update_node(node, registry_id=None)
    with pytest.raises(errors.StateError, match="no registry project"):
        door.core.get_node_registry_credentials(node)


def test_the_only_registry_is_given_to_a_new_node(door: Door):
    registry = door.core.create_registry("harbor", "registry.example.com")
    assert door.core.create_node("hospital").registry_id == registry.id


def test_a_registry_project_is_found_by_its_registry(door: Door):
    registry = door.core.create_registry("harbor", "registry.example.com")
    project = door.core.create_registry_project("incoming-data", "incoming", registry, "incoming-data")
    assert door.core.find_registry_projects(filter={"registry_id": registry})[0].registry.name == "harbor"
    assert door.core.update_registry_project(project, name="renamed-data").name == "renamed-data"
    door.core.delete_registry(registry)
    assert door.core.get_registry_project(project) is None


def test_a_node_keeps_a_public_key_in_hexadecimal(door: Door):
    node = door.core.create_node("hospital")
    key = "-----BEGIN PUBLIC KEY-----"
    assert bytes.fromhex(door.core.update_node(node, public_key=key).public_key).decode() == key
    assert door.core.update_node(node, public_key="abcdef0123456789").public_key == "abcdef0123456789"


@pytest.mark.hub(since="0.11.4")
def test_a_node_logs_in_with_its_own_client(door: Door):
    node = door.core.create_node("hospital")
    first = door.core.get_node_client_credentials(node)
    assert (first.id, first.name) == (node.client_id, str(node.id))
    second = door.core.update_node_client_credentials(node)
    assert second.secret not in (None, first.secret)
    assert door.core.update_node_client_credentials(node, secret="chosen-by-me").secret == "chosen-by-me"
    login = flame_hub.auth.ClientAuth(str(first.id), "chosen-by-me")
    with door.for_login(login) as own:
        assert own.core.get_node(node).name == "hospital"
        assert own.core.get_node_client_credentials(node).secret == "chosen-by-me"
        with pytest.raises(errors.PermissionDeniedError):
            own.core.update_node(node, hidden=True)
    door.core.delete_node(node)
    assert door.auth.get_client(first.id) is None


def test_a_project_is_owned_by_who_creates_it_and_named_if_need_be(door: Door):
    image = door.core.find_master_images(filter={"virtual_path": "python/base"})[0]
    project = door.core.create_project("Trial-One", master_image_id=image, description="the first trial")
    assert project.name == "trial-one"
    assert project.user_id == door.auth.find_users(filter={"name": "admin"})[0].id
    assert door.core.get_project(project).master_image.command_arguments == [{"value": "main.py"}]
    assert door.core.create_project("").name.count("-") == 2
    assert door.core.update_project(project, master_image_id=None).master_image_id is None
    door.core.delete_project(project)
    assert door.core.get_project(project) is None


def test_buckets_are_found_by_name_and_need_no_unique_one(door: Door):
    first, second = door.storage.create_bucket("results", region="eu-central"), door.storage.create_bucket("results")
    assert first.id != second.id
    assert door.storage.get_bucket("results").id in (first.id, second.id)
    newest = door.storage.find_buckets(filter={"name": "results"}, sort={"by": "created_at", "order": "descending"})
    assert [bucket.id for bucket in newest] == [second.id, first.id]
    door.storage.delete_bucket(first)
    assert [bucket.id for bucket in door.storage.get_buckets()] == [second.id]


def test_deleting_a_realm_deletes_what_belongs_to_it(door: Door):
    realm = door.auth.create_realm("clinic")
    node = door.core.create_node("hospital", realm_id=realm)
    user = door.auth.create_user("ada", "ada@example.com", realm_id=realm.id)
    door.auth.delete_realm(realm)
    assert door.core.get_node(node) is None
    assert door.auth.get_user(user) is None


@pytest.mark.hub(since="0.8.22")
def test_deleting_a_realm_deletes_the_clients_of_its_nodes(door: Door):
    realm = door.auth.create_realm("clinic")
    node = door.core.create_node("hospital", realm_id=realm)
    door.auth.delete_realm(realm)
    assert door.auth.get_client(node.client_id) is None


@pytest.fixture
def nodes(door: Door) -> dict[str, Node]:
    return {name: door.core.create_node(name, hidden=name.startswith("b")) for name in ("alpha", "beta", "Gamma-Öst")}


EXPRESSIONS = pytest.mark.hub(since="0.12.3")  # older Hubs compare with regard to case, and read marks otherwise
CLIENTS = pytest.mark.hub(since="0.8.22")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param({"name": "ALPHA"}, {"alpha"}, marks=EXPRESSIONS),
        pytest.param({"name": "gamma-öst"}, {"Gamma-Öst"}, marks=EXPRESSIONS),
        pytest.param({"name": (FilterOperator.like, "ta")}, {"beta"}, marks=EXPRESSIONS),
        pytest.param({"name": "~a~"}, {"alpha", "beta", "Gamma-Öst"}, marks=EXPRESSIONS),
        pytest.param({"name": "al~"}, {"alpha"}, marks=EXPRESSIONS),
        ({"name": (FilterOperator.not_equals, "alpha")}, {"beta", "Gamma-Öst"}),
        ({"name": ["alpha", "beta"]}, {"alpha", "beta"}),
        ({"hidden": True}, {"beta"}),
        pytest.param({"hidden": False, "name": "~a~"}, {"alpha", "Gamma-Öst"}, marks=EXPRESSIONS),
        pytest.param({"robot_id": None}, {"alpha", "beta", "Gamma-Öst"}, marks=CLIENTS),
        pytest.param({"clientId": None}, set(), marks=CLIENTS),
        ({"registry_project.name": "none"}, set()),
    ],
    ids=name_of,
)
@pytest.mark.usefixtures("nodes")
def test_filters_find_what_they_say(door: Door, condition: dict[str, object], expected: set[str]):
    assert {node.name for node in door.core.find_nodes(filter=condition)} == expected


def test_filters_take_records_and_ids(door: Door, nodes: dict[str, Node]):
    beta = nodes["beta"]
    for value in (beta, beta.id, str(beta.id), [beta]):
        assert [node.name for node in door.core.find_nodes(filter={"id": value})] == ["beta"]


@pytest.mark.usefixtures("nodes")
def test_lists_are_sorted_and_paged(door: Door):
    page = door.core.find_nodes(sort={"by": "name", "order": "descending"}, page={"limit": 2})
    assert [node.name for node in page] == ["beta", "alpha"]
    assert (page.total, page.limit, page.offset, page.truncated) == (3, 2, 0, True)
    rest = door.core.find_nodes(sort={"by": "name", "order": "descending"}, page={"limit": 2, "offset": 2})
    assert [node.name for node in rest] == ["Gamma-Öst"]
    assert not rest.truncated


def test_meta_gives_a_pair(door: Door):
    nodes, meta = door.core.get_nodes(meta=True)
    assert (nodes, meta.total) == ([], 0)
    node = door.core.create_node("hospital")
    found, _ = door.core.get_node(node, meta=True)
    assert found.id == node.id
    assert door.core.get_node(uuid4(), meta=True) is None


@pytest.mark.hub(since="0.13")
def test_meta_says_what_a_collection_offers(door: Door):
    _, meta = door.core.get_nodes(meta=True)
    assert meta.response_schema["name"] == "node"
    _, one = door.core.get_node(door.core.create_node("hospital"), meta=True)
    assert one.response_schema["relations"]["allowed"] == ["registryProject", "registry"]


def test_a_page_holds_fifty_records_and_says_that_there_are_more(embedded):
    with flame_hub.Hub.embedded(embedded) as hub:
        for number in range(55):
            hub.storage.create_bucket(f"bucket-{number}")
        with pytest.warns(errors.TruncatedListWarning, match=r"get_buckets answered with 50 of 55 buckets\.") as told:
            page = hub.storage.get_buckets()
        assert told[0].filename == __file__
        assert (len(page), page.total, page.truncated) == (50, 55, True)
        with pytest.warns(errors.TruncatedListWarning, match="find_buckets answered with 50 of 55"):
            assert len(hub.storage.find_buckets(page={"limit": 500})) == 50
