"""Test every clause on every act and custody under every reading, and print the findings.

A finding is not an accusation: it is what follows from the claims under a reading. "breach", "kept", "not_bound"
and "undetermined" are explained in docs/names.md; "because" says why in a word; "rests on" counts the sets of
statements each of which is enough; "strength" the origins that would have to be disbelieved to lose the outcome.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from habeas.cli.asked import add_day_argument, add_matter_argument
from habeas.cli.filters import add_filter_arguments

if TYPE_CHECKING:
    from habeas.core.finding import Finding

EXAMPLES = """\
examples:
  habeas test jgg-v-trump --by act.carrier                 one line for each flight under each reading
  habeas test jgg-v-trump --reading plaintiffs --json      one JSON object a line
  habeas test jgg-v-trump --trust '!kind:inference'        on sworn and reported evidence alone
  habeas test jgg-v-trump --all-readings                   every combination of meanings
  habeas test tucson --release tucson-2026 -o broken.parquet      every row of a release
  habeas test tucson --release tucson-2026 --by custody.place     counted by a column
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_matter_argument(parser)
    parser.add_argument("--reading", metavar="NAME", action="append", help="only this reading (may be given again)")
    parser.add_argument("--all-readings", action="store_true", help="the full product of the terms' meanings")
    parser.add_argument(
        "--by",
        metavar="PROPERTY",
        help="group acts: act.carrier (journeys) or act.person; with --release: count by these columns",
    )
    parser.add_argument("--instrument", metavar="ID", help="only this instrument")
    parser.add_argument(
        "--json", action="store_true", help="one object a line, sorted; the same bytes for the same input"
    )
    from habeas.cli import test_release

    test_release.add_arguments(parser)
    add_day_argument(parser)
    add_filter_arguments(parser)


def run(args: argparse.Namespace) -> int:
    import sys

    from habeas.cli.asked import load
    from habeas.core.errors import UseError, nearest
    from habeas.core.finding_lines import json_lines
    from habeas.law import test

    asked = load(args)
    instruments = asked.instruments
    if args.instrument is not None:
        instruments = tuple(one for one in instruments if one.id == args.instrument)
        if not instruments:
            known = [one.id for one in asked.instruments]
            raise UseError(f'no instrument "{args.instrument}". {nearest(args.instrument, known)}')
    if args.release is not None:
        from habeas.cli import test_release

        return test_release.run(args, asked, instruments)
    found = test(
        asked.matter, asked.claims, instruments,
        readings=args.reading, all_readings=args.all_readings, by=args.by, asked=asked.day,
    )  # fmt: skip
    if args.json:
        for line in json_lines(found):
            sys.stdout.write(line + "\n")
        return 0
    _show(found, asked.matter.zone)
    return 0


def _show(found: Sequence[Finding], zone: str) -> None:
    from habeas.cli.checked_words import checked_lines
    from habeas.cli.shown import show_table

    rows = [
        (
            f"{finding.instrument}/{finding.clause}",
            finding.group or finding.act or finding.custody or "-",
            finding.reading,
            f"{finding.outcome}: {finding.says}" if finding.says else finding.outcome,
            finding.because,
            "-" if finding.strength is None else str(finding.strength),
            "; ".join("+".join(terms) for terms in finding.turns_on) or "nothing",
            finding.would_settle[0].fact if finding.would_settle else "",
        )
        for finding in found
    ]
    if not rows:
        print(
            "no findings: no act is in any world of a kind that a clause speaks of. "
            "`habeas claims` shows what is there."
        )
        return
    header = ("clause", "of", "reading", "outcome", "because", "strength", "turns on", "would settle first")
    show_table(header, rows)
    for line in checked_lines(found, zone):
        print(line)
