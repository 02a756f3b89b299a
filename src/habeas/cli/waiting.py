"""What is being done, on standard error, while it takes long and a person watches."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

_PATIENCE = 1.0  # seconds before anything is said
_EVERY = 0.2


class Waiting:
    """``with Waiting("reading") as waiting: ... waiting.say("1,000 rows")``; what was shown is wiped at the end."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._next = time.monotonic() + _PATIENCE
        self._wide = 0

    def __enter__(self) -> Self:
        return self

    def say(self, what: str) -> None:
        """Show this, if it is time to and anybody looks."""
        now = time.monotonic()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + _EVERY
        text = f"{self._doing}: {what}"
        sys.stderr.write("\r" + text.ljust(self._wide))
        sys.stderr.flush()
        self._wide = len(text)

    def note(self, line: str) -> None:
        """A line that stays, whoever reads."""
        self._wipe()
        print(line, file=sys.stderr)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wipe()

    def _wipe(self) -> None:
        if self._wide:
            sys.stderr.write("\r" + " " * self._wide + "\r")
            sys.stderr.flush()
            self._wide = 0
