"""Authup's protocol endpoints but the token endpoint: introspection, revocation, userinfo, discovery, keys."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from ..contract import TABLE
from ..contract.releases import Service
from .auth_collection import realm_named
from .collection import Context, selected
from .messages import Request, Response, empty_response, json_response
from .query import read_query
from .refusals import Refusal, bad_request, bad_token, not_found, oauth2
from .store import Row
from .tokens import Identity

_REALMS, _USERS, _CLIENTS = TABLE["realm"], TABLE["user"], TABLE["client"]


def _given_token(request: Request) -> str:
    """The token that is asked about: in the body or the query, else that of the request itself.

    Raises the refusal if there is none.
    """
    given = request.values.get("token") or dict(request.query).get("token")
    if isinstance(given, str) and 16 <= len(given) <= 2048:
        return given
    own = bearer(request)
    if not own:
        raise bad_request("Property token is invalid")
    return own


def bearer(request: Request) -> str | None:
    """The access token of a request, in its header or its cookie; None if it has none."""
    header = request.headers.get("authorization")
    if header is None:
        for part in request.headers.get("cookie", "").split(";"):
            name, _, value = part.strip().partition("=")
            if name == "access_token":
                return value
        return None
    scheme, _, value = header.partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


def introspect(context: Context) -> Response:
    """`POST /token/introspect`: what a token of either kind says, and what its owner may do."""
    with _in_words_of_oauth2():
        claims, active = context.hub.tokens.look_at(_given_token(context.request))
    kind = "user" if claims["sub_kind"] == "user" else "client"
    account = context.hub.store.get(_USERS if kind == "user" else _CLIENTS, claims["sub"])
    if account is None:
        raise oauth2("OAuth2RequestError", 400, "invalid_request", "The identity is not valid.")
    identity = Identity(claims["sub"], kind, claims["realm_id"], claims["realm_name"])
    permissions = [
        {"name": name, "client_id": row["client_id"], "realm_id": row["realm_id"]}
        for name, row in context.hub.access.held(identity)
    ]
    about = _claims_of_user(account) if identity.kind == "user" else _claims_of_client(account)
    return json_response(200, {"active": active, "permissions": permissions, **claims, **about})


@contextmanager
def _in_words_of_oauth2() -> Generator[None]:
    """What is refused inside is refused in the form of OAuth 2."""
    try:
        yield
    except Refusal as refusal:
        error = {"error": "invalid_request", "error_description": refusal.message}
        kinds = [("specs", "OAuth2Error")]
        raise Refusal(400, refusal.code, refusal.message, kinds=kinds, extra=error) from None


def _claims_of_user(user: Row) -> dict[str, Any]:
    return {
        "name": user["name"],
        "family_name": user["last_name"],
        "given_name": user["first_name"],
        "nickname": user["display_name"],
        "preferred_username": user["display_name"],
        "updated_at": _seconds(user["updated_at"]),
        "email": user["email"],
        "email_verified": user["active"],
    }


def _claims_of_client(client: Row) -> dict[str, Any]:
    names = dict.fromkeys(("name", "nickname", "preferred_username"), client["name"])
    return {**names, "updated_at": _seconds(client["updated_at"])}


def _seconds(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp.replace("Z", "+00:00")).timestamp())


def revoke(context: Context) -> Response:
    """`POST /token/revoke`: end a token of either kind; the others of its session stay."""
    with _in_words_of_oauth2():
        context.hub.tokens.revoke(_given_token(context.request))
    return empty_response(202)


def userinfo(context: Context) -> Response:
    """`GET /userinfo`: the caller's own record. A client has none, and so looks for a user of no name."""
    caller = context.caller
    if caller.kind != "user":
        context.demand_one("auth", "user_read", "user_update", "user_delete")
        raise not_found("auth", "user")
    pairs = context.request.query
    if not any(name.partition("[")[0] == "fields" for name, _ in pairs):
        pairs = [*pairs, ("fields", "+email")]
    query = read_query(TABLE, _USERS, pairs, single=True)
    user = context.hub.store.existing(_USERS, caller.id)
    return json_response(200, selected(context.hub.store, _USERS, user, query))


def discovery(context: Context, realm: str) -> Response:
    """`GET /realms/<realm>/.well-known/openid-configuration`."""
    store = context.hub.store
    row = store.get(_REALMS, realm.lower()) or store.first(_REALMS, {"name": realm.lower()})
    if row is None:
        refusal = not_found("auth", "realm")
        raise Refusal(404, refusal.code, f"realm '{realm}' not found", kinds=refusal.kinds)
    url = base_url(context.request)
    return json_response(
        200,
        {
            "issuer": f"{url}realms/{row['name']}",
            "authorization_endpoint": f"{url}authorize",
            "end_session_endpoint": f"{url}logout",
            "jwks_uri": f"{url}realms/{row['name']}/jwks",
            "response_types_supported": ["code"],
            "prompt_values_supported": ["none", "login", "consent", "select_account"],
            "acr_values_supported": ["urn:authup:pwd", "urn:authup:mfa"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [
                *(f"{family}{size}" for family in ("HS", "RS") for size in (256, 384, 512)),
                "none",
            ],
            "token_endpoint": f"{url}token",
            "token_endpoint_auth_methods_supported": ["none", "client_secret_basic", "client_secret_post"],
            "introspection_endpoint": f"{url}token/introspect",
            "revocation_endpoint": f"{url}token/revoke",
            "service_documentation": "https://authup.org/",
            "userinfo_endpoint": f"{url}userinfo",
        },
    )


def keys(context: Context, realm: str | None = None) -> Response:
    """`GET /jwks` and `GET /realms/<realm>/jwks`: the keys with which tokens can be checked."""
    row = realm_named(context, realm) if realm is not None else None
    return json_response(200, context.hub.tokens.public_keys(row["id"] if row is not None else None))


def key(context: Context, key_id: str, realm: str | None = None) -> Response:
    """`GET /jwks/<id>` and `GET /realms/<realm>/jwks/<id>`: one of these keys."""
    row = realm_named(context, realm) if realm is not None else None
    found = context.hub.tokens.public_keys(row["id"] if row is not None else None)["keys"]
    for jwk in found:
        if jwk["kid"] == key_id:
            return json_response(200, jwk)
    raise Refusal(404, "jwk_not_found", f"The JWK {key_id} could not be found.", kinds=[("specs", "JWKError")])


#: How this machine is reached, and what a Hub on it is told to be called.
_THIS_MACHINE = re.compile(r"^(127(\.\d+){3}|\[::1\])(?=[:/]|$)")


def base_url(request: Request) -> str:
    """The auth service's own URL: as the client reached it, with this machine by its name.

    A real Hub is told its URL, so that its documents do not depend on the number somebody reaches it by.
    """
    scheme, _, host = reached_at(request).partition("://")
    return f"{scheme}://{_THIS_MACHINE.sub('localhost', host)}auth/"


def reached_at(request: Request) -> str:
    """The URL below which the services are, as the client reached it."""
    return f"{request.headers.get('x-forwarded-proto', 'http')}://{request.headers.get('host', 'localhost')}/"


def identify(context: Context, service: Service) -> None:
    """Find out who makes a request. A request without a token is nobody's; a bad token is refused.

    Auth says what is wrong with it; the other services ask auth and fail on its answer (measured on Hub 0.14).
    """
    request = context.request
    if "authorization" not in request.headers and "cookie" not in request.headers:
        return
    given = bearer(request)
    if given is None:
        if "authorization" not in request.headers:
            return
        if service == "auth":
            return  # Basic is how a client may identify itself there
        raise Refusal(500, "internal_error", "Only Bearer tokens are accepted as authentication method.")
    try:
        if service != "auth" and not 16 <= len(given) <= 2048:
            raise bad_token("invalid_token", "Property token is invalid")
        context.identity = context.hub.tokens.identify(given)
    except Refusal as refusal:
        if service == "auth":
            raise
        raise Refusal(500, "internal_error", refusal.message) from None
