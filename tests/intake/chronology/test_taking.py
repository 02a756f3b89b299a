"""Whole sheets, as people keep them, to rows of a matter."""
# ruff: noqa: E501 - the messages stand as they are printed

from datetime import date, time
from pathlib import Path

import pytest

from habeas.core.errors import InputError, UseError
from habeas.intake import read_matter
from habeas.intake.chronology import Options
from habeas.intake.chronology.taking import Taking, read_chronology, write_chronology
from habeas.intake.documents import Given
from tests.intake.folder import GOOD, workbook, write_matter

SHEET: list[list[object]] = [
    ["Garcia v. Warden: chronology", None, None],
    ["Prepared 4/1/2026"],
    [],
    ["No.", "Date", "Time", "Event", "Detainee", "From", "To", "Source", "Agency", "Notes", "Our view"],
    [1, date(2026, 1, 14), time(6, 30), "Arrested at home", "P-17", None, None, "Decl. ¶ 3", "ICE", None, None],
    [2, date(2026, 1, 14), "about 11 am", "Booked in at Jail A", "P-17", None, "Jail A", "decl", "ICE", "n/a", None],
    [
        3,
        "1/22/2026",
        "9:10 AM",
        "Moved",
        "P-17, P-18",
        "Jail A",
        "Center B",
        "ECF No. 12-1 at 2",
        "ICE",
        "early",
        "bad",
    ],
    ["FEBRUARY"],
    [4, "2/1/2026", None, "Hearing held", "P-17", "-", None, None, None, None, None],
]


def take(folder: Path, path: Path, options: Options | None = None) -> Taking:
    return read_chronology(folder, path, lambda _: options or Options(), Given("timeline"))


def test_a_sheet_as_people_keep_it(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    taking = take(folder, workbook(tmp_path / "Garcia log.xlsx", SHEET))
    assert taking.proposal.faults == ()
    assert taking.text.replace("the author of Garcia log.xlsx", "AUTHOR") == (
        "id,when,what,who,by,from,to,place,about,said_by,stance,said,source,pin,quote,label,note,locator\n"
        ",2026-01-14T06:30,arrests,p-17,ice,,,,,ICE,asserts,,decl,¶ 3,,,Arrested at home,\n"
        ",2026-01-14T11:00~,books_in,p-17,ice,,jail-a,,,ICE,asserts,,decl,,,,Booked in at Jail A,\n"
        ",2026-01-22T09:10,transfers,p-17;p-18,ice,jail-a,center-b,,,AUTHOR,asserts,,garcia-log,ECF No. 12-1 at 2,,,"
        "Moved; Our view: bad; early,row=7\n"
        ",2026-02-01,hears,p-17,,,,,,AUTHOR,asserts,,garcia-log,,,,Hearing held,row=9\n"
    )
    assert taking.proposal.left_out == ((1, "Garcia v. Warden: chronology"), (2, "Prepared 4/1/2026"), (8, "FEBRUARY"))
    assert taking.proposal.guesses == (
        "3/4/2025 is read with the month first.",
        'Cells that say "-", "n/a" are left empty.',
        "No column says who says so: taken as said by ICE, the author of Garcia log.xlsx (--said-by).",
        "No column says how it is said: taken as asserts (--stance).",
        "Rows that name no source of this matter stand in the sheet itself, source garcia-log (--source).",
    )
    before = read_matter(folder)
    write_chronology(folder, taking)
    after = read_matter(folder)
    assert len(after.claims) == len(before.claims) + taking.claims
    assert (folder / "sources" / "Garcia log.xlsx").read_bytes() == (tmp_path / "Garcia log.xlsx").read_bytes()
    assert after.sources["garcia-log"].kind == "timeline"
    assert {claim.row for claim in after.claims} - {claim.row for claim in before.claims} == {
        f"garcia-log.csv:{number}" for number in (2, 3, 4, 5)
    }


def test_what_is_said_of_the_sheet_wins(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    path = tmp_path / "log.csv"
    path.write_text("Day;Hour;What happened\n15/3/2026;9.10;Geliefert\n", encoding="utf-8")
    options = Options(
        "decl", "ICE (Smith Decl.)", "admits", columns={"Hour": "time"}, taught={"geliefert": "hands_over"}
    )
    taking = take(folder, path, options)
    assert [cells for _, cells in taking.proposal.rows] == [
        dict.fromkeys(taking.text.split("\n", maxsplit=1)[0].split(","), "")
        | {"when": "2026-03-15T09:10", "what": "hands_over", "said_by": "ICE (Smith Decl.)", "stance": "admits",
           "source": "decl", "note": "Geliefert"}
    ]  # fmt: skip
    write_chronology(folder, taking)
    assert not (folder / "sources" / "log.csv").exists()  # no row stands in it


def test_what_cannot_be_told_is_listed_and_nothing_is_written(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    path = tmp_path / "log.csv"
    path.write_text(
        "Date,Event,Who,Said by\n"
        "3/15/2025,Transfer,P-17,ICE\n"
        ",Transfer,P-17,ICE\n"
        "mar-25,Transfer,P-17,ICE\n"
        "3/16/2025,Phone call,P-17,ICE\n"
        "3/17/2025,Transfer,P17\u0430,ICE\n"
        "2025-03-18 00:00:00,Transfer,P-17,ICE\n",
        encoding="utf-8",
    )
    taking = take(folder, path)
    assert [(fault.row, fault.column, fault.code) for fault in taking.proposal.faults] == [
        (3, "Date", "no-date"), (4, "Date", "spreadsheet-date"), (5, "Event", "unknown-act"), (6, "who", "mixed-scripts"),
        (7, "Date", "unwritten-midnight"),
    ]  # fmt: skip
    before = sorted(folder.rglob("*"))
    with pytest.raises(InputError):
        write_chronology(folder, taking)
    assert sorted(folder.rglob("*")) == before


def test_a_midnight_that_no_one_wrote_is_refused_unless_a_column_has_the_time(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    shown = {"A2": "m/d/yy h:mm", "A3": "m/d/yy h:mm"}
    rows: list[list[object]] = [["Date", "Time", "Event"], [date(2025, 3, 15), None, "Transfer"],
                                [date(2025, 3, 15), "18:48", "Release"]]  # fmt: skip
    taking = take(folder, workbook(tmp_path / "log.xlsx", rows, shown))
    assert [(fault.row, fault.code) for fault in taking.proposal.faults] == [(2, "unwritten-midnight")]
    assert [cells["when"] for _, cells in taking.proposal.rows] == ["2025-03-15T18:48"]


def test_near_names_and_acts_that_are_there_already_are_asked_about(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    path = tmp_path / "log.csv"
    path.write_text("Date,Event,Person,To\n2025-03-15,Landed,P-17,Hondurass\n", encoding="utf-8")
    taking = take(folder, path, Options(said_by="ICE"))
    assert taking.near == (("place:honduras", "place:hondurass"),)
    path.write_text("Date,Event,Person\n2025-03-15,Landed,P-17\n", encoding="utf-8")
    assert [[one.event.witness.row for one in group] for group in take(folder, path).same] == [
        ["log.csv:2", "night.csv:2"]
    ]


def test_a_file_of_the_name_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    path = tmp_path / "Night.csv"
    path.write_text("Date,Event\n2025-03-15,Landed\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"events/night\.csv is there already"):
        take(folder, path)


def test_a_sheet_that_is_no_chronology(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    path = tmp_path / "log.csv"
    path.write_text("Item,Price\napples,3\n", encoding="utf-8")
    with pytest.raises(InputError, match="no row looks like the header of a chronology"):
        take(folder, path)


def test_a_source_that_there_is_not(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    path = tmp_path / "log.csv"
    path.write_text("Date,Event\n2025-03-15,Landed\n", encoding="utf-8")
    with pytest.raises(UseError) as refused:
        take(folder, path, Options(source="dec"))
    assert str(refused.value) == '--source: there is no source "dec". Nearest: "decl".'


def test_a_matter_with_errors_takes_no_sheet(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m", {"claims/claims.csv": GOOD["claims/claims.csv"].replace("departs", "depart")})
    path = tmp_path / "log.csv"
    path.write_text("Date,Event\n2025-03-15,Landed\n", encoding="utf-8")
    with pytest.raises(InputError, match='"depart" is not a code'):
        take(folder, path)
