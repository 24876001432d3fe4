"""The rules of the buckets of analyses and of the files in them, which are noted when they are uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..contract import TABLE
from ..contract.generations import BUCKETS_OF_NOBODY
from . import analysis_flags
from .collection import Collection, Context
from .jobs import Job, Kind
from .refusals import too_long
from .store import Row

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_ANALYSES, _ANALYSIS_BUCKETS, _ANALYSIS_FILES, _BUCKETS, _FILES = (
    TABLE[name] for name in ("analysis", "analysis_bucket", "analysis_bucket_file", "bucket", "bucket_file")
)

#: Characters that the path of a file of an analysis may have at the most.
_MAX_PATH = 256
#: The buckets of every analysis, in the order in which they are made: their types, and their names without the id.
_KINDS = (("CODE", "analysis-code-files"), ("TEMP", "analysis-temp-files"), ("RESULT", "analysis-result-files"))


class _Unpermitted(Collection):
    """Collections that need a login and no permission: whoever may write in the realm of a record changes it."""

    def demand_permission(self, context: Context, verb: Literal["create", "update", "delete"]) -> None:
        _ = context.caller


class AnalysisBuckets(_Unpermitted):
    """Buckets of analyses: nothing of them can be changed."""

    def prepare(self, context: Context, values: Row) -> None:
        values["realm_id"] = context.hub.store.existing(_ANALYSES, values["analysis_id"])["realm_id"]


class AnalysisBucketFiles(_Unpermitted):
    """Files of analyses: one of the code is the one to start with."""

    def change(self, context: Context, row: Row, values: Row) -> None:
        _refuse_long_path(values)

    def prepare(self, context: Context, values: Row) -> None:
        _refuse_long_path(values)
        bucket = context.hub.store.existing(_ANALYSIS_BUCKETS, values["analysis_bucket_id"])
        caller = context.caller
        values |= {
            "analysis_id": bucket["analysis_id"],
            "realm_id": caller.realm_id,
            f"{caller.kind}_id": caller.id,
        }

    def created(self, context: Context, row: Row) -> None:
        if row["root"]:
            analysis_flags.find_entrypoint(context.hub, row["analysis_id"])

    def changed(self, context: Context, row: Row) -> None:
        analysis_flags.find_entrypoint(context.hub, row["analysis_id"])

    def removed(self, context: Context, row: Row, answer: dict[str, Any]) -> None:
        if row["root"]:
            analysis_flags.find_entrypoint(context.hub, row["analysis_id"])


def _refuse_long_path(values: Row) -> None:
    if len(values.get("path", "")) > _MAX_PATH:
        raise too_long(_MAX_PATH)


def _make_buckets(hub: EmbeddedHub, job: Job) -> None:
    """Make those buckets of an analysis that it lacks."""
    analysis_id = job.about
    store, stamp = hub.store, hub.clock.stamp()
    with store.transaction():
        analysis = store.get(_ANALYSES, analysis_id)
        if analysis is None:
            return
        maker = _maker(hub)
        for kind, name in _KINDS:
            if store.first(_ANALYSIS_BUCKETS, {"analysis_id": analysis_id, "type": kind}) is not None:
                continue
            realm = {"realm_id": analysis["realm_id"]}
            bucket = store.insert(_BUCKETS, {**realm, **maker, "name": f"{name}.{analysis_id}"}, stamp)
            of_analysis = {"type": kind, "bucket_id": bucket["id"], "analysis_id": analysis_id}
            store.insert(_ANALYSIS_BUCKETS, {**realm, **of_analysis}, stamp)


def _maker(hub: EmbeddedHub) -> Row:
    """Who has made the buckets of analyses, where that is kept: the services."""
    if hub.has(BUCKETS_OF_NOBODY, "storage"):
        return {}
    system = hub.store.first(TABLE["client"], {"name": hub.SYSTEM_NAME, "built_in": True})
    return {"actor_type": "client", "actor_id": system["id"]} if system is not None else {}


def _remove_buckets(hub: EmbeddedHub, job: Job) -> None:
    """Remove the buckets that were made for an analysis, and the files in them."""
    removed: set[str] = set()
    with hub.store.transaction():
        for _, name in _KINDS:
            for bucket in hub.store.all(_BUCKETS, {"name": f"{name}.{job.about}"}):
                hub.store.delete(_BUCKETS, bucket["id"])
                removed.add(bucket["id"])
        # Of an analysis that is still there.
        for kept in hub.store.all(_ANALYSIS_BUCKETS, {"analysis_id": job.about}):
            if kept["bucket_id"] in removed:
                hub.store.delete(_ANALYSIS_BUCKETS, kept["id"])
                analysis_flags.find_entrypoint(hub, job.about)
    hub.objects.clear_removed(hub.store)


def file_stored(hub: EmbeddedHub, file: Row) -> None:
    """Have a file noted that was stored in a bucket, if that is one of an analysis."""
    if hub.store.first(_ANALYSIS_BUCKETS, {"bucket_id": file["bucket_id"]}) is not None:
        hub.jobs.add("noteFile", file["id"])


def file_removed(hub: EmbeddedHub, file: Row) -> None:
    """Have a file forgotten that was removed from a bucket."""
    if hub.store.first(_ANALYSIS_FILES, {"bucket_file_id": file["id"]}) is not None:
        hub.jobs.add("forgetFile", file["id"])


def _note(hub: EmbeddedHub, job: Job) -> None:
    with hub.store.transaction():
        file = hub.store.get(_FILES, job.about)
        if file is None:
            return
        bucket = hub.store.first(_ANALYSIS_BUCKETS, {"bucket_id": file["bucket_id"]})
        if bucket is None:
            return
        analysis = {"analysis_id": bucket["analysis_id"], "path": file["path"]}
        if len(file["path"]) > _MAX_PATH or hub.store.first(_ANALYSIS_FILES, analysis) is not None:
            return
        noted: Row = {
            **analysis,
            "bucket_id": file["bucket_id"],
            "bucket_file_id": file["id"],
            "analysis_bucket_id": bucket["id"],
            # The file itself is of the realm of who uploaded it.
            "realm_id": bucket["realm_id"],
            # The Hub notes users here, not clients.
            "user_id": file["actor_id"] if file["actor_type"] == "user" else None,
        }
        hub.store.insert(_ANALYSIS_FILES, noted, hub.clock.stamp())


def _forget(hub: EmbeddedHub, job: Job) -> None:
    with hub.store.transaction():
        for noted in hub.store.all(_ANALYSIS_FILES, {"bucket_file_id": job.about}):
            hub.store.delete(_ANALYSIS_FILES, noted["id"])
            if noted["root"]:
                analysis_flags.find_entrypoint(hub, noted["analysis_id"])


RULES = {"analysis_bucket": AnalysisBuckets, "analysis_bucket_file": AnalysisBucketFiles}
KINDS = {
    "makeBuckets": Kind(_make_buckets, paced=False),
    "removeBuckets": Kind(_remove_buckets, paced=False),
    "noteFile": Kind(_note, paced=False),
    "forgetFile": Kind(_forget, paced=False),
}
