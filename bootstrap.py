#!/usr/bin/env python3
"""Prepare .venv beside this file from requirements.lock and run a command of it in this folder.

    python3 bootstrap.py COMMAND [ARGUMENT ...]

Needs Python 3.10 or newer with pip and nothing else, ensurepip neither. The syntax stays one that Python 3.6
can parse, so that an old Python gets a clear line.
"""

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None
    import msvcrt

WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
EXE = ".exe" if WINDOWS else ""
PINS = ROOT / "requirements.lock"
GUARD = VENV / "bootstrap.guard"
STAMP = VENV / "bootstrap.stamp"


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text, status=1):
    say(f"bootstrap.py: {text}")
    sys.exit(status)


def fingerprint():
    """What the environment depends on: its scripts hold its absolute path, so that counts too."""
    parts = [file.read_bytes() for file in (PINS, ROOT / "pyproject.toml", Path(__file__))]
    parts += [part.encode() for part in (sys.version, sysconfig.get_platform(), ascii(VENV))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def ready(wanted):
    return STAMP.is_file() and STAMP.read_text() == wanted and (BIN / f"python{EXE}").exists()


def pip(python, arguments, advice):
    # Settings meant for other installations would send the packages elsewhere or refuse to install them.
    env = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_REQUIRE_HASHES="0", PIP_NO_INPUT="1")
    command = [*python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]
    # A pip that outlives this process keeps the guard, so that no other run clears the folder under it.
    keep = {"env": env, "stdin": subprocess.DEVNULL, "close_fds": WINDOWS}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **keep)
    if done.returncode:
        say(done.stdout.decode(errors="replace").rstrip())
        fail(f"pip could not install, its own words are above: {advice}, then run the command again.")


def build(wanted):
    """Make the environment from nothing; the stamp goes first and comes last, so a broken-off build never counts."""
    if Path(sys.prefix).resolve() == VENV:
        fail(f"{VENV} must be made anew and this Python lives in it: run 'deactivate', then the command again.")
    if importlib.util.find_spec("pip") is None:
        fail(
            f"{sys.executable} has no pip: install it ('apt install python3-pip' on Debian and Ubuntu, "
            "elsewhere 'python3 -m ensurepip --user'), then run the command again."
        )
    say(f"Preparing the environment in {VENV} (once, a minute or so) ...")
    STAMP.unlink(missing_ok=True)
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != GUARD:
            entry.unlink()
    venv.EnvBuilder(with_pip=False, symlinks=not WINDOWS).create(VENV)
    python = [str(BIN / f"python{EXE}"), "-I"]
    where = "import os, sys, sysconfig; sys.stdout.buffer.write(os.fsencode(sysconfig.get_path('purelib')))"
    site = Path(os.fsdecode(subprocess.check_output([*python, "-c", where])))
    # ensurepip may be missing, and an externally managed Python lets its pip write to a --target only.
    pinned = re.search(r"^pip==(.*\\\n)*.*", PINS.read_text(encoding="utf-8"), re.MULTILINE)
    pin = VENV / "bootstrap.pip"
    pin.write_text(pinned.group() if pinned else "pip")
    network = (
        "behind a proxy or with a mirror set HTTPS_PROXY, PIP_INDEX_URL or PIP_CERT, "
        "without a network PIP_NO_INDEX=1 and PIP_FIND_LINKS=FOLDER_OF_WHEELS"
    )
    pip([sys.executable], ["--target", str(site), "--requirement", str(pin)], network)
    shutil.rmtree(site / "bin", ignore_errors=True)  # scripts that would start the other Python
    pip(python, ["--require-hashes", "--requirement", str(PINS)], network)
    pip(python, ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)], "mend what it names")
    STAMP.write_text(wanted)


def lock(guard, exclusive):
    """Lock the environment to build it or to use it; where locks cannot be shared, using it takes none."""
    waiting = False
    while True:
        try:
            if fcntl:
                return fcntl.flock(guard, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            return msvcrt.locking(guard, msvcrt.LK_NBLCK if exclusive else msvcrt.LK_UNLCK, 1)
        except (BlockingIOError, PermissionError):
            if not fcntl and not exclusive:
                return None  # there was nothing to unlock
        if not waiting:
            say(f"Waiting for another bootstrap.py that builds or uses {VENV} ...")
            waiting = True
        time.sleep(0.2)


def prepare():
    """Bring the environment up to date, and keep the guard open, so that no other run remakes it under the command."""
    VENV.mkdir(exist_ok=True)
    names = {entry.name for entry in VENV.iterdir()}
    if names and GUARD.name not in names:
        fail(f"{VENV} was made by something else: move or remove it, then run the command again.")
    guard = os.open(GUARD, os.O_RDWR | os.O_CREAT)
    os.set_inheritable(guard, not WINDOWS)
    wanted = fingerprint()
    lock(guard, exclusive=False)
    while not ready(wanted):
        lock(guard, exclusive=True)
        if not ready(wanted):
            build(wanted)
        lock(guard, exclusive=False)


def run(command):
    program = BIN / f"{command[0]}{EXE}"
    if not program.is_file():
        fail(f"unknown command '{command[0]}': {BIN} has no such program.", 127)
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    env.update(VIRTUAL_ENV=str(VENV), PATH=os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)]))
    command = [str(program), *command[1:]]
    os.chdir(ROOT)
    if not WINDOWS:
        os.execve(program, command, env)
    child = subprocess.Popen(command, env=env)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the console sends Ctrl-C to the command too, which decides
    sys.exit(child.wait())


def main(command):
    if sys.version_info < (3, 10):  # noqa: UP036
        fail(f"Python 3.10 or newer is needed, {sys.executable} is {platform.python_version()}: run this with another.")
    if not command:
        fail("say what to run: python3 bootstrap.py COMMAND [ARGUMENT ...], such as 'flame-hub demo' or 'pytest'.", 2)
    while os.open(os.devnull, os.O_RDWR) < 3:
        pass  # the number of a closed standard stream would go to the next file opened
    try:
        prepare()
        run(command)
    except KeyboardInterrupt:
        fail("interrupted.", 130)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        fail(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
