"""What would settle an open line, in the words of the properties and acts that somebody would have to tell."""

from __future__ import annotations

from threading import Lock

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.parts import Column
from habeas.law.bulk.planes import Planes
from habeas.law.bulk.shape import Shape
from habeas.law.bulk.sweep import UNDETERMINED
from habeas.law.bulk.units import Made
from habeas.law.bulk.weigh import END, FACTS, FROM, HAPPENED, REQUIRED, START, STATES, UNTIL
from habeas.law.instruments.model import Condition, atoms_of

_NEW = -2


class Settling:
    """For each (line, what settles, which planes are open) one text."""

    def __init__(self, made: Made, planes: Planes, shape: Shape) -> None:
        self._planes, self._custody = planes, shape.subject == "custody"
        self._subject = shape.subject
        self._by_text: dict[str, int] = {}
        self._numbers = np.full(max(len(made.lines), 1) * STATES, _NEW, np.int32)
        self._lock = Lock()
        self._unit = np.zeros(max(len(made.lines), 1), np.int64)
        self._ends: list[tuple[str, str]] = [("", "")] * len(made.lines)
        self._needed = [""] * len(made.lines)
        for number, unit in enumerate(made.units):
            for test in unit.tests:
                for line in test.lines:
                    self._unit[line] = number
                    if test.pieces:
                        self._ends[line] = (test.pieces[0].start.fact, test.pieces[-1].end.fact)
                    self._needed[line] = f"{made.lines[line].instrument}/{made.lines[line].clause} done"
        self._columns: list[dict[int, str]] = []
        for plane in planes.planes:
            self._columns.append({unit: _asked(group.condition + group.scope) for unit, group in plane.asked})

    def __getstate__(self) -> dict[str, object]:
        return {key: value for key, value in self.__dict__.items() if key != "_lock"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._lock = Lock()

    def told(
        self, lines: npt.NDArray[np.int32], outcomes: npt.NDArray[np.uint8], states: npt.NDArray[np.uint8]
    ) -> tuple[npt.NDArray[np.int32], list[str]]:
        """For each finding the number of its text (-1: none is needed), and the texts."""
        keys = lines * STATES + states
        numbers = self._numbers[keys]
        numbers[outcomes != UNDETERMINED] = -1
        fresh = np.unique(keys[numbers == _NEW])
        if len(fresh):
            with self._lock:
                for key in fresh.tolist():
                    text = self._text(key // STATES, key % STATES)
                    self._numbers[key] = self._by_text.setdefault(text, len(self._by_text))
            numbers = np.where(numbers == _NEW, self._numbers[keys], numbers)
        return numbers, list(self._by_text)

    def counted(self, tally: npt.NDArray[np.int64]) -> dict[tuple[int, str], int]:
        """The undetermined findings by (line, text)."""
        found: dict[tuple[int, str], int] = {}
        for line, state in np.argwhere(tally).tolist():
            key = (line, self._text(line, state))
            found[key] = found.get(key, 0) + int(tally[line, state])
        return found

    def _text(self, line: int, state: int) -> str:
        if state >= FACTS:
            plane, unsaid = divmod(state - FACTS, 2)
            own = _own(self._planes.planes[plane].columns, self._subject)
            return own if unsaid and own else self._columns[plane].get(int(self._unit[line]), "")
        start, end = ("custody.start", "custody.end") if self._custody else ("act.time", "")
        told = {START: start, END: end, FROM: self._ends[line][0], UNTIL: self._ends[line][1],
                REQUIRED: self._needed[line], HAPPENED: "act.happened"}  # fmt: skip
        return "; ".join(dict.fromkeys(name for flag, name in told.items() if state & flag and name))


def _asked(parts: tuple[Condition, ...]) -> str:
    return ", ".join(sorted({".".join(atom.path[-2:]) for part in parts for atom in atoms_of(part)}))


def _own(columns: tuple[Column, ...], subject: str) -> str:
    """The columns in which nobody says anything."""
    names = [column.property if column.kind in ("value", "time") else f"{subject}.person" for column in columns]
    return ", ".join(dict.fromkeys(names))
