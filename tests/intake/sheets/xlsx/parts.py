"""A workbook written part by part, for what no library writes."""

import zipfile
from pathlib import Path

from habeas.intake.sheets.xlsx.body import open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(path: Path, rows: str, strings: str = "", styles: str = "", **more: str) -> Path:
    """A workbook of one sheet, S. ``more`` replaces a whole part: ``sheet``, ``book``, ``links``."""
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="a" Type="{_KIND}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": more.get("book")
        or f'<workbook xmlns="{MAIN}" xmlns:r="{_KIND}"><sheets><sheet name="S" sheetId="1"'
        ' r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": more.get("links")
        or f'<Relationships xmlns="{_LINKS}"><Relationship Id="s" Type="{_KIND}/worksheet"'
        ' Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{_KIND}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="u" Type="{_KIND}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": more.get("sheet")
        or f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><cols><col min="1"/></cols>'
        f"<sheetData>{rows}"
        '</sheetData><conditionalFormatting><c r="A9"><v>9</v></c></conditionalFormatting></worksheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}" count="9">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def cells(path: Path) -> dict[tuple[int, int], str]:
    """Every filled cell of the first sheet, by row and column (from 0)."""
    (body, *_) = open_workbook(path, path.name, ())
    return {(row, at): text for row, texts in body.head() for at, text in enumerate(texts) if text}


def row_of(path: Path) -> list[str]:
    """The cells of the only row."""
    (body, *_) = open_workbook(path, path.name, ())
    ((_, texts),) = body.head()
    return texts
