"""Where a table begins: the row that names its columns, below the banner that many releases carry.

A header is the first row nearly as wide as the table whose cells are words, mostly of different wording. Where no
row is such, or where the row that is stated cannot be one, the error says so; a guess that is wrong would shift
every row number and lose the first rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from habeas.core.errors import Fault, InputError
from habeas.intake.cell_name import column_name

_WIDE = 0.6  # of the widest row in sight: a header may leave a few columns unnamed, a banner fills one or two
_WORDS = 0.5  # of its cells: a column may be called 2019
_DISTINCT = 0.5  # of its cells: the flights of one airport have two pairs of columns under one name
_NOT_WORDS = re.compile(
    r"\s*(?:[-+(]?[\d.,:/\s%$)]+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?|[0-9a-f]{32,}|true|false|na|n/a|null)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """``row`` counts from 1; 0 says that the sheet has none, and ``banner`` is all that it holds."""

    row: int
    columns: tuple[str, ...]
    banner: tuple[str, ...]


def find_header(
    head: Sequence[tuple[int, list[str]]], stated: int | None, file: str, sheet: str, named: Collection[str] = ()
) -> Header:
    """The header among the first filled rows of a table. ``named`` are columns that somebody asks for: one that follows
    the last of the header by its letter is there, though no row in sight may fill it.

    Raises ``InputError``: ``empty-file``, ``header-not-found``, ``header-not-there``.
    """
    shown = f'the sheet "{sheet}"' if sheet else "the file"
    if not head:
        raise InputError(Fault("empty-file", f"{shown} has no filled row.", "Look whether it came whole.", file))
    if stated is not None:
        at = next((index for index, (number, _) in enumerate(head) if number == stated), None)
        if at is None:
            first, last = head[0][0], head[-1][0]
            raise InputError(
                Fault("header-not-there", f"row {stated} of {shown} cannot be the header: it is blank, or not among the"
                      f" first rows (filled from {first} to {last}).", "State the row that names the columns.", file,
                      stated)
            )  # fmt: skip
    else:
        at = _first(head)
        if at is None:
            raise InputError(
                Fault("header-not-found", f"no row of {shown} looks like a header: as wide as the table, and of words.",
                      "State its row: header: N in a mapping, --header N on the command line.", file, head[0][0])
            )  # fmt: skip
    number, cells = head[at]
    below = max((_width(cells) for _, cells in head[at + 1 :]), default=0)
    return Header(number, _named(cells, below, named), tuple(as_line(cells) for _, cells in head[:at]))


def as_line(cells: Sequence[str]) -> str:
    """The filled cells of a row in one line."""
    return "  ".join(text for cell in cells if (text := cell.strip()))


def is_narrow(head: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether no row in sight fills more than one cell: such a sheet beside others holds notes."""
    return max((_filled(cells) for _, cells in head), default=0) <= 1


def _first(head: Sequence[tuple[int, list[str]]]) -> int | None:
    widest = max(_filled(cells) for _, cells in head)
    for index, (_, cells) in enumerate(head):
        words = [text for cell in cells if (text := cell.strip())]
        if (
            len(words) >= _WIDE * widest
            and sum(_NOT_WORDS.fullmatch(word) is None for word in words) > _WORDS * len(words)
            and len(set(words)) >= _DISTINCT * len(words)
        ):
            return index
    return None


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _width(cells: Sequence[str]) -> int:
    """The place of the last filled cell."""
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _named(cells: Sequence[str], below: int, named: Collection[str]) -> tuple[str, ...]:
    """The names of the columns. Cells without a name at the end of the header are columns as far as rows below it
    fill them (``below`` is the widest); a row that is wider than the header is written makes none.
    """
    names = [cell.strip() for cell in cells[: max(below, _width(cells))]]
    while column_name(len(names) + 1) in named:
        names.append("")
    return tuple(name or column_name(place) for place, name in enumerate(names, 1))
