"""What can be said of a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from ..contract.releases import TODAY

SERVICES = tuple(TODAY)
CUTS = ("before", "after", "within")

_HEADER_NAME = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*")
#: Headers that say how the answer is sent, which is not for a fault to say.
_OF_THE_CONNECTION = ("content-length", "transfer-encoding", "connection")
#: The longest delay in seconds.
_LONGEST = 3600
_NO_BODY = (204, 205, 304)


def check(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a fault, in one form. Raises ValueError for what makes no sense."""
    _check_requests(said)
    _check_answer(said)
    told = {**said, "headers": _headers(said["headers"])}
    if isinstance(said["method"], str):
        told["method"] = said["method"].upper()
    if said["html"] and said["status"] is None:
        told["status"] = 502
    _check_together(told)
    return told


def _demand(fits: bool, name: str, value: object, what: str) -> None:
    if not fits:
        raise ValueError(f"{name}: {value!r} is {what}.")


def _check_requests(said: Mapping[str, Any]) -> None:
    service, method, path, seed = said["service"], said["method"], said["path"], said["seed"]
    _demand(service is None or service in SERVICES, "service", service, f"none of {', '.join(SERVICES)}")
    _demand(method is None or (isinstance(method, str) and method.isalpha()), "method", method, "no method of HTTP")
    _demand(isinstance(path, str) and bool(path), "path", path, "no pattern")
    _demand(isinstance(seed, int) and not isinstance(seed, bool), "seed", seed, "no whole number")
    _check_whole("skip", said["skip"], 0)
    _check_number("chance", said["chance"], 0, 1)
    if said["count"] is not None:
        _check_whole("count", said["count"], 1)


def _check_answer(said: Mapping[str, Any]) -> None:
    cut, html = said["cut"], said["html"]
    _demand(cut is None or cut in CUTS, "cut", cut, f"none of {', '.join(CUTS)}")
    _demand(isinstance(html, (str, bool)), "html", html, "neither true nor false nor a text")
    for name in ("code", "message"):
        _demand(isinstance(said[name], (str, type(None))), name, said[name], "no text")
    for name in ("latency", "pause"):
        _check_number(name, said[name], 0, _LONGEST)
    if said["status"] is not None:
        _check_whole("status", said["status"], 200, 599)
        _demand(said["status"] not in _NO_BODY, "status", said["status"], "one without a body to tell an error with")
    if said["truncate"] is not None:
        _check_whole("truncate", said["truncate"], 0)
    if said["bytes_per_second"] is not None:
        _check_number("bytes_per_second", said["bytes_per_second"], 0.1, 1e12)


def _check_together(said: Mapping[str, Any]) -> None:
    """Raise ValueError for what cannot be said together."""
    if said["status"] is None and (said["code"] or said["message"] or said["headers"]):
        raise ValueError("code, message and headers are those of an error: give its status as well.")
    if said["html"] and (said["code"] or said["message"]):
        raise ValueError("code and message are those of the Hub's error: a page has none.")
    if said["cut"] is not None and said["truncate"] is not None:
        raise ValueError("An answer that is cut is not truncated: give cut or truncate.")
    if said["cut"] in ("before", "after") and (said["bytes_per_second"] is not None or said["pause"]):
        raise ValueError("There is no answer to slow down if the connection is cut before it.")
    effects = ("status", "cut", "truncate", "bytes_per_second")
    if all(said[name] is None for name in effects) and not said["latency"] and not said["pause"]:
        raise ValueError("Say what goes wrong: status, html, latency, cut, truncate, bytes_per_second or pause.")


def _headers(given: Any) -> dict[str, str]:
    if given is None:
        return {}
    _demand(isinstance(given, Mapping), "headers", given, "no mapping of names to values")
    headers = {str(name).lower(): str(value) for name, value in cast("Mapping[Any, Any]", given).items()}
    for name, value in headers.items():
        _demand(_HEADER_NAME.fullmatch(name) is not None, "headers", name, "no name of a header")
        _demand(name not in _OF_THE_CONNECTION, "headers", name, "not for a fault to say")
        if not _HEADER_VALUE.fullmatch(value):
            raise ValueError(f"headers: the value of {name} has characters that no header can have.")
    return headers


def _check_whole(name: str, value: Any, least: int, most: float = float("inf")) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    upto = f" up to {most}" if most != float("inf") else ""
    _demand(whole and least <= value <= most, name, value, f"no whole number from {least}{upto}")


def _check_number(name: str, value: Any, least: float, most: float) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    _demand(number and least <= value <= most, name, value, f"no number from {least:g} to {most:g}")
