"""What one duty says of one subject, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from habeas.core.finding import OpenFact, Outcome, Support
from habeas.law.why.strength import Strength
from habeas.law.worlds.facts import Entry


@dataclass(frozen=True)
class Why:
    """What the claims say of one question, before it is asked how firm that is. ``narrow``: see ``narrowing``."""

    outcome: Outcome
    because: str
    supports: tuple[tuple[Entry, ...], ...]
    complete: bool
    would_settle: tuple[OpenFact, ...]
    mended: str
    narrow: bool


class Reasons(NamedTuple):
    """Why an outcome is as it is: the same for every reading that agrees on the duty's words."""

    outcome: Outcome
    because: str
    rests_on: tuple[Support, ...]
    strength: int | None
    would_settle: tuple[OpenFact, ...]
    mended: str
    bounded: tuple[str, ...]


def bounds(why: Why, firm: Strength) -> tuple[str, ...]:
    """The lists that were cut at their stated bound."""
    return (*(() if why.complete else ("rests_on",)), *(() if firm.exact else ("strength",)))


def reasons_of(why: Why, firm: Strength) -> Reasons:
    """A reason with how firm it is."""
    rests_on = tuple([tuple([entry.witnessed for entry in support]) for support in why.supports])
    return Reasons(
        why.outcome, why.because, rests_on, firm.origins, why.would_settle, why.mended, bounds(why, firm)
    )  # fmt: skip
