"""Count a release: rows, people or stays by month, place, outcome or any column, between what is certain and possible.

Each line has two numbers: how many are there for certain, and how many at most, since a time may be wider than a
month, and a fact may be withheld or said by nobody. With --findings, what "habeas test --release" wrote is counted
beside the base that it is a part of. With --against, a published table stands beside ours.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.cli.asked import add_matter_argument
from habeas.cli.options import Listed

if TYPE_CHECKING:
    from habeas.measure.against import Compared
    from habeas.measure.suppress import PublicLine
    from habeas.release.built import Built
    from habeas.report.release.table import Shown

EXAMPLES = """\
examples:
  habeas count tucson --release tucson-2026 --by month
  habeas count tucson --release tucson-2026 --by year,person.citizenship --public -o years.xlsx
  habeas count tucson --release tucson-2026 --findings holds.parquet --by month -o broken.svg
  habeas count seattle --release removals --by year --against published.csv
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from habeas.measure.suppress import THRESHOLD

    add_matter_argument(parser)
    parser.add_argument("--release", metavar="ID", required=True, help="which release of the matter")
    parser.add_argument(
        "--by",
        metavar="WORDS",
        action=Listed,
        default="",
        help="day, week, month, quarter, year, fiscal_year, or a column (several with commas, or given again)",
    )
    parser.add_argument(
        "--base", choices=("rows", "people", "stays"), default="rows", help="what is counted (default: rows)"
    )
    parser.add_argument("--sum", metavar="COLUMN", default="", help="add up a quantity instead of counting")
    parser.add_argument(
        "--day", metavar="PROPERTY", default="", help="the instant that months are of (default: the start)"
    )
    parser.add_argument(
        "--findings", metavar="FILE", type=Path, action="append", default=[], help="Parquet of findings on this release"
    )
    parser.add_argument(
        "--against", metavar="FILE.csv", type=Path, help="a published table: theirs, ours, the difference"
    )
    parser.add_argument("--value", metavar="COLUMN", default="", help="the column of --against that has the numbers")
    parser.add_argument(
        "--public", action="store_true", help="withhold small numbers, and those that would give them away"
    )
    parser.add_argument(
        "--threshold",
        metavar="N",
        type=int,
        default=THRESHOLD,
        help=f"with --public: what is small (default: below {THRESHOLD})",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write .csv, .xlsx, .parquet, .svg or .png as well"
    )
    parser.add_argument("--json", action="store_true", help="one object a line")


def run(args: argparse.Namespace) -> int:
    from habeas.measure.start import without_matrix_threads

    without_matrix_threads()
    from habeas.cli.released import opened
    from habeas.cli.shown import show_json, show_table
    from habeas.cli.waiting import Waiting
    from habeas.engine.lean import without_pandas
    from habeas.measure.count import count
    from habeas.measure.sentence import caveats, noun_of, sentence
    from habeas.measure.suppress import suppress
    from habeas.measure.window import window
    from habeas.report.release.table import Shown
    from habeas.report.release.written import write

    without_pandas()
    release = opened(args.matter, args.release)
    by = [word.strip() for word in args.by.split(",") if word.strip()]
    if args.against is not None:
        return _against(args, by, release)
    with Waiting("counting") as waiting:
        counted = count(
            release, by, base="sum" if args.sum else args.base, quantity=args.sum, day=args.day,
            findings=args.findings, told=lambda rows: waiting.say(f"{rows:,} rows"),
        )  # fmt: skip
    public = suppress(counted, args.threshold) if args.public else None
    said = sentence(release, counted, window(release, counted.day) if counted.base != "stays" else None, public)
    notes = caveats(release, counted, public)
    title = f"{release.meta['release']}: {noun_of(release, counted)}" + (
        f" by {', '.join(counted.by)}" if counted.by else ""
    )
    shown = Shown.of(counted, public, title, said, notes)
    if args.output is not None:
        write(shown, args.output)
    if args.json:
        show_json(_object(shown, line) for line in shown.lines)
        return 0
    show_table(_header(shown), (_row(shown, line) for line in shown.lines))
    print()
    for line in (said, *notes):
        print(line)
    return 0


def _against(args: argparse.Namespace, by: list[str], release: Built) -> int:
    from habeas.cli.shown import show_json, show_table
    from habeas.cli.waiting import Waiting
    from habeas.measure.against import compare
    from habeas.measure.published import read_published
    from habeas.measure.variants import RulesLeftOut

    published = read_published(args.against, by, args.value)
    with Waiting("counting") as waiting, RulesLeftOut(args.matter, args.release, published.by) as variants:
        compared = compare(release, published, variants, base=args.base, day=args.day, told=waiting.say)
    if args.json:
        show_json(_against_objects(compared))
        return 0
    show_table((*published.by, "theirs", "ours", "difference"), _against_rows(compared))
    print()
    show_table(
        ("ours counted", "apart by", "lines equal"),
        ((one.words, f"{one.apart:,}", f"{one.equal} of {one.lines}") for one in compared.tried),
    )
    print()
    print(compared.sentence)
    return 0


def _header(shown: Shown) -> tuple[str, ...]:
    return (*shown.by, *(("certain", "possible") if shown.bounded else ("count",)), *(("of",) if shown.parts else ()))


def _row(shown: Shown, line: PublicLine) -> tuple[str, ...]:
    certain, possible, *of = (cell if isinstance(cell, str) else f"{cell:,}" for cell in shown.cells(line))
    cells = [certain, possible] if shown.bounded else [certain]
    if of:
        low, high = of
        unbounded = shown.numbers(line)[-1] is None
        cells.append(low if low == high else f"{low} or more" if unbounded else f"{low} to {high}")
    return (*line.key, *cells)


def _object(shown: Shown, line: PublicLine) -> dict[str, object]:
    return dict(zip(shown.by, line.key, strict=True)) | dict(
        zip(shown.header[len(shown.by) :], shown.numbers(line), strict=True)
    )


def _against_rows(compared: Compared) -> Iterator[tuple[str, ...]]:
    for pair in compared.pairs:
        ours = (
            ""
            if pair.ours is None
            else f"{pair.ours[0]:,}"
            if pair.ours[0] == pair.ours[1]
            else f"{pair.ours[0]:,} to {pair.ours[1]:,}"
        )
        theirs = "" if pair.theirs is None else f"{pair.theirs:,}"
        yield (
            *pair.key,
            theirs,
            ours,
            "" if pair.difference is None else f"{pair.difference:+,}" if pair.difference else "0",
        )


def _against_objects(compared: Compared) -> Iterator[dict[str, object]]:
    for pair in compared.pairs:
        yield {
            **dict(zip(compared.by, pair.key, strict=True)),
            "theirs": pair.theirs,
            "ours": None if pair.ours is None else list(pair.ours),
            "difference": pair.difference,
        }
    for one in compared.tried:
        yield {"counted": one.words, "apart": one.apart, "equal": one.equal, "lines": one.lines}
