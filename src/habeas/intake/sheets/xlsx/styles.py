"""Which cells of a workbook are dates: a workbook keeps a date as a number, and only how it is shown tells."""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from habeas.intake.sheets.xlsx.package import Package, local


class Shown(IntEnum):
    """What a number stands for, by the format of its cell."""

    NUMBER = 0
    DAY = 1
    MOMENT = 2  # day and clock time
    CLOCK = 3
    LENGTH = 4  # hours beyond 24, [h]:mm
    EXACT = 5  # day and clock time with parts of a second


# the formats that a workbook need not spell out (ECMA-376 part 1, 18.8.30, with those of East Asian locales)
_BUILT_IN = (
    dict.fromkeys([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, *range(50, 59)], Shown.DAY)
    | {22: Shown.MOMENT, 46: Shown.LENGTH}
    | dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 47], Shown.CLOCK)
)
_TEXT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_NOON = re.compile(r"am/pm|a/p", re.IGNORECASE)


def shown_as(code: str) -> Shown:
    """What a format makes of a number: ``m/d/yyyy h:mm`` a moment, ``[h]:mm`` a length, ``0.00`` a number."""
    text = _TEXT.sub("", code.partition(";")[0]).lower()
    if re.search(r"\[[hms]+\]", text):
        return Shown.LENGTH
    clock = bool(_NOON.search(text)) or "h" in text or "s" in text.replace("general", "").replace("standard", "")
    text = _NOON.sub("", text)
    day = "d" in text.replace("standard", "") or "y" in text or ("m" in text and not clock)
    if not day:
        return Shown.CLOCK if clock else Shown.NUMBER
    if not clock:
        return Shown.DAY
    return Shown.EXACT if re.search(r"s[.,]0", text) else Shown.MOMENT


def styles_of(package: Package) -> npt.NDArray[np.uint8]:
    """For each style of a cell, what a number in it stands for."""
    if package.styles is None:
        return np.zeros(1, np.uint8)
    root = package.xml(package.styles)
    codes = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in root.iter()
        if local(each.tag) == "numFmt"
    }
    cells = next((each for each in root if local(each.tag) == "cellXfs"), None)
    formats = (
        [int(style.get("numFmtId") or 0) for style in cells if local(style.tag) == "xf"] if cells is not None else []
    )
    kinds = [shown_as(codes[number]) if number in codes else _BUILT_IN.get(number, Shown.NUMBER) for number in formats]
    return np.array(kinds or [Shown.NUMBER], np.uint8)
