"""How a filesystem finds its Hub, and what of its options others get to see: in fsspec's cache, in pickles, in JSON."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator

import fsspec
import pytest

import flame_hub
from flame_hub import errors
from flame_hub.auth import EnvironmentSecret, PasswordAuth, StaticAuth
from flame_hub.embedded import EmbeddedHub
from flame_hub.files.filesystem import HubFileSystem

SECRET = "hunter2-and-more"


@pytest.fixture
def url(embedded: EmbeddedHub) -> Iterator[str]:
    with embedded.serve() as served:
        yield served.base_url


@pytest.fixture
def surroundings(embedded: EmbeddedHub, url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Variables that tell where the Hub is and how to log in."""
    monkeypatch.setenv("FLAME_HUB_URL", url)
    monkeypatch.setenv("FLAME_HUB_USERNAME", embedded.ADMIN_NAME)
    monkeypatch.setenv("FLAME_HUB_PASSWORD", embedded.ADMIN_PASSWORD)
    HubFileSystem.clear_instance_cache()
    return url


def test_without_arguments_the_environment_tells(surroundings: str):
    fs = HubFileSystem()
    fs.mkdir("results")
    fs.pipe("results/x", b"x")
    assert HubFileSystem() is fs
    assert HubFileSystem(use_listings_cache=False) is not fs
    assert fs.unstrip_protocol("results/x") == "flamehub://results/x"


def test_fsspec_finds_it_by_its_protocol(surroundings: str):
    # In a process of its own: entry points are read when fsspec is imported.
    program = """
import fsspec
with fsspec.open("flamehub://results/a/x.txt", "w") as file:
    file.write("hello")
with fsspec.open("flamehub://results/a/x.txt") as file:
    print(file.read())
fs, path = fsspec.core.url_to_fs("flamehub://results/a/x.txt")
print(type(fs).__name__, path, fs.ls("results", detail=False))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == ["b'hello'", "HubFileSystem results/a/x.txt ['results/a']"], run.stderr


@pytest.mark.parametrize(
    "given",
    [
        {"username": "ada", "password": SECRET},
        {"auth": SECRET},
        {"auth": PasswordAuth("ada", SECRET)},
        {"token": SECRET},
        {"base_url": f"http://ada:{SECRET}@hub.test/"},
        {"proxy": f"http://ada:{SECRET}@proxy.test:3128"},
    ],
    ids=lambda given: next(reversed(given)),
)
def test_a_secret_is_nowhere_to_be_seen(given: dict[str, object], caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG")
    fs = HubFileSystem(**{"base_url": "http://hub.test/", **given})
    shown = (repr(fs), str(fs.storage_options), repr(fs.storage_args), str(vars(fs)), fs._fs_token, caplog.text)
    assert not any(SECRET in text for text in shown)
    for write in (fs.to_json, fs.to_dict):
        with pytest.raises(errors.UsageError) as caught:
            write()
        assert SECRET not in str(caught.value)
    with pytest.raises(errors.UsageError) as caught:
        pickle.dumps(fs)
    assert SECRET not in str(caught.value)


def test_logins_that_look_alike_are_not_mixed_up():
    one, other, again = (HubFileSystem(base_url="http://hub.test", auth=token) for token in ("one", "two", "one"))
    assert one is again
    assert one is not other
    assert one != other
    logins = [StaticAuth("one"), StaticAuth("two")]
    first, second = (HubFileSystem(base_url="http://hub.test", auth=login) for login in logins)
    assert first is not second
    assert HubFileSystem(base_url="http://hub.test", auth=logins[0]) is first


def test_fsspecs_own_configuration_shows_no_secret_either(monkeypatch: pytest.MonkeyPatch):
    options = {"base_url": "http://hub.test", "username": "ada", "password": SECRET}
    monkeypatch.setitem(fsspec.config.conf, "flamehub", options)
    fs = HubFileSystem()
    assert SECRET not in str(fs.storage_options)
    assert "http://hub.test" in repr(fs._hub)


PROGRAM = """
import pickle, sys
sent = bytes.fromhex(sys.argv[1])
fs, again = pickle.loads(sent), pickle.loads(sent)
print(fs.cat("results/x"), fs is again)
"""


def test_another_process_finds_the_login_where_it_is_told_to_look(url: str, embedded: EmbeddedHub, surroundings: str):
    login = PasswordAuth(embedded.ADMIN_NAME, EnvironmentSecret("FLAME_HUB_PASSWORD"))
    with flame_hub.Hub(url, login) as hub:
        hub.storage.create_bucket("results")
        given = (
            {},
            {"base_url": url, "auth": login},
            {"base_url": url, "username": "admin", "password": EnvironmentSecret("FLAME_HUB_PASSWORD")},
            {"hub": hub},
        )
        for options in given:
            fs = HubFileSystem(**options)
            fs.pipe("results/x", b"x")
            sent = pickle.dumps(fs)
            assert embedded.ADMIN_PASSWORD.encode() not in sent
            # Received twice it is one there, with one login.
            command = [sys.executable, "-c", PROGRAM, sent.hex()]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            assert run.stdout == "b'x' True\n", run.stderr


def test_json_tells_what_is_not_secret(surroundings: str):
    fs = HubFileSystem(timeout=5)
    assert json.loads(fs.to_json())["timeout"] == 5
    assert HubFileSystem.from_json(fs.to_json()) is fs


def test_threads_share_a_filesystem(surroundings: str):
    fs = HubFileSystem()
    fs.mkdir("results")
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            for step in range(5):
                path = f"results/{number}/{step}"
                fs.pipe(path, path.encode())
                assert fs.cat(path) == path.encode()
                assert path in fs.find("results")
        except Exception as failure:  # noqa: BLE001 - told by the main thread
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(fs.find("results")) == 30
