"""What the page shows, as plain data: every word already chosen, every time already known in its zone.

``build`` makes it from a matter and its findings, ``render`` turns it into HTML. A notebook or another page can
make or read it without either. Times that are drawn are UTC microseconds, as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from habeas.core.finding import Outcome
from habeas.core.instant import Interval


@dataclass(frozen=True, slots=True)
class Witness:
    """One row that says a thing. ``origin`` is set when its source goes back to another one; ``marks`` are words
    such as "inferred" and "unverified" that the reader must see.
    """

    speaker: str
    stance: str
    source: str
    kind: str = ""
    publisher: str = ""
    url: str = ""
    pin: str = ""
    locator: str = ""
    quote: str = ""
    row: str = ""
    said: str = ""
    origin: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One content, and everyone who says it. ``against``: what is said is that it is not so."""

    id: str
    words: str
    witnesses: tuple[Witness, ...]
    against: bool = False


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A fact that is not settled: why it is open, as a sentence, and what an answer to it would do."""

    fact: str
    sentence: str
    request: str
    decisive: bool
    toward: tuple[Outcome, ...] = ()
    said: tuple[Statement, ...] = ()  # what has been said of it, where sources disagree or are vague


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a cell says what it says. ``supports`` are sets of positions in ``statements``, each set enough."""

    sentence: str
    statements: tuple[Statement, ...] = ()
    supports: tuple[tuple[int, ...], ...] = ()
    turns_on: tuple[tuple[str, ...], ...] = ()
    settle: tuple[OpenPoint, ...] = ()
    against: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What somebody else concluded: shown beside a cell, never an input of it."""

    who: str
    words: str
    when: str = ""
    url: str = ""
    source: str = ""
    ended: str = ""  # "vacated by the court of appeals, 8 August 2025"


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer. ``outcome`` is None where, under these meanings, there is no act to test."""

    outcome: Outcome | None
    because: str
    reasons: Reasons
    strength: int | None = None
    conclusions: tuple[Conclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A flight, a person, a group, or a single act. ``conclusions`` are those that speak of no cell shown."""

    id: str
    title: str
    conclusions: tuple[Conclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One clause, with a row for each thing that it was tested on."""

    id: str
    title: str
    words: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """``holders`` are the readings that give the term this meaning; none: nobody in these sources does."""

    id: str
    words: str
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word in dispute. ``word`` is how a sentence names it, ``words`` what the dispute is about."""

    name: str
    word: str
    words: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A named choice of meanings; ``combination`` is its place in the panel's combinations."""

    id: str
    title: str
    combination: int
    holder: str = ""
    source: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Combination:
    """One meaning for each term, in the order of the panel's terms, and what follows.

    ``cells`` has a place in ``Panel.cells`` for each row of each duty, in the order shown; ``band`` a place in
    ``Figure.bands``; ``counts`` are the acts that the duties speak of under these meanings.
    """

    meanings: tuple[str, ...]
    cells: tuple[int, ...]
    band: int = 0
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One claimed time of one act. ``spans`` as wide as it is known; ``point`` when known to the minute.

    A side that nobody closed ends at ``MIN`` or ``MAX`` of ``habeas.core.instant``.
    """

    id: str
    spans: tuple[Interval, ...]
    point: bool
    shown: str
    written: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class LaneAct:
    """One act of a lane. ``rivals``: its times cannot all be true, and are joined by a line."""

    id: str
    words: str
    marks: tuple[Mark, ...]
    rivals: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    acts: tuple[LaneAct, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """When the instrument binds under some meanings: each end somewhere in an interval; None: no such end."""

    words: str
    start: Interval | None = None
    end: Interval | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Lanes against the time in force. ``window`` is what is drawn, ``zones`` the IANA names to choose from; ``notes``
    say what falls within the window and is not drawn.
    """

    window: Interval
    lanes: tuple[Lane, ...]
    bands: tuple[Band, ...]
    zones: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences made from the findings and nothing else; ``about`` says of which duty."""

    about: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a bound keeps from the page: how much it is, and the command that ``does`` what the page does not."""

    words: str
    command: str
    does: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One instrument: its duties by its readings. ``left_out``: there are more answers than are shown."""

    id: str
    title: str
    duties: tuple[Duty, ...]
    cells: tuple[Cell, ...]
    combinations: tuple[Combination, ...]
    readings: tuple[Reading, ...]
    terms: tuple[Term, ...] = ()
    answers: tuple[Answer, ...] = ()
    figure: Figure | None = None
    citation: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()
    left_out: LeftOut | None = None

    @property
    def lines(self) -> tuple[tuple[Duty, Row], ...]:
        """Every row with its duty, in the order of ``Combination.cells``."""
        return tuple((duty, row) for duty in self.duties for row in duty.rows)


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the chronology: one content. ``written`` and ``shown`` are empty for what has no time."""

    written: str
    shown: str
    statement: Statement
    rival: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """An act, or another subject, with what is said of it; ``also`` are statements about more than its time."""

    id: str
    title: str
    rows: tuple[Said, ...]
    also: tuple[Said, ...] = ()
    kind: str = ""  # for what has no time: of what kind the subject is


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for next; ``settles`` names the cells that an answer would settle."""

    sentence: str
    why_open: str
    decisive: bool
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """How the page came to be; all of it handed in, so that the same input gives the same bytes.

    ``test`` is the command that prints every finding of the same claims on the same day, ``claims`` that which prints
    the claims.
    """

    as_of: str
    day: str
    audience: str
    trust: str
    command: str
    version: str
    matter_hash: str
    counts: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    test: str = ""
    claims: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers of one clause came out how. ``counts``: those that are the same under every reading, in the
    order of ``overview.COLUMNS``. Of those that are not, ``broken`` are broken under some reading, and ``differ`` under
    none. ``panel`` is the place of its panel.
    """

    panel: int
    instrument: str
    clause: str
    tested: int
    counts: tuple[int, ...]
    broken: int
    differ: int
    shown: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Every answer counted, where the page cannot show them all. ``lead`` takes the place of the answer on top."""

    lead: tuple[str, ...]
    tallies: tuple[Tally, ...]
    total: Tally
    left_out: str


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    title: str
    question: str
    zone: str
    panels: tuple[Panel, ...]
    chronology: tuple[Event, ...]
    undated: tuple[Event, ...]
    requests: tuple[Request, ...]
    about: About
    notes: tuple[str, ...] = ()
    overview: Overview | None = None
    untold: LeftOut | None = None  # events that the chronology has no room for
    unasked: LeftOut | None = None  # open facts of answers that are not shown
