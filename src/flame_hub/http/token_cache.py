"""A file in which several processes share the tokens of their logins.

It holds `{"version": 1, "logins": {key: {...}}}`, is its owner's alone, and is replaced as a whole. Beside it is a
lock, which a process holds from reading a refresh token until the new ones are written: the Hub takes a refresh token
once. The operating system gives the lock back when a process ends, however it ends.
"""

from __future__ import annotations

import errno
import hashlib
import json
import math
import os
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..core.errors import UsageError
from ..core.texts import brief, is_token, without_password
from .forking import mind_forks
from .private_files import make_folder, read_text, refused, replace_text, whole_path
from .tokens import LONGEST_LIFE

if TYPE_CHECKING:
    from filelock import BaseFileLock

VERSION = 1
#: How every file begins that this module wrote, in any version.
_BEGINNING = '{"version": '
#: Bytes that a file may have: some thousand logins.
_LIMIT = 16 * 1024 * 1024
#: Seconds after which an entry is dropped: ten times the life of a refresh token of a Hub (measured on Hub 0.14).
_FORGOTTEN_AFTER = 10 * 259_200
#: Seconds for which `write` waits for the lock if its caller does not hold it.
_PATIENCE = 60.0
#: Seconds of one wait of many, for who waits without a limit.
_SPELL = 600.0
_WHAT = "The token cache"

#: How a file system says that it has no locks.
_NO_LOCKS = {
    number
    for name in ("ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK", "EINVAL")
    if (number := getattr(errno, name, None)) is not None
}


@dataclass(frozen=True)
class StoredToken:
    """The tokens of one login.

    access     access token
    refresh    refresh token that came with it, good for one use only; None if there was none
    lifetime   seconds for which the access token was good when it came; None: the Hub did not say
    received   when that was, in seconds of `time.time()`
    """

    access: str = field(repr=False)
    refresh: str | None = field(repr=False)
    lifetime: float | None
    received: float


def login_key(auth_url: str, grant_type: str, account: str, realm: str | None = None) -> str:
    """The key under which a login has its tokens: a digest of what tells it from others, without any secret.

    auth_url     URL of the auth service, with or without a slash at its end
    grant_type   "password", "client_credentials" or "robot_credentials"
    account      name of the user, id of the client or robot
    realm        name or id of its realm
    """
    parts = [without_password(auth_url).rstrip("/"), grant_type, account, realm]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class TokenCache:
    """A file with the tokens of logins. Objects may be shared between threads; processes share the file.

        if cache.lock(timeout=30):
            try:
                stored = cache.read(key)
                ...
                cache.write(key, StoredToken(access, refresh, 900, time.time()))
            finally:
                cache.release()

    path   the file. It and its folder are made when they are needed. `~` is the home folder, and a relative path is
           relative to the working directory of this moment.

    Raises UsageError if `path` is no path.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        if not isinstance(path, (str, os.PathLike)) or not str(path).strip():  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"token_cache takes the path of a file, not {brief(path)}.", None)
        try:
            # A symbolic link stays one: what is replaced is the file that it leads to.
            self._path = whole_path(os.fspath(path), Path.cwd()).resolve()
        except (OSError, ValueError, RuntimeError):
            raise UsageError(f"token_cache takes the path of a file, and {brief(path)} is none.", None) from None
        self._mutex = threading.RLock()  # the garbage collector may end a renewal, which releases, at any line
        self._held: tuple[int, BaseFileLock] | None = None
        self._lockable = False
        mind_forks(self)

    def after_fork(self) -> None:
        """In a child process: what the parent's threads hold is not held here."""
        self._mutex = threading.RLock()
        self._held = None

    def __repr__(self) -> str:
        return f"TokenCache({str(self._path)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return TokenCache, (str(self._path),)

    @property
    def path(self) -> Path:
        """The file, without symbolic links on the way."""
        return self._path

    def lock(self, timeout: float | None) -> bool:
        """Keep all other processes, threads and objects away from the file until `release`. Whether that succeeded.

        timeout   seconds to wait for it; 0: do not wait; None: without a limit

        It is not reentrant. It may be released by another thread.

        Raises UsageError if the folder cannot be written to, or its file system has no locks.
        """
        if timeout is not None and not timeout >= 0:
            raise UsageError(f"A timeout is a number of seconds, 0 or more, or None, not {brief(timeout)}.", None)
        import filelock

        self._make_lockable()
        # A lock object of its own: one that is held lets in whoever asks it again, from any thread.
        lock = filelock.FileLock(f"{self._path}.lock", mode=0o600, thread_local=False)
        ends = math.inf if timeout is None else time.monotonic() + timeout
        while True:
            # Never without a limit: filelock takes that for a deadlock where another thread is to release the lock.
            wait = min(max(ends - time.monotonic(), 0.0), _SPELL)
            try:
                lock.acquire(timeout=wait)  # pyright: ignore[reportUnknownMemberType]
            except filelock.Timeout:
                if time.monotonic() >= ends:
                    return False
            except NotImplementedError:
                raise self._without_locks() from None
            except OSError as error:
                if error.errno in _NO_LOCKS:
                    raise self._without_locks() from None
                text = f"{_WHAT} {self._path} cannot be locked: {error.strerror or type(error).__name__}."
                raise refused(text, f"This user needs to be able to write to {self._path.parent}.") from None
            else:
                break
        with self._mutex:
            self._held = (os.getpid(), lock)
        return True

    def release(self) -> None:
        """Let others at the file again. Raises RuntimeError if this object does not hold the lock."""
        with self._mutex:
            if not self._holds():
                raise RuntimeError("This token cache is not locked.")
            _, lock = cast("tuple[int, BaseFileLock]", self._held)
            self._held = None
        lock.release()

    def read(self, key: str) -> StoredToken | None:
        """The tokens of a login, None if there are none or they make no sense. It needs no lock.

        Raises UsageError if others can read the file, or if it is something else than a token cache.
        """
        return _token_of(self._logins().get(key))

    def write(self, key: str, token: StoredToken | None) -> None:
        """Keep the tokens of a login, None: forget them. Without the lock it is taken for that moment.

        Raises UsageError if that is impossible. What the file held is still there then.
        """
        if self._written(key, token):
            return
        if not self.lock(_PATIENCE):
            text = f"{_WHAT} {self._path} has been locked by somebody else for {_PATIENCE:g} seconds."
            raise refused(text, "A process that uses it hangs: find and end it.")
        try:
            self._written(key, token)
        finally:
            self.release()

    def _written(self, key: str, token: StoredToken | None) -> bool:
        """Whether this object holds the lock, and so could write."""
        with self._mutex:
            if not self._holds():
                return False
            logins = {name: entry for name, entry in self._logins().items() if _is_recent(entry)}
            if token is None:
                logins.pop(key, None)
            else:
                logins[key] = asdict(token)
            replace_text(self._path, json.dumps({"version": VERSION, "logins": logins}), _WHAT)
        return True

    def _holds(self) -> bool:
        # A child that was forked meanwhile does not hold what its parent holds.
        return self._held is not None and self._held[0] == os.getpid()

    def _logins(self) -> dict[str, Any]:
        text = read_text(self._path, _WHAT, owner_only=True, limit=_LIMIT)
        # A loss of power leaves null characters with some file systems.
        bare = (text or "").strip("\0 \r\n\t")
        if not bare:
            return {}
        try:
            found: object = json.loads(bare)
        except (ValueError, RecursionError):
            if bare.startswith(_BEGINNING) or _BEGINNING.startswith(bare):
                return {}
            raise self._foreign() from None
        if not isinstance(found, dict):
            raise self._foreign()
        content = cast("dict[str, Any]", found)
        if content and not {"version", "logins"} <= content.keys():
            raise self._foreign()
        logins: object = content.get("logins")
        if content.get("version") != VERSION or not isinstance(logins, dict):
            return {}
        return cast("dict[str, Any]", logins)

    def _foreign(self) -> UsageError:
        hint = "Give token_cache another path, or remove that file if nobody needs it."
        return refused(f"{self._path} is no token cache but something else, so it is left alone.", hint)

    def _make_lockable(self) -> None:
        """Make the folder if it is missing, and find out once whether its file system has locks."""
        make_folder(self._path.parent, _WHAT)
        if self._lockable or os.name != "posix":
            return
        # filelock makes do with another kind of lock where there are none, which a killed process leaves behind.
        import fcntl

        try:
            with tempfile.TemporaryFile(dir=self._path.parent) as probe:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise self._without_locks() from None
            text = f"{_WHAT} {self._path} cannot be locked: {error.strerror or type(error).__name__}."
            raise refused(text, f"This user needs to be able to write to {self._path.parent}.") from None
        self._lockable = True

    def _without_locks(self) -> UsageError:
        hint = "Give token_cache a path on a local disk; some network file systems have no locks."
        return refused(f"{_WHAT} {self._path} cannot be locked: its file system has no locks.", hint)


class Turn:
    """One attempt to lock a token cache, which is over when `end` is called, even if `take` is still at it.

    An asynchronous caller who is cancelled does not wait for the thread in which the lock is taken.
    """

    def __init__(self, cache: TokenCache) -> None:
        self._cache = cache
        self._mutex = threading.RLock()
        self._held = self._over = False

    def take(self) -> bool:
        """Lock it without waiting; whether that succeeded."""
        if not self._cache.lock(0):
            return False
        with self._mutex:
            if not self._over:
                self._held = True
                return True
        self._cache.release()
        return False

    def end(self) -> None:
        """Release it, now or in the moment in which it would be locked."""
        with self._mutex:
            held, self._held, self._over = self._held, False, True
        if held:
            self._cache.release()


def _token_of(entry: object) -> StoredToken | None:
    if not isinstance(entry, dict):
        return None
    found = cast("dict[str, Any]", entry)
    access, refresh = found.get("access"), found.get("refresh")
    lifetime, received = _seconds(found.get("lifetime")), _seconds(found.get("received"))
    if not is_token(access) or received is None or not (refresh is None or isinstance(refresh, str)):
        return None
    if lifetime is None and found.get("lifetime") is not None:
        return None
    if lifetime is not None and not 0 <= lifetime < LONGEST_LIFE:
        return None
    return StoredToken(cast("str", access), refresh or None, lifetime, received)


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _is_recent(entry: object) -> bool:
    token = _token_of(entry)
    return token is not None and abs(time.time() - token.received) < _FORGOTTEN_AFTER
