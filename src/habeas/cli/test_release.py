"""``habeas test --release``: every clause on every row of a release, counted, and written where asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.cli.asked import Asked
    from habeas.core.errors import Fault
    from habeas.engine.summed import Summed
    from habeas.law.bulk import Compiled
    from habeas.law.instruments.model import Instrument
    from habeas.release.built import Built

OUTCOMES = ("breach", "undetermined", "kept", "not_bound")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--release", metavar="ID", help="test every row of this release instead of the matter's acts")
    parser.add_argument(
        "-o", "--output", metavar="FILE.parquet", type=_where, help="with --release: write the findings there"
    )
    parser.add_argument("--all", action="store_true", help="with -o: write what is kept and not bound, too")
    parser.add_argument(
        "--engine", choices=("here", "spark"), default="here", help="where a release is tested (default: here)"
    )
    parser.add_argument("--master", metavar="URL", default="", help="with --engine spark: the cluster")


def run(args: argparse.Namespace, asked: Asked, instruments: tuple[Instrument, ...]) -> int:
    from habeas.cli.release.asked import columns_of, compiled_for, left_out_lines
    from habeas.cli.released import opened
    from habeas.cli.shown import show_json
    from habeas.law import chosen_readings

    _check_output(args)
    chosen = chosen_readings(instruments, args.reading, every=args.all_readings)
    left_out: list[Fault] | None = [] if args.instrument is None else None
    if args.engine == "spark":
        from habeas.cli.test_release_cluster import tested

        compiled, summed = tested(args, asked, chosen, left_out)
    else:
        from habeas.engine.lean import lean

        lean()
        built = opened(args.matter, args.release)
        compiled = compiled_for(built, asked, chosen, columns_of(args.by, built), left_out)
        summed = _passed(args, built, compiled)
    lines = list(counts(compiled, summed))
    if args.json:
        show_json(lines)
    else:
        _show(lines, compiled, summed, args)
    for line in [*left_out_lines(left_out or []), *([APART] if compiled.apart else [])]:
        print(line, file=sys.stderr if args.json else sys.stdout)
    return 0


APART = (
    "Identifiers are not known to carry over between the joined releases: rows of one identifier in two of them are "
    "tested as those of two people."
)


def _check_output(args: argparse.Namespace) -> None:
    """Here one Parquet file is written, whatever it would be called; a cluster writes a folder."""
    from habeas.core.errors import UseError

    if args.engine != "here" or args.output is None:
        return
    if isinstance(args.output, str):
        raise UseError(f"-o {args.output}: only --engine spark writes there. Name a file.")
    if args.output.suffix.lower() != ".parquet":
        raise UseError(f'"{args.output.name}": the ending says what is written. Expected one of: .parquet.')


def _where(text: str) -> Path | str:
    """A file here, or the URL of a file system that Spark knows, as it is written."""
    return text if "://" in text else Path(text)


def counts(compiled: Compiled, summed: Summed) -> Iterator[dict[str, object]]:
    """One object for each clause, reading and value of the columns counted by, sorted."""
    found = summed.outcomes

    def order(key: tuple[int, tuple[str | None, ...]]) -> tuple[object, ...]:
        return (compiled.lines[key[0]], tuple((word is None, word or "") for word in key[1]))

    settling: dict[int, dict[str, int]] = {}
    for (line, text), number in sorted(summed.settling.items(), key=lambda item: (-item[1], item[0])):
        settling.setdefault(line, {})[text] = number
    for line, by in sorted(found, key=order):
        breach, kept, unbound, open_ = found[line, by]
        instrument, clause, reading = compiled.lines[line]
        told: dict[str, object] = {"instrument": instrument, "clause": clause, "reading": reading}
        told |= {column.property: word for column, word in zip(compiled.by, by, strict=True)}
        told |= {"breach": breach, "undetermined": open_, "kept": kept, "not_bound": unbound}
        if not compiled.by:
            told["would_settle"] = settling.get(line, {})
        yield told


def _passed(args: argparse.Namespace, built: Built, compiled: Compiled) -> Summed:
    from habeas.cli.waiting import Waiting
    from habeas.engine.pass_release import pass_over
    from habeas.engine.summed import Summed

    whole = f"{built.rows:,}"
    with Waiting("testing") as waiting:
        counted = pass_over(
            built.files, compiled, args.output, everything=args.all,
            progress=lambda rows: waiting.say(f"{rows:,} of {whole} rows"),
        )  # fmt: skip
    return Summed.of(compiled, counted)


def _show(lines: list[dict[str, object]], compiled: Compiled, summed: Summed, args: argparse.Namespace) -> None:
    from habeas.cli.shown import show_table

    if not lines:
        print(f"no findings: no clause speaks of any of the {summed.rows:,} rows. `habeas release check` shows them.")
        return
    by = [column.property for column in compiled.by]
    header = ("clause", "reading", *by, *OUTCOMES)
    show_table(header, [
        (f"{line['instrument']}/{line['clause']}", str(line["reading"]), *("-" if line[name] is None else
        str(line[name])
         for name in by), *(f"{line[outcome]:,}" for outcome in OUTCOMES))
        for line in lines
    ])  # fmt: skip
    open_ = [
        (f"{instrument}/{clause}", reading, f"{number:,}", text or "no single fact")
        for (line, text), number in sorted(summed.settling.items(), key=lambda item: (compiled.lines[item[0][0]],
                                                                                       -item[1], item[0][1]))
        for instrument, clause, reading in [compiled.lines[line]]
    ]  # fmt: skip
    if open_:
        print("\nundetermined, by what would settle it:")
        show_table(("clause", "reading", "rows", "would settle"), open_)
        print(f"`habeas why {args.matter} CLAUSE --release {args.release}` lists these rows, and explains one.")
    print(f"\n{summed.rows:,} rows tested." + (f" Findings: {args.output}." if args.output is not None else ""))
