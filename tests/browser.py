"""A headless Chromium, driven over WebDriver (W3C) with plain HTTP."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

#: What keeps Chromium to itself: no screen, nothing from the network but the page.
_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


#: What Chromium is called, by who packs it.
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def missing() -> str:
    """Why there is no browser to test with, empty if there is one."""
    found = {"Chromium": _chromium(), "chromedriver": shutil.which("chromedriver")}
    absent = [name for name, path in found.items() if path is None]
    return f"There is no {' and no '.join(absent)} on this machine." if absent else ""


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)


class Browser:
    """One window. Scripts are bodies of functions; what they return comes back as plain data."""

    def __init__(self, driver: httpx2.Client, session: str) -> None:
        self._driver = driver
        self._path = f"/session/{session}"

    def ask(self, method: str, path: str, **body: Any) -> Any:
        """What the driver answers to a command of the session."""
        answer = self._driver.request(method, self._path + path, **({"json": body} if method == "POST" else {}))
        value = answer.json()["value"]
        assert answer.status_code == 200, value
        return value

    def open(self, url: str) -> None:
        self.ask("POST", "/url", url=url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.ask("POST", "/execute/sync", script=script, args=list(arguments))

    def until(self, condition: str, *arguments: Any) -> Any:
        """Wait until an expression holds; its value. The browser itself looks when the page changes."""
        script = """
            const [text, given, done] = [arguments[0], arguments[1], arguments[arguments.length - 1]];
            const look = new Function("...arguments", "return " + text);
            const found = () => { const value = look(...given); if (value) { watch.disconnect(); done(value); } };
            const watch = new MutationObserver(found);
            watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            found();
        """
        return self.ask("POST", "/execute/async", script=script, args=[condition, list(arguments)])

    def click(self, selector: str) -> None:
        element = self.ask("POST", "/element", using="css selector", value=selector)[_ELEMENT]
        self.ask("POST", f"/element/{element}/click")

    def press(self, *keys: str) -> None:
        events = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", actions=[{"type": "key", "id": "keys", "actions": events}])

    def emulate(self, command: str, **parameters: Any) -> None:
        """A command of Chromium's own protocol."""
        self.ask("POST", "/goog/cdp/execute", cmd=command, params=parameters)

    def resize(self, width: int, height: int) -> None:
        self.emulate(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    @property
    def errors(self) -> list[str]:
        """What the browser complained of since it was asked last."""
        return [entry["message"] for entry in self.ask("POST", "/se/log", type="browser")]


@contextmanager
def browser(profile: Path, *, script: bool = True) -> Iterator[Browser]:
    """A browser with a fresh profile.

    script  whether pages may run scripts
    """
    service = subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ}
    )
    try:
        with (
            service,
            httpx2.Client(base_url=f"http://127.0.0.1:{_port(service)}", timeout=120, trust_env=False) as driver,
        ):
            try:
                yield from _window(driver, profile, script)
            finally:
                service.terminate()
    finally:
        service.kill()


def _port(service: subprocess.Popen[str]) -> int:
    assert service.stdout is not None
    told: list[str] = []
    for line in service.stdout:
        told.append(line)
        if found := re.search(r"started successfully on port (\d+)", line):
            return int(found[1])
    raise AssertionError(f"chromedriver did not start: {''.join(told)}")


def _window(driver: httpx2.Client, profile: Path, script: bool) -> Iterator[Browser]:
    settings = {} if script else {"profile.managed_default_content_settings.javascript": 2}
    options = {"binary": _chromium(), "args": [*_ARGUMENTS, f"--user-data-dir={profile}"], "prefs": settings}
    wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
    answer = driver.post("/session", json={"capabilities": {"alwaysMatch": wanted}}).json()["value"]
    assert "sessionId" in answer, answer
    window = Browser(driver, answer["sessionId"])
    try:
        window.ask("POST", "/timeouts", script=30_000, pageLoad=60_000)
        yield window
    finally:
        window.ask("DELETE", "")
