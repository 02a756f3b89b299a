"""Instruments made ready for the rows of one release: small, sent to every worker, the same answer everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.core.claim import Claim
from habeas.core.schema import Schema
from habeas.law.bulk.candidates import candidates
from habeas.law.bulk.chains import chained
from habeas.law.bulk.columns import ELSEWHERE, FIRST, LAST, Codes, Numbering, Parts, Rows
from habeas.law.bulk.counts import Counted, Joint, spoken_of
from habeas.law.bulk.intervals import FALL
from habeas.law.bulk.parts import Column, Splitter
from habeas.law.bulk.plain import Tables
from habeas.law.bulk.plan import planned
from habeas.law.bulk.planes import Planes, Stack
from habeas.law.bulk.points import literals_of
from habeas.law.bulk.records import LINE, SURE, Answers, Due, Longs, Out, Times
from habeas.law.bulk.scratch import scratch
from habeas.law.bulk.settling import Settling
from habeas.law.bulk.shape import Shape
from habeas.law.bulk.shifts import Pieces
from habeas.law.bulk.sweep import BREACH, UNDETERMINED, sweep
from habeas.law.bulk.table import Found, Writer
from habeas.law.bulk.truth import Truth
from habeas.law.bulk.units import Asked, Made, Maker
from habeas.law.instruments.model import Compare, atoms_of
from habeas.law.worlds.belonging import upward
from habeas.law.worlds.one_act import OneAct

By = tuple[str | None, ...]
HAPPENED = "act.happened"
_ROOM = 1 << 18  # candidates that are looked at at a time


class Compiled:
    """The instruments, ready. ``columns`` are those of the release that a batch must have; ``by`` those counted by;
    ``lines`` (instrument, clause, reading) of every line.

    ``by_person``: batches must hold all rows of a person together, for what is asked of a row turns on the others.
    """

    def __init__(self, made: Made, planes: Planes, numbering: Numbering, shape: Shape, by: Sequence[str]) -> None:
        self.made, self.planes, self.numbering, self.shape = made, planes, numbering, shape
        self.plan = planned(made.units, made.tables)
        self.by = tuple(Column("value", name) for name in by)
        for column in self.by:
            numbering.of(column)
        self.lines = [(line.instrument, line.clause, line.reading) for line in made.lines]
        self.writer = Writer(made.lines)
        self.settling = Settling(made, planes, shape)
        used = {column for plane in planes.planes for column in plane.columns}
        self.by_person = len(made.ways) > 1 or any(column.kind == "person" for column in used)
        self.columns = self._columns(used)
        self._sets = self._plane_sets()
        self._most_lines = max((sum(len(test.lines) for test in unit.tests) for unit in made.units), default=0)

    @property
    def apart(self) -> bool:
        """Whether rows of one identifier are taken for two people, as they stand in two parts of a joined release."""
        return self.by_person and self.numbering.parts is not None

    def _columns(self, used: set[Column]) -> tuple[str, ...]:
        subject = self.shape.subject
        names = {"file", "sheet", "row", *(column.property for column in self.by)}
        times = ("act.time",) if subject == "act" else ("custody.start", "custody.end")
        instants = {name for name in times if name in self.shape.instants}
        if subject == "act" and HAPPENED in self.shape.values:
            names.add(HAPPENED)
        for column in used:
            if column.kind == "time" or (column.kind == "person" and column.property in self.shape.instants):
                instants.add(column.property)
            elif column.kind in ("value", "person"):
                names.add(column.property)
        if self.by_person or any(column.kind in ("who", "spoken") for column in used):
            names.add(f"{subject}.person")
        if self.by_person and self.numbering.parts is not None:
            names |= set(self.numbering.parts.columns)
        names |= {f"{name}.{end}" for name in instants for end in ("earliest", "latest")}
        return tuple(sorted(names))

    def _plane_sets(self) -> dict[tuple[int, ...], list[int]]:
        """The units that look at the same planes are counted together."""
        looked: list[list[int]] = [[] for _ in self.made.units]
        for number, plane in enumerate(self.planes.planes):
            for unit in {unit for unit, _ in plane.asked} if plane.columns else ():
                looked[unit].append(number)
        found: dict[tuple[int, ...], list[int]] = {}
        for unit, numbers in enumerate(looked):
            if self.made.units[unit].tests:
                found.setdefault(tuple(numbers), []).append(unit)
        return found

    # ---- one batch ----------------------------------------------------------------------------------------------

    def test(self, batch: pa.RecordBatch, counted: Counted, *, everything: bool = False) -> list[pa.RecordBatch]:
        """The findings of one batch, counted into ``counted``: ``breach`` and ``undetermined``, or all."""
        rows = Rows(batch, self.numbering)
        codes = self.planes.codes(rows)
        by = [rows.codes(column) for column in self.by]
        many = [len(self.numbering.of(column).tokens) for column in self.by]
        stack = self.planes.stacked()
        counted.begin(len(self.lines))
        counted.rows += len(rows)
        for numbers in self._sets:
            counted.joints.setdefault(numbers, Joint()).add(
                [*(codes[number] for number in numbers or (0,)), *by],
                [*(stack.sizes[number] for number in numbers or (0,)), *many],
            )
        out = []
        for found in self._swept(rows, codes, stack, counted, everything=everything):
            if len(found.rows):
                out.append(self.writer.batch(batch, found))
                if by:
                    self._count(counted, found, by)
        return out

    def _swept(
        self, rows: Rows, codes: list[Codes], stack: Stack, counted: Counted, *, everything: bool
    ) -> Iterator[Found]:
        custody = self.shape.subject == "custody"
        low = self._bounds(rows, "custody.start" if custody else "act.time")
        high = self._bounds(rows, "custody.end") if custody else low
        times = Times(*self._ways(rows, low, high, codes, stack), self._denied(rows, low), custody)
        due = self._due(times)
        answers = Answers(stack.numbers(codes), stack.starts, stack.bits, stack.some)
        at = 0
        # where all is asked for, a row can be a candidate of every unit
        room = max(len(self.made.units), 1)
        size = max(min(len(rows) * (room if everything else 1), _ROOM), room)
        while at < len(rows):
            found_rows, found_units = scratch("rows", size, np.int32), scratch("units", size, np.int32)
            at, count = candidates(at, everything, room, answers, times, self.plan, found_rows, found_units)
            out = self._out(count * self._most_lines, counted)
            count = sweep(found_rows[:count], found_units[:count], everything, answers, times, self.plan, due, out)
            lines, outcomes = out.lines[:count], out.outcomes[:count]
            told = self.settling.told(lines, outcomes, out.settles[:count])
            yield Found(out.rows[:count], lines, outcomes, out.because[:count], *told)

    def _out(self, most: int, counted: Counted) -> Out:
        """Room for so many findings."""
        return Out(
            scratch("out", most, np.int32), scratch("lines", most, np.int32), scratch("outcomes", most, np.uint8),
            scratch("because", most, np.uint8), scratch("settles", most, np.uint8), counted.tally, counted.open,
        )  # fmt: skip

    def _denied(self, rows: Rows, when: tuple[Longs, Longs]) -> npt.NDArray[np.uint8]:
        """Semantics 11: an act that a row denies did not happen, or, where the row says when, may have."""
        if self.shape.subject != "act" or HAPPENED not in self.shape.values:
            return np.zeros(0, np.uint8)
        unsaid = (when[0] <= FIRST) & (when[1] >= LAST)
        column = Column("value", HAPPENED)
        (no,) = self.numbering.of(column).of(["false"])
        return np.where(rows.codes(column) == no, 1 + unsaid, 0).astype(np.uint8)

    def _bounds(self, rows: Rows, name: str) -> tuple[Longs, Longs]:
        if name in self.shape.instants:
            return rows.times(name)
        size = len(rows)
        return np.full(size, FIRST), np.full(size, LAST)

    def _ways(
        self, rows: Rows, low: tuple[Longs, Longs], high: tuple[Longs, Longs], codes: list[Codes], stack: Stack
    ) -> tuple[Longs, Longs, Longs, Longs]:
        """Bounds of start and end, a row for each way in which stints are put together."""
        if len(self.made.ways) == 1:
            return low[0][None, :], low[1][None, :], high[0][None, :], high[1][None, :]
        found = [(*low, *high)]
        for _, unit in self.made.ways[1:]:
            every = np.ones(len(rows), bool)
            may = every if unit < 0 else stack.holds(codes, LINE, unit)
            must = every if unit < 0 else stack.holds(codes, SURE, unit)
            found.append(chained(rows.runs(), *low, *high, may, must))
        one, two, three, four = (np.stack(bounds) for bounds in zip(*found, strict=True))
        elsewhere = rows.elsewhere()
        one[1:, elsewhere], four[1:, elsewhere] = FIRST, LAST  # a stint that is no row of theirs may go before, or on
        return one, two, three, four

    def _due(self, times: Times) -> Due:
        """The tables of due times, for every start that occurs."""
        rows: list[tuple[int, int, int]] = []
        tables: list[Pieces] = []
        at = 0
        low, high = _span(times) if any(table.shift.fixed is None for table in self.made.tables) else (0, -1)
        for table in self.made.tables:
            fixed = table.shift.fixed
            if fixed is not None or low > high:
                rows.append((fixed or 0, 0, 0))
                continue
            pieces = table.cover(low, high)
            tables.append(pieces)
            rows.append((-1, at, at + len(pieces[0])))
            at += len(pieces[0])
        breaks, bases, slopes = (
            np.concatenate([part[number] for part in tables]) if tables else np.zeros(1, np.int64)
            for number in range(3)
        )
        return Due(np.array(rows, np.int64).reshape(len(rows), 3), breaks, bases, slopes)

    def _count(self, counted: Counted, found: Found, by: list[Codes]) -> None:
        keys = np.stack([found.lines, found.outcomes.astype(np.int32), *(codes[found.rows] for codes in by)])
        pairs, counts = np.unique(keys, axis=1, return_counts=True)
        for key, count in zip(pairs.T.tolist(), counts.tolist(), strict=True):
            line, outcome, *rest = key
            where = (line, outcome, tuple(rest))
            counted.lines[where] = counted.lines.get(where, 0) + count

    # ---- at the end -----------------------------------------------------------------------------------------------

    def outcomes(self, counted: Counted) -> dict[tuple[int, By], tuple[int, int, int, int]]:
        """For each line and each value of the columns counted by: breach, kept, not bound, undetermined."""
        stack = self.planes.stacked()
        bits, starts = stack.bits, stack.starts
        counted.settling = self.settling.counted(counted.open)
        words = [self.numbering.of(column).tokens for column in self.by]
        out: dict[tuple[int, By], tuple[int, int, int, int]] = {}
        for numbers, units in self._sets.items():
            joint = counted.joints.get(numbers)
            if joint is None:
                continue
            same = bits[:, starts[0]]  # what turns on no column
            planes = [bits[:, starts[number] : starts[number] + stack.sizes[number]] for number in numbers or (0,)]
            for unit, groups in spoken_of(joint, planes, same, units, len(self.by)).items():
                for codes, (spoken, unbound) in groups.items():
                    by = tuple(
                        None if code == 0 else str(tokens[code]) for code, tokens in zip(codes, words, strict=True)
                    )
                    for line in (line for test in self.made.units[unit].tests for line in test.lines):
                        breach, open_ = self._found(counted, line, codes)
                        if spoken:
                            out[line, by] = (breach, spoken - unbound - breach - open_, unbound, open_)
        return out

    def _found(self, counted: Counted, line: int, codes: tuple[int, ...]) -> tuple[int, int]:
        if not self.by:
            return (
                (int(counted.tally[line, BREACH]), int(counted.tally[line, UNDETERMINED]))
                if len(counted.tally)
                else (0, 0)
            )
        return counted.lines.get((line, BREACH, codes), 0), counted.lines.get((line, UNDETERMINED, codes), 0)


def _span(times: Times) -> tuple[int, int]:
    """The first and the last moment of which a due time is asked: of a start that is known, or that lies at its end if
    no later than that, and of what comes before or after where only one of its bounds is.
    """
    low, high = times.starts, times.starts_by
    if times.custody:
        high = np.minimum(high, times.ends_by)
    first, last = int(low.min(initial=LAST)), int(high.max(initial=FIRST))
    if first <= FIRST or last >= LAST:
        known = np.concatenate([low.ravel(), high.ravel()])
        known = known[(known > FIRST) & (known < LAST)]
        first, last = int(known.min(initial=LAST)), int(known.max(initial=FIRST))
        if first <= last:
            first, last = first - FALL, last + FALL
    return first, last


def compile_release(
    asked: Asked,
    claims: Sequence[Claim],
    origin_of: Callable[[str], str],
    schema: Schema,
    zone: str,
    shape: Shape,
    by: Sequence[str] = (),
    parts: Parts | None = None,
) -> Compiled:
    """The instruments under their readings, ready for the rows of a release.

    ``claims`` are the matter's own, as the asker may see them; ``by`` are word columns of the release by which lines
    are counted; ``parts`` are those of the release within which an identifier is one person (None: it has but one).
    Raises ``InputError`` for a clause that asks for a property which neither the release nor the matter
    gives.
    """
    one_act = OneAct(claims)
    claims = one_act.claims(claims)
    renamed = one_act.instruments([instrument for instrument, _ in asked])
    asked = [(instrument, reading) for instrument, (_, reading) in zip(renamed, asked, strict=True)]
    truth = Truth(claims, origin_of, schema, zone, shape)
    claimed = frozenset(claim.property for claim in claims)
    people = {name for claim in claims for name in (claim.subject, claim.value.key)
              if name.startswith(("person:", "group:"))}  # fmt: skip
    splitter = Splitter(shape, schema, frozenset(name for name in claimed if name.startswith("person.")))
    made = Maker(splitter, truth.facts, claimed).make(asked)
    atoms = [atom for parts in made.groups for group in parts for part in (*group.condition, *group.scope)
             for atom in atoms_of(part)]  # fmt: skip
    who, points = literals_of(atoms, splitter, zone)
    people |= {atom.literal for atom in atoms if isinstance(atom, Compare) and atom.literal.startswith("group:")}
    who = {other for name in who for other in upward(truth.facts, name)}
    names = {"who": sorted(who), "spoken": sorted(people), ELSEWHERE: sorted(truth.elsewhere())}
    numbering = Numbering(shape.subject, names, points, shape.instants, parts)
    planes = Planes(Tables(truth, splitter), numbering, made.groups, made.grounds)
    return Compiled(made, planes, numbering, shape, by)


__all__ = ["By", "Compiled", "Counted", "compile_release"]
