"""Models. Generated from the contract by tools/generate.py."""
