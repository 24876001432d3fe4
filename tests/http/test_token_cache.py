"""The token cache: processes and threads share the tokens of logins, and nobody else sees them."""

from __future__ import annotations

import copy
import errno
import json
import os
import pickle
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flame_hub
from flame_hub.errors import UsageError
from flame_hub.http.token_cache import StoredToken, TokenCache, login_key

SECRET = "the-access-token"
REFRESH = "the-refresh-token"
KEY = login_key("http://hub.test/auth/", "password", "admin", "master")
#: What processes of the tests import this package with.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(flame_hub.__file__).parent.parent)}

posix = pytest.mark.skipif(os.name != "posix", reason="Only POSIX has such permissions.")


def token(access: str = SECRET, refresh: str | None = REFRESH, lifetime: float | None = 900) -> StoredToken:
    return StoredToken(access, refresh, lifetime, time.time())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "tokens.json"


@pytest.fixture
def cache(path: Path) -> TokenCache:
    return TokenCache(path)


@contextmanager
def process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process, killed at the end if it still runs."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, env=ENVIRONMENT) as begun:
        try:
            yield begun
        finally:
            begun.kill()


# What is kept


def test_what_one_object_writes_another_one_reads(cache: TokenCache, path: Path):
    assert cache.read(KEY) is None
    written = token()
    cache.write(KEY, written)
    assert TokenCache(str(path)).read(KEY) == written
    cache.write("another", token("another-token", None, None))
    assert cache.read(KEY) == written
    assert cache.read("another") == StoredToken("another-token", None, None, cache.read("another").received)
    cache.write(KEY, None)
    cache.write("never there", None)
    assert (cache.read(KEY), cache.read("another") is None) == (None, False)


def test_the_file_has_the_form_that_is_promised(cache: TokenCache, path: Path):
    written = token()
    cache.write(KEY, written)
    entry = {"access": SECRET, "refresh": REFRESH, "lifetime": 900, "received": written.received}
    assert json.loads(path.read_text()) == {"version": 1, "logins": {KEY: entry}}


def test_nothing_shows_a_secret(cache: TokenCache):
    cache.write(KEY, token())
    shown = repr(cache) + repr(cache.read(KEY)) + KEY
    assert SECRET not in shown
    assert REFRESH not in shown
    assert SECRET.encode() not in pickle.dumps(cache)


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, lambda cache: pickle.loads(pickle.dumps(cache))])
def test_a_cache_is_copied_and_sent_to_another_process_without_its_lock(cache: TokenCache, twin: Callable[[Any], Any]):
    assert cache.lock(0)
    other = twin(cache)
    assert other.path == cache.path
    assert not other.lock(0)
    cache.release()
    assert other.lock(0)
    other.release()


def test_logins_that_differ_have_different_keys():
    keys = [
        login_key("http://hub.test/auth", "password", "admin", "master"),
        login_key("http://other.test/auth", "password", "admin", "master"),
        login_key("http://hub.test/auth", "client_credentials", "admin", "master"),
        login_key("http://hub.test/auth", "password", "adm", "inmaster"),
        login_key("http://hub.test/auth", "password", "admin", None),
    ]
    assert len(set(keys)) == len(keys)
    assert keys[0] == KEY == login_key("http://user:secret@hub.test/auth/", "password", "admin", "master")


def test_logins_of_long_ago_are_dropped_with_the_next_write(cache: TokenCache):
    cache.write("old", StoredToken(SECRET, REFRESH, 900, time.time() - 100 * 86_400))
    assert cache.read("old") is not None
    cache.write(KEY, token())
    assert cache.read("old") is None


# What is found


@pytest.mark.parametrize(
    "content",
    [
        "",
        " \n",
        "\0" * 4096,
        "{}",
        '{"version": 1, "log',
        '{"ver',
        '{"version": 1, "logins": {"a": {"access": "x"}}',
        '{"version": 2, "logins": {"KEY": {"access": "x", "refresh": null, "lifetime": 900, "received": 1}}}',
        '{"version": "1", "logins": {}}',
        '{"version": 1, "logins": []}',
        '{"version": 1, "logins": {"KEY": 5}}',
    ],
)
def test_a_broken_file_and_one_of_another_version_count_as_empty(cache: TokenCache, path: Path, content: str):
    put(path, content.replace("KEY", KEY))
    assert cache.read(KEY) is None
    cache.write(KEY, token())
    assert cache.read(KEY) is not None


@pytest.mark.parametrize(
    "content",
    [
        "[default]\nurl = x\n",
        "hello",
        "[1, 2]",
        '"text"',
        "12",
        '{"name": "a package"}',
        '{"logins": {}}',
        "[" * 100_000,
    ],
    ids=lambda content: content[:12],
)
def test_a_file_of_something_else_is_left_alone(cache: TokenCache, path: Path, content: str):
    put(path, content)
    for use in (lambda: cache.read(KEY), lambda: cache.write(KEY, token())):
        with pytest.raises(UsageError, match=r"is no token cache but something else[^\n]*\n.*another path"):
            use()
    assert path.read_text() == content


def test_a_file_that_is_no_text_is_left_alone(cache: TokenCache, path: Path):
    put(path, b"\x80\xff")
    with pytest.raises(UsageError, match="no text in UTF-8"):
        cache.write(KEY, token())
    assert path.read_bytes() == b"\x80\xff"


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(SECRET)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("access", "refresh", "lifetime", "received"), values)))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_entry_that_makes_no_sense_counts_as_none(path: Path, entry: dict[str, Any]):
    put(path, json.dumps({"version": 1, "logins": {KEY: entry}}))
    found = TokenCache(path).read(KEY)
    assert found is None or (found.access == entry["access"] and found.received == entry["received"])


def put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(0o600)


# Who may read


@posix
def test_the_file_is_its_owners_alone_and_so_are_its_folder_and_its_lock(cache: TokenCache, path: Path):
    before = os.umask(0)
    try:
        cache.write(KEY, token())
    finally:
        os.umask(before)
    modes = {found.name: stat.S_IMODE(found.stat().st_mode) for found in (path, path.parent, *path.parent.iterdir())}
    assert modes == {"tokens.json": 0o600, "tokens.json.lock": 0o600, "folder": 0o700}


@posix
def test_the_tokens_are_never_in_a_file_that_others_can_read(cache: TokenCache, path: Path, monkeypatch: Any):
    seen: list[tuple[int, bytes]] = []
    replace = Path.replace

    def watching(self: Path, target: Path) -> Path:
        seen.append((stat.S_IMODE(self.stat().st_mode), self.read_bytes()))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watching)
    before = os.umask(0)
    try:
        cache.write(KEY, token())
    finally:
        os.umask(before)
    assert [mode for mode, _ in seen] == [0o600]
    assert SECRET.encode() in seen[0][1]


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o620])
def test_a_file_that_others_can_read_is_refused(cache: TokenCache, path: Path, mode: int):
    cache.write(KEY, token())
    path.chmod(mode)
    for use in (lambda: cache.read(KEY), lambda: cache.write(KEY, token("other"))):
        with pytest.raises(UsageError) as caught:
            use()
        assert f"chmod 600 {path}" in str(caught.value)
        assert SECRET not in str(caught.value)


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="Only root gives files away.")
def test_a_file_of_somebody_else_is_refused(cache: TokenCache, path: Path):
    cache.write(KEY, token())
    os.chown(path, 12345, -1)
    with pytest.raises(UsageError, match="belongs to another user"):
        cache.read(KEY)


@posix
def test_a_symbolic_link_stays_one_and_shares_the_lock_of_its_file(cache: TokenCache, path: Path, tmp_path: Path):
    cache.write(KEY, token())
    link = tmp_path / "link.json"
    link.symlink_to(path)
    other = TokenCache(link)
    other.write(KEY, token("through-the-link"))
    assert link.is_symlink()
    assert cache.read(KEY).access == "through-the-link"
    assert cache.lock(0)
    assert not other.lock(0)
    cache.release()


@pytest.mark.parametrize("given_path", ["", "  ", None, 5, "a\0b"])
def test_what_is_no_path_is_refused(given_path: Any):
    with pytest.raises(UsageError, match="takes the path of a file"):
        TokenCache(given_path)


def test_a_path_is_relative_to_the_folder_in_which_the_cache_was_made(tmp_path: Path, monkeypatch: Any):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    cache = TokenCache("tokens.json")
    monkeypatch.chdir(tmp_path / "elsewhere")
    cache.write(KEY, token())
    assert (tmp_path / "tokens.json").exists()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert TokenCache("~/tokens.json").path == cache.path


# What goes wrong


def test_a_folder_in_its_place_is_refused(cache: TokenCache, path: Path):
    path.mkdir(parents=True)
    with pytest.raises(UsageError, match="is a folder"):
        cache.write(KEY, token())


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path):
    (tmp_path / "file").touch()
    cache = TokenCache(tmp_path / "file" / "tokens.json")
    assert cache.read(KEY) is None
    with pytest.raises(UsageError, match="cannot be made in"):
        cache.write(KEY, token())


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the system does not allow it"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_says_why_and_destroys_nothing(
    cache: TokenCache, path: Path, monkeypatch: Any, number: int, said: str, step: str
):
    cache.write(KEY, token())

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
        with pytest.raises(UsageError) as caught:
            cache.write(KEY, token("newer"))
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)
    assert cache.read(KEY).access == SECRET
    assert sorted(found.name for found in path.parent.iterdir()) == ["tokens.json", "tokens.json.lock"]
    cache.write(KEY, token("newer"))
    assert cache.read(KEY).access == "newer"


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere the limit of the size of files is another one.")
def test_a_disk_that_takes_no_more_destroys_nothing(cache: TokenCache):
    cache.write(KEY, token())
    code = (
        "import resource, signal, sys, time; from flame_hub.http.token_cache import *;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100));"
        "TokenCache(sys.argv[1]).write('x', StoredToken('y' * 1000, None, 900, time.time()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(cache.path)], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert "UsageError: The token cache" in done.stderr
    assert "cannot be written: File too large" in done.stderr
    assert cache.read(KEY).access == SECRET


READ_ONLY = """
import os, shutil, sys, tempfile, time
from flame_hub.errors import UsageError
from flame_hub.http.token_cache import StoredToken, TokenCache

folder = tempfile.mkdtemp()
used = TokenCache(os.path.join(folder, "first.json"))
used.write("x", StoredToken("y", None, 900, time.time()))  # nobody else may be able to import what that takes
os.chmod(folder, 0o555)
root = os.geteuid() == 0
if root:
    os.seteuid(65534)
cache = TokenCache(os.path.join(folder, "tokens.json"))
for use in (lambda: cache.lock(0), lambda: cache.write("x", StoredToken("y", None, 900, time.time()))):
    try:
        use()
    except UsageError as error:
        print(str(error).replace(folder, "FOLDER"))
print(cache.read("x"))
if root:
    os.seteuid(0)
shutil.rmtree(folder)
"""


@posix
def test_a_folder_that_may_not_be_written_to_is_told():
    with process(READ_ONLY) as begun:
        said = begun.communicate(timeout=30)[0]
    told = (
        "The token cache FOLDER/tokens.json cannot be locked: Permission denied.\n"
        "This user needs to be able to write to FOLDER.\n"
    )
    assert said == told * 2 + "None\n"


@posix
def test_a_folder_that_vanishes_while_the_cache_is_locked_is_told(cache: TokenCache, path: Path):
    cache.write(KEY, token())
    assert cache.lock(0)
    for found in path.parent.iterdir():
        found.unlink()
    path.parent.rmdir()
    with pytest.raises(UsageError, match=r"the folder .* is not there any more"):
        cache.write(KEY, token())
    cache.release()
    cache.write(KEY, token())
    assert cache.read(KEY) is not None


def test_what_a_killed_process_left_is_removed(cache: TokenCache, path: Path):
    cache.write(KEY, token())
    left, other = path.parent / ".tokens.json.abc.tmp", path.parent / ".other.json.abc.tmp"
    left.touch()
    other.touch()
    cache.write(KEY, token())
    assert (left.exists(), other.exists()) == (False, True)


@posix
@pytest.mark.parametrize("name", ["ENOSYS", "ENOLCK", "EOPNOTSUPP"])
def test_a_file_system_without_locks_is_refused(cache: TokenCache, monkeypatch: Any, name: str):
    import fcntl

    def fail(*_: object) -> None:
        raise OSError(getattr(errno, name), name)

    with monkeypatch.context() as patched:
        patched.setattr(fcntl, "flock", fail)
        with pytest.raises(UsageError, match=r"has no locks\.\n.*local disk"):
            cache.lock(0)
    assert cache.lock(0)
    cache.release()


@pytest.mark.parametrize("failure", [OSError(errno.ENOLCK, "no locks"), NotImplementedError()])
def test_locks_that_fail_later_are_told_too(cache: TokenCache, monkeypatch: Any, failure: Exception):
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(filelock.FileLock, "acquire", fail)
    with pytest.raises(UsageError, match="has no locks"):
        cache.lock(0)


def test_a_lock_that_may_not_be_taken_is_told(cache: TokenCache, path: Path):
    (path.parent / "tokens.json.lock").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"cannot be locked: .*\n.*needs to be able to write"):
        cache.lock(0)


# Who holds the lock


@pytest.mark.parametrize("timeout", [-1, float("nan"), -0.5])
def test_a_timeout_is_no_less_than_zero(cache: TokenCache, timeout: float):
    with pytest.raises(UsageError, match="number of seconds"):
        cache.lock(timeout)


def test_a_lock_excludes_everybody_and_is_not_reentrant(cache: TokenCache, path: Path):
    assert cache.lock(None)
    assert not cache.lock(0)
    assert not TokenCache(path).lock(0)
    assert not TokenCache(path).lock(0.06)
    cache.release()
    with pytest.raises(RuntimeError, match="not locked"):
        cache.release()
    other = TokenCache(path)
    assert other.lock(0)
    with pytest.raises(RuntimeError, match="not locked"):
        cache.release()
    other.release()


def test_a_lock_may_be_released_by_another_thread_again_and_again(cache: TokenCache):
    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        for _ in range(3):
            assert first.submit(cache.lock, None).result(5)
            assert not second.submit(cache.lock, 0).result(5)
            second.submit(cache.release).result(5)
        # Who locked last in this thread did not release there.
        assert first.submit(cache.lock, None).result(5)
        waiting = first.submit(cache.lock, None)
        assert not waiting.done()
        second.submit(cache.release).result(5)
        assert waiting.result(5)
        cache.release()


def test_what_is_written_without_the_lock_waits_for_who_holds_it(cache: TokenCache, path: Path):
    other = TokenCache(path)
    assert other.lock(0)
    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(cache.write, KEY, token("second"))
        other.write(KEY, token("first"))
        assert other.read(KEY).access == "first"
        other.release()
        writing.result(5)
    assert cache.read(KEY).access == "second"


def test_a_write_does_not_wait_for_ever(cache: TokenCache, path: Path, monkeypatch: Any):
    monkeypatch.setattr("flame_hub.http.token_cache._PATIENCE", 0)
    holder = TokenCache(path)
    assert holder.lock(5)
    with pytest.raises(UsageError, match="locked by somebody else"):
        cache.write(KEY, token())
    holder.release()


def test_eight_threads_lose_no_update(cache: TokenCache):
    barrier = threading.Barrier(8)

    def work(number: int) -> None:
        barrier.wait()
        for _ in range(5):
            assert cache.lock(30)
            try:
                found = cache.read(KEY)
                count = 0 if found is None else int(found.access)
                cache.write(KEY, token(str(count + 1)))
            finally:
                cache.release()
            cache.write(f"login-{number}", token(str(number)))

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(work, number) for number in range(8)]:
            done.result(60)
    assert cache.read(KEY).access == "40"
    assert [cache.read(f"login-{number}").access for number in range(8)] == [str(number) for number in range(8)]


EXCHANGE = """
import sys, time
from flame_hub.http.token_cache import StoredToken, TokenCache

path, key, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
cache = TokenCache(path)
sys.stdin.readline()
for _ in range(rounds):
    assert cache.lock(60)
    try:
        found = cache.read(key)
        count = 0 if found is None else int(found.access)
        cache.write(key, StoredToken(str(count + 1), None, 900, time.time()))
    finally:
        cache.release()
"""


def test_processes_lose_no_update(cache: TokenCache):
    with process(EXCHANGE, cache.path, KEY, 10) as one, process(EXCHANGE, cache.path, KEY, 10) as two:
        with process(EXCHANGE, cache.path, KEY, 10) as three:
            for begun in (one, two, three):
                begun.stdin.write("go\n")
                begun.stdin.flush()
            assert [begun.wait(60) for begun in (one, two, three)] == [0, 0, 0]
    assert cache.read(KEY).access == "30"


HOLD = """
import sys
from flame_hub.http.token_cache import TokenCache

cache = TokenCache(sys.argv[1])
assert cache.lock(0)
print("locked", flush=True)
sys.stdin.readline()
"""


@posix
def test_a_killed_process_gives_its_lock_back(cache: TokenCache):
    with process(HOLD, cache.path) as holder:
        assert holder.stdout.readline() == "locked\n"
        assert not cache.lock(0)
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(cache.lock, 30)
            holder.send_signal(signal.SIGKILL)
            assert waiting.result(30)
        assert holder.wait(10) == -signal.SIGKILL
    cache.release()


KILLED = """
import os, signal, sys, time
from pathlib import Path
from flame_hub.http.token_cache import StoredToken, TokenCache

Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
TokenCache(sys.argv[1]).write(sys.argv[2], StoredToken("newer", None, 900, time.time()))
"""


@posix
def test_a_process_that_is_killed_while_it_writes_destroys_nothing(cache: TokenCache, path: Path):
    cache.write(KEY, token())
    with process(KILLED, path, KEY) as killed:
        assert killed.wait(30) == -signal.SIGKILL
    assert cache.read(KEY).access == SECRET
    assert any(found.suffix == ".tmp" for found in path.parent.iterdir())
    cache.write(KEY, token("next"))
    assert cache.read(KEY).access == "next"
    assert not any(found.suffix == ".tmp" for found in path.parent.iterdir())


FORKED = """
import os, sys
from flame_hub.http.token_cache import TokenCache

cache = TokenCache(sys.argv[1])
assert cache.lock(0)
child = os.fork()
if not child:
    try:
        cache.release()
    except RuntimeError:
        os._exit(7 if not cache.lock(0) else 8)
    os._exit(9)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), TokenCache(sys.argv[1]).lock(0))
"""


@posix
def test_a_child_does_not_hold_what_its_parent_holds(path: Path):
    with process(FORKED, path) as parent:
        assert parent.communicate(timeout=30)[0] == "7 False\n"


def test_a_lock_imports_filelock_and_nothing_else_does(path: Path):
    code = (
        "import sys, time; from flame_hub.http.token_cache import TokenCache; cache = TokenCache(sys.argv[1]);"
        "cache.read('x'); assert 'filelock' not in sys.modules; cache.lock(0); assert 'filelock' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], env=ENVIRONMENT, check=True)
