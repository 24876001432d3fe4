"""Whose fault it is if a Hub is not reached, as servers on real sockets show it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

import flame_hub
from flame_hub.errors import (
    HubAPIError,
    HubConnectionError,
    HubTimeoutError,
    ProxyError,
    TLSError,
    WrongURLError,
)
from flame_hub.http.messages import was_sent
from proxy import Echo, Proxy, Served

Reach = Callable[..., HubAPIError]


def refusal(url: str, **arguments: Any) -> HubAPIError:
    """The error of a call to the Hub at `url`."""
    with (
        flame_hub.Hub(url, "token", retries=0, generation="0.14", **arguments) as hub,
        pytest.raises(HubAPIError) as caught,
    ):
        hub.core.get_nodes()
    return caught.value


def async_refusal(url: str, **arguments: Any) -> HubAPIError:
    async def main() -> HubAPIError:
        async with flame_hub.AsyncHub(url, "token", retries=0, generation="0.14", **arguments) as hub:
            with pytest.raises(HubAPIError) as caught:
                await hub.core.get_nodes()
            return caught.value

    return asyncio.run(main())


def fast(reach: Reach) -> Reach:
    """The same, through the fast transport."""

    def through(*arguments: Any, **keywords: Any) -> HubAPIError:
        pytest.importorskip("httptools")
        return reach(*arguments, **keywords, transport="fast")

    return through


in_both_colours = pytest.mark.parametrize(
    "reach",
    [refusal, async_refusal, fast(refusal), fast(async_refusal)],
    ids=["sync", "async", "fast-sync", "fast-async"],
)


def sent(error: HubAPIError) -> bool:
    assert isinstance(error.__cause__, Exception)
    return was_sent(error.__cause__)


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """Whoever connects is read from and answered so; None: never. Yields host and port."""
    done = threading.Event()

    def serve(listener: socket.socket) -> None:
        try:
            client, _ = listener.accept()
        except TimeoutError:
            return
        with client:
            client.recv(65536)
            if answer is None:
                done.wait(10)
            else:
                client.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            done.set()
            thread.join()


def page(text: str) -> bytes:
    head = f"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: {len(text)}\r\n"
    return f"{head}Connection: close\r\n\r\n{text}".encode()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return tmp_path / "ca.pem"


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@in_both_colours
def test_nothing_listens(reach: Reach):
    error = reach("http://127.0.0.1:1")
    assert "refused" in error.message or "Connect call failed" in error.message
    assert "Nothing listens there" in error.hint


@in_both_colours
def test_a_certificate_of_the_proxy_is_told_from_the_hubs(reach: Reach, tls: ssl.SSLContext, ca_file: Path):
    with Proxy(tls=tls) as proxy, Served(Echo, tls) as hub:
        error = reach("https://hub.test", proxy=proxy.url)
        assert type(error) is TLSError
        assert f"The certificate of the proxy {proxy.url} could not be verified" in error.message
        assert not sent(error)
        error = reach(f"https://localhost:{hub.port}", proxy=proxy.url, ca_file=ca_file)
        assert "The certificate of localhost could not be verified" in error.message


@in_both_colours
def test_a_proxy_that_does_not_answer_is_told_from_a_hub_that_does_not(reach: Reach):
    with answering(None) as address:
        error = reach("https://hub.test", proxy=f"http://{address}", timeout=0.3)
        assert type(error) is HubTimeoutError
        assert f"to get an answer from the proxy http://{address}" in error.message
        assert not sent(error)
    with answering(None) as address, Proxy() as proxy:
        error = reach(f"http://{address}", proxy=proxy.url, timeout=0.3)
        assert "to get an answer from 127.0.0.1" in error.message
        assert sent(error)


@in_both_colours
def test_a_proxy_that_hangs_up(reach: Reach):
    with answering(b"") as address:
        error = reach("https://hub.test", proxy=f"http://{address}")
    assert type(error) is ProxyError
    assert f"The proxy http://{address} ended the connection" in error.message
    assert not sent(error)


@in_both_colours
def test_a_proxy_that_does_not_speak_socks(reach: Reach):
    pytest.importorskip("socksio")
    with answering(page("what?")) as address:
        error = reach("https://hub.test", proxy=f"socks5://{address}")
    assert type(error) is ProxyError
    assert "it does not speak SOCKS 5" in error.message
    assert not sent(error)


@in_both_colours
@pytest.mark.parametrize(
    ("answer", "kind", "hint"),
    [
        (b"", HubConnectionError, "base_url must begin with https://"),
        (b"\x15\x03\x03\x00\x02\x02\x46", HubConnectionError, "base_url must begin with https://"),
        (page("The plain HTTP request was sent to HTTPS port"), WrongURLError, "base_url begin with https://"),
        (page("Client sent an HTTP request to an HTTPS server."), WrongURLError, "base_url begin with https://"),
        (page("No required SSL certificate was sent"), TLSError, "client_cert="),
        (page("The SSL certificate error"), TLSError, "client_cert="),
    ],
    ids=["nothing", "alert", "nginx", "Go", "no certificate", "another certificate"],
)
def test_what_servers_say_of_encryption_in_plain(answer: bytes, kind: type[HubAPIError], hint: str, reach: Reach):
    with answering(answer) as address:
        error = reach(f"http://{address}")
    assert type(error) is kind
    assert hint in error.hint


def test_an_intermediate_authority_is_enough(authority: trustme.CA, tmp_path: Path):
    between = authority.create_child_ca()
    between.cert_pem.write_to_path(tmp_path / "between.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    between.issue_cert("127.0.0.1").configure_cert(context)
    with Served(Echo, context) as server:
        assert not isinstance(refusal(server.url, ca_file=tmp_path / "between.pem"), HubConnectionError)


@pytest.mark.parametrize("key", ["htps", "socks", "ftp"])
def test_a_scheme_misspelt_is_not_taken_for_a_host(key: str):
    with pytest.raises(flame_hub.errors.UsageError, match=f"key '{key}', which is neither a scheme nor a host"):
        flame_hub.Hub("https://hub.test", proxy={key: "http://proxy.test:3128"})
