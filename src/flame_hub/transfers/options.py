"""The keyword arguments of uploads and downloads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import UsageError
from ..core.names import refuse_unknown
from ..core.operations import sending
from ..core.options import BaseKwargs
from ..core.texts import brief
from .progress import ProgressParam

#: Requests at a time, unless another number is asked for.
MAX_CONCURRENCY = 4


class TransferKwargs(BaseKwargs, total=False):
    """What methods take that upload or download files, beside what `BaseKwargs` has, which holds for each request.

    progress   True: shown in a terminal or a notebook; or what is called with a `flame_hub.progress.Transfer`
    """

    progress: ProgressParam


class UploadKwargs(TransferKwargs, total=False):
    """What an upload takes.

    overwrite         whether files that the bucket has under the same path are replaced
    max_concurrency   requests at a time
    """

    overwrite: bool
    max_concurrency: int


class BucketDownloadKwargs(TransferKwargs, total=False):
    """What the download of a bucket takes.

    max_size          bytes that all files may have together; None: as many as there is room for
    max_concurrency   requests at a time
    """

    max_size: int | None
    max_concurrency: int


def checked(params: Mapping[str, Any], known: frozenset[str], method: str) -> dict[str, Any]:
    """How the requests of a transfer are to be sent. Raises UsageError for arguments that are none, or wrong."""
    refuse_unknown(params, known, "keyword", method)
    for name, least in (("max_concurrency", 1), ("max_size", 0)):
        value = params.get(name, least)
        if value is None and name == "max_size":
            continue
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise UsageError(f"{name} takes a whole number from {least} on, not {brief(value)}.", None)
    return sending(params)
