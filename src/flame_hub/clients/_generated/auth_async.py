"""The asynchronous client of the auth service. Generated from the contract by tools/generate.py."""

from __future__ import annotations

from typing import Any, Literal, overload
from uuid import UUID

from typing_extensions import Unpack

from ...contract import TABLE
from ...core import operations
from ...core.operations import Binding
from ...core.options import (
    AuthParam,
    BaseKwargs,
    CountKwargs,
    FindAllKwargs,
    FindOptions,
    GetKwargs,
    GetOptions,
    IterKwargs,
    WriteKwargs,
)
from ...core.results import HubList
from ...models import AuthMethod, Client, Realm, ResourceListMeta, SingleResourceMeta, TokenBindingMethod, User
from ...models.unset import UNSET, UNSET_T
from ..base import AsyncClient, AsyncClientKwargs
from ..walks import AsyncWalk

_REALM = Binding(TABLE["realm"], Realm)
_USER = Binding(TABLE["user"], User)
_CLIENT = Binding(TABLE["client"], Client)


class AsyncAuthClient(AsyncClient):
    """Client of the auth service: realms, users, clients. Every method is a coroutine."""

    service = "auth"
    default_url = "https://auth.privateaim.dev"

    def __init__(
        self, base_url: str = "https://auth.privateaim.dev", auth: AuthParam = None, **kwargs: Unpack[AsyncClientKwargs]
    ) -> None:
        """Make the client. Nothing is sent yet.

        Args:
            base_url: URL of the service.
            auth: A login of flame_hub.auth, or an access token.
            client: An httpx2 client of your own; it is not closed with this one.
            generation: What the Hub runs ('0.8', '0.14', '0.8.36'), if that need not be found out.
        """
        super().__init__(base_url, auth, **kwargs)

    @overload
    async def get_realms(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[Realm], ResourceListMeta]: ...

    @overload
    async def get_realms(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[Realm]: ...

    async def get_realms(self, **params: Unpack[GetKwargs]) -> Any:
        """List realms: the first page, at most 50. `find_realms` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of realms.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REALM, params, "get_realms")

    @overload
    async def find_realms(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[Realm], ResourceListMeta]: ...

    @overload
    async def find_realms(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[Realm]: ...

    async def find_realms(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find realms, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, built_in, display_name, name.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, name, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching realms; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _REALM, params, "find_realms")

    def iter_realms(self, **params: Unpack[IterKwargs]) -> AsyncWalk[Realm]:
        """Walk through all realms, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, built_in, display_name, name.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, name, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones.
            limit: At most so many realms, None: all there are.
            prefetch: Pages that are asked for ahead, 0: none.
            auth: Login for these calls alone.

        Returns:
            An iterator over the realms. Nothing is sent before its first step.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return self._walk(_REALM, params, "iter_realms")

    async def count_realms(self, **params: Unpack[CountKwargs]) -> int:
        """Count realms.

        Args:
            filter: Conditions by field: id, built_in, display_name, name.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _REALM, params)

    @overload
    async def get_realm(
        self, realm_id: Realm | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[Realm, SingleResourceMeta] | None: ...

    @overload
    async def get_realm(
        self, realm_id: Realm | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> Realm | None: ...

    async def get_realm(self, realm_id: Realm | UUID | str, **params: Unpack[GetKwargs]) -> Any:
        """Get one realm.

        Args:
            realm_id: The realm, its id or its name.
            fields: Fields to answer with in addition to the usual ones.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The realm, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _REALM, realm_id, params)

    async def create_realm(
        self, name: str, display_name: str | None = None, description: str | None = None, **params: Unpack[WriteKwargs]
    ) -> Realm:
        """Create a realm. A realm: the organisation, most often a hospital, that users, clients, nodes and projects
        belong to.

        Args:
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone.

        Returns:
            The realm as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.create, _REALM, {"name": name, "display_name": display_name, "description": description}, params
        )

    async def update_realm(
        self,
        realm_id: Realm | UUID | str,
        name: str | UNSET_T = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> Realm:
        """Change a realm. What is not given stays as it is.

        Args:
            realm_id: The realm, its id or its name.
            name: Unique name, 3 to 128 of a-z, 0-9, '-', '_', '.'.
            display_name: Name shown to people, 3 to 256 characters.
            description: What it is for, 5 to 4096 characters.
            auth: Login for this call alone.

        Returns:
            The realm as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
            operations.update,
            _REALM,
            realm_id,
            {"name": name, "display_name": display_name, "description": description},
            params,
        )

    async def delete_realm(self, realm_id: Realm | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a realm.

        Args:
            realm_id: The realm or its id.
            auth: Login for this call alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _REALM, realm_id, params)

    @overload
    async def get_users(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[User], ResourceListMeta]: ...

    @overload
    async def get_users(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[User]: ...

    async def get_users(self, **params: Unpack[GetKwargs]) -> Any:
        """List users: the first page, at most 50. `find_users` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones; hidden unless named: email.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of users.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _USER, params, "get_users")

    @overload
    async def find_users(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[User], ResourceListMeta]: ...

    @overload
    async def find_users(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[User]: ...

    async def find_users(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find users, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, name, display_name, created_at,
                updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: email.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching users; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _USER, params, "find_users")

    def iter_users(self, **params: Unpack[IterKwargs]) -> AsyncWalk[User]:
        """Walk through all users, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, name, display_name, created_at,
                updated_at.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: email.
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

    async def count_users(self, **params: Unpack[CountKwargs]) -> int:
        """Count users.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _USER, params)

    @overload
    async def get_user(
        self, user_id: User | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[User, SingleResourceMeta] | None: ...

    @overload
    async def get_user(
        self, user_id: User | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> User | None: ...

    async def get_user(self, user_id: User | UUID | str, **params: Unpack[GetKwargs]) -> Any:
        """Get one user.

        Args:
            user_id: The user, its id or its name.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: email.
            include: Relations to send along, all if not given: realm.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The user, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _USER, user_id, params)

    async def create_user(
        self,
        name: str,
        email: str,
        display_name: str | None = None,
        active: bool = True,
        name_locked: bool = False,
        first_name: str | None = None,
        last_name: str | None = None,
        password: str | None = None,
        realm_id: Realm | UUID | str | None = None,
        status: str | None = None,
        status_message: str | None = None,
        **params: Unpack[WriteKwargs],
    ) -> User:
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
            auth: Login for this call alone.

        Returns:
            The user as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
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

    async def update_user(
        self,
        user_id: User | UUID | str,
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
    ) -> User:
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
            auth: Login for this call alone.

        Returns:
            The user as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
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

    async def delete_user(self, user_id: User | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a user.

        Args:
            user_id: The user or its id.
            auth: Login for this call alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _USER, user_id, params)

    @overload
    async def get_clients(
        self, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[HubList[Client], ResourceListMeta]: ...

    @overload
    async def get_clients(self, *, meta: Literal[False] = False, **params: Unpack[GetOptions]) -> HubList[Client]: ...

    async def get_clients(self, **params: Unpack[GetKwargs]) -> Any:
        """List clients: the first page, at most 50. `find_clients` gives the others.

        Args:
            fields: Fields to answer with in addition to the usual ones; hidden unless named: secret.
            include: Relations to send along, all if not given: realm, access_policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of clients.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _CLIENT, params, "get_clients")

    @overload
    async def find_clients(
        self, *, meta: Literal[True], **params: Unpack[FindOptions]
    ) -> tuple[HubList[Client], ResourceListMeta]: ...

    @overload
    async def find_clients(self, *, meta: Literal[False] = False, **params: Unpack[FindOptions]) -> HubList[Client]: ...

    async def find_clients(self, **params: Unpack[FindAllKwargs]) -> Any:
        """Find clients, a page of at most 50 at a time.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active, built_in.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, created_at, updated_at.
            page: {'limit': at most 50, 'offset': rows to skip}.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: secret.
            include: Relations to send along, all if not given: realm, access_policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The list of matching clients; `.total` counts those on all pages.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.find, _CLIENT, params, "find_clients")

    def iter_clients(self, **params: Unpack[IterKwargs]) -> AsyncWalk[Client]:
        """Walk through all clients, page after page, as `async for` asks for them. Every one that is there all the
        while comes once, though others write meanwhile.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active, built_in.
            sort: {'by': field, 'order': 'ascending' or 'descending'}: id, created_at, updated_at.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: secret.
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

    async def count_clients(self, **params: Unpack[CountKwargs]) -> int:
        """Count clients.

        Args:
            filter: Conditions by field: id, name, display_name, realm_id, active, built_in.
            auth: Login for this call alone.

        Returns:
            How many match.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.count, _CLIENT, params)

    @overload
    async def get_client(
        self, client_id: Client | UUID | str, *, meta: Literal[True], **params: Unpack[GetOptions]
    ) -> tuple[Client, SingleResourceMeta] | None: ...

    @overload
    async def get_client(
        self, client_id: Client | UUID | str, *, meta: Literal[False] = False, **params: Unpack[GetOptions]
    ) -> Client | None: ...

    async def get_client(self, client_id: Client | UUID | str, **params: Unpack[GetKwargs]) -> Any:
        """Get one client.

        Args:
            client_id: The client, its id or its name.
            fields: Fields to answer with in addition to the usual ones; hidden unless named: secret.
            include: Relations to send along, all if not given: realm, access_policy.
            meta: Return a pair of the result and what the Hub says beside it.
            auth: Login for this call alone.

        Returns:
            The client, None if there is none.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.get, _CLIENT, client_id, params)

    async def create_client(
        self,
        name: str,
        realm_id: Realm | UUID | str,
        secret: str | None = None,
        display_name: str | None = None,
        description: str | None = None,
        redirect_uri: str | None = None,
        active: bool = True,
        is_confidential: bool = True,
        secret_hashed: bool = False,
        grant_types: str | None = None,
        auth_method: AuthMethod = "secret",
        token_binding_method: TokenBindingMethod = "none",
        post_logout_redirect_uri: str | None = None,
        backchannel_logout_uri: str | None = None,
        base_url: str | None = None,
        root_url: str | None = None,
        scope: str | None = None,
        access_policy_id: UUID | str | None = None,
        secret_encrypted: bool | None = None,
        **params: Unpack[WriteKwargs],
    ) -> Client:
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
            auth: Login for this call alone.

        Returns:
            The client as the Hub made it.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
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

    async def update_client(
        self,
        client_id: Client | UUID | str,
        name: str | UNSET_T = UNSET,
        secret: str | UNSET_T | None = UNSET,
        display_name: str | UNSET_T | None = UNSET,
        description: str | UNSET_T | None = UNSET,
        redirect_uri: str | UNSET_T | None = UNSET,
        active: bool | UNSET_T = UNSET,
        is_confidential: bool | UNSET_T = UNSET,
        secret_hashed: bool | UNSET_T = UNSET,
        grant_types: str | UNSET_T | None = UNSET,
        auth_method: AuthMethod | UNSET_T = UNSET,
        token_binding_method: TokenBindingMethod | UNSET_T = UNSET,
        post_logout_redirect_uri: str | UNSET_T | None = UNSET,
        backchannel_logout_uri: str | UNSET_T | None = UNSET,
        base_url: str | UNSET_T | None = UNSET,
        root_url: str | UNSET_T | None = UNSET,
        scope: str | UNSET_T | None = UNSET,
        access_policy_id: UUID | str | UNSET_T | None = UNSET,
        secret_encrypted: bool | UNSET_T = UNSET,
        **params: Unpack[WriteKwargs],
    ) -> Client:
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
            auth: Login for this call alone.

        Returns:
            The client as it is now.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(
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

    async def delete_client(self, client_id: Client | UUID | str, **params: Unpack[BaseKwargs]) -> None:
        """Delete a client.

        Args:
            client_id: The client or its id.
            auth: Login for this call alone.

        Raises:
            HubAPIError: what the Hub refused and why, or that it could not be reached. See flame_hub.errors.
        """
        return await self._call(operations.delete, _CLIENT, client_id, params)
