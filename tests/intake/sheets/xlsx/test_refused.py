"""Workbooks that are not read, and what is said of them."""

import zipfile
from pathlib import Path

import pytest

from tests.intake.sheets.reading import refused, workbook
from tests.intake.sheets.xlsx.parts import MAIN, package

AGAIN = (
    "It is damaged or came only in part: download it again, or save it anew in a spreadsheet program. [bad-workbook]"
)
LIMIT = "No honest release looks like this; whoever made it can save it anew. [stopped-at-limit]"


def test_a_workbook_that_is_cut_off(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"S": [["a", "b"], [1, 2]]})
    path.write_bytes(path.read_bytes()[:-300])
    assert refused(path) == (
        "t.xlsx: the workbook cannot be read: its list of parts, which stands at the end of the file, is missing or"
        " damaged. " + AGAIN
    )


def test_a_workbook_with_damaged_bytes(tmp_path: Path) -> None:
    path = package(tmp_path / "t.xlsx", "<row><c><v>1</v></c></row>" * 5000)
    data = bytearray(path.read_bytes())
    at = data.index(b"sheet1.xml") + 60
    data[at : at + 40] = bytes(range(40))
    path.write_bytes(data)
    assert (
        refused(path) == f"t.xlsx: the workbook cannot be read: its part xl/worksheets/sheet1.xml is damaged. {AGAIN}"
    )


def test_a_protected_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes((1 << 20) - 18) + name + bytes(999))
    assert refused(path) == (
        "t.xlsx: the workbook is protected by a password. Open it in a spreadsheet program, take the password off, and"
        " save it again. [protected-workbook]"
    )
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999))
    assert refused(path) == ("t.xlsx: the workbook is of the kind before 2007 (.xls). Save it as XLSX. [old-workbook]")


def test_a_protected_archive(tmp_path: Path) -> None:
    path = package(tmp_path / "t.xlsx", "")
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:  # each entry of the list of parts: the bit "encrypted"
        data[at + 8] |= 1
        at += 4
    path.write_bytes(data)
    assert refused(path).startswith("t.xlsx: the workbook is protected by a password. ")


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"Detentions FY25": [["a", "b"]], "Arrests": [["a", "b"]]})
    assert refused(path, sheets=["Detention FY25", "Arrests", "Removals"]) == (
        't.xlsx: there is no sheet "Detention FY25". Nearest: "Detentions FY25". [missing-sheet]\n'
        't.xlsx: there is no sheet "Removals". Expected one of: Arrests, Detentions FY25. [missing-sheet]'
    )


def test_an_archive_without_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("stays.csv", "a,b\n")
    assert refused(path) == (
        "t.zip: this is a ZIP archive that holds no XLSX workbook, but stays.csv. Unpack it, and name the files in it."
        " [bad-workbook]"
    )


def test_a_binary_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", '<R><R Type="x/officeDocument" Target="xl/workbook.bin"/></R>')
        archive.writestr("xl/workbook.bin", b"")
    assert refused(path) == "t.xlsb: the workbook is of the binary kind (.xlsb). Save it as XLSX. [old-workbook]"


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ("<row r='2'><c r='A2'><v>1</v></c></row><row r='2'><c r='A2'><v>1</v></c></row>", 2),
        ("<row r='1048577'><c><v>1</v></c></row>", 0),
        ("<row r='4'><c r='XFE4'><v>1</v></c></row>", 4),
        ("<row r='4'><c t='s'><v>7</v></c></row>", 3),
        ("<row r='4'><c t='inlineStr'><is><t>&unknown;</t></is></c></row>", 3),
        ("<row r='4'><c t='inlineStr'><is><t>&#xD800;</t></is></c></row>", 3),
        ("<row r='4'><c r=A4><v>1</v></c></row>", 4),
        ("<row r='4'><c><v>1</v></row>", 4),
    ],
)
def test_a_sheet_that_is_not_written_as_one(tmp_path: Path, rows: str, after: int) -> None:
    assert refused(package(tmp_path / "t.xlsx", rows)) == (
        f't.xlsx: the workbook cannot be read: in the sheet "S", what follows row {after} is not written as rows and'
        f" cells are. {AGAIN}"
    )


@pytest.mark.parametrize(
    ("sheet", "what"),
    [
        ("<html/>", "is no sheet"),
        (f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"/>', "is not UTF-8"),
        (f'<worksheet xmlns="{MAIN}"><sheetData><row><c><v>1</v></c></row>', "ends in the middle"),
    ],
)
def test_a_part_that_is_no_sheet(tmp_path: Path, sheet: str, what: str) -> None:
    assert refused(package(tmp_path / "t.xlsx", "", sheet=sheet)) == (
        f"t.xlsx: the workbook cannot be read: its part xl/worksheets/sheet1.xml {what}. {AGAIN}"
    )


def test_entities_are_never_declared(tmp_path: Path) -> None:
    book = '<!DOCTYPE w [<!ENTITY a "b">]><workbook/>'
    assert refused(package(tmp_path / "t.xlsx", "", book=book)) == (
        f"t.xlsx: the workbook cannot be read: its part xl/workbook.xml declares entities. {AGAIN}"
    )
    rows = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    sheet = f'<!DOCTYPE w [<!ENTITY a "b">]><worksheet xmlns="{MAIN}">{rows}</worksheet>'
    assert "[bad-workbook]" in refused(package(tmp_path / "t.xlsx", "", sheet=sheet))


def test_text_that_is_not_utf_8(tmp_path: Path) -> None:
    path = package(tmp_path / "t.xlsx", "")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    row = b"<row><c t='inlineStr'><is><t>a\xff</t></is></c></row>"
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<sheetData>", b"<sheetData>" + row)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert "what follows row 1 is not written as rows and cells are" in refused(path)


def test_a_part_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.intake.sheets.xlsx.pieces.LONGEST", 1 << 20)
    monkeypatch.setattr("habeas.intake.sheets.xlsx.package.SMALL", 1 << 20)
    monkeypatch.setattr("habeas.intake.sheets.xlsx.strings.LARGEST", 1 << 16)
    cell = "<row><c t='inlineStr'><is><t>" + "x" * (2 << 20) + "</t></is></c></row>"
    assert refused(package(tmp_path / "t.xlsx", cell)) == (
        "t.xlsx: the workbook is not read: its part xl/worksheets/sheet1.xml has 1 MB without the end of a row. "
        + LIMIT
    )
    styles = "<x>" + " " * (3 << 20) + "</x>"
    assert refused(package(tmp_path / "t.xlsx", "", styles=styles)) == (
        f"t.xlsx: the workbook is not read: its part xl/styles.xml has 3 MB. {LIMIT}"
    )
    assert refused(package(tmp_path / "t.xlsx", "", "<si><t>" + "x" * 70_000 + "</t></si>")).endswith(
        f"its shared strings have more than 0 MB. {LIMIT}"
    )


def test_a_workbook_without_a_sheet_of_cells(tmp_path: Path) -> None:
    book = f'<workbook xmlns="{MAIN}"><sheets/></workbook>'
    assert refused(package(tmp_path / "t.xlsx", "", book=book)) == (
        f"t.xlsx: the workbook cannot be read: it has no sheet of cells. {AGAIN}"
    )
