"""What an answer means: recorded ones of a real Hub, those of what may stand in between, and any others."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame_hub.contract import TABLE
from flame_hub.core.answers import Answer, error_of, read_error, refuses_token
from flame_hub.core.bindings import ActionBinding, Binding
from flame_hub.core.operations import act as action
from flame_hub.core.operations import delete, find, get
from flame_hub.embedded import analysis_commands, former_commands
from flame_hub.errors import (
    AuthenticationError,
    ConflictError,
    HubAPIError,
    NotFoundError,
    PermissionDeniedError,
    ProxyError,
    RateLimitError,
    ServerError,
    StateError,
    TruncatedListWarning,
    UnreadableAnswerError,
    UnreadableValueWarning,
    ValidationError,
    WrongURLError,
)
from flame_hub.models import Node

TRACES = Path(__file__).parent.parent / "congruence" / "traces"
ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"
URL = "http://hub.test/core/nodes"
NODES = Binding(TABLE["node"], Node)
FIND = find(NODES, {})
GET = get(NODES, ID, {})
HTML = b"<html><head><title>Sign in</title></head><body>...</body></html>"


def answer(status: int, body: object = b"", media_type: str = "application/json", **headers: str) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer("GET", URL, status, {"content-type": media_type, **named}, content)


def refusal(code: str, message: str, *issues: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": 0, "code": code, "message": message, "issues": list(issues)}


# -- the Hub's own words ------------------------------------------------------------------------------------------


def recorded() -> Iterator[Any]:
    """One recorded refusal for each status, code and sentence."""
    seen: set[tuple[int, str, str]] = set()
    for file in sorted(TRACES.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            response = json.loads(line).get("response", {})
            if response.get("status", 0) < 400 or "json" not in response:
                continue
            body = response["json"]
            key = (response["status"], body.get("code", ""), body["message"])
            if key not in seen:
                seen.add(key)
                yield pytest.param(response["status"], body, id=" ".join(map(str, key)))


@pytest.mark.parametrize(("status", "body"), list(recorded()))
def test_a_recorded_refusal_is_told_in_the_words_of_the_hub(status: int, body: dict[str, Any]):
    error = error_of(answer(status, body))
    assert (error.status_code, error.code) == (status, body.get("code", ""))
    assert error.error_response is not None
    assert error.error_response.message == body["message"]
    assert list(error.issues) == body.get("issues", [])
    assert body["message"] in error.message
    assert "\n" not in error.message
    assert not isinstance(error, UnreadableAnswerError)


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (400, "bad_request", "Property name is invalid", ValidationError),
        (400, "entity_relation_invalid", "Can't find registry entity by registryId", ValidationError),
        (400, "invalid_request", "username and password must be provided.", ValidationError),
        (400, "bad_request", "Invalid command.", ValidationError),
        (400, "bad_request", "The client name 'system' is reserved.", ValidationError),
        # what is not possible as things are
        (400, "ANALYSIS_ERROR", "An entrypoint must be selected.", StateError),
        (400, "ANALYSIS_ERROR", "A sentence of a later Hub.", StateError),
        (400, "BAD_REQUEST", "Not all nodes have approved the analysis yet.", StateError),
        (400, "bad_request", "The node has no registry project provisioned yet.", StateError),
        (400, "bad_request", "A built-in realm can not be deleted.", StateError),
        (400, "bad_request", "The default admin role can not be deleted.", StateError),
        (400, "bad_request", "The own user can not be deleted.", StateError),
        (400, "bad_request", "The project still has associated analyses.", StateError),
        # permissions
        (400, "bad_request", "The evaluation of permissions node_create failed", PermissionDeniedError),
        (400, "PERMISSION_DENIED", "No.", PermissionDeniedError),
        (
            400,
            "bad_request",
            "You are either no authority of the node or you don't have the required permissions.",
            PermissionDeniedError,
        ),
        (
            403,
            "permission_evaluation_failed",
            "The evaluation of permission realm_create failed",
            PermissionDeniedError,
        ),
        (403, "permission_denied", "Only analysis self-capabilities can be assigned", PermissionDeniedError),
        (404, "entity_not_found", "The node was not found.", NotFoundError),
        (409, "entity_conflict", "An entry with some unique attributes already exists.", ConflictError),
        (413, "bad_request", "The request body is too large.", ValidationError),
        (500, "internal_error", 'invalid input syntax for type uuid: "not-a-uuid"', ServerError),
        (502, "upstream_error", "The identity provider does not answer.", ServerError),
        (507, "storage_insufficient", "No space left on device.", ServerError),
        (501, "not_implemented", "The embedded Hub does not offer GET /telemetry.", ServerError),
        # logins
        (400, "invalid_credentials", "The user credentials are invalid.", AuthenticationError),
        (400, "invalid_grant", "refresh token replay detected; session revoked", AuthenticationError),
        (400, "unsupported_token_grant_type", "The authorization grant type is not supported", AuthenticationError),
        (401, "invalid_client", "Client authentication failed", AuthenticationError),
        (401, "invalid_client", "Client is inactive", AuthenticationError),
        (400, "mfa_required", "A second factor is required.", AuthenticationError),
        (400, "entity_inactive", "The user account is inactive.", AuthenticationError),
        (400, "bad_request", "The request is not associated with an authenticated identity.", AuthenticationError),
        # tokens
        (401, "identity_unauthorized", "Authentication required.", AuthenticationError),
        (400, "expired_token", "The JWT has expired.", AuthenticationError),
        (400, "inactive_token", "The JWT is not active.", AuthenticationError),
        (400, "invalid_token", "The JWT is invalid.", AuthenticationError),
        (500, "internal_error", "The JWT has expired.", AuthenticationError),
        (500, "internal_error", "The JWT is not active.", AuthenticationError),
        (500, "internal_error", "Property token is invalid", AuthenticationError),
        (500, "internal_error", "Only Bearer tokens are accepted as authentication method.", AuthenticationError),
    ],
)
def test_a_refusal_is_the_error_that_it_means(status: int, code: str, message: str, kind: type[HubAPIError]):
    error = error_of(answer(status, refusal(code, message)))
    assert type(error) is kind
    assert message in error.message
    assert (error.status_code, error.code, error.issues) == (status, code, ())


def test_a_missing_permission_is_told_from_a_wrong_value():
    issue = {"type": "item", "code": "permission_not_found", "message": "...", "path": ["node_create"]}
    said = "The evaluation of permissions node_create failed"
    error = error_of(answer(400, refusal("bad_request", said, issue)))
    assert type(error) is PermissionDeniedError
    assert "administrator" in error.hint
    assert error.issues == (issue,)


@pytest.mark.parametrize(
    ("status", "code", "message", "expected"),
    [
        (401, "identity_unauthorized", "Authentication required.", True),
        (401, "", "", True),
        (400, "expired_token", "The JWT has expired.", True),
        (500, "internal_error", "The JWT has expired.", True),
        (500, "internal_error", "Property token is invalid", True),
        (401, "invalid_client", "Client authentication failed", False),
        (400, "invalid_credentials", "The user credentials are invalid.", False),
        (400, "invalid_grant", "refresh token is unknown", False),
        (500, "internal_error", "An internal server error occurred.", False),
        (400, "bad_request", "Property name is invalid", False),
        (403, "permission_denied", "", False),
    ],
)
def test_logging_in_again_helps_against_a_refused_token_only(status: int, code: str, message: str, expected: bool):
    assert refuses_token(read_error(answer(status, refusal(code, message)))) is expected


def test_robots_are_pointed_to_clients():
    error = error_of(answer(400, refusal("unsupported_token_grant_type", "The grant type is not supported.")))
    assert "flame_hub.auth.ClientAuth" in error.hint


def test_the_message_tells_what_is_wrong_with_which_property():
    issues = [{"path": ["registry", "name"], "message": "too short"}, {"message": "no good"}]
    error = error_of(answer(400, refusal("bad_request", "Properties are invalid.", *issues)))
    assert error.message == f"The Hub refused GET {URL}: Properties are invalid. (registry.name: too short; ?: no good)"


def test_the_message_does_not_tell_of_hundreds_of_properties():
    issues = [{"path": [f"p{number}"], "message": "bad"} for number in range(300)]
    error = error_of(answer(400, refusal("bad_request", "Properties are invalid.", *issues)))
    assert "p4: bad; and 295 more" in error.message
    assert len(error.issues) == 300


@pytest.mark.parametrize(
    "issue",
    [{"path": 5}, {"path": "name"}, {"path": None}, {"path": {}}, {"path": [None, 3]}, {"code": []}, {}],
    ids=str,
)
def test_an_issue_in_another_form_is_no_obstacle(issue: dict[str, Any]):
    error = error_of(answer(400, refusal("bad_request", "No.", {"message": "told", **issue})))
    assert type(error) is ValidationError
    assert "told" in error.message


@pytest.mark.parametrize("issues", [None, 5, "text", {}, [5, None, "text"]], ids=str)
def test_issues_that_are_none_are_left_out(issues: object):
    error = error_of(answer(400, {"code": "bad_request", "message": "No.", "issues": issues}))
    assert (type(error), error.issues) == (ValidationError, ())


def test_what_happened_is_told_in_one_line():
    error = error_of(answer(400, refusal("bad_request", "first\r\nsecond\nthird")))
    assert "\n" not in error.message
    assert "second" in error.message


# -- rate limits --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "seconds", "hint"),
    [
        ({"ratelimit_reset": "29", "retry_after": "60"}, 29.0, "Wait 29 seconds."),
        ({"retry_after": "60"}, 60.0, "Wait 60 seconds."),
        ({"ratelimit_reset": "1.5"}, 1.5, "Wait 2 seconds."),
        ({"ratelimit_reset": "1"}, 1.0, "Wait 1 second."),
        ({"ratelimit_reset": "0"}, 0.0, "Try again now."),
        ({"retry_after": "900"}, 900.0, "Wait 15 minutes."),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0, "Try again now."),
        ({"ratelimit_reset": "29", "ratelimit_remaining": "7", "retry_after": "60"}, 60.0, "Wait 60 seconds."),
        ({"ratelimit_reset": "29", "ratelimit_remaining": "0", "retry_after": "60"}, 29.0, "Wait 29 seconds."),
        ({"ratelimit_reset": "1790000000", "retry_after": "60"}, 60.0, "Wait 60 seconds."),
        ({}, None, "Wait a minute."),
    ],
    ids=str,
)
def test_too_many_requests_say_how_long_to_wait(headers: dict[str, str], seconds: float | None, hint: str):
    body = b"Too many requests, please try again later."
    error = error_of(answer(429, body, "text/plain", **headers))
    assert isinstance(error, RateLimitError)
    assert (error.retry_after, error.hint, error.status_code) == (seconds, hint, 429)
    assert error.message.startswith("Too many requests")


@pytest.mark.parametrize("moment", ["Wed, 21 Oct 2926 07:28:00 GMT", "soon", "nan", "-5", "1e3", "9" * 5000, "٣"])
def test_a_time_to_wait_that_makes_no_sense_is_not_told(moment: str):
    error = error_of(answer(429, b"", "text/plain", retry_after=moment))
    assert isinstance(error, RateLimitError)
    assert (error.retry_after, error.hint) == (None, "Wait a minute.")


@pytest.mark.parametrize(
    ("code", "headers", "hint"),
    [
        ("login_attempt_throttled", {}, "Wait a quarter of an hour. Check name and password before that."),
        (
            "mfa_attempt_throttled",
            {"retry_after": "30"},
            "Wait 30 seconds. Check name and password before that.",
        ),
    ],
)
@pytest.mark.parametrize("status", [429, 400])
def test_too_many_failed_logins_are_a_rate_limit(status: int, code: str, headers: dict[str, str], hint: str):
    error = error_of(answer(status, refusal(code, "Too many attempts."), **headers))
    assert type(error) is RateLimitError
    assert error.message == f"Too many failed logins: the Hub refused GET {URL}."
    assert error.hint == hint


# -- failures of the Hub and of what stands before it -------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "headers", "hint"),
    [
        (500, {}, "tell the operator of the Hub"),
        (502, {}, "does not reach"),
        (503, {}, "is down or busy: try again in a minute"),
        (503, {"retry_after": "2"}, "Wait 2 seconds."),
        (503, {"ratelimit_reset": "58", "ratelimit_remaining": "5999", "retry_after": "2"}, "Wait 2 seconds."),
        (504, {}, "ask for less at once"),
        (507, {}, "no room left"),
        (511, {}, "wants a login"),
    ],
)
def test_the_advice_for_a_failure_depends_on_what_failed(status: int, headers: dict[str, str], hint: str):
    from_the_hub = error_of(answer(status, refusal("internal_error", "No."), **headers))
    from_a_proxy = error_of(answer(status, HTML, "text/html", **headers))
    assert (type(from_the_hub), type(from_a_proxy)) == (ServerError, ServerError)
    if status != 511:
        assert hint in from_the_hub.hint
    if status != 500:
        assert hint in from_a_proxy.hint


@pytest.mark.parametrize("code", ["storage_insufficient", "insufficient_storage"])
def test_a_full_disk_is_told_whatever_the_status(code: str):
    assert "no room left" in error_of(answer(500, refusal(code, "No space left on device."))).hint


# -- what is not possible as things are ---------------------------------------------------------------------------


def embedded_sentences() -> set[str]:
    """What the embedded Hub says of commands to analyses, with something in its gaps."""
    source = Path(analysis_commands.__file__).read_text("utf-8") + Path(former_commands.__file__).read_text("utf-8")
    told = re.findall(r"(?:_refused|bad_request)\(\s*f?(?:\"([^\"]+)\"|'([^']+)')", source)
    return {re.sub(r"\{[^}]*\}", "starting", first or second) for first, second in told} - {"Invalid command."}


@pytest.mark.parametrize("sentence", sorted(embedded_sentences()))
def test_every_reason_not_to_carry_out_a_command_is_known(sentence: str):
    error = error_of(answer(400, refusal("bad_request", sentence)))
    assert type(error) is StateError
    assert error.message == f"Not possible now: GET {URL}. The Hub says: {sentence}"
    assert error.hint or "already unlocked" in sentence


def test_a_wrong_value_is_no_state_whatever_its_sentence_says():
    issue = {"path": ["name"], "message": "A built-in name can not be deleted."}
    for status, issues in ((400, (issue,)), (404, ()), (409, ()), (500, ())):
        error = error_of(answer(status, refusal("bad_request", "A built-in realm can not be deleted.", *issues)))
        assert not isinstance(error, StateError)


# -- not the Hub --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "media_type", "kind", "told"),
    [
        (
            404,
            {"status": 404, "message": "Not Found"},
            "application/json",
            WrongURLError,
            "no such route.*404: Not Found",
        ),
        (404, HTML, "text/html", WrongURLError, "no such route"),
        (404, {"kind": "Status", "code": 404, "message": "no"}, "application/json", WrongURLError, "no such route"),
        (302, refusal("found", "Moved."), "application/json", UnreadableAnswerError, "answered 302"),
        (100, b"", "", UnreadableAnswerError, "answered 100 with nothing"),
        (199, refusal("odd", "Odd."), "application/json", UnreadableAnswerError, "answered 199"),
        (600, refusal("odd", "Odd."), "application/json", UnreadableAnswerError, "answered 600"),
        (999, HTML, "text/html", UnreadableAnswerError, "answered 999 with text/html"),
        (413, HTML, "text/html", UnreadableAnswerError, "answered 413 with text/html"),
        (511, HTML, "text/html", ServerError, "answered 511 with text/html"),
        (502, b"", "text/" + "x" * 10_000, ServerError, "answered 502 with text/xxx"),
        (405, b"", "text/plain", WrongURLError, "no such route"),
        (401, HTML, "text/html", AuthenticationError, "Login needed"),
        (403, HTML, "text/html; charset=utf-8", UnreadableAnswerError, "403 with text/html, which comes from a proxy"),
        (407, HTML, "text/html", ProxyError, "The proxy wants a login"),
        (302, b"", "text/html", UnreadableAnswerError, "answered 302"),
        (304, b"", "", UnreadableAnswerError, "304 with nothing"),
        (400, b"", "", UnreadableAnswerError, "400 with nothing"),
        (501, {"message": "no"}, "application/json", ServerError, "does not offer.*no"),
        (502, HTML, "text/html", ServerError, "502 with text/html"),
        (503, b"", "", ServerError, "503 with nothing"),
        (504, b"stream timeout", "text/plain", ServerError, "504 with text/plain"),
        (500, [1, 2], "application/json", ServerError, "which comes from a proxy or gateway and not from the Hub"),
        (500, "text", "application/json", ServerError, "which comes from a proxy or gateway and not from the Hub"),
        (500, None, "application/json", ServerError, "which comes from a proxy or gateway and not from the Hub"),
        (
            500,
            {"code": 5, "message": ["no", "text"]},
            "application/json",
            ServerError,
            "which comes from a proxy or gateway and not from the Hub",
        ),
        (
            500,
            b'{"code": "\xff\xfe',
            "application/json",
            ServerError,
            "which comes from a proxy or gateway and not from the Hub",
        ),
        (500, b"1" * 5000, "application/json", ServerError, "which comes from a proxy or gateway and not from the Hub"),
        (500, b"x" * 5_000_000, "text/plain", ServerError, "500 with text/plain"),
        (
            500,
            b"[" * 100_000,
            "application/json",
            ServerError,
            "which comes from a proxy or gateway and not from the Hub",
        ),
    ],
    ids=lambda value: str(value)[:30] if not isinstance(value, type) else value.__name__,
)
def test_what_stands_in_between_is_told_from_the_hub(
    status: int, body: object, media_type: str, kind: type[HubAPIError], told: str
):
    with pytest.raises(kind, match=told) as caught:
        FIND.read(answer(status, body, media_type))
    error = caught.value
    assert type(error) is kind
    assert (error.status_code, error.issues) == (status, ())
    assert URL in error.message
    assert len(error.message) < 300
    assert "\n" not in error.message
    assert error.hint or status == 501


@pytest.mark.parametrize(
    ("body", "media_type", "told"),
    [
        (b"", "application/json", "with an empty body"),
        (HTML, "text/html; charset=utf-8", "with text/html in place of JSON"),
        (HTML, "", "with a body that cannot be read"),
        (b'{"data": [', "application/json", "with a body that cannot be read"),
        (b'{"data": ["\xff"]}', "application/json", "with a body that cannot be read"),
        (b"[" * 100_000, "application/json", "with a body that cannot be read"),
        ([], "application/json", "with a body that cannot be read"),
        ("text", "application/json", "with a body that cannot be read"),
        ({"data": []}, "application/json", r"cannot be read \(meta: Field required\)"),
        ({"data": [{"name": "x"}], "meta": {}}, "application/json", r"cannot be read \(data\.0\.id: Field required\)"),
        ({"data": [{"id": "x"}], "meta": {}}, "application/json", r"cannot be read \(data\.0\.id: "),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_good_answer_that_cannot_be_read_is_an_error(body: object, media_type: str, told: str):
    with pytest.raises(UnreadableAnswerError, match=told) as caught:
        FIND.read(answer(200, body, media_type))
    assert ("cut off" if "EOF" in caught.value.message and body else "base_url") in caught.value.hint
    assert "ValidationError" in caught.value.error_model_traceback
    assert caught.value.__suppress_context__


# -- missing records ----------------------------------------------------------------------------------------------

GONE = answer(404, refusal("entity_not_found", "The node was not found."))
NO_ROUTE = answer(404, {"status": 404, "message": "Not Found"})


@pytest.mark.parametrize("meta", [False, True])
def test_reading_a_missing_record_gives_none(meta: bool):
    assert get(NODES, ID, {"meta": meta}).read(GONE) is None


def test_reading_below_a_missing_record_gives_none_where_there_may_be_nothing():
    row = next(row for row in TABLE["node"].actions if row.method == "get_node_client_credentials")
    call = action(ActionBinding(row), {"node_id": ID, "secret": "x"}, {})
    assert call.read(GONE) is None
    with pytest.raises(WrongURLError):
        call.read(NO_ROUTE)


def test_reading_at_a_missing_route_is_an_error():
    with pytest.raises(WrongURLError, match="There is no such route"):
        GET.read(NO_ROUTE)


@pytest.mark.parametrize("call", [delete(NODES, ID, {}), FIND])
def test_a_missing_record_is_an_error_where_one_is_needed(call: Any):
    with pytest.raises(NotFoundError, match="The node was not found"):
        call.read(GONE)


# -- anything -----------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ISSUES = JSON | st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("path", "message", "code"), JSON)), max_size=3
)
REFUSALS = st.fixed_dictionaries({"code": st.text() | JSON, "message": st.text() | JSON, "issues": ISSUES})
RECORDS = st.fixed_dictionaries(
    {"id": st.just(ID) | JSON}, optional=dict.fromkeys(("name", "registry", "createdAt"), JSON)
)
LISTS = st.fixed_dictionaries(
    {"data": st.lists(RECORDS, max_size=2) | RECORDS | JSON, "meta": JSON | st.just({"total": 1})}
)


@given(
    status=st.integers(100, 599) | st.sampled_from([200, 400, 401, 404, 429, 500]),
    body=st.binary() | st.one_of(JSON, REFUSALS, RECORDS, LISTS).map(lambda value: json.dumps(value).encode()),
    media_type=st.sampled_from(["application/json", "text/html", ""]) | st.text(),
    call=st.sampled_from([FIND, GET, delete(NODES, ID, {})]),
)
@settings(max_examples=400, deadline=None)
def test_any_answer_is_a_result_or_one_of_the_errors(status: int, body: bytes, media_type: str, call: Any):
    with suppress(HubAPIError), warnings.catch_warnings():
        warnings.simplefilter("ignore", UnreadableValueWarning)
        warnings.simplefilter("ignore", TruncatedListWarning)
        call.read(answer(status, body, media_type))
