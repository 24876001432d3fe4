"""The errors: one family, which can be caught, kept, sent to another process and shown to anybody."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

import flame_hub
from flame_hub import errors
from flame_hub.errors import ErrorResponse, HubAPIError, UnknownNameError, UsageError

SECRET = "the-access-token"
PASSWORD = "pass-in-url"


def family(kind: type[HubAPIError] = HubAPIError) -> list[type[HubAPIError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in family(child))]


KINDS = sorted(set(family()), key=lambda kind: kind.__name__)
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
        core = flame_hub.CoreClient(url, flame_hub.auth.StaticAuth(SECRET), client=client, generation="0.14")
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
        hub = flame_hub.Hub(url, client=client)
        assert PASSWORD not in repr(hub) + repr(hub.core)


def test_an_unreadable_answer_does_not_give_away_secrets_in_it(hub: flame_hub.Hub, wire: Any):
    wire.answer(200, {"data": {"name": "a", "secret": SECRET}, "meta": {}})
    with pytest.raises(errors.UnreadableAnswerError) as caught:
        hub.auth.get_client("a")
    assert SECRET not in str(caught.value)
    assert SECRET not in caught.value.error_model_traceback
