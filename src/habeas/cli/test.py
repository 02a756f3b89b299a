"""Test every clause on every act and custody under every reading, and print the findings.

A finding is not an accusation: it is what follows from the claims under a reading. "breach", "kept", "not_bound"
and "undetermined" are explained in docs/names.md; "because" says why in a word; "rests on" counts the sets of
statements each of which is enough; "strength" the origins that would have to be disbelieved to lose the outcome.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from habeas.cli.asked import add_day_argument, add_instrument_argument, add_matter_argument
from habeas.cli.filters import add_filter_arguments
from habeas.cli.options import Listed
from habeas.cli.side_by_side import side_by_side
from habeas.cli.waiting import Waiting

if TYPE_CHECKING:
    from habeas.cli.asked import Asked
    from habeas.cli.checked_words import Late
    from habeas.core.finding import Finding
    from habeas.law import Examination
    from habeas.law.findings.clause_by_clause import ReadClause
    from habeas.law.instruments.model import Instrument

T = TypeVar("T")

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
        action=Listed,
        help="group acts: act.carrier (journeys) or act.person; with --release: count by these columns",
    )
    add_instrument_argument(parser)
    parser.add_argument(
        "--json", action="store_true", help="one object a line, sorted; the same bytes for the same input"
    )
    from habeas.cli import test_release

    test_release.add_arguments(parser)
    add_day_argument(parser)
    add_filter_arguments(parser)


def run(args: argparse.Namespace) -> int:
    from habeas.cli.asked import chosen_instruments, load

    asked = load(args)
    instruments = chosen_instruments(args, asked)
    if args.release is not None:
        from habeas.cli import test_release

        return test_release.run(args, asked, instruments)
    if args.json:
        for text in _shown(args, asked, instruments, _json):
            sys.stdout.write(text)
        return 0
    _show(_shown(args, asked, instruments, partial(_rows, zone=asked.matter.zone)))
    return 0


def _shown(
    args: argparse.Namespace, asked: Asked, instruments: tuple[Instrument, ...], show: Callable[[list[Finding]], T]
) -> Iterator[T]:
    """The findings in order, some at a time, each time as ``show`` makes them. A large matter is shared out by clauses
    that have little in common.
    """
    from habeas.law import alike_together, clause_by_clause, finder, ready

    examination, chosen = ready(
        asked.matter, asked.claims, instruments,
        readings=args.reading, all_readings=args.all_readings, asked=asked.day,
    )  # fmt: skip
    findings = finder(examination, args.by)
    clauses = clause_by_clause(chosen)
    if args.by:
        _say_without_group(examination, clauses)
    questions = sum(len(one.readings) for one in clauses) * len([*examination.acts, *examination.custodies])
    if questions < LARGE:
        for one in clauses:
            yield show(findings(one))
        return
    order = alike_together(examination, clauses)
    pieces = [partial(_piece, findings, one, show) for one in order]
    with Waiting("testing") as waiting:
        shown = side_by_side(pieces, lambda begun: waiting.say(f"{begun} of {len(pieces)} clauses"))
    done = {(one.instrument.id, one.clause.id): text for one, text in zip(order, shown, strict=True)}
    for one in clauses:
        yield done[one.instrument.id, one.clause.id]


def _say_without_group(examination: Examination, clauses: Sequence[ReadClause]) -> None:
    from habeas.law import custodies_of

    many = len(custodies_of(examination, clauses))
    if many:
        have = "custody has" if many == 1 else "custodies have"
        print(f"{many:,} {have} lines in no group: --by groups acts. Without --by they are listed.", file=sys.stderr)


def _piece(findings: Callable[[ReadClause], list[Finding]], asked: ReadClause, show: Callable[[list[Finding]], T]) -> T:
    return show(findings(asked))


def _json(findings: list[Finding]) -> str:
    from habeas.core.finding_lines import json_lines

    return "".join([line + "\n" for line in json_lines(findings)])


def _rows(findings: list[Finding], zone: str) -> tuple[list[tuple[str, ...]], list[Late]]:
    from habeas.cli.checked_words import late_of

    rows: list[tuple[str, ...]] = [
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
        for finding in findings
    ]
    return rows, late_of(findings, zone)


def _show(shown: Iterable[tuple[list[tuple[str, ...]], list[Late]]]) -> None:
    from habeas.cli.checked_words import checked_lines
    from habeas.cli.shown import show_table

    rows: list[tuple[str, ...]] = []
    late: list[Late] = []
    for some, later in shown:
        rows += some
        late += later
    if not rows:
        print(
            "no findings: no act is in any world of a kind that a clause speaks of. "
            "`habeas claims` shows what is there."
        )
        return
    header = ("clause", "of", "reading", "outcome", "because", "strength", "turns on", "would settle first")
    show_table(header, rows)
    for line in checked_lines(late):
        print(line)


LARGE = 50_000  # questions at which two processes are sooner done than one
