"""What a page shows of the program is printed by the program: used by the snippets that cog runs in the pages."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


class Session:
    """Commands typed one after another in one empty folder, at one width."""

    def __init__(self, width: int = 100) -> None:
        self._folder = TemporaryDirectory()
        self.folder = Path(self._folder.name)
        self._environment = os.environ | {"COLUMNS": str(width)}

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, line: str) -> str:
        """What the command prints for its reader; one that fails, fails the page."""
        words = shlex.split(line)
        command = [sys.executable, "-m", "habeas", *words[1:]] if words[0] == "habeas" else words
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise SystemExit(f"{line}\n{done.stdout}{done.stderr}")
        return "\n".join(text.rstrip() for text in done.stdout.rstrip().splitlines())

    def block(self, *lines: str) -> str:
        """A block of a page: each command as it is typed, then what it prints."""
        return "```text\n" + "\n\n".join(f"$ {line}\n{self.run(line)}" for line in lines) + "\n```"
