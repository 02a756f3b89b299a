"""Compare a release with the next: columns, codes and clocks that changed, rows gone, new and changed by month.

Each of the two is a file as it was released, the folder of a built release, or a mapping (MATTER/releases/ID.yaml),
which is built first. Whether identifiers carry over is judged by rows that are equal in everything else.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.cli.release.text import add_two_texts, of_two

if TYPE_CHECKING:
    from habeas.release.compare.compare import Comparison

EXAMPLES = """\
examples:
  habeas release compare detentions-2025.xlsx detentions-2026.xlsx
  habeas release compare old.csv new.csv --by "Departed Date" --json
  habeas release compare 2025.txt 2026.csv --delimiter "||" --delimiter ,       the two are not written alike
  habeas release compare tucson/releases/2025.yaml tucson/releases/2026.yaml --exit-code
"""
_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", type=Path, help="a file, a built release's folder, or a mapping")
    parser.add_argument("new", metavar="NEW", type=Path, help="the same of the later one")
    parser.add_argument("--by", metavar="COLUMN", default="", help="the column that months are of (default: the start)")
    add_two_texts(parser)
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 where anything is different")
    parser.add_argument("--json", action="store_true", help="one object: all of it")


def run(args: argparse.Namespace) -> int:
    from habeas.cli.released import located
    from habeas.cli.shown import show_json
    from habeas.cli.waiting import Waiting
    from habeas.intake.sheets import is_text
    from habeas.release.compare.compare import compare
    from habeas.release.compare.read import Written

    old, new = located(args.old), located(args.new)
    texts = is_text(old), is_text(new)
    delimiters, encodings = of_two("--delimiter", args.delimiter, texts), of_two("--encoding", args.encoding, texts)
    written = Written(delimiters[0], encodings[0]), Written(delimiters[1], encodings[1])
    with Waiting("comparing") as waiting:
        found = compare(old, new, args.by, waiting.say, written)
    if args.json:
        show_json([_object(found)])
    else:
        _show(found)
    return int(args.exit_code and found.differ)


def _show(found: Comparison) -> None:
    from habeas.cli.shown import show_table

    for word, side in (("old", found.old), ("new", found.new)):
        span = f", {side.first} to {side.last}" if side.first else ""
        print(f"{word}: {side.name}, {side.rows:,} rows{span}{f', clock of {side.zone}' if side.zone else ''}")
    print()
    for line in _columns(found):
        print(line)
    print(_identifiers(found))
    if found.by:
        print(
            f"First month in which they part: {found.parted}"
            if found.parted
            else "In the months of both, nothing differs."
        )
    if not found.months:
        return
    print()
    header = (f"month of {found.by}" if found.by else "", "old", "new", "same", "gone", "new rows", "changed")
    show_table(
        header,
        (
            (
                one.month or "(no time)",
                *(f"{number:,}" for number in (one.old, one.new, one.same, one.gone, one.added, one.changed)),
            )
            for one in found.months
        ),
    )


def _columns(found: Comparison) -> Iterator[str]:
    if found.only_old:
        yield f"Columns only in the old one: {', '.join(found.only_old)}"
    if found.only_new:
        yield f"Columns only in the new one: {', '.join(found.only_new)}"
    for was, now in found.renamed:
        yield f"Column written otherwise: {was}, now {now}"
    for change in found.codes:
        for words, values in (("no longer used", change.only_old), ("new", change.only_new)):
            if values:
                shown = ", ".join(f"{value} ({count:,})" for value, count in values[:_SHOWN])
                more = f", and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
                yield f"Codes {words} in {change.column}: {shown}{more}"
    for clock in found.clocks:
        shifts = ", ".join(f"{_hours(minutes)} in {count:,}" for minutes, count in clock.shifts)
        yield f"Clock moved in {clock.column}: {shifts} of {clock.judged:,} rows equal in all but times"
    if found.old.zone != found.new.zone and found.old.zone and found.new.zone:
        yield f"Zone: {found.old.zone}, now {found.new.zone}"


def _hours(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours} h{f' {rest} min' if rest else ''}"


def _identifiers(found: Comparison) -> str:
    people = found.identifiers
    if not people.column:
        return "Identifiers: no column that both have is named as one."
    judged = f"{people.equal:,} of {people.judged:,} rows that are equal in everything else agree in it"
    return f"Identifiers ({people.column}) {people.verdict}: {judged}."


def _object(found: Comparison) -> dict[str, object]:
    from dataclasses import asdict

    people = {**asdict(found.identifiers), "verdict": found.identifiers.verdict}
    return {**asdict(found), "identifiers": people, "differ": found.differ}
