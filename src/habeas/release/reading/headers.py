"""Whether the columns of a sheet and those of a mapping are the same: every column used, kept, or dropped by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from habeas.core.errors import Fault, nearest
from habeas.core.faults import quoted
from habeas.intake.cell_name import column_name
from habeas.release.model import Mapping


@dataclass(frozen=True)
class Layout:
    """``at`` gives the place of each column that the mapping uses, in the batches of the sheet (``row`` is at 0);
    ``unnamed`` are the columns that it does not mention, with their places; ``missing`` those that the sheet lacks.
    """

    at: dict[str, int]
    unnamed: dict[str, int]
    missing: tuple[str, ...]


def layout(mapping: Mapping, columns: Sequence[str], where: str, lenient: bool, faults: list[Fault]) -> Layout:
    """Where each column of the mapping stands in a sheet with these ``columns``.

    ``where`` names the sheet in messages; ``lenient``: a column may be missing here (rule ``differing-columns``).
    """
    names = told_apart(columns)
    places = {name: at for at, name in enumerate(names, 1)}
    doubled = {name for name, times in Counter(columns).items() if times > 1}
    used = _used(mapping)
    missing = []
    for column, line in used.items():
        if column in places:
            continue
        if column in doubled:
            faults.append(
                Fault("doubled-column", f"{where} has several columns named {quoted(column)}.",
                      f'Write which: "{column} [1]" is the first, "{column} [2]" the second.', mapping.file, line=line)
            )  # fmt: skip
        elif lenient:
            missing.append(column)
        else:
            faults.append(missing_column(mapping, column, line, where, names))
    dropped = set(mapping.drop)
    if not lenient:
        faults.extend(
            missing_column(mapping, column, mapping.lines["drop"], where, names)
            for column in mapping.drop
            if column not in places and column not in doubled
        )
    at = {column: places[column] for column in used if column in places}
    unnamed = {
        name: place
        for name, place in places.items()
        if name not in used
        and name not in dropped
        and name.rpartition(" [")[0] not in doubled & (dropped | used.keys())
    }
    return Layout(at, unnamed, tuple(missing))


def columns_of(mapping: Mapping) -> frozenset[str]:
    """Every column that the mapping names, whatever for."""
    return frozenset({*_used(mapping), *mapping.drop})


def told_apart(columns: Sequence[str]) -> list[str]:
    """The names of the columns; of several of one name, each with its number in brackets."""
    times = Counter(columns)
    seen: Counter[str] = Counter()
    names = []
    for column in columns:
        seen[column] += 1
        names.append(f"{column} [{seen[column]}]" if times[column] > 1 else column)
    return names


def missing_column(mapping: Mapping, column: str, line: int, where: str, names: Sequence[str]) -> Fault:
    by_letter = next((name for at, name in enumerate(names, 1) if column_name(at) == column), None)
    mend = (
        f"That column is named {quoted(by_letter)}."
        if by_letter
        else (nearest(column, names) or "Look at its header with `habeas release look FILE`.")
    )
    return Fault("missing-column", f"{where} has no column {quoted(column)}.", mend, mapping.file, line=line)


def unused_column(mapping: Mapping, column: str, where: str) -> Fault:
    what = f"the column {quoted(column)} of {where} is neither used, kept nor dropped."
    line = mapping.lines.get("drop", mapping.lines["properties"])
    return Fault("unused-column", what, "Add it to keep: or to drop:.", mapping.file, line=line)


def _used(mapping: Mapping) -> dict[str, int]:
    """Every column that is mapped or kept, with the line that says so."""
    used: dict[str, int] = {}
    for each in mapping.properties:
        for column in each.columns:
            used.setdefault(column, each.line)
    for column in mapping.keep:
        used.setdefault(column, mapping.lines["keep"])
    return used
