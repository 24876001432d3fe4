"""The command line: `flame-hub`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit: 0 if all went well, 1 if something failed, 2 if the call was wrong."""
    try:
        from .app import run

        status = run(sys.argv[1:])
    except ImportError as missing:
        what = f"{missing.name} is not installed. Install it with"
        print(f'flame-hub: {what}: pip install "flame-hub-client[hub]"', file=sys.stderr)
        status = 1
    sys.exit(status)
