"""The logs of analyses: lines of the store of logs that are about them, which telemetry shows as well.

They are found as telemetry finds them, by their labels alone, so that a filter by level finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from ..contract import TABLE
from .checks import read_body, refusal_of
from .collection import Collection, Context
from .filters import Condition, Group, Negation
from .logs import add_line, find_lines
from .messages import Response, empty_response, json_response
from .query import describe, read_query
from .refusals import Refusal, bad_request, denied
from .routes import Route

_ANALYSES, _NODES = TABLE["analysis"], TABLE["node"]

#: What the Hub calls the comparisons that only records know.
_OPERATORS = {
    "not_contains": "notContains",
    "starts": "startsWith",
    "not_starts": "notStartsWith",
    "ends": "endsWith",
    "not_ends": "notEndsWith",
}


class AnalysisLogs(Collection):
    """What the Hub wrote about an analysis: its builds and distributions."""

    def labels(self, context: Context) -> dict[str, str]:
        """The labels that the filters of a request ask for. Raises the refusal for filters that a log has not."""
        query = read_query(TABLE, self.resource, context.request.query)
        asked = dict(self._equalities(query.filter))
        must = [self.resource.wire_of(self.resource.fields[name]) for name in reversed(self.resource.must_filter)]
        if any(name not in asked for name in must):
            names = " and ".join(must)
            what = f"filter {names}" if len(must) == 1 else f"filters {names}"
            raise bad_request(f"The {what} must be defined.")
        return self.about(asked)

    def _equalities(self, condition: Condition | None) -> Iterator[tuple[str, str]]:
        """What must be equal, in the Hub's words, and to what. Raises the refusal for any other condition."""
        if condition is None:
            return
        if isinstance(condition, Group) and condition.operator == "and":
            for member in condition.members:
                yield from self._equalities(member)
            return
        if isinstance(condition, (Group, Negation)):
            operator = condition.operator if isinstance(condition, Group) else "not"
            raise bad_request(
                f"The filter compound operator '{operator}' is not supported here; "
                "only 'and' of equality filters is allowed."
            )
        name = self.resource.wire_of(self.resource.fields[condition.path[-1]])
        if condition.operator != "eq":
            operator = _OPERATORS.get(condition.operator, condition.operator)
            raise bad_request(
                f"The filter operator '{operator}' on '{name}' is not supported here; "
                "only equality (eq) filters are allowed."
            )
        yield name, _text(condition.value)

    def about(self, asked: dict[str, str]) -> dict[str, str]:
        asked["refId"] = asked.pop("analysisId")
        return {"refType": "analysis", **asked}

    def list(self, context: Context) -> Response:
        _ = context.caller
        labels = self.labels(context)
        query = read_query(TABLE, self.resource, context.request.query)
        lines = find_lines(context.hub.store, labels, query.limit, query.offset)
        meta = {"total": len(lines), "limit": query.limit, "offset": query.offset, "schema": describe(self.resource)}
        return json_response(200, {"data": lines, "meta": meta})

    def clear(self, context: Context) -> Response:
        """Delete the lines that the filters find: telemetry is asked to, which keeps them, see `telemetry_rules`."""
        _ = context.caller
        self.labels(context)
        return empty_response(202)


class AnalysisNodeLogs(AnalysisLogs):
    """What nodes wrote about the execution of an analysis."""

    def about(self, asked: dict[str, str]) -> dict[str, str]:
        return {"refType": "analysisNode", **asked}

    def create(self, context: Context) -> Response:
        _ = context.caller
        values = read_body(self.resource, context.request.values, "create")
        store = context.hub.store
        node = store.get(_NODES, values["node_id"])
        if node is None:
            raise _unknown("nodeId")
        if store.get(_ANALYSES, values["analysis_id"]) is None:
            raise _unknown("analysisId")
        if not context.may_write_in(node["realm_id"]):
            raise denied("You are not an actor of the node realm.")
        given: dict[str, str] = values.get("labels") or {}
        labels: dict[str, str] = {
            **given,
            "refType": "analysisNode",
            "analysisId": values["analysis_id"],
            "nodeId": values["node_id"],
        }
        labels |= {name: values[name] for name in ("code", "status") if values.get(name) is not None}
        line = {
            "time": context.stamp,
            "level": values["level"],
            "channel": "http",
            "service": "hub-server-core",
            "message": values["message"],
            "labels": labels,
        }
        add_line(store, line)
        return json_response(202, {"data": line, "meta": {}})


def _unknown(name: str) -> Refusal:
    message = f"Property {name} is invalid"
    return refusal_of([(name, {"type": "item", "path": [name], "message": message, "code": "value_invalid"})])


def _text(value: Any) -> str:
    text = str(value)
    try:
        return str(UUID(text))
    except ValueError:
        return text


RULES = {"analysis_log": AnalysisLogs, "analysis_node_log": AnalysisNodeLogs}
ROUTES = (
    Route("core", "DELETE", "analysis-logs", "analysis_log", AnalysisLogs.clear),
    Route("core", "DELETE", "analysis-node-logs", "analysis_node_log", AnalysisNodeLogs.clear),
)
