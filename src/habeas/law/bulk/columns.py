"""What each row says in a column of conditions, as a small number: words, names that matter, pooled words, cells of
time.

Numbers are handed out as values are met, and never change: number 0 is "nobody says". The list of tokens beside them is
what the law is asked about (``law.bulk.truth``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.law.bulk.jit import compiled
from habeas.law.bulk.names import Names
from habeas.law.bulk.parts import Column
from habeas.law.bulk.truth import Token

Codes = npt.NDArray[np.int32]
Times = npt.NDArray[np.int64]


@dataclass
class Numbers:
    """Tokens and their numbers, shared by all threads."""

    tokens: list[Token] = field(default_factory=lambda: [None])
    _known: dict[Token, int] = field(default_factory=lambda: {None: 0})
    _lock: Lock = field(default_factory=Lock)

    def of(self, tokens: Iterable[Token]) -> Codes:
        known = self._known
        try:
            return np.array([known[token] for token in tokens], np.int32)
        except KeyError:
            with self._lock:
                for token in tokens:
                    if token not in known:
                        self.tokens.append(token)
                        known[token] = len(self.tokens) - 1
            return np.array([known[token] for token in tokens], np.int32)

    def __getstate__(self) -> tuple[list[Token], dict[Token, int]]:
        return self.tokens, self._known

    def __setstate__(self, state: tuple[list[Token], dict[Token, int]]) -> None:
        self.tokens, self._known = state
        self._lock = Lock()


class Parts(Protocol):
    """Parts of a release, an identifier of one of which tells nothing of the same identifier in another."""

    @property
    def columns(self) -> Sequence[str]: ...

    def __len__(self) -> int: ...

    def numbers(self, batch: pa.RecordBatch) -> Codes:
        """The part of each row."""


class Rows:
    """One batch, its columns coded at most once each. ``order`` of rows is that of the release: by person."""

    def __init__(self, batch: pa.RecordBatch, numbers: Numbering) -> None:
        self.batch, self.numbers = batch, numbers
        self._times: dict[str, tuple[Times, Times]] = {}
        self._codes: dict[Column, Codes] = {}
        self._changes: npt.NDArray[np.bool_] | None = None
        self._people: tuple[Codes, npt.NDArray[np.bool_]] | None = None

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def times(self, name: str) -> tuple[Times, Times]:
        """Earliest and latest of an instant; where it is open to a side, the calendar's first and last moment."""
        if name not in self._times:
            self._times[name] = (
                _bound(self.batch, f"{name}.earliest", FIRST),
                _bound(self.batch, f"{name}.latest", LAST),
            )
        return self._times[name]

    def own(self, name: str) -> tuple[Times, Times]:
        """As ``times``, where a start is no later than the end of the same custody, and an end no earlier than its
        start: so far as the row allows a world.
        """
        low, high = self.times(name)
        other = {"custody.start": "custody.end", "custody.end": "custody.start"}.get(name)
        if other in self.numbers.instants:
            first, last = self.times(other)
            if name == "custody.start":
                high = np.where(low <= last, np.minimum(high, last), high)
            else:
                low = np.where(first <= high, np.maximum(low, first), low)
        return low, high

    def codes(self, column: Column) -> Codes:
        if column not in self._codes:
            self._codes[column] = self.numbers.code(self, column)
        return self._codes[column]

    def people(self) -> tuple[Codes, npt.NDArray[np.bool_]]:
        """For each row a number that is the same for rows of one person, and whether anybody says whose it is."""
        if self._people is None:
            array = _dictionary(self.batch.column(f"{self.numbers.subject}.person"))
            codes = _indices(array, -1)
            said, parts = codes >= 0, self.numbers.parts
            if parts is not None:
                codes = np.where(said, codes * len(parts) + parts.numbers(self.batch), -1).astype(np.int32)
            self._people = (codes, said)
        return self._people

    def changes(self) -> npt.NDArray[np.bool_]:
        """Whether another person begins at a row. Rows of nobody stand by themselves."""
        if self._changes is None:
            people, said = self.people()
            changes = np.ones(len(people), bool)
            changes[1:] = (people[1:] != people[:-1]) | ~said[1:]
            self._changes = changes
        return self._changes

    def elsewhere(self) -> npt.NDArray[np.bool_]:
        """Whether more may be said of the row's person than the rows beside it say (``Truth.elsewhere``): also by rows
        of the same part that stand behind those of another.
        """
        found = self.numbers.known(self, ELSEWHERE)
        if self.numbers.parts is None:
            return found
        people, said = self.people()
        first = people[self.changes() & said]
        runs, often = np.unique(first, return_counts=True)
        return found | np.isin(people, runs[often > 1])

    def runs(self) -> Codes:
        """Where each person's rows begin, and at last the number of rows."""
        return np.append(np.flatnonzero(self.changes()), len(self)).astype(np.int32)


@compiled
def looked_up(table: Codes, numbers: Codes) -> Codes:
    """``table[numbers]``, in half the time."""
    out = np.empty(len(numbers), np.int32)
    for row in range(len(numbers)):
        out[row] = table[np.uint32(numbers[row])]
    return out


ELSEWHERE = "elsewhere"
FIRST = -62_135_596_800_000_000
LAST = 253_402_300_799_999_999


class Numbering:
    """Codes columns. ``names``: whom conditions name, of whom the matter speaks, and of whom more may be said
    elsewhere; ``points``: the moments that conditions compare a time with, sorted; ``parts``: within which identifiers
    tell people apart.
    """

    def __init__(
        self,
        subject: str,
        names: Mapping[str, Sequence[str]],
        points: Mapping[str, Sequence[int]],
        instants: frozenset[str],
        parts: Parts | None = None,
    ) -> None:
        self.subject, self.instants, self.parts = subject, instants, parts
        self.numbers: dict[Column, Numbers] = {}
        self._names = {kind: Names(sorted(found)) for kind, found in names.items()}
        self._points = {name: np.array(sorted(found), np.int64) for name, found in points.items()}

    def of(self, column: Column) -> Numbers:
        found = self.numbers.get(column)
        return self.numbers.setdefault(column, self._fresh(column)) if found is None else found

    def _fresh(self, column: Column) -> Numbers:
        made = Numbers()
        if column.kind in self._names:
            made.of(["", *self._names[column.kind].words.to_pylist()])
        return made

    def code(self, rows: Rows, column: Column) -> Codes:
        if column.kind in ("who", "spoken"):
            return self._named(rows, column)
        if column.kind == "person":
            return self._pooled(rows, column)
        if column.kind == "time":
            codes, tokens = self._cells(rows, column.property)
            return self.of(column).of(tokens)[codes]
        return self._words(rows, column)

    def _words(self, rows: Rows, column: Column) -> Codes:
        array = _dictionary(rows.batch.column(column.property))
        table = np.append(self.of(column).of(array.dictionary.to_pylist()), np.int32(0))
        return looked_up(table, _indices(array, len(table) - 1))

    def known(self, rows: Rows, kind: str) -> npt.NDArray[np.bool_]:
        """Whether the row's person is one of the names of that kind."""
        names = self._names[kind]
        if not len(names.words):
            return np.zeros(len(rows), bool)
        return self._named(rows, Column(kind, "")) > 1

    def _named(self, rows: Rows, column: Column) -> Codes:
        """1 for somebody else, from 2 on the names in order."""
        self.of(column)
        array = _dictionary(rows.batch.column(f"{self.subject}.person"))
        table = np.zeros(len(array.dictionary) + 1, np.int32)
        table[:-1] = self._names[column.kind].numbers(array.dictionary) + 2
        return looked_up(table, _indices(array, len(table) - 1))

    # ---- cells of time ------------------------------------------------------------------------------------------

    def _cells(self, rows: Rows, name: str, *, exact: bool = False) -> tuple[Codes, list[Token]]:
        """A number for each row, and the token of each number. The cell of a moment is before, at, or after each point:
        moments of one cell are all alike to conditions, so one stands for all. ``exact``: an interval over several
        cells stays as it is, for it will be read together with others.
        """
        low, high = rows.own(name)
        points = self._points[name]
        cells = 2 * len(points) + 1
        first, last = (np.searchsorted(points, t, "left") + np.searchsorted(points, t, "right") for t in (low, high))
        middle = np.empty(cells, np.int64)
        middle[0::2] = np.concatenate([points[:1] - 1, points + 1])
        middle[1::2] = points
        found, inverse = np.unique(first * cells + last, return_inverse=True)
        codes: Codes = inverse.astype(np.int32) + np.int32(1)
        tokens: list[Token] = [
            None,
            *((int(middle[pair // cells]), int(middle[pair % cells])) for pair in found.tolist()),
        ]
        if exact:
            wide = np.flatnonzero(first != last)
            pairs, more = np.unique(np.stack([low[wide], high[wide]], axis=1), axis=0, return_inverse=True)
            codes[wide] = len(tokens) + more.reshape(-1)
            tokens += [(a, b) for a, b in pairs.tolist()]
        codes[(low <= FIRST) & (high >= LAST)] = 0
        return codes, tokens

    # ---- what is said of a person in any of the person's rows -----------------------------------------------------

    def _pooled(self, rows: Rows, column: Column) -> Codes:
        """One token for each person: the words of all rows, since a person is one whatever the row."""
        _, said = rows.people()
        if not len(said):
            return np.zeros(0, np.int32)
        if column.property in self.instants:
            own, tokens = self._cells(rows, column.property, exact=True)
        else:
            plain = Column("value", column.property)
            own, tokens = self._words(rows, plain), self.of(plain).tokens
        pooled = self.of(column)
        out = looked_up(pooled.of([() if token is None else (token,) for token in tokens]), own)
        differ = np.flatnonzero((own[1:] != own[:-1]) & ~rows.changes()[1:])
        if len(differ):
            runs = rows.runs()
            for run in np.unique(np.searchsorted(runs, differ, "right") - 1).tolist():
                first, last = runs[run], runs[run + 1]
                out[first:last] = pooled.of([_together({tokens[code] for code in own[first:last].tolist()})])[0]
        out[~said | rows.elsewhere()] = 0
        return out


def _together(tokens: set[Token]) -> Token:
    return tuple(sorted(tokens - {None}, key=repr))


def _indices(array: pa.DictionaryArray, missing: int) -> Codes:
    indices = array.indices
    return np.asarray(indices.fill_null(missing) if indices.null_count else indices)


def _dictionary(array: pa.Array) -> pa.DictionaryArray:
    if pa.types.is_boolean(array.type):
        array = array.cast(pa.string())
    return array if pa.types.is_dictionary(array.type) else array.dictionary_encode()


def _bound(batch: pa.RecordBatch, name: str, missing: int) -> Times:
    array = batch.column(name)
    moments = array.cast(pa.timestamp("us", "UTC")) if array.type.unit != "us" else array
    if moments.null_count:
        moments = moments.view(pa.int64()).fill_null(missing)
        return np.asarray(moments)
    return np.asarray(moments.view(pa.int64()))
