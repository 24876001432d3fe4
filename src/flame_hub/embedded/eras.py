"""The embedded Hub as one of an older release: a translation at the door.

Inside is a Hub of today. A request of an older release is put into today's words, and the answer into the release's.
What a release does not have is answered as its router answers what is not there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from ..contract import TABLE
from ..contract.generations import (
    CAME_WITH,
    CAMEL_CASE,
    ENVELOPE,
    MASTER_BY_DEFAULT,
    SHORT_TOKENS,
    SORTS,
    releases_of,
    since,
)
from ..contract.releases import HUB_RELEASE, TODAY, Release, Service, covers, release_of
from ..contract.routes import FORMER_PATHS
from ..contract.table import Action, Resource, wire_name
from .collection import whole
from .filters import Comparison
from .former_errors import former_error
from .former_filters import FormerQuery
from .former_routes import Place, find_place
from .former_words import Words, snake_case, value_now
from .messages import Request, Response, json_response
from .query import Asked
from .refusals import Refusal, no_route
from .robots import Robots
from .tokens import ACCESS_TOKEN_LIFE

if TYPE_CHECKING:
    from .hub import EmbeddedHub

#: Answers a request of today, or raises what `Guard` makes an answer of.
Inside = Callable[[str, Request], Response]
Guard = Callable[[str, Request, Inside], Response]

_REALMS, _USERS, _ANALYSIS_BUCKETS = TABLE["realm"], TABLE["user"], TABLE["analysis_bucket"]
_SERVICES = tuple(TODAY)
#: The first release that is known.
_FIRST = "0.8"


def era_of(hub: EmbeddedHub, generation: str) -> Era | None:
    """The translation to a generation ("0.8") or release ("0.8.36") of Hubs; None for the newest, which needs none.

    Raises ValueError for what is neither.
    """
    try:
        releases = releases_of(generation)
    except (TypeError, AttributeError):
        raise ValueError(f"{generation!r} is no text.") from None
    if releases["core"] < release_of(_FIRST) or not covers(None, HUB_RELEASE, releases["core"]):
        raise ValueError(f"Releases from {_FIRST} to {HUB_RELEASE} are known, {generation!r} is not.")
    if all(releases[service] >= TODAY[service] for service in _SERVICES):
        return None
    return Era(hub, releases)


#: An id that no client has.
_NOBODY = "00000000-0000-0000-0000-000000000000"


class Era:
    """A Hub's way to be one of an older release.

    releases  what each service runs
    """

    def __init__(self, hub: EmbeddedHub, releases: Mapping[Service, Release]) -> None:
        self.hub = hub
        self.releases = dict(releases)
        self.robots = Robots(hub.store, self.releases)
        self._words = Words(self.releases, _REALMS)

    def words(self, resource: Resource) -> Words:
        """The words for the records of a collection."""
        return self._words.of(resource)

    @property
    def access_life(self) -> int:
        """Seconds that access tokens are good for."""
        return ACCESS_TOKEN_LIFE if self.releases["auth"] >= release_of(SHORT_TOKENS) else 3600

    def version(self, service: Service) -> dict[str, Any]:
        """What a service tells of itself."""
        release = self.releases[service]
        if service == "auth":
            return {"version": f"1.0.0-beta.{release[1]}", "date": self.hub.clock.stamp()}
        numbers = (*release, 0, 0)[: max(3, len(release))]
        return {"version": ".".join(map(str, numbers)), "timestamp": int(self.hub.clock.now() * 1000)}

    def handle(self, service: str, request: Request, inside: Inside, guard: Guard) -> Response:
        """The answer to a request of the release."""
        if service not in _SERVICES or self.releases[service] >= TODAY[service]:
            return guard(service, request, inside)
        visit = _Visit(self, service, request)
        answer = guard(service, request, lambda _, __: visit.ask(inside))
        return guard(service, request, lambda _, __: visit.tell(answer))


@dataclass
class _Translated(Request):
    """A request in today's words."""

    asked: Asked | None = None

    @property
    def query(self) -> list[tuple[str, str]]:
        return super().query if self.asked is None else self.asked


class _Visit:
    """One request on its way in, and its answer on its way out."""

    def __init__(self, era: Era, service: Service, request: Request) -> None:
        self._era = era
        self._service: Service = service
        self._request = request
        self._release = era.releases[service]
        self._place = Place("other")
        self._words: Words | None = None
        self._query: FormerQuery | None = None
        self._body: dict[str, Any] = {}
        #: Whether the answer is in the release's words already.
        self._told = False

    # On the way in

    def ask(self, inside: Inside) -> Response:
        """What is answered inside, or here to what does not get there."""
        self._place = place = find_place(self._service, self._request.method, self._request.segments[1:])
        self._words = self._era.words(place.resource) if place.resource is not None else None
        self._refuse_lost(self._request.segments)
        if not self._is_offered(place):
            self._told = True
            return no_route()
        if place.kind == "version" and self._request.method == "GET":
            self._told = True
            return json_response(200, self._era.version(self._service))
        return inside(self._service, self._translated(place))

    def _refuse_lost(self, path: tuple[str, ...]) -> None:
        """Raise the refusal for a route that the release has, and this Hub in no release."""
        until = FORMER_PATHS.get(self._service, {}).get(path[1]) if len(path) > 1 else None
        if until is not None and covers(None, until, self._release):
            message = f"The embedded Hub does not offer {self._request.method} /{'/'.join(path)}."
            raise Refusal(501, "not_implemented", message)

    def _is_offered(self, place: Place) -> bool:
        if place.kind == "version":
            offered = next((a for a in TABLE.actions[self._service] if not a.path), None)
            return offered is not None and covers(offered.since, offered.until, self._release)
        if not covers(CAME_WITH.get(self._service), None, self._release):
            return False
        rows = (place.resource, place.action)
        return all(row is None or covers(row.since, row.until, self._release) for row in rows)

    def _translated(self, place: Place) -> Request:
        request = self._request
        if place.kind == "token":
            return self._with_body(request.target, self._login(dict(request.values)))
        if place.kind == "action":
            return self._action(place)
        if place.kind == "labels" and self._words is not None:
            request, asked = self._request, self._words.labelled(self._request.query)
            asked = Asked(asked, _no_condition)
            return _Translated(request.method, request.target, request.headers, request.body, "", asked)
        if self._words is None or place.kind in ("other", "upload"):
            return request
        target = self._target(place, self._words)
        if place.kind in ("list", "get"):
            return self._asking(target, self._words, place.kind)
        if place.kind == "delete":
            return _Translated(request.method, target, request.headers, request.body, request.client_address)
        self._body = dict(request.values)
        body = self._words.body(self._body, creates=place.kind != "update")
        self._complete(place, self._words, body)
        return self._with_body(target, body)

    def _target(self, place: Place, words: Words) -> str:
        rest = place.rest
        if rest:
            rest = (self._era.robots.key(words.resource, words.inside, rest[0]), *rest[1:])
        path = (self._service, *place.head, words.resource.path, *rest)
        return "/" + "/".join(quote(part, safe="@") for part in path)

    def _with_body(self, target: str, body: dict[str, Any]) -> Request:
        content = json.dumps(body).encode()
        headers = {**self._request.headers, "content-type": "application/json"}
        return _Translated(self._request.method, target, headers, iter((content,)), self._request.client_address)

    def _asking(self, target: str, words: Words, kind: str) -> Request:
        robots = self._era.robots
        users = robots.all()
        self._query = FormerQuery(words, users).read(self._request.query)
        owner = robots.owner(words.inside)
        if owner is not None and kind == "list":
            among = "nin" if words.inside is words.resource else "in"
            self._query.terms.append(Comparison((owner,), among, tuple(users)))
        asked = self._query.asked()
        request = self._request
        return _Translated(request.method, target, request.headers, request.body, request.client_address, asked)

    def _complete(self, place: Place, words: Words, body: dict[str, Any]) -> None:
        """Add what a body of today has to say and one of the release does not."""
        if words.resource.name == "robot":
            self._era.robots.check_user(self._body.get("user_id"))
        bucket_id = words.resource.fields.get("bucket_id")
        if words.resource.name == "analysis_bucket_file" and bucket_id is not None and not words.has(bucket_id):
            given = body.get("analysisBucketId")
            bucket = self._era.hub.store.get(_ANALYSIS_BUCKETS, given) if isinstance(given, str) else None
            if bucket is not None and place.kind == "create":
                body["bucketId"] = bucket["bucket_id"]

    def _action(self, place: Place) -> Request:
        request, action = self._request, place.action
        if action is None or self._service == "auth":
            return request
        if action.http != "POST":
            return self._asking(request.target, self._words, "action") if self._words is not None else request
        spelled = (self._words or self._era.words(_REALMS)).spelled
        body = dict(request.values)
        for argument in action.arguments:
            f = argument.field
            name = spelled(f.name)
            if argument.at == "body" and not argument.wire and name in body:
                value = body.pop(name)
                body[wire_name(f.name)] = value_now(f.choices, value, self._release)
        return self._with_body(request.target, body)

    def _login(self, form: dict[str, Any]) -> dict[str, Any]:
        """A login of the release as one of today: robots log in as clients, users without a realm are found in any."""
        store = self._era.hub.store
        name = form.get("username")
        if form.get("grant_type") == "robot_credentials" and self._era.robots.known:
            # Only robots log in so. What is none is refused as a client that there is not.
            robot = str(form.get("id", "")).lower()
            found = robot if robot in self._era.robots.all() else _NOBODY
            return {"grant_type": "client_credentials", "client_id": found, "client_secret": form.get("secret", "")}
        if isinstance(name, str) and not {"realm_id", "realm_name"} & form.keys():
            master = store.first(_REALMS, {"name": "master"})
            users = store.all(_USERS, {"name": name.strip().lower()})
            elsewhere = [user["realm_id"] for user in users if master is None or user["realm_id"] != master["id"]]
            if self._release < release_of(MASTER_BY_DEFAULT) and len(elsewhere) == len(users) > 0:
                return {**form, "realm_id": elsewhere[0]}
        return form

    # On the way out

    def tell(self, answer: Response) -> Response:
        """The answer in the words of the release."""
        media_type = dict(answer.headers).get("content-type", "")
        place = self._place
        if self._told or not media_type.startswith("application/json") or answer.status == 501:
            return answer
        if answer.status >= 400:
            found = _parsed(answer)
            status, error = former_error(answer.status, found, self._service, self._release, self._words)
            return _replaced(answer, status, error)
        if place.kind in ("token", "version", "other"):
            return answer
        if place.kind == "messages":
            return _replaced(answer, answer.status, _messages_then(_parsed(answer), self._service, self._release))
        if place.kind == "action":
            return self._tell_action(answer)
        words = self._words or self._era.words(_REALMS)
        if place.kind in ("list", "labels", "upload"):
            of = words if place.kind != "upload" else self._era.words(TABLE["bucket_file"])
            return _replaced(answer, answer.status, self._list(_parsed(answer), of))
        found = _parsed(answer)
        if words.resource.name == "robot":
            self._note(place, found)
        return _replaced(answer, answer.status, self._single(found, words))

    def _note(self, place: Place, found: Mapping[str, Any]) -> None:
        """Keep what a client does not have: that it is a robot, and whose."""
        record = cast("dict[str, Any]", found.get("data") or {})
        if place.kind in ("create", "upsert") or (place.kind == "update" and "user_id" in self._body):
            self._era.robots.note(record["id"], self._body.get("user_id"))

    def _list(self, page: Mapping[str, Any], words: Words) -> dict[str, Any]:
        robots = self._era.robots.all()
        rows = cast("list[dict[str, Any]]", page["data"])
        return {"data": [self._record(row, words, robots) for row in rows], "meta": self._meta(page, words)}

    def _single(self, body: Mapping[str, Any], words: Words) -> Any:
        found: Any = body.get("data")
        told = self._record(found, words, self._era.robots.all()) if isinstance(found, dict) else found
        if since(ENVELOPE, words.resource.service, words.release):
            return {"data": told, "meta": self._meta(body, words)}
        return told

    def _meta(self, body: Mapping[str, Any], words: Words) -> dict[str, Any]:
        meta = dict(cast("dict[str, Any]", body.get("meta") or {}))
        schema = meta.pop("schema", None)
        service = words.resource.service
        if schema is None or not since(ENVELOPE, service, words.release):
            return meta
        former = not since(SORTS, service, words.release)
        return {**meta, "schema": {"sort" if former and key == "sorts" else key: schema[key] for key in schema}}

    def _record(self, found: Any, words: Words, robots: Mapping[str, str | None]) -> dict[str, Any]:
        told = words.record(cast("dict[str, Any]", found), robots)
        for relation in self._query.related if self._query is not None else ():
            name = next(name for name, row in words.rows.items() if row is relation)
            via = words.resource.fields[relation.via]
            kept = words.kept_as(via)
            key = found.get(words.inside.wire_of(kept)) if kept is not None else told.get(words.spelled(via.name))
            there = words.of(TABLE[relation.to])
            row = self._era.hub.store.get(there.inside, key) if key is not None else None
            told[name] = there.record(whole(row, there.inside), robots) if row is not None else None
        return told

    def _tell_action(self, answer: Response) -> Response:
        action = self._place.action
        if action is None or action.returns is None:
            return answer
        found = _parsed(answer)
        return _replaced(answer, answer.status, self._acted(action, found))

    def _acted(self, action: Action, found: dict[str, Any]) -> Any:
        of = next((resource for resource in TABLE if resource.model == action.returns), None)
        if of is not None and action.answer == "list":
            return self._list(found, self._era.words(of))
        if of is not None and action.answer == "record":
            return self._single(found, self._era.words(of))
        robots = self._era.robots.all()
        if of is not None:
            return self._era.words(of).record(found, robots)
        if self._words is None or self._words.camel_case:
            return found
        return {snake_case(name): value for name, value in found.items()}


def _no_condition() -> None:
    """Nothing is asked for but what the parameters say."""


def _messages_then(found: Mapping[str, Any], service: Service, release: Release) -> dict[str, Any]:
    """The messages of a mailbox as a release tells them. What they say stays as it is."""
    if since(CAMEL_CASE, service, release):
        return dict(found)
    messages = cast("list[dict[str, Any]]", found["messages"])
    return {"messages": [{snake_case(name): value for name, value in message.items()} for message in messages]}


def _parsed(answer: Response) -> dict[str, Any]:
    found: object = json.loads(b"".join(answer.body) or b"{}")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _replaced(answer: Response, status: int, body: object) -> Response:
    """The answer with another body."""
    told = json_response(status, body)
    own = {name for name, _ in told.headers}
    told.headers += [(name, value) for name, value in answer.headers if name not in own]
    return told
