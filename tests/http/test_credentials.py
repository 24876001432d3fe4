"""Where a Hub is and how to log in there: arguments, environment variables, a profile."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flame_hub
from flame_hub.auth import ClientAuth, PasswordAuth, RobotAuth, StaticAuth
from flame_hub.errors import UsageError
from flame_hub.http.credentials import (
    FileSecret,
    hub_arguments,
    realm_text,
)
from flame_hub.http.token_cache import TokenCache
from flame_hub.http.variables import SETTINGS
from flame_hub.models import Node, Realm
from homes import SECRET, URL, Home, run, sent_by

ID = "4c8a1b1e-7f43-4a5c-9f70-0f4f3d3b7f11"


# The order


def test_everything_can_stand_in_the_environment(home: Home, tmp_path: Path):
    home.variables(
        url=URL, auth_url="https://auth.test/", username="alice", password=SECRET, realm="clinic", generation="0.14"
    )
    home.variables(timeout="5", deadline="none", retries="0", throttle="no", trust_env="off", max_connections="7")
    home.variables(transport="fast")
    home.variables(
        proxy="http://me:the-secret@proxy.test:3128", no_proxy="a.test, .b.test", ca_file=f"{tmp_path}/a{os.pathsep}b"
    )
    home.variables(client_cert="c.pem", client_key="/k.pem", client_key_password=SECRET)
    found = home.find()
    assert (found.url, dict(found.urls), found.generation) == (URL, {"auth_url": "https://auth.test/"}, "0.14")
    assert sent_by(found.auth) == {
        "grant_type": "password",
        "username": "alice",
        "password": SECRET,
        "realm_name": "clinic",
    }
    here = Path.cwd()
    assert found.connection == {
        "timeout": 5.0,
        "deadline": None,
        "retries": 0,
        "throttle": False,
        "trust_env": False,
        "max_connections": 7,
        "transport": "fast",
        "proxy": "http://me:the-secret@proxy.test:3128",
        "no_proxy": ["a.test", ".b.test"],
        "ca_file": [f"{tmp_path}/a", str(here / "b")],
        "client_cert": (str(here / "c.pem"), "/k.pem", SECRET),
    }
    assert found.where["password"] == "FLAME_HUB_PASSWORD"
    assert SECRET not in repr(found) + repr(found.where)
    assert set(found.where) <= set(SETTINGS)


def test_everything_can_stand_in_a_profile(home: Home):
    home.profile(
        f"""
        # the hub of the clinic
        [default]
        url = {URL}
        username = jürgen
        password = ;#%(x)s {SECRET} = ü"
        realm = clinic
        token_cache = tokens.json
        ca_file = ca.pem
        client_cert = both.pem
        proxy_file = proxy
        TIMEOUT = 2.5
        """.replace("        ", "")
    )
    (home.folder / "proxy").write_text("http://proxy.test:3128\n")
    found = home.find()
    assert found.url == URL
    sent = sent_by(found.auth)
    assert (sent["username"], sent["password"]) == ("jürgen", f';#%(x)s {SECRET} = ü"')
    assert found.connection == {
        "timeout": 2.5,
        "ca_file": [str(home.folder / "ca.pem")],
        "client_cert": str(home.folder / "both.pem"),
        "proxy": "http://proxy.test:3128",
    }
    assert found.where["url"] == f"url in profile 'default' of {home.path}"
    assert found.where["token_cache"] == f"token_cache in profile 'default' of {home.path}"


def test_arguments_come_before_the_environment_and_that_before_the_profile(home: Home):
    home.profile("[default]\nurl = https://profile.test\ntimeout = 1\ngeneration = 0.8\nretries = 1")
    home.variables(url="https://environment.test", timeout="2", generation="0.9")
    found = home.find(base_url="https://argument.test", timeout=3, retries=None)
    assert (found.url, found.generation) == ("https://argument.test", "0.9")
    assert found.connection == {"timeout": 3, "retries": 1}
    assert found.where == {
        "url": "the argument base_url",
        "timeout": "the argument timeout",
        "generation": "FLAME_HUB_GENERATION",
        "retries": f"retries in profile 'default' of {home.path}",
    }


def test_an_empty_variable_is_not_set(home: Home):
    home.profile(f"[default]\nurl = {URL}\ntoken = {SECRET}\nproxy =")
    home.variables(url="", token="", password=" ", profile="", config="")
    found = home.find()
    assert found.url == URL
    assert sent_by(found.auth) == {"bearer": SECRET}
    assert found.connection == {}


@pytest.mark.parametrize(
    ("parts", "kind", "sent"),
    [
        ({"token": SECRET}, StaticAuth, {"bearer": SECRET}),
        (
            {"client_id": ID, "client_secret": SECRET, "realm": "r"},
            ClientAuth,
            {"grant_type": "client_credentials", "client_id": ID, "client_secret": SECRET, "realm_name": "r"},
        ),
        (
            {"robot_id": ID, "robot_secret": SECRET},
            RobotAuth,
            {"grant_type": "robot_credentials", "id": ID, "secret": SECRET},
        ),
        (
            {"username": "alice", "password": SECRET},
            PasswordAuth,
            {"grant_type": "password", "username": "alice", "password": SECRET},
        ),
    ],
)
@pytest.mark.parametrize("place", ["arguments", "functions", "environment", "files", "profile", "files of a profile"])
def test_every_login_can_stand_in_every_place(
    home: Home, parts: dict[str, str], kind: type, sent: dict[str, str], place: str
):
    (home.folder / "secret").write_text(f"{SECRET}\n")
    filed = {
        f"{name}_file" if value == SECRET else name: str(home.folder / "secret") if value == SECRET else value
        for name, value in parts.items()
    }
    arguments: dict[str, Any] = {}
    if place == "arguments":
        arguments = parts
    elif place == "functions":
        arguments = {name: (lambda: SECRET) if value == SECRET else value for name, value in parts.items()}
    elif "profile" in place:
        lines = filed if "files" in place else parts
        home.profile("[default]\n" + "\n".join(f"{name} = {value}" for name, value in lines.items()))
    else:
        home.variables(**(filed if place == "files" else parts))
    found = home.find(url=URL, **arguments)
    assert type(found.auth) is kind
    assert sent_by(found.auth) == sent
    assert SECRET not in repr(found)
    assert set(parts) <= set(found.where)


def test_a_secret_is_read_when_somebody_logs_in(home: Home):
    home.variables(url=URL, username="alice", password_file=str(home.folder / "later"))
    auth = home.find().auth
    (home.folder / "later").write_text("first")
    assert sent_by(auth)["password"] == "first"
    with pytest.raises(UsageError, match="There is no file"):
        sent_by(PasswordAuth("alice", FileSecret(home.folder / "never")))


def test_no_login_is_no_error(home: Home):
    assert home.find(url=URL).auth is None


def test_a_login_of_ones_own_is_taken_as_it_is(home: Home):
    home.variables(url=URL, username="alice", password=SECRET, token=SECRET)
    auth = StaticAuth("other")
    assert home.find(auth=auth).auth is auth
    assert sent_by(home.find(auth="other").auth) == {"bearer": "other"}
    assert home.find(auth=auth).where["auth"] == "the argument auth"
    for more in ({"username": "bob"}, {"password": SECRET}, {"realm": "r"}, {"token_cache": "x"}):
        assert f"the argument {next(iter(more))} has no place beside it" in home.refusal(auth=auth, **more)


# A login is one thing


def test_what_one_place_lacks_comes_from_the_next(home: Home):
    home.profile(f"[default]\nurl = {URL}\nusername = alice\nrealm = clinic")
    home.variables(password=SECRET)
    assert sent_by(home.find().auth)["username"] == "alice"
    assert sent_by(home.find().auth)["realm_name"] == "clinic"
    assert sent_by(home.find(password=lambda: "called").auth)["password"] == "called"
    found = home.find(username="bob")
    assert found.where["username"] == "the argument username"
    assert found.where["password"] == "FLAME_HUB_PASSWORD"
    assert "realm_name" not in sent_by(found.auth), "the realm of alice is not that of bob"


def test_a_realm_alone_completes_a_login_and_stands_above_one(home: Home):
    home.profile(f"[default]\nurl = {URL}\nrealm = clinic")
    home.variables(username="alice", password=SECRET)
    assert sent_by(home.find().auth)["realm_name"] == "clinic"
    assert sent_by(home.find(realm=UUID(ID)).auth)["realm_name"] == ID


def test_a_name_is_never_joined_with_the_password_of_somebody_else(home: Home):
    home.profile(f"[default]\nurl = {URL}\nusername = alice\npassword = {SECRET}")
    home.variables(username="bob")
    said = home.refusal()
    assert "There is FLAME_HUB_USERNAME, but no password to it." in said
    assert "Give FLAME_HUB_PASSWORD or FLAME_HUB_PASSWORD_FILE." in said
    assert f"There is password in profile 'default' of {home.path}, but that is somebody else's." in said
    assert sent_by(home.find(username="alice", url=URL).auth)["password"] == SECRET


def test_a_login_of_another_kind_completes_nothing(home: Home):
    home.profile(f"[default]\nurl = {URL}\nclient_id = {ID}\nclient_secret = {SECRET}\nrealm = clinic")
    home.variables(username="alice")
    assert "but no password to it" in home.refusal()
    home.variables(password=SECRET)
    assert sent_by(home.find().auth) == {"grant_type": "password", "username": "alice", "password": SECRET}


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ("username", "password"),
        ("password", "username"),
        ("client_id", "client_secret"),
        ("client_secret", "client_id"),
        ("robot_id", "robot_secret"),
        ("robot_secret", "robot_id"),
    ],
)
def test_half_a_login_is_refused(home: Home, there: str, missing: str):
    assert f"There is the argument {there}, but no {missing} to it.\nGive the argument {missing}." in home.refusal(
        url=URL, **{there: SECRET if "secret" in there else "a"}
    )
    home.variables(url=URL, **{there: "a"})
    said = home.refusal()
    assert f"There is FLAME_HUB_{there.upper()}, but no {missing} to it." in said
    assert f"Give FLAME_HUB_{missing.upper()}" in said


def test_two_logins_in_one_place_are_refused_unless_another_place_comes_before(home: Home):
    home.variables(url=URL, token=SECRET, username="alice")
    assert "FLAME_HUB_TOKEN and FLAME_HUB_USERNAME are parts of different logins.\nKeep one" in home.refusal()
    assert sent_by(home.find(token="other").auth) == {"bearer": "other"}
    assert "The argument token and the argument client_id are parts" in home.refusal(token=SECRET, client_id="c")
    home.environ.clear()
    home.profile(f"[default]\ntoken = {SECRET}\nrobot_id = {ID}")
    assert "Token in profile 'default' of" in home.refusal(url=URL)


def test_a_realm_that_is_of_no_use_is_refused(home: Home):
    home.variables(url=URL, realm="clinic")
    assert "There is FLAME_HUB_REALM, but nobody to log in." in home.refusal()
    assert "FLAME_HUB_USERNAME and FLAME_HUB_PASSWORD" in home.refusal()
    home.variables(token=SECRET)
    assert "FLAME_HUB_REALM is of no use: a token is of one realm as it is." in home.refusal()
    assert "realm_name" not in sent_by(home.find(client_id="c", client_secret=SECRET).auth)
    del home.environ["FLAME_HUB_TOKEN"]
    assert sent_by(home.find(client_id="c", client_secret=SECRET).auth)["realm_name"] == "clinic"
    assert "The argument realm is of no use: a robot" in home.refusal(realm="r", robot_secret=SECRET)


def test_a_secret_that_is_given_twice_is_refused(home: Home):
    home.variables(url=URL, username="a", password=SECRET, password_file="x")
    assert "FLAME_HUB_PASSWORD and FLAME_HUB_PASSWORD_FILE are both set." in home.refusal()
    home.environ.clear()
    home.profile("[default]\ntoken = the-secret\ntoken_file = x")
    assert "token in profile 'default'" in home.refusal(url=URL)


def test_a_login_is_not_sent_to_another_hub_than_its_own(home: Home):
    home.profile(f"[default]\nurl = {URL}\nusername = alice\npassword = {SECRET}")
    home.variables(url="http://localhost:3000")
    said = home.refusal()
    assert f"Password in profile 'default' of {home.path} is for {URL}" in said
    assert "so it is not sent to http://localhost:3000." in said
    home.variables(url="https://HUB.test:443/below/")
    assert home.find().url == "https://HUB.test:443/below/"
    home.variables(url="http://hub.test")
    assert "is not sent to http://hub.test" in home.refusal()
    home.variables(token=SECRET)
    assert sent_by(home.find().auth) == {"bearer": SECRET}
    assert "FLAME_HUB_TOKEN is for http://hub.test" in home.refusal(base_url="https://other.test")
    assert "is not sent to" not in str(home.find(base_url="https://other.test", token=SECRET))


def test_a_login_is_not_sent_to_another_auth_service_than_its_own(home: Home):
    home.variables(url=URL, auth_url="https://auth.test", token=SECRET)
    assert "is for https://auth.test" in home.refusal(auth_url="https://other.test")
    assert home.find(auth_url="https://auth.test/below").urls == {"auth_url": "https://auth.test/below"}


# Where the Hub is


def test_a_url_that_is_overruled_takes_the_urls_of_its_services_with_it(home: Home):
    home.profile("[default]\nurl = https://a.test\ncore_url = https://core.a.test")
    assert dict(home.find().urls) == {"core_url": "https://core.a.test"}
    home.variables(url="https://b.test")
    assert dict(home.find().urls) == {}
    assert dict(home.find(core_url="https://core.b.test").urls) == {"core_url": "https://core.b.test"}
    home.profile("[default]\ncore_url = https://core.test")
    assert dict(home.find().urls) == {"core_url": "https://core.test"}


def test_the_urls_of_the_services_are_enough(home: Home):
    home.variables(auth_url="https://a.test", core_url="https://c.test", storage_url="https://s.test")
    found = home.find(telemetry_url="https://t.test")
    assert found.url is None
    assert set(found.urls) == {"auth_url", "core_url", "storage_url", "telemetry_url"}
    del home.environ["FLAME_HUB_CORE_URL"]
    assert "there is neither url nor core_url." in home.refusal()


def test_without_a_url_both_ways_are_told(home: Home):
    said = home.refusal()
    assert "It is not known where the Hub is." in said
    assert "Set the environment variable FLAME_HUB_URL" in said
    assert f"write into {home.path} (chmod 600): [default]" in said
    home.variables(ulr=URL)
    assert "FLAME_HUB_ULR is set: did you mean FLAME_HUB_URL?" in home.refusal()
    home.profile("[one]\n[two]")
    assert "name one with FLAME_HUB_PROFILE (one, two)" in home.refusal()


def test_a_misspelt_variable_is_noticed_where_one_is_missing(home: Home):
    home.variables(url=URL, username="alice", pasword=SECRET)
    assert "FLAME_HUB_PASWORD is set: did you mean FLAME_HUB_PASSWORD?" in home.refusal()
    # Kubernetes sets such variables for a service that is called flame-hub.
    home.environ.clear()
    home.variables(url=URL, service_host="10.0.0.1", port="tcp://10.0.0.1:80", port_80_tcp="tcp://10.0.0.1:80")
    assert home.find().url == URL


# Single settings


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("timeout", "fast", "takes a number of seconds above 0, or none for no limit, not 'fast'."),
        ("timeout", "0", "takes a number of seconds"),
        ("timeout", "-1", "takes a number of seconds"),
        ("deadline", "inf", "takes a number of seconds"),
        ("deadline", "nan", "takes a number of seconds"),
        ("retries", "1.5", "takes a whole number, 0 or more"),
        ("retries", "-1", "takes a whole number"),
        ("retries", "9" * 5000, "takes a whole number"),
        ("max_connections", "0", "takes a whole number, 1 or more"),
        ("transport", "slow", "takes httpx2 or fast"),
        ("throttle", "perhaps", "takes yes or no"),
        ("trust_env", "2", "takes yes or no"),
        ("generation", "new", "takes a release of the Hub"),
        ("url", "hub.test", "takes a URL"),
        ("core_url", "ftp://the-secret@x", "takes a URL"),
        ("url", "https://", "takes a URL"),
        ("url", "https://x:port", "takes a URL"),
        ("profile", "none", "There is no profile file"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_its_variable(home: Home, name: str, value: str, said: str):
    home.variables(**{"url": URL, name: value})
    message = home.refusal()
    assert said in message
    assert f"FLAME_HUB_{name.upper()}" in message


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("timeout", " 1e2 ", 100.0),
        ("timeout", "None", None),
        ("retries", "3", 3),
        ("throttle", "YES", True),
        ("trust_env", "1", True),
        ("trust_env", "False", False),
        ("no_proxy", "a,, b ", ["a", "b"]),
    ],
)
def test_how_a_setting_is_read(home: Home, name: str, text: str, value: object):
    home.variables(**{"url": URL, name: text})
    assert home.find().connection == {name: value}


def test_paths_are_relative_to_who_names_them(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    home.profile("[default]\nca_file = ~/ca.pem\nclient_cert = c.pem\nclient_key = k.pem")
    home.variables(url=URL, token_file="token")
    (tmp_path / "token").write_text(SECRET)
    found = home.find()
    assert found.connection["ca_file"] == [str(tmp_path / "ca.pem")]
    assert found.connection["client_cert"] == (str(home.folder / "c.pem"), str(home.folder / "k.pem"))
    assert sent_by(found.auth) == {"bearer": SECRET}


def test_a_certificate_is_one_thing(home: Home):
    home.profile("[default]\nurl = https://x.test\nclient_cert = /a.pem\nclient_key = /a.key")
    home.variables(client_key_password=SECRET)
    assert home.find().connection["client_cert"] == ("/a.pem", "/a.key", SECRET)
    assert home.find(client_cert="/b.pem").connection["client_cert"] == ("/b.pem", "/b.pem", SECRET)
    assert home.find(client_cert=("/b.pem", "/b.key")).connection["client_cert"] == ("/b.pem", "/b.key")
    assert home.find(client_key_password=lambda: "called").connection["client_cert"][2] == "called"
    assert "takes no client_key" in home.refusal(client_cert=("a", "b"), client_key="c")
    home.profile("[default]\nurl = https://x.test")
    assert (
        "There is FLAME_HUB_CLIENT_KEY_PASSWORD, but no client_cert to it.\nGive FLAME_HUB_CLIENT_CERT."
        in home.refusal()
    )
    home.environ.clear()
    assert "but no client_cert to it.\nGive the argument client_cert." in home.refusal(client_key="/k")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("password", 5, "password takes a text or a function that returns one, not int."),
        ("token", "", "The argument token is empty."),
        ("username", " ", "The argument username is empty."),
        ("client_key_password", lambda: 5, "returned int and no text"),
        ("realm", 5, "does not identify a realm"),
        ("token_cache", 5, "takes the path of a file"),
        ("base_url", "x", "base_url and url are the same"),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused(home: Home, name: str, value: Any, said: str):
    assert said in home.refusal(**{"url": URL, "username": "a", name: value})


def test_an_httpx2_client_of_ones_own_connects_as_it_was_told(home: Home):
    home.variables(url=URL, timeout="5", proxy="http://p", retries="2", client_cert="c", ca_file="x")
    with httpx2.Client() as client:
        found = home.find(client=client, trust_env=True)
    assert found.connection == {"retries": 2, "trust_env": True}


# What a Hub is made with


def test_the_arguments_of_a_hub(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("FLAME_HUB_PROFILE", raising=False)
    home.profile(f"[default]\nurl = {URL}\nclient_id = node\nclient_secret = {SECRET}\ngeneration = 0.14\ntimeout = 4")
    marker = object()
    arguments = hub_arguments(
        {"core_url": "https://core.test", "token_cache": tmp_path / "t.json", "something": marker, "realm": None}, None
    )
    auth = arguments.pop("auth")
    assert arguments == {
        "base_url": URL,
        "core_url": "https://core.test",
        "generation": "0.14",
        "timeout": 4.0,
        "something": marker,
    }
    assert sent_by(auth)["client_secret"] == SECRET
    monkeypatch.setenv("FLAME_HUB_CLIENT_SECRET", "newer")
    assert sent_by(hub_arguments({}, "default")["auth"])["client_secret"] == "newer"
    monkeypatch.setenv("FLAME_HUB_CLIENT_SECRET", "newest")
    home.profile(f"[default]\nurl = {URL}")
    assert hub_arguments({"auth": auth}, None) == {"base_url": URL, "auth": auth}


def test_a_hub_can_be_made_with_them(home: Home, embedded: Any):
    with embedded.serve() as served:
        home.profile(f"[default]\nurl = {served.base_url}\nusername = admin\npassword = start123")
        with flame_hub.Hub(**hub_arguments({}, None)) as hub:
            assert hub.auth.find_realms(filter={"name": "master"}).one().name == "master"


def test_the_token_cache_goes_to_the_login(home: Home, tmp_path: Path):
    home.variables(url=URL, username="a", password="b", token_cache=str(tmp_path / "t.json"))
    seen: list[TokenCache] = []

    def login(*_: object, token_cache: TokenCache) -> None:
        seen.append(token_cache)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("flame_hub.http.credentials._KINDS", {"user": login})
        home.find()
        own = TokenCache(tmp_path / "other.json")
        home.find(token_cache=own)
    assert [cache.path.name for cache in seen] == ["t.json", "other.json"]
    assert seen[1] is own
    assert not (tmp_path / "t.json").exists()


@pytest.mark.parametrize(
    ("realm", "text"),
    [
        ("master", "master"),
        (UUID(ID), ID),
        (ID.upper(), ID),
        (Realm(id=UUID(ID), name="clinic"), ID),
        (SimpleNamespace(id=UUID(ID)), ID),
    ],
)
def test_a_realm_is_a_name_an_id_or_a_record(realm: object, text: str):
    assert realm_text(realm) == text


@pytest.mark.parametrize("realm", ["", "  ", None, 5, Node(id=UUID(ID), name="n"), b"x"])
def test_what_is_no_realm_is_refused(realm: object):
    with pytest.raises(UsageError, match="does not identify a realm"):
        realm_text(realm)


@given(st.dictionaries(st.sampled_from(sorted(SETTINGS)), st.text(max_size=6), max_size=6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_environment_is_understood_or_refused(home: Home, variables: dict[str, str]):
    home.environ.clear()
    home.variables(**variables)
    # Most texts are refused; whatever else is raised fails.
    with suppress(UsageError):
        found = home.find(url=URL)
        assert found.url == URL
        assert set(found.where) <= {*variables, "url"}


def test_the_page_of_logins_has_every_variable_and_every_key():
    page = (Path(__file__).parents[2] / "docs" / "logins.md").read_text(encoding="utf-8")
    keys = [key for setting in SETTINGS.values() for key in setting.keys]
    assert [key for key in keys if f"`FLAME_HUB_{key.upper()}`" not in page] == []
    assert [name for name in SETTINGS if f"`{name}`" not in page] == []


def test_profiles_import_what_they_need_only_when_there_is_need():
    code = (
        "import sys; from flame_hub.http import credentials;"
        "assert not {'configparser', 'platformdirs', 'filelock'} & set(sys.modules)"
    )
    assert run(code) == ""
