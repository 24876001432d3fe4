"""A fresh interpreter: how soon the package is imported, its client is there, and has its first answer.

    python starting.py URL NODE

It prints a line for each step: seconds of the process's own time since the first import, and of the clock.
"""

import sys
import time

began = time.process_time(), time.perf_counter()
import flame_hub  # noqa: E402

imported = time.process_time(), time.perf_counter()
kind = flame_hub.CoreClient
found = time.process_time(), time.perf_counter()
login = flame_hub.auth.PasswordAuth("admin", "start123", f"{sys.argv[1]}/auth/")
node = kind(f"{sys.argv[1]}/core/", login).get_node(sys.argv[2])
answered = time.process_time(), time.perf_counter()
assert str(node.id) == sys.argv[2]
for own, taken in (imported, found, answered):
    print(own - began[0], taken - began[1])
