"""Files that others made are opened in a throw-away process: what it cannot survive never reaches this one.

A worker answers with one line for each file. When it dies or hangs, the file that it had in hand is at fault, and
another worker goes on with the rest.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Answer = dict[str, Any]

_SECONDS = 20
_SCRIPTS = Path(__file__).parent / "limited"


def ask(script: str, paths: Sequence[Path]) -> list[Answer]:
    """What ``limited/SCRIPT.py`` says of each file. An answer with the key ``code`` is a refusal, and ``what``
    says why.
    """
    answers: list[Answer] = []
    while len(answers) < len(paths):
        lines, ended = _run(script, paths[len(answers) :])
        answers += lines
        if not lines:  # it died on its first file: no earlier one can have used up its time
            answers.append({"code": "stopped-at-limit", "what": ended})
    return answers


def _run(script: str, paths: Sequence[Path]) -> tuple[list[Answer], str]:
    """The answers that one worker gave, and how it ended."""
    with tempfile.TemporaryFile() as out:
        # -I: neither the user's environment nor the current folder can put a module in the worker's way
        command = [sys.executable, "-I", str(_SCRIPTS / f"{script}.py"), *(str(path.absolute()) for path in paths)]
        ended = "reading it ended the reading process."
        try:
            subprocess.run(  # noqa: S603 - our own interpreter and script; the paths are arguments
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            ended = f"reading it takes longer than {_SECONDS} seconds."
        out.seek(0)
        whole = [line for line in out.read().split(b"\n")[:-1] if line]
    return [json.loads(line) for line in whole], ended
