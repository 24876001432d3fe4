"""What a Hub, or whoever answers in its place, writes does not get into messages as it is: cut, cleaned, no secrets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from flame_hub.core.answers import Answer, error_of
from flame_hub.errors import ValidationError

URL = "http://hub.test/core/nodes"


def answer(status: int, body: object, media_type: str = "application/json", **headers: str) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer("GET", URL, status, {"content-type": media_type, **headers}, content)


def refusal(code: str, message: str) -> dict[str, Any]:
    return {"statusCode": 0, "code": code, "message": message, "issues": []}


RED, TITLE, LINK = "\x1b[31;1m", "\x1b]0;title\x07", "\x1b]8;;http://evil.test\x1b\\"
NASTY = f"a{RED}b{TITLE}c{LINK}d\r\n\te\x00f\x9b2Jg\u202eh\u2028i\ud800j\x7fk\x1b"


def hostile(told: Any) -> Iterator[Answer]:
    """Answers that say this in every place where something is said."""
    yield answer(400, {"code": "bad_request", "message": told, "issues": [{"path": [told], "message": told}]})
    for status in (400, 401, 403, 404, 409, 500, 503):
        yield answer(status, {"code": "bad_request", "message": told})
        yield answer(status, {"message": told})
    yield answer(400, {"code": "invalid_grant", "message": told})
    yield answer(400, {"code": "ANALYSIS_ERROR", "message": told})
    if isinstance(told, str):
        yield answer(302, b"", location=told)
        yield answer(502, b"", told)


def test_nothing_that_a_terminal_obeys_gets_into_a_message():
    for one in hostile(NASTY):
        for text in str(error_of(one)).split("\n"):
            assert text.isprintable(), ascii(text)
            text.encode()
    said = error_of(answer(400, refusal("bad_request", NASTY))).message
    assert said == f"The Hub refused GET {URL}: abcd e\ufffdfgh i\ufffdj\ufffdk\ufffd"


@pytest.mark.parametrize("length", [499, 500, 501, 5_000_000])
def test_a_long_text_is_cut(length: int):
    for one in hostile("x" * length):
        assert len(error_of(one).message) < 1000
    assert ("..." in error_of(answer(400, refusal("bad_request", "x" * length))).message) is (length > 500)


def test_odd_members_of_issues_do_not_get_into_a_message_as_they_are():
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    odd = [5, None, "text", [{}], deep, {"path": [deep, {"a": deep}], "message": deep}, {"path": deep, "message": {}}]
    many = [{"path": ["p" * 5000], "message": "m" * 5000}] * 5000
    for issues in (odd, many):
        error = error_of(answer(400, {"code": "bad_request", "message": "No.", "issues": issues}))
        assert type(error) is ValidationError
        assert len(error.message) < 2000
        assert error.by_field


JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
SECRETS = {
    "a token": (f"The token {JWT} is not known.", JWT),
    "a header": ("Authorization: Bearer abcdef1234567890 was refused", "abcdef1234567890"),
    "a login": ("Basic YWRtaW46c3RhcnQxMjM= is wrong", "YWRtaW46c3RhcnQxMjM="),
    "a hash": ("Row (ada, $2b$10$CwTycUXWue0Thq9StjUM0uJ8) is no good", "CwTycUXWue0Thq9StjUM0uJ8"),
    "a body": ('Cannot store {"name": "ada", "password": "start-1-2-3"}', "start-1-2-3"),
    "a form": ("Cannot read grant_type=password&client_secret=s3cr3t&x=y", "s3cr3t"),
}


@pytest.mark.parametrize(("told", "secret"), SECRETS.values(), ids=SECRETS)
def test_a_secret_that_the_hub_repeats_is_not_repeated_again(told: str, secret: str):
    for one in hostile(told):
        assert secret not in str(error_of(one))
    assert "***" in error_of(answer(400, refusal("bad_request", told))).message


@pytest.mark.parametrize(
    "told",
    [
        "Only Bearer tokens are accepted as authentication method.",
        "Basic authentication is not offered here",
        "Property token is invalid",
        "Property password: Too small: expected string to have >=10 characters",
        "refresh token replay detected; session revoked",
    ],
)
def test_a_sentence_about_secrets_stays(told: str):
    assert told in error_of(answer(409, refusal("entity_conflict", told))).message


def test_a_redirect_shows_no_secrets_of_its_target():
    target = "https://user:pw@login.test/authorize?client_id=hub&state=x&id_token=tok#access_token=acc&expires_in=5"
    error = error_of(answer(302, b"", location=target))
    shown = "https://login.test/authorize?client_id=hub&state=x&id_token=***#access_token=***&expires_in=5"
    assert error.message == f"GET {URL} answered 302 and leads to {shown}."
    assert error.response_headers["Location"] == shown
