"""Which part of the Hub answers a method and a path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from ..contract import TABLE
from ..contract.releases import Service
from . import access_rules, grants, other_rules, protocol
from .auth_collection import AuthCollection, realm_named
from .collection import Collection, Context
from .core_rules import Nodes
from .messages import Response, empty_response
from .routes import Route, find_route
from .storage_rules import BucketFiles, Buckets

#: How many segments the path of a record has below its service: collection, id.
_OF_A_RECORD = 2


class Router:
    """Finds what answers.

    collections  by service and path
    routes       those that are no verbs of a collection
    version      tells the version of a service
    """

    def __init__(
        self,
        collections: Mapping[tuple[str, str], Collection],
        routes: Sequence[Route],
        version: Callable[[Service], Response],
    ) -> None:
        self._collections = collections
        self._routes = routes
        self._version = version

    def find(
        self, service: Service, method: str, path: tuple[str, ...], context: Context
    ) -> Callable[[], Response] | None:
        """What answers a method and a path below a service; None if nothing does."""
        if service == "auth" and (found := _protocol_route(method, path, context)):
            return found
        if not path:
            return partial(self._version, service) if method == "GET" else None
        if special := find_route(self._routes, service, method, path):
            route, values = special
            of = (self._collections[service, TABLE[route.of].path],) if route.of else ()
            return partial(route.answer, *of, context, *values)
        collection = self._collections.get((service, path[0]))
        if service == "auth" and path[0] == "realms" and path[2:]:
            return self._route_in_realm(method, path[1], path[2:], context)
        return _collection_route(collection, method, path[1:], context) if collection is not None else None

    def is_described(self, service: str, path: tuple[str, ...]) -> bool:
        """Whether all is known that a Hub has there: of collections, all but what is below their records."""
        return (service, *path[:1]) in self._collections and len(path) <= _OF_A_RECORD

    def _route_in_realm(
        self, method: str, realm: str, path: tuple[str, ...], context: Context
    ) -> Callable[[], Response] | None:
        """What answers below `realms/<id or name>`."""
        collection = self._collections.get(("auth", path[0]))
        if collection is None or not collection.resource.in_realms:
            return None
        route = _collection_route(collection, method, path[1:], context)

        def answer(found: Callable[[], Response]) -> Response:
            context.realm = realm_named(context, realm)
            return found()

        return partial(answer, route) if route is not None else None


def _protocol_route(method: str, path: tuple[str, ...], context: Context) -> Callable[[], Response] | None:
    """Authup's endpoints that belong to no collection."""
    fixed: dict[tuple[str, ...], Callable[[Context], Response]] = {
        ("POST", "token"): grants.token,
        ("POST", "token", "introspect"): protocol.introspect,
        ("GET", "token", "introspect"): protocol.introspect,
        ("POST", "token", "revoke"): protocol.revoke,
        ("GET", "userinfo"): protocol.userinfo,
        ("GET", "jwks"): protocol.keys,
    }
    if found := fixed.get((method, *path)):
        return lambda: found(context)
    if method == "GET" and path == (".well-known", "openid-configuration"):
        target = "realms/master/.well-known/openid-configuration"
        return lambda: _redirect(protocol.base_url(context.request) + target)
    if method == "GET" and len(path) >= 3 and path[0] == "realms":
        if path[2:] == (".well-known", "openid-configuration"):
            return lambda: protocol.discovery(context, path[1])
        if path[2:] == ("jwks",):
            return lambda: protocol.keys(context, path[1])
        if path[2:3] == ("jwks",) and len(path) == 4:
            return lambda: protocol.key(context, path[3], path[1])
    if method == "GET" and len(path) == 2 and path[0] == "jwks":
        return lambda: protocol.key(context, path[1])
    return None


def _redirect(url: str) -> Response:
    answer = empty_response(302)
    answer.headers.append(("location", url))
    return answer


def _collection_route(
    collection: Collection, method: str, path: tuple[str, ...], context: Context
) -> Callable[[], Response] | None:
    verbs = collection.resource.verbs
    if not path:
        if method == "GET" and "list" in verbs:
            return lambda: collection.list(context)
        if method == "POST" and "create" in verbs:
            return lambda: collection.create(context)
        whole = _ROUTES_OF_ALL.get((collection.resource.name, method))
        return (lambda: whole(collection, context)) if whole is not None else None
    key = path[0]
    if len(path) == 1:
        if method == "GET" and "get" in verbs:
            return lambda: collection.get(context, key)
        if method == "POST" and "update" in verbs:
            return lambda: collection.update(context, key)
        if method == "PUT" and "upsert" in verbs and isinstance(collection, AuthCollection):
            return lambda: collection.upsert(context, key)
        return (lambda: collection.delete(context, key)) if method == "DELETE" and "delete" in verbs else None
    below = _ROUTES_BELOW.get((collection.resource.name, method, "/".join(path[1:])))
    return (lambda: below(collection, context, key)) if below is not None else None


#: Routes of a collection as a whole that are none of its verbs.
_ROUTES_OF_ALL: dict[tuple[str, str], Callable[..., Response]] = {
    ("session", "DELETE"): other_rules.Sessions.delete_many,
}

#: Routes below a record.
_ROUTES_BELOW: dict[tuple[str, str, str], Callable[..., Response]] = {
    ("permission", "POST", "check"): access_rules.Permissions.check,
    ("policy", "POST", "check"): access_rules.Policies.check,
    ("policy", "GET", "expanded"): access_rules.Policies.expanded,
    ("node", "GET", "client/credentials"): Nodes.get_client_credentials,
    ("node", "POST", "client/credentials"): Nodes.update_client_credentials,
    ("node", "GET", "registry/credentials"): Nodes.get_registry_credentials,
    ("bucket", "POST", "upload"): Buckets.upload,
    ("bucket", "GET", "stream"): Buckets.stream,
    ("bucket_file", "GET", "stream"): BucketFiles.stream,
}
