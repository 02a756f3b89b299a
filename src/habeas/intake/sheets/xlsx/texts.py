"""From the bytes of cells to their text, compiled: references resolved, dates written out, plain numbers as they are.

Text is taken from one of four places (``PIECE`` and so on), so that most of it is copied once only, into the column.
"""

# ruff: noqa: PLR1714, SIM109 - compiled: a tuple of the signs would be looked through for every byte

from __future__ import annotations

from typing import Any

from numba import njit

from habeas.intake.sheets.xlsx.scan import BOOLEAN, FAILED, NO_VALUE, NUMBER, RUNS, SHARED
from habeas.intake.sheets.xlsx.times import LAST_DAY, number, put_time

PIECE, STRINGS, WRITTEN, LATER = range(4)  # the piece itself; shared strings; written here; left to Python
_DIGITS = 15  # that a spreadsheet keeps
_AMP, _SEMI, _HASH, _POINT, _MINUS = (ord(sign) for sign in "&;#.-")


@njit(cache=True, nogil=True)
def unescape(data: Any, first: Any, last: Any, out: Any, at: Any) -> Any:
    """Copy text with its references resolved to ``out``; where it ends there, or ``FAILED``. It never grows.

    An end of line is written as one sign, as XML has it.
    """
    while first < last:
        sign = data[first]
        if sign == 13:
            out[at] = 10
            at += 1
            first += 2 if first + 1 < last and data[first + 1] == 10 else 1
            continue
        if sign != _AMP:
            out[at] = sign
            at += 1
            first += 1
            continue
        semi = first + 1
        while semi < last and data[semi] != _SEMI:
            semi += 1
        length = semi - first - 1
        if semi == last or length < 2:
            return FAILED
        name = data[first + 1]
        if name == _HASH:
            code = 0
            if data[first + 2] == 120:
                for digit in range(first + 3, semi):
                    value = data[digit]
                    code = code * 16 + (value - 48 if value < 58 else (value & 0x5F) - 55)
            else:
                for digit in range(first + 2, semi):
                    code = code * 10 + data[digit] - 48
            if code <= 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000 or length > 9:
                return FAILED
        elif name == 108 and length == 2:  # lt
            code = 60
        elif name == 103 and length == 2:  # gt
            code = 62
        elif name == 97 and length == 3:  # amp
            code = _AMP
        elif name == 97 and length == 4:  # apos
            code = 39
        elif name == 113 and length == 4:  # quot
            code = 34
        else:
            return FAILED
        if code < 0x80:
            out[at] = code
            at += 1
        elif code < 0x800:
            out[at] = 0xC0 | code >> 6
            out[at + 1] = 0x80 | code & 63
            at += 2
        elif code < 0x10000:
            out[at] = 0xE0 | code >> 12
            out[at + 1] = 0x80 | code >> 6 & 63
            out[at + 2] = 0x80 | code & 63
            at += 3
        else:
            out[at] = 0xF0 | code >> 18
            out[at + 1] = 0x80 | code >> 12 & 63
            out[at + 2] = 0x80 | code >> 6 & 63
            out[at + 3] = 0x80 | code & 63
            at += 4
        first = semi + 1
    return at


@njit(cache=True, nogil=True)
def _is_plain(data: Any, first: Any, last: Any) -> Any:
    """Whether a number is written as a person reads it, with no more digits than a spreadsheet keeps."""
    at = first + 1 if data[first] == _MINUS else first
    if last - at > 1 and data[at] == 48 and data[at + 1] != _POINT:
        return False
    if at > first and last - at == 1 and data[at] == 48:
        return False
    digits, point = 0, False
    for place in range(at, last):
        sign = data[place]
        if sign == _POINT:
            if point or place == at:
                return False
            point = True
        elif 48 <= sign <= 57:
            digits += 1
        else:
            return False
    if not point:
        return digits > 0
    return digits <= _DIGITS and data[last - 1] != 48 and data[last - 1] != _POINT


@njit(cache=True, nogil=True)
def resolve(
    data: Any, count: Any, cells: Any, spans: Any, shown: Any, first_day: Any, strings: Any, odd: Any, written: Any
) -> Any:
    """Where the text of each cell stands: ``spans`` is turned in place, and ``cells[:, 2]`` becomes its place.

    Args:
        data: the piece.
        count: how many cells.
        cells: as ``scan`` leaves them.
        spans: as ``scan`` leaves them.
        shown: by style, what a number stands for.
        first_day: what the count of days begins with: 1462 for workbooks that count from 1904.
        strings: where each shared string begins, and at last where they end.
        odd: out: which cells are left to Python.
        written: out: bytes of what is written here; as long as the piece at least.

    Returns:
        How many cells are left to Python; or ``FAILED`` with the cell in ``odd[0]``.

    """
    later, at = 0, 0
    for cell in range(count):
        kind, first, last = cells[cell, 2], spans[cell, 0], spans[cell, 1]
        place = PIECE
        if kind == NUMBER:
            style = cells[cell, 3]
            as_time = shown[style] if style < len(shown) else 0
            end = FAILED
            if as_time:
                value = number(data, first, last)
                if 0 <= value < LAST_DAY:
                    end = put_time(written, at, value, as_time, first_day)
            if end != FAILED:
                spans[cell, 0], spans[cell, 1] = at, end
                place, at = WRITTEN, end
            elif not _is_plain(data, first, last):
                place = LATER
        elif kind == SHARED:
            index = 0
            for digit in range(first, last):
                index = index * 10 + data[digit] - 48
            if last - first > 10 or index < 0 or index >= len(strings) - 1:
                odd[0] = cell
                return FAILED
            spans[cell, 0], spans[cell, 1] = strings[index], strings[index + 1]
            place = STRINGS
        elif kind == BOOLEAN:
            word = b"true" if data[first] == 49 else b"false"
            for letter in range(len(word)):
                written[at + letter] = word[letter]
            spans[cell, 0], spans[cell, 1] = at, at + len(word)
            place, at = WRITTEN, at + len(word)
        elif kind == RUNS or kind == NO_VALUE:
            place = LATER
        elif cells[cell, 4]:  # text, an error or an ISO date with references in it
            end = unescape(data, first, last, written, at)
            if end == FAILED:
                odd[0] = cell
                return FAILED
            place = WRITTEN
            spans[cell, 0], spans[cell, 1] = at, end
            for letter in range(at, end - 6):
                if written[letter] == 95 and written[letter + 1] == 120 and written[letter + 6] == 95:
                    place = LATER
            at = end
        cells[cell, 2] = place
        if place == LATER:
            cells[cell, 3] = kind
            odd[later] = cell
            later += 1
    return later
