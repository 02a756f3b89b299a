"""One pass over the bytes of a sheet: where the value of each cell stands, compiled.

Not a reader of XML in general: of what XML allows it knows what the sheets of a workbook use (elements, attributes,
character references), and it stops at what it does not know (``FAILED``), so that nothing is passed over. A piece
given to it ends behind the end of a row.
"""

# ruff: noqa: PLR1714, SIM109 - compiled: a tuple of the signs would be looked through for every byte

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

# kinds of cells
NUMBER, SHARED, TEXT, BOOLEAN, ERROR, ISO, RUNS, NO_VALUE = range(8)
FAILED = -1
MOST_ROWS = 1_048_576  # of a sheet, by the format
MOST_COLUMNS = 16_384

_LT, _GT, _SLASH, _EQ, _BANG, _QUESTION, _AMP, _UNDER = (ord(sign) for sign in "<>/=!?&_")
_R, _S, _T, _C, _V, _F, _I, _O, _W, _X = (ord(sign) for sign in "rstcvfiowx")


@njit(cache=True, nogil=True)
def is_end(sign: Any) -> Any:
    """Whether the sign ends the name of an element."""
    return sign == _GT or sign == _SLASH or sign <= 32


@njit(cache=True, nogil=True)
def _attribute(data: Any, at: Any, end: Any, found: Any) -> Any:
    """Read one attribute: first and last of its name and of its value in ``found``. Where to go on: at the sign that
    ends the tag when there was none left (``found[0]`` is -1 then); ``FAILED`` for what is no attribute.
    """
    while at < end and data[at] <= 32:
        at += 1
    if at >= end:
        return FAILED
    found[0] = -1
    if data[at] == _GT or data[at] == _SLASH:
        return at
    found[0] = at
    while at < end and data[at] != _EQ and data[at] > 32:
        at += 1
    found[1] = at
    while at < end and (data[at] <= 32 or data[at] == _EQ):
        at += 1
    if at >= end or (data[at] != 34 and data[at] != 39):
        return FAILED
    mark = data[at]
    at += 1
    found[2] = at
    while at < end and data[at] != mark:
        at += 1
    found[3] = at
    return at + 1 if at < end else FAILED


@njit(cache=True, nogil=True)
def skip_tag(data: Any, at: Any, end: Any) -> Any:
    """Behind the sign that ends the tag in which ``at`` stands, and whether the tag closes itself; quotation marks
    may hold that sign.
    """
    mark = 0
    while at < end:
        sign = data[at]
        if mark:
            if sign == mark:
                mark = 0
        elif sign == 34 or sign == 39:
            mark = sign
        elif sign == _GT:
            return at + 1, data[at - 1] == _SLASH
        at += 1
    return FAILED, False


@njit(cache=True, nogil=True)
def scan(data: Any, end: Any, prefix: Any, place: Any, cells: Any, spans: Any) -> Any:
    """Find the cells of ``data[:end]`` that have a value.

    Args:
        data: bytes of the sheet.
        end: how many of them.
        prefix: length of the namespace prefix of its elements, with the colon; 0 for none.
        place: the row and the column (from 0) last seen; kept from piece to piece.
        cells: out, int32, five a cell: row, column (from 0), kind, style, and 1 where its text has references or
            escapes.
        spans: out, int64, two a cell: where its value begins and ends in ``data``.

    Returns:
        How many cells were found; or ``FAILED``, with where it stopped in ``spans[0]``.

    """
    found = np.zeros(4, np.int64)
    count = 0
    at = 0
    while True:
        while at < end and data[at] != _LT:
            at += 1
        if at + prefix + 2 >= end:
            return count
        begin = at
        at += 1
        if data[at] == _BANG:  # a comment, or what may hide cells
            if data[at + 1] != 45:
                spans[0, 0] = begin
                return FAILED
            while at + 2 < end and not (data[at] == 45 and data[at + 1] == 45 and data[at + 2] == _GT):
                at += 1
            continue
        if data[at] == _SLASH or data[at] == _QUESTION:
            continue
        at += prefix
        is_row = data[at] == _R and at + 3 < end and data[at + 1] == _O and data[at + 2] == _W and is_end(data[at + 3])
        is_cell = data[at] == _C and is_end(data[at + 1])
        if not is_row and not is_cell:
            at, _ = skip_tag(data, at, end)
            if at == FAILED:
                spans[0, 0] = begin
                return FAILED
            continue
        at += 3 if is_row else 1
        if is_row:
            place[0] += 1
            place[1] = -1
        else:
            place[1] += 1
        kind, style = NUMBER, 0
        while True:
            at = _attribute(data, at, end, found)
            if at == FAILED:
                spans[0, 0] = begin
                return FAILED
            if found[0] < 0:
                break
            if found[1] - found[0] != 1:
                continue
            name = data[found[0]]
            first, last = found[2], found[3]
            if name == _R and is_row:
                number = 0
                for digit in range(first, last):
                    number = number * 10 + data[digit] - 48
                if last - first > 7 or number < place[0] or number > MOST_ROWS:
                    place[0] -= 1
                    spans[0, 0] = begin
                    return FAILED
                place[0] = number
            elif name == _R:
                column = 0
                for letter in range(first, last):
                    if data[letter] < 65:
                        break
                    column = column * 26 + (data[letter] & 0x5F) - 64
                if column < 1 or column > MOST_COLUMNS:
                    spans[0, 0] = begin
                    return FAILED
                place[1] = column - 1
            elif name == _S and not is_row:
                style = 0
                for digit in range(first, last):
                    style = style * 10 + data[digit] - 48
            elif name == _T and not is_row:
                sign = data[first]
                if last - first == 1:
                    if sign == _S:
                        kind = SHARED
                    elif sign == 98:
                        kind = BOOLEAN
                    elif sign == 101:
                        kind = ERROR
                    elif sign == 100:
                        kind = ISO
                elif sign == _S or sign == _I:
                    kind = TEXT
        closed = data[at] == _SLASH
        at += 1
        if is_row or closed:
            continue
        # ---- what stands in the cell, to its closing tag
        start, stop, texts, special, formula = -1, -1, 0, 0, False
        inside = -1
        while True:
            while at < end and data[at] != _LT:
                at += 1
            if at + prefix + 3 >= end:
                spans[0, 0] = begin
                return FAILED
            if data[at + 1] == _SLASH:
                sign = data[at + 2 + prefix]
                if sign == _C and is_end(data[at + 3 + prefix]):
                    break
                if sign == _I and texts > 1:  # several runs: the whole is read by itself
                    kind, start, stop = RUNS, inside, at
                at += 2
                continue
            if data[at + 1] == _BANG:  # text in another dress: the whole is read by itself
                if inside < 0:
                    spans[0, 0] = begin
                    return FAILED
                texts = 2
                while at < end and not (data[at] == _GT and data[at - 1] == data[at - 2]):
                    at += 1
                continue
            sign = data[at + 1 + prefix]
            short = is_end(data[at + 2 + prefix])
            at, closed = skip_tag(data, at, end)
            if at == FAILED:
                spans[0, 0] = begin
                return FAILED
            if sign == _F and short:
                formula = True
            elif sign == _I and not short and not closed:
                inside = at
            elif short and not closed and (sign == _V or sign == _T):
                texts += 1
                start = at
                while at < end and data[at] != _LT:
                    if data[at] == _AMP or data[at] == 13 or (data[at] == _UNDER and data[at + 1] == _X):
                        special = 1
                    at += 1
                stop = at
        if stop <= start and formula and kind != TEXT:
            kind, start, stop = NO_VALUE, at, at + 1
        if stop > start:
            cells[count, 0] = place[0]
            cells[count, 1] = place[1]
            cells[count, 2] = kind
            cells[count, 3] = style
            cells[count, 4] = special
            spans[count, 0] = start
            spans[count, 1] = stop
            count += 1
