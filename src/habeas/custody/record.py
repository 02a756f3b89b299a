"""The custody record: every custody of the people, the acts that moved them, and the gaps, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from habeas.core.claim import Claim
from habeas.core.instant import MAX
from habeas.custody.book import Book
from habeas.custody.gaps import gaps
from habeas.custody.grounds import Forces, ground
from habeas.custody.model import Act, Custody, Gap, Record, Said
from habeas.custody.people import reached

CUSTODY = ("custody.start", "custody.end", "custody.person", "custody.kind", "custody.place", "custody.holder",
           "custody.for", "custody.term", "custody.renewable")  # fmt: skip
ACT = ("act.time", "act.kind", "act.from", "act.to", "act.place", "act.carrier")
MOVES = ("arrests", "books_in", "transfers", "departs", "leaves_airspace", "lands", "arrives", "hands_over",
         "books_out", "releases", "removes", "returns")  # fmt: skip


def record_of(claims: Iterable[Claim], subject: str, forces: Forces | None = None) -> Record:
    """The record of one person or group. ``forces``: by the id of an instrument (``instrument:x``), when it is in force
    by its file, once for each meaning of what is in dispute there.
    """
    book = Book(claims)
    people = reached(book, subject)
    counted = {one.id for one in people if one.how != "disputed"}
    # What happened to some of a group leaves open where the others were: gaps are of the whole.
    whole = {one.id for one in people if one.how in ("self", "whole")}
    known = forces or {}
    custodies = [
        row for name in book.with_value("custody.person", counted) for row in _custody(book, name, counted, known)
    ]
    acts = [row for name in _moving(book, counted) for row in _act(book, name, counted, known)]
    missing = gaps(
        [row for row in custodies if _of(row.people, whole)], [row for row in acts if _of(row.people, whole)]
    )
    rows: list[Custody | Act | Gap] = [*custodies, *acts, *missing]
    return Record(subject, people, tuple(sorted(rows, key=_order)))


def known_subjects(claims: Iterable[Claim]) -> frozenset[str]:
    """The people and groups that the claims name."""
    return frozenset(name for name in Book(claims).subjects if name.startswith(("person:", "group:")))


def _of(people: Sequence[Said], whom: set[str]) -> bool:
    return any(said.key in whom for said in people)


def _moving(book: Book, counted: set[str]) -> list[str]:
    """The acts of these people of which somebody claims a kind that moves whoever is held."""
    return [
        act
        for act in book.with_value("act.person", counted)
        if any(said.key in MOVES for said in book.values(act, "act.kind"))
    ]


def _custody(book: Book, name: str, counted: set[str], forces: Forces) -> Iterator[Custody]:
    ways, contested, apart = book.ways(name, CUSTODY)
    people = tuple(said for said in book.values(name, "custody.person") if said.key in counted)
    grounds = book.values(name, "custody.ground")
    for number, facts in enumerate(ways, 1):
        start, end = facts.get("custody.start"), facts.get("custody.end")
        yield Custody(
            name, number, len(ways), facts, contested, _denied(book, name, (*CUSTODY, "custody.ground")),
            tuple(
                ground(book, said, forces, start.instant if start else None, end.instant if end else None)
                for said in grounds
            ),
            people, apart,
        )  # fmt: skip


def _act(book: Book, name: str, counted: set[str], forces: Forces) -> Iterator[Act]:
    ways, contested, apart = book.ways(name, ACT)
    people = tuple(said for said in book.values(name, "act.person") if said.key in counted)
    happened = (*book.values(name, "act.happened"), *book.denied(name, "act.happened"))
    for number, facts in enumerate(ways, 1):
        when = facts.get("act.time")
        at = when.instant if when else None
        yield Act(
            name, number, len(ways), facts, contested, _denied(book, name, (*ACT, "act.person", "act.authority")),
            tuple(ground(book, said, forces, at, at) for said in book.values(name, "act.authority")),
            people, book.values(name, "act.by"), happened[0] if happened else None, apart,
        )  # fmt: skip


def _denied(book: Book, subject: str, names: Sequence[str]) -> tuple[Said, ...]:
    return tuple(said for name in names for said in book.denied(subject, name))


def _order(row: Custody | Act | Gap) -> tuple[int, int, int, str, int]:
    """By the earliest moment; what nobody dates comes last. A custody stands before its acts, a gap after them."""
    if isinstance(row, Gap):
        return row.low, row.high, 2, "", 0
    instant = row.start_instant if isinstance(row, Custody) else row.instant
    low, high = (MAX, MAX) if instant is None else (instant.low, instant.high)
    return low, high, int(isinstance(row, Act)), row.id, row.number
