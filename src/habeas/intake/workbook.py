"""XLSX files to grids: the first sheet of each, row numbers as the spreadsheet shows them.

A cell that holds an error, or a formula that was never computed, is a fault: it would otherwise read as empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from habeas.core.errors import Fault
from habeas.intake.cell_name import cell_name
from habeas.intake.grid import Grid
from habeas.intake.worker import Answer, ask


def read_workbooks(paths: Sequence[tuple[Path, str]], faults: list[Fault], notices: list[Fault]) -> list[Grid]:
    """A grid for each (path, shown name) that could be read; the others are in ``faults``."""
    grids = []
    for (_, file), answer in zip(paths, ask("workbook", [path for path, _ in paths]) if paths else [], strict=True):
        if "code" in answer:
            faults.append(
                Fault(answer["code"], f"this workbook is not read: {answer['what']}", "Save the sheet as CSV.", file)
            )
            continue
        errors = [
            Fault("error-cell", f"cell {cell_name(row, column)} holds an error, or a formula that was never computed.",
                  "Write its value.", file, row)
            for row, column in answer["errors"]
        ]  # fmt: skip
        faults.extend(errors)
        if not errors:
            grids.append(_grid(file, answer))
        if answer["others"]:
            notices.append(
                Fault("other-sheets", f'only the first sheet, "{answer["sheet"]}", is read; there are also: '
                      + ", ".join(answer["others"]) + ".", "", file)
            )  # fmt: skip
    return grids


def _grid(file: str, answer: Answer) -> Grid:
    numbered = [(number, record) for number, record in enumerate(answer["records"], 1) if any(record)]
    return Grid(
        file,
        [record for _, record in numbered],
        [number for number, _ in numbered],
        frozenset((row, column) for row, column in answer["dated"]),
        frozenset((row, column) for row, column in answer["midnights"]),
    )
