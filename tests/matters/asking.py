"""Ask the command line about a shipped matter, or about a copy of one that a test has changed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from pathlib import Path
from typing import cast

from habeas.cli.main import main
from habeas.matters import copy

Row = dict[str, str]
Line = dict[str, object]

SHIPPED = Path(__file__).parents[2] / "src" / "habeas" / "matters"


def ask(folder: Path, *options: str) -> list[Line]:
    """The lines of ``habeas test FOLDER --json`` with further options."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["test", str(folder), "--json", *options])
    assert status == 0, err.getvalue()
    return [cast("Line", json.loads(line)) for line in out.getvalue().splitlines()]


@lru_cache(maxsize=32)
def shipped(name: str, *options: str) -> tuple[Line, ...]:
    return tuple(ask(SHIPPED / name, *options))


def outcome(lines: tuple[Line, ...] | list[Line], **where: str) -> str | None:
    """The outcome of the one line that agrees with ``where``; None where there is none."""
    found = [line for line in lines if all(line.get(key) == value for key, value in where.items())]
    assert len(found) < 2, found
    return cast("str", found[0]["outcome"]) if found else None


def line_of(lines: tuple[Line, ...] | list[Line], **where: str) -> Line:
    (found,) = [line for line in lines if all(line.get(key) == value for key, value in where.items())]
    return found


def check(folder: Path) -> tuple[int, str]:
    """Exit status and standard error of ``habeas check``."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["check", str(folder)])
    return status, err.getvalue()


def changed(name: str, to: Path, file: str, change: Callable[[Row], Row | None]) -> Path:
    """A copy of the matter in which each row of one CSV is what ``change`` makes of it (None: left out)."""
    folder = copy(name, to / name)
    path = folder / file
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        head = list(reader.fieldnames or [])
        rows = list(reader)
    after = [change(dict(row)) for row in rows]
    assert after != rows, "the change changes nothing"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, head, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in after if row is not None)
    return folder


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """The folder, with ``old`` replaced in one of its files; ``old`` must stand there once."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def rows_of(name: str) -> list[tuple[str, Row]]:
    """Every row of every events and claims file of a shipped matter, with the name of its file."""
    found = []
    for path in sorted([*(SHIPPED / name).glob("events/*.csv"), *(SHIPPED / name).glob("claims/*.csv")]):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [(path.name, row) for row in csv.DictReader(stream)]
    return found


def sources_of(name: str) -> dict[str, Row]:
    with (SHIPPED / name / "sources.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}
