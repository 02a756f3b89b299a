"""Which sign stands between the cells of a text: the one under which most rows have one width."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

_SIGNS = ",;\t|^~\x1f\x01"
_RECORDS = 100
_SHARE = 0.5


def delimiter_of(text: str) -> str:
    """The sign between the cells of the records that ``text`` begins with; the comma where there is one column.

    Quoted cells are read as such under each sign, so that a comma in a remark does not count.
    """
    best = max(_SIGNS, key=lambda sign: _fitness(text, sign))
    return best if _fitness(text, best) > (0, 0) else ","


def records_of(text: str, delimiter: str, most: int) -> list[tuple[int, int, list[str]]]:
    """The first records: number of the record, number of the line on which it ends (both from 1), its cells.

    Raises ``csv.Error`` for a cell beyond the limit of the ``csv`` module.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found = []
    for number, record in enumerate(reader, 1):
        found.append((number, reader.line_num, record))
        if number == most:
            break
    return found


def _fitness(text: str, sign: str) -> tuple[float, int]:
    """The share of records that have the most common width, and that width; nothing where it is 1."""
    try:
        widths = Counter(_widths([record for _, _, record in records_of(text, sign, _RECORDS)]))
    except csv.Error:
        return 0, 0
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0, 0
    count, width = max(wide)
    share = count / widths.total()
    return (share, width) if share >= _SHARE or widths.total() - count <= 10 else (0, 0)


def _widths(records: Sequence[Sequence[str]]) -> list[int]:
    return [len(record) for record in records if record]
