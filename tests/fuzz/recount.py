"""What must be true of the records of a Hub, counted anew from its database and its stored files.

Nothing of the Hub's own rules is used here: the tables are read as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flame_hub.embedded import EmbeddedHub

Row = dict[str, Any]

#: What the execution of an analysis is that is at different points on its nodes: at the first of these.
_FIRST = ("failed", "starting", "started", "stopping", "stopped", "executing", "executed")
#: The realm that a record notes of another one: table, column, column of the id, table of the other.
_REALMS = (
    ("project_nodes", "project_realm_id", "project_id", "projects"),
    ("project_nodes", "node_realm_id", "node_id", "nodes"),
    ("analysis_nodes", "analysis_realm_id", "analysis_id", "analyses"),
    ("analysis_nodes", "node_realm_id", "node_id", "nodes"),
    ("analyses", "realm_id", "project_id", "projects"),
    ("analysis_buckets", "realm_id", "analysis_id", "analyses"),
)


def rows(hub: EmbeddedHub, table: str) -> list[Row]:
    return [dict(row) for row in hub.store.run(f'SELECT * FROM "{table}" ORDER BY rowid')]


def wrong_references(hub: EmbeddedHub) -> Iterator[str]:
    """Records that refer to one that is not there, though it should have taken them along."""
    for row in hub.store.run("PRAGMA foreign_key_check"):
        yield f"{row['table']} {row['rowid']} refers to {row['parent']}"


def wrong_realms(hub: EmbeddedHub) -> Iterator[str]:
    """Records that note another realm than the one of what they are about."""
    for table, column, key, other in _REALMS:
        found = hub.store.run(
            f'SELECT a.id FROM "{table}" a JOIN "{other}" b ON a.{key} = b.id WHERE a.{column} IS NOT b.realm_id'
        )
        yield from (f"{table} {row['id']}: {column}" for row in found)


def wrong_projects(hub: EmbeddedHub) -> Iterator[str]:
    """Projects that do not know how many analyses they have."""
    analyses = rows(hub, "analyses")
    for project in rows(hub, "projects"):
        count = sum(analysis["project_id"] == project["id"] for analysis in analyses)
        if project["analyses"] != count:
            yield f"project {project['id']}: analyses is {project['analyses']}, there are {count}"


def wrong_analyses(hub: EmbeddedHub) -> Iterator[tuple[str, str, str]]:
    """What analyses wrongly say of themselves: the analysis, which part of it, and what."""
    nodes = {node["id"]: node for node in rows(hub, "nodes")}
    members, files = rows(hub, "analysis_nodes"), rows(hub, "analysis_bucket_files")
    code = {bucket["id"] for bucket in rows(hub, "analysis_buckets") if bucket["type"] == "CODE"}
    for analysis in rows(hub, "analyses"):
        own = [member for member in members if member["analysis_id"] == analysis["id"]]
        expected = {
            "image": {"configuration_image_valid": analysis["master_image_id"] is not None},
            "code": {
                "configuration_entrypoint_valid": any(
                    file["root"] and file["analysis_bucket_id"] in code and file["analysis_id"] == analysis["id"]
                    for file in files
                )
            },
            "nodes": _of_nodes(own, [nodes[member["node_id"]]["type"] for member in own], hub.skip_approvals),
        }
        for part, values in expected.items():
            for name, value in values.items():
                # What was never looked at is not known: an analysis without nodes has no progress, or none at all.
                if (analysis[name] or 0) != (value or 0):
                    yield analysis["id"], part, f"{name} is {analysis[name]!r}, not {value!r}"


def _of_nodes(members: list[Row], kinds: list[str], skip_approvals: bool) -> Row:
    approved = [member for member in members if member["approval_status"] == "approved"]
    reached = [status for status in _FIRST if status in [member["execution_status"] for member in members]]
    return {
        "nodes": len(members),
        "nodes_approved": len(approved),
        "configuration_node_aggregator_valid": "aggregator" in kinds,
        "configuration_node_default_valid": "default" in kinds,
        "configuration_nodes_valid": "aggregator" in kinds and "default" in kinds,
        "distribution_nodes_valid": len(members) > 0 and (skip_approvals or len(approved) == len(members)),
        "execution_status": reached[0] if reached else None,
        "execution_progress": sum(m["execution_progress"] or 0 for m in members) // (len(members) or 1),
    }


def wrong_objects(hub: EmbeddedHub, folder: Path) -> Iterator[str]:
    """Files without content, or of another size than is noted, and content without a file."""
    stored = {(file.parent.name, file.name): file.stat().st_size for file in folder.glob("*/*")}
    noted = {(file["bucket_id"], file["hash"]): file["size"] for file in rows(hub, "bucket_files")}
    yield from (
        f"object {key}: {stored.get(key)} bytes, noted are {noted.get(key)}"
        for key in stored.keys() | noted.keys()
        if stored.get(key) != noted.get(key)
    )


def unmirrored(hub: EmbeddedHub) -> Iterator[tuple[str, str]]:
    """Files in buckets of analyses that the analysis does not know: the bucket of the analysis, and the path."""
    known = {(file["analysis_id"], file["path"]) for file in rows(hub, "analysis_bucket_files")}
    buckets = rows(hub, "analysis_buckets")
    for file in rows(hub, "bucket_files"):
        for bucket in buckets:
            if bucket["bucket_id"] == file["bucket_id"] and (bucket["analysis_id"], file["path"]) not in known:
                yield bucket["id"], file["path"]


def mirrors_of_nothing(hub: EmbeddedHub) -> Iterator[str]:
    """Ids of files of analyses whose stored file is gone."""
    stored = {file["id"] for file in rows(hub, "bucket_files")}
    yield from (file["id"] for file in rows(hub, "analysis_bucket_files") if file["bucket_file_id"] not in stored)
