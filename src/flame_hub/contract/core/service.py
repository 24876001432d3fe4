"""What every service of the Hub tells of itself."""

from __future__ import annotations

from ..table import Action, Field, Record, Type

SERVICE_VERSION = Record(
    service="core",
    name="ServiceVersion",
    doc="What a service says of itself.",
    fields=(
        Field("version", Type.TEXT, "Its release."),
        Field("timestamp", Type.INTEGER, "Its clock, in milliseconds since 1970."),
    ),
)

GET_VERSION = Action(
    "get_version",
    "GET",
    "",
    "What the service says of itself. Needs no login.",
    returns="ServiceVersion",
    public=True,
)
