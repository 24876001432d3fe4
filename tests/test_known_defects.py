"""What clients of the Hub are known to get wrong, and this one shall not: each behaviour that is right, and its tests.

The media type of an uploaded file is sent as it was given
    test_known_defects.py::test_the_media_type_of_a_file_is_sent_and_the_callers_mapping_left_alone
    core/test_multipart.py::test_each_file_has_a_media_type
Credentials of a client without a display name are read
    test_known_defects.py::test_credentials_without_a_display_name_are_read
Permissions are read from a Hub that knows no policy of a permission
    test_known_defects.py::test_records_are_read_that_lack_what_other_releases_have
Clients are read from a Hub that knows no back-channel logout
    test_known_defects.py::test_records_are_read_that_lack_what_other_releases_have
A secret that the Hub made up can be read, and a client is confidential in the words of its Hub
    test_records.py::test_a_client_has_a_secret_that_is_shown_when_asked_for
    test_known_defects.py::test_a_confidential_client_is_made_in_the_words_of_its_hub
Answers are read whatever the Hub says beside the records
    test_known_defects.py::test_answers_are_read_whatever_is_said_beside_the_records
    core/test_operations.py::test_a_list_knows_what_the_hub_said_of_it
Every relation can be included
    test_known_defects.py::test_every_relation_comes_along
Filters say what Python values mean: null, one of, enumerations, records, conditions joined
    core/test_query.py::test_a_value_is_spelt_as_the_hub_reads_it
    core/test_query.py::test_an_operator_that_takes_one_value_is_not_turned_into_is_one_of
    test_bad_input.py::test_a_value_that_the_hub_would_take_apart_is_found_where_it_is_meant_as_it_stands
    test_queries.py::test_nodes_are_found_that_meet_a_condition
`like` is told to mean "ends with", and there are conditions for the rest
    test_known_defects.py::test_like_and_the_conditions_find_the_ends_that_they_name
    core/test_conditions.py::test_an_old_hub_is_asked_in_its_own_way
Orders, relations and fields are named through relations, checked, and more than one
    core/test_query.py::test_a_list_is_ordered_by_a_field
    core/test_query.py::test_a_list_is_ordered_by_several_fields
    core/test_query.py::test_what_makes_no_sense_is_refused
    core/test_query.py::test_fields_are_selected_exactly_and_in_relations
An identifier cannot lead to another resource
    test_bad_input.py::test_an_identifier_that_is_none_is_refused_before_anything_is_sent
    test_bad_input.py::test_a_name_in_place_of_an_id_stays_one_segment_of_the_path
    core/test_identifiers.py::test_a_name_stays_one_segment_of_the_path
Calls that begin together log in once, and a refresh token is sent once
    http/test_auth.py::test_calls_that_begin_together_need_one_login
    http/test_auth.py::test_calls_that_are_refused_together_need_one_token_request
    http/test_tokens.py::test_of_many_threads_one_renews_and_has_the_refresh_token
A refused refresh token falls back to the login
    http/test_auth.py::test_a_refused_refresh_falls_back_to_the_password
    test_logins.py::test_a_revoked_session_is_logged_in_again
A token is renewed ahead of its end, and once when the Hub refuses it
    http/test_auth.py::test_a_refused_token_is_renewed_once_and_the_call_repeated
    http/test_auth.py::test_a_token_that_is_over_is_renewed_before_it_is_used
An answer with a token needs nothing but the token
    test_known_defects_wire.py::test_an_answer_with_a_token_needs_nothing_but_the_token
A token is asked for through the client that makes the call, with its settings
    test_known_defects_wire.py::test_a_token_is_asked_for_through_the_client_that_makes_the_call
    http/test_auth.py::test_a_token_is_asked_for_with_the_timeout_of_the_call
    http/test_auth.py::test_a_login_is_sent_as_a_form
    http/test_auth.py::test_a_realm_is_sent_if_one_is_given
A refusal in whatever form is an error of this package
    core/test_answers.py::test_what_stands_in_between_is_told_from_the_hub
    test_bad_input.py::test_what_a_proxy_answers_is_an_error_that_says_so
Whether a record is missing is told by the status, and from a missing route
    test_known_defects_wire.py::test_a_missing_record_is_told_by_the_status_of_the_answer
    core/test_operations.py::test_a_missing_record_is_none_when_read_and_an_error_when_needed
    core/test_operations.py::test_a_missing_route_is_an_error_for_everything
An empty body, and one that is no record, is an error of this package
    core/test_answers.py::test_a_good_answer_that_cannot_be_read_is_an_error
    test_known_defects_wire.py::test_a_record_that_did_not_come_is_an_error
Any status of success is a success
    test_known_defects_wire.py::test_any_status_of_success_is_a_success
Errors can be copied and pickled, and share nothing
    core/test_errors.py::test_an_error_can_be_copied_and_pickled
    test_known_defects_wire.py::test_errors_do_not_share_their_headers
There is time for slow answers; a client of one's own keeps its settings; clients close what is theirs
    test_known_defects_wire.py::test_there_is_time_for_slow_answers
    test_known_defects_wire.py::test_what_is_given_holds_over_what_an_httpx2_client_of_ones_own_has
    test_known_defects_wire.py::test_leaving_a_client_closes_its_connections
    test_logins.py::test_an_httpx2_client_of_ones_own_is_used_and_left_open
    core/test_answers.py::test_too_many_requests_say_how_long_to_wait
A part of a list is told to be one, and all of it can be walked
    test_records.py::test_a_page_holds_fifty_records_and_says_that_there_are_more
    test_walks.py::test_all_records_are_given_in_order
Relations can be left out, and those that the Hub refuses are not asked for
    test_known_defects_wire.py::test_relations_can_be_left_out_and_those_that_a_hub_has_not_are_not_asked_for
    core/test_query.py::test_all_relations_come_along_unless_some_are_named
A refused download is an error of the call, and one that is left gives its connection back
    http/test_streams.py::test_a_refusal_is_an_error_before_the_first_piece
    http/test_streams.py::test_a_download_that_nobody_holds_is_closed
    http/test_streams.py::test_a_body_that_breaks_off_is_an_error_and_not_an_end
    test_files.py::test_a_download_that_is_left_early_gives_its_connection_back
    test_known_defects_wire.py::test_a_download_comes_in_large_pieces
Uploads of nothing are refused, of texts sent, of large files never held in memory
    core/test_multipart.py::test_an_upload_without_files_is_refused
    core/test_multipart.py::test_content_is_bytes_a_text_or_something_to_read
    core/test_multipart.py::test_a_large_file_is_never_held_in_memory
    test_files.py::test_bytes_texts_and_open_files_arrive_as_they_are
What may be null is read as None
    test_known_defects.py::test_what_may_be_null_is_none
It is told that every call for credentials makes a new secret
    test_known_defects_wire.py::test_every_change_of_credentials_makes_a_new_secret_and_says_so
None clears a value, and what the caller gave is left alone
    test_known_defects_wire.py::test_none_clears_the_arguments_of_an_image_and_a_list_of_them_is_left_alone
    core/test_operations.py::test_updating_sends_what_is_given_and_none_as_null
Who gives what the Hub ignores is warned
    test_known_defects_wire.py::test_who_gives_what_the_hub_ignores_is_warned
    core/test_operations.py::test_an_argument_without_effect_is_warned_of_where_it_is_given
Addresses of any domain are sent and read
    test_known_defects.py::test_addresses_of_any_domain_are_sent_and_read
Importing the package leaves the warnings of the program alone
    test_known_defects_wire.py::test_importing_the_package_leaves_the_filters_of_warnings_alone
An unknown keyword is refused in the words of this package
    core/test_operations.py::test_an_unknown_keyword_is_refused_with_the_nearest_right_one
    test_bad_input.py::test_an_unknown_name_is_refused_with_the_nearest_right_one
Models have what the Hub sends, and methods what it takes
    test_known_defects.py::test_models_have_the_fields_that_the_hub_sends
    test_known_defects.py::test_joins_are_made_with_a_policy_and_a_scope
    core/test_models.py::test_recorded_records_are_read_and_written_as_they_were
There are asynchronous clients, for Hubs of all releases, which are found out
    test_package.py::test_every_verb_has_a_method_with_a_docstring_in_both_colours
    test_known_defects.py::test_the_release_of_a_hub_is_found_out_and_spoken
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

import flame_hub
from doors import Door
from flame_hub import models
from flame_hub.filters import contains, ends_with, starts_with
from flame_hub.models.base import HubModel
from flame_hub.types import FilterOperator
from wire import Wire

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
OTHER = "5266df51-12f1-4897-854a-23bc7bbf5720"
TIMES = {"createdAt": "2026-11-22T17:49:59.719Z", "updatedAt": "2026-11-22T17:49:59.719Z"}

# -- this page ----------------------------------------------------------------------------------------------------


def test_every_behaviour_has_tests_and_all_of_them_exist():
    _, table = str(__doc__).split("\n\n", 1)
    behaviours = re.findall(r"^(\S.*)\n((?:    \S+::\w+\n)+)", table, re.MULTILINE)
    assert len(behaviours) == 35
    assert sum(1 + tests.count("\n") for _, tests in behaviours) == len(table.splitlines()), "a line is neither"
    here, own = Path(__file__).parent, sorted(Path(__file__).parent.glob("test_known_defects*.py"))
    named = {(file, test) for _, tests in behaviours for file, test in re.findall(r"(\S+)::(\w+)", tests)}
    assert [
        f"{file}::{test}"
        for file, test in sorted(named)
        if not re.search(rf"^(async )?def {test}\(", (here / file).read_text(encoding="utf-8"), re.MULTILINE)
    ] == []
    written = {
        (path.name, test)
        for path in own
        for test in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {test for _, test in written - named} == {"test_every_behaviour_has_tests_and_all_of_them_exist"}


# -- what is read -------------------------------------------------------------------------------------------------


def test_the_media_type_of_a_file_is_sent_and_the_callers_mapping_left_alone(hub: flame_hub.Hub, wire: Wire):
    wire.answer(201, {"data": [{"id": ID}], "meta": {"total": 1}})
    for more, sent in (({"content_type": "text/x-csv"}, b"text/x-csv"), ({}, b"text/csv")):
        file: Any = {"file_name": "a.csv", "content": b"x", **more}
        given = dict(file)
        hub.storage.upload_to_bucket(ID, file)
        assert b"\r\nContent-Type: " + sent + b"\r\n\r\nx" in wire.sent[-1].content
        assert file == given


@pytest.mark.parametrize("owner", ["node", "analysis"])
def test_credentials_without_a_display_name_are_read(hub: flame_hub.Hub, wire: Wire, owner: str):
    wire.answer(200, {"id": ID, "name": "a-client", "displayName": None, "secret": "s3cret"})
    for method in ("get", "update"):
        found = getattr(hub.core, f"{method}_{owner}_client_credentials")(ID)
        assert (str(found.id), found.name, found.display_name, found.secret) == (ID, "a-client", None, "s3cret")


#: As auth services of the Hub 0.14 write them: the one has no `policyId`, the other no `backchannelLogoutUri`.
PERMISSION = {
    "id": ID,
    "builtIn": False,
    "name": "a_permission",
    "displayName": None,
    "description": None,
    "decisionStrategy": None,
    "clientId": None,
    "realmId": OTHER,
    **TIMES,
}
CLIENT = {
    "id": ID,
    "active": True,
    "builtIn": False,
    "authMethod": "secret",
    "tokenBindingMethod": "none",
    "name": "a-client",
    "displayName": None,
    "description": None,
    "secretHashed": False,
    "secretEncrypted": False,
    "redirectUri": None,
    "postLogoutRedirectUri": None,
    "accessPolicyId": None,
    "grantTypes": None,
    "scope": None,
    "baseUrl": None,
    "rootUrl": None,
    **TIMES,
    "realmId": OTHER,
}


@pytest.mark.parametrize(
    ("name", "create", "lacking", "record"),
    [
        ("permission", lambda auth: auth.create_permission("a_permission"), "policy_id", PERMISSION),
        ("client", lambda auth: auth.create_client("a-client", OTHER), "backchannel_logout_uri", CLIENT),
    ],
    ids=["permission", "client"],
)
def test_records_are_read_that_lack_what_other_releases_have(
    hub: flame_hub.Hub, wire: Wire, name: str, create: Any, lacking: str, record: Mapping[str, Any]
):
    wire.answer(200, {"data": record, "meta": {}})
    for found in (create(hub.auth), getattr(hub.auth, f"get_{name}")(ID)):
        assert (found.name, getattr(found, lacking)) == (record["name"], None)
    wire.answer(200, {"data": [record], "meta": {"total": 1}})
    assert getattr(hub.auth, f"find_{name}s")() == getattr(hub.auth, f"get_{name}s")() == [found]
    joined = {"id": OTHER, "clientId": ID, "permissionId": ID, name: record, **TIMES}
    wire.answer(200, {"data": [joined], "meta": {"total": 1}})
    assert getattr(hub.auth.find_client_permissions()[0], name) == found


@contextmanager
def hub_of(generation: str | None, answer: Callable[[httpx2.Request], httpx2.Response]) -> Iterator[flame_hub.Hub]:
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        yield flame_hub.Hub("http://hub.test/", "token", client=client, generation=generation)


@pytest.mark.parametrize(
    ("generation", "sent"),
    [("0.12.2", {"is_confidential": True}), ("0.14", {"authMethod": "secret"})],
)
def test_a_confidential_client_is_made_in_the_words_of_its_hub(wire: Wire, generation: str, sent: dict[str, Any]):
    """Without these words the Hub makes a client that has no secret and cannot log in."""
    wire.answer(201, CLIENT if generation == "0.12.2" else {"data": CLIENT, "meta": {}})
    with hub_of(generation, wire) as hub:
        hub.auth.create_client("a-client", OTHER)
    assert {name: wire.body.get(name) for name in ("is_confidential", "authMethod")} == {
        "is_confidential": None,
        "authMethod": None,
        **sent,
    }


@pytest.mark.parametrize(
    "meta", [{"total": 1}, {}, {"total": 1, "schema": None}, {"total": 1, "schema": {"name": "node"}}], ids=str
)
@pytest.mark.parametrize("told", [True, False], ids=["release known", "release found out"])
@pytest.mark.filterwarnings("ignore:nodes. the answer does not say how many there are")
def test_answers_are_read_whatever_is_said_beside_the_records(meta: dict[str, Any], told: bool):
    def answer(request: httpx2.Request) -> httpx2.Response:
        record = {"id": ID, "name": "a-node", **TIMES}
        if request.url.path == "/core/":
            return httpx2.Response(200, json={"version": "0.14.0"})
        if request.url.path.endswith("nodes"):
            return httpx2.Response(200, json={"data": [record], "meta": meta})
        return httpx2.Response(200, json={"data": record, "meta": meta} if meta else record)

    with hub_of("0.14" if told else None, answer) as hub:
        for found in (*hub.core.find_nodes(), *hub.core.get_nodes(), hub.core.get_node(ID)):
            assert found is not None
            assert (found.name, str(found.id)) == ("a-node", ID)


def test_every_relation_comes_along(hub: flame_hub.Hub, wire: Wire, door: Door):
    relations = {models.AnalysisBucket: {"analysis"}, models.UserRole: {"user", "role"}}
    for model, names in relations.items():
        assert names <= set(flame_hub.get_includable_names(model))
    wire.answer(200, {"data": [{"id": ID, "analysis": {"id": OTHER, "name": "study"}}], "meta": {"total": 1}})
    assert hub.core.find_analysis_buckets()[0].analysis.name == "study"  # type: ignore[union-attr]
    assert wire.sent[-1].url.params["include"] == "analysis"
    user, role = door.auth.create_user("ada", "ada@example.com"), door.auth.create_role("steward")
    door.auth.create_user_role(user, role)
    (joined,) = door.auth.find_user_roles(filter={"user_id": user})
    assert (joined.user.name, joined.role.name) == ("ada", "steward")


def test_like_and_the_conditions_find_the_ends_that_they_name(door: Door):
    assert "ends with the value" in str(FilterOperator.__doc__)
    for name in ("north-node", "node-south", "a-node-b"):
        door.core.create_node(name)
    for condition, expected in (
        ((FilterOperator.like, "node"), {"north-node"}),
        (ends_with("node"), {"north-node"}),
        (starts_with("node"), {"node-south"}),
        (contains("node"), {"north-node", "node-south", "a-node-b"}),
    ):
        assert {node.name for node in door.core.find_nodes(filter={"name": condition})} == expected


@pytest.mark.parametrize(
    ("service", "plural", "values"),
    [
        ("core", "analyses", {"userId": None, "clientId": None, "imageCommandArguments": None, "registryId": None}),
        ("core", "projects", {"userId": None, "masterImageId": None, "description": None}),
        ("core", "nodes", {"registryId": None, "registryProject": None, "externalName": None, "publicKey": None}),
        ("storage", "bucket_files", {"realmId": None, "actorId": None, "actorType": None}),
        ("storage", "buckets", {"realmId": None, "actorId": None, "actorType": None}),
        ("auth", "users", {"displayName": None, "realm": None}),
    ],
)
def test_what_may_be_null_is_none(hub: flame_hub.Hub, wire: Wire, service: str, plural: str, values: dict[str, Any]):
    """Deleting a user, for one, leaves analyses and files behind that are nobody's."""
    wire.answer(200, {"data": [{"id": ID, **values}], "meta": {"total": 1}})
    (found,) = getattr(getattr(hub, service), f"find_{plural}")()
    assert {name: value for name, value in found.model_dump(by_alias=True).items() if name in values} == values
    assert found.model_fields_set - {"id"}


def test_addresses_of_any_domain_are_sent_and_read(door: Door):
    for name, address in (("ada", "ada@hub.local"), ("bob", "bob@example.test"), ("eve", "eve@localhost.invalid")):
        user = door.auth.create_user(name, address)
        assert door.auth.get_user(user, fields="email").email == address
        assert models.CreateUser(name=name, email=address).email == address


# -- what models have ---------------------------------------------------------------------------------------------

FIELDS: list[tuple[type[HubModel], dict[str, Any]]] = [
    (models.Node, {"robotId": ID, "clientId": ID}),
    (models.Project, {"robotId": ID, "clientId": ID}),
    (models.MasterImage, {"buildHash": "abc", "buildSize": 5}),
    (models.Role, {"builtIn": True, "clientId": ID}),
    (models.User, {"status": "asleep", "statusMessage": "until noon"}),
    (models.UserPermission, {"realmScope": "own", "policyId": ID}),
    (models.RolePermission, {"realmScope": "own", "policyId": ID}),
    (models.ClientPermission, {"realmScope": "own", "policyId": ID}),
    (models.Client, {"scope": "global", "rootUrl": "http://a.test", "accessPolicyId": ID, "secret": "s3cret"}),
]


@pytest.mark.parametrize(("model", "sent"), FIELDS, ids=[model.__name__ for model, _ in FIELDS])
def test_models_have_the_fields_that_the_hub_sends(model: type[HubModel], sent: dict[str, Any]):
    assert {field.alias for field in model.model_fields.values()} >= sent.keys()
    record = model.model_validate({"id": OTHER, **sent})
    assert {name: record.model_dump(mode="json", by_alias=True)[name] for name in sent} == sent


@pytest.mark.parametrize("owner", ["user", "role", "client"])
def test_joins_are_made_with_a_policy_and_a_scope(hub: flame_hub.Hub, wire: Wire, owner: str):
    getattr(hub.auth, f"create_{owner}_permission")(ID, OTHER, policy_id=ID, realm_scope="any")
    assert wire.body == {f"{owner}Id": ID, "permissionId": OTHER, "policyId": ID, "realmScope": "any"}


# -- Hubs of all releases -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "created_at", "sort"),
    [
        ("0.8.36", "created_at", "created_at"),
        ("0.12.2", "created_at", "created_at"),
        ("0.14.0", "createdAt", "createdAt"),
    ],
)
def test_the_release_of_a_hub_is_found_out_and_spoken(version: str, created_at: str, sort: str):
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        if request.url.path == "/core/":
            return httpx2.Response(200, json={"version": version})
        meta = {"total": 1, "schema": {"name": "node"}} if created_at == "createdAt" else {"total": 1}
        return httpx2.Response(200, json={"data": [{"id": ID, created_at: TIMES["createdAt"]}], "meta": meta})

    with hub_of(None, answer) as hub:
        for _ in range(2):
            (node,) = hub.core.find_nodes(sort={"by": "created_at"}, include=())
            assert node.created_at is not None
    assert [request.url.path for request in asked] == ["/core/", "/core/nodes", "/core/nodes"]
    assert asked[-1].url.params["sort"] == sort
