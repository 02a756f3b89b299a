"""What makes an instrument one that can be answered: nothing in a circle, nothing that points at nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from habeas.core.duration import Duration
from habeas.core.errors import Fault, nearest
from habeas.core.schedule import check_schedule
from habeas.core.values import ValueFault
from habeas.law.instruments.model import All, Any, Choice, Clause, Condition, InForce, Instrument, Not, Term, Word


def faults_of(instrument: Instrument) -> list[Fault]:
    """Everything that would make a question about the instrument go round, or go nowhere."""
    found = [*_terms(instrument), *_switches(instrument), *_circles(instrument), *_counts(instrument)]
    for where, force in [("", instrument.in_force), *((one.id, one.in_force) for one in instrument.clauses)]:
        if force is not None and force.start is None and _counted(force):
            name = f'the clause "{where}"' if where else "the instrument"
            found.append(
                _fault(instrument, instrument.line, "after-without-from",
                       f"{name} counts a time from `from`, and has none.",
                       "Add `from:`, or give an act or an instant.")
            )  # fmt: skip
    return found


def _fault(instrument: Instrument, line: int, code: str, what: str, mend: str) -> Fault:
    return Fault(code, what, mend, instrument.file, line=line or instrument.line)


def _counted(force: InForce) -> bool:
    edges = [force.end, *(edge for pair in force.excepted for edge in pair)]
    return any(option.after is not None for edge in edges if edge is not None for option in edge.options.values())


def _words(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Word):
        yield condition.term
    elif isinstance(condition, Not):
        yield from _words(condition.inner)
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from _words(part)


def _terms(instrument: Instrument) -> Iterator[Fault]:
    used = {word for choice in _conditions(instrument) for option in choice.options.values() for word in _words(option)}
    for term in instrument.terms.values():
        inner = {word for meaning in term.meanings.values() if meaning.condition for word in _words(meaning.condition)}
        used |= inner
        if _reaches(term.name, term.name, instrument.terms):
            yield _fault(instrument, 0, "term-in-a-circle", f'the term "{term.name}" is explained by itself.',
                         "Give one of its meanings a condition over properties.")  # fmt: skip
    for name in sorted(used):
        bare = [meaning.id for meaning in instrument.terms[name].meanings.values() if meaning.condition is None]
        if bare:
            yield _fault(
                instrument, 0, "meaning-without-condition",
                f'the term "{name}" is used as a word of a condition, and its meaning "{bare[0]}" has none.',
                f"Write `{name}: {{{bare[0]}: CONDITION, ...}}`."
            )  # fmt: skip


def _conditions(instrument: Instrument) -> Iterator[Choice[Condition]]:
    yield instrument.protects
    for clause in instrument.clauses:
        for choice in (clause.condition, clause.after, clause.before):
            if choice is not None:
                yield choice


def _reaches(start: str, goal: str, terms: Mapping[str, Term]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for meaning in terms[waiting.pop()].meanings.values():
            for word in _words(meaning.condition) if meaning.condition else ():
                if word == goal:
                    return True
                if word not in seen:
                    seen.add(word)
                    waiting.append(word)
    return False


def _switches(instrument: Instrument) -> Iterator[Fault]:
    for clause in instrument.clauses:
        for name, meaning in clause.when:
            if name not in instrument.terms:
                yield _fault(
                    instrument, clause.line, "unknown-term",
                    f'the clause "{clause.id}" is switched on by the term "{name}", which is not in dispute.',
                    nearest(name, instrument.terms)
                )  # fmt: skip
            elif meaning not in instrument.terms[name].meanings:
                yield _fault(
                    instrument, clause.line, "unknown-meaning",
                    f'the clause "{clause.id}" is switched on by "{name}: {meaning}", '
                    "a meaning that the term does not have.",
                    nearest(meaning, instrument.terms[name].meanings)
                )  # fmt: skip


def _circles(instrument: Instrument) -> Iterator[Fault]:
    """A clause may follow or offer others, but never come back to itself."""
    leads = {
        clause.id: {*clause.any_of, *([clause.failing] if clause.failing else [])} for clause in instrument.clauses
    }
    for clause in instrument.clauses:
        seen: set[str] = set()
        waiting = sorted(leads[clause.id])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += sorted(leads[name])
        if clause.id in seen:
            yield _fault(instrument, clause.line, "clause-in-a-circle",
                         f'the clause "{clause.id}" leads back to itself.',
                         "Take it out of its own `any_of` or `failing`.")  # fmt: skip


def _counts(instrument: Instrument) -> Iterator[Fault]:
    for clause in instrument.clauses:
        for count, excluding, duration in _schedules(clause):
            try:
                check_schedule(duration, count, frozenset(excluding), instrument.holidays)
            except ValueFault as fault:
                yield fault.at(instrument.file, line=clause.line)


def _schedules(clause: Clause) -> Iterator[tuple[str, tuple[str, ...], Duration]]:
    for choice in (clause.within, clause.at_least, clause.to):
        for duration in choice.options.values() if choice is not None else ():
            for count in clause.count.options.values() if clause.count is not None else ("clock",):
                for excluding in clause.excluding.options.values() if clause.excluding is not None else ((),):
                    yield count, excluding, duration
