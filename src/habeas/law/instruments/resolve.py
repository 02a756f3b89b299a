"""A clause under a reading: every term replaced by its meaning, nothing in dispute left. Semantics 16 and 17."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from operator import attrgetter, is_
from typing import TypeVar

from habeas.core.duration import Duration
from habeas.law.instruments.model import (
    All,
    Any,
    Choice,
    Clause,
    Condition,
    Edge,
    InForce,
    Instrument,
    Not,
    Reading,
    Word,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Force:
    """A time in force. ``start`` None: always; ``end`` None: never ends; ``excepted``: stayed from, until.

    ``place`` is where it is written: an instant written at two places is two moments, however alike they look.
    """

    start: Edge | None
    end: Edge | None
    excepted: tuple[tuple[Edge | None, Edge | None], ...]
    place: str = "in_force"


@dataclass(frozen=True, eq=False)
class Duty:
    """One clause as one reading has it. Equal by identity: ``Duties`` gives one duty for one set of words, so that
    two readings that agree on it share every answer.
    """

    instrument: str
    clause: str
    kind: str
    protects: Condition
    on: bool
    force: Force
    zone: str
    holidays: str
    condition: Condition | None = None
    after: Condition | None = None
    before: Condition | None = None
    within: Duration | None = None
    at_least: Duration | None = None
    by: Edge | None = None
    to: Duration | None = None
    count: str = "clock"
    excluding: tuple[str, ...] = ()
    per: str = "stint"
    renewable: Duration | None = None
    any_of: tuple[Duty, ...] = ()
    failing: Duty | None = None


def edges_of(duty: Duty) -> list[Edge]:
    """The ends of a duty's times in force, and the instant by which it is due."""
    force = duty.force
    found = [force.start, force.end, *(edge for pair in force.excepted for edge in pair), duty.by]
    return [edge for edge in found if edge is not None]


class Duties:
    """The duties of some instruments under any choice of meanings, each made once."""

    def __init__(self) -> None:
        self._by_choice: dict[tuple[str, str, tuple[str, ...]], Duty] = {}
        self._by_words: dict[object, Duty] = {}
        self._terms: dict[tuple[str, str], tuple[str, ...]] = {}

    def terms(self, instrument: Instrument, clause: Clause) -> tuple[str, ...]:
        """The terms on which the clause can turn."""
        key = (instrument.id, clause.id)
        if key not in self._terms:
            self._terms[key] = terms_of(instrument, clause)
        return self._terms[key]

    def duty(self, instrument: Instrument, clause: Clause, choices: Mapping[str, str]) -> Duty:
        picked = tuple(choices[term] for term in self.terms(instrument, clause))
        key = (instrument.id, clause.id, picked)
        if key not in self._by_choice:
            made = resolve(instrument, clause, choices)
            self._by_choice[key] = self._by_words.setdefault(_every_word(made), made)
        return self._by_choice[key]


_OWN_WORDS = attrgetter(*(field.name for field in fields(Duty) if field.name not in ("any_of", "failing")))


def _every_word(duty: Duty) -> object:
    """Equal for duties of equal words, those of their parts included."""
    parts = tuple(_every_word(part) for part in duty.any_of)
    return (_OWN_WORDS(duty), parts, None if duty.failing is None else _every_word(duty.failing))


def resolve(instrument: Instrument, clause: Clause, choices: Mapping[str, str], place: str = "") -> Duty:
    """The duty that ``clause`` is when each term means what ``choices`` says (complete, checked at loading).

    ``place`` names the clause in which its time in force is written, where that is not this one.
    """

    def pick(choice: Choice[T] | None) -> T | None:
        if choice is None:
            return None
        return choice.options["" if choice.term is None else choices[choice.term]]

    def condition(choice: Choice[Condition] | None) -> Condition | None:
        picked = pick(choice)
        return _substituted(picked, instrument, choices) if picked is not None and worded else picked

    def force(given: InForce) -> Force:
        where = "in_force" if clause.in_force is None else f"{owner}.in_force"
        return Force(pick(given.start), pick(given.end), tuple((pick(a), pick(b)) for a, b in given.excepted), where)

    owner = place or clause.id
    worded = any(meaning.condition for term in instrument.terms.values() for meaning in term.meanings.values())
    protects = condition(instrument.protects)
    assert protects is not None
    return Duty(
        instrument=instrument.id,
        clause=clause.id,
        kind=clause.kind,
        protects=protects,
        on=all(choices[term] == meaning for term, meaning in clause.when),
        force=force(clause.in_force or instrument.in_force),
        zone=instrument.zone,
        holidays=instrument.holidays,
        condition=condition(clause.condition),
        after=condition(clause.after),
        before=condition(clause.before),
        within=pick(clause.within),
        at_least=pick(clause.at_least),
        by=pick(clause.by),
        to=pick(clause.to),
        count=pick(clause.count) or "clock",
        excluding=pick(clause.excluding) or (),
        per=pick(clause.per) or "stint",
        renewable=clause.renewable,
        any_of=tuple(_offered(instrument, name, clause.in_force, owner, choices) for name in clause.any_of),
        failing=_failed(instrument, clause, choices),
    )


def clause_of(instrument: Instrument, name: str) -> Clause:
    return next(clause for clause in instrument.clauses if clause.id == name)


def _offered(instrument: Instrument, name: str, force: InForce | None, owner: str, choices: Mapping[str, str]) -> Duty:
    """An alternative; without a time in force of its own it has that of its ``owner``, the clause that offers it."""
    part = clause_of(instrument, name)
    if part.in_force is None and force is not None:
        return resolve(instrument, replace(part, in_force=force), choices, owner)
    return resolve(instrument, part, choices)


def _failed(instrument: Instrument, clause: Clause, choices: Mapping[str, str]) -> Duty | None:
    """The clause whose breach this makes good; an alternative is the same duty here as where it is offered."""
    if not clause.failing:
        return None
    offer = _offer_of(instrument, clause.failing)
    return _offered(instrument, clause.failing, offer.in_force if offer else None, offer.id if offer else "", choices)


def _offer_of(instrument: Instrument, name: str) -> Clause | None:
    return next((other for other in instrument.clauses if name in other.any_of), None)


def _substituted(condition: Condition, instrument: Instrument, choices: Mapping[str, str]) -> Condition:
    """The very same condition where no term stands in it: it is known again by that."""
    if isinstance(condition, Word):
        meant = instrument.terms[condition.term].meanings[choices[condition.term]].condition
        assert meant is not None, condition
        return _substituted(meant, instrument, choices)
    if isinstance(condition, Not):
        inner = _substituted(condition.inner, instrument, choices)
        return condition if inner is condition.inner else Not(inner)
    if isinstance(condition, All | Any):
        parts = tuple(_substituted(part, instrument, choices) for part in condition.parts)
        same = all(map(is_, parts, condition.parts))
        return condition if same else All(parts) if isinstance(condition, All) else Any(parts)
    return condition


def terms_of(instrument: Instrument, clause: Clause) -> tuple[str, ...]:
    """The terms on which this clause can turn, sorted: all others mean nothing to it."""
    found: set[str] = set()
    _collect(instrument, clause, found)
    return tuple(sorted(found))


def _collect(instrument: Instrument, clause: Clause, found: set[str]) -> None:
    force = clause.in_force or instrument.in_force
    choices: list[Choice[object] | Choice[Condition] | None] = [
        instrument.protects, clause.condition, clause.after, clause.before,
    ]  # fmt: skip
    for choice in choices:
        if choice is not None:
            found |= {choice.term} if choice.term else set()
            for option in choice.options.values():
                found |= _words(option, instrument)  # type: ignore[arg-type]
    edges = [force.start, force.end, *(edge for pair in force.excepted for edge in pair), clause.by]
    for plain in (*edges, clause.within, clause.at_least, clause.to, clause.count, clause.excluding, clause.per):
        if plain is not None and plain.term:
            found.add(plain.term)
    found |= {term for term, _ in clause.when}
    for name in clause.any_of:
        _collect(instrument, clause_of(instrument, name), found)
    if clause.failing:
        failed, offer = clause_of(instrument, clause.failing), _offer_of(instrument, clause.failing)
        offered = failed if offer is None else replace(failed, in_force=failed.in_force or offer.in_force)
        _collect(instrument, offered, found)


def _words(condition: Condition, instrument: Instrument) -> set[str]:
    if isinstance(condition, Word):
        inner = (meaning.condition for meaning in instrument.terms[condition.term].meanings.values())
        return {condition.term}.union(*(_words(one, instrument) for one in inner if one is not None))
    if isinstance(condition, Not):
        return _words(condition.inner, instrument)
    if isinstance(condition, All | Any):
        return set().union(*(_words(part, instrument) for part in condition.parts))
    return set()


def readings_of(instrument: Instrument) -> dict[str, Reading]:
    """The named readings; an instrument without any has one, ``as_written`` (semantics 16)."""
    return instrument.readings or {"as_written": Reading("as_written", {})}


def all_readings(instrument: Instrument) -> Iterator[Reading]:
    """The full product of the terms' meanings; a combination that a named reading makes keeps its name."""
    named = {tuple(sorted(reading.choices.items())): reading for reading in reversed(readings_of(instrument).values())}
    terms = sorted(instrument.terms)
    for picked in product(*(sorted(instrument.terms[term].meanings) for term in terms)):
        choices = dict(zip(terms, picked, strict=True))
        known = named.get(tuple(sorted(choices.items())))
        yield known or Reading(" ".join(f"{term}={meaning}" for term, meaning in choices.items()), choices)
