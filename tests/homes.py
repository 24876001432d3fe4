"""A user with a profile file and environment variables, and what the user's logins send."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

import flame_hub
from flame_hub.errors import UsageError
from flame_hub.http.credentials import Found, find

URL = "https://hub.test/"
SECRET = "the-secret"

posix = pytest.mark.skipif(os.name != "posix", reason="Only POSIX has such permissions.")


class Home:
    """A user with a profile file and environment variables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "profiles.ini"
        self.environ: dict[str, str] = {}

    def profile(self, text: str, encoding: str = "utf-8") -> None:
        self.path.write_bytes(text.encode(encoding))
        self.path.chmod(0o600)

    def variables(self, **values: str) -> None:
        self.environ |= {f"FLAME_HUB_{name.upper()}": value for name, value in values.items()}

    def find(self, profile: str | None = None, **arguments: Any) -> Found:
        return find(arguments, profile=profile, environ=self.environ)

    def refusal(self, profile: str | None = None, **arguments: Any) -> str:
        """What is said about a mistake. It never holds a secret."""
        with pytest.raises(UsageError) as caught:
            self.find(profile, **arguments)
        chain: BaseException | None = caught.value
        while chain is not None:
            assert SECRET not in f"{chain}{chain!r}{getattr(chain, 'hint', '')}"
            chain = None if chain.__suppress_context__ else chain.__cause__ or chain.__context__
        return str(caught.value)


def sent_by(auth: httpx2.Auth | None) -> dict[str, str]:
    """What a login sends: the form of its token request, or the token itself."""
    assert auth is not None
    sent: dict[str, str] = {}

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/token"):
            sent.update(parse_qsl(request.content.decode()))
            return httpx2.Response(200, json={"access_token": "good", "expires_in": 900})
        sent["bearer"] = request.headers["authorization"].removeprefix("Bearer ")
        return httpx2.Response(200, json={})

    with httpx2.Client(transport=httpx2.MockTransport(answer), auth=auth) as client:
        client.get("https://hub.test/core/nodes")
    if sent["bearer"] == "good":
        del sent["bearer"]
    return sent


def run(code: str, *arguments: object, **environ: str) -> str:
    """What a Python process prints."""
    environment = {**os.environ, "PYTHONPATH": str(Path(flame_hub.__file__).parent.parent), **environ}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
