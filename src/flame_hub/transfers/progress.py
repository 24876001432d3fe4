"""How a transfer goes: what it is, who is told, and how it is shown."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from ..core.errors import TransferCancelledError, UsageError
from .outcomes import say

if TYPE_CHECKING:
    from rich import progress as rich_progress


class Transfer:
    """An upload or a download that is under way: one call, however many files it moves.

    kind         "upload" or "download"
    name         what is transferred: the name of the file, or how many files
    files        number of files, None: not known yet
    files_done   number of those that are whole
    total        bytes in all, None: not known
    done         bytes so far; less than before if a part had to be begun anew
    ended        whether it is over
    error        what it ended with, None if all went well
    """

    def __init__(self, kind: Literal["upload", "download"]) -> None:
        self.kind: Literal["upload", "download"] = kind
        self.name = ""
        self.files: int | None = None
        self.files_done = 0
        self.total: int | None = None
        self.done = 0
        self.ended = False
        self.error: BaseException | None = None
        self._cancelled = False
        self._began = time.monotonic()
        self._over: float | None = None

    @property
    def seconds(self) -> float:
        """Seconds since it began, or that it took."""
        return (time.monotonic() if self._over is None else self._over) - self._began

    @property
    def rate(self) -> float:
        """Bytes in a second, on the average."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds that it will take at this rate, None if that cannot be told."""
        if self.total is None or not self.done:
            return None
        return max(self.total - self.done, 0) / self.rate

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked for its end."""
        return self._cancelled

    def cancel(self) -> None:
        """Let it end with a TransferCancelledError at its next piece. May be called from any thread."""
        self._cancelled = True

    def _end(self, error: BaseException | None) -> None:
        self.ended, self.error, self._over = True, error, time.monotonic()

    def __repr__(self) -> str:
        of = "" if self.total is None else f" of {self.total}"
        return f"<{self.kind} of {self.name}: {self.done}{of} bytes>"


class Progress(Protocol):
    """Is called with a transfer when it begins, after each piece, and when it is over.

    From whichever thread moves the bytes, but never from two at once. What it raises ends the transfer.
    """

    def __call__(self, transfer: Transfer, /) -> None: ...


ProgressParam: TypeAlias = "Progress | Callable[[Transfer], object] | bool | None"


class Meter:
    """Counts what a call transfers, tells of it, and ends it when it is cancelled. Safe to share between threads."""

    def __init__(self, kind: Literal["upload", "download"], progress: ProgressParam) -> None:
        self.transfer = Transfer(kind)
        self._tell = _teller(progress)
        # A function that is told may ask for the end, or make a call of its own.
        self._lock = threading.RLock()
        self._raised: OSError | None = None
        #: Bytes that may be counted, None: any number.
        self.limit: int | None = None

    def begin(self, name: str, files: int, total: int | None) -> None:
        """It is known what there is to do."""
        with self._lock:
            self.transfer.name, self.transfer.files, self.transfer.total = name, files, total
            self._report()

    def count(self, size: int) -> None:
        """So many bytes are there; with a negative number: they are to come again."""
        with self._lock:
            self.transfer.done += size
            if self.limit is not None and self.transfer.done > self.limit:
                raise UsageError(f"The files have more bytes than max_size allows: {self.limit}.", None)
            self._report()
        self.check()

    def take_back(self, size: int) -> None:
        """So many bytes were of no use."""
        with self._lock:
            self.transfer.done -= size

    def file_done(self, files: int = 1) -> None:
        with self._lock:
            self.transfer.files_done += files
            self._report()

    def check(self) -> None:
        """Raise TransferCancelledError if that is asked for."""
        if self.transfer.cancelled:
            raise TransferCancelledError(f"The {self.transfer.kind} of {self.transfer.name} was cancelled.", None)

    def end(self, error: BaseException | None) -> None:
        """It is over. Raises what was raised by who is told, if that was taken for something else."""
        if self._raised is not None:
            error = self._raised
        with self._lock:
            if not self.transfer.ended:
                self.transfer._end(error)  # pyright: ignore[reportPrivateUsage]
                try:
                    self._report()
                except Exception as failure:
                    if error is None:
                        raise
                    # What went wrong first is what has to be known.
                    if failure is not error:
                        say(error, f"Showing its progress failed, too: {failure!r}")
        if self._raised is not None:
            raise self._raised

    def _report(self) -> None:
        if self._tell is None:
            return
        try:
            self._tell(self.transfer)
        except OSError as error:
            # On its way it would be taken for a failure of the network or of the disk.
            self._raised = error
            self.transfer.cancel()
            raise TransferCancelledError("Who is told of the progress failed.", None) from error


def _teller(progress: Any) -> Callable[[Transfer], object] | None:
    if progress is None or progress is False:
        return None
    if progress is True:
        return _shown_automatically()
    if callable(progress) and not isinstance(progress, type):
        return progress
    raise UsageError(
        f"progress takes True, or something that is called with a Transfer, not a {type(progress).__name__}.", None
    )


def _shown_automatically() -> Callable[[Transfer], object] | None:
    """What shows progress where somebody looks: in a notebook or a terminal."""
    notebook = _in_notebook()
    if not notebook and not (sys.stderr is not None and sys.stderr.isatty()):  # pyright: ignore[reportUnnecessaryComparison]
        return None
    kinds = {"tqdm": TqdmProgress, "rich": RichProgress}
    for library in ("tqdm", "rich") if notebook else ("rich", "tqdm"):
        if find_spec(library) is not None:
            return kinds[library]()
    raise UsageError("progress=True needs rich or tqdm to show it.", None, hint="Install one: pip install rich")


def _in_notebook() -> bool:
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and "ipykernel" in sys.modules and hasattr(shell, "kernel")


class RichProgress:
    """Shows transfers with Rich, in a terminal or a notebook: bytes, rate and time left, a line each.

    progress   the `rich.progress.Progress` that they are added to, which you start and stop; None: one of its own, on
               standard error
    """

    def __init__(self, progress: rich_progress.Progress | None = None) -> None:
        self._owned = progress is None
        self._progress = progress or _rich_lines()
        self._tasks: dict[int, rich_progress.TaskID] = {}

    def __call__(self, transfer: Transfer, /) -> None:
        shown = self._progress
        if (task := self._tasks.get(id(transfer))) is None:
            if transfer.ended:
                return
            if self._owned and not self._tasks:
                shown.start()
            task = self._tasks[id(transfer)] = shown.add_task(transfer.name, total=transfer.total)
        shown.update(task, completed=transfer.done, total=transfer.total)
        if transfer.ended:
            del self._tasks[id(transfer)]
            if transfer.error is None and transfer.total is None:
                shown.update(task, total=transfer.done)
            if self._owned and not self._tasks:
                shown.stop()


def _rich_lines() -> rich_progress.Progress:
    from rich import progress
    from rich.console import Console

    return progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        progress.DownloadColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
    )


class TqdmProgress:
    """Shows transfers with tqdm, in a terminal or a notebook: bytes, rate and time left, a line each.

    options   for each of the lines, as `tqdm.tqdm` takes them
    """

    def __init__(self, **options: Any) -> None:
        from tqdm.auto import tqdm

        self._kind: Any = tqdm
        self._options = options
        self._bars: dict[int, Any] = {}

    def __call__(self, transfer: Transfer, /) -> None:
        bar = self._bars.get(id(transfer))
        if bar is None:
            if transfer.ended:
                return
            look = {"unit": "B", "unit_scale": True, "unit_divisor": 1024, "desc": transfer.name, **self._options}
            bar = self._bars[id(transfer)] = self._kind(total=transfer.total, **look)
        bar.update(transfer.done - bar.n)
        if transfer.ended:
            del self._bars[id(transfer)]
            bar.close()
