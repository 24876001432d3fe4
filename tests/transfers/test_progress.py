"""Progress: what is told, to whom, and how somebody who is told ends a transfer."""

from __future__ import annotations

import io
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress

import flame_hub
from doors import Door, async_in_process, socket
from flame_hub import errors
from flame_hub.core.multipart import Multipart, Part
from flame_hub.embedded import EmbeddedHub
from flame_hub.progress import RichProgress, TqdmProgress, Transfer
from flame_hub.transfers.progress import Meter
from flame_hub.transfers.sources import InMemory

FILES = [{"file_name": name, "content": b"x" * 700_000} for name in ("a", "b", "c")]

#: Both colours, with and without a socket; what is special about a way has tests of its own.
THROUGH = (socket, async_in_process)


@pytest.fixture
def bucket(door: Door) -> Any:
    return door.storage.create_bucket("results")


class Watching:
    """Notes what it is told, and that it is never told by two at once."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.transfer: Any = None
        self._inside = threading.Lock()

    def __call__(self, transfer: Transfer) -> None:
        assert self._inside.acquire(blocking=False)
        assert self.transfer in (None, transfer)
        self.transfer = transfer
        self.done.append(transfer.done)
        self._inside.release()


def test_a_transfer_tells_how_far_it_is(door: Door, bucket: Any, tmp_path: Path):
    up, down = Watching(), Watching()
    door.storage.upload_to_bucket(bucket, *FILES, progress=up)
    door.storage.download_bucket(bucket, tmp_path, progress=down)
    for watching, kind in ((up, "upload"), (down, "download")):
        transfer = watching.transfer
        assert watching.done == sorted(watching.done)
        assert max(watching.done) <= 2_100_000
        assert watching.done[0] == 0
        assert len(watching.done) > 5
        assert (transfer.kind, transfer.name, transfer.files, transfer.files_done) == (kind, "3 files", 3, 3)
        assert (transfer.done, transfer.total, transfer.ended, transfer.error) == (2_100_000, 2_100_000, True, None)
        assert transfer.seconds > 0
        assert transfer.rate == transfer.done / transfer.seconds
        assert transfer.seconds_left == 0
    assert repr(up.transfer) == "<upload of 3 files: 2100000 of 2100000 bytes>"


def test_a_size_that_nobody_knows_is_none(door: Door, bucket: Any):
    watching = Watching()
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": iter([b"x", b"y"])}, progress=watching)
    assert (watching.transfer.total, watching.transfer.seconds_left, watching.transfer.done) == (None, None, 2)


def test_what_is_sent_again_is_counted_once(door: Door, bucket: Any):
    watching = Watching()
    door.hub.faults.add(status=429, method="POST", path="buckets/*/upload", headers={"retry-after": "0"})
    door.storage.upload_to_bucket(bucket, *FILES, progress=watching)
    assert watching.transfer.done == 2_100_000
    counted: list[int] = []
    body = Multipart([Part("a", InMemory(b"x" * 5), "text/csv")], counted.append)
    assert b"".join(body) == b"".join(body)
    assert counted == [5, -5, 5]


def test_a_transfer_can_be_cancelled(door: Door, bucket: Any, tmp_path: Path):
    def cancel(transfer: Transfer) -> None:
        if transfer.done > 500_000:
            transfer.cancel()

    with pytest.raises(errors.TransferCancelledError, match="The upload of 3 files was cancelled"):
        door.storage.upload_to_bucket(bucket, *FILES, progress=cancel)
    assert door.storage.find_bucket_files() == []
    door.storage.upload_to_bucket(bucket, *FILES)
    with pytest.raises(errors.TransferCancelledError, match="The download of 3 files was cancelled"):
        door.storage.download_bucket(bucket, tmp_path, progress=cancel)
    assert all(path.stat().st_size == 700_000 for path in tmp_path.iterdir())


def test_what_somebody_raises_who_is_told_ends_the_transfer(door: Door, bucket: Any):
    def fail(transfer: Transfer) -> None:
        if transfer.done:
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        door.storage.upload_to_bucket(bucket, *FILES, progress=fail)
    assert door.storage.find_bucket_files() == []


def test_what_somebody_raises_is_not_taken_for_the_networks(door: Door, bucket: Any, tmp_path: Path):
    def fail(transfer: Transfer) -> None:
        if transfer.done:
            raise BrokenPipeError(32, "mine")

    with pytest.raises(BrokenPipeError, match="mine"):
        door.storage.upload_to_bucket(bucket, *FILES, progress=fail)
    door.storage.upload_to_bucket(bucket, *FILES)
    with pytest.raises(BrokenPipeError, match="mine"):
        door.storage.download_bucket(bucket, tmp_path, progress=fail)


def test_who_ends_the_program_ends_it(embedded: EmbeddedHub):
    def leave(transfer: Transfer) -> None:
        if transfer.done:
            raise SystemExit(3)

    with flame_hub.Hub.embedded(embedded) as hub:
        bucket = hub.storage.create_bucket("results")
        files = [{"file_name": name, "content": iter([b"x"])} for name in "abc"]
        with pytest.raises(SystemExit):
            hub.storage.upload_to_bucket(bucket, *files, progress=leave)


def test_what_went_wrong_first_is_raised(hub: flame_hub.Hub, wire: Any):
    def fail(transfer: Transfer) -> None:
        if transfer.ended:
            raise LookupError("mine")

    wire.answer(403, {"statusCode": 403, "code": "forbidden", "message": "No."})
    with pytest.raises(errors.PermissionDeniedError, match=r"No[\s\S]*Showing its progress failed, too: LookupError"):
        hub.storage.upload_to_bucket("results", {"file_name": "a", "content": b"x"}, progress=fail)


# -- what shows it ------------------------------------------------------------------------------------------------


def screen() -> tuple[Console, io.StringIO]:
    written = io.StringIO()
    return Console(file=written, force_terminal=True, width=120), written


def test_rich_shows_bytes_rate_and_time(door: Door, bucket: Any, monkeypatch: pytest.MonkeyPatch):
    console, written = screen()
    monkeypatch.setattr("rich.console.Console", lambda **_: console)
    shown = RichProgress()
    door.storage.upload_to_bucket(bucket, *FILES, progress=shown)
    assert "3 files" in written.getvalue()
    assert "100%" in written.getvalue()
    assert "2.1/2.1 MB" in written.getvalue()
    with pytest.raises(errors.ConflictError):
        door.storage.upload_to_bucket(bucket, *FILES, progress=shown)


def test_rich_shows_a_transfer_of_unknown_size_and_those_in_your_own_display(door: Door, bucket: Any):
    console, written = screen()
    with Progress(console=console) as own:
        shown = RichProgress(own)
        door.storage.upload_to_bucket(bucket, {"file_name": "[red]", "content": iter([b"x"])}, progress=shown)
        assert not own.live.is_started or own.finished
        assert own.finished
    assert "100%" in written.getvalue()


def test_tqdm_shows_bytes_rate_and_time(door: Door, bucket: Any, tmp_path: Path):
    written = io.StringIO()
    shown = TqdmProgress(file=written, mininterval=0)
    door.storage.upload_to_bucket(bucket, *FILES, progress=shown)
    door.storage.download_bucket(bucket, tmp_path, progress=shown)
    assert written.getvalue().count("3 files: 100%") >= 2
    assert "2.00M/2.00M" in written.getvalue()
    assert "B/s" in written.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    meter = Meter("upload", True)
    meter.begin("a", 1, 10)
    meter.end(None)
    monkeypatch.setattr(sys, "stderr", None)  # as in a service of Windows
    Meter("upload", True).begin("a", 1, 10)
    assert capsys.readouterr() == ("", "")


def test_it_is_shown_in_a_terminal_when_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    meter = Meter("download", True)
    meter.begin("data.csv", 1, 10)
    meter.count(10)
    meter.end(None)
    assert "data.csv" in terminal.getvalue()


def test_a_notebook_is_shown_what_suits_it(monkeypatch: pytest.MonkeyPatch):
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "ipykernel", SimpleNamespace())
    assert isinstance(Meter("upload", True)._tell, TqdmProgress)


def test_who_has_nothing_to_show_it_with_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr("flame_hub.transfers.progress.find_spec", lambda _: None)
    with pytest.raises(errors.UsageError, match=r"needs rich or tqdm[\s\S]*pip install rich"):
        Meter("upload", True)


def test_a_transfer_is_counted_from_many_threads():
    meter = Meter("upload", lambda _: None)
    meter.begin("a", 1, None)

    def count() -> None:
        for _ in range(1000):
            meter.count(1)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert meter.transfer.done == 8000
