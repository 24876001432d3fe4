"""The command line, run as people run it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

import flame_hub
from serving import COMMAND, serving


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_demo_does_every_step_and_says_so():
    done = run("demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("   ok, ") == 6
    assert "\x1b" not in done.stdout  # a log is no terminal
    for shown in (">>> my_node = core_client.create_node", '"hidden": true', '"name": "master"', " ms"):
        assert shown in done.stdout


def test_the_demo_fails_when_a_step_does(monkeypatch: pytest.MonkeyPatch):
    from flame_hub.cli.demo import run_demo

    monkeypatch.setattr("flame_hub.CoreClient.delete_node", lambda self, node: None)
    assert run_demo() is False


def test_serve_is_a_hub_of_the_generation_that_is_asked_for():
    with serving("--port", "0", "--generation", "0.8") as (_, url):
        with flame_hub.Hub(url, flame_hub.auth.PasswordAuth("admin", "start123")) as hub:
            assert hub.core.get_version().version == "0.8.21"
            assert hub.core.create_node("hospital").robot_id is not None
    refused = run("serve", "--port", "0", "--generation", "0.7")
    assert refused.returncode == 1
    assert (
        refused.stderr
        == "flame-hub: There is no such generation of Hubs. Releases from 0.8 to 0.14 are known, '0.7' is not.\n"
    )


def test_serve_has_nodes_simulated_at_a_pace():
    with serving("--port", "0", "--pace", "0.05", "--simulate-nodes") as (_, url):
        with flame_hub.Hub(url, flame_hub.auth.PasswordAuth("admin", "start123")) as hub:
            node, project = hub.core.create_node("hospital"), hub.core.create_project("study")
            member = hub.core.create_project_node(project, node)
            deadline = time.monotonic() + 20
            while hub.core.get_project_node(member).approval_status is None:
                assert time.monotonic() < deadline
    refused = run("serve", "--port", "0", "--pace", "fast")
    assert refused.returncode == 1
    assert refused.stderr == ('flame-hub: \'fast\' is no pace. Give "instant", "step", or a number of seconds.\n')


def test_a_build_goes_on_after_the_hub_was_killed(tmp_path: Path):
    login = flame_hub.auth.PasswordAuth("admin", "start123")
    with (
        serving("--port", "0", "--data", str(tmp_path), "--pace", "step", "--skip-approvals") as (process, url),
        flame_hub.Hub(url, login) as hub,
    ):
        image = hub.core.find_master_images(filter={"virtual_path": "python/base"})[0]
        project = hub.core.create_project("study", master_image_id=image)
        for name, kind in (("hospital", "default"), ("center", "aggregator")):
            hub.core.create_project_node(project, hub.core.create_node(name, node_type=kind))
        analysis = hub.core.create_analysis(project)
        (code,) = hub.core.find_analysis_buckets(filter={"analysis_id": analysis, "type": "CODE"})
        hub.storage.upload_to_bucket(code.bucket_id, {"file_name": "main.py", "content": b"print()"})
        (file,) = hub.core.find_analysis_bucket_files(filter={"analysis_id": analysis})
        hub.core.update_analysis_bucket_file(file, is_entrypoint=True)
        hub.core.send_analysis_command(analysis, "configurationLock")
        hub.core.send_analysis_command(analysis, "buildStart")
        process.kill()
        process.wait(20)
    with serving("--port", "0", "--data", str(tmp_path)) as (_, url), flame_hub.Hub(url, login) as hub:
        assert hub.core.get_analysis(analysis).build_status == "executed"


@pytest.mark.parametrize(
    ("flag", "projects", "analyses"),
    [
        ("--skip-approvals", True, True),
        ("--skip-project-approval", True, False),
        ("--skip-analysis-approval", False, True),
    ],
)
def test_serve_skips_the_approvals_that_it_is_told_to(flag: str, projects: bool, analyses: bool):
    with serving("--port", "0", flag) as (_, url):
        with flame_hub.Hub(url, flame_hub.auth.PasswordAuth("admin", "start123")) as hub:
            node, project = hub.core.create_node("hospital"), hub.core.create_project("study")
            member = hub.core.create_project_node(project, node)
            assert (member.approval_status == "approved") is projects
            analysis = hub.core.create_analysis(project)
            of_analysis = next(iter(hub.core.find_analysis_nodes(filter={"analysis_id": analysis})), None)
            of_analysis = of_analysis or hub.core.create_analysis_node(analysis, node)
            assert (of_analysis.approval_status == "approved") is analyses


def test_serve_prints_its_url_when_it_answers_and_stops_on_ctrl_c():
    with serving("--port", "0") as (process, url):
        with flame_hub.Hub(url, flame_hub.auth.PasswordAuth("admin", "start123")) as hub:
            assert hub.auth.find_realms()[0].name == "master"
        process.send_signal(signal.SIGINT)
        output, failures = process.communicate(timeout=20)
    assert (process.returncode, output, failures) == (0, "", "")


def test_serve_keeps_its_data_through_a_kill(tmp_path: Path):
    login = flame_hub.auth.PasswordAuth("admin", "start123")
    with serving("--port", "0", "--data", str(tmp_path)) as (process, url):
        with flame_hub.Hub(url, login) as hub:
            node = hub.core.create_node("hospital")
            bucket = hub.storage.create_bucket("results")
            (stored,) = hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"kept"})
            session = hub.core.get_nodes  # the login's token stays good: its key is kept
            process.kill()
            process.communicate()
    with serving("--port", url.rstrip("/").rpartition(":")[2], "--data", str(tmp_path)):
        with flame_hub.Hub(url, login) as hub:
            assert hub.core.get_node(node).name == "hospital"
            assert b"".join(hub.storage.stream_bucket_file(stored)) == b"kept"
        del session
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("state.json", '{"nodes": {"hospital": {"type": "aggregator"}}}'),
        pytest.param(
            "state.toml",
            '[nodes.hospital]\ntype = "aggregator"\n',
            marks=pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 reads no TOML."),
        ),
    ],
)
def test_serve_begins_with_a_described_state_and_can_be_controlled(tmp_path: Path, name: str, text: str):
    state = tmp_path / name
    state.write_text(text, encoding="utf-8")
    with serving("--port", "0", "--seed", str(state), "--control") as (_, url):
        with flame_hub.Hub(url, flame_hub.auth.PasswordAuth("admin", "start123")) as hub:
            assert [(node.name, node.type) for node in hub.core.get_nodes()] == [("hospital", "aggregator")]
            assert httpx2.post(f"{url}_control/reset").status_code == 204
            assert hub.core.get_nodes() == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("state.json", "{", "is no JSON"),
        ("state.json", "[]", "The Hub cannot be seeded: A state is an object"),
        ("state.json", '{"nodes": {"hospital": {"realm": "clinic"}}}', "nodes.hospital: realm_id: there is no realm"),
        ("state.toml", "[", "is no TOML" if sys.version_info >= (3, 11) else "Write the file as JSON"),
        ("missing.json", None, "cannot be read: No such file or directory"),
    ],
)
def test_serve_does_not_begin_with_a_state_that_is_wrong(tmp_path: Path, name: str, text: str | None, told: str):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert_one_line(run("serve", "--port", "0", "--seed", str(tmp_path / name)), 1, told)


def test_two_hubs_cannot_share_a_folder(tmp_path: Path):
    with serving("--port", "0", "--data", str(tmp_path)):
        done = run("serve", "--port", "0", "--data", str(tmp_path))
    assert_one_line(done, 1, "in use by another process")


def test_a_port_in_use_is_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", str(taken.getsockname()[1]))
    assert_one_line(done, 1, "Give another port")


def test_an_unusable_data_folder_is_one_line(tmp_path: Path):
    file = tmp_path / "file"
    file.write_text("no folder")
    assert_one_line(run("serve", "--port", "0", "--data", str(file)), 1, "cannot be used")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "hub.sqlite3").write_text("this is no database, but it is long enough to be taken for one " * 20)
    assert_one_line(run("serve", "--port", "0", "--data", str(broken)), 1, "not a database of the embedded Hub")


def test_a_folder_in_which_nothing_can_be_made_is_one_line(tmp_path: Path):
    (tmp_path / "hub.sqlite3").mkdir()
    assert_one_line(run("serve", "--port", "0", "--data", str(tmp_path)), 1, "Check that the folder can be written to")
    assert_one_line(run("serve", "--port", "0", "--data", ""), 1, "is no folder")


def test_a_broken_key_is_one_line(tmp_path: Path):
    (tmp_path / "key.pem").write_text("no key")
    assert_one_line(run("serve", "--port", "0", "--data", str(tmp_path)), 1, "key.pem holds no RSA key. Remove it")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", [["demo"], ["serve", "--port", "0"]], ids=["demo", "serve"])
def test_output_that_cannot_be_written_is_one_line(command: list[str]):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *command], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == ["flame-hub: No space left on device"]


@pytest.mark.parametrize(
    ("missing", "statement"),
    [
        ("click", "from flame_hub.cli import main; main()"),
        ("jwt", "import sys; sys.argv = ['flame-hub', 'demo']; from flame_hub.cli import main; main()"),
    ],
)
def test_a_missing_extra_is_one_line(missing: str, statement: str):
    code = f"import sys; sys.modules[{missing!r}] = None; {statement}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert_one_line(done, 1, 'pip install "flame-hub-client[hub]"')


def test_stopping_cuts_off_requests_that_are_half_sent():
    with serving("--port", "0") as (process, url):
        host, port = url.removeprefix("http://").rstrip("/").split(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(b"POST /auth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            with flame_hub.Hub(url) as hub:
                hub.auth.get_realms()  # by then the Hub has seen the other request
            process.send_signal(signal.SIGINT)
            output, failures = process.communicate(timeout=20)
    assert (process.returncode, output, failures) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["srve"], "serve"),
        (["serve", "--port", "99999"], "65535"),
        (["serve", "--prt", "1"], "--port"),
        (["demo", "extra"], "extra"),
    ],
)
def test_a_wrong_call_is_one_line(arguments: list[str], said: str):
    assert_one_line(run(*arguments), 2, said)


def test_an_unknown_host_is_one_line():
    assert_one_line(run("serve", "--host", "no-such-host.invalid", "--port", "0"), 1, "--host")


def test_the_version_is_that_of_the_package():
    assert flame_hub.__version__ in run("--version").stdout


def assert_one_line(done: subprocess.CompletedProcess[str], status: int, said: str) -> None:
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
