"""Texts of a column read as times of the clock on the wall, whatever of a few usual forms they have.

In go the distinct texts of one column, batch by batch; out come moments as if the clock showed UTC. No zone is
applied here: which zone a column means is for the mapping to say. A text in none of the forms is no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

DAY = 86_400  # seconds
_DAYS = (
    "%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d-%b-%y", "%m/%d/%y", "%Y%m%d", "%m-%d-%Y",
    "%d-%m-%Y", "%d/%m/%y",
)  # fmt: skip
_CLOCKS = ("", "T%H:%M:%S", " %H:%M:%S", " %H:%M", "T%H:%M", " %I:%M:%S %p", " %I:%M %p")
FORMS = tuple(day + clock for clock in ("T%H:%M:%S", " %H:%M:%S") for day in _DAYS[:2]) + tuple(
    day + clock for day in _DAYS for clock in _CLOCKS if not (day in _DAYS[:2] and clock in _CLOCKS[1:3])
)
_LIKE = r"^\s*\d{1,4}[-/.]?(\d{1,2}|[A-Za-z]{3})[-/.]?\d{2,4}([T ].*)?$"  # else no form is tried
_EIGHT = r"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"  # other runs of digits are numbers
_OVER, _MONTH = r"(1[3-9]|2\d|3[01])", r"(0?[1-9]|1[0-2])"
_DAY_FIRST = rf"^\s*{_OVER}[-/]{_MONTH}[-/]\d"
_MONTH_FIRST = rf"^\s*{_MONTH}[-/]{_OVER}[-/]\d"
_EITHER = rf"^\s*{_MONTH}[-/]{_MONTH}[-/]\d"
_LOW, _HIGH = -3_786_912_000, 4_102_444_800  # 1850 and 2100: a time outside them is a slip of the form, or no time


@dataclass(slots=True)
class Forms:
    """The forms that one column has been found to use, the usual first; and how many of its cells tell the order of day
    and month: those that only the one reads, those that only the other does, and those that both do.
    """

    found: list[str] = field(default_factory=list)
    day_first: int = 0
    month_first: int = 0
    either: int = 0

    @property
    def clock(self) -> bool:
        """Whether any form found has a time of the day."""
        return any("%M" in form for form in self.found)

    @property
    def order(self) -> str:
        """``day``, ``month`` (which of them stands first), ``either``, ``neither`` (no one order reads all cells), or
        empty where no cell is written so.
        """
        if self.day_first and self.month_first:
            return "neither"
        return "day" if self.day_first else "month" if self.month_first else "either" if self.either else ""

    def used(self) -> tuple[str, ...]:
        """The forms found, but for those of an order of day and month that the whole column speaks against."""
        against = {"day": "%m[-/]%d", "month": "%d[-/]%m"}.get(self.order)
        return tuple(form for form in self.found if against is None or not re.match(against, form))

    def read(self, texts: pa.StringArray, counts: npt.NDArray[np.int64] | None = None) -> npt.NDArray[np.int64]:
        """Seconds since 1970 by the clock on the wall for each text, and the least integer where it is no time.

        ``counts`` says how many cells hold each text. Of two orders of day and month that one is taken first which the
        texts so far speak for.
        """
        out = np.full(len(texts), NO_TIME, dtype=np.int64)
        like = pc.match_substring_regex(texts, _LIKE)
        digits = pc.match_substring_regex(texts, r"^\d+$")
        like = pc.and_(like, pc.or_(pc.invert(digits), pc.match_substring_regex(texts, _EIGHT)))
        left = np.flatnonzero(pc.fill_null(like, False).to_numpy(zero_copy_only=False))
        self._watch_order(texts, left, counts)
        turned = self.day_first and not self.month_first
        first = sorted(self.found, key=lambda form: bool(turned and re.match("%m[-/]%d", form)))
        rest = sorted(FORMS, key=lambda form: bool(turned and re.match("%m[-/]%d", form)))
        for form in (*first, *(one for one in rest if one not in first)):
            if not len(left):
                break
            words = pc.utf8_trim_whitespace(texts.take(pa.array(left)))
            read = pc.strptime(words, form, "s", error_is_null=True).cast(pa.int64()).fill_null(NO_TIME)
            moments = read.to_numpy(zero_copy_only=False)
            good = (moments >= _LOW) & (moments < _HIGH)
            if good.any():
                if form not in self.found:
                    self.found.append(form)
                out[left[good]] = moments[good]
                left = left[~good]
        return out

    def _watch_order(
        self, texts: pa.StringArray, like: npt.NDArray[np.int64], counts: npt.NDArray[np.int64] | None
    ) -> None:
        words = texts.take(pa.array(like))
        often = np.ones(len(like), np.int64) if counts is None else counts[like]
        if not len(like) or not pc.any(pc.match_substring_regex(words, r"^\s*\d{1,2}[-/]\d")).as_py():
            return
        seen = [
            int(often[pc.match_substring_regex(words, pattern).to_numpy(zero_copy_only=False)].sum())
            for pattern in (_DAY_FIRST, _MONTH_FIRST, _EITHER)
        ]
        self.day_first += seen[0]
        self.month_first += seen[1]
        self.either += seen[2]


NO_TIME = int(np.iinfo(np.int64).min)


def day_text(seconds: int) -> str:
    """``2025-03-15`` of a moment by the clock on the wall."""
    return str(np.datetime64(seconds, "s").astype("datetime64[D]"))
