"""The distinct patterns of a matter are few, however many people they happened to: each is reasoned about once.

Two questions have one pattern when one becomes the other by renaming ids and moving moments without changing their
order. What a clause says, and why, is the same for both but for the names: nothing in the law part looks at a name,
or at a moment other than to compare it with another or to shift it (semantics 4, 8 to 12, 17 to 21). Equal patterns
are found by equal keys; questions that are alike in some way that the key does not see are reasoned about apart, which
costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from habeas.core.edtf import read_instant
from habeas.core.finding import OpenFact
from habeas.core.schema import SUBJECT_TYPES, Schema
from habeas.law.instruments.model import All, Any, Compare, Condition, Const, Edge, Not, Within, atoms_of
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.required import read_log
from habeas.law.worlds.facts import Entry, domain_of

_IDS = tuple(f"{kind}:" for kind in SUBJECT_TYPES)
_TIMED = ("instant", "quantity")


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of a question, the subject's or the duty's: its form, and what fills it, in order.

    ``told`` is the form of who said what: only how firm an answer is turns on it.
    """

    form: int
    told: int
    entries: tuple[Entry, ...]
    names: dict[str, int]
    origins: dict[str, int]
    moments: tuple[int, ...]  # the ends of intervals, two and two
    whose: tuple[str, ...]  # of each interval the act or custody and the property; empty for a moment in the words
    points: dict[int, tuple[int, ...] | None]  # the moments and what they are shifted to, by the number of the steps


def is_id(text: str) -> bool:
    return text.startswith(_IDS)


class Forms:
    """Numbers for forms: the same form, the same number."""

    def __init__(self, schema: Schema, zone: str) -> None:
        self.schema, self.zone = schema, zone
        self._numbers: dict[object, int] = {}

    def number(self, form: object) -> int:
        return self._numbers.setdefault(form, len(self._numbers))

    def of_subject(self, subject: str, entries: Sequence[Entry]) -> Side:
        return self._side(("subject", subject.partition(":")[0]), [subject], entries, [])

    def of_duty(self, duty: Duty, entries: Sequence[Entry], asked: int | None) -> Side:
        names: list[str] = []
        moments = [] if asked is None else [asked, asked]
        words = self._duty(duty, names, moments)
        for entry in entries:
            if entry.content.property == "log.covers":
                log = read_log(entry.content.subject, entry.value.text, self.zone)
                names += sorted(log.people)
                moments += [log.low, log.high]
        return self._side(("duty", words, asked is None), names, entries, moments)

    def _side(self, start: object, names: Sequence[str], entries: Sequence[Entry], moments: list[int]) -> Side:
        numbers: dict[str, int] = {}
        origins: dict[str, int] = {}
        for name in names:
            numbers.setdefault(name, len(numbers))
        told: list[object] = []
        whose = [""] * (len(moments) // 2)
        form: list[object] = [start, tuple(numbers[name] for name in names)]
        for entry in entries:
            content = entry.content
            key: object = content.key
            if entry.value.kind in _TIMED:
                domain = domain_of(entry)
                key = len(domain)
                moments.extend(point for interval in domain for point in interval)
                whose += [f"{content.subject} {content.property}"] * len(domain)
            elif is_id(content.key):
                key = numbers.setdefault(content.key, len(numbers))
            about = numbers.setdefault(content.subject, len(numbers))
            form.append((about, content.property, key, content.against, entry.value.kind))
            told.append(tuple(origins.setdefault(one, len(origins)) for one in sorted(entry.origins)))
        return Side(
            self.number(tuple(form)), self.number(tuple(told)),
            tuple(entries), numbers, origins, tuple(moments), tuple(whose), {},
        )  # fmt: skip

    # ---- the words of a duty, ids and moments taken out ---------------------------------------------------------

    def _duty(self, duty: Duty, names: list[str], moments: list[int]) -> object:
        force = duty.force
        return (
            duty.kind, duty.on, duty.zone, duty.holidays, duty.count, duty.excluding, duty.per,
            *(self._condition(one, names, moments) for one in (duty.protects, duty.condition, duty.after, duty.before)),
            duty.within, duty.at_least, duty.to,
            *(_edge(one, names, moments) for one in (force.start, force.end, duty.by)),
            tuple((_edge(a, names, moments), _edge(b, names, moments)) for a, b in force.excepted),
            tuple(self._duty(part, names, moments) for part in duty.any_of),
            None if duty.failing is None else self._duty(duty.failing, names, moments),
        )  # fmt: skip

    def _condition(self, condition: Condition | None, names: list[str], moments: list[int]) -> object:
        if condition is None or isinstance(condition, Const):
            return condition
        if isinstance(condition, Not):
            return ("not", self._condition(condition.inner, names, moments))
        if isinstance(condition, All | Any):
            parts = tuple(self._condition(part, names, moments) for part in condition.parts)
            return ("all" if isinstance(condition, All) else "any", parts)
        if isinstance(condition, Within):
            names.append(condition.place)
            return ("within", condition.path, len(names))
        assert isinstance(condition, Compare)
        kind = self._kind(condition)
        if kind in _TIMED:
            point = read_instant(condition.literal, self.zone, 0).low if kind == "instant" else int(condition.literal)
            moments += [point, point]
            return (condition.path, condition.op, "moment")
        if is_id(condition.literal):
            names.append(condition.literal)
            return (condition.path, condition.op, len(names))
        return (condition.path, condition.op, condition.literal)

    def timed(self, duty: Duty) -> bool:
        """Whether a condition of the duty compares a moment or a number."""
        conditions = (duty.protects, duty.condition, duty.after, duty.before)
        atoms = [atom for condition in conditions if condition is not None for atom in atoms_of(condition)]
        return any(isinstance(atom, Compare) and self._kind(atom) in _TIMED for atom in atoms)

    def _kind(self, condition: Compare) -> str:
        last = condition.path[-1]
        kinds = {known.kinds[0] for name, known in self.schema.properties.items() if name.partition(".")[2] == last}
        return next((kind for kind in _TIMED if kind in kinds), "")


def _edge(edge: Edge | None, names: list[str], moments: list[int]) -> object:
    if edge is None:
        return None
    if edge.act is not None:
        names.append(edge.act)
        return ("act", len(names))
    if edge.instant is not None:
        moments.extend(point for interval in edge.instant.intervals for point in interval)
        return ("instant", len(edge.instant.intervals))
    return ("after", edge.after)


# ---- two sides together -------------------------------------------------------------------------------------------


def shape_of(subject: Side, duty: Side) -> tuple[object, ...]:
    """What two questions have in common that differ in names and moments alone."""
    names = subject.names
    shared: tuple[tuple[int, int], ...] = ()
    if not names.keys().isdisjoint(duty.names):
        shared = tuple([(number, names[name]) for name, number in duty.names.items() if name in names])
    return (subject.form, duty.form, shared)


def told_of(subject: Side, duty: Side) -> tuple[object, ...]:
    """Who said what on both sides, names taken out."""
    origins = subject.origins
    shared = tuple((number, origins[name]) for name, number in duty.origins.items() if name in origins)
    return (subject.told, duty.told, shared)


# ---- what is said of one question, said of another ------------------------------------------------------------------


def positions(support: Iterable[tuple[Entry, ...]], subject: Side, duty: Side) -> tuple[tuple[int, ...], ...]:
    """Supports as places in the contents of the two sides. Raises ``KeyError`` where one lies elsewhere."""
    place = {entry.index: number for number, entry in enumerate((*subject.entries, *duty.entries))}
    return tuple(tuple(place[entry.index] for entry in one) for one in support)


def placed(supports: Iterable[tuple[int, ...]], subject: Side, duty: Side) -> list[tuple[Entry, ...]]:
    """The supports that stand at these places, smallest first."""
    entries = (*subject.entries, *duty.entries)
    found = [tuple(sorted((entries[place] for place in one), key=lambda entry: entry.index)) for one in supports]
    if len(found) > 1:
        found.sort(key=lambda support: (len(support), [entry.index for entry in support]))
    return found


def renamed(facts: Sequence[OpenFact], names: Mapping[str, str]) -> tuple[OpenFact, ...]:
    """Open facts with every id under its other name, in order."""
    out = [
        OpenFact(
            " ".join([names.get(word, word) for word in fact.fact.split(" ")]),
            fact.open_because, fact.decisive, fact.toward,
        )
        for fact in facts
    ]  # fmt: skip
    if len(out) > 1:
        out.sort(key=lambda fact: (not fact.decisive, -len(fact.toward), fact.fact))
    return tuple(out)


def unnamed(facts: Sequence[OpenFact], names: Sequence[str]) -> bool:
    """Whether open facts speak of an id that neither side names."""
    return any(word not in names and (is_id(word) or "/" in word) for fact in facts for word in fact.fact.split(" "))
