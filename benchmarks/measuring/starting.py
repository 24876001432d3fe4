"""A fresh interpreter: seconds after which the package is imported, its client is there, and has its first answer.

python starting.py URL NODE
"""

import sys
import time

began = time.perf_counter()
import flame_hub  # noqa: E402

imported = time.perf_counter()
kind = flame_hub.CoreClient
found = time.perf_counter()
login = flame_hub.auth.PasswordAuth("admin", "start123", f"{sys.argv[1]}/auth/")
node = kind(f"{sys.argv[1]}/core/", login).get_node(sys.argv[2])
answered = time.perf_counter()
assert str(node.id) == sys.argv[2]
print(imported - began, found - began, answered - began)
