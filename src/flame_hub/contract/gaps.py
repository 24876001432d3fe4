"""What the Hub offers and this package does not, with the reason; and what is offered by code that is written by hand.

Everything else that a Hub of today offers is in the table. `tests/test_coverage.py` holds these lists to what is there:
no gap that is not declared, none declared that is not one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The clients have no method for it, or the embedded Hub does not answer it.
Side = Literal["client", "embedded"]


@dataclass(frozen=True)
class Handwritten:
    """A route that no row of the table describes, and what calls it.

    service       which service has it
    route         HTTP method and path below the service, with the names of path arguments in braces
    doc           what it does
    synchronous, asynchronous   what calls it, below `flame_hub`
    """

    service: str
    route: str
    doc: str
    synchronous: str
    asynchronous: str


@dataclass(frozen=True)
class Gap:
    """A route that is missing somewhere.

    service  which service has it, also one that has no client at all
    route    HTTP method and path below the service, with the names of path arguments in braces
    lacks    where it is missing
    reason   why, and what to do in its place
    """

    service: str
    route: str
    lacks: tuple[Side, ...]
    reason: str


HANDWRITTEN: tuple[Handwritten, ...] = (
    Handwritten(
        "auth",
        "POST token",
        "Log in: the logins of `flame_hub.auth`.",
        "auth.PasswordAuth.sync_auth_flow",
        "auth.PasswordAuth.async_auth_flow",
    ),
    Handwritten(
        "storage",
        "POST buckets/{bucket_id}/upload",
        "Upload files.",
        "StorageClient.upload_to_bucket",
        "AsyncStorageClient.upload_to_bucket",
    ),
    Handwritten(
        "storage",
        "GET buckets/{bucket_id}/stream",
        "Download a bucket as a tar archive.",
        "StorageClient.stream_bucket_tarball",
        "AsyncStorageClient.stream_bucket_tarball",
    ),
    Handwritten(
        "storage",
        "GET bucket-files/{bucket_file_id}/stream",
        "Download a file.",
        "StorageClient.stream_bucket_file",
        "AsyncStorageClient.stream_bucket_file",
    ),
    Handwritten(
        "telemetry",
        "GET logs",
        "Find lines of logs by their labels.",
        "TelemetryClient.find_logs",
        "AsyncTelemetryClient.find_logs",
    ),
    Handwritten(
        "telemetry",
        "DELETE logs",
        "Delete lines of logs.",
        "TelemetryClient.delete_logs",
        "AsyncTelemetryClient.delete_logs",
    ),
    Handwritten(
        "messenger",
        "POST messages",
        "Leave a message.",
        "MessengerClient.send_message",
        "AsyncMessengerClient.send_message",
    ),
    Handwritten(
        "messenger",
        "GET messages",
        "Read the messages for oneself.",
        "MessengerClient.receive_messages",
        "AsyncMessengerClient.receive_messages",
    ),
    Handwritten(
        "messenger",
        "POST messages/ack",
        "Say that messages have arrived.",
        "MessengerClient.acknowledge_messages",
        "AsyncMessengerClient.acknowledge_messages",
    ),
    Handwritten(
        "messenger",
        "GET messages/stream",
        "Wait for messages.",
        "MessengerClient.iter_message_events",
        "AsyncMessengerClient.iter_message_events",
    ),
)

_BOTH: tuple[Side, ...] = ("client", "embedded")
_CHANGES_NOTHING = "The Hub takes the request and changes nothing."
_PAGE = "A page for people in a browser."
_FOREIGN_LOGIN = "Logging in through somebody else's provider takes a browser."
_OPERATORS = "For those who operate the service, not for its users."
_SECOND_FACTOR = "Second factors are set up and asked for in a browser."
_SOCKET = "Needs a socket.io connection; the package speaks HTTP. The mailbox does the same, and loses nothing."
_REALTIME = "Needs a socket.io connection; the package speaks HTTP. Ask again instead."


def _all(service: str, lacks: tuple[Side, ...], reason: str, *routes: str) -> tuple[Gap, ...]:
    return tuple(Gap(service, route, lacks, reason) for route in routes)


GAPS: tuple[Gap, ...] = (
    *_all("core", ("client",), _CHANGES_NOTHING, "POST analysis-buckets/{id}"),
    *_all("storage", ("client",), _CHANGES_NOTHING, "POST buckets/{id}"),
    *_all(
        "auth",
        ("client",),
        "`get_jwks`, `get_openid_configuration` and `introspect_token` say the same.",
        *("GET jwks", "GET .well-known/openid-configuration", "GET token/introspect"),
    ),
    *_all(
        "auth",
        ("client",),
        "`get_jwks` gives all keys, with their ids.",
        *("GET jwks/{kid}", "GET realms/{realm}/jwks/{kid}"),
    ),
    *_all("auth", _BOTH, _PAGE, "GET authorize", "POST authorize", "GET logout", "POST logout", "GET account"),
    *_all("auth", _BOTH, _PAGE, "POST register", "POST activate", "POST password-forgot", "POST password-reset"),
    *_all("auth", _BOTH, _SECOND_FACTOR, "GET users/{user_id}/authenticators", "POST authenticators/challenge"),
    *_all(
        "auth",
        _BOTH,
        _FOREIGN_LOGIN,
        *("GET identity-providers/{id}/authorize-out", "GET identity-providers/{id}/authorize-in"),
        *("POST identity-providers/{id}/login-complete", "POST identity-providers/{id}/link-request"),
        "POST identity-providers/{id}/link-confirm",
    ),
    *_all("core", _BOTH, _OPERATORS, "GET docs", "GET metrics"),
    *_all("storage", _BOTH, _OPERATORS, "GET docs", "GET metrics"),
    *_all("core", _BOTH, _REALTIME, "GET socket.io"),
    *_all("telemetry", _BOTH, _OPERATORS, "GET docs", "GET metrics"),
    *_all("messenger", _BOTH, _OPERATORS, "GET metrics"),
    *_all("messenger", _BOTH, _SOCKET, "GET socket.io"),
)
