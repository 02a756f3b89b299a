"""How commands print: tables for people, one JSON object a line for programs, CSV that no spreadsheet runs.

Nothing here knows what is printed.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, TypeVar

T = TypeVar("T")

_GAP = "  "
_NARROWEST = 8
# what a spreadsheet takes for a formula, also behind blanks and signs that cannot be seen; and what we put before it
_FORMULA = re.compile("[\\s\ufeff\u200b-\u200f\u2060]*[=+\\-@\t\r\n＝＋－＠']")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def show_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], out: TextIO | None = None, width: int | None = None
) -> None:
    """Columns side by side, as wide as they need; where the terminal is narrower, the widest are broken into lines."""
    out = out or sys.stdout
    body = [tuple(map(str, row)) for row in rows]
    said = map(set, zip(header, *body, strict=True))  # many rows say few things: each is measured once
    widths = _fitted([max(map(columns, cells)) for cells in said], width or screen_width())
    laid = [_Laid(wide) for wide in widths]
    out.writelines(_lines(header, laid))
    out.write(_GAP.join("-" * wide for wide in widths).rstrip() + "\n")
    for row in body:
        out.writelines(_lines(row, laid))


def show_json(objects: Iterable[object], out: TextIO | None = None) -> None:
    """One object a line; the same objects give the same bytes."""
    out = out or sys.stdout
    for each in objects:
        out.write(json.dumps(each, ensure_ascii=False) + "\n")


def show_csv(header: Sequence[str], rows: Iterable[Sequence[str]], out: TextIO | None = None) -> None:
    """Comma-separated, and inert: see ``neutral``."""
    writer = csv.writer(out or sys.stdout, lineterminator="\n")
    writer.writerow(header)
    # a lone carriage return ends a row for some readers, and is not quoted by every writer
    writer.writerows([neutral(cell).replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows)


def neutral(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run; before one that stands there already, too, so that taking one
    away gives the cell back. Numbers stay numbers.
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def progress(items: Sequence[T], doing: str) -> Iterator[T]:
    """The items, with a count on standard error while it takes long and a person watches."""
    began = time.monotonic()
    shown = False
    for number, item in enumerate(items, 1):
        if sys.stderr.isatty() and time.monotonic() - began > 1:
            sys.stderr.write(f"\r{doing}: {number} of {len(items)}")
            sys.stderr.flush()
            shown = True
        yield item
    if shown:
        sys.stderr.write("\r" + " " * 60 + "\r")


def counted(number: int, one: str, several: str = "") -> str:
    """``1 row``, ``3 rows``."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def screen_width() -> int:
    """The width of the terminal; wide where nobody looks at one."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() or "COLUMNS" in os.environ else 160


def columns(text: str) -> int:
    """How many columns of a terminal the longest line of the text takes."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max((sum(_cells(c) for c in line) for line in text.split("\n")), default=0)


def _cells(c: str) -> int:
    if unicodedata.combining(c) or unicodedata.category(c) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1


def _fitted(wanted: list[int], room: int) -> list[int]:
    """Widths that fit the room: the widest give way first."""
    widths = list(wanted)
    room -= len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        second = max((wide for index, wide in enumerate(widths) if index != widest), default=_NARROWEST)
        over = sum(widths) - room
        widths[widest] = max(widths[widest] - over, min(second, widths[widest] - 1), _NARROWEST)
    return widths


class _Laid(dict[str, list[str]]):
    """The cells of one column, each as lines of the column's width. Most are said of many rows, and laid out once."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.wide = wide

    def __missing__(self, cell: str) -> list[str]:
        lines = self[cell] = [part + " " * (self.wide - columns(part)) for part in _broken(cell, self.wide)]
        return lines


def _lines(row: Sequence[str], laid: Sequence[_Laid]) -> Iterator[str]:
    cells = [column[cell] for cell, column in zip(row, laid, strict=True)]
    if max(map(len, cells)) == 1:
        yield _GAP.join([line for (line,) in cells]).rstrip() + "\n"
        return
    for at in range(max(map(len, cells))):
        parts = [cell[at] if at < len(cell) else " " * column.wide for cell, column in zip(cells, laid, strict=True)]
        yield _GAP.join(parts).rstrip() + "\n"


def _broken(cell: str, width: int) -> list[str]:
    """The cell in lines no wider than the width: broken at blanks, and inside of a word only if it must be."""
    if columns(cell) <= width and "\n" not in cell and "  " not in cell:
        return [cell]
    lines: list[str] = []
    for paragraph in cell.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if columns(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while columns(line) > width:
                at = _fitting(line, width)
                lines.append(line[:at])
                line = line[at:]
        lines.append(line)
    return lines


def _fitting(text: str, width: int) -> int:
    """How many characters fit, and at least one."""
    taken = 0
    for at, c in enumerate(text):
        taken += _cells(c)
        if taken > width:
            return max(at, 1)
    return len(text)
