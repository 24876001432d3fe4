"""`python -m flame_hub` is the command `flame-hub`."""

from .cli import main

if __name__ == "__main__":
    main()
