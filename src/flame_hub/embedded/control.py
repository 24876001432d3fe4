"""The Hub's control over HTTP: what `EmbeddedHub` has in Python, as JSON below `/_control`.

A web page in the browser of who runs the Hub must not be able to use it. So requests that another site makes are
refused, bodies have to be JSON, and the Hub has to be called by a name that no stranger can give it.
"""

from __future__ import annotations

import inspect
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .facts import facts
from .failures import PROCESSES
from .faults import Faults
from .hub import EmbeddedHub, EmbeddedHubError
from .messages import MalformedBody, Request, Response, TooLarge, empty_response, json_response
from .recording import REMEMBERED
from .seeding import SeedError

#: Where it is.
PATH = "_control"

Answer = Callable[[EmbeddedHub, Request], Response]


class _Refused(Exception):
    """A request that is not carried out."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class _Route:
    """What can be asked for.

    path   below `/_control`, "{}" for a segment that is any
    doc    what it does, and what its body may hold
    """

    method: str
    path: str
    doc: str
    answer: Callable[..., Response]

    def match(self, segments: tuple[str, ...]) -> tuple[str, ...] | None:
        """The segments that are any, None if the path is another one."""
        own = tuple(part for part in self.path.split("/") if part)
        if len(own) != len(segments) or any(a not in ("{}", b) for a, b in zip(own, segments, strict=True)):
            return None
        return tuple(b for a, b in zip(own, segments, strict=True) if a == "{}")


class Control:
    """The control of one Hub.

    host  where it is served: the name by which it may be called besides IP addresses and names without a dot
    """

    def __init__(self, hub: EmbeddedHub, host: str = "") -> None:
        self._hub = hub
        self._host = host.lower()

    def handle(self, request: Request) -> Response:
        """The answer to a request below `/_control`."""
        try:
            self._admit(request)
            return self._answer(request)
        except _Refused as refused:
            return _error(refused.status, str(refused))
        except (ValueError, SeedError, EmbeddedHubError) as error:
            return _error(400, str(error))
        except MalformedBody as error:
            return _error(400, f"The body is no JSON: {error}.")
        except TooLarge:
            return _error(413, "The body is too large.")

    def _admit(self, request: Request) -> None:
        """Raise the refusal for a request that a web page of somebody else may have made."""
        host = _host_name(request.headers.get("host", ""))
        if not (host == self._host or "." not in host or host.endswith(".localhost") or _is_address(host)):
            message = f"The Hub is not served as {host!r}. Use its IP address, or serve it with --host {host}."
            raise _Refused(403, message)
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
            raise _Refused(403, "Pages of other sites may not control the Hub.")
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            raise _Refused(403, "Pages of other sites may not control the Hub.")
        if request.method in ("GET", "HEAD"):
            return
        if (request.content or "content-type" in request.headers) and request.media_type != "application/json":
            raise _Refused(415, "Send the body as application/json.")
        if request.content.strip() and not request.content.lstrip().startswith(b"{"):
            raise _Refused(400, "The body has to be a JSON object.")

    def _answer(self, request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        segments = request.segments[1:]
        found = [(route, values) for route in ROUTES if (values := route.match(segments)) is not None]
        for route, values in found:
            if route.method == method:
                return route.answer(self._hub, request, *values)
        if found:
            allowed = ", ".join(route.method for route, _ in found)
            answer = _error(405, f"{request.method} is not for this path: {allowed} is.")
            answer.headers.append(("allow", allowed))
            return answer
        raise _Refused(404, f"There is no such route. GET /{PATH} tells which there are.")


def _host_name(host: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return "not.valid"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _error(status: int, message: str) -> Response:
    return json_response(status, {"error": message})


# What the routes do


def _routes(hub: EmbeddedHub, request: Request) -> Response:
    told = [{"method": route.method, "path": f"/{PATH}{route.path}", "does": route.doc} for route in ROUTES]
    return json_response(200, {"routes": told})


def _status(hub: EmbeddedHub, request: Request) -> Response:
    return json_response(200, facts(hub, request))


def _reset(hub: EmbeddedHub, request: Request) -> Response:
    _said(request)
    hub.reset()
    return empty_response(204)


def _seed(hub: EmbeddedHub, request: Request) -> Response:
    return json_response(201, hub.seed(request.values))


def _clock(hub: EmbeddedHub, request: Request) -> Response:
    return json_response(200, {"now": hub.clock.stamp(), "seconds": hub.clock.now(), "frozen": hub.clock.frozen})


def _freeze(hub: EmbeddedHub, request: Request) -> Response:
    hub.clock.freeze(_said(request, "at").get("at"))
    return _clock(hub, request)


def _advance(hub: EmbeddedHub, request: Request) -> Response:
    said = _said(request, "seconds")
    if "seconds" not in said:
        raise ValueError("seconds: say how far to put the clock forward.")
    hub.clock.advance(said["seconds"])
    return _clock(hub, request)


def _resume(hub: EmbeddedHub, request: Request) -> Response:
    _said(request)
    hub.clock.resume()
    return _clock(hub, request)


def _reset_clock(hub: EmbeddedHub, request: Request) -> Response:
    _said(request)
    hub.clock.reset()
    return _clock(hub, request)


def _faults(hub: EmbeddedHub, request: Request) -> Response:
    return json_response(200, {"faults": [fault.describe() for fault in hub.faults]})


def _add_fault(hub: EmbeddedHub, request: Request) -> Response:
    names = [name for name in inspect.signature(Faults.add).parameters if name != "self"]
    return json_response(201, hub.faults.add(**_said(request, *names)).describe())


def _clear_faults(hub: EmbeddedHub, request: Request) -> Response:
    hub.faults.clear()
    return empty_response(204)


def _remove_fault(hub: EmbeddedHub, request: Request, number: str) -> Response:
    if not (number.isdecimal() and len(number) < 19 and hub.faults.remove(int(number))):
        raise _Refused(404, f"There is no fault {number}.")
    return empty_response(204)


def _requests(hub: EmbeddedHub, request: Request) -> Response:
    limit = dict(request.query).get("limit", str(REMEMBERED))
    if not limit.isdecimal() or len(limit) > 9:
        raise ValueError(f"limit: {limit!r} is no number of requests.")
    return json_response(200, {"requests": [found.describe() for found in hub.requests.last(int(limit))]})


def _clear_requests(hub: EmbeddedHub, request: Request) -> Response:
    hub.requests.clear()
    return empty_response(204)


def _jobs(hub: EmbeddedHub, request: Request) -> Response:
    waiting = [{"kind": job.kind, "about": job.about} for job in hub.jobs.waiting]
    failures = hub.jobs.failures.all()
    return json_response(200, {"pace": hub.pace, "pending": len(waiting), "waiting": waiting, "failures": failures})


def _step_jobs(hub: EmbeddedHub, request: Request) -> Response:
    _said(request)
    hub.jobs.step()
    return _jobs(hub, request)


def _finish_jobs(hub: EmbeddedHub, request: Request) -> Response:
    _said(request)
    hub.jobs.finish()
    return _jobs(hub, request)


def _fail_job(hub: EmbeddedHub, request: Request) -> Response:
    said = dict(_said(request, "process", "analysis", "node", "message", "at", "times"))
    if "process" not in said:
        raise ValueError(f"process: say what is to fail: {', '.join(PROCESSES)}.")
    hub.jobs.fail(said.pop("process"), **said)
    return _jobs(hub, request)


def _clear_failures(hub: EmbeddedHub, request: Request) -> Response:
    hub.jobs.failures.clear()
    return empty_response(204)


def _settings(hub: EmbeddedHub, request: Request) -> Response:
    return json_response(200, hub.settings())


def _change_settings(hub: EmbeddedHub, request: Request) -> Response:
    hub.set(_said(request, *hub.settings()))
    return _settings(hub, request)


def _said(request: Request, *known: str) -> Mapping[str, Any]:
    """The body. Raises ValueError for what it may not hold."""
    for name in request.values:
        if name not in known:
            may = f"it may hold {', '.join(known)}" if known else "it has to be empty"
            raise ValueError(f"{name!r} has no meaning in the body: {may}.")
    return request.values


_SAID_OF_FAULTS = (
    "Which requests: service, method, path (a pattern such as nodes/*), count (null: all), skip, chance, seed. What "
    "goes wrong: status with code, message and headers; html; latency (seconds); cut (before, after, within); "
    "truncate (bytes); bytes_per_second; pause (seconds)."
)

_SAID_OF_FAILURES = (
    f"process: {', '.join(PROCESSES)}; analysis, node: which one (null: any); message; at: the last percent that is "
    "reached; times."
)

ROUTES = (
    _Route("GET", "", "Tells the routes.", _routes),
    _Route("GET", "/status", "Tells what runs, what it holds, the last requests, faults and jobs.", _status),
    _Route("POST", "/reset", "Makes it a fresh Hub.", _reset),
    _Route("POST", "/seed", "Makes the records of a state, all or none: {collection: {label: {...}}}.", _seed),
    _Route("GET", "/clock", "Tells the Hub's time.", _clock),
    _Route("POST", "/clock/freeze", "Stops the clock, now or at: a time or seconds since 1970.", _freeze),
    _Route("POST", "/clock/advance", "Puts the clock forward by seconds.", _advance),
    _Route("POST", "/clock/resume", "Lets the clock go on.", _resume),
    _Route("POST", "/clock/reset", "Lets the clock show the machine's time.", _reset_clock),
    _Route("GET", "/faults", "Tells the faults and how often they were applied.", _faults),
    _Route("POST", "/faults", f"Lets something go wrong. {_SAID_OF_FAULTS}", _add_fault),
    _Route("DELETE", "/faults", "Removes all faults.", _clear_faults),
    _Route("DELETE", "/faults/{}", "Removes the fault of that number.", _remove_fault),
    _Route("GET", "/requests", "Tells the last requests, the newest last; ?limit= how many.", _requests),
    _Route("DELETE", "/requests", "Forgets them.", _clear_requests),
    _Route("GET", "/jobs", "Tells the jobs that wait, their pace, and what is going to fail.", _jobs),
    _Route("POST", "/jobs/step", "Does the next step of every job.", _step_jobs),
    _Route("POST", "/jobs/finish", "Does all steps of all jobs.", _finish_jobs),
    _Route("POST", "/jobs/failures", f"Lets the next process fail. {_SAID_OF_FAILURES}", _fail_job),
    _Route("DELETE", "/jobs/failures", "Lets nothing fail that has not failed yet.", _clear_failures),
    _Route("GET", "/settings", "Tells the settings.", _settings),
    _Route("POST", "/settings", "Changes those that are in the body.", _change_settings),
)
