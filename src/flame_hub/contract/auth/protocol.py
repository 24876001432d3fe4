"""What the auth service offers beside its collections: tokens, the caller's own record, discovery, keys."""

from __future__ import annotations

from ..common import GET_VERSION
from ..table import Action, Argument, Field, Record, Type


def _text(name: str, doc: str) -> Field:
    return Field(name, Type.TEXT, doc, nullable=True)


TOKEN_INTROSPECTION = Record(
    service="auth",
    name="TokenIntrospection",
    doc="What a token says, and what its owner may do.",
    fields=(
        Field("active", Type.BOOLEAN, "Whether it is good."),
        Field(
            "permissions",
            Type.JSON,
            "What its owner may do: name, client_id and realm_id of each permission.",
            nullable=True,
            annotation="list[dict[str, Any]]",
        ),
        _text("sub", "Who it was issued to: id of a user or a client."),
        _text("sub_kind", "What that is: user or client."),
        _text("name", "Name of a user."),
        _text("email", "E-mail address of a user."),
        _text("realm_id", "Realm of its owner."),
        _text("realm_name", "Name of that realm."),
        _text("client_id", "Client it was issued to."),
        _text("session_id", "The session."),
        _text("scope", "What it is good for."),
        _text("kind", "access_token or refresh_token."),
        _text("iss", "Who issued it."),
        _text("jti", "Its id."),
        Field("iat", Type.INTEGER, "When it was issued, in seconds since 1970.", nullable=True),
        Field("exp", Type.INTEGER, "When it ends, in seconds since 1970.", nullable=True),
    ),
)

OPENID_CONFIGURATION = Record(
    service="auth",
    name="OpenIDConfiguration",
    doc="Where the endpoints of a realm are.",
    fields=(
        _text("issuer", "Name under which the realm issues tokens."),
        _text("authorization_endpoint", "Where people log in."),
        _text("token_endpoint", "Where tokens are issued."),
        _text("introspection_endpoint", "Where tokens are looked at."),
        _text("revocation_endpoint", "Where tokens are revoked."),
        _text("userinfo_endpoint", "Where the caller's own record is."),
        _text("end_session_endpoint", "Where people log out."),
        _text("jwks_uri", "Where the keys are that tokens are checked with."),
        Field(
            "token_endpoint_auth_methods_supported",
            Type.JSON,
            "How a client can prove who it is.",
            nullable=True,
            annotation="list[str]",
        ),
    ),
)

JSON_WEB_KEY_SET = Record(
    service="auth",
    name="JSONWebKeySet",
    doc="Keys with which tokens can be checked.",
    fields=(Field("keys", Type.JSON, "The keys, as RFC 7517 has them.", annotation="list[dict[str, Any]]"),),
)

CHECK_RESULT = Record(
    service="auth",
    name="CheckResult",
    doc="Whether somebody may do something.",
    fields=(
        Field("status", Type.TEXT, "success or error."),
        Field("data", Type.JSON, "Why not.", nullable=True, annotation="dict[str, Any]"),
    ),
)

DELETED_COUNT = Record(
    service="auth",
    name="DeletedCount",
    doc="How many records were deleted.",
    fields=(Field("count", Type.INTEGER, "How many."),),
)

_TOKEN = Argument(
    Field("token", Type.TEXT, "The token; that of this client's own login if not given.", nullable=True, secret=True),
    default=None,
)
_REALM = Argument(
    Field("realm", Type.UUID, "The realm, its id or its name.", refers_to="realm"),
    "path",
    default="master",
    named=True,
)

ACTIONS = (
    Action(
        "introspect_token",
        "POST",
        "token/introspect",
        "Ask what a token says and what its owner may do.",
        (_TOKEN,),
        returns="TokenIntrospection",
        effect="reads",
    ),
    Action(
        "revoke_token",
        "POST",
        "token/revoke",
        "End a token; others of its session stay as they are.",
        (_TOKEN,),
        effect="settles",
    ),
    Action(
        "get_userinfo", "GET", "userinfo", "Get the user who is logged in, e-mail address included.", returns="User"
    ),
    Action(
        "get_openid_configuration",
        "GET",
        "realms/{realm}/.well-known/openid-configuration",
        "Ask where the endpoints of a realm are.",
        (_REALM,),
        returns="OpenIDConfiguration",
        public=True,
    ),
    Action(
        "get_jwks",
        "GET",
        "realms/{realm}/jwks",
        "Get the keys with which the tokens of a realm can be checked.",
        (_REALM,),
        returns="JSONWebKeySet",
        public=True,
    ),
    GET_VERSION,
)

RECORDS = (TOKEN_INTROSPECTION, OPENID_CONFIGURATION, JSON_WEB_KEY_SET, CHECK_RESULT, DELETED_COUNT)
