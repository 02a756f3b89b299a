"""The reasons of one finding: the statements that are enough for it, what it turns on, what would settle it.

CLAUSE is written instrument/clause; SUBJECT is an act or a custody. Every statement comes with its words, who says
it and how, the source, the place in it, and the row. Last comes the outcome under every choice of meanings, whoever
holds it: as few rows as tell it, of the terms that matter here.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from habeas.cli import why_release, why_rows
from habeas.cli.asked import add_day_argument, add_matter_argument
from habeas.cli.filters import add_filter_arguments

if TYPE_CHECKING:
    from habeas.core.claim import Claim, Content
    from habeas.core.finding import Finding, Support
    from habeas.core.matter import Matter
    from habeas.law import Examination, Line
    from habeas.law.instruments.model import Clause, Instrument

EXAMPLES = """\
examples:
  habeas why jgg-v-trump class-order/no-removal act:flight-1-handover --reading plaintiffs
  habeas why jgg-v-trump class-order/no-removal act:flight-3-handover --reading plaintiffs --json
  habeas why tucson ice-hold-room/twelve-hours-before --release tucson-2026 --row 351
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_matter_argument(parser)
    parser.add_argument("clause", metavar="CLAUSE", help="instrument/clause, as class-order/no-removal")
    parser.add_argument(
        "subject", metavar="SUBJECT", nargs="?", help="an act or a custody; none for a duty without one"
    )
    why_release.add_arguments(parser)
    parser.add_argument(
        "--reading", metavar="NAME", action="append", help="only this reading (default: every named one)"
    )
    parser.add_argument(
        "--json", action="store_true", help="the finding as an object, a line for each reading, with the table"
    )
    add_day_argument(parser)
    add_filter_arguments(parser)


def run(args: argparse.Namespace) -> int:
    from habeas.cli.asked import load
    from habeas.cli.checked_words import last_checked_json
    from habeas.cli.shown import show_json
    from habeas.cli.why_table import decision_json, show_decision
    from habeas.core.errors import UseError
    from habeas.law import Line, chosen_readings
    from habeas.law.findings.decision import decision_of
    from habeas.law.findings.run import examine
    from habeas.law.instruments.resolve import readings_of
    from habeas.law.worlds.one_act import OneAct

    asked = load(args)
    if args.release is not None and args.row is None:
        return why_rows.show_rows(args, asked, *_named(args.clause, asked.instruments))
    if args.release is not None:
        asked, args.subject = why_release.with_row(args, asked)
    one_act = OneAct(asked.claims)
    instrument, clause = _named(args.clause, one_act.instruments(asked.instruments))
    examination, claims = examine(asked.matter, asked.claims, asked.day), one_act.shown(asked.claims)
    subject = None if args.subject is None else one_act.name(args.subject)
    _known(subject, examination)
    lines = [
        Line(instrument, clause, subject, reading)
        for _, reading in chosen_readings([instrument], args.reading, every=False)
    ]
    with_line = [line for line in lines if examination.outcome(line) is not None]
    if not lines:
        raise UseError("no reading to show.")
    if subject != args.subject and not args.json:
        print(f"{args.subject} is said to be the same act as {subject}: what is said of either is said of it.")
    table, readings = decision_of(examination, lines[0]), list(readings_of(instrument).values())
    if args.json:
        decision = decision_json(table, readings)
        found = [examination.finding(line) for line in with_line]
        show_json({**one.as_json(), "last_checked": last_checked_json(one), "decision": decision} for one in found)
        return 0
    for number, line in enumerate(lines):
        print("\n" * bool(number), end="")
        if line in with_line:
            _show(examination.finding(line), clause, asked.matter, claims)
        else:
            _show_no_line(line, examination)
    print()
    show_decision(table, readings)
    return 0


def _named(text: str, instruments: tuple[Instrument, ...]) -> tuple[Instrument, Clause]:
    from habeas.core.errors import UseError, nearest

    known = {f"{one.id}/{clause.id}": (one, clause) for one in instruments for clause in one.clauses}
    if text not in known:
        raise UseError(f'no clause "{text}". {nearest(text, known)}')
    return known[text]


def _known(subject: str | None, examination: Examination) -> None:
    from habeas.core.errors import UseError, nearest

    known = [*examination.acts, *examination.custodies]
    if subject is not None and subject not in known:
        raise UseError(f'nothing is said of "{subject}". {nearest(subject, known)}')


def _show_no_line(line: Line, examination: Examination) -> None:
    """Semantics 23: say so, and name the acts of the same people that are of the kind."""
    clause = f"{line.instrument.id}/{line.clause.id}"
    print(
        f"{line.reading.id}: no finding. {line.subject} is not of the kind that {clause} speaks of under this reading."
    )
    of_kind = [
        other.subject for other in examination.lines(line.instrument, line.reading) if other.clause is line.clause
    ]
    same = [act for act in of_kind if act and line.subject and examination.share_people(act, line.subject)]
    print(
        "  Of that kind, and of the same people: " + (", ".join(same) if same else "none that anybody speaks of") + "."
    )


def _show(finding: Finding, clause: Clause, matter: Matter, claims: tuple[Claim, ...]) -> None:
    from habeas.cli.checked_words import checked_words

    subject = finding.act or finding.custody or ""
    print(
        f"{finding.reading}: {finding.outcome}, because {finding.because}"
        f"  [{finding.instrument}/{finding.clause} {subject}]"
    )
    if finding.says:
        print(f"  The clause says of this outcome: {finding.says}")
    if finding.mended:
        print(f"  Mended later: {finding.mended}.")
    if finding.last_checked is not None:
        print(f"  Note: {checked_words(finding, matter.zone)}; this is, or may be, of a later time.")
    if clause.means:
        print(f"  The clause: {clause.means}")
    _show_supports(finding, matter, claims)
    if finding.strength is not None:
        least = "at least " if "strength" in finding.bounded else ""
        print(f"  Strength: {least}{finding.strength} origin(s) would have to be disbelieved to lose this outcome.")
    turns = "; ".join(" and ".join(terms) for terms in finding.turns_on)
    print(
        f"  It turns on: {turns}." if turns else "  It turns on no term in dispute: the dispute does not matter here."
    )
    for fact in finding.would_settle:
        decisive = "every value of it settles the outcome" if fact.decisive else "some value of it settles the outcome"
        print(f"  Would settle: {fact.fact} ({fact.open_because}; {decisive}: {', '.join(fact.toward)})")
    if finding.conflict:
        fewer = (
            " (fewer may contradict each other; the search stopped at its bound)"
            if "conflict" in finding.bounded
            else ""
        )
        print(f"  These claims cannot all be true{fewer}:")
        _show_support(finding.conflict, matter, claims)


def _show_supports(finding: Finding, matter: Matter, claims: tuple[Claim, ...]) -> None:
    if not finding.rests_on:
        return
    cut = " (more exist; the list stops at its bound)" if "rests_on" in finding.bounded else ""
    common = [one for one in finding.rests_on[0] if all(one in support for support in finding.rests_on)]
    rest = [tuple(one for one in support if one not in common) for support in finding.rests_on]
    if len(rest) == 1:
        print(f"  These {len(common)} statements are enough{cut}; of each, any one witness suffices:")
        _show_support(tuple(common), matter, claims)
        return
    print(f"  Any one of {len(rest)} sets of statements is enough{cut}; of each statement, any one witness suffices.")
    if common:
        print("  In every set:")
        _show_support(tuple(common), matter, claims)
    for number, support in enumerate(rest, 1):
        print(f"  {'and in' if common else 'in'} set {number}:")
        _show_support(support, matter, claims)


def _show_support(support: Support, matter: Matter, claims: tuple[Claim, ...]) -> None:
    for witnessed in support:
        said = [claim for claim in claims if claim.content == witnessed.content]
        sources = {claim.source for claim in said}
        origins = {matter.origin_of(source) for source in sources}
        count = f"{len(sources)} source{'s' * (len(sources) != 1)}, {len(origins)} origin{'s' * (len(origins) != 1)}"
        print(f"    {_words(witnessed.content, said)}  ({count})")
        for claim in said:
            print(f"      {_witness(claim)}")


def _words(content: Content, said: list[Claim]) -> str:
    turned = "not: " if content.against else ""
    return f"{turned}{content.subject} {content.property} {said[0].value.text if said else content.key}"


def _witness(claim: Claim) -> str:
    place = ", ".join(part for part in (claim.pin, claim.locator) if part)
    quote = f' "{claim.quote}"' if claim.quote else ""
    return f"{claim.speaker} {claim.stance}, {claim.source}{' ' + place if place else ''}{quote} [{claim.row}]"
