"""Documents as they came, and the rows that list them."""

import hashlib
from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.core.matter import Source
from habeas.intake import read_matter
from habeas.intake.documents import Given, Plan, plan_documents, sources_of, take_in
from habeas.intake.settings import read_settings
from habeas.intake.words import Words
from habeas.intake.writing import append_rows
from habeas.intake.written import write_whole
from tests.intake.folder import GOOD, write_matter


def sources(folder: Path) -> dict[str, Source]:
    return sources_of(folder, Words(read_settings(folder)))


def plan(folder: Path, *paths: Path, given: Given | None = None) -> Plan:
    return plan_documents(folder, paths, given or Given(), sources(folder))


def document(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def test_a_document_is_stored_byte_for_byte_and_listed(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    data = b"\xef\xbb\xbfNot UTF-8 \xff\r\n"
    made = plan(
        folder,
        document(tmp_path / "in", "ECF No. 12-1 (2025-03-17).txt", data),
        given=Given("filing", 'ICE, "Enforcement"', "", "sealed", "https://example.org/x"),
    )
    assert not (folder / "sources" / "ECF No. 12-1 (2025-03-17).txt").exists()
    take_in(made)
    source = read_matter(folder).sources["ecf-no.-12-1-2025-03-17"]
    assert (folder / "sources" / source.file).read_bytes() == data
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.kind, source.publisher, source.label) == ("filing", 'ICE, "Enforcement"', "sealed")
    assert source.date is not None
    assert source.date.text == "2025-03-17"
    assert "size" not in source.extra  # the table of this matter has no such column, and none is forced on it


def test_the_same_bytes_twice_are_one_document(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    one, two = document(tmp_path / "in", "a.txt", b"same"), document(tmp_path / "in", "b.txt", b"same")
    first = plan(folder, one, two)
    assert [made.id for made in first.new] == ["a"]
    assert first.known == ((two, "a"),)
    take_in(first)
    again = plan(folder, one, two)
    assert again.new == ()
    assert again.known == ((one, "a"), (two, "a"))
    before = (folder / "sources.csv").read_bytes()
    take_in(again)
    assert (folder / "sources.csv").read_bytes() == before


def test_a_document_that_is_listed_without_a_hash_is_known_by_its_bytes(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    other = document(tmp_path / "in", "other.txt", (folder / "sources" / "decl.txt").read_bytes())
    assert plan(folder, other).known == ((other, "decl"),)


def test_a_name_that_is_taken_is_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    clash = document(tmp_path / "in", "decl.txt", b"something else")
    fine = document(tmp_path / "in", "fine.txt", b"fine")
    with pytest.raises(InputError) as refused:
        plan(folder, fine, clash)
    assert str(refused.value) == (
        f"{clash}: another document of this name is stored already, and its bytes differ. Rename the file; a stored"
        " document is never replaced. [name-taken]"
    )
    assert [path.name for path in (folder / "sources").iterdir()] == ["decl.txt"]


def test_an_id_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    made = plan(folder, document(tmp_path / "in", "AP.txt", b"x"), document(tmp_path / "in", "ap.md", b"y"))
    assert [one.id for one in made.new] == ["ap-2", "ap-3"]


def test_a_name_that_cannot_be_printed_is_refused(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m")
    with pytest.raises(InputError) as refused:
        plan(folder, document(tmp_path / "in", "a\r\u202eb.txt", b"x"))
    assert str(refused.value) == (
        '"a\\r\\u202eb.txt" holds a character that cannot be seen. Rename the file. [control-character]'
    )


def test_a_document_that_was_stored_and_not_listed_is_listed(tmp_path: Path) -> None:
    folder = write_matter(tmp_path / "m", {"sources/left.txt": "left"})
    take_in(plan(folder, document(tmp_path / "in", "left.txt", b"left")))
    assert read_matter(folder).sources["left"].file == "left.txt"


def test_the_date_of_a_pdf_is_its_own(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.add_metadata({"/CreationDate": "D:20250317101500Z"})
    writer.write(tmp_path / "x.pdf")
    broken = document(tmp_path, "y.pdf", b"%PDF-1.7 nothing")
    made = plan(write_matter(tmp_path / "m"), tmp_path / "x.pdf", broken)
    assert [(one.date, one.dated_by) for one in made.new] == [
        ("2025-03-17", "when the PDF was made, by its own metadata"), ("", ""),
    ]  # fmt: skip
    assert made.new[1].notice.startswith("cannot be opened: ")


def test_rows_are_added_in_the_form_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes('\ufeffkind;id\r\npress;"a;b"'.encode())
    append_rows(path, [{"id": "x;y", "kind": "post", "size": "3"}], "s.csv", ("id",))
    assert path.read_bytes() == '\ufeffkind;id\r\npress;"a;b"\r\npost;"x;y"\r\n'.encode()


def test_a_missing_column_is_said_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(b"id,kind\n")
    with pytest.raises(InputError, match='the column "sha256" is missing'):
        append_rows(path, [{"id": "x"}], "s.csv", ("id", "sha256"))
    assert path.read_bytes() == b"id,kind\n"


def test_a_list_in_a_workbook_is_not_written(tmp_path: Path) -> None:
    folder = write_matter(tmp_path, {"sources.csv": None, "sources.xlsx": "x"})
    with pytest.raises(InputError, match=r"Save sources\.xlsx as CSV"):
        sources(folder)


def test_a_write_that_fails_leaves_the_file_and_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="the disk is full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_list_is_refused_whole(tmp_path: Path) -> None:
    folder = write_matter(tmp_path, {"sources.csv": GOOD["sources.csv"] + "bad id,press,,,,,,,\n"})
    with pytest.raises(InputError, match='"bad id" cannot be the id of a source'):
        sources(folder)
