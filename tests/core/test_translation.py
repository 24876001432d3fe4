"""Records of all releases read alike: in the names and values of today, whichever Hub wrote them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from flame_hub import models
from flame_hub.contract import TABLE
from flame_hub.contract.releases import Former, Service, release_of
from flame_hub.contract.table import Field, Relation, Resource, Type
from flame_hub.core.answers import Answer
from flame_hub.core.dialects import AnyDialect, Dialect, dialects_of
from flame_hub.core.reading import read_list, read_record
from flame_hub.core.translation import needs_translation, translated
from flame_hub.models.base import HubModel
from releases import SORT, SORTS, Release, hub_at

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
ANALYSIS = "5266df51-12f1-4897-854a-23bc7bbf5720"
STORED = "11111111-1111-4111-8111-111111111111"
BUCKET = "22222222-2222-4222-8222-222222222222"
FILE = "33333333-3333-4333-8333-333333333333"
PUBLISHED = json.loads((Path(__file__).parent.parent / "published" / "0.2.10.json").read_text("utf-8"))["models"]

#: A file in a bucket of an analysis, the analysis among it, as each release wrote it.
OLD_FILE = {
    "id": ID,
    "name": "main.py",
    "root": True,
    "external_id": FILE,
    "bucket_id": BUCKET,
    "robot_id": None,
    "created_at": "2025-11-01T00:00:00.000Z",
    "analysis_id": ANALYSIS,
    "analysis": {"id": ANALYSIS, "run_status": "finished", "build_status": "running"},
    "bucket": {"id": BUCKET, "type": "CODE", "external_id": STORED},
}
FILE_OF_2026 = {
    "id": ID,
    "path": "main.py",
    "root": True,
    "bucket_file_id": FILE,
    "bucket_id": STORED,
    "analysis_bucket_id": BUCKET,
    "client_id": None,
    "created_at": "2025-11-01T00:00:00.000Z",
    "analysis_id": ANALYSIS,
    "analysis": {"id": ANALYSIS, "execution_status": "finished", "build_status": "running", "build_nodes_valid": True},
    "analysis_bucket": {"id": BUCKET, "type": "CODE", "bucket_id": STORED},
}
NEW_FILE = {
    "id": ID,
    "path": "main.py",
    "root": True,
    "bucketFileId": FILE,
    "bucketId": STORED,
    "analysisBucketId": BUCKET,
    "clientId": None,
    "createdAt": "2025-11-01T00:00:00.000Z",
    "analysisId": ANALYSIS,
    "analysis": {
        "id": ANALYSIS,
        "executionStatus": "executed",
        "buildStatus": "executing",
        "buildNodesValid": True,
    },
    "analysisBucket": {"id": BUCKET, "type": "CODE", "bucketId": STORED},
}
SNAKE_FILE = {
    **FILE_OF_2026,
    "analysis": {**FILE_OF_2026["analysis"], "execution_status": "executed", "build_status": "executing"},
}
FILES = {
    "0.8.21": OLD_FILE,
    "0.8.25": FILE_OF_2026,
    "0.12.2": SNAKE_FILE,
    "0.12.5": SNAKE_FILE,
    "0.13.0": NEW_FILE,
    "0.14.0": NEW_FILE,
}


def answer(body: object) -> Answer:
    return Answer("GET", "http://hub.test/", 200, {"content-type": "application/json"}, json.dumps(body).encode())


def read(name: str, release: str, row: dict[str, Any]) -> Any:
    """The record that a row of a Hub of this release is, alone and in a list."""
    resource = TABLE[name]
    dialect = dialects_of(release)[resource.service]
    model: type[HubModel] = getattr(models, resource.model)
    body = {"data": row, "meta": {}} if dialect.envelope else row
    record = read_record(answer(body), model, resource, dialect).data
    assert read_list(answer({"data": [row], "meta": {"total": 1}}), model, resource, dialect) == [record]
    return record


# -- records ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("release", FILES)
def test_a_file_of_an_analysis_reads_alike_whatever_the_hub_calls_its_parts(release: str):
    file = read("analysis_bucket_file", release, FILES[release])
    assert (file.id, file.path, file.root, file.bucket_file_id) == (UUID(ID), "main.py", True, UUID(FILE))
    assert file.analysis_bucket_id == UUID(BUCKET)
    assert file.bucket_id == (None if release == "0.8.21" else UUID(STORED))
    assert isinstance(file.analysis_bucket, models.AnalysisBucket)
    assert (file.analysis_bucket.id, file.analysis_bucket.bucket_id) == (UUID(BUCKET), UUID(STORED))
    assert (file.analysis.execution_status, file.analysis.build_status) == ("executed", "executing")
    assert file.created_at.year == 2025
    assert not file.model_extra
    assert not file.analysis.model_extra
    assert not file.analysis_bucket.model_extra


@pytest.mark.parametrize("release", FILES)
def test_what_a_release_has_not_counts_as_not_sent(release: str):
    file = read("analysis_bucket_file", release, FILES[release])
    assert ("client_id" in file.model_fields_set) is (release != "0.8.21")
    assert ("robot_id" in file.model_dump()) is (release == "0.8.21")
    assert file.analysis.distribution_nodes_valid is (None if release == "0.8.21" else True)


@pytest.mark.parametrize("release", FILES)
def test_earlier_names_of_attributes_go_on(release: str):
    file = read("analysis_bucket_file", release, FILES[release])
    assert (file.name, file.external_id, file.bucket) == (file.path, file.bucket_file_id, file.analysis_bucket)
    assert file.analysis.run_status == "executed"
    assert file.analysis.build_nodes_valid is file.analysis.distribution_nodes_valid
    assert file.analysis_bucket.external_id == UUID(STORED)


@pytest.mark.parametrize(
    ("release", "row", "expected"),
    [
        ("0.8.21", {"run_status": "finished"}, "executed"),
        ("0.8.21", {"run_status": "running"}, "executing"),
        ("0.8.21", {"run_status": "failed"}, "failed"),
        ("0.8.21", {"run_status": None}, None),
        ("0.8.21", {"run_status": "brand-new"}, "brand-new"),
        ("0.8.26", {"execution_status": "finished"}, "executed"),
        ("0.8.27", {"execution_status": "executed"}, "executed"),
        ("0.8.27", {"execution_status": "finished"}, "finished"),
        ("0.14.0", {"executionStatus": "executing"}, "executing"),
    ],
)
@pytest.mark.parametrize("name", ["analysis", "analysis_node"])
def test_a_state_reads_as_it_is_called_today(name: str, release: str, row: dict[str, Any], expected: str | None):
    record = read(name, release, {"id": ID, **row})
    assert record.execution_status == record.run_status == expected


@pytest.mark.parametrize("enveloped", [False, True])
@pytest.mark.parametrize("release", ["0.8.21", "0.12.2", "0.14.0"])
def test_a_record_is_found_with_an_envelope_and_without(release: str, enveloped: bool):
    row = {"id": ID, "run_status" if release == "0.8.21" else "execution_status": "failed"}
    body = answer({"data": row, "meta": {}} if enveloped else row)
    dialect = dialects_of(release)["core"]
    assert read_record(body, models.Analysis, TABLE["analysis"], dialect).data.execution_status == "failed"


def test_distribution_has_one_name_whichever_the_hub_uses():
    for release, name in (
        *(("0.8.25", "build_nodes_valid"), ("0.12.2", "build_nodes_valid"), ("0.13.0", "buildNodesValid")),
        *(("0.14.0", "buildNodesValid"), ("0.15", "distributionNodesValid"), ("1.0", "distributionNodesValid")),
    ):
        analysis = read("analysis", release, {"id": ID, name: True})
        assert analysis.distribution_nodes_valid is analysis.build_nodes_valid is True
        assert not analysis.model_extra


def test_relations_of_hubs_of_old_are_read():
    analysis = read("analysis", "0.8.21", {"id": ID, "registry": {"id": ANALYSIS, "account_name": "a"}})
    assert isinstance(analysis.registry, models.Registry)
    assert analysis.registry.account_name == "a"
    robot = read("robot", "0.8.21", {"id": ID, "name": "system", "user_id": None})
    assert (type(robot), robot.name, robot.id) == (models.Robot, "system", UUID(ID))


#: A value of each type, as it is sent and as it is read.
SAMPLES: dict[Type, Any] = {
    Type.UUID: ANALYSIS,
    Type.TEXT: "started",
    Type.INTEGER: 3,
    Type.BOOLEAN: True,
    Type.TIME: "2025-11-01T00:00:00.000Z",
    Type.JSON: [],
}


@pytest.mark.parametrize("resource", [r for r in TABLE if r.keyed and r.model in PUBLISHED], ids=lambda r: r.model)
def test_all_that_the_client_of_2025_read_finds_its_place(resource: Resource):
    dialect = dialects_of("0.8.21")[resource.service]
    rows = {dialect.name(row): row for row in resource.rows if dialect.has(row)}
    sent = set(PUBLISHED[resource.model]["fields"]) - {"id"}
    assert sent <= rows.keys(), "the contract knows all of it"
    row = {name: SAMPLES[f.type] if isinstance(f := rows[name], Field) else {"id": BUCKET} for name in sent}
    record = read(resource.name, "0.8.21", {**row, "id": ID})
    assert record.model_fields_set == {rows[name].name for name in sent} | {"id"}
    assert not record.model_extra
    printed = record.model_dump(mode="json")
    for name in sent:
        kept = printed[rows[name].name]
        assert kept["id"] == BUCKET if isinstance(rows[name], Relation) else str(kept)[:19] == str(row[name])[:19]


def test_a_later_hub_than_was_told_loses_nothing():
    """`generation="0.8"` means 0.8.21; a Hub 0.8.22 uses the same name, `bucket_id`, for something else."""
    ids = [f"0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c1{number}" for number in range(4)]
    row = dict(zip(("id", "bucket_id", "analysis_bucket_id", "bucket_file_id"), ids, strict=True))
    today = translated({**row, "path": "main.py"}, TABLE["analysis_bucket_file"], Dialect("core", (0, 8, 21)))
    assert today == {**row, "path": "main.py"}


def test_what_is_not_known_stays_as_it_is():
    resource, dialect = TABLE["analysis"], dialects_of("0.8.21")["core"]
    for odd in (None, 5, "text", [], [5, None], {"brand_new": {"run_status": "finished"}}):
        assert translated(odd, resource, dialect) == odd
    row = {"run_status": 5, "build_status": ["finished"], "project": 7, "master_image": [{"id": ID}]}
    told = translated(row, resource, dialect)
    assert told == {"execution_status": 5, "build_status": ["finished"], "project": 7, "master_image": [{"id": ID}]}
    assert row["run_status"] == 5, "what is given is left alone"


def test_only_records_that_read_otherwise_are_translated():
    for release in ("0.12.2", "0.13.0", "0.14.0"):
        core = dialects_of(release)["core"]
        assert not [r.name for r in TABLE.of("core") if needs_translation(r, core)], release
    old = dialects_of("0.8.21")["core"]
    needed = {r.name for r in TABLE.of("core") if needs_translation(r, old)}
    assert {"analysis", "analysis_node", "analysis_bucket", "analysis_bucket_file"} <= needed
    assert not {"node", "registry", "registry_project"} & needed


@pytest.mark.parametrize(("release", "name"), [("0.8.21", "new"), ("0.8.22", "old")])
def test_a_name_that_meant_something_else_is_enough_to_be_translated(release: str, name: str):
    rows = (Field("id", Type.UUID), Field("old", Type.TEXT), Field("new", Type.TEXT, former=(Former("old", "0.8.21"),)))
    thing = Resource(service="core", name="thing", plural="things", path="things", doc="A thing.", rows=rows)
    dialect = dialects_of(release)["core"]
    assert needs_translation(thing, dialect) is (name == "new")
    assert translated({"old": "x"}, thing, dialect) == {name: "x"}


def test_the_scope_of_a_realm_is_one_value_of_authups_of_all_times():
    for release, sent in (("0.12.2", "own_or_null"), ("0.12.5", "ownOrNull")):
        joined = read("user_permission", release, {"id": ID, "realm_scope": sent})
        assert joined.realm_scope == "ownOrNull"


# -- dialects -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "row", "names"),
    [
        ("analysis", "execution_status", {"0.8.21": "run_status", "0.8.25": "execution_status"}),
        ("analysis", "execution_status", {"0.12.2": "execution_status", "0.13": "executionStatus"}),
        ("analysis", "distribution_nodes_valid", {"0.12.2": "build_nodes_valid", "0.14.0": "buildNodesValid"}),
        ("analysis", "distribution_nodes_valid", {"0.14.1": "buildNodesValid", "0.15": "distributionNodesValid"}),
        ("analysis_bucket", "bucket_id", {"0.8.21": "external_id", "0.8.22": "bucket_id", "0.14": "bucketId"}),
        ("analysis_bucket_file", "path", {"0.8.21": "name", "0.8.22": "path", "0.14": "path"}),
        ("analysis_bucket_file", "bucket_file_id", {"0.8.21": "external_id", "0.14": "bucketFileId"}),
        ("analysis_bucket_file", "analysis_bucket_id", {"0.8.21": "bucket_id", "0.14": "analysisBucketId"}),
        ("analysis_bucket_file", "analysis_bucket", {"0.8.21": "bucket", "0.12.2": "analysis_bucket"}),
        ("user", "first_name", {"0.12.2": "first_name", "0.12.3": "firstName", "0.13": "firstName"}),
        ("bucket_file", "bucket_id", {"0.12.3": "bucket_id", "0.13": "bucketId"}),
    ],
)
def test_each_release_has_its_name(resource: str, row: str, names: dict[str, str]):
    found = {**TABLE[resource].fields, **TABLE[resource].all_relations}[row]
    for release, name in names.items():
        dialect = dialects_of(release)[TABLE[resource].service]
        assert dialect.name(found) == name
        assert (dialect.former_name(found) is None) is (dialect.spelled(row) == name)


@pytest.mark.parametrize(
    ("resource", "row", "since", "last"),
    [
        ("analysis", "nodes_approved", "0.8.22", None),
        ("analysis", "client_id", "0.11.4", None),
        ("analysis", "registry", None, "0.12.5"),
        ("analysis_bucket_file", "bucket_id", "0.8.22", None),
        ("analysis_bucket_file", "robot_id", None, "0.14.3"),
    ],
)
def test_each_release_has_what_it_has(resource: str, row: str, since: str | None, last: str | None):
    found = {**TABLE[resource].fields, **TABLE[resource].all_relations}[row]
    for release in ("0.8.5", "0.8.21", "0.8.22", "0.11.3", "0.11.4", "0.12.5", "0.13", "0.14.3", "0.15"):
        dialect = Dialect("core", release_of(release))
        too_early = since is not None and dialect.release < release_of(since)
        too_late = last is not None and dialect.release > release_of(last)
        assert dialect.has(found) is not (too_early or too_late), release
        assert AnyDialect("core", dialect.release).has(found)
        if too_early or too_late:
            assert dialect.lacks(found, row) == f"Hub {release} has no {row} {'yet' if too_early else 'any more'}"


@pytest.mark.parametrize(
    ("release", "executed", "executing"),
    [
        ("0.8.21", "finished", "running"),
        ("0.8.26", "finished", "running"),
        ("0.8.27", "executed", "executing"),
        ("0.14", "executed", "executing"),
    ],
)
def test_each_release_has_its_values(release: str, executed: str, executing: str):
    choices, dialect = TABLE["analysis"].fields["execution_status"].choices, dialects_of(release)["core"]
    assert [dialect.value(choices, text) for text in ("executed", "executing", "failed", "new")] == [
        *(executed, executing, "failed", "new"),
    ]
    assert dialect.value(None, "executed") == "executed"


# -- through the clients ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("release", "row"), list(FILES.items()), ids=[f"Hub {release}" for release in FILES])
@pytest.mark.parametrize("told", [True, False], ids=["release told", "release known"])
def test_files_are_found_by_the_names_of_today_at_every_hub(release: str, row: dict[str, Any], told: bool):
    schema = {"0.13.0": SORT, "0.14.0": SORTS}.get(release)
    hub_of_then = Release(release if told else None, schema, (row,))
    with hub_at(hub_of_then, None if told else release) as hub:
        (file,) = hub.core.find_analysis_bucket_files(filter={"analysis_bucket_id": BUCKET, "path": "main.py"})
        assert hub.core.get_analysis_bucket_file(ID) == file
        assert hub.core.update_analysis_bucket_file(ID, path="main.py") == file
    (listed, *_) = [r for r in hub_of_then.sent if r.url.path == "/core/analysis-bucket-files"]
    sent = dict(listed.url.params)
    dialect = dialects_of(release)["core"]
    fields = TABLE["analysis_bucket_file"].fields
    assert sent[f"filter[{dialect.name(fields['analysis_bucket_id'])}]"] == BUCKET
    assert hub_of_then.bodies == [{"name" if release == "0.8.21" else "path": "main.py"}]
    assert (file.path, file.analysis_bucket_id) == ("main.py", UUID(BUCKET))


def test_records_of_another_service_are_in_its_own_words():
    """Core passes on permissions of auth's clients."""
    service: Service = "core"
    dialect = Dialect(service, release_of("0.12.2"))
    joined = {"id": ID, "realm_scope": "own_or_null"}
    page = answer({"data": [joined], "meta": {"total": 1}})
    (found,) = read_list(page, models.ClientPermission, TABLE["client_permission"], dialect)
    assert found.realm_scope == "own_or_null"
