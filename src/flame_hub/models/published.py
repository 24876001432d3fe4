"""Names that the published clients have beside the records: base classes, markers and the bodies of tokens."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .base import Change, HubModel, IsIncludable, IsOptionalField, absent
from .unset import UNSET, UNSET_T

#: The bases of the models of each service are one here.
ConfigBaseModel = AuthBaseModel = CoreBaseModel = StorageBaseModel = HubModel

#: What Hubs before 0.8.22 called the state of a build and of an execution. Today's is `ProcessStatus`.
AnalysisBuildStatus: TypeAlias = Literal["starting", "started", "stopping", "stopped", "finished", "failed"]
AnalysisRunStatus: TypeAlias = Literal["starting", "started", "running", "stopping", "stopped", "finished", "failed"]
AnalysisNodeRunStatus: TypeAlias = AnalysisRunStatus


class AccessToken(HubModel):
    """What the token endpoint answers with (RFC 6749).

    Attributes:
        access_token: The token.
        expires_in: Seconds that it lasts.
        token_type: How it is used: "Bearer".
        scope: What it may be used for, if the Hub says so.
    """

    access_token: str = absent(show=False, default=...)
    expires_in: int
    token_type: str
    scope: str | None = None


class RefreshToken(AccessToken):
    """An access token with one to renew it.

    Attributes:
        refresh_token: Gets the next access token. The Hub takes it once.
    """

    refresh_token: str = absent(show=False, default=...)


class UpdateClientCredentials(Change):
    """New credentials of a client; what is UNSET stays as it is, apart from the secret, which always changes."""

    secret: str | UNSET_T | None = absent(show=False, default=UNSET)
    name: str | UNSET_T = UNSET
    display_name: str | UNSET_T = UNSET


__all__ = [
    "AccessToken",
    "AnalysisBuildStatus",
    "AnalysisNodeRunStatus",
    "AnalysisRunStatus",
    "AuthBaseModel",
    "ConfigBaseModel",
    "CoreBaseModel",
    "IsIncludable",
    "IsOptionalField",
    "RefreshToken",
    "StorageBaseModel",
    "UpdateClientCredentials",
]
