"""The commands and how they fail: one line that says what to do, never a traceback."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from ..contract.releases import HUB_RELEASE


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
@click.option("--no-rate-limits", is_flag=True, help="Refuse nobody for making too many requests in a minute.")
def serve(host: str, port: int, data: str | None, generation: str, no_rate_limits: bool) -> None:
    """Serve an embedded Hub until Ctrl-C."""
    from ..embedded import EmbeddedHub, EmbeddedHubError

    stop = threading.Event()
    limits = False if no_rate_limits else None
    try:
        with (
            EmbeddedHub(data, generation=generation, rate_limits=limits) as hub,
            hub.serve(host, port) as served,
            _signals_set(stop),
        ):
            login = f"{hub.ADMIN_NAME} / {hub.ADMIN_PASSWORD}"
            click.echo(
                f"FLAME Hub {hub.generation} (embedded) at {served.base_url}/ - log in as {login} - Ctrl-C stops it"
            )
            stop.wait()
    except EmbeddedHubError as error:
        raise CommandError(str(error)) from error


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
