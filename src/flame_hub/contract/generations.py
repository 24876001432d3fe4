"""How the Hub's services changed from release to release, as far as that shows on the wire.

Single fields, values and collections tell their own history in the table (`since`, `until`, `former`). Here is what
holds for a service as a whole. Auth is Authup, which has releases of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from .releases import AUTHUP_RELEASE, HUB_RELEASE, TODAY, Release, Service, release_of

#: Which Authup came with a release of the Hub and those after it.
AUTHUP_RELEASES: tuple[tuple[str, str], ...] = (
    ("0.8", "beta.24"),
    ("0.8.8", "beta.26"),
    ("0.8.15", "beta.27"),
    ("0.8.22", "beta.28"),
    ("0.8.28", "beta.29"),
    ("0.8.29", "beta.30"),
    ("0.8.32", "beta.35"),
    ("0.8.41", "beta.36"),
    ("0.10.1", "beta.42"),
    ("0.11", "beta.48"),
    ("0.12", "beta.50"),
    ("0.12.2", "beta.52"),
    ("0.12.3", "beta.54"),
    ("0.12.4", "beta.56"),
    ("0.13", "beta.57"),
    ("0.13.1", "beta.59"),
    ("0.14", AUTHUP_RELEASE),
)

#: The release that is meant where a generation alone is named.
GENERATIONS: Mapping[str, str] = {
    "0.8": "0.8.21",
    "0.9": "0.8.44",
    "0.10": "0.10.2",
    "0.11": "0.11.5",
    "0.12": "0.12.5",
    "0.13": "0.13.3",
    "0.14": HUB_RELEASE,
}


def _trait(auth: str, hub: str) -> Mapping[Service, str]:
    """The first release of each service that has a trait: of auth Authup's, of all others the Hub's."""
    return {service: auth if service == "auth" else hub for service in TODAY}


#: The first release with names in camelCase; before it they were in snake_case.
CAMEL_CASE = _trait("beta.54", "0.13")
#: The first release that answers with `{data, meta}` for a single record, and says in `meta.schema` what it offers.
ENVELOPE = _trait("beta.57", "0.13")
#: The first release that reads filters with rapiq 2: it knows expressions, compares texts without regard to case, and
#: takes "~x" for "ends with x", "x~" for "starts with x" and "~x~" for "contains x". Before it "~x" was the only one,
#: meant "starts with x", and SQL's wildcards "%" and "_" worked in it.
EXPRESSIONS = _trait("beta.54", "0.12.3")
#: The first release whose services and nodes log in as clients and not as robots.
CLIENTS = _trait("beta.30", "0.8.29")
#: The first release that calls the order of a list "sorts" in `meta.schema`; before it that was "sort".
SORTS = _trait(AUTHUP_RELEASE, HUB_RELEASE)

#: The first release of the Hub with a service, or with the routes of it that are known; all have the others.
CAME_WITH: Mapping[Service, str] = {"telemetry": "0.8.16", "messenger": "0.11.5"}

#: The first release that builds and distributes an analysis with a command each, and locks it before its nodes approve.
BUILDS_APART: Mapping[Service, str] = {"core": "0.8.22"}
#: The first release whose new analyses have the nodes that approved the project, and take one that they have again.
NODES_COME_ALONG: Mapping[Service, str] = {"core": "0.10.1"}
#: The first release that does not keep who made a bucket.
BUCKETS_OF_NOBODY: Mapping[Service, str] = {"storage": "0.8.22"}

#: The first release of the Hub whose errors have codes in lower case, and issues. Before it they have neither, and a
#: missing permission or a bad token is told with the status and the code of auth.
PLAIN_CODES = "0.10"
#: The first release of auth whose errors do not repeat the status.
ERRORS_WITHOUT_STATUS = "beta.42"
#: The first release of auth that takes a user without a realm for one of the master realm, not for one of any realm.
MASTER_BY_DEFAULT = "beta.51"
#: The first release of auth whose access tokens are good for 15 minutes; before it that was an hour.
SHORT_TOKENS = "beta.52"


def since(trait: Mapping[Service, str], service: Service, release: Release) -> bool:
    """Whether a service of this release has a trait, such as `CAMEL_CASE`."""
    return release >= release_of(trait[service])


def releases_of(generation: str) -> Mapping[Service, Release]:
    """What each service of a Hub runs, by the Hub's release ("0.8.36") or its generation ("0.8").

    Raises ValueError for a text that is neither.
    """
    hub = release_of(GENERATIONS.get(generation, generation))
    if hub < (0, 7) or "beta" in generation:
        raise ValueError(f"{generation!r} is no release of the Hub.")
    authup = AUTHUP_RELEASES[0][1]
    for first, came_with in AUTHUP_RELEASES:
        if hub >= release_of(first):
            authup = came_with
    return {service: release_of(authup) if service == "auth" else hub for service in TODAY}
