"""The command line: `flame-hub`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit: 0 if all went well, 1 if something failed, 2 if the call was wrong."""
    try:
        from .app import run
    except ImportError as missing:
        print(
            f'flame-hub: {missing.name} is not installed. Install it with: pip install "flame-hub-client[hub]"',
            file=sys.stderr,
        )
        sys.exit(1)
    sys.exit(run(sys.argv[1:]))
