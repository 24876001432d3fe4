"""Through which proxy a request goes."""

from __future__ import annotations

import asyncio
import copy
import ipaddress
import itertools
import pickle
import ssl
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from flame_hub.errors import UsageError
from flame_hub.http.fast import FastTransport
from flame_hub.http.fast_async import AsyncFastTransport
from flame_hub.http.proxies import AsyncRoutingTransport, ProxyRules, RoutingTransport, proxy_for, rules_of
from proxy import Echo, Proxy, Served

P, Q, R = "http://p.test:3128/", "http://q.test:3128/", "http://r.test:3128/"
NOTHING: dict[str, str] = {}


def through(url: str, proxy: Any = None, no_proxy: Any = None, environ: dict[str, str] = NOTHING) -> str | None:
    return proxy_for(httpx2.URL(url), rules_of(proxy, no_proxy, trust_env=True, environ=environ))


# Which rule holds


@pytest.mark.parametrize(
    "proxy", [P, "p.test:3128", " http://p.test:3128 ", "HTTP://P.test:3128/ignored", httpx2.URL(P)]
)
def test_one_proxy_is_for_everything(proxy: Any):
    assert through("https://hub.test", proxy) == P
    assert through("http://10.0.0.1:3000/nodes?a=b", proxy) == P


def test_nothing_said_is_direct():
    assert through("https://hub.test") is None
    assert through("https://hub.test", {}) is None


@pytest.mark.parametrize(
    ("key", "yes", "no"),
    [
        ("http", "http://hub.test", "https://hub.test"),
        ("https", "https://hub.test", "http://hub.test"),
        ("https://", "https://hub.test", "http://hub.test"),
        ("HTTPS://", "https://hub.test", "http://hub.test"),
        ("https://hub.test", "https://hub.test/nodes", "http://hub.test"),
        ("https://hub.test/", "https://hub.test:444", "https://sub.hub.test"),
        ("hub.test", "http://HUB.test:3000", "http://sub.hub.test"),
        ("hub.test", "http://hub.test.", "http://myhub.test"),
        ("*.hub.test", "http://a.b.hub.test", "http://hub.test"),
        ("all://*.hub.test:8443", "https://a.hub.test:8443", "https://a.hub.test"),
        ("hub.test:443", "https://hub.test", "http://hub.test"),
        ("bücher.test", "https://xn--bcher-kva.test", "https://bucher.test"),
        ("10.0.0.0/8", "https://10.1.2.3", "https://11.1.2.3"),
        ("http://10.1.2.3:80", "http://10.1.2.3", "http://10.1.2.3:81"),
        ("[::1]", "http://[::1]:3000", "http://[::2]"),
        ("[fd00::]/8", "http://[fd00::1]", "http://[fe00::1]"),
        ("::1", "http://[0:0:0:0:0:0:0:1]", "http://127.0.0.1"),
    ],
)
def test_proxies_by_what_they_are_for(key: str, yes: str, no: str):
    assert through(yes, {key: P}) == P
    assert through(no, {key: P}) is None


@pytest.mark.parametrize("key", ["all", "all://", "*"])
def test_a_key_for_everything(key: str):
    assert through("https://hub.test", {key: P}) == P


def test_the_most_exact_rule_holds():
    proxies = {"all": P, "https": Q, "*.hub.test": R, "*.a.hub.test": P, "b.hub.test": None, "b.hub.test:8443": Q}
    assert through("http://other.test", proxies) == P
    assert through("https://other.test", proxies) == Q
    assert through("https://c.hub.test", proxies) == R
    assert through("https://x.a.hub.test", proxies) == P
    assert through("https://b.hub.test", proxies) is None
    assert through("https://b.hub.test:8443", proxies) == Q


@pytest.mark.parametrize(
    ("entry", "direct", "proxied"),
    [
        ("hub.test", ["http://hub.test", "https://a.hub.test:8443"], ["http://myhub.test", "http://test"]),
        (".hub.test", ["http://a.hub.test"], ["http://hub.test"]),
        ("*.hub.test", ["http://a.hub.test"], ["http://hub.test"]),
        ("*", ["http://hub.test", "https://10.0.0.1", "http://[::1]"], []),
        ("localhost", ["http://localhost:3000"], ["http://127.0.0.1"]),
        ("10.0.0.7", ["http://10.0.0.7:3000", "http://[::ffff:10.0.0.7]"], ["http://10.0.0.8"]),
        ("10.0.0.9/8", ["http://10.9.9.9"], ["http://11.0.0.1", "http://hub.test"]),
        ("::1", ["http://[::1]:3000"], ["http://[::2]"]),
        ("fd00::/8", ["http://[fdab::1]"], ["http://[fe80::1]"]),
        ("hub.test:8443", ["https://hub.test:8443"], ["https://hub.test"]),
        ("10.0.0.0/8:80", ["http://10.1.1.1"], ["https://10.1.1.1"]),
        ("[::1]:80", ["http://[::1]"], ["http://[::1]:81"]),
        ("*:80", ["http://hub.test"], ["https://hub.test"]),
        ("https://hub.test", ["https://hub.test"], ["http://hub.test"]),
    ],
)
def test_hosts_that_are_reached_directly(entry: str, direct: list[str], proxied: list[str]):
    for url in direct:
        assert through(url, P, [entry]) is None
        assert through(url, {"http": P, "https": P}, None, {"no": f"x.test, {entry}"}) is None
        assert through(url, None, entry, {"all": P}) is None
    for url in proxied:
        assert through(url, P, [entry]) == P


def test_several_hosts_in_one_text():
    assert through("http://b.test", P, "a.test, b.test c.test,") is None
    assert through("http://d.test", P, ["a.test,b.test", "", " c.test "]) == P


def test_arguments_win_over_the_environment():
    environ = {"http": Q, "https": Q, "all": R, "no": "direct.test"}
    assert through("https://hub.test", None, None, environ) == Q
    assert through("https://hub.test", P, None, environ) == P
    assert through("https://hub.test", {"all": None}, None, environ) is None
    # What the argument is not about is left to the environment.
    assert through("https://hub.test", {"storage.test": None}, None, environ) == Q


def test_no_proxy_of_the_environment_holds_unless_there_is_an_argument():
    environ = {"no": "direct.test"}
    assert through("https://direct.test", P, None, environ) is None
    assert through("https://direct.test", P, [], environ) == P
    assert through("https://direct.test", {"direct.test": P}, None, environ) == P
    assert through("http://10.0.0.1", {"10.0.0.1": P}, None, {"no": "10.0.0.1"}) == P
    assert through("https://hub.test", P, None, {"no": "*"}) is None


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "NO_PROXY", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "p.test:3128")
    monkeypatch.setenv("NO_PROXY", "direct.test")
    rules = rules_of(None, None, trust_env=True)
    assert proxy_for(httpx2.URL("https://hub.test"), rules) == P
    assert proxy_for(httpx2.URL("https://direct.test"), rules) is None
    assert rules_of(None, None, trust_env=False) == ProxyRules()


def test_what_is_wrong_in_the_environment_is_told_when_it_is_needed():
    environ = {"https": P, "all": "socks://user:hunter2@p.test", "no": "%%%, [, a/b, direct.test"}
    assert through("https://hub.test", None, None, environ) == P
    with pytest.raises(UsageError, match=r"^ALL_PROXY is a URL with the scheme socks.") as caught:
        through("http://hub.test", None, None, environ)
    assert "hunter2" not in str(caught.value)
    assert through("http://direct.test", None, None, environ) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "  ",
        "http://",
        "http://:3128",
        "http://me:hunter2@",
        "ftp://me:hunter2@p.test",
        "socks4://me:hunter2@p.test",
        "http://me:hunter2@p.test:99999",
        "http://me:hunter2@p.test:0",
        "http://me:hunter2@p.test:port",
        "http://me:hun#ter2@p.test:3128",
        "http://me:12#hunter2@p.test:3128",
        "http://me:12/hunter2@p.test:3128",
        "http://me:12?hunter2@p.test:3128",
        "http://me:hunter2@p\ud800.test",
        "http://me:hunter2@p.test\x00",
        "http://me:hunter2@*.test",
        "://hunter2",
        "hunter2://",
        17,
        b"http://hunter2",
    ],
)
def test_what_is_no_proxy_is_refused_without_its_password(url: Any):
    for given_proxy in (url, {"https": url}):
        with pytest.raises(UsageError) as caught:
            rules_of(given_proxy, None, trust_env=False)
        assert caught.value.hint
        assert caught.value.message.startswith("proxy")
        if not str(url).startswith("hunter2"):
            assert "ter2" not in str(caught.value)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "ftp://",
        "ftp://hub.test",
        "hub.test/nodes",
        "a b",
        "u:hunter2@hub.test",
        "*a.test",
        "hub.test:0",
        "hub.test:x",
        "10.0.0.0/99",
        "[hub.test]",
        "[",
        None,
        3,
    ],
)
def test_what_is_no_key_is_refused(key: Any):
    with pytest.raises(UsageError, match="which is neither a scheme nor a host"):
        rules_of({key: P}, None, trust_env=False)


@pytest.mark.parametrize("entry", ["a/b", "ftp://a.test", "hub.test:99999", "10.0.0.0/99", "user@hub.test", 7, None])
def test_what_is_no_host_is_refused(entry: Any):
    with pytest.raises(UsageError, match="no_proxy has"):
        rules_of(P, [entry], trust_env=False)


@pytest.mark.parametrize("proxy", [3, [P], b"x"])
def test_what_is_no_proxy_at_all_is_refused(proxy: Any):
    with pytest.raises(UsageError, match=r"^proxy is "):
        rules_of(proxy, None, trust_env=False)


def test_passwords_are_not_shown():
    rules = rules_of({"https": "http://me:hunter2@p.test", "http": None}, None, trust_env=False)
    assert "p.test" in repr(rules)
    assert "hunter2" not in f"{rules!r} {rules} {rules.rules}"
    assert proxy_for(httpx2.URL("https://hub.test"), rules) == "http://me:hunter2@p.test/"
    assert copy.deepcopy(rules) == rules
    with pytest.raises(UsageError, match="cannot be pickled"):
        pickle.dumps(rules)


LABELS = st.text("abcdefghij0123456789", min_size=1, max_size=8)
HOSTS = st.lists(LABELS, min_size=1, max_size=5).map(lambda labels: ".".join([*labels, "test"]))
PORTS = st.one_of(st.none(), st.integers(1, 65535))


def at(host: str, port: int | None, scheme: str = "http") -> str:
    return f"{scheme}://{host}" if port is None else f"{scheme}://{host}:{port}"


@given(HOSTS, PORTS, st.sampled_from(["http", "https"]))
def test_a_name_stands_for_itself_and_what_is_below(host: str, port: int | None, scheme: str):
    assert through(at(host, port, scheme), P, [host]) is None
    assert through(at(f"below.{host}", port, scheme), P, [host]) is None
    assert through(at(f"x{host}", port, scheme), P, [host]) == P
    assert through(at(host, port, scheme), P, [f".{host}"]) == P


@given(
    HOSTS, PORTS, st.dictionaries(HOSTS.map(lambda host: f"*.{host}") | st.sampled_from(["all", "http"]), st.just(Q))
)
def test_a_rule_for_the_host_itself_wins_over_all_others(host: str, port: int | None, others: dict[str, str]):
    assert through(at(host, port), {**others, host: P}, ["*", "test", host]) == P


@given(st.lists(LABELS, min_size=2, max_size=6), st.data())
def test_the_longest_suffix_wins_in_any_order(labels: list[str], data: st.DataObject):
    suffixes = [f"*.{'.'.join(labels[at:])}" for at in range(1, len(labels))]
    proxies = {suffix: f"http://p{len(suffix)}.test/" for suffix in data.draw(st.permutations(suffixes))}
    if not labels[-1].isdigit():
        assert through(f"http://{'.'.join(labels)}", proxies) == f"http://p{len(suffixes[0])}.test/"


@given(st.ip_addresses(), st.integers(0, 32))
def test_a_network_stands_for_its_addresses(address: ipaddress.IPv4Address | ipaddress.IPv6Address, bits: int):
    host = f"[{address}]" if address.version == 6 else str(address)
    network = ipaddress.ip_network(f"{address}/{bits}", strict=False)
    assert through(f"http://{host}:3000", P, [f"{address}/{bits}"]) is None
    assert through(f"http://{host}:3000", P, [str(network)]) is None


@given(st.text(), st.text())
def test_whatever_is_written_is_taken_or_refused(proxy: str, host: str):
    try:
        rules = rules_of({host: proxy}, [host], trust_env=True, environ={"no": host})
    except UsageError:
        rules = rules_of(None, None, trust_env=True, environ={"https": proxy, "all": proxy, "no": host})
    try:
        proxy_for(httpx2.URL("https://hub.test"), rules)
    except UsageError as error:
        assert error.hint  # noqa: PT017 - only some texts are refused


# On the wire


class Both:
    """Sends with httpx2, through one of the two transports, or the fast ones."""

    def __init__(self, asynchronous: bool, fast: bool) -> None:
        self._asynchronous = asynchronous
        self._fast: Any = (FastTransport, AsyncFastTransport)[asynchronous] if fast else None
        self.contexts = 0

    def get(self, urls: list[str], rules: ProxyRules, context: Callable[[], ssl.SSLContext]) -> list[httpx2.Response]:
        def counted() -> ssl.SSLContext:
            self.contexts += 1
            return context()

        if self._asynchronous:
            return asyncio.run(self._get(urls, rules, counted))
        transport = RoutingTransport(rules, counted, httpx2.Limits(), self._fast)
        with httpx2.Client(transport=transport, trust_env=False) as client:
            return [client.get(url) for url in urls]

    async def _get(
        self, urls: list[str], rules: ProxyRules, context: Callable[[], ssl.SSLContext]
    ) -> list[httpx2.Response]:
        transport = AsyncRoutingTransport(rules, context, httpx2.Limits(), self._fast)
        async with httpx2.AsyncClient(transport=transport, trust_env=False) as client:
            return [await client.get(url) for url in urls]


@pytest.fixture(params=itertools.product([False, True], repeat=2), ids=["sync", "fast-sync", "async", "fast-async"])
def both(request: pytest.FixtureRequest) -> Both:
    return Both(*request.param)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("hub.test", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def trusting(authority: trustme.CA) -> Callable[[], ssl.SSLContext]:
    def made() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(context)
        return context

    return made


@pytest.fixture
def plain() -> Iterator[Served]:
    with Served(Echo) as served:
        yield served


@pytest.fixture
def encrypted(server_tls: ssl.SSLContext) -> Iterator[Served]:
    with Served(Echo, server_tls) as served:
        yield served


def no_context() -> ssl.SSLContext:
    raise AssertionError("No TLS context is needed for this.")


def only(proxy: Any, no_proxy: Any = None) -> ProxyRules:
    return rules_of(proxy, no_proxy, trust_env=False)


def test_plain_requests_are_forwarded(both: Both, plain: Served):
    with Proxy() as proxy:
        url = f"http://hub.test:{plain.port}/"
        first, second = both.get([url, plain.url], only(proxy.url, ["127.0.0.1"]), no_context)
    assert (first.text, second.text) == (f"hub.test:{plain.port}", f"127.0.0.1:{plain.port}")
    assert proxy.seen == [f"GET {url}"]


def test_encrypted_requests_get_a_tunnel(both: Both, encrypted: Served, trusting: Callable[[], ssl.SSLContext]):
    with Proxy() as proxy:
        url = f"https://hub.test:{encrypted.port}/"
        answers = both.get([url, url, encrypted.url], only(proxy.url, ["127.0.0.0/8"]), trusting)
    assert [answer.status_code for answer in answers] == [200] * 3
    assert proxy.seen == [f"CONNECT hub.test:{encrypted.port}"]
    assert both.contexts == 1


def test_each_host_has_its_proxy(both: Both, plain: Served):
    with Proxy() as one, Proxy() as other:
        rules = only({"a.test": one.url, "*.b.test": other.url, "127.0.0.1": None})
        urls = [f"http://{host}:{plain.port}/" for host in ("a.test", "x.b.test", "y.b.test", "127.0.0.1")]
        assert [answer.status_code for answer in both.get(urls, rules, no_context)] == [200] * 4
    assert (one.seen, other.seen) == ([f"GET {urls[0]}"], [f"GET {urls[1]}", f"GET {urls[2]}"])


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_may_want_a_login(
    both: Both, plain: Served, encrypted: Served, trusting: Callable[[], ssl.SSLContext], scheme: str
):
    url = f"{scheme}://hub.test:{(plain if scheme == 'http' else encrypted).port}/"
    with Proxy(login=("me", "p@ss#w")) as proxy:
        address = f"127.0.0.1:{proxy.port}"
        assert both.get([url], only(f"http://me:p%40ss%23w@{address}"), trusting)[0].status_code == 200
        wrong = only(f"http://me:hunter2@{address}")
        if scheme == "http":
            assert both.get([url], wrong, trusting)[0].status_code == 407
        else:
            with pytest.raises(httpx2.ProxyError, match="407") as caught:
                both.get([url], wrong, trusting)
            assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("status", [403, 502])
def test_a_proxy_may_refuse(both: Both, encrypted: Served, trusting: Callable[[], ssl.SSLContext], status: int):
    with Proxy(refuse=status) as proxy, pytest.raises(httpx2.ProxyError, match=str(status)):
        both.get([f"https://hub.test:{encrypted.port}/"], only(proxy.url), trusting)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_may_be_spoken_to_by_https(
    both: Both,
    plain: Served,
    encrypted: Served,
    server_tls: ssl.SSLContext,
    trusting: Callable[[], ssl.SSLContext],
    scheme: str,
):
    url = f"{scheme}://hub.test:{(plain if scheme == 'http' else encrypted).port}/"
    with Proxy(tls=server_tls) as proxy:
        assert both.get([url], only(proxy.url), trusting)[0].status_code == 200
    assert len(proxy.seen) == 1
    assert both.contexts == 1


def test_a_proxy_that_is_not_there(both: Both, plain: Served):
    with Proxy() as proxy:
        gone = proxy.url
    with pytest.raises(httpx2.ConnectError):
        both.get([f"http://hub.test:{plain.port}/"], only(gone), no_context)


def test_socks_needs_a_package(both: Both, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(UsageError, match="SOCKS") as caught:
        both.get(["http://hub.test"], only("socks5://me:hunter2@p.test"), no_context)
    assert 'pip install "flame-hub-client[socks]"' in caught.value.hint
    assert "hunter2" not in str(caught.value)


def test_why_there_is_no_tls_context_is_told_each_time(plain: Served):
    def broken() -> ssl.SSLContext:
        raise UsageError("The CA file ca.pem does not exist.", None)

    transport = RoutingTransport(only(None), broken, httpx2.Limits())
    with httpx2.Client(transport=transport, trust_env=False) as client:
        for _ in range(2):
            with pytest.raises(UsageError, match="does not exist"):
                client.get("https://hub.test")
        assert client.get(plain.url).status_code == 200


def test_eight_threads_share_one_context_and_one_pool(encrypted: Served, trusting: Callable[[], ssl.SSLContext]):
    made: list[ssl.SSLContext] = []

    def counted() -> ssl.SSLContext:
        made.append(trusting())
        return made[-1]

    with Proxy() as proxy:
        transport = RoutingTransport(only(proxy.url), counted, httpx2.Limits(max_connections=2))
        with httpx2.Client(transport=transport, trust_env=False) as client, ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(client.get, [f"https://hub.test:{encrypted.port}/"] * 24))
    assert {answer.status_code for answer in answers} == {200}
    assert len(made) == 1
    assert 1 <= len(proxy.seen) <= 24


def test_what_is_closed_stays_closed(plain: Served):
    request = httpx2.Request("GET", plain.url)
    transport = RoutingTransport(only(None), no_context, httpx2.Limits())
    transport.handle_request(request).read()
    transport.close()
    transport.close()
    with pytest.raises(UsageError, match="closed"):
        transport.handle_request(request)

    async def check() -> None:
        transport = AsyncRoutingTransport(only(None), no_context, httpx2.Limits())
        await (await transport.handle_async_request(request)).aread()
        await transport.aclose()
        await transport.aclose()
        with pytest.raises(UsageError, match="closed"):
            await transport.handle_async_request(request)

    asyncio.run(check())
