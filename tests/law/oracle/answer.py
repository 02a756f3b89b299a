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
    """`outcome` None: there is no line. `seen` holds the cells that were looked at, each with what it looked at and
    which parts it joined. (The search stops when an outcome is certainly open.)"""

    outcome: str | None
    conflict: bool
    seen: tuple[tuple[Verdict, frozenset[tuple[str, str]], frozenset[Any]], ...]


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

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.contents: tuple[Content, ...] = matter.contents
        self.everything = frozenset(range(len(self.contents)))
        self.instruments: dict[str, dict[str, Any]] = {str(i["instrument"]): i for i in matter.instruments}
        self._frames: dict[frozenset[int], tuple[Frame, bool]] = {}
        self._answers: dict[tuple[Any, ...], Answer] = {}

    # ---- what there is to ask

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """What stands for "any value": the literals that any condition of the matter compares a property with, and all
        people, groups and places that it names."""
        found: dict[str, set[str]] = {}
        for instrument in self.matter.instruments:
            for text in _texts(instrument):
                for path, literal in constants(parse(text)):
                    if isinstance(literal, str) and path:
                        found.setdefault(_property(path, literal), set()).add(literal)
        named = {e for c in self.contents for e in (c.subject, c.key) if isinstance(e, str)}
        named.update(*found.values())
        found["person"] = {e for e in named if e.startswith(("person:", "group:"))}
        found["place"] = {e for e in named if e.startswith("place:")}
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

    def conflict(self, contents: frozenset[int] | None = None) -> bool:
        """Whether the claims, or some of them, allow no world."""
        return self._frame(self.everything if contents is None else contents)[1]

    def answer(self, line: Line, contents: frozenset[int], choices: Mapping[str, str] | None = None) -> Answer:
        """The same of some of the contents alone (by number)."""
        choices = self.choices(line) if choices is None else choices
        at = (*line[:3], tuple(sorted(choices.items())), contents)
        if at not in self._answers:
            self._answers[at] = self._answer(line, contents, choices)
        return self._answers[at]

    def _answer(self, line: Line, contents: frozenset[int], choices: Mapping[str, str]) -> Answer:
        frame, conflict = self._frame(contents)
        frame.facts.touched = set()
        exists = frame.facts.exists(line.entity)
        base = frozenset(frame.facts.touched)
        # whether there is a line at all is asked apart, so that where there is none nothing else is looked at
        cells = list(_until_any_of_kind(self.cells(line, frame, choices, kind_only=True)))
        outcome: str | None = None
        if exists and cells[-1][1].kind:
            cells = list(_until_certain(self.cells(line, frame, choices)))
            outcome = "undetermined" if conflict else classify(verdict for _, verdict in cells)
        seen = ((verdict, base | state.touched, frozenset(state.joined)) for state, verdict in cells)
        return Answer(outcome, conflict, tuple(seen))

    def next_contents(self, line: Line, contents: frozenset[int], wanted: str) -> frozenset[int]:
        """Contents one of which must be among those added, if adding is to give the wanted outcome, which these
        contents do not give. Where worlds of the wrong kind must go, one such cell is enough to look at: its worlds
        stay as they are while nothing is said of what it looked at."""
        frame, conflict = self._frame(contents)
        answer = self.answer(line, contents)
        wrong = {
            "breach": [cell for cell in answer.seen if not cell[0].broken],
            "kept": [cell for cell in answer.seen if cell[0].broken],
            "not_bound": [cell for cell in answer.seen if not cell[0].out],
        }[wanted]
        if conflict or answer.outcome is None or not wrong:
            near = [self._near(frame, contents, touched, joined, conflict) for _, touched, joined in answer.seen]
            return frozenset[int]().union(*near) - contents
        near = [self._near(frame, contents, touched, joined, conflict) for _, touched, joined in wrong]
        return min((numbers - contents for numbers in near), key=len)

    def _near(
        self, frame: Frame, contents: frozenset[int], looked_at: frozenset[tuple[str, str]], joined: frozenset[Any],
        conflict: bool,
    ) -> frozenset[int]:  # fmt: skip
        """The numbers of the contents that a cell depends on: what it looked at, the parts that it joined, and what
        could tie another act to an act that it looked at."""
        touched = set(looked_at).union(*(frame.looked_at[part] for part in joined))
        here = [self.contents[i] for i in contents]
        if any(c.property == "act.during" for c in here):
            touched |= frame.forming.union(*frame.looked_at.values())
        if conflict:
            return self.everything
        acts = {subject for subject, _ in touched if subject.startswith("act:")}
        carriers = {c.key for c in here if c.property == "act.carrier" and c.subject in acts}
        return frozenset(
            i for i, c in enumerate(self.contents)
            if (c.subject, c.property) in touched or ("*", c.property) in touched or (c.subject, "*") in touched
            or (c.property in ("act.before", "act.during") and (c.subject in acts or c.key in acts))
            or (c.property == "act.carrier" and (c.subject in acts or c.key in carriers))
        )  # fmt: skip

    def cells(
        self,
        line: Line,
        frame: Frame,
        choices: Mapping[str, str],
        first: Callable[[People], Any] | None = None,
        kind_only: bool = False,
    ) -> Iterator[tuple[State, Verdict]]:
        """Every cell of worlds with its verdict; `first` is asked before all else (its answer lies in the state)."""
        instrument = self.instruments[line.instrument]
        clause = next(one for one in instrument["clauses"] if str(one["id"]) == line.clause)

        def program(state: State) -> Verdict:
            frame.facts.touched = state.touched
            world = People(state, frame)
            if first is not None:
                state.values["asked first"] = first(world)
            law = Clauses(instrument, choices, world, self.acts, self.matter.asked)
            kind = law.speaks_of(clause, line.entity)
            if kind_only:
                return Verdict(kind, False, False)
            out = law.out(clause, line.entity)
            return Verdict(kind, out, kind and not out and law.breaks(clause, line.entity) is not None)

        return explore(program, self.make_state)

    def frame(self) -> Frame:
        return self._frame(self.everything)[0]

    def _frame(self, contents: frozenset[int]) -> tuple[Frame, bool]:
        """The facts of some contents, and whether they allow no world: then the frame has no constraints, and only says
        which lines there are."""
        if contents not in self._frames:
            facts = self.facts([self.contents[i] for i in sorted(contents)])
            frame = frame_of(facts, self.words, self.make_state)
            self._frames[contents] = (frame or Frame(facts, self.words), frame is None)
        return self._frames[contents]

    def facts(self, contents: list[Content]) -> Facts:
        return Facts(contents)

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


def _until_certain(cells: Iterable[tuple[State, Verdict]]) -> Iterator[tuple[State, Verdict]]:
    """Cells until the outcome is certain: with one that breaks the clause and one that does not, it is open."""
    seen: set[bool] = set()
    for cell in cells:
        yield cell
        seen.add(cell[1].broken)
        if len(seen) == 2:
            return


def _until_any_of_kind(cells: Iterable[tuple[State, Verdict]]) -> Iterator[tuple[State, Verdict]]:
    for cell in cells:
        yield cell
        if cell[1].kind:
            return


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
