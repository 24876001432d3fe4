"""Spans of OpenTelemetry: what a request is in a trace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx2
import pytest
from opentelemetry import context, propagate, trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from attempts import answered, attempt, call, run
from flame_hub.errors import HubTimeoutError
from flame_hub.http.spans import route_of
from flame_hub.http.watching import Attempt, Watch

ID = "2b035758-65a7-47b7-ad1d-61de69fb918a"


@pytest.fixture
def span_of(spans: InMemorySpanExporter, provider: TracerProvider) -> Callable[[Attempt], ReadableSpan]:
    def tell(made: Attempt) -> ReadableSpan:
        call(Watch(None, tracer_provider=provider), made)
        (span,) = spans.get_finished_spans()
        return span

    return tell


SpanOf = Callable[[Attempt], ReadableSpan]


def test_a_request_is_a_span(span_of: SpanOf):
    span = span_of(answered(url=f"https://admin:secret@hub.test/core/nodes/{ID}?x=secret", path=f"/core/nodes/{ID}"))
    assert span.name == "GET /core/nodes/{id}"
    assert span.kind is SpanKind.CLIENT
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "url.full": f"https://hub.test/core/nodes/{ID}",
        "server.address": "hub.test",
        "server.port": 443,
        "http.response.status_code": 200,
    }
    assert span.status.status_code is StatusCode.UNSET


def test_the_address_of_a_span_is_that_of_the_url(span_of: SpanOf):
    attributes = span_of(answered(url="http://[::1]:3001/core/nodes")).attributes or {}
    assert (attributes["server.address"], attributes["server.port"]) == ("::1", 3001)


@pytest.mark.parametrize("status", [400, 404, 429, 503])
def test_a_refusal_is_an_error_in_the_trace(span_of: SpanOf, status: int):
    span = span_of(answered(status, attempt=3))
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes is not None
    assert span.attributes["http.response.status_code"] == status
    assert span.attributes["error.type"] == str(status)
    assert span.attributes["http.request.resend_count"] == 2


def test_a_failure_is_an_error_in_the_trace(span_of: SpanOf):
    error = HubTimeoutError("It took too long (GET https://admin:secret@hub.test/?x=secret)", None)
    span = span_of(attempt(error=error, seconds=1.0))
    assert span.attributes is not None
    assert span.attributes["error.type"] == "HubTimeoutError"
    assert "http.response.status_code" not in span.attributes
    assert span.status.status_code is StatusCode.ERROR
    assert span.status.description == "It took too long (GET https://hub.test/"


def test_a_request_that_was_given_up_is_an_error_in_the_trace(span_of: SpanOf):
    span = span_of(attempt(seconds=1.0))
    assert (span.attributes or {})["error.type"] == "cancelled"
    assert span.status.status_code is StatusCode.ERROR


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/core/nodes", "/core/nodes"),
        (f"/core/nodes/{ID.upper()}/client/credentials", "/core/nodes/{id}/client/credentials"),
        ("/auth/roles/my-role", "/auth/roles/{id}"),
        ("/auth/realms/my%2Frealm/jwks", "/auth/realms/{id}/jwks"),
        (f"/storage/buckets/{ID}/upload", "/storage/buckets/{id}/upload"),
        (f"/hub/test/storage/bucket-files/{ID}/stream", "/hub/test/storage/bucket-files/{id}/stream"),
        ("/auth/token", "/auth/token"),
        ("/core/", "/core/"),
        ("", ""),
    ],
)
def test_a_route_has_no_ids_and_names(path: str, route: str):
    assert route_of(path) == route


def test_a_span_is_a_child_of_the_callers_and_the_hub_is_told_so(spans: InMemorySpanExporter, provider: TracerProvider):
    with provider.get_tracer("test").start_as_current_span("mine") as mine:
        headers = call(Watch(None, tracer_provider=provider), answered())
    child, parent = spans.get_finished_spans()
    assert (child.name, parent.name) == ("GET /core/nodes", "mine")
    assert child.parent is not None
    assert child.parent.span_id == mine.get_span_context().span_id
    assert child.context is not None
    assert headers["traceparent"].split("-")[1:3] == [f"{child.context.trace_id:032x}", f"{child.context.span_id:016x}"]


def test_what_is_sent_again_tells_its_own_span(spans: InMemorySpanExporter, provider: TracerProvider):
    watch, headers = Watch(None, tracer_provider=provider), httpx2.Headers()
    for number in (1, 2):
        made = answered(attempt=number)
        watch.sending(made, headers)
        watch.ended(made)
    assert len(headers.get_list("traceparent")) == 1
    last = spans.get_finished_spans()[-1].context
    assert last is not None
    assert f"{last.span_id:016x}" in headers["traceparent"]


def test_without_an_sdk_the_callers_trace_is_handed_on(spans: InMemorySpanExporter):
    theirs = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    token = context.attach(propagate.extract({"traceparent": theirs}))
    try:
        headers = call(Watch(None), answered())
    finally:
        context.detach(token)
    assert headers == {"traceparent": theirs}
    assert call(Watch(None), answered()) == {}


@pytest.mark.parametrize("kind", [trace.ProxyTracerProvider, trace.NoOpTracerProvider])
def test_without_an_sdk_there_are_no_spans(kind: type[trace.TracerProvider]):
    made = answered()
    assert call(Watch(None, tracer_provider=kind()), made) == {}


def test_threads_do_not_mix_up_their_spans(spans: InMemorySpanExporter, provider: TracerProvider):
    watch, barrier = Watch(None, tracer_provider=provider), Barrier(8)

    def tell(number: int) -> tuple[int, str]:
        with provider.get_tracer("test").start_as_current_span(f"caller {number}"):
            made, headers = answered(200 + number), dict[str, str]()
            watch.sending(made, headers)
            barrier.wait(10)
            watch.ended(made)
            return made.status or 0, headers["traceparent"]

    with ThreadPoolExecutor(8) as pool:
        told = dict(pool.map(tell, range(8)))
    _check_families(spans, told)


def test_tasks_do_not_mix_up_their_spans(spans: InMemorySpanExporter, provider: TracerProvider):
    watch = Watch(None, tracer_provider=provider, asynchronous=True)

    async def tell(number: int, begun: list[int], told: dict[int, str]) -> None:
        with provider.get_tracer("test").start_as_current_span(f"caller {number}"):
            made, headers = answered(200 + number), dict[str, str]()
            await watch.asending(made, headers)
            begun.append(number)
            while len(begun) < 8:
                await asyncio.sleep(0)
            await watch.aended(made)
            told[200 + number] = headers["traceparent"]

    async def all_of_them() -> dict[int, str]:
        begun: list[int] = []
        told: dict[int, str] = {}
        await asyncio.gather(*(tell(number, begun, told) for number in range(8)))
        return told

    _check_families(spans, asyncio.run(all_of_them()))


def _check_families(spans: InMemorySpanExporter, told: dict[int, str]) -> None:
    finished = spans.get_finished_spans()
    callers = {
        span.context.span_id: span.name for span in finished if span.context and span.kind is not SpanKind.CLIENT
    }
    requests = [span for span in finished if span.kind is SpanKind.CLIENT]
    assert len(requests) == len(callers) == len(told) == 8
    for span in requests:
        assert span.parent is not None
        assert span.context is not None
        status: Any = (span.attributes or {})["http.response.status_code"]
        assert callers[span.parent.span_id] == f"caller {status - 200}"
        assert f"{span.context.span_id:016x}" in told[status]


def test_ending_twice_makes_one_span(spans: InMemorySpanExporter, provider: TracerProvider):
    watch, made = Watch(None, tracer_provider=provider), answered()
    watch.sending(made, {})
    watch.ended(made)
    watch.ended(made)
    assert len(spans.get_finished_spans()) == 1


def test_what_was_not_begun_can_end(spans: InMemorySpanExporter, provider: TracerProvider):
    Watch(None, tracer_provider=provider).ended(answered())
    assert spans.get_finished_spans() == ()


def test_a_tracer_that_fails_does_not_break_the_call(caplog: pytest.LogCaptureFixture):
    class Broken(trace.TracerProvider):
        def get_tracer(self, *arguments: Any, **options: Any) -> trace.Tracer:
            raise ZeroDivisionError

    call(Watch(None, tracer_provider=Broken()), answered())
    assert "The span failed; the call goes on." in caplog.text


def test_the_provider_that_the_application_sets_later_is_used():
    source = """
from flame_hub.http.watching import Attempt, Watch
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

def tell():
    made = Attempt("core", "GET", "/core/nodes", "https://hub.test/core/nodes", 1)
    watch.sending(made, {})
    watch.ended(made)

watch, spans = Watch(None), InMemorySpanExporter()
tell()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(spans))
trace.set_tracer_provider(provider)
tell()
print([span.name for span in spans.get_finished_spans()])
"""
    assert run(source).stdout.strip() == "['GET /core/nodes']"
