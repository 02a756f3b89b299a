"""Who says what: the claims of a matter, a fact at a time, with everything that speaks against it beside it.

A fact is a subject and a property. Under it stands each thing that is said of it, with how many sources and how many
origins say so, and then every row: who says it, how, in which source and where in it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from habeas.cli.filters import add_filter_arguments, filters_of
from habeas.cli.shown import counted, show_csv, show_json
from habeas.core.claim import Claim, Content
from habeas.core.edtf import show_instant
from habeas.core.errors import UseError, nearest
from habeas.core.instant import Instant
from habeas.core.matter import Matter
from habeas.core.schema import load_schema
from habeas.intake import read_matter
from habeas.view import select

EXAMPLES = """\
examples:
  habeas claims jgg-v-trump --subject act:flight-1-handover
  habeas claims jgg-v-trump --property act.time --trust '!kind:inference'
  habeas claims jgg-v-trump --subject 'act:flight-*' --csv > flights.csv
"""
_COLUMNS = ("subject", "property", "value", "against", "speaker", "stance", "said", "source", "origin", "locator",
            "pin", "quote", "label", "note", "row", "content", "witness")  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the folder of the matter")
    parser.add_argument(
        "--subject", metavar="ID", help="of one subject, as act:flight-1-handover; * stands for any letters"
    )
    parser.add_argument("--property", metavar="NAME", help="of one property, as act.time; or of one type, as act")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object a line")
    form.add_argument("--csv", action="store_true", help="print comma-separated values, which no spreadsheet runs")
    add_filter_arguments(parser)


def run(args: argparse.Namespace) -> int:
    matter = read_matter(args.matter)
    seen = select(matter, filters_of(args, matter))
    claims = sorted(_asked(seen, args, matter), key=_order)
    if args.json:
        show_json(_as_object(claim, matter) for claim in claims)
    elif args.csv:
        objects = (_as_object(claim, matter) for claim in claims)
        show_csv(_COLUMNS, ([_cell(found[column]) for column in _COLUMNS] for found in objects))
    else:
        _show_facts(claims, matter)
    return 0


# ---- which claims ----------------------------------------------------------------------------------------


def _asked(claims: Sequence[Claim], args: argparse.Namespace, matter: Matter) -> Iterable[Claim]:
    """The claims of the subjects and properties that are asked for. Raises ``UseError`` for one that there is not."""
    from fnmatch import fnmatchcase

    found = list(claims)
    if args.property is not None:
        known = load_schema(matter.codes).properties
        kinds = {name.partition(".")[0] for name in known}
        if args.property not in known and args.property not in kinds:
            raise UseError(f'--property: unknown property "{args.property}". {nearest(args.property, known)}'.rstrip())
        found = [claim for claim in found if args.property in (claim.property, claim.property.partition(".")[0])]
    if args.subject is not None:
        subjects = {claim.subject for claim in claims}
        if not any(fnmatchcase(subject, args.subject) for subject in subjects):
            raise UseError(
                f'--subject: nothing is said of "{args.subject}". {nearest(args.subject, subjects)}'.rstrip()
            )
        found = [claim for claim in found if fnmatchcase(claim.subject, args.subject)]
    return found


def _order(claim: Claim) -> tuple[str, str, str, bool, str, int]:
    """By fact, then by what is said, then by row: the same for any order in which the claims came."""
    file, _, number = claim.row.rpartition(":")
    return claim.subject, claim.property, _sortable(claim), claim.against, file, int(number)


def _sortable(claim: Claim) -> str:
    """Instants by their earliest moment, everything else by its key."""
    data = claim.value.data
    return f"{data.low + 10**17:018}{data.high + 10**17:018}" if isinstance(data, Instant) else claim.value.key


# ---- for programs ----------------------------------------------------------------------------------------


def _as_object(claim: Claim, matter: Matter) -> dict[str, object]:
    found: dict[str, object] = {
        "subject": claim.subject,
        "property": claim.property,
        "value": claim.value.text,
        "against": claim.against,
        "speaker": claim.speaker,
        "stance": claim.stance,
        "said": claim.said.text if claim.said is not None else "",
        "source": claim.source,
        "origin": matter.origin_of(claim.source),
        "locator": claim.locator,
        "pin": claim.pin,
        "quote": claim.quote,
        "label": claim.label,
        "note": claim.note,
        "row": claim.row,
        "content": claim.content.id,
        "witness": claim.witness_id,
    }
    assert tuple(found) == _COLUMNS
    return found


def _cell(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# ---- for people ------------------------------------------------------------------------------------------


def _show_facts(claims: Sequence[Claim], matter: Matter) -> None:
    facts: dict[tuple[str, str], dict[Content, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        facts[claim.subject, claim.property][claim.content].append(claim)
    subject = ""
    for (of, prop), contents in facts.items():
        if of != subject:
            print(f"\n{of}" if subject else of)
            subject = of
        print(f"  {prop}")
        for said in contents.values():
            print(f"    {_said(said[0], matter)}: {_how_many(said, matter)}")
            for line in _witnesses(said, matter):
                print(f"      {line}")
    origins = {matter.origin_of(claim.source) for claim in claims}
    print(f"\n{counted(len(claims), 'claim')}, {counted(len({claim.source for claim in claims}), 'source')},"
          f" {counted(len(origins), 'origin')}.")  # fmt: skip


def _said(claim: Claim, matter: Matter) -> str:
    """What is said; an instant also as it is read, where that is not what is written."""
    text = claim.value.text
    if isinstance(claim.value.data, Instant):
        read = show_instant(claim.value.data, matter.zone)
        text = text if read == text else f"{text} ({read})"
    if claim.property == "search.found":
        text = f"{text} {claim.note.partition(' ')[0].rstrip(';,:.')}"
    return f"not {text}" if claim.against else text


def _how_many(claims: Sequence[Claim], matter: Matter) -> str:
    sources = {claim.source for claim in claims}
    return f"{counted(len(sources), 'source')}, {counted(len({matter.origin_of(one) for one in sources}), 'origin')}"


def _witnesses(claims: Sequence[Claim], matter: Matter) -> Iterator[str]:
    for claim in claims:
        place = " ".join(part for part in (claim.source, claim.pin, claim.locator) if part)
        origin = matter.origin_of(claim.source)
        copied = f", from {origin}" if origin != claim.source else ""
        said = f" on {claim.said.text}" if claim.said is not None else ""
        quote = f' "{" ".join(claim.quote.split())}"' if claim.quote else ""
        label = f" [{claim.label}]" if claim.label else ""
        yield f"{claim.speaker} {claim.stance}{said}, in {place}{copied}{quote}{label} ({claim.row})"
