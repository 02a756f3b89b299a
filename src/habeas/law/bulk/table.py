"""The form of findings: one row for each line that is not settled away, in the order of the release."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.core.finding import OUTCOMES
from habeas.law.bulk.plan import Line
from habeas.law.bulk.weigh import BECAUSE

WORD = pa.dictionary(pa.int32(), pa.string())
LOCATOR = ("file", "sheet", "row")
FINDINGS = pa.schema(
    [
        ("file", WORD),
        ("sheet", WORD),
        ("row", pa.int64()),
        ("instrument", WORD),
        ("clause", WORD),
        ("reading", WORD),
        ("outcome", WORD),
        ("because", WORD),
        ("would_settle", WORD),
    ]
)


@dataclass(frozen=True)
class Found:
    """Findings of one batch as numbers: of its rows, of lines, of outcomes, of words; ``settles`` of texts
    in ``texts`` (-1: none).
    """

    rows: npt.NDArray[np.int32]
    lines: npt.NDArray[np.int32]
    outcomes: npt.NDArray[np.uint8]
    because: npt.NDArray[np.uint8]
    settles: npt.NDArray[np.int32]
    texts: list[str]


class Writer:
    """Puts findings into Arrow. Words are numbered alike in every batch."""

    def __init__(self, lines: list[Line]) -> None:
        self._names = {}
        for name in ("instrument", "clause", "reading"):
            words = sorted({str(getattr(line, name)) for line in lines})
            at = {word: number for number, word in enumerate(words)}
            self._names[name] = (
                np.array([at[getattr(line, name)] for line in lines], np.int32),
                pa.array(words, pa.string()),
            )

    def batch(self, batch: pa.RecordBatch, found: Found) -> pa.RecordBatch:
        """The findings of ``batch`` by the schema ``FINDINGS``."""
        rows = pa.array(found.rows)
        columns = [_worded(batch.column(name)).take(rows) for name in LOCATOR[:2]]
        columns.append(batch.column("row").take(rows))
        for numbers, words in self._names.values():
            columns.append(pa.DictionaryArray.from_arrays(pa.array(numbers[found.lines]), words))
        for codes, listed in ((found.outcomes, OUTCOMES), (found.because, BECAUSE)):
            columns.append(pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(listed)))
        columns.append(
            pa.DictionaryArray.from_arrays(
                pa.array(found.settles, mask=found.settles < 0), pa.array(found.texts, pa.string())
            )
        )
        return pa.RecordBatch.from_arrays(columns, schema=FINDINGS)


def _worded(array: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        return array.cast(WORD) if array.type != WORD else array
    return array.dictionary_encode()
