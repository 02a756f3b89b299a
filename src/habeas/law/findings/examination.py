"""Every clause on every act and custody under every reading: claims and instruments in, findings out.

    findings = f(claims | as-of, audience, trust ; instruments | reading)

The claims that come in have been filtered already (``habeas.view``); nothing here leaves any out, except to ask
what would follow without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from habeas.core.claim import Claim, Content, Value
from habeas.core.errors import UseError, nearest
from habeas.core.finding import Finding, Outcome, Witnessed
from habeas.core.instant import Instant
from habeas.core.schema import Schema
from habeas.law.instruments.model import Clause, Condition, Instrument, Reading
from habeas.law.instruments.resolve import Duties, Duty, all_readings, readings_of
from habeas.law.kernel.checked import last_checked
from habeas.law.kernel.duties import Court
from habeas.law.kernel.holds import Tester
from habeas.law.kernel.kernel import Kernel, outcome_of
from habeas.law.kernel.mended import mended
from habeas.law.kernel.required import Required
from habeas.law.patterns.alike import Alike, Question
from habeas.law.patterns.near import reach_of
from habeas.law.why.impossible import Impossibility, impossibility, still_impossible, strength_of_line
from habeas.law.why.reasons import Reasons, Why, reasons_of
from habeas.law.why.settle import because, would_settle
from habeas.law.why.standing import Contradicts, Standing
from habeas.law.why.strength import Answers, Strength, strength, strength_of
from habeas.law.why.supports import supports
from habeas.law.why.turns import Turned, turns_on
from habeas.law.worlds.belonging import SOMEBODY_ELSE
from habeas.law.worlds.facts import Entry, Facts, entries_of
from habeas.law.worlds.people import same_people
from habeas.law.worlds.world import explore


class Line(NamedTuple):
    """One question: a clause, an act or custody (None: the clause alone), a reading."""

    instrument: Instrument
    clause: Clause
    subject: str | None
    reading: Reading


class _Told(NamedTuple):
    """What the lines of a clause on one subject have in common under readings that are one question."""

    instrument: str
    clause: str
    subject: str | None
    why: Reasons
    says: str
    conflict: tuple[Witnessed, ...]
    last_checked: Instant | None


def _finding(told: _Told, reading: str, choices: tuple[tuple[str, str], ...], turned: Turned) -> Finding:
    instrument, clause, subject, why, says, conflict, checked = told
    outcome, because, rests_on, strength, would_settle, mended, bounded = why
    turns_on, whole = turned
    act, custody = (None, subject) if subject is not None and subject.startswith("custody:") else (subject, None)
    # by place: with a name to each of so many it would take twice as long, a hundred thousand times
    return Finding(
        instrument, clause, act, custody, reading, outcome, because, rests_on, strength, turns_on, would_settle,
        None, bounded if whole else (*bounded, "turns_on"), mended, says, choices, conflict, (), checked,
    )  # fmt: skip


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
        self.alike = Alike(self.facts, required, schema, zone, asked, self.kernel.out_of_scope)
        self._having: dict[tuple[str, Condition | None], tuple[str, ...]] = {}
        self._outcomes: defaultdict[Duty, dict[str | None, Outcome | None]] = defaultdict(dict)
        self._choices: dict[tuple[str, str], tuple[Duty, ...] | None] = {}
        self._choosing: dict[int, tuple[Reading, tuple[tuple[str, str], ...]]] = {}
        # on what the lines of a clause turn that come out so by each of its duties, by the choices of the reading
        self._turns: defaultdict[tuple[object, ...], dict[tuple[tuple[str, str], ...], Turned]] = defaultdict(dict)
        self._allowed: dict[frozenset[str], bool] = {}  # whether a world is left without these origins
        self.standing = Standing(self.facts, [*self.acts, *self.custodies])
        # the readings of one subject mostly agree: what was found for the last one is kept
        self._reasons: tuple[str | None, dict[Duty | Question, Reasons]] = (None, {})
        self._outs: tuple[tuple[str, str], str | None, tuple[Outcome | None, ...]] = (("", ""), None, ())

    # ---- lines ----------------------------------------------------------------------------------------------------

    def lines(self, instrument: Instrument, reading: Reading) -> Iterable[Line]:
        """Every line that the instrument has under the reading, in order."""
        for clause in own_clauses(instrument):
            yield from self.lines_of(instrument, clause, reading)

    def lines_of(self, instrument: Instrument, clause: Clause, reading: Reading) -> Iterable[Line]:
        """Every line that the clause has under the reading, in order."""
        duty = self.duties.duty(instrument, clause, reading.choices)
        for subject in self._subjects(duty):
            yield Line(instrument, clause, subject, reading)

    def _subjects(self, duty: Duty) -> Sequence[str | None]:
        """The acts or custodies of which the duty has a line (semantics 23), in order."""
        if duty.failing is not None:
            return self._subjects(duty.failing)
        if duty.kind == "any_of":
            return sorted({subject for part in duty.any_of for subject in self._subjects(part) if subject is not None})
        if duty.kind == "requires" and duty.after is None and duty.before is None:
            return [None]
        condition = duty.before or duty.after if duty.kind == "requires" else duty.condition
        key = (duty.kind, condition)
        if key not in self._having:
            subjects = self.custodies if duty.kind in ("limits", "permits") else self.acts
            self._having[key] = tuple(one for one in subjects if self.kernel.has_line(self.facts, duty, one))
        return self._having[key]

    def outcome(self, line: Line, choices: Mapping[str, str] | None = None) -> Outcome | None:
        """The outcome of a line, or of the same line under other choices; None where there is none."""
        return self.judged(
            self.duties.duty(line.instrument, line.clause, choices or line.reading.choices), line.subject
        )

    def judged(self, duty: Duty, subject: str | None) -> Outcome | None:
        """The outcome of a duty for an act or custody; None where there is no line."""
        known = self._outcomes[duty]
        if subject not in known:
            outcome = self._judge(duty, subject)
            known[subject] = "undetermined" if outcome is not None and self.impossible else outcome
        return known[subject]

    def _judge(self, duty: Duty, subject: str | None) -> Outcome | None:
        question = None if subject is None else self.alike.question(duty, subject)
        if question is None:
            return self.kernel.judge(self.facts, duty, subject)
        return self.alike.outcome(question, lambda facts: self.kernel.judge(facts, duty, subject))

    def share_people(self, left: str, right: str) -> bool:
        """Whether, in some world, the two acts are of the same people."""
        return any(same for same, _ in explore(self.facts, lambda world: same_people(world, left, right)))

    def finding(self, line: Line, turned: Turned | None = None) -> Finding:
        """A line with its reasons. ``turned``: on what a group turns of which this is the line that counts."""
        instrument, clause, subject, reading = line
        duty = self.duties.duty(instrument, clause, reading.choices)
        if turned is None:
            turned = self.turns(line, subject, lambda duty: self.judged(duty, subject))
        told = self._told(instrument, clause, subject, duty, self.reasons(duty, subject))
        return _finding(told, reading.id, self._chosen(reading), turned)

    def findings(
        self, instrument: Instrument, clause: Clause, subject: str | None, readings: Sequence[Reading]
    ) -> list[Finding]:
        """The lines of a clause on one subject under the readings, each as ``finding``: what they share, which is
        nearly all, is put together once.
        """
        duties = self.every(instrument, clause, readings[0])
        if duties is None:
            lines = (Line(instrument, clause, subject, reading) for reading in readings)
            # else ``JoinedExamination`` would join each of them twice
            return [Examination.finding(self, line) for line in lines]
        out = tuple([self.judged(duty, subject) for duty in duties])
        turns = self._turns[instrument.id, clause.id, out]
        known: dict[Duty | Question, _Told] = {}
        found = []
        for reading in readings:
            duty = self.duties.duty(instrument, clause, reading.choices)
            choices = self._chosen(reading)
            if choices not in turns:
                line = Line(instrument, clause, subject, reading)
                turns[choices] = self._turned(line, lambda duty: self.judged(duty, subject))
            # duties of one scope that are out of it are one question
            at = duty if subject is None else self.alike.question(duty, subject) or duty
            if at not in known:
                known[at] = self._told(instrument, clause, subject, duty, self.reasons(duty, subject))
            found.append(_finding(known[at], reading.id, choices, turns[choices]))
        return found

    def _told(self, instrument: Instrument, clause: Clause, subject: str | None, duty: Duty, why: Reasons) -> _Told:
        checked = last_checked(self.facts, self.kernel, duty, subject, instrument.verified_on, self.kernel.court.asked)
        conflict = self.impossible.claims if self.impossible else ()
        return _Told(instrument.id, clause.id, subject, why, clause.says.get(why.outcome, ""), conflict, checked)

    def _chosen(self, reading: Reading) -> tuple[tuple[str, str], ...]:
        """The choices of a reading, sorted once. (It is kept with them, so that no other can have its identity.)"""
        known = self._choosing.get(id(reading))
        if known is None:
            known = self._choosing[id(reading)] = (reading, tuple(sorted(reading.choices.items())))
        return known[1]

    def turns(self, line: Line, of: str | None, judged: Callable[[Duty], Outcome | None]) -> Turned:
        """On what a line turns, or a group of acts whose outcome under a duty is ``judged``. Worked out once for all
        that come out alike under every choice of meanings.
        """
        at = (line.instrument.id, line.clause.id)
        duties = self.every(line.instrument, line.clause, line.reading)
        if duties is None:
            return self._turned(line, judged)
        last, whose, out = self._outs
        if last != at or whose != of:
            out = tuple([judged(duty) for duty in duties])
            self._outs = (at, of, out)
        known, choices = self._turns[(*at, out)], self._chosen(line.reading)
        if choices not in known:
            known[choices] = self._turned(line, judged)
        return known[choices]

    def every(self, instrument: Instrument, clause: Clause, reading: Reading) -> tuple[Duty, ...] | None:
        """The clause's duty under each choice of meanings; None where there are too many to ask for every line."""
        at = (instrument.id, clause.id)
        if at not in self._choices:
            names = self.duties.terms(instrument, clause)
            meanings = [instrument.terms[term].meanings for term in names]
            few = prod(map(len, meanings)) <= CHOICES
            every = (dict(zip(names, picked, strict=True)) for picked in product(*meanings) if few)
            made = [self.duties.duty(instrument, clause, {**reading.choices, **one}) for one in every]
            self._choices[at] = tuple(dict.fromkeys(made)) if few else None
        return self._choices[at]

    def _turned(self, line: Line, judged: Callable[[Duty], Outcome | None]) -> Turned:
        instrument, clause = line.instrument, line.clause
        terms = {term: tuple(instrument.terms[term].meanings) for term in self.duties.terms(instrument, clause)}
        return turns_on(
            terms, line.reading.choices, lambda choices: judged(self.duties.duty(instrument, clause, choices))
        )

    # ---- reasons --------------------------------------------------------------------------------------------------

    def reasons(self, duty: Duty, subject: str | None) -> Reasons:
        """Why an outcome is as it is."""
        if self.impossible is not None:
            firm = self._strength_in_conflict(self.impossible, duty, subject)
            bounded = (*(() if self.impossible.sure else ("conflict",)), *(() if firm.exact else ("strength",)))
            return Reasons("undetermined", "conflict", (), firm.origins, (), "", bounded)
        last, known = self._reasons
        if last != subject:
            known = {}
            self._reasons = (subject, known)
        question = None if subject is None else self.alike.question(duty, subject)
        at = question or duty  # duties of one scope that are out of it are one question
        if at not in known:
            known[at] = self.standing.of(
                self._asked(duty, subject, question),
                lambda contradicts: self._asked_again(duty, subject, question, contradicts),
            )
        return known[at]

    def _strength_in_conflict(self, impossible: Impossibility, duty: Duty, subject: str | None) -> Strength:
        question = None if subject is None else self.alike.question(duty, subject)
        facts = self.facts if question is None else self.alike.facts_of(question)

        def left(disbelieved: frozenset[str]) -> Outcome | None:
            removed = frozenset(entry for entry in facts.entries if entry.origins <= disbelieved)
            return self.kernel.judge(facts.without(removed), duty, subject)

        def allowed(disbelieved: frozenset[str]) -> bool:
            known = self._allowed.get(disbelieved)
            if known is None:
                known = not still_impossible(self.facts, impossible, disbelieved)
                known = known and not self.standing.contradicts(disbelieved)
                self._allowed[disbelieved] = known
            return known

        origins = [origin for entry in facts.entries for origin in entry.origins]
        return strength_of_line(impossible, origins, left, allowed)

    def _asked(self, duty: Duty, subject: str | None, question: Question | None) -> Reasons:
        def firm(facts: Callable[[], Facts], why: Why, answers: Answers) -> Strength:
            if why.narrow and why.outcome != "undetermined":
                return strength_of(why.supports)
            needed = Counter(
                origin
                for support in why.supports
                for entry in support
                if len(entry.origins) == 1
                for origin in entry.origins
            )
            return strength(self.kernel, facts, duty, subject, why.outcome, needed, answers, stays_open=why.narrow)

        if question is None:
            told = [name for name in reach_of(duty).named if name.startswith(("person:", "group:"))]
            why = self._why(self.facts, duty, subject, list(dict.fromkeys([*told, *self.named[:NAMED]])))
            return reasons_of(why, firm(lambda: self.facts, why, Answers(self.facts.entries, {})))

        def why_near(facts: Facts) -> Why:
            known = {name for name in question.names if name.startswith(("person:", "group:"))}
            strangers = [name for name in self.named if name not in known][:1]  # all others are alike
            return self._why(facts, duty, subject, [*sorted(known), *strangers])

        def mended_near(facts: Facts) -> str:
            return mended("breach", self.kernel.paths(facts, duty, subject))

        return self.alike.reasons(question, why_near, firm, mended_near)

    def _asked_again(
        self, duty: Duty, subject: str | None, question: Question | None, contradicts: Contradicts
    ) -> Strength:
        """How firm it is that a line is undetermined."""
        facts = self.facts if question is None else self.alike.facts_of(question)
        answers = Answers(facts.entries if question is None else question.entries, {})
        return strength(self.kernel, lambda: facts, duty, subject, "undetermined", Counter(), answers, contradicts)

    def _why(self, facts: Facts, duty: Duty, subject: str | None, named: Sequence[str]) -> Why:
        """The reasons by these facts. ``named``: who an act could be for."""

        def if_named(fact: tuple[str, ...]) -> Iterator[Outcome]:
            denied = facts.denied(fact[0], fact[1])
            for name in (*(one for one in named if one not in denied), SOMEBODY_ELSE):
                content = Content(fact[0], fact[1], name, against=False)
                said = Entry(-1, content, Value("entity", name, name, name), (), (), many=True)
                told = facts.with_one(said)
                # whoever makes the act another kind, so that there is no line, keeps the clause or is out of its scope
                yield self.kernel.judge(told, duty, subject) or outcome_of(
                    {path.label.verdict for path in self.kernel.paths(told, duty, subject)}
                )

        outcome = self.kernel.judge(facts, duty, subject)
        assert outcome is not None
        paths = self.kernel.paths(facts, duty, subject)
        settling = would_settle(facts, paths, if_named) if outcome == "undetermined" else ()
        found = supports(self.kernel, facts, duty, subject, outcome)
        word = because(outcome, paths, settling)
        return Why(outcome, word, found.supports, found.complete, settling, mended(outcome, paths), found.narrow)


CHOICES = 64  # choices of meanings that are asked of every line
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
