"""The closed sets of values that the Hub has. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

AuthMethod: TypeAlias = Literal["none", "secret", "tls"]
NodeType: TypeAlias = Literal["aggregator", "default"]
ProcessStatus: TypeAlias = Literal["starting", "started", "stopping", "stopped", "executing", "executed", "failed"]
RegistryProjectType: TypeAlias = Literal["default", "aggregator", "incoming", "outgoing", "masterImages", "node"]
TokenBindingMethod: TypeAlias = Literal["none", "tls"]


class MasterImageCommandArgument(TypedDict, total=False):
    """An argument of the command of an image: its text and whether it comes before or after the Hub's own."""

    value: str
    position: Literal["before", "after"] | None


__all__ = [
    "AuthMethod",
    "MasterImageCommandArgument",
    "NodeType",
    "ProcessStatus",
    "RegistryProjectType",
    "TokenBindingMethod",
]
