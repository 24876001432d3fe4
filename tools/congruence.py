"""Replay exchanges that were recorded from a real Hub against the embedded Hub, and say which answers are alike.

    python tools/congruence.py            print each trace's share; fail if it is not what was recorded for it
    python tools/congruence.py --show     print what is different, too
    python tools/congruence.py --update   record today's share

A trace is a file of JSON lines: a head, then one exchange a line with its `request` and `response`. Status, media type,
the keys of every object and every value must be equal. Identifiers, times, tokens and secrets are other ones on every
Hub: an identifier must stand for the same record throughout, the others must be of the same kind.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode
from uuid import uuid4

from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.messages import Request, Response

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "congruence"
TRACES = FOLDER / "traces"
#: The exchanges of each trace that are known to differ, by number.
RECORDED = FOLDER / "different.json"

ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", re.IGNORECASE)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")
#: Values that are another one on every Hub.
PRIVATE = frozenset(
    {
        *("access_token", "refresh_token", "id_token", "secret", "accountSecret", "account_secret", "password"),
        *("jti", "iat", "exp", "iss", "aud", "kid", "n", "hash", "session_id", "timestamp"),
        *("remote_address", "remoteAddress", "requestIpAddress", "requestUserAgent", "user_agent"),
    }
)
#: Seconds that a lifetime may differ by.
SLACK = 5


@dataclass
class Trace:
    """A recorded trace.

    name       of the file, without its ending
    private    keys whose values are compared by kind only
    ignored    patterns of places that are not compared
    exchanges  requests with their answers, in order
    """

    name: str
    private: frozenset[str]
    ignored: tuple[str, ...]
    exchanges: list[dict[str, Any]]


def read_trace(path: Path) -> Trace:
    head, *exchanges = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return Trace(path.stem, PRIVATE | set(head.get("opaque", ())), tuple(head.get("ignore", ())), exchanges)


@dataclass
class Replay:
    """One trace on its way through a Hub: which recorded text stands for which of this Hub's."""

    hub: EmbeddedHub
    trace: Trace
    ids: dict[str, str] = field(default_factory=dict[str, str])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    tokens: dict[str, str] = field(default_factory=dict[str, str])

    def run(self) -> Iterator[list[str]]:
        """For each exchange, what is different; empty if nothing is."""
        for exchange in self.trace.exchanges:
            yield list(self._differences(exchange["request"], exchange["response"]))

    def _differences(self, asked: dict[str, Any], recorded: dict[str, Any]) -> Iterator[str]:
        answer = self.hub.handle(self._request(asked))
        content = b"".join(answer.body)
        if answer.status != recorded["status"]:
            yield f"status {answer.status}, not {recorded['status']}"
        media_type = _header(answer, "content-type").partition(";")[0]
        if media_type != recorded.get("type", ""):
            yield f"media type {media_type!r}, not {recorded.get('type', '')!r}"
        if "json" in recorded:
            try:
                body = json.loads(content)
            except ValueError:
                yield "no JSON"
                return
            yield from self._compare("$", recorded["json"], body)
            self._keep_tokens(asked, body)
        elif "sha256" in recorded and hashlib.sha256(content).hexdigest() != recorded["sha256"]:
            yield f"other content, {len(content)} bytes"
        elif "text" in recorded and content.decode("utf-8", "replace") != recorded["text"]:
            yield f"other text: {content[:80]!r}"

    def _keep_tokens(self, asked: dict[str, Any], body: object) -> None:
        name = asked.get("save")
        if name and isinstance(body, dict):
            found = cast("dict[str, Any]", body)
            self.tokens[name] = found.get("access_token", "")

    # Requests

    def _request(self, asked: dict[str, Any]) -> Request:
        headers, content = self._content(asked)
        headers = {"accept": "application/json", "host": "localhost:3000", **headers, **asked.get("headers", {})}
        if "as" in asked:
            headers["authorization"] = f"Bearer {self.tokens.get(asked['as'], 'no-such-token-was-saved')}"
        target = quote(f"/{asked['service']}{self._translated(asked['path'])}", safe="/%:@!$&'()*+,;=~-._")
        if asked.get("query"):
            target += f"?{urlencode(self._pairs(asked['query']))}"
        return Request(asked["method"], target, headers, iter((content,)), client_address="127.0.0.1")

    def _content(self, asked: dict[str, Any]) -> tuple[dict[str, str], bytes]:
        if "json" in asked:
            return {"content-type": "application/json"}, json.dumps(self._translated(asked["json"])).encode()
        if "form" in asked:
            form = urlencode(self._pairs(asked["form"])).encode()
            return {"content-type": "application/x-www-form-urlencoded"}, form
        if "files" in asked:
            boundary = uuid4().hex
            parts = [_part(boundary, file) for file in asked["files"]]
            return {"content-type": f"multipart/form-data; boundary={boundary}"}, b"".join(
                [*parts, f"--{boundary}--\r\n".encode()]
            )
        return {}, b""

    def _pairs(self, value: list[list[str]]) -> list[tuple[str, str]]:
        return [(name, self._translated(text)) for name, text in value]

    def _translated(self, value: Any) -> Any:
        """A recorded value with this Hub's identifiers and secrets in place of the recorded ones."""
        if isinstance(value, str):
            known = self.texts.get(value, value)
            return ID.sub(lambda found: self.ids.get(found[0].lower(), found[0]), known)
        if isinstance(value, list):
            return [self._translated(member) for member in cast("list[Any]", value)]
        if isinstance(value, dict):
            return {key: self._translated(member) for key, member in cast("dict[str, Any]", value).items()}
        return value

    # Answers

    def _compare(self, place: str, recorded: Any, found: Any) -> Iterator[str]:
        if any(fnmatch(place, pattern) for pattern in self.trace.ignored):
            return
        key = place.rpartition(".")[2]
        if key in self.trace.private:
            if type(recorded) is not type(found) or bool(recorded) is not bool(found):
                yield f"{place}: {_brief(found)} is of another kind than {_brief(recorded)}"
            elif isinstance(recorded, str):
                self.texts[recorded] = found
        elif isinstance(recorded, dict) and isinstance(found, dict):
            yield from self._compare_objects(place, cast("dict[str, Any]", recorded), cast("dict[str, Any]", found))
        elif isinstance(recorded, list) and isinstance(found, list):
            wanted, got = cast("list[Any]", recorded), cast("list[Any]", found)
            if len(wanted) != len(got):
                yield f"{place}: {len(got)} members, not {len(wanted)}"
                return
            for number, pair in enumerate(zip(wanted, got, strict=True)):
                yield from self._compare(f"{place}[{number}]", *pair)
        elif not self._alike(key, recorded, found):
            yield f"{place}: {_brief(cast('object', found))}, not {_brief(cast('object', recorded))}"

    def _compare_objects(self, place: str, recorded: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
        for key in recorded.keys() - found.keys():
            yield f"{place}.{key} is missing"
        for key in found.keys() - recorded.keys():
            yield f"{place}.{key} is too much"
        for key in recorded.keys() & found.keys():
            yield from self._compare(f"{place}.{key}", recorded[key], found[key])

    def _alike(self, key: str, recorded: Any, found: Any) -> bool:
        if type(recorded) is not type(found):
            return False
        if key.endswith("expires_in"):
            return abs(recorded - found) <= SLACK
        if not isinstance(recorded, str):
            return recorded == found
        if ID.fullmatch(recorded) and ID.fullmatch(found):
            return self.ids.setdefault(recorded.lower(), found.lower()) == found.lower()
        if MOMENT.fullmatch(recorded):
            return MOMENT.fullmatch(found) is not None
        return self._translated(recorded) == found


def _part(boundary: str, file: Mapping[str, str]) -> bytes:
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{file["field"]}"; filename="{file["name"]}"\r\n'
        f"Content-Type: {file.get('type', 'application/octet-stream')}\r\n\r\n"
    )
    return head.encode() + base64.b64decode(file["base64"]) + b"\r\n"


def _header(answer: Response, name: str) -> str:
    return next((value for header, value in answer.headers if header == name), "")


def _brief(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def traces() -> list[Trace]:
    """All recorded traces, by name."""
    return [read_trace(path) for path in sorted(TRACES.glob("*.jsonl"))]


def replay(trace: Trace) -> dict[int, list[str]]:
    """What is different in each exchange that is not alike, by its number; the Hub is a fresh one."""
    with EmbeddedHub() as hub:
        return {number: found for number, found in enumerate(Replay(hub, trace).run(), 1) if found}


def recorded() -> dict[str, list[int]]:
    """The numbers of the exchanges that are known to differ, by trace."""
    return json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the embedded Hub with recorded exchanges of a real one.")
    parser.add_argument("--show", action="store_true", help="print what is different")
    parser.add_argument("--update", action="store_true", help="record today's differences")
    arguments = parser.parse_args()
    known, today = recorded(), dict[str, list[int]]()
    alike = total = 0
    for trace in traces():
        found = replay(trace)
        today[trace.name] = list(found)
        total += len(trace.exchanges)
        alike += len(trace.exchanges) - len(found)
        print(f"{trace.name}: {len(trace.exchanges) - len(found)} of {len(trace.exchanges)} alike")
        if arguments.show:
            for number, differences in found.items():
                request = trace.exchanges[number - 1]["request"]
                where = f"{request['method']} {request['service']}{request['path']}"
                print(f"  {number} {where}: {'; '.join(differences[:3])}")
    print(f"{alike} of {total} exchanges alike ({alike / total:.1%})")
    if arguments.update:
        RECORDED.write_text(json.dumps(today, indent=1) + "\n", encoding="utf-8")
        return 0
    worse = {name: sorted(set(numbers) - set(known.get(name, []))) for name, numbers in today.items()}
    better = {name: sorted(set(numbers) - set(today.get(name, []))) for name, numbers in known.items()}
    for name, numbers in sorted(worse.items()):
        if numbers:
            print(f"No longer alike: {name} {numbers}")
    if any(better.values()) and not any(worse.values()):
        print("More is alike than was recorded. Run: python tools/congruence.py --update")
    return int(any(worse.values()) or any(better.values()))


if __name__ == "__main__":
    sys.exit(main())
