"""The profile file: found, refused where others can read it, and told what is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flame_hub.errors import UsageError
from homes import SECRET, URL, Home, posix, run, sent_by


def test_profiles_are_chosen_by_argument_variable_or_default(home: Home):
    home.profile("[default]\nurl = https://a.test\n[Prod 1]\nurl = https://b.test\n[DEFAULT]\nurl = https://c.test")
    assert home.find().url == "https://a.test"
    home.variables(profile="Prod 1")
    assert home.find().url == "https://b.test"
    assert home.find("DEFAULT").url == "https://c.test"
    said = home.refusal("prod 1")
    assert f"There is no profile 'prod 1' in {home.path}." in said
    assert "Did you mean 'Prod 1'? There are: DEFAULT, Prod 1, default." in said
    for nothing in ("", "  ", 5):
        assert "A profile is the name of a section" in home.refusal(nothing)  # type: ignore[arg-type]


def test_the_file_may_be_missing_unless_it_is_named(home: Home, monkeypatch: pytest.MonkeyPatch):
    assert home.find(url=URL).url == URL
    assert f"There is no profile file {home.path}.\nMake it" in home.refusal("prod", url=URL)
    home.variables(profile="prod")
    assert "FLAME_HUB_PROFILE names it: make it, or unset that." in home.refusal(url=URL)
    home.variables(config=str(home.folder / "other.ini"))
    said = home.refusal(url=URL)
    assert f"There is no profile file {home.folder / 'other.ini'}." in said
    assert "FLAME_HUB_CONFIG names it" in said
    home.path = home.folder / "other.ini"
    home.profile("[prod]\nurl = https://x.test")
    assert home.find().url == "https://x.test"
    monkeypatch.setattr("flame_hub.http.profiles.default_path", lambda: None)
    home.environ.clear()
    assert home.find(url=URL).url == URL
    assert "FLAME_HUB_URL" in home.refusal()
    assert "no home folder" in home.refusal("prod")


def test_a_home_that_is_no_folder_has_no_profiles(home: Home, monkeypatch: pytest.MonkeyPatch):
    (home.folder / "null").touch()
    monkeypatch.setattr("flame_hub.http.profiles.default_path", lambda: home.folder / "null" / "profiles.ini")
    assert home.find(url=URL).url == URL


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="Only root becomes somebody else.")
def test_a_home_that_may_not_be_looked_into_has_no_profiles(home: Home):
    home.profile(f"[default]\nurl = {URL}")
    home.folder.chmod(0o700)
    code = (
        "import os, sys; from flame_hub.http import profiles; from flame_hub.http.credentials import find;"
        "from pathlib import Path; profiles.default_path = lambda: Path(sys.argv[1]); os.seteuid(65534);"
        "print(find({'url': 'https://x.test'}, environ={}).url)"
    )
    assert run(code, home.path) == "https://x.test\n"


@posix
@pytest.mark.parametrize("mode", [0o640, 0o644, 0o604, 0o660, 0o601])
def test_a_file_that_others_can_read_is_refused(home: Home, mode: int):
    home.profile(f"[default]\nurl = {URL}\ntoken = {SECRET}")
    home.path.chmod(mode)
    said = home.refusal()
    assert f"others may read or write it (mode {mode:04o})" in said
    assert f"chmod 600 {home.path}" in said
    home.path.chmod(0o400)
    assert home.find().url == URL


@posix
def test_a_link_is_followed_to_its_file(home: Home):
    home.profile(f"[default]\nurl = {URL}")
    target = home.path.rename(home.folder / "dot files.ini")
    home.path.symlink_to(target)
    assert home.find().url == URL
    target.chmod(0o644)
    assert f"chmod 600 {home.path}" in home.refusal()
    target.unlink()
    assert home.find(url="https://x.test").url == "https://x.test"


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="Only root gives files away.")
def test_a_file_of_somebody_else_is_refused(home: Home):
    home.profile(f"[default]\nurl = {URL}")
    os.chown(home.path, 12345, -1)
    assert "belongs to another user" in home.refusal()


def test_a_folder_in_its_place_is_refused(home: Home):
    home.path.mkdir()
    assert "is a folder" in home.refusal(url=URL)


def test_an_editors_byte_order_mark_is_no_part_of_the_file(home: Home):
    home.profile(f"[default]\r\nurl = {URL}\r\nusername = jürgen\r\npassword = x\r\n", encoding="utf-8-sig")
    assert sent_by(home.find().auth)["username"] == "jürgen"
    home.profile(f"[default]\nurl = {URL}\nusername = jürgen", encoding="utf-16")
    assert "no text in UTF-8" in home.refusal()
    home.profile(f"[default]\nurl = {URL}\nusername = jürgen", encoding="latin-1")
    assert "no text in UTF-8" in home.refusal()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("password = the-secret", "Line 1 of the profile file {} stands before any profile"),
        ("[default]\nthe-secret", "Line 2 of the profile file {} is neither [profile] nor key = value"),
        ("[default]\nurl: the-secret", "Line 2 of the profile file {} is neither"),
        ("[default]\n[x]\n[default]", "Line 3 of the profile file {} begins the profile 'default' a second time"),
        ("[default]\npassword = a\npassword = the-secret", "Line 3 of the profile file {} sets a key a second time"),
        (
            "[default]\nurl = https://x.test\n password = the-secret",
            "url in profile 'default' of {} goes on over several",
        ),
        ("[x]\n[default]\ntoken = a\nusernam = the-secret", "Line 4 of the profile file {} has a key 'usernam'"),
        ("[default]\nwxyz-the-secret = a", "Line 2 of the profile file {} has a key that does not exist"),
        ("[default]\npasswrod = the-secret", "Did you mean 'password'?"),
        ("[default]\ntimeout = fast", "timeout in profile 'default' of {} takes a number of seconds"),
    ],
)
def test_a_broken_file_is_told_by_its_line_and_without_what_stands_there(home: Home, text: str, said: str):
    home.profile(text)
    assert said.format(home.path) in home.refusal(url=URL)


def test_a_mistake_in_another_profile_is_no_matter(home: Home):
    home.profile(f"[default]\nurl = {URL}\n[other]\nwhat = ever\ntimeout = x")
    assert home.find().url == URL


@given(st.text(alphabet='[]=:#; \n\tabcpaswordurl\ufeff%\0\\"', max_size=80))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_profile_file_or_refused(home: Home, text: str):
    home.profile(text)
    refusal = ""
    try:
        assert home.find(url=URL).url == URL
    except UsageError as error:
        refusal = str(error)
    assert not refusal or str(home.path) in refusal


def test_the_users_own_file_is_where_the_system_keeps_configuration(tmp_path: Path):
    code = "from flame_hub.http import profiles; print(profiles.default_path())"
    path = run(code, HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path / "xdg"), APPDATA=str(tmp_path / "xdg"))
    assert path.rstrip().endswith("profiles.ini")
    assert "flame-hub" in path
