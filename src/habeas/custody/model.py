"""What a custody record is made of: plain data, every statement with whoever makes it and whoever denies it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from habeas.core.duration import Duration
from habeas.core.instant import Instant

Missing = Literal["place", "ground"]
Word = Literal["not_yet", "in_force", "stayed", "ended"]


@dataclass(frozen=True, slots=True)
class Witness:
    """One row that says something: who, how, in which source, where in it."""

    speaker: str
    stance: str
    source: str
    row: str
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One claimed value. ``instant`` is set for times: what is common to the claims that can all be true.

    ``by`` is empty for a value that is only denied.
    """

    property: str
    key: str
    text: str
    by: tuple[Witness, ...]
    denied_by: tuple[Witness, ...] = ()
    instant: Instant | None = None


# ---- whose record it is ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Through:
    """One claim of belonging or of being the same, from the one nearer to the person asked about."""

    subject: str
    said: Said


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whose custody counts. ``how``: ``self``, ``whole`` (what happens to them happens to the subject too),
    ``part`` (they are some of the subject), ``disputed`` (claimed and denied: does not count, and is said).
    """

    id: str
    how: Literal["self", "whole", "part", "disputed"]
    through: tuple[Through, ...] = ()


# ---- by what authority ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a time in force: an act, an instant, or a duration counted from the start."""

    act: str | None = None
    instant: Instant | None = None
    after: Duration | None = None


@dataclass(frozen=True, slots=True)
class Force:
    """From when until when an instrument is in force, under one meaning of the words in dispute (empty: none is).
    Each of ``lifts`` ends every exception that began before it.
    """

    meaning: str
    start: Edge | None
    end: Edge | None
    excepted: tuple[tuple[Edge | None, Edge | None], ...] = ()
    zone: str = "UTC"
    lifts: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of state that may fall within the interval: what it becomes, by which act, when."""

    word: Word
    act: str
    instant: Instant


@dataclass(frozen=True, slots=True)
class State:
    """What an instrument was when the interval began. Several words: the times leave open which.

    ``meanings`` are those under which it is so; empty where nothing is in dispute.
    """

    words: tuple[Word, ...]
    meanings: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One link upward: the instrument under which the one before it was made, and who says so."""

    depth: int
    instrument: str
    kinds: tuple[Said, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground that somebody claims. ``states`` is empty where nobody says when it was made or ended."""

    said: Said
    kinds: tuple[Said, ...] = ()
    chain: tuple[Step, ...] = ()
    states: tuple[State, ...] = ()


# ---- rows -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Custody:
    """One interval, as one way of reading rival claims has it: ``number`` of ``count`` of them.

    ``facts`` holds at most one value of each property; ``contested`` names those of which there are rivals;
    ``denials`` are values that are only denied. With ``apart`` there were too many combinations: this row gives one
    rival value, and the other contested facts are left out of it.
    """

    id: str
    number: int
    count: int
    facts: dict[str, Said]
    contested: tuple[str, ...]
    denials: tuple[Said, ...]
    grounds: tuple[Ground, ...]
    people: tuple[Said, ...]
    apart: bool = False

    @property
    def start_instant(self) -> Instant | None:
        return _instant(self.facts.get("custody.start"))

    @property
    def end_instant(self) -> Instant | None:
        return _instant(self.facts.get("custody.end"))


@dataclass(frozen=True, slots=True)
class Act:
    """One act that moved them, as one way of reading rival claims has it. ``happened`` is what is said of that."""

    id: str
    number: int
    count: int
    facts: dict[str, Said]
    contested: tuple[str, ...]
    denials: tuple[Said, ...]
    grounds: tuple[Ground, ...]
    people: tuple[Said, ...]
    by: tuple[Said, ...]
    happened: Said | None
    apart: bool = False

    @property
    def instant(self) -> Instant | None:
        return _instant(self.facts.get("act.time"))

    @property
    def kind(self) -> str:
        """Empty where rival kinds stand apart."""
        said = self.facts.get("act.kind")
        return "" if said is None else said.key


def _instant(said: Said | None) -> Instant | None:
    return None if said is None else said.instant


@dataclass(frozen=True, slots=True)
class Gap:
    """A time for which nobody claims a place, a ground, or either: certainly from ``low`` to ``high``, at most from
    ``earliest`` to ``latest`` (``MAX``: nothing is claimed afterwards); ``after`` and ``before`` are the rows around.
    """

    missing: tuple[Missing, ...]
    low: int
    high: int
    earliest: int
    latest: int
    after: str
    before: str


@dataclass(frozen=True, slots=True)
class Record:
    """Whose it is, whoever counts as them, and the rows in order of time."""

    subject: str
    people: tuple[Reached, ...]
    rows: tuple[Custody | Act | Gap, ...]
