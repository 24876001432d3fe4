"""Where secrets are kept: sources that are called for them, and show none."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from flame_hub.errors import UsageError
from flame_hub.http.credentials import (
    EnvironmentSecret,
    FileSecret,
    ProfileSecret,
)
from homes import SECRET, Home, posix


def test_a_secret_of_the_environment_is_read_anew(monkeypatch: pytest.MonkeyPatch):
    source = EnvironmentSecret("FLAME_HUB_PASSWORD")
    monkeypatch.setenv("FLAME_HUB_PASSWORD", SECRET)
    assert source() == SECRET
    monkeypatch.setenv("FLAME_HUB_PASSWORD", " newer \n")
    assert source() == " newer \n"
    for unset in (lambda: monkeypatch.setenv("FLAME_HUB_PASSWORD", ""), lambda: monkeypatch.delenv(source.name)):
        unset()
        with pytest.raises(UsageError, match="environment variable FLAME_HUB_PASSWORD is not set"):
            source()


def test_a_variable_that_is_no_text_is_refused():
    with pytest.raises(UsageError, match="no text in UTF-8"):
        EnvironmentSecret("X", {"X": "a\udcff"})()


def test_a_secret_of_a_file_is_read_anew(tmp_path: Path):
    path = tmp_path / "secret"
    source = FileSecret(path)
    with pytest.raises(UsageError, match=r"There is no file .*secret"):
        source()
    for text, secret in (
        (SECRET, SECRET),
        ("a b \n", "a b "),
        ("ü\r\n", "ü"),
        ("\ufeffx\n", "x"),
        ("a=#;%'\n", "a=#;%'"),
    ):
        path.write_bytes(text.encode())
        assert source() == secret


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"the-secret\n\n", "more than one line"),
        (b"the-secret\nmore", "more than one line"),
        (b"the-secret\xff", "no text in UTF-8"),
        ("the-secret".encode("utf-16"), "no text in UTF-8"),
        (b"the-secret" * 100_000, "too long"),
    ],
)
def test_a_file_that_holds_no_secret_is_refused_without_its_content(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "secret"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=said) as caught:
        FileSecret(path)()
    assert str(path) in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(UsageError, match="is a folder"):
        FileSecret(tmp_path)()
    with pytest.raises(UsageError, match="null character"):
        FileSecret("a\0b")()


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="no regular file"):
        FileSecret(tmp_path / "pipe")()


@posix
def test_a_secret_that_is_mounted_may_be_readable_and_a_link(tmp_path: Path):
    (tmp_path / "data").write_text(SECRET)
    (tmp_path / "data").chmod(0o444)
    (tmp_path / "link").symlink_to(tmp_path / "data")
    assert FileSecret(tmp_path / "link")() == SECRET
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(UsageError, match="cannot be read"):
        FileSecret(tmp_path / "loop")()


@pytest.mark.parametrize("path", ["", " ", None, 5])
def test_what_is_no_path_is_refused(path: Any):
    with pytest.raises(UsageError, match="is the path of a file"):
        FileSecret(path)


def test_a_secret_of_a_profile_is_read_anew(home: Home):
    source = ProfileSecret(str(home.path), "default", "password")
    with pytest.raises(UsageError, match=r"no profile file .* any more"):
        source()
    home.profile(f"[default]\npassword = {SECRET}")
    assert source() == SECRET
    home.profile("[default]\npassword = newer")
    assert source() == "newer"
    for text, said in (
        ("[default]\n", "password is missing in profile 'default'"),
        ("[defaults]\n", "no profile 'default'"),
        ("[default]\npassword = a\n b", "several lines"),
    ):
        home.profile(text)
        with pytest.raises(UsageError, match=said):
            source()


def test_sources_show_and_pickle_where_secrets_are_and_not_the_secrets(home: Home, tmp_path: Path):
    home.profile(f"[default]\npassword = {SECRET}")
    (tmp_path / "secret").write_text(SECRET)
    sources = (
        EnvironmentSecret("X", {"X": SECRET}),
        FileSecret(tmp_path / "secret"),
        ProfileSecret(str(home.path), "default", "password"),
    )
    for source in sources:
        assert source() == SECRET
        pickled = pickle.dumps(source)
        assert SECRET.encode() not in pickled
        assert SECRET not in repr(source)
        assert pickle.loads(pickled) == source
        assert hash(pickle.loads(pickled)) == hash(source)
        assert type(source).__name__ in repr(source)
