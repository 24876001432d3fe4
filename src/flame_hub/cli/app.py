"""The commands and how they fail: one line that says what to do, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from ..contract.releases import HUB_RELEASE

if TYPE_CHECKING:
    from ..embedded import EmbeddedHub


class CommandError(click.ClickException):
    """A command failed; its message is one line."""

    exit_code = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="flame-hub-client", prog_name="flame-hub")
def cli() -> None:
    """Tools for the FLAME Hub, and a FLAME Hub to try them with."""


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", default=3000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen at, 0: a free one."
)
@click.option(
    "--data",
    type=click.Path(),
    help="Folder that keeps everything. Without it all is gone when the Hub stops.",
)
@click.option(
    "--generation",
    default=HUB_RELEASE,
    show_default=True,
    help="Which Hub to be: a generation (0.8) or a release (0.8.36) from 0.8 on.",
)
@click.option(
    "--pace",
    default="instant",
    show_default=True,
    help="How fast builds, distributions and simulated nodes get on: at once (instant), with a number of seconds "
    "before each of their steps, or only when they are told to (step).",
)
@click.option(
    "--simulate-nodes",
    is_flag=True,
    help="Have nodes approve projects and analyses, execute what is distributed to them, and upload results.",
)
@click.option("--skip-approvals", is_flag=True, help="Nodes need not approve: both of the next two.")
@click.option("--skip-project-approval", is_flag=True, help="Nodes need not approve projects.")
@click.option("--skip-analysis-approval", is_flag=True, help="Nodes need not approve analyses.")
@click.option(
    "--seed",
    type=click.Path(),
    help="JSON or TOML file with records to begin with: collections, in each the entries by a label.",
)
@click.option(
    "--control",
    is_flag=True,
    help="Let everybody who reaches it reset, seed and disturb it, below /_control.",
)
@click.option("--no-rate-limits", is_flag=True, help="Refuse nobody for making too many requests in a minute.")
def serve(
    host: str,
    port: int,
    data: str | None,
    generation: str,
    pace: str,
    simulate_nodes: bool,
    skip_approvals: bool,
    skip_project_approval: bool,
    skip_analysis_approval: bool,
    seed: str | None,
    control: bool,
    no_rate_limits: bool,
) -> None:
    """Serve an embedded Hub until Ctrl-C."""
    from ..embedded import EmbeddedHub, EmbeddedHubError

    stop = threading.Event()
    state: Any = _read_seed(Path(seed)) if seed is not None else {}
    try:
        embedded = EmbeddedHub(
            data,
            generation=generation,
            pace=pace,
            simulate_nodes=simulate_nodes,
            skip_approvals=skip_approvals,
            skip_project_approval=skip_project_approval,
            skip_analysis_approval=skip_analysis_approval,
            rate_limits=False if no_rate_limits else None,
        )
        with (
            _seeded(embedded, state) as hub,
            hub.serve(host, port, control=control) as served,
            _signals_set(stop),
        ):
            login = f"{hub.ADMIN_NAME} / {hub.ADMIN_PASSWORD}"
            click.echo(
                f"FLAME Hub {hub.generation} (embedded) at {served.base_url}/ - log in as {login} - Ctrl-C stops it"
            )
            stop.wait()
    except EmbeddedHubError as error:
        raise CommandError(str(error)) from error


def _read_seed(path: Path) -> Any:
    """The state that a file describes."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix.lower() != ".toml":
            return json.loads(text)
        if sys.version_info < (3, 11):
            raise CommandError(f"{path}: reading TOML takes Python 3.11 or newer. Write the file as JSON.")
        import tomllib

        return tomllib.loads(text)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        form = "TOML" if path.suffix.lower() == ".toml" else "JSON"
        raise CommandError(f"{path} is no {form}: {error}.") from error


@contextmanager
def _seeded(hub: EmbeddedHub, state: Any) -> Generator[EmbeddedHub]:
    """The Hub with the records of a state, closed at the end."""
    from ..embedded import SeedError

    with hub:
        try:
            hub.seed(state)
        except SeedError as error:
            raise CommandError(f"The Hub cannot be seeded: {error}") from error
        yield hub


@contextmanager
def _signals_set(stop: threading.Event) -> Generator[None]:
    """While it lasts, Ctrl-C and a polite kill set the event instead of ending the process somewhere."""

    def set_it(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    before = {number: signal.signal(number, set_it) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@cli.command()
def demo() -> None:
    """Run the quickstart, step by step, against an embedded Hub of its own."""
    from ..embedded import EmbeddedHubError
    from .demo import run_demo

    try:
        if not run_demo():
            raise CommandError("The demo did not do what it should.")
    except EmbeddedHubError as error:
        raise CommandError(str(error)) from error


def run(arguments: Sequence[str]) -> int:
    """Run a command; the exit status."""
    try:
        cli.main(list(arguments), prog_name="flame-hub", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as wanted:
        click.echo(wanted.format_message(), err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"flame-hub: {_one_line(error.format_message())}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("flame-hub: stopped", err=True)
        return 130
    except _hub_errors() as error:
        click.echo(f"flame-hub: {_one_line(str(error))}", err=True)
        return 1
    except BrokenPipeError:
        return _without_output()
    except OSError as error:
        click.echo(f"flame-hub: {error.strerror or error}", err=True)
        return _without_output()
    return 0


def _hub_errors() -> type[Exception]:
    """The errors of the client, which `serve` does not need and would wait for: they are imported if one is raised."""
    from ..errors import HubAPIError

    return HubAPIError


def _without_output() -> int:
    """Nothing can be written any more; what is still in the buffer must not be tried again at exit."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - lasts as long as the process
    return 1


def _one_line(text: str) -> str:
    return " ".join(text.split())
