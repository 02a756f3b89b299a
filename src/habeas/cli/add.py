"""Record the rows of a matter, take in documents, or take in a chronology as you keep it.

Without files: every row that the ledger does not have yet is recorded; a row that changed, or is gone, is retracted.
With documents: each is stored byte for byte in sources/ and listed in sources.csv with its hash and size.
With a spreadsheet (CSV, XLSX): its columns are guessed, the guess and the rows that would be written are printed, and
they are written to events/ when you say yes.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from habeas.cli.shown import counted, show_table
from habeas.core.errors import UseError
from habeas.core.values import ValueFault
from habeas.intake.chronology import Options, Proposal
from habeas.intake.chronology.columns import read_asked
from habeas.intake.chronology.kinds import read_taught
from habeas.intake.chronology.taking import Taking, read_chronology, write_chronology
from habeas.intake.documents import UNKNOWN_KIND, Given, plan_documents, sources_of, take_in
from habeas.intake.settings import read_settings
from habeas.intake.words import Words

EXAMPLES = """\
examples:
  habeas add jgg-v-trump                                     record rows
  habeas add jgg-v-trump ecf-*.pdf --kind filing --publisher "D.D.C." --label sealed
  habeas add jgg-v-trump chronology.xlsx                     look at what it would write
  habeas add jgg-v-trump chronology.xlsx --yes --said-by "ICE (Smith Decl.)" --stance asserts
  habeas add jgg-v-trump log.csv --column "Where held=place" --what "interview=hears"
"""
_SHEETS = (".csv", ".xlsx")
_SHOWN_ROWS = 40
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the folder of the matter")
    parser.add_argument("files", metavar="FILE", type=Path, nargs="*", help="documents, or chronologies (CSV, XLSX)")
    documents = parser.add_argument_group("documents")
    documents.add_argument("--kind", default="", help="what they are, as filing, declaration, press")
    documents.add_argument("--publisher", default="", help="who published or served them")
    documents.add_argument(
        "--date", default="", help="when that was; otherwise from the file's name or a PDF's metadata"
    )
    documents.add_argument("--label", default="", help="who may see them: a label of matter.yaml")
    documents.add_argument("--url", default="", help="where they were found")
    documents.add_argument("--documents", action="store_true", help="take spreadsheets in as documents, too")
    sheet = parser.add_argument_group("chronologies")
    sheet.add_argument("--yes", action="store_true", help="write without asking")
    sheet.add_argument("--source", default="", metavar="ID", help="the source in which rows stand that name none")
    sheet.add_argument("--said-by", default="", metavar="WHO", help="who says so, where no column says")
    sheet.add_argument("--stance", default="", help="how it is said, where no column says")
    sheet.add_argument(
        "--column", action="append", default=[], metavar="NAME=COLUMN", help='what a column is; "-": leave out'
    )
    sheet.add_argument("--what", action="append", default=[], metavar="WORDS=KIND", help="which kind of act words mean")
    order = sheet.add_mutually_exclusive_group()
    order.add_argument("--month-first", action="store_true", help="3/4/2025 is in March")
    order.add_argument("--day-first", action="store_true", help="3/4/2025 is in April")


def run(args: argparse.Namespace) -> int:
    missing = [str(path) for path in args.files if not path.is_file()]
    if missing:
        raise UseError(f"there is no file {', '.join(missing)}.")
    if not args.files:
        return _record(args.matter)
    sheets = [path for path in args.files if path.suffix.lower() in _SHEETS and not args.documents]
    documents = [path for path in args.files if path not in sheets]
    if documents:
        _take_documents(args, documents)
    return max((_take_sheet(args, path) for path in sheets), default=0)


# ---- rows ------------------------------------------------------------------------------------------------


def _record(folder: Path) -> int:
    from habeas.intake import read_matter
    from habeas.ledger import Ledger

    matter = read_matter(folder)
    done = Ledger.open(folder).record(matter, (datetime.now(UTC) - _EPOCH) // timedelta(microseconds=1))
    print(f"{matter.id}: {counted(done.new, 'claim')} recorded, {done.retracted} retracted, {done.unchanged} unchanged"
          + (f", {done.moved} in another row than before" if done.moved else "") + ".")  # fmt: skip
    return 0


# ---- documents -------------------------------------------------------------------------------------------


def _given(args: argparse.Namespace, words: Words, kind: str) -> Given:
    """What the options say of the documents. Raises ``UseError`` for a word that the matter does not know."""
    option = "--kind"
    try:
        words.source_kind(args.kind or kind)
        option = "--date"
        words.instant(args.date)
        option = "--label"
        words.labels(args.label)
    except ValueFault as fault:
        raise UseError(f"{option}: {fault.what} {fault.mend}".rstrip()) from None
    return Given(args.kind or kind, args.publisher, args.date, args.label, args.url)


def _take_documents(args: argparse.Namespace, paths: list[Path]) -> None:

    words = Words(read_settings(args.matter))
    given = _given(args, words, UNKNOWN_KIND)
    plan = plan_documents(args.matter, paths, given, sources_of(args.matter, words))
    take_in(plan)
    for path, source in plan.known:
        print(f"{path}: is there already, byte for byte, as source {source}.")
    if plan.new:
        rows = [[one.id, one.name, f"{one.size:,}", one.sha256[:12], one.date, one.dated_by] for one in plan.new]
        show_table(["source", "file", "bytes", "sha256", "date", "known from"], rows)
        print(f"{counted(len(plan.new), 'document')} stored in {args.matter / 'sources'} and listed in sources.csv.")
        if not args.kind:
            print(f'Their kind is written as "{UNKNOWN_KIND}": say what they are in sources.csv, or with --kind.')
    for one in plan.new:
        if one.notice:
            print(f"{one.path}: stored as it came, but it {one.notice}", file=sys.stderr)


# ---- chronologies ----------------------------------------------------------------------------------------


def _options(args: argparse.Namespace, words: Words) -> Options:

    if args.stance:
        try:
            words.stance(args.stance)
        except ValueFault as fault:
            raise UseError(f"--stance: {fault.what} {fault.mend}".rstrip()) from None
    return Options(
        source=args.source,
        said_by=args.said_by,
        stance=args.stance,
        order="month first" if args.month_first else "day first" if args.day_first else None,
        columns=read_asked(args.column),
        taught=read_taught(args.what, words.property("act.kind").codes),
    )


def _take_sheet(args: argparse.Namespace, path: Path) -> int:

    given = _given(args, Words(read_settings(args.matter)), "timeline")
    taking = read_chronology(args.matter, path, lambda words: _options(args, words), given)
    _show_guess(path, taking)
    if taking.proposal.faults:
        for fault in taking.proposal.faults:
            print(fault, file=sys.stderr)
        print(f"{counted(len(taking.proposal.faults), 'fault')}; nothing is written.", file=sys.stderr)
        return 1
    rows, claims = counted(len(taking.proposal.rows), "row"), counted(taking.claims, "claim")
    if not args.yes and not _says_yes(f"Write {rows} ({claims}) to {args.matter / taking.target}? Type yes: "):
        print("Nothing is written.")
        return 0
    write_chronology(args.matter, taking)
    print(f"{rows} ({claims}) written to {args.matter / taking.target}.")
    if taking.proposal.uses_own and taking.sheet.new:
        print(f"The sheet itself is stored as source {taking.sheet.new[0].id}.")
    print(f'Look at them there; "habeas add {args.matter}" records them.')
    return 0


def _says_yes(question: str) -> bool:
    try:
        return input(question).strip().casefold() in ("yes", "y")
    except EOFError:
        print()
        return False


def _show_guess(path: Path, taking: Taking) -> None:

    proposal = taking.proposal
    header = proposal.columns
    print(f"{path}: the header is row {proposal.header_row}.")
    meant = {index: column for column, index in header.places.items()}
    kept = {index for index, _ in header.kept}
    for index, name in enumerate(header.names):
        if index in meant:
            print(f'  "{name}" is taken for {meant[index]}')
        elif index in kept:
            print(f'  "{name}" goes to the note')
    for name in header.left_out:
        print(f'  "{name}" is left out')
    for sentence in proposal.guesses:
        print(f"  {sentence}")
    for number, text in proposal.left_out:
        print(f"  row {number} is left out: {text}")
    _show_rows(proposal)
    for names in taking.near:
        print(f"One or several? {', '.join(names)}")
    for group in taking.same:
        rows = ", ".join(one.event.witness.row for one in group)
        print(f"One act or several? {rows}")
    for notice in taking.notices:
        print(notice)
    print(f"{counted(len(proposal.rows), 'row')} for {taking.target}.")


def _show_rows(proposal: Proposal) -> None:

    shown = [
        column for column in next(iter(proposal.rows), (0, {}))[1] if any(cells[column] for _, cells in proposal.rows)
    ]
    rows = [[str(number), *(cells[column] for column in shown)] for number, cells in proposal.rows[:_SHOWN_ROWS]]
    if rows:
        show_table(["row", *shown], rows)
    if len(proposal.rows) > _SHOWN_ROWS:
        print(f"... and {len(proposal.rows) - _SHOWN_ROWS} more rows.")
