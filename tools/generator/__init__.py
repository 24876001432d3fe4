"""The parts of the generator: docstrings, models, clients."""
