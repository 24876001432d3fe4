"""Authup's protocol endpoints: tokens, introspection, revocation, userinfo, discovery, keys."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from ..contract import TABLE
from ..contract.releases import Service
from .auth_collection import realm_named
from .collection import UUID_FORM, Context, shown
from .credentials import password_matches
from .events import record
from .messages import Request, Response, empty_response, json_response
from .refusals import Refusal, bad_token, login_required, not_found, oauth2
from .store import Row, Store

_REALMS, _USERS, _CLIENTS = TABLE["realm"], TABLE["user"], TABLE["client"]
GRANTS = ("password", "client_credentials", "refresh_token")
MISSING_HINT = "Check that all parameters have been provided correctly"


def token(context: Context) -> Response:
    """`POST /token`. The grant is guessed from the other fields if it is not named, or not known."""
    form = _form(context.request)
    grant = form.get("grant_type")
    if grant not in GRANTS:
        grant = _guess(form)
    about = {
        "url": base_url(context.request),
        "user_agent": context.request.headers.get("user-agent", "system"),
        "address": context.request.client_address,
        "grant": grant,
    }
    if grant == "password":
        try:
            user = _user(context.hub.store, form)
        except Refusal as refusal:
            name = {"actor_type": "user", "actor_name": _text(form, "username").strip().lower() or None}
            data = {"grantType": grant, "errorCode": refusal.code}
            record(context.hub.store, context.hub.clock, "loginFailed", about, name, data)
            raise
        answer = context.hub.tokens.log_in(user, "user", about)
    elif grant == "client_credentials":
        answer = context.hub.tokens.log_in(_client(context.hub.store, form), "client", about)
    elif grant == "refresh_token":
        answer = context.hub.tokens.refresh(_text(form, "refresh_token"), about)
    else:
        raise oauth2(
            "OAuth2GrantTypeError",
            400,
            "unsupported_token_grant_type",
            "The authorization grant type is not supported by the authorization server",
            error="unsupported_grant_type",
            hint="Check that all required parameters have been provided",
        )
    return json_response(200, answer)


def _form(request: Request) -> dict[str, Any]:
    """The body, with the client's id and secret of a Basic header in it."""
    form = dict(request.values)
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        if "client_secret" in form:
            raise oauth2("OAuth2RequestError", 400, "invalid_request", "Client credentials were given twice.")
        try:
            name, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise _client_refused() from None
        form |= {"client_id": unquote_plus(name), "client_secret": unquote_plus(secret)}
    return form


def _guess(form: Mapping[str, Any]) -> str:
    if form.get("username") and form.get("password"):
        return "password"
    if form.get("refresh_token"):
        return "refresh_token"
    return "client_credentials" if form.get("client_id") and form.get("client_secret") else ""


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _realm(store: Store, form: Mapping[str, Any]) -> Row | None:
    """The realm that a login names, by id or name under either key; None if it names none that exists."""
    hint = _text(form, "realm_id") or _text(form, "realm_name")
    return (store.get(_REALMS, hint.lower()) or store.first(_REALMS, {"name": hint.lower()})) if hint else None


def _user(store: Store, form: Mapping[str, Any]) -> Row:
    name, password = _text(form, "username"), _text(form, "password")
    if not name or not password:
        message = "username and password must be provided."
        raise oauth2("OAuth2RequestError", 400, "invalid_request", message, hint=MISSING_HINT)
    realm = _realm(store, form) or store.first(_REALMS, {"name": "master"})
    user = store.first(_USERS, {"name": name.strip().lower(), "realm_id": realm["id"]}) if realm else None
    # A hash is compared even where there is no such user, so that the time does not tell.
    if not password_matches(password, user["password"] if user else None) or user is None:
        message = "The user credentials are invalid."
        raise Refusal(400, "invalid_credentials", message, kinds=[("errors", "EntityCredentialsInvalidError")])
    if not user["active"]:
        raise Refusal(
            400, "entity_inactive", "The user account is inactive.", kinds=[("errors", "EntityInactiveError")]
        )
    return user


def _client(store: Store, form: Mapping[str, Any]) -> Row:
    name, secret = _text(form, "client_id"), _text(form, "client_secret")
    if UUID_FORM.fullmatch(name):
        client = store.get(_CLIENTS, name.lower())
    else:
        realm = _realm(store, form) or store.first(_REALMS, {"name": "master"})
        client = store.first(_CLIENTS, {"name": name.strip().lower(), "realm_id": realm["id"]}) if realm else None
        client = client or store.first(_CLIENTS, {"name": name.strip().lower()})
    if client is None or client["auth_method"] != "secret" or not _secret_matches(client, secret):
        raise _client_refused()
    if not client["active"]:
        raise oauth2("OAuth2ClientError", 401, "invalid_client", "Client is inactive")
    return client


def _secret_matches(client: Row, secret: str) -> bool:
    if client["secret_hashed"]:
        return password_matches(secret, client["secret"])
    return bool(client["secret"]) and hmac.compare_digest(client["secret"].encode(), secret.encode())


def _client_refused() -> Refusal:
    return oauth2("OAuth2ClientError", 401, "invalid_client", "Client authentication failed")


def _given_token(request: Request) -> str:
    """The token that is asked about: in the body or the query, else that of the request itself."""
    given = _text(request.values, "token") or dict(request.query).get("token", "")
    return given or bearer(request) or ""


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
    """`POST /token/introspect`: what a token says, and what its owner may do."""
    try:
        claims = context.hub.tokens.inspect(_given_token(context.request))
        identity = context.hub.tokens.identify(_given_token(context.request))
    except Refusal as refusal:
        message = refusal.message
        raise Refusal(
            400,
            refusal.code,
            message,
            kinds=[("specs", "OAuth2Error")],
            extra={"error": "invalid_request", "error_description": message},
        ) from None
    permissions = [
        {"name": name, "client_id": row["client_id"], "realm_id": row["realm_id"]}
        for name, row in context.hub.access.held(identity)
    ]
    answer = {"active": True, "permissions": permissions, **claims}
    if identity.kind == "user":
        user = context.hub.store.get(_USERS, identity.id)
        answer |= _claims_of(user) if user else {}
    return json_response(200, answer)


def _claims_of(user: Row) -> dict[str, Any]:
    return {
        "name": user["name"],
        "family_name": user["last_name"],
        "given_name": user["first_name"],
        "nickname": user["display_name"],
        "preferred_username": user["name"],
        "updated_at": int(datetime.fromisoformat(user["updated_at"].replace("Z", "+00:00")).timestamp()),
        "email": user["email"],
        "email_verified": True,
    }


def revoke(context: Context) -> Response:
    """`POST /token/revoke`: end the session of a token."""
    context.hub.tokens.revoke(_given_token(context.request))
    return empty_response(202)


def userinfo(context: Context) -> Response:
    """`GET /userinfo`: the caller's own record."""
    caller = context.caller
    user = context.hub.store.get(_USERS, caller.id) if caller.kind == "user" else None
    if user is None:
        raise login_required()
    return json_response(200, shown(user, _USERS, [*_USERS.answered, "email"]))


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


def base_url(request: Request) -> str:
    """The auth service's own URL, as the client reached it."""
    host = request.headers.get("host", "localhost")
    scheme = request.headers.get("x-forwarded-proto", "http")
    return f"{scheme}://{host}/auth/"


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
