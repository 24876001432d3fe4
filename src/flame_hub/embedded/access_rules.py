"""The rules of roles, permissions, scopes and policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from ..contract import TABLE
from .access import ADMIN
from .auth_collection import AuthCollection, Verb
from .collection import Context, whole, writing
from .messages import Response, json_response
from .policies import Facts, passes
from .query import describe
from .refusals import Refusal, against_rule
from .store import Row

_POLICIES = TABLE["policy"]

#: The properties that policies of a type have beside those of all.
_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "composite": ("decision_strategy",),
    "attributeNames": ("names",),
    "attributes": ("query",),
    "identity": ("types",),
    "realmMatch": (
        *("decision_strategy", "attribute_name", "attribute_name_strict", "attribute_null_match_all"),
        "identity_master_match_all",
    ),
    "date": ("start", "end"),
    "time": ("start", "end", "interval", "day_of_week", "day_of_month", "day_of_year"),
}


class Roles(AuthCollection):
    """Roles: nobody deletes the administrators' one."""

    looks_for_twins = True

    def remove(self, context: Context, row: Row) -> None:
        if row["name"] == ADMIN:
            raise against_rule("The default admin role can not be deleted.")


class Permissions(AuthCollection):
    """Permissions: administrators get every new one; built-in ones stay and keep their names."""

    looks_for_twins = True

    def created(self, context: Context, row: Row) -> None:
        context.hub.access.spread(row, context.stamp)

    def change(self, context: Context, row: Row, values: Row) -> None:
        if row["built_in"] and values.get("name", row["name"]) != row["name"]:
            raise against_rule("The name of a built-in permission can not be changed.")
        super().change(context, row, values)

    def remove(self, context: Context, row: Row) -> None:
        if row["built_in"]:
            raise against_rule("A built-in permission can not be deleted.")

    def check(self, context: Context, key: str) -> Response:
        """`POST /permissions/<id or name>/check`: whether the caller may use it on what the body describes."""
        caller, attributes = context.caller, _attributes(context)
        try:
            row = self.find(context, key, "get")
            access = context.hub.access
            if attributes is not None and "realmId" in attributes:
                good = access.allows(caller, row["name"], attributes["realmId"], attributes)
            else:
                good = access.allows_somewhere(caller, row["name"], attributes)
            return _verdict(None if good else context.out_of_reach([row["name"]]))
        except Refusal as refusal:
            return _verdict(refusal)


class Scopes(AuthCollection):
    """Scopes: everybody reads them."""

    looks_for_twins = True


class Policies(AuthCollection):
    """Policies: who may change permissions may change them; built-in ones stay as they are."""

    permissions: ClassVar[Mapping[str, str]] = {
        verb: f"permission_{verb}" for verb in ("create", "read", "update", "delete")
    }
    looks_for_twins = True

    def may_write(self, context: Context, verb: Verb, row: Row | None) -> None:
        super().may_write(context, verb, row)
        if row is not None and row["built_in"]:
            raise against_rule(f"A built-in policy can not be {verb}d.")

    def add(self, context: Context, body: Mapping[str, Any]) -> dict[str, Any]:
        """Make a policy with the parts that the body has."""
        with writing(context):
            answer = super().add(context, body)
            parts: list[object] = body["children"] if isinstance(body.get("children"), list) else []
            if answer["type"] == "composite" and parts:
                below = {"parentId": answer["id"], "realmId": answer["realmId"]}
                answer["children"] = [
                    self.add(context, {**cast("dict[str, Any]", part), **below})
                    for part in parts
                    if isinstance(part, dict)
                ]
        return answer

    def prepare(self, context: Context, values: Row) -> None:
        _demand_composite(context, values.get("parent_id"))
        _keep_own_properties(values, values["type"])
        super().prepare(context, values)

    def change(self, context: Context, row: Row, values: Row) -> None:
        _demand_composite(context, values.get("parent_id"))
        _keep_own_properties(values, row["type"])
        super().change(context, row, values)

    def expanded(self, context: Context, key: str) -> Response:
        """`GET /policies/<id or name>/expanded`: a policy with its parts and theirs."""
        _ = context.caller
        row = self.find(context, key, "get")
        self.may_read(context, row)
        meta = {"schema": describe(self.resource, single=True)}
        return json_response(200, {"data": _tree(context, row), "meta": meta})

    def check(self, context: Context, key: str) -> Response:
        """`POST /policies/<id or name>/check`: whether what the body describes passes."""
        caller = context.caller
        try:
            row = self.find(context, key, "get")
        except Refusal as refusal:
            return _verdict(refusal)
        facts = Facts(caller, bound=True, attributes=_attributes(context), now=context.hub.clock.now())
        if passes(context.hub.store, row, facts):
            return _verdict(None)
        message = f"The evaluation of policy {row['name']} failed"
        return _verdict(Refusal(403, "policy_evaluation_failed", message))


def _attributes(context: Context) -> dict[str, Any] | None:
    """The properties of the record that a check is about, None if the body has none."""
    attributes = context.request.values.get("attributes")
    return cast("dict[str, Any]", attributes) if isinstance(attributes, dict) else None


def _verdict(refusal: Refusal | None) -> Response:
    if refusal is None:
        return json_response(202, {"status": "success"})
    return json_response(202, {"status": "error", "data": refusal.authup()})


def _demand_composite(context: Context, parent_id: str | None) -> None:
    parent = context.hub.store.get(_POLICIES, parent_id) if parent_id is not None else None
    if parent is not None and parent["type"] != "composite":
        raise against_rule("The parent policy must be of type group.")


def _keep_own_properties(values: Row, kind: str) -> None:
    """Drop the properties that policies of this type do not have."""
    for name in _POLICIES.sparse.keys() - set(_OF_TYPE.get(kind, ())):
        values.pop(name, None)


def _tree(context: Context, row: Row) -> dict[str, Any]:
    children = context.hub.store.all(_POLICIES, {"parent_id": row["id"]})
    return {**whole(row, _POLICIES), "children": [_tree(context, child) for child in children]}
