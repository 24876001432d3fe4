"""A Hub that is found in the environment or in a profile, as a program on somebody's computer finds it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import anyio
import pytest

import flame_hub
from flame_hub.embedded import EmbeddedHub
from flame_hub.errors import UsageError


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("FLAME_HUB_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("FLAME_HUB_CONFIG", str(profile(tmp_path, "[other]\nurl = http://localhost:1\n")))


def profile(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "profiles.ini"
    file.write_text(text)
    file.chmod(mode)
    return file


def test_variables_tell_where_a_hub_is_and_who_logs_in(embedded: EmbeddedHub, monkeypatch: pytest.MonkeyPatch):
    with embedded.serve() as served:
        monkeypatch.setenv("FLAME_HUB_URL", served.base_url)
        monkeypatch.setenv("FLAME_HUB_USERNAME", "admin")
        monkeypatch.setenv("FLAME_HUB_PASSWORD", "start123")
        monkeypatch.setenv("FLAME_HUB_RETRIES", "1")
        with flame_hub.Hub.from_env() as hub:
            assert hub.core.create_node("größe").name == "größe"

        async def main() -> int:
            async with flame_hub.AsyncHub.from_env() as hub:
                return await hub.core.count_nodes()

        assert anyio.run(main) == 1


def test_a_profile_tells_the_same_and_arguments_come_before_it(embedded: EmbeddedHub, tmp_path: Path):
    with embedded.serve() as served:
        profile(tmp_path, f"[ward]\nurl = {served.base_url}\nusername = admin\npassword = start123\n")
        with flame_hub.Hub.from_env("ward") as hub:
            assert hub.core.count_nodes() == 0
        with flame_hub.Hub.from_env("ward", password="wrong", retries=0) as hub:
            with pytest.raises(flame_hub.errors.AuthenticationError):
                hub.core.count_nodes()


@pytest.mark.skipif(os.name != "posix", reason="Files have no such modes here.")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_profile_that_others_can_read_is_refused(tmp_path: Path, mode: int):
    profile(tmp_path, "[ward]\nurl = http://localhost:1\npassword = hush-hush\n", mode)
    with pytest.raises(UsageError, match="chmod 600") as caught:
        flame_hub.Hub.from_env("ward")
    assert "hush" not in str(caught.value)


def test_a_hub_of_a_profile_can_be_handed_to_another_process(embedded: EmbeddedHub, tmp_path: Path):
    """The password is not in the pickle: the other process reads it where it is kept."""
    with embedded.serve() as served:
        profile(tmp_path, f"[ward]\nurl = {served.base_url}\nusername = admin\npassword = start123\n")
        with flame_hub.Hub.from_env("ward") as hub:
            hub.core.create_node("one")
            pickled = pickle.dumps(hub)
        assert b"start123" not in pickled
        script = "import pickle, sys; print(pickle.load(sys.stdin.buffer).core.count_nodes())"
        done = subprocess.run([sys.executable, "-c", script], input=pickled, capture_output=True, timeout=60)
        assert done.stdout.split() == [b"1"], done.stderr
