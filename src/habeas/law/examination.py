"""Every clause on every act and custody under every reading: claims and instruments in, findings out.

    findings = f(claims | as-of, audience, trust ; instruments | reading)

The claims that come in have been filtered already (``habeas.view``); nothing here leaves any out, except to ask
what would follow without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from habeas.core.claim import Claim, Content, Value
from habeas.core.errors import UseError, nearest
from habeas.core.finding import Finding, OpenFact, Outcome, Support, Witnessed
from habeas.core.schema import Schema
from habeas.law.duties import Court
from habeas.law.facts import Entry, Facts, entries_of
from habeas.law.holds import Tester
from habeas.law.impossible import Impossibility, impossibility
from habeas.law.kernel import Kernel
from habeas.law.mended import mended
from habeas.law.model import Clause, Instrument, Reading
from habeas.law.people import same_people
from habeas.law.required import Required
from habeas.law.resolve import Duties, Duty, all_readings, readings_of
from habeas.law.settle import because, would_settle
from habeas.law.strength import strength
from habeas.law.supports import supports
from habeas.law.turns import turns_on
from habeas.law.world import explore


@dataclass(frozen=True)
class Reasons:
    """What one duty says of one subject, and why: the same for every reading that agrees on the duty's words."""

    outcome: Outcome
    because: str
    rests_on: tuple[Support, ...]
    strength: int | None
    would_settle: tuple[OpenFact, ...]
    mended: str
    bounded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One question: a clause, an act or custody (None: the clause alone), a reading."""

    instrument: Instrument
    clause: Clause
    subject: str | None
    reading: Reading


class Examination:
    """The claims of one asker, ready to be held against instruments.

    ``asked`` is the day asked as UTC microseconds: a deadline after it is not due; None: every deadline counts.
    """

    def __init__(
        self, claims: Sequence[Claim], origin_of: Callable[[str], str], schema: Schema, zone: str, asked: int | None
    ) -> None:
        self.facts = Facts(entries_of(claims, origin_of, schema))
        tester = Tester(schema, zone)
        required = Required(tester, schema, zone)
        self.kernel = Kernel(Court(tester, required, asked), required, tester)
        self.duties = Duties()
        subjects = {claim.subject for claim in claims}
        self.named = sorted(
            {
                name
                for claim in claims
                for name in (claim.subject, claim.value.key)
                if name.startswith(("person:", "group:"))
            }
        )
        self.acts = sorted(subject for subject in subjects if subject.startswith("act:"))
        self.custodies = sorted(subject for subject in subjects if subject.startswith("custody:"))
        self.impossible: Impossibility | None = impossibility(self.facts, [*self.acts, *self.custodies])
        self._reasons: dict[tuple[Duty, str | None], Reasons] = {}

    # ---- lines ----------------------------------------------------------------------------------------------------

    def lines(self, instrument: Instrument, reading: Reading) -> Iterable[Line]:
        """Every line that the instrument has under the reading, in order."""
        for clause in own_clauses(instrument):
            duty = self.duties.duty(instrument, clause, reading.choices)
            for subject in self._subjects(duty):
                if self.kernel.has_line(self.facts, duty, subject):
                    yield Line(instrument, clause, subject, reading)

    def _subjects(self, duty: Duty) -> Sequence[str | None]:
        root = duty
        while root.failing is not None:
            root = root.failing
        if root.kind == "any_of":
            return sorted({subject for part in root.any_of for subject in self._subjects(part) if subject is not None})
        if root.kind in ("limits", "permits"):
            return self.custodies
        if root.kind == "requires" and root.after is None and root.before is None:
            return [None]
        return self.acts

    def outcome(self, line: Line, choices: Mapping[str, str] | None = None) -> Outcome | None:
        """The outcome of a line, or of the same line under other choices; None where there is none."""
        duty = self.duties.duty(line.instrument, line.clause, choices or line.reading.choices)
        outcome = self.kernel.judge(self.facts, duty, line.subject)
        return "undetermined" if outcome is not None and self.impossible else outcome

    def share_people(self, left: str, right: str) -> bool:
        """Whether, in some world, the two acts are of the same people."""
        return any(same for same, _ in explore(self.facts, lambda world: same_people(world, left, right)))

    def finding(self, line: Line) -> Finding:
        """A line with its reasons."""
        duty = self.duties.duty(line.instrument, line.clause, line.reading.choices)
        reasons = self.reasons(duty, line.subject)
        turned, whole = self._turns(line)
        custody = line.subject if line.subject is not None and line.subject.startswith("custody:") else None
        return Finding(
            instrument=line.instrument.id,
            clause=line.clause.id,
            act=line.subject if custody is None else None,
            custody=custody,
            reading=line.reading.id,
            outcome=reasons.outcome,
            because=reasons.because,
            rests_on=reasons.rests_on,
            strength=reasons.strength,
            turns_on=turned,
            would_settle=reasons.would_settle,
            bounded=reasons.bounded if whole else (*reasons.bounded, "turns_on"),
            mended=reasons.mended,
            says=line.clause.says.get(reasons.outcome, ""),
            choices=tuple(sorted(line.reading.choices.items())),
            conflict=self.impossible.claims if self.impossible else (),
        )

    def _turns(self, line: Line) -> tuple[tuple[tuple[str, ...], ...], bool]:
        terms = {
            term: tuple(line.instrument.terms[term].meanings)
            for term in self.duties.terms(line.instrument, line.clause)
        }
        return turns_on(terms, line.reading.choices, lambda choices: self.outcome(line, choices))

    # ---- reasons --------------------------------------------------------------------------------------------------

    def reasons(self, duty: Duty, subject: str | None) -> Reasons:
        """Why, kept for every reading that agrees on the duty."""
        key = (duty, subject)
        if key not in self._reasons:
            self._reasons[key] = self._impossible() if self.impossible else self._why(duty, subject)
        return self._reasons[key]

    def _if_named(self, duty: Duty, subject: str | None, fact: tuple[str, ...]) -> Iterator[Outcome | None]:
        """The outcome if the act that ``fact`` is about were of each of the people and groups that the claims name."""
        for name in self.named[:NAMED]:
            content = Content(fact[0], fact[1], name, against=False)
            said = Entry(-1, content, Value("entity", name, name, name), (), (), many=True)
            yield self.kernel.judge(self.facts.with_one(said), duty, subject)

    def _impossible(self) -> Reasons:
        assert self.impossible is not None
        return Reasons("undetermined", "conflict", (), self.impossible.strength, (), "", ())

    def _why(self, duty: Duty, subject: str | None) -> Reasons:
        outcome = self.kernel.judge(self.facts, duty, subject)
        assert outcome is not None
        paths = self.kernel.paths(self.facts, duty, subject)
        settling: tuple[OpenFact, ...] = ()
        if outcome == "undetermined":
            settling = would_settle(self.facts, paths, lambda fact: self._if_named(duty, subject, fact))
        found = supports(self.kernel, self.facts, duty, subject, outcome)
        needed = Counter(
            origin
            for support in found.supports
            for entry in support
            if len(entry.origins) == 1
            for origin in entry.origins
        )
        firm = strength(self.kernel, self.facts, duty, subject, outcome, needed)
        bounded = [*(() if found.complete else ("rests_on",)), *(() if firm.exact else ("strength",))]
        return Reasons(
            outcome,
            because(outcome, paths, settling),
            tuple(tuple(entry.witnessed for entry in support) for support in found.supports),
            firm.origins,
            settling,
            mended(outcome, paths),
            tuple(bounded),
        )


NAMED = 50  # people and groups that are tried where nobody says whom an act was about


def own_clauses(instrument: Instrument) -> list[Clause]:
    """The clauses that are duties of their own: an alternative of an ``any_of`` is none by itself."""
    parts = {name for clause in instrument.clauses for name in clause.any_of}
    return [clause for clause in instrument.clauses if clause.id not in parts]


def chosen_readings(
    instruments: Sequence[Instrument], names: Sequence[str] | None, *, every: bool
) -> list[tuple[Instrument, Reading]]:
    """The readings asked for. An instrument in which nothing is in dispute is read as written whatever was asked.

    Raises ``UseError`` for a reading that no instrument has.
    """
    known = {name for instrument in instruments for name in readings_of(instrument)}
    for name in names or ():
        if name not in known:
            raise UseError(f'no instrument has the reading "{name}". {nearest(name, known)}')
    return [
        (instrument, reading)
        for instrument in instruments
        for reading in (all_readings(instrument) if every else readings_of(instrument).values())
        if not names or reading.id in names or not instrument.terms
    ]


def order_of(finding: Finding) -> tuple[str, ...]:
    """Findings are sorted by instrument, clause, subject, reading."""
    subject = finding.group or finding.act or finding.custody or ""
    return (finding.instrument, finding.clause, subject, finding.reading)


__all__ = ["Examination", "Line", "Reasons", "Witnessed", "chosen_readings", "order_of", "own_clauses"]
