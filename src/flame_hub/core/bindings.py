"""What of the contract a method is about, with the class of what the Hub answers."""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar

from .. import models
from ..contract.releases import Service
from ..contract.table import Action, Resource
from ..models.base import HubModel

ModelT = TypeVar("ModelT", bound=HubModel)


class Binding(Generic[ModelT]):
    """A resource of the contract with the class of its records.

    model   None: the class that the contract names, which is imported when it is first needed
    """

    def __init__(self, resource: Resource, model: type[ModelT] | None = None) -> None:
        self.resource = resource
        if model is not None:
            self.model = model

    @cached_property
    def model(self) -> type[ModelT]:
        return getattr(models, self.resource.model)


class ActionBinding:
    """A route that is none of the verbs, with the class of its answer.

    service    which service has it
    resource   the collection whose records it answers with, if any
    """

    def __init__(self, action: Action, service: Service = "core", resource: Resource | None = None) -> None:
        self.action = action
        self.service: Service = service
        self.resource = resource

    @cached_property
    def model(self) -> type[HubModel] | None:
        """None for no answer."""
        name = self.action.returns
        return None if name is None else getattr(models, name)
