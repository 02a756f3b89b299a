"""The files of a matter that hold rows: which they are, how they are named in messages, and their grids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from habeas.core.errors import Fault, InputError
from habeas.intake import claims, events, sources
from habeas.intake.delimited import read_delimited
from habeas.intake.grid import Columns, Grid, Table, tabulate
from habeas.intake.workbook import read_workbooks

_READ = (".csv", ".xlsx")
_IGNORED = (".md", ".txt")  # notes that people keep beside their tables


@dataclass(frozen=True, slots=True)
class RowFile:
    path: Path
    shown: str
    columns: Columns


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a matter by what their rows are."""

    sources: tuple[Table, ...]
    claims: tuple[Table, ...]
    events: tuple[Table, ...]


def read_tables(folder: Path, faults: list[Fault], notices: list[Fault]) -> Tables:
    """All tables that could be read; the reasons for the others are in ``faults``."""
    found = {
        "sources": _sources_file(folder, faults),
        "claims": _folder(folder, "claims", claims.COLUMNS, faults),
        "events": _folder(folder, "events", events.COLUMNS, faults),
    }
    shown = _shown_names(folder, [path for paths, _ in found.values() for path in paths])
    files = {kind: [RowFile(path, shown[path], columns) for path in paths] for kind, (paths, columns) in found.items()}
    grids = _grids([file for each in files.values() for file in each], faults, notices)
    tables = {
        kind: tuple(
            table
            for file in each
            if file.shown in grids and (table := tabulate(grids[file.shown], file.columns, faults)) is not None
        )
        for kind, each in files.items()
    }
    return Tables(**tables)


def _sources_file(folder: Path, faults: list[Fault]) -> tuple[list[Path], Columns]:
    found = [path for ending in _READ if (path := folder / f"sources{ending}").is_file()]
    if not found:
        faults.append(
            Fault("missing-file", "there is no sources.csv in the matter.",
                  "Every claim stands in a source: list them there, with at least id and kind.", "sources.csv")
        )  # fmt: skip
    if len(found) > 1:
        faults.append(
            Fault("doubled-file", "there is a sources.csv and a sources.xlsx.", "Keep one of the two.", "sources.csv")
        )
    return found, sources.COLUMNS


def _folder(folder: Path, name: str, columns: Columns, faults: list[Fault]) -> tuple[list[Path], Columns]:
    found = []
    if (folder / name).is_dir():
        for path in sorted((folder / name).iterdir()):
            ending = path.suffix.lower()
            if path.name.startswith((".", "~$")) or ending in _IGNORED:
                continue
            if path.is_file() and ending in _READ:
                found.append(path)
            else:
                faults.append(
                    Fault("unread-file", "this is neither a CSV nor an XLSX file.",
                          "Save it as one of the two, or move it elsewhere.", f"{name}/{path.name}")
                )  # fmt: skip
    return found, columns


def _shown_names(folder: Path, paths: Sequence[Path]) -> dict[Path, str]:
    """The name alone, or with its folder where two files of the matter have one name."""
    known = Counter(path.name for path in paths)
    return {path: path.name if known[path.name] == 1 else path.relative_to(folder).as_posix() for path in paths}


def _grids(files: Sequence[RowFile], faults: list[Fault], notices: list[Fault]) -> dict[str, Grid]:
    workbooks = [(file.path, file.shown) for file in files if file.path.suffix.lower() == ".xlsx"]
    grids = {grid.file: grid for grid in read_workbooks(workbooks, faults, notices)}
    for file in files:
        if file.path.suffix.lower() == ".csv":
            try:
                grids[file.shown] = read_delimited(file.path.read_bytes(), file.shown, file.columns.known)
            except InputError as error:
                faults.extend(error.faults)
    return grids
