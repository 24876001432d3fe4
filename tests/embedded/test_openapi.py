"""The embedded Hub's OpenAPI document: it is a good one, complete, and true of a real Hub as well."""

from __future__ import annotations

import json
import re
from typing import Any

import openapi_spec_validator
import pytest

from congruence import traces
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub, EmbeddedHubError
from flame_hub.embedded.messages import Request
from generator.coverage import answers, coverage
from openapi import OPERATIONS, operation_of


def asked(hub: EmbeddedHub, method: str, target: str) -> tuple[int, Any]:
    answer = hub.handle(Request(method, target, {}, iter(())))
    return answer.status, json.loads(b"".join(answer.body))


def test_it_is_a_document_of_openapi_3_1(embedded: EmbeddedHub):
    document = embedded.openapi()
    openapi_spec_validator.validate(document)
    assert document["openapi"] == "3.1.0"


def test_it_is_served_at_the_root_and_nowhere_else(embedded: EmbeddedHub):
    assert asked(embedded, "GET", "/openapi.json") == (200, embedded.openapi())
    nowhere = (404, {"status": 404, "message": "Not Found"})
    for service in ("auth", "core", "storage"):
        assert asked(embedded, "GET", f"/{service}/openapi.json") == nowhere
    assert asked(embedded, "POST", "/openapi.json") == nowhere


def test_who_changes_it_changes_a_copy(embedded: EmbeddedHub):
    embedded.openapi()["paths"].clear()
    assert embedded.openapi()["paths"]


def test_there_is_none_of_a_hub_of_an_earlier_release():
    with EmbeddedHub(generation="0.8") as hub:
        assert asked(hub, "GET", "/openapi.json")[0] == 404
        with pytest.raises(EmbeddedHubError, match=r"no OpenAPI document of a Hub 0\.8"):
            hub.openapi()


def test_every_route_that_is_offered_is_in_it():
    offered = {shape(row.shown) for row in coverage() if row.embedded and row.offered}
    in_realms = {
        f"GET /auth/realms/{{}}/{resource.path}" for resource in TABLE if resource.in_realms and resource.offered
    }
    assert (offered | in_realms) - {shape(f"{one.method} {one.path}") for one in OPERATIONS} == set()


def test_every_route_that_is_in_it_is_offered(embedded: EmbeddedHub):
    absent = [
        (one.method, one.path)
        for one in OPERATIONS
        if not answers(embedded, one.path.split("/")[1], f"{one.method} {one.path.split('/', 2)[2]}")
    ]
    assert absent == []


def shape(route: str) -> str:
    return re.sub(r"{[^}]*}", "{}", route)


def test_operations_have_names_of_their_own():
    names = [one.about["operationId"] for one in OPERATIONS]
    assert len(names) == len(set(names))


def test_what_a_real_hub_answered_is_what_it_says():
    wrong: list[str] = []
    looked_at = 0
    for trace in traces():
        for number, exchange in enumerate(trace.exchanges, 1):
            request, answer = exchange["request"], exchange["response"]
            path = f"/{request['service']}{request['path'].partition('?')[0]}"
            operation = operation_of(request["method"], path)
            if operation is not None:
                looked_at += 1
                media_type = (answer.get("type") or "").partition(";")[0]
                found = operation.faults(answer["status"], media_type, answer.get("json"))
                wrong += [f"{trace.name} {number}: {request['method']} {path}: {fault}" for fault in found]
    assert wrong == []
    assert looked_at > 500


@pytest.mark.parametrize(
    ("method", "path", "message"),
    [
        ("GET", "/core/nodes/x", 'invalid input syntax for type uuid: "x"'),
        ("POST", "/core/nodes", "Malformed JSON: Expecting value"),
        ("GET", "/core/nodes", "The JWT has expired."),
        ("POST", "/storage/buckets/x/upload", "An error occurred"),
    ],
)
def test_a_500_is_documented_with_its_messages(method: str, path: str, message: str):
    operation = operation_of(method, path)
    assert operation is not None
    body = {"statusCode": 500, "code": "internal_error", "message": message, "issues": []}
    assert list(operation.faults(500, "application/json", body)) == []
    assert list(operation.faults(500, "application/json", {**body, "message": "Oops."})) != []


def test_a_500_that_no_real_hub_gives_is_not_documented():
    for path in ("/core/nodes", "/core/nodes/x", "/storage/buckets/x", "/storage/bucket-files/x/stream"):
        operation = operation_of("GET", path)
        assert operation is not None
        body = {"statusCode": 500, "code": "internal_error", "message": "An internal server error occurred."}
        assert list(operation.faults(500, "application/json", {**body, "issues": []})) != []
