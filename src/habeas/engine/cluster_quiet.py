"""What Java says on standard error while it starts: kept back, since none of it is about the release.

Spark's Java writes a dozen lines of its own before it listens to any setting (which file of settings it took, which
address it chose). They are shown where the start fails; what is written after the start is passed on as it comes.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ERRORS = 2  # the number of standard error, which whoever is started inherits


@contextmanager
def quiet_start() -> Iterator[None]:
    """Processes started inside have their standard error kept back until the end, and passed on from then."""
    sys.stderr.flush()
    try:
        ours = os.dup(_ERRORS)
    except OSError:  # there is none
        yield
        return
    read, write = os.pipe()
    os.dup2(write, _ERRORS)
    os.close(write)
    passing = _Passing(read, ours)
    passing.start()
    try:
        yield
    except BaseException:
        passing.show()
        raise
    finally:
        sys.stderr.flush()
        os.dup2(ours, _ERRORS)
        passing.open()


class _Passing(threading.Thread):
    """Reads one end of a pipe until nobody writes there; what came before ``open`` is not passed on."""

    def __init__(self, read: int, to: int) -> None:
        super().__init__(daemon=True, name="standard error of Spark")
        self._read, self._to = read, to
        self._lock = threading.Lock()
        self._kept: list[bytes] | None = []

    def run(self) -> None:
        while data := os.read(self._read, 1 << 16):
            with self._lock:
                if self._kept is not None:
                    self._kept.append(data)
                    continue
            os.write(self._to, data)

    def show(self) -> None:
        """Pass on what was kept back, after all."""
        with self._lock:
            for data in self._kept or ():
                os.write(self._to, data)

    def open(self) -> None:
        """From here on everything is passed on."""
        with self._lock:
            self._kept = None
