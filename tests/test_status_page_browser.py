"""The page for people as a browser shows it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from browser import Browser, browser, missing
from flame_hub.embedded import EmbeddedHub

#: With this set, a machine without a browser is an error.
REQUIRED = "FLAME_HUB_TEST_BROWSER"

WIDE, NARROW = (1280, 900), (375, 800)
LONG = "/core/analysis-bucket-files/00000000-0000-4000-8000-000000000000?include=analysis&filter[path]=x"


@pytest.fixture(autouse=True, scope="module")
def _needs_a_browser() -> None:
    if why := missing():
        if os.environ.get(REQUIRED):
            pytest.fail(why)
        pytest.skip(why)


@pytest.fixture
def url(embedded: EmbeddedHub) -> Iterator[str]:
    """A Hub that has something to show."""
    embedded.seed({"nodes": ["berlin"], "buckets": {"results": {"files": {"a.csv": "a"}}}})
    embedded.faults.add(status=503, latency=0.5, path="projects/*", count=None)
    with embedded.serve() as served:
        for _ in range(30):
            httpx2.get(served.base_url + LONG)
        yield served.base_url


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as window:
        yield window


@pytest.fixture
def window(chromium: Browser) -> Browser:
    """The one window, as it is from the start."""
    chromium.emulate("Emulation.setEmulatedMedia", features=[])
    chromium.resize(*WIDE)
    chromium.open("about:blank")
    assert isinstance(chromium.errors, list)
    return chromium


def count_of_nodes(number: int) -> str:
    return f"document.querySelector('#records').innerText.match(/nodes\\s+{number}\\b/)"


def test_the_page_follows_the_hub_and_stays_where_it_is(window: Browser, embedded: EmbeddedHub, url: str):
    window.resize(*WIDE)
    window.open(url)
    window.until(count_of_nodes(1))
    window.run("document.querySelector('#empty summary').click(); document.querySelector('#empty summary').focus();")
    window.run("window.here = 1; scrollTo(0, 400);")
    place = window.run("return scrollY")
    assert place > 0
    embedded.seed({"nodes": ["paris"]})
    window.until(count_of_nodes(2))
    assert window.run("return [window.here, scrollY]") == [1, place]
    assert window.run("return [document.querySelector('#empty').open, document.activeElement.id]") == [
        True,
        "empty-title",
    ]
    httpx2.get(url + "/core/something-new")
    window.until("document.querySelector('#requests').innerText.includes('/core/something-new')")
    assert window.errors == []


def test_refreshing_can_be_stopped_with_the_keyboard(window: Browser, embedded: EmbeddedHub, url: str):
    window.open(url)
    window.press("\ue004")  # Tab
    assert window.run("return document.activeElement.innerText") == "Stop refreshing"
    window.press("\ue007")  # Enter
    window.until("document.activeElement.innerText === 'Go on refreshing'")
    embedded.seed({"nodes": ["paris"]})
    # What makes the page look at once when it refreshes itself.
    look = "document.dispatchEvent(new Event('visibilitychange')); return asked;"
    count = "window.asked = 0; const own = fetch; window.fetch = (...all) => { asked++; return own(...all); };"
    assert window.run(count + look) == 0
    assert window.run("return " + count_of_nodes(2)) is None
    window.press("\ue007")
    window.until(count_of_nodes(2))


def test_a_hub_that_is_gone_is_told(window: Browser, embedded: EmbeddedHub):
    with embedded.serve() as served:
        window.open(served.base_url)
        window.until(count_of_nodes(0).replace("nodes", "realms").replace("0", "1"))
    window.until("document.querySelector('#state').innerText.startsWith('The Hub does not answer.')")
    assert window.run("return document.querySelectorAll('#records dd').length") > 0


@pytest.mark.parametrize("size", [WIDE, NARROW, (320, 600)], ids=str)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_fits_and_can_be_read(window: Browser, url: str, size: tuple[int, int], scheme: str):
    window.emulate("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    window.resize(*size)
    window.open(url)
    assert window.run("return document.documentElement.scrollWidth") <= size[0]
    dark = window.run("return getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 28)"
    assert dark is (scheme == "dark")
    assert window.run(_CONTRASTS) >= 4.5
    cut_off = (
        "return [...document.querySelectorAll('td, dd, dt')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    )
    assert window.run(cut_off) == 0


#: The lowest contrast of any text to its ground, as WCAG reckons it.
_CONTRASTS = """
const channels = text => text.match(/[\\d.]+/g).map(Number);
const light = color => { const [r, g, b] = channels(color).slice(0, 3).map(
  c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
  if (channels(c)[3] !== 0) return c; } return "rgb(255, 255, 255)"; };
let least = 21;
for (const e of document.querySelectorAll("body *")) {
  if (!e.offsetWidth || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
  const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
  least = Math.min(least, (a + 0.05) / (b + 0.05));
}
return least;
"""


def test_assistive_technology_finds_its_way(window: Browser, url: str):
    window.resize(*NARROW)
    window.open(url)
    assert window.run("return [...document.querySelectorAll('h1, h2, h3')].map(h => +h.tagName[1])")[:2] == [1, 2]
    unnamed = window.run(
        "return [...document.querySelectorAll('section, table')].filter(e => !document.getElementById("
        "e.getAttribute('aria-labelledby'))).length"
    )
    assert unnamed == 0
    assert window.run("return [document.documentElement.lang, document.querySelectorAll('main, header').length]") == [
        "en",
        2,
    ]
    ids = window.run("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    window.emulate("Accessibility.enable")
    roles = window.run("return [...document.querySelectorAll('#requests [role]')].map(e => e.getAttribute('role'))")
    assert {"table", "rowgroup", "row", "columnheader", "cell"} <= set(roles)


def test_the_page_does_without_scripts(tmp_path: Path, url: str):
    with browser(tmp_path / "profile", script=False) as window:
        window.open(url)
        text = window.ask("GET", "/source")
        assert "Load the page again" in text
        shown = window.ask("POST", "/element", using="css selector", value="noscript p")
        assert window.ask("GET", f"/element/{next(iter(shown.values()))}/text").startswith("Load the page again")
        button = window.ask("POST", "/element", using="css selector", value="#refreshing")
        assert window.ask("GET", f"/element/{next(iter(button.values()))}/displayed") is False
