"""The rules of the buckets of analyses and of the files in them, which are noted when they are uploaded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from ..contract import TABLE
from . import analysis_flags
from .collection import Collection, Context
from .refusals import denied
from .store import Row

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_ANALYSES, _ANALYSIS_BUCKETS, _ANALYSIS_FILES, _BUCKETS = (
    TABLE[name] for name in ("analysis", "analysis_bucket", "analysis_bucket_file", "bucket")
)

#: The buckets of every analysis, in the order in which they are made: their types, and their names without the id.
_KINDS = (("CODE", "analysis-code-files"), ("TEMP", "analysis-temp-files"), ("RESULT", "analysis-result-files"))


class _Unpermitted(Collection):
    """Collections that need a login and no permission: whoever may write in the realm of a record changes it."""

    def demand_permission(self, context: Context, verb: Literal["create", "update", "delete"]) -> None:
        _ = context.caller

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        if not context.may_write_in(row["realm_id"]):
            raise denied()


class AnalysisBuckets(_Unpermitted):
    """Buckets of analyses: nothing of them can be changed."""

    def prepare(self, context: Context, values: Row) -> None:
        values["realm_id"] = context.hub.store.existing(_ANALYSES, values["analysis_id"])["realm_id"]


class AnalysisBucketFiles(_Unpermitted):
    """Files of analyses: one of the code is the one to start with."""

    def prepare(self, context: Context, values: Row) -> None:
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


def make_buckets(hub: EmbeddedHub, analysis_id: str) -> None:
    """Make those buckets of an analysis that it lacks. A job."""
    store, stamp = hub.store, hub.clock.stamp()
    with store.transaction():
        analysis = store.get(_ANALYSES, analysis_id)
        if analysis is None:
            return
        for kind, name in _KINDS:
            if store.first(_ANALYSIS_BUCKETS, {"analysis_id": analysis_id, "type": kind}) is not None:
                continue
            realm = {"realm_id": analysis["realm_id"]}
            bucket = store.insert(_BUCKETS, {**realm, "name": f"{name}.{analysis_id}"}, stamp)
            of_analysis = {"type": kind, "bucket_id": bucket["id"], "analysis_id": analysis_id}
            store.insert(_ANALYSIS_BUCKETS, {**realm, **of_analysis}, stamp)


def make_missing_buckets(hub: EmbeddedHub) -> None:
    """Have the buckets made of analyses that have none: the Hub was killed before it made them."""
    lacking = (
        "SELECT id FROM analyses WHERE NOT EXISTS (SELECT 1 FROM analysis_buckets WHERE analysis_id = analyses.id)"
    )
    for analysis in hub.store.run(lacking):
        hub.jobs.add(partial(make_buckets, hub, analysis["id"]))


def remove_buckets(hub: EmbeddedHub, analysis_id: str) -> None:
    """Remove the buckets that were made for an analysis, and the files in them. A job."""
    with hub.store.transaction():
        for _, name in _KINDS:
            for bucket in hub.store.all(_BUCKETS, {"name": f"{name}.{analysis_id}"}):
                hub.store.delete(_BUCKETS, bucket["id"])
    hub.objects.clear_removed(hub.store)


def file_stored(hub: EmbeddedHub, file: Row) -> None:
    """Have a file noted that was stored in a bucket, if that is one of an analysis."""
    if hub.store.first(_ANALYSIS_BUCKETS, {"bucket_id": file["bucket_id"]}) is not None:
        hub.jobs.add(partial(_note, hub, file))


def file_removed(hub: EmbeddedHub, file: Row) -> None:
    """Have a file forgotten that was removed from a bucket."""
    if hub.store.first(_ANALYSIS_FILES, {"bucket_file_id": file["id"]}) is not None:
        hub.jobs.add(partial(_forget, hub, file))


def _note(hub: EmbeddedHub, file: Row) -> None:
    with hub.store.transaction():
        for bucket in hub.store.all(_ANALYSIS_BUCKETS, {"bucket_id": file["bucket_id"]}):
            analysis = {"analysis_id": bucket["analysis_id"], "path": file["path"]}
            if hub.store.first(_ANALYSIS_FILES, analysis) is not None:
                continue
            noted: Row = {
                **analysis,
                "bucket_id": file["bucket_id"],
                "bucket_file_id": file["id"],
                "analysis_bucket_id": bucket["id"],
                "realm_id": file["realm_id"],
                # The Hub notes users here, not clients.
                "user_id": file["actor_id"] if file["actor_type"] == "user" else None,
            }
            hub.store.insert(_ANALYSIS_FILES, noted, hub.clock.stamp())


def _forget(hub: EmbeddedHub, file: Row) -> None:
    with hub.store.transaction():
        for noted in hub.store.all(_ANALYSIS_FILES, {"bucket_file_id": file["id"]}):
            hub.store.delete(_ANALYSIS_FILES, noted["id"])
            if noted["root"]:
                analysis_flags.find_entrypoint(hub, noted["analysis_id"])


RULES = {"analysis_bucket": AnalysisBuckets, "analysis_bucket_file": AnalysisBucketFiles}
