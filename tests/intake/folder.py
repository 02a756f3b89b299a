"""A small matter on disk, and the one change of it that a test is about."""

from pathlib import Path

import openpyxl
import pytest

from habeas.core.errors import InputError
from habeas.intake import read_matter

GOOD: dict[str, str] = {
    "matter.yaml": "id: small\ntitle: A small matter\nzone: America/New_York\nlabels: [sealed]\n",
    "sources.csv": "id,kind,publisher,date,url,label,file,sha256,origin\n"
    "decl,declaration,ICE,2025-03-18,https://example.org/decl,,decl.txt,,\n"
    "ap,press,AP,2025-03-16,,,,,\n"
    "copy,press,A paper,2025-03-17,,,,,ap\n",
    "sources/decl.txt": "I am an officer.\nThe flight left\nat 17:26, and landed at 19:36.\n",
    "claims/claims.csv": "subject,property,value,source,locator,speaker,stance,said,label,note\n"
    "act:f1,act.kind,departs,ap,,AP,asserts,2025-03-16,,\n"
    "act:f1,act.time,2025-03-15T17:26,decl,,ICE (Smith Decl.),admits,2025-03-18,,\n",
    "events/night.csv": "when,what,who,by,from,to,place,about,said_by,stance,said,source,pin,quote,label,note\n"
    "2025-03-15 19:36,lands,P-17,ICE,,Honduras,,,AP,asserts,,ap,,,,\n",
}
CLAIMS_HEADER = "subject,property,value,source,locator,speaker,stance,said,label,note,not,pin,quote\n"


def write_matter(folder: Path, change: dict[str, str | bytes | None] | None = None) -> Path:
    """The small matter with some files changed; None takes a file away."""
    files: dict[str, str | bytes | None] = {**GOOD, **(change or {})}
    for name, content in files.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def claims_csv(*rows: str) -> dict[str, str | bytes | None]:
    """The small matter with these claims alone."""
    return {"claims/claims.csv": CLAIMS_HEADER + "".join(f"{row}\n" for row in rows), "events/night.csv": None}


def events_csv(*rows: str, header: str = "") -> dict[str, str | bytes | None]:
    first = header or "id,when,what,who,by,from,to,place,about,said_by,stance,source,quote,note"
    return {"events/night.csv": "\n".join((first, *rows)) + "\n", "claims/claims.csv": None}


def refusal(folder: Path, change: dict[str, str | bytes | None]) -> str:
    """What is said when the changed matter is read."""
    with pytest.raises(InputError) as refused:
        read_matter(write_matter(folder, change))
    return str(refused.value)


def workbook(path: Path, rows: list[list[object]], formats: dict[str, str] | None = None) -> Path:
    """An XLSX file with one sheet; ``formats`` gives cells the way in which they are shown."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    book.close()
    return path
