"""What is said of a transfer of several files that did not go well: what was done all the same, and what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import (
    AuthenticationError,
    HubAPIError,
    HubConnectionError,
    LocalFileError,
    PermissionDeniedError,
    RateLimitError,
    TransferCancelledError,
)
from ..core.redaction import cleaned

#: Names that a message tells.
_FEW = 5


def ends_all(failure: Exception) -> bool:
    """Whether the other files of a transfer would fail in the same way."""
    hopeless = (
        HubConnectionError,
        AuthenticationError,
        PermissionDeniedError,
        RateLimitError,
        LocalFileError,
        TransferCancelledError,
    )
    return isinstance(failure, hopeless) or not isinstance(failure, HubAPIError)


def named(paths: Sequence[object]) -> str:
    """The first of several names, in words."""
    shown = ", ".join(repr(str(path)) for path in paths[:_FEW])
    return f"{shown} and {len(paths) - _FEW} more" if len(paths) > _FEW else shown


def summed_up(kind: str, completed: Sequence[Any], failed: Mapping[str, Exception | None], *, total: int) -> Exception:
    """The error of a transfer: that of the first file that failed, which tells of all the others, too.

    kind   "stored" or "downloaded"
    """
    first, failure = next(((path, error) for path, error in failed.items() if error is not None), ("", None))
    if failure is None:  # whatever ended the first one is raised elsewhere
        failure = HubAPIError("The transfer was ended before all files were begun.", None)
    if total > 1:
        say(failure, f"{len(completed)} of {total} files were {kind}, not {named([*failed])}.")
        if isinstance(failure, HubAPIError) and repr(first)[1:-1] not in failure.message:
            failure.message = f"{cleaned(first)}: {failure.message}"
    if isinstance(failure, HubAPIError):
        failure.completed, failure.failed = tuple(completed), dict(failed)
    return failure


def say_what_was_done(failure: BaseException, completed: Sequence[Any], text: str) -> None:
    """Let an exception that came in the middle tell what was done before it, unless it does already."""
    if not completed or (isinstance(failure, HubAPIError) and failure.completed):
        return
    say(failure, text)
    if isinstance(failure, HubAPIError):
        failure.completed = tuple(completed)


def say(failure: BaseException, text: str) -> None:
    """Let an exception say more."""
    if isinstance(failure, HubAPIError):
        failure.message = f"{failure.message}\n{cleaned(text)}"
    else:
        # What `add_note` does, which Python 3.10 has not.
        failure.__notes__ = [*getattr(failure, "__notes__", ()), cleaned(text)]  # type: ignore[attr-defined]
