"""The synchronous client of the auth service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing import Any, Literal, overload
from uuid import UUID

from typing_extensions import Unpack

from ... import models
from ...contract import TABLE
from ...core import operations
from ...core.bindings import ActionBinding, Binding
from ...core.options import (
    AuthParam,
    BaseKwargs,
    CountKwargs,
    FindAllKwargs,
    FindOptions,
    GetKwargs,
    GetOptions,
    IterKwargs,
    UntimedWriteKwargs,
    WriteKwargs,
)
from ...core.results import HubList
from ...models.unset import UNSET, UNSET_T
from ..base import ClientKwargs, SyncClient
from ..walks import Walk

_REALM: Binding[models.Realm] = Binding(TABLE["realm"])
_USER: Binding[models.User] = Binding(TABLE["user"])
_CLIENT: Binding[models.Client] = Binding(TABLE["client"])
_ROLE: Binding[models.Role] = Binding(TABLE["role"])
_PERMISSION: Binding[models.Permission] = Binding(TABLE["permission"])
_SCOPE: Binding[models.Scope] = Binding(TABLE["scope"])
_POLICY: Binding[models.Policy] = Binding(TABLE["policy"])
_USER_ROLE: Binding[models.UserRole] = Binding(TABLE["user_role"])
_USER_PERMISSION: Binding[models.UserPermission] = Binding(TABLE["user_permission"])
_ROLE_PERMISSION: Binding[models.RolePermission] = Binding(TABLE["role_permission"])
_CLIENT_ROLE: Binding[models.ClientRole] = Binding(TABLE["client_role"])
_CLIENT_PERMISSION: Binding[models.ClientPermission] = Binding(TABLE["client_permission"])
_CLIENT_SCOPE: Binding[models.ClientScope] = Binding(TABLE["client_scope"])
_PERMISSION_POLICY: Binding[models.PermissionPolicy] = Binding(TABLE["permission_policy"])
_USER_ATTRIBUTE: Binding[models.UserAttribute] = Binding(TABLE["user_attribute"])
_ROLE_ATTRIBUTE: Binding[models.RoleAttribute] = Binding(TABLE["role_attribute"])
_SESSION: Binding[models.Session] = Binding(TABLE["session"])
_SESSION_TOKEN: Binding[models.SessionToken] = Binding(TABLE["session_token"])
_KEY: Binding[models.Key] = Binding(TABLE["key"])
_EVENT: Binding[models.Event] = Binding(TABLE["event"])
_CONSENT: Binding[models.Consent] = Binding(TABLE["consent"])
_TRUST_ANCHOR: Binding[models.TrustAnchor] = Binding(TABLE["trust_anchor"])
_IDENTITY_PROVIDER: Binding[models.IdentityProvider] = Binding(TABLE["identity_provider"])
_IDENTITY_PROVIDER_ROLE_MAPPING: Binding[models.IdentityProviderRoleMapping] = Binding(
    TABLE["identity_provider_role_mapping"]
)
_IDENTITY_PROVIDER_ACCOUNT: Binding[models.IdentityProviderAccount] = Binding(TABLE["identity_provider_account"])
_ROBOT: Binding[models.Robot] = Binding(TABLE["robot"])
_ROBOT_PERMISSION: Binding[models.RobotPermission] = Binding(TABLE["robot_permission"])
_ROBOT_ROLE: Binding[models.RobotRole] = Binding(TABLE["robot_role"])
_CHECK_PERMISSION = ActionBinding(TABLE["permission"].actions[0], "auth")
_GET_EXPANDED_POLICY = ActionBinding(TABLE["policy"].actions[0], "auth", TABLE["policy"])
_CHECK_POLICY = ActionBinding(TABLE["policy"].actions[1], "auth")
_DELETE_SESSIONS = ActionBinding(TABLE["session"].actions[0], "auth")
_INTROSPECT_TOKEN = ActionBinding(TABLE.actions["auth"][0], "auth")
_REVOKE_TOKEN = ActionBinding(TABLE.actions["auth"][1], "auth")
_GET_USERINFO = ActionBinding(TABLE.actions["auth"][2], "auth", TABLE["user"])
_GET_OPENID_CONFIGURATION = ActionBinding(TABLE.actions["auth"][3], "auth")
_GET_JWKS = ActionBinding(TABLE.actions["auth"][4], "auth")
_GET_VERSION = ActionBinding(TABLE.actions["auth"][5], "auth")


class AuthClient(SyncClient):
    """Client of the auth service: realms, accounts, and what they may do."""

    service = "auth"
    default_url = "https://auth.privateaim.dev"

    def __init__(
        self, base_url: str = "https://auth.privateaim.dev", auth: AuthParam = None, **kwargs: Unpack[ClientKwargs]
    ) -> None:
        """Make the client. Nothing is sent yet.

        Args:
            base_url: URL of the service.
            auth: A login of flame_hub.auth, or an access token.
            client: An httpx2 client of your own; it is not closed with this one.
            generation: What the Hub runs ('0.8', '0.14', '0.8.36'), if that need not be found out.
            kwargs: Further: how to connect, how long to wait, how often to try. See
                flame_hub.types.ConnectionKwargs.
        """
        super().__init__(base_url, auth, **kwargs)

    @overload
    def get_realms(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Realm], models.ResourceListMeta]: ...

    @overload
    def get_realms(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Realm]: ...

    def get_realms(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Realm] | tuple[HubList[models.Realm], models.ResourceListMeta]:
        """List realms: the first page, at most 50. `find_realms` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of realms.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _REALM, params, "get_realms")

    @overload
    def find_realms(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Realm], models.ResourceListMeta]: ...

    @overload
    def find_realms(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[models.Realm]: ...

    def find_realms(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Realm] | tuple[HubList[models.Realm], models.ResourceListMeta]:
        """Find realms, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, built_in, display_name, name.
            sort: A field, or several, with '-' before those that descend: id, name, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching realms; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _REALM, params, "find_realms")

    def iter_realms(self, **params: Unpack[IterKwargs]) -> Walk[models.Realm]:
        """Walk through all realms, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, built_in, display_name, name.
            sort: A field, or several, with '-' before those that descend: id, name, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many realms, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the realms. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_REALM, params, "iter_realms")

    def count_realms(self, **params: Unpack[CountKwargs]) -> int:
        """Count realms.

        Args:
            filter: Conditions by field: id, built_in, display_name, name.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _REALM, params)

    @overload
    def get_realm(
        self, realm_id: models.Realm | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Realm, models.SingleResourceMeta] | None: ...

    @overload
    def get_realm(
        self, realm_id: models.Realm | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Realm | None: ...

    def get_realm(
        self, realm_id: models.Realm | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Realm | tuple[models.Realm, models.SingleResourceMeta] | None:
        """Get one realm.

        Args:
            realm_id: The realm, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The realm, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _REALM, realm_id, params)

    def create_realm(
        self, name: str, display_name: str | None = None, description: str | None = None, **params: Unpack[WriteKwargs]
    ) -> models.Realm:
        """Create a realm. A realm: the organisation, most often a hospital, that users, clients, nodes and projects
        belong to.

        Args:
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The realm as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create, _REALM, {"name": name, "display_name": display_name, "description": description}, params
        )

    def update_realm(
        self,
        realm_id: models.Realm | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Realm:
        """Change a realm. What is not given stays as it is.

        Args:
            realm_id: The realm, its id or its name.
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The realm as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _REALM,
            realm_id,
            {"name": name, "display_name": display_name, "description": description},
            params,
        )

    def upsert_realm(
        self,
        realm_id: models.Realm | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Realm:
        """Change the realm of this id or name, or create it if there is none.

        Args:
            realm_id: The realm, its id or its name.
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The realm as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.upsert,
            _REALM,
            realm_id,
            {"name": name, "display_name": display_name, "description": description},
            params,
        )

    def delete_realm(self, realm_id: models.Realm | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a realm.

        Args:
            realm_id: The realm or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _REALM, realm_id, params)

    @overload
    def get_users(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.User], models.ResourceListMeta]: ...

    @overload
    def get_users(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.User]: ...

    def get_users(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.User] | tuple[HubList[models.User], models.ResourceListMeta]:
        """List users: the first page, at most 50. `find_users` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: email.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of users.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER, params, "get_users")

    @overload
    def find_users(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.User], models.ResourceListMeta]: ...

    @overload
    def find_users(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[models.User]: ...

    def find_users(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.User] | tuple[HubList[models.User], models.ResourceListMeta]:
        """Find users, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active.
            sort: A field, or several, with '-' before those that descend: id, name, display_name, created_at,
                updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: email.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching users; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER, params, "find_users")

    def iter_users(self, **params: Unpack[IterKwargs]) -> Walk[models.User]:
        """Walk through all users, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active.
            sort: A field, or several, with '-' before those that descend: id, name, display_name, created_at,
                updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: email.
            include: Relations to send along, all if not given: realm.
            limit: At most so many users, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the users. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_USER, params, "iter_users")

    def count_users(self, **params: Unpack[CountKwargs]) -> int:
        """Count users.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _USER, params)

    @overload
    def get_user(
        self, user_id: models.User | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.User, models.SingleResourceMeta] | None: ...

    @overload
    def get_user(
        self, user_id: models.User | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.User | None: ...

    def get_user(
        self, user_id: models.User | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.User | tuple[models.User, models.SingleResourceMeta] | None:
        """Get one user.

        Args:
            user_id: The user, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: email.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _USER, user_id, params)

    def create_user(
        self,
        name: str,
        email: str,
        display_name: str | None = None,
        active: bool = True,
        name_locked: bool = False,
        first_name: str | None = None,
        last_name: str | None = None,
        password: str | None = None,
        realm_id: models.Realm | UUID | str | None = None,
        status: str | None = None,
        status_message: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.User:
        """Create a user. A person who can log in with a password.

        Args:
            name: Login name, unique in its realm, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            email: E-mail address; read with fields='+email'.
            display_name: Name shown to people, 3 to 256 characters.
            active: Whether the user may log in.
            name_locked: Whether the name is fixed.
            first_name: Given name, 3 to 128 characters.
            last_name: Family name, 3 to 128 characters.
            password: New password, 10 to 512 characters. Never readable.
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            status: Short status, 3 to 256 characters.
            status_message: Status in words, 3 to 256 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _USER,
            {
                "name": name,
                "email": email,
                "display_name": display_name,
                "active": active,
                "name_locked": name_locked,
                "first_name": first_name,
                "last_name": last_name,
                "password": password,
                "realm_id": realm_id,
                "status": status,
                "status_message": status_message,
            },
            params,
        )

    def update_user(
        self,
        user_id: models.User | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        email: str | UNSET_T = UNSET,
        active: bool | UNSET_T = UNSET,
        name_locked: bool | UNSET_T = UNSET,
        first_name: str | UNSET_T | None = UNSET,
        last_name: str | UNSET_T | None = UNSET,
        password: str | UNSET_T = UNSET,
        status: str | UNSET_T | None = UNSET,
        status_message: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.User:
        """Change a user. What is not given stays as it is.

        Args:
            user_id: The user, its id or its name.
            name: Login name, unique in its realm, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            display_name: Name shown to people, 3 to 256 characters.
            email: E-mail address; read with fields='+email'.
            active: Whether the user may log in.
            name_locked: Whether the name is fixed.
            first_name: Given name, 3 to 128 characters.
            last_name: Family name, 3 to 128 characters.
            password: New password, 10 to 512 characters. Never readable.
            status: Short status, 3 to 256 characters.
            status_message: Status in words, 3 to 256 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _USER,
            user_id,
            {
                "name": name,
                "display_name": display_name,
                "email": email,
                "active": active,
                "name_locked": name_locked,
                "first_name": first_name,
                "last_name": last_name,
                "password": password,
                "status": status,
                "status_message": status_message,
            },
            params,
        )

    def upsert_user(
        self,
        user_id: models.User | UUID | str,
        name: str | UNSET_T = UNSET,
        email: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        active: bool | UNSET_T = UNSET,
        name_locked: bool | UNSET_T = UNSET,
        first_name: str | UNSET_T | None = UNSET,
        last_name: str | UNSET_T | None = UNSET,
        password: str | UNSET_T = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T = UNSET,
        status: str | UNSET_T | None = UNSET,
        status_message: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.User:
        """Change the user of this id or name, or create it if there is none.

        Args:
            user_id: The user, its id or its name.
            name: Login name, unique in its realm, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            email: E-mail address; read with fields='+email'.
            display_name: Name shown to people, 3 to 256 characters.
            active: Whether the user may log in.
            name_locked: Whether the name is fixed.
            first_name: Given name, 3 to 128 characters.
            last_name: Family name, 3 to 128 characters.
            password: New password, 10 to 512 characters. Never readable.
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            status: Short status, 3 to 256 characters.
            status_message: Status in words, 3 to 256 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.upsert,
            _USER,
            user_id,
            {
                "name": name,
                "email": email,
                "display_name": display_name,
                "active": active,
                "name_locked": name_locked,
                "first_name": first_name,
                "last_name": last_name,
                "password": password,
                "realm_id": realm_id,
                "status": status,
                "status_message": status_message,
            },
            params,
        )

    def delete_user(self, user_id: models.User | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a user.

        Args:
            user_id: The user or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _USER, user_id, params)

    @overload
    def get_clients(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Client], models.ResourceListMeta]: ...

    @overload
    def get_clients(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Client]: ...

    def get_clients(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Client] | tuple[HubList[models.Client], models.ResourceListMeta]:
        """List clients: the first page, at most 50. `find_clients` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: realm, access_policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of clients.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT, params, "get_clients")

    @overload
    def find_clients(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Client], models.ResourceListMeta]: ...

    @overload
    def find_clients(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Client]: ...

    def find_clients(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Client] | tuple[HubList[models.Client], models.ResourceListMeta]:
        """Find clients, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active, built_in.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: realm, access_policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching clients; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT, params, "find_clients")

    def iter_clients(self, **params: Unpack[IterKwargs]) -> Walk[models.Client]:
        """Walk through all clients, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active, built_in.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: realm, access_policy.
            limit: At most so many clients, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the clients. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_CLIENT, params, "iter_clients")

    def count_clients(self, **params: Unpack[CountKwargs]) -> int:
        """Count clients.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active, built_in.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _CLIENT, params)

    @overload
    def get_client(
        self, client_id: models.Client | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Client, models.SingleResourceMeta] | None: ...

    @overload
    def get_client(
        self, client_id: models.Client | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Client | None: ...

    def get_client(
        self, client_id: models.Client | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Client | tuple[models.Client, models.SingleResourceMeta] | None:
        """Get one client.

        Args:
            client_id: The client, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: realm, access_policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _CLIENT, client_id, params)

    def create_client(
        self,
        name: str,
        realm_id: models.Realm | UUID | str,
        secret: str | None = None,
        display_name: str | None = None,
        description: str | None = None,
        redirect_uri: str | None = None,
        active: bool = True,
        is_confidential: bool = True,
        secret_hashed: bool = False,
        grant_types: str | None = None,
        auth_method: models.AuthMethod = "secret",
        token_binding_method: models.TokenBindingMethod = "none",
        post_logout_redirect_uri: str | None = None,
        backchannel_logout_uri: str | None = None,
        base_url: str | None = None,
        root_url: str | None = None,
        scope: str | None = None,
        access_policy_id: models.Policy | UUID | str | None = None,
        secret_encrypted: bool | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Client:
        """Create a client. A program that can log in with a secret: a service of the Hub, of a node or of an
        analysis.

        Args:
            name: Name, unique in its realm.
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            secret: Secret, 3 to 256 characters; the Hub makes one up if there must be one and none is given. Read
                with fields='+secret'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 3 to 4096 characters.
            redirect_uri: Comma separated patterns of URLs.
            active: Whether the client may log in.
            is_confidential: Whether it can keep a secret; newer Hubs have auth_method instead.
            secret_hashed: Whether the secret is stored hashed.
            grant_types: Comma separated OAuth 2 grants it may use.
            auth_method: How it proves who it is; only 'secret' has a secret.
            token_binding_method: Whether its tokens are bound to a certificate.
            post_logout_redirect_uri: Where a logout leads.
            backchannel_logout_uri: Where logouts are announced.
            base_url: Address of the program.
            root_url: Address its other addresses are relative to.
            scope: Scopes it may ask for.
            access_policy_id: Policy that its use is subject to.
            secret_encrypted: Whether the secret is stored encrypted.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _CLIENT,
            {
                "name": name,
                "realm_id": realm_id,
                "secret": secret,
                "display_name": display_name,
                "description": description,
                "redirect_uri": redirect_uri,
                "active": active,
                "is_confidential": is_confidential,
                "secret_hashed": secret_hashed,
                "grant_types": grant_types,
                "auth_method": auth_method,
                "token_binding_method": token_binding_method,
                "post_logout_redirect_uri": post_logout_redirect_uri,
                "backchannel_logout_uri": backchannel_logout_uri,
                "base_url": base_url,
                "root_url": root_url,
                "scope": scope,
                "access_policy_id": access_policy_id,
                "secret_encrypted": secret_encrypted,
            },
            params,
        )

    def update_client(
        self,
        client_id: models.Client | UUID | str,
        name: str | UNSET_T = UNSET,
        secret: str | UNSET_T | None = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        redirect_uri: str | UNSET_T | None = UNSET,
        active: bool | UNSET_T = UNSET,
        is_confidential: bool | UNSET_T = UNSET,
        secret_hashed: bool | UNSET_T = UNSET,
        grant_types: str | UNSET_T | None = UNSET,
        auth_method: models.AuthMethod | UNSET_T = UNSET,
        token_binding_method: models.TokenBindingMethod | UNSET_T = UNSET,
        post_logout_redirect_uri: str | UNSET_T | None = UNSET,
        backchannel_logout_uri: str | UNSET_T | None = UNSET,
        base_url: str | UNSET_T | None = UNSET,
        root_url: str | UNSET_T | None = UNSET,
        scope: str | UNSET_T | None = UNSET,
        access_policy_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        secret_encrypted: bool | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Client:
        """Change a client. What is not given stays as it is.

        Args:
            client_id: The client, its id or its name.
            name: Name, unique in its realm.
            secret: Secret, 3 to 256 characters; the Hub makes one up if there must be one and none is given. Read
                with fields='+secret'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 3 to 4096 characters.
            redirect_uri: Comma separated patterns of URLs.
            active: Whether the client may log in.
            is_confidential: Whether it can keep a secret; newer Hubs have auth_method instead.
            secret_hashed: Whether the secret is stored hashed.
            grant_types: Comma separated OAuth 2 grants it may use.
            auth_method: How it proves who it is; only 'secret' has a secret.
            token_binding_method: Whether its tokens are bound to a certificate.
            post_logout_redirect_uri: Where a logout leads.
            backchannel_logout_uri: Where logouts are announced.
            base_url: Address of the program.
            root_url: Address its other addresses are relative to.
            scope: Scopes it may ask for.
            access_policy_id: Policy that its use is subject to.
            secret_encrypted: Whether the secret is stored encrypted.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _CLIENT,
            client_id,
            {
                "name": name,
                "secret": secret,
                "display_name": display_name,
                "description": description,
                "redirect_uri": redirect_uri,
                "active": active,
                "is_confidential": is_confidential,
                "secret_hashed": secret_hashed,
                "grant_types": grant_types,
                "auth_method": auth_method,
                "token_binding_method": token_binding_method,
                "post_logout_redirect_uri": post_logout_redirect_uri,
                "backchannel_logout_uri": backchannel_logout_uri,
                "base_url": base_url,
                "root_url": root_url,
                "scope": scope,
                "access_policy_id": access_policy_id,
                "secret_encrypted": secret_encrypted,
            },
            params,
        )

    def upsert_client(
        self,
        client_id: models.Client | UUID | str,
        name: str | UNSET_T = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T = UNSET,
        secret: str | UNSET_T | None = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        redirect_uri: str | UNSET_T | None = UNSET,
        active: bool | UNSET_T = UNSET,
        is_confidential: bool | UNSET_T = UNSET,
        secret_hashed: bool | UNSET_T = UNSET,
        grant_types: str | UNSET_T | None = UNSET,
        auth_method: models.AuthMethod | UNSET_T = UNSET,
        token_binding_method: models.TokenBindingMethod | UNSET_T = UNSET,
        post_logout_redirect_uri: str | UNSET_T | None = UNSET,
        backchannel_logout_uri: str | UNSET_T | None = UNSET,
        base_url: str | UNSET_T | None = UNSET,
        root_url: str | UNSET_T | None = UNSET,
        scope: str | UNSET_T | None = UNSET,
        access_policy_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        secret_encrypted: bool | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Client:
        """Change the client of this id or name, or create it if there is none.

        Args:
            client_id: The client, its id or its name.
            name: Name, unique in its realm.
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            secret: Secret, 3 to 256 characters; the Hub makes one up if there must be one and none is given. Read
                with fields='+secret'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 3 to 4096 characters.
            redirect_uri: Comma separated patterns of URLs.
            active: Whether the client may log in.
            is_confidential: Whether it can keep a secret; newer Hubs have auth_method instead.
            secret_hashed: Whether the secret is stored hashed.
            grant_types: Comma separated OAuth 2 grants it may use.
            auth_method: How it proves who it is; only 'secret' has a secret.
            token_binding_method: Whether its tokens are bound to a certificate.
            post_logout_redirect_uri: Where a logout leads.
            backchannel_logout_uri: Where logouts are announced.
            base_url: Address of the program.
            root_url: Address its other addresses are relative to.
            scope: Scopes it may ask for.
            access_policy_id: Policy that its use is subject to.
            secret_encrypted: Whether the secret is stored encrypted.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.upsert,
            _CLIENT,
            client_id,
            {
                "name": name,
                "realm_id": realm_id,
                "secret": secret,
                "display_name": display_name,
                "description": description,
                "redirect_uri": redirect_uri,
                "active": active,
                "is_confidential": is_confidential,
                "secret_hashed": secret_hashed,
                "grant_types": grant_types,
                "auth_method": auth_method,
                "token_binding_method": token_binding_method,
                "post_logout_redirect_uri": post_logout_redirect_uri,
                "backchannel_logout_uri": backchannel_logout_uri,
                "base_url": base_url,
                "root_url": root_url,
                "scope": scope,
                "access_policy_id": access_policy_id,
                "secret_encrypted": secret_encrypted,
            },
            params,
        )

    def delete_client(self, client_id: models.Client | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a client.

        Args:
            client_id: The client or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _CLIENT, client_id, params)

    @overload
    def get_roles(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Role], models.ResourceListMeta]: ...

    @overload
    def get_roles(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Role]: ...

    def get_roles(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Role] | tuple[HubList[models.Role], models.ResourceListMeta]:
        """List roles: the first page, at most 50. `find_roles` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of roles.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROLE, params, "get_roles")

    @overload
    def find_roles(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Role], models.ResourceListMeta]: ...

    @overload
    def find_roles(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[models.Role]: ...

    def find_roles(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Role] | tuple[HubList[models.Role], models.ResourceListMeta]:
        """Find roles, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, built_in, name, display_name, target, client_id, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching roles; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROLE, params, "find_roles")

    def iter_roles(self, **params: Unpack[IterKwargs]) -> Walk[models.Role]:
        """Walk through all roles, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, built_in, name, display_name, target, client_id, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            limit: At most so many roles, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the roles. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ROLE, params, "iter_roles")

    def count_roles(self, **params: Unpack[CountKwargs]) -> int:
        """Count roles.

        Args:
            filter: Conditions by field: id, built_in, name, display_name, target, client_id, realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _ROLE, params)

    @overload
    def get_role(
        self, role_id: models.Role | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Role, models.SingleResourceMeta] | None: ...

    @overload
    def get_role(
        self, role_id: models.Role | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Role | None: ...

    def get_role(
        self, role_id: models.Role | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Role | tuple[models.Role, models.SingleResourceMeta] | None:
        """Get one role.

        Args:
            role_id: The role, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _ROLE, role_id, params)

    def create_role(
        self,
        name: str,
        display_name: str | None = None,
        description: str | None = None,
        client_id: models.Client | UUID | str | None = None,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Role:
        """Create a role. A role: permissions that are given together.

        Args:
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            client_id: Client it is a role of.
            realm_id: Realm it belongs to: the caller's own if not given, None for all realms.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _ROLE,
            {
                "name": name,
                "display_name": display_name,
                "description": description,
                "client_id": client_id,
                "realm_id": realm_id,
            },
            params,
        )

    def update_role(
        self,
        role_id: models.Role | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        client_id: models.Client | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Role:
        """Change a role. What is not given stays as it is.

        Args:
            role_id: The role, its id or its name.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            client_id: Client it is a role of.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _ROLE,
            role_id,
            {"name": name, "display_name": display_name, "description": description, "client_id": client_id},
            params,
        )

    def upsert_role(
        self,
        role_id: models.Role | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        client_id: models.Client | UUID | str | UNSET_T | None = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Role:
        """Change the role of this id or name, or create it if there is none.

        Args:
            role_id: The role, its id or its name.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            client_id: Client it is a role of.
            realm_id: Realm it belongs to: the caller's own if not given, None for all realms.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.upsert,
            _ROLE,
            role_id,
            {
                "name": name,
                "display_name": display_name,
                "description": description,
                "client_id": client_id,
                "realm_id": realm_id,
            },
            params,
        )

    def delete_role(self, role_id: models.Role | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a role.

        Args:
            role_id: The role or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _ROLE, role_id, params)

    @overload
    def get_permissions(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Permission], models.ResourceListMeta]: ...

    @overload
    def get_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Permission]: ...

    def get_permissions(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Permission] | tuple[HubList[models.Permission], models.ResourceListMeta]:
        """List permissions: the first page, at most 50. `find_permissions` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of permissions.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _PERMISSION, params, "get_permissions")

    @overload
    def find_permissions(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Permission], models.ResourceListMeta]: ...

    @overload
    def find_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Permission]: ...

    def find_permissions(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Permission] | tuple[HubList[models.Permission], models.ResourceListMeta]:
        """Find permissions, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, display_name, name, built_in, realm_id, client_id.
            sort: A field, or several, with '-' before those that descend: id, name, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching permissions; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _PERMISSION, params, "find_permissions")

    def iter_permissions(self, **params: Unpack[IterKwargs]) -> Walk[models.Permission]:
        """Walk through all permissions, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, display_name, name, built_in, realm_id, client_id.
            sort: A field, or several, with '-' before those that descend: id, name, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many permissions, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the permissions. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_PERMISSION, params, "iter_permissions")

    def count_permissions(self, **params: Unpack[CountKwargs]) -> int:
        """Count permissions.

        Args:
            filter: Conditions by field: id, display_name, name, built_in, realm_id, client_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _PERMISSION, params)

    @overload
    def get_permission(
        self, permission_id: models.Permission | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Permission, models.SingleResourceMeta] | None: ...

    @overload
    def get_permission(
        self,
        permission_id: models.Permission | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.Permission | None: ...

    def get_permission(
        self, permission_id: models.Permission | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Permission | tuple[models.Permission, models.SingleResourceMeta] | None:
        """Get one permission.

        Args:
            permission_id: The permission, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The permission, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _PERMISSION, permission_id, params)

    def create_permission(
        self,
        name: str,
        display_name: str | None = None,
        description: str | None = None,
        realm_id: models.Realm | UUID | str | None = None,
        client_id: models.Client | UUID | str | None = None,
        decision_strategy: models.DecisionStrategy | None = None,
        policy_id: models.Policy | UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Permission:
        """Create a permission. A permission: what it takes to do something. Its name is what the Hub's services ask
        for.

        Args:
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
            client_id: Client it is a permission of.
            decision_strategy: How many of its policies have to agree.
            policy_id: Policy it is subject to; newer Hubs have permission policies instead.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The permission as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _PERMISSION,
            {
                "name": name,
                "display_name": display_name,
                "description": description,
                "realm_id": realm_id,
                "client_id": client_id,
                "decision_strategy": decision_strategy,
                "policy_id": policy_id,
            },
            params,
        )

    def update_permission(
        self,
        permission_id: models.Permission | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        client_id: models.Client | UUID | str | UNSET_T | None = UNSET,
        decision_strategy: models.DecisionStrategy | UNSET_T | None = UNSET,
        policy_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Permission:
        """Change a permission. What is not given stays as it is.

        Args:
            permission_id: The permission, its id or its name.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
            client_id: Client it is a permission of.
            decision_strategy: How many of its policies have to agree.
            policy_id: Policy it is subject to; newer Hubs have permission policies instead.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The permission as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _PERMISSION,
            permission_id,
            {
                "name": name,
                "display_name": display_name,
                "description": description,
                "realm_id": realm_id,
                "client_id": client_id,
                "decision_strategy": decision_strategy,
                "policy_id": policy_id,
            },
            params,
        )

    def upsert_permission(
        self,
        permission_id: models.Permission | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        client_id: models.Client | UUID | str | UNSET_T | None = UNSET,
        decision_strategy: models.DecisionStrategy | UNSET_T | None = UNSET,
        policy_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Permission:
        """Change the permission of this id or name, or create it if there is none.

        Args:
            permission_id: The permission, its id or its name.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
            client_id: Client it is a permission of.
            decision_strategy: How many of its policies have to agree.
            policy_id: Policy it is subject to; newer Hubs have permission policies instead.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The permission as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.upsert,
            _PERMISSION,
            permission_id,
            {
                "name": name,
                "display_name": display_name,
                "description": description,
                "realm_id": realm_id,
                "client_id": client_id,
                "decision_strategy": decision_strategy,
                "policy_id": policy_id,
            },
            params,
        )

    def delete_permission(self, permission_id: models.Permission | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a permission.

        Args:
            permission_id: The permission or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _PERMISSION, permission_id, params)

    def check_permission(
        self,
        permission_id: models.Permission | UUID | str,
        data: dict[str, Any] | None = None,
        **params: Unpack[BaseKwargs],
    ) -> models.CheckResult:
        """Ask whether the caller may do what a permission is for.

        Args:
            permission_id: The permission, its id or its name.
            data: What policies look at, by their kind: {'attributes': {'realmId': …}}.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The CheckResult.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _CHECK_PERMISSION, {"permission_id": permission_id, "data": data}, params)

    @overload
    def get_scopes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Scope], models.ResourceListMeta]: ...

    @overload
    def get_scopes(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Scope]: ...

    def get_scopes(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Scope] | tuple[HubList[models.Scope], models.ResourceListMeta]:
        """List scopes: the first page, at most 50. `find_scopes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of scopes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _SCOPE, params, "get_scopes")

    @overload
    def find_scopes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Scope], models.ResourceListMeta]: ...

    @overload
    def find_scopes(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[models.Scope]: ...

    def find_scopes(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Scope] | tuple[HubList[models.Scope], models.ResourceListMeta]:
        """Find scopes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, built_in, name, display_name, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching scopes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _SCOPE, params, "find_scopes")

    def iter_scopes(self, **params: Unpack[IterKwargs]) -> Walk[models.Scope]:
        """Walk through all scopes, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, built_in, name, display_name, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            limit: At most so many scopes, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the scopes. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_SCOPE, params, "iter_scopes")

    def count_scopes(self, **params: Unpack[CountKwargs]) -> int:
        """Count scopes.

        Args:
            filter: Conditions by field: id, built_in, name, display_name, realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _SCOPE, params)

    @overload
    def get_scope(
        self, scope_id: models.Scope | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Scope, models.SingleResourceMeta] | None: ...

    @overload
    def get_scope(
        self, scope_id: models.Scope | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Scope | None: ...

    def get_scope(
        self, scope_id: models.Scope | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Scope | tuple[models.Scope, models.SingleResourceMeta] | None:
        """Get one scope.

        Args:
            scope_id: The scope, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The scope, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _SCOPE, scope_id, params)

    def create_scope(
        self,
        name: str,
        display_name: str | None = None,
        description: str | None = None,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Scope:
        """Create a scope. A scope: what a program may learn and do in the name of a user.

        Args:
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            realm_id: Realm it belongs to: the caller's own if not given, None for all realms.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The scope as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _SCOPE,
            {"name": name, "display_name": display_name, "description": description, "realm_id": realm_id},
            params,
        )

    def update_scope(
        self,
        scope_id: models.Scope | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Scope:
        """Change a scope. What is not given stays as it is.

        Args:
            scope_id: The scope, its id or its name.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The scope as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _SCOPE,
            scope_id,
            {"name": name, "display_name": display_name, "description": description},
            params,
        )

    def upsert_scope(
        self,
        scope_id: models.Scope | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Scope:
        """Change the scope of this id or name, or create it if there is none.

        Args:
            scope_id: The scope, its id or its name.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            realm_id: Realm it belongs to: the caller's own if not given, None for all realms.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The scope as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.upsert,
            _SCOPE,
            scope_id,
            {"name": name, "display_name": display_name, "description": description, "realm_id": realm_id},
            params,
        )

    def delete_scope(self, scope_id: models.Scope | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a scope.

        Args:
            scope_id: The scope or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _SCOPE, scope_id, params)

    @overload
    def get_policies(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Policy], models.ResourceListMeta]: ...

    @overload
    def get_policies(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Policy]: ...

    def get_policies(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Policy] | tuple[HubList[models.Policy], models.ResourceListMeta]:
        """List policies: the first page, at most 50. `find_policies` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: children, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of policies.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _POLICY, params, "get_policies")

    @overload
    def find_policies(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Policy], models.ResourceListMeta]: ...

    @overload
    def find_policies(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Policy]: ...

    def find_policies(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Policy] | tuple[HubList[models.Policy], models.ResourceListMeta]:
        """Find policies, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, type, parent_id, realm_id, built_in.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: children, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching policies; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _POLICY, params, "find_policies")

    def iter_policies(self, **params: Unpack[IterKwargs]) -> Walk[models.Policy]:
        """Walk through all policies, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, type, parent_id, realm_id, built_in.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: children, realm.
            limit: At most so many policies, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the policies. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_POLICY, params, "iter_policies")

    def count_policies(self, **params: Unpack[CountKwargs]) -> int:
        """Count policies.

        Args:
            filter: Conditions by field: id, name, display_name, type, parent_id, realm_id, built_in.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _POLICY, params)

    @overload
    def get_policy(
        self, policy_id: models.Policy | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Policy, models.SingleResourceMeta] | None: ...

    @overload
    def get_policy(
        self, policy_id: models.Policy | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Policy | None: ...

    def get_policy(
        self, policy_id: models.Policy | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Policy | tuple[models.Policy, models.SingleResourceMeta] | None:
        """Get one policy.

        Args:
            policy_id: The policy, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: children, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The policy, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _POLICY, policy_id, params)

    def create_policy(
        self,
        name: str,
        policy_type: str,
        display_name: str | None = None,
        description: str | None = None,
        invert: bool = False,
        parent_id: models.Policy | UUID | str | None = None,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        decision_strategy: models.DecisionStrategy | None = None,
        names: list[str] | None = None,
        query: dict[str, Any] | None = None,
        types: list[str] | None = None,
        attribute_name: Any | None = None,
        attribute_name_strict: bool | None = None,
        attribute_null_match_all: bool | None = None,
        identity_master_match_all: bool | None = None,
        start: str | None = None,
        end: str | None = None,
        interval: str | None = None,
        day_of_week: int | None = None,
        day_of_month: int | None = None,
        day_of_year: int | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Policy:
        """Create a policy. A rule that access can be made subject to.

        Args:
            name: Name, unique in its realm.
            policy_type: Kind of rule: composite, identity, permissionBinding, realmMatch, attributes,
                attributeNames, date, time.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            invert: Whether the rule is turned around.
            parent_id: Policy it is a part of.
            realm_id: Realm it belongs to: the caller's own if not given, None for all realms.
            decision_strategy: How many parts have to agree (composite, realmMatch).
            names: Attributes that may be touched (attributeNames).
            query: Condition that attributes must meet (attributes).
            types: Kinds of accounts (identity).
            attribute_name: Attributes that hold a realm's id (realmMatch).
            attribute_name_strict: Whether the name must fit entirely (realmMatch).
            attribute_null_match_all: Whether null is every realm (realmMatch).
            identity_master_match_all: Whether master is every realm (realmMatch).
            start: First date or time (date, time).
            end: Last date or time (date, time).
            interval: How often: daily, weekly, monthly, yearly (time).
            day_of_week: 0, Sunday, to 6 (time).
            day_of_month: 1 to 31 (time).
            day_of_year: 1 to 366 (time).
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The policy as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _POLICY,
            {
                "name": name,
                "policy_type": policy_type,
                "display_name": display_name,
                "description": description,
                "invert": invert,
                "parent_id": parent_id,
                "realm_id": realm_id,
                "decision_strategy": decision_strategy,
                "names": names,
                "query": query,
                "types": types,
                "attribute_name": attribute_name,
                "attribute_name_strict": attribute_name_strict,
                "attribute_null_match_all": attribute_null_match_all,
                "identity_master_match_all": identity_master_match_all,
                "start": start,
                "end": end,
                "interval": interval,
                "day_of_week": day_of_week,
                "day_of_month": day_of_month,
                "day_of_year": day_of_year,
            },
            params,
        )

    def update_policy(
        self,
        policy_id: models.Policy | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        invert: bool | UNSET_T = UNSET,
        parent_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        decision_strategy: models.DecisionStrategy | UNSET_T | None = UNSET,
        names: list[str] | UNSET_T | None = UNSET,
        query: dict[str, Any] | UNSET_T | None = UNSET,
        types: list[str] | UNSET_T | None = UNSET,
        attribute_name: Any | UNSET_T | None = UNSET,
        attribute_name_strict: bool | UNSET_T | None = UNSET,
        attribute_null_match_all: bool | UNSET_T | None = UNSET,
        identity_master_match_all: bool | UNSET_T | None = UNSET,
        start: str | UNSET_T | None = UNSET,
        end: str | UNSET_T | None = UNSET,
        interval: str | UNSET_T | None = UNSET,
        day_of_week: int | UNSET_T | None = UNSET,
        day_of_month: int | UNSET_T | None = UNSET,
        day_of_year: int | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Policy:
        """Change a policy. What is not given stays as it is.

        Args:
            policy_id: The policy, its id or its name.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            invert: Whether the rule is turned around.
            parent_id: Policy it is a part of.
            decision_strategy: How many parts have to agree (composite, realmMatch).
            names: Attributes that may be touched (attributeNames).
            query: Condition that attributes must meet (attributes).
            types: Kinds of accounts (identity).
            attribute_name: Attributes that hold a realm's id (realmMatch).
            attribute_name_strict: Whether the name must fit entirely (realmMatch).
            attribute_null_match_all: Whether null is every realm (realmMatch).
            identity_master_match_all: Whether master is every realm (realmMatch).
            start: First date or time (date, time).
            end: Last date or time (date, time).
            interval: How often: daily, weekly, monthly, yearly (time).
            day_of_week: 0, Sunday, to 6 (time).
            day_of_month: 1 to 31 (time).
            day_of_year: 1 to 366 (time).
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The policy as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _POLICY,
            policy_id,
            {
                "name": name,
                "display_name": display_name,
                "description": description,
                "invert": invert,
                "parent_id": parent_id,
                "decision_strategy": decision_strategy,
                "names": names,
                "query": query,
                "types": types,
                "attribute_name": attribute_name,
                "attribute_name_strict": attribute_name_strict,
                "attribute_null_match_all": attribute_null_match_all,
                "identity_master_match_all": identity_master_match_all,
                "start": start,
                "end": end,
                "interval": interval,
                "day_of_week": day_of_week,
                "day_of_month": day_of_month,
                "day_of_year": day_of_year,
            },
            params,
        )

    def upsert_policy(
        self,
        policy_id: models.Policy | UUID | str,
        name: str | UNSET_T = UNSET,
        policy_type: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        invert: bool | UNSET_T = UNSET,
        parent_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T | None = UNSET,
        decision_strategy: models.DecisionStrategy | UNSET_T | None = UNSET,
        names: list[str] | UNSET_T | None = UNSET,
        query: dict[str, Any] | UNSET_T | None = UNSET,
        types: list[str] | UNSET_T | None = UNSET,
        attribute_name: Any | UNSET_T | None = UNSET,
        attribute_name_strict: bool | UNSET_T | None = UNSET,
        attribute_null_match_all: bool | UNSET_T | None = UNSET,
        identity_master_match_all: bool | UNSET_T | None = UNSET,
        start: str | UNSET_T | None = UNSET,
        end: str | UNSET_T | None = UNSET,
        interval: str | UNSET_T | None = UNSET,
        day_of_week: int | UNSET_T | None = UNSET,
        day_of_month: int | UNSET_T | None = UNSET,
        day_of_year: int | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Policy:
        """Change the policy of this id or name, or create it if there is none.

        Args:
            policy_id: The policy, its id or its name.
            name: Name, unique in its realm.
            policy_type: Kind of rule: composite, identity, permissionBinding, realmMatch, attributes,
                attributeNames, date, time.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            invert: Whether the rule is turned around.
            parent_id: Policy it is a part of.
            realm_id: Realm it belongs to: the caller's own if not given, None for all realms.
            decision_strategy: How many parts have to agree (composite, realmMatch).
            names: Attributes that may be touched (attributeNames).
            query: Condition that attributes must meet (attributes).
            types: Kinds of accounts (identity).
            attribute_name: Attributes that hold a realm's id (realmMatch).
            attribute_name_strict: Whether the name must fit entirely (realmMatch).
            attribute_null_match_all: Whether null is every realm (realmMatch).
            identity_master_match_all: Whether master is every realm (realmMatch).
            start: First date or time (date, time).
            end: Last date or time (date, time).
            interval: How often: daily, weekly, monthly, yearly (time).
            day_of_week: 0, Sunday, to 6 (time).
            day_of_month: 1 to 31 (time).
            day_of_year: 1 to 366 (time).
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The policy as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.upsert,
            _POLICY,
            policy_id,
            {
                "name": name,
                "policy_type": policy_type,
                "display_name": display_name,
                "description": description,
                "invert": invert,
                "parent_id": parent_id,
                "realm_id": realm_id,
                "decision_strategy": decision_strategy,
                "names": names,
                "query": query,
                "types": types,
                "attribute_name": attribute_name,
                "attribute_name_strict": attribute_name_strict,
                "attribute_null_match_all": attribute_null_match_all,
                "identity_master_match_all": identity_master_match_all,
                "start": start,
                "end": end,
                "interval": interval,
                "day_of_week": day_of_week,
                "day_of_month": day_of_month,
                "day_of_year": day_of_year,
            },
            params,
        )

    def delete_policy(self, policy_id: models.Policy | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a policy.

        Args:
            policy_id: The policy or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _POLICY, policy_id, params)

    def get_expanded_policy(
        self, policy_id: models.Policy | UUID | str, **params: Unpack[BaseKwargs]
    ) -> models.Policy | None:
        """Get a policy with its parts and theirs.

        Args:
            policy_id: The policy, its id or its name.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The Policy, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _GET_EXPANDED_POLICY, {"policy_id": policy_id}, params)

    def check_policy(
        self, policy_id: models.Policy | UUID | str, data: dict[str, Any] | None = None, **params: Unpack[BaseKwargs]
    ) -> models.CheckResult:
        """Ask whether what is described would pass a policy.

        Args:
            policy_id: The policy, its id or its name.
            data: What policies look at, by their kind: {'attributes': {'realmId': …}}.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The CheckResult.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _CHECK_POLICY, {"policy_id": policy_id, "data": data}, params)

    @overload
    def get_user_roles(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.UserRole], models.ResourceListMeta]: ...

    @overload
    def get_user_roles(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.UserRole]: ...

    def get_user_roles(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.UserRole] | tuple[HubList[models.UserRole], models.ResourceListMeta]:
        """List user roles: the first page, at most 50. `find_user_roles` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of user roles.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER_ROLE, params, "get_user_roles")

    @overload
    def find_user_roles(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.UserRole], models.ResourceListMeta]: ...

    @overload
    def find_user_roles(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.UserRole]: ...

    def find_user_roles(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.UserRole] | tuple[HubList[models.UserRole], models.ResourceListMeta]:
        """Find user roles, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: role_id, user_id, id, role_realm_id, user_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching user roles; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER_ROLE, params, "find_user_roles")

    def iter_user_roles(self, **params: Unpack[IterKwargs]) -> Walk[models.UserRole]:
        """Walk through all user roles, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: role_id, user_id, id, role_realm_id, user_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, role.
            limit: At most so many user roles, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the user roles. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_USER_ROLE, params, "iter_user_roles")

    def count_user_roles(self, **params: Unpack[CountKwargs]) -> int:
        """Count user roles.

        Args:
            filter: Conditions by field: role_id, user_id, id, role_realm_id, user_realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _USER_ROLE, params)

    @overload
    def get_user_role(
        self, user_role_id: models.UserRole | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.UserRole, models.SingleResourceMeta] | None: ...

    @overload
    def get_user_role(
        self, user_role_id: models.UserRole | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.UserRole | None: ...

    def get_user_role(
        self, user_role_id: models.UserRole | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.UserRole | tuple[models.UserRole, models.SingleResourceMeta] | None:
        """Get one user role.

        Args:
            user_role_id: The user role or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user role, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _USER_ROLE, user_role_id, params)

    def create_user_role(
        self, user_id: models.User | UUID | str, role_id: models.Role | UUID | str, **params: Unpack[WriteKwargs]
    ) -> models.UserRole:
        """Create a user role. A role that a user has.

        Args:
            user_id: The user that has it.
            role_id: The role.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user role as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.create, _USER_ROLE, {"user_id": user_id, "role_id": role_id}, params)

    def delete_user_role(self, user_role_id: models.UserRole | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a user role.

        Args:
            user_role_id: The user role or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _USER_ROLE, user_role_id, params)

    @overload
    def get_user_permissions(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.UserPermission], models.ResourceListMeta]: ...

    @overload
    def get_user_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.UserPermission]: ...

    def get_user_permissions(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.UserPermission] | tuple[HubList[models.UserPermission], models.ResourceListMeta]:
        """List user permissions: the first page, at most 50. `find_user_permissions` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of user permissions.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER_PERMISSION, params, "get_user_permissions")

    @overload
    def find_user_permissions(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.UserPermission], models.ResourceListMeta]: ...

    @overload
    def find_user_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.UserPermission]: ...

    def find_user_permissions(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.UserPermission] | tuple[HubList[models.UserPermission], models.ResourceListMeta]:
        """Find user permissions, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: user_id, permission_id, id, user_realm_id, permission_realm_id,
                policy_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching user permissions; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER_PERMISSION, params, "find_user_permissions")

    def iter_user_permissions(self, **params: Unpack[IterKwargs]) -> Walk[models.UserPermission]:
        """Walk through all user permissions, page after page, as `for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: user_id, permission_id, id, user_realm_id, permission_realm_id,
                policy_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, permission.
            limit: At most so many user permissions, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the user permissions. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_USER_PERMISSION, params, "iter_user_permissions")

    def count_user_permissions(self, **params: Unpack[CountKwargs]) -> int:
        """Count user permissions.

        Args:
            filter: Conditions by field: user_id, permission_id, id, user_realm_id, permission_realm_id,
                policy_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _USER_PERMISSION, params)

    @overload
    def get_user_permission(
        self,
        user_permission_id: models.UserPermission | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.UserPermission, models.SingleResourceMeta] | None: ...

    @overload
    def get_user_permission(
        self,
        user_permission_id: models.UserPermission | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.UserPermission | None: ...

    def get_user_permission(
        self, user_permission_id: models.UserPermission | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.UserPermission | tuple[models.UserPermission, models.SingleResourceMeta] | None:
        """Get one user permission.

        Args:
            user_permission_id: The user permission or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user permission, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _USER_PERMISSION, user_permission_id, params)

    def create_user_permission(
        self,
        user_id: models.User | UUID | str,
        permission_id: models.Permission | UUID | str,
        policy_id: models.Policy | UUID | str | None = None,
        realm_scope: models.RealmScope | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.UserPermission:
        """Create a user permission. A permission that a user has.

        Args:
            user_id: The user that has it.
            permission_id: The permission.
            policy_id: Policy that it is subject to here.
            realm_scope: In which realms it counts.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user permission as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _USER_PERMISSION,
            {"user_id": user_id, "permission_id": permission_id, "policy_id": policy_id, "realm_scope": realm_scope},
            params,
        )

    def update_user_permission(
        self,
        user_permission_id: models.UserPermission | UUID | str,
        policy_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        realm_scope: models.RealmScope | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.UserPermission:
        """Change a user permission. What is not given stays as it is.

        Args:
            user_permission_id: The user permission or its id.
            policy_id: Policy that it is subject to here.
            realm_scope: In which realms it counts.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user permission as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _USER_PERMISSION,
            user_permission_id,
            {"policy_id": policy_id, "realm_scope": realm_scope},
            params,
        )

    def delete_user_permission(
        self, user_permission_id: models.UserPermission | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a user permission.

        Args:
            user_permission_id: The user permission or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _USER_PERMISSION, user_permission_id, params)

    @overload
    def get_role_permissions(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.RolePermission], models.ResourceListMeta]: ...

    @overload
    def get_role_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.RolePermission]: ...

    def get_role_permissions(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.RolePermission] | tuple[HubList[models.RolePermission], models.ResourceListMeta]:
        """List role permissions: the first page, at most 50. `find_role_permissions` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of role permissions.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROLE_PERMISSION, params, "get_role_permissions")

    @overload
    def find_role_permissions(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.RolePermission], models.ResourceListMeta]: ...

    @overload
    def find_role_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.RolePermission]: ...

    def find_role_permissions(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.RolePermission] | tuple[HubList[models.RolePermission], models.ResourceListMeta]:
        """Find role permissions, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: role_id, permission_id, id, role_realm_id, permission_realm_id,
                policy_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching role permissions; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROLE_PERMISSION, params, "find_role_permissions")

    def iter_role_permissions(self, **params: Unpack[IterKwargs]) -> Walk[models.RolePermission]:
        """Walk through all role permissions, page after page, as `for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: role_id, permission_id, id, role_realm_id, permission_realm_id,
                policy_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, permission.
            limit: At most so many role permissions, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the role permissions. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ROLE_PERMISSION, params, "iter_role_permissions")

    def count_role_permissions(self, **params: Unpack[CountKwargs]) -> int:
        """Count role permissions.

        Args:
            filter: Conditions by field: role_id, permission_id, id, role_realm_id, permission_realm_id,
                policy_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _ROLE_PERMISSION, params)

    @overload
    def get_role_permission(
        self,
        role_permission_id: models.RolePermission | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.RolePermission, models.SingleResourceMeta] | None: ...

    @overload
    def get_role_permission(
        self,
        role_permission_id: models.RolePermission | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.RolePermission | None: ...

    def get_role_permission(
        self, role_permission_id: models.RolePermission | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.RolePermission | tuple[models.RolePermission, models.SingleResourceMeta] | None:
        """Get one role permission.

        Args:
            role_permission_id: The role permission or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role permission, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _ROLE_PERMISSION, role_permission_id, params)

    def create_role_permission(
        self,
        role_id: models.Role | UUID | str,
        permission_id: models.Permission | UUID | str,
        policy_id: models.Policy | UUID | str | None = None,
        realm_scope: models.RealmScope | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.RolePermission:
        """Create a role permission. A permission that a role has.

        Args:
            role_id: The role that has it.
            permission_id: The permission.
            policy_id: Policy that it is subject to here.
            realm_scope: In which realms it counts.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role permission as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _ROLE_PERMISSION,
            {"role_id": role_id, "permission_id": permission_id, "policy_id": policy_id, "realm_scope": realm_scope},
            params,
        )

    def update_role_permission(
        self,
        role_permission_id: models.RolePermission | UUID | str,
        policy_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        realm_scope: models.RealmScope | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.RolePermission:
        """Change a role permission. What is not given stays as it is.

        Args:
            role_permission_id: The role permission or its id.
            policy_id: Policy that it is subject to here.
            realm_scope: In which realms it counts.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role permission as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _ROLE_PERMISSION,
            role_permission_id,
            {"policy_id": policy_id, "realm_scope": realm_scope},
            params,
        )

    def delete_role_permission(
        self, role_permission_id: models.RolePermission | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a role permission.

        Args:
            role_permission_id: The role permission or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _ROLE_PERMISSION, role_permission_id, params)

    @overload
    def get_client_roles(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.ClientRole], models.ResourceListMeta]: ...

    @overload
    def get_client_roles(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.ClientRole]: ...

    def get_client_roles(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.ClientRole] | tuple[HubList[models.ClientRole], models.ResourceListMeta]:
        """List client roles: the first page, at most 50. `find_client_roles` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of client roles.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT_ROLE, params, "get_client_roles")

    @overload
    def find_client_roles(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.ClientRole], models.ResourceListMeta]: ...

    @overload
    def find_client_roles(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.ClientRole]: ...

    def find_client_roles(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.ClientRole] | tuple[HubList[models.ClientRole], models.ResourceListMeta]:
        """Find client roles, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: client_id, role_id, id, client_realm_id, role_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching client roles; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT_ROLE, params, "find_client_roles")

    def iter_client_roles(self, **params: Unpack[IterKwargs]) -> Walk[models.ClientRole]:
        """Walk through all client roles, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: client_id, role_id, id, client_realm_id, role_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, role.
            limit: At most so many client roles, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the client roles. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_CLIENT_ROLE, params, "iter_client_roles")

    def count_client_roles(self, **params: Unpack[CountKwargs]) -> int:
        """Count client roles.

        Args:
            filter: Conditions by field: client_id, role_id, id, client_realm_id, role_realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _CLIENT_ROLE, params)

    @overload
    def get_client_role(
        self, client_role_id: models.ClientRole | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.ClientRole, models.SingleResourceMeta] | None: ...

    @overload
    def get_client_role(
        self,
        client_role_id: models.ClientRole | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.ClientRole | None: ...

    def get_client_role(
        self, client_role_id: models.ClientRole | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.ClientRole | tuple[models.ClientRole, models.SingleResourceMeta] | None:
        """Get one client role.

        Args:
            client_role_id: The client role or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client role, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _CLIENT_ROLE, client_role_id, params)

    def create_client_role(
        self, client_id: models.Client | UUID | str, role_id: models.Role | UUID | str, **params: Unpack[WriteKwargs]
    ) -> models.ClientRole:
        """Create a client role. A role that a client has.

        Args:
            client_id: The client that has it.
            role_id: The role.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client role as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.create, _CLIENT_ROLE, {"client_id": client_id, "role_id": role_id}, params)

    def delete_client_role(self, client_role_id: models.ClientRole | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a client role.

        Args:
            client_role_id: The client role or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _CLIENT_ROLE, client_role_id, params)

    @overload
    def get_client_permissions(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.ClientPermission], models.ResourceListMeta]: ...

    @overload
    def get_client_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.ClientPermission]: ...

    def get_client_permissions(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.ClientPermission] | tuple[HubList[models.ClientPermission], models.ResourceListMeta]:
        """List client permissions: the first page, at most 50. `find_client_permissions` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of client permissions.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT_PERMISSION, params, "get_client_permissions")

    @overload
    def find_client_permissions(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.ClientPermission], models.ResourceListMeta]: ...

    @overload
    def find_client_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.ClientPermission]: ...

    def find_client_permissions(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.ClientPermission] | tuple[HubList[models.ClientPermission], models.ResourceListMeta]:
        """Find client permissions, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: client_id, permission_id, id, client_realm_id, permission_realm_id,
                policy_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching client permissions; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT_PERMISSION, params, "find_client_permissions")

    def iter_client_permissions(self, **params: Unpack[IterKwargs]) -> Walk[models.ClientPermission]:
        """Walk through all client permissions, page after page, as `for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: client_id, permission_id, id, client_realm_id, permission_realm_id,
                policy_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, permission.
            limit: At most so many client permissions, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the client permissions. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_CLIENT_PERMISSION, params, "iter_client_permissions")

    def count_client_permissions(self, **params: Unpack[CountKwargs]) -> int:
        """Count client permissions.

        Args:
            filter: Conditions by field: client_id, permission_id, id, client_realm_id, permission_realm_id,
                policy_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _CLIENT_PERMISSION, params)

    @overload
    def get_client_permission(
        self,
        client_permission_id: models.ClientPermission | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.ClientPermission, models.SingleResourceMeta] | None: ...

    @overload
    def get_client_permission(
        self,
        client_permission_id: models.ClientPermission | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.ClientPermission | None: ...

    def get_client_permission(
        self, client_permission_id: models.ClientPermission | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.ClientPermission | tuple[models.ClientPermission, models.SingleResourceMeta] | None:
        """Get one client permission.

        Args:
            client_permission_id: The client permission or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client permission, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _CLIENT_PERMISSION, client_permission_id, params)

    def create_client_permission(
        self,
        client_id: models.Client | UUID | str,
        permission_id: models.Permission | UUID | str,
        policy_id: models.Policy | UUID | str | None = None,
        realm_scope: models.RealmScope | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.ClientPermission:
        """Create a client permission. A permission that a client has.

        Args:
            client_id: The client that has it.
            permission_id: The permission.
            policy_id: Policy that it is subject to here.
            realm_scope: In which realms it counts.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client permission as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _CLIENT_PERMISSION,
            {
                "client_id": client_id,
                "permission_id": permission_id,
                "policy_id": policy_id,
                "realm_scope": realm_scope,
            },
            params,
        )

    def update_client_permission(
        self,
        client_permission_id: models.ClientPermission | UUID | str,
        policy_id: models.Policy | UUID | str | UNSET_T | None = UNSET,
        realm_scope: models.RealmScope | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.ClientPermission:
        """Change a client permission. What is not given stays as it is.

        Args:
            client_permission_id: The client permission or its id.
            policy_id: Policy that it is subject to here.
            realm_scope: In which realms it counts.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client permission as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _CLIENT_PERMISSION,
            client_permission_id,
            {"policy_id": policy_id, "realm_scope": realm_scope},
            params,
        )

    def delete_client_permission(
        self, client_permission_id: models.ClientPermission | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a client permission.

        Args:
            client_permission_id: The client permission or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _CLIENT_PERMISSION, client_permission_id, params)

    @overload
    def get_client_scopes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.ClientScope], models.ResourceListMeta]: ...

    @overload
    def get_client_scopes(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.ClientScope]: ...

    def get_client_scopes(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.ClientScope] | tuple[HubList[models.ClientScope], models.ResourceListMeta]:
        """List client scopes: the first page, at most 50. `find_client_scopes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, scope.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of client scopes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT_SCOPE, params, "get_client_scopes")

    @overload
    def find_client_scopes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.ClientScope], models.ResourceListMeta]: ...

    @overload
    def find_client_scopes(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.ClientScope]: ...

    def find_client_scopes(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.ClientScope] | tuple[HubList[models.ClientScope], models.ResourceListMeta]:
        """Find client scopes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: client_id, scope_id, default, id, client_realm_id, scope_realm_id.
            sort: A field, or several, with '-' before those that descend: id, default, client_id,
                client_realm_id, scope_id, scope_realm_id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, scope.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching client scopes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CLIENT_SCOPE, params, "find_client_scopes")

    def iter_client_scopes(self, **params: Unpack[IterKwargs]) -> Walk[models.ClientScope]:
        """Walk through all client scopes, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: client_id, scope_id, default, id, client_realm_id, scope_realm_id.
            sort: A field, or several, with '-' before those that descend: id, default, client_id,
                client_realm_id, scope_id, scope_realm_id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, scope.
            limit: At most so many client scopes, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the client scopes. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_CLIENT_SCOPE, params, "iter_client_scopes")

    def count_client_scopes(self, **params: Unpack[CountKwargs]) -> int:
        """Count client scopes.

        Args:
            filter: Conditions by field: client_id, scope_id, default, id, client_realm_id, scope_realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _CLIENT_SCOPE, params)

    @overload
    def get_client_scope(
        self, client_scope_id: models.ClientScope | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.ClientScope, models.SingleResourceMeta] | None: ...

    @overload
    def get_client_scope(
        self,
        client_scope_id: models.ClientScope | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.ClientScope | None: ...

    def get_client_scope(
        self, client_scope_id: models.ClientScope | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.ClientScope | tuple[models.ClientScope, models.SingleResourceMeta] | None:
        """Get one client scope.

        Args:
            client_scope_id: The client scope or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: client, scope.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client scope, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _CLIENT_SCOPE, client_scope_id, params)

    def create_client_scope(
        self,
        client_id: models.Client | UUID | str,
        scope_id: models.Scope | UUID | str,
        default: bool = False,
        **params: Unpack[WriteKwargs],
    ) -> models.ClientScope:
        """Create a client scope. A scope that a client may ask for.

        Args:
            client_id: The client that may ask for it.
            scope_id: The scope.
            default: Whether the client has it without asking.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The client scope as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create, _CLIENT_SCOPE, {"client_id": client_id, "scope_id": scope_id, "default": default}, params
        )

    def delete_client_scope(
        self, client_scope_id: models.ClientScope | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a client scope.

        Args:
            client_scope_id: The client scope or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _CLIENT_SCOPE, client_scope_id, params)

    @overload
    def get_permission_policies(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.PermissionPolicy], models.ResourceListMeta]: ...

    @overload
    def get_permission_policies(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.PermissionPolicy]: ...

    def get_permission_policies(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.PermissionPolicy] | tuple[HubList[models.PermissionPolicy], models.ResourceListMeta]:
        """List permission policies: the first page, at most 50. `find_permission_policies` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: permission, policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of permission policies.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _PERMISSION_POLICY, params, "get_permission_policies")

    @overload
    def find_permission_policies(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.PermissionPolicy], models.ResourceListMeta]: ...

    @overload
    def find_permission_policies(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.PermissionPolicy]: ...

    def find_permission_policies(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.PermissionPolicy] | tuple[HubList[models.PermissionPolicy], models.ResourceListMeta]:
        """Find permission policies, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: permission_id, policy_id, id, permission_realm_id, policy_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: permission, policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching permission policies; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _PERMISSION_POLICY, params, "find_permission_policies")

    def iter_permission_policies(self, **params: Unpack[IterKwargs]) -> Walk[models.PermissionPolicy]:
        """Walk through all permission policies, page after page, as `for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: permission_id, policy_id, id, permission_realm_id, policy_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: permission, policy.
            limit: At most so many permission policies, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the permission policies. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_PERMISSION_POLICY, params, "iter_permission_policies")

    def count_permission_policies(self, **params: Unpack[CountKwargs]) -> int:
        """Count permission policies.

        Args:
            filter: Conditions by field: permission_id, policy_id, id, permission_realm_id, policy_realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _PERMISSION_POLICY, params)

    @overload
    def get_permission_policy(
        self,
        permission_policy_id: models.PermissionPolicy | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.PermissionPolicy, models.SingleResourceMeta] | None: ...

    @overload
    def get_permission_policy(
        self,
        permission_policy_id: models.PermissionPolicy | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.PermissionPolicy | None: ...

    def get_permission_policy(
        self, permission_policy_id: models.PermissionPolicy | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.PermissionPolicy | tuple[models.PermissionPolicy, models.SingleResourceMeta] | None:
        """Get one permission policy.

        Args:
            permission_policy_id: The permission policy or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: permission, policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The permission policy, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _PERMISSION_POLICY, permission_policy_id, params)

    def create_permission_policy(
        self,
        permission_id: models.Permission | UUID | str,
        policy_id: models.Policy | UUID | str,
        **params: Unpack[WriteKwargs],
    ) -> models.PermissionPolicy:
        """Create a permission policy. A policy that a permission is subject to.

        Args:
            permission_id: The permission.
            policy_id: The policy that it is subject to.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The permission policy as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create, _PERMISSION_POLICY, {"permission_id": permission_id, "policy_id": policy_id}, params
        )

    def delete_permission_policy(
        self, permission_policy_id: models.PermissionPolicy | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a permission policy.

        Args:
            permission_policy_id: The permission policy or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _PERMISSION_POLICY, permission_policy_id, params)

    @overload
    def get_user_attributes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.UserAttribute], models.ResourceListMeta]: ...

    @overload
    def get_user_attributes(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.UserAttribute]: ...

    def get_user_attributes(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.UserAttribute] | tuple[HubList[models.UserAttribute], models.ResourceListMeta]:
        """List user attributes: the first page, at most 50. `find_user_attributes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of user attributes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER_ATTRIBUTE, params, "get_user_attributes")

    @overload
    def find_user_attributes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.UserAttribute], models.ResourceListMeta]: ...

    @overload
    def find_user_attributes(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.UserAttribute]: ...

    def find_user_attributes(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.UserAttribute] | tuple[HubList[models.UserAttribute], models.ResourceListMeta]:
        """Find user attributes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, user_id, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, user_id, realm_id,
                created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching user attributes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _USER_ATTRIBUTE, params, "find_user_attributes")

    def iter_user_attributes(self, **params: Unpack[IterKwargs]) -> Walk[models.UserAttribute]:
        """Walk through all user attributes, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, user_id, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, user_id, realm_id,
                created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, realm.
            limit: At most so many user attributes, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the user attributes. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_USER_ATTRIBUTE, params, "iter_user_attributes")

    def count_user_attributes(self, **params: Unpack[CountKwargs]) -> int:
        """Count user attributes.

        Args:
            filter: Conditions by field: id, name, user_id, realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _USER_ATTRIBUTE, params)

    @overload
    def get_user_attribute(
        self, user_attribute_id: models.UserAttribute | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.UserAttribute, models.SingleResourceMeta] | None: ...

    @overload
    def get_user_attribute(
        self,
        user_attribute_id: models.UserAttribute | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.UserAttribute | None: ...

    def get_user_attribute(
        self, user_attribute_id: models.UserAttribute | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.UserAttribute | tuple[models.UserAttribute, models.SingleResourceMeta] | None:
        """Get one user attribute.

        Args:
            user_attribute_id: The user attribute or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: user, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user attribute, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _USER_ATTRIBUTE, user_attribute_id, params)

    def create_user_attribute(
        self, user_id: models.User | UUID | str, name: str, value: str | None = None, **params: Unpack[WriteKwargs]
    ) -> models.UserAttribute:
        """Create a user attribute. A further property of a user.

        Args:
            user_id: The user that has it.
            name: Name, unique for the user.
            value: Value.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user attribute as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create, _USER_ATTRIBUTE, {"user_id": user_id, "name": name, "value": value}, params
        )

    def update_user_attribute(
        self,
        user_attribute_id: models.UserAttribute | UUID | str,
        value: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.UserAttribute:
        """Change a user attribute. What is not given stays as it is.

        Args:
            user_attribute_id: The user attribute or its id.
            value: Value.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The user attribute as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.update, _USER_ATTRIBUTE, user_attribute_id, {"value": value}, params)

    def delete_user_attribute(
        self, user_attribute_id: models.UserAttribute | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a user attribute.

        Args:
            user_attribute_id: The user attribute or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _USER_ATTRIBUTE, user_attribute_id, params)

    @overload
    def get_role_attributes(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.RoleAttribute], models.ResourceListMeta]: ...

    @overload
    def get_role_attributes(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.RoleAttribute]: ...

    def get_role_attributes(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.RoleAttribute] | tuple[HubList[models.RoleAttribute], models.ResourceListMeta]:
        """List role attributes: the first page, at most 50. `find_role_attributes` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of role attributes.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROLE_ATTRIBUTE, params, "get_role_attributes")

    @overload
    def find_role_attributes(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.RoleAttribute], models.ResourceListMeta]: ...

    @overload
    def find_role_attributes(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.RoleAttribute]: ...

    def find_role_attributes(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.RoleAttribute] | tuple[HubList[models.RoleAttribute], models.ResourceListMeta]:
        """Find role attributes, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, role_id, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, role_id, realm_id,
                created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching role attributes; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROLE_ATTRIBUTE, params, "find_role_attributes")

    def iter_role_attributes(self, **params: Unpack[IterKwargs]) -> Walk[models.RoleAttribute]:
        """Walk through all role attributes, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, role_id, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, role_id, realm_id,
                created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, realm.
            limit: At most so many role attributes, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the role attributes. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ROLE_ATTRIBUTE, params, "iter_role_attributes")

    def count_role_attributes(self, **params: Unpack[CountKwargs]) -> int:
        """Count role attributes.

        Args:
            filter: Conditions by field: id, name, role_id, realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _ROLE_ATTRIBUTE, params)

    @overload
    def get_role_attribute(
        self, role_attribute_id: models.RoleAttribute | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.RoleAttribute, models.SingleResourceMeta] | None: ...

    @overload
    def get_role_attribute(
        self,
        role_attribute_id: models.RoleAttribute | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.RoleAttribute | None: ...

    def get_role_attribute(
        self, role_attribute_id: models.RoleAttribute | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.RoleAttribute | tuple[models.RoleAttribute, models.SingleResourceMeta] | None:
        """Get one role attribute.

        Args:
            role_attribute_id: The role attribute or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role attribute, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _ROLE_ATTRIBUTE, role_attribute_id, params)

    def create_role_attribute(
        self, role_id: models.Role | UUID | str, name: str, value: str | None = None, **params: Unpack[WriteKwargs]
    ) -> models.RoleAttribute:
        """Create a role attribute. A further property of a role.

        Args:
            role_id: The role that has it.
            name: Name, unique for the role.
            value: Value.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role attribute as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create, _ROLE_ATTRIBUTE, {"role_id": role_id, "name": name, "value": value}, params
        )

    def update_role_attribute(
        self,
        role_attribute_id: models.RoleAttribute | UUID | str,
        value: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.RoleAttribute:
        """Change a role attribute. What is not given stays as it is.

        Args:
            role_attribute_id: The role attribute or its id.
            value: Value.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The role attribute as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.update, _ROLE_ATTRIBUTE, role_attribute_id, {"value": value}, params)

    def delete_role_attribute(
        self, role_attribute_id: models.RoleAttribute | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a role attribute.

        Args:
            role_attribute_id: The role attribute or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _ROLE_ATTRIBUTE, role_attribute_id, params)

    @overload
    def get_sessions(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Session], models.ResourceListMeta]: ...

    @overload
    def get_sessions(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Session]: ...

    def get_sessions(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Session] | tuple[HubList[models.Session], models.ResourceListMeta]:
        """List sessions: the first page, at most 50. `find_sessions` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of sessions.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _SESSION, params, "get_sessions")

    @overload
    def find_sessions(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Session], models.ResourceListMeta]: ...

    @overload
    def find_sessions(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Session]: ...

    def find_sessions(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Session] | tuple[HubList[models.Session], models.ResourceListMeta]:
        """Find sessions, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, sub, sub_kind, user_id, client_id, realm_id.
            sort: A field, or several, with '-' before those that descend: seen_at, expires_at, created_at,
                updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching sessions; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _SESSION, params, "find_sessions")

    def iter_sessions(self, **params: Unpack[IterKwargs]) -> Walk[models.Session]:
        """Walk through all sessions, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, sub, sub_kind, user_id, client_id, realm_id.
            sort: A field, or several, with '-' before those that descend: seen_at, expires_at, created_at,
                updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            limit: At most so many sessions, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the sessions. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_SESSION, params, "iter_sessions")

    def count_sessions(self, **params: Unpack[CountKwargs]) -> int:
        """Count sessions.

        Args:
            filter: Conditions by field: id, sub, sub_kind, user_id, client_id, realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _SESSION, params)

    @overload
    def get_session(
        self, session_id: models.Session | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Session, models.SingleResourceMeta] | None: ...

    @overload
    def get_session(
        self, session_id: models.Session | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Session | None: ...

    def get_session(
        self, session_id: models.Session | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Session | tuple[models.Session, models.SingleResourceMeta] | None:
        """Get one session.

        Args:
            session_id: The session or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The session, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _SESSION, session_id, params)

    def delete_session(self, session_id: models.Session | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a session.

        Args:
            session_id: The session or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _SESSION, session_id, params)

    def delete_sessions(
        self,
        user_id: models.User | UUID | str | UNSET_T = UNSET,
        client_id: models.Client | UUID | str | UNSET_T = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T = UNSET,
        **params: Unpack[BaseKwargs],
    ) -> models.DeletedCount:
        """End all sessions of a user, a client or a realm; the caller's other ones if nothing is given.

        Args:
            user_id: The user.
            client_id: The client.
            realm_id: The realm.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The DeletedCount.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.act, _DELETE_SESSIONS, {"user_id": user_id, "client_id": client_id, "realm_id": realm_id}, params
        )

    @overload
    def get_session_tokens(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.SessionToken], models.ResourceListMeta]: ...

    @overload
    def get_session_tokens(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.SessionToken]: ...

    def get_session_tokens(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.SessionToken] | tuple[HubList[models.SessionToken], models.ResourceListMeta]:
        """List session tokens: the first page, at most 50. `find_session_tokens` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: session.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of session tokens.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _SESSION_TOKEN, params, "get_session_tokens")

    @overload
    def find_session_tokens(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.SessionToken], models.ResourceListMeta]: ...

    @overload
    def find_session_tokens(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.SessionToken]: ...

    def find_session_tokens(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.SessionToken] | tuple[HubList[models.SessionToken], models.ResourceListMeta]:
        """Find session tokens, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, session_id, client_id, kind, expires_at.
            sort: A field, or several, with '-' before those that descend: created_at, expires_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: session.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching session tokens; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _SESSION_TOKEN, params, "find_session_tokens")

    def iter_session_tokens(self, **params: Unpack[IterKwargs]) -> Walk[models.SessionToken]:
        """Walk through all session tokens, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, session_id, client_id, kind, expires_at.
            sort: A field, or several, with '-' before those that descend: created_at, expires_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: session.
            limit: At most so many session tokens, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the session tokens. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_SESSION_TOKEN, params, "iter_session_tokens")

    def count_session_tokens(self, **params: Unpack[CountKwargs]) -> int:
        """Count session tokens.

        Args:
            filter: Conditions by field: id, session_id, client_id, kind, expires_at.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _SESSION_TOKEN, params)

    @overload
    def get_session_token(
        self, session_token_id: models.SessionToken | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.SessionToken, models.SingleResourceMeta] | None: ...

    @overload
    def get_session_token(
        self,
        session_token_id: models.SessionToken | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.SessionToken | None: ...

    def get_session_token(
        self, session_token_id: models.SessionToken | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.SessionToken | tuple[models.SessionToken, models.SingleResourceMeta] | None:
        """Get one session token.

        Args:
            session_token_id: The session token or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: session.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The session token, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _SESSION_TOKEN, session_token_id, params)

    def delete_session_token(
        self, session_token_id: models.SessionToken | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a session token.

        Args:
            session_token_id: The session token or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _SESSION_TOKEN, session_token_id, params)

    @overload
    def get_keys(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Key], models.ResourceListMeta]: ...

    @overload
    def get_keys(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Key]: ...

    def get_keys(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Key] | tuple[HubList[models.Key], models.ResourceListMeta]:
        """List keys: the first page, at most 50. `find_keys` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: encryption_key, certificate.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of keys.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _KEY, params, "get_keys")

    @overload
    def find_keys(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Key], models.ResourceListMeta]: ...

    @overload
    def find_keys(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[models.Key]: ...

    def find_keys(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Key] | tuple[HubList[models.Key], models.ResourceListMeta]:
        """Find keys, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, type, use, status, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, priority, use, status,
                created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: encryption_key, certificate.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching keys; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _KEY, params, "find_keys")

    def iter_keys(self, **params: Unpack[IterKwargs]) -> Walk[models.Key]:
        """Walk through all keys, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, type, use, status, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, priority, use, status,
                created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: encryption_key, certificate.
            include: Relations to send along, all if not given: realm.
            limit: At most so many keys, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the keys. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_KEY, params, "iter_keys")

    def count_keys(self, **params: Unpack[CountKwargs]) -> int:
        """Count keys.

        Args:
            filter: Conditions by field: id, name, type, use, status, realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _KEY, params)

    @overload
    def get_key(
        self, key_id: models.Key | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Key, models.SingleResourceMeta] | None: ...

    @overload
    def get_key(
        self, key_id: models.Key | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Key | None: ...

    def get_key(
        self, key_id: models.Key | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Key | tuple[models.Key, models.SingleResourceMeta] | None:
        """Get one key.

        Args:
            key_id: The key, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: encryption_key, certificate.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The key, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _KEY, key_id, params)

    def create_key(
        self,
        use: models.KeyUse,
        name: str | None = None,
        signature_algorithm: str | None = None,
        priority: int | None = None,
        status: models.KeyStatus | None = None,
        realm_id: models.Realm | UUID | str | None = None,
        encryption_key: str | None = None,
        decryption_key: str | None = None,
        certificate: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Key:
        """Create a key. A key with which a realm signs or encrypts.

        Args:
            use: What it is for.
            name: Name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            signature_algorithm: How it signs, such as RS256.
            priority: The highest one is used first.
            status: Whether it signs (active), is good for what it signed before (passive) or not at all
                (disabled).
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            encryption_key: The public key; read with fields='+encryption_key'.
            decryption_key: The private key. Never readable.
            certificate: Its certificate; read with fields='+certificate'.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The key as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _KEY,
            {
                "use": use,
                "name": name,
                "signature_algorithm": signature_algorithm,
                "priority": priority,
                "status": status,
                "realm_id": realm_id,
                "encryption_key": encryption_key,
                "decryption_key": decryption_key,
                "certificate": certificate,
            },
            params,
        )

    def update_key(
        self,
        key_id: models.Key | UUID | str,
        name: str | UNSET_T = UNSET,
        priority: int | UNSET_T = UNSET,
        status: models.KeyStatus | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Key:
        """Change a key. What is not given stays as it is.

        Args:
            key_id: The key, its id or its name.
            name: Name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            priority: The highest one is used first.
            status: Whether it signs (active), is good for what it signed before (passive) or not at all
                (disabled).
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The key as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update, _KEY, key_id, {"name": name, "priority": priority, "status": status}, params
        )

    def delete_key(self, key_id: models.Key | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a key.

        Args:
            key_id: The key or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _KEY, key_id, params)

    @overload
    def get_events(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Event], models.ResourceListMeta]: ...

    @overload
    def get_events(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Event]: ...

    def get_events(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Event] | tuple[HubList[models.Event], models.ResourceListMeta]:
        """List events: the first page, at most 50. `find_events` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of events.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _EVENT, params, "get_events")

    @overload
    def find_events(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Event], models.ResourceListMeta]: ...

    @overload
    def find_events(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[models.Event]: ...

    def find_events(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Event] | tuple[HubList[models.Event], models.ResourceListMeta]:
        """Find events, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, scope, name, ref_type, ref_id, client_id, actor_type, actor_id,
                actor_name, request_ip_address, realm_id, expiring, created_at.
            sort: A field, or several, with '-' before those that descend: created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching events; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _EVENT, params, "find_events")

    def iter_events(self, **params: Unpack[IterKwargs]) -> Walk[models.Event]:
        """Walk through all events, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, scope, name, ref_type, ref_id, client_id, actor_type, actor_id,
                actor_name, request_ip_address, realm_id, expiring, created_at.
            sort: A field, or several, with '-' before those that descend: created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            limit: At most so many events, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the events. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_EVENT, params, "iter_events")

    def count_events(self, **params: Unpack[CountKwargs]) -> int:
        """Count events.

        Args:
            filter: Conditions by field: id, scope, name, ref_type, ref_id, client_id, actor_type, actor_id,
                actor_name, request_ip_address, realm_id, expiring, created_at.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _EVENT, params)

    @overload
    def get_event(
        self, event_id: models.Event | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Event, models.SingleResourceMeta] | None: ...

    @overload
    def get_event(
        self, event_id: models.Event | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Event | None: ...

    def get_event(
        self, event_id: models.Event | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Event | tuple[models.Event, models.SingleResourceMeta] | None:
        """Get one event.

        Args:
            event_id: The event or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The event, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _EVENT, event_id, params)

    @overload
    def get_consents(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Consent], models.ResourceListMeta]: ...

    @overload
    def get_consents(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.Consent]: ...

    def get_consents(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Consent] | tuple[HubList[models.Consent], models.ResourceListMeta]:
        """List consents: the first page, at most 50. `find_consents` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of consents.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CONSENT, params, "get_consents")

    @overload
    def find_consents(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Consent], models.ResourceListMeta]: ...

    @overload
    def find_consents(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.Consent]: ...

    def find_consents(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Consent] | tuple[HubList[models.Consent], models.ResourceListMeta]:
        """Find consents, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, client_id, realm_id, sub, sub_kind, scope, created_at, updated_at,
                user_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at, scope.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching consents; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _CONSENT, params, "find_consents")

    def iter_consents(self, **params: Unpack[IterKwargs]) -> Walk[models.Consent]:
        """Walk through all consents, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, client_id, realm_id, sub, sub_kind, scope, created_at, updated_at,
                user_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at, scope.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            limit: At most so many consents, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the consents. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_CONSENT, params, "iter_consents")

    def count_consents(self, **params: Unpack[CountKwargs]) -> int:
        """Count consents.

        Args:
            filter: Conditions by field: id, client_id, realm_id, sub, sub_kind, scope, created_at, updated_at,
                user_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _CONSENT, params)

    @overload
    def get_consent(
        self, consent_id: models.Consent | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Consent, models.SingleResourceMeta] | None: ...

    @overload
    def get_consent(
        self, consent_id: models.Consent | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Consent | None: ...

    def get_consent(
        self, consent_id: models.Consent | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Consent | tuple[models.Consent, models.SingleResourceMeta] | None:
        """Get one consent.

        Args:
            consent_id: The consent or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The consent, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _CONSENT, consent_id, params)

    def delete_consent(self, consent_id: models.Consent | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a consent.

        Args:
            consent_id: The consent or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _CONSENT, consent_id, params)

    @overload
    def get_trust_anchors(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.TrustAnchor], models.ResourceListMeta]: ...

    @overload
    def get_trust_anchors(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.TrustAnchor]: ...

    def get_trust_anchors(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.TrustAnchor] | tuple[HubList[models.TrustAnchor], models.ResourceListMeta]:
        """List trust anchors: the first page, at most 50. `find_trust_anchors` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of trust anchors.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _TRUST_ANCHOR, params, "get_trust_anchors")

    @overload
    def find_trust_anchors(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.TrustAnchor], models.ResourceListMeta]: ...

    @overload
    def find_trust_anchors(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.TrustAnchor]: ...

    def find_trust_anchors(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.TrustAnchor] | tuple[HubList[models.TrustAnchor], models.ResourceListMeta]:
        """Find trust anchors, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, enabled, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, enabled, created_at,
                updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching trust anchors; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _TRUST_ANCHOR, params, "find_trust_anchors")

    def iter_trust_anchors(self, **params: Unpack[IterKwargs]) -> Walk[models.TrustAnchor]:
        """Walk through all trust anchors, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, enabled, realm_id.
            sort: A field, or several, with '-' before those that descend: id, name, enabled, created_at,
                updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            limit: At most so many trust anchors, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the trust anchors. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_TRUST_ANCHOR, params, "iter_trust_anchors")

    def count_trust_anchors(self, **params: Unpack[CountKwargs]) -> int:
        """Count trust anchors.

        Args:
            filter: Conditions by field: id, name, enabled, realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _TRUST_ANCHOR, params)

    @overload
    def get_trust_anchor(
        self, trust_anchor_id: models.TrustAnchor | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.TrustAnchor, models.SingleResourceMeta] | None: ...

    @overload
    def get_trust_anchor(
        self,
        trust_anchor_id: models.TrustAnchor | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.TrustAnchor | None: ...

    def get_trust_anchor(
        self, trust_anchor_id: models.TrustAnchor | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.TrustAnchor | tuple[models.TrustAnchor, models.SingleResourceMeta] | None:
        """Get one trust anchor.

        Args:
            trust_anchor_id: The trust anchor or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The trust anchor, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _TRUST_ANCHOR, trust_anchor_id, params)

    def create_trust_anchor(
        self,
        name: str,
        certificate: str,
        enabled: bool = True,
        realm_id: models.Realm | UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.TrustAnchor:
        """Create a trust anchor. A certificate that those of clients must go back to.

        Args:
            name: Name, unique in its realm.
            certificate: The certificate, in PEM. Cannot be changed later.
            enabled: Whether it counts.
            realm_id: Realm it belongs to, None: all realms. Cannot be changed later.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The trust anchor as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _TRUST_ANCHOR,
            {"name": name, "certificate": certificate, "enabled": enabled, "realm_id": realm_id},
            params,
        )

    def update_trust_anchor(
        self,
        trust_anchor_id: models.TrustAnchor | UUID | str,
        name: str | UNSET_T = UNSET,
        enabled: bool | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.TrustAnchor:
        """Change a trust anchor. What is not given stays as it is.

        Args:
            trust_anchor_id: The trust anchor or its id.
            name: Name, unique in its realm.
            enabled: Whether it counts.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The trust anchor as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.update, _TRUST_ANCHOR, trust_anchor_id, {"name": name, "enabled": enabled}, params)

    def delete_trust_anchor(
        self, trust_anchor_id: models.TrustAnchor | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a trust anchor.

        Args:
            trust_anchor_id: The trust anchor or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _TRUST_ANCHOR, trust_anchor_id, params)

    @overload
    def get_identity_providers(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.IdentityProvider], models.ResourceListMeta]: ...

    @overload
    def get_identity_providers(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.IdentityProvider]: ...

    def get_identity_providers(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.IdentityProvider] | tuple[HubList[models.IdentityProvider], models.ResourceListMeta]:
        """List identity providers: the first page, at most 50. `find_identity_providers` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of identity providers.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _IDENTITY_PROVIDER, params, "get_identity_providers")

    @overload
    def find_identity_providers(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.IdentityProvider], models.ResourceListMeta]: ...

    @overload
    def find_identity_providers(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.IdentityProvider]: ...

    def find_identity_providers(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.IdentityProvider] | tuple[HubList[models.IdentityProvider], models.ResourceListMeta]:
        """Find identity providers, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: name, display_name, protocol, enabled, realm_id, id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching identity providers; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _IDENTITY_PROVIDER, params, "find_identity_providers")

    def iter_identity_providers(self, **params: Unpack[IterKwargs]) -> Walk[models.IdentityProvider]:
        """Walk through all identity providers, page after page, as `for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: name, display_name, protocol, enabled, realm_id, id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            limit: At most so many identity providers, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the identity providers. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_IDENTITY_PROVIDER, params, "iter_identity_providers")

    def count_identity_providers(self, **params: Unpack[CountKwargs]) -> int:
        """Count identity providers.

        Args:
            filter: Conditions by field: name, display_name, protocol, enabled, realm_id, id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _IDENTITY_PROVIDER, params)

    @overload
    def get_identity_provider(
        self,
        identity_provider_id: models.IdentityProvider | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.IdentityProvider, models.SingleResourceMeta] | None: ...

    @overload
    def get_identity_provider(
        self,
        identity_provider_id: models.IdentityProvider | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.IdentityProvider | None: ...

    def get_identity_provider(
        self, identity_provider_id: models.IdentityProvider | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.IdentityProvider | tuple[models.IdentityProvider, models.SingleResourceMeta] | None:
        """Get one identity provider.

        Args:
            identity_provider_id: The identity provider, its id or its name.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The identity provider, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _IDENTITY_PROVIDER, identity_provider_id, params)

    def create_identity_provider(
        self,
        name: str,
        protocol: models.IdentityProviderProtocol,
        enabled: bool = True,
        display_name: str | None = None,
        preset: str | None = None,
        realm_id: models.Realm | UUID | str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        token_url: str | None = None,
        token_revoke_url: str | None = None,
        authorize_url: str | None = None,
        user_info_url: str | None = None,
        scope: str | None = None,
        url: str | None = None,
        timeout: int | None = None,
        start_tls: bool | None = None,
        tls: Any | None = None,
        base_dn: str | None = None,
        user: str | None = None,
        password: str | None = None,
        user_base_dn: str | None = None,
        user_filter: str | None = None,
        user_name_attribute: str | None = None,
        user_mail_attribute: str | None = None,
        user_display_name_attribute: str | None = None,
        group_base_dn: str | None = None,
        group_filter: str | None = None,
        group_name_attribute: str | None = None,
        group_class: str | None = None,
        group_member_attribute: str | None = None,
        group_member_user_attribute: str | None = None,
        **params: Unpack[UntimedWriteKwargs],
    ) -> models.IdentityProvider:
        """Create an identity provider. Another service with whose accounts people can log in.

        Args:
            name: Name, unique in its realm.
            protocol: Language it speaks.
            enabled: Whether it can be used.
            display_name: Name shown to people, 3 to 256 characters.
            preset: Well-known service that it is.
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            client_id: The Hub's id there (oauth2, oidc).
            client_secret: The Hub's secret there (oauth2, oidc).
            token_url: Where tokens are issued (oauth2, oidc).
            token_revoke_url: Where tokens are revoked (oauth2, oidc).
            authorize_url: Where people log in (oauth2, oidc).
            user_info_url: Where people are described (oauth2, oidc).
            scope: Scopes to ask for (oauth2, oidc).
            url: Address of the directory (ldap).
            timeout: How long to wait for it (ldap).
            start_tls: Whether to encrypt the connection (ldap).
            tls: How to encrypt it (ldap).
            base_dn: Where to search (ldap).
            user: Who searches (ldap).
            password: With which password (ldap).
            user_base_dn: Where users are (ldap).
            user_filter: Which they are (ldap).
            user_name_attribute: What holds a user's name (ldap).
            user_mail_attribute: What holds a user's e-mail address (ldap).
            user_display_name_attribute: What holds a user's shown name (ldap).
            group_base_dn: Where groups are (ldap).
            group_filter: Which they are (ldap).
            group_name_attribute: What holds a group's name (ldap).
            group_class: Class of groups (ldap).
            group_member_attribute: What holds a group's members (ldap).
            group_member_user_attribute: What of a user stands there (ldap).
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The identity provider as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _IDENTITY_PROVIDER,
            {
                "name": name,
                "protocol": protocol,
                "enabled": enabled,
                "display_name": display_name,
                "preset": preset,
                "realm_id": realm_id,
                "client_id": client_id,
                "client_secret": client_secret,
                "token_url": token_url,
                "token_revoke_url": token_revoke_url,
                "authorize_url": authorize_url,
                "user_info_url": user_info_url,
                "scope": scope,
                "url": url,
                "timeout": timeout,
                "start_tls": start_tls,
                "tls": tls,
                "base_dn": base_dn,
                "user": user,
                "password": password,
                "user_base_dn": user_base_dn,
                "user_filter": user_filter,
                "user_name_attribute": user_name_attribute,
                "user_mail_attribute": user_mail_attribute,
                "user_display_name_attribute": user_display_name_attribute,
                "group_base_dn": group_base_dn,
                "group_filter": group_filter,
                "group_name_attribute": group_name_attribute,
                "group_class": group_class,
                "group_member_attribute": group_member_attribute,
                "group_member_user_attribute": group_member_user_attribute,
            },
            params,
        )

    def update_identity_provider(
        self,
        identity_provider_id: models.IdentityProvider | UUID | str,
        name: str | UNSET_T = UNSET,
        protocol: models.IdentityProviderProtocol | UNSET_T = UNSET,
        enabled: bool | UNSET_T = UNSET,
        display_name: str | UNSET_T = UNSET,
        preset: str | UNSET_T | None = UNSET,
        client_id: str | UNSET_T | None = UNSET,
        client_secret: str | UNSET_T | None = UNSET,
        token_url: str | UNSET_T | None = UNSET,
        token_revoke_url: str | UNSET_T | None = UNSET,
        authorize_url: str | UNSET_T | None = UNSET,
        user_info_url: str | UNSET_T | None = UNSET,
        scope: str | UNSET_T | None = UNSET,
        url: str | UNSET_T | None = UNSET,
        timeout: int | UNSET_T | None = UNSET,
        start_tls: bool | UNSET_T | None = UNSET,
        tls: Any | UNSET_T | None = UNSET,
        base_dn: str | UNSET_T | None = UNSET,
        user: str | UNSET_T | None = UNSET,
        password: str | UNSET_T | None = UNSET,
        user_base_dn: str | UNSET_T | None = UNSET,
        user_filter: str | UNSET_T | None = UNSET,
        user_name_attribute: str | UNSET_T | None = UNSET,
        user_mail_attribute: str | UNSET_T | None = UNSET,
        user_display_name_attribute: str | UNSET_T | None = UNSET,
        group_base_dn: str | UNSET_T | None = UNSET,
        group_filter: str | UNSET_T | None = UNSET,
        group_name_attribute: str | UNSET_T | None = UNSET,
        group_class: str | UNSET_T | None = UNSET,
        group_member_attribute: str | UNSET_T | None = UNSET,
        group_member_user_attribute: str | UNSET_T | None = UNSET,
        **params: Unpack[UntimedWriteKwargs],
    ) -> models.IdentityProvider:
        """Change an identity provider. What is not given stays as it is.

        Args:
            identity_provider_id: The identity provider or its id.
            name: Name, unique in its realm.
            protocol: Language it speaks.
            enabled: Whether it can be used.
            display_name: Name shown to people, 3 to 256 characters.
            preset: Well-known service that it is.
            client_id: The Hub's id there (oauth2, oidc).
            client_secret: The Hub's secret there (oauth2, oidc).
            token_url: Where tokens are issued (oauth2, oidc).
            token_revoke_url: Where tokens are revoked (oauth2, oidc).
            authorize_url: Where people log in (oauth2, oidc).
            user_info_url: Where people are described (oauth2, oidc).
            scope: Scopes to ask for (oauth2, oidc).
            url: Address of the directory (ldap).
            timeout: How long to wait for it (ldap).
            start_tls: Whether to encrypt the connection (ldap).
            tls: How to encrypt it (ldap).
            base_dn: Where to search (ldap).
            user: Who searches (ldap).
            password: With which password (ldap).
            user_base_dn: Where users are (ldap).
            user_filter: Which they are (ldap).
            user_name_attribute: What holds a user's name (ldap).
            user_mail_attribute: What holds a user's e-mail address (ldap).
            user_display_name_attribute: What holds a user's shown name (ldap).
            group_base_dn: Where groups are (ldap).
            group_filter: Which they are (ldap).
            group_name_attribute: What holds a group's name (ldap).
            group_class: Class of groups (ldap).
            group_member_attribute: What holds a group's members (ldap).
            group_member_user_attribute: What of a user stands there (ldap).
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The identity provider as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _IDENTITY_PROVIDER,
            identity_provider_id,
            {
                "name": name,
                "protocol": protocol,
                "enabled": enabled,
                "display_name": display_name,
                "preset": preset,
                "client_id": client_id,
                "client_secret": client_secret,
                "token_url": token_url,
                "token_revoke_url": token_revoke_url,
                "authorize_url": authorize_url,
                "user_info_url": user_info_url,
                "scope": scope,
                "url": url,
                "timeout": timeout,
                "start_tls": start_tls,
                "tls": tls,
                "base_dn": base_dn,
                "user": user,
                "password": password,
                "user_base_dn": user_base_dn,
                "user_filter": user_filter,
                "user_name_attribute": user_name_attribute,
                "user_mail_attribute": user_mail_attribute,
                "user_display_name_attribute": user_display_name_attribute,
                "group_base_dn": group_base_dn,
                "group_filter": group_filter,
                "group_name_attribute": group_name_attribute,
                "group_class": group_class,
                "group_member_attribute": group_member_attribute,
                "group_member_user_attribute": group_member_user_attribute,
            },
            params,
        )

    def delete_identity_provider(
        self, identity_provider_id: models.IdentityProvider | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete an identity provider.

        Args:
            identity_provider_id: The identity provider or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _IDENTITY_PROVIDER, identity_provider_id, params)

    @overload
    def get_identity_provider_role_mappings(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.IdentityProviderRoleMapping], models.ResourceListMeta]: ...

    @overload
    def get_identity_provider_role_mappings(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.IdentityProviderRoleMapping]: ...

    def get_identity_provider_role_mappings(
        self, **params: Unpack[GetKwargs]
    ) -> (
        HubList[models.IdentityProviderRoleMapping]
        | tuple[HubList[models.IdentityProviderRoleMapping], models.ResourceListMeta]
    ):
        """List identity provider role mappings: the first page, at most 50. `find_identity_provider_role_mappings`
        gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, provider.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of identity provider role mappings.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.find, _IDENTITY_PROVIDER_ROLE_MAPPING, params, "get_identity_provider_role_mappings"
        )

    @overload
    def find_identity_provider_role_mappings(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.IdentityProviderRoleMapping], models.ResourceListMeta]: ...

    @overload
    def find_identity_provider_role_mappings(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.IdentityProviderRoleMapping]: ...

    def find_identity_provider_role_mappings(
        self, **params: Unpack[FindAllKwargs]
    ) -> (
        HubList[models.IdentityProviderRoleMapping]
        | tuple[HubList[models.IdentityProviderRoleMapping], models.ResourceListMeta]
    ):
        """Find identity provider role mappings, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: role_id, provider_id, id, provider_realm_id, role_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, provider.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching identity provider role mappings; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.find, _IDENTITY_PROVIDER_ROLE_MAPPING, params, "find_identity_provider_role_mappings"
        )

    def iter_identity_provider_role_mappings(
        self, **params: Unpack[IterKwargs]
    ) -> Walk[models.IdentityProviderRoleMapping]:
        """Walk through all identity provider role mappings, page after page, as `for` asks for them. Every one that
        is there all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: role_id, provider_id, id, provider_realm_id, role_realm_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, provider.
            limit: At most so many identity provider role mappings, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the identity provider role mappings. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_IDENTITY_PROVIDER_ROLE_MAPPING, params, "iter_identity_provider_role_mappings")

    def count_identity_provider_role_mappings(self, **params: Unpack[CountKwargs]) -> int:
        """Count identity provider role mappings.

        Args:
            filter: Conditions by field: role_id, provider_id, id, provider_realm_id, role_realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _IDENTITY_PROVIDER_ROLE_MAPPING, params)

    @overload
    def get_identity_provider_role_mapping(
        self,
        identity_provider_role_mapping_id: models.IdentityProviderRoleMapping | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.IdentityProviderRoleMapping, models.SingleResourceMeta] | None: ...

    @overload
    def get_identity_provider_role_mapping(
        self,
        identity_provider_role_mapping_id: models.IdentityProviderRoleMapping | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.IdentityProviderRoleMapping | None: ...

    def get_identity_provider_role_mapping(
        self,
        identity_provider_role_mapping_id: models.IdentityProviderRoleMapping | UUID | str,
        **params: Unpack[GetKwargs],
    ) -> (
        models.IdentityProviderRoleMapping | tuple[models.IdentityProviderRoleMapping, models.SingleResourceMeta] | None
    ):
        """Get one identity provider role mapping.

        Args:
            identity_provider_role_mapping_id: The identity provider role mapping or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: role, provider.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The identity provider role mapping, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _IDENTITY_PROVIDER_ROLE_MAPPING, identity_provider_role_mapping_id, params)

    def create_identity_provider_role_mapping(
        self,
        provider_id: models.IdentityProvider | UUID | str,
        role_id: models.Role | UUID | str,
        name: str | None = None,
        value: str | None = None,
        value_is_regex: bool = False,
        synchronization_mode: models.SynchronizationMode | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.IdentityProviderRoleMapping:
        """Create an identity provider role mapping. A role that users of an identity provider get.

        Args:
            provider_id: The identity provider.
            role_id: The role.
            name: Claim that is looked at, up to 64 characters.
            value: Value that it must have, up to 128 characters.
            value_is_regex: Whether that is a regular expression.
            synchronization_mode: When it is looked at.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The identity provider role mapping as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _IDENTITY_PROVIDER_ROLE_MAPPING,
            {
                "provider_id": provider_id,
                "role_id": role_id,
                "name": name,
                "value": value,
                "value_is_regex": value_is_regex,
                "synchronization_mode": synchronization_mode,
            },
            params,
        )

    def update_identity_provider_role_mapping(
        self,
        identity_provider_role_mapping_id: models.IdentityProviderRoleMapping | UUID | str,
        name: str | UNSET_T | None = UNSET,
        value: str | UNSET_T | None = UNSET,
        value_is_regex: bool | UNSET_T = UNSET,
        synchronization_mode: models.SynchronizationMode | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.IdentityProviderRoleMapping:
        """Change an identity provider role mapping. What is not given stays as it is.

        Args:
            identity_provider_role_mapping_id: The identity provider role mapping or its id.
            name: Claim that is looked at, up to 64 characters.
            value: Value that it must have, up to 128 characters.
            value_is_regex: Whether that is a regular expression.
            synchronization_mode: When it is looked at.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The identity provider role mapping as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _IDENTITY_PROVIDER_ROLE_MAPPING,
            identity_provider_role_mapping_id,
            {
                "name": name,
                "value": value,
                "value_is_regex": value_is_regex,
                "synchronization_mode": synchronization_mode,
            },
            params,
        )

    def delete_identity_provider_role_mapping(
        self,
        identity_provider_role_mapping_id: models.IdentityProviderRoleMapping | UUID | str,
        **params: Unpack[BaseKwargs],
    ) -> None:
        """Delete an identity provider role mapping.

        Args:
            identity_provider_role_mapping_id: The identity provider role mapping or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _IDENTITY_PROVIDER_ROLE_MAPPING, identity_provider_role_mapping_id, params)

    @overload
    def get_identity_provider_accounts(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.IdentityProviderAccount], models.ResourceListMeta]: ...

    @overload
    def get_identity_provider_accounts(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.IdentityProviderAccount]: ...

    def get_identity_provider_accounts(
        self, **params: Unpack[GetKwargs]
    ) -> (
        HubList[models.IdentityProviderAccount]
        | tuple[HubList[models.IdentityProviderAccount], models.ResourceListMeta]
    ):
        """List identity provider accounts: the first page, at most 50. `find_identity_provider_accounts` gives the
        others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: provider.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of identity provider accounts.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _IDENTITY_PROVIDER_ACCOUNT, params, "get_identity_provider_accounts")

    @overload
    def find_identity_provider_accounts(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.IdentityProviderAccount], models.ResourceListMeta]: ...

    @overload
    def find_identity_provider_accounts(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.IdentityProviderAccount]: ...

    def find_identity_provider_accounts(
        self, **params: Unpack[FindAllKwargs]
    ) -> (
        HubList[models.IdentityProviderAccount]
        | tuple[HubList[models.IdentityProviderAccount], models.ResourceListMeta]
    ):
        """Find identity provider accounts, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, user_id, provider_id, user_realm_id, provider_user_id,
                provider_realm_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: provider.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching identity provider accounts; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _IDENTITY_PROVIDER_ACCOUNT, params, "find_identity_provider_accounts")

    def iter_identity_provider_accounts(self, **params: Unpack[IterKwargs]) -> Walk[models.IdentityProviderAccount]:
        """Walk through all identity provider accounts, page after page, as `for` asks for them. Every one that is
        there all the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, user_id, provider_id, user_realm_id, provider_user_id,
                provider_realm_id.
            sort: A field, or several, with '-' before those that descend: created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: provider.
            limit: At most so many identity provider accounts, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the identity provider accounts. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_IDENTITY_PROVIDER_ACCOUNT, params, "iter_identity_provider_accounts")

    def count_identity_provider_accounts(self, **params: Unpack[CountKwargs]) -> int:
        """Count identity provider accounts.

        Args:
            filter: Conditions by field: id, user_id, provider_id, user_realm_id, provider_user_id,
                provider_realm_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _IDENTITY_PROVIDER_ACCOUNT, params)

    @overload
    def get_identity_provider_account(
        self,
        identity_provider_account_id: models.IdentityProviderAccount | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.IdentityProviderAccount, models.SingleResourceMeta] | None: ...

    @overload
    def get_identity_provider_account(
        self,
        identity_provider_account_id: models.IdentityProviderAccount | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.IdentityProviderAccount | None: ...

    def get_identity_provider_account(
        self, identity_provider_account_id: models.IdentityProviderAccount | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.IdentityProviderAccount | tuple[models.IdentityProviderAccount, models.SingleResourceMeta] | None:
        """Get one identity provider account.

        Args:
            identity_provider_account_id: The identity provider account or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: provider.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The identity provider account, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _IDENTITY_PROVIDER_ACCOUNT, identity_provider_account_id, params)

    def delete_identity_provider_account(
        self, identity_provider_account_id: models.IdentityProviderAccount | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete an identity provider account.

        Args:
            identity_provider_account_id: The identity provider account or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _IDENTITY_PROVIDER_ACCOUNT, identity_provider_account_id, params)

    @overload
    def get_robots(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.Robot], models.ResourceListMeta]: ...

    @overload
    def get_robots(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[models.Robot]: ...

    def get_robots(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.Robot] | tuple[HubList[models.Robot], models.ResourceListMeta]:
        """List robots: the first page, at most 50. `find_robots` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: user, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of robots.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROBOT, params, "get_robots")

    @overload
    def find_robots(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.Robot], models.ResourceListMeta]: ...

    @overload
    def find_robots(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[models.Robot]: ...

    def find_robots(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.Robot] | tuple[HubList[models.Robot], models.ResourceListMeta]:
        """Find robots, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, realm_id, user_id.
            sort: A field, or several, with '-' before those that descend: id, name, realm_id, user_id,
                updated_at, created_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: user, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching robots; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROBOT, params, "find_robots")

    def iter_robots(self, **params: Unpack[IterKwargs]) -> Walk[models.Robot]:
        """Walk through all robots, page after page, as `for` asks for them. Every one that is there all the while
        comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, realm_id, user_id.
            sort: A field, or several, with '-' before those that descend: id, name, realm_id, user_id,
                updated_at, created_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: user, realm.
            limit: At most so many robots, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the robots. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ROBOT, params, "iter_robots")

    def count_robots(self, **params: Unpack[CountKwargs]) -> int:
        """Count robots.

        Args:
            filter: Conditions by field: id, name, realm_id, user_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _ROBOT, params)

    @overload
    def get_robot(
        self, robot_id: models.Robot | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.Robot, models.SingleResourceMeta] | None: ...

    @overload
    def get_robot(
        self, robot_id: models.Robot | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> models.Robot | None: ...

    def get_robot(
        self, robot_id: models.Robot | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.Robot | tuple[models.Robot, models.SingleResourceMeta] | None:
        """Get one robot.

        Args:
            robot_id: The robot or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...); hidden
                unless named: secret.
            include: Relations to send along, all if not given: user, realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The robot, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _ROBOT, robot_id, params)

    def create_robot(
        self,
        name: str,
        realm_id: models.Realm | UUID | str,
        secret: str,
        display_name: str | None = None,
        description: str | None = None,
        active: bool = True,
        user_id: models.User | UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.Robot:
        """Create a robot. A program that can log in with its id and a secret.

        Args:
            name: Name, unique in its realm.
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            secret: Secret, 3 to 256 characters; read with fields='+secret'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            active: Whether the robot may log in.
            user_id: User it belongs to.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The robot as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _ROBOT,
            {
                "name": name,
                "realm_id": realm_id,
                "secret": secret,
                "display_name": display_name,
                "description": description,
                "active": active,
                "user_id": user_id,
            },
            params,
        )

    def update_robot(
        self,
        robot_id: models.Robot | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        realm_id: models.Realm | UUID | str | UNSET_T = UNSET,
        secret: str | UNSET_T = UNSET,
        description: str | UNSET_T | None = UNSET,
        active: bool | UNSET_T = UNSET,
        user_id: models.User | UUID | str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> models.Robot:
        """Change a robot. What is not given stays as it is.

        Args:
            robot_id: The robot or its id.
            name: Name, unique in its realm.
            display_name: Name shown to people, 3 to 256 characters.
            realm_id: Realm it belongs to; the caller's own realm if not given. Cannot be changed later.
            secret: Secret, 3 to 256 characters; read with fields='+secret'.
            description: What it is for, 5 to 4096 characters.
            active: Whether the robot may log in.
            user_id: User it belongs to.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The robot as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.update,
            _ROBOT,
            robot_id,
            {
                "name": name,
                "display_name": display_name,
                "realm_id": realm_id,
                "secret": secret,
                "description": description,
                "active": active,
                "user_id": user_id,
            },
            params,
        )

    def delete_robot(self, robot_id: models.Robot | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a robot.

        Args:
            robot_id: The robot or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _ROBOT, robot_id, params)

    @overload
    def get_robot_permissions(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.RobotPermission], models.ResourceListMeta]: ...

    @overload
    def get_robot_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.RobotPermission]: ...

    def get_robot_permissions(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.RobotPermission] | tuple[HubList[models.RobotPermission], models.ResourceListMeta]:
        """List robot permissions: the first page, at most 50. `find_robot_permissions` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of robot permissions.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROBOT_PERMISSION, params, "get_robot_permissions")

    @overload
    def find_robot_permissions(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.RobotPermission], models.ResourceListMeta]: ...

    @overload
    def find_robot_permissions(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.RobotPermission]: ...

    def find_robot_permissions(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.RobotPermission] | tuple[HubList[models.RobotPermission], models.ResourceListMeta]:
        """Find robot permissions, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: robot_id, permission_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching robot permissions; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROBOT_PERMISSION, params, "find_robot_permissions")

    def iter_robot_permissions(self, **params: Unpack[IterKwargs]) -> Walk[models.RobotPermission]:
        """Walk through all robot permissions, page after page, as `for` asks for them. Every one that is there all
        the while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: robot_id, permission_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, permission.
            limit: At most so many robot permissions, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the robot permissions. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ROBOT_PERMISSION, params, "iter_robot_permissions")

    def count_robot_permissions(self, **params: Unpack[CountKwargs]) -> int:
        """Count robot permissions.

        Args:
            filter: Conditions by field: robot_id, permission_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _ROBOT_PERMISSION, params)

    @overload
    def get_robot_permission(
        self,
        robot_permission_id: models.RobotPermission | UUID | str,
        *,
        meta: Literal[True],
        **params: Unpack[GetOptions],
    ) -> tuple[models.RobotPermission, models.SingleResourceMeta] | None: ...

    @overload
    def get_robot_permission(
        self,
        robot_permission_id: models.RobotPermission | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.RobotPermission | None: ...

    def get_robot_permission(
        self, robot_permission_id: models.RobotPermission | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.RobotPermission | tuple[models.RobotPermission, models.SingleResourceMeta] | None:
        """Get one robot permission.

        Args:
            robot_permission_id: The robot permission or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, permission.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The robot permission, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _ROBOT_PERMISSION, robot_permission_id, params)

    def create_robot_permission(
        self,
        robot_id: models.Robot | UUID | str,
        permission_id: models.Permission | UUID | str,
        policy_id: models.Policy | UUID | str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> models.RobotPermission:
        """Create a robot permission. A permission that a robot has.

        Args:
            robot_id: The robot that has it.
            permission_id: The permission.
            policy_id: Policy that it is subject to here.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The robot permission as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(
            operations.create,
            _ROBOT_PERMISSION,
            {"robot_id": robot_id, "permission_id": permission_id, "policy_id": policy_id},
            params,
        )

    def delete_robot_permission(
        self, robot_permission_id: models.RobotPermission | UUID | str, **params: Unpack[BaseKwargs]
    ) -> None:
        """Delete a robot permission.

        Args:
            robot_permission_id: The robot permission or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _ROBOT_PERMISSION, robot_permission_id, params)

    @overload
    def get_robot_roles(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[models.RobotRole], models.ResourceListMeta]: ...

    @overload
    def get_robot_roles(
        self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> HubList[models.RobotRole]: ...

    def get_robot_roles(
        self, **params: Unpack[GetKwargs]
    ) -> HubList[models.RobotRole] | tuple[HubList[models.RobotRole], models.ResourceListMeta]:
        """List robot roles: the first page, at most 50. `find_robot_roles` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of robot roles.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROBOT_ROLE, params, "get_robot_roles")

    @overload
    def find_robot_roles(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[models.RobotRole], models.ResourceListMeta]: ...

    @overload
    def find_robot_roles(
        self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]
    ) -> HubList[models.RobotRole]: ...

    def find_robot_roles(
        self, **params: Unpack[FindAllKwargs]
    ) -> HubList[models.RobotRole] | tuple[HubList[models.RobotRole], models.ResourceListMeta]:
        """Find robot roles, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: robot_id, role_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The list of matching robot roles; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.find, _ROBOT_ROLE, params, "find_robot_roles")

    def iter_robot_roles(self, **params: Unpack[IterKwargs]) -> Walk[models.RobotRole]:
        """Walk through all robot roles, page after page, as `for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: robot_id, role_id.
            sort: A field, or several, with '-' before those that descend: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, role.
            limit: At most so many robot roles, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the robot roles. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_ROBOT_ROLE, params, "iter_robot_roles")

    def count_robot_roles(self, **params: Unpack[CountKwargs]) -> int:
        """Count robot roles.

        Args:
            filter: Conditions by field: robot_id, role_id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.count, _ROBOT_ROLE, params)

    @overload
    def get_robot_role(
        self, robot_role_id: models.RobotRole | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[models.RobotRole, models.SingleResourceMeta] | None: ...

    @overload
    def get_robot_role(
        self,
        robot_role_id: models.RobotRole | UUID | str,
        *,
        meta: Literal[False] = False,
        **params: Unpack[GetOptions],
    ) -> models.RobotRole | None: ...

    def get_robot_role(
        self, robot_role_id: models.RobotRole | UUID | str, **params: Unpack[GetKwargs]
    ) -> models.RobotRole | tuple[models.RobotRole, models.SingleResourceMeta] | None:
        """Get one robot role.

        Args:
            robot_role_id: The robot role or its id.
            fields: Fields to answer with in addition to the usual ones, or flame_hub.filters.only(...).
            include: Relations to send along, all if not given: robot, role.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The robot role, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.get, _ROBOT_ROLE, robot_role_id, params)

    def create_robot_role(
        self, robot_id: models.Robot | UUID | str, role_id: models.Role | UUID | str, **params: Unpack[WriteKwargs]
    ) -> models.RobotRole:
        """Create a robot role. A role that a robot has.

        Args:
            robot_id: The robot that has it.
            role_id: The role.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The robot role as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.create, _ROBOT_ROLE, {"robot_id": robot_id, "role_id": role_id}, params)

    def delete_robot_role(self, robot_role_id: models.RobotRole | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a robot role.

        Args:
            robot_role_id: The robot role or its id.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.delete, _ROBOT_ROLE, robot_role_id, params)

    def introspect_token(self, token: str | None = None, **params: Unpack[BaseKwargs]) -> models.TokenIntrospection:
        """Ask what a token says and what its owner may do.

        Args:
            token: The token; that of this client's own login if not given.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The TokenIntrospection.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _INTROSPECT_TOKEN, {"token": token}, params)

    def revoke_token(self, token: str | None = None, **params: Unpack[BaseKwargs]) -> None:
        """End a token; others of its session stay as they are.

        Args:
            token: The token; that of this client's own login if not given.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _REVOKE_TOKEN, {"token": token}, params)

    def get_userinfo(self, **params: Unpack[BaseKwargs]) -> models.User:
        """Get the user who is logged in, e-mail address included.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The User.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _GET_USERINFO, {}, params)

    def get_openid_configuration(
        self, realm: models.Realm | UUID | str = "master", **params: Unpack[BaseKwargs]
    ) -> models.OpenIDConfiguration:
        """Ask where the endpoints of a realm are.

        Args:
            realm: The realm, its id or its name.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The OpenIDConfiguration.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _GET_OPENID_CONFIGURATION, {"realm": realm}, params)

    def get_jwks(
        self, realm: models.Realm | UUID | str = "master", **params: Unpack[BaseKwargs]
    ) -> models.JSONWebKeySet:
        """Get the keys with which the tokens of a realm can be checked.

        Args:
            realm: The realm, its id or its name.
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The JSONWebKeySet.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _GET_JWKS, {"realm": realm}, params)

    def get_version(self, **params: Unpack[BaseKwargs]) -> models.ServiceVersion:
        """Ask which release the service runs. Needs no login.

        Args:
            auth: Login for this call alone. Likewise `timeout`, `deadline` and `retries`.

        Returns:
            The ServiceVersion.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._call(operations.act, _GET_VERSION, {}, params)
