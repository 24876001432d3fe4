"""What a request under way notes on itself, so that errors can tell the proxy from the Hub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx2

from ..core.texts import without_password
from .messages import OPENED, PROXY

#: What is wrong with a proxy whose answer is no SOCKS.
FOREIGN = "it does not speak SOCKS 5"


def tell_proxy(request: httpx2.Request, proxy: str | None) -> None:
    """Let the request know through which proxy it goes, so that errors can tell that from the Hub."""
    request.extensions.pop(OPENED, None)
    if proxy is not None:
        request.extensions[PROXY] = without_password(proxy).rstrip("/")
        request.extensions[OPENED] = False


def note(request: httpx2.Request, event: str, info: Mapping[str, Any]) -> None:
    """Let the request know that the proxy made the way to the Hub, by what httpx2 tells of a request under way."""
    if event in ("proxy.start_tls.started", "socks.setup_socks5_connection.complete") or (
        event == "http11.send_request_headers.started" and info["request"].method != b"CONNECT"
    ):
        request.extensions[OPENED] = True


def is_foreign(failure: Exception, request: httpx2.Request) -> bool:
    """Whether a failure for which httpx2 has no name is the answer of a proxy that does not speak SOCKS."""
    socks = str(request.extensions.get(PROXY)).startswith("socks")
    return socks and request.extensions.get(OPENED) is False and not isinstance(failure, httpx2.HTTPError)
