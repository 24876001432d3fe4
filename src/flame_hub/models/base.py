"""What all models share: the Hub's spelling, tolerance in reading, and what a printed model shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from ..contract.table import wire_name
from .shows import record_as_html, shown_in_line

ModelT = TypeVar("ModelT", bound="HubModel")


def absent(*, show: bool = True) -> Any:
    """A field that an answer may lack: it reads as None and does not count as set.

    The Hub sends what it was asked for (`fields=`) and what its release knows, so nothing but the id is certain.
    `show` False keeps the value out of representations.
    """
    return Field(default=None, repr=show)


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
    )

    #: Fields that not every release of the Hub has: printed only when the Hub sent them.
    varying_fields: ClassVar[frozenset[str]] = frozenset()
    #: Properties of an answer that must not be kept, in the Hub's spelling.
    dropped_properties: ClassVar[frozenset[str]] = frozenset()
    #: Relations that can be asked for with `include`.
    includable_names: ClassVar[tuple[str, ...]] = ()
    #: Fields that the Hub sends only when asked for with `fields`.
    hidden_names: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def _leave_out_what_this_hub_lacks(
        self, handler: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        printed: dict[str, Any] = handler(self)
        for name in self.varying_fields - self.model_fields_set:
            printed.pop(wire_name(name) if info.by_alias else name, None)
        return printed

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        return shown_in_line(self)

    def _repr_html_(self) -> str:
        return record_as_html(self)

    def model_post_init(self, context: Any, /) -> None:
        extra = self.__pydantic_extra__
        if extra and self.dropped_properties:
            for name in self.dropped_properties & extra.keys():
                del extra[name]


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


def get_field_names(model: type[HubModel]) -> tuple[str, ...]:
    """The names of the fields of `model` that the Hub sends only when asked for, as in `fields=`."""
    return model.hidden_names


def get_includable_names(model: type[HubModel]) -> tuple[str, ...]:
    """The names of the relations of `model`, as in `include=`."""
    return model.includable_names
