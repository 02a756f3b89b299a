"""Read everything in a matter, run every example of its instruments, and list every error.

What is wrong stands on standard error, each with its file, its row or line, and how to mend it; then the exit status
is 1. What is only worth a look (rows that may be one act, names that may be one, a quote that stands twice) is listed
and changes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.cli.shown import counted, show_json
from habeas.core.errors import Fault, InputError
from habeas.core.schema import load_schema
from habeas.intake import Reading, read_whole
from habeas.intake.proposals import near_names, same_acts
from habeas.intake.settings import read_settings
from habeas.ledger import Ledger
from habeas.view import Filters, select

if TYPE_CHECKING:  # an annotation only: the law part is imported when it is asked
    from habeas.law.instruments.model import Instrument

EXAMPLES = """\
examples:
  habeas check jgg-v-trump
  habeas check jgg-v-trump --json      one object a line: a fault, a notice or a proposal, with its place
"""
_WEAK_KINDS = ("inference", "unverified")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the folder of the matter")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(args: argparse.Namespace) -> int:
    from habeas.law import run_examples

    faults: list[Fault] = []
    reading = _read(args.matter, faults)
    instruments = _instruments(args.matter, faults)
    ran = []
    if reading is not None and instruments is not None and not faults:
        ran = run_examples(reading.matter, select(reading.matter, Filters()), instruments)
        faults += [
            Fault("example-fails", f"{one.words.rstrip('.')}.", "Either the instrument or the example is not as meant.",
                  one.file, line=one.line)
            for one in ran
            if not one.ok
        ]  # fmt: skip
    notices = list(reading.notices) if reading is not None else []
    proposals = list(_proposals(reading)) if reading is not None else []
    if reading is not None:
        notices += _sizes(reading)
        notices += _of_law(reading, instruments or ())
    if args.json:
        show_json([_as_json("fault", one) for one in faults])
        show_json([_as_json("notice", one) for one in notices])
        show_json([{"level": "proposal", "what": text} for text in proposals])
        return 1 if faults else 0
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{args.matter}: {counted(len(faults), 'error')}.", file=sys.stderr)
    elif reading is not None and instruments is not None:
        _show_counts(reading, instruments, len(ran))
    for line in (*map(str, notices), *proposals):
        print(f"  {line}")
    return 1 if faults else 0


def _read(folder: Path, faults: list[Fault]) -> Reading | None:
    try:
        return read_whole(folder)
    except InputError as error:
        faults += error.faults
        return None


def _instruments(folder: Path, faults: list[Fault]) -> tuple[Instrument, ...] | None:
    """The instruments, also where rows of the matter are wrong: all errors are listed at once."""
    from habeas.law import load_instruments

    try:
        settings = read_settings(folder)
    except InputError:  # its faults are those of the reading
        return None
    try:
        schema = load_schema(settings.codes)
        return load_instruments(folder / "instruments", schema, settings.zone, settings.about)
    except InputError as error:
        faults += error.faults
        return None


def _proposals(reading: Reading) -> Iterator[str]:
    """What a person is asked."""
    for group in same_acts(reading.events):
        rows = ", ".join(f"{one.event.witness.row} ({one.act})" for one in group)
        yield f"May be one act: {rows}. If so, give the rows one id."
    claims = reading.matter.claims
    ids = {claim.subject for claim in claims} | {claim.value.key for claim in claims if claim.value.kind == "entity"}
    for names in near_names(ids):
        yield f"May be one: {', '.join(names)}. If so, write them alike, or claim that they are the same."


def _sizes(reading: Reading) -> Iterator[Fault]:
    """Sizes of groups that do not add up: claims may disagree, and so this is worth a look and no error."""
    from habeas.cli.record_sizes import clash_words
    from habeas.custody import sizes_of

    claims = reading.matter.claims
    texts = {claim.content: claim.value.text for claim in claims}
    for clash in sizes_of(claims)[1]:
        file, _, row = clash.claims[0].rows[0].rpartition(":")
        mend = "Nothing has to be mended if that is what the sources say."
        yield Fault("sizes-do-not-add-up", clash_words(clash, texts), mend, file, row=int(row))


def _of_law(reading: Reading, instruments: Sequence[Instrument]) -> list[Fault]:
    from habeas.law import notices_of

    return notices_of(instruments, reading.matter.claims)


def _show_counts(reading: Reading, instruments: tuple[Instrument, ...], examples: int) -> None:
    matter = reading.matter
    origins = len({matter.origin_of(source) for source in matter.sources})
    rows = len({claim.row for claim in matter.claims})
    print(
        f"{matter.id}: {counted(len(matter.claims), 'claim')} in {counted(rows, 'row')}, "
        f"{counted(len(matter.sources), 'source')}, {counted(origins, 'origin')}, "
        f"{counted(len(instruments), 'instrument')}, {counted(examples, 'example')} as expected. No errors."
    )
    for kind in _WEAK_KINDS:
        weak = sum(matter.sources[claim.source].kind == kind for claim in matter.claims)
        if weak:
            print(f"  {counted(weak, 'claim')} from sources of kind {kind}; --trust '!kind:{kind}' leaves them out.")
    unrecorded = Ledger.open(matter.folder).unrecorded(matter)
    if unrecorded:
        print(f"  {counted(unrecorded, 'row')} not in the ledger yet; habeas add {matter.folder} records them.")


def _as_json(level: str, fault: Fault) -> dict[str, object]:
    return {
        "level": level,
        "code": fault.code,
        "file": fault.file,
        "row": fault.row,
        "line": fault.line,
        "column": fault.column,
        "what": fault.what,
        "mend": fault.mend,
    }
