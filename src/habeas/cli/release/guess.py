"""Draft the mapping of a release from its headers and its cells, with the reason and the doubt behind each line.

Columns are matched with those of known releases, then with the words that releases call them by. Lines that a person
has to read are marked "? doubt:"; the zone and the day of the cut-off, which no column says, are always among them.
Nothing is changed but the mapping that is written.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

from habeas.cli.release.text import add_text
from habeas.core.errors import UseError

EXAMPLES = """\
examples:
  habeas release guess stays.csv                        to the screen
  habeas release guess stays.csv --matter tucson        into tucson/releases/stays.yaml
  habeas release guess stays.csv --matter tucson -o tucson/releases/tucson-2026.yaml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV, XLSX or Parquet; - reads standard input")
    parser.add_argument("--matter", metavar="MATTER", type=Path, help="write it into this matter, under releases/")
    parser.add_argument("-o", "--output", metavar="ID.yaml", type=Path, help="write it here; its name is the release's")
    add_text(parser)


def run(args: argparse.Namespace) -> int:
    from habeas.cli.waiting import Waiting
    from habeas.intake.sheets import Spool
    from habeas.intake.written import write_whole
    from habeas.release.guess.as_yaml import write
    from habeas.release.guess.guess import guess
    from habeas.release.guess.seen import see

    piped = str(args.file) == "-"
    if args.file.is_dir():
        raise UseError(
            f"{args.file} is a folder. Guess from one file of it, and write the folder in files: of the draft."
        )
    if not piped and not args.file.is_file():
        raise UseError(f"there is no file {args.file}.")
    target, matter = _target(args)
    spool = Spool(sys.stdin.buffer) if piped else None
    with Waiting("reading") as waiting:
        seen = see(
            spool.path if spool else args.file,
            lambda sheet, rows: waiting.say(f"{sheet} {rows:,} rows".strip()),
            delimiter=args.delimiter,
            encoding=args.encoding,
        )
    if piped:
        seen = replace(seen, file="standard input")
    path = os.path.relpath(args.file.resolve(), matter.resolve()) if matter and not piped else str(args.file)
    source = _source(matter, seen.look.sha256) if matter else ""
    draft = guess(seen, target.stem if target else _slug(args.file.stem), Path(path).as_posix(), source)
    text = write(draft)
    if target is None:
        print(text, end="")
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, text.encode())
    _tell(text, target, matter)
    return 0


def _target(args: argparse.Namespace) -> tuple[Path | None, Path | None]:
    """Where the draft is written (None: to the screen), and the matter that it belongs to (None: to none)."""
    target: Path | None = args.output
    matter: Path | None = args.matter
    if matter is not None and not (matter / "matter.yaml").is_file():
        raise UseError(f"{matter} is no matter: it has no matter.yaml. Make one with `habeas init {matter}`.")
    if target is None and matter is not None:
        target = matter / "releases" / f"{_slug(args.file.stem)}.yaml"
    if target is not None and matter is None and target.resolve().parent.name == "releases":
        matter = target.resolve().parent.parent
    if target is not None and target.exists():
        raise UseError(f"{target} is there already. Give another name with -o, or remove it.")
    if target is not None and (target.suffix != ".yaml" or _slug(target.stem) != target.stem):
        raise UseError(f"{target.name} is not the name of a mapping: small letters, digits, . - _ and .yaml.")
    return target, matter


def _source(matter: Path, sha256: str) -> str:
    """The id of the source of the matter that has these bytes, or nothing."""
    from habeas.intake.documents import sources_of
    from habeas.intake.settings import read_settings
    from habeas.intake.words import Words

    sources = sources_of(matter, Words(read_settings(matter)))
    return next((source.id for source in sources.values() if source.sha256 == sha256), "")


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-._") or "release"


def _tell(text: str, target: Path, matter: Path | None) -> None:
    """What was written, and which of its lines are doubtful."""
    from habeas.release.guess.as_yaml import DOUBT

    doubtful = [(number, line) for number, line in enumerate(text.splitlines(), 1) if f"# {DOUBT}" in line]
    print(f"{target}: drafted. {'No line is doubtful.' if not doubtful else 'Correct or confirm:'}")
    for number, line in doubtful:
        print(f"  line {number}: {line.strip()}")
    if matter is not None:
        if not any((matter / "instruments").glob("*.y*ml")):
            print(
                "To test its rows, write an instrument into instruments/, or begin with those of "
                "`habeas demo --matter standing-limits` (hold rooms, the removal period, detainers).",
                file=sys.stderr,
            )
        print(f"Then: habeas release check {matter if len(str(matter)) < 60 else matter.name}", file=sys.stderr)
