"""The cells of one column of one batch: its distinct texts, and which of them each row holds.

Columns of releases repeat themselves, so that what is dear (reading a code, a name, an odd date) is done once for each
distinct text. A withheld mark is not a blank: rows that hold one are known apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


@dataclass(frozen=True)
class Cells:
    """``texts`` are distinct up to blanks at their ends; ``index`` gives each row's place among them, -1 where it says
    nothing; ``withheld`` is true for the rows that hold a mark of withholding, None if none does.
    """

    texts: pa.StringArray
    index: NDArray[np.int64]
    withheld: NDArray[np.bool_] | None

    @property
    def rows(self) -> int:
        return len(self.index)

    def counts(self) -> NDArray[np.int64]:
        """How many rows hold each text."""
        return np.bincount(self.index[self.index >= 0], minlength=len(self.texts)).astype(np.int64)

    def first_rows(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each text, the number (of ``numbers``, one a row) of the first row that holds it."""
        found = np.full(len(self.texts), -1, np.int64)
        held = self.index >= 0
        found[self.index[held][::-1]] = numbers[held][::-1]
        return found

    def spread(self, values: NDArray[np.int64], missing: NDArray[np.bool_] | None = None) -> pa.Array:
        """A column from one value for each text; null where the row says nothing, or its text is ``missing``."""
        empty = self.index < 0
        if not len(values):
            return pa.nulls(self.rows, pa.from_numpy_dtype(values.dtype))
        at = np.where(empty, 0, self.index)
        if missing is not None:
            empty = empty | missing[at]
        return pa.array(values[at], mask=empty)

    def words(self, values: list[str | None] | pa.Array) -> pa.Array:
        """A column of words from one word (or None) for each text."""
        words = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
        at = pa.array(self.index, pa.int64(), mask=self.index < 0)
        return words.take(at)


def cells_of(column: pa.Array, withheld: pa.Array, blank: pa.Array) -> Cells:
    """``withheld`` and ``blank`` are the marks, as arrays of text without blanks at their ends."""
    encoded = column.dictionary_encode()
    texts = pc.utf8_trim_whitespace(encoded.dictionary)
    index = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    hidden = pc.is_in(texts, value_set=withheld).to_numpy(zero_copy_only=False)
    empty = pc.or_(pc.is_in(texts, value_set=blank), pc.equal(texts, "")).to_numpy(zero_copy_only=False)
    rows_hidden: NDArray[np.bool_] | None = None
    if hidden.any():
        rows_hidden = np.append(hidden, np.False_)[index]
    gone = hidden | empty
    if gone.any():
        place = np.where(gone, -1, np.cumsum(~gone) - 1)
        index = np.append(place, -1)[index]
        texts = texts.filter(pa.array(~gone))
    return Cells(texts, index, rows_hidden)
