"""What would settle an open line, in the words of the properties and acts that somebody would have to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Lock

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.columns import Codes
from habeas.law.bulk.parts import atoms_of
from habeas.law.bulk.plan import Bits
from habeas.law.bulk.planes import Planes
from habeas.law.bulk.shape import Shape
from habeas.law.bulk.sweep import END, FACTS, FROM, HAPPENED, REQUIRED, START, SURE, UNDETERMINED, UNTIL
from habeas.law.bulk.table import Found
from habeas.law.bulk.units import Made


class Settling:
    """For each (line, what settles, which planes are open) one text."""

    def __init__(self, made: Made, planes: Planes, shape: Shape) -> None:
        self._planes, self._custody = planes, shape.subject == "custody"
        self._subject = shape.subject
        self._texts: list[str] = []
        self._by_text: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
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
            self._columns.append({unit: _asked(group.condition + group.scope, plane.columns) for unit, group in plane.asked})

    def __getstate__(self) -> dict[str, object]:
        return {key: value for key, value in self.__dict__.items() if key != "_lock"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._lock = Lock()

    def told(
        self, found: Found, settle: npt.NDArray[np.uint8], codes: list[Codes], bits: Bits, starts: list[int]
    ) -> Found:
        """The findings with their texts."""
        open_ = np.flatnonzero(found.outcomes == UNDETERMINED)
        if not len(open_):
            return found
        lines, rows = found.lines[open_], found.rows[open_]
        units = self._unit[lines]
        word, bit = units // 64, (units % 64).astype(np.uint64)
        facts = (settle[open_] & FACTS) > 0
        mask = np.zeros(len(open_), np.int64)
        for number, (column, start) in enumerate(zip(codes, starts, strict=True)):
            sure = (bits[SURE, column[rows] + start, word] >> bit) & np.uint64(1)
            unsaid = column[rows] == 0
            mask |= np.where(facts & (sure == 0), 1 + unsaid, 0) << (2 * number)
        keys = (lines.astype(np.int64) << 32) | (mask << 8) | settle[open_]
        unique, inverse = np.unique(keys, return_inverse=True)
        numbers = np.array([self._number(key) for key in unique.tolist()], np.int32)
        settles = found.settles.copy()
        settles[open_] = numbers[inverse.reshape(-1)]
        return replace(found, settles=settles, texts=list(self._texts))

    def _number(self, key: int) -> int:
        """The number of what is to be said; texts are numbered as they are met."""
        number = self._numbers.get(key)
        if number is None:
            text = self._text(key >> 32, (key >> 8) & 0xFFFFFF, key & 0xFF)
            with self._lock:
                number = self._by_text.setdefault(text, len(self._texts))
                if number == len(self._texts):
                    self._texts.append(text)
            self._numbers[key] = number
        return number

    def counted(self, found: Found) -> Iterator[tuple[int, str, int]]:
        """(line, text, how many) of the undetermined findings."""
        open_ = np.flatnonzero(found.settles >= 0)
        if not len(open_):
            return
        pairs = found.lines[open_].astype(np.int64) * len(found.texts) + found.settles[open_]
        often = np.bincount(pairs)
        for pair in np.flatnonzero(often).tolist():
            yield pair // len(found.texts), found.texts[pair % len(found.texts)], int(often[pair])

    def _text(self, line: int, mask: int, settle: int) -> str:
        unit = int(self._unit[line])
        names = []
        for number, asked in enumerate(self._columns):
            state = (mask >> (2 * number)) & 3
            if state:
                names.append(_own(self._planes.planes[number].columns, self._subject) if state == 2 else asked.get(unit, ""))
        start, end = ("custody.start", "custody.end") if self._custody else ("act.time", "")
        told = {START: start, END: end, FROM: self._ends[line][0], UNTIL: self._ends[line][1],
                REQUIRED: self._needed[line], HAPPENED: "act.happened"}  # fmt: skip
        names += [name for flag, name in told.items() if settle & flag]
        return "; ".join(dict.fromkeys(name for name in names if name))


def _asked(parts: tuple, columns: tuple) -> str:  # type: ignore[type-arg]
    names = sorted({".".join(atom.path[-2:]) for part in parts for atom in atoms_of(part)})
    return ", ".join(names)


def _own(columns: tuple, subject: str) -> str:  # type: ignore[type-arg]
    """The column in which nobody says anything."""
    names = [f"{subject}.person" if column.kind != "value" else column.property for column in columns]
    return ", ".join(names)
