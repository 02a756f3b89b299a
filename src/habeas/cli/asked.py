"""What commands that ask the law part share: the matter, the claims that the asker sees, the instruments, the day."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # annotations only: nothing heavy is imported before it is needed
    from habeas.core.claim import Claim
    from habeas.core.matter import Matter
    from habeas.law.instruments.model import Instrument


@dataclass(frozen=True)
class Asked:
    """``day`` is the day asked in UTC microseconds: deadlines after it are not due."""

    matter: Matter
    claims: tuple[Claim, ...]
    instruments: tuple[Instrument, ...]
    day: int


def add_matter_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the matter's folder")


def add_day_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--on", metavar="TIME", help="the day asked: a deadline after it is not due (default: --as-of, else now)"
    )


def add_instrument_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--instrument", metavar="ID", help="only this instrument")


def chosen_instruments(args: argparse.Namespace, asked: Asked) -> tuple[Instrument, ...]:
    """The instrument of ``--instrument``; without it, all of them. Raises ``UseError`` for an unknown one."""
    from habeas.core.errors import UseError, nearest

    chosen = tuple(one for one in asked.instruments if args.instrument in (None, one.id))
    if args.instrument is not None and not chosen:
        known = [one.id for one in asked.instruments]
        raise UseError(f'no instrument "{args.instrument}". {nearest(args.instrument, known)}')
    return chosen


def load(args: argparse.Namespace) -> Asked:
    """Read everything, through the one function that leaves claims out. Says how many rows are not recorded yet."""
    import gc

    from habeas.cli.filters import filters_of
    from habeas.core.schema import load_schema
    from habeas.intake import read_matter
    from habeas.law import load_instruments
    from habeas.view import select

    gc.disable()  # nothing asked of a matter goes in circles, and to look for what does costs up to half of the time
    matter = read_matter(args.matter)
    filters = filters_of(args, matter)
    claims = select(matter, filters)
    schema = load_schema(matter.codes)
    instruments = load_instruments(matter.folder / "instruments", schema, matter.zone, matter.about)
    _say_unrecorded(matter)
    return Asked(matter, claims, instruments, _day(args, matter, filters.as_of))


def _say_unrecorded(matter: Matter) -> None:
    from habeas.ledger import Ledger

    rows = Ledger.open(matter.folder).unrecorded(matter)
    if rows:
        print(
            f"{rows} {'rows are' if rows != 1 else 'row is'} not in the ledger yet: "
            f"`habeas add {matter.folder}` records them.",
            file=sys.stderr,
        )


def _day(args: argparse.Namespace, matter: Matter, as_of: int | None) -> int:
    """The end of the day asked; without one, the day as of which the ledger is asked, else now."""
    import time

    from habeas.core.edtf import read_instant
    from habeas.core.errors import UseError
    from habeas.core.values import ValueFault

    text = getattr(args, "on", None)
    if text is None:
        return time.time_ns() // 1000 if as_of is None else as_of
    try:
        return read_instant(text, matter.zone, matter.about).high
    except ValueFault as fault:
        raise UseError(f"--on: {fault.what} {fault.mend}") from None
