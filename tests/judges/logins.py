"""Logins: with a password, as a program, refused, renewed, and ended."""

from __future__ import annotations

from judging import NOWHERE, Judge


def wrong(judge: Judge) -> None:
    judge.refused(
        400, "The user credentials are invalid.", judge.client("core", judge.password("admin", "wrong")).get_nodes
    )
    judge.refused(
        400, "The user credentials are invalid.", judge.client("auth", judge.password("nobody", "x")).get_users
    )
    judge.holds(judge.fails((400, 401), judge.client("core", judge.machine(NOWHERE, "wrong secret")).get_nodes))


def renewed(judge: Judge) -> None:
    """A token that has run out is renewed."""
    login = judge.password(*judge.ADMIN)
    core = judge.client("core", login)
    judge.same(core.get_nodes(), [])
    first = _token(login)
    judge.same(core.get_nodes(), [])
    judge.same(_token(login), first)
    with judge.later(2 * 3600):
        judge.same(core.get_nodes(), [])
    judge.holds(_token(login) != first)


def _token(login: object) -> str:
    """The token that a login holds."""
    return login._current_token.access_token


def closed(judge: Judge) -> None:
    """A client that is closed sends nothing more."""
    for kind, method in (("auth", "get_realms"), ("core", "get_nodes"), ("storage", "get_buckets")):
        if not judge.offers(kind, "close"):
            continue
        client = judge.client(kind)
        judge.holds(isinstance(getattr(client, method)(), list))
        judge.same(client.close(), None)
        try:
            getattr(client, method)()
        except RuntimeError as error:
            judge.holds("closed" in str(error))
        else:
            judge.holds(False, "A closed client sent a request.")


FLOWS = (wrong, renewed, closed)
