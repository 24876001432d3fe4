"""What an answer means: a result, or one of the errors."""

from __future__ import annotations

import json
import math
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
    StateError,
    TLSError,
    UnreadableAnswerError,
    ValidationError,
    WrongURLError,
    seconds_to_wait,
)
from .redaction import shown_url, without_secrets
from .states import refused_state
from .texts import brief, one_line

T = TypeVar("T")

#: Codes with which the Hub says that a login is needed, or that a token is no longer good.
TOKEN_CODES = frozenset({"expired_token", "inactive_token", "invalid_token", "bearer_token_malformed"})
#: Sentences in which core, storage and telemetry say the same, with status 500 (measured on Hub 0.14).
TOKEN_MESSAGES = ("The JWT ", "Property token is invalid", "Only Bearer tokens are accepted")
#: Codes and sentences with which the Hub says that the login is good and does not allow it, whatever the status.
PERMISSION_CODES = frozenset({"permission_denied", "permission_evaluation_failed", "permission_not_found"})
PERMISSION_MESSAGES = ("The evaluation of permission", "You are either no authority of the node or you don't have")
#: What the Hub says to nobody, and what the messenger says.
NOBODY_CODE = "identity_unauthorized"
NOBODY_MESSAGE = "The request is not associated with an authenticated identity"
#: Codes with which auth says that logging in failed too often; the first also stands for a second factor's.
THROTTLE_CODES = frozenset({"login_attempt_throttled", "mfa_attempt_throttled"})
#: Codes of a Hub whose disk is full, the real one's and the embedded one's.
FULL_CODES = frozenset({"storage_insufficient", "insufficient_storage"})
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
    """What came back for a call: method and URL of the request, status, headers (names in lower case), body.

    attempts     how often it was tried
    maybe_done   whether the Hub may have done what was asked, be it by an attempt that came to no answer
    """

    method: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    attempts: int = 1
    maybe_done: bool = False

    @property
    def request(self) -> httpx2.Request:
        """The request as errors show it, without headers and body."""
        return httpx2.Request(self.method, self.url)

    @property
    def doing(self) -> str:
        """What was asked, as messages tell it: method and URL without the query."""
        path = shown_url(self.url).partition("#")[0].partition("?")[0]
        return f"{self.method} {one_line(path, 300)}"

    @property
    def media_type(self) -> str:
        return one_line(self.headers.get("content-type", "").partition(";")[0], 80).lower()


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


def missing_record(answer: Answer) -> bool:
    """Whether it is a 404 that says that there is no such record, and not that there is no such route or Hub."""
    return answer.status == 404 and bool(read_error(answer).code)


def error_of(answer: Answer) -> HubAPIError:
    """The error that a refusing answer is."""
    error = read_error(answer)
    kind, message, hint = _explain(answer, error)
    raised = kind(message, answer.request, answer.headers, error)
    raised.hint = hint
    raised.attempts = answer.attempts
    raised.outcome_unknown = answer.maybe_done
    return raised


def _explain(answer: Answer, error: ErrorResponse) -> tuple[type[HubAPIError], str, str]:
    """The class, the sentence and the advice for a refusing answer."""
    status, said, doing = answer.status, _said(error.message), answer.doing
    code = error.code.lower()
    if status == 429 or code in THROTTLE_CODES:
        return _too_many(answer, code)
    if not error.code or not 400 <= status < 600:
        return _foreign(answer, error, doing)
    if code == NOBODY_CODE or error.message.startswith(NOBODY_MESSAGE):
        hint = "Give the client an auth (flame_hub.auth.PasswordAuth, ClientAuth)."
        return AuthenticationError, f"Login needed for {doing}: {said}", hint
    if refuses_token(error):
        return (
            AuthenticationError,
            f"The Hub does not accept the login for {doing}: {said}",
            "Get a new token, or use a login that renews it (flame_hub.auth.PasswordAuth, ClientAuth).",
        )
    if code in LOGIN_CODES:
        hint = _LOGIN_HINTS.get(code, _LOGIN_HINT)
        return AuthenticationError, f"The Hub refused the login: {said}", hint
    if _lacks_permission(error):
        who = "as a user" if said.startswith("Only user accounts") else "as somebody who has it"
        return (
            PermissionDeniedError,
            f"Not permitted: {doing}. The Hub says: {said}",
            f"Ask an administrator of the Hub for the permission, or log in {who}.",
        )
    if (hint := refused_state(error)) is not None:
        return StateError, f"Not possible now: {doing}. The Hub says: {said}", hint
    if status == 404:
        return NotFoundError, f"{said} ({doing})", "It was deleted, or the id is that of something else."
    if status == 409:
        return (
            ConflictError,
            f"{said} ({doing})",
            "Look at the record that is there: it may be of an earlier attempt. Else choose another name.",
        )
    if status >= 500:
        return ServerError, f"The Hub failed at {doing}: {status} {said}", _server_hint(answer, code)
    return ValidationError, f"The Hub refused {doing}: {said}{_issues(error.issues)}", _validation_hint(status, code)


def _said(text: str, limit: int = 500) -> str:
    """What the Hub or somebody in between wrote, as messages tell it."""
    return one_line(without_secrets(text[:10_000]), limit)


_LOGIN_HINT = "Check name, password or secret, and the realm the account belongs to."
_LOGIN_HINTS = {
    "invalid_credentials": "Check user name and password, and the realm of the account.",
    "invalid_client": "Check the client's id and secret, and its realm.",
    "entity_inactive": "Ask an administrator of the Hub to activate the account.",
    "mfa_required": "A program cannot give a second factor: log in with flame_hub.auth.ClientAuth.",
    "unsupported_token_grant_type": "This Hub has no robots any more: log in with flame_hub.auth.ClientAuth.",
}


def _too_many(answer: Answer, code: str) -> tuple[type[HubAPIError], str, str]:
    wait = _wait(answer)
    if code in THROTTLE_CODES:
        advice = wait or "Wait a quarter of an hour."
        return (
            RateLimitError,
            f"Too many failed logins: the Hub refused {answer.doing}.",
            f"{advice} Check name and password before that.",
        )
    return RateLimitError, f"Too many requests: the Hub refused {answer.doing}.", wait or "Wait a minute."


def _wait(answer: Answer) -> str:
    """How long the answer says to wait, in words; nothing if it does not say."""
    seconds = seconds_to_wait(answer.headers)
    if seconds is None:
        return ""
    whole = math.ceil(seconds)
    if whole == 0:
        return "Try again now."
    return (
        f"Wait {whole} second{'s' if whole > 1 else ''}." if whole <= 120 else f"Wait {math.ceil(whole / 60)} minutes."
    )


def _lacks_permission(error: ErrorResponse) -> bool:
    return (
        error.status_code == 403
        or error.code.lower() in PERMISSION_CODES
        or any(issue.get("code") == "permission_not_found" for issue in error.issues)
        or (error.status_code == 400 and error.message.startswith(PERMISSION_MESSAGES))
    )


def _validation_hint(status: int, code: str) -> str:
    if code == "entity_relation_invalid":
        return "The record that it names does not exist, or not any more: check the id."
    if status == 413:
        return "Send less at once, such as one file at a time."
    return ""


def _server_hint(answer: Answer, code: str = "") -> str:
    """What can be done about a failure of the Hub, or of the way to it."""
    status = answer.status
    if status == 507 or code in FULL_CODES:
        return "The Hub has no room left: its operator has to make some. Trying again does not help until then."
    if status == 503:
        return _wait(answer) or "The Hub, or something that it needs, is down or busy: try again in a minute."
    if status == 502 and code:
        return "The Hub does not reach a service that it needs: try again in a minute."
    if status == 502:
        return "The gateway does not reach the Hub, which may be restarting: try again in a minute."
    if status == 504:
        return "The gateway stopped waiting for the Hub: ask for less at once, or try again later."
    if status == 500:
        return "If it happens again, tell the operator of the Hub this message and the time: the Hub's log says more."
    return ""


def _issues(issues: Sequence[Mapping[str, Any]]) -> str:
    told = "; ".join(f"{_place(issue)}: {_said_of(issue)}" for issue in issues[:5])
    more = f"; and {len(issues) - 5} more" if len(issues) > 5 else ""
    return f" ({told}{more})" if told else ""


def _said_of(issue: Mapping[str, Any]) -> str:
    said: object = issue.get("message", "")
    return _said(said if isinstance(said, str) else brief(said), 200)


def _place(issue: Mapping[str, Any]) -> str:
    path = issue.get("path")
    if not path or not isinstance(path, list):
        return "?"
    parts = cast("list[object]", path)[:10]
    return _said(".".join(part if isinstance(part, str) else brief(part) for part in parts), 100)


def _of_encryption(body: bytes, doing: str) -> tuple[type[HubAPIError], str, str] | None:
    """What to say of a 400 with which nginx, Apache and servers in Go refuse what is wrong with the encryption."""
    text = body[:4096].lower()
    if any(words in text for words in (b"to https port", b"to an https server", b"to an ssl-enabled server port")):
        hint = "Let base_url begin with https:// in place of http://."
        return WrongURLError, f"An encrypted connection is wanted for {doing}.", hint
    if b"required ssl certificate" in text or b"ssl certificate error" in text:
        hint = "Give it with its key: client_cert=('client.pem', 'client.key')."
        return TLSError, f"A certificate of this client, or another one, is wanted for {doing}.", hint
    return None


def _foreign(answer: Answer, error: ErrorResponse, doing: str) -> tuple[type[HubAPIError], str, str]:
    """What to say of an error that is not in the Hub's form: it came from a router, a proxy, or another server."""
    status = answer.status
    said = f": {_said(error.message)}" if error.message else ""
    if status == 404 or status == 405:
        return (
            WrongURLError,
            f"There is no such route: {doing} answered {status}{said}.",
            "Check base_url: for a Hub it is the URL above all services, for a CoreClient it ends with /core/.",
        )
    if status == 400 and (told := _of_encryption(answer.body, doing)) is not None:
        return told
    if status == 501:
        hint = "Check whether this Hub is recent enough for it: flame_hub.Hub.versions() tells what it runs."
        return ServerError, f"This Hub does not offer {doing}{said}.", hint
    what = _said(answer.media_type) or "nothing"
    if status == 407:
        hint = "Set proxy= or HTTPS_PROXY to http://name:password@host:port, with @ written as %40 and : as %3A."
        return ProxyError, f"The proxy wants a login for {doing}.", hint
    if 300 <= status < 400 and (target := _said(shown_url(answer.headers.get("location", "")))):
        hint = "If that is the Hub, give its URL as base_url; if it is a login page, the network wants you to log in."
        return WrongURLError, f"{doing} answered {status} and leads to {target}.", hint
    if status == 401:
        return AuthenticationError, f"Login needed for {doing}{said}.", "Give the client an auth."
    failed = 500 <= status < 600
    hint = "Something in between, most often a proxy, answered. Check base_url and the proxy settings."
    if status in (502, 503, 504):
        hint = f"{_server_hint(answer)} If that stays so, check base_url and the proxy settings."
    if status == 507:
        hint = _server_hint(answer)
    if status == 413:
        hint = (
            "It is too large for something in between, most often a proxy: send less at once, or have its limit raised."
        )
    if status == 511:
        hint = "The network wants a login: open a page in a browser on this computer, or ask those who run the network."
    return (
        ServerError if failed else UnreadableAnswerError,
        f"{doing} answered {status} with {what}, which comes from a proxy or gateway and not from the Hub{said}.",
        hint,
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


_NOT_A_HUB = "Check base_url and the proxy settings: this is not what a FLAME Hub answers."
_CUT = "The answer was cut off or damaged on the way: check the network and the proxy if it goes on like this."


def unreadable(answer: Answer, why: str, trace: str = "", hint: str = _NOT_A_HUB) -> UnreadableAnswerError:
    raised = UnreadableAnswerError(
        f"{answer.doing} answered {answer.status}, but {why}.",
        answer.request,
        answer.headers,
        ErrorResponse(answer.status),
        trace,
    )
    raised.hint = hint
    raised.attempts = answer.attempts
    raised.outcome_unknown = answer.maybe_done
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
        hint = _CUT if _is_cut(answer, error) else _NOT_A_HUB
        raise unreadable(answer, _why_unreadable(answer, error), f"{type(error).__name__}: {details}", hint) from None


def _is_cut(answer: Answer, error: pydantic.ValidationError) -> bool:
    """Whether a body began as the Hub's do, and ends too early."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return answer.media_type == "application/json" and answer.body[:1] == b"{" and "EOF while parsing" in first["msg"]


def _why_unreadable(answer: Answer, error: pydantic.ValidationError) -> str:
    if not answer.body:
        return "with an empty body"
    if answer.media_type and "json" not in answer.media_type:
        return f"with {_said(answer.media_type)} in place of JSON"
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"with a body that cannot be read ({where + ': ' if where else ''}{first['msg']})"
