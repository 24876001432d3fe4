"""What can be seen of calls while they are made: hooks, lines of logs, spans."""

from __future__ import annotations

import logging
from typing import Any

import anyio
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import flame_hub
from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.errors import AuthenticationError, HubConnectionError, UsageError

SOON = {"retry-after": "0"}
PASSWORD = "hush-hush-hush"


class Seen:
    """Hooks that note what they are told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, int, int | None]] = []

    def hooks(self) -> dict[str, Any]:
        return {name: self._noting(name) for name in ("request", "response", "retry")}

    def _noting(self, name: str) -> Any:
        return lambda attempt: self.told.append((name, attempt.path, attempt.attempt, attempt.status))


EXPECTED = [
    ("request", "/auth/token", 1, None),
    ("response", "/auth/token", 1, 200),
    ("request", "/core/nodes", 1, None),
    ("response", "/core/nodes", 1, 503),
    ("retry", "/core/nodes", 1, 503),
    ("request", "/core/nodes", 2, None),
    ("response", "/core/nodes", 2, 200),
]


def test_hooks_are_told_of_each_request_and_pause(embedded: EmbeddedHub):
    seen = Seen()
    embedded.faults.add(status=503, headers=SOON, path="nodes")
    with flame_hub.Hub.embedded(embedded, event_hooks=seen.hooks()) as hub:
        hub.core.get_nodes()
    assert seen.told == EXPECTED


@pytest.mark.parametrize("coroutines", [False, True])
def test_hooks_of_an_asynchronous_hub_may_be_coroutine_functions(embedded: EmbeddedHub, coroutines: bool):
    seen = Seen()
    embedded.faults.add(status=503, headers=SOON, path="nodes")

    def awaited(hook: Any) -> Any:
        async def call(attempt: Any) -> None:
            hook(attempt)

        return call

    async def main() -> None:
        hooks = {name: awaited(hook) if coroutines else hook for name, hook in seen.hooks().items()}
        async with flame_hub.AsyncHub.embedded(embedded, event_hooks=hooks) as hub:
            await hub.core.get_nodes()

    anyio.run(main)
    assert seen.told == EXPECTED


def test_a_coroutine_function_is_no_hook_of_a_synchronous_hub():
    async def note(attempt: object) -> None: ...

    with pytest.raises(UsageError, match="request"):
        flame_hub.Hub("http://localhost:1", "token", event_hooks={"request": note})


def test_a_hook_that_fails_is_logged_and_the_call_goes_on(embedded: EmbeddedHub, caplog: pytest.LogCaptureFixture):
    def fail(attempt: object) -> None:
        raise ZeroDivisionError

    with flame_hub.Hub.embedded(embedded, event_hooks={"request": fail}) as hub:
        assert hub.core.create_node("one").name == "one"
    assert any(record.exc_info for record in caplog.records)


def test_an_attempt_without_an_answer_is_told_with_its_error(embedded: EmbeddedHub):
    ended: list[Any] = []
    with flame_hub.Hub.embedded(embedded, event_hooks={"response": ended.append}) as hub:
        hub.core.get_nodes()
        ended.clear()
        embedded.faults.add(cut="after", method="POST", path="nodes")
        with pytest.raises(HubConnectionError):
            hub.core.create_node("one")
    (attempt,) = ended
    assert isinstance(attempt.error, HubConnectionError)
    assert attempt.status is None
    assert attempt.seconds >= 0


def test_a_line_is_logged_for_each_request_and_none_holds_a_secret(
    embedded: EmbeddedHub, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG, logger="flame_hub")
    with flame_hub.Hub.embedded(embedded) as hub:
        user = hub.auth.create_user("ada", "ada@example.com", password=PASSWORD)
        hub.auth.update_user(user, password=PASSWORD + "!")
        access = hub._login._purse.look()[0].access
    with flame_hub.Hub.embedded(embedded, PasswordAuth("ada", "wrong-" + PASSWORD)) as hub:
        with pytest.raises(AuthenticationError):
            hub.core.get_nodes()
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("flame_hub")]
    assert any("POST /auth/users 201 in " in line for line in lines)
    assert any("POST /auth/token 400 in " in line for line in lines)
    for secret in (PASSWORD, access, "start123"):
        assert not [line for line in lines if secret in line]


def test_each_request_is_a_span_below_the_callers_own(embedded: EmbeddedHub, monkeypatch: pytest.MonkeyPatch):
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    embedded.faults.add(status=503, headers=SOON, path="nodes")
    with flame_hub.Hub.embedded(embedded) as hub, provider.get_tracer("study").start_as_current_span("study") as study:
        hub.core.get_nodes()
        request = embedded.requests[-1]
    spans = [span for span in exporter.get_finished_spans() if span.name == "GET /core/nodes"]
    assert [span.attributes["http.response.status_code"] for span in spans] == [503, 200]
    assert spans[1].attributes["http.request.resend_count"] == 1
    assert {span.parent.span_id for span in spans} == {study.get_span_context().span_id}
    assert request.headers["traceparent"].split("-")[2] == format(spans[1].context.span_id, "016x")
