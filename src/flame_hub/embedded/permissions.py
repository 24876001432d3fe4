"""The permissions that a Hub has from the start."""

from __future__ import annotations

#: Granted in place of a name: the role that has all permissions, those of a later release included.
EVERYTHING = "*"

#: What can be done with most records.
_ALL = ("create", "delete", "update", "read")

#: Those of Authup, by what they are about.
_OF_AUTHUP: dict[str, tuple[str, ...]] = {
    "client": (*_ALL, "self_manage"),
    "client_permission": _ALL,
    "client_role": _ALL,
    "client_scope": ("create", "delete", "read"),
    "consent": ("read", "delete"),
    "event": ("read",),
    "identity_provider": _ALL,
    "identity_provider_account": ("read", "delete"),
    "identity_provider_role": _ALL,
    "key": _ALL,
    "permission": _ALL,
    "realm": _ALL,
    "role": _ALL,
    "role_permission": _ALL,
    "scope": _ALL,
    "session": ("read", "delete"),
    "user": (*_ALL, "self_manage"),
    "user_authenticator": _ALL,
    "user_permission": _ALL,
    "user_role": _ALL,
}

BUILT_IN = tuple(f"{about}_{what}" for about, whats in _OF_AUTHUP.items() for what in whats)

#: Those of an Authup that has robots.
OF_ROBOTS = (
    *("robot_create", "robot_delete", "robot_update", "robot_read"),
    *("robot_permission_create", "robot_permission_delete", "robot_permission_read"),
    *("robot_role_create", "robot_role_delete", "robot_role_update", "robot_role_read"),
)

#: Those that the Hub adds.
OF_HUB = (
    *("event_create", "event_delete"),
    *("bucket_create", "bucket_update", "bucket_delete"),
    *("log_create", "log_read", "log_delete"),
    *("project_create", "project_delete", "project_update", "project_approve"),
    *("registry_manage", "registry_project_manage"),
    *("node_create", "node_delete", "node_update"),
    *("analysis_approve", "analysis_update", "analysis_create", "analysis_delete"),
    *("analysis_execution_start", "analysis_execution_stop", "analysis_result_read"),
    *("analysis_self_message_broker_use", "analysis_self_storage_use"),
    *("master_image_manage", "master_image_group_manage", "service_manage"),
)

PERMISSIONS = (*BUILT_IN, *OF_HUB)

#: Not for the administrators of single realms.
ABOUT_REALMS = ("realm_create", "realm_update", "realm_delete")

#: What administrators of a realm do in their own realm only, not with what belongs to all.
IN_OWN_REALM_ONLY = frozenset(
    {
        *(
            f"{about}_{what}"
            for about in ("client", "identity_provider", "key", "permission", "robot", "role", "scope", "user")
            for what in ("create", "update", "delete")
        ),
        *(f"user_authenticator_{what}" for what in ("create", "update", "delete")),
        *("consent_delete", "session_delete"),
    }
)

#: What accounts may change of themselves.
OWN_OF_USERS = ("name", "displayName", "firstName", "lastName", "email", "password", "avatar", "cover")
OWN_OF_CLIENTS = (
    *("displayName", "description", "secret", "secretHashed", "secretEncrypted"),
    *("redirectUri", "postLogoutRedirectUri", "baseUrl", "rootUrl"),
)
