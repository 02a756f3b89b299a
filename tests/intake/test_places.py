"""Locators against what is stored, and quotes that find their own."""
# ruff: noqa: E501, ISC004 - the messages stand as they are printed

from pathlib import Path

import pytest

from habeas.intake import read_matter, read_whole
from tests.intake.folder import GOOD, claims_csv, refusal, workbook, write_matter

ROW = "act:f1,act.kind,departs"


def test_a_quote_finds_its_own_place(tmp_path: Path) -> None:
    change = claims_csv(f"{ROW},decl,,ICE,asserts,,,,,,The flight left at 17:26")
    change["sources/decl.txt"] = "\ufeffI am an officer.\r\nThe flight left\r\nat 17:26, and landed.\r\n"
    (claim,) = read_matter(write_matter(tmp_path, change)).claims
    assert claim.locator == "char=17,41"  # an end of line counts once, a byte order mark not at all


def test_a_quote_that_stands_twice_is_said(tmp_path: Path) -> None:
    change = claims_csv(f"{ROW},decl,,ICE,asserts,,,,,,at once", f'{ROW},decl,"char=12,19",ICE,asserts,,,,,,at once')
    change["sources/decl.txt"] = "at once, or at once"
    reading = read_whole(write_matter(tmp_path, change))
    assert [claim.locator for claim in reading.matter.claims] == ["char=0,7", "char=12,19"]
    assert [str(notice) for notice in reading.notices] == [
        '"at once" stands 2 times in decl.txt; the first, at char=0,7, is taken. Give the locator of the one that is meant.'
        " [quote-found-twice]"
    ]


def test_a_quote_of_a_source_that_is_not_stored_as_text_stays_as_it_is(tmp_path: Path) -> None:
    (claim,) = read_matter(write_matter(tmp_path, claims_csv(f"{ROW},ap,,AP,asserts,,,,,,any words"))).claims
    assert (claim.locator, claim.quote) == ("", "any words")


def test_a_text_that_is_not_utf_8_is_not_checked_and_that_is_said(tmp_path: Path) -> None:
    change = claims_csv(f"{ROW},decl,,ICE,asserts,,,,,,any words", f'{ROW},decl,"char=500,600",ICE,asserts,,,,,,')
    change["sources/decl.txt"] = b"caf\xe9"
    reading = read_whole(write_matter(tmp_path, change))
    assert [str(notice) for notice in reading.notices] == [
        'sources.csv:2, column file: "decl.txt" is not UTF-8 (byte 4), so quotes and places in it are not checked. Store a'
        " copy in UTF-8 beside it. [unchecked-quotes]"
    ]


@pytest.mark.parametrize(
    ("locator", "beyond"),
    [("row=3", False), ("row=4", True), ("col=2", False), ("col=3", True), ('"cell=3,2"', False), ('"cell=3,3"', True)],
)
def test_places_in_tables(tmp_path: Path, locator: str, *, beyond: bool) -> None:
    for name in ("t.csv", "t.xlsx"):
        folder = tmp_path / name
        change = claims_csv(f"{ROW},decl,{locator},ICE,asserts,,,,,,")
        change["sources.csv"] = GOOD["sources.csv"].replace("decl.txt", name)
        change["sources/t.csv"] = 'a,b\n1,"2\n2"\n3,4\n'
        workbook(folder / "sources" / "t.xlsx", [["a", "b"], [1, 2], [3, 4]])
        if beyond:
            assert "lies past the end of the source" in refusal(folder, change)
        else:
            assert len(read_matter(write_matter(folder, change)).claims) == 1


def pdf(pages: int) -> bytes:
    from io import BytesIO

    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=72, height=72)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    change = claims_csv(f"{ROW},decl,page=2,ICE,asserts,,,,,,")
    change["sources.csv"] = GOOD["sources.csv"].replace("decl.txt", "decl.pdf")
    change["sources/decl.pdf"] = pdf(2)
    assert len(read_matter(write_matter(tmp_path, change)).claims) == 1
    change |= claims_csv(f"{ROW},decl,page=3,ICE,asserts,,,,,,")
    assert refusal(tmp_path, change) == (
        'claims.csv:2, column locator: "page=3" lies past the end of the source. It has 2 pages. [locator-past-end]'
    )


def test_a_pdf_that_cannot_be_opened_is_kept_and_said(tmp_path: Path) -> None:
    change = claims_csv(f"{ROW},decl,page=3,ICE,asserts,,,,,,")
    change["sources.csv"] = GOOD["sources.csv"].replace("decl.txt", "decl.pdf")
    change["sources/decl.pdf"] = b"%PDF-1.7 and nothing else"
    reading = read_whole(write_matter(tmp_path, change))
    assert [notice.code for notice in reading.notices] == ["unread-pdf"]
    assert len(reading.matter.claims) == 1


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    folder = write_matter(tmp_path / "m")
    (folder / "sources" / "decl.txt").unlink()
    (folder / "sources" / "decl.txt").symlink_to(tmp_path / "secret.txt")
    assert "is a link to a file outside of the folder sources" in refusal(folder, {"sources/decl.txt": None})
