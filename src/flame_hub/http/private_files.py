"""Small files with secrets in them: read with care, replaced without a moment in which others could look in."""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import stat
import tempfile
from pathlib import Path

from ..core.errors import UsageError

#: Bytes that are read of a file that a person wrote.
LIMIT = 256 * 1024

#: A pipe that nobody writes to is refused and not waited for.
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def refused(message: str, hint: str = "") -> UsageError:
    """The error that tells what is wrong and, in its second line, what to do."""
    error = UsageError(message, None)
    error.hint = hint
    return error


def whole_path(text: str, base: Path) -> Path:
    """A path that somebody wrote: `~` is the home folder, and what is relative is so to `base`."""
    try:
        return base / Path(text).expanduser()
    except RuntimeError:
        raise refused(f"The home folder of {text} cannot be found.", "Write the whole path.") from None


def read_text(path: Path, what: str, *, owner_only: bool, limit: int = LIMIT) -> str | None:
    """The text of a file in UTF-8, without the byte order mark that some editors write. None: there is no such file.

    what        what the file is, for messages ("The profile file")
    owner_only  whether a file is refused that others than its owner may read, or that is another user's (on POSIX)
    limit       bytes that it may have

    Symbolic links are followed: what counts is the file that they lead to.

    Raises UsageError for a file that cannot or must not be read, without anything that stands in it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise refused(f"{what} {path} cannot be read: {_reason(path, error)}.") from None
    try:
        _inspect(os.fstat(descriptor), path, what, owner_only)
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise refused(f"{what} {path} cannot be read: {_reason(path, error)}.") from None
    finally:
        os.close(descriptor)
    if len(content) > limit:
        raise refused(f"{what} {path} is too long: it may have {limit} bytes.", "Is it another file that was meant?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(f"{what} {path} is no text in UTF-8.", "Save it again with the encoding UTF-8.") from None


def _inspect(status: os.stat_result, path: Path, what: str, owner_only: bool) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise refused(f"{what} {path} is a folder.", "Name the file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise refused(f"{what} {path} is no regular file, so it cannot be read anew each time.", "Name a regular file.")
    if not owner_only or os.name != "posix":
        return
    if status.st_uid != os.geteuid():
        hint = f"Make a copy of your own with: install -m 600 {shlex.quote(str(path))} FILE"
        raise refused(f"{what} {path} belongs to another user, who could change it at any time.", hint)
    if status.st_mode & 0o077:
        mode = stat.S_IMODE(status.st_mode)
        raise refused(
            f"{what} {path} holds secrets, and others may read or write it (mode {mode:04o}).",
            f"Keep it to yourself: chmod 600 {shlex.quote(str(path))}",
        )


def replace_text(path: Path, text: str, what: str) -> None:
    """Put a text in the place of a file, for its owner alone. It is the old file or the new one at any time.

    What a killed process left of an earlier attempt is removed, so only one process at a time may do this.

    Raises UsageError if that is impossible. The old file is still there then.
    """
    mark = f".{path.name}."
    written: str | None = None
    try:
        for left in path.parent.glob(f"{_literally(mark)}*.tmp"):
            left.unlink(missing_ok=True)
        descriptor, written = tempfile.mkstemp(prefix=mark, suffix=".tmp", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            # Without this, a loss of power may leave an empty file under the new name.
            os.fsync(file.fileno())
        Path(written).replace(path)
        written = None
    except OSError as error:
        raise refused(
            f"{what} {path} cannot be written: {_reason(path, error)}.", "What it held is still there."
        ) from None
    finally:
        if written is not None:
            with contextlib.suppress(OSError):
                Path(written).unlink()


def make_folder(path: Path, what: str) -> None:
    """Make a folder for its owner alone, if it is not there. Raises UsageError if that is impossible."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refused(f"{what} cannot be made in {path}: {_reason(path, error)}.") from None


def _literally(text: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in text)


def _reason(path: Path, error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return "a path has no null character"
    if error.errno in _NO_SPACE:
        return "the disk is full"
    if path.is_dir():
        return "it is a folder"
    if error.errno == errno.ENOENT and not path.parent.is_dir():
        return f"the folder {path.parent} is not there any more"
    if error.errno in _NOT_ALLOWED:
        return f"the system does not allow it ({error.strerror})"
    return error.strerror or type(error).__name__
