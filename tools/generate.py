"""Write what comes from the contract table: the models, the clients in both colours, the pages of the reference.

    python tools/generate.py           write what has changed
    python tools/generate.py --check   write nothing, exit status 1 if a file is not what the table says

The result is committed, so that editors and type checkers see real signatures and docstrings.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from flame_hub.contract.releases import TODAY, Service
from generator.clients import Colour, client_module
from generator.models import bodies_module, choices_module, models_module, names_module
from generator.types import HEADER

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "flame_hub"
REFERENCE = ROOT / "docs" / "reference"
SERVICES: tuple[Service, ...] = tuple(TODAY)


def sources() -> dict[Path, str]:
    models, clients = PACKAGE / "models" / "_generated", PACKAGE / "clients" / "_generated"
    found = {
        models / "__init__.py": HEADER.format(about="Models."),
        clients / "__init__.py": HEADER.format(about="Clients."),
    }
    modules = {"choices": choices_module()}
    for service in SERVICES:
        modules[service] = models_module(service)
        if (bodies := bodies_module(service)) is not None:
            modules[f"{service}_bodies"] = bodies
    found |= {models / f"{name}.py": source for name, source in modules.items()}
    found[models / "names.py"] = names_module(modules)
    for service in SERVICES:
        found[clients / f"{service}.py"] = client_module(service, Colour(asynchronous=False))
        found[clients / f"{service}_async.py"] = client_module(service, Colour(asynchronous=True))
    return found


def pages() -> dict[Path, str]:
    """The pages of the reference. They look at the clients, so these must be fresh."""
    # Not before the clients are written: this imports them.
    from generator.pages import coverage_page, service_page

    found = {REFERENCE / f"{service}.md": service_page(service) for service in SERVICES}
    return {**found, REFERENCE / "coverage.md": coverage_page()}


def formatted(path: Path, source: str) -> str:
    if path.suffix != ".py":
        return source
    for arguments in (
        ["check", "--select", "I,F401,RUF022,UP035", "--fix", "--exit-zero", "--quiet"],
        ["format", "--quiet"],
    ):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, "--stdin-filename", str(path), "-"],
            input=source,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        if run.returncode != 0:
            raise SystemExit(f"ruff could not read what was generated for {path.name}:\n{run.stderr}")
        source = run.stdout
    return source


def write(files: Mapping[Path, str], *, check: bool) -> list[Path]:
    """The files that were not as they should be. Unless `check`, they are now."""
    stale: list[Path] = []
    for path, source in files.items():
        text = formatted(path, source)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    return stale


def main() -> int:
    parser = argparse.ArgumentParser(description="Write what comes from the contract table.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a file is stale")
    check: bool = parser.parse_args().check
    stale = write(sources(), check=check)
    if not (check and stale):
        stale += write(pages(), check=check)
    if check and stale:
        print("Run: python tools/generate.py")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
