"""A node, as the Hub sees it: what its software and its people ask of the Hub.

They make the requests that a real node makes, and are held to the Hub's rules as it is. They speak today's words
whatever the Hub's release, and need no login, so that no session shows that was nobody's.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from ..contract import TABLE
from .finding import identifier_of, record_of
from .messages import Request, Response
from .store import Row
from .tokens import Identity

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_ANALYSES, _CLIENTS, _NODES, _PROJECTS, _REALMS, _USERS = (
    TABLE[name] for name in ("analysis", "client", "node", "project", "realm", "user")
)
Record = dict[str, Any]


class NodeError(Exception):
    """A node could not do what it was told; the message says why.

    status  with which the Hub refused it, None: it was not asked
    code    of the refusal
    """

    def __init__(self, message: str, status: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class NodeAgent:
    """What drives a node: `EmbeddedHub.node` makes it.

    Its software tells of executions, with the node's client. Its people approve, since a node's client may not: by
    default that is the Hub's administrator, or who is named in `people`. Projects and analyses may be records of any
    make, ids, or names that only one has. What the Hub answers comes back as it is. Everything raises NodeError if the
    Hub refuses it, or if there is no such record.
    """

    def __init__(self, hub: EmbeddedHub, node: Row) -> None:
        self._hub = hub
        self.id: str = node["id"]
        self.name: str = node["name"]
        #: The user that approves for the node, its name or its id.
        self.people: object = hub.ADMIN_NAME

    @property
    def simulated(self) -> bool:
        """Whether the node does everything by itself. It can be changed at any time, also for this node alone."""
        return self._hub.simulation.includes(self.id)

    @simulated.setter
    def simulated(self, simulated: bool) -> None:
        self._hub.simulation.include(self.id, simulated)

    # What its people do

    def approve_project(self, project: object, comment: str | None = None) -> Record:
        """Take part in a project."""
        return self._judge("project", _PROJECTS, project, "approved", comment)

    def reject_project(self, project: object, comment: str | None = None) -> Record:
        """Take no part in a project."""
        return self._judge("project", _PROJECTS, project, "rejected", comment)

    def approve_analysis(self, analysis: object, comment: str | None = None) -> Record:
        """Let an analysis be executed."""
        return self._judge("analysis", _ANALYSES, analysis, "approved", comment)

    def reject_analysis(self, analysis: object, comment: str | None = None) -> Record:
        """Do not let an analysis be executed."""
        return self._judge("analysis", _ANALYSES, analysis, "rejected", comment)

    # What its software does

    def start(self, analysis: object) -> Record:
        """Tell that the execution has started."""
        return self._report(analysis, executionStatus="started", executionProgress=0)

    def progress(self, analysis: object, percent: int) -> Record:
        """Tell how far the execution is, from 0 to 100."""
        return self._report(analysis, executionStatus="executing", executionProgress=percent)

    def finish(self, analysis: object) -> Record:
        """Tell that the execution is done."""
        return self._report(analysis, executionStatus="executed", executionProgress=100)

    def stop(self, analysis: object) -> Record:
        """Tell that the execution was stopped."""
        return self._report(analysis, executionStatus="stopped")

    def fail(self, analysis: object, message: str = "The execution has failed.") -> Record:
        """Tell that the execution has failed, and write the reason into the log."""
        self.log(analysis, message, level="error", status="failed")
        return self._report(analysis, executionStatus="failed")

    def log(
        self,
        analysis: object,
        message: str,
        *,
        level: str = "info",
        status: str | None = None,
        code: str | None = None,
    ) -> Record:
        """Write a line into the log of the execution: from 3 to 2048 characters."""
        line = {"analysisId": self._id(_ANALYSES, analysis), "nodeId": self.id, "message": message, "level": level}
        line |= {name: value for name, value in (("status", status), ("code", code)) if value is not None}
        return self._send("POST", "core/analysis-node-logs", self._software(), line)

    def upload_result(self, analysis: object, path: str, content: bytes) -> Record:
        """Upload a file to the results, as the container of the analysis does. Returns the stored file's record."""
        if not path:
            raise NodeError("A file needs a path.")
        identifier = self._id(_ANALYSES, analysis)
        software = self._software()
        credentials = self._send("GET", f"core/analyses/{identifier}/client/credentials", software, whole=True)
        query = f"filter[analysisId]={identifier}&filter[type]=RESULT"
        buckets = self._list(f"core/analysis-buckets?{query}", software)
        if not buckets:
            raise NodeError(f"The analysis {identifier} has no bucket for results.")
        container = self._account(_CLIENTS, credentials["id"])
        boundary = secrets.token_hex(16)
        head = f"--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename*=UTF-8''{quote(path)}\r\n\r\n"
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        media_type = f"multipart/form-data; boundary={boundary}"
        target = f"storage/buckets/{buckets[0]['bucketId']}/upload"
        (stored,) = cast("list[Record]", self._ask("POST", target, container, body, media_type)["data"])
        return stored

    # How it asks

    def _judge(self, kind: str, resource: Any, subject: object, verdict: str, comment: str | None) -> Record:
        people = self._account(_USERS, self._id(_USERS, self.people))
        body = {"approvalStatus": verdict} | ({"comment": comment} if comment is not None else {})
        member = self._membership(kind, self._id(resource, subject), people)
        return self._send("POST", f"core/{kind}-nodes/{member['id']}", people, body)

    def _report(self, analysis: object, **values: Any) -> Record:
        software = self._software()
        member = self._membership("analysis", self._id(_ANALYSES, analysis), software)
        return self._send("POST", f"core/analysis-nodes/{member['id']}", software, values)

    def _membership(self, kind: str, identifier: str, who: Identity) -> Record:
        query = f"filter[{kind}Id]={identifier}&filter[nodeId]={self.id}"
        found = self._list(f"core/{kind}-nodes?{query}", who)
        if not found:
            raise NodeError(f"The node {self.name} takes no part in the {kind} {identifier}.")
        return found[0]

    def _software(self) -> Identity:
        node = self._hub.store.get(_NODES, self.id)
        if node is None:
            raise NodeError(f"There is no node {self.name} any more.")
        return self._account(_CLIENTS, node["client_id"])

    def _account(self, resource: Any, identifier: str | None) -> Identity:
        """Who a user or a client is. It is refused here what a login would be refused."""
        account = self._hub.store.get(resource, identifier) if identifier is not None else None
        if account is None:
            raise NodeError(f"There is no {resource.name} that acts for the node {self.name}.")
        if not account["active"]:
            raise NodeError(f"The {resource.name} {account['name']} is inactive.")
        realm = self._hub.store.existing(_REALMS, account["realm_id"])
        return Identity(account["id"], resource.name, realm["id"], realm["name"])

    def _id(self, resource: Any, subject: object) -> str:
        try:
            if resource is _USERS and subject == self._hub.ADMIN_NAME:
                return self._administrator()
            return identifier_of(self._hub.store, resource, subject)
        except ValueError as error:
            raise NodeError(str(error)) from None

    def _administrator(self) -> str:
        master = record_of(self._hub.store, _REALMS, "master")
        found = self._hub.store.first(_USERS, {"name": self._hub.ADMIN_NAME, "realm_id": master["id"]})
        if found is None:
            raise NodeError("There is no administrator any more. Say who acts for the node with `people`.")
        return cast("str", found["id"])

    def _list(self, target: str, who: Identity) -> list[Record]:
        return cast("list[Record]", self._ask("GET", target, who)["data"])

    def _send(
        self, method: str, target: str, who: Identity, body: Mapping[str, Any] | None = None, *, whole: bool = False
    ) -> Record:
        content = json.dumps(body).encode() if body is not None else b""
        answer = self._ask(method, target, who, content)
        return answer if whole else cast("Record", answer["data"])

    def _ask(
        self, method: str, target: str, who: Identity, body: bytes = b"", media_type: str = "application/json"
    ) -> Record:
        headers = {"content-type": media_type, "user-agent": f"node {self.id}"}
        request = Request(method, f"/{target}", headers, iter([body]), client_address="127.0.0.1")
        answer = self._hub.answer_to(who, request)
        found = _parsed(answer)
        if answer.status >= 400:
            raise NodeError(str(found.get("message")), answer.status, found.get("code"))
        return found


def _parsed(answer: Response) -> Record:
    return cast("Record", json.loads(b"".join(answer.body) or b"{}"))
