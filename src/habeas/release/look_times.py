"""Texts of a column read as times of the clock on the wall, whatever of a few usual forms they have.

In go the distinct texts of one column, batch by batch; out come moments as if the clock showed UTC. No zone is
applied here: which zone a column means is for the mapping to say. A text in none of the forms is no time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

DAY = 86_400  # seconds
_DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d-%b-%y", "%m/%d/%y", "%Y%m%d")
_CLOCKS = ("", "T%H:%M:%S", " %H:%M:%S", " %H:%M", "T%H:%M", " %I:%M:%S %p", " %I:%M %p")
FORMS = tuple(day + clock for clock in ("T%H:%M:%S", " %H:%M:%S") for day in _DAYS[:2]) + tuple(
    day + clock for day in _DAYS for clock in _CLOCKS if not (day in _DAYS[:2] and clock in _CLOCKS[1:3])
)
_LIKE = r"^\s*\d{1,4}[-/.]?(\d{1,2}|[A-Za-z]{3})[-/.]?\d{2,4}([T ].*)?$"  # else no form is tried
_EIGHT = r"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"  # other runs of digits are numbers
_LOW, _HIGH = -3_786_912_000, 4_102_444_800  # 1850 and 2100: a time outside them is a slip of the form, or no time


@dataclass(slots=True)
class Forms:
    """The forms that one column has been found to use, the usual first."""

    found: list[str] = field(default_factory=list)

    @property
    def clock(self) -> bool:
        """Whether any form found has a time of the day."""
        return any("%M" in form for form in self.found)

    def read(self, texts: pa.StringArray) -> npt.NDArray[np.int64]:
        """Seconds since 1970 by the clock on the wall for each text, and the least integer where it is no time."""
        out = np.full(len(texts), NO_TIME, dtype=np.int64)
        like = pc.match_substring_regex(texts, _LIKE)
        digits = pc.match_substring_regex(texts, r"^\d+$")
        like = pc.and_(like, pc.or_(pc.invert(digits), pc.match_substring_regex(texts, _EIGHT)))
        left = np.flatnonzero(pc.fill_null(like, False).to_numpy(zero_copy_only=False))
        for form in (*self.found, *(one for one in FORMS if one not in self.found)):
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


NO_TIME = int(np.iinfo(np.int64).min)


def day_text(seconds: int) -> str:
    """``2025-03-15`` of a moment by the clock on the wall."""
    return str(np.datetime64(seconds, "s").astype("datetime64[D]"))
