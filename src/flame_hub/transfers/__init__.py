"""Files on their way to the Hub and back: what is sent, where it is kept, what is done if it fails, who is told.

What happens is written once, as generators of steps (steps.py); the clients in both colours walk through them.
"""
