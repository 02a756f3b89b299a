import json
from collections import Counter
from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.release.demo import make
from habeas.release.look.faults import LookFault
from habeas.release.look.look import Look, look
from habeas.release.look.words import fault_line, remarks, share


def looked(folder: Path, text: str) -> Look:
    path = folder / "released.csv"
    path.write_text(text, encoding="utf-8")
    return look(path)


def test_rows_at_fault_are_named() -> None:
    assert fault_line(LookFault("no name", 1, (5,))) == "1 row: no name (row 5)"
    assert fault_line(LookFault("no name", 2, (5, 9))) == "2 rows: no name (rows 5, 9)"
    assert fault_line(LookFault("no name", 3, (5, 9))) == "3 rows: no name (rows 5, 9 …)"
    assert fault_line(LookFault("no name", 3, ())) == "3 rows: no name"


def test_columns_by_what_their_cells_hold(tmp_path: Path) -> None:
    rows = [
        f'id{n},2025-01-{n % 28 + 1:02} 08:{n % 60:02}:00,01/{n % 28 + 1}/2025,{1950 + n},{n}.5,Yes,"b(6), b(7)c",,X'
        for n in range(60)
    ]
    seen = looked(
        tmp_path, "Unique Identifier,In,Day,Born,Hours,Final Order,Alien File,Note,Code\n" + "\n".join(rows) + "\n"
    )
    (sheet,) = seen.sheets
    assert {column.name: column.kind for column in sheet.columns} == {
        "Unique Identifier": "identifier", "In": "time", "Day": "day", "Born": "year", "Hours": "number",
        "Final Order": "yes or no", "Alien File": "withheld", "Note": "blank", "Code": "code",
    }  # fmt: skip
    assert (sheet.column("In").first, sheet.column("In").last, sheet.column("In").days) == (
        "2025-01-01",
        "2025-01-28",
        28,
    )
    assert sheet.column("Unique Identifier").distinct == 60
    assert (sheet.column("Alien File").withheld, sheet.column("Alien File").blank) == (60, 0)
    assert (sheet.column("Note").withheld, sheet.column("Note").blank) == (0, 60)


@pytest.mark.parametrize(
    "mark", ["b(6), b(7)c", "(b)(6),(b)(7)(c )", "(b)(6)", "[REDACTED]", "XXXX", "█████", "withheld"]
)
def test_marks_of_redaction(tmp_path: Path, mark: str) -> None:
    seen = looked(tmp_path, f'Name,Other\n"{mark}",a\nsomebody,b\n')
    assert seen.sheets[0].column("Name").withheld == 1


@pytest.mark.parametrize("value", ["b6d4f1", "beef", "(b) other", "6", "0b7c9a", "TX"])
def test_what_only_resembles_one(tmp_path: Path, value: str) -> None:
    assert looked(tmp_path, f"Name,Other\n{value},a\n").sheets[0].column("Name").withheld == 0


def test_more_midnights_than_their_neighbours_are_pointed_out(tmp_path: Path) -> None:
    times = [f"2025-01-{n % 28 + 1:02} {n % 24:02}:{n % 60:02}:00" for n in range(1, 200)]
    plain = looked(tmp_path, "Time,Row\n" + "".join(f"{time},{n}\n" for n, time in enumerate(times)))
    assert not plain.sheets[0].column("Time").suspicious
    times += [f"2025-02-{n % 28 + 1:02} 00:00:00" for n in range(40)]
    column = (
        looked(tmp_path, "Time,Row\n" + "".join(f"{time},{n}\n" for n, time in enumerate(times)))
        .sheets[0]
        .column("Time")
    )
    assert column.suspicious
    assert remarks(column).startswith("no zone; 41 exact midnights, about ")


def test_a_column_that_is_all_midnight_is_one_of_days(tmp_path: Path) -> None:
    column = looked(tmp_path, "Time,Row\n2025-01-01 00:00:00,1\n2025-01-02 00:00:00,2\n").sheets[0].column("Time")
    assert (column.kind, column.suspicious) == ("day", False)


def test_rows_that_cannot_be_right_are_named_with_their_rows(tmp_path: Path) -> None:
    text = """\
Stay Book In Date Time,Book In Date Time,Book Out Date Time,Stay Book Out Date Time,Facility Code,Birth Year,Identifier
2025-01-01 08:00,2025-01-01 08:00,2025-01-02 08:00,2025-01-03 08:00,AAA,1990,p1
2025-01-05 08:00,2025-01-05 08:00,2025-01-04 08:00,2025-01-06 08:00,AAA,1990,p2
2025-01-07 08:00,2025-01-06 08:00,2025-01-08 08:00,2025-01-07 09:00,AAA,1990,p3
2025-01-09 08:00,2025-01-09 08:00,2025-01-10 08:00,2025-01-10 08:00,AAA,2030,p4
2025-01-09 08:00,2025-01-09 08:00,2025-01-11 08:00,2025-01-11 08:00,AAA,1990,
2025-01-01 08:00,2025-01-01 08:00,2025-01-02 09:00,2025-01-03 08:00,AAA,1990,p1
"""
    (sheet,) = looked(tmp_path, text).sheets
    found = {fault.what: (fault.count, fault.rows) for fault in sheet.faults if fault.count}
    assert found == {
        "Book Out Date Time is before Book In Date Time": (1, (3,)),
        "Book In Date Time is before Stay Book In Date Time": (1, (4,)),
        "Stay Book Out Date Time is before Book Out Date Time": (1, (4,)),
        "Birth Year after Book In Date Time, or 110 years before it": (1, (5,)),
        "no Identifier": (1, (6,)),
        "rows that repeat another in Identifier, Book In Date Time, Facility Code": (1, ()),
    }
    assert {fault.what for fault in sheet.faults if not fault.count} == {
        "Stay Book Out Date Time is before Stay Book In Date Time"
    }


def test_a_day_without_a_clock_time_is_not_before_a_time_of_that_day(tmp_path: Path) -> None:
    (sheet,) = looked(
        tmp_path, "Book In,Book Out,Id\n2025-01-05 08:00,2025-01-05,a\n2025-01-05 08:00,2025-01-06 09:00,b\n"
    ).sheets
    assert not [fault for fault in sheet.faults if fault.count]


def test_a_file_without_a_row_says_so(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"no row stands under a header\. Name the row of the header: --header N\. \[no-rows\]"
    ):
        looked(tmp_path, "Name,Other\n")


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 10, ""), (10, 10, "100 %"), (1, 3, "33.3 %"), (1, 100_000, "0.1 %"), (99_999, 100_000, "99.9 %")],
)
def test_a_share_is_never_rounded_to_none_or_to_all(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


# ---- the real ones ---------------------------------------------------------------------------------------------------


def test_the_tucson_file(shared: Path) -> None:
    (sheet,) = look(shared / "data" / "tucson-hold" / "stays.csv").sheets
    assert (sheet.rows, sheet.header_row, len(sheet.columns)) == (1791, 1, 20)
    assert sheet.column("unique_identifier").distinct == 1787
    start = sheet.column("stay_book_in_date_time")
    assert (start.kind, start.first, start.last, start.suspicious) == ("time", "2025-01-02", "2026-03-10", False)
    assert sheet.column("holdHours").blank == 2
    assert not [fault for fault in sheet.faults if fault.count]


def test_the_seattle_files_under_their_banner(shared: Path) -> None:
    folder = shared / "data" / "seattle-removals"
    sheets = [
        look(folder / name).sheets[0] for name in ("SeattleAOROtherRemovals.csv", "SeattleAORExpeditedRemovals.csv")
    ]
    for sheet in sheets:
        assert (sheet.header_row, sheet.banner[0]) == (7, "ERO-LESA Statistical Tracking Unit")
        assert sheet.column("Departed Date").kind == "day"
        assert sheet.column("Date of Birth").kind == sheet.column("Event Number").kind == "withheld"
    assert sum(sheet.rows for sheet in sheets) // 100 == 269  # "about 26,900"


def test_a_made_release_shows_its_planted_faults(tmp_path: Path) -> None:
    make(tmp_path / "made", 3000, seed=7)
    truth = json.loads((tmp_path / "made" / "truth.json").read_text(encoding="utf-8"))
    file = tmp_path / "made" / "sources" / "detentions.xlsx"
    planted = {name: fault["rows"] for name, fault in truth["releases"]["detentions"]["faults"].items()}
    seen = look(file)
    found: Counter[str] = Counter()
    for sheet in seen.sheets:
        for fault in sheet.faults:
            found[fault.what] += fault.count
    assert sum(sheet.rows for sheet in seen.sheets) == truth["releases"]["detentions"]["rows"]
    assert sum(sheet.footnotes for sheet in seen.sheets) == truth["releases"]["detentions"]["footnotes"]
    assert found["Book Out Date Time is before Book In Date Time"] == planted["end-before-start"]
    assert found["Book In Date Time is before Stay Book In Date Time"] == planted["stint-before-stay"]
    assert found["no Anonymized Identifier"] == planted["no-identifier"]
    assert found["Stay Book Out Date Time is before Book Out Date Time"] == planted["stay-end-before-last-stint"]
    for sheet in seen.sheets:
        assert (sheet.header_row, sheet.column("Birth Date").kind) == (7, "withheld")
        assert sheet.column("Book In Date Time").suspicious


@pytest.mark.parametrize(
    ("cells", "forms", "first", "remark"),
    [
        (["13/01/2025", "02/01/2025"], ("%d/%m/%Y",), "2025-01-02", "days only"),
        (["01/13/2025", "02/01/2025"], ("%m/%d/%Y",), "2025-01-13", "days only"),
        (["01/02/2025", "02/01/2025"], ("%m/%d/%Y",), "2025-01-02",
         "days only; day first or month first: no cell tells"),
        (["13/01/2025", "01/14/2025"], ("%m/%d/%Y", "%d/%m/%Y"), "2025-01-13",
         "days only; in some cells the day stands first, in some the month; written in 2 ways"),
        (["13-01-2025 10:00", "02-01-2025 11:30"], ("%d-%m-%Y %H:%M",), "2025-01-02", "no zone"),
        (["01-13-2025", "02-01-2025"], ("%m-%d-%Y",), "2025-01-13", "days only"),
    ],
)  # fmt: skip
def test_the_order_of_day_and_month_is_that_of_the_column(
    tmp_path: Path, cells: list[str], forms: tuple[str, ...], first: str, remark: str
) -> None:
    column = (
        looked(tmp_path, "when,row\n" + "".join(f"{cell},x{n}\n" for n, cell in enumerate(cells)))
        .sheets[0]
        .column("when")
    )
    assert column.kind in ("day", "time")
    assert (column.forms, column.first, remarks(column)) == (forms, first, remark)
