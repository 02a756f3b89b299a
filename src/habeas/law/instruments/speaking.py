"""Whether a condition can hold at all of an act, or of a custody: what speaks of the other is false of it.

Nothing else is known here: any other comparison may hold or not, and a word has any of its meanings.
"""

from __future__ import annotations

from collections.abc import Mapping

from habeas.law.instruments.model import (
    All,
    Any,
    Choice,
    Compare,
    Condition,
    Const,
    Instrument,
    Not,
    Term,
    Within,
    Word,
)

_BOTH = frozenset((True, False))
_OTHER = {"act": "custody", "custody": "act"}


def subject_of(instrument: Instrument, name: str) -> str:
    """What the clause of that name is tested on: ``act`` or ``custody``; empty for the clause alone, or for several."""
    clause = next(one for one in instrument.clauses if one.id == name)
    if clause.failing:
        return subject_of(instrument, clause.failing)
    if clause.kind == "any_of" or (clause.kind == "requires" and clause.after is None and clause.before is None):
        return ""
    return "custody" if clause.kind in ("limits", "permits") else "act"


def never(choice: Choice[Condition], terms: Mapping[str, Term], kind: str) -> bool:
    """Whether the condition, which speaks of the other kind of thing, holds of none of this kind."""
    options = choice.options.values()
    said = any(_speaks(one, terms, _OTHER[kind]) for one in options)
    return said and not any(True in _values(one, terms, kind) for one in options)


def _speaks(condition: Condition, terms: Mapping[str, Term], head: str) -> bool:
    if isinstance(condition, Compare | Within):
        return condition.path[0] == head
    return any(_speaks(part, terms, head) for part in _parts(condition, terms))


def _parts(condition: Condition, terms: Mapping[str, Term]) -> list[Condition]:
    if isinstance(condition, Word):
        return [one.condition for one in terms[condition.term].meanings.values() if one.condition is not None]
    if isinstance(condition, Not):
        return [condition.inner]
    return list(condition.parts) if isinstance(condition, All | Any) else []


def _values(condition: Condition, terms: Mapping[str, Term], kind: str) -> frozenset[bool]:
    """The truth values that it may have."""
    if isinstance(condition, Const):
        return frozenset((condition.value,))
    if isinstance(condition, Compare | Within):
        return frozenset((False,)) if condition.path[0] == _OTHER[kind] else _BOTH
    values = [_values(part, terms, kind) for part in _parts(condition, terms)]
    if isinstance(condition, Not):
        return frozenset(not value for value in values[0])
    if isinstance(condition, Word):
        return frozenset().union(*values)
    settles = isinstance(condition, Any)  # the value of one part that is enough
    found = {settles} if any(settles in value for value in values) else set()
    return frozenset(found | ({not settles} if all((not settles) in value for value in values) else set()))
