"""What a person names: files of every kind, folders, patterns, standard input."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from habeas.core.errors import InputError
from habeas.intake.sheets import matching, open_sheets
from tests.intake.sheets.reading import only, refused, text_file, workbook


def test_a_folder_gives_its_files_by_name(tmp_path: Path) -> None:
    for name in ("b.csv", "a.CSV", "c.parquet", "d.xlsx", "e.csv.gz", "notes.md", "~$d.xlsx", ".hidden.csv", "f.zip"):
        text_file(tmp_path, "", name)
    (tmp_path / "more").mkdir()
    text_file(tmp_path / "more", "", "g.csv")
    assert [path.name for path in matching(tmp_path)] == ["a.CSV", "b.csv", "c.parquet", "d.xlsx", "e.csv.gz"]
    assert [path.name for path in matching(tmp_path, "**/*.csv")] == ["b.csv", "g.csv"]
    assert matching(tmp_path / "b.csv") == [tmp_path / "b.csv"]
    with pytest.raises(InputError) as caught:
        matching(tmp_path, "*.tsv")
    assert str(caught.value) == (
        f"{tmp_path}/*.tsv: nothing that is read matches {tmp_path}/*.tsv. Read are: .csv, .tsv, .txt,"
        " .psv, .xlsx, .xlsm,"
        " .parquet. [no-files]"
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_standard_input_is_read_whatever_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    if kind == "csv":
        path.write_text("a,b\n1,x\n")
    elif kind == "xlsx":
        workbook(path, {"S": [["a", "b"], ["1", "x"]]})
    else:
        pq.write_table(pa.table({"a": ["1"], "b": ["x"]}), path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(path.read_bytes())))
    found = only("-")
    assert (found.sheet.file, found.rows) == ("standard input", [[2, "1", "x"]])
    del found
    assert [name for name in os.listdir(tmp_path) if name.startswith("habeas-")] == []  # noqa: PTH208


def test_what_is_piped_and_refused_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"PK\x03\x04 cut off")))
    assert "[bad-workbook]" in refused("-")
    assert list(tmp_path.iterdir()) == []


def test_the_content_tells_the_kind(tmp_path: Path) -> None:
    path = workbook(tmp_path / "named.csv", {"S": [["a", "b"], ["1", "x"]]})
    assert only(path).sheet.name == "S"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    text_file(tmp_path, "a\n", "stays.csv")
    assert refused(tmp_path / "stay.csv") == (
        f'stay.csv: there is no file {tmp_path}/stay.csv. Nearest: "stays.csv". [missing-file]'
    )
    assert refused(tmp_path) == f"{tmp_path.name}: {tmp_path} is a folder. Name a file in it. [unread-file]"


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    assert refused(text_file(tmp_path, "%PDF-1.7", "order.pdf")) == (
        'order.pdf: files that end in ".pdf" are not read. Read are: .csv, .tsv, .txt, .psv, .xlsx,'
        " .xlsm, .parquet; text"
        " also packed as .gz, .zst or .bz2. [unread-file]"
    )
    assert refused(text_file(tmp_path, "a,b\n", "t.xlsx")) == (
        "t.xlsx: the file is called a workbook, and does not begin as one. It may be empty, cut off at its start, or"
        " another kind of file: download it again. [bad-workbook]"
    )
    assert refused(text_file(tmp_path, "", "t.parquet")) == (
        "t.parquet: the file is called Parquet, and does not begin as one. Download it again. [bad-parquet]"
    )


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    assert refused(text_file(tmp_path, "a,b\n"), sheets=["May"]) == (
        'release.csv: there is no sheet "May": the file is no workbook. Leave out the names of sheets. [missing-sheet]'
    )


def test_a_path_may_be_given_as_text(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n1,2\n")
    assert [sheet.columns for sheet in open_sheets(str(path))] == [("a", "b")]
