"""Hubs of every generation: the client finds out which it talks to, or is told, and behaves alike with all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx2
import pytest

import flame_hub
from flame_hub import errors
from flame_hub.auth import ClientAuth, PasswordAuth, RobotAuth
from flame_hub.contract import TABLE
from flame_hub.contract.generations import releases_of
from flame_hub.core.bodies import IgnoredByHubWarning
from flame_hub.embedded import EmbeddedHub, EmbeddedHubError
from flame_hub.filters import any_of, contains, negate, one_of, only, starts_with
from flame_hub.http.inprocess import InProcessTransport
from flame_hub.types import FilterOperator

GENERATIONS = ("0.8", "0.8.36", "0.12.2", "0.12.5", "0.13", "0.14")
ADMIN = PasswordAuth("admin", "start123")


@contextmanager
def probed(hub: EmbeddedHub, login: Any = ADMIN) -> Iterator[flame_hub.Hub]:
    """Over a socket, by a client that is not told what it talks to."""
    with hub.serve() as served, flame_hub.Hub(served.base_url, login) as clients:
        yield clients


@contextmanager
def told(hub: EmbeddedHub, login: Any = ADMIN) -> Iterator[flame_hub.Hub]:
    """In process, by a client that is told."""
    with flame_hub.Hub.embedded(hub, login) as clients:
        yield clients


@pytest.fixture(params=GENERATIONS)
def embedded(request: pytest.FixtureRequest) -> Iterator[EmbeddedHub]:
    with EmbeddedHub(generation=request.param) as hub:
        yield hub


@pytest.fixture
def release(embedded: EmbeddedHub) -> tuple[int, ...]:
    return releases_of(embedded.generation)["core"]


@pytest.fixture
def hub(embedded: EmbeddedHub) -> Iterator[flame_hub.Hub]:
    """Every other generation is found out, the others are told: both ways, in half the time."""
    way = probed if GENERATIONS.index(embedded.generation) % 2 == 0 else told
    with way(embedded) as clients:
        yield clients


@contextmanager
def wire(hub: EmbeddedHub) -> Iterator[httpx2.Client]:
    """Requests as they stand, logged in as the administrator."""
    login = PasswordAuth("admin", "start123", "http://hub/auth/")
    with httpx2.Client(base_url="http://hub/", transport=InProcessTransport(hub), auth=login) as client:
        yield client


# -- records ------------------------------------------------------------------------------------------------------


def test_realms_and_users_live_and_die(hub):
    realm = hub.auth.create_realm("clinic-one", display_name="Clinic", description="a test realm")
    assert (realm.name, realm.display_name, realm.built_in) == ("clinic-one", "Clinic", False)
    user = hub.auth.create_user("ada", "ada@example.com", password="correct-horse", realm_id=realm.id)
    assert hub.auth.get_user(user).realm.name == "clinic-one"
    assert hub.auth.get_user(user, fields="email").email == "ada@example.com"
    assert hub.auth.update_user(user, last_name="Lovelace").last_name == "Lovelace"
    assert hub.auth.update_realm(realm, display_name=None).display_name is None
    hub.auth.delete_realm(realm)
    assert hub.auth.get_user(user) is None
    assert hub.auth.get_realm("clinic-one") is None


def test_a_node_keeps_what_it_is_told(hub, release):
    registry = hub.core.create_registry("harbor", "registry.example.com", account_secret="s3cret")
    assert hub.core.get_registry(registry, fields="account_secret").account_secret == "s3cret"
    node = hub.core.create_node("hospital", hidden=True, node_type="aggregator", external_name="hospital-x")
    read = hub.core.get_node(node)
    assert (read.hidden, read.type, read.external_name) == (True, "aggregator", "hospital-x")
    assert (read.registry.host, read.registry_project.external_name) == ("registry.example.com", "hospital-x")
    assert read.created_at <= read.updated_at
    assert (read.robot_id is None) is (release >= (0, 8, 22))
    assert (read.client_id is None) is (release < (0, 8, 22))
    assert hub.core.update_node(node, registry_id=None).registry_id is None
    assert hub.core.get_node(node, include=()).registry_project_id is None
    hub.core.delete_node(node)
    assert hub.core.get_node(node) is None


def test_a_project_has_a_display_name_where_there_are_such(hub, release):
    assert hub.core.create_project("trial-one", description="the first trial").user_id is not None
    if release >= (0, 10):
        assert hub.core.create_project("trial-two", display_name="Trial").display_name == "Trial"
    else:
        with pytest.warns(IgnoredByHubWarning, match=r"display_name.*has no .* yet"):
            project = hub.core.create_project("trial-two", display_name="Trial")
        assert project.display_name is None


def test_the_status_of_an_image_is_in_todays_words(hub, release):
    image = hub.core.find_master_images(filter={"virtual_path": "python/base"})[0]
    assert image.command_arguments == [{"value": "main.py"}]
    assert image.build_status == ("executed" if release >= (0, 8, 22) else None)


def test_files_arrive_as_they_are(hub):
    bucket = hub.storage.create_bucket("results", region="eu-central")
    content = json.dumps({"realmId": "kept as it is"}).encode()
    (stored,) = hub.storage.upload_to_bucket(bucket, {"file_name": "dir/a.json", "content": content})
    assert (stored.name, stored.directory, stored.size, stored.bucket_id) == ("a.json", "dir", len(content), bucket.id)
    assert b"".join(hub.storage.stream_bucket_file(stored)) == content
    assert [file.id for file in hub.storage.find_bucket_files(filter={"bucket_id": bucket})] == [stored.id]
    assert hub.storage.get_bucket_file(stored).bucket.name == "results"
    assert hub.storage.get_bucket("results").id == bucket.id
    hub.storage.delete_bucket_file(stored)
    assert hub.storage.get_bucket_file(stored) is None


@pytest.fixture
def analysis(hub, embedded) -> str:
    """The id of an analysis with one node, past what it takes to make one."""
    project, node = hub.core.create_project("trial-one"), hub.core.create_node("hospital")
    realms = {"analysis_realm_id": str(node.realm_id), "node_realm_id": str(node.realm_id)}
    stamp = embedded.clock.stamp()
    made = {"name": "first-analysis", "project_id": str(project.id), "realm_id": str(node.realm_id)}
    row = embedded.store.insert(TABLE["analysis"], {**made, "build_status": "executed"}, stamp)
    member = {"analysis_id": row["id"], "node_id": str(node.id), "execution_status": "executing", **realms}
    embedded.store.insert(TABLE["analysis_node"], member, stamp)
    return row["id"]


def test_an_analysis_and_its_nodes_go_by_todays_names(hub, embedded, release, analysis):
    read = hub.core.get_analysis(analysis)
    assert (read.build_status, read.project.name) == ("executed", "trial-one")
    assert [found.id for found in hub.core.find_analyses(filter={"build_status": "executed"})] == [read.id]
    (member,) = hub.core.find_analysis_nodes(filter={"analysis_id": analysis})
    assert (member.execution_status, member.node.name) == ("executing", "hospital")
    assert hub.core.find_analysis_nodes(filter={"execution_status": "executing"})[0].id == member.id
    assert hub.core.find_analysis_nodes(filter={"run_status": "executed"}) == []
    with wire(embedded) as client:
        text = client.get("core/analysis-nodes").text
    assert ('"run_status":"running"' in text) is (release < (0, 8, 22))
    assert ('"execution_status":"executing"' in text) is ((0, 8, 27) <= release < (0, 13))
    assert ('"executionStatus":"executing"' in text) is (release >= (0, 13))


def test_a_registry_comes_with_an_analysis_where_it_did(hub, embedded, release, analysis):
    registry = hub.core.create_registry("harbor", "registry.example.com")
    embedded.store.run("UPDATE analyses SET registry_id = ?", [str(registry.id)])
    if release < (0, 13):
        assert hub.core.get_analysis(analysis).registry.host == "registry.example.com"
    else:
        with pytest.raises(errors.UnknownNameError, match="no registry any more"):
            hub.core.get_analysis(analysis, include="registry")


def test_buckets_and_files_of_analyses_go_by_todays_names(hub, embedded, release, analysis):
    bucket = hub.storage.create_bucket("code")
    (stored,) = hub.storage.upload_to_bucket(bucket, {"file_name": "main.py", "content": b"print()"})
    row = {"type": "CODE", "analysis_id": analysis, "bucket_id": str(bucket.id), "realm_id": str(bucket.realm_id)}
    kept = embedded.store.insert(TABLE["analysis_bucket"], row, embedded.clock.stamp())
    (of_analysis,) = hub.core.find_analysis_buckets(filter={"analysis_id": analysis, "type": "CODE"})
    assert of_analysis.bucket_id == bucket.id
    noted = {"path": "main.py", "bucket_file_id": str(stored.id), "analysis_bucket_id": kept["id"]}
    row = {**noted, "analysis_id": analysis, "bucket_id": str(bucket.id), "realm_id": str(bucket.realm_id)}
    embedded.store.insert(TABLE["analysis_bucket_file"], row, embedded.clock.stamp())
    (file,) = hub.core.find_analysis_bucket_files(filter={"path": "main.py"}, sort="path")
    assert (file.path, file.bucket_file_id, file.analysis_bucket_id) == ("main.py", stored.id, of_analysis.id)
    assert file.bucket_id == (bucket.id if release >= (0, 8, 22) else None)
    assert hub.core.get_analysis_bucket_file(file).analysis_bucket.id == of_analysis.id
    assert hub.core.update_analysis_bucket_file(file, path="other.py").path == "other.py"
    with wire(embedded) as client:
        found = client.get("core/analysis-bucket-files").json()["data"][0]
    if release < (0, 8, 22):
        assert (found["name"], found["external_id"], found["bucket_id"]) == ("other.py", str(stored.id), kept["id"])


def test_an_analysis_is_prepared_built_and_logged(hub, embedded, release):
    embedded.skip_approvals = True
    project = hub.core.create_project("trial-one")
    image = hub.core.find_master_images(filter={"virtual_path": "python/base"})[0]
    hub.core.create_registry("harbor", "harbor.example.org")
    nodes = [hub.core.create_node("hospital"), hub.core.create_node("center", node_type="aggregator")]
    for node in nodes:
        hub.core.create_project_node(project, node)
    analysis = hub.core.create_analysis(project, "first-analysis", master_image_id=image)
    for node in nodes:
        if not hub.core.find_analysis_nodes(filter={"analysis_id": analysis, "node_id": node}):
            hub.core.create_analysis_node(analysis, node)
    (code,) = hub.core.find_analysis_buckets(filter={"analysis_id": analysis, "type": "CODE"})
    hub.storage.upload_to_bucket(code.bucket_id, {"file_name": "main.py", "content": b"print()"})
    (file,) = hub.core.find_analysis_bucket_files(filter={"analysis_id": analysis})
    hub.core.update_analysis_bucket_file(file, is_entrypoint=True)
    (stored,) = hub.storage.upload_to_bucket(
        hub.storage.create_bucket("elsewhere"), {"file_name": "b.py", "content": b""}
    )
    bucket = code.bucket_id if release >= (0, 8, 22) else None
    more = hub.core.create_analysis_bucket_file("more.py", stored, bucket, code)
    assert (more.path, more.bucket_file_id, more.analysis_bucket_id) == ("more.py", stored.id, code.id)
    assert hub.core.send_analysis_command(analysis, "configurationLock").configuration_locked is True
    hub.core.send_analysis_command(analysis, "buildStart")
    with pytest.raises(errors.StateError):
        hub.core.send_analysis_command(analysis, "configurationLock")
    hub.core.create_analysis_node_log(analysis, nodes[0], "info", "it runs", status="executing")
    (line,) = hub.core.find_analysis_node_logs(filter={"analysis_id": analysis, "node_id": nodes[0]})
    assert (line.message, line.level) == ("it runs", "info")
    assert line.labels["refType" if release >= (0, 13) else "ref_type"] == "analysisNode"
    assert hub.core.get_analysis(analysis).build_status in ("starting", "started", "executing", "executed")
    hub.core.delete_analysis_node_logs(analysis, nodes[0])


# -- queries ------------------------------------------------------------------------------------------------------


@pytest.fixture
def nodes(hub):
    return [hub.core.create_node(name, hidden=name.startswith("b")) for name in ("alpha", "beta", "gamma", "al%ha")]


@pytest.mark.usefixtures("nodes")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"name": "alpha"}, "alpha"),
        ({"name": ["alpha", "beta"]}, "alpha beta"),
        ({"name": "alpha,beta"}, "alpha beta"),
        ({"name": one_of("alpha", "gamma")}, "alpha gamma"),
        ({"name": negate(one_of("alpha", "al%ha"))}, "beta gamma"),
        ({"name": "!alpha"}, "al%ha beta gamma"),
        ({"name": (FilterOperator.not_equals, "alpha")}, "al%ha beta gamma"),
        ({"name": contains("mm")}, "gamma"),
        ({"name": starts_with("al")}, "al%ha alpha"),
        ({"name": negate(contains("al"))}, "beta gamma"),
        ({"hidden": True}, "beta"),
        ({"hidden": False, "name": starts_with("g")}, "gamma"),
        ({"registry_project.name": "none"}, ""),
        ({"online": None}, ""),
    ],
    ids=str,
)
def test_filters_find_what_they_say(hub, condition, expected: str):
    assert sorted(node.name for node in hub.core.find_nodes(filter=condition)) == expected.split()


@pytest.mark.usefixtures("nodes")
def test_marks_mean_what_the_generation_reads_in_them(hub, release):
    def names(text: str) -> list[str]:
        return sorted(node.name for node in hub.core.find_nodes(filter={"name": text}))

    if release >= (0, 12, 3):
        assert (names("~ha"), names("al~"), names("ALPHA")) == (["al%ha", "alpha"], ["al%ha", "alpha"], ["alpha"])
    else:
        assert (names("~al"), names("~al_ha"), names("~AL")) == (["al%ha", "alpha"], ["al%ha", "alpha"], [])
        assert (names("~%mm"), names("~al\\%"), names("!~al")) == (["gamma"], ["al%ha"], ["beta", "gamma"])
        assert (names("ALPHA"), names("al~")) == ([], [])


@pytest.mark.usefixtures("nodes")
def test_what_only_expressions_can_say_is_refused_where_there_are_none(hub, release):
    condition = any_of({"name": "alpha"}, {"hidden": True})
    if release >= (0, 12, 3):
        assert sorted(node.name for node in hub.core.find_nodes(filter=condition)) == ["alpha", "beta"]
    else:
        with pytest.raises(errors.UsageError, match="cannot be asked"):
            hub.core.find_nodes(filter=condition)


@pytest.mark.usefixtures("nodes")
def test_lists_are_sorted_paged_and_walked_through(hub):
    page = hub.core.find_nodes(sort={"by": "created_at", "order": "descending"}, page={"limit": 3})
    assert ([node.name for node in page], page.total) == (["al%ha", "gamma", "beta"], 4)
    rest = hub.core.find_nodes(sort="-created_at", page={"limit": 3, "offset": 3})
    assert ([node.name for node in rest], rest.truncated) == (["alpha"], False)
    assert len(list(hub.core.iter_nodes())) == hub.core.count_nodes() == 4


def test_fields_and_relations_come_as_asked(hub):
    hub.core.create_registry("harbor", "registry.example.com")
    hub.core.create_node("hospital")
    (node,) = hub.core.find_nodes(fields=only("name", "external_name"), include="registry_project")
    assert (node.name, node.registry_project.name, node.registry) == ("hospital", "hospital", None)
    assert node.external_name
    assert "realm_id" not in node.model_fields_set
    (bare,) = hub.core.find_nodes(include=())
    assert (bare.registry, bare.registry_project) == (None, None)
    assert bare.registry_id is not None
    found = hub.core.find_nodes(filter={"registry.name": "harbor"}, sort="name")
    assert [node.registry.host for node in found] == ["registry.example.com"]


def test_users_are_found_sorted_by_time(hub):
    user = hub.auth.create_user("ada", "ada@example.com", password="correct-horse")
    assert hub.auth.find_users(filter={"name": "ada"})[0].created_at == user.created_at
    assert {found.name for found in hub.auth.find_users(sort="-created_at")} == {"admin", "ada"}


# -- what a generation has and has not ----------------------------------------------------------------------------


def test_versions_are_told(embedded):
    expected = {
        "0.8": ("1.0.0-beta.27", "0.8.21", "about Hub 0.12.2"),
        "0.8.36": ("1.0.0-beta.35", "0.8.36", "0.8.36"),
        "0.12.2": ("1.0.0-beta.52", "0.12.2", "0.12.2"),
        "0.12.5": ("1.0.0-beta.56", "0.12.5", "0.12.5"),
        "0.13": ("1.0.0-beta.59", "0.13.3", "0.13.3"),
        "0.14": ("1.0.0-beta.62", "0.14.0", "0.14.0"),
    }[embedded.generation]
    with probed(embedded) as hub:
        assert tuple(hub.versions().values()) == expected


def test_robots_where_there_are_robots(hub, embedded, release):
    realm = hub.auth.find_realms(filter={"name": "master"})[0]
    if release >= (0, 12, 3):
        with pytest.raises(errors.UsageError, match=r"has no robots any more"):
            hub.auth.find_robots()
        with pytest.raises(errors.UsageError, match="create_client"):
            hub.auth.create_robot("reader", realm, "a-secret-of-mine")
        return
    admin = hub.auth.find_users(filter={"name": "admin"})[0]
    robot = hub.auth.create_robot("reader", realm, "a-secret-of-mine", user_id=admin.id, description="reads things")
    other = hub.auth.create_robot("writer", realm, "another-secret")
    assert (robot.name, robot.user_id, robot.active) == ("reader", admin.id, True)
    read = hub.auth.get_robot(robot)
    assert (read.secret, read.realm.name, read.user.name) == (None, "master", "admin")
    assert hub.auth.get_robot(robot, fields="secret").secret == "a-secret-of-mine"
    # Before 0.8.29 the services log in as a robot, too.
    services = ["system"] if release < (0, 8, 29) else []
    assert [found.name for found in hub.auth.find_robots(sort="-name")] == ["writer", *services, "reader"]
    assert [found.name for found in hub.auth.find_robots(filter={"user_id": admin})] == ["reader"]
    assert [found.id for found in hub.auth.find_robots(filter={"name": starts_with("wri")})] == [other.id]
    assert {client.name for client in hub.auth.get_clients()} == {"system"} - set(services)
    assert hub.auth.get_client(robot.id) is None
    for system in hub.auth.find_clients(filter={"name": "system"}):
        assert hub.auth.get_robot(system.id) is None
    updated = hub.auth.update_robot(robot, display_name="Reader", user_id=None)
    assert (updated.display_name, updated.user_id) == ("Reader", None)
    hub.auth.delete_robot(other)
    assert hub.auth.get_robot(other) is None


@pytest.mark.parametrize("embedded", ["0.8", "0.8.36", "0.12.2"], indirect=True)
def test_a_robot_logs_in_and_does_what_it_may(hub, embedded):
    realm = hub.auth.find_realms(filter={"name": "master"})[0]
    robot = hub.auth.create_robot("maker", realm, "a-secret-of-mine")
    login = RobotAuth(robot.id, "a-secret-of-mine")
    with told(embedded, login) as own:
        assert own.auth.introspect_token().sub_kind == "robot"
        with pytest.raises(errors.PermissionDeniedError):
            own.core.create_node("hospital")
    permission = hub.auth.find_permissions(filter={"name": "node_create"})[0]
    given = hub.auth.create_robot_permission(robot, permission)
    assert (given.robot_id, given.permission_id) == (robot.id, permission.id)
    (found,) = hub.auth.find_robot_permissions(filter={"robot_id": robot})
    assert (found.robot.name, found.permission.name, found.robot_realm.name) == ("maker", "node_create", "master")
    assert given.id not in {row.id for row in hub.auth.find_client_permissions()}
    with probed(embedded, login) as own:
        assert own.core.create_node("hospital").name == "hospital"
        own.storage.get_buckets()
    hub.auth.delete_robot_permission(given)
    assert hub.auth.find_robot_permissions(filter={"robot_id": robot}) == []
    role = hub.auth.find_roles(filter={"name": "realm_admin"})[0]
    joined = hub.auth.create_robot_role(robot, role)
    assert hub.auth.find_robot_roles(filter={"robot_id": robot})[0].role.name == "realm_admin"
    hub.auth.delete_robot_role(joined)
    with told(embedded, RobotAuth(robot.id, "wrong")) as wrong, pytest.raises(errors.AuthenticationError):
        wrong.core.get_nodes()


@pytest.mark.parametrize("embedded", ["0.8"], indirect=True)
def test_a_node_logs_in_as_its_robot(hub, embedded):
    node = hub.core.create_node("hospital")
    robot = hub.auth.get_robot(node.robot_id)
    assert robot.name == str(node.id)
    assert hub.core.find_nodes(filter={"robot_id": node.robot_id})[0].id == node.id
    hub.auth.update_robot(robot, secret="chosen-by-me")
    with told(embedded, RobotAuth(node.robot_id, "chosen-by-me")) as own:
        assert own.core.get_node(node).name == "hospital"
    assert list(json.loads(hub.core.get_node(node).model_dump_json())) == [
        *("external_name", "hidden", "name", "realm_id", "registry_id", "type", "id", "public_key", "online"),
        *("registry", "registry_project_id", "registry_project", "robot_id", "created_at", "updated_at"),
    ]
    for call in (hub.core.get_node_client_credentials, hub.core.get_node_registry_credentials):
        with pytest.raises(errors.UsageError, match=r"Hub 0\.8\.21 has no .* yet"):
            call(node)
    hub.core.delete_node(node)
    assert hub.auth.get_robot(robot) is None


@pytest.mark.parametrize("embedded", ["0.8.36", "0.12.2", "0.12.5"], indirect=True)
def test_clients_log_in_whatever_their_secret_is_called(hub, embedded, release):
    realm = hub.auth.find_realms(filter={"name": "master"})[0]
    client = hub.auth.create_client("importer", realm, "a-secret-of-mine")
    assert getattr(client, "is_confidential", None) is (True if release < (0, 12, 3) else None)
    with told(embedded, ClientAuth(client.id, "a-secret-of-mine")) as own:
        assert own.core.find_nodes() == []


@pytest.mark.parametrize("embedded", ["0.8", "0.12.2", "0.13"], indirect=True)
def test_what_a_generation_lacks_is_told_before_anything_is_sent(hub, release):
    calls = [lambda: hub.core.find_nodes(filter={"noSuchField": 1})]
    if release < (0, 13):
        calls.append(lambda: hub.auth.find_trust_anchors())
        calls.append(lambda: hub.auth.find_clients(fields="auth_method"))
    if release < (0, 8, 22):
        calls.append(lambda: hub.core.find_nodes(filter={"client_id": uuid4()}))
        calls.append(lambda: hub.core.find_projects(filter={"display_name": "x"}))
        calls.append(lambda: hub.auth.find_permission_policies())
    for call in calls:
        with pytest.raises(errors.UsageError):
            call()


def test_errors_keep_their_classes(hub, embedded):
    hub.core.create_node("hospital")
    with pytest.raises(errors.ConflictError):
        hub.core.create_node("hospital")
    with pytest.raises(errors.ValidationError):
        hub.core.create_node("x")
    with pytest.raises(errors.ValidationError):
        hub.auth.create_realm("not a name")
    for delete in (hub.core.delete_node, hub.auth.delete_realm, hub.storage.delete_bucket):
        with pytest.raises(errors.NotFoundError):
            delete(uuid4())
    hub.auth.create_user("ada", "ada@example.com", password="correct-horse")
    with told(embedded, PasswordAuth("ada", "correct-horse")) as ada:
        for call in (lambda: ada.core.create_node("other"), lambda: ada.auth.create_realm("other")):
            with pytest.raises(errors.PermissionDeniedError):
                call()
    for login in (PasswordAuth("ada", "wrong-horse"), ClientAuth("system", "wrong"), "no-token-at-all"):
        with told(embedded, login) as nobody, pytest.raises(errors.AuthenticationError):
            nobody.core.get_nodes()


def test_a_revoked_session_is_logged_in_again(hub):
    hub.core.get_nodes()
    hub.auth.revoke_token()
    for call in (hub.core.get_nodes, hub.storage.get_buckets, hub.auth.get_users):
        call()
        hub.auth.revoke_token()
    assert hub.core.create_node("created-after-all").name == "created-after-all"


# -- a Hub that changes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", ["0.12.5", "0.13", "0.14"])
@pytest.mark.parametrize("first", ["0.8", "0.8.36", "0.12.2"])
def test_a_hub_is_upgraded_while_a_client_uses_it(first: str, last: str):
    with EmbeddedHub(generation=first) as embedded, probed(embedded) as hub:
        node = hub.core.create_node("hospital")
        bucket = hub.storage.create_bucket("results")
        realm = hub.auth.create_realm("clinic", display_name="Clinic")
        embedded.generation = last
        assert hub.core.get_node(node).client_id in (node.client_id, node.robot_id)
        assert hub.storage.find_buckets(filter={"name": "results"})[0].id == bucket.id
        assert hub.auth.get_realm(realm).display_name == "Clinic"
        assert hub.core.find_nodes(sort="-created_at", filter={"hidden": False})[0].created_at == node.created_at
        assert hub.auth.find_realms(filter={"display_name": "Clinic"})[0].id == realm.id


def test_a_robot_is_a_client_after_the_upgrade():
    with EmbeddedHub(generation="0.8") as embedded:
        with told(embedded) as hub:
            realm = hub.auth.find_realms(filter={"name": "master"})[0]
            robot = hub.auth.create_robot("reader", realm, "a-secret-of-mine")
        embedded.generation = "0.14"
        with told(embedded, ClientAuth(robot.id, "a-secret-of-mine")) as own:
            assert own.auth.get_client(robot.id).name == "reader"
        with told(embedded, RobotAuth(robot.id, "a-secret-of-mine")) as gone:
            with pytest.raises(errors.AuthenticationError, match="ClientAuth"):
                gone.core.get_nodes()


def test_a_folder_is_opened_as_another_generation(tmp_path):
    with EmbeddedHub(tmp_path, generation="0.8") as embedded, told(embedded) as hub:
        node = hub.core.create_node("hospital")
    with EmbeddedHub(tmp_path) as embedded, told(embedded) as hub:
        assert hub.core.get_node(node).client_id == node.robot_id


@pytest.mark.parametrize("generation", ["0.7", "0.15", "1", "", "newest", None, 0.8])
def test_a_generation_that_there_is_not_is_refused(generation):
    with pytest.raises(EmbeddedHubError, match="no such generation"):
        EmbeddedHub(generation=generation)


# -- on the wire --------------------------------------------------------------------------------------------------


def test_the_oldest_answers_flat_and_in_snake_case():
    with EmbeddedHub(generation="0.8") as embedded, wire(embedded) as client:
        created = client.post("core/nodes", json={"name": "hospital", "external_name": "hos", "externalName": "x"})
        assert created.status_code == 201
        node = created.json()
        assert (node["external_name"], "client_id" in node, "data" in node) == ("hos", False, False)
        page = client.get("core/nodes", params={"filter": "eq(name,'nobody')", "page[limit]": 1}).json()
        assert (page["meta"], page["data"]) == ({"total": 1, "limit": 1, "offset": 0}, [node])
        assert client.get("core/nodes", params={"filter[realmId]": str(uuid4())}).json()["meta"]["total"] == 1
        assert client.get("core/nodes", params={"filter[realm_id]": str(uuid4())}).json()["meta"]["total"] == 0
        missing = client.get(f"core/nodes/{uuid4()}")
        assert missing.status_code == 404
        assert missing.json() == {
            "statusCode": 404,
            "code": "ENTITY_NOT_FOUND",
            "message": "The node was not found.",
        }
        wrong = client.post("core/registry-projects", json={"name": "x"})
        assert (wrong.status_code, wrong.json()["code"]) == (400, "BAD_REQUEST")
        assert "registry_id" in wrong.json()["message"]
        assert "registryId" not in wrong.text
        for path in (f"core/nodes/{node['id']}/client/credentials", "auth/permission-policies", "storage/"):
            assert client.get(path).json() == {"status": 404, "message": "Not Found"}
        refused = client.post("auth/realms", json={"name": "not a name"}).json()
        assert (refused["statusCode"], "@instanceof" in refused) == (400, False)


def test_the_one_with_expressions_in_snake_case_reads_them():
    with EmbeddedHub(generation="0.12.5") as embedded, wire(embedded) as client:
        client.post("core/nodes", json={"name": "hospital"})
        found = client.get("core/nodes", params={"filter": "or(eq(client_id,null),startsWith(name,'HOS'))"})
        assert [row["name"] for row in found.json()["data"]] == ["hospital"]
        refused = client.get("core/nodes", params={"filter": "eq(clientId,null)"})
        assert (refused.status_code, refused.json()["issues"][0]["code"]) == (400, "keyNotAllowed")
        assert "builtIn" in client.get("auth/realms").json()["data"][0]


def test_the_one_before_todays_calls_the_order_of_its_lists_sort():
    with EmbeddedHub(generation="0.13") as embedded, wire(embedded) as client:
        for path in ("core/nodes", "auth/users", "storage/buckets"):
            schema = client.get(path).json()["meta"]["schema"]
            assert "sort" in schema
            assert "sorts" not in schema


@pytest.mark.parametrize("embedded", ["0.8"], indirect=True)
def test_commands_of_another_generation_are_refused(hub, embedded, analysis):
    with pytest.raises(errors.UsageError, match=r"Hub 0\.8\.21 has no 'distributionStart' yet"):
        hub.core.send_analysis_command(analysis, "distributionStart")
