"""A finding: one clause tested on one act or custody under one reading, with its reasons.

The shape is that of ``habeas test --json`` (semantics 25 to 30). A finding is not an accusation and not a
court's finding: it is what follows from the claims under a reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from habeas.core.claim import Content
from habeas.core.instant import Instant

Outcome = Literal["breach", "kept", "not_bound", "undetermined"]
OpenBecause = Literal["gap", "conflict", "imprecise"]

OUTCOMES: tuple[Outcome, ...] = ("breach", "kept", "not_bound", "undetermined")


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A content as a reason: what is said, and the rows that say it (sorted)."""

    content: Content
    rows: tuple[str, ...]


Support = tuple[Witnessed, ...]


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact that is not settled. ``decisive``: every value of it settles the outcome; ``toward``: the outcomes
    that values of it settle on, in the order of ``OUTCOMES``.
    """

    fact: str
    open_because: OpenBecause
    decisive: bool
    toward: tuple[Outcome, ...]

    def as_json(self) -> dict[str, object]:
        """The object of semantics 29."""
        return {
            "fact": self.fact,
            "open_because": self.open_because,
            "decisive": self.decisive,
            "toward": list(self.toward),
        }


class Finding(NamedTuple):
    """``strength`` counts origins; ``bounded`` names each reason list that was cut at its stated bound.

    Exactly one of ``act``, ``custody`` and ``group`` is set. ``mended`` says when a breach was made good later,
    ``says`` is the clause's own words for the outcome; both are shown and never part of the JSON contract.
    """

    instrument: str
    clause: str
    act: str | None
    custody: str | None
    reading: str
    outcome: Outcome
    because: str
    rests_on: tuple[Support, ...] = ()
    strength: int | None = None
    turns_on: tuple[tuple[str, ...], ...] = ()
    would_settle: tuple[OpenFact, ...] = ()
    group: str | None = None
    bounded: tuple[str, ...] = ()
    mended: str = ""
    says: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    conflict: tuple[Witnessed, ...] = ()  # the smallest set of claims that cannot all be true, where there is one
    acts: tuple[str, ...] = ()  # the acts of the group, where the finding is of a group
    last_checked: Instant | None = None  # when the law was, where the answer is of a later time

    def as_json(self) -> dict[str, object]:
        """The object of semantics 29, or of 30 when the finding is of a group."""
        subject: dict[str, object] = {"group": self.group} if self.group is not None else {"act": self.act}
        return {
            "instrument": self.instrument,
            "clause": self.clause,
            **subject,
            "custody": self.custody,
            "reading": self.reading,
            "outcome": self.outcome,
            "because": self.because,
            "rests_on": [[list(witnessed.rows) for witnessed in support] for support in self.rests_on],
            "strength": self.strength,
            "turns_on": [list(terms) for terms in self.turns_on],
            "would_settle": [fact.as_json() for fact in self.would_settle],
        }
