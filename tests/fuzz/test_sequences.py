"""Random sequences of requests, good and bad, and what must be true of the Hub after each of them.

Every answer has to be one that the OpenAPI document knows, and what records say of others has to be so. A few sequences
are tried each time; `FLAME_HUB_FUZZ=2000` tries that many, each of them longer.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from flame_hub.contract import TABLE
from flame_hub.contract.table import Resource
from fuzz import recount
from fuzz.asking import NOWHERE, RESOURCES, WHO
from fuzz.bodies import NONSENSE, body, query
from fuzz.telling import Telling

LONG = int(os.environ.get("FLAME_HUB_FUZZ", "0"))

#: Collections whose records depend on each other, which are tried more often than the others.
STUDIES = [
    *("project", "project_node", "node", "analysis", "analysis_node", "analysis_bucket", "analysis_bucket_file"),
    *("bucket", "registry", "registry_project", "realm", "user", "client", "analysis_node_log", "telemetry_event"),
]
#: What others count, or what goes along with them.
COUNTED = ["analysis", "analysis_node", "project_node", "bucket_file", "analysis_bucket_file", "node"]
_COMMANDS = ("configurationLock", "configurationUnlock", "buildStart", "buildCheck", "distributionStart")
_FIND_OUT = ("configurationLock", "buildStart", "distributionStart")


def having(verb: str) -> st.SearchStrategy[str]:
    """The name of a collection with a verb."""
    every = [resource.key for resource in RESOURCES if verb in resource.verbs]
    return st.one_of(st.sampled_from([name for name in every if name in STUDIES]), st.sampled_from(every))


class Requests(Telling):
    """A Hub with a study, several people who look at it, and what is known of it without asking."""

    def __init__(self) -> None:
        super().__init__()
        #: How many nodes each project was given, less those that were taken away.
        self.given: Counter[str] = Counter()
        #: Parts of analyses that the Hub had no reason to look at again: (analysis, part).
        self.unseen: set[tuple[str, str]] = set()
        #: Buckets of analyses whose files are not only those that were uploaded.
        self.meddled: set[str] = set()
        self.deleted: set[str] = set()
        #: Files of analyses that were noted by hand, or whose bucket went with all that was in it.
        self.orphans: set[str] = set()

    # -- what there is

    @initialize(pace=st.sampled_from(["instant", "step"]), skip_approvals=st.booleans())
    def study(self, pace: str, skip_approvals: bool) -> None:
        admin = self.hub.store.run("SELECT id FROM users WHERE name = 'admin'")[0]["id"]
        self.people = {"admin": (admin, "users", "user")}
        self.hub.skip_approvals = skip_approvals
        clinic = self.made("/auth/realms", name="clinic")
        for name, permissions in (
            (
                "chief",
                [
                    "project_create",
                    "project_update",
                    "project_approve",
                    "analysis_create",
                    "analysis_update",
                    "analysis_approve",
                    "node_create",
                    "node_update",
                    "node_delete",
                    "user_read",
                ],
            ),
            ("guest", ["analysis_approve"]),
        ):
            person = self.made("/auth/users", name=name, email=f"{name}@a.example", realmId=clinic["id"])
            self.hub.grant(person["id"], permissions)
            self.people[name] = (person["id"], "users", "user")
        image = self.hub.store.run("SELECT id FROM master_images")[0]["id"]
        node = self.made("/core/nodes", name="hospital", realmId=clinic["id"])
        self.people["node"] = (node["clientId"], "clients", "client")
        aggregator = self.made("/core/nodes", name="aggregator", type="aggregator")
        self.made("/core/registries", name="registry", host="registry.example")
        project = self.made("/core/projects", name="study", masterImageId=image)
        for one in (node, aggregator):
            self.made("/core/project-nodes", projectId=project["id"], nodeId=one["id"])
            self.given[project["id"]] += 1
        analysis = self.made("/core/analyses", projectId=project["id"])
        for one in (node, aggregator):
            self.made("/core/analysis-nodes", analysisId=analysis["id"], nodeId=one["id"])
        self.upload_to(self.bucket_of(analysis["id"], "CODE"), "main.py")
        file = self.hub.store.run("SELECT id FROM analysis_bucket_files")[0]["id"]
        self.made(f"/core/analysis-bucket-files/{file}", root=True)
        self.hub.pace = pace

    def bucket_of(self, analysis: str, kind: str) -> str:
        statement = "SELECT bucket_id FROM analysis_buckets WHERE analysis_id = ? AND type = ?"
        return self.hub.store.run(statement, [analysis, kind])[0]["bucket_id"]

    # -- rules

    @rule(data=st.data(), who=WHO, name=having("create"))
    def create(self, data: st.DataObject, who: str, name: str) -> None:
        resource = TABLE[name]
        self.make(who, resource, body(data.draw, resource, "create", self.picker(data)))

    def make(self, who: str, resource: Resource, content: dict[str, Any]) -> None:
        before = set(self.ids(resource.key, "-1"))
        status, told = self.ask(who, "POST", f"/{resource.service}/{resource.path}", content)
        # A node that takes part in an analysis already is answered as if it was new.
        if status == 201 and resource.keyed and told["data"]["id"] not in before:
            self.written(resource, "create", told["data"])

    @rule(data=st.data(), who=WHO, name=having("update"))
    def change(self, data: st.DataObject, who: str, name: str) -> None:
        resource = TABLE[name]
        content = body(data.draw, resource, "update", self.picker(data))
        target = f"/{resource.service}/{resource.path}/{self.key(data, resource)}"
        method = "PUT" if "upsert" in resource.verbs and data.draw(st.booleans()) else "POST"
        status, told = self.ask(who, method, target, content)
        if status < 300:
            self.written(resource, "create" if status == 201 else "update", told["data"])

    @rule(data=st.data(), who=WHO, name=having("delete"))
    def delete(self, data: st.DataObject, who: str, name: str) -> None:
        resource = TABLE[name]
        self.drop(who, resource, self.key(data, resource))

    def drop(self, who: str, resource: Resource, key: str) -> None:
        target = f"/{resource.service}/{resource.path}/{key}"
        status, told = self.ask(who, "DELETE", target)
        if status == 202:
            self.written(resource, "delete", told["data"])
            if resource.name != "session_token":
                path = f"/{resource.service}/{resource.path}/{told['data']['id']}"
                assert self.ask("admin", "GET", path)[0] == 404

    @rule(data=st.data(), who=WHO, name=having("list"))
    def read(self, data: st.DataObject, who: str, name: str) -> None:
        resource = TABLE[name]
        target = f"/{resource.service}/{resource.path}"
        if "get" in resource.verbs and data.draw(st.booleans()):
            target += f"/{self.key(data, resource)}"
        self.ask(who, "GET", target + query(data.draw, resource, self.picker(data)))

    @rule(data=st.data(), who=WHO, path=st.sampled_from(["a.py", "main.py", "dir/b.py", "/c", "ü", ""]))
    def upload(self, data: st.DataObject, who: str, path: str) -> None:
        self.upload_to(self.picker(data)("bucket") or NOWHERE, path, who)

    def upload_to(self, bucket: str, path: str, who: str = "admin") -> None:
        stored = path.encode().decode("latin-1")  # as a Hub reads a plain name
        taken = self.hub.store.run("SELECT 1 FROM bucket_files WHERE bucket_id = ? AND path = ?", [bucket, stored])
        part = f'--x\r\ncontent-disposition: form-data; name="file"; filename="{path}"\r\n\r\nprint()\r\n--x--\r\n'
        status, told = self.ask(
            who,
            "POST",
            f"/storage/buckets/{bucket}/upload",
            raw=part.encode(),
            media_type="multipart/form-data; boundary=x",
        )
        if status == 201 and self.hub.store.run(
            "SELECT 1 FROM bucket_files WHERE path = ? AND bucket_id <> ?", [stored, bucket]
        ):
            # An analysis knows one file of a path, in whichever of its buckets.
            rows = recount.rows(self.hub, "analysis_buckets")
            self.meddled |= {row["analysis_id"] for row in rows if row["bucket_id"] == bucket}
        known = ("The JWT", "Property token")
        assert status != 500 or taken or told["message"].startswith(known), (bucket, path, told)

    @rule(data=st.data(), who=WHO, name=st.sampled_from([*_COMMANDS, "distributionCheck", "storageCheck", "x"]))
    def command(self, data: st.DataObject, who: str, name: str) -> None:
        analysis = self.picker(data)("analysis") or NOWHERE
        status, told = self.ask(who, "POST", f"/core/analyses/{analysis}/command", {"command": name})
        if (name in _FIND_OUT and (status == 202 or told.get("code") == "ANALYSIS_ERROR")) or (
            name == "configurationUnlock" and status == 202
        ):
            self.unseen -= {(analysis, part) for part in ("nodes", "image", "code")}

    @rule(data=st.data(), status=st.sampled_from(["approved", "approved", "rejected", None]))
    def approve(self, data: st.DataObject, status: str | None) -> None:
        resource = TABLE["analysis_node"]
        found = self.ask(
            "admin", "POST", f"/core/analysis-nodes/{self.key(data, resource)}", {"approvalStatus": status}
        )
        if found[0] == 202:
            self.written(resource, "update", found[1]["data"])

    @rule(data=st.data(), who=WHO)
    def further(self, data: st.DataObject, who: str) -> None:
        """One of the routes that are no verb of a collection."""
        pick = self.picker(data)
        node, analysis = pick("node") or NOWHERE, pick("analysis") or NOWHERE
        permission = pick("permission")
        nonsense = data.draw(NONSENSE)
        method, path, content = data.draw(
            st.sampled_from(
                [
                    ("GET", f"/core/nodes/{node}/client/credentials", None),
                    ("POST", f"/core/nodes/{node}/client/credentials", {"secret": nonsense, "name": nonsense}),
                    ("GET", f"/core/nodes/{node}/registry/credentials", None),
                    ("GET", f"/core/analyses/{analysis}/client/credentials", None),
                    ("POST", f"/core/analyses/{analysis}/client/credentials", {"secret": nonsense}),
                    ("GET", f"/core/analyses/{analysis}/client/permissions", None),
                    ("POST", f"/core/analyses/{analysis}/client/permissions", {"permissionId": permission or nonsense}),
                    ("DELETE", f"/core/analyses/{analysis}/client/permissions/{permission or NOWHERE}", None),
                    ("POST", "/core/master-images/command", {"command": "build", "id": pick("master_image")}),
                    ("POST", "/core/master-images/command", {"command": "sync"}),
                    ("POST", "/core/master-images/command", {"command": nonsense, "id": nonsense}),
                    ("POST", "/core/services/registry/command", {"command": "setup", "id": pick("registry")}),
                    ("POST", "/core/services/registry/command", {"command": nonsense, "id": nonsense}),
                    ("POST", "/core/services/registry/hook", nonsense),
                    ("POST", f"/auth/permissions/{permission or 'node_create'}/check", {"attributes": nonsense}),
                    (
                        "POST",
                        f"/auth/policies/{pick('policy') or 'system.default'}/check",
                        {"attributes": {"realmId": nonsense}},
                    ),
                    ("GET", f"/auth/policies/{pick('policy') or 'system.default'}/expanded", None),
                    ("GET", "/auth/userinfo", None),
                    ("GET", "/auth/jwks", None),
                    ("GET", f"/auth/jwks/{pick('key') or 'x'}", None),
                    ("GET", f"/auth/realms/{pick('realm') or 'master'}/jwks/{pick('key') or 'x'}", None),
                    ("GET", "/auth/token/introspect", None),
                    ("POST", "/auth/token/introspect", {"token": nonsense}),
                    ("POST", "/auth/token/revoke", {"token": nonsense}),
                    ("POST", "/auth/token", {"username": nonsense, "password": "x", "grant_type": "password"}),
                    ("POST", "/auth/token", {"client_id": pick("client"), "client_secret": nonsense}),
                    ("POST", "/auth/token", {"refresh_token": nonsense}),
                    ("DELETE", "/auth/sessions", None),
                    ("DELETE", f"/auth/sessions?filter[realmId]={pick('realm')}", None),
                    ("DELETE", f"/core/analysis-logs?filter[analysisId]={analysis}", None),
                    ("DELETE", f"/core/analysis-node-logs?filter[analysisId]={analysis}&filter[nodeId]={node}", None),
                    ("GET", f"/storage/buckets/{pick('bucket') or NOWHERE}/stream", None),
                    ("GET", f"/storage/bucket-files/{pick('bucket_file') or NOWHERE}/stream", None),
                    ("PATCH", f"/core/nodes/{node}", {"name": "x"}),
                ]
            )
        )
        self.ask(who, method, path, content)

    @rule(data=st.data(), name=st.sampled_from(["analysis", "analysis_node", "project_node", "node"]))
    def enlarge(self, data: st.DataObject, name: str) -> None:
        """Make more of what is counted, with nothing wrong about it."""
        resource = TABLE[name]
        content: dict[str, Any] = {}
        for f in resource.body.values():
            if f.accepts is not None and f.accepts.required:
                known = self.ids(f.refers_to or "")
                content[resource.wire_of(f)] = known[data.draw(st.integers(0, 2)) % len(known)] if known else NOWHERE
        if name == "node":
            content |= {"name": f"node-{self.steps}", "type": data.draw(st.sampled_from(["default", "aggregator"]))}
        self.make("admin", resource, content)

    @rule(data=st.data(), name=st.sampled_from(COUNTED))
    def diminish(self, data: st.DataObject, name: str) -> None:
        """Delete some of what is counted."""
        if known := self.ids(name):
            self.drop("admin", TABLE[name], known[data.draw(st.integers(0, 5)) % len(known)])

    @rule(data=st.data(), who=WHO, raw=st.sampled_from([b"{", b"[]", b"null", b"\xff", b'{"name":NaN}', b"[" * 5000]))
    def malformed(self, data: st.DataObject, who: str, raw: bytes) -> None:
        resource = TABLE[data.draw(having("create"))]
        self.ask(who, "POST", f"/{resource.service}/{resource.path}", raw=raw)

    @precondition(lambda self: self.hub.jobs.pending)
    @rule()
    def work(self) -> None:
        self.hub.jobs.step()

    # -- what is known

    def written(self, resource: Resource, verb: str, row: dict[str, Any]) -> None:
        """Note what a request that was accepted means for what others say of it."""
        if verb == "delete":
            self.deleted.add(row["id"])
        if resource.name == "project_node" and verb != "update":
            self.given[row["projectId"]] += 1 if verb == "create" else -1
        if resource.name == "analysis_node":
            self.unseen.discard((row["analysisId"], "nodes"))
        if resource.name == "analysis" and verb != "delete":
            self.unseen.discard((row["id"], "image"))
        paths = [file["path"] for file in recount.rows(self.hub, "bucket_files")]
        renamed = resource.name == "analysis_bucket_file" and row["path"] not in paths
        if renamed or (resource.name in ("analysis_bucket", "analysis_bucket_file") and verb != "update"):
            self.meddled.add(row["analysisId"])
        if (resource.name, verb) == ("analysis_bucket_file", "create"):
            self.orphans.add(row["id"])
        if (resource.name, verb) == ("bucket", "delete"):
            self.orphans |= set(recount.mirrors_of_nothing(self.hub))
        # Nothing tells an analysis that something of it went along with something else.
        parts = {
            "node": "nodes",
            "realm": "nodes",
            "master_image": "image",
            "analysis_bucket": "code",
        }
        if part := parts.get(resource.name):
            self.unseen |= {
                (identifier, found) for identifier, found, _ in recount.wrong_analyses(self.hub) if found == part
            }

    @invariant()
    def records_agree(self) -> None:
        assert list(recount.wrong_references(self.hub)) == []
        assert list(recount.wrong_realms(self.hub)) == []
        assert list(recount.wrong_projects(self.hub)) == []
        wrong = [found for found in recount.wrong_analyses(self.hub) if found[:2] not in self.unseen]
        assert wrong == []
        for project in recount.rows(self.hub, "projects"):
            assert project["nodes"] == self.given[project["id"]], project

    @invariant()
    def files_agree(self) -> None:
        assert list(recount.wrong_objects(self.hub, self.hub.objects._root)) == []
        if self.hub.jobs.pending:
            return
        analysis_of = {bucket["id"]: bucket["analysis_id"] for bucket in recount.rows(self.hub, "analysis_buckets")}
        gone = {name.partition(".")[2] for name in self.bucket_names()} & self.deleted
        assert gone == set(), "a deleted analysis left buckets behind"
        noted = set(recount.mirrors_of_nothing(self.hub))
        assert noted <= self.orphans, "an analysis knows a file that is gone"
        missing = [found for found in recount.unmirrored(self.hub) if analysis_of[found[0]] not in self.meddled]
        assert missing == []

    def bucket_names(self) -> list[str]:
        return [bucket["name"] for bucket in recount.rows(self.hub, "buckets")]

    @invariant()
    def jobs_are_done(self) -> None:
        assert self.failures.lines == []


TestRequests = Requests.TestCase
TestRequests.settings = settings(
    max_examples=LONG or 16,
    stateful_step_count=60 if LONG else 40,
    deadline=None,
    derandomize=not LONG,
    database=None,
    phases=[Phase.generate],  # the notes tell the sequence, and to make it shorter takes minutes
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
