"""The Hub's control over HTTP, and who may not use it; the page for people."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2
import pytest

from flame_hub.embedded import EmbeddedHub
from flame_hub.embedded.control import ROUTES

HTML = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def control(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with embedded.serve(control=True) as served, httpx2.Client(base_url=served.base_url) as client:
        yield client


@pytest.fixture
def plain(embedded: EmbeddedHub) -> Iterator[httpx2.Client]:
    with embedded.serve() as served, httpx2.Client(base_url=served.base_url) as client:
        yield client


def test_there_is_no_control_unless_it_is_asked_for(plain: httpx2.Client, embedded: EmbeddedHub):
    for path in ("/_control", "/_control/reset", "/nowhere"):
        answer = plain.post(path)
        assert (answer.status_code, answer.json()) == (404, {"status": 404, "message": "Not Found"})


def test_the_routes_are_told(control: httpx2.Client):
    told = control.get("/_control").json()["routes"]
    assert len(told) == len(ROUTES)
    for route in told:
        assert route["does"]
        if route["method"] == "GET":
            assert control.get(route["path"]).status_code == 200


def test_a_hub_is_controlled(control: httpx2.Client, embedded: EmbeddedHub):
    made = control.post("/_control/seed", json={"nodes": {"berlin": {}}})
    assert (made.status_code, made.json()["nodes"]["berlin"]["name"]) == (201, "berlin")
    frozen = control.post("/_control/clock/freeze", json={"at": "2030-01-01"}).json()
    assert frozen == {"now": "2030-01-01T00:00:00.000Z", "seconds": 1893456000.0, "frozen": True}
    assert control.post("/_control/clock/advance", json={"seconds": 60}).json()["now"] == "2030-01-01T00:01:00.000Z"
    assert control.post("/_control/clock/resume").json()["frozen"] is False
    assert control.post("/_control/clock/reset").json()["now"] < "2030"
    added = control.post("/_control/faults", json={"status": 503, "path": "nodes", "count": 2})
    assert (added.status_code, added.json()["number"]) == (201, 1)
    assert control.get("/core/nodes").status_code == 503
    assert control.get("/_control/faults").json()["faults"][0]["applied"] == 1
    assert control.delete("/_control/faults/1").status_code == 204
    assert control.delete("/_control/faults/1").status_code == 404
    control.post("/_control/faults", json={"latency": 1})
    assert control.delete("/_control/faults").status_code == 204
    assert len(embedded.faults) == 0
    (found,) = control.get("/_control/requests", params={"limit": 5}).json()["requests"]
    assert (found["path"], found["fault"]) == ("/core/nodes", "status 503")
    assert control.delete("/_control/requests").status_code == 204
    assert control.get("/_control/requests").json() == {"requests": []}
    idle = {"pace": "instant", "pending": 0, "waiting": [], "failures": []}
    assert control.post("/_control/jobs/step").json() == control.post("/_control/jobs/finish").json() == idle
    assert control.get("/_control/status").json()["records"]["core"]["nodes"] == 1
    assert control.post("/_control/reset", json={}).status_code == 204
    assert embedded.store.run("SELECT * FROM nodes") == []


def test_settings_and_failures_are_controlled(control: httpx2.Client, embedded: EmbeddedHub):
    settings = {"pace": "step", "simulate_nodes": True, "generation": "0.12.2"}
    told = control.post("/_control/settings", json=settings).json()
    assert told == control.get("/_control/settings").json()
    assert told == {**settings, "skip_project_approval": False, "skip_analysis_approval": False}
    for wrong in ({"pace": 5, "simulate_nodes": 1}, {"simulate_nodes": False, "generation": "0.1"}, {"port": 3000}):
        assert control.post("/_control/settings", json=wrong).status_code == 400
        assert embedded.settings() == told
    told = control.post("/_control/jobs/failures", json={"process": "build", "at": 50, "times": 2}).json()
    assert told["failures"] == [
        {"process": "build", "about": None, "node": None, "message": None, "at": 50, "times": 2}
    ]
    for wrong in ({}, {"process": "lunch"}, {"process": "build", "at": 100}, {"process": "build", "when": 1}):
        assert control.post("/_control/jobs/failures", json=wrong).status_code == 400
    assert control.delete("/_control/jobs/failures").status_code == 204
    assert control.get("/_control/jobs").json()["failures"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("GET", "nothing", None, 404, "There is no such route. GET /_control tells which there are."),
        ("DELETE", "reset", None, 405, "DELETE is not for this path: POST is."),
        ("POST", "reset", {"all": True}, 400, "'all' has no meaning in the body: it has to be empty."),
        ("POST", "reset", [], 400, "The body has to be a JSON object."),
        ("POST", "clock/advance", {}, 400, "seconds: say how far to put the clock forward."),
        ("POST", "clock/advance", {"seconds": "5"}, 400, "'5' is no number of seconds."),
        ("POST", "clock/freeze", {"at": "noon"}, 400, "'noon' is no time. Write it as \"2030-01-31T12:00:00Z\"."),
        ("POST", "faults", {}, 400, "Say what goes wrong: "),
        ("POST", "faults", {"statsu": 5}, 400, "'statsu' has no meaning in the body: it may hold service, method, "),
        ("POST", "seed", {"nodes": {"x": {"a": 1}}}, 400, "nodes.x: 'a' is nothing that can be said of it."),
        ("DELETE", "faults/one", None, 404, "There is no fault one."),
        ("GET", "requests?limit=-1", None, 400, "limit: '-1' is no number of requests."),
    ],
)
def test_what_is_wrong_is_told(control: httpx2.Client, method: str, path: str, body: Any, status: int, message: str):
    answer = control.request(method, f"/_control/{path}", **({} if body is None else {"json": body}))
    assert answer.status_code == status
    assert answer.json()["error"].startswith(message)


def test_what_is_no_json_is_told(control: httpx2.Client):
    headers = {"content-type": "application/json"}
    for content, status in (("{", 400), ('{"a": NaN}', 400), ("{" + " " * 9_000_000 + "}", 413)):
        assert control.post("/_control/seed", content=content, headers=headers).status_code == status


def test_a_web_page_of_somebody_else_cannot_control_the_hub(control: httpx2.Client, embedded: EmbeddedHub):
    host = control.base_url.netloc.decode()
    own = {"origin": f"http://{host}", "sec-fetch-site": "same-origin"}
    assert control.post("/_control/reset", headers=own).status_code == 204
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"http://{host}.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        # A name that somebody else has made the machine's own.
        {"host": "evil.example"},
        {"host": "evil.example:80", "origin": "http://evil.example:80"},
        {"host": "a]b"},
    ):
        for method, path in (("POST", "reset"), ("GET", "requests")):
            answer = control.request(method, f"/_control/{path}", headers=headers)
            assert answer.status_code in (400, 403), headers
            assert "access-control-allow-origin" not in answer.headers
    for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = control.post("/_control/reset", content=b"{}", headers={"content-type": media_type})
        assert answer.status_code == 415
    assert control.post("/_control/seed", content=b"{}").status_code == 415
    for name in ("localhost", "hub:3000", "hub.localhost", "[::1]:3000", "192.168.1.5:80"):
        assert control.get("/_control/clock", headers={"host": name}).status_code == 200


def test_control_is_neither_recorded_nor_disturbed(control: httpx2.Client, embedded: EmbeddedHub):
    embedded.faults.add(status=500, count=None)
    assert control.get("/_control/clock").status_code == 200
    assert control.get("/", headers=HTML).status_code == 200
    assert len(embedded.requests) == 0


def test_a_closed_hub_says_so(embedded: EmbeddedHub, control: httpx2.Client):
    embedded.close()
    for path in ("/", "/_control", "/core/nodes"):
        assert control.get(path).status_code == 500


# The page


class _Elements(HTMLParser):
    """The elements of a page, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in ("src", "href") and tag != "a"]


def test_the_page_tells_what_runs(plain: httpx2.Client, embedded: EmbeddedHub):
    embedded.faults.add(status=503, path="core/projects")
    plain.get("/core/nodes?filter[name]=geheim")
    embedded.seed({"nodes": {"berlin": {}}})
    answer = plain.get("/", headers=HTML)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for shown in (
        str(plain.base_url),
        "0.14",
        "memory",
        "filter[name]=…",
        "status 503",
        "/core/nodes",
        "<dt>nodes</dt><dd>1",
    ):
        assert shown in answer.text
    for hidden in ("geheim", embedded.ADMIN_PASSWORD):
        assert hidden not in answer.text
    page = _Elements(answer.text)
    assert {"main", "header", "h1", "table", "noscript"} <= set(page.elements)
    assert page.loaded == ["data:,"]


def test_nothing_of_a_request_becomes_part_of_the_page(plain: httpx2.Client, embedded: EmbeddedHub):
    before = _Elements(plain.get("/", headers=HTML).text).elements
    attack = "<script>alert(1)</script>'\"&"
    plain.get(f"/core/{attack}", params={attack: attack})
    embedded.faults.add(status=500, path=attack, count=None)
    answer = plain.get("/", headers={**HTML, "x-forwarded-proto": 'javascript:alert(1)"><script>'})
    assert "<script>alert" not in answer.text
    assert 'href="javascript' not in answer.text
    after = _Elements(answer.text).elements
    assert after.count("script") == before.count("script") == 1
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_facts_are_told_as_json(plain: httpx2.Client, embedded: EmbeddedHub):
    facts = plain.get("/").json()
    assert facts["generation"] == "0.14"
    assert facts["data"] is None
    assert facts["services"]["core"] == {
        "url": f"{plain.base_url}/core/".replace("//core", "/core"),
        "release": "0.14.0",
    }
    assert facts["records"]["auth"]["realms"] == 1
    assert plain.head("/").status_code == 200
    assert plain.post("/").status_code == 404


def test_the_page_tells_where_data_is_kept(tmp_path: Path):
    with EmbeddedHub(tmp_path, generation="0.8") as hub, hub.serve() as served:
        facts = httpx2.get(served.base_url).json()
    assert facts["data"] == str(tmp_path.resolve())
    assert (facts["generation"], facts["services"]["core"]["release"]) == ("0.8", "0.8.21")


def test_counts_are_right_after_every_change(embedded: EmbeddedHub, admin: httpx2.Client):
    def counts() -> dict[str, int]:
        return embedded.census.counts()["core"]

    assert counts()["nodes"] == 0
    embedded.seed({"nodes": ["berlin", "paris"], "projects": {"trial": {"nodes": ["berlin"]}}})
    assert (counts()["nodes"], counts()["project_nodes"]) == (2, 1)
    project = embedded.store.run("SELECT id FROM projects")[0]["id"]
    assert admin.delete(f"/core/projects/{project}").status_code == 202
    assert (counts()["projects"], counts()["project_nodes"]) == (0, 0)
    embedded.reset()
    assert counts()["nodes"] == 0
