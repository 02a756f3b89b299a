"""Outcomes over worlds (semantics 13, 16, 22, 23 and 30).

In: a `Matter`. Out: for each instrument, clause, act or custody and choice of meanings whether there is a
line and which outcome it has. `why.py` asks the same of fewer claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from .clauses import Clauses
from .condition import constants, parse
from .matter import Content, Facts, Matter
from .order import frame_of
from .people import People
from .state import State, explore
from .world import Frame

Meanings = tuple[tuple[str, str], ...]


class Line(NamedTuple):
    """What one line is about; `entity` is an act or a custody."""

    instrument: str
    clause: str
    entity: str
    reading: str


class Verdict(NamedTuple):
    """What one cell of worlds says: of the kind, out of scope, broken."""

    kind: bool
    out: bool
    broken: bool


@dataclass(frozen=True)
class Answer:
    """`outcome` None: there is no line. `touched`: contents (by number) that were looked at; no other content,
    added or taken away, changes the answer. (The search stops when an outcome is certainly open: the two worlds
    that show it stay worlds whatever is said of facts that neither looked at.)"""

    outcome: str | None
    conflict: bool
    touched: frozenset[int]


def classify(verdicts: Iterable[Verdict]) -> str:
    """Semantics 22, over cells each of which holds a world."""
    cells = list(verdicts)
    if all(cell.out for cell in cells):
        return "not_bound"
    if all(cell.broken for cell in cells):
        return "breach"
    return "undetermined" if any(cell.broken for cell in cells) else "kept"


class Oracle:
    """All answers about one matter."""

    make_state: type[State] = State
    make_clauses: type[Clauses] = Clauses

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.contents: tuple[Content, ...] = matter.contents
        self.everything = frozenset(range(len(self.contents)))
        self.instruments: dict[str, dict[str, Any]] = {str(i["instrument"]): i for i in matter.instruments}
        self._frames: dict[frozenset[int], tuple[Frame, bool, frozenset[tuple[str, str]]]] = {}
        self._answers: dict[tuple[Any, ...], Answer] = {}

    # ---- what there is to ask

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The literals that any condition of the matter compares a property with."""
        found: dict[str, set[str]] = {}
        for instrument in self.matter.instruments:
            for text in _texts(instrument):
                for path, literal in constants(parse(text)):
                    if isinstance(literal, str) and path:
                        found.setdefault(_property(path, literal), set()).add(literal)
        return {prop: tuple(sorted(literals)) for prop, literals in found.items()}

    @cached_property
    def acts(self) -> tuple[str, ...]:
        return tuple(Facts(self.contents).subjects("act"))

    @cached_property
    def custodies(self) -> tuple[str, ...]:
        return tuple(Facts(self.contents).subjects("custody"))

    def readings(self, instrument: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Each reading by name; `as_written` where the instrument names none."""
        return dict(instrument.get("readings") or {"as_written": {}})

    def asked(self) -> Iterator[Line]:
        """Every line that there could be."""
        for name, instrument in self.instruments.items():
            for clause, reading in product(instrument["clauses"], self.readings(instrument)):
                for entity in (*self.acts, *self.custodies):
                    yield Line(name, str(clause["id"]), entity, reading)

    def choices(self, line: Line) -> dict[str, str]:
        return self.readings(self.instruments[line.instrument])[line.reading]

    # ---- answers

    def outcomes(self) -> dict[Line, str]:
        """Every line with its outcome."""
        found = {line: self.outcome(line) for line in self.asked()}
        return {line: outcome for line, outcome in found.items() if outcome is not None}

    def outcome(self, line: Line, choices: Mapping[str, str] | None = None) -> str | None:
        """The outcome of a line, by its reading or by other choices; None where there is no line."""
        return self.answer(line, self.everything, choices).outcome

    def conflict(self) -> bool:
        """Whether the claims allow no world."""
        return self._frame(self.everything)[1]

    def answer(self, line: Line, contents: frozenset[int], choices: Mapping[str, str] | None = None) -> Answer:
        """The same of some of the contents alone (by number)."""
        choices = self.choices(line) if choices is None else choices
        at = (*line[:3], tuple(sorted(choices.items())), contents)
        if at not in self._answers:
            self._answers[at] = self._answer(line, contents, choices)
        return self._answers[at]

    def _answer(self, line: Line, contents: frozenset[int], choices: Mapping[str, str]) -> Answer:
        frame, conflict, touched = self._frame(contents)
        frame.facts.touched = set(touched)
        verdicts = _enough(verdict for _, verdict in self.cells(line, frame, choices))
        outcome: str | None = None
        if any(verdict.kind for verdict in verdicts) and frame.facts.exists(line.entity):
            outcome = "undetermined" if conflict else classify(verdicts)
        return Answer(outcome, conflict, self._numbers(frame.facts.touched))

    def cells(
        self, line: Line, frame: Frame, choices: Mapping[str, str], first: Callable[[People], Any] | None = None
    ) -> Iterator[tuple[State, Verdict]]:
        """Every cell of worlds with its verdict; `first` is asked before all else (its answer lies in the state)."""
        instrument = self.instruments[line.instrument]
        clause = next(one for one in instrument["clauses"] if str(one["id"]) == line.clause)

        def program(state: State) -> Verdict:
            world = People(state, frame)
            if first is not None:
                state.values["asked first"] = first(world)
            law = self.make_clauses(instrument, choices, world, self.acts, self.matter.asked)
            kind, out = law.speaks_of(clause, line.entity), law.out(clause, line.entity)
            return Verdict(kind, out, kind and not out and law.breaks(clause, line.entity) is not None)

        return explore(program, self.make_state)

    def frame(self) -> Frame:
        return self._frame(self.everything)[0]

    def _frame(self, contents: frozenset[int]) -> tuple[Frame, bool, frozenset[tuple[str, str]]]:
        """The facts of some contents, whether they allow no world, and what was looked at to know it. Where they
        allow none, the frame has no constraints: it only says which lines there are."""
        if contents not in self._frames:
            facts = self.facts([self.contents[i] for i in sorted(contents)])
            frame = frame_of(facts, self.words, self.make_state)
            self._frames[contents] = (frame or Frame(facts, self.words), frame is None, frozenset(facts.touched))
        return self._frames[contents]

    def facts(self, contents: list[Content]) -> Facts:
        return Facts(contents)

    def _numbers(self, touched: set[tuple[str, str]]) -> frozenset[int]:
        if ("*", "*") in touched:
            return self.everything
        return frozenset(
            i for i, c in enumerate(self.contents)
            if (c.subject, c.property) in touched or ("*", c.property) in touched or (c.subject, "*") in touched
        )  # fmt: skip

    # ---- groups (30)

    def members(self, by: str) -> dict[str, list[str]]:
        """Acts by what is claimed as their `act.carrier` or `act.person`."""
        found: dict[str, set[str]] = {}
        for content in self.contents:
            if content.property == by and not content.against:
                found.setdefault(str(content.key), set()).add(content.subject)
        return {group: sorted(acts) for group, acts in sorted(found.items())}

    def grouped(self, by: str) -> dict[Line, str]:
        """As `outcomes`, with a group in place of each act."""
        found: dict[Line, str] = {}
        groups = self.members(by)
        for name, instrument in self.instruments.items():
            for clause, reading in product(instrument["clauses"], self.readings(instrument)):
                for group in groups:
                    line = Line(name, str(clause["id"]), group, reading)
                    outcome = self.group_outcome(line, groups[group], self.choices(line))
                    if outcome is not None:
                        found[line] = outcome
        return found

    def group_outcome(self, line: Line, acts: list[str], choices: Mapping[str, str]) -> str | None:
        """The worst of its lines, `undetermined` before `kept`."""
        lines = [self.outcome(line._replace(entity=act), choices) for act in acts]
        return next((one for one in ("breach", "undetermined", "kept", "not_bound") if one in lines), None)


def _enough(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Cells until the outcome is certain: with one that breaks the clause and one that does not, it is open."""
    found: list[Verdict] = []
    seen: set[bool] = set()
    for verdict in verdicts:
        found.append(verdict)
        seen.add(verdict.broken)
        if len(seen) == 2:
            break
    return found


def _texts(instrument: Mapping[str, Any]) -> Iterator[str]:
    """Every text of an instrument that is a condition."""
    if "protects" in instrument:
        yield instrument["protects"]
    for meanings in (instrument.get("terms") or {}).values():
        if isinstance(meanings, Mapping):
            yield from meanings.values()
    for clause in instrument["clauses"]:
        for one in (clause, *clause.get("any_of", ())):
            for key in ("forbids", "requires", "after", "before", "limits", "permits"):
                value = one.get(key)
                if isinstance(value, Mapping):
                    yield from value.values()
                elif value is not None:
                    yield value


def _property(path: str, literal: str) -> str:
    """The property at the end of a path (`act.from.kind` is `place.kind`)."""
    parts = path.split(".")
    if parts[0] == "place" or len(parts) == 3:
        return f"place.{parts[-1]}"
    return path
