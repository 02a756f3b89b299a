"""Questions that are alike, answered once: what one of them got, under the names of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from habeas.core.finding import Outcome
from habeas.core.schema import Schema
from habeas.law.instruments.model import Condition
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.required import Required
from habeas.law.patterns.forms import (
    Forms,
    Side,
    placed,
    positions,
    renamed,
    shape_of,
    told_of,
    unnamed,
)
from habeas.law.patterns.near import Near, Reach, reach_of
from habeas.law.patterns.timing import Around, Centre, Steps, around_of, centre_of, chains_of, order_around, order_of
from habeas.law.why.reasons import Reasons, Why, bounds
from habeas.law.why.strength import Answer, Answers, Strength
from habeas.law.worlds.facts import Entry, Facts

Out = Callable[[Facts, Duty, str], bool]
RECENT = 64  # sets of contents whose facts are kept


def _seeks(part: Duty) -> Condition | None:
    """What an act must be to satisfy the duty; None where the duty asks for none."""
    return part.condition if part.kind == "requires" else None


def _scope(duty: Duty) -> tuple[object, ...]:
    """The words of a clause by which something is out of its scope, or no line of it."""
    if duty.any_of or duty.failing:
        return (duty,)
    return (duty.instrument, duty.clause, duty.kind, duty.on, duty.protects, duty.condition, duty.after, duty.before)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A duty as questions about it see it."""

    reach: Reach
    reach_number: int
    steps: Steps
    first: Duty  # the one by which all of the same scope are known to be out of it
    times: int  # the same for duties of the same moments and steps: beside one subject, they have one order
    timed: bool  # whether it turns on moments what the duty speaks of
    around: Around | None
    side: Side
    words: tuple[str, ...]  # how open facts name it and its parts


@dataclass(slots=True, eq=False)  # not frozen, which would take three times as long, for each duty and subject
class Question:
    """One duty and one subject. ``key``: the number of its pattern, None where it is a pattern of its own; ``out``:
    whether it is out of scope, and one question with that of every duty of the same scope.
    """

    key: int | None
    own: Side
    asked: _Asked
    out: bool = False

    @property
    def near(self) -> tuple[Entry, ...]:
        """The few contents on which the answer is the same as on all."""
        found = {entry.index: entry for entry in (*self.own.entries, *self.asked.side.entries)}
        return tuple(found[index] for index in sorted(found))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The same by place, in the same order for one pattern; what is near both sides stands twice."""
        return (*self.own.entries, *self.asked.side.entries)

    @property
    def names(self) -> list[str]:
        """Every id that occurs, and the duty, always in the same order for one pattern."""
        return [*self.own.names, *self.asked.side.names, *self.asked.words]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What a pattern got, with places for contents and the names of whoever was asked about first."""

    why: Why
    supports: tuple[tuple[int, ...], ...]
    names: list[str]
    firm: dict[tuple[object, ...], Strength]  # by who said what
    without: dict[frozenset[int], Answer]  # what is left without the contents in some places


class Alike:
    """Keeps what each pattern got. ``asked``: the day asked, as for ``Examination``; ``out``: whether, by some facts, a
    duty has a line for a subject that is out of its scope in every world.
    """

    def __init__(
        self, facts: Facts, required: Required, schema: Schema, zone: str, asked: int | None, out: Out
    ) -> None:  # fmt: skip
        self.out = out
        self._out: dict[tuple[object, ...], bool] = {}
        self.near = Near(facts, required)
        self.forms = Forms(schema, zone)
        self.day = asked
        self._duties: dict[Duty, _Asked] = {}
        self._firsts: dict[tuple[object, ...], Duty] = {}
        self._sides: dict[tuple[str, int], Side | None] = {}
        self._told: dict[int, _Told] = {}
        self._outcomes: dict[int, Outcome | None] = {}
        self._recent: dict[tuple[Entry, ...], Facts] = {}
        self._questions: defaultdict[Duty, dict[str, Question | None]] = defaultdict(dict)
        self._centres: dict[Side, Centre | None] = {}
        self._orders: dict[tuple[Side, int], tuple[object, ...] | None] = {}

    def question(self, duty: Duty, subject: str) -> Question | None:
        """None where anything may be near: then it is to be asked of all contents."""
        known = self._questions[duty]
        if subject not in known:
            known[subject] = self._question(duty, subject)
        return known[subject]

    def _question(self, duty: Duty, subject: str) -> Question | None:
        asked = self._asked(duty)
        own = self._side(subject, asked)
        if own is None:
            return None
        if asked.first is not duty:
            first = self.question(asked.first, subject)
            if first is not None and first.out:
                return first
        shape = shape_of(own, asked.side)
        if asked.first is duty and not asked.timed:
            # Time never puts anything out of scope: of what is out, nothing turns on when it was.
            if shape not in self._out:
                self._out[shape] = self.out(self.facts_of(Question(None, own, asked)), duty, subject)
            if self._out[shape]:
                return Question(self.forms.number(("out", shape)), own, asked, out=True)
        order = self._order(subject, own, asked)
        return Question(None if order is None else self.forms.number((shape, order)), own, asked)

    def _order(self, subject: str, own: Side, asked: _Asked) -> tuple[object, ...] | None:
        at = (own, asked.times)
        if at not in self._orders:
            self._orders[at] = self._around(subject, own, asked) or order_of(own, asked.side, asked.steps)
        return self._orders[at]

    def _around(self, subject: str, own: Side, asked: _Asked) -> tuple[object, ...] | None:
        if asked.around is None:
            return None
        if own not in self._centres:
            self._centres[own] = centre_of(subject, own)
        centre = self._centres[own]
        return None if centre is None else order_around(centre, asked.side, asked.around)

    def facts_of(self, question: Question) -> Facts:
        """The contents near a question as facts; kept for a while, since the next clause or reading often asks of the
        same ones, and what is known of them is known already.
        """
        near = question.near
        facts = self._recent.pop(near, None) or Facts(near)
        self._recent[near] = facts
        if len(self._recent) > RECENT:
            del self._recent[next(iter(self._recent))]
        return facts

    def form_of(self, duty: Duty) -> int:
        """The same for duties that may have patterns in common."""
        return self._asked(duty).side.form

    def _asked(self, duty: Duty) -> _Asked:
        known = self._duties.get(duty)
        if known is None:
            known = self._duties[duty] = self._made(duty)
        return known

    def _made(self, duty: Duty) -> _Asked:
        reach = reach_of(duty)
        side = self.forms.of_duty(duty, self.near.of_duty(reach), self.day)
        number = self.forms.number(
            (reach.properties, reach.any_kind, tuple((_seeks(part), part.per) for part in reach.parts))
        )
        words = tuple(f"{part.instrument}/{part.clause}" for part in reach.parts)
        chains = chains_of(duty)
        steps = Steps(self.forms.number(chains), chains)
        times = self.forms.number(("times", steps.number, side.moments))
        timed = any(self.forms.timed(part) for part in reach.parts)
        first = self._firsts.setdefault(_scope(duty), duty)
        around = None if timed else around_of(duty, side, self.day)
        if around is not None:
            times = self.forms.number((times, around))
        return _Asked(reach, number, steps, first, times, timed, around, side, words)

    def _side(self, subject: str, asked: _Asked) -> Side | None:
        at = (subject, asked.reach_number)
        if at not in self._sides:
            entries = self.near.of_subject(subject, asked.reach)
            self._sides[at] = None if entries is None else self.forms.of_subject(subject, entries)
        return self._sides[at]

    def outcome(self, question: Question, judge: Callable[[Facts], Outcome | None]) -> Outcome | None:
        """The outcome of the pattern; ``judge`` finds it the first time."""
        if question.key is None:
            return judge(self.facts_of(question))
        if question.key not in self._outcomes:
            self._outcomes[question.key] = judge(self.facts_of(question))
        return self._outcomes[question.key]

    def reasons(
        self,
        question: Question,
        why: Callable[[Facts], Why],
        firm: Callable[[Callable[[], Facts], Why, Answers], Strength],
        mended: Callable[[Facts], str],
    ) -> Reasons:
        """The reasons of the pattern under the names of this question. ``why`` finds them the first time, and ``firm``
        how firm they are, for each way in which sources are shared; by how much something was ``mended`` too late is
        of each question its own.
        """
        known = None if question.key is None else self._told.get(question.key)
        first = known is None
        if known is None:
            found = why(self.facts_of(question))
            known = _Told(found, positions(found.supports, question.own, question.asked.side), question.names, {}, {})
            if question.key is not None and not unnamed(found.would_settle, question.names):
                self._told[question.key] = known
        told = _retold(known, question, firm, lambda: self.facts_of(question))
        if told.mended and not first:
            told = told._replace(mended=mended(self.facts_of(question)))
        return told


def _retold(
    known: _Told,
    question: Question,
    firm: Callable[[Callable[[], Facts], Why, Answers], Strength],
    facts: Callable[[], Facts],
) -> Reasons:
    why = known.why
    supports = placed(known.supports, question.own, question.asked.side)
    settling, because = why.would_settle, why.because
    if settling:
        settling = renamed(settling, dict(zip(known.names, question.names, strict=True)))
        because = settling[0].open_because
    told = told_of(question.own, question.asked.side)
    strength = known.firm.get(told)
    if strength is None:
        strength = known.firm[told] = firm(
            facts, replace(why, supports=tuple(supports)), Answers(question.entries, known.without)
        )
    bounded = () if why.complete and strength.exact else bounds(why, strength)
    rests_on = tuple([tuple([entry.witnessed for entry in support]) for support in supports])
    return Reasons(why.outcome, because, rests_on, strength.origins, settling, why.mended, bounded)
