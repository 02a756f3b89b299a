"""Delimited text: delimiters, encodings, banners and footnotes, and the rows that a spreadsheet would show."""

import bz2
import codecs
import csv
import gzip
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.intake.sheets import open_sheets
from habeas.intake.sheets import signs as signs_module
from habeas.intake.sheets.signs import Signs
from tests.intake.sheets.reading import only, refused, text_file


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^", "~", "\x1f"])
def test_the_delimiter_is_told(tmp_path: Path, sign: str) -> None:
    text = f'name{sign}day{sign}remark\n"A, B; C"{sign}2025-03-15{sign}x\nD{sign}2025-03-16{sign}"e|f\tg, h"\n'
    found = only(text_file(tmp_path, text))
    assert found.sheet.columns == ("name", "day", "remark")
    assert found.rows == [[2, "A, B; C", "2025-03-15", "x"], [3, "D", "2025-03-16", "e|f\tg, h"]]


def test_a_delimiter_may_be_stated(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b:c\n1,2:3\n")
    assert only(path, delimiter=":").sheet.columns == ("a,b", "c")
    assert refused(path, delimiter="ab") == (
        'release.csv: "ab" cannot stand between cells. Letters and digits stand in cells; a tab is written "\\t".'
        " [bad-delimiter]"
    )


@pytest.mark.parametrize("sign", [":", "¦", "þ", "||", "|~|", " "])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le"])
def test_any_delimiter_may_be_stated(tmp_path: Path, sign: str, encoding: str) -> None:
    path = tmp_path / "release.csv"
    text = f'who{sign}day{sign}café\n"A{sign}B"{sign}1{sign}x\nC{sign}{sign}"e\n|f"\nD{sign}2{sign}y\nnote\n'
    path.write_bytes(text.encode(encoding))
    found = only(path, delimiter=sign, encoding=encoding)
    assert found.sheet.columns == ("who", "day", "café")
    assert found.rows == [
        [2, f"A{sign}B", "1", "x"], [3, "C", None, "e\n|f"], [4, "D", "2", "y"], [5, "note", None, None],
    ]  # fmt: skip
    assert not found.sheet.older


@given(st.text("ab|\n", max_size=60), st.integers(1, 7))
@settings(max_examples=60)
def test_a_delimiter_of_several_signs_is_found_across_blocks(text: str, block: int) -> None:
    signs = Signs("||", "utf-8", "", "f")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(signs_module, "_BLOCK", block)
        stream = signs.stream(pa.BufferReader(text.encode()))
        swapped = b"".join(iter(lambda: stream.read(3), b""))
    assert swapped.decode() == text.replace("||", signs.sign)


def test_a_control_sign_is_not_taken_for_the_delimiter(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a||b\n1||2\x1f\n")
    assert only(path, delimiter="||").rows == [[2, "1", "2\x1f"]]
    path.write_text("a||b\n" + "1||2\n" * 300_000 + "1||\x1f\n")
    assert "the file holds control signs, and cannot be read with" in refused(path, delimiter="||")


@pytest.mark.parametrize("encoding", ["utf8", "UTF-8"])
def test_a_stated_encoding_is_not_set_aside(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "release.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 300_000 + b"1,caf\xe9\n")
    assert only(path).sheet.older
    assert "release.csv:300002: a sign of this row is not UTF-8." in refused(path, encoding=encoding)
    assert not only(path, encoding="cp1252").sheet.older
    assert "no encoding is called" in refused(path, encoding="base64")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (b"", "cp1252"), (codecs.BOM_UTF16_LE, "utf-16-le"),
     (codecs.BOM_UTF16_BE, "utf-16-be"), (b"", "utf-16-le")],
)  # fmt: skip
def test_the_encoding_is_told(tmp_path: Path, mark: bytes, encoding: str) -> None:
    path = text_file(tmp_path, mark + "name,place\nJosé,Cañon City\n".encode(encoding))
    found = only(path)
    assert found.sheet.columns == ("name", "place")
    assert found.rows == [[2, "José", "Cañon City"]]


def test_an_encoding_may_be_stated(tmp_path: Path) -> None:
    path = text_file(tmp_path, "name,place\nŁódź,x\n", encoding="cp1250")
    assert only(path, encoding="cp1250").rows == [[2, "Łódź", "x"]]
    assert refused(path, encoding="utf8x") == (
        'release.csv: no encoding is called "utf8x". The usual ones: utf-8, cp1252 (older'
        " spreadsheets), utf-16, latin-1."
        " [unknown-encoding]"
    )
    assert refused(text_file(tmp_path, b"a,b\n1,\x98\n"), encoding="cp1251") == (
        "release.csv:2: at or after this row stands what is not charmap. State the encoding that the"
        " file is in, or save"
        " it as UTF-8. [mixed-encoding]"
    )


def test_an_older_encoding_is_told_where_its_first_sign_comes_late(tmp_path: Path) -> None:
    plain = "id,name\n" + "17,Smith\n" * 200_000
    path = text_file(tmp_path, plain + "18,Núñez\n19,Roe\n", encoding="cp1252")
    assert only(path).rows[-2:] == [[200_002, "18", "Núñez"], [200_003, "19", "Roe"]]


def test_two_encodings_in_one_file_are_refused(tmp_path: Path) -> None:
    plain = "id,name\n1,Peña\n" + "17,Smith\n" * 200_000
    path = text_file(tmp_path, plain.encode() + "18,Núñez\n".encode("cp1252"))
    assert refused(path) == (
        "release.csv:200003: signs of this row are not UTF-8, and those of other rows are. If it is all in an older"
        " encoding, state it: encoding: cp1252. [mixed-encoding]"
    )


def test_a_banner_stands_above_and_footnotes_below(tmp_path: Path) -> None:
    banner = 'Statistical Unit,,\n"For official use,\nmarch 2025",,\n,,\n'
    found = only(
        text_file(tmp_path, banner + "Day,Gender,Country\n1/3/2012,Male,\n,,\n1/4/2012,,FRANCE\n\nNote: x\n*y,,\n")
    )
    assert found.sheet.header_row == 4
    assert found.sheet.banner == ("Statistical Unit", "For official use,\nmarch 2025")
    assert found.rows == [
        [5, "1/3/2012", "Male", None], [7, "1/4/2012", None, "FRANCE"],
        [9, "Note: x", None, None], [10, "*y", None, None],
    ]  # fmt: skip
    assert [(note.row, note.text) for note in found.sheet.footnotes] == [(9, "Note: x"), (10, "*y")]
    assert found.sheet.blank_rows == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quoted_cell_with_ends_of_line_is_one_row(tmp_path: Path, end: str) -> None:
    text = f'a,b,c{end}1,"x{end}{end}y",2{end}{end}3,"say ""so""",4'
    found = only(text_file(tmp_path, text))
    assert found.rows == [[2, "1", f"x{end}{end}y", "2"], [4, "3", 'say "so"', "4"]]


def test_only_blanks_beyond_the_header_are_no_cells(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b,,\n1,2\n3,4,,\n5,6, ,,\n7,8\n")
    assert only(path).rows == [[2, "1", "2"], [3, "3", "4"], [4, "5", "6"], [5, "7", "8"]]


def test_rows_of_another_width_are_listed(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\nlone\n1,2,3\n")
    mend = (
        "Look for a delimiter or an end of line inside of a cell that is not in quotation marks; a"
        " quotation mark inside"
        ' of quotation marks is written twice: "".'
    )
    more = ' A column without a name is named in the mapping: "column D".'
    assert refused(path) == "\n".join(
        f"release.csv:{row}: the row has {cells}, and the header has 3. {mend}{said} [ragged-row]"
        for row, cells, said in ((3, "2 cells", ""), (4, "4 cells", more), (5, "1 cell", ""))
    )


def test_rows_may_be_wider_than_the_header_where_the_column_is_named(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b,c\n1,2,3\n1,2,3,4\n1,2,3,\n")
    found = only(path, named=["column D"])
    assert found.sheet.columns == ("a", "b", "c", "column D")
    assert found.rows == [[2, "1", "2", "3", None], [3, "1", "2", "3", "4"], [4, "1", "2", "3", None]]
    assert "the row has 2 cells, and the header has 4." in refused(
        text_file(tmp_path, "a,b,c\n1,2,3,4\n1,2\n"), named=["column D"]
    )


def test_no_more_than_twenty_rows_are_listed(tmp_path: Path) -> None:
    lines = refused(text_file(tmp_path, "a,b,c\n" + "1,2\n" * 50)).split("\n")
    assert len(lines) == 21
    assert lines[-1] == "release.csv: and 30 more rows like these, as far as the file was read. [more-faults]"


def test_row_numbers_hold_across_blocks(tmp_path: Path) -> None:
    lines = [f"{number},{'x' * 90},z" for number in range(2, 150_000)]
    lines[70_000] = "70002,y,z,,"  # blank cells beyond the header: read another way
    lines[70_001] = ""
    found = only(text_file(tmp_path, "a,b,c\n" + "\n".join(lines) + "\n"))
    assert all(row[0] == int(str(row[1])) for row in found.rows)
    assert len(found.rows) == len(lines) - 1


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a,b\n1,2\n3,"never\n4,5\n6,7\n', 3),
        ('a,b,c\n1,2,3\n4,"never,5\n6,7,8\n', 3),
        ('a,b\n1,"' + "x\n" * 3_000_000, 2),
    ],
    ids=["last-column", "middle", "large"],
)
def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path, text: str, row: int) -> None:
    assert refused(text_file(tmp_path, text)) == (
        f"release.csv:{row}: a quotation mark is opened in this row and never closed, or the row is longer than any row"
        ' should be. A quotation mark inside of quotation marks is written twice: "". [unclosed-quote]'
    )


@pytest.mark.parametrize("where", [10, 200_000])
def test_a_nul_is_refused(tmp_path: Path, where: int) -> None:
    text = "a,b\n" + "1,22222222\n" * where + "1,2\x00\n"
    assert refused(text_file(tmp_path, text)) == (
        f"release.csv:{where + 2}: a NUL character, which no text has. The file is damaged, or no text. [nul-character]"
    )


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lambda data: pa.compress(data, "zstd", asbytes=True)])
def test_packed_text_is_unpacked(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = text_file(tmp_path, pack(b"a,b\n1,x\n"), "release.csv.gz")
    assert only(path).rows == [[2, "1", "x"]]


def test_packed_text_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress("".join(f"{number},{number * 7919 % 10007}\n" for number in range(150_000)).encode())
    said = refused(text_file(tmp_path, whole[: len(whole) // 2], "release.csv.gz"), header=1)
    assert said.startswith("release.csv.gz: the file cannot be read as text in rows: ")
    assert said.endswith(". Look whether it came whole. [unreadable-text]")


def test_batches_are_text_and_no_longer_than_asked(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n" + "1,\n" * 25)
    (sheet,) = open_sheets(path)
    batches = list(sheet.batches(rows=10))
    assert [batch.num_rows for batch in batches] == [10, 10, 5]
    assert batches[0].schema == pa.schema([("row", pa.int64()), ("a", pa.string()), ("b", pa.string())])
    assert sheet.progress == 1.0


def test_a_header_without_rows_gives_none(tmp_path: Path) -> None:
    assert only(text_file(tmp_path, "a,b")).rows == []
    assert only(text_file(tmp_path, "a,b\n")).rows == []


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n",;|'), max_size=8)


@settings(max_examples=100)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=30))
def test_what_a_csv_writer_writes_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.mktemp("written") / "release.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["first", "second", "third"])
        writer.writerows(rows)
    expected = [[at, *(cell or None for cell in row)] for at, row in enumerate(rows, 2) if any(row)]
    assert only(path, delimiter=",", header=1).rows == expected


def test_what_fills_one_cell_in_hundreds_of_rows_is_no_footnote(tmp_path: Path) -> None:
    text = "a,b,c\n1,2,3\n" + "x,,\n" * 201
    assert only(text_file(tmp_path, text)).sheet.footnotes == ()
    assert len(only(text_file(tmp_path, text[:-4])).sheet.footnotes) == 200


def test_footnotes_are_known_across_batches(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b,c\n" + "1,2,3\n" * 9 + "x,,\n" * 5)
    (sheet,) = open_sheets(path)
    assert len(list(sheet.batches(rows=1))) == 14
    assert [note.row for note in sheet.footnotes] == [11, 12, 13, 14, 15]
