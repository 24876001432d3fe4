"""What belongs to what: the rules of each collection, the routes beside collections, the kinds of jobs."""

from __future__ import annotations

from ..contract import TABLE
from . import (
    access_rules,
    analysis_commands,
    analysis_rules,
    bucket_rules,
    client_permission_rules,
    image_rules,
    join_rules,
    log_rules,
    messenger_rules,
    other_rules,
    processes,
    project_rules,
    registry_commands,
    telemetry_rules,
)
from .auth_collection import AuthCollection
from .auth_rules import Clients, Realms, Users
from .collection import Collection
from .core_rules import Nodes, Registries, RegistryProjects
from .jobs import Kind
from .simulation import SIMULATED
from .storage_rules import BucketFiles, Buckets

#: Collections with rules of their own.
RULES: dict[str, type[Collection]] = {
    "realm": Realms,
    "user": Users,
    "client": Clients,
    "role": access_rules.Roles,
    "permission": access_rules.Permissions,
    "scope": access_rules.Scopes,
    "policy": access_rules.Policies,
    "user_role": join_rules.UserRoles,
    "user_permission": join_rules.PermissionJoins,
    "role_permission": join_rules.RolePermissions,
    "client_role": join_rules.RoleJoins,
    "client_permission": join_rules.ClientPermissions,
    "client_scope": join_rules.ClientScopes,
    "permission_policy": join_rules.PermissionPolicies,
    "identity_provider_role_mapping": join_rules.RoleMappings,
    "user_attribute": other_rules.UserAttributes,
    "role_attribute": other_rules.RoleAttributes,
    "identity_provider": other_rules.IdentityProviders,
    "identity_provider_account": other_rules.ProviderAccounts,
    "session": other_rules.Sessions,
    "session_token": other_rules.SessionTokens,
    "key": other_rules.Keys,
    "event": other_rules.Events,
    "consent": other_rules.Consents,
    "trust_anchor": other_rules.TrustAnchors,
    "registry": Registries,
    "registry_project": RegistryProjects,
    "node": Nodes,
    "bucket": Buckets,
    "bucket_file": BucketFiles,
    **project_rules.RULES,
    **analysis_rules.RULES,
    **bucket_rules.RULES,
    **image_rules.RULES,
    **log_rules.RULES,
    **telemetry_rules.RULES,
}

#: Routes that are no verbs of a collection.
ROUTES = (
    *analysis_rules.ROUTES,
    *analysis_commands.ROUTES,
    *client_permission_rules.ROUTES,
    *image_rules.ROUTES,
    *log_rules.ROUTES,
    *messenger_rules.ROUTES,
    *registry_commands.ROUTES,
    *telemetry_rules.ROUTES,
)

#: What is done after an answer, by the kind of its job.
KINDS: dict[str, Kind] = {
    **bucket_rules.KINDS,
    **image_rules.KINDS,
    **registry_commands.KINDS,
    **processes.KINDS,
    **SIMULATED,
}


def collections() -> dict[tuple[str, str], Collection]:
    """A Hub's collections, by service and path."""
    return {
        (r.service, r.path): RULES.get(r.key, AuthCollection if r.service == "auth" else Collection)(r)
        for r in TABLE
        if r.offered
    }
