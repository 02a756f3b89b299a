"""Counts as somebody else published them: a CSV with what they are counted by, and a number.

In comes the file; out goes a ``Published``, its keys written as ours are. A number that is none, a key twice or a
column that is not there is refused with its row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from habeas.core.errors import Fault, InputError, nearest
from habeas.release.units import UNITS, unit_name, unit_of

_NUMBERS = ("count", "n", "number", "total", "rows", "people", "stays")
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T ].*)?")
_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])", re.IGNORECASE)
_FISCAL = re.compile(r"(?:FY\s*)?(\d{4})", re.IGNORECASE)
_WORDS = re.compile(r"([A-Za-z]{3})[a-z]*\.?,? (\d{4})")


@dataclass(frozen=True)
class Published:
    """``numbers`` by key; ``value`` is the column that they stood in."""

    file: str
    by: tuple[str, ...]
    value: str
    numbers: dict[tuple[str, ...], int]


def read_published(path: Path, by: Sequence[str], value: str = "") -> Published:
    """Read the table. ``by`` are the words that ours is counted by (empty: every column that is not the number)."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(Fault("missing-published", "there is no such file.", file=str(path))) from None
    except UnicodeDecodeError as error:
        raise InputError(
            Fault("bad-utf8", f"byte {error.start + 1} of the file is not UTF-8.", "Save the file as UTF-8.", str(path))
        ) from None
    rows = list(csv.reader(text.splitlines()))
    header = [cell.strip() for cell in rows[0]] if rows else []
    number = _number_column(header, value, str(path))
    words = list(by) or [name for name in header if name and name != number]
    at = [_column(header, word, str(path)) for word in words]
    numbers: dict[tuple[str, ...], int] = {}
    faults = []
    for row, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        filled = cells + [""] * (len(header) - len(cells))
        key = tuple(_key(word, filled[place].strip()) for word, place in zip(words, at, strict=True))
        said = filled[header.index(number)].strip().replace(",", "")
        if not said:
            continue  # a number that they do not give is not compared
        if not re.fullmatch(r"-?\d+(\.0+)?", said):
            faults.append(Fault("bad-published-number", f'"{said}" is no whole number.', "", str(path), row, number))
        elif key in numbers:
            faults.append(Fault("published-twice", f"{', '.join(key)} has a number already.",
                                "Give what else it is counted by: --by.", str(path), row))  # fmt: skip
        else:
            numbers[key] = int(float(said))
    if faults:
        raise InputError(faults[:20])
    if not numbers:
        raise InputError(Fault("empty-file", "the table has no number.", "It needs a header and rows.", str(path)))
    return Published(str(path), tuple(words), number, numbers)


def _number_column(header: Sequence[str], value: str, file: str) -> str:
    if value:
        if value in header:
            return value
        raise InputError(Fault("published-column", f'there is no column "{value}".', nearest(value, header), file, 1))
    found = [name for name in header if name.lower() in _NUMBERS]
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} columns may be" if found else "no column is called"
    names = ", ".join(found) if found else ", ".join(_NUMBERS)
    raise InputError(Fault("published-column", f"{several} the number: {names}.", "Name it: --value COLUMN.", file, 1))


def _column(header: Sequence[str], word: str, file: str) -> int:
    """The column for a word of ours: of the same name, or of the last part of it."""
    bare = word.partition(":")[0]
    for wanted in (word, bare, bare.rpartition(".")[2]):
        for at, name in enumerate(header):
            if name.lower().replace(" ", "_") == wanted.lower():
                return at
    raise InputError(Fault("published-column", f'there is no column "{bare}".', nearest(bare, header), file, 1))


def _key(word: str, cell: str) -> str:
    """The cell as our lines are named: a month as ``2025-03``, however it is written."""
    unit = word.partition(":")[0]
    if unit not in UNITS:
        return cell
    quarter = _QUARTER.fullmatch(cell)
    if unit == "quarter" and quarter is not None:
        return f"{quarter[1]}-Q{quarter[2]}"
    fiscal = _FISCAL.fullmatch(cell)
    if unit == "fiscal_year" and fiscal is not None:
        return f"FY{fiscal[1]}"
    words = _WORDS.fullmatch(cell)
    if words is not None and words[1].lower() in _MONTHS:
        return unit_name(unit_of(date(int(words[2]), _MONTHS[words[1].lower()], 1), unit), unit)
    iso = _ISO.fullmatch(cell)
    if iso is not None:
        try:
            return unit_name(unit_of(date(int(iso[1]), int(iso[2] or 1), int(iso[3] or 1)), unit), unit)
        except ValueError:
            return cell
    return cell
