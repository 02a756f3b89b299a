"""One column of a file, seen once from top to bottom: how full it is, what its cells look like, which days it covers.

In come batches of texts; out goes a ``ColumnLook``. Blank and withheld are counted apart: the first says nothing,
the second says that something was taken out. Memory does not grow with the rows, but for eight bytes a distinct
value up to ``MOST``, beyond which the count says "more than".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from habeas.release.look.names import names_identifier
from habeas.release.look.times import DAY, NO_TIME, Forms, day_text

MOST = 20_000_000
_CODES = 2_000  # a column with more distinct values has no list of values
# b(6), b(7)c   (b)(6),(b)(7)(c )   (b)(6)   [redacted]   withheld   XXXX   ████
_B = r"(\(b\)|b)\s*\(\d\)(\s*\(?[a-f]\s*\))?[a-f]?"
WITHHELD = rf"(?i)^\W*({_B}([,;/\s]*{_B})*|redacted|withheld|x{{3,}}|█+)\W*$"
BLANKS = ("", "na", "n/a", "null", "none", "-", "--", "nan", "#n/a")
_NUMBER = r"^\s*-?\d[\d,]*(\.\d+)?\s*$"
_YEAR = r"^(18|19|20)\d\d$"
_YES_NO = {"yes", "no", "y", "n", "true", "false", "t", "f"}


@dataclass(frozen=True)
class ColumnLook:
    """What one column holds. ``values`` are its most frequent values with their counts, where it has few."""

    name: str
    kind: str
    rows: int
    blank: int
    withheld: int
    distinct: int
    distinct_is_least: bool
    first: str
    last: str
    days: int
    midnights: int
    midnights_expected: int
    not_times: int
    forms: tuple[str, ...]
    values: tuple[tuple[str, int], ...]
    by_month: tuple[tuple[str, int], ...]
    order: str = ""  # of day and month: ``look_times.Forms.order``
    of_order: tuple[int, int] = (0, 0)  # cells that only day first reads, and that only month first does

    @property
    def suspicious(self) -> bool:
        """Exact midnights far above their neighbours: there, the time is unknown, not midnight."""
        return self.kind == "time" and self.midnights > 10 + 5 * self.midnights_expected


@dataclass(slots=True)
class Watch:
    """The running tallies of one column."""

    name: str
    rows: int = 0
    blank: int = 0
    withheld: int = 0
    numbers: int = 0
    years: int = 0
    times: int = 0
    forms: Forms = field(default_factory=Forms)
    minutes: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(1440, dtype=np.int64))
    per_day: Counter[int] = field(default_factory=Counter)
    values: Counter[str] | None = field(default_factory=Counter)
    hashes: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    waiting: list[npt.NDArray[np.int64]] = field(default_factory=list)
    full: bool = False

    def see(self, cells: pa.StringArray) -> npt.NDArray[np.int64]:
        """Take in one batch. Returns, for each cell, the clock on the wall in seconds, or ``NO_TIME``."""
        coded = pc.dictionary_encode(cells)
        texts, places = coded.dictionary, coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        self.rows += len(cells)
        counts = np.bincount(places[places >= 0], minlength=len(texts)).astype(np.int64)
        if not len(texts):
            self.blank += len(cells)
            return np.full(len(cells), NO_TIME, dtype=np.int64)
        plain = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
        empty = pc.is_in(plain, value_set=pa.array(BLANKS)).to_numpy(zero_copy_only=False)
        taken = _matches(texts, WITHHELD) & ~empty
        self.blank += int((places < 0).sum()) + int(counts[empty].sum())
        self.withheld += int(counts[taken].sum())
        said = ~empty & ~taken
        moments = self._times(texts, counts, said)
        timed = moments != NO_TIME
        rest = said & ~timed
        if rest.any():
            self.numbers += int(counts[rest & _matches(texts, _NUMBER)].sum())
            self.years += int(counts[rest & _matches(texts, _YEAR)].sum())
        self._distinct(texts, counts, said)
        out: npt.NDArray[np.int64] = np.append(moments, NO_TIME)[places]
        return out

    def _times(
        self, texts: pa.StringArray, counts: npt.NDArray[np.int64], said: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.int64]:
        moments = self.forms.read(texts, counts)
        moments[~said] = NO_TIME
        timed = moments != NO_TIME
        if timed.any():
            seen, often = moments[timed], counts[timed]
            self.times += int(often.sum())
            minute = (seen % DAY) // 60
            self.minutes += np.bincount(minute, weights=often, minlength=1440).astype(np.int64)
            days, at = np.unique(seen // DAY, return_inverse=True)
            totals = np.bincount(at, weights=often).astype(np.int64)
            self.per_day.update(dict(zip(days.tolist(), totals.tolist(), strict=True)))
        return moments

    def _distinct(self, texts: pa.StringArray, counts: npt.NDArray[np.int64], said: npt.NDArray[np.bool_]) -> None:
        words = texts.filter(pa.array(said)).to_pylist()
        if self.values is not None:
            self.values.update(dict(zip(words, counts[said].tolist(), strict=True)))
            if len(self.values) > _CODES:
                self.hashes = np.unique(np.fromiter(map(hash, self.values), dtype=np.int64, count=len(self.values)))
                self.values = None
        elif not self.full:
            self.waiting.append(np.fromiter(map(hash, words), dtype=np.int64, count=len(words)))
            if sum(map(len, self.waiting)) > len(self.hashes):
                self._gather()

    def _gather(self) -> None:
        self.hashes = np.unique(np.concatenate([self.hashes, *self.waiting]))
        self.waiting = []
        self.full = len(self.hashes) > MOST

    def forget(self, text: str | None) -> None:
        """Take back one row that turned out to be a note under the table, with what it had in this column."""
        self.rows -= 1
        if text is None:
            self.blank -= 1
        elif self.values is not None:
            self.values[text] -= 1
            self.values += Counter()  # drops what has no row left
        else:
            self._gather()
            self.hashes = self.hashes[self.hashes != hash(text)]

    def seen(self) -> ColumnLook:
        """What the column turned out to be."""
        if self.values is None:
            self._gather()
        distinct = len(self.hashes) if self.values is None else len(self.values)
        said = self.rows - self.blank - self.withheld
        days = sorted(self.per_day)
        months: Counter[str] = Counter()
        for day in days:
            months[day_text(day * DAY)[:7]] += self.per_day[day]
        around = np.concatenate([self.minutes[1:16], self.minutes[-15:]])
        ranked = sorted((self.values or {}).items(), key=lambda item: (-item[1], item[0]))
        return ColumnLook(
            self.name, self._kind(said, distinct), self.rows, self.blank, self.withheld, distinct, self.full,
            day_text(days[0] * DAY) if days else "", day_text(days[-1] * DAY) if days else "", len(days),
            int(self.minutes[0]) if self._clocked() else 0, int(np.ceil(around.mean())) if self._clocked() else 0,
            said - self.times if self.times > said // 2 else 0, self.forms.used(),
            tuple(ranked[:20]), tuple(sorted(months.items())), self.forms.order,
            (self.forms.day_first, self.forms.month_first),
        )  # fmt: skip

    def _clocked(self) -> bool:
        """Whether any cell shows a time of the day other than midnight: else it is a column of days."""
        return self.forms.clock and bool(self.minutes[1:].any())

    def _kind(self, said: int, distinct: int) -> str:
        if not said:
            return "withheld" if self.withheld else "blank"
        if self.times * 10 > said * 9:
            return "time" if self._clocked() else "day"
        if self.years == said:
            return "year"
        if self.numbers == said:
            return "number"
        if self.values is not None and {word.strip().lower() for word in self.values} <= _YES_NO:
            return "yes or no"
        if names_identifier(self.name) or (distinct > 50 and distinct * 10 > said * 9):
            return "identifier" if names_identifier(self.name) else "text"
        return "code" if self.values is not None and distinct <= max(50, said // 20) else "text"


def _matches(texts: pa.StringArray, pattern: str) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
    return found
