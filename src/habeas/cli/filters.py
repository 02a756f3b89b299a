"""The filters that every command takes: as of when, said by when, for whom, from whom."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from habeas.core.claim import Claim
from habeas.core.errors import UseError, nearest
from habeas.core.matter import Matter
from habeas.view import Filters


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """``--as-of``, ``--said-by``, ``--audience``, ``--trust``."""
    group = parser.add_argument_group("which claims count")
    group.add_argument("--as-of", metavar="TIME", help="what had been recorded in the ledger by then")
    group.add_argument("--said-by", metavar="TIME", help="leave out what was certainly said later")
    group.add_argument(
        "--audience", metavar="LABELS", help='who asks: labels with commas between, or "public" (default: everything)'
    )
    group.add_argument(
        "--trust",
        metavar="WORDS",
        action="append",
        default=[],
        help='sources, kinds of source or speakers to keep; with "!" before a word, to leave out: '
        "--trust declaration,transcript, --trust '!kind:inference', --trust 'speaker:ICE (Cerna)', "
        "--trust '!origin:ID' (with all that reproduces it); may be given several times",
    )


def filters_of(args: argparse.Namespace, matter: Matter) -> Filters:
    """The filters that the arguments ask for. Raises ``UseError`` for a word or a time that is not known.

    A time is taken to its end: ``--said-by 2025-03-16`` takes in that whole day.
    """
    from habeas.view import read_trust

    as_of = _until(args.as_of, "--as-of", matter)
    recorded: Iterable[Claim] = ()
    if as_of is not None and args.trust:  # words may name a speaker whom only the ledger still knows
        from habeas.ledger import Ledger

        recorded = Ledger.open(matter.folder).claims_as_of(as_of)
    return Filters(
        as_of=as_of,
        said_by=_until(args.said_by, "--said-by", matter),
        audience=_audience(args.audience, matter),
        trust=read_trust(args.trust, matter, recorded),
    )


def _until(text: str | None, option: str, matter: Matter) -> int | None:
    from habeas.core.edtf import read_instant
    from habeas.core.values import ValueFault

    if text is None:
        return None
    try:
        return read_instant(text, matter.zone, matter.about).high
    except ValueFault as fault:
        raise UseError(f"{option}: {fault.what} {fault.mend}") from None


def _audience(text: str | None, matter: Matter) -> frozenset[str] | None:
    if text is None:
        return None
    found = frozenset(word for part in text.split(",") if (word := part.strip())) - {"public"}
    for word in sorted(found - frozenset(matter.labels)):
        mend = nearest(word, (*matter.labels, "public"))
        raise UseError(f'--audience: no label "{word}" in matter.yaml. {mend}'.rstrip())
    return found
