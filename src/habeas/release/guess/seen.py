"""What a guess rests on: every column of a file with what it holds, the marks it uses, and its facilities.

In comes the path of a file; out goes a ``Seen``, after two passes: a look, and one over the marks and the codes.
Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from habeas.intake.sheets import Sheet, open_sheets
from habeas.release.facilities import load_facilities
from habeas.release.look.column import BLANKS, WITHHELD, ColumnLook
from habeas.release.look.look import Look, look
from habeas.release.look.times import Forms
from habeas.release.reading.headers import told_apart

SEPARATOR = ";"  # between the codes of a cell that has several
_MOST_CODES = 20_000  # a column with more distinct texts is no column of facilities
_TRIED = 200


@dataclass(frozen=True)
class Places:
    """Facilities in one column: ``known`` codes or names and the others, each with its rows; ``several`` when a cell
    may hold several, in order; ``zones`` those of the first facility of each cell.
    """

    known: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    zones: Counter[str] = field(default_factory=Counter)
    several: bool = False


@dataclass(frozen=True)
class Seen:
    """``columns`` by name, in the order of the first sheet that has each; two of one name are told apart by number.
    ``lacking`` are columns that some sheets lack; ``withheld`` and ``blank`` the marks as they are written; ``seconds``
    the columns of times in which a second other than 00 stands; ``path`` is where it lies, and ``delimiter`` and
    ``encoding`` are as they were stated.
    """

    file: str
    look: Look
    columns: dict[str, ColumnLook]
    lacking: tuple[str, ...]
    withheld: tuple[str, ...]
    blank: tuple[str, ...]
    places: dict[str, Places]
    seconds: frozenset[str]
    sheets: tuple[str, ...]
    footnotes: int
    path: Path
    delimiter: str | None = None
    encoding: str | None = None

    def tables(self) -> Iterator[Sheet]:
        """The tables of the file, to be read once more."""
        return _tables(self.path, self.delimiter, self.encoding)

    @property
    def rows(self) -> int:
        return sum(sheet.rows for sheet in self.look.sheets)


def see(
    path: Path,
    told: Callable[[str, int], None] = lambda sheet, rows: None,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Seen:
    """See a file twice. Raises ``InputError`` as a look does."""
    looked = look(path, told=told, delimiter=delimiter, encoding=encoding)
    tables = [sheet for sheet in looked.sheets if sheet.columns]
    columns: dict[str, ColumnLook] = {}
    marks: Counter[str] = Counter()
    cells: dict[str, Counter[str]] = {}
    named: list[tuple[str, ...]] = []
    seconds: set[str] = set()
    for sheet, seen in zip(_tables(path, delimiter, encoding), tables, strict=True):
        names = told_apart(sheet.columns)
        named.append(tuple(names))
        for name, whole in zip(names, seen.columns, strict=True):
            notes = seen.footnotes if name == names[0] else 0  # a note is no time, and no fault of its column
            column = replace(whole, not_times=max(0, whole.not_times - notes))
            columns[name] = _joined(columns[name], column) if name in columns else replace(column, name=name)
        rows = 0
        for batch in sheet.batches():
            for name, column, values in zip(names, seen.columns, batch.columns[1:], strict=True):
                _watch(name, column, values, marks, cells)
                if column.kind == "time" and name not in seconds and pc.any(_with_seconds(values)).as_py():
                    seconds.add(name)
            rows += batch.num_rows
            told(sheet.name, rows)
    places = {name: found for name, texts in cells.items() if (found := _facilities(texts)).known}
    withheld = pc.match_substring_regex(pa.array(sorted(marks), pa.string()), WITHHELD).to_pylist()
    return Seen(
        str(path),
        looked,
        columns,
        tuple(name for name in columns if any(name not in names for names in named)),
        tuple(mark for mark, taken in zip(sorted(marks), withheld, strict=True) if taken),
        tuple(mark for mark, taken in zip(sorted(marks), withheld, strict=True) if not taken),
        places,
        frozenset(seconds),
        tuple(sheet.name for sheet in tables) if len(tables) < len(looked.sheets) else (),
        sum(sheet.footnotes for sheet in tables),
        path,
        delimiter,
        encoding,
    )


def _tables(path: Path, delimiter: str | None, encoding: str | None) -> Iterator[Sheet]:
    return (sheet for sheet in open_sheets(path, delimiter=delimiter, encoding=encoding) if sheet.columns)


def _joined(one: ColumnLook, other: ColumnLook) -> ColumnLook:
    """One column of two sheets. A kind that a sheet has by being empty gives way to the other's."""
    empty = ("blank", "withheld")
    kind = other.kind if one.kind in empty else one.kind
    if other.kind not in (kind, *empty):
        kind = "time" if {kind, other.kind} == {"day", "time"} else "text"
    counts = Counter(dict(one.values)) + Counter(dict(other.values))
    order = Forms(
        day_first=one.of_order[0] + other.of_order[0],
        month_first=one.of_order[1] + other.of_order[1],
        either=int("either" in (one.order, other.order)),
        found=list(dict.fromkeys((*one.forms, *other.forms))),
    )
    return replace(
        one,
        kind=kind,
        rows=one.rows + other.rows,
        blank=one.blank + other.blank,
        withheld=one.withheld + other.withheld,
        first=min(filter(None, (one.first, other.first)), default=""),
        last=max(one.last, other.last),
        midnights=one.midnights + other.midnights,
        midnights_expected=one.midnights_expected + other.midnights_expected,
        not_times=one.not_times + other.not_times,
        forms=order.used(),
        order=order.order,
        of_order=(order.day_first, order.month_first),
        values=tuple(counts.most_common(20)),
    )


def _watch(
    name: str, column: ColumnLook, values: pa.StringArray, marks: Counter[str], cells: dict[str, Counter[str]]
) -> None:
    """Gather the marks of a column, and the texts of one that may name facilities."""
    if not column.blank + column.withheld and column.kind not in ("code", "text"):
        return
    counted = pc.value_counts(values.drop_null())
    texts, counts = counted.field("values"), counted.field("counts")
    if column.blank or column.withheld:
        plain = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
        blank = pc.is_in(plain, value_set=pa.array([mark for mark in BLANKS if mark]))
        marks.update(texts.filter(pc.or_(blank, pc.match_substring_regex(texts, WITHHELD))).to_pylist())
    if column.kind in ("code", "text") and column.distinct <= _MOST_CODES:
        found = cells.setdefault(name, Counter())
        for text, count in zip(texts.to_pylist(), counts.to_pylist(), strict=True):
            found[text] += count


def _with_seconds(values: pa.StringArray) -> pa.BooleanArray:
    return pc.match_substring_regex(values, r":\d\d:(0[1-9]|[1-5]\d)")


def _facilities(texts: Counter[str]) -> Places:
    """The facilities that the texts name; none where less than half of the most frequent ones do."""
    table = load_facilities()
    found = Places(several=any(SEPARATOR in text for text in texts))
    often = [text.split(SEPARATOR)[0] for text, _ in texts.most_common(_TRIED)]
    if 2 * sum((table.by_code(text) or table.by_name(text)) is not None for text in often) < len(often):
        return Places()
    for text, count in texts.items():
        first, *_ = text.split(SEPARATOR)
        facility = table.by_code(first) or table.by_name(first)
        (found.unknown if facility is None else found.known)[first.strip()] += count
        if facility is not None:
            found.zones[facility.zone] += count
    return found
