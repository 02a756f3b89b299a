"""Cells in the order of the sheet, sorted into columns of text; compiled."""

from __future__ import annotations

from typing import Any

from numba import njit


@njit(cache=True, nogil=True)
def spread(count: Any, cells: Any, spans: Any, where: Any, numbers: Any) -> Any:
    """Sort cells into a grid of columns: ``where[column, row]`` is the cell there, or -1.

    Args:
        count: how many cells.
        cells: row and column of each, in order.
        spans: where the text of each stands; a cell whose text is empty is none.
        where: out, int32, filled with -1; its height is the number of columns.
        numbers: out: the number of each row that has a cell.

    Returns:
        How many rows, and the first cell beyond the last column (-1: none).

    """
    row, last, beyond = -1, 0, -1
    for cell in range(count):
        if spans[cell, 1] == spans[cell, 0]:
            continue
        if cells[cell, 0] != last:
            last = cells[cell, 0]
            row += 1
            numbers[row] = last
        if cells[cell, 1] < where.shape[0]:
            where[cells[cell, 1], row] = cell
        elif beyond < 0:
            beyond = cell
    return row + 1, beyond


@njit(cache=True, nogil=True)
def measure(where: Any, rows: Any, spans: Any, offsets: Any, valid: Any) -> Any:
    """Fill Arrow's offsets and validity of one column; the bytes that its text takes."""
    total = 0
    for row in range(rows):
        cell = where[row]
        valid[row] = cell >= 0
        if cell >= 0:
            total += spans[cell, 1] - spans[cell, 0]
        offsets[row + 1] = total
    return total


@njit(cache=True, nogil=True)
def fill(where: Any, rows: Any, cells: Any, spans: Any, places: Any, out: Any) -> Any:
    """Copy the text of one column; ``places`` are the four that text is taken from."""
    at = 0
    for row in range(rows):
        cell = where[row]
        if cell < 0:
            continue
        place = cells[cell, 2]
        first, last = spans[cell, 0], spans[cell, 1]
        source = places[place]
        out[at : at + last - first] = source[first:last]
        at += last - first
