"""Spans of OpenTelemetry: what a request is in a trace, by the semantic conventions for HTTP clients.

Nothing is imported that the application does not use itself: whoever traces has imported `opentelemetry.trace`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import MutableMapping
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..contract import TABLE

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer, TracerProvider

    from .watching import Attempt

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


def route_of(path: str) -> str:
    """A path with `{id}` in place of what tells one record from another: ids, and names below a collection."""
    segments: list[str] = []
    within = False
    for segment in path.split("/"):
        known = segment in _words()
        within = within or known
        # Before the first collection stands where the service is, which is always the same.
        varies = _UUID.fullmatch(segment) or (within and segment and not known)
        segments.append("{id}" if varies else segment)
    return "/".join(segments)


@cache
def _words() -> frozenset[str]:
    """The segments of the Hub's paths that are the same in every call."""
    resources = [path for resource in TABLE for path in (resource.path, *(a.path for a in resource.actions))]
    actions = [action.path for of_service in TABLE.actions.values() for action in of_service]
    segments = {segment for path in (*resources, *actions) for segment in path.split("/")}
    files_and_logins = {"upload", "stream", "token"}
    return frozenset(segment for segment in segments | files_and_logins if segment and not segment.startswith("{"))


class Spans:
    """Makes the spans of requests. Safe to use from several threads and tasks: a span belongs to its request.

    provider  makes them; the application's own, which may come later, if none is given
    """

    def __init__(self, provider: TracerProvider | None = None) -> None:
        self._provider = provider
        self._tracer: tuple[TracerProvider, Tracer] | None = None

    @property
    def there(self) -> bool:
        """Whether anybody in this process traces, as far as can be told without importing anything."""
        return self._provider is not None or "opentelemetry.trace" in sys.modules

    def start(self, attempt: Attempt) -> Span | None:
        """The span of a request, a child of the caller's; None if the application has no SDK."""
        from opentelemetry import trace

        provider = self._provider or trace.get_tracer_provider()
        if isinstance(provider, (trace.ProxyTracerProvider, trace.NoOpTracerProvider)):
            return None
        if self._tracer is None or self._tracer[0] is not provider:
            self._tracer = (provider, provider.get_tracer("flame_hub"))
        url = urlsplit(attempt.url)
        attributes: dict[str, str | int] = {
            "http.request.method": attempt.method,
            "url.full": attempt.url,
            "server.address": url.hostname or "",
        }
        port = url.port or _PORTS.get(url.scheme)
        if port is not None:
            attributes["server.port"] = port
        if attempt.attempt > 1:
            attributes["http.request.resend_count"] = attempt.attempt - 1
        # The attributes are there from the start: samplers decide by them.
        name = f"{attempt.method} {route_of(attempt.path)}"
        return self._tracer[1].start_span(name, kind=trace.SpanKind.CLIENT, attributes=attributes)

    def inject(self, headers: MutableMapping[str, str], span: Span | None) -> None:
        """Write into the headers of a request which span it belongs to: its own, or without one the caller's."""
        from opentelemetry import propagate, trace

        propagate.inject(headers, None if span is None else trace.set_span_in_context(span))

    def end(self, span: Span, attempt: Attempt) -> None:
        """End the span of a request with what came of it."""
        from opentelemetry.trace import Status, StatusCode

        try:
            if attempt.status is not None:
                span.set_attribute("http.response.status_code", attempt.status)
            if attempt.status is not None and attempt.error is None:
                if attempt.status >= 400:
                    span.set_attribute("error.type", str(attempt.status))
                    # Without words of its own: the number says it.
                    span.set_status(Status(StatusCode.ERROR))
            else:
                kind = "cancelled" if attempt.error is None else type(attempt.error).__qualname__
                span.set_attribute("error.type", kind)
                span.set_status(Status(StatusCode.ERROR, attempt.reason))
        finally:
            span.end()
