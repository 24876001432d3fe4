"""The token endpoint of Authup: who gets a token for what."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_plus

from ..contract import TABLE
from .collection import UUID_FORM, Context
from .credentials import password_matches
from .events import record
from .messages import Request, Response, json_response
from .protocol import base_url
from .refusals import Refusal, oauth2
from .store import Row, Store

_REALMS, _USERS, _CLIENTS = TABLE["realm"], TABLE["user"], TABLE["client"]
GRANTS = ("password", "client_credentials", "refresh_token", "authorization_code")
_MALFORMED = (
    "The request is missing a required parameter, includes an unsupported parameter value, repeats a parameter, "
    "or is otherwise malformed."
)


def token(context: Context) -> Response:
    """`POST /token`. The grant is guessed from the other fields if it is not named, or not known."""
    form = {**dict(context.request.query), **context.request.values}
    grant = form.get("grant_type")
    if grant not in GRANTS:
        grant = _guess(form, context.request)
    about = {
        "url": base_url(context.request),
        "user_agent": context.request.headers.get("user-agent", "system"),
        "address": context.request.client_address,
        "grant": grant,
    }
    return json_response(200, _ANSWERS[grant](context, context.request.values, about) if grant else _unsupported())


def _guess(form: Mapping[str, Any], request: Request) -> str:
    if form.get("username") and form.get("password"):
        return "password"
    if form.get("refresh_token"):
        return "refresh_token"
    if form.get("code"):
        return "authorization_code"
    given = (form.get("client_id"), form.get("client_secret"))
    return "client_credentials" if all(given if any(given) else _basic(request) or ("",)) else ""


def _unsupported() -> dict[str, Any]:
    raise oauth2(
        "OAuth2GrantTypeError",
        400,
        "unsupported_token_grant_type",
        "The authorization grant type is not supported by the authorization server",
        error="unsupported_grant_type",
        hint="Check that all required parameters have been provided",
    )


def malformed(message: str = _MALFORMED) -> Refusal:
    """The refusal of a request that lacks something."""
    hint = "Check that all parameters have been provided correctly"
    return oauth2("OAuth2RequestError", 400, "invalid_request", message, hint=hint)


# -- the grants ---------------------------------------------------------------------------------------------------


def _password(context: Context, form: Mapping[str, Any], about: dict[str, str]) -> dict[str, Any]:
    name, password = _text(form, "username"), _text(form, "password")
    if not name or not password:
        raise malformed("username and password must be provided.")
    store = context.hub.store
    realm = _realm_or_master(store, form)
    client = _client_of(context, form, realm, "password")
    try:
        user = _user(store, name, password, realm)
    except Refusal as refusal:
        whom = {"actor_name": name.strip().lower(), "realm_id": realm["id"]}
        whom |= {"client_id": client["id"]} if client is not None else {}
        record(store, context.hub.clock, "loginFailed", about, whom, {"error_code": refusal.code})
        raise
    return context.hub.tokens.log_in(user, "user", about, client["id"] if client is not None else None)


def _user(store: Store, name: str, password: str, realm: Row) -> Row:
    if UUID_FORM.fullmatch(name):
        user = store.get(_USERS, name.lower())
    else:
        user = store.first(_USERS, {"name": name.strip().lower(), "realm_id": realm["id"]})
    # A hash is compared even where there is no such user, so that the time does not tell.
    if not password_matches(password, user["password"] if user else None) or user is None:
        message = "The user credentials are invalid."
        raise Refusal(400, "invalid_credentials", message, kinds=[("errors", "EntityCredentialsInvalidError")])
    if not user["active"]:
        raise Refusal(
            400, "entity_inactive", "The user account is inactive.", kinds=[("errors", "EntityInactiveError")]
        )
    return user


def _client_credentials(context: Context, form: Mapping[str, Any], about: dict[str, str]) -> dict[str, Any]:
    name, secret = _credentials(form, context.request)
    client = _authenticated(context.hub.store, name, secret, _text(form, "realm_id") or None)
    if client["auth_method"] == "none":
        raise _client_refused()
    _demand_grant(client, "client_credentials")
    return context.hub.tokens.log_in(client, "client", about)


def _refresh(context: Context, form: Mapping[str, Any], about: dict[str, str]) -> dict[str, Any]:
    given = _text(form, "refresh_token")
    if not given:
        raise malformed()
    bound = context.hub.tokens.bound_to(given)
    name, secret = _credentials(form, context.request)
    if name or bound is not None:
        realm = _realm_or_master(context.hub.store, form)
        client = _authenticated(context.hub.store, name or bound or "", secret, realm["id"])
        if bound not in (None, client["id"]):
            raise grant_refused()
        _demand_grant(client, "refresh_token")
    return context.hub.tokens.refresh(given, about)


def _authorization_code(context: Context, form: Mapping[str, Any], about: dict[str, str]) -> dict[str, Any]:
    """Codes are given out by a page that this Hub has not, so that all are unknown."""
    if not _text({**dict(context.request.query), **form}, "code"):
        raise malformed()
    realm = _realm_or_master(context.hub.store, form)
    name, secret = _credentials(form, context.request)
    _demand_grant(_authenticated(context.hub.store, name, secret, realm["id"]), "authorization_code")
    raise grant_refused()


_ANSWERS = {
    "password": _password,
    "client_credentials": _client_credentials,
    "refresh_token": _refresh,
    "authorization_code": _authorization_code,
}


def grant_refused() -> Refusal:
    message = (
        "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is "
        "invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was "
        "issued to another client"
    )
    return oauth2("OAuth2GrantError", 400, "invalid_grant", message)


# -- clients ------------------------------------------------------------------------------------------------------


def _client_of(context: Context, form: Mapping[str, Any], realm: Row, grant: str) -> Row | None:
    """The client with which somebody logs in, None: with none. Raises the refusal unless it may."""
    name, secret = _credentials(form, context.request)
    if not name:
        return None
    client = _authenticated(context.hub.store, name, secret, realm["id"])
    _demand_grant(client, grant)
    return client


def _credentials(form: Mapping[str, Any], request: Request) -> tuple[str, str | None]:
    """The name or id and the secret of a client, in the body or in a header. Raises the refusal for both."""
    name, secret, basic = _text(form, "client_id"), _text(form, "client_secret"), _basic(request)
    if not name and not secret:
        return basic or ("", None)
    if basic is not None:
        raise malformed(
            "Client credentials must be provided either via Basic Authorization header or request body, not both."
        )
    if not name:
        raise malformed("client_secret was provided without client_id.")
    return name, secret or None


def _basic(request: Request) -> tuple[str, str] | None:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise malformed("Malformed Authorization header.") from None
    return unquote_plus(name), unquote_plus(secret)


def _authenticated(store: Store, name: str, secret: str | None, realm: str | None) -> Row:
    """The client of an id or a name. Raises the refusal unless it proves in its own way that it is that.

    realm  id or name of the realm in which the name is looked up, None: in all, the master realm first
    """
    client = _named(store, name, realm) if name else None
    if client is None:
        raise _client_refused()
    if not client["active"]:
        raise oauth2("OAuth2ClientError", 401, "invalid_client", "Client is inactive")
    if client["auth_method"] == "none":
        proven = secret is None
    else:
        proven = client["auth_method"] == "secret" and secret is not None and _secret_matches(client, secret)
    if not proven:
        raise _client_refused()
    return client


def _named(store: Store, name: str, realm: str | None) -> Row | None:
    if UUID_FORM.fullmatch(name):
        return store.get(_CLIENTS, name.lower())
    folded = name.strip().lower()
    inside = _realm(store, realm or "master")
    found = store.first(_CLIENTS, {"name": folded, "realm_id": inside["id"]}) if inside is not None else None
    return found or (store.first(_CLIENTS, {"name": folded}) if realm is None else None)


def _demand_grant(client: Row, grant: str) -> None:
    """Raise the refusal unless a client may use a grant. One that names none may use all."""
    if client["grant_types"] and grant not in re.split(r"[\s,]+", client["grant_types"]):
        message = f"The client is not authorized to use the '{grant}' grant type"
        raise oauth2("OAuth2ClientUnauthorizedError", 400, "unauthorized_client", message)


def _secret_matches(client: Row, secret: str) -> bool:
    if client["secret_hashed"]:
        return password_matches(secret, client["secret"])
    return bool(client["secret"]) and hmac.compare_digest(client["secret"].encode(), secret.encode())


def _client_refused() -> Refusal:
    return oauth2("OAuth2ClientError", 401, "invalid_client", "Client authentication failed")


# -- values -------------------------------------------------------------------------------------------------------


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _realm_or_master(store: Store, form: Mapping[str, Any]) -> Row:
    """The realm that a login names, by id or name under either key; the master realm if there is no such one."""
    hint = _text(form, "realm_id").strip() or _text(form, "realm_name")
    return _realm(store, hint) or store.all(_REALMS, {"name": "master"})[0]


def _realm(store: Store, hint: str) -> Row | None:
    """The realm of an id or a name, None if there is none."""
    folded = hint.strip().lower()
    return (store.get(_REALMS, folded) or store.first(_REALMS, {"name": folded})) if folded else None
