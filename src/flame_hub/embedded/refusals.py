"""Refusals: what the Hub answers when it does not do what was asked.

Core and storage write `{statusCode, code, message, issues}`; auth (Authup) writes `{name, message, code, issues?,
"@instanceof", …}` and leaves the status to HTTP. The texts and forms are those of recorded exchanges.
"""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..contract.table import Field, Resource
from .messages import Response, json_response


class Refusal(Exception):
    """An answer with a status of 400 or more.

    kinds  Authup's classes of the error, the last one first in name: ("errors", "EntityNotFoundError")
    extra  further keys of Authup's answer
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        issues: Sequence[Mapping[str, Any]] | None = None,
        *,
        kinds: Sequence[tuple[str, str]] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.issues = issues
        self.kinds = kinds
        self.extra = extra or {}

    def kept_quiet(self, service: str) -> Refusal:
        """The refusal as a service tells it: auth does not say what went wrong inside."""
        if service != "auth" or self.code != "internal_error":
            return self
        return internal("An internal server error occurred.")

    def answer(self, service: str) -> Response:
        return json_response(self.status, self.authup() if service == "auth" else self._hub())

    def _hub(self) -> dict[str, Any]:
        return {"statusCode": self.status, "code": self.code, "message": self.message, "issues": self.issues or []}

    def authup(self) -> dict[str, Any]:
        """The refusal as auth tells it."""
        body: dict[str, Any] = {
            "name": self.kinds[-1][1] if self.kinds else "AuthupError",
            "message": self.message,
            "code": self.code,
        }
        if self.issues is not None:
            body["issues"] = self.issues
        homes = [f"@authup/{package}/{name}" for package, name in self.kinds]
        body["@instanceof"] = ["@ebec/core/BaseError", "@authup/errors/AuthupError", *homes]
        return {**body, **self.extra}


def no_route() -> Response:
    """What the router of every service answers where there is no route."""
    return json_response(404, {"status": 404, "message": "Not Found"})


def bad_request(message: str, issues: Sequence[Mapping[str, Any]] | None = None) -> Refusal:
    return Refusal(400, "bad_request", message, issues)


def against_rule(message: str) -> Refusal:
    """Something that a rule of Authup forbids, whatever the body's properties look like."""
    return Refusal(400, "bad_request", message, kinds=[("errors", "ValidationError")])


def login_required() -> Refusal:
    return Refusal(401, "identity_unauthorized", "Authentication required.", kinds=[("errors", "UnauthorizedError")])


def denied(message: str = "Permission denied.") -> Refusal:
    return Refusal(403, "permission_denied", message)


def not_found(service: str, entity: str) -> Refusal:
    message = "Entity not found." if service == "auth" else f"The {entity} was not found."
    return Refusal(404, "entity_not_found", message, kinds=[("errors", "EntityNotFoundError")])


def conflict(message: str = "An entry with some unique attributes already exists.", *, name: str = "") -> Refusal:
    """Two records would share what must be unique. `name` is what Authup calls the error, where it is a special one."""
    return Refusal(409, "entity_conflict", message, extra={"name": name} if name else None)


def already_there(entity: str) -> Refusal:
    """The two are joined already."""
    message = f"The {entity} already exists."
    return Refusal(409, "entity_conflict", message, kinds=[("errors", "EntityConflictError")])


def too_much() -> Refusal:
    """Somebody would give away more than they have."""
    message = "You don't own the required permissions."
    return Refusal(403, "permission_denied", message, kinds=[("access", "PermissionError")])


def unknown_relation(entity: str, property_name: str) -> Refusal:
    return Refusal(400, "entity_relation_invalid", f"Can't find {entity} entity by {property_name}")


def internal(message: str) -> Refusal:
    return Refusal(500, "internal_error", message)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def not_kept(error: OSError | sqlite3.Error) -> Refusal:
    """What was to be kept could not be written, or what was kept not be read."""
    full = error.errno in _FULL if isinstance(error, OSError) else "full" in str(error)
    if full:
        return Refusal(507, "insufficient_storage", "The disk with the Hub's data is full. Make room and try again.")
    if isinstance(error, sqlite3.OperationalError) and ("disk I/O" in str(error) or "readonly" in str(error)):
        return internal(f"The Hub's data cannot be written: {error}.")
    return internal("An internal server error occurred.")


def null_refused(resource: Resource, field: Field) -> Refusal:
    """What the Hub's database says of null in a column that cannot hold it, which no check has caught."""
    column = f'null value in column "{field.name}" of relation "{resource.plural}"'
    return internal(f"{column} violates not-null constraint")


def reference_refused(resource: Resource, field: Field) -> Refusal:
    """What the Hub's database says of an id of nothing that no check has caught.

    The constraint is named as TypeORM names it: by a digest of the table and the column.
    """
    digest = hashlib.sha1(f"{resource.plural}_{field.name}".encode(), usedforsecurity=False).hexdigest()
    table = f'insert or update on table "{resource.plural}"'
    return internal(f'{table} violates foreign key constraint "FK_{digest[:27]}"')


def too_long(maximum: int) -> Refusal:
    """What the Hub's database says of a text that its column cannot hold, which no check has caught."""
    return internal(f"value too long for type character varying({maximum})")


def not_permitted(
    service: str,
    permissions: Sequence[str],
    lacking: Sequence[str] | None = None,
    *,
    held: Collection[str] = (),
) -> Refusal:
    """The caller lacks permissions.

    lacking  those of them that core and storage tell of, None: all
    held     those of them that the caller has, but not for the record in question; auth tells that
    """
    if service == "auth":
        return _policy_failed(permissions, {name: [_part_failed("permissionBinding")] for name in held})
    issues = [
        {
            "type": "item",
            "code": "permission_not_found",
            "message": f"The {name} permission could not be resolved",
            "path": [name],
        }
        for name in (permissions if lacking is None else lacking)
    ]
    return bad_request(f"The evaluation of permissions {', '.join(permissions)} failed", issues)


def nobody_permitted(permissions: Sequence[str]) -> Refusal:
    """What auth asks of permissions of somebody who is not logged in, where it does not ask for a login first."""
    missing = {
        "type": "item",
        "code": "data_missing",
        "message": "The data property identity is missing",
        "path": ["composite", "identity"],
    }
    return _policy_failed(permissions, {name: [_part_failed("identity", missing)] for name in permissions})


def _part_failed(kind: str, *issues: dict[str, Any]) -> dict[str, Any]:
    """What is said of a part of the default policy."""
    message = f"The evaluation of child policy {kind} failed"
    return {"type": "group", "message": message, "issues": list(issues), "path": ["composite", kind]}


def _policy_failed(permissions: Sequence[str], parts: Mapping[str, list[dict[str, Any]]]) -> Refusal:
    """The refusal for permissions of which none is given.

    parts  what is said of the parts of the default policy, by permission; nothing where it was not given to anybody
    """
    innermost = {"type": "group", "message": "The evaluation of composite policy failed (unanimous)"}
    child = {"type": "group", "message": "The evaluation of child policy composite failed"}
    outer: dict[str, Any] = {
        "type": "group",
        "message": "The evaluation of composite policy failed (affirmative)",
        "path": [],
    }
    issues = [
        {
            "type": "group",
            "code": "permission_evaluation_failed",
            "message": f"The {name} permissions policy evaluation failed",
            "path": [name],
            "issues": [
                {
                    **outer,
                    "issues": [
                        {
                            **child,
                            "path": ["composite"],
                            "issues": [{**innermost, "path": ["composite"], "issues": parts.get(name, [])}],
                        }
                    ],
                }
            ],
        }
        for name in permissions
    ]
    what = "permission" if len(permissions) == 1 else "permissions"
    return Refusal(
        403,
        "permission_evaluation_failed",
        f"The evaluation of {what} {', '.join(permissions)} failed",
        issues,
        kinds=[("access", "PermissionError")],
    )


def bad_token(code: str, message: str) -> Refusal:
    return Refusal(400, code, message, kinds=[("specs", "JWTError")])


def oauth2(name: str, status: int, code: str, message: str, *, error: str = "", hint: str = "") -> Refusal:
    """A refusal of the token endpoint. `error` is OAuth 2's own code where it differs from Authup's."""
    extra = {"error": error or code, **({"hint": hint} if hint else {})}
    return Refusal(status, code, message, kinds=[("specs", "OAuth2Error"), ("specs", name)], extra=extra)
