"""What is sent when something is written: in the Hub's words, nothing by mistake, nothing in vain without a warning."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import flame_hub
from flame_hub import models
from flame_hub.contract import TABLE
from flame_hub.errors import IgnoredByHubWarning, UnknownNameError, UsageError
from flame_hub.models.base import HubModel, NewRecord
from flame_hub.types import UNSET, Unchecked
from releases import SORTS, Release, hub_at
from wire import Wire

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
OTHER = "5266df51-12f1-4897-854a-23bc7bbf5720"
SECRET = "s3cret-of-the-test"


def sent_to(generation: str, call: Callable[[flame_hub.Hub], Any], schema: dict[str, Any] | None = None) -> Any:
    """The body of the only request of a call to a Hub of this generation."""
    release = Release(None, schema)
    with hub_at(release, generation) as hub:
        call(hub)
    (body,) = release.bodies
    return body


# -- earlier names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "body"),
    [
        (lambda core, **more: core.update_analysis_node(ID, **more), {"run_status": "executed"}),
        (lambda core, **more: core.create_analysis_node(ID, OTHER, **more), {"run_status": "executed"}),
    ],
    ids=["update", "create"],
)
@pytest.mark.parametrize(
    ("generation", "name", "value"),
    [
        ("0.8.21", "run_status", "finished"),
        ("0.8.25", "execution_status", "finished"),
        ("0.12.2", "execution_status", "executed"),
        ("0.14", "executionStatus", "executed"),
    ],
)
def test_a_keyword_of_earlier_clients_works_at_every_hub(
    call: Any, body: dict[str, Any], generation: str, name: str, value: str
):
    for given in (body, {"execution_status": "executed"}, {"run_status": "finished"}):
        sent = sent_to(generation, lambda hub, given=given: call(hub.core, **given))
        assert sent[name] == value
        assert len({"run_status", "execution_status", "executionStatus"} & sent.keys()) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda core: core.update_analysis_node(ID, execution_status="failed", run_status="failed"),
        lambda core: core.update_analysis_node(ID, execution_status=None, run_status=None),
        lambda core: core.create_analysis_node(ID, OTHER, execution_status="failed", run_status="executed"),
    ],
)
def test_an_earlier_name_beside_todays_is_refused(hub: flame_hub.Hub, wire: Wire, call: Any):
    with pytest.raises(UsageError, match="run_status is an earlier name of execution_status, give one of them"):
        call(hub.core)
    assert not wire.sent


def test_an_earlier_name_that_is_unset_is_not_given(hub: flame_hub.Hub, wire: Wire):
    hub.core.update_analysis_node(ID, run_status=UNSET)
    assert wire.body == {}
    hub.core.update_analysis_node(ID, execution_status="failed", run_status=UNSET)
    assert wire.body == {"executionStatus": "failed"}
    hub.core.update_analysis_node(ID, run_status=None)
    assert wire.body == {"executionStatus": None}
    hub.core.create_analysis_node(ID, OTHER, run_status=UNSET)
    assert wire.body == {"analysisId": ID, "nodeId": OTHER}


def test_an_earlier_name_that_means_something_else_today_is_no_keyword(hub: flame_hub.Hub, wire: Wire):
    hub.core.update_analysis_bucket_file(ID, name="main.py")
    assert wire.body == {"path": "main.py"}
    hub.core.create_analysis_bucket("CODE", bucket_id=OTHER, analysis_id=ID)
    assert wire.body["bucketId"] == OTHER
    hub.core.create_analysis_bucket_file("main.py", ID, OTHER, ID)
    assert (wire.body["bucketId"], wire.body["analysisBucketId"]) == (OTHER, ID)


def test_an_unknown_keyword_is_refused_whatever_it_says(hub: flame_hub.Hub, wire: Wire):
    for value in ("x", None, UNSET):
        with pytest.raises(UnknownNameError, match="'execution_status'"):
            hub.core.update_analysis_node(ID, execution_statsu=value)
    assert not wire.sent


# -- None ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        lambda hub: hub.core.delete_analysis_logs(None),
        lambda hub: hub.core.delete_analysis_node_logs(ID, None),
        lambda hub: hub.core.delete_analysis_node_logs(None, ID),
        lambda hub: hub.core.send_analysis_command(ID, None),
        lambda hub: hub.core.send_analysis_command(None, "buildStart"),
        lambda hub: hub.auth.delete_sessions(user_id=None),
        lambda hub: hub.auth.delete_sessions(client_id=None),
        lambda hub: hub.auth.delete_sessions(realm_id=None),
        lambda hub: hub.core.create_analysis_client_permission(ID, None),
        lambda hub: hub.core.update_node_client_credentials(ID, name=None),
        lambda hub: hub.core.delete_node(None),
        lambda hub: hub.auth.upsert_role(None),
    ],
)
def test_none_does_not_become_everything(hub: flame_hub.Hub, wire: Wire, call: Callable[[flame_hub.Hub], Any]):
    """A call that means one analysis or one user must not reach all of them because a variable is empty."""
    with pytest.raises(UsageError):
        call(hub)
    assert not wire.sent


def test_what_may_be_left_out_may_be_none(hub: flame_hub.Hub, wire: Wire):
    hub.core.delete_analysis_logs(ID, level=None)
    assert wire.target == f"DELETE /core/analysis-logs?filter%5BanalysisId%5D={ID}"
    hub.core.update_node_client_credentials(ID, secret=None)
    assert wire.body == {"secret": None}
    hub.core.update_node_client_credentials(ID)
    assert wire.body == {}


# -- choices ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "nearest"),
    [
        (lambda hub: hub.core.create_node("a-node", node_type="agregator"), "aggregator"),
        (lambda hub: hub.core.update_analysis_node(ID, execution_status="exectued"), "executed"),
        (lambda hub: hub.core.update_analysis_node(ID, approval_status="Approved"), "approved"),
        (lambda hub: hub.core.send_analysis_command(ID, "buildStrat"), "buildStart"),
        (lambda hub: hub.core.create_analysis_bucket("CODES", ID, ID), "CODE"),
        (lambda hub: hub.core.delete_analysis_logs(ID, level="warning"), "warn"),
    ],
)
def test_an_unknown_choice_is_refused_with_the_nearest(hub: flame_hub.Hub, wire: Wire, call: Any, nearest: str):
    with pytest.raises(UnknownNameError, match=f"Did you mean '{nearest}'"):
        call(hub)
    assert not wire.sent


def test_a_choice_that_only_newer_hubs_have_is_sent_unchecked(hub: flame_hub.Hub, wire: Wire):
    hub.core.create_node("a-node", node_type=Unchecked("brand-new"))
    assert wire.body["type"] == "brand-new"
    assert type(wire.body["type"]) is str
    hub.core.send_analysis_command(ID, Unchecked("danceStart"))
    assert wire.body == {"command": "danceStart"}
    hub.core.update_analysis_node(ID, execution_status=Unchecked("finished"))
    assert wire.body == {"executionStatus": "finished"}


@pytest.mark.parametrize(
    ("generation", "value", "sent"),
    [
        ("0.8.26", "finished", "finished"),
        ("0.8.26", "executed", "finished"),
        ("0.8.27", "finished", "executed"),
        ("0.14", "finished", "executed"),
        ("0.14", "running", "executing"),
        ("0.8.21", "failed", "failed"),
    ],
)
def test_a_state_is_sent_in_the_words_of_the_hub(generation: str, value: str, sent: str):
    body = sent_to(generation, lambda hub: hub.core.update_analysis_node(ID, execution_status=value))
    assert list(body.values()) == [sent]


@pytest.mark.parametrize(
    ("generation", "command", "sent"),
    [
        ("0.8.21", "buildStatus", "buildStatus"),
        ("0.8.21", "buildCheck", "buildStatus"),
        ("0.8.21", "spinUp", "spinUp"),
        ("0.8.21", "buildStop", "buildStop"),
        ("0.8.22", "buildStatus", "buildCheck"),
        ("0.14", "buildStatus", "buildCheck"),
        ("0.14", "buildCheck", "buildCheck"),
    ],
)
def test_a_command_is_sent_in_the_words_of_the_hub(generation: str, command: str, sent: str):
    schema = SORTS if generation == "0.14" else None
    body = sent_to(generation, lambda hub: hub.core.send_analysis_command(ID, command), schema)
    assert body == {"command": sent}


@pytest.mark.parametrize("command", ["spinUp", "tearDown", "buildStop"])
@pytest.mark.parametrize("generation", ["0.8.22", "0.14"])
def test_a_command_that_is_no_more_is_refused(command: str, generation: str):
    release = Release(None, SORTS)
    with hub_at(release, generation) as hub:
        with pytest.raises(UsageError, match=f"Hub {re.escape(generation)} has no '{command}' any more"):
            hub.core.send_analysis_command(ID, command)
    assert not release.sent


# -- what a Hub takes no notice of --------------------------------------------------------------------------------


def test_what_this_hub_lacks_is_warned_of_only_if_it_is_given():
    def create(**more: Any) -> Any:
        return sent_to("0.8.21", lambda hub: hub.core.create_analysis_node(ID, OTHER, **more))

    assert create() == {"analysis_id": ID, "node_id": OTHER}
    with pytest.warns(IgnoredByHubWarning, match=r"'execution_progress' \(Hub 0\.8\.21 has no execution_progress yet"):
        assert create(execution_progress=5) == {"analysis_id": ID, "node_id": OTHER}
    # What has to be given, though this Hub lacks it, is nobody's mistake.
    body = sent_to("0.8.21", lambda hub: hub.core.create_analysis_bucket_file("main.py", ID, OTHER, ID))
    assert body == {"name": "main.py", "external_id": ID, "bucket_id": ID, "root": False}


@pytest.mark.parametrize(
    ("generation", "sent", "lacking"),
    [
        ("0.12.2", {"is_confidential": True}, {"token_binding_method": "dpop"}),
        ("0.14", {"authMethod": "secret", "tokenBindingMethod": "none"}, {"is_confidential": False}),
    ],
)
def test_of_a_default_that_this_hub_lacks_nobody_is_warned(
    generation: str, sent: dict[str, Any], lacking: dict[str, Any]
):
    def create(**more: Any) -> Any:
        return sent_to(generation, lambda hub: hub.auth.create_client("a-client", OTHER, **more), schema)

    schema = SORTS if generation == "0.14" else None
    assert sent.items() <= create().items()
    with pytest.warns(IgnoredByHubWarning, match=f"'{next(iter(lacking))}'") as caught:
        assert create(**lacking).keys() == create().keys()
    assert len(caught) == 1


def test_who_is_warned_is_warned_once_though_the_release_has_to_be_found_out():
    release = Release("0.8.21")
    with hub_at(release) as hub, pytest.warns(IgnoredByHubWarning) as caught:
        hub.core.create_analysis_node(ID, OTHER, execution_progress=5)
    assert len(caught) == 1
    release = Release("0.14.0", SORTS)
    with hub_at(release) as hub, pytest.warns(IgnoredByHubWarning, match="when a node is updated") as caught:
        hub.core.update_node(ID, realm_id=OTHER)
    assert len(caught) == 1
    with hub_at(release) as hub, pytest.warns(IgnoredByHubWarning) as caught:
        hub.core.update_analysis_client_credentials(ID, name="a-name", display_name="A Name")
    assert len(caught) == 2


def test_the_credentials_of_an_analysis_have_no_name_to_set(hub: flame_hub.Hub, wire: Wire):
    with pytest.warns(IgnoredByHubWarning, match="update_analysis_client_credentials: .* no notice of 'name'"):
        hub.core.update_analysis_client_credentials(ID, secret=SECRET, name="a-name")
    assert wire.body == {"secret": SECRET}
    hub.core.update_node_client_credentials(ID, secret=SECRET, name="a-name", display_name="A Name")
    assert wire.body == {"secret": SECRET, "name": "a-name", "displayName": "A Name"}


# -- everything else ----------------------------------------------------------------------------------------------


def test_further_properties_are_sent_as_they_stand_and_hold_over_the_rest(hub: flame_hub.Hub, wire: Wire):
    hub.core.create_node("a-node", extra_body={"newProperty": [1], "snake_case": None, "name": "another"})
    assert wire.body == {"name": "another", "type": "default", "hidden": False, "newProperty": [1], "snake_case": None}
    hub.core.update_node(ID, extra_body={"finished": "finished"})
    assert wire.body == {"finished": "finished"}
    for odd in (5, "text", [("a", 1)]):
        with pytest.raises(UsageError, match="extra_body takes a mapping"):
            hub.core.update_node(ID, extra_body=odd)


def test_what_is_put_at_a_name_has_that_name_unless_another_is_given(hub: flame_hub.Hub, wire: Wire):
    hub.auth.upsert_role("steward", description="Looks after things.")
    assert (wire.target, wire.body) == (
        "PUT /auth/roles/steward",
        {"name": "steward", "description": "Looks after things."},
    )
    hub.auth.upsert_role("steward", "warden")
    assert wire.body == {"name": "warden"}
    hub.auth.upsert_role(ID)
    assert (wire.target, wire.body) == (f"PUT /auth/roles/{ID}", {})


def test_none_is_told_from_nothing_where_the_hub_does(hub: flame_hub.Hub, wire: Wire):
    """Without a realm the Hub makes it in the caller's own, with null for all realms."""
    for create in (hub.auth.create_role, hub.auth.create_scope):
        for given, sent in (({}, {}), ({"realm_id": UNSET}, {}), ({"realm_id": None}, {"realmId": None})):
            create("a-name", **given)
            assert wire.body == {"name": "a-name", **sent}
    hub.auth.create_permission("a_permission", client_id=None)
    assert wire.body == {"name": "a_permission", "realmId": None}
    hub.auth.create_permission("a_permission", realm_id=UNSET, display_name=UNSET)  # pyright: ignore
    assert wire.body == {"name": "a_permission"}


def test_a_default_and_a_former_name_are_one_value(hub: flame_hub.Hub, wire: Wire):
    hub.core.create_analysis_node(ID, OTHER, run_status="finished", comment=None)
    assert wire.body == {"analysisId": ID, "nodeId": OTHER, "executionStatus": "executed"}


# -- secrets ------------------------------------------------------------------------------------------------------


def secret_fields() -> list[tuple[str, str]]:
    """Each class of records and bodies with each of its secrets, as the contract marks them."""
    found: list[tuple[str, str]] = []
    for resource in TABLE:
        secrets = [field for field in resource.fields.values() if field.secret and not field.internal]
        found += [(resource.model, field.name) for field in secrets]
        for kind, parameters in (("Create", resource.create), ("Update", resource.update)):
            found += [(f"{kind}{resource.class_stem}", p.name) for p in parameters if resource.fields[p.sets].secret]
    found += [(record.name, f.name) for record in TABLE.records for f in record.fields if f.secret]
    found += [("UpdateClientCredentials", "secret"), ("AccessToken", "access_token"), ("RefreshToken", "refresh_token")]
    return [(kind, name) for kind, name in dict.fromkeys(found) if name in getattr(models, kind).model_fields]


def test_there_are_secrets_in_bodies_and_records():
    kinds = {kind for kind, _ in secret_fields()}
    assert {"CreateUser", "UpdateUser", "Client", "CreateClient", "UpdateClient", "CreateKey", "Registry"} <= kinds
    assert {"CreateRegistry", "UpdateRegistry", "IdentityProvider", "CreateIdentityProvider", "Robot"} <= kinds


@pytest.mark.parametrize(("kind", "name"), secret_fields())
def test_a_secret_is_kept_and_printed_and_never_shown(kind: str, name: str):
    model: type[HubModel] = getattr(models, kind)
    for spelling in {name, model.model_fields[name].alias or name}:
        record = model.model_construct(**{**dict.fromkeys(model.model_fields), name: SECRET})
        assert SECRET not in f"{record!r}{record!s}{record._repr_html_()}{[record]!r}"
        assert getattr(record, name) == SECRET
        with pytest.raises(ValueError, match=kind) as caught:
            model.model_validate({spelling: {"is": SECRET}, "id": SECRET, "name": [SECRET], "brand_new": SECRET})
        assert SECRET not in f"{caught.value!s}{caught.value!r}"


def test_a_body_with_a_secret_prints_it_for_the_request():
    body = models.CreateRegistry(name="harbor", host="host", account_secret=SECRET)
    assert isinstance(body, NewRecord)
    assert body.model_dump(mode="json", by_alias=True)["accountSecret"] == SECRET
    assert SECRET not in repr(body)
    assert "account_secret" not in models.UpdateRegistry().model_dump()
