"""Copy out a worked matter, check it, print its matrix of flights by readings, and write its report.

The matter is J.G.G. v. Trump: one night, three flights, one order. Each column is a reading, with who holds it;
each cell says what follows from the claims under that reading. Under the matrix stands what the outcomes turn on.
With --release, a data release of nobody is made instead, with every known fault planted and counted, and checked,
built, tested and counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.core.finding import Finding
    from habeas.law.instruments.model import Instrument

EXAMPLES = """\
examples:
  habeas demo                     into ./jgg-v-trump
  habeas demo somewhere/else      into that folder
  habeas demo --matter grace-2018 another worked matter
  habeas demo --release           a made release of 5,000 rows in ./made-release
  habeas demo --release 200000 big
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="where to (default: the matter's name)")
    parser.add_argument(
        "--matter", default="jgg-v-trump", metavar="NAME", help="which worked matter (default: %(default)s)"
    )

    parser.add_argument(
        "--release",
        nargs="?",
        const="5000",
        metavar="ROWS",
        help="make a data release of nobody with that many rows (default: 5,000; beyond a million, as CSV)",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another release (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    if args.release is not None:
        from habeas.cli import demo_release

        return demo_release.run(args)

    from habeas import matters
    from habeas.cli.main import run_command
    from habeas.core.errors import UseError, nearest

    if args.matter not in matters.names():
        raise UseError(f'no worked matter "{args.matter}". {nearest(args.matter, matters.names())}')
    folder: Path = args.folder or Path(args.matter)
    try:
        matters.copy(args.matter, folder)
    except FileExistsError as error:
        raise UseError(f"{error} Give another folder, or remove it.") from None
    print(f"{folder}: the matter is copied.\n")
    for words in (["add", str(folder)], ["check", str(folder)]):
        status = run_command(words)
        if status:
            return status
    print()
    show_matrix(folder)
    print()
    return run_command(["report", str(folder), "-o", str(folder / "report.html")])


def show_matrix(folder: Path) -> None:
    """The groups of the matter by readings, an instrument at a time, with what each row turns on."""
    from habeas.core.schema import load_schema
    from habeas.intake import read_matter
    from habeas.law import load_instruments, test
    from habeas.view import Filters, select

    matter = read_matter(folder)
    claims = select(matter, Filters())
    instruments = load_instruments(folder / "instruments", load_schema(matter.codes), matter.zone, matter.about)
    for instrument in instruments:
        found = test(matter, claims, [instrument], by="act.carrier")
        for clause in sorted({finding.clause for finding in found}):
            _show_clause(instrument, clause, [finding for finding in found if finding.clause == clause])


def _show_clause(instrument: Instrument, clause: str, found: list[Finding]) -> None:
    from habeas.cli.shown import show_table

    readings = [name for name in instrument.readings or ["as_written"] if any(one.reading == name for one in found)]
    cells = {(one.group, one.reading): f"{one.outcome} ({one.because})".replace("_", " ") for one in found}
    groups = sorted({one.group or "" for one in found})
    print(f"{instrument.title or instrument.id}: {clause}")
    show_table(
        ["", *readings], [[_plain(group), *(cells.get((group, name), "-") for name in readings)] for group in groups]
    )
    for group in groups:
        turns = sorted(
            {terms for one in found if one.group == group for terms in one.turns_on}, key=lambda t: (len(t), t)
        )
        words = ", ".join(" and ".join(terms) for terms in turns)
        print(f"  {_plain(group)} turns on: {words}" if turns else f"  {_plain(group)} turns on no word in dispute")
    print()


def _plain(group: str) -> str:
    """``carrier:flight-1`` as people say it."""
    return group.partition(":")[2].replace("-", " ")
