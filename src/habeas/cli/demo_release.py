"""The demo of a release: make one of nobody, and go the whole way with it: check, build, test, count."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.core.errors import UseError

if TYPE_CHECKING:
    from habeas.release.demo import Made

ROWS = 5_000
FOLDER = "made-release"
RELEASE = "detentions"


def asked(args: argparse.Namespace) -> tuple[int, Path]:
    """Rows and folder: ``--release``, ``--release 50000``, ``--release FOLDER`` and ``--release 50000 FOLDER``."""
    text = str(args.release).replace(",", "").replace("_", "")
    if text.isdecimal():
        return int(text), args.folder or Path(FOLDER)
    if args.folder is not None:
        raise UseError(f'--release takes a number of rows, and "{args.release}" is none.')
    return ROWS, Path(args.release)


def run(args: argparse.Namespace) -> int:
    from habeas.cli.main import run_command

    rows, folder = asked(args)
    made_and_shown(folder, rows, args.seed)
    for words in (
        ["release", "check", str(folder), RELEASE],
        ["release", "build", str(folder), RELEASE],
        ["test", str(folder), "--release", RELEASE],
        ["count", str(folder), "--release", RELEASE, "--by", "year"],
    ):
        print(f"\n$ habeas {' '.join(words)}")
        status = run_command(words)
        if status:
            return status
    return 0


def made_and_shown(folder: Path, rows: int, seed: int) -> None:
    """Make the release, and print what was planted in it."""
    _show_truth(_make(folder, rows, seed))


def _make(folder: Path, rows: int, seed: int) -> Made:
    from habeas.cli.waiting import Waiting
    from habeas.intake.written import is_full, no_space
    from habeas.release.demo import make

    try:
        with Waiting("writing") as waiting:
            return make(folder, rows, seed, lambda name, done: waiting.say(f"{name} {done:,} rows"))
    except ValueError as error:
        raise UseError(f"{error}.") from None
    except FileExistsError:
        raise UseError(f"{folder} is there already. Give another folder, or remove it.") from None
    except OSError as error:
        if is_full(error):
            raise no_space(folder) from error
        raise


def _show_truth(made: Made) -> None:
    from habeas.cli.shown import show_table

    print(f"{made.folder}: a release of nobody is made; truth.json says what was planted in which row.\n")
    lines = [
        (release, name, f"{fault['rows']:,}", fault["first"][0] if fault["first"] else "", fault["means"])
        for release, said in made.truth["releases"].items()
        for name, fault in said["faults"].items()
    ]
    show_table(("release", "planted", "rows", "first", "what it is"), lines)
