"""The closed sets of values that the Hub has. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

AuthMethod: TypeAlias = Literal["none", "secret", "tls"]
DecisionStrategy: TypeAlias = Literal["affirmative", "unanimous", "consensus"]
IdentityProviderProtocol: TypeAlias = Literal["ldap", "oauth2", "oidc"]
KeyStatus: TypeAlias = Literal["active", "passive", "disabled"]
KeyUse: TypeAlias = Literal["sig", "enc"]
NodeType: TypeAlias = Literal["aggregator", "default"]
ProcessStatus: TypeAlias = Literal["starting", "started", "stopping", "stopped", "executing", "executed", "failed"]
RealmScope: TypeAlias = Literal["none", "own", "ownOrNull", "any"]
RegistryProjectType: TypeAlias = Literal["default", "aggregator", "incoming", "outgoing", "masterImages", "node"]
SynchronizationMode: TypeAlias = Literal["once", "always", "inherit"]
TokenBindingMethod: TypeAlias = Literal["none", "tls"]


class MasterImageCommandArgument(TypedDict, total=False):
    """An argument of the command of an image: its text and whether it comes before or after the Hub's own."""

    value: str
    position: Literal["before", "after"] | None


__all__ = [
    "AuthMethod",
    "DecisionStrategy",
    "IdentityProviderProtocol",
    "KeyStatus",
    "KeyUse",
    "MasterImageCommandArgument",
    "NodeType",
    "ProcessStatus",
    "RealmScope",
    "RegistryProjectType",
    "SynchronizationMode",
    "TokenBindingMethod",
]
