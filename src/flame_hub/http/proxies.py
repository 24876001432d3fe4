"""Which proxy a request goes through, and transports of httpx2 that send it there."""

from __future__ import annotations

import ipaddress
import re
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar, cast
from urllib.request import getproxies

import anyio.to_thread
import httpx2

from ..core.errors import UsageError
from ..core.texts import brief, without_password
from .messages import Received, read_raw, read_raw_async
from .private_files import refused
from .under_way import FOREIGN, is_foreign, note, tell_proxy

_Transport = TypeVar("_Transport", httpx2.HTTPTransport, httpx2.AsyncHTTPTransport)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
#: Makes a fast transport, from a TLS context, limits and the URL of a proxy. It speaks no SOCKS.
Fast: TypeAlias = Callable[[ssl.SSLContext, httpx2.Limits, "str | None"], Any]

#: What is before the host of the URL of a proxy that this package can use.
SCHEMES = ("http", "https", "socks5", "socks5h")
_PORTS = {"http": 80, "https": 443}
_WRITE = "Write it like http://proxy.example.org:3128."
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,20})://", re.IGNORECASE)
_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?P<bits>/\d{1,3})?(?::(?P<port>\d{1,5}))?")
_BRACKETS = re.compile(r"^\[([^\[\]]*)\](/\d{1,3})?$")

#: How exactly the host of a rule is told. Of rules of the same kind, the one with more labels or bits is more exact.
_ANY, _NETWORK, _SUFFIX, _EXACT = range(4)


@dataclass(frozen=True)
class Target:
    """The requests that a rule is for.

    scheme    "http" or "https", empty for both
    host      in lower case, empty for any
    itself    whether the host is meant
    below     whether its subdomains are meant; of what is in `no_proxy`, always
    network   addresses, instead of a host
    port      None for any
    """

    scheme: str = ""
    host: str = ""
    itself: bool = True
    below: bool = False
    network: Network | None = None
    port: int | None = None

    def matches(self, scheme: str, host: str, port: int | None) -> bool:
        if (self.scheme and self.scheme != scheme) or (self.port is not None and self.port != port):
            return False
        if self.network is not None:
            return any(address in self.network for address in _addresses(host))
        if not self.host:
            return True
        return (self.itself and host == self.host) or (self.below and host.endswith(f".{self.host}"))

    @property
    def exactness(self) -> tuple[int, int, bool]:
        """The greater, the more exactly a host and port are told."""
        has_port = self.port is not None
        if self.network is not None:
            if self.network.prefixlen == self.network.max_prefixlen and not self.below:
                return _EXACT, 0, has_port
            return _NETWORK, self.network.prefixlen - self.network.max_prefixlen, has_port
        if not self.host:
            return _ANY, 0, has_port
        return (_SUFFIX if self.below else _EXACT), self.host.count("."), has_port


@dataclass(frozen=True, repr=False)
class Rule:
    """Through which proxy some requests go.

    target     the requests
    proxy      its URL, which may have a user name and password in it; None: directly
    bypass     whether it comes from `no_proxy`
    argument   whether it comes from an argument, and not from the environment
    problem    why the proxy cannot be used. Only what the environment says is kept so: it may be about other programs
    """

    target: Target
    proxy: str | None
    bypass: bool = False
    argument: bool = True
    problem: str = ""

    @property
    def rank(self) -> tuple[tuple[int, int, bool], bool, bool, bool]:
        """Of two rules for a request, the one with the greater rank holds."""
        return self.target.exactness, self.bypass, self.argument, bool(self.target.scheme)

    def __repr__(self) -> str:
        to = "directly" if self.proxy is None else without_password(self.proxy)
        return f"Rule({self.target!r}, {to!r})"


@dataclass(frozen=True)
class ProxyRules:
    """Which requests go through which proxy. `repr` shows no login of a proxy; it cannot be pickled."""

    rules: tuple[Rule, ...] = ()

    def __reduce__(self) -> NoReturn:
        raise UsageError("What is known of proxies cannot be pickled: a password may be in it.", None)

    def __deepcopy__(self, memo: object) -> ProxyRules:
        return self


def rules_of(
    proxy: str | Mapping[str, str | None] | None,
    no_proxy: Sequence[str] | None,
    *,
    trust_env: bool,
    environ: Mapping[str, str] | None = None,
) -> ProxyRules:
    """What arguments and the environment say about proxies.

    proxy      the URL of a proxy for all requests, or URLs by what they are for: a scheme ("https"), a host
               ("hub.example.org"), a host's subdomains ("*.example.org"), with a scheme and a port if wanted
               ("https://hub.example.org:8443"). None instead of a URL: directly
    no_proxy   hosts that are reached directly, as in NO_PROXY: names, with their subdomains; ".example.org" or
               "*.example.org" for the subdomains only; addresses; networks ("10.0.0.0/8"); "*"; each with a port if
               wanted ("example.org:8443"). It replaces what the environment says
    trust_env  whether HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY hold, or what Windows and macOS are set to
    environ    what to take for it, as `urllib.request.getproxies()` answers: by "http", "https", "all" and "no"

    The rule that tells a host most exactly holds: a host, then its longest suffix or smallest network, then all. If two
    are as exact, the one with a port holds, then `no_proxy`, then the argument, then the one with a scheme.

    Raises UsageError for a URL that is none, without what may be a password in it. What is wrong in the environment is
    told by `proxy_for` when it is needed.
    """
    found: Mapping[str, str] = {}
    if trust_env:
        found = getproxies() if environ is None else environ
    rules = list(_given(proxy))
    rules += _from_environment(found)
    if no_proxy is not None:
        rules += [Rule(target, None, bypass=True) for target in _bypasses(no_proxy)]
    else:
        rules += [Rule(target, None, bypass=True, argument=False) for target in _known_bypasses(found.get("no", ""))]
    return ProxyRules(tuple(rules))


def proxy_for(url: httpx2.URL, rules: ProxyRules) -> str | None:
    """The URL of the proxy that a request goes through, None if it goes directly.

    Raises UsageError if the environment names a proxy for it that cannot be used.
    """
    scheme, host = url.scheme, _plain(url.raw_host.decode("ascii"))
    port = url.port or _PORTS.get(scheme)
    matching = [rule for rule in rules.rules if rule.target.matches(scheme, host, port)]
    if not matching:
        return None
    rule = max(matching, key=lambda rule: rule.rank)
    if rule.problem:
        raise refused(rule.problem, _WRITE)
    return rule.proxy


def _given(proxy: object) -> Iterator[Rule]:
    if proxy is None:
        return
    if isinstance(proxy, (str, httpx2.URL)):
        yield Rule(Target(), _proxy_url(proxy, "proxy"))
        return
    if not isinstance(proxy, Mapping):
        raise refused(f"proxy is {type(proxy).__name__}, neither a URL nor a mapping.", _WRITE)
    for key, value in cast("Mapping[object, object]", proxy).items():
        target = _target(key, names_below=False) if isinstance(key, str) else None
        if target is None:
            shown = brief(without_password(key)) if isinstance(key, str) else type(key).__name__
            raise refused(
                f"proxy has the key {shown}, which is neither a scheme nor a host.",
                'Keys are such as "https", "hub.example.org", "*.example.org" and "https://hub.example.org:8443".',
            )
        yield Rule(target, None if value is None else _proxy_url(value, f"proxy[{brief(key)}]"))


def _from_environment(found: Mapping[str, str]) -> Iterator[Rule]:
    for scheme in ("http", "https", "all"):
        if not (text := found.get(scheme, "").strip()):
            continue
        target = Target("" if scheme == "all" else scheme)
        try:
            yield Rule(target, _proxy_url(text, f"{scheme.upper()}_PROXY"), argument=False)
        except UsageError as error:
            yield Rule(target, None, argument=False, problem=error.message)


def _proxy_url(given: object, where: str) -> str:
    """The URL of a proxy as httpx2 takes it. Nothing of one that is refused is shown: it may be a password."""
    if not isinstance(given, (str, httpx2.URL)):
        raise refused(f"{where} is {type(given).__name__}, not the URL of a proxy.", _WRITE)
    text = str(given).strip()
    if not text:
        raise refused(f"{where} is empty.", 'To use no proxy at all: no_proxy=["*"].')
    if "://" not in text:
        # As curl does.
        text = f"http://{text}"
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() not in SCHEMES:
        named = f"the scheme {scheme[1]}" if scheme else "no scheme"
        raise refused(f"{where} is a URL with {named}. Proxies have one of {', '.join(SCHEMES)}.", _WRITE)
    try:
        url = httpx2.URL(text)
        text.encode("utf-8")
    except (httpx2.InvalidURL, UnicodeEncodeError):
        url = None
    if url is None or "@" in f"{url.path}{url.query!r}{url.fragment}" or url.port == 0 or (url.port or 0) > 65535:
        raise refused(
            f"{where} is no URL: its port is no number up to 65535, or a character in it has a meaning of its own.",
            f"{_WRITE} In user names and passwords write %23 for #, %2F for /, %3F for ? and %40 for @.",
        )
    if not url.host or "*" in url.host:
        raise refused(f"{where} is a URL without a host.", _WRITE)
    return str(url.copy_with(path="/", query=None, fragment=None))


def _bypasses(given: Sequence[str]) -> Iterator[Target]:
    for entry in [given] if isinstance(given, str) else given:
        if not isinstance(entry, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise refused(f"no_proxy has {type(entry).__name__} in it, not a host.", "Write host names or addresses.")
        for word in _words(entry):
            if (target := _target(word, names_below=True)) is None:
                raise refused(
                    f"no_proxy has {brief(without_password(word))} in it, which is no host.",
                    'Write such as "hub.example.org", ".example.org", "10.0.0.0/8" or "*".',
                )
            yield target


def _known_bypasses(text: str) -> Iterator[Target]:
    # What cannot be read in the environment is for other programs, and ignored by curl, too.
    return (target for word in _words(text) if (target := _target(word, names_below=True)) is not None)


def _words(text: str) -> list[str]:
    return re.split(r"[,\s]+", text.strip(", \t\r\n")) if text.strip(", \t\r\n") else []


def _target(text: str, *, names_below: bool) -> Target | None:
    """What a key or an entry of NO_PROXY is for, None if it cannot be read.

    names_below   whether a name stands for its subdomains, too
    """
    text = text.strip()
    if text.lower().removesuffix("://") in ("http", "https", "all") and not names_below:
        scheme = text.lower().removesuffix("://")
        return Target("" if scheme == "all" else scheme)
    if re.fullmatch(r"[a-z]\w*", text, re.IGNORECASE) and text.lower() != "localhost" and not names_below:
        return None  # rather a scheme misspelt than a host; that is written "all://host"
    scheme, separator, rest = text.rpartition("://")
    scheme = scheme.lower()
    if separator and scheme not in ("http", "https", "all"):
        return None
    scheme = "" if scheme == "all" else scheme
    if (network := _network(rest)) is not None:
        return Target(scheme, network=network, below=names_below)
    found = _HOST.fullmatch(rest.removesuffix("/"))
    if found is None or (found["port"] is not None and not 0 < int(found["port"]) <= 65535):
        return None
    port = None if found["port"] is None else int(found["port"])
    if (network := _network(f"{found['host']}{found['bits'] or ''}")) is not None:
        return Target(scheme, network=network, below=names_below, port=port)
    if found["bits"] or "[" in found["host"] or not found["host"]:
        return None
    return _named(scheme, found["host"], port, names_below)


def _named(scheme: str, host: str, port: int | None, names_below: bool) -> Target | None:
    if host == "*":
        return Target(scheme, port=port)
    only_below = host.startswith((".", "*."))
    name = host.removeprefix("*").removeprefix(".")
    # "*hub.test" stands for hub.test as well in some programs, and not in others. NO_PROXY is always so.
    if re.search(r"[\s@/?#%\\]", name) or (host.startswith("*") and not only_below and not names_below):
        return None
    try:
        name = _plain(httpx2.URL(f"http://{name}").raw_host.decode("ascii"))
    except (httpx2.InvalidURL, UnicodeError):
        return None
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name):
        return None
    return Target(scheme, name, itself=not only_below, below=only_below or names_below, port=port)


def _network(text: str) -> Network | None:
    """An address or a network, with brackets or without."""
    try:
        # Bits of the address beyond those of the network are what people write, too.
        return ipaddress.ip_network(_BRACKETS.sub(r"\1\2", text), strict=False)
    except ValueError:
        return None


def _addresses(host: str) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The address that a host is, and the IPv4 address that it is in IPv6. None if it is a name."""
    try:
        address = ipaddress.ip_address(host.replace("%25", "%"))
    except ValueError:
        return
    yield address
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        yield mapped


def _plain(host: str) -> str:
    return host.lower().rstrip(".")


class _Pools(Generic[_Transport]):
    """The transports of one colour: for each proxy one for encrypted requests and one for others, made when needed.

    Those for others have a TLS context that trusts nobody, and costs a hundredth of one that does. So the two can not
    be one; a Hub is reached by one of the two schemes, and connections to it are in one pool.
    """

    def __init__(
        self,
        kind: type[_Transport],
        rules: ProxyRules,
        context: Callable[[], ssl.SSLContext],
        limits: httpx2.Limits,
        fast: Fast | None = None,
    ) -> None:
        self._kind = kind
        self._fast = fast
        self._rules = rules
        self._make_context = context
        self._limits = limits
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None
        self._made: dict[tuple[str | None, bool], _Transport] = {}
        self._closed = False

    def route(self, url: httpx2.URL) -> tuple[str | None, bool]:
        """Through which proxy a request goes, and whether a TLS context is needed on its way."""
        proxy = proxy_for(url, self._rules)
        return proxy, url.scheme == "https" or (proxy is not None and proxy.startswith("https:"))

    def present(self, route: tuple[str | None, bool]) -> _Transport | None:
        """The transport for a route if there is one, without waiting."""
        return self._made.get(route)

    def get(self, route: tuple[str | None, bool]) -> _Transport:
        """The transport for a route. Reads files if it is the first that needs a TLS context."""
        with self._lock:
            if self._closed:
                raise UsageError("This transport is closed: make another, or close it later.", None)
            if (found := self._made.get(route)) is None:
                found = self._made[route] = self._make(*route)
            return found

    def take_all(self) -> list[_Transport]:
        """What is to be closed. There will be no others."""
        with self._lock:
            self._closed = True
            taken = list(self._made.values())
            self._made.clear()
            return taken

    def _make(self, proxy: str | None, encrypted: bool) -> _Transport:
        if encrypted:
            if self._context is None:
                self._context = self._make_context()
            context = self._context
        else:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if self._fast is not None and (proxy is None or not proxy.startswith("socks")):
            return self._fast(context, self._limits, proxy)
        through = None
        if proxy is not None:
            # For others, httpcore2 refuses one.
            through = httpx2.Proxy(proxy, ssl_context=context if proxy.startswith("https:") else None)
        try:
            return self._kind(verify=context, trust_env=False, limits=self._limits, proxy=through)
        except ImportError:
            raise refused(
                "The proxy for this request speaks SOCKS, for which a package is missing.",
                'Install it: pip install "flame-hub-client[socks]"',
            ) from None


class RoutingTransport(httpx2.BaseTransport):
    """Sends each request directly or through its proxy. Safe to share between threads.

    rules     which requests go through which proxy
    context   makes the TLS context. It is called once, when the first request needs one; if it raises, that request
              fails so, and the next one calls it again
    limits    of each pool of connections
    fast      makes the transports, unless a proxy speaks SOCKS; None: they are those of httpx2

    Raises UsageError for a proxy that cannot be used, and after `close()`.
    """

    def __init__(
        self,
        rules: ProxyRules,
        context: Callable[[], ssl.SSLContext],
        limits: httpx2.Limits,
        fast: Fast | None = None,
    ) -> None:
        self._pools = _Pools(httpx2.HTTPTransport, rules, context, limits, fast)

    def exchange(self, request: httpx2.Request, until: float | None) -> Received:
        """The answer to a request, read to its end.

        until   when it has to be over, on the steady clock; None: never
        """
        route = self._pools.route(request.url)
        transport: Any = self._pools.present(route)
        if route[0] is None and hasattr(transport, "exchange"):
            tell_proxy(request, None)
            return transport.exchange(request, until)
        return read_raw(self.handle_request(request), until)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        route = self._pools.route(request.url)
        tell_proxy(request, route[0])
        transport = self._pools.get(route)
        if route[0] is None:
            return transport.handle_request(request)
        outer = request.extensions.get("trace")
        streams: list[Any] = []

        def trace(event: str, info: Mapping[str, Any]) -> None:
            note(request, event, info)
            if event == "socks.connect_tcp.complete":
                streams.append(info["return_value"])
            if outer is not None:
                outer(event, info)

        request.extensions["trace"] = trace
        try:
            return transport.handle_request(request)
        except Exception as failure:
            if is_foreign(failure, request):
                for stream in streams:  # httpcore2 leaves it to the garbage collector
                    stream.close()
                raise httpx2.ProxyError(FOREIGN, request=request) from failure
            raise
        finally:
            request.extensions["trace"] = outer

    def close(self) -> None:
        with ExitStack() as closing:
            for transport in self._pools.take_all():
                closing.callback(transport.close)


class AsyncRoutingTransport(httpx2.AsyncBaseTransport):
    """Sends each request directly or through its proxy. As `RoutingTransport`."""

    def __init__(
        self,
        rules: ProxyRules,
        context: Callable[[], ssl.SSLContext],
        limits: httpx2.Limits,
        fast: Fast | None = None,
    ) -> None:
        self._pools = _Pools(httpx2.AsyncHTTPTransport, rules, context, limits, fast)

    async def exchange(self, request: httpx2.Request) -> Received:
        """The answer to a request, read to its end."""
        route = self._pools.route(request.url)
        transport: Any = self._pools.present(route)
        if route[0] is None and hasattr(transport, "exchange"):
            tell_proxy(request, None)
            return await transport.exchange(request)
        return await read_raw_async(await self.handle_async_request(request))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        route = self._pools.route(request.url)
        tell_proxy(request, route[0])
        transport = self._pools.present(route)
        if transport is None:
            # It reads files, for as long as a network drive takes.
            transport = await anyio.to_thread.run_sync(self._pools.get, route)
        if route[0] is None:
            return await transport.handle_async_request(request)
        outer = request.extensions.get("trace")
        streams: list[Any] = []

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            note(request, event, info)
            if event == "socks.connect_tcp.complete":
                streams.append(info["return_value"])
            if outer is not None:
                await outer(event, info)

        request.extensions["trace"] = trace
        try:
            return await transport.handle_async_request(request)
        except Exception as failure:
            if is_foreign(failure, request):
                for stream in streams:  # httpcore2 leaves it to the garbage collector
                    await stream.aclose()
                raise httpx2.ProxyError(FOREIGN, request=request) from failure
            raise
        finally:
            request.extensions["trace"] = outer

    async def aclose(self) -> None:
        async with AsyncExitStack() as closing:
            for transport in self._pools.take_all():
                closing.push_async_callback(transport.aclose)
