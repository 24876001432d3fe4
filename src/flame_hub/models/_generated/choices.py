"""The closed sets of values that the Hub has. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field
from typing_extensions import TypedDict


class AnalysisBucketType(str, Enum):
    """One of CODE, RESULT, TEMP."""

    CODE = "CODE"
    RESULT = "RESULT"
    TEMP = "TEMP"


AnyAnalysisBucketType: TypeAlias = Annotated[AnalysisBucketType | str, Field(union_mode="left_to_right")]
AnalysisCommand: TypeAlias = Literal[
    "buildStart",
    "buildCheck",
    "configurationLock",
    "configurationUnlock",
    "distributionStart",
    "distributionCheck",
    "storageCheck",
]
AnalysisNodeApprovalStatus: TypeAlias = Literal["rejected", "approved"]
AuthMethod: TypeAlias = Literal["none", "secret", "tls"]
DecisionStrategy: TypeAlias = Literal["affirmative", "unanimous", "consensus"]
IdentityProviderProtocol: TypeAlias = Literal["ldap", "oauth2", "oidc"]
KeyStatus: TypeAlias = Literal["active", "passive", "disabled"]
KeyUse: TypeAlias = Literal["sig", "enc"]
LogChannel: TypeAlias = Literal["http", "websocket", "background", "system"]
LogLevel: TypeAlias = Literal["emerg", "alert", "crit", "error", "warn", "notice", "info", "debug"]
NodeType: TypeAlias = Literal["aggregator", "default"]
PartyType: TypeAlias = Literal["user", "client", "robot"]
ProcessStatus: TypeAlias = Literal["starting", "started", "stopping", "stopped", "executing", "executed", "failed"]
ProjectNodeApprovalStatus: TypeAlias = Literal["rejected", "approved"]
RealmScope: TypeAlias = Literal["none", "own", "ownOrNull", "any"]
RegistryCommand: TypeAlias = Literal["setup", "cleanup", "delete"]
RegistryProjectCommand: TypeAlias = Literal["projectLink", "projectUnlink"]
RegistryProjectType: TypeAlias = Literal["default", "aggregator", "incoming", "outgoing", "masterImages", "node"]
SynchronizationMode: TypeAlias = Literal["once", "always", "inherit"]
TokenBindingMethod: TypeAlias = Literal["none", "tls"]


class MasterImageCommandArgument(TypedDict, total=False):
    """An argument of the command of an image: its text and whether it comes before or after the Hub's own."""

    value: str
    position: Literal["before", "after"] | None


__all__ = [
    "AnalysisBucketType",
    "AnalysisCommand",
    "AnalysisNodeApprovalStatus",
    "AuthMethod",
    "DecisionStrategy",
    "IdentityProviderProtocol",
    "KeyStatus",
    "KeyUse",
    "LogChannel",
    "LogLevel",
    "MasterImageCommandArgument",
    "NodeType",
    "PartyType",
    "ProcessStatus",
    "ProjectNodeApprovalStatus",
    "RealmScope",
    "RegistryCommand",
    "RegistryProjectCommand",
    "RegistryProjectType",
    "SynchronizationMode",
    "TokenBindingMethod",
]
