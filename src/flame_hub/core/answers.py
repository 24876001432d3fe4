"""What an answer means: a result, or one of the errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import httpx2
import pydantic

from .errors import (
    AuthenticationError,
    ConflictError,
    ErrorResponse,
    HubAPIError,
    NotFoundError,
    PermissionDeniedError,
    ProxyError,
    RateLimitError,
    ServerError,
    UnreadableAnswerError,
    ValidationError,
    WrongURLError,
    seconds_to_wait,
)
from .texts import one_line, without_password

T = TypeVar("T")

#: Codes with which the Hub says that a login is needed, or that a token is no longer good.
TOKEN_CODES = frozenset({"expired_token", "inactive_token", "invalid_token", "bearer_token_malformed"})
#: Sentences in which core, storage and telemetry say the same, with status 500 (measured on Hub 0.14).
TOKEN_MESSAGES = ("The JWT ", "Property token is invalid", "Only Bearer tokens are accepted")
#: Codes with which the token endpoint refuses a login.
LOGIN_CODES = frozenset(
    {
        "entity_inactive",
        "invalid_client",
        "invalid_credentials",
        "invalid_grant",
        "mfa_required",
        "unauthorized_client",
        "unsupported_token_grant_type",
    }
)


@dataclass(frozen=True)
class Answer:
    """What came back for one request: method and URL of the request, status, headers (names in lower case), body."""

    method: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def request(self) -> httpx2.Request:
        """The request as errors show it, without headers and body."""
        return httpx2.Request(self.method, without_password(self.url))

    @property
    def doing(self) -> str:
        """What was asked, as messages tell it: method and URL without the query."""
        return f"{self.method} {without_password(self.url).partition('?')[0]}"

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def parsed(body: bytes) -> dict[str, Any]:
    """A body as the JSON object that it is; nothing if it is none."""
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def read_error(answer: Answer) -> ErrorResponse:
    """What the Hub wrote about a refusal; code and message are empty if the body is not the Hub's."""
    found = parsed(answer.body)
    code, message, issues = found.get("code"), found.get("message"), found.get("issues")
    return ErrorResponse(
        answer.status,
        code if isinstance(code, str) else "",
        message if isinstance(message, str) else "",
        tuple(_mappings(cast("list[object]", issues))) if isinstance(issues, list) else (),
    )


def _mappings(values: list[object]) -> Iterator[Mapping[str, Any]]:
    return (cast("dict[str, Any]", value) for value in values if isinstance(value, dict))


def refuses_token(error: ErrorResponse) -> bool:
    """Whether the Hub refused the access token itself, so that logging in again may help."""
    if error.status_code == 401:
        return error.code.lower() not in LOGIN_CODES
    if error.code.lower() in TOKEN_CODES:
        return True
    return error.status_code in (400, 500) and error.message.startswith(TOKEN_MESSAGES)


def missing_record(answer: Answer, error: ErrorResponse) -> bool:
    """Whether a 404 says that there is no such record, and not that there is no such route or Hub."""
    return answer.status == 404 and bool(error.code)


def error_of(answer: Answer) -> HubAPIError:
    """The error that a refusing answer is."""
    error = read_error(answer)
    kind, message, hint = _explain(answer, error)
    raised = kind(message, answer.request, answer.headers, error)
    raised.hint = hint
    return raised


def _explain(answer: Answer, error: ErrorResponse) -> tuple[type[HubAPIError], str, str]:
    """The class, the sentence and the advice for a refusing answer."""
    status, said = answer.status, one_line(error.message)
    doing = answer.doing
    if not error.code and status != 429:
        return _foreign(answer, error, doing)
    if refuses_token(error):
        return (
            AuthenticationError,
            f"The Hub does not accept the login for {doing}: {said}",
            "Log in again, or give the client an auth that can (flame_hub.auth.PasswordAuth, ClientAuth).",
        )
    if error.code.lower() in LOGIN_CODES:
        return (
            AuthenticationError,
            f"The Hub refused the login: {said}",
            "This Hub has no robots any more: log in with flame_hub.auth.ClientAuth."
            if error.code == "unsupported_token_grant_type"
            else "Check name, password or secret, and the realm the account belongs to.",
        )
    if status == 403 or any(issue.get("code") == "permission_not_found" for issue in error.issues):
        return (
            PermissionDeniedError,
            f"Not permitted: {doing}. The Hub says: {said}",
            "Ask an administrator of the Hub for the permission, or log in as somebody who has it.",
        )
    if status == 404:
        return NotFoundError, f"{said} ({doing})", ""
    if status == 409:
        return ConflictError, f"{said} ({doing})", "Choose another name, or find and change the record that is there."
    if status == 429:
        seconds = seconds_to_wait(answer.headers)
        wait = "Wait a minute." if seconds is None else f"Wait {seconds:g} seconds."
        return RateLimitError, f"Too many requests: the Hub refused {doing}.", wait
    if status >= 500:
        return ServerError, f"The Hub failed at {doing}: {status} {said}", ""
    return ValidationError, f"The Hub refused {doing}: {said}{_issues(error.issues)}", ""


def _issues(issues: Sequence[Mapping[str, Any]]) -> str:
    told = "; ".join(f"{_place(issue)}: {one_line(str(issue.get('message', '')))}" for issue in issues[:5])
    more = f"; and {len(issues) - 5} more" if len(issues) > 5 else ""
    return f" ({told}{more})" if told else ""


def _place(issue: Mapping[str, Any]) -> str:
    path = issue.get("path")
    return ".".join(str(part) for part in cast("list[object]", path)) if path and isinstance(path, list) else "?"


def _foreign(answer: Answer, error: ErrorResponse, doing: str) -> tuple[type[HubAPIError], str, str]:
    """What to say of an error that is not in the Hub's form: it came from a router, a proxy, or another server."""
    status = answer.status
    said = f": {one_line(error.message)}" if error.message else ""
    if status == 404 or status == 405:
        return (
            WrongURLError,
            f"There is no such route: {doing} answered {status}{said}.",
            "Check base_url. Behind one host the services stand at /auth/, /core/ and /storage/.",
        )
    if status == 501:
        return ServerError, f"This Hub does not offer {doing}{said}.", ""
    what = answer.media_type or "nothing"
    if status == 407:
        hint = "Put user name and password into HTTPS_PROXY: http://name:password@host:port."
        return ProxyError, f"The proxy wants a login for {doing}.", hint
    if 300 <= status < 400 and (target := without_password(one_line(answer.headers.get("location", "")))):
        hint = "If that is the Hub, give its URL as base_url; if it is a login page, the network wants you to log in."
        return WrongURLError, f"{doing} answered {status} and leads to {target}.", hint
    if status == 401:
        return AuthenticationError, f"Login needed for {doing}{said}.", "Give the client an auth."
    kind = ServerError if status >= 500 else UnreadableAnswerError
    return (
        kind,
        f"{doing} answered {status} with {what}, not with the Hub's own words{said}.",
        "Something in between, most often a proxy, answered. Check base_url and the proxy settings.",
    )


def refusal_of(head: Answer) -> Callable[[Answer], HubAPIError] | None:
    """What makes the error of the whole answer to a download of which this is the head; None if it is a file.

    The Hub sends files as attachments, so a page that is none comes from something in between.
    """
    if not 200 <= head.status < 300:
        return error_of
    if head.media_type == "text/html" and "content-disposition" not in head.headers:
        return lambda answer: unreadable(answer, "with a page in place of a file")
    return None


def unreadable(answer: Answer, why: str, trace: str = "") -> UnreadableAnswerError:
    raised = UnreadableAnswerError(
        f"{answer.doing} answered {answer.status}, but {why}.",
        answer.request,
        answer.headers,
        ErrorResponse(answer.status),
        trace,
    )
    raised.hint = "Check base_url and the proxy settings: this is not what a FLAME Hub answers."
    return raised


def read_with(answer: Answer, validate: Callable[[bytes], T]) -> T:
    """What `validate` makes of the body of a good answer.

    Raises the error that a refusing answer is, or UnreadableAnswerError.
    """
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    try:
        return validate(answer.body)
    except pydantic.ValidationError as error:
        # The values that did not fit are left out: they may be secrets.
        details = error.json(include_url=False, include_input=False, include_context=False)
        raise unreadable(answer, _why_unreadable(answer, error), f"{type(error).__name__}: {details}") from None


def _why_unreadable(answer: Answer, error: pydantic.ValidationError) -> str:
    if not answer.body:
        return "with an empty body"
    if answer.media_type and "json" not in answer.media_type:
        return f"with {answer.media_type} in place of JSON"
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"with a body that cannot be read ({where + ': ' if where else ''}{first['msg']})"
