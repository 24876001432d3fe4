"""Failures on the way to the Hub, told in words."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any

import anyio
import httpx2
import pytest

import flame_hub
from flame_hub.core.texts import without_password
from flame_hub.errors import (
    HubAPIError,
    HubConnectionError,
    HubTimeoutError,
    ProxyError,
    TLSError,
    UnreadableAnswerError,
    UsageError,
    WrongURLError,
)
from flame_hub.http.messages import PROXY, answer_of, error_from, was_sent

URL = "http://user:pass-in-url@hub.test/core/nodes?filter=x"
REQUEST = httpx2.Request("GET", URL, headers={"authorization": "Bearer the-token"}, content=b"the-body")


def caused_by(failure: Exception, cause: Exception) -> Exception:
    failure.__cause__ = cause
    return failure


def during(failure: Exception, context: Exception) -> Exception:
    failure.__context__ = context
    return failure


def unverified(reason: str) -> Exception:
    return caused_by(
        httpx2.ConnectError(reason), ssl.SSLCertVerificationError(1, f"certificate verify failed: {reason}")
    )


def handshake(reason: str) -> Exception:
    return caused_by(httpx2.ReadError(reason), ssl.SSLError(1, f"[SSL: X] {reason}"))


UNVERIFIED = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate"
CASES: list[tuple[Exception, type[HubAPIError], str, str]] = [
    (httpx2.ConnectTimeout("timed out"), HubTimeoutError, "too long to connect to hub.test", "timeout="),
    (httpx2.ReadTimeout("timed out"), HubTimeoutError, "too long to get an answer from hub.test", "timeout="),
    (httpx2.WriteTimeout(""), HubTimeoutError, "too long to send the request to hub.test", "timeout="),
    (httpx2.PoolTimeout(""), HubTimeoutError, "All connections of this client were busy", "max_connections="),
    (httpx2.ProxyError("407 Proxy Authentication Required"), ProxyError, "proxy wants a login", "HTTPS_PROXY"),
    (httpx2.ProxyError("403 Forbidden"), ProxyError, "proxy does not allow", "NO_PROXY"),
    (httpx2.ProxyError("502 Bad Gateway"), ProxyError, "proxy could not reach hub.test", "whether the Hub is running"),
    (httpx2.ProxyError("418 Teapot"), ProxyError, "proxy refused", "HTTPS_PROXY"),
    (unverified("certificate has expired"), TLSError, "could not be verified", "renew it"),
    (unverified("certificate is not yet valid"), TLSError, "could not be verified", "clock"),
    (unverified("Hostname mismatch, certificate is not valid for 'x'"), TLSError, "verified", "another name"),
    (unverified("unable to get local issuer certificate"), TLSError, "could not be verified", "ca_file="),
    (handshake("tlsv13 alert certificate required"), TLSError, "No encrypted connection", "client_cert="),
    (handshake("tlsv1 alert unknown ca"), TLSError, "No encrypted connection", "check client_cert="),
    (handshake("wrong version number"), TLSError, "No encrypted connection", "http://"),
    (httpx2.RemoteProtocolError("illegal status line"), HubConnectionError, "broke", "https is spoken there"),
    (httpx2.ConnectError(UNVERIFIED), TLSError, "certificate of hub.test could not be verified", "SSL_CERT_FILE"),
    (caused_by(httpx2.ConnectError("x"), ssl.SSLError(1, UNVERIFIED)), TLSError, "hub.test", "SSL_CERT_FILE"),
    (during(httpx2.ConnectError("x"), ssl.SSLCertVerificationError(1, "x")), TLSError, "hub.test", "SSL_CERT_FILE"),
    (caused_by(httpx2.ReadError("x"), during(OSError(), ssl.SSLError(1, "x"))), TLSError, "hub.test", "the port"),
    (
        httpx2.ConnectError("[Errno 111] Connection refused"),
        HubConnectionError,
        "Cannot connect to hub.test",
        "listens",
    ),
    (
        httpx2.ConnectError("[Errno -2] Name or service not known"),
        HubConnectionError,
        "Cannot connect",
        "could not be looked up",
    ),
    (
        httpx2.ConnectError("[Errno 8] nodename nor servname provided"),
        HubConnectionError,
        "Cannot connect",
        "could not be looked up",
    ),
    (
        httpx2.ConnectError("[Errno 11001] getaddrinfo failed"),
        HubConnectionError,
        "Cannot connect",
        "could not be looked up",
    ),
    (
        httpx2.ConnectError("Temporary failure in name resolution"),
        HubConnectionError,
        "Cannot connect",
        "could not be looked up",
    ),
    (httpx2.ConnectError("No route to host"), HubConnectionError, "No route to host", "Check the address"),
    (httpx2.ReadError("reset by peer"), HubConnectionError, "to hub.test broke: reset by peer", "Check the network"),
    (httpx2.WriteError("broken pipe"), HubConnectionError, "broke: broken pipe", "Check the network"),
    (httpx2.CloseError(""), HubConnectionError, "broke: CloseError", "Check the network"),
    (httpx2.RemoteProtocolError("Server disconnected"), HubConnectionError, "Server disconnected", "Check the network"),
    (httpx2.NetworkError("gone"), HubConnectionError, "broke: gone", "Check the network"),
    (httpx2.StreamClosed(), HubConnectionError, "broke", "Check the network"),
    (OSError("too many open files"), HubConnectionError, "too many open files", "Check the network"),
    (httpx2.InvalidURL("Invalid port"), UsageError, "cannot be sent: Invalid port", "begins with http:// or https://"),
    (httpx2.UnsupportedProtocol("no 'ftp://'"), UsageError, "cannot be sent: no 'ftp://'", "base_url"),
    (httpx2.LocalProtocolError("Illegal header value"), UsageError, "cannot be sent: Illegal header", "base_url"),
    (
        httpx2.DecodingError("incorrect header check"),
        UnreadableAnswerError,
        "damaged: incorrect header",
        "Check the network",
    ),
    (httpx2.TooManyRedirects("x"), WrongURLError, "circle of redirects", "base_url"),
]
IDS = [f"{type(failure).__name__} {failure}".strip() for failure, *_ in CASES]


@pytest.mark.parametrize(("failure", "kind", "told", "hint"), CASES, ids=IDS)
def test_a_failure_is_told_with_what_to_do(failure: Exception, kind: type[HubAPIError], told: str, hint: str):
    if isinstance(failure, httpx2.RequestError):
        failure.request = REQUEST  # another test may have used it for another request
    with pytest.raises(kind, match=told) as caught:
        raise error_from(failure, REQUEST)
    error = caught.value
    assert type(error) is kind
    assert hint in error.hint
    assert "GET http://hub.test/core/nodes" in error.message or kind in (TLSError, WrongURLError)
    assert "\n" not in error.message
    assert (error.status_code, error.code, error.issues) == (None, "", ())


@pytest.mark.parametrize(("failure", "kind", "told", "hint"), CASES, ids=IDS)
def test_a_failure_is_told_without_secrets(failure: Exception, kind: type[HubAPIError], told: str, hint: str):
    error = error_from(failure, REQUEST)
    assert error.request is not None
    assert (error.request.method, str(error.request.url)) == ("GET", "http://hub.test/core/nodes?filter=x")
    for text in (str(error), repr(error), repr(error.request.headers), repr(error.request.content)):
        assert not any(secret in text for secret in ("pass-in-url", "user:", "the-token", "the-body"))


def test_a_request_without_a_host_is_shown_without_its_password():
    request = httpx2.Request("GET", "http://user:pass-in-url@/core/nodes")
    assert "pass-in-url" not in str(error_from(httpx2.ConnectError("refused"), request))


def kinds_below(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("httpx2"):
            yield child
            yield from kinds_below(child)


@pytest.mark.parametrize("kind", sorted(kinds_below(httpx2.RequestError), key=lambda kind: kind.__name__))
def test_every_failure_of_httpx2_is_told(kind: type[httpx2.RequestError]):
    error = error_from(kind("reason"), REQUEST)
    assert type(error) is not HubAPIError
    assert error.hint


def test_a_problem_with_encryption_other_than_the_certificate_is_not_blamed_on_the_certificate():
    cause = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number")
    error = error_from(caused_by(httpx2.ConnectError(str(cause)), cause), REQUEST)
    assert type(error) is TLSError
    assert "WRONG_VERSION_NUMBER" in error.message
    assert "could not be verified" not in error.message


@pytest.mark.parametrize("failure", [case[0] for case in CASES], ids=IDS)
def test_clients_raise_errors_of_the_family_only(failure: Exception):
    def fail(request: httpx2.Request) -> httpx2.Response:
        raise failure

    expected = next(kind for found, kind, *_ in CASES if found is failure)
    transport = httpx2.MockTransport(fail)
    with httpx2.Client(transport=transport) as client:
        hub = flame_hub.Hub("http://hub.test/", "token", client=client, generation="0.14", retries=0)
        for call in (hub.core.get_nodes, lambda: hub.storage.stream_bucket_tarball("results")):
            with pytest.raises(expected) as caught:
                call()
            assert caught.value.__cause__ is failure

    async def main() -> None:
        async with httpx2.AsyncClient(transport=transport) as client:
            hub = flame_hub.AsyncHub("http://hub.test/", "token", client=client, generation="0.14", retries=0)
            for call in (hub.core.get_nodes, lambda: hub.storage.stream_bucket_tarball("results")):
                with pytest.raises(expected) as caught:
                    await call()
                assert caught.value.__cause__ is failure

    anyio.run(main)


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        (URL, "http://hub.test/core/nodes?filter=x"),
        ("https://user@hub.test:8443/a", "https://hub.test:8443/a"),
        ("https://:pw@hub.test/", "https://hub.test/"),
        ("https://hub.test/a@b", "https://hub.test/a@b"),
        ("https://hub.test/a//b@c?d=//e@f", "https://hub.test/a//b@c?d=//e@f"),
    ],
)
def test_a_url_is_shown_without_its_login(url: str, bare: str):
    assert without_password(url) == bare


def test_an_answer_has_what_the_core_needs():
    response: Any = httpx2.Response(404, headers={"Content-Type": "text/HTML; charset=utf-8"}, content=b"x")
    answer = answer_of(REQUEST, response)
    assert (answer.method, answer.url) == ("GET", "http://hub.test/core/nodes?filter=x")
    assert (answer.status, answer.body, answer.media_type) == (404, b"x", "text/html")
    assert answer.headers["content-type"] == "text/HTML; charset=utf-8"


@pytest.mark.parametrize(("failure", "kind", "told", "hint"), CASES, ids=IDS)
def test_what_was_certainly_not_sent_is_known(failure: Exception, kind: type[HubAPIError], told: str, hint: str):
    unsent = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
    assert was_sent(failure) is not (isinstance(failure, unsent) or kind is UsageError)


def test_a_proxy_that_cannot_be_reached_is_not_taken_for_the_hub():
    request = httpx2.Request("GET", "http://hub.test/core/nodes", extensions={PROXY: "http://proxy.test:3128"})
    error = error_from(httpx2.ConnectError("[Errno 111] Connection refused"), request)
    assert type(error) is ProxyError
    assert "Cannot connect to the proxy http://proxy.test:3128" in str(error)
    assert "no_proxy=" in str(error)
    error = error_from(httpx2.ConnectTimeout("timed out"), request)
    assert "the proxy http://proxy.test:3128" in str(error)
