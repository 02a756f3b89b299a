"""XLSX files: what a cell says, and what is stopped."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from habeas.core.errors import Fault
from habeas.intake.cell_name import cell_name
from habeas.intake.grid import Grid
from habeas.intake.workbook import read_workbooks
from tests.intake.folder import workbook


def read(path: Path) -> tuple[Grid | None, list[Fault], list[Fault]]:
    faults: list[Fault] = []
    notices: list[Fault] = []
    grids = read_workbooks([(path, path.name)], faults, notices)
    return (grids[0] if grids else None), faults, notices


def test_cells_as_a_person_reads_them(tmp_path: Path) -> None:
    minute = datetime(2025, 3, 15, 18, 48)  # noqa: DTZ001 - a cell has no zone
    row: list[object] = [
        17, 1.5, 0.1 + 0.2, True, date(2025, 3, 15), minute, minute.replace(second=30),
        time(6, 5), timedelta(hours=30, minutes=5), "  two\nlines ", None, "end",
    ]  # fmt: skip
    grid, faults, _ = read(workbook(tmp_path / "t.xlsx", [[f"c{n}" for n in range(12)], row]))
    assert faults == []
    assert grid is not None
    assert grid.records[1] == [
        "17", "1.5", "0.3", "true", "2025-03-15", "2025-03-15 18:48", "2025-03-15 18:48:30", "06:05", "30:05",
        "two\nlines", "", "end",
    ]  # fmt: skip
    assert grid.dated == {(2, 4), (2, 5), (2, 6)}


def test_blank_rows_are_counted(tmp_path: Path) -> None:
    grid, _, _ = read(workbook(tmp_path / "t.xlsx", [["a"], [], ["x"]]))
    assert grid is not None
    assert grid.numbers == [1, 3]


@pytest.mark.parametrize(
    ("shown", "midnight"),
    [("yyyy-mm-dd", False), ("d mmm", False), ("yyyy-mm-dd hh:mm", True), ('d "h" mmm yyyy', False),
     ("[$-409]m/d/yy h:mm AM/PM;@", True), ("General", False)],
)  # fmt: skip
def test_a_midnight_is_told_by_how_the_cell_is_shown(tmp_path: Path, shown: str, *, midnight: bool) -> None:
    grid, _, _ = read(workbook(tmp_path / "t.xlsx", [["when"], [date(2025, 3, 15)]], {"A2": shown}))
    assert grid is not None
    assert bool(grid.midnights) is midnight


def test_errors_and_formulas_that_were_never_computed_are_faults(tmp_path: Path) -> None:
    grid, faults, _ = read(workbook(tmp_path / "t.xlsx", [["a", "b"], ["=1+1", "#N/A"]]))
    assert grid is None
    assert [str(fault) for fault in faults] == [
        f"t.xlsx:2: cell {cell} holds an error, or a formula that was never computed. Write its value. [error-cell]"
        for cell in ("A2", "B2")
    ]


def test_other_sheets_are_said(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.create_sheet("Old")
    book.save(tmp_path / "t.xlsx")
    _, _, notices = read(tmp_path / "t.xlsx")
    assert [str(notice) for notice in notices] == [
        't.xlsx: only the first sheet, "Sheet", is read; there are also: Old. [other-sheets]'
    ]


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04 no more")
    _, faults, _ = read(tmp_path / "t.xlsx")
    assert [fault.code for fault in faults] == ["bad-workbook"]


def test_names_of_cells() -> None:
    assert [cell_name(7, index) for index in (0, 25, 26, 701, 702)] == ["A7", "Z7", "AA7", "ZZ7", "AAA7"]


HOSTILE = {
    "billion_laughs": "bad-workbook", "dim_lie": "", "far_cell": "stopped-at-limit", "million_rows": "stopped-at-limit",
    "quadratic_blowup": "bad-workbook", "truncated": "bad-workbook", "xxe_file": "bad-workbook",
    "zipbomb_300MB_cell": "stopped-at-limit",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_stopped(shared: Path, name: str) -> None:
    _, faults, _ = read(shared / "hostile" / "generated" / f"{name}.xlsx")
    assert [fault.code for fault in faults] == ([HOSTILE[name]] if HOSTILE[name] else [])


def test_workbooks_of_calamines_own_tests_are_read_or_refused(shared: Path) -> None:
    paths = sorted((shared / "hostile" / "calamine-tests" / "tests").glob("*.xlsx"))
    faults: list[Fault] = []
    grids = read_workbooks([(path, path.name) for path in paths], faults, [])
    assert len(paths) > 40
    assert len(grids) + len({fault.file for fault in faults}) == len(paths)
    assert len(grids) > 35
