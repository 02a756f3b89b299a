"""How firm an outcome is: the fewest origins to disbelieve before it changes. Semantics 26.

Sets of origins are tried by size. Leaving out what no world asked about changes nothing, so only the origins of
contents that were asked about are tried: the number found is the smallest. That what is left could contradict itself is
asked once for the matter (``contradicted``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from habeas.core.finding import Outcome
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.kernel import Kernel
from habeas.law.why.narrowing import fewest_origins
from habeas.law.worlds.facts import Entry, Facts

WORK = 120  # sets of origins tried for one finding


Answer = tuple[Outcome | None, tuple[int, ...]]  # the outcome, and the places of the contents asked about on the way


@dataclass(frozen=True, slots=True)
class Answers:
    """What is left without some contents, by their places in ``entries``. Who said them does not matter to it: so
    ``known`` is shared among questions of one pattern (``law.patterns.forms``).
    """

    entries: Sequence[Entry]
    known: dict[frozenset[int], Answer]

    def places(self) -> dict[Entry, int]:
        """Where each content stands."""
        return {entry: number for number, entry in enumerate(self.entries)}


def without_origins(place: Mapping[Entry, int], disbelieved: frozenset[str]) -> frozenset[int]:
    """The places of the contents that nobody else than these origins says."""
    return frozenset([number for entry, number in place.items() if entry.origins <= disbelieved])


@dataclass(frozen=True)
class Strength:
    """``exact`` is false when the bound on work was reached: then the strength is at least ``origins``."""

    origins: int | None
    exact: bool


def strength(
    kernel: Kernel, facts: Callable[[], Facts], duty: Duty, subject: str | None, outcome: Outcome, likely: Counter[str],
    answers: Answers, contradicts: Callable[[frozenset[str]], bool] = lambda disbelieved: False, *,
    stays_open: bool = False,
) -> Strength:  # fmt: skip
    """The fewest origins whose claims, left out, change the outcome or leave no line; None if no number does.

    ``facts`` are those of ``answers.entries``, fetched where something is to be asked of them. ``likely`` counts how
    often a support needs an origin: among sets of one size the likeliest are tried first. Where what is left without
    some origins ``contradicts`` itself, it is undetermined (``contradicted``). ``stays_open``: nothing but the loss
    of its line changes what is undetermined (``narrowing``).
    """
    place = answers.places()
    tried: set[frozenset[int]] = set()
    seen: set[frozenset[str]] = {frozenset()}
    level = [frozenset[str]()]
    while level:
        following: list[frozenset[str]] = []
        for disbelieved in level:
            at = without_origins(place, disbelieved)
            tried.add(at)
            if at not in answers.known:
                removed = frozenset([answers.entries[number] for number in at])
                left, asked = _without(kernel, facts(), duty, subject, removed, outcome, stays_open=stays_open)
                answers.known[at] = left, tuple([place[entry] for entry in asked])
            left, places = answers.known[at]
            if left != outcome and (left is None or outcome != "undetermined" or not contradicts(disbelieved)):
                return Strength(len(disbelieved), exact=True)
            if len(tried) >= WORK:
                return Strength(len(disbelieved), exact=False)
            origins = {origin for number in places for origin in answers.entries[number].origins}
            for origin in origins - disbelieved:
                more = disbelieved | {origin}
                if more not in seen:
                    seen.add(more)
                    following.append(more)
        level = sorted(following, key=lambda some: (-sum(likely[origin] for origin in some), sorted(some)))
    return Strength(None, exact=True)


def strength_of(supports: Sequence[Sequence[Entry]]) -> Strength:
    """Where every support is known and nothing but a support gives the outcome: no claim is asked again."""
    return Strength(*fewest_origins(supports, WORK))


def _without(
    kernel: Kernel, facts: Facts, duty: Duty, subject: str | None, removed: frozenset[Entry], outcome: Outcome, *,
    stays_open: bool,
) -> tuple[Outcome | None, list[Entry]]:  # fmt: skip
    """The outcome without these contents, and the contents left that were asked about on the way."""
    less = facts.without(removed)
    left: Outcome | None
    if stays_open:
        left = outcome if kernel.has_line(less, duty, subject) else None
    elif outcome == "not_bound" and kernel.has_line(less, duty, subject):
        # Time never puts anything out of scope: whether it still is asks nothing of moments.
        inside = any(path.label.verdict != "out" for path in kernel.scope(less, duty, subject))
        left = "undetermined" if inside else "not_bound"
    else:
        left = kernel.judge(less, duty, subject)
    return left, asked_about(kernel, less, duty, subject)


def asked_about(kernel: Kernel, facts: Facts, duty: Duty, subject: str | None) -> list[Entry]:
    """The contents on which the answer just found could turn: those that were asked about, but for acts of others."""
    asked = tuple(facts.reads)
    other = kernel.elsewhere(facts, duty, subject)
    found = {entry for key in asked for entry in facts.look(key) if entry.content.subject not in other}
    return sorted(found, key=lambda entry: entry.index)
