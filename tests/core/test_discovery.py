"""Finding out what a service runs, from its version or from the form of its lists."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest

from flame_hub.core.answers import Answer
from flame_hub.core.dialects import Dialect
from flame_hub.core.discovery import Finding, discover
from flame_hub.core.operations import ANONYMOUS, Call
from flame_hub.errors import HubAPIError, ServerError, UnreadableAnswerError, WrongURLError
from releases import ID, SORT, SORTS, Release, hub_at

OLD_NODE = {"id": ID, "name": "a-node", "created_at": "2025-01-01T00:00:00Z"}
NODE = {**OLD_NODE, "client_id": None}


def answer(status: int, body: object = None, *, content: bytes = b"", media_type: str = "application/json") -> Answer:
    return Answer("GET", "http://hub.test/", status, {"content-type": media_type}, content or json.dumps(body).encode())


def page(*rows: object, **meta: object) -> Answer:
    return answer(200, {"data": list(rows), "meta": {"total": len(rows), **meta}})


def found_with(
    service: Any, *answers: Answer, doubted: Dialect | None = None, before: Dialect | None = None
) -> tuple[Finding, list[Call[Any]]]:
    """What the answers come to, which are all needed, and what was asked."""
    steps = discover(service, doubted or before, doubted=doubted is not None)
    asked = [next(steps)]
    for number, given in enumerate(answers, 1):
        try:
            asked.append(steps.send(given))
        except StopIteration as done:
            assert number == len(answers), "not all answers were needed"
            return done.value, asked
    raise AssertionError("more was asked than there are answers for")


def version(told: object) -> Answer:
    return answer(200, {"version": told, "timestamp": 5})


NO_VERSION = answer(404, {"status": 404, "message": "Not Found"})


# -- versions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "release"),
    [
        ("0.14.0", (0, 14, 0)),
        ("0.14.0-rc.1", (0, 14, 0)),
        ("0.14.0-beta.1", (0, 14, 0)),
        ("v0.13", (0, 13)),
        (" 0.8.36 ", (0, 8, 36)),
        ("1.0.0-beta.62", (0, 62)),
        ("v1.0.0-beta.54", (0, 54)),
        ("1.0.0", (1, 0, 0)),
        ("1.2.3+build", (1, 2, 3)),
    ],
)
@pytest.mark.parametrize("service", ["auth", "core", "storage"])
def test_a_version_is_believed_without_another_question(service: Any, told: str, release: tuple[int, ...]):
    finding, asked = found_with(service, version(told))
    assert (finding.dialect, finding.certain) == (Dialect(service, release), True)
    (call,) = asked
    assert (call.method, call.path, call.auth) == ("GET", "", ANONYMOUS)


@pytest.mark.parametrize("told", ["latest", "", 5, None, "0.0.0", "14", "dev-0.14", "1..2", ["0.14.0"]], ids=repr)
def test_a_version_that_tells_nothing_is_not_believed(told: object):
    finding, asked = found_with("core", version(told), page(schema={"sorts": {}}))
    assert finding.dialect.shown == "Hub 0.14"
    assert [call.path for call in asked] == ["", "nodes"]


@pytest.mark.parametrize(
    "first",
    [
        *(NO_VERSION, answer(500, {"version": "0.8.5"}), answer(401, {"version": "0.8.5"}), answer(200, [])),
        *(answer(200, content=b"<html>0.8.5</html>", media_type="text/html"), answer(204, content=b"{}")),
    ],
    ids=["404", "500", "401", "list", "page", "204"],
)
def test_whoever_answers_no_version_is_asked_for_a_list(first: Answer):
    assert found_with("core", first, page(schema={"sorts": {}}))[0].dialect.release == (0, 14)


# -- lists --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "collection", "schema", "shown"),
    [
        ("core", "nodes", {"sorts": {}}, "Hub 0.14"),
        ("core", "nodes", {"sort": {}}, "Hub 0.13"),
        ("core", "nodes", {}, "Hub 0.14"),
        ("storage", "buckets", {"sorts": None}, "Hub 0.14"),
        ("storage", "buckets", {"sort": None}, "Hub 0.13"),
        ("auth", "realms", {"sorts": {}}, "Authup 1.0.0-beta.62"),
        ("auth", "realms", {"sort": {}}, "Authup 1.0.0-beta.57"),
    ],
)
@pytest.mark.parametrize("rows", [(), ({"id": ID},)], ids=["empty", "a record"])
def test_a_list_with_a_schema_tells_the_generation_even_if_it_is_empty(
    service: Any, collection: str, schema: dict[str, Any], shown: str, rows: tuple[Any, ...]
):
    finding, asked = found_with(service, NO_VERSION, page(*rows, schema=schema))
    assert (finding.dialect.shown, finding.certain) == (shown, True)
    assert (asked[1].path, asked[1].query) == (collection, [("page[limit]", "1")])


@pytest.mark.parametrize(
    ("service", "row", "filtered", "shown"),
    [
        ("core", OLD_NODE, (OLD_NODE,), "Hub 0.8.21"),
        ("core", NODE, (NODE,), "Hub 0.12.2"),
        ("core", NODE, (), "Hub 0.12.5"),
        ("storage", {"id": ID}, ({"id": ID},), "Hub 0.12.2"),
        ("storage", {"id": ID}, (), "Hub 0.12.5"),
        ("auth", {"id": ID, "created_at": ""}, (), "Authup 1.0.0-beta.52"),
        ("auth", {"id": ID, "createdAt": ""}, (), "Authup 1.0.0-beta.54"),
    ],
)
def test_a_list_without_a_schema_tells_by_its_records_and_by_what_it_makes_of_an_expression(
    service: Any, row: Any, filtered: tuple[Any, ...], shown: str
):
    finding, asked = found_with(service, NO_VERSION, page(row), page(*filtered))
    assert (finding.dialect.shown, finding.certain) == (shown, True)
    ((name, expression), _) = asked[2].query
    assert (name, expression) == ("filter", "eq(id,'00000000-0000-4000-8000-000000000000')")


@pytest.mark.parametrize("service", ["auth", "core", "storage"])
@pytest.mark.parametrize("rows", [(), (None,), (5,), ({},)], ids=str)
def test_a_list_without_a_schema_and_without_records_tells_nothing_for_sure(service: Any, rows: tuple[Any, ...]):
    finding, _ = found_with(service, NO_VERSION, page(*rows), page())
    assert not finding.certain
    assert finding.dialect == Dialect(service, (0, 52) if service == "auth" else (0, 12, 2))


@pytest.mark.parametrize("meta", [None, [], {"schema": None}, {"schema": []}], ids=str)
def test_an_odd_meta_is_none(meta: Any):
    odd = answer(200, {"data": [NODE], "meta": meta})
    assert found_with("core", NO_VERSION, odd, page())[0].dialect.shown == "Hub 0.12.5"


#: Answers to the request for a list that are none.
NO_LISTS = {
    "page": (answer(200, content=b"<html>Welcome</html>", media_type="text/html"), UnreadableAnswerError),
    "garbage": (answer(200, content=b"\xff{"), UnreadableAnswerError),
    "204": (answer(204, content=b" "), UnreadableAnswerError),
    "record": (answer(200, {"data": {"id": ID}}), UnreadableAnswerError),
    "no data": (answer(200, {"meta": {"schema": {"sorts": {}}}}), UnreadableAnswerError),
    "500": (answer(500, {"code": "internal", "message": "No."}), ServerError),
    "502": (answer(502, content=b"<html>Bad Gateway</html>", media_type="text/html"), ServerError),
    "404": (NO_VERSION, WrongURLError),
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list_is_an_error_wherever_it_comes(name: str):
    given, kind = NO_LISTS[name]
    for answers in ((NO_VERSION, given), (NO_VERSION, page(NODE), given)):
        with pytest.raises(kind):
            found_with("core", *answers)


# -- doubts -------------------------------------------------------------------------------------------------------


def test_without_its_version_a_service_is_believed_to_go_on_as_before():
    old, new = Dialect("core", (0, 8, 36)), Dialect("core", (0, 13, 2))
    gone = Answer("GET", "http://hub.test/core/", 404, {}, b"")
    assert found_with("core", gone, page(NODE), before=old)[0].dialect == old
    assert found_with("core", gone, page(), before=new)[0].dialect == new
    assert found_with("core", gone, page(schema={"sort": {}}), before=new)[0].dialect == new
    assert found_with("core", gone, page(schema={"sorts": {}}), before=old)[0].dialect.envelope
    assert found_with("core", version("0.14.0"), before=old)[0].dialect.release == (0, 14, 0)


def test_a_doubted_version_that_is_told_again_is_held_against_the_form_of_lists():
    old, new = Dialect("core", (0, 12, 2)), Dialect("core", (0, 14, 0))
    assert found_with("core", version("0.14.0"), doubted=old)[0].dialect == new
    assert found_with("core", version("0.12.2"), page(schema={"sorts": {}}), doubted=old)[0].dialect.envelope
    assert found_with("core", version("0.12.2"), page(NODE), doubted=old)[0].dialect == old
    assert found_with("core", version("0.14.0"), page(schema={"sorts": {}}), doubted=new)[0].dialect == new
    assert found_with("core", version("0.14.0"), page(NODE), page(), doubted=new)[0].dialect.shown == "Hub 0.12.5"


# -- through the clients ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 0], ids=["a record", "empty"])
def test_what_is_uncertain_is_asked_again_by_the_next_call(rows: int):
    release = Release(None, rows=(NODE,)[:rows])
    with hub_at(release) as hub:
        hub.core.find_nodes(sort={"by": "created_at"})
        before = len(release.sent)
        hub.core.find_nodes(sort={"by": "created_at"})
    assert release.sent[-1].url.params["sort"] == "created_at"
    probed = release.asked[before:-1]
    assert probed == ([] if rows else ["GET /core/", "GET /core/nodes", "GET /core/nodes"])


def test_an_uncertain_hub_that_is_another_later_is_spoken_to_in_its_own_way():
    release = Release(None, rows=())
    with hub_at(release) as hub:
        hub.core.find_nodes()
        release.become(None, SORTS)
        hub.core.find_nodes(sort={"by": "created_at"})
    assert release.sent[-1].url.params["sort"] == "createdAt"


@pytest.mark.parametrize(
    "failure",
    [
        httpx2.Response(500, json={"code": "internal", "message": "No."}),
        httpx2.Response(200, content=b"<html>Log in</html>", headers={"content-type": "text/html"}),
        httpx2.Response(204),
        httpx2.ConnectError("Nobody listens."),
    ],
    ids=["500", "page", "204", "nobody"],
)
def test_of_a_failure_nothing_is_remembered(failure: Any):
    release = Release("0.13.1", SORT)
    release.fails = failure
    with hub_at(release) as hub:
        for _ in range(2):
            before = len(release.sent)
            with pytest.raises(HubAPIError):
                hub.core.find_nodes()
            assert len(release.sent) > before
        release.fails = None
        hub.core.find_nodes(sort={"by": "created_at"})
    assert release.asked[-2:] == ["GET /core/", "GET /core/nodes"]
    assert release.sent[-1].url.params["sort"] == "createdAt"


def test_the_version_is_asked_for_without_a_login_and_lists_with_it():
    release = Release(None, SORTS)
    with hub_at(release) as hub:
        hub.storage.find_buckets()
    assert [request.headers.get("authorization") for request in release.sent] == [None, "Bearer token", "Bearer token"]
