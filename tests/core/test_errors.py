"""The errors: one family, which can be caught, kept, sent to another process and shown to anybody."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import flame_hub
from flame_hub import errors
from flame_hub.core.errors import seconds_to_wait
from flame_hub.core.redaction import cleaned, shown_url
from flame_hub.errors import ErrorResponse, HubAPIError, UnknownNameError, UsageError

SECRET = "the-access-token"
PASSWORD = "pass-in-url"


def family(kind: type[HubAPIError] = HubAPIError) -> list[type[HubAPIError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in family(child))]


KINDS = sorted(set(family()), key=lambda kind: kind.__name__)


class OwnError(errors.NotFoundError):
    """An error of somebody else's, with arguments of its own."""

    def __init__(self, record: str, tries: int) -> None:
        super().__init__(f"no {record}", status_code=404)
        self.record = record
        self.tries = tries


class BareError(errors.RateLimitError):
    """An error that does not call the constructor of its base."""

    def __init__(self, what: str) -> None:
        self.what = what


COPIES = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda error: pickle.loads(pickle.dumps(error)),
    "oldest pickle": lambda error: pickle.loads(pickle.dumps(error, 0)),
}


def full(kind: type[HubAPIError]) -> HubAPIError:
    """An error that has everything an error can have."""
    request = httpx2.Request("POST", "http://hub.test/core/nodes?a=b", headers={"authorization": SECRET}, content=b"{}")
    issues = ({"path": ["name"], "message": "too short"},)
    error = kind(
        "What happened.",
        request,
        {"ratelimit-reset": "7"},
        ErrorResponse(429, "too_many", "Too many.", issues),
        "Traceback ...",
    )
    error.hint = "What to do."
    return error


def test_all_errors_are_public():
    assert {kind.__name__ for kind in KINDS} <= set(errors.__all__)
    assert flame_hub.HubAPIError is HubAPIError


def test_errors_are_caught_as_what_python_calls_such_errors():
    assert issubclass(HubAPIError, httpx2.HTTPError)
    assert issubclass(UsageError, ValueError)
    assert issubclass(UnknownNameError, (UsageError, TypeError))
    assert issubclass(errors.HubTimeoutError, errors.HubConnectionError)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_what_happened_and_then_what_to_do(kind: type[HubAPIError]):
    error = full(kind)
    assert str(error) == "What happened.\nWhat to do."
    assert (error.status_code, error.code, error.issues[0]["path"]) == (429, "too_many", ["name"])
    assert str(error.request.url) == "http://hub.test/core/nodes?a=b"
    error.hint = ""
    assert str(error) == "What happened."


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_error_can_be_copied_and_pickled(kind: type[HubAPIError], duplicate: Callable[[HubAPIError], HubAPIError]):
    error = full(kind)
    twin = duplicate(error)
    assert type(twin) is kind
    assert (str(twin), repr(twin), twin.args) == (str(error), repr(error), error.args)
    assert (twin.message, twin.hint) == (error.message, error.hint)
    assert twin.error_response == error.error_response
    assert twin.response_headers == error.response_headers
    assert twin.error_model_traceback == error.error_model_traceback
    assert (twin.request.method, twin.request.url) == (error.request.method, error.request.url)


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_driver_finds_out_is_copied_too(
    kind: type[HubAPIError], duplicate: Callable[[HubAPIError], HubAPIError]
):
    error = full(kind)
    assert (error.outcome_unknown, error.attempts) == (False, 1)
    error.outcome_unknown, error.attempts = True, 3
    error.__cause__ = RuntimeError(threading.Lock())  # which cannot be pickled
    twin = duplicate(error)
    assert (twin.outcome_unknown, twin.attempts, str(twin)) == (True, 3, str(error))


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_an_error_of_somebody_else_is_copied_whatever_its_constructor_takes(duplicate: Callable[[Any], Any]):
    own = OwnError("node", 2)
    own.hint = "Make one."
    twin = duplicate(own)
    assert (type(twin), twin.record, twin.tries, str(twin)) == (OwnError, "node", 2, "no node\nMake one.")
    bare = duplicate(BareError("x"))
    assert (bare.what, str(bare), bare.request, bare.status_code, bare.retry_after) == ("x", "", None, None, None)
    noted = HubAPIError("x")
    noted.more = noted  # type: ignore[attr-defined]
    if duplicate is not copy.copy:
        twin = duplicate(noted)
        assert twin.more is twin


# -- making one ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_is_made_of_its_message_alone(kind: type[HubAPIError]):
    error = kind("What happened.")
    assert (error.message, error.request, error.error_response) == ("What happened.", None, None)
    assert (error.status_code, error.code, error.issues, error.response_headers) == (None, "", (), {})
    assert (error.outcome_unknown, error.attempts, error.error_model_traceback) == (False, 1, "")
    assert str(error).split("\n")[0] == "What happened."


def test_an_error_is_made_in_one_line():
    error = errors.NotFoundError("no such node", status_code=404, code="entity_not_found")
    assert (error.status_code, error.code, error.message) == (404, "entity_not_found", "no such node")
    assert error.error_response == ErrorResponse(404, "entity_not_found", "no such node")
    assert errors.ConflictError("taken", code="entity_conflict").status_code == 409
    assert HubAPIError("odd", code="x").status_code is None
    error = errors.ValidationError("no", hint="Say more.", issues=[{"path": ["name"], "message": "too short"}])
    assert (error.status_code, error.by_field, str(error)) == (400, {"name": ["too short"]}, "no\nSay more.")
    assert errors.RateLimitError("slow", headers={"Retry-After": "5"}).retry_after == 5
    told = ErrorResponse(400, "bad_request", "No.", ({"path": ["a"]},))
    error = HubAPIError("x", None, None, told, status_code=418)
    assert error.error_response == ErrorResponse(418, "bad_request", "No.", ({"path": ["a"]},))


def test_an_error_is_made_as_with_the_published_client():
    text = (Path(__file__).parent.parent / "published" / "1.1.0.json").read_text("utf-8")
    parameters = json.loads(text)["exceptions"]["HubAPIError"]
    given_in_order = {
        "message": "What happened.",
        "request": httpx2.Request("GET", "http://hub.test/"),
        "headers": httpx2.Headers({"X-A": "1"}),
        "error": ErrorResponse(400),
        "error_model_traceback": "Traceback",
    }
    assert [name for name, *_ in parameters] == list(given_in_order)
    for error in (HubAPIError(*given_in_order.values()), HubAPIError(**given_in_order)):
        assert (error.message, error.status_code, error.error_model_traceback) == ("What happened.", 400, "Traceback")
        assert error.response_headers["x-a"] == "1"


# -- what is shown ------------------------------------------------------------------------------------------------


def test_an_error_tells_how_often_it_was_tried_and_whether_to_look_first():
    error = errors.HubTimeoutError("It took too long.\nReally.", hint="Allow more time.")
    error.attempts = 3
    assert str(error) == "It took too long. (3 attempts)\nReally.\nAllow more time."
    error.outcome_unknown = True
    looking = "Whether the Hub did what was asked is unknown: look before you repeat it."
    assert str(error) == f"It took too long. (3 attempts)\nReally.\nAllow more time.\n{looking}"
    error.hint = "Perhaps it is done: look before you repeat it."
    assert looking not in str(error)


HIDDEN = (
    "password",
    "client_secret",
    "token",
    "access_token",
    "filter[accountSecret]",
    "filter%5BSecret%5D",
    "code",
    "X-Amz-Signature",
    "api-key",
)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_request_is_shown_without_secrets_in_its_query(name: str):
    error = HubAPIError(
        "x", httpx2.Request("GET", f"http://u:{PASSWORD}@hub.test/x?a=b&{name}={SECRET}&c=&{name}={SECRET}#d")
    )
    for found in (error, pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        shown = str(found.request.url)
        assert SECRET not in shown
        assert PASSWORD not in shown
        assert shown.startswith("http://hub.test/x?a=b&")
        assert shown.count("=***") == 2
    error.request = httpx2.Request("POST", f"http://hub.test/x?{name}={SECRET}", headers={"a": SECRET}, content=SECRET)
    assert SECRET not in str(error.request.url)
    assert not error.request.headers.get("a")
    assert pickle.dumps(error).find(SECRET.encode()) == -1


def test_parameters_that_are_no_secrets_stay():
    url = "http://hub.test/nodes?filter[name]=a%20b&fields=+accountSecret,id&page[limit]=50&sort=-createdAt&x"
    assert shown_url(url) == url


def test_a_url_that_is_too_long_without_its_secrets_is_shown_without_its_query():
    request = httpx2.Request("GET", "http://hub.test/x?" + "&".join(["pwd=a"] * 10_000))
    assert str(HubAPIError("x", request).request.url) == "http://hub.test/x"


def test_headers_are_shown_without_secrets():
    headers = [
        ("Set-Cookie", f"session={SECRET}"),
        ("Set-Cookie", f"other={SECRET}"),
        ("Authorization", f"Bearer {SECRET}"),
        ("Proxy-Authorization", SECRET),
        ("Proxy-Authenticate", f"Negotiate {SECRET}"),
        ("WWW-Authenticate", f'Bearer error="invalid_token", {SECRET}'),
        ("Authentication-Info", f"nextnonce={SECRET}"),
        ("X-Api-Key", SECRET),
        ("X-Auth-Token", SECRET),
        ("Location", f"http://u:{SECRET}@hub.test/?token={SECRET}&a=b"),
        ("Retry-After", "5"),
        ("Date", "größe\ud800"),
    ]
    for given_headers in (
        dict(headers),
        httpx2.Headers([(name, value.replace("\ud800", "")) for name, value in headers], "utf-8"),
    ):
        shown = HubAPIError("x", headers=given_headers).response_headers
        assert SECRET not in repr(dict(shown)) + repr(shown)
        assert SECRET.encode() not in pickle.dumps(HubAPIError("x", headers=given_headers))
        assert (shown["retry-after"], shown["proxy-authenticate"]) == ("5", "Negotiate ***")
        assert (shown["www-authenticate"], shown["location"]) == ("Bearer ***", "http://hub.test/?token=***&a=b")


@given(st.text(st.characters()) | st.text("\x1b[]0;m\x07\\\x9b\x9d a"))
def test_a_text_of_somebody_else_can_be_printed(text: str):
    shown = cleaned(text)
    shown.encode()
    assert all(character.isprintable() or character in "\n\t\u200c\u200d" for character in shown)
    assert cleaned(shown) == shown
    if text.isprintable():
        assert shown == text


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_cleaned_whoever_makes_the_error(kind: type[HubAPIError]):
    error = kind("a\x1b[31mb\x00", hint="c\x1b]0;t\x07d", error_model_traceback="e\x9b1mf")
    assert str(error) == "ab\ufffd\ncd"
    assert error.error_model_traceback == "ef"


# -- issues by field ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "issues", "by_field"),
    [
        ("No.", [{"path": ["name"], "message": "a"}, {"path": ["name"], "message": "b"}], {"name": ["a", "b"]}),
        ("No.", [{"path": ["args", 0, "value"], "message": "a"}, {"message": "b"}], {"args.0.value": ["a"], "": ["b"]}),
        (
            "No.",
            [{"path": ["a"], "issues": [{"message": "x"}, {"path": ["b"], "message": "y"}]}],
            {"a": ["x"], "b": ["y"]},
        ),
        (
            "Properties name, host are invalid.",
            [],
            {name: ["Properties name, host are invalid."] for name in ("name", "host")},
        ),
        ("Property name is invalid", [], {"name": ["Property name is invalid"]}),
        ("Can't find node entity by nodeId", [], {"nodeId": ["Can't find node entity by nodeId"]}),
        ("Invalid command.", [], {}),
        (
            "No.",
            [{"path": [None, {}], "message": 5}, {"path": "x"}, {"path": ["\x1b[1mc"], "message": "d\x00"}],
            {"": ["", ""], "c": ["d\ufffd"]},
        ),
        ("Property " * 10_000, [], {}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_issues_are_told_by_field(message: str, issues: list[Any], by_field: dict[str, list[str]]):
    error = errors.ValidationError(
        "The Hub refused it.", None, None, ErrorResponse(400, "bad_request", message, issues)
    )
    assert error.by_field == by_field


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["path", "message", "issues", "code"]), inner),
    max_leaves=20,
)


@given(message=st.text(), issues=st.lists(JSON))
def test_any_issues_are_told_by_field(message: str, issues: list[Any]):
    by_field = errors.ValidationError("x", error=ErrorResponse(400, "", message, issues)).by_field
    assert all(
        isinstance(name, str) and said and all(isinstance(one, str) for one in said) for name, said in by_field.items()
    )


def test_issues_within_issues_have_an_end():
    deep: dict[str, Any] = {"path": ["x"], "message": "the last"}
    for _ in range(100_000):
        deep = {"issues": [deep], "message": "not the last"}
    assert errors.ValidationError("x", issues=[deep]).by_field == {"": ["not the last"]}


# -- times to wait ------------------------------------------------------------------------------------------------

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("Tue, 14 Nov 2023 22:13:50 GMT", 30.0),
        ("Tuesday, 14-Nov-23 22:13:50 GMT", 30.0),
        ("Tue Nov 14 22:13:50 2023", 30.0),
        ("Tue, 14 Nov 2023 23:13:50 +0100", 30.0),
        ("Tue, 14 Nov 2023 22:13:50 -0000", 30.0),
        ("Tue, 14 Nov 2023 22:13:19 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Mon, 01 Jan 0001 00:00:00 +1400", 0.0),
        ("Thu, 16 Nov 2023 22:13:50 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Fri, 99 Dec 9999 99:99:99 GMT", None),
        ("120", 120.0),
        (" 1.5 ", 1.5),
        ("86400", 86400.0),
        ("86401", None),
        ("-1", None),
        ("+5", None),
        ("1e2", None),
        ("inf", None),
        ("nan", None),
        ("٣", None),
        ("9" * 5000, None),
        ("", None),
        (",", None),
        ("\x00" * 5000, None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_time_to_wait_is_seconds_or_a_date(retry_after: str, seconds: float | None):
    assert seconds_to_wait({"retry-after": retry_after}, NOW) == seconds


@given(st.integers(0, 86_400), st.integers(0, 2**31))
def test_a_date_is_the_seconds_until_it(ahead: int, now: int):
    date = format_datetime(datetime.fromtimestamp(now + ahead, timezone.utc), usegmt=True)
    assert seconds_to_wait({"retry-after": date}, float(now)) == ahead
    assert seconds_to_wait({"retry-after": date}, float(now + ahead + 1)) == 0


TIMES = st.text(max_size=60) | st.text("0123456789.-+ ,:GMTJanue", max_size=40) | st.floats().map(str)


@given(headers=st.dictionaries(st.sampled_from(["retry-after", "ratelimit-reset", "ratelimit-remaining"]), TIMES))
def test_any_headers_give_a_time_that_can_be_waited_or_none(headers: dict[str, str]):
    for now in (None, 0.0, NOW):
        seconds = seconds_to_wait(headers, now)
        assert seconds is None or 0 <= seconds <= 86_400


def test_a_rate_limit_tells_the_same_time_whenever_it_is_looked_at():
    date = format_datetime(datetime.fromtimestamp(4e9, timezone.utc), usegmt=True)
    error = errors.RateLimitError("slow", headers={"retry-after": date})
    error._made_at = 4e9 - 30
    assert error.retry_after == copy.copy(error).retry_after == pickle.loads(pickle.dumps(error)).retry_after == 30


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_an_error_of_a_call_that_sent_nothing_has_no_request(duplicate: Callable[[HubAPIError], HubAPIError]):
    error = UsageError("The call is wrong.", None)
    for found in (error, duplicate(error)):
        assert found.request is None
        assert (found.status_code, found.code, found.issues, found.response_headers) == (None, "", (), {})


def test_a_pickled_error_holds_neither_headers_nor_body_of_the_request():
    assert SECRET.encode() not in pickle.dumps(full(HubAPIError))


def fail(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("Connection refused", request=request)


def answering(status: int, **content: Any) -> Callable[[httpx2.Request], httpx2.Response]:
    return lambda request: httpx2.Response(status, **content)


@pytest.mark.parametrize(
    "behaviour",
    [
        fail,
        answering(200, html="<html>"),
        answering(200, json={"data": 5}),
        answering(302, headers={"location": "/elsewhere"}),
        answering(400, json={"code": "bad_request", "message": "No."}),
        answering(401, json={"code": "identity_unauthorized", "message": "Authentication required."}),
        answering(403, html="<html>"),
        answering(404, json={"status": 404, "message": "Not Found"}),
        answering(429, text="Too many requests"),
        answering(500, json={"code": "internal_error", "message": "The JWT has expired."}),
        answering(502, html="<html>"),
    ],
    ids=["no connection", "html", "nonsense", "redirect", "400", "401", "403", "404", "429", "500", "502"],
)
def test_an_error_shows_neither_the_token_nor_the_password_of_the_url(behaviour: Any):
    url = f"http://user:{PASSWORD}@hub.test/core/"
    with httpx2.Client(transport=httpx2.MockTransport(behaviour)) as client:
        core = flame_hub.CoreClient(url, flame_hub.auth.StaticAuth(SECRET), client=client, generation="0.14", retries=0)
        with pytest.raises(HubAPIError) as caught:
            core.get_nodes()
    error = caught.value
    request = error.request
    shown = [str(error), repr(error), str(request.url), repr(dict(request.headers)), error.error_model_traceback]
    assert "http://hub.test/core/nodes" in str(error)
    for text in shown:
        assert SECRET not in text
        assert PASSWORD not in text
        assert "user:" not in text


@pytest.mark.parametrize("url", ["ftp://user:{}@hub.test", "http://user:{}@", "http://user:{}@hub.test:port/"])
def test_a_refused_url_is_shown_without_its_password(url: str):
    with pytest.raises(UsageError) as caught:
        flame_hub.CoreClient(url.format(PASSWORD))
    assert PASSWORD not in str(caught.value)


def test_a_client_is_shown_without_the_password_of_its_url():
    url = f"http://user:{PASSWORD}@hub.test/"
    with httpx2.Client() as client:
        hub = flame_hub.Hub(url, client=client, retries=0)
        assert PASSWORD not in repr(hub) + repr(hub.core)


def test_an_unreadable_answer_does_not_give_away_secrets_in_it(hub: flame_hub.Hub, wire: Any):
    wire.answer(200, {"data": {"name": "a", "secret": SECRET}, "meta": {}})
    with pytest.raises(errors.UnreadableAnswerError) as caught:
        hub.auth.get_client("a")
    assert SECRET not in str(caught.value)
    assert SECRET not in caught.value.error_model_traceback
