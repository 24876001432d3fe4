"""The names of the permissions that a Hub has from the start."""

from __future__ import annotations

from ..contract import TABLE

#: Granted in place of a name: all permissions, those of a later release included.
EVERYTHING = "*"

#: Those of Authup for the collections that the embedded Hub has, and those that the Hub adds to them.
PERMISSIONS = (
    *(f"{r.name}_{verb}" for r in TABLE.of("auth") if r.verbs for verb in ("create", "read", "update", "delete")),
    *("event_create", "event_read", "event_delete"),
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
