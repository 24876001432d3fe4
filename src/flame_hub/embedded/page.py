"""The page for people: what runs here, what it holds, and what was asked of it last. Made here, without a template."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from .facts import facts, shown_path
from .messages import Request, Response, json_response

if TYPE_CHECKING:
    from .hub import EmbeddedHub

_STYLE = """
:root { color-scheme: light dark; --text: #1d2430; --soft: #5a6474; --ground: #f5f6f8; --card: #fff; --line: #d9dde4;
  --accent: #0b5cad; --good: #18703a; --warn: #8a5300; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --text: #e5e9f0; --soft: #a3adbd; --ground: #12161c; --card: #1b212a;
  --line: #323b48; --accent: #7db7f5; --good: #7fd19b; --warn: #f0bd6b; --bad: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1.25rem 1rem 3rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.0625rem; margin: 0 0 .5rem; }
h3 { font-size: .875rem; font-weight: 600; color: var(--soft); margin: 0; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between;
  margin-bottom: 1rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem;
  margin-bottom: 1rem; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .375rem;
  padding: .25rem .75rem; min-height: 2.25rem; cursor: pointer; }
p, ul, dl { margin: 0; }
.soft { color: var(--soft); }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
ul { padding-left: 1.25rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem 2rem; }
.columns dl { grid-template-columns: 1fr auto; }
.columns dd, td.number { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; color: var(--soft); padding: .25rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th { text-align: left; color: var(--soft); font-weight: 600; }
th.number { text-align: right; }
th, td { padding: .3125rem .75rem .3125rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
tr > :last-child { padding-right: 0; }
tbody tr:last-child td { border-bottom: 0; }
td.path { width: 60%; }
th, td.number, td.method, time, h1 span { white-space: nowrap; }
td.path, td.method, time, code { font-family: ui-monospace, monospace; font-size: .875rem; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  .columns dl { gap: .25rem 1rem; } .columns dd { margin: 0; }
  table, tbody { display: block; } thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
    overflow: hidden; white-space: nowrap; }
  tbody tr { display: grid; grid-template-columns: auto auto 1fr auto; gap: 0 .75rem; padding: .375rem 0;
    border-bottom: 1px solid var(--line); }
  tbody tr:last-child { border-bottom: 0; }
  td { border: 0; padding: 0; } td.path { grid-column: 1 / -1; grid-row: 2; width: auto; }
}
"""

# Only what differs is put in, so that a selection, an open list and the place on the page stay where they are.
_SCRIPT = """
(() => {
  const button = document.getElementById("refreshing"), state = document.getElementById("state");
  let goes = true, busy = false;
  const tell = text => { if (state.textContent !== text) state.textContent = text; };
  const show = () => { button.textContent = goes ? "Stop refreshing" : "Go on refreshing"; };
  const refresh = async () => {
    if (!goes || busy || document.hidden) return;
    busy = true;
    try {
      const answer = await fetch(location.pathname, { headers: { accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-live]")) {
        const other = fresh.getElementById(part.id);
        if (!other) continue;
        for (const list of part.querySelectorAll("details[open]"))
          other.querySelector("#" + list.id)?.setAttribute("open", "");
        if (other.innerHTML === part.innerHTML) continue;
        const held = part.contains(document.activeElement) ? document.activeElement.id : "";
        part.replaceChildren(...other.childNodes);
        if (held) document.getElementById(held)?.focus({ preventScroll: true });
      }
      tell("");
    } catch { tell("The Hub does not answer. What is shown is what it told last."); }
    busy = false;
  };
  button.hidden = false;
  button.addEventListener("click", () => { goes = !goes; show(); refresh(); });
  document.addEventListener("visibilitychange", refresh);
  show();
  setInterval(refresh, 2000);
})();
"""


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src {_digest(_STYLE)}",
        f"script-src {_digest(_SCRIPT)}",
        "connect-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = (
    ("cache-control", "no-store"),
    ("content-security-policy", _POLICY),
    ("referrer-policy", "no-referrer"),
    ("vary", "accept"),
    ("x-content-type-options", "nosniff"),
)


def answer(hub: EmbeddedHub, request: Request) -> Response:
    """The page, or its facts as JSON for who does not ask for HTML."""
    told = facts(hub, request)
    if "text/html" not in request.headers.get("accept", ""):
        found = json_response(200, told)
    else:
        content = _page(told).encode("utf-8", "replace")
        headers = [("content-type", "text/html; charset=utf-8"), ("content-length", str(len(content)))]
        found = Response(200, headers, iter((content,)))
    found.headers += _HEADERS
    return found


def _page(told: Mapping[str, Any]) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>FLAME Hub {_text(told["generation"])} (embedded)</title>
<link rel="icon" href="data:,">
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1>FLAME Hub <span class="soft">{_text(told["generation"])}, embedded</span></h1>
<button type="button" id="refreshing" hidden>Stop refreshing</button>
</header>
<noscript><p class="soft">Load the page again to see what is new.</p></noscript>
<p id="state" role="status" class="bad"></p>
<main>
{_section("hub", "What runs", _hub(told))}
{_section("faults", "Faults in force", _faults(told["faults"]))}
{_section("requests", "Last requests", _requests(told["requests"]))}
{_section("records", "Records", _records(told["records"]))}
</main>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _text(value: object) -> str:
    return escape(str(value))


def _section(name: str, title: str, content: str) -> str:
    heading = f'<h2 id="{name}-title">{title}</h2>'
    return f'<section aria-labelledby="{name}-title">{heading}<div id="{name}" data-live>{content}</div></section>'


def _hub(told: Mapping[str, Any]) -> str:
    data = f"folder <code>{_text(told['data'])}</code>" if told["data"] else "memory, gone when the Hub stops"
    pairs = [
        *((name.capitalize(), _service(service)) for name, service in told["services"].items()),
        ("Running since", _time(told["since"])),
        ("The Hub's clock", f"{_time(told['now'])}, {_text(told['clock'])}"),
        ("Data", data),
        ("Jobs waiting", _text(told["jobs"])),
        ("Package", f"flame-hub-client {_text(told['version'])}"),
    ]
    return _list(pairs)


def _service(service: Mapping[str, str]) -> str:
    url = _text(service["url"])
    shown = f'<a href="{url}">{url}</a>' if service["url"].startswith(("http://", "https://")) else url
    return f'{shown} <span class="soft">release {_text(service["release"])}</span>'


def _list(pairs: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in pairs) + "</dl>"


def _time(stamp: str) -> str:
    shown = f"{stamp[:10]} {stamp[11:19]} UTC"
    return f'<time datetime="{_text(stamp)}">{_text(shown)}</time>'


def _faults(faults: list[Mapping[str, Any]]) -> str:
    if not faults:
        return '<p class="soft">none</p>'
    return "<ul>" + "".join(f"<li>{_fault(fault)}</li>" for fault in faults) + "</ul>"


def _fault(fault: Mapping[str, Any]) -> str:
    about = " ".join(str(fault[name]) for name in ("method", "service", "path") if name in fault)
    count = fault.get("count", 1)
    times = "until it is removed" if count is None else "once" if count == 1 else f"{count} times at most"
    does = f'<strong class="warn">{_text(fault["does"])}</strong> for <code>{_text(about or "any request")}</code>'
    return f'{does}, <span class="soft">{times}, applied so far: {fault["applied"]}</span>'


def _records(records: Mapping[str, Mapping[str, int]]) -> str:
    services = "".join(
        f"<div><h3>{name.capitalize()}</h3>{_counts({k: n for k, n in counts.items() if n})}</div>"
        for name, counts in records.items()
    )
    empty = [_words(name) for counts in records.values() for name, number in counts.items() if not number]
    summary = f'<summary id="empty-title">{len(empty)} without records</summary>'
    rest = f'<details id="empty">{summary}{", ".join(empty)}</details>' if empty else ""
    return f'<div class="columns">{services}</div>{rest}'


def _counts(counts: Mapping[str, int]) -> str:
    if not counts:
        return '<p class="soft">none yet</p>'
    return _list((_words(name), f"{number:,}") for name, number in counts.items())


def _words(name: str) -> str:
    return _text(name.replace("_", " "))


def _requests(requests: list[Mapping[str, Any]]) -> str:
    if not requests:
        return '<p class="soft">none yet</p>'
    # The roles are said because the narrow form of the table takes them away.
    columns = ("Time", "Method", "Path", "Status", "Time taken")
    heads = "".join(
        f'<th role="columnheader" scope="col"{_number if name == "Time taken" else ""}>{name}</th>' for name in columns
    )
    rows = "".join(_row(request) for request in requests)
    return (
        '<table role="table" aria-labelledby="requests-title">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


_number = ' class="number"'


def _row(request: Mapping[str, Any]) -> str:
    status = request["status"]
    kind = "bad" if status is None or status >= 500 else "warn" if status >= 400 else "good"
    outcome = f'<span class="{kind}">{_text("cut" if status is None else status)}</span>'
    if request["fault"]:
        outcome += f' <span class="soft">fault: {_text(request["fault"])}</span>'
    stamp = str(request["time"])
    cells = (
        ("", f'<time datetime="{_text(stamp)}">{_text(stamp[11:19])}</time>'),
        (' class="method"', _text(request["method"])),
        (' class="path"', _text(shown_path(request))),
        ("", outcome),
        (_number, f"{request['milliseconds']:,.1f} ms"),
    )
    return (
        '<tr role="row">' + "".join(f'<td role="cell"{attributes}>{cell}</td>' for attributes, cell in cells) + "</tr>"
    )
