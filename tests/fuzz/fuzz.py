"""Send random requests to an embedded Hub and hold its answers to its own OpenAPI document.

    python tests/fuzz/fuzz.py                  as its administrator, without a login, and with bad tokens
    python tests/fuzz/fuzz.py --examples 200   for longer
    python tests/fuzz/fuzz.py -- --include-path-regex /core/nodes     further options go to `schemathesis run`

Needs what tests/fuzz/requirements.lock pins. Exit status 1 if an answer is not as documented, or if the Hub failed in
a way that it had to write down.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.cli import schemathesis as command

from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.permissions import EVERYTHING
from flame_hub.embedded.tokens import Identity

#: What the document promises. Left out are checks that a real Hub does not pass either: it drops what it does not know
#: where others refuse, answers 400 to requests that are well formed, and 404 to methods that a path does not have.
CHECKS = (
    *("status_code_conformance", "content_type_conformance", "response_headers_conformance"),
    *("response_schema_conformance", "use_after_free", "ensure_resource_availability"),
)
#: The administrator, somebody without a login, and somebody with tokens that are none.
PEOPLE = ("admin", "nobody", "stranger")
#: What is documented and never ends.
ENDLESS = "stream_message_events"
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
_USERS = TABLE["user"]
_ABOUT = {"url": "http://hub/auth/", "user_agent": "fuzz", "address": "127.0.0.1", "grant": "password"}


class Administrator:
    """A login that is good whatever the requests before have done to its sessions and permissions."""

    hub: EmbeddedHub

    def __init__(self) -> None:
        self._hub = hub = self.hub
        self._user = hub.store.first(_USERS, {"name": hub.ADMIN_NAME}) or {}
        self._token = self._log_in()
        self._held = hub.permissions_of(self._identity())

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        try:
            identity = self._identity()
        except Exception:  # noqa: BLE001
            self._token = self._log_in()
            identity = self._identity()
        if not self._held <= self._hub.permissions_of(identity):
            self._hub.grant(self._user["id"], [EVERYTHING])
        return self._token

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}

    def _identity(self) -> Identity:
        return self._hub.tokens.identify(self._token)

    def _log_in(self) -> str:
        return self._hub.tokens.log_in(self._user, "user", _ABOUT)["access_token"]


class Failures(logging.Handler):
    """What the Hub writes down: each line is a failure that no answer explains."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter().format(record))


@schemathesis.check
def login_is_demanded(ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """Nobody gets an answer without a login but from operations that say so."""
    asked = response.request.headers
    public = {} in case.operation.definition.raw.get("security", [])
    assert public or "Authorization" in asked or response.status_code >= 400, "A login is documented and not demanded."


_answers: Counter[int] = Counter()
_hubs: list[EmbeddedHub] = []
_calls = count()


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: Any) -> None:
    """Wait for no message, and put ids of records that are there in place of random ones in half of the requests:
    those get further."""
    if case.operation.definition.raw["operationId"] == "receive_messages" and "wait" in case.query:
        case.query = {**case.query, "wait": "1"}
    if next(_calls) % 2:
        return
    service, path, *_ = [*case.operation.path.strip("/").replace("realms/{realm}/", "").split("/"), ""]
    resource = TABLE.at(service, path)
    if resource is None or not resource.keyed:
        return
    if "id" in case.path_parameters:
        case.path_parameters["id"] = an_id(resource.key) or case.path_parameters["id"]
    if "realm" in case.path_parameters:
        case.path_parameters["realm"] = an_id("realm")
    if isinstance(case.body, dict):
        for f in resource.body.values():
            if f.refers_to is not None and isinstance(case.body.get(resource.wire_of(f)), str):
                case.body[resource.wire_of(f)] = an_id(f.refers_to) or case.body[resource.wire_of(f)]


def an_id(name: str) -> str:
    """The id of one of the newest records of a collection, none if it has none."""
    statement = f'SELECT id FROM "{TABLE[name].stored_as}" ORDER BY rowid DESC LIMIT 3'
    found = [row["id"] for row in _hubs[-1].store.run(statement)]
    return found[next(_calls) // 2 % len(found)] if found else ""


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case, response: schemathesis.Response) -> None:
    """Count the answers: requests that are all refused would find nothing."""
    _answers[response.status_code] += 1


def passes(arguments: Sequence[str]) -> bool:
    """Run Schemathesis."""
    try:
        command.main(["--config-file", str(CONFIGURATION), "run", *arguments], standalone_mode=False)
    except SystemExit as ended:
        return not ended.code
    return True


def send(who: str, examples: int, seed: int, options: Sequence[str]) -> bool:
    """Send requests to a fresh Hub; whether all went well."""
    failures = Failures()
    logging.getLogger("flame_hub.embedded").addHandler(failures)
    print(f"== as {who}", flush=True)
    with EmbeddedHub(rate_limits=False) as hub, hub.serve() as served:
        _hubs.append(hub)
        schemathesis.auths.unregister()
        if who == "admin":
            schemathesis.auth(refresh_interval=None)(type("AdministratorOfThisHub", (Administrator,), {"hub": hub}))
        arguments = [
            f"{served.base_url}/openapi.json",
            *("--checks", ",".join((*CHECKS, "login_is_demanded"))),
            *("--max-examples", str(examples), "--seed", str(seed)),
            *("--continue-on-failure", "--suppress-health-check", "all", "--generation-database", "none"),
            *("--generation-with-security-parameters", str(who == "stranger"), "--warnings", "off", "--no-color"),
            *("--exclude-operation-id", ENDLESS),
            *options,
        ]
        good = passes(arguments)
    logging.getLogger("flame_hub.embedded").removeHandler(failures)
    print("Answers by status:", ", ".join(f"{status}: {count}" for status, count in sorted(_answers.items())))
    _answers.clear()
    print("\n".join(failures.lines[:20]))
    return good and not failures.lines


def main() -> int:
    parser = argparse.ArgumentParser(description="Send random requests to an embedded Hub.")
    parser.add_argument("--examples", type=int, default=5, help="how many requests of each kind to an operation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--as", dest="who", choices=PEOPLE, action="append")
    parser.add_argument("options", nargs="*")
    arguments = parser.parse_args()
    results = [send(who, arguments.examples, arguments.seed, arguments.options) for who in arguments.who or PEOPLE]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
