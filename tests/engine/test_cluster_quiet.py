"""What Java says while it starts is kept back; what it says later, or where the start fails, is not."""

import subprocess
import sys

CHILD = """\
import subprocess, sys
from habeas.engine.cluster_quiet import quiet_start
talk = "import sys; print('starting', file=sys.stderr, flush=True); print('up', flush=True);" \\
       "input(); print('an error', file=sys.stderr, flush=True)"
try:
    with quiet_start():
        java = subprocess.Popen([sys.executable, "-c", talk], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        java.stdout.readline()
        %s
except RuntimeError:
    pass
print("ours", file=sys.stderr, flush=True)
java.communicate(b"\\n")
import time; time.sleep(0.3)
"""


def errors(inside: str) -> list[str]:
    command = [sys.executable, "-c", CHILD % inside]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stderr.splitlines()


def test_what_is_said_at_the_start_is_kept_back() -> None:
    assert errors("import time; time.sleep(0.3)") == ["ours", "an error"]


def test_a_start_that_fails_is_shown() -> None:
    assert errors("import time; time.sleep(0.3); raise RuntimeError") == ["starting", "ours", "an error"]
