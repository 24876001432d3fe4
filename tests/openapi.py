"""The embedded Hub's OpenAPI document as something to check answers with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from flame_hub.embedded.openapi import document

_FORMATS = FormatChecker()


@dataclass(frozen=True)
class Operation:
    """A route of the document.

    method, path   of the route
    about          what the document says of it
    """

    method: str
    path: str
    about: Mapping[str, Any]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(self.path)))

    @cached_property
    def _checks(self) -> dict[str, Draft202012Validator]:
        return {}

    def faults(self, status: int, media_type: str, body: object) -> Iterator[str]:
        """What of an answer is not as the document says. `body`: what its JSON says, None for none."""
        answer = self.about["responses"].get(str(status))
        if answer is None:
            yield f"status {status} is not documented"
            return
        content = answer.get("content", {})
        if not content:
            if body is not None:
                yield f"a body is not documented: {body!r}"
            return
        if media_type not in content and "*/*" not in content:
            yield f"media type {media_type!r} is not documented, only {', '.join(content)}"
        elif media_type == "application/json":
            schema = content.get(media_type, content.get("*/*"))["schema"]
            for error in self._check(str(status), schema).iter_errors(body):
                yield f"{error.json_path}: {error.message[-500:]}"

    def _check(self, status: str, schema: Mapping[str, Any]) -> Draft202012Validator:
        if status not in self._checks:
            whole = {**schema, "components": document()["components"]}
            self._checks[status] = Draft202012Validator(whole, format_checker=_FORMATS)
        return self._checks[status]


#: All routes of the document, those with the fewest parameters first.
OPERATIONS = sorted(
    (
        Operation(method.upper(), path, about)
        for path, methods in document()["paths"].items()
        for method, about in methods.items()
    ),
    key=lambda operation: operation.path.count("{"),
)


def operation_of(method: str, path: str) -> Operation | None:
    """The operation that answers a request, None if the document has none."""
    return next((one for one in OPERATIONS if one.method == method and one.pattern.fullmatch(path)), None)
