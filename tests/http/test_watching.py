"""What watches requests: hooks, and what an attempt tells. None of them changes what a call gives."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import logging
import pickle
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from attempts import answered, attempt, call, failed, lines, run
from flame_hub.errors import UnknownNameError, UsageError
from flame_hub.http.watching import LONGEST, Attempt, Watch


def test_an_attempt_has_no_secrets():
    made = attempt(url="https://admin:start123@hub.test/core/nodes?token=abc#x", path="/core/nodes?token=abc")
    assert (made.url, made.path) == ("https://hub.test/core/nodes", "/core/nodes")
    assert "start123" not in repr(made)
    assert "abc" not in repr(made)


def test_an_attempt_is_printed_as_one_line():
    assert str(attempt()) == "GET /core/nodes (request 7, attempt 1)"
    assert str(answered(503, attempt=2, retry_in=0.5)) == (
        "GET /core/nodes 503 in 12 ms (request 7, attempt 2, again in 0.5 s)"
    )
    assert str(attempt(seconds=0.2)) == "GET /core/nodes unanswered in 200 ms (request 7, attempt 1)"


def test_attempts_are_data(spans: InMemorySpanExporter, provider: TracerProvider):
    made = failed()
    Watch(None, tracer_provider=provider).sending(made, {})
    assert dataclasses.asdict(made)["number"] == 7
    again = pickle.loads(pickle.dumps(copy.deepcopy(made)))
    assert (again.url, again.error.message, str(again)) == (made.url, made.error.message, str(made))
    following = dataclasses.replace(made, attempt=2, error=None)
    Watch(None).ended(following)
    assert spans.get_finished_spans() == ()


@example("\ud800\r\n\x1b[2J\u2028")
@given(st.text())
def test_no_path_makes_a_second_line_or_looks_like_more_than_a_path(path: str):
    line = str(answered(path=f"/{path}"))
    assert line.isascii()
    assert line.isprintable()
    assert len(line.split(" ")) == 10
    assert len(line) < LONGEST + 100


@example("\ud800\r\n\x1b[2J\u2028")
@given(st.text())
def test_no_reason_makes_a_second_line(reason: str):
    assert len(str(failed(reason)).splitlines()) == 1


def test_a_percent_sign_in_a_path_stays_one(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG, "flame_hub")
    call(Watch(None), answered(path="/core/nodes/%0A%s%(name)s"))
    assert ("INFO", "GET /core/nodes/%0A%s%(name)s 200 in 12 ms (request 7, attempt 1)") in lines(caplog)


@pytest.mark.parametrize(
    "text",
    [
        "GET https://admin:secret@hub.test/core/nodes",
        "Redirected to https://hub.test/?token=secret",
        "It refused Bearer secret",
        "It refused basic  secret, and more",
    ],
)
def test_secrets_in_reasons_are_left_out(text: str):
    assert "secret" not in str(failed(text))
    assert "secret" not in failed(text).reason


# Hooks


@pytest.mark.parametrize("asynchronous", [False, True])
def test_hooks_are_called_in_order_with_the_attempt(asynchronous: bool):
    heard: list[tuple[str, Attempt]] = []

    def hear(name: str) -> Callable[[Attempt], None]:
        return lambda made: heard.append((name, made))

    hooks = {"request": hear("request"), "response": (hear("one"), hear("two")), "retry": [hear("retry")]}
    made = answered()
    call(Watch(hooks, asynchronous=asynchronous), made, asynchronous=asynchronous)
    assert heard == [(name, made) for name in ("request", "one", "two", "retry")]


def test_hooks_of_an_asynchronous_client_may_be_coroutine_functions():
    heard: list[str] = []

    async def hear(name: str, made: Attempt) -> None:
        await asyncio.sleep(0)
        heard.append(f"{name} {made.number}")

    class Hearing:
        async def __call__(self, made: Attempt) -> None:
            await hear("object", made)

    hooks = {"response": [partial(hear, "partial"), Hearing(), lambda made: hear("lambda", made)]}
    call(Watch(hooks, asynchronous=True), answered(), asynchronous=True)
    assert heard == ["partial 7", "object 7", "lambda 7"]


async def _coroutine_function(made: Attempt) -> None:
    del made


class _Asynchronous:
    async def __call__(self, made: Attempt) -> None:
        del made

    async def method(self, made: Attempt) -> None:
        del made


@pytest.mark.parametrize(
    "hook", [_coroutine_function, partial(partial(_coroutine_function)), _Asynchronous(), _Asynchronous().method]
)
def test_a_synchronous_client_refuses_coroutine_functions(hook: Callable[..., Any]):
    with pytest.raises(UsageError, match=r"The retry hook .* is a coroutine function"):
        Watch({"retry": [print, hook]})


def test_a_synchronous_client_tells_of_a_hook_that_turns_out_to_be_asynchronous(caplog: pytest.LogCaptureFixture):
    call(Watch({"response": lambda made: _coroutine_function(made)}), answered())
    assert "wants to be awaited" in caplog.text


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        ({"respond": print}, "Did you mean 'response'"),
        ({"retry": None}, "is a function that takes an attempt, not None"),
        ({"retry": "print"}, "not 'p'"),
        ({"retry": [print, 5]}, "not 5"),
        ({5: print}, "There are: request, response, retry"),
        ([print], "a mapping such as"),
        (print, "a mapping such as"),
    ],
)
def test_what_are_no_hooks_is_refused(hooks: Any, said: str):
    with pytest.raises(UsageError, match=said):
        Watch(hooks)


def test_an_unknown_event_is_an_unknown_name():
    with pytest.raises(UnknownNameError, match="event_hooks has no event 'error'"):
        Watch({"error": print})


def test_hooks_can_come_from_a_generator_and_are_called_each_time():
    heard: list[Attempt] = []
    watch = Watch({"response": (hook for hook in [heard.append])})
    call(watch, answered())
    call(watch, answered())
    assert len(heard) == 2


def test_changing_the_mapping_later_changes_nothing():
    heard: list[Attempt] = []
    hooks: dict[str, Any] = {"response": [heard.append]}
    watch = Watch(hooks)
    hooks.clear()
    call(watch, answered())
    assert len(heard) == 1


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_hook_that_raises_neither_breaks_nor_hides_the_call(asynchronous: bool, caplog: pytest.LogCaptureFixture):
    heard: list[Attempt] = []

    def broken(made: Attempt) -> None:
        raise ZeroDivisionError(f"no {made.number}")

    caplog.set_level(logging.INFO, "flame_hub")
    hooks = {event: [broken, heard.append] for event in ("request", "response", "retry")}
    call(Watch(hooks, asynchronous=asynchronous), answered(), asynchronous=asynchronous)
    assert len(heard) == 3
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 3
    assert all(record.exc_info and record.exc_info[0] is ZeroDivisionError for record in errors)
    assert "broken failed; the call goes on." in errors[0].getMessage()
    assert ("INFO", "GET /core/nodes 200 in 12 ms (request 7, attempt 1)") in lines(caplog)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, asyncio.CancelledError, SystemExit])
def test_who_ends_the_program_in_a_hook_ends_it(kind: type[BaseException], spans: InMemorySpanExporter, provider: Any):
    def interrupt(made: Attempt) -> None:
        raise kind

    made = answered()
    watch = Watch({"response": interrupt}, tracer_provider=provider)
    watch.sending(made, {})
    with pytest.raises(kind):
        watch.ended(made)
    assert len(spans.get_finished_spans()) == 1

    async def tell() -> None:
        await Watch({"response": interrupt}, asynchronous=True).aended(answered())

    with pytest.raises(kind):
        tell().send(None)


def test_a_hook_that_makes_a_mess_of_the_attempt_does_not_break_the_call(
    caplog: pytest.LogCaptureFixture, spans: InMemorySpanExporter, provider: TracerProvider
):
    def mess(made: Any) -> None:
        made.seconds = made.url = made.path = object()
        made.status = "fine"

    caplog.set_level(logging.DEBUG, "flame_hub")
    watch = Watch({"request": mess, "response": mess}, tracer_provider=provider)
    call(watch, answered())
    made = answered()
    watch.sending(dataclasses.replace(made), {})
    assert "the call goes on" in caplog.text


def test_hooks_may_make_calls_themselves():
    depth: list[int] = []

    def again(made: Attempt) -> None:
        depth.append(made.number)
        if made.number < 10:
            call(watch, answered(number=made.number + 1))

    watch = Watch({"response": again})
    call(watch, answered())
    assert depth == [7, 8, 9, 10]


# Whether anybody watches


@pytest.fixture
def untraced(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nobody in this process had imported OpenTelemetry."""
    monkeypatch.delitem(sys.modules, "opentelemetry.trace")


@pytest.mark.usefixtures("untraced")
def test_nobody_watches_unless_somebody_asked_for_it(caplog: pytest.LogCaptureFixture, provider: TracerProvider):
    assert not Watch(None).active
    assert not Watch({}).active
    assert not Watch({"retry": []}).active
    assert Watch({"retry": print}).active
    assert Watch(None, tracer_provider=provider).active
    for level in ("INFO", "DEBUG"):
        caplog.set_level(level, "flame_hub")
        assert Watch(None).active
    caplog.set_level("WARNING", "flame_hub")
    assert not Watch(None).active


def test_tracing_that_begins_later_is_noticed(monkeypatch: pytest.MonkeyPatch):
    module = sys.modules["opentelemetry.trace"]
    monkeypatch.delitem(sys.modules, "opentelemetry.trace")
    watch = Watch(None)
    assert not watch.active
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", module)
    assert watch.active


def test_opentelemetry_is_not_imported_for_those_who_do_not_use_it():
    source = """
import sys
from flame_hub.http.watching import Attempt, Watch
watch = Watch(None)
made = Attempt("core", "GET", "/core/nodes", "https://hub.test/core/nodes", 1)
watch.sending(made, {})
watch.ended(made)
print(watch.active, [name for name in sys.modules if name.startswith("opentelemetry")])
"""
    assert run(source).stdout.strip() == "False []"
