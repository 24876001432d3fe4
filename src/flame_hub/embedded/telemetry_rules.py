"""The telemetry service: events, and the logs of all services.

Logs are found as the Hub finds them that has no VictoriaLogs, whose answers were recorded: in the order in which they
were written, and by their labels alone. The level of a line is none of its labels.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ..contract import TABLE
from .checks import read_body
from .collection import Collection, Context
from .filters import scalar
from .logs import add_line, find_lines
from .messages import Response, empty_response, json_response
from .open_query import OpenQuery, read_open_query
from .refusals import bad_request, denied, internal
from .routes import Route
from .store import Row, Store

if TYPE_CHECKING:
    from .clock import Clock

_FORGET = f'DELETE FROM "{TABLE["telemetry_event"].stored_as}" WHERE expiring AND expires_at < ?'  # noqa: S608
#: Lines of a page of logs at most.
MAX_LINES = 100
#: Characters that the columns of an event hold.
_WIDTH = 64
#: Hour of the day, in UTC, at which events are swept.
_HOUR = 1


class Retention:
    """Forgets events that are out of date: when the Hub starts, and at one o'clock every night.

    After the start it is done when events are asked for, so that nothing runs behind anybody's back.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._next = 0.0

    def sweep(self) -> None:
        """Forget what is out of date, unless that was done since the last night."""
        now = self._clock.now()
        if now < self._next:
            return
        moment = datetime.fromtimestamp(now, timezone.utc)
        night = moment.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
        self._next = (night if night > moment else night + timedelta(days=1)).timestamp()
        with self._store.transaction():
            self._store.run(_FORGET, [self._clock.stamp()])


class Events(Collection):
    """What happened, as somebody told it."""

    def list(self, context: Context) -> Response:
        context.demand_one("telemetry", "event_read", "event_delete")
        context.hub.retention.sweep()
        return super().list(context)

    def get(self, context: Context, key: str) -> Response:
        context.demand_one("telemetry", "event_read", "event_delete")
        context.hub.retention.sweep()
        return super().get(context, key)

    def prepare(self, context: Context, values: Row) -> None:
        for name in ("scope", "name", "ref_type"):
            if len(values[name]) > _WIDTH:
                raise internal(f"value too long for type character varying({_WIDTH})")
        if "expiring" in values and values["expiring"] is None:
            raise internal('null value in column "expiring" of relation "events" violates not-null constraint')

    def demand_realm(self, context: Context, row: Row, verb: str) -> None:
        if row["realm_id"] is not None and not context.may_write_in(row["realm_id"]):
            raise denied(f"You are not permitted to {verb} this event.")


class Logs(Collection):
    """Lines of logs, whoever wrote them: those of analyses are among them."""

    def create(self, context: Context) -> Response:
        context.demand("telemetry", "log_create")
        values = read_body(self.resource, context.request.values, "create")
        line: dict[str, Any] = {
            **values,
            "time": values.get("time") or context.stamp,
            "labels": values.get("labels") or {},
        }
        add_line(context.hub.store, line)
        return json_response(201, {"data": line, "meta": {}})

    def list(self, context: Context) -> Response:
        context.demand_one("telemetry", "log_read", "log_delete")
        query = read_open_query(context.request.query, MAX_LINES)
        lines = find_lines(context.hub.store, _labels(query), query.limit, query.offset)
        meta = {"total": len(lines), "limit": query.limit, "offset": query.offset}
        return json_response(200, {"data": lines, "meta": meta})

    def clear(self, context: Context) -> Response:
        """Delete lines. Neither of the stores that a Hub can have does so: they are kept, and nobody is told."""
        context.demand("telemetry", "log_delete")
        query = read_open_query(context.request.query, MAX_LINES)
        if (start := query.filters.get("time")) is not None and not _is_number(start):
            raise bad_request("Filter time must be a finite unix timestamp.")
        _labels(query, apart=("time",))
        return empty_response(202)


def _labels(query: OpenQuery, apart: tuple[str, ...] = ()) -> dict[str, str]:
    """The labels that filters ask for, `labels.step` or `step` for step. Raises the refusal for none."""
    named = {name: value for name, value in query.filters.items() if name not in apart}
    labels = {name.partition(".")[2] if "." in name else name: value for name, value in named.items()}
    if not labels:
        raise bad_request("Filter labels must be specified.")
    return labels


def _is_number(text: str) -> bool:
    value = scalar(text)
    return isinstance(value, float) and math.isfinite(value)


RULES = {"telemetry_event": Events, "log": Logs}
ROUTES = (
    Route("telemetry", "GET", "logs", "log", Logs.list),
    Route("telemetry", "DELETE", "logs", "log", Logs.clear),
)
