"""The findings that a panel shows: every row under every combination of meanings.

The named readings have all their reasons. Any other combination has its outcome, its because, what it turns on and,
where it is open, what would settle it; and its supports too where its duty is, word for word, that of a named
reading. Looking for supports costs a hundred times what an outcome does, and there are dozens of combinations that
nobody holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from habeas.core.finding import Finding, Outcome
from habeas.law import GroupReasons, Line
from habeas.law.findings.group_reasons import gravest
from habeas.law.instruments.model import Instrument, Reading
from habeas.law.instruments.resolve import Duty, readings_of
from habeas.law.why.settle import because
from habeas.law.why.turns import turns_on

MOST = 1024  # combinations that a page can switch through; beyond it the page has the named readings only

Choices = dict[str, str]
Key = tuple[str, str]  # (clause, the group or custody; empty for the clause alone)


@dataclass(frozen=True)
class Lines:
    """``combinations`` in order, with the findings of each; ``complete``: they are the full product of meanings."""

    combinations: tuple[Choices, ...]
    findings: tuple[dict[Key, Finding], ...]
    complete: bool


class Tested:
    """One instrument held against the claims, row by row."""

    def __init__(self, together: GroupReasons, instrument: Instrument) -> None:
        self._examination = together.examination
        self._instrument = instrument
        self._together = together
        self._acts = together.acts_of
        self._groups_of: dict[str, list[str]] = {}
        for name, acts in self._acts.items():
            for act in acts:
                self._groups_of.setdefault(act, []).append(name)
        self._explained: set[tuple[Duty, str]] = set()  # of which rows

    def outcomes(self) -> dict[Key, tuple[Outcome | None, ...]]:
        """Of every row its outcome under each named reading, without reasons: a hundredth of the work."""
        named = self._named()
        found: dict[Key, list[Outcome | None]] = {}
        for place, choices in enumerate(named):
            for key, lines in self._rows(Reading("", dict(choices))).items():
                told = found.setdefault(key, [None] * len(named))
                told[place] = gravest([self._examination.outcome(line) for line in lines])
        return {key: tuple(told) for key, told in found.items()}

    def lines(self, keys: Collection[Key] | None = None) -> Lines:
        """Everything that the panel shows: of these rows, or of all. The named readings come first, so that their
        reasons are known.
        """
        terms = sorted(self._instrument.terms)
        options = [list(self._instrument.terms[term].meanings) for term in terms]
        named = self._named()
        complete = prod(len(option) for option in options) <= MOST
        every = [dict(zip(terms, picked, strict=True)) for picked in product(*options)] if complete else []
        wanted = every or list({tuple(sorted(one.items())): dict(one) for one in named}.values())
        known = {tuple(sorted(one.items())): self._of(one, keys, whole=True) for one in named}
        found = [known.get(tuple(sorted(one.items()))) or self._of(one, keys, whole=False) for one in wanted]
        return Lines(tuple(wanted), tuple(found), complete)

    def _named(self) -> list[Mapping[str, str]]:
        return [reading.choices for reading in readings_of(self._instrument).values()]

    def _of(self, choices: Mapping[str, str], keys: Collection[Key] | None, whole: bool) -> dict[Key, Finding]:
        reading = Reading("", dict(choices))
        rows = self._rows(reading)
        return {
            key: self._finding(key, lines, reading, whole) for key, lines in rows.items() if keys is None or key in keys
        }

    def _rows(self, reading: Reading) -> dict[Key, list[Line]]:
        rows: dict[Key, list[Line]] = {}
        for line in self._examination.lines(self._instrument, reading):
            for name in self._groups_of.get(line.subject or "", [line.subject or ""]):
                rows.setdefault((line.clause.id, name), []).append(line)
        return rows

    def _finding(self, key: Key, lines: list[Line], reading: Reading, whole: bool) -> Finding:
        """The finding of a row: that of its gravest line, with the reasons of all that are as grave (semantics 30)."""
        outcomes = [self._examination.outcome(line) for line in lines]
        gravity = gravest(outcomes)
        assert gravity is not None, key  # every line that the examination gives has an outcome
        deciding = lines[outcomes.index(gravity)]
        duty = self._examination.duties.duty(self._instrument, deciding.clause, reading.choices)
        cheap = gravity == "undetermined"  # what is open rests on nothing, so there is nothing to look for
        full = whole or cheap or (duty, key[1]) in self._explained
        told = {line.subject: one for line, one in zip(lines, outcomes, strict=True) if line.subject and one}
        made = self._whole(duty, deciding, key[1], told) if full else self._brief(duty, deciding, gravity)
        acts = tuple(line.subject for line in lines if line.subject)
        turned = self._turns(key[1], deciding, reading)
        return made._replace(turns_on=turned, acts=acts, choices=tuple(sorted(reading.choices.items())))

    def _whole(self, duty: Duty, line: Line, name: str, outcomes: Mapping[str, Outcome]) -> Finding:
        self._explained.add((duty, name))
        if name not in self._acts:
            return self._examination.finding(line)
        return self._together.finding(line, None, name, outcomes)

    def _brief(self, duty: Duty, line: Line, outcome: Outcome) -> Finding:
        facts = self._examination.facts
        paths = self._examination.kernel.paths(facts, duty, line.subject)
        return Finding(
            line.instrument.id, line.clause.id, line.subject, None, "", outcome, because(outcome, paths, ()),
            says=line.clause.says.get(outcome, ""), bounded=("rests_on",),
        )  # fmt: skip

    def _turns(self, name: str, one: Line, reading: Reading) -> tuple[tuple[str, ...], ...]:
        """Asked of all acts of the row: under another meaning another of them may be the one that counts."""
        names = self._examination.duties.terms(self._instrument, one.clause)
        terms = {term: tuple(self._instrument.terms[term].meanings) for term in names}
        lines = [one._replace(subject=subject) for subject in self._acts.get(name, (one.subject,))]

        def outcome(choices: Mapping[str, str]) -> Outcome | None:
            return gravest([self._examination.outcome(line, choices) for line in lines])

        return turns_on(terms, reading.choices, outcome)[0]
