"""The strings that a workbook keeps once and names by number; a release has hundreds of thousands of them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit

from habeas.intake.sheets.xlsx.package import Package
from habeas.intake.sheets.xlsx.pieces import parted
from habeas.intake.sheets.xlsx.scan import FAILED, is_end, skip_tag
from habeas.intake.sheets.xlsx.texts import unescape

LARGEST = 1 << 30  # bytes of all shared strings together
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LT, _SLASH, _BANG = (ord(sign) for sign in "</!")
_S, _I, _T, _R, _P, _H = (ord(sign) for sign in "sitrPh")


@njit(cache=True, nogil=True)
def _strings(data: Any, end: Any, prefix: Any, out: Any, ends: Any) -> Any:
    """The text of each ``si`` one after the other in ``out``, and where each ends; how many, or ``FAILED``.

    The runs of a string are joined; how it is pronounced (``rPh``) is no part of it.
    """
    count, at, filled = 0, 0, 0
    spoken = False
    while True:
        while at < end and data[at] != _LT:
            at += 1
        if at + prefix + 3 >= end:
            return count
        closing = data[at + 1] == _SLASH
        if data[at + 1] == _BANG:  # a comment; text in another dress is not read
            if data[at + 2] != 45:
                return FAILED
            while at + 2 < end and not (data[at] == 45 and data[at + 1] == 45 and data[at + 2] == 62):
                at += 1
            continue
        at += 1 + closing + prefix
        first, second, third = data[at], data[at + 1], data[at + 2] if at + 2 < end else 62
        is_item = first == _S and second == _I and is_end(third)
        is_spoken = first == _R and second == _P and third == _H
        is_text = first == _T and is_end(second)
        at, closed = skip_tag(data, at, end)
        if at == FAILED:
            return FAILED
        if is_spoken:
            spoken = not closing and not closed
        elif is_item and (closing or closed):
            ends[count] = filled
            count += 1
        elif is_text and not closing and not closed:
            last = at
            while last < end and data[last] != _LT:
                last += 1
            if not spoken:
                filled = unescape(data, at, last, out, filled)
                if filled == FAILED:
                    return FAILED
            at = last


def shared_strings(package: Package) -> tuple[np.ndarray, np.ndarray]:
    """All of them in one run of bytes, and where each begins (with one more: where the last ends)."""
    if package.strings is None:
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    texts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    total = 0
    for prefix, data in parted(package, package.strings, "si", "sst"):
        out = np.empty(len(data) + 8, np.uint8)
        found = np.empty(len(data) // 5 + 1, np.int64)
        count = _strings(data, len(data), prefix, out, found)
        if count == FAILED:
            raise package.bad("its shared strings are not written as those of a workbook")
        if count:
            texts.append(out[: found[count - 1]].copy())
            ends.append(found[:count] + total)
            total += int(found[count - 1])
        if total > LARGEST:
            raise package.stopped(f"its shared strings have more than {LARGEST >> 20} MB")
    data = np.concatenate(texts) if texts else np.empty(0, np.uint8)
    starts = np.concatenate([np.zeros(1, np.int64), *ends])
    return _decoded(data, starts)


def decoded(text: str) -> str:
    """Text with the escapes of spreadsheets resolved: ``_x000D_`` is an end of line of old."""
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if b"_x" not in data.tobytes():
        return data, starts
    offsets = pa.py_buffer(starts.astype(np.int32))
    array = pa.Array.from_buffers(pa.binary(), len(starts) - 1, [None, offsets, pa.py_buffer(data)])
    mask = pc.match_substring_regex(array.cast(pa.string()), "_x[0-9A-Fa-f]{4}_")
    if not pc.any(mask).as_py():
        return data, starts
    texts = array.filter(mask).cast(pa.string()).to_pylist()
    array = pc.replace_with_mask(array, mask, pa.array([decoded(text).encode() for text in texts], pa.binary()))
    _, ends, values = array.buffers()
    # copies: what Arrow holds cannot be written to, and compiled code is compiled anew for such
    return np.array(np.frombuffer(values, np.uint8)), np.frombuffer(ends, np.int32)[: len(array) + 1].astype(np.int64)
