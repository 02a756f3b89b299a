"""What a cell of a workbook says, in every way in which programs write it."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from habeas.core.errors import InputError
from tests.intake.sheets.reading import only, read, refused, workbook
from tests.intake.sheets.xlsx.parts import MAIN, cells, package, row_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>17</v></c>", "17"), ("<c t='n'><v>17.0</v></c>", "17"), ("<c><v>1.5E-3</v></c>", "0.0015"),
        ("<c><v>5.1166666666666663</v></c>", "5.11666666666667"), ("<c><v>-0.5</v></c>", "-0.5"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"), ("<c><v>12345678901234567890</v></c>", "12345678901234567890"),
        ("<c><v>007</v></c>", "7"), ("<c t='b'><v>1</v></c>", "true"), ("<c t='b'><v>0</v></c>", "false"),
        ("<c t='e'><v>#N/A</v></c>", "#N/A"), ("<c t='d'><v>2025-03-15T18:48:00</v></c>", "2025-03-15T18:48:00"),
        ("<c t='str'><f>A1&amp;B1</f><v>x &lt;y&gt; &amp;amp; &#233;&#xE9;&#x1F600;</v></c>", "x <y> &amp; éé😀"),
        ("<c t='inlineStr'><is><t xml:space='preserve'> a  b </t></is></c>", " a  b "),
        ("<c t='inlineStr'><is><t>a\r\nb\rc_x000D_\nd_x0041_</t></is></c>", "a\nb\nc\ndA"),
        ("<c t='inlineStr'><is><r><rPr><b/></rPr><t>two:</t></r><r><t> &amp; one</t></r></is></c>", "two: & one"),
        ("<c t='inlineStr'><is><t>written</t><rPh sb='0' eb='1'><t>spoken</t></rPh></is></c>", "written"),
        ("<c t='inlineStr'><is><t><![CDATA[a<b]]></t></is></c>", "a<b"),
        ("<c t='s'><v>0</v></c>", "plain"), ("<c t='s'><v>1</v></c>", "first second"),
        ("<c t='s'><v>2</v></c>", "é\ne"),
        ("<c><f>1+1</f><v>2</v></c>", "2"), ("<c><!-- a note --></c><c t='s'><v>0</v></c>", None),
    ],
)  # fmt: skip
def test_a_cell(tmp_path: Path, cell: str, text: str | None) -> None:
    strings = (
        "<!-- three --><si><t>plain</t></si><si><r><t>first </t></r><r><t xml:space='preserve'>second</t></r>"
        "<rPh><t>no</t></rPh></si><si><t>&#233;_x000D_\ne</t></si><si/>"
    )
    path = package(tmp_path / "t.xlsx", f"<row>{cell}</row>", strings)
    if text is None:
        with pytest.raises(InputError, match="not written as rows and cells are"):
            cells(path)
    else:
        assert row_of(path) == [text]


@pytest.mark.parametrize("opened", ["<sst/>", f'<sst xmlns="{MAIN}"/>', f'<sst xmlns="{MAIN}" count="0" ></sst>'])
def test_a_workbook_that_keeps_no_strings(tmp_path: Path, opened: str) -> None:
    path = package(tmp_path / "t.xlsx", "<row><c><v>17</v></c></row>")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{opened}')
    assert row_of(path) == ["17"]


def test_blank_cells_are_none(tmp_path: Path) -> None:
    rows = (
        "<row r='3'><c r='B3' s='1'/><c r='C3'><v></v></c><c r='D3' t='str'><f>\"\"</f><v></v></c>"
        "<c r='E3' t='s'><v>0</v></c>"
        "<c r='F3'><v>1</v></c></row><row r='5'/><row r='6' spans='1:2'></row><row><c><v>7</v></c></row>"
    )
    assert cells(package(tmp_path / "t.xlsx", rows, "<si><t></t></si>")) == {(3, 5): "1", (7, 0): "7"}


def test_a_prefix_before_every_element(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="A2" t="inlineStr"><x:is>'
        "<x:r><x:t>a:</x:t></x:r>"
        '<x:r><x:t>b</x:t></x:r></x:is></x:c><x:c r="B2"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert cells(package(tmp_path / "t.xlsx", "", sheet=sheet)) == {(2, 0): "a:b", (2, 1): "2"}


DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))


@settings(max_examples=40)
@given(DAYS, st.times(), st.booleans())
def test_dates_and_times(tmp_path_factory: pytest.TempPathFactory, day: date, clock: time, mac: bool) -> None:
    clock = clock.replace(microsecond=0)
    moment = datetime.combine(day, clock)
    book = Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
        day = max(day, date(1904, 1, 2))
        moment = datetime.combine(day, clock)
    assert book.active is not None
    book.active.append([moment, moment, day, day, clock, moment])
    shown = {"A1": "yyyy-mm-dd hh:mm", "B1": "m/d/yyyy", "C1": "d mmm yy", "D1": "m/d/yy h:mm AM/PM", "E1": "h:mm",
             "F1": "h:mm"}  # fmt: skip
    for cell, code in shown.items():
        book.active[cell].number_format = code
    path = tmp_path_factory.mktemp("book") / "t.xlsx"
    book.save(path)
    iso = moment.isoformat()
    assert row_of(path) == [
        iso, iso if clock != time() else day.isoformat(), day.isoformat(), f"{day.isoformat()}T00:00:00",
        clock.isoformat(), iso,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("1", "m/d/yyyy", "1900-01-01"), ("59", "m/d/yyyy", "1900-02-28"), ("60", "m/d/yyyy", "60"),
        ("61", "m/d/yyyy", "1900-03-01"), ("0", "m/d/yyyy", "0"), ("-1", "m/d/yyyy", "-1"),
        ("2958465", "m/d/yyyy", "9999-12-31"), ("2958466", "m/d/yyyy", "2958466"),
        ("45731.78333333333", "m/d/yyyy h:mm", "2025-03-15T18:48:00"),
        ("45731.783333", "yyyy\\-mm", "2025-03-15T18:48:00"),
        ("45731.783339120368", "yyyy-mm-dd hh:mm:ss.000", "2025-03-15T18:48:00.500"),
        ("45731.999999999", "yyyy-mm-dd hh:mm", "2025-03-16T00:00:00"), ("1.25", "[h]:mm", "30:00:00"),
        ("104.5", "[hh]:mm:ss", "2508:00:00"), ("0.5", 'h "h"', "12:00:00"), ("45731", "0.00E+00", "45731"),
        ("45731", '"day" 0', "45731"), ("45731", "General", "45731"), ("45731", "[Red]0;[Blue]-0", "45731"),
        ("45731", "[$-409]mmmm d, yyyy;@", "2025-03-15"), ("45731", "mmm", "2025-03-15"),
    ],
)  # fmt: skip
def test_a_number_is_what_its_format_shows(tmp_path: Path, number: str, code: str, text: str) -> None:
    code = code.replace('"', "&quot;")
    styles = (
        f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>'
    )
    path = package(tmp_path / "t.xlsx", f'<row><c s="1"><v>{number}</v></c></row>', styles=styles)
    assert row_of(path) == [text]


@pytest.mark.parametrize(("built_in", "text"), [(14, "2025-03-15"), (22, "2025-03-15T00:00:00"), (46, "1097544:00:00"),
                                                (4, "45731"), (57, "2025-03-15")])  # fmt: skip
def test_formats_that_a_workbook_need_not_spell_out(tmp_path: Path, built_in: int, text: str) -> None:
    path = package(
        tmp_path / "t.xlsx", '<row><c s="0"><v>45731</v></c></row>',
        styles=f'<cellXfs><xf numFmtId="{built_in}"/></cellXfs>',
    )  # fmt: skip
    assert row_of(path) == [text]


def test_formulas_that_were_never_computed_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"May": [["a", "b"], [1, "=1+1"], ["=2", 3]]})
    mend = "Open the workbook in a spreadsheet program, and save it. [error-cell]"
    assert refused(path) == "\n".join(
        f't.xlsx:{row}: cell {cell} of the sheet "May" holds a formula that was never computed. {mend}'
        for row, cell in ((2, "B2"), (3, "A3"))
    )


def test_columns_that_the_header_does_not_name_have_their_letters(tmp_path: Path) -> None:
    found = only(workbook(tmp_path / "t.xlsx", {"May": [["a", "b"], [1, 2], [3, 4, None, "note"]]}))
    assert found.sheet.columns == ("a", "b", "column C", "column D")
    assert found.rows == [[2, "1", "2", None, None], [3, "3", "4", None, "note"]]


def test_cells_beyond_the_header_and_out_of_sight_are_refused_until_they_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"May": [["a", "b"], *[[1, 2]] * 300, [3, 4, "note"]]})
    assert refused(path) == (
        't.xlsx:302: cell C302 of the sheet "May" is filled, and the header has no column there. Name it in the header,'
        ' or it and those before it in the mapping: "column C". [ragged-row]'
    )
    assert only(path, named=["column C"]).rows[-1] == [302, "3", "4", "note"]
    assert only(path, header=1, sheets=["May"], named=["column C", "column D"]).sheet.columns[2:] == (
        "column C",
        "column D",
    )


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], include_characters="\n"), max_size=12)
VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda value: round(value, 4)),
    TEXT,
)


@settings(max_examples=60)
@given(st.lists(st.lists(VALUE, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_a_library_writes_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]) -> None:
    path = workbook(tmp_path_factory.mktemp("book") / "t.xlsx", {"S": [["first", "second", "third"], *rows]})
    shown = [[as_text(value) for value in row] for row in rows]
    assert only(path).rows == [[number, *row] for number, row in enumerate(shown, 2) if any(row)]


def as_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    if isinstance(value, str) and value.startswith("="):
        return value
    return None if value in {None, ""} else str(value)


def test_rows_come_in_pieces_without_a_seam(tmp_path: Path) -> None:
    many = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="C{number}" t="inlineStr"><is>'
        f"<t>{'y' * 300}</t></is></c>"
        "</row>"
        for number in range(2, 60_000)
    )
    head = '<row r="1">' + "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in "abc") + "</row>"
    found = only(package(tmp_path / "t.xlsx", head + many))
    assert [row[0] for row in found.rows] == list(range(2, 60_000))
    assert all(row == [row[0], str(row[0]), None, "y" * 300] for row in found.rows)


def test_sheets_of_different_widths_are_read_in_their_order(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        {
            "FY25": [["Unit"], [], ["a", "b"], ["1", "x"], ["Note: y"]],
            "FY24": [["a", "b", "c", "d"], ["2", None, None, "z"], ["* see above"]],
            "Empty": [],
            "Footnotes": [["1. Counts are of persons."], ["2. As of May."]],
        },
    )
    first, second, notes = read(path)
    assert (first.sheet.name, first.sheet.header_row, first.sheet.banner) == ("FY25", 3, ("Unit",))
    assert first.rows == [[4, "1", "x"], [5, "Note: y", None]]
    assert second.rows == [[2, "2", None, None, "z"], [3, "* see above", None, None, None]]
    assert [note.row for note in second.sheet.footnotes] == [3]
    assert (notes.sheet.name, notes.sheet.columns, notes.rows) == ("Footnotes", (), [])
    assert notes.sheet.banner == ("1. Counts are of persons.", "2. As of May.")
    assert [each.sheet.name for each in read(path, sheets=["FY24", "FY25"])] == ["FY24", "FY25"]


def test_parts_are_found_whatever_separates_their_names(tmp_path: Path) -> None:
    path = package(tmp_path / "t.xlsx", "<row><c><v>1</v></c></row>")
    with zipfile.ZipFile(path) as archive:
        parts = {name.replace("/", "\\"): archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert row_of(path) == ["1"]


def test_lengths_written_by_a_library(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"S": [["a"], [timedelta(hours=30, minutes=5)]]}, {"A2": "[h]:mm"})
    assert cells(path)[2, 0] == "30:05:00"
