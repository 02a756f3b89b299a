"""By what authority: a ground's chain up to the statute, and what it was when an interval began.

The times in force are those of the instrument's file where there is one; else what acts about the instrument say.
A state is a word only where the times decide it; where they leave it open, all that it can have been are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from habeas.core.instant import MAX, MIN, Instant
from habeas.core.schedule import due_range
from habeas.custody.book import Book
from habeas.custody.model import Edge, Force, Ground, Said, State, Step, Turn, Word

MAKE = ("orders_orally", "orders_in_writing", "dockets", "publishes")  # each may be when it begins to bind
STAY = "stays"
LIFT = "lifts_stay"
END = ("vacates", "expires", "supersedes")

Forces = Mapping[str, Sequence[Force]]


def ground(book: Book, said: Said, forces: Forces, start: Instant | None, end: Instant | None) -> Ground:
    """A claimed ground with its chain, and its states when ``start`` was and until ``end`` (None: nobody says)."""
    if not said.key.startswith("instrument:"):
        return Ground(said)  # a code names a kind of authority, and no instrument
    return Ground(
        said,
        book.values(said.key, "instrument.kind"),
        tuple(_chain(book, said.key, 1, frozenset({said.key}))),
        states(book, said.key, forces, start, end),
    )


def _chain(book: Book, instrument: str, depth: int, seen: frozenset[str]) -> Iterator[Step]:
    """Every instrument above, rivals side by side, depth first; a circle of claims is followed once."""
    for said in book.values(instrument, "instrument.authority"):
        yield Step(depth, said.key, book.values(said.key, "instrument.kind"), said)
        if said.key not in seen:
            yield from _chain(book, said.key, depth + 1, seen | {said.key})


# ---- state ----------------------------------------------------------------------------------------------------------


def states(
    book: Book, instrument: str, forces: Forces, start: Instant | None, end: Instant | None
) -> tuple[State, ...]:
    """One state where every meaning of the words in dispute agrees; else one for each, with its meanings."""
    known = forces.get(instrument) or _from_acts(book, instrument)
    by_state: dict[tuple[tuple[Word, ...], tuple[Turn, ...]], list[str]] = {}
    for force in known:
        found = _state(book, force, start or Instant(((MIN, MAX),)), end)
        by_state.setdefault(found, []).append(force.meaning)
    if len(by_state) == 1:
        ((words, turns),) = by_state
        return (State(words, (), turns),)
    return tuple(State(words, tuple(meanings), turns) for (words, turns), meanings in by_state.items())


def _from_acts(book: Book, instrument: str) -> list[Force]:
    """What acts of which somebody says that they made, stayed or ended the instrument leave of its times in force."""
    acts = book.with_value("act.instrument", [instrument])
    acts += [act for act in book.with_value("act.about", [instrument]) if act not in acts]
    kinds = {act: {said.key for said in book.values(act, "act.kind")} for act in acts}

    def of(*words: str) -> list[str]:
        return [act for act in acts if kinds[act] & set(words)]

    lifts = tuple(Edge(act) for act in of(LIFT))
    stays = tuple((Edge(act), None) for act in of(STAY))
    makes: list[Edge | None] = [Edge(act) for act in of(*MAKE)]
    ends: list[Edge | None] = [Edge(act) for act in of(*END)]
    if not (makes or ends or stays):
        return []
    return [
        Force(" ".join(edge.act for edge in (made, ended) if edge and edge.act), made, ended, stays, lifts=lifts)
        for made in makes or [None]
        for ended in ends or [None]
    ]


def _state(book: Book, force: Force, start: Instant, end: Instant | None) -> tuple[tuple[Word, ...], tuple[Turn, ...]]:
    begins = _Mark(book, force, force.start) if force.start else None
    ends = _Mark(book, force, force.end) if force.end else None
    stays = [(_Mark(book, force, a) if a else None, _Mark(book, force, b) if b else None) for a, b in force.excepted]
    lifts = [_Mark(book, force, lift) for lift in force.lifts]
    begun = True if begins is None else begins.passed(start)
    ended = False if ends is None else ends.passed(start)
    stayed = _any([_stayed(first, last, lifts, start) for first, last in stays])
    words: list[Word] = []
    if begun is not True:
        words.append("not_yet")
    if begun is not False and ended is not True:
        if stayed is not True:
            words.append("in_force")
        if stayed is not False:
            words.append("stayed")
    if begun is not False and ended is not False:
        words.append("ended")
    turning: list[tuple[Word, _Mark | None]] = [("in_force", begins), ("ended", ends)]
    for first, last in stays:
        turning += [("stayed", first), ("in_force", last)]
    turning += [("in_force", lift) for lift in lifts]
    turns = [
        Turn(word, mark.act, mark.instant) for word, mark in turning if mark is not None and mark.within(start, end)
    ]
    return tuple(words), tuple(sorted(turns, key=lambda turn: (turn.instant.low, turn.act)))


def _stayed(first: _Mark | None, last: _Mark | None, lifts: Sequence[_Mark], start: Instant) -> bool | None:
    since = True if first is None else first.passed(start)
    over = _any([False if last is None else last.passed(start), *(_lifted(first, lift, start) for lift in lifts)])
    if since is False or over is True:
        return False
    return True if since is True and over is False else None


def _lifted(stay: _Mark | None, lift: _Mark, start: Instant) -> bool | None:
    """Whether the lift came by ``start``, and after the stay: an earlier one lifted another."""
    came = lift.passed(start)
    if came is False or stay is None or stay.instant.high < lift.instant.low:
        return came
    return False if lift.instant.high < stay.instant.low else None


def _any(answers: Sequence[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


class _Mark:
    """When one end of a time in force was, as far as the claims say."""

    def __init__(self, book: Book, force: Force, edge: Edge) -> None:
        self.act = edge.act or ""
        self.happened: bool | None = True
        if edge.instant is not None:
            self.instant = edge.instant
        elif edge.act is not None:
            self.instant = book.instant(edge.act, "act.time") or Instant(((MIN, MAX),))
            self.happened = _happened(book, edge.act)
        else:
            assert edge.after is not None
            begun = _Mark(book, force, force.start) if force.start is not None else None
            self.happened = None if begun is None else begun.happened
            low, high = (MIN, MAX) if begun is None else (begun.instant.low, begun.instant.high)
            self.instant = Instant((due_range(low, high, edge.after, force.zone),))

    def passed(self, start: Instant) -> bool | None:
        """Whether it was at or before ``start`` (half-open: what begins then is in force then)."""
        if self.happened is False or self.instant.low > start.high:
            return False
        return True if self.happened and self.instant.high <= start.low else None

    def within(self, start: Instant, end: Instant | None) -> bool:
        """Whether it may lie after ``start`` and before ``end``, and somebody says when it was."""
        if self.happened is False or self.instant.intervals == ((MIN, MAX),):
            return False
        return self.instant.high > start.low and (end is None or self.instant.low < end.high)


def _happened(book: Book, act: str) -> bool | None:
    """Semantics 11: unspoken, it did; denied, it did not; denied but also asserted or given a time, open."""
    claims = book.of(act, "act.happened")
    if not any(claim.against for claim in claims):
        return True
    spoken = any(not claim.against for claim in (*claims, *book.of(act, "act.time")))
    return None if spoken else False
