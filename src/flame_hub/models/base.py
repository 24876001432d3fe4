"""What all models share: the Hub's spelling, tolerance in reading, and what a printed model shows."""

# Without `from __future__ import annotations`: pydantic would evaluate the texts anew for each class of records.
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar, cast, get_args
from uuid import UUID

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from ..contract.table import wire_name
from .shows import record_as_html, shown_in_line
from .unset import UNSET

ModelT = TypeVar("ModelT", bound="HubModel")


def absent(*, show: bool = True, default: Any = None, name: str = "", former: tuple[str, ...] = ()) -> Any:
    """A field that an answer may lack: it reads as None and does not count as set.

    The Hub sends what it was asked for (`fields=`) and what its release knows, so nothing but the id is certain.
    `show` False keeps the value out of representations. `former` are earlier names of the field `name`, which are
    read as well.
    """
    if not former:
        return Field(default=default, repr=show)
    spellings = dict.fromkeys(spelling for known in (name, *former) for spelling in (wire_name(known), known))
    return Field(
        default=default,
        repr=show,
        validation_alias=AliasChoices(*spellings),
        serialization_alias=wire_name(name),
    )


class HubModel(BaseModel):
    """A record or answer of the Hub.

    Attributes are snake_case. Both the Hub's camelCase and snake_case are read; `model_dump()` and
    `model_dump_json()` print snake_case, `by_alias=True` gives the Hub's spelling. Properties that this package does
    not know are kept and can be read as attributes. Secrets are left out of representations, not of dumps.
    """

    model_config = ConfigDict(
        alias_generator=wire_name,
        validate_by_name=True,
        validate_by_alias=True,
        extra="allow",
        protected_namespaces=(),
        hide_input_in_errors=True,
        defer_build=True,
    )

    #: Fields that not every release of the Hub has: printed only when the Hub sent them.
    varying_fields: ClassVar[frozenset[str]] = frozenset()
    #: Properties of an answer that must not be kept, in the Hub's spelling: those of a `SelectiveModel`.
    dropped_properties: ClassVar[frozenset[str]] = frozenset()
    #: Relations that can be asked for with `include`.
    includable_names: ClassVar[tuple[str, ...]] = ()
    #: Fields that the Hub sends only when asked for with `fields`.
    hidden_names: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def _leave_out_what_this_hub_lacks(
        self, handler: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        if not isinstance(self, HubModel):  # pyright: ignore[reportUnnecessaryIsInstance]
            return handler(self)  # a value that did not fit its field and was kept as it came
        printed: dict[str, Any] = handler(self._as_printed())
        for name in self.varying_fields - self.model_fields_set:
            printed.pop(wire_name(name) if info.by_alias else name, None)
        return printed

    def _as_printed(self) -> "HubModel":
        return self

    if not TYPE_CHECKING:
        # Whoever read an odd value was warned of it. Pydantic would warn again, and tell the value, secrets included.
        def model_dump(self, **options: Any) -> dict[str, Any]:
            return super().model_dump(**{"warnings": False, **options})

        def model_dump_json(self, **options: Any) -> str:
            return super().model_dump_json(**{"warnings": False, **options})

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        return shown_in_line(self)

    def _repr_html_(self) -> str:
        return record_as_html(self)


class SelectiveModel(HubModel):
    """A record of which `dropped_properties` are not kept.

    A class of its own, because pydantic calls `model_post_init` for every single record.
    """

    def model_post_init(self, context: Any, /) -> None:
        extra = self.__pydantic_extra__
        if extra:
            for name in self.dropped_properties & extra.keys():
                del extra[name]


def _id_of(value: Any) -> Any:
    return getattr(value, "id", value)


#: An id, given as a record, a UUID or a text.
Reference = Annotated[UUID, BeforeValidator(_id_of)]


class NewRecord(HubModel):
    """What a record is created of. `model_dump(mode="json", by_alias=True)` is the body of the request."""

    model_config = ConfigDict(extra="forbid")

    def _as_printed(self) -> "HubModel":
        shown = self.model_copy()
        values = cast("dict[str, Any]", shown.__dict__)
        for name in [name for name, value in self if value is UNSET]:
            del values[name]
        return shown


class Change(NewRecord):
    """What of a record is changed. What is UNSET is left out of dumps."""


class SingleResourceMeta(HubModel):
    """What the Hub says beside a single record.

    response_schema   what the collection offers (fields, relations), None from Hubs before 0.13
    """

    response_schema: dict[str, Any] | None = Field(default=None, alias="schema", repr=False)


class ResourceListMeta(SingleResourceMeta):
    """What the Hub says beside a list.

    total    number of records that match, on all pages
    limit    largest number of records of this page, 50 at the most
    offset   number of matching records before this page
    """

    total: int = 0
    limit: int | None = None
    offset: int | None = None


class ResourceList(HubModel, Generic[ModelT]):
    """The Hub's answer to a list request."""

    data: list[ModelT]
    meta: ResourceListMeta


class WrappedResource(HubModel, Generic[ModelT]):
    """The Hub's answer that holds a single record."""

    data: ModelT
    meta: SingleResourceMeta = Field(default_factory=SingleResourceMeta)


class IsOptionalField:
    """Marks a field of your own model that the Hub sends only when asked for: `Annotated[..., IsOptionalField]`."""


class IsIncludable:
    """Marks a field of your own model as a relation: `Annotated[..., IsIncludable]`."""


def get_field_names(model: type[HubModel]) -> tuple[str, ...]:
    """The names of the fields of `model` that the Hub sends only when asked for, as in `fields=`."""
    return tuple(dict.fromkeys((*model.hidden_names, *_marked(model, IsOptionalField))))


def get_includable_names(model: type[HubModel]) -> tuple[str, ...]:
    """The names of the relations of `model`, as in `include=`."""
    return tuple(dict.fromkeys((*model.includable_names, *_marked(model, IsIncludable))))


def _marked(model: type[BaseModel], mark: type) -> Iterator[str]:
    for name, info in model.model_fields.items():
        # `Annotated[Node, IsIncludable] | None` has the mark within.
        within = [part for kind in get_args(info.annotation) for part in getattr(kind, "__metadata__", ())]
        if mark in (*info.metadata, *within):
            yield name
