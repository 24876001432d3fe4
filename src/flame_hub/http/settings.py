"""How a client connects, how long it waits and how often it tries: the arguments for that, checked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal, TypeAlias, cast

import httpx2
from typing_extensions import TypedDict

from ..core.errors import UsageError
from ..core.names import refuse_unknown
from ..core.options import TimeoutParam
from ..core.retries import RETRIES
from ..core.texts import brief
from ..core.warning import warn_caller

#: Seconds: to connect, between two pieces of an answer, to send a piece, to wait for a free connection.
TIMEOUT = httpx2.Timeout(connect=10.0, read=60.0, write=60.0, pool=60.0)
#: Connections that a client has at the same time, unless told otherwise.
MAX_CONNECTIONS = 100
#: Seconds that can be waited for: operating systems take no more than 24 days.
LONGEST = 2_000_000
#: How many of them are kept open when nobody needs them, and for how many seconds.
_KEPT, _KEPT_FOR = 20, 5.0

_Path: TypeAlias = "str | os.PathLike[str]"


class ConnectionKwargs(TypedDict, total=False):
    """How a client connects, how long it waits and how often it tries. All of it may be left out.

    timeout          seconds to wait for a connection, for an answer or the next piece of it, to send a piece, and for a
                     free connection; an `httpx2.Timeout` tells them apart; None: as long as it takes. 10 seconds to
                     connect and 60 for the others if not given. Of a download it limits the silence between two pieces
    deadline         seconds for all of a call, with its attempts; None, the default: as long as it takes
    retries          further attempts after the first, if that failed with something that passes; 4 if not given
    throttle         keep under the limits that the Hub announces
    ca_file          files with certificates of authorities that are trusted beside the system's
    client_cert      file with this client's certificate and key, or a pair of files, or that and the key's password
    proxy            URL of a proxy, or several by scheme and host: `{"https": "http://proxy:3128", "*.local": None}`
    no_proxy         hosts that are reached without a proxy, written as in NO_PROXY
    trust_env        whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR are heeded; so
                     they are if not given
    max_connections  at the same time, 100 if not given
    transport        "httpx2", so it is if not given, or "fast": another one, which takes less of the processor's time
                     and needs `pip install "flame-hub-client[fast]"`
    event_hooks      functions that are told of each "request", "response" and "retry"
    """

    timeout: TimeoutParam
    deadline: float | None
    retries: int
    throttle: bool
    ca_file: _Path | Iterable[_Path] | None
    client_cert: _Path | tuple[_Path, _Path] | tuple[_Path, _Path, str] | None
    proxy: str | Mapping[str, str | None] | None
    no_proxy: str | Iterable[str] | None
    trust_env: bool
    max_connections: int
    transport: Literal["httpx2", "fast"]
    event_hooks: Mapping[str, Any] | None


#: What sends requests.
TRANSPORTS = ("httpx2", "fast")
#: What an httpx2 client decides itself.
_DECIDED_BY_CLIENTS = ("ca_file", "client_cert", "proxy", "no_proxy", "trust_env", "max_connections", "transport")


class OverriddenArgumentWarning(UserWarning):
    """An argument has no effect, because the httpx2 client that was given beside it decides that itself."""


@dataclass(frozen=True)
class Settings:
    """The arguments of `ConnectionKwargs`, checked.

    given   which of them the caller gave
    """

    timeouts: httpx2.Timeout = field(default_factory=lambda: TIMEOUT)
    deadline: float | None = None
    retries: int = RETRIES
    throttle: bool = False
    ca_files: tuple[str, ...] = ()
    client_cert: tuple[str, ...] | None = field(default=None, repr=False)
    proxy: str | Mapping[str, str | None] | None = field(default=None, repr=False)
    no_proxy: tuple[str, ...] | None = None
    trust_env: bool = True
    max_connections: int = MAX_CONNECTIONS
    transport: str = "httpx2"
    event_hooks: Mapping[str, Any] | None = None
    given: frozenset[str] = frozenset()

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> Settings:
        """The settings that these arguments ask for. Raises UsageError for what is no such argument."""
        if not arguments:
            return _USUAL
        refuse_unknown(arguments, ConnectionKwargs.__optional_keys__, "keyword", "A client")
        given = dict(arguments)
        found: dict[str, Any] = {}
        if "timeout" in given:
            found["timeouts"] = timeouts_of(given["timeout"])
        if "deadline" in given:
            found["deadline"] = valid_deadline(given["deadline"])
        if "retries" in given:
            found["retries"] = valid_retries(given["retries"])
        for name in ("throttle", "trust_env"):
            if name in given:
                found[name] = _switch(name, given[name])
        if given.get("ca_file") is not None:
            found["ca_files"] = _paths("ca_file", given["ca_file"])
        if given.get("client_cert") is not None:
            found["client_cert"] = _client_cert(given["client_cert"])
        if given.get("proxy") is not None:
            found["proxy"] = _proxy(given["proxy"])
        if given.get("no_proxy") is not None:
            found["no_proxy"] = _hosts(given["no_proxy"])
        if "max_connections" in given:
            found["max_connections"] = _count("max_connections", given["max_connections"], least=1)
        if "transport" in given:
            found["transport"] = _transport(given["transport"])
        if given.get("event_hooks") is not None:
            found["event_hooks"] = given["event_hooks"]
        return cls(**found, given=frozenset(given))

    @property
    def limits(self) -> httpx2.Limits:
        """Of the connections, as httpx2 has them."""
        return httpx2.Limits(
            max_connections=self.max_connections,
            max_keepalive_connections=min(_KEPT, self.max_connections),
            keepalive_expiry=_KEPT_FOR,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        if len(self.client_cert or ()) > 2 or any("@" in url for url in _urls(self.proxy)):
            raise UsageError(
                "A client with the password of a key or a proxy cannot be pickled, or the password would be in the "
                "pickle: let each process make its own, with Hub.from_env().",
                None,
            )
        timeouts = self.timeouts.as_dict()
        others = {name: value for name, value in vars(self).items() if name != "timeouts"}
        return _settings_again, (timeouts, others)


def _settings_again(timeouts: dict[str, Any], others: dict[str, Any]) -> Settings:
    return Settings(timeouts=httpx2.Timeout(**timeouts), **others)


_USUAL = Settings()


def open_client(settings: Settings) -> httpx2.Client:
    """An httpx2 client that connects so. Raises UsageError for files and URLs that cannot be used."""
    from .direct import DirectClient
    from .proxies import RoutingTransport

    rules, context = _routes(settings)
    transport = RoutingTransport(rules, context, settings.limits, _fast(settings, "fast", "FastTransport"))
    return DirectClient(transport, timeout=settings.timeouts)


def open_async_client(settings: Settings) -> httpx2.AsyncClient:
    """An asynchronous httpx2 client that connects so. Raises UsageError for files and URLs that cannot be used."""
    from .direct import AsyncDirectClient
    from .proxies import AsyncRoutingTransport

    rules, context = _routes(settings)
    fast = _fast(settings, "fast_async", "AsyncFastTransport")
    transport = AsyncRoutingTransport(rules, context, settings.limits, fast)
    return AsyncDirectClient(transport, timeout=settings.timeouts)


def _fast(settings: Settings, module: str, name: str) -> Any:
    """What makes fast transports, None if they are not wanted."""
    if settings.transport != "fast":
        return None
    try:
        return getattr(import_module(f"{__package__}.{module}"), name)
    except ModuleNotFoundError as missing:
        if missing.name != "httptools":
            raise
        message = 'transport="fast" needs a package that is missing. Install it: pip install "flame-hub-client[fast]"'
        raise UsageError(message, None) from None


def _routes(settings: Settings) -> Any:
    from .proxies import rules_of
    from .tls import tls_context

    parts = settings.client_cert
    certificate: Any = parts[0] if parts is not None and len(parts) == 1 else parts
    rules = rules_of(settings.proxy, settings.no_proxy, trust_env=settings.trust_env)

    def context() -> Any:
        return tls_context(settings.ca_files, certificate, trust_env=settings.trust_env)

    if settings.ca_files or settings.client_cert is not None:
        made = context()  # a file that cannot be used is told at once, not with the first call
        return rules, lambda: made
    return rules, context


def warn_overridden(settings: Settings) -> None:
    """Warn of arguments that have no effect, because the caller brought an httpx2 client along."""
    found = vars(settings) | {"ca_file": settings.ca_files or None}
    without_effect = [name for name in _DECIDED_BY_CLIENTS if name in settings.given and found[name] is not None]
    if without_effect:
        warn_caller(
            f"Without effect: {', '.join(without_effect)}. The httpx2 client that was given as client= decides that: "
            "make it with these settings, or leave it out.",
            OverriddenArgumentWarning,
        )


def timeouts_of(timeout: Any) -> httpx2.Timeout:
    """Timeouts as httpx2 has them. Raises UsageError for what are none."""
    if isinstance(timeout, httpx2.Timeout):
        for name, value in timeout.as_dict().items():
            _seconds(f"The {name} timeout", value)
        return timeout
    return httpx2.Timeout(_seconds("timeout", timeout))


def valid_deadline(deadline: Any) -> float | None:
    """A deadline. Raises UsageError for what is none."""
    return _seconds("deadline", deadline)


def valid_retries(retries: Any) -> int:
    """A number of further attempts. Raises UsageError for what is none."""
    return _count("retries", retries, least=0)


def _seconds(name: str, value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= LONGEST:
        message = f"{name} is a number of seconds greater than 0 and up to {LONGEST}, or None, not {brief(value)}."
        raise UsageError(message, None)
    return float(value)


def _count(name: str, value: Any, *, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise UsageError(f"{name} is a whole number, {least} or more, not {brief(value)}.", None)
    return value


def _switch(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{name} is True or False, not {brief(value)}.", None)
    return value


def _transport(value: Any) -> str:
    if value not in TRANSPORTS:
        raise UsageError(f"transport is {' or '.join(map(repr, TRANSPORTS))}, not {brief(value)}.", None)
    return value


def _path(name: str, value: Any) -> str:
    # It is not shown: in place of paths it may be a list with a password in it, or a key itself.
    if not isinstance(value, (str, os.PathLike)):
        raise UsageError(f"{name} takes paths of files, not {type(cast('object', value)).__name__}.", None)
    text = str(cast("Any", value))
    if not text.strip() or "\n" in text:
        what = "the content of a file" if text.strip() else "an empty text"
        raise UsageError(f"{name} takes paths of files, not {what}.", None)
    return os.path.expanduser(os.fspath(cast("str", value)))  # noqa: PTH111 - it may be a path of any kind


def _paths(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, (str, os.PathLike)) or not isinstance(value, Iterable):
        return (_path(name, value),)
    return tuple(_path(name, one) for one in cast("Iterable[Any]", value))


def _client_cert(value: Any) -> tuple[str, ...]:
    """The file, or the certificate, its key and perhaps the key's password."""
    if not isinstance(value, tuple):
        return (_path("client_cert", value),)
    parts = cast("tuple[Any, ...]", value)
    if len(parts) not in (2, 3) or not isinstance(parts[-1], (str, os.PathLike)):
        raise UsageError("client_cert takes a file, or a certificate, its key and perhaps the key's password.", None)
    return (_path("client_cert", parts[0]), _path("client_cert", parts[1]), *cast("tuple[str, ...]", parts[2:]))


def _urls(proxy: str | Mapping[str, str | None] | None) -> Iterable[str]:
    if isinstance(proxy, Mapping):
        return [url for url in proxy.values() if url is not None]
    return [] if proxy is None else [proxy]


def _proxy(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        rows = dict(cast("Mapping[Any, Any]", value))
        if all(isinstance(key, str) and isinstance(url, (str, type(None))) for key, url in rows.items()):
            return rows
    raise UsageError('proxy takes a URL, or URLs by scheme and host: {"https": "http://proxy:3128"}.', None)


def _hosts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, Iterable):
        hosts = tuple(cast("Iterable[Any]", value))
        if all(isinstance(host, str) for host in hosts):
            return hosts
    raise UsageError("no_proxy takes hosts, as a list or as a text with commas between them.", None)
