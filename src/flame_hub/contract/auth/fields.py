"""Fields that records of several collections share."""

from __future__ import annotations

from ..checks import UUID_CHECK, nullable, text
from ..table import Field, Relation, Type, Verb

#: Of what the Hub makes and people can only read and end.
OWNED_VERBS: tuple[Verb, ...] = ("list", "get", "delete")

ID = Field("id", Type.UUID, "Identifier, given by the Hub.")
CREATED_AT = Field("created_at", Type.TIME, "When the record was created.")
UPDATED_AT = Field("updated_at", Type.TIME, "When the record was last changed.")
REALM = Relation("realm", "realm_id", "realm", "The realm, if included.")
BUILT_IN = Field("built_in", Type.BOOLEAN, "Whether the Hub made it.", default=False)

DISPLAY_NAME = Field(
    "display_name",
    Type.TEXT,
    "Name shown to people, 3 to 256 characters.",
    nullable=True,
    accepts=nullable(text(3, 256)),
)


def description(minimum: int = 5) -> Field:
    return Field(
        "description",
        Type.TEXT,
        f"What it is for, {minimum} to 4096 characters.",
        nullable=True,
        accepts=nullable(text(minimum, 4096)),
    )


def realm_id(*, owner: bool = True) -> Field:
    return Field(
        "realm_id",
        Type.UUID,
        "Realm it belongs to; the caller's own realm if not given. Cannot be changed later.",
        accepts=UUID_CHECK if owner else None,
        writable="create",
        refers_to="realm",
        on_delete="cascade",
    )


def realm_id_or_none(doc: str = "Realm it belongs to, None: all realms. Cannot be changed later.") -> Field:
    """The realm of what can belong to all of them."""
    return Field(
        "realm_id",
        Type.UUID,
        doc,
        nullable=True,
        accepts=nullable(UUID_CHECK),
        writable="create",
        refers_to="realm",
        on_delete="cascade",
    )
