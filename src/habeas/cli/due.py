"""Every duty with when it falls due, how long past or left that is on the day asked, and what would settle it.

A due time is as precise as the claims on which it rests, and is shown with its zone. "left" counts from the end of
the day asked. Readings that agree on all of it share a row. Terms that can be renewed come after the duties, with the
next date of renewal. A finding is not an accusation: it is what follows from the claims under a reading.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.cli.asked import add_day_argument, add_matter_argument
from habeas.cli.filters import add_filter_arguments

if TYPE_CHECKING:
    from habeas.cli.ics import Event
    from habeas.core.finding import Finding
    from habeas.law.findings.deadlines import Deadline
    from habeas.law.findings.renewals import Term

EXAMPLES = """\
examples:
  habeas due abrego-garcia --on 2025-04-08                      the duties as they stood that day
  habeas due jgg-v-trump --on 2025-03-16 --reading plaintiffs   under one reading
  habeas due jgg-v-trump --on 2025-03-16 --json                 one JSON object a line for each reading
  habeas due jgg-v-trump --on 2025-03-16 --ics due.ics          as a calendar
"""
DUTIES = ("due", "on that day", "outcome", "because", "duty", "of", "readings", "would settle first")
TERMS = ("to be renewed", "on that day", "term", "of", "renewed", "rows that give the term")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_matter_argument(parser)
    add_day_argument(parser)
    parser.add_argument("--reading", metavar="NAME", action="append", help="only this reading (may be given again)")
    parser.add_argument("--json", action="store_true", help="one object a line: each duty and reading, then each term")
    parser.add_argument("--ics", metavar="FILE", type=Path, help="write what has a due time as an iCalendar file, too")
    add_filter_arguments(parser)


def run(args: argparse.Namespace) -> int:
    from habeas.cli.asked import load
    from habeas.cli.shown import show_json
    from habeas.cli.waiting import Waiting
    from habeas.law import chosen_readings
    from habeas.law.findings.deadlines import deadlines
    from habeas.law.findings.renewals import terms
    from habeas.law.findings.run import examine
    from habeas.law.worlds.one_act import OneAct

    asked = load(args)
    zone, day = asked.matter.zone, asked.day
    examination = examine(asked.matter, asked.claims, day)
    instruments = OneAct(asked.claims).instruments(asked.instruments)
    with Waiting("dating") as waiting:
        found = deadlines(examination, chosen_readings(instruments, args.reading, every=False), day, waiting.say)
    own_terms = terms(examination, zone, day)
    if args.ics is not None:
        _write(args.ics, *_events(found, own_terms, zone), day)
    if args.json:
        from habeas.cli.due_json import objects

        show_json(objects(found, own_terms, zone, day))
        return 0
    _show(found, own_terms, zone, day)
    return 0


# ---- for people ---------------------------------------------------------------------------------------------------


def _show(found: Sequence[Deadline], own_terms: Sequence[Term], zone: str, day: int) -> None:
    from habeas.cli.due_words import moment
    from habeas.cli.shown import show_table

    print(f"As of {moment(day, day, zone)}:")
    rows = list(_rows(found, zone, day))
    if rows:
        show_table(DUTIES, rows)
    else:
        print("no duty falls due: no act or custody is in any world of a kind from which one runs.")
    if own_terms:
        print()
        show_table(TERMS, [_term_row(one, zone, day) for one in own_terms])


def _rows(found: Sequence[Deadline], zone: str, day: int) -> Iterator[tuple[str, ...]]:
    from habeas.cli.checked_words import checked_words
    from habeas.cli.due_words import due_words, left, renewal_words

    shared: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        finding = one.finding
        outcome = finding.outcome.replace("_", " ")
        if finding.says:
            outcome += f": {finding.says}"
        if finding.mended:
            outcome += f"; {finding.mended}"
        if finding.last_checked is not None:
            outcome += f"; {checked_words(finding, zone)}"
        if one.renewal is not None:
            outcome += f"; {renewal_words(one.renewal, zone, day)}"
        row = (
            due_words(one.low, one.high, zone), left(one.low, one.high, day, zone), outcome, finding.because,
            f"{finding.instrument}/{finding.clause}", _subject(finding),
            finding.would_settle[0].fact if finding.would_settle else "",
        )  # fmt: skip
        shared.setdefault(row, []).append(finding.reading)
    for shown, readings in shared.items():
        yield (*shown[:-1], ", ".join(readings), shown[-1])


def _subject(finding: Finding) -> str:
    return finding.act or finding.custody or "-"


def _term_row(term: Term, zone: str, day: int) -> tuple[str, ...]:
    from habeas.cli.due_words import due_words, renewed_words, until_words

    renewal = term.renewal
    date, on_day = due_words(renewal.low, renewal.high, zone), until_words(renewal, zone, day)
    return date, on_day, renewal.term.text, term.custody, renewed_words(renewal), " ".join(term.rows)


# ---- as a calendar --------------------------------------------------------------------------------------------------


def _write(path: Path, events: Sequence[Event], undated: int, day: int) -> None:
    import sys

    from habeas.cli.ics import calendar
    from habeas.intake.written import write_whole

    write_whole(path, calendar(events, day).encode())
    if undated:
        one = undated == 1
        print(
            f"{undated} row{'' if one else 's'} without a known due time {'is' if one else 'are'} not in {path}.",
            file=sys.stderr,
        )


def _events(found: Sequence[Deadline], own_terms: Sequence[Term], zone: str) -> tuple[list[Event], int]:
    """An event for each due time, whatever the number of readings that agree on it; and how many rows have none."""
    from habeas.cli.due_words import moment, renewed_words
    from habeas.cli.ics import Event
    from habeas.core.instant import MAX, MIN

    shared: dict[tuple[str, str, int | None, int | None], list[tuple[str, str]]] = {}
    for one in found:
        finding = one.finding
        settle = f"; would settle: {finding.would_settle[0].fact}" if finding.would_settle else ""
        line = f"{finding.outcome.replace('_', ' ')} ({finding.because}){settle}"
        duty = f"{finding.instrument}/{finding.clause}"
        shared.setdefault((duty, _subject(finding), one.low, one.high), []).append((finding.reading, line))
        if one.renewal is not None:
            key = (f"{duty} to be renewed", _subject(finding), one.renewal.low, one.renewal.high)
            shared.setdefault(key, []).append((finding.reading, renewed_words(one.renewal)))
    for term in own_terms:
        key = ("term to be renewed", term.custody, term.renewal.low, term.renewal.high)
        ended = "; it ended before then" if term.renewal.lapsed else ""
        shared.setdefault(key, []).append((term.renewal.term.text, renewed_words(term.renewal) + ended))
    events, undated = [], 0
    for (duty, subject, low, high), lines in shared.items():
        if low is None or high is None or low <= MIN or high >= MAX:
            undated += 1
            continue
        words = "\n".join([f"due {moment(low, high, zone)}", *(": ".join(line) for line in lines)])
        end = high if low == high else high + 1
        # The id holds no time: a due time that moves moves the event, and makes no second one.
        events.append(Event(f"{duty} {subject} {lines[0][0]}", low, end, f"Due: {duty}, {subject}", words))
    return events, undated
