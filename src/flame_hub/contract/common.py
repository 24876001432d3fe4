"""What every service offers."""

from __future__ import annotations

from .table import Action, Field, Record, Type

SERVICE_VERSION = Record(
    service="auth",
    name="ServiceVersion",
    doc="What a service runs.",
    fields=(
        Field("version", Type.TEXT, "Release of the service: the Hub's, or of auth Authup's."),
        Field("timestamp", Type.INTEGER, "Time there, in milliseconds since 1970.", nullable=True),
        Field("date", Type.TEXT, "Time there.", nullable=True),
        Field("features", Type.JSON, "What is switched on.", nullable=True),
    ),
)

GET_VERSION = Action(
    "get_version",
    "GET",
    "",
    "Ask which release the service runs. Needs no login.",
    returns="ServiceVersion",
    public=True,
)
