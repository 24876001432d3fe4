"""Lines of the log, and FLAME_HUB_LOG."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from attempts import answered, call, failed, lines, run
from flame_hub.errors import UsageError
from flame_hub.http.watching import Watch, log_as_told


def test_a_request_is_one_line_and_its_details_are_another(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG, "flame_hub")
    call(Watch(None), answered(503, retry_in=1.5))
    assert lines(caplog) == [
        ("DEBUG", "sending GET https://hub.test/core/nodes to core (request 7, attempt 1)"),
        ("INFO", "GET /core/nodes 503 in 12 ms (request 7, attempt 1, again in 1.5 s)"),
        ("INFO", "GET /core/nodes again in 1.5 s (request 7, attempt 2)"),
    ]


@pytest.mark.parametrize(("pause", "told"), [(3.64e-05, "0"), (0.2414, "0.241"), (1.5, "1.5"), (120.0, "120")])
def test_a_pause_is_told_to_the_millisecond(caplog: pytest.LogCaptureFixture, pause: float, told: str):
    caplog.set_level(logging.INFO, "flame_hub")
    call(Watch(None), answered(503, retry_in=pause))
    assert [f"again in {told} s" in line for _, line in lines(caplog)] == [True, True]


def test_a_login_is_a_detail(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG, "flame_hub")
    call(Watch(None), answered(method="POST", url="https://hub.test/auth/token", path="/auth/token", purpose="login"))
    assert lines(caplog) == [
        ("DEBUG", "sending POST https://hub.test/auth/token to log in (request 7, attempt 1)"),
        ("DEBUG", "POST /auth/token 200 in 12 ms (request 7, attempt 1)"),
        ("DEBUG", "POST /auth/token again in 0 s (request 7, attempt 2)"),
    ]


def test_a_failure_is_told_with_its_reason_and_is_no_warning(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "flame_hub")
    Watch(None).ended(failed("It took too long\nto connect."))
    assert lines(caplog) == [
        (
            "INFO",
            "GET /core/nodes HubConnectionError in 500 ms (request 7, attempt 1): It took too long to connect.",
        )
    ]


def test_a_line_stays_as_it_was(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "flame_hub")
    made = answered()
    Watch(None).ended(made)
    made.status = 500
    assert lines(caplog) == [("INFO", "GET /core/nodes 200 in 12 ms (request 7, attempt 1)")]


# FLAME_HUB_LOG


@pytest.fixture
def package() -> Iterator[logging.Logger]:
    """The package's logger, which is put back as it was."""
    logger = logging.getLogger("flame_hub")
    before = (logger.level, list(logger.handlers), logger.propagate)
    yield logger
    logger.setLevel(before[0])
    logger.handlers[:] = before[1]
    logger.propagate = before[2]


@pytest.fixture
def root_handler() -> Iterator[Callable[[logging.Handler], None]]:
    root, added = logging.getLogger(), list[logging.Handler]()

    def add(handler: logging.Handler) -> None:
        root.addHandler(handler)
        added.append(handler)

    yield add
    for handler in added:
        root.removeHandler(handler)


def test_without_being_told_nothing_is_logged(package: logging.Logger):
    for environ in ({}, {"FLAME_HUB_LOG": ""}, {"FLAME_HUB_LOG": "  "}):
        log_as_told(environ)
    assert (package.handlers, package.level) == ([], logging.NOTSET)


@pytest.mark.parametrize(("told", "seen"), [("debug", 2), (" INFO ", 1), ("warning", 0)])
def test_as_much_is_printed_as_is_asked_for(
    told: str, seen: int, package: logging.Logger, capsys: pytest.CaptureFixture[str]
):
    for _ in range(3):
        log_as_told({"FLAME_HUB_LOG": told})
    watch = Watch(None)
    made = answered()
    watch.sending(made, {})
    watch.ended(made)
    logging.getLogger("flame_hub.other").warning("look")
    output = capsys.readouterr()
    assert output.out == ""
    assert len(output.err.splitlines()) == seen + 1
    assert output.err.endswith(" WARNING flame_hub.other: look\n")


def test_a_line_has_time_level_and_message(package: logging.Logger, capsys: pytest.CaptureFixture[str]):
    log_as_told({"FLAME_HUB_LOG": "info"})
    Watch(None).ended(answered())
    line = capsys.readouterr().err
    date, time, rest = line.split(" ", 2)
    assert (len(date), len(time)) == (10, 12)
    assert rest == "INFO flame_hub.http: GET /core/nodes 200 in 12 ms (request 7, attempt 1)\n"


@pytest.mark.parametrize("told", ["yes", "1", "trace", "DEBUG,INFO", "20"])
def test_a_level_that_there_is_not_is_refused(told: str, package: logging.Logger):
    with pytest.raises(UsageError, match="FLAME_HUB_LOG is debug, info or warning, not"):
        log_as_told({"FLAME_HUB_LOG": told})
    assert package.handlers == []


def test_eight_threads_set_it_up_once(package: logging.Logger):
    barrier = Barrier(8)

    def tell() -> None:
        barrier.wait(10)
        log_as_told({"FLAME_HUB_LOG": "info"})

    with ThreadPoolExecutor(8) as pool:
        for future in [pool.submit(tell) for _ in range(8)]:
            future.result(10)
    assert len(package.handlers) == 1


def test_what_the_application_prints_itself_is_not_printed_twice(
    package: logging.Logger, root_handler: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    log_as_told({"FLAME_HUB_LOG": "info"})
    root_handler(logging.StreamHandler(sys.stderr))
    Watch(None).ended(answered())
    assert capsys.readouterr().err == "GET /core/nodes 200 in 12 ms (request 7, attempt 1)\n"


def test_what_rich_prints_is_not_printed_twice(
    package: logging.Logger, root_handler: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    from rich.console import Console
    from rich.logging import RichHandler

    log_as_told({"FLAME_HUB_LOG": "info"})
    root_handler(RichHandler(console=Console(file=sys.stdout)))
    Watch(None).ended(answered())
    output = capsys.readouterr()
    assert "/core/nodes" in output.out
    assert output.err == ""


def test_handlers_that_print_nothing_of_it_do_not_keep_it_back(
    package: logging.Logger, root_handler: Callable[..., None], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    log_as_told({"FLAME_HUB_LOG": "info"})
    to_file = logging.FileHandler(tmp_path / "log.txt")
    only_errors = logging.StreamHandler(sys.stderr)
    only_errors.setLevel(logging.ERROR)
    root_handler(to_file)
    root_handler(only_errors)
    Watch(None).ended(answered())
    to_file.close()
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert "/core/nodes" in (tmp_path / "log.txt").read_text()


def test_a_logger_that_does_not_hand_on_is_printed(
    package: logging.Logger, root_handler: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    package.propagate = False
    root_handler(logging.StreamHandler(sys.stderr))
    log_as_told({"FLAME_HUB_LOG": "info"})
    Watch(None).ended(answered())
    assert " INFO flame_hub.http: " in capsys.readouterr().err


def test_an_application_that_wants_more_gets_it(package: logging.Logger):
    package.setLevel(logging.DEBUG)
    log_as_told({"FLAME_HUB_LOG": "warning"})
    assert package.level == logging.DEBUG


def test_a_process_without_stderr_is_no_reason_to_fail(package: logging.Logger, monkeypatch: pytest.MonkeyPatch):
    log_as_told({"FLAME_HUB_LOG": "info"})
    monkeypatch.setattr(sys, "stderr", None)
    Watch(None).ended(answered())
    package.handlers[0].flush()


def test_a_broken_stderr_does_not_break_the_call(package: logging.Logger, monkeypatch: pytest.MonkeyPatch):
    class Broken:
        def write(self, text: str) -> int:
            raise BrokenPipeError

        flush = write

    log_as_told({"FLAME_HUB_LOG": "info"})
    monkeypatch.setattr(sys, "stderr", Broken())
    Watch(None).ended(answered())
    monkeypatch.undo()
    assert sys.stderr is not None


def test_the_loggers_of_others_are_left_alone():
    source = """
import httpx2, logging
from flame_hub.http.watching import log_as_told
log_as_told()
with httpx2.Client(transport=httpx2.MockTransport(lambda request: httpx2.Response(200))) as client:
    client.get("https://hub.test/?token=secret")
logging.getLogger("flame_hub.http").debug("here")
"""
    printed = run(source, FLAME_HUB_LOG="debug").stderr
    assert len(printed.splitlines()) == 1
    assert printed.endswith(" DEBUG flame_hub.http: here\n")


def test_an_application_that_configures_logging_later_gets_each_line_once():
    source = """
import logging
from flame_hub.http.watching import Attempt, Watch, log_as_told
log_as_told()
logging.basicConfig(format="mine: %(message)s")
Watch(None).ended(Attempt("core", "GET", "/core/nodes", "https://hub.test/core/nodes", 1, status=200))
"""
    assert run(source, FLAME_HUB_LOG="info").stderr == "mine: GET /core/nodes 200 (request 1, attempt 1)\n"
