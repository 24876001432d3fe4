"""Errors as users of filesystems expect them: what the Hub refused, in the classes of the operating system's errors."""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager

from ..core.errors import NotFoundError, PermissionDeniedError


@contextmanager
def told_of(path: str) -> Generator[None]:
    """What is not there and what is not permitted become errors of the path; other errors stay what they are."""
    try:
        yield
    except NotFoundError as error:
        raise missing(path) from error
    except PermissionDeniedError as error:
        raise PermissionError(errno.EACCES, error.message, path) from error


def missing(path: str) -> FileNotFoundError:
    return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)


def taken(path: str) -> FileExistsError:
    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)


def directory(path: str, hint: str = "") -> IsADirectoryError:
    return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR) + hint, path)
